//! Components of MDX, and what only looks like a tag.
//!
//! In MDX, capitalised tags are components: those that wrap prose are taken off it, playgrounds go with
//! their files. In any Markdown, `Vec<T>` is text: a tag of no known element that nothing closes is shown
//! as typed.

use super::component::component_tag;
use super::components::{is_component_name, is_element};
use super::expander::{Expander, ends_line};
use super::jsx::{JsxTag, parse_tag};
use super::names::withholds;
use super::script::name_at;
use super::withheld::{hide_component, is_conditional};
use crate::text::html::allow::{self, Treatment};
use crate::text::html::push_attribute;
use crate::text::markdown;

/// Whether a brace begins an expression of JSX that shows an element or not: `{false && (<p>`.
pub(crate) fn begins_condition(text: &str) -> bool {
    let inner = text.get(1..).unwrap_or_default().trim_start().trim_start_matches('!');
    let end = inner.bytes().take(80).position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'$')));
    let Some(end) = end.filter(|&end| end > 0) else { return false };
    let sign = inner[end..].trim_start();
    let shown = sign.strip_prefix("&&").or_else(|| sign.strip_prefix('?')).map(str::trim_start);
    shown.is_some_and(|shown| shown.starts_with(['(', '<']))
}

/// Deals with what begins with `<`, outside code and comments.
pub(crate) fn tag(expander: &mut Expander<'_>, at: usize) -> Option<usize> {
    let body = expander.body;
    let name = name_at(body, at + 1 + usize::from(body[at + 1..].starts_with('/')));
    if name.is_empty() || expander.out.text.ends_with('\\') {
        return None;
    }
    // An address in angle brackets is none of ours.
    let after = body.as_bytes().get(at + 1 + name.len()).copied();
    if matches!(after, Some(b':' | b'@')) || expander.out.text.ends_with("](") || expander.out.text.ends_with("]: ") {
        return None;
    }
    let Some(tag) = parse_tag(body, at, &expander.components) else {
        // Markdown would not see a tag here, but an HTML block around it would.
        if !is_element(name) && !body[at + 1..].starts_with('/') {
            expander.out.text.push_str("&lt;");
            return Some(at + 1);
        }
        return None;
    };
    let component = is_component_name(name);
    // What needs no end tag and has attributes, or a line of its own, is no type: `Vec<T>`, "the <App /> tag".
    let own_line = || body[..at].trim_end_matches([' ', '\t']).ends_with('\n') && ends_line(&body[tag.end..]);
    let is_alone = tag.alone && (!tag.attributes.is_empty() || at == 0 || own_line());
    if component && (expander.components.mdx || is_alone || expander.components.closes_after(name, at)) {
        return component_tag(expander, at, &tag);
    }
    if !is_element(name) {
        let paired = tag.closing || expander.components.closes_after(name, at);
        let custom = name.contains('-');
        if !paired && !custom {
            expander.out.text.push_str("&lt;");
            return Some(at + 1);
        }
        let hides = withholds(name) || is_conditional(&tag);
        return (hides && paired && !tag.closing && !tag.alone).then(|| hide_component(expander, at, &tag));
    }
    if ends_before_markdown(body, at, &tag) {
        expander.out.text.push_str(&body[at..tag.end]);
        expander.out.text.push('\n');
        return Some(tag.end);
    }
    let markdown = tag.attributes.iter().any(|(name, _)| *name == "markdown");
    let inner = if tag.jsx || expander.components.mdx { inline_markdown(expander, &tag) } else { None };
    if !tag.jsx && !markdown && inner.is_none() {
        return None;
    }
    // What a reader would miss; how it looks and what it does is nothing to one.
    let missed = tag.lost.iter().find(|name| matches!(**name, "src" | "href" | "srcSet" | "srcset" | "poster" | "alt"));
    if let Some(name) = missed.filter(|_| !tag.closing) {
        expander.remove(at..tag.end, &format!("<{} {name}={{}}>", tag.name));
    }
    let out = &mut expander.out.text;
    out.push('<');
    out.push_str(tag.name);
    for (name, value) in tag.attributes.iter().filter(|(name, _)| *name != "markdown") {
        push_attribute(out, name, value.unwrap_or(""));
    }
    out.push('>');
    if tag.alone && !matches!(allow::treatment(tag.name), Treatment::Void(_)) {
        out.push_str(&format!("</{}>", tag.name));
    }
    if let Some((html, end)) = inner {
        out.push_str(&html);
        return Some(end);
    }
    // A blank line lets the Markdown within begin.
    if markdown && allow::is_block(&tag.name.to_ascii_lowercase()) {
        out.push_str("\n\n");
        let spaces = body[tag.end..].len() - body[tag.end..].trim_start_matches(' ').len();
        return Some(tag.end + spaces);
    }
    Some(tag.end)
}

/// Whether a tag ends its line, and the next is Markdown beyond doubt. CommonMark would show that as
/// typed, for an HTML block lasts to a blank line; kramdown and its kin read it as it is meant.
fn ends_before_markdown(body: &str, at: usize, tag: &JsxTag<'_>) -> bool {
    let block = tag.closing && allow::is_block(&tag.name.to_ascii_lowercase());
    let own_line = body[..at].trim_end_matches([' ', '\t']).ends_with('\n');
    let Some(next) = body[tag.end..].trim_start_matches([' ', '\t']).strip_prefix('\n') else { return false };
    let heading = next.starts_with('#') && next.trim_start_matches('#').starts_with(' ');
    let marked = ["**", "```", "[", "!["].iter().any(|mark| next.starts_with(mark));
    let emphasis = next.strip_prefix('*').is_some_and(|text| text.starts_with(char::is_alphanumeric));
    (block || own_line && tag.name.eq_ignore_ascii_case("br")) && (heading || marked || emphasis)
}

/// In MDX what stands within one line of an element is Markdown: `<figcaption>By [Ann](/ann)</figcaption>`.
/// Its HTML, and where it ends.
fn inline_markdown(expander: &Expander<'_>, tag: &JsxTag<'_>) -> Option<(String, usize)> {
    let body = expander.body;
    if tag.closing || tag.alone || !allow::is_block(&tag.name.to_ascii_lowercase()) {
        return None;
    }
    let limit = body.floor_char_boundary((tag.end + 2000).min(body.len()));
    let length = body[tag.end..limit].find("</")?;
    let inner = &body[tag.end..tag.end + length];
    let marked = inner.contains(['`', '*', '_']) || inner.contains("](");
    if !marked || inner.contains(['\n', '{']) || name_at(body, tag.end + length + 2) != tag.name {
        return None;
    }
    Some((markdown::inline(inner, &expander.context.rules)?, tag.end + length))
}
