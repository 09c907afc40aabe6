//! The date that a path tells: in the file name, or spread over folders.

use chrono::NaiveDate;

use super::rest::NoDate;
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
    let digits = |from: usize| name.as_bytes()[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = |from: usize, to: usize| name[from..to].parse::<u32>().unwrap_or(0);
    let plausible = |year: u32| (1900..=2199).contains(&year);
    // Before a letter only `T` and `t` end a date: `2024-08-30T10-00-slug`.
    let ends = |at: usize| {
        name[at..].chars().next().is_none_or(|c| !c.is_alphanumeric() || matches!(c, 'T' | 't') || !c.is_ascii())
    };
    match digits(0) {
        8 if ends(8) => {
            let prefix = Prefix { len: 8, year: number(0, 4), month: number(4, 6), day: number(6, 8) };
            (plausible(prefix.year) && (1..=12).contains(&prefix.month) && prefix.day <= 31).then_some(prefix)
        }
        4 => {
            let year = number(0, 4);
            let sign = *name.as_bytes().get(4).filter(|sign| b"-_.".contains(sign))?;
            let month_end = 5 + digits(5);
            if !(6..=7).contains(&month_end) || name.as_bytes().get(month_end) != Some(&sign) {
                return None;
            }
            let end = month_end + 1 + digits(month_end + 1);
            let day_len = end - month_end - 1;
            ((1..=2).contains(&day_len) && ends(end) && plausible(year)).then(|| Prefix {
                len: end,
                year,
                month: number(5, month_end),
                day: number(month_end + 1, end),
            })
        }
        _ => None,
    }
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
    let number: u32 =
        part.parse().ok().filter(|_| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    (1900..=2199).contains(&number).then_some(number)
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
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    let ends = part[digits..].chars().next().is_none_or(|c| matches!(c, '-' | '_' | ' '));
    ((1..=2).contains(&digits) && ends).then(|| part[..digits].parse().ok().map(|number| (number, digits))).flatten()
}
