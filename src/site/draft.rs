//! Articles on their way to entries: composed, and then waiting for their identity.

use super::cache::{Noted, Recalled};
use super::pour::Waits;
use super::shelf::Shelf;
use super::{gather, identify};
use crate::article::{Article, Brief};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::entry::{self, Composed, Identity, Measured, Surroundings, id};
use crate::feed::{Entry, EntryId};
use crate::ledger::Seen;

/// An article that documents take, on its way to an entry.
pub struct Draft {
    /// Its place among the articles.
    pub at: usize,
    /// The article.
    pub article: Article,
    /// What was made of it.
    pub composed: Composed,
}

/// What is known of such an article once its entry is on the shelf.
pub struct Shelved {
    /// What the ledger is told of it.
    pub seen: Seen,
    /// Where its entry waits.
    pub waits: Waits,
    /// What is to be remembered of it.
    pub noted: Option<Noted>,
    /// How many template constructs were taken out.
    pub removed: usize,
    /// How long its files are.
    pub measured: Vec<Measured>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Draft {
    /// That of the article at a place among the articles.
    ///
    /// # Errors
    /// What keeps it from being an entry.
    pub fn of(at: usize, brief: &Brief, config: &Config, site: &Surroundings<'_>) -> Result<Self, Vec<Diagnostic>> {
        let (article, body) = gather::read_whole(brief, config)?;
        let composed = entry::compose_of(&article, body, config, site)?;
        Ok(Self { at, article, composed })
    }

    /// What the ledger is told of it.
    pub fn seen(&self, config: &Config) -> Seen {
        identify::seen(&self.article, &self.composed, config)
    }

    /// Its entry under the identity of one that was never published; the ledger knows better.
    pub fn entry(self, config: &Config) -> Entry {
        let id = id::derived_id(&self.article, config);
        self.entry_under(id)
    }

    fn entry_under(self, id: EntryId) -> Entry {
        let (published, updated) = (self.article.published, self.article.published);
        self.composed.into_entry(Identity { id, published, updated })
    }

    /// Puts its entry on the shelf.
    pub fn shelve(mut self, config: &Config, noted: Option<Noted>, shelf: &Shelf) -> Shelved {
        let seen = self.seen(config);
        let removed = self.composed.removed;
        let diagnostics = std::mem::take(&mut self.composed.diagnostics);
        let measured = std::mem::take(&mut self.composed.measured);
        let waits = Waits::Shelved(shelf.keep(self.entry_under(seen.derived_id.clone())));
        Shelved { seen, waits, noted, removed, measured, diagnostics }
    }
}

impl From<Recalled> for Shelved {
    fn from(recalled: Recalled) -> Self {
        let Recalled { record, seen, removed, measured, diagnostics, .. } = recalled;
        let (waits, noted) = (Waits::Published(record), Some(Noted::Again(record)));
        Self { seen, waits, noted, removed, measured, diagnostics }
    }
}
