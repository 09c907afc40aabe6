//! Heads of boxes whose text is indented, as Python-Markdown and PyMdown have them.
//!
//! Admonitions `!!! type "Title"` (Python-Markdown, `extensions/admonition.py`), details `??? type "Title"`,
//! `???+` (`pymdownx/details.py`), tabs `=== "Title"` (`pymdownx/tabbed.py`), blocks `/// type | Title` … `///`
//! (`pymdownx/blocks`).

use memchr::memmem;

use super::columns::columns;
use super::names;

/// The head of a box.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BoxHead<'a> {
    /// Its kind, `note`; empty at the end of a block.
    kind: &'a str,
    /// Its title, if it is not its kind.
    title: Option<&'a str>,
    /// Whether its text is indented by four columns, and ends where that does.
    pub indents: bool,
}

/// What is known of the ends of blocks between slashes.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockEnds {
    /// How many blocks have begun and not ended.
    pub begun: usize,
    /// Where the last end stands in the body.
    pub last: usize,
}

/// Where the last end of a block between slashes stands; 0 where there is none.
pub(super) fn last_end(body: &str) -> usize {
    let mut last = 0;
    for at in memmem::find_iter(body.as_bytes(), "///") {
        let begins = body[..at].trim_end_matches([' ', '\t']).ends_with('\n');
        if begins && body[at + 3..].lines().next().is_none_or(|rest| rest.trim().is_empty()) {
            last = at;
        }
    }
    last
}

impl BoxHead<'_> {
    /// Whether it is the end of a block.
    pub(super) fn ends(&self) -> bool {
        self.kind.is_empty()
    }

    /// The same as the head of a container between colons.
    pub(super) fn container(&self) -> String {
        let kind = self.kind.split_whitespace().next().unwrap_or("");
        match self.title {
            _ if kind.is_empty() => ":::".to_owned(),
            // Without a title there is nothing to see of the box.
            Some("") if !names::withholds(kind) => "::: {}".to_owned(),
            Some(title) => format!("::: {kind} {title}"),
            None => format!("::: {kind}"),
        }
    }
}

/// The head of a box on the line from `start` to `end`, which is indented by some columns.
pub(super) fn head(body: &str, start: usize, end: usize, indent: usize, ends: BlockEnds) -> Option<BoxHead<'_>> {
    let line = body[start..end].trim_end();
    let (mark, rest) = line.split_at(line.find(|c| !matches!(c, '!' | '?' | '=' | '/' | '+')).unwrap_or(line.len()));
    let head = match mark {
        "!!!" | "???" | "???+" => admonition(rest.trim_start(), mark)?,
        "===" | "===!" | "===+" | "===!+" => {
            let title = quoted_title(rest.trim_start())?;
            BoxHead { kind: "tab", title: Some(title), indents: true }
        }
        "///" => return block(rest, end, ends),
        _ => return None,
    };
    // What is no box has no indented text below it.
    let below = body.get(end + 1..).unwrap_or("").lines().find(|line| !line.trim().is_empty());
    let below = below.map_or(0, |line| columns(&line[..line.len() - line.trim_start_matches([' ', '\t']).len()]));
    (below >= indent + 4).then_some(head)
}

fn is_kind(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ')) && !text.starts_with(' ')
}

/// The text in quotes that is all of a text.
fn quoted_title(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"').map(str::trim)
}

fn admonition<'a>(rest: &'a str, mark: &str) -> Option<BoxHead<'a>> {
    let (kind, title) = match rest.split_once('"') {
        Some((kind, _)) => (kind.trim_end(), Some(quoted_title(&rest[kind.len()..])?)),
        None => (rest, None),
    };
    // Details need no kind, but a title then.
    if !is_kind(kind) || kind.is_empty() && (mark.starts_with('!') || title.is_none()) {
        return None;
    }
    Some(BoxHead { kind: if kind.is_empty() { "details" } else { kind }, title, indents: true })
}

/// The head or the end of a block between slashes.
fn block(rest: &str, end: usize, ends: BlockEnds) -> Option<BoxHead<'_>> {
    if rest.is_empty() {
        return (ends.begun > 0).then_some(BoxHead { kind: "", title: None, indents: false });
    }
    let rest = rest.strip_prefix(' ')?;
    let (kind, title) = rest.split_once('|').map_or((rest, None), |(kind, title)| (kind, Some(title)));
    let kind = kind.trim();
    let is_named = !kind.is_empty() && is_kind(kind) && !kind.contains(' ');
    (is_named && ends.last > end).then_some(BoxHead { kind, title: title.map(str::trim), indents: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn container(line: &str) -> Option<String> {
        let body = format!("{line}\n\n    Text.\n\n///\n");
        let ends = BlockEnds { begun: 0, last: last_end(&body) };
        head(&body, 0, line.len(), 0, ends).map(|head| head.container())
    }

    #[test]
    fn boxes_become_containers() {
        for (line, expected) in [
            ("!!! note", "::: note"),
            ("!!! warning \"Hot \"", "::: warning Hot"),
            ("!!! note inline end \"Aside\"", "::: note Aside"),
            ("!!! note \"\"", "::: {}"),
            ("!!! private \"\"", "::: private "),
            ("??? \"More\"", "::: details More"),
            ("???+ tip", "::: tip"),
            ("=== \"Linux\"", "::: tab Linux"),
            ("===+ \"Linux\"", "::: tab Linux"),
            ("/// note | Careful", "::: note Careful"),
        ] {
            assert_eq!(container(line).as_deref(), Some(expected), "{line}");
        }
        for line in ["!!!", "!!! Stop!", "???", "??? really?", "===", "=== x", "//// x", "!!! a \"b\" c", "/// x y"] {
            assert_eq!(container(line), None, "{line}");
        }
        assert_eq!(head("!!! note\n\nText.", 0, 8, 0, BlockEnds { begun: 0, last: 0 }), None);
    }
}
