//! Components of MDX, and what only looks like a tag.
//!
//! In MDX, capitalised tags are components: those that wrap prose are taken off it, playgrounds go with
//! their files. In any Markdown, `Vec<T>` is text: a tag of no known element that nothing closes is shown
//! as typed.

use std::ops::Range;

use memchr::memchr;

use super::components::{Braces, is_component_name, is_element, name_at};
use super::condition::literal;
use super::expander::Expander;
use super::names::{is_condition, withholds};
use super::shortcode;
use crate::text::html::address::{ResolvedAddress, Use, watch_page};
use crate::text::html::allow::{self, Treatment};
use crate::text::html::{push_attribute, push_link};
use crate::text::markdown;

/// A tag of more bytes than this is no tag.
const LONGEST_TAG: usize = 8192;

/// Attributes that say when the text within a component is shown.
const CONDITIONS: [&str; 7] = ["when", "if", "condition", "cond", "unless", "show", "visible"];

/// Whether a brace begins an expression of JSX that shows an element or not: `{false && (<p>`.
pub(crate) fn begins_condition(text: &str) -> bool {
    let inner = text.get(1..).unwrap_or_default().trim_start().trim_start_matches('!');
    let end = inner.bytes().take(80).position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'$')));
    let Some(end) = end.filter(|&end| end > 0) else { return false };
    let sign = inner[end..].trim_start();
    let shown = sign.strip_prefix("&&").or_else(|| sign.strip_prefix('?')).map(str::trim_start);
    shown.is_some_and(|shown| shown.starts_with(['(', '<']))
}

/// A tag as JSX or HTML writes it.
struct JsxTag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, Option<&'a str>)>,
    /// The expression that says when the text within is shown.
    condition: Option<&'a str>,
    closing: bool,
    alone: bool,
    /// Whether an attribute holds an expression, as only JSX does.
    jsx: bool,
    end: usize,
}

impl<'a> JsxTag<'a> {
    /// The value of the first of these attributes that the tag has.
    fn attribute(&self, names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|wanted| self.attributes.iter().find(|(name, _)| name == wanted)?.1)
    }
}

fn parse_tag<'a>(body: &'a str, at: usize, braces: &Braces) -> Option<JsxTag<'a>> {
    let closing = body[at + 1..].starts_with('/');
    let start = at + 1 + usize::from(closing);
    let name = name_at(body, start);
    if name.is_empty() {
        return None;
    }
    let bytes = body.as_bytes();
    let limit = bytes.len().min(at + LONGEST_TAG);
    let mut here = start + name.len();
    let mut tag = JsxTag { name, attributes: Vec::new(), condition: None, closing, alone: false, jsx: false, end: 0 };
    if !bytes.get(here).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')) {
        return None;
    }
    while here < limit {
        match bytes[here] {
            b'>' => {
                tag.end = here + 1;
                return Some(tag);
            }
            b'/' => {
                tag.alone = bytes.get(here + 1) == Some(&b'>');
                here += 1;
            }
            b'{' => {
                tag.jsx = true;
                here = braces.end(here)?;
            }
            byte if byte.is_ascii_whitespace() => here += 1,
            b'<' | b'"' | b'\'' | b'=' => return None,
            _ => here = parse_attribute(&mut tag, body, here..limit, braces)?,
        }
    }
    None
}

/// Reads the attribute of a tag that begins a range, and gives where it ends.
fn parse_attribute<'a>(tag: &mut JsxTag<'a>, body: &'a str, range: Range<usize>, braces: &Braces) -> Option<usize> {
    let bytes = body.as_bytes();
    let skip = |from: usize, skipped: fn(u8) -> bool| {
        from + bytes[from..range.end.max(from)].iter().take_while(|&&byte| skipped(byte)).count()
    };
    let is_blank = |byte: u8| byte.is_ascii_whitespace();
    let end = skip(range.start, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/' | b'<'));
    let name = body.get(range.start..end)?;
    let sign = skip(end, is_blank);
    if bytes.get(sign) != Some(&b'=') {
        tag.attributes.push((name, None));
        return Some(end);
    }
    let value = skip(sign + 1, is_blank);
    match bytes.get(value)? {
        quote @ (b'"' | b'\'') => {
            let length = bytes[value + 1..range.end.max(value + 1)].iter().position(|byte| byte == quote)?;
            tag.attributes.push((name, body.get(value + 1..value + 1 + length)));
            Some(value + length + 2)
        }
        b'{' => {
            tag.jsx = true;
            let end = braces.end(value)?;
            let inner = body[value + 1..end - 1].trim();
            if CONDITIONS.contains(&name) {
                tag.condition = Some(inner);
            }
            if let Some(text) = literal(inner) {
                tag.attributes.push((name, Some(text)));
            }
            Some(end)
        }
        _ => {
            let end = skip(value, |byte| !byte.is_ascii_whitespace() && byte != b'>');
            tag.attributes.push((name, body.get(value..end)));
            Some(end)
        }
    }
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
    let Some(tag) = parse_tag(body, at, &expander.components.braces) else {
        // Markdown would not see a tag here, but an HTML block around it would.
        if !is_element(name) && !body[at + 1..].starts_with('/') {
            expander.out.text.push_str("&lt;");
            return Some(at + 1);
        }
        return None;
    };
    let component = is_component_name(name);
    if component && (expander.components.mdx || expander.components.closes_after(name, at)) {
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

/// Whether a component shows the text within it only where something holds that is not known to.
fn is_conditional(tag: &JsxTag<'_>) -> bool {
    let named = is_condition(tag.name) || matches!(tag.name, "Show" | "Conditional" | "Visible" | "Feature");
    match tag.condition {
        Some("true") => tag.name.starts_with("Unless"),
        Some(_) => true,
        None => named && (is_condition(tag.name) || !tag.attributes.is_empty()),
    }
}

/// Leaves out a component with the text within it, to the end of the article where it has no end.
fn hide_component(expander: &mut Expander<'_>, at: usize, tag: &JsxTag<'_>) -> usize {
    let shown = format!("<{}>", tag.name);
    let Some(end) = component_end(expander, tag) else {
        expander.hide_open(at..expander.body.len(), &shown);
        return expander.body.len();
    };
    if tag.condition == Some("false") && !tag.name.starts_with("Unless") {
        expander.hide(at..end, &shown);
    } else {
        expander.leave_out(at..end, &shown);
    }
    end
}

/// One past the end tag of a component, in which others of its name may stand. Each look ends what is looked
/// at, so no part is looked at twice.
fn component_end(expander: &Expander<'_>, tag: &JsxTag<'_>) -> Option<usize> {
    let body = expander.body;
    let mut depth = 1usize;
    let mut at = tag.end;
    while let Some(found) = memchr(b'<', &body.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        if let Some(end) = expander.code_end(start) {
            at = end;
            continue;
        }
        let closing = body[at..].starts_with('/');
        if name_at(body, at + usize::from(closing)) != tag.name {
            continue;
        }
        if closing {
            depth -= 1;
            if depth == 0 {
                return memchr(b'>', &body.as_bytes()[at..]).map(|length| at + length + 1);
            }
        } else if let Some(inner) = parse_tag(body, start, &expander.components.braces) {
            depth += usize::from(!inner.alone);
            at = inner.end;
        }
    }
    None
}

/// Components that run code which stands in files of their own: nothing of it can be shown.
const PLAYGROUNDS: [&str; 8] =
    ["Sandpack", "SandpackRSC", "Playground", "CodeSandbox", "LiveEditor", "LiveCode", "StackBlitz", "Repl"];

/// Deals with a tag of a component: what it shows is written, and else what it wraps stays.
fn component_tag(expander: &mut Expander<'_>, at: usize, tag: &JsxTag<'_>) -> Option<usize> {
    let name = tag.name;
    let body = expander.body;
    let own_line = body[..at].trim_end_matches([' ', '\t']).ends_with('\n') || at == 0;
    let gap = if own_line { "\n\n" } else { "" };
    if tag.closing {
        trim_blanks(&mut expander.out.text);
        expander.out.text.push_str(gap);
        if name == "Link" {
            expander.out.text.push_str("</a>");
        }
        return Some(tag.end);
    }
    if !tag.alone && (withholds(name) || is_conditional(tag)) {
        return Some(hide_component(expander, at, tag));
    }
    if PLAYGROUNDS.contains(&name) {
        let end = if tag.alone { None } else { expander.find(&format!("</{name}>"), tag.end) };
        expander.link_to_page();
        return Some(end.map_or(tag.end, |end| end + name.len() + 3));
    }
    let paired = expander.components.closes_after(name, at);
    if !tag.alone && paired && name.ends_with("Block") && !name.contains("Console") {
        let end = expander.find(&format!("</{name}>"), tag.end)?;
        let code = body[tag.end..end].to_owned();
        // Fences within are code already.
        if !code.contains("```") && !code.contains('<') {
            expander.code_block("", code.trim());
            return Some(end + name.len() + 3);
        }
    }
    if let Some(html) = html_of_address(expander, tag) {
        expander.out.text.push_str(&html);
        return Some(tag.end);
    }
    // A table of contents is missed by nobody.
    let harmless = name.to_ascii_lowercase().contains("toc");
    if (tag.alone || !paired) && !harmless {
        expander.remove(at..tag.end, &format!("<{name}>"));
    }
    if let Some(title) = tag.attribute(&["title", "summary", "label"]).filter(|_| !tag.alone && own_line) {
        expander.out.text.push_str(&format!("\n\n**{}**", title.trim()));
    }
    if own_line {
        trim_blanks(&mut expander.out.text);
    }
    expander.out.text.push_str(gap);
    let spaces = if own_line { body[tag.end..].len() - body[tag.end..].trim_start_matches(' ').len() } else { 0 };
    Some(tag.end + spaces)
}

/// Takes the blanks off that would indent what follows, and make code of it.
fn trim_blanks(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
}

/// What a component with an address shows, as HTML: a link, a video, a picture, or the page that it embeds.
fn html_of_address(expander: &Expander<'_>, tag: &JsxTag<'_>) -> Option<String> {
    let source = tag.attribute(&["src", "url", "href", "to", "videoId", "id"])?;
    let rules = expander.context.rules;
    let resolve = |wanted: Use| match rules.base.resolve(source, wanted) {
        ResolvedAddress::Url(url) => Some(url),
        _ => None,
    };
    if tag.name == "Link" && !tag.alone {
        // Where it leads to nothing, its end tag needs a beginning all the same.
        let mut html = String::from("<a");
        if let Some(url) = resolve(Use::Link) {
            push_attribute(&mut html, "href", url.as_str());
        }
        return Some(html + ">");
    }
    if tag.name.to_ascii_lowercase().contains("youtube") && !source.contains("://") {
        return shortcode::write("youtube", &shortcode::CallArguments::parse(&format!("\"{source}\"")), &rules);
    }
    if ["Image", "Img", "Illustration", "Diagram", "Figure"].iter().any(|kind| tag.name.contains(kind)) {
        let url = resolve(Use::Media)?;
        let mut html = String::from("<img");
        push_attribute(&mut html, "src", url.as_str());
        push_attribute(&mut html, "alt", tag.attribute(&["alt", "caption"]).unwrap_or(""));
        return Some(html + ">");
    }
    if !source.contains("://") || !tag.alone {
        return None;
    }
    let page = watch_page(resolve(Use::Media)?.as_str());
    let mut html = String::new();
    push_link(&mut html, &page, tag.attribute(&["title", "alt"]).unwrap_or(&page));
    Some(html)
}
