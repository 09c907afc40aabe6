//! Lines that are no text: heads of containers and alerts, marks of a table of contents, imports, files to be put in.

use super::container;
use super::expander::Expander;
use super::names::words_of_key;
use crate::text::Markup;

impl Expander<'_> {
    /// A line that is no text: a table of contents mark, a container's edge, an import.
    pub(super) fn line(&mut self, at: usize) -> Option<usize> {
        if self.context.markup != Markup::Markdown {
            return None;
        }
        let end = self.body[at..].find('\n').map_or(self.body.len(), |end| at + end);
        if let Some(next) = self.container(at..end) {
            return Some(next);
        }
        // Indented code begins behind its blanks; a code span may stand further on in the line.
        let begins = end - self.body[at..end].trim_start().len();
        if self.code.get(self.next_code).is_some_and(|code| code.start <= begins) {
            return None;
        }
        let line = self.body[at..end].trim();
        if !line.starts_with(['>', '*', ':', '[', '$', '-']) {
            return self.components.statement(self.body, at);
        }
        if let Some(next) = self.alert(at, end) {
            return Some(next);
        }
        // The long form of an abbreviation, of Markdown Extra: `*[HTML]: Hypertext`.
        if line.starts_with("*[") && line.contains("]: ") {
            return Some(end);
        }
        if let Some(next) = self.snippet(at, end) {
            return Some(next);
        }
        if let Some(next) = self.block_component(at, end) {
            return Some(next);
        }
        if line.starts_with(":::") {
            let name = line.trim_start_matches(':').trim();
            let indent = &self.body[at..at + (self.body[at..end].len() - self.body[at..end].trim_start().len())];
            self.out.text.push('\n');
            if let Some(title) = container::typed_title(name) {
                self.out.text.push_str(&format!("{indent}**"));
                return Some(self.begin_title(title, "**\n".to_owned()));
            }
            if let Some(title) = container::title(name) {
                self.out.text.push_str(&format!("{indent}**{title}**\n"));
            }
            return Some(end);
        }
        let lower = line.len() < 12
            && matches!(line.to_ascii_lowercase().as_str(), "[toc]" | "[[toc]]" | "[[_toc_]]" | "${toc}");
        if lower {
            return Some(end);
        }
        self.components.statement(self.body, at)
    }

    /// A file that PyMdown would put in (`--8<-- "file.md"`), or several (`--8<--` above and below their names).
    fn snippet(&mut self, at: usize, end: usize) -> Option<usize> {
        let line = self.body[at..end].trim();
        let mark = line.trim_start_matches('-').strip_prefix("8<").filter(|_| line.starts_with('-'))?;
        let names = mark.trim_start_matches('-').trim();
        if !mark.starts_with('-') || !(names.is_empty() || names.starts_with(['"', '\''])) {
            return None;
        }
        let close = if names.is_empty() { self.find("8<", end).unwrap_or(end) } else { end };
        let last = self.body[close..].find('\n').map_or(self.body.len(), |length| close + length);
        let last = if names.is_empty() { last } else { end };
        self.remove(at..last, &line.chars().take(60).collect::<String>());
        Some(last)
    }

    /// The head of an alert that has a title or may be folded, as Obsidian and Hugo know it: `> [!note]- Title`.
    fn alert(&mut self, at: usize, end: usize) -> Option<usize> {
        let line = &self.body[at..end];
        let mark = line.find("[!")?;
        let fence = &line[..mark];
        if !fence.contains('>') || fence.contains(|c: char| !matches!(c, '>' | ' ')) {
            return None;
        }
        let (kind, title) = line[mark + 2..].split_once(']')?;
        if kind.is_empty() || kind.len() > 30 || !kind.chars().all(|c| c.is_ascii_alphabetic() || c == '-') {
            return None;
        }
        let title = title.trim_start_matches(['+', '-']).trim();
        let known = ["note", "tip", "important", "warning", "caution"].contains(&&*kind.to_ascii_lowercase());
        if known && title.is_empty() && line.trim_end().ends_with(']') {
            return None;
        }
        if !title.is_empty() {
            self.out.text.push_str(&format!("{fence}**"));
            return Some(self.begin_title(title, format!("**\n{}", fence.trim_end())));
        }
        let title = words_of_key(&kind.to_ascii_lowercase());
        self.out.text.push_str(&format!("{fence}**{title}**\n{}", fence.trim_end()));
        Some(end)
    }

    /// Begins a title, a piece of the body in which marks and links are read; what ends it is written behind it. Gives
    /// where it begins.
    fn begin_title(&mut self, title: &str, after: String) -> usize {
        let start = title.as_ptr().addr() - self.body.as_ptr().addr();
        self.title_end = Some((start + title.len(), after));
        start
    }

    /// Ends a title that ends here or before.
    pub(super) fn end_title(&mut self, at: usize) -> Option<usize> {
        let (end, after) = self.title_end.take_if(|(end, _)| *end <= at)?;
        let kept = self.out.text.trim_end_matches([' ', '\t']).len();
        self.out.text.truncate(kept);
        self.out.text.push_str(&after);
        // What stands behind a title on its line is no text: a bracket, attributes.
        let line = self.body[end..].find('\n').map_or(self.body.len(), |length| end + length);
        Some(line.max(at))
    }
}
