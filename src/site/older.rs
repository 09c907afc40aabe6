//! What older articles of its folder have said before an article does: the masthead of a newsletter is no summary of
//! any number of it.
//!
//! An article is compared with those right before it in its folder, a few, whether documents take them or not. So an
//! entry's summary stays what it is when newer articles come and older ones leave the documents; where an older one is
//! edited, it changes only if a sentence that both begin with becomes familiar by that, or is so no more.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::Brief;
use crate::config::Config;
use crate::content;
use crate::text::summary::familiar::{FamiliarSentences, OLDER, SentenceMarks};

/// The articles before some others, by their places among all.
pub struct OlderArticles {
    /// For each article, those right before it.
    before: Vec<(usize, Vec<usize>)>,
    /// All of them.
    all: HashSet<usize>,
}

impl OlderArticles {
    /// Those before `wanted`, without any that `is_out`.
    pub fn of(articles: &[Brief], wanted: &[usize], is_out: impl Fn(usize) -> bool) -> Self {
        let mut folders: BTreeMap<&str, Vec<usize>> =
            wanted.iter().map(|&at| (folder(&articles[at].path), Vec::new())).collect();
        for (at, article) in articles.iter().enumerate().filter(|(at, _)| !is_out(*at)) {
            if let Some(of_folder) = folders.get_mut(folder(&article.path)) {
                of_folder.push(at);
            }
        }
        // Articles are in the order of their paths, and so are those of one moment.
        folders.values_mut().for_each(|of_folder| of_folder.sort_by_key(|&at| articles[at].published));
        let mut before = Vec::with_capacity(wanted.len());
        for &at in wanted {
            let article = &articles[at];
            let Some(of_folder) = folders.get(folder(&article.path)) else { continue };
            // One of the same moment may come later: a new article changes no other's summary.
            let older = of_folder.partition_point(|&other| articles[other].published < article.published);
            before.push((at, of_folder[older.saturating_sub(OLDER)..older].to_vec()));
        }
        let all = before.iter().flat_map(|(_, older)| older.iter().copied()).collect();
        Self { before, all }
    }

    /// Whether an article is one of them.
    pub fn has(&self, at: usize) -> bool {
        self.all.contains(&at)
    }

    /// What is familiar to each article that something is familiar to. `known` are the marks of those that have been
    /// read already; the others are read. One that cannot be read has said nothing.
    pub fn familiar(
        &self,
        config: &Config,
        articles: &[Brief],
        mut known: HashMap<usize, SentenceMarks>,
    ) -> HashMap<Arc<str>, FamiliarSentences> {
        let unread: Vec<usize> = self.all.iter().copied().filter(|at| !known.contains_key(at)).collect();
        let read = |at: usize| {
            let body = content::read_text(&config.content_dir().join(&*articles[at].path), config).ok()?;
            Some((at, SentenceMarks::of(body.as_str())))
        };
        known.par_extend(unread.into_par_iter().filter_map(read));
        let of = |(at, older): &(usize, Vec<usize>)| {
            let marks: Vec<&SentenceMarks> = older.iter().filter_map(|at| known.get(at)).collect();
            let familiar = FamiliarSentences::among(&marks);
            (!familiar.is_empty()).then(|| (Arc::clone(&articles[*at].path), familiar))
        };
        self.before.par_iter().filter_map(of).collect()
    }
}

/// The folder that an article stands in among others: not that of its own page, nor that of its year, month or day.
fn folder(path: &str) -> &str {
    let (mut folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if name.split('.').next() == Some("index") {
        folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    loop {
        let (parent, last) = folder.rsplit_once('/').unwrap_or(("", folder));
        if last.is_empty() || !last.bytes().all(|byte| byte.is_ascii_digit()) {
            return folder;
        }
        folder = parent;
    }
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn folders_that_articles_share() {
        for (path, shared) in [
            ("letter.md", ""),
            ("letters/4.md", "letters"),
            ("letters/4/index.md", "letters"),
            ("letters/2024/08/30/spring.md", "letters"),
            ("2024/08/30-spring/index.en.md", ""),
            ("index.md", ""),
        ] {
            assert_eq!(folder(path), shared, "{path}");
        }
    }
}
