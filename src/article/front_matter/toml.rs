//! A TOML block becomes a tree of texts.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::node::{Fault, Node, Pair, Value};

/// Parses a block that begins at `offset` of the file's text. Keys that occur twice are in the second
/// list; the first of their values is in the tree, for TOML allows no second.
pub(crate) fn parse<'a>(block: &'a str, offset: usize) -> Result<(Node<'a>, Vec<Fault>), Fault> {
    let (table, errors) = DeTable::parse_recoverable(block);
    let mut twice = Vec::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().trim().replace('\n', ", ");
        let fault = Fault { span: offset + span.start..offset + span.end, message };
        if !fault.message.starts_with("duplicate key") {
            return Err(fault);
        }
        twice.push(fault);
    }
    let span = table.span();
    Ok((map(table.into_inner(), block, offset, offset + span.start..offset + span.end), twice))
}

/// The TOML parser bounds its nesting, and so this recursion.
fn node<'a>(value: Spanned<DeValue<'a>>, block: &'a str, offset: usize) -> Node<'a> {
    let bytes = value.span();
    let span = offset + bytes.start..offset + bytes.end;
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text),
        DeValue::Array(array) => Value::List(array.into_iter().map(|member| node(member, block, offset)).collect()),
        DeValue::Table(table) => return map(table, block, offset, span),
        // As typed: what a date or a number means is decided by who asks for it.
        _ => Value::Text(Cow::Borrowed(block.get(bytes).unwrap_or(""))),
    };
    Node { value, span }
}

fn map<'a>(table: DeTable<'a>, block: &'a str, offset: usize, span: Range<usize>) -> Node<'a> {
    let mut pairs: Vec<Pair<'a>> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = offset + key.span().start..offset + key.span().end;
            Pair { key: key.into_inner(), key_span, node: node(value, block, offset) }
        })
        .collect();
    // The table is in alphabetical order; tags want the writer's.
    pairs.sort_by_key(|pair| pair.key_span.start);
    Node { value: Value::Map(pairs), span }
}
