//! One problem, and many of them in order.

use std::ops::Range;
use std::sync::Arc;

use super::code::Code;
use super::place::Place;
use super::severity::Severity;

/// One problem.
///
/// ```
/// use tidings::diagnostic::{Code, Diagnostic};
///
/// let text = "title: A\ndate: soon\n";
/// let fault = Diagnostic::error(Code::DateInvalid, "`soon` is no date")
///     .in_file("a.md")
///     .at(text, 15..19)
///     .help("write a day, such as `2026-01-05`");
/// assert!(fault.is_error());
/// assert_eq!(fault.place.unwrap().line, 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// What it is called.
    pub code: Code,
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
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// An error.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A piece of information.
    pub fn info(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, message)
    }

    pub(super) fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
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
///
/// ```
/// use tidings::diagnostic::{Code, Diagnostic, any_error, sort};
///
/// let mut found = vec![
///     Diagnostic::warning(Code::LinkDropped, "`b` leads nowhere").in_file("b.md"),
///     Diagnostic::error(Code::DateMissing, "it has no date").in_file("a.md"),
///     Diagnostic::warning(Code::LinkDropped, "`b` leads nowhere").in_file("b.md"),
/// ];
/// sort(&mut found);
/// assert_eq!(found.len(), 2);
/// assert_eq!(found[0].file.as_deref(), Some("a.md"));
/// assert!(any_error(&found));
/// ```
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
}

/// Whether any of them is an error.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}
