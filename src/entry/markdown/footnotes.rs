//! Footnotes: numbered in the order of their references, collected at the end, linked both ways by
//! addresses that are whole, as a bare fragment means another page in a feed.

use std::collections::HashMap;
use std::fmt::Write;

use pulldown_cmark::{Event, Tag};

use super::Writer;
use crate::entry::html::{Rules, escape_text, push_attribute_value};
use crate::feed::LinkUrl;

/// The notes of an article by name, and the order in which they are referred to.
#[derive(Default)]
pub(super) struct Footnotes {
    pub(super) defined: HashMap<String, String>,
    pub(super) order: Vec<String>,
    pub(super) numbers: HashMap<String, usize>,
    pub(super) references: Vec<usize>,
    pub(super) within: Vec<(String, String)>,
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
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, name: &str) {
        let key = name.to_lowercase();
        if self.alt.is_some() {
            return;
        }
        if !self.footnotes.defined.contains_key(&key) {
            escape_text(&mut self.out, &format!("[^{name}]"));
            return;
        }
        let number = *self.footnotes.numbers.entry(key.clone()).or_insert_with(|| {
            self.footnotes.order.push(key);
            self.footnotes.references.push(0);
            self.footnotes.order.len()
        });
        let nth = &mut self.footnotes.references[number - 1];
        *nth += 1;
        let nth = *nth;
        self.out.push_str("<sup>");
        // A link may not stand within a link.
        if self.links.iter().any(Option::is_some) {
            push_number(&mut self.out, number);
        } else {
            let rules = self.rules;
            self.out.push_str("<a id=\"");
            push_reference_id(&mut self.out, rules, number, nth);
            self.out.push_str("\" href=\"");
            push_page(&mut self.out, &mut self.footnotes.page, rules);
            push_note_id(&mut self.out, rules, number);
            self.out.push_str("\">");
            push_number(&mut self.out, number);
            self.out.push_str("</a>");
        }
        self.out.push_str("</sup>");
    }

    /// The notes that are referred to, in the order of their numbers, each with links back.
    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.order.is_empty() {
            return;
        }
        let rules = self.rules;
        let Footnotes { defined, order, references, page, .. } = &mut self.footnotes;
        let out = &mut self.out;
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
fn push_page(out: &mut String, known: &mut Option<String>, rules: &Rules<'_>) {
    out.push_str(known.get_or_insert_with(|| {
        let mut page = String::new();
        // Within a page that is none of the web, a note is where its own document says.
        push_attribute_value(&mut page, rules.base.fragment("").as_ref().map_or("#", LinkUrl::as_str));
        page
    }));
}

// What begins the ids is letters, digits and hyphens, which nothing has to be done to.

fn push_note_id(out: &mut String, rules: &Rules<'_>, number: usize) {
    out.push_str(rules.id_prefix);
    out.push_str("fn-");
    push_number(out, number);
}

fn push_reference_id(out: &mut String, rules: &Rules<'_>, number: usize, nth: usize) {
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
