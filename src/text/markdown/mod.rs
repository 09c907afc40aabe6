//! Markdown becomes HTML: CommonMark with GFM, as pulldown-cmark reads it.
//!
//! Comes in: text without template syntax (`template` takes it out). Goes out: HTML that is safe by
//! construction where the text holds no raw HTML, and [`Markdown::raw`] where it does, so that only then
//! the sanitiser has to read it. Both ways give the same bytes, for this writer writes what the
//! sanitiser would.

mod features;
mod footnotes;
mod inline;
mod targets;
mod writer;

use memchr::memchr_iter;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use features::options;
pub(crate) use features::{holds_mathematics, plain_options};
pub(crate) use inline::{is_more_mark, without_comments, write_linked};
pub(crate) use targets::with_spaced_targets;
pub(crate) use writer::Markdown;
use writer::MarkdownWriter;

use crate::feed::PlainText;
use crate::text::cjk;
use crate::text::html::HtmlRules;
use crate::text::html::address::UNKNOWN;
use crate::text::html::tree::{DEEPEST, TooMuch};
use crate::text::inline::{events_text, inline_text};

/// Renders Markdown. `title` is the one that the article has already: a first heading of level 1 that
/// repeats it, or that stands in for it, is taken out.
pub(crate) fn to_html(text: &str, title: Option<&str>, rules: &HtmlRules<'_>) -> Result<Markdown, TooMuch> {
    if nests_too_deep(text) {
        return Err(TooMuch::Deep);
    }
    let (text, mark) = cjk::mark_emphasis(text);
    let unresolved = |link: BrokenLink<'_>| {
        unresolved_reference(&text, &link).then_some((CowStr::Borrowed(UNKNOWN), CowStr::Borrowed("")))
    };
    let parser =
        Parser::new_with_broken_link_callback(&text, options(&text, rules.dialect.smart_punctuation), Some(unresolved));
    let unmarked = parser.map(|event| match mark {
        Some(mark) => cjk::unmark(event, mark),
        None => event,
    });
    // Prose has an event for every thirty bytes or so.
    let events = merge_text(&text, unmarked, text.len() / 24 + 8);
    let skipped = leading_title(&events, title);
    let (skip, heading) = skipped.map_or((0..0, None), |(range, heading)| (range, Some(heading)));
    let mut writer = MarkdownWriter::new(&text, &events, rules);
    let mut at = 0;
    while at < events.len() {
        if at == skip.start {
            at = skip.end.max(at);
            if at >= events.len() {
                break;
            }
        }
        writer.event(&events, at)?;
        at += 1;
    }
    Ok(Markdown { heading, ..writer.finish() })
}

/// The HTML of one line of Markdown, such as a caption; `None` where it is no single paragraph.
pub(crate) fn inline(text: &str, rules: &HtmlRules<'_>) -> Option<String> {
    let html = to_html(text, Some(""), rules).ok()?.html;
    let html = html.trim().strip_prefix("<p>")?.strip_suffix("</p>")?;
    (!html.contains("<p>")).then(|| html.to_owned())
}

/// Whether a line opens more quotations and lists within each other than are rendered: parsers take
/// quadratic time for them.
pub(crate) fn nests_too_deep(text: &str) -> bool {
    let mut start = 0;
    memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).any(|end| {
        let line = &text[std::mem::replace(&mut start, end + 1)..end];
        // A mark takes a byte: no shorter line can hold so many.
        line.len() > DEEPEST && line_nests_too_deep(line)
    })
}

fn line_nests_too_deep(line: &str) -> bool {
    let mut count = 0usize;
    let mut bytes = line.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b' ' | b'\t' => {}
            b'>' => count += 1,
            b'-' | b'+' | b'*' if bytes.peek().is_none_or(|next| matches!(next, b' ' | b'\t')) => count += 1,
            b'0'..=b'9' | b'.' | b')' => {
                if matches!(byte, b'.' | b')') && bytes.peek().is_none_or(|next| matches!(next, b' ' | b'\t')) {
                    count += 1;
                }
            }
            _ => break,
        }
    }
    count > DEEPEST && !line.trim_end_matches('\r').bytes().all(|b| b"-* \t".contains(&b))
}

/// References whose definition is not there become their text; `a[0][1]` stays as typed, but the text of
/// `BOLT12[要約][topic offers]` is no subscript.
fn unresolved_reference(text: &str, link: &BrokenLink<'_>) -> bool {
    let typed = text.get(link.span.clone()).unwrap_or("");
    let words = |label: &str| {
        label.contains(' ') && label.split(' ').all(|word| word.chars().all(|c| c.is_alphabetic() || c == '-'))
    };
    let subscript = typed.is_ascii()
        && !words(&link.reference)
        && text[..link.span.start.min(text.len())]
            .ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')' || c == ']');
    let full = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
    full && !subscript && !is_within_link(text, link.span.end)
}

/// Whether what ends here stands in the text of a link: a bracket that was opened before it closes behind it, with an
/// address after it. A reference there would be a link of its own, and links do not nest (CommonMark 6.3).
fn is_within_link(text: &str, end: usize) -> bool {
    /// Bytes: no text of a link is much longer.
    const LONGEST_REST: usize = 300;
    let rest = text.get(end..).unwrap_or("");
    let rest = &rest[..rest.floor_char_boundary(LONGEST_REST)];
    let mut depth = 0usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 0 => return rest[at + 1..].starts_with('('),
            b']' => depth -= 1,
            b'\n' if rest[at + 1..].starts_with('\n') => return false,
            _ => {}
        }
    }
    false
}

/// Joins neighbouring texts: the parser cuts them at every character that might have been markup.
fn merge_text<'a>(text: &'a str, events: impl Iterator<Item = Event<'a>>, expected: usize) -> Vec<Event<'a>> {
    let mut merged: Vec<Event<'a>> = Vec::with_capacity(expected);
    let mut run: Option<String> = None;
    for event in events {
        match (&event, merged.last_mut(), &mut run) {
            (Event::Text(piece), Some(Event::Text(_)), Some(run)) => run.push_str(piece),
            (Event::Text(piece), Some(Event::Text(first)), none) => {
                if let Some(both) = joined(text, first, piece) {
                    *first = CowStr::Borrowed(both);
                    continue;
                }
                let mut joined = String::with_capacity(first.len() + piece.len() + 32);
                joined.push_str(first);
                joined.push_str(piece);
                *none = Some(joined);
            }
            _ => {
                if let (Some(run), Some(last)) = (run.take(), merged.last_mut()) {
                    *last = Event::Text(run.into());
                }
                merged.push(event);
            }
        }
    }
    if let (Some(run), Some(last)) = (run, merged.last_mut()) {
        *last = Event::Text(run.into());
    }
    merged
}

/// Two pieces that stand side by side in a text, as one piece of it.
fn joined<'a>(text: &'a str, first: &CowStr<'a>, second: &CowStr<'a>) -> Option<&'a str> {
    let (CowStr::Borrowed(first), CowStr::Borrowed(second)) = (first, second) else { return None };
    // What is no piece of the text begins before it or after its end.
    let start = first.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    let middle = second.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    (middle == start + first.len()).then(|| text.get(start..middle + second.len())).flatten()
}

/// The events of a first heading that is the title, and its text.
fn leading_title(events: &[Event<'_>], title: Option<&str>) -> Option<(std::ops::Range<usize>, PlainText)> {
    let mut at = 0;
    while let Some(event) = events.get(at) {
        match event {
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => at += 1,
            Event::Html(html)
                if html.trim().is_empty()
                    || (html.trim_start().starts_with("<!--") && html.trim_end().ends_with("-->")) =>
            {
                at += 1
            }
            Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H1, .. }) => {
                let end = at + events[at..].iter().position(|event| matches!(event, Event::End(TagEnd::Heading(_))))?;
                let heading = events_text(&events[at + 1..end])?;
                let same = title.is_none_or(|title| repeats(title, heading.as_str()));
                return same.then_some((at..end + 1, heading));
            }
            _ => return None,
        }
    }
    None
}

/// Whether two titles say the same, whatever their case and punctuation.
pub(crate) fn repeats(title: &str, heading: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let plain = inline_text(title);
    let title = plain.as_ref().map_or(title, PlainText::as_str);
    title == heading || letters(title) == letters(heading) && !letters(title).is_empty()
}
