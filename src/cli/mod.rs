//! The command line: arguments in, a call of the library, a report out. One file a command.

mod adopt;
#[cfg(feature = "publish")]
mod announce;
mod build;
mod diff;
mod explain;
mod form;
mod help;
mod init;
mod ledger;
mod links;
mod location;
mod new;
mod pages;
mod papers;
#[cfg(feature = "publish")]
mod probe;
#[cfg(feature = "publish")]
mod publish;
#[cfg(feature = "serve")]
mod serve;
mod shared;
mod start;
mod summarize;
mod timings;
mod validate;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use shared::{Exit, Shown};

/// Turns a directory of dated articles into RSS 2.0, Atom 1.0 and JSON Feed documents.
#[derive(Parser)]
#[command(name = "tidings", version = help::version(), subcommand_required = true)]
struct Arguments {
    /// Run as if started in this folder
    #[arg(short = 'C', value_name = "DIR", global = true)]
    directory: Option<PathBuf>,
    /// Colour the report
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", hide_possible_values = true)]
    color: shared::ColourChoice,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the feeds (the default)
    #[command(after_help = help::BUILD)]
    Build(build::BuildCommand),
    /// Say what build would write, without writing; exit 1 when the feeds on disk are stale or something is wrong
    #[command(after_help = help::CHECK)]
    Check(build::CheckArgs),
    /// Take over the ids and dates that another generator has published, from its feeds
    #[command(after_help = help::ADOPT)]
    Adopt(adopt::AdoptArgs),
    /// Wait until the public addresses give the feeds that were built, and tell the hubs
    #[cfg(feature = "publish")]
    #[command(after_help = help::ANNOUNCE)]
    Announce(announce::AnnounceArgs),
    /// Say what subscribers see when one feed takes the place of another; exit 1 when ids change
    #[command(after_help = help::DIFF)]
    Diff(diff::DiffArgs),
    /// Show the entry that an article becomes, and where each field came from
    #[command(after_help = help::EXPLAIN)]
    Explain(explain::ExplainArgs),
    /// Print the lines by which the pages of the site say which feeds there are, for their head
    #[command(after_help = help::LINKS)]
    Links(links::LinksArgs),
    /// Put the ledger, tidings.lock, right
    #[command(disable_help_subcommand = true, after_help = help::LEDGER)]
    Ledger(ledger::LedgerArgs),
    /// Start a site in this folder: a commented tidings.toml
    #[command(after_help = help::INIT)]
    Init(init::InitArgs),
    /// Start an article
    #[command(after_help = help::NEW)]
    New(new::NewArgs),
    /// Fetch published feeds as pollers do, and say what is wrong with the answers and the bytes
    #[cfg(feature = "publish")]
    #[command(after_help = help::PROBE)]
    Probe(probe::ProbeArgs),
    /// Make the feeds and bring what differs to object storage, or to a folder elsewhere
    #[cfg(feature = "publish")]
    #[command(after_help = help::PUBLISH)]
    Publish(publish::PublishArgs),
    /// Show the feeds in a browser, anew whenever a file changes; or serve the published ones to pollers
    #[cfg(feature = "serve")]
    #[command(after_help = help::SERVE)]
    Serve(serve::ServeArgs),
    /// Show the summaries of articles
    #[command(after_help = help::SUMMARIZE)]
    Summarize(summarize::SummarizeArgs),
    /// Validate any feed: RSS, Atom, JSON Feed, OPML
    #[command(after_help = help::VALIDATE)]
    Validate(validate::ValidateArgs),
    /// Print the completions of a shell
    #[command(after_help = help::COMPLETIONS)]
    Completions(papers::CompletionsArgs),
    /// Print the manual page, or write those of all commands
    #[command(after_help = help::MAN)]
    Man(papers::ManArgs),
    /// Print the JSON Schema of tidings.toml, for editors
    #[command(after_help = help::SCHEMA)]
    Schema,
}

/// The whole command line, as the parser reads it.
fn command() -> clap::Command {
    let mut command = Arguments::command();
    command.build();
    help::grouped(command)
}

/// The same for a manual, which has a page for each command and none for the help of one.
fn command_of_manual() -> clap::Command {
    Arguments::command().disable_help_subcommand(true)
}

/// Runs the command line `arguments` (the program's name first) and gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let ordered = words::ordered(&command(), arguments.into_iter().collect());
    let parsed = command().try_get_matches_from(ordered).and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output and are no failure; a closed pipe is none either.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Fine.into() };
        }
    };
    let here = arguments.directory.unwrap_or_else(|| PathBuf::from("."));
    let colour = arguments.color.resolve();
    shared::share_work(match &arguments.command {
        Command::Build(args) => args.build.jobs,
        Command::Check(args) => args.build.jobs,
        #[cfg(feature = "publish")]
        Command::Publish(args) => args.build.jobs,
        _ => None,
    });
    let exit = match arguments.command {
        Command::Build(args) => match init::offered(&here) {
            Some(exit) => exit,
            None => build::run(&here, &args, colour),
        },
        #[cfg(feature = "publish")]
        Command::Check(args) if args.published => publish::check(&here, &args.build, Shown::or_ci(args.format), colour),
        Command::Check(args) => build::run_check(&here, &args, colour),
        Command::Adopt(args) => adopt::run(&here, &args, colour),
        #[cfg(feature = "publish")]
        Command::Announce(args) => announce::run(&here, &args, colour),
        Command::Diff(args) => diff::run(&here, &args, colour),
        Command::Explain(args) => explain::run(&here, &args, colour),
        Command::Links(args) => links::run(&here, &args, colour),
        Command::Ledger(args) => ledger::run(&here, &args, colour),
        Command::Init(args) => init::run(&here, &args),
        Command::New(args) => new::run(&here, &args, colour),
        #[cfg(feature = "publish")]
        Command::Probe(args) => probe::run(&here, args, arguments.color),
        #[cfg(feature = "publish")]
        Command::Publish(args) => publish::run(&here, &args, colour),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&here, &args, colour),
        Command::Summarize(args) => summarize::run(&here, &args, colour),
        Command::Validate(args) => validate::run(&here, &args, arguments.color),
        Command::Completions(args) => papers::completions(&args),
        Command::Man(args) => papers::man(&here, &args, colour),
        Command::Schema => papers::schema(),
    };
    exit.into()
}
