//! What a document is, what the caller knows of it, and what was found in it.

use crate::diagnostic::{Code, Severity};
use crate::validate::log::Finding;
use crate::validate::outline::Outline;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
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
    #[must_use]
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
    #[must_use]
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
    pub allow: Vec<Code>,
    /// Whether the report keeps what [`compare`](crate::validate::compare) needs.
    pub compared: bool,
    /// Whether errors alone are reported. What can only warn is then not looked for where that takes time.
    pub errors_only: bool,
}

impl Options {
    /// Whether a code is of no interest.
    pub(super) fn allows(&self, code: Code) -> bool {
        self.allow.contains(&code)
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
///
/// ```
/// use tidings::diagnostic::Severity;
/// use tidings::validate::{Options, validate};
///
/// let report = validate(b"<rss version='2.0'><channel/></rss>", &Options::default());
/// assert!(report.has_errors());
/// assert!(report.count(Severity::Error) <= report.findings.len());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
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
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// What a document turned out to be.
pub(super) type Recognition = (Option<DocumentFormat>, Option<Outline>);
