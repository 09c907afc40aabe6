//! `tidings ledger`: what a person may do to the ledger.

use std::path::Path;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::location::Location;
use super::shared::{Exit, Shown, complain, configuration, fail, fail_of_site, forms, no_argument, now, say, show_at};
use crate::config::{LedgerUse, Overrides};
use crate::diagnostic::Code;
use crate::report::{Colour, push_json};
use crate::site::{self, LEDGER_NAME};

/// The arguments of `tidings ledger`.
#[derive(Args, Debug)]
pub struct LedgerArgs {
    #[command(subcommand)]
    command: LedgerCommand,
}

#[derive(Subcommand, Debug)]
enum LedgerCommand {
    /// Show what would put tidings.lock right: the rest of a merge, lines changed by hand, dates ahead of now
    Mend(MendArgs),
}

/// The arguments of `tidings ledger mend`.
#[derive(Args, Debug)]
struct MendArgs {
    /// Do it
    #[arg(long)]
    write: bool,
    /// The moment to take as now [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// How the report is written
    #[arg(long, value_name = "FORM", default_value = "text", value_parser = forms(&[Shown::Text, Shown::Json, Shown::Github]))]
    format: Shown,
}

#[derive(Serialize)]
struct MendingLine {
    kind: &'static str,
    changes: usize,
    written: bool,
}

/// Runs the command in the site at `root`.
pub fn run(root: &Path, args: &LedgerArgs, colour: Colour) -> Exit {
    let LedgerCommand::Mend(args) = &args.command;
    mend(root, args, colour)
}

fn mend(root: &Path, args: &MendArgs, colour: Colour) -> Exit {
    let shown = args.format;
    let config = match configuration(root, &Overrides::default(), shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    if config.ledger == LedgerUse::Off {
        let help = "take `[ledger] enabled = false` out of `tidings.toml` to keep one";
        return fail(Code::LedgerOff, "this site keeps no ledger", help, shown, colour);
    }
    let now = match now(args.now.as_deref()) {
        Ok(now) => now,
        Err(message) => return no_argument(&message, "write a moment in UTC", shown, colour),
    };
    let location = Location::of(root, &config.root);
    let done = if args.write {
        site::mend_ledger(&config, now, || complain("a build is at work here; waiting for it\n"))
    } else {
        site::mending(&config, now)
    };
    let changes = match done {
        Ok(None) => Vec::new(),
        Ok(Some(Ok(mended))) => mended.changes,
        Ok(Some(Err(found))) => {
            show_at(&location, &found, shown, colour);
            return Exit::Findings;
        }
        Err(error) => return fail_of_site(&error, shown, colour),
    };
    show_at(&location, &changes, shown, colour);
    let written = args.write && !changes.is_empty();
    match shown {
        Shown::Json => {
            let mut out = String::new();
            push_json(&MendingLine { kind: "mending", changes: changes.len(), written }, &mut out);
            say(&out);
        }
        _ if changes.is_empty() => {
            complain(&format!("nothing in {LEDGER_NAME} has to be mended\n"));
        }
        _ if written => {
            complain(&format!("wrote {LEDGER_NAME}; look at its difference and commit it\n"));
        }
        _ => {
            complain("nothing is written; run `tidings ledger mend --write` to do it\n");
        }
    }
    Exit::Fine
}
