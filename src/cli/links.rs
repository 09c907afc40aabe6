//! `tidings links`: the lines by which the pages of a site say which feeds there are.

use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::location::Location;
use super::shared::{Exit, Shown, complain, configuration, fail_of_site, no_argument, now, say, show_at};
use crate::config::{Overrides, WebServer};
use crate::report::Colour;
use crate::site::{self, FeedLink, RunOptions, Unwatched};

/// The arguments of `tidings links`.
#[derive(Args, Debug)]
pub struct LinksArgs {
    /// Take the feeds that are made for each tag, section, author or language too
    #[arg(long)]
    all: bool,
    /// The moment to take as now [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// Instead, the lines by which a server sends readers of documents that have moved to the new addresses
    #[arg(long, value_name = "SERVER", value_parser = server_parser())]
    redirects: Option<WebServer>,
    /// How the links are written
    #[arg(long, value_name = "FORM", default_value = "html")]
    format: LinksForm,
}

/// The servers, by the names that the configuration has for them, with where the lines belong.
fn server_parser() -> impl TypedValueParser<Value = WebServer> {
    let known = WebServer::ALL.map(|server| {
        let belongs = match server {
            WebServer::Netlify | WebServer::Cloudflare => "Lines of `_redirects`",
            WebServer::Nginx => "Locations of a `server`",
            WebServer::Apache => "Lines of `.htaccess`",
            WebServer::Caddy => "Lines of a site in the `Caddyfile`",
        };
        PossibleValue::new(server.word()).help(belongs)
    });
    PossibleValuesParser::new(known).try_map(|word| {
        WebServer::ALL.into_iter().find(|server| server.word() == word).ok_or("there is no such server")
    })
}

/// How the links are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LinksForm {
    /// Lines for the head of the site's pages
    Html,
    /// A list of objects: rel, type, title, href, and hreflang where the language is not the site's
    Json,
}

/// Prints the links of the site at `root`.
pub fn run(root: &Path, args: &LinksArgs, colour: Colour) -> Exit {
    let shown = Shown::Text;
    let config = match configuration(root, &Overrides::default(), shown, colour) {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let now = match now(args.now.as_deref()) {
        Ok(now) => now,
        Err(message) => return no_argument(&message, "write a moment in UTC", shown, colour),
    };
    if let Some(server) = args.redirects {
        return match site::redirects(&config, server, &RunOptions::at(now), &Unwatched) {
            Ok((lines, errors)) => {
                show_at(&Location::of(root, &config.root), &errors, shown, colour);
                say(&lines);
                if lines.is_empty() && errors.is_empty() {
                    complain("no feed has moved: none has `moved`, or a second `path`\n");
                }
                if errors.is_empty() { Exit::Fine } else { Exit::Findings }
            }
            Err(error) => fail_of_site(&error, shown, colour),
        };
    }
    let (links, errors) = match args.all {
        false => (site::links(&config), Vec::new()),
        true => match site::links_of_all(&config, &RunOptions::at(now), &Unwatched) {
            Ok(found) => found,
            Err(error) => return fail_of_site(&error, shown, colour),
        },
    };
    show_at(&Location::of(root, &config.root), &errors, shown, colour);
    say(&written(&links, args.format));
    if errors.is_empty() { Exit::Fine } else { Exit::Findings }
}

fn written(links: &[FeedLink], form: LinksForm) -> String {
    match form {
        LinksForm::Html => links.iter().map(|link| link.to_html() + "\n").collect(),
        LinksForm::Json => serde_json::to_string_pretty(links).unwrap_or_default() + "\n",
    }
}
