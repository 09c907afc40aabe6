//! `tidings validate`: any feed, whoever made it.

mod baseline;
mod listing;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;

use self::baseline::Baseline;
use self::listing::{explain, list, list_json, rule};
use super::location::site_folder;
use super::shared::{
    ColourChoice, Exit, LARGEST_CONFIGURATION, Shown, count, fail, no_argument, now, say, say_rendered, show,
};
use crate::config::{FILE_NAME, ValidateConfig};
use crate::diagnostic::{Code, Diagnostic, Place, Severity, visible, visible_json};
use crate::file::read_text;
use crate::report::{self, Colour, ReportFormat, push_json};
use crate::validate::{Finding, Options, Report, compare, sarif, validate_reader};

/// The arguments of `tidings validate`.
#[derive(Args, Debug, Default)]
pub struct ValidateArgs {
    /// Feeds: RSS, Atom, JSON Feed or OPML; `-` is standard input, and an address is fetched
    #[arg(value_name = "FILE", required_unless_present_any = ["list", "explain"])]
    files: Vec<String>,
    /// The address the document is found at, to compare its self link with
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The media type the document is served with
    #[arg(long, value_name = "TYPE")]
    content_type: Option<String>,
    /// How findings are written; in GitHub's CI as annotations, elsewhere as text, where nothing is said
    #[arg(long, value_name = "FORM")]
    format: Option<FindingForm>,
    /// Let warnings fail too
    #[arg(long, value_name = "WHAT")]
    deny: Option<Denied>,
    /// Say nothing of these rules, with commas between them; may be given more than once
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    allow: Vec<String>,
    /// A file of findings that are known and not told again; else that of `[validate]` in tidings.toml
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings into the baseline instead of telling them
    #[arg(long)]
    write_baseline: bool,
    /// The moment after which a date is too late
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
    /// Print all rules; with `--format json` an object a line
    #[arg(long)]
    list: bool,
    /// Explain a rule, with examples
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// Fetch from servers too that are not of the public internet
    #[cfg(feature = "publish")]
    #[arg(long)]
    allow_private: bool,
    /// Whether the answers are judged too: `tidings probe`.
    #[cfg(feature = "publish")]
    #[arg(skip)]
    probed: bool,
}

#[cfg(feature = "publish")]
impl ValidateArgs {
    /// What `tidings probe` asks for.
    pub fn probing(files: Vec<String>, format: Option<FindingForm>, allow_private: bool) -> Self {
        Self { files, format, allow_private, probed: true, ..Self::default() }
    }
}

/// Bytes that cannot be read again, by the name of their document.
type Kept = BTreeMap<String, Vec<u8>>;

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

/// Files up to this size are kept in memory to show their lines.
const SHOWN_LINES: u64 = 64 * 1024 * 1024;

/// With a baseline, so many findings of a rule are kept: those beyond are not known one by one.
const KEPT_FOR_BASELINE: usize = 100_000;

/// Validates files below `root`; errors fail, and warnings where they are denied.
pub fn run(root: &Path, args: &ValidateArgs, choice: ColourChoice) -> Exit {
    let colour = choice.resolve();
    let in_github = args.format.is_none() && Shown::or_ci(None) == Shown::Github;
    let form = args.format.unwrap_or(if in_github { FindingForm::Github } else { FindingForm::Text });
    let shown = if form == FindingForm::Github { Shown::Github } else { Shown::Text };
    if args.list {
        say(&if form == FindingForm::Json { list_json() } else { list() });
        return Exit::Fine;
    }
    if let Some(code) = &args.explain {
        return match rule(code) {
            Ok(rule) => {
                say(&explain(rule));
                Exit::Fine
            }
            Err(message) => no_rule(&message, shown, colour),
        };
    }
    let config = match validate_config(root, shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let own = || config.baseline.as_ref().map(|file| site_folder(root).join(file));
    let baseline = args.baseline.as_ref().map(|file| root.join(file)).or_else(own);
    let options = match options(args, &config, baseline.is_some() || args.write_baseline, shown, colour) {
        Ok(options) => options,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Fine;
    let mut reports = Vec::new();
    let mut piped = Kept::new();
    for file in &args.files {
        match read_or_fetch(root, file, args, &options, &mut piped) {
            Ok(report) => reports.push((file.clone(), report)),
            Err(error) => exit = exit.max(unreadable(file, &error, shown, colour)),
        }
    }
    compare(&mut reports, &options);
    for (_, report) in &mut reports {
        weigh(report, &config);
    }
    if args.write_baseline {
        return exit.max(write_baseline(baseline.as_deref(), &reports, shown, colour));
    }
    let mut known = match baseline.as_deref().map(Baseline::read).transpose() {
        Ok(known) => known.unwrap_or_default(),
        Err(error) => {
            let file = baseline.unwrap_or_default();
            let message = format!("cannot read the baseline `{}`: {error}", file.display());
            return fail(Code::ReadFailed, &message, "write it with `--write-baseline`, or take it out", shown, colour);
        }
    };
    let known: Vec<usize> = reports.iter_mut().map(|(file, report)| known.apply(file, report)).collect();
    let denied = |report: &Report| args.deny == Some(Denied::Warnings) && report.count(Severity::Warning) > 0;
    if reports.iter().any(|(_, report)| report.has_errors() || denied(report)) {
        exit = exit.max(Exit::Findings);
    }
    tell(root, &reports, &known, form, &piped, choice);
    exit
}

fn no_rule(message: &str, shown: Shown, colour: Colour) -> Exit {
    no_argument(message, "list the rules with `tidings validate --list`", shown, colour)
}

/// What `[validate]` says, where there is a `tidings.toml`.
fn validate_config(root: &Path, shown: Shown, colour: Colour) -> Result<ValidateConfig, Exit> {
    let file = site_folder(root).join(FILE_NAME);
    let text = match read_text(&file, LARGEST_CONFIGURATION) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(ValidateConfig::default()),
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", file.display());
            return Err(fail(Code::ReadFailed, &message, "make the file readable, as UTF-8", shown, colour));
        }
    };
    ValidateConfig::parse(&text).map_err(|faults| {
        show(&faults, shown, colour);
        Exit::Usage
    })
}

fn options(
    args: &ValidateArgs,
    config: &ValidateConfig,
    all: bool,
    shown: Shown,
    colour: Colour,
) -> Result<Options, Exit> {
    let named: Result<Vec<Code>, String> = args.allow.iter().map(|code| Ok(rule(code.trim())?.code)).collect();
    let mut allow = named.map_err(|message| no_rule(&message, shown, colour))?;
    allow.extend(&config.allow);
    allow.extend(config.severity.iter().filter(|(_, severity)| severity.is_none()).map(|(&code, _)| code));
    let moment = now(args.now.as_deref());
    let moment = moment.map_err(|message| no_argument(&message, "correct it, or leave it out", shown, colour))?;
    let limit = if all { KEPT_FOR_BASELINE } else { Options::default().limit };
    Ok(Options {
        url: args.url.clone(),
        content_type: args.content_type.clone(),
        now: Some(moment.unix()),
        allow,
        limit,
        compared: args.files.len() > 1,
        ..Options::default()
    })
}

/// Rules weigh what the configuration says.
fn weigh(report: &mut Report, config: &ValidateConfig) {
    for finding in &mut report.findings {
        if let Some(Some(severity)) = config.severity.get(&finding.code) {
            finding.severity = *severity;
        }
    }
}

fn unreadable(file: &str, error: &io::Error, shown: Shown, colour: Colour) -> Exit {
    if is_address(file) {
        let message = format!("`{file}` is an address, and nothing is fetched");
        let help = format!("fetch it yourself: `curl -sL {file} | tidings validate --url {file} -`");
        return no_argument(&message, &help, shown, colour);
    }
    fail(
        Code::ReadFailed,
        &format!("cannot read `{file}`: {error}"),
        "name a file that can be read, or `-`",
        shown,
        colour,
    )
}

fn write_baseline(file: Option<&Path>, reports: &[(String, Report)], shown: Shown, colour: Colour) -> Exit {
    let Some(file) = file else {
        let message = "`--write-baseline` has no file to write";
        return no_argument(message, "name it with `--baseline`, or as `baseline` in `[validate]`", shown, colour);
    };
    let baseline = Baseline::of(reports);
    if let Err(error) = baseline.write(file) {
        let message = format!("cannot write `{}`: {error}", file.display());
        return fail(Code::WriteFailed, &message, "name a file that can be written", shown, colour);
    }
    let findings = count(baseline.len(), "finding is", "findings are");
    say(&format!("{findings} known from now on, by {}\n", file.display()));
    Exit::Fine
}

/// Findings are the result, not a complaint: they stand on standard output.
fn tell(
    root: &Path,
    reports: &[(String, Report)],
    known: &[usize],
    form: FindingForm,
    piped: &Kept,
    choice: ColourChoice,
) {
    let output = choice.resolve_on(&io::stdout());
    for ((file, report), &known) in reports.iter().zip(known) {
        let text = || text(root, file, report, piped);
        match form {
            FindingForm::Text => say_rendered(&text_report(file, report, known, text().as_deref(), output)),
            FindingForm::Json => say(&json_report(file, report, known)),
            FindingForm::Github => {
                let diagnostics = diagnostics(file, report, text().as_deref());
                say_rendered(&report::render(&diagnostics, ReportFormat::Github, output));
            }
            FindingForm::Sarif => {}
        }
    }
    if form == FindingForm::Sarif {
        say(&visible_json(&sarif::render(reports)));
    }
}

/// A document's report, fetched where its name is an address.
fn read_or_fetch(
    root: &Path,
    file: &str,
    args: &ValidateArgs,
    options: &Options,
    piped: &mut Kept,
) -> io::Result<Report> {
    #[cfg(feature = "publish")]
    if args.probed || is_address(file) {
        use crate::probe::{Reach, fetch, probe};
        let reach = if args.allow_private { Reach::Any } else { Reach::Public };
        let probed = if args.probed { probe(file, reach) } else { fetch(file, reach) };
        let bytes = probed.body.unwrap_or_default();
        let url = args.url.clone().or(probed.url);
        let content_type = args.content_type.clone().or(probed.content_type);
        let mut report = crate::validate::validate(&bytes, &Options { url, content_type, ..options.clone() });
        if bytes.is_empty() {
            // There is no document to be judged.
            report.findings.clear();
        }
        let asked = probed.findings.into_iter().filter(|finding| !options.allow.contains(&finding.code));
        report.findings.splice(0..0, asked);
        piped.insert(file.to_owned(), bytes);
        return Ok(report);
    }
    let _ = args;
    read(root, file, options, piped)
}

fn is_address(file: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| file.starts_with(scheme))
}

/// A file's report. What comes by standard input is kept in `piped`, to show its lines later.
fn read(root: &Path, file: &str, options: &Options, piped: &mut Kept) -> io::Result<Report> {
    if file == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().take(SHOWN_LINES).read_to_end(&mut bytes)?;
        let report = validate_reader(bytes.as_slice().chain(io::stdin().lock()), options)?;
        piped.insert(file.to_owned(), bytes);
        return Ok(report);
    }
    validate_reader(File::open(root.join(file))?, options)
}

/// The text that findings are about, read again, so that no more than one is kept; none where it is
/// too long to be shown, or gone.
fn text(root: &Path, file: &str, report: &Report, piped: &Kept) -> Option<String> {
    if report.findings.is_empty() {
        return None;
    }
    if let Some(bytes) = piped.get(file) {
        return Some(crate::validate::decode(bytes));
    }
    let mut bytes = Vec::new();
    let read = File::open(root.join(file)).ok()?.take(SHOWN_LINES + 1).read_to_end(&mut bytes).ok()?;
    (read as u64 <= SHOWN_LINES).then(|| crate::validate::decode(&bytes))
}

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
    let format = report.format.map_or("not a feed", |format| format.title());
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
