//! The text of a file comes to an article, or to a reason why there is none.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::date::{DateSource, Dates, DayOfYear};
use super::front_matter::{self, Located, Parsed, Wanted};
use super::withhold::{self, Mark, Withheld};
use super::{Article, FrontMatter, LeftOut, Markup, Spanned, date, decode, markup_of, name};
use crate::config::{Config, Drafts};
use crate::diagnostic::{Code, Diagnostic, Faults, any_error};
use crate::feed::Timestamp;
use crate::generator::{Page, Source, Table, value};

/// What the head of a file comes to: an article, or a reason.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct HeadRead {
    /// The article.
    pub article: Option<Article>,
    /// Why there is none; `None` where there is one.
    pub left_out: Option<LeftOut>,
    /// What in the front matter withholds it, where that is why.
    pub mark: Option<Mark>,
    /// What is wrong, each with the file's name.
    pub diagnostics: Vec<Diagnostic>,
}

/// The text of an article's file.
#[derive(Clone, Debug)]
pub struct Body {
    /// The whole text of the file with LF line ends; places in it are places in the file.
    pub text: String,
    /// Where the body is in it.
    pub span: Range<usize>,
    /// What was guessed, with the file's name.
    pub diagnostics: Vec<Diagnostic>,
}

impl Body {
    /// That of the whole text of a file, in UTF-8 without byte order mark and with LF line ends.
    pub(crate) fn of(text: String, diagnostics: Vec<Diagnostic>) -> Self {
        let start = match front_matter::locate(&text, true) {
            Located::Block(block) => block.body,
            _ => 0,
        };
        Self { span: start..text.len(), text, diagnostics }
    }

    /// The body: the text after the front matter.
    pub fn as_str(&self) -> &str {
        // The span is made by `locate` on this very text.
        &self.text[self.span.clone()]
    }
}

/// An article and its text.
///
/// ```
/// use tidings::article::Article;
/// use tidings::config::Config;
///
/// let site = Config::new("Acme News", "https://acme.example/")?;
/// let text = "# We are open\n\nThe pump is for sale. It moves ten litres of water in a second.";
/// let article = Article::parse("2026-01-05-launch.md", text, &site)?;
/// let entry = article.compose(&site)?;
/// assert_eq!(entry.title.as_str(), "We are open");
/// assert_eq!(entry.url.as_str(), "https://acme.example/launch/");
/// assert_eq!(entry.published.rfc3339(), "2026-01-05T00:00:00Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WholeArticle {
    /// What its head says.
    pub article: Article,
    /// Its text.
    pub body: Body,
    /// What is wrong all the same.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a text is no article that may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unpublished {
    /// The reason: it is a draft, it has no date ...
    pub reason: LeftOut,
    /// What is at fault, where something is; warnings too.
    pub faults: Faults,
}

impl fmt::Display for Unpublished {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.faults.is_empty() {
            true => write!(out, "left out: {}", self.reason.reason()),
            false => self.faults.fmt(out),
        }
    }
}

impl std::error::Error for Unpublished {}

impl Article {
    /// Reads the text of an article that is called `path`: a file's name, with folders where it has a section, by
    /// whose ending its markup is known (`.md`, `.html`, `.txt`). No file is read.
    ///
    /// Whether it is dated ahead, or has expired, is the caller's to decide: see [`published`](Self::published),
    /// [`embargo`](Self::embargo) and [`expires`](Self::expires).
    ///
    /// # Errors
    /// Why it may not be published: it is withheld by what it says, has no date, or cannot be read.
    ///
    /// ```
    /// use tidings::article::{Article, LeftOut};
    /// use tidings::config::Config;
    ///
    /// let site = Config::new("Acme News", "https://acme.example/")?;
    /// let refused = Article::parse("2026-01-05-plan.md", "---\ndraft: true\n---\nSoon.", &site).unwrap_err();
    /// assert_eq!(refused.reason, LeftOut::Draft);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(path: &str, text: &str, config: &Config) -> Result<WholeArticle, Unpublished> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let markup = markup_of(name).unwrap_or(Markup::Markdown);
        let text = decode::with_lf(Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text))).into_owned();
        let of = HeadOf { path, in_drafts: false, config, purpose: Purpose::Entry };
        let decision = decide(&of, &text, true, Wanted::ALL, Vec::new()).unwrap_or_default();
        let source = ArticleFile { path: Arc::from(path), shown: Arc::from(path), file: PathBuf::from(path), markup };
        let HeadRead { article, left_out, diagnostics, .. } = decision.into_read(source);
        let diagnostics: Vec<Diagnostic> = diagnostics.into_iter().map(|found| found.in_file(path)).collect();
        match article {
            Some(article) => Ok(WholeArticle { article, body: Body::of(text, Vec::new()), diagnostics }),
            None => Err(Unpublished { reason: left_out.unwrap_or(LeftOut::Broken), faults: diagnostics.into() }),
        }
    }
}

/// What is known of a head before it is read.
#[derive(Clone, Copy)]
pub(crate) struct HeadOf<'a> {
    /// Its file, relative to the content directory, with `/`.
    pub path: &'a str,
    /// Whether it is in a drafts folder.
    pub in_drafts: bool,
    pub config: &'a Config,
    pub purpose: Purpose,
}

/// What a head is read for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// For an entry.
    #[default]
    Entry,
    /// For the address of its page, to which another article links: one that is only kept out of lists or feeds has a
    /// page all the same. One without a date is taken for published at this moment.
    Link(Timestamp),
}

/// Where an article comes from.
pub(crate) struct ArticleFile {
    /// See [`Article::path`].
    pub path: Arc<str>,
    /// See [`Article::shown`].
    pub shown: Arc<str>,
    /// See [`Article::file`].
    pub file: PathBuf,
    pub markup: Markup,
}

/// What a head comes to: what it says, or a reason.
#[derive(Default)]
pub(crate) struct Decision {
    pub dated: Option<Dated>,
    pub left_out: Option<LeftOut>,
    pub mark: Option<Mark>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A front matter that leaves nothing out, with its dates.
pub(crate) struct Dated {
    pub front_matter: FrontMatter,
    pub published: Timestamp,
    pub updated: Option<Timestamp>,
    pub expires: Option<Timestamp>,
    pub embargo: Option<Timestamp>,
    pub draft: bool,
    pub page: Option<Page>,
    pub categories: Vec<String>,
    pub keys: Vec<Vec<String>>,
}

impl Decision {
    pub fn left_out(reason: LeftOut, diagnostics: Vec<Diagnostic>) -> Self {
        Self { left_out: Some(reason), diagnostics, ..Self::default() }
    }

    fn withheld(left_out: LeftOut, mark: &Mark, diagnostics: Vec<Diagnostic>) -> Self {
        Self { mark: Some(mark.clone()), ..Self::left_out(left_out, diagnostics) }
    }

    /// With the article of the file that it is about.
    pub fn into_read(self, source: ArticleFile) -> HeadRead {
        let article = self.dated.map(|dated| Article {
            path: Arc::clone(&source.path),
            shown: source.shown,
            file: source.file,
            markup: source.markup,
            front_matter: dated.front_matter,
            published: dated.published,
            updated: dated.updated,
            expires: dated.expires,
            embargo: dated.embargo,
            draft: dated.draft,
            page: dated.page,
            categories: dated.categories,
            keys: dated.keys,
            section: name::section_of_path(&source.path).to_owned(),
            whole_name: false,
        });
        HeadRead { article, left_out: self.left_out, mark: self.mark, diagnostics: self.diagnostics }
    }
}

/// What a text comes to; `None` where more of the file is needed.
pub(crate) fn decide(
    of: &HeadOf<'_>,
    text: &str,
    whole: bool,
    wanted: Wanted,
    mut diagnostics: Vec<Diagnostic>,
) -> Option<Decision> {
    let config = of.config;
    let head = front_matter::locate(text, whole);
    if head == Located::Cut && !whole {
        return None;
    }
    let pages = config.site.pages();
    let defaults = pages.and_then(|pages| pages.defaults(of.path));
    let takes_categories = config.site.permalink.takes_categories();
    let wanted = Wanted { table: pages.is_some() || takes_categories || !config.feed_keys.is_empty(), ..wanted };
    let Parsed { mut front_matter, table, body, diagnostics: more } =
        front_matter::of_head(text, &head, wanted, defaults.as_deref());
    diagnostics.extend(more);
    if any_error(&diagnostics) {
        return Some(Decision::left_out(LeftOut::Broken, diagnostics));
    }
    if front_matter.redirect.is_some() && text[body.clone()].trim().is_empty() {
        return whole.then(|| Decision::left_out(LeftOut::Stub, diagnostics));
    }
    let dates = date::resolve(&front_matter, of.path, text, body.start, config);
    let by_text = matches!(dates.published_from, None | Some(DateSource::Dateline(_)));
    if by_text && !whole && body.len() <= date::dateline::WITHIN {
        return None;
    }
    // Where a page is may depend on the first line of its text.
    if pages.is_some() && !whole && !text[body.clone()].trim_start().contains('\n') {
        return None;
    }
    let mut withheld = withhold::weigh(&front_matter.marks, text, config, of.purpose);
    let embargo = embargo(&mut withheld, &front_matter, &dates, text, config);
    // `date: soon` withholds where the file's name has a day; where nothing has one, it is a fault like others.
    let is_the_date = |mark: &Mark| front_matter.date.as_ref().is_some_and(|date| date.span == mark.span);
    if [withheld.draft, withheld.for_good].into_iter().flatten().any(is_the_date) && any_error(&dates.diagnostics) {
        diagnostics.extend(dates.diagnostics);
        return Some(Decision::left_out(LeftOut::Broken, diagnostics));
    }
    diagnostics.append(&mut withheld.diagnostics);
    let draft = withheld.draft.is_some() || of.in_drafts;
    let left_as_draft = withheld.draft.filter(|_| config.content.drafts == Drafts::Leave);
    if let Some(mark) = left_as_draft.or(withheld.for_good) {
        return Some(Decision::withheld(mark.left_out(), mark, diagnostics));
    }
    if draft && config.content.drafts == Drafts::Leave {
        return Some(Decision::left_out(LeftOut::Draft, diagnostics));
    }
    let at_fault = any_error(&dates.diagnostics);
    diagnostics.extend(dates.diagnostics);
    let stand_in = match of.purpose {
        Purpose::Link(moment) if !at_fault => Some(moment),
        Purpose::Link(_) | Purpose::Entry => None,
    };
    let Some(published) = dates.published.or(stand_in) else {
        let reason = if at_fault && front_matter.date.is_some() { LeftOut::Broken } else { LeftOut::Undated };
        return Some(Decision::left_out(reason, diagnostics));
    };
    if at_fault {
        return Some(Decision::left_out(LeftOut::Broken, diagnostics));
    }
    // `date: soon` is no day for which the file name's could stand in.
    if let Some(mark) = withheld.stand_in.filter(|mark| !mark.value.contains(|c: char| c.is_numeric())) {
        diagnostics.push(mark.doubt(text));
        return Some(Decision::withheld(LeftOut::Unclear, mark, diagnostics));
    }
    let (updated, expires) = (dates.updated, dates.expires);
    let embargo = embargo.filter(|embargo| *embargo > published);
    if wanted.language && front_matter.language.is_none() {
        let by_folder = || config.site.language_of_folder(of.path).map(|name| name.replace('_', "-"));
        let by_place = pages.map_or_else(by_folder, |pages| pages.language(of.path));
        // What the name says goes before what a folder says.
        let by_name = pages.is_none() && name::FileName::of(of.path).language.is_some();
        front_matter.language = by_place.filter(|_| !by_name).map(|value| Spanned { value, span: 0..0 });
    }
    if wanted.tags
        && let Some(tags) = pages.and_then(|pages| pages.tags(of.path, &table))
    {
        front_matter.tags = tags.into_iter().map(|value| Spanned { value, span: 0..0 }).collect();
    }
    let page = pages.map(|pages| {
        let title = value::text_at(&table, "title").unwrap_or_default();
        let published = published.utc().with_timezone(&config.site.timezone);
        pages.page(&Source { path: of.path, front: &table, title: &title, body: &text[body.clone()], published })
    });
    match &page {
        Some(Page::Nowhere(why)) => {
            let why = format!("the site's generator makes no page of it: {why}");
            diagnostics.push(Diagnostic::info(Code::PageNone, why));
            return Some(Decision::left_out(LeftOut::NoPage, diagnostics));
        }
        Some(Page::Doubtful(why)) => {
            let why = format!("whether the site's generator holds it back cannot be read: {why}; it is left out");
            let help = "say in its front matter that it is published (`draft: false`), or write what holds it back as a plain value";
            diagnostics.push(Diagnostic::warning(Code::PageDoubtful, why).help(help));
            return Some(Decision::left_out(LeftOut::Unclear, diagnostics));
        }
        Some(Page::Unknown(why)) if config.site.permalink.named(name::section_of_path(of.path)).is_none() => {
            diagnostics.push(unknown_address(why));
            return Some(Decision::left_out(LeftOut::AddressUnknown, diagnostics));
        }
        Some(_) | None => {}
    }
    let categories = match takes_categories {
        true => ["categories", "category"].iter().find_map(|key| value::at(&table, key)).map(value::texts),
        false => None,
    };
    let categories = categories.unwrap_or_default();
    let keys = config.feed_keys.iter().map(|key| said(&table, key)).collect();
    let dated = Dated { front_matter, published, updated, expires, embargo, draft, page, categories, keys };
    Some(Decision { dated: Some(dated), diagnostics, ..Decision::default() })
}

/// What a front matter says under a key, at the top or in the table that Zola and Hugo have for other keys.
fn said(table: &Table, key: &str) -> Vec<String> {
    let nested = || ["extra", "params"].iter().find_map(|above| value::at(table, &format!("{above}.{key}")));
    value::at(table, key).or_else(nested).map(value::texts).unwrap_or_default()
}

/// What is said of an article whose page only the generator can find.
fn unknown_address(why: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::AddressUnknown,
        format!("where its page is, only the generator knows: {why}; it is left out"),
    )
    .help("write its address in its front matter in full, or say with `permalink` in `[site]` what the addresses are")
}

/// The latest of the days before which an article waits. One that cannot be read withholds it for good.
fn embargo<'m>(
    withheld: &mut Withheld<'m>,
    front_matter: &FrontMatter,
    dates: &Dates,
    text: &str,
    config: &Config,
) -> Option<Timestamp> {
    let is_the_date = |mark: &Mark| front_matter.date.as_ref().is_some_and(|date| date.span == mark.span);
    let mut latest = None;
    for mark in std::mem::take(&mut withheld.until) {
        if is_the_date(mark) && dates.published_from == Some(DateSource::FrontMatter) {
            latest = latest.max(dates.published);
            continue;
        }
        // What is wrong with the date itself, `date::resolve` tells; of a day that cannot be, the year still counts.
        let unreadable = if is_the_date(mark) { DayOfYear::First } else { DayOfYear::Last };
        match date::not_before(&mark.value, unreadable, config.site.timezone) {
            Some(moment) => latest = latest.max(Some(moment)),
            None if is_the_date(mark) => withheld.stand_in = withheld.stand_in.or(Some(mark)),
            None => withheld.unreadable(mark, text),
        }
    }
    latest
}
