//! The words of a text that carry meaning, to compare a sentence with the title.

use std::sync::LazyLock;

use super::candidate::PARAGRAPH;
use crate::entry::sentence::is_wide;

/// The words of a text that carry meaning, by their first letters, so that forms of a word are one;
/// of scripts without spaces, the pairs of characters. Each once, in the order of their stems.
pub(super) struct Words(Vec<Stem>);

/// The first [`STEM`] characters of a word in lower case, of 21 bits each.
type Stem = u128;

/// So many letters of a word count.
const STEM: usize = 5;

impl Words {
    pub fn of(text: &str) -> Self {
        let mut words = Vec::new();
        let mut word = Word::default();
        let mut wide: Option<char> = None;
        for c in text.chars().chain([' ']) {
            if c.is_ascii() {
                wide = None;
                if c.is_ascii_alphanumeric() {
                    word.push(c.to_ascii_lowercase());
                } else if c != '\'' {
                    words.extend(std::mem::take(&mut word).stem());
                }
                continue;
            }
            let alphanumeric = c.is_alphanumeric();
            if alphanumeric && is_wide(c) {
                if let Some(before) = wide {
                    words.push(Stem::from(u32::from(before)) << 21 | Stem::from(u32::from(c)));
                }
                wide = Some(c);
                words.extend(std::mem::take(&mut word).stem());
                continue;
            }
            wide = None;
            if alphanumeric {
                c.to_lowercase().for_each(|lower| word.push(lower));
            } else if c != '’' {
                words.extend(std::mem::take(&mut word).stem());
            }
        }
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Whether all words of a text are among these.
    pub fn holds(&self, text: &str) -> bool {
        let words = Self::of(&text[..text.floor_char_boundary(PARAGRAPH)]);
        words.shared_with(self) == words.len()
    }

    /// How many words the two have in common.
    pub fn shared_with(&self, other: &Self) -> usize {
        self.0.iter().filter(|word| other.0.binary_search(word).is_ok()).count()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A word as it is read.
#[derive(Default)]
struct Word {
    stem: Stem,
    length: usize,
    /// Whether a character of it is a number, or not of ASCII.
    tells: bool,
}

impl Word {
    fn push(&mut self, lower: char) {
        if self.length < STEM {
            self.stem = self.stem << 21 | Stem::from(u32::from(lower));
        }
        self.length += 1;
        self.tells |= !lower.is_ascii_lowercase();
    }

    /// Its stem where it carries meaning: a letter of ASCII alone does not.
    fn stem(self) -> Option<Stem> {
        let means = self.length > 1 || self.tells;
        (means && (self.length > STEM || STOP_STEMS.binary_search(&self.stem).is_err())).then_some(self.stem)
    }
}

/// The stop words, none of which is longer than a stem, sorted.
static STOP_STEMS: LazyLock<Vec<Stem>> = LazyLock::new(|| {
    let stem = |word: &&str| word.chars().fold(0, |stem, c| stem << 21 | Stem::from(u32::from(c)));
    let mut stems: Vec<Stem> = STOP_WORDS.iter().map(stem).collect();
    stems.sort_unstable();
    stems
});

#[rustfmt::skip]
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "all", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "for",
    "from", "has", "have", "he", "how", "i", "if", "in", "into", "is", "it", "its", "more", "my", "new", "no",
    "not", "of", "on", "or", "our", "over", "so", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "to", "up", "us", "was", "we", "were", "what", "when", "which", "who", "why",
    "will", "with", "you", "your", "der", "die", "das", "und", "le", "la", "les", "de", "des", "du", "et", "el",
    "los", "las", "y", "en", "un", "une", "il", "и", "в",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    /// The same as strings.
    fn plainly(text: &str) -> HashSet<String> {
        let mut words = HashSet::new();
        let mut word = String::new();
        let mut wide: Option<char> = None;
        for c in text.chars().chain([' ']) {
            if is_wide(c) && c.is_alphanumeric() {
                if let Some(before) = wide {
                    words.insert([before, c].iter().collect());
                }
                wide = Some(c);
            } else {
                wide = None;
            }
            if c.is_alphanumeric() && !is_wide(c) {
                word.extend(c.to_lowercase());
            } else if !word.is_empty() && !matches!(c, '\'' | '’') {
                if !STOP_WORDS.contains(&word.as_str()) && (word.len() > 1 || word.chars().any(char::is_numeric)) {
                    words.insert(word.chars().take(STEM).collect());
                }
                word.clear();
            }
        }
        words
    }

    #[test]
    fn stop_words_are_no_longer_than_a_stem() {
        assert!(STOP_WORDS.iter().all(|word| word.chars().count() <= STEM));
    }

    proptest! {
        #[test]
        fn stems_are_the_strings_that_they_stand_for(text in "([a-dIÉİßΣσ的し①1१ '’.]|about|en|un|, ){0,24}") {
            let words = plainly(&text);
            let mut stems: Vec<Stem> = words
                .iter()
                .map(|word| word.chars().fold(0, |stem, c| stem << 21 | Stem::from(u32::from(c))))
                .collect();
            stems.sort_unstable();
            prop_assert_eq!(Words::of(&text).0, stems);
        }
    }
}
