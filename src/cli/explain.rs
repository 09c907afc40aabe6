//! `tidings explain`: the entry that an article becomes, and where each of its fields came from.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::location::Location;
use super::shared::{Exit, Shown, configuration, fail, fail_of_site, no_argument, now, say, show_at};
use crate::config::Overrides;
use crate::diagnostic::{Code, visible};
use crate::report::{Colour, DiagnosticLine, push_json};
use crate::site::RunOptions;
use crate::site::explain::{self, Carried, Explanation, Field, FieldValue, Origin, PassedOver};
use crate::validate::rules;

/// The arguments of `tidings explain`.
#[derive(Args)]
pub struct ExplainArgs {
    /// The article, or the folder of a page bundle
    #[arg(required_unless_present_any = ["codes", "site"])]
    article: Option<PathBuf>,
    /// List what can be said of a site or a feed: each code with its usual weight
    #[arg(long, conflicts_with_all = ["article", "now"])]
    codes: bool,
    /// Tell what holds for the whole site, and whether `tidings.toml` or the site's generator says it
    #[arg(long, conflicts_with_all = ["article", "now", "codes"])]
    site: bool,
    /// The moment to take as now [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// How it is written
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: ExplainForm,
}

/// How an explanation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExplainForm {
    /// For people
    Text,
    /// One JSON object, with the whole content; of codes one each
    Json,
}

/// The object of `--format json`.
#[derive(Serialize)]
struct Object<'a> {
    kind: &'static str,
    file: &'a str,
    left_out: Option<Reason>,
    fields: &'a [Field],
    documents: &'a [Carried],
    passed_over: &'a [PassedOver],
    diagnostics: Vec<DiagnosticLine<'a>>,
}

#[derive(Serialize)]
struct Reason {
    why: &'static str,
    detail: String,
}

/// A code, for `--format json`.
#[derive(Serialize)]
struct CodeLine {
    kind: &'static str,
    code: Code,
    severity: &'static str,
    summary: &'static str,
    /// Whether the validator has it as a rule: then `tidings validate --explain` tells more.
    rule: bool,
}

/// Explains one article of the site at `root`; what is wrong with it is shown and is no failure. Or lists all codes.
pub fn run(root: &Path, args: &ExplainArgs, colour: Colour) -> Exit {
    if args.site {
        return explain_whole(root, args.format, colour);
    }
    let Some(article) = &args.article else {
        say(&codes(args.format));
        return Exit::Fine;
    };
    explain_article(root, article, args, colour)
}

/// The object of `--site --format json`.
#[derive(Serialize)]
struct SiteObject<'a> {
    kind: &'static str,
    fields: &'a [Field],
}

fn explain_whole(root: &Path, form: ExplainForm, colour: Colour) -> Exit {
    let shown = if form == ExplainForm::Json { Shown::Json } else { Shown::Text };
    let overrides = Overrides { allow_local: true, ..Overrides::default() };
    let config = match configuration(root, &overrides, shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let fields = explain::explain_site(&config);
    match form {
        ExplainForm::Text => say(fields_text(&fields).trim_start()),
        ExplainForm::Json => {
            let mut out = String::new();
            push_json(&SiteObject { kind: "site", fields: &fields }, &mut out);
            say(&out);
        }
    }
    Exit::Fine
}

/// All codes, a line each.
fn codes(form: ExplainForm) -> String {
    let mut out = String::new();
    for &code in Code::all() {
        let (severity, summary) = (code.severity().name(), code.summary());
        match form {
            // Writing to a String cannot fail.
            ExplainForm::Text => _ = writeln!(out, "{code:31} {severity:8} {summary}"),
            ExplainForm::Json => {
                let rule = rules::find(code).is_some();
                push_json(&CodeLine { kind: "code", code, severity, summary, rule }, &mut out);
            }
        }
    }
    out
}

fn explain_article(root: &Path, article: &Path, args: &ExplainArgs, colour: Colour) -> Exit {
    let shown = if args.format == ExplainForm::Json { Shown::Json } else { Shown::Text };
    // Nothing is published, so any address will do.
    let overrides = Overrides { allow_local: true, ..Overrides::default() };
    let config = match configuration(root, &overrides, shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let now = match now(args.now.as_deref()) {
        Ok(now) => now,
        Err(message) => return no_argument(&message, "write a moment in UTC", shown, colour),
    };
    let path = explain::path_below_content(&config, root, article);
    let explained = match path.map(|path| explain::explain(&config, &RunOptions::at(now), &path)) {
        Some(Err(error)) => return fail_of_site(&error, shown, colour),
        Some(Ok(explained)) => explained,
        None => None,
    };
    let Some(explanation) = explained else {
        let content = config.shown(&config.content_dir());
        let message = format!("there is no article `{}` in `{content}`", article.display());
        let known = article.to_str().and_then(|word| Code::all().iter().find(|code| code.as_str() == word));
        let help = match known {
            Some(code) => format!("`{code}` is a message: {} `tidings explain --codes` lists them all", code.summary()),
            None => "name a file or a page bundle; `tidings build --left-out` lists what is no article".to_owned(),
        };
        return fail(Code::ArticleUnknown, &message, &help, shown, colour);
    };
    match args.format {
        ExplainForm::Text => {
            say(&text(&explanation));
            show_at(&Location::of(root, &config.root), &explanation.diagnostics, Shown::Text, colour);
        }
        ExplainForm::Json => {
            let object = Object {
                kind: "explanation",
                file: &explanation.file,
                left_out: explanation.left_out.map(|why| Reason { why: why.kind(), detail: why.sentence() }),
                fields: &explanation.fields,
                documents: &explanation.documents,
                passed_over: &explanation.passed_over,
                diagnostics: explanation.diagnostics.iter().map(DiagnosticLine::of).collect(),
            };
            let mut out = String::new();
            push_json(&object, &mut out);
            say(&out);
        }
    }
    Exit::Fine
}

fn text(explanation: &Explanation) -> String {
    let mut out = format!("{}\n", visible(&explanation.file));
    out.push_str(&fields_text(&explanation.fields));
    out.push('\n');
    if let Some(why) = explanation.left_out {
        let _ = writeln!(out, "in no feed: {}", why.sentence());
    }
    for document in &explanation.documents {
        let archive = if document.archive { ", archive" } else { "" };
        let of = if document.feed.is_empty() { String::new() } else { format!(" of `{}`", visible(&document.feed)) };
        let _ = writeln!(out, "in {} (number {}{of}{archive})", visible(&document.path), document.place);
    }
    for feed in &explanation.passed_over {
        // The feed that is made where none is configured has no name.
        let name = if feed.feed.is_empty() { "the feed".to_owned() } else { format!("`{}`", visible(&feed.feed)) };
        let _ = writeln!(out, "not in {name}: {}", visible(&feed.why));
    }
    out
}

fn fields_text(fields: &[Field]) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    for field in fields {
        let value = match &field.value {
            FieldValue::One(html) if field.name == "content" => format!("{} bytes of HTML", html.len()),
            FieldValue::One(value) => one_line(value),
            FieldValue::Many(values) => one_line(&values.join(", ")),
        };
        let _ = writeln!(out, "\n{}: {value}\n    from {}", field.name, origin(&field.from));
        for other in &field.considered {
            let value = one_line(&other.value);
            let _ = writeln!(out, "    not  {value}\n         from {}: {}", origin(&other.from), other.why);
        }
    }
    out
}

/// A value on one line; marks in it that a terminal would act on are shown.
fn one_line(value: &str) -> String {
    visible(&value.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `front matter, content/launch.md:3:7`
fn origin(origin: &Origin) -> String {
    let rule = visible(&origin.rule);
    match (&origin.file, origin.line, origin.column) {
        (Some(file), Some(line), Some(column)) => format!("{rule}, {}:{line}:{column}", visible(file)),
        (Some(file), ..) => format!("{rule}, {}", visible(file)),
        _ => rule,
    }
}
