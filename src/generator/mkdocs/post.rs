//! The address of a post: `_format_path_for_post` of `material/plugins/blog/plugin.py`.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::configuration::Configuration;
use crate::generator::{Source, Table, value};

/// How a blog makes the addresses of its posts.
#[derive(Clone, Debug)]
pub struct PostAddress {
    format: String,
    date_format: String,
    most_categories: usize,
    slugs: Slugs,
    category_slugs: Slugs,
    /// What only MkDocs knows.
    unknown: Option<String>,
}

/// How texts become parts of addresses.
#[derive(Clone, Debug)]
struct Slugs {
    separator: String,
    case: Case,
}

/// What becomes of capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Lower,
    LowerAscii,
    Kept,
}

impl PostAddress {
    /// Reads the options of the blog plugin.
    pub fn read(options: &Table, config: &Configuration) -> Self {
        let text = |key: &str, default: &str| value::text_at(options, key).unwrap_or_else(|| default.to_owned());
        let slugs = |key: &str| {
            let separator = text(&format!("{key}_separator"), "-");
            slug_case(options, config, key).map(|case| Slugs { separator, case })
        };
        let plain = || Slugs { separator: "-".to_owned(), case: Case::Lower };
        let (slugs, category_slugs) = (slugs("post_slugify"), slugs("categories_slugify"));
        let unknown = slugs.as_ref().err().or(category_slugs.as_ref().err()).cloned();
        let count = value::text_at(options, "post_url_max_categories").and_then(|count| count.parse().ok());
        Self {
            format: text("post_url_format", "{date}/{slug}"),
            date_format: text("post_url_date_format", "yyyy/MM/dd"),
            most_categories: count.unwrap_or(1),
            slugs: slugs.unwrap_or_else(|_| plain()),
            category_slugs: category_slugs.unwrap_or_else(|_| plain()),
            unknown,
        }
    }

    /// Whether the addresses can be worked out at all.
    pub fn readable(&self) -> Result<(), String> {
        self.unknown.clone().map_or(Ok(()), Err)
    }

    /// The path of a post below the blog's folder.
    pub fn of(&self, source: &Source<'_>) -> Result<String, String> {
        self.readable()?;
        let mut out = String::new();
        let mut rest = self.format.as_str();
        while let Some((before, inside)) = rest.split_once('{') {
            let (field, after) = inside.split_once('}').ok_or("`post_url_format` has a `{` that nothing closes")?;
            out.push_str(before);
            match field {
                "date" => out.push_str(&self.date(day(source))?),
                "file" => out.push_str(stem(source.path)),
                "categories" => out.push_str(&self.categories(source)?),
                "slug" => out.push_str(&self.slug(source)?),
                other => return Err(format!("`post_url_format` has `{{{other}}}`")),
            }
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn slug(&self, source: &Source<'_>) -> Result<String, String> {
        match value::text_at(source.front, "slug").filter(|slug| !slug.is_empty()) {
            Some(slug) => Ok(slug),
            None => self.slugs.of(&title(source)),
        }
    }

    fn categories(&self, source: &Source<'_>) -> Result<String, String> {
        let categories = source.front.get("categories").map(value::texts).unwrap_or_default();
        let mut unique: Vec<String> = Vec::new();
        for category in categories {
            if !unique.contains(&category) && unique.len() < self.most_categories {
                unique.push(category);
            }
        }
        let slugs: Result<Vec<_>, _> = unique.iter().map(|category| self.category_slugs.of(category)).collect();
        slugs.map(|slugs| slugs.join("/"))
    }

    /// A date by a pattern of Unicode's LDML, as Babel writes it; names of months and days are of the language.
    fn date(&self, day: NaiveDate) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = self.date_format.as_str();
        while let Some(c) = rest.chars().next() {
            let count = rest.chars().take_while(|next| *next == c).count();
            let run = &rest[..count * c.len_utf8()];
            rest = &rest[run.len()..];
            match (c, count) {
                ('y', 2) => out.push_str(&format!("{:02}", day.year().rem_euclid(100))),
                ('y', _) => out.push_str(&format!("{:0count$}", day.year(), count = count.min(9))),
                ('M' | 'L', 1 | 2) => out.push_str(&format!("{:0count$}", day.month())),
                ('d', 1 | 2) => out.push_str(&format!("{:0count$}", day.day())),
                ('D', 1..=3) => out.push_str(&format!("{:0count$}", day.ordinal())),
                ('\'', _) => return Err("`post_url_date_format` has quotes".to_owned()),
                (c, _) if c.is_ascii_alphabetic() => return Err(format!("`post_url_date_format` has `{run}`")),
                _ => out.push_str(run),
            }
        }
        Ok(out)
    }
}

/// What the configuration says of capitals; an object of Python's other than `pymdownx.slugs.slugify` is unknown.
fn slug_case(options: &Table, config: &Configuration, key: &str) -> Result<Case, String> {
    let unknown = || Err(format!("`{key}` is a program"));
    let Some(object) = config.object(key) else {
        return if value::at(options, key).is_some() { unknown() } else { Ok(Case::Lower) };
    };
    let arguments = value::at(options, &format!("{key}.kwds")).and_then(|kwds| kwds.as_object());
    if object != "pymdownx.slugs.slugify"
        || arguments.is_some_and(|arguments| arguments.keys().any(|key| key != "case"))
    {
        return unknown();
    }
    match arguments.and_then(|arguments| value::text_at(arguments, "case")).as_deref() {
        Some("lower") => Ok(Case::Lower),
        Some("lower-ascii") => Ok(Case::LowerAscii),
        None | Some("none") => Ok(Case::Kept),
        Some(_) => unknown(),
    }
}

impl Slugs {
    /// `pymdownx.slugs.slugify`: tags go, then all but letters, numbers, `_`, hyphens and spaces, which become separators.
    fn of(&self, text: &str) -> Result<String, String> {
        // It composes letters and marks first, which needs tables of their own.
        if text.chars().any(|c| ('\u{300}'..='\u{36f}').contains(&c)) {
            return Err("the title has marks apart from their letters".to_owned());
        }
        static TAGS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("</?[^>]*>").ok());
        static GOES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\p{L}\p{N}_\- ]").ok());
        let (Some(tags), Some(goes)) = (TAGS.as_ref(), GOES.as_ref()) else { return Err("no patterns".to_owned()) };
        let text = tags.replace_all(text, "");
        let text = match self.case {
            Case::Lower => text.trim().to_lowercase(),
            Case::LowerAscii => text.trim().to_ascii_lowercase(),
            Case::Kept => text.trim().to_owned(),
        };
        Ok(goes.replace_all(&text, "").replace(' ', &self.separator))
    }
}

/// The day of a post as it is typed, whatever its zone.
fn day(source: &Source<'_>) -> NaiveDate {
    let typed = value::text_at(source.front, "date.created").or_else(|| value::text_at(source.front, "date"));
    let day = typed.and_then(|date| NaiveDate::parse_from_str(date.trim().get(..10)?, "%Y-%m-%d").ok());
    day.unwrap_or_else(|| source.published.date_naive())
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The title as it is when the address is made (`mkdocs/structure/pages.py`, `get_markdown_title`): of the front matter, of a
/// first line `# ...` as it is typed, or of the file's name.
fn title(source: &Source<'_>) -> String {
    if let Some(title) = value::text_at(source.front, "title") {
        return title;
    }
    let first = source.body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if first.starts_with("# ") {
        return first.trim_start_matches(['#', ' ']).to_owned();
    }
    let title = stem(source.path).replace(['-', '_'], " ");
    if title.to_lowercase() != title {
        return title;
    }
    let mut chars = title.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
