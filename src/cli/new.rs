//! `tidings new`: a dated article, ready to be written.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use clap::Args;

use super::location::Location;
use super::shared::{Exit, Shown, configuration, fail, now, say};
use crate::config::Overrides;
use crate::diagnostic::{Code, visible};
use crate::report::Colour;
use crate::slug::slug;

/// The arguments of `tidings new`.
#[derive(Args)]
pub struct NewArgs {
    /// The article's title
    title: String,
    /// When it is published [default: now]
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
}

/// Writes `YYYY-MM-DD-slug.md` with front matter into the content directory; never over a file.
pub fn run(root: &Path, args: &NewArgs, colour: Colour) -> Exit {
    let config =
        match configuration(root, &Overrides { allow_local: true, ..Overrides::default() }, Shown::Text, colour) {
            Ok(config) => config,
            Err(exit) => return exit,
        };
    let wrong = |code, message: &str, help: &str| fail(code, message, help, Shown::Text, colour);
    if let Some(generated) = &config.site.generator {
        // What one takes for a draft, or for front matter at all, another publishes.
        let name = generated.generator.name;
        let help = format!("write it as {name} has its articles, in `{}`", config.shown(&config.content_dir()));
        return wrong(
            Code::ArgumentInvalid,
            &format!("this is a site of {name}, which has front matter and drafts of its own"),
            &help,
        );
    }
    let moment = match now(args.now.as_deref()) {
        Ok(moment) => moment.utc().with_timezone(&config.site.timezone),
        Err(message) => return wrong(Code::ArgumentInvalid, &message, "write the moment in UTC"),
    };
    let title = args.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = slug(&title);
    if name.is_empty() {
        return wrong(Code::ArgumentInvalid, "the title has no letter or digit", "give the article a title in words");
    }
    let day = moment.format("%Y-%m-%d");
    let location = Location::of(root, &config.root);
    let shown = |file: &Path| location.name(&config.shown(file), Shown::Text);
    let file = config.content_dir().join(format!("{day}-{name}.md"));
    let quoted = toml::Value::String(title).to_string();
    // A moment in the future of its own feed would wait, so the time of day is written too.
    let text =
        format!("+++\ntitle = {quoted}\ndate = {}\ndraft = true\n+++\n\n", moment.format("%Y-%m-%dT%H:%M:%S%:z"));
    let created = std::fs::create_dir_all(config.content_dir())
        .and_then(|()| File::create_new(&file))
        .and_then(|mut handle| handle.write_all(text.as_bytes()));
    match created {
        Ok(()) => {
            say(&format!("wrote {}: write it, then take `draft = true` out\n", visible(&shown(&file))));
            Exit::Fine
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            wrong(Code::FileExists, &format!("`{}` is already there", shown(&file)), "give the article another title")
        }
        Err(error) => {
            wrong(Code::WriteFailed, &format!("cannot write `{}`: {error}", shown(&file)), "make the folder writable")
        }
    }
}
