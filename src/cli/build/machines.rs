//! The report as lines of JSON.

use serde::Serialize;

use super::finished::{Detail, FinishedRun, Step};
use crate::cli::pages;
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::Change;
use crate::report::push_json;
use crate::site::FeedChange;

#[derive(Serialize)]
struct SubscribersLine<'a> {
    kind: &'static str,
    #[serde(flatten)]
    feed: &'a FeedChange,
}

#[derive(Serialize)]
struct LeftOutLine<'a> {
    kind: &'static str,
    path: &'a str,
    why: &'static str,
    detail: String,
}

#[derive(Serialize)]
struct BuiltDocumentLine<'a> {
    kind: &'static str,
    path: String,
    change: Change,
    entries: Option<usize>,
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct SummaryLine {
    kind: &'static str,
    articles: usize,
    entries: usize,
    left_out: usize,
    errors: usize,
    warnings: usize,
    template_constructs_removed: usize,
    written: bool,
    fresh: bool,
}

/// What subscribers see, pages, articles that are left out where that is asked for, documents, and all in one line.
pub fn report(run: &FinishedRun<'_>) -> String {
    let outcome = run.outcome;
    let made = &outcome.made;
    let mut out = String::new();
    for feed in run.subscribers {
        push_json(&SubscribersLine { kind: "subscribers", feed }, &mut out);
    }
    if let Some(proof) = run.proof {
        out.push_str(&pages::for_machines(proof));
    }
    if run.detail != Detail::Usual {
        for left in &made.left_out {
            let (why, detail) = (left.why.kind(), left.why.sentence());
            push_json(&LeftOutLine { kind: "left-out", path: &left.path, why, detail }, &mut out);
        }
    }
    for (path, change) in &outcome.changes {
        let feed = made.feeds.iter().find(|feed| feed.path == *path);
        let line = BuiltDocumentLine {
            kind: "document",
            path: run.document(path),
            change: *change,
            entries: feed.map(|feed| feed.entries),
            title: feed.map(|feed| feed.title.as_str()),
        };
        push_json(&line, &mut out);
    }
    let number =
        |severity| made.diagnostics.iter().filter(|diagnostic: &&Diagnostic| diagnostic.severity == severity).count();
    let summary = SummaryLine {
        kind: "summary",
        articles: made.found,
        entries: made.entries,
        left_out: made.left_out.len(),
        errors: number(Severity::Error),
        warnings: number(Severity::Warning),
        template_constructs_removed: made.removed,
        written: run.step == Step::Write && outcome.written,
        fresh: !outcome.refused && run.is_fresh(),
    };
    push_json(&summary, &mut out);
    out
}
