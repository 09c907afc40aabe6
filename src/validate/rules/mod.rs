//! All rules, one table a family: beside the code, which has the rule in a sentence and its weight, what to do, the
//! specification and two examples. The checks, `--explain`, SARIF and the tests take them from here.
//!
//! The checks name a rule by its code inside a `const` block, so a code that is in no table does not compile.

mod answers;
mod atom;
mod encoding;
pub mod example;
mod extensions;
mod interop;
mod json;
mod markup;
mod podcast;
mod rss;
mod shared;
mod table;
mod values;

pub use self::table::{Example, Family, Rule};
use crate::diagnostic::{Code, Severity};

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
    Family { title: "As pollers see it", rules: answers::RULES },
];

/// The rule of a code. Evaluated at compile time: a code without a rule does not build.
///
/// ```
/// use tidings::diagnostic::Code;
/// use tidings::validate::rules;
///
/// assert_eq!(rules::rule(Code::DocumentEmpty).code, Code::DocumentEmpty);
/// // What a build tells of an article is no rule of the validator.
/// assert!(rules::find(Code::ArticleSpreads).is_none());
/// ```
#[must_use]
pub const fn rule(code: Code) -> &'static Rule {
    match find(code) {
        Some(rule) => rule,
        None => panic!("no rule has this code"),
    }
}

/// The rule of a code whose breach keeps no document back. Evaluated at compile time: a rule whose
/// breach is an error does not build.
#[must_use]
pub const fn lesser(code: Code) -> &'static Rule {
    assert!(!matches!(code.severity(), Severity::Error), "a breach of this rule is an error");
    rule(code)
}

/// The rule of a code, if it is one of the validator's.
#[must_use]
pub const fn find(code: Code) -> Option<&'static Rule> {
    let mut family = 0;
    while family < FAMILIES.len() {
        let rules = FAMILIES[family].rules;
        let mut at = 0;
        while at < rules.len() {
            if rules[at].code as usize == code as usize {
                return Some(&rules[at]);
            }
            at += 1;
        }
        family += 1;
    }
    None
}
