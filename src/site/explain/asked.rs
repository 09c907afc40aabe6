//! The entry that is asked about, and places in its article.

use std::ops::Range;

use super::{Considered, Field, FieldValue, Origin};
use crate::article::{Article, Body, FrontMatter};
use crate::config::{Config, converter};
use crate::diagnostic::Place;
use crate::entry::{Composed, Surroundings, is_audio};
use crate::ledger::Resolved;

/// What a file that nothing names is found by.
pub(super) const BESIDE: &str = "the file beside it";

/// What says what an article says in its head.
const FRONT_MATTER: &str = "front matter";

/// The article, and what the stages made of it.
pub(super) struct Asked<'a, 'b> {
    pub(super) article: &'a Article,
    pub(super) composed: &'a Composed,
    pub(super) config: &'a Config,
    pub(super) resolved: &'a Resolved,
    pub(super) site: &'a Surroundings<'b>,
    pub(super) text: &'a str,
    pub(super) body: &'a Body,
}

impl Asked<'_, '_> {
    pub(super) fn front(&self) -> &FrontMatter {
        &self.article.front_matter
    }

    /// A place in the article's file.
    pub(super) fn at(&self, rule: &str, span: &Range<usize>) -> Origin {
        // Of audio the text is made of its tags, and has no lines that anybody could look up.
        if is_audio(self.article) {
            let file = Some(self.article.shown.to_string());
            return Origin { file, ..Origin::rule(if rule == FRONT_MATTER { "the file's tags" } else { rule }) };
        }
        let place = Place::of(self.text, span.clone());
        let file = Some(self.article.shown.to_string());
        // It would be one in what the program wrote.
        if converter(&self.config.converts, &self.article.path).is_some() {
            return Origin { file, ..Origin::rule(rule) };
        }
        Origin { rule: rule.to_owned(), file, line: Some(place.line), column: Some(place.column) }
    }

    pub(super) fn front_matter(&self, span: &Range<usize>) -> Origin {
        self.at(FRONT_MATTER, span)
    }

    /// The article without some of its front matter.
    pub(super) fn without(&self, take_out: impl FnOnce(&mut FrontMatter)) -> Article {
        let mut article = self.article.clone();
        take_out(&mut article.front_matter);
        article
    }
}

/// A field of one value.
pub(super) fn field(name: &'static str, value: String, from: Origin, considered: Vec<Considered>) -> Field {
    Field { name, value: FieldValue::One(value), from, considered }
}
