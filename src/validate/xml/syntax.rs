//! The small print of XML: names, characters, references, the inside of tags and of document type
//! declarations. Text in, pieces out; faults are noted with their place.

use crate::diagnostic::Code;
use crate::validate::log::{Log, Pos, Stretch, shown};
use crate::validate::rules::rule;

/// A reference is not looked for any further than this.
pub const REFERENCE_LIMIT: usize = 128;

/// XML 1.0, production 2.
pub fn is_xml_char(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// XML 1.0, production 4.
pub fn is_name_start(char: char) -> bool {
    matches!(char, ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// XML 1.0, production 4a.
pub fn is_name_char(char: char) -> bool {
    is_name_start(char)
        || matches!(char, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Namespaces in XML 1.0, production 7: a name with at most one colon, in the middle.
pub fn is_name(name: &str) -> bool {
    // Most names are words of plain letters.
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let part = |part: &str| plain(part) || part.starts_with(is_name_start) && part.chars().all(is_name_char);
    match name.split_once(':') {
        Some((prefix, local)) => part(prefix) && part(local) && !local.contains(':'),
        None => part(name),
    }
}

/// XML 1.0, 4.6: the five entities that need no declaration.
pub fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

/// The references that escaped HTML is full of, and their lengths.
pub fn usual_reference(text: &[u8]) -> Option<(char, usize)> {
    Some(match text {
        [_, b'l', b't', b';', ..] => ('<', 4),
        [_, b'g', b't', b';', ..] => ('>', 4),
        [_, b'a', b'm', b'p', b';', ..] => ('&', 5),
        _ => return None,
    })
}

/// A piece of text with references.
#[derive(Debug, PartialEq, Eq)]
pub enum TextPart<'t> {
    /// Plain text.
    Text(&'t str),
    /// A character that was referred to, and whether by a hexadecimal number.
    Character(char, bool),
    /// A reference to an entity that is not one of the five.
    Entity(&'t str),
    /// A reference to a character that is not allowed.
    BadCharacter(&'t str),
    /// An ampersand that begins no reference.
    Ampersand,
}

/// Cuts text at its references.
pub struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Pieces<'t> {
    /// The pieces of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The first piece, and its length as written.
    pub fn first(mut self) -> (Option<TextPart<'t>>, usize) {
        let part = self.next();
        (part, self.at)
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = TextPart<'t>;

    fn next(&mut self) -> Option<TextPart<'t>> {
        let rest = &self.text[self.at..];
        if !rest.starts_with('&') {
            let len = rest.find('&').unwrap_or(rest.len());
            self.at += len;
            return (len > 0).then(|| TextPart::Text(&rest[..len]));
        }
        if let Some((char, len)) = usual_reference(rest.as_bytes()) {
            self.at += len;
            return Some(TextPart::Character(char, false));
        }
        let name_len = rest[1..].find(|char: char| !is_name_char(char) && char != '#').unwrap_or(rest.len() - 1);
        let name = &rest[1..=name_len];
        if !rest[1 + name_len..].starts_with(';') || name.is_empty() {
            self.at += 1;
            return Some(TextPart::Ampersand);
        }
        self.at += name_len + 2;
        let whole = &rest[..name_len + 2];
        let Some(number) = name.strip_prefix('#') else {
            return Some(match predefined(name) {
                Some(char) => TextPart::Character(char, false),
                None if is_name(name) => TextPart::Entity(name),
                None => TextPart::BadCharacter(whole),
            });
        };
        let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
        let value = if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            u32::from_str_radix(digits, radix).ok()
        } else {
            None
        };
        Some(match value.and_then(char::from_u32).filter(|&char| is_xml_char(char)) {
            Some(char) => TextPart::Character(char, radix == 16),
            None => TextPart::BadCharacter(whole),
        })
    }
}

/// An attribute as written.
pub struct RawAttribute {
    /// Its name.
    pub name: String,
    /// Its value between the quotes.
    pub value: String,
    /// Where the value stands.
    pub mark: Stretch,
}

/// A start tag as written.
pub struct RawTag {
    /// The element's name.
    pub name: String,
    /// Whether that is a name at all.
    pub good: bool,
    /// The attributes.
    pub attributes: Vec<RawAttribute>,
    /// Whether the tag closes itself.
    pub empty: bool,
}

/// Takes a start tag apart, from `<` to `>`.
pub fn start_tag(text: &str, pos: Pos, log: &mut Log) -> RawTag {
    let inner = &text[1..text.len() - 1];
    let (inner, empty) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
    let blank = |char: char| matches!(char, ' ' | '\t' | '\n' | '\r');
    let name_len = inner.find(blank).unwrap_or(inner.len());
    let name = inner[..name_len].to_owned();
    // A tag with very many faults is left after some of them: each costs a count from its start.
    let mut faults = 0;
    let mut wrong = |at: usize, len: usize, message: String| {
        faults += 1;
        log.add(const { rule(Code::XmlTag) }, Stretch { pos: pos.after(&text[..at]), len }, message);
        faults > 8
    };
    let good = is_name(&name);
    if !good {
        wrong(1, name_len, format!("`{}` is no name", shown(&name)));
    }
    let mut attributes = Vec::new();
    // The place is carried along: counting from the start for each attribute would be quadratic.
    let mut place = pos;
    let mut placed = 0;
    let mut at = name_len;
    loop {
        let rest = &inner[at..];
        let trimmed = rest.trim_start_matches(blank);
        if trimmed.is_empty() {
            break;
        }
        let here = 1 + inner.len() - trimmed.len();
        if trimmed.len() == rest.len() && wrong(here, 1, "white space is missing between attributes".to_owned()) {
            break;
        }
        let Some(equals) = trimmed.find('=') else {
            wrong(here, trimmed.len(), format!("the attribute `{}` has no value", shown(trimmed.trim_end())));
            break;
        };
        let attribute = trimmed[..equals].trim_end_matches(blank);
        let after = trimmed[equals + 1..].trim_start_matches(blank);
        let quote = after.chars().next().filter(|&char| char == '"' || char == '\'');
        let Some(close) = quote.and_then(|quote| after[1..].find(quote)) else {
            wrong(here, trimmed.len(), format!("the value of `{}` is not quoted", shown(attribute)));
            break;
        };
        if !is_name(attribute) && wrong(here, attribute.len(), format!("`{}` is no name", shown(attribute))) {
            break;
        }
        let value = &after[1..=close];
        let start = 1 + inner.len() - after.len() + 1;
        place = place.after(&text[placed..start]);
        placed = start;
        let mark = Stretch { pos: place, len: value.len() };
        if value.contains('<')
            && wrong(start, value.len(), format!("`<` stands in the value of `{}`", shown(attribute)))
        {
            break;
        }
        attributes.push(RawAttribute { name: attribute.to_owned(), value: value.to_owned(), mark });
        at = inner.len() - after.len() + close + 2;
    }
    RawTag { name, good, attributes, empty }
}

/// Finds the end of a document type declaration, a byte at a time.
#[derive(Default)]
pub struct DoctypeEnd {
    quote: Option<u8>,
    subset: bool,
    comment: bool,
    last: [u8; 3],
}

impl DoctypeEnd {
    /// Takes a byte; true when it ends the declaration.
    pub fn step(&mut self, byte: u8) -> bool {
        let last = self.last;
        self.last = [last[1], last[2], byte];
        if self.comment {
            self.comment = self.last != *b"-->";
            return false;
        }
        match (self.quote, byte) {
            (Some(open), _) if open == byte => self.quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => self.quote = Some(byte),
            (None, b'-') if last == *b"<!-" => self.comment = true,
            (None, b'[') => self.subset = true,
            (None, b']') => self.subset = false,
            (None, b'>') => return !self.subset,
            _ => {}
        }
        false
    }
}

/// What a document type declaration says.
#[derive(Debug, Default)]
pub struct DoctypeParts {
    /// The public identifier.
    pub public: Option<String>,
    /// The system identifier.
    pub system: Option<String>,
    /// The general entities that the internal subset declares.
    pub entities: Vec<String>,
    /// Whether there are parameter entities.
    pub parameters: bool,
}

/// Reads a document type declaration, from `<!DOCTYPE` to `>`.
pub fn doctype(text: &str) -> DoctypeParts {
    let (head, subset) = text.split_once('[').unwrap_or((text, ""));
    let mut doctype = DoctypeParts::default();
    let mut quoted = head.split(['"', '\'']).skip(1).step_by(2).map(str::to_owned);
    if head.contains("PUBLIC") {
        doctype.public = quoted.next();
    }
    doctype.system = quoted.next();
    for declaration in subset.split("<!ENTITY").skip(1) {
        let mut words = declaration.split_ascii_whitespace();
        match words.next() {
            Some("%") => doctype.parameters = true,
            Some(name) => doctype.entities.push(name.to_owned()),
            None => {}
        }
    }
    doctype
}
