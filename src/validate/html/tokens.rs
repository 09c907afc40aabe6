//! HTML to tokens, by the tokenizer of the HTML standard (13.2.5), for judging and not for building.
//!
//! It reports the faults that the standard calls parse errors and gives tags with the places of their
//! attributes. One pass, no copies but attribute values with references in them.

use std::borrow::Cow;

use super::names::{self, ElementName};
use crate::validate::forms::names::is_html_entity;

/// A fault, by its offset in the text.
pub type HtmlFault = (usize, &'static str);

/// An attribute of a tag.
#[derive(Debug)]
pub struct TagAttribute<'t> {
    /// Its name in lower case.
    pub name: Cow<'t, str>,
    /// Its value, references resolved.
    pub value: Cow<'t, str>,
    /// Where the value begins.
    pub at: usize,
}

/// A piece of HTML.
#[derive(Debug)]
pub enum HtmlToken<'t> {
    /// A start tag.
    Start {
        /// The element's name; its attributes are with the [`Tokens`].
        name: ElementName<'t>,
        /// Whether it ends in `/>`.
        closed: bool,
        /// Where it begins.
        at: usize,
    },
    /// An end tag.
    End {
        /// The element's name.
        name: ElementName<'t>,
        /// Where it begins.
        at: usize,
    },
    /// Text.
    Text {
        /// The text as written.
        text: &'t str,
        /// Where it begins.
        at: usize,
    },
}

/// Cuts HTML into tokens.
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// The name of the element whose text is no markup.
    raw: Option<ElementName<'t>>,
    /// The attributes of the tag that was read last.
    pub attributes: Vec<TagAttribute<'t>>,
    /// The faults so far.
    pub faults: Vec<HtmlFault>,
}

const LIMIT: usize = 16;

impl<'t> Tokens<'t> {
    /// The tokens of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, raw: None, attributes: Vec::new(), faults: Vec::new() }
    }

    /// Notes a fault; the first few are enough.
    pub fn fault(&mut self, at: usize, what: &'static str) {
        if self.faults.len() < LIMIT {
            self.faults.push((at, what));
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn take_text(&mut self, len: usize) -> HtmlToken<'t> {
        let (text, at) = (&self.rest()[..len], self.at);
        self.at += len;
        HtmlToken::Text { text, at }
    }

    /// Text up to the end tag of the element whose text is no markup.
    fn raw_text(&mut self, name: &str) -> usize {
        let bytes = self.rest().as_bytes();
        let mut from = 0;
        while let Some(found) = bytes[from..].windows(2).position(|pair| pair == b"</") {
            let at = from + found;
            let after = bytes.get(at + 2..at + 2 + name.len());
            let ends =
                bytes.get(at + 2 + name.len()).is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'/' | b'>'));
            if ends && after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes())) {
                return at;
            }
            from = at + 2;
        }
        bytes.len()
    }

    fn references(&mut self, text: &str, start: usize, attribute: bool) {
        let mut from = 0;
        while let Some(found) = memchr::memchr(b'&', &text.as_bytes()[from..]) {
            let at = from + found;
            if let Some((what, len)) = reference_fault(&text[at..], attribute) {
                if !what.is_empty() {
                    self.fault(start + at, what);
                }
                from = at + len;
            } else {
                from = at + 1;
            }
        }
    }

    /// The text of the element whose text is no markup; none where there is none.
    fn raw_token(&mut self, name: &str) -> Option<HtmlToken<'t>> {
        let start = self.at;
        let len = if name == "plaintext" { self.text.len() - start } else { self.raw_text(name) };
        if len == 0 {
            return None;
        }
        if matches!(name, "title" | "textarea") {
            self.references(&self.text[start..start + len], start, false);
        }
        Some(self.take_text(len))
    }

    /// Text up to the next tag, its references judged.
    fn plain_text(&mut self) -> HtmlToken<'t> {
        let start = self.at;
        let mut end = start;
        while let Some(found) = memchr::memchr2(b'<', b'&', &self.text.as_bytes()[end..]) {
            end += found;
            if self.text.as_bytes()[end] == b'<' {
                return self.take_text(end - start);
            }
            end += self.reference(end, false);
        }
        self.take_text(self.text.len() - start)
    }

    /// Judges the reference that begins here; how much of it has been looked at.
    fn reference(&mut self, at: usize, attribute: bool) -> usize {
        let Some((what, len)) = reference_fault(&self.text[at..], attribute) else { return 1 };
        if !what.is_empty() {
            self.fault(at, what);
        }
        len
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = self.rest();
        if let Some(body) = rest.strip_prefix("<!--") {
            if body.starts_with('>') || body.starts_with("->") {
                self.fault(start, "a comment is closed as soon as it begins");
                self.at += if body.starts_with('>') { 5 } else { 6 };
                return;
            }
            match body.find("-->") {
                Some(end) => {
                    if body[..end].contains("<!--") {
                        self.fault(start, "a comment begins within a comment");
                    }
                    if body[..end].contains("--!>") {
                        self.fault(start, "a comment ends in `--!>`");
                    }
                    self.at += 4 + end + 3;
                }
                None => {
                    self.fault(start, "a comment is never closed");
                    self.at = self.text.len();
                }
            }
            return;
        }
        self.fault(start, "this is markup of XML or SGML, not of HTML");
        self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
    }

    fn tag(&mut self) -> Option<HtmlToken<'t>> {
        let start = self.at;
        let end_tag = self.text.as_bytes().get(start + 1) == Some(&b'/');
        self.at += if end_tag { 2 } else { 1 };
        let (name, kinds) = self.take_until(WHITE | END_OF_NAME);
        if kinds & LESS_THAN != 0 {
            self.fault(start, "a tag begins before the last one has ended");
        }
        let name = ElementName::of(name, kinds & CAPITAL != 0);
        self.attributes.clear();
        let closed = if self.text.as_bytes().get(self.at) == Some(&b'>') {
            self.at += 1;
            false
        } else {
            self.rest_of_tag(start)?
        };
        if end_tag {
            if !self.attributes.is_empty() {
                self.fault(start, "an end tag has attributes");
            }
            if closed {
                self.fault(start, "an end tag ends in `/>`");
            }
            return Some(HtmlToken::End { name, at: start });
        }
        if name.is(names::RAW) {
            self.raw = Some(name);
        }
        Some(HtmlToken::Start { name, closed, at: start })
    }

    /// The attributes of a tag and its end; whether that is `/>`.
    fn rest_of_tag(&mut self, start: usize) -> Option<bool> {
        let mut closed = false;
        loop {
            let before = self.at;
            self.skip_white();
            let Some(&byte) = self.text.as_bytes().get(self.at) else {
                self.fault(start, "the last tag is never closed");
                return None;
            };
            match byte {
                b'>' => {
                    self.at += 1;
                    return Some(closed);
                }
                b'/' => {
                    self.at += 1;
                    closed = self.rest().starts_with('>');
                    if !closed {
                        self.fault(self.at, "`/` stands within a tag");
                    }
                }
                _ => {
                    if before == self.at && !self.attributes.is_empty() && !closed {
                        self.fault(self.at, "white space is missing between attributes");
                    }
                    let attribute = self.attribute()?;
                    if self.attributes.iter().take(64).any(|known| known.name == attribute.name) {
                        self.fault(attribute.at, "an attribute is given twice");
                    } else if self.attributes.len() < 4096 {
                        self.attributes.push(attribute);
                    }
                }
            }
        }
    }

    /// Takes what stands before a byte of these kinds, and says of which kinds its bytes are.
    fn take_until(&mut self, stop: u8) -> (&'t str, u8) {
        let rest = self.rest();
        let mut kinds = 0;
        let stops = |&byte: &u8| {
            let kind = KINDS[usize::from(byte)];
            let stops = kind & stop != 0;
            kinds |= if stops { 0 } else { kind };
            stops
        };
        let len = rest.as_bytes().iter().position(stops).unwrap_or(rest.len());
        self.at += len;
        // What stops is ASCII, so this is no cut through a character.
        (&rest[..len], kinds)
    }

    fn skip_white(&mut self) {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn attribute(&mut self) -> Option<TagAttribute<'t>> {
        let start = self.at;
        let odd = self.rest().starts_with('=');
        if odd {
            self.fault(start, "`=` begins an attribute");
            self.at += 1;
        }
        let (_, kinds) = self.take_until(WHITE | END_OF_NAME | EQUALS);
        let name = lower(&self.text[start..self.at], kinds);
        if kinds & (QUOTE | LESS_THAN) != 0 {
            self.fault(start, "a quote or `<` stands in the name of an attribute");
        }
        let named = self.at;
        self.skip_white();
        if !self.rest().starts_with('=') {
            self.at = named;
            return Some(TagAttribute { name, value: Cow::Borrowed(""), at: start });
        }
        self.at += 1;
        self.skip_white();
        let at = self.at;
        let (value, at) = match self.text.as_bytes().get(at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let Some(len) = memchr::memchr(quote, &self.text.as_bytes()[at + 1..]) else {
                    self.fault(start, "the last tag is never closed");
                    self.at = self.text.len();
                    return None;
                };
                self.at += len + 2;
                (&self.text[at + 1..at + 1 + len], at + 1)
            }
            Some(b'>') | None => {
                self.fault(at, "an attribute has no value after `=`");
                ("", at)
            }
            Some(_) => {
                let (value, kinds) = self.take_until(WHITE | GREATER_THAN);
                if kinds & (QUOTE | LESS_THAN | EQUALS | BACKTICK) != 0 {
                    self.fault(at, "a value with quotes, `<`, `=` or a backtick is not quoted");
                }
                (value, at)
            }
        };
        if memchr::memchr(b'&', value.as_bytes()).is_none() {
            return Some(TagAttribute { name, value: Cow::Borrowed(value), at });
        }
        self.references(value, at, true);
        Some(TagAttribute { name, value: Cow::Owned(resolve(value)), at })
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = HtmlToken<'t>;

    fn next(&mut self) -> Option<HtmlToken<'t>> {
        loop {
            let bytes = self.text.as_bytes();
            let &first = bytes.get(self.at)?;
            if let Some(name) = self.raw.take() {
                match self.raw_token(name.as_str()) {
                    Some(token) => return Some(token),
                    None => continue,
                }
            }
            if first != b'<' {
                return Some(self.plain_text());
            }
            let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
            match bytes.get(self.at + 1) {
                Some(b'!' | b'?') => self.comment(),
                Some(b'/') if !letter(self.at + 2) => {
                    self.fault(self.at, "`</` is followed by no name");
                    self.at += memchr::memchr(b'>', &bytes[self.at..]).map_or(bytes.len() - self.at, |end| end + 1);
                }
                Some(&byte) if byte == b'/' || byte.is_ascii_alphabetic() => match self.tag() {
                    Some(tag) => return Some(tag),
                    None => self.at = self.text.len(),
                },
                _ => {
                    self.fault(self.at, "`<` begins no tag");
                    return Some(self.take_text(1));
                }
            }
        }
    }
}

// What the bytes of a tag are.
const WHITE: u8 = 1 << 0;
const GREATER_THAN: u8 = 1 << 1;
const SLASH: u8 = 1 << 2;
const EQUALS: u8 = 1 << 3;
const LESS_THAN: u8 = 1 << 4;
const QUOTE: u8 = 1 << 5;
const BACKTICK: u8 = 1 << 6;
const CAPITAL: u8 = 1 << 7;
const END_OF_NAME: u8 = GREATER_THAN | SLASH;

const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' => WHITE,
            b'>' => GREATER_THAN,
            b'/' => SLASH,
            b'=' => EQUALS,
            b'<' => LESS_THAN,
            b'"' | b'\'' => QUOTE,
            b'`' => BACKTICK,
            b'A'..=b'Z' => CAPITAL,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// A name in lower case; nothing is copied where its bytes are of no such kind.
fn lower(name: &str, kinds: u8) -> Cow<'_, str> {
    if kinds & CAPITAL != 0 { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name) }
}

/// What is wrong with the reference that begins here (nothing if empty), and its length; `None` where
/// the ampersand stands for itself.
fn reference_fault(text: &str, attribute: bool) -> Option<(&'static str, usize)> {
    let after = &text[1..];
    // The references that escaped text is full of.
    for usual in ["amp;", "lt;", "gt;", "quot;"] {
        if after.starts_with(usual) {
            return Some(("", 1 + usual.len()));
        }
    }
    let first = after.chars().next()?;
    if first == '#' {
        let (digits, radix) = match after[1..].strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (&after[1..], 10),
        };
        let len = digits.find(|char: char| !char.is_digit(radix)).unwrap_or(digits.len());
        if len == 0 {
            return Some(("`&#` is followed by no number", 2));
        }
        let whole = text.len() - digits.len() + len;
        let value = u32::from_str_radix(&digits[..len], radix).ok().and_then(char::from_u32);
        let good = value.is_some_and(|char| !matches!(char, '\0'..='\u{8}' | '\u{B}' | '\u{D}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}'));
        return Some(match (good, digits[len..].starts_with(';')) {
            (false, _) => ("a reference to a character that is none", whole),
            (true, false) => ("a reference does not end in `;`", whole),
            (true, true) => ("", whole + 1),
        });
    }
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    let len = after.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(after.len());
    let name = &after[..len];
    if after[len..].starts_with(';') {
        return Some(match is_html_entity(name) || legacy(name).is_some() {
            true => ("", len + 2),
            false => ("a reference to a character that HTML does not know", len + 2),
        });
    }
    // HTML Standard, 13.2.5.73: in an attribute `&copy=1` and `&copyright` are text, and so is anywhere what is no name.
    let old = legacy(name);
    let text = old.is_none_or(|old| attribute && (old < len || after[len..].starts_with('=')));
    Some((if text { "" } else { "a reference does not end in `;`" }, len + 1))
}

/// How long the name of HTML's old references is that begins this: one that may go without `;`.
fn legacy(name: &str) -> Option<usize> {
    (2..=name.len().min(6))
        .rev()
        .find(|&len| html5ever::data::NAMED_ENTITIES.get(&name[..len]).is_some_and(|&(first, _)| first != 0))
}

/// Resolves the references that matter in an address.
fn resolve(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("&amp;") {
            out.push('&');
            rest = after;
            continue;
        }
        let end = rest.bytes().take(40).position(|byte| byte == b';');
        let char = end.and_then(|end| {
            let name = &rest[1..end];
            match name.strip_prefix('#') {
                Some(number) => match number.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16).ok(),
                    None => number.parse().ok(),
                }
                .and_then(char::from_u32),
                None => {
                    html5ever::data::NAMED_ENTITIES.get(&rest[1..=end]).and_then(|&(first, _)| char::from_u32(first))
                }
            }
        });
        match (char.filter(|&char| char != '\0'), end) {
            (Some(char), Some(end)) => {
                out.push(char);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
