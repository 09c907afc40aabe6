//! How diagnostics are shown: for people, as JSON lines, and as annotations of GitHub's CI.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Severity, acts, visible, visible_json};

/// A form of report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReportFormat {
    /// For people, with the source line and the place marked.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
    /// Workflow commands that GitHub shows beside the changed lines.
    Github,
}

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// With ANSI escapes.
    Always,
}

/// A diagnostic as JSON; columns count characters from 1.
#[derive(Serialize)]
pub(crate) struct DiagnosticLine<'a> {
    kind: &'static str,
    severity: &'static str,
    code: Code,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    help: Option<&'a str>,
}

/// How many different messages of one code are shown to people, one below the other.
const SHOWN_OF_A_CODE: usize = 12;

/// Renders diagnostics, each with a line end. For people, those that say the same are shown once, with
/// their number, and of one code not more than a screenful; machines are told everything.
///
/// ```
/// use tidings::config::{Config, Overrides};
/// use tidings::report::{Colour, ReportFormat, render};
///
/// let faults = Config::parse("site".as_ref(), "[site]\ntitel = \"Acme\"\n", &Overrides::default()).unwrap_err();
/// let text = render(&faults, ReportFormat::Github, Colour::Never);
/// assert!(text.starts_with("::error file=tidings.toml,line=2,col=1,"));
/// ```
#[must_use]
pub fn render(diagnostics: &[Diagnostic], format: ReportFormat, colour: Colour) -> String {
    let mut out = String::new();
    match format {
        ReportFormat::Text => grouped(diagnostics, colour, &mut out),
        ReportFormat::Json => diagnostics.iter().for_each(|diagnostic| json(diagnostic, &mut out)),
        ReportFormat::Github => diagnostics.iter().for_each(|diagnostic| github(diagnostic, &mut out)),
    }
    out
}

/// So many further files of which the same is said are named.
const FILES_NAMED: usize = 5;

/// Diagnostics of one code that say the same.
#[derive(Default)]
struct Alike<'a> {
    count: usize,
    /// Their files, each once, the first ones only.
    files: Vec<&'a str>,
}

impl Alike<'_> {
    /// What is said of those that are not shown.
    fn more(&self, code: Code) -> Option<String> {
        let more = self.count.checked_sub(1).filter(|more| *more > 0)?;
        // Each in a file of its own, and few.
        if more <= FILES_NAMED && self.files.len() == self.count {
            let files: Vec<String> = self.files[1..].iter().map(|file| format!("`{}`", visible(file))).collect();
            return Some(format!("the same of {}", files.join(", ")));
        }
        let named = if code == Code::DateMissing { "; `tidings --left-out` names them" } else { "" };
        Some(format!("and {more} more that say the same{named}"))
    }
}

fn grouped(diagnostics: &[Diagnostic], colour: Colour, out: &mut String) {
    let mut alike: HashMap<(Code, &str), Alike<'_>> = HashMap::new();
    for diagnostic in diagnostics {
        let alike = alike.entry((diagnostic.code, &diagnostic.message)).or_default();
        alike.count += 1;
        if let Some(file) = diagnostic.file.as_deref()
            && alike.files.len() <= FILES_NAMED
            && !alike.files.contains(&file)
        {
            alike.files.push(file);
        }
    }
    let mut shown: HashMap<(Severity, Code), usize> = HashMap::new();
    let mut hidden: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let Some(alike) = alike.remove(&(diagnostic.code, diagnostic.message.as_str())) else { continue };
        let kind = (diagnostic.severity, diagnostic.code);
        let of_this_code = shown.entry(kind).or_default();
        // What stops a build is never hidden.
        if *of_this_code >= SHOWN_OF_A_CODE && diagnostic.severity != Severity::Error {
            *hidden.entry(kind).or_default() += alike.count;
            continue;
        }
        *of_this_code += 1;
        text(diagnostic, &alike, colour, out);
    }
    for ((severity, code), count) in hidden {
        let _ = writeln!(out, "{}[{code}]: and {count} more; `--format json` lists them all\n", severity.name());
    }
}

fn text(diagnostic: &Diagnostic, alike: &Alike<'_>, colour: Colour, out: &mut String) {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = visible(&diagnostic.message);
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code.as_str()));
    let file = diagnostic.file.as_deref().map(visible);
    match (&diagnostic.place, file) {
        (Some(place), file) => {
            let (source, span) = tame_source(&place.source, place.span.start..place.span.end);
            let snippet = Snippet::source(source).line_start(place.line);
            let snippet = snippet.annotation(AnnotationKind::Primary.span(span));
            if place.from_start {
                group = group.element(snippet.path(file));
            } else {
                // The column of a line that was cut is not that of what is shown of it.
                let origin = Origin::path(file.unwrap_or_default()).line(place.line).char_column(place.column);
                group = group.element(origin);
                if !place.source.is_empty() {
                    group = group.element(snippet);
                }
            }
        }
        (None, Some(file)) => group = group.element(Origin::path(file)),
        (None, None) => {}
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    if let Some(more) = alike.more(diagnostic.code) {
        group = group.element(Level::NOTE.message(more));
    }
    let renderer = if colour == Colour::Always { Renderer::styled() } else { Renderer::plain() };
    let _ = writeln!(out, "{}\n", renderer.render(&[group]));
}

/// A source line and a place in it as they can be shown. The renderer has a sign for each control of ASCII and for what
/// overrides directions; the others get one here.
fn tame_source(source: &str, span: Range<usize>) -> (Cow<'_, str>, Range<usize>) {
    let raw = |c: char| acts(c) && !c.is_ascii();
    if !source.contains(raw) {
        return (Cow::Borrowed(source), span);
    }
    let tame = |part: &str| part.replace(raw, "\u{fffd}");
    let (before, marked) = (tame(&source[..span.start]), tame(&source[span.clone()]));
    let span_shown = before.len()..before.len() + marked.len();
    (Cow::Owned(before + &marked + &tame(&source[span.end..])), span_shown)
}

impl<'a> DiagnosticLine<'a> {
    /// That of a diagnostic.
    pub(crate) fn of(diagnostic: &'a Diagnostic) -> Self {
        Self {
            kind: "diagnostic",
            severity: diagnostic.severity.name(),
            code: diagnostic.code,
            file: diagnostic.file.as_deref(),
            line: diagnostic.place.as_ref().map(|place| place.line),
            column: diagnostic.place.as_ref().map(|place| place.column),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
        }
    }
}

fn json(diagnostic: &Diagnostic, out: &mut String) {
    push_json(&DiagnosticLine::of(diagnostic), out);
}

/// Writes one object as a line of JSON.
pub fn push_json(value: &impl Serialize, out: &mut String) {
    // Strings, numbers and lists of them always have a JSON form.
    out.push_str(&visible_json(&serde_json::to_string(value).unwrap_or_default()));
    out.push('\n');
}

fn github(diagnostic: &Diagnostic, out: &mut String) {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(file) = &diagnostic.file {
        properties.push(format!("file={}", escape_property(&visible(file))));
    }
    if let Some(place) = &diagnostic.place {
        properties.push(format!("line={}", place.line));
        properties.push(format!("col={}", place.column));
    }
    properties.push(format!("title={}", escape_property(diagnostic.code.as_str())));
    let help = diagnostic.help.as_ref().map(|help| format!("\n{}", visible(help))).unwrap_or_default();
    let message = escape_data(&format!("{}{help}", visible(&diagnostic.message)));
    let _ = writeln!(out, "::{command} {}::{message}", properties.join(","));
}

/// The escapes of workflow commands; nothing of an article's text can begin a command of its own.
fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
