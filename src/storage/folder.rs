//! A plain folder as a storage: another machine's disk, the root of a web server, a branch that is checked out.
//!
//! An object's tag is the hash of its bytes, so that conditions hold whoever changes a file; a lock on the folder keeps
//! two programs of ours from looking and writing at once. What a server says beside the bytes is the server's own.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::fault::{StorageError, Trouble};
use super::object::{ContentHash, ListedObject, ObjectHead, ObjectTag, Precondition, ReadObject, ServedAs, Stored};
use crate::config::is_key;
use crate::file::{self, is_missing};
use crate::output::{self, BuildLock, OutputError};

/// Objects in a list, at most.
const MOST: usize = 1_000_000;
/// Bytes of an object that is read whole.
const LARGEST: u64 = 16 << 20;

#[derive(Debug)]
pub struct FolderStorage {
    root: PathBuf,
}

impl FolderStorage {
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    pub fn get(&self, key: &str) -> Result<Option<ReadObject>, StorageError> {
        let tried = || format!("read `{key}`");
        let path = self.path(key, tried)?;
        match file::read(&path, LARGEST) {
            Ok(bytes) => {
                let head = known(ContentHash::of(&bytes), bytes.len() as u64);
                Ok(Some(ReadObject { bytes, head }))
            }
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(disk(tried(), "read", &path, error)),
        }
    }

    pub fn head(&self, key: &str) -> Result<Option<ObjectHead>, StorageError> {
        let tried = || format!("look at `{key}`");
        let path = self.path(key, tried)?;
        match hash(&path) {
            Ok((hash, size)) => Ok(Some(known(hash, size))),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(disk(tried(), "read", &path, error)),
        }
    }

    pub fn put(&self, key: &str, bytes: &[u8], precondition: Precondition<'_>) -> Result<Stored, StorageError> {
        let tried = || format!("write `{key}`");
        let path = self.path(key, tried)?;
        let failed = |error| StorageError::new(tried(), Trouble::Disk(error));
        fs::create_dir_all(&self.root).map_err(|error| disk(tried(), "create the folder", &self.root, error))?;
        let lock = BuildLock::acquire(&[&self.root], || {}).map_err(failed)?;
        let there = self.head(key)?.map(|head| head.tag);
        let holds = match precondition {
            Precondition::Nothing => true,
            Precondition::Absent => there.is_none(),
            Precondition::Tagged(tag) => there.as_ref() == Some(tag),
        };
        if !holds {
            return Ok(Stored::Lost);
        }
        let hash = ContentHash::of(bytes);
        let tag = ObjectTag::new(hash.as_str());
        // Those who serve a folder take a file that is written for another, whatever is in it.
        if there.as_ref() != Some(&tag) {
            output::replace(&path, bytes).map_err(failed)?;
        }
        drop(lock);
        Ok(Stored::Done(tag))
    }

    pub fn list(&self, prefix: &str, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<ListedObject>, StorageError> {
        let tried = || "list what is there".to_owned();
        let mut found = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let path = self.root.join(&folder);
            let entries = match fs::read_dir(&path) {
                Ok(entries) => entries,
                Err(error) if is_missing(&error) => continue,
                Err(error) => return Err(disk(tried(), "list", &path, error)),
            };
            for entry in entries {
                let failed = |error| disk(tried(), "list", &path, error);
                let entry = entry.map_err(failed)?;
                let kind = entry.file_type().map_err(failed)?;
                // Names that are not UTF-8 are not ours; nor is what a link leads to.
                let Ok(name) = entry.file_name().into_string() else { continue };
                let key = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let may_be_below = key.starts_with(prefix) || prefix.starts_with(&format!("{key}/"));
                if kind.is_dir() && may_be_below {
                    folders.push(key);
                } else if kind.is_file() && key.starts_with(prefix) && wanted(&key) {
                    let path = entry.path();
                    let (hash, size) = hash(&path).map_err(|error| disk(tried(), "read", &path, error))?;
                    found.push(ListedObject { key, tag: ObjectTag::new(hash.as_str()), size });
                    if found.len() > MOST {
                        return Err(StorageError::new(tried(), Trouble::Malformed("more than a million objects")));
                    }
                }
            }
        }
        found.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(found)
    }

    pub fn delete(&self, key: &str) -> Result<(), StorageError> {
        let tried = || format!("remove `{key}`");
        let path = self.path(key, tried)?;
        match fs::remove_file(&path) {
            Err(error) if !is_missing(&error) => return Err(disk(tried(), "remove", &path, error)),
            _ => {}
        }
        // Folders are no objects: one that is empty is nothing to anyone.
        let mut folder = Path::new(key).parent();
        while let Some(above) = folder.filter(|above| !above.as_os_str().is_empty()) {
            if fs::remove_dir(self.root.join(above)).is_err() {
                break;
            }
            folder = above.parent();
        }
        Ok(())
    }

    /// The file of a key; never one that a link within the folder leads to.
    fn path(&self, key: &str, tried: impl Fn() -> String) -> Result<PathBuf, StorageError> {
        let is_plain = !cfg!(windows) || !key.contains(['\\', ':']);
        if !is_key(key) || !is_plain {
            return Err(StorageError::new(tried(), Trouble::Address("that is no key of an object")));
        }
        let mut path = self.root.clone();
        for part in key.split('/') {
            path.push(part);
            if path.is_symlink() {
                return Err(disk(tried(), "go through", &path, io::Error::other("it is a link")));
            }
        }
        Ok(path)
    }
}

/// In a folder the description of an object is not kept: a server makes its own.
fn known(hash: ContentHash, size: u64) -> ObjectHead {
    let tag = ObjectTag::new(hash.as_str());
    ObjectHead { tag, hash: Some(hash), site: None, size: Some(size), served: ServedAs::default() }
}

fn hash(path: &Path) -> io::Result<(ContentHash, u64)> {
    file::regular(path)?;
    let mut file = File::open(path)?;
    let (mut hasher, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok((ContentHash::finished(hasher), size)),
            Ok(read) => {
                hasher.update(&buffer[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn disk(tried: String, operation: &'static str, path: &Path, source: io::Error) -> StorageError {
    StorageError::new(tried, Trouble::Disk(OutputError { operation, path: path.to_owned(), source }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_hold_and_keys_stay_below_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let storage = FolderStorage::new(folder.path().join("public"));
        assert_eq!(storage.list("", &|_| true).unwrap(), []);
        let Stored::Done(first) = storage.put("a/b.xml", b"1", Precondition::Absent).unwrap() else { panic!() };
        assert_eq!(storage.put("a/b.xml", b"2", Precondition::Absent).unwrap(), Stored::Lost);
        let Stored::Done(second) = storage.put("a/b.xml", b"2", Precondition::Tagged(&first)).unwrap() else {
            panic!()
        };
        assert_eq!(storage.put("a/b.xml", b"3", Precondition::Tagged(&first)).unwrap(), Stored::Lost);
        assert_eq!(storage.put("a/c.xml", b"3", Precondition::Tagged(&first)).unwrap(), Stored::Lost);
        let read = storage.get("a/b.xml").unwrap().unwrap();
        assert_eq!((&*read.bytes, &read.head.tag), (&b"2"[..], &second));
        assert_eq!(storage.list("a/", &|_| true).unwrap()[0].key, "a/b.xml");
        assert_eq!(storage.list("b", &|_| true).unwrap(), []);
        for key in ["../x", "/x", "a//b", "", "a/./b"] {
            assert!(storage.put(key, b"", Precondition::Nothing).is_err(), "{key}");
        }
        storage.delete("a/b.xml").unwrap();
        storage.delete("a/b.xml").unwrap();
        assert!(!folder.path().join("public/a").exists());
        assert_eq!(storage.head("a/b.xml").unwrap(), None);
    }
}
