//! What withholds in a head that is none to us, though it is one to people: a block that only closes, fences of
//! other signs, the `export` of an MDX page, the `meta` of a page without `<head>`.
//!
//! Nothing but the marks is taken from there, so that what such an article looks like stays as it is.

use std::borrow::Cow;
use std::ops::Range;

use super::html;
use super::locate::skip_blank;
use super::node::{Node, NodeValue, Pair};
use super::yaml::looks_like_key;
use crate::article::date;
use crate::article::withhold::{self, Mark, Says};
use crate::diagnostic::{Code, Diagnostic};

/// A head is not longer.
const LONGEST: usize = 8 * 1024;

/// The marks of a text without a front matter, and what is to be said about them.
pub(super) fn marks(text: &str) -> (Vec<Mark>, Vec<Diagnostic>) {
    let start = skip_blank(text, 0);
    if html::begins_page(&text[start..]) {
        return (withhold::marks(&html::metas(text, start)), Vec::new());
    }
    let Some(region) = region(text, start) else { return (Vec::new(), Vec::new()) };
    let mut marks = withhold::marks(&tree(text, region));
    // A day that cannot be read is no mark here: the line may be prose.
    marks.retain(|mark| mark.says != Says::Until || date::parse(&mark.value).is_ok());
    let told = marks.iter().find(|mark| mark.says == Says::Withhold).map(|mark| {
        let message =
            format!("`{}` stands in a head that is not recognised as front matter; the article is left out", mark.key);
        Diagnostic::warning(Code::WithheldUnclear, message)
            .at(text, mark.span.clone())
            .help("put the head between two lines of `---`")
    });
    (marks, told.into_iter().collect())
}

/// The lines that may be a head.
fn region(text: &str, start: usize) -> Option<Range<usize>> {
    let limit = text.floor_char_boundary(text.len().min(start + LONGEST));
    let rest = &text[start..limit];
    if let Some(range) = export(rest) {
        return Some(start + range.start..start + range.end);
    }
    let first = rest.lines().next()?.trim();
    let sign = first.chars().next()?;
    let signs = first.chars().take_while(|c| *c == sign).count();
    let fence = !sign.is_alphanumeric() && (signs >= 2 || matches!(first, "<!--" | "—" | "—--"));
    let mut lines = 0;
    if !fence && !withhold::shows_front_matter(first) && !looks_like_key(first) {
        return None;
    }
    let mut at = start;
    let mut ended = false;
    let from = if fence { start + rest.find('\n')? + 1 } else { start };
    let mut plain = false;
    for line in text[from..limit].split_inclusive('\n') {
        let trimmed = line.trim();
        at = at.max(from);
        let closes = match fence {
            true => {
                trimmed.chars().take_while(|c| *c == sign).count() >= signs
                    || trimmed.starts_with("---")
                    || trimmed == "-->"
            }
            false => ["---", "+++", ";;;", "..."].iter().any(|mark| trimmed.starts_with(mark)),
        };
        // Lines without any fence are a head where one of them is a plain mark.
        if closes || !fence && trimmed.is_empty() && plain {
            ended = true;
            break;
        }
        let other = !trimmed.is_empty()
            && !trimmed.contains([':', '=', '：'])
            && !line.starts_with([' ', '\t', '-', '#', '{', '}', '[', ']', '"']);
        if other {
            return None;
        }
        plain |=
            withhold::in_line(line).is_some_and(|(key, value)| withhold::is_plain_mark(&line[key], line[value].trim()));
        lines += usize::from(!trimmed.is_empty());
        at += line.len();
    }
    // `Status: it is hidden.` above a rule is a heading.
    let ended = ended && (fence || plain || lines > 1);
    (ended || plain && limit == text.len()).then_some(from..at)
}

/// What is between the braces of `export const frontmatter = { ... }`, imports before it passed over.
fn export(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with("import ") || trimmed.starts_with("//") {
            continue;
        }
        let name = trimmed.strip_prefix("export ")?.trim_start();
        let name = ["const ", "let ", "var "].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name);
        let name = name.trim_start().to_ascii_lowercase();
        if !["frontmatter", "meta", "page", "post", "config"].iter().any(|known| name.starts_with(known)) {
            continue;
        }
        let open = start + text[start..].find('{')? + 1;
        let close = text[open..].find("\n}").or_else(|| text[open..].find('}')).map_or(text.len(), |end| open + end);
        return Some(open..close);
    }
    None
}

/// The lines of a region, and in braces what commas part, as a tree.
fn tree(text: &str, region: Range<usize>) -> Node<'_> {
    let inner = &text[region.clone()];
    let in_braces = inner.trim_start().starts_with('{') || text[..region.start].trim_end().ends_with('{');
    let mut pairs = Vec::new();
    let mut at = region.start;
    for part in inner.split_inclusive(|c: char| c == '\n' || in_braces && matches!(c, ',' | '{' | '}')) {
        let start = at;
        at += part.len();
        let line = part.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ';'));
        let Some((key, value)) = withhold::in_line(line).filter(|_| withhold::shows_front_matter(line)) else {
            continue;
        };
        let value_text = line[value.clone()].trim().trim_matches(['"', '\'', '`']);
        pairs.push(Pair {
            key: Cow::Borrowed(&line[key.clone()]),
            key_span: start + key.start..start + key.end,
            node: Node {
                value: NodeValue::Text(Cow::Borrowed(value_text)),
                span: start + value.start..start + value.end,
            },
        });
    }
    Node { value: NodeValue::Map(pairs), span: region }
}
