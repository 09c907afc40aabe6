//! What is written literally in a script, and where it is not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::generator::Table;

/// A value, and what in it cannot be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Literal {
    /// The value; null stands for what is unknown.
    pub(super) value: Value,
    /// The paths of what is unknown: the empty one for all of it, `a.*` for what may have been added to `a`.
    pub(super) unknown: BTreeSet<String>,
}

/// What there is at a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer<'a> {
    /// This, all of it or in part.
    Value(&'a Value),
    /// Nothing.
    Absent,
    /// What only the program knows.
    Unknown,
}

impl<'a> Answer<'a> {
    /// The value, where it is one.
    pub fn value(self) -> Option<&'a Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Unknown => None,
        }
    }

    /// The text, where it is one.
    pub fn text(self) -> Option<String> {
        self.value().and_then(crate::generator::value::text)
    }
}

impl From<Value> for Literal {
    fn from(value: Value) -> Self {
        Self { value, unknown: BTreeSet::new() }
    }
}

impl From<BTreeMap<String, Self>> for Literal {
    fn from(named: BTreeMap<String, Self>) -> Self {
        let mut table = Self::from(Table::new());
        for (key, value) in named {
            table.put(&key, value);
        }
        table
    }
}

impl From<Table> for Literal {
    fn from(table: Table) -> Self {
        Self { value: Value::Object(table), unknown: BTreeSet::new() }
    }
}

impl Literal {
    /// What is not known at all.
    pub fn unknown() -> Self {
        Self { value: Value::Null, unknown: BTreeSet::from([String::new()]) }
    }

    /// What is at a path of keys and of indices of lists: `presets.0.1.blog`.
    pub fn at(&self, path: &str) -> Answer<'_> {
        let mut value = &self.value;
        let mut walked = String::new();
        if self.unknown.contains("") {
            return Answer::Unknown;
        }
        for key in path.split('.').filter(|key| !key.is_empty()) {
            let inner = match value {
                Value::Object(table) => table.get(key),
                Value::Array(list) => key.parse::<usize>().ok().and_then(|index| list.get(index)),
                _ => None,
            };
            let added = below(&walked, "*");
            walked = below(&walked, key);
            match inner {
                _ if self.unknown.contains(&walked) => return Answer::Unknown,
                Some(inner) => value = inner,
                None if self.unknown.contains(&added) => return Answer::Unknown,
                None => return Answer::Absent,
            }
        }
        Answer::Value(value)
    }

    /// The table of what is known.
    pub fn table(&self) -> Option<&Table> {
        self.value.as_object()
    }

    /// The text at a path.
    pub fn text_at(&self, path: &str) -> Option<String> {
        self.at(path).text()
    }

    /// What is unknown at a path or below it.
    pub fn unknown_below<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a str> {
        self.unknown.iter().map(String::as_str).filter(move |unknown| {
            unknown.strip_prefix(path).is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// Drops what is unknown of a key that is written once more.
    pub(super) fn forget(&mut self, key: &str) {
        let prefix = format!("{key}.");
        let inner = self.unknown.range(prefix.clone()..).take_while(|path| path.starts_with(&prefix)).cloned();
        for path in inner.collect::<Vec<_>>() {
            self.unknown.remove(&path);
        }
        self.unknown.remove(key);
    }

    /// Adds a value with its key, or to a list.
    pub(super) fn put(&mut self, key: &str, inner: Self) {
        self.unknown.extend(inner.unknown.iter().map(|path| below(key, path)));
        match &mut self.value {
            Value::Object(table) => drop(table.insert(key.to_owned(), inner.value)),
            Value::Array(list) => list.push(inner.value),
            _ => {}
        }
    }

    /// A part of it, as a value of its own.
    pub(super) fn part(&self, path: &str) -> Self {
        let Answer::Value(value) = self.at(path) else { return Self::unknown() };
        let prefix = format!("{path}.");
        let unknown = self.unknown.iter().filter_map(|at| at.strip_prefix(&prefix).map(str::to_owned)).collect();
        Self { value: value.clone(), unknown }
    }
}

/// A path with a key behind it; either may be empty.
pub(super) fn below(path: &str, key: &str) -> String {
    match (path, key) {
        ("", key) => key.to_owned(),
        (path, "") => path.to_owned(),
        (path, key) => format!("{path}.{key}"),
    }
}
