//! What a run has made of a ledger, put on top of what others have written since it read its own.

use std::collections::{BTreeMap, HashSet};

use super::super::sections::Sections;
use crate::config::Config;
use crate::ledger::{Ledger, Record};

/// A ledger that a run has made, on top of one that others have written since it read its own; `None` where what it went by
/// is no longer what it was, so that it must be made again.
pub fn rebased(config: &Config, read: &Ledger, made: &Ledger, now: &Ledger) -> Option<Ledger> {
    let sections = Sections::of(config);
    // What is gone is every feed's: their dates do not fall behind it.
    let is_foreign = |record: &&Record| record.gone.is_none() && !sections.has_path(&record.path);
    let went_by = sorted(read.records().iter().filter(|record| !is_foreign(record)));
    let is_now = sorted(now.records().iter().filter(|record| !is_foreign(record)));
    if went_by != is_now || read.publisher() != now.publisher() {
        return None;
    }
    let foreign_read: HashSet<&str> =
        read.records().iter().filter(is_foreign).map(|record| record.id.as_str()).collect();
    let known = sorted(read.records().iter());
    let of_read = |id: &str| known.binary_search_by(|record| record.id.as_str().cmp(id)).ok().map(|at| known[at]);
    // What of the made ones is not merely what was read of others.
    let own: Vec<&Record> = made
        .records()
        .iter()
        .filter(|record| !(foreign_read.contains(record.id.as_str()) && of_read(record.id.as_str()) == Some(*record)))
        .collect();
    let taken: HashSet<&str> = own.iter().map(|record| record.id.as_str()).collect();
    let mut records: Vec<Record> = own.into_iter().cloned().collect();
    for record in now.records().iter().filter(is_foreign) {
        match taken.contains(record.id.as_str()) {
            // An article has come from there: only from where it was.
            true if of_read(record.id.as_str()) != Some(record) => return None,
            true => {}
            false => records.push(record.clone()),
        }
    }
    let mut ledger = Ledger::new(records).ok()?;
    let before: BTreeMap<&str, u64> = read.documents().collect();
    let ours = made.documents().filter(|(path, entries)| before.get(path) != Some(entries));
    let mut documents: BTreeMap<String, u64> =
        now.documents().map(|(path, entries)| (path.to_owned(), entries)).collect();
    documents.extend(ours.map(|(path, entries)| (path.to_owned(), entries)));
    ledger.set_documents(documents);
    ledger.set_publisher(made.publisher().to_vec());
    Some(ledger)
}

fn sorted<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<&'a Record> {
    let mut all: Vec<&Record> = records.collect();
    all.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
    all
}
