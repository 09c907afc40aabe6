//! Every rule has a document that breaks it and one that does not, and both behave.

use std::collections::BTreeSet;

use tidings::diagnostic::Severity;
use tidings::validate::rules::{self, Example, Rule, example};
use tidings::validate::{Finding, Options, Report, compare, validate, validate_text};

fn all() -> impl Iterator<Item = &'static Rule> {
    rules::FAMILIES.iter().flat_map(|family| family.rules)
}

fn run(example: &Example) -> Vec<Finding> {
    let options = Options {
        url: Some(example::ADDRESS.to_owned()),
        content_type: example.content_type().map(str::to_owned),
        now: Some(1_800_000_000),
        compared: true,
        ..Options::default()
    };
    let documents = example.documents().into_iter();
    let mut reports: Vec<(String, Report)> =
        documents.map(|(path, bytes)| (path.to_owned(), validate(&bytes, &options))).collect();
    compare(&mut reports, &options);
    reports.into_iter().flat_map(|(_, report)| report.findings).collect()
}

#[test]
fn bad_examples_break_their_rule_and_good_ones_do_not() {
    let mut wrong = Vec::new();
    // What is about answers is run by tests/probe.rs.
    for rule in all().filter(|rule| !matches!(rule.bad, Example::Exchange(_))) {
        let bad = run(&rule.bad);
        match bad.iter().find(|finding| finding.code == rule.code) {
            None => wrong.push(format!("{}: the bad example does not break it: {bad:?}", rule.code)),
            Some(finding) => {
                assert_eq!(finding.severity, rule.code.severity(), "{}", rule.code);
                assert!(finding.line >= 1 && finding.column >= 1 && !finding.message.is_empty(), "{finding:?}");
            }
        }
        let good = run(&rule.good);
        let broken: Vec<_> =
            good.iter().filter(|finding| finding.code == rule.code || finding.severity == Severity::Error).collect();
        if !broken.is_empty() {
            wrong.push(format!("{}: the good example: {broken:?}", rule.code));
        }
    }
    assert!(wrong.is_empty(), "{} rules:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn errors_alone_are_those_among_all_findings() {
    for example in all().flat_map(|rule| [&rule.bad, &rule.good]) {
        for (path, bytes) in example.documents() {
            let all = validate(&bytes, &Options::default()).findings;
            let wanted: Vec<Finding> = all.into_iter().filter(|found| found.severity == Severity::Error).collect();
            let options = Options { errors_only: true, ..Options::default() };
            assert_eq!(validate(&bytes, &options).findings, wanted, "{path} {example:?}");
            if let Ok(text) = String::from_utf8(bytes) {
                assert_eq!(validate_text(text, &options).findings, wanted, "{path} {example:?}");
            }
        }
    }
}

#[test]
fn rules_read_well() {
    let mut codes = BTreeSet::new();
    for rule in all() {
        assert!(codes.insert(rule.code), "{} is there twice", rule.code);
        let plain = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
        assert!(rule.code.as_str().chars().all(plain), "{}", rule.code);
        assert!(rule.code.summary().ends_with('.'), "{}: what is a sentence", rule.code);
        // As the help of every other diagnostic: it stands after `help: `.
        let name = rule.help.split(' ').next().unwrap_or_default().chars().filter(char::is_ascii_uppercase).count() > 1;
        let begins = rule.help.starts_with(|char: char| !char.is_uppercase()) || name;
        assert!(begins && !rule.help.is_empty() && !rule.help.ends_with('.'), "{}: `{}`", rule.code, rule.help);
        assert!(!rule.spec.is_empty(), "{}", rule.code);
    }
}
