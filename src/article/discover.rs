//! The content directory becomes a sorted list of files that may be articles.
//!
//! What is no article is listed with its reason. The walk goes level by level, so depth costs no
//! stack, and asks the file system for nothing that a directory entry tells already. Only the rules
//! in the site count: a global ignore file of the machine would make two machines differ.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rayon::prelude::*;

use super::folder::{Kind, OpenFolder};
use super::{LeftOut, Markup};
use crate::config::{Config, Drafts};
use crate::diagnostic::{self, Diagnostic};
use crate::file::{self, State};

/// What the content directory holds.
#[derive(Clone, Debug, Default)]
pub struct Discovery {
    /// The files that may be articles, sorted by the bytes of their path.
    pub found: Vec<Found>,
    /// Files of an article's type, and folders, that are no articles; sorted by path.
    pub skipped: Vec<Skipped>,
    /// How many other files there are: pictures, styles, data.
    pub others: usize,
    /// Folders that could not be read, names that cannot be written.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file that may be an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file, relative to the content directory, with `/`.
    pub path: Arc<str>,
    /// The file on disk.
    pub file: PathBuf,
    /// How its body is written.
    pub markup: Markup,
    /// Whether it is in a drafts folder; such a file is found only where drafts are asked for.
    pub in_drafts: bool,
}

/// A file or folder that is no article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Relative to the content directory, with `/`; a folder ends in `/`.
    pub path: String,
    /// Why.
    pub reason: LeftOut,
}

/// Why a content directory could not be walked at all.
#[derive(Debug)]
#[non_exhaustive]
pub enum DiscoverError {
    /// The content directory is not there or cannot be read.
    Content {
        /// The directory.
        dir: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A glob of `content.exclude` does not read.
    Exclude {
        /// The glob.
        glob: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl fmt::Display for DiscoverError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Content { dir, error } => {
                write!(out, "cannot list the content directory `{}`: {error}", dir.display())
            }
            Self::Exclude { glob, reason } => write!(out, "`content.exclude` has the glob `{glob}`: {reason}"),
        }
    }
}

impl std::error::Error for DiscoverError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Content { error, .. } => Some(error),
            Self::Exclude { .. } => None,
        }
    }
}

/// Lists the content directory.
///
/// Articles are `.md`, `.markdown`, `.mdx`, `.html`, `.htm`, `.txt` and `.text` files, in any case.
/// `content.exclude` reads like lines of a `.gitignore` in the content directory; `.gitignore` and
/// `.ignore` files there and above it, up to the repository or else the site's root, are honoured.
/// A link to a file within the content directory is followed, any other link is not.
///
/// # Errors
/// Where the content directory cannot be listed, or a glob does not read. A folder below it that
/// cannot be read is an error among the diagnostics.
pub fn discover(config: &Config) -> Result<Discovery, DiscoverError> {
    let take = |found: &mut Vec<Found>, item: Item<'_>| found.push(item.found());
    let (parts, mut discovery) = walk(config, take)?;
    discovery.found = parts.into_iter().flatten().collect();
    discovery.found.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
    Ok(discovery)
}

/// A file that may be an article, while its folder is open.
pub(crate) struct Item<'a> {
    /// Its path, relative to the content directory, with `/`.
    pub path: &'a str,
    /// How its body is written.
    pub markup: Markup,
    /// Whether it is in a drafts folder.
    pub in_drafts: bool,
    place: At<'a>,
}

/// Where the file of an item is.
enum At<'a> {
    /// In a folder that is open, under this name.
    Open(&'a OpenFolder, &'a str),
    /// Below the content directory.
    Below(&'a Path),
}

impl<'a> Item<'a> {
    /// One that was found before, in the content directory.
    pub fn again(listed: &'a Listed, content: &'a Path) -> Self {
        let &Listed { ref path, markup, in_drafts } = listed;
        Self { path, markup, in_drafts, place: At::Below(content) }
    }

    /// The file, to be kept.
    pub fn found(&self) -> Found {
        let file = match self.place {
            At::Open(folder, name) => folder.join(name),
            At::Below(content) => content.join(self.path),
        };
        Found { path: Arc::from(self.path), file, markup: self.markup, in_drafts: self.in_drafts }
    }

    /// What tells whether the file has changed.
    ///
    /// # Errors
    /// As the system says, or where it does not tell enough.
    pub fn state(&self) -> io::Result<State> {
        match self.place {
            At::Open(folder, name) => folder.state(name),
            At::Below(content) => State::of(&content.join(self.path)),
        }
    }

    /// Opens the file.
    ///
    /// # Errors
    /// As the system says.
    pub fn open(&self) -> io::Result<fs::File> {
        match self.place {
            At::Open(folder, name) => folder.open_file(name),
            At::Below(content) => fs::File::open(content.join(self.path)),
        }
    }
}

/// A file that may be an article, as it was found when the content directory was listed.
pub(crate) struct Listed {
    /// Its path, relative to the content directory, with `/`.
    pub path: Box<str>,
    /// How its body is written.
    pub markup: Markup,
    /// Whether it is in a drafts folder.
    pub in_drafts: bool,
}

impl Listed {
    /// Of a file whose folder is open.
    pub fn of(item: &Item<'_>) -> Self {
        Self { path: item.path.into(), markup: item.markup, in_drafts: item.in_drafts }
    }
}

/// Walks the content directory as [`discover`] does and hands over each file that may be an article.
/// What `take` makes of them is gathered in several parts; within a part, and from part to part, the files
/// of a folder come in the order of their names, and folders level by level.
///
/// # Errors
/// As [`discover`].
pub(crate) fn walk<A, F>(config: &Config, take: F) -> Result<(Vec<A>, Discovery), DiscoverError>
where
    A: Default + Send,
    F: Fn(&mut A, Item<'_>) + Sync,
{
    let dir = config.content_dir();
    let root = fs::canonicalize(&dir).map_err(|error| DiscoverError::Content { dir: dir.clone(), error })?;
    // Asked here, so that a content directory that cannot be listed is no mere diagnostic.
    fs::read_dir(&dir).map_err(|error| DiscoverError::Content { dir: dir.clone(), error })?;
    let walk = Walk {
        config,
        exclude: exclude(&config.content.exclude, &dir)?,
        output: fs::canonicalize(config.output_dir()).ok().and_then(|output| {
            let inside = output.strip_prefix(&root).ok()?;
            (!inside.as_os_str().is_empty()).then(|| dir.join(inside))
        }),
        root,
    };
    let mut taken = Vec::new();
    let mut discovery = Discovery::default();
    let mut level =
        vec![Folder { dir: dir.clone(), path: String::new(), ignores: walk.ignores_above(&dir), in_drafts: false }];
    while !level.is_empty() {
        let parts: Vec<(A, Discovery, Vec<Folder>)> = level
            .par_iter()
            .fold(Default::default, |(mut taken, mut out, mut folders), folder| {
                walk.list(folder, &mut out, &mut folders, &mut |item| take(&mut taken, item));
                (taken, out, folders)
            })
            .collect();
        level = Vec::new();
        for (part, out, folders) in parts {
            taken.push(part);
            discovery.skipped.extend(out.skipped);
            discovery.others += out.others;
            discovery.diagnostics.extend(out.diagnostics);
            level.extend(folders);
        }
    }
    discovery.skipped.sort_unstable();
    diagnostic::sort(&mut discovery.diagnostics);
    Ok((taken, discovery))
}

/// How a file's body is written, by its name; `None`: not an article.
pub(crate) fn markup_of(name: &str) -> Option<Markup> {
    const TYPES: [(&str, Markup); 7] = [
        ("md", Markup::Markdown),
        ("markdown", Markup::Markdown),
        ("mdx", Markup::Markdown),
        ("html", Markup::Html),
        ("htm", Markup::Html),
        ("txt", Markup::Text),
        ("text", Markup::Text),
    ];
    let (stem, extension) = name.rsplit_once('.')?;
    if stem.is_empty() {
        return None;
    }
    TYPES.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known)).map(|&(_, markup)| markup)
}

fn exclude(globs: &[String], dir: &Path) -> Result<Gitignore, DiscoverError> {
    let fault =
        |glob: &str, error: ignore::Error| DiscoverError::Exclude { glob: glob.to_owned(), reason: error.to_string() };
    let mut builder = GitignoreBuilder::new(dir);
    for glob in globs {
        builder.add_line(None, glob).map_err(|error| fault(glob, error))?;
    }
    builder.build().map_err(|error| fault(&globs.join(", "), error))
}

/// The ignore rules in force in a folder, the nearest first.
#[derive(Clone, Default)]
struct Ignores(Option<Arc<Rules>>);

struct Rules {
    rules: Gitignore,
    above: Ignores,
}

impl Ignores {
    fn with(&self, rules: Gitignore) -> Self {
        if rules.is_empty() { self.clone() } else { Self(Some(Arc::new(Rules { rules, above: self.clone() }))) }
    }

    fn ignores(&self, file: &Path, is_dir: bool) -> bool {
        let mut next = self.0.as_deref();
        while let Some(Rules { rules, above }) = next {
            let matched = rules.matched(file, is_dir);
            if !matched.is_none() {
                return matched.is_ignore();
            }
            next = above.0.as_deref();
        }
        false
    }
}

/// A folder still to be listed.
struct Folder {
    dir: PathBuf,
    /// Relative to the content directory; empty, or ends in `/`.
    path: String,
    ignores: Ignores,
    in_drafts: bool,
}

/// Something in a folder that is being listed.
struct Entry<'a> {
    folder: &'a Folder,
    open: &'a OpenFolder,
    name: &'a OsString,
    kind: Kind,
}

struct Walk<'a> {
    config: &'a Config,
    exclude: Gitignore,
    /// The output folder, where it is inside the content directory.
    output: Option<PathBuf>,
    /// The content directory without links.
    root: PathBuf,
}

impl Walk<'_> {
    /// The rules of the folders above the content directory: up to the one that holds `.git`, else
    /// up to the site's root.
    fn ignores_above(&self, dir: &Path) -> Ignores {
        let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
        let site = std::path::absolute(&self.config.root).unwrap_or_else(|_| self.config.root.clone());
        let above: Vec<&Path> = absolute.ancestors().skip(1).collect();
        let top = above.iter().position(|folder| folder.join(".git").exists());
        let top = top.or_else(|| above.iter().position(|folder| *folder == site));
        let inside = absolute.join(".git").exists() || top.is_none();
        let folders = if inside { &[][..] } else { &above[..=top.unwrap_or(0)] };
        folders.iter().rev().fold(Ignores::default(), |ignores, folder| {
            ignores.with(rules(folder, &[OsStr::new(".gitignore"), OsStr::new(".ignore")]))
        })
    }

    fn list(&self, folder: &Folder, out: &mut Discovery, folders: &mut Vec<Folder>, take: &mut dyn FnMut(Item<'_>)) {
        let listed = OpenFolder::open(&folder.dir).and_then(|open| open.entries().map(|entries| (open, entries)));
        let (open, entries) = match listed {
            Ok(listed) => listed,
            Err(error) => {
                out.diagnostics.push(
                    Diagnostic::error(
                        "read-failed",
                        format!("cannot list the folder `{}`: {error}", self.config.shown(&folder.dir)),
                    )
                    .in_file(&self.config.shown(&folder.dir))
                    .help("make it readable, or name it in `content.exclude`"),
                );
                return;
            }
        };
        let ignore_files: Vec<&OsStr> = [".gitignore", ".ignore"]
            .iter()
            .map(OsStr::new)
            .filter(|name| entries.iter().any(|(have, _)| have == name))
            .collect();
        let ignores = folder.ignores.with(rules(&folder.dir, &ignore_files));
        let mut path = folder.path.clone();
        for (name, kind) in &entries {
            path.truncate(folder.path.len());
            self.sort_entry(Entry { folder, open: &open, name, kind: *kind }, &ignores, &mut path, out, folders, take);
        }
    }

    /// Decides what one directory entry is. `path` is that of the folder, and is made that of the entry.
    fn sort_entry(
        &self,
        entry: Entry<'_>,
        ignores: &Ignores,
        path: &mut String,
        out: &mut Discovery,
        folders: &mut Vec<Folder>,
        take: &mut dyn FnMut(Item<'_>),
    ) {
        let Entry { folder, open, name, kind } = entry;
        let Some(name) = name.to_str() else {
            let lossy = name.to_string_lossy();
            if kind == Kind::Folder || markup_of(&lossy).is_some() {
                let shown = format!("{path}{lossy}");
                out.diagnostics.push(
                    Diagnostic::warning(
                        "name-not-utf8",
                        format!("the name of `{shown}` is not UTF-8, so it has no address; it is left out"),
                    )
                    .in_file(&self.config.shown(&folder.dir))
                    .help("rename it"),
                );
                out.skipped.push(Skipped { path: shown, reason: LeftOut::Name });
            } else {
                out.others += 1;
            }
            return;
        };
        path.push_str(name);
        if kind == Kind::Unknown {
            out.skipped.push(Skipped { path: path.clone(), reason: LeftOut::Broken });
            return;
        }
        if kind == Kind::Folder {
            let file = open.join(name);
            let reason = match name {
                "node_modules" => Some(LeftOut::Packages),
                _ if name.starts_with('.') => Some(LeftOut::Hidden),
                _ if self.output.as_ref() == Some(&file) => Some(LeftOut::Output),
                _ if self.exclude.matched(&file, true).is_ignore() => Some(LeftOut::Excluded),
                _ if ignores.ignores(&file, true) => Some(LeftOut::Ignored),
                _ => None,
            };
            path.push('/');
            match reason {
                Some(reason) => out.skipped.push(Skipped { path: path.clone(), reason }),
                None => folders.push(Folder {
                    dir: file,
                    path: path.clone(),
                    ignores: ignores.clone(),
                    in_drafts: folder.in_drafts || matches!(name, "drafts" | "_drafts" | "draft"),
                }),
            }
            return;
        }
        let Some(markup) = markup_of(name) else {
            if kind == Kind::Link && fs::metadata(open.join(name)).is_ok_and(|target| target.is_dir()) {
                out.skipped.push(Skipped { path: format!("{path}/"), reason: LeftOut::LinkFolder });
            } else {
                out.others += 1;
            }
            return;
        };
        let in_drafts = folder.in_drafts;
        let not_regular = |kind: Kind| match kind {
            Kind::File => None,
            Kind::Link => self.follow(&open.join(name)),
            _ => Some(LeftOut::Special),
        };
        let no_rules = self.exclude.is_empty() && ignores.0.is_none();
        let reason = if name.starts_with('.') {
            Some(LeftOut::Hidden)
        } else if !no_rules && self.exclude.matched(open.join(name), false).is_ignore() {
            Some(LeftOut::Excluded)
        } else if !no_rules && ignores.ignores(&open.join(name), false) {
            Some(LeftOut::Ignored)
        } else if let Some(reason) = not_regular(kind) {
            Some(reason)
        } else if name.starts_with("_index.") {
            Some(LeftOut::SectionPage)
        } else if in_drafts && self.config.content.drafts == Drafts::Leave {
            Some(LeftOut::DraftsFolder)
        } else {
            None
        };
        match reason {
            Some(reason) => out.skipped.push(Skipped { path: path.clone(), reason }),
            None => take(Item { path, markup, in_drafts, place: At::Open(open, name) }),
        }
    }

    /// Why a link is not followed; `None` for one to a regular file inside the content directory.
    fn follow(&self, link: &Path) -> Option<LeftOut> {
        let Ok(target) = fs::canonicalize(link) else { return Some(LeftOut::LinkBroken) };
        if !target.starts_with(&self.root) {
            return Some(LeftOut::LinkOutside);
        }
        match fs::metadata(&target) {
            Ok(kind) if kind.is_file() => None,
            Ok(kind) if kind.is_dir() => Some(LeftOut::LinkFolder),
            Ok(_) => Some(LeftOut::Special),
            Err(_) => Some(LeftOut::LinkBroken),
        }
    }
}

/// The rules of a folder's ignore files, the later one over the earlier. A line that does not read is
/// passed over, as git does.
fn rules(folder: &Path, names: &[&OsStr]) -> Gitignore {
    if names.is_empty() {
        return Gitignore::empty();
    }
    let mut builder = GitignoreBuilder::new(folder);
    for name in names {
        // A pipe of that name would never end.
        let file = folder.join(name);
        if file::regular(&file).is_ok() {
            builder.add(file);
        }
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}
