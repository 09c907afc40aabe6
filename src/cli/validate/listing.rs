//! What the rules are: found by name, listed, explained.

use serde::Serialize;

use crate::diagnostic::Code;
use crate::report::push_json;
use crate::validate::rules::{self, Rule};

/// A rule as a line of JSON.
#[derive(Serialize)]
struct RuleLine {
    code: Code,
    severity: &'static str,
    family: &'static str,
    summary: &'static str,
    help: &'static str,
    spec: &'static str,
    w3c: Option<&'static str>,
}

/// The rule of this name.
///
/// # Errors
/// There is none, or the code is one of the build's.
pub fn rule(code: &str) -> Result<&'static Rule, String> {
    let near = match code.parse::<Code>() {
        Ok(code) => match rules::find(code) {
            Some(rule) => return Ok(rule),
            None => None,
        },
        Err(unknown) => unknown.near.filter(|&near| rules::find(near).is_some()),
    };
    let near = near.map_or_else(String::new, |near| format!("; there is `{near}`"));
    Err(format!("there is no rule `{code}`{near}"))
}

/// All rules, a line each.
pub fn list() -> String {
    let mut out = String::new();
    for family in rules::FAMILIES {
        out.push_str(&format!("{}\n", family.title));
        for rule in family.rules {
            out.push_str(&format!("  {:31} {:8} {}\n", rule.code, rule.code.severity().name(), rule.code.summary()));
        }
        out.push('\n');
    }
    out
}

/// All rules, a JSON object each.
pub fn list_json() -> String {
    let mut out = String::new();
    for (family, rule) in rules::FAMILIES.iter().flat_map(|family| family.rules.iter().map(move |rule| (family, rule)))
    {
        let line = RuleLine {
            code: rule.code,
            severity: rule.code.severity().name(),
            family: family.title,
            summary: rule.code.summary(),
            help: rule.help,
            spec: rule.spec,
            w3c: rule.w3c,
        };
        push_json(&line, &mut out);
    }
    out
}

/// One rule, with a document that breaks it and one that keeps it.
pub fn explain(rule: &Rule) -> String {
    let class = rule.w3c.map(|class| format!("W3C validator: {class}\n")).unwrap_or_default();
    format!(
        "{} ({})\n\n{}\nTo mend it: {}.\n\nSpecification: {}\n{class}\nBreaks it:\n\n    {}\n\nKeeps it:\n\n    {}\n",
        rule.code,
        rule.code.severity().name(),
        rule.code.summary(),
        rule.help,
        rule.spec,
        rule.bad.text().replace('\n', "\n    "),
        rule.good.text().replace('\n', "\n    "),
    )
}
