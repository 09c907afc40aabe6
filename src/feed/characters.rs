//! Which characters a document may hold, and how a text is looked through for them: by its bytes, many
//! at a time, as nearly all of them are harmless.

/// Whether XML 1.0 allows the character in a document (XML 1.0, production 2), and no reader is
/// harmed by it: C1 controls and noncharacters are left out too.
///
/// ```
/// use tidings::feed::is_document_char;
///
/// assert!(is_document_char('a') && is_document_char('\n') && is_document_char('🎉'));
/// assert!(!is_document_char('\u{1b}') && !is_document_char('\u{ffff}'));
/// ```
#[must_use]
pub fn is_document_char(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => false,
        '\u{fffe}' | '\u{ffff}' | '\u{fdd0}'..='\u{fdef}' => false,
        _ => (c as u32) & 0xfffe != 0xfffe,
    }
}

/// Stands for a value that is not known, while an entry is made. These are noncharacters, which what writes text
/// and attributes leaves out: so no document can hold them, wherever they were put, and the gate sees to it.
pub(crate) const PLACEHOLDER: &str = "\u{fdd0}\u{fdd1}";

/// Whether a byte of UTF-8 belongs to a character that every document may hold, and that is no carriage
/// return. Of those that do not, most do all the same: the tab; what begins with 0xC2 (the C1 controls,
/// but also the no-break space); what begins with 0xEF and above (the noncharacters, but also full-width
/// punctuation and emoji). They have to be looked at as characters.
pub(crate) fn is_document_byte(byte: u8) -> bool {
    ((byte >= b' ') | (byte == b'\n')) & (byte != 0x7f) & (byte != 0xc2) & (byte < 0xef)
}

/// How many bytes at the front fit. Many are judged at a time and without a branch, which compilers make
/// a few vector instructions of; so `fits` should be comparisons joined by `&` and `|`, not a table.
pub(crate) fn run_of(bytes: &[u8], fits: impl Fn(u8) -> bool) -> usize {
    const MANY: usize = 32;
    let all_fit =
        |chunk: &&[u8; MANY]| chunk.iter().map(|&byte| u8::from(!fits(byte))).fold(0, |odd, byte| odd | byte) == 0;
    let (chunks, rest) = bytes.as_chunks::<MANY>();
    let whole = chunks.iter().take_while(all_fit).count();
    // What is left at the end is judged with bytes before it that fit.
    if whole == chunks.len() && !rest.is_empty() && bytes.last_chunk().is_some_and(|last| all_fit(&last)) {
        return bytes.len();
    }
    let whole = whole * MANY;
    whole + bytes[whole..].iter().take_while(|&&byte| fits(byte)).count()
}

/// Whether a text holds only what every document may, and no carriage return.
pub(super) fn is_clean(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = &rest[run_of(rest.as_bytes(), is_document_byte)..];
        let mut chars = rest.chars();
        match chars.next() {
            None => return true,
            Some(c) if c == '\r' || !is_document_char(c) => return false,
            Some(_) => rest = chars.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bytes_and_characters_agree() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let kept = c != '\r' && is_document_char(c);
            assert_eq!(is_clean(&text), kept, "{c:?}");
            assert!(kept || !is_document_byte(text.as_bytes()[0]), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn a_text_is_clean_by_its_characters(text in "([ -~\n]{0,40}|[é汉，🎉\u{a0}\u{85}\r\u{7f}\u{1b}\u{fffe}\u{1fffe}])*") {
            prop_assert_eq!(is_clean(&text), text.chars().all(|c| c != '\r' && is_document_char(c)));
        }

        #[test]
        fn a_run_ends_where_the_first_byte_does_not_fit(bytes in prop::collection::vec(0u8..4, 0..80)) {
            let expected = bytes.iter().take_while(|&&byte| byte != 0).count();
            prop_assert_eq!(run_of(&bytes, |byte| byte != 0), expected);
        }
    }
}
