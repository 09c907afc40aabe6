//! What stands in square brackets: shortcodes of WordPress (`[caption]`), links of a wiki (`[[page]]`).

use super::expander::Expander;
use super::{names, shortcode};
use crate::text::Markup;
use crate::text::html::address::{ResolvedAddress, Use};
use crate::text::html::{escape_text, push_attribute, push_link};

/// The shortcodes of WordPress itself.
const WORDPRESS: [&str; 9] =
    ["caption", "wp_caption", "embed", "gallery", "audio", "video", "playlist", "sourcecode", "youtube"];

/// A shortcode as WordPress has them: `[caption id="a"]`, `[/caption]`.
struct BracketTag<'a> {
    name: &'a str,
    arguments: &'a str,
    closing: bool,
    /// One past its `]`.
    end: usize,
}

/// The shortcode that begins at a bracket. A name behind which a link or a reference of Markdown goes on is none.
fn bracket_tag(body: &str, at: usize) -> Option<BracketTag<'_>> {
    let closing = body[at + 1..].starts_with('/');
    let start = at + 1 + usize::from(closing);
    let is_in_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    let name_end = start + body[start..].bytes().take(40).position(|byte| !is_in_name(byte))?;
    let name = &body[start..name_end];
    // What parts a name from its arguments, or ends the shortcode.
    if name.is_empty() || !matches!(body.as_bytes()[name_end], b' ' | b']' | b'\n') {
        return None;
    }
    let end = body[at..].bytes().take(2000).position(|byte| matches!(byte, b']' | b'\n'))? + at;
    if body.as_bytes()[end] != b']' {
        return None;
    }
    let after = &body[end + 1..];
    if after.starts_with(['(', '[', ':']) && !after.starts_with("[/") {
        return None;
    }
    Some(BracketTag { name, arguments: &body[name_end..end], closing, end: end + 1 })
}

impl Expander<'_> {
    /// What stands in square brackets: shortcodes of WordPress, links of a wiki.
    pub(super) fn bracket(&mut self, at: usize) -> Option<usize> {
        if self.body[at + 1..].starts_with('[') {
            return self.wiki_link(at);
        }
        let tag = bracket_tag(self.body, at)?;
        let BracketTag { name, arguments, closing, end } = tag;
        // Of one word: there are few, so few searches reach to the end of the article.
        if !closing
            && names::withholds(name)
            && !name.contains(['-', '_'])
            && let Some(close) = self.find(&format!("[/{name}]"), end)
        {
            let end = close + name.len() + 3;
            self.leave_out(at..end, &format!("[{name}]"));
            return Some(end);
        }
        if WORDPRESS.contains(&name) {
            return if closing { Some(end) } else { self.wordpress(at, &tag) };
        }
        // Any other is one where it has a named argument in quotes, as no prose does; what stands in a
        // tag (`[via <a href="...">them</a>]`) is an argument of the tag.
        let own = arguments.split('<').next().unwrap_or_default();
        let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let named = is_word && own.starts_with(' ') && (own.contains("=\"") || own.contains("='"));
        if named && !closing {
            self.remove(at..end, &format!("[{name}]"));
            self.shortcodes.insert(name.to_owned());
        }
        (named && !closing || closing && self.shortcodes.contains(name)).then_some(end)
    }

    /// A shortcode of WordPress itself that begins.
    fn wordpress(&mut self, at: usize, tag: &BracketTag<'_>) -> Option<usize> {
        let (name, end) = (tag.name, tag.end);
        // What a shortcode holds is short; a search without bound would be made again and again.
        let body = self.body;
        let limit = body.floor_char_boundary((end + 4096).min(body.len()));
        let inner = body[end..limit].find(&format!("[/{name}]")).map(|length| end + length);
        let inner = inner.map(|close| (&body[end..close], close + name.len() + 3));
        if !tag.arguments.contains('=') && inner.is_none() {
            return None;
        }
        match (name, inner) {
            ("caption" | "wp_caption", Some((held, after))) if self.context.markup == Markup::Html => {
                let image = held.rfind('>').map_or(0, |at| at + 1);
                let (image, text) = held.split_at(image);
                self.out.text.push_str(&format!("<figure>{image}<figcaption>{}</figcaption></figure>", text.trim()));
                return Some(after);
            }
            ("embed" | "youtube", Some((address, after))) => {
                let address = address.trim();
                if let Some(html) = shortcode::embed_link(address, address, &self.context.rules) {
                    self.out.text.push_str(&html);
                    return Some(after);
                }
            }
            ("audio" | "video", _) => {
                let call = shortcode::CallArguments::parse(tag.arguments);
                let source =
                    ["src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm"].iter().find_map(|key| call.named(key));
                if let Some(html) = source.and_then(|source| shortcode::embed_link(source, source, &self.context.rules))
                {
                    self.out.text.push_str(&html);
                    return Some(inner.map_or(end, |(_, after)| after));
                }
                self.remove(at..end, &format!("[{name}]"));
            }
            ("gallery" | "playlist", _) => self.remove(at..end, &format!("[{name}]")),
            _ => {}
        }
        Some(end)
    }

    /// `[[page|text]]` and `![[picture.png]]`, where they mean an article or a picture, or have a text.
    fn wiki_link(&mut self, at: usize) -> Option<usize> {
        if self.context.markup != Markup::Markdown {
            return None;
        }
        let line = self.body[at + 2..].bytes().take(500).position(|byte| matches!(byte, b'\n' | b'[' | b']'))?;
        let inner = &self.body[at + 2..at + 2 + line];
        let end = at + 2 + line + 2;
        if !self.body[at + 2 + line..].starts_with("]]") || self.body[end..].starts_with(['(', '[']) {
            return None;
        }
        let (target, text) =
            inner.split_once('|').map_or((inner, None), |(target, text)| (target.trim(), Some(text.trim())));
        let lower = target.to_ascii_lowercase();
        let picture =
            [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"].iter().any(|ending| lower.ends_with(ending));
        if picture && self.out.text.ends_with('!') {
            let ResolvedAddress::Url(url) = self.context.rules.base.resolve(target, Use::Media) else { return None };
            self.out.text.pop();
            // A number is the width.
            let alt = text.filter(|text| !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x')).unwrap_or("");
            let mut html = String::from("<img");
            push_attribute(&mut html, "src", url.as_str());
            push_attribute(&mut html, "alt", alt);
            self.out.text.push_str(&(html + ">"));
            return Some(end);
        }
        let (page, fragment) = target.split_once('#').unwrap_or((target, ""));
        let shown = text.unwrap_or(target);
        match self.context.rules.base.links.article(self.context.rules.base.file, page) {
            Some(url) if !page.is_empty() && !self.out.text.ends_with('!') => {
                let mark = if fragment.is_empty() { "" } else { "#" };
                push_link(&mut self.out.text, &format!("{}{mark}{}", url.as_str(), fragment.replace(' ', "-")), shown);
            }
            _ => escape_text(&mut self.out.text, text?),
        }
        Some(end)
    }
}
