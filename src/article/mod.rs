//! A text becomes an [`Article`]: decoded, its front matter read, its date resolved.
//!
//! One that is no article comes out with a reason ([`LeftOut`]), one that is at fault with a
//! [`Diagnostic`](crate::diagnostic::Diagnostic): none is lost without a word.

mod brief;
pub mod date;
pub mod decode;
pub mod front_matter;
mod head;
mod name;
pub mod withhold;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::feed::Timestamp;
use crate::generator::Page;
pub use crate::text::Markup;

pub use brief::{Brief, BriefFrontMatter, Needs};
pub use date::updated_ahead;
pub(crate) use date::{holds_a_date, name_without_day, was_dated_by_last_day, without_dateline};
pub(crate) use front_matter::Wanted;
pub(crate) use head::{ArticleFile, Decision, HeadOf, decide};
pub use head::{Body, HeadRead, Purpose, Unpublished, WholeArticle};
pub(crate) use name::{
    audio_rank, folders_of_path, markup_of, sections_of_path, slug_of_path, unread_format, whole_name_of_path,
};

/// Files over this many bytes are refused.
pub const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// Why a file or folder is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LeftOut {
    /// Its front matter says that it is a draft.
    Draft,
    /// It is in a drafts folder.
    DraftsFolder,
    /// It has no date.
    Undated,
    /// It only sends readers elsewhere: a `redirect` and no body.
    Stub,
    /// It cannot be read; a diagnostic says why.
    Broken,
    /// Its front matter keeps it out of every list (`unlisted: true` and the like).
    Unlisted,
    /// Its front matter says that it is not for everybody: `private: true`, `visibility: hidden`.
    Private,
    /// Its front matter keeps it out of feeds: `rss: false`, `exclude_from_feed: true`.
    NotInFeeds,
    /// It is behind a password, or encrypted.
    Secret,
    /// A mark that is not understood withholds it; a diagnostic names it.
    Unclear,
    /// Its name, or that of a folder that it is in, begins with `_`, which sets it aside.
    Underscore,
    /// `content.exclude` names it.
    Excluded,
    /// A `.gitignore` or `.ignore` file names it.
    Ignored,
    /// Its name begins with a dot; a folder is not looked into.
    Hidden,
    /// It is the page of a section: `_index.md`.
    SectionPage,
    /// It is the output folder.
    Output,
    /// By its place the site's generator takes it for no article.
    NoArticle,
    /// The site's generator makes no page of it.
    NoPage,
    /// Where its page is, only the site's generator knows; a diagnostic says why.
    AddressUnknown,
    /// It is a folder of installed packages (`node_modules`).
    Packages,
    /// Its name is not UTF-8.
    Name,
    /// A link to a place outside the content directory.
    LinkOutside,
    /// A link to nothing, or to itself.
    LinkBroken,
    /// A link to a folder: what is in there is found at its own place, or would be found for ever.
    LinkFolder,
    /// A pipe, a socket or a device.
    Special,
    /// It is a text in a format that is not read: `.rst`, `.org`.
    Unread,
}

impl LeftOut {
    /// A short phrase for reports, after "left out:".
    pub fn reason(self) -> &'static str {
        match self {
            LeftOut::Draft => "draft",
            LeftOut::DraftsFolder => "in a drafts folder",
            LeftOut::Undated => "no date",
            LeftOut::Stub => "redirect without a body",
            LeftOut::Broken => "cannot be read",
            LeftOut::Unlisted => "unlisted",
            LeftOut::Private => "private",
            LeftOut::NotInFeeds => "kept out of feeds",
            LeftOut::Secret => "protected by a password",
            LeftOut::Unclear => "mark that is not understood",
            LeftOut::Underscore => "name with `_` in front",
            LeftOut::Excluded => "excluded by the configuration",
            LeftOut::Ignored => "named in an ignore file",
            LeftOut::Hidden => "name with a dot in front",
            LeftOut::SectionPage => "page of a section",
            LeftOut::Output => "output folder",
            LeftOut::NoPage => "the generator makes no page of it",
            LeftOut::NoArticle => "no article to the generator",
            LeftOut::AddressUnknown => "address that only the generator knows",
            LeftOut::Packages => "folder of packages",
            LeftOut::Name => "name is not UTF-8",
            LeftOut::LinkOutside => "link to outside the content directory",
            LeftOut::LinkBroken => "link that leads nowhere",
            LeftOut::LinkFolder => "link to a folder",
            LeftOut::Special => "not a regular file",
            LeftOut::Unread => "format that is not read",
        }
    }
}

/// A value with the byte range in the file's text that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the decoded text of the file.
    pub span: Range<usize>,
}

/// The known keys of a front matter block, as text, each with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrontMatter {
    /// `title`
    pub title: Option<Spanned<String>>,
    /// `date` and its synonyms
    pub date: Option<Spanned<String>>,
    /// A date under a key that names one less plainly, for an article whose path has none
    pub other_date: Option<Spanned<String>>,
    /// `updated` and its synonyms
    pub updated: Option<Spanned<String>>,
    /// `expires`, `expiryDate`
    pub expires: Option<Spanned<String>>,
    /// The keys that withhold the article, or make it wait
    pub marks: Vec<withhold::Mark>,
    /// `summary` and its synonyms; never blank
    pub summary: Option<Spanned<String>>,
    /// `author`, `authors`: a name, a key, or several
    pub authors: Vec<Spanned<AuthorRef>>,
    /// `tags`, `categories`, `keywords`: in the writer's order, each once
    pub tags: Vec<Spanned<String>>,
    /// `slug`
    pub slug: Option<Spanned<String>>,
    /// `permalink`, `url`, `path`: the article's own address, absolute or on the site
    pub url: Option<Spanned<String>>,
    /// `external_url`, `link`, `source_url`: what a link entry is about
    pub external_url: Option<Spanned<String>>,
    /// `id`, `guid`
    pub id: Option<Spanned<String>>,
    /// `image`, `cover` ...: an address
    pub image: Option<Spanned<String>>,
    /// A picture under a name that some themes have for it (`header.teaser`), where `image` is none
    pub theme_image: Option<Spanned<String>>,
    /// What the image shows
    pub image_alt: Option<String>,
    /// `audio`, `enclosure`, `enclosures`
    pub enclosures: Vec<Spanned<EnclosureRef>>,
    /// What is said of a podcast's episode
    pub episode: Option<Box<EpisodeRef>>,
    /// Its licence, its comments, its series and the like
    pub carried: Option<Box<CarriedRef>>,
    /// `lang`, `language`
    pub language: Option<Spanned<String>>,
    /// `redirect`, `redirect_to`: the file is a stub
    pub redirect: Option<Spanned<String>>,
}

/// An author as an article names one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthorRef {
    /// A key of `[[author]]`, or a name.
    pub name: String,
    /// An e-mail address, unchecked.
    pub email: Option<String>,
    /// A web address, unchecked.
    pub url: Option<String>,
    /// The address of a picture, unchecked.
    pub avatar: Option<String>,
}

/// An enclosure as an article names one, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnclosureRef {
    /// An address, absolute, on the site, or relative to the article.
    pub url: String,
    /// Bytes.
    pub length: Option<u64>,
    /// A media type.
    pub media_type: Option<String>,
    /// Seconds.
    pub duration: Option<u64>,
}

/// Texts by names of ours, each with its place; no name occurs twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedTexts(pub Vec<(&'static str, Spanned<String>)>);

impl NamedTexts {
    /// The text of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Spanned<String>> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, text)| text)
    }
}

/// An episode as an article describes it, unchecked: see [`Episode`](crate::feed::podcast::Episode).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EpisodeRef {
    /// `number`, `season`, `kind`, `explicit` and the like
    pub values: NamedTexts,
    /// `transcripts`, `people`, `soundbites` and the like: of what there may be several
    pub lists: Vec<(&'static str, Vec<Spanned<NamedTexts>>)>,
    /// Files under other keys than an enclosure's
    pub files: Vec<Spanned<EnclosureRef>>,
}

impl EpisodeRef {
    /// What there is of a name.
    #[must_use]
    pub fn list(&self, name: &str) -> &[Spanned<NamedTexts>] {
        self.lists.iter().find(|(known, _)| *known == name).map_or(&[], |(_, list)| list)
    }
}

/// A key of the front matter that an audio file's tags become, which says that its text is not counted by the ledger.
pub(crate) const UNCOUNTED: &str = "tidingstextuncounted";

/// What an article says of what most entries have not, unchecked: see [`Carried`](crate::feed::Carried).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CarriedRef {
    /// `link_to`, `license`, `comments`, `via` and the like
    pub texts: NamedTexts,
    /// `contributors`
    pub contributors: Vec<Spanned<AuthorRef>>,
    /// `extensions`
    pub extensions: Vec<Spanned<ForeignRef>>,
}

/// An element of another vocabulary, as an article names one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignRef {
    /// What is before the colon.
    pub prefix: String,
    /// What is behind it.
    pub local: String,
    /// Its text; may be empty.
    pub text: String,
    /// Its attributes, names and values.
    pub attributes: Vec<(String, String)>,
}

/// One source file under the content directory: its head, and where its body is.
#[derive(Clone, Debug)]
pub struct Article {
    /// The file, relative to the content directory, with `/`: `2026/launch/index.md`.
    pub path: Arc<str>,
    /// The file as reports show it, relative to the site's root: `content/2026/launch/index.md`.
    pub shown: Arc<str>,
    /// The file on disk.
    pub file: PathBuf,
    /// How its body is written.
    pub markup: Markup,
    /// Its front matter.
    pub front_matter: FrontMatter,
    /// When it was published.
    pub published: Timestamp,
    /// When it was updated, where the front matter says so.
    pub updated: Option<Timestamp>,
    /// When it is no longer to be shown, where the front matter says so.
    pub expires: Option<Timestamp>,
    /// Before when it is not to be shown, where that is after its date.
    pub embargo: Option<Timestamp>,
    /// Whether it is a draft; such an article comes out only where drafts are asked for.
    pub draft: bool,
    /// The first folder of its path that is no date, no `_posts` and not its own bundle; or empty.
    pub section: String,
    /// Whether its address has the whole name of its file, for another article has the short one.
    pub whole_name: bool,
    /// Its categories, where `site.permalink` asks for them.
    pub categories: Vec<String>,
    /// What its front matter says under each of the keys by which feeds choose: see [`Config::feed_keys`].
    ///
    /// [`Config::feed_keys`]: crate::config::Config::feed_keys
    pub keys: Vec<Vec<String>>,
    /// Where the site's generator puts its page, where the site has one.
    pub page: Option<Page>,
}

impl Article {
    /// Its language as a BCP 47 tag: from the front matter, else from the file name
    /// (`index.es.md`, `post.zh-cn.md`); `None`: the site's.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        match &self.front_matter.language {
            Some(language) => Some(&language.value),
            None => name::FileName::of(&self.path).language,
        }
    }

    /// Its name in an address: the front matter's `slug`, else the file name (of a page bundle: the
    /// folder's) without extension, language and date. Never empty, and `/` only where a front
    /// matter slug has one within.
    #[must_use]
    pub fn slug(&self) -> &str {
        let written = self.front_matter.slug.as_ref().map(|slug| slug.value.trim_matches(['/', ' ']));
        written.filter(|slug| !slug.is_empty()).unwrap_or_else(|| name::slug_of_path(&self.path))
    }
}
