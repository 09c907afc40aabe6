//! `[[convert]]`: programs that make articles of files in formats that are not read.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::time::Duration;

use super::raw::RawConvert;
use super::reader::ValueReader;
use crate::diagnostic::Diagnostic;

/// What a command names the source file by.
pub const INPUT: &str = "{input}";

/// What a command names the file by that it writes; without it, it writes to standard output.
pub const OUTPUT: &str = "{output}";

/// Seconds that a program has for one file, where `timeout` does not say.
const USUAL_TIMEOUT: u64 = 60;

/// `[[convert]]`: a program, and the files that it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConvertConfig {
    /// The endings of the files, in lower case and without a dot.
    pub from: Vec<String>,
    /// The program and its arguments, among them [`INPUT`] and perhaps [`OUTPUT`].
    pub command: Vec<String>,
    /// What it makes of them.
    pub to: ConvertTo,
    /// How long it may take for one of them.
    pub timeout: Duration,
}

/// What a program makes of a file.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ConvertTo {
    /// HTML, as a whole page or without a head.
    #[default]
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// What the programs have made of the files that are theirs.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ConvertedFiles {
    /// By the file on disk, the one that is read in its place; or why there is none, where that is not told for all.
    pub by_file: HashMap<PathBuf, Result<PathBuf, Option<Diagnostic>>>,
    /// What is told of the programs.
    pub problems: Vec<Diagnostic>,
}

/// The one that a file is handed to, by the ending of its name.
#[must_use]
pub fn converter<'a>(all: &'a [ConvertConfig], name: &str) -> Option<&'a ConvertConfig> {
    let (stem, ending) = name.rsplit_once('.')?;
    let is_its = |convert: &&ConvertConfig| convert.from.iter().any(|known| ending.eq_ignore_ascii_case(known));
    all.iter().find(is_its).filter(|_| !stem.is_empty())
}

impl ValueReader<'_> {
    pub(super) fn convert(&mut self, raw: Vec<RawConvert>) -> Vec<ConvertConfig> {
        let mut taken = HashSet::new();
        let mut all = Vec::new();
        for RawConvert { from, command, to, timeout } in raw {
            let (from_span, command_span) = (from.span(), command.span());
            let endings: Vec<String> = from
                .into_inner()
                .into_list()
                .iter()
                .map(|ending| ending.trim_start_matches('.').to_lowercase())
                .collect();
            let help = "write the endings of its files, such as `from = [\"rst\"]`";
            if endings.is_empty() {
                self.complain(from_span.clone(), "this program is given no file", help);
            }
            for ending in &endings {
                if ending.is_empty() || !ending.chars().all(char::is_alphanumeric) {
                    self.complain(from_span.clone(), format!("`{ending}` is no ending of a file"), help);
                }
                if !taken.insert(ending.clone()) {
                    let message = format!("two programs are given the files that end in `.{ending}`");
                    self.complain(from_span.clone(), message, "name each ending once");
                }
            }
            let command = command.into_inner();
            let example = "write such as `command = [\"pandoc\", \"-f\", \"rst\", \"-t\", \"html\", \"{input}\"]`";
            match command.as_slice() {
                [] => self.complain(command_span, "there is no program in this command", example),
                [program, ..] if program.trim().is_empty() || program.contains(INPUT) || program.contains(OUTPUT) => {
                    self.complain(command_span, "the first word of a command is the program", example);
                }
                [_, arguments @ ..] if !arguments.iter().any(|word| word.contains(INPUT)) => {
                    let message = "the program is not told its file: no argument holds `{input}`";
                    self.complain(command_span, message, example);
                }
                words if words.iter().any(|word| word.contains('\0')) => {
                    self.complain(command_span, "a control character in a command", example);
                }
                _ => {}
            }
            let seconds = match timeout {
                None => USUAL_TIMEOUT,
                Some(seconds) => match u64::try_from(*seconds.as_ref()) {
                    Ok(number @ 1..=86_400) => number,
                    _ => {
                        self.complain(seconds.span(), "this is no number of seconds", "write one from 1 to 86400");
                        USUAL_TIMEOUT
                    }
                },
            };
            all.push(ConvertConfig { from: endings, command, to, timeout: Duration::from_secs(seconds) });
        }
        all
    }
}
