//! What a body says of components before anything is written: whether it is MDX, which brace closes which, which
//! names have an end tag.

use std::collections::HashMap;
use std::ops::Range;

use memchr::{memchr2, memchr3, memmem};

use crate::text::html::allow::{self, Treatment};

/// What a body says of components.
#[derive(Debug, Default)]
pub(super) struct Components {
    /// Whether the body is MDX.
    pub mdx: bool,
    /// Where the last end tag of each name stands.
    closings: HashMap<String, usize>,
    /// Which brace closes which.
    pub braces: Braces,
}

/// Which brace closes which, outside code and outside texts in double quotes; ordered by where they open.
#[derive(Debug, Default)]
pub(super) struct Braces {
    pairs: Vec<(usize, usize)>,
}

impl Braces {
    fn find(body: &str, code: &[Range<usize>]) -> Self {
        let bytes = body.as_bytes();
        let mut open = Vec::new();
        let mut pairs = Vec::new();
        let mut next_code = 0;
        let mut at = 0;
        while let Some(found) = memchr3(b'{', b'}', b'"', bytes.get(at..).unwrap_or_default()) {
            let here = at + found;
            at = here + 1;
            while code.get(next_code).is_some_and(|code| code.end <= here) {
                next_code += 1;
            }
            if let Some(code) = code.get(next_code).filter(|code| code.start <= here) {
                at = code.end;
                continue;
            }
            match bytes[here] {
                b'{' => open.push(here),
                b'}' => pairs.extend(open.pop().map(|start| (start, at))),
                // A text ends on its line.
                _ if !open.is_empty() => {
                    let end = memchr2(b'"', b'\n', &bytes[at..]).map(|length| at + length);
                    at = end.filter(|&end| bytes[end] == b'"').map_or(at, |end| end + 1);
                }
                _ => {}
            }
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    /// One past the brace that closes the one at a byte.
    pub(super) fn end(&self, at: usize) -> Option<usize> {
        self.pairs.binary_search_by_key(&at, |pair| pair.0).ok().map(|place| self.pairs[place].1)
    }
}

impl Components {
    /// Looks over a body for end tags, imports and components.
    pub(super) fn find(body: &str, code: &[Range<usize>]) -> Self {
        let mut found = Self { braces: Braces::find(body, code), ..Self::default() };
        let mut next = 0;
        let outside = |at: usize, next: &mut usize| {
            while code.get(*next).is_some_and(|code| code.end <= at) {
                *next += 1;
            }
            code.get(*next).is_none_or(|code| at < code.start)
        };
        for at in memmem::find_iter(body.as_bytes(), "</") {
            let name = name_at(body, at + 2);
            if !name.is_empty() && outside(at, &mut next) {
                found.mdx |= is_component_name(name);
                found.closings.insert(name.to_owned(), at);
            }
        }
        next = 0;
        for at in memmem::find_iter(body.as_bytes(), "{/*") {
            found.mdx |= outside(at, &mut next);
        }
        for word in ["import ", "export "] {
            next = 0;
            for at in memmem::find_iter(body.as_bytes(), word) {
                let begins_line = at == 0 || body.as_bytes()[at - 1] == b'\n';
                if begins_line && is_statement(body[at..].lines().next().unwrap_or("")) && outside(at, &mut next) {
                    found.mdx = true;
                }
            }
        }
        found
    }

    pub(super) fn closes_after(&self, name: &str, at: usize) -> bool {
        self.closings.get(name).is_some_and(|&last| last > at)
    }

    /// Where an `import` or `export` that begins a line ends.
    pub(super) fn statement(&self, body: &str, at: usize) -> Option<usize> {
        if !self.mdx {
            return None;
        }
        let rest = &body[at..];
        let line_end = rest.find('\n').unwrap_or(rest.len());
        if !is_statement(&rest[..line_end]) {
            return None;
        }
        let line = rest[..line_end].trim_end();
        if line.starts_with("import") && line.ends_with([';', '"', '\'']) {
            return Some(at + line_end);
        }
        // To the blank line that ends it.
        let end = rest.find("\n\n").unwrap_or(rest.len());
        Some(at + end)
    }
}

/// Whether a line begins an ES module statement, as no prose does.
fn is_statement(line: &str) -> bool {
    let line = line.trim_end();
    if let Some(rest) = line.strip_prefix("import ") {
        let quoted = rest.contains(['"', '\'']);
        return quoted && (rest.contains(" from ") || rest.starts_with(['"', '\'']))
            || rest.starts_with('{') && !rest.contains('.');
    }
    let Some(rest) = line.strip_prefix("export ") else { return false };
    ["const ", "let ", "default ", "function ", "async function ", "* from ", "{"]
        .iter()
        .any(|word| rest.starts_with(word))
}

pub(super) fn name_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end =
        rest.bytes().take(80).position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')));
    &rest[..end.unwrap_or(rest.len().min(80))]
}

/// `Note`, `InlineToc`, `Foo.Bar`: a capital, then a small letter somewhere, and no HTML element.
pub(super) fn is_component_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.contains(|c: char| c.is_ascii_lowercase())
        && (!is_element(name) || matches!(name, "Image" | "Link" | "Video" | "Details" | "Button" | "Code"))
}

/// Whether HTML, or what may stand within it, knows an element of the name.
pub(super) fn is_element(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    allow::treatment(&name) != Treatment::Unwrap
        || matches!(
            name.as_str(),
            "span"
                | "font"
                | "big"
                | "nobr"
                | "html"
                | "body"
                | "blink"
                | "marquee"
                | "rb"
                | "rtc"
                | "image"
                | "legend"
                | "g"
                | "path"
                | "rect"
                | "circle"
                | "text"
                | "line"
                | "polygon"
                | "polyline"
                | "ellipse"
                | "defs"
                | "use"
                | "tspan"
                | "desc"
                | "lineargradient"
                | "radialgradient"
                | "stop"
                | "clippath"
                | "mask"
                | "symbol"
                | "filter"
                | "foreignobject"
                | "animate"
                | "mi"
                | "mo"
                | "mn"
                | "mrow"
                | "msup"
                | "msub"
                | "mfrac"
                | "semantics"
                | "annotation"
                | "mtext"
                | "mspace"
        )
}
