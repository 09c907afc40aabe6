//! A run that has ended, as its reports see it.

use std::time::Instant;

use crate::cli::location::Location;
use crate::cli::shared::Shown;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::feed::Timestamp;
use crate::output::Change;
use crate::site::{FeedChange, LEDGER_NAME, Outcome, PageProof};

/// What is done with the documents that were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// They replace those on disk.
    Write,
    /// They are compared with those on disk.
    Compare,
}

/// How much a report lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What a screen holds.
    Usual,
    /// The articles that are left out too.
    LeftOut,
    /// Every file.
    All,
}

/// A run and what came out of it.
pub struct FinishedRun<'a> {
    pub config: &'a Config,
    pub location: &'a Location,
    pub outcome: &'a Outcome,
    pub step: Step,
    pub shown: Shown,
    pub detail: Detail,
    pub began: Instant,
    pub now: Timestamp,
    /// Whether a warning fails the run.
    pub denies_warnings: bool,
    /// What subscribers would see.
    pub subscribers: &'a [FeedChange],
    /// What was seen of the site as built, where somebody looked.
    pub proof: Option<&'a PageProof>,
    /// Everything that was found, its files named from the site's folder.
    pub diagnostics: &'a [Diagnostic],
}

/// How a check ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The documents on disk are those that the articles make.
    Fresh,
    /// They are not.
    Stale,
    /// Nothing would be written, or the site is not what it should be.
    Failed,
}

impl Verdict {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Stale => "stale",
            Self::Failed => "failed",
        }
    }

    /// In a sentence of Markdown.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Fresh => "The feeds are what the articles make.",
            Self::Stale => {
                "The feeds on disk are not what the articles make. Run `tidings`, and commit what it writes."
            }
            Self::Failed => "Something is wrong with an article, the configuration or the site.",
        }
    }
}

impl FinishedRun<'_> {
    /// Whether the documents on disk, the ledger among them, are those that were made.
    pub fn is_fresh(&self) -> bool {
        self.outcome.ledger == Change::Same && self.outcome.changes.iter().all(|(_, change)| *change == Change::Same)
    }

    /// How the check ended.
    pub fn verdict(&self) -> Verdict {
        let denied = self.denies_warnings && self.count(Severity::Warning) > 0;
        let failed = self.outcome.refused || denied || self.count(Severity::Error) > 0;
        match (failed, self.is_fresh()) {
            (true, _) => Verdict::Failed,
            (false, true) => Verdict::Fresh,
            (false, false) => Verdict::Stale,
        }
    }

    /// How many problems of a weight there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|found| found.severity == severity).count()
    }

    /// The path of a document as the report shows it; the output folder may be the site's own.
    pub fn document(&self, path: &str) -> String {
        self.location.name(&below_output(&self.outcome.output, path), self.shown)
    }

    /// The ledger's name, likewise.
    pub fn ledger(&self) -> String {
        self.location.name(LEDGER_NAME, self.shown)
    }

    /// The documents that differ from those on disk, and how.
    pub fn differing(&self) -> impl Iterator<Item = (&str, Change)> {
        let nothing = self.step == Step::Write && self.outcome.refused;
        let changes = if nothing { &[][..] } else { &self.outcome.changes };
        changes.iter().filter(|(_, change)| *change != Change::Same).map(|(path, change)| (path.as_str(), *change))
    }
}

fn below_output(output: &str, path: &str) -> String {
    match output {
        "" | "." => path.to_owned(),
        output => format!("{output}/{path}"),
    }
}
