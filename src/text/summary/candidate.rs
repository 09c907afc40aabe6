//! Sentences that may become part of a summary, with what can be said for and against them.

use std::borrow::{Borrow, Cow};

use super::boilerplate::{
    is_aside, is_boilerplate, starts_with_any, without_dateline, without_greeting, without_summary_label,
};
use super::phrases::Phrases;
use super::words::{ENOUGH_NEW, Keywords, PARAGRAPH};
use crate::feed::PlainText;
use crate::text::block::Block;
use crate::text::sentence::{columns, is_wide, sentences};

/// How many sentences are looked at.
const CANDIDATES: usize = 12;

/// No sentence is measured beyond so many columns: it is too long for a summary by far.
const WIDEST: usize = 2000;

/// How many blocks are looked at in search of a sentence.
const BLOCKS: usize = 60;

/// A sentence that may become part of a summary.
#[derive(Debug)]
pub(super) struct SentenceCandidate {
    /// The sentence.
    pub text: String,
    /// Its columns.
    pub width: usize,
    /// Its place in its paragraph, from 0.
    pub within: usize,
    /// The share of the title's words that it has, 0 to 1.
    pub on_title: f32,
    /// Whether hardly a word of it is not in the title.
    pub nothing_new: bool,
    /// Whether it ends as sentences do.
    pub finished: bool,
    /// Whether it introduces what follows: a list, code, a quotation.
    pub lead_in: bool,
    /// Whether it is no part of what the article says.
    pub aside: bool,
    /// Whether it says nothing but the title.
    pub repeats_title: bool,
    /// Whether it needs the sentence before it to be understood.
    pub leans: Leaning,
    /// Whether it sends the reader elsewhere or asks something of him.
    pub points: bool,
    /// Whether it asks.
    pub question: bool,
    /// Whether it is about its writer.
    pub personal: bool,
    /// Whether it says what the article is about.
    pub cue: bool,
}

/// The blocks of an article, of which most summaries need the first few only.
pub(super) struct ReadBlocks<I: Iterator> {
    read: Vec<I::Item>,
    rest: I,
}

impl<B: Borrow<Block>, I: Iterator<Item = B>> ReadBlocks<I> {
    /// Before any is read.
    pub fn of(blocks: impl IntoIterator<IntoIter = I>) -> Self {
        Self { read: Vec::new(), rest: blocks.into_iter() }
    }

    /// The block at a place, counted from 0.
    pub fn get<'a>(&'a mut self, at: usize) -> Option<&'a Block>
    where
        B: 'a,
    {
        while self.read.len() <= at {
            self.read.push(self.rest.next()?);
        }
        Some(self.read[at].borrow())
    }

    /// The first block that is as it should be.
    pub fn find(mut self, is_right: impl Fn(&Block) -> bool) -> Option<Block> {
        let mut blocks = self.read.iter().map(B::borrow);
        let read = blocks.find(|block| is_right(block)).cloned();
        read.or_else(|| self.rest.find(|block| is_right(block.borrow())).map(|block| block.borrow().clone()))
    }
}

/// The first sentences of the blocks of a tier.
pub(super) fn candidates<B: Borrow<Block>>(
    blocks: &mut ReadBlocks<impl Iterator<Item = B>>,
    tier: fn(&Block) -> bool,
    title: &Keywords,
) -> Vec<SentenceCandidate> {
    let mut found = Vec::new();
    let (mut at, mut paragraph) = (0, 0);
    while paragraph < BLOCKS
        && let Some(block) = blocks.get(at)
    {
        at += 1;
        if !tier(block) {
            continue;
        }
        take_sentences(block, paragraph < 2, title, &mut found);
        if found.len() == CANDIDATES {
            break;
        }
        paragraph += 1;
    }
    found
}

/// Adds the sentences of a block, without a greeting before its first one where it may `greet`.
fn take_sentences(block: &Block, greet: bool, title: &Keywords, found: &mut Vec<SentenceCandidate>) {
    let text = &block.text[..block.text.floor_char_boundary(PARAGRAPH)];
    let Some(text) = PlainText::new(&cleaned(text)) else { return };
    let whole = text.as_str();
    if is_boilerplate(whole) {
        return;
    }
    let whole = without_summary_label(without_dateline(whole));
    // The last sentence of a paragraph that was not read whole may be cut.
    let cut = block.text.len() > PARAGRAPH;
    for (within, range) in sentences(whole).enumerate() {
        if cut && range.end == whole.len() && within > 0 {
            return;
        }
        let sentence = if within == 0 && greet { greeting_off(&whole[range]) } else { whole[range].to_owned() };
        let repeated = found.iter().any(|other: &SentenceCandidate| other.text == sentence);
        if !repeated && let Some(candidate) = SentenceCandidate::of(sentence, within, title) {
            found.push(candidate);
        }
        if found.len() == CANDIDATES {
            return;
        }
    }
}

/// The sentence without a greeting before it, and then with a capital as before.
fn greeting_off(sentence: &str) -> String {
    let rest = without_greeting(sentence);
    let mut chars = rest.chars();
    match chars.next() {
        Some(first) if rest.len() < sentence.len() => first.to_uppercase().chain(chars).collect(),
        _ => sentence.to_owned(),
    }
}

impl SentenceCandidate {
    fn of(text: String, within: usize, title: &Keywords) -> Option<Self> {
        let letters = text.chars().filter(|c| c.is_alphabetic()).take(3).count();
        if letters < 3 {
            return None;
        }
        let width = columns(&text, WIDEST);
        let overlap = title.overlap(&text);
        let lower = text.to_lowercase();
        let phrases = Phrases::of(&lower);
        let bare = text.trim_end_matches(['"', '\'', '”', '’', ')', '）', '」', '』', '»', ']', ' ', '*', '_']);
        let bare = bare.trim_end_matches(|c: char| {
            !c.is_alphanumeric() && !c.is_ascii_punctuation() && !is_wide(c) && !matches!(c, '…' | '।' | '؟' | '።')
        });
        let finished = bare.ends_with(['.', '!', '?', '。', '！', '？', '…', '．', '｡', '।', '؟', '።', '۔']);
        let first_word = lower.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').next().unwrap_or("");
        Some(Self {
            width,
            within,
            on_title: if title.is_empty() { 0.0 } else { overlap.shared as f32 / title.len() as f32 },
            nothing_new: overlap.new < ENOUGH_NEW,
            finished,
            lead_in: bare.ends_with([':', '：', ',', '，', ';']),
            aside: is_aside(&text, &lower, &phrases),
            repeats_title: overlap.new == 0,
            leans: Leaning::of(&lower, first_word),
            points: phrases.pointer || starts_with_any(&lower, CALLS),
            question: bare.ends_with(['?', '？']),
            personal: matches!(first_word, "i" | "i'm" | "i’m" | "my" | "i've" | "i’ve"),
            cue: phrases.cue,
            text,
        })
    }
}

/// How a sentence leans on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaning {
    /// It stands on its own.
    No,
    /// `It is ...`, `These ...`
    Pronoun,
    /// `However, ...`, `Thus ...`
    Connective,
}

impl Leaning {
    fn of(lower: &str, first_word: &str) -> Self {
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).skip(1);
        let [second, third, fourth] = [(); 3].map(|()| words.next().unwrap_or(""));
        // `As it grew, ...`, `Each of these groups ...`
        let points_back = |word: &str, next: &str| POINTING_BACK.contains(&word) && !OWN_WORDS.contains(&next);
        let leads = || LEADING_WORDS.contains(&first_word);
        if second == "also"
            || third == "also"
            || CONNECTIVES.contains(&first_word)
            || starts_with_any(lower, CJK_CONNECTIVES)
        {
            Self::Connective
        } else if first_word == "this" && OWN_WORDS.contains(&second) {
            Self::No
        } else if ((points_back(second, third) || points_back(third, fourth)) && leads())
            || PRONOUNS.contains(&first_word)
            || starts_with_any(lower, CJK_PRONOUNS)
        {
            Self::Pronoun
        } else {
            Self::No
        }
    }
}

/// What `this` may stand before without leaning on anything.
#[rustfmt::skip]
const OWN_WORDS: &[&str] = &[
    "post", "article", "blog", "week", "month", "year", "release", "tutorial", "guide", "report", "newsletter",
    "version", "summer", "spring", "fall", "winter", "morning", "page", "document", "series", "paper", "note",
    "announcement", "update", "is",
];

#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "this", "these", "that", "those", "it", "they", "he", "she", "its", "their", "his", "her", "there", "here",
    "both", "such", "another",
];

#[rustfmt::skip]
const CONNECTIVES: &[&str] = &[
    "but", "and", "or", "so", "however", "also", "then", "thus", "therefore", "instead", "yet", "because",
    "additionally", "moreover", "furthermore", "finally", "nevertheless", "nonetheless", "still", "otherwise",
    "consequently", "hence", "meanwhile", "likewise", "similarly", "besides", "fortunately", "unfortunately",
    "luckily", "second", "secondly", "third", "thirdly", "next", "afterwards", "again", "specifically",
    "indeed", "rather", "yes", "well", "aber", "jedoch", "mais", "donc", "pero", "sin", "mas", "но", "однако",
    "поэтому",
];

const CJK_PRONOUNS: &[&str] = &["这", "這", "它", "他", "她", "其", "该", "該", "此", "これ", "それ", "この", "その"];

#[rustfmt::skip]
const CJK_CONNECTIVES: &[&str] = &[
    "还", "還", "但", "而", "因此", "所以", "此外", "另外", "同时", "同時", "然而", "不过", "不過", "并且", "於是", "于是", "其次", "最后",
    "最後", "しかし", "また", "そして", "そのため", "ただし", "さらに", "なお", "つまり", "だから", "したがって",
];

/// How a sentence begins that asks something of the reader.
const CALLS: &[&str] =
    &["if you", "please ", "let us know", "feel free", "don't ", "don’t ", "如果您", "如果你", "请", "請"];

/// Words that may begin a sentence which leans by its second or third word.
#[rustfmt::skip]
const LEADING_WORDS: &[&str] = &[
    "as", "when", "while", "during", "after", "before", "with", "in", "if", "since", "once", "for", "by", "at",
    "prior", "of", "from", "to", "on", "under", "through", "each", "all", "some", "many", "most", "one",
    "despite", "given", "until",
];

/// What such a word is.
const POINTING_BACK: &[&str] =
    &["it", "its", "they", "them", "their", "this", "these", "those", "that", "he", "she", "such"];

/// The text without marks that are left of its markup: `[^1]`, `[3]`, `[text][key]`, bullets.
fn cleaned(text: &str) -> Cow<'_, str> {
    let text = text.trim().trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '†' | '•' | '·' | '▪' | '►' | '▶' | '■' | '●')
    });
    if !text.contains(['[', '*']) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        clean.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let near = &after[..after.floor_char_boundary(120)];
        match near.find([']', '[']) {
            Some(end) if near.as_bytes()[end] == b']' => {
                let inner = &near[..end];
                // `args[0]` names a part of something; a number behind a mark or a blank is that of a note.
                let is_index = clean.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ')'));
                let note = inner.starts_with('^')
                    || (!is_index
                        && !inner.is_empty()
                        && inner.len() <= 3
                        && inner.bytes().all(|b| b.is_ascii_digit()));
                rest = &after[end + 1..];
                let key = rest.strip_prefix('[').and_then(|key| key[..key.floor_char_boundary(120)].find(']'));
                match key {
                    Some(to) if !note => {
                        clean.push_str(inner);
                        rest = &rest[to + 2..];
                    }
                    _ if note => {}
                    _ => {
                        clean.push('[');
                        clean.push_str(inner);
                        clean.push(']');
                    }
                }
            }
            _ => {
                clean.push('[');
                rest = after;
            }
        }
    }
    clean.push_str(rest);
    // Emphasis that its markup did not make.
    Cow::Owned(if clean.contains("**") { clean.replace("**", "") } else { clean })
}
