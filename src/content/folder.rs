//! One folder, open: what it holds, and its files by their names.
//!
//! A file is opened relative to its folder, which spares the system the way down the whole path for
//! every file. Where that cannot be had, the path serves.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::file;

/// What a directory entry is, as the directory itself says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    File,
    Folder,
    Link,
    /// A pipe, a socket or a device.
    Special,
}

/// The name of what is in a folder, as the system gave it.
pub(crate) struct EntryName(#[cfg(unix)] rustix::fs::DirEntry, #[cfg(not(unix))] std::ffi::OsString);

impl EntryName {
    /// The name.
    pub fn as_os_str(&self) -> &OsStr {
        #[cfg(unix)]
        {
            std::os::unix::ffi::OsStrExt::from_bytes(self.0.file_name().to_bytes())
        }
        #[cfg(not(unix))]
        &self.0
    }
}

/// A folder that is being read.
pub(crate) struct OpenFolder {
    path: PathBuf,
    #[cfg(unix)]
    fd: std::os::fd::OwnedFd,
}

impl OpenFolder {
    /// Opens a folder.
    pub fn open(path: &Path) -> io::Result<Self> {
        #[cfg(unix)]
        let fd = {
            use rustix::fs::{Mode, OFlags, openat};
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
            openat(rustix::fs::CWD, path, flags, Mode::empty())?
        };
        Ok(Self {
            path: path.to_owned(),
            #[cfg(unix)]
            fd,
        })
    }

    /// The path of something in the folder.
    pub fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path.join(name)
    }

    /// The names in the folder and what they are, sorted by their bytes.
    pub fn entries(&self) -> io::Result<Vec<(EntryName, FileKind)>> {
        let mut entries = self.unsorted()?;
        entries
            .sort_unstable_by(|(a, _), (b, _)| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
        Ok(entries)
    }

    #[cfg(unix)]
    fn unsorted(&self) -> io::Result<Vec<(EntryName, FileKind)>> {
        use rustix::fs::{Dir, FileType};

        let mut entries = Vec::new();
        for entry in Dir::read_from(&self.fd)? {
            let name = EntryName(entry?);
            if matches!(name.0.file_name().to_bytes(), b"." | b"..") {
                continue;
            }
            let kind = match name.0.file_type() {
                FileType::RegularFile => FileKind::File,
                FileType::Directory => FileKind::Folder,
                FileType::Symlink => FileKind::Link,
                FileType::Unknown => match self.ask(name.as_os_str()) {
                    Ok(kind) => kind,
                    Err(error) if file::is_missing(&error) => continue,
                    Err(error) => return Err(error),
                },
                _ => FileKind::Special,
            };
            entries.push((name, kind));
        }
        Ok(entries)
    }

    #[cfg(not(unix))]
    fn unsorted(&self) -> io::Result<Vec<(EntryName, FileKind)>> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(&self.path)? {
            let name = entry?.file_name();
            match self.ask(&name) {
                Ok(kind) => entries.push((EntryName(name), kind)),
                // It went between the two questions.
                Err(error) if file::is_missing(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(entries)
    }

    /// What an entry is, where the directory does not say.
    fn ask(&self, name: &OsStr) -> io::Result<FileKind> {
        let kind = std::fs::symlink_metadata(self.join(name))?.file_type();
        Ok(if kind.is_file() {
            FileKind::File
        } else if kind.is_dir() {
            FileKind::Folder
        } else if kind.is_symlink() {
            FileKind::Link
        } else {
            FileKind::Special
        })
    }

    /// Opens a file of the folder for reading.
    pub fn open_file(&self, name: &str) -> io::Result<File> {
        #[cfg(unix)]
        {
            use rustix::fs::{Mode, OFlags, openat};
            Ok(openat(&self.fd, name, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?.into())
        }
        #[cfg(not(unix))]
        File::open(self.join(name))
    }
}
