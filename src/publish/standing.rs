//! The output folder as it stands, where nothing is built: which of its files are ours, and whether they may go out.

use std::io;

use super::fault::PublishError;
use super::local::{LocalDocument, LocalFiles, ours_in};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::site::{self, SiteError};
use crate::validate::{self, Options};

/// The documents that the ledger names; without one, the files that say that they are ours.
///
/// # Errors
/// The machine's faults.
pub fn standing(config: &Config) -> Result<Vec<String>, SiteError> {
    // A ledger that is at fault names nothing; `build` says what is wrong with it.
    let folder = config.shown_document("");
    if let Ok(Some(ledger)) = site::read_ledger(config)? {
        let named = ledger.documents().filter_map(|(path, _)| path.strip_prefix(&*folder));
        let named: Vec<String> = named.map(str::to_owned).collect();
        if !named.is_empty() {
            return Ok(named);
        }
    }
    let dir = config.output_dir();
    match ours_in(&dir) {
        Ok(found) => Ok(found),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(SiteError::Temporary(error)),
    }
}

/// What does not validate among documents, a problem each.
///
/// # Errors
/// One cannot be read.
pub fn unsound(
    config: &Config,
    documents: &[LocalDocument],
    files: &LocalFiles<'_>,
) -> Result<Vec<Diagnostic>, PublishError> {
    let mut found = Vec::new();
    for document in documents.iter().filter(|document| is_feed(document)) {
        let options = Options { errors_only: true, ..Options::default() };
        let report = validate::validate(&files.read(&document.key)?, &options);
        let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let Some(first) = errors.clone().next() else { continue };
        let shown = config.shown_document(&document.key);
        let more = match errors.count() {
            1 => String::new(),
            count => format!("; {} more", count - 1),
        };
        let message = format!("`{shown}` does not validate: {} ({}{more})", first.message, first.code);
        let help = format!("run `tidings build`, or `tidings validate {shown}` for all that is wrong with it");
        found.push(Diagnostic::error(Code::PublishInvalid, message).in_file(&shown).help(help));
    }
    Ok(found)
}

fn is_feed(document: &LocalDocument) -> bool {
    document.turn.is_feed() || document.served.media_type.starts_with("text/x-opml")
}
