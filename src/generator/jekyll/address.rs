//! The address of a document (`url.rb`, `drops/url_drop.rb`, `document.rb`; <https://jekyllrb.com/docs/permalinks/>).

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use percent_encoding::percent_decode_str;
use regex::Regex;

use super::super::{Page, Table, value};

/// A document whose address is asked for.
pub(super) struct Document<'a> {
    /// Its path below the folder of the collections.
    pub relative: &'a str,
    /// The name of its collection.
    pub label: &'a str,
    pub front: &'a Table,
    /// All categories, in order, each once.
    pub categories: Vec<String>,
    pub published: DateTime<Tz>,
    pub markdown: &'a [String],
}

/// A time without a zone, with seconds, is UTC for Ruby's YAML (`psych/scalar_scanner.rb`, `parse_time`); all others are
/// in the zone of the site.
static ZONELESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{4}-\d{1,2}-\d{1,2})(?:[Tt]|\s+)(\d{1,2}:\d\d:\d\d)(?:\.\d*)?$").ok());

impl Document<'_> {
    /// Its page by a pattern.
    pub fn page(&self, pattern: &str) -> Page {
        match self.fill(pattern) {
            Ok(url) => Page::At(sanitised(&url)),
            Err(name) => Page::Unknown(format!("`permalink` asks for `:{name}`, which Jekyll does not have")),
        }
    }

    /// The pattern with its `:names` replaced (`url.rb`, `generate_url_from_drop`). What the pattern itself writes
    /// in percents is decoded.
    fn fill<'p>(&self, pattern: &'p str) -> Result<String, &'p str> {
        let mut out = String::with_capacity(pattern.len() + 32);
        let mut rest = pattern;
        while let Some(at) = rest.find(':') {
            out.push_str(&percent_decode_str(&rest[..at]).decode_utf8_lossy());
            let after = &rest[at + 1..];
            let end = after.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(after.len());
            if end == 0 {
                out.push(':');
                rest = after;
                continue;
            }
            // `:month_:day` means `:month`, and a line.
            let name = after[..end].strip_suffix('_').unwrap_or(&after[..end]);
            out.push_str(&self.value(name).ok_or(name)?);
            rest = &after[name.len()..];
        }
        out.push_str(&percent_decode_str(rest).decode_utf8_lossy());
        Ok(out)
    }

    fn value(&self, name: &str) -> Option<String> {
        let (stem, ending) = self.stem();
        let slug = || self.front.get("slug").and_then(value::text).unwrap_or_else(|| self.own_slug().to_owned());
        let format = match name {
            "title" => return Some(slugify(&slug(), Slugs::Pretty)),
            "slug" => return Some(slugify(&slug(), Slugs::Plain)),
            "name" => return Some(slugify(stem, Slugs::Plain)),
            "categories" => return Some(joined(self.categories.iter().map(|name| name.to_lowercase()))),
            "slugified_categories" => {
                return Some(joined(self.categories.iter().map(|name| slugify(name, Slugs::Plain))));
            }
            "collection" => return Some(self.label.to_owned()),
            "path" => {
                let path = self.relative.strip_suffix(ending).unwrap_or(self.relative);
                return Some(path.replacen(&format!("_{}", self.label), "", 1).trim_end_matches('.').to_owned());
            }
            "output_ext" => return Some(self.output_ending(ending)),
            "year" => "%Y",
            "month" => "%m",
            "day" => "%d",
            "hour" => "%H",
            "minute" => "%M",
            "second" => "%S",
            "i_day" => "%-d",
            "i_month" => "%-m",
            "short_month" => "%b",
            "long_month" => "%B",
            "short_year" => "%y",
            "w_year" => "%G",
            "week" => "%V",
            "w_day" => "%u",
            "short_day" => "%a",
            "long_day" => "%A",
            "y_day" => "%j",
            _ => return None,
        };
        Some(self.date().format(format).to_string())
    }

    /// The file's name without its ending, and the ending with its dot.
    fn stem(&self) -> (&str, &str) {
        let name = self.relative.rsplit_once('/').map_or(self.relative, |(_, name)| name);
        match name.rfind('.') {
            Some(dot) if dot > 0 => name.split_at(dot),
            _ => (name, ""),
        }
    }

    /// The file's name without date and ending (`document.rb`, `populate_title`).
    fn own_slug(&self) -> &str {
        let (stem, _) = self.stem();
        dated_name(stem).map_or(stem, |(_, slug)| slug).trim_end_matches('.')
    }

    fn output_ending(&self, ending: &str) -> String {
        let is_markdown = self.markdown.iter().any(|known| known.eq_ignore_ascii_case(&ending[ending.len().min(1)..]));
        if is_markdown { ".html".to_owned() } else { ending.to_owned() }
    }

    fn date(&self) -> DateTime<Tz> {
        let zone = self.published.timezone();
        let local = |naive: NaiveDateTime| zone.from_local_datetime(&naive).earliest();
        let found = match self.front.get("date").and_then(value::text) {
            Some(written) => zoneless(written.trim()).map(|time| Utc.from_utc_datetime(&time).with_timezone(&zone)),
            None => dated_name(self.stem().0).and_then(|(date, _)| local(date.and_time(NaiveTime::MIN))),
        };
        found.unwrap_or(self.published)
    }
}

fn zoneless(written: &str) -> Option<NaiveDateTime> {
    let parts = ZONELESS.as_ref()?.captures(written)?;
    let both = format!("{} {}", &parts[1], &parts[2]);
    NaiveDateTime::parse_from_str(&both, "%Y-%m-%d %H:%M:%S").ok()
}

/// The date of a name that begins with one of four digits of a year, and what comes after it (`document.rb`,
/// `DATE_FILENAME_MATCHER`; a year of two digits makes a post too, and its date is left to the caller).
fn dated_name(stem: &str) -> Option<(NaiveDate, &str)> {
    let slug = after_date(stem)?;
    let date = stem.strip_suffix(slug)?.strip_suffix('-')?;
    let (year, rest) = date.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let year: i32 = year.parse().ok()?;
    // Two digits are of this century or the last, as Ruby's `Time.parse` has it.
    let year = if year < 69 {
        year + 2000
    } else if year < 100 {
        year + 1900
    } else {
        year
    };
    Some((NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?, slug))
}

/// What comes after the date and hyphen at the beginning of a file's name; `None` where there is no date.
pub(super) fn after_date(stem: &str) -> Option<&str> {
    let mut rest = stem;
    for digits in [2..=4, 1..=2, 1..=2] {
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest = digits.contains(&count).then(|| rest[count..].strip_prefix('-'))??;
    }
    Some(rest)
}

/// How strict a slug is.
#[derive(Clone, Copy)]
enum Slugs {
    /// Letters and digits, in lower case.
    Plain,
    /// Some marks too, and capitals.
    Pretty,
}

static NO_LETTERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\p{M}\p{L}\p{Nd}]+").ok());
static NO_PRETTY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+").ok());

/// `utils.rb`, `slugify`.
fn slugify(text: &str, how: Slugs) -> String {
    let (others, cased) = match how {
        Slugs::Plain => (&NO_LETTERS, false),
        Slugs::Pretty => (&NO_PRETTY, true),
    };
    let slug = others.as_ref().map_or_else(|| text.into(), |others| others.replace_all(text, "-"));
    let slug = slug.strip_prefix('-').unwrap_or(&slug);
    let slug = slug.strip_suffix('-').unwrap_or(slug);
    if cased { slug.to_owned() } else { slug.to_lowercase() }
}

fn joined(names: impl Iterator<Item = String>) -> String {
    value::once(names).join("/")
}

/// `url.rb`, `sanitize_url`; without the slash that an address begins with.
fn sanitised(url: &str) -> String {
    let url = format!("/{url}").replace("..", "/").replace("./", "");
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if c != '/' || !(out.is_empty() || out.ends_with('/')) {
            out.push(c);
        }
    }
    out
}
