//! Footnotes: numbered in the order of their references, collected at the end, linked both ways by
//! addresses that are whole, as a bare fragment means another page in a feed.

use std::collections::HashMap;
use std::fmt::Write;

use pulldown_cmark::{Event, Tag};

use crate::feed::LinkUrl;
use crate::text::html::{HtmlRules, escape_text, push_attribute_value};

/// The notes of an article by name, and the order in which they are referred to.
#[derive(Default)]
pub(super) struct Footnotes {
    defined: HashMap<String, String>,
    order: Vec<String>,
    numbers: HashMap<String, usize>,
    references: Vec<usize>,
    /// The notes that are being written, by name, and what was written before each.
    within: Vec<(String, String)>,
    /// The page's address, as the links to and from notes begin.
    page: Option<String>,
}

impl Footnotes {
    pub(super) fn new(events: &[Event<'_>]) -> Self {
        let mut footnotes = Self::default();
        for event in events {
            if let Event::Start(Tag::FootnoteDefinition(name)) = event {
                footnotes.defined.insert(name.to_lowercase(), String::new());
            }
        }
        footnotes
    }

    /// Whether a note is being written.
    pub(super) fn is_within(&self) -> bool {
        !self.within.is_empty()
    }

    /// Begins a note: what comes is written apart from what was.
    pub(super) fn begin(&mut self, name: &str, out: &mut String) {
        self.within.push((name.to_lowercase(), std::mem::take(out)));
    }

    /// Ends the note that was begun last.
    pub(super) fn end(&mut self, out: &mut String) {
        let Some((name, outer)) = self.within.pop() else { return };
        let text = std::mem::replace(out, outer);
        if let Some(slot) = self.defined.get_mut(&name).filter(|slot| slot.is_empty()) {
            *slot = text;
        }
    }

    /// Writes a reference to a note, as a link where it may be one.
    pub(super) fn refer(&mut self, name: &str, out: &mut String, rules: &HtmlRules<'_>, linked: bool) {
        let key = name.to_lowercase();
        if !self.defined.contains_key(&key) {
            escape_text(out, &format!("[^{name}]"));
            return;
        }
        let number = *self.numbers.entry(key.clone()).or_insert_with(|| {
            self.order.push(key);
            self.references.push(0);
            self.order.len()
        });
        let nth = &mut self.references[number - 1];
        *nth += 1;
        let nth = *nth;
        out.push_str("<sup>");
        if linked {
            out.push_str("<a id=\"");
            push_reference_id(out, rules, number, nth);
            out.push_str("\" href=\"");
            push_page(out, &mut self.page, rules);
            push_note_id(out, rules, number);
            out.push_str("\">");
            push_number(out, number);
            out.push_str("</a>");
        } else {
            push_number(out, number);
        }
        out.push_str("</sup>");
    }

    /// The notes that are referred to, in the order of their numbers, each with links back.
    pub(super) fn write(&mut self, out: &mut String, rules: &HtmlRules<'_>) {
        if self.order.is_empty() {
            return;
        }
        let Self { defined, order, references, page, .. } = self;
        out.push_str("<hr>\n<ol>\n");
        for (index, name) in order.iter().enumerate() {
            let number = index + 1;
            let text = defined.remove(name).unwrap_or_default();
            out.push_str("<li id=\"");
            push_note_id(out, rules, number);
            out.push_str("\">");
            let text = text.trim_end();
            let paragraph = text.strip_suffix("</p>");
            out.push_str(paragraph.unwrap_or(text));
            out.push_str(if paragraph.is_some() { " " } else { "<p>" });
            // Beyond a handful nobody looks for the place by these.
            for nth in 1..=references[index].min(20) {
                out.push_str(if nth > 1 { " <a href=\"" } else { "<a href=\"" });
                push_page(out, page, rules);
                push_reference_id(out, rules, number, nth);
                out.push_str("\">↩</a>");
            }
            out.push_str("</p></li>\n");
        }
        out.push_str("</ol>\n");
    }
}

/// The page's address and a `#`, as an attribute holds them; `known` where it has been made before.
fn push_page(out: &mut String, known: &mut Option<String>, rules: &HtmlRules<'_>) {
    out.push_str(known.get_or_insert_with(|| {
        let mut page = String::new();
        // Within a page that is none of the web, a note is where its own document says.
        push_attribute_value(&mut page, rules.base.fragment("").as_ref().map_or("#", LinkUrl::as_str));
        page
    }));
}

// What begins the ids is letters, digits and hyphens, which nothing has to be done to.

fn push_note_id(out: &mut String, rules: &HtmlRules<'_>, number: usize) {
    out.push_str(rules.id_prefix);
    out.push_str("fn-");
    push_number(out, number);
}

fn push_reference_id(out: &mut String, rules: &HtmlRules<'_>, number: usize, nth: usize) {
    out.push_str(rules.id_prefix);
    out.push_str("fnref-");
    push_number(out, number);
    if nth > 1 {
        out.push('-');
        push_number(out, nth);
    }
}

fn push_number(out: &mut String, number: usize) {
    // Writing to a string does not fail.
    let _ = write!(out, "{number}");
}
