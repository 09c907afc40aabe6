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

mod checks;
mod document;
mod forms;
mod html;
mod input;
mod json;
mod log;
mod outline;
pub mod rules;
pub mod sarif;
mod xml;

use std::cell::Cell;
use std::io::{self, Read};

pub use self::checks::compare::compare;
pub use self::checks::pages::even_page;
use self::checks::{engine, json_feed, served};
use self::document::Recognition;
pub use self::document::{DocumentFormat, Options, Report};
pub use self::forms::names::is_language;
use self::forms::uris;
use self::input::kind;
use self::input::source::TextSource;
pub use self::log::Finding;
use self::log::{Log, Pos, Stretch};
pub use self::outline::Outline;
use self::rules::rule;
use crate::diagnostic::Code;

/// Whether an address may be an enclosure's: an http or https URL with a host on the web.
///
/// ```
/// assert!(tidings::validate::is_web_address("https://acme.example/a.mp3"));
/// assert!(!tidings::validate::is_web_address("/a.mp3"));
/// ```
#[must_use]
pub fn is_web_address(address: &str) -> bool {
    uris::is_web(address) && uris::check(address, uris::UriForm::Absolute).is_ok()
}

/// Whether an absolute IRI is one by the rules of its scheme: what Atom takes as an id.
///
/// ```
/// assert!(tidings::validate::is_id("tag:acme.example,2026:launch"));
/// assert!(!tidings::validate::is_id("tag:acme:launch"));
/// ```
#[must_use]
pub fn is_id(iri: &str) -> bool {
    uris::check(iri, uris::UriForm::AbsoluteIri).is_ok()
}

/// Whether these bytes are a page, by what they begin with.
#[cfg(feature = "publish")]
pub(crate) fn is_page(bytes: &[u8]) -> bool {
    kind::foreign(&bytes[..bytes.len().min(PAGE_HEAD)], false) == Some("a page")
}

/// Where a page begins, comments before it included.
#[cfg(feature = "publish")]
const PAGE_HEAD: usize = 4096;

/// Validates a document in memory.
///
/// ```
/// use tidings::validate::{DocumentFormat, Options, validate};
///
/// let options = Options { url: Some("https://acme.example/feed.xml".to_owned()), ..Options::default() };
/// let report = validate(b"<rss version='2.0'><channel><title>Acme</title></channel></rss>", &options);
/// assert_eq!(report.format, Some(DocumentFormat::Rss));
/// for finding in &report.findings {
///     println!("{}:{}: {} ({})", finding.line, finding.column, finding.message, finding.code);
/// }
/// ```
pub fn validate(bytes: &[u8], options: &Options) -> Report {
    validate_reader(bytes, options).unwrap_or_else(unreadable)
}

/// A document of more bytes is refused by aggregators.
const LARGE: usize = 5_000_000;
/// Readers look for the root element in so many bytes.
const SNIFFED: usize = 512;

/// Validates a document that is text in memory: as [`validate`] does, without a copy of it.
///
/// ```
/// use tidings::validate::{Options, validate, validate_text};
///
/// let text = "{\"version\": \"https://jsonfeed.org/version/1.1\"}";
/// assert_eq!(validate_text(text.to_owned(), &Options::default()), validate(text.as_bytes(), &Options::default()));
/// ```
pub fn validate_text(text: String, options: &Options) -> Report {
    let bytes = text.len();
    match TextSource::whole(text) {
        Ok(source) => report(source, options, || bytes).unwrap_or_else(unreadable),
        // It says of itself that it is in another encoding.
        Err(text) => validate(text.as_bytes(), options),
    }
}

/// Validates a document of any size while it is read.
///
/// # Errors
/// What reading gives.
///
/// ```
/// use tidings::validate::{Options, validate_reader};
///
/// let input: &[u8] = b"<feed xmlns='http://www.w3.org/2005/Atom'/>";
/// assert!(validate_reader(input, &Options::default())?.has_errors());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn validate_reader(input: impl Read, options: &Options) -> io::Result<Report> {
    let bytes = Cell::new(0);
    let source = TextSource::new(Counted { input, bytes: &bytes })?;
    report(source, options, || bytes.get())
}

/// Validates what a source gives; `bytes` is asked at the end how many there were.
fn report<R: Read>(source: TextSource<R>, options: &Options, bytes: impl FnOnce() -> usize) -> io::Result<Report> {
    let mut log = Log::new(options.limit);
    log.errors_only = options.errors_only;
    log.allow.clone_from(&options.allow);
    let wide = source.declared.family.is_some_and(|family| family != "UTF-8");
    let (format, outline) = match (source.first_byte(), kind::foreign(source.head(), wide)) {
        (Some(_), Some(name)) => {
            no_feed(&format!("the document is {name}, not a feed"), &mut log);
            (None, None)
        }
        (None, _) => {
            log.add(const { rule(Code::DocumentEmpty) }, Stretch::at(Pos::START), "the document is empty");
            (None, None)
        }
        (Some(b'{' | b'['), None) => json_feed::check(source, options, &mut log)?,
        (Some(_), None) => check_xml(source, options, &mut log)?,
    };
    let bytes = bytes();
    if bytes > LARGE {
        let message = format!("the document has {bytes} bytes");
        log.add(const { rule(Code::DocumentLarge) }, Stretch::at(Pos::START), message);
    }
    served::media_type(format, options, &mut log);
    let (findings, suppressed) = log.finish();
    Ok(Report { format, findings, suppressed, outline })
}

/// Reading from memory does not fail; if it did, an empty report would claim too much.
fn unreadable(error: io::Error) -> Report {
    let mut log = Log::new(1);
    log.add(
        const { rule(Code::DocumentEmpty) },
        Stretch::at(Pos::START),
        format!("the document cannot be read: {error}"),
    );
    Report { format: None, findings: log.finish().0, suppressed: 0, outline: None }
}

/// The text of a document in whatever encoding it is, as the places of findings count it.
///
/// ```
/// let latin = b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>";
/// assert!(tidings::validate::decode(latin).ends_with("<a>é</a>"));
/// ```
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    let mut text = String::new();
    if let Ok(mut source) = TextSource::new(bytes) {
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

/// What kind of file it is comes before what is wrong in it, which is then of no interest.
fn no_feed(message: &str, log: &mut Log) {
    log.add(const { rule(Code::DocumentUnknown) }, Stretch::at(Pos::START), message);
    log.only(const { rule(Code::DocumentUnknown) });
}

fn check_xml<R: Read>(source: TextSource<R>, options: &Options, log: &mut Log) -> io::Result<Recognition> {
    let markup = source.first_byte() == Some(b'<');
    let declared = source.declared.clone();
    served::encoding(&declared, options, log);
    let utf8 = declared
        .name
        .as_deref()
        .is_none_or(|name| name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf8"))
        && declared.family != Some("UTF-16")
        && declared.family != Some("UTF-32");
    let mut engine = engine::Engine::new(options, utf8);
    if let Some(pos) = xml::read(source, &mut engine, log)? {
        log.add(const { rule(Code::EncodingMalformed) }, Stretch::at(pos), "the bytes here do not fit the encoding");
    }
    if let Some(offset) = engine.facts.root.filter(|&offset| offset > SNIFFED) {
        let message = format!("the root element begins after {offset} bytes");
        log.add(const { rule(Code::RootLate) }, Stretch::at(Pos::START), message);
    }
    // The faults of a page as a feed are of no interest.
    if log.has(const { rule(Code::DocumentUnknown) }) {
        log.only(const { rule(Code::DocumentUnknown) });
    } else if !markup && engine.facts.format.is_none() {
        no_feed("the document is text, not a feed", log);
    }
    Ok((engine.facts.format, engine.facts.outline))
}
