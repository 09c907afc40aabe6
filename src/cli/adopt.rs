//! `tidings adopt`: the ids and dates that another generator has published go into the ledger.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::diff::feed;
use super::location::Location;
use super::shared::{
    Exit, Shown, complain, configuration, fail, fail_of_site, forms, no_argument, now, say, show, show_at,
};
use crate::adopt::{parse_by_hand, union};
use crate::config::{LedgerUse, Overrides};
use crate::diagnostic::{Code, any_error};
use crate::ledger::IdChange;
use crate::report::{Colour, push_json};
use crate::site::{self, LEDGER_NAME, Unwatched};

/// The arguments of `tidings adopt`.
#[derive(Args, Debug)]
pub struct AdoptArgs {
    /// Feeds as they are published: RSS, Atom or JSON Feed; archives too, the newest first
    #[arg(required = true, value_name = "FEED")]
    feeds: Vec<PathBuf>,
    /// Matches made by hand: lines `match PATH <- ID`, as the report has them
    #[arg(long, value_name = "FILE")]
    matches: Option<PathBuf>,
    /// Report, and leave the ledger as it is
    #[arg(long)]
    dry_run: bool,
    /// Take the old ids even where the ledger has others, because those have not been published
    #[arg(long)]
    allow_id_change: bool,
    /// The moment to take as now [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// How the report is written
    #[arg(long, value_name = "FORM", default_value = "text", value_parser = forms(&[Shown::Text, Shown::Json, Shown::Github]))]
    format: Shown,
}

#[derive(Serialize)]
struct AdoptionLine {
    kind: &'static str,
    summary: String,
    written: bool,
    #[serde(flatten)]
    matches: serde_json::Value,
}

/// Adopts feeds, named as seen from `root`, into the site at `root`.
pub fn run(root: &Path, args: &AdoptArgs, colour: Colour) -> Exit {
    let shown = args.format;
    let config = match configuration(root, &Overrides::default(), shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    if config.ledger == LedgerUse::Off {
        let help = "take `[ledger] enabled = false` out of `tidings.toml`";
        return fail(Code::LedgerOff, "without a ledger there is nothing that could keep the ids", help, shown, colour);
    }
    let now = match now(args.now.as_deref()) {
        Ok(now) => now,
        Err(message) => return no_argument(&message, "write a moment in UTC", shown, colour),
    };
    let mut feeds = Vec::with_capacity(args.feeds.len());
    for path in &args.feeds {
        match feed(root, path, shown, colour) {
            Ok(feed) => feeds.push(feed),
            Err(exit) => return exit,
        }
    }
    let by_hand_name = args.matches.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let by_hand = match &args.matches {
        None => Vec::new(),
        Some(path) => {
            let text = match std::fs::read_to_string(root.join(path)) {
                Ok(text) => text,
                Err(error) => {
                    let message = format!("cannot read `{by_hand_name}`: {error}");
                    return fail(Code::ReadFailed, &message, "name a file of lines `match PATH <- ID`", shown, colour);
                }
            };
            match parse_by_hand(&text, &by_hand_name) {
                Ok(by_hand) => by_hand,
                Err(found) => {
                    show(&found, shown, colour);
                    return Exit::Findings;
                }
            }
        }
    };

    let id_change = if args.allow_id_change { IdChange::Allow } else { IdChange::Refuse };
    let options = site::RunOptions { id_change, ..site::RunOptions::at(now) };
    let entries = union(feeds);
    let old = site::OldFeeds { entries: &entries, files: &args.feeds, by_hand: &by_hand, by_hand_file: &by_hand_name };
    let done = if args.dry_run {
        site::adoption(&config, &options, old, &Unwatched).map(|adoption| (adoption, false))
    } else {
        site::adopt_into_ledger(&config, &options, old, &Unwatched, || {
            complain("a build is at work here; waiting for it\n");
        })
    };
    let (adoption, written) = match done {
        Ok(done) => done,
        Err(error) => return fail_of_site(&error, shown, colour),
    };
    show_at(&Location::of(root, &config.root), &adoption.diagnostics, shown, colour);
    match shown {
        Shown::Json => {
            let matches = adoption.matches.to_json();
            let line = AdoptionLine { kind: "adoption", summary: adoption.matches.sentence(), written, matches };
            let mut out = String::new();
            push_json(&line, &mut out);
            say(&out);
        }
        _ => {
            say(&adoption.matches.to_text());
            if written {
                complain(&format!("wrote {LEDGER_NAME}; commit it, then run `tidings build`\n"));
            }
        }
    }
    if any_error(&adoption.diagnostics) { Exit::Findings } else { Exit::Fine }
}
