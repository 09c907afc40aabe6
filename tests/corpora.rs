//! The main job on whole sites, small ones of our own and large ones of other people: each becomes documents with the
//! right entries, in the right order, with nothing of the source's markup left over. `TIDINGS_BLESS=1` writes what is
//! expected of our own anew.

mod support;

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;
use support::Site;
use support::corpora::{Corpus, sets};

/// Markup of the source that must not be seen outside code.
const LEFTOVERS: [&str; 12] =
    ["{%", "%}", "{{<", "{{%", "{:.", "{: .", "{:#", ":::", "<!--", "{{ site", "{{ page", "{{<"];

#[test]
fn every_corpus_becomes_whole_and_clean_documents() {
    for set in sets() {
        for corpus in set.sites {
            let (lines, items) = build(corpus, &set.folder);
            if set.ours {
                is_as_expected(corpus, &set.folder, &lines, &items);
            }
        }
    }
}

/// Builds a site and looks at its documents; what was reported, and the entries.
fn build(corpus: &Corpus, folder: &Path) -> (Vec<Value>, Vec<Value>) {
    let name = corpus.name;
    let site = Site::bare();
    let content = folder.join(name).join(corpus.content);
    site.write(
        "tidings.toml",
        format!(
            "[site]\ntitle = \"{name}\"\nurl = \"{}\"\n{}\n[content]\ndir = {:?}\n[[feed]]\nname = \"all\"\nlimit = \"all\"\n",
            corpus.url, corpus.more, content
        ),
    );
    let ran = site.run(&["build", "--format", "json", "--left-out", "--now", "2026-11-23"]);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON lines")).collect();
    let errors: Vec<_> = lines.iter().filter(|line| line["severity"] == "error").collect();
    assert!(errors.is_empty() && ran.code == 0, "{name}: {errors:#?}");

    let feed = site.json("feeds/all.json");
    let items = feed["items"].as_array().expect("items");
    assert_eq!(items.len(), corpus.entries, "{name}");
    let summary = lines.last().expect("a summary");
    let left_out = lines.iter().filter(|line| line["kind"] == "left-out").count();
    assert_eq!(summary["left_out"].as_u64(), Some(left_out as u64), "{name}: each is named");

    for file in ["feeds/all.rss.xml", "feeds/all.atom.xml", "feeds/feeds.opml"] {
        let text = site.read(file);
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name} {file}: {error}"));
        if file != "feeds/feeds.opml" {
            let entries =
                document.descendants().filter(|node| ["item", "entry"].contains(&node.tag_name().name())).count();
            assert_eq!(entries, corpus.entries, "{name} {file}");
        }
    }

    let mut ids = std::collections::HashSet::new();
    let mut earlier = "9999".to_owned();
    for item in items {
        let text = |key: &str| item[key].as_str().unwrap_or_default();
        let what = format!("{name} {}", text("url"));
        assert!(ids.insert(text("id").to_owned()), "{what}: the id is not its own");
        assert!(text("date_published") <= earlier.as_str(), "{what}: out of order");
        earlier = text("date_published").to_owned();
        let title = text("title");
        assert!(!title.is_empty() && !title.contains('\n'), "{what}");
        let plain = without_code(text("content_html"));
        for leftover in LEFTOVERS {
            assert!(!title.contains(leftover), "{what}: {leftover} in the title");
            assert!(!text("summary").contains(leftover), "{what}: {leftover} in the summary: {}", text("summary"));
            assert!(!plain.contains(leftover), "{what}: {leftover} is left over: {}", around(&plain, leftover));
        }
        for relative in
            ["href=\"/", "href=\"#", "href=\"\"", "src=\"/", "src=\"\"", "javascript:", "<script", "<style", "<iframe"]
        {
            let in_a_tag =
                plain.split('<').any(|part| format!("<{}", part.split('>').next().unwrap_or("")).contains(relative));
            assert!(!in_a_tag, "{what}: {relative}: {}", around(&plain, relative));
        }
        let has_body =
            plain.split('<').any(|part| part.split_once('>').is_some_and(|(_, text)| text.trim().chars().count() > 40));
        assert!(!has_body || !text("summary").is_empty(), "{what}: no summary");
        assert_ne!(text("summary"), title, "{what}: the summary is the title");
        assert!(!item.to_string().contains("NEVER-SHOWN"), "{what}: {item:#}");
    }

    let again = site.run(&["build", "--now", "2026-11-24"]);
    assert!(again.out.contains("0 documents written or removed"), "{name}: {}", again.out);
    (lines, items.clone())
}

/// What a build made of a site of ours, an entry a line, is what `expected.txt` beside it says.
fn is_as_expected(corpus: &Corpus, folder: &Path, lines: &[Value], items: &[Value]) {
    let mut found = String::new();
    for item in items {
        let text = |key: &str| item[key].as_str().unwrap_or_default();
        let _ = writeln!(found, "{} {}\n    {}", text("date_published"), text("url"), text("title"));
        for (name, value) in [("updated", text("date_modified")), ("summary", text("summary"))] {
            if !value.is_empty() && value != text("date_published") {
                let _ = writeln!(found, "    {name}: {value}");
            }
        }
        let names = |key: &str, name: &str| {
            let names = item[key].as_array().into_iter().flatten();
            names.filter_map(|found| found[name].as_str().or(found.as_str())).collect::<Vec<_>>().join(", ")
        };
        for (name, value) in [("authors", names("authors", "name")), ("tags", names("tags", ""))] {
            if !value.is_empty() {
                let _ = writeln!(found, "    {name}: {value}");
            }
        }
    }
    for line in lines.iter().filter(|line| line["kind"] == "left-out") {
        let [path, why] = ["path", "detail"].map(|key| line[key].as_str().unwrap_or_default());
        // Where the content directory is, is not the site's to say.
        let path = path.rsplit_once(&format!("/{}/", corpus.content)).map_or(path, |(_, below)| below);
        let _ = writeln!(found, "left out: {path} ({why})");
    }
    let file = folder.join(corpus.name).join("expected.txt");
    if std::env::var_os("TIDINGS_BLESS").is_some() {
        std::fs::write(&file, &found).expect("expected.txt is written");
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(found == expected, "{}: TIDINGS_BLESS=1 writes it anew, where this is right:\n{found}", corpus.name);
}

/// The HTML without what stands in `pre` and `code`.
fn without_code(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((at, tag)) = ["<pre", "<code"].iter().filter_map(|tag| Some((rest.find(tag)?, *tag))).min() {
        out.push_str(&rest[..at]);
        let end = if tag == "<pre" { "</pre>" } else { "</code>" };
        rest = rest[at..].split_once(end).map_or("", |(_, after)| after);
    }
    out + rest
}

fn around<'a>(text: &'a str, what: &str) -> &'a str {
    let at = text.find(what).unwrap_or(0);
    let from = text.floor_char_boundary(at.saturating_sub(80));
    let to = text.floor_char_boundary((at + 120).min(text.len()));
    &text[from..to]
}
