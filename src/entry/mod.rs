//! An [`Article`] becomes an [`Entry`]: body to safe HTML, summary, people, picture, files.

pub mod body;
mod carried;
pub mod dress;
pub mod episode;
pub mod id;
pub mod links;
pub mod media;
mod named;
pub mod people;
pub mod permalink;
mod title;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::io;
use std::sync::Arc;

use crate::article::{Article, Body, UNCOUNTED, WholeArticle, audio_rank, front_matter};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Faults, Place, any_error};
use crate::feed::podcast::Episode;
use crate::feed::{
    Carried, Category, Enclosure, Entry, EntryId, Format, Image, Person, PlainText, SafeHtml, Timestamp, WebUrl,
    is_script_scheme,
};
use crate::generator::{Dialect, FilePlace, Reference, ReferenceIn, hashed_name};
use crate::ledger::{Fingerprint, Parts};
use crate::text::contact::ContactBlock;
use crate::text::script::{Script, is_all_latin, is_written_in, script_of};
use crate::text::summary::SummarySource;
use crate::text::summary::familiar::FamiliarSentences;
use crate::text::{self, FileAddress, Links, Use, Written, contact, summary};
use crate::validate;
use body::{RenderContext, Rendered};
use dress::Dress;
use episode::EpisodeOf;
use links::SiteLinks;
use named::ArticleText;
use people::{AuthorsFrom, SectionAuthors};

/// What makes an entry the one that has been published before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its permanent id.
    pub id: EntryId,
    /// When it was published.
    pub published: Timestamp,
    /// When its content last changed.
    pub updated: Timestamp,
}

impl Identity {
    /// Id, published and updated as an entry has them: it was not updated before it was published.
    #[must_use]
    pub fn into_parts(self) -> (EntryId, Timestamp, Timestamp) {
        (self.id, self.published, self.updated.max(self.published))
    }
}

/// Where a title is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TitleSource {
    /// The front matter.
    FrontMatter,
    /// The first heading, or a first line that reads as a title.
    Heading,
    /// The file name in words.
    FileName,
    /// The first sentence, or a clause of it.
    FirstSentence,
}

/// An entry without its identity, and what there is to say of how it was made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Composed {
    /// Its title.
    pub title: PlainText,
    /// Where the title is from.
    pub title_source: TitleSource,
    /// Its page.
    pub url: WebUrl,
    /// What it is about, elsewhere.
    pub external_url: Option<WebUrl>,
    /// Its authors, the main one first; never empty.
    pub authors: Vec<Person>,
    /// Who names the authors.
    pub authors_from: AuthorsFrom,
    /// Its summary.
    pub summary: Option<PlainText>,
    /// Where the summary is from.
    pub summary_source: Option<SummarySource>,
    /// The whole article.
    pub content: Option<SafeHtml>,
    /// Its language where it differs from the site's.
    pub language: Option<String>,
    /// Its categories.
    pub categories: Vec<Category>,
    /// A picture for it.
    pub image: Option<Image>,
    /// Its files.
    pub enclosures: Vec<Enclosure>,
    /// What it says as an episode of a podcast.
    pub episode: Option<Box<Episode>>,
    /// What else it carries.
    pub carried: Option<Box<Carried>>,
    /// The id in its front matter, and where it stands.
    pub own_id: Option<(EntryId, Place)>,
    /// The contact block that the article ends in; it is not in the summary.
    pub contact: Option<ContactBlock>,
    /// Whether that block is not in the content either, for the publisher's card has it.
    pub contact_left: bool,
    /// How many template constructs were taken out.
    pub removed: usize,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Composed {
    /// The entry under its identity.
    #[must_use]
    pub fn into_entry(self, identity: Identity) -> Entry {
        let (id, published, updated) = identity.into_parts();
        Entry {
            id,
            title: self.title,
            url: self.url,
            external_url: self.external_url,
            published,
            updated,
            authors: self.authors,
            summary: self.summary,
            content: self.content,
            language: self.language,
            categories: self.categories,
            image: self.image,
            enclosures: self.enclosures,
            episode: self.episode,
            carried: self.carried,
        }
    }
}

/// The files that articles name, where they are at hand.
pub trait Files: Sync {
    /// Bytes: those of the file that an address in an article's front matter means; `None` where it is not at hand.
    /// `article` is its path below the content directory.
    ///
    /// # Errors
    /// A file of which the system does not say whether it is there.
    fn length(&self, named: &str, article: &str) -> Result<Option<u64>, Unmeasured>;

    /// The path, below the content directory, of the file that a relative address means, where one lies there beside
    /// the article.
    fn beside(&self, named: &str, article: &str) -> Option<String>;

    /// The bytes of a file of the site, by its path from the root; `None` where it is not at hand, or is large.
    fn bytes(&self, path: &str) -> Option<Vec<u8>>;

    /// The names of the files in an article's folder, sorted.
    fn names_beside(&self, article: &str) -> Vec<String>;

    /// What the file that such an address means says of itself as audio; `None` where it is none, or not at hand.
    fn audio(&self, _named: &str, _article: &str) -> Option<Heard> {
        None
    }

    /// The names of audio, transcripts, chapters and pictures that lie beside the file that such an address means, or beside
    /// the article, and are called like it.
    fn with_stem(&self, _named: Option<&str>, _article: &str) -> Vec<String> {
        Vec::new()
    }
}

/// What an audio file says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// A media type.
    pub media_type: Option<&'static str>,
    /// Seconds.
    pub seconds: Option<u64>,
}

/// A file that may be there and cannot be measured.
#[derive(Debug)]
pub struct Unmeasured {
    /// Its path, as reports show it.
    pub file: String,
    /// What the system says.
    pub error: io::Error,
}

impl fmt::Display for Unmeasured {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot measure `{}`: {}", self.file, self.error)
    }
}

impl std::error::Error for Unmeasured {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// No file is at hand.
pub struct NoFiles;

impl Files for NoFiles {
    fn length(&self, _named: &str, _article: &str) -> Result<Option<u64>, Unmeasured> {
        Ok(None)
    }

    fn beside(&self, _named: &str, _article: &str) -> Option<String> {
        None
    }

    fn bytes(&self, _path: &str) -> Option<Vec<u8>> {
        None
    }

    fn names_beside(&self, _article: &str) -> Vec<String> {
        Vec::new()
    }
}

/// What an article needs to know of the others.
pub struct Surroundings<'a> {
    /// The files that it may name.
    pub files: &'a dyn Files,
    /// Where they are published.
    pub links: SiteLinks<'a>,
    /// Whom their sections name.
    pub section_authors: SectionAuthors,
    /// The paths of those that lose their contact block, as it is the publisher's.
    pub leaving: HashSet<Arc<str>>,
    /// By the paths of articles, what older ones of their folders have said already.
    pub familiar: HashMap<Arc<str>, FamiliarSentences>,
}

impl Surroundings<'_> {
    /// Those of an article that is alone: there is no other, and no file is at hand.
    #[must_use]
    pub fn alone() -> Self {
        Self {
            files: &NoFiles,
            links: SiteLinks::new(&[], &[], |_| None),
            section_authors: SectionAuthors::default(),
            leaving: HashSet::new(),
            familiar: HashMap::new(),
        }
    }
}

impl WholeArticle {
    /// The entry of the article by itself: under the id that its front matter names, or else the one that a new entry
    /// gets; no other article and no file is at hand.
    ///
    /// # Errors
    /// What keeps it from being an entry.
    pub fn compose(&self, config: &Config) -> Result<Entry, Faults> {
        let composed = compose(&self.article, self.body.clone(), config, &Surroundings::alone())?;
        // A build leaves such an article out of every document.
        if any_error(&composed.diagnostics) {
            return Err(composed.diagnostics.into());
        }
        let own = composed.own_id.as_ref().map(|(id, _)| id.clone());
        let published = self.article.published;
        let identity = Identity {
            id: own.unwrap_or_else(|| id::derived_id(&self.article, config)),
            published,
            updated: self.article.updated.unwrap_or(published),
        };
        let entry = composed.into_entry(identity);
        Ok(Dress::of_site(config).put_on(&entry).into_owned())
    }
}

/// Makes all of an article's entry but the identity.
///
/// # Errors
/// What keeps the article from being an entry; at least one is an error.
///
/// ```
/// use tidings::article::Article;
/// use tidings::config::Config;
/// use tidings::entry::{Surroundings, TitleSource, compose};
///
/// let site = Config::new("Acme News", "https://acme.example/")?;
/// let read = Article::parse("2026-01-05-pump.md", "# The new pump\n\nIt is *quiet*.", &site)?;
/// let composed = compose(&read.article, read.body, &site, &Surroundings::alone())?;
/// assert_eq!((composed.title.as_str(), composed.title_source), ("The new pump", TitleSource::Heading));
/// assert_eq!(composed.content.unwrap().as_str().trim(), "<p>It is <em>quiet</em>.</p>");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compose(
    article: &Article,
    mut body: Body,
    config: &Config,
    site: &Surroundings<'_>,
) -> Result<Composed, Faults> {
    let mut diagnostics = std::mem::take(&mut body.diagnostics);
    let front_matter = &article.front_matter;
    let text = &body.text[body.span.clone()];
    let contact = contact::find_contact_block(text);
    let article_text = contact.as_ref().map_or(Cow::Borrowed(text), |block| Cow::Owned(block.blanked(text)));

    let url = permalink::page_url(article, config);
    let page = permalink::base_url(article, &url, config);
    let title = front_matter.title.as_ref().and_then(|title| text::inline_text(&title.value));
    let links = LinksFrom { site, article, config };
    let page_values = values_of(article, &body.text, config);
    let context = RenderContext {
        markup: article.markup,
        title: title.as_ref().map(PlainText::as_str),
        page_url: &page,
        site_url: &config.site.base,
        file: &article.shown,
        source: &body.text,
        body_offset: body.span.start,
        links: &links,
        site_values: &config.content.values,
        page_values: &page_values,
        dialect: dialect_of(config),
        shortcodes: config.content.shortcodes,
        id_prefix: &id_prefix(article),
    };
    let mut rendered = body::render(&article_text, &context);
    // An article of nothing else is no article that ends in one.
    let contact_left =
        contact.is_some() && site.leaving.contains(&article.path) && !rendered.html.as_str().trim().is_empty();
    let content = match contact.is_some() && !contact_left {
        true => {
            let whole = with_contact_block(text, &context, &rendered);
            (rendered.diagnostics, rendered.removed) = (whole.diagnostics, whole.removed);
            whole.html
        }
        false => rendered.html.clone(),
    };
    diagnostics.append(&mut rendered.diagnostics);

    let (title, title_source) =
        title::title_of(article, title, rendered.heading.as_ref(), rendered.html.as_str(), config)?;
    let familiar = site.familiar.get(&article.path);
    let (summary, summary_source) = summary_of(article, &title, &rendered, familiar).unzip();

    let (authors, authors_from) = people::authors(article, config, &site.section_authors, &body.text, &mut diagnostics);
    let mut enclosures = media::enclosures(article, site.files, &page, &body.text, &mut diagnostics)?;
    if enclosures.is_empty() || is_audio(article) {
        let beside = media::audio_beside(article, site.files, &page, config).into_iter();
        enclosures.extend(beside);
    }
    let named = ArticleText { article, text: &body.text };
    let of = EpisodeOf { named: &named, page: &page, config, files: site.files };
    let episode = episode::episode(&of, &enclosures, &mut diagnostics);
    if let Some(own) = &front_matter.url
        && let Some(refusal) = permalink::refusal(&own.value, &config.site.base)
    {
        diagnostics.push(named.refused("permalink", own, &refusal, "the address is made by `site.permalink`"));
    }
    let external = front_matter.external_url.as_ref();
    let external = external.and_then(|url| named.web_url("external_url", url, &page, &mut diagnostics));
    let carried = carried::carried(&named, &page, config, &mut diagnostics);
    let own_id = own_id(article, config, &body.text, &mut diagnostics)?;
    let mut language = own_language(article, &body.text, &mut diagnostics);
    let declared = language.as_deref().unwrap_or(&config.site.language);
    // Who writes `lang: zh` above English knows why; a template may be all that is there.
    let is_meant = |found: &Contradiction| found.script == Script::Latin && language.is_some();
    if let Some(contradiction) = language_by_letters(declared, title.as_str(), text).filter(|found| !is_meant(found)) {
        diagnostics.push(contradiction.warning(declared).in_file(&article.shown));
        language = contradiction.language.map(str::to_owned).or(language);
    }
    Ok(Composed {
        title,
        title_source,
        external_url: external.filter(|external| *external != url),
        url,
        authors,
        authors_from,
        summary,
        summary_source,
        content: (!content.as_str().trim().is_empty()).then_some(content),
        language: language.filter(|language| *language != config.site.language),
        categories: categories(article),
        image: media::image(&named, &page, (site.files, &links), config, &mut diagnostics),
        enclosures,
        episode,
        carried,
        own_id,
        contact,
        contact_left,
        removed: rendered.removed,
        diagnostics,
    })
}

/// What the site's Markdown has beyond CommonMark.
fn dialect_of(config: &Config) -> Dialect {
    config.site.generator.as_ref().map_or(Dialect::UNKNOWN, |generated| generated.settings.dialect)
}

/// What templates may ask for of the front matter. It is read once more for that, so only where something asks.
fn values_of(article: &Article, text: &str, config: &Config) -> BTreeMap<String, String> {
    let asks = ["{{", "{%", "{front"].iter().any(|mark| text.contains(mark));
    if !asks {
        return BTreeMap::new();
    }
    let defaults = config.site.pages().and_then(|pages| pages.defaults(&article.path));
    front_matter::scalars(text, defaults.as_deref())
}

/// The summary of an article, and where it is from. What is `familiar` from older articles is in it only where there is
/// nothing else.
fn summary_of(
    article: &Article,
    title: &PlainText,
    rendered: &Rendered,
    familiar: Option<&FamiliarSentences>,
) -> Option<(PlainText, SummarySource)> {
    let none = FamiliarSentences::default();
    let familiar = familiar.unwrap_or(&none);
    let own = article.front_matter.summary.as_ref().and_then(|summary| text::inline_text(&summary.value));
    // One that only says the title again says nothing beside it.
    let own = own.filter(|own| !letters(own.as_str()).eq(letters(title.as_str())));
    let teaser = || summary::lead_sentences(rendered.before_more.as_ref()?.as_str(), LONGEST_LEAD);
    let blocks = text::Blocks::of(rendered.html.as_str());
    let from_body = || summary::summarize_beside(blocks, title.as_str(), familiar);
    own.map(|own| (own, SummarySource::FrontMatter))
        .or_else(|| Some((teaser()?, SummarySource::Teaser)))
        .or_else(|| Some((from_body()?, SummarySource::Body)))
}

/// The whole of a body whose title, summary and teaser are those of `without`, which lacks the contact block: the
/// heading that is its title, and no other, is left out of both.
fn with_contact_block(text: &str, context: &RenderContext<'_>, without: &Rendered) -> Rendered {
    let no_heading = without.heading.is_none() && context.title.is_none();
    // No line of the block reads as this title.
    let context = RenderContext { title: if no_heading { Some("\u{2060}") } else { context.title }, ..*context };
    body::render(text, &context)
}

/// The language of a text whose letters are not those of the language that it is said to be in, where the letters are
/// those of one alone.
pub fn language_by_letters(declared: &str, title: &str, body: &str) -> Option<Contradiction> {
    // A title alone may be a name.
    let script = script_of(body).or_else(|| script_of(title))?;
    // Names, code and addresses are written in Latin letters everywhere, but no text without any of its own.
    let plain = || is_all_latin(body) && is_all_latin(title);
    let contradicts = is_written_in(declared, script) == Some(false) && (script != Script::Latin || plain());
    contradicts.then(|| Contradiction { script, language: script.only_language() })
}

/// A text that is not in the language that it is said to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The letters that it is written in.
    pub script: Script,
    /// The language that is written so, where there is only one.
    pub language: Option<&'static str>,
}

impl Contradiction {
    fn warning(self, declared: &str) -> Diagnostic {
        let letters = self.script.name();
        let (goes_on, write) = match self.language {
            Some(language) => (format!("the entry says `{language}`"), format!("`lang: {language}`")),
            None => {
                let other = if self.script == Script::Latin { "en" } else { "ru" };
                ("the entry says so all the same".to_owned(), format!("its language, as `lang: {other}`,"))
            }
        };
        let message = format!("the text is in {letters} letters, in which `{declared}` is not written; {goes_on}");
        let help = match self.script {
            Script::Latin => {
                format!("name the file by its language, `name.en.txt`, or write {write} into the front matter")
            }
            _ => format!("write {write} into the front matter, or set `language` in `[site]`"),
        };
        Diagnostic::warning(Code::LanguageScript, message).help(help)
    }
}

fn own_language(article: &Article, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let named = article.language()?;
    let known = language(named);
    if known.is_none() {
        let message = format!("`{named}` is no language that is registered; the article has that of the site");
        let help = "write a BCP 47 tag such as `en`, `de-CH` or `zh-Hans`";
        let warning = Diagnostic::warning(Code::LanguageUnknown, message).help(help).in_file(&article.shown);
        let place = article.front_matter.language.as_ref().map(|language| language.span.clone());
        diagnostics.push(match place {
            Some(place) => warning.at(text, place),
            None => warning,
        });
    }
    known
}

/// A language as documents have it, of one as files are named (`en_US`); `None` where it is none that readers know.
#[must_use]
pub fn language(named: &str) -> Option<String> {
    let tag = named.replace('_', "-");
    validate::is_language(&tag).then_some(tag)
}

/// A part before `<!--more-->` that is longer than this many columns is cut to whole sentences.
const LONGEST_LEAD: usize = 600;

fn own_id(
    article: &Article,
    config: &Config,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<(EntryId, Place)>, Diagnostic> {
    let Some(named) = article.front_matter.id.as_ref() else { return Ok(None) };
    let Some(id) = EntryId::named(&named.value) else {
        let fault = match is_script_scheme(&named.value) {
            true => "would run a program, or show a file, where a reader opens it",
            false => "is no absolute URI",
        };
        let message = format!("`{}` {fault}", named.value);
        let help = "write a `tag:` or `urn:` URI or the address that was the id, or take the key out";
        let warning = Diagnostic::warning(Code::IdInvalid, message + "; it is passed over").help(help);
        diagnostics.push(warning.in_file(&article.shown).at(text, named.span.clone()));
        return Ok(None);
    };
    let in_atom = config.feeds.iter().any(|feed| feed.formats.contains(&Format::Atom));
    if in_atom && !validate::is_id(id.iri()) {
        let message = format!("`{}` is no URI of its kind, and Atom takes no other id", named.value);
        let help = "write a `tag:` or `urn:` URI or the address that was the id, or take the key out";
        let error = Diagnostic::error(Code::IdInvalid, message).help(help);
        return Err(error.in_file(&article.shown).at(text, named.span.clone()));
    }
    Ok(Some((id, Place::of(text, named.span.clone()))))
}

/// Over all that a reader sees of an article's source: the ledger knows by it whether the article is what it was.
#[must_use]
pub fn fingerprint(article: &Article, body: &str) -> Fingerprint {
    let front_matter = &article.front_matter;
    // Of audio without a text, the bytes are not read: another recording is longer or shorter. Its name says nothing, so that a
    // file that is renamed is known again.
    let recordings: Vec<String> = match is_audio(article) {
        false => Vec::new(),
        true => front_matter
            .enclosures
            .iter()
            .map(|file| format!("{:?} {:?}", file.value.length, file.value.duration))
            .collect(),
    };
    let uncounted = || front_matter.episode.as_ref().is_some_and(|said| said.values.get(UNCOUNTED).is_some());
    let body = if is_audio(article) && uncounted() { "" } else { body };
    let files = front_matter.enclosures.iter().map(|enclosure| enclosure.value.url.as_str());
    Fingerprint::of(&Parts {
        title: front_matter.title.as_ref().map_or("", |title| &title.value),
        summary: front_matter.summary.as_ref().map(|summary| summary.value.as_str()),
        body,
        authors: front_matter.authors.iter().map(|author| author.value.name.as_str()).collect(),
        tags: front_matter.tags.iter().map(|tag| tag.value.as_str()).collect(),
        image: front_matter.image.as_ref().map(|image| image.value.as_str()),
        enclosures: match is_audio(article) {
            false => files.collect(),
            true => recordings.iter().map(String::as_str).collect(),
        },
        external_url: front_matter.external_url.as_ref().map(|url| url.value.as_str()),
    })
}

/// The tags, each once: two that differ in case only are one to a reader.
fn categories(article: &Article) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    let mut seen = HashSet::new();
    for tag in &article.front_matter.tags {
        // A tag of markup and nothing else has a feed, so it is told as it was typed.
        let term = text::inline_text(&tag.value).or_else(|| PlainText::new(&text::name_in_title(&tag.value)));
        let Some(term) = term else { continue };
        if seen.insert(term.as_str().to_lowercase()) {
            categories.push(Category { term });
        }
    }
    categories
}

/// What two texts share that differ in case, spaces and marks only.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// What the ids within an entry begin with, so that those of two entries on one page differ.
fn id_prefix(article: &Article) -> String {
    let hash = blake3::hash(article.path.as_bytes()).to_hex();
    format!("e{}-", &hash[..8])
}

/// Whether an article is an audio file, whose front matter is made of its tags.
pub(crate) fn is_audio(article: &Article) -> bool {
    audio_rank(&article.path).is_some()
}

/// Whether an article's file is the page of a folder of its own.
fn is_bundle(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next() == Some("index") && path.contains('/')
}

/// The links of one article, by its path below the content directory.
struct LinksFrom<'a, 'b> {
    site: &'a Surroundings<'b>,
    article: &'a Article,
    config: &'a Config,
}

impl Links for LinksFrom<'_, '_> {
    fn article(&self, _from: &str, target: &str) -> Option<WebUrl> {
        self.site.links.page(&self.article.path, target)
    }

    fn file(&self, target: &str, purpose: Use, written: Written) -> FileAddress {
        self.linked_file(target, purpose, written).unwrap_or(FileAddress::Unknown)
    }
}

impl LinksFrom<'_, '_> {
    /// As [`Links::file`]; `None`: nobody knows.
    fn linked_file(&self, target: &str, purpose: Use, written: Written) -> Option<FileAddress> {
        let Some(pages) = self.config.site.pages() else { return Some(self.file_beside(target, purpose)) };
        let within = match written {
            Written::Markdown => ReferenceIn::Markdown,
            Written::Html => ReferenceIn::Html,
            Written::FrontMatter => ReferenceIn::FrontMatter,
        };
        let reference = Reference { address: target, is_shown: purpose == Use::Media, within };
        let at = |path: &str| Some(FileAddress::At(permalink::url_with_rest(path, self.config)));
        match pages.file(&self.article.path, &reference) {
            FilePlace::ByPage => Some(FileAddress::ByPage),
            FilePlace::ByPageAs(address) => Some(FileAddress::ByPageAs(address)),
            FilePlace::At(path) => at(&path),
            FilePlace::Unknown => None,
            FilePlace::Hashed { file, folder, written_below } => {
                let Some(bytes) = self.site.files.bytes(&file) else { return Some(FileAddress::ByPage) };
                match written_below {
                    Some((limit, own)) if (bytes.len() as u64) < limit => at(&own?),
                    _ => at(&format!("{folder}/{}", hashed_name(&file, &bytes))),
                }
            }
        }
    }

    /// Where no generator has its own ways with files: what lies beside an article is published as it lies, and what lies
    /// in an article's own folder goes where its page goes.
    fn file_beside(&self, target: &str, purpose: Use) -> FileAddress {
        let is_relative = purpose == Use::Media && !target.starts_with(['/', '{', '|']);
        let path = (is_relative && !is_bundle(&self.article.path))
            .then(|| self.site.files.beside(target, &self.article.path))
            .flatten();
        let url = path.and_then(|path| {
            let mut url = self.config.site.url.to_url();
            url.path_segments_mut().ok()?.pop_if_empty().extend(path.split('/'));
            WebUrl::from_url(&url)
        });
        url.map_or(FileAddress::ByPage, FileAddress::At)
    }
}
