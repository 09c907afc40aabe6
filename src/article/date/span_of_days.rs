//! More than one day in a name: `20-24 April 2027`, `3 to 5 May 2026`, `5月3日至2026年5月5日`. A date that another day stands
//! beside, with a sign or a word between that says "to" or "and", is no day that something was published on.

use std::ops::Range;

use super::rest::Rest;
use super::words::month;

/// Words between the first day and the last, in lower case.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "to", "until", "till", "til", "through", "thru", "and", "bis", "und", "au", "et", "al", "e", "y", "i", "a", "do", "tot", "en",
    "og", "och", "až", "по", "и", "до",
];

/// Signs between them; with these two days are meant wherever they stand.
const SIGNS: [char; 10] = ['–', '—', '~', '～', '〜', '至', '到', '和', '&', '+'];

/// Words before a number that is none of a day: `Newsletter 12 - 24 April 2027`.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "no", "nr", "nº", "n°", "issue", "ausgabe", "newsletter", "bulletin", "vol", "volume", "part", "teil", "episode", "week", "kw",
    "woche", "chapter", "edition", "number", "nummer", "numéro", "número", "numero", "version", "session", "round", "lot", "room",
    "hall", "halle", "lecture", "lesson", "day", "stage", "unit", "page", "seite", "figure", "table", "item", "case",
];

/// Whether another day stands beside the date that a name has in `range`, which is the `day` of its month.
pub(super) fn is_one_of_several(name: &str, range: &Range<usize>, day: u32) -> bool {
    is_last(&name[..range.start], day) || is_first(&name[range.end..], day)
}

/// Whether what stands before a date ends in the first day of a span and the sign for the rest: `20-`, `5月3日至`.
fn is_last(before: &str, last: u32) -> bool {
    let Some((before, _)) = without_between(before) else { return false };
    if let Some(inner) = before.strip_suffix(['日', '号', '號', '일']) {
        let Some((day, before)) = number_at_end(inner) else { return false };
        return day < last || before.trim_end().ends_with(['月', '월']);
    }
    // `28 April - 3 May 2027`, `April 28 to May 3, 2027`
    let (rest, word) = last_word(before);
    if month(word).is_some() && is_day_at_end(rest.trim_end_matches([' ', '.', '_'])) {
        return true;
    }
    let ordinal = ["st", "nd", "rd", "th", "."].iter().find_map(|end| before.strip_suffix(end));
    let Some((day, rest)) = number_at_end(ordinal.unwrap_or(before)) else { return false };
    let (named, word) = last_word(rest.trim_end_matches([' ', '_']));
    if month(word).is_some() && !named.ends_with(char::is_alphanumeric) {
        return true;
    }
    // `28.4. - 3.5.2027`
    if ordinal.is_some()
        && let Some((_, before)) = rest.strip_suffix('.').and_then(number_at_end)
    {
        return !before.ends_with(|c: char| c.is_alphanumeric() || c == '.');
    }
    let counted = COUNTED.contains(&&*word.to_lowercase()) || rest.trim_end().ends_with(['#', '第']);
    let apart = rest.is_empty() || rest.ends_with(|c: char| !c.is_ascii_punctuation() || matches!(c, '(' | '[' | '_'));
    day < last && apart && !rest.ends_with(is_letter_of_a_word) && !counted
}

/// Whether what stands after a date begins with the sign for more and the last day of a span: `至5日`, ` to 5 May`.
fn is_first(after: &str, first: u32) -> bool {
    let trimmed = after.trim_start_matches([' ', '_']);
    let (rest, plain) = match trimmed.strip_prefix(SIGNS) {
        Some(rest) => (rest, false),
        None => match trimmed.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => {
                let word = &trimmed[..trimmed.find(|c: char| !c.is_alphabetic()).unwrap_or(trimmed.len())];
                if trimmed.len() == after.len() || !BETWEEN.contains(&&*word.to_lowercase()) {
                    return false;
                }
                (&trimmed[word.len()..], false)
            }
        },
    };
    let mut rest = Rest(rest.trim_start_matches([' ', '_']));
    let Some(number) = rest.number(2).filter(|number| (1..=31).contains(number)) else { return false };
    if rest.0.starts_with(['月', '월']) {
        return true;
    }
    let closed = rest.0.starts_with(['日', '号', '號', '일']);
    rest.one(&['.']);
    let rest = rest.0.trim_start_matches([' ', '_']);
    let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    month(word).is_some() || number > first && (closed || !plain && !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A name that has two days before one month and year: `April 20-24, 2027`.
pub(super) fn follows_its_month(name: &str) -> bool {
    name.char_indices().filter(|(_, c)| c.is_ascii_digit()).any(|(at, _)| {
        let (before, mut rest) = (&name[..at], Rest(&name[at..]));
        let (_, word) = last_word(before.trim_end_matches([' ', '_', '-']));
        if before.ends_with(char::is_alphanumeric) || month(word).is_none() {
            return false;
        }
        let Some(first) = rest.number(2) else { return false };
        let after = rest.0.trim_start_matches([' ', '_']);
        let word = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
        let between = after.strip_prefix(SIGNS).or_else(|| after.strip_prefix('-'));
        let spelled = || BETWEEN.contains(&&*word.to_lowercase()).then(|| &after[word.len()..]);
        let Some(after) = between.or_else(spelled) else { return false };
        let mut rest = Rest(after.trim_start_matches([' ', '_']));
        let Some(last) = rest.number(2) else { return false };
        let year = rest.0.trim_start_matches([' ', '_', ',', '-']);
        first < last && last <= 31 && year.len() < rest.0.len() && Rest(year).peek_digits().len() == 4
    })
}

/// What stands before the sign or the word between two days.
fn without_between(before: &str) -> Option<(&str, bool)> {
    let trimmed = before.trim_end_matches([' ', '_']);
    if let Some(rest) = trimmed.strip_suffix(SIGNS).or_else(|| trimmed.strip_suffix('-')) {
        return Some((rest.trim_end_matches([' ', '_']), true));
    }
    let (rest, word) = last_word(trimmed);
    let apart = rest.ends_with([' ', '_', '-']) && trimmed.len() < before.len();
    (apart && BETWEEN.contains(&&*word.to_lowercase())).then(|| (rest.trim_end_matches([' ', '_', '-']), false))
}

/// A text without its last word, and that.
fn last_word(text: &str) -> (&str, &str) {
    let bare = text.trim_end_matches('.');
    let start =
        bare.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map_or(bare.len(), |(at, _)| at);
    (&bare[..start], &bare[start..])
}

/// The day that a text ends in, one or two digits, and what stands before it.
fn number_at_end(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = text.split_at(text.len() - digits);
    let number = number.parse().ok().filter(|number| digits <= 2 && (1..=31).contains(number))?;
    Some((number, before))
}

fn is_day_at_end(text: &str) -> bool {
    number_at_end(text).is_some_and(|(_, before)| !before.ends_with(is_letter_of_a_word))
}

/// A letter of an alphabet: `A4` is no day, `展会3` may be one.
fn is_letter_of_a_word(c: char) -> bool {
    c.is_alphabetic() && c < '\u{2e80}'
}
