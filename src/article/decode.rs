//! Bytes become text: encodings, byte order marks, line ends.
//!
//! UTF-8 is tried first, for nearly every article is; then what the configuration says; and only then
//! is the encoding guessed, which is always reported. Nothing is replaced by U+FFFD: text that does
//! not decode is an error with its place. CR, LF and CRLF come out as LF.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::diagnostic::{Code, Diagnostic, Place};

/// What helps to decode a file that is not UTF-8.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The encoding that the configuration names.
    pub encoding: Option<&'static Encoding>,
    /// The language of the site, as a BCP 47 tag; it decides where a text is too short to tell.
    pub language: &'a str,
}

/// A decoded file.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text, without byte order mark, with LF line ends.
    pub text: Cow<'a, str>,
    /// What it was decoded from.
    pub encoding: &'static Encoding,
    /// `encoding-guessed`, where it was.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes a whole file.
///
/// # Errors
/// `binary` where it holds NUL and is not UTF-16 by its byte order mark; `encoding-invalid` at the
/// first byte that does not decode. Neither names the file: the caller does.
///
/// ```
/// use tidings::article::decode::{Hints, decode};
///
/// let hints = Hints { encoding: None, language: "en" };
/// assert_eq!(decode("Caf\u{e9}\r\n".as_bytes(), hints).unwrap().text, "Caf\u{e9}\n");
/// assert!(decode(b"a\0b", hints).is_err());
/// ```
pub fn decode<'a>(bytes: &'a [u8], hints: Hints<'_>) -> Result<Decoded<'a>, Diagnostic> {
    let (marked, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), &bytes[length..]),
        None => (None, bytes),
    };
    if let Some(wide) = marked.filter(|encoding| [UTF_16LE, UTF_16BE].contains(encoding)) {
        return decode_as(rest, wide, "its byte order mark says so");
    }
    if let Some(at) = rest.iter().position(|&byte| byte == 0) {
        return Err(at_byte(rest, at, Code::Binary, format!("a NUL at byte {at}: this is no text"))
            .help("take the file out of the content directory, or save it as UTF-8 (UTF-16 needs a byte order mark)"));
    }
    match std::str::from_utf8(rest) {
        Ok(text) => Ok(Decoded { text: with_lf(Cow::Borrowed(text)), encoding: UTF_8, diagnostics: Vec::new() }),
        Err(error) if marked.is_some() || mostly_utf8(rest) => {
            let at = error.valid_up_to();
            let byte = rest[at];
            Err(at_byte(
                rest,
                at,
                Code::EncodingInvalid,
                format!("byte 0x{byte:02X} at offset {at} is not UTF-8, though the rest reads as such"),
            )
            .help("save the file as UTF-8, or name its encoding in `content.encoding`"))
        }
        Err(error) => match hints.encoding {
            Some(encoding) if encoding != UTF_8 => decode_as(rest, encoding, "`content.encoding` says so"),
            _ => guess(rest, error.valid_up_to(), hints.language),
        },
    }
}

/// Decodes without replacement.
fn decode_as<'a>(bytes: &'a [u8], encoding: &'static Encoding, why: &str) -> Result<Decoded<'a>, Diagnostic> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(Decoded { text: with_lf(text), encoding, diagnostics: Vec::new() }),
        None => {
            let at = first_invalid(bytes, encoding);
            Err(at_byte(
                bytes,
                at,
                Code::EncodingInvalid,
                format!("the text is taken as {} ({why}), but does not read as such at byte {at}", encoding.name()),
            )
            .help("save the file as UTF-8"))
        }
    }
}

/// Guesses the encoding, and says so.
fn guess<'a>(bytes: &'a [u8], first: usize, language: &str) -> Result<Decoded<'a>, Diagnostic> {
    for encoding in candidates(bytes, language) {
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else { continue };
        // The web's decoders read every byte of a single-byte encoding, if need be as a control
        // character, which no writer has typed.
        if text.chars().any(|c| matches!(c, '\u{80}'..='\u{9f}')) {
            continue;
        }
        let name = encoding.name();
        let text = with_lf(text);
        let place = Place::of(&text, char_at(&text, bytes, first, encoding));
        let mut warning = Diagnostic::warning(
            Code::EncodingGuessed,
            format!("not UTF-8 (first at byte {first}); it is read as {name}, which is a guess"),
        )
        .help(format!("save the file as UTF-8, or set `encoding = \"{}\"` in `[content]`", name.to_lowercase()));
        warning.place = Some(place);
        return Ok(Decoded { text, encoding, diagnostics: vec![warning] });
    }
    let byte = bytes[first];
    Err(at_byte(
        bytes,
        first,
        Code::EncodingInvalid,
        format!("byte 0x{byte:02X} at offset {first} is not UTF-8, and no other encoding fits"),
    )
    .help("save the file as UTF-8, or name its encoding in `content.encoding`"))
}

/// The encodings to try, the likeliest first.
fn candidates(bytes: &[u8], language: &str) -> Vec<&'static Encoding> {
    let mut candidates = Vec::new();
    let wide = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    // A few quotes and dashes of Windows-1252 in ASCII: a general detector has too little to go by
    // and takes them for other code pages (corpora: one 0x92 taken for Windows-1250).
    let alone = bytes.iter().enumerate().all(|(at, &byte)| {
        byte.is_ascii()
            || ((0x80..=0x9f).contains(&byte)
                && bytes.get(at + 1).is_none_or(u8::is_ascii)
                && (at == 0 || bytes[at - 1].is_ascii()))
    });
    if alone && wide * 20 <= bytes.len().max(20) {
        candidates.push(WINDOWS_1252);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let (domain, local) = country(language);
    // The hint misleads on a text of some length (Big5 and Shift_JIS become GBK) and helps below.
    if wide < 24 && local.is_some() {
        candidates.push(detector.guess(domain, Utf8Detection::Deny));
        candidates.extend(local);
    }
    candidates.push(detector.guess(None, Utf8Detection::Deny));
    candidates.extend(local);
    candidates.push(WINDOWS_1252);
    candidates
}

/// The top-level domain and the usual old encoding of a language whose old encoding is of several
/// bytes.
fn country(language: &str) -> (Option<&'static [u8]>, Option<&'static Encoding>) {
    let tag = language.to_ascii_lowercase();
    let traditional = ["hant", "tw", "hk", "mo"].iter().any(|part| tag.split('-').any(|have| have == *part));
    match tag.split('-').next() {
        Some("zh") if traditional => (Some(b"tw"), Some(BIG5)),
        Some("zh") => (Some(b"cn"), Some(GBK)),
        Some("ja") => (Some(b"jp"), Some(SHIFT_JIS)),
        Some("ko") => (Some(b"kr"), Some(EUC_KR)),
        _ => (None, None),
    }
}

/// Whether a text that is not valid UTF-8 was still meant to be: whole sequences of several bytes
/// outnumber what is broken. Guessing another encoding would garble all of it.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= 2 && whole > 3 * broken
}

/// How many bytes decode before the first that does not.
fn first_invalid(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut room = String::with_capacity(4096);
    let mut read = 0;
    loop {
        room.clear();
        let (result, taken) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut room, true);
        read += taken;
        match result {
            encoding_rs::DecoderResult::Malformed(length, after) => {
                return read.saturating_sub(usize::from(length) + usize::from(after));
            }
            encoding_rs::DecoderResult::InputEmpty => return read,
            encoding_rs::DecoderResult::OutputFull => {}
        }
    }
}

/// The range in the decoded text of the character that begins at a byte: what comes before it in
/// these encodings is ASCII, whose line ends alone may have changed.
fn char_at(text: &str, bytes: &[u8], at: usize, encoding: &'static Encoding) -> std::ops::Range<usize> {
    let before = encoding.decode_without_bom_handling(&bytes[..at]).0;
    let start = with_lf(before).len().min(text.len());
    let width = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    start..start + width
}

/// An error at a byte of a text that does not decode: its line is shown as far as it does.
fn at_byte(bytes: &[u8], at: usize, code: Code, message: String) -> Diagnostic {
    let line_start = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |found| found + 1);
    let line_end = bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |found| at + found);
    let before = String::from_utf8_lossy(&bytes[line_start.max(at.saturating_sub(400))..at]).into_owned();
    let shown = before.clone() + &String::from_utf8_lossy(&bytes[at..line_end.min(at + 200)]);
    let width = shown[before.len()..].chars().next().map_or(0, char::len_utf8);
    let mut place = Place::of(&shown, before.len()..before.len() + width);
    place.line = bytes[..line_start].iter().filter(|&&byte| byte == b'\n').count() + 1;
    place.column = String::from_utf8_lossy(&bytes[line_start..at]).chars().count() + 1;
    let mut error = Diagnostic::error(code, message);
    error.place = Some(place);
    error
}

/// CRLF and a lone CR become LF.
pub(crate) fn with_lf(text: Cow<'_, str>) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'\r', text.as_bytes()) else { return text };
    let mut clean = String::with_capacity(text.len());
    clean.push_str(&text[..first]);
    let mut parts = text[first..].split('\r');
    clean.push_str(parts.next().unwrap_or(""));
    for part in parts {
        clean.push('\n');
        clean.push_str(part.strip_prefix('\n').unwrap_or(part));
    }
    Cow::Owned(clean)
}
