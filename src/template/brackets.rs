//! What stands in square brackets: shortcodes of WordPress (`[caption]`), spans of Pandoc (`[text]{.small}`).

use super::comments::is_attribute_list;
use super::expander::Expander;
use super::{names, shortcode};
use crate::text::Markup;

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
        if let Some(next) = self.span(at) {
            return Some(next);
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
        // An element of a selector (`div[role name='x']`) is none.
        let attached = self.body[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\\' | ')' | ']'));
        let named = is_word && !attached && own.starts_with(' ') && (own.contains("=\"") || own.contains("='"));
        if named && !closing {
            self.remove(at..end, &format!("[{name}]"));
            self.shortcodes.insert(name.to_owned());
        }
        (named && !closing || closing && self.shortcodes.contains(name)).then_some(end)
    }

    /// A text with attributes, of Pandoc's: `[text]{.small}`. The text stays; a footnote or a link is none.
    fn span(&mut self, at: usize) -> Option<usize> {
        /// Bytes: no span is longer.
        const LONGEST: usize = 500;
        if self.context.markup != Markup::Markdown || self.body[at + 1..].starts_with(['^', ']']) {
            return None;
        }
        let mut depth = 0usize;
        let close = self.body[at..].bytes().take(LONGEST).position(|byte| {
            depth = match byte {
                b'[' => depth + 1,
                b']' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0 || byte == b'\n'
        })?;
        let close = at + close;
        let list = self.body[close..].strip_prefix("]{")?;
        let length = list.bytes().take(200).position(|byte| matches!(byte, b'}' | b'\n'))?;
        let is_list = list.as_bytes()[length] == b'}' && is_attribute_list(&list[..length]);
        if !is_list || !list.trim_start().starts_with(['.', '#']) {
            return None;
        }
        let held = list[..length].split_whitespace().find(|word| names::withholds(word.trim_start_matches('.')));
        let end = close + 2 + length + 1;
        if held.is_some() {
            self.leave_out(at..end, &format!("[]{{{}}}", &list[..length]));
            return Some(end);
        }
        self.passed_over.insert(close, end - close);
        Some(at + 1)
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
}
