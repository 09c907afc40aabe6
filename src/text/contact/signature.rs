//! What a notice is signed with below its contacts: the company, its department, the day. It is none of the contacts, and stays
//! in the article.

use super::fields::{is_company, is_short, may_be_name};
use super::labels;
use super::lines::{TypedLine, last_lines};
use super::typed::COLONS;
use crate::feed::PlainText;
use crate::text::notice;
use crate::text::sentence::columns;
use crate::text::summary::is_date_line;

/// A signature has no more lines, but for the day.
const LINES: usize = 3;

/// Where the signature at the end of a body begins, and the company that it names.
pub(super) struct NoticeSignature {
    /// The byte from which on all is signature.
    pub start: usize,
    /// The company, by its form of business.
    pub company: Option<PlainText>,
}

/// The signature that a body ends in, below a blank line: short lines without values, among them a company or a day.
pub(super) fn signature_of(body: &str) -> Option<NoticeSignature> {
    let (mut dated, mut start, mut company) = (false, None, None);
    let mut lines = 0;
    for line in last_lines(body).skip_while(TypedLine::is_tail) {
        if line.text.is_empty() {
            // A blank line between the company and the day is none above the signature.
            if lines > 0 {
                break;
            }
            continue;
        }
        if is_dateline(&line.text) {
            dated = true;
        } else {
            lines += 1;
            let plain =
                is_short(&line.text) && may_be_name(&line.text) && !line.text.contains(['@', COLONS[0], COLONS[1]]);
            if lines > LINES
                || !plain
                || line.is_heading
                || line.is_tag
                || !line.links.is_empty()
                || labels::label_alone(&line.text).is_some()
            {
                return None;
            }
            if is_company(&line.text) {
                company = PlainText::new(&line.text);
            }
        }
        start = Some(line.range.start);
    }
    (lines > 0 && (dated || company.is_some())).then_some(NoticeSignature { start: start?, company })
}

/// Whether a line is a day, or a place and a day, and nothing more: `2026年3月12日`, `12 May 2026`, `Gent, 12. Mai 2026`.
pub(super) fn is_dateline(line: &str) -> bool {
    if columns(line, 51) > 50 {
        return false;
    }
    let line = line.trim_end_matches(['.', '。']);
    if line.contains(['年', '년']) {
        return notice::is_day(line);
    }
    let place_and_day = line.split_once([',', '，']).filter(|(place, _)| is_place(place)).map(|(_, day)| day);
    [Some(line), place_and_day].into_iter().flatten().any(is_day_of_a_year)
}

fn is_place(text: &str) -> bool {
    let named = text
        .split_whitespace()
        .all(|word| word.starts_with(char::is_alphabetic) && !word.starts_with(char::is_lowercase));
    named && text.split_whitespace().count() <= 3
}

/// A year, a day, and a month in digits or by its name.
fn is_day_of_a_year(text: &str) -> bool {
    let text = text.trim();
    let mut years = 0;
    let mut small = 0;
    for number in text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()) {
        match number.parse::<u32>() {
            Ok(year) if number.len() == 4 && (1900..=2199).contains(&year) => years += 1,
            Ok(day) if number.len() <= 2 && (1..=31).contains(&day) => small += 1,
            _ => return false,
        }
    }
    match text.contains(char::is_alphabetic) {
        true => years == 1 && small == 1 && is_date_line(text),
        // A number of a telephone has other parts, or other signs.
        false => {
            let signs = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | ' '));
            let first_or_last = text.get(..4).or(None).into_iter().chain(text.get(text.len().saturating_sub(4)..));
            let whole = first_or_last.into_iter().any(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
            years == 1 && small == 2 && signs && whole
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_no_numbers() {
        for line in [
            "2026年3月12日",
            "二○二六年三月十二日",
            "2026年3月12日（木）",
            "12 May 2026",
            "May 12th, 2026",
            "12. Mai 2026",
            "Gent, 12 May 2026",
            "2026-03-12",
            "12.03.2026",
            "2026. 3. 12.",
        ] {
            assert!(is_dateline(line), "{line}");
        }
        for line in [
            "0755 0000000",
            "2026",
            "May 2026",
            "1 Pump Road 2026",
            "20 26 2026 12",
            "+86 20 26 12",
            "Hall 3, 12 May",
            "1999 12 34",
        ] {
            assert!(!is_dateline(line), "{line}");
        }
    }
}
