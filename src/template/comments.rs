//! Where comments of template languages and remarks of Obsidian stand.

use std::ops::Range;

use memchr::memmem;

use super::forward::Forward;

/// The comment that begins at a byte: what it is called, and where it ends.
pub(super) fn comment(body: &str, at: usize, forward: &mut Forward<'_>) -> Option<(&'static str, usize)> {
    let rest = &body[at..];
    if let Some(inner) = rest.strip_prefix("{#") {
        let end = forward.find("#}", at + 2)? + 2;
        if !inner.starts_with(|c: char| c.is_whitespace() || matches!(c, '-' | '+' | '#')) {
            // `{#id}` and `{#id .class}` name a heading; `{#if x}` is no comment either.
            let brace = forward.find("}", at + 2)?;
            let in_paragraph = forward.find("\n\n", at).is_none_or(|blank| end <= blank);
            if brace + 1 != end && (!in_paragraph || is_attribute_list(&body[at + 1..brace])) {
                return None;
            }
        }
        return Some(("{# #}", end));
    }
    if let Some(inner) = rest.strip_prefix("{{") {
        if let Some(text) = inner.strip_prefix('!').or_else(|| inner.strip_prefix("~!")) {
            let start = at + rest.len() - text.len();
            let stop = if text.starts_with("--") { forward.find("--", start + 2)? } else { start };
            return Some(("{{! }}", forward.find("}}", stop)? + 2));
        }
        inner.trim_start_matches(['-', ' ', '\n']).strip_prefix("/*")?;
        let close = forward.find("*/", at + 4)?;
        return Some(("{{/* */}}", forward.find("}}", close)? + 2));
    }
    if rest.starts_with("{/*") {
        return Some(("{/* */}", forward.find("*/}", at + 3)? + 3));
    }
    None
}

/// Whether what stands between braces is a list of attributes: `#id`, `.class`, `key=value`.
pub(super) fn is_attribute_list(text: &str) -> bool {
    let name = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
    };
    let item = |item: &str| match item.strip_prefix(['.', '#']) {
        Some(text) => name(text),
        None => item.split_once('=').is_some_and(|(key, value)| name(key) && !value.is_empty()),
    };
    let mut quoted = false;
    let mut items = text
        .split(|c: char| {
            quoted ^= c == '"';
            c.is_whitespace() && !quoted
        })
        .filter(|item| !item.is_empty())
        .peekable();
    items.peek().is_some() && items.all(item)
}

/// What Obsidian hides: `%%a remark%%`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    /// Where it stands, with its marks.
    pub range: Range<usize>,
    /// Whether it has an end.
    pub closed: bool,
}

/// Finds what Obsidian hides, outside code. `100%%` is prose, and so are marks within a line that
/// nothing closes in their paragraph.
pub(super) fn remarks(body: &str, code: &[Range<usize>]) -> Vec<Remark> {
    let bytes = body.as_bytes();
    let mut next_code = 0;
    let mut marks = Vec::new();
    for at in memmem::find_iter(bytes, b"%%") {
        while code.get(next_code).is_some_and(|code| code.end <= at) {
            next_code += 1;
        }
        let in_code = code.get(next_code).is_some_and(|code| code.start <= at);
        let longer = bytes.get(at + 2) == Some(&b'%') || at > 0 && matches!(bytes[at - 1], b'%' | b'{' | b'\\');
        if !in_code && !longer && bytes.get(at + 2) != Some(&b'}') {
            marks.push(at);
        }
    }
    let mut found = Vec::new();
    let mut marks = marks.into_iter().peekable();
    while let Some(at) = marks.next() {
        let before = &body[..at];
        let line_start = before.trim_end_matches([' ', '\t', '>']);
        let begins_line = line_start.is_empty() || line_start.ends_with('\n');
        let blank_behind = |at: usize| body[at..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        let alone = begins_line && (at + 2 == body.len() || blank_behind(at + 2));
        // What a number, an address or an escape ends in.
        let prose = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '/' | '=' | '&' | '?' | '#' | '-'));
        if prose && !begins_line {
            continue;
        }
        let remark = match marks.peek().copied() {
            Some(close) => {
                let ends_line = close + 2 == body.len() || blank_behind(close + 2);
                let paragraph = memmem::find(&bytes[at..close], b"\n\n").is_none();
                let pair = alone || paragraph || begins_line && ends_line;
                pair.then(|| Remark { range: at..close + 2, closed: true })
            }
            None if alone => Some(Remark { range: at..body.len(), closed: false }),
            None if begins_line => {
                let end = memmem::find(&bytes[at..], b"\n\n").map_or(body.len(), |length| at + length);
                Some(Remark { range: at..end, closed: false })
            }
            None => None,
        };
        if let Some(remark) = remark {
            if remark.closed {
                marks.next();
            }
            found.push(remark);
        }
    }
    found
}
