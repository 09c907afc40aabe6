//! Where objects are kept: a bucket of a storage that speaks S3, or a folder.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use url::Url;

/// A place for objects: `s3://bucket/prefix`, or a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoragePlace {
    /// A bucket, and what the keys of all objects in it begin with: empty, or ending in `/`.
    Bucket {
        /// The bucket's name.
        name: String,
        /// The beginning of all keys.
        prefix: String,
    },
    /// A folder, relative to the root of the site.
    Folder(PathBuf),
}

impl StoragePlace {
    /// Reads a place as it is written.
    ///
    /// # Errors
    /// What is wrong with it; never with its text, which may hold what is secret.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.is_empty() {
            return Err("it is empty");
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            // What is behind a folder that is not there yet could be anywhere, the site's own folder too.
            let parts: Vec<Component<'_>> = Path::new(text).components().collect();
            let back = parts.iter().rposition(|part| *part == Component::ParentDir).unwrap_or(0);
            if parts[..back].iter().any(|part| matches!(part, Component::Normal(_))) {
                return Err("a `..` stands behind the name of a folder");
            }
            return Ok(Self::Folder(PathBuf::from(text)));
        };
        if !scheme.eq_ignore_ascii_case("s3") {
            return Err("only `s3://bucket/prefix` and folders are known");
        }
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if !name.chars().all(is_name) || !name.starts_with(|c: char| c.is_ascii_alphanumeric()) || name.len() > 255 {
            return Err("that is no name of a bucket");
        }
        let prefix = prefix.trim_matches('/');
        if !prefix.is_empty() && !is_key(prefix) {
            return Err("the prefix has a part that is empty, `.` or `..`, or a character that no key has");
        }
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        Ok(Self::Bucket { name: name.to_owned(), prefix })
    }
}

impl fmt::Display for StoragePlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bucket { name, prefix } => write!(out, "s3://{name}/{prefix}"),
            Self::Folder(path) => write!(out, "{}", path.display()),
        }
    }
}

/// Whether a text can be an object's key: parts between `/` that no address takes for something else.
pub fn is_key(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part != "." && part != "..";
    text.len() <= 1024 && text.split('/').all(is_part) && !text.chars().any(char::is_control)
}

/// How a storage that speaks S3 is reached, where the environment is not to say so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StorageAccess {
    /// Its address; without user and password.
    pub endpoint: Option<Url>,
    /// The region that requests are signed for.
    pub region: Option<String>,
    /// Where the bucket's name stands in addresses.
    pub addressing: Option<Addressing>,
}

/// Where the name of a bucket stands in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressing {
    /// `https://storage.example/bucket/key`
    Path,
    /// `https://bucket.storage.example/key`
    VirtualHost,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_buckets_and_folders() {
        let bucket =
            |name: &str, prefix: &str| StoragePlace::Bucket { name: name.to_owned(), prefix: prefix.to_owned() };
        assert_eq!(StoragePlace::parse("s3://news").unwrap(), bucket("news", ""));
        assert_eq!(StoragePlace::parse("S3://news/feeds/en/").unwrap(), bucket("news", "feeds/en/"));
        assert_eq!(StoragePlace::parse("../public").unwrap(), StoragePlace::Folder("../public".into()));
        for no in [
            "",
            "s3://",
            "s3://a/../b",
            "s3://a//b/./c",
            "s3://key:secret@news/",
            "https://news.example/",
            "a/../b",
            "../a/..",
        ] {
            assert!(StoragePlace::parse(no).is_err(), "{no}");
        }
        assert_eq!(StoragePlace::parse("s3://news/a").unwrap().to_string(), "s3://news/a/");
    }
}
