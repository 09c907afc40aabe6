//! Dates as feeds write them: RFC 822 (with four-digit years, as RSS wants), RFC 3339, W3CDTF.

/// Why an RFC 822 date is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rfc822 {
    /// It is; seconds since 1970 in UTC.
    Good(i64),
    /// The day of the week is not that of the date.
    WrongWeekday(&'static str),
    /// Readable by RFC 822 as it was, but not in the form that every reader knows.
    Odd(Option<i64>),
    /// Not a date.
    Bad,
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// The zones of RFC 822 by name, in hours.
const ZONES: [(&str, i64); 11] = [
    ("UT", 0),
    ("GMT", 0),
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("Z", 0),
];

/// Days since 1970 of a date of the Gregorian calendar; nothing where there is no such day.
pub fn days(year: i64, month: u32, day: u32) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let long = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=long).contains(&day) {
        return None;
    }
    // Years from March, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The parts of a date and time as they were written.
struct DateParts<'t> {
    weekday: Option<&'t str>,
    day: &'t str,
    month: &'t str,
    year: &'t str,
    time: &'t str,
    zone: &'t str,
}

fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        None
    } else {
        text.parse().ok()
    }
}

/// Judges a date by RFC 822 and the RSS specification.
pub fn rfc822(text: &str) -> Rfc822 {
    let strict = split_strict(text).and_then(|parts| Some((moment(&parts)?, parts)));
    if let Some(((days, seconds), parts)) = strict {
        // 1970-01-01 was a Thursday.
        let actual = WEEKDAYS[(days + 3).rem_euclid(7) as usize];
        if parts.weekday.is_some_and(|named| named != actual) && days >= -25_567 {
            return Rfc822::WrongWeekday(actual);
        }
        return Rfc822::Good(seconds);
    }
    if split_strict(text).is_some() {
        return Rfc822::Bad;
    }
    match loose(text) {
        true => Rfc822::Odd(None),
        false => Rfc822::Bad,
    }
}

/// The form that is asked for: one space between parts, known capitals, four digits of year.
fn split_strict(text: &str) -> Option<DateParts<'_>> {
    let (weekday, rest) = match text.split_once(", ") {
        Some((weekday, rest)) => (Some(weekday), rest),
        None => (None, text),
    };
    if weekday.is_some_and(|name| !WEEKDAYS.contains(&name)) {
        return None;
    }
    let mut words = rest.split(' ');
    let parts = DateParts {
        weekday,
        day: words.next()?,
        month: words.next()?,
        year: words.next()?,
        time: words.next()?,
        zone: words.next()?,
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let good = words.next().is_none()
        && matches!(parts.day.len(), 1 | 2)
        && digits(parts.day)
        && MONTHS.contains(&parts.month)
        && parts.year.len() == 4
        && digits(parts.year)
        && time(parts.time).is_some()
        && usual_zone(parts.zone).is_some();
    good.then_some(parts)
}

/// `hh:mm` or `hh:mm:ss`: digits in pairs. Whether they are a time is not asked yet.
fn time(text: &str) -> Option<(u32, u32, u32)> {
    let mut pairs = text.split(':');
    let mut pair = || pairs.next().filter(|pair| pair.len() == 2).and_then(number);
    let (hour, minute) = (pair()?, pair()?);
    let second = if text.len() > 5 { pair()? } else { 0 };
    pairs.next().is_none().then_some((hour, minute, second))
}

/// Seconds east of UTC of a zone that every reader knows: a name, or an offset of whole or half hours.
fn usual_zone(zone: &str) -> Option<i64> {
    if let Some(&(_, hours)) = ZONES.iter().find(|(name, _)| *name == zone) {
        return Some(hours * 3600);
    }
    let offset = offset(zone)?;
    (offset % 1800 == 0).then_some(offset)
}

/// `+hhmm`, in seconds.
fn offset(zone: &str) -> Option<i64> {
    let (sign, digits) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let value = i64::from(number(digits).filter(|_| digits.len() == 4)?);
    Some(sign * (value / 100 * 3600 + value % 100 * 60))
}

/// Days, and seconds in UTC.
fn moment(parts: &DateParts<'_>) -> Option<(i64, i64)> {
    let month = MONTHS.iter().position(|month| *month == parts.month)? as u32 + 1;
    let days = days(i64::from(number(parts.year)?), month, number(parts.day)?)?;
    let (hour, minute, second) = time(parts.time)?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = i64::from(hour * 3600 + minute * 60 + second);
    Some((days, days * 86_400 + seconds - usual_zone(parts.zone)?))
}

/// RFC 822 in all its liberties: comments, any capitals, two-digit years, military zones.
fn loose(text: &str) -> bool {
    let mut plain = String::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => {
                chars.next();
            }
            '(' => {
                depth += 1;
                plain.push(' ');
            }
            ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => plain.push(char.to_ascii_lowercase()),
            _ => {}
        }
    }
    let named = |names: &[&str], text: &str| names.iter().any(|name| name.eq_ignore_ascii_case(text));
    let mut rest = plain.trim();
    if let Some((weekday, after)) = rest.split_once(',') {
        if !named(&WEEKDAYS, weekday.trim()) {
            return false;
        }
        rest = after;
    }
    let words: Vec<&str> = rest.split_whitespace().take(7).collect();
    let (day, month, year, clock, zone) = match words[..] {
        [day, month, year, clock] => (day, month, year, clock, None),
        [day, month, year, clock, zone] => (day, month, year, clock, Some(zone)),
        _ => return false,
    };
    let zone_known = zone.is_none_or(|zone| {
        ZONES.iter().any(|(name, _)| name.eq_ignore_ascii_case(zone))
            || offset(zone).is_some()
            || (zone.len() == 1 && zone.starts_with(|char: char| char.is_ascii_lowercase() && char != 'j'))
    });
    // A time without any zone is no time at all.
    zone_known
        && zone.is_some()
        && matches!(day.len(), 1 | 2)
        && number(day).is_some()
        && named(&MONTHS, month)
        && matches!(year.len(), 2 | 4)
        && number(year).is_some()
        && time(clock).is_some()
}

/// How much of a date of the ISO 8601 family must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Iso {
    /// RFC 3339: a date, a time with seconds, a zone; `T` and `Z` in capitals, as Atom wants (RFC 4287, 3.3).
    Rfc3339,
    /// RFC 3339 as it is: `t` and `z` will do (5.6).
    Rfc3339Any,
    /// W3CDTF: a year at least; a time has a zone.
    W3cdtf,
    /// ISO 8601 as profiles use it: a year at least.
    Iso8601,
}

/// Seconds since 1970 in UTC of a date of this family, and whether it says UTC; nothing if it is none.
pub fn iso(text: &str, kind: Iso) -> Option<(i64, bool)> {
    let whole = matches!(kind, Iso::Rfc3339 | Iso::Rfc3339Any);
    let capitals = (kind == Iso::Rfc3339Any).then(|| text.to_ascii_uppercase());
    let text = capitals.as_deref().unwrap_or(text);
    let (date, clock) = match text.split_once('T') {
        Some((date, clock)) => (date, Some(clock)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let mut part = |len: usize| parts.next().map(|part| number(part).filter(|_| part.len() == len));
    let year = part(4)??;
    let month = part(2);
    let day = part(2);
    if parts.next().is_some() || (clock.is_some() && day.is_none()) || (whole && clock.is_none()) {
        return None;
    }
    let (month, day) = (month.unwrap_or(Some(1))?, day.unwrap_or(Some(1))?);
    let midnight = days(i64::from(year), month, day)? * 86_400;
    let Some(clock) = clock else { return Some((midnight, true)) };
    let zone_at = clock.find(['Z', '+', '-']);
    let (clock, zone) = clock.split_at(zone_at.unwrap_or(clock.len()));
    let offset = match zone {
        "" if kind == Iso::Iso8601 => 0,
        "Z" => 0,
        _ => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let (hours, minutes) =
                (number(hours).filter(|_| hours.len() == 2)?, number(minutes).filter(|_| minutes.len() == 2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = i64::from(hours * 3600 + minutes * 60);
            if zone.starts_with('-') { -seconds } else { seconds }
        }
    };
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
    if fraction.is_some_and(|digits| {
        !digits.bytes().all(|byte| byte.is_ascii_digit()) || clock.len() != 8 || digits.is_empty()
    }) {
        return None;
    }
    if whole && clock.len() != 8 {
        return None;
    }
    let (hour, minute, second) = time(clock)?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some((midnight + i64::from(hour * 3600 + minute * 60 + second) - offset, matches!(zone, "Z" | "+00:00")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc822_dates_are_judged() {
        for (text, want) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Rfc822::Good(0)),
            ("1 Jan 1970 01:00 +0100", Rfc822::Good(0)),
            ("Sat, 29 Feb 2020 12:00:00 Z", Rfc822::Good(1_582_977_600)),
            ("Mon, 01 Jan 1970 00:00:00 GMT", Rfc822::WrongWeekday("Thu")),
            ("Thu, 01 Jan 70 00:00:00 GMT", Rfc822::Odd(None)),
            ("thu, 01 jan 1970 00:00:00 gmt", Rfc822::Odd(None)),
            ("Thu, 01 Jan 1970 00:00:00 +0545", Rfc822::Odd(None)),
            ("Thu, 01 Jan 1970 00:00:00 (midnight (sharp)) GMT", Rfc822::Odd(None)),
            ("Thu, 31 Feb 1970 00:00:00 GMT", Rfc822::Bad),
            ("Thu, 01 Jan 1970", Rfc822::Bad),
            ("1970-01-01T00:00:00Z", Rfc822::Bad),
            ("", Rfc822::Bad),
        ] {
            assert_eq!(rfc822(text), want, "{text}");
        }
    }

    #[test]
    fn iso_dates_are_judged() {
        for (text, kind, want) in [
            ("1970-01-01T00:00:00Z", Iso::Rfc3339, Some((0, true))),
            ("1970-01-01T01:00:00.25+01:00", Iso::Rfc3339, Some((0, false))),
            ("1970-01-01T00:00Z", Iso::Rfc3339, None),
            ("1970-01-01", Iso::Rfc3339, None),
            ("1970-01-01", Iso::W3cdtf, Some((0, true))),
            ("1970-01-01T00:00", Iso::W3cdtf, None),
            ("1970-01-01T00:00", Iso::Iso8601, Some((0, false))),
            ("1970-02-30T00:00:00Z", Iso::Rfc3339, None),
            ("1970-01-01t00:00:00z", Iso::Rfc3339, None),
            ("1970-01-01t00:00:00z", Iso::Rfc3339Any, Some((0, true))),
            ("1970-01-01", Iso::Rfc3339Any, None),
            ("1970-01-01T24:00:00Z", Iso::Rfc3339, None),
            ("19700101", Iso::W3cdtf, None),
        ] {
            assert_eq!(iso(text, kind), want, "{text}");
        }
    }
}
