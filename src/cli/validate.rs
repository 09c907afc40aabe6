//! `tidings validate`: any feed, whoever made it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::shared::{ColourChoice, Exit, Shown, fail, now, say, say_rendered};
use crate::diagnostic::{Code, Diagnostic, Place, Severity, visible, visible_json};
use crate::report::{self, Colour, ReportFormat, push_json};
use crate::validate::rules::{self, Rule};
use crate::validate::{Finding, Options, Report, compare, sarif, validate_reader};

/// The arguments of `tidings validate`.
#[derive(Args, Debug, Default)]
pub struct ValidateArgs {
    /// Feeds: RSS, Atom, JSON Feed or OPML; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["list", "explain"])]
    files: Vec<String>,
    /// The address the document is found at, to compare its self link with
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The media type the document is served with
    #[arg(long, value_name = "TYPE")]
    content_type: Option<String>,
    /// How findings are written
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: FindingForm,
    /// Let warnings fail too
    #[arg(long, value_name = "WHAT")]
    deny: Option<Denied>,
    /// Say nothing of this rule; may be given more than once
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
    /// The moment after which a date is too late
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
    /// Print all rules
    #[arg(long)]
    list: bool,
    /// Explain a rule, with examples
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
}

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

/// What fails besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Denied {
    /// Warnings
    Warnings,
}

/// A document as a line of JSON.
#[derive(Serialize)]
struct DocumentLine<'a> {
    path: &'a str,
    format: Option<&'static str>,
    findings: Vec<FindingLine<'a>>,
    suppressed: usize,
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

/// Files up to this size are kept in memory to show their lines.
const SHOWN_LINES: u64 = 64 * 1024 * 1024;

/// Validates files below `root`; errors fail, and warnings where they are denied.
pub fn run(root: &Path, args: &ValidateArgs, choice: ColourChoice) -> Exit {
    let colour = choice.resolve();
    let shown = if args.format == FindingForm::Github { Shown::Github } else { Shown::Text };
    if args.list {
        say(&list());
        return Exit::Fine;
    }
    let no_rule = |message: String| fail(&message, "list the rules with `tidings validate --list`", shown, colour);
    let allow = match args.allow.iter().map(|code| Ok(rule(code)?.code)).collect() {
        Ok(allow) => allow,
        Err(message) => return no_rule(message),
    };
    if let Some(code) = &args.explain {
        match rule(code) {
            Ok(rule) => say(&explain(rule)),
            Err(message) => return no_rule(message),
        }
        return Exit::Fine;
    }
    let moment = match now(args.now.as_deref()) {
        Ok(moment) => moment.unix(),
        Err(message) => return fail(&message, "correct it, or leave it out", shown, colour),
    };
    let options = Options {
        url: args.url.clone(),
        content_type: args.content_type.clone(),
        now: Some(moment),
        allow,
        compared: args.files.len() > 1,
        ..Options::default()
    };
    // Findings are the result, not a complaint: they stand on standard output.
    let output = choice.resolve_on(&io::stdout());
    let mut exit = Exit::Fine;
    let mut reports = Vec::new();
    let mut piped = None;
    for file in &args.files {
        match read(root, file, &options, &mut piped) {
            Ok(report) => reports.push((file.clone(), report)),
            Err(error) => {
                let message = format!("cannot read `{file}`: {error}");
                exit = exit.max(fail(&message, "name a file that can be read, or `-`", shown, colour));
            }
        }
    }
    compare(&mut reports, &options);
    for (file, report) in &reports {
        let denied = args.deny == Some(Denied::Warnings) && report.count(Severity::Warning) > 0;
        if report.has_errors() || denied {
            exit = exit.max(Exit::Findings);
        }
        match args.format {
            FindingForm::Text => {
                say_rendered(&text_report(file, report, text(root, file, report, piped.as_deref()).as_deref(), output));
            }
            FindingForm::Json => say(&json_report(file, report)),
            FindingForm::Github => {
                let text = text(root, file, report, piped.as_deref());
                say_rendered(&report::render(
                    &diagnostics(file, report, text.as_deref()),
                    ReportFormat::Github,
                    output,
                ));
            }
            FindingForm::Sarif => {}
        }
    }
    if args.format == FindingForm::Sarif {
        say(&visible_json(&sarif::render(&reports)));
    }
    exit
}

/// A file's report. What comes by standard input is kept in `piped`, to show its lines later.
fn read(root: &Path, file: &str, options: &Options, piped: &mut Option<Vec<u8>>) -> io::Result<Report> {
    if file == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().take(SHOWN_LINES).read_to_end(&mut bytes)?;
        let report = validate_reader(bytes.as_slice().chain(io::stdin().lock()), options)?;
        *piped = Some(bytes);
        return Ok(report);
    }
    validate_reader(File::open(root.join(file))?, options)
}

/// The text that findings are about, read again, so that no more than one is kept; none where it is
/// too long to be shown, or gone.
fn text(root: &Path, file: &str, report: &Report, piped: Option<&[u8]>) -> Option<String> {
    if report.findings.is_empty() {
        return None;
    }
    if file == "-" {
        return piped.map(crate::validate::decode);
    }
    let mut bytes = Vec::new();
    let read = File::open(root.join(file)).ok()?.take(SHOWN_LINES + 1).read_to_end(&mut bytes).ok()?;
    (read as u64 <= SHOWN_LINES).then(|| crate::validate::decode(&bytes))
}

fn text_report(file: &str, report: &Report, text: Option<&str>, colour: Colour) -> String {
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
    let format = report.format.map_or("not a feed", |format| format.title());
    let file = visible(file);
    out.push_str(&format!("{file}: {format}: {counts}{more}\n"));
    out
}

fn finding_line(finding: &Finding) -> FindingLine<'_> {
    let Finding { severity, code, w3c, line, column, message, help, spec, .. } = finding;
    FindingLine { severity: severity.name(), code: *code, w3c: *w3c, line: *line, column: *column, message, help, spec }
}

fn json_report(file: &str, report: &Report) -> String {
    let line = DocumentLine {
        path: file,
        format: report.format.map(|format| format.name()),
        findings: report.findings.iter().map(finding_line).collect(),
        suppressed: report.suppressed,
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
            place: lines.as_ref().map(|lines| lines.place(finding)),
            message,
            help: Some(finding.help.to_owned()),
        }
    };
    report.findings.iter().map(diagnostic).collect()
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

/// The rule of this name.
///
/// # Errors
/// There is none, or the code is one of the build's.
fn rule(code: &str) -> Result<&'static Rule, String> {
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
fn list() -> String {
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

fn explain(rule: &Rule) -> String {
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
