//! What one article may add to the output: where feeds are made `each` for a value, whoever may write an article
//! decides by its tags how many documents there are, and each of them carries the article.

use std::collections::HashSet;
use std::ops::Range;

use crate::article::{Brief, front_matter};
use crate::config::{Config, Each};
use crate::content;
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::ContentMode;
use crate::select;

/// The most documents of `each` feeds that may carry one article: 166 tags in three formats. Articles that people
/// write have a few dozen tags at most.
const MOST_DOCUMENTS: usize = 500;

/// The most bytes that its copies in them may take.
const MOST_BYTES: u64 = 128 << 20;

/// So many documents are within the bytes, or nearly, whatever the article: its size need not be asked for.
const FEW_DOCUMENTS: usize = 24;

/// The error of an article that would be in more documents than one may.
pub fn fault(brief: &Brief, config: &Config) -> Option<Diagnostic> {
    let (mut documents, mut whole) = (0, 0);
    for feed in config.feeds.iter().filter(|feed| select::unmet(feed, brief, config).is_none()) {
        let Some(each) = feed.each else { continue };
        let values: HashSet<String> =
            select::values(brief, each, config).iter().map(|value| select::fold(value)).collect();
        let made = values.len() * feed.formats.len();
        documents += made;
        whole += if feed.content == ContentMode::Full { made } else { 0 };
    }
    let file = config.content_dir().join(&*brief.path);
    let length = || std::fs::metadata(&file).map_or(0, |file| file.len());
    let many = documents > MOST_DOCUMENTS;
    if !many && (whole <= FEW_DOCUMENTS || length().saturating_mul(whole as u64) <= MOST_BYTES) {
        return None;
    }
    let message = if many {
        format!(
            "the article would be in {documents} documents, one for each of its values and each format; {MOST_DOCUMENTS} are allowed"
        )
    } else {
        format!(
            "the article would be copied into {whole} documents, {} MiB in all; {} MiB are allowed",
            (length() * whole as u64) >> 20,
            MOST_BYTES >> 20
        )
    };
    let help = "take tags out of it, or make the feeds with `each` carry summaries or choose by `section`";
    let shown = config.shown(&file);
    let fault = Diagnostic::error(Code::ArticleSpreads, message).in_file(&shown).help(help);
    // Only now is it worth a look where they stand.
    Some(match content::read_text(&file, config) {
        Ok(body) => match place(&body.text, config) {
            Some(span) => fault.at(&body.text, span),
            None => fault,
        },
        Err(_) => fault,
    })
}

/// Where the first of the values stands by which feeds are made.
fn place(text: &str, config: &Config) -> Option<Range<usize>> {
    let front_matter = front_matter::parse(text).front_matter;
    let by = |each: Each| config.feeds.iter().any(|feed| feed.each == Some(each));
    let tag = front_matter.tags.first().filter(|_| by(Each::Tag)).map(|tag| tag.span.clone());
    tag.or_else(|| front_matter.authors.first().filter(|_| by(Each::Author)).map(|author| author.span.clone()))
}
