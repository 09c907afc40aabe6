//! The keys of a filter, as they are typed.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::raw_values::OneOrMany;

/// A filter as it is written, beside others (`any`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFilter {
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
    pub says: BTreeMap<String, KeyValues>,
    #[serde(default)]
    pub not_where: BTreeMap<String, KeyValues>,
}

/// A day: a date of TOML, or a text.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a day such as 2024-08-30")]
pub enum Day {
    Date(toml::value::Datetime),
    Text(String),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a year such as 2024, or a list of years")]
pub enum Years {
    One(i32),
    Many(Vec<i32>),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text, a number, true, false, or a list of these")]
pub enum KeyValues {
    One(RawKeyValue),
    Many(Vec<RawKeyValue>),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text, a number, true or false")]
pub enum RawKeyValue {
    Switch(bool),
    Whole(i64),
    Number(f64),
    Date(toml::value::Datetime),
    Text(String),
}
