//! What heads said and which documents were valid the last time, so that a file that is as it was need
//! not be opened, and a document that is as it was need not be judged again.
//!
//! `.tidings/cache/heads` holds, for each article whose head says a date and nothing else of weight, a
//! hash and the date. The hash is over the file's path, size, modification time, change time and number
//! on its disk; all of them must be what they were. `.tidings/cache/passed` holds the hashes of the
//! fragments and heads of documents that passed the gate, over all of their bytes. The header ties the cache to the program that wrote
//! it and to the configuration. A cache that is cut, damaged, foreign or of another version counts as
//! none, and nothing but time depends on it.
//!
//! A file can change without any of that changing only where it changed twice within one tick of the
//! disk's clock. So a file that was touched just before the heads were read, by that same clock, is not
//! taken into the cache: less than two seconds before, or a twentieth where the clock is that fine.

mod entries;
mod unchanged;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Run;
use crate::article::{Brief, Item, Needs};
use crate::config::Config;
use crate::feed::Timestamp;
use crate::file::{self, State};
pub use entries::{Copied, Entries, Located, Noted, Recalled, note};
pub use unchanged::{Found, Lasts, Listing, Report, Unchanged};

/// The folder of what can be thrown away, beside the configuration.
const FOLDER: &str = ".tidings";
/// Bytes of a file of it, at most.
const LARGEST: u64 = 1 << 30;
/// A new number where the meaning of the file changes.
const HEADS: &[u8; 16] = b"tidings heads 1\n";
const PASSED: &[u8; 16] = b"tidings passed2\n";
/// A hash and a date.
const RECORD: usize = 24;
/// Nanoseconds: the coarsest tick that file systems have, and one that those which tell less than a
/// millisecond stay well below.
const COARSE: i128 = 2_000_000_000;
const FINE: i128 = 50_000_000;

/// Whether a run looks at the cache, and keeps one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CacheUse {
    /// It does.
    #[default]
    Keep,
    /// It does neither.
    Off,
}

/// The cache of a site, if there is one.
pub struct Cache {
    folder: Option<PathBuf>,
    /// What it must have been written by and for.
    tie: [u8; 32],
    /// Whether anything may be written.
    writes: bool,
    /// The disk's clock before any file was read, in nanoseconds.
    now: OnceLock<Option<i128>>,
}

impl Cache {
    /// None.
    pub fn none() -> Self {
        Self { folder: None, tie: [0; 32], writes: false, now: OnceLock::new() }
    }

    /// Opens that of a site, for reading alone or for writing too.
    ///
    /// The first build of a site only makes the folder: to fill the cache takes a look at every file that
    /// a build which is never repeated, as in CI, need not pay for.
    pub fn open(config: &Config, caching: CacheUse, run: Run) -> Self {
        let above = config.root.join(FOLDER);
        let folder = above.join("cache");
        if caching == CacheUse::Off || run == Run::Make {
            return Self::none();
        }
        if !folder.is_dir() {
            if run == Run::Build {
                // Without it, the next build is no faster.
                let _ = make_folder(&above, &folder);
            }
            return Self::none();
        }
        Self { folder: Some(folder), tie: tie(config), writes: run == Run::Build, now: OnceLock::new() }
    }

    /// Whether anything is kept for the next build.
    pub fn writes(&self) -> bool {
        self.writes && self.folder.is_some()
    }

    /// The disk's clock when this was first asked, in nanoseconds, which must be before any file is read; `None`
    /// where nothing is kept for the next build.
    pub fn now(&self) -> Option<i128> {
        let folder = self.folder.as_ref().filter(|_| self.writes)?;
        *self.now.get_or_init(|| disk_time(folder).ok())
    }

    /// The key of a file that is about to be read; `None` where no cache is looked at.
    pub fn key(&self, item: &Item<'_>) -> Option<Key> {
        self.folder.as_ref()?;
        Some(Key::of(item.path, &item.state().ok()?))
    }

    /// The file of one part of it, and what it holds.
    pub fn part(&self, name: &str) -> Option<(PathBuf, Vec<u8>)> {
        let file = self.folder.as_ref()?.join(name);
        let bytes = file::read(&file, LARGEST).unwrap_or_default();
        Some((file, bytes))
    }
}

/// What is known of a file's head: its key, and its date.
pub type Record = [u8; RECORD];

/// The heads that are known.
#[derive(Default)]
pub struct Heads {
    /// Sorted.
    records: Vec<Record>,
    /// Where the records begin whose hashes begin with these bits, and, last, where they end: hashes are
    /// even, so that few records share a beginning.
    beginnings: Vec<u32>,
    /// Which of the records a file was found for.
    met: Vec<AtomicBool>,
    /// What the header must say; `None` where no cache is looked at or kept.
    tie: Option<[u8; 32]>,
    file: PathBuf,
    /// The disk's clock when the heads were begun to be read, in nanoseconds; `None`: nothing may be added.
    now: Option<i128>,
}

impl Heads {
    /// Opens them. Where articles are chosen by more than their dates, or dates come from git, none are kept.
    pub fn open(cache: &Cache, config: &Config, needs: &Needs<'_>) -> Self {
        if config.dates_from_git || needs.tags || needs.authors || needs.language {
            return Self::default();
        }
        let Some((file, bytes)) = cache.part("heads") else { return Self::default() };
        let records = parse(&bytes, HEADS, &cache.tie).unwrap_or_default();
        let met = records.iter().map(|_| AtomicBool::new(false)).collect();
        Self { beginnings: beginnings(&records), records, met, tie: Some(cache.tie), file, now: cache.now() }
    }

    /// The date that the head of a file said.
    pub fn published(&self, key: &Key) -> Option<Timestamp> {
        let beginning = beginning(&key.hash, self.beginnings.len().checked_sub(1)?);
        let range = self.beginnings[beginning] as usize..self.beginnings[beginning + 1] as usize;
        let at = range.start + self.records[range].iter().position(|record| record[..16] == key.hash)?;
        self.met[at].store(true, Ordering::Relaxed);
        let mut seconds = [0; 8];
        seconds.copy_from_slice(&self.records[at][16..]);
        Timestamp::from_unix(i64::from_le_bytes(seconds))
    }

    /// What is to be kept of a head that was read: `None` where it says more than a date, or changed just now.
    pub fn record(&self, key: &Key, brief: &Brief) -> Option<Record> {
        let plain = !brief.draft && !brief.in_drafts && brief.expires.is_none() && brief.named.is_none();
        if !plain || !is_settled(key.touched(), self.now?) {
            return None;
        }
        let mut record = [0; RECORD];
        record[..16].copy_from_slice(&key.hash);
        record[16..].copy_from_slice(&brief.published.unix().to_le_bytes());
        Some(record)
    }

    /// Replaces the cache by what of it was met and these, where that is anything else. What goes wrong costs
    /// time in the next build.
    pub fn write(&self, mut records: Vec<Record>) {
        let (Some(tie), Some(_)) = (self.tie, self.now) else { return };
        let met = |(record, met): (&Record, &AtomicBool)| met.load(Ordering::Relaxed).then_some(*record);
        if records.is_empty() && self.met.iter().all(|met| met.load(Ordering::Relaxed)) {
            return;
        }
        records.extend(self.records.iter().zip(&self.met).filter_map(met));
        records.sort_unstable();
        records.dedup();
        if records != self.records {
            replace(&self.file, &compose(HEADS, &tie, &records));
        }
    }
}

/// Which of so many parts, a power of two, a hash is in.
fn beginning(hash: &[u8], parts: usize) -> usize {
    let mut first = [0; 4];
    first.copy_from_slice(&hash[..4]);
    ((u64::from(u32::from_be_bytes(first)) * parts as u64) >> 32) as usize
}

/// See [`Heads::beginnings`]; `records` are sorted.
fn beginnings(records: &[Record]) -> Vec<u32> {
    let parts = records.len().next_power_of_two().min(1 << 24);
    let mut beginnings = vec![0; parts + 1];
    for record in records {
        beginnings[beginning(record, parts) + 1] += 1;
    }
    let mut sum = 0;
    for count in &mut beginnings {
        sum += *count;
        *count = sum;
    }
    beginnings
}

/// The hash of what passed the gate.
pub type Hash = [u8; 16];

/// What has passed the gate: entries as they stand in documents, and documents without entries.
#[derive(Default)]
pub struct Passed {
    /// Sorted.
    hashes: Vec<Hash>,
    tie: Option<[u8; 32]>,
    file: PathBuf,
    writes: bool,
}

impl Passed {
    /// Opens the list.
    pub fn open(cache: &Cache) -> Self {
        let Some((file, bytes)) = cache.part("passed") else { return Self::default() };
        let hashes = parse(&bytes, PASSED, &cache.tie).unwrap_or_default();
        Self { hashes, tie: Some(cache.tie), file, writes: cache.writes }
    }

    /// The hash of a text, and whether exactly these bytes have passed; `None` where no cache is kept.
    pub fn has(&self, bytes: &[u8]) -> Option<(Hash, bool)> {
        self.tie?;
        let hash = hash_of(bytes);
        Some((hash, self.hashes.binary_search(&hash).is_ok()))
    }

    /// Replaces the list by what has passed now, where that differs.
    pub fn write(&self, mut hashes: Vec<Hash>) {
        let Some(tie) = self.tie.filter(|_| self.writes) else { return };
        hashes.sort_unstable();
        hashes.dedup();
        if hashes != self.hashes {
            replace(&self.file, &compose(PASSED, &tie, &hashes));
        }
    }
}

/// A file, by all that tells whether it changed.
#[derive(Clone, Copy)]
pub struct Key {
    hash: [u8; 16],
    /// Nanoseconds: when it last changed in any way. There is a key for every article.
    touched: i64,
}

impl Key {
    fn of(path: &str, state: &State) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&state.bytes()).update(path.as_bytes());
        let mut hash = [0; 16];
        hash.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        // A time that does not fit is far in the future: nothing is kept of such a file.
        Self { hash, touched: i64::try_from(state.touched()).unwrap_or(i64::MAX) }
    }

    /// Nanoseconds: when it last changed in any way.
    fn touched(&self) -> i128 {
        i128::from(self.touched)
    }
}

/// Whether a file that was touched at a moment, by the disk's clock, and is read now would not be the same
/// to its state if it were touched again.
fn is_settled(touched: i128, now: i128) -> bool {
    let tick = if now % 1_000_000 == 0 || touched % 1_000_000 == 0 { COARSE } else { FINE };
    touched + tick < now
}

/// What a cache must have been written by and for: this build of the program, and this configuration with
/// what the command line overrides.
fn tie(config: &Config) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    let program = std::env::current_exe().and_then(fs::metadata);
    if let Ok(program) = program {
        hasher.update(&program.len().to_le_bytes());
        let built = program.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        hasher.update(&built.map_or(0, |built| built.as_nanos()).to_le_bytes());
    }
    hasher.update(format!("{config:?}").as_bytes());
    *hasher.finalize().as_bytes()
}

fn compose<const N: usize>(magic: &[u8; 16], tie: &[u8; 32], records: &[[u8; N]]) -> Vec<u8> {
    let body = records.as_flattened();
    [magic, &tie[..], blake3::hash(body).as_bytes(), body].concat()
}

fn parse<const N: usize>(bytes: &[u8], magic: &[u8; 16], tie: &[u8; 32]) -> Option<Vec<[u8; N]>> {
    let (records, []) = body(bytes, magic, tie)?.as_chunks::<N>() else { return None };
    records.is_sorted().then(|| records.to_vec())
}

/// What stands behind the header of a part of the cache; `None` where it is not whole, or not of this
/// program and configuration.
fn body<'a>(bytes: &'a [u8], magic: &[u8; 16], tie: &[u8; 32]) -> Option<&'a [u8]> {
    let rest = bytes.strip_prefix(magic)?.strip_prefix(tie)?;
    let (hash, body) = rest.split_at_checked(32)?;
    (blake3::hash(body).as_bytes() == hash).then_some(body)
}

fn hash_of(bytes: &[u8]) -> Hash {
    let mut hash = Hash::default();
    hash.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    hash
}

fn make_folder(above: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let ignore = above.join(".gitignore");
    match fs::File::create_new(ignore) {
        Ok(mut file) => file.write_all(b"# What is in here can be thrown away.\n*\n")?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// The time that the disk gives a file now; a server's clock is not ours.
fn disk_time(folder: &Path) -> io::Result<i128> {
    // A file of its own: one with a known name may be a link to somewhere, which this would empty.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(b"\n")?;
    let modified = file.as_file().metadata()?.modified()?;
    modified
        .duration_since(std::time::UNIX_EPOCH)
        .map(|time| time.as_nanos().cast_signed())
        .map_err(|_| io::Error::other("before 1970"))
}

/// Replaces a part of the cache. What goes wrong costs time in the next build. Not flushed to the disk: a
/// cache that a crash has cut is none.
pub fn replace(file: &Path, bytes: &[u8]) {
    let folder = file.parent().unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut temporary| {
        temporary.write_all(bytes)?;
        temporary.persist(file).map_err(|error| error.error)
    });
    let _ = written;
}
