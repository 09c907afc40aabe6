//! What a feed says of itself and names: its address, hubs, page, further documents, enclosures, artwork.
//!
//! Read as leniently as readers do, in one pass; what is not well-formed ends it, and what was read until then counts.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;
use url::Url;

use crate::validate::DocumentFormat;

/// So many enclosures are kept; a feed of more is a burden by other rules.
const MOST_ENCLOSURES: usize = 10_000;
/// So many hubs and links are kept.
const MOST_LINKS: usize = 100;
/// What counts is no deeper than `rss/channel/item/enclosure`; below that, elements are passed over.
const DEEPEST: usize = 4;

/// What a document names.
#[derive(Debug, Default)]
pub struct Named {
    /// Which format it is in; none where it is no feed.
    pub format: Option<DocumentFormat>,
    /// Whether it is a page.
    pub page: bool,
    /// Its own address, as it says.
    pub own: Option<Url>,
    pub hubs: Vec<Url>,
    /// The page that it belongs to.
    pub home: Option<Url>,
    /// RSS `ttl`, in minutes.
    pub ttl: Option<u64>,
    /// Other documents of the feed, by relation.
    links: Vec<(String, Url)>,
    pub enclosures: Vec<NamedFile>,
    /// `itunes:image` of the channel.
    pub artwork: Option<Url>,
}

/// A file that an entry names.
#[derive(Debug, PartialEq, Eq)]
pub struct NamedFile {
    pub url: Url,
    pub media_type: Option<String>,
    pub length: Option<u64>,
}

impl Named {
    /// Reads a document that was found at `url`.
    pub fn of(bytes: &[u8], url: &Url) -> Self {
        let text = crate::validate::decode(bytes);
        let mut named = Self::default();
        if text.trim_start().starts_with('{') {
            if let Ok(document) = serde_json::from_str(&text) {
                named.json(&document, url);
            }
        } else {
            named.xml(&text, url);
        }
        named.page |= named.format.is_none() && crate::validate::is_page(bytes);
        named
    }

    /// Where a relation leads, the first of its kind.
    pub fn link(&self, relation: &str) -> Option<&Url> {
        self.links.iter().find(|(known, _)| known == relation).map(|(_, url)| url)
    }

    fn json(&mut self, document: &Value, url: &Url) {
        let version = document.get("version").and_then(Value::as_str).unwrap_or_default();
        if !version.contains("jsonfeed.org/version/") {
            return;
        }
        self.format = Some(DocumentFormat::JsonFeed);
        let address =
            |value: &Value, name: &str| value.get(name).and_then(Value::as_str).and_then(|to| url.join(to).ok());
        let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        self.own = address(document, "feed_url");
        self.home = address(document, "home_page_url");
        self.hubs = list(document, "hubs").iter().filter_map(|hub| address(hub, "url")).take(MOST_LINKS).collect();
        self.links.extend(address(document, "next_url").map(|to| ("next".to_owned(), to)));
        for file in list(document, "items").iter().flat_map(|item| list(item, "attachments")).take(MOST_ENCLOSURES) {
            let Some(url) = address(&file, "url") else { continue };
            let media_type = file.get("mime_type").and_then(Value::as_str).map(str::to_owned);
            self.enclosures.push(NamedFile {
                url,
                media_type,
                length: file.get("size_in_bytes").and_then(Value::as_u64),
            });
        }
    }

    fn xml(&mut self, text: &str, url: &Url) {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        let mut path: Vec<String> = Vec::new();
        let mut deeper = 0_usize;
        let mut said = String::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(_)) if path.len() == DEEPEST => deeper += 1,
                Ok(Event::Start(tag)) => {
                    said.clear();
                    path.push(String::from_utf8_lossy(tag.local_name().as_ref()).into_owned());
                    if !self.element(&path, &tag, url) {
                        return;
                    }
                }
                Ok(Event::End(_)) if deeper > 0 => deeper -= 1,
                Ok(Event::End(_)) => {
                    self.text(&path, said.trim(), url);
                    said.clear();
                    path.pop();
                }
                // Addresses of channels and numbers alone are text that counts here.
                Ok(Event::Text(piece)) if path.len() == 3 => said.push_str(&String::from_utf8_lossy(&piece)),
                Ok(Event::CData(piece)) if path.len() == 3 => said.push_str(&String::from_utf8_lossy(&piece)),
                Ok(Event::GeneralRef(name)) if path.len() == 3 && &*name == b"amp" => said.push('&'),
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    /// An element begins; whether it is worth reading on.
    fn element(&mut self, path: &[String], tag: &BytesStart<'_>, url: &Url) -> bool {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let value = |name: &str| {
            let attribute = tag.try_get_attribute(name).ok()??;
            Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.trim().to_owned())
        };
        let address = |name: &str| value(name).filter(|to| !to.is_empty()).and_then(|to| url.join(&to).ok());
        match names[..] {
            ["rss"] => self.format = Some(DocumentFormat::Rss),
            ["RDF"] => self.format = Some(DocumentFormat::Rss1),
            ["feed"] => self.format = Some(DocumentFormat::Atom),
            ["opml"] => self.format = Some(DocumentFormat::Opml),
            [root] => {
                self.page = root.eq_ignore_ascii_case("html");
                return false;
            }
            ["rss" | "RDF", "channel", "link"] | ["feed", "link"] => {
                if let Some(to) = address("href") {
                    self.note(value("rel").as_deref().unwrap_or("alternate"), value("type").as_deref(), to);
                }
            }
            ["rss", "channel", "image"] if tag.name().as_ref().contains(&b':') && self.artwork.is_none() => {
                self.artwork = address("href");
            }
            ["rss", "channel", "item", "enclosure"] => self.enclose(address("url"), value("type"), value("length")),
            ["feed", "entry", "link"] if value("rel").as_deref() == Some("enclosure") => {
                self.enclose(address("href"), value("type"), value("length"));
            }
            _ => {}
        }
        true
    }

    /// The text of an element that ends.
    fn text(&mut self, path: &[String], said: &str, url: &Url) {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match names[..] {
            ["rss" | "RDF", "channel", "link"] if !said.is_empty() && self.home.is_none() => {
                self.home = url.join(said).ok();
            }
            ["rss", "channel", "ttl"] => self.ttl = said.parse().ok(),
            _ => {}
        }
    }

    fn note(&mut self, relation: &str, media_type: Option<&str>, to: Url) {
        match relation.strip_prefix("http://www.iana.org/assignments/relation/").unwrap_or(relation) {
            "self" => self.own = self.own.take().or(Some(to)),
            "hub" if self.hubs.len() < MOST_LINKS => self.hubs.push(to),
            "alternate" if media_type.is_none_or(|kind| kind.starts_with("text/html") || kind.contains("xhtml")) => {
                self.home = self.home.take().or(Some(to));
            }
            relation if self.links.len() < MOST_LINKS => self.links.push((relation.to_owned(), to)),
            _ => {}
        }
    }

    fn enclose(&mut self, url: Option<Url>, media_type: Option<String>, length: Option<String>) {
        if let Some(url) = url.filter(|_| self.enclosures.len() < MOST_ENCLOSURES) {
            self.enclosures.push(NamedFile { url, media_type, length: length.and_then(|length| length.parse().ok()) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Named {
        Named::of(text.as_bytes(), &Url::parse("https://acme.example/feeds/news.xml").unwrap())
    }

    #[test]
    fn rss_is_read() {
        let feed = named(
            "<?xml version='1.0'?><rss xmlns:atom='a' xmlns:itunes='i'><channel><link>/news/?a&amp;b</link><ttl> 60 </ttl>\
             <atom:link rel='self' href='news.xml'/><atom:link rel='hub' href='https://hub.example/'/>\
             <image><url>no</url><link>/no/</link></image><itunes:image href='/art.png'/>\
             <atom:link rel='prev-archive' href='older.xml'/>\
             <item><link>/a</link><enclosure url='/a.mp3' type='audio/mpeg' length='12'/></item></channel></rss>",
        );
        assert_eq!(feed.format, Some(DocumentFormat::Rss));
        let shown = |url: Option<&Url>| url.map(|url| url.path().to_owned()).unwrap_or_default();
        assert_eq!(feed.home.as_ref().map(Url::as_str), Some("https://acme.example/news/?a&b"));
        assert_eq!((feed.ttl, shown(feed.own.as_ref())), (Some(60), "/feeds/news.xml".to_owned()));
        assert_eq!(shown(feed.link("prev-archive")), "/feeds/older.xml");
        assert_eq!(shown(feed.artwork.as_ref()), "/art.png");
        assert_eq!((feed.hubs.len(), feed.enclosures[0].length), (1, Some(12)));
    }

    #[test]
    fn atom_json_and_pages_are_read() {
        let feed = named(
            "<feed xmlns='http://www.w3.org/2005/Atom'><link href='/news/'/><link rel='self' href='/a'/>\
             <entry><link rel='enclosure' href='/a.ogg'/><link href='/entry'/></entry></feed>",
        );
        assert_eq!(feed.home.map(|url| url.path().to_owned()), Some("/news/".to_owned()));
        assert_eq!(feed.enclosures[0].media_type, None);
        let feed = named(
            r#"{"version": "https://jsonfeed.org/version/1.1", "next_url": "/2.json", "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
                "items": [{"attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5}]}]}"#,
        );
        assert_eq!((feed.hubs.len(), feed.enclosures.len(), feed.link("next").is_some()), (1, 1, true));
        assert!(named("<!DOCTYPE html><title>a").page && named("<?xml version='1.0'?><html xmlns='x'/>").page);
        assert!(!named("{\"a\": 1}").page && !named("words").page && named("{\"a\": 1}").format.is_none());
    }
}
