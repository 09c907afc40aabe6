//! Articles become entries, and entries are written into documents: newest first and some at a time, so that neither all
//! entries nor any whole document is in memory.
//!
//! An article is read and composed once, and its entry is written once in a format and a content mode, however many
//! documents take it; it is checked once, with those beside it, in a document of their own. A document whose head and
//! entries have passed, and no two of whose entries share an id, is sound: nothing else of one entry bears on another.
//! Only where something did not pass is the whole document checked, for the place of every fault.

use std::collections::{HashMap, HashSet};
use std::io;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::addresses::{self, AddressKey};
use super::compose::{ArticleFault, Composer};
use super::documents::{MadeDocument, Plan, address_below};
use super::gate::{self, EntrySpan};
use super::{Progress, SiteError, podcasts, reading};
use crate::article::Brief;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::entry::Identity;
use crate::entry::dress::Dress;
use crate::feed::{ContentMode, Entry, Format, WebUrl};
use crate::format::{self, Headline};
use crate::ledger::{Fingerprint, TitleKey};
use crate::output::{Destination, Document, OutputError, Sink};

/// Entries that are written and checked together, at most: of a few, every thread is to have some.
const TOGETHER: usize = 16;
/// Those that are under way at once. As many more are being written.
const BATCH: usize = 16 * TOGETHER;

/// An article that documents take, and who it is.
pub struct Identified {
    /// Its place among the articles.
    pub at: usize,
    /// Its id and dates.
    pub identity: Identity,
    /// What it said when they were decided.
    pub content: Fingerprint,
    /// Whether the ledger is to be told its title.
    pub untitled: bool,
}

/// What is published.
pub struct Entries<'a, 's> {
    /// Who they are, newest first.
    pub identified: &'a [Identified],
    /// What makes them.
    pub composer: &'a Composer<'a, 's>,
    /// The places of those whose headlines are asked for.
    pub headlines: &'a HashSet<usize>,
}

/// What came of it.
#[derive(Default)]
pub struct Published {
    /// The documents that are sound, in the order of their plans.
    pub documents: Vec<Document>,
    /// What each document is and carries.
    pub feeds: Vec<MadeDocument>,
    /// The paths of documents that would be invalid: what is on disk stays.
    pub kept: Vec<String>,
    /// Headlines, by the places of their articles.
    pub headlines: HashMap<usize, Headline>,
    /// Titles of which the ledger is to be told, by the places of their articles.
    pub titles: Vec<(usize, Option<TitleKey>)>,
    /// What no two entries may share, by the places of their articles.
    pub addresses: Vec<(usize, Option<AddressKey>)>,
    /// How many template constructs were taken out.
    pub removed: usize,
    /// What is to be said of entries, and of documents.
    pub diagnostics: Vec<Diagnostic>,
    /// Articles that cannot be entries; documents that were to take them are not among the above.
    pub faults: Vec<ArticleFault>,
}

/// How an entry is written.
type EntryForm = (Format, ContentMode, Arc<Dress>);

/// One entry, written; without fragments where it cannot be one.
#[derive(Default)]
struct WrittenEntry {
    at: usize,
    fragments: Vec<Fragment>,
    headline: Option<Headline>,
    title: Option<Option<TitleKey>>,
    address: Option<AddressKey>,
    removed: usize,
    diagnostics: Vec<Diagnostic>,
    fault: Option<ArticleFault>,
}

struct Fragment {
    key: EntryForm,
    text: String,
    sound: bool,
}

/// A document that is being filled.
struct OpenDocument<'a> {
    feed: usize,
    plan: Plan,
    sink: Option<Sink<'a>>,
    document: Option<Document>,
    /// How many entries it has so far.
    filled: usize,
    /// How many bytes it has so far.
    bytes: u64,
    /// Where its order is not that in which entries are made: those that wait for others, by their places in it.
    waiting: Vec<Option<(String, bool)>>,
    /// The length of each entry's fragment.
    lengths: Vec<u32>,
    sound: bool,
}

/// Writes all documents of the plans; each names the feed that it is of.
///
/// # Errors
/// The machine's faults.
pub fn publish(
    plans: Vec<(usize, Plan)>,
    entries: &Entries<'_, '_>,
    destination: &Destination,
    progress: &dyn Progress,
) -> Result<Published, SiteError> {
    let Composer { config, articles, .. } = *entries.composer;
    let identified = entries.identified;
    let distinct = {
        let mut ids = HashSet::with_capacity(identified.len());
        identified.iter().all(|entry| ids.insert(&entry.identity.id))
    };
    let mut rank = vec![u32::MAX; articles.len()];
    for (at, entry) in identified.iter().enumerate() {
        rank[entry.at] = u32::try_from(at).unwrap_or(u32::MAX);
    }
    let mut heads: Vec<(EntryForm, String)> = Vec::new();
    let mut head_of = Vec::with_capacity(plans.len());
    for (_, plan) in &plans {
        let key = plan.form();
        head_of.push(heads.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            heads.push((key, plan.head()));
            heads.len() - 1
        }));
    }
    // Of each entry, one bit for each of the heads that it is written under: three formats in two modes, and as many more as
    // feeds dress their entries differently.
    let stride = heads.len().div_ceil(64).max(1);
    let mut wanted: Vec<u64> = vec![0; identified.len() * stride];
    for ((_, plan), head) in plans.iter().zip(head_of) {
        let place = |at: usize| rank[at] as usize * stride + head / 64;
        plan.indices.iter().for_each(|&at| wanted[place(at)] |= 1 << (head % 64));
    }
    let shows = plans.iter().filter(|(_, plan)| plan.feed.show.is_some());
    let in_shows: HashSet<usize> = shows.flat_map(|(_, plan)| plan.indices.iter().copied()).collect();
    let begun: Result<Vec<OpenDocument<'_>>, OutputError> =
        plans.into_par_iter().map(|(feed, plan)| OpenDocument::begin(feed, plan, destination, distinct)).collect();
    let mut open = begun?;

    let writer = Writer { entries, heads: &heads, in_shows: &in_shows, progress };
    let mut published = Published::default();
    let mut batches = identified.chunks(BATCH).zip(wanted.chunks(BATCH * stride));
    let mut first = 0;
    let mut ready = batches.next().map(|(entries, wanted)| writer.write_batch(entries, wanted));
    while let Some(mut batch) = ready {
        // The next batch is composed while this one goes to the disk: the one keeps the processor busy, the other waits.
        let (filled, next) = rayon::join(
            || open.par_iter_mut().try_for_each(|document| document.fill(&batch, first, &rank)),
            || batches.next().map(|(entries, wanted)| writer.write_batch(entries, wanted)),
        );
        filled?;
        first += batch.len();
        batch.iter_mut().for_each(|entry| published.take(entry));
        ready = next;
    }
    for document in open {
        document.end(config, articles, &mut published).map_err(SiteError::Temporary)?;
    }
    Ok(published)
}

impl Published {
    /// Takes what is known of an entry once it is in its documents.
    fn take(&mut self, entry: &mut WrittenEntry) {
        self.headlines.extend(entry.headline.take().map(|headline| (entry.at, headline)));
        self.titles.extend(entry.title.map(|title| (entry.at, title)));
        self.addresses.push((entry.at, entry.address));
        self.removed += entry.removed;
        self.diagnostics.append(&mut entry.diagnostics);
        self.faults.extend(entry.fault.take());
    }
}

/// Writes entries as fragments.
struct Writer<'a, 's> {
    entries: &'a Entries<'a, 's>,
    heads: &'a [(EntryForm, String)],
    /// The places of the articles that podcasts take.
    in_shows: &'a HashSet<usize>,
    progress: &'a dyn Progress,
}

impl Writer<'_, '_> {
    fn write_batch(&self, entries: &[Identified], wanted: &[u64]) -> Vec<WrittenEntry> {
        let together = entries.len().div_ceil(2 * rayon::current_num_threads()).clamp(1, TOGETHER);
        let stride = wanted.len() / entries.len().max(1);
        let parts = entries.par_chunks(together).zip(wanted.par_chunks(together * stride.max(1)));
        let parts: Vec<Vec<WrittenEntry>> = parts.map(|(some, wanted)| self.write_together(some, wanted)).collect();
        parts.into_iter().flatten().collect()
    }

    fn write_together(&self, entries: &[Identified], wanted: &[u64]) -> Vec<WrittenEntry> {
        let stride = wanted.len() / entries.len().max(1);
        let write = |(entry, wanted): (&Identified, &[u64])| {
            self.progress.done();
            let failed = |fault| WrittenEntry { at: entry.at, fault: Some(fault), ..WrittenEntry::default() };
            self.write(entry, wanted).unwrap_or_else(failed)
        };
        let mut written: Vec<WrittenEntry> = entries.iter().zip(wanted.chunks(stride.max(1))).map(write).collect();
        for (key, head) in self.heads {
            self.judge(key, head, &mut written);
        }
        written
    }

    fn write(&self, identified: &Identified, wanted: &[u64]) -> Result<WrittenEntry, ArticleFault> {
        let Identified { at, ref identity, content, untitled } = *identified;
        let composer = self.entries.composer;
        let (article, mut composed) = composer.compose(at, Some(content))?;
        if self.in_shows.contains(&at) && composed.enclosures.is_empty() {
            composed.diagnostics.push(podcasts::without_file(&article.shown));
        }
        let title = untitled.then(|| TitleKey::of(composed.title.as_str()));
        let address = addresses::key(&composed, composer.config);
        let (removed, diagnostics) = (composed.removed, std::mem::take(&mut composed.diagnostics));
        let entry: Entry = composed.into_entry(identity.clone());
        let heads = self.heads.iter().enumerate().filter(|(bit, _)| wanted[bit / 64] >> (bit % 64) & 1 == 1);
        let fragment = |(_, (key, _)): (usize, &(EntryForm, String))| Fragment {
            key: key.clone(),
            text: format::entry(key.0, &key.2.put_on(&entry), key.1),
            sound: false,
        };
        let fragments = heads.map(fragment).collect();
        let headline = self.entries.headlines.contains(&at).then(|| Headline::from(&entry));
        Ok(WrittenEntry { at, fragments, headline, title, address, removed, diagnostics, fault: None })
    }

    /// Checks the fragments of one form, in one document.
    fn judge(&self, key: &EntryForm, head: &str, entries: &mut [WrittenEntry]) {
        let fragments = entries.iter_mut().flat_map(|entry| &mut entry.fragments);
        let mut these: Vec<&mut Fragment> = fragments.filter(|fragment| fragment.key == *key).collect();
        if these.is_empty() {
            return;
        }
        let document = format::document_of(key.0, head, these.iter().map(|fragment| &*fragment.text));
        let sound = gate::is_sound(document);
        these.iter_mut().for_each(|fragment| fragment.sound = sound);
    }
}

impl Plan {
    /// The address that it names as its own, where it lies elsewhere.
    fn moved_to(&self, folder: &WebUrl) -> Option<String> {
        (self.feed.self_url != address_below(folder, &self.path)).then(|| self.feed.self_url.to_string())
    }

    /// How its entries are written.
    fn form(&self) -> EntryForm {
        (self.format, self.mode, Arc::clone(&self.dress))
    }
}

impl<'a> OpenDocument<'a> {
    fn begin(feed: usize, plan: Plan, destination: &'a Destination, distinct: bool) -> Result<Self, OutputError> {
        let head = plan.head();
        let empty = format::document_of(plan.format, &head, []);
        let sound = gate::is_sound(empty);
        let mut sink = Sink::open(destination, &plan.path)?;
        sink.write(head.as_bytes())?;
        let lengths = Vec::with_capacity(plan.indices.len());
        let bytes = (head.len() + format::tail(plan.format).len()) as u64;
        let mut begun = Self {
            feed,
            plan,
            sink: Some(sink),
            document: None,
            filled: 0,
            bytes,
            waiting: Vec::new(),
            lengths,
            sound: sound && distinct,
        };
        begun.close_when_full()?;
        Ok(begun)
    }

    /// Takes what it is to take of the entries, the first of which has this rank.
    fn fill(&mut self, entries: &[WrittenEntry], first: usize, rank: &[u32]) -> Result<(), OutputError> {
        if !self.plan.in_order {
            return self.fill_in_its_order(entries);
        }
        let key = self.plan.form();
        while let (true, Some(&at)) = (self.sink.is_some(), self.plan.indices.get(self.filled)) {
            let Some(entry) = (rank[at] as usize).checked_sub(first).and_then(|place| entries.get(place)) else {
                break;
            };
            let Some(fragment) = entry.fragments.iter().find(|fragment| fragment.key == key) else { break };
            self.take(&fragment.text, fragment.sound)?;
        }
        self.close_when_full()
    }

    /// As [`OpenDocument::fill`]: what comes before its turn waits.
    fn fill_in_its_order(&mut self, entries: &[WrittenEntry]) -> Result<(), OutputError> {
        let key = self.plan.form();
        self.waiting.resize(self.plan.indices.len(), None);
        for entry in entries {
            let place = self.plan.indices.iter().position(|&at| at == entry.at);
            let fragment = entry.fragments.iter().find(|fragment| fragment.key == key);
            if let (Some(place), Some(fragment)) = (place, fragment) {
                self.waiting[place] = Some((fragment.text.clone(), fragment.sound));
            }
        }
        while self.sink.is_some()
            && let Some((text, sound)) = self.waiting.get_mut(self.filled).and_then(Option::take)
        {
            self.take(&text, sound)?;
        }
        self.close_when_full()
    }

    /// Writes an entry, or ends the document with the one before where it would be too large.
    fn take(&mut self, text: &str, sound: bool) -> Result<(), OutputError> {
        let Some(sink) = &mut self.sink else { return Ok(()) };
        let length = text.len() as u64;
        let is_full = self.plan.max_bytes.is_some_and(|most| self.filled > 0 && self.bytes + length > most);
        if is_full {
            self.plan.indices.truncate(self.filled);
            return self.close_when_full();
        }
        if self.filled > 0 {
            sink.write(format::separator(self.plan.format).as_bytes())?;
        }
        sink.write(text.as_bytes())?;
        self.bytes += length + format::separator(self.plan.format).len() as u64;
        self.lengths.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.sound &= sound;
        self.filled += 1;
        Ok(())
    }

    /// Ends the document with its last entry, and not with the last of all: there may be as many documents as tags, and
    /// what each has gathered for the disk is memory.
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
        let mut next = self.plan.head().len();
        self.lengths.iter().map(move |&length| {
            let start = next;
            next = start + length as usize + separator;
            start..start + length as usize
        })
    }

    fn parts(&self, config: &Config, articles: &[Brief]) -> Vec<EntrySpan> {
        let part =
            |(&at, span): (&usize, Range<usize>)| EntrySpan { span, file: reading::shown(&articles[at].path, config) };
        self.plan.indices.iter().zip(self.spans()).map(part).collect()
    }

    /// Hands the document on, if it is whole and sound.
    fn end(mut self, config: &Config, articles: &[Brief], published: &mut Published) -> io::Result<()> {
        published.feeds.push(MadeDocument {
            path: self.plan.path.clone(),
            feed: self.feed,
            format: self.plan.format,
            title: self.plan.feed.title.to_string(),
            language: self.plan.feed.language.clone(),
            entries: self.plan.indices.len(),
            limit: self.plan.limit,
            archive: self.plan.feed.history.archive,
            replaces: self.plan.replaces,
            moved_to: self.plan.moved_to(&config.output.url),
        });
        let Some(document) = self.document.take() else {
            published.kept.push(self.plan.path);
            return Ok(());
        };
        let mut faults = Vec::new();
        if !self.sound
            && let Some(bytes) = document.read(&config.output_dir())?
        {
            let shown = format!("{}/{}", config.output.dir.display(), self.plan.path);
            faults = gate::faults(&shown, bytes, || self.parts(config, articles))?;
        }
        if faults.is_empty() {
            published.documents.push(document);
            return Ok(());
        }
        for unsound in faults {
            match unsound.part.and_then(|part| self.plan.indices.get(part)) {
                Some(&at) => {
                    published.faults.push(ArticleFault { at, edited: false, diagnostics: vec![unsound.diagnostic] });
                }
                None => published.diagnostics.push(unsound.diagnostic),
            }
        }
        published.kept.push(self.plan.path);
        Ok(())
    }
}
