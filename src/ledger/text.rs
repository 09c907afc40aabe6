//! The ledger as text, and back.
//!
//! One entry is one line of fields between tabs:
//!
//! ```text
//! published  updated  fingerprint  sketch  title  path  id  [name=value ...]
//! ```
//!
//! An `updated` of `=` is the published date, a `-` is a value that is not known; the names are `gone`,
//! `own`, `latest` and `iri`. A document is `document  entries  path`; the publisher, where contact blocks decided
//! who that is, is `publisher  key  key ...`. In keys, paths and ids a tab, a line
//! break and a backslash are written `\t`, `\n`, `\r` and `\\`.
//!
//! Lines are sorted by a hash of the id (of a document: of its path), so that entries that are added
//! on two branches nearly always land in different places and git merges them; an entry's line stays
//! where it is when its article is renamed. The 256 lines of two hexadecimal digits are there for the
//! same reason: git joins two changes only where a line between them is unchanged, and in a short
//! ledger these are what is between. The last line says `end`, so that a cut file is noticed.

use std::collections::hash_map::{Entry as Slot, HashMap};
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use chrono::{NaiveDate, TimeZone, Utc};

use super::{Content, Fingerprint, Ledger, Record, Sketch, TitleKey, round_down};
use crate::diagnostic::Diagnostic;
use crate::feed::{EntryId, Timestamp};

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;
const HEADER: &str = "tidings ledger ";
const NOTE: &str = "# Written by tidings: the ids and dates that have been published. Commit it; do not edit it.";
const END: &str = "end";

/// More complaints than this about one file help nobody.
const COMPLAINTS: usize = 20;

impl Ledger {
    /// Reads a ledger. `shown` is its path as reports show it.
    ///
    /// # Errors
    ///
    /// Whatever is not a whole ledger of this version is an error with its line: `ledger-version` for
    /// one that a newer Tidings wrote, `ledger-conflict` for the markers of a merge, `ledger-duplicate`
    /// for an id or a path that stands twice, `ledger-line` for a line that cannot be read, and
    /// `ledger-truncated` for a file without its end. At most 20 are given.
    pub fn parse(text: &str, shown: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut reading = Reading { text, shown, complaints: Vec::new(), ended: false };
        let ledger = reading.ledger();
        match reading.complaints.is_empty() {
            true => Ok(ledger),
            false => Err(reading.complaints),
        }
    }

    /// The ledger as text; the same for the same entries and documents in whatever order.
    pub fn to_text(&self) -> String {
        let records = self.records.iter().map(|record| (record.id.as_str(), Item::Entry(record)));
        let documents = self.documents.iter().map(|(path, entries)| (path.as_str(), Item::Document(path, *entries)));
        let publisher = (!self.publisher.is_empty()).then_some(("publisher", Item::Publisher(&self.publisher)));
        let mut lines: Vec<_> =
            records.chain(documents).chain(publisher).map(|(key, item)| (place(key), key, item)).collect();
        // Ids are different from each other, and so are paths; where an id is a path, the entry came first.
        lines.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));

        let mut text = String::with_capacity(1024 + lines.len() * 192);
        text.push_str(HEADER);
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(text, "{VERSION}\n{NOTE}");
        let mut lines = lines.into_iter().peekable();
        for bucket in 0..=255u8 {
            let _ = writeln!(text, "{bucket:02x}");
            while let Some((.., item)) = lines.next_if(|(place, ..)| place[0] == bucket) {
                match item {
                    Item::Entry(record) => write_record(&mut text, record),
                    Item::Document(path, entries) => {
                        let _ = write!(text, "document\t{entries}\t");
                        escape(path, &mut text);
                    }
                    Item::Publisher(keys) => {
                        text.push_str("publisher");
                        for key in keys {
                            text.push('\t');
                            escape(key, &mut text);
                        }
                    }
                }
                text.push('\n');
            }
        }
        text.push_str(END);
        text.push('\n');
        text
    }
}

enum Item<'a> {
    Entry(&'a Record),
    Document(&'a str, u64),
    Publisher(&'a [String]),
}

/// Where a line stands among the others.
fn place(key: &str) -> [u8; 8] {
    let mut hash = [0; 8];
    hash.copy_from_slice(&blake3::hash(key.as_bytes()).as_bytes()[..8]);
    hash
}

fn write_record(text: &mut String, record: &Record) {
    let _ = write!(text, "{}\t", record.published);
    match record.updated == record.published {
        true => text.push('='),
        false => {
            let _ = write!(text, "{}", record.updated);
        }
    }
    let _ = match record.content {
        Some(content) => write!(text, "\t{}\t{}", content.fingerprint, content.sketch),
        None => write!(text, "\t-\t-"),
    };
    let _ = match record.title {
        Some(title) => write!(text, "\t{title}\t"),
        None => write!(text, "\t-\t"),
    };
    escape(&record.path, text);
    text.push('\t');
    escape(record.id.as_str(), text);
    for (name, moment) in [
        ("gone", record.gone),
        ("own", record.own_date),
        ("latest", (record.latest != record.updated).then_some(record.latest)),
    ] {
        if let Some(moment) = moment {
            let _ = write!(text, "\t{name}={moment}");
        }
    }
    if record.id.iri() != record.id.as_str() {
        let _ = write!(text, "\tiri={}", record.id.iri());
    }
}

fn escape(value: &str, text: &mut String) {
    for c in value.chars() {
        match c {
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\\' => text.push_str("\\\\"),
            _ => text.push(c),
        }
    }
}

fn unescape(value: &str) -> Option<String> {
    let mut text = String::with_capacity(value.len());
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        text.push(match c {
            '\\' => match rest.next()? {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            },
            _ => c,
        });
    }
    Some(text)
}

/// What could not be read of a line.
type Complaint = (&'static str, String);

struct Reading<'a> {
    text: &'a str,
    shown: &'a str,
    complaints: Vec<Diagnostic>,
    ended: bool,
}

impl<'a> Reading<'a> {
    fn ledger(&mut self) -> Ledger {
        let text = self.text;
        let body_from = match self.header() {
            Some(from) => from,
            None => return Ledger::default(),
        };
        let mut ledger = Ledger::default();
        let mut publisher: Option<Range<usize>> = None;
        let mut ids: HashMap<String, Range<usize>> = HashMap::new();
        let mut paths: HashMap<Arc<str>, Range<usize>> = HashMap::new();
        for (range, line) in lines(text, body_from) {
            if self.complaints.len() >= COMPLAINTS {
                break;
            }
            if is_conflict_marker(line) {
                let help =
                    "resolve the merge and keep the lines of both sides; or take one side's file whole and build again";
                self.complain(range, "ledger-conflict", "the ledger holds the markers of an unresolved merge", help);
                break;
            }
            if line.is_empty() || line.starts_with('#') || is_anchor(line) {
                continue;
            }
            if line == END {
                self.ended = true;
                continue;
            }
            if let Some(document) = line.strip_prefix("document\t") {
                match read_document(document) {
                    Some((path, entries)) => {
                        ledger.documents.insert(path, entries);
                    }
                    None => self.unreadable(range, "a document's line is its number of entries and its path"),
                }
                continue;
            }
            if let Some(keys) = line.strip_prefix("publisher\t") {
                match keys.split('\t').map(unescape).collect::<Option<Vec<String>>>() {
                    Some(keys) => match publisher.replace(range.clone()) {
                        Some(first) if ledger.publisher != keys => self.twice(range, first, "the publisher"),
                        _ => ledger.publisher = keys,
                    },
                    None => self.unreadable(range, "a publisher's line is what it is known by"),
                }
                continue;
            }
            let record = match read_record(line) {
                Ok(record) => record,
                Err((field, value)) => {
                    self.unreadable(range, &format!("{field} cannot be read: `{}`", shorten(&value)));
                    continue;
                }
            };
            match ids.entry(record.id.as_str().to_owned()) {
                Slot::Vacant(slot) => slot.insert(range.clone()),
                Slot::Occupied(slot) => {
                    let first = slot.get().clone();
                    self.twice(range, first, &format!("the id `{}`", record.id));
                    continue;
                }
            };
            if record.gone.is_none() {
                match paths.entry(Arc::clone(&record.path)) {
                    Slot::Vacant(slot) => slot.insert(range),
                    Slot::Occupied(slot) => {
                        let first = slot.get().clone();
                        self.twice(range, first, &format!("the article `{}`", record.path));
                        continue;
                    }
                };
            }
            ledger.records.push(record);
        }
        if !self.ended && self.complaints.is_empty() {
            let end = text.len();
            let help = "restore the file from version control; a ledger's last line is `end`";
            self.complain(end..end, "ledger-truncated", "the ledger ends before its end", help);
        }
        ledger
    }

    /// Checks the first line and says where the next one begins.
    fn header(&mut self) -> Option<usize> {
        let start = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        let line = self.text[start..line_end].trim_end();
        let range = start..start + line.len();
        let version = line.strip_prefix(HEADER).map(|version| version.trim().parse::<u32>());
        match version {
            Some(Ok(VERSION)) => return Some((line_end + 1).min(self.text.len())),
            Some(Ok(newer)) if newer > VERSION => {
                let message = format!("the ledger has version {newer}; this version of Tidings reads up to {VERSION}");
                self.complain(
                    range,
                    "ledger-version",
                    &message,
                    "build with the version of Tidings that wrote it, or a newer one",
                );
            }
            _ if is_conflict_marker(line) => {
                let help = "resolve the merge, and keep the lines of both sides";
                self.complain(range, "ledger-conflict", "the ledger holds the markers of an unresolved merge", help);
            }
            _ => {
                let message = format!("this is no ledger: it does not begin with `{HEADER}{VERSION}`");
                self.complain(range, "ledger-header", &message, "restore the file from version control");
            }
        }
        None
    }

    fn unreadable(&mut self, range: Range<usize>, message: &str) {
        self.complain(range, "ledger-line", message, "restore the line from version control");
    }

    fn twice(&mut self, range: Range<usize>, first: Range<usize>, what: &str) {
        let line = self.text[..first.start].bytes().filter(|&byte| byte == b'\n').count() + 1;
        let message = format!("{what} stands here and on line {line}");
        self.complain(range, "ledger-duplicate", &message, "remove one of the two lines");
    }

    fn complain(&mut self, range: Range<usize>, code: &'static str, message: &str, help: &str) {
        let complaint = Diagnostic::error(code, message).in_file(self.shown).at(self.text, range).help(help);
        self.complaints.push(complaint);
    }
}

/// The lines of a text from a place on, without their ends, each with its range.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = from;
    text[from..].split_inclusive('\n').map(move |line| {
        let content = line.trim_end_matches(['\n', '\r']);
        let range = start..start + content.len();
        start += line.len();
        (range, content)
    })
}

fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker))
}

fn is_anchor(line: &str) -> bool {
    line.len() == 2 && line.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn shorten(value: &str) -> &str {
    &value[..value.floor_char_boundary(60)]
}

fn read_document(line: &str) -> Option<(String, u64)> {
    let (entries, path) = line.split_once('\t')?;
    Some((unescape(path)?, round_down(entries.parse().ok()?)))
}

fn read_record(line: &str) -> Result<Record, Complaint> {
    let mut fields = line.split('\t');
    let mut field = |name: &'static str| fields.next().ok_or((name, line.to_owned()));
    let bad = |name: &'static str, value: &str| (name, value.to_owned());

    let text = field("the published date")?;
    let published = read_moment(text).ok_or_else(|| bad("the published date", text))?;
    let updated = match field("the updated date")? {
        "=" => published,
        text => read_moment(text).ok_or_else(|| bad("the updated date", text))?,
    };
    let fingerprint = match field("the fingerprint")? {
        "-" => None,
        text => Some(Fingerprint::parse(text).ok_or_else(|| bad("the fingerprint", text))?),
    };
    let text = field("the sketch")?;
    let sketch = Sketch::parse(text).ok_or_else(|| bad("the sketch", text))?;
    let title = match field("the title's key")? {
        "-" => None,
        text => Some(TitleKey::parse(text).ok_or_else(|| bad("the title's key", text))?),
    };
    let text = field("the path")?;
    let path = unescape(text).filter(|path| !path.is_empty()).ok_or_else(|| bad("the path", text))?;
    let id = field("the id")?;
    let (mut gone, mut own_date, mut latest, mut iri) = (None, None, None, None);
    for text in fields {
        let moment = |value| read_moment(value).map(Some).ok_or_else(|| bad("a date", text));
        match text.split_once('=') {
            Some(("gone", value)) => gone = moment(value)?,
            Some(("own", value)) => own_date = moment(value)?,
            Some(("latest", value)) => latest = moment(value)?,
            Some(("iri", value)) => iri = Some(EntryId::new(value).ok_or_else(|| bad("the id for Atom", value))?),
            _ => return Err(bad("a field that this version does not know", text)),
        }
    }
    let id = read_id(id, iri.as_ref()).ok_or_else(|| bad("the id", id))?;
    Ok(Record {
        id,
        path: path.into(),
        published,
        updated,
        latest: latest.unwrap_or(updated).max(updated),
        own_date,
        content: fingerprint.map(|fingerprint| Content { fingerprint, sketch }),
        title,
        gone,
    })
}

fn read_id(text: &str, iri: Option<&EntryId>) -> Option<EntryId> {
    let text = unescape(text)?;
    match (EntryId::new(&text), iri) {
        (Some(id), None) => Some(id),
        (_, Some(iri)) => EntryId::published(&text, iri),
        // An IRI beyond ASCII stands for itself in Atom too, whatever else is offered.
        (None, None) => {
            let placeholder = EntryId::new("tag:invalid,1970:")?;
            EntryId::published(&text, &placeholder).filter(|id| id.iri() == id.as_str())
        }
    }
}

/// Reads exactly `2026-03-01T08:00:00Z`.
fn read_moment(text: &str) -> Option<Timestamp> {
    let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
    let digits = |range: Range<usize>| {
        bytes[range].iter().try_fold(0u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let signs = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
    if signs.iter().any(|&(at, sign)| bytes[at] != sign) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(digits(0..4)?).ok()?, digits(5..7)?, digits(8..10)?)?;
    Timestamp::new(Utc.from_utc_datetime(&date.and_hms_opt(digits(11..13)?, digits(14..16)?, digits(17..19)?)?))
}
