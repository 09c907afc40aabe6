//! The order of the stages: a configuration becomes documents, and what there is to say of them.
//!
//! ```text
//! discover -> read -> select -> compose -> (ledger) -> format -> gate (validate) -> Made
//! ```
//!
//! Nothing here writes: [`Made`] holds what should be on disk, `build` writes it and `check` compares.

mod adoption;
mod cache;
mod documents;
mod draft;
pub mod explain;
mod gate;
mod gather;
mod identify;
mod pour;
mod shelf;
mod subscribers;
mod withdrawn;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::article::{Brief, DiscoverError};
use crate::config::{Config, FILE_NAME, LedgerUse};
use crate::diagnostic::{self, Diagnostic, Severity, any_error};
use crate::feed::Timestamp;
use crate::ledger::{self, Ledger};
use crate::output::{self, BuildLock, Change, Document, Hold, OutputError, Place};
use crate::select::{self, Held, Selection};

use cache::{Cache, Entries, Heads, Lasts, Passed, Unchanged};
use documents::{Planner, Since};
use draft::{Draft, Shelved};
use gather::Known;
use pour::{Item, Spring};
use shelf::Shelf;

pub use adoption::{Adoption, adopt_into_ledger, adoption};
pub use cache::CacheUse;
pub use documents::MadeDocument;
pub use gather::{LeftOut, Why};
pub use subscribers::{FeedChange, subscribers};

/// The ledger's file name, beside the configuration.
pub const LEDGER_NAME: &str = "tidings.lock";

/// Bytes: some millions of entries.
const LARGEST_LEDGER: u64 = 1 << 30;

/// What the caller decides for one run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Now: what is dated later waits, and what changed is updated now.
    pub now: Timestamp,
    /// What happens to the rest when an article is at fault.
    pub at_fault: AtFault,
    /// Whether an id in front matter may change for an entry that has been published.
    pub id_change: ledger::IdChange,
    /// Whether feeds that had entries may lose them all.
    pub emptying: Emptying,
    /// Whether what files said before is remembered.
    pub cache: CacheUse,
}

impl Options {
    /// The strictest run at a moment.
    pub fn at(now: Timestamp) -> Self {
        let (id_change, emptying) = (ledger::IdChange::default(), Emptying::Refuse);
        Self { now, at_fault: AtFault::Stop, id_change, emptying, cache: CacheUse::default() }
    }
}

/// Whether feeds that had entries may lose them all: a content directory that is not there in full, or a
/// clock in 1970, looks just like that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emptying {
    /// They may not.
    #[default]
    Refuse,
    /// They may.
    Allow,
}

/// What happens to the rest when an article is at fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AtFault {
    /// No document is replaced.
    #[default]
    Stop,
    /// The articles at fault are left out, the rest is written.
    KeepGoing,
}

/// How far a run is, for a progress bar.
pub trait Progress: Sync {
    /// A stage begins that handles so many articles; 0: nobody knows yet.
    fn stage(&self, name: &'static str, articles: usize);
    /// One of them is done.
    fn done(&self);
}

/// A run that nobody watches.
pub struct Unwatched;

impl Progress for Unwatched {
    fn stage(&self, _name: &'static str, _articles: usize) {}
    fn done(&self) {}
}

/// Everything that a build would put on disk, and what there is to say of it.
#[derive(Debug)]
pub struct Made {
    /// The documents, in the order in which they are to be written; none where nothing has changed since a
    /// build that found them all as they should be.
    pub documents: Vec<Document>,
    /// What each feed document is and carries.
    pub feeds: Vec<MadeDocument>,
    /// The text of the ledger; `None` where none is kept, or where nothing has changed.
    pub ledger: Option<String>,
    /// The text of the ledger until the documents of the build before that are no longer made have been
    /// removed; `None` where all of them are made again.
    pub ledger_meanwhile: Option<String>,
    /// Whether something is at fault that leaving articles out does not mend: a ledger that cannot be read,
    /// lest ids be lost; feeds that would share a document, or lose every entry. Nothing may be written then.
    pub hopeless: bool,
    /// The paths, below the output folder, of the documents of the build before.
    pub earlier: Vec<String>,
    /// How many articles were found.
    pub found: usize,
    /// How many entries the documents carry, each counted once.
    pub entries: usize,
    /// Template constructs taken out.
    pub removed: usize,
    /// Articles that are in no document, and why.
    pub left_out: Vec<LeftOut>,
    /// Problems, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

impl Made {
    /// Whether the documents may replace those on disk.
    pub fn may_be_written(&self, at_fault: AtFault) -> bool {
        !self.hopeless && (at_fault == AtFault::KeepGoing || !any_error(&self.diagnostics))
    }
}

/// The machine's fault: what could not be read or written.
#[derive(Debug)]
pub enum SiteError {
    /// The content directory cannot be walked.
    Discover(DiscoverError),
    /// The ledger cannot be read.
    Ledger(PathBuf, std::io::Error),
    /// The output cannot be read or written.
    Output(OutputError),
    /// Entries that wait, or documents that are made, cannot be read back.
    Shelf(std::io::Error),
    /// An article is not what it was when it was first read.
    Article(Vec<Diagnostic>),
}

impl fmt::Display for SiteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Discover(error) => error.fmt(out),
            Self::Ledger(path, error) => write!(out, "cannot read `{}`: {error}", path.display()),
            Self::Output(error) => error.fmt(out),
            Self::Shelf(error) => write!(out, "cannot read a temporary file: {error}"),
            Self::Article(found) => {
                let error = found.iter().find(|found| found.severity == Severity::Error);
                let (file, why) = error.map_or((None, "it changed"), |error| (error.file.as_deref(), &error.message));
                write!(out, "cannot make the entry of `{}` again: {why}", file.unwrap_or("an article"))
            }
        }
    }
}

impl std::error::Error for SiteError {}

impl From<OutputError> for SiteError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// Walks all stages but the last.
///
/// # Errors
/// The machine's faults; what an article's writer must mend is in [`Made::diagnostics`].
pub fn make(config: &Config, options: &Options, progress: &dyn Progress) -> Result<Made, SiteError> {
    match make_in(Run::Make, config, options, progress)? {
        Walked::Made(made, _) => Ok(*made),
        Walked::Same(_) => unreachable!("nothing is remembered for a run that keeps all documents in memory"),
    }
}

/// What a run does with the documents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    /// They replace those on disk; ledger and cache are written.
    Build,
    /// They are compared with those on disk.
    Check,
    /// They are kept in memory.
    Make,
}

/// What a walk through the stages comes to.
enum Walked {
    /// All is as a build left it that had this to say.
    Same(Box<cache::Report>),
    /// This was made.
    Made(Box<Made>, Box<Making>),
}

/// What is left of the making of documents.
struct Making {
    place: Place,
    unchanged: Unchanged,
    /// The disk's clock before any file was read, where anything is kept for the next build.
    disk_now: Option<i128>,
    /// What else must stay as it is for nothing to change.
    lasts: Lasts,
    /// A part of the cache, to be written once the documents are in place.
    entries: Option<(PathBuf, Vec<u8>)>,
}

fn make_in(run: Run, config: &Config, options: &Options, progress: &dyn Progress) -> Result<Walked, SiteError> {
    progress.stage("articles", 0);
    let cache = Cache::open(config, options.cache, run);
    let mut unchanged = Unchanged::open(&cache, config, options);
    let listing = match unchanged.ask(config, options.now, cache.writes()).map_err(SiteError::Discover)? {
        cache::Found::Same(report) => return Ok(Walked::Same(report)),
        cache::Found::Changed(listing) => Some(listing),
        cache::Found::Unknown => None,
    };
    // Before any file is read.
    let disk_now = cache.now();
    let keeps = disk_now.is_some();
    let (old_ledger, broken) = match read_ledger(config)? {
        Ok(ledger) => (ledger, None),
        Err(found) => (Ledger::default(), Some(found)),
    };
    let needs = gather::needs(config, &old_ledger);
    let heads = Heads::open(&cache, config, &needs);
    let (entries_file, entries_bytes) = cache.part("entries").unwrap_or_default();
    let mut entries = Entries::read(&cache, config, &entries_bytes);
    let known = Known { cache: &cache, heads: &heads, entries: &entries };
    let mut gathered =
        gather::gather(config, &needs, options.now, &known, listing, progress).map_err(SiteError::Discover)?;
    entries.check_sections(&gathered.section_authors);
    heads.write(std::mem::take(&mut gathered.heads));
    let mut diagnostics = std::mem::take(&mut gathered.diagnostics);
    diagnostics.extend(withdrawn::published_before(&gathered.withdrawn, &old_ledger, config));
    let mut left_out = std::mem::take(&mut gathered.left_out);
    let ledger_broken = broken.is_some();
    diagnostics.extend(broken.into_iter().flatten());

    let articles = &gathered.articles;
    let selections = select::select(config, articles);
    let wanted = wanted(&selections, articles.len());
    progress.stage("entries", wanted.len());
    let surroundings = gathered.surroundings(config, &entries);
    let shelf = Shelf::new(config.root.clone());
    let composed: Vec<Result<Shelved, Vec<Diagnostic>>> = wanted
        .par_iter()
        .map(|&at| {
            progress.done();
            let (brief, key) = (&articles[at], gathered.key(at));
            let recalled = key.and_then(|key| entries.recall(brief, key, &needs, config, &surroundings.links));
            if let Some(recalled) = recalled {
                return Ok(Shelved::from(recalled));
            }
            let draft = Draft::of(at, brief, config, &surroundings)?;
            let noted = cache::note(&cache, key, brief, &needs, &draft, config);
            Ok(draft.shelve(config, noted, &shelf))
        })
        .collect();

    let mut places = Vec::with_capacity(wanted.len());
    let mut all_seen = Vec::with_capacity(wanted.len());
    let mut waiting = Vec::with_capacity(wanted.len());
    let mut blocks = Vec::new();
    let mut removed = 0;
    let mut measured = Vec::new();
    for (&at, result) in wanted.iter().zip(composed) {
        match result {
            Ok(mut shelved) => {
                diagnostics.append(&mut shelved.diagnostics);
                blocks.extend(shelved.contact.map(|block| (places.len(), block)));
                removed += shelved.removed;
                let path = &articles[at].path;
                measured.extend(shelved.measured.into_iter().map(|measured| (path.to_string(), measured)));
                places.push(at);
                all_seen.push(shelved.seen);
                waiting.push((shelved.waits, shelved.noted));
            }
            Err(mut found) => {
                left_out.push(LeftOut::new(&gather::shown(&articles[at].path, config), Why::Broken));
                diagnostics.append(&mut found);
            }
        }
    }

    progress.stage("ledger", 0);
    let resolution = identify::resolve(config, options, &old_ledger, &gathered, &places, &all_seen);
    diagnostics.extend(resolution.diagnostics);
    let blocks = blocks.iter().map(|(place, block)| (&all_seen[*place], &**block)).collect();
    let organization = documents::organization(config, blocks, &mut diagnostics);
    drop(all_seen);
    let mut dates = vec![None; articles.len()];
    let mut items = Vec::with_capacity(places.len());
    let mut noted_of = Vec::new();
    for ((at, resolved), (waits, noted)) in places.into_iter().zip(resolution.entries).zip(waiting) {
        let Some(identity) = identify::identity(resolved) else { continue };
        noted_of.extend(noted.filter(|_| keeps).map(|noted| (at, noted, identity.clone())));
        dates[at] = Some((identity.published, identity.updated.max(identity.published)));
        items.push(Item { at, identity, waits: Some(waits) });
    }
    // The order of every feed: see `select::newest_first`; places are in the order of paths.
    items.sort_by_key(|item| (std::cmp::Reverse(articles[item.at].published), item.at));

    let mut ledger = resolution.ledger;
    let latest = latest_updated(&ledger, articles);
    let since = Since { gone: ledger.gone_updated(), latest: &latest };
    let had_entries = old_ledger.documents().any(|(_, entries)| entries > 0);
    if had_entries && items.is_empty() && options.emptying == Emptying::Refuse {
        let message = "every feed would be empty, though there are published entries";
        let help = "look at the content directory and the clock; pass `--allow-empty` if this is meant";
        diagnostics.push(Diagnostic::error("feeds-empty", message).help(help));
    }
    progress.stage("documents", items.len());
    let planner = Planner { config, dates: &dates, organization: organization.as_ref(), since: &since };
    let planned = planner.plan(&selections, &mut diagnostics);
    let whole = ["feeds-empty", "output-collision"];
    let hopeless = ledger_broken || diagnostics.iter().any(|diagnostic| whole.contains(&diagnostic.code));
    let refused = hopeless || options.at_fault == AtFault::Stop && any_error(&diagnostics);
    let hold = match run {
        Run::Make => Hold::Memory,
        _ if refused => Hold::Nothing,
        Run::Check => Hold::Memory,
        Run::Build => Hold::Disk,
    };
    let place = Place::new((run != Run::Make).then(|| config.output_dir()), hold, planned.plans.len());
    let passed = Passed::open(&cache);
    let carried_entries = items.len();
    let headlines = planned.headlines();
    let compose = |at: usize| Ok(Draft::of(at, &articles[at], config, &surroundings)?.entry(config));
    let spring = Spring {
        items: &mut items,
        shelf: &shelf,
        entries: &entries,
        compose: &compose,
        locates: keeps,
        articles,
        headlines: &headlines,
    };
    let mut made = pour::pour(config, planned.plans, spring, &passed, &place, progress, &mut diagnostics)?;
    drop(shelf);
    let located = std::mem::take(&mut made.located);
    made.documents.extend(planner.beside(planned.listings, &planned.newest, &made.headlines, &place)?);
    let output = config.shown(&config.output_dir());
    let entries_of: HashMap<&str, usize> = made.feeds.iter().map(|feed| (&*feed.path, feed.entries)).collect();
    let carried = |path: &str| entries_of.get(path).map_or(0, |entries| *entries as u64);
    let paths = made.documents.iter().map(|document| &document.path).chain(&made.kept);
    let counted: Vec<(String, u64)> = paths.map(|path| (format!("{output}/{path}"), carried(path))).collect();
    diagnostics.extend(old_ledger.shrunken(&counted));
    let below = |path: &str| path.strip_prefix(&output)?.strip_prefix('/').map(str::to_owned);
    let earlier = old_ledger.documents().filter_map(|(path, _)| below(path));
    let earlier = earlier.filter(|path| !made.kept.contains(path)).collect();
    let keeps_ledger = config.ledger == LedgerUse::Keep;
    let made_now: HashSet<&str> = counted.iter().map(|(path, _)| path.as_str()).collect();
    let gone = old_ledger.documents().filter(|(path, _)| below(path).is_some() && !made_now.contains(path));
    let gone: Vec<(String, u64)> = gone.map(|(path, entries)| (path.to_owned(), entries)).collect();
    let ledger_meanwhile = (keeps_ledger && !gone.is_empty()).then(|| {
        ledger.set_documents(counted.iter().cloned().chain(gone));
        ledger.to_text()
    });
    ledger.set_documents(counted);

    diagnostics.extend(gathered.again.faults());
    diagnostic::sort(&mut diagnostics);
    left_out.sort_by(|a, b| a.path.cmp(&b.path));
    let made = Made {
        documents: made.documents,
        feeds: made.feeds,
        ledger: keeps_ledger.then(|| ledger.to_text()),
        ledger_meanwhile,
        hopeless,
        earlier,
        found: gathered.found,
        entries: carried_entries,
        removed,
        left_out,
        diagnostics,
    };
    let mut fragments = located.fragments;
    let noted = noted_of
        .iter()
        .filter_map(|(at, noted, identity)| Some((&*articles[*at].path, noted, identity, fragments.remove(at)?)));
    let entries = entries.renewed(&cache, &gathered.section_authors, &located.documents, noted);
    let entries = entries.filter(|new| keeps && *new != entries_bytes).map(|new| (entries_file, new));
    let due = made.left_out.iter().filter_map(|left| match left.why {
        Why::Held(Held::Future(moment)) => Some(moment),
        _ => None,
    });
    let lasts = Lasts { until: due.chain(gathered.expires).min(), measured };
    Ok(Walked::Made(Box::new(made), Box::new(Making { place, unchanged, disk_now, lasts, entries })))
}

/// The articles that any document takes, each once, in the order of their paths.
fn wanted(selections: &[Selection<'_>], articles: usize) -> Vec<usize> {
    let mut is_wanted = vec![false; articles];
    for selection in selections {
        let newest = &selection.articles[..selection.subscription()];
        let archives = selection.archives();
        for &at in newest.iter().chain(archives.into_iter().flatten()) {
            is_wanted[at] = true;
        }
    }
    (0..articles).filter(|&at| is_wanted[at]).collect()
}

/// What was done with the documents.
#[derive(Debug)]
pub struct Outcome {
    /// What was made.
    pub made: Made,
    /// Whether an error keeps all files as they are.
    pub refused: bool,
    /// What it means for each file, by its path below the output folder; empty where all stay as they are.
    pub changes: Vec<(String, Change)>,
    /// The output folder as reports show it.
    pub output: String,
    /// Whether the documents on disk are now these.
    pub written: bool,
}

/// Makes the documents and writes those that differ. `waiting` is called once where another build is at
/// work in the site.
///
/// # Errors
/// The machine's faults; every document is then wholly old or wholly new.
pub fn build(
    config: &Config,
    options: &Options,
    progress: &dyn Progress,
    waiting: impl FnOnce(),
) -> Result<Outcome, SiteError> {
    let _lock = BuildLock::acquire(&config.root.join(FILE_NAME), waiting)?;
    output::remove_leftovers(&config.root);
    output::remove_leftovers(&config.output_dir());
    // What is made is dropped before the place that it was made for.
    let (making, mut outcome) = compare_in(Run::Build, config, options, progress)?;
    let Some(making) = making else {
        outcome.written = true;
        return Ok(outcome);
    };
    if outcome.refused {
        outcome.made.documents.clear();
        return Ok(outcome);
    }
    progress.stage("write", 0);
    let made = &mut outcome.made;
    // The ledger before the documents: after a crash, an id that is in a document is in the ledger too. And
    // it forgets a document only once that is removed: nobody else would know that it was ours.
    let removes = outcome.changes.iter().any(|(_, change)| *change == Change::Removed);
    let meanwhile = made.ledger_meanwhile.as_deref().filter(|_| removes);
    let ledger = new_ledger(config, meanwhile.or(made.ledger.as_deref()));
    let staged = output::stage(&config.output_dir(), &mut made.documents, &outcome.changes, ledger)?;
    making.place.keep();
    staged.commit()?;
    if removes && let Some((file, text)) = new_ledger(config, made.ledger.as_deref()) {
        output::replace(&file, text)?;
    }
    outcome.written = true;
    if let Some((file, bytes)) = &making.entries {
        cache::replace(file, bytes);
    }
    let same = outcome.changes.iter().all(|(_, change)| *change == Change::Same);
    if let Some(now) = making.disk_now.filter(|_| same) {
        making.unchanged.write(now, config, options, making.lasts, &outcome.made);
    }
    Ok(outcome)
}

/// The ledger's file and what it is to hold, where one is kept and where it differs.
fn new_ledger<'a>(config: &Config, text: Option<&'a str>) -> Option<(PathBuf, &'a [u8])> {
    let bytes = text?.as_bytes();
    let file = config.root.join(LEDGER_NAME);
    let is_same = crate::file::read(&file, LARGEST_LEDGER).is_ok_and(|known| known == bytes);
    (!is_same).then_some((file, bytes))
}

/// Makes the documents and compares them with those on disk; writes nothing.
///
/// # Errors
/// The machine's faults.
pub fn check(config: &Config, options: &Options, progress: &dyn Progress) -> Result<Outcome, SiteError> {
    compare_in(Run::Check, config, options, progress).map(|(_, outcome)| outcome)
}

/// What is left of the making is given where anything was made.
fn compare_in(
    run: Run,
    config: &Config,
    options: &Options,
    progress: &dyn Progress,
) -> Result<(Option<Box<Making>>, Outcome), SiteError> {
    let (making, mut made) = match make_in(run, config, options, progress)? {
        Walked::Same(report) => return Ok((None, same(config, &report))),
        Walked::Made(made, making) => (making, *made),
    };
    let mut refused = !made.may_be_written(options.at_fault);
    progress.stage("compare", 0);
    let mut changes = Vec::new();
    if !refused {
        changes.extend(made.documents.iter().map(|document| (document.path.clone(), document.change)));
        changes.append(&mut output::removed(&config.output_dir(), &made.documents, &made.earlier)?);
    }
    if let Some(foreign) = foreign_page(config, &made, &changes) {
        made.diagnostics.push(foreign);
        diagnostic::sort(&mut made.diagnostics);
        refused = true;
        changes.clear();
    }
    let outcome = Outcome { changes, refused, output: config.shown(&config.output_dir()), written: false, made };
    Ok((Some(making), outcome))
}

/// The outcome where all is as a build left it.
fn same(config: &Config, report: &cache::Report) -> Outcome {
    let made = Made {
        documents: Vec::new(),
        feeds: report.feeds.clone(),
        ledger: None,
        ledger_meanwhile: None,
        hopeless: false,
        earlier: Vec::new(),
        found: report.found,
        entries: report.entries,
        removed: report.removed,
        left_out: report.left_out(),
        diagnostics: report.diagnostics(),
    };
    let changes = report.documents.iter().map(|path| (path.clone(), Change::Same)).collect();
    Outcome { made, refused: false, changes, output: config.shown(&config.output_dir()), written: false }
}

/// A complaint where the page for people would replace a page that no build of ours has written, such as
/// the front page of a site whose output folder is also ours.
fn foreign_page(config: &Config, made: &Made, changes: &[(String, Change)]) -> Option<Diagnostic> {
    let page = documents::PAGE_NAME;
    let replaced = changes.iter().any(|(path, change)| path == page && *change == Change::Changed);
    if !replaced || made.earlier.iter().any(|path| path == page) {
        return None;
    }
    let file = config.output_dir().join(page);
    let text = crate::file::read(&file, crate::article::LARGEST_FILE).unwrap_or_default();
    let ours = format!("<meta name=\"generator\" content=\"{}\">", crate::format::GENERATOR);
    if String::from_utf8_lossy(&text).contains(&ours) {
        return None;
    }
    let shown = config.shown(&file);
    let message = format!("`{shown}` was not made by Tidings and would be replaced by the list of feeds");
    let help = "give the feeds a folder of their own in `output.dir`, or move the page away";
    Some(Diagnostic::error("output-foreign", message).in_file(&shown).help(help))
}

/// For each article, the latest `updated` that the ledger has for it.
fn latest_updated(ledger: &Ledger, articles: &[Brief]) -> Vec<Option<Timestamp>> {
    let mut latest = vec![None; articles.len()];
    for record in ledger.records().iter().filter(|record| record.gone.is_none()) {
        if let Ok(at) = articles.binary_search_by(|article| (*article.path).cmp(&*record.path)) {
            latest[at] = Some(record.latest);
        }
    }
    latest
}

/// The ledger as it is on disk; an empty one where there is none yet, or where none is to be kept.
///
/// # Errors
/// The machine's faults; within, what is wrong with the ledger.
pub fn read_ledger(config: &Config) -> Result<Result<Ledger, Vec<Diagnostic>>, SiteError> {
    if config.ledger == LedgerUse::Off {
        return Ok(Ok(Ledger::default()));
    }
    let file = config.root.join(LEDGER_NAME);
    match crate::file::read(&file, LARGEST_LEDGER).map(String::from_utf8) {
        Ok(Ok(text)) => Ok(Ledger::parse(&text, LEDGER_NAME)),
        Ok(Err(error)) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let problem = Diagnostic::error("ledger-line", "the ledger is not in UTF-8").in_file(LEDGER_NAME);
            Ok(Err(vec![problem.at(&text, at..at + 1).help("restore the line from version control")]))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Ok(Ledger::default())),
        Err(error) => Err(SiteError::Ledger(file, error)),
    }
}
