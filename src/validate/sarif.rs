//! Reports as SARIF 2.1.0, the form that code scanning takes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::{Code, Severity};
use crate::validate::document::Report;
use crate::validate::log::Finding;
use crate::validate::rules::{self, Rule};

/// The reports of several documents, by path, as one run.
///
/// ```
/// use tidings::validate::{Options, sarif, validate};
///
/// let report = validate(b"<rss/>", &Options::default());
/// let log = sarif::render(&[("feed.xml".to_owned(), report)]);
/// assert!(log.contains("\"version\":\"2.1.0\""));
/// ```
#[must_use]
pub fn render(reports: &[(String, Report)]) -> String {
    let mut used: BTreeMap<Code, &'static Rule> = BTreeMap::new();
    for finding in reports.iter().flat_map(|(_, report)| &report.findings) {
        if let Some(rule) = rules::find(finding.code) {
            used.insert(rule.code, rule);
        }
    }
    let codes: Vec<Code> = used.keys().copied().collect();
    let results: Vec<Value> = reports
        .iter()
        .flat_map(|(path, report)| report.findings.iter().map(move |finding| (path, finding)))
        .map(|(path, finding)| result(path, finding, &codes))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tidings validate",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": used.values().map(|rule| describe(rule)).collect::<Vec<_>>(),
            }},
            // Columns count characters, as people do.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log}\n")
}

pub(crate) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn describe(rule: &Rule) -> Value {
    let family = rules::FAMILIES.iter().find(|family| family.rules.iter().any(|known| known.code == rule.code));
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.code.summary() },
        "fullDescription": { "text": format!("{} ({})", rule.code.summary(), rule.spec) },
        "help": { "text": rule.help },
        "defaultConfiguration": { "level": level(rule.code.severity()) },
        "properties": { "tags": [family.map_or("", |family| family.title)] },
    })
}

fn result(path: &str, finding: &Finding, codes: &[Code]) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(path) } });
    // What is about an answer has no place in its bytes: without a region, the whole is meant (SARIF 2.1.0, 3.29.4).
    if finding.line > 0 {
        place["region"] = json!({ "startLine": finding.line, "startColumn": finding.column });
    }
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": format!("{}; {}", finding.message, finding.help) },
        "locations": [{ "physicalLocation": place }],
    });
    if let Ok(index) = codes.binary_search(&finding.code) {
        result["ruleIndex"] = json!(index);
    }
    result
}

/// A path as a relative URI reference; an address is a URI itself.
pub(crate) fn uri(path: &str) -> String {
    const KEPT: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    if path.starts_with("http://") || path.starts_with("https://") {
        // The mark of what is left out of it is no part of a URI.
        return path.trim_end_matches('…').to_owned();
    }
    percent_encoding::utf8_percent_encode(&path.replace('\\', "/"), &KEPT).to_string()
}
