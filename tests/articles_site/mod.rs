//! A configuration for the tests of articles, and small sites in a temporary folder.
#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;
use std::path::{Path, PathBuf};

use tidings::article::{Article, HeadRead};
use tidings::config::{Config, Overrides};
use tidings::content::{Found, discover, read_head};

/// A configuration for a root and a content directory, with defaults for the rest.
pub fn config_at(root: &Path, content: &str) -> Config {
    let text = format!("[site]\ntitle = \"Acme\"\nurl = \"https://acme.example/\"\n[content]\ndir = {content:?}\n");
    Config::parse(root, &text, &Overrides::default()).unwrap()
}

/// A site in a temporary folder, gone with the value.
pub struct SmallSite {
    folder: tempfile::TempDir,
    pub config: Config,
}

impl SmallSite {
    /// A site with these files below `content/`.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = config_at(folder.path(), "content");
        let site = Self { folder, config };
        fs::create_dir_all(site.content()).unwrap();
        for (path, text) in files {
            site.put(path, text.as_bytes());
        }
        site
    }

    pub fn content(&self) -> PathBuf {
        self.folder.path().join("content")
    }

    pub fn put(&self, path: &str, bytes: &[u8]) {
        let file = self.content().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// The paths that discovery finds.
    pub fn found(&self) -> Vec<String> {
        discover(&self.config).unwrap().found.iter().map(|found| found.path.to_string()).collect()
    }

    /// What the head of a file comes to.
    pub fn head(&self, path: &str) -> HeadRead {
        read_head(&self.find(path), &self.config)
    }

    pub fn find(&self, path: &str) -> Found {
        discover(&self.config).unwrap().found.into_iter().find(|found| &*found.path == path).expect("the file is found")
    }

    /// The article of a file.
    pub fn article(&self, path: &str) -> Article {
        let read = self.head(path);
        read.article.unwrap_or_else(|| panic!("{path} is no article: {:?} {:?}", read.left_out, read.diagnostics))
    }
}
