//! What a rule is, and how a row of the tables is written.

use crate::diagnostic::Code;

/// One rule: what `--list` shows, what `--explain` tells and what a finding carries.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Its name, its weight and the rule in one sentence.
    pub code: Code,
    /// The W3C feed validator's class for the same thing, where it has one.
    pub w3c: Option<&'static str>,
    /// The specification and its section.
    pub spec: &'static str,
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
#[non_exhaustive]
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
    /// Requests and what they are answered, as `curl -v` shows them: lines of `>` and of `<`. What else is asked is
    /// answered without fault.
    Exchange(&'static str),
}

/// Rules that belong together.
#[derive(Debug)]
#[non_exhaustive]
pub struct Family {
    /// What they are about.
    pub title: &'static str,
    /// The rules.
    pub rules: &'static [Rule],
}

/// What a rule is about, in the order of a table's columns: code, the W3C validator's class, the
/// specification, what to do.
type RuleText = (Code, &'static str, &'static str, &'static str);

/// A row of a table: what the rule is about, a document that breaks it and one that keeps it.
pub(super) const fn row(words: RuleText, bad: Example, good: Example) -> Rule {
    let (code, w3c, spec, help) = words;
    let w3c = if w3c.is_empty() { None } else { Some(w3c) };
    Rule { code, w3c, spec, help, bad, good }
}
