//! An audio file without a text is an article: its tags become front matter and body, as a writer would have typed them.
//!
//! So everything else (dates, what is withheld, the ledger) treats it like any other. The file's bytes are not read: what is
//! known of the recording is its length and how long it plays.

use std::io;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::article::{UNCOUNTED, date, holds_a_date};
use crate::config::Config;
use crate::media::{self, AudioTags};
use crate::{feed, file};

/// Bytes of a description that are taken.
const LONGEST_DESCRIPTION: usize = 256 << 10;

/// What needs no escape within a part of an address.
const OF_A_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The text that stands for an audio file.
///
/// # Errors
/// Where it cannot be opened.
pub(super) fn audio_text(path: &Path, config: &Config) -> io::Result<String> {
    let length = file::regular(path)?;
    let header = media::audio(path)?;
    let mut lines = vec!["---".to_owned()];
    let mut add =
        |key: &str, value: &str| lines.push(format!("{key}: {}", serde_json::Value::String(value.to_owned())));
    let AudioTags { title, description, by_name, artist, date, track, disc, language } = &header.tags;
    if let Some(title) = title {
        add("title", title);
    }
    // A version before did not read it, and its entry was published without: that is no update of the recording.
    if *by_name {
        add(UNCOUNTED, "true");
    }
    if let Some(date) = date.as_deref().filter(|date| is_day(date)) {
        add("date", date);
    }
    if let Some(artist) = artist {
        add("author", artist);
    }
    if let Some(language) = language.as_deref().and_then(two_letters) {
        add("lang", &language);
    }
    if let Some(track) = track {
        add("itunes_episode", &track.to_string());
    }
    // One disc of one is no season.
    if let (Some(disc), true) = (disc.0, disc.1 != Some(1)) {
        add("itunes_season", &disc.to_string());
    }
    if let Some(address) = address(path, config) {
        // Its page is the file itself, unless the configuration says where pages are.
        if config.site.permalink.is_default {
            add("url", &address);
        }
        let url = format!("{}{}", config.site.url, address.trim_start_matches('/'));
        let seconds = header.seconds.map_or_else(|| "null".to_owned(), |seconds| seconds.to_string());
        let quoted = serde_json::Value::String(url);
        lines.push(format!("enclosure: {{\"url\": {quoted}, \"length\": {length}, \"duration\": {seconds}}}"));
    }
    lines.push("---".to_owned());
    let body = description.as_deref().unwrap_or_default();
    let end = body.floor_char_boundary(LONGEST_DESCRIPTION);
    Ok(format!("{}\n{}\n", lines.join("\n"), body[..end].replace("\r\n", "\n").replace('\r', "\n")))
}

/// Whether a tag names a day: a year alone is when an album came out.
fn is_day(text: &str) -> bool {
    text.len() >= 8 && holds_a_date(text) && date::parse(text).is_ok()
}

/// A language of ID3 has three letters; of those that have two, readers know the two.
fn two_letters(tag: &str) -> Option<String> {
    const NAMES: [(&str, &str); 24] = [
        ("eng", "en"),
        ("deu", "de"),
        ("ger", "de"),
        ("fra", "fr"),
        ("fre", "fr"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("dut", "nl"),
        ("rus", "ru"),
        ("zho", "zh"),
        ("chi", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("pol", "pl"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nor", "no"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("ara", "ar"),
        ("heb", "he"),
        ("ukr", "uk"),
    ];
    let lower = tag.trim().to_ascii_lowercase();
    let known = NAMES.iter().find(|(three, _)| *three == lower).map(|(_, two)| (*two).to_owned());
    known.or_else(|| (lower.len() == 2 && feed::is_language_tag(&lower)).then_some(lower))
}

/// Where the file is below the site, from the root, each part escaped.
fn address(path: &Path, config: &Config) -> Option<String> {
    let below = path.strip_prefix(config.content_dir()).ok()?;
    let parts: Option<Vec<String>> =
        below.iter().map(|part| Some(utf8_percent_encode(part.to_str()?, OF_A_NAME).to_string())).collect();
    Some(format!("/{}", parts?.join("/")))
}
