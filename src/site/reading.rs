//! What has been read of an article once is read again where more of it is needed: a title, a page, the body. It must
//! then say what it said, for feeds have been planned by it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::{Article, Body, Brief, BriefFrontMatter, HeadRead, Needs, Purpose};
use crate::config::{Config, Each, Filter};
use crate::content::{self, Found};
use crate::diagnostic::{Code, Diagnostic, Severity, any_error};
use crate::entry::permalink;
use crate::feed::{Timestamp, WebUrl};
use crate::select::held;

/// Reads heads again, for what others need to know of an article: its page, its title.
#[derive(Default)]
pub struct HeadReader {
    faults: Mutex<Vec<Diagnostic>>,
}

impl HeadReader {
    /// The whole head of an article; `None` where it is not what it was, of which [`HeadReader::faults`] tells.
    pub fn read(&self, brief: &Brief, config: &Config) -> Option<Article> {
        let errors = |found: Vec<Diagnostic>| found.into_iter().filter(|found| found.severity == Severity::Error);
        match read_article(brief, config) {
            Ok(article) => Some(article),
            Err(found) => {
                self.faults.lock().unwrap_or_else(PoisonError::into_inner).extend(errors(found));
                None
            }
        }
    }

    /// What was wrong so far.
    pub fn faults(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut *self.faults.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The whole head of an article. What is wrong with it has been told when the articles were gathered.
///
/// # Errors
/// Where the file is no article any more, or says something else by which articles are chosen.
pub fn read_article(brief: &Brief, config: &Config) -> Result<Article, Vec<Diagnostic>> {
    as_decided(brief, content::read_head(&Found::of(brief, config), config), config)
}

/// The page of a file that is in no feed, as far as it has one that is there now: of one without a date where its
/// address has none either; of a section's page by the site's generator.
pub fn page_of_other(path: &str, config: &Config, now: Timestamp) -> Option<WebUrl> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if name.starts_with("_index.") {
        let page = config.site.pages()?.section_page(folder, None)?;
        return Some(permalink::url_below(&page, config));
    }
    let found = Found::at(path, config)?;
    let page_on = |moment: i64| {
        let read = content::read_head_for(Purpose::Link(Timestamp::from_unix(moment)?), &found, config);
        let article = read.article?;
        let brief = Brief::of(&article, false, &needs_of_feeds(config));
        held(&brief, config, now).is_none().then(|| permalink::page_url(&article, config))
    };
    // Two moments, 1970-01-01T00:00:00Z and 2001-11-20T11:22:33Z, that have nothing in common.
    let page = page_on(0)?;
    (page_on(1_006_255_353)? == page).then_some(page)
}

/// The whole of an article, read at once.
///
/// # Errors
/// Where the file is no article any more, or says something else by which articles are chosen.
pub fn read_whole(brief: &Brief, config: &Config) -> Result<(Article, Body), Vec<Diagnostic>> {
    let (head, body) = content::read_whole(&Found::of(brief, config), config).map_err(|fault| vec![fault])?;
    Ok((as_decided(brief, head, config)?, body))
}

fn as_decided(brief: &Brief, read: HeadRead, config: &Config) -> Result<Article, Vec<Diagnostic>> {
    let needs = needs_of_feeds(config);
    let is_as_decided = |article: &Article| decided(&Brief::of(article, brief.in_drafts, &needs)) == decided(brief);
    let article = read.article.filter(is_as_decided);
    article
        .map(|article| Article { whole_name: brief.whole_name, ..article })
        .ok_or_else(|| if any_error(&read.diagnostics) { read.diagnostics } else { vec![edited(brief, config)] })
}

/// By what an article is chosen and addressed: all of its short form but the title, which is asked of some only.
fn decided(brief: &Brief) -> Brief {
    let named = brief.named.as_deref().map(|named| BriefFrontMatter { title: None, ..named.clone() });
    let named = named.filter(|named| *named != BriefFrontMatter::default()).map(Box::new);
    Brief { whole_name: false, named, ..brief.clone() }
}

/// That an article is not what it was when it was read first.
pub fn edited(brief: &Brief, config: &Config) -> Diagnostic {
    let message = "the file changed while the feeds were made";
    Diagnostic::error(Code::ReadFailed, message).in_file(&shown(&brief.path, config)).help("run again")
}

/// A path below the content directory as reports show it.
pub fn shown(path: &str, config: &Config) -> Arc<str> {
    Arc::from(config.shown(&config.content_dir().join(path)))
}

/// What has to be known of articles to choose from them.
pub fn needs_of_feeds(config: &Config) -> Needs<'static> {
    let chosen_by = |each: Each, has: fn(&Filter) -> bool| {
        config.feeds.iter().any(|feed| feed.each == Some(each) || feed.filters().any(has))
    };
    Needs {
        tags: chosen_by(Each::Tag, |filter| !(filter.tag.is_empty() && filter.not_tag.is_empty())),
        authors: chosen_by(Each::Author, |filter| !(filter.author.is_empty() && filter.not_author.is_empty())),
        language: chosen_by(Each::Language, |filter| !(filter.language.is_empty() && filter.not_language.is_empty())),
        titles: HashSet::new(),
    }
}
