//! Files that hold texts and are not read, and what a content directory without articles holds: neither is passed over
//! in silence.

use std::collections::BTreeMap;

use crate::article::LeftOut;
use crate::config::Config;
use crate::content::{Discovery, Skipped};
use crate::diagnostic::{Code, Diagnostic};

use super::reading::shown;

/// The files of each format that is not read, by its ending in lower case.
fn by_format(skipped: &[Skipped]) -> BTreeMap<String, Vec<&str>> {
    let mut formats: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for file in skipped.iter().filter(|skipped| skipped.reason == LeftOut::Unread) {
        let (_, ending) = file.path.rsplit_once('.').unwrap_or_default();
        formats.entry(ending.to_ascii_lowercase()).or_default().push(&file.path);
    }
    formats
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A warning for each format.
pub fn formats(skipped: &[Skipped], config: &Config) -> Vec<Diagnostic> {
    let told = |(ending, files): (String, Vec<&str>)| {
        let first = files.first().map_or_else(String::new, |first| shown(first, config).to_string());
        let message = match files.len() {
            1 => format!("`{first}` is not read: `.{ending}` is no format of articles here"),
            number => format!("{number} `.{ending}` files are not read, such as `{first}`"),
        };
        let glob = format!("*.{ending}");
        let help = format!(
            "convert them to Markdown or HTML, or have a program do it (`[[convert]]` in tidings.toml); if they are no articles, \
             add `\"{glob}\"` to `content.exclude`; `--left-out` names each"
        );
        Diagnostic::warning(Code::FormatUnread, message).help(help)
    };
    by_format(skipped).into_iter().map(told).collect()
}

/// What a content directory holds that has no article: its files by kind, and what is left out of it.
pub fn holdings(walked: &Discovery) -> String {
    let mut parts: Vec<String> = by_format(&walked.skipped)
        .into_iter()
        .map(|(ending, files)| count(files.len(), &format!("`.{ending}` file"), &format!("`.{ending}` files")))
        .collect();
    if walked.others > 0 {
        parts.push(count(walked.others, "file of no text", "files of no text"));
    }
    let others: Vec<&Skipped> = walked.skipped.iter().filter(|skipped| skipped.reason != LeftOut::Unread).collect();
    const NAMED: usize = 4;
    parts.extend(others.iter().take(NAMED).map(|left| format!("`{}` (left out: {})", left.path, left.reason.reason())));
    if others.len() > NAMED {
        parts.push(format!("{} more that are left out", others.len() - NAMED));
    }
    let folders = match walked.folders {
        0 | 1 => String::new(),
        more => format!(" in {}", count(more - 1, "folder", "folders")),
    };
    match parts.is_empty() {
        true if folders.is_empty() => "it is empty".to_owned(),
        true => format!("it holds no file{folders}"),
        false => format!("it holds {}{folders}", parts.join(", ")),
    }
}
