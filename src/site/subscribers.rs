//! What the subscribers of each feed would see if the documents on disk were replaced.

use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;

use super::{MadeDocument, Outcome};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::diff::{FeedDiff, compare};
use crate::feed::Format;
use crate::output::Change;
use crate::published::read_feed;

/// What changes for the subscribers of one feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedChange {
    /// The feed's title.
    pub title: String,
    /// The document that was compared, below the output folder.
    pub path: String,
    /// What changes.
    pub diff: FeedDiff,
}

/// Compares the feed documents on disk with those that were made, and says for each feed that differs what
/// its subscribers would see; once for a feed, from the document that tells the most (JSON Feed, then Atom),
/// and once more for each format whose subscribers alone would see entries again.
///
/// A document on disk that cannot be read as a feed is a warning (`feed-unreadable`).
///
/// ```no_run
/// use std::path::Path;
/// use tidings::config::{Config, Overrides};
/// use tidings::feed::Timestamp;
/// use tidings::site::{self, RunOptions, Unwatched};
///
/// let text = std::fs::read_to_string("site/tidings.toml")?;
/// let config = Config::parse(Path::new("site"), &text, &Overrides::default())?;
/// let now = Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999");
/// let outcome = site::check(&config, &RunOptions::at(now), &Unwatched)?;
/// let (changes, problems) = site::subscribers(&config, &outcome);
/// println!("{} feeds change for their subscribers", changes.len());
/// # let _ = problems;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn subscribers(config: &Config, outcome: &Outcome) -> (Vec<FeedChange>, Vec<Diagnostic>) {
    let stale = |made: &MadeDocument| {
        outcome.changes.iter().any(|(path, change)| *path == made.path && *change == Change::Changed)
    };
    let mut unread = Vec::new();
    let (changes, mut diagnostics) = subscribers_between(config, &outcome.made.feeds, &stale, &mut |made| match texts(
        &config.output_dir(),
        made,
        outcome,
    ) {
        Ok(found) => found,
        Err(error) => {
            let message = format!("what would take its place cannot be read: {error}");
            unread.push(Diagnostic::warning(Code::FeedUnreadable, message).in_file(&made.path));
            None
        }
    });
    diagnostics.append(&mut unread);
    for problem in &mut diagnostics {
        if let Some(file) = problem.file.take() {
            problem.file = Some(format!("{}/{file}", outcome.output).into());
        }
    }
    (changes, diagnostics)
}

/// A document as it is, and as it will be.
#[derive(Debug)]
#[non_exhaustive]
pub struct PairOfTexts {
    /// What subscribers have.
    pub old: Vec<u8>,
    /// What takes its place.
    pub new: Vec<u8>,
}

/// The same of any two places: `is_changed` says which documents differ, `texts` gives both sides of one.
pub fn subscribers_between(
    config: &Config,
    feeds: &[MadeDocument],
    is_changed: &dyn Fn(&MadeDocument) -> bool,
    texts: &mut dyn FnMut(&MadeDocument) -> Option<PairOfTexts>,
) -> (Vec<FeedChange>, Vec<Diagnostic>) {
    let mut changes: Vec<FeedChange> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut feeds: Vec<&MadeDocument> = feeds.iter().filter(|made| !made.archive && is_changed(made)).collect();
    let rank = |format| [Format::Json, Format::Atom, Format::Rss].iter().position(|other| *other == format);
    feeds.sort_by_key(|made| (made.feed, rank(made.format)));
    let mut told: Option<(usize, usize)> = None;
    for made in feeds {
        let Some(both) = texts(made) else { continue };
        let diff = match difference(&both, made) {
            Ok(diff) => diff,
            Err(problem) => {
                diagnostics.push(Diagnostic { severity: Severity::Warning, ..problem.in_file(&made.path) });
                continue;
            }
        };
        let again = diff.reissued.len();
        let told_already = told.is_some_and(|(feed, most)| feed == made.feed && again <= most);
        if diff.is_empty() || told_already {
            continue;
        }
        told = Some((made.feed, again));
        changes.push(FeedChange {
            title: made.title.clone(),
            path: made.path.clone(),
            diff: diff.shown_in(config.site.timezone),
        });
    }
    (changes, diagnostics)
}

fn difference(both: &PairOfTexts, made: &MadeDocument) -> Result<FeedDiff, Diagnostic> {
    let old = read_feed(&both.old, &made.path)?;
    let new = read_feed(&both.new, &made.path)?;
    Ok(compare(&old, &new, made.limit.or(Some(usize::MAX))))
}

/// Both sides of one document; `None` where it went from disk meanwhile, or was not made.
fn texts(folder: &Path, made: &MadeDocument, outcome: &Outcome) -> io::Result<Option<PairOfTexts>> {
    let Ok(old) = std::fs::read(folder.join(&made.path)) else { return Ok(None) };
    let Some(document) = outcome.made.documents.iter().find(|document| document.path == made.path) else {
        return Ok(None);
    };
    let mut new = Vec::new();
    match document.read(folder)? {
        Some(mut from) => from.read_to_end(&mut new)?,
        None => return Ok(None),
    };
    Ok(Some(PairOfTexts { old, new }))
}
