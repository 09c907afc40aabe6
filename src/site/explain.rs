//! How one article becomes an entry: each field with where it came from and what else was considered,
//! and the documents that carry it.
//!
//! The stages are those of a build, over all articles, so that the ledger says of this one what a build
//! would hear. Nothing is written. An article that is held back (a draft, one dated ahead, an expired one) is
//! explained as if it were published now.

mod asked;
mod episode;
mod fields;
mod whole;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

pub use whole::explain_site;

use super::compose::Composer;
use super::convert::{converted, without_places};
use super::gather::{self, Gathered, LeftOutReason};
use super::identify::{self, SeenArticles};
use super::older::OlderArticles;
use super::reading;
use super::walk::wanted;
use super::{LEDGER_NAME, RunOptions, SiteError, Unwatched, documents, names, publisher, read_ledger};
use crate::article::{Brief, LeftOut, Needs};
use crate::config::{Config, Drafts, Each, FeedConfig};
use crate::content::{self, Found};
use crate::diagnostic::{self, Diagnostic};
use crate::ledger::{Ledger, UpdatedFrom};
use crate::select::{self, Selection};

/// What there is to say of one article.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// Its file, relative to the site's root.
    pub file: Arc<str>,
    /// Why it is in no document; `None` where feeds decide.
    pub left_out: Option<LeftOutReason>,
    /// The entry, field by field; empty where it cannot be made one.
    pub fields: Vec<Field>,
    /// The documents that carry it.
    pub documents: Vec<Carried>,
    /// The feeds that do not.
    pub passed_over: Vec<PassedOver>,
    /// What is wrong with it, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// One field of the entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Field {
    /// Its name, in RFC 4287's words where it has one.
    pub name: &'static str,
    /// What it says.
    pub value: FieldValue,
    /// Where that came from.
    pub from: Origin,
    /// What else was considered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub considered: Vec<Considered>,
}

/// What a field says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum FieldValue {
    /// A text; of the content, HTML.
    One(String),
    /// Several.
    Many(Vec<String>),
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Origin {
    /// The rule, in words.
    pub rule: String,
    /// The file that says it, relative to the site's root, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

/// A value that a field could have had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Considered {
    /// The value.
    pub value: String,
    /// Where it comes from.
    pub from: Origin,
    /// Why it is not taken.
    pub why: &'static str,
}

/// A document that carries the entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Carried {
    /// The document, relative to the site's root.
    pub path: String,
    /// The feed's name.
    pub feed: String,
    /// The entry's place in the feed, 1 for the newest.
    pub place: usize,
    /// Whether it is an archive document (RFC 5005).
    pub archive: bool,
}

/// A feed that does not carry the entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PassedOver {
    /// The feed's name.
    pub feed: String,
    /// Why.
    pub why: String,
}

/// The path below the content directory, with `/`, that a user means by `given`: relative to the site's
/// root, to `current` or to the content directory. `None` where nothing is there, or outside.
pub fn path_below_content(config: &Config, current: &Path, given: &Path) -> Option<String> {
    let content = fs::canonicalize(config.content_dir()).ok()?;
    let below = |base: &Path| {
        let path = base.join(given);
        // The last name is not followed: an article may be a link to another file of the content directory.
        let path: PathBuf = match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) => fs::canonicalize(folder).ok()?.join(name),
            _ => fs::canonicalize(&path).ok()?,
        };
        fs::symlink_metadata(&path).ok()?;
        let parts: Option<Vec<&str>> = path.strip_prefix(&content).ok()?.iter().map(|part| part.to_str()).collect();
        parts.map(|parts| parts.join("/")).filter(|path| !path.is_empty())
    };
    [&config.root, current, &config.content_dir()].into_iter().find_map(below)
}

/// Explains the article, or the page bundle, at `path` below the content directory; `None` where no article
/// is there.
///
/// # Errors
/// The machine's faults.
///
/// ```no_run
/// use std::path::Path;
/// use tidings::config::{Config, Overrides};
/// use tidings::feed::Timestamp;
/// use tidings::site::{RunOptions, explain};
///
/// let text = std::fs::read_to_string("site/tidings.toml")?;
/// let config = Config::parse(Path::new("site"), &text, &Overrides::default())?;
/// let now = Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999");
/// if let Some(explained) = explain::explain(&config, &RunOptions::at(now), "launch.md")? {
///     for field in &explained.fields {
///         println!("{}: {:?}, by {}", field.name, field.value, field.from.rule);
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(config: &Config, options: &RunOptions, path: &str) -> Result<Option<Explanation>, SiteError> {
    let (old_ledger, broken) = match read_ledger(config)? {
        Ok(ledger) => (ledger.unwrap_or_default(), Vec::new()),
        Err(found) => (Ledger::default(), found.into()),
    };
    // A draft is explained too.
    let mut conversion = converted(&with_drafts(config), &Unwatched)?;
    if let Some(conversion) = &mut conversion {
        conversion.config.content.drafts = config.content.drafts;
    }
    let config = conversion.as_ref().map_or(config, |conversion| &conversion.config);
    let config = &*gather::keeping_dates(config, &old_ledger);
    let needs = gather::needs(config, &old_ledger);
    let mut gathered = gather::gather(config, &needs, options.now, &Unwatched).map_err(SiteError::Discover)?;
    let Some(target) = Explained::find(&mut gathered, config, &needs, path) else { return Ok(None) };
    let mut explanation = Explanation {
        file: reading::shown(&target.path, config),
        left_out: target.left_out,
        fields: Vec::new(),
        documents: Vec::new(),
        passed_over: Vec::new(),
        diagnostics: broken,
    };
    let mut diagnostics = std::mem::take(&mut gathered.diagnostics);
    diagnostics.extend(target.diagnostics);
    if let Some(at) = target.at {
        fill(&mut explanation, config, options, &old_ledger, &gathered, at, &mut diagnostics);
    }
    let about = |found: &Diagnostic| found.file.as_ref() == Some(&explanation.file);
    diagnostics.retain(about);
    explanation.diagnostics.append(&mut diagnostics);
    without_places(&mut explanation.diagnostics, config);
    diagnostic::sort(&mut explanation.diagnostics);
    Ok(Some(explanation))
}

/// The article that is asked for.
struct Explained {
    path: Arc<str>,
    /// Its place among the articles, where it can be read.
    at: Option<usize>,
    left_out: Option<LeftOutReason>,
    diagnostics: Vec<Diagnostic>,
}

impl Explained {
    /// Finds it among what was gathered. One that is held back is put among the articles.
    fn find(gathered: &mut Gathered, config: &Config, needs: &Needs<'_>, path: &str) -> Option<Self> {
        let means = |known: &str| {
            let inside = || known.strip_prefix(path)?.strip_prefix('/');
            known == path || inside().is_some_and(|name| name.starts_with("index.") && !name.contains('/'))
        };
        if let Some(at) = gathered.articles.iter().position(|article| means(&article.path)) {
            let path = Arc::clone(&gathered.articles[at].path);
            return Some(Self { path, at: Some(at), left_out: None, diagnostics: Vec::new() });
        }
        let above = reading::shown("", config);
        let below = |shown: &str| {
            let path = if above.is_empty() { Some(shown) } else { shown.strip_prefix(above.trim_end_matches('/')) };
            path.unwrap_or(shown).trim_matches('/').to_owned()
        };
        let left = |left: &gather::LeftOutArticle| Some((below(&left.path), left.why)).filter(|(path, _)| means(path));
        let in_folder = |left: &gather::LeftOutArticle| {
            let folder = below(&left.path);
            let inside = path.strip_prefix(&folder).is_some_and(|rest| rest.starts_with('/'));
            (inside && content::markup_in(path, config).is_some()).then(|| (path.to_owned(), left.why))
        };
        let (path, why) =
            gathered.left_out.iter().find_map(left).or_else(|| gathered.left_out.iter().find_map(in_folder))?;
        let mut target = Self { path: Arc::from(&*path), at: None, left_out: Some(why), diagnostics: Vec::new() };
        let Some(markup) = content::markup_in(&path, config) else { return Some(target) };
        let in_drafts = why == LeftOutReason::File(LeftOut::DraftsFolder);
        let unclear = why == LeftOutReason::File(LeftOut::Unclear);
        let by_generator =
            LeftOutReason::File(LeftOut::NoPage) == why || LeftOutReason::File(LeftOut::AddressUnknown) == why;
        let as_draft = matches!(why, LeftOutReason::File(LeftOut::Draft) | LeftOutReason::Held(_));
        if in_drafts || unclear || by_generator || as_draft {
            let file = config.content_dir().join(&path);
            let found = Found { path: Arc::clone(&target.path), file, markup, in_drafts };
            let read = content::read_head(&found, &with_drafts(config));
            target.diagnostics = read.diagnostics;
            if let Some(article) = read.article {
                let brief = Brief::of(&article, in_drafts, needs);
                let at = gathered.articles.partition_point(|other| other.path < brief.path);
                gathered.articles.insert(at, brief);
                target.at = Some(at);
            }
        }
        Some(target)
    }
}

fn with_drafts(config: &Config) -> Config {
    let mut config = config.clone();
    config.content.drafts = Drafts::Take;
    config
}

/// Walks the stages after reading, for the article at `at` and those that documents take.
fn fill(
    explanation: &mut Explanation,
    config: &Config,
    options: &RunOptions,
    ledger: &Ledger,
    gathered: &Gathered,
    at: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let articles = &gathered.articles;
    let mut selections = select::select(config, articles, |_| false);
    let mut composed_too: HashSet<usize> = wanted(&selections, articles.len()).into_iter().collect();
    composed_too.insert(at);
    let mut all: Vec<usize> = composed_too.into_iter().collect();
    all.sort_unstable();
    let mut publisher = publisher::decide(config, ledger, articles, &all);
    diagnostics.append(&mut publisher.diagnostics);
    let mut surroundings = gathered.surroundings(config, publisher.leaving);
    // A draft is read although drafts are not taken; all others have been chosen already.
    let own_config = with_drafts(config);
    let older = OlderArticles::of(articles, &all, |at| select::held(&articles[at], config, options.now).is_some());
    let (mut seen_articles, faults) = SeenArticles::of(&all, &own_config, articles, &older, || ());
    surroundings.familiar = older.familiar(config, articles, std::mem::take(&mut seen_articles.marks));
    let composer = Composer { config: &own_config, articles, surroundings: &surroundings, now: options.now };
    let own = seen_articles.places.binary_search(&at);
    let composed = composer.compose(at, None);
    let (Ok(own), Ok((article, composed))) = (own, composed.as_ref()) else {
        let own = faults.into_iter().chain(composed.err()).filter(|fault| fault.at == at);
        diagnostics.extend(own.flat_map(|fault| fault.diagnostics));
        explanation.left_out.get_or_insert(LeftOutReason::Broken);
        return;
    };
    // What it says is for builds: it is not about this article alone.
    names::make_distinct(&mut selections, articles, &seen_articles, ledger, config);
    let mut resolution = identify::resolve(options, ledger, gathered, &mut seen_articles, &composer);
    identify::refuse_shared_ids(
        config,
        articles,
        &selections,
        &BTreeSet::new(),
        &seen_articles.places,
        &mut resolution,
    );
    diagnostics.extend(resolution.diagnostics);
    diagnostics.extend(composed.diagnostics.iter().cloned());
    let mut resolved = resolution.entries[own].clone();
    if resolved.believed_updated(options.now) != resolved.updated {
        (resolved.updated, resolved.updated_from) = (resolved.published, UpdatedFrom::Published);
    }
    if resolved.refused {
        explanation.left_out.get_or_insert(LeftOutReason::Broken);
    }
    match fields::fields((article, composed), &own_config, &resolved, &surroundings) {
        Ok(fields) => explanation.fields = fields,
        Err(found) => diagnostics.push(found),
    }
    if explanation.left_out.is_none() {
        for feed in &config.feeds {
            place(explanation, config, feed, &selections, at, &articles[at]);
        }
    }
}

/// Says which documents of a feed carry the article, or why none does.
fn place(
    explanation: &mut Explanation,
    config: &Config,
    feed: &FeedConfig,
    selections: &[Selection<'_>],
    at: usize,
    brief: &Brief,
) {
    let mut pass_over = |feed: String, why: String| explanation.passed_over.push(PassedOver { feed, why });
    if let Some(filter) = select::unmet(feed, brief, config) {
        return pass_over(feed.name.clone(), filter.to_string());
    }
    let mut taken = false;
    for selection in selections.iter().filter(|selection| std::ptr::eq(selection.feed, feed)) {
        let Some(index) = selection.articles.iter().position(|&article| article == at) else { continue };
        taken = true;
        let name = documents::name(selection);
        let newest = index < selection.subscription();
        let archives = selection.archives();
        let archive = archives.iter().position(|archive| archive.contains(&at));
        if !newest && archive.is_none() {
            let why = format!("it is number {}; the newest {} are carried", index + 1, selection.subscription());
            explanation.passed_over.push(PassedOver { feed: name, why });
            continue;
        }
        for &format in &feed.formats {
            let path = documents::path(selection, format);
            let shown = |path: &str| config.shown_document(path);
            let carried = |path: String, archive| Carried { path, feed: name.clone(), place: index + 1, archive };
            if newest {
                explanation.documents.push(carried(shown(&path), false));
            }
            if let Some(number) = archive {
                explanation.documents.push(carried(shown(&documents::numbered(&path, number + 1)), true));
            }
        }
    }
    if let (false, Some(each)) = (taken, feed.each) {
        let what = match each {
            Each::Tag => "it has no tag",
            Each::Section => "it is in no section",
            Each::Author => "it names no author",
            Each::Language => "it has no language",
            Each::Subsection => "it is in no section within another",
        };
        explanation.passed_over.push(PassedOver { feed: feed.name.clone(), why: what.to_owned() });
    }
}

impl Origin {
    fn rule(rule: impl Into<String>) -> Self {
        Self { rule: rule.into(), file: None, line: None, column: None }
    }

    fn ledger(rule: impl Into<String>) -> Self {
        Self { file: Some(LEDGER_NAME.to_owned()), ..Self::rule(rule) }
    }
}
