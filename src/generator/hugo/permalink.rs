//! `permalinks`: patterns with placeholders (<https://gohugo.io/configuration/permalinks/>, `resources/page/permalinks.go`).

use std::collections::HashMap;

use chrono::{Datelike, NaiveDateTime};
use serde_json::Value;

use super::super::value::{self, Table};
use super::cascade::{Aim, CascadeTarget, PageGlob};
use super::dates::go_format;
use super::path::{Letters, lower};

/// A pattern, as it is and taken apart.
#[derive(Clone, Debug)]
pub(super) struct PermalinkPattern {
    /// As it is written.
    pub text: String,
    parts: Result<Vec<PatternPart>, String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PatternPart {
    Literal(String),
    Placeholder { name: String, slice: Option<String> },
}

/// What placeholders stand for.
#[derive(Clone, Debug)]
pub(super) struct Filling<'a> {
    /// How paths are made.
    pub letters: Letters,
    /// `.Date`.
    pub date: NaiveDateTime,
    /// The title, or empty.
    pub title: &'a str,
    /// The slug, where there is one.
    pub slug: Option<&'a str>,
    /// The name of the file or bundle, without its language and ending.
    pub name: &'a str,
    /// The folders of its section, from the top, in lower case and with hyphens for spaces, whatever `letters` says.
    pub sections: &'a [String],
    /// The slugs of these, or their titles; `None` where that is not known.
    pub section_slugs: &'a [Option<String>],
}

const NAMES: [&str; 17] = [
    "year",
    "month",
    "monthname",
    "day",
    "weekday",
    "weekdayname",
    "yearday",
    "section",
    "sections",
    "sectionslug",
    "sectionslugs",
    "title",
    "slug",
    "slugorfilename",
    "filename",
    "contentbasename",
    "slugorcontentbasename",
];

impl PermalinkPattern {
    /// That of a text.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), parts: parts(text) }
    }

    /// The placeholder that Hugo does not know, for which it stops.
    pub fn fault(&self) -> Option<&str> {
        self.parts.as_ref().err().map(String::as_str)
    }

    /// Whether it has no placeholder, and so is an address as it stands.
    pub fn is_plain(&self) -> bool {
        let plain = |part: &PatternPart| matches!(part, PatternPart::Literal(_));
        self.parts.as_ref().is_ok_and(|parts| parts.iter().all(plain))
    }

    /// The path; an error says what is not known.
    pub fn fill(&self, filling: &Filling<'_>) -> Result<String, String> {
        let parts =
            self.parts.as_ref().map_err(|name| format!("`{name}` in `{}` is no placeholder of Hugo's", self.text))?;
        let mut out = String::new();
        for part in parts {
            match part {
                PatternPart::Literal(text) => out.push_str(text),
                PatternPart::Placeholder { name, slice } => out.push_str(&filling.value(name, slice.as_deref())?),
            }
        }
        Ok(out)
    }
}

/// `[last:last]` is long already.
const LONGEST_SLICE: usize = 64;

/// A colon and a word, with a slice in brackets; `\:` is a colon.
fn parts(text: &str) -> Result<Vec<PatternPart>, String> {
    let (mut found, mut literal, mut rest) = (Vec::new(), String::new(), text);
    while let Some(c) = rest.chars().next() {
        let word = |text: &str| text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        if rest.starts_with("\\:") {
            literal.push(':');
            rest = &rest[2..];
        } else if c == ':' && word(&rest[1..]) > 0 {
            let end = 1 + word(&rest[1..]);
            let name = rest[1..end].to_owned();
            rest = &rest[end..];
            // `[` opens a slice only where something stands before its end, which is near.
            let slice = rest.strip_prefix('[').and_then(|inside| {
                let end = inside.bytes().take(LONGEST_SLICE).position(|b| b == b']').filter(|end| *end > 0)?;
                Some(&inside[..end])
            });
            if let Some(slice) = slice {
                rest = &rest[slice.len() + 2..];
            }
            let is_known = NAMES.contains(&name.as_str()) || go_format(NaiveDateTime::default(), &name).is_some();
            let may_slice = slice.is_none() || matches!(name.as_str(), "sections" | "sectionslugs");
            if !is_known || !may_slice {
                return Err(format!(":{name}"));
            }
            if !literal.is_empty() {
                found.push(PatternPart::Literal(std::mem::take(&mut literal)));
            }
            found.push(PatternPart::Placeholder { name, slice: slice.map(str::to_owned) });
        } else {
            literal.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    if !literal.is_empty() {
        found.push(PatternPart::Literal(literal));
    }
    Ok(found)
}

impl Filling<'_> {
    fn value(&self, name: &str, slice: Option<&str>) -> Result<String, String> {
        let path = |text: &str| self.letters.of_text(text);
        let date = self.date;
        let slugs = || -> Result<Vec<String>, String> {
            let all: Option<Vec<String>> = self.section_slugs.iter().cloned().collect();
            all.ok_or_else(|| format!("`:{name}` is the plural that Hugo makes of a section's name"))
        };
        Ok(match name {
            "year" => date.year().to_string(),
            "month" => format!("{:02}", date.month()),
            "monthname" => date.format("%B").to_string(),
            "day" => format!("{:02}", date.day()),
            "weekday" => date.weekday().num_days_from_sunday().to_string(),
            "weekdayname" => date.format("%A").to_string(),
            "yearday" => date.ordinal().to_string(),
            "section" => self.sections.first().cloned().unwrap_or_default(),
            // The path of the section, which begins with a slash.
            "sections" if slice.is_none() => format!("/{}", self.sections.join("/")),
            "sections" => sliced(self.sections, slice).join("/"),
            "sectionslug" => slugs()?.first().map(|slug| path(slug)).unwrap_or_default(),
            "sectionslugs" => sliced(&slugs()?, slice).iter().map(|slug| path(slug)).collect::<Vec<_>>().join("/"),
            "title" => self.title(),
            "slug" => self.slug.map_or_else(|| self.title(), path),
            "slugorfilename" | "slugorcontentbasename" => path(self.slug.unwrap_or(self.name)),
            "filename" | "contentbasename" => path(self.name),
            other => go_format(date, other).unwrap_or_default(),
        })
    }

    /// Slashes of a title part no folders.
    fn title(&self) -> String {
        self.letters.of_text(&self.title.replace(['/', '\\'], "-"))
    }
}

/// `1:`, `:last`, `1:2`, `0`, `last`: what is no number is 0, and what lies beyond the end is nothing.
fn sliced<'a>(list: &'a [String], slice: Option<&str>) -> &'a [String] {
    let Some(slice) = slice else { return list };
    let at = |text: &str| match text.trim() {
        "last" => list.len().saturating_sub(1),
        text => text.parse().unwrap_or(0_usize).min(list.len()),
    };
    let (low, high) = match slice.split_once(':') {
        None => (at(slice), (at(slice) + 1).min(list.len())),
        Some((low, "")) => (at(low), list.len()),
        Some((low, high)) => (at(low), at(high)),
    };
    list.get(low..high.max(low)).unwrap_or_default()
}

/// The patterns of a configuration.
#[derive(Clone, Debug, Default)]
pub(super) struct Permalinks {
    general: Vec<PermalinkRule>,
    /// Those of languages, which stand for all general ones.
    by_language: HashMap<String, Vec<PermalinkRule>>,
}

/// A pattern, and for whom it is.
#[derive(Clone, Debug)]
struct PermalinkRule {
    aim: PermalinkAim,
    pattern: PermalinkPattern,
}

#[derive(Clone, Debug)]
enum PermalinkAim {
    /// Those at the top, or those of a section and below; of this kind.
    Section(Option<PageGlob>, &'static str),
    Target(Box<CascadeTarget>),
}

impl Permalinks {
    /// Those of a configuration.
    pub fn read(table: &Table) -> Self {
        let mut found = Self {
            general: value::at(table, "permalinks").map(rules).unwrap_or_default(),
            by_language: HashMap::new(),
        };
        if let Some(Value::Object(languages)) = value::at(table, "languages") {
            for (key, of) in languages {
                if let Some(told) = of.as_object().and_then(|of| value::at(of, "permalinks")) {
                    found.by_language.insert(lower(key), rules(told));
                }
            }
        }
        found
    }

    /// The pattern of a page, where there is one.
    pub fn of(&self, aim: Aim<'_>) -> Option<&PermalinkPattern> {
        let rules = self.by_language.get(aim.language).unwrap_or(&self.general);
        rules.iter().find(|rule| rule.holds(aim)).map(|rule| &rule.pattern)
    }

    /// All patterns.
    pub fn patterns(&self) -> impl Iterator<Item = &PermalinkPattern> {
        self.general.iter().chain(self.by_language.values().flatten()).map(|rule| &rule.pattern)
    }
}

/// The rules, of which the first that holds counts: those of deeper folders stand before those of outer ones.
fn rules(told: &Value) -> Vec<PermalinkRule> {
    let rule = |aim: PermalinkAim, pattern: &str| PermalinkRule { aim, pattern: PermalinkPattern::new(pattern) };
    let table = match told {
        Value::Array(list) => {
            let one = |table: &Table| {
                let target = CascadeTarget::read(value::at(table, "target").and_then(Value::as_object));
                Some(rule(PermalinkAim::Target(Box::new(target)), &value::text_at(table, "pattern")?))
            };
            return list.iter().filter_map(Value::as_object).filter_map(one).collect();
        }
        Value::Object(table) => table,
        _ => return Vec::new(),
    };
    let mut flat: Vec<(&str, &'static str, &str)> = Vec::new();
    for (key, value) in table {
        match value {
            // A pattern beside the kinds is one of pages.
            Value::String(pattern) => flat.push((key, "page", pattern)),
            Value::Object(of) => {
                let kind = match key.to_lowercase().as_str() {
                    "page" => "page",
                    "section" => "section",
                    _ => continue,
                };
                flat.extend(of.iter().filter_map(|(key, pattern)| Some((key.as_str(), kind, pattern.as_str()?))));
            }
            _ => {}
        }
    }
    flat.sort_by_key(|(key, _, _)| std::cmp::Reverse(key.len()));
    flat.into_iter()
        .map(|(key, kind, pattern)| {
            let key = key.trim_matches('/');
            let glob = (!key.is_empty()).then(|| PageGlob::new(&format!("{{/{key},/{key}/**}}")));
            rule(PermalinkAim::Section(glob, kind), pattern)
        })
        .collect()
}

impl PermalinkRule {
    fn holds(&self, aim: Aim<'_>) -> bool {
        match &self.aim {
            PermalinkAim::Section(_, kind) if *kind != aim.kind => false,
            PermalinkAim::Section(None, _) => !aim.path.trim_start_matches('/').contains('/'),
            PermalinkAim::Section(Some(glob), _) => glob.holds(aim.path),
            PermalinkAim::Target(target) => target.holds(aim, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_and_unknown_ones_told() {
        assert_eq!(PermalinkPattern::new("/:year/:nothing/").fault(), Some(":nothing"));
        assert_eq!(PermalinkPattern::new("/:title[1]/").fault(), Some(":title"));
        for known in ["/:year/x:", "/a\\:b/", "/:sections[", "/:sections[]/", "/:20060102-1504/", "", ":"] {
            assert_eq!(PermalinkPattern::new(known).fault(), None, "{known}");
        }
    }

    #[test]
    fn slices_never_reach_beyond() {
        let list = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let of = |slice| sliced(&list, Some(slice)).concat();
        for (slice, text) in [
            ("1:", "bc"),
            (":last", "ab"),
            ("last", "c"),
            ("1:2", "b"),
            ("5:", ""),
            ("7", ""),
            ("2:1", ""),
            ("x", "a"),
            (":", "abc"),
            ("99999999999999999999", "a"),
        ] {
            assert_eq!(of(slice), text, "{slice}");
        }
        assert_eq!(sliced(&[], Some("last")), &[] as &[String]);
    }
}
