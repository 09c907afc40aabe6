//! What a file's name and bytes say of how it is to be served: its type, how long it may be kept, its hubs, its date.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

use crate::published::read_feed;

/// What is known of a document.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// `Content-Type`.
    pub media_type: String,
    /// What it is, for caches and browsers.
    pub kind: Kind,
    /// Its hubs and its own address, where it names both (WebSub, 4).
    pub hubs: Vec<String>,
    /// Its own address.
    pub own: Option<String>,
    /// How long it may be kept, where it says so itself: RSS `ttl`, in seconds.
    pub keep: Option<u64>,
    /// The newest date in it, in seconds since 1970.
    pub newest: Option<u64>,
    /// Whether it names a stylesheet, by which browsers show it.
    #[cfg_attr(not(feature = "publish"), allow(dead_code))]
    pub styled: bool,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One that readers poll.
    Subscription,
    /// Older entries (RFC 5005, 4).
    Archive,
    /// A list of feeds, a card.
    Beside,
    /// A page for people.
    Page,
    /// Anything else: pictures, recordings.
    Other,
}

/// Feeds and pages are no place for script. It is not ours to say what a page of somebody else needs.
const FEED_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; sandbox";
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' https: http: data:; \
media-src 'self' https: http:; base-uri 'none'; form-action 'none'";

impl Kind {
    /// `Cache-Control`; `keep` is how long a subscription document may be kept, in seconds.
    pub fn cache(self, keep: u64) -> String {
        match self {
            // RFC 5005, 4: it stays as it is, unless an entry in it is edited; then it is to be seen.
            Self::Archive => "public, max-age=86400".to_owned(),
            Self::Subscription | Self::Beside => format!("public, max-age={keep}"),
            Self::Page => format!("public, max-age={}", keep.min(300)),
            Self::Other => "public, max-age=86400".to_owned(),
        }
    }

    /// `Content-Security-Policy`.
    pub fn policy(self) -> Option<&'static str> {
        match self {
            Self::Subscription | Self::Archive | Self::Beside => Some(FEED_POLICY),
            Self::Page => Some(PAGE_POLICY),
            Self::Other => None,
        }
    }
}

impl Known {
    /// What the name alone says: of files too large to be looked into.
    pub fn by_name(name: &str) -> Self {
        let media_type = match ending(name).as_str() {
            "rss" => "application/rss+xml".to_owned(),
            "atom" => "application/atom+xml".to_owned(),
            "opml" => "text/x-opml".to_owned(),
            "vcf" => "text/vcard".to_owned(),
            "xml" | "rdf" => "application/xml".to_owned(),
            "json" => "application/json".to_owned(),
            "js" | "mjs" => "text/javascript".to_owned(),
            _ => mime_guess::from_path(name).first_or_octet_stream().essence_str().to_owned(),
        };
        let kind = match media_type.as_str() {
            "text/html" | "application/xhtml+xml" => Kind::Page,
            "text/x-opml" | "text/vcard" => Kind::Beside,
            "application/rss+xml" | "application/atom+xml" => Kind::Subscription,
            _ => Kind::Other,
        };
        Self {
            media_type: with_charset(media_type),
            kind,
            hubs: Vec::new(),
            own: None,
            keep: None,
            newest: None,
            styled: false,
        }
    }

    /// What the bytes say too, but for the dates of entries.
    pub fn without_date(name: &str, bytes: &[u8]) -> Self {
        let known = Self::by_name(name);
        match ending(name).as_str() {
            "xml" | "rss" | "atom" | "rdf" | "opml" => of_xml(bytes).unwrap_or(known),
            "json" | "jsonfeed" => of_json(name, bytes).unwrap_or(known),
            _ => known,
        }
    }

    /// What the bytes say too.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let mut known = Self::without_date(name, bytes);
        if matches!(known.kind, Kind::Subscription | Kind::Archive) {
            known.newest = newest(bytes);
        }
        known
    }

    /// `Content-Type` for browsers too: what has a stylesheet is shown with it as XML, and downloaded by the type of feeds.
    #[cfg(any(feature = "publish", test))]
    pub fn shown_type(&self) -> &str {
        if self.styled { "application/xml; charset=utf-8" } else { &self.media_type }
    }

    /// `Content-Disposition`: lists and cards are for programs, which take a file; of all others nothing is said, for a
    /// browser that opens them is right (RFC 6266, 4.2).
    #[cfg(any(feature = "publish", test))]
    pub fn disposition(&self, name: &str) -> Option<String> {
        let name = name.rsplit('/').next().unwrap_or(name);
        let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        match self.kind {
            Kind::Beside if self.styled => None,
            Kind::Beside if is_plain => Some(format!("attachment; filename=\"{name}\"")),
            Kind::Beside => Some("attachment".to_owned()),
            _ => None,
        }
    }

    /// `Link`, with quotes around what the relation is: hubs look for them so.
    pub fn links(&self) -> Option<String> {
        let own = self.own.as_ref().filter(|_| !self.hubs.is_empty())?;
        let link = |(url, relation): (&String, &str)| {
            // An address is one of the web already; what could end it here is none.
            let is_safe = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"');
            url.chars().all(is_safe).then(|| format!("<{url}>; rel=\"{relation}\""))
        };
        let all: Option<Vec<String>> =
            self.hubs.iter().map(|hub| (hub, "hub")).chain([(own, "self")]).map(link).collect();
        Some(all?.join(", "))
    }
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// RFC 7303, 3: the charset is said once, outside; all that is written here is UTF-8.
fn with_charset(media_type: String) -> String {
    let is_text = media_type.starts_with("text/")
        || media_type.ends_with("+xml")
        || media_type.ends_with("+json")
        || matches!(media_type.as_str(), "application/xml" | "application/json");
    if is_text { media_type + "; charset=utf-8" } else { media_type }
}

fn newest(bytes: &[u8]) -> Option<u64> {
    let feed = read_feed(bytes, "").ok()?;
    let dates = feed.entries.iter().flat_map(|entry| [entry.published, entry.updated]).flatten();
    dates.map(crate::feed::Timestamp::unix).max().and_then(|seconds| u64::try_from(seconds).ok())
}

/// Names and attributes are compared without their prefix: the few that are asked for have one meaning in all feeds.
fn of_xml(bytes: &[u8]) -> Option<Known> {
    let mut reader = Reader::from_reader(bytes);
    let mut known: Option<Known> = None;
    let (mut in_ttl, mut styled) = (false, false);
    loop {
        match reader.read_event().ok()? {
            Event::PI(instruction) => styled |= instruction.target() == b"xml-stylesheet",
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.local_name();
                let Some(known) = &mut known else {
                    known = Some(of_root(name.as_ref())?);
                    continue;
                };
                in_ttl = name.as_ref() == b"ttl";
                match name.as_ref() {
                    // What is said of the feed stands before its entries, where it is ours.
                    b"item" | b"entry" | b"outline" => break,
                    b"archive" => known.kind = Kind::Archive,
                    b"link" => note_link(&tag, known),
                    _ => {}
                }
            }
            Event::Text(text) if in_ttl => {
                let minutes = text.decode().ok().and_then(|text| text.trim().parse::<u64>().ok());
                if let (Some(known), Some(minutes)) = (&mut known, minutes) {
                    known.keep = Some(minutes.min(1440) * 60);
                }
                in_ttl = false;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let mut known = known?;
    known.styled = styled;
    Some(known)
}

fn of_root(name: &[u8]) -> Option<Known> {
    let (media_type, kind) = match name {
        b"rss" => ("application/rss+xml", Kind::Subscription),
        b"feed" => ("application/atom+xml", Kind::Subscription),
        b"RDF" => ("application/rss+xml", Kind::Subscription),
        b"opml" => ("text/x-opml", Kind::Beside),
        _ => return None,
    };
    let media_type = with_charset(media_type.to_owned());
    Some(Known { media_type, kind, hubs: Vec::new(), own: None, keep: None, newest: None, styled: false })
}

fn note_link(tag: &BytesStart<'_>, known: &mut Known) {
    let value = |name: &str| {
        let attribute = tag.try_get_attribute(name).ok()??;
        Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    };
    let (Some(relation), Some(address)) = (value("rel"), value("href")) else { return };
    match relation.as_str() {
        "hub" => known.hubs.push(address),
        "self" => known.own = Some(address),
        _ => {}
    }
}

fn of_json(name: &str, bytes: &[u8]) -> Option<Known> {
    let document: Value = serde_json::from_slice(bytes).ok()?;
    document.get("version")?.as_str().filter(|version| version.starts_with("https://jsonfeed.org/version/"))?;
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let hubs = document.get("hubs").and_then(Value::as_array).into_iter().flatten();
    // JSON Feed has no word for it; our archives have a number in their names.
    let numbered = name.rsplit_once("-archive-").is_some_and(|(_, rest)| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && rest[digits..].starts_with('.')
    });
    Some(Known {
        media_type: with_charset("application/feed+json".to_owned()),
        kind: if numbered { Kind::Archive } else { Kind::Subscription },
        hubs: hubs.filter_map(|hub| text(hub, "url")).collect(),
        own: text(&document, "feed_url"),
        keep: None,
        newest: None,
        styled: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known_by_what_they_are() {
        let rss = br#"<?xml version="1.0"?><!-- <feed> --><rss version="2.0"><channel><title>A</title><ttl>30</ttl>
            <atom:link rel="self" href="https://acme.example/rss.xml?a=1&amp;b=2"/><atom:link rel="hub" href="https://hub.example/"/>
            <item><link rel="hub" href="https://other.example/"/><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate><guid>1</guid></item>
            </channel></rss>"#;
        let known = Known::of("anything.xml", rss);
        assert_eq!((&*known.media_type, known.kind), ("application/rss+xml; charset=utf-8", Kind::Subscription));
        assert_eq!((known.keep, known.newest), (Some(1800), Some(1_767_225_600)));
        let links = r#"<https://hub.example/>; rel="hub", <https://acme.example/rss.xml?a=1&b=2>; rel="self""#;
        assert_eq!(known.links().unwrap(), links);
        let atom = br#"<feed xmlns="http://www.w3.org/2005/Atom"><fh:archive/><title>A</title></feed>"#;
        let known = Known::of("a.xml", atom);
        assert_eq!((&*known.media_type, known.kind), ("application/atom+xml; charset=utf-8", Kind::Archive));
        assert_eq!(known.links(), None);
        let json = br#"{"version": "https://jsonfeed.org/version/1.1", "items": []}"#;
        assert_eq!(Known::of("a.json", json).kind, Kind::Subscription);
        assert_eq!(Known::of("a-archive-3.json", json).kind, Kind::Archive);
        assert_eq!(Known::of("a.json", b"{}").media_type, "application/json; charset=utf-8");
        assert_eq!(Known::of("a.xml", b"<html>").media_type, "application/xml; charset=utf-8");
        assert_eq!(Known::of("a.opml", b"<opml><head/></opml>").media_type, "text/x-opml; charset=utf-8");
        assert_eq!(Known::of("a.mp3", b"").media_type, "audio/mpeg");
        assert_eq!(Known::of("a.html", b"").kind, Kind::Page);
        let styled = Known::of(
            "a.xml",
            b"<?xml version='1.0'?><?xml-stylesheet type='text/css' href='/a.css'?><rss><channel/></rss>",
        );
        assert_eq!(styled.shown_type(), "application/xml; charset=utf-8");
        assert_eq!(styled.media_type, "application/rss+xml; charset=utf-8");
        let list = Known::of("a/feeds.opml", b"<opml/>");
        assert_eq!(list.disposition("a/feeds.opml").unwrap(), "attachment; filename=\"feeds.opml\"");
        assert_eq!(list.disposition("\u{e4}.opml").unwrap(), "attachment");
        assert_eq!(styled.disposition("a.xml"), None);
    }
}
