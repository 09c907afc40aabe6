//! What several commands need: exit codes, where reports go, the configuration on disk, the clock.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use clap::ValueEnum;
use rayon::ThreadPoolBuilder;

use crate::config::{Config, FILE_NAME, Overrides};
use crate::content::DiskFiles;
use crate::diagnostic::{Code, Diagnostic, Faults, visible_lines};
use crate::feed::Timestamp;
use crate::file::read_text;
use crate::git;
use crate::report::{self, Colour, ReportFormat};

/// The largest `tidings.toml` in bytes; thousands of feeds and authors.
pub const LARGEST_CONFIGURATION: u64 = 16 << 20;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All is well.
    Fine,
    /// The check failed, or an article is at fault.
    Findings,
    /// The command line or the configuration is at fault, or the machine is.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Fine => ExitCode::SUCCESS,
            Exit::Findings => ExitCode::from(1),
            Exit::Usage => ExitCode::from(2),
        }
    }
}

/// `--color`
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColourChoice {
    /// Whether standard error is coloured.
    pub fn resolve(self) -> Colour {
        self.resolve_on(&io::stderr())
    }

    /// Whether what stands on this stream is coloured.
    pub fn resolve_on(self, stream: &impl IsTerminal) -> Colour {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => Colour::Always,
            Self::Auto if stream.is_terminal() && !no_colour => Colour::Always,
            Self::Auto | Self::Never => Colour::Never,
        }
    }
}

/// `--format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shown {
    /// For people
    Text,
    /// One JSON object a line, on standard output
    Json,
    /// Annotations of GitHub's CI
    Github,
    /// For a comment on a pull request; problems stand on standard error, as text
    Markdown,
}

impl Shown {
    /// The form asked for; in GitHub's CI, annotations unless something else is.
    pub fn or_ci(choice: Option<Self>) -> Self {
        let in_github = std::env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true");
        choice.unwrap_or(if in_github { Self::Github } else { Self::Text })
    }

    /// The report form of diagnostics.
    pub fn report(self) -> ReportFormat {
        match self {
            Self::Text | Self::Markdown => ReportFormat::Text,
            Self::Json => ReportFormat::Json,
            Self::Github => ReportFormat::Github,
        }
    }
}

/// Writes lines to standard output; a reader that has closed it wants no more. Foreign text in them can do nothing to
/// a terminal.
pub fn say(text: &str) {
    say_rendered(&visible_lines(text));
}

/// Writes what `report` has rendered, with its colours, to standard output.
pub fn say_rendered(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Writes lines to standard error, as [`say`] does.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(visible_lines(text).as_bytes());
}

/// Shows diagnostics: text and on standard error, JSON and annotations on standard output.
pub fn show(diagnostics: &[Diagnostic], shown: Shown, colour: Colour) {
    let text = report::render(diagnostics, shown.report(), colour);
    match shown {
        Shown::Text | Shown::Markdown => {
            let _ = io::stderr().lock().write_all(text.as_bytes());
        }
        Shown::Json | Shown::Github => say_rendered(&text),
    }
}

/// A failure of the machine or of the command line, in the form asked for.
pub fn fail(message: &str, help: &str, shown: Shown, colour: Colour) -> Exit {
    let diagnostic = Diagnostic::error(Code::Failed, message).help(help);
    show(&[diagnostic], shown, colour);
    Exit::Usage
}

/// Reads `tidings.toml` in `root`.
///
/// # Errors
/// Where there is none or it is at fault; the complaint has been shown.
pub fn configuration(root: &Path, overrides: &Overrides, shown: Shown, colour: Colour) -> Result<Config, Exit> {
    load_configuration(root, overrides).map_err(|faults| {
        show(&faults, shown, colour);
        Exit::Usage
    })
}

/// Reads `tidings.toml` in `root`.
///
/// # Errors
/// What is wrong with it.
pub fn load_configuration(root: &Path, overrides: &Overrides) -> Result<Config, Faults> {
    let file = root.join(FILE_NAME);
    let text = read_text(&file, LARGEST_CONFIGURATION).map_err(|error| {
        let (message, help) = match error.kind() {
            io::ErrorKind::NotFound => (
                format!("there is no `{FILE_NAME}` in `{}`", root.display()),
                "run `tidings init` here, or name the site's folder with `-C`",
            ),
            _ => (format!("cannot read `{}`: {error}", file.display()), "make the file readable, as UTF-8"),
        };
        Faults::from(Diagnostic::error(Code::Failed, message).help(help))
    })?;
    let mut config = Config::parse_with(root, &text, overrides, &DiskFiles::new(root))?;
    if config.dates_from_git {
        config.first_commits = Some(Arc::new(git::first_commits(&config.root, &config.content_dir())?));
    }
    Ok(config)
}

/// A number and what is counted.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Starts the threads that share the work: so many, or one for each core. Where the system gives none, this one
/// does all of it.
pub fn share_work(threads: Option<u16>) {
    let pool = ThreadPoolBuilder::new().num_threads(threads.map_or(0, usize::from));
    if pool.build_global().is_err() {
        // The pool that this thread belongs to from now on.
        std::mem::forget(ThreadPoolBuilder::new().num_threads(1).use_current_thread().build());
    }
}

/// Now: `--now`, else `SOURCE_DATE_EPOCH`, else the clock.
///
/// # Errors
/// A message on what cannot be read.
pub fn now(given: Option<&str>) -> Result<Timestamp, String> {
    if let Some(text) = given {
        return moment(text)
            .ok_or_else(|| format!("`--now {text}` is no moment: write it as 2026-03-01T08:00:00Z or 2026-03-01"));
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let seconds = text.trim().parse().ok().and_then(Timestamp::from_unix);
            seconds.ok_or_else(|| format!("SOURCE_DATE_EPOCH holds `{text}`: it must be seconds since 1970"))
        }
        Err(_) => Timestamp::new(Utc::now()).ok_or_else(|| "the clock is set outside the years 1 to 9999".to_owned()),
    }
}

fn moment(text: &str) -> Option<Timestamp> {
    let full = DateTime::parse_from_rfc3339(text).ok().and_then(Timestamp::new);
    let day = || text.parse::<NaiveDate>().ok().and_then(|day| Timestamp::new(day.and_hms_opt(0, 0, 0)?.and_utc()));
    full.or_else(day).or_else(|| text.parse().ok().and_then(Timestamp::from_unix))
}
