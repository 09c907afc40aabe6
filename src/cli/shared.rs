//! What several commands need: exit codes, where reports go, the configuration on disk, the clock.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use clap::ValueEnum;
use rayon::ThreadPoolBuilder;

pub use super::form::{Shown, forms};
use super::location::{Location, generator_above, site_folder};
use crate::config::{Config, FILE_NAME, Overrides};
use crate::content::DiskFiles;
use crate::diagnostic::{Code, Diagnostic, Faults, visible_lines};
use crate::feed::Timestamp;
use crate::file::read_text;
use crate::generator;
use crate::git;
use crate::report::{self, Colour};
use crate::site::SiteError;

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
        Shown::Json | Shown::Github => say_rendered(&text),
        Shown::Text | Shown::Markdown | Shown::Html | Shown::Sarif => {
            let _ = io::stderr().lock().write_all(text.as_bytes());
        }
    }
}

/// Shows those of a site, with its files named as `location` says.
pub fn show_at(location: &Location, diagnostics: &[Diagnostic], shown: Shown, colour: Colour) {
    let mut placed = diagnostics.to_vec();
    // Beside a document on standard output stands text, for people.
    location.place(&mut placed, if shown.is_document() { Shown::Text } else { shown });
    show(&placed, shown, colour);
}

/// A failure of the machine or of the command line, in the form asked for.
pub fn fail(code: Code, message: &str, help: &str, shown: Shown, colour: Colour) -> Exit {
    let diagnostic = Diagnostic::error(code, message).help(help);
    show(&[diagnostic], shown, colour);
    Exit::Usage
}

/// An option whose value says nothing.
pub fn no_argument(message: &str, help: &str, shown: Shown, colour: Colour) -> Exit {
    fail(Code::ArgumentInvalid, message, help, shown, colour)
}

/// What the machine could not do for a site.
pub fn fail_of_site(error: &SiteError, shown: Shown, colour: Colour) -> Exit {
    let usual = "mend what it names and run again";
    let (code, help) = match error {
        SiteError::Trial(_) => (Code::TrialPlace, "give it a folder of its own, as `--output preview`"),
        SiteError::Changed(_) => (Code::SiteChanged, "run again"),
        SiteError::SharedLedger(_, help) => (Code::LedgerShared, *help),
        SiteError::Built(..) => (Code::ReadFailed, "name the folder that the site is built into"),
        SiteError::Output(error) if !matches!(error.operation, "read" | "look at" | "open") => {
            (Code::WriteFailed, "mend what it names and run again; every document is wholly old or wholly new")
        }
        _ => (Code::ReadFailed, usual),
    };
    fail(code, &error.to_string(), help, shown, colour)
}

/// Reads the `tidings.toml` of the site that `here` is in.
///
/// # Errors
/// Where there is none or it is at fault; the complaint has been shown.
pub fn configuration(here: &Path, overrides: &Overrides, shown: Shown, colour: Colour) -> Result<Config, Exit> {
    load_configuration(here, overrides).map_err(|faults| {
        let location = Location::of(here, &site_folder(here));
        show_at(&location, &faults, shown, colour);
        Exit::Usage
    })
}

/// Reads the `tidings.toml` of the site that `here` is in.
///
/// # Errors
/// What is wrong with it.
pub fn load_configuration(here: &Path, overrides: &Overrides) -> Result<Config, Faults> {
    let root = site_folder(here);
    let file = root.join(FILE_NAME);
    let text = read_text(&file, LARGEST_CONFIGURATION).map_err(|error| Faults::from(unread(&root, &file, &error)))?;
    let location = Location::of(here, &root);
    let overrides = Overrides {
        content: overrides.content.as_deref().map(|folder| location.below_site(folder)),
        output: overrides.output.as_deref().map(|folder| location.below_site(folder)),
        ..overrides.clone()
    };
    let mut config = Config::parse_with(&root, &text, &overrides, &DiskFiles::new(&root))?;
    if config.dates_from_git {
        config.first_commits = Some(Arc::new(git::first_commits(&config.root, &config.content_dir())?));
    }
    Ok(config)
}

fn unread(root: &Path, file: &Path, error: &io::Error) -> Diagnostic {
    if error.kind() != io::ErrorKind::NotFound {
        let message = format!("cannot read `{}`: {error}", file.display());
        return Diagnostic::error(Code::ReadFailed, message).help("make the file readable, as UTF-8");
    }
    if !root.is_dir() {
        let message = format!("there is no folder `{}`", root.display());
        return Diagnostic::error(Code::ConfigNotFound, message).help("name the folder of a site with `-C`");
    }
    if let Some((found, folder)) =
        generator_above(root).filter(|_| generator::recognise(&DiskFiles::new(root)).is_none())
    {
        let message = format!("there is no `{FILE_NAME}`, and this is within a site of {}", found.name);
        let help = format!("run `tidings -C {} init`, whose configuration it reads", folder.display());
        return Diagnostic::error(Code::ConfigNotFound, message).help(help);
    }
    let message = match root == Path::new(".") {
        true => format!("there is no `{FILE_NAME}` here, nor in a folder above"),
        false => format!("there is no `{FILE_NAME}` in `{}`, nor in a folder above", root.display()),
    };
    let init = match root == Path::new(".") {
        true => "tidings init".to_owned(),
        false => format!("tidings -C {} init", root.display()),
    };
    let help = match generator::recognise(&DiskFiles::new(root)) {
        Some((found, by)) => {
            format!("run `{init}`: this is a site of {} (`{by}`), whose configuration it reads", found.name)
        }
        None => format!("run `{init}` to start a site, or name the folder of one with `-C`"),
    };
    Diagnostic::error(Code::ConfigNotFound, message).help(help)
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
