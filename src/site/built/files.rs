//! What entries show or bring with them and is no page: whether the built site has it.

use std::collections::BTreeMap;

use url::Url;

use super::compare::NAMED;
use super::folder::BuiltFolder;
use super::{Addressed, SitePlace};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::Composed;
use crate::feed::WebUrl;

/// The addresses of the pictures that an entry shows, each once.
pub fn pictures(composed: &Composed) -> Vec<String> {
    let mut found: Vec<String> = composed.image.iter().map(|image| image.url.to_string()).collect();
    let html = composed.content.as_ref().map_or("", |content| content.as_str());
    // The sanitiser writes a value between double quotes, and in it no `<`.
    for (at, _) in html.match_indices("<img ") {
        let tag = &html[at..];
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        let Some((_, rest)) = tag.split_once(" src=\"") else { continue };
        found.extend(rest.split_once('"').map(|(address, _)| address.replace("&amp;", "&")));
    }
    found.sort();
    found.dedup();
    found
}

/// A warning for each article that shows a picture which the site does not have; the first ones, and how many more.
pub fn missing_pictures(articles: &[Addressed], built: &BuiltFolder, place: &SitePlace) -> Vec<Diagnostic> {
    let is_missing = |address: &&String| missing_path(address, built, place).is_some();
    let mut by_article: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for article in articles {
        let missing: Vec<&String> = article.pictures.iter().filter(is_missing).collect();
        if !missing.is_empty() {
            by_article.insert(&article.shown, missing);
        }
    }
    let count = by_article.len();
    let help = "show it by an address that the site has, such as that of a file that is copied as it is; the generator may have \
                given it another name";
    let mut told: Vec<Diagnostic> = Vec::new();
    for (shown, missing) in by_article.into_iter().take(NAMED) {
        let more = missing.len() - 1;
        let more = if more == 0 { String::new() } else { format!(", and {more} more") };
        let message = format!("the site has no picture at `{}`{more}", missing[0]);
        told.push(Diagnostic::warning(Code::PagePicture, message).in_file(shown).help(help));
    }
    if count > NAMED {
        let message = format!("{} more articles show pictures that the site does not have", count - NAMED);
        told.push(Diagnostic::warning(Code::PagePicture, message));
    }
    told
}

/// The path, below the built folder, of a file that should be there and is not.
fn missing_path(address: &str, built: &BuiltFolder, place: &SitePlace) -> Option<String> {
    let path = Url::parse(address).ok().filter(|url| url.query().is_none()).and_then(|url| place.path(&url))?;
    (built.file_of(&path).as_deref() != Some(&*path)).then_some(path)
}

/// A file that an entry or a show brings with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// What it is.
    pub what: &'static str,
    /// Its address.
    pub address: String,
}

impl NamedFile {
    fn new(what: &'static str, url: &WebUrl) -> Self {
        Self { what, address: url.to_string() }
    }
}

/// The files that players and directories fetch for an entry.
pub fn named(composed: &Composed) -> Vec<NamedFile> {
    // The page of an episode that no text is about is its file.
    let enclosures = composed.enclosures.iter().filter(|enclosure| enclosure.url != composed.url);
    let mut found: Vec<NamedFile> = enclosures.map(|enclosure| NamedFile::new("enclosure", &enclosure.url)).collect();
    if let Some(episode) = &composed.episode {
        found.extend(episode.transcripts.iter().map(|file| NamedFile::new("transcript", &file.url)));
        found.extend(episode.chapters.iter().map(|(url, _)| NamedFile::new("chapters", url)));
        found.extend(episode.artwork.iter().map(|url| NamedFile::new("artwork", url)));
    }
    found
}

/// The same of the shows of a site.
fn named_by_shows(config: &Config) -> Vec<NamedFile> {
    let mut found = Vec::new();
    for podcast in config.feeds.iter().filter_map(|feed| feed.podcast.as_ref()) {
        let trailers = podcast.show.trailers.iter().map(|trailer| NamedFile::new("trailer", &trailer.file.url));
        let artwork = podcast.show.artwork.iter().map(|url| NamedFile::new("artwork", url));
        found.extend(artwork.chain(trailers).filter(|file| !found.contains(file)).collect::<Vec<_>>());
    }
    found
}

/// An error for each file of an entry or a show that should be in the built site and is not.
pub fn missing_files(
    config: &Config,
    articles: &[Addressed],
    built: &BuiltFolder,
    place: &SitePlace,
    shown: &dyn Fn(&str) -> String,
) -> Vec<Diagnostic> {
    let error = |named: &NamedFile, by: &str, file: &str| {
        let path = missing_path(&named.address, built, place)?;
        let message = format!(
            "the site has no file at `{}`, the {} of this {by}: there is no `{}`",
            named.address,
            named.what,
            shown(&path)
        );
        let help =
            "put the file where the site's generator publishes it under that name, or name the address that it has";
        Some(Diagnostic::warning(Code::PageFile, message).in_file(file).help(help))
    };
    let of_articles = articles.iter().flat_map(|article| article.files.iter().map(|named| (named, &*article.shown)));
    let of_articles = of_articles.filter_map(|(named, file)| error(named, "entry", file));
    let of_shows = named_by_shows(config);
    of_articles.chain(of_shows.iter().filter_map(|named| error(named, "show", FILE_NAME))).collect()
}
