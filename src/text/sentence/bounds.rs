//! Unicode's sentence boundaries (UAX #29), without a look at every character.
//!
//! A sentence only ends after a stop or a line end. What comes before one is passed over by the byte;
//! the rules themselves, which are the `unicode-segmentation` crate's, read the last word's end, the stop
//! and what follows it. Scripts whose stops are not told apart here are read by the rules as a whole.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The pieces of a text between two boundaries.
pub(super) struct Bounds<'a> {
    text: &'a str,
    /// Where the next piece begins.
    at: usize,
}

impl<'a> Bounds<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Bounds<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if start == self.text.len() {
            return None;
        }
        self.at = match stop(self.text.as_bytes(), start) {
            Some(stop) => {
                // No rule sees anything of what is before a letter and before a boundary.
                let before = self.text[start..stop].char_indices().rev().find(|&(_, c)| is_letter(c));
                let from = before.map_or(start, |(at, _)| start + at);
                from + self.text[from..].split_sentence_bounds().next().map_or(0, str::len)
            }
            None => self.text.len(),
        };
        Some(start..self.at)
    }
}

/// Where the first character from `at` on is that may end a sentence, or may not be known to the table.
fn stop(bytes: &[u8], mut at: usize) -> Option<usize> {
    let next = |at: usize, within: u8| bytes.get(at).is_some_and(|byte| *byte == within);
    while let Some(&byte) = bytes.get(at) {
        let length = match PASSED[usize::from(byte)] {
            0 => match byte {
                // `3.14`, `example.org`: SB6 and SB8.
                b'.' => bytes.get(at + 1).filter(|next| matches!(next, b'0'..=b'9' | b'a'..=b'z')).map(|_| 1),
                // U+0085 ends a line.
                0xc2 => (!next(at + 1, 0x85)).then_some(2),
                // Dashes, quotation marks, bullets and the ellipsis, without the one-dot leader.
                0xe2 if next(at + 1, 0x80) => {
                    bytes.get(at + 2).filter(|last| matches!(last, 0x90..=0xa3 | 0xa6)).map(|_| 3)
                }
                // The enumeration comma and brackets of Chinese and Japanese.
                0xe3 if next(at + 1, 0x80) => {
                    bytes.get(at + 2).filter(|last| matches!(last, 0x81 | 0x88..=0x91)).map(|_| 3)
                }
                // Kana.
                0xe3 if matches!(bytes.get(at + 1), Some(0x81..=0x83)) => Some(3),
                // Full-width brackets, comma and colon.
                0xef if next(at + 1, 0xbc) => {
                    bytes.get(at + 2).filter(|last| matches!(last, 0x88 | 0x89 | 0x8c | 0x9a)).map(|_| 3)
                }
                _ => None,
            },
            length => Some(usize::from(length)),
        };
        match length {
            Some(length) => at += length,
            None => return Some(at),
        }
    }
    None
}

/// How long a character is that ends no sentence, by its first byte; 0 where that does not tell: ASCII
/// but for `.`, `!`, `?` and line ends; Latin, Greek, Cyrillic and combining marks up to U+053F; Han
/// from U+4000 to U+9FFF.
const PASSED: [u8; 256] = {
    let mut lengths = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        lengths[byte] = match byte as u8 {
            b'.' | b'!' | b'?' | b'\n' | b'\r' => 0,
            0..0x80 => 1,
            0xc3..=0xd4 => 2,
            0xe4..=0xe9 => 3,
            _ => 0,
        };
        byte += 1;
    }
    lengths
};

/// A letter or digit, which to the rules is one whatever comes before it.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_the_rules(text: &str) -> Vec<Range<usize>> {
        text.split_sentence_bound_indices().map(|(at, piece)| at..at + piece.len()).collect()
    }

    #[test]
    fn what_is_passed_ends_nothing_and_letters_are_letters() {
        for c in '\0'..=char::MAX {
            let text = format!("A{c} B{c}\"C.");
            if stop(text.as_bytes(), 0) == Some(text.len() - 1) {
                assert_eq!(text.split_sentence_bounds().count(), 1, "{c:?}");
            }
            if is_letter(c) {
                // What a mark that is no letter of its own, a blank or a closing mark would change.
                for text in [format!("A.{c} B"), format!("A.{c}. B"), format!("a. {c} b"), format!("A. {c}.B. C")] {
                    let expected = text.replace(
                        c,
                        if c.is_ascii_lowercase() {
                            "z"
                        } else if c.is_ascii_digit() {
                            "7"
                        } else if c.is_ascii() {
                            "Z"
                        } else {
                            "的"
                        },
                    );
                    assert_eq!(
                        text.split_sentence_bounds().count(),
                        expected.split_sentence_bounds().count(),
                        "{text}"
                    );
                }
            }
        }
    }

    proptest! {
        #[test]
        fn bounds_are_where_the_rules_have_them(
            text in "([aB1 ]|[.!?…。！？．]|[,;:'\"()“”’—\\-]|[\n\r\t\u{85}\u{2028}\u{2024}\u{203d}]|[éßДσ的しカ、，（）「」・]|[\u{301}\u{ad}\u{200d}\u{589}ก한؟।]){0,24}",
        ) {
            prop_assert_eq!(Bounds::of(&text).collect::<Vec<_>>(), by_the_rules(&text));
        }
    }
}
