//! Where the user stands, where the site is, and how a file of the site is named to whom.

use std::path::{Component, Path, PathBuf};

use super::form::Shown;
use crate::config::FILE_NAME;
use crate::content::DiskFiles;
use crate::diagnostic::Diagnostic;
use crate::generator::{self, Generator};

/// The folder of the site that the folder `here` belongs to: `here` where it has a `tidings.toml`, else the nearest above
/// that has one, up to the root of the repository. Of another owner than `here`, neither a folder nor a file is taken: what
/// stands there may name programs, and a stranger may have put it there. Without one, it is `here`.
pub fn site_folder(here: &Path) -> PathBuf {
    above(here).unwrap_or_else(|| here.to_owned())
}

fn above(here: &Path) -> Option<PathBuf> {
    if here.join(FILE_NAME).symlink_metadata().is_ok() {
        return None;
    }
    let full = here.canonicalize().ok()?;
    let own = owner(&full)?;
    let is_root = |folder: &Path| folder.join(".git").symlink_metadata().is_ok();
    // Where nothing says who owns a folder, only a repository says how far it goes.
    if cfg!(not(unix)) && !full.ancestors().any(is_root) {
        return None;
    }
    let mut site = if here == Path::new(".") { PathBuf::new() } else { here.to_owned() };
    for folder in full.ancestors().take_while(|folder| owner(folder) == Some(own)) {
        let file = folder.join(FILE_NAME);
        if file.is_file() {
            return (owner(&file) == Some(own)).then_some(site);
        }
        if is_root(folder) {
            return None;
        }
        site.push("..");
    }
    None
}

/// The site of a generator that the folder `here` is within, and its folder as seen from there: as far up as for a
/// `tidings.toml`, and within a repository alone, for most files that show a generator are not its alone.
pub fn generator_above(here: &Path) -> Option<(&'static Generator, PathBuf)> {
    let full = here.canonicalize().ok()?;
    let own = owner(&full)?;
    let is_root = |folder: &Path| folder.join(".git").symlink_metadata().is_ok();
    if !full.ancestors().any(is_root) || is_root(&full) {
        return None;
    }
    let mut folder = if here == Path::new(".") { PathBuf::new() } else { here.to_owned() };
    for above in full.ancestors().skip(1).take_while(|above| owner(above) == Some(own)) {
        folder.push("..");
        if let Some((known, _)) = generator::recognise(&DiskFiles::new(above)) {
            return Some((known, folder));
        }
        if is_root(above) {
            return None;
        }
    }
    None
}

#[cfg(unix)]
fn owner(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    path.metadata().ok().map(|data| data.uid())
}

#[cfg(not(unix))]
fn owner(path: &Path) -> Option<u32> {
    path.metadata().ok().map(|_| 0)
}

/// How files of a site are named.
#[derive(Clone, Debug, Default)]
pub struct Location {
    /// The site's folder.
    site: PathBuf,
    /// The folder where the user stands, below the site's; none where it is that or lies elsewhere.
    below: PathBuf,
    /// The site's folder, below the root of its repository, with `/` behind it.
    in_repository: String,
}

impl Location {
    /// Of a user who stands in `here`, in the site at `site`.
    pub fn of(here: &Path, site: &Path) -> Self {
        let (Ok(full), Ok(here)) = (site.canonicalize(), here.canonicalize()) else {
            return Self { site: site.to_owned(), ..Self::default() };
        };
        let below = here.strip_prefix(&full).map(Path::to_owned).unwrap_or_default();
        Self { site: site.to_owned(), below, in_repository: in_repository(&full) }
    }

    /// A path that the user names, as one below the site's folder.
    pub fn below_site(&self, named: &Path) -> PathBuf {
        if self.below.as_os_str().is_empty() || named.is_absolute() {
            return named.to_owned();
        }
        let mut path = PathBuf::new();
        for part in self.below.components().chain(named.components()) {
            match part {
                Component::CurDir => {}
                Component::ParentDir if path.file_name().is_some() => drop(path.pop()),
                part => path.push(part),
            }
        }
        if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
    }

    /// A file of the site as it is shown: to people as seen from where they stand, to CI from the root of the repository,
    /// to programs from the site's folder.
    pub fn name(&self, file: &str, shown: Shown) -> String {
        if Path::new(file).is_absolute() || file.starts_with("..") {
            return file.to_owned();
        }
        match shown {
            Shown::Json => file.to_owned(),
            Shown::Text => self.seen_from_here(file),
            Shown::Github | Shown::Markdown | Shown::Html | Shown::Sarif => format!("{}{file}", self.in_repository),
        }
    }

    fn seen_from_here(&self, file: &str) -> String {
        let here: Vec<_> = self.below.iter().map(|part| part.to_string_lossy()).collect();
        let parts: Vec<&str> = file.split('/').collect();
        let folders = parts.len() - 1;
        let common = here.iter().zip(&parts[..folders]).take_while(|(here, part)| here == part).count();
        "../".repeat(here.len() - common) + &parts[common..].join("/")
    }

    /// Names the files of these problems so. One that is no file of the site stays as the user has named it.
    pub fn place(&self, diagnostics: &mut [Diagnostic], shown: Shown) {
        for diagnostic in diagnostics {
            if let Some(file) = &diagnostic.file
                && self.site.join(&**file).symlink_metadata().is_ok()
            {
                diagnostic.file = Some(self.name(file, shown).into());
            }
        }
    }
}

/// The folder of a site below the root of its repository, which is where GitHub's runner has it, or the nearest `.git`; and
/// where there is none, below the folder that the program was started in.
fn in_repository(site: &Path) -> String {
    let told = std::env::var_os("GITHUB_WORKSPACE").and_then(|told| Path::new(&told).canonicalize().ok());
    let told = told.filter(|told| site.starts_with(told));
    let nearest = || site.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok());
    let started = std::env::current_dir().and_then(|folder| folder.canonicalize()).ok();
    let root = told.as_deref().or_else(nearest).or_else(|| started.as_deref().filter(|root| site.starts_with(root)));
    let below = root.and_then(|root| site.strip_prefix(root).ok());
    let parts = below.into_iter().flat_map(Path::iter);
    parts.map(|part| format!("{}/", part.to_string_lossy())).collect()
}
