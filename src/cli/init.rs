//! `tidings init`: a start.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Component, Path};

use clap::Args;

use super::location::{generator_above, site_folder};
use super::shared::{Exit, Shown, complain, count, fail, say, show};
use super::{papers, start};
use crate::config::{Config, FILE_NAME, Overrides};
use crate::content::DiskFiles;
use crate::diagnostic::{Code, visible};
use crate::entry::permalink;
use crate::generator::{self, Generator, Settings, SiteFiles, Told};
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
    let question = format!("There is no {FILE_NAME} here. Start a site? (yes or no)");
    let answer = ask(&question, Some("no"), &|_| None)?;
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
    if let (None, None, Some((known, folder))) = (&args.generator, &found, generator_above(root)) {
        let message = format!("this is within a site of {} (`{}`)", known.name, folder.display());
        let help =
            format!("run `tidings -C {} init`, or pass `--generator none` for a site of its own", folder.display());
        return wrong(Code::AnswerMissing, &message, &help);
    }
    if let Some((known, by)) = found.as_ref().filter(|_| can_ask()) {
        complain(&format!("This is a site of {} ({}): what it says is offered.\n", known.name, visible(by)));
    }
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
        let files = DiskFiles::new(root);
        let settled = |given: &Option<String>, key: &str, question: &str, pick: Pick, found: Option<String>| {
            if given.is_some() {
                return given.clone();
            }
            let told = told(pick);
            let meant = |answer: &str| if key == "url" { in_full(answer.to_owned()) } else { answer.to_owned() };
            let fault = |answer: &str| match key {
                "url" if args.allow_local => None,
                _ => fault_of_site(key, &meant(answer), &files),
            };
            let answer = meant(&ask(question, told.as_deref().or(found.as_deref()), &fault)?);
            (told.as_deref() != Some(&answer)).then_some(answer)
        };
        let title = settled(&args.title, "title", "Title of the site", |all| &all.title, start::title(root));
        if title.is_none() && told(|all| &all.title).is_none() {
            let message = format!("a title is needed{}", silent(&generated, "title"));
            return Err((message, "pass `--title \"Acme News\"`"));
        }
        let question = "Where the articles live on the web (https://...)";
        let url = settled(&args.url, "url", question, |all| &all.url, start::address(root));
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
            let outside = |answer: &str| {
                let inside = !answer.contains("://")
                    && Path::new(answer).components().all(|part| matches!(part, Component::Normal(_)));
                (!inside).then(|| "name a folder below this one, such as content".to_owned())
            };
            content = Some(ask("The folder of the articles", Some(&folder), &outside).unwrap_or(folder));
        }
        let language =
            settled(&args.language, "language", "Their language", |all| &all.language, Some("en".to_owned()));
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
                "if {feed} has subscribers: `tidings adopt` with its file keeps their entries' ids: `tidings adopt --help`\n"
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

/// What keeps an answer from being taken; `None` where nothing does.
type Fault<'a> = &'a dyn Fn(&str) -> Option<String>;

/// An answer; where it is empty, what was offered. `None` where nobody answers.
fn ask(question: &str, offered: Option<&str>, fault: Fault) -> Option<String> {
    can_ask().then(|| answer(question, offered, fault, &mut io::stdin().lock(), &mut |text| complain(text)))?
}

/// Asks until an answer can be taken; so often, and the last one is judged with the whole configuration.
fn answer(
    question: &str,
    offered: Option<&str>,
    fault: Fault,
    input: &mut dyn BufRead,
    tell: &mut dyn FnMut(&str),
) -> Option<String> {
    const PATIENCE: usize = 5;
    let hint = offered.map(|offered| format!(" [{}]", visible(offered))).unwrap_or_default();
    for asked in 1..=PATIENCE {
        tell(&format!("{question}{hint}: "));
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let given = match (line.trim(), offered) {
            ("", None) => continue,
            ("", Some(offered)) => offered.to_owned(),
            (given, _) => given.to_owned(),
        };
        match fault(&given) {
            Some(wrong) if asked < PATIENCE => tell(&format!("{}\n", visible(&wrong))),
            _ => return Some(given),
        }
    }
    None
}

/// An address as it is meant where no scheme is typed: `acme.example/news`.
fn in_full(address: String) -> String {
    let host = address.split('/').next().unwrap_or_default();
    let typed_short = !address.contains("://") && host.contains('.') && !host.contains([' ', '@']);
    if typed_short { format!("https://{address}") } else { address }
}

/// What the configuration would say of one of its keys in `[site]`.
fn fault_of_site(key: &str, value: &str, files: &dyn SiteFiles) -> Option<String> {
    let mut site = toml::Table::new();
    for (key, value) in [("title", "T"), ("url", "https://site.example/"), (key, value)] {
        site.insert(key.to_owned(), toml::Value::String(value.to_owned()));
    }
    let text = toml::Table::from_iter([("site".to_owned(), toml::Value::Table(site))]).to_string();
    let faults = Config::parse_with(Path::new("."), &text, &Overrides::default(), files).err()?;
    let first = faults.0.first()?;
    let help = first.help.as_deref().map(|help| format!(": {help}")).unwrap_or_default();
    Some(format!("{}{help}", first.message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(typed: &str, offered: Option<&str>, fault: Fault) -> (Option<String>, String) {
        let mut told = String::new();
        let given = answer("Address", offered, fault, &mut typed.as_bytes(), &mut |text| told.push_str(text));
        (given, told)
    }

    #[test]
    fn what_cannot_be_taken_is_asked_again() {
        let fault = |given: &str| (given == "acme").then(|| "no address".to_owned());
        let (given, told) = answered("acme\nhttps://acme.example/\n", None, &fault);
        assert_eq!(given.as_deref(), Some("https://acme.example/"));
        assert_eq!(told, "Address: no address\nAddress: ");
        assert_eq!(answered("\n", Some("here"), &fault).0.as_deref(), Some("here"));
        assert_eq!(answered("", Some("here"), &fault).0, None);
        // Nobody who types the same for ever is asked for ever.
        assert!(answered(&"acme\n".repeat(99), None, &fault).0.is_some());
        assert_eq!(answered(&"\n".repeat(99), None, &fault).0, None);
    }

    #[test]
    fn a_host_alone_is_an_address() {
        assert_eq!(in_full("acme.example/news".to_owned()), "https://acme.example/news");
        for whole in ["http://acme.example/", "acme", "mailto@acme.example"] {
            assert_eq!(in_full(whole.to_owned()), whole);
        }
    }

    #[test]
    fn an_answer_is_judged_as_the_configuration_would() {
        let files = DiskFiles::new(Path::new("."));
        assert!(fault_of_site("url", "acme", &files).is_some_and(|fault| fault.contains("https://")));
        assert!(fault_of_site("language", "deutsch!", &files).is_some());
        assert_eq!(fault_of_site("url", "https://acme.example/", &files), None);
        assert_eq!(fault_of_site("title", "A \"b\"\n", &files), None);
    }
}
