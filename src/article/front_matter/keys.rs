//! The keys that Hugo, Zola, Jekyll, Eleventy, Pelican, Docusaurus and their users write, by their
//! usual names, in any case and with or without `_` and `-`.

use std::collections::HashSet;

use super::lookup::{Keys, bytes, enclosure, field, member, spanned};
use super::names::{
    AUTHORS, DATE, ENCLOSURES, EXPIRES, EXTERNAL, HELD_IMAGES, ID, IMAGE, IMAGE_ALT, IMAGE_HOLDERS, LANGUAGE,
    OTHER_DATE, OTHER_UPDATED, REDIRECT, SLUG, SUMMARY, TAGS, THEME_IMAGE, TITLE, UPDATED, URL,
};
use super::node::{Node, NodeValue};
use super::{Wanted, carried, episode, people};
use crate::article::date;
use crate::article::{AuthorRef, EnclosureRef, FrontMatter, Spanned, withhold};
use crate::diagnostic::Diagnostic;
use crate::feed::is_language_tag;

/// A text that is no switch: `published: true` is no date, `permalink: false` no address.
fn not_a_switch(found: &Spanned<String>) -> bool {
    !matches!(found.value.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off")
}

/// Whether a text reads as a date, so that a key which means other things too is none: `update: a new cover`.
fn is_date(found: &Spanned<String>) -> bool {
    date::parse(&found.value).is_ok()
}

/// The date under any of some names in a map: Material for MkDocs has `date: {created: ..., updated: ...}`.
fn date_in(node: &Node<'_>, names: &[&[&str]]) -> Option<Spanned<String>> {
    names.iter().find_map(|names| {
        let members = names.iter().filter_map(|name| member(node, &[name]));
        members.filter_map(spanned).find(not_a_switch)
    })
}

/// A template of the site's generator is no address yet.
fn is_address(found: &Spanned<String>) -> bool {
    not_a_switch(found) && !found.value.contains("{{") && !found.value.contains("{%")
}

/// Zola's `path` names a folder, with or without its last slash: what the page links to is relative to it.
fn folder(path: Spanned<String>) -> Spanned<String> {
    let file = [".html", ".htm", ".xml", ".txt", "/"].iter().any(|end| path.value.ends_with(end));
    Spanned { value: if file { path.value } else { path.value + "/" }, span: path.span }
}

/// What a block says by the keys that are known. The last of two keys of one name counts, with a
/// warning. What decides whether and when the article comes out is always there, the rest where it is wanted.
pub(super) fn front_matter(
    tree: &Node<'_>,
    text: &str,
    wanted: Wanted,
    diagnostics: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let keys = Keys::of(tree, text, diagnostics);
    let mut found = FrontMatter {
        date: keys.all(DATE).filter_map(spanned).find(not_a_switch),
        other_date: keys
            .all(DATE)
            .find_map(|node| date_in(node, &[DATE, OTHER_DATE]))
            .or_else(|| keys.all(OTHER_DATE).filter_map(spanned).find(is_date)),
        updated: keys
            .all(UPDATED)
            .find_map(|node| spanned(node).or_else(|| spanned(member(node, &["date"])?)).filter(not_a_switch))
            .or_else(|| keys.all(OTHER_UPDATED).filter_map(spanned).find(is_date))
            .or_else(|| keys.all(DATE).find_map(|node| date_in(node, &[UPDATED, OTHER_UPDATED]))),
        expires: keys.all(EXPIRES).filter_map(spanned).find(not_a_switch),
        marks: withhold::marks(tree),
        url: keys
            .all(URL)
            .filter_map(spanned)
            .find(is_address)
            .or_else(|| keys.text(&["path"]).filter(is_address).map(folder)),
        id: keys.text(ID),
        redirect: keys.text(REDIRECT).filter(not_a_switch),
        ..FrontMatter::default()
    };
    if wanted.title {
        found.title = keys.text(TITLE);
    }
    if wanted.authors {
        found.authors = authors(&keys);
    }
    if wanted.tags {
        found.tags = tags(&keys);
    }
    if wanted.language {
        found.language = language(&keys);
    }
    if wanted.entry {
        let held = || keys.all(IMAGE_HOLDERS).filter_map(|holder| member(holder, HELD_IMAGES)).find_map(image);
        let theme_image = || keys.all(THEME_IMAGE).find_map(image).or_else(held);
        let image = keys.all(IMAGE).find_map(image);
        found.summary = keys.text(SUMMARY);
        found.slug = keys.text(SLUG);
        found.external_url = keys.text(EXTERNAL).filter(not_a_switch);
        found.image_alt =
            image.as_ref().and_then(|(_, alt)| alt.clone()).or_else(|| keys.text(IMAGE_ALT).map(|alt| alt.value));
        found.image = image.map(|(image, _)| image);
        if found.image.is_none()
            && let Some((image, alt)) = theme_image()
        {
            found.theme_image = Some(image);
            found.image_alt = alt.or(found.image_alt);
        }
        found.enclosures = enclosures(&keys);
        found.episode = episode::episode(&keys);
        found.carried = carried::carried(&keys);
    }
    found
}

/// A language tag, also as other programs write it (`zh_CN`). What is none is passed over: a name such as
/// "English" tells no reader anything.
fn language(keys: &Keys<'_, '_>) -> Option<Spanned<String>> {
    let mut tags = keys.all(LANGUAGE).filter_map(spanned).map(|mut tag| {
        tag.value = tag.value.trim().replace('_', "-");
        tag
    });
    tags.find(|tag| is_language_tag(&tag.value))
}

fn authors(keys: &Keys<'_, '_>) -> Vec<Spanned<AuthorRef>> {
    let mut authors = keys.all(AUTHORS).map(people::authors).find(|authors| !authors.is_empty()).unwrap_or_default();
    // Docusaurus and others: the only author's addresses in keys beside.
    if let [only] = &mut authors[..] {
        let beside = |names: &[&str]| keys.text(names).map(|found| found.value);
        only.value.url = only.value.url.take().or_else(|| beside(&["authorurl", "authorlink"]));
        only.value.email = only.value.email.take().or_else(|| beside(&["authoremail"]));
    }
    authors
}

/// Tags, categories and keywords, split at commas only: a tag may hold a blank.
fn tags(keys: &Keys<'_, '_>) -> Vec<Spanned<String>> {
    let mut nodes: Vec<&Node<'_>> = keys.all(TAGS).collect();
    nodes.sort_by_key(|node| node.span.start);
    let mut seen = HashSet::new();
    let mut tags = Vec::new();
    let mut add = |tag: &str, span: std::ops::Range<usize>| {
        let tag = tag.trim();
        if !tag.is_empty() && seen.insert(tag.to_owned()) {
            tags.push(Spanned { value: tag.to_owned(), span });
        }
    };
    for node in nodes {
        match &node.value {
            NodeValue::Text(text) => {
                let as_typed = node.span.len() == text.len();
                let mut at = 0;
                for part in text.split_inclusive([',', '，', '、']) {
                    let tag = part.trim_end_matches([',', '，', '、']);
                    let blank = tag.len() - tag.trim_start().len();
                    let start = node.span.start + at + blank;
                    let span = if as_typed { start..start + tag.trim().len() } else { node.span.clone() };
                    add(tag, span);
                    at += part.len();
                }
            }
            // Hexo writes a path of categories as a list in the list, and means each of them.
            NodeValue::List(_) => {
                for member in leaves(node) {
                    let named = match &member.value {
                        NodeValue::Map(_) => field(member, &["name", "title", "label", "slug"]),
                        _ => member.text().map(str::to_owned),
                    };
                    if let Some(tag) = named {
                        add(&tag, member.span.clone());
                    }
                }
            }
            NodeValue::Map(pairs) => {
                for member in pairs.iter().flat_map(|pair| leaves(&pair.node)) {
                    if let Some(tag) = member.text() {
                        add(tag, member.span.clone());
                    }
                }
            }
            NodeValue::Null => {}
        }
    }
    tags
}

/// The members of a list and of the lists in it, in their order; any other value is a list of itself.
fn leaves<'t, 'a>(node: &'t Node<'a>) -> Vec<&'t Node<'a>> {
    let mut found = Vec::new();
    let mut ahead = vec![node];
    while let Some(node) = ahead.pop() {
        match &node.value {
            NodeValue::List(members) => ahead.extend(members.iter().rev()),
            _ => found.push(node),
        }
    }
    found
}

/// An address and what the image shows: a text, a map, or the first of a list of either.
fn image(node: &Node<'_>) -> Option<(Spanned<String>, Option<String>)> {
    node.members().iter().find_map(|member_node| match &member_node.value {
        NodeValue::Map(_) => {
            let address = member(member_node, &["src", "url", "path", "image", "file", "href"]).and_then(spanned)?;
            Some((address, field(member_node, &["alt", "caption", "title"])))
        }
        _ => Some((spanned(member_node).filter(not_a_switch)?, None)),
    })
}

fn enclosures(keys: &Keys<'_, '_>) -> Vec<Spanned<EnclosureRef>> {
    let mut enclosures: Vec<Spanned<EnclosureRef>> = Vec::new();
    let mut seen = HashSet::new();
    for member in keys.all(ENCLOSURES).flat_map(|node| node.members()) {
        if let Some(found) = enclosure(member)
            && seen.insert(found.value.url.clone())
        {
            enclosures.push(found);
        }
    }
    // Podcast themes: the numbers of the only file in keys beside it.
    if let [only] = &mut enclosures[..] {
        let beside = |names: &[&str]| keys.text(names).map(|found| found.value);
        let only = &mut only.value;
        only.length = only
            .length
            .or_else(|| bytes(&beside(&["audiolength", "audiosize", "audiobytes", "length", "filesize", "bytes"])?));
        only.media_type = only.media_type.take().or_else(|| beside(&["audiotype", "enclosuretype", "mimetype"]));
        only.duration = only.duration.or_else(|| episode::duration_beside(keys));
    }
    enclosures
}
