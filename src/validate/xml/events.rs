//! What the reader hands on: tags with their names resolved, attributes, declarations; and who takes them.

use std::rc::Rc;

use super::text::{Piece, XmlText};
use crate::validate::forms::names::KnownPrefix;
use crate::validate::log::{Log, Stretch};

/// The namespace of the prefix `xml`.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// A namespace.
#[derive(Clone, Debug)]
pub struct Space {
    /// Its name.
    pub uri: Rc<str>,
    /// The prefix that we and everyone else give it, if it is a known one.
    pub known: Option<KnownPrefix>,
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
    pub mark: Stretch,
}

/// A declaration of a prefix.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The prefix; empty for the default namespace.
    pub prefix: String,
    /// The namespace's name; empty to take the default away.
    pub uri: Rc<str>,
    /// Where the value stands.
    pub mark: Stretch,
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
    pub mark: Stretch,
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
    fn quick_text(&mut self) -> Option<&mut XmlText>;
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
    pub mark: Stretch,
}
