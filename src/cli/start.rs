//! What a folder offers for a start, where no generator says it: where its articles are, its title, its address.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::config::Config;
use crate::content::{Found, read_head};

/// Folders that articles are kept in where no generator is recognised.
const USUAL: [&str; 6] = ["content", "_posts", "posts", "src/content", "articles", "blog"];

/// Folders of programs, in which nobody writes.
const OF_PROGRAMS: [&str; 10] =
    ["node_modules", "target", "vendor", "dist", "build", "public", "_site", "feeds", "tmp", "venv"];

/// So many folders are looked into, and so many files of each.
const FOLDERS: usize = 500;
const FILES: usize = 60;

/// The folder of the articles: a usual one, else the one that has dated files below it, of several the one with the most;
/// and how many such files were seen. `None` where there is none.
pub fn articles(root: &Path) -> Option<(String, usize)> {
    if let Some(usual) = USUAL.iter().find(|folder| root.join(folder).is_dir()) {
        return Some(((*usual).to_owned(), 0));
    }
    // By the top folder: the folder that all of its dated files are below, and their number.
    let mut tops: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut config = Config::new("Articles", "https://site.example/").ok()?;
    config.root = root.to_owned();
    for folder in folders(root) {
        let dated = dated_files(root, &folder, &mut config);
        if dated == 0 {
            continue;
        }
        let top = folder.split('/').next().unwrap_or_default().to_owned();
        let entry = tops.entry(top).or_insert_with(|| (folder.clone(), 0));
        entry.0 = common(&entry.0, &folder);
        entry.1 += dated;
    }
    // Of equals, the first by name.
    tops.into_values().rev().max_by_key(|(_, dated)| *dated)
}

/// The folders below the root, with `/`, three levels deep; each before those in it.
fn folders(root: &Path) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut level = vec![String::new()];
    for _ in 0..3 {
        let mut next = Vec::new();
        for above in &level {
            let names = fs::read_dir(root.join(above)).into_iter().flatten().flatten();
            let names = names.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
            let mut names: Vec<String> = names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
            names.retain(|name| !name.starts_with(['.', '_']) && !OF_PROGRAMS.contains(&name.as_str()));
            names.sort_unstable();
            next.extend(
                names.iter().map(|name| if above.is_empty() { name.clone() } else { format!("{above}/{name}") }),
            );
        }
        next.truncate(FOLDERS - found.len().min(FOLDERS));
        found.extend(next.iter().cloned());
        level = next;
    }
    found
}

/// How many files that lie in a folder would be articles with a date.
fn dated_files(root: &Path, folder: &str, config: &mut Config) -> usize {
    config.content.dir = folder.into();
    let names = fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
    let mut names: Vec<String> = names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let text = |name: &&String| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        matches!(ending.as_deref(), Some("md" | "markdown" | "txt" | "text"))
    };
    let files = names.iter().filter(text).take(FILES).filter_map(|name| Found::at(name, config));
    files.filter(|found| read_head(found, config).article.is_some()).count()
}

/// The folder that both are, or are below.
fn common(one: &str, other: &str) -> String {
    let same = one.split('/').zip(other.split('/')).take_while(|(one, other)| one == other);
    same.map(|(part, _)| part).collect::<Vec<_>>().join("/")
}

/// A title to offer: the name of the folder in words.
pub fn title(root: &Path) -> Option<String> {
    let full = root.canonicalize().ok()?;
    let words = full.file_name()?.to_str()?.replace(['-', '_', '.'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = words.chars().next()?;
    Some(first.to_uppercase().chain(words.chars().skip(1)).collect())
}

/// An address to offer: that of the file by which hosts of static sites are told a domain.
pub fn address(root: &Path) -> Option<String> {
    let text = crate::file::read_text(&root.join("CNAME"), 1 << 10).ok()?;
    let domain = text.lines().next()?.trim();
    let is_domain = domain.contains('.') && domain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    is_domain.then(|| format!("https://{domain}/"))
}
