//! Walks a document of XML: keeps the elements that are open, looks up what each may hold, and hands
//! each to the checks of its family when it begins and when it ends.

use std::rc::Rc;

use super::frame::{Facts, Frame, Scope};
use super::schema::Ctx;
use super::{atom, constructs, ext, kinds, links, noted, opml, rss, schema, spaces, text, values};
use crate::diagnostic::Code;
use crate::validate::document::{DocumentFormat, Options};
use crate::validate::forms::{names, uris};
use crate::validate::log::{Log, Stretch, shown};
use crate::validate::outline::Outline;
use crate::validate::rules::{Rule, rule};
use crate::validate::xml::text::{Piece, XmlText};
use crate::validate::xml::{Attribute, Doctype, Handler, Tag, XML_NAMESPACE};

/// The walk.
pub struct Engine<'o> {
    options: &'o Options,
    /// What is known of the document.
    pub facts: Facts,
    stack: Vec<Frame>,
    /// The text of an element that has ended, for its room.
    spare: XmlText,
}

impl<'o> Engine<'o> {
    /// At the start of a document.
    pub fn new(options: &'o Options, utf8: bool) -> Self {
        Self {
            options,
            facts: Facts { utf8, outline: options.compared.then(Outline::default), ..Facts::default() },
            stack: Vec::new(),
            spare: XmlText::default(),
        }
    }

    /// The name by which the tables know an element.
    fn key(&self, tag: &Tag) -> String {
        let Some(space) = &tag.space else { return tag.local.clone() };
        match space.known {
            Some("atom") if self.facts.format == Some(DocumentFormat::Atom) || self.in_atom() => tag.local.clone(),
            Some("rss1" | "rss090" | "rss11") if self.facts.format == Some(DocumentFormat::Rss1) => {
                match tag.local.as_str() {
                    "items" | "textinput" if self.stack.len() > 1 => format!("rss1:{}", tag.local),
                    _ => tag.local.clone(),
                }
            }
            Some(prefix) => format!("{prefix}:{}", tag.local),
            None => tag.name.clone(),
        }
    }

    /// Within an Atom person the children are Atom's own, in RSS too.
    fn in_atom(&self) -> bool {
        self.stack.last().is_some_and(|frame| frame.ctx == Ctx::Person)
    }

    /// What the first element makes of the document.
    fn root(&mut self, tag: &Tag, log: &mut Log) -> Ctx {
        self.facts.root = Some(tag.mark.pos.offset);
        let known = tag.space.as_ref().and_then(|space| space.known);
        let exact = tag.space.as_ref().is_none_or(|space| names::exactly(&space.uri).is_some());
        let foreign = |log: &mut Log| {
            let uri = tag.space.as_ref().map_or("", |space| &space.uri);
            let message = format!("`<{}>` is in the namespace `{}`", tag.local, shown(uri));
            log.add(const { rule(Code::RootNamespace) }, tag.mark, message);
        };
        let (format, ctx) = match (tag.local.as_str(), known) {
            ("rss", None) => {
                if tag.space.is_some() {
                    foreign(log);
                }
                (DocumentFormat::Rss, Ctx::Rss)
            }
            ("feed" | "entry", Some("atom")) => {
                // That a namespace is nearly the right one tells how to go on, not that it is right.
                if !exact {
                    foreign(log);
                }
                (DocumentFormat::Atom, if tag.local == "feed" { Ctx::Feed } else { Ctx::Entry })
            }
            ("feed", _) => {
                match &tag.space {
                    None => {
                        let message = "`<feed>` is in no namespace";
                        log.add(const { rule(Code::RootNamespaceMissing) }, tag.mark, message);
                    }
                    Some(space) if &*space.uri == names::ATOM_03 => {
                        let message = "the document is Atom 0.3, a draft of 2003";
                        log.add(const { rule(Code::RootNamespaceObsolete) }, tag.mark, message);
                    }
                    Some(_) => foreign(log),
                }
                // Without any namespace it is clear what was meant; in another one it is not.
                self.facts.bare = tag.space.is_none();
                (DocumentFormat::Atom, if self.facts.bare { Ctx::Feed } else { Ctx::Any })
            }
            ("RDF", Some("rdf")) => {
                if !exact {
                    foreign(log);
                }
                (DocumentFormat::Rss1, Ctx::Rdf)
            }
            ("opml", None) if tag.space.is_none() => (DocumentFormat::Opml, Ctx::Opml),
            (local, known) => {
                if let Some(kind) = spaces::other_kind(local, known) {
                    let message = format!("the document is {kind}, not a feed");
                    log.add(const { rule(Code::DocumentUnknown) }, tag.mark, message);
                    return Ctx::Any;
                }
                let message = format!("`<{}>` begins no feed", shown(&tag.name));
                log.add(const { rule(Code::RootUnknown) }, tag.mark, message);
                return Ctx::Any;
            }
        };
        self.facts.format = Some(format);
        ctx
    }

    /// What an element is, where it stands; and its name in the table.
    fn place(&mut self, tag: &Tag, key: &str, log: &mut Log) -> (Ctx, Option<&'static str>, bool) {
        let Some(parent) = self.stack.last_mut() else { return (self.root(tag, log), None, false) };
        let known = tag.space.as_ref().and_then(|space| space.known);
        match parent.ctx {
            Ctx::Any if tag.space.is_none() && tag.local == "item" && schema::holds_items(&parent.name) => {
                return (Ctx::ItemLike, None, false);
            }
            Ctx::Any | Ctx::Link => {
                if tag.space.is_none() && self.facts.format == Some(DocumentFormat::Rss) && parent.name.contains(':') {
                    let message = format!("`{}` within `{}` is in no namespace", shown(&tag.local), parent.name);
                    log.add(const { rule(Code::ElementExtensionNamespace) }, tag.mark, message);
                }
                return (Ctx::Any, None, false);
            }
            Ctx::Empty => return (Ctx::Any, None, false),
            Ctx::Xhtml | Ctx::Construct | Ctx::Content => {
                return (constructs::child(parent, tag, log), None, false);
            }
            _ => {}
        }
        if let Some(decl) = schema::child(parent.ctx, key) {
            // What is in it readers do not find. Unless the root is in it too, which has been told.
            if let Some(space) = tag.space.as_ref().filter(|space| space.known.is_none() && decl.ctx == Ctx::Channel)
                && !log.has(const { rule(Code::RootNamespace) })
            {
                let message = format!("`<{}>` is in the namespace `{}`", tag.local, shown(&space.uri));
                log.add(const { rule(Code::RootNamespace) }, tag.mark, message);
            }
            if decl.once && parent.has(decl.name) {
                let twice: &'static Rule = match decl.ctx {
                    Ctx::Enclosure => const { rule(Code::EnclosureTwice) },
                    _ => const { rule(Code::ElementTwice) },
                };
                log.add(twice, tag.mark, format!("`{}` stands twice in `{}`", decl.name, parent.name));
            }
            return (decl.ctx, Some(decl.name), false);
        }
        let format = self.facts.format;
        if tag.space.is_none()
            && !self.facts.bare
            && matches!(format, Some(DocumentFormat::Atom | DocumentFormat::Rss1))
        {
            let message = format!("`{}` is in no namespace, so no one can know what it means", shown(&tag.local));
            log.add(const { rule(Code::ElementNoNamespace) }, tag.mark, message);
            return (Ctx::Any, None, true);
        }
        match (tag.space.is_none(), known) {
            // An element of a namespace nobody knows may stand anywhere but within plain text.
            (false, None) if !matches!(parent.ctx, Ctx::Value(_) | Ctx::AtomCategory) => (Ctx::Any, None, true),
            (false, Some("podcast")) => match ext::podcast::known(key, parent) {
                // Its children are those of an item of RSS, which in an Atom document they cannot be.
                Some(name) if name == ext::podcast::LIVE_ITEM && format == Some(DocumentFormat::Rss) => {
                    (Ctx::ItemLike, Some(name), true)
                }
                Some(name) => (Ctx::Podcast, Some(name), true),
                None => {
                    ext::podcast::unknown(&tag.local, tag.mark, log);
                    (Ctx::Any, None, true)
                }
            },
            // Of what else stands in a podcast's element nothing is known.
            _ if parent.ctx == Ctx::Podcast => (Ctx::Any, None, true),
            // RSS 1.0 is RDF, where a property may hold a node.
            (false, _)
                if format == Some(DocumentFormat::Rss1)
                    && matches!(parent.ctx, Ctx::Value(_))
                    && parent.name.contains(':') =>
            {
                parent.mixed = true;
                (Ctx::Any, None, true)
            }
            (false, Some(prefix))
                if !names::is_closed(prefix) && !matches!(parent.ctx, Ctx::Value(_) | Ctx::AtomCategory) =>
            {
                (Ctx::Any, None, true)
            }
            (false, Some("xhtml")) if !matches!(parent.ctx, Ctx::Value(_)) => {
                let message = format!("XHTML stands in `{}` outside a text construct", parent.name);
                log.add(const { rule(Code::XhtmlMisplaced) }, tag.mark, message);
                (Ctx::Any, None, true)
            }
            (bare, known) => {
                let markup = bare || matches!(known, Some("xhtml" | "rss1" | "rss090"));
                if markup && matches!(parent.ctx, Ctx::Value(_)) && constructs::is_markup(&tag.local) {
                    constructs::unescaped(&parent.name, tag, log);
                } else {
                    let message = format!("`{}` may not stand in `{}`", shown(key), parent.name);
                    log.add(const { rule(Code::ElementUnknown) }, tag.mark, message);
                }
                (Ctx::Any, None, true)
            }
        }
    }

    fn attributes(&self, frame: &Frame, tag: &Tag, log: &mut Log) {
        for attribute in frame.attributes.iter().filter(|attribute| !attribute.value.is_ascii()) {
            text::bad_characters(&attribute.value, attribute.mark.pos, &attribute.name, log);
        }
        let Some(allowed) = schema::attributes(&frame.name, frame.ctx) else { return };
        for attribute in &frame.attributes {
            let known = match &attribute.space {
                None if allowed.contains(&attribute.local.as_str()) => continue,
                None => true,
                Some(space) => match space.known {
                    Some("xml" | "rdf") => continue,
                    Some("indexing") if matches!(frame.ctx, Ctx::Channel | Ctx::Feed | Ctx::Entry | Ctx::Item) => {
                        continue;
                    }
                    Some("thr") if frame.ctx == Ctx::Link => continue,
                    // What grows, or is not known in full, is no fault.
                    other => other.is_some_and(names::is_closed),
                },
            };
            if known {
                let message = format!("the attribute `{}` may not stand on `{}`", shown(&attribute.name), frame.name);
                log.add(const { rule(Code::AttributeUnknown) }, attribute.mark, message);
            } else if self.facts.format == Some(DocumentFormat::Rss) && tag.space.is_none() {
                let message = format!(
                    "the foreign attribute `{}` stands on the core element `{}`",
                    shown(&attribute.name),
                    frame.name
                );
                log.add(const { rule(Code::AttributeForeign) }, attribute.mark, message);
            }
        }
    }

    /// Language and base address of an element.
    fn inherit(&self, frame: &mut Frame, log: &mut Log) {
        if let Some(parent) = self.stack.last() {
            frame.language = parent.language;
            frame.base = parent.base.clone();
            frame.based = parent.based;
        } else {
            frame.base = self.options.url.as_deref().map(Rc::from);
        }
        let xml = |name: &str| {
            let is =
                |attribute: &&Attribute| attribute.space.as_ref().is_some_and(|space| &*space.uri == XML_NAMESPACE);
            frame.attributes.iter().filter(is).find(|attribute| attribute.local == name)
        };
        let language = xml("lang").map(|attribute| (attribute.value.clone(), attribute.mark));
        let base = xml("base").map(|attribute| (attribute.value.clone(), attribute.mark));
        if let Some((value, mark)) = language {
            frame.language = !value.is_empty();
            if !value.is_empty() {
                values::language(&value, mark, log);
            }
        }
        if let Some((value, mark)) = base {
            values::uri(&value, uris::UriForm::IriReference, mark, "`xml:base`", const { rule(Code::Iri) }, log);
            log.add(const { rule(Code::BaseReliedOn) }, mark, "`xml:base` is not understood by many readers");
            let joined = frame.base.as_ref().map_or_else(|| value.clone(), |base| uris::join(base, &value));
            frame.base = Some(Rc::from(joined));
            frame.based = true;
        }
    }
}

/// Whether the text of an element is kept until its end.
fn keeps_text(ctx: Ctx) -> bool {
    matches!(ctx, Ctx::Value(_) | Ctx::Construct | Ctx::Content | Ctx::Podcast)
}

impl Handler for Engine<'_> {
    fn doctype(&mut self, doctype: Doctype, log: &mut Log) {
        if doctype.system.is_none() && doctype.public.is_none() {
            return;
        }
        let netscape = doctype.public.as_deref() == Some("-//Netscape Communications//DTD RSS 0.91//EN");
        match doctype.system.as_deref() {
            Some("http://my.netscape.com/publish/formats/rss-0.91.dtd") if netscape => {
                self.facts.netscape = Some(doctype.mark);
                let message = "the document type of RSS 0.91 is no longer served by Netscape";
                log.add(const { rule(Code::DoctypeDeprecated) }, doctype.mark, message);
            }
            Some("http://www.rssboard.org/rss-0.91.dtd") if netscape => self.facts.netscape = Some(doctype.mark),
            _ => {
                let message = "the document type refers to another document, which is not fetched";
                log.add(const { rule(Code::DoctypeExternal) }, doctype.mark, message);
            }
        }
    }

    fn start(&mut self, mut tag: Tag, log: &mut Log) {
        let key = self.key(&tag);
        let (ctx, name, foreign) = self.place(&tag, &key, log);
        spaces::declarations(
            &tag.declarations,
            self.facts.format == Some(DocumentFormat::Atom),
            self.stack.is_empty(),
            log,
        );
        self.facts.rss090 |= tag.space.as_ref().is_some_and(|space| space.known == Some("rss090"));
        let mut frame = Frame {
            ctx,
            name: name.map_or(key, str::to_owned),
            attributes: std::mem::take(&mut tag.attributes),
            mark: tag.mark,
            seen: Vec::new(),
            // One buffer goes from element to element, as few are open at a time that keep their text.
            text: if keeps_text(ctx) { std::mem::take(&mut self.spare) } else { XmlText::default() },
            language: false,
            base: None,
            based: false,
            links: Vec::new(),
            enclosures: Vec::new(),
            page: None,
            repeated: false,
            content: None,
            own: Vec::new(),
            values: Vec::new(),
            mixed: false,
            watched: false,
            itunes: false,
            foreign,
        };
        self.inherit(&mut frame, log);
        self.attributes(&frame, &tag, log);
        let mut split = self.stack.split_last_mut();
        let (parent, above) = match &mut split {
            Some((parent, above)) => (Some(&mut **parent), &**above),
            None => (None, &[][..]),
        };
        let mut scope = Scope { parent, grand: above.last(), facts: &mut self.facts, options: self.options, log };
        rss::start(&frame, &mut scope);
        match ctx {
            Ctx::Any if frame.name == "at:deleted-entry" => ext::other::tombstone(&frame, &mut scope),
            Ctx::Any | Ctx::Empty => {}
            Ctx::Xhtml => constructs::xhtml_start(&frame, &tag, scope.log),
            _ => {
                atom::start(&mut frame, &mut scope);
                opml::start(&frame, &mut scope);
                ext::start(&frame, &mut scope);
            }
        }
        if let (Some(name), Some(parent)) = (name, scope.parent) {
            parent.note(name);
        }
        self.stack.push(frame);
    }

    fn text(&mut self, piece: &Piece<'_>, log: &mut Log) {
        let Some(frame) = self.stack.last_mut() else { return };
        let text = piece.text;
        if !piece.plain {
            text::bad_characters(text, piece.place.pos(), &frame.name, log);
        }
        match frame.ctx {
            Ctx::Any => {}
            ctx if keeps_text(ctx) => {
                // Told once, where the limit is crossed.
                let cut = frame.text.cut;
                frame.text.push(piece);
                if frame.text.cut && !cut {
                    let message = format!("the text of `{}` is longer than 16 MiB", frame.name);
                    log.add(const { rule(Code::TextTooLong) }, frame.mark, message);
                }
                if frame.watched || frame.mixed {
                    constructs::construct_text(frame, text, piece.place.pos(), log);
                }
            }
            Ctx::Xhtml => {
                // Text in the outermost `div` counts as the construct's own until an element comes.
                if !frame.mixed {
                    frame.text.push(piece);
                }
            }
            Ctx::AtomCategory => {}
            ctx => {
                if text.trim().is_empty() {
                    return;
                }
                let trimmed = text.len() - text.trim_start().len();
                let mark = Stretch { pos: piece.place.pos().after(&text[..trimmed]), len: text.trim().len() };
                let message = format!("text stands in `{}`: `{}`", frame.name, shown(text.trim()));
                if ctx == Ctx::Link {
                    log.add(const { rule(Code::LinkNotEmpty) }, mark, message);
                } else {
                    log.add(const { rule(Code::TextUnexpected) }, mark, message);
                }
            }
        }
    }

    fn quick_text(&mut self) -> Option<&mut XmlText> {
        let frame = self.stack.last_mut()?;
        (keeps_text(frame.ctx) && !frame.watched && !frame.mixed).then_some(&mut frame.text)
    }

    fn end(&mut self, whole: bool, log: &mut Log) {
        let Some(mut frame) = self.stack.pop() else { return };
        if !whole {
            // What is missing from an element that was never finished is not worth a word.
            self.facts.broken = true;
            return;
        }
        let mut split = self.stack.split_last_mut();
        let (parent, above) = match &mut split {
            Some((parent, above)) => (Some(&mut **parent), &**above),
            None => (None, &[][..]),
        };
        let mut scope = Scope { parent, grand: above.last(), facts: &mut self.facts, options: self.options, log };
        noted::element(&frame, &mut scope);
        match frame.ctx {
            Ctx::Any | Ctx::Empty => {}
            Ctx::Xhtml => constructs::xhtml_end(&mut frame, &mut scope),
            Ctx::Construct | Ctx::Content => constructs::construct_end(&frame, &mut scope),
            // A node of RDF stands for the text.
            Ctx::Value(_) if frame.mixed => {}
            Ctx::Value(kind) => kinds::check(kind, &frame, &mut scope),
            Ctx::Opml | Ctx::Head | Ctx::Body | Ctx::Outline => opml::end(&frame, &mut scope),
            Ctx::Feed | Ctx::Entry | Ctx::AtomSource | Ctx::Person | Ctx::AtomCategory => atom::end(&frame, &mut scope),
            Ctx::Link => links::link_end(&frame, &mut scope),
            Ctx::Rss | Ctx::Rdf | Ctx::Channel | Ctx::Item | Ctx::ItemLike => rss::end(&frame, &mut scope),
            Ctx::Image | Ctx::TextInput | Ctx::SkipHours | Ctx::SkipDays => rss::end(&frame, &mut scope),
            _ => ext::end(&frame, &mut scope),
        }
        if keeps_text(frame.ctx) {
            self.spare = frame.text;
            self.spare.clear();
        }
    }
}
