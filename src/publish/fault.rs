//! Why a publication was not made, or not to its end.

use std::fmt;

use crate::config::is_key;
use crate::diagnostic::{Code, Diagnostic};
use crate::storage::StorageError;

/// Bytes of an object that is read (`Storage::get`).
pub(super) const LARGEST: u64 = 16 << 20;

/// What kept a publication from being made.
#[derive(Debug)]
pub enum PublishError {
    /// The storage, or the way there.
    Storage(StorageError),
    /// A file of the output folder cannot be read.
    Unread(String, std::io::Error),
    /// A file of the output folder is another than when the publication was planned.
    Changed(String),
    /// Objects in the way that were not published by Tidings.
    Foreign(Vec<String>),
    /// What is published there is another site's.
    OtherSite(String),
    /// A newer version of Tidings has published there.
    Newer(u32),
    /// What would be published could not be read again: its key, and its size in bytes.
    TooLarge(String, u64),
    /// Somebody else has published something that would be lost: where, and what of it.
    Raced(String, String),
    /// Others publish again and again.
    Restless(String),
    /// The storage does not keep conditions, in these words, and that was not allowed.
    Unconditional(&'static str),
}

impl From<StorageError> for PublishError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl PublishError {
    /// Whether it is the machine's fault, or the way's, and not what is published.
    #[must_use]
    pub fn is_of_the_machine(&self) -> bool {
        matches!(self, Self::Storage(_) | Self::Unread(..))
    }

    /// In the words of reports.
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, help) = match self {
            Self::Storage(error) => (Code::PublishFailed, error.help()),
            Self::Unread(..) => (Code::ReadFailed, "make the file readable, or build it again"),
            Self::Changed(_) => (Code::PublishRaced, "run it again when nobody else builds"),
            Self::Foreign(_) => {
                (Code::PublishForeign, "give the feeds a prefix of their own, or pass `--replace` to take their place")
            }
            Self::OtherSite(_) => (
                Code::PublishForeign,
                "give each site a prefix of its own in `[publish] to`; where it is this site that has moved, pass `--replace` once",
            ),
            Self::TooLarge(..) => (
                Code::PublishFailed,
                "let it hold fewer entries (`limit`, `archive`) or shorter ones; more documents than one account holds are more than one site",
            ),
            Self::Newer(_) => (Code::PublishFailed, "publish with the newer version"),
            Self::Raced(..) => {
                (Code::PublishRaced, "bring what they published into this copy of the site, then publish again")
            }
            Self::Restless(_) => (Code::PublishRaced, "let one job publish at a time, then run it again"),
            Self::Unconditional(_) => (
                Code::PublishUnconditional,
                "let one job publish at a time and pass `--allow-unconditional`, or take a storage that keeps conditions",
            ),
        };
        Diagnostic::error(code, self.to_string()).help(help)
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Storage(error) => error.fmt(out),
            Self::Unread(path, error) => write!(out, "cannot read `{path}` of the output folder: {error}"),
            Self::Changed(path) => write!(out, "`{path}` was changed in the output folder while it was published"),
            Self::Foreign(keys) => {
                let named: Vec<String> = keys.iter().take(3).map(|key| format!("`{key}`")).collect();
                let more = if keys.len() > 3 { format!(" and {} more", keys.len() - 3) } else { String::new() };
                let are = if keys.len() == 1 { "is" } else { "are" };
                write!(out, "{}{more} {are} there already, and not by Tidings", named.join(", "))
            }
            Self::OtherSite(url) => {
                write!(out, "there, the feeds of `{url}` are published, which is not `[output] url` of this site")
            }
            Self::Newer(version) => {
                write!(
                    out,
                    "what is published there is in version {version}, which this version of Tidings does not know"
                )
            }
            Self::TooLarge(key, size) => {
                let most = LARGEST >> 20;
                write!(
                    out,
                    "`{key}` would be {size} bytes, and more than {most} MiB cannot be read again from where it is published"
                )
            }
            Self::Raced(key, what) => {
                write!(out, "somebody else has published `{key}` meanwhile, and this build would undo it: {what}")
            }
            Self::Restless(key) => write!(out, "somebody else publishes `{key}` again and again"),
            Self::Unconditional(how) => {
                write!(out, "this storage cannot tell two publishers apart: {how}")
            }
        }
    }
}

impl std::error::Error for PublishError {}

/// Whether a key of a manifest may be acted on: anyone who can write there has written it.
pub(super) fn may_be_document(key: &str) -> bool {
    is_key(key) && !key.starts_with(".tidings/")
}
