//! The commands that say what subscribers see: `check`, `diff` and `adopt`.

mod support;

use support::Site;

fn article(title: &str, day: u32) -> String {
    format!("---\ntitle: {title}\ndate: 2026-02-{day:02}T08:00:00Z\n---\n\nWhat {title} says is its own.\n")
}

fn site() -> Site {
    let site = Site::new("");
    for (at, name) in ["One", "Two", "Three"].iter().enumerate() {
        site.write(&format!("content/{}.md", name.to_lowercase()), article(name, at as u32 + 1));
    }
    site
}

#[test]
fn check_says_what_subscribers_will_see() {
    let site = site();
    site.build();
    site.write("content/four.md", article("Four", 4));
    site.write("content/two.md", article("Two", 2).replace("its own", "all its own"));
    std::fs::remove_file(site.path("content/one.md")).unwrap();
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 1, "the feeds are stale");
    assert!(ran.out.starts_with("Acme News: 1 new, 1 updated, 1 gone, 1 unchanged\n"), "{}", ran.out);
    assert!(ran.out.contains("\n  + Four (2026-02-04)\n"), "{}", ran.out);
    assert!(ran.out.contains("\n  ~ Two (2026-02-02): content"), "{}", ran.out);
    assert!(ran.out.contains("\n  - One (2026-02-01)\n"), "{}", ran.out);

    let markdown = site.run(&["check", "--format", "markdown"]).out;
    assert!(markdown.contains("\n**Acme News**: 1 new, 1 updated, 1 gone, 1 unchanged\n"), "{markdown}");
    let json = site.run(&["check", "--format", "json"]).out;
    let lines: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let subscribers = lines.iter().find(|line| line["kind"] == "subscribers").expect("a line for the feed");
    assert_eq!(subscribers["diff"]["new"][0]["title"], "Four");
    assert_eq!(subscribers["diff"]["updated"][0]["changes"][0], "content");

    site.build();
    let fresh = site.run(&["check"]);
    assert_eq!(fresh.code, 0, "{}{}", fresh.out, fresh.err);
    assert!(!fresh.out.contains("Acme News:"), "{}", fresh.out);
}

#[test]
fn ids_that_change_are_an_error_of_check() {
    let site = site();
    site.build();
    std::fs::rename(site.path("content/two.md"), site.path("content/zwei.md")).unwrap();
    // Whoever loses the ledger loses the ids.
    std::fs::remove_file(site.path("tidings.lock")).unwrap();
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("ids-change"), "{}", ran.err);
    assert!(ran.out.contains("1 would appear again as unread"), "{}", ran.out);
}

#[test]
fn diff_compares_two_files_of_any_format() {
    let site = site();
    site.build();
    let same = site.run(&["diff", "feeds/rss.xml", "feeds/feed.json"]);
    assert_eq!((same.code, same.out.as_str()), (0, "Acme News: 3 unchanged\n"));
    let changed = site.read("feeds/feed.json").replace("2026-02-02:two", "2026-02-02:zwei");
    site.write("new.json", changed);
    let ran = site.run(&["diff", "feeds/rss.xml", "new.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("Acme News: 1 would appear again as unread, 2 unchanged\n  ! Two"), "{}", ran.out);
    let json = site.run(&["diff", "feeds/rss.xml", "new.json", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["reissued"][0]["old_id"], "tag:acme.example,2026-02-02:two");
    let unreadable = site.run(&["diff", "tidings.toml", "new.json"]);
    assert_eq!(unreadable.code, 2);
    assert!(unreadable.err.contains("feed-un"), "{}", unreadable.err);
}

const OLD: &str = r#"<rss version="2.0"><channel><title>Old</title><link>https://old.example/</link>
<item><title>Three</title><link>https://old.example/p/3</link><guid isPermaLink="false">post 3</guid><pubDate>Tue, 03 Feb 2026 17:30:00 +0000</pubDate></item>
<item><title>Two</title><link>https://acme.example/news/two/</link><guid>https://acme.example/news/two/</guid><pubDate>Mon, 02 Feb 2026 08:00:00 +0000</pubDate></item>
<item><title>Eins</title><link>https://old.example/p/1</link><guid>https://old.example/p/1</guid><pubDate>Sun, 01 Feb 2026 08:00:00 +0000</pubDate></item>
</channel></rss>"#;

#[test]
fn after_an_adoption_subscribers_see_nothing_again() {
    let site = site();
    site.write("old.xml", OLD);
    let ran = site.run(&["adopt", "old.xml", "--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!site.path("tidings.lock").exists());
    assert_eq!(
        ran.out,
        "# 3 published entries: 2 matched, 1 without an article\n\
         match three.md <- post 3    # title and date\n\
         match two.md <- https://acme.example/news/two/    # link\n\
         # no article: https://old.example/p/1  \"Eins\", 2026-02-01: no article is it for sure\n\
         #   match one.md <- https://old.example/p/1    # the same day\n"
    );
    // The report is the file of matches: the offer is taken.
    site.write("matches.txt", ran.out.replace("#   match one.md", "match one.md"));
    let ran = site.run(&["adopt", "old.xml", "--matches", "matches.txt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("# 3 published entries, all matched\n"), "{}", ran.out);
    site.build();
    let diff = site.run(&["diff", "old.xml", "feeds/rss.xml"]);
    assert_eq!(diff.code, 0, "{}", diff.out);
    assert!(diff.out.starts_with("Old: 3 updated\n") || diff.out.starts_with("Acme News: 3 updated\n"), "{}", diff.out);
    let json = site.feed();
    let three = json["items"].as_array().unwrap().iter().find(|item| item["title"] == "Three").unwrap();
    assert_eq!((&three["id"], &three["date_published"]), (&"post 3".into(), &"2026-02-03T17:30:00Z".into()));
    // Atom allows no such id; the other formats have it letter by letter.
    assert!(site.read("feeds/atom.xml").contains("<id>tag:acme.example,2026-02-03:three</id>"));
    assert!(site.read("feeds/rss.xml").contains(">post 3</guid>"));
}

#[test]
fn an_adoption_after_a_build_changes_ids_only_where_that_is_said() {
    let site = site();
    site.write("old.xml", OLD);
    site.build();
    let ledger = site.read("tidings.lock");
    let ran = site.run(&["adopt", "old.xml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("adopt-published"), "{}", ran.err);
    assert_eq!(site.read("tidings.lock"), ledger);
    assert_eq!(site.run(&["adopt", "old.xml", "--allow-id-change"]).code, 0);
    site.build();
    assert!(site.read("feeds/rss.xml").contains(">post 3</guid>"));
}
