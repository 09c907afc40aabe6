//! What is on disk becomes what should be: atomically, and only where bytes differ.
//!
//! A document is compared with the file on disk while it is made ([`Sink`]); from the first byte that differs it
//! is written under a temporary name. All that differ are flushed to the disk, and then renamed, so that a full
//! disk changes nothing and a crash leaves each file old or new. Files that an earlier build wrote and this one
//! does not are removed; no other file is touched.

mod sink;

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::file::is_missing;

pub use sink::{Hold, Place, Sink};

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
    held: Held,
}

/// Where the bytes of a document are until it takes its place.
#[derive(Debug)]
enum Held {
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
            Held::Memory(bytes) => Some(bytes),
            Held::Nothing | Held::Disk(_) => None,
        }
    }

    /// Its bytes, wherever they are; `None` where they were not kept.
    ///
    /// # Errors
    /// What the system says.
    pub fn read(&self, dir: &Path) -> io::Result<Option<Box<dyn Read + '_>>> {
        Ok(match &self.held {
            Held::Memory(bytes) => Some(Box::new(bytes.as_slice())),
            Held::Disk(file) => Some(Box::new(File::open(file)?)),
            Held::Nothing if self.change == Change::Same => Some(Box::new(File::open(dir.join(&self.path))?)),
            Held::Nothing => None,
        })
    }
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

/// Of the documents of the build before, `earlier`, those in `dir` that are no longer made, as changes.
///
/// # Errors
/// A file that cannot be looked for.
pub fn removed(dir: &Path, made: &[Document], earlier: &[String]) -> Result<Vec<(String, Change)>, OutputError> {
    let wanted: BTreeSet<&str> = made.iter().map(|document| document.path.as_str()).collect();
    let gone = earlier.iter().filter(|path| !wanted.contains(path.as_str()) && is_below(path));
    let mut changes = Vec::new();
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

/// A record of earlier builds may be edited by anyone: it never leads out of the output folder.
fn is_below(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Documents that are on the disk under temporary names, flushed, and only need their own. Dropped, they
/// are gone, and nothing has changed.
#[derive(Debug)]
pub struct Staged {
    dir: PathBuf,
    first: Option<(TempPath, PathBuf)>,
    files: Vec<(TempPath, PathBuf)>,
    removed: Vec<PathBuf>,
}

/// Brings the documents that are new or changed down to the disk, under their temporary names. `changes` says
/// what is to be removed; `first` is a file that is to have its bytes before any document does.
///
/// # Errors
/// The first operation that failed.
pub fn stage(
    dir: &Path,
    documents: &mut [Document],
    changes: &[(String, Change)],
    first: Option<(PathBuf, &[u8])>,
) -> Result<Staged, OutputError> {
    let removed = changes.iter().filter(|(_, change)| *change == Change::Removed);
    let removed = removed.map(|(path, _)| dir.join(path)).collect();
    let take = |document: &mut Document| match std::mem::replace(&mut document.held, Held::Nothing) {
        Held::Disk(file) => Some((file, dir.join(&document.path))),
        Held::Memory(_) | Held::Nothing => None,
    };
    let files: Vec<(TempPath, PathBuf)> = documents.iter_mut().filter_map(take).collect();
    let written = |(path, bytes): (PathBuf, &[u8])| Ok((write_beside(folder_of(&path), &path, bytes)?, path));
    let first = first.map(written).transpose()?;
    let all: Vec<&(TempPath, PathBuf)> = first.iter().chain(&files).collect();
    for some in all.chunks(FLUSHED_TOGETHER) {
        flush_together(some)?;
    }
    Ok(Staged { dir: dir.to_owned(), first, files, removed })
}

/// How many files are brought to the disk at once: a flush is waiting and no work, and a disk does
/// several in the time of one.
const FLUSHED_TOGETHER: usize = 16;

fn flush_together(files: &[&(TempPath, PathBuf)]) -> Result<(), OutputError> {
    let open = |(file, _): &(TempPath, PathBuf)| File::options().write(true).open(file);
    let flush = |file: File, path: &Path| file.sync_all().map_err(failed("flush", path));
    let alone = |both: &(TempPath, PathBuf)| flush(open(both).map_err(failed("open", &both.1))?, &both.1);
    let [one] = files else {
        let together = std::thread::scope(|scope| {
            let begin = |both| {
                let file = open(both).ok()?;
                std::thread::Builder::new().spawn_scoped(scope, move || flush(file, &both.1)).ok()
            };
            let threads: Vec<_> = files.iter().copied().map(begin).collect();
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
        let mut folders: BTreeSet<PathBuf> = self.files.iter().map(|(_, path)| folder_of(path).to_owned()).collect();
        let mut first = None;
        if let Some((temporary, path)) = self.first {
            temporary.persist(&path).map_err(|error| failed("replace", &path)(error.error))?;
            let folder = folder_of(&path).to_owned();
            // One disk brings what happens in its folders down in order; of two, nobody knows.
            if !folders.iter().all(|other| on_one_disk(&folder, other)) {
                sync_folder(&folder);
            }
            first = Some(folder);
        }
        for (temporary, path) in self.files {
            match temporary.persist(&path) {
                Ok(()) => {}
                // A folder below the output folder may lead to another disk.
                Err(error) if error.error.kind() == io::ErrorKind::CrossesDevices => copy_across(&error.path, &path)?,
                Err(error) => return Err(failed("replace", &path)(error.error)),
            }
        }
        for path in &self.removed {
            fs::remove_file(path).map_err(failed("remove", path))?;
            remove_empty_folders(path.parent(), &self.dir);
        }
        if let Some(folder) = first {
            sync_folder(&folder);
            folders.remove(&folder);
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
    let file = (write_beside(folder, path, bytes)?, path.to_owned());
    flush_together(&[&file])?;
    file.0.persist(path).map_err(|error| failed("replace", path)(error.error))?;
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

/// Gives a document its place on another disk than that of its temporary file.
fn copy_across(from: &Path, path: &Path) -> Result<(), OutputError> {
    let folder = folder_of(path);
    let mut file = temporary(folder, path)?;
    let mut source = File::open(from).map_err(failed("read", from))?;
    io::copy(&mut source, file.as_file_mut()).map_err(failed("write", path))?;
    file.as_file().sync_all().map_err(failed("flush", path))?;
    file.into_temp_path().persist(path).map_err(|error| failed("replace", path)(error.error))
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

#[cfg(unix)]
fn on_one_disk(folder: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let disk = |folder: &Path| folder.metadata().map(|meta| meta.dev()).ok();
    disk(folder).is_some_and(|known| disk(other) == Some(known))
}

#[cfg(not(unix))]
fn on_one_disk(_folder: &Path, _other: &Path) -> bool {
    false
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
        let handle = Self::open(file).map_err(failed("open", file))?;
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

    /// The file to lock: the configuration itself, so that nothing is left behind.
    #[cfg(unix)]
    fn open(file: &Path) -> io::Result<File> {
        File::open(file)
    }

    /// The file to lock: one for each site in the folder of temporary files. A lock of Windows keeps others
    /// from reading, and a second build must read the configuration before it can wait.
    #[cfg(not(unix))]
    fn open(file: &Path) -> io::Result<File> {
        let site = blake3::hash(fs::canonicalize(file)?.as_os_str().as_encoded_bytes()).to_hex();
        let lock = std::env::temp_dir().join(format!("tidings-{site}.lock"));
        File::options().read(true).write(true).create(true).truncate(false).open(lock)
    }
}
