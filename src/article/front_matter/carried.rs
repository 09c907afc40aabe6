//! What front matter says of what most entries have not: where the link leads, a licence, comments, a source, a series, who
//! helped, and elements of other vocabularies.
//!
//! Values stay texts with their places, under names of ours: what they mean is decided where the entry is made.

use super::lookup::{Keys, member, spanned};
use super::node::{Node, NodeValue};
use super::people;
use crate::article::{CarriedRef, ForeignRef, Spanned};

/// Our names for texts, and the keys that hold them.
const TEXTS: &[(&str, &[&str])] = &[
    ("link_to", &["linkto"]),
    ("license", &["license", "licence"]),
    ("license_url", &["licenseurl", "licenceurl"]),
    ("rights", &["rights", "copyright"]),
    ("comments", &["comments", "commentsurl", "commenturl", "discussionurl"]),
    ("comments_feed", &["commentsfeed", "commentfeed", "commentsrss", "commentrss"]),
    ("comment_count", &["commentcount", "commentscount"]),
    ("via", &["via", "viaurl"]),
    ("source", &["source"]),
    ("series", &["series"]),
    ("series_number", &["seriesorder", "seriesnumber", "seriespart", "seriesindex"]),
];

/// The keys whose values may be maps, and our names for what is in them.
const MAPS: &[(&str, &[(&str, &[&str])])] = &[
    ("license", &[("license", &["name", "title", "id"]), ("license_url", &["url", "link", "href"])]),
    ("licence", &[("license", &["name", "title", "id"]), ("license_url", &["url", "link", "href"])]),
    (
        "comments",
        &[
            ("comments", &["url", "link", "href"]),
            ("comments_feed", &["feed", "rss"]),
            ("comment_count", &["count", "total"]),
            // The place of a thread in the Fediverse, as many themes have it.
            ("host", &["host"]),
            ("username", &["username", "user"]),
            ("toot", &["id"]),
        ],
    ),
    ("via", &[("via", &["url", "link", "href"])]),
    (
        "source",
        &[
            ("source", &["url", "link", "href"]),
            ("source_title", &["title", "name"]),
            ("source_feed", &["feed", "rss"]),
        ],
    ),
    ("series", &[("series", &["name", "title"]), ("series_number", &["number", "order", "part", "index"])]),
];

const CONTRIBUTORS: &[&str] = &["contributors", "contributor"];
const EXTENSIONS: &[&str] = &["extensions"];

/// What an element's text is called beside its attributes.
const TEXT: &[&str] = &["text", "value"];

/// Elements of other vocabularies in one head, at most.
const MOST_ELEMENTS: usize = 64;

/// Every key that is looked for.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().flat_map(|(_, keys)| *keys).chain(CONTRIBUTORS).chain(EXTENSIONS).copied()
}

/// Every name that is looked for within a map.
pub(super) fn members() -> impl Iterator<Item = &'static str> {
    MAPS.iter().flat_map(|(_, members)| members.iter().flat_map(|(_, names)| *names)).copied()
}

/// What a head says of them; `None`: nothing.
pub(super) fn carried(keys: &Keys<'_, '_>) -> Option<Box<CarriedRef>> {
    let mut found = CarriedRef::default();
    let mut add = |name: &'static str, value: Option<Spanned<String>>| {
        if let Some(value) = value
            && found.texts.get(name).is_none()
        {
            found.texts.0.push((name, value));
        }
    };
    for &(name, at_top) in TEXTS {
        add(name, keys.all(at_top).find_map(first));
    }
    for &(key, members) in MAPS {
        let Some(map) = keys.get(key).and_then(|node| node.members().first()) else { continue };
        if matches!(map.value, NodeValue::Map(_)) {
            members.iter().for_each(|(name, names)| add(name, member(map, names).and_then(spanned)));
        }
    }
    found.contributors = keys.all(CONTRIBUTORS).map(people::authors).find(|all| !all.is_empty()).unwrap_or_default();
    for pair in keys.all(EXTENSIONS).flat_map(Node::pairs) {
        match (pair.key.split_once(':'), &pair.node.value) {
            (Some((prefix, local)), _) => elements(prefix, local, &pair.node, &mut found.extensions),
            // `[extensions.shop]`: its members are the elements.
            (None, NodeValue::Map(within)) => within
                .iter()
                .for_each(|element| elements(&pair.key, &element.key, &element.node, &mut found.extensions)),
            _ => {}
        }
    }
    (found != CarriedRef::default()).then(|| Box::new(found))
}

/// A text, or the first of a list: a taxonomy's terms are a list where there is only one.
fn first(node: &Node<'_>) -> Option<Spanned<String>> {
    node.members().first().and_then(spanned)
}

/// The elements of one name: a text, a map of attributes with a text, or several of these.
fn elements(prefix: &str, local: &str, node: &Node<'_>, found: &mut Vec<Spanned<ForeignRef>>) {
    for one in node.members() {
        if found.len() >= MOST_ELEMENTS {
            return;
        }
        let (mut text, mut attributes) = (String::new(), Vec::new());
        match &one.value {
            NodeValue::Map(pairs) => {
                for pair in pairs {
                    let Some(value) = pair.node.text() else { continue };
                    match TEXT.contains(&&*pair.key) {
                        true => value.clone_into(&mut text),
                        false => attributes.push((pair.key.to_string(), value.to_owned())),
                    }
                }
            }
            NodeValue::Text(value) => value.trim().clone_into(&mut text),
            NodeValue::List(_) | NodeValue::Null => continue,
        }
        let element = ForeignRef { prefix: prefix.trim().to_owned(), local: local.trim().to_owned(), text, attributes };
        found.push(Spanned { value: element, span: one.span.clone() });
    }
}
