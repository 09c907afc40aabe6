//! Conditions of a request (RFC 9110, 13) and the range it asks for (14).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hyper::HeaderMap;
use hyper::header::{self, HeaderName};

/// When a resource was last modified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modified {
    /// What `Last-Modified` says, in seconds since 1970.
    pub shown: u64,
    /// When the file was last written: before that, nobody can have seen what is there now.
    pub written: u64,
}

/// What conditions come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is to be sent.
    Send,
    /// The client has it (304).
    Known,
    /// It is not what the client takes it for (412).
    Failed,
}

/// The members of a list of entity tags; a `*` is one. Fields that come more than once are one list (RFC 9110, 5.3).
fn tags<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a str> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).flat_map(split_tags).collect()
}

/// A tag may hold a comma: it ends at its quote.
fn split_tags(mut list: &str) -> Vec<&str> {
    let mut found = Vec::new();
    loop {
        list = list.trim_start_matches([',', ' ', '\t']);
        if list.is_empty() {
            return found;
        }
        let quote = list.find('"').filter(|at| list[..*at].trim_end() == "W/" || *at == 0);
        let end = match quote {
            Some(at) => list[at + 1..].find('"').map_or(list.len(), |end| at + end + 2),
            None => list.find(',').unwrap_or(list.len()),
        };
        found.push(list[..end].trim());
        list = &list[end..];
    }
}

/// Weak comparison (RFC 9110, 8.8.3.2): the same but for `W/`.
fn is_same_weakly(given: &str, own: &str) -> bool {
    given.strip_prefix("W/").unwrap_or(given) == own
}

/// Which of `own` the client has: one of the tags under which it may be sent, the first that fits.
pub fn known_tag<'a>(headers: &HeaderMap, own: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let given = tags(headers, &header::IF_NONE_MATCH);
    given.iter().find_map(|given| own.clone().find(|own| *given == "*" || is_same_weakly(given, own)))
}

/// Judges the conditions in the order of RFC 9110, 13.2.2. `own` are the strong tags under which the resource may be
/// sent to this client.
pub fn judge<'a>(
    headers: &HeaderMap,
    own: impl Iterator<Item = &'a str> + Clone,
    modified: Option<Modified>,
) -> Verdict {
    if headers.contains_key(header::IF_MATCH) {
        let given = tags(headers, &header::IF_MATCH);
        if !given.iter().any(|given| *given == "*" || own.clone().any(|own| *given == own)) {
            return Verdict::Failed;
        }
    } else if let (Some(since), Some(modified)) = (date(headers, &header::IF_UNMODIFIED_SINCE), modified)
        && modified.shown > since
    {
        return Verdict::Failed;
    }
    if headers.contains_key(header::IF_NONE_MATCH) {
        // 13.1.3: with this, `If-Modified-Since` says nothing.
        return if known_tag(headers, own).is_some() { Verdict::Known } else { Verdict::Send };
    }
    match (date(headers, &header::IF_MODIFIED_SINCE), modified) {
        (Some(since), Some(modified)) if modified.is_known_at(since) => Verdict::Known,
        _ => Verdict::Send,
    }
}

impl Modified {
    /// Whether who saw the resource at a moment has seen what is there now: it names our own date, or one after the file
    /// was written. Any other may be that of what was there before.
    fn is_known_at(self, since: u64) -> bool {
        since == self.shown || since >= self.shown.max(self.written)
    }
}

/// A date; one field alone counts.
fn date(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    let time = httpdate::parse_http_date(value.to_str().ok()?).ok()?;
    time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
}

/// A moment as HTTP writes it.
pub fn http_date(seconds: u64) -> String {
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.min(253_402_300_799)))
}

/// What part is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it.
    Whole,
    /// So many bytes from here on; never none.
    Part(u64, u64),
    /// A part that is not there (416).
    Beyond,
}

/// The range that a request asks for of `length` bytes, whose strong tag is `tag`. Of several ranges, and of any unit but
/// bytes, nothing is known: all is sent (14.2).
pub fn range(headers: &HeaderMap, length: u64, tag: &str, modified: Option<Modified>) -> Wanted {
    let Some(text) = headers.get(header::RANGE).and_then(|value| value.to_str().ok()) else { return Wanted::Whole };
    if let Some(condition) = headers.get(header::IF_RANGE) {
        // 13.1.5: a strong tag, or the very date.
        let condition = condition.to_str().unwrap_or_default();
        let same_date = || {
            let date = httpdate::parse_http_date(condition).ok()?.duration_since(UNIX_EPOCH).ok()?.as_secs();
            Some(modified?.shown == date)
        };
        if condition != tag && same_date() != Some(true) {
            return Wanted::Whole;
        }
    }
    part(text, length).unwrap_or(Wanted::Whole)
}

fn part(text: &str, length: u64) -> Option<Wanted> {
    let (unit, spec) = text.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") || spec.contains(',') {
        return None;
    }
    let (first, last) = spec.trim().split_once('-')?;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // One that no file is as long as is one beyond the end.
        digits.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    if first.is_empty() {
        let wanted = number(last)?.min(length);
        return Some(if wanted == 0 { Wanted::Beyond } else { Wanted::Part(length - wanted, wanted) });
    }
    let first = number(first)?;
    let last = if last.is_empty() { u64::MAX } else { number(last)? };
    if last < first {
        return None;
    }
    if first >= length {
        return Some(Wanted::Beyond);
    }
    Some(Wanted::Part(first, last.min(length - 1) - first + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_apart() {
        assert_eq!(split_tags(r#""a", W/"b,c" ,"d""#), [r#""a""#, r#"W/"b,c""#, r#""d""#]);
        assert_eq!(split_tags("*"), ["*"]);
        assert_eq!(split_tags(r#"bare, "open"#), ["bare", "\"open"]);
        assert_eq!(split_tags(" ,, "), Vec::<&str>::new());
    }

    #[test]
    fn ranges_are_read() {
        for (text, expected) in [
            ("bytes=0-9", Wanted::Part(0, 10)),
            ("bytes=90-", Wanted::Part(90, 10)),
            ("bytes=-5", Wanted::Part(95, 5)),
            ("bytes=-500", Wanted::Part(0, 100)),
            ("bytes=95-200", Wanted::Part(95, 5)),
            ("bytes=100-", Wanted::Beyond),
            ("bytes=99999999999999999999999-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=9-3", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes", Wanted::Whole),
        ] {
            assert_eq!(part(text, 100).unwrap_or(Wanted::Whole), expected, "{text}");
        }
        assert_eq!(part("bytes=0-", 0), Some(Wanted::Beyond));
    }

    #[test]
    fn a_date_before_the_file_was_written_is_no_proof() {
        let modified = Modified { shown: 100, written: 500 };
        let known: Vec<u64> =
            [99, 100, 101, 499, 500, 900].into_iter().filter(|at| modified.is_known_at(*at)).collect();
        assert_eq!(known, [100, 500, 900]);
    }
}
