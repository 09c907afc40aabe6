//! Entries flow into documents, newest first and some at a time, so that neither all entries nor any whole
//! document is in memory.
//!
//! An entry is written once in a format and a content mode, however many documents take it, and checked once, with
//! those beside it, in a document of their own. A document whose head and entries have passed, and no two of whose
//! entries share an id, is sound: nothing else of one entry bears on another. Only where something did not pass is
//! the whole document checked, for the place of every fault.

use std::collections::{HashMap, HashSet};
use std::io;
use std::ops::Range;

use rayon::prelude::*;

use super::cache::{Copied, Entries, Hash, Located, Passed};
use super::documents::{MadeDocument, Plan};
use super::gate::{self, Part};
use super::shelf::{Kept, Shelf};
use super::{Progress, SiteError, gather};
use crate::article::Brief;
use crate::config::{Config, ContentMode, Format};
use crate::diagnostic::Diagnostic;
use crate::entry::Identity;
use crate::feed::Entry;
use crate::format::{self, Headline};
use crate::output::{Document, OutputError, Place, Sink};

/// Entries that are written and checked together, at most: of a few, every thread is to have some.
const TOGETHER: usize = 16;
/// Those that are under way at once. As many more are being written.
const BATCH: usize = 16 * TOGETHER;

/// An entry that documents take.
pub struct Item {
    /// Its place among the articles.
    pub at: usize,
    /// Who it is.
    pub identity: Identity,
    /// What it says; taken when it is written.
    pub waits: Option<Waits>,
}

/// Where an entry waits to be written.
pub enum Waits {
    /// On the shelf.
    Shelved(Kept),
    /// In the documents on disk, as the record of this place tells.
    Published(usize),
}

/// Makes the entry of the article at a place anew.
pub type Compose<'a> = dyn Fn(usize) -> Result<Entry, Vec<Diagnostic>> + Sync + 'a;

/// What flows.
pub struct Spring<'a> {
    /// The entries, newest first.
    pub items: &'a mut [Item],
    /// Where they wait.
    pub shelf: &'a Shelf,
    /// Where else.
    pub entries: &'a Entries<'a>,
    /// What makes an entry that is no longer where it was published.
    pub compose: &'a Compose<'a>,
    /// Whether it is told where the fragments stand.
    pub locates: bool,
    /// All articles, which name the files.
    pub articles: &'a [Brief],
    /// The places of those whose headlines are asked for.
    pub headlines: &'a HashSet<usize>,
}

/// What came of it.
pub struct Poured {
    /// The documents that are sound, in the order of their plans.
    pub documents: Vec<Document>,
    /// What each document is and carries.
    pub feeds: Vec<MadeDocument>,
    /// The paths of documents that would be invalid: what is on disk stays.
    pub kept: Vec<String>,
    /// Headlines, by the places of their articles.
    pub headlines: HashMap<usize, Headline>,
    /// Where the fragments stand, if that was asked for.
    pub located: Located,
}

/// How an entry is written.
type Key = (Format, ContentMode);

/// One entry, written.
struct Piece {
    at: usize,
    fragments: Vec<Fragment>,
    headline: Option<Headline>,
}

struct Fragment {
    key: Key,
    text: String,
    sound: bool,
    hash: Option<Hash>,
}

/// A document that is being filled.
struct Flow<'a> {
    feed: usize,
    plan: Plan,
    sink: Option<Sink<'a>>,
    document: Option<Document>,
    /// How many entries it has so far.
    filled: usize,
    /// The length of each entry's fragment.
    lengths: Vec<u32>,
    sound: bool,
}

/// Writes all documents of the plans; each names the feed that it is of.
///
/// # Errors
/// The machine's faults.
pub fn pour(
    config: &Config,
    plans: Vec<(usize, Plan)>,
    spring: Spring<'_>,
    passed: &Passed,
    place: &Place,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Poured, SiteError> {
    let Spring { items, shelf, entries, compose, locates, articles, headlines } = spring;
    let distinct = {
        let mut ids = HashSet::with_capacity(items.len());
        items.iter().all(|item| ids.insert(&item.identity.id))
    };
    let mut rank = vec![u32::MAX; articles.len()];
    for (place, item) in items.iter().enumerate() {
        rank[item.at] = u32::try_from(place).unwrap_or(u32::MAX);
    }
    // Of each entry, one bit for each of the heads that it is written under.
    let mut wanted: Vec<u8> = vec![0; items.len()];
    let mut heads: Vec<(Key, String)> = Vec::new();
    for (_, plan) in &plans {
        let key = (plan.format, plan.mode);
        let bit = heads.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            heads.push((key, format::head(plan.format, &plan.feed)));
            heads.len() - 1
        });
        plan.indices.iter().for_each(|&at| wanted[rank[at] as usize] |= 1 << bit);
    }
    let begun: Result<Vec<(Flow<'_>, Option<Hash>)>, OutputError> =
        plans.into_par_iter().map(|(feed, plan)| Flow::begin(feed, plan, passed, place, distinct)).collect();
    let (mut flows, head_hashes): (Vec<_>, Vec<_>) = begun?.into_iter().unzip();
    let mut hashes: Vec<Hash> = head_hashes.into_iter().flatten().collect();

    let writer = Writer { shelf, entries, compose, passed, heads: &heads, headlines, progress };
    let mut found = HashMap::new();
    let mut hashed: HashMap<(usize, Key), Hash> = HashMap::new();
    let mut batches = items.chunks_mut(BATCH).zip(wanted.chunks(BATCH));
    let mut first = 0;
    let mut ready = batches.next().map(|(items, wanted)| writer.write_batch(items, wanted));
    while let Some(batch) = ready {
        let mut batch = batch?;
        let (filled, next) = rayon::join(
            || flows.par_iter_mut().try_for_each(|flow| flow.fill(&batch, first, &rank)),
            || batches.next().map(|(items, wanted)| writer.write_batch(items, wanted)),
        );
        filled?;
        for piece in &mut batch {
            found.extend(piece.headline.take().map(|headline| (piece.at, headline)));
            for fragment in piece.fragments.iter().filter(|fragment| fragment.sound) {
                let Some(hash) = fragment.hash else { continue };
                hashes.push(hash);
                if locates {
                    hashed.insert((piece.at, fragment.key), hash);
                }
            }
        }
        first += batch.len();
        ready = next;
    }
    passed.write(hashes);
    let located = if locates { locate(&flows, &hashed) } else { Located::default() };
    let mut poured = Poured { documents: Vec::new(), feeds: Vec::new(), kept: Vec::new(), headlines: found, located };
    for flow in flows {
        flow.end(config, articles, &mut poured, diagnostics).map_err(SiteError::Shelf)?;
    }
    Ok(poured)
}

/// Says where the fragments with a hash stand in sound documents: in the one with the most entries.
fn locate(flows: &[Flow<'_>], hashed: &HashMap<(usize, Key), Hash>) -> Located {
    let mut located = Located::default();
    let mut by_size: Vec<&Flow<'_>> = flows.iter().filter(|flow| flow.sound).collect();
    by_size.sort_by_key(|flow| std::cmp::Reverse(flow.plan.indices.len()));
    for flow in by_size {
        let key = (flow.plan.format, flow.plan.mode);
        let mut names_it = false;
        let document = u32::try_from(located.documents.len()).unwrap_or(u32::MAX);
        for (&at, span) in flow.plan.indices.iter().zip(flow.spans()) {
            let Some(&hash) = hashed.get(&(at, key)) else { continue };
            let fragments: &mut Vec<Copied> = located.fragments.entry(at).or_default();
            if fragments.iter().any(|copied| (copied.format, copied.mode) == key) {
                continue;
            }
            names_it = true;
            let length = u32::try_from(span.len()).unwrap_or(u32::MAX);
            fragments.push(Copied { format: key.0, mode: key.1, document, at: span.start as u64, length, hash });
        }
        if names_it {
            located.documents.push(flow.plan.path.clone());
        }
    }
    located
}

/// Writes entries as fragments.
struct Writer<'a> {
    shelf: &'a Shelf,
    entries: &'a Entries<'a>,
    compose: &'a Compose<'a>,
    passed: &'a Passed,
    heads: &'a [(Key, String)],
    headlines: &'a HashSet<usize>,
    progress: &'a dyn Progress,
}

impl Writer<'_> {
    fn write_batch(&self, items: &mut [Item], wanted: &[u8]) -> Result<Vec<Piece>, SiteError> {
        let together = items.len().div_ceil(2 * rayon::current_num_threads()).clamp(1, TOGETHER);
        let parts: Result<Vec<Vec<Piece>>, SiteError> = items
            .par_chunks_mut(together)
            .zip(wanted.par_chunks(together))
            .map(|(items, wanted)| self.write_together(items, wanted))
            .collect();
        Ok(parts?.into_iter().flatten().collect())
    }

    fn write_together(&self, items: &mut [Item], wanted: &[u8]) -> Result<Vec<Piece>, SiteError> {
        let mut pieces = Vec::with_capacity(items.len());
        for (item, wanted) in items.iter_mut().zip(wanted) {
            let heads = self.heads.iter().enumerate().filter(|(bit, _)| wanted >> bit & 1 == 1);
            let keys: Vec<Key> = heads.map(|(_, (key, _))| *key).collect();
            self.progress.done();
            let entry = match item.waits.take() {
                None => continue,
                Some(Waits::Shelved(kept)) => self.shelf.take(kept, item.identity.clone()).map_err(SiteError::Shelf)?,
                Some(Waits::Published(record)) => match self.entries.copy(record, &item.identity, &keys) {
                    Some((texts, headline)) => {
                        let fragment = |(&key, (text, hash)): (&Key, (String, Hash))| Fragment {
                            key,
                            text,
                            sound: true,
                            hash: Some(hash),
                        };
                        let headline = self.headlines.contains(&item.at).then_some(headline);
                        let fragments = keys.iter().zip(texts).map(fragment).collect();
                        pieces.push(Piece { at: item.at, fragments, headline });
                        continue;
                    }
                    None => self.compose_again(item)?,
                },
            };
            let write = |&key: &Key| {
                let text = format::entry(key.0, &entry, key.1);
                let (hash, sound) =
                    self.passed.has(text.as_bytes()).map_or((None, false), |(hash, has)| (Some(hash), has));
                Fragment { key, text, sound, hash }
            };
            let headline = self.headlines.contains(&item.at).then(|| Headline::from(&entry));
            pieces.push(Piece { at: item.at, fragments: keys.iter().map(write).collect(), headline });
        }
        for (key, head) in self.heads {
            self.judge(*key, head, &mut pieces);
        }
        Ok(pieces)
    }

    /// Makes an entry whose fragments are not where they were, or whose identity has changed.
    fn compose_again(&self, item: &Item) -> Result<Entry, SiteError> {
        let mut entry = (self.compose)(item.at).map_err(SiteError::Article)?;
        (entry.id, entry.published, entry.updated) = item.identity.clone().into_parts();
        Ok(entry)
    }

    /// Checks what is new, in one document.
    fn judge(&self, key: Key, head: &str, pieces: &mut [Piece]) {
        let fragments = pieces.iter_mut().flat_map(|piece| &mut piece.fragments);
        let mut new: Vec<&mut Fragment> = fragments.filter(|fragment| fragment.key == key && !fragment.sound).collect();
        if new.is_empty() {
            return;
        }
        let document = format::document_of(key.0, head, new.iter().map(|fragment| &*fragment.text));
        let sound = gate::is_sound(document);
        new.iter_mut().for_each(|fragment| fragment.sound = sound);
    }
}

impl<'a> Flow<'a> {
    fn begin(
        feed: usize,
        plan: Plan,
        passed: &Passed,
        place: &'a Place,
        distinct: bool,
    ) -> Result<(Self, Option<Hash>), OutputError> {
        let head = format::head(plan.format, &plan.feed);
        let empty = format::document_of(plan.format, &head, []);
        let (hash, has_passed) = passed.has(empty.as_bytes()).map_or((None, false), |(hash, has)| (Some(hash), has));
        let sound = has_passed || gate::is_sound(empty);
        let mut sink = Sink::open(place, &plan.path)?;
        sink.write(head.as_bytes())?;
        let lengths = Vec::with_capacity(plan.indices.len());
        let mut flow =
            Self { feed, plan, sink: Some(sink), document: None, filled: 0, lengths, sound: sound && distinct };
        flow.close_when_full()?;
        Ok((flow, hash.filter(|_| sound)))
    }

    /// Takes what it is to take of the pieces, the first of which has this rank.
    fn fill(&mut self, pieces: &[Piece], first: usize, rank: &[u32]) -> Result<(), OutputError> {
        let key = (self.plan.format, self.plan.mode);
        while let (Some(sink), Some(&at)) = (&mut self.sink, self.plan.indices.get(self.filled)) {
            let Some(piece) = pieces.get(rank[at] as usize - first) else { break };
            let Some(fragment) = piece.fragments.iter().find(|fragment| fragment.key == key) else { break };
            if self.filled > 0 {
                sink.write(format::separator(key.0).as_bytes())?;
            }
            sink.write(fragment.text.as_bytes())?;
            self.lengths.push(u32::try_from(fragment.text.len()).unwrap_or(u32::MAX));
            self.sound &= fragment.sound;
            self.filled += 1;
        }
        self.close_when_full()
    }

    fn close_when_full(&mut self) -> Result<(), OutputError> {
        if self.filled == self.plan.indices.len()
            && let Some(mut sink) = self.sink.take()
        {
            sink.write(format::tail(self.plan.format).as_bytes())?;
            self.document = Some(sink.finish()?);
        }
        Ok(())
    }

    /// Where the entries stand in the document.
    fn spans(&self) -> impl Iterator<Item = Range<usize>> {
        let separator = format::separator(self.plan.format).len();
        let mut next = format::head(self.plan.format, &self.plan.feed).len();
        self.lengths.iter().map(move |&length| {
            let start = next;
            next = start + length as usize + separator;
            start..start + length as usize
        })
    }

    fn parts(&self, config: &Config, articles: &[Brief]) -> Vec<Part> {
        let part = |(&at, span): (&usize, Range<usize>)| Part { span, file: gather::shown(&articles[at].path, config) };
        self.plan.indices.iter().zip(self.spans()).map(part).collect()
    }

    /// Hands the document on, if it is sound.
    fn end(
        mut self,
        config: &Config,
        articles: &[Brief],
        poured: &mut Poured,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> io::Result<()> {
        poured.feeds.push(MadeDocument {
            path: self.plan.path.clone(),
            feed: self.feed,
            format: self.plan.format,
            title: self.plan.feed.title.to_string(),
            entries: self.plan.indices.len(),
            limit: self.plan.limit,
            archive: self.plan.feed.history.archive,
        });
        let Some(document) = self.document.take() else { return Ok(()) };
        let mut faults = Vec::new();
        if !self.sound
            && let Some(bytes) = document.read(&config.output_dir())?
        {
            let shown = format!("{}/{}", config.output.dir.display(), self.plan.path);
            faults = gate::faults(&shown, bytes, || self.parts(config, articles))?;
        }
        if faults.is_empty() {
            poured.documents.push(document);
        } else {
            poured.kept.push(self.plan.path);
            diagnostics.append(&mut faults);
        }
        Ok(())
    }
}
