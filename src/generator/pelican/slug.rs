//! Slugs of titles, categories and authors (`utils.py`, `slugify`; `urlwrappers.py`).

use regex::Regex;
use serde_json::Value;

use super::ascii::unidecode;
use super::pattern::{anywhere, replacement};

/// How slugs are made.
#[derive(Debug)]
pub(super) struct SlugRules {
    pub of_titles: Substitutions,
    pub of_categories: Substitutions,
    pub of_authors: Substitutions,
    pub keeps_case: bool,
    pub keeps_unicode: bool,
}

/// What is replaced, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Substitutions(Vec<(Regex, String)>);

/// A list of more pairs than this is written by nobody, and each costs memory and time.
const MOST_PAIRS: usize = 48;

/// What one match is replaced by is no longer than this, in bytes.
const LONGEST_REPLACEMENT: usize = 128;

/// No slug is longer, in bytes: no path of a file is.
const LONGEST_SLUG: usize = 4096;

impl Substitutions {
    /// `SLUG_REGEX_SUBSTITUTIONS` of Pelican itself.
    pub fn usual() -> Self {
        let pairs = [(r"[^\w\s-]", ""), (r"\A\s*", ""), (r"\s*\Z", ""), (r"[-\s]+", "-")];
        Self(pairs.iter().filter_map(|(pattern, by)| Some((anywhere(pattern)?, (*by).to_owned()))).collect())
    }

    /// Of a list of pairs; `None` where one of them does not read, or is large, or there are very many.
    pub fn new(list: &Value) -> Option<Self> {
        let list = list.as_array().filter(|list| list.len() <= MOST_PAIRS)?;
        let pairs = list.iter().map(|pair| {
            let (pattern, by) = (pair.get(0)?.as_str()?, pair.get(1)?.as_str()?);
            if by.len() > LONGEST_REPLACEMENT {
                return None;
            }
            Some((anywhere(&composed(pattern))?, replacement(&composed(by))))
        });
        pairs.collect::<Option<Vec<_>>>().map(Self)
    }
}

impl SlugRules {
    /// The slug of a text; `None` where it becomes longer than any path, as each replacement may double it.
    pub fn slug(&self, text: &str, by: &Substitutions) -> Option<String> {
        let mut slug = composed(&without_tags(text));
        if !self.keeps_unicode {
            slug = unidecode(&slug);
        }
        for (pattern, by) in &by.0 {
            if slug.len() > LONGEST_SLUG {
                return None;
            }
            slug = pattern.replace_all(&slug, by).into_owned();
        }
        if !self.keeps_case {
            slug = slug.to_lowercase();
        }
        (slug.len() <= LONGEST_SLUG).then(|| slug.trim().to_owned())
    }
}

fn composed(text: &str) -> String {
    icu_normalizer::ComposingNormalizerBorrowed::new_nfkc().normalize(text).into_owned()
}

/// `striptags` of Python's markupsafe: tags and comments go, spaces are one, entities are characters.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start..];
        let end = match tag.strip_prefix("<!--") {
            Some(comment) => comment.find("-->").map(|end| end + 7),
            None => tag.find('>').map(|end| end + 1),
        };
        let Some(end) = end else { break };
        plain.push_str(&rest[..start]);
        rest = &tag[end..];
    }
    plain.push_str(rest);
    let words: Vec<&str> = plain.split_whitespace().collect();
    unescape(&words.join(" "))
}

/// Entities as characters, each once.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name of HTML has 31 letters.
        let end = rest.bytes().take(34).position(|b| b == b';');
        if let Some((end, found)) = end.and_then(|end| Some((end, entity(&rest[1..=end])?))) {
            out.push_str(&found);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out + rest
}

/// What `amp;` or `#8217;` stands for.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let number = number.strip_suffix(';')?;
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    let (first, second) = *html5ever::data::NAMED_ENTITIES.get(name)?;
    let chars: String = [first, second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32).collect();
    (!chars.is_empty()).then_some(chars)
}
