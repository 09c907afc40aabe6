//! A ledger that a merge, a hand or a clock has left in disorder is put right, as far as that takes no guess.
//!
//! The markers of a merge go and the lines of both sides stay; of two lines with one id the one that was updated
//! last stays; checksums are made anew; dates ahead of now are taken back to what documents say. What is unreadable
//! is left to the person: no line is dropped, for its id would be lost.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::line::{Sum, end_line, of_record, read_record, without_sum};
use super::records::{Ledger, Record};
use super::text::{END, HEADER, VERSION, is_anchor, is_conflict_marker, lines};
use crate::diagnostic::{self, Code, Diagnostic, Faults, Place};
use crate::feed::Timestamp;

/// What mending makes of a ledger.
#[derive(Clone, Debug)]
#[must_use = "it holds the ledger that is to be written"]
#[non_exhaustive]
pub struct Mended {
    /// The ledger.
    pub ledger: Ledger,
    /// What is another than it was, sorted; empty where nothing had to be mended.
    pub changes: Vec<Diagnostic>,
}

/// Mends a ledger's text. `shown` is its path as reports show it, `now` the moment that no date may lie ahead of.
///
/// # Errors
/// What only a person can decide, as [`Ledger::parse`] says it.
///
/// ```
/// use tidings::feed::Timestamp;
/// use tidings::ledger::{Ledger, mend};
///
/// let now = Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999");
/// let text = Ledger::default().to_text();
/// assert!(mend(&text, "tidings.lock", now)?.changes.is_empty());
/// # Ok::<(), tidings::diagnostic::Faults>(())
/// ```
pub fn mend(text: &str, shown: &str, now: Timestamp) -> Result<Mended, Faults> {
    let mut mending = Mending { text, shown, changes: Vec::new() };
    let whole = mending.whole();
    let mut ledger = Ledger::parse(&whole, shown)?;
    let numbers = ledger.read.as_ref().map(|read| read.lines.clone()).unwrap_or_default();
    for (record, number) in ledger.records.iter_mut().zip(numbers) {
        if record.is_ahead(now) {
            let line = of_record(record);
            let was = record.latest.day();
            record.set_right(now);
            let message = format!(
                "`{}` was updated on {}, not on {was}, which is ahead of now, {}",
                record.path,
                record.latest.day(),
                now.day()
            );
            mending.change(number, &line, message);
        }
    }
    let mut changes = mending.changes;
    diagnostic::sort(&mut changes);
    Ok(Mended { ledger, changes })
}

struct Mending<'a> {
    text: &'a str,
    shown: &'a str,
    changes: Vec<Diagnostic>,
}

/// A line that stays, by its place among all.
struct Kept<'a> {
    at: usize,
    fields: &'a str,
    record: Option<Record>,
}

impl<'a> Mending<'a> {
    /// The text with each line at its place, so that complaints about what is left name the right ones.
    fn whole(&mut self) -> String {
        let text = self.text.strip_prefix('\u{feff}').unwrap_or(self.text);
        let start = self.text.len() - text.len();
        let version = |line: &str| line.trim_end().strip_prefix(HEADER).and_then(|version| version.parse::<u32>().ok());
        let newest = lines(self.text, start).filter_map(|(_, line)| version(line)).max();
        // What is no ledger, or a newer one, is for the parser to say.
        let Some(newest) = newest.filter(|newest| (1..=VERSION).contains(newest)) else {
            return self.text.to_owned();
        };
        let mut whole: Vec<String> = Vec::new();
        let mut kept: HashMap<&'a str, Kept<'a>> = HashMap::new();
        let mut in_base = false;
        for (at, (_, line)) in lines(self.text, start).enumerate() {
            whole.push(String::new());
            let is_marker = is_conflict_marker(line);
            if is_marker {
                in_base = line.starts_with("|||||||");
                if line.starts_with("<<<<<<<") {
                    let message = "the markers of a merge go, and the lines of both sides stay";
                    self.change(at + 1, line, message.to_owned());
                }
            }
            if is_marker || in_base || version(line).is_some() {
                continue;
            }
            if line.is_empty() || line == END || line == "#" || line.starts_with("# ") || is_anchor(line) {
                line.clone_into(&mut whole[at]);
                continue;
            }
            let (fields, sum) = without_sum(line);
            if sum != Sum::Right && (newest > 1 || sum == Sum::Wrong) {
                let words = if sum == Sum::Wrong { "is made anew" } else { "is added" };
                let message = format!("the checksum {words}; look at the line: it is not as it was written");
                self.change(at + 1, line, message);
            }
            self.keep(Kept { at, fields, record: read_record(fields).ok() }, &mut kept, &mut whole);
        }
        if let Some(first) = whole.first_mut() {
            *first = format!("{HEADER}{VERSION}");
        }
        whole.join("\n") + "\n"
    }

    /// Keeps one line of each entry, and of a line that stands twice one.
    fn keep(&mut self, line: Kept<'a>, all: &mut HashMap<&'a str, Kept<'a>>, whole: &mut [String]) {
        let with_sum = |fields: &str| {
            let mut text = fields.to_owned();
            end_line(&mut text, 0);
            text.trim_end().to_owned()
        };
        // The id as it is written; of what is no entry, the whole line.
        let key = line.record.as_ref().and_then(|_| line.fields.split('\t').nth(6)).unwrap_or(line.fields);
        match all.entry(key) {
            Slot::Vacant(slot) => {
                whole[line.at] = with_sum(line.fields);
                slot.insert(line);
            }
            Slot::Occupied(mut slot) => {
                let first = slot.get().at;
                let latest = |line: &Kept<'_>| line.record.as_ref().map(|record| (record.latest, record.updated));
                let is_later = latest(&line) > latest(slot.get());
                let which = match slot.get().fields == line.fields {
                    true => "the same, and one goes",
                    false if is_later => "of one entry, and this one, which was updated last, stays",
                    false => "of one entry, and that one stays, for this one was not updated later",
                };
                self.change(line.at + 1, line.fields, format!("this line and line {} are {which}", first + 1));
                if is_later {
                    whole[first].clear();
                    whole[line.at] = with_sum(line.fields);
                    slot.insert(line);
                }
            }
        }
    }

    fn change(&mut self, number: usize, line: &str, message: String) {
        let place = Some(Place::of_line(number, line));
        self.changes.push(Diagnostic { place, ..Diagnostic::info(Code::LedgerMended, message).in_file(self.shown) });
    }
}
