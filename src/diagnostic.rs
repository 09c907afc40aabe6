//! Problems as values: what is wrong, where, and what to do.
//!
//! Stages collect diagnostics and hand them on; nothing here prints. How they are shown is in
//! `report`.

mod findings;

use std::ops::Range;
use std::sync::Arc;

pub use findings::{Findings, Lines, MOST_OF_A_CODE};

/// The code of what the machine does not let us read: nobody knows what it says.
pub const UNREADABLE: &str = "read-failed";

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Severity {
    /// The writer must mend it: no document is replaced, exit code 1.
    Error,
    /// Something was left out or guessed.
    Warning,
    /// Worth knowing, nothing to do.
    Info,
}

impl Severity {
    /// `error`, `warning` or `info`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// A place in a text file, with the line it is on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters of the line are meant; 0 for a point.
    pub width: usize,
    /// The line itself without its end (cut around the place where it is very long).
    pub source: String,
    /// Where in `source` the place is, as a byte range on character boundaries.
    pub span: Span,
    /// Whether `source` begins where the line does.
    pub from_start: bool,
}

/// A byte range that can be ordered and hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Source lines longer than this many bytes are cut around the place.
const LINE_SHOWN: usize = 4096;

impl Place {
    /// The place of a whole line whose text is known without the file.
    pub fn of_line(line: usize, source: &str) -> Self {
        Self { line, ..Self::of(source, 0..source.len()) }
    }

    /// The place of a byte range of a text. A range that is out of bounds or off a character
    /// boundary is moved to the nearest place that exists; one over several lines is cut at the
    /// end of its first.
    pub fn of(text: &str, range: Range<usize>) -> Self {
        Self::on_line(text, range, |start| text[..start].bytes().filter(|&byte| byte == b'\n').count() + 1)
    }

    /// The same; `number` gives the number of the line that begins at a byte.
    fn on_line(text: &str, range: Range<usize>, number: impl FnOnce(usize) -> usize) -> Self {
        let floor = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let start = floor(range.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line_end = if text[..line_end].ends_with('\r') { (line_end - 1).max(start) } else { line_end };
        let end = floor(range.end).clamp(start, line_end);
        let line = number(line_start);
        let column = text[line_start..start].chars().count() + 1;
        let shown_start = if start - line_start > LINE_SHOWN / 2 { floor(start - LINE_SHOWN / 2) } else { line_start };
        let shown_end = floor(line_end.min(shown_start + LINE_SHOWN)).max(start);
        let end_shown = end.min(shown_end);
        Self {
            line,
            column,
            width: text[start..end].chars().count(),
            source: text[shown_start..shown_end].to_owned(),
            span: Span { start: start - shown_start, end: end_shown - shown_start },
            from_start: shown_start == line_start,
        }
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// A stable name in words with hyphens, such as `date-missing`.
    pub code: &'static str,
    /// The file at fault, relative to the site's root, with `/`; `None` for the site as a whole.
    pub file: Option<Arc<str>>,
    /// Where in the file.
    pub place: Option<Place>,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// What to do, in the imperative.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A piece of information.
    pub fn info(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self { severity, code, file: None, place: None, message: message.into(), help: None }
    }

    /// Names the file at fault.
    pub fn in_file(mut self, file: &str) -> Self {
        self.file = Some(Arc::from(file));
        self
    }

    /// Marks a byte range of the file's text.
    pub fn at(mut self, text: &str, range: Range<usize>) -> Self {
        self.place = Some(Place::of(text, range));
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn order(&self) -> impl Ord + '_ {
        let place = self.place.as_ref().map(|place| (place.line, place.column));
        (&self.file, place, self.severity, self.code, &self.message)
    }
}

/// Sorts by file, place, severity and code, and drops repeats, so that reports do not depend on the
/// order in which threads found things.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
}

/// Whether any of them is an error.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}
