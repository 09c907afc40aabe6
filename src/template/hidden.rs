//! What a writer hides by the syntax of the source: comments of Jinja, Go templates, Handlebars and MDX,
//! remarks of Obsidian, and the edits of CriticMarkup.
//!
//! A comment that is never closed would be an error of the generator, or the mark is none: what is left out
//! then ends with its paragraph, so that neither the remark gets out nor the article is lost.

use std::ops::Range;

use super::comments::{Remark, comment};
use super::expander::Expander;
use crate::text::Markup;
use crate::text::html::escape_text;
use crate::text::markdown::is_more_mark;

/// Whether a comment is a call of Zola's that is meant to be seen: `{{/* youtube(id="x") */}}`.
fn shown_call(comment: &str) -> Option<&str> {
    let call = comment.strip_prefix("/*")?.strip_suffix("*/")?.trim();
    let name = call.split_once('(')?.0;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name && call.ends_with(')')).then_some(call)
}

/// The marks of CriticMarkup: how an edit begins and ends.
const EDITS: [(&str, &str); 5] = [("{>>", "<<}"), ("{--", "--}"), ("{++", "++}"), ("{==", "==}"), ("{~~", "~~}")];

impl Expander<'_> {
    /// Leaves out a comment that begins with a brace; where to go on.
    pub(super) fn comment(&mut self, at: usize) -> Option<usize> {
        let rest = &self.body[at..];
        let markdown = self.context.markup == Markup::Markdown;
        if rest.starts_with("{/*") && !markdown {
            return None;
        }
        if rest.starts_with("{%/*") {
            let end = self.find("%}", at + 4)? + 2;
            return Some(self.hide_or_show("{%/* */%}", at..end));
        }
        if let Some((what, end)) = comment(self.body, at, &mut self.forward) {
            return Some(self.hide_or_show(what, at..end));
        }
        let opens = ["{{/*", "{{- /*", "{{!--", "{# ", "{#\n", "{#- "].iter().any(|mark| rest.starts_with(mark))
            || markdown && rest.starts_with("{/*");
        opens.then(|| self.hide_unclosed(at))
    }

    fn hide_or_show(&mut self, what: &str, range: Range<usize>) -> usize {
        let end = range.end;
        let typed = &self.body[range.clone()];
        // Within MDX, a word of its own names a heading: `## Part {/*part*/}`.
        let word = typed.strip_prefix("{/*").and_then(|inner| inner.strip_suffix("*/}"));
        if let Some(word) = word {
            if is_more_mark(word) {
                self.out.text.push_str("<!-- truncate -->");
                return end;
            }
            if !word.contains(char::is_whitespace) {
                return end;
            }
        }
        let percent = typed.starts_with("{%");
        let (open, close) = if percent { ("{%", "%}") } else { ("{{", "}}") };
        let inner = typed.strip_prefix(open).and_then(|inner| inner.strip_suffix(close));
        match inner.and_then(shown_call) {
            Some(call) => escape_text(&mut self.out.text, &format!("{open} {call} {close}")),
            None => self.hide(range, what),
        }
        end
    }

    /// Leaves out what a comment without an end hides: the rest of its paragraph.
    pub(super) fn hide_unclosed(&mut self, at: usize) -> usize {
        let end = self.find("\n\n", at).unwrap_or(self.body.len());
        let what: String = self.body[at..end].chars().take(3).collect();
        self.hide_open(at..end, what.trim());
        end
    }

    /// An edit of CriticMarkup: comments and deletions are left out, insertions and highlights keep their text.
    pub(super) fn critic(&mut self, at: usize) -> Option<usize> {
        let (open, close) = EDITS.into_iter().find(|(open, _)| self.body[at..].starts_with(open))?;
        let Some(end) = self.find(close, at + 3) else {
            return (open == "{>>").then(|| self.hide_unclosed(at));
        };
        let after = end + 3;
        match open {
            "{>>" | "{--" => {
                self.hide(at..after, &format!("{open} {close}"));
                Some(after)
            }
            "{~~" => {
                let arrow = self.find("~>", at + 3).filter(|arrow| *arrow < end)?;
                self.hide(at..arrow + 2, "{~~ ~>");
                self.passed_over.insert(end, 3);
                Some(arrow + 2)
            }
            _ => {
                self.passed_over.insert(end, 3);
                Some(at + 3)
            }
        }
    }

    /// A remark of Obsidian's.
    pub(super) fn remark(&mut self, at: usize) -> Option<usize> {
        let place = self.remarks.binary_search_by_key(&at, |remark| remark.range.start).ok()?;
        let Remark { range, closed } = self.remarks[place].clone();
        let end = range.end;
        if closed {
            self.hide(range, "%% %%");
        } else {
            self.hide_open(range, "%%");
        }
        Some(end)
    }
}
