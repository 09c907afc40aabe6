//! Whether files of a site have changed: their states, asked for by a walk of our own.
//!
//! Nothing is asked of the system but what each file is, so that it works in containers and on network folders, where
//! events of the file system are lost. What comes out is one number for all states; another number is a change.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::config::Config;

/// The folders that are looked at, and those within that are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    roots: Vec<PathBuf>,
    left_alone: Vec<PathBuf>,
}

/// What a program keeps beside a site and nobody writes by hand.
const NEVER: &[&str] = &["node_modules", "__pycache__", "target"];

/// More files and folders than this are not looked at: a walk must not become the work itself.
const MOST: usize = 400_000;

/// How often files are asked for, at best.
const BEAT: Duration = Duration::from_millis(200);
/// A walk rests so many times as long as it took.
const REST: u32 = 12;
/// How soon files are asked for again that are just being written.
const SOON: Duration = Duration::from_millis(100);

impl Watched {
    /// Those of the site at `root`; `config`, where there is one, names what lies elsewhere.
    #[must_use]
    pub fn of(root: &Path, config: Option<&Config>) -> Self {
        let mut roots = vec![root.to_owned()];
        if let Some(config) = config {
            roots.push(config.content_dir());
            roots.push(config.output_dir());
        }
        let real: BTreeSet<PathBuf> = roots.iter().filter_map(|root| root.canonicalize().ok()).collect();
        let inner = |root: &PathBuf| real.iter().any(|other| other != root && root.starts_with(other));
        Self { roots: real.iter().filter(|root| !inner(root)).cloned().collect(), left_alone: Vec::new() }
    }

    /// Leaves a folder alone: what is written there is our own.
    #[must_use]
    pub fn but(mut self, folder: &Path) -> Self {
        self.left_alone.extend(folder.canonicalize().ok().or_else(|| std::path::absolute(folder).ok()));
        self
    }

    /// The states of all files as one number.
    #[must_use]
    pub fn states(&self) -> u64 {
        let mut sum = 0_u64;
        let mut left = MOST;
        // No folder is a reason to fail: one that cannot be listed is told by the build.
        let mut folders = self.roots.clone();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                left = left.saturating_sub(1);
                if left == 0 {
                    return sum;
                }
                if name.starts_with('.') || NEVER.contains(&&*name) {
                    continue;
                }
                let path = entry.path();
                let Ok(mut state) = entry.metadata() else { continue };
                if state.is_symlink() {
                    // A link is what it leads to, but folders are not walked into: they may lead back here.
                    match fs::metadata(&path) {
                        Ok(target) if target.is_file() => state = target,
                        _ => continue,
                    }
                }
                if state.is_dir() {
                    if !self.left_alone.contains(&path) {
                        folders.push(path);
                    }
                } else {
                    // Sums do not depend on the order in which folders are listed.
                    sum = sum.wrapping_add(state_of(&path, &state));
                }
            }
        }
        sum
    }

    /// Waits until the states are others than `before` and have come to rest, or until `done` says so; gives the
    /// states that are there then.
    pub fn wait(&self, before: u64, mut done: impl FnMut() -> bool) -> u64 {
        let mut last = before;
        loop {
            let began = Instant::now();
            let states = self.states();
            // A file that is just being written is looked at once more.
            let at_rest = states == last;
            if at_rest && states != before || done() {
                return states;
            }
            last = states;
            std::thread::sleep(if at_rest { (began.elapsed() * REST).max(BEAT) } else { SOON });
        }
    }
}

/// The state of one file: when it was written, its size, and which file it is.
fn state_of(path: &Path, state: &Metadata) -> u64 {
    let mut hasher = DefaultHasher::new();
    (path, state.len(), state.modified().ok()).hash(&mut hasher);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (state.ino(), state.ctime(), state.ctime_nsec()).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_change_when_files_do() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("content/a")).unwrap();
        fs::create_dir_all(root.join("out")).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        fs::write(root.join("content/a/one.md"), "one").unwrap();
        let watched = Watched::of(root, None).but(&root.join("out"));
        let first = watched.states();
        assert_eq!(watched.states(), first);
        fs::write(root.join("out/rss.xml"), "<rss/>").unwrap();
        fs::write(root.join(".git/index"), "x").unwrap();
        assert_eq!(watched.states(), first, "what is left alone is no change");
        fs::write(root.join("content/a/two.md"), "two").unwrap();
        let second = watched.states();
        assert_ne!(second, first);
        fs::rename(root.join("content/a/two.md"), root.join("content/a/three.md")).unwrap();
        let third = watched.states();
        assert_ne!(third, second);
        assert_eq!(watched.wait(second, || false), third);
        assert_eq!(watched.wait(third, || true), third);
    }
}
