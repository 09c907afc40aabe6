//! Of which sections a run is: all, or those that `--section` names, while others are built elsewhere at the same time.
//!
//! A run of some sections knows the whole site as far as it is there, so that what it makes is what a run of all would make:
//! links lead to articles of other sections, and one that was moved from there keeps its id. What it decides is its own alone.
//! Only feeds are made that take nothing else; of others, their entries in the ledger stay as they are, line by line, and
//! so do their documents.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::gather::Gathered;
use crate::article::sections_of_path;
use crate::config::{Config, Each, FILE_NAME};
use crate::diagnostic::{Code, Diagnostic};
use crate::ledger::{Ledger, Record};
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

    /// Leaves out of what was gathered all that is not to be told of; the articles themselves stay.
    pub fn narrow(self, gathered: &mut Gathered) {
        if self.are_all() {
            return;
        }
        gathered.here = gathered.paths().map(|path| top(path).to_owned()).collect();
        let content = format!("{}/", self.config.shown(&self.config.content_dir()));
        let own = |shown: &str| self.has_path(shown.strip_prefix(&content).unwrap_or(shown));
        gathered.left_out.retain(|article| own(&article.path));
        gathered.withdrawn.retain(|article| self.has_path(article.path()));
        gathered.diagnostics.retain(|found| !self.is_of_others(found));
        let articles = gathered.articles.iter().filter(|article| self.has_path(&article.path)).count();
        gathered.found = articles + gathered.left_out.len();
    }

    /// The paths of published articles of others whose whole section is not here: nothing is known of them, and so
    /// they are where they were.
    pub fn away(self, ledger: &Ledger, gathered: &Gathered) -> Vec<Arc<str>> {
        if self.are_all() {
            return Vec::new();
        }
        let is_away = |record: &&Record| {
            record.gone.is_none() && !self.has_path(&record.path) && !gathered.here.contains(top(&record.path))
        };
        ledger.records().iter().filter(is_away).map(|record| Arc::clone(&record.path)).collect()
    }

    /// What keeps a run of these sections from being made, and what it leaves to others.
    pub fn told(self, selections: &[Selection<'_>], gathered: &Gathered, ledger: &Ledger) -> Vec<Diagnostic> {
        if self.are_all() {
            return Vec::new();
        }
        let mut told = Vec::new();
        let known: BTreeSet<&str> =
            gathered.paths().chain(ledger.records().iter().map(|record| &*record.path)).map(top).collect();
        for section in self.names {
            let own = Sections { names: std::slice::from_ref(section), ..self };
            let mut all = gathered.paths().chain(ledger.records().iter().map(|record| &*record.path));
            if all.any(|path| own.has_path(path)) {
                continue;
            }
            let near = known.iter().find(|known| strsim::damerau_levenshtein(&fold(known), &fold(section)) <= 2);
            let help = match near.filter(|near| !near.is_empty()) {
                Some(near) => format!("there is `{near}`"),
                None => "name a folder of the content directory that has articles".to_owned(),
            };
            let message = format!("there is no section `{section}`");
            told.push(Diagnostic::error(Code::SectionUnknown, message).help(help));
        }
        let mut left: Vec<&str> = Vec::new();
        for name in selections.iter().filter(|selection| !self.has_feed(selection)).map(|left| &*left.feed.name) {
            // Of a feed for each section, the others are not worth a word.
            let is_own = selections.iter().any(|own| *own.feed.name == *name && self.has_feed(own));
            if !is_own && !left.contains(&name) {
                left.push(name);
            }
        }
        let quoted = self.names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        if told.is_empty() && !selections.iter().any(|selection| self.has_feed(selection)) {
            let message = format!("no feed is of {quoted} alone");
            let help = "give one `section = \"...\"` or `each = \"section\"`, or build the whole site";
            told.push(Diagnostic::error(Code::SectionUnknown, message).in_file(FILE_NAME).help(help));
        } else if told.is_empty() {
            let feeds = left.iter().take(3).map(|name| format!("`{name}`, ")).collect::<String>();
            let more = if left.len() > 3 { format!("{} more feeds, ", left.len() - 3) } else { String::new() };
            let message =
                format!("not made, for they are of more than {quoted}: {feeds}{more}what stands beside the feeds");
            let help = "a build without `--section` makes them";
            told.push(Diagnostic::info(Code::SectionFeeds, message).help(help));
        }
        told
    }
}

/// The outermost section of a path; empty where there is none.
fn top(path: &str) -> &str {
    sections_of_path(path).first().copied().unwrap_or("")
}
