//! A document read as a reader reads it: whatever its format, its bytes become entries.

use std::sync::LazyLock;

use quick_xml::escape::{escape, unescape};
use regex::{Captures, Regex};
use serde::Serialize;
use serde_json::Value;

use crate::feed::Format;

/// A feed as a reader shows it.
#[derive(Debug, Default, PartialEq)]
pub struct ReadFeed {
    pub title: String,
    pub description: Option<String>,
    pub home: Option<String>,
    pub entries: Vec<ReadEntry>,
}

/// An entry as a reader shows it.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct ReadEntry {
    pub id: String,
    pub title: String,
    pub link: Option<String>,
    /// As it is written.
    pub published: Option<String>,
    pub updated: Option<String>,
    pub authors: Vec<String>,
    pub tags: Vec<String>,
    pub summary: Option<String>,
    /// HTML.
    #[serde(skip)]
    pub content: Option<String>,
    pub image: Option<String>,
    pub enclosures: Vec<ReadEnclosure>,
    pub language: Option<String>,
}

/// A recording or another file that an entry brings along.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct ReadEnclosure {
    pub url: String,
    pub media_type: String,
    pub length: Option<u64>,
}

/// Reads a document; `None` where it cannot be read, which one of ours always can.
pub fn read_document(format: Format, bytes: &[u8]) -> Option<ReadFeed> {
    match format {
        Format::Rss => read_rss(bytes),
        Format::Atom => read_atom(bytes),
        Format::Json => read_json(bytes),
    }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn read_rss(bytes: &[u8]) -> Option<ReadFeed> {
    let channel = rss::Channel::read_from(bytes).ok()?;
    let entries = channel.items.iter().map(|item| {
        let creators = item.dublin_core_ext.as_ref().map(|core| core.creators.clone()).unwrap_or_default();
        let author = item.author.as_ref().map(|author| match author.split_once('(') {
            // RSS 2.0: `address (name)`.
            Some((_, name)) => name.trim_end_matches(')').to_owned(),
            None => author.clone(),
        });
        let media = item.extensions.get("media");
        let picture = |name: &str| media?.get(name)?.first()?.attrs.get("url").cloned();
        let updated = item.extensions.get("atom").and_then(|atom| atom.get("updated")?.first()?.value.clone());
        ReadEntry {
            id: item.guid.as_ref().map(|guid| guid.value.clone()).or_else(|| item.link.clone()).unwrap_or_default(),
            title: item.title.clone().unwrap_or_default(),
            link: item.link.clone(),
            published: item.pub_date.clone(),
            updated,
            authors: if creators.is_empty() { author.into_iter().collect() } else { creators },
            tags: item.categories.iter().map(|category| category.name.clone()).collect(),
            summary: item.description.as_deref().and_then(filled),
            content: item.content.clone(),
            image: picture("thumbnail").or_else(|| picture("content")),
            enclosures: item
                .enclosure
                .iter()
                .map(|file| ReadEnclosure {
                    url: file.url.clone(),
                    media_type: file.mime_type.clone(),
                    length: file.length.parse().ok(),
                })
                .collect(),
            language: None,
        }
    });
    Some(ReadFeed {
        entries: entries.collect(),
        title: channel.title.clone(),
        description: filled(&channel.description),
        home: filled(&channel.link),
    })
}

fn read_atom(bytes: &[u8]) -> Option<ReadFeed> {
    let feed = atom_syndication::Feed::read_from(bytes).ok()?;
    let entries = feed.entries.iter().map(|entry| {
        let media = entry.extensions.get("media");
        let picture = |name: &str| media?.get(name)?.first()?.attrs.get("url").cloned();
        let is_enclosure = |link: &&atom_syndication::Link| link.rel == "enclosure";
        ReadEntry {
            id: entry.id.clone(),
            title: entry.title.value.clone(),
            link: entry.links.iter().find(|link| link.rel == "alternate").map(|link| link.href.clone()),
            published: entry.published.map(|date| date.to_rfc3339()),
            updated: Some(entry.updated.to_rfc3339()),
            authors: entry.authors.iter().map(|person| person.name.clone()).collect(),
            tags: entry.categories.iter().map(|tag| tag.label.clone().unwrap_or_else(|| tag.term.clone())).collect(),
            summary: entry.summary.as_ref().and_then(|summary| filled(&summary.value)),
            content: entry.content.as_ref().and_then(|content| content.value.clone()),
            image: picture("thumbnail").or_else(|| picture("content")),
            enclosures: entry
                .links
                .iter()
                .filter(is_enclosure)
                .map(|link| ReadEnclosure {
                    url: link.href.clone(),
                    media_type: link.mime_type.clone().unwrap_or_default(),
                    length: link.length.as_ref().and_then(|length| length.parse().ok()),
                })
                .collect(),
            language: entry.content.as_ref().and_then(|content| content.lang.clone()),
        }
    });
    Some(ReadFeed {
        entries: entries.collect(),
        title: feed.title.value.clone(),
        description: feed.subtitle.as_ref().and_then(|subtitle| filled(&subtitle.value)),
        home: feed.links.iter().find(|link| link.rel == "alternate").map(|link| link.href.clone()),
    })
}

fn read_json(bytes: &[u8]) -> Option<ReadFeed> {
    let document: Value = serde_json::from_slice(bytes).ok()?;
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).and_then(filled);
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let entries = list(&document, "items").into_iter().map(|item| {
        let attachments = list(&item, "attachments");
        ReadEntry {
            id: text(&item, "id").unwrap_or_default(),
            title: text(&item, "title").unwrap_or_default(),
            link: text(&item, "url").or_else(|| text(&item, "external_url")),
            published: text(&item, "date_published"),
            updated: text(&item, "date_modified"),
            authors: list(&item, "authors").iter().filter_map(|person| text(person, "name")).collect(),
            tags: list(&item, "tags").iter().filter_map(|tag| tag.as_str().map(str::to_owned)).collect(),
            summary: text(&item, "summary"),
            content: text(&item, "content_html").or_else(|| Some(escape(text(&item, "content_text")?).into_owned())),
            image: text(&item, "image").or_else(|| text(&item, "banner_image")),
            enclosures: attachments
                .iter()
                .filter_map(|file| {
                    Some(ReadEnclosure {
                        url: text(file, "url")?,
                        media_type: text(file, "mime_type").unwrap_or_default(),
                        length: file.get("size_in_bytes").and_then(Value::as_u64),
                    })
                })
                .collect(),
            language: text(&item, "language"),
        }
    });
    Some(ReadFeed {
        entries: entries.collect(),
        title: text(&document, "title").unwrap_or_default(),
        description: text(&document, "description"),
        home: text(&document, "home_page_url"),
    })
}

/// The attributes by which content shows a file; in what is ours, all are quoted.
static SHOWN_FILE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#" (src|poster|srcset)="([^"]*)""#).ok());

/// The page that a frame shows: the content as it is in the document, its files asked for here where `local` knows them.
pub fn content_page(entry: &ReadEntry, language: &str, local: impl Fn(&str) -> Option<String>) -> String {
    let content = entry.content.as_deref().or(entry.summary.as_deref()).unwrap_or_default();
    let here = |found: &Captures<'_>| {
        let (name, value) = (&found[1], &found[2]);
        let url = unescape(value).unwrap_or_else(|_| value.into());
        match name {
            "srcset" => format!(" srcset=\"{}\"", escape(local_set(&url, &local))),
            _ => format!(" {name}=\"{}\"", escape(local(&url).unwrap_or_else(|| url.into_owned()))),
        }
    };
    let content = match &*SHOWN_FILE {
        Some(shown) => shown.replace_all(content, here),
        None => content.into(),
    };
    let language = escape(entry.language.as_deref().unwrap_or(language)).into_owned();
    let title = escape(&entry.title).into_owned();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<base target=\"_blank\">\n\
<link rel=\"stylesheet\" href=\"/-/content.css\">\n</head>\n<body>\n<main>\n{content}\n</main>\n</body>\n</html>\n"
    )
}

/// The candidates of a `srcset`, each with its address here where there is one.
fn local_set(set: &str, local: impl Fn(&str) -> Option<String>) -> String {
    let candidates = set.split(", ").map(|candidate| {
        let (url, size) = candidate.trim().split_once(' ').unwrap_or((candidate.trim(), ""));
        let url = local(url).unwrap_or_else(|| url.to_owned());
        if size.is_empty() { url } else { format!("{url} {size}") }
    });
    candidates.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_site_are_asked_for_here() {
        let content = "<p>src=\"x\" <img src=\"https://acme.example/a.png?x=1&amp;y=2\" srcset=\"https://acme.example/a.png 2x, https://b.example/ 3x\"></p>";
        let entry = ReadEntry { title: "A <b>".to_owned(), content: Some(content.to_owned()), ..ReadEntry::default() };
        let page = content_page(&entry, "en", |url| {
            url.starts_with("https://acme").then(|| format!("/-/media?url={}", url.len()))
        });
        assert!(
            page.contains(
                "<p>src=\"x\" <img src=\"/-/media?url=34\" srcset=\"/-/media?url=26 2x, https://b.example/ 3x\">"
            ),
            "{page}"
        );
        assert!(page.contains("<title>A &lt;b&gt;</title>"), "{page}");
    }
}
