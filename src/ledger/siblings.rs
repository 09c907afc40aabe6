//! The articles of a series are made from one template: their texts are alike, and each is an entry of its own.
//!
//! A new article whose text is near to that of a missing entry is that entry, renamed and edited, only where no
//! other text that there is, or ever was, is as near. So all of them are asked: the articles that are there, read
//! or not, and the entries that the ledger knows, those that are gone too.

use std::cell::Cell;

use super::fingerprint::Sketch;
use super::present::{Present, Shared};
use super::records::Record;

/// More comparisons than this are not made; then no text is evidence. A second or so of work, which only a site
/// needs in which thousands of articles were renamed and edited at once.
const COMPARISONS: usize = 200_000_000;

/// What has as much in common with the article must be farther by this many bits: among five articles of a template
/// one is nearer than the others by half of it in one history of a hundred, by chance.
const CLEARLY: u32 = 8;

/// All texts that are known.
pub(super) struct Siblings<'a> {
    records: &'a [Record],
    articles: &'a [Present<'a>],
    comparisons_left: Cell<usize>,
}

impl<'a> Siblings<'a> {
    pub fn new(records: &'a [Record], articles: &'a [Present<'a>]) -> Self {
        Self { records, articles, comparisons_left: Cell::new(COMPARISONS) }
    }

    /// Whether every text but that of a record, which is so many bits from an article's, is farther from it.
    ///
    /// One that has as much in common with the article as the record has (the day, the title, the file's name)
    /// must be clearly farther. Any other must not be nearer; and where the text is the very same, as after a
    /// change of name and title alone, what the record has in common and the other lacks decides.
    pub fn are_farther(&self, article: usize, record: usize, bits: u32) -> bool {
        let needed = self.records.len() + self.articles.len();
        let Some(left) = self.comparisons_left.get().checked_sub(needed) else { return false };
        self.comparisons_left.set(left);
        let own = &self.articles[article];
        let Some(sketch) = own.content.map(|content| content.sketch) else { return false };
        let shared = Shared::with_record(&self.records[record], own);
        let is_farther = |other: Sketch, others: &dyn Fn() -> Shared| match other.distance(sketch) {
            None => true,
            Some(distance) if distance >= bits + CLEARLY => true,
            Some(distance) => (bits == 0 || distance > bits) && !shared.is_within(others()),
        };
        let of_record = |(at, other): (usize, &Record)| {
            at == record
                || other.content.is_none_or(|content| is_farther(content.sketch, &|| Shared::with_record(other, own)))
        };
        let of_article = |(at, other): (usize, &Present<'_>)| {
            at == article
                || other.content.is_none_or(|content| is_farther(content.sketch, &|| Shared::with_article(other, own)))
        };
        self.records.iter().enumerate().all(of_record) && self.articles.iter().enumerate().all(of_article)
    }
}
