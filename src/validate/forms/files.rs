//! What kind of file an address leads to: by its media type, by the end of its path, never by its query.

/// The extension of the file that an address names, in lower case: what follows the last dot of the last part of its
/// path (RFC 3986, 3.3).
pub fn extension(uri: &str) -> Option<String> {
    let path = &uri[..uri.find(['?', '#']).unwrap_or(uri.len())];
    // A host is no file: what follows `//` up to the next slash is passed over.
    let path = match path.split_once("//") {
        Some((_, rest)) => rest.split_once('/')?.1,
        None => path,
    };
    let (name, extension) = path.rsplit('/').next()?.rsplit_once('.')?;
    let word = (1..=10).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (word && !name.is_empty()).then(|| extension.to_ascii_lowercase())
}

/// Extensions of files that podcast programs play (Apple, A Podcaster's Guide to RSS, enclosure).
const PLAYED: &[&str] = &["m4a", "mp3", "mov", "mp4", "m4v", "pdf", "epub"];
/// Their media types there, and the usual ones of the same files.
const PLAYED_TYPES: &[&str] = &[
    "audio/x-m4a",
    "audio/mpeg",
    "video/quicktime",
    "video/mp4",
    "video/x-m4v",
    "application/pdf",
    "audio/m4a",
    "audio/mp4",
    "audio/mp3",
    "application/epub+zip",
];
/// Media that Apple does not take.
const OTHERS: &[&str] = &[
    "aac", "aif", "aiff", "avi", "flac", "m3u", "m3u8", "mkv", "mpg", "oga", "ogg", "ogv", "opus", "wav", "webm",
    "wma", "wmv",
];

/// Whether podcast programs play a file of this address and media type; the type is asked first.
pub fn is_played(uri: &str, media_type: Option<&str>) -> bool {
    let extension = extension(uri);
    let known = |list: &[&str]| extension.as_deref().is_some_and(|extension| list.contains(&extension));
    let media_type = media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let subtype = media_type.split_once('/').map_or("", |(_, subtype)| subtype.trim_start_matches("x-"));
    if PLAYED_TYPES.contains(&media_type.as_str()) {
        return !known(OTHERS);
    }
    let sound = ["audio/", "video/"].iter().any(|kind| media_type.starts_with(kind)) && !OTHERS.contains(&subtype);
    // These say nothing of what is in the file.
    let silent = matches!(media_type.as_str(), "" | "application/octet-stream" | "binary/octet-stream");
    (sound || silent) && known(PLAYED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_those_of_the_path() {
        for (uri, want) in [
            ("https://a.example/b.mp3", Some("mp3")),
            ("https://a.example/b.MP3?v=1.5#t=1", Some("mp3")),
            ("https://a.example/b.c/d", None),
            ("https://a.example?file=b.mp3", None),
            ("https://a.example", None),
            ("/b.mp3", Some("mp3")),
            ("https://a.example/.hidden", None),
            ("https://a.example/b.", None),
        ] {
            assert_eq!(extension(uri).as_deref(), want, "{uri}");
        }
    }

    #[test]
    fn the_media_type_is_asked_first() {
        for (uri, kind) in [
            ("https://a.example/b.mp3", "audio/mpeg"),
            ("https://a.example/b.mp3", "audio/x-mpeg; charset=binary"),
            ("https://a.example/b.mp3", ""),
            ("https://a.example/get.php?id=1", "audio/mpeg"),
            ("https://a.example/live", "Audio/MPEG"),
            ("https://a.example/b.m4v", "application/octet-stream"),
        ] {
            assert!(is_played(uri, Some(kind)), "{uri} {kind}");
        }
        for (uri, kind) in [
            ("https://a.example/b.ogg", "audio/ogg"),
            ("https://a.example/b.ogg", "audio/mpeg"),
            ("https://a.example/b.mp3", "audio/x-wav"),
            ("https://a.example/play.html?file=a.mp3", "text/html"),
            ("https://a.example/b.mp3", "text/html"),
            ("https://a.example/b", ""),
        ] {
            assert!(!is_played(uri, Some(kind)), "{uri} {kind}");
        }
        assert!(is_played("https://a.example/b.mp3", None) && !is_played("https://a.example/b.webm", None));
    }
}
