//! Sentences that may become part of a summary, with what can be said for and against them.

use std::borrow::{Borrow, Cow};

use super::LIMIT;
use super::boilerplate::{
    is_aside, is_boilerplate, starts_with_any, without_dateline, without_greeting, without_summary_label,
};
use super::familiar::FamiliarSentences;
use super::leaning::Leaning;
use super::phrases::Phrases;
use super::words::{ENOUGH_NEW, Keywords, PARAGRAPH, RecurringWords};
use crate::feed::PlainText;
use crate::text::block::{Block, BlockKind};
use crate::text::notice;
use crate::text::sentence::{columns, is_wide, sentences};

/// How many sentences are looked at.
pub(super) const CANDIDATES: usize = 16;

/// No sentence is measured beyond so many columns: it is too long for a summary by far.
const WIDEST: usize = 2000;

/// How many blocks are looked at in search of a sentence.
const BLOCKS: usize = 60;

/// So many bytes of an article tell what it is about.
const TAKEN_UP: usize = 8192;

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
    /// How much its words are those that the article comes back to, on average.
    pub recurring: f32,
    /// The share of the article's main words that it has, 0 to 1.
    pub main: f32,
    /// Whether it has a figure.
    pub figures: bool,
    /// How many of its words are names, as far as capitals tell.
    pub names: usize,
    /// Whether hardly a word of it is not in the title.
    pub nothing_new: bool,
    /// Whether it ends as sentences do.
    pub finished: bool,
    /// Whether it introduces what follows: a list, code, a quotation.
    pub lead_in: bool,
    /// Whether it introduces a list, which is part of it then.
    pub listed: bool,
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

    /// The words that the article comes back to, as far as its first [`TAKEN_UP`] bytes tell.
    pub fn recurring_words(&mut self) -> RecurringWords {
        let (mut at, mut left) = (0, TAKEN_UP);
        while let Some(block) = self.get(at)
            && left > 0
        {
            left = left.saturating_sub(block.text.len());
            at += 1;
        }
        let prose = |block: &&Block| !matches!(block.kind, BlockKind::Code | BlockKind::Table);
        let mut left = TAKEN_UP;
        RecurringWords::of(self.read[..at].iter().map(B::borrow).filter(prose).map(|block| {
            let text = &block.text[..block.text.floor_char_boundary(left)];
            left -= text.len();
            text
        }))
    }

    /// The first block that is as it should be.
    pub fn find(mut self, is_right: impl Fn(&Block) -> bool) -> Option<Block> {
        let mut blocks = self.read.iter().map(B::borrow);
        let read = blocks.find(|block| is_right(block)).cloned();
        read.or_else(|| self.rest.find(|block| is_right(block.borrow())).map(|block| block.borrow().clone()))
    }
}

/// What sentences are compared with.
pub(super) struct Subject<'a> {
    /// The words of the title.
    pub title: Keywords,
    /// The title.
    pub title_text: &'a str,
    /// The words that the article comes back to.
    pub recurring: RecurringWords,
    /// What older articles have said.
    pub familiar: &'a FamiliarSentences,
}

/// The first sentences of the blocks of a tier that are not `familiar`.
pub(super) fn candidates<B: Borrow<Block>>(
    blocks: &mut ReadBlocks<impl Iterator<Item = B>>,
    tier: fn(&Block) -> bool,
    subject: &Subject<'_>,
) -> Vec<SentenceCandidate> {
    let mut found: Vec<SentenceCandidate> = Vec::new();
    let (mut at, mut paragraph) = (0, 0);
    // Whether the last sentence that was found leads into what comes next.
    let mut leads_in = false;
    while paragraph < BLOCKS
        && let Some(block) = blocks.get(at)
    {
        at += 1;
        if block.kind == BlockKind::ListItem
            && leads_in
            && let Some(before) = found.last_mut()
        {
            leads_in = !block.linked && before.take_item(&block.text);
        } else {
            leads_in = false;
        }
        // What comes below it is of the company, not of the news.
        let of_company = matches!(block.kind, BlockKind::Heading(_)) && notice::is_company_part(&block.text);
        if of_company && !found.is_empty() {
            break;
        }
        if !tier(block) {
            continue;
        }
        if found.len() == CANDIDATES {
            break;
        }
        let before = found.len();
        take_sentences(block, paragraph < 2, subject, &mut found);
        leads_in = block.kind != BlockKind::ListItem
            && found.len() > before
            && found.last().is_some_and(|last| block.text.ends_with([':', '：']) && block.text.ends_with(&*last.text));
        paragraph += 1;
    }
    found
}

/// Adds the sentences of a block, without a greeting before its first one where it may `greet`.
fn take_sentences(block: &Block, greet: bool, subject: &Subject<'_>, found: &mut Vec<SentenceCandidate>) {
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
        if subject.familiar.holds(&whole[range.clone()], subject.title_text) {
            continue;
        }
        let sentence = if within == 0 && greet { greeting_off(&whole[range]) } else { whole[range].to_owned() };
        let repeated = found.iter().any(|other: &SentenceCandidate| other.text == sentence);
        if !repeated && let Some(candidate) = SentenceCandidate::of(sentence, within, subject) {
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
    fn of(text: String, within: usize, subject: &Subject<'_>) -> Option<Self> {
        let letters = text.chars().filter(|c| c.is_alphabetic()).take(3).count();
        if letters < 3 {
            return None;
        }
        let width = columns(&text, WIDEST);
        let title = &subject.title;
        let words = Keywords::of(&text[..text.floor_char_boundary(PARAGRAPH)]);
        let shared = words.shared(title);
        let new = words.len() - shared;
        let (recurring, main) = subject.recurring.in_common(&words);
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
            on_title: if title.is_empty() { 0.0 } else { shared as f32 / title.len() as f32 },
            nothing_new: new < ENOUGH_NEW,
            recurring,
            main,
            figures: text.contains(char::is_numeric),
            names: names(&text),
            finished,
            listed: false,
            lead_in: bare.ends_with([':', '：', ',', '，', ';']),
            aside: is_aside(&text, &lower, &phrases),
            repeats_title: new == 0,
            leans: Leaning::of(&lower, first_word, within > 0),
            points: phrases.pointer || starts_with_any(&lower, CALLS),
            question: bare.ends_with(['?', '？']),
            personal: matches!(first_word, "i" | "i'm" | "i’m" | "my" | "i've" | "i’ve"),
            cue: phrases.cue,
            text,
        })
    }

    /// Adds an item of the list that the sentence leads into, while there is room; says whether there was.
    fn take_item(&mut self, item: &str) -> bool {
        let item = item.trim().trim_end_matches([';', '；', ',', '，']);
        let last = self.text.trim_end_matches(['”', '"', '」', ')', '）']).chars().next_back();
        let wide = last.is_some_and(is_wide);
        let whole = last.is_some_and(|last| matches!(last, '.' | '!' | '?' | '。' | '！' | '？'));
        let joint = match (self.listed, whole, wide) {
            (true, false, true) => "；",
            (true, false, false) => "; ",
            (_, _, true) => "",
            _ => " ",
        };
        let width = columns(item, WIDEST) + 2;
        if self.width + width > LIMIT || item.contains('\n') {
            if self.listed && !whole {
                self.text.push('…');
            }
            return false;
        }
        self.text.push_str(joint);
        self.text.push_str(item);
        self.width += width;
        self.listed = true;
        true
    }
}

/// How many words of a sentence begin with a capital though none stands before them; not counted beyond a few.
fn names(sentence: &str) -> usize {
    let is_name = |(before, word): &(&str, &str)| {
        word.len() > 1 && word.starts_with(char::is_uppercase) && !before.ends_with(['.', '!', '?', ':', '“', '"'])
    };
    sentence.split(' ').zip(sentence.split(' ').skip(1)).filter(is_name).take(MOST_NAMES).count()
}

/// More names say nothing more.
pub(super) const MOST_NAMES: usize = 4;

/// How a sentence begins that asks something of the reader.
const CALLS: &[&str] =
    &["if you", "please ", "let us know", "feel free", "don't ", "don’t ", "如果您", "如果你", "请", "請"];

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
