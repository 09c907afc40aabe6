//! Where a body holds code: template syntax there is what the article is about, and stays as typed.

use std::ops::Range;

use memchr::memchr;
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
