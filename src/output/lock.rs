//! One build at a time: in a site, and in an output folder that several sites share.
//!
//! What is locked is the folder itself. A file in it, such as the configuration, is replaced when an editor saves it or
//! a branch is changed, and whoever opens it then holds a lock of his own.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use super::{OutputError, failed};
use crate::diagnostic::{Code, Diagnostic};
use crate::file::is_missing;

/// Holds other builds off while it lives; it ends with the process, however that ends.
#[derive(Debug)]
#[must_use = "it is let go where it is dropped"]
pub struct BuildLock {
    held: Vec<File>,
    waited: bool,
    refused: Option<Diagnostic>,
}

impl BuildLock {
    /// Waits for a build that is under way in one of these folders; `waiting` is called once where there is one. A
    /// folder that is not there is in nobody's use. Where the file system knows no locks, the build is not held off:
    /// see [`BuildLock::refused`].
    ///
    /// # Errors
    /// A folder cannot be opened or locked.
    pub fn acquire(folders: &[&Path], waiting: impl FnOnce()) -> Result<Self, OutputError> {
        let mut opened = Vec::with_capacity(folders.len());
        for folder in folders {
            match open(folder) {
                Ok((key, handle)) => opened.push((key, handle, *folder)),
                Err(error) if is_missing(&error) => {}
                Err(error) => return Err(failed("open", folder)(error)),
            }
        }
        // In one order everywhere, and no folder twice, so that no two builds wait for each other or one for itself.
        opened.sort_by_key(|(key, ..)| *key);
        opened.dedup_by(|(a, ..), (b, ..)| a == b);
        let mut lock = Self { held: Vec::with_capacity(opened.len()), waited: false, refused: None };
        let mut waiting = Some(waiting);
        for (_, handle, folder) in opened {
            let locked = match handle.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    lock.waited = true;
                    waiting.take().into_iter().for_each(|waiting| waiting());
                    handle.lock()
                }
                Err(TryLockError::Error(error)) => Err(error),
                Ok(()) => Ok(()),
            };
            match locked {
                Ok(()) => lock.held.push(handle),
                Err(error) if knows_no_locks(&error) => lock.refused = Some(unlocked(&error)),
                Err(error) => return Err(failed("lock", folder)(error)),
            }
        }
        Ok(lock)
    }

    /// Whether another build was at work, and may have changed what had been read before.
    pub fn waited(&self) -> bool {
        self.waited
    }

    /// A warning where other builds are not held off, because the file system knows no locks.
    pub fn refused(&self) -> Option<&Diagnostic> {
        self.refused.as_ref()
    }
}

fn unlocked(error: &io::Error) -> Diagnostic {
    let message = format!("this file system knows no locks ({error}), so another build is not waited for");
    Diagnostic::warning(Code::OutputUnlocked, message).help("run one build at a time here")
}

/// A handle that can be locked, and what tells one folder from another.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<((u64, u64), File)> {
    use std::os::unix::fs::MetadataExt;
    let handle = File::open(folder.join("."))?;
    let meta = handle.metadata()?;
    match meta.is_dir() {
        true => Ok(((meta.dev(), meta.ino()), handle)),
        false => Err(io::ErrorKind::NotADirectory.into()),
    }
}

/// Elsewhere a folder cannot be opened as a file; one that stands for it can, among the temporary files, where it is in
/// nobody's way.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<([u8; 32], File)> {
    let real = folder.join(".").canonicalize()?;
    let key = blake3::hash(real.as_os_str().as_encoded_bytes());
    let file = std::env::temp_dir().join(format!("tidings-{key}.lock"));
    Ok((*key.as_bytes(), File::options().write(true).create(true).truncate(false).open(file)?))
}

/// Network file systems and those of programs may know none; one of them wants the handle to be for writing, which that
/// of a folder never is.
fn knows_no_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        let none = [Errno::NOLCK, Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTSUP, Errno::BADF, Errno::INVAL];
        error.raw_os_error().is_some_and(|code| none.iter().any(|errno| errno.raw_os_error() == code))
    }
    #[cfg(not(unix))]
    {
        error.kind() == io::ErrorKind::Unsupported
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_named_twice_is_locked_once() {
        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join(".");
        let lock =
            BuildLock::acquire(&[folder.path(), &other, &folder.path().join("none")], || panic!("waits")).unwrap();
        assert_eq!((lock.held.len(), lock.waited(), lock.refused()), (1, false, None));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_system_without_locks_is_told_and_other_faults_are_faults() {
        use rustix::io::Errno;
        for errno in [Errno::NOLCK, Errno::NOSYS, Errno::OPNOTSUPP] {
            assert!(knows_no_locks(&errno.into()), "{errno}");
        }
        for errno in [Errno::IO, Errno::INTR, Errno::ACCESS] {
            assert!(!knows_no_locks(&errno.into()), "{errno}");
        }
    }
}
