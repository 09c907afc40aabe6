//! Small sites in a temporary folder, and the program run in them as a user would.
#![allow(dead_code)]

pub mod corpora;
#[cfg(feature = "serve")]
pub mod http;
#[cfg(feature = "publish")]
pub mod played;
pub mod storage;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A moment after every article of the tests.
pub const NOW: &str = "2026-06-01T00:00:00Z";

/// A site in a folder of its own, gone when it is dropped.
pub struct Site {
    folder: tempfile::TempDir,
}

/// How a run ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Site {
    /// A folder with a configuration of title and address, and `more` behind it.
    pub fn new(more: &str) -> Self {
        let site = Self::bare();
        site.write(
            "tidings.toml",
            format!("[site]\ntitle = \"Acme News\"\nurl = \"https://acme.example/news/\"\n{more}"),
        );
        site
    }

    /// An empty folder.
    pub fn bare() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let file = self.path(path);
        std::fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder");
        std::fs::write(file, bytes).expect("a file");
        self
    }

    pub fn read(&self, path: &str) -> String {
        let file = self.path(path);
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    /// The program with a fixed now and nothing of the outer environment that could matter.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
        command
            .current_dir(self.root())
            .args(arguments)
            .env_remove("GITHUB_ACTIONS")
            .env("SOURCE_DATE_EPOCH", "1780272000");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command(arguments).output().expect("the program starts"))
    }

    /// A build that must end well.
    pub fn build(&self) -> Ran {
        let ran = self.run(&["build"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        ran
    }

    /// The JSON Feed that a build without `[[feed]]` writes.
    pub fn feed(&self) -> serde_json::Value {
        self.json("feeds/feed.json")
    }

    /// A file of JSON.
    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.read(path)).expect("JSON")
    }

    /// Every file below a folder with its bytes.
    pub fn files(&self, below: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path(below)];
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = file.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.root()).expect("below the root").to_string_lossy();
                    // With `/` on every system.
                    let name = name.replace(std::path::MAIN_SEPARATOR, "/");
                    files.insert(name, std::fs::read(&path).expect("readable"));
                }
            }
        }
        files
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// `../shared` beside the checkout, or where TIDINGS_SHARED says; `None`, said aloud, where it is missing.
pub fn shared(what: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("TIDINGS_SHARED").map_or_else(beside, PathBuf::from).join(what);
    if !folder.exists() {
        skipped(&format!("the larger set needs a folder with `{what}` in it; TIDINGS_SHARED says where that is"));
        return None;
    }
    Some(folder)
}

/// Says that a test, or a part of it, does nothing here. It is seen in a run that passes as well, for it goes past what
/// the test runner keeps to itself.
pub fn skipped(why: &str) {
    let thread = std::thread::current();
    let test = thread.name().filter(|name| *name != "main").map_or_else(String::new, |name| format!("{name}: "));
    let _ = writeln!(std::io::stderr(), "skipped: {test}{why}");
}
