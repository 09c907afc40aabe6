//! Footnotes: numbered in the order of their references, collected at the end, linked both ways by
//! addresses that are whole, as a bare fragment means another page in a feed.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag};

use super::Writer;
use crate::entry::html::{escape_text, push_attribute, push_link};

/// The notes of an article by name, and the order in which they are referred to.
#[derive(Default)]
pub(super) struct Footnotes {
    pub(super) defined: HashMap<String, String>,
    pub(super) order: Vec<String>,
    pub(super) numbers: HashMap<String, usize>,
    pub(super) references: Vec<usize>,
    pub(super) within: Vec<(String, String)>,
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
        self.footnotes.references[number - 1] += 1;
        let id = self.reference_id(number, self.footnotes.references[number - 1]);
        let note = self.rules.base.fragment(&self.note_id(number));
        self.out.push_str("<sup>");
        // A link may not stand within a link.
        if self.links.iter().any(Option::is_some) {
            self.out.push_str(&number.to_string());
        } else {
            self.out.push_str("<a");
            push_attribute(&mut self.out, "id", &id);
            push_attribute(&mut self.out, "href", note.as_str());
            self.out.push_str(&format!(">{number}</a>"));
        }
        self.out.push_str("</sup>");
    }

    fn note_id(&self, number: usize) -> String {
        format!("{}fn-{number}", self.rules.id_prefix)
    }

    fn reference_id(&self, number: usize, nth: usize) -> String {
        let nth = if nth > 1 { format!("-{nth}") } else { String::new() };
        format!("{}fnref-{number}{nth}", self.rules.id_prefix)
    }

    /// The notes that are referred to, in the order of their numbers, each with links back.
    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.order.is_empty() {
            return;
        }
        self.out.push_str("<hr>\n<ol>\n");
        let order = std::mem::take(&mut self.footnotes.order);
        for (index, name) in order.iter().enumerate() {
            let number = index + 1;
            let text = self.footnotes.defined.remove(name).unwrap_or_default();
            let mut back = String::new();
            // Beyond a handful nobody looks for the place by these.
            for nth in 1..=self.footnotes.references[index].min(20) {
                let to = self.rules.base.fragment(&self.reference_id(number, nth));
                back.push(' ');
                push_link(&mut back, to.as_str(), "↩");
            }
            self.out.push_str("<li");
            let id = self.note_id(number);
            push_attribute(&mut self.out, "id", &id);
            self.out.push('>');
            let text = text.trim_end();
            match text.strip_suffix("</p>") {
                Some(text) => self.out.push_str(&format!("{text}{back}</p>")),
                None => self.out.push_str(&format!("{text}<p>{}</p>", back.trim_start())),
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n");
    }
}
