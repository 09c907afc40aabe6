//! An article that is there, and what it has in common with an entry that has been published.

use super::fingerprint::TitleKey;
use super::records::{Content, Record};
use crate::feed::Timestamp;

/// What made an article known as an entry that was published before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// The id in its front matter.
    Id,
    /// Its path.
    Path,
    /// Its content, letter by letter.
    Content,
    /// Its title and its day.
    Title,
    /// Its file's name and its day.
    Name,
    /// Its body, which is nearly the same.
    Body,
}

/// An article that exists, whether its body was read or not.
#[derive(Clone, Copy)]
pub(super) struct Present<'a> {
    pub path: &'a str,
    pub id: Option<&'a str>,
    pub title: Option<TitleKey>,
    pub published: Option<Timestamp>,
    pub content: Option<Content>,
}

pub(super) fn distance(record: &Record, article: &Present<'_>) -> Option<u32> {
    record.content?.sketch.distance(article.content?.sketch)
}

pub(super) fn same_title(record: &Record, article: &Present<'_>) -> bool {
    record.title.is_some() && record.title == article.title
}

pub(super) fn day(moment: Timestamp) -> i64 {
    moment.unix().div_euclid(86_400)
}

/// The day of the article behind a record: its own date, where another one was adopted.
pub(super) fn record_day(record: &Record) -> i64 {
    day(record.own_date.unwrap_or(record.published))
}

pub(super) fn same_day(record: &Record, article: &Present<'_>) -> bool {
    article.published.is_some_and(|published| record_day(record) == day(published))
}

/// What, beside its text, an article has in common with an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Shared {
    day: bool,
    title: bool,
    name: bool,
}

impl Shared {
    pub fn with_record(record: &Record, article: &Present<'_>) -> Self {
        let name = name_of(&record.path) == name_of(article.path);
        Self { day: same_day(record, article), title: same_title(record, article), name }
    }

    pub fn with_article(other: &Present<'_>, article: &Present<'_>) -> Self {
        let days = other.published.map(day).zip(article.published.map(day));
        Self {
            day: days.is_some_and(|(one, other)| one == other),
            title: other.title.is_some() && other.title == article.title,
            name: name_of(other.path) == name_of(article.path),
        }
    }

    pub fn is_any(self) -> bool {
        self.day || self.title || self.name
    }

    /// Whether all that is in common here is in common there too.
    pub fn is_within(self, other: Self) -> bool {
        (!self.day || other.day) && (!self.title || other.title) && (!self.name || other.name)
    }
}

/// What a file is called: without folders, extension and a date before it; a page bundle by its folder.
pub(super) fn name_of(path: &str) -> &str {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folder = folders.rsplit('/').next().unwrap_or(folders);
    without_date(if stem == "index" && !folder.is_empty() { folder } else { stem })
}

/// A name without the date before it (`2024-03-01-`, `20240301-`), unless that is all there is.
pub(crate) fn without_date(name: &str) -> &str {
    let mut digits = 0;
    for (at, c) in name.char_indices() {
        match c {
            '0'..='9' if digits < 8 => digits += 1,
            '-' | '_' if digits == 8 && at + 1 < name.len() => return &name[at + 1..],
            '-' | '_' if matches!(digits, 4 | 6) => {}
            _ => break,
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn names_are_without_folder_date_and_extension() {
        for (path, name) in [
            ("2024/03/launch.md", "launch"),
            ("launch/index.md", "launch"),
            ("index.md", "index"),
            ("2024-03-01-launch.md", "launch"),
            ("20240301-launch.html", "launch"),
            ("2024-03-01.md", "2024-03-01"),
            ("2024-03-01-1984.md", "1984"),
            ("2024/2024-03-01-launch/index.md", "launch"),
            ("1984-a-book.md", "1984-a-book"),
            ("新品.md", "新品"),
            ("a.b.md", "a.b"),
            ("", ""),
        ] {
            assert_eq!(name_of(path), name, "{path}");
        }
    }
}
