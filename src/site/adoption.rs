//! The site's articles and the feeds of another generator become a ledger.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use url::Url;

use super::convert::{converted, without_places};
use super::gather::gather;
use super::reading::{needs_of_feeds, read_whole};
use super::store::{self, LedgerWrite};
use super::{LEDGER_NAME, Progress, RunOptions, SiteError, documents, parse_ledger, patterns};
use crate::adopt::{ARTICLE_OPENING, ByHand, Candidate, Matches, adopt, match_entries};
use crate::article::Brief;
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{self, Code, Diagnostic, Severity, any_error};
use crate::entry::{self, id};
use crate::ledger::{Opening, Sketch};
use crate::output::{self, BuildLock};
use crate::published::PublishedEntry;

/// What an adoption made of the old entries.
#[derive(Debug)]
#[must_use = "its diagnostics say whether anything may be written"]
#[non_exhaustive]
pub struct Adoption {
    /// The old entries and their articles.
    pub matches: Matches,
    /// The ledger with them, as text.
    pub ledger: String,
    /// Problems, sorted; with an error among them nothing may be written.
    pub diagnostics: Vec<Diagnostic>,
    /// The state of a shared ledger that it was made on.
    state: Option<String>,
}

/// What is adopted.
#[derive(Clone, Copy, Debug)]
pub struct OldFeeds<'a> {
    /// The entries of all old feeds, each once.
    pub entries: &'a [PublishedEntry],
    /// The files of the feeds. One that stands where a document of ours is to stand is ours to replace from then on.
    pub files: &'a [PathBuf],
    /// Matches that somebody made.
    pub by_hand: &'a [ByHand],
    /// The path of their file, as reports show it.
    pub by_hand_file: &'a str,
}

/// Matches old entries to the site's articles and takes them over into its ledger; writes nothing.
///
/// # Errors
/// The machine's faults.
///
/// ```no_run
/// use std::path::Path;
/// use tidings::config::{Config, Overrides};
/// use tidings::feed::Timestamp;
/// use tidings::published::read_feed;
/// use tidings::site::{self, OldFeeds, RunOptions, Unwatched};
///
/// let text = std::fs::read_to_string("site/tidings.toml")?;
/// let config = Config::parse(Path::new("site"), &text, &Overrides::default())?;
/// let now = Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999");
/// let files = ["old/rss.xml".into()];
/// let old = read_feed(&std::fs::read(&files[0])?, "old/rss.xml").map_err(tidings::diagnostic::Faults::from)?;
/// let old = OldFeeds { entries: &old.entries, files: &files, by_hand: &[], by_hand_file: "" };
/// let adoption = site::adoption(&config, &RunOptions::at(now), old, &Unwatched)?;
/// println!("{} old entries have their articles", adoption.matches.matched.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn adoption(
    config: &Config,
    options: &RunOptions,
    old: OldFeeds<'_>,
    progress: &dyn Progress,
) -> Result<Adoption, SiteError> {
    let conversion = converted(config, progress)?;
    let config = conversion.as_ref().map_or(config, |conversion| &conversion.config);
    let mut gathered = gather(config, &needs_of_feeds(config), options.now, progress).map_err(SiteError::Discover)?;
    let mut diagnostics: Vec<Diagnostic> = std::mem::take(&mut gathered.diagnostics);
    let surroundings = gathered.surroundings(config, HashSet::new());
    progress.stage("articles", gathered.articles.len());
    let composed: Vec<Result<Candidate, Vec<Diagnostic>>> = gathered
        .articles
        .par_iter()
        .map(|brief| {
            let read = read_whole(brief, config);
            let composed = read.and_then(|(article, body)| {
                let sketch = Sketch::of(body.as_str());
                Ok((entry::compose(&article, body, config, &surroundings)?, article, sketch))
            });
            progress.done();
            let (composed, article, sketch) = composed?;
            Ok(Candidate {
                path: article.path.clone(),
                url: composed.url.to_string(),
                aliases: Vec::new(),
                slug: article.slug().to_owned(),
                title: composed.title.to_string(),
                published: article.published,
                sketch,
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
    // What cannot be read may be the article of any old entry.
    let mendable = diagnostics.iter_mut().filter(|diagnostic| diagnostic.code != Code::ReadFailed);
    mendable.for_each(|diagnostic| diagnostic.severity = Severity::Warning);

    let mut matches = match_entries(old.entries, &candidates, old.by_hand, old.by_hand_file);
    diagnostics.append(&mut matches.diagnostics);
    diagnostics.extend(other_links(config, &matches, &candidates, &gathered.articles));
    let kept = store::read(config)?;
    let state = kept.state.clone();
    let ledger = parse_ledger(config, kept).unwrap_or_else(|found| {
        diagnostics.extend(found);
        None
    });
    let ledger = ledger.unwrap_or_default();
    let (mut ledger, mut found) = adopt(&ledger, &matches, &candidates, options.id_change);
    ledger.add_documents(places(config, old.files));
    diagnostics.append(&mut found);
    without_places(&mut diagnostics, config);
    diagnostic::sort(&mut diagnostics);
    Ok(Adoption { matches, ledger: ledger.to_text(), diagnostics, state })
}

/// How many pairs of addresses are shown.
const PAIRS: usize = 3;

/// A warning where the old links are not the addresses that the articles have now: subscribers would be led to other
/// pages, which may not be there. That a site has moved to another host, its configuration says.
fn other_links(config: &Config, matches: &Matches, candidates: &[Candidate], articles: &[Brief]) -> Option<Diagnostic> {
    let old_links: Vec<(&Candidate, Url)> = matches
        .matched
        .iter()
        .filter_map(|found| {
            let link = config.site.base.join(found.entry.link.as_deref()?.trim()).ok()?;
            Some((&candidates[found.article], link)).filter(|(_, link)| link.has_host())
        })
        .collect();
    // An entry may be about a page on yet another host.
    let mut hosts: BTreeMap<&str, usize> = BTreeMap::new();
    old_links.iter().filter_map(|(_, link)| link.host_str()).for_each(|host| *hosts.entry(host).or_default() += 1);
    let usual = hosts.into_iter().max_by_key(|(host, count)| (*count, Some(*host) == config.site.base.host_str()));
    let usual = usual.map(|(host, _)| host.to_owned());
    let known = |link: &Url| [usual.as_deref(), config.site.base.host_str()].contains(&link.host_str());
    let old_links: Vec<(&Candidate, Url)> = old_links.into_iter().filter(|(_, link)| known(link)).collect();
    let differs = |(article, link): &&(&Candidate, Url)| {
        Url::parse(&article.url).is_ok_and(|url| patterns::even_path(&url) != patterns::even_path(link))
    };
    let differing: Vec<&(&Candidate, Url)> = old_links.iter().filter(differs).collect();
    if differing.is_empty() {
        return None;
    }
    let shown: Vec<String> = differing
        .iter()
        .take(PAIRS)
        .map(|(article, link)| format!("`{}` was `{link}` and is `{}`", article.path, article.url))
        .collect();
    let message = format!(
        "the links of the old feed differ from the addresses that the articles have now, {} of {}: {}{}",
        differing.len(),
        old_links.len(),
        shown.join("; "),
        if differing.len() > PAIRS { "; ..." } else { "" }
    );
    let place = |path: &str| articles.binary_search_by(|brief| (*brief.path).cmp(path)).ok();
    let known: Vec<(&Brief, Url)> =
        old_links.iter().filter_map(|(article, link)| Some((&articles[place(&article.path)?], link.clone()))).collect();
    let help = match patterns::fitting(config, &known) {
        Some(fit) if fit.right == known.len() => format!("{} gives all of them", fit.line),
        Some(fit) => format!("{} gives {} of the {}", fit.line, fit.right, known.len()),
        None => format!(
            "say with `permalink` or `generator` in {FILE_NAME} which addresses the site has, if these are still its pages"
        ),
    };
    Some(Diagnostic::warning(Code::AdoptLinks, message).in_file(FILE_NAME).help(help))
}

/// Matches old entries and writes the ledger, unless an error forbids it; whether it was written is told
/// beside. `waiting` is called once where a build is at work in the site.
///
/// # Errors
/// The machine's faults.
pub fn adopt_into_ledger(
    config: &Config,
    options: &RunOptions,
    old: OldFeeds<'_>,
    progress: &dyn Progress,
    waiting: impl FnOnce(),
) -> Result<(Adoption, bool), SiteError> {
    let lock = BuildLock::acquire(&[&config.root], waiting)?;
    if lock.waited() && !super::is_as_on_disk(config) {
        return Err(SiteError::Changed(FILE_NAME));
    }
    output::remove_leftovers(&config.root);
    let mut adoption = adoption(config, options, old, progress)?;
    adoption.diagnostics.extend(lock.refused().cloned());
    let may_be_written = !any_error(&adoption.diagnostics);
    if may_be_written {
        if !store::is_shared(config) {
            output::replace(&config.root.join(LEDGER_NAME), adoption.ledger.as_bytes())?;
        } else if store::write(config, &adoption.ledger, adoption.state.as_deref())? == LedgerWrite::Lost {
            return Err(SiteError::Changed(LEDGER_NAME));
        }
    }
    Ok((adoption, may_be_written))
}

/// Those of the files that stand where a document of ours is to stand, relative to the site's root. Documents of
/// `each` are not among them: which there are, a build says.
fn places(config: &Config, files: &[PathBuf]) -> Vec<String> {
    let dir = config.output_dir();
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let files: Vec<PathBuf> = files.iter().filter_map(|file| real(&config.root.join(file))).collect();
    let is_adopted = |path: &String| real(&dir.join(path)).is_some_and(|file| files.contains(&file));
    documents::fixed_paths(config).into_iter().filter(is_adopted).map(|path| config.shown_document(&path)).collect()
}
