//! The findings of one article: a bounded number of each code, with places from an index of lines.
//!
//! Whoever may write an article may make it hold a million faults; a report of a hundred of a kind, with the
//! number of the rest, is all that anybody reads, and finding each place by a walk from the beginning of the
//! text would take quadratic time.

use std::ops::Range;

use memchr::memchr_iter;

use super::code::Code;
use super::place::Place;
use super::problem::{Diagnostic, sort};
use super::severity::Severity;

/// Findings of one code beyond this many in one article are counted, but not shown one by one.
pub const MOST_OF_A_CODE: usize = 100;

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Lines {
    /// The byte after each line end.
    starts: Vec<usize>,
}

impl Lines {
    /// Looks through a text once.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { starts: memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1).collect() }
    }

    /// The place of a byte range of the same text, as [`Place::of`] gives it.
    #[must_use]
    pub fn place(&self, text: &str, range: Range<usize>) -> Place {
        Place::on_line(text, range, |start| self.starts.partition_point(|&line| line <= start) + 1)
    }
}

/// Collects what is found in one file.
///
/// ```
/// use tidings::diagnostic::{Code, Diagnostic, Findings};
///
/// let mut findings = Findings::new("a.md", "one\ntwo");
/// findings.add(Diagnostic::warning(Code::LinkDropped, "`two` leads nowhere"), Some(4..7));
/// assert_eq!(findings.finish()[0].place.as_ref().unwrap().line, 2);
/// ```
#[derive(Debug)]
pub struct Findings<'a> {
    file: &'a str,
    text: &'a str,
    lines: Option<Lines>,
    found: Vec<Diagnostic>,
    /// How many there were of each code and severity.
    counts: Vec<(Code, Severity, usize)>,
}

impl<'a> Findings<'a> {
    /// Of a file as reports show it, and its whole text.
    #[must_use]
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, lines: None, found: Vec::new(), counts: Vec::new() }
    }

    /// Adds one that stands at a byte range of the text, or nowhere in particular.
    pub fn add(&mut self, diagnostic: Diagnostic, range: Option<Range<usize>>) {
        let kind = (diagnostic.code, diagnostic.severity);
        let count = match self.counts.iter().position(|&(code, severity, _)| (code, severity) == kind) {
            Some(at) => &mut self.counts[at].2,
            None => {
                self.counts.push((kind.0, kind.1, 0));
                let last = self.counts.len() - 1;
                &mut self.counts[last].2
            }
        };
        *count += 1;
        if *count > MOST_OF_A_CODE {
            return;
        }
        let mut diagnostic = diagnostic.in_file(self.file);
        if let Some(range) = range {
            // The index of lines is made for the first that needs it: most articles have no finding.
            let text = self.text;
            diagnostic.place = Some(self.lines.get_or_insert_with(|| Lines::of(text)).place(text, range));
        }
        self.found.push(diagnostic);
    }

    /// All that was found, sorted; of what was too much, the number.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        for (code, severity, count) in self.counts {
            if count > MOST_OF_A_CODE {
                let message = format!("and {} more of this kind in the article", count - MOST_OF_A_CODE);
                self.found.push(Diagnostic::new(severity, code, message).in_file(self.file));
            }
        }
        sort(&mut self.found);
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_give_the_places_that_a_walk_gives() {
        for text in ["", "a", "\n", "a\nbc\r\n\nd汉e\n", "汉\n\n"] {
            let lines = Lines::of(text);
            for start in 0..text.len() + 2 {
                for end in start..text.len() + 2 {
                    assert_eq!(lines.place(text, start..end), Place::of(text, start..end), "{text:?} {start}..{end}");
                }
            }
        }
    }

    #[test]
    fn a_hundred_of_a_kind_are_shown_and_the_rest_is_counted() {
        let mut findings = Findings::new("a.md", "one\ntwo");
        for _ in 0..MOST_OF_A_CODE + 7 {
            findings.add(Diagnostic::warning(Code::LinkDropped, "x"), Some(4..7));
        }
        findings.add(Diagnostic::error(Code::LinkDropped, "y"), None);
        let found = findings.finish();
        // Repeats at one place are one.
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().any(|found| found.message == "and 7 more of this kind in the article"));
        assert!(found.iter().any(|found| found.place.as_ref().is_some_and(|place| place.line == 2)));
    }
}
