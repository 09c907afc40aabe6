//! The baseline: findings that are known, so that only new ones are told. A line of JSON each, sorted, without lines and
//! columns, so that it stays true while the document around them changes.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::file::read_text;
use crate::report::push_json;
use crate::validate::{Finding, Report};

/// Bytes; a finding takes about two hundred.
const LARGEST: u64 = 64 << 20;

/// A finding that is known, and how often.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct KnownFinding {
    path: String,
    code: String,
    message: String,
    count: usize,
}

/// The findings that are known.
#[derive(Default)]
pub struct Baseline {
    counts: BTreeMap<(String, String, String), usize>,
}

/// What a finding is called: where another element stands is none of its own matter.
fn key(path: &str, finding: &Finding) -> (String, String, String) {
    let mut message = String::with_capacity(finding.message.len());
    let mut rest = finding.message.as_str();
    while let Some(at) = rest.find("line ") {
        let (before, after) = rest.split_at(at + "line ".len());
        message.push_str(before);
        rest = after.trim_start_matches(|char: char| char.is_ascii_digit());
    }
    message.push_str(rest);
    (path.strip_prefix("./").unwrap_or(path).to_owned(), finding.code.to_string(), message)
}

impl Baseline {
    /// Reads it.
    ///
    /// # Errors
    /// The file cannot be read, or a line is none of a baseline.
    pub fn read(file: &Path) -> Result<Self, String> {
        let text = read_text(file, LARGEST).map_err(|error| error.to_string())?;
        let mut counts = BTreeMap::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let known: KnownFinding =
                serde_json::from_str(line).map_err(|error| format!("line {}: {error}", number + 1))?;
            *counts.entry((known.path, known.code, known.message)).or_default() += known.count;
        }
        Ok(Self { counts })
    }

    /// All findings of these reports.
    pub fn of(reports: &[(String, Report)]) -> Self {
        let mut counts = BTreeMap::new();
        for (path, finding) in
            reports.iter().flat_map(|(path, report)| report.findings.iter().map(move |it| (path, it)))
        {
            *counts.entry(key(path, finding)).or_default() += 1;
        }
        Self { counts }
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.counts.values().sum()
    }

    /// Writes it.
    ///
    /// # Errors
    /// What writing gives.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        let mut out = String::new();
        for ((path, code, message), &count) in &self.counts {
            let (path, code, message) = (path.clone(), code.clone(), message.clone());
            push_json(&KnownFinding { path, code, message, count }, &mut out);
        }
        fs::write(file, out)
    }

    /// Takes the findings that are known out of a report, each as often as it is known; how many those were.
    pub fn apply(&mut self, path: &str, report: &mut Report) -> usize {
        let before = report.findings.len();
        report.findings.retain(|finding| match self.counts.get_mut(&key(path, finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        before - report.findings.len()
    }
}
