//! The window on a document's text: a part of it, as it comes from its [`TextSource`], with the place of
//! what is read.
//!
//! Two things are done here once for all that is read, so that no check has to: lines and columns are
//! counted only where someone asks for a place ([`Cursor`]), and every piece is looked through once, as
//! it comes, for what hardly a document holds; text that is plain needs no search for it.

use std::cell::Cell;
use std::io::{self, Read};
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::validate::input::source::TextSource;
use crate::validate::log::{Pos, Stretch};

/// An element's text is kept up to this many bytes.
pub const TEXT_LIMIT: usize = 16 * 1024 * 1024;

/// A part of a document.
pub struct Window<R> {
    source: TextSource<R>,
    text: String,
    at: usize,
    cursor: Cursor,
    /// Where in the document the window begins, in bytes.
    begins: usize,
    /// Up to where in the document text may be odd.
    odd_until: usize,
    /// Up to where in the document there may be carriage returns.
    returns_until: usize,
    /// Why reading failed.
    pub failure: Option<io::Error>,
    /// Where bytes did not fit the encoding for the first time.
    pub malformed: Option<Pos>,
}

/// The place that was asked for last, and where in the window that is.
struct Cursor {
    pos: Cell<Pos>,
    at: Cell<usize>,
}

impl Cursor {
    /// The place of an offset in the text, at or after the last one.
    fn pos(&self, text: &str, at: usize) -> Pos {
        let from = self.at.get();
        if at == from {
            return self.pos.get();
        }
        // CR LF ends one line: a place between the two is no place to go on from.
        let between = text.as_bytes()[at - 1] == b'\r';
        let settled = at - usize::from(between);
        let pos = self.pos.get().after(&text[from..settled]);
        self.pos.set(pos);
        self.at.set(settled);
        if between { pos.after("\r") } else { pos }
    }
}

/// Where the window has been read to, for who may want to know the place.
#[derive(Clone, Copy)]
pub struct WindowPlace<'w> {
    cursor: &'w Cursor,
    text: &'w str,
    at: usize,
    begins: usize,
}

impl WindowPlace<'_> {
    /// The place.
    pub fn pos(&self) -> Pos {
        self.cursor.pos(self.text, self.at)
    }

    /// Its offset alone, which costs nothing.
    pub fn offset(&self) -> usize {
        self.begins + self.at
    }
}

impl<R: Read> Window<R> {
    /// A window at the start of a document.
    pub fn new(source: TextSource<R>) -> Self {
        Self {
            source,
            text: String::new(),
            at: 0,
            cursor: Cursor { pos: Cell::new(Pos::START), at: Cell::new(0) },
            begins: 0,
            odd_until: 0,
            returns_until: 0,
            failure: None,
            malformed: None,
        }
    }

    /// The text that has come and has not been read.
    pub fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// The place that has been read to.
    pub fn pos(&self) -> Pos {
        self.cursor.pos(&self.text, self.at)
    }

    /// The offset of that place, which costs nothing.
    pub fn offset(&self) -> usize {
        self.begins + self.at
    }

    /// That place, for later.
    pub fn place(&self) -> WindowPlace<'_> {
        WindowPlace { cursor: &self.cursor, text: &self.text, at: self.at, begins: self.begins }
    }

    /// A stretch from that place.
    pub fn mark(&self, len: usize) -> Stretch {
        Stretch { pos: self.pos(), len }
    }

    /// Whether the rest holds nothing that [`is_odd`].
    pub fn is_plain(&self) -> bool {
        self.offset() >= self.odd_until
    }

    /// Whether the rest may hold carriage returns.
    pub fn has_returns(&self) -> bool {
        self.offset() < self.returns_until
    }

    /// Goes on.
    pub fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Makes sure that this many bytes follow. False where the document ends before.
    pub fn ensure(&mut self, bytes: usize) -> bool {
        while self.text.len() - self.at < bytes {
            if !self.fill() {
                return false;
            }
        }
        true
    }

    /// Lets more of the document come. False at its end.
    pub fn fill(&mut self) -> bool {
        self.forget();
        let before = self.text.len();
        loop {
            match self.source.fill(&mut self.text) {
                Ok(true) if self.text.len() == before => {}
                Ok(more) => {
                    if let (Some(offset), None) = (self.source.malformed, self.malformed) {
                        let until = self.at + offset.saturating_sub(self.offset());
                        self.malformed = Some(self.pos().after(&self.text[self.at..until]));
                    }
                    self.look_through(before);
                    return more && self.text.len() > before;
                }
                Err(error) => {
                    self.failure = Some(error);
                    return false;
                }
            }
        }
    }

    /// Looks for a string, reading on as needed; an offset from here.
    pub fn find(&mut self, needle: &str, from: usize, limit: usize) -> Option<usize> {
        let mut looked = from;
        loop {
            let rest = self.rest();
            if looked <= rest.len()
                && let Some(found) = rest[rest.floor_char_boundary(looked)..].find(needle)
            {
                return Some(rest.floor_char_boundary(looked) + found);
            }
            looked = rest.len().saturating_sub(needle.len()).max(from);
            if rest.len() > limit || !self.fill() {
                return None;
            }
        }
    }

    /// Leaves what has been read, but for what the next place is counted from.
    fn forget(&mut self) {
        self.pos();
        let gone = self.cursor.at.get();
        self.text.drain(..gone);
        self.cursor.at.set(0);
        self.begins += gone;
        self.at -= gone;
    }

    fn look_through(&mut self, from: usize) {
        let (new, end) = (&self.text.as_bytes()[from..], self.begins + self.text.len());
        if is_odd(new) {
            self.odd_until = end;
        }
        if memchr::memchr(b'\r', new).is_some() {
            self.returns_until = end;
        }
    }
}

/// Whether there is anything in a text that XML does not allow or that tells of a wrong encoding:
/// control characters, U+0080 to U+009F, U+FFFD and what follows it. (The few characters from U+FFC0
/// count too.)
fn is_odd(text: &[u8]) -> bool {
    static NONCHARACTERS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\xEF\xBF"));
    // One look at everything, without a way out: this is what processors do many bytes at a time.
    let control = text
        .iter()
        .fold(false, |control, &byte| control | ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')));
    control
        || NONCHARACTERS.find(text).is_some()
        || memchr::memchr_iter(0xC2, text).any(|at| text.get(at + 1).is_some_and(|&next| next < 0xA0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_found() {
        for odd in ["\0", "a\u{1}b", "\u{1F}", "a\u{80}", "\u{9F}b", "a\u{FFFD}", "\u{FFFE}", "\u{FFFF}"] {
            assert!(is_odd(odd.as_bytes()), "{odd:?}");
        }
        for plain in ["", "a", "\t\r\n", "\u{7F}\u{A0}é，中\u{E000}😀"] {
            assert!(!is_odd(plain.as_bytes()), "{plain:?}");
        }
    }

    #[test]
    fn places_are_the_same_whenever_they_are_asked_for() {
        let text = "a\r\nb\rc\n\r\n\r\ré中\n<d>\r\n";
        for step in 1..5 {
            let mut window = Window::new(TextSource::new(text.as_bytes()).expect("memory can be read"));
            assert!(window.ensure(text.len()));
            for (at, char) in text.char_indices() {
                let asked = at % step == 0;
                assert!(!asked || window.pos() == Pos::START.after(&text[..at]), "{step} {at}");
                window.advance(char.len_utf8());
            }
        }
    }

    #[test]
    fn a_line_end_that_comes_in_two_reads_is_one() {
        let (one, two) = (format!("{}\r", " ".repeat(2000)), "\nb");
        let input = one.as_bytes().chain(two.as_bytes());
        let mut window = Window::new(TextSource::new(input).expect("memory can be read"));
        assert!(window.ensure(one.len()));
        window.advance(one.len());
        assert!(window.ensure(2));
        window.advance(1);
        assert_eq!(window.pos(), Pos { offset: 2002, line: 2, column: 1 });
    }
}
