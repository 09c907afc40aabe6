//! What front matter says of what most entries have not: where the link leads, a licence, comments, a source, a series, who
//! helped, and elements of other vocabularies.
//!
//! Values stay texts with their places, under names of ours: what they mean is decided where the entry is made.

use super::carried_names::{CONTRIBUTORS, EXTENSIONS, MAPS, MOST_ELEMENTS, TEXT, TEXTS};
use super::lookup::{Keys, member, spanned};
use super::node::{Node, NodeValue};
use super::people;
use crate::article::{CarriedRef, ForeignRef, Spanned};

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
