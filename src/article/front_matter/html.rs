//! The head of a whole HTML document as front matter: what `<title>` and `<meta>` say of the article.

use std::borrow::Cow;
use std::ops::Range;

use super::node::{Node, NodeValue, Pair};
use crate::article::withhold;

/// Meta names and properties, and the key that each stands for.
const METAS: &[(&str, &str)] = &[
    ("author", "author"),
    ("dc.creator", "author"),
    ("dcterms.creator", "author"),
    ("description", "description"),
    ("og:description", "description"),
    ("dc.description", "description"),
    ("keywords", "keywords"),
    ("date", "date"),
    ("pubdate", "date"),
    ("publish-date", "date"),
    ("publish_date", "date"),
    ("article:published_time", "date"),
    ("datepublished", "date"),
    ("dc.date", "date"),
    ("dc.date.issued", "date"),
    ("dcterms.date", "date"),
    ("dcterms.created", "date"),
    ("article:modified_time", "updated"),
    ("datemodified", "updated"),
    ("dcterms.modified", "updated"),
    ("og:image", "image"),
];

/// Every name of a `meta` that a head is read for.
pub fn known_metas() -> impl Iterator<Item = &'static str> {
    METAS.iter().map(|(name, _)| *name)
}

/// Where the head of a document that begins at `start` ends, and where its body begins. `None` where
/// the text is no document, `Some(None)` where it does not show that yet.
pub(super) fn head(text: &str, start: usize, whole: bool) -> Option<Option<(Range<usize>, usize)>> {
    let rest = &text[start..];
    let document = ["<!doctype html", "<html"].iter().any(|mark| begins(rest, mark))
        || begins(rest, "<?xml") && find(text, "<html", start).is_some_and(|at| at - start < 1000);
    if !document {
        return None;
    }
    // A script or a comment may hold the tag.
    let end = find_outside(text, "</head", start).or_else(|| find(text, "</head", start).filter(|_| whole));
    let Some(end) = end else { return Some(None) };
    let after = text[end..].find('>').map(|length| end + length + 1);
    let body = find(text, "<body", end).and_then(|at| text[at..].find('>').map(|length| at + length + 1));
    // The tag may be left out; only a whole text shows that.
    Some(body.or(after.filter(|_| whole)).map(|body| (start..end, body)))
}

/// Whether a text begins so, in any case.
fn begins(text: &str, mark: &str) -> bool {
    text.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark))
}

/// Where a tag begins, in any case.
fn find(text: &str, tag: &str, from: usize) -> Option<usize> {
    text[from..].match_indices('<').map(|(at, _)| from + at).find(|&at| begins(&text[at..], tag))
}

/// As [`find`], but not within comments, scripts and styles.
fn find_outside(text: &str, tag: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let start = at + text[at..].find('<')?;
        let rest = &text[start..];
        if begins(rest, tag) {
            return Some(start);
        }
        at = after_hidden(text, start)?;
    }
}

/// Where to read on after the `<` at `start`: past a whole comment, script or style; `None` where it does not end.
fn after_hidden(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    if rest.starts_with("<!--") {
        return rest.find("-->").map(|length| start + length + 3);
    }
    match [("<script", "</script"), ("<style", "</style")].iter().find(|(open, _)| begins(rest, open)) {
        Some((_, close)) => find(text, close, start + 1).map(|end| end + 2),
        None => Some(start + 1),
    }
}

/// A page shows what it says of itself in its first part.
const FIRST_PART: usize = 16 * 1024;

/// Whether a text begins as a page of HTML does, with or without all of the tags that may be left out.
pub(super) fn begins_page(text: &str) -> bool {
    if !text.starts_with('<') {
        return false;
    }
    let mut text = text;
    while let Some((_, rest)) = text.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        text = rest.trim_start();
    }
    ["<!doctype", "<html", "<head", "<meta", "<title", "<link", "<base", "<?xml"].iter().any(|mark| begins(text, mark))
}

/// Whether a page that begins at `start` is there as far as its `meta`s go.
pub(super) fn shows_metas(text: &str, start: usize) -> bool {
    text.len() - start >= FIRST_PART || find_outside(text, "<body", start).is_some()
}

/// What the `meta`s of a page that begins at `start` say about whether it comes out.
pub(super) fn metas(text: &str, start: usize) -> Node<'_> {
    let limit = text.floor_char_boundary(text.len().min(start + FIRST_PART));
    let end = find_outside(&text[..limit], "<body", start).unwrap_or(limit);
    let mut tree = tree(&text[start..end], start);
    if let NodeValue::Map(pairs) = &mut tree.value {
        pairs.retain(|pair| withhold::has_a_say(&pair.key));
    }
    tree
}

/// What the head says, as a tree; the first of two that say the same counts.
pub(super) fn tree<'a>(head: &'a str, offset: usize) -> Node<'a> {
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    let mut push = |key: &'a str, range: Range<usize>| {
        let text = head[range.clone()].trim();
        if text.is_empty() || !withhold::has_a_say(key) && pairs.iter().any(|pair| pair.key == key) {
            return;
        }
        let span = offset + range.start..offset + range.end;
        let node = Node { value: NodeValue::Text(Cow::Borrowed(text)), span: span.clone() };
        pairs.push(Pair { key: Cow::Borrowed(key), key_span: span, node });
    };
    let mut at = 0;
    while let Some(found) = head[at..].find('<') {
        let start = at + found;
        at = start + 1;
        let rest = &head[start..];
        if ["<!--", "<style", "<script"].iter().any(|tag| begins(rest, tag)) {
            at = after_hidden(head, start).unwrap_or(head.len());
        } else if begins(rest, "<title") {
            let Some(open) = rest.find('>').map(|length| start + length + 1) else { break };
            let Some(close) = find(head, "</title", open) else { break };
            push("title", open..close);
            at = close;
        } else if begins(rest, "<meta") || begins(rest, "<html") || begins(rest, "<link") {
            let attributes = attributes(head, start);
            let value = |names: &[&str]| {
                attributes.iter().find(|(name, _)| names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)))
            };
            if begins(rest, "<html") {
                if let Some((_, lang)) = value(&["lang", "xml:lang"]) {
                    push("lang", lang.clone());
                }
            } else if begins(rest, "<link") {
                let canonical =
                    value(&["rel"]).is_some_and(|(_, rel)| head[rel.clone()].eq_ignore_ascii_case("canonical"));
                if let Some((_, href)) =
                    value(&["href"]).filter(|(_, href)| canonical && head[href.clone()].contains("://"))
                {
                    push("permalink", href.clone());
                }
            } else if let (Some((_, name)), Some((_, content))) =
                (value(&["name", "property", "itemprop"]), value(&["content"]))
            {
                let name = head[name.clone()].trim();
                // An author's page is no name.
                let known = METAS.iter().find(|(meta, _)| meta.eq_ignore_ascii_case(name));
                if let Some((_, key)) =
                    known.filter(|(_, key)| *key != "author" || !head[content.clone()].contains("://"))
                {
                    push(key, content.clone());
                } else if known.is_none() && withhold::has_a_say(name) {
                    push(name, content.clone());
                }
            }
        }
    }
    Node { value: NodeValue::Map(pairs), span: offset..offset + head.len() }
}

/// The attributes of the tag that begins at `start`: names, and where their values stand.
fn attributes(text: &str, start: usize) -> Vec<(&str, Range<usize>)> {
    const MOST: usize = 40;
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = start + 1 + bytes[start + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    while found.len() < MOST && bytes.get(at).is_some_and(|&byte| byte != b'>') {
        if bytes[at].is_ascii_whitespace() || matches!(bytes[at], b'/' | b'=' | b'"' | b'\'') {
            at += 1;
            continue;
        }
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/');
        let end = at + bytes[at..].iter().position(ends_name).unwrap_or(bytes.len() - at);
        let name = &text[at..end];
        at = end + bytes[end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if bytes.get(at) != Some(&b'=') {
            continue;
        }
        at += 1 + bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let (value, after) = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let Some(length) = bytes[at + 1..].iter().position(|&byte| byte == quote) else { break };
                (at + 1..at + 1 + length, at + length + 2)
            }
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
                let length =
                    bytes[at.min(bytes.len())..].iter().position(ends).unwrap_or(bytes.len() - at.min(bytes.len()));
                (at.min(bytes.len())..at.min(bytes.len()) + length, at + length)
            }
        };
        found.push((name, value));
        at = after;
    }
    found
}
