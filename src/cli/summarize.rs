//! `tidings summarize`: the summary that an article would have, for any file, in a site or not.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::location::site_folder;
use super::shared::{Exit, Shown, complain, say, show};
use crate::article::decode::{self, Hints};
use crate::article::{Article, Body, LARGEST_FILE, Markup, front_matter};
use crate::config::{Config, FILE_NAME, Overrides};
use crate::content::DiskFiles;
use crate::diagnostic::{Code, Diagnostic, Faults, any_error, visible};
use crate::entry::{self, Composed, Surroundings};
use crate::feed::Timestamp;
use crate::report::{Colour, push_json};
use crate::text::summary::SummarySource;

/// The arguments of `tidings summarize`.
#[derive(Args)]
pub struct SummarizeArgs {
    /// Articles: Markdown, HTML or plain text
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Make one even where the front matter has a summary
    #[arg(long)]
    ignore_own: bool,
    /// How the summaries are shown
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: SummaryForm,
}

/// How summaries are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SummaryForm {
    /// A line each, with the path before it where there are several files
    Text,
    /// One JSON object a line: path, title, summary, source
    Json,
}

/// One line of `--format json`.
#[derive(Serialize)]
struct ArticleSummaryLine<'a> {
    path: &'a str,
    title: &'a str,
    summary: Option<&'a str>,
    /// `front-matter`, `teaser` or `body`
    source: Option<SummarySource>,
}

/// Prints the summary of each file. A file that cannot be read does not keep the others back; the
/// exit code tells of it.
pub fn run(root: &Path, args: &SummarizeArgs, colour: Colour) -> Exit {
    let config = match settings(root) {
        Ok(config) => config,
        Err(diagnostics) => {
            show(&diagnostics, Shown::Text, colour);
            return Exit::Usage;
        }
    };
    let mut exit = Exit::Fine;
    for path in &args.files {
        match composed(root, path, &config, args.ignore_own) {
            Ok(composed) => say(&shown(path, &composed, args)),
            Err(mut diagnostics) => {
                diagnostics.retain(|diagnostic| any_error(std::slice::from_ref(diagnostic)));
                show(&diagnostics, Shown::Text, colour);
                exit = Exit::Findings;
            }
        }
    }
    exit
}

fn shown(path: &str, composed: &Composed, args: &SummarizeArgs) -> String {
    let summary = composed.summary.as_ref().map(|summary| summary.as_str());
    match args.format {
        SummaryForm::Json => {
            let line =
                ArticleSummaryLine { path, title: composed.title.as_str(), summary, source: composed.summary_source };
            let mut out = String::new();
            push_json(&line, &mut out);
            out
        }
        SummaryForm::Text if summary.is_none() => {
            complain(&format!("{}: no text to make a summary of\n", visible(path)));
            String::new()
        }
        SummaryForm::Text if args.files.len() == 1 => format!("{}\n", visible(summary.unwrap_or_default())),
        SummaryForm::Text => format!("{}: {}\n", visible(path), visible(summary.unwrap_or_default())),
    }
}

/// The site's configuration, or that of a site that does not matter: a summary has no addresses.
fn settings(root: &Path) -> Result<Config, Faults> {
    let overrides = Overrides { allow_local: true, ..Overrides::default() };
    let root = &site_folder(root);
    let text = fs::read_to_string(root.join(FILE_NAME));
    let any_site = "[site]\ntitle = \"Articles\"\nurl = \"https://site.example/\"\n";
    Config::parse_with(root, text.as_deref().unwrap_or(any_site), &overrides, &DiskFiles::new(root))
}

/// The entry of a file wherever it lies; its date does not matter.
fn composed(root: &Path, path: &str, config: &Config, ignore_own: bool) -> Result<Composed, Vec<Diagnostic>> {
    let file = root.join(path);
    let fault = |code, message: String, help: &str| vec![Diagnostic::error(code, message).in_file(path).help(help)];
    let size = fs::metadata(&file).map_or(0, |data| data.len());
    if size > LARGEST_FILE {
        return Err(fault(
            Code::FileTooLarge,
            format!("`{path}` is larger than 16 MiB, which no article is"),
            "name another file",
        ));
    }
    let bytes = fs::read(&file).map_err(|error| {
        fault(Code::ReadFailed, format!("cannot read `{path}`: {error}"), "name a file that can be read")
    })?;
    let hints = Hints { encoding: config.content.encoding, language: &config.site.language };
    let decoded = decode::decode(&bytes, hints).map_err(|diagnostic| vec![diagnostic.in_file(path)])?;
    let mut parsed = front_matter::parse(&decoded.text);
    if any_error(&parsed.diagnostics) {
        return Err(parsed.diagnostics.into_iter().map(|diagnostic| diagnostic.in_file(path)).collect());
    }
    if ignore_own {
        parsed.front_matter.summary = None;
    }
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str()).unwrap_or("");
    let article = Article {
        whole_name: false,
        page: None,
        categories: Vec::new(),
        keys: Vec::new(),
        path: Arc::from(path),
        shown: Arc::from(path),
        file,
        markup: match extension.to_ascii_lowercase().as_str() {
            "html" | "htm" => Markup::Html,
            "txt" | "text" => Markup::Text,
            _ => Markup::Markdown,
        },
        front_matter: parsed.front_matter,
        published: Timestamp::from_unix(0).expect("1970 is a year from 1 to 9999"),
        updated: None,
        expires: None,
        embargo: None,
        draft: false,
        section: String::new(),
    };
    let body = Body::of(decoded.text.into_owned(), decoded.diagnostics);
    Ok(entry::compose(&article, body, config, &Surroundings::alone())?)
}
