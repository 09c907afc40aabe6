//! The date that a path tells: in the file name, or spread over folders.

use chrono::NaiveDate;

use super::in_name::{date_prefix, leading, names_several, only_day, only_whole_day, year_folder, year_month};
use super::rest::NoDate;
use super::written;
use crate::article::name::{FileName, whole_name_of_path};

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

/// Whether a version before took the last of several days in a path's name for its date.
pub(crate) fn was_dated_by_last_day(path: &str) -> bool {
    names_several(whole_name_of_path(path)) && of_file(path) == PathDate::None
}

/// The one date that the name of an article's file, or of its bundle, holds anywhere. Where it has been published by its
/// last day, that of several days stays its date.
pub(crate) fn of_whole_name(path: &str, by_last_day: bool) -> PathDate {
    let name = whole_name_of_path(path);
    match if by_last_day { only_whole_day(name) } else { only_day(name) } {
        None => PathDate::None,
        Some(Ok((day, range))) => PathDate::Day(day, name[range].to_owned()),
        Some(Err(why)) => PathDate::Broken(name.to_owned(), why.what()),
    }
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

/// `2015-04` or `201504`, and nothing more.
fn month_folder(part: &str) -> Option<(u32, u32)> {
    if part.len() == 6 && part.bytes().all(|byte| byte.is_ascii_digit()) {
        let month = part[4..].parse().ok().filter(|month| (1..=12).contains(month))?;
        return Some((year_folder(&part[..4])?, month));
    }
    year_month(part).filter(|(_, rest)| rest.is_empty()).map(|(month, _)| month)
}
