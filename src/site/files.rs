//! The files of a site that articles name: what they measure.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::config::Config;
use crate::entry::{Files, Unmeasured};
use crate::file;

/// Larger pictures are no pictures for a page.
const LARGEST_PICTURE: u64 = 64 * 1024 * 1024;

/// Those of the site that is configured, on the disk.
impl Files for Config {
    fn length(&self, named: &str, article: &str) -> Result<Option<u64>, Unmeasured> {
        for file in candidates(named, article, self).unwrap_or_default() {
            match length_inside(&file, &self.root) {
                Ok(None) => {}
                Err(error) if file::is_nowhere(&error) => {}
                Ok(length) => return Ok(length),
                Err(error) => return Err(Unmeasured { file: self.shown(&file), error }),
            }
        }
        Ok(None)
    }

    fn beside(&self, named: &str, article: &str) -> Option<String> {
        let content = self.content_dir();
        let file = file::within(&content, &beside(named, article, self)?).ok()??;
        let below = file.strip_prefix(content.canonicalize().ok()?).ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        file.symlink_metadata().ok().filter(fs::Metadata::is_file).and(Some(parts?.join("/")))
    }

    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let found = file::within(&self.root, &self.root.join(path)).ok()??;
        file::read(&found, LARGEST_PICTURE).ok()
    }

    fn names_beside(&self, article: &str) -> Vec<String> {
        let file = self.content_dir().join(article);
        let listed = file.parent().and_then(|folder| fs::read_dir(folder).ok());
        let is_file = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
        let files = listed.into_iter().flatten().flatten().filter(is_file);
        let mut names: Vec<String> = files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}

/// A relative address as a path, beside the article's file.
fn beside(named: &str, article: &str, config: &Config) -> Option<PathBuf> {
    let named = named.split(['?', '#']).next().filter(|named| !named.is_empty())?;
    let decoded = percent_decode_str(named).decode_utf8().ok()?;
    Some(config.content_dir().join(article).parent()?.join(&*decoded))
}

/// The length of a regular file, if it is inside the site: nothing outside is looked at.
fn length_inside(file: &Path, root: &Path) -> io::Result<Option<u64>> {
    let Some(file) = file::within(root, file)? else { return Ok(None) };
    let meta = fs::symlink_metadata(file)?;
    Ok(meta.is_file().then_some(meta.len()))
}

/// The files that an address may mean: beside the article, or in the content directory.
fn candidates(named: &str, article: &str, config: &Config) -> Option<[PathBuf; 2]> {
    let named = named.split(['?', '#']).next()?;
    let named =
        named.strip_prefix(config.site.url.as_str()).map_or_else(|| named.to_owned(), |rest| format!("/{rest}"));
    if named.contains("://") || named.starts_with("//") {
        return None;
    }
    let decoded = percent_decode_str(&named).decode_utf8().ok()?;
    let content = config.content_dir();
    Some(match decoded.strip_prefix('/') {
        Some(rest) => [content.join(rest), config.root.join("static").join(rest)],
        None => [content.join(article).parent()?.join(&*decoded), content.join(&*decoded)],
    })
}
