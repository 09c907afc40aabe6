//! The content directory becomes a sorted list of files that may be articles.
//!
//! What is no article is listed with its reason. The walk goes level by level, so depth costs no
//! stack, and asks the file system for nothing that a directory entry tells already. Only the rules
//! in the site count: a global ignore file of the machine would make two machines differ.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rayon::prelude::*;

use super::folder::{EntryName, FileKind, OpenFolder};
use super::stand_in::markup_in;
use crate::article::{self, Brief, LeftOut, Markup, audio_rank, unread_format, withhold};
use crate::config::{Config, Drafts};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::file;

/// What the content directory holds.
#[derive(Clone, Debug, Default)]
#[must_use]
#[non_exhaustive]
pub struct Discovery {
    /// The files that may be articles, sorted by the bytes of their path.
    pub found: Vec<Found>,
    /// Files of an article's type, and folders, that are no articles; sorted by path.
    pub skipped: Vec<Skipped>,
    /// How many other files there are: pictures, styles, data.
    pub others: usize,
    /// How many folders have been looked into, the content directory too.
    pub folders: usize,
    /// Folders, links and ignore files that could not be read, names that cannot be written.
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
    /// Whether it is in a drafts folder, or named as a draft; such a file is found only where drafts are asked for.
    pub in_drafts: bool,
}

impl Found {
    /// The file of an article, to read more of it.
    pub fn of(brief: &Brief, config: &Config) -> Self {
        Self {
            path: Arc::clone(&brief.path),
            file: config.content_dir().join(&*brief.path),
            markup: brief.markup,
            in_drafts: brief.in_drafts,
        }
    }

    /// The file at a path below the content directory, in no drafts folder; `None` where its name says no markup.
    pub fn at(path: &str, config: &Config) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let file = config.content_dir().join(path);
        Some(Self { path: Arc::from(path), file, markup: markup_in(name, config)?, in_drafts: false })
    }
}

/// A file or folder that is no article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
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
    /// It cannot be told what is left out.
    Rules {
        /// An ignore file above the content directory, or what else cannot be looked at.
        path: PathBuf,
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
            Self::Rules { path, error } => {
                write!(out, "cannot read `{}`, so it is not known what to leave out: {error}", path.display())
            }
            Self::Exclude { glob, reason } => write!(out, "`content.exclude` has the glob `{glob}`: {reason}"),
        }
    }
}

impl std::error::Error for DiscoverError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Content { error, .. } | Self::Rules { error, .. } => Some(error),
            Self::Exclude { .. } => None,
        }
    }
}

/// Lists the content directory.
///
/// Articles are `.md`, `.markdown`, `.mdx`, `.html`, `.htm`, `.txt` and `.text` files, in any case.
/// `content.exclude` reads like lines of a `.gitignore` in the content directory; `.gitignore` and
/// `.ignore` files there and above it, up to the repository or else the site's root, are honoured.
/// A link to a file within the content directory is followed, any other link is not. Where a feed is a podcast, audio files that
/// belong to no text are articles too.
///
/// # Errors
/// Where the content directory cannot be listed, a glob does not read, or an ignore file above it cannot be
/// read. A folder, a link or an ignore file below it that cannot be read is an error among the diagnostics, and
/// the folder or the link is left out.
///
/// ```no_run
/// use tidings::config::{Config, Overrides};
/// use tidings::content;
///
/// let text = std::fs::read_to_string("site/tidings.toml")?;
/// let config = Config::parse("site".as_ref(), &text, &Overrides::default())?;
/// for found in content::discover(&config)?.found {
///     let head = content::read_head(&found, &config);
///     println!("{}: {:?}", found.path, head.article.map(|article| article.published));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn discover(config: &Config) -> Result<Discovery, DiscoverError> {
    let take = |found: &mut Vec<Found>, item: ListedFile<'_>| found.push(item.found());
    let (parts, mut discovery) = walk(config, take)?;
    discovery.found = parts.into_iter().flatten().collect();
    discovery.found.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
    Ok(discovery)
}

/// A file that may be an article, while its folder is open.
pub(crate) struct ListedFile<'a> {
    /// Its path, relative to the content directory, with `/`.
    pub path: &'a str,
    /// How its body is written.
    pub markup: Markup,
    /// Whether it is in a drafts folder.
    pub in_drafts: bool,
    folder: &'a OpenFolder,
    name: &'a str,
}

impl ListedFile<'_> {
    /// The file on disk.
    pub fn file(&self) -> PathBuf {
        self.folder.join(self.name)
    }

    /// The file, to be kept.
    pub fn found(&self) -> Found {
        Found { path: Arc::from(self.path), file: self.file(), markup: self.markup, in_drafts: self.in_drafts }
    }

    /// Opens the file.
    ///
    /// # Errors
    /// As the system says.
    pub fn open(&self) -> io::Result<fs::File> {
        self.folder.open_file(self.name)
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
    F: Fn(&mut A, ListedFile<'_>) + Sync,
{
    let dir = config.content_dir();
    let root = fs::canonicalize(&dir).map_err(|error| DiscoverError::Content { dir: dir.clone(), error })?;
    // Asked here, so that a content directory that cannot be listed is no mere diagnostic.
    fs::read_dir(&dir).map_err(|error| DiscoverError::Content { dir: dir.clone(), error })?;
    let walk = Walk {
        config,
        exclude: exclude(&config.content.exclude, &dir)?,
        output: match fs::canonicalize(config.output_dir()) {
            Ok(output) => {
                let inside = output.strip_prefix(&root).ok().filter(|inside| !inside.as_os_str().is_empty());
                inside.map(|inside| dir.join(inside))
            }
            Err(error) if file::is_nowhere(&error) => None,
            Err(error) => return Err(DiscoverError::Rules { path: config.output_dir(), error }),
        },
        root,
    };
    let mut taken = Vec::new();
    let mut discovery = Discovery::default();
    let mut level = vec![Folder {
        dir: dir.clone(),
        path: String::new(),
        ignores: walk.ignores_above(&dir)?,
        in_drafts: false,
        set_aside: false,
    }];
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
            discovery.folders += out.folders;
            discovery.diagnostics.extend(out.diagnostics);
            level.extend(folders);
        }
    }
    discovery.skipped.sort_unstable();
    diagnostic::sort(&mut discovery.diagnostics);
    Ok((taken, discovery))
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
    /// Whether its name, or that of a folder above, sets its files aside.
    set_aside: bool,
}

/// The audio files of a folder that are articles by themselves: of those of one name the one that all players know, and none
/// that belongs to a text. A text of the same name or of the whole folder (`index.md`) has its audio, whether it is published
/// or not.
fn audio_articles<'a>(entries: &'a [(EntryName, FileKind)], config: &Config) -> HashSet<&'a str> {
    let names = || entries.iter().filter_map(|(name, _)| name.as_os_str().to_str());
    let stem = |name: &'a str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let is_text = |name: &&str| markup_in(name, config).is_some() || unread_format(name).is_some();
    let texts: HashSet<String> = names().filter(is_text).map(|name| article_name(name).to_lowercase()).collect();
    if texts.contains("index") {
        return HashSet::new();
    }
    let mut best: HashMap<String, (usize, &str)> = HashMap::new();
    for name in names() {
        let Some(rank) = audio_rank(name).filter(|_| !texts.contains(&stem(name))) else { continue };
        let slot = best.entry(stem(name)).or_insert((rank, name));
        *slot = (*slot).min((rank, name));
    }
    best.into_values().map(|(_, name)| name).collect()
}

/// A text's name without its ending, its language and what marks it as a draft: `ep1.de.md` and `ep1.draft.md` are about `ep1.mp3`.
fn article_name(name: &str) -> &str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.split('.').next().filter(|first| !first.is_empty()).unwrap_or(stem)
}

/// Something in a folder that is being listed.
struct FolderEntry<'a> {
    folder: &'a Folder,
    open: &'a OpenFolder,
    name: &'a OsStr,
    kind: FileKind,
    /// Whether it is an audio file that is an article.
    is_audio: bool,
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
    fn ignores_above(&self, dir: &Path) -> Result<Ignores, DiscoverError> {
        let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
        let site = std::path::absolute(&self.config.root).unwrap_or_else(|_| self.config.root.clone());
        let above: Vec<&Path> = absolute.ancestors().skip(1).collect();
        let mut top = None;
        for (number, folder) in absolute.ancestors().enumerate() {
            let path = folder.join(".git");
            if path.try_exists().map_err(|error| DiscoverError::Rules { path, error })? {
                top = Some(number);
                break;
            }
        }
        let top = top.or_else(|| Some(above.iter().position(|folder| *folder == site)? + 1));
        above[..top.unwrap_or(0)].iter().rev().try_fold(Ignores::default(), |ignores, folder| {
            let rules = rules(folder, &[OsStr::new(".gitignore"), OsStr::new(".ignore")]);
            Ok(ignores.with(rules.map_err(|(path, error)| DiscoverError::Rules { path, error })?))
        })
    }

    fn list(
        &self,
        folder: &Folder,
        out: &mut Discovery,
        folders: &mut Vec<Folder>,
        take: &mut dyn FnMut(ListedFile<'_>),
    ) {
        let listed = OpenFolder::open(&folder.dir).and_then(|open| open.entries().map(|entries| (open, entries)));
        let (open, entries) = match listed {
            Ok(listed) => listed,
            Err(error) => {
                let help = "make it readable, or name it in `content.exclude`";
                return self.give_up(&folder.path, self.cannot("list the folder", &folder.dir, &error).help(help), out);
            }
        };
        out.folders += 1;
        let ignore_files: Vec<&OsStr> = [".gitignore", ".ignore"]
            .iter()
            .map(OsStr::new)
            .filter(|name| entries.iter().any(|(have, _)| have.as_os_str() == *name))
            .collect();
        let ignores = match rules(&folder.dir, &ignore_files) {
            Ok(rules) => folder.ignores.with(rules),
            // What it names must not get out.
            Err((file, error)) => {
                let help = "make it a readable text in UTF-8, or take it away";
                return self.give_up(&folder.path, self.cannot("read", &file, &error).help(help), out);
            }
        };
        let audio = if self.config.takes_audio() { audio_articles(&entries, self.config) } else { HashSet::new() };
        let mut path = folder.path.clone();
        for (name, kind) in &entries {
            path.truncate(folder.path.len());
            self.sort_entry(
                FolderEntry {
                    folder,
                    open: &open,
                    name: name.as_os_str(),
                    kind: *kind,
                    is_audio: name.as_os_str().to_str().is_some_and(|name| audio.contains(name)),
                },
                &ignores,
                &mut path,
                out,
                folders,
                take,
            );
        }
    }

    fn cannot(&self, operation: &str, file: &Path, error: &io::Error) -> Diagnostic {
        let shown = self.config.shown(file);
        Diagnostic::error(Code::ReadFailed, format!("cannot {operation} `{shown}`: {error}")).in_file(&shown)
    }

    /// Leaves out what is at a path.
    fn give_up(&self, path: &str, why: Diagnostic, out: &mut Discovery) {
        out.diagnostics.push(why);
        out.skipped.push(Skipped { path: path.to_owned(), reason: LeftOut::Broken });
    }

    /// Decides what one directory entry is. `path` is that of the folder, and is made that of the entry.
    fn sort_entry(
        &self,
        entry: FolderEntry<'_>,
        ignores: &Ignores,
        path: &mut String,
        out: &mut Discovery,
        folders: &mut Vec<Folder>,
        take: &mut dyn FnMut(ListedFile<'_>),
    ) {
        let FolderEntry { folder, open, name, kind, is_audio } = entry;
        let Some(name) = name.to_str() else { return self.leave_unnamed(&entry, path, out) };
        path.push_str(name);
        if kind == FileKind::Folder {
            path.push('/');
            match self.why_folder_stays_out(&open.join(name), name, ignores) {
                Some(reason) => out.skipped.push(Skipped { path: path.clone(), reason }),
                None => {
                    let by_name = withhold::of_folder(path, self.config.site.pages());
                    folders.push(Folder {
                        dir: open.join(name),
                        path: path.clone(),
                        ignores: ignores.clone(),
                        in_drafts: folder.in_drafts || by_name == Some(LeftOut::DraftsFolder),
                        set_aside: folder.set_aside || by_name == Some(withhold::set_aside(self.config.site.pages())),
                    });
                }
            }
            return;
        }
        let Some(markup) = markup_in(name, self.config).or(is_audio.then_some(Markup::Text)) else {
            if kind == FileKind::Link && fs::metadata(open.join(name)).is_ok_and(|target| target.is_dir()) {
                out.skipped.push(Skipped { path: format!("{path}/"), reason: LeftOut::LinkFolder });
            } else if unread_format(name).is_some() && self.would_be_article(&entry, path, ignores) {
                out.skipped.push(Skipped { path: path.clone(), reason: LeftOut::Unread });
            } else {
                out.others += 1;
            }
            return;
        };
        let in_drafts = folder.in_drafts || withhold::is_draft_file(name);
        match self.why_file_stays_out(&entry, path, in_drafts, ignores) {
            Ok(None) => take(ListedFile { path, markup, in_drafts, folder: open, name }),
            Ok(Some(reason)) => out.skipped.push(Skipped { path: path.clone(), reason }),
            Err(error) => {
                let help = "make what it leads to readable, or name it in `content.exclude`";
                self.give_up(path, self.cannot("follow the link", &open.join(name), &error).help(help), out);
            }
        }
    }

    /// Whether a file would be an article if its format were read.
    fn would_be_article(&self, entry: &FolderEntry<'_>, path: &str, ignores: &Ignores) -> bool {
        let in_drafts = entry.folder.in_drafts || entry.name.to_str().is_some_and(withhold::is_draft_file);
        matches!(self.why_file_stays_out(entry, path, in_drafts, ignores), Ok(None))
    }

    /// Leaves out what has no name that an address could be made of.
    fn leave_unnamed(&self, entry: &FolderEntry<'_>, folder: &str, out: &mut Discovery) {
        let lossy = entry.name.to_string_lossy();
        if entry.kind != FileKind::Folder && markup_in(&lossy, self.config).is_none() {
            out.others += 1;
            return;
        }
        let path = format!("{folder}{lossy}");
        let message = format!("the name of `{path}` is not UTF-8, so it has no address; it is left out");
        let warning = Diagnostic::warning(Code::NameNotUtf8, message).in_file(&self.config.shown(&entry.folder.dir));
        out.diagnostics.push(warning.help("rename it"));
        out.skipped.push(Skipped { path, reason: LeftOut::Name });
    }

    /// Why a file of an article's type is no article; `None` where it may be one.
    ///
    /// What the site's rules name is not looked at: a link among it may lead to what cannot be read.
    ///
    /// # Errors
    /// A link that cannot be followed.
    fn why_file_stays_out(
        &self,
        entry: &FolderEntry<'_>,
        path: &str,
        in_drafts: bool,
        ignores: &Ignores,
    ) -> io::Result<Option<LeftOut>> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let file = || entry.open.join(name);
        // Nearly every site has no rule at all; its files need no path then.
        let no_rules = self.exclude.is_empty() && ignores.0.is_none();
        if name.starts_with('.') {
            return Ok(Some(LeftOut::Hidden));
        }
        if !no_rules && self.exclude.matched(file(), false).is_ignore() {
            return Ok(Some(LeftOut::Excluded));
        }
        if !no_rules && ignores.ignores(&file(), false) {
            return Ok(Some(LeftOut::Ignored));
        }
        let not_regular = match entry.kind {
            FileKind::File => None,
            FileKind::Link => self.follow(&file())?,
            FileKind::Folder | FileKind::Special => Some(LeftOut::Special),
        };
        Ok(match not_regular {
            Some(reason) => Some(reason),
            None if entry.folder.set_aside => Some(withhold::set_aside(self.config.site.pages())),
            None if name.starts_with("_index.") => Some(LeftOut::SectionPage),
            None if withhold::is_set_aside(path, self.config.site.pages()) => {
                Some(withhold::set_aside(self.config.site.pages()))
            }
            None if in_drafts && self.config.content.drafts == Drafts::Leave => {
                Some(if entry.folder.in_drafts { LeftOut::DraftsFolder } else { LeftOut::Draft })
            }
            None => None,
        })
    }

    /// Why nothing below a folder is looked at; `None` where it is.
    fn why_folder_stays_out(&self, folder: &Path, name: &str, ignores: &Ignores) -> Option<LeftOut> {
        match name {
            "node_modules" => Some(LeftOut::Packages),
            _ if name.starts_with('.') => Some(LeftOut::Hidden),
            _ if self.output.as_deref() == Some(folder) => Some(LeftOut::Output),
            _ if self.exclude.matched(folder, true).is_ignore() => Some(LeftOut::Excluded),
            _ if ignores.ignores(folder, true) => Some(LeftOut::Ignored),
            _ => None,
        }
    }

    /// Why a link is not followed; `None` for one to a regular file inside the content directory.
    fn follow(&self, link: &Path) -> io::Result<Option<LeftOut>> {
        let target = match fs::canonicalize(link) {
            Ok(target) if !target.starts_with(&self.root) => return Ok(Some(LeftOut::LinkOutside)),
            Ok(target) => fs::metadata(&target),
            Err(error) => Err(error),
        };
        match target {
            Ok(kind) if kind.is_file() => Ok(None),
            Ok(kind) if kind.is_dir() => Ok(Some(LeftOut::LinkFolder)),
            Ok(_) => Ok(Some(LeftOut::Special)),
            Err(error) if file::is_nowhere(&error) => Ok(Some(LeftOut::LinkBroken)),
            Err(error) => Err(error),
        }
    }
}

/// The rules of a folder's ignore files, the later one over the earlier. A line that does not read is
/// passed over, as git does.
fn rules(folder: &Path, names: &[&OsStr]) -> Result<Gitignore, (PathBuf, io::Error)> {
    if names.is_empty() {
        return Ok(Gitignore::empty());
    }
    let mut builder = GitignoreBuilder::new(folder);
    for name in names {
        let path = folder.join(name);
        let text = match lines_of(&path) {
            Ok(text) => text,
            Err(error) => return Err((path, error)),
        };
        for line in text.trim_start_matches('\u{feff}').lines() {
            let _ = builder.add_line(Some(path.clone()), line);
        }
    }
    builder.build().map_err(|error| (folder.join(names[0]), io::Error::other(error)))
}

/// The text of an ignore file; nothing where there is none, or a folder or a pipe of that name. Bytes that are not
/// UTF-8 match no name that has an address, and spoil no other line.
fn lines_of(path: &Path) -> io::Result<String> {
    match fs::metadata(path) {
        Ok(meta) if !meta.is_file() => return Ok(String::new()),
        Err(error) if file::is_missing(&error) => return Ok(String::new()),
        Ok(_) | Err(_) => {}
    }
    let bytes = file::read(path, article::LARGEST_FILE)?;
    // Names in UTF-16 would be passed over, and what they name would get out.
    match bytes.contains(&0) {
        true => Err(io::Error::other("it is not in UTF-8")),
        false => Ok(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
