//! The model: a feed and its entries in the words of RFC 4287, in no format yet.
//!
//! Plain data without I/O. The types that wrap a string can only be made in ways that keep their
//! promise, so text that is not escaped, relative addresses and characters that XML forbids have no
//! way into a document.

mod address;
mod builder;
mod carried;
mod characters;
pub mod podcast;

use std::fmt;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Datelike, SecondsFormat, TimeZone, Utc};
use serde::Serialize;

pub(crate) use address::in_ascii;
pub use address::{LinkUrl, Refusal, WebUrl, is_script_scheme};
pub use builder::{Feed, FeedBuilder, FeedError};
pub use carried::{
    Carried, FeedCarried, ForeignElement, LinkTo, Series, SourceFeed, Tombstone, is_prefix, license_url,
};
pub use characters::is_document_char;
pub(crate) use characters::{PLACEHOLDER, is_document_byte, run_of};

/// A moment in UTC with whole seconds, in the years 0001 to 9999 (RFC 3339, section 1).
///
/// ```
/// use tidings::feed::Timestamp;
///
/// let moment = Timestamp::from_unix(1_772_352_000).expect("a year from 1 to 9999");
/// assert_eq!(moment.rfc3339(), "2026-03-01T08:00:00Z");
/// assert_eq!(moment.rfc2822(), "Sun, 01 Mar 2026 08:00:00 +0000");
/// assert_eq!(moment.day(), "2026-03-01");
/// assert_eq!(Timestamp::from_unix(i64::MAX), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// The moment without its fraction of a second; `None` outside the years 1 to 9999.
    pub fn new<Tz: TimeZone>(moment: DateTime<Tz>) -> Option<Self> {
        Self::from_unix(moment.timestamp())
    }

    /// Seconds since 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let moment = DateTime::from_timestamp(seconds, 0)?;
        (1..=9999).contains(&moment.year()).then_some(Self(moment))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0.timestamp()
    }

    /// Whether it lies more than a day ahead of `now`: farther than zones and clocks that are not quite right explain.
    ///
    /// ```
    /// use tidings::feed::Timestamp;
    ///
    /// let now = Timestamp::from_unix(1_772_352_000).expect("a year from 1 to 9999");
    /// let later = |seconds| Timestamp::from_unix(now.unix() + seconds).expect("a year from 1 to 9999");
    /// assert!(!later(3_600).is_ahead_of(now));
    /// assert!(later(90_000).is_ahead_of(now));
    /// ```
    #[must_use]
    pub fn is_ahead_of(self, now: Self) -> bool {
        self.unix() - now.unix() > 86_400
    }

    /// The moment as a chrono value.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// `2026-03-01T08:00:00Z` (RFC 3339), as Atom and JSON Feed want it.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.0.to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// `Sun, 01 Mar 2026 08:00:00 +0000` (RFC 822 with a four-digit year), as RSS wants it.
    #[must_use]
    pub fn rfc2822(self) -> String {
        let (day, month) = (self.0.day(), MONTHS[self.0.month0() as usize]);
        format!("{}, {day:02} {month} {:04} {} +0000", self.0.weekday(), self.0.year(), self.0.time())
    }

    /// The calendar day in UTC, `2026-03-01`.
    #[must_use]
    pub fn day(self) -> String {
        self.0.date_naive().to_string()
    }

    /// The calendar day in a zone: what a writer there calls the day.
    #[must_use]
    pub fn day_in(self, zone: chrono_tz::Tz) -> String {
        self.0.with_timezone(&zone).date_naive().to_string()
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

/// Whether a text has the shape of a language tag by BCP 47: a language of two or three letters, further subtags of two to eight.
///
/// ```
/// use tidings::feed::is_language_tag;
///
/// assert!(is_language_tag("en") && is_language_tag("zh-Hans"));
/// assert!(!is_language_tag("english") && !is_language_tag("en_GB"));
/// ```
#[must_use]
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// One line of plain text: no markup, no forbidden character, white space folded, never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PlainText(String);

impl PlainText {
    /// Folds white space (no-break spaces stay), drops characters that no document may hold, and
    /// gives `None` where nothing is left. What turns the direction of text ends with it. The text is taken as it is: decoding entities or
    /// taking tags out comes before.
    ///
    /// ```
    /// use tidings::feed::PlainText;
    ///
    /// assert_eq!(PlainText::new(" One\n  line ").unwrap().as_str(), "One line");
    /// assert_eq!(PlainText::new("\u{200b} "), None);
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        // One line of ASCII with its words one blank apart is what it will be.
        let tidy = run_of(text.as_bytes(), |byte| (b' '..=b'~').contains(&byte)) == text.len()
            && !text.starts_with(' ')
            && !text.ends_with(' ')
            && !text.contains("  ");
        if tidy {
            return (!text.is_empty()).then(|| Self(text.to_owned()));
        }
        let balanced;
        let text = match text.contains(is_direction_control) {
            true => {
                balanced = with_balanced_directions(text);
                &balanced
            }
            false => text,
        };
        let mut folded = String::with_capacity(text.len());
        let mut space = false;
        for c in text.chars() {
            if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{3000}') {
                space = true;
            } else if is_document_char(c) {
                if space && !folded.is_empty() {
                    folded.push(' ');
                }
                space = false;
                folded.push(c);
            }
        }
        let trimmed = folded.trim();
        let blank = trimmed.chars().all(|c| c.is_whitespace() || is_invisible(c));
        (!blank).then(|| Self(trimmed.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The embeddings, overrides and isolates of the bidirectional algorithm, and what ends them (UAX 9, 2).
fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Ends what the text begins, and drops ends without a beginning: a name that turns the direction must not
/// turn what a reader shows after it (CVE-2021-42574).
fn with_balanced_directions(text: &str) -> String {
    const POP: char = '\u{202c}';
    const POP_ISOLATE: char = '\u{2069}';
    let mut balanced = String::with_capacity(text.len() + 8);
    let (mut open, mut isolates) = (Vec::new(), 0usize);
    for c in text.chars() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(POP),
            '\u{2066}'..='\u{2068}' => {
                open.push(POP_ISOLATE);
                isolates += 1;
            }
            POP if open.last() == Some(&POP) => {
                open.pop();
            }
            POP => continue,
            // The end of an isolate ends the embeddings within it too (UAX 9, 3.3.2).
            POP_ISOLATE if isolates > 0 => {
                isolates -= 1;
                while open.pop() == Some(POP) {}
            }
            POP_ISOLATE => continue,
            _ => {}
        }
        balanced.push(c);
    }
    balanced.extend(open.into_iter().rev());
    balanced
}

/// Zero-width and direction marks: a text of nothing else shows nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

impl fmt::Display for PlainText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// An HTML fragment that is safe and complete wherever it is shown: only allowed elements and
/// attributes, balanced, every address absolute, no character that XML forbids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Only the sanitiser (`text::html`) and renderers whose output is safe by construction may
    /// call this.
    ///
    /// Characters that no document may hold are dropped, and line ends become line feeds, because
    /// writers do not notice the one and parsers change the other.
    pub(crate) fn from_sanitised(html: String) -> Self {
        if characters::is_clean(&html) {
            return Self(html);
        }
        let lines = html.replace("\r\n", "\n").replace('\r', "\n");
        Self(lines.chars().filter(|&c| is_document_char(c)).collect())
    }

    /// Plain text as HTML: one paragraph for each run of lines, with line breaks kept.
    ///
    /// ```
    /// use tidings::feed::SafeHtml;
    ///
    /// let html = SafeHtml::from_text("One & two\nlines\n\nA < B");
    /// assert_eq!(html.as_str(), "<p>One &amp; two<br>\nlines</p>\n<p>A &lt; B</p>");
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        let escaped = lines.replace('&', "&amp;").replace('<', "&lt;");
        let paragraphs = escaped.split("\n\n").map(|lines| lines.trim_matches('\n')).filter(|lines| !lines.is_empty());
        let html: Vec<String> = paragraphs.map(|lines| format!("<p>{}</p>", lines.replace('\n', "<br>\n"))).collect();
        Self::from_sanitised(html.join("\n"))
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An entry's permanent identifier (RFC 4287, section 4.2.6) that never changes. It is compared and
/// handed on letter by letter.
///
/// The ids that Tidings makes, and those of front matter, are absolute URIs in ASCII. An id that
/// another generator has published may be anything (`post-123`, an address with a space): readers
/// know exactly that string, so RSS and JSON Feed go on with it, and Atom, which allows an IRI
/// only, has the `tag:` URI that the entry would have had otherwise.
///
/// ```
/// use tidings::feed::EntryId;
///
/// let id = EntryId::new("tag:acme.example,2026:launch").unwrap();
/// assert_eq!(EntryId::new("post-123"), None);
/// // One that readers know already is kept; Atom, which allows no such id, has the other.
/// let old = EntryId::published("post-123", &id).unwrap();
/// assert_eq!((old.as_str(), old.iri()), ("post-123", "tag:acme.example,2026:launch"));
/// assert_eq!(EntryId::named("javascript:alert(1)"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    // Shared: the ledger and the entries of a site hold each id several times.
    text: Arc<str>,
    /// What Atom says instead; `Some` exactly where `text` is no absolute IRI.
    iri: Option<Arc<str>>,
}

impl EntryId {
    /// Takes an absolute URI as it stands; `None` where it is none or holds characters that RFC 3986
    /// does not allow.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.is_ascii() && is_iri(text)).then(|| Self { text: Arc::from(text), iri: None })
    }

    /// As [`Self::new`], of an id that is to be published for the first time: there are readers that open an id as
    /// an address, so none that would run a program there is taken. What the ledger has is another matter, for an
    /// id never changes.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::new(text).filter(|id| !is_script_scheme(&id.text))
    }

    /// Takes an id as it was published, letter by letter but for white space around it. `otherwise`
    /// is what Atom says where the id is no absolute IRI. `None` for an empty id and for one over
    /// several lines or with characters that no document may hold.
    #[must_use]
    pub fn published(text: &str, otherwise: &EntryId) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.chars().any(|c| c.is_control() || !is_document_char(c)) {
            return None;
        }
        let iri = (!is_iri(text)).then(|| Arc::from(otherwise.iri()));
        Some(Self { text: Arc::from(text), iri })
    }

    /// The identifier, as RSS and JSON Feed have it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The identifier as Atom has it: an absolute IRI, the same as [`Self::as_str`] wherever that is one.
    #[must_use]
    pub fn iri(&self) -> &str {
        self.iri.as_deref().unwrap_or(&self.text)
    }
}

/// Whether a text is an absolute IRI by its characters (RFC 3987, section 2.2): a scheme, and after it
/// nothing that RFC 3986 leaves out; letters beyond ASCII are allowed.
fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let scheme_right = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let allowed = |c: char| match c {
        '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
        // RFC 3987, `ucschar`: no white space, no private use, no noncharacter.
        _ if !c.is_ascii() => {
            is_document_char(c)
                && !c.is_whitespace()
                && !is_invisible(c)
                && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
        }
        _ => c.is_ascii_graphic(),
    };
    scheme_right && !rest.is_empty() && rest.chars().all(allowed)
}

impl Serialize for EntryId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// A person construct (RFC 4287, section 3.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// A name for people to read.
    pub name: PlainText,
    /// An RFC 5322 `addr-spec`.
    pub email: Option<Email>,
    /// Where to learn more of the person.
    pub uri: Option<WebUrl>,
    /// A picture of the person (JSON Feed `avatar`).
    pub avatar: Option<WebUrl>,
}

/// An e-mail address: one `@`, ASCII, no white space or brackets (RFC 5322 `addr-spec`, without its
/// quoted forms).
///
/// ```
/// use tidings::feed::Email;
///
/// assert_eq!(Email::parse("mailto:press@acme.example").unwrap().as_str(), "press@acme.example");
/// assert_eq!(Email::parse("press@acme"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads an address, with or without `mailto:`; `None` where it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("mailto:").unwrap_or(text);
        let (local, domain) = text.split_once('@')?;
        let local_right = !local.is_empty()
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let domain_right = domain.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
        (local_right && domain_right && domain.contains('.')).then(|| Self(text.to_owned()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A way to reach the company that feeds have no element for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// What kind of way it is.
    pub channel: Channel,
    /// The number, the account or the address.
    pub value: PlainText,
}

/// A kind of contact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A telephone number.
    Phone,
    /// A fax number.
    Fax,
    /// A postal address on one line.
    Address,
    /// A further e-mail address.
    Email,
    /// A web address.
    Website,
    /// A messenger or any further channel, by its lower-case name: `wechat`, `whatsapp`, `skype`, `qq` ...
    Other(String),
}

/// The company that publishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Organization {
    /// Its name.
    pub name: PlainText,
    /// Its site.
    pub url: Option<WebUrl>,
    /// Its address for letters to the editor.
    pub email: Option<Email>,
    /// Its logo (Atom `logo`, RSS `image`, JSON Feed `icon`).
    pub logo: Option<WebUrl>,
    /// Its small square icon (Atom `icon`, JSON Feed `favicon`).
    pub icon: Option<WebUrl>,
    /// Rights held in and over its feeds, as a sentence.
    pub rights: Option<PlainText>,
    /// Telephone, postal address, messengers: what goes to the vCard.
    pub contacts: Vec<Contact>,
    /// What else its contact blocks say, a line each: a note of the vCard.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<PlainText>,
}

/// A category (RFC 4287, section 4.2.2): the term is what readers show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Category {
    /// The word as the article's writer put it.
    pub term: PlainText,
}

/// A file that belongs to an entry (RSS `enclosure`, Atom link of rel `enclosure`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Enclosure {
    /// Where it is.
    pub url: WebUrl,
    /// Bytes; 0 where they are not known.
    pub length: u64,
    /// A media type, such as `audio/mpeg`.
    pub media_type: String,
    /// Seconds, where it plays and they are known.
    pub duration: Option<u64>,
}

/// A picture that stands for an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Image {
    /// Where it is.
    pub url: WebUrl,
    /// What it shows, in words.
    pub alt: Option<PlainText>,
    /// A media type, such as `image/png`, where known.
    pub media_type: Option<String>,
}

/// One article as it appears in a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its permanent identifier, the same in all formats.
    pub id: EntryId,
    /// Its title.
    pub title: PlainText,
    /// Its page.
    pub url: WebUrl,
    /// What it is about, elsewhere, for a link entry (JSON Feed `external_url`, Atom `related`).
    pub external_url: Option<WebUrl>,
    /// When it was published.
    pub published: Timestamp,
    /// When its content last changed; never before `published`.
    pub updated: Timestamp,
    /// Its authors, the main one first; never empty.
    pub authors: Vec<Person>,
    /// A summary of whole sentences.
    pub summary: Option<PlainText>,
    /// The whole article.
    pub content: Option<SafeHtml>,
    /// Its language where it differs from the feed's, as a BCP 47 tag.
    pub language: Option<String>,
    /// Its categories, in the writer's order, each once.
    pub categories: Vec<Category>,
    /// A picture for it.
    pub image: Option<Image>,
    /// Its files; RSS carries the first only.
    pub enclosures: Vec<Enclosure>,
    /// What it says as an episode of a podcast, where it says something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub episode: Option<Box<podcast::Episode>>,
    /// What else it carries, where there is something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<Box<Carried>>,
}

impl Entry {
    /// What else it carries.
    #[must_use]
    pub fn carried(&self) -> &Carried {
        static NOTHING: LazyLock<Carried> = LazyLock::new(Carried::default);
        self.carried.as_deref().unwrap_or(&NOTHING)
    }

    /// The address that its link leads to: its page, or the page that it is about, where it says so, or where it has no
    /// text and its own page would show nothing.
    #[must_use]
    pub fn link(&self) -> &WebUrl {
        let Some(external) = &self.external_url else { return &self.url };
        let leads_out = match self.carried().link_to {
            Some(LinkTo::External) => true,
            Some(LinkTo::Permalink) => false,
            None => self.content.is_none(),
        };
        if leads_out { external } else { &self.url }
    }

    /// The other of its two addresses, where it is about a page elsewhere: its page, where its link leads out.
    #[must_use]
    pub fn related(&self) -> Option<&WebUrl> {
        let external = self.external_url.as_ref()?;
        Some(if self.link() == external { &self.url } else { external })
    }
}

/// What RFC 5005 says of a document's place among others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Whether this is an archive document, which no longer changes.
    pub archive: bool,
    /// In an archive document: the subscription document.
    pub current: Option<WebUrl>,
    /// The document with the entries just before these.
    pub prev_archive: Option<WebUrl>,
    /// The document with the entries just after these.
    pub next_archive: Option<WebUrl>,
}

/// A document format.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// RSS 2.0
    Rss,
    /// Atom 1.0
    Atom,
    /// JSON Feed 1.1
    Json,
}

/// What of an article a feed carries.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, Hash)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ContentMode {
    /// The summary and the whole.
    #[default]
    Full,
    /// The summary only.
    Summary,
}

/// Title, links and people of a feed in one format: everything but its entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedHead {
    /// Its permanent identifier (Atom).
    pub id: EntryId,
    /// Its title.
    pub title: PlainText,
    /// One sentence on what it is about; never empty (RSS needs it).
    pub description: PlainText,
    /// The page for people that it belongs to.
    pub home: WebUrl,
    /// Its own address in this format.
    pub self_url: WebUrl,
    /// Its WebSub hubs.
    pub hubs: Vec<WebUrl>,
    /// A BCP 47 tag.
    pub language: String,
    /// When an entry last changed; `None` for a feed that never had one.
    pub updated: Option<Timestamp>,
    /// When its newest entry was published.
    pub published: Option<Timestamp>,
    /// The company that publishes it.
    pub organization: Option<Organization>,
    /// Whose it is where no entry says otherwise; never empty.
    pub authors: Vec<Person>,
    /// Rights held in and over it.
    pub rights: Option<PlainText>,
    /// The company's vCard.
    pub vcard: Option<WebUrl>,
    /// The show that it is, where it is a podcast.
    pub show: Option<Arc<podcast::Show>>,
    /// Its place among archives.
    pub history: History,
    /// What else it carries.
    pub carried: FeedCarried,
}
