//! What the real generators made of sites of ours (`tests/generators/`), compared with what Tidings says of the same files:
//! the address of every page, and which files have none.
//!
//! Each site's `golden.json` was written by the program itself; `make.py` beside the sites makes it anew. Where the shared
//! golden data are at hand, those of Zola are compared too.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tidings::article::Article;
use tidings::config::{Config, Overrides};
use tidings::content::{self, DiskFiles};
use tidings::entry::permalink::page_url;
use tidings::feed::Timestamp;

/// What a generator made of one source file.
#[derive(Deserialize)]
struct Golden {
    source: String,
    #[serde(default)]
    published: bool,
    #[serde(default, deserialize_with = "text")]
    url: String,
    #[serde(default, deserialize_with = "text")]
    date: String,
    #[serde(default, deserialize_with = "text")]
    lang: String,
    /// Why ours differs on purpose, where it does.
    #[serde(default, deserialize_with = "text")]
    differs: String,
    #[serde(default, deserialize_with = "text")]
    kind: String,
}

/// A text, or nothing.
fn text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::<String>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// What ours comes to: an address, or why there is none.
fn ours(site: &Path, generator: &str) -> BTreeMap<String, Result<(String, Option<String>), String>> {
    let text = format!(
        "[site]\ngenerator = \"{generator}\"\ntitle = \"T\"\nallow_local = true\n[output]\ndir = \"target-of-the-test\"\n"
    );
    let config = Config::parse_with(site, &text, &Overrides::default(), &DiskFiles::new(site))
        .unwrap_or_else(|faults| panic!("{}: {faults}", site.display()));
    let found = content::discover(&config).expect("a content directory");
    let mut ours = BTreeMap::new();
    for skipped in found.skipped {
        ours.insert(skipped.path.to_string(), Err(skipped.reason.reason().to_owned()));
    }
    for file in found.found {
        let read = content::read_head(&file, &config);
        let said = match (&read.article, read.left_out) {
            (Some(article), _) if is_ahead(article) => Err("waits".to_owned()),
            (Some(article), _) if has_expired(article) => Err("has expired".to_owned()),
            (Some(article), _) => Ok((page_url(article, &config).to_string(), article.language().map(str::to_owned))),
            (None, reason) => {
                let said = read.diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>().join("; ");
                Err(format!("{}: {said}", reason.map_or("", |reason| reason.reason())))
            }
        };
        ours.insert(file.path.to_string(), said);
    }
    ours
}

/// The middle of 2026, when the golden data were made.
fn now() -> Timestamp {
    Timestamp::from_unix(1_781_524_800).expect("2026-06-15")
}

fn is_ahead(article: &Article) -> bool {
    article.published.max(article.embargo.unwrap_or(article.published)) > now()
}

fn has_expired(article: &Article) -> bool {
    article.expires.is_some_and(|expires| expires <= now())
}

/// Where ours is another way on purpose, of data that are not ours to mark: general marks and folders of drafts withhold
/// under any generator, and `lang` is an article's language.
const SHARED_DIFFER: [&str; 8] = [
    "languages: lang-key.md",
    "plain: .attic/found.md",
    "plain: _drafts/underscored.md",
    "plain: drafts/draft-bundle/side.md",
    "plain: drafts/draft-false.md",
    "plain: drafts/not-a-draft.md",
    "plain: people/extra.md",
    "plain: unknown-keys.md",
];

fn decoded(url: &str) -> String {
    percent_encoding::percent_decode_str(url).decode_utf8_lossy().into_owned()
}

/// Compares one site; a line for each file that is not alike.
fn differences(site: &Path, generator: &str) -> (usize, Vec<String>) {
    let text = fs::read_to_string(site.join("golden.json")).expect("golden.json");
    let golden: Vec<Golden> = serde_json::from_str(&text).expect("an array");
    let ours = ours(site, generator);
    let mut different = Vec::new();
    let mut compared = 0;
    for golden in golden.iter().filter(|golden| golden.differs.is_empty() && golden.kind != "section") {
        let ours = ours.get(&golden.source);
        let alike = match ours {
            Some(Ok((url, language))) => {
                golden.published
                    && decoded(url) == decoded(&golden.url)
                    && (golden.lang.is_empty() || language.as_ref().is_none_or(|ours| *ours == golden.lang))
            }
            // Without a date of its own a page is no entry, wherever it is; what is dated ahead waits.
            Some(Err(why)) => {
                !golden.published || why == "waits" || golden.date.is_empty() && why.starts_with("no date")
            }
            None => !golden.published,
        };
        compared += 1;
        if !alike {
            let theirs = if golden.published { golden.url.as_str() } else { "no page" };
            let ours = match ours {
                Some(Ok((url, language))) => format!("{} {language:?}", decoded(url)),
                Some(Err(why)) => why.clone(),
                None => "not looked at".to_owned(),
            };
            different.push(format!("{generator} {}: {}: {theirs}, ours: {ours}", site.display(), golden.source));
        }
    }
    (compared, different)
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

fn compare(name: &str, sites: &[PathBuf]) {
    let mut compared = 0;
    let mut different = Vec::new();
    for site in sites.iter().filter(|site| site.join("golden.json").is_file()) {
        let (count, mut lines) = differences(site, name);
        let is_known =
            |line: &String| SHARED_DIFFER.iter().any(|known| line.contains(&format!("/golden/zola/{known}: ")));
        lines.retain(|line| !is_known(line));
        compared += count;
        different.append(&mut lines);
    }
    println!("{name}: {} of {compared} alike", compared - different.len());
    assert!(different.is_empty(), "{} of {compared} differ:\n{}", different.len(), different.join("\n"));
    assert!(compared > 0, "no golden data of {name}");
}

fn golden(name: &str) {
    compare(name, &folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generators").join(name)));
}

#[test]
fn hugo() {
    golden("hugo");
}

#[test]
fn zola() {
    golden("zola");
}

#[test]
fn zola_shared() {
    let Some(shared) = support::shared("golden/zola") else { return };
    compare("zola", &folders(&shared));
}

#[test]
fn jekyll() {
    golden("jekyll");
}

#[test]
fn eleventy() {
    golden("eleventy");
}

#[test]
fn pelican() {
    golden("pelican");
}

#[test]
fn docusaurus() {
    golden("docusaurus");
}

#[test]
fn hexo() {
    golden("hexo");
}

#[test]
fn astro() {
    golden("astro");
}

#[test]
fn mkdocs() {
    golden("mkdocs");
}
