//! The command line: arguments in, a call of the library, a report out. One file a command.

mod adopt;
mod build;
mod diff;
mod explain;
mod init;
mod ledger;
mod links;
mod new;
mod pages;
#[cfg(feature = "probe")]
mod probe;
#[cfg(feature = "serve")]
mod serve;
mod shared;
mod summarize;
mod timings;
mod validate;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use shared::{Exit, Shown};

/// Turns a directory of dated articles into RSS 2.0, Atom 1.0 and JSON Feed documents.
#[derive(Parser)]
#[command(name = "tidings", version)]
#[command(
    after_help = "Exit codes: 0 all is well; 1 the check failed or an article is at fault; 2 the command line or the \
configuration is.\n\nExamples:\n  tidings init --title \"Acme News\" --url https://acme.example/news/\n  tidings new \"A new sensor\"\n  \
tidings\n  tidings check"
)]
struct Arguments {
    /// Run as if started in this folder
    #[arg(short = 'C', value_name = "DIR", global = true)]
    directory: Option<PathBuf>,
    /// Colour the report
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    color: shared::ColourChoice,
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    build: build::BuildArgs,
}

#[derive(Subcommand)]
enum Command {
    /// Make the feeds (the default)
    Build(build::BuildCommand),
    /// Say what build would write, without writing; exit 1 when the feeds on disk are stale or something is wrong
    Check(build::CheckArgs),
    /// Take over the ids and dates that another generator has published, from its feeds
    Adopt(adopt::AdoptArgs),
    /// Say what subscribers see when one feed takes the place of another; exit 1 when ids change
    Diff(diff::DiffArgs),
    /// Show the entry that an article becomes, and where each field came from
    Explain(explain::ExplainArgs),
    /// Print the lines by which the pages of the site say which feeds there are, for their head
    Links(links::LinksArgs),
    /// Put the ledger, tidings.lock, right
    Ledger(ledger::LedgerArgs),
    /// Start a site in this folder: a commented tidings.toml
    Init(init::InitArgs),
    /// Start an article
    New(new::NewArgs),
    /// Fetch published feeds as pollers do, and say what is wrong with the answers and the bytes
    #[cfg(feature = "probe")]
    Probe(probe::ProbeArgs),
    /// Show the feeds in a browser, anew whenever a file changes; or serve the published ones to pollers
    #[cfg(feature = "serve")]
    Serve(serve::ServeArgs),
    /// Show the summaries of articles
    Summarize(summarize::SummarizeArgs),
    /// Validate any feed: RSS, Atom, JSON Feed, OPML
    Validate(validate::ValidateArgs),
}

/// Runs the command line `arguments` (the program's name first) and gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output and are no failure; a closed pipe is none either.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Fine.into() };
        }
    };
    if arguments.command.is_some() && arguments.build != build::BuildArgs::default() {
        shared::complain("error: options of `build` stand after the command's name\n");
        return Exit::Usage.into();
    }
    let root = arguments.directory.unwrap_or_else(|| PathBuf::from("."));
    let colour = arguments.color.resolve();
    match &arguments.command {
        None => shared::share_work(arguments.build.jobs),
        Some(Command::Build(args)) => shared::share_work(args.build.jobs),
        Some(Command::Check(args)) => shared::share_work(args.build.jobs),
        Some(_) => shared::share_work(None),
    }
    let exit = match arguments.command {
        None => build::run(&root, &arguments.build, colour),
        Some(Command::Build(args)) => build::run_command(&root, &args, colour),
        Some(Command::Check(args)) => build::run_check(&root, &args, colour),
        Some(Command::Adopt(args)) => adopt::run(&root, &args, colour),
        Some(Command::Diff(args)) => diff::run(&root, &args, colour),
        Some(Command::Explain(args)) => explain::run(&root, &args, colour),
        Some(Command::Links(args)) => links::run(&root, &args, colour),
        Some(Command::Ledger(args)) => ledger::run(&root, &args, colour),
        Some(Command::Init(args)) => init::run(&root, &args),
        Some(Command::New(args)) => new::run(&root, &args, colour),
        #[cfg(feature = "probe")]
        Some(Command::Probe(args)) => probe::run(&root, args, arguments.color),
        #[cfg(feature = "serve")]
        Some(Command::Serve(args)) => serve::run(&root, &args, colour),
        Some(Command::Summarize(args)) => summarize::run(&root, &args, colour),
        Some(Command::Validate(args)) => validate::run(&root, &args, arguments.color),
    };
    exit.into()
}
