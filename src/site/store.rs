//! Where the ledger is kept: beside the configuration, or on a storage that builders on many machines share.
//!
//! On a storage it is read with the tag of its state and written only over that state: of two builders that read the same,
//! one is told so. He puts what he has made on top of what the other has written, where that touches nothing that he went
//! by, and else makes everything again.

#[cfg(feature = "publish")]
mod rebase;
#[cfg(feature = "publish")]
mod shared;

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
#[cfg_attr(not(feature = "publish"), expect(dead_code, reason = "without the client nothing is written to a storage"))]
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
