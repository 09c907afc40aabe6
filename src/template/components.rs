//! What a body says of components before anything is written: whether it is MDX, which brace closes which, which
//! names have an end tag.

use std::collections::HashMap;
use std::ops::Range;

use memchr::{memchr2, memchr3, memmem};

use super::condition::literal;
use super::script::{name_at, statement_end};
use crate::text::html::allow::{self, Treatment};

/// What a body says of components.
#[derive(Debug, Default)]
pub(super) struct Components<'a> {
    /// Whether the body is MDX.
    pub mdx: bool,
    /// Where the last end tag of each name stands.
    closings: HashMap<String, usize>,
    /// Which brace closes which.
    pub braces: Braces,
    /// What modules of pictures and the like are called.
    pub imports: HashMap<&'a str, &'a str>,
    /// How many brackets of statements nothing closes.
    unclosed: usize,
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

impl<'a> Components<'a> {
    /// Looks over a body for end tags, imports and components.
    pub(super) fn find(body: &'a str, code: &[Range<usize>]) -> Self {
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
                let line = body[at..].lines().next().unwrap_or("");
                if begins_line && is_statement(line) && outside(at, &mut next) {
                    found.mdx = true;
                    found.imports.extend(imported(line));
                }
            }
        }
        found
    }

    pub(super) fn closes_after(&self, name: &str, at: usize) -> bool {
        self.closings.get(name).is_some_and(|&last| last > at)
    }

    /// Where an `import` or `export` that begins a line ends.
    pub(super) fn statement(&mut self, body: &str, at: usize) -> Option<usize> {
        if !self.mdx {
            return None;
        }
        let line = body[at..].lines().next().unwrap_or("");
        is_statement(line).then(|| statement_end(body, at, &mut self.unclosed))
    }
}

/// Whether a line begins an ES module statement, as no prose does.
pub(super) fn is_statement(line: &str) -> bool {
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

/// What a statement that imports one thing calls it, and where it is: `import Gauge from "./gauge.png"`,
/// `const gauge = require("./gauge.png").default`.
fn imported(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end().trim_end_matches(';');
    let (name, source) = match line.strip_prefix("import ") {
        Some(rest) => rest.split_once(" from ")?,
        None => line.strip_prefix("export const ")?.split_once('=')?,
    };
    let (name, source) = (name.trim(), source.trim());
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'))
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'));
    let source = required(source).or_else(|| literal(source))?;
    (is_name && !source.is_empty()).then_some((name, source))
}

/// The address in a call that gives it as it is: `require("./x.png").default`, `useBaseUrl("/x.png")`.
pub(super) fn required(expression: &str) -> Option<&str> {
    let call = expression.strip_suffix(".default").unwrap_or(expression).trim_end();
    let inner = ["require", "useBaseUrl"].iter().find_map(|name| call.strip_prefix(name))?;
    literal(inner.trim_start().strip_prefix('(')?.strip_suffix(')')?.trim())
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
