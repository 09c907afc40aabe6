//! All rules, one table a family. A rule is written down once: the checks, `--list`, `--explain`, the
//! documentation and the tests take it from here.

mod atom;
mod encoding;
mod extensions;
mod interop;
mod json;
mod markup;
mod podcast;
mod rss;
mod shared;
mod values;

use super::rule::{Example, Rule};
use crate::diagnostic::Severity;

/// Rules that belong together.
#[derive(Debug)]
pub struct Family {
    /// What they are about.
    pub title: &'static str,
    /// The rules.
    pub rules: &'static [Rule],
}

/// Every rule there is.
pub const FAMILIES: &[Family] = &[
    Family { title: "Encoding and XML", rules: encoding::RULES },
    Family { title: "Structure", rules: shared::RULES },
    Family { title: "Values: dates, addresses, numbers", rules: values::RULES },
    Family { title: "Text and HTML", rules: markup::RULES },
    Family { title: "RSS and OPML", rules: rss::RULES },
    Family { title: "Atom", rules: atom::RULES },
    Family { title: "JSON Feed", rules: json::RULES },
    Family { title: "Extensions", rules: extensions::RULES },
    Family { title: "Podcasting 2.0", rules: podcast::RULES },
    Family { title: "What breaks readers", rules: interop::RULES },
];

/// What a rule is about, in the order of a table's columns: code, the W3C validator's class, the
/// specification, the rule, what to do.
type Words = (&'static str, &'static str, &'static str, &'static str, &'static str);

const fn make(severity: Severity, words: Words, bad: Example, good: Example) -> Rule {
    let (code, w3c, spec, what, help) = words;
    let w3c = if w3c.is_empty() { None } else { Some(w3c) };
    Rule { code, w3c, severity, spec, what, help, bad, good }
}

const fn error(words: Words, bad: Example, good: Example) -> Rule {
    make(Severity::Error, words, bad, good)
}

const fn warning(words: Words, bad: Example, good: Example) -> Rule {
    make(Severity::Warning, words, bad, good)
}

const fn info(words: Words, bad: Example, good: Example) -> Rule {
    make(Severity::Info, words, bad, good)
}
