//! What in a front matter withholds an article: one table, and how it is read.
//!
//! In comes the tree of a block, in whatever syntax it is written; out come its [`Mark`]s, each with its place. It
//! fails closed: a key that withholds and whose value is not understood withholds, and the report names both. What
//! the table does not know is judged by the words of its name ([`keys`]). Which marks count in a site, the
//! configuration decides: `[content] harmless` names keys that mean something else there.

mod keys;
mod places;
mod table;
mod values;

use std::ops::Range;

use super::front_matter::{Node, Pair, Value};
use super::{LeftOut, date};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use keys::{Class, Known, classify, normal};
use values::{Answer, Said, answer, said};

pub use table::{Kind, Row, TABLE, documented};

pub(super) use places::{is_set_aside, of_folder};

/// A key that may withhold its article.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Deeper maps hold nothing that says whether an article comes out.
const DEEPEST: usize = 8;

/// Whether a key decides whether and when its article comes out, or may hold keys that do.
pub(super) fn has_a_say(key: &str) -> bool {
    // Of every ten keys in real heads, nine are these.
    if matches!(
        key,
        "title"
            | "author"
            | "authors"
            | "tags"
            | "categories"
            | "category"
            | "summary"
            | "description"
            | "layout"
            | "subtitle"
            | "image"
            | "cover"
            | "slug"
            | "lang"
            | "weight"
            | "toc"
            | "comments"
            | "series"
            | "permalink"
            | "type"
            | "excerpt"
            | "keywords"
            | "math"
            | "aliases"
    ) {
        return false;
    }
    classify(key).is_some() || NESTS.contains(&&*normal(key))
}

/// Whether a header line may begin with the key: it is in the table.
pub(super) fn is_key(key: &str) -> bool {
    keys::is_in_table(key)
}

/// Whether a header block of one line is meant as such: `Draft: true`, and not `Draft: a plan for the summer`.
pub(super) fn is_plain_mark(key: &str, value: &str) -> bool {
    match classify(key).map(|class| class.kind) {
        Some(Kind::Hides | Kind::Shows | Kind::ShowsNamed) => matches!(answer(value), Answer::Yes | Answer::No),
        Some(Kind::Words) => matches!(said(value, false), Said::NotPublic(_)),
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
        None => match rest.find(char::is_whitespace) {
            // A sentence begins with such a word too.
            Some(at) if rest.split_whitespace().count() <= 3 => parts(at, 1),
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

/// The marks of a block.
pub(super) fn marks(tree: &Node<'_>) -> Vec<Mark> {
    let mut found = Found { marks: Vec::new(), path: String::new() };
    found.pairs(tree.pairs(), 0);
    found.marks
}

/// What a value comes to for its key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Harmless,
    Withhold(LeftOut),
    Unclear(LeftOut),
    Until,
}

impl Verdict {
    /// The one of two that withholds more.
    fn or(self, other: Self) -> Self {
        let weight = |verdict: &Self| match verdict {
            Self::Harmless => 0,
            Self::Until => 1,
            Self::Unclear(_) => 2,
            Self::Withhold(_) => 3,
        };
        if weight(&other) > weight(&self) { other } else { self }
    }
}

struct Found {
    marks: Vec<Mark>,
    /// The maps that are open, as normal names with a `.` behind each.
    path: String,
}

impl Found {
    fn pairs(&mut self, pairs: &[Pair<'_>], depth: usize) {
        for pair in pairs {
            self.pair(pair, depth);
        }
    }

    fn pair(&mut self, pair: &Pair<'_>, depth: usize) {
        let merged = pair.key.trim() == "<<";
        let name = normal(&pair.key);
        if merged || NESTS.contains(&&*name) {
            return self.inside(&name, &pair.node, depth);
        }
        let Some(class) = classify(&pair.key) else {
            return self.misplaced(&name, pair, depth);
        };
        if class.kind == Kind::Embargo {
            return self.embargo(pair, &class);
        }
        let verdict = judge(&pair.node, &class, &name);
        match verdict {
            Verdict::Harmless => {}
            Verdict::Until => self.push(pair, &pair.node, Says::Until, class.reason),
            Verdict::Withhold(reason) if class.known == Known::Table => {
                self.push(pair, &pair.node, Says::Withhold, reason)
            }
            Verdict::Withhold(reason) => self.push(pair, &pair.node, Says::UnknownKey, reason),
            Verdict::Unclear(reason) => match class.known {
                Known::Table => self.push(pair, &pair.node, Says::Unclear, reason),
                Known::Words => self.push(pair, &pair.node, Says::UnknownKey, reason),
                // Too little is known of the key.
                Known::Weakly => {}
            },
        }
        if class.kind == Kind::Words {
            self.inside(&name, &pair.node, depth);
        }
    }

    /// The keys of a map, or of the maps of a list, that count as those of the block.
    fn inside(&mut self, name: &str, node: &Node<'_>, depth: usize) {
        if depth == DEEPEST {
            return;
        }
        let open = self.path.len();
        self.path.push_str(name);
        self.path.push('.');
        for member in node.members() {
            self.pairs(member.pairs(), depth + 1);
        }
        self.path.truncate(open);
    }

    /// A `draft: true` that came to stand in another table: of TOML, all that is below `[cover]` is the cover's.
    fn misplaced(&mut self, name: &str, pair: &Pair<'_>, depth: usize) {
        if depth == DEEPEST {
            return;
        }
        for inner in pair.node.pairs() {
            let draft = classify(&inner.key).filter(|class| {
                class.known == Known::Table
                    && class.reason == LeftOut::Draft
                    && matches!(class.kind, Kind::Hides | Kind::Shows)
            });
            let open = self.path.len();
            self.path.push_str(name);
            self.path.push('.');
            match draft {
                Some(class) if matches!(judge(&inner.node, &class, ""), Verdict::Withhold(_)) => {
                    self.push(inner, &inner.node, Says::UnknownKey, LeftOut::Draft)
                }
                Some(_) => {}
                None => self.misplaced(&normal(&inner.key), inner, depth + 1),
            }
            self.path.truncate(open);
        }
    }

    fn embargo(&mut self, pair: &Pair<'_>, class: &Class) {
        let name = normal(&pair.key);
        // `publishedOn: Medium` names a place, and what no one can read as the date itself, the reader of dates tells.
        let may_be_a_name = ["date", "日期", "日付", "publishedon", "publishedat"].contains(&&*name);
        for member in pair.node.members() {
            let Some(text) = member.text() else { continue };
            let says = match answer(text) {
                // `date: false` is no day.
                Answer::Empty | Answer::No => continue,
                Answer::Yes if is_date_key(&name) => continue,
                Answer::Yes => Says::Withhold,
                Answer::Other if date::parse(text).is_ok() || text.contains(|c: char| c.is_numeric()) => Says::Until,
                Answer::Other if may_be_a_name && !values::denies(text) => continue,
                Answer::Other => Says::Unclear,
            };
            self.push(pair, member, says, class.reason);
        }
    }

    fn push(&mut self, pair: &Pair<'_>, node: &Node<'_>, says: Says, reason: LeftOut) {
        let value = node.text().unwrap_or(match node.value {
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
            _ => "",
        });
        let key_counts = says == Says::UnknownKey || node.text().is_none();
        let span = if key_counts { pair.key_span.clone() } else { node.span.clone() };
        let mark = Mark {
            key: pair.key.trim().to_owned(),
            says,
            reason,
            value: value.to_owned(),
            span,
            path: format!("{}{}", self.path, normal(&pair.key)),
            always_known: is_always_known(&pair.key, node),
        };
        self.marks.push(mark);
    }
}

/// Whether a key holds the published date in some site: a switch in it is no embargo.
fn is_date_key(name: &str) -> bool {
    !["embargo", "schedule", "live", "until", "before", "visible", "public"]
        .iter()
        .any(|word| name.contains(word) && !name.starts_with("publica"))
}

/// What version 0.1 knew.
fn is_always_known(key: &str, node: &Node<'_>) -> bool {
    let value = node.text().unwrap_or("").to_ascii_lowercase();
    let yes = matches!(&*value, "true" | "yes" | "on" | "1");
    let no = matches!(&*value, "false" | "no" | "off" | "0");
    match &*normal(key) {
        "draft" | "unlisted" | "headless" | "eleventyexcludefromcollections" => yes,
        "published" | "publish" => no,
        "status" | "state" => matches!(&*value, "draft" | "hidden" | "private" | "skip"),
        "build" => node
            .pairs()
            .iter()
            .any(|pair| normal(&pair.key) == "list" && matches!(pair.node.text(), Some("never" | "false"))),
        _ => false,
    }
}

fn judge(node: &Node<'_>, class: &Class, name: &str) -> Verdict {
    match class.kind {
        Kind::Hides => hides(node, class),
        Kind::Shows => shows(node, class, false),
        Kind::ShowsNamed => shows(node, class, true),
        Kind::Words => of_words(node, name),
        Kind::Secrets => match &node.value {
            Value::List(members) if members.is_empty() => Verdict::Harmless,
            Value::List(_) | Value::Map(_) => Verdict::Withhold(class.reason),
            _ if node.text().is_none_or(|text| matches!(answer(text), Answer::Empty)) => Verdict::Harmless,
            _ => Verdict::Withhold(class.reason),
        },
        Kind::Embargo => Verdict::Harmless,
    }
}

fn hides(node: &Node<'_>, class: &Class) -> Verdict {
    let unclear = Verdict::Unclear(class.reason);
    match &node.value {
        Value::Null => Verdict::Harmless,
        Value::Text(text) => match answer(text) {
            Answer::Empty | Answer::No => Verdict::Harmless,
            Answer::Yes => Verdict::Withhold(class.reason),
            Answer::Other if class.parts && values::is_part(text) => Verdict::Harmless,
            Answer::Other => unclear,
        },
        Value::List(members) => {
            let harmless = |member: &Node<'_>| match &member.value {
                Value::Null => true,
                Value::Text(text) => answer(text) == Answer::Empty || class.parts && values::is_part(text),
                _ => false,
            };
            if members.iter().all(harmless) { Verdict::Harmless } else { unclear }
        }
        Value::Map(pairs) => {
            let harmless = |pair: &Pair<'_>| {
                class.parts
                    && (values::is_part(&pair.key) || pair.node.text().is_some_and(|text| answer(text) == Answer::No))
            };
            if pairs.iter().all(harmless) { Verdict::Harmless } else { unclear }
        }
    }
}

fn shows(node: &Node<'_>, class: &Class, named: bool) -> Verdict {
    let unclear = Verdict::Unclear(class.reason);
    match &node.value {
        Value::Null => Verdict::Harmless,
        Value::Text(text) => match answer(text) {
            Answer::Empty | Answer::Yes => Verdict::Harmless,
            Answer::No => Verdict::Withhold(class.reason),
            Answer::Other if named && class.known == Known::Weakly => Verdict::Harmless,
            // What is nearly a date, the reader of dates tells of.
            Answer::Other if class.reason == LeftOut::Draft && text.contains(|c: char| c.is_ascii_digit()) => {
                Verdict::Until
            }
            Answer::Other if date::parse(text.trim()).is_ok() && text.trim().len() > 4 => Verdict::Until,
            Answer::Other if values::is_address(text) => Verdict::Harmless,
            Answer::Other if values::denies(text) => unclear,
            Answer::Other if named || values::is_title(text) => Verdict::Harmless,
            Answer::Other => unclear,
        },
        Value::List(members) => {
            members.iter().map(|member| shows(member, class, named)).fold(Verdict::Harmless, Verdict::or)
        }
        Value::Map(pairs) => {
            let inner = pairs.iter().map(|pair| within(pair, class)).fold(Verdict::Harmless, Verdict::or);
            let dated = || pairs.iter().any(|pair| pair.node.text().is_some_and(|text| date::parse(text).is_ok()));
            match inner {
                // Nobody knows what a map of a switch means.
                Verdict::Harmless if !named && !pairs.is_empty() && !dated() => unclear,
                inner => inner,
            }
        }
    }
}

/// A key in the map of one that shows: `feed: {exclude: true}`, `build: {list: never}`.
fn within(pair: &Pair<'_>, outer: &Class) -> Verdict {
    const SHOW: &[&str] = &[
        "include",
        "included",
        "includes",
        "show",
        "shown",
        "enable",
        "enabled",
        "render",
        "list",
        "generate",
        "active",
        "visible",
        "value",
        "add",
        "on",
        "publish",
        "published",
        "public",
    ];
    let inner = |kind| Class { kind, ..*outer };
    if SHOW.contains(&&*normal(&pair.key)) {
        return match &pair.node.value {
            Value::Text(_) | Value::Null => shows(&pair.node, &inner(Kind::ShowsNamed), true),
            _ => Verdict::Harmless,
        };
    }
    match classify(&pair.key) {
        Some(class) if class.kind == Kind::Hides => {
            match hides(&pair.node, &Class { parts: true, ..inner(Kind::Hides) }) {
                // `feed: {exclude: [other tags]}` names what a feed leaves out.
                Verdict::Unclear(_) if !matches!(pair.node.value, Value::Text(_)) => Verdict::Harmless,
                verdict => verdict,
            }
        }
        _ => Verdict::Harmless,
    }
}

fn of_words(node: &Node<'_>, name: &str) -> Verdict {
    let of_access = ["access", "visibility", "privacy", "audience", "acces"].iter().any(|word| name.contains(word));
    // `access: {members: true}`
    let switched_on = |pair: &Pair<'_>| match said(&pair.key, of_access) {
        Said::NotPublic(reason) if pair.node.text().is_some_and(|text| answer(text) == Answer::Yes) => {
            Verdict::Withhold(reason)
        }
        _ => Verdict::Harmless,
    };
    let by_keys = node.pairs().iter().map(switched_on).fold(Verdict::Harmless, Verdict::or);
    node.members()
        .iter()
        .filter_map(Node::text)
        .map(|text| match said(text, of_access) {
            Said::Public => Verdict::Harmless,
            Said::NotPublic(reason) => Verdict::Withhold(reason),
            Said::Perhaps(reason) => Verdict::Unclear(reason),
        })
        .fold(by_keys, Verdict::or)
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
    let class = classify(key).filter(|class| class.kind != Kind::Embargo && class.known != Known::Weakly)?;
    let (key, value, path) = (key.trim().to_owned(), "two values".to_owned(), normal(key));
    Some(Mark { key, says: Says::Unclear, reason: class.reason, value, span, path, always_known: false })
}

/// Weighs marks, without those that the configuration calls harmless.
pub(super) fn weigh<'m>(marks: &'m [Mark], text: &str, config: &Config) -> Withheld<'m> {
    let mut withheld = Withheld::default();
    for mark in marks.iter().filter(|mark| !is_harmless(mark, config)) {
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
    /// Why the article is left out, as far as that is known.
    pub(super) fn left_out(&self) -> LeftOut {
        if self.says == Says::Withhold { self.reason } else { LeftOut::Unclear }
    }

    /// The warning about a mark that is not understood.
    pub(super) fn doubt(&self, text: &str) -> Diagnostic {
        let (key, value) = (clip(&self.key), clip(&self.value));
        let class = classify(&self.key);
        let plainly = match class.map(|class| class.kind) {
            Some(Kind::Shows | Kind::ShowsNamed) => {
                format!("write `{key}: false` to withhold it, or `{key}: true` to publish it")
            }
            Some(Kind::Words) => format!("write `{key}: draft` to withhold it, or `{key}: published` to publish it"),
            Some(Kind::Embargo) => format!("write the day as `{key}: 2024-08-30`, or take the key out"),
            _ => format!("write `{key}: true` to withhold it, or `{key}: false` to publish it"),
        };
        let (code, message, help) = match self.says {
            Says::UnknownKey => (
                "withheld-by-unknown-key",
                format!("the key `{key}` is not known, and reads as if it withheld; the article is left out"),
                format!(
                    "write `draft: true` to withhold it, or take the key out; if it means something else, name it in `[content] harmless` of {}",
                    crate::config::FILE_NAME
                ),
            ),
            _ => {
                let what = match &*value {
                    "a list" | "a map" | "two values" => format!("`{key}` holds {value}"),
                    "" => format!("`{key}` has no value"),
                    _ => format!("`{key}` says `{value}`"),
                };
                let kept = "which is not understood; the article is left out";
                ("withheld-unclear", format!("{what}, {kept}"), plainly)
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
