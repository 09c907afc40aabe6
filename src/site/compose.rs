//! One article, read from the disk and made an entry; or what keeps it from being one.

use super::reading;
use crate::article::{Article, Brief, updated_ahead};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, any_error};
use crate::entry::{self, Composed, Surroundings};
use crate::feed::Timestamp;
use crate::ledger::Fingerprint;

/// What keeps an article from being an entry.
#[derive(Debug)]
pub struct ArticleFault {
    /// Its place among the articles.
    pub at: usize,
    /// Whether its file is not what it was when it was read first.
    pub edited: bool,
    /// At least one is an error.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads articles and composes them.
pub struct Composer<'a, 's> {
    /// The configuration.
    pub config: &'a Config,
    /// All articles, which are known by their places.
    pub articles: &'a [Brief],
    /// What each of them needs to know of the others.
    pub surroundings: &'a Surroundings<'s>,
    /// Nothing was updated after it.
    pub now: Timestamp,
}

impl Composer<'_, '_> {
    /// The article at a place, and all of its entry but the identity. `said` is what it must still say.
    ///
    /// # Errors
    /// What keeps it from being an entry.
    pub fn compose(&self, at: usize, said: Option<Fingerprint>) -> Result<(Article, Composed), ArticleFault> {
        let broken = |diagnostics| ArticleFault { at, edited: false, diagnostics };
        let edited = |diagnostics| ArticleFault { at, edited: true, diagnostics };
        let brief = &self.articles[at];
        let (article, body) = reading::read_whole(brief, self.config).map_err(edited)?;
        if said.is_some_and(|said| said != entry::fingerprint(&article, body.as_str())) {
            return Err(edited(vec![reading::edited(brief, self.config)]));
        }
        if let Some(ahead) = updated_ahead(&article, &body.text, self.now) {
            return Err(broken(vec![ahead]));
        }
        let composed =
            entry::compose(&article, body, self.config, self.surroundings).map_err(|faults| broken(faults.into()))?;
        match any_error(&composed.diagnostics) {
            true => Err(broken(composed.diagnostics)),
            false => Ok((article, composed)),
        }
    }
}
