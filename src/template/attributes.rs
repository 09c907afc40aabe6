//! Attribute lists, with a colon (kramdown) and without (markdown-it, Goldmark, Pandoc): what they say of
//! the look of a page is nothing to a reader.

use memchr::memchr;

use super::comments::is_attribute_list;
use super::expander::Expander;

impl Expander<'_> {
    /// A kramdown attribute list (`{: .class}`, `{:toc}`), which may hold expressions.
    pub(super) fn attribute_list(&mut self, at: usize) -> Option<usize> {
        let near = &self.body[at..self.body.floor_char_boundary(at + 1000)];
        // It may go on in the lines below, but not beyond its paragraph.
        let paragraph = near.split("\n\n").next().unwrap_or(near);
        memchr(b'}', paragraph.as_bytes())?;
        let mut depth = 0usize;
        let mut end = None;
        for (offset, byte) in paragraph.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        end = Some(at + offset + 1);
                        break;
                    }
                }
                _ => {}
            }
        }
        let end = end?;
        let list = &self.body[at + 2..end - 1];
        if list == ":comment" {
            let close = self.find("{:/", end).and_then(|close| self.find("}", close));
            let Some(close) = close else { return Some(self.hide_unclosed(at)) };
            self.hide(at..close + 1, "{::comment}");
            return Some(close + 1);
        }
        let plausible = list.trim().is_empty()
            || list.trim_start().starts_with(['.', '#', ':', '/'])
            || list.contains('=')
            || list.trim() == "toc";
        if !plausible {
            return None;
        }
        if list.trim() == "toc" {
            // The list item before it is only there to carry it.
            let text = &mut self.out.text;
            // It is near, or there is none; a look at the whole text would be made again and again.
            let near = text.floor_char_boundary(text.len().saturating_sub(1000));
            let kept = near + text[near..].trim_end().len();
            let line = text[near..kept].rfind('\n').map_or(near, |at| near + at + 1);
            let begins_line = line == 0 || text[..line].ends_with('\n');
            if begins_line && text[line..kept].trim_start().starts_with(['*', '-', '+', '1']) {
                text.truncate(line);
            }
        }
        Some(end)
    }

    /// Gives the picture that has just been written the text that its attributes say (Quarto: `![](a.png){fig-alt="Text"}`).
    fn alternative_text(&mut self, list: &str) {
        let Some(text) = ["alt", "fig-alt"].iter().find_map(|key| {
            let (before, value) = list.split_once(&format!("{key}=\""))?;
            let is_key = before.is_empty() || before.ends_with(char::is_whitespace);
            value.split_once('"').map(|(text, _)| text).filter(|_| is_key)
        }) else {
            return;
        };
        let near = self.out.text.floor_char_boundary(self.out.text.len().saturating_sub(1000));
        let picture = self.out.text[near..].rfind("![](").map(|at| near + at + 2);
        if let Some(at) = picture.filter(|&at| self.out.text[at..].matches(')').count() == 1) {
            let text: String =
                text.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect();
            self.out.text.insert_str(at, &text);
        }
    }

    /// An attribute list without a colon, as markdown-it, Goldmark and Pandoc know it: `![x](a.png){.wide}`,
    /// `text {.small #id}` at the end of a line, `[word]{lang=fr}`.
    pub(super) fn attribute_mark(&mut self, at: usize) -> Option<usize> {
        let rest = &self.body[at + 1..];
        let length = rest.bytes().take(1000).position(|byte| matches!(byte, b'}' | b'\n' | b'{'))?;
        if rest.as_bytes()[length] != b'}' {
            return None;
        }
        let end = at + 1 + length + 1;
        let list = &rest[..length];
        if !is_attribute_list(list) {
            return None;
        }
        let named = list.trim_start().starts_with(['.', '#']);
        let before = self.body[..at].chars().next_back().unwrap_or('\n');
        let near = self.body.floor_char_boundary(at.saturating_sub(4096));
        let line = self.body[near..at].rfind('\n').map_or(near, |start| near + start + 1);
        let attached = match before {
            // `\\sqrt[3]{x=1}` is no attribute.
            ')' => named || self.body[line..at].contains("]("),
            ']' | '>' | '`' | '*' => named,
            '}' => named && self.body[..at].ends_with("%}"),
            _ => false,
        };
        let last = self.body[end..].trim_start_matches([' ', '\t', '\r']);
        let trailing = before.is_whitespace() && (last.is_empty() || last.starts_with('\n'));
        if !(attached || trailing && named) {
            return None;
        }
        if before == ')' {
            self.alternative_text(list);
        }
        if trailing {
            let kept = self.out.text.trim_end_matches([' ', '\t']).len();
            self.out.text.truncate(kept);
        }
        Some(end)
    }
}
