//! A [`FeedHead`] becomes bytes: RSS 2.0, Atom 1.0 and JSON Feed 1.1, and beside them the OPML list,
//! the vCard and the readable page.
//!
//! A document is spliced: head, entries with separators between them, tail. An entry's fragment does
//! not depend on the feed it stands in, so it is written once however many feeds take it, and an
//! archive is written without a tree of it in memory. No format knows another. Every value is
//! escaped here, and none reaches a document with a character that XML 1.0 forbids.

use std::borrow::Cow;

use crate::feed::{
    ContentMode, Email, Entry, Feed, FeedHead, Format, Organization, Person, PlainText, SafeHtml, Timestamp, WebUrl,
    is_document_char,
};

pub mod atom;
mod carried;
pub mod headers;
pub mod json;
pub mod opml;
mod ours;
pub mod page;
mod podcast;
pub mod rss;
#[cfg(test)]
mod samples;
pub mod style;
pub mod vcard;
mod xml;

pub use ours::{looks_like_a_feed, may_be_ours, says_ours};

/// The name that documents give as their generator. It carries no version: a new release of the tool
/// must not touch every feed.
pub const GENERATOR: &str = "Tidings";

/// 2000-01-01T00:00:00Z, the `updated` of an Atom feed that never had an entry: RFC 4287 requires a
/// moment (4.1.1), the clock must not reach a document, and validators call a date before 1990
/// implausible.
const NEVER_UPDATED: i64 = 946_684_800;

/// What kind of document a file holds: how it is served and named.
///
/// ```
/// use tidings::feed::Format;
/// use tidings::format::DocumentType;
///
/// let kind = DocumentType::from(Format::Atom);
/// assert_eq!((kind.name(), kind.extension(), kind.media_type()), ("Atom", "xml", "application/atom+xml"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DocumentType {
    /// RSS 2.0
    Rss,
    /// Atom 1.0
    Atom,
    /// JSON Feed 1.1
    Json,
    /// The list of feeds (OPML 2.0)
    Opml,
    /// The company's card (vCard 4.0)
    Vcard,
    /// The page for people
    Page,
    /// The stylesheet of documents in XML
    Style,
}

impl DocumentType {
    /// Every kind, in a fixed order.
    pub const ALL: [Self; 7] = [Self::Rss, Self::Atom, Self::Json, Self::Opml, Self::Vcard, Self::Page, Self::Style];

    /// The media type to serve it with, without parameters. The bytes are always UTF-8.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
            Self::Opml => "text/x-opml",
            Self::Vcard => "text/vcard",
            Self::Page => "text/html",
            Self::Style => "text/css",
        }
    }

    /// The ending of its file name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Rss | Self::Atom => "xml",
            Self::Json => "json",
            Self::Opml => "opml",
            Self::Vcard => "vcf",
            Self::Page => "html",
            Self::Style => "css",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
            Self::Opml => "OPML",
            Self::Vcard => "vCard",
            Self::Page => "HTML",
            Self::Style => "CSS",
        }
    }
}

impl From<Format> for DocumentType {
    fn from(format: Format) -> Self {
        match format {
            Format::Rss => Self::Rss,
            Format::Atom => Self::Atom,
            Format::Json => Self::Json,
        }
    }
}

impl Feed {
    /// The feed as an RSS 2.0 document, with the whole of its entries.
    ///
    /// ```
    /// use tidings::feed::Feed;
    ///
    /// let rss = Feed::builder("Acme News", "https://acme.example/")?.build()?.to_rss();
    /// assert!(rss.starts_with("<?xml") && rss.contains("<rss "));
    /// # Ok::<(), tidings::feed::FeedError>(())
    /// ```
    #[must_use]
    pub fn to_rss(&self) -> String {
        self.to_document(Format::Rss, ContentMode::Full)
    }

    /// The feed as an Atom 1.0 document, with the whole of its entries.
    ///
    /// ```
    /// use tidings::feed::Feed;
    ///
    /// let atom = Feed::builder("Acme News", "https://acme.example/")?.build()?.to_atom();
    /// assert!(atom.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\""));
    /// # Ok::<(), tidings::feed::FeedError>(())
    /// ```
    #[must_use]
    pub fn to_atom(&self) -> String {
        self.to_document(Format::Atom, ContentMode::Full)
    }

    /// The feed as a JSON Feed 1.1 document, with the whole of its entries.
    ///
    /// ```
    /// use tidings::feed::Feed;
    ///
    /// let json = Feed::builder("Acme News", "https://acme.example/")?.build()?.to_json();
    /// assert!(json.contains("https://jsonfeed.org/version/1.1"));
    /// # Ok::<(), tidings::feed::FeedError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_document(Format::Json, ContentMode::Full)
    }

    /// The feed as a document of a format, with as much of its entries as `mode` says.
    ///
    /// ```
    /// use tidings::feed::{ContentMode, Feed, Format};
    ///
    /// let feed = Feed::builder("Acme News", "https://acme.example/")?.build()?;
    /// assert_eq!(feed.to_document(Format::Atom, ContentMode::Full), feed.to_atom());
    /// # Ok::<(), tidings::feed::FeedError>(())
    /// ```
    #[must_use]
    pub fn to_document(&self, format: Format, mode: ContentMode) -> String {
        let fragments: Vec<String> = self.entries.iter().map(|one| entry(format, one, mode)).collect();
        document_of(format, &head(format, &self.head), fragments.iter().map(String::as_str))
    }
}

/// A feed as the OPML list and the page show it, in all its formats.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Its title.
    pub title: PlainText,
    /// What it is about.
    pub description: PlainText,
    /// The page for people that it belongs to.
    pub home: WebUrl,
    /// A BCP 47 tag.
    pub language: String,
    /// When an entry last changed.
    pub updated: Option<Timestamp>,
    /// What of an article it carries.
    pub content: ContentMode,
    /// Its subscription documents, at most one a format.
    pub documents: Vec<(Format, WebUrl)>,
    /// Its newest entries, newest first, as many as are to be shown.
    pub newest: Vec<Headline>,
    /// Which family it is of, where it is one of those that are made one for each value.
    pub family: Option<Family>,
}

/// The feeds that one table of the configuration makes, one for each value: one a tag, for example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// What tells it from other families.
    pub of: String,
    /// Of what its feeds are.
    pub kind: FamilyKind,
}

/// Of what the feeds of a family are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FamilyKind {
    /// Each of a tag.
    Tag,
    /// Each of a section.
    Section,
    /// Each of an author.
    Author,
    /// Each of a language.
    Language,
}

/// An entry in a list of entries.
#[derive(Clone, Debug)]
pub struct Headline {
    /// Its title.
    pub title: PlainText,
    /// Its page.
    pub url: WebUrl,
    /// When it was published.
    pub published: Timestamp,
    /// Its language where it differs from the feed's.
    pub language: Option<String>,
}

impl From<&Entry> for Headline {
    fn from(entry: &Entry) -> Self {
        Self {
            title: entry.title.clone(),
            url: entry.url.clone(),
            published: entry.published,
            language: entry.language.clone(),
        }
    }
}

/// Everything of a document before its first entry, the declaration included.
#[must_use]
pub fn head(format: Format, feed: &FeedHead) -> String {
    match format {
        Format::Rss => rss::head(feed),
        Format::Atom => atom::head(feed),
        Format::Json => json::head(feed),
    }
}

/// One entry as a fragment that stands in any feed's document.
#[must_use]
pub fn entry(format: Format, entry: &Entry, mode: ContentMode) -> String {
    match format {
        Format::Rss => rss::entry(entry, mode),
        Format::Atom => atom::entry(entry, mode),
        Format::Json => json::entry(entry, mode),
    }
}

/// What stands between two entries.
#[must_use]
pub fn separator(format: Format) -> &'static str {
    match format {
        Format::Rss => rss::separator(),
        Format::Atom => atom::separator(),
        Format::Json => json::separator(),
    }
}

/// Everything after the last entry.
#[must_use]
pub fn tail(format: Format) -> &'static str {
    match format {
        Format::Rss => rss::tail(),
        Format::Atom => atom::tail(),
        Format::Json => json::tail(),
    }
}

/// A whole document: the feed's head, the entries' fragments (made by [`entry`] in the same format,
/// newest first) and the tail.
///
/// ```
/// use tidings::feed::{ContentMode, Feed, Format};
/// use tidings::format;
///
/// let feed = Feed::builder("Acme News", "https://acme.example/")?.build()?;
/// let entries: Vec<String> =
///     feed.entries.iter().map(|entry| format::entry(Format::Rss, entry, ContentMode::Full)).collect();
/// let rss = format::document(Format::Rss, &feed.head, entries.iter().map(String::as_str));
/// assert_eq!(rss, feed.to_rss().into_bytes());
/// # Ok::<(), tidings::feed::FeedError>(())
/// ```
pub fn document<'a>(format: Format, feed: &FeedHead, entries: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    document_of(format, &head(format, feed), entries).into_bytes()
}

/// As [`document`], with a head that has been written.
pub fn document_of<'a>(format: Format, head: &str, entries: impl IntoIterator<Item = &'a str>) -> String {
    let mut parts = vec![head];
    // Joined at the end in one allocation: an archive may hold many megabytes.
    for (at, entry) in entries.into_iter().enumerate() {
        parts.extend((at > 0).then(|| separator(format)));
        parts.push(entry);
    }
    parts.push(tail(format));
    parts.concat()
}

/// The rights that a feed states: its own, else its publisher's.
fn rights(feed: &FeedHead) -> Option<&PlainText> {
    feed.rights.as_ref().or_else(|| feed.organization.as_ref()?.rights.as_ref())
}

/// The whole article, where the feed carries it and it shows anything.
fn content(entry: &Entry, mode: ContentMode) -> Option<&SafeHtml> {
    let wanted = mode == ContentMode::Full;
    entry.content.as_ref().filter(|html| wanted && !html.as_str().trim().is_empty())
}

/// The person's address on the web, else by mail.
fn person_url(person: &Person) -> Option<String> {
    let web = person.uri.as_ref().map(|uri| uri.as_str().to_owned());
    web.or_else(|| person.email.as_ref().map(mailto))
}

/// The address as a URI. What RFC 5322 allows in it and is a delimiter in a URI is percent-encoded
/// (RFC 6068, 2).
fn mailto(email: &Email) -> String {
    let mut uri = String::from("mailto:");
    for c in email.as_str().chars() {
        match c {
            '%' | '?' | '&' | '#' | '/' | '^' | '`' | '{' | '|' | '}' => uri.push_str(&format!("%{:02X}", c as u32)),
            _ => uri.push(c),
        }
    }
    uri
}

/// The organization as a person construct.
fn as_person(organization: &Organization) -> Person {
    Person {
        name: organization.name.clone(),
        email: organization.email.clone(),
        uri: organization.url.clone(),
        avatar: None,
    }
}

/// A value that no type of the model guards (language tags, media types, channel names), without the
/// characters that no document may hold and on one line.
fn one_line(text: &str) -> Cow<'_, str> {
    let fits = |c: char| is_document_char(c) && !c.is_control();
    if text.chars().all(fits) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().filter(|&c| fits(c)).collect()) }
}

/// `wechat` as its makers write it; a name that is not known as it is, with a capital.
fn channel_name(name: &str) -> String {
    let name = one_line(name);
    match name.as_ref() {
        "wechat" => "WeChat".to_owned(),
        "whatsapp" => "WhatsApp".to_owned(),
        "qq" => "QQ".to_owned(),
        "linkedin" => "LinkedIn".to_owned(),
        "github" => "GitHub".to_owned(),
        "youtube" => "YouTube".to_owned(),
        _ => {
            let mut rest = name.chars();
            rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
        }
    }
}
