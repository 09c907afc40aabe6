//! What the machine takes for the work that nobody can leave out: a program that does nothing else.
//!
//! Each is run as a process of its own, as ours is, on all cores, and opens files relative to their
//! folders. They parse nothing, sort nothing and check nothing.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use pulldown_cmark::{Options, Parser, html};
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, openat, statat};

#[derive(Clone, Copy, PartialEq)]
enum Work {
    /// Asks for the state of every file.
    Stat,
    /// Opens every file and reads its first KiB.
    Kib,
    /// Reads every file, renders it, and writes it escaped; and two hundred files of twenty of them.
    Archive,
}

/// Runs the floor of that name over a folder; `out` is for what it writes.
pub fn run(name: &str, dir: &Path, out: &Path) {
    let work = match name {
        "stat" => Work::Stat,
        "kib" => Work::Kib,
        "archive" => Work::Archive,
        other => panic!("there is no floor `{other}`"),
    };
    let folders = folders(dir);
    let next = AtomicUsize::new(0);
    let article = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get());
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (folders, next, article) = (&folders, &next, &article);
            scope.spawn(move || {
                let out = (work == Work::Archive).then(|| {
                    let file = out.join(format!("{thread}.xml"));
                    File::create(file).expect("a file to write")
                });
                let mut worker =
                    Worker { work, buffer: vec![0; 64 * 1024], html: String::new(), output: Vec::new(), out };
                while let Some(folder) = folders.get(next.fetch_add(1, Ordering::Relaxed)) {
                    worker.folder(folder);
                }
                worker.flush();
                if !worker.html.is_empty() {
                    *article.lock().expect("no thread panics") = worker.html.into_bytes();
                }
            });
        }
    });
    if work == Work::Archive {
        let feed = article.into_inner().expect("no thread panics").repeat(20);
        for number in 0..200 {
            fs::write(out.join(format!("tag-{number}.xml")), &feed).expect("a file to write");
        }
    }
}

/// A folder and those below it.
fn folders(root: &Path) -> Vec<PathBuf> {
    let mut found = vec![root.to_owned()];
    let mut at = 0;
    while at < found.len() {
        for entry in fs::read_dir(&found[at]).expect("a folder to list").flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                found.push(entry.path());
            }
        }
        at += 1;
    }
    found
}

struct Worker {
    work: Work,
    buffer: Vec<u8>,
    html: String,
    output: Vec<u8>,
    out: Option<File>,
}

impl Worker {
    fn folder(&mut self, path: &Path) {
        let fd = openat(CWD, path, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()).expect("a folder to open");
        for entry in Dir::read_from(&fd).expect("a folder to list") {
            let entry = entry.expect("an entry");
            if entry.file_type() != FileType::RegularFile {
                continue;
            }
            if self.work == Work::Stat {
                statat(&fd, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW).expect("a file's state");
                continue;
            }
            let file = openat(&fd, entry.file_name(), OFlags::RDONLY, Mode::empty()).expect("a file to open");
            let wish = if self.work == Work::Kib { 1024 } else { self.buffer.len() };
            let length = File::from(file).read(&mut self.buffer[..wish]).expect("a file to read");
            if self.work == Work::Archive {
                self.render(length);
            }
        }
    }

    fn render(&mut self, length: usize) {
        let text = std::str::from_utf8(&self.buffer[..length]).expect("UTF-8");
        let body = text[3..].find("\n---\n").map_or(text, |end| &text[3 + end + 5..]);
        self.html.clear();
        html::push_html(&mut self.html, Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES));
        let mut from = 0;
        for (at, byte) in self.html.bytes().enumerate() {
            let entity: &[u8] = match byte {
                b'&' => b"&amp;",
                b'<' => b"&lt;",
                b'>' => b"&gt;",
                _ => continue,
            };
            self.output.extend_from_slice(&self.html.as_bytes()[from..at]);
            self.output.extend_from_slice(entity);
            from = at + 1;
        }
        self.output.extend_from_slice(&self.html.as_bytes()[from..]);
        if self.output.len() > 1 << 20 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if let Some(out) = &mut self.out {
            out.write_all(&self.output).expect("a file to write");
        }
        self.output.clear();
    }
}
