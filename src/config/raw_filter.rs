//! The keys of a filter, as they are typed.

use std::collections::BTreeMap;

use super::raw_values::Spanned;
use serde::Deserialize;

use super::raw_values::OneOrMany;

/// A filter as it is written, beside others (`any`).
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFilter {
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
    pub says: BTreeMap<String, KeyValues>,
    /// Take none whose front matter says this.
    #[serde(default)]
    pub not_where: BTreeMap<String, KeyValues>,
}

/// A day: a date of TOML, or a text.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a day such as 2024-08-30")]
pub enum Day {
    #[cfg_attr(test, schemars(with = "String"))]
    Date(toml::value::Datetime),
    Text(String),
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a year such as 2024, or a list of years")]
pub enum Years {
    One(i32),
    Many(Vec<i32>),
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text, a number, true, false, or a list of these")]
pub enum KeyValues {
    One(RawKeyValue),
    Many(Vec<RawKeyValue>),
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text, a number, true or false")]
pub enum RawKeyValue {
    Switch(bool),
    Whole(i64),
    Number(f64),
    #[cfg_attr(test, schemars(with = "String"))]
    Date(toml::value::Datetime),
    Text(String),
}
