//! Foreign text as it may be shown: on a terminal, in a log, in a pull request.

use std::fmt::Write as _;

/// Foreign text on one line: what would act on a terminal, or turn what is beside it, is shown escaped.
pub(crate) fn visible(text: &str) -> String {
    escape_where(text, acts)
}

/// Lines of a report: as [`visible`], but for what parts them. What each line is made of has to be visible before.
pub(crate) fn visible_lines(text: &str) -> String {
    escape_where(text, |c| acts(c) && c != '\n')
}

fn escape_where(text: &str, escaped: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if escaped(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

/// Control characters, line and paragraph separators, and what the bidirectional algorithm obeys (UAX 9, 2).
pub(crate) fn acts(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

/// JSON in which such characters stand as escapes: the standard asks for those of ASCII only. The same value to a
/// parser, for outside of strings JSON has none but the white space that parts its tokens.
pub(crate) fn visible_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        // All of them are in the basic plane: one unit of UTF-16.
        let _ = if acts(c) && !matches!(c, '\n' | '\r' | '\t') {
            write!(out, "\\u{:04x}", c as u32)
        } else {
            out.write_char(c)
        };
    }
    out
}
