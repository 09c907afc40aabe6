//! Whether the tags of a piece of HTML fit together, by the tree construction rules of the HTML
//! standard (13.2.6) for a fragment in a `div`: what a browser would have to mend is a fault.

use super::names::{
    BARRIER, BLOCK, BUTTON, ElementName, FORMATTING, FREE, HEADING, IMPLIED, LIST, OPEN_AT_END, PAGE, PARAGRAPH,
    PASSED, ROWS, SCOPE, SPECIFIC, TABLE_PART, VOID,
};
use super::tokens::Tokens;

/// Elements may not be nested deeper; readers have limits, and so has our patience.
pub const DEPTH_LIMIT: usize = 256;

/// The elements that are open.
#[derive(Default)]
pub struct Tree<'t> {
    open: Vec<ElementName<'t>>,
    /// How deep within `svg` or `math`.
    foreign: usize,
    /// Set when the nesting went past [`DEPTH_LIMIT`]: no more is known.
    pub too_deep: bool,
}

impl<'t> Tree<'t> {
    /// The outermost element of the picture or formula that is open.
    pub fn drawing(&self) -> Option<&'t str> {
        let outermost = self.open.len().checked_sub(self.foreign).filter(|_| self.foreign > 0)?;
        self.open.get(outermost).map(ElementName::as_str)
    }

    /// Whether any of these is true of the innermost element.
    fn within(&self, what: u32) -> bool {
        self.open.last().is_some_and(|open| open.is(what))
    }

    /// Whether the innermost element is this one.
    fn current_is(&self, name: &str) -> bool {
        self.open.last().is_some_and(|open| open.as_str() == name)
    }

    /// Whether an element is open within the innermost scope, which more elements may bound.
    fn in_scope(&self, wanted: impl Fn(&ElementName<'t>) -> bool, bounds: u32) -> bool {
        for open in self.open.iter().rev() {
            if wanted(open) {
                return true;
            }
            if open.is(SCOPE | bounds) {
                return false;
            }
        }
        false
    }

    /// Whether a paragraph is open that the start of a block or `</p>` closes.
    fn in_paragraph(&self) -> bool {
        self.in_scope(|open| open.is(PARAGRAPH), BUTTON)
    }

    fn implied_ends(&mut self, except: impl Fn(&ElementName<'t>) -> bool) {
        while self.open.last().is_some_and(|open| open.is(IMPLIED) && !except(open)) {
            self.open.pop();
        }
    }

    fn close(&mut self, wanted: impl Fn(&ElementName<'t>) -> bool, at: usize, tokens: &mut Tokens<'_>) {
        self.implied_ends(&wanted);
        if !self.open.last().is_some_and(&wanted) {
            tokens.fault(at, "an element ends before one that it contains");
        }
        self.pop_through(wanted);
    }

    fn pop_through(&mut self, wanted: impl Fn(&ElementName<'t>) -> bool) {
        while let Some(open) = self.open.pop() {
            if wanted(&open) {
                break;
            }
        }
    }

    /// A start tag.
    pub fn start(&mut self, name: ElementName<'t>, closed: bool, at: usize, tokens: &mut Tokens<'_>) {
        if self.too_deep {
            return;
        }
        if self.foreign > 0 {
            if !closed {
                self.foreign += 1;
                self.push(name);
            }
            return;
        }
        if name.is(PAGE) {
            tokens.fault(at, "this tag belongs to a whole page");
            return;
        }
        if name.is(TABLE_PART) {
            if !self.table_part(name.as_str(), at, tokens) {
                return;
            }
        } else if self.within(ROWS) && !name.is(FREE) {
            tokens.fault(at, "this stands in a table outside its cells");
        }
        if name.is(BLOCK) && self.in_paragraph() {
            self.close(|open| open.is(PARAGRAPH), at, tokens);
        }
        if name.is(HEADING) && self.within(HEADING) {
            tokens.fault(at, "a heading begins within a heading");
            self.open.pop();
        }
        let mut drawn = false;
        if name.is(SPECIFIC) {
            drawn = matches!(name.as_str(), "svg" | "math");
            self.start_specific(&name, at, tokens);
        }
        if name.is(VOID) {
            return;
        }
        if drawn {
            self.foreign = usize::from(!closed);
        } else if closed {
            tokens.fault(at, "`/>` does not close an element of HTML");
        }
        if self.foreign > 0 || !drawn {
            self.push(name);
        }
    }

    /// What the start tags of some elements do besides.
    fn start_specific(&mut self, tag: &ElementName<'t>, at: usize, tokens: &mut Tokens<'_>) {
        match tag.as_str() {
            "li" => self.item(&["li"], at, tokens),
            "dd" | "dt" => self.item(&["dd", "dt"], at, tokens),
            "a" | "nobr" if self.in_scope(|open| open == tag, 0) => {
                tokens.fault(at, "this element begins within another of its kind");
                self.remove(tag);
            }
            "button" | "form" if self.in_scope(|open| open == tag, 0) => {
                tokens.fault(at, "this element begins within another of its kind");
            }
            "option" | "optgroup" if self.current_is("option") => {
                self.open.pop();
            }
            "rp" | "rt" | "rb" | "rtc" if self.in_scope(|open| open.as_str() == "ruby", 0) => {
                self.implied_ends(|open| open.as_str() == "rtc");
                if !self.current_is("ruby") && !self.current_is("rtc") {
                    tokens.fault(at, "an element ends before one that it contains");
                }
            }
            "image" => tokens.fault(at, "`image` is no element, `img` is"),
            _ => {}
        }
    }

    fn push(&mut self, name: ElementName<'t>) {
        if self.open.len() >= DEPTH_LIMIT {
            self.too_deep = true;
            self.open.clear();
        } else {
            self.open.push(name);
        }
    }

    fn remove(&mut self, name: &ElementName<'t>) {
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.open.remove(at);
        }
    }

    /// A list item ends the one before it.
    fn item(&mut self, names: &[&str], at: usize, tokens: &mut Tokens<'_>) {
        let mut found = None;
        for name in self.open.iter().rev() {
            if names.contains(&name.as_str()) {
                found = Some(*name);
                break;
            }
            if !name.is(PASSED) {
                break;
            }
        }
        if let Some(name) = found {
            self.close(|open| *open == name, at, tokens);
        }
        if self.in_paragraph() {
            self.close(|open| open.is(PARAGRAPH), at, tokens);
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
        let wanted = |open: &ElementName<'_>| open.is(TABLE_PART | BARRIER) && wanted.contains(&open.as_str());
        let home = self.open.iter().rposition(|open| wanted(open) || open.is(BARRIER));
        let Some(home) = home.filter(|&home| wanted(&self.open[home])) else {
            tokens.fault(at, "a part of a table stands outside a table");
            return false;
        };
        if self.open[home + 1..].iter().any(|open| !open.is(IMPLIED | TABLE_PART)) {
            tokens.fault(at, "a cell ends before an element that it contains");
        }
        self.open.truncate(home + 1);
        if matches!(name, "td" | "th") && !self.current_is("tr") {
            tokens.fault(at, "a cell stands outside a row");
        }
        true
    }

    /// An end tag.
    pub fn end(&mut self, name: &ElementName<'t>, at: usize, tokens: &mut Tokens<'_>) {
        if self.too_deep {
            return;
        }
        if self.foreign > 0 {
            self.foreign -= 1;
            if self.open.last() != Some(name) {
                tokens.fault(at, "an element ends before one that it contains");
            }
            self.open.pop();
            return;
        }
        let stray = "an end tag closes nothing";
        if name.is(VOID) {
            tokens.fault(at, stray);
        } else if name.is(PARAGRAPH) {
            match self.in_paragraph() {
                true => self.close(|open| open.is(PARAGRAPH), at, tokens),
                false => tokens.fault(at, stray),
            }
        } else if name.is(HEADING) {
            if !self.in_scope(|open| open.is(HEADING), 0) {
                tokens.fault(at, stray);
                return;
            }
            self.implied_ends(|_| false);
            if self.open.last() != Some(name) {
                tokens.fault(at, "an element ends before one that it contains");
            }
            self.pop_through(|open| open.is(HEADING));
        } else if name.is(FORMATTING) {
            if self.open.last() == Some(name) {
                self.open.pop();
            } else if self.in_scope(|open| open == name, 0) {
                tokens.fault(at, "elements overlap");
                self.remove(name);
            } else {
                tokens.fault(at, stray);
            }
        } else if name.is(TABLE_PART) || name.as_str() == "table" {
            let bounds = |open: &ElementName<'_>| open.is(BARRIER) && open.as_str() != "html";
            let home = self.open.iter().rposition(|open| open == name || bounds(open));
            let Some(home) = home.filter(|&home| self.open[home] == *name) else {
                tokens.fault(at, stray);
                return;
            };
            if self.open[home + 1..].iter().any(|open| !open.is(IMPLIED | TABLE_PART)) {
                tokens.fault(at, "an element ends before one that it contains");
            }
            self.open.truncate(home);
        } else if !name.is(BLOCK | SPECIFIC | SCOPE) && self.is_below_a_block(name) {
            // HTML Standard, "any other end tag": a special element above it makes browsers pass over the tag.
            tokens.fault(at, stray);
        } else {
            let list = if name.as_str() == "li" { LIST } else { 0 };
            match self.in_scope(|open| open == name, list) {
                true => self.close(|open| open == name, at, tokens),
                false => tokens.fault(at, stray),
            }
        }
    }

    /// Whether a block has begun within the innermost element of a name, and is still open.
    fn is_below_a_block(&self, name: &ElementName<'t>) -> bool {
        let at = self.open.iter().rposition(|open| open == name);
        at.is_some_and(|at| self.open[at + 1..].iter().any(|open| open.is(BLOCK)))
    }

    /// Text.
    pub fn text(&mut self, text: &str, at: usize, tokens: &mut Tokens<'_>) {
        if self.within(ROWS) && !text.trim().is_empty() {
            tokens.fault(at, "this stands in a table outside its cells");
        }
    }

    /// The end of the text.
    pub fn finish(&mut self, at: usize, tokens: &mut Tokens<'_>) {
        if self.open.iter().any(|name| !name.is(OPEN_AT_END)) {
            tokens.fault(at, "an element is never closed");
        }
    }
}
