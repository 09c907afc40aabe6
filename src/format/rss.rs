//! A [`FeedHead`] as RSS 2.0, in the forms of the RSS Advisory Board's profile that readers read alike.
//!
//! The `rss` crate writes the XML. It has no writer for one item, but a channel with a single item
//! gives a constant frame around it, so heads and items are cut out of small channels and spliced.

use std::collections::BTreeMap;

use memchr::memmem;
use rss::extension::atom::{AtomExtension, Link};
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::{Extension, ExtensionMap};
use rss::{Channel, Guid, Image, Item};

use super::podcast::element;
use super::xml::{CDATA, HTML, References, as_readers_take_it, attribute, polish, splice, text_as_html};
use super::{DocumentType, GENERATOR, carried, content, one_line, podcast, rights};
use crate::feed::{ContentMode, Email, Enclosure, Entry, FeedHead, PlainText, SafeHtml, WebUrl};

/// The prefixes that every document declares, whether it uses them or not, so that an item's fragment
/// fits under any root.
const NAMESPACES: [(&str, &str); 4] = [
    ("atom", "http://www.w3.org/2005/Atom"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    // With its closing slash; without it, it is another namespace.
    ("media", "http://search.yahoo.com/mrss/"),
];

/// The prefixes of podcasts. The root of a show declares them, and so does each item that has such elements, for it may
/// stand under the root of a feed that is no show; any other document stays as it was, to the byte.
const PODCAST_NAMESPACES: [(&str, &str); 2] =
    [("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"), ("podcast", "https://podcastindex.org/namespace/1.0")];

/// RFC 5005, section 2.
const HISTORY: (&str, &str) = ("fh", "http://purl.org/syndication/history/1.0");

const TAIL: &str = "\n  </channel>\n</rss>";

/// How an item begins. In a channel without any value, nothing like it stands before the first one.
const ITEM: &str = "\n    <item>";

/// Everything before the first item: declaration, root with the feed's language, channel elements.
pub fn head(feed: &FeedHead) -> String {
    let mut channel = bare_channel();
    channel.title = feed.title.to_string();
    channel.link = feed.home.to_string();
    channel.description = feed.description.to_string();
    channel.language = Some(one_line(&feed.language).into_owned());
    channel.copyright = rights(feed).map(PlainText::to_string);
    channel.pub_date = feed.published.map(|moment| moment.rfc2822());
    channel.last_build_date = feed.updated.map(|moment| moment.rfc2822());
    channel.generator = Some(GENERATOR.to_owned());
    channel.image = image(feed);
    for element in carried::channel(&feed.carried) {
        let prefix = element.name.split(':').next().unwrap_or_default().to_owned();
        if let Some((_, uri)) = carried::NAMESPACES.iter().find(|(known, _)| *known == prefix) {
            channel.namespaces.insert(prefix, (*uri).to_owned());
        }
        add(&mut channel.extensions, element);
    }
    channel.ttl = feed.carried.ttl.map(|minutes| minutes.to_string());
    channel.atom_ext = Some(AtomExtension { links: links(feed) });

    let publisher = feed.organization.as_ref();
    let editor = publisher
        .and_then(|organization| Some(mailbox(organization.email.as_ref()?, &organization.name)))
        .or_else(|| feed.authors.iter().find_map(|person| Some(mailbox(person.email.as_ref()?, &person.name))));
    match (editor, publisher) {
        (Some(editor), _) => {
            channel.managing_editor = Some(editor.clone());
            channel.webmaster = Some(editor);
        }
        // Beside `webMaster`, `dc:publisher` would say the same thing twice.
        (None, Some(organization)) => {
            let publishers = vec![organization.name.to_string()];
            channel.dublin_core_ext = Some(DublinCoreExtension { publishers, ..Default::default() });
        }
        (None, None) => {}
    }
    if feed.history.archive {
        channel.namespaces.insert(HISTORY.0.to_owned(), HISTORY.1.to_owned());
        add(&mut channel.extensions, element("fh:archive", &[], None));
    }

    if feed.show.is_some() {
        let of_podcasts = PODCAST_NAMESPACES.map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned()));
        channel.namespaces.extend(of_podcasts);
    }
    // The archive documents of a show are parts of one podcast, whose identifier is that of its subscription document.
    let address = feed.history.current.as_ref().unwrap_or(&feed.self_url);
    for element in feed.show.iter().flat_map(|show| podcast::channel(show, address.as_str())) {
        add(&mut channel.extensions, element);
    }

    let head = polish(&write(&channel), References::Hexadecimal);
    let root = format!("<rss xml:lang=\"{}\" version", attribute(&feed.language));
    // The first one is the root: text cannot hold `<`.
    cut_tail(head.replacen("<rss version", &root, 1))
}

/// One item. Its language, where it has one of its own, is `dc:language`: core elements of RSS take
/// no attributes of other namespaces.
pub fn entry(entry: &Entry, mode: ContentMode) -> String {
    match content(entry, mode).map(SafeHtml::as_str) {
        // In its section it stands as it is, for nothing in it ends that.
        Some(html) => {
            let element = if entry.summary.is_some() { "content:encoded" } else { "description" };
            splice(&written(entry, Some(HTML)), &format!("<{element}>{CDATA}"), &as_readers_take_it(html))
        }
        None => written(entry, None),
    }
}

/// The authors as one creator: of several creators, half of the readers show the first and two the last. Atom and JSON
/// Feed have each by itself.
fn creator(entry: &Entry) -> Option<String> {
    let names: Vec<&str> = entry.authors.iter().map(|person| person.name.as_str()).collect();
    // A company may have a comma in its name.
    let between = if names.iter().any(|name| name.contains(',')) { "; " } else { ", " };
    (!names.is_empty()).then(|| names.join(between))
}

/// One item with this HTML.
fn written(entry: &Entry, html: Option<&str>) -> String {
    let mut item = Item {
        title: Some(entry.title.to_string()),
        link: Some(entry.link().to_string()),
        guid: Some(Guid { value: entry.id.to_string(), permalink: entry.id.as_str() == entry.url.as_str() }),
        pub_date: Some(entry.published.rfc2822()),
        ..Default::default()
    };
    let whole = html.map(str::to_owned);
    match &entry.summary {
        // Readers take a description for HTML, so a plain summary is escaped as such.
        Some(summary) => {
            item.description = Some(text_as_html(summary.as_str()));
            item.content = whole;
        }
        // `content:encoded` without a description is lost on readers that know RSS 2.0 only.
        None => item.description = whole,
    }
    item.categories = entry
        .categories
        .iter()
        .map(|category| rss::Category { name: category.term.to_string(), domain: None })
        .collect();

    // `author` holds one mailbox with the name in brackets, and half of the readers show it as it stands,
    // cut off or with the brackets; a creator is read alike by all.
    let dublin_core = DublinCoreExtension {
        creators: creator(entry).into_iter().collect(),
        languages: entry.language.as_deref().map(|tag| one_line(tag).into_owned()).into_iter().collect(),
        contributors: entry.carried().contributors.iter().map(|person| person.name.to_string()).collect(),
        rights: entry.carried().rights.iter().map(PlainText::to_string).collect(),
        ..DublinCoreExtension::default()
    };
    item.dublin_core_ext = Some(dublin_core);
    let carried = entry.carried();
    item.comments = carried.comments.as_ref().map(WebUrl::to_string);
    item.source = carried
        .source
        .as_ref()
        .map(|source| rss::Source { url: source.url.to_string(), title: Some(source.title.to_string()) });

    if entry.updated != entry.published {
        add(&mut item.extensions, element("atom:updated", &[], Some(&entry.updated.rfc3339())));
    }
    let related = entry.related().map(|url| link("related", url, None));
    let via = carried.via.as_ref().map(|url| link("via", url, None));
    let license = carried.license.as_ref().map(|url| link("license", url, None));
    let links: Vec<Link> = [related, via, license].into_iter().flatten().collect();
    if !links.is_empty() {
        item.atom_ext = Some(AtomExtension { links });
    }
    for element in carried::item(carried) {
        add(&mut item.extensions, element);
    }
    add_media(entry, &mut item);
    for element in podcast::item(entry) {
        add(&mut item.extensions, element);
    }

    let known = PODCAST_NAMESPACES.iter().chain(&carried::NAMESPACES);
    let mut namespaces: BTreeMap<&str, &str> =
        known.copied().filter(|(prefix, _)| item.extensions.contains_key(*prefix)).collect();
    namespaces.extend(carried.extensions.iter().map(|element| (element.prefix(), element.namespace())));
    // The root has them already.
    namespaces.retain(|prefix, _| NAMESPACES.iter().all(|(known, _)| known != prefix));
    let declared: String =
        namespaces.iter().map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{}\"", attribute(uri))).collect();
    let whole = write(&Channel { items: vec![item], ..Default::default() });
    let begins = memmem::find(whole.as_bytes(), ITEM.as_bytes());
    let framed = begins.and_then(|at| whole[at..].strip_suffix(TAIL));
    // Only another version of the crate could change it; the tests would show it first.
    let fragment = framed.expect("the rss crate writes the same frame around every item");
    let polished = polish(fragment, References::Hexadecimal);
    match declared.is_empty() {
        true => polished,
        false => polished.replacen("<item>", &format!("<item{declared}>"), 1),
    }
}

/// What stands between two items: nothing, since a fragment brings its line break.
#[must_use]
pub fn separator() -> &'static str {
    ""
}

/// Everything after the last item.
#[must_use]
pub fn tail() -> &'static str {
    "\n  </channel>\n</rss>\n"
}

fn bare_channel() -> Channel {
    let namespaces = NAMESPACES.iter().map(|&(prefix, uri)| (prefix.to_owned(), uri.to_owned()));
    Channel { namespaces: namespaces.collect(), ..Default::default() }
}

/// The channel as the crate writes it, indented.
fn write(channel: &Channel) -> String {
    // `to_string` would swallow an error and give an empty document.
    let bytes = channel.pretty_write_to(Vec::new(), b' ', 2).expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("the rss crate writes the UTF-8 it was given")
}

fn cut_tail(mut xml: String) -> String {
    let head = xml.strip_suffix(TAIL).map(str::len).expect("the rss crate closes the channel and the root");
    xml.truncate(head);
    xml
}

/// `mail (Name)`, the only form of a person that the RSS Profile allows. Round brackets within the name,
/// which would end the comment (RFC 822, 3.4.3), become square ones.
fn mailbox(email: &Email, name: &PlainText) -> String {
    let name = name.as_str().replace(['(', '（'], "[").replace([')', '）'], "]").replace('\\', "/");
    format!("{} ({name})", email.as_str())
}

/// The channel's picture. RSS wants JPEG, GIF or PNG, and the channel's own title and link with it.
fn image(feed: &FeedHead) -> Option<Image> {
    let organization = feed.organization.as_ref();
    let shown = |url: &&WebUrl| {
        let ending = url.as_str().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif")
    };
    let artwork = feed.show.as_ref().and_then(|show| show.artwork.as_ref());
    let of_company = organization.map(|company| [company.logo.as_ref(), company.icon.as_ref()]);
    let url = [artwork].into_iter().chain(of_company.into_iter().flatten()).flatten().find(shown)?;
    Some(Image {
        url: url.to_string(),
        title: feed.title.to_string(),
        link: feed.home.to_string(),
        ..Default::default()
    })
}

fn links(feed: &FeedHead) -> Vec<Link> {
    let history = &feed.history;
    let mut links = vec![link("self", &feed.self_url, Some(DocumentType::Rss))];
    links.extend(feed.hubs.iter().map(|hub| link("hub", hub, None)));
    links.extend(feed.carried.license.iter().map(|url| link("license", url, None)));
    links.extend(feed.vcard.iter().map(|card| link("related", card, Some(DocumentType::Vcard))));
    links.extend(history.current.iter().map(|url| link("current", url, Some(DocumentType::Rss))));
    links.extend(history.prev_archive.iter().map(|url| link("prev-archive", url, Some(DocumentType::Rss))));
    links.extend(history.next_archive.iter().map(|url| link("next-archive", url, Some(DocumentType::Rss))));
    links
}

fn link(rel: &str, url: &WebUrl, target: Option<DocumentType>) -> Link {
    Link {
        rel: rel.to_owned(),
        href: url.to_string(),
        mime_type: target.map(|kind| kind.media_type().to_owned()),
        ..Default::default()
    }
}

/// The first enclosure as such: RSS has room for one, and readers differ on which of several they
/// keep. Where there are more, all go to Media RSS, the first with them, because a reader of Media RSS
/// may look there only. So does the picture.
fn add_media(entry: &Entry, item: &mut Item) {
    item.enclosure = entry.enclosures.first().map(|first| rss::Enclosure {
        url: first.url.to_string(),
        length: first.length.to_string(),
        mime_type: one_line(&first.media_type).into_owned(),
    });
    if entry.enclosures.len() > 1 {
        for file in &entry.enclosures {
            add(&mut item.extensions, element("media:content", &media_attributes(file), None));
        }
    }
    // Not as `media:content` too: readers list that among the files.
    if let Some(image) = &entry.image {
        add(&mut item.extensions, element("media:thumbnail", &[("url", image.url.to_string())], None));
    }
}

fn media_attributes(enclosure: &Enclosure) -> Vec<(&'static str, String)> {
    let mut attributes =
        vec![("url", enclosure.url.to_string()), ("type", one_line(&enclosure.media_type).into_owned())];
    if enclosure.length > 0 {
        attributes.push(("fileSize", enclosure.length.to_string()));
    }
    attributes.extend(enclosure.duration.map(|seconds| ("duration", seconds.to_string())));
    attributes
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

    proptest! {
        #[test]
        fn html_is_spliced_in_as_the_crate_writes_it(html in "[<>&\"'a\\]\n\té]{1,12}|(]]>|<p>|]]|html){0,4}x", summed_up: bool) {
            prop_assume!(!html.trim().is_empty());
            let mut sample = plain(1, "Splices & <html>");
            sample.content = Some(SafeHtml::from_sanitised(html.clone()));
            sample.summary = sample.summary.filter(|_| summed_up);
            prop_assert_eq!(entry(&sample, ContentMode::Full), written(&sample, Some(&as_readers_take_it(&html))));
        }
    }
}
