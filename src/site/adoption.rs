//! The site's articles and the feeds of another generator become a ledger.

use std::collections::HashSet;

use rayon::prelude::*;

use super::cache::{Cache, Entries, Heads};
use super::gather::{Known, gather, read_whole};
use super::{LEDGER_NAME, Options, Progress, SiteError, read_ledger};
use crate::adopt::{ARTICLE_OPENING, ByHand, Candidate, Matches, adopt, match_entries};
use crate::article::Needs;
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{self, Diagnostic, Severity, any_error};
use crate::entry::{self, id};
use crate::ledger::{Ledger, Opening};
use crate::output::{self, BuildLock};
use crate::published::PublishedEntry;

/// What an adoption made of the old entries.
#[derive(Debug)]
pub struct Adoption {
    /// The old entries and their articles.
    pub matches: Matches,
    /// The ledger with them, as text.
    pub ledger: String,
    /// Problems, sorted; with an error among them nothing may be written.
    pub diagnostics: Vec<Diagnostic>,
}

/// Matches old entries to the site's articles and takes them over into its ledger; writes nothing.
///
/// `by_hand` are matches that somebody made, `shown` the path of their file.
///
/// # Errors
/// The machine's faults.
pub fn adoption(
    config: &Config,
    options: &Options,
    entries: &[PublishedEntry],
    by_hand: &[ByHand],
    shown: &str,
    progress: &dyn Progress,
) -> Result<Adoption, SiteError> {
    let (cache, heads, none) = (Cache::none(), Heads::default(), Entries::default());
    let known = Known { cache: &cache, heads: &heads, entries: &none };
    let mut gathered =
        gather(config, &Needs::default(), options.now, &known, None, progress).map_err(SiteError::Discover)?;
    let mut diagnostics: Vec<Diagnostic> = std::mem::take(&mut gathered.diagnostics);
    let surroundings = gathered.surroundings(config, &none, HashSet::new());
    progress.stage("articles", gathered.articles.len());
    let composed: Vec<Result<Candidate, Vec<Diagnostic>>> = gathered
        .articles
        .par_iter()
        .map(|brief| {
            let read = read_whole(brief, config);
            let composed = read
                .and_then(|(article, body)| Ok((entry::compose_of(&article, body, config, &surroundings)?, article)));
            progress.done();
            let (composed, article) = composed?;
            Ok(Candidate {
                path: article.path.clone(),
                url: composed.url.to_string(),
                aliases: Vec::new(),
                slug: article.slug().to_owned(),
                title: composed.title.to_string(),
                published: article.published,
                sketch: composed.source.sketch,
                opening: composed.content.map(|html| Opening::of(html.as_str(), ARTICLE_OPENING)).unwrap_or_default(),
                front_matter_id: composed.own_id.map(|(id, _)| id),
                derived_id: id::derived_id(&article, config),
            })
        })
        .collect();

    // An article at fault has no address and no text to be matched by; here that is no error.
    let mut candidates = Vec::with_capacity(composed.len());
    for result in composed {
        match result {
            Ok(candidate) => candidates.push(candidate),
            Err(found) => diagnostics.extend(found),
        }
    }
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    diagnostics.iter_mut().for_each(|diagnostic| diagnostic.severity = Severity::Warning);

    let mut matches = match_entries(entries, &candidates, by_hand, shown);
    diagnostics.append(&mut matches.diagnostics);
    let ledger = read_ledger(config)?.unwrap_or_else(|mut found| {
        diagnostics.append(&mut found);
        Ledger::default()
    });
    let (ledger, mut found) = adopt(&ledger, &matches, &candidates, options.id_change);
    diagnostics.append(&mut found);
    diagnostic::sort(&mut diagnostics);
    Ok(Adoption { matches, ledger: ledger.to_text(), diagnostics })
}

/// Matches old entries and writes the ledger, unless an error forbids it; whether it was written is told
/// beside. `waiting` is called once where a build is at work in the site.
///
/// # Errors
/// The machine's faults.
pub fn adopt_into_ledger(
    config: &Config,
    options: &Options,
    entries: &[PublishedEntry],
    (by_hand, shown): (&[ByHand], &str),
    progress: &dyn Progress,
    waiting: impl FnOnce(),
) -> Result<(Adoption, bool), SiteError> {
    let _lock = BuildLock::acquire(&config.root.join(FILE_NAME), waiting)?;
    let adoption = adoption(config, options, entries, by_hand, shown, progress)?;
    let may_be_written = !any_error(&adoption.diagnostics);
    if may_be_written {
        output::replace(&config.root.join(LEDGER_NAME), adoption.ledger.as_bytes())?;
    }
    Ok((adoption, may_be_written))
}
