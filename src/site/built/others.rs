//! Pages that no published article has made: do some read as articles all the same?

use std::collections::HashMap;
use std::sync::Arc;

use ignore::WalkBuilder;
use rayon::prelude::*;

use super::SitePlace;
use super::compare::NAMED;
use super::folder::{BuiltFolder, PageNames};
use super::page::{self, PageFacts, ReadsAs};
use super::titles::{TitleHash, hashed};
use crate::article::{Article, LeftOut, Purpose, markup_of};
use crate::config::{Config, Drafts, FILE_NAME};
use crate::content::{self, Found};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::permalink::page_url;
use crate::feed::Timestamp;
use crate::site::Progress;
use crate::site::gather::{LeftOutArticle, LeftOutReason};

/// A page that is no published article's.
#[derive(Debug)]
pub struct OtherPage {
    /// Its path below the built folder.
    pub path: String,
    /// The address that it says of itself, as typed.
    pub canonical: Option<String>,
    /// What it is called.
    pub names: PageNames,
    /// Whether it reads as an article.
    pub is_article: bool,
}

/// Reads such pages. Those of use only are kept: all where `names` are wanted, else those that read as articles.
pub fn others(
    built: &BuiltFolder,
    place: &SitePlace,
    paths: &[&str],
    language: &str,
    names: bool,
    progress: &dyn Progress,
) -> Vec<OtherPage> {
    let read = |path: &&str| {
        progress.done();
        let facts = page::read(&built.text(path, language)?);
        let is_article = match &facts.reads_as {
            ReadsAs::Page => false,
            ReadsAs::Article => true,
            ReadsAs::Linked(link) => leads_to(built, place, path, link).as_deref() == Some(*path),
        };
        // The first page of a site is a list, even with one article.
        let is_article = is_article && !matches!(*path, "index.html" | "index.htm");
        if !is_article && (!names || facts.leads_on) {
            return None;
        }
        let names = if is_article || names { names_of(&facts) } else { PageNames::default() };
        Some(OtherPage { path: (*path).to_owned(), canonical: facts.canonical, names, is_article })
    };
    paths.par_iter().filter_map(read).collect()
}

/// The file that a link in a page leads to.
fn leads_to(built: &BuiltFolder, place: &SitePlace, path: &str, link: &str) -> Option<String> {
    built.file_of(&place.path(&place.address(path).join(link).ok()?)?)
}

/// Headings of the first rank in a page that is no list: the site's and the article's.
const MOST_HEADINGS: usize = 2;

fn names_of(facts: &PageFacts) -> PageNames {
    let parts = facts.titles.iter().flat_map(|title| {
        // `The title | The site`, and the other way round.
        let part = |mark: &str| {
            let (first, last) = (title.split_once(mark), title.rsplit_once(mark));
            [first.map(|(first, _)| first), last.map(|(_, last)| last)]
        };
        let parts = [" | ", " - ", " – ", " — ", " · ", " :: ", " • "].into_iter().flat_map(part).flatten();
        std::iter::once(title.as_str()).chain(parts)
    });
    let mut titles: Vec<TitleHash> = parts.filter_map(hashed).collect();
    titles.sort_unstable();
    titles.dedup();
    let headings = facts.headings.iter().filter(|_| facts.headings.len() <= MOST_HEADINGS);
    PageNames { titles, headings: headings.filter_map(|heading| hashed(heading)).collect() }
}

/// What there is to say of pages that read as articles and that no published article has made.
#[derive(Debug, Default)]
pub struct UnfedPages {
    /// How many are of no article here.
    pub unfed: usize,
    /// How many are of an article that is withheld here.
    pub withheld: usize,
    /// What there is to say of them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Tells which of the pages are those of articles that are left out, and which are of none.
pub fn unfed(
    config: &Config,
    built: &BuiltFolder,
    place: &SitePlace,
    pages: &[&OtherPage],
    left_out: &[LeftOutArticle],
    shown: &dyn Fn(&str) -> String,
) -> UnfedPages {
    let mut told = UnfedPages::default();
    if pages.is_empty() {
        return told;
    }
    let left_out = with_those_below(left_out, config);
    let known = LeftOutPages::of(config, built, place, &left_out);
    let mut rest = Vec::new();
    for page in pages {
        let path = &*page.path;
        match known.of_page(page) {
            None => rest.push((path, None)),
            Some(article) if article.why == LeftOutReason::File(LeftOut::Undated) => {
                rest.push((path, Some(&*article.path)));
            }
            // Of these the site has a page on purpose.
            Some(article) if is_meant(article.why) => {}
            Some(article) => {
                told.withheld += 1;
                if told.withheld <= NAMED {
                    let why = reason(article.why);
                    let message = format!("it is left out here ({why}), and the site has its page: `{}`", shown(path));
                    let help = "look whether it is to be seen: then let it into the feeds, else take it off the site";
                    told.diagnostics
                        .push(Diagnostic::info(Code::PageWithheld, message).in_file(&article.path).help(help));
                }
            }
        }
    }
    told.unfed = rest.len();
    told.diagnostics.extend(rest.iter().take(NAMED).map(|(path, undated)| match undated {
        None => of_nobody(&shown(path)),
        Some(file) => of_undated(&shown(path), file, config),
    }));
    let more = |number: usize| number.saturating_sub(NAMED);
    if more(told.unfed) > 0 {
        let message =
            format!("{} more pages read as articles, and no article here has their address", more(told.unfed));
        let help = "mend what the others name, and run again";
        told.diagnostics.push(Diagnostic::warning(Code::PageUnfed, message).help(help));
    }
    if more(told.withheld) > 0 {
        let message = format!("{} more articles are left out here, and the site has their pages", more(told.withheld));
        told.diagnostics.push(Diagnostic::info(Code::PageWithheld, message).help("pass `--left-out` to see them"));
    }
    told
}

fn of_nobody(page: &str) -> Diagnostic {
    let message = format!("`{page}` reads as an article, and no article here has its address");
    let help = format!(
        "look with `--left-out` whether its file is passed over, or has another address here; of a page that is no article, \
         name the file in `exclude` in `[content]` of {FILE_NAME}"
    );
    Diagnostic::warning(Code::PageUnfed, message).in_file(page).help(help)
}

fn of_undated(page: &str, file: &str, config: &Config) -> Diagnostic {
    let message = format!("`{page}` reads as an article, and `{file}`, whose page it is, has no date");
    let named = below_content(file, config).unwrap_or(file);
    let help = format!(
        "give it a date, or, if it is no article, write `exclude = [\"{named}\"]` in `[content]` of {FILE_NAME}"
    );
    Diagnostic::warning(Code::PageUnfed, message).in_file(file).help(help)
}

/// A file of the site as one below the content directory.
fn below_content<'p>(shown: &'p str, config: &Config) -> Option<&'p str> {
    let content = config.shown(&config.content_dir());
    let below = if content.is_empty() { Some(shown) } else { shown.strip_prefix(&content) };
    below.map(|path| path.trim_start_matches('/'))
}

/// Files below folders that are left out as a whole, at most.
const MOST_BELOW: usize = 10_000;

/// With the files below a folder that the site's own rules leave out, which may well have pages.
fn with_those_below(left_out: &[LeftOutArticle], config: &Config) -> Vec<LeftOutArticle> {
    let mut all = left_out.to_vec();
    let folders = left_out.iter().filter(|left| is_meant(left.why) && config.root.join(&*left.path).is_dir());
    let below = folders.flat_map(|folder| {
        let walk = WalkBuilder::new(config.root.join(&*folder.path)).standard_filters(false).hidden(true).build();
        let files = walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
        files.map(|entry| LeftOutArticle::new(&Arc::from(config.shown(entry.path())), folder.why))
    });
    all.extend(below.take(MOST_BELOW));
    all
}

/// Whether an article that is left out so may well have a page.
fn is_meant(why: LeftOutReason) -> bool {
    matches!(why, LeftOutReason::File(LeftOut::Excluded | LeftOut::NotInFeeds | LeftOut::Unlisted | LeftOut::Ignored))
}

fn reason(why: LeftOutReason) -> &'static str {
    use crate::select::Held;
    match why {
        LeftOutReason::File(left_out) => left_out.reason(),
        LeftOutReason::Held(Held::Draft) => "draft",
        LeftOutReason::Held(Held::Future(_)) => "dated ahead",
        LeftOutReason::Held(Held::Expired(_)) => "expired",
        LeftOutReason::Broken => "at fault",
    }
}

/// The articles that are left out.
struct LeftOutPages<'a> {
    /// By the files that their pages would be.
    by_file: HashMap<String, &'a LeftOutArticle>,
    /// By their titles, for a generator may put what it withholds in a place of its own; `None` where two share one.
    by_title: HashMap<TitleHash, Option<&'a LeftOutArticle>>,
}

impl<'a> LeftOutPages<'a> {
    fn of(config: &Config, built: &BuiltFolder, place: &SitePlace, left_out: &'a [LeftOutArticle]) -> Self {
        let mut taking = config.clone();
        taking.content.drafts = Drafts::Take;
        let of = |left: &'a LeftOutArticle| {
            let path = below_content(&left.path, config)?;
            let found = Found {
                path: path.into(),
                file: config.content_dir().join(path),
                markup: markup_of(path)?,
                in_drafts: left.why == LeftOutReason::File(LeftOut::DraftsFolder),
            };
            let article = released(&found, &taking)?;
            let file = place.path(&page_url(&article, config).to_url()).and_then(|path| built.file_of(&path));
            Some((left, file, article.front_matter.title.and_then(|title| hashed(&title.value))))
        };
        let mut known = Self { by_file: HashMap::new(), by_title: HashMap::new() };
        for (left, file, title) in left_out.par_iter().filter_map(of).collect::<Vec<_>>() {
            if let Some(file) = file {
                known.by_file.insert(file, left);
            }
            if let Some(title) = title {
                known.by_title.entry(title).and_modify(|known| *known = None).or_insert(Some(left));
            }
        }
        known
    }

    fn of_page(&self, page: &OtherPage) -> Option<&'a LeftOutArticle> {
        let titled =
            || page.names.titles.iter().chain(&page.names.headings).find_map(|name| *self.by_title.get(name)?);
        self.by_file.get(&page.path).copied().or_else(titled)
    }
}

/// The marks of one article that are passed over at most.
const MARKS: usize = 8;

/// The article as if nothing withheld it.
fn released(found: &Found, config: &Config) -> Option<Article> {
    let mut config = std::borrow::Cow::Borrowed(config);
    let mut purpose = Purpose::Entry;
    for _ in 0..MARKS {
        let read = content::read_head_for(purpose, found, &config);
        if read.article.is_some() {
            return read.article;
        }
        match (read.mark, read.left_out?) {
            (Some(mark), _) => config.to_mut().content.harmless.push(mark.key),
            // Any day does: where the address has none, it says where the page is.
            (None, LeftOut::Undated) if purpose == Purpose::Entry => purpose = Purpose::Link(Timestamp::from_unix(0)?),
            // Where its page is, is no longer known; what it is called is.
            (None, LeftOut::NoPage | LeftOut::AddressUnknown) => config.to_mut().site.generator = None,
            (None, _) => return None,
        }
    }
    None
}
