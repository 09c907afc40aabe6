//! Where a body is verbatim: what stands in code and in mathematics is what the article is about, and stays as typed.
//!
//! Code is fenced, indented or between backticks (CommonMark 4.4, 4.5, 6.1), and what `<pre>` and `<code>` hold.
//! Mathematics stands between dollars, in `\\(…\\)` and `\\[…\\]`, or in an environment, as TeX writes it.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memmem};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::text::markdown::{holds_mathematics, nests_too_deep, plain_options};
use crate::text::markup::Markup;

/// What of a body is verbatim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verbatim {
    /// The ranges, in order and apart.
    pub ranges: Vec<Range<usize>>,
    /// Where those of them begin, in order, that are mathematics which Markdown would change: `\\(x_1\\)`.
    pub tex: Vec<usize>,
}

/// What of a body is verbatim.
pub(crate) fn verbatim(body: &str, markup: Markup) -> Verbatim {
    let (mut ranges, html) = match markup {
        Markup::Markdown if !nests_too_deep(body) => in_markdown(body),
        Markup::Html => (in_html(body), Vec::new()),
        Markup::Markdown | Markup::Text => return Verbatim::default(),
    };
    let formulas = formulas(body);
    ranges.extend(formulas.iter().cloned());
    ranges.sort_by_key(|range| range.start);
    let mut end = 0;
    ranges.retain(|range| {
        let apart = range.start >= end;
        end = if apart { range.end } else { end };
        apart
    });
    let within = |at: usize| {
        let before = html.partition_point(|range: &Range<usize>| range.start <= at);
        html[..before].last().is_some_and(|range| at < range.end)
    };
    let is_kept = |range: &Range<usize>| ranges.binary_search_by_key(&range.start, |kept| kept.start).is_ok();
    let changed = formulas.iter().filter(|range| markup == Markup::Markdown && is_kept(range) && !within(range.start));
    let tex = changed.map(|range| range.start).collect();
    Verbatim { ranges, tex }
}

/// Code and mathematics between dollars; and where the writer's own HTML stands, in which nothing is escaped.
fn in_markdown(body: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let mathematics = holds_mathematics(body);
    let parsed = if mathematics || may_hold_code(body) || memchr(b'\\', body.as_bytes()).is_some() {
        parsed(body, mathematics)
    } else {
        Default::default()
    };
    let (mut ranges, html) = parsed;
    // HTML blocks end at blank lines, but `<pre>` in them is code all the same.
    ranges.extend(in_html(body));
    (ranges, html)
}

/// The code blocks, code spans and formulas that a parse of the whole body finds, and its HTML.
fn parsed(body: &str, mathematics: bool) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut html = Vec::new();
    let mut block = false;
    let options = if mathematics { plain_options() | Options::ENABLE_MATH } else { plain_options() };
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        let code = match event {
            Event::Start(Tag::CodeBlock(_)) => {
                block = true;
                true
            }
            Event::End(TagEnd::CodeBlock) => {
                block = false;
                false
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => !block,
            Event::Html(_) | Event::InlineHtml(_) => {
                html.push(range.clone());
                false
            }
            _ => false,
        };
        if code && ranges.last().is_none_or(|last| last.end <= range.start) {
            ranges.push(range);
        }
    }
    (ranges, html)
}

/// Mathematics between brackets with a backslash, and environments of TeX; a paragraph holds each.
fn formulas(body: &str) -> Vec<Range<usize>> {
    /// Bytes: none is longer.
    const LONGEST: usize = 16 * 1024;
    let bytes = body.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut bracket: Option<(usize, u8)> = None;
    let mut environment: Option<(usize, &str, usize)> = None;
    let mut escaped = usize::MAX;
    for at in memchr_iter(b'\\', bytes) {
        if at == escaped {
            continue;
        }
        let rest = &body[at + 1..];
        if rest.starts_with('\\') {
            escaped = at + 1;
        } else if let Some(name) = rest.strip_prefix("begin{").and_then(until_brace) {
            environment = match environment {
                Some((start, open, depth)) if open == name => Some((start, open, depth + 1)),
                Some(open) if at - open.0 < LONGEST => Some(open),
                _ => Some((at, name, 1)),
            };
        } else if let Some(name) = rest.strip_prefix("end{").and_then(until_brace) {
            if let Some((start, open, depth)) = environment.filter(|(_, open, _)| *open == name) {
                environment = (depth > 1).then_some((start, open, depth - 1));
                found.extend(formula(body, start..at + "\\end{}".len() + name.len(), LONGEST).filter(|_| depth == 1));
            }
        } else if rest.starts_with(['(', '[']) {
            bracket = Some((at, bytes[at + 1]));
        } else if rest.starts_with([')', ']']) {
            let pair = bracket.take().filter(|(_, open)| matches!((open, bytes[at + 1]), (b'(', b')') | (b'[', b']')));
            let range = pair.and_then(|(start, _)| formula(body, start..at + 2, 2000));
            found.extend(range.filter(|range| is_formula(body, range)));
        }
    }
    found
}

/// The text before a brace, if it is the name of an environment.
fn until_brace(rest: &str) -> Option<&str> {
    let end = rest.bytes().take(30).position(|byte| byte == b'}')?;
    let name = &rest[..end];
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'*')).then_some(name)
}

/// A range that is short enough for a formula, and ends in its paragraph.
fn formula(body: &str, range: Range<usize>, longest: usize) -> Option<Range<usize>> {
    let fits = range.len() <= longest && !body[range.clone()].contains("\n\n") && !body[range.clone()].contains('`');
    fits.then_some(range)
}

/// Whether what stands between `\\(` and `\\)`, or `\\[` and `\\]`, is mathematics. Programs that write Markdown escape
/// the brackets of prose as well: `\\[1\\]`.
fn is_formula(body: &str, range: &Range<usize>) -> bool {
    let inner = body[range.start + 2..range.end - 2].trim();
    let bytes = inner.as_bytes();
    let command = bytes.windows(2).any(|pair| pair[0] == b'\\' && pair[1].is_ascii_alphabetic());
    let prose = inner
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() > 3 || word.chars().any(|c| !c.is_ascii() && !('α'..='ω').contains(&c)));
    let signs = inner.contains(['^', '=', '_', '<', '>', '+']);
    let symbol = body[range.clone()].starts_with("\\(") && inner.len() <= 3 && inner.contains(char::is_alphabetic);
    let is_link = body[range.end..].starts_with('(');
    !inner.is_empty() && !is_link && (command || !prose && (signs || symbol))
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
        fn what_no_mark_of_code_is_in_holds_none(body in "([ab]{1,2}| {1,2}[a]?|[-*>+#|] {0,3}|1[.)] {0,3}|~{2}|---|<b>|</b>|:|\\\\[x\\\\]: |\\\\[\\\\^a\\\\]: |\r?\n){0,20}") {
            prop_assume!(!may_hold_code(&body));
            prop_assert!(parsed(&body, false).0.is_empty(), "{:?}", body);
        }
    }

    #[test]
    fn formulas_are_told_from_brackets_that_are_escaped() {
        for whole in [
            r"\(x\)",
            r"\(a_1 = b\)",
            r"\[\frac{1}{2}\]",
            "\\[\nE = mc^2\n\\]",
            r"\begin{a}\begin{a}x\end{a}\end{a}",
            r"\begin{align*} a &= b \\ c \end{align*}",
        ] {
            assert_eq!(formulas(whole).first(), Some(&(0..whole.len())), "{whole}");
        }
        for none in
            [r"\(see there\)", r"\[1\]", r"\[x\](y)", r"\\(x\\)", r"\(a", "\\(a\n\n=b\\)", r"\begin{a}", r"\[note\]"]
        {
            assert!(formulas(none).is_empty(), "{none}");
        }
    }
}
