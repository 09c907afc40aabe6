//! `tidings explain`: every field of an entry, and where it came from.

mod support;

use serde_json::Value;
use support::Site;

fn explained(site: &Site, article: &str) -> Value {
    let ran = site.run(&["explain", article, "--format", "json"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    serde_json::from_str(&ran.out).expect("one JSON object")
}

fn field<'a>(explained: &'a Value, name: &str) -> &'a Value {
    let fields = explained["fields"].as_array().expect("fields");
    fields.iter().find(|field| field["name"] == name).unwrap_or_else(|| panic!("no {name} in {explained:#}"))
}

/// `rule` or `rule @ line:column`
fn origin(from: &Value) -> String {
    let rule = from["rule"].as_str().expect("a rule");
    match from["line"].as_u64() {
        Some(line) => format!("{rule} @ {line}:{}", from["column"]),
        None => rule.to_owned(),
    }
}

fn from(explained: &Value, name: &str) -> String {
    origin(&field(explained, name)["from"])
}

/// The first other value of a field with its origin.
fn other(explained: &Value, name: &str) -> (String, String) {
    let other = &field(explained, name)["considered"][0];
    (other["value"].as_str().expect("a value").to_owned(), origin(&other["from"]))
}

const WHOLE: &str = "---
title: A new pump
date: 2026-03-02
updated: 2026-03-04
author: Ann
summary: It pumps.
tags: [pumps, news]
slug: pump
lang: de
---

# The pump of the year

The pump moves ten litres of water in a second, day and night.
";

#[test]
fn what_the_front_matter_says_has_its_place_and_the_other_values_are_told() {
    let site = Site::new("");
    site.write("content/2026-03-01-pump.md", WHOLE);
    let told = explained(&site, "content/2026-03-01-pump.md");
    assert_eq!(told["file"], "content/2026-03-01-pump.md");
    assert_eq!(told["left_out"], Value::Null);
    for (name, value, place) in [
        ("title", "A new pump", "front matter @ 2:8"),
        ("published", "2026-03-02T00:00:00Z", "front matter @ 3:7"),
        ("updated", "2026-03-04T00:00:00Z", "front matter @ 4:10"),
        ("summary", "It pumps.", "front matter @ 6:10"),
        ("language", "de", "front matter @ 9:7"),
    ] {
        assert_eq!(field(&told, name)["value"], value);
        assert_eq!(from(&told, name), place, "{name}");
    }
    assert_eq!(from(&told, "authors"), "front matter @ 5:9");
    assert_eq!(field(&told, "categories")["value"], serde_json::json!(["pumps", "news"]));
    assert_eq!(from(&told, "content"), "body @ 12:1");
    assert!(from(&told, "link").ends_with("with the front matter's slug @ 8:7"), "{}", from(&told, "link"));
    assert_eq!(
        other(&told, "title"),
        ("The pump of the year".into(), "first heading or line that reads as a title".into())
    );
    assert_eq!(other(&told, "published"), ("2026-03-01T00:00:00Z".into(), "file name: `2026-03-01`".into()));
    let lead = "The pump moves ten litres of water in a second, day and night.";
    assert_eq!(other(&told, "summary"), (lead.into(), "lead sentences of the body".into()));
    assert_eq!(other(&told, "authors"), ("Acme News".into(), "`site.title`: nobody is named".into()));
}

#[test]
fn what_an_article_does_not_say_has_its_rule() {
    let site = Site::new("[organization]\nname = \"Acme Ltd.\"\n");
    site.write("content/2026/03/05/new-office.md", "We have moved to the other side of the river.\n");
    let told = explained(&site, "content/2026/03/05/new-office.md");
    for (name, rule) in [
        ("id", "new: authority, published date and path"),
        ("title", "file name in words"),
        ("link", "`site.permalink`, which is `{path}/`"),
        ("published", "folders: `2026/03/05`"),
        ("updated", "published date"),
        ("authors", "`[organization]`: nobody is named"),
        ("summary", "lead sentences of the body"),
        ("language", "`site.language`"),
    ] {
        assert_eq!(from(&told, name), rule);
    }
    assert_eq!(told["documents"].as_array().map(Vec::len), Some(3));
    assert_eq!(told["documents"][0]["path"], "feeds/rss.xml");
}

#[test]
fn an_explanation_is_what_a_build_publishes() {
    let site = Site::new("");
    site.write("content/2026-03-01-pump.md", WHOLE);
    site.write("content/2026-02-01-a.md", "# A\n\nSome words on the matter <!--more--> and more of them.\n");
    site.build();
    let before = site.files("");
    for item in site.feed()["items"].as_array().expect("items") {
        let path = if item["title"] == "A" { "content/2026-02-01-a.md" } else { "content/2026-03-01-pump.md" };
        let told = explained(&site, path);
        for (name, key) in [
            ("id", "id"),
            ("title", "title"),
            ("link", "url"),
            ("published", "date_published"),
            ("summary", "summary"),
            ("content", "content_html"),
        ] {
            assert_eq!(field(&told, name)["value"], item[key], "{name} of {path}");
        }
        assert_eq!(from(&told, "id"), "ledger: published before under this path");
    }
    assert_eq!(site.files(""), before, "explaining writes nothing");
}

#[test]
fn the_ledger_says_how_it_knows_an_entry() {
    let site = Site::new("");
    let text = "---\ntitle: Pump\n---\nThe pump moves ten litres of water in a second, day and night.\n";
    site.write("content/2026-03-01-pump.md", text);
    site.build();
    std::fs::remove_file(site.path("content/2026-03-01-pump.md")).expect("removed");
    site.write("content/2026-03-01-ten-litres.md", text);
    let told = explained(&site, "content/2026-03-01-ten-litres.md");
    assert_eq!(field(&told, "id")["value"], "tag:acme.example,2026-03-01:2026-03-01-pump");
    assert_eq!(from(&told, "id"), "ledger: published before as `2026-03-01-pump.md`, known by its content");
    let derived = "tag:acme.example,2026-03-01:2026-03-01-ten-litres";
    assert_eq!(other(&told, "id"), (derived.into(), "authority, published date and path".into()));

    site.write("content/2026-03-01-ten-litres.md", text.replace("second", "minute"));
    let told = explained(&site, "content/2026-03-01-ten-litres.md");
    assert_eq!(from(&told, "updated"), "now: the content is not what the ledger has");
    assert_eq!(field(&told, "updated")["value"], support::NOW);
}

#[test]
fn an_article_in_no_feed_has_its_reason() {
    let site = Site::new("");
    site.write("content/a.md", "---\ntitle: A\ndate: 2026-01-02\ndraft: true\n---\nText of the draft.\n");
    site.write("content/drafts/b.md", "---\ntitle: B\ndate: 2026-01-02\n---\nText.\n");
    site.write("content/c.md", "---\ntitle: C\ndate: 2027-01-02\n---\nText.\n");
    site.write("content/d.md", "---\ntitle: D\ndate: 2026-01-02\nexpires: 2026-02-01\n---\nText.\n");
    site.write("content/e.md", "---\ntitle: E\n---\nText.\n");
    site.write("content/f.md", "---\ntitle: [\n---\nText.\n");
    site.write("content/_index.md", "---\ntitle: F\n---\n");
    for (path, detail, is_entry) in [
        ("content/a.md", "draft", true),
        ("content/drafts/b.md", "in a drafts folder", true),
        ("content/c.md", "waiting until 2027-01-02T00:00:00Z", true),
        ("content/d.md", "expired on 2026-02-01T00:00:00Z", true),
        ("content/e.md", "no date", false),
        ("content/f.md", "cannot be read", false),
        ("content/_index.md", "page of a section", false),
    ] {
        let told = explained(&site, path);
        assert_eq!(told["left_out"]["detail"], detail, "{path}");
        assert_eq!(told["fields"].as_array().map(|fields| !fields.is_empty()), Some(is_entry), "{path}");
        assert_eq!(told["documents"], serde_json::json!([]), "{path}");
    }
    assert_eq!(explained(&site, "content/e.md")["diagnostics"][0]["code"], "date-missing");
    assert_eq!(explained(&site, "content/f.md")["diagnostics"][0]["code"], "front-matter-invalid");
}

#[test]
fn each_feed_says_whether_it_carries_the_article() {
    let site = Site::new(
        "[[feed]]\nname = \"all\"\nlimit = 1\narchive = 1\nformats = [\"atom\"]\n\
         [[feed]]\nname = \"newest\"\nlimit = 1\nformats = [\"rss\"]\n\
         [[feed]]\nname = \"pumps\"\ntag = [\"pumps\"]\nformats = [\"json\"]\n\
         [[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\nformats = [\"json\"]\n",
    );
    site.write("content/2026-01-01-old.md", "---\ntags: [Tides]\n---\nAn old one.\n");
    site.write("content/2026-02-01-new.md", "A new one.\n");
    let told = explained(&site, "content/2026-01-01-old.md");
    let documents: Vec<&str> =
        told["documents"].as_array().expect("documents").iter().filter_map(|one| one["path"].as_str()).collect();
    site.build();
    for document in &documents {
        assert!(site.read(document).contains("An old one."), "{document}");
    }
    assert_eq!(documents, ["feeds/all-archive-1.atom.xml", "feeds/tag-tides.json"]);
    let passed: Vec<(&str, &str)> = told["passed_over"]
        .as_array()
        .expect("feeds")
        .iter()
        .filter_map(|one| Some((one["feed"].as_str()?, one["why"].as_str()?)))
        .collect();
    assert_eq!(
        passed,
        [("newest", "it is number 2; the newest 1 are carried"), ("pumps", "takes only the tag `pumps`")]
    );
    let told = explained(&site, "content/2026-02-01-new.md");
    assert!(told["passed_over"].as_array().expect("feeds").iter().any(|one| one["why"] == "it has no tag"));
}

#[test]
fn an_article_is_named_from_the_folder_the_root_or_the_content_directory() {
    let site = Site::new("");
    site.write("content/2026-03-01-pump/index.md", "The pump is here.\n").write("content/2026-03-01-pump/a.png", "");
    for name in ["content/2026-03-01-pump", "content/2026-03-01-pump/", "2026-03-01-pump/index.md", "./2026-03-01-pump"]
    {
        assert_eq!(explained(&site, name)["file"], "content/2026-03-01-pump/index.md", "{name}");
    }
    for words in [&["explain", "."][..], &["explain", "index.md"], &["-C", "../..", "explain", "2026-03-01-pump"]] {
        let inside = site.command(words).current_dir(site.path("content/2026-03-01-pump")).output();
        assert_eq!(inside.expect("the program starts").status.code(), Some(0), "{words:?}");
    }
    for name in ["content/nothing.md", "content", "tidings.toml", "..", "content/2026-03-01-pump/a.png"] {
        let ran = site.run(&["explain", name]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.out);
        assert!(ran.err.contains("there is no article"), "{}", ran.err);
    }
}

#[test]
fn people_read_it_with_what_is_wrong_below() {
    let site = Site::new("");
    site.write("content/2026-03-01-pump.md", "---\ntitle: Pump\u{1b}[31m\ndate: 2026-02-30\n---\nThe pump is here.\n");
    let ran = site.run(&["explain", "2026-03-01-pump.md"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let published = "published: 2026-03-01T00:00:00Z\n    from file name: `2026-03-01`\n    not  2026-02-30\n         \
                     from front matter, content/2026-03-01-pump.md:3:7: it is no date\n";
    assert!(ran.out.contains(published), "{}", ran.out);
    assert!(ran.out.contains("in feeds/atom.xml (number 1)\n"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'));
    assert!(ran.err.contains("date-invalid"), "{}", ran.err);
}

#[test]
fn section_pages_more_marks_and_copies_are_named() {
    let site = Site::new("");
    let text = "---\ntitle: Tides\n---\nThe tide comes in twice a day here. <!--more-->\n\nAnd it goes out again.\n";
    site.write("content/news/_index.md", "---\nauthor: Ben\n---\n").write("content/news/2026-03-01-tides.md", text);
    site.build();
    site.write("content/news/2026-03-02-same.md", text);
    let told = explained(&site, "content/news/2026-03-02-same.md");
    assert_eq!(from(&told, "authors"), "section page of `news`");
    assert_eq!(from(&told, "summary"), "part before the more mark");
    let copy = "new: authority, published date and path; `news/2026-03-01-tides.md` says the same and keeps its own";
    assert_eq!(from(&told, "id"), copy);
}
