//! Containers between colons (`:::private`, `::: {.hidden}`) whose name says that the text within is not for
//! everybody, or not always.

use std::ops::Range;

use super::expander::Expander;
use super::names::{self, words_of_key};

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

/// The title of a container (`:::note Title`, `:::tip[Title]`, `::: {.callout-tip title="Title"}`); `None` at its end,
/// and of one that has none.
pub(super) fn title(head: &str) -> Option<String> {
    let (name, attributes) = head.split_once('{').map_or((head, ""), |(name, rest)| (name, rest));
    let name = name.trim();
    let quoted = ["title", "summary", "label", "name"].iter().find_map(|key| {
        let (before, value) = attributes.split_once(&format!("{key}="))?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let text = value[1..].split_once(quote)?.0.trim();
        (before.is_empty() || before.ends_with(char::is_whitespace))
            .then(|| text.to_owned())
            .filter(|text| !text.is_empty())
    });
    if name.is_empty() {
        // Quarto shows the kind of a callout (<https://quarto.org/docs/authoring/callouts.html>).
        let kind =
            attributes.split(|c: char| c.is_whitespace() || c == '}').find_map(|word| word.strip_prefix(".callout-"));
        let kind = kind.filter(|kind| ["note", "tip", "warning", "caution", "important"].contains(kind));
        return quoted.or_else(|| kind.map(words_of_key));
    }
    let kind_end = name.find(|c: char| c == '[' || c.is_whitespace()).unwrap_or(name.len());
    Some(typed_title(head).map(str::to_owned).or(quoted).unwrap_or_else(|| words_of_key(&name[..kind_end])))
}

/// The title that is typed behind the kind of a container, a piece of its head.
pub(super) fn typed_title(head: &str) -> Option<&str> {
    let name = head.split('{').next().unwrap_or("").trim();
    let (_, title) = name.split_at(name.find(|c: char| c == '[' || c.is_whitespace())?);
    let title = title.trim();
    let title = title.strip_prefix('[').map_or(title, |rest| rest.strip_suffix(']').unwrap_or(rest)).trim();
    // What closes on its line, as Pandoc allows it: `::: note :::`.
    Some(title.trim_end_matches(':').trim_end()).filter(|title| !title.is_empty())
}

/// The head of a block of MDC, or of a directive (`::alert{type="x"}`, `::video[A film]{#x}`): its name and what
/// stands behind that; with an empty name, its end.
pub(super) fn block_component(line: &str) -> Option<(&str, &str)> {
    let head = line.strip_prefix("::").filter(|head| !head.starts_with(':'))?;
    if head.is_empty() {
        return Some(("", ""));
    }
    let end = head.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(head.len());
    let (name, rest) = head.split_at(end);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_list = rest.is_empty() || rest.starts_with(['{', '[']) && rest.ends_with(['}', ']']);
    (is_name && is_list).then_some((name, rest))
}

impl Expander<'_> {
    /// A line of a block of MDC: `::name{…}`, and the `::` that ends it; where to go on.
    pub(super) fn block_component(&mut self, at: usize, end: usize) -> Option<usize> {
        let line = self.body[at..end].trim();
        let (name, rest) = block_component(line)?;
        if name.is_empty() {
            self.directives = self.directives.checked_sub(1)?;
            return Some(end);
        }
        let ends = ["\n::", "\n::\n"].iter().any(|end| self.body.ends_with(end)) && end + 3 <= self.body.len();
        let closes = ends || self.find("\n::\n", end).is_some();
        if !closes && rest.is_empty() {
            return None;
        }
        self.directives += usize::from(closes);
        let shown = format!("::{name}");
        if closes {
            self.unwrap(at..end, &shown)
        } else {
            self.remove(at..end, &shown)
        }
        let label = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(label, _)| label.to_owned());
        let title = label.or_else(|| title(&format!("{{{}", rest.trim_start_matches('{'))));
        self.out.text.push('\n');
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            self.out.text.push_str(&format!("**{title}**\n"));
        }
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::{block_component, hides, title};

    #[test]
    fn containers_have_the_titles_that_their_pages_show() {
        for (head, expected) in [
            ("", None),
            ("note", Some("Note")),
            ("tip Careful now", Some("Careful now")),
            ("tip[Careful]", Some("Careful")),
            ("{.callout-tip}", Some("Tip")),
            ("{.callout-tip title=\"Hot\"}", Some("Hot")),
            ("{.column width=\"50%\"}", None),
            ("warning {title='Hot'}", Some("Hot")),
        ] {
            assert_eq!(title(head).as_deref(), expected, "{head}");
        }
        for (line, expected) in [
            ("::alert{type=\"x\"}", Some(("alert", "{type=\"x\"}"))),
            ("::", Some(("", ""))),
            ("::video[A film]{#x}", Some(("video", "[A film]{#x}"))),
            (":::note", None),
            ("::std::move", None),
            ("::before and after", None),
        ] {
            assert_eq!(block_component(line), expected, "{line}");
        }
    }

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
