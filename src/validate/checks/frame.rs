//! What is known while a document is walked: of each element that is open, and of the document as a
//! whole; and the part of it that a check may see.

use std::collections::HashMap;
use std::rc::Rc;

use super::schema::Ctx;
use crate::validate::document::{DocumentFormat, Options};
use crate::validate::log::{Log, Stretch};
use crate::validate::outline::Outline;
use crate::validate::xml::Attribute;
use crate::validate::xml::text::XmlText;

/// An element that is open, and what has been learned of it.
#[derive(Debug)]
pub struct Frame {
    /// What it is.
    pub ctx: Ctx,
    /// Its name with the usual prefix.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Its start tag.
    pub mark: Stretch,
    /// The children so far, by name, with their number.
    pub seen: Vec<(&'static str, usize)>,
    /// Its text, where the text is asked for.
    pub text: XmlText,
    /// Whether a language is in force.
    pub language: bool,
    /// The base address in force.
    pub base: Option<Rc<str>>,
    /// Whether an `xml:base` is in force.
    pub based: bool,
    /// The links of a feed, channel or entry.
    pub links: Vec<Link>,
    /// The enclosures of an item.
    pub enclosures: Vec<EnclosureFacts>,
    /// The page of an item, and where it is named.
    pub page: Option<(String, Stretch)>,
    /// Whether the id of an entry or item is that of another.
    pub repeated: bool,
    /// The content of an entry.
    pub content: Option<ContentFacts>,
    /// A value of the channel, for its image: title and link.
    pub own: Vec<(&'static str, String)>,
    /// Values that may not be repeated within this element.
    pub values: Vec<String>,
    /// Whether children other than XHTML's `div` were met (text constructs).
    pub mixed: bool,
    /// Whether text may stand in the wrong place here (text constructs that are XHTML or lie elsewhere).
    pub watched: bool,
    /// Whether iTunes elements were met.
    pub itunes: bool,
    /// Whether the element stood where it may not, or in a broken part.
    pub foreign: bool,
}

impl Frame {
    /// Whether a child of this name has been seen.
    pub fn has(&self, name: &str) -> bool {
        self.count(name) > 0
    }

    /// How many children of this name have been seen.
    pub fn count(&self, name: &str) -> usize {
        self.seen.iter().find(|(seen, _)| *seen == name).map_or(0, |&(_, count)| count)
    }

    /// Keeps a value for a child that must repeat it; the first one counts.
    pub fn give(&mut self, name: &'static str, value: &str) {
        if !self.own.iter().any(|(known, _)| *known == name) {
            self.own.push((name, value.to_owned()));
        }
    }

    /// Notes an enclosure. An item has one; thousands would only cost memory.
    pub fn enclose(&mut self, url: &str, kind: Option<&str>, mark: Stretch) {
        if self.enclosures.len() < 256 {
            self.enclosures.push(EnclosureFacts { url: url.to_owned(), kind: kind.map(str::to_owned), mark });
        }
    }

    /// Counts a child.
    pub fn note(&mut self, name: &'static str) {
        match self.seen.iter_mut().find(|(seen, _)| *seen == name) {
            Some((_, count)) => *count += 1,
            None => self.seen.push((name, 1)),
        }
    }

    /// An attribute without namespace.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.space.is_none() && attribute.local == name)
    }

    /// An attribute of a known namespace.
    pub fn attribute_in(&self, prefix: &str, name: &str) -> Option<&Attribute> {
        let known = |attribute: &Attribute| attribute.space.as_ref().and_then(|space| space.known) == Some(prefix);
        self.attributes.iter().find(|attribute| attribute.local == name && known(attribute))
    }
}

/// An `atom:link` of a feed, channel or entry.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its relation; `alternate` where there is none.
    pub rel: String,
    /// Its media type.
    pub kind: String,
    /// Its language.
    pub language: String,
    /// Its address with the base applied.
    pub full: String,
    /// Where it stands.
    pub mark: Stretch,
}

/// An enclosure of an item.
#[derive(Clone, Debug)]
pub struct EnclosureFacts {
    /// Its address.
    pub url: String,
    /// Its media type.
    pub kind: Option<String>,
    /// Where it stands.
    pub mark: Stretch,
}

/// What an episode of a podcast lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EpisodeLack {
    /// A file.
    File,
    /// A title.
    Title,
    /// A number, which only a serial needs.
    Number,
}

/// What matters of an entry's content for the entry.
#[derive(Clone, Debug)]
pub struct ContentFacts {
    /// Its type.
    pub kind: String,
    /// Whether it lies elsewhere.
    pub elsewhere: bool,
}

/// What is known of the document as a whole.
#[derive(Debug, Default)]
pub struct Facts {
    /// What it is.
    pub format: Option<DocumentFormat>,
    /// Where the root element begins, in bytes.
    pub root: Option<usize>,
    /// The version of RSS or OPML.
    pub version: String,
    /// Whether it came as UTF-8.
    pub utf8: bool,
    /// Whether the old document type of RSS 0.91 is there.
    pub netscape: Option<Stretch>,
    /// The lines of values that may not be repeated: guid, id, updated.
    pub unique: HashMap<(&'static str, u64), usize>,
    /// Items or entries so far.
    pub entries: usize,
    /// The ids of entries, to tell whether they differ at all.
    pub distinct_ids: usize,
    /// The one place of a fault that is told once: metadata after items.
    pub misplaced: Option<Stretch>,
    /// Whether the RSS Advisory Board's specification is named in `docs`.
    pub rss_board: bool,
    /// Whether Atom's elements stand in no namespace at all.
    pub bare: bool,
    /// Whether the elements of RSS are those of 0.90.
    pub rss090: bool,
    /// What items lack that an episode has: whether they are episodes is known when the channel ends.
    pub lacks: Vec<(EpisodeLack, Stretch)>,
    /// Whether end tags were missing.
    pub broken: bool,
    /// What other documents are compared with, where that is asked for.
    pub outline: Option<Outline>,
}

/// What a check may see and say.
pub struct Scope<'a> {
    /// The element around.
    pub parent: Option<&'a mut Frame>,
    /// The element around that.
    pub grand: Option<&'a Frame>,
    /// The document.
    pub facts: &'a mut Facts,
    /// What the caller said.
    pub options: &'a Options,
    /// Where findings go.
    pub log: &'a mut Log,
}

impl Scope<'_> {
    /// Whether the document is Atom.
    pub fn is_atom(&self) -> bool {
        self.facts.format == Some(DocumentFormat::Atom)
    }

    /// Whether the document is RSS 0.9x or 2.0.
    pub fn is_rss(&self) -> bool {
        self.facts.format == Some(DocumentFormat::Rss)
    }

    /// Notes a value that may not be repeated in the document; the line where it stood before.
    pub fn repeated(&mut self, kind: &'static str, value: &str, line: usize) -> Option<usize> {
        use std::hash::{DefaultHasher, Hash, Hasher};
        // Only hashes are kept: a document may hold a million ids, and may be made of long ones. `DefaultHasher::new`
        // has fixed keys, so that two runs tell the same.
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        match self.facts.unique.entry((kind, hasher.finish())) {
            std::collections::hash_map::Entry::Occupied(entry) => Some(*entry.get()),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(line);
                None
            }
        }
    }
}
