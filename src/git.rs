//! Dates from git, for those who ask for them: when each file was first committed, renames followed.
//!
//! The history is read by one call of the git program, however many articles there are. A shallow clone
//! is refused: there every file would have the date of its last commit or none.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use crate::diagnostic::Diagnostic;
use crate::feed::Timestamp;

/// When each file below the content directory was first committed, by its path there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GitDates {
    by_path: HashMap<String, Timestamp>,
}

impl GitDates {
    /// Asks git for the history of a folder.
    ///
    /// # Errors
    /// `git-missing` where the program cannot be run or the folder is in no repository, `git-shallow` where
    /// the clone lacks its history.
    pub fn read(content: &Path) -> Result<Self, Diagnostic> {
        if run(content, &["rev-parse", "--is-shallow-repository"])?.trim_ascii() == b"true" {
            let message = "dates from git need the whole history, and this is a shallow clone";
            let help = "set `fetch-depth: 0` for the checkout, or run `git fetch --unshallow`";
            return Err(Diagnostic::error("git-shallow", message).help(help));
        }
        let log = ["log", "--reverse", "--format=%x01%at", "--name-status", "-M", "-z", "--relative", "--", "."];
        Ok(Self::parse(&run(content, &log)?))
    }

    /// When the file at this path below the content directory was first committed.
    pub fn first_commit(&self, path: &str) -> Option<Timestamp> {
        self.by_path.get(path).copied()
    }

    /// Reads what git printed: commits from the oldest on, each a `\x01` and its author's time in Unix seconds,
    /// then its changes, everything ended by NUL.
    fn parse(log: &[u8]) -> Self {
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
        Self { by_path }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Diagnostic> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).env("LC_ALL", "C").output();
    let why = match output {
        Ok(output) if output.status.success() => return Ok(output.stdout),
        Ok(output) => String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or("it failed").to_owned(),
        Err(error) => error.to_string(),
    };
    let message = format!("dates from git cannot be had: {why}");
    let help = "build in a clone with the git program at hand, or take `[dates] git` out of the configuration";
    Err(Diagnostic::error("git-missing", message).help(help))
}
