//! What the help says: the commands in groups, examples, the version.

use std::fmt::Write;
use std::sync::LazyLock;

use clap::Command;

/// The commands by what one wants to do; what is in none stands last.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Feeds", &["build", "check", "publish", "announce", "serve", "validate", "probe"]),
    ("Articles", &["new", "explain", "summarize"]),
    ("A site begins or moves", &["init", "links", "adopt", "diff", "ledger"]),
    ("The program", &["completions", "man", "schema", "help"]),
];

const END: &str = "Without a command, `build` runs. Options stand before or after the command's name, and \
                   `tidings COMMAND --help` tells them.\n\nExit codes: 0 all is well; 1 the check failed or an article is at \
                   fault; 2 the command line or the configuration is.";

const EXAMPLES: [(&str, &str); 4] = [
    ("tidings init", "begin: asks for what it cannot find"),
    ("tidings new \"A new sensor\"", "an article with today's date"),
    ("tidings", "make the feeds"),
    ("tidings check", "in CI: are they fresh?"),
];

pub const BUILD: &str = "Examples:
  tidings                                    Make the feeds
  tidings --drafts --output /tmp/preview     A trial, with drafts, into a folder of its own
  tidings --left-out                         Which articles are in no feed, and why";

pub const CHECK: &str = "Examples:
  tidings check                              Are the feeds on disk those of the articles?
  tidings check --format markdown            The same, for a comment on a pull request
  tidings check --format html > report.html  The same, as a page to keep
  tidings check --site public                Does each entry have its page in the built site?";

#[cfg(feature = "publish")]
pub const PUBLISH: &str = "Examples:
  tidings publish                            Build, and upload what differs
  tidings publish --dry-run                  What would be uploaded, and what subscribers would see
  tidings check --published                  Is what is public what the articles make?";

pub const ADOPT: &str = "Examples:
  tidings adopt --dry-run old.xml            Which published entry is which article
  tidings adopt old.xml                      Take their ids and dates over";

#[cfg(feature = "publish")]
pub const ANNOUNCE: &str = "Examples:
  tidings announce                           After the host has published: wait, then tell the hubs
  tidings announce feeds/news.rss.xml        Of this feed alone";

pub const DIFF: &str = "Examples:
  tidings diff old.xml feeds/rss.xml         What subscribers of the old feed would see";

pub const EXPLAIN: &str = "Examples:
  tidings explain content/launch.md          Every field of its entry, and who says so
  tidings explain --site                     What holds for the whole site";

pub const INIT: &str = "Examples:
  tidings init                               Asks on a terminal; what is found here is offered
  tidings init --title \"Acme News\" --url https://acme.example/news/";

pub const LINKS: &str = "Examples:
  tidings links                              For the head of every page
  tidings links --redirects nginx            For a server, where feeds have moved";

pub const LEDGER: &str = "Examples:
  tidings ledger mend                        What would put it right after a merge
  tidings ledger mend --write                The same, and does it";

#[cfg(feature = "serve")]
pub const SERVE: &str = "Examples:
  tidings serve --open                       A screen to keep open while writing
  tidings serve --published --listen 127.0.0.1:8080
                                             To pollers, behind a proxy that speaks TLS";

pub const SCHEMA: &str = "Examples:
  tidings schema > tidings.schema.json       Then `#:schema ./tidings.schema.json` is the first line of tidings.toml";

pub const NEW: &str = "Examples:
  tidings new \"A new sensor\"               A draft with today's date";

pub const SUMMARIZE: &str = "Examples:
  tidings summarize content/*.md             A line for each";

pub const VALIDATE: &str = "Examples:
  tidings validate feeds/*.xml               Feeds of any program
  curl -sL URL | tidings validate --url URL -
  tidings validate --explain guid-missing    What a rule asks for, with examples";

#[cfg(feature = "publish")]
pub const PROBE: &str = "Examples:
  tidings probe https://acme.example/        The feeds that a page names
  tidings probe --follow URL                 And recordings, artwork, archives, its page
  tidings probe --allow-private http://127.0.0.1:8000/feed.xml
  tidings probe --explain probe-vary         What a finding means, with examples";

pub const COMPLETIONS: &str = "Examples:
  tidings completions bash > ~/.local/share/bash-completion/completions/tidings
  tidings completions zsh > \"${fpath[1]}/_tidings\"
  tidings completions fish > ~/.config/fish/completions/tidings.fish";

pub const MAN: &str = "Examples:
  tidings man | man -l -                     Read it
  tidings man --dir ~/.local/share/man/man1  One page for each command";

/// The version, with the commit where the build was told one (`TIDINGS_COMMIT`): `0.1.0 (1a2b3c4d5e6f)`.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let version = env!("CARGO_PKG_VERSION");
        match option_env!("TIDINGS_COMMIT").unwrap_or_default().trim() {
            "" => version.to_owned(),
            commit => format!("{version} ({})", commit.get(..12).unwrap_or(commit)),
        }
    });
    &VERSION
}

/// The command with its help in groups.
pub fn grouped(command: Command) -> Command {
    let head = *command.get_styles().get_header();
    let word = *command.get_styles().get_literal();
    let mut left: Vec<&Command> = command.get_subcommands().filter(|known| !known.is_hide_set()).collect();
    let mut text = String::new();
    // Writing to a string cannot fail, here and below.
    for (title, names) in GROUPS {
        let _ = writeln!(text, "{head}{title}:{head:#}");
        for name in names {
            let Some(at) = left.iter().position(|known| known.get_name() == *name) else { continue };
            line(&mut text, left.remove(at), word);
        }
        text.push('\n');
    }
    for known in left {
        line(&mut text, known, word);
    }
    let _ = writeln!(text, "{head}Examples:{head:#}");
    for (example, says) in EXAMPLES {
        let _ = writeln!(text, "  {word}{example:<29}{word:#} {says}");
    }
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{text}\n{head}Options:{head:#}\n{{options}}\n\n{END}\n"
    );
    command.override_usage("tidings [COMMAND] [OPTIONS]").help_template(template)
}

fn line(text: &mut String, command: &Command, word: clap::builder::styling::Style) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    // What comes after the first thought stands in the command's own help.
    let about = about.split(';').next().unwrap_or_default();
    let _ = writeln!(text, "  {word}{:<11}{word:#} {about}", command.get_name());
}
