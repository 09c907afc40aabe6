//! XML 1.0 with namespaces, read strictly and in one pass.
//!
//! Bytes come in through [`Source`]; elements, attributes and text go out to a [`Handler`]. The
//! reader checks what a conforming processor without validation must (XML 1.0 fifth edition and
//! Namespaces in XML 1.0): characters, names, tags that match, one root, attributes that are unique,
//! prefixes that are bound, references that are declared. It fetches nothing and expands no entity,
//! so a document cannot grow while it is read, and it holds no more than a window of the text and
//! the elements that are open. Where a fault leaves a clear way on it goes on after reporting it.

mod markup;

use std::io::Read;
use std::rc::Rc;

use super::log::{Log, Mark, Pos, shown};
use super::names::{self, Known};
use super::rule::{Rule, rule};
use super::source::Source;
use super::text::{Origin, Piece, Text};
use super::window::Window;
use super::xml_syntax::{Part, Pieces, REFERENCE_LIMIT, is_xml_char};

/// Text handed on at once, at most.
const PIECE: usize = 64 * 1024;
/// A tag or a document type declaration may not be longer.
const TOKEN_LIMIT: usize = 1024 * 1024;
/// Elements may not be nested deeper.
const DEPTH_LIMIT: usize = 256;
/// Namespaces in scope at one place, at most.
const BINDING_LIMIT: usize = 512;

/// The namespace of the prefix `xml`.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// A namespace.
#[derive(Clone, Debug)]
pub struct Space {
    /// Its name.
    pub uri: Rc<str>,
    /// The prefix that we and everyone else give it, if it is a known one.
    pub known: Option<Known>,
}

/// An attribute; namespace declarations are not among them.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its namespace; none without prefix.
    pub space: Option<Space>,
    /// Its name as written.
    pub name: String,
    /// Its name without prefix.
    pub local: String,
    /// Its value, normalised.
    pub value: String,
    /// Where the value stands.
    pub mark: Mark,
}

/// A declaration of a prefix.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The prefix; empty for the default namespace.
    pub prefix: String,
    /// The namespace's name; empty to take the default away.
    pub uri: Rc<str>,
    /// Where the value stands.
    pub mark: Mark,
}

/// A start tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The element's namespace.
    pub space: Option<Space>,
    /// The name as written.
    pub name: String,
    /// The name without prefix.
    pub local: String,
    /// The attributes in order.
    pub attributes: Vec<Attribute>,
    /// The namespace declarations in order.
    pub declarations: Vec<Declaration>,
    /// Where the tag stands.
    pub mark: Mark,
}

/// What takes the document apart further.
pub trait Handler {
    /// A document type declaration.
    fn doctype(&mut self, doctype: Doctype, log: &mut Log);
    /// An element begins.
    fn start(&mut self, tag: Tag, log: &mut Log);
    /// Text within the innermost element.
    fn text(&mut self, piece: &Piece<'_>, log: &mut Log);
    /// The text of the innermost element, where pieces of it need only be appended.
    fn quick_text(&mut self) -> Option<&mut Text>;
    /// The innermost element ends. `whole` is false where the end tag is missing.
    fn end(&mut self, whole: bool, log: &mut Log);
}

/// A document type declaration.
#[derive(Clone, Debug)]
pub struct Doctype {
    /// The public identifier.
    pub public: Option<String>,
    /// The system identifier.
    pub system: Option<String>,
    /// Where it stands.
    pub mark: Mark,
}

struct Open {
    name: String,
    /// Whether that is a name at all.
    good: bool,
    bindings: usize,
    mark: Mark,
}

struct Binding {
    prefix: String,
    space: Space,
}

/// Reads a document. See the module.
pub struct Reader<R> {
    window: Window<R>,
    open: Vec<Open>,
    bindings: Vec<Binding>,
    entities: Vec<String>,
    /// An external subset or a parameter entity may declare more than can be seen.
    entities_unseen: bool,
    root_seen: bool,
    started: bool,
    nesting_reported: bool,
    stopped: bool,
}

impl<R: Read> Reader<R> {
    /// A reader at the start of a document.
    pub fn new(source: Source<R>) -> Self {
        let xml = Space { uri: Rc::from(XML_NAMESPACE), known: Some("xml") };
        Self {
            window: Window::new(source),
            open: Vec::new(),
            bindings: vec![Binding { prefix: "xml".to_owned(), space: xml }],
            entities: Vec::new(),
            entities_unseen: false,
            root_seen: false,
            started: false,
            nesting_reported: false,
            stopped: false,
        }
    }

    /// Reads to the end. Gives the place where bytes did not fit the encoding for the first time.
    ///
    /// # Errors
    /// What reading the source gives.
    pub fn run(mut self, handler: &mut impl Handler, log: &mut Log) -> std::io::Result<Option<Pos>> {
        while !self.stopped && self.window.ensure(1) {
            let byte = self.window.rest().as_bytes()[0];
            match byte {
                b'<' => self.markup(handler, log),
                _ if self.quick_text(handler) => {}
                b'&' => self.reference(handler, log),
                _ => self.text(handler, log),
            }
        }
        if let Some(error) = self.window.failure {
            return Err(error);
        }
        if !self.stopped && !self.root_seen {
            log.add(const { rule("xml-no-root") }, Mark::at(self.window.pos()), "the document has no element");
        }
        if let Some(open) = self.open.last()
            && !self.stopped
            && !self.nesting_reported
        {
            let message = format!("`<{}>` is never closed", shown(&open.name));
            log.add(const { rule("xml-not-closed") }, open.mark, message);
        }
        while self.open.pop().is_some() {
            handler.end(false, log);
        }
        Ok(self.window.malformed)
    }

    fn fail(&mut self, log: &mut Log, rule: &'static Rule, mark: Mark, message: impl Into<String>) {
        log.add(rule, mark, message);
        self.stopped = true;
    }

    // Text.

    /// Reads the way that most of most documents can be read: plain text and the references of escaped
    /// HTML, as far as they lie in the window. True where there was any; all else is for the full way.
    fn quick_text(&mut self, handler: &mut impl Handler) -> bool {
        if self.open.is_empty() || !self.window.is_plain() || self.window.has_returns() {
            return false;
        }
        let Some(text) = handler.quick_text() else { return false };
        let taken = text.take_plain(self.window.rest(), self.window.place());
        self.started |= taken > 0;
        self.window.advance(taken);
        taken > 0
    }

    fn text(&mut self, handler: &mut impl Handler, log: &mut Log) {
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
        self.pass_text(len, Origin::Plain, handler, log);
    }

    /// Checks the next bytes as text and hands them on.
    fn pass_text(&mut self, len: usize, origin: Origin, handler: &mut impl Handler, log: &mut Log) {
        let text = &self.window.rest()[..len];
        if origin == Origin::Plain
            && memchr::memchr(b'>', text.as_bytes()).is_some()
            && let Some(at) = text.find("]]>")
        {
            let mark = Mark { pos: self.window.pos().after(&text[..at]), len: 3 };
            log.add(const { rule("xml-cdata-end") }, mark, "`]]>` stands in text");
        }
        self.check_characters(len, log);
        if self.open.is_empty() {
            let blank = |char: char| matches!(char, ' ' | '\t' | '\n' | '\r');
            let from = text.len() - text.trim_start_matches(blank).len();
            if from < text.len() {
                let mark = Mark { pos: self.window.pos().after(&text[..from]), len: text.trim_matches(blank).len() };
                let message = format!("text stands outside the root element: `{}`", shown(text.trim()));
                if self.root_seen {
                    log.add(const { rule("xml-after-root") }, mark, message);
                    self.stopped = true;
                } else {
                    log.add(const { rule("xml-before-root") }, mark, message);
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
    fn pass_one(&mut self, char: char, origin: Origin, written: usize, handler: &mut impl Handler, log: &mut Log) {
        let mut buffer = [0; 4];
        let text = char.encode_utf8(&mut buffer);
        let plain = char.is_ascii();
        handler.text(&Piece { text, origin, written, plain, returns: false, place: self.window.place() }, log);
        self.window.advance(written);
    }

    fn reference(&mut self, handler: &mut impl Handler, log: &mut Log) {
        self.window.ensure(REFERENCE_LIMIT);
        if self.open.is_empty() {
            let len = Pieces::new(self.window.rest()).first().1;
            let mark = self.window.mark(len);
            self.fail(log, const { rule("xml-before-root") }, mark, "a reference stands outside the root element");
            return;
        }
        let (part, len) = Pieces::new(self.window.rest()).first();
        match part {
            Some(Part::Character(char, hexadecimal)) => {
                let origin = if hexadecimal { Origin::Hexadecimal } else { Origin::Reference };
                self.pass_one(char, origin, len, handler, log);
            }
            Some(Part::Entity(name)) => {
                self.entity(name, self.window.mark(len), log);
                self.window.advance(len);
            }
            Some(Part::BadCharacter(text)) => {
                let message = format!("`{}` refers to a character that XML does not allow", shown(text));
                log.add(const { rule("xml-character-reference") }, self.window.mark(len), message);
                self.window.advance(len);
            }
            _ => {
                log.add(const { rule("xml-bare-ampersand") }, self.window.mark(1), "`&` begins no reference");
                self.pass_one('&', Origin::Plain, 1, handler, log);
            }
        }
    }

    /// XML 1.0, 2.2, of the next bytes.
    fn check_characters(&self, len: usize, log: &mut Log) {
        if !self.window.is_plain() {
            check_characters(&self.window.rest()[..len], self.window.pos(), log);
        }
    }

    /// A reference to an entity that is not one of the five. It is never expanded.
    fn entity(&self, name: &str, mark: Mark, log: &mut Log) {
        if self.entities.iter().any(|known| known == name) {
            let message = format!("the entity `&{};` is declared in this document and read as nothing", shown(name));
            log.add(const { rule("xml-entity-declared") }, mark, message);
        } else if self.entities_unseen && names::is_html_entity(name) {
            // The old RSS 0.91 document type declares the entities of HTML.
        } else {
            let message = format!("the entity `&{};` is not declared", shown(name));
            log.add(const { rule("xml-entity-undeclared") }, mark, message);
        }
    }
}

/// XML 1.0, 2.2: characters a document may hold.
fn check_characters(text: &str, pos: Pos, log: &mut Log) {
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
            let mark = Mark { pos: place, len: char.len_utf8() };
            let message = format!("the character U+{:04X} is not allowed", u32::from(char));
            log.add(const { rule("xml-character") }, mark, message);
        }
        from = at + char.len_utf8();
    }
}
