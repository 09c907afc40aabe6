//! The title of an article that names none: its heading, its file's name in words, or its first sentence.

use chrono::NaiveDate;

use super::{TitleSource, body};
use crate::article::{self, Article};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::PlainText;
use crate::text::notice;
use crate::text::sentence::{columns, is_wide, sentences};
use crate::text::{BlockKind, Blocks};

/// A title of the first sentence is no wider, in columns.
const WIDEST: usize = 90;

/// A clause that is narrower is no title.
const NARROWEST: usize = 16;

/// So many paragraphs may stand before the first sentence.
const LOOKED_AT: usize = 6;

/// The title of an article, and where it is from: `own` is that of its front matter, `heading` its first heading, `html`
/// its body.
pub(super) fn title_of(
    article: &Article,
    own: Option<PlainText>,
    heading: Option<&PlainText>,
    html: &str,
    config: &Config,
) -> Result<(PlainText, TitleSource), Vec<Diagnostic>> {
    let from_heading = || Some((heading?.clone(), TitleSource::Heading));
    // What a page's window shows names the site too; its heading does not.
    let is_of_page = |own: &PlainText| {
        article.markup == article::Markup::Html
            && heading.is_some_and(|heading| body::is_page_title(own.as_str(), heading.as_str()))
    };
    let own = own.filter(|own| !is_of_page(own)).map(|own| (own, TitleSource::FrontMatter));
    let day = article.published.utc().with_timezone(&config.site.timezone).date_naive();
    let in_words = || Some((PlainText::new(&name_in_words(article.slug(), day)?)?, TitleSource::FileName));
    let from_sentence = || Some((first_sentence(html)?, TitleSource::FirstSentence));
    // Digits, where there is nothing else.
    let in_digits = || Some((PlainText::new(&words(article.slug()))?, TitleSource::FileName));
    own.or_else(from_heading).or_else(in_words).or_else(from_sentence).or_else(in_digits).ok_or_else(|| {
        let missing = Diagnostic::error(Code::TitleMissing, "the article has no title").in_file(&article.shown);
        vec![missing.help("give it a `title`, or a file name in words")]
    })
}

/// A name in words, without the day of the article; `None` where that leaves no word. `7.11.0` is a word here.
fn name_in_words(slug: &str, day: NaiveDate) -> Option<String> {
    let left = article::name_without_day(slug, day);
    let is_version = |name: &str| name.contains('.') && !article::holds_a_date(name);
    let says = left.contains(char::is_alphabetic) || is_version(&left);
    says.then(|| words(&left))
}

/// A file name in words: `new-office_in-ningbo` reads "New office in ningbo".
fn words(slug: &str) -> String {
    let spaced = slug.replace(['-', '_'], " ");
    let mut chars = spaced.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The first sentence of the running text as a title: without its full stop, and ended at a clause where it is long.
fn first_sentence(html: &str) -> Option<PlainText> {
    let running = |kind: BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem);
    let mut first = None;
    for block in Blocks::of(html).filter(|block| running(block.kind)).take(LOOKED_AT) {
        let text = article::without_dateline(block.text.trim());
        // `Dear customers,` and `Notice:` are followed by what they are about.
        let leads_in = text.ends_with([',', ':', '，', '：', '、']) || notice::is_letterhead(text);
        if !text.contains(char::is_alphabetic) {
            continue;
        }
        let sentence = sentences(text).next().map(|range| &text[range])?;
        if !leads_in {
            return PlainText::new(&cut(sentence));
        }
        first = first.or_else(|| PlainText::new(&cut(sentence)));
    }
    first
}

/// A sentence that is no wider than [`WIDEST`]: all of it, else up to the last clause that ends within, else to a word.
fn cut(sentence: &str) -> String {
    let sentence = sentence.trim();
    let bare = match sentence.ends_with("...") {
        true => sentence,
        false => sentence.trim_end_matches(['.', '。', '．', '।', '۔']),
    };
    if columns(bare, WIDEST + 1) <= WIDEST {
        return bare.to_owned();
    }
    let (mut width, mut depth) = (0, 0_usize);
    let (mut clause, mut word, mut any) = (None, None, 0);
    for (at, c) in bare.char_indices() {
        width += if is_wide(c) { 2 } else { 1 };
        if width > WIDEST {
            break;
        }
        let next = bare[at + c.len_utf8()..].chars().next();
        match c {
            '(' | '（' | '「' | '《' | '“' | '«' => depth += 1,
            ')' | '）' | '」' | '》' | '”' | '»' => depth = depth.saturating_sub(1),
            // `10,000` and `12:30` go on.
            ',' | ';' | ':' if next.is_none_or(char::is_whitespace) && depth == 0 && width >= NARROWEST => {
                clause = Some(at);
            }
            '，' | '；' | '：' | '—' | '–' | '،' | '؛' if depth == 0 && width >= NARROWEST => {
                clause = Some(at)
            }
            _ => {}
        }
        if c.is_whitespace() || is_wide(c) {
            word = Some(at);
        }
        any = at;
    }
    let signs =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '，' | '；' | '：' | '、' | '-' | '—' | '–');
    match clause {
        Some(at) => bare[..at].trim_end_matches(signs).to_owned(),
        None => format!("{}…", bare[..word.unwrap_or(any)].trim_end_matches(signs)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_ends_at_a_clause_or_a_word() {
        for (sentence, title) in [
            ("The lock opens.", "The lock opens"),
            ("Does the lock open?", "Does the lock open?"),
            (
                "The lock opens on Monday after the winter, when 12,000 barges wait (some since May, it is said) at its gates.",
                "The lock opens on Monday after the winter",
            ),
            (
                "The company that keeps the lock has found a crack of no less than seven metres in the wall below its gates.",
                "The company that keeps the lock has found a crack of no less than seven metres in the…",
            ),
            (
                "船闸将于周一重新开放，届时所有等待的驳船都可以依次通过，请各位船长提前与调度室联系，并按照规定的时间到达指定的锚地等候。",
                "船闸将于周一重新开放，届时所有等待的驳船都可以依次通过，请各位船长提前与调度室联系",
            ),
        ] {
            assert_eq!(cut(sentence), title);
        }
    }

    #[test]
    fn a_name_of_digits_is_no_title() {
        let day = NaiveDate::from_ymd_opt(2023, 5, 14).expect("a day of the calendar");
        for (slug, title) in [
            ("harvest_report-20230514", Some("Harvest report")),
            ("[2023-05-14] harvest", Some("Harvest")),
            ("minutes-2023-05-12", Some("Minutes 2023 05 12")),
            ("7.11.0", Some("7.11.0")),
            ("2023-05-14", None),
            ("14.05.2023", None),
            ("15.05.2023", None),
            ("20230515", None),
            ("42", None),
        ] {
            assert_eq!(name_in_words(slug, day).as_deref(), title, "{slug}");
        }
    }
}
