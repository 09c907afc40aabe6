//! Which files are posts, documents of collections, or neither (`reader.rb`, `entry_filter.rb`,
//! `readers/post_reader.rb`, `collection.rb`).

use globset::GlobMatcher;

use super::super::glob::{Stars, glob};
use super::address::after_date;

/// The folders of a site. Paths are below the source folder.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// `collections_dir`, below which all posts and collections are; empty for the source folder itself.
    pub collections_dir: String,
    /// The collections beside `posts`.
    pub collections: Vec<Collection>,
    pub exclude: Vec<NamePattern>,
    pub include: Vec<NamePattern>,
    /// The built site, where it is within the source folder.
    pub destination: Option<String>,
}

/// A collection that is not `posts`.
#[derive(Debug)]
pub(super) struct Collection {
    pub label: String,
    pub output: bool,
    pub permalink: Option<String>,
}

/// A line of `include` or `exclude`.
#[derive(Debug)]
pub(super) struct NamePattern {
    written: String,
    stars: Option<GlobMatcher>,
}

impl NamePattern {
    pub fn new(written: &str) -> Self {
        Self {
            written: written.trim_start_matches('/').to_owned(),
            stars: glob(written.trim_start_matches('/'), Stars::Anything),
        }
    }

    /// `entry_filter.rb`, `glob_include?`: the pattern, or only the beginning of the path. The path of a folder ends in `/`.
    fn matches(&self, path: &str) -> bool {
        let bare = path.strip_suffix('/').unwrap_or(path);
        bare.starts_with(&self.written)
            || self.written == path
            || self.stars.as_ref().is_some_and(|stars| stars.is_match(bare))
    }
}

/// What is at a path.
pub(super) enum Spot<'a> {
    /// No article.
    Nothing,
    /// A folder that may hold some.
    Folder,
    /// A post, or a draft.
    Post {
        /// The path below the source folder at which the folder of the collections ends.
        at: usize,
        /// The folders above `_posts` or `_drafts`.
        above: &'a str,
    },
    /// A document of a collection that is written.
    Document { at: usize, collection: &'a Collection },
}

impl<'a> Spot<'a> {
    /// The path below the folder of the collections.
    pub fn relative<'p>(&self, path: &'p str) -> &'p str {
        match self {
            Self::Nothing | Self::Folder => path,
            Self::Post { at, .. } | Self::Document { at, .. } => path.get(*at..).unwrap_or(path),
        }
    }

    /// The name of the collection.
    pub fn label(&self) -> &'a str {
        match self {
            Self::Document { collection, .. } => &collection.label,
            _ => "posts",
        }
    }

    /// The folders that are categories (`document.rb`, `categories_from_path`).
    pub fn folders(&self) -> Vec<String> {
        match self {
            Self::Post { above, .. } => above.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

impl Places {
    /// What is at a path below the source folder; that of a folder ends in `/`.
    pub fn spot<'a>(&'a self, path: &'a str) -> Spot<'a> {
        let is_folder = path.is_empty() || path.ends_with('/');
        let at = if self.collections_dir.is_empty() { 0 } else { self.collections_dir.len() + 1 };
        let inside = path.get(at..).filter(|_| self.is_inside(path));
        if let Some(spot) = inside.and_then(|inside| self.collected(inside, path, at, is_folder)) {
            return spot;
        }
        let mut start = 0;
        while let Some(length) = path[start..].find('/') {
            let (base, name, end) = (&path[..start], &path[start..start + length], start + length + 1);
            if (name == "_posts" || name == "_drafts") && inside.is_some() {
                let above = base.get(at..).unwrap_or("");
                return match self.is_article(&path[end..], path, name == "_posts") {
                    false => Spot::Nothing,
                    true if is_folder => Spot::Folder,
                    true => Spot::Post { at, above },
                };
            }
            let is_built = self.destination.as_deref() == Some(path[..start + length].trim_end_matches('/'));
            if is_built || self.rejects(base, &path[start..end]) {
                // Collections are read by their own way, also below a folder that is hidden.
                let leads = at > 0 && is_folder && format!("{}/", self.collections_dir).starts_with(path);
                return if leads { Spot::Folder } else { Spot::Nothing };
            }
            start = end;
        }
        if is_folder { Spot::Folder } else { Spot::Nothing }
    }

    fn is_inside(&self, path: &str) -> bool {
        self.collections_dir.is_empty()
            || path.strip_prefix(self.collections_dir.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// A document of a collection, or a folder in one.
    fn collected<'a>(&'a self, inside: &str, path: &'a str, at: usize, is_folder: bool) -> Option<Spot<'a>> {
        let (folder, entry) = inside.split_once('/')?;
        let label = folder.strip_prefix('_')?;
        let collection = self.collections.iter().find(|known| known.label == label)?;
        Some(if !collection.output || !self.is_article(entry, path, false) {
            Spot::Nothing
        } else if is_folder {
            Spot::Folder
        } else {
            Spot::Document { at, collection }
        })
    }

    /// Whether something below `_posts`, `_drafts` or the folder of a collection is an article, or a folder that may hold
    /// one.
    fn is_article(&self, entry: &str, path: &str, is_dated: bool) -> bool {
        if entry.is_empty() || entry.ends_with('/') {
            // The name of a folder counts only where it is the first: each file is asked by its own path.
            let first = entry.split('/').next().unwrap_or(entry);
            return first.is_empty() || !first.starts_with(['.', '_', '#', '~']);
        }
        let name = entry.rsplit_once('/').map_or(entry, |(_, name)| name);
        // `**/*` does not see names that begin with a dot.
        let is_hidden = entry.split('/').any(|name| name.starts_with('.'));
        !(is_hidden || self.entry_is_rejected(entry, path) || is_dated && after_date(name).is_none())
    }

    /// `entry_filter.rb`, `filter`, of a name in a folder.
    fn rejects(&self, base: &str, entry: &str) -> bool {
        self.entry_is_rejected(entry, &format!("{base}{entry}"))
    }

    /// The same of an entry whose path is known. Of a path within a collection only the first and the last name count.
    fn entry_is_rejected(&self, entry: &str, path: &str) -> bool {
        let bare = entry.strip_suffix('/').unwrap_or(entry);
        if bare.is_empty() {
            return false;
        }
        let name = bare.rsplit_once('/').map_or(bare, |(_, name)| name);
        let is_included = self.include.iter().any(|pattern| pattern.matches(entry) || pattern.matches(name));
        let is_excluded = || {
            let all =
                self.exclude.iter().filter(|pattern| !self.include.iter().any(|kept| kept.written == pattern.written));
            all.into_iter().any(|pattern| pattern.matches(path))
        };
        let is_special = || bare.starts_with(['.', '_', '#', '~']) || name.starts_with(['.', '_', '#', '~']);
        !is_included && (is_excluded() || is_special() || bare.ends_with('~') || bare.ends_with('.'))
    }
}
