//! Whether the tags of a piece of HTML fit together, by the tree construction rules of the HTML
//! standard (13.2.6) for a fragment in a `div`: what a browser would have to mend is a fault.

use std::borrow::Cow;

use super::html_tokens::Tokens;

/// Elements may not be nested deeper; readers have limits, and so has our patience.
pub const DEPTH_LIMIT: usize = 256;

#[rustfmt::skip]
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];
/// Start tags that close a paragraph.
#[rustfmt::skip]
const BLOCK: &[&str] = &[
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary",
    "table", "ul", "xmp",
];
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
const HEADING: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];
const TABLE_PART: &[&str] = &["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];
const IMPLIED: &[&str] = &["dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc"];
#[rustfmt::skip]
const OPEN_AT_END: &[&str] = &[
    "body", "dd", "dt", "html", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc", "tbody", "td", "tfoot",
    "th", "thead", "tr",
];
const SCOPE: &[&str] = &["applet", "caption", "html", "marquee", "object", "table", "td", "template", "th"];
const SPECIAL_INLINE_FREE: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// The elements that are open.
#[derive(Default)]
pub struct Tree<'t> {
    open: Vec<Cow<'t, str>>,
    /// How deep within `svg` or `math`.
    foreign: usize,
    /// Set when the nesting went past [`DEPTH_LIMIT`]: no more is known.
    pub too_deep: bool,
}

fn is(list: &[&str], name: &str) -> bool {
    list.contains(&name)
}

impl<'t> Tree<'t> {
    fn current(&self) -> &str {
        self.open.last().map_or("", |name| name)
    }

    /// Whether an element is open within the innermost scope.
    fn in_scope(&self, wanted: impl Fn(&str) -> bool, more: &[&str]) -> bool {
        for name in self.open.iter().rev() {
            if wanted(name) {
                return true;
            }
            if is(SCOPE, name) || is(more, name) {
                return false;
            }
        }
        false
    }

    fn implied_ends(&mut self, except: &str) {
        while self.open.last().is_some_and(|name| is(IMPLIED, name) && name != except) {
            self.open.pop();
        }
    }

    fn pop_through(&mut self, wanted: impl Fn(&str) -> bool) {
        while let Some(name) = self.open.pop() {
            if wanted(&name) {
                break;
            }
        }
    }

    fn close(&mut self, wanted: &str, at: usize, tokens: &mut Tokens<'_>) {
        self.implied_ends(wanted);
        if self.current() != wanted {
            tokens.fault(at, "an element ends before one that it contains");
        }
        self.pop_through(|name| name == wanted);
    }

    /// A start tag.
    pub fn start(&mut self, tag: Cow<'t, str>, closed: bool, at: usize, tokens: &mut Tokens<'_>) {
        let name: &str = &tag;
        if self.too_deep {
            return;
        }
        if self.foreign > 0 {
            if !closed {
                self.foreign += 1;
                self.push(tag.clone());
            }
            return;
        }
        if matches!(name, "html" | "head" | "body" | "frameset" | "frame") {
            tokens.fault(at, "this tag belongs to a whole page");
            return;
        }
        if is(TABLE_PART, name) && !self.table_part(name, at, tokens) {
            return;
        }
        if !is(TABLE_PART, name)
            && matches!(self.current(), "table" | "tbody" | "tfoot" | "thead" | "tr")
            && !matches!(name, "style" | "script" | "template" | "form")
        {
            tokens.fault(at, "this stands in a table outside its cells");
        }
        if is(BLOCK, name) && self.in_scope(|open| open == "p", &["button"]) {
            self.close("p", at, tokens);
        }
        match name {
            _ if is(HEADING, name) && is(HEADING, self.current()) => {
                tokens.fault(at, "a heading begins within a heading");
                self.open.pop();
            }
            "li" => self.item(&["li"], at, tokens),
            "dd" | "dt" => self.item(&["dd", "dt"], at, tokens),
            "a" | "nobr" if self.in_scope(|open| open == name, &[]) => {
                tokens.fault(at, "this element begins within another of its kind");
                self.remove(name);
            }
            "button" | "form" if self.in_scope(|open| open == name, &[]) => {
                tokens.fault(at, "this element begins within another of its kind");
            }
            "option" | "optgroup" if self.current() == "option" => {
                self.open.pop();
            }
            "rp" | "rt" | "rb" | "rtc" if self.in_scope(|open| open == "ruby", &[]) => {
                self.implied_ends("rtc");
                if !matches!(self.current(), "ruby" | "rtc") {
                    tokens.fault(at, "an element ends before one that it contains");
                }
            }
            "image" => tokens.fault(at, "`image` is no element, `img` is"),
            _ => {}
        }
        if is(VOID, name) {
            return;
        }
        if matches!(name, "svg" | "math") {
            self.foreign = usize::from(!closed);
        } else if closed {
            tokens.fault(at, "`/>` does not close an element of HTML");
        }
        if self.foreign > 0 || !matches!(name, "svg" | "math") {
            self.push(tag.clone());
        }
    }

    fn push(&mut self, name: Cow<'t, str>) {
        if self.open.len() >= DEPTH_LIMIT {
            self.too_deep = true;
            self.open.clear();
        } else {
            self.open.push(name);
        }
    }

    fn remove(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.open.remove(at);
        }
    }

    /// A list item ends the one before it.
    fn item(&mut self, names: &[&str], at: usize, tokens: &mut Tokens<'_>) {
        let mut found = None;
        for name in self.open.iter().rev() {
            if is(names, name) {
                found = Some(name.clone());
                break;
            }
            let special = !is(SPECIAL_INLINE_FREE, name) && name != "span";
            if special && !matches!(&**name, "address" | "div" | "p") {
                break;
            }
        }
        if let Some(name) = found {
            self.close(&name, at, tokens);
        }
        if self.in_scope(|open| open == "p", &["button"]) {
            self.close("p", at, tokens);
        }
    }

    /// A part of a table; false where there is no table around.
    fn table_part(&mut self, name: &str, at: usize, tokens: &mut Tokens<'_>) -> bool {
        let wanted: &[&str] = match name {
            "td" | "th" => &["tr", "tbody", "thead", "tfoot", "table"],
            "tr" => &["tbody", "thead", "tfoot", "table"],
            "col" => &["colgroup", "table"],
            _ => &["table"],
        };
        let barrier = |open: &str| matches!(open, "table" | "template" | "html");
        let home = self.open.iter().rposition(|open| is(wanted, open) || barrier(open));
        let Some(home) = home.filter(|&home| is(wanted, &self.open[home])) else {
            tokens.fault(at, "a part of a table stands outside a table");
            return false;
        };
        let torn = self.open[home + 1..].iter().any(|open| !is(IMPLIED, open) && !is(TABLE_PART, open));
        if torn {
            tokens.fault(at, "a cell ends before an element that it contains");
        }
        self.open.truncate(home + 1);
        if matches!(name, "td" | "th") && self.current() != "tr" {
            tokens.fault(at, "a cell stands outside a row");
        }
        true
    }

    /// An end tag.
    pub fn end(&mut self, name: &str, at: usize, tokens: &mut Tokens<'_>) {
        if self.too_deep {
            return;
        }
        if self.foreign > 0 {
            self.foreign -= 1;
            if self.current() != name {
                tokens.fault(at, "an element ends before one that it contains");
            }
            self.open.pop();
            return;
        }
        let stray = "an end tag closes nothing";
        if name == "br" || is(VOID, name) {
            tokens.fault(at, stray);
        } else if name == "p" {
            match self.in_scope(|open| open == "p", &["button"]) {
                true => self.close("p", at, tokens),
                false => tokens.fault(at, stray),
            }
        } else if is(HEADING, name) {
            if !self.in_scope(|open| is(HEADING, open), &[]) {
                tokens.fault(at, stray);
                return;
            }
            self.implied_ends("");
            if self.current() != name {
                tokens.fault(at, "an element ends before one that it contains");
            }
            self.pop_through(|open| is(HEADING, open));
        } else if is(FORMATTING, name) {
            if self.current() == name {
                self.open.pop();
            } else if self.in_scope(|open| open == name, &[]) {
                tokens.fault(at, "elements overlap");
                self.remove(name);
            } else {
                tokens.fault(at, stray);
            }
        } else if is(TABLE_PART, name) || name == "table" {
            let home = self.open.iter().rposition(|open| open == name || matches!(&**open, "table" | "template"));
            let Some(home) = home.filter(|&home| self.open[home] == name) else {
                tokens.fault(at, stray);
                return;
            };
            if self.open[home + 1..].iter().any(|open| !is(IMPLIED, open) && !is(TABLE_PART, open)) {
                tokens.fault(at, "an element ends before one that it contains");
            }
            self.open.truncate(home);
        } else {
            let list: &[&str] = if name == "li" { &["ol", "ul"] } else { &[] };
            match self.in_scope(|open| open == name, list) {
                true => self.close(name, at, tokens),
                false => tokens.fault(at, stray),
            }
        }
    }

    /// Text.
    pub fn text(&mut self, text: &str, at: usize, tokens: &mut Tokens<'_>) {
        if matches!(self.current(), "table" | "tbody" | "tfoot" | "thead" | "tr") && !text.trim().is_empty() {
            tokens.fault(at, "this stands in a table outside its cells");
        }
    }

    /// The end of the text.
    pub fn finish(&mut self, at: usize, tokens: &mut Tokens<'_>) {
        if self.open.iter().any(|name| !is(OPEN_AT_END, name)) {
            tokens.fault(at, "an element is never closed");
        }
    }
}
