//! Agreement with the W3C feed validator on cases from its own suite.
//!
//! The cases are not part of the project. They are looked for in `$TIDINGS_SHARED/conformance`, else
//! in `../shared/conformance`; without them the test says so and passes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;
use tidings::diagnostic::Severity;
use tidings::validate::{Options, validate};

/// Classes that are kinds of other classes, as the W3C validator derives them.
const KINDS: &[(&str, &[&str])] = &[
    ("SAXError", &["WPBlankLine", "MissingNamespace", "NotInANamespace", "UndefinedNamedEntity"]),
    ("UndefinedElement", &["NoBlink", "NoThrWhen"]),
    ("InvalidContact", &["InvalidAddrSpec"]),
    (
        "InvalidLink",
        &["UriNotIri", "InvalidIRI", "InvalidFullLink", "InvalidUriChar", "InvalidURIAttribute", "InvalidURLAttribute"],
    ),
    ("InvalidURIAttribute", &["InvalidURLAttribute"]),
    ("InvalidRFC2822Date", &["IncorrectDOW"]),
    ("InvalidInteger", &["InvalidNonNegativeInteger", "InvalidPositiveInteger", "UseZeroForUnknown"]),
    ("InvalidNonNegativeInteger", &["UseZeroForUnknown"]),
    (
        "MissingElement",
        &[
            "MissingDescription",
            "MissingLink",
            "MissingTitle",
            "ItemMustContainTitleOrDescription",
            "MissingXhtmlDiv",
            "MissingContentOrAlternate",
        ],
    ),
    ("MissingAttribute", &["MissingHref"]),
    ("DuplicateSemantics", &["DuplicateItemSemantics", "DuplicateDescriptionSemantics"]),
    ("SecurityRisk", &["SecurityRiskAttr", "DangerousStyleAttr"]),
    ("SecurityRiskAttr", &["DangerousStyleAttr"]),
    ("ContainsHTML", &["ContainsUndeclaredHTML", "CharacterData"]),
    ("MissingSelf", &["MissingAtomSelfLink"]),
    ("EmailFormat", &["MissingRealName"]),
];

#[derive(Default)]
struct Tally {
    cases: usize,
    verdict: usize,
    classes: usize,
    class: usize,
}

#[test]
fn agrees_with_the_w3c_validator() {
    let shared = std::env::var_os("TIDINGS_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let folder = shared.join("conformance");
    let Ok(list) = std::fs::read_to_string(folder.join("cases.jsonl")) else {
        println!("skipped: no conformance cases in {}", folder.display());
        return;
    };
    let verbose = std::env::var_os("TIDINGS_VERBOSE").is_some();
    let mut groups: BTreeMap<String, Tally> = BTreeMap::new();
    for line in list.lines() {
        let case: Value = serde_json::from_str(line).expect("a case is JSON");
        let text = |key: &str| case[key].as_str().map(str::to_owned);
        let path = text("path").expect("a case has a path");
        let bytes = std::fs::read(folder.join(&path)).expect("a case is there");
        let url = format!("http://www.feedvalidator.org/testcases/{path}");
        let report = validate(&bytes, &Options { url: Some(url), now: Some(1_795_000_000), ..Options::default() });
        let ours: BTreeSet<&str> = report.findings.iter().filter_map(|finding| finding.w3c).collect();
        let group = groups.entry(path.split('/').next().unwrap_or_default().to_owned()).or_default();
        let verdict = report.has_errors() == (case["verdict"] == "error");
        group.cases += 1;
        group.verdict += usize::from(verdict);

        let raised = |class: &str| {
            let kinds = KINDS.iter().find(|(kind, _)| *kind == class).map_or(&[][..], |(_, kinds)| kinds);
            ours.contains(class) || kinds.iter().any(|kind| ours.contains(kind))
        };
        let mut agreed = true;
        if let Some(class) = text("expect") {
            group.classes += 1;
            // `Valid...` says that the W3C's validator noted a success; there is none to note here.
            let met = match class.as_str() {
                "Error" => report.has_errors(),
                _ if class.starts_with("Valid") => verdict,
                _ => raised(&class),
            };
            group.class += usize::from(met);
            agreed &= met;
        }
        if let Some(class) = text("absent") {
            group.classes += 1;
            let weighs = |severity| severity != Severity::Info;
            let met = match class.as_str() {
                "Error" => !report.has_errors(),
                "Message" => !report.findings.iter().any(|finding| weighs(finding.severity) && finding.w3c.is_some()),
                _ => !raised(&class),
            };
            group.class += usize::from(met);
            agreed &= met;
        }
        if verbose && !(verdict && agreed) {
            let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
            let errors: Vec<String> =
                errors.map(|finding| format!("{}:{} {}", finding.line, finding.code, finding.message)).collect();
            println!("{path}: {}", text("description").unwrap_or_default());
            println!("  expect {} absent {} verdict {}", case["expect"], case["absent"], case["verdict"]);
            println!("  theirs {} {}", case["errors"], case["warnings"]);
            println!("  ours   {ours:?}\n  errors {errors:?}");
        }
    }
    let mut all = Tally::default();
    for (name, tally) in &groups {
        println!("{}", row(name, tally));
        all.cases += tally.cases;
        all.verdict += tally.verdict;
        all.classes += tally.classes;
        all.class += tally.class;
    }
    println!("{}", row("all", &all));
    assert!(all.verdict * 100 >= all.cases * 97, "the verdict agrees on fewer than 97 %");
    assert!(all.class * 100 >= all.classes * 90, "the class agrees on fewer than 90 %");
}

fn row(name: &str, tally: &Tally) -> String {
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    format!(
        "{name:8} {:4} cases, verdict {:5.1} %, class {:5.1} % of {}",
        tally.cases,
        percent(tally.verdict, tally.cases),
        percent(tally.class, tally.classes),
        tally.classes
    )
}
