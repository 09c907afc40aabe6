//! What is on disk becomes what should be: atomically, and only where bytes differ.
//!
//! A document is compared with the file on disk while it is made ([`Sink`]); from the first byte that differs it
//! is written under a temporary name. All that differ are flushed to the disk, and then renamed, so that a full
//! disk changes nothing and a crash leaves each file old or new. Files that an earlier build wrote and this one
//! does not are removed; no other file is touched, and none that a link leads to.

mod lock;
mod sink;
mod spot;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::file::{is_missing, is_nowhere, shown};

pub use lock::BuildLock;
pub use sink::{Destination, Hold, Sink};

use spot::{Missing, Spot};

/// Temporary files begin so; what an interrupted build left is removed by the next.
const TEMPORARY: &str = ".tidings-";
/// ... and end so.
const TEMPORARY_END: &str = ".tmp";

/// A feed, or a file beside it, and what it means for the disk.
#[derive(Debug)]
pub struct Document {
    /// Its path below the output folder, with `/`.
    pub path: String,
    /// What writing it changes.
    pub change: Change,
    held: HeldBytes,
}

/// Where the bytes of a document are until it takes its place.
#[derive(Debug)]
enum HeldBytes {
    /// In the document of the same path on disk, or nowhere.
    Nothing,
    /// In memory.
    Memory(Vec<u8>),
    /// In a temporary file.
    Disk(TempPath),
}

impl Document {
    /// Its bytes, where they are held in memory: those of a document that differs from the disk's, in a run
    /// that writes none.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.held {
            HeldBytes::Memory(bytes) => Some(bytes),
            HeldBytes::Nothing | HeldBytes::Disk(_) => None,
        }
    }

    /// Its bytes, wherever they are; `None` where they were not kept.
    ///
    /// # Errors
    /// What the system says.
    pub fn read(&self, dir: &Path) -> io::Result<Option<Box<dyn Read + '_>>> {
        Ok(match &self.held {
            HeldBytes::Memory(bytes) => Some(Box::new(bytes.as_slice())),
            HeldBytes::Disk(file) => Some(Box::new(File::open(file)?)),
            HeldBytes::Nothing if self.change == Change::Same => {
                let spot = Spot::find(dir, &self.path, Missing::Refuse).map_err(|error| error.source)?;
                Some(Box::new(spot.open()?))
            }
            HeldBytes::Nothing => None,
        })
    }
}

/// What writing a document means for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Change {
    /// There is no such file yet.
    New,
    /// The file holds other bytes.
    Changed,
    /// The file holds these bytes.
    Same,
    /// An earlier build wrote the file and this one does not.
    Removed,
}

/// The machine's fault: what could not be done, where, and why.
#[derive(Debug)]
#[non_exhaustive]
pub struct OutputError {
    /// What was tried, as `write` or `rename`.
    pub operation: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// Why it failed.
    pub source: io::Error,
}

impl fmt::Display for OutputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot {} `{}`: {}", self.operation, shown(&self.path), self.source)
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

fn failed(operation: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    let path = path.to_owned();
    move |error| OutputError { operation, path, source: without_path(error) }
}

/// What the system said, without the temporary file's name on this machine that `tempfile` adds to it.
///
/// Its error has no source but the text: `No space left on device (os error 28) at path "..."`.
fn without_path(error: io::Error) -> io::Error {
    if error.get_ref().is_none() {
        return error;
    }
    match error.to_string().split_once(" at path \"") {
        Some((said, _)) => io::Error::new(error.kind(), said),
        None => error,
    }
}

/// What becomes of the documents of an earlier build.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Earlier {
    /// Those that are to be removed.
    pub removed: Vec<(String, Change)>,
    /// Those that are not, and why: the record of them may be edited by anyone.
    pub kept: Vec<(String, String)>,
}

/// Bytes of a file by which it is known whether we made it.
const BEGINNING: u64 = 256 << 10;

/// What becomes of the documents of the build before, `earlier`, that are in `dir` and no longer made. `is_ours` says
/// whether a file may have been made by us, by its path and how it begins; no other is removed.
///
/// # Errors
/// A file that cannot be looked at.
pub fn removed(
    dir: &Path,
    made: &[Document],
    earlier: &[String],
    is_ours: impl Fn(&str, &[u8]) -> bool,
) -> Result<Earlier, OutputError> {
    let wanted: BTreeSet<&str> = made.iter().map(|document| document.path.as_str()).collect();
    let mut found = Earlier::default();
    for path in earlier.iter().filter(|path| !wanted.contains(path.as_str()) && is_below(path)) {
        let spot = match Spot::find(dir, path, Missing::Refuse) {
            Ok(spot) => spot,
            Err(error) if is_missing(&error.source) => continue,
            Err(error) if spot::is_behind_link(&error) => {
                found.kept.push((path.clone(), "a link leads to it".to_owned()));
                continue;
            }
            Err(error) => return Err(error),
        };
        match spot.size() {
            Ok(_) => {}
            Err(error) if is_missing(&error) => continue,
            // The machine's fault says nothing of the file; the ledger must not forget it.
            Err(error) if error.raw_os_error().is_some() && !is_nowhere(&error) => {
                return Err(failed("look at", &dir.join(path))(error));
            }
            // A folder, a link or a device; or whatever else was never written by us.
            Err(error) => {
                found.kept.push((path.clone(), error.to_string()));
                continue;
            }
        }
        let mut beginning = Vec::new();
        let read = spot.open().and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
        read.map_err(failed("read", &dir.join(path)))?;
        match is_ours(path, &beginning) {
            true => found.removed.push((path.clone(), Change::Removed)),
            false => found.kept.push((path.clone(), "it was not made by Tidings".to_owned())),
        }
    }
    Ok(found)
}

/// A record of earlier builds may be edited by anyone: it never leads out of the output folder.
fn is_below(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Documents that are on the disk under temporary names, flushed, and only need their own. Dropped, they
/// are gone, and nothing has changed.
#[derive(Debug)]
#[must_use = "nothing has its place before `commit`"]
pub struct Staged {
    dir: PathBuf,
    first: Option<(TempPath, PathBuf)>,
    /// Each with its path below `dir`.
    files: Vec<(TempPath, String)>,
    removed: Vec<String>,
}

/// Brings the documents that are new or changed down to the disk, under their temporary names. `changes` says
/// what is to be removed; `first` is a file that is to have its bytes before any document does.
///
/// # Errors
/// The first operation that failed.
///
/// ```no_run
/// use std::path::Path;
/// use tidings::output::{self, Destination, Hold, Sink};
///
/// let folder = Path::new("site/feeds");
/// let destination = Destination::new(Some(folder.to_owned()), Hold::Disk, 1);
/// let mut sink = Sink::open(&destination, "rss.xml")?;
/// sink.write(b"<rss/>")?;
/// let staged = output::stage(folder, &mut [sink.finish()?], &[], None)?;
/// destination.keep();
/// staged.commit()?;
/// # Ok::<(), tidings::output::OutputError>(())
/// ```
pub fn stage(
    dir: &Path,
    documents: &mut [Document],
    changes: &[(String, Change)],
    first: Option<(PathBuf, &[u8])>,
) -> Result<Staged, OutputError> {
    let removed = changes.iter().filter(|(_, change)| *change == Change::Removed);
    let removed = removed.map(|(path, _)| path.clone()).collect();
    let take = |document: &mut Document| match std::mem::replace(&mut document.held, HeldBytes::Nothing) {
        HeldBytes::Disk(file) => Some((file, document.path.clone())),
        HeldBytes::Memory(_) | HeldBytes::Nothing => None,
    };
    let files: Vec<(TempPath, String)> = documents.iter_mut().filter_map(take).collect();
    let written = |(path, bytes): (PathBuf, &[u8])| {
        refuse_link(&path)?;
        Ok((write_beside(folder_of(&path), &path, bytes)?, path))
    };
    let first = first.map(written).transpose()?;
    let below = files.iter().map(|(file, path)| (file, dir.join(path)));
    let all: Vec<(&TempPath, PathBuf)> = first.iter().map(|(file, path)| (file, path.clone())).chain(below).collect();
    for some in all.chunks(FLUSHED_TOGETHER) {
        flush_together(some)?;
    }
    Ok(Staged { dir: dir.to_owned(), first, files, removed })
}

/// A file that is replaced must not be a link: its place would be taken, and what it leads to left behind.
fn refuse_link(path: &Path) -> Result<(), OutputError> {
    match path.is_symlink() {
        true => Err(failed("replace", path)(io::Error::other("it is a link; put the file itself in its place"))),
        false => Ok(()),
    }
}

/// How many files are brought to the disk at once: a flush is waiting and no work, and a disk does
/// several in the time of one.
const FLUSHED_TOGETHER: usize = 16;

fn flush_together(files: &[(&TempPath, PathBuf)]) -> Result<(), OutputError> {
    let open = |(file, _): &(&TempPath, PathBuf)| File::options().write(true).open(file);
    let flush = |file: File, path: &Path| file.sync_all().map_err(failed("flush", path));
    let alone = |both: &(&TempPath, PathBuf)| flush(open(both).map_err(failed("open", &both.1))?, &both.1);
    let [one] = files else {
        let together = std::thread::scope(|scope| {
            let begin = |both| {
                let file = open(both).ok()?;
                std::thread::Builder::new().spawn_scoped(scope, move || flush(file, &both.1)).ok()
            };
            let threads: Vec<_> = files.iter().map(begin).collect();
            // Nothing on the way to the disk panics: every fault is an `OutputError`.
            let end = |thread: std::thread::ScopedJoinHandle<'_, _>| thread.join().expect("a file is flushed or not");
            threads.into_iter().map(|thread| thread.map(end)).collect::<Vec<_>>()
        });
        // A file may find no thread, or not be open beside the others; a flush that failed is not tried again.
        return files.iter().zip(together).try_for_each(|(both, done)| done.unwrap_or_else(|| alone(both)));
    };
    alone(one)
}

impl Staged {
    /// Gives the files their names, in order, then removes what is to be removed.
    ///
    /// # Errors
    /// The first operation that failed; every file is then wholly old or wholly new.
    pub fn commit(self) -> Result<(), OutputError> {
        let spot = |path: &str| Spot::find(&self.dir, path, Missing::Refuse);
        // One document of each folder, which leads there.
        let folders: BTreeMap<&str, &str> = self.files.iter().map(|(_, path)| (parent(path), &**path)).collect();
        let folders: Vec<String> = folders.into_values().map(str::to_owned).collect();
        let mut first = None;
        if let Some((temporary, path)) = self.first {
            temporary.persist(&path).map_err(|error| failed("replace", &path)(error.error))?;
            let folder = folder_of(&path);
            // One disk brings what happens in its folders down in order; of two, nobody knows.
            let on_one_disk = |path: &String| spot(path).is_ok_and(|spot| spot.is_on_disk_of(folder));
            if !folders.iter().all(on_one_disk) {
                sync_folder(folder);
            }
            first = Some(path);
        }
        for (temporary, path) in self.files {
            let spot = spot(&path)?;
            let failed = |error| failed("replace", &self.dir.join(&path))(error);
            match spot.fill(temporary) {
                Ok(()) => {}
                // Another disk may be mounted below the output folder.
                Err((error, temporary)) if error.kind() == io::ErrorKind::CrossesDevices => {
                    spot.fill_by_copy(&temporary).map_err(failed)?;
                }
                Err((error, _)) => return Err(failed(error)),
            }
        }
        for path in &self.removed {
            spot(path)?.remove().map_err(failed("remove", &self.dir.join(path)))?;
            remove_empty_folders(&self.dir, path);
        }
        if let Some(path) = first {
            sync_folder(folder_of(&path));
        }
        // Of what is no longer there, there is nothing to flush.
        folders.iter().filter_map(|path| spot(path).ok()).for_each(|spot| spot.flush_folder());
        Ok(())
    }
}

/// The folder that a document is in, below the output folder.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Replaces one file atomically.
///
/// # Errors
/// The operation that failed, or that the file is a link; the old file is then still there.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let folder = folder_of(path);
    refuse_link(path)?;
    create_folder(folder)?;
    let file = write_beside(folder, path, bytes)?;
    flush_together(&[(&file, path.to_owned())])?;
    file.persist(path).map_err(|error| failed("replace", path)(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Writes what `path` is to hold to a temporary file in `folder`.
fn write_beside(folder: &Path, path: &Path, bytes: &[u8]) -> Result<TempPath, OutputError> {
    let mut file = temporary(folder, path)?;
    file.write_all(bytes).map_err(failed("write", path))?;
    // Closed: there may be more documents than files that may be open.
    Ok(file.into_temp_path())
}

/// A temporary file in `folder` for what `path` is to hold.
fn temporary(folder: &Path, path: &Path) -> Result<NamedTempFile, OutputError> {
    let file = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .suffix(TEMPORARY_END)
        .tempfile_in(folder)
        .map_err(failed("create a file in", folder))?;
    readable_by_all(file.as_file()).map_err(failed("set the permissions of", path))?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Creates a folder and those above it, readable by all, as the documents in it are; says which were missing,
/// the innermost first.
fn create_folder(folder: &Path) -> Result<Vec<PathBuf>, OutputError> {
    if folder.is_dir() {
        return Ok(Vec::new());
    }
    let missing = folder.ancestors().take_while(|above| !above.is_dir());
    let missing: Vec<PathBuf> = missing.filter(|made| !made.as_os_str().is_empty()).map(Path::to_owned).collect();
    fs::create_dir_all(folder).map_err(failed("create the folder", folder))?;
    for made in &missing {
        enterable_by_all(made).map_err(failed("set the permissions of", made))?;
    }
    Ok(missing)
}

/// A web server reads the documents, whatever the umask of the one who builds.
#[cfg(unix)]
fn readable_by_all(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(unix)]
fn enterable_by_all(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn enterable_by_all(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn readable_by_all(_file: &File) -> io::Result<()> {
    Ok(())
}

/// A rename is only sure to survive a crash once its folder is on the disk. Where a file system cannot
/// flush a folder, there is nothing more to do.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Removes the temporary files that a build left in a folder when it was killed. Only for one who holds the
/// lock: then no other build is at work here.
pub fn remove_leftovers(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.flatten() {
        let name = file.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(TEMPORARY) && name.ends_with(TEMPORARY_END) {
            // One that cannot be removed harms nothing: it is never read.
            let _ = fs::remove_file(file.path());
        }
    }
}

/// The same in the folders of documents, by their paths below `dir`: a document on another disk is copied there under
/// a temporary name. Never through a link.
pub fn remove_leftovers_beside<'a>(dir: &Path, documents: impl Iterator<Item = &'a str>) {
    let folders: BTreeSet<&str> = documents.map(parent).filter(|folder| !folder.is_empty()).collect();
    for folder in folders {
        if Spot::find(dir, &format!("{folder}/{TEMPORARY}"), Missing::Refuse).is_ok() {
            remove_leftovers(&dir.join(folder));
        }
    }
}

fn remove_empty_folders(dir: &Path, document: &str) {
    let mut folder = parent(document);
    while !folder.is_empty() {
        let removed = Spot::find(dir, folder, Missing::Refuse).is_ok_and(|spot| spot.remove_folder().is_ok());
        if !removed {
            return;
        }
        folder = parent(folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_does_not_show_the_name_of_a_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        let error = temporary(&missing, &missing.join("rss.xml")).unwrap_err().to_string();
        assert!(!error.contains(TEMPORARY) && !error.contains("at path"), "{error}");
        assert!(
            error.contains("create a file in")
                && error.contains(if cfg!(windows) { "(os error 3)" } else { "(os error 2)" }),
            "{error}"
        );
        let said = without_path(io::Error::other("it is a folder")).to_string();
        assert_eq!(said, "it is a folder");
    }
}
