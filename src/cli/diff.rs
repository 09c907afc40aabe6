//! `tidings diff`: what subscribers see when one feed takes the place of another.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::shared::{Exit, Shown, fail, say, show};
use crate::diagnostic::Code;
use crate::diff::{FeedDiff, compare};
use crate::published::{PublishedFeed, read_feed};
use crate::report::{Colour, push_json};

/// The arguments of `tidings diff`.
#[derive(Args, Debug)]
pub struct DiffArgs {
    /// The feed as it was: RSS, Atom or JSON Feed
    old: PathBuf,
    /// The feed as it will be
    new: PathBuf,
    /// How many entries the new feed carries at most, to tell what is pushed out from what is gone
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How the difference is written
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: DiffForm,
}

/// How a difference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffForm {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// For a comment on a pull request
    Markdown,
}

#[derive(Serialize)]
struct DiffLine<'a> {
    kind: &'static str,
    summary: String,
    #[serde(flatten)]
    diff: &'a FeedDiff,
}

/// Compares two files below `root`; ids that change fail.
pub fn run(root: &Path, args: &DiffArgs, colour: Colour) -> Exit {
    let shown = if args.format == DiffForm::Json { Shown::Json } else { Shown::Text };
    let (old, new) = match (feed(root, &args.old, shown, colour), feed(root, &args.new, shown, colour)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    let diff = compare(&old, &new, args.limit);
    let name = new.title.or(old.title).unwrap_or_else(|| args.new.display().to_string());
    say(&match args.format {
        DiffForm::Text => diff.to_text(&name),
        DiffForm::Markdown => diff.to_markdown(&name),
        DiffForm::Json => {
            let mut out = String::new();
            push_json(&DiffLine { kind: "subscribers", summary: diff.sentence(), diff: &diff }, &mut out);
            out
        }
    });
    if diff.breaks_the_promise() { Exit::Findings } else { Exit::Fine }
}

/// Reads a feed; a complaint has been shown where it cannot be read.
pub(super) fn feed(root: &Path, path: &Path, shown: Shown, colour: Colour) -> Result<PublishedFeed, Exit> {
    let name = path.display().to_string();
    let bytes = std::fs::read(root.join(path)).map_err(|error| {
        fail(
            Code::ReadFailed,
            &format!("cannot read `{name}`: {error}"),
            "name a file with a feed in it",
            shown,
            colour,
        )
    })?;
    read_feed(&bytes, &name).map_err(|problem| {
        show(&[problem], shown, colour);
        Exit::Usage
    })
}
