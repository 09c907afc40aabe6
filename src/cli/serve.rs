//! `tidings serve`: a preview in the browser; with `--published`, the output folder for pollers.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::shared::{Exit, Shown, complain, configuration, fail, load_configuration, no_argument, now};
use crate::config::{Config, Drafts, Future, Overrides};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::Colour;
use crate::serve::{Limits, Loaded, Preview, PublishedFolder, RequestLog, Server};
use crate::site::{self, LEDGER_NAME, RunOptions};

/// The arguments of `tidings serve`.
#[derive(Args)]
pub struct ServeArgs {
    /// Serve the output folder as it stands, to pollers
    #[arg(long)]
    published: bool,
    /// Where the output folder is served [default: 127.0.0.1:4287]
    #[arg(
        long,
        help_heading = "With --published",
        value_name = "ADDR",
        requires = "published",
        conflicts_with = "port"
    )]
    listen: Option<String>,
    /// How long readers may keep a feed, in seconds
    #[arg(long, help_heading = "With --published", value_name = "SECONDS", requires = "published", default_value_t = 1800, value_parser = clap::value_parser!(u64).range(1..=86400))]
    max_age: u64,
    /// The port on this machine; 0 for a free one [default: 4287, or a free one]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the browser
    #[arg(long, help_heading = "Without it: the preview", conflicts_with = "published")]
    open: bool,
    /// Take drafts
    #[arg(long, help_heading = "Without it: the preview", conflicts_with = "published")]
    drafts: bool,
    /// Take articles dated ahead of now
    #[arg(long, help_heading = "Without it: the preview", conflicts_with = "published")]
    future: bool,
    /// The moment to take as now [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, help_heading = "Without it: the preview", value_name = "TIME", conflicts_with = "published")]
    now: Option<String>,
    /// Say each request on standard error
    #[arg(short, long)]
    verbose: bool,
    /// For tests of the limits
    #[arg(long, hide = true, value_name = "NAME=N", value_delimiter = ',', value_parser = limit)]
    limits: Vec<(LimitName, u32)>,
}

/// A limit on what a client may take.
#[derive(Clone, Copy, Debug)]
enum LimitName {
    Connections,
    HeadBytes,
    HeadMilliseconds,
    WriteMilliseconds,
}

/// The number of the RFC that Atom is.
const PORT: u16 = 4287;

fn limit(text: &str) -> Result<(LimitName, u32), String> {
    let (name, number) = text.split_once('=').ok_or("write NAME=N")?;
    let name = match name {
        "connections" => LimitName::Connections,
        "head-bytes" => LimitName::HeadBytes,
        "head-ms" => LimitName::HeadMilliseconds,
        "write-ms" => LimitName::WriteMilliseconds,
        _ => return Err(format!("there is no limit `{name}`")),
    };
    Ok((name, number.parse().map_err(|_| format!("`{number}` is no number"))?))
}

/// Serves until the program is told to end.
pub fn run(root: &Path, args: &ServeArgs, colour: Colour) -> Exit {
    let address = match address(args) {
        Ok(address) => address,
        Err(message) => {
            return no_argument(&message, "write an address and a port: `127.0.0.1:4287`", Shown::Text, colour);
        }
    };
    let log: Option<RequestLog> =
        args.verbose.then(|| Arc::new(|line: &str| complain(&format!("{line}\n"))) as RequestLog);
    let bind = |address| Server::bind(address, limits(args), log.clone());
    // Where nobody asked for the usual port, another will do.
    let usual = args.port.is_none() && args.listen.is_none();
    let server = bind(address).or_else(|error| {
        if usual && error.kind() == std::io::ErrorKind::AddrInUse {
            bind(SocketAddr::new(address.ip(), 0))
        } else {
            Err(error)
        }
    });
    let server = match server {
        Ok(server) => server,
        Err(error) => {
            let message = format!("cannot listen at `{address}`: {error}");
            return fail(
                Code::ServeFailed,
                &message,
                "name another port: `--port 0` takes a free one",
                Shown::Text,
                colour,
            );
        }
    };
    let served = if args.published { published(root, args, server, colour) } else { preview(root, args, server) };
    match served {
        Ok(exit) => exit,
        Err(error) => fail(Code::ServeFailed, &format!("cannot serve: {error}"), "run again", Shown::Text, colour),
    }
}

fn limits(args: &ServeArgs) -> Limits {
    let mut limits = Limits::default();
    for (name, number) in &args.limits {
        let time = Duration::from_millis(u64::from(*number));
        match name {
            LimitName::Connections => limits.connections = *number as usize,
            LimitName::HeadBytes => limits.head_bytes = *number as usize,
            LimitName::HeadMilliseconds => limits.head_time = time,
            LimitName::WriteMilliseconds => limits.write_time = time,
        }
    }
    limits
}

/// Where to listen: on this machine alone, unless another address is named.
fn address(args: &ServeArgs) -> Result<SocketAddr, String> {
    let Some(listen) = &args.listen else {
        return Ok(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), args.port.unwrap_or(PORT)));
    };
    let mut found = listen.to_socket_addrs().map_err(|error| format!("`{listen}` is no address: {error}"))?;
    found.next().ok_or_else(|| format!("`{listen}` is no address"))
}

/// Says the address on the first line, for people and programs.
fn announce(server: &Server) -> std::io::Result<String> {
    let address = format!("http://{}/", server.address()?);
    let mut out = std::io::stdout().lock();
    // A reader that has closed it wants no more.
    let _ = writeln!(out, "{address}").and_then(|()| out.flush());
    Ok(address)
}

fn preview(root: &Path, args: &ServeArgs, server: Server) -> std::io::Result<Exit> {
    let overrides = Overrides {
        drafts: if args.drafts { Drafts::Take } else { Drafts::Leave },
        future: if args.future { Future::Take } else { Future::Wait },
        allow_local: true,
        ..Overrides::default()
    };
    let (given, folder) = (args.now.clone(), root.to_owned());
    let load = Box::new(move || {
        let config = load_configuration(&folder, &overrides).map_err(Vec::from)?;
        let now = now(given.as_deref()).map_err(|message| vec![Diagnostic::error(Code::ArgumentInvalid, message)])?;
        Ok(Loaded { config, options: RunOptions::at(now) })
    });
    let preview = Arc::new(Preview::start(&super::location::site_folder(root), load));
    let address = announce(&server)?;
    complain("a preview: nothing is written; Ctrl+C ends it\n");
    if args.open {
        open(&address);
    }
    let ending = Arc::clone(&preview);
    server.run(preview, move || ending.end())?;
    Ok(Exit::Fine)
}

fn published(root: &Path, args: &ServeArgs, server: Server, colour: Colour) -> std::io::Result<Exit> {
    let overrides = Overrides { allow_local: true, ..Overrides::default() };
    let config = match configuration(root, &overrides, Shown::Text, colour) {
        Ok(config) => config,
        Err(exit) => return Ok(exit),
    };
    let folder = config.output_dir();
    if !folder.is_dir() {
        let message = format!("there is no output folder `{}`", config.shown(&folder));
        return Ok(fail(Code::ServeFailed, &message, "run `tidings build` first", Shown::Text, colour));
    }
    let below =
        url::Url::parse(config.output.url.as_str()).map_or_else(|_| "/".to_owned(), |url| url.path().to_owned());
    let mut served = PublishedFolder::new(&folder, &below, args.max_age);
    if holds_the_site(&config) {
        match documents(&config) {
            Some(documents) => served = served.only(documents),
            None => {
                let message = format!(
                    "`{}` holds the site itself, and no {LEDGER_NAME} says what is published",
                    config.shown(&folder)
                );
                return Ok(fail(Code::ServeFailed, &message, "run `tidings build` first", Shown::Text, colour));
            }
        }
    }
    announce(&server)?;
    server.run(Arc::new(served), || {})?;
    Ok(Exit::Fine)
}

/// Whether the output folder holds the configuration or the articles: most of it is not published.
fn holds_the_site(config: &Config) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let output = real(&config.output_dir());
    real(&config.root).starts_with(&output) || real(&config.content_dir()).starts_with(&output)
}

/// The documents that the ledger names, below the output folder.
fn documents(config: &Config) -> Option<BTreeSet<String>> {
    let ledger = site::read_ledger(config).ok()?.ok()??;
    let folder = config.shown_document("");
    Some(ledger.documents().filter_map(|(path, _)| path.strip_prefix(&*folder)).map(str::to_owned).collect())
}

/// Opens the browser, as the system does; where it cannot, the address has been said.
fn open(address: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/c", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let quiet = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if quiet.spawn().is_err() {
        complain("no browser could be opened\n");
    }
}
