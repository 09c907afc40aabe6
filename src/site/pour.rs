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

use super::documents::{MadeDocument, Plan};
use super::gate::{self, Part};
use super::shelf::{Kept, Shelf};
use super::{Progress, SiteError, gather};
use crate::article::Brief;
use crate::config::{Config, ContentMode, Format};
use crate::diagnostic::Diagnostic;
use crate::entry::Identity;
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
    /// What it says, on the shelf; taken when it is written.
    pub kept: Option<Kept>,
}

/// What flows.
pub struct Spring<'a> {
    /// The entries, newest first.
    pub items: &'a mut [Item],
    /// Where they wait.
    pub shelf: &'a Shelf,
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
    place: &Place,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Poured, SiteError> {
    let Spring { items, shelf, articles, headlines } = spring;
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
    let begun: Result<Vec<Flow<'_>>, OutputError> =
        plans.into_par_iter().map(|(feed, plan)| Flow::begin(feed, plan, place, distinct)).collect();
    let mut flows = begun?;

    let writer = Writer { shelf, heads: &heads, headlines, progress };
    let mut found = HashMap::new();
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
        }
        first += batch.len();
        ready = next;
    }
    let mut poured = Poured { documents: Vec::new(), feeds: Vec::new(), kept: Vec::new(), headlines: found };
    for flow in flows {
        flow.end(config, articles, &mut poured, diagnostics).map_err(SiteError::Shelf)?;
    }
    Ok(poured)
}

/// Writes entries as fragments.
struct Writer<'a> {
    shelf: &'a Shelf,
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
            let Some(kept) = item.kept.take() else { continue };
            let entry = self.shelf.take(kept, item.identity.clone()).map_err(SiteError::Shelf)?;
            let write = |&key: &Key| Fragment { key, text: format::entry(key.0, &entry, key.1), sound: false };
            let headline = self.headlines.contains(&item.at).then(|| Headline::from(&entry));
            pieces.push(Piece { at: item.at, fragments: keys.iter().map(write).collect(), headline });
        }
        for (key, head) in self.heads {
            self.judge(*key, head, &mut pieces);
        }
        Ok(pieces)
    }

    /// Checks the fragments of one form, in one document.
    fn judge(&self, key: Key, head: &str, pieces: &mut [Piece]) {
        let fragments = pieces.iter_mut().flat_map(|piece| &mut piece.fragments);
        let mut these: Vec<&mut Fragment> = fragments.filter(|fragment| fragment.key == key).collect();
        if these.is_empty() {
            return;
        }
        let document = format::document_of(key.0, head, these.iter().map(|fragment| &*fragment.text));
        let sound = gate::is_sound(document);
        these.iter_mut().for_each(|fragment| fragment.sound = sound);
    }
}

impl<'a> Flow<'a> {
    fn begin(feed: usize, plan: Plan, place: &'a Place, distinct: bool) -> Result<Self, OutputError> {
        let head = format::head(plan.format, &plan.feed);
        let empty = format::document_of(plan.format, &head, []);
        let sound = gate::is_sound(empty);
        let mut sink = Sink::open(place, &plan.path)?;
        sink.write(head.as_bytes())?;
        let lengths = Vec::with_capacity(plan.indices.len());
        let mut flow =
            Self { feed, plan, sink: Some(sink), document: None, filled: 0, lengths, sound: sound && distinct };
        flow.close_when_full()?;
        Ok(flow)
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
            replaces: self.plan.replaces,
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
