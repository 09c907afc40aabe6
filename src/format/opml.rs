//! The list of all feeds as OPML 2.0, for readers to import.
//!
//! One outline a feed, whatever formats it comes in: an import subscribes to every outline, and a
//! person wants each feed once.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{Listing, one_line};
use crate::feed::{Organization, PlainText};

/// The list. Its date is the newest date of the feeds in it; a feed without any document is left out.
///
/// ```
/// use tidings::feed::{ContentMode, Format, PlainText, WebUrl};
/// use tidings::format::{Listing, opml};
///
/// let title = PlainText::new("Acme News").unwrap();
/// let home = WebUrl::parse("https://acme.example/").unwrap();
/// let feed = Listing {
///     title: title.clone(),
///     description: title.clone(),
///     language: "en".to_owned(),
///     updated: None,
///     content: ContentMode::Full,
///     documents: vec![(Format::Rss, WebUrl::join(&home.to_url(), "feed.xml").unwrap())],
///     newest: Vec::new(),
///     family: None,
///     home,
/// };
/// assert!(opml::document(&title, None, &[feed]).contains("xmlUrl=\"https://acme.example/feed.xml\""));
/// ```
#[must_use]
pub fn document(title: &PlainText, owner: Option<&Organization>, feeds: &[Listing]) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    put(&mut writer, Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    put(&mut writer, Event::Start(BytesStart::new("opml").with_attributes([("version", "2.0")])));

    put(&mut writer, Event::Start(BytesStart::new("head")));
    element(&mut writer, "title", title.as_str());
    if let Some(updated) = feeds.iter().filter_map(|feed| feed.updated).max() {
        element(&mut writer, "dateModified", &updated.rfc2822());
    }
    if let Some(owner) = owner {
        element(&mut writer, "ownerName", owner.name.as_str());
        if let Some(email) = &owner.email {
            element(&mut writer, "ownerEmail", email.as_str());
        }
    }
    element(&mut writer, "docs", "http://opml.org/spec2.opml");
    put(&mut writer, Event::End(BytesEnd::new("head")));

    put(&mut writer, Event::Start(BytesStart::new("body")));
    for feed in feeds {
        // `Format` is ordered by how widely it is read.
        let Some((_, url)) = feed.documents.iter().min_by_key(|(format, _)| *format) else { continue };
        let mut outline = BytesStart::new("outline");
        outline.push_attribute(("text", feed.title.as_str()));
        outline.push_attribute(("title", feed.title.as_str()));
        // The type is `rss` for Atom and JSON Feed too: it is the only one that importers know.
        outline.push_attribute(("type", "rss"));
        outline.push_attribute(("xmlUrl", url.as_str()));
        outline.push_attribute(("htmlUrl", feed.home.as_str()));
        outline.push_attribute(("description", feed.description.as_str()));
        outline.push_attribute(("language", one_line(&feed.language).as_ref()));
        put(&mut writer, Event::Empty(outline));
    }
    put(&mut writer, Event::End(BytesEnd::new("body")));
    put(&mut writer, Event::End(BytesEnd::new("opml")));

    let mut document = String::from_utf8(writer.into_inner()).expect("only strings were written");
    document.push('\n');
    document
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) {
    put(writer, Event::Start(BytesStart::new(name)));
    put(writer, Event::Text(BytesText::new(text)));
    put(writer, Event::End(BytesEnd::new(name)));
}

fn put(writer: &mut Writer<Vec<u8>>, event: Event<'_>) {
    writer.write_event(event).expect("writing to memory does not fail");
}
