//! Agreement with what is known of small feeds, valid and invalid: ours, by the specifications, in `tests/conformance`;
//! and, where they are at hand, the W3C feed validator's own, by that validator.
//!
//! Both are lists of cases (`cases.jsonl`) that one function judges. Of ours every one must agree, in the code and the
//! line too; of the W3C's, whose validator and ours differ knowingly, nearly all. `TIDINGS_VERBOSE=1` shows each that
//! does not.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use support::shared;
use tidings::diagnostic::Severity;
use tidings::validate::{Finding, Options, Report, rules, validate};

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

/// A case: a feed, and what is known of it.
struct Case(Value);

impl Case {
    fn text(&self, key: &str) -> Option<&str> {
        self.0[key].as_str()
    }

    fn path(&self) -> &str {
        self.text("path").expect("a case has a path")
    }

    /// Whether the verdict is the one that is known.
    fn verdict_agrees(&self, report: &Report) -> bool {
        report.has_errors() == (self.0["verdict"] == "error")
    }

    /// Whether the W3C validator's class that must be raised is, or the one that must not is not; `None` where none
    /// is known.
    fn class_agrees(&self, key: &str, report: &Report) -> Option<bool> {
        let class = self.text(key)?;
        let ours: BTreeSet<&str> = report.findings.iter().filter_map(|finding| finding.w3c).collect();
        let kinds = KINDS.iter().find(|(kind, _)| *kind == class).map_or(&[][..], |(_, kinds)| kinds);
        let raised = ours.contains(class) || kinds.iter().any(|kind| ours.contains(kind));
        let weighs = |finding: &Finding| finding.severity != Severity::Info && finding.w3c.is_some();
        Some(match (key, class) {
            ("expect", "Error") => report.has_errors(),
            // `Valid...` says that the W3C's validator noted a success; there is none to note here.
            ("expect", _) if class.starts_with("Valid") => self.verdict_agrees(report),
            ("expect", _) => raised,
            (_, "Error") => !report.has_errors(),
            (_, "Message") => !report.findings.iter().any(weighs),
            _ => !raised,
        })
    }
}

/// The cases of a folder.
fn cases(folder: &Path) -> Vec<Case> {
    let list = std::fs::read_to_string(folder.join("cases.jsonl")).expect("a list of cases");
    list.lines().map(|line| Case(serde_json::from_str(line).expect("a case is JSON"))).collect()
}

/// Judges the cases of a folder, and hands each report to `look` too.
fn judge(folder: &Path, address: &str, mut look: impl FnMut(&Case, &Report)) -> Tally {
    let verbose = std::env::var_os("TIDINGS_VERBOSE").is_some();
    let mut groups: BTreeMap<String, Tally> = BTreeMap::new();
    for case in cases(folder) {
        let path = case.path();
        let bytes = std::fs::read(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let url = Some(format!("{address}{path}"));
        let report = validate(&bytes, &Options { url, now: Some(1_795_000_000), ..Options::default() });
        let group = groups.entry(path.split('/').next().unwrap_or_default().to_owned()).or_default();
        let verdict = case.verdict_agrees(&report);
        let classes = ["expect", "absent"].into_iter().filter_map(|key| case.class_agrees(key, &report));
        let classes: Vec<bool> = classes.collect();
        group.cases += 1;
        group.verdict += usize::from(verdict);
        group.classes += classes.len();
        group.class += classes.iter().filter(|agrees| **agrees).count();
        if verbose && !(verdict && classes.iter().all(|agrees| *agrees)) {
            show(&case, &report);
        }
        look(&case, &report);
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
    all
}

fn show(case: &Case, report: &Report) {
    println!("{}: {}", case.path(), case.text("description").unwrap_or_default());
    println!("  expect {} absent {} verdict {}", case.0["expect"], case.0["absent"], case.0["verdict"]);
    println!("  theirs {} {}", case.0["errors"], case.0["warnings"]);
    println!("  ours   {:#?}", found(report));
}

/// The findings of a report, in short.
fn found(report: &Report) -> Vec<String> {
    let short = |finding: &Finding| {
        let severity = format!("{:?}", finding.severity).to_lowercase();
        format!("{}: {severity} {} ({})", finding.line, finding.code, finding.message)
    };
    report.findings.iter().map(short).collect()
}

#[test]
fn our_own_cases_are_judged_as_the_specifications_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut wrong = Vec::new();
    let all = judge(&folder, "https://tides.example/", |case, report| {
        let (path, code, found) = (case.path(), case.text("code"), found(report));
        let weigh = |finding: &Finding| finding.severity != Severity::Info;
        let met = match code {
            // A case without a code is one without a fault.
            None => !report.findings.iter().any(weigh),
            Some(code) => report.findings.iter().any(|finding| {
                finding.code.as_str() == code && case.0["line"].as_u64().is_none_or(|line| finding.line as u64 == line)
            }),
        };
        if !met || !case.verdict_agrees(report) || case.class_agrees("expect", report) == Some(false) {
            wrong.push(format!("{path}: {:?} {code:?}, but {found:#?}", case.text("verdict")));
        }
        assert!(
            code.is_none_or(|code| code.parse().is_ok_and(|code| rules::find(code).is_some())),
            "{path}: there is no rule `{code:?}`"
        );
    });
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.cases, wrong.join("\n"));
    assert!(all.cases >= 40, "only {} cases", all.cases);
}

#[test]
fn every_feed_of_our_own_cases_is_in_their_list() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let listed: BTreeSet<String> = cases(&folder).iter().map(|case| case.path().to_owned()).collect();
    let mut there = BTreeSet::new();
    for format in std::fs::read_dir(&folder).expect("a folder").flatten().filter(|entry| entry.path().is_dir()) {
        for feed in std::fs::read_dir(format.path()).expect("a folder").flatten() {
            let names = [format.file_name(), feed.file_name()].map(|name| name.to_string_lossy().into_owned());
            there.insert(names.join("/"));
        }
    }
    assert_eq!(there, listed);
}

#[test]
fn agrees_with_the_w3c_validator_on_its_own_suite() {
    let Some(folder) = shared("conformance") else { return };
    let all = judge(&folder, "http://www.feedvalidator.org/testcases/", |_, _| {});
    assert!(all.cases > 900, "only {} cases", all.cases);
    assert_eq!(all.verdict, all.cases, "the verdict differs");
    assert!(all.class * 100 >= all.classes * 99, "the class agrees on fewer than 99 %");
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
