//! The report for people: lines of text.

use std::collections::{BTreeMap, HashSet};

use chrono_tz::Tz;

use super::finished::{Detail, FinishedRun, Step, Verdict};
use crate::cli::pages;
use crate::cli::shared::count;
use crate::content::discover;
use crate::diagnostic::{Severity, any_error, visible};
use crate::output::Change;
use crate::select::Held;
use crate::site::{LeftOutReason, Made};

/// So many documents are named; the others are counted.
const NAMED: usize = 10;

/// What subscribers would see, what becomes of the documents, and all in a few lines.
pub fn report(run: &FinishedRun<'_>) -> String {
    let mut out: String = run.subscribers.iter().map(|feed| feed.diff.to_text(&feed.title)).collect();
    out.push_str(&run.proof.map_or_else(String::new, pages::for_people));
    for line in lines(run) {
        out.push_str(&visible(&line));
        out.push('\n');
    }
    out
}

fn lines(run: &FinishedRun<'_>) -> Vec<String> {
    let outcome = run.outcome;
    let made = &outcome.made;
    let mut lines = Vec::new();
    if run.detail == Detail::All {
        lines.append(&mut ground(run));
    }
    if run.detail != Detail::Usual {
        for left in &made.left_out {
            let path = run.location.name(&left.path, run.shown);
            lines.push(format!("left out: {path} ({})", left.why.sentence()));
        }
    }
    lines.append(&mut documents(run));
    match outcome.ledger {
        _ if run.step == Step::Write || outcome.refused => {}
        Change::New => lines.push(format!("missing: {}", run.ledger())),
        Change::Changed => lines.push(format!("stale: {}", run.ledger())),
        Change::Same | Change::Removed => {}
    }
    lines.push(format!(
        "{}, {}{}",
        count(made.found, "article", "articles"),
        count(made.entries, "entry", "entries"),
        left_out_counts(made, run.config.site.timezone)
    ));
    if made.removed > 0 {
        lines.push(format!(
            "{} taken out of the text",
            count(made.removed, "template construct", "template constructs")
        ));
    }
    lines.push(last_line(run));
    lines
}

/// What the run goes by, and each file that is taken.
fn ground(run: &FinishedRun<'_>) -> Vec<String> {
    let config = run.config;
    let root = std::fs::canonicalize(&config.root).unwrap_or_else(|_| config.root.clone());
    let mut lines = vec![format!("site: {}, now {}", root.display(), run.now)];
    if let Some(generated) = &config.site.generator {
        lines.push(format!("generator: {}", generated.generator.name));
    }
    let content = config.shown(&config.content_dir());
    let pattern = &config.site.permalink;
    let address = match &config.site.generator {
        Some(generated) if pattern.is_default => format!("addresses those of {}", generated.generator.name),
        _ => format!("address {}", pattern.pattern),
    };
    lines.push(format!("articles: {content}, {address}"));
    lines.push(format!("documents: {}, at {}", run.outcome.output, config.output.url));
    let left: HashSet<&str> = run.outcome.made.left_out.iter().map(|left| &*left.path).collect();
    for found in discover(config).map(|found| found.found).unwrap_or_default() {
        let file = config.shown(&found.file);
        if !left.contains(&*file) {
            lines.push(format!("taken: {}", run.location.name(&file, run.shown)));
        }
    }
    lines
}

fn documents(run: &FinishedRun<'_>) -> Vec<String> {
    let made = &run.outcome.made;
    let line = |(path, change): (&str, Change)| {
        let feed = made.feeds.iter().find(|feed| feed.path == path);
        let entries = feed.map_or_else(String::new, |feed| format!(" ({})", count(feed.entries, "entry", "entries")));
        let verb = match (run.step, change) {
            (_, Change::Same) => "unchanged:",
            (Step::Write, Change::New) => "wrote",
            (Step::Write, Change::Changed) => "updated",
            (Step::Write, Change::Removed) => "removed",
            (Step::Compare, Change::New) => "missing:",
            (Step::Compare, Change::Changed) => "stale:",
            (Step::Compare, Change::Removed) => "no longer made:",
        };
        format!("{verb} {}{entries}", run.document(path))
    };
    if run.detail == Detail::All {
        let all = run.outcome.changes.iter().map(|(path, change)| (path.as_str(), *change));
        return all.filter(|_| run.step == Step::Compare || !run.outcome.refused).map(line).collect();
    }
    let differing = run.differing().count();
    // A line that says that there is one more takes the place of that one.
    let named = if differing > NAMED + 1 { NAMED } else { differing };
    let mut lines: Vec<String> = run.differing().take(named).map(line).collect();
    if differing > named {
        lines.push(format!("and {} more documents; `--verbose` names them all", differing - named));
    }
    lines
}

fn last_line(run: &FinishedRun<'_>) -> String {
    let outcome = run.outcome;
    let same = outcome.changes.iter().filter(|(_, change)| *change == Change::Same).count();
    let stale_ledger = run.step == Step::Compare && outcome.ledger != Change::Same;
    let differ = outcome.changes.len() - same + usize::from(stale_ledger);
    let seconds = run.began.elapsed().as_secs_f64();
    match run.step {
        Step::Write if outcome.refused => format!("nothing was written: {}", way_out(run)),
        Step::Compare if outcome.refused => format!("{}; {}", failure(run), way_out(run)),
        Step::Write => {
            let written = count(differ, "document written or removed", "documents written or removed");
            format!("{written}, {same} unchanged, in {seconds:.2} s")
        }
        Step::Compare => {
            let feeds = match differ {
                0 => format!("the feeds are fresh: {}, in {seconds:.2} s", count(same, "document", "documents")),
                _ => {
                    let differ = count(differ, "document differs", "documents differ");
                    format!("the feeds are stale: {differ}; run `tidings build`")
                }
            };
            if run.verdict() == Verdict::Failed { format!("{}; {feeds}", failure(run)) } else { feeds }
        }
    }
}

/// `the check failed: 1 error, 2 warnings`
fn failure(run: &FinishedRun<'_>) -> String {
    let counts =
        [(run.count(Severity::Error), "error", "errors"), (run.count(Severity::Warning), "warning", "warnings")];
    let told: Vec<String> =
        counts.iter().filter(|(number, ..)| *number > 0).map(|(number, one, many)| count(*number, one, many)).collect();
    format!("the check failed: {}", told.join(", "))
}

/// What to do where nothing may be written.
fn way_out(run: &FinishedRun<'_>) -> &'static str {
    let made = &run.outcome.made;
    match (made.blocked, any_error(&made.diagnostics)) {
        (true, _) => "mend the errors",
        (false, true) => "mend the errors, or pass `--keep-going` to leave out the articles at fault",
        (false, false) if run.count(Severity::Error) > 0 => {
            "mend the errors, and what the warnings name: `--deny warnings` was asked for"
        }
        (false, false) => "mend what the warnings name: `--deny warnings` was asked for",
    }
}

/// `; left out: 2 drafts, 1 waiting (the next on 2026-12-01)`, in the days of a zone.
pub fn left_out_counts(made: &Made, zone: Tz) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for left in &made.left_out {
        *counts.entry(left.why.kind().to_owned()).or_default() += 1;
    }
    if counts.is_empty() {
        return String::new();
    }
    let next = made.left_out.iter().filter_map(|left| match left.why {
        LeftOutReason::Held(Held::Future(until)) => Some(until),
        _ => None,
    });
    let next = next.min().map(|until| format!(" (the next on {})", until.day_in(zone)));
    let listed: Vec<String> = counts
        .into_iter()
        .map(|(kind, count)| {
            format!("{count} {kind}{}", if kind == "waiting" { next.as_deref().unwrap_or("") } else { "" })
        })
        .collect();
    format!("; left out: {}", listed.join(", "))
}
