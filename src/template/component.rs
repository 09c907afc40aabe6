//! What a component of MDX shows of itself: its picture, its link, its text. What it wraps stays.

use super::expander::Expander;
use super::jsx::JsxTag;
use super::names::withholds;
use super::shortcode;
use super::withheld::{hide_component, is_conditional};
use crate::text::html::address::{ResolvedAddress, Use, watch_page};
use crate::text::html::{escape_text, push_attribute, push_link};

/// Components that run code which stands in files of their own: nothing of it can be shown.
const PLAYGROUNDS: [&str; 8] =
    ["Sandpack", "SandpackRSC", "Playground", "CodeSandbox", "LiveEditor", "LiveCode", "StackBlitz", "Repl"];

/// Attributes that name a component, and those that it shows beside its name.
const TITLES: [&str; 6] = ["title", "label", "text", "heading", "summary", "name"];
const TEXTS: [&str; 5] = ["description", "caption", "content", "subtitle", "children"];

/// Attributes that hold an address.
const ADDRESSES: [&str; 6] = ["src", "url", "href", "to", "videoId", "id"];

/// What a picture's name ends in.
const PICTURES: [&str; 8] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"];

/// Deals with a tag of a component.
pub(super) fn component_tag<'a>(expander: &mut Expander<'a>, at: usize, tag: &JsxTag<'a>) -> Option<usize> {
    let name = tag.name;
    let body = expander.body;
    let own_line = body[..at].trim_end_matches([' ', '\t']).ends_with('\n') || at == 0;
    if tag.closing {
        if expander.anchors.pop_if(|open| *open == name).is_some() {
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
    let paired = !tag.alone && expander.components.closes_after(name, at);
    if paired && name.ends_with("Block") && !name.contains("Console") {
        let end = expander.find(&format!("</{name}>"), tag.end)?;
        let code = body[tag.end..end].to_owned();
        // Fences within are code already.
        if !code.contains("```") && !code.contains('<') {
            expander.code_block("", code.trim());
            return Some(end + name.len() + 3);
        }
    }
    if let Some(html) = html_of_address(expander, tag, paired) {
        expander.out.text.push_str(&html);
        return Some(tag.end);
    }
    let title = tag.attribute(&TITLES[..5]).or_else(|| tag.attribute(&["value"]).filter(|_| name.starts_with("Tab")));
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    if paired {
        if let Some(title) = title.filter(|_| own_line) {
            let title = linked_title(expander, tag, title).unwrap_or_else(|| title.to_owned());
            expander.out.text.push_str(&format!("**{title}**"));
        }
        return Some(tag.end);
    }
    let texts = TEXTS.iter().filter_map(|name| tag.attribute(&[name])).map(str::trim).filter(|text| !text.is_empty());
    let texts: Vec<&str> = title.into_iter().chain(texts).collect();
    let shown = format!("<{name}>");
    // A table of contents is missed by nobody.
    match texts.is_empty() {
        true if name.to_ascii_lowercase().contains("toc") => {}
        true => expander.remove(at..tag.end, &shown),
        false => expander.unwrap(at..tag.end, &shown),
    }
    expander.push_as_text(&texts.join(" – "));
    Some(tag.end)
}

/// The address that a component names under one of its attributes.
fn resolved(expander: &Expander<'_>, tag: &JsxTag<'_>, names: &[&str], wanted: Use) -> Option<String> {
    match expander.context.rules.base.resolve(tag.attribute(names)?, wanted) {
        ResolvedAddress::Url(url) => Some(url.as_str().to_owned()),
        _ => None,
    }
}

/// A title as the link that the component makes of it.
fn linked_title(expander: &Expander<'_>, tag: &JsxTag<'_>, title: &str) -> Option<String> {
    let url = resolved(expander, tag, &["href", "to", "url"], Use::Link)?;
    let mut html = String::new();
    push_link(&mut html, &url, title);
    Some(html)
}

/// What a component with an address shows, as HTML: a link, a video, a picture, or the page that it embeds.
fn html_of_address<'a>(expander: &mut Expander<'a>, tag: &JsxTag<'a>, paired: bool) -> Option<String> {
    let name = tag.name;
    let imported = expander.components.imports.get(name).copied().filter(|_| tag.alone);
    let source = imported.filter(|source| is_picture(source)).or_else(|| tag.attribute(&ADDRESSES))?;
    let rules = expander.context.rules;
    let resolve = |wanted: Use| match rules.base.resolve(source, wanted) {
        ResolvedAddress::Url(url) => Some(url),
        _ => None,
    };
    let is_link = matches!(name, "Link" | "Anchor" | "Button" | "LinkButton" | "ButtonLink" | "ExternalLink");
    if is_link && paired {
        // Where it leads to nothing, its end tag needs a beginning all the same.
        let mut html = String::from("<a");
        if let Some(url) = resolve(Use::Link) {
            push_attribute(&mut html, "href", url.as_str());
        }
        expander.anchors.push(name);
        return Some(html + ">");
    }
    if name.to_ascii_lowercase().contains("youtube") && !source.contains("://") {
        return shortcode::write("youtube", &shortcode::CallArguments::parse(&format!("\"{source}\"")), &rules);
    }
    let is_frame = ["Image", "Img", "Illustration", "Diagram", "Figure"].iter().any(|kind| name.contains(kind));
    if is_frame || is_picture(source) {
        let url = resolve(Use::Media)?;
        let mut html = String::from("<img");
        push_attribute(&mut html, "src", url.as_str());
        let words = tag.attribute(&["alt", "caption"]).or_else(|| tag.attribute(&TITLES)).unwrap_or("");
        push_attribute(&mut html, "alt", words);
        let caption =
            tag.attribute(&["caption"]).filter(|caption| tag.attribute(&["alt"]).is_some_and(|alt| alt != *caption));
        let mut text = String::new();
        if let Some(caption) = caption {
            escape_text(&mut text, caption);
            text = format!("<figcaption>{text}</figcaption>");
        }
        return Some(if text.is_empty() { html + ">" } else { format!("<figure>{html}>{text}</figure>") });
    }
    if !tag.alone {
        return None;
    }
    let title = tag.attribute(&["title", "label", "text", "alt", "name"]).filter(|title| !title.trim().is_empty());
    let is_target = tag.attribute(&["href", "to", "url"]).is_some();
    let is_shown = source.contains("://") || is_target && title.is_some();
    if !is_shown {
        return None;
    }
    let page = match is_target {
        true => resolved(expander, tag, &["href", "to", "url"], Use::Link)?,
        false => watch_page(resolve(Use::Media)?.as_str()),
    };
    let mut html = String::new();
    push_link(&mut html, &page, title.unwrap_or(&page));
    if let Some(text) = tag.attribute(&TEXTS) {
        html.push_str(" – ");
        escape_text(&mut html, text);
    }
    Some(html)
}

fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address).to_ascii_lowercase();
    PICTURES.iter().any(|ending| path.ends_with(ending))
}
