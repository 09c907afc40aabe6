//! The whole way, for any text: what stands in an article's front matter, in any of its three forms, comes
//! back from RSS, Atom and JSON Feed as the same value, folded to plain text; every document is
//! well-formed, and the same articles give the same bytes in whatever order.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use tidings::config::{Config, Overrides};
use tidings::feed::{PlainText, Timestamp};
use tidings::output::Document;
use tidings::site::{self, RunOptions, Unwatched};
use tidings::validate::{self, validate};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";

/// The documents of a site with these articles, by path.
fn documents(articles: &[(String, String)]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("content")).expect("a folder");
    for (path, text) in articles {
        std::fs::write(folder.path().join("content").join(path), text).expect("a file");
    }
    let made = made(folder.path());
    let errors: Vec<_> =
        made.diagnostics.iter().filter(|found| found.severity == tidings::diagnostic::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?} in {articles:?}");
    let text = |document: &Document| {
        let bytes = document.bytes().expect("what is made is in memory");
        String::from_utf8(bytes.to_vec()).expect("documents are UTF-8")
    };
    made.documents.iter().map(|document| (document.path.clone(), text(document))).collect()
}

fn made(root: &Path) -> site::Made {
    let text = "[site]\ntitle = \"Acme\"\nurl = \"https://acme.example/\"\n";
    let config = Config::parse(root, text, &Overrides::default()).expect("a configuration without fault");
    let options = RunOptions::at(Timestamp::from_unix(1_780_272_000).expect("a year from 1 to 9999"));
    site::make(&config, &options, &Unwatched).expect("files can be read")
}

/// Any text, with what is special to a format more often than chance would have it.
fn any_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "<b>",
        "</b>",
        "&amp;",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "]]>",
        "-->",
        "<!--",
        "?>",
        "&#0;",
        "&lt;",
        "{{",
        "{%",
        "}}",
        "\n",
        "\r\n",
        "\t",
        "\u{0}",
        "\u{b}",
        "\u{85}",
        "\u{a0}",
        "\u{2028}",
        "\u{202e}",
        "\u{2066}",
        "\u{2069}",
        "\u{200d}",
        "\u{fffd}",
        "\u{10ffff}",
        "\u{301}",
        "汉字",
        "👩‍🚀",
        "\\",
        "---",
        "+++",
        "#",
        ": ",
        "*a*",
        "_b_",
        "`c`",
        "[d](e)",
        "$",
        " ",
        "word",
        "Ünïcode",
    ]);
    prop::collection::vec(prop_oneof![3 => special.prop_map(str::to_owned), 2 => ".{0,6}"], 0..10)
        .prop_map(|parts| parts.concat())
}

/// Characters that YAML readers refuse, and that TOML and JSON writers need not escape.
fn without_noncharacters(text: &str) -> String {
    text.chars()
        .filter(|&c| !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{fdd0}'..='\u{fdef}') && (c as u32) & 0xfffe != 0xfffe)
        .collect()
}

/// A text in double quotes, with everything escaped that TOML, YAML and JSON do not all take as it is.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Toml,
    Yaml,
    Json,
}

/// An article with these values in its front matter.
fn article(form: Form, values: &[(&str, String)], body: &str) -> String {
    let lines =
        |between: &str| values.iter().map(|(key, value)| format!("{key}{between}{value}\n")).collect::<String>();
    match form {
        Form::Toml => format!("+++\n{}+++\n\n{body}\n", lines(" = ")),
        Form::Yaml => format!("---\n{}---\n\n{body}\n", lines(": ")),
        Form::Json => {
            let members: Vec<String> = values.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
            format!("{{{}}}\n\n{body}\n", members.join(", "))
        }
    }
}

/// One entry as a format has it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Read {
    id: String,
    title: String,
    authors: Vec<String>,
    tags: Vec<String>,
    content: Option<String>,
}

fn texts(node: roxmltree::Node<'_, '_>, name: &str) -> Vec<String> {
    let named = node.children().filter(|child| child.tag_name().name() == name);
    named.map(|child| child.text().unwrap_or_default().to_owned()).collect()
}

fn from_rss(text: &str) -> Vec<Read> {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    let items = document.descendants().filter(|node| node.has_tag_name("item"));
    let read = |item: roxmltree::Node<'_, '_>| Read {
        id: texts(item, "guid").concat(),
        title: texts(item, "title").concat(),
        authors: texts(item, "creator"),
        tags: texts(item, "category"),
        content: item
            .children()
            .find(|node| node.has_tag_name((CONTENT, "encoded")))
            // Without a summary beside it, the whole stands where the summary would.
            .or_else(|| item.children().find(|node| node.has_tag_name("description")))
            .and_then(|node| node.text())
            .map(str::to_owned),
    };
    items.map(read).collect()
}

fn from_atom(text: &str) -> Vec<Read> {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    let entries = document.descendants().filter(|node| node.has_tag_name((ATOM, "entry")));
    let read = |entry: roxmltree::Node<'_, '_>| {
        let named = |name: &'static str| entry.children().filter(move |node| node.has_tag_name((ATOM, name)));
        Read {
            id: texts(entry, "id").concat(),
            title: named("title")
                .map(|title| {
                    assert!(matches!(title.attribute("type"), None | Some("text")), "{text}");
                    title.text().unwrap_or_default()
                })
                .collect(),
            authors: named("author").flat_map(|author| texts(author, "name")).collect(),
            tags: named("category").filter_map(|node| node.attribute("term")).map(str::to_owned).collect(),
            content: named("content").next().and_then(|node| node.text()).map(str::to_owned),
        }
    };
    entries.map(read).collect()
}

fn from_json(text: &str) -> Vec<Read> {
    let feed: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let read = |item: &serde_json::Value| Read {
        id: word(&item["id"]),
        title: word(&item["title"]),
        authors: list(&item["authors"]).iter().map(|author| word(&author["name"])).collect(),
        tags: list(&item["tags"]).iter().map(word).collect(),
        content: item["content_html"].as_str().map(str::to_owned),
    };
    list(&feed["items"]).iter().map(read).collect()
}

/// The entries, which all formats must agree on.
fn entries(documents: &BTreeMap<String, String>) -> Result<Vec<Read>, TestCaseError> {
    let json = from_json(&documents["feed.json"]);
    let in_xml = |read: Vec<Read>| -> Vec<Read> {
        let even = |html: String| html.replace("&#36;", "$").replace("]]>", "]]&gt;");
        read.into_iter().map(|read| Read { content: read.content.map(even), ..read }).collect()
    };
    // RSS has all authors in one element.
    let together = |read: &Read| {
        let between = if read.authors.iter().any(|name| name.contains(',')) { "; " } else { ", " };
        Read { authors: vec![read.authors.join(between)], ..read.clone() }
    };
    let rss: Vec<Read> = in_xml(json.iter().map(together).collect());
    prop_assert_eq!(&in_xml(from_rss(&documents["rss.xml"])), &rss);
    prop_assert_eq!(&in_xml(from_atom(&documents["atom.xml"])), &in_xml(json.clone()));
    prop_assert!(roxmltree::Document::parse(&documents["feeds.opml"]).is_ok());
    Ok(json)
}

fn form() -> impl Strategy<Value = Form> {
    prop::sample::select(vec![Form::Toml, Form::Yaml, Form::Json])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_alike_from_every_format(
        form in form(), title in any_text(), summary in any_text(), author in any_text(), tag in any_text(), body in any_text(),
    ) {
        let [title, summary, author, tag, body] = [title, summary, author, tag, body].map(|text| without_noncharacters(&text));
        let values = [
            ("title", quoted(&title)),
            ("date", "\"2026-03-01\"".to_owned()),
            ("summary", quoted(&summary)),
            ("authors", format!("[{}]", quoted(&author))),
            ("tags", format!("[{}]", quoted(&tag))),
        ];
        // A NUL in a body makes the file no text; that is another test's matter.
        let text = article(form, &values, &format!("It begins. {}", body.replace('\0', "")));
        let documents = documents(&[("a.md".to_owned(), text)]);
        let entries = entries(&documents)?;
        prop_assert_eq!(entries.len(), 1);
        for value in entries[0].authors.iter().chain(&entries[0].tags).chain([&entries[0].title]) {
            prop_assert_eq!(PlainText::new(value).map(|plain| plain.to_string()), Some(value.clone()), "folded already");
        }
    }

    #[test]
    fn words_come_back_letter_by_letter(form in form(), title in "[\\p{L}\\p{N}][\\p{L}\\p{N} ,.!?äß漢😀-]{0,40}", tag in "[\\p{L}\\p{N}]{1,20}") {
        let values = [
            ("title", quoted(&title)),
            ("date", "\"2026-03-01\"".to_owned()),
            ("tags", format!("[{}]", quoted(&tag))),
        ];
        let documents = documents(&[("a.md".to_owned(), article(form, &values, "It has a body of its own."))]);
        let entries = entries(&documents)?;
        let folded = PlainText::new(&title).expect("it has a letter").to_string();
        prop_assert_eq!(&entries[0].title, &folded);
        prop_assert_eq!(&entries[0].tags, &vec![tag]);
    }

    #[test]
    fn bytes_of_any_kind_are_an_article_or_a_complaint(bytes in prop::collection::vec(any::<u8>(), 0..300), text in any_text(), extension in prop::sample::select(vec!["md", "html", "txt", "mdx"])) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("content")).expect("a folder");
        std::fs::write(folder.path().join(format!("content/2026-03-01-a.{extension}")), &bytes).expect("a file");
        std::fs::write(folder.path().join(format!("content/2026-03-01-b.{extension}")), &text).expect("a file");
        let made = made(folder.path());
        let said = made.diagnostics.len() + made.left_out.len();
        prop_assert!(made.entries == 2 || said > 0, "{} entries and not a word", made.entries);
        for document in &made.documents {
            let text = std::str::from_utf8(document.bytes().expect("bytes")).expect("documents are UTF-8");
            let xml = document.path.ends_with(".xml") || document.path.ends_with(".opml");
            prop_assert!(!xml || roxmltree::Document::parse(text).is_ok(), "{}: {}", document.path, text);
            let is_feed = made.feeds.iter().any(|feed| feed.path == document.path);
            let report = validate(text.as_bytes(), &validate::Options::default());
            prop_assert!(!is_feed || !report.has_errors(), "{}: {:?} in {}", document.path, report.findings, text);
        }
    }

    #[test]
    fn the_order_in_which_articles_came_does_not_matter(titles in prop::collection::vec("[a-z]{1,6}", 1..8), day in 1..28u32) {
        let articles: Vec<(String, String)> = titles
            .iter()
            .enumerate()
            .map(|(at, title)| {
                let values = [("title", quoted(title)), ("date", format!("\"2026-02-{day:02}\""))];
                (format!("n{at}.md"), article(Form::Yaml, &values, "It has a body of its own."))
            })
            .collect();
        let backwards: Vec<(String, String)> = articles.iter().rev().cloned().collect();
        prop_assert_eq!(documents(&articles), documents(&backwards));
    }
}
