//! What a publication means for those who are subscribed: what is public beside what is here.

use super::local::{LocalFiles, Turn};
use super::plan::PublishPlan;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::site::{FeedChange, MadeDocument, PairOfTexts, subscribers_between};
use crate::storage::{Storage, StorageError};

/// For each feed whose public document is replaced, what its subscribers see; once for a feed.
///
/// # Errors
/// The storage's.
pub fn subscribers(
    config: &Config,
    storage: &Storage,
    planned: &PublishPlan,
    feeds: &[MadeDocument],
    files: &LocalFiles<'_>,
) -> Result<(Vec<FeedChange>, Vec<Diagnostic>), StorageError> {
    let replaced = planned.uploads.iter().filter(|upload| upload.over.is_some());
    let replaced = replaced.filter(|upload| upload.document.turn == Turn::Subscription);
    let keys: Vec<&str> = replaced.map(|upload| upload.document.key.as_str()).collect();
    let mut failed = None;
    let found =
        subscribers_between(config, feeds, &|made| keys.contains(&made.path.as_str()), &mut |made| match storage
            .get(&made.path)
        {
            Ok(Some(public)) => files.read(&made.path).ok().map(|here| PairOfTexts { old: public.bytes, new: here }),
            Ok(None) => None,
            Err(error) => {
                failed.get_or_insert(error);
                None
            }
        });
    match failed {
        Some(error) => Err(error),
        None => Ok(found),
    }
}
