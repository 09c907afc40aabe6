//! What nearly all heads are written in, read at a tenth of what the parsers of the whole languages take.
//!
//! Of YAML: `key: value` lines, lists in brackets or with a `-` on lines of their own, maps by indentation. Of TOML:
//! `key = value` lines, lists in brackets, `[tables]`. Texts have no escapes, nothing goes on in the next line, no
//! remark stands behind a value. A block with anything else is for the parser as a whole, so a tree from here is
//! always the one that the parser would give; property tests hold both equal.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2};

use super::node::{Node, NodeValue, Pair};
use crate::article::date;

/// Longer blocks go to the parser, which counts what they cost.
const LONGEST: usize = 8 * 1024;

/// Maps within maps; deeper ones go to the parser.
const DEEPEST: usize = 6;

/// TOML allows no key twice, so each is compared with those before it; maps of more keys go to the parser.
const MOST_KEYS: usize = 64;

/// Reads a YAML block that begins at `offset` of the file's text; `None`: it is for the parser.
pub(super) fn yaml(block: &str, offset: usize) -> Option<Node<'_>> {
    let mut lines = HeadLines::of(block, offset)?;
    let tree = lines.yaml_map(0, 0)?;
    (lines.next.is_none() && !tree.pairs().is_empty()).then_some(tree)
}

/// Reads a TOML block that begins at `offset` of the file's text; `None`: it is for the parser.
pub(super) fn toml(block: &str, offset: usize) -> Option<Node<'_>> {
    let mut lines = HeadLines::of(block, offset)?;
    let mut pairs = lines.toml_pairs()?;
    // A table goes up to the next one.
    while let Some((line, at)) = lines.take() {
        let key = line.strip_prefix('[')?.trim_end_matches(' ').strip_suffix(']')?;
        if key_width(key)? != key.len() {
            return None;
        }
        let node = map(lines.toml_pairs()?, at..at + line.len());
        add(&mut pairs, Pair { key: Cow::Borrowed(key), key_span: at + 1..at + 1 + key.len(), node })?;
    }
    (!pairs.is_empty()).then(|| map(pairs, offset..offset + block.len()))
}

fn map(pairs: Vec<Pair<'_>>, span: Range<usize>) -> Node<'_> {
    Node { value: NodeValue::Map(pairs), span }
}

/// Adds what TOML allows once.
fn add<'a>(pairs: &mut Vec<Pair<'a>>, pair: Pair<'a>) -> Option<()> {
    let is_new = pairs.len() < MOST_KEYS && pairs.iter().all(|known| known.key != pair.key);
    is_new.then(|| pairs.push(pair))
}

/// The lines of a block that say something: neither blank ones nor remarks.
struct HeadLines<'a> {
    /// The line that comes next, without its end, and where it stands in the file's text.
    next: Option<(&'a str, usize)>,
    /// What comes after it.
    rest: &'a str,
    /// Where that stands.
    at: usize,
}

impl<'a> HeadLines<'a> {
    fn of(block: &'a str, offset: usize) -> Option<Self> {
        // No early end: so the compiler takes many bytes at once.
        let usual = block.bytes().fold(true, |all, byte| all & (matches!(byte, b' '..=b'~') | (byte == b'\n')));
        let readable = block.len() <= LONGEST && (usual || !block.chars().any(|c| c != '\n' && is_odd(c)));
        let mut lines = Self { next: None, rest: block, at: offset };
        readable.then(|| {
            lines.take();
            lines
        })
    }

    fn take(&mut self) -> Option<(&'a str, usize)> {
        let taken = self.next.take();
        while self.next.is_none() && !self.rest.is_empty() {
            let end = memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            let line = &self.rest[..end];
            if !matches!(line.as_bytes().get(indent_of(line)), None | Some(b'#')) {
                self.next = Some((line, self.at));
            }
            let read = (end + 1).min(self.rest.len());
            self.rest = &self.rest[read..];
            self.at += read;
        }
        taken
    }

    /// How far the next line is indented, and whether it is a member of a list.
    fn next_indent(&self) -> Option<(usize, bool)> {
        let (line, _) = self.next?;
        let indent = indent_of(line);
        Some((indent, line[indent..].starts_with("- ")))
    }

    /// The lines up to one that is not indented so.
    fn yaml_map(&mut self, indent: usize, depth: usize) -> Option<Node<'a>> {
        let start = self.next?.1;
        let mut pairs = Vec::with_capacity(8);
        while let Some((line, at)) = self.next.filter(|(line, _)| indent_of(line) == indent) {
            self.take();
            let (line, at) = (&line[indent..], at + indent);
            let width = key_width(line)?;
            let (key, value) = line.split_at(width);
            let value = value.strip_prefix(':')?;
            if key.eq_ignore_ascii_case("null") || !(value.is_empty() || value.starts_with(' ')) {
                return None;
            }
            let value = value.trim_matches(' ');
            let from = at + line.trim_end_matches(' ').len() - value.len();
            let node = match value.as_bytes().first() {
                Some(b'[') => list(value, from, yaml_member)?,
                Some(_) => text(yaml_text(value)?, value, from),
                None => match self.next_indent() {
                    Some((inner, true)) if inner >= indent => self.yaml_list(inner)?,
                    Some((inner, false)) if inner > indent && depth < DEEPEST => self.yaml_map(inner, depth + 1)?,
                    _ => Node { value: NodeValue::Null, span: from..from },
                },
            };
            pairs.push(Pair { key: Cow::Borrowed(key), key_span: at..at + width, node });
        }
        Some(map(pairs, start..self.at))
    }

    /// `- one`, on lines that are indented so.
    fn yaml_list(&mut self, indent: usize) -> Option<Node<'a>> {
        let start = self.next?.1;
        let mut members = Vec::with_capacity(4);
        while self.next_indent() == Some((indent, true)) {
            let (line, at) = self.take()?;
            let value = line[indent + 2..].trim_matches(' ');
            members.push(text(yaml_text(value)?, value, at + line.trim_end_matches(' ').len() - value.len()));
        }
        Some(Node { value: NodeValue::List(members), span: start..self.at })
    }

    /// The lines up to the head of a table.
    fn toml_pairs(&mut self) -> Option<Vec<Pair<'a>>> {
        let mut pairs = Vec::with_capacity(8);
        while let Some((line, at)) = self.next.filter(|(line, _)| !line.starts_with('[')) {
            self.take();
            let width = key_width(line)?;
            let (key, value) = line.split_at(width);
            let value = value.trim_start_matches(' ').strip_prefix('=')?.trim_matches(' ');
            let from = at + line.trim_end_matches(' ').len() - value.len();
            let node = match value.as_bytes().first()? {
                b'[' => list(value, from, quoted)?,
                _ => text(toml_text(value)?, value, from),
            };
            add(&mut pairs, Pair { key: Cow::Borrowed(key), key_span: at..at + width, node })?;
        }
        Some(pairs)
    }
}

/// How many blanks a line begins with.
fn indent_of(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// The bytes of a key at the head of a line that both languages read as it is; `None`: there is none.
fn key_width(line: &str) -> Option<usize> {
    let of_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let width = line.as_bytes().iter().take_while(|byte| of_key(byte)).count();
    (line.as_bytes().first()?.is_ascii_alphabetic() && width <= 60).then_some(width)
}

/// What is said by a value that stands at `from`.
fn text<'a>(says: &'a str, value: &str, from: usize) -> Node<'a> {
    Node { value: NodeValue::Text(Cow::Borrowed(says)), span: from..from + value.len() }
}

/// Characters that YAML or TOML reads in ways of its own, or does not allow.
fn is_odd(c: char) -> bool {
    match c {
        ' '..='~' => false,
        _ => c.is_control() || c.is_whitespace() || c == '\u{feff}' || (c as u32) & 0xfffe == 0xfffe,
    }
}

/// A text in quotes without a quote or an escape in it.
fn quoted(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let inner = value[1..].strip_suffix(quote)?;
    (memchr2(quote as u8, b'\\', inner.as_bytes()).is_none()).then_some(inner)
}

/// A text in quotes, or one of YAML without: it begins with a letter, a digit or a sign that means nothing there, and
/// holds neither `: ` nor ` #`.
fn yaml_text(value: &str) -> Option<&str> {
    let first = value.chars().next()?;
    if matches!(first, '"' | '\'') {
        return quoted(value);
    }
    let bytes = value.as_bytes();
    let plain = (first.is_alphanumeric() || matches!(first, '/' | '.' | '_' | '('))
        && !value.ends_with(':')
        && !memchr_iter(b':', bytes).any(|at| bytes.get(at + 1) == Some(&b' '))
        && !memchr_iter(b'#', bytes).any(|at| bytes.get(at.wrapping_sub(1)) == Some(&b' '))
        && !matches!(value, "null" | "Null" | "NULL");
    plain.then_some(value)
}

/// As [`yaml_text`], within brackets.
fn yaml_member(value: &str) -> Option<&str> {
    let in_quotes = value.starts_with(['"', '\'']);
    let plain = value.starts_with(char::is_alphanumeric) && !value.contains(['{', '}', ':', '#']);
    if in_quotes || plain { yaml_text(value) } else { None }
}

/// A text of TOML in quotes, or a value of another kind as it is typed.
fn toml_text(value: &str) -> Option<&str> {
    let bytes = value.as_bytes();
    match *bytes.first()? {
        b'"' | b'\'' => quoted(value),
        b't' | b'f' => matches!(value, "true" | "false").then_some(value),
        b'1'..=b'9' if bytes.len() <= 18 && bytes.iter().all(u8::is_ascii_digit) => Some(value),
        _ => is_toml_date(value).then_some(value),
    }
}

/// Whether a value is a date of RFC 3339, with or without time and zone. TOML reads a few that are none to us.
fn is_toml_date(value: &str) -> bool {
    let shape = |shape: &[u8]| {
        value.len() == shape.len()
            && value.bytes().zip(shape).all(|(byte, sign)| match sign {
                b'0' => byte.is_ascii_digit(),
                b'T' => matches!(byte, b'T' | b' '),
                b'+' => matches!(byte, b'+' | b'-'),
                sign => byte == *sign,
            })
    };
    let within =
        |at: usize, least: &str, most: &str| value.get(at..at + 2).is_none_or(|part| (least..=most).contains(&part));
    let shapes: [&[u8]; 4] =
        [b"0000-00-00", b"0000-00-00T00:00:00", b"0000-00-00T00:00:00Z", b"0000-00-00T00:00:00+00:00"];
    shapes.into_iter().any(shape)
        && within(5, "01", "12")
        && (within(8, "01", "28") || date::parse(value).is_ok())
        && within(11, "00", "23")
        && [14, 17, 23].into_iter().all(|at| within(at, "00", "59"))
        && within(20, "00", "23")
}

/// `[one, "two"]`, on one line, of members that `read` understands.
fn list<'a>(value: &'a str, start: usize, read: fn(&'a str) -> Option<&'a str>) -> Option<Node<'a>> {
    let inner = value.strip_prefix('[')?.strip_suffix(']')?;
    if memchr2(b'[', b']', inner.as_bytes()).is_some() {
        return None;
    }
    let mut members = Vec::new();
    let mut at = start + 1;
    if !inner.trim_matches(' ').is_empty() {
        members.reserve(4);
        for part in inner.split(',') {
            // A comma within quotes has cut the text in two, which then has no closing quote.
            let member = part.trim_matches(' ');
            members.push(text(read(member)?, member, at + indent_of(part)));
            at += part.len() + 1;
        }
    }
    Some(Node { value: NodeValue::List(members), span: start..start + value.len() })
}

#[cfg(test)]
#[path = "common_tests.rs"]
mod tests;
