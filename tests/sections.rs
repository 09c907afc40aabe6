//! Sections built apart: what each makes is what one build of the whole site makes, and nothing of others is touched.

mod support;

use std::collections::BTreeMap;

use support::Site;

const FEEDS: &str = "[[feed]]\nname = \"all\"\nlimit = 4\narchive = 2\n[[feed]]\nname = \"{section}\"\neach = \"section\"\nlimit = 2\narchive = 2\n\
                     [[feed]]\nname = \"press-{tag}\"\nsection = \"press\"\neach = \"tag\"\n";

fn article(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ntags: [news]\n---\n{text}\n")
}

/// Three sections of four articles; one names an article of another.
fn content(site: &Site) {
    for (section, month) in [("press", 3), ("blog", 4), ("docs", 5)] {
        for day in 1..=4 {
            let text = format!("The {section} tells of pump number {day}, which lifts water to basin {month}.");
            site.write(
                &format!("content/{section}/2026-0{month}-0{day}-pump-{day}.md"),
                article(&format!("Pump {section} {day}"), &text),
            );
        }
    }
    site.write(
        "content/press/2026-03-09-links.md",
        article("Links", "See [the blog](../blog/2026-04-01-pump-1.md), which says more of it."),
    );
}

fn whole() -> Site {
    let site = Site::new(FEEDS);
    content(&site);
    site
}

fn ok(site: &Site, arguments: &[&str]) -> String {
    let ran = site.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    ran.out + &ran.err
}

fn lines<'a>(ledger: &'a str, section: &str) -> Vec<&'a str> {
    let (path, document) = (format!("\t{section}/"), format!("feeds/{section}"));
    ledger.lines().filter(|line| line.contains(&path) || line.contains(&document)).collect()
}

/// The id of an article in the ledger, among those that are not gone.
fn id_of(ledger: &str, path: &str) -> String {
    let of = |line: &&str| line.contains(&format!("\t{path}\t")) && !line.contains("gone=");
    let line = ledger.lines().find(of).unwrap_or_else(|| panic!("{path}: {ledger}"));
    line.split('\t').find(|field| field.starts_with("tag:")).expect("an id").to_owned()
}

#[test]
fn sections_built_apart_are_what_one_build_makes() {
    let one = whole();
    one.build();
    let apart = whole();
    for section in ["docs", "press", "blog"] {
        let told = ok(&apart, &["build", "--section", section]);
        assert!(told.contains("info[section-feeds]") && told.contains("`all`"), "{told}");
    }
    let (made, expected) = (apart.files("feeds"), one.files("feeds"));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert!(made.len() > 12, "{:?}", names(&made));
    for (path, bytes) in &made {
        assert!(expected.get(path) == Some(bytes), "{path}");
    }
    let left: Vec<&String> = expected.keys().filter(|path| !made.contains_key(*path)).collect();
    assert!(
        left.iter().all(|path| path.contains("/all") || path.contains("feeds.opml") || path.contains("index.html")),
        "{left:?}"
    );
    // The rest by one build of all, and then nothing differs.
    apart.build();
    assert_eq!(apart.files("feeds"), expected);
    assert_eq!(apart.read("tidings.lock"), one.read("tidings.lock"));
    for section in ["press", "blog"] {
        ok(&apart, &["check", "--section", section]);
    }
    ok(&apart, &["check"]);
    let both = whole();
    ok(&both, &["build", "--section", "press", "--section", "blog"]);
    assert!(both.path("feeds/press.rss.xml").exists() && both.path("feeds/blog.rss.xml").exists());
    assert!(!both.path("feeds/docs.rss.xml").exists());
}

#[test]
fn nothing_of_others_is_touched() {
    let site = whole();
    site.build();
    let (ledger, files) = (site.read("tidings.lock"), site.files("feeds"));
    site.write("content/press/2026-03-20-new.md", article("New", "A new pump is there, and it is the largest of all."));
    site.write("content/blog/2026-04-20-new.md", article("New blog", "A new text that nobody has built so far."));
    std::fs::remove_file(site.path("content/blog/2026-04-01-pump-1.md")).expect("a file");
    // What is wrong with others is theirs to mend.
    site.write("content/docs/bad.md", "---\ntitle: Bad\ndate: 30 February 2026\n---\nText of a bad article.\n");
    let told = ok(&site, &["build", "--section", "press"]);
    assert!(!told.contains("date-invalid") && !told.contains("entry-gone"), "{told}");
    let after = site.read("tidings.lock");
    for section in ["blog", "docs", "all"] {
        assert_eq!(lines(&after, section), lines(&ledger, section), "{section}");
    }
    assert_eq!(
        lines(&after, "press").len(),
        lines(&ledger, "press").len() + 1 + 3,
        "an entry, and an archive in three formats"
    );
    let now = site.files("feeds");
    for (path, bytes) in &files {
        assert!(path.contains("feeds/press") || now.get(path) == Some(bytes), "{path}");
    }
    assert_ne!(now.get("feeds/press.rss.xml"), files.get("feeds/press.rss.xml"));
    // And who builds them hears of it.
    assert_eq!(site.run(&["build", "--section", "docs"]).code, 1);
    let told = ok(&site, &["build", "--section", "blog"]);
    assert!(told.contains("entry-gone"), "{told}");
}

#[test]
fn a_section_that_is_not_here_stays_as_it_is() {
    let site = whole();
    site.build();
    let ledger = site.read("tidings.lock");
    std::fs::remove_dir_all(site.path("content/blog")).expect("a folder");
    std::fs::remove_dir_all(site.path("content/docs")).expect("a folder");
    site.write("content/press/2026-03-20-new.md", article("New", "A new pump is there, and it is the largest of all."));
    let told = ok(&site, &["build", "--section", "press"]);
    assert!(!told.contains("gone"), "{told}");
    let after = site.read("tidings.lock");
    assert_eq!(after.lines().filter(|line| line.contains("gone=")).count(), 0);
    assert_eq!(lines(&after, "blog"), lines(&ledger, "blog"));
}

#[test]
fn an_article_that_moves_to_another_section_keeps_its_id() {
    for order in [["press", "blog"], ["blog", "press"]] {
        let site = whole();
        site.build();
        let id = id_of(&site.read("tidings.lock"), "press/2026-03-02-pump-2.md");
        std::fs::rename(
            site.path("content/press/2026-03-02-pump-2.md"),
            site.path("content/blog/2026-03-02-pump-2.md"),
        )
        .expect("it moves");
        for section in order {
            ok(&site, &["build", "--section", section]);
        }
        let ledger = site.read("tidings.lock");
        assert_eq!(id_of(&ledger, "blog/2026-03-02-pump-2.md"), id, "{order:?}");
        assert_eq!(ledger.matches(&format!("\t{id}\t")).count(), 1, "{order:?}: {ledger}");
        ok(&site, &["build"]);
        assert_eq!(id_of(&site.read("tidings.lock"), "blog/2026-03-02-pump-2.md"), id);
    }
}

#[test]
fn an_id_of_another_section_is_not_taken() {
    let site = whole();
    site.build();
    let id = id_of(&site.read("tidings.lock"), "blog/2026-04-02-pump-2.md");
    site.write(
        "content/press/2026-03-21-thief.md",
        format!("---\ntitle: Thief\nid: \"{id}\"\n---\nIt has the id of another.\n"),
    );
    let ran = site.run(&["build", "--section", "press"]);
    assert!(ran.code == 1 && ran.err.contains("id-duplicate"), "{}", ran.err);
}

#[test]
fn what_cannot_be_built_is_said() {
    let site = whole();
    site.build();
    let before = site.files("");
    let ran = site.run(&["build", "--section", "pres"]);
    assert!(ran.code == 1 && ran.err.contains("error[section-unknown]") && ran.err.contains("`press`"), "{}", ran.err);
    let ran = site.run(&["build", "--section", "nothing-like-it"]);
    assert!(ran.code == 1 && ran.err.contains("error[section-unknown]"), "{}", ran.err);
    assert_eq!(site.files(""), before);
    // A section that loses all its articles is no section without articles.
    for day in 1..=4 {
        std::fs::remove_file(site.path(&format!("content/blog/2026-04-0{day}-pump-{day}.md"))).expect("a file");
    }
    let ran = site.run(&["build", "--section", "blog"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let only = Site::new("[[feed]]\nname = \"all\"\n");
    content(&only);
    let ran = only.run(&["build", "--section", "press"]);
    assert!(ran.code == 1 && ran.err.contains("no feed is of `press` alone"), "{}", ran.err);
    assert!(!only.path("feeds").exists() && !only.path("tidings.lock").exists());
}
