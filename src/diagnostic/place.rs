//! Where in a file: line, column, and the line itself.

use std::ops::Range;

/// A place in a text file, with the line it is on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
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
    #[must_use]
    pub fn of_line(line: usize, source: &str) -> Self {
        Self { line, ..Self::of(source, 0..source.len()) }
    }

    /// The place of a byte range of a text. A range that is out of bounds or off a character
    /// boundary is moved to the nearest place that exists; one over several lines is cut at the
    /// end of its first.
    ///
    /// ```
    /// use tidings::diagnostic::Place;
    ///
    /// let place = Place::of("title: A\ndate: soon\n", 15..19);
    /// assert_eq!((place.line, place.column, place.width), (2, 7, 4));
    /// assert_eq!(&place.source[place.span.start..place.span.end], "soon");
    /// ```
    #[must_use]
    pub fn of(text: &str, range: Range<usize>) -> Self {
        Self::on_line(text, range, |start| text[..start].bytes().filter(|&byte| byte == b'\n').count() + 1)
    }

    /// The same; `number` gives the number of the line that begins at a byte.
    pub(super) fn on_line(text: &str, range: Range<usize>, number: impl FnOnce(usize) -> usize) -> Self {
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
