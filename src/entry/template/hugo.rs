//! Hugo's shortcodes: `{{< figure >}}`, `{{% note %}}`, closed or not.

use std::ops::Range;

use super::Expander;
use crate::entry::html::escape_text;
use crate::entry::shortcode::{self, Arguments};

impl Expander<'_> {
    pub(super) fn hugo(&mut self, at: usize) -> Option<usize> {
        let percent = self.body[at..].starts_with("{{%");
        let close = if percent { "%}}" } else { ">}}" };
        let stop = self.find(close, at + 3)?;
        let end = stop + 3;
        let inner = self.body[at + 3..stop].trim();
        if let Some(shown) = inner.strip_prefix("/*") {
            // A shortcode that is meant to be seen.
            let shown = shown.trim_end_matches("*/").trim();
            let (open, close) = if percent { ("{{%", "%}}") } else { ("{{<", ">}}") };
            escape_text(&mut self.out.text, &format!("{open} {shown} {close}"));
            return Some(end);
        }
        if inner.starts_with('/') {
            return Some(end);
        }
        let name_end = inner.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(inner.len());
        let (name, arguments) = inner.split_at(name_end);
        let name = name.trim_end_matches('/');
        let call = Arguments::parse(arguments.trim_end_matches('/'));
        match name {
            "ref" | "relref" => {
                let target = call.first().unwrap_or("").to_owned();
                let (path, fragment) = target.split_at(target.find('#').unwrap_or(target.len()));
                match self.context.links.article(self.context.file, path) {
                    Some(url) => self.out.text.push_str(&format!("{url}{fragment}")),
                    None if path.is_empty() => self.out.text.push_str(fragment),
                    None => self.unknown(at..end, &format!("{{{{< {name} {path} >}}}}")),
                }
                return Some(end);
            }
            "highlight" | "code" => {
                if let Some(stop) = self.hugo_end(name, end) {
                    let code = self.body[end..stop.start].to_owned();
                    self.code_block(call.first().unwrap_or(""), &code);
                    return Some(stop.end);
                }
            }
            "details" | "expand" => {
                let title = call.named("summary").or(call.named("title")).or(call.first()).map(str::to_owned);
                if let (Some(title), Some(_)) = (title, self.hugo_end(name, end)) {
                    self.out.text.push_str(&format!("\n\n**{}**\n\n", title.trim()));
                    return Some(end);
                }
            }
            _ => {}
        }
        if let Some(html) = shortcode::write(name, &call, self.rules) {
            self.element(&html, end);
            return Some(end);
        }
        match self.hugo_end(name, end) {
            // Data for a table or a chart, not prose: shown as it is.
            Some(stop) if name.contains("yaml") || name.contains("json") || name.contains("csv") => {
                let data = self.body[end..stop.start].to_owned();
                self.code_block("", &data);
                Some(stop.end)
            }
            Some(_) => {
                let boxes = ["notice", "admonition", "callout", "alert", "hint", "note", "info", "tip", "warning"];
                if let Some(title) = call.title().filter(|_| boxes.contains(&name)) {
                    self.out.text.push_str(&format!("\n\n**{}**\n\n", title.trim()));
                }
                Some(end)
            }
            None => {
                self.unknown(at..end, &format!("{{{{< {name} >}}}}"));
                Some(end)
            }
        }
    }

    /// The closing tag of a Hugo shortcode.
    fn hugo_end(&mut self, name: &str, from: usize) -> Option<Range<usize>> {
        [format!("{{{{< /{name}"), format!("{{{{</{name}"), format!("{{{{% /{name}"), format!("{{{{%/{name}")]
            .iter()
            .filter_map(|tag| {
                let start = self.find(tag, from)?;
                let length = self.body[start..].find("}}")?;
                Some(start..start + length + 2)
            })
            .min_by_key(|range| range.start)
    }
}
