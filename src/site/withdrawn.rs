//! Articles that have been published and are withheld now: none vanishes without a word.

use std::sync::Arc;

use crate::article::LeftOut;
use crate::article::withhold::Mark;
use crate::config::Config;
use crate::content::Skipped;
use crate::diagnostic::{Code, Diagnostic};
use crate::ledger::Ledger;

use super::reading::shown;

/// An article that is withheld, and what withholds it.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    path: Arc<str>,
    by: String,
}

impl Withdrawn {
    /// Its path below the content directory.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// One that a mark withholds. Of a mark that every version knew nothing is told: it was not there when the
    /// article was published, so whoever wrote it meant this.
    pub fn by_mark(path: &str, mark: &Mark) -> Option<Self> {
        (!mark.always_known).then(|| Self { path: Arc::from(path), by: format!("`{}`", mark.key) })
    }

    /// One that waits for a day after its date.
    pub fn by_embargo(path: &str) -> Self {
        Self { path: Arc::from(path), by: "the day of its publication, which lies ahead,".to_owned() }
    }

    /// One of which the site's generator makes no page, or whose page only that can find.
    pub fn by_generator(path: &str) -> Self {
        Self { path: Arc::from(path), by: "the site's generator".to_owned() }
    }

    /// One that its place withholds.
    pub fn by_place(skipped: &Skipped) -> Option<Self> {
        let parts = || skipped.path.split('/');
        let by = match skipped.reason {
            LeftOut::Underscore => parts().find(|part| part.starts_with('_'))?,
            LeftOut::NoArticle => return Some(Self::by_generator(&skipped.path)),
            // Those names every version knew.
            LeftOut::DraftsFolder if parts().any(|part| matches!(part, "drafts" | "_drafts" | "draft")) => return None,
            LeftOut::DraftsFolder => "a drafts folder",
            _ => return None,
        };
        Some(Self { path: Arc::from(&*skipped.path), by: format!("its place (`{by}`)") })
    }
}

/// A warning for each of them that the ledger knows as published.
pub fn published_before(withdrawn: &[Withdrawn], ledger: &Ledger, config: &Config) -> Vec<Diagnostic> {
    let published = |path: &str| ledger.record_of(path).is_some_and(|record| record.gone.is_none());
    let told = |article: &Withdrawn| {
        let file = shown(&article.path, config);
        let message = format!("published before: {} withholds this article now, and it leaves the feeds", article.by);
        Diagnostic::warning(Code::PublishedBefore, message).in_file(&file).help(
            "go on if it is to be taken back; else take the key out or move the file, or name the key in `[content] harmless`",
        )
    };
    withdrawn.iter().filter(|article| published(&article.path)).map(told).collect()
}
