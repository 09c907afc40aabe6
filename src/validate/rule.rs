//! What a rule is, and how one is found by its code.
//!
//! All rules stand in the tables of [`crate::validate::rules`], one table a family. The checks name
//! a rule by its code inside a `const` block, so a code that is in no table does not compile.

use crate::diagnostic::Severity;

/// One rule: what `--list` shows, what `--explain` tells and what a finding carries.
#[derive(Debug)]
pub struct Rule {
    /// A stable name in words with hyphens.
    pub code: &'static str,
    /// The W3C feed validator's class for the same thing, where it has one.
    pub w3c: Option<&'static str>,
    /// How much a breach weighs.
    pub severity: Severity,
    /// The specification and its section.
    pub spec: &'static str,
    /// The rule in one sentence.
    pub what: &'static str,
    /// What to do about a breach: imperative, lower case, no full stop.
    pub help: &'static str,
    /// A document that breaks it.
    pub bad: Example,
    /// The same document, mended.
    pub good: Example,
}

/// Part of a document and the frame that makes a document of it.
///
/// A frame brings the elements a document of its kind needs, except those that the example names
/// itself (a comment such as `<!-- <guid -->` counts as naming, which leaves an element out).
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// A whole document.
    Document(&'static str),
    /// Bytes of a whole document that is not UTF-8.
    Bytes(&'static [u8]),
    /// Children of an RSS channel.
    Channel(&'static str),
    /// Children of an RSS item.
    Item(&'static str),
    /// Whole RSS items.
    Items(&'static str),
    /// Children of an Atom feed.
    Feed(&'static str),
    /// Children of an Atom entry.
    Entry(&'static str),
    /// Whole Atom entries.
    Entries(&'static str),
    /// Members of a JSON Feed.
    Json(&'static str),
    /// Members of a JSON Feed item.
    JsonItem(&'static str),
    /// Children of an OPML body.
    Opml(&'static str),
    /// Children of an OPML head.
    OpmlHead(&'static str),
    /// XML nested deeper than the reader goes.
    TooDeep,
    /// JSON nested deeper than the reader goes.
    DeepJson,
    /// HTML nested deeper than the reader goes.
    DeepHtml,
    /// An element with a longer text than the reader takes.
    TooLong,
    /// A document of more than 5,000,000 bytes.
    Large,
    /// Ten entries with one id.
    OneId,
    /// Documents that are validated together, with their paths.
    Together(&'static [(&'static str, Example)]),
    /// Nothing in the document breaks the rule; the second string is the media type it is served as.
    Served(&'static str, &'static str),
}

/// The rule of a code. Evaluated at compile time: a code without a rule does not build.
pub const fn rule(code: &str) -> &'static Rule {
    match find(code) {
        Some(rule) => rule,
        None => panic!("no rule has this code"),
    }
}

/// The rule of a code whose breach keeps no document back. Evaluated at compile time: a rule whose
/// breach is an error does not build.
pub const fn lesser(code: &str) -> &'static Rule {
    let rule = rule(code);
    assert!(!matches!(rule.severity, Severity::Error), "a breach of this rule is an error");
    rule
}

/// The rule of a code, if there is one.
pub const fn find(code: &str) -> Option<&'static Rule> {
    let mut family = 0;
    while family < super::rules::FAMILIES.len() {
        let rules = super::rules::FAMILIES[family].rules;
        let mut at = 0;
        while at < rules.len() {
            if same(rules[at].code, code) {
                return Some(&rules[at]);
            }
            at += 1;
        }
        family += 1;
    }
    None
}

const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}
