//! The subscription documents as they stand in the output folder: what is to be public where a host publishes.

use std::path::{Path, PathBuf};

use memchr::memmem::find;

use super::documents::address_below;
use super::{SiteError, read_ledger};
use crate::announce::ChangedDocument;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Faults};
use crate::file;
use crate::format::looks_like_a_feed;
use crate::output::OutputError;
use crate::storage::ContentHash;

/// Bytes of a document that is read, at most.
const LARGEST_DOCUMENT: u64 = 16 << 20;

/// The subscription documents of the output folder, with their addresses: those that `named` names, by paths below the site's
/// folder, else all that the ledger knows.
///
/// # Errors
/// The machine's faults; within, what is wrong with the ledger or with what is named.
pub fn subscription_documents(
    config: &Config,
    named: &[PathBuf],
) -> Result<Result<Vec<ChangedDocument>, Faults>, SiteError> {
    let mut faults = Vec::new();
    let mut found = Vec::new();
    if named.is_empty() {
        let ledger = match read_ledger(config)? {
            Ok(ledger) => ledger.unwrap_or_default(),
            Err(faults) => return Ok(Err(faults)),
        };
        for path in ledger.documents().filter_map(|(shown, _)| config.document_of(shown)) {
            match read(config, &path) {
                Ok(document) => found.extend(document),
                Err(error) if file::is_missing(&error) => {}
                Err(error) => return Err(unreadable(&config.output_dir().join(path), error)),
            }
        }
    }
    for name in named {
        let shown = config.shown(&config.root.join(name));
        let Some(path) = config.document_of(&shown) else {
            let message = format!("`{shown}` is not in the output folder");
            faults.push(Diagnostic::error(Code::ArgumentInvalid, message).help("name a feed that a build has made"));
            continue;
        };
        match read(config, &path) {
            Ok(Some(document)) => found.push(document),
            Ok(None) => {
                let message = format!("`{shown}` is no feed that readers poll");
                faults.push(Diagnostic::error(Code::ArgumentInvalid, message).help("name a subscription document"));
            }
            Err(error) => return Err(unreadable(&config.output_dir().join(path), error)),
        }
    }
    Ok(if faults.is_empty() { Ok(found) } else { Err(faults.into()) })
}

fn unreadable(path: &Path, source: std::io::Error) -> SiteError {
    SiteError::Output(OutputError { operation: "read", path: path.to_owned(), source })
}

/// A document by its path below the output folder; `None` where it is none that readers poll.
fn read(config: &Config, path: &str) -> std::io::Result<Option<ChangedDocument>> {
    let bytes = file::read(&config.output_dir().join(path), LARGEST_DOCUMENT)?;
    Ok((looks_like_a_feed(&bytes) && !is_archive(path, &bytes)).then(|| ChangedDocument {
        url: address_below(&config.output.url, path),
        hash: Some(ContentHash::of(&bytes)),
        subscription: true,
    }))
}

/// Whether a feed says that it is an archive document (RFC 5005, 4). JSON Feed has no word for it; ours have a number in
/// their names.
fn is_archive(path: &str, bytes: &[u8]) -> bool {
    let entries = [&b"<item"[..], b"<entry", b"\"items\""].iter().filter_map(|start| find(bytes, start)).min();
    let head = &bytes[..entries.unwrap_or(bytes.len())];
    let numbered = path.rsplit_once("-archive-").is_some_and(|(_, rest)| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && rest[digits..].starts_with('.')
    });
    find(head, b"<fh:archive").is_some() || (numbered && head.trim_ascii_start().starts_with(b"{"))
}
