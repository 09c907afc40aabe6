//! A feed that is published, whoever made it: its bytes become [`PublishedFeed`], what its subscribers know.
//!
//! RSS 0.9 to 2.0 (RDF included), Atom 0.3 and 1.0, and JSON Feed are read, as leniently as readers do, with one
//! difference: an entry's id is kept letter by letter, and none is invented. It is what readers
//! remember an entry by, and so what must not change.

mod json;
mod xml;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};
use serde::Serialize;
use url::Url;

use crate::diagnostic::{Code, Diagnostic};
use crate::feed::Timestamp;

/// A published feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedFeed {
    /// What it is called, as plain text.
    pub title: Option<String>,
    /// The page for people that it names.
    pub home: Option<String>,
    /// Its entries in the order of the document.
    pub entries: Vec<PublishedEntry>,
}

/// A published entry, as far as it was said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PublishedEntry {
    /// What readers know it by, letter by letter.
    pub id: String,
    /// What that is.
    pub id_from: IdFrom,
    /// The address of its page, absolute where the feed lets that be known.
    pub link: Option<String>,
    /// Its title as plain text.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// When it was updated.
    pub updated: Option<Timestamp>,
    /// Its summary, as the document has it.
    pub summary: Option<String>,
    /// Its content, as the document has it: HTML mostly.
    pub content: Option<String>,
}

/// What readers know an entry by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum IdFrom {
    /// Atom `id`, RSS `guid` or `rdf:about`, JSON Feed `id`.
    #[default]
    Id,
    /// Its link, where it has no id.
    Link,
    /// Its title, where it has neither: readers make something up.
    Title,
}

/// Reads a feed. `shown` is its path as reports show it.
///
/// # Errors
///
/// `feed-unreadable` for what is not well-formed, with its place, and `feed-unknown` for what is no feed.
///
/// ```
/// use tidings::published::read_feed;
///
/// let rss = "<rss version='2.0'><channel><title>Acme</title><item><guid>17</guid><title>A</title></item></channel></rss>";
/// let feed = read_feed(rss.as_bytes(), "rss.xml").unwrap();
/// assert_eq!(feed.entries[0].id, "17");
/// ```
pub fn read_feed(bytes: &[u8], shown: &str) -> Result<PublishedFeed, Diagnostic> {
    let text = decode(bytes);
    let read = match text.trim_start().starts_with('{') {
        true => json::read(&text),
        false => xml::read(&text),
    };
    let mut feed = read.map_err(|problem| problem.in_file(shown))?;
    feed.entries.retain_mut(complete);
    Ok(feed)
}

/// What is no feed at all.
fn unknown(what: &str) -> Diagnostic {
    Diagnostic::error(Code::FeedUnknown, format!("this is no feed: {what}"))
        .help("name an RSS, Atom or JSON Feed document")
}

/// Text in the encoding of its byte order mark, else of its XML declaration, else UTF-8; what does not
/// fit is replaced, as readers do.
fn decode(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(256)];
    let declared = || {
        let head = String::from_utf8_lossy(head);
        let declaration = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
        let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let label = value[1..].split_once(quote)?.0;
        // A document whose declaration could be read byte by byte is not in UTF-16, whatever it says.
        encoding_rs::Encoding::for_label(label.as_bytes()).map(encoding_rs::Encoding::output_encoding)
    };
    let encoding = declared().unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0.into_owned()
}

/// Fills in what readers go by where there is no id; `false` for an entry that says nothing at all.
fn complete(entry: &mut PublishedEntry) -> bool {
    if entry.id.is_empty() {
        let (id, from) = match (&entry.link, &entry.title) {
            (Some(link), _) => (link, IdFrom::Link),
            (None, Some(title)) => (title, IdFrom::Title),
            (None, None) => return false,
        };
        (entry.id, entry.id_from) = (id.clone(), from);
    }
    true
}

/// A text without white space around it, where something is left.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An address made absolute where there is a base; as it stands where it cannot be.
fn absolute(link: &str, base: Option<&Url>) -> Option<String> {
    let link = filled(link)?;
    match (Url::parse(&link), base) {
        (Err(url::ParseError::RelativeUrlWithoutBase), Some(base)) => {
            Some(base.join(&link).map_or(link, |joined| joined.into()))
        }
        _ => Some(link),
    }
}

/// A date of a feed. The first day of all is none: programs in Go write a date that was never set so
/// (`Mon, 01 Jan 0001`), as Hugo's own feed of a page without a date.
fn read_date(text: &str) -> Option<Timestamp> {
    moment_of(text).filter(|moment| moment.utc().year() > 1)
}

/// Reads a date in the forms that feeds have: RFC 3339, RFC 2822, and both with the usual mistakes.
/// One without a zone is in UTC.
fn moment_of(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Timestamp::new(moment);
    }
    // A wrong weekday is a common mistake; it says nothing.
    let (_, without_weekday) = text.rsplit_once(',').unwrap_or(("", text));
    if let Ok(moment) = DateTime::parse_from_rfc2822(without_weekday.trim()) {
        return Timestamp::new(moment);
    }
    let zoned = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %#z", "%Y-%m-%dT%H:%M%#z", "%d %B %Y %H:%M:%S %z"];
    if let Some(moment) = zoned.iter().find_map(|form| DateTime::parse_from_str(without_weekday.trim(), form).ok()) {
        return Timestamp::new(moment);
    }
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    if let Some(moment) = local.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()) {
        return Timestamp::new(moment.and_utc());
    }
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Timestamp::new(date.and_hms_opt(0, 0, 0)?.and_utc())
}

/// HTML as plain text on one line: tags out, the entities in, white space folded. Enough for titles.
pub(crate) fn plain_text(html: &str) -> Option<String> {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    let mut tags_end = true;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let is_tag = tags_end && after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        rest = match &rest[at..=at] {
            "<" if is_tag => match after.find('>') {
                Some(end) => &after[end + 1..],
                None => {
                    tags_end = false;
                    text.push('<');
                    after
                }
            },
            "&" => match entity(after) {
                Some((c, rest)) => {
                    text.push(c);
                    rest
                }
                None => {
                    text.push('&');
                    after
                }
            },
            other => {
                text.push_str(other);
                after
            }
        };
    }
    text.push_str(rest);
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    filled(&folded)
}

/// The character of an entity whose `&` was read, and what follows.
fn entity(text: &str) -> Option<(char, &str)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[..end];
    Some((entity_char(name)?, &text[end + 1..]))
}

/// The character of an entity's name, without `&` and `;`: by number, or of those that titles have.
fn entity_char(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "lsquo" => '\u{2018}',
        "rsquo" => '\u{2019}',
        "ldquo" => '\u{201c}',
        "rdquo" => '\u{201d}',
        "laquo" => '«',
        "raquo" => '»',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "middot" => '·',
        "bull" => '•',
        "times" => '×',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "deg" => '°',
        "euro" => '€',
        "pound" => '£',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "ntilde" => 'ñ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_that_feeds_have() {
        for text in [
            "2024-03-01T08:00:00Z",
            "2024-03-01T09:00:00.123+01:00",
            "2024-03-01T09:00:00+0100",
            "2024-03-01T08:00Z",
            "2024-03-01 08:00:00 +0000",
            "Fri, 01 Mar 2024 08:00:00 GMT",
            "Mon, 1 Mar 2024 08:00 +0000",
            "01 Mar 2024 03:00:00 EST",
            "2024-03-01T08:00:00",
            "2024-03-01 08:00",
        ] {
            assert_eq!(read_date(text).map(Timestamp::rfc3339).as_deref(), Some("2024-03-01T08:00:00Z"), "{text}");
        }
        assert_eq!(read_date("2024-03-01").unwrap().rfc3339(), "2024-03-01T00:00:00Z");
        for text in ["", "yesterday", "2024-13-01", ",", "99999-01-01T00:00:00Z"] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }

    #[test]
    fn titles_become_plain_text() {
        for (html, text) in [
            ("a <b>bold</b> one", "a bold one"),
            ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"),
            ("AT&amp;T &#8217; &#x2019; &nope;", "AT&T ’ ’ &nope;"),
            ("unclosed <b", "unclosed <b"),
            ("  two\n lines ", "two lines"),
        ] {
            assert_eq!(plain_text(html).as_deref(), Some(text));
        }
        assert_eq!(plain_text("<br>"), None);
    }
}
