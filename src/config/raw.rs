//! `tidings.toml` as it is written: the tables and keys that are known, with the place of each value.

use serde::Deserialize;
use toml::Spanned;

use super::raw_filter::{Day, KeyValues, RawFilter, Years};
use super::raw_podcast::{RawFeedPodcast, RawPodcast};
pub use super::raw_values::{OneOrMany, RawText};
use super::{Contacts, ConvertTo, Each, Order, Shortcodes, Undated};
use crate::feed::{ContentMode, Format, LinkTo};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    #[serde(default)]
    pub site: RawSite,
    pub organization: Option<RawOrganization>,
    #[serde(default)]
    pub author: Vec<RawAuthor>,
    #[serde(default)]
    pub content: RawContent,
    #[serde(default)]
    pub output: RawOutput,
    #[serde(default)]
    pub ledger: RawLedger,
    #[serde(default)]
    pub dates: RawDates,
    #[serde(default)]
    pub convert: Vec<RawConvert>,
    pub podcast: Option<RawPodcast>,
    #[serde(default)]
    pub feed: Vec<RawFeed>,
    #[serde(default)]
    pub validate: RawValidate,
    #[serde(default)]
    pub extensions: std::collections::BTreeMap<String, RawText>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawValidate {
    #[serde(default)]
    pub allow: Vec<RawText>,
    #[serde(default)]
    pub severity: std::collections::BTreeMap<String, Spanned<RuleWeight>>,
    pub baseline: Option<RawText>,
}

/// A weight as it is written.
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawConvert {
    pub from: Spanned<OneOrMany>,
    pub command: Spanned<Vec<String>>,
    #[serde(default)]
    pub to: ConvertTo,
    pub timeout: Option<Spanned<i64>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDates {
    #[serde(default)]
    pub git: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSite {
    pub title: Option<RawText>,
    pub url: Option<RawText>,
    pub description: Option<RawText>,
    pub language: Option<RawText>,
    pub timezone: Option<RawText>,
    pub permalink: Option<Spanned<RawPermalink>>,
    #[serde(alias = "preset")]
    pub generator: Option<RawText>,
    pub id_authority: Option<RawText>,
    #[serde(default)]
    pub allow_local: bool,
    #[serde(default)]
    pub shared_addresses: bool,
    pub link_to: Option<LinkTo>,
    pub license: Option<RawText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawOrganization {
    pub name: RawText,
    pub url: Option<RawText>,
    pub email: Option<RawText>,
    pub phone: Option<RawText>,
    pub fax: Option<RawText>,
    pub address: Option<RawText>,
    pub logo: Option<RawText>,
    pub icon: Option<RawText>,
    pub rights: Option<RawText>,
    #[serde(default)]
    pub contacts: std::collections::BTreeMap<String, RawText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAuthor {
    pub key: RawText,
    pub name: RawText,
    pub email: Option<RawText>,
    pub url: Option<RawText>,
    pub avatar: Option<RawText>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawContent {
    pub dir: Option<RawText>,
    #[serde(default)]
    pub exclude: Vec<RawText>,
    #[serde(default)]
    pub shortcodes: Shortcodes,
    #[serde(default)]
    pub undated: Undated,
    #[serde(default)]
    pub contacts: Contacts,
    pub encoding: Option<RawText>,
    #[serde(default)]
    pub harmless: Vec<RawText>,
    #[serde(default)]
    pub values: toml::Table,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawOutput {
    pub dir: Option<RawText>,
    pub url: Option<RawText>,
    pub hub: Option<Spanned<OneOrMany>>,
    pub page: Option<Spanned<Beside>>,
    pub opml: Option<Spanned<Beside>>,
    pub style: Option<Spanned<Beside>>,
    pub headers: Option<Spanned<OneOrMany>>,
    #[serde(default)]
    pub precompress: bool,
    pub moved: Option<RawText>,
    pub ttl: Option<Spanned<i64>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLedger {
    pub enabled: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFeed {
    pub name: RawText,
    pub path: Option<Spanned<OneOrMany>>,
    pub title: Option<RawText>,
    pub description: Option<RawText>,
    pub formats: Option<Spanned<Vec<Format>>>,
    pub limit: Option<Spanned<Limit>>,
    #[serde(default)]
    pub content: ContentMode,
    pub archive: Option<Spanned<i64>>,
    pub section: Option<OneOrMany>,
    pub not_section: Option<OneOrMany>,
    pub tag: Option<OneOrMany>,
    pub not_tag: Option<OneOrMany>,
    pub author: Option<OneOrMany>,
    pub not_author: Option<OneOrMany>,
    pub language: Option<OneOrMany>,
    pub not_language: Option<OneOrMany>,
    pub since: Option<Spanned<Day>>,
    pub until: Option<Spanned<Day>>,
    pub year: Option<Spanned<Years>>,
    #[serde(default, rename = "where")]
    pub says: std::collections::BTreeMap<String, KeyValues>,
    #[serde(default)]
    pub not_where: std::collections::BTreeMap<String, KeyValues>,
    pub any: Option<Spanned<Vec<RawFilter>>>,
    pub each: Option<Each>,
    pub min_entries: Option<Spanned<i64>>,
    pub order: Option<Spanned<Order>>,
    pub pinned: Option<RawText>,
    pub max_bytes: Option<Spanned<i64>>,
    pub home: Option<RawText>,
    #[serde(default)]
    pub replaces: bool,
    pub link_to: Option<LinkTo>,
    pub license: Option<RawText>,
    pub header: Option<RawText>,
    pub footer: Option<RawText>,
    pub ttl: Option<Spanned<i64>>,
    pub moved: Option<RawText>,
    #[serde(default)]
    pub tombstones: bool,
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
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a permalink is a pattern such as \"{year}/{slug}/\", or a table of one for each section"
)]
pub enum RawPermalink {
    One(String),
    Sections(std::collections::BTreeMap<String, String>),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a limit is a number from 1, or \"all\"")]
pub enum Limit {
    Count(i64),
    Word(String),
}

/// A file beside the feeds: whether it is made, or its path.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected true, false, or a path below the output folder")]
pub enum Beside {
    Switch(bool),
    Path(String),
}
