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

    /// How many words these have in common with others.
    pub fn shared(&self, others: &Self) -> usize {
        self.0.iter().filter(|stem| others.0.binary_search(stem).is_ok()).count()
    }

    /// Whether all words of a text are among these.
    pub fn holds(&self, text: &str) -> bool {
        let words = Self::of(&text[..text.floor_char_boundary(PARAGRAPH)]);
        words.shared(self) == words.len()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The words that a text comes back to, with how often it has them.
#[derive(Default)]
pub(super) struct RecurringWords {
    /// Each once, in the order of their stems, with what it says that it is there: see [`LOGARITHMS`].
    words: Vec<(Stem, f32)>,
    /// Those of them that are there most often, likewise in order.
    main: Vec<Stem>,
}

/// So many words are what a text is about.
const MAIN: usize = 10;

/// Natural logarithms of whole numbers from 1: written out, for the last digit of a computed one is the machine's.
pub(super) const LOGARITHMS: [f32; 16] =
    [0.0, 0.693, 1.099, 1.386, 1.609, 1.792, 1.946, 2.079, 2.197, 2.303, 2.398, 2.485, 2.565, 2.639, 2.708, 2.773];

/// A word that a text has more often than this is no more to it.
const OFTEN: usize = 10;

impl RecurringWords {
    /// Those of a text in parts.
    pub fn of<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        let mut stems = Vec::new();
        for part in parts {
            for_each_word(part, |word| stems.extend((word.length > 1 || word.tells).then_some(word.stem)));
        }
        stems.sort_unstable();
        let counted = stems.chunk_by(|a, b| a == b).map(|alike| (alike[0], alike.len()));
        // Whether a word is a stop word is asked of each once.
        let mut counted: Vec<(Stem, usize)> =
            counted.filter(|(stem, count)| *count > 1 && STOP_STEMS.binary_search(stem).is_err()).collect();
        let words = counted.iter().map(|&(stem, count)| (stem, LOGARITHMS[count.min(OFTEN) - 1])).collect();
        counted.sort_by_key(|&(stem, count)| (std::cmp::Reverse(count), stem));
        let mut main: Vec<Stem> = counted.iter().take(MAIN).map(|(stem, _)| *stem).collect();
        main.sort_unstable();
        Self { words, main }
    }

    /// How much the words of a sentence are those of the text: what one of them says on average, and which share of
    /// the text's main words is among them.
    pub fn in_common(&self, sentence: &Keywords) -> (f32, f32) {
        let (mut sum, mut main) = (0.0, 0);
        for stem in &sentence.0 {
            if let Ok(at) = self.words.binary_search_by_key(stem, |(stem, _)| *stem) {
                sum += self.words[at].1;
                main += usize::from(self.main.binary_search(stem).is_ok());
            }
        }
        (sum / sentence.0.len().max(1) as f32, main as f32 / MAIN as f32)
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
    fn words_recur() {
        let words = RecurringWords::of(["The pump pumps.", "A lock of the pump", "the lock"].into_iter());
        assert_eq!(words.words.iter().map(|(_, worth)| *worth).collect::<Vec<_>>(), [0.693, 0.693]);
        assert_eq!(words.in_common(&Keywords::of("A pump at sea")), (0.693 / 2.0, 0.1));
        assert_eq!(words.in_common(&Keywords::of("")), (0.0, 0.0));
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
        fn shared_words_are_those_of_both(title in "([a-dé的し①1 ’.]|about|en|, ){0,16}", text in "([a-dé的し①1 ’.]|about|abouts|en|, ){0,24}") {
            let (title, words) = (Keywords::of(&title), Keywords::of(&text));
            let shared = words.0.iter().filter(|word| title.0.contains(word)).count();
            prop_assert_eq!((words.shared(&title), title.holds(&text)), (shared, shared == words.len()));
        }
    }
}
