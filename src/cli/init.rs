//! `tidings init`: a start.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use clap::Args;

use super::location::site_folder;
use super::shared::{Exit, Shown, complain, count, fail, say, show};
use super::{papers, start};
use crate::config::{Config, FILE_NAME, Overrides};
use crate::content::DiskFiles;
use crate::diagnostic::{Code, visible};
use crate::entry::permalink;
use crate::generator::{self, Generator, Settings, Told};
use crate::report::Colour;

/// The arguments of `tidings init`.
#[derive(Args, Default)]
pub struct InitArgs {
    /// The title of the site and of its feeds [default: what the site's generator says]
    #[arg(long)]
    title: Option<String>,
    /// Where the articles live on the web [default: what the site's generator says]
    #[arg(long)]
    url: Option<String>,
    /// The folder that holds the articles [default: the generator's, or one that is there, else content]
    #[arg(long, value_name = "DIR")]
    content: Option<String>,
    /// The language of the articles, as a BCP 47 tag [default: what the site's generator says, else en]
    #[arg(long)]
    language: Option<String>,
    /// The program that makes the site's pages [default: the one whose files are here], or none
    #[arg(long, value_name = "NAME")]
    generator: Option<String>,
    /// Take an address that only this machine or a preview host knows
    #[arg(long)]
    allow_local: bool,
}

/// What stands in the new configuration.
struct Start<'a> {
    title: Option<String>,
    url: Option<String>,
    content: Option<String>,
    /// How many files there were seen to be dated, where the folder was found by them.
    seen: usize,
    language: Option<String>,
    allow_local: bool,
    /// The generator, the file that shows it, and what its configuration says.
    generated: Option<(&'a Generator, String, Settings)>,
}

/// Where nobody has started a site and somebody could answer: whether one is to be started here; and how that ended.
pub fn offered(here: &Path) -> Option<Exit> {
    if !can_ask() || site_folder(here).join(FILE_NAME).symlink_metadata().is_ok() {
        return None;
    }
    let answer = ask(&format!("There is no {FILE_NAME} here. Start a site? (yes or no)"), Some("no"))?;
    matches!(answer.to_lowercase().as_str(), "y" | "yes").then(|| run(here, &InitArgs::default()))
}

/// Writes a short commented `tidings.toml` into `root`; asks on a terminal for what nobody told.
pub fn run(root: &Path, args: &InitArgs) -> Exit {
    let file = root.join(FILE_NAME);
    let wrong = |code, message: &str, help: &str| fail(code, message, help, Shown::Text, Colour::Never);
    // A link that leads nowhere is no missing file: what is written through it lands elsewhere.
    if file.symlink_metadata().is_ok() {
        let message = format!("`{}` is already there", file.display());
        return wrong(Code::FileExists, &message, "edit it, or take it away first");
    }
    let files = DiskFiles::new(root);
    let found = match args.generator.as_deref() {
        Some("none") => None,
        Some(name) => match generator::named(name) {
            Some(known) => Some((known, "as you say".to_owned())),
            None => {
                let names = generator::ALL.map(|known| known.name).join(", ");
                let message = format!("no generator `{name}` is known");
                return wrong(Code::ArgumentInvalid, &message, &format!("use one of {names}, or none"));
            }
        },
        None => generator::recognise(&files),
    };
    let generated = found.map(|(known, by)| (known, by, (known.read)(&files, args.content.as_deref())));
    let start = match Start::of(root, args, generated) {
        Ok(start) => start,
        Err((message, help)) => return wrong(Code::AnswerMissing, &message, help),
    };
    let text = start.text();
    let config = match Config::parse_with(root, &text, &Overrides::default(), &files) {
        Ok(config) => config,
        Err(mut faults) => {
            // The file is not there: nothing of it can be shown.
            for fault in &mut faults.0 {
                (fault.file, fault.place) = (None, None);
            }
            show(&faults, Shown::Text, Colour::Never);
            return Exit::Usage;
        }
    };
    let written = std::fs::create_dir_all(config.content_dir())
        .and_then(|()| File::create_new(&file))
        .and_then(|mut handle| handle.write_all(text.as_bytes()));
    if let Err(error) = written {
        let message = format!("cannot write `{}`: {error}", file.display());
        return wrong(Code::WriteFailed, &message, "make the folder writable");
    }
    say(&start.told(&config));
    Exit::Fine
}

/// A value of a generator's configuration.
type Pick = fn(&Settings) -> &Option<Told>;

impl<'a> Start<'a> {
    /// What the arguments say, what is found, and what somebody answers.
    fn of(
        root: &Path,
        args: &InitArgs,
        generated: Option<(&'a Generator, String, Settings)>,
    ) -> Result<Self, (String, &'static str)> {
        let told = |pick: Pick| {
            generated.as_ref().and_then(|(_, _, settings)| pick(settings).as_ref()).map(|told| told.value.clone())
        };
        // What is given, else what is answered, where that is not what the generator says already.
        let settled = |given: &Option<String>, question: &str, pick: Pick, found: Option<String>| {
            if given.is_some() {
                return given.clone();
            }
            let told = told(pick);
            let answer = ask(question, told.as_deref().or(found.as_deref()))?;
            (told.as_deref() != Some(&answer)).then_some(answer)
        };
        let title = settled(&args.title, "Title of the site", |all| &all.title, start::title(root));
        if title.is_none() && told(|all| &all.title).is_none() {
            let message = format!("a title is needed{}", silent(&generated, "title"));
            return Err((message, "pass `--title \"Acme News\"`"));
        }
        let question = "Where the articles live on the web (https://...)";
        let url = settled(&args.url, question, |all| &all.url, start::address(root));
        if url.is_none() && told(|all| &all.url).is_none() {
            let help = match generated.is_some() {
                true => "write it there, or pass `--url https://acme.example/news/`",
                false => "pass `--url https://acme.example/news/`",
            };
            return Err((format!("an address is needed{}", silent(&generated, "url")), help));
        }
        let mut content = args.content.clone();
        let mut seen = 0;
        if generated.is_none() && content.is_none() {
            let (folder, dated) = start::articles(root).unwrap_or_else(|| ("content".to_owned(), 0));
            seen = dated;
            content = Some(ask("The folder of the articles", Some(&folder)).unwrap_or(folder));
        }
        let language = settled(&args.language, "Their language", |all| &all.language, Some("en".to_owned()));
        Ok(Self { title, url, content, seen, language, allow_local: args.allow_local, generated })
    }

    /// The folder that the generator publishes as it is, where it is not the root.
    fn copied(&self) -> Option<&str> {
        let copied = self.generated.as_ref()?.2.copied.as_deref()?.trim_end_matches('/');
        Some(copied).filter(|copied| !copied.is_empty())
    }

    /// Whether that folder holds the articles too: then it is the writer who puts documents among them.
    fn is_among_sources(&self) -> bool {
        let content = self.generated.as_ref().map_or("", |(_, _, settings)| &settings.content.value);
        self.copied().is_some_and(|copied| content.starts_with(copied))
    }

    /// What was found, what was written, and what comes next.
    fn told(&self, config: &Config) -> String {
        let content = visible(&config.content.dir.to_string_lossy());
        let Some((generator, by, settings)) = &self.generated else {
            let (seen, next) = match self.seen {
                0 => (String::new(), "`tidings new \"A title\"`, then `tidings`"),
                seen => (format!(" ({} with a date)", count(seen, "file", "files")), "`tidings`"),
            };
            return format!("wrote {FILE_NAME}; articles are in {content}/{seen}\nnext: {next}\n");
        };
        let mut out = format!("this is a site of {} ({})\n", generator.name, visible(by));
        let mut line = |name: &str, value: &str, from: &str| {
            out.push_str(&format!("  {name:<9} {}  ({})\n", visible(value), visible(from)));
        };
        let mut value = |name: &str, own: &Option<String>, told: &Option<Told>| match (own, told) {
            (Some(own), _) => line(name, own, FILE_NAME),
            (None, Some(told)) => line(name, &told.value, &told.from),
            (None, None) => {}
        };
        value("title", &self.title, &settings.title);
        value("url", &self.url, &settings.url);
        value("language", &self.language, &settings.language);
        value("timezone", &None, &settings.timezone);
        for author in &settings.author {
            value("author", &None, &Some(author.clone()));
        }
        value("articles", &self.content, &Some(Told { value: content, ..settings.content.clone() }));
        for unknown in &settings.unknown {
            out.push_str(&format!("not known: {} ({})\n", visible(&unknown.value), visible(&unknown.from)));
        }
        let output = visible(&config.output.dir.to_string_lossy());
        let at = match self.is_among_sources() {
            true => String::new(),
            false => format!(", which is at {}", config.output.url),
        };
        out.push_str(&format!("wrote {FILE_NAME}; feeds go to {output}/{at}\n"));
        if let Some(feed) = settings.feeds.first() {
            let feed = permalink::url_below(feed, config);
            out.push_str(&format!(
                "if {feed} has subscribers: `tidings adopt` with its file keeps their entries' ids (docs/ledger.md)\n"
            ));
        }
        if let Some(copied) = self.copied().filter(|_| self.is_among_sources()) {
            out.push_str(&format!(
                "to do: {} publishes what is in {copied}/: write `dir = \"{copied}/feeds\"` under `[output]` in {FILE_NAME}\n",
                generator.name
            ));
        }
        for step in &settings.steps {
            out.push_str(&format!("to do: {step}\n"));
        }
        out.push_str("next: `tidings`, and `tidings links` for the lines in the site's head\n");
        out
    }

    /// The text of the configuration.
    fn text(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.trim().to_owned()).to_string();
        let Some((generator, ..)) = &self.generated else { return self.whole_text() };
        let mut out = papers::schema_line(env!("CARGO_PKG_REPOSITORY"));
        out += &format!(
            "# What Tidings makes feeds of. What is not said here, the configuration of {} says.\n\n[site]\n\
             generator = {}\n",
            generator.name,
            quoted(generator.name)
        );
        for (key, value) in [("title", &self.title), ("url", &self.url), ("language", &self.language)] {
            if let Some(value) = value {
                out.push_str(&format!("{key} = {}\n", quoted(value)));
            }
        }
        if self.allow_local {
            out.push_str("allow_local = true\n");
        }
        if let Some(content) = &self.content {
            out.push_str(&format!("\n[content]\ndir = {}\n", quoted(content)));
        }
        if let Some(copied) = self.copied().filter(|_| !self.is_among_sources()) {
            let dir = quoted(&format!("{}/feeds", copied.trim_end_matches('/')));
            out.push_str(&format!("\n[output]\ndir = {dir}  # what is in {copied}/ is published as it is\n"));
        }
        out
    }

    /// That of a site without a generator, with what else could be said.
    fn whole_text(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.trim().to_owned()).to_string();
        format!(
            r#"{schema}# What Tidings makes feeds of. Only site.title and site.url are required.

[site]
title = {title}
url = {url}                # where the articles live
language = {language}
{allow_local}# description = "What we build, and how it goes."
# timezone = "Europe/Berlin"            # for dates that name no zone
# permalink = "/{{year}}/{{month}}/{{slug}}/"  # how an article's address is made

# [organization]                        # the company that publishes
# name = "Acme Robotics Ltd."
# email = "press@acme.example"
# phone = "+86 755 0000 0000"

# [[author]]                            # articles say: author = "lin"
# key = "lin"
# name = "Lin Wei"

[content]
dir = {content}
# exclude = ["drafts/**"]

# [[feed]]                              # without one: rss.xml, atom.xml and feed.json, the newest 20 entries
# name = "news"
# formats = ["rss", "atom", "json"]
# limit = 20                            # or "all"
# content = "full"                      # or "summary"
"#,
            schema = papers::schema_line(env!("CARGO_PKG_REPOSITORY")),
            title = quoted(self.title.as_deref().unwrap_or_default()),
            url = quoted(self.url.as_deref().unwrap_or_default()),
            language = quoted(self.language.as_deref().unwrap_or("en")),
            allow_local = if self.allow_local { "allow_local = true\n" } else { "" },
            content = quoted(self.content.as_deref().unwrap_or("content")),
        )
    }
}

/// Whose configuration says nothing of it, and what it cannot say.
fn silent(generated: &Option<(&Generator, String, Settings)>, key: &str) -> String {
    let Some((known, by, settings)) = generated else { return String::new() };
    let unread = settings.unknown.iter().find(|unknown| unknown.from.to_lowercase().contains(key));
    let unread = unread.map_or_else(String::new, |unknown| format!("; {}: {}", unknown.from, unknown.value));
    visible(&format!(": this is a site of {} ({by}), whose configuration does not say one{unread}", known.name))
}

/// Whether somebody could answer. In CI nobody does, whatever its standard input looks like.
fn can_ask() -> bool {
    let in_ci = ["CI", "GITHUB_ACTIONS"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0" && value != "false"));
    !in_ci && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// An answer; where it is empty, what was offered. `None` where nobody answers.
fn ask(question: &str, offered: Option<&str>) -> Option<String> {
    if !can_ask() {
        return None;
    }
    let hint = offered.map(|offered| format!(" [{}]", visible(offered))).unwrap_or_default();
    complain(&format!("{question}{hint}: "));
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line).ok()?;
    let line = line.trim();
    if read == 0 {
        None
    } else if line.is_empty() {
        offered.map(str::to_owned)
    } else {
        Some(line.to_owned())
    }
}
