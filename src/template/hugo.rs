//! Hugo's shortcodes: `{{< figure >}}`, `{{% note %}}`, closed or not.

use std::borrow::Cow;

use super::blocks::{Role, TemplateTag};
use super::expander::Expander;
use super::names;
use super::shortcode::{self, CallArguments};
use crate::text::html::escape_text;

/// Code as Hugo shows it: a shortcode that is commented out is one that is shown, in code as anywhere.
pub(super) fn shown(code: &str) -> Cow<'_, str> {
    if !["{{</*", "{{%/*"].iter().any(|mark| code.contains(mark)) {
        return Cow::Borrowed(code);
    }
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("{{") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let ends = [("{{</*", "*/>}}"), ("{{%/*", "*/%}}")].into_iter().find(|(open, _)| from.starts_with(open));
        let close = ends.and_then(|(_, close)| Some((close, from.find(close)?)));
        match close {
            Some((close, at)) => {
                out.push_str(&from[..3]);
                out.push_str(&from[5..at]);
                out.push_str(&close[2..]);
                rest = &from[at + close.len()..];
            }
            // None of them ends any more.
            None if ends.is_some() => return Cow::Owned(out + from),
            None => {
                out.push_str("{{");
                rest = &from[2..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

impl Expander<'_> {
    /// Deals with a shortcode, and gives where what has been dealt with ends.
    pub(super) fn hugo(&mut self, at: usize) -> Option<usize> {
        let percent = self.body[at..].starts_with("{{%");
        let (open, close) = if percent { ("{{%", "%}}") } else { ("{{<", ">}}") };
        if self.body[at + 3..].starts_with("/*") {
            // A shortcode that is meant to be seen (Hugo, "Shortcodes", "Nesting and escaping").
            let stop = self.find(if percent { "*/%}}" } else { "*/>}}" }, at + 5)?;
            escape_text(&mut self.out.text, &format!("{open}{}{close}", &self.body[at + 5..stop]));
            return Some(stop + 5);
        }
        let Some(tag) = self.blocks.at(at) else {
            return Some(self.find(close, at + 3)? + 3);
        };
        let (name, end) = (tag.name, tag.end);
        let closed = match tag.role {
            Role::Opens { close, .. } => Some(self.blocks.tags[close]),
            Role::Closes { .. } => return Some(end),
            // An end without a beginning.
            _ if self.body[at + 3..].trim_start().starts_with('/') => return Some(end),
            _ => None,
        };
        let shown = format!("{{{{< {name} >}}}}");
        if let Some(end) = self.hugo_hidden(at, &tag, closed, &shown) {
            return Some(end);
        }
        let call = CallArguments::parse(tag.arguments.trim_end_matches('/'));
        match (name, &closed) {
            ("ref" | "relref", _) => {
                let target = call.first().unwrap_or("");
                let (path, fragment) = target.split_at(target.find('#').unwrap_or(target.len()));
                match self.context.rules.base.links.article(self.context.rules.base.file, path) {
                    Some(url) => self.out.text.push_str(&format!("{url}{fragment}")),
                    None if path.is_empty() => self.out.text.push_str(fragment),
                    None => self.unknown(at..end, &format!("{{{{< {name} {path} >}}}}")),
                }
                return Some(end);
            }
            ("param", None) => {
                let values = self.context.values;
                let params = self.params.get_or_insert_with(|| values.params());
                let value = call.first().and_then(|name| params.get(name));
                if value.is_some_and(|value| self.push_as_text(value)) {
                    return Some(end);
                }
            }
            ("highlight" | "code", Some(close)) => {
                self.code_block(call.first().unwrap_or(""), &self.body[end..close.start]);
                return Some(close.end);
            }
            ("details" | "expand", Some(_)) => {
                if let Some(title) = call.named("summary").or(call.named("title")).or(call.first()) {
                    self.out.text.push_str(&format!("\n\n**{}**\n\n", title.trim()));
                    return Some(end);
                }
            }
            _ => {}
        }
        if let Some(html) = shortcode::write(name, &call, &self.context.rules) {
            self.element(&html, end);
            return Some(end);
        }
        match closed {
            // Data for a table or a chart, not prose: shown as it is.
            Some(close) if name.contains("yaml") || name.contains("json") || name.contains("csv") => {
                self.code_block("", &self.body[end..close.start]);
                Some(close.end)
            }
            Some(_) => {
                if let Some(title) = call.title().filter(|_| names::is_titled_box(name)) {
                    self.out.text.push_str(&format!("\n\n**{}**\n\n", title.trim()));
                }
                if !names::is_box(name) {
                    self.unwrap(at..end, &shown);
                }
                Some(end)
            }
            None => {
                self.unknown(at..end, &shown);
                Some(end)
            }
        }
    }

    /// Leaves out what a shortcode hides, or shows to some alone: to its end tag, or to the end of the article where
    /// that is missing. Gives where what is left out ends.
    fn hugo_hidden(
        &mut self,
        at: usize,
        tag: &TemplateTag<'_>,
        closed: Option<TemplateTag<'_>>,
        shown: &str,
    ) -> Option<usize> {
        let name = tag.name;
        // `{{< comment />}}` holds nothing.
        let alone = tag.arguments.ends_with('/');
        if let Some(close) = closed {
            if name == "comment" {
                self.hide(at..close.end, shown);
            } else if names::withholds(name) || names::is_condition(name) || name.ends_with(".inline") {
                self.leave_out(at..close.end, shown);
            } else {
                return None;
            }
            return Some(close.end);
        }
        let hides = match name {
            "comment" if !alone => true,
            _ if names::is_condition(name) && !tag.arguments.trim().is_empty() => true,
            _ => names::withholds_openly(name) && !alone,
        };
        hides.then(|| {
            self.hide_open(at..self.body.len(), shown);
            self.body.len()
        })
    }
}
