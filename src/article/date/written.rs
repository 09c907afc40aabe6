//! A date as people write it becomes a day, a time and a zone; nothing is guessed.
//!
//! Year first (`2024-08-30 10:00 +0800`, `2025/04/23`, `2024年8月30日`), months in words (`August 4,
//! 2019`, RFC 2822), seconds since 1970. Day-first numbers (`03/04/2020`) are refused: they are read
//! both ways.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::rest::{NoDate, Rest};
use super::zone::{Zone, zone};

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Seconds since 1970-01-01T00:00:00Z.
    Unix(i64),
    /// A day of the calendar, a time of the day where there is one, and a zone.
    Civil {
        /// The day.
        day: NaiveDate,
        /// The time; `None`: the day began.
        time: Option<NaiveTime>,
        /// The zone.
        zone: Zone,
    },
}

/// Longer texts are no dates.
const LONGEST: usize = 120;

/// Reads a date.
///
/// # Errors
/// See [`NoDate`].
pub fn parse(text: &str) -> Result<Written, NoDate> {
    if text.len() > LONGEST {
        return Err(NoDate::Unreadable);
    }
    let text = narrow(text);
    let text = text.trim().trim_matches(['"', '\'']).trim();
    if text.is_empty() {
        return Err(NoDate::Unreadable);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits_only(text);
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        match number_first(text) {
            Err(NoDate::Unreadable) => {}
            decided => return decided,
        }
    }
    words(text)
}

/// Full-width digits, colons and signs as ASCII, as Chinese input methods type them; white space
/// as single blanks.
fn narrow(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '０'..='９' | '：' | '－' | '／' | '．' | '＋' | '，' | 'Ｔ' | 'Ｚ' => {
                out.extend(char::from_u32(c as u32 - 0xfee0));
            }
            '\u{2212}' | '\u{2010}'..='\u{2013}' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn digits_only(text: &str) -> Result<Written, NoDate> {
    let part = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap_or(0);
    let seconds = || text.parse::<i64>().map_err(|_| NoDate::Unreadable);
    match text.len() {
        8 => civil(day(part(0, 4), part(4, 6), part(6, 8))?, None, Zone::Site),
        12 | 14 if part(4, 6) <= 12 && part(0, 4) >= 1900 => {
            let second = if text.len() == 14 { part(12, 14) } else { 0 };
            let (day, time) = moment(day(part(0, 4), part(4, 6), part(6, 8))?, part(8, 10), part(10, 12), second)?;
            civil(day, Some(time), Zone::Site)
        }
        10 => Ok(Written::Unix(seconds()?)),
        13 => Ok(Written::Unix(seconds()? / 1000)),
        4 | 6 => Err(NoDate::Half),
        _ => Err(NoDate::Unreadable),
    }
}

fn civil(day: NaiveDate, time: Option<NaiveTime>, zone: Zone) -> Result<Written, NoDate> {
    Ok(Written::Civil { day, time, zone })
}

/// A day of the calendar, in the years 1 to 9999.
pub(super) fn day(year: u32, month: u32, day: u32) -> Result<NaiveDate, NoDate> {
    if year == 0 || year > 9999 {
        return Err(NoDate::Impossible("the year is not between 1 and 9999".to_owned()));
    }
    if day == 0 && (1..=12).contains(&month) {
        return Err(NoDate::Half);
    }
    if !(1..=12).contains(&month) {
        return Err(NoDate::Impossible(format!("there is no month {month}")));
    }
    NaiveDate::from_ymd_opt(year.cast_signed(), month, day)
        .ok_or_else(|| NoDate::Impossible(format!("{} {year} has no day {day}", MONTHS[month as usize - 1])))
}

/// A time of a day. `24:00` is the end of the day (ISO 8601), a leap second the one before it.
fn moment(day: NaiveDate, hour: u32, minute: u32, second: u32) -> Result<(NaiveDate, NaiveTime), NoDate> {
    let impossible = || NoDate::Impossible(format!("there is no time {hour:02}:{minute:02}:{second:02}"));
    if (hour, minute, second) == (24, 0, 0) {
        return Ok((day.succ_opt().ok_or_else(impossible)?, NaiveTime::MIN));
    }
    let second = if second == 60 && minute == 59 { 59 } else { second };
    Ok((day, NaiveTime::from_hms_opt(hour, minute, second).ok_or_else(impossible)?))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The number of an English month, whole or cut to three letters and more.
fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let at = MONTHS.iter().position(|month| begins(month, word))?;
    u32::try_from(at + 1).ok()
}

fn weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    DAYS.iter().any(|day| begins(day, word))
}

fn begins(name: &str, word: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// `2024-08-30...`, `2024/8/3...`, `2024年8月30日...`, `20240830T...`; and the forms that are refused.
fn number_first(text: &str) -> Result<Written, NoDate> {
    let mut rest = Rest(text);
    let leading = rest.peek_digits();
    if leading.len() == 8 {
        rest.0 = &text[8..];
        let Ok(all) = leading.parse::<u32>() else { return Err(NoDate::Unreadable) };
        return after_day(day(all / 10_000, all / 100 % 100, all % 100)?, rest);
    }
    if leading.len() <= 2 {
        // 03/04/2020, 3.4.2020, 03-04-20
        rest.0 = &text[leading.len()..];
        let first = rest.one(&['/', '.', '-']);
        if first.is_some()
            && rest.number(2).is_some()
            && rest.one(&['/', '.', '-']) == first
            && rest.number(4).is_some()
        {
            return Err(NoDate::Ambiguous);
        }
        return Err(NoDate::Unreadable);
    }
    let year = rest.number(4).filter(|_| leading.len() == 4).ok_or(NoDate::Unreadable)?;
    rest.blank();
    let sign = rest.one(&['-', '/', '.', '年']).ok_or(NoDate::Unreadable)?;
    rest.blank();
    let month_number = match rest.number(2) {
        Some(number) => number,
        None => {
            // 2024-Aug-30
            let word = &rest.0[..rest.0.bytes().take_while(u8::is_ascii_alphabetic).count()];
            let number = month(word).ok_or(NoDate::Unreadable)?;
            rest.0 = &rest.0[word.len()..];
            number
        }
    };
    rest.blank();
    let second_sign = rest.one(&['-', '/', '.', '月']);
    rest.blank();
    let Some(day_number) = second_sign.and_then(|_| rest.number(2)) else {
        let month_only = rest.0.is_empty() && (1..=12).contains(&month_number);
        return Err(if month_only { NoDate::Half } else { NoDate::Unreadable });
    };
    match (sign, second_sign) {
        ('年', Some('月')) => {
            rest.blank();
            rest.one(&['日', '号', '號']);
        }
        (one, Some(two)) if one == two => {}
        _ => return Err(NoDate::Unreadable),
    }
    after_day(day(year, month_number, day_number)?, rest)
}

/// Time and zone after a day.
fn after_day(day: NaiveDate, mut rest: Rest<'_>) -> Result<Written, NoDate> {
    rest.blank();
    for word in ["星期", "周", "週"] {
        // 星期三
        if let Some(after) = rest.0.strip_prefix(word) {
            rest.0 = after;
            rest.one(&['一', '二', '三', '四', '五', '六', '日', '天']);
            rest.blank();
        }
    }
    if rest.one(&['T', 't', ',', '_']).is_some() {
        rest.blank();
    }
    if rest.0.is_empty() {
        return civil(day, None, Zone::Site);
    }
    let mut half_of_day = None;
    for (word, noon) in [("上午", false), ("下午", true), ("晚上", true), ("早上", false)] {
        if let Some(after) = rest.0.strip_prefix(word) {
            half_of_day = Some(noon);
            rest.0 = after;
            rest.blank();
        }
    }
    if rest.peek_digits().is_empty() {
        let zone = zone(rest.0)?;
        return civil(day, None, zone);
    }
    let (hour, minute, second);
    let digits = rest.peek_digits();
    if matches!(digits.len(), 4 | 6) {
        // 20240830T120000Z
        let Ok(all) = digits.parse::<u32>() else { return Err(NoDate::Unreadable) };
        (hour, minute, second) =
            if digits.len() == 4 { (all / 100, all % 100, 0) } else { (all / 10_000, all / 100 % 100, all % 100) };
        rest.0 = &rest.0[digits.len()..];
    } else {
        hour = rest.number(2).ok_or(NoDate::Unreadable)?;
        if rest.one(&[':', '时', '時', '点', '點', 'h']).is_some() {
            minute = rest.number(2).ok_or(NoDate::Unreadable)?;
            let more = rest.one(&[':', '分']);
            second = match more {
                Some('分') if rest.peek_digits().is_empty() => 0,
                Some(_) => rest.number(2).ok_or(NoDate::Unreadable)?,
                None => 0,
            };
            rest.one(&['秒']);
        } else {
            (minute, second) = (0, 0);
            // "10 pm" is a time; "10" is none.
            if !matches!(rest.0.trim_start().get(..2), Some(mark) if mark.eq_ignore_ascii_case("am") || mark.eq_ignore_ascii_case("pm"))
            {
                return Err(NoDate::Unreadable);
            }
        }
    }
    if rest.0.starts_with(['.', ',']) && rest.0[1..].starts_with(|c: char| c.is_ascii_digit()) {
        let digits = rest.0[1..].bytes().take_while(u8::is_ascii_digit).count();
        rest.0 = &rest.0[1 + digits..];
    }
    rest.blank();
    for (mark, noon) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)] {
        // `America/New_York` begins so too.
        let ends = |text: &str| !text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '_'));
        if rest.0.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)) && ends(&rest.0[mark.len()..])
        {
            half_of_day = Some(noon);
            rest.0 = &rest.0[mark.len()..];
            rest.blank();
        }
    }
    let hour = match half_of_day {
        None => hour,
        Some(noon) if (1..=12).contains(&hour) => hour % 12 + if noon { 12 } else { 0 },
        Some(_) => hour,
    };
    // Jekyll's own news has `2023-01-29 18:30:22 2023 -0800`.
    let again = rest.peek_digits();
    let after = &rest.0[again.len()..];
    if again.len() == 4 && again.parse() == Ok(day.year()) && (after.is_empty() || after.starts_with(' ')) {
        rest.0 = after;
    }
    let (day, time) = moment(day, hour, minute, second)?;
    civil(day, Some(time), zone(rest.0)?)
}

/// Months in words: `24 August 2020`, `Aug 4, 2019 10:00`, `Mon, 24 Aug 2020 10:00:00 +0200`,
/// `Fri Sep  3 11:21:31 CEST 2021`.
fn words(text: &str) -> Result<Written, NoDate> {
    let (mut year, mut month_number, mut day_number, mut time) = (None, None, None, None);
    let mut zone_words = Vec::new();
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        let day_words: Vec<&str> = word.split('-').collect();
        if weekday(word) && zone_words.is_empty()
            || ["of", "at", "the", "on"].iter().any(|small| word.eq_ignore_ascii_case(small))
        {
            continue;
        }
        if let (3, Some(found)) = (day_words.len(), day_words.get(1).and_then(|word| month(word))) {
            // 24-Aug-2020
            (day_number, month_number, year) =
                (number(day_words[0]), Some(found), number(day_words[2]).filter(|_| day_words[2].len() == 4));
            continue;
        }
        if month_number.is_none()
            && let Some(found) = month(word)
        {
            month_number = Some(found);
        } else if word.contains(':') && time.is_none() && word.starts_with(|c: char| c.is_ascii_digit()) {
            time = Some(word);
        } else if year.is_none() && word.len() == 4 && number(word).is_some() {
            year = number(word);
        } else if day_number.is_none()
            && let Some(found) = ordinal(word)
        {
            day_number = Some(found);
        } else if time.is_some() {
            zone_words.push(word);
        } else {
            return Err(NoDate::Unreadable);
        }
    }
    let month_number = month_number.ok_or(NoDate::Unreadable)?;
    let Some(day_number) = day_number else {
        return Err(if year.is_some() { NoDate::Half } else { NoDate::Unreadable });
    };
    let day = day(year.ok_or(NoDate::Unreadable)?, month_number, day_number)?;
    let after = format!("{} {}", time.unwrap_or(""), zone_words.join(" "));
    after_day(day, Rest(&after))
}

fn number(word: &str) -> Option<u32> {
    word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok()).flatten()
}

/// `4`, `04`, `4th`.
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, ending) = word.split_at(digits);
    let known =
        ending.is_empty() || ["st", "nd", "rd", "th", "."].iter().any(|known| ending.eq_ignore_ascii_case(known));
    ((1..=2).contains(&digits.len()) && known).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
#[path = "written_tests.rs"]
mod tests;
