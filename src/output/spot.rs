//! Places below the output folder, reached without following a link: one that somebody put there, a commit say, would
//! lead reading, writing and removing out of it. The output folder itself may be a link: the configuration names it.
//!
//! On Unix, each folder on the way is opened from the one before, so that none can be swapped for a link meanwhile.
//! Elsewhere each is looked at before it is used.

#[cfg(not(unix))]
use std::fs;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::OutputError;

/// What nothing goes through.
const LINK: &str = "it is a link, and nothing is read, written or removed through one; put a folder in its place";
/// What is no document.
const NO_FILE: &str = "it is a link, no regular file";

/// Whether a place was not found because a link is in the way.
pub fn is_behind_link(error: &OutputError) -> bool {
    error.source.to_string() == LINK
}

/// Where a document is, or is to be: the folder it is in, and its name there.
#[derive(Debug)]
pub struct Spot {
    #[cfg(unix)]
    folder: std::os::fd::OwnedFd,
    #[cfg(unix)]
    name: std::ffi::OsString,
    #[cfg(not(unix))]
    path: PathBuf,
}

/// Whether folders that are missing on the way are made.
pub enum Missing<'a> {
    /// They are an error.
    Refuse,
    /// They are made, and noted, the innermost last.
    Make(&'a mut Vec<PathBuf>),
}

#[cfg(unix)]
mod system {
    use std::ffi::OsStr;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::fs::MetadataExt;

    use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, fchmod, mkdirat, openat, renameat, statat, unlinkat};
    use rustix::io::Errno;

    use super::*;

    const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
    /// A pipe that takes the place of a file does not keep anybody waiting.
    const FILE: OFlags = OFlags::CLOEXEC.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK);

    impl Spot {
        /// Finds the place of a document below `dir`, by its path with `/`.
        ///
        /// # Errors
        /// A folder on the way that is a link, or missing where none is made, or that cannot be opened.
        pub fn find(dir: &Path, below: &str, mut missing: Missing<'_>) -> Result<Self, OutputError> {
            let failed = |path: &Path, error: io::Error| super::super::failed("enter", path)(error);
            let mut path = dir.to_owned();
            let mut folder = openat(CWD, dir, FOLDER, Mode::empty()).map_err(|error| failed(dir, error.into()))?;
            let (folders, name) = below.rsplit_once('/').map_or((None, below), |(folders, name)| (Some(folders), name));
            for part in folders.into_iter().flat_map(|folders| folders.split('/')) {
                path.push(part);
                folder = enter(&folder, part, &path, &mut missing)?;
            }
            Ok(Self { folder, name: name.into() })
        }

        /// The size of the regular file that is there.
        ///
        /// # Errors
        /// What the system says, or that it is no regular file.
        pub fn size(&self) -> io::Result<u64> {
            let stat = statat(&self.folder, &self.name, AtFlags::SYMLINK_NOFOLLOW)?;
            match FileType::from_raw_mode(stat.st_mode) {
                FileType::RegularFile => Ok(u64::try_from(stat.st_size).unwrap_or(0)),
                FileType::Directory => Err(io::Error::other("it is a folder")),
                FileType::Symlink => Err(io::Error::other(NO_FILE)),
                _ => Err(io::Error::other("it is no regular file")),
            }
        }

        /// Opens the file that is there, for reading.
        ///
        /// # Errors
        /// Those of [`Spot::size`].
        pub fn open(&self) -> io::Result<File> {
            self.size()?;
            let file = File::from(openat(&self.folder, &self.name, FILE | OFlags::RDONLY, Mode::empty())?);
            if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no regular file")) }
        }

        /// Gives a temporary file this place.
        ///
        /// # Errors
        /// What the system says; the temporary file is then still there.
        pub fn fill(&self, temporary: TempPath) -> Result<(), (io::Error, TempPath)> {
            match renameat(CWD, &*temporary, &self.folder, &self.name) {
                // Its name is gone, so there is nothing to keep.
                Ok(()) => drop(temporary.keep()),
                Err(error) => return Err((error.into(), temporary)),
            }
            Ok(())
        }

        /// The same where the temporary file is on another disk: it is copied to one in this folder first.
        ///
        /// # Errors
        /// What the system says; nothing is left of the copy.
        pub fn fill_by_copy(&self, temporary: &Path) -> io::Result<()> {
            let name = temporary.file_name().unwrap_or(OsStr::new(super::super::TEMPORARY));
            let new = FILE | OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
            let mut file = File::from(openat(&self.folder, name, new, Mode::from_raw_mode(0o600))?);
            let copied = io::copy(&mut File::open(temporary)?, &mut file)
                .and_then(|_| super::super::readable_by_all(&file))
                .and_then(|()| file.sync_all())
                .and_then(|()| Ok(renameat(&self.folder, name, &self.folder, &self.name)?));
            if copied.is_err() {
                // It is never read, and the next build removes it.
                let _ = unlinkat(&self.folder, name, AtFlags::empty());
            }
            copied
        }

        /// Removes the file that is there.
        ///
        /// # Errors
        /// What the system says.
        pub fn remove(&self) -> io::Result<()> {
            Ok(unlinkat(&self.folder, &self.name, AtFlags::empty())?)
        }

        /// Removes the empty folder that is there.
        ///
        /// # Errors
        /// What the system says; that it is not empty.
        pub fn remove_folder(&self) -> io::Result<()> {
            Ok(unlinkat(&self.folder, &self.name, AtFlags::REMOVEDIR)?)
        }

        /// Whether its folder is on the disk of another.
        pub fn is_on_disk_of(&self, other: &Path) -> bool {
            let own = rustix::fs::fstat(&self.folder).map(|stat| stat.st_dev);
            // The type differs from system to system.
            #[allow(clippy::unnecessary_cast)]
            own.is_ok_and(|own| other.metadata().is_ok_and(|other| other.dev() == own as u64))
        }

        /// A rename is only sure to survive a crash once its folder is on the disk. Where a file system cannot flush a
        /// folder, there is nothing more to do.
        pub fn flush_folder(&self) {
            let _ = rustix::fs::fsync(&self.folder);
        }
    }

    fn enter(above: &OwnedFd, part: &str, path: &Path, missing: &mut Missing<'_>) -> Result<OwnedFd, OutputError> {
        let open = || openat(above.as_fd(), part, FOLDER | OFlags::NOFOLLOW, Mode::empty());
        let create = |error: Errno| super::super::failed("create the folder", path)(error.into());
        match (open(), missing) {
            (Ok(folder), _) => Ok(folder),
            (Err(Errno::NOENT), Missing::Make(made)) => {
                let new = match mkdirat(above, part, Mode::from_raw_mode(0o755)) {
                    Ok(()) => true,
                    // Another thread was here before.
                    Err(Errno::EXIST) => false,
                    Err(error) => return Err(create(error)),
                };
                let folder = open().map_err(create)?;
                if new {
                    made.push(path.to_owned());
                    // Whatever the umask.
                    fchmod(&folder, Mode::from_raw_mode(0o755)).map_err(create)?;
                }
                Ok(folder)
            }
            (Err(error), missing) => {
                let is_link = statat(above, part, AtFlags::SYMLINK_NOFOLLOW)
                    .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink);
                match (is_link, missing) {
                    (true, _) => Err(super::super::failed("enter", path)(io::Error::other(LINK))),
                    (false, Missing::Make(_)) => Err(create(error)),
                    (false, Missing::Refuse) => Err(super::super::failed("enter", path)(error.into())),
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod system {
    use super::*;

    impl Spot {
        /// Finds the place of a document below `dir`, by its path with `/`.
        ///
        /// # Errors
        /// A folder on the way that is a link, or missing where none is made, or that cannot be opened.
        pub fn find(dir: &Path, below: &str, missing: Missing<'_>) -> Result<Self, OutputError> {
            let path = dir.join(below);
            let mut folder = dir.to_owned();
            let folders = below.rsplit_once('/').map_or("", |(folders, _)| folders);
            for part in folders.split('/').filter(|part| !part.is_empty()) {
                folder.push(part);
                if folder.is_symlink() {
                    return Err(super::super::failed("enter", &folder)(io::Error::other(LINK)));
                }
            }
            match missing {
                Missing::Make(made) => {
                    let mut created = super::super::create_folder(&folder)?;
                    created.reverse();
                    made.append(&mut created);
                }
                Missing::Refuse => drop(fs::metadata(&folder).map_err(super::super::failed("enter", &folder))?),
            }
            Ok(Self { path })
        }

        /// The size of the regular file that is there.
        ///
        /// # Errors
        /// What the system says, or that it is no regular file.
        pub fn size(&self) -> io::Result<u64> {
            match self.path.is_symlink() {
                true => Err(io::Error::other(NO_FILE)),
                false => crate::file::regular(&self.path),
            }
        }

        /// Opens the file that is there, for reading.
        ///
        /// # Errors
        /// Those of [`Spot::size`].
        pub fn open(&self) -> io::Result<File> {
            self.size()?;
            File::open(&self.path)
        }

        /// Gives a temporary file this place.
        ///
        /// # Errors
        /// What the system says; the temporary file is then still there.
        pub fn fill(&self, temporary: TempPath) -> Result<(), (io::Error, TempPath)> {
            temporary.persist(&self.path).map_err(|error| (error.error, error.path))
        }

        /// The same where the temporary file is on another disk: it is copied to one in this folder first.
        ///
        /// # Errors
        /// What the system says; nothing is left of the copy.
        pub fn fill_by_copy(&self, temporary: &Path) -> io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(super::super::folder_of(&self.path))?;
            io::copy(&mut File::open(temporary)?, file.as_file_mut())?;
            file.as_file().sync_all()?;
            Ok(file.into_temp_path().persist(&self.path)?)
        }

        /// Removes the file that is there.
        ///
        /// # Errors
        /// What the system says.
        pub fn remove(&self) -> io::Result<()> {
            fs::remove_file(&self.path)
        }

        /// Removes the empty folder that is there.
        ///
        /// # Errors
        /// What the system says; that it is not empty.
        pub fn remove_folder(&self) -> io::Result<()> {
            fs::remove_dir(&self.path)
        }

        /// Whether its folder is on the disk of another; nobody says.
        pub fn is_on_disk_of(&self, _other: &Path) -> bool {
            false
        }

        /// Where a folder cannot be flushed, there is nothing to do.
        pub fn flush_folder(&self) {}
    }
}
