//! What a writer hides by the syntax of the source: comments of Jinja, Go templates, Handlebars and MDX,
//! remarks of Obsidian, and the edits of CriticMarkup.
//!
//! A comment that is never closed would be an error of the generator, or the mark is none: what is left out
//! then ends with its paragraph, so that neither the remark gets out nor the article is lost.

use std::ops::Range;

use memchr::memmem;

use super::Expander;
use super::attributes::is_attribute_list;
use super::forward::Forward;
use crate::article::Markup;
use crate::entry::html::escape_text;
use crate::entry::markdown::is_more_mark;

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

/// Whether a comment is a call of Zola's that is meant to be seen: `{{/* youtube(id="x") */}}`.
fn shown_call(comment: &str) -> Option<&str> {
    let call = comment.strip_prefix("/*")?.strip_suffix("*/")?.trim();
    let name = call.split_once('(')?.0;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name && call.ends_with(')')).then_some(call)
}

/// The marks of CriticMarkup: how an edit begins and ends.
const EDITS: [(&str, &str); 5] = [("{>>", "<<}"), ("{--", "--}"), ("{++", "++}"), ("{==", "==}"), ("{~~", "~~}")];

impl Expander<'_> {
    /// Leaves out a comment that begins with a brace; where to go on.
    pub(super) fn comment(&mut self, at: usize) -> Option<usize> {
        let rest = &self.body[at..];
        let markdown = self.context.markup == Markup::Markdown;
        if rest.starts_with("{/*") && !markdown {
            return None;
        }
        if rest.starts_with("{%/*") {
            let end = self.find("%}", at + 4)? + 2;
            return Some(self.hide_or_show("{%/* */%}", at..end));
        }
        if let Some((what, end)) = comment(self.body, at, &mut self.forward) {
            return Some(self.hide_or_show(what, at..end));
        }
        let opens = ["{{/*", "{{- /*", "{{!--", "{# ", "{#\n", "{#- "].iter().any(|mark| rest.starts_with(mark))
            || markdown && rest.starts_with("{/*");
        opens.then(|| self.hide_unclosed(at))
    }

    fn hide_or_show(&mut self, what: &str, range: Range<usize>) -> usize {
        let end = range.end;
        let typed = &self.body[range.clone()];
        // Within MDX, a word of its own names a heading: `## Part {/*part*/}`.
        let word = typed.strip_prefix("{/*").and_then(|inner| inner.strip_suffix("*/}"));
        if let Some(word) = word {
            if is_more_mark(word) {
                self.out.text.push_str("<!-- truncate -->");
                return end;
            }
            if !word.contains(char::is_whitespace) {
                return end;
            }
        }
        let percent = typed.starts_with("{%");
        let (open, close) = if percent { ("{%", "%}") } else { ("{{", "}}") };
        let inner = typed.strip_prefix(open).and_then(|inner| inner.strip_suffix(close));
        match inner.and_then(shown_call) {
            Some(call) => escape_text(&mut self.out.text, &format!("{open} {call} {close}")),
            None => self.hide(range, what),
        }
        end
    }

    /// Leaves out what a comment without an end hides: the rest of its paragraph.
    pub(super) fn hide_unclosed(&mut self, at: usize) -> usize {
        let end = self.find("\n\n", at).unwrap_or(self.body.len());
        let what: String = self.body[at..end].chars().take(3).collect();
        self.hide_open(at..end, what.trim());
        end
    }

    /// An edit of CriticMarkup: comments and deletions are left out, insertions and highlights keep their text.
    pub(super) fn critic(&mut self, at: usize) -> Option<usize> {
        let (open, close) = EDITS.into_iter().find(|(open, _)| self.body[at..].starts_with(open))?;
        let Some(end) = self.find(close, at + 3) else {
            return (open == "{>>").then(|| self.hide_unclosed(at));
        };
        let after = end + 3;
        match open {
            "{>>" | "{--" => {
                self.hide(at..after, &format!("{open} {close}"));
                Some(after)
            }
            "{~~" => {
                let arrow = self.find("~>", at + 3).filter(|arrow| *arrow < end)?;
                self.hide(at..arrow + 2, "{~~ ~>");
                self.passed_over.insert(end);
                Some(arrow + 2)
            }
            _ => {
                self.passed_over.insert(end);
                Some(at + 3)
            }
        }
    }

    /// A remark of Obsidian's.
    pub(super) fn remark(&mut self, at: usize) -> Option<usize> {
        let place = self.remarks.binary_search_by_key(&at, |remark| remark.range.start).ok()?;
        let Remark { range, closed } = self.remarks[place].clone();
        let end = range.end;
        if closed {
            self.hide(range, "%% %%");
        } else {
            self.hide_open(range, "%%");
        }
        Some(end)
    }
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
