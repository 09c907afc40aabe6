//! Of which sections a run is: all, or those that `--section` names, while others are built elsewhere at the same time.
//!
//! A run of some sections knows the whole site as far as it is there, so that what it makes is what a run of all would make:
//! links lead to articles of other sections, and one that was moved from there keeps its id. What it decides is its own alone.
//! Only feeds are made that take nothing else; of others, their entries in the ledger stay as they are, line by line, and
//! so do their documents.

use crate::article::sections_of_path;
use crate::config::{Config, Each, FILE_NAME};
use crate::diagnostic::Diagnostic;
use crate::select::{Selection, fold};

/// The sections of a run.
#[derive(Clone, Copy)]
pub struct Sections<'a> {
    config: &'a Config,
    names: &'a [String],
}

impl<'a> Sections<'a> {
    /// Those that the configuration has from the command line.
    pub fn of(config: &'a Config) -> Self {
        Self { config, names: &config.sections }
    }

    /// Whether the run is of the whole site.
    pub fn are_all(self) -> bool {
        self.names.is_empty()
    }

    /// How they were written.
    pub fn names(self) -> &'a [String] {
        self.names
    }

    /// One of them alone.
    pub fn only(self, name: &'a String) -> Self {
        Self { names: std::slice::from_ref(name), ..self }
    }

    /// Whether a section, written as `press/regional`, is one of these, or within one.
    fn has(self, section: &str) -> bool {
        let section = fold(section.trim_matches('/'));
        self.names.iter().any(|own| {
            let own = fold(own.trim_matches('/'));
            section.strip_prefix(&own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Whether an article is of the run, by its path below the content directory.
    pub fn has_path(self, path: &str) -> bool {
        self.are_all() || self.has(&sections_of_path(path).join("/"))
    }

    /// Whether a feed takes nothing but articles of the run.
    pub fn has_feed(self, selection: &Selection<'_>) -> bool {
        let only = &selection.feed.takes.section;
        let is_value = |value: &String| self.has(value);
        self.are_all()
            || !only.is_empty() && only.iter().all(|section| self.has(section))
            || matches!(selection.feed.each, Some(Each::Section | Each::Subsection))
                && selection.value.as_ref().is_some_and(is_value)
    }

    /// Whether a problem is one of an article that is not of the run: whoever builds that is told.
    pub fn is_of_others(self, found: &Diagnostic) -> bool {
        if self.are_all() {
            return false;
        }
        let content = self.config.shown(&self.config.content_dir());
        let below = found.file.as_deref().and_then(|file| match content.as_str() {
            "" | "." => Some(file),
            content => file.strip_prefix(content)?.strip_prefix('/'),
        });
        below.is_some_and(|path| path != FILE_NAME && !self.has_path(path))
    }
}

/// The outermost section of a path; empty where there is none.
pub fn top(path: &str) -> &str {
    sections_of_path(path).first().copied().unwrap_or("")
}
