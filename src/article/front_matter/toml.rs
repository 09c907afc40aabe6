//! A TOML block becomes a tree of texts.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::node::{HeadFault, MOST_NODES, Node, NodeValue, Pair};

/// Parses a block that begins at `offset` of the file's text. Keys that occur twice are in the second
/// list; the first of their values is in the tree, for TOML allows no second.
pub(crate) fn parse<'a>(block: &'a str, offset: usize) -> Result<(Node<'a>, Vec<HeadFault>), HeadFault> {
    if let Some(at) = too_much(block) {
        return Err(HeadFault::too_much(offset + at..offset + at + 1));
    }
    let (table, errors) = DeTable::parse_recoverable(block);
    let mut twice = Vec::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().trim().replace('\n', ", ");
        let fault = HeadFault { span: offset + span.start..offset + span.end, message };
        if !fault.message.starts_with("duplicate key") {
            return Err(fault);
        }
        twice.push(fault);
    }
    let span = table.span();
    Ok((map(table.into_inner(), block, offset, offset + span.start..offset + span.end), twice))
}

/// Words and lines of a block, counted beside its values: the parser keeps a token for each.
const MOST_TOKENS: usize = 20 * MOST_NODES;

/// Where a block holds more than is read, by a look at what parts its values: the parser takes a hundred bytes and
/// more for each, and would take them all before anybody could count. Signs within texts and remarks do not count.
fn too_much(block: &str) -> Option<usize> {
    let bytes = block.as_bytes();
    // Each takes a byte at least.
    if bytes.len() <= MOST_NODES / 2 {
        return None;
    }
    let (mut nodes, mut tokens) = (0usize, 0usize);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let from = at;
        at += 1;
        match byte {
            b'=' => nodes += 2,
            b',' | b'[' | b'{' | b'.' => nodes += 1,
            b'\n' => tokens += 1,
            b'#' => at = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length),
            b'"' | b'\'' => {
                at = text_end(bytes, from);
                tokens += 1;
            }
            b' ' | b'\t' => tokens += usize::from(!matches!(bytes.get(at), Some(b' ' | b'\t'))),
            _ => {}
        }
        if nodes > MOST_NODES || tokens > MOST_TOKENS {
            return Some(from);
        }
    }
    None
}

/// Where a text ends whose quotes begin at a byte: with the same quotes, or else with its line, or the block.
fn text_end(bytes: &[u8], from: usize) -> usize {
    let quote = bytes[from];
    let many = bytes[from..].starts_with(&[quote; 3]);
    let mut at = from + if many { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            b'\n' if !many => return at,
            _ if byte == quote && !many => return at + 1,
            _ if byte == quote && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The TOML parser bounds its nesting, and so this recursion.
fn node<'a>(value: Spanned<DeValue<'a>>, block: &'a str, offset: usize) -> Node<'a> {
    let bytes = value.span();
    let span = offset + bytes.start..offset + bytes.end;
    let value = match value.into_inner() {
        DeValue::String(text) => NodeValue::Text(text),
        DeValue::Array(array) => NodeValue::List(array.into_iter().map(|member| node(member, block, offset)).collect()),
        DeValue::Table(table) => return map(table, block, offset, span),
        // As typed: what a date or a number means is decided by who asks for it.
        _ => NodeValue::Text(Cow::Borrowed(block.get(bytes).unwrap_or(""))),
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
    Node { value: NodeValue::Map(pairs), span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_outside_texts_and_remarks() {
        let many = |piece: &str| piece.repeat(MOST_NODES);
        for block in [
            format!("a = [{}]", many("1,")),
            format!("a = [{}]", many("{b = 1},")),
            many("[t.a]\n"),
            many("a.b.c = 1\n"),
            format!("a = '''x'''\n{}", many("b = 1\n")),
            format!("a = \"\\\"\"\n{}", many("b = 1\n")),
            format!("a = \"not closed\n{}", many("b = 1\n")),
            "\n".repeat(MOST_TOKENS + 1),
            "a ".repeat(MOST_TOKENS + 1),
        ] {
            assert!(too_much(&block).is_some(), "{}", &block[..40]);
        }
        for block in [
            format!("a = \"{}\"", many("1,[=")),
            format!("a = \"\"\"{}\n\"\"\"", many("1,[=\"'")),
            format!("a = '''\n{}'''", many("1,\\\\[=\"")),
            format!("a = 1 # {}", many("1,[=")),
            format!("a = [{}]", "1,".repeat(MOST_NODES / 2)),
        ] {
            assert_eq!(too_much(&block), None, "{}", &block[..20]);
        }
    }
}
