//! Where objects are kept that others read: a bucket that speaks S3, or a plain folder, behind one face.
//!
//! An object has bytes, a description for those who serve it, and the sha256 of its bytes beside them, because a storage's
//! own tag is a hash of them only sometimes. Whoever writes says what must still be there ([`Precondition`]): of two that
//! write at once, one is told so and nothing is lost. Faults that pass by (a cut connection, a storage that is busy) are
//! waited out a bounded number of times; a write whose answer was lost is looked up, not repeated.
//!
//! No error, and no `Debug`, holds a credential or an address with one.

mod chain;
mod credentials;
mod fault;
mod folder;
mod list;
mod metadata;
mod object;
mod patience;
mod profile;
mod s3;
mod web_identity;

use std::path::Path;

pub use self::fault::{StorageError, Trouble};
use self::folder::FolderStorage;
pub use self::object::{
    ContentHash, ListedObject, ObjectHead, ObjectTag, Precondition, ReadObject, ServedAs, Stored, Variables,
    environment, site_mark,
};
use self::s3::S3Storage;
use crate::config::{StorageAccess, StoragePlace};

/// A key of Amazon's, found where those for storages are: for a service beside them.
///
/// # Errors
/// There is none, or what there is of one cannot be used.
pub(crate) fn amazon_key(variables: Variables<'_>, region: &str) -> Result<rusty_s3::Credentials, StorageError> {
    let chain = chain::Chain::read(variables);
    let found = chain.and_then(|chain| credentials::find(&chain, region));
    found.map_err(|trouble| StorageError::new("sign a request", trouble))
}

/// A storage, opened. Keys are below its prefix or folder, with `/`.
#[derive(Debug)]
pub struct Storage(Backend);

#[derive(Debug)]
enum Backend {
    S3(Box<S3Storage>),
    Folder(FolderStorage),
}

impl Storage {
    /// Opens a storage; a folder is relative to `root`. Credentials are looked for where every program looks for them; see
    /// `docs/publish.md`.
    ///
    /// # Errors
    /// There are no credentials, or what there is of them or of the address cannot be used.
    pub fn open(
        place: &StoragePlace,
        access: &StorageAccess,
        root: &Path,
        variables: Variables<'_>,
    ) -> Result<Self, StorageError> {
        Ok(Self(match place {
            StoragePlace::Folder(folder) => Backend::Folder(FolderStorage::new(root.join(folder))),
            StoragePlace::Bucket { name, prefix } => {
                Backend::S3(Box::new(S3Storage::open(name, prefix, access, variables)?))
            }
        }))
    }

    /// The same storage, which keeps with each object that it writes of which site it is; a folder keeps nothing so.
    #[must_use]
    pub fn of_site(mut self, site: &str) -> Self {
        if let Backend::S3(storage) = &mut self.0 {
            storage.set_mark(site_mark(site));
        }
        self
    }

    /// An object of at most 16 MiB; `None` where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn get(&self, key: &str) -> Result<Option<ReadObject>, StorageError> {
        match &self.0 {
            Backend::S3(storage) => storage.get(key),
            Backend::Folder(storage) => storage.get(key),
        }
    }

    /// What is known of an object; `None` where there is none.
    ///
    /// # Errors
    /// It cannot be asked for.
    pub fn head(&self, key: &str) -> Result<Option<ObjectHead>, StorageError> {
        match &self.0 {
            Backend::S3(storage) => storage.head(key),
            Backend::Folder(storage) => storage.head(key),
        }
    }

    /// Writes an object, wholly or not at all.
    ///
    /// # Errors
    /// It cannot be written; whether it was is then not known.
    pub fn put(
        &self,
        key: &str,
        bytes: &[u8],
        served: &ServedAs,
        precondition: Precondition<'_>,
    ) -> Result<Stored, StorageError> {
        match &self.0 {
            Backend::S3(storage) => storage.put(key, bytes, served, precondition),
            Backend::Folder(storage) => storage.put(key, bytes, precondition),
        }
    }

    /// All objects whose keys begin with `prefix`, by their keys.
    ///
    /// # Errors
    /// They cannot be listed, or are more than a million.
    pub fn list(&self, prefix: &str) -> Result<Vec<ListedObject>, StorageError> {
        self.list_of(prefix, &|_| true)
    }

    /// Those among them whose keys are wanted: in a folder, others are not read.
    ///
    /// # Errors
    /// As of [`list`](Self::list).
    pub fn list_of(&self, prefix: &str, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<ListedObject>, StorageError> {
        match &self.0 {
            Backend::S3(storage) => storage.list(prefix, wanted),
            Backend::Folder(storage) => storage.list(prefix, wanted),
        }
    }

    /// Removes an object; one that is not there is no error. Few storages know a condition here.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn delete(&self, key: &str) -> Result<(), StorageError> {
        match &self.0 {
            Backend::S3(storage) => storage.delete(key),
            Backend::Folder(storage) => storage.delete(key),
        }
    }

    /// Whether it is a folder: conditions are kept there, and descriptions are not.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        matches!(self.0, Backend::Folder(_))
    }
}
