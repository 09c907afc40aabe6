//! Text of an element: plain text that holds no markup, HTML, and characters that tell of a wrong encoding.

use super::frame::{Frame, Scope};
use crate::diagnostic::Code;
use crate::validate::forms::names;
use crate::validate::html;
use crate::validate::html::{Relative, safety};
use crate::validate::log::{Log, Pos, Stretch, shown};
use crate::validate::rules::{Rule, rule};
use crate::validate::xml::text::XmlText;

/// Checks an element's text as HTML.
pub fn html(frame: &Frame, scope: &mut Scope<'_>) {
    let relative = if scope.is_atom() { Relative::Atom } else { Relative::Rss };
    let place = |at: usize, len: usize| frame.text.mark(at, len);
    html::check_text(&frame.text.value, &frame.name, frame.mark, relative, &place, scope.log);
}

/// Text that should hold no HTML.
pub fn plain(frame: &Frame, rule: &'static Rule, scope: &mut Scope<'_>) {
    plain_string(&frame.text, &frame.name, frame.mark, rule, scope);
}

/// Characters that a document with the right encoding does not hold: the control characters from
/// U+0080, and U+FFFD, which is what is left of a character that was lost.
pub fn bad_characters(text: &str, pos: Pos, name: &str, log: &mut Log) {
    let bytes = text.as_bytes();
    let suspect = |window: &[u8]| {
        (window[0] == 0xC2 && (0x80..=0x9F).contains(&window[1]))
            || (window.len() == 3 && *window == [0xEF, 0xBF, 0xBD])
    };
    if !bytes.iter().any(|&byte| byte == 0xC2 || byte == 0xEF) {
        return;
    }
    let found = bytes.windows(2).position(suspect).or_else(|| bytes.windows(3).position(suspect));
    if let Some(at) = found.filter(|&at| text.is_char_boundary(at)) {
        let char = text[at..].chars().next().unwrap_or_default();
        let mark = Stretch { pos: pos.after(&text[..at]), len: char.len_utf8() };
        let message = format!("`{name}` holds U+{:04X}, as a wrong encoding leaves it", u32::from(char));
        log.add(const { rule(Code::CharactersBad) }, mark, message);
    }
}

/// Text that was UTF-8 and has been encoded as UTF-8 once more.
pub fn double_encoded(text: &XmlText, otherwise: Stretch, log: &mut Log) {
    let value = text.value.as_str();
    let bytes = value.as_bytes();
    // U+00C2 or U+00C3 before U+0080 to U+00BF: in bytes, C3 82 or C3 83 before C2.
    let pair = |&at: &usize| matches!(bytes[at..], [0xC3, 0x82 | 0x83, 0xC2, ..]);
    let Some(at) = memchr::memchr_iter(0xC3, bytes).find(pair) else { return };
    let single: Option<Vec<u8>> = value.chars().map(|char| u8::try_from(u32::from(char)).ok()).collect();
    if single.is_some_and(|bytes| std::str::from_utf8(&bytes).is_ok()) {
        let mark = if value.is_empty() { otherwise } else { text.mark(at, 4) };
        log.add(const { rule(Code::CharactersBad) }, mark, "the text has been encoded as UTF-8 twice");
    }
}

/// Plain text that looks like HTML.
pub fn plain_string(text: &XmlText, name: &str, otherwise: Stretch, rule_of: &'static Rule, scope: &mut Scope<'_>) {
    let value = text.value.as_str();
    if !value.contains(['<', '&']) {
        return;
    }
    let end_tag = value.match_indices("</").find_map(|(at, _)| {
        let rest = &value[at + 2..];
        let len = rest.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(rest.len()).min(32);
        let tag = rest.get(..len)?;
        (rest[len..].starts_with('>') && safety::is_html(&tag.to_ascii_lowercase())).then_some((at, tag.len() + 3))
    });
    if let Some((at, len)) = end_tag {
        let message = format!("`{name}` holds HTML: `{}`", shown(&value[at..at + len]));
        scope.log.add(rule_of, text.mark(at, len), message);
        return;
    }
    let reference = value.match_indices('&').find_map(|(at, _)| {
        let rest = &value[at + 1..];
        let skip = usize::from(rest.starts_with('#'));
        let len =
            rest[skip..].find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(rest.len() - skip) + skip;
        let word = &rest[..len];
        let counts =
            len > skip && (!word.chars().all(char::is_alphabetic) || (len <= 32 && names::is_html_entity(word)));
        counts.then_some((at, len + 1))
    });
    if let Some((at, len)) = reference {
        // A hexadecimal reference is how a writer says that this is meant.
        if !text.hexadecimal {
            let message = format!("`{name}` holds a reference of HTML: `{}`", shown(&value[at..at + len]));
            scope.log.add(rule_of, text.mark(at, len), message);
        }
        return;
    }
    let tag = value
        .match_indices('<')
        .find(|(at, _)| value[at + 1..].starts_with(|char: char| char.is_ascii_alphabetic() || char == '/'));
    if let (Some((at, _)), true, false) =
        (tag, scope.is_rss() && scope.facts.version.starts_with("2."), text.hexadecimal)
    {
        let mark = if value.is_empty() { otherwise } else { text.mark(at, 1) };
        let message = format!("the `<` in `{name}` looks like a tag to many readers");
        scope.log.add(const { rule(Code::RssCharacterData) }, mark, message);
    }
}
