//! `[ledger] at`: a storage on which the ledger is kept for builders on many machines.

use std::fmt;
use std::path::{Path, PathBuf};

use super::place::{StoragePlace, is_key};
use super::raw::RawLedger;
use super::reader::ValueReader;

/// An object on a storage that is the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LedgerPlace {
    /// The storage.
    pub place: StoragePlace,
    /// The key below it.
    pub key: String,
}

impl LedgerPlace {
    /// Reads `s3://bucket/key`, or the path of a file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const NOTHING: &str = "it names no object";
        let (place, key) = match StoragePlace::parse(text)? {
            StoragePlace::Bucket { name, prefix } => {
                let whole = prefix.trim_end_matches('/');
                let (prefix, key) =
                    whole.rsplit_once('/').map_or((String::new(), whole), |(above, key)| (format!("{above}/"), key));
                (StoragePlace::Bucket { name, prefix }, key.to_owned())
            }
            StoragePlace::Folder(file) => {
                let key = file.file_name().and_then(|name| name.to_str()).ok_or(NOTHING)?.to_owned();
                let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
                (StoragePlace::Folder(folder.unwrap_or(Path::new(".")).to_owned()), key)
            }
        };
        if is_key(&key) { Ok(Self { place, key }) } else { Err(NOTHING) }
    }
}

impl fmt::Display for LedgerPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            StoragePlace::Folder(folder) => out.write_str(&folder.join(&self.key).to_string_lossy().replace('\\', "/")),
            place @ StoragePlace::Bucket { .. } => write!(out, "{place}{}", self.key),
        }
    }
}

impl ValueReader<'_> {
    /// `output`: the folder of the documents.
    pub(super) fn ledger_place(&mut self, raw: &RawLedger, root: &Path, output: &Path) -> Option<LedgerPlace> {
        let at = raw.at.as_ref()?;
        if raw.enabled == Some(false) {
            self.complain(at.span(), "no ledger is kept, and so it is kept nowhere", "take `enabled = false` out");
        }
        let found = match LedgerPlace::parse(at.as_ref()) {
            Ok(found) => found,
            Err(why) => {
                let message = format!("`at` is no place for a ledger: {why}");
                self.complain(at.span(), message, "write it as `s3://bucket/tidings.lock`");
                return None;
            }
        };
        if let StoragePlace::Folder(folder) = &found.place {
            // A build holds these two for itself, and would wait for itself.
            let real = |path: PathBuf| std::fs::canonicalize(&path).unwrap_or(path);
            let own = [root.to_owned(), root.join(output)].map(|own| real(own.join(".")));
            if own.contains(&real(root.join(folder).join("."))) {
                let message = "the folder of a shared ledger is that of the site or of its documents";
                self.complain(at.span(), message, "give it a folder of its own, or take `at` out");
            }
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_an_object_or_a_file() {
        for text in ["s3://news/tidings.lock", "s3://news/a/b/tidings.lock", "../shared/tidings.lock"] {
            let found = LedgerPlace::parse(text).unwrap();
            assert_eq!((found.to_string().as_str(), &*found.key), (text, "tidings.lock"));
        }
        for no in ["s3://news", "s3://news/", "", "..", "https://news.example/tidings.lock"] {
            assert!(LedgerPlace::parse(no).is_err(), "{no}");
        }
    }
}
