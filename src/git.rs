//! Dates from git, for those who ask for them: when each file was first committed, renames followed.
//!
//! The repository is the site's own: the first `.git` from the site's root upwards. Git itself would also take a
//! folder that merely looks like a repository, which anybody can add to a site, and start the programs that its
//! settings name. So git is not let look for one; and what reads the history sees the repository's objects alone,
//! from an empty repository with settings of ours: no settings of the site, the user or the machine, and with them
//! no program, filter, replacement or fetch, take part.
//!
//! The history is read by one call of the git program, however many articles there are. A shallow clone
//! is refused: there every file would have the date of its last commit or none.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::config::FirstCommits;
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::Timestamp;
use crate::file;

/// How many files one commit may move and edit for each to be compared with each: git takes half a minute for as many.
const MOVED_TOGETHER: u32 = 6000;

/// Bytes of a file that says where a repository is: more than a path has.
const LONGEST_POINTER: u64 = 1 << 16;

/// Reads the history of the content directory of the site at `root`.
///
/// # Errors
/// `git-missing` where the program cannot be run or the site is in no repository, `git-shallow` and
/// `git-partial` where the clone lacks its history.
///
/// ```no_run
/// use std::path::Path;
/// use tidings::git::first_commits;
///
/// let commits = first_commits(Path::new("site"), Path::new("site/content")).unwrap();
/// for (path, moment) in &commits.by_path {
///     println!("{path}: {}", moment.rfc3339());
/// }
/// ```
pub fn first_commits(root: &Path, content: &Path) -> Result<FirstCommits, Diagnostic> {
    let real = |path: &Path| path.canonicalize().map_err(|error| missing(&format!("`{}`: {error}", path.display())));
    let content = real(content)?;
    let repository = Repository::of(&real(root)?, &content)?;
    let empty = tempfile::tempdir().map_err(|error| missing(&format!("no temporary folder: {error}")))?;
    let state = ["rev-parse", "--is-shallow-repository", "--show-object-format", "HEAD"];
    let state = git(empty.path(), &repository.git_dir, &[]).args(state).output();
    let state = String::from_utf8_lossy(&printed(state)?.0).into_owned();
    let [shallow, hash, head] = state.lines().collect::<Vec<_>>()[..] else {
        return Err(missing("the program is too old"));
    };
    if shallow == "true" {
        let message = "dates from git need the whole history, and this is a shallow clone";
        let help = "set `fetch-depth: 0` for the checkout, or run `git fetch --unshallow`";
        return Err(Diagnostic::error(Code::GitShallow, message).help(help));
    }
    let objects = repository.objects();
    empty_repository(empty.path(), hash).map_err(|error| missing(&format!("no empty repository: {error}")))?;
    let mut log = git(empty.path(), empty.path(), &[("GIT_OBJECT_DIRECTORY", objects.as_os_str())]);
    // What matters is said here. Without a limit told, git gives up on renames at a thousand.
    log.args(["log", "--reverse", "--format=%x01%at", "--name-status", "-z", "--root", "--no-show-signature"])
        .args(["--no-ext-diff", "--no-textconv", "--no-color", "--find-renames=50%"])
        .arg(format!("-l{MOVED_TOGETHER}"));
    // In an empty repository there is no folder to be in, so the one that is meant is named.
    let folder = repository.folder(&content);
    if let Some(folder) = &folder {
        let mut relative = OsString::from("--relative=");
        relative.push(folder);
        log.arg(relative);
    }
    log.args([head, "--"]).arg(folder.as_deref().unwrap_or(OsStr::new(".")));
    let (printed, said) =
        printed(log.output()).map_err(|failed| if is_partial(&objects) { partial() } else { failed })?;
    Ok(FirstCommits { by_path: parse(&printed), gap: gap(&said) })
}

/// Reads what git printed: commits from the oldest on, each a `\x01` and its author's time in Unix seconds,
/// then its changes, everything ended by NUL.
fn parse(log: &[u8]) -> HashMap<String, Timestamp> {
    let mut by_path = HashMap::new();
    let mut at = None;
    let mut words = log.split(|&byte| byte == 0).map(String::from_utf8_lossy);
    while let Some(word) = words.next() {
        if let Some(time) = word.strip_prefix('\u{1}') {
            at = time.trim().parse().ok().and_then(Timestamp::from_unix);
            continue;
        }
        let (Some(status), Some(at)) = (word.trim_start_matches('\n').chars().next(), at) else { continue };
        let Some(path) = words.next() else { break };
        match status {
            'R' | 'C' => {
                let Some(new) = words.next() else { break };
                let first = if status == 'R' { by_path.remove(&*path) } else { None };
                by_path.insert(new.into_owned(), first.unwrap_or(at));
            }
            'A' => {
                by_path.insert(path.into_owned(), at);
            }
            'D' => {
                by_path.remove(&*path);
            }
            _ => {}
        }
    }
    by_path
}

/// A repository that the site's files are committed to.
struct Repository {
    /// The folder whose files it keeps.
    tree: PathBuf,
    /// Where it keeps them.
    git_dir: PathBuf,
}

impl Repository {
    /// That of the site at `root`; or, where the content directory is in a submodule of it, the submodule. Both paths
    /// are free of links.
    fn of(root: &Path, content: &Path) -> Result<Self, Diagnostic> {
        let Some(site) = root.ancestors().find_map(Self::at) else {
            return Err(missing("the site is in no git repository"));
        };
        if !content.starts_with(&site.tree) {
            let content = content.display();
            return Err(missing(&format!(
                "`{content}` is not in the repository of the site, `{}`",
                site.tree.display()
            )));
        }
        if !is_ours(&site) {
            return Err(missing(&format!("the repository `{}` belongs to somebody else", site.git_dir.display())));
        }
        // Git keeps submodules within the repository, where no commit of anybody can put one.
        let modules = site.git_dir.join("modules");
        let inside = content.ancestors().take_while(|folder| *folder != site.tree);
        let submodule = inside.filter_map(Self::at).find(|inner| inner.git_dir.starts_with(&modules));
        Ok(submodule.unwrap_or(site))
    }

    /// The repository whose files are in a folder: its `.git`, or the place that a file of this name tells.
    /// Nothing of that name can be committed.
    fn at(folder: &Path) -> Option<Self> {
        let name = folder.join(".git");
        let git_dir = match name.is_dir() {
            true => name,
            false => folder.join(pointer(&name)?.strip_prefix("gitdir:")?.trim()),
        };
        Some(Self { tree: folder.to_owned(), git_dir: git_dir.canonicalize().ok()? })
    }

    /// Where its objects are: a worktree shares those of another.
    fn objects(&self) -> PathBuf {
        let shared = pointer(&self.git_dir.join("commondir"));
        self.git_dir.join(shared.as_deref().map_or("", str::trim)).join("objects")
    }

    /// A folder of it as git writes paths, with a slash at its end; `None` for the whole.
    fn folder(&self, content: &Path) -> Option<OsString> {
        let below = content.strip_prefix(&self.tree).ok().filter(|below| !below.as_os_str().is_empty())?;
        let mut folder = OsString::new();
        for part in below {
            folder.push(part);
            folder.push("/");
        }
        Some(folder)
    }
}

fn pointer(name: &Path) -> Option<String> {
    file::read_text(name, LONGEST_POINTER).ok()
}

/// Whether a repository belongs to whom its folder belongs to, or to whoever runs this: in a folder that all may
/// write to, anybody can make one. Git asks the same, but for the folder: CI checks out as one user and builds as another.
#[cfg(unix)]
fn is_ours(repository: &Repository) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = |path: &Path| path.metadata().map(|meta| meta.uid()).ok();
    let name = owner(&repository.tree.join(".git"));
    name.is_some() && (name == owner(&repository.tree) || name == Some(rustix::process::geteuid().as_raw()))
}

#[cfg(not(unix))]
fn is_ours(_repository: &Repository) -> bool {
    true
}

/// Makes a folder a repository in which there is nothing.
fn empty_repository(folder: &Path, hash: &str) -> io::Result<()> {
    let settings = match hash {
        "sha256" => "[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n",
        _ => "[core]\n\trepositoryFormatVersion = 0\n\tbare = true\n",
    };
    fs::create_dir(folder.join("refs"))?;
    fs::write(folder.join("HEAD"), "ref: refs/heads/none\n")?;
    fs::write(folder.join("config"), settings)
}

/// Git for a repository, with nothing of its surroundings: started in an empty folder, which is a home without
/// settings as well.
fn git(empty: &Path, git_dir: &Path, more: &[(&str, &OsStr)]) -> Command {
    let mut command = Command::new("git");
    let inherited = std::env::vars_os().map(|(name, _)| name);
    for name in inherited.filter(|name| name.to_string_lossy().to_uppercase().starts_with("GIT_")) {
        command.env_remove(name);
    }
    let none = empty.join("none");
    command
        .current_dir(empty)
        .args(["--no-pager", "--literal-pathspecs", "--git-dir"])
        .arg(git_dir)
        .env("LC_ALL", "C")
        .envs([("HOME", empty), ("XDG_CONFIG_HOME", empty), ("GIT_CONFIG_GLOBAL", &none), ("GIT_CONFIG_SYSTEM", &none)])
        .envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_ATTR_NOSYSTEM", "1"), ("GIT_NO_REPLACE_OBJECTS", "1")])
        .envs([("GIT_NO_LAZY_FETCH", "1"), ("GIT_ALLOW_PROTOCOL", "none"), ("GIT_TERMINAL_PROMPT", "0")])
        .env("GIT_OPTIONAL_LOCKS", "0")
        .envs(more.iter().copied());
    command
}

/// What git printed, and what it said beside.
fn printed(output: io::Result<Output>) -> Result<(Vec<u8>, String), Diagnostic> {
    let output = output.map_err(|error| missing(&error.to_string()))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.success() {
        true => Ok((output.stdout, said)),
        false => Err(missing(said.lines().next().unwrap_or("it failed"))),
    }
}

fn gap(said: &str) -> Option<Diagnostic> {
    said.contains("rename detection was skipped").then(|| {
        let message = format!(
            "a commit moves and edits more than {MOVED_TOGETHER} files: what it moved has the date of that commit"
        );
        let help = "give the articles that were moved a `date`, or move and edit in two commits";
        Diagnostic::warning(Code::GitRenames, message).help(help)
    })
}

/// Whether a clone was made without some objects, which git would fetch when it needs them.
fn is_partial(objects: &Path) -> bool {
    let packs = fs::read_dir(objects.join("pack")).into_iter().flatten().flatten();
    packs.map(|pack| pack.path()).any(|pack| pack.extension().is_some_and(|ending| ending == "promisor"))
}

fn partial() -> Diagnostic {
    let message = "dates from git need the whole history, and this clone was made without a part of it";
    let help = "clone without `--filter`, or run `git fetch --refetch --no-filter`";
    Diagnostic::error(Code::GitPartial, message).help(help)
}

fn missing(why: &str) -> Diagnostic {
    let message = format!("dates from git cannot be had: {why}");
    let help = "build in a clone with the git program at hand, or take `[dates] git` out of the configuration";
    Diagnostic::error(Code::GitMissing, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::gap;
    use crate::diagnostic::Code;

    #[test]
    fn renames_that_git_did_not_look_for_are_told() {
        for said in [
            "warning: inexact rename detection was skipped due to too many files.\n",
            "warning: exhaustive rename detection was skipped due to too many files.\nwarning: ...\n",
        ] {
            assert_eq!(gap(said).expect("a warning").code, Code::GitRenames);
        }
        assert_eq!(gap(""), None);
    }
}
