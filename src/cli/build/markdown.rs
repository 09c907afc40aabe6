//! The report as Markdown, for a comment on a pull request: how it stands on the first line, what subscribers would see,
//! what is wrong, and the rest folded.

use std::fmt::Write;

use super::finished::{FinishedRun, Verdict};
use super::parts::{MessagePart, parts};
use super::people::left_out_counts;
use crate::cli::pages;
use crate::cli::shared::count;
use crate::diagnostic::{Diagnostic, Severity, visible};
use crate::diff::escape_markdown;
use crate::output::Change;
use crate::site::FeedChange;

/// So many rows a table has; the others are counted.
const ROWS: usize = 30;

/// Lists of more lines are folded.
const UNFOLDED: usize = 8;

/// The whole comment.
pub fn report(run: &FinishedRun<'_>) -> String {
    let verdict = run.verdict();
    let mut out = format!("### Feeds: {}\n\n{}\n", verdict.word(), verdict.sentence());
    // Writing to a string cannot fail, here and below.
    subscribers(run.subscribers, &mut out);
    problems(run.diagnostics, |found| place(run, found), &mut out);
    if verdict != Verdict::Failed {
        documents(run, &mut out);
    }
    if let Some(proof) = run.proof {
        let _ = write!(out, "\n{}", safe(&pages::for_people(proof)));
    }
    let made = &run.outcome.made;
    let articles = count(made.found, "article", "articles");
    let entries = count(made.entries, "entry", "entries");
    let _ =
        writeln!(out, "\n<sub>{articles}, {entries}{}</sub>", safe(&left_out_counts(made, run.config.site.timezone)));
    out
}

/// Foreign text as Markdown that shows it, in one line.
fn safe(text: &str) -> String {
    escape_markdown(&visible(text.trim_end())) + if text.ends_with('\n') { "\n" } else { "" }
}

/// A message in a cell of a table, with what stands between backticks as code. There a bar ends the cell within code too,
/// unless a backslash stands before it (GitHub Flavored Markdown, section 4.10), which other backslashes would make unclear.
fn cell(message: &str) -> String {
    let part = |part| match part {
        MessagePart::Words(words) => escape_markdown(&visible(words)),
        MessagePart::Code(code) if code.contains('\\') || code.trim() != code => {
            format!("\\`{}\\`", escape_markdown(&visible(code)))
        }
        MessagePart::Code(code) => format!("`{}`", visible(code).replace('|', "\\|")),
    };
    let message = message.trim_end();
    parts(message).into_iter().map(part).collect()
}

fn subscribers(feeds: &[FeedChange], out: &mut String) {
    if feeds.is_empty() {
        return;
    }
    let told: Vec<String> = feeds.iter().map(|feed| feed.diff.to_markdown(&feed.title)).collect();
    let lines: usize = told.iter().map(|text| text.lines().count()).sum();
    if let [told] = told.as_slice()
        && lines <= UNFOLDED
    {
        let _ = write!(out, "\n{told}");
        return;
    }
    let again: usize = feeds.iter().map(|feed| feed.diff.reissued.len()).sum();
    if again > 0 {
        let _ = writeln!(out, "\n> [!CAUTION]\n> {} would appear again as unread.", count(again, "entry", "entries"));
    }
    out.push_str("\n| feed | again unread | new | updated | gone | pushed out | unchanged |\n");
    out.push_str("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for feed in feeds.iter().take(ROWS) {
        let diff = &feed.diff;
        let counts = [diff.reissued.len(), diff.new.len(), diff.updated.len(), diff.gone.len(), diff.pushed_out.len()];
        let cells: String =
            counts.iter().map(|count| if *count == 0 { " |".to_owned() } else { format!(" {count} |") }).collect();
        let _ = writeln!(out, "| {} |{cells} {} |", safe(&feed.title), diff.unchanged);
    }
    more_rows(feeds.len(), out);
    for (feed, told) in feeds.iter().zip(told).take(ROWS) {
        let summary = safe(&format!("{}: {}", feed.title, feed.diff.sentence()));
        fold(&summary, &told, out);
    }
}

fn more_rows(all: usize, out: &mut String) {
    if all > ROWS {
        let _ = writeln!(out, "\nand {} more", all - ROWS);
    }
}

fn fold(summary: &str, text: &str, out: &mut String) {
    let _ = writeln!(out, "\n<details><summary>{summary}</summary>\n\n{}\n\n</details>", text.trim_end());
}

/// Errors and warnings in a table; of what is only worth knowing, the number.
fn problems(found: &[Diagnostic], place: impl Fn(&Diagnostic) -> String, out: &mut String) {
    let mut weighty: Vec<&Diagnostic> = found.iter().filter(|found| found.severity != Severity::Info).collect();
    weighty.sort_by_key(|found| found.severity);
    if !weighty.is_empty() {
        out.push_str("\n| | where | what |\n| --- | --- | --- |\n");
    }
    for found in weighty.iter().take(ROWS) {
        let mark = if found.is_error() { "❌ error" } else { "⚠️ warning" };
        let help = found.help.as_deref().map(|help| format!("<br>{}", cell(help))).unwrap_or_default();
        let _ = writeln!(out, "| {mark} | {} | {} (`{}`){help} |", place(found), cell(&found.message), found.code);
    }
    more_rows(weighty.len(), out);
    let notes = found.len() - weighty.len();
    if notes > 0 {
        let _ = writeln!(out, "\n{} worth knowing: `tidings check` tells", count(notes, "thing", "things"));
    }
}

fn place(run: &FinishedRun<'_>, found: &Diagnostic) -> String {
    let Some(file) = &found.file else { return String::new() };
    let file = safe(&run.location.name(file, run.shown));
    match &found.place {
        Some(place) => format!("{file}:{}", place.line),
        None => file,
    }
}

fn documents(run: &FinishedRun<'_>, out: &mut String) {
    let mut lines = Vec::new();
    for (path, change) in run.differing() {
        let word = match change {
            Change::New => "missing",
            Change::Removed => "no longer made",
            Change::Same | Change::Changed => "stale",
        };
        lines.push(format!("- {word}: {}\n", safe(&run.document(path))));
    }
    match run.outcome.ledger {
        Change::New => lines.push(format!("- missing: {}\n", safe(&run.ledger()))),
        Change::Changed => lines.push(format!("- stale: {}\n", safe(&run.ledger()))),
        Change::Same | Change::Removed => {}
    }
    if lines.is_empty() {
        return;
    }
    let summary = count(lines.len(), "document differs", "documents differ");
    let mut text: String = lines.iter().take(ROWS).map(String::as_str).collect();
    if lines.len() > ROWS {
        let _ = writeln!(text, "- and {} more", lines.len() - ROWS);
    }
    fold(&summary, &text, out);
}
