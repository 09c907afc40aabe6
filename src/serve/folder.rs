//! The output folder as it stands, for pollers.
//!
//! A file is looked at for every request, and read again when it is another. Its `ETag` is a hash of its bytes, so that a
//! checkout, a copy or a build that changes nothing makes nobody fetch anything again.
//!
//! `Last-Modified` is made of the bytes as well, for a file's own time is that of its checkout: it is the newest date in the
//! feed, less a part of an hour that the hash gives. The part is there because a feed can change while its dates do not (a
//! title is put right): the field must change then too, or those who go by it alone would never hear of it.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hyper::header::{self, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Response, StatusCode};

use super::answer::{Content, Resource, Shared, plain};
use super::body::Body;
use super::conditions::Modified;
use super::listen::Responder;
use super::path::parts;
use crate::delivery::Known;
use crate::file;

/// The output folder, served as it stands.
pub struct PublishedFolder {
    root: PathBuf,
    /// The path of the folder's address: requests may come with it or without.
    below: Vec<String>,
    /// The only files that are served, where the folder holds others too.
    only: Option<BTreeSet<String>>,
    /// How long subscription documents may be kept, in seconds.
    keep: u64,
    known: Mutex<KnownFiles>,
}

/// Files that have been read.
#[derive(Default)]
struct KnownFiles {
    files: HashMap<PathBuf, Arc<ReadFile>>,
    bytes: usize,
}

/// A file that has been read.
struct ReadFile {
    state: FileState,
    /// Whether it can be known for the same by its state: what was written just before it was read may be written once
    /// more in the same moment.
    settled: bool,
    /// The newest date in it, in seconds since 1970.
    newest: Option<u64>,
    resource: Resource,
}

/// What a file is known again by.
#[derive(Clone, Copy, PartialEq, Eq)]
struct FileState {
    length: u64,
    written: Option<SystemTime>,
    /// Which file, and when anything of it was changed; no program sets this time.
    node: (u64, i64, i64),
}

/// Larger files are read from the disk for every answer.
const LARGEST_IN_MEMORY: u64 = 4 << 20;
/// Bytes of files that are kept in memory.
const MOST_IN_MEMORY: usize = 128 << 20;
/// Longer than any clock of a file system is coarse.
const MOMENT: Duration = Duration::from_secs(2);
/// Seconds by which a date in a document is moved, at most.
const HOUR: u64 = 3600;

impl FileState {
    fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let node = {
            use std::os::unix::fs::MetadataExt;
            (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let node = (0, 0, 0);
        Self { length: metadata.len(), written: metadata.modified().ok(), node }
    }

    /// When a file in this state, of bytes with this hash and this newest date, was modified.
    fn modified(&self, newest: Option<u64>, hash: blake3::Hash, now: SystemTime) -> Option<Modified> {
        let seconds = |time: SystemTime| time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let (stated, now) = (self.written.map_or(0, seconds), seconds(now));
        // The later of both times, for a program may set the one, and the system alone the other; and the second after
        // it, for it could be seen while it was being written.
        let written = stated.max(u64::try_from(self.node.1).unwrap_or(0)) + 1;
        let shown = match newest.filter(|newest| *newest <= now) {
            Some(newest) => newest.saturating_sub(part_of_hour(hash)),
            // What is no feed has no date but this.
            None => stated,
        };
        // RFC 9110, 8.8.2.1: never a date that is still to come.
        (shown <= now).then_some(Modified { shown, written })
    }

    fn is_settled(&self, now: SystemTime) -> bool {
        let written = self.written.unwrap_or(UNIX_EPOCH);
        let changed = UNIX_EPOCH + Duration::from_secs(u64::try_from(self.node.1).unwrap_or(0));
        now.duration_since(written.max(changed)).is_ok_and(|since| since > MOMENT)
    }
}

impl PublishedFolder {
    /// The folder at `root`, whose address has the path `below`. Subscription documents may be kept for `keep` seconds,
    /// where they do not say so themselves.
    #[must_use]
    pub fn new(root: &Path, below: &str, keep: u64) -> Self {
        let below = parts(below).unwrap_or_default();
        Self { root: root.to_owned(), below, only: None, keep, known: Mutex::default() }
    }

    /// Serves these files alone, by their paths below the folder: for one that holds more than what is published.
    #[must_use]
    pub fn only(mut self, paths: impl IntoIterator<Item = String>) -> Self {
        self.only = Some(paths.into_iter().collect());
        self
    }

    /// The file that a request means, with its state; else the answer.
    fn find(&self, request: &Parts) -> Result<(PathBuf, String, FileState), Box<Response<Body>>> {
        let path = request.uri.path();
        let missing = || Box::new(plain(StatusCode::NOT_FOUND, "there is nothing here"));
        let Some(asked) = parts(path) else {
            return Err(Box::new(plain(StatusCode::BAD_REQUEST, "this is no path of a file here")));
        };
        let found = self.file(&asked, path.ends_with('/'));
        let inside = || asked.strip_prefix(&*self.below).filter(|_| !self.below.is_empty());
        match found.or_else(|| self.file(inside()?, path.ends_with('/'))) {
            Some(Found::File(file, name, state)) => Ok((file, name, state)),
            Some(Found::Folder) => {
                let mut response = plain(StatusCode::MOVED_PERMANENTLY, "this is a folder");
                // Its own last part, so that it is right behind any proxy.
                let last = path.rsplit('/').next().unwrap_or_default();
                if let Ok(target) = HeaderValue::from_str(&format!("./{last}/")) {
                    response.headers_mut().insert(header::LOCATION, target);
                }
                Err(Box::new(response))
            }
            None => Err(missing()),
        }
    }

    fn file(&self, parts: &[String], is_folder: bool) -> Option<Found> {
        let mut name = parts.join("/");
        let mut path = file::within(&self.root, &self.root.join(&name)).ok()??;
        let mut metadata = fs::symlink_metadata(&path).ok()?;
        if metadata.is_dir() {
            let index = path.join("index.html");
            metadata = fs::symlink_metadata(&index).ok().filter(Metadata::is_file)?;
            name = if name.is_empty() { "index.html".to_owned() } else { name + "/index.html" };
            if !is_folder && !parts.is_empty() {
                return Some(Found::Folder).filter(|_| self.is_served(&name));
            }
            path = index;
        } else if is_folder {
            return None;
        }
        // Pipes and devices are none of ours.
        let is_served = metadata.is_file() && self.is_served(&name);
        is_served.then(|| Found::File(path, name, FileState::of(&metadata)))
    }

    fn is_served(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(name))
    }

    fn known(&self, path: &Path, state: FileState) -> Option<Arc<ReadFile>> {
        let known = self.known.lock().ok()?;
        known.files.get(path).filter(|read| read.settled && read.state == state).cloned()
    }

    /// Reads a file and remembers it.
    fn read(&self, path: &Path, name: &str) -> io::Result<Arc<ReadFile>> {
        let now = SystemTime::now();
        let file = File::open(path)?;
        let state = FileState::of(&file.metadata()?);
        let (bytes, hash) = if state.length > LARGEST_IN_MEMORY {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(file)?;
            (None, hasher.finalize())
        } else {
            let bytes = file::read(path, LARGEST_IN_MEMORY)?;
            let hash = blake3::hash(&bytes);
            (Some(bytes), hash)
        };
        let before = self.known.lock().ok().and_then(|known| known.files.get(path).cloned());
        // The same bytes are not looked into, nor compressed, once more.
        let same = before.filter(|before| before.resource.hash == hash);
        let (mut resource, newest) = match same {
            Some(same) => (same.resource.clone(), same.newest),
            None => self.resource(path, name, state.length, bytes, hash)?,
        };
        resource.modified = state.modified(newest, hash, now);
        let read = Arc::new(ReadFile { state, settled: state.is_settled(now), newest, resource });
        if let Ok(mut known) = self.known.lock() {
            known.remember(path, &read);
        }
        Ok(read)
    }

    /// What a file is to those who ask for it, and the newest date in it; `bytes` of one that is small enough.
    fn resource(
        &self,
        path: &Path,
        name: &str,
        length: u64,
        bytes: Option<Vec<u8>>,
        hash: blake3::Hash,
    ) -> io::Result<(Resource, Option<u64>)> {
        let known = bytes.as_ref().map_or_else(|| Known::by_name(name), |bytes| Known::of(name, bytes));
        let content = match bytes {
            Some(bytes) => Content::coded(bytes, &known.media_type),
            None => Content::File(path.to_owned(), length),
        };
        let text = |text: &str| HeaderValue::from_str(text).map_err(io::Error::other);
        let resource = Resource {
            media_type: text(&known.media_type)?,
            cache: text(&known.kind.cache(known.keep.unwrap_or(self.keep)))?,
            policy: known.kind.policy().map(HeaderValue::from_static),
            links: known.links().and_then(|links| HeaderValue::from_str(&links).ok()),
            shared: Shared::WithAll,
            hash,
            modified: None,
            content,
        };
        Ok((resource, known.newest))
    }
}

/// What a path leads to.
enum Found {
    File(PathBuf, String, FileState),
    /// A folder with a page, whose path lacks its `/`.
    Folder,
}

impl KnownFiles {
    fn remember(&mut self, path: &Path, read: &Arc<ReadFile>) {
        let bytes = |read: &ReadFile| match &read.resource.content {
            Content::Memory { identity, gzip, brotli } => {
                let coded = [gzip, brotli].into_iter().flatten().map(|bytes| bytes.len());
                identity.len() + coded.sum::<usize>()
            }
            Content::File(..) => 0,
        };
        if self.bytes + bytes(read) > MOST_IN_MEMORY {
            self.files.clear();
            self.bytes = 0;
        }
        self.bytes += bytes(read);
        if let Some(before) = self.files.insert(path.to_owned(), Arc::clone(read)) {
            self.bytes = self.bytes.saturating_sub(bytes(&before));
        }
    }
}

/// Seconds, fewer than an hour has.
fn part_of_hour(hash: blake3::Hash) -> u64 {
    let [first, second, third, fourth, ..] = *hash.as_bytes();
    u64::from(u32::from_be_bytes([first, second, third, fourth])) % HOUR
}

fn unread() -> Response<Body> {
    plain(StatusCode::INTERNAL_SERVER_ERROR, "this cannot be read")
}

impl Responder for PublishedFolder {
    fn quick(&self, request: &Parts) -> Option<Response<Body>> {
        let (path, _, state) = match self.find(request) {
            Ok(found) => found,
            Err(response) => return Some(*response),
        };
        let read = self.known(&path, state)?;
        Some(read.resource.answer(request).unwrap_or_else(|_| unread()))
    }

    fn respond(&self, request: &Parts) -> Response<Body> {
        let (path, name, state) = match self.find(request) {
            Ok(found) => found,
            Err(response) => return *response,
        };
        let read = match self.known(&path, state) {
            Some(read) => Ok(read),
            None => self.read(&path, &name),
        };
        read.and_then(|read| read.resource.answer(request)).unwrap_or_else(|_| unread())
    }
}
