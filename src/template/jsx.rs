//! Tags as JSX and HTML write them, and what can be known of their attributes.

use std::ops::Range;

use super::components::{Components, required};
use super::condition::literal;
use super::script::{LONGEST_TAG, name_at};

/// Attributes that say when the text within a component is shown.
const CONDITIONS: [&str; 7] = ["when", "if", "condition", "cond", "unless", "show", "visible"];

/// What an expression says, where that needs no program: a string, an address that a call gives as it is, the address
/// of a picture that was imported (`{gauge}`; in Next.js and Astro `{gauge.src}`).
fn known_value<'a>(inner: &'a str, components: &Components<'a>) -> Option<&'a str> {
    let template = || inner.strip_prefix('`')?.strip_suffix('`').filter(|text| !text.contains(['`', '$', '\\']));
    let import = || {
        let name = [".src", ".default"].iter().find_map(|end| inner.strip_suffix(end)).unwrap_or(inner);
        components.imports.get(name).copied()
    };
    let text = literal(inner).or_else(template).or_else(|| required(inner)).or_else(import)?;
    // Docusaurus: the root of the site's sources, in which `static` is the root of the site.
    Some(text.strip_prefix("@site/static").unwrap_or(text))
}

/// A tag as JSX or HTML writes it.
pub(super) struct JsxTag<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its attributes, those whose value is known.
    pub attributes: Vec<(&'a str, Option<&'a str>)>,
    /// The expression that says when the text within is shown.
    pub condition: Option<&'a str>,
    /// Whether it is an end tag.
    pub closing: bool,
    /// Whether it needs no end tag.
    pub alone: bool,
    /// Whether an attribute holds an expression, as only JSX does.
    pub jsx: bool,
    /// The attributes whose value only a program knows.
    pub lost: Vec<&'a str>,
    /// One past its last byte.
    pub end: usize,
}

impl<'a> JsxTag<'a> {
    /// The value of the first of these attributes that the tag has.
    pub(super) fn attribute(&self, names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|wanted| self.attributes.iter().find(|(name, _)| name == wanted)?.1)
    }
}

/// The tag that begins at a byte.
pub(super) fn parse_tag<'a>(body: &'a str, at: usize, components: &Components<'a>) -> Option<JsxTag<'a>> {
    let closing = body[at + 1..].starts_with('/');
    let start = at + 1 + usize::from(closing);
    let name = name_at(body, start);
    if name.is_empty() {
        return None;
    }
    let bytes = body.as_bytes();
    let limit = bytes.len().min(at + LONGEST_TAG);
    let mut here = start + name.len();
    let (attributes, lost) = (Vec::new(), Vec::new());
    let mut tag = JsxTag { name, attributes, condition: None, closing, alone: false, jsx: false, lost, end: 0 };
    if !bytes.get(here).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')) {
        return None;
    }
    while here < limit {
        match bytes[here] {
            b'>' => {
                tag.end = here + 1;
                return Some(tag);
            }
            b'/' => {
                tag.alone = bytes.get(here + 1) == Some(&b'>');
                here += 1;
            }
            b'{' => {
                tag.jsx = true;
                here = components.braces.end(here)?;
            }
            byte if byte.is_ascii_whitespace() => here += 1,
            b'<' | b'"' | b'\'' | b'=' => return None,
            _ => here = parse_attribute(&mut tag, body, here..limit, components)?,
        }
    }
    None
}

/// Reads the attribute of a tag that begins a range, and gives where it ends.
fn parse_attribute<'a>(
    tag: &mut JsxTag<'a>,
    body: &'a str,
    range: Range<usize>,
    components: &Components<'a>,
) -> Option<usize> {
    let bytes = body.as_bytes();
    let skip = |from: usize, skipped: fn(u8) -> bool| {
        from + bytes[from..range.end.max(from)].iter().take_while(|&&byte| skipped(byte)).count()
    };
    let is_blank = |byte: u8| byte.is_ascii_whitespace();
    let end = skip(range.start, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/' | b'<'));
    let name = body.get(range.start..end)?;
    let sign = skip(end, is_blank);
    if bytes.get(sign) != Some(&b'=') {
        tag.attributes.push((name, None));
        return Some(end);
    }
    let value = skip(sign + 1, is_blank);
    match bytes.get(value)? {
        quote @ (b'"' | b'\'') => {
            let length = bytes[value + 1..range.end.max(value + 1)].iter().position(|byte| byte == quote)?;
            tag.attributes.push((name, body.get(value + 1..value + 1 + length)));
            Some(value + length + 2)
        }
        b'{' => {
            tag.jsx = true;
            let end = components.braces.end(value)?;
            let inner = body[value + 1..end - 1].trim();
            if CONDITIONS.contains(&name) {
                tag.condition = Some(inner);
            }
            match known_value(inner, components) {
                Some(text) => tag.attributes.push((name, Some(text))),
                None => tag.lost.push(name),
            }
            Some(end)
        }
        _ => {
            let end = skip(value, |byte| !byte.is_ascii_whitespace() && byte != b'>');
            tag.attributes.push((name, body.get(value..end)));
            Some(end)
        }
    }
}
