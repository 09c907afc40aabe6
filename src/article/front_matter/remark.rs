//! Values that YAML ends at a ` #`, though the writer went on: what follows is a remark, and nobody reads it.
//!
//! The value stays as YAML has it, for that is what the site's generator shows; the writer is told.

use std::ops::Range;

use super::names::is_words;
use super::node::{Node, NodeValue};
use crate::diagnostic::{Code, Diagnostic};

/// So many are told.
const MOST: usize = 8;

/// A warning for each title, summary, author or tag that a remark cuts.
pub(super) fn cut_values(tree: &Node<'_>, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut from = tree.span.start;
    for pair in tree.pairs() {
        let members = match &pair.node.value {
            NodeValue::Map(_) => continue,
            _ if is_words(&pair.key) => pair.node.members(),
            _ => continue,
        };
        let is_list = matches!(pair.node.value, NodeValue::List(_));
        from = from.max(pair.key_span.end);
        for member in members {
            let end = match &member.value {
                NodeValue::Text(_) if member.span.end > from => member.span.end,
                // Nothing is left: it begins with the sign.
                NodeValue::Null if is_list => match empty_member(text, from..pair.node.span.end) {
                    Some(end) => end,
                    // Nor has any that comes after it.
                    None => break,
                },
                NodeValue::Null => from,
                _ => continue,
            };
            from = end;
            let remark = remark_at(text, end, is_list || matches!(member.value, NodeValue::Null));
            if found.len() < MOST
                && let Some(remark) = remark
            {
                let remark = remark.start..remark.end.min(text.floor_char_boundary(remark.start + 60));
                let value = member.text().unwrap_or("");
                let shown = &value[..value.floor_char_boundary(60)];
                let message = match shown {
                    "" => format!("`{}` has a value of which nothing is left: in YAML `#` begins a remark", pair.key),
                    _ => format!("`{}` ends at `{shown}`: in YAML a `#` after a blank begins a remark", pair.key),
                };
                let warning = Diagnostic::warning(Code::FrontMatterCut, message).at(text, remark);
                found.push(warning.help("put the value in quotes; a remark goes on a line of its own"));
            }
        }
    }
    found
}

/// The end of the sign of a list's next member that is nothing but a remark.
fn empty_member(text: &str, within: Range<usize>) -> Option<usize> {
    let mut at = within.start;
    for line in text.get(within)?.split_inclusive('\n') {
        let sign = line.trim_start();
        if sign.strip_prefix('-').is_some_and(|after| after.trim_start().starts_with('#')) {
            return Some(at + (line.len() - sign.len()) + 1);
        }
        at += line.len();
    }
    None
}

/// The remark that ends the line in which a value ends, and cuts it: `Round-up #7`. One after quotes was meant, and,
/// where it is `plain`, one that begins with a blank.
fn remark_at(text: &str, end: usize, plain: bool) -> Option<Range<usize>> {
    let line_end = text[end..].find('\n').map_or(text.len(), |length| end + length);
    let after = &text[end..line_end];
    let blank = after.len() - after.trim_start_matches([' ', '\t', ':', '-']).len();
    if !after[blank..].starts_with('#') || (blank == 0 && !text[..end].ends_with([' ', '\t'])) {
        return None;
    }
    let quoted = text[..end].trim_end().ends_with(['"', '\'', ']', '}']);
    // `title: # to do` is a remark on nothing, `- pumps # all of them` one on a tag.
    let meant = plain && after[blank + 1..].starts_with([' ', '\t', '#']);
    (!quoted && !meant).then_some(end + blank..line_end)
}
