//! The tree of a front matter is walked, and each key that has a say is judged by its value.

use super::keys::{self, Certainty, Class, classify};
use super::letters::normal;
use super::values::{self, Answer, Said, answer, said};
use super::{KeyKind, Mark, NESTS, Says};
use crate::article::front_matter::{Node, NodeValue, Pair};
use crate::article::{LeftOut, date};

/// Deeper maps hold nothing that says whether an article comes out.
const DEEPEST: usize = 8;

/// The marks of a block.
pub(in crate::article) fn marks(tree: &Node<'_>) -> Vec<Mark> {
    let mut found = MarkSearch { marks: Vec::new(), path: String::new() };
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

struct MarkSearch {
    marks: Vec<Mark>,
    /// The maps that are open, as normal names with a `.` behind each.
    path: String,
}

impl MarkSearch {
    fn pairs(&mut self, pairs: &[Pair<'_>], depth: usize) {
        for pair in pairs {
            self.pair(pair, depth);
        }
    }

    fn pair(&mut self, pair: &Pair<'_>, depth: usize) {
        if keys::is_usual(&pair.key) && pair.node.pairs().is_empty() {
            return;
        }
        let merged = pair.key.trim() == "<<";
        let name = normal(&pair.key);
        if merged || NESTS.contains(&&*name) {
            return self.inside(&name, &pair.node, depth);
        }
        let Some(class) = classify(&pair.key) else {
            return self.misplaced(&name, pair, depth);
        };
        if class.kind == KeyKind::Embargo {
            return self.embargo(pair, &class);
        }
        let verdict = judge(&pair.node, &class, &name);
        match verdict {
            Verdict::Harmless => {}
            Verdict::Until => self.push(pair, &pair.node, Says::Until, class.reason),
            Verdict::Withhold(reason) if class.known == Certainty::Table => {
                self.push(pair, &pair.node, Says::Withhold, reason)
            }
            Verdict::Withhold(reason) => self.push(pair, &pair.node, Says::UnknownKey, reason),
            Verdict::Unclear(reason) => match class.known {
                Certainty::Table => self.push(pair, &pair.node, Says::Unclear, reason),
                Certainty::Words => self.push(pair, &pair.node, Says::UnknownKey, reason),
                // Too little is known of the key.
                Certainty::Weakly => {}
            },
        }
        if class.kind == KeyKind::Words {
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
        // `devto: {published: false}` is about what comes out there.
        if depth == DEEPEST || values::is_elsewhere(name) {
            return;
        }
        for inner in pair.node.pairs() {
            let draft = classify(&inner.key).filter(|class| {
                class.known == Certainty::Table
                    && class.reason == LeftOut::Draft
                    && matches!(class.kind, KeyKind::Hides | KeyKind::Shows)
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
        // `schedule: weekly` is a rhythm.
        let may_be_a_rhythm = matches!(&*name, "schedule" | "scheduled");
        let holds_back = ["embargo", "schedul", "hid", "private", "draft"].iter().any(|word| name.contains(word));
        for member in pair.node.members() {
            let Some(text) = member.text() else { continue };
            let is_day = || date::parse(text).is_ok();
            // Nearly all are written so, and no word for "no", "never" or "over" begins with a year.
            if class.known == Certainty::Table && !may_be_a_rhythm && begins_with_year(text) {
                self.push(pair, member, Says::Until, class.reason);
                continue;
            }
            let says = match answer(text) {
                _ if holds_back && values::is_lifted(text) => continue,
                _ if !holds_back && values::is_never(text) => Says::Withhold,
                Answer::Other if class.known == Certainty::Weakly && !is_day() => continue,
                Answer::Other if may_be_a_rhythm && !is_day() && !has_year(text) && !values::puts_off(text) => continue,
                Answer::Other if may_be_a_rhythm && values::is_address(text) && !is_day() => continue,
                // `date: false` is no day.
                Answer::Empty | Answer::No => continue,
                Answer::Yes if is_date_key(&name) => continue,
                Answer::Yes => Says::Withhold,
                // Any day that can be read has a number, and one that cannot counts too.
                Answer::Other if text.contains(|c: char| c.is_numeric()) => Says::Until,
                Answer::Other if may_be_a_name && !values::denies(text) => continue,
                // What is wrong with a date, the reader of dates tells first.
                Answer::Other if may_be_a_name => Says::Until,
                Answer::Other => Says::Unclear,
            };
            self.push(pair, member, says, class.reason);
        }
    }

    fn push(&mut self, pair: &Pair<'_>, node: &Node<'_>, says: Says, reason: LeftOut) {
        let value = node.text().unwrap_or(match node.value {
            NodeValue::List(_) => "a list",
            NodeValue::Map(_) => "a map",
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
            path: self.path.clone() + &normal(&pair.key),
            always_known: says != Says::Until && is_always_known(&pair.key, node),
        };
        self.marks.push(mark);
    }
}

/// Whether a text begins with a year of four digits and a sign after it.
fn begins_with_year(text: &str) -> bool {
    matches!(text.as_bytes(), [a, b, c, d, b'-', ..] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text has a number of four digits that may be a year.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4 && number.starts_with(['1', '2']))
}

/// Whether a key holds the published date in some site: a switch in it is no embargo.
fn is_date_key(name: &str) -> bool {
    !["embargo", "schedule", "live", "until", "before", "visible", "public"]
        .iter()
        .any(|word| name.contains(word) && !name.starts_with("publica"))
}

/// What version 0.1 knew.
fn is_always_known(key: &str, node: &Node<'_>) -> bool {
    let is_one_of = |words: &[&str]| {
        let value = node.text().unwrap_or("");
        words.iter().any(|word| value.eq_ignore_ascii_case(word))
    };
    match &*normal(key) {
        "draft" | "unlisted" | "headless" | "eleventyexcludefromcollections" => is_one_of(&["true", "yes", "on", "1"]),
        "published" | "publish" => is_one_of(&["false", "no", "off", "0"]),
        "status" | "state" => is_one_of(&["draft", "hidden", "private", "skip"]),
        "build" => node
            .pairs()
            .iter()
            .any(|pair| normal(&pair.key) == "list" && matches!(pair.node.text(), Some("never" | "false"))),
        _ => false,
    }
}

fn judge(node: &Node<'_>, class: &Class, name: &str) -> Verdict {
    match class.kind {
        KeyKind::Hides => hides(node, class),
        KeyKind::Shows => shows(node, class, false),
        KeyKind::ShowsNamed => shows(node, class, true),
        KeyKind::Words => of_words(node, name),
        KeyKind::Secrets => match &node.value {
            NodeValue::List(members) if members.is_empty() => Verdict::Harmless,
            NodeValue::List(_) | NodeValue::Map(_) => Verdict::Withhold(class.reason),
            _ if node.text().is_none_or(|text| matches!(answer(text), Answer::Empty)) => Verdict::Harmless,
            _ => Verdict::Withhold(class.reason),
        },
        KeyKind::Embargo => Verdict::Harmless,
    }
}

fn hides(node: &Node<'_>, class: &Class) -> Verdict {
    let unclear = Verdict::Unclear(class.reason);
    match &node.value {
        NodeValue::Null => Verdict::Harmless,
        NodeValue::Text(text) => match answer(text) {
            Answer::Empty | Answer::No => Verdict::Harmless,
            Answer::Yes => Verdict::Withhold(class.reason),
            Answer::Other if class.parts && values::is_part(text) => Verdict::Harmless,
            // `headless: browser` is what an article is about.
            Answer::Other if class.may_name && !values::denies(text) => Verdict::Harmless,
            Answer::Other => unclear,
        },
        NodeValue::List(members) => {
            let harmless = |member: &Node<'_>| match &member.value {
                NodeValue::Null => true,
                NodeValue::Text(text) => answer(text) == Answer::Empty || class.parts && values::is_part(text),
                _ => false,
            };
            if members.iter().all(harmless) { Verdict::Harmless } else { unclear }
        }
        NodeValue::Map(pairs) => {
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
        NodeValue::Null => Verdict::Harmless,
        NodeValue::Text(text) => match answer(text) {
            Answer::Empty | Answer::Yes => Verdict::Harmless,
            Answer::No => Verdict::Withhold(class.reason),
            Answer::Other if values::opens(text) => Verdict::Harmless,
            Answer::Other if named && values::keeps_out(text) => Verdict::Withhold(class.reason),
            Answer::Other if named && class.known == Certainty::Weakly => Verdict::Harmless,
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
        NodeValue::List(members) => {
            members.iter().map(|member| shows(member, class, named)).fold(Verdict::Harmless, Verdict::or)
        }
        NodeValue::Map(pairs) => {
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
            NodeValue::Text(_) | NodeValue::Null => shows(&pair.node, &inner(KeyKind::ShowsNamed), true),
            _ => Verdict::Harmless,
        };
    }
    match classify(&pair.key) {
        Some(class) if class.kind == KeyKind::Hides => {
            match hides(&pair.node, &Class { parts: true, ..inner(KeyKind::Hides) }) {
                // `feed: {exclude: [other tags]}` names what a feed leaves out.
                Verdict::Unclear(_) if !matches!(pair.node.value, NodeValue::Text(_)) => Verdict::Harmless,
                verdict => verdict,
            }
        }
        _ => Verdict::Harmless,
    }
}

fn of_words(node: &Node<'_>, name: &str) -> Verdict {
    let of_access = ["access", "visibility", "privacy", "audience", "acces", "visibleto", "availableto"]
        .iter()
        .any(|word| name.contains(word));
    // `draft_status: true`, `隐私: 是`
    let a_switch = name.contains("draft") || matches!(name, "privacy" | "隐私" | "隱私");
    // `audience: internal developers` tells for whom it is written.
    let only_whole = name.contains("audience");
    let verdict = |text: &str| match said(text, of_access) {
        _ if a_switch && answer(text) == Answer::Yes => Verdict::Withhold(LeftOut::Draft),
        _ if a_switch && answer(text) == Answer::No => Verdict::Harmless,
        Said::Public => Verdict::Harmless,
        Said::NotPublic(reason) => Verdict::Withhold(reason),
        Said::Perhaps(_) if only_whole && text.trim().contains(' ') => Verdict::Harmless,
        Said::Perhaps(reason) => Verdict::Unclear(reason),
    };
    // `access: {members: true}`
    let switched_on = |pair: &Pair<'_>| match said(&pair.key, of_access) {
        Said::NotPublic(reason) if pair.node.text().is_some_and(|text| answer(text) == Answer::Yes) => {
            Verdict::Withhold(reason)
        }
        // `status: {value: draft}`
        _ if ["value", "level", "status", "state", "name", "type", "current", "mode", "visibility", "access"]
            .contains(&&*normal(&pair.key)) =>
        {
            pair.node.text().map_or(Verdict::Harmless, &verdict)
        }
        _ => Verdict::Harmless,
    };
    let by_keys = node.pairs().iter().map(switched_on).fold(Verdict::Harmless, Verdict::or);
    node.members().iter().filter_map(Node::text).map(verdict).fold(by_keys, Verdict::or)
}
