//! Where a body holds code: template syntax there is what the article is about, and stays as typed.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::text::markdown::{nests_too_deep, plain_options};
use crate::text::markup::Markup;

/// The ranges of code in a body, in order and apart.
pub(crate) fn ranges(body: &str, markup: Markup) -> Vec<Range<usize>> {
    match markup {
        Markup::Markdown => in_markdown(body),
        Markup::Html => in_html(body),
        Markup::Text => Vec::new(),
    }
}

fn in_markdown(body: &str) -> Vec<Range<usize>> {
    if nests_too_deep(body) {
        return Vec::new();
    }
    let mut ranges = if may_hold_code(body) { parsed(body) } else { Vec::new() };
    // HTML blocks end at blank lines, but `<pre>` in them is code all the same.
    ranges.extend(in_html(body));
    ranges.sort_by_key(|range| range.start);
    let mut end = 0;
    ranges.retain(|range| {
        let apart = range.start >= end;
        end = if apart { range.end } else { end };
        apart
    });
    ranges
}

/// The code blocks and code spans that a parse of the whole body finds.
fn parsed(body: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut block = false;
    for (event, range) in Parser::new_ext(body, plain_options()).into_offset_iter() {
        let code = match event {
            Event::Start(Tag::CodeBlock(_)) => {
                block = true;
                true
            }
            Event::End(TagEnd::CodeBlock) => {
                block = false;
                false
            }
            Event::Code(_) => !block,
            _ => false,
        };
        if code && ranges.last().is_none_or(|last| last.end <= range.start) {
            ranges.push(range);
        }
    }
    ranges
}

/// Whether there is a mark of code in Markdown: a backtick, a fence of tildes, or an indentation, which has a tab or
/// four blanks side by side wherever it stands (CommonMark, 4.4, 4.5, 6.1). The parse that this saves most articles
/// is that of the whole body.
fn may_hold_code(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr2(b'`', b'\t', bytes).is_some()
        || ["    ", "~~~"].iter().any(|mark| memmem::find(bytes, mark.as_bytes()).is_some())
}

/// `<pre>` and `<code>` with an end.
fn in_html(body: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    let mut ended = [false, false];
    while let Some(found) = memchr(b'<', &body.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        for (index, (open, close)) in [("<pre", "</pre>"), ("<code", "</code>")].into_iter().enumerate() {
            let rest = &body[start..];
            let named = rest.starts_with(open) && rest[open.len()..].starts_with(['>', ' ', '\n', '\t']);
            if ended[index] || !named {
                continue;
            }
            match rest.find(close) {
                Some(length) => {
                    at = start + length + close.len();
                    ranges.push(start..at);
                }
                None => ended[index] = true,
            }
            break;
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_no_mark_of_code_is_in_holds_none(body in "([ab]{1,2}| {1,2}[a]?|[-*>+#|] {0,3}|1[.)] {0,3}|~{2}|---|<b>|</b>|:|\\[x\\]: |\\[\\^a\\]: |\r?\n){0,20}") {
            prop_assume!(!may_hold_code(&body));
            prop_assert!(parsed(&body).is_empty(), "{:?}", body);
        }
    }
}
