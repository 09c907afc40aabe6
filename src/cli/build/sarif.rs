//! What a check finds as SARIF 2.1.0, for code scanning.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cli::location::Location;
use crate::cli::shared::Shown;
use crate::config::FILE_NAME;
use crate::diagnostic::{Code, Diagnostic, visible, visible_json};
use crate::validate::sarif::{level, uri};

/// One run, with its files named from the root of the repository. What is of no file stands at the configuration, for code
/// scanning shows nothing that stands nowhere.
pub fn report(location: &Location, diagnostics: &[Diagnostic]) -> String {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|found| found.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tidings check",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            // Columns count characters, as people do.
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|found| result(location, found, &codes)).collect::<Vec<_>>(),
        }],
    });
    visible_json(&log.to_string()) + "\n"
}

fn rule(code: Code) -> Value {
    json!({
        "id": code,
        "shortDescription": { "text": code.summary() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(location: &Location, found: &Diagnostic, codes: &[Code]) -> Value {
    let file = location.name(found.file.as_deref().unwrap_or(FILE_NAME), Shown::Sarif);
    let mut place = json!({ "artifactLocation": { "uri": uri(&file) } });
    if let Some(at) = &found.place {
        place["region"] = json!({
            "startLine": at.line,
            "startColumn": at.column,
            "endColumn": at.column + at.width,
            "snippet": { "text": at.source },
        });
    }
    let help = found.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
    json!({
        "ruleId": found.code,
        "ruleIndex": codes.binary_search(&found.code).unwrap_or_default(),
        "level": level(found.severity),
        "message": { "text": visible(&format!("{}{help}", found.message)) },
        "locations": [{ "physicalLocation": place }],
    })
}
