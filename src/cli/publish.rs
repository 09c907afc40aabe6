//! `tidings publish` and `tidings check --published`: what the articles make becomes public, or is compared with what is.

mod report;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use clap::Args;

use self::report::{Aim, PublishReport};
use super::announce;
use super::build::{self, BuildArgs, Step};
use super::location::Location;
use super::shared::{Exit, Shown, complain, fail, fail_of_site, forms, no_argument, say, show_at};
use crate::announce::ChangedDocument;
use crate::config::{Config, LedgerUse, PublishConfig, StoragePlace};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::output::BuildLock;
use crate::publish::{
    self, ForeignObjects, LocalDocument, LocalFiles, MANIFEST_KEY, PublicChange, Publication, PublishError,
    PublishExtent, PublishManifest, PublishStep, TagsBefore, Unconditional,
};
use crate::report::Colour;
use crate::site::{LEDGER_NAME, MadeDocument, Outcome};
use crate::storage::{Storage, environment};
use crate::web::Reach;

/// The arguments of `tidings publish`.
#[derive(Args, Debug)]
pub struct PublishArgs {
    #[command(flatten)]
    pub build: BuildArgs,
    /// Upload the output folder as it stands, and build nothing
    #[arg(long)]
    no_build: bool,
    /// Say what would be uploaded and what subscribers would see; write nothing, here or there
    #[arg(long)]
    dry_run: bool,
    /// Publish to a storage that cannot tell two publishers apart, where it is sure that there is one
    #[arg(long)]
    allow_unconditional: bool,
    /// Take the place of objects that Tidings has not published
    #[arg(long)]
    replace: bool,
    /// Neither purge nor wait, and tell no hub: `tidings announce` does it later
    #[arg(long)]
    no_announce: bool,
    /// Wait for, and tell, servers too that are not of the public internet
    #[arg(long)]
    allow_private: bool,
    /// How the report is written [default: github in GitHub's CI, else text]
    #[arg(long, value_name = "FORM", value_parser = forms(&[Shown::Text, Shown::Json, Shown::Github, Shown::Markdown]))]
    format: Option<Shown>,
}

/// A command under way: where, and how it is told.
struct Ground<'a> {
    config: &'a Config,
    location: &'a Location,
    shown: Shown,
    colour: Colour,
    verbose: bool,
    quiet: bool,
    /// Whether a warning fails the run.
    denies: bool,
    /// Which hosts are asked whether they serve it, and told; `None`: none is.
    reach: Option<Reach>,
}

/// What is to be public, and where from.
struct Source {
    /// A build, which was written or not; `None`: the folder as it stands.
    outcome: Option<Outcome>,
    paths: Vec<String>,
    /// Holds other builds off until all is uploaded.
    _lock: Option<BuildLock>,
    exit: Exit,
}

/// Publishes the site that `here` is in.
pub fn run(here: &Path, args: &PublishArgs, colour: Colour) -> Exit {
    let shown = Shown::or_ci(args.format);
    let aim = if args.dry_run { Aim::Plan } else { Aim::Publish };
    match attempt(here, args, aim, shown, colour) {
        Ok(exit) | Err(exit) => exit,
    }
}

/// Compares what is public with what a build would make; what differs fails.
pub fn check(here: &Path, build: &BuildArgs, shown: Shown, colour: Colour) -> Exit {
    if matches!(shown, Shown::Html | Shown::Sarif) {
        let help = "take `text`, `json`, `github` or `markdown`";
        return no_argument("`--published` has no report of this form", help, shown, colour);
    }
    let args = PublishArgs {
        build: build.clone(),
        no_build: false,
        dry_run: true,
        allow_unconditional: false,
        replace: false,
        no_announce: false,
        allow_private: false,
        format: Some(shown),
    };
    match attempt(here, &args, Aim::Check, shown, colour) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn attempt(here: &Path, args: &PublishArgs, aim: Aim, shown: Shown, colour: Colour) -> Result<Exit, Exit> {
    let (config, location, now) = build::prepared(here, &args.build, shown, colour)?;
    let (verbose, quiet) = (args.build.verbose, args.build.quiet);
    let reach = if args.allow_private { Reach::Any } else { Reach::Public };
    let reach = (!args.no_announce).then_some(reach);
    let ground = Ground {
        config: &config,
        location: &location,
        shown,
        colour,
        verbose,
        quiet,
        denies: args.build.denies_warnings(),
        reach,
    };
    if args.no_build && !config.sections.is_empty() {
        let message = "what stands in the output folder is of the whole site";
        return Err(no_argument(message, "take `--section` or `--no-build` out", shown, colour));
    }
    let to = ground.target()?;
    // Before a build, which may take long.
    let storage = Storage::open(&to.to, &to.access, &config.root, &environment)
        .map_err(|error| ground.fail(&PublishError::Storage(error)))?
        .of_site(config.output.url.as_str());
    let before = match aim {
        Aim::Publish => publish::tags_before(&storage, &config.output_dir())
            .map_err(|error| ground.fail(&PublishError::Storage(error)))?,
        Aim::Plan | Aim::Check => TagsBefore::new(),
    };
    if aim == Aim::Publish && !args.no_build && !args.build.allows_id_change() {
        ground.refuse_forgetful(&storage, &before)?;
    }
    let source = match (args.no_build, aim) {
        (true, _) => ground.standing()?,
        (false, aim) => {
            let step = if aim == Aim::Publish { Step::Write } else { Step::Compare };
            let made = build::made((&config, &location, now), &args.build, step, shown, colour)?;
            let paths = made.outcome.made.documents.iter().map(|document| document.path.clone()).collect();
            Source { paths, outcome: Some(made.outcome), _lock: made.lock, exit: made.exit }
        }
    };
    let made = source.outcome.as_ref().map(|outcome| &outcome.made);
    let files = LocalFiles::made(&config, made.map_or(&[], |made| &made.documents));
    let feeds = made.map_or(&[][..], |made| &made.feeds);
    let documents = publish::documents(&config, &source.paths, feeds, &files).map_err(|error| ground.fail(&error))?;
    if args.no_build {
        ground.refuse_unsound(&documents, &files)?;
    }
    let foreign = if args.replace { ForeignObjects::Replace } else { ForeignObjects::Keep };
    let done = match aim {
        Aim::Plan | Aim::Check => ground.plan(&storage, to, aim, (&documents, feeds, &files), foreign),
        Aim::Publish => {
            let unconditional = if args.allow_unconditional { Unconditional::Allow } else { Unconditional::Refuse };
            ground.publish(&storage, to, (&documents, &files, &before), foreign, unconditional)
        }
    }?;
    Ok(done.max(source.exit))
}

impl Ground<'_> {
    /// Where to; never into what it is made of.
    fn target(&self) -> Result<&PublishConfig, Exit> {
        let refuse = |message: &str, help: &str| fail(Code::PublishNowhere, message, help, self.shown, self.colour);
        if let Some(trial) = &self.config.trial {
            let options = trial.options.join("`, `");
            let message = format!("a run with `{options}` is a trial, and is not published");
            return Err(no_argument(&message, "publish without it", self.shown, self.colour));
        }
        let Some(to) = &self.config.publish else {
            let help = "write `[publish]` with `to = \"s3://bucket/prefix\"` or a folder into tidings.toml";
            return Err(refuse("the configuration does not say where to publish", help));
        };
        if let StoragePlace::Folder(folder) = &to.to {
            // What was meant is a bucket, which nobody would miss until readers do.
            let is_reached = to.access.endpoint.is_some() || to.access.region.is_some();
            if is_reached && !self.config.root.join(folder).parent().is_some_and(Path::is_dir) {
                let message = "`endpoint` and `region` are of a bucket, and `to` is a folder in one that is not there";
                let help = format!("write `to = \"s3://{}\"`, or make the folder", folder.display());
                return Err(refuse(message, &help));
            }
            let folder = real(&self.config.root.join(folder));
            let taken = [self.config.output_dir(), self.config.content_dir()];
            // A build holds the root for itself, and would wait for itself.
            let is_root = folder == real(&self.config.root.join("."));
            if is_root || taken.iter().any(|own| folder.starts_with(real(own))) {
                let message = "the folder to publish to is that of the site, the output folder, or among the articles";
                return Err(refuse(message, "give it a folder of its own in `[publish] to`"));
            }
        }
        Ok(to)
    }

    /// A build that remembers nothing, beside feeds of ours that are public: it would give ids of its own to entries that
    /// readers know, and they would all be unread again. Where the output folder has those feeds, the build itself sees it.
    fn refuse_forgetful(&self, storage: &Storage, before: &TagsBefore) -> Result<(), Exit> {
        let config = self.config;
        let failed = |error| self.fail(&PublishError::Storage(error));
        if config.ledger == LedgerUse::Off || !(before.contains_key(MANIFEST_KEY) || storage.is_folder()) {
            return Ok(());
        }
        let is_there = match &config.ledger_at {
            None => config.root.join(LEDGER_NAME).exists(),
            Some(at) => {
                let store = Storage::open(&at.place, &config.access, &config.root, &environment).map_err(failed)?;
                store.head(&at.key).map_err(failed)?.is_some()
            }
        };
        if is_there {
            return Ok(());
        }
        let account = storage.get(MANIFEST_KEY).map_err(failed)?;
        let account = account.and_then(|read| PublishManifest::parse(&read.bytes).ok().flatten());
        if account.is_none_or(|account| account.site != config.output.url.as_str() || account.objects.is_empty()) {
            return Ok(());
        }
        let ledger = config.ledger_at.as_ref().map_or_else(|| LEDGER_NAME.to_owned(), |at| at.to_string());
        let message =
            format!("there is no `{ledger}`, and feeds of this site are public: their entries would appear again");
        let help = "bring the ledger back (it is committed beside tidings.toml, or `[ledger] at` says where it is), take the ids over \
                    by `tidings adopt` with a public feed, or pass `--allow-id-change`";
        Err(fail(Code::LedgerMissing, &message, help, self.shown, self.colour))
    }

    fn standing(&self) -> Result<Source, Exit> {
        let lock = BuildLock::acquire(&[&self.config.root, &self.config.output_dir()], || {
            complain("a build is at work here; waiting for it\n");
        });
        let lock = lock.map_err(|error| fail_of_site(&error.into(), self.shown, self.colour))?;
        let paths = publish::standing(self.config).map_err(|error| fail_of_site(&error, self.shown, self.colour))?;
        if paths.is_empty() {
            let output = self.config.shown(&self.config.output_dir());
            let message = format!("there is nothing to publish in `{output}`");
            return Err(fail(Code::PublishInvalid, &message, "run `tidings build` first", self.shown, self.colour));
        }
        Ok(Source { outcome: None, paths, _lock: Some(lock), exit: Exit::Fine })
    }

    fn refuse_unsound(&self, documents: &[LocalDocument], files: &LocalFiles<'_>) -> Result<(), Exit> {
        let mut found = publish::unsound(self.config, documents, files).map_err(|error| self.fail(&error))?;
        if found.is_empty() {
            return Ok(());
        }
        diagnostic::sort(&mut found);
        show_at(self.location, &found, self.shown, self.colour);
        Err(Exit::Findings)
    }

    /// Says what would be done, and what subscribers would see.
    fn plan(
        &self,
        storage: &Storage,
        to: &PublishConfig,
        aim: Aim,
        (documents, feeds, files): (&[LocalDocument], &[MadeDocument], &LocalFiles<'_>),
        foreign: ForeignObjects,
    ) -> Result<Exit, Exit> {
        let site = self.config.output.url.as_str();
        let planned =
            publish::plan(storage, site, documents, foreign, self.extent()).map_err(|error| self.fail(&error))?;
        let (subscribers, problems) = publish::subscribers(self.config, storage, &planned, feeds, files)
            .map_err(|error| self.fail(&PublishError::Storage(error)))?;
        let mut told = told(&planned.left, planned.unreadable);
        told.extend(problems);
        show_at(self.location, &told, self.shown, self.colour);
        if !self.quiet || self.shown.is_document() {
            let report = PublishReport { to, aim, shown: self.shown, verbose: self.verbose };
            say(&report.of_plan(&planned, &subscribers));
        }
        let stale = aim == Aim::Check && !planned.is_fresh();
        Ok(if stale { Exit::Findings } else { Exit::Fine })
    }

    fn publish(
        &self,
        storage: &Storage,
        to: &PublishConfig,
        (documents, files, before): (&[LocalDocument], &LocalFiles<'_>, &TagsBefore),
        foreign: ForeignObjects,
        unconditional: Unconditional,
    ) -> Result<Exit, Exit> {
        let report = PublishReport { to, aim: Aim::Publish, shown: self.shown, verbose: self.verbose };
        let steps = RefCell::new(Vec::new());
        let done = |step: &PublishStep<'_>| match step {
            PublishStep::Again(key) => {
                complain(&format!("somebody else has published `{key}` meanwhile; planning again\n"));
            }
            step => steps.borrow_mut().push(report.line(step)),
        };
        let site = self.config.output.url.as_str();
        let extent = self.extent();
        let done = &done;
        let publication = Publication { storage, site, documents, files, foreign, extent, before, unconditional, done };
        let finished = publication.publish().map_err(|error| {
            let uploaded = steps.borrow().len();
            if uploaded > 0 && self.shown != Shown::Json {
                complain(&format!("{uploaded} documents were published before this; a later run goes on from there\n"));
            }
            self.fail(&error)
        })?;
        let changes = publish::public_changes(self.config, documents, &finished);
        let mut told = told(&finished.left, finished.unreadable);
        if !finished.conditions {
            let message =
                "this storage cannot tell two publishers apart; each object was looked at before it was written";
            let help = "let one job publish at a time";
            let mut warning = Diagnostic::error(Code::PublishUnconditional, message).help(help);
            warning.severity = diagnostic::Severity::Warning;
            told.push(warning);
        }
        show_at(self.location, &told, self.shown, self.colour);
        if !self.quiet || self.shown.is_document() {
            say(&report.of_publication(&finished, &changes, &steps.borrow()));
        }
        Ok(self.after_upload(&changes))
    }

    /// What comes once the bytes are public, and not before. It is given each address that has other bytes now, with their hash.
    fn after_upload(&self, changes: &[PublicChange]) -> Exit {
        let Some(reach) = self.reach else { return Exit::Fine };
        let changed = |change: &PublicChange| ChangedDocument {
            url: change.url.clone(),
            hash: change.hash.clone(),
            subscription: change.subscription,
        };
        let changed: Vec<ChangedDocument> = changes.iter().map(changed).collect();
        let tells = !self.quiet && !self.shown.is_document() && self.shown != Shown::Json;
        let done = announce::after(self.config, &changed, reach, tells);
        show_at(self.location, &done.diagnostics, self.shown, self.colour);
        let is_told = done.purged > 0 || done.looked_for > 0 || done.told > 0;
        if is_told && !self.quiet && !self.shown.is_document() {
            announce::tell(&done, self.config, self.shown);
        }
        if self.denies && !done.diagnostics.is_empty() { Exit::Findings } else { Exit::Fine }
    }

    /// Whether the documents are all of the site.
    fn extent(&self) -> PublishExtent {
        if self.config.sections.is_empty() { PublishExtent::Whole } else { PublishExtent::Part }
    }

    fn fail(&self, error: &PublishError) -> Exit {
        show_at(self.location, &[error.diagnostic()], self.shown, self.colour);
        if error.is_of_the_machine() { Exit::Usage } else { Exit::Findings }
    }
}

/// Where a path leads; of what is not there yet, where the folder above it does.
fn real(path: &Path) -> PathBuf {
    let there = path.ancestors().find_map(|above| Some((above.canonicalize().ok()?, path.strip_prefix(above).ok()?)));
    there.map_or_else(|| path.to_owned(), |(above, rest)| above.join(rest))
}

/// Warnings of a plan.
fn told(left: &[String], unreadable: bool) -> Vec<Diagnostic> {
    let kept = |key: &String| {
        let message = format!("`{key}` is no longer made, and stays where it is published: somebody has changed it");
        Diagnostic::warning(Code::PublishKept, message).help("remove it by hand, if it is to go")
    };
    let mut told: Vec<Diagnostic> = left.iter().map(kept).collect();
    if unreadable {
        let message = format!("`{}` where it is published cannot be read", publish::MANIFEST_KEY);
        let help = "nothing: each object is looked at, and it is made anew; what is no longer made is not removed";
        told.push(Diagnostic::warning(Code::PublishManifest, message).help(help));
    }
    told
}
