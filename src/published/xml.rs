//! RSS and Atom, in all versions that are met.
//!
//! One pass over the events, without a tree: the elements that count stand right under an entry or
//! right under the feed, and are told by namespace, so that what is nested (an Atom `source`, a
//! `media:group`) is never taken for the entry's own.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use url::Url;

use super::{PublishedEntry, PublishedFeed, absolute, entity_char, filled, plain_text, read_date, unknown};
use crate::diagnostic::{Code, Diagnostic};

const ATOM: &[u8] = b"http://www.w3.org/2005/Atom";
const DC: &[u8] = b"http://purl.org/dc/elements/1.1/";
const DCTERMS: &[u8] = b"http://purl.org/dc/terms/";
const CONTENT: &[u8] = b"http://purl.org/rss/1.0/modules/content/";

/// Where an element's name comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Namespace {
    /// The format's own: the namespace of the entries.
    Own,
    /// Atom in a feed that is not Atom.
    Atom,
    /// Dublin Core, elements and terms.
    DublinCore,
    /// The content module of RSS 1.0.
    Content,
    Other,
}

/// What an element's text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KnownElement {
    Id,
    Link,
    Title,
    Published,
    Updated,
    /// A date that counts where there is no other.
    Date,
    Summary,
    Content,
}

/// The text of an element that is being read.
struct Capture {
    field: KnownElement,
    /// How deep the element is.
    depth: usize,
    text: String,
    /// Where its content begins, for content that is elements itself.
    from: usize,
    /// Whether the text is text and not HTML.
    plain: bool,
    /// Whether its content is elements (Atom `type="xhtml"`).
    elements: bool,
}

/// Reads RSS or Atom.
pub(super) fn read(text: &str) -> Result<PublishedFeed, Diagnostic> {
    let mut reader = NsReader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut reading = FeedReader::default();
    loop {
        let from = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let (resolved, event) = match reader.read_resolved_event() {
            Ok(read) => read,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(from);
                let message = format!("this is no well-formed XML: {error}").trim_end_matches('.').to_owned();
                return Err(Diagnostic::error(Code::FeedUnreadable, message).at(text, at..at + 1));
            }
        };
        match event {
            Event::Start(start) => {
                let namespace = match resolved {
                    ResolveResult::Bound(namespace) => namespace.into_inner().to_vec(),
                    _ => Vec::new(),
                };
                let from = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
                reading.open(&namespace, &start, from)?;
            }
            Event::End(_) => reading.close(text, from),
            Event::Text(piece) => reading.take(&String::from_utf8_lossy(&piece)),
            Event::CData(piece) => reading.take(&String::from_utf8_lossy(&piece)),
            Event::GeneralRef(name) => reading.take_reference(&String::from_utf8_lossy(&name)),
            Event::Eof => break,
            _ => {}
        }
    }
    if reading.depth > 0 {
        let end = text.len();
        return Err(
            Diagnostic::error(Code::FeedUnreadable, "the document ends before its elements do").at(text, end..end)
        );
    }
    match reading.known {
        true => Ok(reading.feed),
        false => Err(unknown("it has no element")),
    }
}

#[derive(Default)]
struct FeedReader {
    feed: PublishedFeed,
    /// Whether the root was that of a feed.
    known: bool,
    depth: usize,
    /// How deep the feed's own elements and the entries are.
    feed_depth: usize,
    own: Vec<u8>,
    is_atom: bool,
    base: Option<Url>,
    self_link: Option<Url>,
    entry: Option<Draft>,
    capture: Option<Capture>,
}

/// An entry that is being read.
#[derive(Default)]
struct Draft {
    entry: PublishedEntry,
    depth: usize,
    base: Option<Url>,
    date: Option<crate::feed::Timestamp>,
    id_is_link: bool,
}

impl FeedReader {
    fn open(&mut self, namespace: &[u8], start: &BytesStart<'_>, from: usize) -> Result<(), Diagnostic> {
        self.depth += 1;
        let local = start.local_name();
        let name = String::from_utf8_lossy(local.as_ref()).into_owned();
        if self.depth == 1 {
            return self.open_root(namespace, &name, start);
        }
        if self.capture.is_some() {
            return Ok(());
        }
        if self.depth == 2 && name == "channel" && !self.is_atom {
            self.feed_depth = 3;
            // RSS 1.0 has its elements in a namespace that its root is not in.
            self.own = namespace.to_vec();
            return Ok(());
        }
        let vocabulary = self.vocabulary(namespace);
        let is_entry = vocabulary == Namespace::Own && name == if self.is_atom { "entry" } else { "item" };
        if self.entry.is_none() && is_entry && self.depth <= self.feed_depth {
            let base = attribute(start, "base").and_then(|base| self.join(&base));
            let mut draft = Draft { depth: self.depth, base, ..Draft::default() };
            // RSS 1.0, section 5.5: what an item is known by.
            draft.entry.id = attribute(start, "about").and_then(|about| filled(&about)).unwrap_or_default();
            self.entry = Some(draft);
            return Ok(());
        }
        match &self.entry {
            Some(draft) if self.depth == draft.depth + 1 => self.open_in_entry(vocabulary, &name, start, from),
            None if self.depth == self.feed_depth => self.open_in_feed(vocabulary, &name, start, from),
            _ => {}
        }
        Ok(())
    }

    fn open_root(&mut self, namespace: &[u8], name: &str, start: &BytesStart<'_>) -> Result<(), Diagnostic> {
        self.is_atom = name == "feed";
        if !matches!(name, "feed" | "rss" | "RDF") {
            return Err(unknown(&format!("its root is `{name}`")));
        }
        self.known = true;
        self.own = namespace.to_vec();
        self.feed_depth = 2;
        self.base = attribute(start, "base").and_then(|base| Url::parse(base.trim()).ok());
        Ok(())
    }

    fn open_in_feed(&mut self, vocabulary: Namespace, name: &str, start: &BytesStart<'_>, from: usize) {
        let is_atom_link = name == "link" && (vocabulary == Namespace::Atom || self.is_atom);
        if is_atom_link {
            let href = attribute(start, "href").unwrap_or_default();
            match attribute(start, "rel").as_deref() {
                Some("self") => self.self_link = self.join(&href),
                None | Some("alternate") if self.feed.home.is_none() => self.feed.home = filled(&href),
                _ => {}
            }
            return;
        }
        match (vocabulary, name) {
            (Namespace::Own, "title") => self.begin(KnownElement::Title, start, from),
            (Namespace::Own, "link") => self.begin(KnownElement::Link, start, from),
            _ => {}
        }
    }

    fn open_in_entry(&mut self, vocabulary: Namespace, name: &str, start: &BytesStart<'_>, from: usize) {
        use Namespace::{Atom, Content, DublinCore, Own};
        let field = match (self.is_atom, vocabulary, name) {
            (true, Own, "link") | (false, Atom, "link") => {
                let is_alternate = attribute(start, "rel").is_none_or(|rel| rel == "alternate");
                let href = attribute(start, "href").unwrap_or_default();
                let link = self.absolute(&href);
                if let Some(draft) = self.entry.as_mut().filter(|draft| is_alternate && draft.entry.link.is_none()) {
                    draft.entry.link = link;
                }
                return;
            }
            (true, Own, "id") => KnownElement::Id,
            (true, Own, "published" | "issued") => KnownElement::Published,
            (true, Own, "updated" | "modified") => KnownElement::Updated,
            (true, Own, "created") => KnownElement::Date,
            (true, Own, "summary") => KnownElement::Summary,
            (true, Own, "content") => KnownElement::Content,
            (_, Own, "title") => KnownElement::Title,
            (false, Own, "guid") => {
                // RSS 2.0: a guid is a permalink unless it says otherwise.
                let is_link = attribute(start, "isPermaLink").is_none_or(|value| value.trim() != "false");
                if let Some(draft) = self.entry.as_mut() {
                    draft.id_is_link = is_link;
                }
                KnownElement::Id
            }
            (false, Own, "link") => KnownElement::Link,
            (false, Own, "pubDate") => KnownElement::Published,
            (false, Own, "description") => KnownElement::Summary,
            (false, Content, "encoded") => KnownElement::Content,
            (false, Atom, "published") => KnownElement::Published,
            (false, Atom, "updated") | (_, DublinCore, "modified") => KnownElement::Updated,
            (_, DublinCore, "date") => KnownElement::Date,
            _ => return,
        };
        self.begin(field, start, from);
    }

    fn begin(&mut self, field: KnownElement, start: &BytesStart<'_>, from: usize) {
        let media_type = attribute(start, "type");
        self.capture = Some(Capture {
            field,
            depth: self.depth,
            text: String::new(),
            from,
            // RFC 4287, section 3.1.1: text, where nothing is said.
            plain: self.is_atom && media_type.as_deref().is_none_or(|kind| kind == "text" || kind == "text/plain"),
            elements: self.is_atom && media_type.as_deref().is_some_and(|kind| kind.contains("xhtml")),
        });
    }

    fn close(&mut self, text: &str, to: usize) {
        self.depth = self.depth.saturating_sub(1);
        if self.capture.as_ref().is_some_and(|capture| capture.depth == self.depth + 1)
            && let Some(mut capture) = self.capture.take()
        {
            if capture.elements && capture.field != KnownElement::Title {
                capture.text = text.get(capture.from..to).unwrap_or_default().to_owned();
            }
            match self.entry.as_mut() {
                Some(_) => self.finish_in_entry(&capture),
                None => self.finish_in_feed(&capture),
            }
            return;
        }
        if self.entry.as_ref().is_some_and(|draft| draft.depth == self.depth + 1)
            && let Some(draft) = self.entry.take()
        {
            self.feed.entries.push(draft.finish());
        }
    }

    fn finish_in_feed(&mut self, capture: &Capture) {
        match capture.field {
            KnownElement::Title if self.feed.title.is_none() => self.feed.title = title_of(capture),
            KnownElement::Link => self.feed.home = filled(&capture.text).or_else(|| self.feed.home.take()),
            _ => {}
        }
    }

    fn finish_in_entry(&mut self, capture: &Capture) {
        let link = (capture.field == KnownElement::Link).then(|| self.absolute(&capture.text)).flatten();
        let Some(draft) = self.entry.as_mut() else { return };
        let entry = &mut draft.entry;
        match capture.field {
            KnownElement::Id => entry.id = capture.text.trim().to_owned(),
            // RSS's own link counts, whatever Atom link there is.
            KnownElement::Link => entry.link = link.or_else(|| entry.link.take()),
            KnownElement::Title => entry.title = entry.title.take().or_else(|| title_of(capture)),
            KnownElement::Published => entry.published = read_date(&capture.text).or(entry.published),
            KnownElement::Updated => entry.updated = read_date(&capture.text).or(entry.updated),
            KnownElement::Date => draft.date = read_date(&capture.text),
            KnownElement::Summary => entry.summary = filled(&capture.text),
            KnownElement::Content => entry.content = filled(&capture.text),
        }
    }

    fn take(&mut self, piece: &str) {
        if let Some(capture) = &mut self.capture {
            capture.text.push_str(piece);
        }
    }

    fn take_reference(&mut self, name: &str) {
        let Some(capture) = &mut self.capture else { return };
        match entity_char(name) {
            Some(c) => capture.text.push(c),
            // One of HTML's that XML does not know: as it stands it is still right within HTML.
            None => {
                capture.text.push('&');
                capture.text.push_str(name);
                capture.text.push(';');
            }
        }
    }

    fn vocabulary(&self, namespace: &[u8]) -> Namespace {
        match namespace {
            _ if namespace == self.own => Namespace::Own,
            ATOM => Namespace::Atom,
            DC | DCTERMS => Namespace::DublinCore,
            CONTENT => Namespace::Content,
            _ => Namespace::Other,
        }
    }

    fn base(&self) -> Option<Url> {
        let entry = self.entry.as_ref().and_then(|draft| draft.base.clone());
        let home = || self.feed.home.as_ref().and_then(|home| Url::parse(home).ok());
        entry.or_else(|| self.base.clone()).or_else(|| self.self_link.clone()).or_else(home)
    }

    fn join(&self, link: &str) -> Option<Url> {
        match self.base() {
            Some(base) => base.join(link.trim()).ok(),
            None => Url::parse(link.trim()).ok(),
        }
    }

    fn absolute(&self, link: &str) -> Option<String> {
        // Most links are absolute, and are kept letter by letter.
        if link.trim_start().starts_with("http") { filled(link) } else { absolute(link, self.base().as_ref()) }
    }
}

impl Draft {
    fn finish(self) -> PublishedEntry {
        let mut entry = self.entry;
        entry.published = entry.published.or(self.date);
        if entry.link.is_none() && self.id_is_link && Url::parse(&entry.id).is_ok() {
            entry.link = Some(entry.id.clone());
        }
        entry
    }
}

fn title_of(capture: &Capture) -> Option<String> {
    match capture.plain {
        true => filled(&capture.text.split_whitespace().collect::<Vec<_>>().join(" ")),
        false => plain_text(&capture.text),
    }
}

/// The value of an attribute by its local name, `xml:base` and `rdf:about` included.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start
        .html_attributes()
        .with_checks(false)
        .flatten()
        .find(|it| it.key.local_name().as_ref() == name.as_bytes())?;
    let value = String::from_utf8_lossy(&found.value);
    let mut text = String::with_capacity(value.len());
    let mut rest = &*value;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        match super::entity(after) {
            Some((c, after)) => {
                text.push(c);
                rest = after;
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    Some(text)
}
