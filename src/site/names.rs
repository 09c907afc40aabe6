//! What the values of `each` are called in names and paths: `node.js` and `node-js` are two tags, and their feeds
//! must not be one document.
//!
//! A value is called by its slug, unless another value of the same feed is called so already; then a short hash
//! of it is added. A path that readers poll never changes for that: who has been called by a hash stays so as long as
//! the ledger names its documents; of the others, those come first whose articles the last build published, then
//! those whose article is the oldest. So no article that is added, whatever its date, renames a document.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::documents::{own_names, paths, paths_as};
use super::identify::SeenArticles;
use super::reading;
use crate::article::Brief;
use crate::config::{Config, Each};
use crate::diagnostic::{Code, Diagnostic};
use crate::ledger::{Ledger, Seen};
use crate::select::Selection;

/// How many digits of a hash part two values; more only where that is another value's slug.
const DIGITS: [usize; 3] = [8, 16, 64];

/// Gives each value a name of its own, and says which of them are not called by their slug alone. `seen_articles` tell
/// what articles say now.
pub fn make_distinct(
    selections: &mut [Selection<'_>],
    articles: &[Brief],
    seen_articles: &SeenArticles,
    ledger: &Ledger,
    config: &Config,
) -> Vec<Diagnostic> {
    if !selections.iter().any(|selection| selection.value.is_some()) {
        return Vec::new();
    }
    let known = LastBuild {
        documents: ledger.documents().flat_map(|(path, _)| below_any_folder(path)).collect(),
        articles: known_articles(seen_articles, ledger),
    };
    let mut diagnostics = Vec::new();
    let same_feed = |one: &Selection<'_>, other: &Selection<'_>| std::ptr::eq(one.feed, other.feed);
    for values in selections.chunk_by_mut(same_feed).filter(|values| values[0].value.is_some()) {
        make_values_distinct(values, articles, &known, config, &mut diagnostics);
    }
    diagnostics
}

/// What the last build left.
struct LastBuild<'a> {
    /// Its documents, below the output folder: whichever that was, for it may be another in a trial run.
    documents: HashSet<&'a str>,
    /// Its articles among those of now, and whether they say the same still, their tags for one.
    articles: HashMap<usize, bool>,
}

fn below_any_folder(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[at + 1..])
}

fn known_articles(seen_articles: &SeenArticles, ledger: &Ledger) -> HashMap<usize, bool> {
    let records = ledger.records().iter().filter(|record| record.gone.is_none());
    let records: HashMap<&str, _> = records.map(|record| (&*record.path, record.content)).collect();
    let known = |(&at, seen): (&usize, &Seen)| {
        let content = records.get(&*seen.path)?;
        Some((at, content.is_some_and(|content| content.fingerprint == seen.content.fingerprint)))
    };
    seen_articles.places.iter().zip(&seen_articles.seen).filter_map(known).collect()
}

fn make_values_distinct(
    values: &mut [Selection<'_>],
    articles: &[Brief],
    known: &LastBuild<'_>,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let slugs: HashSet<String> = values.iter().filter_map(|value| value.slug.clone()).collect();
    let mut order: Vec<(_, usize, bool)> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let hashed = is_known_by_hash(value, known);
        let last = hashed || is_an_archive_of_another(value, &slugs);
        let unchanged = value.articles.iter().any(|at| known.articles.get(at) == Some(&true));
        let published = value.articles.iter().any(|at| known.articles.contains_key(at));
        let oldest = value.articles.iter().map(|&at| (articles[at].published, at)).min();
        order.push(((last, Reverse(unchanged), Reverse(published), oldest), at, hashed));
    }
    order.sort_unstable();
    let reserved = own_names(config);
    let mut taken: HashMap<String, usize> = HashMap::new();
    for (_, at, hashed) in order {
        let value = &values[at];
        let mut own = folded(paths(value));
        // Where a path is called by the generator's name, slugs may be alike where paths are not; ids are made of slugs.
        own.extend(value.slug.iter().map(|slug| as_name(slug)));
        let other = own.iter().find_map(|path| taken.get(path)).map(|other| &values[*other]);
        let collides = other.is_some() || own.iter().any(|path| reserved.contains(path));
        if collides || hashed {
            let is_free = |slug: &String| {
                own = folded(paths_as(value, Some(slug)));
                own.push(as_name(slug));
                !slugs.contains(slug) && !own.iter().any(|path| taken.contains_key(path))
            };
            let slug = DIGITS.into_iter().map(|digits| value.by_hash(digits)).find(is_free);
            let complaint = collides.then(|| complaint(value, slug.as_deref(), other, articles, config));
            diagnostics.extend(complaint);
            if slug.is_some() {
                values[at].slug = slug;
            }
        }
        taken.extend(own.into_iter().map(|path| (path, at)));
    }
}

/// Names that differ in case only are one file on many disks.
fn folded(paths: Vec<String>) -> Vec<String> {
    paths.into_iter().map(|path| path.to_lowercase()).collect()
}

/// The name of a feed beside paths: no path begins so.
fn as_name(slug: &str) -> String {
    format!("/{}", slug.to_lowercase())
}

/// Whether the documents of the last build have one of this value's hash.
fn is_known_by_hash(value: &Selection<'_>, known: &LastBuild<'_>) -> bool {
    let mut by_hash = DIGITS.into_iter().map(|digits| value.by_hash(digits));
    by_hash.any(|slug| paths_as(value, Some(&slug)).iter().any(|path| known.documents.contains(path.as_str())))
}

/// Whether a slug is `news-archive-2` where another one is `news`, whose archives need that name some day.
fn is_an_archive_of_another(value: &Selection<'_>, slugs: &HashSet<String>) -> bool {
    let Some(slug) = value.slug.as_deref().filter(|_| value.feed.archive.is_some()) else { return false };
    let numbered = slug.rsplit_once("-archive-").filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    numbered.is_some_and(|(stem, _)| slugs.contains(stem))
}

fn complaint(
    value: &Selection<'_>,
    slug: Option<&str>,
    other: Option<&Selection<'_>>,
    articles: &[Brief],
    config: &Config,
) -> Diagnostic {
    let each = value.feed.each.unwrap_or(Each::Tag).word();
    let text = |value: &Selection<'_>| value.value.clone().unwrap_or_default();
    let whose = other.map_or_else(|| "the list of feeds".to_owned(), |other| format!("the {each} `{}`", text(other)));
    let path = paths_as(value, slug.or(value.slug.as_deref())).pop().unwrap_or_default();
    let path = config.shown_document(&path);
    let message = format!("the {each} `{}` would share a document with {whose}; its feed is `{path}`", text(value));
    let help = format!("write one {each} in one way in all articles, or go on if these are two");
    let complaint = Diagnostic::warning(Code::NamesAlike, message).help(help);
    match value.articles.last() {
        Some(&oldest) => complaint.in_file(&reading::shown(&articles[oldest].path, config)),
        None => complaint,
    }
}
