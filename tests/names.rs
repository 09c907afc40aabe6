//! Feeds for every tag, section and author: each value has a document of its own, and keeps its path.

mod support;

use std::collections::BTreeMap;

use support::Site;

const TAGS: &str = "[[feed]]\nname = \"on/{tag}\"\neach = \"tag\"\nformats = [\"json\", \"atom\"]\n";

fn write(site: &Site, name: &str, day: &str, tag: &str) {
    let article = format!("---\ntitle: {name}\ndate: {day}\ntags: ['{tag}']\n---\nWhat {name} says on {tag}.\n");
    site.write(&format!("content/{name}.md"), article);
}

/// The documents of tags, and what the entries in each are titled.
fn documents(site: &Site) -> BTreeMap<String, Vec<String>> {
    let json = site.files("feeds/on").into_iter().filter(|(file, _)| file.ends_with(".json"));
    let titles = |(file, bytes): (String, Vec<u8>)| {
        let feed: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        let title = |item: &serde_json::Value| item["title"].as_str().expect("a title").to_owned();
        let file = file.trim_start_matches("feeds/on/").trim_end_matches(".json").to_owned();
        (file, feed["items"].as_array().expect("items").iter().map(title).collect())
    };
    json.map(titles).collect()
}

/// The document that carries an entry.
fn document_of(site: &Site, entry: &str) -> String {
    let carries = |(file, titles): (String, Vec<String>)| titles.iter().any(|title| title == entry).then_some(file);
    documents(site).into_iter().find_map(carries).unwrap_or_else(|| panic!("no document has {entry}"))
}

#[test]
fn tags_of_one_slug_have_a_document_each_and_a_word_is_said() {
    for (first, second, slug) in [
        ("ci.cd", "ci-cd", "ci-cd"),
        ("tide/gauge", "tide gauge", "tide-gauge"),
        ("C++", "C plus plus", "c-plus-plus"),
        ("潮位，计", "潮位 计", "潮位-计"),
    ] {
        let site = Site::new(TAGS);
        write(&site, "old", "2026-02-01", first);
        write(&site, "new", "2026-02-02", second);
        let ran = site.build();
        assert!(ran.err.contains("warning[names-alike]") && ran.err.contains("content/new.md"), "{}", ran.err);
        assert!(ran.err.contains(&format!("`{first}`")) && ran.err.contains(&format!("`{second}`")), "{}", ran.err);
        assert_eq!(document_of(&site, "old"), slug, "the oldest article's tag is called by its slug");
        let other = document_of(&site, "new");
        assert!(other.starts_with(&format!("{slug}-")) && other.len() == slug.len() + 9, "{other}");
        assert!(ran.err.contains(&format!("feeds/on/{other}.")), "the report says where it is: {}", ran.err);
        let id = |file: &str| {
            let feed = site.read(&format!("feeds/on/{file}.atom.xml"));
            feed.split_once("<id>").expect("an id").1.split_once("</id>").expect("an id").0.to_owned()
        };
        assert_ne!(id(slug), id(&other), "two feeds have two ids");
        let ran = site.run(&["explain", "content/new.md"]);
        assert!(ran.out.contains(&format!("feeds/on/{other}.json")), "{}", ran.out);
        let before = site.files(".");
        site.build();
        assert_eq!(site.files("."), before);
    }
}

#[test]
fn no_article_that_comes_or_goes_renames_a_document() {
    let site = Site::new(TAGS);
    write(&site, "first", "2026-02-01", "ci.cd");
    write(&site, "second", "2026-02-02", "ci.cd");
    site.build();
    assert_eq!(document_of(&site, "first"), "ci-cd");
    // One that is older than all, with another spelling.
    write(&site, "older", "2025-02-01", "ci-cd");
    site.build();
    assert_eq!(document_of(&site, "first"), "ci-cd");
    let other = document_of(&site, "older");
    // A third, and older ones of each.
    write(&site, "third", "2024-02-01", "ci cd");
    write(&site, "oldest", "2020-02-01", "ci-cd");
    site.build();
    assert_eq!((document_of(&site, "first"), document_of(&site, "oldest")), ("ci-cd".to_owned(), other.clone()));
    let third = document_of(&site, "third");
    assert_eq!(documents(&site).len(), 3);
    // The one that has the slug goes: nobody takes it.
    for name in ["first", "second"] {
        std::fs::remove_file(site.path(&format!("content/{name}.md"))).unwrap();
    }
    let ran = site.build();
    assert!(!ran.err.contains("names-alike"), "none shares anything: {}", ran.err);
    assert_eq!(documents(&site).keys().collect::<Vec<_>>(), [&other, &third].map(|name| name).to_vec());
    write(&site, "again", "2026-03-01", "ci.cd");
    site.build();
    assert_eq!((document_of(&site, "again"), document_of(&site, "older")), ("ci-cd".to_owned(), other));
}

#[test]
fn an_article_that_gets_another_tag_renames_no_document() {
    let site = Site::new(TAGS);
    write(&site, "a", "2026-01-01", "ci.cd");
    write(&site, "b", "2026-01-02", "ci.cd");
    site.build();
    write(&site, "a", "2026-01-01", "ci-cd");
    site.build();
    assert_eq!(document_of(&site, "b"), "ci-cd", "the tag that the last build knew");
    assert_ne!(document_of(&site, "a"), "ci-cd");
}

#[test]
fn without_a_ledger_the_oldest_article_decides() {
    let site = Site::new(&format!("[ledger]\nenabled = false\n{TAGS}"));
    write(&site, "b", "2026-01-02", "ci-cd");
    write(&site, "a", "2026-01-02", "ci.cd");
    site.build();
    assert_eq!(document_of(&site, "a"), "ci-cd", "of one day, the first by path");
    assert_ne!(document_of(&site, "b"), "ci-cd");
}

#[test]
fn sections_and_authors_are_parted_too() {
    let feeds =
        "[[feed]]\nname = \"in/{section}\"\neach = \"section\"\n[[feed]]\nname = \"by/{author}\"\neach = \"author\"\n";
    let site = Site::new(feeds);
    let article =
        |author: &str| format!("---\ndate: 2026-01-01\nauthor: {author}\n---\n# Note\n\nIt says something.\n");
    site.write("content/sea ice/a.md", article("J. Ito")).write("content/sea-ice/b.md", article("J Ito"));
    let ran = site.build();
    assert!(ran.err.contains("the section `sea-ice`") && ran.err.contains("the author `J Ito`"), "{}", ran.err);
    for folder in ["feeds/in", "feeds/by"] {
        assert_eq!(site.files(folder).len(), 6, "two values in three formats");
    }
}

#[test]
fn a_tag_called_like_an_archive_or_like_the_page_stops_nothing() {
    let site = Site::new(
        "[[feed]]\nname = \"{tag}\"\neach = \"tag\"\npath = \"{tag}.html\"\nformats = [\"rss\"]\nlimit = 1\narchive = 1\n",
    );
    for day in 1..=3 {
        write(&site, &format!("n{day}"), &format!("2026-01-0{day}"), "news");
    }
    write(&site, "page", "2025-01-01", "index");
    write(&site, "archive", "2025-01-02", "news archive 2");
    let ran = site.build();
    assert_eq!(ran.err.matches("names-alike").count(), 2, "{}", ran.err);
    assert!(site.read("feeds/news-archive-2.html").contains("What n2 says"), "an archive keeps its number");
    assert!(site.read("feeds/index.html").contains("<!DOCTYPE html>"), "the page is the page");
    for text in ["What page says", "What archive says"] {
        let files = site.files("feeds");
        assert!(files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(text)), "{text}");
    }
}
