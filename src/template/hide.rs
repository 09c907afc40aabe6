//! How text is left out, and what is said of it: what is known to be hidden is counted, what is not known
//! to be shown is a warning.

use super::blocks::{Role, TemplateTag};
use super::expander::Expander;
use super::names;

impl Expander<'_> {
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
    pub(super) fn branches(&mut self, block: TemplateTag<'_>, what: &str) -> usize {
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
    fn applies(&self, part: &TemplateTag<'_>, block: &TemplateTag<'_>) -> Option<bool> {
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
