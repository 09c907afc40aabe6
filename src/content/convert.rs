//! Files in formats that are not read are handed to programs that the user has, as `[[convert]]` says.
//!
//! Once a run, each such file that may be an article is converted, some at a time, into a temporary folder; wherever the
//! run reads the article, it reads what is there. No shell is asked, nothing is written into the site, and no path can be
//! taken for an option.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf, absolute};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tempfile::TempDir;

use super::discover::{DiscoverError, Found, discover};
use super::read::decoded;
use super::source_head::{SourceHead, source_head};
use crate::article::LARGEST_FILE;
use crate::article::front_matter::{self, Located, Syntax};
use crate::config::{Config, ConvertConfig, ConvertedFiles, INPUT, OUTPUT, converter};
use crate::diagnostic::{Code, Diagnostic};
use crate::file;

/// A configuration that knows what the programs made; what they made is gone when this is dropped.
pub(crate) struct Conversion {
    /// The configuration to read articles with.
    pub config: Config,
    _folder: TempDir,
}

/// The files that are to be converted.
///
/// # Errors
/// Those of [`discover`].
pub(crate) fn to_convert(config: &Config) -> Result<Vec<Found>, DiscoverError> {
    if config.converts.is_empty() {
        return Ok(Vec::new());
    }
    let mut files = discover(config)?.found;
    files.retain(|found| converter(&config.converts, &found.path).is_some());
    Ok(files)
}

/// Has files converted, as many at a time as there are threads; `done` is called after each.
///
/// # Errors
/// Where there can be no temporary folder. What goes wrong with a file is told where it is read.
pub(crate) fn convert(config: &Config, files: &[Found], done: &(dyn Fn() + Sync)) -> io::Result<Conversion> {
    let folder = tempfile::Builder::new().prefix("tidings-").tempdir()?;
    let results: Vec<Result<PathBuf, ConvertFault>> = files
        .par_iter()
        .enumerate()
        .map(|(number, found)| {
            let Some(convert) = converter(&config.converts, &found.path) else { return Ok(found.file.clone()) };
            let job = ConvertJob { config, convert, found, folder: &folder.path().join(number.to_string()) };
            let result = job.run();
            done();
            result
        })
        .collect();
    let mut converted = ConvertedFiles::default();
    for (found, result) in files.iter().zip(results) {
        let result = result.map_err(|fault| match fault {
            ConvertFault::OfFile(problem) => Some(*problem),
            ConvertFault::OfProgram(problem) => {
                if !converted.problems.contains(&problem) {
                    converted.problems.push(*problem);
                }
                None
            }
        });
        converted.by_file.insert(found.file.clone(), result);
    }
    let config = Config { converted: Some(Arc::new(converted)), ..config.clone() };
    Ok(Conversion { config, _folder: folder })
}

/// Why a file could not be converted.
enum ConvertFault {
    OfFile(Box<Diagnostic>),
    /// The program is not there: one complaint for all of its files.
    OfProgram(Box<Diagnostic>),
}

impl From<Diagnostic> for ConvertFault {
    fn from(problem: Diagnostic) -> Self {
        Self::OfFile(Box::new(problem))
    }
}

/// One file that is converted.
struct ConvertJob<'a> {
    config: &'a Config,
    convert: &'a ConvertConfig,
    found: &'a Found,
    /// A folder of its own, still to be made.
    folder: &'a Path,
}

impl ConvertJob<'_> {
    fn run(&self) -> Result<PathBuf, ConvertFault> {
        let bytes = file::read(&self.found.file, LARGEST_FILE)
            .map_err(|error| self.fault(format!("cannot read it: {error}"), "make the file readable"))?;
        let ending = self.found.path.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
        // What is no text has no head that could be read.
        let text = decoded(&bytes, self.config).unwrap_or_default();
        let head = source_head(&ending, &text);
        let room = |error: io::Error| self.fault(format!("cannot write a temporary file: {error}"), "make room for it");
        fs::create_dir(self.folder).map_err(room)?;
        let input = match head.foreign {
            0 => self.input(),
            // The program would take the front matter for text.
            foreign => {
                let name = self.found.path.rsplit('/').next().unwrap_or_default();
                let input = self.folder.join("input").join(name);
                fs::create_dir(self.folder.join("input"))
                    .and_then(|()| fs::write(&input, &text[foreign..]))
                    .map_err(room)?;
                input
            }
        };
        let written = self.written(&input)?;
        let whole = self.folder.join("article");
        fs::write(&whole, with_head(&head, written)).map_err(room)?;
        Ok(whole)
    }

    /// The source as the program is told it: from the site's root, where it runs, or from the system's.
    fn input(&self) -> PathBuf {
        let file = &self.found.file;
        match file.strip_prefix(&self.config.root) {
            // In front of a name that begins with `-` there is always a `./`.
            Ok(below) if below.is_relative() => Path::new(".").join(below),
            _ => absolute(file).unwrap_or_else(|_| file.clone()),
        }
    }

    /// Runs the program, and gives what it wrote.
    fn written(&self, input: &Path) -> Result<String, ConvertFault> {
        let [program, arguments @ ..] = self.convert.command.as_slice() else {
            return Err(self.fault("there is no program to convert it".to_owned(), "name one in `[[convert]]`").into());
        };
        let (shown, told) = (self.folder.join("stdout"), self.folder.join("stderr"));
        let output = self.folder.join("output");
        let into_file = arguments.iter().any(|word| word.contains(OUTPUT));
        let create = |path: &Path| File::create(path).map(Stdio::from);
        let streams = create(&shown).and_then(|out| Ok((out, create(&told)?)));
        let (stdout, stderr) = streams
            .map_err(|error| self.fault(format!("cannot write a temporary file: {error}"), "make room for it"))?;
        let mut command = Command::new(self.program(program));
        command.args(arguments.iter().map(|word| filled(word, input, &output)));
        command.current_dir(if self.config.root.as_os_str().is_empty() { Path::new(".") } else { &self.config.root });
        command.stdin(Stdio::null()).stdout(stdout).stderr(stderr);
        // So that whatever it starts can be ended with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| self.no_program(program, &error))?;
        let result = if into_file { &output } else { &shown };
        let status = match wait(&mut child, self.convert.timeout, &[result, &shown, &told]) {
            Ok(status) => status,
            Err(stop) => {
                end(&mut child);
                return Err(self.stopped(program, stop).into());
            }
        };
        if !status.success() {
            let said = first_line(&told);
            let message = format!("`{program}` could not convert it ({status}){said}");
            return Err(self.fault(message, "mend the file, or the command in `[[convert]]`").into());
        }
        let help =
            "the command in `[[convert]]` writes the article to standard output, or to the file `{output}`, in UTF-8";
        let bytes = file::read(result, LARGEST_FILE)
            .map_err(|error| self.fault(format!("cannot read what `{program}` wrote: {error}"), help))?;
        let text =
            String::from_utf8(bytes).map_err(|_| self.fault(format!("what `{program}` wrote is not UTF-8"), help))?;
        if text.trim().is_empty() {
            return Err(self.fault(format!("`{program}` wrote nothing{}", first_line(&told)), help).into());
        }
        Ok(text)
    }

    /// One of the site's own is named from its root, whatever folder a run begins in.
    fn program(&self, program: &str) -> PathBuf {
        let named = Path::new(program);
        if named.components().count() < 2 || named.is_absolute() {
            return named.to_owned();
        }
        let own = self.config.root.join(named);
        absolute(&own).unwrap_or(own)
    }

    fn fault(&self, message: String, help: &str) -> Diagnostic {
        Diagnostic::error(Code::ConvertFailed, message).in_file(&self.config.shown(&self.found.file)).help(help)
    }

    fn no_program(&self, program: &str, error: &io::Error) -> ConvertFault {
        let endings = self.convert.from.join("`, `.");
        let message = match error.kind() {
            io::ErrorKind::NotFound => {
                format!("there is no program `{program}`, which `.{endings}` files are handed to")
            }
            _ => format!("cannot start `{program}`, which `.{endings}` files are handed to: {error}"),
        };
        let help = "install it, or change the command in `[[convert]]` of tidings.toml";
        ConvertFault::OfProgram(Box::new(Diagnostic::error(Code::ConvertFailed, message).help(help)))
    }

    fn stopped(&self, program: &str, stop: Stop) -> Diagnostic {
        let seconds = self.convert.timeout.as_secs();
        match stop {
            Stop::Slow => self.fault(
                format!("`{program}` took more than {seconds} seconds for it, and was ended"),
                "look why, or allow it more seconds with `timeout` in `[[convert]]`",
            ),
            Stop::Large => self.fault(
                format!("`{program}` wrote more than {} MiB, and was ended", LARGEST_FILE >> 20),
                "look why: no article is as large",
            ),
            Stop::Lost(error) => self.fault(format!("cannot wait for `{program}`: {error}"), "run again"),
        }
    }
}

/// A word of a command with the paths in it.
fn filled(word: &str, input: &Path, output: &Path) -> std::ffi::OsString {
    let mut filled = std::ffi::OsString::new();
    let mut rest = word;
    while let Some(at) = rest.find('{') {
        filled.push(&rest[..at]);
        rest = &rest[at..];
        let named = [(INPUT, input), (OUTPUT, output)].into_iter().find(|(name, _)| rest.starts_with(name));
        match named {
            Some((name, path)) => {
                filled.push(path);
                rest = &rest[name.len()..];
            }
            None => {
                filled.push("{");
                rest = &rest[1..];
            }
        }
    }
    filled.push(rest);
    filled
}

/// Why a program was not waited for.
enum Stop {
    Slow,
    Large,
    Lost(io::Error),
}

/// Waits for the end of a program, so long, and while none of the files that it writes is too large.
fn wait(child: &mut Child, timeout: Duration, files: &[&Path]) -> Result<ExitStatus, Stop> {
    let began = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait().map_err(Stop::Lost)? {
            return Ok(status);
        }
        if began.elapsed() >= timeout {
            return Err(Stop::Slow);
        }
        if files.iter().any(|file| fs::metadata(file).is_ok_and(|meta| meta.len() > LARGEST_FILE)) {
            return Err(Stop::Large);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Ends a program, and what it has started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    let _ = rustix::process::kill_process_group(rustix::process::Pid::from_child(child), rustix::process::Signal::KILL);
    let _ = child.kill();
    let _ = child.wait();
}

/// The first line that a program said, with what parts it from ours.
fn first_line(file: &Path) -> String {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(4096).read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).filter(|_| read.is_ok());
    line.map_or_else(String::new, |line| format!(": {}", line.chars().take(300).collect::<String>()))
}

/// What a program wrote, with the head of its source in front. Where it wrote front matter itself, that counts.
fn with_head(head: &SourceHead, written: String) -> String {
    let own = match front_matter::locate(&written, true) {
        Located::Block(block) if block.syntax != Syntax::Html => return written,
        Located::Block(_) => page_head(&written, &head.block),
        _ => String::new(),
    };
    let written = without_fields(written, &head.fields);
    match (head.block.is_empty(), own.is_empty()) {
        (true, _) => written,
        (false, true) => format!("{}{written}", head.block),
        // YAML: what is said in the source stands first, and what only the page says behind it.
        (false, false) => match head.block.strip_suffix("---\n") {
            Some(open) => format!("{open}{own}---\n{written}"),
            None => format!("{}{written}", head.block),
        },
    }
}

/// What the head of a page says that the block in front of it does not.
fn page_head(page: &str, block: &str) -> String {
    let said = front_matter::scalars(block, None);
    let lines = front_matter::scalars(page, None).into_iter().filter(|(key, value)| {
        !said.keys().any(|known| known.eq_ignore_ascii_case(key))
            && !value.trim().is_empty()
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    });
    lines.map(|(key, value)| format!("{key}: {}\n", serde_json::Value::String(value))).collect()
}

/// Without the list, or table, that a program makes of the fields at the head of a source: they are no text of the article.
fn without_fields(mut html: String, fields: &[String]) -> String {
    if let Some(at) = html.find("<table class=\"docinfo")
        && let Some(end) = html[at..].find("</table>")
    {
        html.replace_range(at..at + end + "</table>".len(), "");
    }
    let Some(at) = html.find("<dl") else { return html };
    let Some(end) = html[at..].find("</dl>").map(|end| at + end + "</dl>".len()) else { return html };
    let list = &html[at..end];
    let name = |text: &str| {
        let text = text.split_once('>').map_or("", |(_, text)| text).split("</dt>").next().unwrap_or_default();
        let text = text.split("<span").next().unwrap_or_default();
        text.trim().trim_end_matches(':').to_lowercase().replace(' ', "_")
    };
    let mut names = list.split("<dt").skip(1).map(name).peekable();
    let is_of_fields =
        list.starts_with("<dl class=\"docinfo") || names.peek().is_some() && names.all(|name| fields.contains(&name));
    if is_of_fields {
        html.replace_range(at..end, "");
    }
    html
}
