//! How findings are told: text, JSON, SARIF, annotations.

use std::io;
use std::sync::Arc;

use clap::ValueEnum;
use serde::Serialize;

use super::super::shared::{ColourChoice, say, say_rendered};
use crate::diagnostic::{Code, Diagnostic, Place, Severity, visible, visible_json};
use crate::report::{self, Colour, ReportFormat, push_json};
use crate::validate::{Finding, Report, sarif};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FindingForm {
    /// For people
    #[default]
    Text,
    /// One JSON object a document and line
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub's CI
    Github,
}

/// A document as a line of JSON.
#[derive(Serialize)]
struct DocumentLine<'a> {
    path: &'a str,
    format: Option<&'static str>,
    findings: Vec<FindingLine<'a>>,
    suppressed: usize,
    /// How many more the baseline knows.
    known: usize,
}

#[derive(Serialize)]
struct FindingLine<'a> {
    severity: &'static str,
    code: Code,
    w3c: Option<&'static str>,
    line: usize,
    column: usize,
    message: &'a str,
    help: &'static str,
    spec: &'static str,
}

/// Findings are the result, not a complaint: they stand on standard output. `text` gives the text that those of a document
/// are about.
pub fn tell(
    reports: &[(String, Report)],
    known: &[usize],
    form: FindingForm,
    text: impl Fn(usize, &(String, Report)) -> Option<String>,
    choice: ColourChoice,
) {
    let output = choice.resolve_on(&io::stdout());
    for (at, (named, &known)) in reports.iter().zip(known).enumerate() {
        let (file, report) = named;
        match form {
            FindingForm::Text => say_rendered(&text_report(file, report, known, text(at, named).as_deref(), output)),
            FindingForm::Json => say(&json_report(file, report, known)),
            FindingForm::Github => {
                let diagnostics = diagnostics(file, report, text(at, named).as_deref());
                say_rendered(&report::render(&diagnostics, ReportFormat::Github, output));
            }
            FindingForm::Sarif => {}
        }
    }
    if form == FindingForm::Sarif {
        say(&visible_json(&sarif::render(reports)));
    }
}

/// What keeps a document from being had, so that nothing can be said of what it is.
const NOT_HAD: [Code; 3] = [Code::ProbePrivate, Code::ProbeStatus, Code::ProbeUnreachable];

fn text_report(file: &str, report: &Report, known: usize, text: Option<&str>, colour: Colour) -> String {
    let mut out = report::render(&diagnostics(file, report, text), ReportFormat::Text, colour);
    let count = |severity, one: &str, many: &str| match report.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let counts = [
        count(Severity::Error, "error", "errors"),
        count(Severity::Warning, "warning", "warnings"),
        count(Severity::Info, "note", "notes"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let counts = if counts.is_empty() { "nothing to complain of".to_owned() } else { counts.join(", ") };
    let more =
        if report.suppressed > 0 { format!(" and {} more of the same", report.suppressed) } else { String::new() };
    let known = if known > 0 { format!(", and {known} known") } else { String::new() };
    let not_had = report.findings.first().is_some_and(|first| NOT_HAD.contains(&first.code));
    let otherwise = if not_had { "not fetched" } else { "not a feed" };
    let format = report.format.map_or(otherwise, |format| format.title());
    let file = visible(file);
    out.push_str(&format!("{file}: {format}: {counts}{more}{known}\n"));
    out
}

fn finding_line(finding: &Finding) -> FindingLine<'_> {
    let Finding { severity, code, w3c, line, column, message, help, spec, .. } = finding;
    FindingLine { severity: severity.name(), code: *code, w3c: *w3c, line: *line, column: *column, message, help, spec }
}

fn json_report(file: &str, report: &Report, known: usize) -> String {
    let line = DocumentLine {
        path: file,
        format: report.format.map(|format| format.name()),
        findings: report.findings.iter().map(finding_line).collect(),
        suppressed: report.suppressed,
        known,
    };
    let mut out = String::new();
    push_json(&line, &mut out);
    out
}

/// Findings as diagnostics, with the lines they are about.
fn diagnostics(file: &str, report: &Report, text: Option<&str>) -> Vec<Diagnostic> {
    let name: Arc<str> = Arc::from(file);
    let lines = text.map(LineStarts::new);
    let diagnostic = |finding: &Finding| {
        let message = format!("{} ({})", finding.message, finding.spec);
        Diagnostic {
            severity: finding.severity,
            code: finding.code,
            file: Some(Arc::clone(&name)),
            // What is about an answer has no place in its bytes.
            place: (finding.line > 0)
                .then(|| lines.as_ref().map_or_else(|| bare_place(finding), |lines| lines.place(finding))),
            message,
            help: Some(finding.help.to_owned()),
        }
    };
    report.findings.iter().map(diagnostic).collect()
}

/// The place of a finding whose line is not at hand.
fn bare_place(finding: &Finding) -> Place {
    Place { line: finding.line, column: finding.column, from_start: false, ..Place::of("", 0..0) }
}

/// Where the lines of a text begin.
struct LineStarts<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineStarts<'t> {
    fn new(text: &'t str) -> Self {
        let ends = text
            .bytes()
            .enumerate()
            .filter(|&(at, byte)| byte == b'\n' || (byte == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n')));
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    fn place(&self, finding: &Finding) -> Place {
        let start = self.starts.get(finding.line - 1).copied().unwrap_or(self.text.len());
        let end = self.starts.get(finding.line).copied().unwrap_or(self.text.len());
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        let at = line.char_indices().nth(finding.column - 1).map_or(line.len(), |(at, _)| at);
        Place { line: finding.line, ..Place::of(line, at..at + finding.length) }
    }
}
