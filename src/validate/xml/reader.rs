//! What is known while XML is read, and how text is read.

use std::io::Read;
use std::rc::Rc;

use super::events::{Handler, Space, XML_NAMESPACE};
use super::syntax::{Pieces, REFERENCE_LIMIT, TextPart, is_xml_char};
use super::text::{Piece, TextOrigin};
use crate::diagnostic::Code;
use crate::validate::forms::names;
use crate::validate::input::source::TextSource;
use crate::validate::input::window::Window;
use crate::validate::log::{Log, Pos, Stretch, shown};
use crate::validate::rules::{Rule, rule};

/// Text handed on at once, at most.
const PIECE: usize = 64 * 1024;
/// A tag or a document type declaration may not be longer.
pub(super) const TOKEN_LIMIT: usize = 1024 * 1024;
/// Elements may not be nested deeper.
pub(super) const DEPTH_LIMIT: usize = 256;
/// Namespaces in scope at one place, at most.
pub(super) const BINDING_LIMIT: usize = 512;

pub(super) struct OpenTag {
    pub(super) name: String,
    /// Whether that is a name at all.
    pub(super) good: bool,
    pub(super) bindings: usize,
    pub(super) mark: Stretch,
}

pub(super) struct Binding {
    pub(super) prefix: String,
    pub(super) space: Space,
}

/// What is known while a document is read.
pub struct XmlReader<R> {
    pub(super) window: Window<R>,
    pub(super) open: Vec<OpenTag>,
    pub(super) bindings: Vec<Binding>,
    pub(super) entities: Vec<String>,
    /// An external subset or a parameter entity may declare more than can be seen.
    pub(super) entities_unseen: bool,
    pub(super) doctype_seen: bool,
    pub(super) root_seen: bool,
    pub(super) started: bool,
    pub(super) nesting_reported: bool,
    pub(super) stopped: bool,
}

impl<R: Read> XmlReader<R> {
    /// A reader at the start of a document.
    pub fn new(source: TextSource<R>) -> Self {
        let xml = Space { uri: Rc::from(XML_NAMESPACE), known: Some("xml") };
        Self {
            window: Window::new(source),
            open: Vec::new(),
            bindings: vec![Binding { prefix: "xml".to_owned(), space: xml }],
            entities: Vec::new(),
            entities_unseen: false,
            doctype_seen: false,
            root_seen: false,
            started: false,
            nesting_reported: false,
            stopped: false,
        }
    }

    pub(super) fn fail(&mut self, log: &mut Log, rule: &'static Rule, mark: Stretch, message: impl Into<String>) {
        log.add(rule, mark, message);
        self.stopped = true;
    }

    // Text.

    /// Reads the way that most of most documents can be read: plain text and the references of escaped
    /// HTML, as far as they lie in the window. True where there was any; all else is for the full way.
    pub(super) fn quick_text(&mut self, handler: &mut impl Handler) -> bool {
        if self.open.is_empty() || !self.window.is_plain() || self.window.has_returns() {
            return false;
        }
        let Some(text) = handler.quick_text() else { return false };
        let taken = text.take_plain(self.window.rest(), self.window.place());
        self.started |= taken > 0;
        self.window.advance(taken);
        taken > 0
    }

    pub(super) fn text(&mut self, handler: &mut impl Handler, log: &mut Log) {
        let mut looked = 0;
        let len = loop {
            let rest = self.window.rest().as_bytes();
            if let Some(found) = memchr::memchr2(b'<', b'&', &rest[looked..]) {
                break looked + found;
            }
            looked = rest.len();
            if looked >= PIECE {
                // `]]>` must not be cut in two.
                break self.window.rest().floor_char_boundary(looked - 3);
            }
            if !self.window.fill() {
                break looked;
            }
        };
        self.pass_text(len, TextOrigin::Plain, handler, log);
    }

    /// Checks the next bytes as text and hands them on.
    pub(super) fn pass_text(&mut self, len: usize, origin: TextOrigin, handler: &mut impl Handler, log: &mut Log) {
        let text = &self.window.rest()[..len];
        if origin == TextOrigin::Plain
            && memchr::memchr(b'>', text.as_bytes()).is_some()
            && let Some(at) = text.find("]]>")
        {
            let mark = Stretch { pos: self.window.pos().after(&text[..at]), len: 3 };
            log.add(const { rule(Code::XmlCdataEnd) }, mark, "`]]>` stands in text");
        }
        self.check_characters(len, log);
        if self.open.is_empty() {
            let blank = |char: char| matches!(char, ' ' | '\t' | '\n' | '\r');
            let from = text.len() - text.trim_start_matches(blank).len();
            if from < text.len() {
                let mark = Stretch { pos: self.window.pos().after(&text[..from]), len: text.trim_matches(blank).len() };
                let message = format!("text stands outside the root element: `{}`", shown(text.trim()));
                if self.root_seen {
                    log.add(const { rule(Code::XmlAfterRoot) }, mark, message);
                    self.stopped = true;
                } else {
                    log.add(const { rule(Code::XmlBeforeRoot) }, mark, message);
                    // Without markup at all there is nothing to go on with.
                    self.stopped = !self.window.rest()[len..].starts_with('<');
                }
            }
        } else {
            let piece = Piece {
                text,
                origin,
                written: len,
                plain: self.window.is_plain(),
                returns: self.window.has_returns(),
                place: self.window.place(),
            };
            handler.text(&piece, log);
        }
        self.started = true;
        self.window.advance(len);
    }

    /// Hands on what a few bytes mean, a reference or a stray character of markup.
    pub(super) fn pass_one(
        &mut self,
        char: char,
        origin: TextOrigin,
        written: usize,
        handler: &mut impl Handler,
        log: &mut Log,
    ) {
        let mut buffer = [0; 4];
        let text = char.encode_utf8(&mut buffer);
        let plain = char.is_ascii();
        handler.text(&Piece { text, origin, written, plain, returns: false, place: self.window.place() }, log);
        self.window.advance(written);
    }

    pub(super) fn reference(&mut self, handler: &mut impl Handler, log: &mut Log) {
        self.window.ensure(REFERENCE_LIMIT);
        if self.open.is_empty() {
            let len = Pieces::new(self.window.rest()).first().1;
            let mark = self.window.mark(len);
            self.fail(log, const { rule(Code::XmlBeforeRoot) }, mark, "a reference stands outside the root element");
            return;
        }
        let (part, len) = Pieces::new(self.window.rest()).first();
        match part {
            Some(TextPart::Character(char, hexadecimal)) => {
                let origin = if hexadecimal { TextOrigin::Hexadecimal } else { TextOrigin::Reference };
                self.pass_one(char, origin, len, handler, log);
            }
            Some(TextPart::Entity(name)) => {
                self.entity(name, self.window.mark(len), log);
                self.window.advance(len);
            }
            Some(TextPart::BadCharacter(text)) => {
                let message = format!("`{}` refers to a character that XML does not allow", shown(text));
                log.add(const { rule(Code::XmlCharacterReference) }, self.window.mark(len), message);
                self.window.advance(len);
            }
            _ => {
                log.add(const { rule(Code::XmlBareAmpersand) }, self.window.mark(1), "`&` begins no reference");
                self.pass_one('&', TextOrigin::Plain, 1, handler, log);
            }
        }
    }

    /// XML 1.0, 2.2, of the next bytes.
    pub(super) fn check_characters(&self, len: usize, log: &mut Log) {
        if !self.window.is_plain() {
            check_characters(&self.window.rest()[..len], self.window.pos(), log);
        }
    }

    /// A reference to an entity that is not one of the five. It is never expanded.
    pub(super) fn entity(&self, name: &str, mark: Stretch, log: &mut Log) {
        if self.entities.iter().any(|known| known == name) {
            let message = format!("the entity `&{};` is declared in this document and read as nothing", shown(name));
            log.add(const { rule(Code::XmlEntityDeclared) }, mark, message);
        } else if self.entities_unseen && names::is_html_entity(name) {
            // The old RSS 0.91 document type declares the entities of HTML.
        } else {
            let message = format!("the entity `&{};` is not declared", shown(name));
            log.add(const { rule(Code::XmlEntityUndeclared) }, mark, message);
        }
    }
}

/// XML 1.0, 2.2: characters a document may hold.
pub(super) fn check_characters(text: &str, pos: Pos, log: &mut Log) {
    let odd = |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || *byte == 0xEF;
    let mut from = 0;
    // The place is carried along: counting from the start each time would be quadratic.
    let (mut place, mut placed) = (pos, 0);
    while let Some(found) = text.as_bytes()[from..].iter().position(odd) {
        let at = from + found;
        let Some(char) = text[at..].chars().next() else { return };
        if !is_xml_char(char) {
            place = place.after(&text[placed..at]);
            placed = at;
            let mark = Stretch { pos: place, len: char.len_utf8() };
            let message = format!("the character U+{:04X} is not allowed", u32::from(char));
            log.add(const { rule(Code::XmlCharacter) }, mark, message);
        }
        from = at + char.len_utf8();
    }
}
