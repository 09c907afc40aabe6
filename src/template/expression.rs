//! An expression of a template, and what filters make of it.
//!
//! A name is one that the article itself has given (`assign`), one of the site's (`site.title`), or a key of the front
//! matter (`page.model`). What is not known here is no value: nothing is guessed, and the caller says what is removed.

use url::{Url, form_urlencoded};

use super::condition::literal;
use super::expander::Expander;
use super::shortcode::CallArguments;
use crate::text::Markup;
use crate::text::html::{escape_text, push_attribute_value};

/// As much as values may add to one body: a name is short, and what it stands for may be long.
const MOST_ADDED: usize = 1024 * 1024;

impl Expander<'_> {
    /// The value of an expression: a literal or a name, through such filters as are known.
    pub(super) fn value(&self, expression: &str) -> Option<String> {
        let (head, filters) = split_filters(expression);
        let mut value = self.operand(head);
        for filter in filters {
            let (name, arguments) = filter.split_once(':').unwrap_or((filter, ""));
            value = self.filtered(name.trim(), arguments.trim(), value);
        }
        value
    }

    /// What stands before the first filter, or as the argument of one.
    fn operand(&self, head: &str) -> Option<String> {
        if let Some(text) = literal(head) {
            return Some(text.to_owned());
        }
        if !head.is_empty() && head.len() < 20 && head.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(head.to_owned());
        }
        self.named(&dotted(head)).or_else(|| self.url_of_call(head))
    }

    /// The value of a name.
    fn named(&self, name: &str) -> Option<String> {
        if let Some(text) = self.names.text(name) {
            return Some(text.clone());
        }
        let values = &self.context.values;
        if let Some(text) = values.site.get(name) {
            return Some(text.clone());
        }
        let base = &self.context.rules.base;
        match name {
            "site.url" | "site.base_url" | "site.BaseURL" | "base_url" | "config.base_url" | ".Site.BaseURL"
            | "SITEURL" => Some(base.site.origin().ascii_serialization()),
            "site.baseurl" | "baseurl" => Some(self.base_url().to_owned()),
            "page.title" | "title" | "frontMatter.title" | "frontmatter.title" => self.context.title.map(str::to_owned),
            // It is without the site's folder, which `relative_url` adds.
            "page.url" | "page.permalink" => {
                let path = base.page.path();
                let below = path.strip_prefix(&*self.folder());
                Some(below.filter(|below| below.starts_with('/')).unwrap_or(path).to_owned())
            }
            name => {
                let key = ["page.", "frontMatter.", "frontmatter."].iter().find_map(|head| name.strip_prefix(head));
                values.of_page(key.unwrap_or(name)).map(str::to_owned)
            }
        }
    }

    fn base_url(&self) -> &str {
        self.context.values.site.get("site.baseurl").map_or("", String::as_str)
    }

    /// The folder on its host that the site is in: empty, or with `/` in front and none at its end.
    fn folder(&self) -> String {
        match self.base_url().trim_end_matches('/') {
            "" => String::new(),
            base => format!("/{}", base.trim_start_matches('/')),
        }
    }

    /// What a filter makes of a value; `None` where that is not known.
    fn filtered(&self, name: &str, arguments: &str, value: Option<String>) -> Option<String> {
        if name == "default" {
            // Of what is not known here, nobody can say whether it is nothing.
            return value.and_then(|value| if value.is_empty() { self.operand(arguments) } else { Some(value) });
        }
        let value = value?;
        Some(match name {
            "relative_url" => self.relative_url(&value),
            // Eleventy's, by which what does not begin at the root stays as it is (`src/Filters/Url.js`).
            "url" if value.starts_with("//") || !(value.is_empty() || value.starts_with('/')) => value,
            "url" => self.relative_url(if value.is_empty() { "/" } else { &value }),
            "absolute_url" => self.absolute_url(&value),
            "prepend" => self.operand(arguments)? + &value,
            "append" => value + &self.operand(arguments)?,
            "upcase" => value.to_uppercase(),
            "downcase" => value.to_lowercase(),
            "strip" | "normalize_whitespace" | "trim" => value.trim().to_owned(),
            "strip_newlines" => value.replace('\n', ""),
            "strip_index" => {
                let kept = value.strip_suffix("index.html").or_else(|| value.strip_suffix("index.htm"));
                kept.filter(|kept| kept.ends_with('/')).map_or_else(|| value.clone(), str::to_owned)
            }
            "escape" | "xml_escape" => {
                let mut escaped = String::new();
                push_attribute_value(&mut escaped, &value);
                escaped
            }
            "url_encode" | "cgi_escape" => form_urlencoded::byte_serialize(value.as_bytes()).collect(),
            // What an address is written with is escaped where it is resolved.
            "relURL" | "absURL" | "safe" | "uri_escape" | "asset_url" => value,
            _ => return None,
        })
    }

    /// Jekyll's `relative_url`: the site's folder and the path, but of what has a scheme
    /// (`lib/jekyll/filters/url_filters.rb`).
    fn relative_url(&self, path: &str) -> String {
        if Url::parse(path).is_ok() {
            return path.to_owned();
        }
        let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
        format!("{}{slash}{path}", self.folder())
    }

    /// Jekyll's `absolute_url`, likewise.
    fn absolute_url(&self, path: &str) -> String {
        let relative = self.relative_url(path);
        let url = self.context.values.site.get("site.url").map(|url| url.trim_end_matches('/'));
        match url.filter(|url| !url.is_empty()) {
            Some(url) if Url::parse(&relative).is_err() => format!("{url}{relative}"),
            _ => relative,
        }
    }

    /// Zola's `get_url(path="...")` (`components/templates/src/global_fns/files.rs`).
    fn url_of_call(&self, call: &str) -> Option<String> {
        let arguments = call.strip_prefix("get_url")?.trim_start().strip_prefix('(')?.strip_suffix(')')?;
        let call = CallArguments::parse(arguments);
        let path = call.named("path").filter(|_| call.named("lang").is_none())?;
        if let Some(article) = path.strip_prefix("@/") {
            let (_, fragment) = article.split_at(article.find('#').unwrap_or(article.len()));
            let target = &path[..path.len() - fragment.len()];
            let base = &self.context.rules.base;
            return base.links.article(base.file, target).map(|url| format!("{url}{fragment}"));
        }
        let ends_in_slash = call.named("trailing_slash") == Some("true");
        let path = path.trim_start_matches('/').trim_end_matches('/');
        let slash = if ends_in_slash { "/" } else { "" };
        Some(format!("{}/{path}{slash}", self.named("config.base_url")?.trim_end_matches('/')))
    }

    /// Writes a value; says whether there was still room for it.
    pub(super) fn push_value(&mut self, value: &str) -> bool {
        self.added += value.len();
        let has_room = self.added <= MOST_ADDED.max(self.body.len());
        if has_room && self.in_target() {
            // Markdown ends the target of a link there.
            self.out.text.push_str(&value.replace(' ', "%20").replace('(', "%28").replace(')', "%29"));
        } else if has_room {
            self.out.text.push_str(value);
        }
        has_room
    }

    /// Writes a value as text that no markup is made of.
    pub(super) fn push_as_text(&mut self, value: &str) -> bool {
        if self.in_address() || self.context.markup != Markup::Markdown {
            let mut escaped = String::new();
            escape_text(&mut escaped, value);
            return self.push_value(&escaped);
        }
        let mut escaped = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '&' => escaped.push_str("&amp;"),
                '*' | '_' | '`' | '[' | ']' | '\\' | '~' | '{' | '}' => escaped.push_str(&format!("&#{};", c as u32)),
                c => escaped.push(c),
            }
        }
        self.push_value(&escaped)
    }
}

/// A name with dots only: `page['model']` is `page.model`.
fn dotted(name: &str) -> String {
    if !name.contains('[') {
        return name.to_owned();
    }
    let mut parts = name.split('[');
    let mut whole = parts.next().unwrap_or_default().trim_end().to_owned();
    for part in parts {
        match part.trim_end().strip_suffix(']').and_then(|key| literal(key.trim())) {
            Some(key) => whole = format!("{whole}.{key}"),
            // What it asks for is not known.
            None => return name.to_owned(),
        }
    }
    whole
}

/// The head of an expression and its filters.
pub(super) fn split_filters(expression: &str) -> (&str, Vec<&str>) {
    let mut pieces = Vec::new();
    let mut quote = None;
    let mut from = 0;
    for (at, c) in expression.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '|') => {
                pieces.push(expression[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(expression[from..].trim());
    let head = pieces.remove(0);
    (head, pieces)
}

#[cfg(test)]
mod tests {
    use super::dotted;

    #[test]
    fn brackets_around_a_text_are_a_dot() {
        assert_eq!(dotted("page['model']"), "page.model");
        assert_eq!(dotted("page[\"a\"][\"b\"]"), "page.a.b");
        assert_eq!(dotted("page[x]"), "page[x]");
    }
}
