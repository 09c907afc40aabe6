//! Containers between colons (`:::private`, `::: {.hidden}`) whose name says that the text within is not for
//! everybody, or not always.

use std::ops::Range;

use super::expander::Expander;
use super::names;

/// Whether what stands behind the colons that begin a container holds the text within back: its kind, or a
/// class of it. Quarto's conditions are attributes (`when-format="html"`).
pub(super) fn hides(head: &str) -> bool {
    let words = head.split(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '[' | ']' | '=' | '"'));
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    // Words of a title say nothing.
    let named = words.peek().filter(|_| !head.starts_with('[')).is_some_and(|kind| {
        let kind = kind.trim_start_matches(['.', '#']);
        names::withholds(kind) || names::is_condition(kind)
    });
    let attributes = head.split_once('{').map_or("", |(_, attributes)| attributes);
    let attribute = |word: &str| match word.strip_prefix('.') {
        Some(class) => names::withholds(class),
        None => word.starts_with("when-") || word.starts_with("unless-"),
    };
    named || attributes.split(|c: char| c.is_whitespace() || matches!(c, '}' | '=')).any(attribute)
}

impl Expander<'_> {
    /// Leaves out the container that begins on a line, if its name says so; where to go on. It may stand in a
    /// quotation, with which it ends, or in a list. Containers within it have ends of their own.
    pub(super) fn container(&mut self, first: Range<usize>) -> Option<usize> {
        let line = &self.body[first.clone()];
        let mark = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '-' | '*' | '+'));
        let head = mark.strip_prefix(":::")?.trim_start_matches(':').trim();
        let is_code = self.code.get(self.next_code).is_some_and(|code| code.start <= first.end - mark.len());
        (!is_code && hides(head)).then(|| self.hidden_container(first, head))
    }

    fn hidden_container(&mut self, first: Range<usize>, head: &str) -> usize {
        let quoted = self.body[first.clone()].trim_start().starts_with('>');
        let shown: String = format!("::: {head}").chars().take(40).collect();
        let mut depth = 1usize;
        let mut next_code = self.next_code;
        let mut at = first.end + 1;
        while at < self.body.len() {
            while self.code.get(next_code).is_some_and(|code| code.end <= at) {
                next_code += 1;
            }
            let end = self.body[at..].find('\n').map_or(self.body.len(), |length| at + length);
            let line = self.body[at..end].trim();
            if quoted && !line.starts_with('>') {
                self.leave_out(first.start..at, &shown);
                return at;
            }
            let line = line.trim_start_matches(['>', ' ', '\t']);
            let in_code = self.code.get(next_code).is_some_and(|code| code.start <= at);
            if !in_code && line.starts_with(":::") {
                let closes = line.trim_start_matches(':').is_empty();
                depth = if closes { depth - 1 } else { depth + 1 };
                if depth == 0 {
                    self.leave_out(first.start..end, &shown);
                    return end;
                }
            }
            at = end + 1;
        }
        self.hide_open(first.start..self.body.len(), &shown);
        self.body.len()
    }
}

#[cfg(test)]
mod tests {
    use super::hides;

    #[test]
    fn containers_say_who_may_see_their_text() {
        for head in
            ["private", "draft Title", "{.hidden}", "{#a .note .secret}", "members-only[Us]", "if x", "note{.wip}"]
        {
            assert!(hides(head), "{head}");
        }
        assert!(hides("{.content-visible when-format=\"html\"}"));
        for head in
            ["", "note", "note Private matters", "tip[Draft]", "{.note}", "{.column width=\"50%\"}", "[private]"]
        {
            assert!(!hides(head), "{head}");
        }
    }
}
