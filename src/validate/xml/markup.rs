//! Markup: comments, sections, instructions, declarations and tags.

use std::io::Read;
use std::rc::Rc;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::events::{Attribute, Declaration, Doctype, Handler, Space, Tag, XML_NAMESPACE};
use super::reader::{BINDING_LIMIT, Binding, DEPTH_LIMIT, OpenTag, TOKEN_LIMIT, XmlReader, check_characters};
use super::syntax::{self, Pieces, TextPart, is_name, is_name_start};
use super::text::TextOrigin;
use crate::diagnostic::Code;
use crate::validate::forms::names;
use crate::validate::log::{Log, Stretch, shown};
use crate::validate::rules::rule;

static CDATA_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("]]>"));

impl<R: Read> XmlReader<R> {
    pub(super) fn markup(&mut self, handler: &mut impl Handler, log: &mut Log) {
        self.window.ensure(9);
        let rest = self.window.rest();
        if rest.starts_with("<!--") {
            self.comment(log);
        } else if rest.starts_with("<![CDATA[") {
            self.cdata(handler, log);
        } else if rest.starts_with("<!DOCTYPE") {
            self.doctype(handler, log);
        } else if rest.starts_with("<?") {
            self.instruction(log);
        } else if rest.starts_with("</") {
            self.end_tag(handler, log);
        } else if rest[1..].starts_with(is_name_start) {
            self.start_tag(handler, log);
        } else {
            log.add(const { rule(Code::XmlBareLessThan) }, self.window.mark(1), "`<` begins no tag");
            if self.open.is_empty() {
                self.stopped = true;
            } else {
                self.pass_one('<', TextOrigin::Plain, 1, handler, log);
            }
        }
        self.started = true;
    }

    fn comment(&mut self, log: &mut Log) {
        let opening = self.window.mark(4);
        self.window.advance(4);
        loop {
            let rest = self.window.rest();
            match rest.find("--") {
                Some(at) => {
                    self.check_characters(at, log);
                    self.window.advance(at);
                    self.window.ensure(3);
                    if self.window.rest().starts_with("-->") {
                        self.window.advance(3);
                        return;
                    }
                    log.add(const { rule(Code::XmlComment) }, self.window.mark(2), "`--` stands within a comment");
                    self.window.advance(
                        if self.window.rest().starts_with("--") && self.window.rest()[1..].starts_with("-->") {
                            1
                        } else {
                            2
                        },
                    );
                }
                None => {
                    let keep = usize::from(rest.ends_with('-'));
                    let len = rest.len() - keep;
                    self.check_characters(len, log);
                    self.window.advance(len);
                    if !self.window.fill() {
                        self.fail(log, const { rule(Code::XmlNotClosed) }, opening, "a comment is never closed");
                        return;
                    }
                }
            }
        }
    }

    fn cdata(&mut self, handler: &mut impl Handler, log: &mut Log) {
        let opening = self.window.mark(9);
        if self.open.is_empty() {
            self.fail(
                log,
                const { rule(Code::XmlBeforeRoot) },
                opening,
                "a CDATA section stands outside the root element",
            );
            return;
        }
        self.window.advance(9);
        loop {
            let rest = self.window.rest();
            match CDATA_END.find(rest.as_bytes()) {
                Some(at) => {
                    self.pass_text(at, TextOrigin::Cdata, handler, log);
                    self.window.advance(3);
                    return;
                }
                None => {
                    let len = rest.floor_char_boundary(rest.len().saturating_sub(3));
                    if len > 0 {
                        self.pass_text(len, TextOrigin::Cdata, handler, log);
                    }
                    if !self.window.fill() {
                        self.fail(log, const { rule(Code::XmlNotClosed) }, opening, "a CDATA section is never closed");
                        return;
                    }
                }
            }
        }
    }

    fn instruction(&mut self, log: &mut Log) {
        let Some(end) = self.window.find("?>", 2, TOKEN_LIMIT) else {
            self.fail(
                log,
                const { rule(Code::XmlNotClosed) },
                self.window.mark(2),
                "a processing instruction is never closed",
            );
            return;
        };
        let body = &self.window.rest()[2..end];
        let mark = self.window.mark(end + 2);
        let target = &body[..body.find(|char: char| char.is_ascii_whitespace()).unwrap_or(body.len())];
        if !self.window.is_plain() {
            check_characters(body, mark.pos, log);
        }
        if target == "xml" {
            if self.started {
                let message = "something stands before the XML declaration";
                log.add(const { rule(Code::XmlDeclarationPlace) }, mark, message);
            } else {
                check_declaration(&body[3..], mark, log);
            }
        } else if target.eq_ignore_ascii_case("xml") || !is_name(target) || target.contains(':') {
            let message = format!("`{}` cannot name a processing instruction", shown(target));
            log.add(const { rule(Code::XmlInstruction) }, mark, message);
        }
        self.window.advance(end + 2);
    }

    fn doctype(&mut self, handler: &mut impl Handler, log: &mut Log) {
        let Some(end) = self.doctype_end() else {
            self.fail(
                log,
                const { rule(Code::XmlNotClosed) },
                self.window.mark(9),
                "the document type declaration is never closed",
            );
            return;
        };
        let mark = self.window.mark(end);
        if self.root_seen || self.doctype_seen {
            let before = if self.root_seen { "the root element begins" } else { "another one" };
            let message = format!("the document type declaration stands after {before}");
            log.add(const { rule(Code::XmlDoctypePlace) }, mark, message);
        }
        self.doctype_seen = true;
        let text = self.window.rest()[..end].to_owned();
        self.check_characters(end, log);
        let doctype = syntax::doctype(&text);
        for name in doctype.entities {
            if self.entities.len() < 1000 {
                self.entities.push(name);
            }
        }
        if !self.entities.is_empty() {
            log.add(const { rule(Code::XmlEntityDeclaration) }, mark, "the document declares entities of its own");
        }
        self.entities_unseen = doctype.system.is_some() || doctype.parameters;
        handler.doctype(Doctype { public: doctype.public, system: doctype.system, mark }, log);
        self.window.advance(end);
    }

    /// Where the declaration ends, past quotes, comments and the internal subset.
    fn doctype_end(&mut self) -> Option<usize> {
        let mut state = syntax::DoctypeEnd::default();
        let mut at = 0;
        loop {
            let rest = self.window.rest().as_bytes();
            while at < rest.len() {
                at += 1;
                if state.step(rest[at - 1]) {
                    return Some(at);
                }
            }
            if at > TOKEN_LIMIT || !self.window.fill() {
                return None;
            }
        }
    }

    // Tags.

    /// The length of the tag that begins here, quotes respected; an error has been noted on `None`.
    fn tag_end(&mut self, log: &mut Log) -> Option<usize> {
        let mut quote = None;
        let mut at = 1;
        loop {
            let rest = self.window.rest().as_bytes();
            while at < rest.len() {
                let byte = match quote {
                    None => rest[at..].iter().position(|byte| matches!(byte, b'>' | b'<' | b'"' | b'\'')),
                    Some(open) => memchr::memchr(open, &rest[at..]),
                };
                let Some(found) = byte else {
                    at = rest.len();
                    break;
                };
                at += found + 1;
                match (quote, rest[at - 1]) {
                    (Some(_), _) => quote = None,
                    (None, b'>') => return Some(at),
                    (None, b'<') => {
                        let mark = self.window.mark(at - 1);
                        self.fail(
                            log,
                            const { rule(Code::XmlTag) },
                            mark,
                            "a tag begins before the last one has ended",
                        );
                        return None;
                    }
                    (None, byte) => quote = Some(byte),
                }
            }
            if at > TOKEN_LIMIT {
                let message = format!("a tag is longer than {TOKEN_LIMIT} bytes");
                self.fail(log, const { rule(Code::XmlLimit) }, self.window.mark(1), message);
                return None;
            }
            if !self.window.fill() {
                self.fail(log, const { rule(Code::XmlNotClosed) }, self.window.mark(1), "the last tag is never closed");
                return None;
            }
        }
    }

    fn end_tag(&mut self, handler: &mut impl Handler, log: &mut Log) {
        let Some(end) = self.tag_end(log) else { return };
        let name = self.window.rest()[2..end - 1].trim_end_matches(['\t', '\n', '\r', ' ']);
        if self.open.last().is_some_and(|open| open.good && open.name == name) {
            self.close(handler, true, log);
        } else {
            let name = name.to_owned();
            self.odd_end_tag(&name, end, handler, log);
        }
        self.window.advance(end);
    }

    /// An end tag that is not that of the innermost element, or has no good name.
    fn odd_end_tag(&mut self, name: &str, len: usize, handler: &mut impl Handler, log: &mut Log) {
        let mark = self.window.mark(len);
        if !is_name(name) {
            log.add(const { rule(Code::XmlTag) }, mark, format!("`{}` is no name", shown(name)));
        }
        let matching = self.open.iter().rposition(|open| open.name == name);
        match (matching, self.open.last()) {
            (Some(at), _) if at + 1 == self.open.len() => self.close(handler, true, log),
            (_, None) => {
                self.fail(log, const { rule(Code::XmlAfterRoot) }, mark, format!("`</{}>` closes nothing", shown(name)))
            }
            (matching, Some(open)) => {
                if !self.nesting_reported {
                    self.nesting_reported = true;
                    let message = format!(
                        "`</{}>` stands where `</{}>` of line {} is wanted",
                        shown(name),
                        shown(&open.name),
                        open.mark.pos.line
                    );
                    log.add(const { rule(Code::XmlNesting) }, mark, message);
                }
                // An ancestor's end tag closes what stands between; a misspelt one closes the element it is
                // nearly of; any other closes nothing.
                let short = name.len().max(open.name.len()) < 64;
                let meant = || (short && strsim::jaro(name, &open.name) > 0.7).then(|| self.open.len() - 1);
                if let Some(at) = matching.or_else(meant) {
                    while self.open.len() > at {
                        self.close(handler, false, log);
                    }
                }
            }
        }
    }

    fn close(&mut self, handler: &mut impl Handler, whole: bool, log: &mut Log) {
        if let Some(open) = self.open.pop() {
            self.bindings.truncate(open.bindings);
            handler.end(whole, log);
        }
    }

    fn start_tag(&mut self, handler: &mut impl Handler, log: &mut Log) {
        let Some(end) = self.tag_end(log) else { return };
        let mark = self.window.mark(end);
        if self.open.is_empty() && self.root_seen {
            self.fail(log, const { rule(Code::XmlAfterRoot) }, mark, "a second root element begins");
            return;
        }
        let bindings = self.bindings.len();
        self.check_characters(end, log);
        let raw = syntax::start_tag(&self.window.rest()[..end], mark.pos, log);
        let (good, empty) = (raw.good, raw.empty);
        let tag = self.resolve(raw, mark, log);
        if self.bindings.len() > BINDING_LIMIT {
            let message = format!("more than {BINDING_LIMIT} namespaces are in scope");
            self.fail(log, const { rule(Code::XmlLimit) }, mark, message);
            return;
        }
        if self.open.len() >= DEPTH_LIMIT {
            let message = format!("elements are nested deeper than {DEPTH_LIMIT}");
            self.fail(log, const { rule(Code::XmlLimit) }, mark, message);
            return;
        }
        self.root_seen = true;
        self.open.push(OpenTag { name: tag.name.clone(), good, bindings, mark });
        handler.start(tag, log);
        self.window.advance(end);
        if empty {
            self.close(handler, true, log);
        }
    }

    /// Namespaces in XML 1.0: takes out the declarations and binds every prefix.
    fn resolve(&mut self, raw: syntax::RawTag, mark: Stretch, log: &mut Log) -> Tag {
        let mut declarations = Vec::new();
        let mut plain = Vec::new();
        for attribute in raw.attributes {
            let prefix = match attribute.name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => {
                    plain.push(attribute);
                    continue;
                }
            };
            self.declare(prefix, &attribute.value, attribute.mark, &mut declarations, log);
        }
        let mut attributes = Vec::with_capacity(plain.len());
        for raw in plain {
            let mut value = String::with_capacity(raw.value.len());
            for piece in Pieces::new(&raw.value) {
                match piece {
                    TextPart::Text(text) => {
                        value.extend(text.chars().map(|char| if char.is_ascii_whitespace() { ' ' } else { char }))
                    }
                    TextPart::Character(char, _) => value.push(char),
                    TextPart::Entity(name) => self.entity(name, raw.mark, log),
                    TextPart::BadCharacter(text) => {
                        let message = format!("`{}` refers to a character that XML does not allow", shown(text));
                        log.add(const { rule(Code::XmlCharacterReference) }, raw.mark, message);
                    }
                    TextPart::Ampersand => {
                        log.add(const { rule(Code::XmlBareAmpersand) }, raw.mark, "`&` begins no reference");
                        value.push('&');
                    }
                }
            }
            let (prefix, local) = split(&raw.name);
            let space = if prefix.is_empty() { None } else { self.space(prefix, raw.mark, log) };
            let local = local.to_owned();
            attributes.push(Attribute { space, name: raw.name, local, value, mark: raw.mark });
        }
        check_unique(&attributes, log);
        let (prefix, local) = split(&raw.name);
        let space = self.space(prefix, mark, log).filter(|space| !space.uri.is_empty());
        let local = local.to_owned();
        Tag { space, local, name: raw.name, attributes, declarations, mark }
    }

    fn declare(
        &mut self,
        prefix: &str,
        value: &str,
        mark: Stretch,
        declarations: &mut Vec<Declaration>,
        log: &mut Log,
    ) {
        let mut uri = String::with_capacity(value.len());
        for piece in Pieces::new(value) {
            match piece {
                TextPart::Text(text) => uri.push_str(text),
                TextPart::Character(char, _) => uri.push(char),
                _ => log.add(const { rule(Code::XmlBareAmpersand) }, mark, "`&` begins no reference"),
            }
        }
        let wrong = if prefix == "xmlns" {
            Some("the prefix `xmlns` cannot be declared".to_owned())
        } else if (prefix == "xml") != (uri == XML_NAMESPACE) {
            Some("the prefix `xml` and its namespace belong to each other".to_owned())
        } else if uri.is_empty() && !prefix.is_empty() {
            Some(format!("the prefix `{}` is bound to nothing", shown(prefix)))
        } else if uri.contains(char::is_whitespace) {
            Some(format!("the namespace `{}` contains white space", shown(&uri)))
        } else if declarations.iter().rev().take(64).any(|known| known.prefix == prefix) {
            Some(format!("the prefix `{}` is declared twice", shown(prefix)))
        } else {
            None
        };
        if let Some(message) = wrong {
            log.add(const { rule(Code::XmlNamespaceDeclaration) }, mark, message);
        }
        let uri: Rc<str> = Rc::from(uri);
        declarations.push(Declaration { prefix: prefix.to_owned(), uri: Rc::clone(&uri), mark });
        if self.bindings.len() <= BINDING_LIMIT {
            let space = Space { known: names::known(&uri), uri };
            self.bindings.push(Binding { prefix: prefix.to_owned(), space });
        }
    }

    fn space(&self, prefix: &str, mark: Stretch, log: &mut Log) -> Option<Space> {
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix);
        if bound.is_none() && !prefix.is_empty() {
            let message = format!("the prefix `{}` is not declared", shown(prefix));
            log.add(const { rule(Code::XmlPrefixUndeclared) }, mark, message);
            return Some(Space { uri: Rc::from("?"), known: None });
        }
        bound.map(|binding| binding.space.clone())
    }
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Namespaces in XML 1.0, 6.3: no two attributes of one name, by namespace.
fn check_unique(attributes: &[Attribute], log: &mut Log) {
    if attributes.len() < 2 {
        return;
    }
    let key =
        |attribute: &Attribute| (attribute.space.as_ref().map(|space| Rc::clone(&space.uri)), attribute.local.clone());
    let mut order: Vec<usize> = (0..attributes.len()).collect();
    order.sort_by_cached_key(|&at| (key(&attributes[at]), at));
    for pair in order.windows(2) {
        if key(&attributes[pair[0]]) == key(&attributes[pair[1]]) {
            let again = &attributes[pair[1]];
            let message = format!("the attribute `{}` is given twice", shown(&again.name));
            log.add(const { rule(Code::XmlAttributeTwice) }, again.mark, message);
        }
    }
}

/// XML 1.0, 2.8 and 4.3.1: version, then encoding, then standalone.
fn check_declaration(body: &str, mark: Stretch, log: &mut Log) {
    let mut rest = body;
    let mut seen = Vec::new();
    while !rest.trim_start().is_empty() {
        let trimmed = rest.trim_start();
        let parsed = trimmed.split_once('=').and_then(|(name, value)| {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|&char| char == '"' || char == '\'')?;
            let (value, after) = value[1..].split_once(quote)?;
            Some((name.trim_end(), value, after))
        });
        let Some((name, value, after)) = parsed.filter(|_| trimmed.len() < rest.len()) else {
            log.add(const { rule(Code::XmlDeclaration) }, mark, "the XML declaration is malformed");
            return;
        };
        let good = match name {
            "version" if seen.is_empty() => {
                if value != "1.0" {
                    let message = format!("the XML version `{}` is not `1.0`", shown(value));
                    log.add(const { rule(Code::XmlVersion) }, mark, message);
                }
                true
            }
            "encoding" => {
                seen == ["version"]
                    && value.starts_with(|char: char| char.is_ascii_alphabetic())
                    && value.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '.' | '_' | '-'))
            }
            "standalone" => !seen.is_empty() && !seen.contains(&"standalone") && matches!(value, "yes" | "no"),
            _ => false,
        };
        if !good {
            let message = format!("`{}` is misplaced or malformed in the XML declaration", shown(name));
            log.add(const { rule(Code::XmlDeclaration) }, mark, message);
            return;
        }
        seen.push(match name {
            "version" => "version",
            "encoding" => "encoding",
            _ => "standalone",
        });
        rest = after;
    }
    if seen.is_empty() {
        log.add(const { rule(Code::XmlDeclaration) }, mark, "the XML declaration names no version");
    }
}
