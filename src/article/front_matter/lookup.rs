//! Values looked for in a block: its keys by their normal form, members of maps, and files.

use std::borrow::Cow;
use std::collections::HashSet;

use super::episode_names::narrow;
use super::names::{NESTS, known_keys, known_members, normal};
use super::node::{Node, NodeValue, Pair};
use super::{MOST_REPEATED, repeated};
use crate::article::{EnclosureRef, Spanned};
use crate::diagnostic::Diagnostic;

/// The values of a block by the normal form of their keys; of two keys that are the same, the one that counts is
/// first. Keys of the block itself come before those in `[extra]`, `[params]` and `[taxonomies]`.
pub(super) struct Keys<'t, 'a> {
    nodes: Vec<(Cow<'t, str>, &'t Node<'a>)>,
    /// For each name that is there its [`bit`]: of the hundred names that are looked for, a head has a handful, and
    /// nearly all of the others need no search.
    bits: u64,
}

/// One of 64 for a name.
fn bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let first = usize::from(bytes.first().copied().unwrap_or(0));
    1 << ((first * 7 + bytes.len()) % 64)
}

/// Of so many keys each is compared with all others.
const FEW: usize = 32;

impl<'t, 'a> Keys<'t, 'a> {
    pub(super) fn of(tree: &'t Node<'a>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut keys = Self { nodes: Vec::with_capacity(16), bits: 0 };
        // The last one wins.
        keys.extend(tree.pairs().iter().rev());
        let names = &keys.nodes;
        if names.len() > FEW || (1..names.len()).any(|at| names[..at].iter().any(|(name, _)| *name == names[at].0)) {
            repeats(tree, text, diagnostics);
        }
        // YAML's merge key: what the block has itself counts before it.
        for merged in tree.pairs().iter().filter(|pair| pair.key == "<<").flat_map(|pair| pair.node.members()) {
            keys.extend(merged.pairs().iter().rev());
        }
        for nest in NESTS {
            keys.extend(keys.get(nest).map_or(&[][..], Node::pairs).iter());
        }
        keys
    }

    fn extend(&mut self, pairs: impl Iterator<Item = &'t Pair<'a>>) {
        for pair in pairs {
            let name = normal(&pair.key);
            self.bits |= bit(&name);
            self.nodes.push((name, &pair.node));
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'t Node<'a>> {
        debug_assert!(known_keys().chain(narrow()).any(|known| known == name), "`{name}` is in no table of keys");
        if self.bits & bit(name) == 0 {
            return None;
        }
        self.nodes.iter().find(|(key, _)| key == name).map(|(_, node)| *node)
    }

    /// The nodes of the keys that are there, in the order of the names.
    pub(super) fn all(&self, names: &[&str]) -> impl Iterator<Item = &'t Node<'a>> {
        names.iter().filter_map(|name| self.get(name))
    }

    /// The first of the keys with a text that is not blank.
    pub(super) fn text(&self, names: &[&str]) -> Option<Spanned<String>> {
        self.all(names).find_map(spanned)
    }
}

/// Reports the keys that a block has more than once.
fn repeats(tree: &Node<'_>, text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for pair in tree.pairs() {
        if !seen.insert(&*pair.key) && !pair.key.is_empty() && diagnostics.len() < MOST_REPEATED {
            diagnostics.push(repeated(text, &pair.key, pair.key_span.clone(), "last"));
        }
    }
}

pub(super) fn spanned(node: &Node<'_>) -> Option<Spanned<String>> {
    node.text().map(|text| Spanned { value: text.to_owned(), span: node.span.clone() })
}

/// `yes` and `on` too: YAML 1.1 reads them so, and a draft that gets out is worse than one that waits.
fn switch(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// The value of the first of some names in a map.
pub(super) fn member<'t, 'a>(node: &'t Node<'a>, names: &[&str]) -> Option<&'t Node<'a>> {
    debug_assert!(
        names.iter().all(|name| known_members().chain(narrow()).any(|known| known == *name)),
        "one of {names:?} is in no table of members"
    );
    names
        .iter()
        .find_map(|name| node.pairs().iter().rev().find(|pair| normal(&pair.key) == *name).map(|pair| &pair.node))
}

pub(super) fn field(node: &Node<'_>, names: &[&str]) -> Option<String> {
    member(node, names).and_then(Node::text).map(str::to_owned)
}

pub(super) fn enclosure(node: &Node<'_>) -> Option<Spanned<EnclosureRef>> {
    let value = match &node.value {
        NodeValue::Map(_) => EnclosureRef {
            url: field(node, &["url", "src", "file", "href", "path"])?,
            length: field(node, &["length", "size", "bytes", "filesize"]).and_then(|text| bytes(&text)),
            media_type: field(node, &["type", "mediatype", "mimetype", "mime", "contenttype"]),
            duration: field(node, &["duration"]).and_then(|text| seconds(&text)),
        },
        _ => {
            // WordPress: address, bytes and type on lines of one value.
            let mut words = node.text()?.lines().map(str::trim).filter(|line| !line.is_empty());
            EnclosureRef {
                url: words.next().filter(|url| switch(url).is_none())?.to_owned(),
                length: words.next().and_then(bytes),
                media_type: words.next().map(str::to_owned),
                duration: None,
            }
        }
    };
    Some(Spanned { value, span: node.span.clone() })
}

/// `12345678`, `12,345,678` or `12_345_678`.
pub(super) fn bytes(text: &str) -> Option<u64> {
    text.replace([',', '_'], "").trim().parse().ok()
}

/// `3024`, `50:24`, `00:34:14`, `1h 2m 3s`, `62 min` or `PT1H2M3S` (ISO 8601), in seconds.
pub(super) fn seconds(text: &str) -> Option<u64> {
    let text = text.trim();
    if text.contains(|c: char| c.is_alphabetic()) {
        return seconds_by_units(text);
    }
    let parts: Vec<&str> = text.splitn(4, ':').collect();
    if parts.len() > 3 {
        return None;
    }
    let (last, before) = parts.split_last()?;
    let whole = last.split(['.', ',']).next()?;
    before
        .iter()
        .chain([&whole])
        .try_fold(0u64, |sum, part| sum.checked_mul(60)?.checked_add(part.trim().parse().ok()?))
}

/// Numbers with their units behind them; anything else makes it none.
fn seconds_by_units(text: &str) -> Option<u64> {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.strip_prefix("pt").unwrap_or(&lower).trim();
    let mut sum = 0u64;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start();
        let unit = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let factor = match &rest[..unit] {
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
            "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            _ => return None,
        };
        sum = sum.checked_add(number.checked_mul(factor)?)?;
        rest = rest[unit..].trim_start_matches([' ', ',', '.']);
    }
    Some(sum)
}
