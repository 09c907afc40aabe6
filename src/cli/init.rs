//! `tidings init`: a start.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use clap::Args;

use super::shared::{Exit, Shown, fail, say};
use crate::config::{Config, FILE_NAME, Overrides};
use crate::diagnostic::visible;
use crate::report::Colour;

/// The arguments of `tidings init`.
#[derive(Args)]
pub struct InitArgs {
    /// The title of the site and of its feeds
    #[arg(long)]
    title: Option<String>,
    /// Where the articles live on the web
    #[arg(long)]
    url: Option<String>,
    /// The folder that holds the articles [default: the one that is there, else content]
    #[arg(long, value_name = "DIR")]
    content: Option<String>,
    /// The language of the articles, as a BCP 47 tag
    #[arg(long, default_value = "en")]
    language: String,
}

/// Folders that generators keep their articles in.
const USUAL: [&str; 6] = ["content", "_posts", "posts", "src/content", "articles", "blog"];

/// Writes a short commented `tidings.toml` into `root`; asks on a terminal for what is not given.
pub fn run(root: &Path, args: &InitArgs) -> Exit {
    let file = root.join(FILE_NAME);
    let wrong = |message: &str, help: &str| fail(message, help, Shown::Text, Colour::Never);
    // A link that leads nowhere is no missing file: what is written through it lands elsewhere.
    if file.symlink_metadata().is_ok() {
        return wrong(&format!("`{}` is already there", file.display()), "edit it, or take it away first");
    }
    let Some(title) = args.title.clone().or_else(|| ask("Title of the site")) else {
        return wrong("a title is needed", "pass `--title \"Acme News\"`");
    };
    let Some(url) = args.url.clone().or_else(|| ask("Where the articles live on the web (https://...)")) else {
        return wrong("an address is needed", "pass `--url https://acme.example/news/`");
    };
    let found = || USUAL.iter().find(|folder| root.join(folder).is_dir()).map(|folder| (*folder).to_owned());
    let content = args.content.clone().or_else(found).unwrap_or_else(|| "content".to_owned());
    let text = configuration(&title, &url, &content, &args.language);
    if let Err(diagnostics) = Config::parse(root, &text, &Overrides::default()) {
        let first = diagnostics
            .first()
            .map(|diagnostic| (diagnostic.message.clone(), diagnostic.help.clone().unwrap_or_default()));
        let (message, help) = first.unwrap_or_default();
        return wrong(&message, &help);
    }
    let written = std::fs::create_dir_all(root.join(&content))
        .and_then(|()| File::create_new(&file))
        .and_then(|mut handle| handle.write_all(text.as_bytes()));
    if let Err(error) = written {
        return wrong(&format!("cannot write `{}`: {error}", file.display()), "make the folder writable");
    }
    let content = visible(&content);
    say(&format!("wrote {FILE_NAME}; articles are in {content}/\nnext: `tidings new \"A title\"`, then `tidings`\n"));
    Exit::Fine
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

fn configuration(title: &str, url: &str, content: &str, language: &str) -> String {
    let quoted = |text: &str| toml::Value::String(text.trim().to_owned()).to_string();
    format!(
        r#"# What Tidings makes feeds of. Only site.title and site.url are required.

[site]
title = {title}
url = {url}                # where the articles live
language = {language}
# description = "What we build, and how it goes."
# timezone = "Europe/Berlin"            # for dates that name no zone
# permalink = "/{{year}}/{{month}}/{{slug}}/"  # how an article's address is made; or preset = "hugo", "zola", "jekyll" ...

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
        title = quoted(title),
        url = quoted(url),
        language = quoted(language),
        content = quoted(content),
    )
}
