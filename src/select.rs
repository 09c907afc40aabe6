//! Which articles a feed takes, newest first.

use std::collections::BTreeMap;

use crate::article::Brief;
use crate::config::{Config, Drafts, Each, FeedConfig, Future};
use crate::entry;
use crate::feed::Timestamp;
use crate::slug::slug;

/// Why an article that could be read is in no feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Held {
    /// It is marked as a draft.
    Draft,
    /// It is dated ahead of now.
    Future(Timestamp),
    /// It has expired.
    Expired(Timestamp),
}

/// The one place that decides whether an article is published at a moment.
#[must_use]
pub fn held(article: &Brief, config: &Config, now: Timestamp) -> Option<Held> {
    if article.draft && config.content.drafts == Drafts::Leave {
        return Some(Held::Draft);
    }
    if let Some(expires) = article.expires.filter(|expires| *expires <= now) {
        return Some(Held::Expired(expires));
    }
    let due = article.due();
    if due > now && config.content.future == Future::Wait {
        return Some(Held::Future(due));
    }
    None
}

/// One feed to be made: its configuration, the value of `each`, and what it takes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Selection<'a> {
    /// The configuration's table.
    pub feed: &'a FeedConfig,
    /// The value that an `each` feed is for, as the first article that has it writes it.
    pub value: Option<String>,
    /// What the value is called in names and paths.
    pub slug: Option<String>,
    /// Indices of articles, newest first: all that match, whatever the limit.
    pub articles: Vec<usize>,
}

impl Selection<'_> {
    /// The slug of the value with some digits of a hash, which other values of the same slug do not share.
    #[must_use]
    pub fn by_hash(&self, digits: usize) -> String {
        let value = self.value.as_deref().unwrap_or_default();
        let slug = self.slug.as_deref().unwrap_or_default();
        format!("{slug}-{}", &blake3::hash(fold(value).as_bytes()).to_hex()[..digits])
    }

    /// How many entries the subscription document carries. With archives, it carries at least what is
    /// in no archive document yet (RFC 5005, section 4: together they are the whole feed).
    pub fn subscription(&self) -> usize {
        let all = self.articles.len();
        let limit = self.feed.limit.unwrap_or(all).min(all);
        match self.feed.archive {
            Some(size) => limit.max(all % size),
            None => limit,
        }
    }

    /// What its documents carry.
    pub fn carried(&self) -> impl Iterator<Item = usize> {
        self.articles[..self.subscription()].iter().chain(self.archives().into_iter().flatten()).copied()
    }

    /// The archive documents, oldest first: full ones only, so that they never change when an entry is added.
    #[must_use]
    pub fn archives(&self) -> Vec<&[usize]> {
        let Some(size) = self.feed.archive else { return Vec::new() };
        let rest = self.articles.len() % size;
        // A feed that fits into its subscription document needs no archive.
        if self.subscription() == self.articles.len() {
            return Vec::new();
        }
        self.articles[rest..].chunks_exact(size).rev().collect()
    }
}

/// Newest first; articles of one moment in the order of their paths, which no machine changes, or the other way round
/// where the site's generator lists them so.
#[must_use]
pub fn newest_first(articles: &[Brief], config: &Config) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&articles[a], &articles[b]);
        let by_path = a.path.cmp(&b.path);
        b.published.cmp(&a.published).then(if config.site.later_paths_first() { by_path.reverse() } else { by_path })
    });
    order
}

/// All feeds of a configuration over published articles, but for those `left_out`.
///
/// ```
/// use tidings::article::{Article, Brief, Needs};
/// use tidings::config::Config;
/// use tidings::select::select;
///
/// let site = Config::new("Acme News", "https://acme.example/")?;
/// let mut articles = Vec::new();
/// for path in ["2026-01-05-pump.md", "2026-03-01-valve.md"] {
///     let read = Article::parse(path, "# A title\n\nSome text.", &site)?;
///     articles.push(Brief::of(&read.article, false, &Needs::default()));
/// }
/// assert_eq!(select(&site, &articles, |_| false)[0].articles, [1, 0]);
/// assert_eq!(select(&site, &articles, |at| at == 1)[0].articles, [0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn select<'a>(config: &'a Config, articles: &[Brief], left_out: impl Fn(usize) -> bool) -> Vec<Selection<'a>> {
    let mut order = newest_first(articles, config);
    order.retain(|&at| !left_out(at));
    let mut selections = Vec::new();
    for feed in &config.feeds {
        let taken: Vec<usize> = order.iter().copied().filter(|&at| takes(feed, &articles[at], config)).collect();
        let Some(each) = feed.each else {
            selections.push(Selection { feed, value: None, slug: None, articles: taken });
            continue;
        };
        // Values that differ in case only are one value: "Rust" and "rust" are one tag to people.
        let mut by_value: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
        // The oldest spelling names the feed, so that a new article never renames it.
        for &at in taken.iter().rev() {
            for value in values(&articles[at], each, config) {
                let (_, list) = by_value.entry(fold(&value)).or_insert_with(|| (value, Vec::new()));
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        for (_, (value, mut articles)) in by_value {
            articles.reverse();
            let slug = Some(called(&value));
            selections.push(Selection { feed, value: Some(value), slug, articles });
        }
    }
    selections
}

/// What a value is called where no other is called so.
fn called(value: &str) -> String {
    match slug(value) {
        // A value without a letter or digit still needs a name of its own.
        text if text.is_empty() => blake3::hash(value.as_bytes()).to_hex()[..8].to_owned(),
        text => text,
    }
}

/// A value of `each` as it is compared.
pub(crate) fn fold(value: &str) -> String {
    value.trim().to_lowercase()
}

/// The language of an article: its own, or the site's.
#[must_use]
pub fn language(article: &Brief, config: &Config) -> String {
    article.language().and_then(entry::language).unwrap_or_else(|| config.site.language.clone())
}

/// What an article has of what feeds are made for each value of.
pub(crate) fn values(article: &Brief, each: Each, config: &Config) -> Vec<String> {
    let named = article.named.as_deref();
    match each {
        Each::Tag => named.map_or_else(Vec::new, |named| named.tags.clone()),
        Each::Section if article.section().is_empty() => Vec::new(),
        Each::Section => vec![article.section().to_owned()],
        Each::Author => named.map_or_else(Vec::new, |named| named.authors.clone()),
        Each::Language => vec![language(article, config)],
    }
}

fn takes(feed: &FeedConfig, article: &Brief, config: &Config) -> bool {
    unmet(feed, article, config).is_none()
}

/// What keeps an article out of a feed: the first of its filters that the article does not pass; `None`
/// where it passes all.
#[must_use]
pub fn unmet(feed: &FeedConfig, article: &Brief, config: &Config) -> Option<Each> {
    let matches = |wanted: &[String], each: Each| {
        wanted.is_empty() || {
            let have: Vec<String> = values(article, each, config).iter().map(|value| fold(value)).collect();
            wanted.iter().any(|wanted| have.contains(&fold(wanted)))
        }
    };
    let filters = [
        (&feed.section, Each::Section),
        (&feed.tag, Each::Tag),
        (&feed.author, Each::Author),
        (&feed.language, Each::Language),
    ];
    filters.into_iter().find(|(wanted, each)| !matches(wanted, *each)).map(|(_, each)| each)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{ContentMode, Format};

    fn feed(limit: Option<usize>, archive: Option<usize>) -> FeedConfig {
        FeedConfig {
            replaces: false,
            name: "news".into(),
            path: None,
            also: Vec::new(),
            title: None,
            description: None,
            formats: vec![Format::Atom],
            limit,
            content: ContentMode::Full,
            archive,
            section: vec![],
            tag: vec![],
            author: vec![],
            language: vec![],
            podcast: None,
            each: None,
        }
    }

    /// RFC 5005, section 4: the subscription document and its archives leave no entry out.
    #[test]
    fn archives_and_subscription_document_cover_the_feed() {
        for all in 0..60 {
            for (limit, archive) in [(1, 5), (5, 5), (7, 5), (20, 10), (3, 1)] {
                let feed = feed(Some(limit), Some(archive));
                let selection = Selection { feed: &feed, value: None, slug: None, articles: (0..all).collect() };
                let mut covered: Vec<usize> = selection.articles[..selection.subscription()].to_vec();
                for archive in selection.archives() {
                    assert_eq!(archive.len(), feed.archive.unwrap());
                    covered.extend(archive);
                }
                covered.sort_unstable();
                covered.dedup();
                assert_eq!(covered, selection.articles, "{all} entries, limit {limit}, archive {archive}");
            }
        }
    }
}
