//! Summaries: whole sentences from the lead of an article.
//!
//! The article's blocks come in, a line of plain text goes out: one to three of the first sixteen
//! sentences, together up to [`LIMIT`] columns, in their own order. A sentence is chosen for where it
//! stands, for the words that it shares with the title and those that the article comes back to, and for
//! its length; a sentence that repeats the title, greets, takes leave, is familiar from older articles
//! or belongs to the page rather than to the article is not, while there is another. One that leads into
//! a list is one with the list. No word is made up and none is cut, in any script. Time is that of the first
//! blocks, whatever the length of the article.

mod boilerplate;
mod candidate;
pub(crate) mod familiar;
mod leaning;
mod phrases;
mod words;

pub(crate) use boilerplate::is_date_line;

use std::borrow::Borrow;

use serde::Serialize;

use crate::feed::PlainText;
use crate::text::block::{Block, BlockKind};
use crate::text::sentence::{columns, is_wide, sentences};
use candidate::{CANDIDATES, MOST_NAMES, ReadBlocks, SentenceCandidate, Subject, candidates};
use familiar::FamiliarSentences;
use leaning::Leaning;
use words::{Keywords, LOGARITHMS};

/// Where a summary is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SummarySource {
    /// The writer's own, in the front matter.
    FrontMatter,
    /// The part before `<!--more-->`.
    Teaser,
    /// Chosen from the body.
    Body,
}

/// A summary's length in columns, of which a letter takes one and a character of Chinese, Japanese
/// or Korean two.
pub const LIMIT: usize = 200;

/// A single sentence may be so much longer where there is no shorter one.
const LONGEST: usize = 350;

/// A sentence of fewer columns says little.
const SHORT: usize = 60;

/// No further sentence is added to so many columns.
const ENOUGH: usize = 120;

/// What a sentence is worth, and what counts against it: chosen on the human summaries of nine sites, and better for
/// eight of them where that site was left out (docs/articles.md). A summary stays much the same when any of these is halved.
mod weight {
    /// For all of the title's words.
    pub const TITLE: f32 = 2.4;
    /// For words that the article comes back to, by the logarithm of how often.
    pub const RECURRING: f32 = 0.6;
    /// For all of the article's ten main words.
    pub const MAIN: f32 = 0.8;
    /// For a figure.
    pub const FIGURES: f32 = 0.1;
    /// For names, where there are some.
    pub const NAMES: f32 = 0.1;
    /// Against each sentence before it.
    pub const LATE: f32 = 0.13;
    /// Against the logarithm of its place.
    pub const PLACE: f32 = 0.3;
    /// For the first of a paragraph.
    pub const FIRST: f32 = 0.1;
    /// For words such as `this post`, which say what the article is about.
    pub const CUE: f32 = 0.6;
    /// For one that follows the sentence that is chosen already.
    pub const FOLLOWS: f32 = 0.1;
    /// Against one with hardly a word that is not in the title.
    pub const NOTHING_NEW: f32 = 0.15;
    /// Against `It is ...`, where what it is is not in the summary.
    pub const PRONOUN: f32 = 1.0;
    /// Against `However, ...` likewise.
    pub const CONNECTIVE: f32 = 2.6;
    /// Against a question.
    pub const QUESTION: f32 = 0.5;
    /// Against one that is about its writer.
    pub const PERSONAL: f32 = 0.1;
    /// Against one that sends the reader elsewhere.
    pub const POINTS: f32 = 0.5;
    /// Against one that is half a list.
    pub const LISTED: f32 = 1.0;
    /// Against one of few words, by how few.
    pub const SHORT: f32 = 0.25;
    /// Against each column beyond [`super::ENOUGH`].
    pub const LONG: f32 = 0.0015;
    /// A further sentence may be so much worse than the first one.
    pub const MARGIN: f32 = 0.5;
    /// The same where the first one is short.
    pub const MARGIN_OF_SHORT: f32 = 3.0;
}

/// A summary of an article: whole sentences of its blocks, without its title. `None` where no block
/// has a sentence or a line to offer, as in an article that is all code, tables or pictures. No more
/// blocks are taken from the iterator than it needs.
///
/// ```
/// use tidings::text::summary::summarize;
/// use tidings::text::{Block, BlockKind};
///
/// let blocks = [
///     Block::new(BlockKind::Heading(2), "Faster pumps"),
///     Block::new(BlockKind::Paragraph, "Hello everyone! Our new pump moves ten litres a second."),
/// ];
/// let summary = summarize(&blocks, "Faster pumps").unwrap();
/// assert_eq!(summary.as_str(), "Our new pump moves ten litres a second.");
/// ```
pub fn summarize<B: Borrow<Block>>(blocks: impl IntoIterator<Item = B>, title: &str) -> Option<PlainText> {
    summarize_beside(blocks, title, &FamiliarSentences::default())
}

/// The same of an article that stands among others: a sentence that is familiar from older ones says nothing of this
/// one, so it is taken only where there is no other.
pub(crate) fn summarize_beside<B: Borrow<Block>>(
    blocks: impl IntoIterator<Item = B>,
    title: &str,
    familiar: &FamiliarSentences,
) -> Option<PlainText> {
    let mut blocks = ReadBlocks::of(blocks);
    let recurring = blocks.recurring_words();
    let mut subject = Subject { title: Keywords::of(title), title_text: title, recurring, familiar };
    let mut spare = Vec::new();
    let mut text = best_of_tiers(&mut blocks, &subject, &mut spare);
    let none = FamiliarSentences::default();
    if text.is_none() && !familiar.is_empty() {
        subject.familiar = &none;
        spare.clear();
        text = best_of_tiers(&mut blocks, &subject, &mut spare);
    }
    if let Some(text) = text {
        return PlainText::new(&text);
    }
    // No sentence is good: the least bad one, shortened where it must be.
    let best = spare
        .iter()
        .filter(|candidate| !candidate.repeats_title)
        .min_by_key(|candidate| (candidate.aside, candidate.lead_in, candidate.width > LONGEST, !candidate.finished));
    // A body of nothing but a note is summed up by that note.
    let title = subject.title;
    let mut only = None;
    let text = match best {
        Some(best) => best.text.as_str(),
        None => &only.insert(blocks.find(|block| RUNNING.contains(&block.kind) && !title.holds(&block.text))?).text,
    };
    PlainText::new(&shortened(text, LONGEST))
}

/// A summary of the first tier that has a sentence or a line for it. What was found and not taken goes to `spare`.
fn best_of_tiers<B: Borrow<Block>>(
    blocks: &mut ReadBlocks<impl Iterator<Item = B>>,
    subject: &Subject<'_>,
    spare: &mut Vec<SentenceCandidate>,
) -> Option<String> {
    for tier in TIERS {
        let found = candidates(blocks, tier, subject);
        let text = chosen(&found).or_else(|| {
            // A line without a full stop says more than what comes after the running text.
            found.iter().find(|candidate| candidate.is_statement()).map(|candidate| candidate.text.clone())
        });
        if text.is_some() {
            return text;
        }
        spare.extend(found);
    }
    None
}

/// The sentences at the head of a plain text, up to `limit` columns: the whole text where it is no
/// longer, its first sentence where that alone is longer (cut at a word, with an ellipsis, only
/// beyond 350 columns or the limit, whichever is more).
///
/// ```
/// use tidings::text::summary::lead_sentences;
///
/// let lead = lead_sentences("The pump is for sale. It moves ten litres of water in a second.", 40).unwrap();
/// assert_eq!(lead.as_str(), "The pump is for sale.");
/// ```
#[must_use]
pub fn lead_sentences(text: &str, limit: usize) -> Option<PlainText> {
    let text = PlainText::new(text)?;
    if columns(text.as_str(), limit + 1) <= limit {
        return Some(text);
    }
    let text = text.as_str();
    let mut end = 0;
    for sentence in sentences(text) {
        if end > 0 && columns(&text[..sentence.end], limit + 1) > limit {
            break;
        }
        end = sentence.end;
        if columns(&text[..end], limit + 1) > limit {
            break;
        }
    }
    PlainText::new(&shortened(&text[..end], limit.max(LONGEST)))
}

/// Kinds of blocks in the order in which sentences are looked for in them.
const TIERS: [fn(&Block) -> bool; 4] = [
    |block| {
        let note = block.emphasised || block.text.starts_with(['*', '†']);
        block.kind == BlockKind::Paragraph && !block.linked && !note
    },
    |block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote) && !block.linked,
    |block| block.kind == BlockKind::ListItem,
    |block| matches!(block.kind, BlockKind::Caption | BlockKind::Paragraph | BlockKind::Quote),
];

/// Kinds of blocks of which any text will do where no other is.
const RUNNING: [BlockKind; 3] = [BlockKind::Paragraph, BlockKind::Quote, BlockKind::ListItem];

impl SentenceCandidate {
    fn score(&self, order: usize) -> f32 {
        let against = |fault: bool, weight: f32| if fault { weight } else { 0.0 };
        let place = weight::LATE * order as f32 + weight::PLACE * LOGARITHMS[order.min(CANDIDATES - 1)];
        let mut score = weight::TITLE * self.on_title + weight::RECURRING * self.recurring + weight::MAIN * self.main;
        score += weight::NAMES * self.names as f32 / MOST_NAMES as f32 - place - self.leaning();
        score += against(self.figures, weight::FIGURES) - against(self.listed, weight::LISTED);
        score += against(self.within == 0, weight::FIRST) + against(self.cue, weight::CUE);
        score -= against(self.nothing_new, weight::NOTHING_NEW)
            + against(self.question, weight::QUESTION)
            + against(self.personal, weight::PERSONAL)
            + against(self.points, weight::POINTS);
        let missing = SHORT.saturating_sub(self.width) as f32 / SHORT as f32;
        score - weight::SHORT * missing - weight::LONG * self.width.saturating_sub(ENOUGH) as f32
    }

    fn leaning(&self) -> f32 {
        match self.leans {
            Leaning::No => 0.0,
            Leaning::Pronoun => weight::PRONOUN,
            Leaning::Connective => weight::CONNECTIVE,
        }
    }

    /// Whether it may stand in a summary.
    fn is_fit(&self) -> bool {
        (self.finished || self.listed) && self.is_own_text() && (12..=LONGEST).contains(&self.width)
    }

    /// Whether it is text that only lacks its full stop.
    fn is_statement(&self) -> bool {
        self.is_own_text() && self.within == 0 && (25..=LIMIT).contains(&self.width)
    }

    fn is_own_text(&self) -> bool {
        (!self.lead_in || self.listed) && !self.aside && !self.repeats_title
    }
}

/// The best sentence, and those that go well with it, in the order of the article.
fn chosen(candidates: &[SentenceCandidate]) -> Option<String> {
    let scores: Vec<f32> = candidates.iter().enumerate().map(|(order, candidate)| candidate.score(order)).collect();
    let fit: Vec<usize> = (0..candidates.len()).filter(|&order| candidates[order].is_fit()).collect();
    // The earlier of two that are worth the same.
    let first = *fit.iter().rev().max_by(|a, b| scores[**a].total_cmp(&scores[**b]))?;
    let mut chosen = vec![first];
    let mut width = candidates[first].width;
    // A list ends without a full stop, so nothing goes beside it.
    while width < ENOUGH && !candidates[first].listed {
        let margin = if width < SHORT { weight::MARGIN_OF_SHORT } else { weight::MARGIN };
        let worth = |order: usize| {
            let candidate = &candidates[order];
            if chosen.contains(&order) || candidate.points || candidate.listed || width + 1 + candidate.width > LIMIT {
                return None;
            }
            let follows = chosen.contains(&order.wrapping_sub(1));
            if !follows && candidate.leans != Leaning::No {
                return None;
            }
            // After the sentence before it, it no longer leans on nothing.
            let worth = scores[order] + if follows { weight::FOLLOWS + candidate.leaning() } else { 0.0 };
            (worth > scores[first] - margin).then_some((order, worth))
        };
        let next = fit.iter().rev().filter_map(|&order| worth(order)).max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((next, _)) = next else { break };
        width += 1 + candidates[next].width;
        chosen.push(next);
    }
    chosen.sort_unstable();
    let mut text = String::new();
    for order in chosen {
        // Sentences of scripts without spaces stand side by side.
        if text.chars().next_back().is_some_and(|last| !is_wide(last)) {
            text.push(' ');
        }
        text.push_str(&candidates[order].text);
    }
    Some(text)
}

/// A text that is longer than `limit` columns, cut after a clause or else a word, with an ellipsis.
fn shortened(text: &str, limit: usize) -> String {
    if columns(text, limit + 1) <= limit {
        return text.to_owned();
    }
    let mut width = 0;
    let (mut clause, mut word, mut any) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        width += if is_wide(c) { 2 } else { 1 };
        if width >= limit {
            break;
        }
        any = at;
        if matches!(c, ',' | ';' | '，' | '；' | '、' | '：' | '—' | '–' | '،') {
            clause = at;
        }
        if c.is_whitespace() || is_wide(c) {
            word = at;
        }
    }
    let at = if clause > any / 2 {
        clause
    } else if word > 0 {
        word
    } else {
        any
    };
    format!(
        "{}…",
        text[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '、' | ':' | '.'))
    )
}
