//! `tidings.toml` as it is written: the tables and keys that are known, with the place of each value.

use super::raw_values::Spanned;
use serde::Deserialize;

use super::raw_filter::{Day, KeyValues, RawFilter, Years};
use super::raw_podcast::{RawFeedPodcast, RawPodcast};
pub use super::raw_values::{OneOrMany, RawText};
use super::{Contacts, ConvertTo, Each, Order, Shortcodes, Undated};
use crate::feed::{ContentMode, Format, LinkTo};

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    /// The site that the articles are on.
    #[serde(default)]
    pub site: RawSite,
    /// The company or body that publishes.
    pub organization: Option<RawOrganization>,
    /// People whom articles name by a key.
    #[serde(default)]
    pub author: Vec<RawAuthor>,
    /// Which files are articles, and how they are read.
    #[serde(default)]
    pub content: RawContent,
    /// Where the documents go.
    #[serde(default)]
    pub output: RawOutput,
    /// Whether ids and dates that have been published are remembered.
    #[serde(default)]
    pub ledger: RawLedger,
    /// Where the documents are published, and what follows once they are.
    #[serde(default)]
    pub publish: RawPublish,
    /// Where dates come from.
    #[serde(default)]
    pub dates: RawDates,
    /// Programs that make articles of files in other formats.
    #[serde(default)]
    pub convert: Vec<RawConvert>,
    /// What a show says of itself to the directories of podcasts.
    pub podcast: Option<RawPodcast>,
    /// A feed in one or more formats. Without one, there are rss.xml, atom.xml and feed.json.
    #[serde(default)]
    pub feed: Vec<RawFeed>,
    /// What `tidings validate` is told. A build does not depend on it.
    #[serde(default)]
    pub validate: RawValidate,
    /// Vocabularies of one's own: prefixes and the addresses of their namespaces.
    #[serde(default)]
    pub extensions: std::collections::BTreeMap<String, RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawValidate {
    /// Rules of which nothing is said.
    #[serde(default)]
    pub allow: Vec<RawText>,
    /// How much rules weigh, by their code.
    #[serde(default)]
    pub severity: std::collections::BTreeMap<String, Spanned<RuleWeight>>,
    /// The file of findings that are known and not told again.
    pub baseline: Option<RawText>,
}

/// A weight as it is written.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleWeight {
    /// `"error"`
    Error,
    /// `"warning"`
    Warning,
    /// `"info"`
    Info,
    /// `"off"`
    Off,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawConvert {
    /// The endings of its files, such as `rst`.
    pub from: Spanned<OneOrMany>,
    /// The program and its arguments, one by one; `{input}` is the file, `{output}` where the article is written, if not to standard output.
    pub command: Spanned<Vec<String>>,
    /// What the program writes.
    #[serde(default)]
    pub to: ConvertTo,
    /// Seconds that it may take for one file.
    pub timeout: Option<Spanned<i64>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDates {
    /// Whether an article without any other date has that of its first commit.
    #[serde(default)]
    pub git: bool,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSite {
    /// The title of the site and of its feeds.
    pub title: Option<RawText>,
    /// Where the articles live on the web.
    pub url: Option<RawText>,
    /// What the site is about.
    pub description: Option<RawText>,
    /// The language of the articles, as a BCP 47 tag.
    pub language: Option<RawText>,
    /// An IANA zone, such as `Europe/Berlin`, for dates that name none.
    pub timezone: Option<RawText>,
    /// How an article's address is made, below `url`: a pattern such as `{year}/{slug}/`, or a table of one for each section.
    pub permalink: Option<Spanned<RawPermalink>>,
    /// The program that makes the site's pages, such as `hugo`; what is not said here, its configuration says.
    #[serde(alias = "preset")]
    pub generator: Option<RawText>,
    /// The `authority,date` of the ids, such as `acme.example,2024`.
    pub id_authority: Option<RawText>,
    /// Whether the address may be one that only this machine or a preview host knows.
    #[serde(default)]
    pub allow_local: bool,
    /// Whether two entries may share an address.
    #[serde(default)]
    pub shared_addresses: bool,
    /// Where entries lead that are about something elsewhere: to their own page, or out.
    pub link_to: Option<LinkTo>,
    /// The address of the licence of the articles.
    pub license: Option<RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawOrganization {
    /// Its name.
    pub name: RawText,
    /// Its home page.
    pub url: Option<RawText>,
    /// Its e-mail address.
    pub email: Option<RawText>,
    /// Its telephone number.
    pub phone: Option<RawText>,
    /// Its fax number.
    pub fax: Option<RawText>,
    /// Its postal address.
    pub address: Option<RawText>,
    /// Its logo: an address, or a path on the site.
    pub logo: Option<RawText>,
    /// A small square picture of it, likewise.
    pub icon: Option<RawText>,
    /// Who holds the rights in what is published.
    pub rights: Option<RawText>,
    /// Further ways to reach it, by their name: `wechat`, `whatsapp` ...
    #[serde(default)]
    pub contacts: std::collections::BTreeMap<String, RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAuthor {
    /// What articles call this person.
    pub key: RawText,
    /// The name as it is shown.
    pub name: RawText,
    /// The e-mail address.
    pub email: Option<RawText>,
    /// The home page.
    pub url: Option<RawText>,
    /// A picture: an address, or a path on the site.
    pub avatar: Option<RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawContent {
    /// The folder of the articles.
    pub dir: Option<RawText>,
    /// Globs, relative to it, of files that are no articles.
    #[serde(default)]
    pub exclude: Vec<RawText>,
    /// What to do with template syntax that is not known.
    #[serde(default)]
    pub shortcodes: Shortcodes,
    /// What an article without any date is.
    #[serde(default)]
    pub undated: Undated,
    /// From which articles the publisher's contact block is taken for its card.
    #[serde(default)]
    pub contacts: Contacts,
    /// The encoding of files that are neither UTF-8 nor have a BOM, such as `gb18030`.
    pub encoding: Option<RawText>,
    /// Keys of front matter that withhold nothing here, whatever they look like.
    #[serde(default)]
    pub harmless: Vec<RawText>,
    /// What templates in articles may ask for, by the name that they use.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, serde_json::Value>"))]
    pub values: toml::Table,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawOutput {
    /// The folder where the documents go.
    pub dir: Option<RawText>,
    /// Where that folder is on the web.
    pub url: Option<RawText>,
    /// A WebSub hub, or several.
    pub hub: Option<Spanned<OneOrMany>>,
    /// The page for people: its path below the folder, or whether it is made.
    pub page: Option<Spanned<Beside>>,
    /// The list of all feeds, likewise.
    pub opml: Option<Spanned<Beside>>,
    /// The stylesheet of documents in XML, likewise; without it there is none.
    pub style: Option<Spanned<Beside>>,
    /// For which servers and hosts it is written down how the documents are to be served.
    pub headers: Option<Spanned<OneOrMany>>,
    /// Whether a compressed copy stands beside each document.
    #[serde(default)]
    pub precompress: bool,
    /// Where the folder is to be found from now on.
    pub moved: Option<RawText>,
    /// For how many minutes documents may be kept.
    pub ttl: Option<Spanned<i64>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPublish {
    /// A bucket and a prefix in it, as `s3://bucket/prefix`, or a folder; it is what `[output] url` leads to.
    pub to: Option<RawText>,
    /// The address of the storage, where it is not Amazon's and the environment does not name it.
    pub endpoint: Option<RawText>,
    /// The region that requests are signed for.
    pub region: Option<RawText>,
    /// Whether the bucket's name stands in the path of addresses, or before the host.
    pub path_style: Option<bool>,
    /// For how many seconds documents that readers poll may be kept, where `ttl` does not say so.
    pub max_age: Option<Spanned<i64>>,
    /// The CDN that is told to forget what has changed: `cloudflare`, `fastly`, `cloudfront` or `bunny`.
    pub purge: Option<RawText>,
    /// The id of its zone (Cloudflare) or distribution (CloudFront).
    pub zone: Option<RawText>,
    /// For how many seconds the public addresses are waited for before a hub is told; 0 does not wait.
    pub wait: Option<Spanned<i64>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLedger {
    /// Whether tidings.lock is kept.
    pub enabled: Option<bool>,
    /// Where it is kept for builders on many machines: `s3://bucket/key`, or a file elsewhere.
    pub at: Option<RawText>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFeed {
    /// Its name: `news` makes news.rss.xml, news.atom.xml and news.json.
    pub name: RawText,
    /// The paths of its documents below the output folder; `{ext}` or `{format}` stands for the format, `{term}` for what the site's generator calls the value of `each`. Of a list, the first is the feed's own, and the others are the same feed elsewhere.
    pub path: Option<Spanned<OneOrMany>>,
    /// Its title.
    pub title: Option<RawText>,
    /// What it is about.
    pub description: Option<RawText>,
    /// The formats that it is made in.
    pub formats: Option<Spanned<Vec<Format>>>,
    /// How many of the newest entries it carries, or `all`.
    pub limit: Option<Spanned<Limit>>,
    /// What of an article it carries.
    #[serde(default)]
    pub content: ContentMode,
    /// How many entries an archive document holds (RFC 5005).
    pub archive: Option<Spanned<i64>>,
    /// Take only articles of these sections, and of those within them.
    pub section: Option<OneOrMany>,
    /// Take none of these sections.
    pub not_section: Option<OneOrMany>,
    /// Take only articles with one of these tags.
    pub tag: Option<OneOrMany>,
    /// Take none with one of these tags.
    pub not_tag: Option<OneOrMany>,
    /// Take only articles by one of these authors.
    pub author: Option<OneOrMany>,
    /// Take none by one of these.
    pub not_author: Option<OneOrMany>,
    /// Take only articles in these languages.
    pub language: Option<OneOrMany>,
    /// Take none in these.
    pub not_language: Option<OneOrMany>,
    /// Take only articles of this day and later ones.
    pub since: Option<Spanned<Day>>,
    /// Take only articles of this day and earlier ones.
    pub until: Option<Spanned<Day>>,
    /// Take only articles of these years.
    pub year: Option<Spanned<Years>>,
    /// Take only articles whose front matter says this; dots lead into tables.
    #[serde(default, rename = "where")]
    pub says: std::collections::BTreeMap<String, KeyValues>,
    /// Take none whose front matter says this.
    #[serde(default)]
    pub not_where: std::collections::BTreeMap<String, KeyValues>,
    /// Besides all of that, take only what passes one of these.
    pub any: Option<Spanned<Vec<RawFilter>>>,
    /// Make one feed for every value; name and path hold `{tag}` and so on.
    pub each: Option<Each>,
    /// Of the feeds of `each`, make only those with so many articles.
    pub min_entries: Option<Spanned<i64>>,
    /// In which order the entries stand.
    pub order: Option<Spanned<Order>>,
    /// A key of the front matter: articles that have it switched on stand first.
    pub pinned: Option<RawText>,
    /// How large a document may be.
    pub max_bytes: Option<Spanned<i64>>,
    /// The page that shows what the feed holds; `{tag}` and so on stand for the value, as the site's generator calls it where that is known.
    pub home: Option<RawText>,
    /// Whether its documents take the place of those that another program makes there before each build.
    #[serde(default)]
    pub replaces: bool,
    /// Where its entries lead that are about something elsewhere: to their own page, or out.
    pub link_to: Option<LinkTo>,
    /// The address of the licence of what is in it.
    pub license: Option<RawText>,
    /// HTML before each entry, with fields such as `{title}`.
    pub header: Option<RawText>,
    /// HTML behind each entry, likewise.
    pub footer: Option<RawText>,
    /// For how many minutes its documents may be kept.
    pub ttl: Option<Spanned<i64>>,
    /// Where the feed is to be found from now on.
    pub moved: Option<RawText>,
    /// Whether its Atom documents name entries that have been taken back (RFC 6721).
    #[serde(default)]
    pub tombstones: bool,
    /// Whether it is a podcast, or what is said of this show.
    pub podcast: Option<RawFeedPodcast>,
}

impl RawFeed {
    /// Takes out what says which articles the feed takes.
    pub fn take_filter(&mut self) -> RawFilter {
        RawFilter {
            section: self.section.take(),
            not_section: self.not_section.take(),
            tag: self.tag.take(),
            not_tag: self.not_tag.take(),
            author: self.author.take(),
            not_author: self.not_author.take(),
            language: self.language.take(),
            not_language: self.not_language.take(),
            since: self.since.take(),
            until: self.until.take(),
            year: self.year.take(),
            says: std::mem::take(&mut self.says),
            not_where: std::mem::take(&mut self.not_where),
        }
    }
}

/// One pattern, or one for each section; `*` is the pattern of all others.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a permalink is a pattern such as \"{year}/{slug}/\", or a table of one for each section"
)]
pub enum RawPermalink {
    One(String),
    Sections(std::collections::BTreeMap<String, String>),
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(untagged, expecting = "a limit is a number from 1, or \"all\"")]
pub enum Limit {
    Count(i64),
    Word(String),
}

/// A file beside the feeds: whether it is made, or its path.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected true, false, or a path below the output folder")]
pub enum Beside {
    Switch(bool),
    Path(String),
}
