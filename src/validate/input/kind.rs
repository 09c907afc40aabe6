//! What a file is that is no feed, by the bytes that it begins with.

/// The first bytes of kinds of files, and what they are called.
#[rustfmt::skip]
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x1F\x8B", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xFD7zXZ\0", "compressed with xz"),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC file"),
    (b"RIFF", "a WebP, WAV or AVI file"),
    (b"\x1A\x45\xDF\xA3", "a WebM or Matroska file"),
    (b"\x7FELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"BEGIN:VCALENDAR", "a calendar"),
    (b"BEGIN:VCARD", "a vCard"),
];

/// What the document is, where its first bytes say that it is no feed. `wide` is whether it is in UTF-16 or UTF-32.
pub fn foreign(head: &[u8], wide: bool) -> Option<&'static str> {
    let name = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|&(_, name)| name);
    // An MP4 file begins with the length of its first part.
    let movie = || (head.get(4..8) == Some(b"ftyp")).then_some("an MP4 or M4A file");
    let page = || is_page(head).then_some("a page");
    let binary = || (!wide && head.contains(&0)).then_some("a binary file");
    name.or_else(movie).or_else(page).or_else(binary)
}

/// Whether HTML begins here, which need not be XML at all.
fn is_page(head: &[u8]) -> bool {
    let mut rest = head.trim_ascii_start();
    while let Some(comment) = rest.strip_prefix(b"<!--") {
        let Some(end) = memchr::memmem::find(comment, b"-->") else { return false };
        rest = comment[end + 3..].trim_ascii_start();
    }
    let begins = |with: &[u8]| rest.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    let ends = |len: usize| rest.get(len).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].into_iter().any(|with| begins(with) && ends(with.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        for (head, name) in [
            (&b"\x1F\x8B\x08\0"[..], "compressed with gzip"),
            (b"\0\0\0\x20ftypM4A ", "an MP4 or M4A file"),
            (b"\n<!doctype HTML>\n<title>a", "a page"),
            (b"<!-- a --> <html lang=en>", "a page"),
            (b"ab\0cd", "a binary file"),
        ] {
            assert_eq!(foreign(head, false), Some(name));
        }
        for head in [&b"<?xml version='1.0'?><rss>"[..], b"{}", b"a note", b"", b"<header>", b"<!-- <html>"] {
            assert_eq!(foreign(head, false), None);
        }
        assert_eq!(foreign(b"<\0r\0s\0", true), None);
    }
}
