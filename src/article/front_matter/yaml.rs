//! A YAML block becomes a tree of texts, by the events of the parser below serde-saphyr: its typed
//! readers refuse a whole block for one `2017-02-29`, and tell no places of untyped values.
//! The tree is built without recursion and within a budget, so anchors cannot be made a bomb.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, Span};

use super::node::{HeadFault, MOST_NODES, Node, NodeValue, Pair};
use crate::article::withhold;

/// What a block may cost. Real ones have under a hundred nodes.
pub(crate) struct Budget {
    nodes: usize,
    /// Bytes that aliases may copy.
    copied: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { nodes: MOST_NODES, copied: 1 << 20 }
    }
}

impl Budget {
    fn take(&mut self, nodes: usize, copied: usize) -> bool {
        let enough = self.nodes >= nodes && self.copied >= copied;
        self.nodes = self.nodes.saturating_sub(nodes);
        self.copied = self.copied.saturating_sub(copied);
        enough
    }
}

/// What an anchor stands for, and what a copy of it costs.
struct Anchored<'a> {
    node: Node<'a>,
    nodes: usize,
    bytes: usize,
}

enum Children<'a> {
    List(Vec<Node<'a>>),
    Map(Vec<Pair<'a>>, Option<(Cow<'a, str>, Range<usize>)>),
}

struct OpenNode<'a> {
    open: Children<'a>,
    start: usize,
    anchor: usize,
    nodes: usize,
    bytes: usize,
}

impl<'a> OpenNode<'a> {
    fn new(open: Children<'a>, start: usize, anchor: usize) -> Self {
        Self { open, start, anchor, nodes: 1, bytes: 0 }
    }
}

/// Parses a block that begins at `offset` of the file's text.
pub(crate) fn parse<'a>(block: &'a str, offset: usize, budget: &mut Budget) -> Result<Node<'a>, HeadFault> {
    let mut options = Options::default();
    options.emit_comments = false;
    options.flow_nesting_limit = 64;
    options.block_nesting_limit = 64;
    // A long key is a paragraph that lost its indentation; the repair sees to it.
    options.simple_key_max_lookahead = 1024;
    let mut anchors: HashMap<usize, Anchored<'a>> = HashMap::new();
    let mut stack: Vec<OpenNode<'a>> = Vec::new();
    let mut root = None;
    let range = |span: &Span| {
        let bytes = span.byte_range().unwrap_or(0..0);
        offset + bytes.start..offset + bytes.end
    };
    for next in Parser::new_from_str_with_options(block, options) {
        let (event, span) = next.map_err(|error| {
            let at = offset + error.marker().byte_offset().unwrap_or(0).min(block.len());
            HeadFault { span: at..at + 1, message: error.info() }
        })?;
        let span = range(&span);
        if !budget.take(1, 0) {
            return Err(HeadFault::too_much(span));
        }
        // The node that this event completes, with its anchor and cost.
        let (node, anchor, nodes, bytes) = match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let bytes = text.len();
                let value = if plain_null { NodeValue::Null } else { NodeValue::Text(text) };
                (Node { value, span }, anchor, 1, bytes)
            }
            Event::SequenceStart(_, anchor, _) => {
                stack.push(OpenNode::new(Children::List(Vec::new()), span.start, anchor));
                continue;
            }
            Event::MappingStart(_, anchor, _) => {
                stack.push(OpenNode::new(Children::Map(Vec::new(), None), span.start, anchor));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(frame) = stack.pop() else { continue };
                let value = match frame.open {
                    Children::List(nodes) => NodeValue::List(nodes),
                    Children::Map(pairs, _) => NodeValue::Map(pairs),
                };
                (Node { value, span: frame.start..span.end.max(frame.start) }, frame.anchor, frame.nodes, frame.bytes)
            }
            Event::Alias(id) => match anchors.get(&id) {
                Some(known) => {
                    if !budget.take(known.nodes, known.bytes) {
                        return Err(HeadFault::too_much(span));
                    }
                    (Node { value: known.node.value.clone(), span }, 0, known.nodes, known.bytes)
                }
                // An alias within its own anchor.
                None => (Node { value: NodeValue::Null, span }, 0, 1, 0),
            },
            Event::DocumentEnd => break,
            _ => continue,
        };
        if anchor != 0 {
            if !budget.take(nodes, bytes) {
                return Err(HeadFault::too_much(node.span));
            }
            anchors.insert(anchor, Anchored { node: node.clone(), nodes, bytes });
        }
        let Some(frame) = stack.last_mut() else {
            root = Some(node);
            continue;
        };
        frame.nodes += nodes;
        frame.bytes += bytes;
        match &mut frame.open {
            Children::List(list) => list.push(node),
            Children::Map(pairs, pending) => match pending.take() {
                Some((key, key_span)) => pairs.push(Pair { key, key_span, node }),
                None => {
                    let key_span = node.span.clone();
                    let key = match node.value {
                        NodeValue::Text(text) => text,
                        // A list as a key, or none: nothing we know is called so.
                        _ => Cow::Borrowed(""),
                    };
                    *pending = Some((key, key_span));
                }
            },
        }
    }
    Ok(root.unwrap_or(Node { value: NodeValue::Null, span: offset..offset }))
}

/// What a repair came to.
pub(crate) struct Repaired<'a> {
    pub node: Node<'a>,
    /// What could not be read as YAML and was taken as typed, or left out.
    pub repairs: Vec<HeadFault>,
}

/// Chunks of a block that a repair looks at: more is no front matter.
const MOST_CHUNKS: usize = 400;

/// Reads a block that does not parse as a whole, key by key: tabs count as blanks, a value that
/// YAML takes for something else is the text that was typed, a paragraph that is no key is passed
/// over. Fails at the first key whose value stays unreadable.
pub(crate) fn repair(block: &str, offset: usize) -> Result<Repaired<'_>, HeadFault> {
    let mut budget = Budget::default();
    let mut pairs = Vec::new();
    let mut repairs = Vec::new();
    let chunks = chunks(block);
    if chunks.len() > MOST_CHUNKS {
        return Err(HeadFault { span: offset..offset + 1, message: "too many lines that do not parse".to_owned() });
    }
    for range in chunks {
        let chunk = &block[range.clone()];
        let at = offset + range.start;
        let first_line = chunk.lines().next().unwrap_or("");
        let fault = match parse(chunk, at, &mut budget) {
            Ok(Node { value: NodeValue::Map(found), .. }) if found.iter().all(|pair| pair.key.len() <= 80) => {
                pairs.extend(found);
                continue;
            }
            Ok(Node { value: NodeValue::Null, .. }) => continue,
            Ok(_) => None,
            Err(fault) => Some(fault),
        };
        match typed_value(first_line) {
            Some((key, value)) if chunk.trim_end().lines().count() == 1 => {
                repairs.push(HeadFault {
                    span: at + value.start..at + value.end,
                    message: format!("the value of `{key}` needs quotes; it is taken as typed"),
                });
                let text = unquoted(&first_line[value.clone()]);
                let key_at = first_line.find(key).unwrap_or(0);
                pairs.push(Pair {
                    key: Cow::Borrowed(key),
                    key_span: at + key_at..at + key_at + key.len(),
                    node: Node { value: NodeValue::Text(Cow::Borrowed(text)), span: at + value.start..at + value.end },
                });
            }
            None if !looks_like_key(first_line) => {
                let mut lines = chunk.split_inclusive('\n').scan(at, |at, line| {
                    let start = *at;
                    *at += line.len();
                    Some((start, line))
                });
                let mark = lines.find_map(|(start, line)| Some((start, line, withhold::in_line(line)?)));
                if let Some((start, line, (key, value))) = mark {
                    repairs.push(HeadFault {
                        span: start..start + line.trim_end().len(),
                        message: format!(
                            "this line is no `key: value`; it is taken for the key `{}`",
                            &line[key.clone()]
                        ),
                    });
                    let text = if key == value { "true" } else { unquoted(&line[value.clone()]) };
                    pairs.push(Pair {
                        key: Cow::Borrowed(&line[key.clone()]),
                        key_span: start + key.start..start + key.end,
                        node: Node {
                            value: NodeValue::Text(Cow::Borrowed(text)),
                            span: start + value.start..start + value.end,
                        },
                    });
                    continue;
                }
                repairs.push(HeadFault {
                    span: at..at + first_line.len(),
                    message: "this line is no `key: value`; it is passed over".to_owned(),
                });
            }
            // Tabs are the last resort: the text is changed for it, so places hold and texts are owned.
            _ => match fault {
                Some(fault) if chunk.contains('\t') => {
                    let blanks = chunk.replace('\t', " ");
                    match parse(&blanks, at, &mut budget) {
                        Ok(node) => pairs.extend(owned(node).pairs().iter().cloned()),
                        Err(_) => return Err(fault),
                    }
                    repairs.push(HeadFault {
                        span: at..at + first_line.len(),
                        message: "a tab where YAML wants blanks".to_owned(),
                    });
                }
                fault => {
                    return Err(fault.unwrap_or(HeadFault {
                        span: at..at + first_line.len(),
                        message: "no `key: value`".to_owned(),
                    }));
                }
            },
        }
    }
    Ok(Repaired { node: Node { value: NodeValue::Map(pairs), span: offset..offset + block.len() }, repairs })
}

/// The ranges of a block's keys with all that belongs to them: a line that begins at the margin, and
/// those after it that are indented, blank, or members of its list.
fn chunks(block: &str) -> Vec<Range<usize>> {
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        let belongs = line.trim().is_empty() || line.starts_with([' ', '\t', '#', ']', '}']) || line.starts_with("- ");
        match chunks.last_mut() {
            Some(last) if belongs => last.end = at + line.len(),
            _ => chunks.push(at..at + line.len()),
        }
        at += line.len();
    }
    chunks
}

/// Whether a line reads `key:`, with a key that is a word or a few.
pub(crate) fn looks_like_key(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let key = key.trim_end().trim_matches(['"', '\'']);
    !key.is_empty()
        && key.chars().count() <= 40
        && key.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '@' | '$'))
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Key and range of the value of a one-line `key: value` whose value YAML would not read though a
/// person does: it holds `: `, begins with a sign that YAML keeps for itself, or goes on after a
/// closing quote. An open bracket or quote is none of these.
fn typed_value(line: &str) -> Option<(&str, Range<usize>)> {
    if !looks_like_key(line) {
        return None;
    }
    let colon = line.find(':')?;
    let start = colon + 1 + (line[colon + 1..].len() - line[colon + 1..].trim_start().len());
    let end = line.trim_end().len();
    let value = line.get(start..end).filter(|value| !value.is_empty())?;
    let readable = match value.chars().next()? {
        quote @ ('"' | '\'') => value.len() > 1 && value[1..].contains(quote),
        '[' => value[1..].contains(']') && !value.ends_with(']'),
        '{' | '|' | '>' | '&' | '!' => false,
        _ => true,
    };
    readable.then(|| (line[..colon].trim_end().trim_matches(['"', '\'']), start..end))
}

fn unquoted(text: &str) -> &str {
    ['"', '\''].iter().find_map(|&quote| text.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(text)
}

/// The tree with no borrow of its text. Depth is bounded by the parser's nesting limit.
fn owned<'a>(node: Node<'_>) -> Node<'a> {
    let value = match node.value {
        NodeValue::Null => NodeValue::Null,
        NodeValue::Text(text) => NodeValue::Text(Cow::Owned(text.into_owned())),
        NodeValue::List(nodes) => NodeValue::List(nodes.into_iter().map(owned).collect()),
        NodeValue::Map(pairs) => NodeValue::Map(
            pairs
                .into_iter()
                .map(|pair| Pair {
                    key: Cow::Owned(pair.key.into_owned()),
                    key_span: pair.key_span,
                    node: owned(pair.node),
                })
                .collect(),
        ),
    };
    Node { value, span: node.span }
}
