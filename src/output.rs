//! What is on disk becomes what should be: atomically, and only where bytes differ.
//!
//! All documents are first written under temporary names and flushed to the disk, and then renamed, so
//! that a full disk changes nothing and a crash leaves each file old or new. Files that an earlier build
//! wrote and this one does not are removed; no other file is touched.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::TempPath;

use crate::file;

/// Temporary files begin so; what an interrupted build left is removed by the next.
const TEMPORARY: &str = ".tidings-";
/// ... and end so.
const TEMPORARY_END: &str = ".tmp";

/// A feed, or a file beside it, as bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its path below the output folder, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What writing a document means for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
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
        write!(out, "cannot {} `{}`: {}", self.operation, self.path.display(), self.source)
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
fn without_path(error: io::Error) -> io::Error {
    let inner = error.get_ref().and_then(|inner| inner.source()).and_then(|inner| inner.downcast_ref::<io::Error>());
    inner.and_then(io::Error::raw_os_error).map_or(error, io::Error::from_raw_os_error)
}

/// Compares documents with what is in `dir`. `earlier` names the documents of the build before.
/// The answer names each document, in the order given, then what is to be removed.
///
/// # Errors
/// A file that is there and cannot be read, or is no file.
pub fn compare(dir: &Path, documents: &[Document], earlier: &[String]) -> Result<Vec<(String, Change)>, OutputError> {
    let mut changes = Vec::with_capacity(documents.len());
    for document in documents {
        let path = dir.join(&document.path);
        let change = match holds(&path, &document.bytes) {
            Ok(true) => Change::Same,
            Ok(false) => Change::Changed,
            Err(error) if is_missing(&error) => Change::New,
            Err(error) => return Err(failed("read", &path)(error)),
        };
        changes.push((document.path.clone(), change));
    }
    let wanted: BTreeSet<&str> = documents.iter().map(|document| document.path.as_str()).collect();
    let gone = earlier.iter().filter(|path| !wanted.contains(path.as_str()) && is_below(path));
    for path in gone {
        let file = dir.join(path);
        match file.symlink_metadata() {
            Ok(meta) if meta.is_file() => changes.push((path.clone(), Change::Removed)),
            Ok(_) => {}
            Err(error) if is_missing(&error) => {}
            Err(error) => return Err(failed("look for", &file)(error)),
        }
    }
    Ok(changes)
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Whether a file holds just these bytes.
fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let size = file::regular(path)?;
    Ok(size == bytes.len() as u64 && file::read(path, size)? == bytes)
}

/// A record of earlier builds may be edited by anyone: it never leads out of the output folder.
fn is_below(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Documents that are on the disk under temporary names, flushed, and only need their own. Dropped, they
/// are gone, and nothing has changed.
#[derive(Debug)]
pub struct Staged<'a> {
    dir: PathBuf,
    files: Vec<(TempPath, &'a Document)>,
    removed: Vec<PathBuf>,
}

/// Writes the documents that `changes` calls new or changed, in the order given, under temporary names.
/// Whatever can fail for want of space or permission fails here, while every file is still the old one.
///
/// # Errors
/// The first operation that failed.
pub fn stage<'a>(
    dir: &Path,
    documents: &'a [Document],
    changes: &[(String, Change)],
) -> Result<Staged<'a>, OutputError> {
    let removed = changes.iter().filter(|(_, change)| *change == Change::Removed);
    let mut staged =
        Staged { dir: dir.to_owned(), files: Vec::new(), removed: removed.map(|(path, _)| dir.join(path)).collect() };
    let new = |(document, (_, change)): (_, &(String, Change))| (*change != Change::Same).then_some(document);
    let differing: Vec<&Document> = documents.iter().zip(changes).filter_map(new).collect();
    for some in differing.chunks(FLUSHED_TOGETHER) {
        for document in some {
            create_folder(folder_of(&dir.join(&document.path)))?;
        }
        staged.files.extend(write_together(dir, some)?);
    }
    Ok(staged)
}

/// How many files are brought to the disk at once: a flush is waiting and no work, and a disk does
/// several in the time of one.
const FLUSHED_TOGETHER: usize = 16;

fn write_together<'a>(dir: &Path, documents: &[&'a Document]) -> Result<Vec<(TempPath, &'a Document)>, OutputError> {
    std::thread::scope(|scope| {
        let write = |document: &'a Document| write_beside(dir, &dir.join(&document.path), &document.bytes);
        let threads: Vec<_> =
            documents.iter().map(|&document| (scope.spawn(move || write(document)), document)).collect();
        let finished = threads.into_iter().map(|(thread, document)| {
            // Nothing on the way to the disk panics: every fault is an `OutputError`.
            Ok((thread.join().expect("a file is written or not")?, document))
        });
        // All are waited for before the first fault is told, so that what they wrote is removed.
        finished.collect::<Vec<Result<_, OutputError>>>().into_iter().collect()
    })
}

impl Staged<'_> {
    /// Whether files of the build before are to be removed.
    pub fn removes(&self) -> bool {
        !self.removed.is_empty()
    }

    /// Gives the documents their names, in order, then removes what is to be removed.
    ///
    /// # Errors
    /// The first operation that failed; every file is then wholly old or wholly new.
    pub fn commit(self) -> Result<(), OutputError> {
        let mut folders = BTreeSet::new();
        for (temporary, document) in self.files {
            let path = self.dir.join(&document.path);
            match temporary.persist(&path) {
                Ok(()) => {}
                // A folder below the output folder may lead to another disk.
                Err(error) if error.error.kind() == io::ErrorKind::CrossesDevices => replace(&path, &document.bytes)?,
                Err(error) => return Err(failed("replace", &path)(error.error)),
            }
            folders.insert(folder_of(&path).to_owned());
        }
        for path in &self.removed {
            fs::remove_file(path).map_err(failed("remove", path))?;
            remove_empty_folders(path.parent(), &self.dir);
        }
        folders.iter().for_each(|folder| sync_folder(folder));
        Ok(())
    }
}

/// Replaces one file atomically.
///
/// # Errors
/// The operation that failed; the old file is then still there.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let folder = folder_of(path);
    create_folder(folder)?;
    write_beside(folder, path, bytes)?.persist(path).map_err(|error| failed("replace", path)(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Writes what `path` is to hold to a temporary file in `folder`, down to the disk.
fn write_beside(folder: &Path, path: &Path, bytes: &[u8]) -> Result<TempPath, OutputError> {
    let mut file = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .suffix(TEMPORARY_END)
        .tempfile_in(folder)
        .map_err(failed("create a file in", folder))?;
    file.write_all(bytes).map_err(failed("write", path))?;
    readable_by_all(file.as_file()).map_err(failed("set the permissions of", path))?;
    file.as_file().sync_all().map_err(failed("flush", path))?;
    // Closed: there may be more documents than files that may be open.
    Ok(file.into_temp_path())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Creates a folder and those above it, readable by all, as the documents in it are.
fn create_folder(folder: &Path) -> Result<(), OutputError> {
    if folder.is_dir() {
        return Ok(());
    }
    let missing: Vec<&Path> = folder.ancestors().take_while(|above| !above.is_dir()).collect();
    fs::create_dir_all(folder).map_err(failed("create the folder", folder))?;
    for made in missing.into_iter().filter(|made| !made.as_os_str().is_empty()) {
        enterable_by_all(made).map_err(failed("set the permissions of", made))?;
    }
    Ok(())
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

fn remove_empty_folders(folder: Option<&Path>, top: &Path) {
    let mut folder = folder;
    while let Some(path) = folder.filter(|path| *path != top && path.starts_with(top)) {
        if fs::remove_dir(path).is_err() {
            return;
        }
        folder = path.parent();
    }
}

/// Holds other builds of the same site off while it lives; it ends with the process, however that ends.
#[derive(Debug)]
pub struct BuildLock {
    _file: File,
}

impl BuildLock {
    /// Waits for a build that is under way in the site whose configuration is `file`; `waiting` is
    /// called once where there is one.
    ///
    /// # Errors
    /// The file cannot be opened or locked.
    pub fn acquire(file: &Path, waiting: impl FnOnce()) -> Result<Self, OutputError> {
        let handle = File::open(file).map_err(failed("open", file))?;
        match handle.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                waiting();
                handle.lock().map_err(failed("lock", file))?;
            }
            Err(fs::TryLockError::Error(error)) => return Err(failed("lock", file)(error)),
        }
        Ok(Self { _file: handle })
    }
}
