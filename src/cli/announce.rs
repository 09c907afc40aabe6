//! `tidings announce`: what a host has published is waited for, and the hubs are told.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::location::Location;
use super::shared::{Exit, Shown, complain, configuration, count, fail, fail_of_site, forms, say, show_at};
use crate::announce::{Announced, ChangedDocument, Passing, Surroundings, announce};
use crate::config::{AnnounceConfig, Config, Overrides};
use crate::diagnostic::Code;
use crate::report::{Colour, push_json};
use crate::site;
use crate::web::Reach;

/// The arguments of `tidings announce`.
#[derive(Args, Debug)]
pub struct AnnounceArgs {
    /// The feeds that have changed [default: all that readers poll]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// For how many seconds to wait for the public addresses; 0 does not wait [default: `[publish] wait`]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(0..=3600))]
    wait: Option<u32>,
    /// Ask servers too that are not of the public internet
    #[arg(long)]
    allow_private: bool,
    /// Let warnings fail the run
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// Say nothing but what is wrong
    #[arg(short, long)]
    quiet: bool,
    /// How the report is written [default: github in GitHub's CI, else text]
    #[arg(long, value_name = "FORM", value_parser = forms(&[Shown::Text, Shown::Json, Shown::Github]))]
    format: Option<Shown>,
}

/// `--deny`
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Deny {
    /// Every warning
    Warnings,
}

/// Time outside.
struct Clock(Instant);

impl Passing for Clock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn pause(&self, duration: Duration) {
        thread::sleep(duration);
    }

    fn unix(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or_default()
    }
}

/// What follows a publication: these documents are announced as the configuration says.
pub fn after(config: &Config, changed: &[ChangedDocument], reach: Reach, tells: bool) -> Announced {
    let seconds = config.announce.seconds(&config.output.hubs);
    if tells && seconds > 0 && changed.iter().any(|document| document.subscription && document.hash.is_some()) {
        complain(&format!("waiting until the public addresses give what is new ({seconds} s at most)\n"));
    }
    let variable = |name: &str| std::env::var(name).ok();
    let around = Surroundings { reach, variable: &variable, time: &Clock(Instant::now()) };
    announce(changed, &config.output.hubs, &config.announce, &around)
}

/// Announces the subscription documents of the site at `root`.
pub fn run(root: &Path, args: &AnnounceArgs, colour: Colour) -> Exit {
    let shown = Shown::or_ci(args.format);
    let mut config = match configuration(root, &Overrides::default(), shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    config.announce.wait = args.wait.or(config.announce.wait).or(Some(AnnounceConfig::WAIT));
    let location = Location::of(root, &config.root);
    let named: Vec<PathBuf> = args.files.iter().map(|file| location.below_site(file)).collect();
    let changed = match site::subscription_documents(&config, &named) {
        Ok(Ok(changed)) => changed,
        Ok(Err(faults)) => {
            show_at(&location, &faults, shown, colour);
            return Exit::Usage;
        }
        Err(error) => return fail_of_site(&error, shown, colour),
    };
    if changed.is_empty() {
        let message = format!("there is no feed in `{}` that is in the ledger", config.shown(&config.output_dir()));
        let help = "run `tidings build` first; where no ledger is kept, name the feeds";
        return fail(Code::AnnounceNothing, &message, help, shown, colour);
    }
    let reach = if args.allow_private { Reach::Any } else { Reach::Public };
    let done = after(&config, &changed, reach, !args.quiet && !shown.is_document() && shown != Shown::Json);
    show_at(&location, &done.diagnostics, shown, colour);
    if !args.quiet || shown == Shown::Json {
        tell(&done, &config, shown);
    }
    if args.deny.is_some() && !done.diagnostics.is_empty() { Exit::Findings } else { Exit::Fine }
}

#[derive(Serialize)]
struct AnnouncedLine {
    kind: &'static str,
    looked_for: usize,
    public: usize,
    purged: usize,
    told: usize,
    hubs: usize,
}

/// Says what was done.
pub fn tell(done: &Announced, config: &Config, shown: Shown) {
    let hubs = config.output.hubs.len();
    if shown == Shown::Json {
        let Announced { looked_for, public, purged, told, .. } = *done;
        let mut out = String::new();
        push_json(&AnnouncedLine { kind: "announced", looked_for, public, purged, told, hubs }, &mut out);
        say(&out);
        return;
    }
    let mut lines = String::new();
    if done.purged > 0 {
        lines += &format!("purged {}\n", count(done.purged, "address", "addresses"));
    }
    if done.looked_for > 0 {
        lines += &format!("{} of {} public as they are now\n", done.public, count(done.looked_for, "feed", "feeds"));
    }
    if hubs > 0 {
        lines += &match done.told {
            0 => "no hub was told\n".to_owned(),
            told => format!("told {} of {}\n", count(hubs, "hub", "hubs"), count(told, "feed", "feeds")),
        };
    }
    if lines.is_empty() {
        lines = "nothing is purged, waited for or told: `[publish]` and `[output] hub` name nobody\n".to_owned();
    }
    complain(&lines);
}
