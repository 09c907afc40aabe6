//! What the subscribers of each feed would see if the documents on disk were replaced.

use std::io::Read;
use std::path::Path;

use serde::Serialize;

use super::{MadeDocument, Outcome};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
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
    let mut changes: Vec<FeedChange> = Vec::new();
    let mut diagnostics = Vec::new();
    let stale = |made: &&MadeDocument| {
        !made.archive && outcome.changes.iter().any(|(path, change)| *path == made.path && *change == Change::Changed)
    };
    let mut feeds: Vec<&MadeDocument> = outcome.made.feeds.iter().filter(stale).collect();
    let rank = |format| [Format::Json, Format::Atom, Format::Rss].iter().position(|other| *other == format);
    feeds.sort_by_key(|made| (made.feed, rank(made.format)));
    let mut told: Option<(usize, usize)> = None;
    for made in feeds {
        let diff = match difference(&config.output_dir(), made, outcome) {
            Ok(Some(diff)) => diff,
            Ok(None) => continue,
            Err(problem) => {
                let shown = format!("{}/{}", outcome.output, made.path);
                diagnostics
                    .push(Diagnostic { severity: crate::diagnostic::Severity::Warning, ..problem.in_file(&shown) });
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

/// The difference of one document; `None` where it went from disk meanwhile, or was not made.
fn difference(folder: &Path, made: &MadeDocument, outcome: &Outcome) -> Result<Option<FeedDiff>, Diagnostic> {
    let Ok(old) = std::fs::read(folder.join(&made.path)) else { return Ok(None) };
    let Some(new) = outcome.made.documents.iter().find(|document| document.path == made.path) else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = new.read(folder).and_then(|new| new.map(|mut new| new.read_to_end(&mut bytes)).transpose());
    let unread =
        |error| Diagnostic::warning(Code::FeedUnreadable, format!("what would take its place cannot be read: {error}"));
    if read.map_err(unread)?.is_none() {
        return Ok(None);
    }
    let old = read_feed(&old, &made.path)?;
    let new = read_feed(&bytes, &made.path)?;
    Ok(Some(compare(&old, &new, made.limit.or(Some(usize::MAX)))))
}
