//! The files of a site on the disk, as its generator's configuration is read from them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::file;
use crate::generator::{SiteFiles, value};

/// A larger file is no configuration.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The endings of files whose not being read could hide what withholds.
const TELLING: [&str; 12] = ["toml", "yml", "yaml", "json", "md", "markdown", "js", "mjs", "cjs", "ts", "mts", "py"];

/// The files below a folder. A link that leads out of it is not followed.
#[derive(Debug)]
pub struct DiskFiles {
    root: PathBuf,
    /// The folder that stands for one elsewhere, and where that is.
    mounted: Mutex<Option<(String, PathBuf)>>,
    /// What could not be read, and why, by its path.
    faults: Mutex<BTreeMap<String, String>>,
}

impl DiskFiles {
    /// Those below `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        // A relative path that is empty is the current folder.
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        Self { root: root.to_owned(), mounted: Mutex::default(), faults: Mutex::default() }
    }

    fn within(&self, path: &str) -> Option<PathBuf> {
        let path = path.trim_matches('/');
        if path.is_empty() {
            return Some(self.root.clone());
        }
        let mounted = self.mounted.lock().ok().and_then(|mounted| mounted.clone());
        let elsewhere = mounted.and_then(|(at, folder)| {
            let rest = path.strip_prefix(at.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| (folder, rest.trim_start_matches('/').to_owned()))
        });
        let (root, below) = elsewhere.unwrap_or_else(|| (self.root.clone(), path.to_owned()));
        if below.is_empty() {
            return Some(root);
        }
        match file::within(&root, &root.join(below)) {
            Ok(found) => {
                // Articles are found through a link to a folder elsewhere, and what is said of them there would not be.
                if found.is_none() && !path.split('/').any(|part| part == "..") {
                    self.note(path, "a link in it leads out of the site");
                }
                found
            }
            Err(_) => None,
        }
    }

    fn note(&self, path: &str, why: &str) {
        if let Ok(mut faults) = self.faults.lock() {
            faults.entry(path.to_owned()).or_insert_with(|| why.to_owned());
        }
    }

    fn entries(&self, folder: &str) -> impl Iterator<Item = fs::DirEntry> {
        self.within(folder).and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten()
    }
}

impl SiteFiles for DiskFiles {
    fn text(&self, path: &str) -> Option<String> {
        let place = self.within(path)?;
        let is_telling = path.rsplit_once('.').is_some_and(|(_, ending)| TELLING.contains(&ending));
        match file::read_text(&place, LARGEST) {
            Ok(text) => {
                if let Err(why) = value::reads(path, &text) {
                    self.note(path, &why);
                }
                Some(text)
            }
            Err(error) => {
                if is_telling && place.is_file() {
                    self.note(path, &error.to_string());
                }
                None
            }
        }
    }

    fn mount(&self, at: &str, folder: &Path) {
        if let Ok(mut mounted) = self.mounted.lock() {
            *mounted = Some((at.to_owned(), folder.to_owned()));
        }
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let name = |entry: fs::DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            Some(if is_folder { name + "/" } else { name })
        };
        let mut names: Vec<String> = self.entries(folder).filter_map(name).collect();
        names.sort();
        names
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        let folders = self.entries(folder).filter(is_folder);
        let mut folders: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        folders.sort();
        folders
    }

    fn faults(&self) -> Vec<(String, String)> {
        self.faults.lock().map_or_else(|_| Vec::new(), |faults| faults.clone().into_iter().collect())
    }
}
