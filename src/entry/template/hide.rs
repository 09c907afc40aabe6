//! How text is left out, and what is said of it: what is known to be hidden is counted, what is not known
//! to be shown is a warning.

use std::ops::Range;

use super::blocks::{Role, Tag};
use super::{Expander, names};
use crate::config::Shortcodes;
use crate::diagnostic::Diagnostic;
use crate::entry::body::place;
use crate::entry::html::address::UNKNOWN;

/// What to do about a construct that is not known.
const WRITE_OUT: &str = "write the content out in the article, or mark it as code if it is meant to be seen";

impl Expander<'_> {
    fn report(&mut self, range: Range<usize>, message: String, help: &str) {
        self.out.removed += 1;
        let diagnostic = match self.context.shortcodes {
            Shortcodes::Remove => Diagnostic::warning("template-removed", message),
            Shortcodes::Error => Diagnostic::error("template-removed", message),
        };
        self.findings.add(diagnostic.help(help), Some(place(self.context, range)));
    }

    /// Counts and reports a construct that is taken out.
    pub(crate) fn remove(&mut self, range: Range<usize>, what: &str) {
        self.report(range, format!("template syntax `{what}` is not known and was removed"), WRITE_OUT);
    }

    /// The same, of a construct around a text that stays.
    pub(super) fn unwrap(&mut self, range: Range<usize>, what: &str) {
        let message = format!("template syntax `{what}` is not known and was removed; the text within it stays");
        self.report(range, message, WRITE_OUT);
    }

    /// What stands for an expression whose value is not known: nothing in prose, and in an address a
    /// mark that turns the link into its text.
    pub(super) fn unknown(&mut self, range: Range<usize>, what: &str) {
        self.remove(range, what);
        if self.in_address() {
            self.out.text.push_str(UNKNOWN);
        }
    }

    /// Counts and reports text that is left out because nobody knows here whether it is shown.
    pub(crate) fn leave_out(&mut self, range: Range<usize>, what: &str) {
        let names = ["assign", "set", "capture", "increment", "decrement", "import", "from"];
        if self.blocks.within(range.clone()).iter().any(|tag| names.contains(&tag.name)) {
            self.names.clear();
        }
        let message = format!("`{what}` cannot be worked out here; the text within it was left out");
        self.report(range, message, "take the text out of it if every reader may see it");
    }

    /// Counts text that the source hides.
    pub(crate) fn hide(&mut self, range: Range<usize>, what: &str) {
        self.out.removed += 1;
        let message = format!("text that `{what}` hides was left out");
        self.findings.add(Diagnostic::info("template-hidden", message), Some(place(self.context, range)));
    }

    /// Reports text that is left out for a mark that hides it and has no end.
    pub(crate) fn hide_open(&mut self, range: Range<usize>, what: &str) {
        let upto = if range.end == self.body.len() { "article" } else { "paragraph" };
        let message = format!("`{what}` has no end; the text from there to the end of the {upto} was left out");
        self.report(range, message, "close it, or mark it as code if it is meant to be seen");
    }

    /// Where to go on after a comment of HTML, if a block of a template begins in it and ends behind it:
    /// generators run their templates in comments as well.
    pub(super) fn block_in_comment(&mut self, start: usize, end: usize) -> Option<usize> {
        let inside = self.blocks.within(start..end).iter();
        let tag = inside.copied().find(|tag| match tag.role {
            Role::Opens { close, .. } => names::may_hide(tag.name) && self.blocks.tags[close].start >= end,
            Role::Branch { close, .. } => self.blocks.tags[close].start >= end,
            Role::Closes { .. } | Role::Alone => false,
        })?;
        let next = self.brace(tag.start)?;
        Some(next.max(tag.end))
    }

    /// Where to go on after a block that may have ended within a comment of HTML.
    pub(super) fn out_of_comment(&mut self, mut at: usize) -> usize {
        while let Some(end) = self.blocks.comment_end(at) {
            match self.block_in_comment(at, end) {
                Some(next) if next > at => at = next,
                _ => return end,
            }
        }
        at
    }

    /// The text of a condition's branch that applies; where to go on. Where that is not known, none of it stays.
    pub(super) fn branches(&mut self, block: Tag<'_>, what: &str) -> usize {
        let Role::Opens { close, .. } = block.role else { return block.end };
        let end = self.blocks.tags[close].end;
        let mut part = block;
        loop {
            let truth = if part.name == "case" { Some(false) } else { self.applies(&part, &block) };
            let (Role::Opens { next, .. } | Role::Branch { next, .. }) = part.role else { return end };
            match truth {
                Some(true) => {
                    if part.start != block.start || next != close {
                        self.hide(block.start..end, what);
                    }
                    return part.end;
                }
                Some(false) if next == close => {
                    self.hide(block.start..end, what);
                    return end;
                }
                Some(false) => part = self.blocks.tags[next],
                None => {
                    self.leave_out(block.start..end, what);
                    return end;
                }
            }
        }
    }

    /// Whether the text behind a tag is the one that is shown, if no branch before it is.
    fn applies(&self, part: &Tag<'_>, block: &Tag<'_>) -> Option<bool> {
        let arguments = part.arguments.trim().trim_end_matches('/').trim_end();
        match part.name {
            "else" if arguments.is_empty() => Some(true),
            // Go: `else if x`, and Handlebars the same.
            "else" => self.names.truth(arguments.strip_prefix("if ")?),
            "when" => {
                let values = arguments.split(',').flat_map(|values| values.split(" or ")).map(str::trim);
                let equal: Vec<_> = values.map(|value| self.names.equal(block.arguments.trim(), value)).collect();
                if equal.contains(&Some(true)) {
                    return Some(true);
                }
                (!equal.contains(&None)).then_some(false)
            }
            "unless" => self.names.truth(arguments).map(|truth| !truth),
            "if" | "elsif" | "elif" | "elseif" => self.names.truth(arguments),
            _ => None,
        }
    }
}
