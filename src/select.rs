//! Which articles a feed takes, newest first.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::article::Brief;
use crate::config::{self, Config, Drafts, Each, FeedConfig, Filter, Future, KeyFilter, KeyValue, Order};
use crate::diagnostic::{Code, Diagnostic};
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
    /// What the value is called in the addresses of the site's generator, where that is known and can be a file's name.
    pub term: Option<String>,
    /// Indices of articles, newest first, or as the feed has them: all that match, whatever the limit.
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

    /// What stands for `{term}` where the value is called by this slug: as the generator calls it, with the digits of the slug
    /// behind it where that has some.
    #[must_use]
    pub fn term_as(&self, slug: &str) -> String {
        let (Some(term), Some(value)) = (&self.term, &self.value) else { return slug.to_owned() };
        format!("{term}{}", slug.strip_prefix(&called(value)).unwrap_or_default())
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
        let mut taken: Vec<usize> = order.iter().copied().filter(|&at| takes(feed, &articles[at], config)).collect();
        arrange(&mut taken, feed, articles, config);
        let Some(each) = feed.each else {
            selections.push(Selection { feed, value: None, slug: None, term: None, articles: taken });
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
            if articles.len() < feed.min_entries {
                continue;
            }
            articles.reverse();
            let slug = Some(called(&value));
            let term = term(&value, each, config);
            selections.push(Selection { feed, value: Some(value), slug, term, articles });
        }
    }
    selections
}

/// Puts the articles that a feed takes, newest first, into the order in which they leave by its limit.
fn arrange(taken: &mut [usize], feed: &FeedConfig, articles: &[Brief], config: &Config) {
    if feed.order == Order::Updated {
        let updated = |at: usize| {
            articles[at].updated.map_or(articles[at].published, |at_last| at_last.max(articles[at].published))
        };
        taken.sort_by_key(|&at| std::cmp::Reverse(updated(at)));
    }
    if let Some(pinned) = &feed.pinned {
        taken.sort_by_key(|&at| !is_switched_on(key(&articles[at], pinned, config)));
    }
}

/// What a value is called where no other is called so.
fn called(value: &str) -> String {
    match slug(value) {
        // A value without a letter or digit still needs a name of its own.
        text if text.is_empty() => blake3::hash(value.as_bytes()).to_hex()[..8].to_owned(),
        text => text,
    }
}

/// What the site's generator calls a value in an address, where it is known and every system takes it for a file.
fn term(value: &str, each: Each, config: &Config) -> Option<String> {
    let pages = config.site.pages().filter(|_| each == Each::Tag)?;
    pages.tag_slug(value).filter(|term| config::document_fault(term).is_none() && !term.contains(['{', '}']))
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
        Each::Subsection => subsections(article).into_iter().skip(1).collect(),
    }
}

fn takes(feed: &FeedConfig, article: &Brief, config: &Config) -> bool {
    unmet(feed, article, config).is_none()
}

/// What of a feed's filters an article does not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet<'a> {
    /// It has none of these.
    Only(Each, &'a [String]),
    /// It has one of these.
    Not(Each, &'a [String]),
    /// It is older.
    Since(NaiveDate),
    /// It is newer.
    Until(NaiveDate),
    /// It is of another year.
    Year(&'a [i32]),
    /// Its front matter does not say this.
    Says(&'a KeyFilter),
    /// Its front matter says this.
    NotSays(&'a KeyFilter),
    /// It passes none of the filters of `any`.
    Any,
}

impl fmt::Display for Unmet<'_> {
    /// What the feed takes, after "it".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |list: &[String]| list.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
        let values = |filter: &KeyFilter| {
            let shown = filter.values.iter().map(|value| match value {
                KeyValue::Text(text) => format!("`{text}`"),
                KeyValue::Switch(is_on) => format!("`{is_on}`"),
            });
            shown.collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::Only(each, list) => write!(out, "takes only the {} {}", each.word(), quoted(list)),
            Self::Not(each, list) => write!(out, "does not take the {} {}", each.word(), quoted(list)),
            Self::Since(day) => write!(out, "takes only what is of {day} or later"),
            Self::Until(day) => write!(out, "takes only what is of {day} or earlier"),
            Self::Year(years) => {
                let years: Vec<String> = years.iter().map(i32::to_string).collect();
                write!(out, "takes only the year {}", years.join(", "))
            }
            Self::Says(filter) => write!(out, "takes only what has `{}` as {}", filter.key, values(filter)),
            Self::NotSays(filter) => write!(out, "does not take what has `{}` as {}", filter.key, values(filter)),
            Self::Any => out.write_str("takes only what passes one of the filters of `any`"),
        }
    }
}

/// What keeps an article out of a feed: the first of its filters that the article does not pass; `None`
/// where it passes all.
#[must_use]
pub fn unmet<'a>(feed: &'a FeedConfig, article: &Brief, config: &Config) -> Option<Unmet<'a>> {
    let passes_any = || feed.any.is_empty() || feed.any.iter().any(|filter| stopped(filter, article, config).is_none());
    stopped(&feed.takes, article, config).or_else(|| (!passes_any()).then_some(Unmet::Any))
}

fn stopped<'a>(filter: &'a Filter, article: &Brief, config: &Config) -> Option<Unmet<'a>> {
    let lists = [
        (Each::Section, &filter.section, &filter.not_section),
        (Each::Tag, &filter.tag, &filter.not_tag),
        (Each::Author, &filter.author, &filter.not_author),
        (Each::Language, &filter.language, &filter.not_language),
    ];
    for (each, only, not) in lists {
        if only.is_empty() && not.is_empty() {
            continue;
        }
        // A section holds those within it.
        let have: Vec<String> = match each {
            Each::Section => subsections(article).iter().map(|section| fold(section)).collect(),
            _ => values(article, each, config).iter().map(|value| fold(value)).collect(),
        };
        let has = |wanted: &String| have.contains(&fold(wanted.trim_matches('/')));
        if !only.is_empty() && !only.iter().any(has) {
            return Some(Unmet::Only(each, only));
        }
        if not.iter().any(has) {
            return Some(Unmet::Not(each, not));
        }
    }
    let day = || article.published.utc().with_timezone(&config.site.timezone).date_naive();
    if let Some(since) = filter.since.filter(|since| day() < *since) {
        return Some(Unmet::Since(since));
    }
    if let Some(until) = filter.until.filter(|until| day() > *until) {
        return Some(Unmet::Until(until));
    }
    if !filter.year.is_empty() && !filter.year.contains(&day().year()) {
        return Some(Unmet::Year(&filter.year));
    }
    let says = |wanted: &&KeyFilter| says(article, wanted, config);
    let missing = filter.says.iter().find(|wanted| !says(wanted)).map(Unmet::Says);
    missing.or_else(|| filter.not_says.iter().find(says).map(Unmet::NotSays))
}

/// Whether the front matter of an article has one of the values under a key.
fn says(article: &Brief, wanted: &KeyFilter, config: &Config) -> bool {
    let said = key(article, &wanted.key, config);
    wanted.values.iter().any(|value| match value {
        KeyValue::Text(text) => said.iter().any(|said| fold(said) == fold(text)),
        KeyValue::Switch(is_on) => is_switched_on(said) == *is_on,
    })
}

/// What the front matter of an article says under one of the keys by which feeds choose.
fn key<'b>(article: &'b Brief, key: &str, config: &Config) -> &'b [String] {
    let number = config.feed_keys.binary_search_by(|known| known.as_str().cmp(key));
    number.map_or(&[], |number| article.says(number))
}

fn is_switched_on(said: &[String]) -> bool {
    said.first().is_some_and(|said| matches!(&*fold(said), "true" | "yes" | "on" | "1"))
}

/// The section of an article, and those within it that it is in, each with those above it.
fn subsections(article: &Brief) -> Vec<String> {
    let mut path = String::new();
    let below = article.sections().into_iter().map(|section| {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(section);
        path.clone()
    });
    below.collect()
}

/// The warnings of feeds that take no article, though there are some.
pub fn empty_feeds(config: &Config, selections: &[Selection<'_>], articles: &[Brief]) -> Vec<Diagnostic> {
    let is_empty = |selection: &&Selection<'_>| selection.articles.is_empty() && selection.value.is_none();
    let empty = selections.iter().filter(is_empty).filter(|_| !articles.is_empty());
    empty.map(|selection| empty_feed(config, selection.feed, articles)).collect()
}

fn empty_feed(config: &Config, feed: &FeedConfig, articles: &[Brief]) -> Diagnostic {
    // The filter that stops most, and what is there in place of what it asks for.
    let mut stops: Vec<(Unmet<'_>, usize)> = Vec::new();
    for unmet in articles.iter().filter_map(|article| unmet(feed, article, config)) {
        match stops.iter_mut().find(|(known, _)| *known == unmet) {
            Some((_, count)) => *count += 1,
            None => stops.push((unmet, 1)),
        }
    }
    let most = stops.iter().max_by_key(|(_, count)| *count).map(|(unmet, _)| *unmet);
    let message = match most {
        Some(unmet) => format!("the feed `{}` takes no article: it {unmet}", feed.name),
        None => format!("the feed `{}` takes no article", feed.name),
    };
    let nearest = match most {
        Some(Unmet::Only(each, wanted)) => {
            let there: BTreeSet<String> = articles.iter().flat_map(|article| values(article, each, config)).collect();
            let near = |wanted: &String| {
                let distance = |known: &&String| strsim::damerau_levenshtein(&fold(known), &fold(wanted));
                there.iter().min_by_key(distance).filter(|known| distance(known) <= 1 + wanted.chars().count() / 4)
            };
            wanted.iter().find_map(near).map(|near| format!("there is the {} `{near}`; ", each.word()))
        }
        _ => None,
    };
    let help = format!("{}say what it is to take, or take the feed out", nearest.unwrap_or_default());
    Diagnostic::warning(Code::FeedEmpty, message).in_file(config::FILE_NAME).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{ContentMode, Format};

    fn feed(limit: Option<usize>, archive: Option<usize>) -> FeedConfig {
        FeedConfig {
            link_to: None,
            license: None,
            header: None,
            footer: None,
            ttl: None,
            moved: None,
            tombstones: false,
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
            takes: Filter::default(),
            any: Vec::new(),
            podcast: None,
            each: None,
            min_entries: 1,
            order: Order::Newest,
            pinned: None,
            max_bytes: None,
            home: None,
        }
    }

    /// RFC 5005, section 4: the subscription document and its archives leave no entry out.
    #[test]
    fn archives_and_subscription_document_cover_the_feed() {
        for all in 0..60 {
            for (limit, archive) in [(1, 5), (5, 5), (7, 5), (20, 10), (3, 1)] {
                let feed = feed(Some(limit), Some(archive));
                let selection =
                    Selection { feed: &feed, value: None, slug: None, term: None, articles: (0..all).collect() };
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
