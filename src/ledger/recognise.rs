//! Which article is which published entry.
//!
//! The evidence is weighed in a fixed order, the surest first, and what one step has paired no later
//! step takes apart: ids that articles name themselves; the same path with the same content; the same
//! path with content that is still recognisable; the same content elsewhere; and, for what was renamed
//! and edited at once, the title and the day, the file's name and the day, or a body that is near. An
//! article that stayed where it was and whose entry nothing else claims comes last: it was rewritten.
//! `docs/ledger.md` tells the same to users.
//!
//! A body that is near proves little by itself: the articles of a series are made from one template, and a
//! new one is as near to one that was deleted as to all the others ([`siblings`](super::siblings)).
//!
//! Every step is linear in the number of articles, but for the comparison of bodies, which is left out
//! where there are too many.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::fingerprint::{Fingerprint, TitleKey};
use super::present::{Evidence, Present, Shared, day, distance, name_of, record_day, same_day, same_title};
use super::records::{Content, Record};
use super::siblings::Siblings;

/// What was found, by the position of the article.
pub(super) struct Matching {
    /// The record of each article, and how it was known.
    pub found: Vec<Option<(usize, Evidence)>>,
    /// Whether a record has an article.
    pub held: Vec<bool>,
    /// An article that names the id of an entry that another article still is: the two articles.
    pub claims: Vec<(usize, usize)>,
    /// A new article that may be an entry that is gone: the article, the record, and why.
    pub doubts: Vec<(usize, usize, &'static str)>,
}

/// Bodies with at most this many bits between them are the same text, edited, where something else speaks for it.
const NEAR: u32 = 12;
/// Bodies with more bits between them than this have little in common.
pub const FAR: u32 = 16;
/// The nearest body must be nearer than the next by this many bits.
const MARGIN: u32 = 4;
/// More comparisons than this are not made: an archive in which thousands of articles were moved and
/// edited at once is told apart by titles, names and days alone.
const COMPARISONS: usize = 8_000_000;

/// Finds the record of each article. `refused` articles name an id that is not theirs: they count as present and
/// take nothing. The result depends on the order of `articles` and `records` only where the evidence does not decide.
pub(super) fn recognise(records: &[Record], articles: &[Present<'_>], refused: &[bool]) -> Matching {
    let mut search = RecordSearch::new(records, articles, refused);
    search.by_id();
    search.by_path(|record, article| match (record.content, article.content) {
        (Some(then), Some(now)) => then.fingerprint == now.fingerprint,
        // The body was not read, and need not be: the head says that it is the same article.
        (_, None) => article.title.is_none() || same_title(record, article) || same_day(record, article),
        (None, _) => true,
    });
    let moved = search.contents_of_free_records();
    search.by_path(|record, article| {
        let from_elsewhere = article.content.is_some_and(|content| moved.contains_key(&content.fingerprint));
        !from_elsewhere && is_recognisable(record, article)
    });
    search.by_path_of_gone();
    search.by_content();
    search.by_unique_key(Evidence::Title, |title, _, day| Some((title?, day)), |_, _| true);
    search.by_unique_key(
        Evidence::Name,
        |_, name, day| Some((name.to_owned(), day)),
        |record, article| distance(record, article).is_none_or(|bits| bits <= FAR + 8),
    );
    // An adopted date may be some hours off the article's own, and its body is not known.
    search.by_unique_key(
        Evidence::Title,
        |title, _, _| title,
        |record, article| {
            record.content.is_none()
                && article.published.is_some_and(|own| (record.published.unix() - own.unix()).abs() < 36 * 3600)
        },
    );
    let near = search.near_bodies();
    search.by_body(&near);
    search.by_path(|_, _| true);
    search.doubts(&near);
    Matching { found: search.found, held: search.held, claims: search.claims, doubts: search.doubtful }
}

/// Whether the article at a record's path is still that entry, by itself.
pub(super) fn is_recognisable(record: &Record, article: &Present<'_>) -> bool {
    match distance(record, article) {
        Some(bits) => bits <= FAR,
        None => record.content.is_none() || same_title(record, article),
    }
}

struct RecordSearch<'a> {
    records: &'a [Record],
    articles: &'a [Present<'a>],
    refused: &'a [bool],
    found: Vec<Option<(usize, Evidence)>>,
    held: Vec<bool>,
    claims: Vec<(usize, usize)>,
    doubtful: Vec<(usize, usize, &'static str)>,
    article_at: HashMap<&'a str, usize>,
    record_by_id: HashMap<&'a str, usize>,
    /// What the entries say for which an article was found.
    held_contents: HashSet<Fingerprint>,
    /// Records that are not gone.
    record_at: HashMap<&'a str, usize>,
    siblings: Siblings<'a>,
}

impl<'a> RecordSearch<'a> {
    fn new(records: &'a [Record], articles: &'a [Present<'a>], refused: &'a [bool]) -> Self {
        let living = records.iter().enumerate().filter(|(_, record)| record.gone.is_none());
        Self {
            records,
            articles,
            refused,
            found: vec![None; articles.len()],
            held: vec![false; records.len()],
            claims: Vec::new(),
            doubtful: Vec::new(),
            article_at: articles.iter().enumerate().map(|(at, article)| (article.path, at)).collect(),
            held_contents: HashSet::new(),
            record_by_id: records.iter().enumerate().map(|(at, record)| (record.id.as_str(), at)).collect(),
            record_at: living.map(|(at, record)| (&*record.path, at)).collect(),
            siblings: Siblings::new(records, articles),
        }
    }

    fn is_free(&self, article: usize) -> bool {
        self.found[article].is_none() && !self.refused[article]
    }

    /// Whether the entry was there in the last build and no article has been found for it yet.
    fn is_going(&self, record: usize) -> bool {
        !self.held[record] && self.records[record].gone.is_none()
    }

    /// Whether the article may be an entry on evidence that is less than its whole content: not where
    /// it names an id, and not where it says the same as an entry that is there still, of which it is a copy.
    fn may_be_another(&self, article: usize) -> bool {
        let copied = |content: Content| self.held_contents.contains(&content.fingerprint);
        self.is_free(article)
            && self.articles[article].id.is_none()
            && !self.articles[article].content.is_some_and(copied)
    }

    /// Whether the article names an id that no record has: it takes an entry only on the surest evidence.
    fn names_new_id(&self, article: usize) -> bool {
        self.articles[article].id.is_some_and(|id| !self.record_by_id.contains_key(id))
    }

    fn take(&mut self, article: usize, record: usize, evidence: Evidence) {
        let same_path = self.articles[article].path == &*self.records[record].path;
        let evidence = if same_path && evidence != Evidence::Id { Evidence::Path } else { evidence };
        self.found[article] = Some((record, evidence));
        self.held[record] = true;
        self.held_contents.extend(self.articles[article].content.map(|content| content.fingerprint));
    }

    fn by_id(&mut self) {
        for at in 0..self.articles.len() {
            let article = &self.articles[at];
            let Some(&record) = article.id.and_then(|id| self.record_by_id.get(id)) else { continue };
            if !self.is_free(at) || self.held[record] {
                continue;
            }
            let known = &self.records[record];
            let other = self.article_at.get(&*known.path).copied().filter(|&other| other != at && known.gone.is_none());
            match other {
                Some(other) if self.articles[other].id.is_none() && self.still_is(known, other) => {
                    self.claims.push((at, other));
                }
                _ => self.take(at, record, Evidence::Id),
            }
        }
    }

    fn still_is(&self, record: &Record, article: usize) -> bool {
        let article = &self.articles[article];
        is_recognisable(record, article) || article.content.is_none() && same_day(record, article)
    }

    /// Pairs articles with the record of their path where `accept` says so.
    fn by_path(&mut self, accept: impl Fn(&Record, &Present<'_>) -> bool) {
        for at in 0..self.articles.len() {
            let article = &self.articles[at];
            let Some(&record) = self.record_at.get(article.path) else { continue };
            let known = &self.records[record];
            // One that names another id is the same entry only where it is recognisable: else it is a
            // new article under an old name.
            let may = !self.names_new_id(at) || is_recognisable(known, article);
            if self.is_free(at) && !self.held[record] && may && accept(known, article) {
                self.take(at, record, Evidence::Path);
            }
        }
    }

    /// An article that came back to where it was: a draft again for a while, or restored.
    fn by_path_of_gone(&mut self) {
        for record in 0..self.records.len() {
            let known = &self.records[record];
            let Some(&at) = self.article_at.get(&*known.path) else { continue };
            let article = &self.articles[at];
            let is_same = is_recognisable(known, article) || same_title(known, article);
            if known.gone.is_none() || self.held[record] || !self.is_free(at) || self.names_new_id(at) || !is_same {
                continue;
            }
            // The path alone says little where an old name of a series is given to its next article.
            match distance(known, article) {
                Some(bits)
                    if !same_title(known, article)
                        && !same_day(known, article)
                        && !self.siblings.are_farther(at, record, bits) =>
                {
                    self.doubtful.push((at, record, "it stands where that one was, and the texts are alike"));
                }
                _ => self.take(at, record, Evidence::Path),
            }
        }
    }

    fn contents_of_free_records(&self) -> HashMap<Fingerprint, usize> {
        let free = self.records.iter().enumerate().filter(|(at, _)| self.is_going(*at));
        free.filter_map(|(at, record)| Some((record.content?.fingerprint, at)))
            .filter(|&(_, at)| {
                // The article at the record's own path with that very content is no move.
                self.article_at.get(&*self.records[at].path).is_none_or(|&article| {
                    self.articles[article].content.map(|content| content.fingerprint)
                        != self.records[at].content.map(|content| content.fingerprint)
                })
            })
            .collect()
    }

    /// The same content under another path. Of several that say the same, those of one name and one
    /// day belong together, then those of one day. Of another day it is the same entry only where none is
    /// there still that says the same: else it is the next of a series whose articles all say so.
    fn by_content(&mut self) {
        self.by_key(|content, path, day| Some((content.fingerprint, name_of(path).to_owned(), day)));
        self.by_key(|content, _, day| Some((content.fingerprint, day)));
        let held = self.held_contents.clone();
        self.by_key(|content, _, _| (!held.contains(&content.fingerprint)).then_some(content.fingerprint));
    }

    fn by_key<K: Hash + Eq>(&mut self, key: impl Fn(&Content, &str, i64) -> Option<K>) {
        let mut waiting: HashMap<K, Vec<usize>> = HashMap::new();
        // Backwards, and the gone before the living, as the last of each list is taken first.
        let (gone, living): (Vec<usize>, Vec<usize>) =
            (0..self.records.len()).rev().partition(|&at| self.records[at].gone.is_some());
        for at in gone.into_iter().chain(living) {
            let record = &self.records[at];
            let Some(content) = record.content.filter(|_| !self.held[at]) else { continue };
            // What says the same as an entry that is there still is a copy of that one, and not an
            // old one come back.
            let is_copy = record.gone.is_some() && self.held_contents.contains(&content.fingerprint);
            if let Some(key) = key(&content, &record.path, record_day(record)).filter(|_| !is_copy) {
                waiting.entry(key).or_default().push(at);
            }
        }
        for at in 0..self.articles.len() {
            let article = &self.articles[at];
            let Some(content) = article.content.filter(|_| self.is_free(at)) else { continue };
            let Some(published) = article.published else { continue };
            let Some(key) = key(&content, article.path, day(published)) else { continue };
            if let Some(record) = waiting.get_mut(&key).and_then(Vec::pop) {
                self.take(at, record, Evidence::Content);
            }
        }
    }

    /// Pairs the one free article and the one free record that share a key.
    fn by_unique_key<K: Hash + Eq>(
        &mut self,
        evidence: Evidence,
        key: impl Fn(Option<TitleKey>, &str, i64) -> Option<K>,
        accept: impl Fn(&Record, &Present<'_>) -> bool,
    ) {
        // `None` where several share the key.
        let mut records: HashMap<K, Option<usize>> = HashMap::new();
        for (at, record) in self.records.iter().enumerate().filter(|(at, _)| self.is_going(*at)) {
            if let Some(key) = key(record.title, name_of(&record.path), record_day(record)) {
                records.entry(key).and_modify(|several| *several = None).or_insert(Some(at));
            }
        }
        if records.is_empty() {
            return;
        }
        let mut articles: HashMap<K, (usize, bool)> = HashMap::new();
        for (at, article) in self.articles.iter().enumerate() {
            if !self.may_be_another(at) {
                continue;
            }
            let Some(published) = article.published else { continue };
            if let Some(key) = key(article.title, name_of(article.path), day(published)) {
                articles.entry(key).and_modify(|(_, single)| *single = false).or_insert((at, true));
            }
        }
        let mut pairs: Vec<(usize, usize)> = articles
            .into_iter()
            .filter(|(_, (_, single))| *single)
            .filter_map(|(key, (at, _))| Some((at, records.get(&key).copied().flatten()?)))
            .filter(|&(at, record)| accept(&self.records[record], &self.articles[at]))
            .collect();
        pairs.sort_unstable();
        for (at, record) in pairs {
            self.take(at, record, evidence);
        }
    }

    /// Free articles and free records whose bodies have something in common: the article, the record, the bits.
    fn near_bodies(&self) -> Vec<(usize, usize, u32)> {
        let articles: Vec<usize> = (0..self.articles.len())
            .filter(|&at| self.may_be_another(at) && self.articles[at].content.is_some())
            .collect();
        let records: Vec<usize> = (0..self.records.len()).filter(|&at| self.is_going(at)).collect();
        if articles.len().saturating_mul(records.len()) > COMPARISONS {
            return Vec::new();
        }
        let mut near = Vec::new();
        for &at in &articles {
            for &record in &records {
                match distance(&self.records[record], &self.articles[at]) {
                    Some(bits) if bits <= FAR => near.push((at, record, bits)),
                    _ => {}
                }
            }
        }
        near
    }

    /// Pairs bodies that are nearest to each other, and clearly nearer than to any other, where something else
    /// is the same too: the day, the title or the file's name.
    fn by_body(&mut self, near: &[(usize, usize, u32)]) {
        /// The nearest, its bits, and those of the next.
        type NearestOf = HashMap<usize, (usize, u32, u32)>;
        let note = |nearest: &mut NearestOf, of: usize, to: usize, bits: u32| {
            let (who, least, next) = nearest.entry(of).or_insert((to, bits, u32::MAX));
            if *who == to {
                return;
            }
            if bits < *least {
                (*who, *least, *next) = (to, bits, *least);
            } else {
                *next = bits.min(*next);
            }
        };
        let (mut of_article, mut of_record) = (NearestOf::new(), NearestOf::new());
        for &(at, record, bits) in near {
            note(&mut of_article, at, record, bits);
            note(&mut of_record, record, at, bits);
        }
        for &(at, record, bits) in near {
            let (Some(&(its_record, _, next)), Some(&(its_article, _, next_article))) =
                (of_article.get(&at), of_record.get(&record))
            else {
                continue;
            };
            let clear = next.min(next_article) >= bits + MARGIN;
            let (known, article) = (&self.records[record], &self.articles[at]);
            let sure = bits <= NEAR && Shared::with_record(known, article).is_any();
            let both_free = self.is_free(at) && !self.held[record];
            let is_nearest = its_record == record && its_article == at && clear;
            if is_nearest && sure && both_free && self.siblings.are_farther(at, record, bits) {
                self.take(at, record, Evidence::Body);
            }
        }
    }

    /// For each new article the entry about to go that it may be.
    fn doubts(&mut self, near: &[(usize, usize, u32)]) {
        let going = |at: usize| self.is_going(at);
        let mut by_title: HashMap<TitleKey, usize> = HashMap::new();
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        for at in (0..self.records.len()).rev().filter(|&at| going(at)) {
            by_name.insert(name_of(&self.records[at].path), at);
            if let Some(title) = self.records[at].title {
                by_title.insert(title, at);
            }
        }
        let mut by_body: HashMap<usize, (u32, usize)> = HashMap::new();
        for &(at, record, bits) in near.iter().filter(|(_, record, _)| going(*record)) {
            let nearest = by_body.entry(at).or_insert((bits, record));
            *nearest = (*nearest).min((bits, record));
        }
        let mut doubtful: Vec<(usize, usize, &'static str)> = std::mem::take(&mut self.doubtful);
        doubtful.retain(|&(at, record, _)| self.is_free(at) && !self.held[record]);
        let returned: HashSet<usize> = doubtful.iter().map(|(at, ..)| *at).collect();
        for (at, article) in self.articles.iter().enumerate() {
            if !self.may_be_another(at) || article.content.is_none() || returned.contains(&at) {
                continue;
            }
            if let Some(&record) = article.title.and_then(|title| by_title.get(&title)) {
                doubtful.push((at, record, "the titles are the same"));
            } else if let Some(&(_, record)) = by_body.get(&at) {
                doubtful.push((at, record, "the texts are alike"));
            } else if let Some(&record) = by_name.get(name_of(article.path)) {
                doubtful.push((at, record, "the file names are the same"));
            }
        }
        self.doubtful = doubtful;
    }
}
