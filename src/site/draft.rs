//! Articles on their way to entries: composed, and then waiting for their identity.

use super::addresses::{self, AddressKey};
use super::shelf::{Kept, Shelf};
use super::{gather, identify};
use crate::article::{Article, Brief, updated_ahead};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::entry::{self, Composed, Identity, Surroundings};
use crate::feed::{Entry, EntryId, Timestamp};
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
    pub kept: Kept,
    /// What no other may share.
    pub address: Option<AddressKey>,
    /// How many template constructs were taken out.
    pub removed: usize,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Draft {
    /// That of the article at a place among the articles, at `now`.
    ///
    /// # Errors
    /// What keeps it from being an entry.
    pub fn of(
        at: usize,
        brief: &Brief,
        config: &Config,
        site: &Surroundings<'_>,
        now: Timestamp,
    ) -> Result<Self, Vec<Diagnostic>> {
        let (article, body) = gather::read_whole(brief, config)?;
        if let Some(ahead) = updated_ahead(&article, &body.text, now) {
            return Err(vec![ahead]);
        }
        let composed = entry::compose_of(&article, body, config, site)?;
        Ok(Self { at, article, composed })
    }

    /// What the ledger is told of it.
    pub fn seen(&self, config: &Config) -> Seen {
        identify::seen(&self.article, &self.composed, config)
    }

    fn entry_under(self, id: EntryId) -> Entry {
        let (published, updated) = (self.article.published, self.article.published);
        self.composed.into_entry(Identity { id, published, updated })
    }

    /// Puts its entry on the shelf.
    pub fn shelve(mut self, config: &Config, shelf: &Shelf) -> Shelved {
        let seen = self.seen(config);
        let address = addresses::key(&self.composed, config);
        let removed = self.composed.removed;
        let diagnostics = std::mem::take(&mut self.composed.diagnostics);
        let kept = shelf.keep(self.entry_under(seen.derived_id.clone()));
        Shelved { seen, kept, address, removed, diagnostics }
    }
}
