//! What concerns a site with a podcast as a whole: audio that some text names is that text's, and a show has what directories
//! ask for.

use std::collections::HashSet;
use std::path::Path;

use memchr::memmem;
use percent_encoding::percent_decode;
use rayon::prelude::*;

use crate::article::{Brief, LARGEST_FILE, audio_rank};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::podcast::Show;
use crate::{file, media};

/// Takes out audio files that a text of the content directory names, whatever it calls them by and whether it is published
/// or not: they are not episodes of their own. `texts` are the files on disk.
pub fn without_named(articles: &mut Vec<Brief>, texts: &[&Path]) -> usize {
    let is_audio = |brief: &Brief| audio_rank(&brief.path).is_some();
    if !articles.iter().any(is_audio) {
        return 0;
    }
    let named: HashSet<String> = texts.par_iter().flat_map_iter(|text| names_in(text)).collect();
    let before = articles.len();
    articles.retain(|brief| {
        let name = brief.path.rsplit('/').next().unwrap_or_default().to_lowercase();
        !(is_audio(brief) && named.contains(&name))
    });
    before - articles.len()
}

/// The names of audio files that stand in a file, in lower case. One that cannot be read says nothing, and is told elsewhere.
fn names_in(text: &Path) -> Vec<String> {
    let bytes = file::read(text, LARGEST_FILE).unwrap_or_default().to_ascii_lowercase();
    let endings: [&[u8]; 10] =
        [b".mp3", b".m4a", b".m4b", b".aac", b".opus", b".ogg", b".oga", b".flac", b".wav", b".aiff"];
    let mut found = Vec::new();
    for ending in endings {
        for at in memmem::find_iter(&bytes, ending) {
            let end = at + ending.len();
            // A name ends where an address, a quote or a bracket does; no name is longer than this.
            let from = bytes[..at].iter().rev().take(255).position(|byte| b"/\\\"'<>()[]{}|=\n\r\t".contains(byte));
            let start = at - from.unwrap_or_else(|| at.min(255));
            let name = percent_decode(&bytes[start..end]).decode_utf8_lossy().to_lowercase();
            // `audio: my file.mp3`: where the name begins cannot be told, so each beginning counts.
            let words = name.match_indices([' ', ':', ',']).map(|(at, _)| name[at + 1..].to_owned());
            found.extend(words.collect::<Vec<_>>());
            found.push(name);
        }
    }
    found
}

/// What is said of an entry of a show that has nothing to play.
pub fn without_file(shown: &str) -> Diagnostic {
    let message = "an entry of the podcast has no file to play, which directories do not take";
    let help = "put its audio beside it under its name, or name it with `enclosure`; if it is no episode, put episodes into a folder and \
                make the show of it (`section` and `podcast = true` in a `[[feed]]`)";
    Diagnostic::warning(Code::EpisodeFile, message).in_file(shown).help(help)
}

/// What the shows of a site lack.
pub fn shortcomings(config: &Config) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for feed in &config.feeds {
        let Some(podcast) = &feed.podcast else { continue };
        for diagnostic in of_show(&podcast.show, config) {
            if found.iter().all(|known| known.message != diagnostic.message) {
                found.push(diagnostic);
            }
        }
    }
    found
}

fn of_show(show: &Show, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lacks = |what: &str, help: &str| {
        let message = format!("the podcast has no {what}, which directories ask for");
        found.push(Diagnostic::warning(Code::ShowIncomplete, message).in_file(FILE_NAME).help(help));
    };
    if show.artwork.is_none() {
        lacks("artwork", "write `image = \"/artwork.jpg\"` in `[podcast]`: square, 1400 to 3000 pixels, JPEG or PNG");
    }
    if show.categories.is_empty() {
        lacks("category", "write `category = \"Society & Culture > Documentary\"` in `[podcast]`; the list is Apple's");
    }
    if show.owner.is_none() {
        lacks("owner with an e-mail address", "write `owner = { name = \"…\", email = \"…\" }` in `[podcast]`");
    }
    found.extend(show.artwork.as_ref().and_then(|url| {
        let fault = artwork_fault(url.as_str(), config)?;
        let message = format!("the artwork `{url}` {fault}; Apple refuses it");
        let help = "give it a square picture of 1400 to 3000 pixels in JPEG or PNG, named as such";
        Some(Diagnostic::warning(Code::ShowArtwork, message).in_file(FILE_NAME).help(help))
    }));
    found
}

/// What is wrong with an artwork, by its name, and by its file where that is at hand ("A Podcaster's Guide to RSS",
/// `itunes:image`).
fn artwork_fault(url: &str, config: &Config) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let named = match path.rsplit('.').next() {
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        _ => return Some("is named neither .jpg nor .png".to_owned()),
    };
    let below = percent_decode(url.strip_prefix(config.site.url.as_str())?.as_bytes()).decode_utf8().ok()?;
    let places = [config.content_dir(), config.root.join("static"), config.root.join("public"), config.root.clone()];
    let file = places.iter().find_map(|folder| file::within(&config.root, &folder.join(&*below)).ok().flatten())?;
    let Some(picture) = media::picture(&file).ok()? else { return Some("is no picture that can be read".to_owned()) };
    let (width, height) = (picture.width, picture.height);
    if picture.media_type != named {
        return Some(format!("is {} by its bytes", picture.media_type));
    }
    if width != height {
        return Some(format!("has {width} × {height} pixels and is not square"));
    }
    (!(1400..=3000).contains(&width)).then(|| format!("has {width} × {height} pixels, not 1400 to 3000"))
}
