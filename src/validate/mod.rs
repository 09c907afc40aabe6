//! The validator: bytes of any feed, whoever made it, become findings.
//!
//! RSS 2.0 (and 0.91 to 0.94 read as such), Atom 1.0, JSON Feed 1.1 and 1.0, OPML 2.0; RSS 1.0 is
//! recognised and checked for what it shares. This module knows the specifications and nothing of how
//! feeds are made here. It reads in one pass with flat memory, fetches nothing, follows no reference
//! out of the document, and has no clock: what "now" is comes in with [`Options`].
//!
//! ```
//! use tidings::validate::{Options, validate};
//!
//! let report = validate(b"<rss version='2.0'><channel/></rss>", &Options::default());
//! assert!(report.has_errors());
//! assert_eq!(report.findings[0].line, 1);
//! ```

mod atom;
mod compare;
mod content;
mod dates;
mod engine;
pub mod example;
mod ext;
mod frame;
mod html;
mod html_names;
mod html_tokens;
mod html_tree;
mod json;
mod json_read;
mod log;
mod names;
mod opml;
mod outline;
mod pages;
mod rss;
pub mod rule;
pub mod rules;
mod safety;
pub mod sarif;
mod schema;
mod source;
mod text;
mod uris;
mod values;
mod window;
mod words;
mod xml;
mod xml_syntax;

use std::cell::Cell;
use std::io::{self, Read};

pub use self::compare::compare;
pub use self::log::Finding;
use self::log::{Log, Mark, Pos};
pub use self::names::is_language;
pub use self::outline::Outline;
pub use self::pages::even_page;
use self::rule::rule;
use self::source::Source;
use crate::diagnostic::Severity;

/// Whether an address may be an enclosure's: an http or https URL with a host on the web.
pub fn is_web_address(address: &str) -> bool {
    uris::is_web(address) && uris::check(address, uris::Want::Absolute).is_ok()
}

/// Whether an absolute IRI is one by the rules of its scheme: what Atom takes as an id.
pub fn is_id(iri: &str) -> bool {
    uris::check(iri, uris::Want::AbsoluteIri).is_ok()
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentFormat {
    /// RSS 0.91 to 2.0.
    Rss,
    /// RSS 0.90, 1.0 or 1.1, which are RDF.
    Rss1,
    /// Atom 1.0.
    Atom,
    /// JSON Feed.
    JsonFeed,
    /// OPML.
    Opml,
}

impl DocumentFormat {
    /// `rss`, `rss1`, `atom`, `json` or `opml`.
    pub fn name(self) -> &'static str {
        match self {
            DocumentFormat::Rss => "rss",
            DocumentFormat::Rss1 => "rss1",
            DocumentFormat::Atom => "atom",
            DocumentFormat::JsonFeed => "json",
            DocumentFormat::Opml => "opml",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            DocumentFormat::Rss => "RSS",
            DocumentFormat::Rss1 => "RSS 1.0",
            DocumentFormat::Atom => "Atom",
            DocumentFormat::JsonFeed => "JSON Feed",
            DocumentFormat::Opml => "OPML",
        }
    }
}

/// What is known of a document besides its bytes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address it is found at. Without one, self links are not compared.
    pub url: Option<String>,
    /// The media type it is served with, with parameters.
    pub content_type: Option<String>,
    /// Now, in seconds since 1970. Without it, no date is too late.
    pub now: Option<i64>,
    /// How many findings of each rule are kept; the rest are counted.
    pub limit: usize,
    /// Codes that are of no interest.
    pub allow: Vec<String>,
    /// Whether the report keeps what [`compare`] needs.
    pub compared: bool,
    /// Whether errors alone are reported. What can only warn is then not looked for where that takes time.
    pub errors_only: bool,
}

impl Options {
    /// Whether a code is of no interest.
    fn allows(&self, code: &str) -> bool {
        self.allow.iter().any(|allowed| allowed == code)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            url: None,
            content_type: None,
            now: None,
            limit: 100,
            allow: Vec::new(),
            compared: false,
            errors_only: false,
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the document is; none where that cannot be told.
    pub format: Option<DocumentFormat>,
    /// The findings by place.
    pub findings: Vec<Finding>,
    /// How many more there were of rules that are broken all over the document.
    pub suppressed: usize,
    /// What is compared with other documents; none unless [`Options::compared`] asks for it.
    pub outline: Option<Outline>,
}

impl Report {
    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Validates a document in memory.
pub fn validate(bytes: &[u8], options: &Options) -> Report {
    validate_reader(bytes, options).unwrap_or_else(unreadable)
}

/// A document of more bytes is refused by aggregators.
const LARGE: usize = 5_000_000;
/// Readers look for the root element in so many bytes.
const SNIFFED: usize = 512;

/// What a document turned out to be.
type Recognised = (Option<DocumentFormat>, Option<Outline>);

/// Validates a document that is text in memory: as [`validate`] does, without a copy of it.
pub fn validate_text(text: String, options: &Options) -> Report {
    let bytes = text.len();
    match Source::whole(text) {
        Ok(source) => report(source, options, || bytes).unwrap_or_else(unreadable),
        // It says of itself that it is in another encoding.
        Err(text) => validate(text.as_bytes(), options),
    }
}

/// Validates a document of any size while it is read.
///
/// # Errors
/// What reading gives.
pub fn validate_reader(input: impl Read, options: &Options) -> io::Result<Report> {
    let bytes = Cell::new(0);
    let source = Source::new(Counted { input, bytes: &bytes })?;
    report(source, options, || bytes.get())
}

/// Validates what a source gives; `bytes` is asked at the end how many there were.
fn report<R: Read>(source: Source<R>, options: &Options, bytes: impl FnOnce() -> usize) -> io::Result<Report> {
    let mut log = Log::new(options.limit);
    log.errors_only = options.errors_only;
    let (format, outline) = match source.first_byte() {
        None => {
            log.add(const { rule("document-empty") }, Mark::at(Pos::START), "the document is empty");
            (None, None)
        }
        Some(b'{' | b'[') => json::check(source, options, &mut log)?,
        Some(_) => check_xml(source, options, &mut log)?,
    };
    let bytes = bytes();
    if bytes > LARGE {
        let message = format!("the document has {bytes} bytes");
        log.add(const { rule("document-large") }, Mark::at(Pos::START), message);
    }
    served(format, options, &mut log);
    let (mut findings, suppressed) = log.finish();
    findings.retain(|finding| !options.allows(finding.code));
    Ok(Report { format, findings, suppressed, outline })
}

/// Reading from memory does not fail; if it did, an empty report would claim too much.
fn unreadable(error: io::Error) -> Report {
    let mut log = Log::new(1);
    log.add(const { rule("document-empty") }, Mark::at(Pos::START), format!("the document cannot be read: {error}"));
    Report { format: None, findings: log.finish().0, suppressed: 0, outline: None }
}

/// The text of a document in whatever encoding it is, as the places of findings count it.
pub fn decode(bytes: &[u8]) -> String {
    let mut text = String::new();
    if let Ok(mut source) = Source::new(bytes) {
        // Reading from memory does not fail.
        while source.fill(&mut text).unwrap_or(false) {}
    }
    text
}

struct Counted<'a, R> {
    input: R,
    bytes: &'a Cell<usize>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.bytes.set(self.bytes.get() + read);
        Ok(read)
    }
}

fn check_xml<R: Read>(source: Source<R>, options: &Options, log: &mut Log) -> io::Result<Recognised> {
    let declared = source.declared.clone();
    encoding(&declared, options, log);
    let utf8 = declared
        .name
        .as_deref()
        .is_none_or(|name| name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf8"))
        && declared.family != Some("UTF-16")
        && declared.family != Some("UTF-32");
    let mut engine = engine::Engine::new(options, utf8);
    if let Some(pos) = xml::Reader::new(source).run(&mut engine, log)? {
        log.add(const { rule("encoding-malformed") }, Mark::at(pos), "the bytes here do not fit the encoding");
    }
    if let Some(offset) = engine.facts.root.filter(|&offset| offset > SNIFFED) {
        let message = format!("the root element begins after {offset} bytes");
        log.add(const { rule("root-late") }, Mark::at(Pos::START), message);
    }
    // The faults of a page as a feed are of no interest.
    if log.has(const { rule("document-unknown") }) {
        log.only(const { rule("document-unknown") });
    }
    Ok((engine.facts.format, engine.facts.outline))
}

/// XML 1.0, 4.3.3, and what readers know.
fn encoding(declared: &source::Declared, options: &Options, log: &mut Log) {
    let start = Mark::at(Pos::START);
    let Some(name) = &declared.name else {
        if declared.family.is_none() && charset(options).is_none() {
            log.add(const { rule("encoding-missing") }, start, "the document does not say which encoding it is in");
        }
        return;
    };
    let label = name.to_ascii_uppercase();
    let shown = log::shown(name);
    if declared.contradicts {
        let family = declared.family.unwrap_or("an encoding of single bytes");
        let message = format!("the document declares `{shown}` and begins like {family}");
        log.add(const { rule("encoding-contradicts") }, start, message);
    } else if declared.unknown {
        log.add(const { rule("encoding-unknown") }, start, format!("no encoding is called `{shown}`"));
    } else if !COMMON.contains(&label.as_str()) {
        log.add(const { rule("encoding-obscure") }, start, format!("few readers know the encoding `{shown}`"));
    } else if !matches!(label.as_str(), "UTF-8" | "UTF-16") {
        log.add(const { rule("encoding-unusual") }, start, format!("the encoding is `{shown}`, not UTF-8"));
    }
    if let Some(charset) = charset(options)
        && !charset.eq_ignore_ascii_case(name)
    {
        let message = format!("the document is served as `{}` and declares `{shown}`", log::shown(&charset));
        log.add(const { rule("served-charset") }, start, message);
    }
}

/// Encodings in wide use.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ISO-8859-1", "EUC-JP", "ISO-8859-2",
    "ISO-8859-15", "ISO-8859-7", "KOI8-R", "SHIFT_JIS", "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252",
    "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256", "GB18030", "GBK", "GB2312", "BIG5", "EUC-KR",
];

fn charset(options: &Options) -> Option<String> {
    let content_type = options.content_type.as_deref()?.to_ascii_lowercase();
    let value =
        content_type.split(';').skip(1).find_map(|part| part.trim().strip_prefix("charset=").map(str::to_owned))?;
    Some(value.trim_matches('"').to_owned())
}

/// Whether the media type fits.
fn served(format: Option<DocumentFormat>, options: &Options, log: &mut Log) {
    let (Some(format), Some(content_type)) = (format, options.content_type.as_deref()) else { return };
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let start = Mark::at(Pos::START);
    let own: &[&str] = match format {
        DocumentFormat::Rss => &["application/rss+xml"],
        DocumentFormat::Rss1 => &["application/rdf+xml", "application/rss+xml"],
        DocumentFormat::Atom => &["application/atom+xml"],
        DocumentFormat::JsonFeed => &["application/feed+json", "application/json"],
        DocumentFormat::Opml => &["text/x-opml", "text/x-opml+xml", "application/xml", "text/xml"],
    };
    if kind == "text/xml" {
        log.add(const { rule("served-text-xml") }, start, "the document is served as `text/xml`");
    }
    if own.contains(&kind.as_str()) {
        return;
    }
    if matches!(kind.as_str(), "application/xml" | "text/xml" | "application/json" | "text/json") {
        let message = format!("the document is served as `{}`, `{}` says more", log::shown(&kind), own[0]);
        log.add(const { rule("served-unspecific") }, start, message);
    } else {
        let message = format!("the document is served as `{}`, not as `{}`", log::shown(&kind), own[0]);
        log.add(const { rule("served-type") }, start, message);
    }
}
