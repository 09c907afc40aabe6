//! What the choice of a feed's articles needs to know of each: a few words, so that many fit in memory.
//!
//! Most heads are plain, and [`quick`](super::quick) reads those from the bytes as they are; any other
//! is read as [`read_head`](super::read_head) does, and shortened. Either way gives the same.

use std::collections::HashSet;
use std::io::Read;
use std::sync::Arc;

use super::discover::Item;
use super::read::{FIRST_READ, HeadRead, read_head_of};
use super::withhold::Mark;
use super::{Article, Found, LeftOut, Markup, name, quick};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::feed::Timestamp;

/// An article as the choice of feeds sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The file, relative to the content directory, with `/`.
    pub path: Arc<str>,
    /// How its body is written.
    pub markup: Markup,
    /// Whether it is in a drafts folder.
    pub in_drafts: bool,
    /// Whether it is a draft; such an article comes out only where drafts are asked for.
    pub draft: bool,
    /// When it was published.
    pub published: Timestamp,
    /// When it is no longer to be shown, where the front matter says so.
    pub expires: Option<Timestamp>,
    /// Whether its address has the whole name of its file: see [`Article::whole_name`].
    pub whole_name: bool,
    /// What its front matter names and [`Needs`] asks for.
    pub named: Option<Box<Named>>,
}

/// What a front matter names, as far as it is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Named {
    /// `id`, always.
    pub id: Option<String>,
    /// `title`, of recorded articles.
    pub title: Option<String>,
    /// `tags`, where feeds choose by them.
    pub tags: Vec<String>,
    /// Before when the article is not to be shown, always.
    #[serde(skip)]
    pub embargo: Option<Timestamp>,
    /// The names of `authors`, likewise.
    pub authors: Vec<String>,
    /// `language`, likewise.
    pub language: Option<String>,
}

/// What the choice and the ledger need beyond dates.
#[derive(Clone, Debug, Default)]
pub struct Needs<'a> {
    /// Whether feeds choose by tags.
    pub tags: bool,
    /// ... by authors.
    pub authors: bool,
    /// ... by language.
    pub language: bool,
    /// The paths of articles whose titles are needed.
    pub titles: HashSet<&'a str>,
}

impl Brief {
    /// The short form of an article.
    pub fn of(article: &Article, in_drafts: bool, needs: &Needs<'_>) -> Self {
        let front_matter = &article.front_matter;
        let text = |found: &Option<super::Spanned<String>>| found.as_ref().map(|found| found.value.clone());
        let mut named = Named { id: text(&front_matter.id), embargo: article.embargo, ..Named::default() };
        if needs.titles.contains(&*article.path) {
            named.title = text(&front_matter.title);
        }
        if needs.tags {
            named.tags = front_matter.tags.iter().map(|tag| tag.value.clone()).collect();
        }
        if needs.authors {
            named.authors = front_matter.authors.iter().map(|author| author.value.name.clone()).collect();
        }
        if needs.language {
            named.language = text(&front_matter.language);
        }
        Self {
            path: Arc::clone(&article.path),
            markup: article.markup,
            in_drafts,
            draft: article.draft,
            published: article.published,
            expires: article.expires,
            whole_name: false,
            named: (named != Named::default()).then(|| Box::new(named)),
        }
    }

    /// That of a file whose head says a date and nothing else of weight.
    pub(crate) fn plain(item: &Item<'_>, published: Timestamp) -> Self {
        Self {
            path: Arc::from(item.path),
            markup: item.markup,
            in_drafts: false,
            draft: false,
            published,
            expires: None,
            whole_name: false,
            named: None,
        }
    }

    /// When it may go out: the later of its date and its embargo.
    pub fn due(&self) -> Timestamp {
        let embargo = self.named.as_ref().and_then(|named| named.embargo);
        embargo.map_or(self.published, |embargo| embargo.max(self.published))
    }

    /// Its language as [`Article::language`] has it, where feeds choose by language.
    pub fn language(&self) -> Option<&str> {
        let written = self.named.as_ref().and_then(|named| named.language.as_deref());
        written.or_else(|| name::FileName::of(&self.path).language)
    }

    /// Its section: see [`Article::section`].
    pub fn section(&self) -> &str {
        name::section_of_path(&self.path)
    }

    /// Its file, to read more of it.
    pub fn found(&self, config: &Config) -> Found {
        Found {
            path: Arc::clone(&self.path),
            file: config.content_dir().join(&*self.path),
            markup: self.markup,
            in_drafts: self.in_drafts,
        }
    }
}

/// What the head of a file comes to, in short.
#[derive(Clone, Debug)]
pub(crate) enum BriefRead {
    /// An article, and what is wrong with it all the same.
    Article(Brief, Vec<Diagnostic>),
    /// None, why, and the mark that says so.
    LeftOut(LeftOut, Option<Box<Mark>>, Vec<Diagnostic>),
}

/// Reads the head of a file. `buffer` is for the bytes, and may be used for the next file.
pub(crate) fn read_brief(item: &Item<'_>, config: &Config, needs: &Needs<'_>, buffer: &mut Vec<u8>) -> BriefRead {
    buffer.resize(FIRST_READ, 0);
    let opened = item.open().and_then(|mut file| file.read(buffer).map(|length| (file, length)));
    let whole = match opened {
        Ok((file, length)) => {
            let plain = !(needs.tags || needs.authors || needs.language || needs.titles.contains(item.path));
            let published = plain.then(|| quick::published(&buffer[..length], config.site.timezone)).flatten();
            if let Some(published) = published
                && !item.in_drafts
            {
                return BriefRead::Article(Brief::plain(item, published), Vec::new());
            }
            read_head_of(&item.found(), Some((file, &buffer[..length])), config)
        }
        // Tried again, to be told in the usual words.
        Err(_) => read_head_of(&item.found(), None, config),
    };
    let HeadRead { article, left_out, mark, diagnostics } = whole;
    match article {
        Some(article) => BriefRead::Article(Brief::of(&article, item.in_drafts, needs), diagnostics),
        None => BriefRead::LeftOut(left_out.unwrap_or(LeftOut::Broken), mark.map(Box::new), diagnostics),
    }
}
