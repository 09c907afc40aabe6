//! The date of an article whose head is plain: read from the bytes as they are, with nothing kept.
//!
//! A plain head is a block of `key: value` lines between `---`, or of `key = value` lines between
//! `+++`, whose values are short texts or lists of such, with one `date` of ISO 8601 and no key that
//! decides whether the article comes out. For such a head nothing but the date matters to the choice
//! of feeds, and nothing in it can be wrong. Any other is left to the whole way of
//! [`read_head`](super::read_head); a property test holds both ways equal.

use chrono::{LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::front_matter::{decides, is_odd};
use super::read::FIRST_READ;
use crate::feed::Timestamp;

/// More lines with a key than this are not compared for keys that occur twice.
const MOST_KEYS: usize = 24;

/// How a block is written.
#[derive(Clone, Copy, PartialEq)]
enum Syntax {
    Yaml,
    Toml,
}

/// The date of the article that begins with `bytes`: the first [`FIRST_READ`] of the file, or all of
/// it. `None`: the head is not plain, or has no such date.
pub(super) fn published(bytes: &[u8], site: Tz) -> Option<Timestamp> {
    let syntax = match bytes.get(..4)? {
        b"---\n" => Syntax::Yaml,
        b"+++\n" => Syntax::Toml,
        _ => return None,
    };
    if memchr::memchr2(0, b'\r', bytes).is_some() {
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // A character cut in two where the part ends.
        Err(error) if error.error_len().is_none() && bytes.len() == FIRST_READ => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    let mut keys = [""; MOST_KEYS];
    let mut count = 0;
    let mut date = None;
    let mut rest = &text[4..];
    loop {
        // The fence that closes the block must have been read to its end.
        let end = memchr::memchr(b'\n', rest.as_bytes())?;
        let line = &rest[..end];
        rest = &rest[end + 1..];
        match (line.as_bytes().first(), syntax) {
            (None, _) => continue,
            (Some(b'-'), Syntax::Yaml) if line == "---" => break,
            (Some(b'+'), Syntax::Toml) if line == "+++" => break,
            _ => {}
        }
        // What the archetypes of most generators write into every article.
        let open = match syntax {
            Syntax::Yaml => "draft: false",
            Syntax::Toml => "draft = false",
        };
        let (key, value) = if line == open { ("draft", "false") } else { pair(line, syntax)? };
        if keys[..count].contains(&key) || count == MOST_KEYS {
            return None;
        }
        keys[count] = key;
        count += 1;
        if key == "date" {
            date = Some(moment(value, site)?);
        } else if line != open && decides(key) {
            return None;
        }
    }
    // A whole page of HTML may follow, whose own head has a say; only a longer look tells.
    let body = rest.trim_start();
    if body.starts_with('<') || body.is_empty() && bytes.len() == FIRST_READ {
        return None;
    }
    date
}

/// Key and text of a line whose value any reader of the syntax takes for that text, or for a list of
/// texts; of a list, nothing is given.
fn pair(line: &str, syntax: Syntax) -> Option<(&str, &str)> {
    let bytes = line.as_bytes();
    let width = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    if !bytes.first()?.is_ascii_alphabetic() || width > 40 {
        return None;
    }
    if !bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) && line.chars().any(is_odd) {
        return None;
    }
    let key = &line[..width];
    let value = match syntax {
        Syntax::Yaml => line[width..].strip_prefix(": ")?,
        Syntax::Toml => line[width..].strip_prefix(" = ")?,
    };
    if syntax == Syntax::Yaml && key.eq_ignore_ascii_case("null") {
        return None;
    }
    let value = value.trim_matches(' ');
    match *value.as_bytes().first()? {
        b'[' => {
            let inner = value[1..].strip_suffix(']')?;
            if memchr::memchr3(b'[', b']', b'{', inner.as_bytes()).is_some()
                || memchr::memchr3(b'}', b':', b'#', inner.as_bytes()).is_some()
            {
                return None;
            }
            if !inner.trim_matches(' ').is_empty() {
                // A comma within quotes cuts the text in two, which then has no closing quote.
                inner.split(',').try_for_each(|part| scalar(part.trim_matches(' '), syntax, true).map(|_| ()))?;
            }
            Some((key, ""))
        }
        _ => scalar(value, syntax, false).map(|text| (key, text)),
    }
}

/// A text in quotes without a quote or an escape in it; in YAML also one that begins with a letter or
/// digit and holds neither `: ` nor ` #`, in TOML a date.
fn scalar(text: &str, syntax: Syntax, in_list: bool) -> Option<&str> {
    let first = *text.as_bytes().first()?;
    if matches!(first, b'"' | b'\'') {
        let inner = text[1..].strip_suffix(char::from(first))?;
        return memchr::memchr2(first, b'\\', inner.as_bytes()).is_none().then_some(inner);
    }
    match syntax {
        Syntax::Toml => (!in_list && is_date_like(text)).then_some(text),
        Syntax::Yaml => {
            let plain = text.chars().next().is_some_and(char::is_alphanumeric)
                && !text.ends_with(':')
                && !memchr::memchr_iter(b':', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) == Some(&b' '))
                && !memchr::memchr_iter(b'#', text.as_bytes()).any(|at| at > 0 && text.as_bytes()[at - 1] == b' ')
                && !matches!(text, "null" | "Null" | "NULL");
            plain.then_some(text)
        }
    }
}

/// Whether a TOML value without quotes is a whole RFC 3339 date, with or without time and zone.
fn is_date_like(text: &str) -> bool {
    let parsed = parse(text);
    let seconds = text.len() == 10 || text.as_bytes().get(16) == Some(&b':');
    let zone_right = match text.as_bytes().get(19..) {
        None | Some([]) | Some(b"Z") => true,
        Some([b'+' | b'-', _, _, b':', _, _]) => true,
        Some(_) => false,
    };
    parsed.is_some() && seconds && zone_right
}

/// What an ISO 8601 date says: the day, the time, and the offset in seconds.
struct Iso {
    day: NaiveDate,
    time: Option<NaiveTime>,
    offset: Option<i32>,
}

/// `2024-08-30`, `2024-08-30T10:00:00+08:00`, `2024-08-30 10:00 +0800`, `2024-08-30T10:00:00Z`.
fn parse(text: &str) -> Option<Iso> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        bytes
            .get(from..to)?
            .iter()
            .try_fold(0u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let year = number(0, 4).filter(|year| (1900..=2199).contains(year))?;
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(year.cast_signed(), number(5, 7)?, number(8, 10)?)?;
    if bytes.len() == 10 {
        return Some(Iso { day, time: None, offset: None });
    }
    if !matches!(bytes[10], b'T' | b' ') || bytes.get(13) != Some(&b':') {
        return None;
    }
    let (second, end) = match bytes.get(16) {
        Some(b':') => (number(17, 19)?, 19),
        _ => (0, 16),
    };
    let (hour, minute) = (number(11, 13)?, number(14, 16)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let time = Some(NaiveTime::from_hms_opt(hour, minute, second)?);
    let zone = &bytes[end..];
    let zone = if zone.len() > 1 && zone[0] == b' ' { &zone[1..] } else { zone };
    let two = |tens: u8, ones: u8| {
        (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
    };
    let offset = match *zone {
        [] => None,
        [b'Z'] => Some(0),
        [sign @ (b'+' | b'-'), a, b, b':', c, d] | [sign @ (b'+' | b'-'), a, b, c, d] => {
            let (hours, minutes) = (two(a, b)?, two(c, d)?);
            if hours > 13 || minutes > 59 {
                return None;
            }
            let seconds = (hours * 60 + minutes) * 60;
            Some(if sign == b'-' { -seconds } else { seconds })
        }
        _ => return None,
    };
    Some(Iso { day, time, offset })
}

/// The moment that a date means; `None` where it is none, or not one for sure.
fn moment(text: &str, site: Tz) -> Option<Timestamp> {
    let Iso { day, time, offset } = parse(text)?;
    let local: NaiveDateTime = day.and_time(time.unwrap_or(NaiveTime::MIN));
    match offset {
        Some(offset) => Timestamp::from_unix(local.and_utc().timestamp() - i64::from(offset)),
        None if site == Tz::UTC => Timestamp::from_unix(local.and_utc().timestamp()),
        None => match site.from_local_datetime(&local) {
            LocalResult::Single(moment) => Timestamp::new(moment),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::article::{Brief, Found, LeftOut, Markup, Needs, read_head};
    use crate::config::{Config, Overrides};

    /// Both ways over one file; whether the short way took it.
    fn same(zone: &str, text: &str) -> Result<bool, TestCaseError> {
        let site = format!("[site]\ntitle = \"A\"\nurl = \"https://a.example/\"\ntimezone = \"{zone}\"\n");
        let folder = tempfile::tempdir().unwrap();
        let config = Config::parse(Path::new(folder.path()), &site, &Overrides::default()).unwrap();
        let file = folder.path().join("x.md");
        std::fs::write(&file, text).unwrap();
        let first = &text.as_bytes()[..text.len().min(FIRST_READ)];
        let Some(published) = published(first, config.site.timezone) else { return Ok(false) };
        let found = Found { path: "x.md".into(), file, markup: Markup::Markdown, in_drafts: false };
        let read = read_head(&found, &config);
        let article = read.article.ok_or_else(|| TestCaseError::fail(format!("{text:?}: {:?}", read.diagnostics)))?;
        prop_assert!(read.diagnostics.is_empty(), "{:?}: {:?}", text, read.diagnostics);
        let brief = Brief::of(&article, false, &Needs::default());
        prop_assert_eq!(brief.published, published, "{:?}", text);
        prop_assert_eq!((brief.draft, brief.expires, brief.named), (false, None, None), "{:?}", text);
        Ok(true)
    }

    #[test]
    fn plain_heads_take_the_short_way() {
        for text in [
            "---\ntitle: A\ndate: 2024-08-30T10:00:00+08:00\ntags: [a, \"b c\"]\n---\n\nText.\n",
            "---\ntitle: \"A: b\"\ndate: 2024-08-30\nlayout: post\n\nsubtitle: 'x'\n---\n",
            "---\ndate: \"2024-08-30 10:00 +0800\"\n---\n",
            "+++\ntitle = \"A: b\"\ndate = 2024-08-30T10:00:00Z\ntags = [\"a\", 'b']\n+++\n",
            "+++\ndate = 2024-08-30\n+++\n",
            "---\ndate: 2024-08-30\ndraft: false\n---\n",
            "+++\ndraft = false\ndate = 2024-08-30\n+++\n",
            "---\ndate: 2024-08-30\nsearchHidden: true\nhide_table_of_contents: true\nweight: 3\n---\n",
        ] {
            assert!(same("Asia/Shanghai", text).unwrap(), "{text}");
        }
        for text in [
            "---\ntitle: A\n---\n",
            "---\ndate: 2024-08-30\ndraft: true\n---\n",
            "---\ndate: 2024-08-30\nDraft: true\n---\n",
            "---\ndate: 2024-08-30\ndratf: true\n---\n",
            "---\ndate: 2024-08-30\nis_private: false\n---\n",
            "---\ndate: 2024-08-30\nrss: true\n---\n",
            "---\ndate: 2024-08-30\npublishDate: 2024-08-31\n---\n",
            "---\ndate: 2024-08-30\npassword: x\n---\n",
            "---\ndate: 2024-08-30\ndate: 2024-08-30\n---\n",
            "---\ndate: 2024-08-30\nexpiry_date: 2024-08-30\n---\n",
            "---\ndate: 2024-08-30\nlastmod: 2024-08-30\n---\n",
            "---\ndate: 2024-08-30\nid: x:y\n---\n",
            "---\ndate: 2024-02-30\n---\n",
            "---\ndate: 2024-08-30",
            "---\r\ndate: 2024-08-30\r\n---\r\n",
            "+++\ndate = 2024-08-30T10:00Z\n+++\n",
            "+++\ndate = 2024-08-30\n[extra]\ndraft = true\n+++\n",
        ] {
            assert!(!same("Asia/Shanghai", text).unwrap(), "{text}");
        }
    }

    /// The times that a clock skips or has twice are for the whole way, which tells of them.
    #[test]
    fn times_that_are_not_once_take_the_whole_way() {
        for time in ["2024-03-31 02:30", "2024-10-27 02:30"] {
            assert!(!same("Europe/Berlin", &format!("---\ndate: {time}\n---\n")).unwrap(), "{time}");
        }
        assert!(same("Europe/Berlin", "---\ndate: 2024-10-27 03:30\n---\n").unwrap());
    }

    #[test]
    fn a_stub_is_no_article() {
        let folder = tempfile::tempdir().unwrap();
        let config = "[site]\ntitle = \"A\"\nurl = \"https://a.example/\"\n";
        let config = Config::parse(folder.path(), config, &Overrides::default()).unwrap();
        let file = folder.path().join("x.md");
        let text = "---\ndate: 2024-08-30\nredirect_to: /b/\n---\n";
        std::fs::write(&file, text).unwrap();
        assert_eq!(published(text.as_bytes(), config.site.timezone), None);
        let found = Found { path: "x.md".into(), file, markup: Markup::Markdown, in_drafts: false };
        assert_eq!(read_head(&found, &config).left_out, Some(LeftOut::Stub));
    }

    const KEY: &str = "(date|title|tags|draft|Draft|published|publish|status|state|unlisted|headless|build|_build|\
        expires|expiry_date|redirect|redirect_to|extra|params|taxonomies|updated|last-mod|id|guid|layout|url|pub_date|\
        created|eleventyExcludeFromCollections|null|x|private|Hidden|hide|hide_toc|searchHidden|rss|feed_title|password|visibility|dratf|\
        is_private|hidePost|noIndex|publishDate|embargo|go_live|render|public|params|show_date|exclude_from_feed)";
    const VALUE: &str = "(true|false|ture|flase|ja|nein|soon|toc|News|privat|draft|hidden|no|null|\\[\\]|\\[a, b\\]|\\[\"a,b\", 'c'\\]|\\[a, \"b\"\\]|\"a: b\"|'#'|a: b|a #b|a#b|x|\
        2024-08-30|\"2024-08-30\"|1|\\{list: never\\}|\\[draft\\]|a:|-|\\\\|é|\u{a0}|[12][09][0-9]{2}-[01][0-9]-[0-3][0-9]\
        ([T ][0-2][0-9]:[0-5][0-9](:[0-6][0-9])?(Z| ?[+-][01][0-9]:?[0-6][0-9]|)?)?)";

    fn lines(line: &str) -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(prop::string::string_regex(line).unwrap(), 0..5)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn both_ways_agree_on_yaml(lines in lines(&format!("({KEY}: {{1,2}}{VALUE} {{0,1}})|()")), date in VALUE, body in "(|\nText\n|\u{e9}|\r)") {
            same("America/New_York", &format!("---\n{}\ndate: {date}\n---\n{body}", lines.join("\n")))?;
        }

        #[test]
        fn both_ways_agree_on_toml(lines in lines(&format!("({KEY} {{0,1}}= {{0,2}}{VALUE} {{0,1}})|(\\[extra\\])|()")), date in VALUE) {
            same("America/New_York", &format!("+++\ndate = {date}\n{}\n+++\n", lines.join("\n")))?;
        }
    }
}
