//! The ledger as text, and back.
//!
//! One entry is one line of fields between tabs:
//!
//! ```text
//! published  updated  fingerprint  sketch  title  path  id  [name=value ...]  ~checksum
//! ```
//!
//! An `updated` of `=` is the published date, a `-` is a value that is not known; the names are `gone`,
//! `own`, `latest` and `iri`. A line of another kind begins with a word: a document is
//! `document  entries  path  ~checksum`; the publisher, where contact blocks decided who that is, is
//! `publisher  key  key ...  ~checksum`. In keys, paths and ids a tab, a line break and a backslash are written
//! `\t`, `\n`, `\r` and `\\`. Version 1 had no checksums; it is read as it was, and written in version 2 as soon
//! as it has to say something else.
//!
//! Lines are sorted by a hash of the id (of a document: of its path), so that entries that are added
//! on two branches nearly always land in different places and git merges them; an entry's line stays
//! where it is when its article is renamed. The 256 lines of two hexadecimal digits are there for the
//! same reason: git joins two changes only where a line between them is unchanged, and in a short
//! ledger these are what is between. The last line says `end`, so that a cut file is noticed.

use std::collections::hash_map::{Entry as Slot, HashMap};
use std::fmt::Write;
use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use super::line::{Sum, end_line, escape, read_document, read_keys, read_record, without_sum, write_record};
use super::records::{Ledger, ReadFrom, Record};
use crate::diagnostic::{Code, Diagnostic, Faults};

/// The version that is written, and the newest that is read.
pub(super) const VERSION: u32 = 2;
/// The first version whose lines have checksums.
const WITH_SUMS: u32 = 2;
pub(super) const HEADER: &str = "tidings ledger ";
const NOTE: &str = "# Written by tidings: the ids and dates that have been published. Commit it; do not edit it.";
pub(super) const END: &str = "end";

const RESTORE: &str =
    "restore the line from version control; where it was changed on purpose, run `tidings ledger mend`";
const RESOLVE: &str = "resolve the merge and keep the lines of both sides, or run `tidings ledger mend`, which does; \
    or take one side's file whole and build again";

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
    ///
    /// ```
    /// use tidings::ledger::Ledger;
    ///
    /// let text = Ledger::default().to_text();
    /// assert_eq!(Ledger::parse(&text, "tidings.lock")?, Ledger::default());
    /// assert!(Ledger::parse("tidings ledger 2\n", "tidings.lock").is_err(), "its end is missing");
    /// # Ok::<(), tidings::diagnostic::Faults>(())
    /// ```
    pub fn parse(text: &str, shown: &str) -> Result<Self, Faults> {
        LedgerReader::new(text, shown).read()
    }

    /// The version of the text that it was read from; `None` where it was not read.
    pub fn version_read(&self) -> Option<u32> {
        self.read.as_ref().map(|read| read.version)
    }

    /// Whether a file's text may stay where this text, of [`Ledger::to_text`], would be written: it is the
    /// same, or of an older version and says the same. So nobody's ledger is rewritten for the sake of its version.
    #[must_use]
    pub fn may_stay(on_disk: &str, made: &str) -> bool {
        let says_the_same = |old: Self, new: Self| {
            // Version 1 had no word for the publisher.
            let publisher = if old.publisher.is_empty() { new.publisher.clone() } else { old.publisher.clone() };
            Self { publisher, ..old }.to_text() == new.to_text()
        };
        on_disk == made
            || !on_disk.starts_with(&format!("{HEADER}{VERSION}"))
                && Self::parse(on_disk, "")
                    .and_then(|old| Ok(says_the_same(old, Self::parse(made, "")?)))
                    .is_ok_and(|same| same)
    }

    /// The ledger as text; the same for the same entries and documents in whatever order.
    #[must_use]
    pub fn to_text(&self) -> String {
        let records = self.records.iter().map(|record| (record.id.as_str(), LineToWrite::Entry(record)));
        let documents =
            self.documents.iter().map(|(path, entries)| (path.as_str(), LineToWrite::Document(path, *entries)));
        let publisher = (!self.publisher.is_empty()).then_some(("publisher", LineToWrite::Publisher(&self.publisher)));
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
                let start = text.len();
                match item {
                    LineToWrite::Entry(record) => write_record(&mut text, record),
                    LineToWrite::Document(path, entries) => {
                        let _ = write!(text, "document\t{entries}\t");
                        escape(path, &mut text);
                    }
                    LineToWrite::Publisher(keys) => {
                        text.push_str("publisher");
                        for key in keys {
                            text.push('\t');
                            escape(key, &mut text);
                        }
                    }
                }
                end_line(&mut text, start);
            }
        }
        text.push_str(END);
        text.push('\n');
        text
    }
}

enum LineToWrite<'a> {
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

/// A ledger's text as it is read: what its lines say so far, and what is wrong with them.
struct LedgerReader<'a> {
    text: &'a str,
    shown: &'a str,
    version: u32,
    complaints: Vec<Diagnostic>,
    ended: bool,
    ledger: Ledger,
    /// The line of each record, from 1.
    numbers: Vec<usize>,
    /// Where the publisher, each id, and each path of an article that is not gone stands, to name it where one comes
    /// again.
    publisher: Option<Range<usize>>,
    ids: HashMap<String, Range<usize>>,
    paths: HashMap<Arc<str>, Range<usize>>,
}

impl<'a> LedgerReader<'a> {
    fn new(text: &'a str, shown: &'a str) -> Self {
        Self {
            text,
            shown,
            version: VERSION,
            complaints: Vec::new(),
            ended: false,
            ledger: Ledger::default(),
            numbers: Vec::new(),
            publisher: None,
            ids: HashMap::new(),
            paths: HashMap::new(),
        }
    }

    fn read(mut self) -> Result<Ledger, Faults> {
        let text = self.text;
        if let Some(body_from) = self.header() {
            // The body begins on the second line.
            for (number, (range, line)) in (2..).zip(lines(text, body_from)) {
                if self.complaints.len() >= COMPLAINTS {
                    break;
                }
                if is_conflict_marker(line) {
                    let message = "the ledger holds the markers of an unresolved merge";
                    self.complain(range, Code::LedgerConflict, message, RESOLVE);
                    break;
                }
                if line.is_empty() || self.is_comment(line) || is_anchor(line) {
                    continue;
                }
                if line == END {
                    self.ended = true;
                    continue;
                }
                if let Some(fields) = self.checked(range.clone(), line) {
                    self.take(number, range, fields);
                }
            }
            if !self.ended && self.complaints.is_empty() {
                let end = text.len();
                let help = "restore the file from version control; a ledger's last line is `end`";
                self.complain(end..end, Code::LedgerTruncated, "the ledger ends before its end", help);
            }
        }
        if !self.complaints.is_empty() {
            return Err(self.complaints.into());
        }
        let read = ReadFrom { version: self.version, shown: Arc::from(self.shown), lines: self.numbers };
        Ok(Ledger { read: Some(read), ..self.ledger })
    }

    /// Takes what a line says, whose checksum is right.
    fn take(&mut self, number: usize, range: Range<usize>, fields: &str) {
        match LineFields::of(fields) {
            LineFields::Document(document) => match read_document(document) {
                Some((path, entries)) => {
                    self.ledger.documents.insert(path, entries);
                }
                None => self.unreadable(range, "a document's line is its number of entries and its path"),
            },
            LineFields::Publisher(keys) => match read_keys(keys) {
                Some(keys) => match self.publisher.replace(range.clone()) {
                    Some(first) if self.ledger.publisher != keys => self.twice(range, first, "the publisher"),
                    _ => self.ledger.publisher = keys,
                },
                None => self.unreadable(range, "a publisher's line is what it is known by"),
            },
            LineFields::Entry => match read_record(fields) {
                Ok(record) => self.take_record(number, range, record),
                Err((field, value)) => {
                    self.unreadable(range, &format!("{field} cannot be read: `{}`", shorten(&value)));
                }
            },
        }
    }

    fn take_record(&mut self, number: usize, range: Range<usize>, record: Record) {
        if let Some(first) = note(&mut self.ids, record.id.as_str().to_owned(), &range) {
            return self.twice(range, first, &format!("the id `{}`", record.id));
        }
        if record.gone.is_none()
            && let Some(first) = note(&mut self.paths, Arc::clone(&record.path), &range)
        {
            return self.twice(range, first, &format!("the article `{}`", record.path));
        }
        self.ledger.records.push(record);
        self.numbers.push(number);
    }

    /// A `#` that a damaged byte has made of a digit begins no comment.
    fn is_comment(&self, line: &str) -> bool {
        line.starts_with('#') && (self.version < WITH_SUMS || line == "#" || line.starts_with("# "))
    }

    /// The fields of a line whose checksum is right.
    fn checked(&mut self, range: Range<usize>, line: &'a str) -> Option<&'a str> {
        if self.version < WITH_SUMS {
            return Some(line);
        }
        let (fields, sum) = without_sum(line);
        let message = match sum {
            Sum::Right => return Some(fields),
            Sum::Wrong => "the line is not as it was written: its checksum does not fit",
            Sum::Missing => "the line has no checksum, as those of a ledger of version 2 have",
        };
        self.unreadable(range, message);
        None
    }

    /// Checks the first line and says where the next one begins.
    fn header(&mut self) -> Option<usize> {
        let start = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        let line = self.text[start..line_end].trim_end();
        let range = start..start + line.len();
        let version = line.strip_prefix(HEADER).map(|version| version.trim().parse::<u32>());
        match version {
            Some(Ok(version @ 1..=VERSION)) => {
                self.version = version;
                return Some((line_end + 1).min(self.text.len()));
            }
            Some(Ok(newer)) if newer > VERSION => {
                let message = format!("the ledger has version {newer}; this version of Tidings reads up to {VERSION}");
                self.complain(
                    range,
                    Code::LedgerVersion,
                    &message,
                    "build with the version of Tidings that wrote it, or a newer one",
                );
            }
            _ if is_conflict_marker(line) => {
                let message = "the ledger holds the markers of an unresolved merge";
                self.complain(range, Code::LedgerConflict, message, RESOLVE);
            }
            _ => {
                let message = format!("this is no ledger: it does not begin with `{HEADER}{VERSION}`");
                self.complain(range, Code::LedgerHeader, &message, "restore the file from version control");
            }
        }
        None
    }

    fn unreadable(&mut self, range: Range<usize>, message: &str) {
        self.complain(range, Code::LedgerLine, message, RESTORE);
    }

    fn twice(&mut self, range: Range<usize>, first: Range<usize>, what: &str) {
        let line = self.text[..first.start].bytes().filter(|&byte| byte == b'\n').count() + 1;
        let message = format!("{what} stands here and on line {line}");
        self.complain(
            range,
            Code::LedgerDuplicate,
            &message,
            "remove one of the two lines, or run `tidings ledger mend`",
        );
    }

    fn complain(&mut self, range: Range<usize>, code: Code, message: &str, help: &str) {
        let complaint = Diagnostic::error(code, message).in_file(self.shown).at(self.text, range).help(help);
        self.complaints.push(complaint);
    }
}

/// Notes where something stands; gives where it stands already, if it does.
fn note<K: Eq + Hash>(places: &mut HashMap<K, Range<usize>>, key: K, range: &Range<usize>) -> Option<Range<usize>> {
    match places.entry(key) {
        Slot::Occupied(slot) => Some(slot.get().clone()),
        Slot::Vacant(slot) => {
            slot.insert(range.clone());
            None
        }
    }
}

/// The lines of a text from a place on, without their ends, each with its range.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = from;
    text[from..].split_inclusive('\n').map(move |line| {
        let content = line.trim_end_matches(['\n', '\r']);
        let range = start..start + content.len();
        start += line.len();
        (range, content)
    })
}

/// What a line is about: a word says so, and what begins with a date is an entry.
enum LineFields<'a> {
    Document(&'a str),
    Publisher(&'a str),
    Entry,
}

impl<'a> LineFields<'a> {
    fn of(fields: &'a str) -> Self {
        match fields.split_once('\t') {
            Some(("document", document)) => Self::Document(document),
            Some(("publisher", keys)) => Self::Publisher(keys),
            _ => Self::Entry,
        }
    }
}

pub(super) fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker))
}

pub(super) fn is_anchor(line: &str) -> bool {
    line.len() == 2 && line.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn shorten(value: &str) -> &str {
    &value[..value.floor_char_boundary(60)]
}
