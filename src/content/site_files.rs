//! The files of a site on the disk, as its generator's configuration is read from them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::file;
use crate::generator::SiteFiles;

/// A larger file is no configuration.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The files below a folder. A link that leads out of it is not followed.
#[derive(Clone, Debug)]
pub struct DiskFiles {
    root: PathBuf,
}

impl DiskFiles {
    /// Those below `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        // A relative path that is empty is the current folder.
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        Self { root: root.to_owned() }
    }

    fn within(&self, path: &str) -> Option<PathBuf> {
        match path.trim_matches('/') {
            "" => Some(self.root.clone()),
            path => file::within(&self.root, &self.root.join(path)).ok().flatten(),
        }
    }
}

impl SiteFiles for DiskFiles {
    fn text(&self, path: &str) -> Option<String> {
        file::read_text(&self.within(path)?, LARGEST).ok()
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let Some(entries) = self.within(folder).and_then(|folder| fs::read_dir(folder).ok()) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                Some(if is_folder { name + "/" } else { name })
            })
            .collect();
        names.sort();
        names
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        let Some(entries) = self.within(folder).and_then(|folder| fs::read_dir(folder).ok()) else {
            return Vec::new();
        };
        let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        let folders = entries.flatten().filter(is_folder);
        let mut folders: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        folders.sort();
        folders
    }
}
