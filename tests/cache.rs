//! What the cache may do: save time. Nothing else depends on it.

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};

use support::Site;

const CACHE: &str = ".tidings/cache/heads";
/// Magic, tie and hash.
const HEADER: u64 = 16 + 32 + 32;
/// Bytes of one article.
const RECORD: u64 = 24;

fn articles(site: &Site, month: u32) {
    for number in 0..12 {
        let text = format!(
            "---\ntitle: Number {number}\ndate: 2026-{month:02}-{:02}T08:00:00Z\n---\n\nText number {number} says something. And more.\n",
            number + 1
        );
        site.write(&format!("content/2026/n{number}.md"), text);
    }
}

/// A site of three newest entries whose cache holds the nine others. What was written less than a moment
/// ago is not taken into it, so it may take some builds.
fn warm() -> Site {
    let site = Site::new("[[feed]]\nname = \"news\"\nlimit = 3\n");
    articles(&site, 3);
    for _ in 0..500 {
        site.build();
        if site.path(CACHE).metadata().is_ok_and(|cache| cache.len() == HEADER + 9 * RECORD) {
            return site;
        }
    }
    panic!("the cache was never filled");
}

fn feeds_and_ledger(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut files = site.files("feeds");
    files.insert("tidings.lock".to_owned(), fs::read(site.path("tidings.lock")).expect("a ledger"));
    files
}

/// The feeds are those that a build which reads every article makes.
fn assert_true(site: &Site) {
    site.build();
    let with = feeds_and_ledger(site);
    let ran = site.run(&["check", "--no-cache"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(site.run(&["build", "--no-cache", "--jobs", "1"]).code, 0);
    assert_eq!(feeds_and_ledger(site), with);
}

#[test]
fn the_same_bytes_with_and_without_a_cache() {
    let site = warm();
    assert_true(&site);
    // An old article becomes the newest.
    site.write("content/2026/n2.md", "---\ntitle: Now\ndate: 2026-05-01\n---\n\nNew.\n");
    assert_true(&site);
    assert!(site.read("feeds/news.json").contains("2026-05-01T00:00:00Z"));
    fs::remove_file(site.path("content/2026/n9.md")).unwrap();
    fs::rename(site.path("content/2026/n1.md"), site.path("content/2026/m1.md")).unwrap();
    assert_true(&site);
    // Another zone means another moment for what names none.
    let config = site.read("tidings.toml").replace("[site]\n", "[site]\ntimezone = \"Asia/Shanghai\"\n");
    site.write("tidings.toml", config);
    assert_true(&site);
    assert!(site.read("feeds/news.json").contains("2026-04-30T16:00:00Z"));
}

#[test]
fn a_change_under_the_same_size_and_time_is_noticed() {
    let site = warm();
    let file = site.path("content/2026/n0.md");
    let (text, before) = (fs::read_to_string(&file).unwrap(), fs::metadata(&file).unwrap());
    fs::write(&file, text.replace("2026-03-01", "2026-04-01")).unwrap();
    File::options().append(true).open(&file).unwrap().set_modified(before.modified().unwrap()).unwrap();
    let after = fs::metadata(&file).unwrap();
    assert_eq!((after.len(), after.modified().unwrap()), (before.len(), before.modified().unwrap()));
    assert_true(&site);
    assert!(site.read("feeds/news.json").contains("2026-04-01T08:00:00Z"));
}

#[test]
fn a_damaged_or_foreign_cache_counts_as_none() {
    let other = warm();
    articles(&other, 4);
    other.build();
    let foreign = fs::read(other.path(CACHE)).unwrap();

    let site = warm();
    let own = fs::read(site.path(CACHE)).unwrap();
    let with = |change: fn(&mut Vec<u8>)| {
        let mut bytes = own.clone();
        change(&mut bytes);
        bytes
    };
    let caches = [
        foreign,
        with(|bytes| bytes.truncate(bytes.len() / 2)),
        with(|bytes| bytes.truncate(HEADER as usize)),
        with(|bytes| bytes.clear()),
        // A record with another date, and another version of the format.
        with(|bytes| *bytes.last_mut().unwrap() ^= 1),
        with(|bytes| bytes[HEADER as usize + 20] ^= 1),
        with(|bytes| bytes[14] = b'2'),
        with(|bytes| bytes[20] ^= 1),
        vec![0xff; 500],
    ];
    for cache in caches {
        site.write(CACHE, &cache).write(".tidings/cache/passed", &cache);
        let check = site.run(&["check"]);
        assert_eq!(check.code, 0, "{}{}", check.out, check.err);
        assert_eq!(fs::read(site.path(CACHE)).unwrap(), cache, "check writes nothing");
        assert_true(&site);
        assert_ne!(fs::read(site.path(CACHE)).unwrap(), cache, "and the build makes it new");
    }
}

#[test]
fn only_a_build_keeps_a_cache() {
    let site = Site::new("");
    articles(&site, 3);
    site.run(&["check"]);
    assert!(!site.path(".tidings").exists());
    assert_eq!(site.run(&["build", "--no-cache"]).code, 0);
    assert!(!site.path(".tidings").exists());
    site.build();
    assert_eq!(site.read(".tidings/.gitignore").lines().last(), Some("*"));
    fs::remove_dir_all(site.path(".tidings")).unwrap();
    assert_true(&site);
}
