//! The days that the name of a file or folder holds.
//!
//! In front of a name (`2024-08-30-slug`) a date is no part of the slug. Anywhere else, and in the other forms that dates
//! have, it belongs to the name: it tells the day where nothing else does, and is no word of a title.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::rest::{NoDate, Rest};
use super::span_of_days::{follows_its_month, is_one_of_several};
use super::words::month;
use super::written::{day, month_and_day};

/// Numbers at the head of a name: `2024-08-30-slug`, `20240830-slug`, `2024-8-3_slug`.
pub(crate) struct Prefix {
    /// Bytes that the date takes, without the sign after it.
    pub len: usize,
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) day: u32,
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
pub(super) fn is_likely(year: u32) -> bool {
    (1900..=2199).contains(&year)
}

/// Whether a folder's name is a year, a month, a day, or a date and nothing more.
pub(crate) fn is_date_folder(name: &str) -> bool {
    let digits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    digits && matches!(name.len(), 1 | 2 | 4 | 6 | 8)
        || date_prefix(name).is_some_and(|prefix| prefix.len == name.len())
        || year_month(name).is_some_and(|(_, rest)| rest.is_empty())
}

/// `2015-04` at the head of a name that is no whole date, and what comes after.
pub(super) fn year_month(part: &str) -> Option<((u32, u32), &str)> {
    let year = year_folder(part.get(..4)?)?;
    let rest = part[4..].strip_prefix(['-', '_', '.'])?;
    let (month, width) = leading(rest).filter(|(month, width)| (1..=12).contains(month) && *width == 2)?;
    Some(((year, month), &rest[width..]))
}

/// A name that is a likely year.
pub(super) fn year_folder(part: &str) -> Option<u32> {
    Rest(part).number(4).filter(|year| part.len() == 4 && is_likely(*year))
}

/// One or two digits at the head of a name that end there or before a sign.
pub(super) fn leading(part: &str) -> Option<(u32, usize)> {
    let mut rest = Rest(part);
    let number = rest.number(2)?;
    let ends = rest.0.is_empty() || rest.0.starts_with(['-', '_', ' ']);
    ends.then_some((number, part.len() - rest.0.len()))
}

/// A date that stands in a name, and the bytes that it takes.
pub(super) struct InName {
    pub day: Result<NaiveDate, NoDate>,
    pub range: Range<usize>,
}

/// All that reads as a date in a name, in order: `report_20240830`, `30.08.2024 report`, `[2024-08-30] report`,
/// `2024年8月30日 通知`, `report 30 August 2024`.
pub(super) fn dates_in(name: &str) -> Vec<InName> {
    let pieces = pieces(name);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match in_one(&pieces[at..]).or_else(|| in_five(name, &pieces[at..])) {
            Some((date, taken)) => {
                found.push(date);
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// The one day that a name holds, and where it stands; a date twice is one, and one of several days is none.
pub(super) fn only_day(name: &str) -> Option<Result<(NaiveDate, Range<usize>), NoDate>> {
    match only_whole_day(name) {
        None if follows_its_month(name) => Some(Err(NoDate::Several)),
        Some(Ok((day, range))) if is_one_of_several(name, &range, day.day()) => Some(Err(NoDate::Several)),
        found => found,
    }
}

/// The one whole date that a name holds, whether it is that of one day or of the last of several.
pub(super) fn only_whole_day(name: &str) -> Option<Result<(NaiveDate, Range<usize>), NoDate>> {
    let mut dates = dates_in(name).into_iter();
    let first = dates.next()?;
    let same = dates.all(|other| other.day == first.day);
    Some(match first.day {
        Ok(day) if same => Ok((day, first.range)),
        Ok(_) => Err(NoDate::Several),
        Err(why) => Err(why),
    })
}

/// Whether the one whole date in a name is that of one of several days.
pub(super) fn names_several(name: &str) -> bool {
    matches!(only_day(name), Some(Err(NoDate::Several))) && matches!(only_whole_day(name), Some(Ok(_)))
}

/// Whether a name holds anything that reads as a date.
pub(crate) fn holds_a_date(name: &str) -> bool {
    !dates_in(name).is_empty()
}

/// What is left of a name without the dates in it that are this day.
pub(crate) fn name_without_day(name: &str, day: NaiveDate) -> String {
    let mut left = String::with_capacity(name.len());
    let mut from = 0;
    for date in dates_in(name).into_iter().filter(|date| date.day == Ok(day)) {
        left.push_str(&name[from..date.range.start]);
        // Brackets that only the date stood in, and a blank for what parted it.
        from = date.range.end;
        let brackets = [('[', ']'), ('(', ')'), ('【', '】'), ('（', '）'), ('〔', '〕')];
        if let Some((open, close)) = brackets.iter().find(|(open, _)| left.ends_with(*open))
            && name[from..].starts_with(*close)
        {
            left.truncate(left.len() - open.len_utf8());
            from += close.len_utf8();
        }
        left.push(' ');
    }
    left.push_str(&name[from..]);
    let signs = |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '.' | ',' | '，' | '、' | '–' | '—');
    left.trim_matches(signs).to_owned()
}

/// A run of digits, of letters, or of anything else in a name.
struct NamePiece<'a> {
    text: &'a str,
    start: usize,
    kind: PieceKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    Digits,
    /// Letters of an alphabet.
    Letters,
    /// Signs, blanks, and Chinese, Japanese and Korean letters, each by itself.
    Sign,
}

fn pieces(name: &str) -> Vec<NamePiece<'_>> {
    let kind = |c: char| match c {
        _ if c.is_ascii_digit() => PieceKind::Digits,
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' => PieceKind::Sign,
        _ if c.is_alphabetic() => PieceKind::Letters,
        _ => PieceKind::Sign,
    };
    let mut pieces: Vec<NamePiece<'_>> = Vec::new();
    for (at, c) in name.char_indices() {
        let kind = kind(c);
        match pieces.last_mut() {
            // A blank beside a sign belongs to it: `30. 8. 2024`, `Aug 30, 2024`.
            Some(last) if last.kind == kind && (kind != PieceKind::Sign || c == ' ') => {
                last.text = &name[last.start..at + c.len_utf8()];
            }
            _ => pieces.push(NamePiece { text: &name[at..at + c.len_utf8()], start: at, kind }),
        }
    }
    pieces
}

impl NamePiece<'_> {
    fn number(&self) -> Option<u32> {
        (self.kind == PieceKind::Digits && self.text.len() <= 8).then(|| self.text.parse().ok()).flatten()
    }

    /// A likely year of four digits.
    fn year(&self) -> Option<u32> {
        self.number().filter(|year| self.text.len() == 4 && is_likely(*year))
    }

    fn short_number(&self) -> Option<u32> {
        self.number().filter(|_| self.text.len() <= 2)
    }

    fn sign(&self) -> Option<&str> {
        (self.kind == PieceKind::Sign)
            .then(|| self.text.trim_end())
            .map(|sign| if sign.is_empty() { " " } else { sign })
    }
}

/// `20240830`, with or without a time behind it, that no letter goes on from.
fn in_one(pieces: &[NamePiece<'_>]) -> Option<(InName, usize)> {
    let [piece, after @ ..] = pieces else { return None };
    if piece.kind != PieceKind::Digits || !matches!(piece.text.len(), 8 | 14) {
        return None;
    }
    let ends = after.first().is_none_or(|next| next.kind == PieceKind::Sign || matches!(next.text, "T" | "t"));
    let part = |from: usize, to: usize| piece.text[from..to].parse::<u32>().ok();
    let time = piece.text.len() == 8 || part(8, 10)? < 24 && part(10, 12)? < 60 && part(12, 14)? < 60;
    let (year, month, day_number) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let date = day(year, month, day_number).ok().filter(|_| ends && time && is_likely(year))?;
    Some((InName { day: Ok(date), range: piece.start..piece.start + piece.text.len() }, 1))
}

/// Three parts with a sign between each: `2024-08-30`, `30.08.2024`, `2024年8月30日`, `30 August 2024`.
fn in_five(name: &str, pieces: &[NamePiece<'_>]) -> Option<(InName, usize)> {
    let [first, one, second, two, third, after @ ..] = pieces else { return None };
    let (first_sign, second_sign) = (one.sign()?, two.sign()?);
    let start = first.start;
    let mut end = third.start + third.text.len();
    let mut taken = 5;
    let found = |day, end, taken| Some((InName { day, range: start..end }, taken));
    if let (Some(year), Some(second), Some(third)) = (first.year(), second.short_number(), third.short_number()) {
        let closing: &[&str] = match (first_sign, second_sign) {
            ("年", "月") | ("년", "월") => &["日", "号", "號", "일"],
            (one, two) if one == two && matches!(one, "-" | "_" | "." | " ") => &[],
            _ => return None,
        };
        if let Some(closed) = after.first().filter(|next| next.sign().is_some_and(|sign| closing.contains(&sign))) {
            end = closed.start + closed.text.trim_end().len();
            taken += 1;
        }
        // `2024-08-30-05` goes on; a time does too: `2024-08-30T10`.
        let goes_on =
            after.first().is_some_and(|next| next.kind == PieceKind::Letters && !matches!(next.text, "T" | "t"));
        return if goes_on { None } else { found(day(year, second, third), end, taken) };
    }
    let year = third.year()?;
    let parted = |sign: &str| matches!(sign, "-" | "_" | "." | " " | "," | "/");
    if !parted(first_sign) || !parted(second_sign) {
        return None;
    }
    let words = [(first, second), (second, first)];
    for (named, numbered) in words {
        if named.kind == PieceKind::Letters
            && let (Some(month), Some(number)) = (month(named.text), numbered.short_number())
        {
            return found(day(year, month, number), end, taken);
        }
    }
    let (first, second) = (first.short_number()?, second.short_number()?);
    // `10.0.0.2023` is no date.
    let goes_before =
        name[..start].strip_suffix(first_sign).is_some_and(|name| name.ends_with(|c: char| c.is_ascii_digit()));
    if first_sign != second_sign || goes_before {
        return None;
    }
    let date = month_and_day(first, second).and_then(|(month, number)| day(year, month, number));
    found(date, end, taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str) -> String {
        match only_day(name) {
            None => String::new(),
            Some(Ok((day, range))) => format!("{day} {}", &name[range]),
            Some(Err(why)) => format!("{why:?}").split('(').next().unwrap_or("").to_owned(),
        }
    }

    #[test]
    fn one_date_anywhere_in_a_name() {
        for (name, expected) in [
            ("harvest_20230514", "2023-05-14 20230514"),
            ("harvest-2023-05-14", "2023-05-14 2023-05-14"),
            ("harvest-2023-05-14-final", "2023-05-14 2023-05-14"),
            ("14.05.2023 harvest", "2023-05-14 14.05.2023"),
            ("harvest 05-14-2023", "2023-05-14 05-14-2023"),
            ("(2023.05.14) harvest", "2023-05-14 2023.05.14"),
            ("收成20230514", "2023-05-14 20230514"),
            ("收成2023年5月14日", "2023-05-14 2023年5月14日"),
            ("2023년 5월 14일 수확", "2023-05-14 2023년 5월 14일"),
            ("harvest 14 May 2023", "2023-05-14 14 May 2023"),
            ("harvest-may-14-2023", "2023-05-14 may-14-2023"),
            ("harvest 14. Mai 2023", "2023-05-14 14. Mai 2023"),
            ("harvest 2023 05 14", "2023-05-14 2023 05 14"),
            ("scan_20230514093000", "2023-05-14 20230514093000"),
            ("20230514 harvest 2023-05-14", "2023-05-14 20230514"),
            // None, or not plainly one.
            ("harvest 03.04.2023", "Ambiguous"),
            ("harvest 2023-05-14 to 2023-05-16", "Several"),
            ("harvest 2023-02-30", "Impossible"),
            ("part-20231350", ""),
            ("order 120230514", ""),
            ("harvest-20230514a", ""),
            ("harvest-230514", ""),
            ("harvest 2023-05", ""),
            ("version 1.2.2023", "Ambiguous"),
            ("10.0.0.2023", ""),
            ("may 2023", ""),
            // More than one day.
            ("Fair 20-24 April 2023", "Several"),
            ("Fair 20 – 24 April 2023", "Several"),
            ("Fair 3 to 5 May 2023", "Several"),
            ("Messe 3. bis 5. Mai 2023", "Several"),
            ("Fair 28 April - 3 May 2023", "Several"),
            ("Fair April 28 to May 3, 2023", "Several"),
            ("Fair April 20-24, 2023", "Several"),
            ("Messe 3.-14.05.2023", "Several"),
            ("Messe 28.4. - 13.5.2023", "Several"),
            ("5月3日至2023年5月5日 展会", "Several"),
            ("展会3日—2023年5月5日", "Several"),
            ("展会2023年5月3日至5日", "Several"),
            ("展会2023年5月3日-5月5日", "Several"),
            ("Fair 2023-05-03 to 05", "Several"),
            ("Fair 3rd and 5th May 2023", ""),
            // One day, and another number.
            ("Newsletter 12 - 24 April 2023", "2023-04-24 24 April 2023"),
            ("No. 12 - 24 April 2023", "2023-04-24 24 April 2023"),
            ("covid-19-24 April 2023", "2023-04-24 24 April 2023"),
            ("A4-24 April 2023", "2023-04-24 24 April 2023"),
            ("Plan 2030 - 24 April 2023", "2023-04-24 24 April 2023"),
            ("Harvest - 24 April 2023", "2023-04-24 24 April 2023"),
            ("harvest-2023-05-14-20", "2023-05-14 2023-05-14"),
            ("harvest 2023-05-14 and 5 barns", "2023-05-14 2023-05-14"),
            ("收成2023年5月14日-3号田", "2023-05-14 2023年5月14日"),
        ] {
            assert_eq!(shown(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_without_its_day() {
        let day = NaiveDate::from_ymd_opt(2023, 5, 14).expect("a day of the calendar");
        for (name, left) in [
            ("harvest_20230514", "harvest"),
            ("[2023-05-14] harvest", "harvest"),
            ("harvest (14.05.2023) report", "harvest   report"),
            ("20230514", ""),
            ("harvest 2023-05-15", "harvest 2023-05-15"),
        ] {
            assert_eq!(name_without_day(name, day), left, "{name}");
        }
    }
}
