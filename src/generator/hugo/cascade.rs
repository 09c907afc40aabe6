//! `cascade`: what a section, or the configuration, says for the pages below it
//! (<https://gohugo.io/content-management/front-matter/#cascade-1>).

use regex::{Regex, RegexBuilder};
use serde_json::Value;

use super::super::value::{self, Table};
use super::path::lower;

/// One `cascade`: what it says, and for whom.
#[derive(Clone, Debug)]
pub(super) struct Cascade {
    target: CascadeTarget,
    values: Table,
}

/// The pages that something is for, in a cascade or in a list of permalinks.
#[derive(Clone, Debug, Default)]
pub(super) struct CascadeTarget {
    path: Option<PageGlob>,
    kind: Option<PageGlob>,
    languages: Option<Vec<PageGlob>>,
    environment: Option<PageGlob>,
}

/// A glob of Hugo's (`github.com/gobwas/glob`): `*` stays within a folder, `**` does not, case is not told apart.
#[derive(Clone, Debug)]
pub(super) enum PageGlob {
    Of(Box<Regex>),
    /// It does not read, or is too large: whether it holds is not known.
    Unreadable(String),
}

/// No expression that a pattern becomes may be larger.
const LARGEST: usize = 1 << 20;

impl PageGlob {
    /// That of a pattern.
    pub fn new(pattern: &str) -> Self {
        let regex = expression(&lower(pattern))
            .and_then(|expression| RegexBuilder::new(&expression).size_limit(LARGEST).build().ok());
        regex.map_or_else(|| Self::Unreadable(pattern.to_owned()), |regex| Self::Of(Box::new(regex)))
    }

    /// Whether it holds for a text in lower case; one that does not read holds for nothing.
    pub fn holds(&self, text: &str) -> bool {
        self.is_match(text).unwrap_or(false)
    }

    fn is_match(&self, text: &str) -> Option<bool> {
        match self {
            Self::Of(regex) => Some(regex.is_match(text)),
            Self::Unreadable(_) => None,
        }
    }
}

/// A glob as a regular expression; `None` where a bracket or brace is left open.
fn expression(glob: &str) -> Option<String> {
    let mut out = String::from(r"(?s)\A(?:");
    let (mut braces, mut chars) = (0_usize, glob.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '*' if chars.next_if_eq(&'*').is_some() => out.push_str(".*"),
            '*' => out.push_str("[^/]*"),
            '?' => out.push_str("[^/]"),
            '[' => {
                let negated = chars.next_if(|c| matches!(c, '!' | '^')).is_some();
                out.push_str(if negated { "[^" } else { "[" });
                loop {
                    match chars.next()? {
                        ']' => break,
                        '-' => out.push('-'),
                        c => push_literal(&mut out, c),
                    }
                }
                out.push(']');
            }
            '{' => {
                braces += 1;
                out.push_str("(?:");
            }
            '}' if braces > 0 => {
                braces -= 1;
                out.push(')');
            }
            ',' if braces > 0 => out.push('|'),
            '\\' => push_literal(&mut out, chars.next()?),
            c => push_literal(&mut out, c),
        }
    }
    out.push_str(r")\z");
    (braces == 0).then_some(out)
}

fn push_literal(out: &mut String, c: char) {
    if c.is_ascii_punctuation() {
        out.push('\\');
    }
    out.push(c);
}

/// A page or section, as targets ask for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim<'a> {
    /// `/posts/a`, in lower case, with hyphens for spaces and without an ending.
    pub path: &'a str,
    /// `page`, `section`, `home`.
    pub kind: &'a str,
    /// The key of its language.
    pub language: &'a str,
}

impl CascadeTarget {
    /// That of a `target` table.
    pub fn read(table: Option<&Table>) -> Self {
        let Some(table) = table else { return Self::default() };
        let glob = |key: &str| value::text_at(table, key).map(|pattern| PageGlob::new(&pattern));
        let languages = value::at(table, "sites.matrix.languages").map(value::texts);
        let languages = languages.or_else(|| Some(vec![value::text_at(table, "lang")?]));
        Self {
            path: glob("path"),
            kind: glob("kind"),
            languages: languages.map(|list| list.iter().map(|pattern| PageGlob::new(pattern)).collect()),
            environment: glob("environment"),
        }
    }

    /// Whether it is for a page. `own` is the language of the section that says it, where one does.
    pub fn holds(&self, aim: Aim<'_>, own: Option<&str>) -> bool {
        self.holds_where_unread(aim, own, false)
    }

    /// Whether it is for a page, where patterns that do not read hold, or do not.
    fn holds_where_unread(&self, aim: Aim<'_>, own: Option<&str>, unread: bool) -> bool {
        let says = |glob: &PageGlob, text: &str| glob.is_match(text).unwrap_or(unread);
        let holds = |glob: &Option<PageGlob>, text: &str| glob.as_ref().is_none_or(|glob| says(glob, text));
        let in_language = match &self.languages {
            Some(globs) => globs.iter().any(|glob| says(glob, aim.language)),
            None => own.is_none_or(|own| own == aim.language),
        };
        in_language
            && holds(&self.path, aim.path)
            && holds(&self.kind, aim.kind)
            && holds(&self.environment, "production")
    }

    /// The patterns that do not read.
    pub fn unreadable(&self) -> impl Iterator<Item = &str> {
        let single = [&self.path, &self.kind, &self.environment].into_iter().flatten();
        single.chain(self.languages.iter().flatten()).filter_map(|glob| match glob {
            PageGlob::Unreadable(pattern) => Some(pattern.as_str()),
            _ => None,
        })
    }
}

/// The keys by which Hugo makes no page, or not yet, or no longer
/// (<https://gohugo.io/content-management/front-matter/#fields>, <https://gohugo.io/content-management/build-options/>).
const WITHHOLDING: [&str; 10] = [
    "draft",
    "headless",
    "build",
    "_build",
    "outputs",
    "publishdate",
    "pubdate",
    "published",
    "expirydate",
    "unpublishdate",
];

impl Cascade {
    /// Those of a value: one table, or a list of tables.
    pub fn read(value: &Value) -> Vec<Self> {
        let tables: Vec<&Table> = match value {
            Value::Object(table) => vec![table],
            Value::Array(list) => list.iter().filter_map(Value::as_object).collect(),
            _ => Vec::new(),
        };
        let one = |table: &Table| {
            let target = value::at(table, "target").or_else(|| value::at(table, "_target"));
            let mut values = Table::new();
            for (key, value) in table {
                match (key.to_lowercase().as_str(), value) {
                    ("target" | "_target", _) => {}
                    // Parameters are asked for like other keys.
                    ("params", Value::Object(inner)) => fill(&mut values, inner),
                    _ => fill(&mut values, &Table::from_iter([(key.clone(), value.clone())])),
                }
            }
            Self { target: CascadeTarget::read(target.and_then(Value::as_object)), values }
        };
        tables.into_iter().map(one).collect()
    }

    /// Puts what it says to a page that does not say it itself.
    pub fn tell(&self, front: &mut Table, aim: Aim<'_>, own: Option<&str>) {
        if self.target.holds(aim, own) {
            fill(front, &self.values);
        } else if self.target.holds_where_unread(aim, own, true) {
            // What may be held back is; an address or a title may not be made up.
            let held = self.values.iter().filter(|(key, _)| WITHHOLDING.contains(&key.to_lowercase().as_str()));
            fill(front, &held.map(|(key, value)| (key.clone(), value.clone())).collect());
        }
    }

    /// The patterns of its target that do not read.
    pub fn unreadable(&self) -> impl Iterator<Item = &str> {
        self.target.unreadable()
    }
}

/// Puts in what is not there yet; keys are not told apart by case.
fn fill(into: &mut Table, from: &Table) {
    for (key, value) in from {
        if !into.contains_key(key) && !into.keys().any(|known| known.eq_ignore_ascii_case(key)) {
            into.insert(key.clone(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_back_for_a_target_that_does_not_read_is_held_back_everywhere() {
        let large = format!("{{{}}}", "/s/[!a]*/**,".repeat(20_000));
        for pattern in ["{/s/**", &large] {
            let target = |kind: &str| serde_json::json!({"path": pattern, "kind": kind});
            let values = serde_json::json!([
                {"target": target("page"), "draft": true, "ExpiryDate": "2020-01-01", "url": "/x/"},
                {"target": target("section"), "headless": true},
            ]);
            let mut front = Table::from_iter([("expirydate".to_owned(), Value::from("2030-01-01"))]);
            let aim = Aim { path: "/other/a", kind: "page", language: "en" };
            for cascade in Cascade::read(&values) {
                assert_eq!(cascade.unreadable().count(), 1);
                cascade.tell(&mut front, aim, None);
            }
            assert_eq!(serde_json::json!(front), serde_json::json!({"expirydate": "2030-01-01", "draft": true}));
        }
    }

    #[test]
    fn globs_are_those_of_hugo() {
        for (pattern, path, holds) in [
            ("/p/*", "/p/c/d", false),
            ("/P/**", "/p/c/d", true),
            ("/p/**", "/p", false),
            ("**/a", "/q/a", true),
            ("{/p/**,/q/**}", "/q/a", true),
            ("p/**", "/p/a", false),
            ("/**", "/", true),
            ("/**/s*", "/small", false),
            ("/p**", "/p/q/r", true),
            ("/[a-c]?/[!x]", "/bé/y", true),
            ("/[a-c]?/[!x]", "/b//x", false),
            (r"/a\*.b", "/a*.b", true),
            ("{", "/", false),
            ("[]", "/", false),
            ("[", "/", false),
            ("\\", "/", false),
            ("}", "}", true),
        ] {
            assert_eq!(PageGlob::new(pattern).holds(path), holds, "{pattern}");
        }
    }
}
