//! Liquid, and what is written like it: tags (`{% %}`) and expressions (`{{ }}`) of Jekyll, Eleventy
//! and Zola.

use std::ops::Range;

use super::blocks::{self, LONGEST_EXPRESSION, Role, TemplateTag};
use super::condition::literal;
use super::expander::Expander;
use super::expression::split_filters;
use super::names::{self, words_of_key};
use super::shortcode::{self, CallArguments};
use crate::text::Markup;
use crate::text::html::push_link;
use crate::text::markdown::without_comments;

impl<'a> Expander<'a> {
    pub(super) fn liquid_tag(&mut self, at: usize) -> Option<usize> {
        let tag = self.tag(at)?;
        let TemplateTag { end, name, arguments, .. } = tag;
        let closed = match tag.role {
            Role::Opens { close, .. } => Some(self.blocks.tags[close]),
            Role::Branch { close, .. } => return Some(self.blocks.tags[close].end),
            Role::Closes { open } => {
                let TemplateTag { name, arguments, .. } = self.blocks.tags[open];
                if self.is_quotation(name) {
                    // What stands behind the name of a pull quote is a class.
                    let rules = &self.context.rules;
                    let source = (name != "pullquote").then(|| shortcode::source_of_quotation(arguments, rules));
                    self.out.text.push_str("\n\n");
                    self.out.text.push_str(&source.flatten().unwrap_or_default());
                    self.out.text.push_str("\n\n</blockquote>\n\n");
                }
                return Some(end);
            }
            Role::Alone => None,
        };
        if name.is_empty() {
            let inner = blocks::inside(&self.body[at + 2..end - 2]);
            // A remark of Liquid's, or a variable of Markdoc's.
            return match inner.chars().next() {
                Some('#') => {
                    self.hide(at..end, "{% # %}");
                    Some(end)
                }
                Some('$' | '/') => {
                    self.unknown(at..end, &format!("{{% {} %}}", inner.chars().take(40).collect::<String>()));
                    Some(end)
                }
                _ => None,
            };
        }
        match name {
            "raw" | "verbatim" => {
                let Some(close) = closed else { return Some(end) };
                self.out.text.push_str(&self.body[end..close.start]);
                Some(close.end)
            }
            "highlight" | "code" | "codeblock" | "prism" => {
                let Some(close) = closed else { return Some(end) };
                let named = arguments.split_whitespace().find_map(|word| word.strip_prefix("lang:"));
                let language = named.or(arguments.split_whitespace().next()).unwrap_or("");
                let language = if name == "codeblock" && named.is_none() { "" } else { language };
                if name == "codeblock" {
                    // Its title goes before options and an address (Hexo, `plugins/tag/code.ts`).
                    let words = arguments.split_whitespace().take_while(|word| !word.contains(':'));
                    let title = words.collect::<Vec<_>>().join(" ");
                    self.out.text.push_str(if title.is_empty() { "" } else { "\n\n" });
                    self.push_as_text(&title);
                    self.out.text.push('\n');
                }
                self.code_block(language, &self.body[end..close.start]);
                Some(close.end)
            }
            "assign" | "set" if arguments.contains('=') => {
                self.assign(arguments);
                Some(end)
            }
            "if" | "unless" | "ifchanged" | "case" | "for" | "tablerow" | "capture" | "set" | "comment" | "macro"
            | "doc" | "schema" | "style" | "stylesheet" | "javascript" | "css" | "js" | "switch" => {
                Some(self.hidden_block(&tag, closed.as_ref()))
            }
            "break" | "continue" | "increment" | "decrement" | "cycle" | "layout" | "extends" | "import" | "block"
            | "else" | "elsif" | "elif" | "end" | "load" | "filter" | "jekyll" | "toc" | "seo" | "from"
            | "autoescape" | "spaceless" | "with" => Some(end),
            "link" | "post_url" | "post_path" | "post_link" => {
                self.post_link(at..end, name, arguments);
                Some(end)
            }
            _ if self.is_quotation(name) && closed.is_some() => {
                self.out.text.push_str("\n\n<blockquote>\n\n");
                Some(end)
            }
            "include" | "include_relative" | "include_cached" | "render" | "partial" => {
                self.include(at..end, name, arguments);
                Some(end)
            }
            _ => Some(self.other_tag(&tag, closed.as_ref())),
        }
    }

    /// The tag that begins at a byte; of what was passed over for being no template, the tag alone.
    fn tag(&mut self, at: usize) -> Option<TemplateTag<'a>> {
        if let Some(tag) = self.blocks.at(at) {
            return Some(tag);
        }
        let end = self.find("%}", at + 2)? + 2;
        let (name, arguments) = blocks::first_word(blocks::inside(&self.body[at + 2..end - 2]));
        Some(TemplateTag { start: at, end, name, arguments, role: Role::Alone })
    }

    fn is_quotation(&self, name: &str) -> bool {
        self.context.markup == Markup::Markdown && matches!(name, "blockquote" | "quote" | "pullquote")
    }

    /// A block whose text is not shown where it stands, or not always.
    fn hidden_block(&mut self, tag: &TemplateTag<'a>, closed: Option<&TemplateTag<'a>>) -> usize {
        let (name, arguments) = (tag.name, tag.arguments.trim());
        let shown = format!("{{% {name} %}}");
        let Some(close) = closed else {
            // Without an end it is an error of the generator; without a condition it is prose.
            if arguments.is_empty() && name != "comment" || name == "set" {
                self.remove(tag.start..tag.end, &shown);
                return tag.end;
            }
            self.hide_open(tag.start..self.body.len(), &shown);
            return self.body.len();
        };
        match name {
            "if" | "unless" | "case" => return self.branches(*tag, &shown),
            "capture" | "set" => {
                let value = self.body[tag.end..close.start].trim();
                self.names.set_text(arguments, Some(value.to_owned()));
            }
            "for" | "tablerow" | "ifchanged" | "switch" => self.leave_out(tag.start..close.end, &shown),
            _ => self.hide(tag.start..close.end, &shown),
        }
        close.end
    }

    fn post_link(&mut self, range: Range<usize>, name: &str, arguments: &str) {
        let call = CallArguments::parse(arguments);
        // Hexo: `{% link text url %}`.
        let is_web = |word: &str| word.starts_with("http://") || word.starts_with("https://");
        if name == "link"
            && let Some(html) =
                call.link(is_web).and_then(|(text, url)| shortcode::embed_link(url, &text, &self.context.rules))
        {
            self.out.text.push_str(&html);
            return;
        }
        let target = match name {
            "link" | "post_url" => arguments.trim().trim_matches(['"', '\'']),
            _ => call.first().unwrap_or(""),
        };
        let Some(url) = self.context.rules.base.links.article(self.context.rules.base.file, target) else {
            self.unknown(range, &format!("{{% {name} {target} %}}"));
            return;
        };
        // Hexo's links have a text.
        if name == "post_link" {
            let text = call.after_first().joined();
            let text = if text.is_empty() { words_of_key(target.rsplit('/').next().unwrap_or("")) } else { text };
            push_link(&mut self.out.text, url.as_str(), &text);
        } else {
            self.out.text.push_str(url.as_str());
        }
    }

    /// A tag by a name of its own: a shortcode that is known by others, or not known.
    fn other_tag(&mut self, tag: &TemplateTag<'a>, closed: Option<&TemplateTag<'a>>) -> usize {
        let (name, end) = (tag.name, tag.end);
        let shown = format!("{{% {name} %}}");
        if let Some(close) = closed
            && (names::is_condition(name)
                || names::is_loop(name)
                || names::withholds(name)
                || names::is_condition(blocks::ended(close.name)))
        {
            self.leave_out(tag.start..close.end, &shown);
            return close.end;
        }
        if closed.is_none() && (names::is_condition(name) || names::is_loop(name)) {
            return self.hidden_block(tag, None);
        }
        if closed.is_none() && names::withholds_openly(name) {
            self.hide_open(tag.start..self.body.len(), &shown);
            return self.body.len();
        }
        if let Some(html) = shortcode::write(name, &CallArguments::parse(tag.arguments), &self.context.rules) {
            self.element(&html, end);
        } else if closed.is_some() {
            if !names::is_box(name) {
                self.unwrap(tag.start..end, &shown);
            }
        } else if !name.starts_with("end") {
            self.unknown(tag.start..end, &shown);
        }
        end
    }

    fn assign(&mut self, arguments: &str) {
        let Some((name, value)) = arguments.split_once('=') else { return };
        let text = self.value(value);
        self.names.set_text(name.trim(), text);
        self.names.set_constant(name.trim(), value);
    }

    pub(super) fn expression(&mut self, at: usize) -> Option<usize> {
        let close = self.find("}}", at + 2)?;
        let end = close + 2;
        if end - at > LONGEST_EXPRESSION {
            return None;
        }
        let inner = self.body[at + 2..close].trim_matches('-').trim();
        if let Some(tag) = self.blocks.at(at) {
            match tag.role {
                Role::Opens { close, .. } if tag.name == "define" => {
                    let end = self.blocks.tags[close].end;
                    self.hide(at..end, "{{ define }}");
                    return Some(end);
                }
                Role::Opens { close, .. } => {
                    let shown = format!("{{{{ {} }}}}", tag.name);
                    let end = self.blocks.tags[close].end;
                    if tag.name == "comment" {
                        self.hide(at..end, &shown);
                        return Some(end);
                    }
                    if blocks::begins_block(blocks::inside(inner)) || names::is_condition(tag.name) {
                        return Some(self.branches(tag, &shown));
                    }
                    if names::may_hide(tag.name) {
                        self.leave_out(at..end, &shown);
                        return Some(end);
                    }
                }
                Role::Branch { close, .. } => return Some(self.blocks.tags[close].end),
                Role::Closes { .. } => return Some(end),
                Role::Alone if blocks::begins_block(blocks::inside(inner)) && !self.in_formula(at, end) => {
                    self.hide_open(at..self.body.len(), &format!("{{{{ {} }}}}", tag.name));
                    return Some(self.body.len());
                }
                Role::Alone => {}
            }
        }
        if inner.contains("\n\n") {
            return None;
        }
        if inner.is_empty() {
            return Some(end);
        }
        let value = self.value(inner);
        if value.is_some_and(|value| self.push_value(&value)) {
            return Some(end);
        }
        let (head, filters) = split_filters(inner);
        if let (Some(text), Some(filter)) = (literal(head), filters.first()) {
            let name = filter.split(':').next().unwrap_or("").trim();
            if name == "embed" || name == "link" {
                let title = filter.split_once(':').and_then(|(_, title)| literal(title.trim())).unwrap_or(text);
                if let Some(html) = shortcode::embed_link(text, title, &self.context.rules) {
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
            && let Some(html) = shortcode::write(
                name.trim(),
                &CallArguments::parse(arguments.trim_end_matches(')')),
                &self.context.rules,
            )
        {
            self.out.text.push_str(&html);
            return Some(end);
        }
        let shown: String = inner.split_whitespace().next().unwrap_or("").chars().take(40).collect();
        self.unknown(at..end, &format!("{{{{ {shown} }}}}"));
        Some(end)
    }

    /// Whether a range stands between two dollar signs on its line, as TeX does.
    fn in_formula(&self, start: usize, end: usize) -> bool {
        let near = self.body.floor_char_boundary(start.saturating_sub(500));
        let before = self.body[near..start].rsplit('\n').next().unwrap_or_default();
        let after = &self.body[end..self.body.floor_char_boundary(end + 500)];
        before.matches('$').count() % 2 == 1 && after.split('\n').next().is_some_and(|rest| rest.contains('$'))
    }

    fn include(&mut self, range: Range<usize>, name: &str, arguments: &str) {
        let call = CallArguments::parse(arguments);
        // Questions and answers handed to an include are the article's own words.
        let questions: Vec<(&str, &str)> = (0..50)
            .map_while(|number| call.named(&format!("q{number}")).map(|question| (number, question)))
            .map(|(number, question)| (question, call.named(&format!("a{number}")).unwrap_or("")))
            .collect();
        if questions.is_empty() {
            if let Some(html) = call.first().and_then(|file| file.rsplit('/').next()).and_then(|file| {
                shortcode::write(file.split('.').next().unwrap_or(""), &call.after_first(), &self.context.rules)
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
