//! The main job on real articles: every corpus of the shared folder becomes documents with the right
//! entries, in the right order, with nothing of the source's markup left over.

mod support;

use std::path::Path;

use support::{Site, shared};

struct Corpus {
    folder: &'static str,
    content: &'static str,
    entries: usize,
    site: &'static str,
    more: &'static str,
}

const CORPORA: [Corpus; 8] = [
    Corpus {
        folder: "rust-blog",
        content: "content",
        entries: 551,
        site: "https://blog.example/",
        more: "preset = \"zola\"\n",
    },
    Corpus {
        folder: "18f",
        content: "content/posts",
        entries: 504,
        site: "https://agency.example/",
        more: "permalink = \"/{year}/{month}/{day}/{slug}/\"\ntimezone = \"America/New_York\"\n",
    },
    Corpus {
        folder: "bitcoinops",
        content: "_posts",
        entries: 528,
        site: "https://optech.example/",
        more: "preset = \"jekyll\"\nlanguage = \"zh\"\n",
    },
    Corpus {
        folder: "swift",
        content: "_posts",
        entries: 172,
        site: "https://language.example/",
        more: "permalink = \"/blog/{slug}/\"\ntimezone = \"America/Los_Angeles\"\n",
    },
    Corpus {
        folder: "scientific-python",
        content: "content",
        entries: 76,
        site: "https://science.example/",
        more: "preset = \"hugo\"\n",
    },
    Corpus {
        folder: "babel",
        content: "website/blog",
        entries: 56,
        site: "https://compiler.example/blog/",
        more: "preset = \"docusaurus\"\n",
    },
    Corpus {
        folder: "jekyll-news",
        content: "docs/_posts",
        entries: 102,
        site: "https://generator.example/",
        more: "permalink = \"/news/{year}/{month}/{day}/{slug}/\"\n",
    },
    Corpus {
        folder: "react-dev",
        content: "src/content/blog",
        entries: 21,
        site: "https://library.example/blog/",
        more: "permalink = \"{path}\"\n",
    },
];

/// Markup of the source that must not be seen outside code.
const LEFTOVERS: [&str; 12] =
    ["{%", "%}", "{{<", "{{%", "{:.", "{: .", "{:#", ":::", "<!--", "{{ site", "{{ page", "{{<"];

#[test]
fn every_corpus_becomes_whole_and_clean_documents() {
    let Some(corpora) = shared("corpora") else { return };
    for corpus in &CORPORA {
        build(corpus, &corpora);
    }
}

fn build(corpus: &Corpus, corpora: &Path) {
    let name = corpus.folder;
    let site = Site::bare();
    let content = corpora.join(name).join(corpus.content);
    site.write(
        "tidings.toml",
        format!(
            "[site]\ntitle = \"{name}\"\nurl = \"{}\"\n{}\n[content]\ndir = {:?}\n[[feed]]\nname = \"all\"\nlimit = \"all\"\n",
            corpus.site, corpus.more, content
        ),
    );
    let ran = site.run(&["build", "--format", "json", "--left-out", "--now", "2026-11-23"]);
    let lines: Vec<serde_json::Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON lines")).collect();
    let errors: Vec<_> = lines.iter().filter(|line| line["severity"] == "error").collect();
    assert!(errors.is_empty() && ran.code == 0, "{name}: {errors:#?}");

    let feed: serde_json::Value = serde_json::from_str(&site.read("feeds/all.json")).expect("JSON");
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
    }

    let again = site.run(&["build", "--now", "2026-11-24"]);
    assert!(again.out.contains("0 documents written or removed"), "{name}: {}", again.out);
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
