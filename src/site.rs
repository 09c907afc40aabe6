//! The order of the stages: a configuration becomes documents, and what there is to say of them.
//!
//! ```text
//! discover -> read -> select -> compose -> (ledger) -> format -> gate (validate) -> Made
//! ```
//!
//! Nothing here writes: [`Made`] holds what should be on disk, `build` writes it and `check` compares.

mod adoption;
mod documents;
mod draft;
pub mod explain;
mod gate;
mod gather;
mod identify;
mod mending;
mod pour;
mod shelf;
mod subscribers;
mod walk;

use std::fmt;
use std::path::PathBuf;

use crate::article::DiscoverError;
use crate::config::{Config, FILE_NAME, LedgerUse};
use crate::diagnostic::{self, Diagnostic, Severity, any_error};
use crate::feed::Timestamp;
use crate::ledger::{self, Ledger};
use crate::output::{self, BuildLock, Change, Document, OutputError, Place};

use walk::{Run, make_in};

pub use adoption::{Adoption, adopt_into_ledger, adoption};
pub use documents::MadeDocument;
pub use gather::{LeftOut, Why};
pub use mending::{mend_ledger, mending};
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
}

impl Options {
    /// The strictest run at a moment.
    pub fn at(now: Timestamp) -> Self {
        let (id_change, emptying) = (ledger::IdChange::default(), Emptying::Refuse);
        Self { now, at_fault: AtFault::Stop, id_change, emptying }
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
    make_in(Run::Make, config, options, progress).map(|(made, _)| made)
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
    let (place, mut outcome) = compare_in(Run::Build, config, options, progress)?;
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
    place.keep();
    staged.commit()?;
    if removes && let Some((file, text)) = new_ledger(config, made.ledger.as_deref()) {
        output::replace(&file, text)?;
    }
    outcome.written = true;
    Ok(outcome)
}

/// The ledger's file and what it is to hold, where one is kept and where it differs.
fn new_ledger<'a>(config: &Config, text: Option<&'a str>) -> Option<(PathBuf, &'a [u8])> {
    let text = text?;
    let file = config.root.join(LEDGER_NAME);
    let known = crate::file::read(&file, LARGEST_LEDGER).map(String::from_utf8);
    let may_stay = matches!(known, Ok(Ok(known)) if Ledger::may_stay(&known, text));
    (!may_stay).then_some((file, text.as_bytes()))
}

/// Makes the documents and compares them with those on disk; writes nothing.
///
/// # Errors
/// The machine's faults.
pub fn check(config: &Config, options: &Options, progress: &dyn Progress) -> Result<Outcome, SiteError> {
    compare_in(Run::Check, config, options, progress).map(|(_, outcome)| outcome)
}

/// Beside the outcome, the place that the documents were made for.
fn compare_in(
    run: Run,
    config: &Config,
    options: &Options,
    progress: &dyn Progress,
) -> Result<(Place, Outcome), SiteError> {
    let (mut made, place) = make_in(run, config, options, progress)?;
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
    Ok((place, outcome))
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

/// The ledger as it is on disk; an empty one where there is none yet, or where none is to be kept.
///
/// # Errors
/// The machine's faults; within, what is wrong with the ledger.
pub fn read_ledger(config: &Config) -> Result<Result<Ledger, Vec<Diagnostic>>, SiteError> {
    if config.ledger == LedgerUse::Off {
        return Ok(Ok(Ledger::default()));
    }
    Ok(match ledger_text(config)? {
        None => Ok(Ledger::default()),
        Some(text) => text.and_then(|text| Ledger::parse(&text, LEDGER_NAME)),
    })
}

/// The text of the ledger on disk; `None` where there is none.
fn ledger_text(config: &Config) -> Result<Option<Result<String, Vec<Diagnostic>>>, SiteError> {
    let file = config.root.join(LEDGER_NAME);
    match crate::file::read(&file, LARGEST_LEDGER).map(String::from_utf8) {
        Ok(Ok(text)) => Ok(Some(Ok(text))),
        Ok(Err(error)) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let problem = Diagnostic::error("ledger-line", "the ledger is not in UTF-8").in_file(LEDGER_NAME);
            Ok(Some(Err(vec![problem.at(&text, at..at + 1).help("restore the line from version control")])))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SiteError::Ledger(file, error)),
    }
}
