//! Liquid, and what is written like it: tags (`{% %}`) and expressions (`{{ }}`) of Jekyll, Eleventy
//! and Zola.

use std::ops::Range;

use super::{Expander, words_of_key};
use crate::article::Markup;
use crate::entry::html::push_link;
use crate::entry::markdown::without_comments;
use crate::entry::shortcode::{self, Arguments};

impl Expander<'_> {
    pub(super) fn liquid_tag(&mut self, at: usize) -> Option<usize> {
        let close = self.find("%}", at + 2)?;
        let end = close + 2;
        let inner = self.body[at + 2..close].trim_matches('-').trim();
        let name_end = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(inner.len());
        let (name, arguments) = inner.split_at(name_end);
        if name.is_empty() {
            return inner.starts_with('#').then_some(end);
        }
        match name {
            "raw" | "verbatim" => {
                let Some((stop, after)) = self.block_end(&[&format!("end{name}")], end) else { return Some(end) };
                let raw = self.body[end..stop].to_owned();
                self.out.text.push_str(&raw);
                Some(after)
            }
            "comment" => Some(self.block_end(&["endcomment"], end).map_or(end, |(_, after)| after)),
            "highlight" | "code" | "codeblock" | "prism" => {
                let Some((stop, after)) = self.block_end(&[&format!("end{name}"), "end"], end) else {
                    return Some(end);
                };
                let named = arguments.split_whitespace().find_map(|word| word.strip_prefix("lang:"));
                let language = named.or(arguments.split_whitespace().next()).unwrap_or("");
                let language = if name == "codeblock" && named.is_none() { "" } else { language };
                let code = self.body[end..stop].to_owned();
                self.code_block(language, &code);
                Some(after)
            }
            "assign" | "set" => {
                self.assign(arguments);
                Some(end)
            }
            "capture" => {
                let (stop, after) = self.block_end(&["endcapture"], end)?;
                let value = self.body[end..stop].trim().to_owned();
                self.name_value(arguments.trim(), value);
                Some(after)
            }
            "if" | "unless" | "ifchanged" => {
                self.conditions += 1;
                Some(end)
            }
            "elsif" | "elif" | "else" | "when" if self.conditions > 0 => {
                // The first branch is the one that is kept.
                Some(self.skip_nested(
                    end,
                    &["if", "unless", "ifchanged", "case"],
                    &["endif", "endunless", "endifchanged"],
                ))
            }
            "endif" | "endunless" | "endifchanged" | "endfor" | "endraw" | "endcomment" | "endcapture" | "break"
            | "continue" | "increment" | "decrement" | "cycle" | "layout" | "extends" | "import" | "block"
            | "endblock" | "liquid" | "endcase" | "else" | "elsif" | "elif" | "endhighlight" | "end" | "case"
            | "when" | "load" | "macro" | "endmacro" | "filter" | "endfilter" | "endset" | "jekyll" | "toc" | "seo" => {
                if name.starts_with("end") {
                    self.conditions = self.conditions.saturating_sub(usize::from(name != "endfor"));
                }
                Some(end)
            }
            "for" | "tablerow" => {
                let after = self.skip_nested(end, &["for", "tablerow"], &["endfor", "endtablerow"]);
                self.remove(at..end, &format!("{{% {name} %}}"));
                Some(after)
            }
            "link" | "post_url" => {
                let target = arguments.trim().trim_matches(['"', '\'']).to_owned();
                match self.context.links.article(self.context.file, &target) {
                    Some(url) => self.out.text.push_str(url.as_str()),
                    None => self.unknown(at..end, &format!("{{% {name} {target} %}}")),
                }
                Some(end)
            }
            // Hexo.
            "post_path" | "post_link" => {
                let call = Arguments::parse(arguments);
                let target = call.first().unwrap_or("").to_owned();
                let Some(url) = self.context.links.article(self.context.file, &target) else {
                    self.unknown(at..end, &format!("{{% {name} {target} %}}"));
                    return Some(end);
                };
                if name == "post_path" {
                    self.out.text.push_str(url.as_str());
                } else {
                    let text = call.after_first().joined();
                    let text =
                        if text.is_empty() { words_of_key(target.rsplit('/').next().unwrap_or("")) } else { text };
                    push_link(&mut self.out.text, url.as_str(), &text);
                }
                Some(end)
            }
            "blockquote" | "quote" | "pullquote" if self.context.markup == Markup::Markdown => {
                self.out.text.push_str("\n\n<blockquote>\n\n");
                Some(end)
            }
            "endblockquote" | "endquote" | "endpullquote" if self.context.markup == Markup::Markdown => {
                self.out.text.push_str("\n\n</blockquote>\n\n");
                Some(end)
            }
            "include" | "include_relative" | "include_cached" | "render" | "partial" => {
                self.include(at..end, name, arguments);
                Some(end)
            }
            _ => {
                let call = Arguments::parse(arguments);
                if let Some(html) = shortcode::write(name, &call, self.rules) {
                    self.element(&html, end);
                    return Some(end);
                }
                // A pair of unknown tags keeps what is between them.
                let zola = arguments.trim_start().starts_with('(');
                let paired = if zola { self.find("{% end", end) } else { self.find(&format!("{{% end{name}"), end) };
                if paired.is_none() && !name.starts_with("end") {
                    self.unknown(at..end, &format!("{{% {name} %}}"));
                }
                Some(end)
            }
        }
    }

    /// Where the next of some end tags begins and ends.
    fn block_end(&mut self, names: &[&str], from: usize) -> Option<(usize, usize)> {
        let key = format!("{{% {}", names.concat());
        if self.missing.contains(&key) {
            return None;
        }
        let mut at = from;
        while let Some(found) = self.body[at..].find("{%") {
            let start = at + found;
            let Some(length) = self.body[start + 2..].find("%}").map(|length| length + 2) else { break };
            let name = self.body[start + 2..start + length].trim_matches('-').trim();
            if names.contains(&name) {
                return Some((start, start + length + 2));
            }
            at = start + 2;
        }
        self.missing.insert(key);
        None
    }

    /// Passes over a block with such blocks in it; to the end of its opening tag where it has no end.
    fn skip_nested(&mut self, from: usize, openers: &[&str], closers: &[&str]) -> usize {
        let key = format!("{{% {}", closers.concat());
        if self.missing.contains(&key) {
            return from;
        }
        let mut depth = 0usize;
        let mut at = from;
        while let Some(found) = self.body[at..].find("{%") {
            let start = at + found;
            let Some(length) = self.body[start + 2..].find("%}").map(|length| length + 2) else { break };
            let name = self.body[start + 2..start + length].trim_matches('-').trim();
            let name = name.split_whitespace().next().unwrap_or("");
            at = start + length + 2;
            if openers.contains(&name) {
                depth += 1;
            } else if closers.contains(&name) {
                if depth == 0 {
                    self.conditions = self.conditions.saturating_sub(usize::from(name != "endfor"));
                    return at;
                }
                depth -= 1;
            }
        }
        self.missing.insert(key);
        from
    }

    fn assign(&mut self, arguments: &str) {
        if let Some((name, value)) = arguments.split_once('=')
            && let Some(value) = self.value(value)
        {
            self.name_value(name.trim(), value);
        }
    }

    /// Keeps a value by name. Long and many ones are not kept: names in values must not multiply.
    fn name_value(&mut self, name: &str, value: String) {
        if value.len() <= 4096 && self.variables.len() < 1000 {
            self.variables.insert(name.to_owned(), value);
        }
    }

    /// The value of an expression: a literal, a variable or an address of the site, through such filters
    /// as do not change what it means here.
    fn value(&self, expression: &str) -> Option<String> {
        let (head, filters) = split_filters(expression);
        let value = match literal(head) {
            Some(text) => text.to_owned(),
            None if !head.is_empty() && head.len() < 20 && head.bytes().all(|byte| byte.is_ascii_digit()) => {
                head.to_owned()
            }
            None => match head {
                "site.url" | "site.baseurl" | "site.base_url" | "site.BaseURL" | "base_url" | "config.base_url"
                | ".Site.BaseURL" | "SITEURL" | "baseurl" => {
                    let relative = head.contains("base") && !head.contains("base_url") && !head.contains("BaseURL");
                    if relative { String::new() } else { self.context.site_url.origin().ascii_serialization() }
                }
                "page.title" | "title" => self.context.title?.to_owned(),
                "page.url" | "page.permalink" => self.context.page_url.path().to_owned(),
                name => self.variables.get(name)?.clone(),
            },
        };
        let known = filters.iter().all(|filter| {
            let name = filter.split(':').next().unwrap_or("").trim();
            let base = filter.contains("baseurl") || filter.contains("site.url") || filter.contains("base_url");
            match name {
                "url"
                | "relative_url"
                | "absolute_url"
                | "relURL"
                | "absURL"
                | "safe"
                | "strip"
                | "escape"
                | "uri_escape"
                | "url_encode"
                | "asset_url"
                | "xml_escape"
                | "strip_newlines"
                | "normalize_whitespace" => true,
                "prepend" => base,
                _ => false,
            }
        });
        known.then_some(value)
    }

    pub(super) fn expression(&mut self, at: usize) -> Option<usize> {
        let close = self.find("}}", at + 2)?;
        let end = close + 2;
        let inner = self.body[at + 2..close].trim_matches('-').trim();
        if inner.len() > 2000 || inner.contains("\n\n") {
            return None;
        }
        if inner.is_empty() {
            return Some(end);
        }
        if let Some(value) = self.value(inner) {
            self.out.text.push_str(&value);
            return Some(end);
        }
        let (head, filters) = split_filters(inner);
        if let (Some(text), Some(filter)) = (literal(head), filters.first()) {
            let name = filter.split(':').next().unwrap_or("").trim();
            if name == "embed" || name == "link" {
                let title = filter.split_once(':').and_then(|(_, title)| literal(title.trim())).unwrap_or(text);
                if let Some(html) = shortcode::embed_link(text, title, self.rules) {
                    self.out.text.push_str(&html);
                    return Some(end);
                }
            }
            // A filter that links to a person by key shows the person's name.
            if name.ends_with("_link") && !self.in_address() {
                self.out.text.push_str(&words_of_key(text));
                return Some(end);
            }
        }
        // Zola: a call.
        if let Some((name, arguments)) = inner.split_once('(')
            && let Some(html) =
                shortcode::write(name.trim(), &Arguments::parse(arguments.trim_end_matches(')')), self.rules)
        {
            self.out.text.push_str(&html);
            return Some(end);
        }
        let shown: String = inner.split_whitespace().next().unwrap_or("").chars().take(40).collect();
        self.unknown(at..end, &format!("{{{{ {shown} }}}}"));
        Some(end)
    }

    fn include(&mut self, range: Range<usize>, name: &str, arguments: &str) {
        let call = Arguments::parse(arguments);
        // Questions and answers handed to an include are the article's own words.
        let questions: Vec<(&str, &str)> = (0..50)
            .map_while(|number| call.named(&format!("q{number}")).map(|question| (number, question)))
            .map(|(number, question)| (question, call.named(&format!("a{number}")).unwrap_or("")))
            .collect();
        if questions.is_empty() {
            if let Some(html) = call.first().and_then(|file| file.rsplit('/').next()).and_then(|file| {
                shortcode::write(file.split('.').next().unwrap_or(""), &call.after_first(), self.rules)
            }) {
                self.out.text.push_str(&html);
                return;
            }
            let file = call.first().unwrap_or("");
            self.unknown(range, &format!("{{% {name} {file} %}}"));
            return;
        }
        let line = self.out.text.rfind('\n').map_or(0, |at| at + 1);
        let indent: String = self.out.text[line..].chars().take_while(|c| *c == ' ').collect();
        self.out.text.push('\n');
        for (question, answer) in questions {
            let bare = |text: &str| without_comments(text).0.replace("****", "");
            let one_line = |text: &str| {
                bare(text).lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>().join(&format!("\n{indent}  "))
            };
            self.out.text.push_str(&format!("\n{indent}- {}\n\n{indent}  {}\n", one_line(question), one_line(answer)));
        }
    }
}

/// The head of an expression and its filters.
fn split_filters(expression: &str) -> (&str, Vec<&str>) {
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

/// What stands between quotes.
pub(crate) fn literal(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = text[1..].strip_suffix(quote)?;
    (!inner.contains(quote)).then_some(inner)
}
