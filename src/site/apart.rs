//! What a run of some sections says, and what it leaves alone.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::gather::Gathered;
use super::sections::{Sections, top};
use crate::config::FILE_NAME;
use crate::diagnostic::{Code, Diagnostic};
use crate::ledger::{Ledger, Record};
use crate::select::{Selection, fold};

/// The feeds of the run, among all.
pub fn own<'s, 'a>(sections: Sections<'_>, selections: &'s [Selection<'a>]) -> Cow<'s, [Selection<'a>]> {
    if sections.are_all() {
        return Cow::Borrowed(selections);
    }
    Cow::Owned(selections.iter().filter(|selection| sections.has_feed(selection)).cloned().collect())
}

/// The paths of published articles of others whose whole section is not here: nothing is known of them, and so
/// they are where they were.
pub fn away(sections: Sections<'_>, ledger: &Ledger, gathered: &Gathered) -> Vec<Arc<str>> {
    if sections.are_all() {
        return Vec::new();
    }
    let is_away = |record: &&Record| {
        record.gone.is_none() && !sections.has_path(&record.path) && !gathered.here.contains(top(&record.path))
    };
    ledger.records().iter().filter(is_away).map(|record| Arc::clone(&record.path)).collect()
}

/// What keeps a run of these sections from being made, and what it leaves to others.
pub fn told(
    sections: Sections<'_>,
    selections: &[Selection<'_>],
    gathered: &Gathered,
    ledger: &Ledger,
) -> Vec<Diagnostic> {
    if sections.are_all() {
        return Vec::new();
    }
    let mut told = Vec::new();
    let known: BTreeSet<&str> =
        gathered.paths().chain(ledger.records().iter().map(|record| &*record.path)).map(top).collect();
    for section in sections.names() {
        let own = sections.only(section);
        let mut all = gathered.paths().chain(ledger.records().iter().map(|record| &*record.path));
        if all.any(|path| own.has_path(path)) {
            continue;
        }
        let near = known.iter().find(|known| strsim::damerau_levenshtein(&fold(known), &fold(section)) <= 2);
        let help = match near.filter(|near| !near.is_empty()) {
            Some(near) => format!("there is `{near}`"),
            None => "name a folder of the content directory that has articles".to_owned(),
        };
        let message = format!("there is no section `{section}`");
        told.push(Diagnostic::error(Code::SectionUnknown, message).help(help));
    }
    let mut left: Vec<&str> = Vec::new();
    for name in selections.iter().filter(|selection| !sections.has_feed(selection)).map(|left| &*left.feed.name) {
        // Of a feed for each section, the others are not worth a word.
        let is_own = selections.iter().any(|own| *own.feed.name == *name && sections.has_feed(own));
        if !is_own && !left.contains(&name) {
            left.push(name);
        }
    }
    let quoted = sections.names().iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if told.is_empty() && !selections.iter().any(|selection| sections.has_feed(selection)) {
        let message = format!("no feed is of {quoted} alone");
        let help = "give one `section = \"...\"` or `each = \"section\"`, or build the whole site";
        told.push(Diagnostic::error(Code::SectionUnknown, message).in_file(FILE_NAME).help(help));
    } else if told.is_empty() {
        let feeds = left.iter().take(3).map(|name| format!("`{name}`, ")).collect::<String>();
        let more = if left.len() > 3 { format!("{} more feeds, ", left.len() - 3) } else { String::new() };
        let message =
            format!("not made, for they are of more than {quoted}: {feeds}{more}what stands beside the feeds");
        let help = "a build without `--section` makes them";
        told.push(Diagnostic::info(Code::SectionFeeds, message).help(help));
    }
    told
}
