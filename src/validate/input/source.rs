//! Bytes to text: finds out a document's encoding and decodes it piece by piece.
//!
//! The order is that of XML 1.0, appendix F: the byte order mark, then the pattern of the first
//! bytes, then the encoding declaration, else UTF-8. The charset of the media type is compared with
//! the outcome and does not change it, as feed readers do. Bytes that do not fit become U+FFFD, and
//! the first is noted with its place; nothing is ever decoded past what the window needs.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// How many bytes are read at a time.
const CHUNK: usize = 64 * 1024;
/// How much of the head is looked at for a declaration.
const HEAD: usize = 1024;

/// What the head of a document says about its encoding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The name in the XML declaration, as written.
    pub name: Option<String>,
    /// The family that a byte order mark or the first bytes show.
    pub family: Option<&'static str>,
    /// Whether there is a byte order mark.
    pub bom: bool,
    /// Whether the declared name is of no encoding that is known here.
    pub unknown: bool,
    /// Whether the declared name contradicts the byte order mark or the first bytes.
    pub contradicts: bool,
}

enum Mode {
    /// What nearly every document is in.
    Utf8,
    /// ISO 8859-1 as it is, not as browsers read it: 0x80 to 0x9F are control characters.
    Latin1,
    /// Seven bits; anything above does not fit.
    Ascii,
    /// UTF-32 is not in the Encoding Standard; feeds in it exist only as test cases.
    Utf32 { big: bool },
    /// Everything else.
    Table(Box<Decoder>),
}

/// A reader that gives text.
pub struct TextSource<R> {
    input: R,
    /// The text, where it came whole.
    whole: Option<String>,
    mode: Mode,
    buffer: Vec<u8>,
    /// How many bytes at the start of the buffer have been read and not decoded.
    pending: usize,
    done: bool,
    /// What the head said.
    pub declared: Declared,
    /// Where in the decoded text bytes did not fit for the first time.
    pub malformed: Option<usize>,
    produced: usize,
}

impl TextSource<io::Empty> {
    /// A text that need not be decoded. Given back where its head says that its bytes are to be read
    /// in another way.
    pub fn whole(text: String) -> Result<Self, String> {
        let (mode, declared, skip) = decide(&text.as_bytes()[..text.len().min(HEAD)]);
        if !matches!(mode, Mode::Utf8) || skip > 0 {
            return Err(text);
        }
        Ok(Self { whole: Some(text), ..Self::begin(io::empty(), mode, declared, Vec::new()) })
    }
}

impl<R: Read> TextSource<R> {
    /// Reads the head and decides on the encoding.
    ///
    /// # Errors
    /// What reading gives.
    pub fn new(mut input: R) -> io::Result<Self> {
        let mut head = Vec::with_capacity(CHUNK);
        (&mut input).take(HEAD as u64).read_to_end(&mut head)?;
        let (mode, declared, skip) = decide(&head);
        head.drain(..skip);
        Ok(Self::begin(input, mode, declared, head))
    }

    fn begin(input: R, mode: Mode, declared: Declared, head: Vec<u8>) -> Self {
        let pending = head.len();
        Self { input, whole: None, mode, buffer: head, pending, done: false, declared, malformed: None, produced: 0 }
    }

    /// The bytes that the document begins with, without a byte order mark.
    pub fn head(&self) -> &[u8] {
        self.whole.as_deref().map_or(&self.buffer[..self.pending], |text| &text.as_bytes()[..text.len().min(HEAD)])
    }

    /// The first byte that is not white space, in the head that has been read.
    pub fn first_byte(&self) -> Option<u8> {
        self.head().iter().copied().find(|byte| !byte.is_ascii_whitespace() && *byte != 0)
    }

    /// Appends the next piece to the text. False at the end.
    ///
    /// # Errors
    /// What reading gives.
    pub fn fill(&mut self, out: &mut String) -> io::Result<bool> {
        if self.done {
            return Ok(false);
        }
        if let Some(text) = self.whole.take() {
            self.done = true;
            let any = !text.is_empty();
            if out.is_empty() {
                *out = text;
            } else {
                out.push_str(&text);
            }
            return Ok(any);
        }
        let room = self.pending + CHUNK;
        if self.buffer.len() < room {
            self.buffer.resize(room, 0);
        }
        let read = loop {
            match self.input.read(&mut self.buffer[self.pending..room]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.pending += read;
        self.done = read == 0;
        let before = out.len();
        self.decode(out);
        self.produced += out.len() - before;
        Ok(!self.done || out.len() > before)
    }

    fn decode(&mut self, out: &mut String) {
        let start = out.len();
        let bytes = &self.buffer[..self.pending];
        // What is left of a character that goes on in the next piece.
        let mut left = 0;
        let mut bad = None;
        match &mut self.mode {
            Mode::Utf8 => {
                let (whole, begun) = bytes.split_at(bytes.len() - begun(bytes));
                match std::str::from_utf8(whole) {
                    Ok(text) => out.push_str(text),
                    Err(_) => {
                        for chunk in whole.utf8_chunks() {
                            out.push_str(chunk.valid());
                            if !chunk.invalid().is_empty() {
                                bad = bad.or(Some(out.len()));
                                out.push(char::REPLACEMENT_CHARACTER);
                            }
                        }
                    }
                }
                if !self.done {
                    left = begun.len();
                } else if !begun.is_empty() {
                    bad = bad.or(Some(out.len()));
                    out.push(char::REPLACEMENT_CHARACTER);
                }
            }
            Mode::Latin1 => out.extend(bytes.iter().map(|&byte| char::from(byte))),
            Mode::Ascii => {
                for &byte in bytes {
                    if !byte.is_ascii() {
                        bad = bad.or(Some(out.len()));
                    }
                    out.push(if byte.is_ascii() { char::from(byte) } else { char::REPLACEMENT_CHARACTER });
                }
            }
            Mode::Utf32 { big } => {
                let (units, rest) = bytes.as_chunks::<4>();
                for unit in units {
                    let value = if *big { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
                    if char::from_u32(value).is_none() {
                        bad = bad.or(Some(out.len()));
                    }
                    out.push(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                if self.done && !rest.is_empty() {
                    bad = bad.or(Some(out.len()));
                }
                left = if self.done { 0 } else { rest.len() };
            }
            Mode::Table(decoder) => {
                let mut rest = bytes;
                loop {
                    let room =
                        decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len() * 3 + 16);
                    out.reserve(room);
                    let (result, used) = decoder.decode_to_string_without_replacement(rest, out, self.done);
                    rest = &rest[used.min(rest.len())..];
                    match result {
                        DecoderResult::InputEmpty => break,
                        DecoderResult::OutputFull => {}
                        DecoderResult::Malformed(..) => {
                            bad = bad.or(Some(out.len()));
                            out.push(char::REPLACEMENT_CHARACTER);
                        }
                    }
                }
            }
        }
        if let (Some(at), None) = (bad, self.malformed) {
            self.malformed = Some(self.produced + at - start);
        }
        self.buffer.copy_within(self.pending - left..self.pending, 0);
        self.pending = left;
    }
}

/// How many bytes at the end begin a character of UTF-8 that is not whole.
fn begun(bytes: &[u8]) -> usize {
    let last = &bytes[bytes.len().saturating_sub(3)..];
    let Some(lead) = last.iter().rposition(|&byte| byte >= 0xC0) else { return 0 };
    match std::str::from_utf8(&last[lead..]) {
        Err(error) if error.error_len().is_none() => last.len() - lead,
        _ => 0,
    }
}

/// The encoding, what was declared, and how many bytes of byte order mark to skip.
fn decide(head: &[u8]) -> (Mode, Declared, usize) {
    let table = |encoding: &'static Encoding| match encoding == encoding_rs::UTF_8 {
        true => Mode::Utf8,
        false => Mode::Table(Box::new(encoding.new_decoder_without_bom_handling())),
    };
    let wide = |family, bom: bool| Declared { family: Some(family), bom, ..Declared::default() };
    let (mode, mut declared, skip) = match head {
        [0, 0, 0xFE, 0xFF, ..] => (Mode::Utf32 { big: true }, wide("UTF-32", true), 4),
        [0xFF, 0xFE, 0, 0, ..] => (Mode::Utf32 { big: false }, wide("UTF-32", true), 4),
        [0, 0, 0, b'<', ..] => (Mode::Utf32 { big: true }, wide("UTF-32", false), 0),
        [b'<', 0, 0, 0, ..] => (Mode::Utf32 { big: false }, wide("UTF-32", false), 0),
        [0xFE, 0xFF, ..] => (table(encoding_rs::UTF_16BE), wide("UTF-16", true), 2),
        [0xFF, 0xFE, ..] => (table(encoding_rs::UTF_16LE), wide("UTF-16", true), 2),
        [0, b'<', 0, _, ..] => (table(encoding_rs::UTF_16BE), wide("UTF-16", false), 0),
        [b'<', 0, _, 0, ..] => (table(encoding_rs::UTF_16LE), wide("UTF-16", false), 0),
        [0xEF, 0xBB, 0xBF, ..] => (table(encoding_rs::UTF_8), wide("UTF-8", true), 3),
        _ => (table(encoding_rs::UTF_8), Declared::default(), 0),
    };
    let ascii: String = head[skip..].iter().filter(|&&byte| byte != 0).map(|&byte| char::from(byte)).collect();
    declared.name = declared_name(&ascii).map(str::to_owned);
    let Some(name) = declared.name.clone() else { return (mode, declared, skip) };
    let label = name.to_ascii_uppercase();
    if let Some(family) = declared.family {
        let fits = match family {
            "UTF-8" => label == "UTF-8" || label == "UTF8",
            "UTF-16" => {
                label.starts_with("UTF-16")
                    || matches!(label.as_str(), "ISO-10646-UCS-2" | "UCS-2" | "CSUNICODE" | "UTF16")
            }
            _ => label.starts_with("UTF-32") || matches!(label.as_str(), "ISO-10646-UCS-4" | "UCS-4" | "CSUCS4"),
        };
        declared.contradicts = !fits;
        return (mode, declared, skip);
    }
    let mode = match label.as_str() {
        "ISO-8859-1" | "ISO8859-1" | "ISO_8859-1" | "LATIN1" | "LATIN-1" | "L1" => Mode::Latin1,
        "US-ASCII" | "ASCII" | "ISO646-US" | "ANSI_X3.4-1968" => Mode::Ascii,
        _ => match Encoding::for_label_no_replacement(name.as_bytes()) {
            // Bytes that could be read as ASCII this far are not UTF-16, whatever they say.
            Some(encoding) if encoding == encoding_rs::UTF_16BE || encoding == encoding_rs::UTF_16LE => {
                declared.contradicts = true;
                mode
            }
            Some(encoding) => table(encoding),
            None => {
                declared.unknown = true;
                mode
            }
        },
    };
    (mode, declared, skip)
}

/// The encoding named in an XML declaration at the start of a text.
fn declared_name(head: &str) -> Option<&str> {
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let value = declaration[declaration.find("encoding")? + "encoding".len()..].trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|&char| char == '"' || char == '\'')?;
    let value = &value[1..];
    value.find(quote).map(|end| &value[..end])
}

#[cfg(test)]
mod tests {
    use proptest::strategy::Strategy as _;

    use super::*;

    /// Reads a few bytes at a time.
    struct Slow<'t>(&'t [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let few = self.1.min(buffer.len());
            self.0.read(&mut buffer[..few])
        }
    }

    proptest::proptest! {
        #[test]
        fn utf8_is_decoded_as_the_encoding_standard_says(
            parts in proptest::collection::vec(
                proptest::prop_oneof![
                    proptest::prelude::any::<char>().prop_map(|char| char.to_string().into_bytes()),
                    proptest::collection::vec(0x7Eu8..=0xFF, 1..4),
                    proptest::sample::select(vec![b"\xF0\x9F".to_vec(), b"\xE4\xB8".to_vec(), b"\xE0\x80".to_vec()]),
                ],
                0..40,
            ),
            few in 1usize..5,
        ) {
            let bytes = [vec![b'-'; HEAD], parts.concat()].concat();
            let mut source = TextSource::new(Slow(&bytes, few)).expect("memory can be read");
            let mut text = String::new();
            while source.fill(&mut text).expect("memory can be read") {}
            let (want, malformed) = encoding_rs::UTF_8.decode_without_bom_handling(&bytes);
            proptest::prop_assert_eq!(&text, &want);
            proptest::prop_assert_eq!(source.malformed.is_some(), malformed);
        }
    }
}
