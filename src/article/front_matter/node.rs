//! A front matter block as a tree of texts, each with its place: what YAML, TOML, JSON and header
//! lines have in common. Numbers, booleans and dates stay the text that was typed.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use crate::generator::Table;

/// What a block may hold in keys and values, whatever its language. Real ones have under a hundred.
pub(crate) const MOST_NODES: usize = 20_000;

/// A value and where it stands in the file's text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node<'a> {
    pub value: NodeValue<'a>,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NodeValue<'a> {
    /// No value, or `null` without quotes.
    Null,
    /// Any scalar.
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    /// In the writer's order; a key may occur twice.
    Map(Vec<Pair<'a>>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair<'a> {
    pub key: Cow<'a, str>,
    pub key_span: Range<usize>,
    pub node: Node<'a>,
}

/// Why a block does not parse.
#[derive(Clone, Debug)]
pub(crate) struct HeadFault {
    pub span: Range<usize>,
    pub message: String,
}

impl HeadFault {
    /// A block that holds more than [`MOST_NODES`].
    pub(crate) fn too_much(span: Range<usize>) -> Self {
        Self { span, message: "too many values, or aliases that multiply".to_owned() }
    }
}

impl<'a> Node<'a> {
    /// The text of a scalar without outer white space; `None` for blank ones and other values.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            NodeValue::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    pub fn pairs(&self) -> &[Pair<'a>] {
        match &self.value {
            NodeValue::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The members of a list; any other value is a list of itself.
    pub fn members(&self) -> &[Node<'a>] {
        match &self.value {
            NodeValue::List(nodes) => nodes,
            _ => std::slice::from_ref(self),
        }
    }

    /// The whole as a table; of a key that occurs twice, the last counts.
    pub fn table(&self) -> Table {
        self.pairs().iter().map(|pair| (pair.key.clone().into_owned(), pair.node.owned())).collect()
    }

    fn owned(&self) -> Value {
        match &self.value {
            NodeValue::Null => Value::Null,
            NodeValue::Text(text) => Value::String(text.clone().into_owned()),
            NodeValue::List(members) => members.iter().map(Node::owned).collect(),
            NodeValue::Map(_) => Value::Object(self.table()),
        }
    }
}
