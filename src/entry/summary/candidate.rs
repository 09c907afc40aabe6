//! Sentences that may become part of a summary, with what can be said for and against them.

use std::collections::HashSet;

use super::LIMIT;
use super::boilerplate::{is_aside, is_boilerplate, without_dateline, without_greeting, without_summary_label};
use crate::entry::block::Block;
use crate::entry::sentence::{columns, is_wide, sentences};
use crate::feed::PlainText;

/// How many sentences are looked at.
const CANDIDATES: usize = 12;

/// How much of a paragraph is looked at, in bytes.
const PARAGRAPH: usize = 4096;

/// How many blocks are looked at in search of a sentence.
const BLOCKS: usize = 60;

/// A sentence that may become part of a summary.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The sentence.
    pub text: String,
    /// Its columns.
    pub width: usize,
    /// Its place in its paragraph, from 0.
    pub within: usize,
    /// The share of the title's words that it has, 0 to 1.
    pub on_title: f32,
    /// How many of its words the title does not have.
    pub new_words: usize,
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

/// The first sentences of the blocks of a tier.
pub(super) fn candidates(blocks: &[Block], tier: fn(&Block) -> bool, title: &Words) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (paragraph, block) in blocks.iter().filter(|block| tier(block)).take(BLOCKS).enumerate() {
        let text = &block.text[..block.text.floor_char_boundary(PARAGRAPH)];
        let Some(text) = PlainText::new(&cleaned(text)) else { continue };
        let whole = text.as_str();
        if is_boilerplate(whole) {
            continue;
        }
        let whole = without_summary_label(without_dateline(whole));
        // The last sentence of a paragraph that was not read whole may be cut.
        let cut = block.text.len() > PARAGRAPH;
        for (within, range) in sentences(whole).enumerate() {
            if cut && range.end == whole.len() && within > 0 {
                break;
            }
            let sentence =
                if within == 0 && paragraph < 2 { greeting_off(&whole[range]) } else { whole[range].to_owned() };
            let repeated = found.iter().any(|other: &Candidate| other.text == sentence);
            if let Some(candidate) = Candidate::of(sentence, within, title).filter(|_| !repeated) {
                found.push(candidate);
            }
            if found.len() == CANDIDATES {
                return found;
            }
        }
    }
    found
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

impl Candidate {
    fn of(text: String, within: usize, title: &Words) -> Option<Self> {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 3 {
            return None;
        }
        let width = columns(&text, 10 * LIMIT);
        let words = Words::of(&text);
        let shared = title.0.iter().filter(|word| words.0.contains(*word)).count();
        let lower = text.to_lowercase();
        let bare = text.trim_end_matches(['"', '\'', '”', '’', ')', '）', '」', '』', '»', ']', ' ', '*', '_']);
        let bare = bare.trim_end_matches(|c: char| {
            !c.is_alphanumeric() && !c.is_ascii_punctuation() && !is_wide(c) && !matches!(c, '…' | '।' | '؟' | '።')
        });
        let finished = bare.ends_with(['.', '!', '?', '。', '！', '？', '…', '．', '｡', '।', '؟', '።', '۔']);
        let first_word = lower.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').next().unwrap_or("");
        Some(Self {
            width,
            within,
            on_title: if title.0.is_empty() { 0.0 } else { shared as f32 / title.0.len() as f32 },
            new_words: words.0.iter().filter(|word| !title.0.contains(*word)).count(),
            finished,
            lead_in: bare.ends_with([':', '：', ',', '，', ';']),
            aside: is_aside(&text),
            repeats_title: words.0.is_subset(&title.0),
            leans: Leaning::of(&lower, first_word),
            points: POINTERS.iter().any(|words| lower.contains(words))
                || CALLS.iter().any(|words| lower.starts_with(words)),
            question: bare.ends_with(['?', '？']),
            personal: matches!(first_word, "i" | "i'm" | "i’m" | "my" | "i've" | "i’ve"),
            cue: CUES.iter().any(|cue| lower.contains(cue)),
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
        let leads = LEADING_WORDS.contains(&first_word);
        if second == "also"
            || third == "also"
            || CONNECTIVES.contains(&first_word)
            || CJK_CONNECTIVES.iter().any(|word| lower.starts_with(word))
        {
            Self::Connective
        } else if first_word == "this" && OWN_WORDS.contains(&second) {
            Self::No
        } else if (leads && (points_back(second, third) || points_back(third, fourth)))
            || PRONOUNS.contains(&first_word)
            || CJK_PRONOUNS.iter().any(|word| lower.starts_with(word))
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

/// Words that send the reader elsewhere.
#[rustfmt::skip]
const POINTERS: &[&str] = &[
    "read on ", "be found here", "followed here", "found at http", "see below", " below.", "as follows",
    "click ", "more details", "for more information", "more information", "for details", "check out",
    "read more", "see the ", "refer to", "consider donating", "thanks to ", "thank you", "请参阅", "请看", "详见",
    "详情", "以下", "以下の", "こちら", "詳細は",
];

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

/// Words with which a sentence says what the article is about.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "this post", "this article", "this blog post", "in this", "we announce", "to announce", "announcing",
    "is available", "本文", "这篇", "這篇", "本週", "本周", "この記事", "今週", "今号",
];

/// The words of a text that carry meaning, by their first letters, so that forms of a word are one;
/// of scripts without spaces, the pairs of characters.
pub(super) struct Words(HashSet<String>);

/// So many letters of a word count.
const STEM: usize = 5;

impl Words {
    /// Whether all words of a text are among these.
    pub fn holds(&self, text: &str) -> bool {
        Self::of(&text[..text.floor_char_boundary(PARAGRAPH)]).0.is_subset(&self.0)
    }

    pub fn of(text: &str) -> Self {
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
                    let end = word.char_indices().nth(STEM).map_or(word.len(), |(at, _)| at);
                    words.insert(word[..end].to_owned());
                }
                word.clear();
            }
        }
        Self(words)
    }
}

#[rustfmt::skip]
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "all", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "for",
    "from", "has", "have", "he", "how", "i", "if", "in", "into", "is", "it", "its", "more", "my", "new", "no",
    "not", "of", "on", "or", "our", "over", "so", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "to", "up", "us", "was", "we", "were", "what", "when", "which", "who", "why",
    "will", "with", "you", "your", "der", "die", "das", "und", "le", "la", "les", "de", "des", "du", "et", "el",
    "los", "las", "y", "en", "un", "une", "il", "и", "в",
];

/// The text without marks that are left of its markup: `[^1]`, `[3]`, `[text][key]`, bullets.
fn cleaned(text: &str) -> String {
    let text = text.trim().trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '†' | '•' | '·' | '▪' | '►' | '▶' | '■' | '●')
    });
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        clean.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let near = &after[..after.floor_char_boundary(120)];
        match near.find([']', '[']) {
            Some(end) if near.as_bytes()[end] == b']' => {
                let inner = &near[..end];
                let note = inner.starts_with('^')
                    || (!inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit()));
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
    if clean.contains("**") { clean.replace("**", "") } else { clean }
}
