//! JSON (RFC 8259), read strictly and in one pass: a document goes in, events with places come out.
//!
//! No recursion, no tree, a window of the text at a time. The first fault of syntax ends the reading:
//! unlike XML, JSON leaves no clear way on.

use std::io::{self, Read};

use crate::diagnostic::Code;
use crate::validate::input::source::TextSource;
use crate::validate::input::window::{TEXT_LIMIT, Window};
use crate::validate::log::{Log, Pos, Stretch, shown};
use crate::validate::rules::rule;

/// Objects and arrays may not be nested deeper.
pub const DEPTH_LIMIT: usize = 128;
/// A number may not be longer.
const NUMBER_LIMIT: usize = 1024;

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `}` or `]`
    End,
    /// The name of a member.
    Name(String),
    /// A string.
    String(String),
    /// A number as written.
    Number(String),
    /// `true` or `false`
    Bool(bool),
    /// `null`
    Null,
}

/// Why reading ends before the end.
enum JsonFault {
    /// The text is no JSON.
    Syntax(String),
    /// It is more than is read.
    Limit(String),
}

impl From<String> for JsonFault {
    fn from(message: String) -> Self {
        Self::Syntax(message)
    }
}

impl From<&str> for JsonFault {
    fn from(message: &str) -> Self {
        Self::Syntax(message.to_owned())
    }
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Value,
    ValueOrEnd,
    NameOrEnd,
    Name,
    CommaOrEnd,
}

/// Reads a document.
pub struct JsonReader<R> {
    window: Window<R>,
}

impl<R: Read> JsonReader<R> {
    /// A reader at the start of a document.
    pub fn new(source: TextSource<R>) -> Self {
        Self { window: Window::new(source) }
    }

    /// Where bytes did not fit the encoding for the first time.
    pub fn malformed(&self) -> Option<Pos> {
        self.window.malformed
    }

    fn peek(&mut self) -> Option<char> {
        if !self.window.ensure(1) {
            return None;
        }
        self.window.rest().chars().next()
    }

    fn advance(&mut self, bytes: usize) {
        self.window.advance(bytes);
    }

    /// Takes what the test accepts, up to a limit.
    fn take_while(&mut self, test: impl Fn(char) -> bool, limit: usize, mut into: Option<&mut String>) {
        let mut taken = 0;
        while self.peek().is_some_and(&test) && taken < limit {
            let rest = self.window.rest();
            let len = rest.find(|char| !test(char)).unwrap_or(rest.len());
            if let Some(into) = into.as_deref_mut() {
                into.push_str(&rest[..len]);
            }
            taken += len;
            self.advance(len);
        }
    }

    /// Reads to the end, handing on each piece.
    ///
    /// # Errors
    /// What reading the source gives.
    pub fn run(&mut self, mut handle: impl FnMut(Event, Stretch, &mut Log), log: &mut Log) -> io::Result<()> {
        let outcome = self.document(&mut handle, log);
        if let Some(error) = self.window.failure.take() {
            return Err(error);
        }
        match outcome {
            Ok(()) => {}
            Err(JsonFault::Limit(message)) => log.add(const { rule(Code::JsonLimit) }, self.window.mark(0), message),
            Err(JsonFault::Syntax(message)) => log.add(const { rule(Code::JsonSyntax) }, self.window.mark(0), message),
        }
        Ok(())
    }

    fn document(&mut self, handle: &mut impl FnMut(Event, Stretch, &mut Log), log: &mut Log) -> Result<(), JsonFault> {
        // True for an object, false for an array.
        let mut open: Vec<bool> = Vec::new();
        let mut next = Expected::Value;
        loop {
            self.take_while(|char| matches!(char, ' ' | '\t' | '\n' | '\r'), usize::MAX, None);
            let start = self.window.pos();
            let Some(char) = self.peek() else { return Err("the document ends in the middle".into()) };
            let event = match (char, next) {
                ('}', Expected::NameOrEnd | Expected::CommaOrEnd) if open.last() == Some(&true) => {
                    self.advance(1);
                    open.pop();
                    Event::End
                }
                (']', Expected::ValueOrEnd | Expected::CommaOrEnd) if open.last() == Some(&false) => {
                    self.advance(1);
                    open.pop();
                    Event::End
                }
                (',', Expected::CommaOrEnd) => {
                    self.advance(1);
                    next = if open.last() == Some(&true) { Expected::Name } else { Expected::Value };
                    continue;
                }
                ('"', Expected::Name | Expected::NameOrEnd) => {
                    let name = self.string()?;
                    self.take_while(|char| matches!(char, ' ' | '\t' | '\n' | '\r'), usize::MAX, None);
                    if self.peek() != Some(':') {
                        return Err(format!("`:` is missing after `\"{}\"`", shown(&name)).into());
                    }
                    let len = self.window.offset() - start.offset;
                    self.advance(1);
                    next = Expected::Value;
                    handle(Event::Name(name), Stretch { pos: start, len }, log);
                    continue;
                }
                (_, Expected::Value | Expected::ValueOrEnd) => self.value(char)?,
                (_, Expected::Name | Expected::NameOrEnd) => {
                    return Err(format!("`{char}` stands where a name in quotes is wanted").into());
                }
                (_, Expected::CommaOrEnd) => {
                    return Err(format!("`{char}` stands where `,` or an end is wanted").into());
                }
            };
            match event {
                Event::Object | Event::Array => {
                    if open.len() >= DEPTH_LIMIT {
                        return Err(JsonFault::Limit(format!("nested deeper than {DEPTH_LIMIT}")));
                    }
                    open.push(event == Event::Object);
                    next = if event == Event::Object { Expected::NameOrEnd } else { Expected::ValueOrEnd };
                }
                _ => next = Expected::CommaOrEnd,
            }
            handle(event, Stretch { pos: start, len: self.window.offset() - start.offset }, log);
            if open.is_empty() {
                break;
            }
        }
        self.take_while(|char| matches!(char, ' ' | '\t' | '\n' | '\r'), usize::MAX, None);
        match self.peek() {
            None => Ok(()),
            Some(char) => Err(format!("`{char}` follows the end of the document").into()),
        }
    }

    fn value(&mut self, char: char) -> Result<Event, JsonFault> {
        match char {
            '{' => {
                self.advance(1);
                Ok(Event::Object)
            }
            '[' => {
                self.advance(1);
                Ok(Event::Array)
            }
            '"' => Ok(Event::String(self.string()?)),
            '-' | '0'..='9' => self.number(),
            _ => {
                let mut word = String::new();
                self.take_while(|char| char.is_ascii_alphabetic(), 16, Some(&mut word));
                match word.as_str() {
                    "true" => Ok(Event::Bool(true)),
                    "false" => Ok(Event::Bool(false)),
                    "null" => Ok(Event::Null),
                    "" => Err(format!("`{char}` begins no value").into()),
                    _ => Err(format!("`{}` is no value", shown(&word)).into()),
                }
            }
        }
    }

    fn number(&mut self) -> Result<Event, JsonFault> {
        let mut text = String::new();
        self.take_while(|char| matches!(char, '-' | '+' | '.' | 'e' | 'E' | '0'..='9'), NUMBER_LIMIT, Some(&mut text));
        let unsigned = text.strip_prefix('-').unwrap_or(&text);
        let (number, exponent) =
            unsigned.split_once(['e', 'E']).map_or((unsigned, "0"), |(number, exponent)| (number, exponent));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let good = digits(whole) && digits(fraction) && digits(exponent) && (whole == "0" || !whole.starts_with('0'));
        if good { Ok(Event::Number(text)) } else { Err(format!("`{}` is no number", shown(&text)).into()) }
    }

    fn string(&mut self) -> Result<String, JsonFault> {
        self.advance(1);
        let mut out = String::new();
        loop {
            self.quick_string(&mut out);
            self.take_while(|char| !matches!(char, '"' | '\\' | '\0'..='\u{1F}'), TEXT_LIMIT, Some(&mut out));
            if out.len() >= TEXT_LIMIT {
                return Err(JsonFault::Limit("a string is longer than 16 MiB".to_owned()));
            }
            match self.peek() {
                None => return Err("a string is never closed".into()),
                Some('"') => {
                    self.advance(1);
                    return Ok(out);
                }
                Some('\\') => {
                    self.advance(1);
                    let escape = self.escape()?;
                    out.push(escape);
                }
                Some(char) => {
                    return Err(format!("the control character U+{:04X} stands in a string", u32::from(char)).into());
                }
            }
        }
    }

    /// Takes what of a string needs no second look: text, and escapes of one letter, as far as they lie
    /// in the window. All else is for the full way.
    fn quick_string(&mut self, out: &mut String) {
        let rest = self.window.rest();
        if out.len() + rest.len() >= TEXT_LIMIT {
            return;
        }
        let bytes = rest.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at..]).map(|found| at + found) {
            // One look at everything, without a way out: this is what processors do many bytes at a time.
            if bytes[at..found].iter().fold(false, |control, &byte| control | (byte < 0x20)) {
                break;
            }
            out.push_str(&rest[at..found]);
            at = found;
            let escaped = bytes.get(found + 1).copied().filter(|_| bytes[found] == b'\\');
            let Some(char) = escaped.and_then(short_escape) else { break };
            out.push(char);
            at += 2;
        }
        self.window.advance(at);
    }

    fn escape(&mut self) -> Result<char, JsonFault> {
        let Some(char) = self.peek() else { return Err("a string is never closed".into()) };
        self.advance(char.len_utf8());
        if let Some(meant) = u8::try_from(char).ok().and_then(short_escape) {
            return Ok(meant);
        }
        if char != 'u' {
            return Err(format!("`\\{char}` is no escape").into());
        }
        let first = self.unit()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first).ok_or_else(|| format!("`\\u{first:04x}` is half a character").into());
        }
        if self.peek() == Some('\\') {
            self.advance(1);
            if self.peek() == Some('u') {
                self.advance(1);
                let second = self.unit()?;
                if (0xDC00..0xE000).contains(&second) {
                    let whole = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                    return Ok(char::from_u32(whole).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
        }
        Err(format!("`\\u{first:04x}` is half a character").into())
    }

    fn unit(&mut self) -> Result<u32, JsonFault> {
        let mut value = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|char| char.to_digit(16));
            let Some(digit) = digit else { return Err("`\\u` is followed by four hexadecimal digits".into()) };
            self.advance(1);
            value = value * 16 + digit;
        }
        Ok(value)
    }
}

/// What a letter after a backslash means, where that is one character.
fn short_escape(letter: u8) -> Option<char> {
    Some(match letter {
        b'"' | b'\\' | b'/' => char::from(letter),
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validate::Finding;

    /// Reads a byte at a time, so that nothing lies in the window that could be taken at once.
    struct Slow<'t>(&'t [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = buffer.len().min(1);
            self.0.read(&mut buffer[..len])
        }
    }

    fn read(input: impl Read) -> (Vec<(Event, Stretch)>, Vec<Finding>) {
        let (mut events, mut log) = (Vec::new(), Log::new(100));
        let mut reader = JsonReader::new(TextSource::new(input).expect("memory can be read"));
        reader.run(|event, mark, _| events.push((event, mark)), &mut log).expect("memory can be read");
        (events, log.finish().0)
    }

    proptest! {
        #[test]
        fn strings_are_the_same_in_one_piece_and_in_many(
            parts in proptest::collection::vec(
                proptest::sample::select(&[
                    "a", "text", "é中", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\\x", "\\",
                    "\"", "\n", "\u{1}", "\u{7F}",
                ][..]),
                0..30,
            ),
        ) {
            // Longer than the head, which always comes as a whole.
            let document = format!("{}[\"{}\", 1, \"{}\"]", " ".repeat(1100), parts.concat(), parts.concat());
            prop_assert_eq!(read(document.as_bytes()), read(Slow(document.as_bytes())));
        }
    }
}
