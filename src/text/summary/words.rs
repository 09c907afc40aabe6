//! The words of a text that carry meaning, to compare a sentence with the title.

use std::sync::LazyLock;

use crate::text::sentence::is_wide;

/// How much of a paragraph is looked at, in bytes.
pub(super) const PARAGRAPH: usize = 4096;

/// The words of a text that carry meaning, by their first letters, so that forms of a word are one;
/// of scripts without spaces, the pairs of characters. Each once, in the order of their stems.
pub(super) struct Keywords(Vec<Stem>);

/// The first [`STEM`] characters of a word in lower case, of 21 bits each.
type Stem = u128;

/// So many letters of a word count.
const STEM: usize = 5;

/// What the words of a text have in common with others.
pub(super) struct Overlap {
    /// How many of the others it has.
    pub shared: usize,
    /// How many it has beside them, each once; not counted beyond [`ENOUGH_NEW`].
    pub new: usize,
}

/// More words that are new say nothing more.
pub(super) const ENOUGH_NEW: usize = 3;

impl Keywords {
    pub fn of(text: &str) -> Self {
        let mut words = Vec::new();
        for_each_word(text, |word| words.extend(word.carries_meaning().then_some(word.stem)));
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Whether all words of a text are among these.
    pub fn holds(&self, text: &str) -> bool {
        self.overlap(&text[..text.floor_char_boundary(PARAGRAPH)]).new == 0
    }

    /// What a text has in common with these.
    pub fn overlap(&self, text: &str) -> Overlap {
        let mut shared = vec![false; self.0.len()];
        let mut new = Vec::with_capacity(ENOUGH_NEW);
        for_each_word(text, |word| match self.0.binary_search(&word.stem) {
            Ok(at) => shared[at] |= word.carries_meaning(),
            // Whether a word is a stop word is asked of as few as can be.
            Err(_) if new.len() < ENOUGH_NEW && !new.contains(&word.stem) && word.carries_meaning() => {
                new.push(word.stem);
            }
            Err(_) => {}
        });
        Overlap { shared: shared.into_iter().filter(|shared| *shared).count(), new: new.len() }
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Calls `take` with each word of a text.
fn for_each_word(text: &str, mut take: impl FnMut(Word)) {
    let mut word = Word::default();
    let mut end = |word: &mut Word| {
        if word.length > 0 {
            take(std::mem::take(word));
        }
    };
    let mut wide: Option<char> = None;
    let mut rest = text;
    while let Some(&byte) = rest.as_bytes().first() {
        if byte.is_ascii() {
            wide = None;
            let run = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            word.push_ascii(&rest[..run]);
            if run == 0 {
                if byte != b'\'' {
                    end(&mut word);
                }
                rest = &rest[1..];
            } else {
                rest = &rest[run..];
            }
            continue;
        }
        let mut chars = rest.chars();
        let c = chars.next().unwrap_or_default();
        rest = chars.as_str();
        let alphanumeric = c.is_alphanumeric();
        if alphanumeric && is_wide(c) {
            if let Some(before) = wide {
                let mut pair = Word::default();
                pair.push(before);
                pair.push(c);
                end(&mut pair);
            }
            wide = Some(c);
            end(&mut word);
            continue;
        }
        wide = None;
        if alphanumeric {
            c.to_lowercase().for_each(|lower| word.push(lower));
        } else if c != '’' {
            end(&mut word);
        }
    }
    end(&mut word);
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

    /// Letters and digits of ASCII.
    fn push_ascii(&mut self, run: &str) {
        run.bytes().take(STEM).for_each(|byte| self.push(char::from(byte.to_ascii_lowercase())));
        self.length += run.len().saturating_sub(STEM);
    }

    /// Whether it carries meaning: a letter of ASCII alone does not.
    fn carries_meaning(&self) -> bool {
        let means = self.length > 1 || self.tells;
        means && (self.length > STEM || STOP_STEMS.binary_search(&self.stem).is_err())
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
            prop_assert_eq!(Keywords::of(&text).0, stems);
        }

        #[test]
        fn an_overlap_is_that_of_the_words(title in "([a-dé的し①1 ’.]|about|en|, ){0,16}", text in "([a-dé的し①1 ’.]|about|abouts|en|, ){0,24}") {
            let (title, words) = (Keywords::of(&title), Keywords::of(&text));
            let shared = words.0.iter().filter(|word| title.0.contains(word)).count();
            let overlap = title.overlap(&text);
            prop_assert_eq!((overlap.shared, overlap.new), (shared, (words.len() - shared).min(ENOUGH_NEW)));
        }
    }
}
