//! `tidings init`: a start.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use clap::Args;

use super::shared::{Exit, Shown, fail, say};
use crate::config::{Config, FILE_NAME, Overrides};
use crate::content::DiskFiles;
use crate::diagnostic::visible;
use crate::entry::permalink;
use crate::generator::{self, Generator, Settings, Told};
use crate::report::Colour;

/// The arguments of `tidings init`.
#[derive(Args)]
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

/// Folders that articles are kept in where no generator is recognised.
const USUAL: [&str; 6] = ["content", "_posts", "posts", "src/content", "articles", "blog"];

/// What stands in the new configuration.
struct Start<'a> {
    title: Option<String>,
    url: Option<String>,
    content: Option<String>,
    language: Option<String>,
    allow_local: bool,
    /// The generator, the file that shows it, and what its configuration says.
    generated: Option<(&'a Generator, String, Settings)>,
}

/// Writes a short commented `tidings.toml` into `root`; asks on a terminal for what nobody told.
pub fn run(root: &Path, args: &InitArgs) -> Exit {
    let file = root.join(FILE_NAME);
    let wrong = |message: &str, help: &str| fail(message, help, Shown::Text, Colour::Never);
    // A link that leads nowhere is no missing file: what is written through it lands elsewhere.
    if file.symlink_metadata().is_ok() {
        return wrong(&format!("`{}` is already there", file.display()), "edit it, or take it away first");
    }
    let files = DiskFiles::new(root);
    let found = match args.generator.as_deref() {
        Some("none") => None,
        Some(name) => match generator::named(name) {
            Some(known) => Some((known, "as you say".to_owned())),
            None => {
                let names = generator::ALL.map(|known| known.name).join(", ");
                return wrong(&format!("no generator `{name}` is known"), &format!("use one of {names}, or none"));
            }
        },
        None => generator::recognise(&files),
    };
    let generated = found.map(|(known, by)| (known, by, (known.read)(&files, args.content.as_deref())));
    let told = |pick: fn(&Settings) -> &Option<Told>| {
        generated.as_ref().and_then(|(_, _, settings)| pick(settings).as_ref()).is_some()
    };
    let mut start = Start {
        title: args.title.clone(),
        url: args.url.clone(),
        content: args.content.clone(),
        language: args.language.clone(),
        allow_local: args.allow_local,
        generated: None,
    };
    // Whose configuration says nothing of it, and what it cannot say.
    let silent = |key: &str| match &generated {
        None => String::new(),
        Some((known, by, settings)) => {
            let unread = settings.unknown.iter().find(|unknown| unknown.from.to_lowercase().contains(key));
            let unread = unread.map_or_else(String::new, |unknown| format!("; {}: {}", unknown.from, unknown.value));
            visible(&format!(": this is a site of {} ({by}), whose configuration does not say one{unread}", known.name))
        }
    };
    if start.title.is_none() && !told(|settings| &settings.title) {
        start.title = ask("Title of the site");
        if start.title.is_none() {
            return wrong(&format!("a title is needed{}", silent("title")), "pass `--title \"Acme News\"`");
        }
    }
    if start.url.is_none() && !told(|settings| &settings.url) {
        start.url = ask("Where the articles live on the web (https://...)");
        if start.url.is_none() {
            let help = "write it there, or pass `--url https://acme.example/news/`";
            let help = if generated.is_some() { help } else { "pass `--url https://acme.example/news/`" };
            return wrong(&format!("an address is needed{}", silent("url")), help);
        }
    }
    start.generated = generated;
    if start.generated.is_none() && start.content.is_none() {
        let usual = USUAL.iter().find(|folder| root.join(folder).is_dir());
        start.content = Some(usual.map_or("content", |folder| *folder).to_owned());
    }
    let text = start.text();
    let config = match Config::parse_with(root, &text, &Overrides::default(), &files) {
        Ok(config) => config,
        Err(faults) => {
            let first = faults.first().map(|found| (found.message.clone(), found.help.clone().unwrap_or_default()));
            let (message, help) = first.unwrap_or_default();
            return wrong(&message, &help);
        }
    };
    let written = std::fs::create_dir_all(config.content_dir())
        .and_then(|()| File::create_new(&file))
        .and_then(|mut handle| handle.write_all(text.as_bytes()));
    if let Err(error) = written {
        return wrong(&format!("cannot write `{}`: {error}", file.display()), "make the folder writable");
    }
    say(&start.told(&config));
    Exit::Fine
}

impl Start<'_> {
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
            return format!(
                "wrote {FILE_NAME}; articles are in {content}/\nnext: `tidings new \"A title\"`, then `tidings`\n"
            );
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
        let mut out = format!(
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
            r#"# What Tidings makes feeds of. Only site.title and site.url are required.

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
            title = quoted(self.title.as_deref().unwrap_or_default()),
            url = quoted(self.url.as_deref().unwrap_or_default()),
            language = quoted(self.language.as_deref().unwrap_or("en")),
            allow_local = if self.allow_local { "allow_local = true\n" } else { "" },
            content = quoted(self.content.as_deref().unwrap_or("content")),
        )
    }
}

fn ask(question: &str) -> Option<String> {
    if !io::stdin().is_terminal() {
        return None;
    }
    say(&format!("{question}: "));
    let _ = io::stdout().flush();
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).ok()?;
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}
