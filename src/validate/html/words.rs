//! Lists of words that are asked for often: a table made by the compiler finds a word in one step.

/// A list of fewer than 256 words, for finding.
pub struct WordList<const N: usize> {
    words: [&'static str; N],
    /// By hash: the number of a word from 1, or 0. A place that is taken leaves the next one.
    slots: [u8; SLOTS],
}

const SLOTS: usize = 1024;

/// What tells words of markup apart: their length, both ends and the middle.
const fn hash(word: &[u8]) -> usize {
    let len = word.len();
    if len == 0 {
        return 0;
    }
    let (first, middle, last) = (word[0] as usize, word[len / 2] as usize, word[len - 1] as usize);
    (first * 5 + middle * 37 + last * 149 + len * 211) % SLOTS
}

impl<const N: usize> WordList<N> {
    /// The words of a list.
    pub const fn new(words: [&'static str; N]) -> Self {
        assert!(N < 256);
        let mut slots = [0; SLOTS];
        let mut number = 0;
        while number < N {
            let mut slot = hash(words[number].as_bytes());
            while slots[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = number as u8 + 1;
            number += 1;
        }
        Self { words, slots }
    }

    /// The number of a word in the list, from 0.
    pub fn find(&self, word: &str) -> Option<usize> {
        let mut slot = hash(word.as_bytes());
        loop {
            let number = usize::from(self.slots[slot]).checked_sub(1)?;
            if self.words[number] == word {
                return Some(number);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// Whether the list has a word.
    pub fn has(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// A word by its number.
    pub fn word(&self, number: usize) -> &'static str {
        self.words[number]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_and_others_are_not() {
        // Some share a slot.
        const LIST: [&str; 6] = ["", "a", "abbr", "bbbb", "ab", "bababab"];
        const WORDS: WordList<6> = WordList::new(LIST);
        for (number, word) in LIST.iter().enumerate() {
            assert_eq!(WORDS.find(word), Some(number));
            assert_eq!(WORDS.word(number), *word);
        }
        for other in ["b", "A", "aa", "abbrx", "é", "abab"] {
            assert!(!WORDS.has(other), "{other}");
        }
    }
}
