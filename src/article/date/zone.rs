//! The zone at the end of a date: an offset, a name, or none.

use chrono::{LocalResult, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::rest::{NoDate, Rest};

/// The zone of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The site's.
    Site,
    /// Seconds east of UTC, within 14 hours.
    Offset(i32),
    /// An offset that no place on Earth has; it is not applied.
    Beyond,
    /// A zone of the IANA database.
    Named(Tz),
}

/// A zone at the end of a date; empty: the site's.
pub(super) fn zone(text: &str) -> Result<Zone, NoDate> {
    let mut text = text.trim();
    // RFC 9557: `+08:00[Asia/Shanghai]`; RFC 2822: `+0800 (CST)`. The offset says it all.
    if text.ends_with([']', ')'])
        && let Some(open) = text.find(['[', '('])
    {
        let inside = &text[open + 1..text.len() - 1];
        let before = text[..open].trim();
        text = if before.is_empty() { inside } else { before };
    }
    if text.is_empty() {
        return Ok(Zone::Site);
    }
    if text.starts_with(['+', '-']) {
        return offset(without_name(text));
    }
    let universal = ["UTC", "GMT", "UT", "Z"].into_iter().find_map(|name| {
        let start = text.get(..name.len())?;
        start.eq_ignore_ascii_case(name).then(|| text[name.len()..].trim_start())
    });
    match universal {
        Some("") => return Ok(Zone::Offset(0)),
        Some(after) if after.starts_with(['+', '-']) => return offset(without_name(after)),
        _ => {}
    }
    // RFC 2822, 4.3, and others that mean one offset. `CST`, `IST` and `BST` mean several.
    const NAMES: [(&str, i32); 14] = [
        ("EST", -5),
        ("EDT", -4),
        ("MST", -7),
        ("MDT", -6),
        ("PST", -8),
        ("PDT", -7),
        ("CDT", -5),
        ("CET", 1),
        ("CEST", 2),
        ("EET", 2),
        ("EEST", 3),
        ("WEST", 1),
        ("JST", 9),
        ("KST", 9),
    ];
    if let Some(&(_, hours)) = NAMES.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)) {
        return Ok(Zone::Offset(hours * 3600));
    }
    if text.contains('/') {
        return text.parse::<Tz>().map(Zone::Named).map_err(|_| NoDate::Zone(text.to_owned()));
    }
    if text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(NoDate::Zone(text.to_owned()));
    }
    Err(NoDate::Unreadable)
}

/// An offset without what repeats it: Go prints `+0800 CST`, `+0800 +0800` and a clock that only it reads (`m=+0.01`).
fn without_name(text: &str) -> &str {
    let Some((offset, after)) = text.split_once(' ') else { return text };
    let mut words = after.split(' ').filter(|word| !word.starts_with("m="));
    let repeats = words.next().is_none_or(|word| {
        let name = word.trim_start_matches(['+', '-']);
        name.len() <= 5 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    }) && words.next().is_none();
    if repeats && offset.len() > 1 { offset } else { text }
}

/// Whether the zone that is named in brackets behind an offset has another one at a moment.
pub(super) fn zone_contradicts(text: &str, zone: Zone, local: NaiveDateTime) -> bool {
    let named = text.trim().strip_suffix(']').and_then(|text| text.split_once('[')).map(|(_, name)| name);
    let (Some(named), Zone::Offset(seconds)) = (named.and_then(|name| name.parse::<Tz>().ok()), zone) else {
        return false;
    };
    match named.offset_from_local_datetime(&local) {
        LocalResult::Single(offset) => offset.fix().local_minus_utc() != seconds,
        LocalResult::Ambiguous(one, other) => {
            [one, other].iter().all(|offset| offset.fix().local_minus_utc() != seconds)
        }
        LocalResult::None => false,
    }
}

/// `+08:00`, `+0800`, `+08`, `+8`, `-03:30`.
fn offset(text: &str) -> Result<Zone, NoDate> {
    let mut rest = Rest(&text[1..]);
    rest.blank();
    let east = if text.starts_with('-') { -1 } else { 1 };
    let digits = rest.peek_digits().len();
    let (hours, minutes) = match digits {
        1 | 2 => {
            let hours = rest.number(2).ok_or(NoDate::Unreadable)?;
            let minutes = match rest.one(&[':']) {
                Some(_) => rest.number(2).ok_or(NoDate::Unreadable)?,
                None => 0,
            };
            // Some write seconds too.
            if rest.one(&[':']).is_some() {
                rest.number(2).ok_or(NoDate::Unreadable)?;
            }
            (hours, minutes)
        }
        3 | 4 => {
            let all = rest.number(4).ok_or(NoDate::Unreadable)?;
            (all / 100, all % 100)
        }
        _ => return Err(NoDate::Unreadable),
    };
    if !rest.0.trim().is_empty() || minutes > 59 {
        return Err(NoDate::Unreadable);
    }
    let seconds = (hours * 60 + minutes) * 60;
    if seconds > 14 * 3600 {
        return Ok(Zone::Beyond);
    }
    Ok(Zone::Offset(east * seconds.cast_signed()))
}
