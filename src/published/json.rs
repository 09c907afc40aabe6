//! JSON Feed 1.0 and 1.1.

use serde_json::Value;
use url::Url;

use super::{PublishedEntry, PublishedFeed, absolute, filled, read_date, unknown};
use crate::diagnostic::{Code, Diagnostic};

/// Reads a JSON Feed.
pub(super) fn read(text: &str) -> Result<PublishedFeed, Diagnostic> {
    let document = parse(text)?;
    let items = match document.get("items") {
        Some(Value::Array(items)) => items,
        _ => return Err(unknown("it is JSON without `items`")),
    };
    let home = string(&document, "home_page_url");
    let base = string(&document, "feed_url").or_else(|| home.clone()).and_then(|url| Url::parse(&url).ok());
    let entries = items.iter().map(|item| entry(item, base.as_ref())).collect();
    Ok(PublishedFeed { title: string(&document, "title"), home, entries })
}

fn parse(text: &str) -> Result<Value, Diagnostic> {
    serde_json::from_str(text).or_else(|error| {
        // Feeds made by templates have line breaks within strings, which JSON does not allow; elsewhere
        // they are white space, as a blank is.
        let folded = text.replace(|c: char| c.is_ascii_control(), " ");
        serde_json::from_str(&folded).map_err(|_| {
            let at = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>()
                + error.column().saturating_sub(1);
            Diagnostic::error(Code::FeedUnreadable, "this is no well-formed JSON").at(text, at..at + 1)
        })
    })
}

fn entry(item: &Value, base: Option<&Url>) -> PublishedEntry {
    let date = |name| string(item, name).and_then(|text| read_date(&text));
    PublishedEntry {
        // JSON Feed 1.1: a number is to be turned into a string.
        id: string(item, "id").unwrap_or_default(),
        link: string(item, "url").and_then(|url| absolute(&url, base)),
        // JSON Feed 1.1: plain text, in which a `<` is a `<`.
        title: string(item, "title").and_then(|title| filled(&title.split_whitespace().collect::<Vec<_>>().join(" "))),
        published: date("date_published"),
        updated: date("date_modified"),
        summary: string(item, "summary"),
        content: string(item, "content_html").or_else(|| string(item, "content_text")),
        ..PublishedEntry::default()
    }
}

fn string(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) => filled(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
