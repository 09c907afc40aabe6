//! Examples become documents: each rule shows one that breaks it and one that does not.

use super::table::Example;

/// The address that examples are found at.
pub const ADDRESS: &str = "https://example.org/feed.xml";

const CHANNEL: &[(&str, &str)] = &[
    ("<title", "<title>Examples</title>"),
    ("<link", "<link>https://example.org/</link>"),
    ("<description", "<description>Short ones.</description>"),
    ("<language", "<language>en</language>"),
    (
        "<atom:link",
        "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" type=\"application/rss+xml\" href=\"https://example.org/feed.xml\"/>",
    ),
];
const ITEM: &[(&str, &str)] = &[
    ("<title", "<title>An item</title>"),
    ("<link", "<link>https://example.org/a</link>"),
    ("<description", "<description>Text.</description>"),
    ("<guid", "<guid>https://example.org/a</guid>"),
    ("<pubDate", "<pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>"),
];
const FEED: &[(&str, &str)] = &[
    ("<title", "<title>Examples</title>"),
    ("<id", "<id>tag:example.org,2026:feed</id>"),
    ("<updated", "<updated>2026-01-02T10:00:00Z</updated>"),
    ("rel=\"self\"", "<link rel=\"self\" href=\"https://example.org/feed.xml\"/>"),
    ("<author", "<author><name>A. Writer</name></author>"),
];
const ENTRY: &[(&str, &str)] = &[
    ("<title", "<title>An entry</title>"),
    ("<id", "<id>tag:example.org,2026:a</id>"),
    ("<updated", "<updated>2026-01-02T10:00:00Z</updated>"),
    ("<author", "<author><name>A. Writer</name></author>"),
    ("<content", "<content type=\"text\">Text.</content>"),
];
const JSON: &[(&str, &str)] = &[
    ("\"version\"", "\"version\": \"https://jsonfeed.org/version/1.1\""),
    ("\"title\"", "\"title\": \"Examples\""),
    ("\"home_page_url\"", "\"home_page_url\": \"https://example.org/\""),
    ("\"feed_url\"", "\"feed_url\": \"https://example.org/feed.xml\""),
    ("\"language\"", "\"language\": \"en\""),
    ("\"items\"", "\"items\": []"),
];
const JSON_ITEM: &[(&str, &str)] =
    &[("\"id\"", "\"id\": \"tag:example.org,2026:a\""), ("content_", "\"content_text\": \"Text.\"")];

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// What the example does not name itself, and then the example.
fn fill(frame: &[(&str, &str)], example: &str, separator: &str) -> String {
    let missing = frame.iter().filter(|(name, _)| !example.contains(name)).map(|(_, default)| *default);
    missing.chain(Some(example).filter(|example| !example.is_empty())).collect::<Vec<_>>().join(separator)
}

fn rss(channel: &str, items: &str) -> String {
    format!(
        "{DECLARATION}<rss version=\"2.0\"><channel>\n{}\n{items}\n</channel></rss>\n",
        fill(CHANNEL, channel, "\n")
    )
}

fn atom(feed: &str, entries: &str) -> String {
    // The author of the feed is left to the entries, so that an example may leave it out there.
    let frame = if entries.contains("<author") { FEED } else { &FEED[..4] };
    let frame = if entries.contains("<!-- <author") || !entries.contains("<author") { FEED } else { frame };
    format!(
        "{DECLARATION}<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n{}\n{entries}\n</feed>\n",
        fill(frame, feed, "\n")
    )
}

impl Example {
    /// The part of the document that matters; empty where the document is made by rule.
    #[must_use]
    pub fn text(&self) -> String {
        let text = match self {
            Example::Together(documents) => {
                let texts: Vec<String> =
                    documents.iter().map(|(path, example)| format!("{path}:\n{}", example.text())).collect();
                return texts.join("\n");
            }
            Example::Document(text)
            | Example::Channel(text)
            | Example::Item(text)
            | Example::Items(text)
            | Example::Feed(text)
            | Example::Entry(text)
            | Example::Entries(text)
            | Example::Json(text)
            | Example::JsonItem(text)
            | Example::Opml(text)
            | Example::OpmlHead(text)
            | Example::Exchange(text)
            | Example::Served(text, _) => text,
            Example::Bytes(_) => "(a document in another encoding)",
            Example::TooDeep | Example::DeepJson | Example::DeepHtml => "(nested a thousand deep)",
            Example::TooLong => "(a text of 17 MiB)",
            Example::Large => "(a document of 6 MB)",
            Example::OneId => "(ten entries with the same id)",
        };
        text.to_owned()
    }

    /// The media type that the document is served with.
    #[must_use]
    pub fn content_type(&self) -> Option<&'static str> {
        match self {
            Example::Served(_, content_type) => Some(content_type),
            _ => None,
        }
    }

    /// The documents with their paths: one, except where documents are compared.
    #[must_use]
    pub fn documents(&self) -> Vec<(&'static str, Vec<u8>)> {
        match *self {
            Example::Together(documents) => {
                documents.iter().map(|(path, example)| (*path, example.document())).collect()
            }
            _ => vec![("feed", self.document())],
        }
    }

    /// The whole document; the first where there are several.
    #[must_use]
    pub fn document(&self) -> Vec<u8> {
        let item = |content: &str| rss("", &format!("<item>{}</item>", fill(ITEM, content, "\n")));
        let entry = |content: &str| format!("<entry>{}</entry>", fill(ENTRY, content, "\n"));
        let opml = |head: &str, body: &str| {
            format!("{DECLARATION}<opml version=\"2.0\"><head>{head}</head><body>{body}</body></opml>")
        };
        let json = |members: &str| format!("{{{}}}", fill(JSON, members, ",\n "));
        let json_item = |members: &str| json(&format!("\"items\": [{{{}}}]", fill(JSON_ITEM, members, ", ")));
        let document = match *self {
            Example::Document(text) | Example::Served(text, _) | Example::Exchange(text) => text.to_owned(),
            Example::Bytes(bytes) => return bytes.to_vec(),
            Example::Channel(text) => rss(text, ""),
            Example::Item(text) => item(text),
            Example::Items(text) => rss("", text),
            Example::Feed(text) => atom(text, &entry("")),
            Example::Entry(text) => atom("", &entry(text)),
            Example::Entries(text) => atom("", text),
            Example::Json(text) => json(text),
            Example::JsonItem(text) => json_item(text),
            Example::Opml(text) => opml("", text),
            Example::OpmlHead(text) => opml(text, "<outline text=\"a\"/>"),
            Example::TooDeep => {
                let open = "<n:a>".repeat(1000);
                rss("", &format!("<item><title>a</title><n:a xmlns:n=\"https://example.org/n\">{open}"))
            }
            Example::DeepJson => json(&format!("\"_deep\": {}{}", "[".repeat(1000), "]".repeat(1000))),
            Example::DeepHtml => item(&format!("<description>{}</description>", "&lt;div&gt;".repeat(1000))),
            Example::TooLong => {
                item(&format!("<description>{}</description>", "A text that never ends. ".repeat(750_000)))
            }
            Example::Large => rss(
                "",
                &format!("<item><title>a</title><description>{}</description></item>", "Much. ".repeat(1_000_000)),
            ),
            Example::Together(documents) => {
                return documents.first().map(|(_, example)| example.document()).unwrap_or_default();
            }
            Example::OneId => {
                let entries: Vec<String> = (10..20)
                    .map(|day| {
                        entry(&format!("<id>tag:example.org,2026:a</id><updated>2026-01-{day}T10:00:00Z</updated>"))
                    })
                    .collect();
                atom("", &entries.join("\n"))
            }
        };
        document.into_bytes()
    }
}
