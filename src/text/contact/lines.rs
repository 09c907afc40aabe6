//! The last lines of a body, each as plain text with its place.
//!
//! Lines end at line breaks, and in HTML at the tags that begin or end one on a page. Links are
//! reduced to their text, with their addresses beside it.

use std::ops::Range;

use crate::text::notice;
use memchr::{memchr, memchr2, memchr3, memrchr, memrchr2};

/// So many bytes of the body's end are looked at.
const TAIL: usize = 6000;

/// So many lines of them.
const LINES: usize = 60;

/// A tag is looked for in so many bytes.
const TAG: usize = 300;

/// Tags before which a line ends; after their closing tags, and after `br` and `hr`, it does too.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "address", "section", "footer", "aside",
    "dl", "dt", "dd", "tr", "table", "tbody", "hr", "blockquote", "article", "main", "body", "html",
];

/// One line.
#[derive(Debug)]
pub(super) struct TypedLine {
    /// Its bytes in the body, without the line break.
    pub range: Range<usize>,
    /// Its text without markup and the marks of a list or heading.
    pub text: String,
    /// The addresses of its links.
    pub links: Vec<String>,
    /// Whether its markup makes it a heading, or all of it is bold.
    pub is_heading: bool,
    /// Whether it is indented as code, or opens or closes it.
    pub is_code: bool,
    /// Whether it holds tags and nothing else.
    pub is_tag: bool,
    /// Whether it begins with a tag that begins or ends a block of the page.
    pub opens: bool,
    definition: bool,
    comment: bool,
}

impl TypedLine {
    /// Whether the line may come after a block without being part of it.
    pub fn is_tail(&self) -> bool {
        self.text.is_empty() || self.is_tag || self.definition || self.comment || self.is_rule() || self.is_end_mark()
    }

    /// A thematic break.
    pub fn is_rule(&self) -> bool {
        let mut marks = self.text.chars().filter(|c| !c.is_whitespace());
        marks.clone().all(|c| matches!(c, '-' | '—' | '=' | '*' | '_' | '─')) && marks.nth(2).is_some()
    }

    /// `###`, `-END-` and `SOURCE Acme`, with which press releases end.
    fn is_end_mark(&self) -> bool {
        // Of a heading without words, only the marks are left.
        let marks = matches!(self.text.trim(), "#" | "##" | "# #");
        marks || notice::is_end_mark(&self.text) || notice::is_source(&self.text) || self.is_plain_end()
    }

    /// The same in small letters, as it may be in bold.
    fn is_plain_end(&self) -> bool {
        let bare: String = self.text.chars().filter(|c| c.is_alphanumeric()).take(5).collect();
        matches!(bare.to_lowercase().as_str(), "end" | "ends" | "完" | "全文完")
    }
}

/// The lines at the end of a body, the last one first; what is not asked for is hardly looked at.
pub(super) fn last_lines(body: &str) -> impl Iterator<Item = TypedLine> {
    let body_end = body.trim_end().len();
    let from = body.floor_char_boundary(body_end.saturating_sub(TAIL));
    let tail = &body[from..body_end];
    let plain = after_tags(tail);
    let last = plain_lines(&tail[plain..]).map(move |range| plain + range.start..plain + range.end);
    // Where tags end lines too, they are read from the first one on.
    let first = std::iter::once_with(move || split(&tail[..plain])).flat_map(|ranges| ranges.into_iter().rev());
    last.chain(first)
        // What begins before the tail is not known as a whole.
        .filter(move |range| from == 0 || range.start > 0)
        .take(LINES)
        .map(move |range| line(body, from + range.start..from + range.end))
}

/// Where the first line begins from which on no tag is left: there, lines only end at line breaks.
fn after_tags(text: &str) -> usize {
    let bytes = text.as_bytes();
    let Some(last) = memrchr(b'<', bytes) else { return 0 };
    // A tag, also one that holds this `<`, ends at the first `>`.
    let tag_end = memchr(b'>', &bytes[last..]).map_or(last + 1, |at| last + at + 1);
    match memchr2(b'\n', b'\r', &bytes[tag_end..]).map(|at| tag_end + at) {
        Some(at) if bytes[at..].starts_with(b"\r\n") => at + 2,
        Some(at) => at + 1,
        None => text.len(),
    }
}

/// The lines of a text without tags, the last one first.
fn plain_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut unread = (!text.is_empty()).then_some(text.len());
    std::iter::from_fn(move || {
        let end = unread?;
        let mut at = memrchr2(b'\n', b'\r', &bytes[..end]);
        // The two are one line break.
        while let Some(found) = at.filter(|&found| bytes[found..].starts_with(b"\r\n")) {
            at = memrchr2(b'\n', b'\r', &bytes[..found]);
        }
        unread = at;
        Some(at.map_or(0, |at| at + 1)..end)
    })
}

/// Whether the text leaves a code fence open.
pub(super) fn is_within_fence(text: &str) -> bool {
    let mut open: Option<(char, usize)> = None;
    for line in text.lines() {
        let line = line.trim_start();
        let Some(mark) = line.chars().next().filter(|c| matches!(c, '`' | '~')) else { continue };
        let count = line.chars().take_while(|c| *c == mark).count();
        if count < 3 {
            continue;
        }
        match open {
            None => open = Some((mark, count)),
            Some((kind, least)) if kind == mark && count >= least && line[count..].trim().is_empty() => open = None,
            Some(_) => {}
        }
    }
    open.is_some()
}

fn split(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(step) = memchr3(b'\n', b'\r', b'<', &text.as_bytes()[at..]) {
        at += step;
        match text.as_bytes()[at] {
            b'<' => {
                let Some((name, closing, end)) = tag(&text[at..]) else {
                    at += 1;
                    continue;
                };
                let is = |other: &&str| name.eq_ignore_ascii_case(other);
                let block = BLOCKS.iter().any(is);
                if block && !closing && !text[start..at].trim().is_empty() {
                    ranges.push(start..at);
                    start = at;
                }
                at += end;
                if is(&"br") || is(&"hr") || (block && closing) {
                    // The line break after the tag is the same end of line.
                    let rest = &text[at..];
                    let after = rest.trim_start_matches([' ', '\t']);
                    let after =
                        ["\r\n", "\n", "\r"].iter().find_map(|ending| after.strip_prefix(ending)).unwrap_or(after);
                    let next = text.len() - after.len();
                    ranges.push(start..at);
                    start = next;
                    at = next;
                }
            }
            b'\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => at += 1,
            _ => {
                ranges.push(start..at);
                at += 1;
                start = at;
            }
        }
    }
    if start < text.len() {
        ranges.push(start..text.len());
    }
    ranges
}

/// The tag that a text begins with: its name, whether it closes, where it ends.
fn tag(text: &str) -> Option<(&str, bool, usize)> {
    let inner = text.strip_prefix('<')?;
    let closing = inner.starts_with('/');
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &inner[..length];
    let after = inner[length..].chars().next()?;
    if name.is_empty() || !(after.is_whitespace() || matches!(after, '>' | '/')) {
        return None;
    }
    let end = text[..text.floor_char_boundary(TAG)].find('>')?;
    Some((name, closing, end + 1))
}

fn line(body: &str, range: Range<usize>) -> TypedLine {
    let source = &body[range.clone()];
    let shown = source.trim();
    let indent = source.len() - source.trim_start_matches([' ', '\t']).len();
    let fence = shown.starts_with("```") || shown.starts_with("~~~");
    let (text, links, tags) = reduced(shown);
    let undecorated = undecorated(&text);
    let heading_tag = tag(shown)
        .is_some_and(|(name, ..)| name.len() == 2 && name.starts_with(['h', 'H']) && !name.eq_ignore_ascii_case("hr"));
    let mark = shown.bytes().take_while(|b| *b == b'#').count();
    let hashes = (1..=6).contains(&mark) && shown[mark..].starts_with([' ', '\t']);
    let bold = shown.len() > 4
        && (shown.starts_with("**") && shown.ends_with("**") || shown.starts_with("__") && shown.ends_with("__"));
    let definition = shown.strip_prefix('[').is_some_and(|rest| {
        rest[..rest.floor_char_boundary(200)].find("]:").is_some_and(|at| !rest[..at].contains(']'))
    });
    TypedLine {
        is_tag: tags && undecorated.trim().is_empty(),
        opens: tag(shown).is_some_and(|(name, ..)| BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))),
        is_heading: hashes || heading_tag || bold,
        is_code: (fence || indent >= 4 || source[..indent].contains('\t')) && !tags,
        definition,
        comment: shown.starts_with("<!--") && shown.ends_with("-->"),
        text: undecorated,
        links,
        range: range.start..range.start + source.trim_end().len(),
    }
}

/// The text without a list's, quotation's, heading's or table's mark before it and emphasis around.
fn undecorated(text: &str) -> String {
    let trimmed = text.trim();
    if trimmed.chars().all(|c| !c.is_alphanumeric()) {
        return trimmed.to_owned();
    }
    let trimmed = trimmed.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '>' | '#' | '|' | '•' | '·' | '▪' | '●' | '■' | '◆')
    });
    let trimmed = match trimmed.split_once(' ') {
        Some(("-" | "*" | "+" | "–", rest)) => rest,
        Some((number, rest))
            if number.len() <= 3 && number.ends_with(['.', ')']) && number.as_bytes()[0].is_ascii_digit() =>
        {
            rest
        }
        _ => trimmed,
    };
    trimmed.trim().trim_end_matches(['\\', '|']).trim_end().to_owned()
}

/// A line of Markdown or HTML as text, the addresses of its links, and whether it has tags.
fn reduced(source: &str) -> (String, Vec<String>, bool) {
    let mut text = String::with_capacity(source.len());
    let mut links = Vec::new();
    let mut tags = false;
    let mut rest = source;
    loop {
        // Most of a line means what it is.
        let meaning = |byte| matches!(byte, b'<' | b'[' | b'!' | b'*' | b'`' | b'_' | b'\\' | b'&');
        let plain = rest.bytes().position(meaning).unwrap_or(rest.len());
        text.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(c) = rest.chars().next() else { break };
        let mut step = c.len_utf8();
        match c {
            '<' => {
                let near = &rest[..rest.floor_char_boundary(TAG)];
                if let Some((.., end)) = tag(rest) {
                    tags = true;
                    if let Some(href) = attribute(&rest[..end], "href=") {
                        links.push(href.to_owned());
                    }
                    step = end;
                } else if let Some(end) =
                    near.find('>').filter(|&end| near[1..end].contains(['@', ':']) && !near[1..end].contains(' '))
                {
                    text.push_str(&near[1..end]);
                    step = end + 1;
                } else {
                    text.push(c);
                }
            }
            '[' => match link(rest) {
                Some((shown, address, end)) => {
                    text.push_str(shown);
                    links.push(address.to_owned());
                    step = end;
                }
                None => text.push(c),
            },
            '!' if rest.starts_with("![") => {}
            '*' | '`' => {
                // Emphasis and code; a thematic break keeps its marks.
                if source.chars().all(|c| !c.is_alphanumeric()) {
                    text.push(c);
                }
            }
            '_' if rest.starts_with("__") => step = 2,
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                text.push(rest.as_bytes()[1] as char);
                step = 2;
            }
            '&' => match ENTITIES.iter().find(|(name, _)| rest.starts_with(name)) {
                Some((name, decoded)) => {
                    text.push_str(decoded);
                    step = name.len();
                }
                None => text.push(c),
            },
            _ => text.push(c),
        }
        rest = &rest[step..];
    }
    (text, links, tags)
}

const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&amp;", "&"),
    ("&#64;", "@"),
    ("&commat;", "@"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&emsp;", " "),
    ("&ensp;", " "),
    ("&#160;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
];

/// `[shown](address)` at the start of a text, with where it ends.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let near = &text[..text.floor_char_boundary(TAG)];
    let middle = near.find("](")?;
    let shown = &near[1..middle];
    if shown.contains(['[', ']']) {
        return None;
    }
    let end = middle + 2 + near[middle + 2..].find(')')?;
    let address = near[middle + 2..end].split_whitespace().next().unwrap_or("");
    Some((shown, address.trim_matches(['<', '>']), end + 1))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let value = &tag[tag.find(name)? + name.len()..];
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split([' ', '>']).next(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_are_the_same_read_from_either_end(
            body in "([ab。]|[ \n\r]|\r\n|<[a-b]|<p>|</P>|<br>|<BR/>|<p\n>|<|>|=){0,24}",
            before in prop_oneof![Just(0), Just(TAIL - 20), Just(TAIL)],
        ) {
            let body = "x".repeat(before) + &body;
            let end = body.trim_end().len();
            let from = body.floor_char_boundary(end.saturating_sub(TAIL));
            let lines = split(&body[from..end]).into_iter().skip(usize::from(from > 0)).rev().take(LINES);
            let expected: Vec<_> = lines.map(|range| line(&body, from + range.start..from + range.end).range).collect();
            prop_assert_eq!(last_lines(&body).map(|line| line.range).collect::<Vec<_>>(), expected);
        }
    }
}
