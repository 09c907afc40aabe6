//! A ledger on a storage: read with its tag, written over that state alone.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use super::rebase::rebased;
use super::{KeptLedger, LedgerWrite, Ledgers, SiteError, as_text};
use crate::config::{Config, LedgerPlace};
use crate::ledger::Ledger;
use crate::storage::{ObjectTag, Precondition, ServedAs, Storage, StorageError, Stored, Trouble, environment};

/// How often what was made is put on top of what others have written, before it is made again.
const REBASES: u32 = 60;
/// Bytes of an object that is read whole.
const LARGEST: usize = 16 << 20;
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

fn place(config: &Config) -> Result<&LedgerPlace, SiteError> {
    config.ledger_at.as_ref().ok_or_else(|| SiteError::SharedLedger("it is not configured".to_owned(), ""))
}

fn failed(error: &StorageError) -> SiteError {
    SiteError::SharedLedger(error.to_string(), error.help())
}

fn open(config: &Config) -> Result<(Storage, &str), SiteError> {
    let LedgerPlace { place, key, .. } = place(config)?;
    let storage = Storage::open(place, &config.access, &config.root, &environment);
    Ok((storage.map_err(|error| failed(&error))?, key))
}

pub fn read(config: &Config) -> Result<KeptLedger, SiteError> {
    let (storage, key) = open(config)?;
    let Some(object) = storage.get(key).map_err(|error| failed(&error))? else { return Ok(KeptLedger::default()) };
    let text = as_text(object.bytes, &super::shown(config));
    Ok(KeptLedger { text: Some(text), state: Some(object.head.tag.as_str().to_owned()) })
}

fn served() -> ServedAs {
    ServedAs {
        media_type: "text/plain; charset=utf-8".to_owned(),
        cache: Some("no-store".to_owned()),
        disposition: None,
    }
}

pub fn write(config: &Config, text: &str, over: Option<&str>) -> Result<LedgerWrite, SiteError> {
    let (storage, key) = open(config)?;
    put(&storage, key, text, over)
}

fn put(storage: &Storage, key: &str, text: &str, over: Option<&str>) -> Result<LedgerWrite, SiteError> {
    if text.len() > LARGEST {
        let message = "it would be larger than 16 MiB, and could not be read again";
        return Err(SiteError::SharedLedger(message.to_owned(), "keep it in the repository: take `at` out"));
    }
    let tag = over.map(ObjectTag::new);
    let condition = tag.as_ref().map_or(Precondition::Absent, Precondition::Tagged);
    match storage.put(key, text.as_bytes(), &served(), condition).map_err(|error| failed(&error))? {
        Stored::Done(tag) => Ok(LedgerWrite::Done(Some(tag.as_str().to_owned()))),
        Stored::Lost | Stored::Busy => Ok(LedgerWrite::Lost),
    }
}

pub fn keep(config: &Config, ledgers: &Ledgers, made: &str) -> Result<LedgerWrite, SiteError> {
    let (storage, key) = open(config)?;
    if !storage.is_folder() && !keeps_conditions(&storage, key).map_err(|error| failed(&error))? {
        let message =
            "the storage writes whether a condition holds or not, so that builders would lose each other's ids";
        let help = "keep the ledger on a storage that has conditional writes, or in the repository";
        return Err(SiteError::SharedLedger(message.to_owned(), help));
    }
    let (mut text, mut state) = (Cow::Borrowed(made), ledgers.state.clone());
    for round in 0..REBASES {
        if let done @ LedgerWrite::Done(_) = put(&storage, key, &text, state.as_deref())? {
            return Ok(done);
        }
        pause(round);
        let Some(object) = storage.get(key).map_err(|error| failed(&error))? else { return Ok(LedgerWrite::Lost) };
        let Ok(now) = std::str::from_utf8(&object.bytes) else { return Ok(LedgerWrite::Lost) };
        let Ok(now) = Ledger::parse(now, "") else { return Ok(LedgerWrite::Lost) };
        // The text may be of a moment before documents are removed; then only all of it again is right.
        let is_whole = ledgers.after.to_text() == made;
        let Some(rebased) = rebased(config, &ledgers.before, &ledgers.after, &now).filter(|_| is_whole) else {
            return Ok(LedgerWrite::Lost);
        };
        text = Cow::Owned(rebased.to_text());
        state = Some(object.head.tag.as_str().to_owned());
    }
    Ok(LedgerWrite::Lost)
}

/// Whether the storage keeps conditions, tried with an object of a name that nobody else has: builders come together.
fn keeps_conditions(storage: &Storage, key: &str) -> Result<bool, StorageError> {
    let random = RandomState::new();
    let number = random.build_hasher().finish() ^ u64::from(std::process::id());
    let scratch = format!("{key}.try-{number:016x}");
    let attempt = || {
        let put = |text: &[u8], condition| match storage.put(&scratch, text, &served(), condition) {
            Err(StorageError { trouble: Trouble::Unsupported, .. }) => Ok(None),
            done => done.map(Some),
        };
        let Some(Stored::Done(tag)) = put(b"1", Precondition::Absent)? else { return Ok(false) };
        let is_kept = put(b"2", Precondition::Absent)? == Some(Stored::Lost);
        let other = ObjectTag::new("00000000000000000000000000000000");
        let is_kept = is_kept && put(b"3", Precondition::Tagged(&other))? == Some(Stored::Lost);
        Ok(is_kept && matches!(put(b"4", Precondition::Tagged(&tag))?, Some(Stored::Done(_))))
    };
    let kept = attempt();
    // Where it cannot be removed, it harms nothing.
    let _ = storage.delete(&scratch);
    kept
}

pub fn pause(round: u32) {
    let longest = Duration::from_millis(20).saturating_mul(1 << round.min(10)).min(LONGEST_PAUSE);
    let random = RandomState::new().build_hasher().finish() % 1000;
    std::thread::sleep(longest.mul_f64(random as f64 / 1000.0));
}
