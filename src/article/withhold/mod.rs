//! What in a front matter withholds an article: one table, and how it is read.
//!
//! In comes the tree of a block, in whatever syntax it is written; out come its [`Mark`]s, each with its place. It
//! fails closed: a key that withholds and whose value is not understood withholds, and the report names both. What
//! the table does not know is judged by the words of its name (`keys`). Which marks count in a site, the
//! configuration decides: `[content] harmless` names keys that mean something else there.

mod judge;
mod keys;
mod letters;
mod places;
mod table;
mod values;
mod words;

use std::ops::Range;

use super::LeftOut;
use super::Purpose;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use keys::{Certainty, classify};
use letters::normal;
use values::{Answer, Said, answer, said};

pub use table::{KeyKind, Row, TABLE, documented};

pub(super) use judge::marks;
pub(crate) use places::{is_draft_file, is_set_aside, of_folder, set_aside};

/// A key that may withhold its article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mark {
    /// The key as typed.
    pub key: String,
    /// What it says.
    pub says: Says,
    /// Why its article is left out.
    pub reason: LeftOut,
    /// The value as typed, cut where it is long.
    pub value: String,
    /// Where key or value stands in the text.
    pub span: Range<usize>,
    /// The key with those of the maps that it is in, as `[content] harmless` may name it.
    path: String,
    /// Whether version 0.1 knew it; what such a mark holds back was never out beside it.
    pub always_known: bool,
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Says {
    /// It withholds, plainly.
    Withhold,
    /// Its value is not understood.
    Unclear,
    /// Its key is in no table, and reads as one that withholds.
    UnknownKey,
    /// It names a day before which the article waits.
    Until,
}

/// Maps whose keys count as those of the block itself.
const NESTS: &[&str] = &[
    "extra",
    "params",
    "taxonomies",
    "post",
    "page",
    "article",
    "meta",
    "metadata",
    "frontmatter",
    "options",
    "settings",
    "publishing",
    "publication",
    "custom",
    "data",
];

/// Whether a key decides whether and when its article comes out, or may hold keys that do.
pub(super) fn has_a_say(key: &str) -> bool {
    classify(key).is_some() || NESTS.contains(&&*normal(key))
}

/// Whether a header line may begin with the key: it is in the table.
pub(super) fn is_key(key: &str) -> bool {
    keys::is_in_table(key)
}

/// Whether a header block of one line is meant as such: `Draft: true`, and not `Draft: a plan for the summer`.
pub(super) fn is_plain_mark(key: &str, value: &str) -> bool {
    match classify(key).map(|class| class.kind) {
        Some(KeyKind::Hides | KeyKind::Shows | KeyKind::ShowsNamed) => {
            matches!(answer(value), Answer::Yes | Answer::No)
        }
        Some(KeyKind::Words) => matches!(said(value, false), Said::NotPublic(_)),
        _ => false,
    }
}

/// Key and value of a line of front matter that is none in its syntax, and yet says that it withholds: `draft:true`,
/// `- draft: true`, `draft = true`, `draft`. Ranges are of the line.
pub(super) fn in_line(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start =
        line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '•')).len();
    let end = line.trim_end().len().max(start);
    let rest = &line[start..end];
    if rest.len() > 200 {
        return None;
    }
    let parts = |at: usize, width: usize| {
        let key = rest[..at].trim_end().trim_matches(['"', '\'']);
        let from = start + rest[..at].find(key).unwrap_or(0);
        let value = rest[at + width..].trim_start_matches([':', '=', '>', ' ', '\t']);
        (from..from + key.len(), end - value.len()..end)
    };
    let (key, value) = match rest.char_indices().find(|(_, c)| matches!(c, ':' | '=' | '：')) {
        Some((at, separator)) => parts(at, separator.len_utf8()),
        None => match rest.char_indices().find(|(_, c)| c.is_whitespace()) {
            // A sentence begins with such a word too.
            Some((at, blank)) if rest.split_whitespace().count() <= 3 => parts(at, blank.len_utf8()),
            Some(_) => return None,
            None => (start..end, start..end),
        },
    };
    classify(&line[key.clone()])?;
    Some((key, value))
}

/// Whether a line between two fences shows that it is front matter: `draft:true`.
pub(super) fn shows_front_matter(line: &str) -> bool {
    let Some((key, value)) = in_line(line) else { return false };
    let between = &line[key.end..value.start.max(key.end)];
    let (key, value) = (&line[key], &line[value]);
    if key == value {
        return false;
    }
    between.contains([':', '=', '：']) || is_plain_mark(key, value)
}

/// More findings about one front matter help no one.
const MOST_TOLD: usize = 8;

/// What the marks of a front matter come to in a site.
#[derive(Debug, Default)]
pub(super) struct Withheld<'m> {
    /// The mark that withholds whatever is asked for.
    pub for_good: Option<&'m Mark>,
    /// The mark of a draft, which `--drafts` shows.
    pub draft: Option<&'m Mark>,
    /// The days before which the article waits.
    pub until: Vec<&'m Mark>,
    /// The date itself, where no day can be read in it.
    pub stand_in: Option<&'m Mark>,
    /// What is not understood.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'m> Withheld<'m> {
    /// Takes in a mark of a day that cannot be read.
    pub fn unreadable(&mut self, mark: &'m Mark, text: &str) {
        let place = if mark.reason == LeftOut::Draft { &mut self.draft } else { &mut self.for_good };
        place.get_or_insert(mark);
        if self.diagnostics.len() < MOST_TOLD {
            self.diagnostics.push(mark.doubt(text));
        }
    }
}

/// The mark of a TOML key that occurs a second time, whose value the reader of TOML does not give.
pub(super) fn of_lost_value(key: &str, span: Range<usize>) -> Option<Mark> {
    let class = classify(key).filter(|class| class.kind != KeyKind::Embargo && class.known != Certainty::Weakly)?;
    let (key, value, path) = (key.trim().to_owned(), "two values".to_owned(), normal(key));
    Some(Mark { key, says: Says::Unclear, reason: class.reason, value, span, path, always_known: false })
}

/// Weighs marks, without those that the configuration calls harmless or that do not count for the purpose.
pub(super) fn weigh<'m>(marks: &'m [Mark], text: &str, config: &Config, purpose: Purpose) -> Withheld<'m> {
    let mut withheld = Withheld::default();
    for mark in marks.iter().filter(|mark| !is_harmless(mark, config) && mark.counts_for(purpose)) {
        if mark.says == Says::Until {
            withheld.until.push(mark);
            continue;
        }
        let place = if mark.reason == LeftOut::Draft { &mut withheld.draft } else { &mut withheld.for_good };
        place.get_or_insert(mark);
        if mark.says != Says::Withhold && withheld.diagnostics.len() < MOST_TOLD {
            withheld.diagnostics.push(mark.doubt(text));
        }
    }
    withheld
}

fn is_harmless(mark: &Mark, config: &Config) -> bool {
    let name = mark.path.rsplit('.').next().unwrap_or(&mark.path);
    config.content.harmless.iter().any(|key| {
        let key: Vec<String> = key.split('.').map(normal).collect();
        key.join(".") == mark.path || matches!(&key[..], [only] if only == name)
    })
}

impl Mark {
    /// Whether it withholds what the head is read for.
    fn counts_for(&self, purpose: Purpose) -> bool {
        let is_listing = matches!(self.left_out(), LeftOut::Unlisted | LeftOut::NotInFeeds);
        // A headless bundle has no page.
        purpose == Purpose::Entry || !is_listing || self.path.ends_with("headless")
    }

    /// Why the article is left out, as far as that is known.
    pub(super) fn left_out(&self) -> LeftOut {
        if self.says == Says::Withhold { self.reason } else { LeftOut::Unclear }
    }

    /// The warning about a mark that is not understood.
    pub(super) fn doubt(&self, text: &str) -> Diagnostic {
        let (key, value) = (clip(&self.key), clip(&self.value));
        let class = classify(&self.key);
        let plainly = match class.map(|class| class.kind) {
            Some(KeyKind::Shows | KeyKind::ShowsNamed) => {
                format!("write `{key}: false` to withhold it, or `{key}: true` to publish it")
            }
            Some(KeyKind::Words) => format!("write `{key}: draft` to withhold it, or `{key}: published` to publish it"),
            Some(KeyKind::Embargo) => format!("write the day as `{key}: 2024-08-30`, or take the key out"),
            _ => format!("write `{key}: true` to withhold it, or `{key}: false` to publish it"),
        };
        let (code, message, help) = match self.says {
            Says::UnknownKey => (
                Code::WithheldByUnknownKey,
                format!("the key `{key}` is not known, and reads as if it withheld; the article is left out"),
                format!(
                    "write `draft: true` to withhold it, or take the key out; if it means something else, name it in `[content] harmless` of {}",
                    crate::config::FILE_NAME
                ),
            ),
            Says::Withhold | Says::Unclear | Says::Until => {
                let what = match &*value {
                    "a list" | "a map" | "two values" => format!("`{key}` holds {value}"),
                    "" => format!("`{key}` has no value"),
                    _ => format!("`{key}` says `{value}`"),
                };
                let kept = "which is not understood; the article is left out";
                (Code::WithheldUnclear, format!("{what}, {kept}"), plainly)
            }
        };
        Diagnostic::warning(code, message).at(text, self.span.clone()).help(help)
    }
}

/// A text as a message shows it.
fn clip(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    line[..line.floor_char_boundary(60)].to_owned()
}
