//! Where the front matter of a text begins and ends, and in which syntax it is.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::html;
use super::names;
use super::node::{Node, NodeValue, Pair};
use super::yaml::looks_like_key;
use crate::article::withhold;

/// How a front matter block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Between `---` lines, or `---` and `...`.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// From `{` to its `}`.
    Json,
    /// `Title: ...` lines up to a blank one.
    Headers,
    /// The head of a whole HTML document.
    Html,
}

impl Syntax {
    /// `YAML`, `TOML`, `JSON` or `header lines`.
    pub fn name(self) -> &'static str {
        match self {
            Syntax::Yaml => "YAML",
            Syntax::Toml => "TOML",
            Syntax::Json => "JSON",
            Syntax::Headers => "header lines",
            Syntax::Html => "HTML",
        }
    }
}

/// A front matter block, as byte ranges of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadBlock {
    /// How it is written.
    pub syntax: Syntax,
    /// What is between its fences.
    pub inner: Range<usize>,
    /// Where the body begins.
    pub body: usize,
}

/// What the head of a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Located {
    /// There is no front matter.
    None,
    /// There is.
    Block(HeadBlock),
    /// There is, and it never ends; the range is that of its first line.
    Unclosed(Range<usize>),
    /// More of the file is needed to tell.
    Cut,
}

/// Finds the front matter at the head of a text. `whole` says whether the text is all of the file.
///
/// Blank lines and comments (`<!-- -->`, or `#` lines) may stand before a fence. A `---` that no
/// `key:` line follows is a rule, and a first line such as `Note: ...` is prose.
pub fn locate(text: &str, whole: bool) -> Located {
    let head = located(text, whole);
    if whole {
        return head;
    }
    // A page whose own head has a say: what it says must be there.
    let page = match &head {
        Located::Block(block) if block.syntax != Syntax::Html => block.body,
        Located::None => 0,
        _ => return head,
    };
    let page = skip_blank(text, page);
    match text[page..].starts_with('<') {
        true if text.len() - page < 16 || html::begins_page(&text[page..]) && !html::shows_metas(text, page) => {
            Located::Cut
        }
        false if page == text.len() => Located::Cut,
        _ => head,
    }
}

fn located(text: &str, whole: bool) -> Located {
    let undecided = if whole { Located::None } else { Located::Cut };
    let mut at = skip_blank(text, 0);
    if at == text.len() {
        return undecided;
    }
    if text[at..].starts_with('{') {
        return json(text, at, whole);
    }
    if let Some(head) = fenced(text, at, whole) {
        return head;
    }
    if !text[at..].starts_with(['<', '#']) {
        return headers(text, at, whole);
    }
    // Comments: what comes after them is front matter only where a fence does.
    loop {
        let rest = &text[at..];
        if rest.starts_with('<') && rest.len() < 1200 && !whole {
            return Located::Cut;
        }
        if let Some(head) = html::head(text, at, whole) {
            return head
                .map_or(undecided, |(inner, body)| Located::Block(HeadBlock { syntax: Syntax::Html, inner, body }));
        }
        if rest.starts_with("<!--") {
            match rest.find("-->") {
                Some(end) => at = skip_blank(text, at + end + 3),
                None => return undecided,
            }
        } else if rest.starts_with('#') {
            match rest.find('\n') {
                Some(end) => at = skip_blank(text, at + end + 1),
                None => return undecided,
            }
        } else if rest.is_empty() || (rest.len() < 4 && !whole) {
            return undecided;
        } else {
            return match fenced(text, at, whole) {
                Some(Located::Block(block)) if !text[block.inner.clone()].trim().is_empty() => Located::Block(block),
                Some(Located::Cut) => Located::Cut,
                _ => Located::None,
            };
        }
    }
}

/// The first byte after blank lines: the start of a line, unless the text ends.
pub(super) fn skip_blank(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let blank = rest.len()
        - rest
            .trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
            })
            .len();
    from + blank
}

/// A block between fences that begins at a line; `None` where that line is no fence.
fn fenced(text: &str, start: usize, whole: bool) -> Option<Located> {
    let rest = &text[start..];
    let mark = ["---", "+++"].into_iter().find(|mark| rest.starts_with(mark))?;
    let Some(line) = rest.find('\n') else {
        // A line that is cut may still become longer.
        return (!whole).then_some(Located::Cut);
    };
    let syntax = match (mark, rest[3..line].trim()) {
        ("+++", "") => Syntax::Toml,
        ("---", "" | "yaml" | "yml") => Syntax::Yaml,
        ("---", "toml") => Syntax::Toml,
        ("---", "json") => Syntax::Json,
        _ => return None,
    };
    let inner = start + line + 1;
    let mut at = inner;
    let mut keys = KeyLines::default();
    while at < text.len() {
        let end = memchr(b'\n', &text.as_bytes()[at..]).map(|length| at + length + 1);
        let line = &text[at..end.unwrap_or(text.len())];
        let ended = end.is_some() || whole;
        let closes = |fence: &str| line.strip_prefix(fence).is_some_and(|rest| rest.trim_end().is_empty());
        let may_close = line.starts_with(['-', '+', '.']) && ended;
        if may_close && (closes(mark) || syntax == Syntax::Yaml && closes("...")) {
            let prose = syntax == Syntax::Yaml
                && keys.is_prose()
                && !only_comments(&text[inner..at])
                && !is_flow_mapping(&text[inner..at]);
            if prose {
                return Some(Located::None);
            }
            return Some(Located::Block(HeadBlock { syntax, inner: inner..at, body: at + line.len() }));
        }
        if syntax == Syntax::Yaml && !keys.any {
            keys.see(line.trim_end_matches('\n'));
        }
        at += line.len();
    }
    if !whole {
        return Some(Located::Cut);
    }
    // Only a block that says something is missed; `---` alone is a rule.
    let first = text[inner..].lines().find(|line| !line.trim().is_empty());
    let meant = match syntax {
        Syntax::Yaml => first.is_some_and(|line| looks_like_key(line) || begins_flow_mapping(line)),
        _ => first.is_some_and(|line| line.contains('=') || line.starts_with(['{', '['])),
    };
    Some(if meant { Located::Unclosed(start..start + line) } else { Located::None })
}

/// Tells the keys of a block from prose between two rules, in which a line may read `Note: ...` too.
#[derive(Default)]
struct KeyLines {
    /// A line reads `key:`.
    any: bool,
    /// Before the first such line there is another text, and a blank line.
    late: bool,
    blank: bool,
    other: bool,
}

impl KeyLines {
    fn see(&mut self, line: &str) {
        if looks_like_key(line) || withhold::shows_front_matter(line) {
            self.any = true;
            self.late = self.blank && self.other;
        } else if line.trim().is_empty() {
            self.blank = true;
        } else {
            self.other |= !line.starts_with('#');
        }
    }

    fn is_prose(&self) -> bool {
        !self.any || self.late
    }
}

fn only_comments(block: &str) -> bool {
    block.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// Whether a block of YAML is one mapping in braces (YAML 1.2.2, 7.4.2), remarks before it passed over.
pub(super) fn is_flow_mapping(block: &str) -> bool {
    let mut block = block.trim();
    while block.starts_with('#') {
        block = block.split_once('\n').map_or("", |(_, rest)| rest.trim_start());
    }
    block.ends_with('}') && begins_flow_mapping(block)
}

/// Whether a text begins with a brace and a key: `{{ a }}` and `{% a %}` are a template's.
fn begins_flow_mapping(text: &str) -> bool {
    let Some(inner) = text.trim_start().strip_prefix('{').map(str::trim_start) else { return false };
    let (key, after) = match inner.chars().next() {
        Some(quote @ ('"' | '\'')) => match inner[1..].split_once(quote) {
            Some((key, after)) => (key, after.trim_start()),
            None => return false,
        },
        _ => match inner.find(':') {
            Some(colon) => (inner[..colon].trim_end(), &inner[colon..]),
            None => return false,
        },
    };
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '@' | '$');
    !key.is_empty() && key.len() <= 80 && key.chars().all(is_key) && after.starts_with(':')
}

/// A JSON object; a `{` that no quoted key follows is a template's or prose.
fn json(text: &str, start: usize, whole: bool) -> Located {
    let after = skip_blank(text, start + 1);
    if after == text.len() {
        return if whole { Located::None } else { Located::Cut };
    }
    let bytes = text.as_bytes();
    if !matches!(bytes[after], b'"' | b'}') {
        return Located::None;
    }
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, &byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let end = at + 1;
                    let body = end + text[end..].len() - text[end..].trim_start_matches([' ', '\t']).len();
                    if body == text.len() && !whole {
                        return Located::Cut;
                    }
                    let body = if text[body..].starts_with('\n') { body + 1 } else { body };
                    return Located::Block(HeadBlock { syntax: Syntax::Json, inner: start..end, body });
                }
            }
            _ => {}
        }
    }
    if whole { Located::Unclosed(start..start + 1) } else { Located::Cut }
}

/// JSON with a blank for every tab outside its strings.
pub(super) fn without_tabs(json: &str) -> Cow<'_, str> {
    if !json.contains('\t') {
        return Cow::Borrowed(json);
    }
    let (mut quoted, mut escaped) = (false, false);
    let blanks = json.chars().map(|c| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '\t' if !quoted => return ' ',
            _ => {}
        }
        c
    });
    Cow::Owned(blanks.collect())
}

/// Header lines: the first key is one we know, and every line up to a blank one is a header or
/// indented below one. A single line must name a title or a date: "Author: ..." alone may be prose.
fn headers(text: &str, start: usize, whole: bool) -> Located {
    let mut lines = 0;
    let mut at = start;
    let mut telling = false;
    for line in text[start..].split_inclusive('\n') {
        // A key has at most 40 characters: of a longer first line, enough is there to tell.
        if !whole && !line.ends_with('\n') && (lines > 0 || line.len() < 160) {
            return Located::Cut;
        }
        if line.trim().is_empty() {
            break;
        }
        match header(line) {
            Some((key, value)) if lines > 0 || names::is_header(key) => {
                telling |= names::is_telling(key) || withhold::is_plain_mark(key, value.trim());
            }
            _ if lines > 0 && line.starts_with([' ', '\t']) => {}
            _ => return Located::None,
        }
        lines += 1;
        at += line.len();
    }
    if at == text.len() && !whole {
        return Located::Cut;
    }
    if lines == 0 || !telling {
        return Located::None;
    }
    let body = text[at..].find('\n').map_or(text.len(), |line| at + line + 1);
    Located::Block(HeadBlock { syntax: Syntax::Headers, inner: start..at, body })
}

/// Key and value of a header line, with an ASCII or a full-width colon.
fn header(line: &str) -> Option<(&str, &str)> {
    if line.starts_with([' ', '\t']) {
        return None;
    }
    let colon = line.find([':', '：'])?;
    let (key, rest) = line.split_at(colon);
    let wide = rest.starts_with('：');
    let value = if wide { &rest['：'.len_utf8()..] } else { &rest[1..] };
    let key_right = !key.trim().is_empty()
        && key.chars().count() <= 40
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    // `http://...` is no header, and `draft:true` is.
    let parted = wide || value.is_empty() || value.starts_with([' ', '\t', '\n']);
    (key_right && (parted || withhold::is_key(key))).then_some((key.trim_end(), value))
}

/// The header lines of a block as a tree. Lines indented below one belong to its value.
pub(super) fn header_tree(block: &str, offset: usize) -> Node<'_> {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let mut at = offset;
    for line in block.split_inclusive('\n') {
        match header(line) {
            Some((key, value)) => {
                let text = value.trim();
                let start = at + (line.len() - value.len()) + (value.len() - value.trim_start().len());
                let start = start.min(at + line.trim_end().len());
                pairs.push(Pair {
                    key: Cow::Borrowed(key),
                    key_span: at..at + key.len(),
                    node: Node { value: NodeValue::Text(Cow::Borrowed(text)), span: start..start + text.len() },
                });
            }
            None => {
                if let Some((key, value)) = withhold::in_line(line).filter(|_| withhold::shows_front_matter(line)) {
                    let node = Node {
                        value: NodeValue::Text(Cow::Borrowed(&line[value.clone()])),
                        span: at + value.start..at + value.end,
                    };
                    pairs.push(Pair {
                        key: Cow::Borrowed(&line[key.clone()]),
                        key_span: at + key.start..at + key.end,
                        node,
                    });
                } else if let Some(Pair { node: Node { value: NodeValue::Text(text), .. }, .. }) = pairs.last_mut() {
                    let text = text.to_mut();
                    text.push(' ');
                    text.push_str(line.trim());
                }
            }
        }
        at += line.len();
    }
    Node { value: NodeValue::Map(pairs), span: offset..offset + block.len() }
}
