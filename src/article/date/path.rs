//! The date that a path tells: in the file name, or spread over folders.

use chrono::NaiveDate;

use super::rest::{NoDate, Rest};
use super::written;
use crate::article::name::FileName;

/// What a path says of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathDate {
    /// A whole day, and the part of the path it stands in.
    Day(NaiveDate, String),
    /// Something like a day that the calendar does not have, or a year and month; and why.
    Broken(String, String),
    /// Nothing.
    None,
}

/// Numbers at the head of a name: `2024-08-30-slug`, `20240830-slug`, `2024-8-3_slug`.
pub(crate) struct Prefix {
    /// Bytes that the date takes, without the sign after it.
    pub len: usize,
    year: u32,
    month: u32,
    day: u32,
}

/// The date in front of a name; whether the calendar has it is not asked.
pub(crate) fn date_prefix(name: &str) -> Option<Prefix> {
    let mut rest = Rest(name);
    let (year, month, day) = match rest.peek_digits().len() {
        8 => {
            let all = rest.number(8)?;
            let (month, day) = (all / 100 % 100, all % 100);
            ((1..=12).contains(&month) && day <= 31).then_some((all / 10_000, month, day))?
        }
        4 => {
            let year = rest.number(4)?;
            let sign = rest.one(&['-', '_', '.'])?;
            let month = rest.number(2)?;
            rest.one(&[sign])?;
            (year, month, rest.number(2)?)
        }
        _ => return None,
    };
    // Before a letter only `T` and `t` end a date: `2024-08-30T10-00-slug`.
    let ends = rest.0.chars().next().is_none_or(|c| !c.is_alphanumeric() || matches!(c, 'T' | 't') || !c.is_ascii());
    (ends && is_likely(year)).then_some(Prefix { len: name.len() - rest.0.len(), year, month, day })
}

/// Whether a number in a name is meant as a year.
fn is_likely(year: u32) -> bool {
    (1900..=2199).contains(&year)
}

/// Whether a folder's name is a year, a month, a day, or a date and nothing more.
pub(crate) fn is_date_folder(name: &str) -> bool {
    let digits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    digits && matches!(name.len(), 1 | 2 | 4 | 6 | 8)
        || date_prefix(name).is_some_and(|prefix| prefix.len == name.len())
        || year_month(name).is_some_and(|(_, rest)| rest.is_empty())
}

/// The date of an article's path: the file name's, else the folders'.
pub(crate) fn of_file(path: &str) -> PathDate {
    let file = FileName::of(path);
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    if !file.is_index() {
        parts.push(file.stem);
    }
    of_parts(&parts)
}

/// The date of an address: `2014/09/15/Rust-1.0`, `/news/2024-08-30-slug/`, absolute or not.
pub(crate) fn of_address(address: &str) -> PathDate {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    of_parts(&parts)
}

fn of_parts(parts: &[&str]) -> PathDate {
    let mut broken = PathDate::None;
    let mut consider = |shown: String, year: u32, month: u32, day: u32| match written::day(year, month, day) {
        Ok(day) => Some(PathDate::Day(day, shown)),
        Err(why) => {
            if broken == PathDate::None {
                let why = match why {
                    NoDate::Half => "no day of the month".to_owned(),
                    other => other.what(),
                };
                broken = PathDate::Broken(shown, why);
            }
            None
        }
    };
    // A whole date in one part, the file name first.
    for part in parts.iter().rev() {
        if let Some(prefix) = date_prefix(part)
            && let Some(found) = consider(part[..prefix.len].to_owned(), prefix.year, prefix.month, prefix.day)
        {
            return found;
        }
    }
    // Spread over parts, the deepest first: 2015/04/15, 2015/04/15-slug, 2015-04/15-slug, 2015/04-15-slug.
    for at in (0..parts.len()).rev() {
        let shown = |to: usize| parts[at..to].join("/");
        if let Some((year, month)) = month_folder(parts[at]) {
            if let Some((day, width)) = parts.get(at + 1).and_then(|part| leading(part)) {
                let shown = format!("{}/{}", parts[at], &parts[at + 1][..width]);
                if let Some(found) = consider(shown, year, month, day) {
                    return found;
                }
            }
        } else if let Some(year) = year_folder(parts[at])
            && let Some((month, width)) = parts.get(at + 1).and_then(|part| leading(part))
        {
            let after = &parts[at + 1][width..];
            let in_same = after
                .strip_prefix('-')
                .and_then(leading)
                .map(|(day, more)| (day, format!("{}/{}", parts[at], &parts[at + 1][..width + 1 + more])));
            let in_next = || {
                let (day, more) = parts.get(at + 2).filter(|_| after.is_empty()).and_then(|part| leading(part))?;
                Some((day, format!("{}/{}", shown(at + 2), &parts[at + 2][..more])))
            };
            if let Some((day, shown)) = in_same.or_else(in_next)
                && let Some(found) = consider(shown, year, month, day)
            {
                return found;
            }
        }
    }
    if broken != PathDate::None {
        return broken;
    }
    // Half a date is told, not used.
    for at in (0..parts.len()).rev() {
        let half = |shown: &str| PathDate::Broken(shown.to_owned(), "a year and a month, and no day".to_owned());
        if year_month(parts[at]).is_some() || month_folder(parts[at]).is_some() {
            return half(parts[at]);
        }
        let month = parts.get(at + 1).and_then(|part| leading(part).filter(|(_, width)| *width == part.len()));
        if year_folder(parts[at]).is_some() && month.is_some_and(|(month, _)| (1..=12).contains(&month)) {
            return half(&parts[at..at + 2].join("/"));
        }
    }
    PathDate::None
}

fn year_folder(part: &str) -> Option<u32> {
    Rest(part).number(4).filter(|year| part.len() == 4 && is_likely(*year))
}

/// `2015-04` or `201504`, and nothing more.
fn month_folder(part: &str) -> Option<(u32, u32)> {
    if part.len() == 6 && part.bytes().all(|byte| byte.is_ascii_digit()) {
        let month = part[4..].parse().ok().filter(|month| (1..=12).contains(month))?;
        return Some((year_folder(&part[..4])?, month));
    }
    year_month(part).filter(|(_, rest)| rest.is_empty()).map(|(month, _)| month)
}

/// `2015-04` at the head of a name that is no whole date, and what comes after.
fn year_month(part: &str) -> Option<((u32, u32), &str)> {
    let year = year_folder(part.get(..4)?)?;
    let rest = part[4..].strip_prefix(['-', '_', '.'])?;
    let (month, width) = leading(rest).filter(|(month, width)| (1..=12).contains(month) && *width == 2)?;
    Some(((year, month), &rest[width..]))
}

/// One or two digits at the head of a name that end there or before a sign.
fn leading(part: &str) -> Option<(u32, usize)> {
    let mut rest = Rest(part);
    let number = rest.number(2)?;
    let ends = rest.0.is_empty() || rest.0.starts_with(['-', '_', ' ']);
    ends.then_some((number, part.len() - rest.0.len()))
}
