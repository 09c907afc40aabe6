//! XML 1.0 with namespaces, read strictly and in one pass.
//!
//! Bytes come in through [`TextSource`]; elements, attributes and text go out to a [`Handler`]. The
//! reader checks what a conforming processor without validation must (XML 1.0 fifth edition and
//! Namespaces in XML 1.0): characters, names, tags that match, one root, attributes that are unique,
//! prefixes that are bound, references that are declared. It fetches nothing and expands no entity,
//! so a document cannot grow while it is read, and it holds no more than a window of the text and
//! the elements that are open. Where a fault leaves a clear way on it goes on after reporting it.

mod events;
mod markup;
mod reader;
mod syntax;
pub mod text;

use std::io::{self, Read};

pub use self::events::{Attribute, Declaration, Doctype, Handler, Tag, XML_NAMESPACE};
use self::reader::XmlReader;
use crate::diagnostic::Code;
use crate::validate::input::source::TextSource;
use crate::validate::log::{Log, Pos, Stretch, shown};
use crate::validate::rules::rule;

/// Reads a document to its end. Gives the place where bytes did not fit the encoding for the first time.
///
/// # Errors
/// What reading the source gives.
pub fn read<R: Read>(source: TextSource<R>, handler: &mut impl Handler, log: &mut Log) -> io::Result<Option<Pos>> {
    let mut reader = XmlReader::new(source);
    while !reader.stopped && reader.window.ensure(1) {
        let byte = reader.window.rest().as_bytes()[0];
        match byte {
            b'<' => reader.markup(handler, log),
            _ if reader.quick_text(handler) => {}
            b'&' => reader.reference(handler, log),
            _ => reader.text(handler, log),
        }
    }
    if let Some(error) = reader.window.failure {
        return Err(error);
    }
    if !reader.stopped && !reader.root_seen {
        log.add(const { rule(Code::XmlNoRoot) }, Stretch::at(reader.window.pos()), "the document has no element");
    }
    if let Some(open) = reader.open.last()
        && !reader.stopped
        && !reader.nesting_reported
    {
        let message = format!("`<{}>` is never closed", shown(&open.name));
        log.add(const { rule(Code::XmlNotClosed) }, open.mark, message);
    }
    while reader.open.pop().is_some() {
        handler.end(false, log);
    }
    Ok(reader.window.malformed)
}
