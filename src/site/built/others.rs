//! Pages that no published article has made: do some read as articles all the same?

use std::collections::HashMap;

use rayon::prelude::*;

use super::SitePlace;
use super::compare::NAMED;
use super::folder::BuiltFolder;
use super::page::{self, folded};
use crate::article::{Article, LeftOut, markup_of};
use crate::config::{Config, Drafts};
use crate::content::{self, Found};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::permalink::page_url;
use crate::site::Progress;
use crate::site::gather::{LeftOutArticle, LeftOutReason};

/// A page that is no published article's.
#[derive(Debug)]
pub struct OtherPage {
    /// Its path below the built folder.
    pub path: String,
    /// The address that it says of itself, as typed.
    pub canonical: Option<String>,
    /// What it is called, as titles are compared; empty where nobody asks.
    pub titles: Vec<String>,
    /// Whether it reads as an article.
    pub is_article: bool,
}

/// Reads such pages. Those of use only are kept: all where `titles` are wanted, else those that read as articles.
pub fn others(
    built: &BuiltFolder,
    paths: &[&str],
    language: &str,
    titles: bool,
    progress: &dyn Progress,
) -> Vec<OtherPage> {
    let read = |path: &&str| {
        progress.done();
        let facts = page::read(&built.text(path, language)?);
        // The first page of a site is a list, even with one article.
        let is_article = facts.is_article && !matches!(*path, "index.html" | "index.htm");
        if !is_article && (!titles || facts.leads_on) {
            return None;
        }
        let names = facts.titles.iter().filter(|_| titles);
        Some(OtherPage {
            path: (*path).to_owned(),
            canonical: facts.canonical,
            titles: names.map(|title| folded(title)).collect(),
            is_article,
        })
    };
    paths.par_iter().filter_map(read).collect()
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
    pages: &[&str],
    left_out: &[LeftOutArticle],
    shown: &dyn Fn(&str) -> String,
) -> UnfedPages {
    let mut told = UnfedPages::default();
    if pages.is_empty() {
        return told;
    }
    let files = files_of(config, built, place, left_out);
    let mut rest = Vec::new();
    for &path in pages {
        match files.get(path) {
            None => rest.push(path),
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
    for path in rest.iter().take(NAMED) {
        let message = "the page reads as an article, and no article here has its address";
        let help = "look with `--left-out` whether its file is passed over, or has another address here";
        told.diagnostics.push(Diagnostic::warning(Code::PageUnfed, message).in_file(&shown(path)).help(help));
    }
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

/// The articles that are left out, by the files that their pages would be.
fn files_of<'a>(
    config: &Config,
    built: &BuiltFolder,
    place: &SitePlace,
    left_out: &'a [LeftOutArticle],
) -> HashMap<String, &'a LeftOutArticle> {
    let mut taking = config.clone();
    taking.content.drafts = Drafts::Take;
    let content = config.shown(&config.content_dir());
    let of = |left: &'a LeftOutArticle| {
        let below = if content.is_empty() { Some(&*left.path) } else { left.path.strip_prefix(&content) };
        let path = below?.trim_start_matches('/');
        let found = Found {
            path: path.into(),
            file: config.content_dir().join(path),
            markup: markup_of(path)?,
            in_drafts: left.why == LeftOutReason::File(LeftOut::DraftsFolder),
        };
        let article = released(&found, &taking)?;
        let file = built.file_of(&place.path(&page_url(&article, config).to_url())?)?;
        Some((file, left))
    };
    left_out.par_iter().filter_map(of).collect()
}

/// The marks of one article that are passed over at most.
const MARKS: usize = 8;

/// The article as if nothing withheld it.
fn released(found: &Found, config: &Config) -> Option<Article> {
    let mut config = std::borrow::Cow::Borrowed(config);
    for _ in 0..MARKS {
        let read = content::read_head(found, &config);
        if read.article.is_some() {
            return read.article;
        }
        let mark = read.mark?;
        config.to_mut().content.harmless.push(mark.key);
    }
    None
}
