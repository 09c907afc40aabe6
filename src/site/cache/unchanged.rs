//! Whether anything has changed at all since a build that found nothing to write.
//!
//! `.tidings/cache/unchanged` holds hashes over the states of all files that the build read, and of all documents
//! that it would have written, and what it had to say. If all of them are as they were, and no article has come due or
//! expired meanwhile, there is nothing to do but to say it again. It is written by a build that found every
//! document as it should be, and only where no file was touched just before.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::super::documents::MadeDocument;
use super::super::{LEDGER_NAME, LeftOut, Made, Options, Why};
use super::{Cache, Key, body, is_settled, replace};
use crate::article::{self, DiscoverError, Discovery, Item, Listed};
use crate::config::{Config, LedgerUse};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::entry::{Measured, media};
use crate::feed::Timestamp;
use crate::file::State;
use crate::select::Held;

/// A new number where the meaning of the file changes.
const MAGIC: &[u8; 16] = b"tidings same 02\n";

/// The content directory as it was listed.
pub struct Listing {
    /// The files that may be articles, as the walk's threads found them, with their keys where the system tells
    /// enough.
    pub files: Vec<Listed<Option<Key>>>,
    /// The rest.
    pub walked: Discovery,
}

impl Listing {
    /// Lists the content directory, with the state of every file in it that may be an article.
    fn of(config: &Config) -> Result<Self, DiscoverError> {
        let list = |files: &mut Listed<Option<Key>>, item: Item<'_>| {
            let key = item.state().ok().map(|state| Key::of(item.path, &state));
            files.push(&item, key);
        };
        let (files, walked) = article::walk(config, list)?;
        Ok(Self { files, walked })
    }

    fn found(&self) -> usize {
        self.files.iter().map(Listed::len).sum()
    }
}

/// What a build said that found nothing to write.
#[derive(Serialize, Deserialize)]
pub struct Report {
    /// The documents, by their paths below the output folder.
    pub documents: Vec<String>,
    /// What the feeds among them are.
    pub feeds: Vec<MadeDocument>,
    /// See [`Made::found`].
    pub found: usize,
    /// See [`Made::entries`].
    pub entries: usize,
    /// See [`Made::removed`].
    pub removed: usize,
    left_out: Vec<(String, StoredWhy)>,
    diagnostics: Vec<StoredDiagnostic>,
}

#[derive(Serialize, Deserialize)]
enum StoredWhy {
    File(article::LeftOut),
    Draft,
    Future(i64),
    Expired(i64),
    Broken,
}

/// A diagnostic in a file.
#[derive(Serialize, Deserialize)]
pub struct StoredDiagnostic {
    severity: Severity,
    code: String,
    file: Option<String>,
    place: Option<Place>,
    message: String,
    help: Option<String>,
}

/// What is in the file.
#[derive(Serialize, Deserialize)]
struct Stored {
    /// Over the files that the build read.
    inputs: [u8; 32],
    /// Over the documents on disk.
    outputs: [u8; 32],
    /// From when until when, in seconds since 1970, no article comes due or expires.
    from: i64,
    until: Option<i64>,
    /// How long the files of entries were, each with the path of its article.
    measured: Vec<(String, Measured)>,
    report: Report,
}

/// The memory of a build that found nothing to write.
#[derive(Default)]
pub struct Unchanged {
    tie: Option<[u8; 32]>,
    file: PathBuf,
    stored: Option<Stored>,
    /// Over the files that are about to be read, where that can be told.
    before: Option<[u8; 32]>,
}

/// What a build depends on beside the states of files that may be articles.
pub struct Lasts {
    /// When the next article comes due or expires.
    pub until: Option<Timestamp>,
    /// How long the files of entries are, each with the path of its article.
    pub measured: Vec<(String, Measured)>,
}

/// What was found where that memory was asked.
pub enum Found {
    /// Nothing has changed: this is to be said.
    Same(Box<Report>),
    /// Something may have; the content directory has been listed already.
    Changed(Listing),
    /// There is no such memory.
    Unknown,
}

impl Unchanged {
    /// Opens it. Dates from git do not depend on files alone.
    pub fn open(cache: &Cache, config: &Config, options: &Options) -> Self {
        if config.dates_from_git {
            return Self::default();
        }
        let Some((file, bytes)) = cache.part("unchanged") else { return Self::default() };
        let mut hasher = blake3::Hasher::new();
        let Options { now: _, at_fault, id_change, emptying, cache: _ } = options;
        hasher.update(&cache.tie).update(format!("{at_fault:?} {id_change:?} {emptying:?}").as_bytes());
        let tie = *hasher.finalize().as_bytes();
        Self {
            tie: Some(tie),
            file,
            stored: body(&bytes, MAGIC, &tie).and_then(|body| postcard::from_bytes(body).ok()),
            before: None,
        }
    }

    /// Looks whether anything has changed; `writes` says whether there is to be such a memory.
    ///
    /// # Errors
    /// Where the content directory cannot be walked.
    pub fn ask(&mut self, config: &Config, now: Timestamp, writes: bool) -> Result<Found, DiscoverError> {
        let stored = self.stored.take();
        if self.tie.is_none() || stored.is_none() && !writes {
            return Ok(Found::Unknown);
        }
        let listing = Listing::of(config)?;
        self.before = inputs(config, &listing).map(|(hash, _)| hash);
        let now = now.unix();
        let same = stored.filter(|stored| {
            let in_time = stored.from <= now && stored.until.is_none_or(|until| now < until);
            let is_as_long = |(article, (named, length)): &(String, Measured)| {
                media::length(named, article, config).is_ok_and(|now| now == *length)
            };
            in_time
                && stored.measured.iter().all(is_as_long)
                && self.before == Some(stored.inputs)
                && outputs(config, &stored.report.documents).is_some_and(|(hash, _)| hash == stored.outputs)
        });
        Ok(match same {
            Some(stored) => Found::Same(Box::new(stored.report)),
            None => Found::Changed(listing),
        })
    }

    /// Keeps what a build said that found all documents as they should be, unless something was touched just
    /// before it; `now` is the disk's clock before any file was read. What goes wrong costs time in the next build.
    pub fn write(&self, now: i128, config: &Config, options: &Options, lasts: Lasts, made: &Made) {
        let Some(tie) = self.tie else { return };
        let documents: Vec<String> = made.documents.iter().map(|document| document.path.clone()).collect();
        let Some((outputs, latest)) = outputs(config, &documents) else { return };
        // Listed again: what the build read is what was there before it and is there now.
        let Ok(listing) = Listing::of(config) else { return };
        let Some((inputs, last)) = inputs(config, &listing) else { return };
        if self.before != Some(inputs) || !is_settled(latest, now) || !is_settled(last, now) {
            return;
        }
        let report = Report::of(made, documents);
        let Lasts { until, measured } = lasts;
        let (from, until) = (options.now.unix(), until.map(Timestamp::unix));
        let stored = Stored { inputs, outputs, from, until, measured, report };
        let Ok(body) = postcard::to_allocvec(&stored) else { return };
        let bytes = [MAGIC, &tie[..], blake3::hash(&body).as_bytes(), &body].concat();
        replace(&self.file, &bytes);
    }
}

/// The hash over all files that a build reads but the configuration, and when the last of them was touched;
/// `None` where the system does not tell, or the walk complains.
fn inputs(config: &Config, listing: &Listing) -> Option<([u8; 32], i128)> {
    let Discovery { skipped, diagnostics, .. } = &listing.walked;
    if !diagnostics.is_empty() {
        return None;
    }
    let mut last = i128::MIN;
    let mut keys = Vec::with_capacity(listing.found());
    for key in listing.files.iter().flat_map(Listed::notes) {
        let key = key.as_ref()?;
        last = last.max(key.touched());
        keys.push(key.hash);
    }
    keys.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    hasher.update(keys.as_flattened());
    let mut other = |name: &str, path: &Path| {
        let state = State::of(path).ok()?;
        last = last.max(state.touched());
        hasher.update(name.as_bytes()).update(&state.bytes());
        Some(())
    };
    if config.ledger == LedgerUse::Keep {
        other("", &config.root.join(LEDGER_NAME))?;
    }
    for skipped in skipped {
        if skipped.reason == article::LeftOut::SectionPage {
            other(&skipped.path, &config.content_dir().join(&skipped.path))?;
        }
    }
    hasher.update(format!("{skipped:?}").as_bytes());
    Some((*hasher.finalize().as_bytes(), last))
}

/// The hash over the documents on disk, and when the last of them was touched.
fn outputs(config: &Config, documents: &[String]) -> Option<([u8; 32], i128)> {
    let folder = config.output_dir();
    let mut last = i128::MIN;
    let mut hasher = blake3::Hasher::new();
    for path in documents {
        let state = State::of(&folder.join(path)).ok()?;
        last = last.max(state.touched());
        hasher.update(path.as_bytes()).update(&state.bytes());
    }
    Some((*hasher.finalize().as_bytes(), last))
}

impl Report {
    fn of(made: &Made, documents: Vec<String>) -> Self {
        let left_out = |left: &LeftOut| {
            let why = match left.why {
                Why::File(reason) => StoredWhy::File(reason),
                Why::Held(Held::Draft) => StoredWhy::Draft,
                Why::Held(Held::Future(moment)) => StoredWhy::Future(moment.unix()),
                Why::Held(Held::Expired(moment)) => StoredWhy::Expired(moment.unix()),
                Why::Broken => StoredWhy::Broken,
            };
            (left.path.to_string(), why)
        };
        Self {
            documents,
            feeds: made.feeds.clone(),
            found: made.found,
            entries: made.entries,
            removed: made.removed,
            left_out: made.left_out.iter().map(left_out).collect(),
            diagnostics: made.diagnostics.iter().map(StoredDiagnostic::of).collect(),
        }
    }

    /// The articles that are in no document.
    pub fn left_out(&self) -> Vec<LeftOut> {
        let moment = |seconds: &i64| Timestamp::from_unix(*seconds);
        let left_out = |(path, why): &(String, StoredWhy)| {
            let why = match why {
                StoredWhy::File(reason) => Why::File(*reason),
                StoredWhy::Draft => Why::Held(Held::Draft),
                StoredWhy::Future(seconds) => Why::Held(Held::Future(moment(seconds)?)),
                StoredWhy::Expired(seconds) => Why::Held(Held::Expired(moment(seconds)?)),
                StoredWhy::Broken => Why::Broken,
            };
            Some(LeftOut::new(&Arc::from(&**path), why))
        };
        self.left_out.iter().filter_map(left_out).collect()
    }

    /// What there was to say of the articles.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.diagnostics.iter().map(StoredDiagnostic::diagnostic).collect()
    }
}

impl StoredDiagnostic {
    /// What is kept of a diagnostic: all of it.
    pub fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code.to_owned(),
            file: diagnostic.file.as_deref().map(str::to_owned),
            place: diagnostic.place.clone(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
        }
    }

    /// The diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic {
            severity: self.severity,
            code: code(&self.code),
            file: self.file.as_deref().map(Arc::from),
            place: self.place.clone(),
            message: self.message.clone(),
            help: self.help.clone(),
        }
    }
}

/// The code of a diagnostic. Codes are constants of the program; one that was read is kept for the life of it, once.
fn code(text: &str) -> &'static str {
    static CODES: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut codes = CODES.lock().unwrap_or_else(PoisonError::into_inner);
    let codes = codes.get_or_insert_default();
    match codes.get(text) {
        Some(code) => code,
        None => {
            let code: &'static str = Box::leak(text.to_owned().into_boxed_str());
            codes.insert(code);
            code
        }
    }
}
