//! Text and attributes as HTML holds them: what markup is made of is escaped, and what no document may
//! hold is left out.

use crate::feed::{is_document_byte, is_document_char, run_of};

/// Text that cannot be read as markup, without the characters no document may hold.
pub(crate) fn escape_text(out: &mut String, text: &str) {
    let plain = |byte| is_document_byte(byte) & (byte != b'&') & (byte != b'<') & (byte != b'>');
    escape(out, text, plain, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("\n"),
        _ => None,
    });
}

/// A name and a value in double quotes, with a blank before.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_attribute_value(out, value);
    out.push('"');
}

/// What stands between an attribute's quotes.
pub(crate) fn push_attribute_value(out: &mut String, value: &str) {
    let plain = |byte| {
        is_document_byte(byte) & (byte >= b' ') & (byte != b'&') & (byte != b'<') & (byte != b'>') & (byte != b'"')
    };
    escape(out, value, plain, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\n' | '\r' | '\t' => Some(" "),
        _ => None,
    });
}

/// A link with plain text.
pub(crate) fn push_link(out: &mut String, url: &str, text: &str) {
    out.push_str("<a");
    push_attribute(out, "href", url);
    out.push('>');
    escape_text(out, text);
    out.push_str("</a>");
}

/// Nearly all of a text is runs of plain bytes, which stay as they are; `entity` says what stands for
/// any other character.
fn escape(out: &mut String, text: &str, plain: impl Fn(u8) -> bool, entity: impl Fn(char) -> Option<&'static str>) {
    out.reserve(text.len());
    let mut rest = text;
    loop {
        let (run, special) = rest.split_at(run_of(rest.as_bytes(), &plain));
        out.push_str(run);
        let mut chars = special.chars();
        let Some(c) = chars.next() else { return };
        rest = chars.as_str();
        if c == '\u{1b}'
            && let Some(code) = rest.strip_prefix('[')
        {
            // A terminal's colour code: ESC [ digits and semicolons, then a letter.
            let code = code.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
            rest = code.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(code);
        } else if let Some(entity) = entity(c) {
            out.push_str(entity);
        } else if is_document_char(c) {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::new();
        escape_text(&mut out, text);
        out
    }

    #[test]
    fn colour_codes_go_whole() {
        assert_eq!(text("a \u{1b}[1;31mred\u{1b}[0m \u{1b}[38;5;1m\u{1b}x \u{1b}["), "a red x ");
        assert_eq!(text("\u{1b}[31<b>汉，\u{a0}\u{85}\u{fffe}"), "&lt;b&gt;汉，\u{a0}");
    }

    proptest! {
        #[test]
        fn a_text_is_escaped_character_by_character(typed in "([ -~\n\t]{0,40}|[é汉，🎉\u{a0}\u{85}\r\u{7f}\u{fffe}\u{1fffe}&<>\"])*") {
            let each = |c: char| match c {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '\r' => "\n".to_owned(),
                c if is_document_char(c) => c.to_string(),
                _ => String::new(),
            };
            prop_assert_eq!(text(&typed), typed.chars().map(each).collect::<String>());
            let mut attribute = String::new();
            push_attribute(&mut attribute, "x", &typed);
            let expected: String = typed.chars().map(each).collect();
            let expected = expected.replace('"', "&quot;").replace(['\n', '\t'], " ");
            prop_assert_eq!(attribute, format!(" x=\"{expected}\""));
        }
    }
}
