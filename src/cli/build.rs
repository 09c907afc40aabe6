//! `tidings build` and `tidings check`: the same walk with another last step.

mod bar;
mod finished;
mod machines;
mod markdown;
mod page;
mod parts;
mod people;
mod sarif;

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};

use self::bar::Bar;
pub(super) use self::finished::Step;
use self::finished::{Detail, FinishedRun};
use super::location::Location;
use super::pages;
use super::shared::{Exit, Shown, complain, configuration, fail, fail_of_site, forms, no_argument, now, say, show_at};
use super::timings::Timings;
use crate::config::{Config, Drafts, Future, Overrides};
use crate::diagnostic::{self, Code, Diagnostic, Severity, any_error};
use crate::feed::Timestamp;
use crate::ledger::IdChange;
use crate::report::Colour;
use crate::site::{self, AtFault, Warnings};
use crate::watch::Watched;

/// The arguments of `tidings build` and `tidings check`.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub struct BuildArgs {
    /// The content directory, for this run
    #[arg(long, value_name = "DIR", help_heading = TRIAL)]
    content: Option<PathBuf>,
    /// The output folder, for this run
    #[arg(long, value_name = "DIR", help_heading = TRIAL)]
    output: Option<PathBuf>,
    /// The site's address, for this run
    #[arg(long, help_heading = TRIAL)]
    url: Option<String>,
    /// Build this section alone, and the feeds that take nothing else; may be given several times
    #[arg(long, value_name = "NAME")]
    section: Vec<String>,
    /// The moment to take as now [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// Take drafts
    #[arg(long, help_heading = TRIAL)]
    drafts: bool,
    /// Take articles dated ahead of now
    #[arg(long, help_heading = TRIAL)]
    future: bool,
    /// Take a site address on localhost or a preview host
    #[arg(long, help_heading = ALLOWED)]
    allow_local: bool,
    /// Take an id in front matter that differs from the one that was published
    #[arg(long, help_heading = ALLOWED)]
    allow_id_change: bool,
    /// Let feeds that had entries lose them all
    #[arg(long, help_heading = ALLOWED)]
    allow_empty: bool,
    /// Leave out the articles at fault and take the rest; the exit code is still 1
    #[arg(long, help_heading = ALLOWED)]
    keep_going: bool,
    /// Let warnings fail the run
    #[arg(long, value_name = "WHAT", help_heading = ALLOWED)]
    deny: Option<Deny>,
    /// List every article that is left out, and why
    #[arg(long, help_heading = REPORT)]
    left_out: bool,
    /// Say of each file what becomes of it
    #[arg(short, long, conflicts_with = "quiet", help_heading = REPORT)]
    pub(super) verbose: bool,
    /// Say nothing but what is wrong
    #[arg(short, long, help_heading = REPORT)]
    pub(super) quiet: bool,
    /// Of version 0.1, which kept a cache; does nothing
    #[arg(long, hide = true)]
    no_cache: bool,
    /// Say where the time went, and how much memory was held at most, on standard error
    #[arg(long, help_heading = REPORT)]
    timings: bool,
    /// Threads to use [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// Headings of the help.
const TRIAL: &str = "For a trial";
const ALLOWED: &str = "What may be";
const REPORT: &str = "The report";

/// The arguments of `tidings build`.
#[derive(Args, Debug, Default, PartialEq)]
pub struct BuildCommand {
    #[command(flatten)]
    pub build: BuildArgs,
    /// How the report is written [default: github in GitHub's CI, else text]
    #[arg(long, value_name = "FORM", help_heading = REPORT, value_parser = forms(&[Shown::Text, Shown::Json, Shown::Github]))]
    format: Option<Shown>,
    /// Build again whenever a file changes; a trial, which needs an `--output` of its own
    #[arg(long)]
    watch: bool,
}

/// The arguments of `tidings check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    #[command(flatten)]
    pub build: BuildArgs,
    /// How the report is written [default: github in GitHub's CI, else text]
    #[arg(long, value_name = "FORM", help_heading = REPORT, value_parser = forms(&[Shown::Text, Shown::Json, Shown::Github, Shown::Markdown, Shown::Html, Shown::Sarif]))]
    pub(super) format: Option<Shown>,
    /// Look in the site as it was built whether every entry has its page [default: the generator's folder]
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    site: Option<Option<PathBuf>>,
    /// Compare with what is published, where `tidings publish` brings it, instead of the feeds on disk
    #[cfg(feature = "publish")]
    #[arg(long, conflicts_with = "site")]
    pub(super) published: bool,
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
            sections: self.section.clone(),
        }
    }

    /// What a run came to, before anybody has looked at subscribers or pages.
    fn finished<'a>(
        &self,
        (config, location, now): (&'a Config, &'a Location, Timestamp),
        (step, shown, began): (Step, Shown, Instant),
        outcome: &'a site::Outcome,
        diagnostics: &'a [Diagnostic],
    ) -> FinishedRun<'a> {
        let (detail, denies_warnings) = (self.detail(), self.deny.is_some());
        FinishedRun {
            config,
            location,
            outcome,
            step,
            shown,
            detail,
            began,
            now,
            denies_warnings,
            subscribers: &[],
            proof: None,
            diagnostics,
        }
    }

    /// Shows what was found. Whoever asks for quiet has nothing to do about what is only worth knowing.
    fn show(&self, diagnostics: &[Diagnostic], location: &Location, shown: Shown, colour: Colour) {
        let told = diagnostics.iter().filter(|found| !self.quiet || found.severity != Severity::Info);
        show_at(location, &told.cloned().collect::<Vec<_>>(), shown, colour);
    }

    /// How a run ends by what was found.
    fn exit(&self, diagnostics: &[Diagnostic]) -> Exit {
        let warned = diagnostics.iter().any(|found| found.severity == Severity::Warning);
        if any_error(diagnostics) || (self.deny.is_some() && warned) { Exit::Findings } else { Exit::Fine }
    }

    /// Whether ids that have been published may change.
    #[cfg(feature = "publish")]
    pub(super) fn allows_id_change(&self) -> bool {
        self.allow_id_change
    }

    /// Whether a warning fails the run.
    #[cfg(feature = "publish")]
    pub(super) fn denies_warnings(&self) -> bool {
        self.deny.is_some()
    }

    fn options(&self, now: Timestamp) -> site::RunOptions {
        site::RunOptions {
            now,
            at_fault: if self.keep_going { AtFault::KeepGoing } else { AtFault::Stop },
            id_change: if self.allow_id_change { IdChange::Allow } else { IdChange::Refuse },
            emptying: if self.allow_empty { site::Emptying::Allow } else { site::Emptying::Refuse },
            warnings: if self.deny.is_some() { Warnings::Deny } else { Warnings::Tell },
        }
    }

    fn detail(&self) -> Detail {
        match (self.verbose, self.left_out) {
            (true, _) => Detail::All,
            (false, true) => Detail::LeftOut,
            (false, false) => Detail::Usual,
        }
    }
}

/// `--deny`
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Deny {
    /// Every warning
    Warnings,
}

/// Runs `build` in the site that `here` is in; with `--watch` again and again, until the program is ended.
pub fn run(here: &Path, args: &BuildCommand, colour: Colour) -> Exit {
    let shown = Shown::or_ci(args.format);
    let once = || run_step(here, &args.build, Step::Write, shown, None, colour);
    if !args.watch {
        return once();
    }
    let config = match configuration(here, &args.build.overrides(), shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let own = config.output_dir();
    // A save is no publication: what is watched is written where nobody is subscribed to.
    if config.trial.as_ref().is_none_or(|trial| trial.is_published(&own)) {
        let message = "`--watch` builds whatever is saved, and may not write into the folder that is published";
        return fail(Code::TrialPlace, message, "give it a folder of its own, as `--output preview`", shown, colour);
    }
    let watched = Watched::of(&config.root, Some(&config)).but(&own);
    loop {
        // Before anything is read: what is written meanwhile is a change.
        let states = watched.states();
        once();
        watched.wait(states, || false);
    }
}

/// Runs `check` in the site that `here` is in.
pub fn run_check(here: &Path, args: &CheckArgs, colour: Colour) -> Exit {
    run_step(here, &args.build, Step::Compare, Shown::or_ci(args.format), args.site.as_ref(), colour)
}

/// `site`: the built site is looked at too, in the folder that is named or in the generator's.
fn run_step(
    here: &Path,
    args: &BuildArgs,
    step: Step,
    shown: Shown,
    site: Option<&Option<PathBuf>>,
    colour: Colour,
) -> Exit {
    let began = Instant::now();
    let (config, location, now) = match prepared(here, args, shown, colour) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let named = |folder: &Option<PathBuf>| folder.as_deref().map(|folder| location.below_site(folder));
    let built = match site.map(|folder| pages::built_folder(&config, named(folder).as_deref())).transpose() {
        Ok(built) => built,
        Err(message) => {
            return no_argument(message, "name the folder of the built site: `--site public`", shown, colour);
        }
    };
    if let (Some(Some(given)), Some(folder)) = (site, &built)
        && !folder.is_dir()
    {
        return no_built_site(given, &config, &location, shown, colour);
    }
    let options = args.options(now);
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
    let (outcome, proof) = match done.and_then(|outcome| Ok((outcome, proof?))) {
        Ok(done) => done,
        Err(error) => return fail_of_site(&error, shown, colour),
    };
    let (subscribers, found) = match step {
        Step::Write => (Vec::new(), Vec::new()),
        Step::Compare => site::subscribers(&config, &outcome),
    };
    let of_pages = proof.iter().flat_map(|proof| proof.diagnostics.iter().cloned());
    let mut diagnostics: Vec<Diagnostic> =
        outcome.made.diagnostics.iter().cloned().chain(found).chain(of_pages).collect();
    diagnostic::sort(&mut diagnostics);
    args.show(&diagnostics, &location, shown, colour);
    let run = FinishedRun {
        subscribers: &subscribers,
        proof: proof.as_ref(),
        ..args.finished((&config, &location, now), (step, shown, began), &outcome, &diagnostics)
    };
    if !args.quiet || shown.is_document() {
        say(&run.report());
    }
    let stale = step == Step::Compare && !run.is_fresh();
    if stale { Exit::Findings } else { args.exit(&diagnostics) }
}

/// Says that the folder that is named is none. It may be meant as seen from the root of the site.
fn no_built_site(given: &Path, config: &Config, location: &Location, shown: Shown, colour: Colour) -> Exit {
    let message = format!("cannot list the built site in `{}`: there is no such folder here", given.display());
    let at_root = given.to_str().filter(|named| given.is_relative() && config.root.join(named).is_dir());
    let help = match at_root {
        Some(named) => {
            format!(
                "did you mean `{}`, in the root of the site?",
                location.name(named.trim_end_matches('/'), Shown::Text)
            )
        }
        None => "name the folder that the site is built into, and build the site first".to_owned(),
    };
    fail(Code::ReadFailed, &message, &help, shown, colour)
}

/// The configuration of the site, where it is, and now.
pub(super) fn prepared(
    here: &Path,
    args: &BuildArgs,
    shown: Shown,
    colour: Colour,
) -> Result<(Config, Location, Timestamp), Exit> {
    let config = configuration(here, &args.overrides(), shown, colour)?;
    let location = Location::of(here, &config.root);
    match now(args.now.as_deref()) {
        Ok(now) => Ok((config, location, now)),
        Err(message) => Err(no_argument(&message, "write a moment in UTC", shown, colour)),
    }
}

/// A site that has been built, or would be, for a command that goes on from there.
#[cfg(feature = "publish")]
pub(super) struct MadeSite {
    pub outcome: site::Outcome,
    /// Holds other builds off.
    pub lock: Option<crate::output::BuildLock>,
    /// How the build alone would have ended.
    pub exit: Exit,
}

/// Builds as `build` does and reports it, or with `Step::Compare` makes everything and writes nothing.
///
/// # Errors
/// The machine's faults, and a build that was refused; they have been shown.
#[cfg(feature = "publish")]
pub(super) fn made(
    (config, location, now): (&Config, &Location, Timestamp),
    args: &BuildArgs,
    step: Step,
    shown: Shown,
    colour: Colour,
) -> Result<MadeSite, Exit> {
    let began = Instant::now();
    let options = args.options(now);
    let bar = Bar::new(shown, args.quiet);
    let timings = Timings::new(&bar, began);
    let waiting = || complain("another build is at work here; waiting for it\n");
    let done = match step {
        Step::Write => {
            site::build_and_hold(config, &options, &timings, waiting).map(|(outcome, lock)| (outcome, Some(lock)))
        }
        Step::Compare => site::check(config, &options, &timings).map(|outcome| (outcome, None)),
    };
    bar.finish();
    if args.timings {
        complain(&timings.report());
    }
    let (outcome, lock) = done.map_err(|error| fail_of_site(&error, shown, colour))?;
    let diagnostics = &outcome.made.diagnostics;
    args.show(diagnostics, location, shown, colour);
    if (step == Step::Write && !args.quiet) || outcome.refused {
        let run = args.finished((config, location, now), (step, shown, began), &outcome, diagnostics);
        say(&run.report());
    }
    if outcome.refused {
        return Err(Exit::Findings);
    }
    let exit = args.exit(diagnostics);
    Ok(MadeSite { outcome, lock, exit })
}

/// Reports of each form.
impl FinishedRun<'_> {
    fn report(&self) -> String {
        match self.shown {
            Shown::Json => machines::report(self),
            Shown::Markdown => markdown::report(self),
            Shown::Html => page::report(self),
            Shown::Sarif => sarif::report(self.location, self.diagnostics),
            Shown::Text | Shown::Github => people::report(self),
        }
    }
}
