//! An upgrade changes no id and no date: feeds and ledger that version 0.1 wrote are those that this one would write.
//!
//! `tests/upgrade/0.1` was written by that version over a small history: an adopted feed, then a first build, an article
//! deleted, one renamed, one edited, one added.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use support::Site;

const NOW: &str = "2026-03-03T00:00:00Z";

/// A copy of the site as that version left it.
fn left_by(version: &str) -> Site {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrade").join(version);
    let site = Site::bare();
    let mut folders = vec![from.clone()];
    let mut copied = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let path = entry.path();
            let name = path.strip_prefix(&from).unwrap().to_str().unwrap();
            site.write(name, std::fs::read(&path).unwrap());
            copied += 1;
        }
    }
    assert!(copied > 20, "the site is there");
    site
}

/// What the subscribers of a JSON Feed know of each entry: its id, its dates, its address.
fn known(site: &Site, path: &str) -> BTreeMap<String, [String; 3]> {
    let of = |item: &serde_json::Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
    let items = site.json(path)["items"].as_array().unwrap().clone();
    let known = |item: &serde_json::Value| {
        (of(item, "id"), ["date_published", "date_modified", "url"].map(|name| of(item, name)))
    };
    items.iter().map(known).collect()
}

/// A file without what later versions say on purpose, as the changelog tells: that a notice in Chinese is in Chinese.
fn without_what_is_new(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.replace("<entry xml:lang=\"zh\">", "<entry>").replace("      <dc:language>zh</dc:language>\n", "");
    text.replace(",\n      \"language\": \"zh\"", "")
}

#[test]
fn what_version_0_1_wrote_stays() {
    let site = left_by("0.1");
    let before = site.files(".");
    let built = site.run(&["build", "--now", NOW]);
    assert_eq!(built.code, 0, "{}{}", built.out, built.err);
    let after = site.files(".");
    assert_eq!(after["tidings.lock"], before["tidings.lock"], "no id and no date changes");
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    // The page for people is another one, and no reader's.
    for (name, bytes) in after.iter().filter(|(name, _)| *name != "feeds/index.html") {
        assert_eq!(without_what_is_new(bytes), without_what_is_new(&before[name]), "{name}");
    }
    let changed: Vec<&String> = after.keys().filter(|name| after[*name] != before[*name]).collect();
    assert_eq!(changed.len(), 4, "the archive with the notice, in three formats, and the page: {changed:?}");
    // What was built is fresh from then on.
    assert_eq!(site.run(&["check", "--now", NOW]).code, 0);
}

#[test]
fn what_version_0_1_remembered_is_remembered() {
    let site = left_by("0.1");
    let before = known(&site, "feeds/news.json");
    // An edit, a rename and a new article, on a ledger of that version.
    std::fs::rename(site.path("content/2026-02-11-float.md"), site.path("content/2026-02-11-the-float.md")).unwrap();
    let lock = "content/2026-02-02-lock.md";
    site.write(lock, site.read(lock).replace("third of January", "fourth of January"));
    site.write("content/2026-03-02-rope.md", "# The rope\n\nThe rope was longer than the river is deep.\n");
    let built = site.run(&["build", "--now", NOW]);
    assert_eq!(built.code, 0, "{}{}", built.out, built.err);
    let after = known(&site, "feeds/news.json");
    assert_eq!(after["estuary-post-9"][..2], before["estuary-post-9"][..2], "renamed, and the same entry");
    for id in before.keys() {
        let archived = || known(&site, "feeds/news-archive-2.json").contains_key(id);
        assert!(after.contains_key(id) || archived(), "{id} is still there");
    }
    assert_eq!(after.keys().filter(|id| !before.contains_key(*id)).count(), 1, "one new entry");
    let ledger = site.read("tidings.lock");
    assert!(ledger.contains("tag:estuary.example,2026-02-11:2026-02-12-gone"), "what is gone is not forgotten");
    let edited = ledger.lines().find(|line| line.contains("https://estuary.example/?p=17")).unwrap();
    assert!(edited.contains("2026-02-04T16:00:00Z"), "the front matter says when it was updated: {edited}");
    assert_eq!(site.run(&["check", "--now", "2026-05-01"]).code, 0, "and fresh again");
}
