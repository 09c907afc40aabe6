//! What stands for the keys that a block does not have: a generator's cascade, defaults and directory data.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::names::normal;
use super::node::{Node, NodeValue, Pair};
use crate::generator::Table;

/// Adds to a block the keys that it does not have itself. They have no place in its text.
pub(super) fn add_defaults(tree: &mut Node<'_>, defaults: Option<&Table>) {
    let Some(defaults) = defaults.filter(|defaults| !defaults.is_empty()) else { return };
    if matches!(tree.value, NodeValue::Null) {
        tree.value = NodeValue::Map(Vec::new());
    }
    let NodeValue::Map(pairs) = &mut tree.value else { return };
    let own: HashSet<String> = pairs.iter().map(|pair| normal(&pair.key).into_owned()).collect();
    for (key, value) in defaults.iter().filter(|(key, _)| !own.contains(&*normal(key))) {
        pairs.push(Pair { key: Cow::Owned(key.clone()), key_span: 0..0, node: placeless(value) });
    }
}

fn placeless(value: &Value) -> Node<'static> {
    let value = match value {
        Value::Null => NodeValue::Null,
        Value::Bool(is_so) => NodeValue::Text(Cow::Owned(is_so.to_string())),
        Value::Number(number) => NodeValue::Text(Cow::Owned(number.to_string())),
        Value::String(text) => NodeValue::Text(Cow::Owned(text.clone())),
        Value::Array(members) => NodeValue::List(members.iter().map(placeless).collect()),
        Value::Object(table) => {
            let pair = |(key, value): (&String, &Value)| Pair {
                key: Cow::Owned(key.clone()),
                key_span: 0..0,
                node: placeless(value),
            };
            NodeValue::Map(table.iter().map(pair).collect())
        }
    };
    Node { value, span: 0..0 }
}
