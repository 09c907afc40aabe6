//! `tidings.toml` becomes a [`Config`]: every value checked, every complaint with its place.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

mod announce;
mod carried;
mod convert;
mod feeds;
mod filter;
mod kept;
mod paths;
mod place;
mod podcast;
mod publication;
mod raw;
mod raw_filter;
mod raw_podcast;
mod raw_values;
mod read;
mod reader;
#[cfg(test)]
mod schema;
mod secrets;
mod site;
mod syntax;
mod trial;
mod validation;
mod values;

use chrono_tz::Tz;
use url::Url;

use crate::diagnostic::Diagnostic;
use crate::feed::{ContentMode, Format, LinkTo, Organization, Person, PlainText, Timestamp, WebUrl};
use crate::generator::{Generator, Pages, Settings};

pub use announce::{AnnounceConfig, Cdn, PurgeConfig};
pub use convert::{ConvertConfig, ConvertTo, ConvertedFiles, INPUT, OUTPUT, converter};
pub use filter::{Filter, KeyFilter, KeyValue};
pub use kept::LedgerPlace;
pub(crate) use paths::document_fault;
pub use place::{Addressing, StorageAccess, StoragePlace, is_key};
pub use podcast::PodcastConfig;
pub use publication::PublishConfig;
pub use read::Overrides;
pub use trial::Trial;
pub use validation::ValidateConfig;

/// What a feed's `header` and `footer` may name of an entry.
pub const AROUND_FIELDS: [&str; 7] = ["title", "url", "external_url", "author", "email", "date", "id"];

/// The configuration's file name, at the root of a site.
pub const FILE_NAME: &str = "tidings.toml";

/// Everything the configuration says, with defaults filled in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// The folder that holds `tidings.toml`.
    pub root: PathBuf,
    /// What `tidings.toml` says.
    pub text: Arc<str>,
    /// `[site]`
    pub site: SiteConfig,
    /// `[organization]`
    pub organization: Option<Organization>,
    /// `[[author]]`
    pub authors: Vec<AuthorConfig>,
    /// `[content]`
    pub content: ContentConfig,
    /// `[output]`
    pub output: OutputConfig,
    /// `[publish]`, where it says where to.
    pub publish: Option<PublishConfig>,
    /// How storages are reached.
    pub access: StorageAccess,
    /// `[ledger]`
    pub ledger: LedgerUse,
    /// `[ledger] at`: where it is kept, if not beside the configuration.
    pub ledger_at: Option<LedgerPlace>,
    /// `--section`: of which sections this run is; none: of all.
    pub sections: Vec<String>,
    /// `[dates] git`: whether an article without any other date has that of its first commit.
    pub dates_from_git: bool,
    /// What git says, once it has been asked.
    pub first_commits: Option<Arc<FirstCommits>>,
    /// The paths of what has been published by the last of several days in its name, and keeps that date: a build fills it in
    /// from the ledger.
    pub dated_by_last_day: Arc<HashSet<String>>,
    /// `[[convert]]`
    pub converts: Vec<ConvertConfig>,
    /// What the programs there have made, once they have run.
    pub converted: Option<Arc<ConvertedFiles>>,
    /// `[[feed]]`
    pub feeds: Vec<FeedConfig>,
    /// The keys of front matter by which feeds choose, in order.
    pub feed_keys: Vec<String>,
    /// `[publish]`: what follows once the bytes are public.
    pub announce: AnnounceConfig,
    /// `[validate]`: for `tidings validate`; what a build refuses does not depend on it.
    pub validate: ValidateConfig,
    /// What makes the run a trial; `None`: it is none.
    pub trial: Option<Trial>,
    /// `[extensions]`: the prefixes of other vocabularies and their namespaces.
    pub extensions: Vec<(String, String)>,
}

/// When each file of the content directory was first committed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstCommits {
    /// By its path below the content directory.
    pub by_path: HashMap<String, Timestamp>,
    /// What is not known of it, where something is not.
    pub gap: Option<Diagnostic>,
}

/// `[site]`: the site that the articles are on.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SiteConfig {
    /// The title of the site and of its feeds.
    pub title: PlainText,
    /// Where the articles live; ends in `/`.
    pub url: WebUrl,
    /// The same, to join others to.
    pub base: Url,
    /// What the site is about.
    pub description: Option<PlainText>,
    /// A BCP 47 tag.
    pub language: String,
    /// For dates that name no zone.
    pub timezone: Tz,
    /// How an article's address is made of its path, date and slug.
    pub permalink: Permalink,
    /// The generator that makes the site, where `generator` names one.
    pub generator: Option<Generated>,
    /// The folders that are named by the language of what is in them, relative to the content directory; sorted.
    pub language_folders: Vec<String>,
    /// The `authority,date` of the `tag:` URIs; `None`: the site's host and the entry's own date.
    pub id_authority: Option<String>,
    /// Whether two entries may share an address.
    pub shared_addresses: bool,
    /// Where the links of entries lead that are about pages elsewhere; `None`: to their own, unless those show nothing.
    pub link_to: Option<LinkTo>,
    /// The licence of what is on it.
    pub license: Option<WebUrl>,
}

/// `generator`: the program that makes the site's pages, and what its own configuration says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The program.
    pub generator: &'static Generator,
    /// What its configuration says.
    pub settings: Arc<Settings>,
}

impl SiteConfig {
    /// Whether, of articles of one moment, the one whose path comes later stands first.
    #[must_use]
    pub fn later_paths_first(&self) -> bool {
        self.generator.as_ref().is_some_and(|generated| generated.settings.later_paths_first)
    }

    /// The folder of the generator's site that `url` is, as `blog/`, and the address of the whole site.
    #[must_use]
    pub fn folder_within(&self) -> Option<(&str, Url)> {
        let told = self.generator.as_ref()?.settings.url.as_ref()?;
        let whole = Url::parse(&told.value).ok().filter(|told| told.host_str() == self.base.host_str())?;
        let folder = self.base.path().strip_prefix(whole.path().trim_end_matches('/'))?.strip_prefix('/')?;
        if folder.is_empty() {
            return None;
        }
        let whole = whole.join(&format!("{}/", whole.path().trim_end_matches('/'))).ok()?;
        Some((folder, whole))
    }

    /// The language of the folder that a file is in, where that is one of several that are named by their language.
    #[must_use]
    pub fn language_of_folder(&self, path: &str) -> Option<&str> {
        let mut above = path;
        while let Some((folder, _)) = above.rsplit_once('/') {
            if let Ok(at) = self.language_folders.binary_search_by(|known| known.as_str().cmp(folder)) {
                return self.language_folders[at].rsplit('/').next();
            }
            above = folder;
        }
        None
    }

    /// What the site's generator makes of source files, where it has one.
    #[must_use]
    pub fn pages(&self) -> Option<&dyn Pages> {
        self.generator.as_ref().map(|generated| &*generated.settings.pages)
    }
}

/// How an article's address is made: patterns of literal text and `{...}` fields, joined to `site.url`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Permalink {
    /// The pattern, such as `{year}/{month}/{slug}/`.
    pub pattern: String,
    /// Whether that is ours, because the configuration has none.
    pub is_default: bool,
    /// The patterns of sections (top folders) that have their own.
    pub sections: BTreeMap<String, String>,
}

impl Permalink {
    /// A pattern for all articles.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        Self { pattern: pattern.to_owned(), is_default: false, sections: BTreeMap::new() }
    }

    /// The pattern of a section, where the configuration has one.
    #[must_use]
    pub fn named(&self, section: &str) -> Option<&str> {
        let own = self.sections.get(section).map(String::as_str);
        own.or((!self.is_default).then_some(&*self.pattern))
    }

    /// Whether a pattern has `{categories}`.
    pub(crate) fn takes_categories(&self) -> bool {
        self.sections.values().chain([&self.pattern]).any(|pattern| pattern.contains("{categories"))
    }
}

/// `[[author]]`: a person that articles name by a key.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AuthorConfig {
    /// The key.
    pub key: String,
    /// Who it is.
    pub person: Person,
}

/// `[content]`: which files are articles.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ContentConfig {
    /// The content directory, relative to the root.
    pub dir: PathBuf,
    /// Globs, relative to the content directory, of files that are no articles.
    pub exclude: Vec<String>,
    /// What to do with template syntax that is not known.
    pub shortcodes: Shortcodes,
    /// What an article without any date is.
    pub undated: Undated,
    /// From which articles contact blocks are taken.
    pub contacts: Contacts,
    /// The encoding of files that are not UTF-8 and have no BOM; `None`: detect it and say so.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// Keys of front matter that withhold nothing here, whatever they look like.
    pub harmless: Vec<String>,
    /// What templates may ask for by name, such as `site.title`: what the generator's configuration says, and
    /// `[content.values]`, which wins.
    pub values: BTreeMap<String, String>,
    /// Whether drafts are taken.
    pub drafts: Drafts,
    /// Whether articles dated ahead of now are taken.
    pub future: Future,
}

/// `[ledger]`: whether `tidings.lock` is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LedgerUse {
    /// Ids and dates that have been published are remembered.
    #[default]
    Keep,
    /// Ids derive from authority, date and path alone.
    Off,
}

/// What to do with template syntax that is not known.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Shortcodes {
    /// Take it out and say so.
    #[default]
    Remove,
    /// Complain.
    Error,
}

/// What an article without any date is.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Undated {
    /// Left out, with a warning.
    #[default]
    #[serde(rename = "warning")]
    Warn,
    /// An error.
    Error,
}

/// From which articles the publisher's contact block is taken out and put on its card.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Contacts {
    /// From those in plain text.
    #[default]
    Text,
    /// From those in Markdown and HTML too.
    All,
    /// From none: every block stays where it is.
    Keep,
}

/// Whether drafts are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Drafts {
    /// They are left out.
    #[default]
    Leave,
    /// They are taken.
    Take,
}

/// Whether articles dated ahead of now are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Future {
    /// They wait.
    #[default]
    Wait,
    /// They are taken.
    Take,
}

/// `[output]`: where documents go.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OutputConfig {
    /// The folder, relative to the root.
    pub dir: PathBuf,
    /// Where that folder is on the web; ends in `/`.
    pub url: WebUrl,
    /// WebSub hubs.
    pub hubs: Vec<WebUrl>,
    /// The path of the page for people, below the folder; `None`: there is none.
    pub page: Option<String>,
    /// The path of the list of feeds (OPML), likewise.
    pub opml: Option<String>,
    /// The path of the stylesheet that documents in XML name, likewise.
    pub style: Option<String>,
    /// For which servers and hosts it is written down how the documents are to be served.
    pub headers: Vec<WebServer>,
    /// Whether a compressed copy stands beside each document.
    pub precompress: bool,
    /// Where the folder is to be found from now on; ends in `/`.
    pub moved: Option<WebUrl>,
    /// For how many minutes documents may be kept before they are asked for again.
    pub ttl: Option<u32>,
}

/// What answers requests for the documents, and has a form of its own for how it is told about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebServer {
    /// Netlify
    Netlify,
    /// Cloudflare Pages and Workers
    Cloudflare,
    /// nginx
    Nginx,
    /// Caddy
    Caddy,
    /// Apache
    Apache,
}

impl WebServer {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Netlify, Self::Cloudflare, Self::Nginx, Self::Caddy, Self::Apache];

    /// What it is called in the configuration.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Netlify => "netlify",
            Self::Cloudflare => "cloudflare",
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
            Self::Apache => "apache",
        }
    }

    /// The file that it is told in how to serve, below the output folder.
    #[must_use]
    pub fn headers_file(self) -> &'static str {
        match self {
            Self::Netlify | Self::Cloudflare => "_headers",
            Self::Nginx => "headers.nginx.conf",
            Self::Caddy => "headers.caddy",
            Self::Apache => ".htaccess",
        }
    }
}

/// Makes one feed for every value.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Each {
    /// For every tag.
    Tag,
    /// For every section.
    Section,
    /// For every author.
    Author,
    /// For every language.
    Language,
    /// For every section within another: `press/regional`.
    Subsection,
}

impl Each {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Tag, Self::Section, Self::Author, Self::Language, Self::Subsection];

    /// What it is called in the configuration, and in words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Section => "section",
            Self::Author => "author",
            Self::Language => "language",
            Self::Subsection => "subsection",
        }
    }
}

impl FeedConfig {
    /// The keys of the front matter by which it chooses.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.filters().flat_map(Filter::keys).chain(self.pinned.as_deref())
    }

    /// Its filters, all of them.
    pub fn filters(&self) -> impl Iterator<Item = &Filter> {
        std::iter::once(&self.takes).chain(&self.any)
    }
}

/// In which order a document carries its entries.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The newest are carried, the oldest of them first: for what is read from the beginning.
    Oldest,
    /// Those that were updated last, by their front matter, first.
    Updated,
}

/// `[[feed]]`: one feed in one or more formats.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FeedConfig {
    /// Its name, with `{tag}` and the like where `each` is given.
    pub name: String,
    /// Its documents' paths below the output folder, with `{format}` or `{ext}` where it has several formats;
    /// `None`: `rss.xml`, `atom.xml` and `feed.json`.
    pub path: Option<String>,
    /// Further paths of its subscription documents, for subscribers who have those; one without `{format}` and `{ext}` is
    /// of the format that its ending names, else of the first in XML.
    pub also: Vec<String>,
    /// Its title, likewise; `None`: the site's.
    pub title: Option<String>,
    /// What it is about; `None`: the site's.
    pub description: Option<PlainText>,
    /// Its formats, each once.
    pub formats: Vec<Format>,
    /// How many of the newest entries the subscription document carries; `None`: all.
    pub limit: Option<usize>,
    /// What of an article it carries.
    pub content: ContentMode,
    /// Entries in an archive document (RFC 5005); `None`: no archives.
    pub archive: Option<usize>,
    /// Which articles it takes.
    pub takes: Filter,
    /// Further filters, of which an article passes one at least; none: nothing further is asked.
    pub any: Vec<Filter>,
    /// One feed for every value.
    pub each: Option<Each>,
    /// Of the feeds for every value, only those with so many articles are made.
    pub min_entries: usize,
    /// In which order its documents carry their entries.
    pub order: Order,
    /// The key of the front matter whose articles stand first and do not leave by the limit.
    pub pinned: Option<String>,
    /// A subscription document carries no more entries than fit into so many bytes, but one at least.
    pub max_bytes: Option<u64>,
    /// The address of the page that shows what it holds, with `{tag}` and the like where `each` is given; `None`: that of
    /// its section where the site's generator makes one, else the site.
    pub home: Option<String>,
    /// Whether its documents take the place of those that another program keeps making there.
    pub replaces: bool,
    /// The show that it is, where it is a podcast.
    pub podcast: Option<PodcastConfig>,
    /// Where the links of entries lead that are about pages elsewhere; `None`: as the site says.
    pub link_to: Option<LinkTo>,
    /// The licence of what is in it; `None`: the site's.
    pub license: Option<WebUrl>,
    /// HTML before the text of each entry, with [`AROUND_FIELDS`].
    pub header: Option<String>,
    /// HTML behind it, likewise.
    pub footer: Option<String>,
    /// For how many minutes its documents may be kept; `None`: as `[output]` says.
    pub ttl: Option<u32>,
    /// Where its subscription documents are to be found from now on: an address with `{ext}` or `{format}`, and with `{tag}` and
    /// the like where `each` is given.
    pub moved: Option<String>,
    /// Whether its Atom document names the entries that have been taken back.
    pub tombstones: bool,
}

impl Config {
    /// The content directory on disk.
    #[must_use]
    pub fn content_dir(&self) -> PathBuf {
        // `./.` is `.`: rules that are tied to the content directory would not know its files again.
        self.root.join(&self.content.dir).components().collect()
    }

    /// Whether a feed is a podcast: then files beside articles are looked for.
    #[must_use]
    pub fn has_podcast(&self) -> bool {
        self.feeds.iter().any(|feed| feed.podcast.is_some())
    }

    /// Whether audio files that no article is about are episodes by themselves: of a site that a generator makes, their
    /// pages would not be there.
    #[must_use]
    pub fn takes_audio(&self) -> bool {
        let takes = |feed: &FeedConfig| feed.podcast.as_ref().is_some_and(|podcast| podcast.files);
        self.site.generator.is_none() && self.feeds.iter().any(takes)
    }

    /// The output folder on disk.
    #[must_use]
    pub fn output_dir(&self) -> PathBuf {
        self.root.join(&self.output.dir)
    }

    /// A path as reports show it: relative to the root, with `/`.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }

    /// The path below the output folder of a document that reports and the ledger show so; `None` where it is elsewhere.
    #[must_use]
    pub fn document_of(&self, shown: &str) -> Option<String> {
        match self.shown(&self.output_dir()).as_str() {
            "" | "." => Some(shown.to_owned()),
            folder => shown.strip_prefix(folder)?.strip_prefix('/').map(str::to_owned),
        }
    }

    /// The path of a document, that is given below the output folder, as reports and the ledger show it.
    pub fn shown_document(&self, path: &str) -> String {
        match self.shown(&self.output_dir()).as_str() {
            // Documents among the files of the site.
            "" | "." => path.to_owned(),
            folder => format!("{folder}/{path}"),
        }
    }
}
