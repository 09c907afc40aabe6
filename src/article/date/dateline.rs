//! The dateline: the day that a press release or a notice has for the whole of its text, on a line of its own or before
//! its first sentence. A day that the prose speaks of is none.

use std::ops::Range;

use chrono::NaiveDate;

use super::in_name::dates_in;
use super::words::is_small;
use super::written::{Written, parse};

/// A dateline stands in so many bytes of the body.
pub(crate) const WITHIN: usize = 1024;

/// So many lines at the head may be one.
const LINES: usize = 4;

/// No dateline is longer, in characters.
const LONGEST: usize = 120;

/// What a date may be called on a line of its own, in lower case.
const LABELS: &[&str] = &[
    "date",
    "dated",
    "published",
    "publication date",
    "release date",
    "for immediate release",
    "for release",
    "datum",
    "fecha",
    "data",
    "дата",
    "日期",
    "日付",
    "发布日期",
    "發布日期",
    "发布时间",
    "發布時間",
    "发稿日期",
    "發稿日期",
    "刊登日期",
    "发文日期",
    "發文日期",
    "発行日",
    "発表日",
    "배포일",
    "게시일",
    "stand",
    "erscheinungsdatum",
    "date de publication",
    "fecha de publicación",
    "data de publicação",
    "data di pubblicazione",
    "дата публикации",
    "التاريخ",
    "תאריך",
    "날짜",
];

/// The day of the dateline, and where it stands in the body. `None` too where lines name more than one day, as a list
/// of events does.
pub(super) fn of_body(body: &str) -> Option<(NaiveDate, Range<usize>)> {
    let head = &body[..body.floor_char_boundary(WITHIN.min(body.len()))];
    let mut at = 0;
    let lines = head.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        (start, line)
    });
    let lines: Vec<(usize, &str)> = lines.filter(|(_, line)| !line.trim().is_empty()).collect();
    let mut found: Option<(NaiveDate, Range<usize>)> = None;
    for (nth, &(start, line)) in lines.iter().enumerate() {
        // Below its text a notice is signed, and dated: on the last line.
        let signed = nth + 1 == lines.len() && head.len() == body.len();
        let trimmed = line.trim();
        let Some((day, _)) = of_line(trimmed, signed || nth < LINES) else { continue };
        let start = start + (line.len() - line.trim_start().len());
        match &found {
            None if signed || nth < LINES => found = Some((day, start..start + trimmed.len())),
            Some((other, _)) if *other == day => {}
            _ => return None,
        }
    }
    found
}

/// A paragraph without its dateline: nothing where it is one and no more.
pub(crate) fn without_dateline(paragraph: &str) -> &str {
    of_line(paragraph, true).map_or(paragraph, |(_, rest)| rest.trim_start())
}

/// The day of a line that is a dateline, or begins with one where `within`, and what follows.
fn of_line(line: &str, within: bool) -> Option<(NaiveDate, &str)> {
    let line = line.trim_matches(|c: char| matches!(c, '*' | '_') || c.is_whitespace());
    let alone = of_whole(line).or_else(|| labelled(line)).or_else(|| of_document(line)).map(|day| (day, ""));
    if alone.is_some() || !within {
        return alone;
    }
    let head_end = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let head = &line[..head_end];
    // The last dash that it ends with: `Ghent – 17 April 2024 – ...`.
    let dashes = ["--", "—", "–", " - ", ".- ", "―", "－－"].iter().flat_map(|dash| head.match_indices(dash));
    let found = dashes.filter_map(|(at, dash)| Some((before_dash(&head[..at])?, at + dash.len())));
    let found = found.max_by_key(|(_, end)| *end).or_else(|| chinese(head));
    found.map(|(day, end)| (day, line[end..].trim_start_matches(['-', '—', '–', '―', '－', ' '])))
}

/// `Date: 30 August 2024`
fn labelled(line: &str) -> Option<NaiveDate> {
    let (label, value) = line.split_once([':', '：'])?;
    let label = label.trim_matches(|c: char| c == '*' || c.is_whitespace()).to_lowercase();
    LABELS.contains(&&*label).then(|| day(value.trim_matches(|c: char| c == '*' || c.is_whitespace()))).flatten()
}

/// `Bekanntmachung vom 20.09.2025`, `Communiqué du 3 mai 2024`: a document is of its day.
fn of_document(line: &str) -> Option<NaiveDate> {
    let of = [" vom ", " du ", " del ", " dated ", " of ", " от ", " van "].iter();
    let parts = of.filter_map(|of| line.split_once(of)).find(|(name, _)| {
        let name = name.trim_start_matches("Public ").to_lowercase();
        DOCUMENTS.contains(&name.as_str())
    });
    parts.and_then(|(_, date)| day(date))
}

/// What offices and companies call such a document, in lower case.
#[rustfmt::skip]
const DOCUMENTS: &[&str] = &[
    "notice", "press release", "news release", "announcement", "circular", "bekanntmachung", "mitteilung",
    "pressemitteilung", "presseinformation", "rundschreiben", "communiqué", "communiqué de presse", "avis", "circulaire",
    "comunicado", "comunicado de prensa", "nota de prensa", "aviso", "circular", "comunicato", "comunicato stampa", "avviso",
    "объявление", "пресс-релиз", "извещение", "persbericht", "mededeling", "bekendmaking",
];

/// A text that is a date, or a place and a date: `30 August 2024`, `Shenzhen, August 30, 2024`, `深圳，2024年8月30日`.
fn of_whole(text: &str) -> Option<NaiveDate> {
    let brackets: &[char] = &['(', ')', '（', '）', '[', ']', '【', '】'];
    let text = text.trim().trim_matches(brackets).trim();
    // `二零二四年四月十七日` has no sign that Unicode calls a number.
    if text.len() > LONGEST || !text.contains(|c: char| c.is_numeric() || c == '年') {
        return None;
    }
    day(text).or_else(|| {
        let parts = text.match_indices([',', '，', '、', '،', '–', '—']);
        let mut after = parts.map(|(at, sign)| (&text[..at], &text[at + sign.len()..]));
        after.find_map(|(place, date)| if is_place(place) { day(date) } else { None })
    })
}

/// What stands before the dash that the text follows: `OSLO, Norway, Aug. 29, 2024 /NewsDesk/`.
fn before_dash(head: &str) -> Option<NaiveDate> {
    let head = head.trim_end();
    let without_agency = match head.chars().next_back()? {
        '/' => head[..head.len() - 1].rsplit_once('/').map(|(before, _)| before),
        ')' => head.rsplit_once('(').map(|(before, _)| before),
        _ => None,
    };
    // `On 3 May 2024 – a Friday – ...` is a sentence.
    // `(부산=뉴스데스크) 2025년 8월 28일`
    let head = match head.split_once([')', '）', '】']) {
        Some((desk, rest)) if desk.starts_with(['(', '（', '【']) && !rest.trim().is_empty() => rest.trim(),
        _ => head,
    };
    let first = head.split_whitespace().next()?;
    if is_small(first) {
        return None;
    }
    of_whole(without_agency.filter(|before| !before.trim().is_empty()).unwrap_or(head)).or_else(|| {
        // `Ghent--(DESK)--April 17, 2024`
        let (place, date) = head.rsplit_once("--")?;
        let place = place.split_once("--").map_or(place, |(place, _)| place);
        if is_place(place) { day(date) } else { None }
    })
}

/// `深圳2024年8月30日电`, `（本报讯 2024年8月30日）`, `北京2024年8月30日 /美通社/`
fn chinese(head: &str) -> Option<(NaiveDate, usize)> {
    if !head.contains(['年', '년']) {
        return None;
    }
    let first = dates_in(head).into_iter().next()?;
    let (before, after) = (head[..first.range.start].trim(), head[first.range.end..].trim_start());
    let place = before.chars().count() <= 10 && !before.contains(['。', '、', '：', ':', '于', '於', '自', '在', '至']);
    let ends = ["电", "電", "讯", "訊", "消息", "/", "）", "】"].iter().find(|sign| after.starts_with(**sign))?;
    let mut end = head.len() - after.len() + ends.len();
    if *ends == "/" {
        // The agency: `/新闻台/`.
        end += head[end..].find('/').map_or(0, |at| at + 1);
    }
    first.day.ok().filter(|_| place).map(|day| (day, end))
}

/// Whether a text reads as the name of a place: a few words, each a name.
fn is_place(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '，', '،', '-']).filter(|word| !word.is_empty()).collect();
    let is_name = |word: &&str| {
        let word = word.trim_start_matches(['(', '（']);
        word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) || is_small(word)
    };
    let letters = text
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '，' | '،' | '.' | '-' | '\'' | '’' | '(' | ')'));
    let cased = text.contains(|c: char| c.is_lowercase() || c.is_uppercase());
    !words.is_empty()
        && words.len() <= 5
        && text.chars().count() <= if cased { 40 } else { 10 }
        && letters
        && words.iter().all(is_name)
        && words.first().is_some_and(|word| !is_small(word))
}

/// The day of a text that is a date and nothing else, and no bare number.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim().trim_end_matches(['.', '。']);
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match parse(text) {
        Ok(Written::Civil { day, .. }) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> String {
        of_body(body).map_or(String::new(), |(day, range)| format!("{day} {}", &body[range]))
    }

    #[test]
    fn datelines() {
        for (body, expected) in [
            ("A new lock\n\nGhent, 17 April 2024\n\nThe lock opens.", "2024-04-17 Ghent, 17 April 2024"),
            ("A new lock\n\n**April 17, 2024**\n\nIt opens.", "2024-04-17 **April 17, 2024**"),
            ("GHENT, April 17, 2024 — The lock opens.", "2024-04-17 GHENT, April 17, 2024 — The lock opens."),
            ("Date: 2024-04-17\n\nThe lock opens.", "2024-04-17 Date: 2024-04-17"),
            ("通知\n水闸下周开放。\n港务局\n二〇二四年四月十七日\n", "2024-04-17 二〇二四年四月十七日"),
            ("Amt\nBekanntmachung vom 17.04.2024\n\nSie öffnet.", "2024-04-17 Bekanntmachung vom 17.04.2024"),
            ("通知\n水闸下周开放。\n港务局\n二○二四年四月十七日\n", "2024-04-17 二○二四年四月十七日"),
            ("通知\n水闸下周开放。\n港务局\n二零二四年四月十七日\n", "2024-04-17 二零二四年四月十七日"),
            ("通知\n水闸下周开放。\n港务局\n二O二四年四月十七日\n", "2024-04-17 二O二四年四月十七日"),
            ("通知\n水闸下周开放。\n港务局\n二Ｏ二四年四月十七日\n", "2024-04-17 二Ｏ二四年四月十七日"),
            ("通知\n水闸下周开放。\n港务局\n二0二四年四月十七日\n", "2024-04-17 二0二四年四月十七日"),
            ("水門\n\n發稿日期：2024年4月17日", "2024-04-17 發稿日期：2024年4月17日"),
            ("開放。\n中華民國113年4月17日", "2024-04-17 中華民國113年4月17日"),
            ("Schleuse\n\nGent, den 17. April 2024\n\nSie öffnet.", "2024-04-17 Gent, den 17. April 2024"),
        ] {
            assert_eq!(shown(body), expected);
        }
        for body in [
            "根特2024年4月17日 /新闻台/ -- 水闸开放。",
            "GHENT, Belgium, Apr. 17, 2024 /Desk/ -- The lock opens.",
            "Gante, 17 de abril de 2024.- La esclusa abre.",
            "غنت، 17 أبريل 2024 – يفتح الهويس.",
            "גנט, 17 באפריל 2024 – הסכר נפתח.",
            "(겐트=뉴스) 2024년 4월 17일 -- 갑문이 열린다.",
            "Ghent – 17 April 2024 – The lock opens.",
            "GHENT, April 17, 2024 (Desk) -- The lock opens.",
            "Ghent--(DESK)--April 17, 2024--The lock opens.",
            "（本报讯 2024年4月17日）水闸开放。",
        ] {
            assert!(shown(body).starts_with("2024-04-17"), "{body}");
        }
    }

    #[test]
    fn days_that_prose_speaks_of_are_none() {
        for body in [
            "The lock was built on 17 April 1924 by a yard in the north.",
            "On 17 April 2024 – a Wednesday – the lock opened.",
            "We met in Ghent, on 17 April 2024, to open it.",
            "Concerts\n\n17 April 2024\n\nStrings\n\n18 April 2024\n\nBrass",
            "17/04/24\n\nThe lock opens.",
            "20240417\n\nThe lock opens.",
            "水闸于2024年4月17日/18日开放。",
            "## 2024-04-17\n\n- fixed",
            "a\n\nb\n\nc\n\nd\n\n17 April 2024\n\nThe lock opens.",
            "The lock opens in spring, 17 April 2024",
        ] {
            assert_eq!(shown(body), "", "{body}");
        }
    }
}
