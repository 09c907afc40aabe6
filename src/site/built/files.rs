//! What entries show and is no page, and the documents themselves: whether the built site has them.

use std::collections::BTreeMap;

use url::Url;

use super::compare::NAMED;
use super::folder::BuiltFolder;
use super::{Addressed, SitePlace};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::Composed;
use crate::site::documents;

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
    let is_missing = |address: &&String| {
        let path = Url::parse(address).ok().filter(|url| url.query().is_none()).and_then(|url| place.path(&url));
        path.is_some_and(|path| built.file_of(&path).as_deref() != Some(&*path))
    };
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

/// A warning where the site was built without the documents, so that their addresses lead nowhere. Where no generator is
/// named, they may come to the site by another way.
pub fn missing_documents(config: &Config, built: &BuiltFolder, place: &SitePlace) -> Option<Diagnostic> {
    config.site.generator.as_ref()?;
    let missing = documents::fixed_paths(config).into_iter().find_map(|path| {
        let address = config.output.url.to_url().join(&path).ok()?;
        let path = place.path(&address)?;
        (built.file_of(&path).as_deref() != Some(&*path)).then_some(address)
    })?;
    let message = format!("the feeds are not in the site: there is nothing at `{missing}`");
    let help = format!(
        "name a folder in `[output]` of {FILE_NAME} whose files the site publishes as they are, run `tidings` before the \
         site is built, or say with `url` there where the feeds are"
    );
    Some(Diagnostic::warning(Code::PageFeeds, message).in_file(FILE_NAME).help(help))
}
