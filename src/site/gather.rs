//! Articles are found and their heads read; what is no entry is named with its reason.

use std::sync::Arc;

use rayon::prelude::*;

use super::Progress;
use super::cache::{Heads, Key, Listing, Record};
use crate::article::{self, Article, Brief, BriefRead, DiscoverError, Listed, Needs, Skipped, front_matter};
use crate::config::{Config, Each};
use crate::diagnostic::Diagnostic;
use crate::entry::Surroundings;
use crate::entry::links::SiteLinks;
use crate::entry::people::SectionAuthors;
use crate::entry::permalink;
use crate::feed::Timestamp;
use crate::file;
use crate::ledger::Ledger;
use crate::select::{Held, held};

/// An article that is in no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its file, relative to the site's root.
    pub path: Arc<str>,
    /// Why.
    pub why: Why,
}

impl LeftOut {
    /// A file and the reason.
    pub fn new(path: &Arc<str>, why: Why) -> Self {
        Self { path: path.clone(), why }
    }
}

/// Why an article is in no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A reason that the file itself gives, or its place.
    File(article::LeftOut),
    /// It is not to be published now.
    Held(Held),
    /// It cannot be made an entry; a diagnostic says why.
    Broken,
}

/// What reading the heads gives.
#[derive(Default)]
pub struct Gathered {
    /// Articles that are published now, in short, sorted by path.
    pub articles: Vec<Brief>,
    /// The others.
    pub left_out: Vec<LeftOut>,
    /// Whom the pages of sections name.
    pub section_authors: SectionAuthors,
    /// The paths, below the content directory, of those that are at fault.
    pub at_fault: Vec<Arc<str>>,
    /// What is worth keeping of their heads for the next build.
    pub heads: Vec<Record>,
    /// How many files could have been articles.
    pub found: usize,
    /// When the first of the articles expires.
    pub expires: Option<Timestamp>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Gathered {
    /// What each of the articles needs to know of the others.
    pub fn surroundings<'a>(&'a self, config: &'a Config) -> Surroundings<'a> {
        let page =
            |brief: &Brief| read_article(brief, config).ok().map(|article| permalink::page_url(&article, config));
        Surroundings { links: SiteLinks::new(&self.articles, page), section_authors: self.section_authors.clone() }
    }
}

/// The whole head of an article. What is wrong with it has been told when the articles were gathered.
///
/// # Errors
/// Where the file is no article any more.
pub fn read_article(brief: &Brief, config: &Config) -> Result<Article, Vec<Diagnostic>> {
    let read = article::read_head(&brief.found(config), config);
    read.article.ok_or_else(|| {
        let message = "the file changed while the feeds were made";
        let changed = Diagnostic::error("read-failed", message).in_file(&shown(&brief.path, config)).help("run again");
        if read.diagnostics.is_empty() { vec![changed] } else { read.diagnostics }
    })
}

/// A path below the content directory as reports show it.
pub fn shown(path: &str, config: &Config) -> Arc<str> {
    Arc::from(config.shown(&config.content_dir().join(path)))
}

/// What has to be known of articles to choose from them and to know them again.
pub fn needs<'a>(config: &Config, ledger: &'a Ledger) -> Needs<'a> {
    let chosen_by = |each: Each, filters: fn(&crate::config::FeedConfig) -> &[String]| {
        config.feeds.iter().any(|feed| feed.each == Some(each) || !filters(feed).is_empty())
    };
    Needs {
        tags: chosen_by(Each::Tag, |feed| &feed.tag),
        authors: chosen_by(Each::Author, |feed| &feed.author),
        language: chosen_by(Each::Language, |feed| &feed.language),
        titles: ledger.records().iter().map(|record| &*record.path).collect(),
    }
}

/// What one thread gathers.
#[derive(Default)]
struct Part {
    gathered: Gathered,
    buffer: Vec<u8>,
}

/// Walks the content directory, unless it has been listed, and reads each file's head.
///
/// # Errors
/// Where the content directory cannot be walked.
pub fn gather(
    config: &Config,
    needs: &Needs<'_>,
    now: Timestamp,
    heads: &Heads,
    listing: Option<Listing>,
    progress: &dyn Progress,
) -> Result<Gathered, DiscoverError> {
    let take = |part: &mut Part, item: article::Item<'_>, key: Option<Key>| {
        let known = key.as_ref().filter(|_| !item.in_drafts && !needs.titles.contains(item.path));
        let gathered = &mut part.gathered;
        let read = match known.and_then(|key| heads.published(key)) {
            Some(published) => BriefRead::Article(Brief::plain(&item, published), Vec::new()),
            None => {
                let read = article::read_brief(&item, config, needs, &mut part.buffer);
                if let (Some(key), BriefRead::Article(brief, found)) = (&key, &read)
                    && found.is_empty()
                {
                    gathered.heads.extend(heads.record(key, brief));
                }
                read
            }
        };
        gathered.found += 1;
        progress.done();
        let why = match read {
            BriefRead::Article(brief, mut found) => {
                gathered.diagnostics.append(&mut found);
                match held(&brief, config, now) {
                    Some(held) => Why::Held(held),
                    None => {
                        gathered.expires = gathered.expires.into_iter().chain(brief.expires).min();
                        return gathered.articles.push(brief);
                    }
                }
            }
            BriefRead::LeftOut(reason, mut found) => {
                gathered.diagnostics.append(&mut found);
                Why::File(reason)
            }
        };
        if why == Why::File(article::LeftOut::Broken) {
            gathered.at_fault.push(Arc::from(item.path));
        }
        gathered.left_out.push(LeftOut { path: shown(item.path, config), why });
    };
    let (parts, walked) = match listing {
        None => article::walk(config, |part, item| {
            let key = heads.key(&item);
            take(part, item, key);
        })?,
        Some(Listing { files, walked }) => {
            let content = config.content_dir();
            let again = |mut part: Part, listed: &Listed| {
                take(&mut part, article::Item::again(listed, &content), heads.key_of(listed));
                part
            };
            let gather = |files: &Vec<Listed>| files.par_iter().fold(Part::default, again).collect::<Vec<_>>();
            (files.par_iter().flat_map(gather).collect(), walked)
        }
    };
    let mut gathered = Gathered {
        section_authors: section_authors(&walked.skipped, config),
        diagnostics: walked.diagnostics,
        ..Gathered::default()
    };
    gathered.articles.reserve_exact(parts.iter().map(|part| part.gathered.articles.len()).sum());
    for skipped in &walked.skipped {
        gathered.left_out.push(LeftOut { path: shown(&skipped.path, config), why: Why::File(skipped.reason) });
    }
    for Part { gathered: mut part, .. } in parts {
        gathered.articles.append(&mut part.articles);
        gathered.left_out.append(&mut part.left_out);
        gathered.at_fault.append(&mut part.at_fault);
        gathered.diagnostics.append(&mut part.diagnostics);
        gathered.heads.append(&mut part.heads);
        gathered.found += part.found;
        gathered.expires = gathered.expires.into_iter().chain(part.expires).min();
    }
    // Stable, for it is the faster the more of them are in order, as those of a folder are.
    gathered.articles.sort_by(|a, b| a.path.cmp(&b.path));
    gathered.at_fault.sort();
    Ok(gathered)
}

/// A section page is no article, but it may name the authors of those beside it. One that cannot be read
/// names nobody.
fn section_authors(skipped: &[Skipped], config: &Config) -> SectionAuthors {
    let mut sections = SectionAuthors::default();
    for page in skipped.iter().filter(|skipped| skipped.reason == article::LeftOut::SectionPage) {
        let Ok(text) = file::read_text(&config.content_dir().join(&page.path), article::LARGEST_FILE) else { continue };
        let authors = front_matter::parse(&text).front_matter.authors;
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        sections.insert(folder, authors.into_iter().map(|author| author.value).collect());
    }
    sections
}
