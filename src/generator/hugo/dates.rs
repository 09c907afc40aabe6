//! Dates as Hugo finds and writes them: which key or name dates a page, and Go's way of describing a date.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike};
use chrono_tz::Tz;

use super::super::value::{self, Table};

/// `[frontmatter]`: for each date the keys that may say it, in order (<https://gohugo.io/configuration/front-matter/>).
#[derive(Clone, Debug)]
pub(super) struct DateKeys {
    date: Vec<String>,
    others: [Vec<String>; 3],
}

const DATE: [&str; 6] = ["date", "publishdate", "pubdate", "published", "lastmod", "modified"];
const OTHERS: [(&str, &[&str]); 3] = [
    ("lastmod", &[":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published"]),
    ("publishdate", &["publishdate", "pubdate", "published", "date"]),
    ("expirydate", &["expirydate", "unpublishdate"]),
];

impl DateKeys {
    /// Those of a configuration.
    pub fn read(configuration: &Table) -> Self {
        let told = |name: &str, usual: &[&str]| -> Vec<String> {
            let Some(list) = value::at(configuration, &format!("frontmatter.{name}")) else {
                return usual.iter().map(|key| (*key).to_owned()).collect();
            };
            let mut keys = Vec::new();
            for key in value::texts(list) {
                match key.to_ascii_lowercase() {
                    key if key == ":default" => keys.extend(usual.iter().map(|key| (*key).to_owned())),
                    key => keys.push(key),
                }
            }
            keys
        };
        Self { date: told("date", &DATE), others: OTHERS.map(|(name, usual)| told(name, usual)) }
    }

    /// `.Date` of a page, as it is written; `name` is that of its file, or of its bundle. Where nothing says it, it is
    /// the first day of the year 1.
    pub fn date(&self, front: &Table, name: &str, published: DateTime<Tz>) -> NaiveDateTime {
        for key in &self.date {
            if key == ":filename" {
                if let Some((date, _)) = dated_name(name) {
                    return date.into();
                }
            } else if let Some(text) = date_text(front, key) {
                return written(&text).unwrap_or_else(|| published.naive_local());
            }
        }
        NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default().into()
    }

    /// The slug that a dated name gives where any date is asked of it.
    pub fn slug<'a>(&self, front: &Table, name: &'a str) -> Option<&'a str> {
        let (_, slug) = dated_name(name)?;
        let asked = |keys: &Vec<String>| {
            let first = keys.iter().find(|key| key.as_str() == ":filename" || date_text(front, key).is_some());
            first.is_some_and(|key| key == ":filename")
        };
        (asked(&self.date) || self.others.iter().any(asked)).then_some(slug).filter(|slug| !slug.is_empty())
    }
}

/// A value that may be a date: `published: true` is a switch.
fn date_text(front: &Table, key: &str) -> Option<String> {
    value::text_at(front, key).filter(|text| text.bytes().any(|b| b.is_ascii_digit()))
}

/// `2026-01-18-winter-paint` is of that day, and its slug is `winter-paint`. What is behind the last dot is taken for the
/// ending of a file (`dateAndSlugFromBaseFilename` of `resources/page/pagemeta`).
fn dated_name(name: &str) -> Option<(NaiveDate, &str)> {
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let date = NaiveDate::parse_from_str(name.get(..10)?, "%Y-%m-%d").ok()?;
    Some((date, name[10..].trim_matches([' ', '-', '_'])))
}

/// The wall clock of a date as it is written, whatever its zone; `None` where the year is not first.
fn written(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let date = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
    let clock = text.get(11..19).and_then(|clock| chrono::NaiveTime::parse_from_str(clock, "%H:%M:%S").ok());
    Some(date.and_time(clock.unwrap_or_default()))
}

/// The pieces of Go's reference time, `Mon Jan 2 15:04:05 MST 2006`, longest first.
const PIECES: [&str; 23] = [
    "January", "Monday", "_2006", "2006", "Jan", "Mon", "002", "__2", "01", "02", "03", "04", "05", "06", "15", "_2",
    "PM", "pm", "1", "2", "3", "4", "5",
];

/// A date by a pattern of Go's `time.Format`; `None` where the pattern names no part of a date.
pub(super) fn go_format(date: NaiveDateTime, pattern: &str) -> Option<String> {
    let (mut out, mut rest, mut found) = (String::new(), pattern, false);
    while let Some(c) = rest.chars().next() {
        // `Month` is no `Mon`.
        let piece = PIECES.into_iter().find(|piece| {
            let after = rest.strip_prefix(piece);
            let is_short_name = matches!(*piece, "Jan" | "Mon");
            after.is_some_and(|after| !is_short_name || !after.starts_with(|c: char| c.is_ascii_lowercase()))
        });
        let Some(piece) = piece else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let hour = date.hour12().1;
        // Writing into a text never fails.
        _ = match piece {
            "2006" => write!(out, "{:04}", date.year()),
            "_2006" => write!(out, "_{:04}", date.year()),
            "06" => write!(out, "{:02}", date.year().rem_euclid(100)),
            "January" => write!(out, "{}", date.format("%B")),
            "Jan" => write!(out, "{}", date.format("%b")),
            "01" => write!(out, "{:02}", date.month()),
            "1" => write!(out, "{}", date.month()),
            "Monday" => write!(out, "{}", date.format("%A")),
            "Mon" => write!(out, "{}", date.format("%a")),
            "002" => write!(out, "{:03}", date.ordinal()),
            "__2" => write!(out, "{:3}", date.ordinal()),
            "02" => write!(out, "{:02}", date.day()),
            "_2" => write!(out, "{:2}", date.day()),
            "2" => write!(out, "{}", date.day()),
            "15" => write!(out, "{:02}", date.hour()),
            "03" => write!(out, "{hour:02}"),
            "3" => write!(out, "{hour}"),
            "04" => write!(out, "{:02}", date.minute()),
            "4" => write!(out, "{}", date.minute()),
            "05" => write!(out, "{:02}", date.second()),
            "5" => write!(out, "{}", date.second()),
            "PM" => write!(out, "{}", date.format("%p")),
            _ => write!(out, "{}", date.format("%P")),
        };
        found = true;
        rest = &rest[piece.len()..];
    }
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_go_does() {
        let date = written("2026-02-03T04:05:06-08:00").unwrap();
        for (pattern, text) in [
            ("2006", Some("2026")),
            ("20060102", Some("20260203")),
            ("_2", Some(" 3")),
            ("Jan", Some("Feb")),
            ("Month", None),
            ("slugs", None),
            ("2006_01", Some("2026_02")),
        ] {
            assert_eq!(go_format(date, pattern).as_deref(), text, "{pattern}");
        }
    }

    #[test]
    fn a_name_may_have_the_date() {
        let dated = |name| dated_name(name).map(|(date, slug)| (date.to_string(), slug));
        assert_eq!(dated("2026-01-24_under"), Some(("2026-01-24".to_owned(), "under")));
        assert_eq!(dated("2026-01-30-a.b.c"), Some(("2026-01-30".to_owned(), "a.b")));
        for none in ["2026-02-30-no-day", "20260123-compact", "x", "二〇二六年一月"] {
            assert_eq!(dated(none), None, "{none}");
        }
    }
}
