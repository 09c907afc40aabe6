//! A [`FeedHead`] as Atom 1.0 (RFC 4287), with archives by RFC 5005.
//!
//! The `atom_syndication` crate writes the XML. Feeds without entries give heads, in which the feed's
//! extensions stand before the entries as RFC 4287 (4.1.1) wants and the crate by itself does not
//! write them; a feed with a single entry gives a constant frame around the entry.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use atom_syndication as atom;
use atom_syndication::extension::{Extension, ExtensionMap};

use super::xml::{HTML, References, as_readers_take_it, attribute, escape, polish, splice};
use super::{DocumentType, GENERATOR, NEVER_UPDATED, content, one_line, rights};
use crate::feed::{Carried, ContentMode, Entry, FeedHead, Person, PlainText, Timestamp, WebUrl};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const TAIL: &str = "\n</feed>";

/// With its closing slash; without it, it is another namespace.
const MEDIA: (&str, &str) = ("media", "http://search.yahoo.com/mrss/");

/// RFC 4685, section 5.
const THREADS: (&str, &str) = ("thr", "http://purl.org/syndication/thread/1.0");

/// Dublin Core.
const TERMS: (&str, &str) = ("dcterms", "http://purl.org/dc/terms/");

/// RFC 6721, section 3.
const TOMBSTONES: (&str, &str) = ("at", "http://purl.org/atompub/tombstones/1.0");

/// RFC 5005, section 2.
const HISTORY: (&str, &str) = ("fh", "http://purl.org/syndication/history/1.0");

/// What a feed without any value writes before its first entry.
static FRAME: LazyLock<String> = LazyLock::new(|| cut_tail(write(&bare_feed())));

/// Everything before the first entry: declaration, root with the feed's language, feed elements.
pub fn head(feed: &FeedHead) -> String {
    let mut written = bare_feed();
    written.lang = Some(one_line(&feed.language).into_owned());
    written.title = text(&feed.title);
    written.subtitle = Some(text(&feed.description));
    written.id = feed.id.to_string();
    let never = Timestamp::from_unix(NEVER_UPDATED).expect("a moment in the year 2000");
    written.updated = feed.updated.unwrap_or(never).utc().fixed_offset();
    written.authors = feed.authors.iter().map(person).collect();
    written.links = links(feed);
    written.rights = rights(feed).map(text);
    written.generator = Some(atom::Generator { value: GENERATOR.to_owned(), uri: None, version: None });
    if let Some(organization) = &feed.organization {
        written.icon = organization.icon.as_ref().map(WebUrl::to_string);
        written.logo = organization.logo.as_ref().map(WebUrl::to_string);
    }
    if feed.history.archive {
        written.namespaces.insert(HISTORY.0.to_owned(), HISTORY.1.to_owned());
        add(&mut written.extensions, element("fh:archive", &[]));
    }
    if !feed.carried.tombstones.is_empty() {
        written.namespaces.insert(TOMBSTONES.0.to_owned(), TOMBSTONES.1.to_owned());
    }
    for tombstone in &feed.carried.tombstones {
        let attributes = [("ref", tombstone.id.iri()), ("when", &tombstone.when.rfc3339())];
        add(&mut written.extensions, element("at:deleted-entry", &attributes));
    }
    let head = cut_tail(polish(&zulu(write(&written)), References::Named));
    format!("{DECLARATION}{head}")
}

/// One entry, with `xml:lang` where it has a language of its own.
#[must_use]
pub fn entry(entry: &Entry, mode: ContentMode) -> String {
    match content(entry, mode) {
        Some(html) => {
            splice(&fragment(entry, Some(HTML)), "<content type=\"html\">", &escape(&as_readers_take_it(html.as_str())))
        }
        None => fragment(entry, None),
    }
}

/// One entry with this HTML.
fn fragment(entry: &Entry, html: Option<&str>) -> String {
    let mut written = atom::Entry {
        // RFC 4287, 4.2.6: an IRI, whatever an adopted feed had.
        id: entry.id.iri().to_owned(),
        title: text(&entry.title),
        published: Some(entry.published.utc().fixed_offset()),
        updated: entry.updated.utc().fixed_offset(),
        // In each entry: few readers lend an entry the feed's author.
        authors: entry.authors.iter().map(person).collect(),
        summary: entry.summary.as_ref().map(text),
        ..Default::default()
    };
    written.content = html.map(|html| atom::Content {
        value: Some(html.to_owned()),
        content_type: Some("html".to_owned()),
        ..Default::default()
    });
    written.categories = entry
        .categories
        .iter()
        .map(|category| atom::Category { term: category.term.to_string(), scheme: None, label: None })
        .collect();
    // The alternate link first: some readers take the first link whatever its rel.
    written.links.push(link("alternate", entry.link(), (entry.link() == &entry.url).then_some(DocumentType::Page)));
    written.links.extend(entry.related().map(|url| link("related", url, None)));
    for enclosure in &entry.enclosures {
        let mut link = link("enclosure", &enclosure.url, None);
        link.mime_type = Some(one_line(&enclosure.media_type).into_owned());
        link.length = (enclosure.length > 0).then(|| enclosure.length.to_string());
        written.links.push(link);
    }
    let namespaces = carry(entry.carried(), &mut written);
    // Not as `media:content` too: readers list that among the files.
    if let Some(image) = &entry.image {
        add(&mut written.extensions, element("media:thumbnail", &[("url", image.url.as_str())]));
    }

    let mut feed = bare_feed();
    feed.entries.push(written);
    let whole = write(&feed);
    let framed = whole.strip_prefix(FRAME.as_str()).and_then(|entry| entry.strip_suffix(TAIL));
    // Only another version of the crate could change it; the tests would show it first.
    let fragment = framed.expect("the atom_syndication crate writes the same frame around every entry").to_owned();
    let fragment = polish(&zulu(fragment), References::Named);
    let language = entry.language.iter().map(|tag| format!(" xml:lang=\"{}\"", attribute(tag)));
    let declared = namespaces.iter().map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{}\"", attribute(uri)));
    let attributes: String = language.chain(declared).collect();
    match attributes.is_empty() {
        true => fragment,
        false => fragment.replacen("<entry>", &format!("<entry{attributes}>"), 1),
    }
}

/// Writes what most entries have not; gives the namespaces that the entry must declare, by their prefixes.
fn carry<'a>(carried: &'a Carried, written: &mut atom::Entry) -> BTreeMap<&'a str, &'a str> {
    let mut namespaces = BTreeMap::new();
    written.rights = carried.rights.as_ref().map(text);
    written.contributors = carried.contributors.iter().map(person).collect();
    written.links.extend(carried.license.iter().map(|url| link("license", url, None)));
    written.links.extend(carried.via.iter().map(|url| link("via", url, None)));
    written.links.extend(
        carried
            .source
            .iter()
            .map(|source| atom::Link { title: Some(source.title.to_string()), ..link("via", &source.url, None) }),
    );
    // RFC 4685, 4.
    written.links.extend(carried.comments.iter().map(|url| link("replies", url, Some(DocumentType::Page))));
    written.links.extend(carried.comments_feed.iter().map(|url| link("replies", url, Some(DocumentType::Atom))));
    if let Some(count) = carried.comment_count {
        namespaces.insert(THREADS.0, THREADS.1);
        add(&mut written.extensions, Extension { value: Some(count.to_string()), ..element("thr:total", &[]) });
    }
    if let Some(series) = &carried.series {
        namespaces.insert(TERMS.0, TERMS.1);
        let name = Some(series.name.to_string());
        add(&mut written.extensions, Extension { value: name, ..element("dcterms:isPartOf", &[]) });
    }
    for foreign in &carried.extensions {
        namespaces.insert(foreign.prefix(), foreign.namespace());
        add(
            &mut written.extensions,
            Extension {
                name: foreign.name(),
                value: Some(foreign.text().to_owned()).filter(|text| !text.is_empty()),
                attrs: foreign.attributes().map(|(name, value)| (name.to_owned(), attribute(value))).collect(),
                ..Extension::default()
            },
        );
    }
    // The root has it already.
    namespaces.remove(MEDIA.0);
    namespaces
}

/// What stands between two entries: nothing, since a fragment brings its line break.
#[must_use]
pub fn separator() -> &'static str {
    ""
}

/// Everything after the last entry.
#[must_use]
pub fn tail() -> &'static str {
    "\n</feed>\n"
}

fn bare_feed() -> atom::Feed {
    let namespaces = BTreeMap::from([(MEDIA.0.to_owned(), MEDIA.1.to_owned())]);
    atom::Feed { namespaces, ..Default::default() }
}

/// The feed as the crate writes it, indented, without a declaration.
fn write(feed: &atom::Feed) -> String {
    let config = atom::WriteConfig { write_document_declaration: false, indent_size: Some(2) };
    // `to_string` would swallow an error and give an empty document.
    let bytes = feed.write_with_config(Vec::new(), config).expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("the atom_syndication crate writes the UTF-8 it was given")
}

fn cut_tail(mut xml: String) -> String {
    let head = xml.strip_suffix(TAIL).map(str::len).expect("the atom_syndication crate closes the feed");
    xml.truncate(head);
    xml
}

/// `Z` for `+00:00`: two readers drop an offset. In text, `<` is escaped, so only the dates can match.
fn zulu(xml: String) -> String {
    xml.replace("+00:00</updated>", "Z</updated>").replace("+00:00</published>", "Z</published>")
}

fn text(text: &PlainText) -> atom::Text {
    atom::Text::plain(text.as_str())
}

fn person(person: &Person) -> atom::Person {
    atom::Person {
        name: person.name.to_string(),
        email: person.email.as_ref().map(|email| email.as_str().to_owned()),
        uri: person.uri.as_ref().map(WebUrl::to_string),
        ..Default::default()
    }
}

fn links(feed: &FeedHead) -> Vec<atom::Link> {
    let history = &feed.history;
    let mut links = vec![
        link("alternate", &feed.home, Some(DocumentType::Page)),
        link("self", &feed.self_url, Some(DocumentType::Atom)),
    ];
    links.extend(feed.hubs.iter().map(|hub| link("hub", hub, None)));
    links.extend(feed.carried.license.iter().map(|url| link("license", url, None)));
    links.extend(feed.vcard.iter().map(|card| link("related", card, Some(DocumentType::Vcard))));
    links.extend(history.current.iter().map(|url| link("current", url, Some(DocumentType::Atom))));
    links.extend(history.prev_archive.iter().map(|url| link("prev-archive", url, Some(DocumentType::Atom))));
    links.extend(history.next_archive.iter().map(|url| link("next-archive", url, Some(DocumentType::Atom))));
    links
}

fn link(rel: &str, url: &WebUrl, target: Option<DocumentType>) -> atom::Link {
    atom::Link {
        rel: rel.to_owned(),
        href: url.to_string(),
        mime_type: target.map(|kind| kind.media_type().to_owned()),
        ..Default::default()
    }
}

/// An extension element. Its name must be a constant with a prefix that the root declares. The crate
/// (=0.12.10) writes the attributes of extensions as they are, so they are escaped here; a test
/// fails when a later version escapes them too.
fn element(name: &'static str, attributes: &[(&'static str, &str)]) -> Extension {
    let attrs = attributes.iter().map(|(name, value)| ((*name).to_owned(), attribute(value))).collect();
    Extension { name: name.to_owned(), attrs, ..Default::default() }
}

fn add(extensions: &mut ExtensionMap, element: Extension) {
    let (prefix, local) = element.name.split_once(':').unwrap_or(("", &element.name));
    let (prefix, local) = (prefix.to_owned(), local.to_owned());
    extensions.entry(prefix).or_default().entry(local).or_default().push(element);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::plain;
    use super::*;
    use crate::feed::SafeHtml;

    proptest! {
        #[test]
        fn html_is_spliced_in_as_the_crate_writes_it(html in "[<>&\"'a\\]\n\té]{1,12}|(\\+00:00</updated>|&quot;|html){0,4}x") {
            prop_assume!(!html.trim().is_empty());
            let mut sample = plain(1, "Splices & <content type=\"html\">");
            sample.content = Some(SafeHtml::from_sanitised(html.clone()));
            prop_assert_eq!(entry(&sample, ContentMode::Full), fragment(&sample, Some(&as_readers_take_it(&html))));
        }
    }
}
