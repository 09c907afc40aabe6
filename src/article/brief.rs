//! What the choice of a feed's articles needs to know of each: a few words, so that many fit in memory.
//! It comes of the same reading as an [`Article`](super::Article), of which it asks for less.

use std::collections::HashSet;
use std::sync::Arc;

use super::front_matter::Wanted;
use super::head::Dated;
use super::{Article, FrontMatter, Markup, Spanned, name};
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
    /// When it was updated, where the front matter says so.
    pub updated: Option<Timestamp>,
    /// When it is no longer to be shown, where the front matter says so.
    pub expires: Option<Timestamp>,
    /// Whether its address has the whole name of its file: see [`Article::whole_name`].
    pub whole_name: bool,
    /// What its front matter names and [`Needs`] asks for.
    pub named: Option<Box<BriefFrontMatter>>,
}

/// What a front matter names, as far as it is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BriefFrontMatter {
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
    /// What it says under each of the keys by which feeds choose; empty where it says nothing under any.
    pub keys: Vec<Vec<String>>,
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

impl Needs<'_> {
    /// What is looked for in the head of the article at a path.
    pub(crate) fn of(&self, path: &str) -> Wanted {
        let title = self.titles.contains(path);
        Wanted { title, tags: self.tags, authors: self.authors, language: self.language, entry: false, table: false }
    }
}

impl Brief {
    /// The short form of an article.
    pub fn of(article: &Article, in_drafts: bool, needs: &Needs<'_>) -> Self {
        Self {
            path: Arc::clone(&article.path),
            markup: article.markup,
            in_drafts,
            draft: article.draft,
            published: article.published,
            updated: article.updated,
            expires: article.expires,
            whole_name: false,
            named: named(&article.path, &article.front_matter, (article.embargo, &article.keys), needs),
        }
    }

    /// That of a head whose file is known by its path.
    pub(crate) fn of_head(path: &str, markup: Markup, in_drafts: bool, dated: &Dated, needs: &Needs<'_>) -> Self {
        Self {
            path: Arc::from(path),
            markup,
            in_drafts,
            draft: dated.draft,
            published: dated.published,
            updated: dated.updated,
            expires: dated.expires,
            whole_name: false,
            named: named(path, &dated.front_matter, (dated.embargo, &dated.keys), needs),
        }
    }

    /// When it may go out: the later of its date and its embargo.
    #[must_use]
    pub fn due(&self) -> Timestamp {
        let embargo = self.named.as_ref().and_then(|named| named.embargo);
        embargo.map_or(self.published, |embargo| embargo.max(self.published))
    }

    /// Its language as [`Article::language`] has it, where feeds choose by language.
    pub fn language(&self) -> Option<&str> {
        let written = self.named.as_ref().and_then(|named| named.language.as_deref());
        written.or_else(|| name::FileName::of(&self.path).language)
    }

    /// What its front matter says under the key of this number, of those by which feeds choose.
    pub fn says(&self, key: usize) -> &[String] {
        self.named.as_ref().and_then(|named| named.keys.get(key)).map_or(&[], Vec::as_slice)
    }

    /// Its section, and those within it that it is in: `press/regional`.
    pub fn sections(&self) -> Vec<&str> {
        name::sections_of_path(&self.path)
    }

    /// Its section: see [`Article::section`].
    pub fn section(&self) -> &str {
        name::section_of_path(&self.path)
    }
}

/// What of a front matter is needed; `None`: it names nothing of it.
fn named(
    path: &str,
    front_matter: &FrontMatter,
    (embargo, keys): (Option<Timestamp>, &[Vec<String>]),
    needs: &Needs<'_>,
) -> Option<Box<BriefFrontMatter>> {
    let wanted = needs.of(path);
    let text = |found: &Option<Spanned<String>>| found.as_ref().map(|found| found.value.clone());
    let mut named = BriefFrontMatter { id: text(&front_matter.id), embargo, ..BriefFrontMatter::default() };
    if keys.iter().any(|said| !said.is_empty()) {
        named.keys = keys.to_vec();
    }
    if wanted.title {
        named.title = text(&front_matter.title);
    }
    if wanted.tags {
        named.tags = front_matter.tags.iter().map(|tag| tag.value.clone()).collect();
    }
    if wanted.authors {
        named.authors = front_matter.authors.iter().map(|author| author.value.name.clone()).collect();
    }
    if wanted.language {
        named.language = text(&front_matter.language);
    }
    (named != BriefFrontMatter::default()).then(|| Box::new(named))
}
