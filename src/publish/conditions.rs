//! Whether a storage keeps the conditions of a write: tried with a scratch object, for some say so and do not.

use std::hash::{BuildHasher, Hasher, RandomState};

use crate::storage::{ObjectTag, Precondition, ServedAs, Storage, StorageError, Stored, Trouble};

/// How the scratch object's name begins.
const SCRATCH_KEY: &str = ".tidings/conditions";
/// A tag that no object has.
const NOBODYS: &str = "\"00000000000000000000000000000000\"";

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It keeps them.
    Kept,
    /// It says that it has none (501).
    Refused,
    /// It answers as if it kept them, and does not.
    Ignored,
    /// It refuses where the condition holds.
    Unmet,
}

impl Keeping {
    /// In words, where it does not keep them.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Kept => None,
            Self::Refused => Some("it answers 501 to a write under a condition"),
            Self::Ignored => Some("it writes whether the condition holds or not"),
            Self::Unmet => Some("it refuses a write whose condition holds"),
        }
    }
}

/// Writes a scratch object under conditions that hold and others that do not, and removes it.
/// Its name is nobody else's: of two who publish at once, one would take the other's writes and its removal for conditions
/// that were not kept.
///
/// # Errors
/// The storage cannot be written to at all.
pub fn try_conditions(storage: &Storage) -> Result<Keeping, StorageError> {
    let number = RandomState::new().build_hasher().finish() ^ u64::from(std::process::id());
    let scratch = format!("{SCRATCH_KEY}-{number:016x}");
    let found = attempt(storage, &scratch);
    // Where it cannot be removed, it harms nothing.
    let removed = storage.delete(&scratch);
    let found = found?;
    removed.map(|()| found)
}

fn attempt(storage: &Storage, scratch: &str) -> Result<Keeping, StorageError> {
    let served = ServedAs { media_type: "text/plain; charset=utf-8".to_owned(), ..ServedAs::default() };
    let put = |text: &str, condition: Precondition<'_>| match storage.put(scratch, text.as_bytes(), &served, condition)
    {
        Ok(stored) => Ok(Some(stored)),
        Err(StorageError { trouble: Trouble::Unsupported, .. }) => Ok(None),
        Err(error) => Err(error),
    };
    match put("one", Precondition::Absent)? {
        None => return Ok(Keeping::Refused),
        Some(Stored::Busy) => return Ok(Keeping::Kept),
        Some(Stored::Lost) => {}
        Some(Stored::Done(tag)) => {
            match put("two", Precondition::Absent)? {
                None => return Ok(Keeping::Refused),
                Some(Stored::Done(_)) => return Ok(Keeping::Ignored),
                Some(Stored::Lost | Stored::Busy) => {}
            }
            match put("three", Precondition::Tagged(&tag))? {
                None => return Ok(Keeping::Refused),
                Some(Stored::Lost) => return Ok(Keeping::Unmet),
                Some(Stored::Done(_) | Stored::Busy) => {}
            }
        }
    }
    Ok(match put("four", Precondition::Tagged(&ObjectTag::new(NOBODYS)))? {
        None => Keeping::Refused,
        Some(Stored::Done(_)) => Keeping::Ignored,
        Some(Stored::Lost | Stored::Busy) => Keeping::Kept,
    })
}
