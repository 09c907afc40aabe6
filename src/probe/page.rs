//! Autodiscovery: the feeds that a page names (HTML Standard, 4.6.7.1; JSON Feed 1.1, "Discovery").

use std::cell::RefCell;

use html5ever::tokenizer::{StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult};
use url::Url;

use crate::text::html::tokens::{raw_kind, read_tokens};
use crate::validate::DocumentFormat;

/// So many links are kept.
const MOST_LINKS: usize = 1_000;
/// Bytes of an address that are looked at.
const LONGEST: usize = 4 << 10;

/// A feed that a page names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFeed {
    pub url: Url,
    /// The media type that the page gives it, in lower case and without parameters.
    pub media_type: String,
}

/// The media types under which pages name feeds of a format, the usual one first; JSON Feed began with the second of its
/// own.
pub fn types_of(format: DocumentFormat) -> &'static [&'static str] {
    match format {
        DocumentFormat::Rss | DocumentFormat::Rss1 => &["application/rss+xml", "application/rdf+xml"],
        DocumentFormat::Atom => &["application/atom+xml"],
        DocumentFormat::JsonFeed => &["application/feed+json", "application/json"],
        DocumentFormat::Opml => &["text/x-opml"],
    }
}

/// Whether a link of this type is to a feed.
fn is_feed(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/rss+xml"
            | "application/rdf+xml"
            | "application/atom+xml"
            | "application/feed+json"
            | "application/json"
    )
}

/// Every alternate of a page, whatever its type, with its address.
pub fn alternates(html: &str, at: &Url) -> Vec<PageFeed> {
    let seen = read_tokens(html, LinkSink::default()).0.into_inner();
    let base = seen.base.and_then(|base| at.join(&base).ok()).unwrap_or_else(|| at.clone());
    let whole = |(href, media_type): (String, String)| Some(PageFeed { url: base.join(&href).ok()?, media_type });
    seen.links.into_iter().filter_map(whole).collect()
}

/// The feeds of a page, each once.
pub fn feeds(html: &str, at: &Url) -> Vec<PageFeed> {
    let mut found: Vec<PageFeed> = Vec::new();
    for feed in alternates(html, at) {
        let web = matches!(feed.url.scheme(), "http" | "https");
        if web && is_feed(&feed.media_type) && found.iter().all(|known| known.url != feed.url) {
            found.push(feed);
        }
    }
    found
}

#[derive(Default)]
struct SeenLinks {
    base: Option<String>,
    links: Vec<(String, String)>,
}

#[derive(Default)]
struct LinkSink(RefCell<SeenLinks>);

impl TokenSink for LinkSink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let TagToken(tag) = token else { return TokenSinkResult::Continue };
        if tag.kind != StartTag {
            return TokenSinkResult::Continue;
        }
        self.0.borrow_mut().start(&tag);
        raw_kind(&tag.name).map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

impl SeenLinks {
    fn start(&mut self, tag: &Tag) {
        let value = |name: &str| {
            let attribute = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
            Some(attribute.value.trim()).filter(|value| value.len() <= LONGEST)
        };
        match &*tag.name {
            // The first counts (HTML Standard, 4.2.3).
            "base" if self.base.is_none() => self.base = value("href").map(str::to_owned),
            "link" if self.links.len() < MOST_LINKS => {
                let relations = value("rel").unwrap_or_default().to_ascii_lowercase();
                let is = |name: &str| relations.split_ascii_whitespace().any(|relation| relation == name);
                // An alternate stylesheet is none of the page (4.6.7.1).
                if let (true, Some(href)) = (is("alternate") && !is("stylesheet"), value("href")) {
                    let media_type = value("type").unwrap_or_default().split(';').next().unwrap_or_default();
                    self.links.push((href.to_owned(), media_type.trim().to_ascii_lowercase()));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_found_in_a_page() {
        let at = Url::parse("https://acme.example/news/index.html").unwrap();
        let html = "<!doctype html><title><link rel=alternate type=application/rss+xml href=/no></title>\
            <!-- <link rel=alternate type=application/rss+xml href=/no> --><base href=\"/feeds/\">\
            <LINK REL='Alternate home' TYPE='Application/RSS+XML; charset=utf-8' HREF=' a.xml '>\
            <link rel=alternate type=application/rss+xml href=a.xml><link rel=alternate hreflang=de href=/de/>\
            <link rel='alternate stylesheet' type=application/rss+xml href=/no>\
            <link rel=alternate type=application/feed+json href=https://other.example/b.json>";
        let found: Vec<String> = feeds(html, &at).iter().map(|feed| feed.url.to_string()).collect();
        assert_eq!(found, ["https://acme.example/feeds/a.xml", "https://other.example/b.json"]);
        assert_eq!(alternates(html, &at).len(), 4);
    }
}
