//! Years of an era and numbers in Chinese, as notices of offices have them, become digits.

use std::borrow::Cow;

/// What is added to a year of an era.
const ERAS: [(&str, u32); 5] = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民國", 1911), ("民国", 1911)];

/// `令和6年8月30日`, `二〇二四年八月三十日` with digits and the common year; any other text as it is.
pub(super) fn in_digits(text: &str) -> Cow<'_, str> {
    if !text.contains('年') {
        return Cow::Borrowed(text);
    }
    let in_numbers = chinese_numbers(text);
    let trimmed = in_numbers.trim_start();
    let trimmed = trimmed.strip_prefix("中華").or_else(|| trimmed.strip_prefix("中华")).unwrap_or(trimmed);
    let era = ERAS.iter().find_map(|(era, before)| Some((trimmed.strip_prefix(era)?, before)));
    let Some((rest, before)) = era else { return in_numbers };
    let rest = rest.trim_start();
    let (year, after) = match rest.strip_prefix('元') {
        Some(after) => (Some(1), after),
        None => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            (rest[..digits].parse::<u32>().ok().filter(|year| *year < 200), &rest[digits..])
        }
    };
    match year {
        Some(year) => Cow::Owned(format!("{}{after}", year + before)),
        None => in_numbers,
    }
}

/// Numbers before `年`, `月` and `日` in digits.
fn chinese_numbers(text: &str) -> Cow<'_, str> {
    let is_numeral = |c: char| c == '十' || digit(c).is_some();
    if !text.contains(is_numeral) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_numeral) {
        let run = &rest[at..];
        let end = run.find(|c: char| !is_numeral(c)).unwrap_or(run.len());
        out.push_str(&rest[..at]);
        let before = text[..text.len() - run.len()].chars().next_back();
        let alone = run[..end].contains(is_plain_numeral) && !before.is_some_and(|c| c.is_ascii_alphanumeric());
        match number(&run[..end]).filter(|_| alone && run[end..].starts_with(['年', '月', '日', '号', '號'])) {
            Some(number) => out.push_str(&number),
            None => out.push_str(&run[..end]),
        }
        rest = &run[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A sign that is a number wherever it stands.
fn is_plain_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

fn digit(c: char) -> Option<u32> {
    match c {
        // The zero proper, and what input methods and old documents have in its place: circles, and letters that look like one.
        '〇' | '零' | '○' | '◯' | 'O' | 'o' | 'Ｏ' | 'ｏ' | 'Ο' | 'О' | '0' => Some(0),
        _ => "一二三四五六七八九".chars().position(|known| known == c).and_then(|at| u32::try_from(at + 1).ok()),
    }
}

/// `二〇二四` digit by digit, `三十一` as it is counted.
fn number(run: &str) -> Option<String> {
    let Some((tens, ones)) = run.split_once('十') else {
        return run.chars().map(|c| char::from_digit(digit(c)?, 10)).collect();
    };
    let one = |text: &str, none: u32| {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Some(none),
            (Some(only), None) => digit(only),
            _ => None,
        }
    };
    Some((one(tens, 1)? * 10 + one(ones, 0)?).to_string())
}
