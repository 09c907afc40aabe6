//! Shortcodes by name, whichever generator they are of: figures, images, and players that become links.

use crate::text::html::address::{ResolvedAddress, Use, watch_page};
use crate::text::html::{HtmlRules, escape_text, push_attribute, push_link};
use crate::text::markdown;

/// The arguments of a shortcode: by place and by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CallArguments {
    placed: Vec<String>,
    /// How many of them are in quotes.
    quotes: usize,
    named: Vec<(String, String)>,
}

impl CallArguments {
    /// Reads `"a" b key="c" key=d`, with or without commas and parentheses, `key: "d"` too.
    pub(crate) fn parse(text: &str) -> Self {
        let mut arguments = Self::default();
        let mut rest = text.trim_start();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'));
            let Some(first) = rest.chars().next() else { break };
            if matches!(first, '"' | '\'' | '`') {
                let (value, after) = quoted(rest, first);
                arguments.placed.push(value);
                arguments.quotes += 1;
                rest = after;
                continue;
            }
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '=' | ',' | '"' | '\'' | '(' | ')'))
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let spaced = after.trim_start();
            // Liquid in some generators writes `key: "value"`.
            let (word, colon) = match word.strip_suffix(':') {
                Some(word) if spaced.starts_with(['"', '\'']) => (word, true),
                _ => (word, false),
            };
            let value = if colon { Some(spaced) } else { spaced.strip_prefix('=') };
            if let Some(after) = value.filter(|_| !word.is_empty()) {
                let after = after.trim_start();
                match after.chars().next() {
                    Some(quote @ ('"' | '\'' | '`')) => {
                        let (value, after) = quoted(after, quote);
                        arguments.named.push((word.to_owned(), value));
                        rest = after;
                    }
                    _ => {
                        let end =
                            after.find(|c: char| c.is_whitespace() || matches!(c, ',' | ')')).unwrap_or(after.len());
                        arguments.named.push((word.to_owned(), after[..end].to_owned()));
                        rest = &after[end..];
                    }
                }
            } else if word.is_empty() {
                // A stray sign.
                rest = &rest[first.len_utf8()..];
            } else {
                arguments.placed.push(word.to_owned());
                rest = after;
            }
        }
        arguments
    }

    /// The first argument without a name.
    pub(crate) fn first(&self) -> Option<&str> {
        self.placed.first().map(String::as_str)
    }

    /// An argument by name.
    pub(crate) fn named(&self, name: &str) -> Option<&str> {
        self.named.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The arguments after an include's file name.
    pub(crate) fn after_first(&self) -> Self {
        Self { placed: self.placed.iter().skip(1).cloned().collect(), ..self.clone() }
    }

    /// The title of a box: the argument of that name, or one in words.
    pub(crate) fn title(&self) -> Option<&str> {
        let words = || self.placed.iter().map(String::as_str).find(|text| text.contains(' '));
        self.named("title").or_else(words).filter(|title| !title.trim().is_empty())
    }

    /// The words before the first argument that is an address, and that.
    pub(crate) fn link(&self, is_address: impl Fn(&str) -> bool) -> Option<(String, &str)> {
        let at = self.placed.iter().position(|word| is_address(word)).filter(|at| *at > 0)?;
        Some((self.placed[..at].join(" "), &self.placed[at]))
    }

    /// The arguments without a name, as one text.
    pub(crate) fn joined(&self) -> String {
        self.placed.join(" ")
    }

    fn any(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.named(name)).filter(|value| !value.trim().is_empty())
    }
}

/// A quoted value, with its escapes undone, and what follows it.
fn quoted(text: &str, quote: char) -> (String, &str) {
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            c if c == quote && !escaped => return (value, &text[at + 1..]),
            c => {
                if escaped && c != quote && c != '\\' {
                    value.push('\\');
                }
                value.push(c);
                escaped = false;
            }
        }
    }
    (value, "")
}

/// The HTML of a known shortcode; `None` where it is not known or says too little.
pub(crate) fn write(name: &str, call: &CallArguments, rules: &HtmlRules<'_>) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let id = || call.any(&["id", "video", "key", "user"]).or(call.first()).map(str::trim).filter(|id| is_id(id));
    match name.as_str() {
        "img" | "asset_img" if call.named.is_empty() => placed_image(call, rules),
        "figure" | "img" | "image" | "asset_img" | "image_with_class" | "picture" | "imgproc" | "resize_image"
        | "lazyimg" => figure(&name, call, rules),
        "youtube" | "youtubeplayer" | "lite_youtube" => {
            let given = call.any(&["id", "video", "src", "url"]).or(call.first())?;
            let url = if given.contains("://") {
                given.to_owned()
            } else {
                format!("https://www.youtube.com/watch?v={}", id()?)
            };
            embed_link(&url, call.any(&["title"]).unwrap_or(&watch_page(&url)), rules)
        }
        "vimeo" => {
            let url = format!("https://vimeo.com/{}", id()?);
            embed_link(&url, call.any(&["title"]).unwrap_or(&url), rules)
        }
        "tweet" | "twitter" | "twitter_simple" | "x" | "x_simple" => {
            let id = call
                .any(&["id"])
                .or(call.placed.last().map(String::as_str))
                .filter(|id| is_id(id) || id.contains("://"))?;
            let url = match call.any(&["user"]) {
                _ if id.contains("://") => id.to_owned(),
                Some(user) if is_id(user) => format!("https://twitter.com/{user}/status/{id}"),
                _ => format!("https://twitter.com/i/status/{id}"),
            };
            embed_link(&url, &url, rules)
        }
        "gist" => {
            let url = match call.placed.as_slice() {
                [user, id, ..] if is_id(user) && is_id(id) => format!("https://gist.github.com/{user}/{id}"),
                [path] if path.split('/').all(is_id) => format!("https://gist.github.com/{path}"),
                [url] if url.starts_with("https://") => url.clone(),
                _ => return None,
            };
            embed_link(&url, &url, rules)
        }
        "instagram" => {
            let url = format!("https://www.instagram.com/p/{}/", id()?);
            embed_link(&url, &url, rules)
        }
        "video" | "audio" | "iframe" | "embed" | "asciinema" => {
            let url = call.any(&["src", "url", "href"]).or(call.first())?;
            embed_link(url, call.any(&["title", "caption", "alt"]).unwrap_or(url), rules)
        }
        // An include that is called a figure and names an image is one.
        _ if (name.ends_with("figure") || name.ends_with("image")) && call.any(&["image", "src", "path"]).is_some() => {
            figure("figure", call, rules)
        }
        _ => None,
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() < 100
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// A picture as Hexo and Octopress have it: `[class ...] address [width] [height] [title [alt]]`, where a title that is not
/// in quotes has all words (Hexo, `plugins/tag/img.ts`).
fn placed_image(call: &CallArguments, rules: &HtmlRules<'_>) -> Option<String> {
    let at = call.placed.iter().position(|word| word.contains(['.', '/']))?;
    let ResolvedAddress::Url(url) = rules.base.resolve(&call.placed[at], Use::Media) else { return None };
    let is_size = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let sizes = call.placed[at + 1..].iter().take(2).take_while(|word| is_size(word)).count();
    let texts = &call.placed[at + 1 + sizes..];
    let (title, alt) = match texts {
        [title, alt] if call.quotes > 0 => (title.clone(), alt.clone()),
        texts => (texts.join(" "), String::new()),
    };
    let mut html = String::from("<img");
    push_attribute(&mut html, "src", url.as_str());
    push_attribute(&mut html, "alt", if alt.is_empty() { &title } else { &alt });
    if !title.is_empty() && !alt.is_empty() {
        push_attribute(&mut html, "title", &title);
    }
    Some(html + ">")
}

/// Who is quoted, as Hexo writes it below a quotation: `author[, source] [link] [title]` (`plugins/tag/blockquote.ts`).
pub(crate) fn source_of_quotation(arguments: &str, rules: &HtmlRules<'_>) -> Option<String> {
    let call = CallArguments::parse(arguments);
    let words = arguments.trim().trim_matches(|c| matches!(c, '(' | ')'));
    let named = ["author", "source", "cite", "by"].iter().filter_map(|key| call.named(key)).collect::<Vec<_>>();
    let link = call.placed.iter().position(|word| word.starts_with("http://") || word.starts_with("https://"));
    let (author, title) = match (named.as_slice(), link) {
        ([], Some(at)) => (call.placed[..at].join(" "), call.placed[at + 1..].join(" ")),
        ([], None) if !call.named.is_empty() => return None,
        ([], None) => match words.split_once(',') {
            Some((author, title)) => (author.trim().to_owned(), title.trim().to_owned()),
            None => (call.joined(), String::new()),
        },
        (named, _) => (named.join(", "), String::new()),
    };
    let mut html = String::new();
    if !author.is_empty() {
        html.push_str("<strong>");
        escape_text(&mut html, author.trim_matches('"'));
        html.push_str("</strong>");
    }
    let mut source = String::new();
    match link.map(|at| call.placed[at].as_str()) {
        Some(url) => {
            let shown = url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
            source = embed_link(url, if title.is_empty() { shown } else { &title }, rules).unwrap_or_default();
        }
        None => escape_text(&mut source, title.trim_matches('"')),
    }
    if !source.is_empty() {
        html.push_str(if html.is_empty() { "" } else { ", " });
        html.push_str(&format!("<cite>{source}</cite>"));
    }
    (!html.is_empty()).then(|| format!("<p>— {html}</p>"))
}

fn figure(name: &str, call: &CallArguments, rules: &HtmlRules<'_>) -> Option<String> {
    let source = call.any(&["src", "image", "path", "url", "file"]).or(call.first())?;
    if !source.contains(['.', '/']) || source.contains("{{") {
        return None;
    }
    // 18f keeps images apart from the root; where a tag names a path without `./`, it is the site's.
    let rooted = name.starts_with("image")
        && call.first() == Some(source)
        && !source.starts_with(['.', '/'])
        && !source.contains("://");
    let source = if rooted { format!("/{source}") } else { source.to_owned() };
    let ResolvedAddress::Url(url) = rules.base.resolve(&source, Use::Media) else { return None };
    let placed_alt = if name == "image_with_class" { call.placed.get(2) } else { call.placed.get(1) };
    let alt = call.any(&["alt"]).or(placed_alt.map(String::as_str)).or(call.any(&["title", "caption"])).unwrap_or("");
    let mut html = String::from("<img");
    push_attribute(&mut html, "src", url.as_str());
    push_attribute(&mut html, "alt", alt.trim());
    html.push('>');
    if let Some(link) = call.any(&["link", "href"])
        && let ResolvedAddress::Url(url) = rules.base.resolve(link, Use::Link)
    {
        let mut start = String::from("<a");
        push_attribute(&mut start, "href", url.as_str());
        html = format!("{start}>{html}</a>");
    }
    if name != "figure" && call.any(&["caption"]).is_none() {
        return Some(html);
    }
    let mut caption = String::new();
    let texts = [call.any(&["title"]), call.any(&["caption"]), call.any(&["attr"])];
    for (index, text) in texts.into_iter().flatten().enumerate() {
        caption.push_str(if index > 0 { " " } else { "" });
        let marked = text.contains(['*', '_', '`']) || text.contains("](");
        match marked.then(|| markdown::inline(&text.replace('\n', " "), rules)).flatten() {
            Some(html) => caption.push_str(&html),
            None => escape_text(&mut caption, text.trim()),
        }
    }
    let caption =
        if caption.is_empty() { caption } else { format!("<figcaption>{}</figcaption>", caption.replace('\n', " ")) };
    Some(format!("<figure>{html}{caption}</figure>"))
}

/// A link to what a player shows.
pub(crate) fn embed_link(url: &str, title: &str, rules: &HtmlRules<'_>) -> Option<String> {
    let ResolvedAddress::Url(url) = rules.base.resolve(url, Use::Media) else { return None };
    let mut html = String::new();
    push_link(&mut html, &watch_page(url.as_str()), &title.replace('\n', " "));
    Some(html)
}
