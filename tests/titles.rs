//! Titles that no front matter names, and a build that has nothing to name.

mod support;

use support::Site;

/// The titles of the entries, in the order of the feed.
fn titles(site: &Site) -> Vec<String> {
    site.build();
    let feed = site.feed();
    let items = feed["items"].as_array().unwrap();
    items.iter().map(|item| item["title"].as_str().unwrap_or("").to_owned()).collect()
}

#[test]
fn a_title_is_no_date() {
    for (name, text, title) in [
        ("20260514.txt", "The pond is open again. Frogs are back.\n\nMore of it.", "The pond is open again"),
        (
            "2026-05-14.md",
            "Yesterday the keepers of the pond opened its gate, after a winter of works, to all who want to see the frogs in it.",
            "Yesterday the keepers of the pond opened its gate, after a winter of works",
        ),
        ("14.05.2026.txt", "各位游客：\n\n池塘重新开放。欢迎光临。", "池塘重新开放"),
        ("pond_letter_20260514.txt", "The pond is open again. Frogs are back.\n\nMore.", "Pond letter"),
        ("[2026-05-14] pond letter.md", "The pond is open again.", "Pond letter"),
        // A day that is not the article's says something; so do the digits of a version.
        ("2026-05-14-minutes-2026-05-12.md", "The pond is open again.", "Minutes 2026 05 12"),
        ("2026-05-14-7.11.0.md", "The pond is open again.", "7.11.0"),
    ] {
        let site = Site::new("");
        site.write(&format!("content/{name}"), text);
        assert_eq!(titles(&site), [title], "{name}");
    }
}

#[test]
fn explain_says_that_a_title_is_the_first_sentence() {
    let site = Site::new("");
    site.write("content/20260514.txt", "The pond is open again. Frogs are back.\n\nMore of it.");
    let ran = site.run(&["explain", "content/20260514.txt"]);
    assert!(ran.out.contains("from first sentence"), "{}{}", ran.out, ran.err);
}

#[test]
fn explain_says_where_a_date_is_from() {
    let site = Site::new("");
    site.write("content/pond_20260514.txt", "The pond is open again.");
    site.write("content/letter.txt", "A letter\n\nVigo, 14 May 2026\n\nThe pond is open again.");
    site.write("content/other.md", "---\npubDatetime: 2026-05-14\n---\nThe pond is open again.");
    for (file, from) in [
        ("pond_20260514.txt", "from name: `20260514`"),
        ("letter.txt", "from dateline: `Vigo, 14 May 2026`"),
        ("other.md", "from front matter, content/other.md:2:14"),
    ] {
        let ran = site.run(&["explain", &format!("content/{file}")]);
        assert!(ran.out.contains(from), "{file}: {}{}", ran.out, ran.err);
    }
    let ran = site.run(&["build"]);
    assert!(ran.code == 0 && ran.err.contains("info[date-dateline]"), "{}", ran.err);
}

#[test]
fn a_build_without_an_entry_says_so() {
    let site = Site::new("");
    site.write("content/notes.rst", "Notes");
    let ran = site.run(&["build"]);
    assert!(ran.err.contains("warning[articles-none]: there is no article in `content`"), "{}", ran.err);
    site.write("content/2026-05-14-x.md", "---\ndraft: true\n---\nText.");
    let ran = site.run(&["build"]);
    assert!(ran.err.contains("warning[articles-none]: all articles in `content` are left out"), "{}", ran.err);
    assert!(!site.run(&["build", "--allow-empty"]).err.contains("articles-none"));
    site.write("content/2026-05-14-x.md", "Text of it.");
    assert!(!site.run(&["build"]).err.contains("articles-none"));
}
