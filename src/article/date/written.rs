//! A date as people write it becomes a day, a time and a zone; nothing is guessed.
//!
//! Year first (`2024-08-30 10:00 +0800`, `2025/04/23`, `2024年8月30日`, `2024. 8. 30.`), months in words (`August 4,
//! 2019`, `3. Mai 2024`, RFC 822), seconds since 1970. Numbers with the year last are a date where one of them can be
//! no month (`30.08.2024`); `03/04/2020` is refused, for it is read both ways.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::eastern;
use super::rest::{NoDate, Rest};
use super::words::{MONTHS, is_small, month, weekday, weekday_sign};
use super::zone::{Zone, zone, zone_contradicts};

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
        /// What it says twice, and not the same.
        at_odds: Option<AtOdds>,
    },
}

/// Two parts of a date that contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtOdds {
    /// The day of the week is another than that of the day.
    Weekday,
    /// `am` or `pm` stands with an hour that is not in that half of the day.
    HalfOfDay,
    /// The zone that is named has another offset than the one that is written.
    Offset,
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
    let text = eastern::in_digits(&text);
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
            '０'..='９' | '：' | '－' | '／' | '．' | '＋' | '，' | 'Ｔ' | 'Ｚ' | '（' | '）' => {
                out.extend(char::from_u32(c as u32 - 0xfee0));
            }
            '٠'..='٩' => out.extend(char::from_u32(c as u32 - 0x630)),
            '۰'..='۹' => out.extend(char::from_u32(c as u32 - 0x6c0)),
            '،' => out.push(','),
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
        8 => civil(day(part(0, 4), part(4, 6), part(6, 8))?, None),
        // Year, month, day and hour are also seconds, ten years from now.
        10 if is_calendar(part(0, 4), part(4, 6), part(6, 8)) && part(8, 10) <= 24 => {
            let (day, time) = moment(day(part(0, 4), part(4, 6), part(6, 8))?, part(8, 10), 0, 0)?;
            civil(day, Some(time))
        }
        12 | 14 if part(4, 6) <= 12 && part(0, 4) >= 1900 => {
            let second = if text.len() == 14 { part(12, 14) } else { 0 };
            let (day, time) = moment(day(part(0, 4), part(4, 6), part(6, 8))?, part(8, 10), part(10, 12), second)?;
            civil(day, Some(time))
        }
        10 => Ok(Written::Unix(seconds()?)),
        13 => Ok(Written::Unix(seconds()? / 1000)),
        4 | 6 => Err(NoDate::Half),
        _ => Err(NoDate::Unreadable),
    }
}

/// Whether numbers are plainly meant as a year, a month and a day.
fn is_calendar(year: u32, month: u32, day: u32) -> bool {
    (1900..=2199).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// A day, and a time in the site's zone.
fn civil(day: NaiveDate, time: Option<NaiveTime>) -> Result<Written, NoDate> {
    Ok(Written::Civil { day, time, zone: Zone::Site, at_odds: None })
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

/// `2024-08-30...`, `2024/8/3...`, `2024年8月30日...`, `20240830T...`, `30.08.2024...`; and the forms that are refused.
fn number_first(text: &str) -> Result<Written, NoDate> {
    let mut rest = Rest(text);
    let leading = rest.peek_digits();
    if leading.len() == 8 {
        rest.0 = &text[8..];
        let Ok(all) = leading.parse::<u32>() else { return Err(NoDate::Unreadable) };
        return after_day(day(all / 10_000, all / 100 % 100, all % 100)?, None, rest);
    }
    if leading.len() <= 2 {
        return year_last(rest);
    }
    let year = rest.number(4).filter(|_| leading.len() == 4).ok_or(NoDate::Unreadable)?;
    rest.blank();
    let sign = rest.one(&['-', '/', '.', '年', '년']).ok_or(NoDate::Unreadable)?;
    rest.blank();
    let month_number = match rest.number(2) {
        Some(number) => number,
        None => {
            // 2024-Aug-30
            let word = &rest.0[..rest.0.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.0.len())];
            let number = month(word).ok_or(NoDate::Unreadable)?;
            rest.0 = &rest.0[word.len()..];
            number
        }
    };
    rest.blank();
    let second_sign = rest.one(&['-', '/', '.', '月', '월']);
    rest.blank();
    let Some(day_number) = second_sign.and_then(|_| rest.number(2)) else {
        let month_only = rest.0.is_empty() && (1..=12).contains(&month_number);
        return Err(if month_only { NoDate::Half } else { NoDate::Unreadable });
    };
    match (sign, second_sign) {
        ('年', Some('月')) | ('년', Some('월')) => {
            rest.blank();
            rest.one(&['日', '号', '號', '일']);
        }
        // Korean closes the day too: `2024. 8. 30.`
        ('.', Some('.')) => {
            rest.one(&['.']);
        }
        (one, Some(two)) if one == two => {}
        _ => return Err(NoDate::Unreadable),
    }
    after_day(day(year, month_number, day_number)?, None, rest)
}

/// `30.08.2024`, `08/30/2024`, `30. 8. 2024`: a date where only one of the first two numbers can be a month.
fn year_last(mut rest: Rest<'_>) -> Result<Written, NoDate> {
    let first = rest.number(2).ok_or(NoDate::Unreadable)?;
    let sign = rest.one(&['/', '.', '-']).ok_or(NoDate::Unreadable)?;
    rest.blank();
    let second = rest.number(2).ok_or(NoDate::Unreadable)?;
    rest.one(&[sign]).ok_or(NoDate::Unreadable)?;
    rest.blank();
    let width = rest.peek_digits().len();
    let year = rest.number(4).ok_or(NoDate::Unreadable)?;
    if width != 4 {
        return Err(NoDate::Ambiguous);
    }
    let (month_number, day_number) = month_and_day(first, second)?;
    // `17.05.2024 г.`
    if is_small(rest.0.trim()) {
        rest.0 = "";
    }
    after_day(day(year, month_number, day_number)?, None, rest)
}

/// Which of two numbers is the month, and which the day.
pub(super) fn month_and_day(first: u32, second: u32) -> Result<(u32, u32), NoDate> {
    match (first, second) {
        (1..=12, 1..=12) if first != second => Err(NoDate::Ambiguous),
        (1..=12, _) => Ok((first, second)),
        _ => Ok((second, first)),
    }
}

/// A day of the week after the day: `星期五`, `(金)`, `금요일`, `Fri`, `(Fri)`.
fn weekday_after(rest: &mut Rest<'_>) -> Option<Weekday> {
    let (inner, closed) = match rest.0.strip_prefix('(') {
        Some(inner) => (inner, true),
        None => (rest.0, false),
    };
    let (found, after) = weekday_before(inner, closed)?;
    rest.0 = if closed { after.strip_prefix(')')? } else { after };
    rest.blank();
    Some(found)
}

/// The day of the week that a text begins with, and what comes after; a sign alone is one in brackets only.
fn weekday_before(text: &str, alone: bool) -> Option<(Weekday, &str)> {
    for word in ["星期", "周", "週", "礼拜", "禮拜"] {
        if let Some(sign) = text.strip_prefix(word).and_then(|after| after.chars().next()) {
            return Some((weekday_sign(sign)?, &text[word.len() + sign.len_utf8()..]));
        }
    }
    let sign = text.chars().next()?;
    if let Some(found) = weekday_sign(sign) {
        let after = &text[sign.len_utf8()..];
        let named = ["曜日", "曜", "요일"].iter().find_map(|word| after.strip_prefix(word));
        return named.or(alone.then_some(after)).map(|after| (found, after));
    }
    let word = &text[..text.find(|c: char| !c.is_alphabetic() && c != '.').unwrap_or(text.len())];
    Some((weekday(word)?, &text[word.len()..]))
}

/// Words for a half of the day, and whether it is the second.
const HALVES: [(&str, bool); 12] = [
    ("上午", false),
    ("下午", true),
    ("晚上", true),
    ("早上", false),
    ("中午", true),
    ("凌晨", false),
    ("傍晚", true),
    ("午前", false),
    ("午後", true),
    ("오전", false),
    ("오후", true),
    ("정오", true),
];

/// Time and zone after a day; `named`: the day of the week that stands before it.
fn after_day(day: NaiveDate, named: Option<Weekday>, mut rest: Rest<'_>) -> Result<Written, NoDate> {
    rest.blank();
    let weekday = weekday_after(&mut rest).or(named);
    if rest.one(&['T', 't', ',', '_']).is_some() {
        rest.blank();
    }
    let weekday = weekday.or_else(|| weekday_after(&mut rest));
    let odd_day = weekday.filter(|weekday| *weekday != day.weekday()).map(|_| AtOdds::Weekday);
    if rest.0.is_empty() {
        return Ok(Written::Civil { day, time: None, zone: Zone::Site, at_odds: odd_day });
    }
    let mut half_of_day = None;
    for (word, noon) in HALVES {
        if let Some(after) = rest.0.strip_prefix(word) {
            half_of_day = Some(noon);
            rest.0 = after;
            rest.blank();
        }
    }
    if rest.peek_digits().is_empty() {
        let zone = zone(rest.0)?;
        return Ok(Written::Civil { day, time: None, zone, at_odds: odd_day });
    }
    let (hour, minute, second) = clock(&mut rest)?;
    if rest.0.starts_with(['.', ',']) && rest.0[1..].starts_with(|c: char| c.is_ascii_digit()) {
        let digits = rest.0[1..].bytes().take_while(u8::is_ascii_digit).count();
        rest.0 = &rest.0[1 + digits..];
    }
    rest.blank();
    for (mark, noon) in
        [("am", Some(false)), ("pm", Some(true)), ("a.m.", Some(false)), ("p.m.", Some(true)), ("uhr", None)]
    {
        // `America/New_York` begins so too.
        let ends = |text: &str| !text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '_'));
        if rest.0.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)) && ends(&rest.0[mark.len()..])
        {
            half_of_day = noon.or(half_of_day);
            rest.0 = &rest.0[mark.len()..];
            rest.blank();
        }
    }
    let odd_half = match half_of_day {
        Some(false) => hour > 12,
        Some(true) => hour == 0,
        None => false,
    };
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
    let zone = zone(rest.0)?;
    let odd_offset = || zone_contradicts(rest.0, zone, day.and_time(time)).then_some(AtOdds::Offset);
    let at_odds = odd_day.or(odd_half.then_some(AtOdds::HalfOfDay)).or_else(odd_offset);
    Ok(Written::Civil { day, time: Some(time), zone, at_odds })
}

/// Hour, minute and second: `10:00`, `10:00:30`, `3点20分`, `10h30`, `10.30`, `120000`.
fn clock(rest: &mut Rest<'_>) -> Result<(u32, u32, u32), NoDate> {
    let digits = rest.peek_digits();
    if matches!(digits.len(), 4 | 6) {
        // 20240830T120000Z
        let Ok(all) = digits.parse::<u32>() else { return Err(NoDate::Unreadable) };
        rest.0 = &rest.0[digits.len()..];
        return Ok(match digits.len() {
            4 => (all / 100, all % 100, 0),
            _ => (all / 10_000, all / 100 % 100, all % 100),
        });
    }
    let hour = rest.number(2).ok_or(NoDate::Unreadable)?;
    let Some(sign) = rest.one(&[':', '时', '時', '点', '點', '시', 'h', '.']) else {
        // "10 pm" is a time; "10" is none.
        let after = rest.0.trim_start();
        let is_marked = ["am", "pm", "uhr"]
            .iter()
            .any(|mark| after.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)));
        return if is_marked { Ok((hour, 0, 0)) } else { Err(NoDate::Unreadable) };
    };
    if !matches!(sign, ':' | '.') {
        // A word for the hour needs no minute.
        rest.blank();
        if rest.one(&['半']).is_some() {
            return Ok((hour, 30, 0));
        }
        if rest.peek_digits().is_empty() {
            rest.one(&['整']);
            return Ok((hour, 0, 0));
        }
    }
    if sign == '.' && rest.peek_digits().len() != 2 {
        return Err(NoDate::Unreadable);
    }
    let minute = rest.number(2).ok_or(NoDate::Unreadable)?;
    let more = rest.one(&[':', '分', '분']);
    if more.is_some_and(|more| more != ':') {
        rest.blank();
    }
    let second = match more {
        Some('分' | '분') if rest.peek_digits().is_empty() => 0,
        Some(_) => rest.number(2).ok_or(NoDate::Unreadable)?,
        None => 0,
    };
    rest.one(&['秒', '초']);
    Ok((hour, minute, second))
}

/// Months in words: `24 August 2020`, `Aug 4, 2019 10:00`, `Mon, 24 Aug 2020 10:00:00 +0200`,
/// `Fri Sep  3 11:21:31 CEST 2021`, `3. Mai 2024`, `30 de agosto de 2024`, `Fri, 30 Aug 24 10:00:00 GMT`.
fn words(text: &str) -> Result<Written, NoDate> {
    let (mut year, mut month_number, mut day_number, mut time) = (None, None, None, None);
    let (mut named, mut day_first, mut number_is_month) = (None, false, false);
    let mut zone_words = Vec::new();
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        if zone_words.is_empty() {
            let bare = word.trim_start_matches('(').trim_end_matches(')');
            if let Some(found) = weekday(bare) {
                named = named.or(Some(found));
                continue;
            }
            if is_small(word) && !(time.is_some() && word.eq_ignore_ascii_case("am")) {
                continue;
            }
        }
        // `2024م`, of the common era.
        let word = word.strip_suffix('م').filter(|year| number(year).is_some()).unwrap_or(word);
        // Vietnamese: `30 tháng 8 năm 2024`
        if word.eq_ignore_ascii_case("tháng") {
            number_is_month = true;
            continue;
        }
        if std::mem::take(&mut number_is_month) && month_number.is_none() {
            month_number = Some(number(word).ok_or(NoDate::Unreadable)?);
            continue;
        }
        let day_words: Vec<&str> = word.split(['-', '/']).collect();
        if let (3, Some(found)) = (day_words.len(), day_words.get(1).and_then(|word| month(word))) {
            // 24-Aug-2020
            (day_number, month_number, year) = (number(day_words[0]), Some(found), year_after(day_words[2]));
            continue;
        }
        let all = year.is_some() && month_number.is_some() && day_number.is_some();
        if month_number.is_none()
            && let Some(found) = month(word)
        {
            month_number = Some(found);
            day_first = day_number.is_some();
        } else if time.is_none() && word.starts_with(|c: char| c.is_ascii_digit()) && (word.contains(':') || all) {
            time = Some(word);
        } else if year.is_none()
            && word.trim_end_matches('.').len() == 4
            && number(word.trim_end_matches('.')).is_some()
        {
            year = number(word.trim_end_matches('.'));
        } else if day_number.is_none()
            && let Some(found) = ordinal(word)
        {
            day_number = Some(found);
        } else if year.is_none() && day_first && word.len() == 2 && number(word).is_some() {
            year = year_after(word);
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
    after_day(day, named, Rest(&after))
}

fn number(word: &str) -> Option<u32> {
    word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok()).flatten()
}

/// A year of four digits, or of two as RFC 822 has them: 00 to 49 are of this century (RFC 5322, 4.3). Day and month
/// in letters stand before it, so it is neither.
fn year_after(word: &str) -> Option<u32> {
    let year = number(word)?;
    match word.len() {
        4 => Some(year),
        2 => Some(year + if year < 50 { 2000 } else { 1900 }),
        _ => None,
    }
}

/// `4`, `04`, `4th`, `4.`, `1er`, `1º`.
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, ending) = word.split_at(digits);
    let known = ending.is_empty()
        || ["st", "nd", "rd", "th", ".", "er", "º", "°", ".º"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    ((1..=2).contains(&digits.len()) && known).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
#[path = "written_tests.rs"]
mod tests;
