//! Files that a feed names: enclosures can be had, whole and in parts, and are what the feed says; artwork is what
//! directories take.

use super::Followed;
use crate::diagnostic::Code;
use crate::media::{PICTURE_HEAD, picture_of};
use crate::probe::checks::length;
use crate::probe::named::NamedFile;
use crate::probe::way::{Way, WayEnd};
use crate::validate::rules::rule;
use crate::web::Unanswered;
use crate::web::target::told;

/// Enclosures that are looked at, the first of the feed; two requests each.
const MOST_ENCLOSURES: usize = 10;
/// Bytes of an enclosure that are taken where one was asked for.
const PART: u64 = 64 << 10;
/// Pixels of artwork ("A Podcaster's Guide to RSS", `itunes:image`).
const SMALLEST: usize = 1400;
const LARGEST_ARTWORK: usize = 3000;
/// Media types that mean the same, each line under all its names: registered ones, and what programs wrote before.
const SAME: &[&[&str]] = &[
    &["audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mpeg", "audio/x-mp3"],
    &["audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac", "audio/x-aac", "audio/aacp"],
    &["audio/ogg", "application/ogg", "audio/opus", "audio/x-ogg"],
    &["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"],
    &["audio/flac", "audio/x-flac"],
    &["video/mp4", "video/x-m4v"],
    &["image/jpeg", "image/jpg"],
];

/// Looks at the newest enclosures.
pub fn enclosures(followed: &mut Followed<'_>) {
    let named = followed.named;
    let mut seen: Vec<&NamedFile> = Vec::new();
    for file in named.enclosures.iter().filter(|file| matches!(file.url.scheme(), "http" | "https")) {
        if seen.len() == MOST_ENCLOSURES {
            let message =
                format!("of {} enclosures, the first {MOST_ENCLOSURES} were looked at", named.enclosures.len());
            followed.found.add(const { rule(Code::ProbeUnasked) }, message);
            return;
        }
        if followed.client.is_spent() {
            followed.spent();
            return;
        }
        if seen.iter().all(|known| known.url != file.url) {
            seen.push(file);
            enclosure(followed, file);
        }
    }
}

fn enclosure(followed: &mut Followed<'_>, file: &NamedFile) {
    let broken = const { rule(Code::ProbeEnclosure) };
    let what = format!("the enclosure `{}`", told(&file.url));
    let way = Way::head(followed.client, &file.url);
    // Some servers refuse HEAD alone; then GET says whether it is there.
    let refused = matches!(&way.end, WayEnd::Answer(_, answer) if matches!(answer.status, 403 | 405 | 501));
    let head = if refused { None } else { followed.arrived(way, &what, broken) };
    let at = match &head {
        Some((url, _)) => url.clone(),
        None if refused => file.url.clone(),
        None => return,
    };
    let part = Way::walk(&at, |url| followed.client.begin(url, &[("Range", "bytes=0-0")], PART));
    let (status, answer) = match part.end {
        WayEnd::Answer(_, answer) => (answer.status, answer),
        end => {
            let way = Way { hops: part.hops, end };
            let _ = followed.arrived(way, &what, broken);
            return;
        }
    };
    let whole = answer.field("content-range").and_then(|range| range.strip_prefix("bytes 0-0/").map(str::to_owned));
    match (status, &whole) {
        (206, Some(_)) if answer.body.len() == 1 => {}
        (206, _) => {
            let message = format!("{what}: asked for its first byte, it sends another part");
            followed.found.add(const { rule(Code::ProbeRange) }, message);
        }
        (200, _) => {
            let message = format!("{what}: asked for its first byte, it sends all (200, not 206)");
            followed.found.add(const { rule(Code::ProbeRange) }, message);
        }
        // An empty file has no first byte.
        (416, _) if head.as_ref().is_some_and(|(_, head)| length(head) == Some(0)) => {}
        (status, _) if refused && status >= 400 => {
            followed.found.error(broken, format!("{what} answers {status}"));
            return;
        }
        (status, _) => {
            let message = format!("{what}: asked for its first byte, it answers {status}");
            followed.found.add(const { rule(Code::ProbeRange) }, message);
        }
    }
    if refused {
        followed.found.add(broken, format!("{what}: HEAD is refused, which directories ask with"));
    }
    let full = head.as_ref().and_then(|(_, head)| length(head)).or_else(|| whole?.parse().ok());
    if let (Some(full), Some(said)) = (full, file.length)
        && full != said
    {
        followed.found.add(broken, format!("{what} has {full} bytes, the feed says {said}"));
    }
    let given = head.as_ref().map_or(&answer, |(_, head)| head).field("content-type").unwrap_or_default();
    if let Some(said) = &file.media_type
        && !is_same_type(&given, said)
    {
        let message = format!("{what} is served as `{}`, the feed says `{}`", bare(&given), bare(said));
        followed.found.add(broken, message);
    }
}

fn bare(media_type: &str) -> String {
    let bare = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    bare.chars().filter(char::is_ascii_graphic).take(80).collect()
}

fn is_same_type(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    one == other || SAME.iter().any(|names| names.contains(&one.as_str()) && names.contains(&other.as_str()))
}

/// Looks at the artwork of a podcast.
pub fn artwork(followed: &mut Followed<'_>) {
    let Some(url) = &followed.named.artwork else { return };
    let artwork = const { rule(Code::ProbeArtwork) };
    let what = format!("the artwork `{}`", told(url));
    let way = Way::get(followed.client, url, PICTURE_HEAD);
    let Some((at, answer)) = followed.arrived(way, &what, artwork) else { return };
    let Some(picture) = picture_of(&answer.body) else {
        followed.found.add(artwork, format!("{what} is no picture that can be read"));
        return;
    };
    if !matches!(picture.media_type, "image/jpeg" | "image/png") {
        followed.found.add(artwork, format!("{what} is {}, neither JPEG nor PNG", picture.media_type));
    }
    let (width, height) = (picture.width, picture.height);
    if width != height {
        followed.found.add(artwork, format!("{what} is not square: {width} by {height} pixels"));
    } else if !(SMALLEST..=LARGEST_ARTWORK).contains(&width) {
        let message = format!("{what} has {width} by {height} pixels, not {SMALLEST} to {LARGEST_ARTWORK}");
        followed.found.add(artwork, message);
    }
    let given = answer.field("content-type").unwrap_or_default();
    if !is_same_type(&given, picture.media_type) {
        let message = format!("{what} is served as `{}` and is {}", bare(&given), picture.media_type);
        followed.found.add(artwork, message);
    }
    // Apple: the host of the artwork answers HEAD.
    let head = followed.client.head(&at);
    if !followed.client.is_spent() && !matches!(&head, Ok(head) if head.status == 200) {
        let why = match head {
            Ok(head) => format!("it answers {}", head.status),
            Err(Unanswered::Failed(why)) => why,
            Err(Unanswered::Private) => "its host is not of the public internet".to_owned(),
        };
        followed.found.add(artwork, format!("{what}: asked with HEAD, {why}"));
    }
}
