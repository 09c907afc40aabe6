//! Which articles a feed takes, as its table says it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::raw_values::Spanned;
use chrono::NaiveDate;

use super::raw_filter::{Day, KeyValues, RawFilter, RawKeyValue, Years};
use super::raw_values::OneOrMany;
use super::reader::ValueReader;

/// Which articles are taken: those that pass all of it. An empty list lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filter {
    /// Only these sections, and those below them: `press`, `press/regional`.
    pub section: Vec<String>,
    /// None of these sections.
    pub not_section: Vec<String>,
    /// Only articles with one of these tags.
    pub tag: Vec<String>,
    /// None with one of these tags.
    pub not_tag: Vec<String>,
    /// Only articles by one of these authors.
    pub author: Vec<String>,
    /// None by one of these.
    pub not_author: Vec<String>,
    /// Only these languages.
    pub language: Vec<String>,
    /// None of these.
    pub not_language: Vec<String>,
    /// Only articles of this day, in the site's zone, and later ones.
    pub since: Option<NaiveDate>,
    /// Only articles of this day and earlier ones.
    pub until: Option<NaiveDate>,
    /// Only articles of these years.
    pub year: Vec<i32>,
    /// Only articles whose front matter says this.
    pub says: Vec<KeyFilter>,
    /// None whose front matter says this.
    pub not_says: Vec<KeyFilter>,
}

/// What a key of the front matter must say: one of some values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFilter {
    /// The key; dots lead into tables.
    pub key: String,
    /// The values, of which one is enough.
    pub values: Vec<KeyValue>,
}

/// A value that a key may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyValue {
    /// A text, or a number as it is written; case does not count.
    Text(String),
    /// A switch. Where the key is missing, it is off.
    Switch(bool),
}

impl Filter {
    /// Whether it lets everything pass.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The keys of the front matter that it asks for.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.says.iter().chain(&self.not_says).map(|filter| &*filter.key)
    }
}

impl RawKeyValue {
    fn read(self) -> KeyValue {
        match self {
            Self::Switch(is_on) => KeyValue::Switch(is_on),
            Self::Whole(number) => KeyValue::Text(number.to_string()),
            Self::Number(number) => KeyValue::Text(number.to_string()),
            Self::Date(date) => KeyValue::Text(date.to_string()),
            Self::Text(text) => KeyValue::Text(text),
        }
    }
}

impl ValueReader<'_> {
    pub(super) fn filter(&mut self, raw: RawFilter) -> Filter {
        let words = |list: Option<OneOrMany>| list.map_or_else(Vec::new, OneOrMany::into_list);
        let keys = |table: BTreeMap<String, KeyValues>| {
            let read = |(key, values): (String, KeyValues)| {
                let values = match values {
                    KeyValues::One(one) => vec![one.read()],
                    KeyValues::Many(many) => many.into_iter().map(RawKeyValue::read).collect(),
                };
                KeyFilter { key, values }
            };
            table.into_iter().map(read).collect()
        };
        let (since, until) = (raw.since.and_then(|day| self.day(day)), raw.until.and_then(|day| self.day(day)));
        Filter {
            section: words(raw.section),
            not_section: words(raw.not_section),
            tag: words(raw.tag),
            not_tag: words(raw.not_tag),
            author: words(raw.author),
            not_author: words(raw.not_author),
            language: words(raw.language),
            not_language: words(raw.not_language),
            since,
            until,
            year: raw.year.map_or_else(Vec::new, |years| self.years(years)),
            says: keys(raw.says),
            not_says: keys(raw.not_where),
        }
    }

    fn day(&mut self, day: Spanned<Day>) -> Option<NaiveDate> {
        let span: Range<usize> = day.span();
        let text = match day.into_inner() {
            Day::Date(date) => date.to_string(),
            Day::Text(text) => text,
        };
        let read = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
        if read.is_none() {
            self.complain(span, format!("`{text}` is no day"), "write it as 2024-08-30");
        }
        read
    }

    fn years(&mut self, years: Spanned<Years>) -> Vec<i32> {
        let span = years.span();
        let years = match years.into_inner() {
            Years::One(one) => vec![one],
            Years::Many(many) => many,
        };
        if let Some(wrong) = years.iter().find(|year| !(1..=9999).contains(*year)) {
            self.complain(span, format!("`{wrong}` is no year"), "write it with four digits");
        }
        years
    }
}
