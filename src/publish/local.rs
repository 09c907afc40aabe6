//! The documents on this side: which of the output folder are published, what they are, and how they are to be served.

use std::collections::{HashMap, HashSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::fault::{PublishError, may_be_document};
use crate::config::{Config, StoragePlace, WebServer};
use crate::delivery::{Kind, Known};
use crate::file;
use crate::output::Document;
use crate::site::MadeDocument;
use crate::storage::{ContentHash, ServedAs};

/// How long documents that readers poll may be kept where nobody says so: half an hour, as the header maps have it.
const KEPT: u64 = 1800;
/// Bytes of a document; larger ones no reader takes.
const LARGEST: u64 = 256 << 20;

/// A document that is to be public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDocument {
    /// Its path below the output folder, and its key.
    pub key: String,
    /// When it is uploaded.
    pub turn: Turn,
    /// The hash of its bytes.
    pub hash: ContentHash,
    /// Its length.
    pub size: u64,
    /// How it is served.
    pub served: ServedAs,
    /// The address that it names as its own, where it names one.
    pub own: Option<String>,
}

/// When a document is uploaded: what others link to comes before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Turn {
    /// Archive documents: subscription documents, and each other, link to them.
    Archive,
    /// Cards, stylesheets: others link to them, and they to nothing.
    Beside,
    /// What readers poll: new ones before the pages that link to them, the others last.
    Subscription,
    /// Pages and lists, which link to what readers poll.
    Page,
}

impl Turn {
    /// Whether it is that of feeds.
    #[must_use]
    pub fn is_feed(self) -> bool {
        matches!(self, Self::Archive | Self::Subscription)
    }
}

/// The files that documents are read from: those of a build that wrote none, or the output folder's.
pub struct LocalFiles<'a> {
    dir: PathBuf,
    made: HashMap<&'a str, &'a Document>,
}

impl<'a> LocalFiles<'a> {
    /// Those of a build, whether it has written them or not.
    #[must_use]
    pub fn made(config: &Config, made: &'a [Document]) -> Self {
        let made = made.iter().map(|document| (document.path.as_str(), document)).collect();
        Self { dir: config.output_dir(), made }
    }

    /// The bytes of a document.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self, key: &str) -> Result<Vec<u8>, PublishError> {
        self.bytes(key).map_err(|error| PublishError::Unread(key.to_owned(), error))
    }

    fn bytes(&self, key: &str) -> io::Result<Vec<u8>> {
        if let Some(document) = self.made.get(key)
            && let Some(from) = document.read(&self.dir)?
        {
            let mut bytes = Vec::new();
            from.take(LARGEST).read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        file::read(&self.dir.join(key), LARGEST)
    }
}

/// Looks at each file once, one at a time. `feeds` says more of those that a build has made.
///
/// # Errors
/// One cannot be read.
pub fn documents(
    config: &Config,
    paths: &[String],
    feeds: &[MadeDocument],
    files: &LocalFiles<'_>,
) -> Result<Vec<LocalDocument>, PublishError> {
    let (max_age, for_servers) = match &config.publish {
        Some(publish) => (publish.max_age, matches!(publish.to, StoragePlace::Folder(_))),
        None => (None, true),
    };
    let all: HashSet<&str> = paths.iter().map(String::as_str).collect();
    let feeds: HashMap<&str, &MadeDocument> = feeds.iter().map(|feed| (feed.path.as_str(), feed)).collect();
    let ttl = config.output.ttl.map(|minutes| u64::from(minutes) * 60);
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| for_servers || !is_for_servers(path, &all)) {
        if !may_be_document(path) {
            let error = io::Error::other("its name can be no key of an object");
            return Err(PublishError::Unread(path.clone(), error));
        }
        let bytes = files.read(path)?;
        let mut known = Known::without_date(path, &bytes);
        if let Some(feed) = feeds.get(path.as_str()) {
            known.kind = if feed.archive { Kind::Archive } else { Kind::Subscription };
        }
        let keep = known.keep.or(max_age.map(u64::from)).or(ttl).unwrap_or(KEPT);
        found.push(LocalDocument {
            key: path.clone(),
            turn: match known.kind {
                Kind::Archive => Turn::Archive,
                Kind::Subscription => Turn::Subscription,
                Kind::Page => Turn::Page,
                Kind::Beside if known.media_type.starts_with("text/x-opml") => Turn::Page,
                Kind::Beside | Kind::Other => Turn::Beside,
            },
            hash: ContentHash::of(&bytes),
            size: bytes.len() as u64,
            served: ServedAs {
                media_type: known.shown_type().to_owned(),
                cache: Some(known.kind.cache(keep)),
                disposition: known.disposition(path),
            },
            own: known.own,
        });
    }
    found.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(found)
}

/// What servers of files read, and a storage does not: compressed copies, for it has one coding of each object, and header
/// maps, for it keeps the fields itself.
fn is_for_servers(path: &str, all: &HashSet<&str>) -> bool {
    let is_copy = path.strip_suffix(".gz").is_some_and(|whole| all.contains(whole));
    is_copy || WebServer::ALL.iter().any(|map| map.headers_file() == path)
}

/// The files of a folder that may be ours by what is in them, where no ledger names them.
///
/// # Errors
/// A folder cannot be listed, or a file not be read.
pub fn ours_in(dir: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(dir.join(&folder))? {
            let (entry, kind) =
                entry.and_then(|entry| Ok((entry.file_type()?, entry))).map(|(kind, entry)| (entry, kind))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let mut beginning = Vec::new();
                std::fs::File::open(entry.path())?.take(256 << 10).read_to_end(&mut beginning)?;
                if crate::format::may_be_ours(&path, &beginning) {
                    found.push(path);
                }
            }
        }
    }
    found.sort();
    Ok(found)
}
