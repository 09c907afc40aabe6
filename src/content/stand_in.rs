//! Files that a program has converted: how they are written then, and what is read in place of each.

use std::path::Path;

use crate::article::{Markup, markup_of};
use crate::config::{Config, ConvertTo, converter};
use crate::diagnostic::{Code, Diagnostic};

/// How a file's body is written, by its name, once it has been converted; `None`: not an article.
pub(crate) fn markup_in(name: &str, config: &Config) -> Option<Markup> {
    match converter(&config.converts, name) {
        Some(convert) => Some(match convert.to {
            ConvertTo::Html => Markup::Html,
            ConvertTo::Markdown => Markup::Markdown,
            ConvertTo::Text => Markup::Text,
        }),
        None => markup_of(name),
    }
}

/// What is read in place of a file.
pub(super) enum StandIn<'a> {
    /// The file itself.
    None,
    /// Another one.
    File(&'a Path),
    /// Nothing, and why; that may have been told already.
    Fault(Option<Diagnostic>),
}

/// What is read in place of a file on disk.
pub(super) fn stand_in<'a>(file: &Path, config: &'a Config) -> StandIn<'a> {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if config.converts.is_empty() || converter(&config.converts, name).is_none() {
        return StandIn::None;
    }
    let Some(converted) = &config.converted else {
        let message = "the file has not been converted";
        let help = "have it read as a part of a run: `site::make`, `site::build`, `site::check`";
        return StandIn::Fault(Some(Diagnostic::error(Code::ConvertFailed, message).help(help)));
    };
    match converted.by_file.get(file) {
        Some(Ok(other)) => StandIn::File(other),
        Some(Err(problem)) => StandIn::Fault(problem.clone()),
        None => {
            let message = "the file was not there when the others were converted";
            StandIn::Fault(Some(Diagnostic::error(Code::ConvertFailed, message).help("run again")))
        }
    }
}
