//! `tidings build` and `tidings check`: the same walk with another last step.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::pages;
use super::shared::{Exit, Shown, complain, configuration, count, fail, now, say, show};
use super::timings::Timings;
use crate::config::{Drafts, Future, Overrides};
use crate::diagnostic::{self, Diagnostic, Severity, any_error, visible};
use crate::output::Change;
use crate::report::{Colour, push_json};
use crate::select::Held;
use crate::site::{
    self, AtFault, FeedChange, LEDGER_NAME, LeftOutReason, Made, Outcome, Progress, SiteError, Warnings,
};
use crate::watch::Watched;

/// The arguments of `tidings build` and `tidings check`.
#[derive(Args, Debug, Default, PartialEq)]
pub struct BuildArgs {
    /// The content directory, for this run
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// The output folder, for this run
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The site's address, for this run
    #[arg(long)]
    url: Option<String>,
    /// The moment to take as now [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// Take drafts
    #[arg(long)]
    drafts: bool,
    /// Take articles dated ahead of now
    #[arg(long)]
    future: bool,
    /// Take a site address on localhost or a preview host
    #[arg(long)]
    allow_local: bool,
    /// Take an id in front matter that differs from the one that was published
    #[arg(long)]
    allow_id_change: bool,
    /// Let feeds that had entries lose them all
    #[arg(long)]
    allow_empty: bool,
    /// Leave out the articles at fault and write the rest; the exit code is still 1
    #[arg(long)]
    keep_going: bool,
    /// Let warnings fail the run
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// List every article that is left out, and why
    #[arg(long)]
    left_out: bool,
    /// How the report is written [default: github in GitHub's CI, else text]
    #[arg(long, value_name = "FORM")]
    format: Option<Shown>,
    /// Say nothing but what is wrong
    #[arg(short, long)]
    quiet: bool,
    /// Of version 0.1, which kept a cache; does nothing
    #[arg(long, hide = true)]
    no_cache: bool,
    /// Say where the time went, and how much memory was held at most, on standard error
    #[arg(long)]
    timings: bool,
    /// Threads to use [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// The arguments of `tidings build`.
#[derive(Args, Debug, Default, PartialEq)]
pub struct BuildCommand {
    #[command(flatten)]
    pub build: BuildArgs,
    /// Build again whenever a file changes; a trial, which needs an `--output` of its own
    #[arg(long)]
    watch: bool,
}

/// The arguments of `tidings check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    #[command(flatten)]
    pub build: BuildArgs,
    /// Look in the site as it was built whether every entry has its page [default: the generator's folder]
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    site: Option<Option<PathBuf>>,
}

impl BuildArgs {
    /// What the options change of the configuration.
    fn overrides(&self) -> Overrides {
        Overrides {
            content: self.content.clone(),
            output: self.output.clone(),
            url: self.url.clone(),
            drafts: if self.drafts { Drafts::Take } else { Drafts::Leave },
            future: if self.future { Future::Take } else { Future::Wait },
            allow_local: self.allow_local,
        }
    }
}

/// `--deny`
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Deny {
    /// Every warning
    Warnings,
}

/// What is done with the documents that were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// They replace those on disk.
    Write,
    /// They are compared with those on disk.
    Compare,
}

/// Runs `build` in the site at `root`.
pub fn run(root: &Path, args: &BuildArgs, colour: Colour) -> Exit {
    run_step(root, args, Step::Write, None, colour)
}

/// Runs `build` in the site at `root`; with `--watch` again and again, until the program is ended.
pub fn run_command(root: &Path, args: &BuildCommand, colour: Colour) -> Exit {
    if !args.watch {
        return run(root, &args.build, colour);
    }
    let shown = Shown::or_ci(args.build.format);
    let config = match configuration(root, &args.build.overrides(), shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let own = config.output_dir();
    // A save is no publication: what is watched is written where nobody is subscribed to.
    if config.trial.as_ref().is_none_or(|trial| trial.is_published(&own)) {
        let message = "`--watch` builds whatever is saved, and may not write into the folder that is published";
        return fail(message, "give it a folder of its own, as `--output preview`", shown, colour);
    }
    let watched = Watched::of(root, Some(&config)).but(&own);
    loop {
        // Before anything is read: what is written meanwhile is a change.
        let states = watched.states();
        run(root, &args.build, colour);
        watched.wait(states, || false);
    }
}

/// Runs `check` in the site at `root`.
pub fn run_check(root: &Path, args: &CheckArgs, colour: Colour) -> Exit {
    run_step(root, &args.build, Step::Compare, args.site.as_ref(), colour)
}

/// `site`: the built site is looked at too, in the folder that is named or in the generator's.
fn run_step(root: &Path, args: &BuildArgs, step: Step, site: Option<&Option<PathBuf>>, colour: Colour) -> Exit {
    let began = Instant::now();
    let shown = Shown::or_ci(args.format);
    let config = match configuration(root, &args.overrides(), shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let now = match now(args.now.as_deref()) {
        Ok(now) => now,
        Err(message) => return fail(&message, "write a moment in UTC", shown, colour),
    };
    let built = match site.map(|folder| pages::built_folder(&config, folder.as_deref())).transpose() {
        Ok(built) => built,
        Err(message) => return fail(message, "name the folder of the built site: `--site public`", shown, colour),
    };
    let options = site::RunOptions {
        now,
        at_fault: if args.keep_going { AtFault::KeepGoing } else { AtFault::Stop },
        id_change: if args.allow_id_change { crate::ledger::IdChange::Allow } else { crate::ledger::IdChange::Refuse },
        emptying: if args.allow_empty { site::Emptying::Allow } else { site::Emptying::Refuse },
        warnings: if args.deny.is_some() { Warnings::Deny } else { Warnings::Tell },
    };
    let bar = Bar::new(shown, args.quiet);
    let timings = Timings::new(&bar, began);
    let done = match step {
        Step::Write => site::build(&config, &options, &timings, || {
            complain("another build is at work here; waiting for it\n");
        }),
        Step::Compare => site::check(&config, &options, &timings),
    };
    let proof =
        built.filter(|_| done.is_ok()).map(|folder| site::proof(&config, &options, &folder, &timings)).transpose();
    bar.finish();
    if args.timings {
        complain(&timings.report());
    }
    let outcome = match done {
        Ok(outcome) => outcome,
        Err(error @ SiteError::Trial(_)) => {
            let help = "give it a folder of its own, as `--output preview`";
            return fail(&error.to_string(), help, shown, colour);
        }
        Err(error) => {
            let help = "mend what it names and run again; every document is wholly old or wholly new";
            return fail(&error.to_string(), help, shown, colour);
        }
    };
    let proof = match proof {
        Ok(proof) => proof,
        Err(error) => {
            return fail(&error.to_string(), "name the folder that the site is built into", shown, colour);
        }
    };
    let (for_subscribers, found) = match step {
        Step::Write => (Vec::new(), Vec::new()),
        Step::Compare => site::subscribers(&config, &outcome),
    };
    let made = &outcome.made;
    let of_pages = proof.iter().flat_map(|proof| proof.diagnostics.iter().cloned());
    let mut diagnostics: Vec<Diagnostic> = made.diagnostics.iter().cloned().chain(found).chain(of_pages).collect();
    diagnostic::sort(&mut diagnostics);
    show(&diagnostics, shown, colour);
    if !args.quiet {
        let report = match shown {
            Shown::Json => {
                let pages = proof.as_ref().map_or_else(String::new, pages::for_machines);
                subscribers_for_machines(&for_subscribers) + &pages + &machine_report(&outcome, args, step)
            }
            Shown::Markdown => for_subscribers.iter().map(|feed| feed.diff.to_markdown(&feed.title)).collect(),
            Shown::Text | Shown::Github => {
                let seen: String = for_subscribers.iter().map(|feed| feed.diff.to_text(&feed.title)).collect();
                let pages = proof.as_ref().map_or_else(String::new, pages::for_people);
                seen + &pages + &people_report(&outcome, args, step, began)
            }
        };
        say(&report);
    }
    let stale = step == Step::Compare && !is_fresh(&outcome);
    let warned = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Warning);
    let denied = args.deny.is_some() && warned;
    if any_error(&diagnostics) || stale || denied { Exit::Findings } else { Exit::Fine }
}

/// Whether the documents on disk, the ledger among them, are those that were made.
fn is_fresh(outcome: &Outcome) -> bool {
    outcome.ledger == Change::Same && outcome.changes.iter().all(|(_, change)| *change == Change::Same)
}

#[derive(Serialize)]
struct SubscribersLine<'a> {
    kind: &'static str,
    #[serde(flatten)]
    feed: &'a FeedChange,
}

fn subscribers_for_machines(feeds: &[FeedChange]) -> String {
    let mut out = String::new();
    for feed in feeds {
        push_json(&SubscribersLine { kind: "subscribers", feed }, &mut out);
    }
    out
}

fn people_report(outcome: &Outcome, args: &BuildArgs, step: Step, began: Instant) -> String {
    let made = &outcome.made;
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&visible(&text));
        out.push('\n');
    };
    if args.left_out {
        for left in &made.left_out {
            line(format!("left out: {} ({})", left.path, left.why.sentence()));
        }
    }
    let changes = if step == Step::Write && outcome.refused { &[][..] } else { &outcome.changes };
    for (path, change) in changes.iter().filter(|(_, change)| *change != Change::Same) {
        let feed = made.feeds.iter().find(|feed| feed.path == *path);
        let entries = feed.map_or_else(String::new, |feed| format!(" ({})", count(feed.entries, "entry", "entries")));
        let verb = match (step, change) {
            (Step::Write, Change::New) => "wrote",
            (Step::Write, Change::Changed) => "updated",
            (Step::Write, _) => "removed",
            (Step::Compare, Change::New) => "missing:",
            (Step::Compare, Change::Changed) => "stale:",
            (Step::Compare, _) => "no longer made:",
        };
        line(format!("{verb} {}{entries}", below_output(&outcome.output, path)));
    }
    match outcome.ledger {
        _ if step == Step::Write || outcome.refused => {}
        Change::New => line(format!("missing: {LEDGER_NAME}")),
        Change::Changed => line(format!("stale: {LEDGER_NAME}")),
        Change::Same | Change::Removed => {}
    }
    let same = outcome.changes.iter().filter(|(_, change)| *change == Change::Same).count();
    line(format!(
        "{}, {}{}",
        count(made.found, "article", "articles"),
        count(made.entries, "entry", "entries"),
        left_out_counts(made)
    ));
    if made.removed > 0 {
        line(format!("{} taken out of the text", count(made.removed, "template construct", "template constructs")));
    }
    let differ = outcome.changes.len() - same + usize::from(step == Step::Compare && outcome.ledger != Change::Same);
    let seconds = began.elapsed().as_secs_f64();
    let help = match (made.blocked, any_error(&made.diagnostics)) {
        (true, _) => "mend the errors",
        (false, true) => "mend the errors, or pass `--keep-going` to leave out the articles at fault",
        (false, false) => "mend what the warnings name: `--deny warnings` was asked for",
    };
    line(match step {
        Step::Write if outcome.refused => format!("nothing was written: {help}"),
        Step::Compare if outcome.refused => format!("nothing would be written: {help}"),
        Step::Write => {
            let written = count(differ, "document written or removed", "documents written or removed");
            format!("{written}, {same} unchanged, in {seconds:.2} s")
        }
        Step::Compare if differ == 0 => {
            format!("the feeds are fresh: {}, in {seconds:.2} s", count(same, "document", "documents"))
        }
        Step::Compare => {
            format!(
                "the feeds are stale: {}; run `tidings build`",
                count(differ, "document differs", "documents differ")
            )
        }
    });
    out
}

/// `; left out: 2 drafts, 1 waiting until 2026-12-01`
fn left_out_counts(made: &Made) -> String {
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
    let next = next.min().map(|until| format!(" (the next on {})", until.day()));
    let listed: Vec<String> = counts
        .into_iter()
        .map(|(kind, count)| {
            format!("{count} {kind}{}", if kind == "waiting" { next.as_deref().unwrap_or("") } else { "" })
        })
        .collect();
    format!("; left out: {}", listed.join(", "))
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

fn machine_report(outcome: &Outcome, args: &BuildArgs, step: Step) -> String {
    let made = &outcome.made;
    let mut out = String::new();
    if args.left_out {
        for left in &made.left_out {
            push_json(
                &LeftOutLine { kind: "left-out", path: &left.path, why: left.why.kind(), detail: left.why.sentence() },
                &mut out,
            );
        }
    }
    for (path, change) in &outcome.changes {
        let feed = made.feeds.iter().find(|feed| feed.path == *path);
        let path = below_output(&outcome.output, path);
        let line = BuiltDocumentLine {
            kind: "document",
            path,
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
        written: step == Step::Write && outcome.written,
        fresh: !outcome.refused && is_fresh(outcome),
    };
    push_json(&summary, &mut out);
    out
}

/// A bar on a terminal for long work, and nothing elsewhere.
struct Bar {
    bar: ProgressBar,
    /// Whether anybody sees it.
    shown: bool,
}

impl Bar {
    fn new(shown: Shown, quiet: bool) -> Self {
        let hidden = quiet || shown != Shown::Text;
        let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(10) };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let shown = !bar.is_hidden();
        Self { bar, shown }
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, articles: usize) {
        if !self.shown {
            return;
        }
        let template = if articles == 0 { "{msg:9} {pos}" } else { "{msg:9} {wide_bar} {pos}/{len}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_length(articles as u64);
        self.bar.set_position(0);
        self.bar.set_message(name);
    }

    fn done(&self) {
        if self.shown {
            self.bar.inc(1);
        }
    }
}

/// The path of a document; the output folder may be the site's own.
fn below_output(output: &str, path: &str) -> String {
    match output {
        "" | "." => path.to_owned(),
        output => format!("{output}/{path}"),
    }
}
