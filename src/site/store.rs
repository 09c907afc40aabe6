//! Where the ledger is kept: beside the configuration, or on a storage that builders on many machines share.
//!
//! On a storage it is read with the tag of its state and written only over that state: of two builders that read the same,
//! one is told so. He puts what he has made on top of what the other has written, where that touches nothing that he went
//! by, and else makes everything again.

use std::io;

use super::guard::Ledgers;
use super::{LARGEST_LEDGER, LEDGER_NAME, SiteError};
use crate::config::{Config, LedgerUse};
use crate::diagnostic::{Code, Diagnostic, Faults};
use crate::file;

/// The ledger as it is kept.
#[derive(Default)]
pub struct KeptLedger {
    /// Its text; `None` where there is none yet.
    pub text: Option<Result<String, Faults>>,
    /// Which state that is; nothing for a file.
    pub state: Option<String>,
}

/// The ledger's name, as reports show it.
pub fn shown(config: &Config) -> String {
    config.ledger_at.as_ref().map_or_else(|| LEDGER_NAME.to_owned(), ToString::to_string)
}

/// Whether it is kept on a storage.
pub fn is_shared(config: &Config) -> bool {
    config.ledger == LedgerUse::Keep && config.ledger_at.is_some()
}

/// Reads the ledger.
pub fn read(config: &Config) -> Result<KeptLedger, SiteError> {
    if config.ledger == LedgerUse::Off {
        return Ok(KeptLedger::default());
    }
    if config.ledger_at.is_some() {
        return shared::read(config);
    }
    let file = config.root.join(LEDGER_NAME);
    match file::read(&file, LARGEST_LEDGER) {
        Ok(bytes) => Ok(KeptLedger { text: Some(as_text(bytes, LEDGER_NAME)), state: None }),
        // A link that leads nowhere is no ledger that is still to be: ids would be lost.
        Err(error) if error.kind() == io::ErrorKind::NotFound && !file.is_symlink() => Ok(KeptLedger::default()),
        Err(error) => Err(SiteError::Ledger(file, error)),
    }
}

fn as_text(bytes: Vec<u8>, shown: &str) -> Result<String, Faults> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let problem = Diagnostic::error(Code::LedgerLine, "the ledger is not in UTF-8").in_file(shown);
        problem.at(&text, at..at + 1).help("restore the line from version control").into()
    })
}

/// What became of a write.
#[derive(Debug, PartialEq, Eq)]
pub enum LedgerWrite {
    /// It is written, and this is its state.
    Done(Option<String>),
    /// Others have written it meanwhile.
    Lost,
}

/// Writes a shared ledger over the state in which it was read.
pub fn write(config: &Config, text: &str, over: Option<&str>) -> Result<LedgerWrite, SiteError> {
    shared::write(config, text, over)
}

/// Writes what a run has made of a shared ledger, on top of what others have written meanwhile where that is possible.
/// `made` is the text.
pub fn keep(config: &Config, ledgers: &Ledgers, made: &str) -> Result<LedgerWrite, SiteError> {
    shared::keep(config, ledgers, made)
}

/// A while, another for each, before the next of several attempts.
pub fn pause(round: u32) {
    shared::pause(round);
}

#[cfg(feature = "publish")]
mod shared {
    use std::borrow::Cow;
    use std::hash::{BuildHasher, Hasher, RandomState};
    use std::time::Duration;

    use super::super::sections::rebased;
    use super::{KeptLedger, LedgerWrite, Ledgers, SiteError, as_text};
    use crate::config::{Config, LedgerPlace, StorageAccess};
    use crate::ledger::Ledger;
    use crate::storage::{ObjectTag, Precondition, ServedAs, Storage, StorageError, Stored, Trouble, environment};

    /// How often what was made is put on top of what others have written, before it is made again.
    const REBASES: u32 = 60;
    const LONGEST_PAUSE: Duration = Duration::from_secs(2);

    fn place(config: &Config) -> Result<&LedgerPlace, SiteError> {
        config.ledger_at.as_ref().ok_or_else(|| SiteError::SharedLedger("it is not configured".to_owned(), ""))
    }

    fn failed(error: &StorageError) -> SiteError {
        SiteError::SharedLedger(error.to_string(), error.help())
    }

    fn open(config: &Config) -> Result<(Storage, &str), SiteError> {
        let LedgerPlace { place, key, .. } = place(config)?;
        let storage = Storage::open(place, &StorageAccess::default(), &config.root, &environment);
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
        let tag = over.map(ObjectTag::new);
        let condition = tag.as_ref().map_or(Precondition::Absent, Precondition::Tagged);
        match storage.put(key, text.as_bytes(), &served(), condition).map_err(|error| failed(&error))? {
            Stored::Done(tag) => Ok(LedgerWrite::Done(Some(tag.as_str().to_owned()))),
            Stored::Lost | Stored::Busy => Ok(LedgerWrite::Lost),
        }
    }

    pub fn keep(config: &Config, ledgers: &Ledgers, made: &str) -> Result<LedgerWrite, SiteError> {
        let (storage, key) = open(config)?;
        if !keeps_conditions(&storage, key).map_err(|error| failed(&error))? {
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
}

/// Without the client, nothing but a file can be read.
#[cfg(not(feature = "publish"))]
mod shared {
    use super::{KeptLedger, LedgerWrite, Ledgers, SiteError};
    use crate::config::Config;

    fn none<T>() -> Result<T, SiteError> {
        let message = "this program cannot reach a storage: it was built without the feature `publish`";
        Err(SiteError::SharedLedger(message.to_owned(), "install a released program"))
    }

    pub fn read(_: &Config) -> Result<KeptLedger, SiteError> {
        none()
    }

    pub fn write(_: &Config, _: &str, _: Option<&str>) -> Result<LedgerWrite, SiteError> {
        none()
    }

    pub fn keep(_: &Config, _: &Ledgers, _: &str) -> Result<LedgerWrite, SiteError> {
        none()
    }

    pub fn pause(_: u32) {}
}
