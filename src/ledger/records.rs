//! What has been published: the entries, and the documents that held them.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use super::fingerprint::{Fingerprint, Sketch, TitleKey};
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::{EntryId, Timestamp, Tombstone};

/// What an entry's article said when it was last published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Content {
    /// Everything that a reader sees.
    pub fingerprint: Fingerprint,
    /// Its body, for comparing.
    pub sketch: Sketch,
}

/// One published entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its id, as published.
    pub id: EntryId,
    /// Its article, relative to the content directory, with `/`; of an entry that is gone, its last one.
    pub path: Arc<str>,
    /// When it was published, as documents say.
    pub published: Timestamp,
    /// When it was updated, as documents say.
    pub updated: Timestamp,
    /// The latest `updated` that it ever had; later than `updated` only where the writer set one back.
    pub latest: Timestamp,
    /// The article's own date, where an adopted feed's date was taken instead of it.
    pub own_date: Option<Timestamp>,
    /// What it said; `None` for an adopted entry that no build has seen yet.
    pub content: Option<Content>,
    /// Its title, for recognising.
    pub title: Option<TitleKey>,
    /// Since when its article is gone.
    pub gone: Option<Timestamp>,
}

/// All that has been published.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Each id once, each path of an entry that is not gone once.
    pub(super) records: Vec<Record>,
    pub(super) documents: BTreeMap<String, u64>,
    pub(super) read: Option<ReadFrom>,
    pub(super) publisher: Vec<String>,
}

/// What two records of one ledger may not share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RepeatedRecord {
    /// The id of an entry.
    Id(EntryId),
    /// The path of an article that is not gone.
    Path(Arc<str>),
}

impl fmt::Display for RepeatedRecord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(out, "two entries have the id `{id}`"),
            Self::Path(path) => write!(out, "two entries have the article `{path}`"),
        }
    }
}

impl std::error::Error for RepeatedRecord {}

/// The text that a ledger was read from.
#[derive(Clone, Debug)]
pub(super) struct ReadFrom {
    pub version: u32,
    /// Its path as reports show it.
    pub shown: Arc<str>,
    /// The line of each record, from 1.
    pub lines: Vec<usize>,
}

/// Two ledgers are equal where they say the same, wherever they were read.
impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        (&self.records, &self.documents, &self.publisher) == (&other.records, &other.documents, &other.publisher)
    }
}

impl Eq for Ledger {}

impl Ledger {
    /// A ledger of these records.
    ///
    /// # Errors
    /// Two records with one id, or two that are not gone with one path.
    pub fn new(records: Vec<Record>) -> Result<Self, RepeatedRecord> {
        let mut ids = std::collections::HashSet::with_capacity(records.len());
        let mut paths = std::collections::HashSet::with_capacity(records.len());
        for record in &records {
            if !ids.insert(record.id.as_str()) {
                return Err(RepeatedRecord::Id(record.id.clone()));
            }
            if record.gone.is_none() && !paths.insert(&*record.path) {
                return Err(RepeatedRecord::Path(Arc::clone(&record.path)));
            }
        }
        Ok(Self { records, ..Self::default() })
    }

    /// The same ledger with other records, which must keep what [`Ledger::new`] checks.
    pub(crate) fn with_records(&self, records: Vec<Record>) -> Self {
        Self { records, read: None, ..self.clone() }
    }

    /// Every entry that was ever published, those that are gone included.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The entry of an article that is not gone.
    #[must_use]
    pub fn record_of(&self, path: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.gone.is_none() && &*record.path == path)
    }

    /// The documents that the last build wrote, by their path relative to the site's root, with the
    /// least number of entries that they held (see [`Ledger::set_documents`]).
    pub fn documents(&self) -> impl Iterator<Item = (&str, u64)> {
        self.documents.iter().map(|(path, entries)| (path.as_str(), *entries))
    }

    /// By what the company is known whose contact block makes it the publisher; empty where nothing was decided by
    /// contact blocks.
    pub fn publisher(&self) -> &[String] {
        &self.publisher
    }

    /// Notes by what the publisher is known.
    pub fn set_publisher(&mut self, keys: Vec<String>) {
        self.publisher = keys;
    }

    /// Notes the titles of articles, by their paths.
    pub fn set_titles(&mut self, titles: &HashMap<&str, Option<TitleKey>>) {
        for record in self.records.iter_mut().filter(|record| record.gone.is_none()) {
            if let Some(title) = titles.get(&*record.path) {
                record.title = *title;
            }
        }
    }

    /// Notes what this build wrote: each document's path and number of entries. Numbers are kept
    /// rounded down to two binary digits (1, 2, 3, 4, 6, 8, 12, 16, 24 ...): so they seldom change, and
    /// two branches that both add articles seldom both change them.
    pub fn set_documents(&mut self, documents: impl IntoIterator<Item = (String, u64)>) {
        self.documents = documents.into_iter().map(|(path, entries)| (path, round_down(entries))).collect();
    }

    /// Notes documents that are ours to replace, though no build has written them yet.
    pub fn add_documents(&mut self, documents: impl IntoIterator<Item = String>) {
        for path in documents {
            self.documents.entry(path).or_insert(0);
        }
    }

    /// A warning for each document of the last build that this build writes with far fewer entries,
    /// or with none: every fall by half is among them, and none by less than a quarter.
    #[must_use]
    pub fn shrunken(&self, documents: &[(String, u64)]) -> Vec<Diagnostic> {
        let now: BTreeMap<&str, u64> = documents.iter().map(|(path, entries)| (path.as_str(), *entries)).collect();
        let fell = |(path, before): (&String, &u64)| {
            let entries = *now.get(path.as_str())?;
            // What was written down as `before` was less than one and a half times as much.
            (entries < before - before / 4 && *before > 1 || entries == 0 && *before > 0).then(|| {
                let message = format!("`{path}` would hold {entries} entries; it held at least {before}");
                Diagnostic::warning(Code::FeedShrunken, message)
                    .in_file(path)
                    .help("look for articles that were moved out of the feed's selection, or go on if this is meant")
            })
        };
        self.documents.iter().filter_map(fell).collect()
    }

    /// The entries that are gone, the last one first.
    #[must_use]
    pub fn tombstones(&self) -> Vec<Tombstone> {
        let mut gone: Vec<Tombstone> = self
            .records
            .iter()
            .filter_map(|record| Some(Tombstone { id: record.id.clone(), when: record.gone? }))
            .collect();
        gone.sort_by(|one, other| (other.when, one.id.iri()).cmp(&(one.when, other.id.iri())));
        gone
    }

    /// The earliest moment that a feed may name as its `updated`, so that it never goes backwards when an
    /// entry goes away: the latest `updated` of all that are gone, as far as it is believed at `now` (see
    /// [`Record::believed_latest`]). `None` where nothing ever went.
    ///
    /// It holds for every feed of the site, as the ledger does not know which feeds took an entry.
    #[must_use]
    pub fn gone_updated(&self, now: Timestamp) -> Option<Timestamp> {
        let gone = self.records.iter().filter(|record| record.gone.is_some());
        gone.filter_map(|record| record.believed_latest(now)).max()
    }
}

/// The number with all but its two highest binary digits set to 0.
pub(super) fn round_down(number: u64) -> u64 {
    match number.checked_ilog2() {
        Some(log) if log >= 2 => number & (0b11 << (log - 1)),
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_two_digits() {
        let rounded: Vec<u64> = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 20, 100].map(round_down).into();
        assert_eq!(rounded, [0, 1, 2, 3, 4, 4, 6, 6, 8, 8, 12, 16, 96]);
        assert_eq!(round_down(u64::MAX), 0b11 << 62);
    }

    #[test]
    fn every_fall_by_half_is_told_and_no_rise_and_no_fall_by_less_than_a_quarter() {
        for before in 1..400u64 {
            let mut ledger = Ledger::default();
            ledger.set_documents([("feeds/rss.xml".to_owned(), before)]);
            for now in 0..=before {
                let told = !ledger.shrunken(&[("feeds/rss.xml".to_owned(), now)]).is_empty();
                if now * 2 <= before {
                    assert!(told, "{before} to {now}");
                } else if now * 4 >= before * 3 {
                    assert!(!told, "{before} to {now}");
                }
            }
        }
    }
}
