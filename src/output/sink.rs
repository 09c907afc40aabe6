//! A document on its way to the disk, compared with the file that is there as it comes.
//!
//! While all bytes are those of the file on disk, nothing is kept of them. From the first one that differs
//! on they are held, with what came before: in a temporary file beside those of the other documents, or in memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::NamedTempFile;

use super::{Change, Document, HeldBytes, Missing, OutputError, Spot, create_folder, failed, temporary};
use crate::file::is_missing;

/// What becomes of the bytes of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hold {
    /// They are written to temporary files beside the documents, whose place these may take.
    Disk,
    /// They are written to temporary files elsewhere, so that they can be checked: none will take the place of a document.
    Elsewhere,
    /// They are kept in memory.
    Memory,
    /// They are forgotten, and not compared.
    Nothing,
}

/// Where documents are to be, and what becomes of their bytes until then.
#[derive(Debug)]
pub struct Destination {
    /// The output folder; without one, all documents are new.
    dir: Option<PathBuf>,
    hold: Hold,
    /// Bytes that are gathered before they are compared or written.
    gathered: usize,
    /// Folders that were made for documents, and are taken back unless they are kept.
    folders: Mutex<Vec<PathBuf>>,
}

/// Bytes that all documents may gather together, and bounds for each.
const GATHERED: usize = 8 << 20;
const GATHERED_EACH: (usize, usize) = (16 << 10, 1 << 20);

impl Destination {
    /// The output folder, where there is one to compare with, and what is held; `documents` are on their
    /// way at once.
    #[must_use]
    pub fn new(dir: Option<PathBuf>, hold: Hold, documents: usize) -> Self {
        let (least, most) = GATHERED_EACH;
        let gathered = (GATHERED / documents.max(1)).clamp(least, most);
        Self { dir, hold, gathered, folders: Mutex::default() }
    }

    /// Lets the folders stay that were made for documents.
    pub fn keep(&self) {
        if let Ok(mut folders) = self.folders.lock() {
            folders.clear();
        }
    }

    /// Makes the output folder and the folders of a document in it.
    fn create_folders(&self, dir: &Path, document: &str) -> Result<(), OutputError> {
        let mut made = create_folder(dir)?;
        let found = Spot::find(dir, document, Missing::Make(&mut made));
        if let Ok(mut folders) = self.folders.lock() {
            folders.extend(made);
        }
        found.map(drop)
    }
}

impl Drop for Destination {
    fn drop(&mut self) {
        let mut folders = self.folders.lock().map(|folders| folders.clone()).unwrap_or_default();
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
        for folder in folders {
            // One that somebody else uses meanwhile stays.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Takes the bytes of one document.
///
/// ```
/// use tidings::output::{Change, Destination, Hold, Sink};
///
/// let destination = Destination::new(None, Hold::Memory, 1);
/// let mut sink = Sink::open(&destination, "rss.xml")?;
/// sink.write(b"<rss/>")?;
/// let document = sink.finish()?;
/// assert_eq!((document.change, document.bytes()), (Change::New, Some(&b"<rss/>"[..])));
/// # Ok::<(), tidings::output::OutputError>(())
/// ```
#[derive(Debug)]
#[must_use = "there is no document before `finish`"]
pub struct Sink<'a> {
    destination: &'a Destination,
    path: String,
    /// The file on disk.
    file: PathBuf,
    change: Change,
    /// How many bytes have been compared or written.
    at: u64,
    gathered: Vec<u8>,
    /// Over what has been found to be the same.
    compared: blake3::Hasher,
    held: HeldBytes,
}

impl<'a> Sink<'a> {
    /// Begins a document.
    ///
    /// # Errors
    /// Where a file is there that cannot be read, or something that is no file.
    pub fn open(destination: &'a Destination, path: &str) -> Result<Self, OutputError> {
        let file = destination.dir.as_deref().unwrap_or(Path::new("")).join(path);
        let mut held = HeldBytes::Nothing;
        let compared_with = destination.dir.as_ref().filter(|_| destination.hold != Hold::Nothing);
        let change = match compared_with.map(|dir| size(dir, path)) {
            Some(Ok(_)) => Change::Same,
            Some(Err(error)) if !is_missing(&error.source) => return Err(error),
            Some(Err(_)) | None => Change::New,
        };
        if change == Change::New && destination.hold == Hold::Memory {
            held = HeldBytes::Memory(Vec::new());
        }
        let compared = blake3::Hasher::new();
        Ok(Self { destination, path: path.to_owned(), file, change, at: 0, gathered: Vec::new(), compared, held })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// The operation that failed.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        if self.destination.hold == Hold::Nothing {
            return Ok(());
        }
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= self.destination.gathered { self.pass_on() } else { Ok(()) }
    }

    /// Ends the document.
    ///
    /// # Errors
    /// The operation that failed.
    pub fn finish(mut self) -> Result<Document, OutputError> {
        self.pass_on()?;
        if self.destination.hold == Hold::Nothing {
            return Ok(Document { path: self.path, change: Change::New, held: HeldBytes::Nothing });
        }
        if let (Change::Same, Some(dir)) = (self.change, &self.destination.dir)
            && size(dir, &self.path)? != self.at
        {
            self.differ()?;
        }
        if self.change == Change::New && matches!(self.held, HeldBytes::Nothing) {
            self.differ()?;
        }
        Ok(Document { path: self.path, change: self.change, held: self.held })
    }

    /// Opens the file on disk.
    fn on_disk(&self) -> Result<File, OutputError> {
        let dir = self.destination.dir.as_deref().unwrap_or(Path::new(""));
        Spot::find(dir, &self.path, Missing::Refuse)?.open().map_err(failed("read", &self.file))
    }

    /// Compares what was gathered, and writes it where it differs.
    fn pass_on(&mut self) -> Result<(), OutputError> {
        if self.gathered.is_empty() {
            return Ok(());
        }
        let gathered = std::mem::take(&mut self.gathered);
        let same = match self.change {
            Change::Same => holds(self.on_disk()?, self.at, &gathered).map_err(failed("read", &self.file))?,
            _ => false,
        };
        if same {
            self.compared.update(&gathered);
        } else {
            if matches!(self.held, HeldBytes::Nothing) {
                self.differ()?;
            }
            match &mut self.held {
                HeldBytes::Memory(bytes) => bytes.extend_from_slice(&gathered),
                // Not kept open: there may be more documents than files that may be open.
                HeldBytes::Disk(temporary) => File::options()
                    .append(true)
                    .open(temporary)
                    .and_then(|mut file| file.write_all(&gathered))
                    .map_err(failed("write", &self.file))?,
                HeldBytes::Nothing => {}
            }
        }
        self.at += gathered.len() as u64;
        self.gathered = gathered;
        self.gathered.clear();
        Ok(())
    }

    /// Begins to hold the document, with what it shares with the file on disk.
    fn differ(&mut self) -> Result<(), OutputError> {
        let shared = match self.change {
            Change::Same => {
                self.change = Change::Changed;
                Some(self.on_disk()?.take(self.at))
            }
            _ => None,
        };
        let write = failed("write", &self.file);
        let mut copied = None;
        self.held = match (self.destination.hold, &self.destination.dir) {
            (Hold::Disk, Some(dir)) => {
                self.destination.create_folders(dir, &self.path)?;
                let mut temporary = temporary(dir, &self.file)?;
                if let Some(shared) = shared {
                    copied = Some(copy(shared, temporary.as_file_mut()).map_err(write)?);
                }
                HeldBytes::Disk(temporary.into_temp_path())
            }
            (Hold::Elsewhere, _) if let Ok(mut temporary) = NamedTempFile::new() => {
                if let Some(shared) = shared {
                    copied = Some(copy(shared, temporary.as_file_mut()).map_err(write)?);
                }
                HeldBytes::Disk(temporary.into_temp_path())
            }
            // Where no file can be had, they are kept in memory.
            _ => {
                let mut bytes = Vec::new();
                if let Some(shared) = shared {
                    copied = Some(copy(shared, &mut bytes).map_err(write)?);
                }
                HeldBytes::Memory(bytes)
            }
        };
        // What was compared is not kept, so another's bytes could come with it unseen.
        if copied.is_some_and(|copied| copied != self.compared.finalize()) {
            let changed = io::Error::other("it was changed by another program meanwhile; run again");
            return Err(failed("read", &self.file)(changed));
        }
        Ok(())
    }
}

/// Copies all that is left to read, and gives the hash over it.
fn copy(mut from: impl Read, to: &mut impl Write) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; GATHERED_EACH.1];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(hasher.finalize()),
            read => {
                hasher.update(&buffer[..read]);
                to.write_all(&buffer[..read])?;
            }
        }
    }
}

/// How large a document on disk is.
fn size(dir: &Path, path: &str) -> Result<u64, OutputError> {
    Spot::find(dir, path, Missing::Refuse)?.size().map_err(failed("read", &dir.join(path)))
}

/// Whether a file holds these bytes at a place.
fn holds(mut file: File, at: u64, bytes: &[u8]) -> io::Result<bool> {
    file.seek(SeekFrom::Start(at))?;
    let mut there = Vec::with_capacity(bytes.len());
    file.take(bytes.len() as u64).read_to_end(&mut there)?;
    Ok(there == bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a document means for the disk, and what it holds then.
    fn written(old: Option<&[u8]>, new: &[u8], hold: Hold) -> (Change, Option<Vec<u8>>) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("feeds");
        if let Some(old) = old {
            std::fs::create_dir(&dir).unwrap();
            std::fs::write(dir.join("a.xml"), old).unwrap();
        }
        let destination = Destination::new(Some(dir.clone()), hold, GATHERED);
        let mut sink = Sink::open(&destination, "a.xml").unwrap();
        for part in new.chunks(7) {
            sink.write(part).unwrap();
        }
        let document = sink.finish().unwrap();
        let mut bytes = Vec::new();
        let read = document.read(&dir).unwrap().map(|mut from| from.read_to_end(&mut bytes).unwrap());
        let entries = std::fs::read_dir(&dir).map_or(0, Iterator::count);
        let held = usize::from(hold == Hold::Disk && document.change != Change::Same);
        assert_eq!(entries, usize::from(old.is_some()) + held, "temporary files");
        (document.change, read.map(|_| bytes))
    }

    #[test]
    fn a_document_is_compared_while_it_is_written() {
        // More than is gathered, so that it comes in several parts.
        let long: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let edited = |at: usize| {
            let mut edited = long.clone();
            edited[at] ^= 1;
            edited
        };
        let last = long.len() - 1;
        let cases = [
            (None::<&[u8]>, long.clone(), Change::New),
            (None, Vec::new(), Change::New),
            (Some(&long), long.clone(), Change::Same),
            (Some(&long), edited(0), Change::Changed),
            (Some(&long), edited(last / 2), Change::Changed),
            (Some(&long), edited(last), Change::Changed),
            (Some(&long), long[..last].to_vec(), Change::Changed),
            (Some(&long), Vec::new(), Change::Changed),
            (Some(&long[..last]), long.clone(), Change::Changed),
            (Some(&[][..]), Vec::new(), Change::Same),
        ];
        for (number, (old, new, change)) in cases.into_iter().enumerate() {
            for hold in [Hold::Disk, Hold::Elsewhere, Hold::Memory] {
                let (found, bytes) = written(old, &new, hold);
                assert_eq!(found, change, "case {number}, {hold:?}");
                assert!(bytes.as_ref() == Some(&new), "case {number}, {hold:?}");
            }
            assert_eq!(written(old, &new, Hold::Nothing).1, None, "case {number}");
        }
    }

    #[test]
    fn what_another_program_changes_meanwhile_does_not_come_with_it() {
        let old: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        for change in [Some(b'x'), None] {
            for hold in [Hold::Disk, Hold::Elsewhere, Hold::Memory] {
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("a.xml");
                std::fs::write(&file, &old).unwrap();
                let destination = Destination::new(Some(folder.path().to_owned()), hold, GATHERED);
                let mut sink = Sink::open(&destination, "a.xml").unwrap();
                sink.write(&old[..200_000]).unwrap();
                match change {
                    Some(byte) => std::fs::write(&file, [&[byte], &old[1..]].concat()).unwrap(),
                    None => std::fs::write(&file, &old[..1_000]).unwrap(),
                }
                let written = sink.write(&[0; 200_000]).and_then(|()| sink.finish().map(drop));
                assert!(written.unwrap_err().to_string().contains("another program"), "{change:?}, {hold:?}");
            }
        }
    }

    #[test]
    fn folders_of_documents_that_are_not_to_be_are_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let destination = Destination::new(Some(folder.path().join("a/b")), Hold::Disk, 1);
        let document = Sink::open(&destination, "c/d.xml").unwrap().finish().unwrap();
        assert!(folder.path().join("a/b/c").is_dir());
        drop(document);
        drop(destination);
        assert!(!folder.path().join("a").exists());
    }
}
