//! The order of the stages: a configuration becomes documents, and what there is to say of them.
//!
//! ```text
//! gather -> select -> identify -> publish (compose, format, validate) -> Made
//! ```
//!
//! Nothing but [`build`] writes: [`Made`] holds what should be on disk, and [`check`] compares.

mod addresses;
mod adoption;
#[cfg(feature = "publish")]
mod announced;
mod apart;
mod built;
mod compose;
mod convert;
mod documents;
pub mod explain;
mod files;
mod gate;
mod gather;
mod guard;
mod identify;
mod links;
mod mending;
mod names;
mod older;
mod patterns;
mod podcasts;
mod publish;
mod publisher;
mod reading;
mod redirects;
mod sections;
mod serving;
mod spread;
mod store;
mod subscribers;
mod unread;
mod walk;
mod withdrawn;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::{Config, FILE_NAME, Trial};
use crate::content::DiscoverError;
use crate::diagnostic::{self, Code, Diagnostic, Faults, Severity, any_error};
use crate::feed::{EntryId, Timestamp};
use crate::file;
use crate::ledger::{self, Ledger};
use crate::output::{self, BuildLock, Change, Destination, Document, OutputError};

use guard::{Guard, Ledgers};
use store::{KeptLedger, LedgerWrite};
use walk::{RunMode, Walked, make_in};

pub use adoption::{Adoption, OldFeeds, adopt_into_ledger, adoption};
#[cfg(feature = "publish")]
pub use announced::subscription_documents;
pub use built::{PageProof, proof};
pub use documents::MadeDocument;
pub(crate) use files::COPIED;
pub use gather::{LeftOutArticle, LeftOutReason};
pub use links::{FeedLink, links, links_of_all};
pub use mending::{mend_ledger, mending};
pub use redirects::redirects;
pub use subscribers::{FeedChange, PairOfTexts, subscribers, subscribers_between};

/// The ledger's file name, beside the configuration.
pub const LEDGER_NAME: &str = "tidings.lock";

/// Bytes: some millions of entries.
const LARGEST_LEDGER: u64 = 1 << 30;

/// What the caller decides for one run.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RunOptions {
    /// Now: what is dated later waits, and what changed is updated now.
    pub now: Timestamp,
    /// What happens to the rest when an article is at fault.
    pub at_fault: AtFault,
    /// Whether an id in front matter may change for an entry that has been published.
    pub id_change: ledger::IdChange,
    /// Whether feeds that had entries may lose them all.
    pub emptying: Emptying,
    /// What a warning means.
    pub warnings: Warnings,
}

impl RunOptions {
    /// The strictest run at a moment.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        let (id_change, emptying) = (ledger::IdChange::default(), Emptying::Refuse);
        Self { now, at_fault: AtFault::Stop, id_change, emptying, warnings: Warnings::default() }
    }
}

/// Whether feeds that had entries may lose them all: a content directory that is not there in full, or a
/// clock in 1970, looks just like that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Emptying {
    /// They may not.
    #[default]
    Refuse,
    /// They may.
    Allow,
}

/// What a warning means for a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warnings {
    /// It is told.
    #[default]
    Tell,
    /// It keeps every document as it is, as an error does.
    Deny,
}

/// What happens to the rest when an article is at fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
#[must_use = "it holds what is to be written"]
#[non_exhaustive]
pub struct Made {
    /// The documents, in the order in which they are to be written.
    pub documents: Vec<Document>,
    /// What each feed document is and carries.
    pub feeds: Vec<MadeDocument>,
    /// The text of the ledger; `None` where none is kept.
    pub ledger: Option<String>,
    /// The text of the ledger until the documents of the build before that are no longer made have been
    /// removed; `None` where all of them are made again.
    pub ledger_meanwhile: Option<String>,
    /// Whether something is at fault that leaving articles out does not mend: a ledger that cannot be read,
    /// lest ids be lost; feeds that would share a document, or lose every entry. Nothing may be written then.
    pub blocked: bool,
    /// The paths, below the output folder, of the documents of the build before.
    pub earlier: Vec<String>,
    /// How many articles were found.
    pub found: usize,
    /// How many entries the documents carry, each counted once.
    pub entries: usize,
    /// Template constructs taken out.
    pub removed: usize,
    /// The id of each of them, and the article that it is, by its path below the content directory; newest first.
    pub sources: Vec<(EntryId, Arc<str>)>,
    /// Articles that are in no document, and why.
    pub left_out: Vec<LeftOutArticle>,
    /// Problems, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

impl Made {
    /// Whether the documents may replace those on disk.
    #[must_use]
    pub fn may_be_written(&self, options: &RunOptions) -> bool {
        let warned = || self.diagnostics.iter().any(|found| found.severity == Severity::Warning);
        let denied = options.warnings == Warnings::Deny && warned();
        !self.blocked && !denied && (options.at_fault == AtFault::KeepGoing || !any_error(&self.diagnostics))
    }
}

/// The machine's fault: what could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum SiteError {
    /// The content directory cannot be walked.
    Discover(DiscoverError),
    /// The ledger cannot be read.
    Ledger(PathBuf, std::io::Error),
    /// A ledger that builders share cannot be read or written: why, and what to do.
    SharedLedger(String, &'static str),
    /// The folder of the built site cannot be listed.
    Built(PathBuf, std::io::Error),
    /// The output cannot be read or written.
    Output(OutputError),
    /// A document that is made cannot be read back, or there can be no temporary folder.
    Temporary(std::io::Error),
    /// A trial run has no folder of its own to write into.
    Trial(Trial),
    /// A file of the site, named here, was changed while another build was waited for.
    Changed(&'static str),
}

impl fmt::Display for SiteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Discover(error) => error.fmt(out),
            Self::Ledger(path, error) => write!(out, "cannot read `{}`: {error}", path.display()),
            Self::SharedLedger(why, _) => write!(out, "the shared ledger: {why}"),
            Self::Output(error) => error.fmt(out),
            Self::Built(path, error) => write!(out, "cannot list the built site in `{}`: {error}", path.display()),
            Self::Temporary(error) => write!(out, "cannot make or read a temporary file: {error}"),
            Self::Changed(file) => write!(out, "`{file}` was changed while another build was at work; run again"),
            Self::Trial(trial) => {
                let options = trial.options.join("`, `");
                write!(
                    out,
                    "a run with `{options}` is a trial, and may not write into the folder that is published, among the articles, or into another site"
                )
            }
        }
    }
}

impl std::error::Error for SiteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Their own words are ours, so that what lies below them is what lies below us.
            Self::Discover(error) => error.source(),
            Self::Output(error) => error.source(),
            Self::Ledger(_, error) | Self::Built(_, error) | Self::Temporary(error) => Some(error),
            Self::Trial(_) | Self::Changed(_) | Self::SharedLedger(..) => None,
        }
    }
}

impl From<OutputError> for SiteError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// Walks all stages but the last.
///
/// # Errors
/// The machine's faults; what an article's writer must mend is in [`Made::diagnostics`].
///
/// ```no_run
/// use std::path::Path;
/// use tidings::config::{Config, Overrides};
/// use tidings::feed::Timestamp;
/// use tidings::site::{self, RunOptions, Unwatched};
///
/// let text = std::fs::read_to_string("site/tidings.toml")?;
/// let config = Config::parse(Path::new("site"), &text, &Overrides::default())?;
/// let now = Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999");
/// let made = site::make(&config, &RunOptions::at(now), &Unwatched)?;
/// for document in &made.documents {
///     println!("{}: {} bytes", document.path, document.bytes().map_or(0, <[u8]>::len));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn make(config: &Config, options: &RunOptions, progress: &dyn Progress) -> Result<Made, SiteError> {
    make_in(RunMode::Make, config, options, progress).map(|walked| walked.made)
}

/// What was done with the documents.
#[derive(Debug)]
#[must_use = "it says whether the build was refused"]
#[non_exhaustive]
pub struct Outcome {
    /// What was made.
    pub made: Made,
    /// Whether an error keeps all files as they are.
    pub refused: bool,
    /// What it means for each file, by its path below the output folder; empty where all stay as they are.
    pub changes: Vec<(String, Change)>,
    /// The output folder as reports show it.
    pub output: String,
    /// What it means for the ledger; `Same` too where none is kept.
    pub ledger: Change,
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
    options: &RunOptions,
    progress: &dyn Progress,
    waiting: impl FnOnce(),
) -> Result<Outcome, SiteError> {
    build_and_hold(config, options, progress, waiting).map(|(outcome, _)| outcome)
}

/// The same, and other builds are held off until the lock is dropped: what was written stays as it is so long.
///
/// # Errors
/// As those of [`build`].
pub fn build_and_hold(
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
    waiting: impl FnOnce(),
) -> Result<(Outcome, BuildLock), SiteError> {
    let output = config.output_dir();
    let elsewhere = || Trial::is_in_another_site(&output, &config.root);
    let misplaced = |trial: &&Trial| trial.is_published(&output) || trial.is_among_articles(&output) || elsewhere();
    if let Some(trial) = config.trial.as_ref().filter(misplaced) {
        return Err(SiteError::Trial(trial.clone()));
    }
    let lock = BuildLock::acquire(&[&config.root, &config.output_dir()], waiting)?;
    if lock.waited() && !is_as_on_disk(config) {
        return Err(SiteError::Changed(FILE_NAME));
    }
    output::remove_leftovers(&config.root);
    output::remove_leftovers(&config.output_dir());
    for round in 0..MOST_ROUNDS {
        if let Some(outcome) = attempt(config, options, progress, &lock)? {
            return Ok((outcome, lock));
        }
        store::pause(round);
    }
    let message = "others have written it again and again while this was made".to_owned();
    Err(SiteError::SharedLedger(message, "run again"))
}

/// How often everything is made again because others have written a shared ledger meanwhile.
const MOST_ROUNDS: u32 = 12;

/// Makes the documents and writes those that differ; `None` where others have written a shared ledger meanwhile, so that
/// nothing was written and all of it is to be made again.
fn attempt(
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
    lock: &BuildLock,
) -> Result<Option<Outcome>, SiteError> {
    // What is made is dropped before the destination that it was made for, which takes back its folders.
    let (destination, mut outcome, ledgers) = compare_in(RunMode::Build, config, options, progress)?;
    outcome.made.diagnostics.extend(lock.refused().cloned());
    if outcome.refused {
        outcome.made.documents.clear();
        return Ok(Some(outcome));
    }
    progress.stage("write", 0);
    let made = &mut outcome.made;
    // The ledger before the documents: after a crash, an id that is in a document is in the ledger too. And
    // it forgets a document only once that is removed: nobody else would know that it was ours.
    let removes = outcome.changes.iter().any(|(_, change)| *change == Change::Removed);
    let meanwhile = made.ledger_meanwhile.as_deref().filter(|_| removes);
    let first = new_ledger(&ledgers, meanwhile.or(made.ledger.as_deref()));
    let (is_shared, file) = (store::is_shared(config), config.root.join(LEDGER_NAME));
    let beside = first.filter(|_| !is_shared).map(|text| (file.clone(), text.as_bytes()));
    let staged = output::stage(&config.output_dir(), &mut made.documents, &outcome.changes, beside)?;
    let mut state = ledgers.state.clone();
    if let Some(text) = first.filter(|_| is_shared) {
        match store::keep(config, &ledgers, text)? {
            LedgerWrite::Done(now) => state = now,
            LedgerWrite::Lost => return Ok(None),
        }
    }
    destination.keep();
    staged.commit()?;
    output::remove_leftovers_beside(&config.output_dir(), outcome.changes.iter().map(|(path, _)| path.as_str()));
    if let Some(text) = made.ledger.as_deref().filter(|_| removes) {
        match is_shared {
            // Where others were faster, it goes on naming what is not there, until the next build.
            true => drop(store::write(config, text, state.as_deref())?),
            false => output::replace(&file, text.as_bytes())?,
        }
    }
    outcome.written = true;
    Ok(Some(outcome))
}

/// Whether `tidings.toml` still says what was read, where there is one.
fn is_as_on_disk(config: &Config) -> bool {
    match file::read(&config.root.join(FILE_NAME), config.text.len() as u64) {
        Ok(bytes) => bytes == config.text.as_bytes(),
        Err(error) => file::is_missing(&error),
    }
}

/// What the ledger is to hold, where one is kept and where it differs.
fn new_ledger<'a>(ledgers: &Ledgers, text: Option<&'a str>) -> Option<&'a str> {
    let may_stay = |text: &&str| ledgers.text.as_ref().is_some_and(|known| Ledger::may_stay(known, text));
    text.filter(|text| !may_stay(text))
}

/// Makes the documents and compares them with those on disk; writes nothing.
///
/// # Errors
/// The machine's faults.
///
/// ```no_run
/// use std::path::Path;
/// use tidings::config::{Config, Overrides};
/// use tidings::feed::Timestamp;
/// use tidings::site::{self, RunOptions, Unwatched};
///
/// let text = std::fs::read_to_string("site/tidings.toml")?;
/// let config = Config::parse(Path::new("site"), &text, &Overrides::default())?;
/// let now = Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999");
/// let outcome = site::check(&config, &RunOptions::at(now), &Unwatched)?;
/// for (path, change) in &outcome.changes {
///     println!("{path}: {change:?}");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(config: &Config, options: &RunOptions, progress: &dyn Progress) -> Result<Outcome, SiteError> {
    compare_in(RunMode::Check, config, options, progress).map(|(_, outcome, _)| outcome)
}

/// Beside the outcome, the destination that the documents were made for.
fn compare_in(
    run: RunMode,
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
) -> Result<(Destination, Outcome, Ledgers), SiteError> {
    let Walked { mut made, destination, ledgers, .. } = make_in(run, config, options, progress)?;
    progress.stage("compare", 0);
    let mut changes = Vec::new();
    if made.may_be_written(options) {
        changes.extend(made.documents.iter().map(|document| (document.path.clone(), document.change)));
        let (dir, is_ours) = (config.output_dir(), crate::format::may_be_ours);
        let mut earlier = output::removed(&dir, &made.documents, &made.earlier, is_ours)?;
        changes.append(&mut earlier.removed);
        made.diagnostics.extend(earlier.kept.iter().map(|(path, why)| left_alone(&config.shown(&dir.join(path)), why)));
        let mut faults = Guard::new(config, &made, &changes, &ledgers).faults(options.id_change);
        made.blocked |= !faults.is_empty();
        made.diagnostics.append(&mut faults);
    }
    made.diagnostics.extend(trial_run(config).filter(|_| run == RunMode::Build));
    diagnostic::sort(&mut made.diagnostics);
    let refused = !made.may_be_written(options);
    let ledger = match new_ledger(&ledgers, made.ledger.as_deref()) {
        None => Change::Same,
        Some(_) if ledgers.is_there => Change::Changed,
        Some(_) => Change::New,
    };
    let output = config.shown(&config.output_dir());
    Ok((destination, Outcome { changes, ledger, refused, output, written: false, made }, ledgers))
}

/// A warning where the ledger names a file as a document of ours that is not removed.
fn left_alone(shown: &str, why: &str) -> Diagnostic {
    let message = format!("`{shown}` is no longer made, and is not removed: {why}");
    Diagnostic::warning(Code::OutputKept, message).in_file(shown).help("remove it by hand, if it is to go")
}

/// What a trial run says of itself.
fn trial_run(config: &Config) -> Option<Diagnostic> {
    let trial = config.trial.as_ref()?;
    let message = format!("a trial run (`{}`): nothing of it is remembered", trial.options.join("`, `"));
    let help = match trial.options.as_slice() {
        ["--output"] => {
            let dir = config.output.dir.display();
            format!("if the feeds are to live there, write `dir = \"{dir}\"` in `[output]` of {FILE_NAME}")
        }
        _ => format!("if it is meant for good, write it in {FILE_NAME}: `[output] dir`, `[site] url`, `[content] dir`"),
    };
    Some(Diagnostic::info(Code::TrialRun, message).help(help))
}

/// The ledger as it is on disk; `None` where there is none yet, or where none is to be kept.
///
/// # Errors
/// The machine's faults; within, what is wrong with the ledger.
///
/// ```no_run
/// use std::path::Path;
/// use tidings::config::{Config, Overrides};
/// use tidings::site;
///
/// let text = std::fs::read_to_string("site/tidings.toml")?;
/// let config = Config::parse(Path::new("site"), &text, &Overrides::default())?;
/// // The outer error is the machine's, the inner one what is wrong with the ledger's text.
/// if let Some(ledger) = site::read_ledger(&config)?? {
///     println!("{} entries have been published", ledger.records().len());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_ledger(config: &Config) -> Result<Result<Option<Ledger>, Faults>, SiteError> {
    Ok(parse_ledger(config, store::read(config)?))
}

/// What a text of the ledger says.
fn parse_ledger(config: &Config, kept: KeptLedger) -> Result<Option<Ledger>, Faults> {
    kept.text.map(|text| text.and_then(|text| Ledger::parse(&text, &store::shown(config)))).transpose()
}
