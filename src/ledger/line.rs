//! One line of the ledger's text, written and read.
//!
//! A line is fields between tabs, and since version 2 the last of them is a checksum of all before it: a byte
//! that was changed by accident, or a date that was changed by hand, is noticed. The checksum is of one line, so
//! that git merges the file as before.

use std::fmt::Write;
use std::ops::Range;

use chrono::{NaiveDate, TimeZone, Utc};

use super::fingerprint::{Fingerprint, Sketch, TitleKey, encode};
use super::records::{Content, Record, round_down};
use crate::feed::{EntryId, Timestamp};

/// What a checksum begins with: short, for there is one on every line.
const SUM: char = '~';

/// Adds the checksum of the line that begins at `start`, and ends it.
pub(super) fn end_line(text: &mut String, start: usize) {
    let sum = sum_of(&text[start..]);
    text.push('\t');
    text.push(SUM);
    text.push_str(&sum);
    text.push('\n');
}

/// Whether the checksum of a line is that of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sum {
    /// It is.
    Right,
    /// It is not.
    Wrong,
    /// There is none.
    Missing,
}

/// The fields of a line without their checksum, and what that is worth.
pub(super) fn without_sum(line: &str) -> (&str, Sum) {
    let last = line.rsplit_once('\t').and_then(|(fields, last)| Some((fields, last.strip_prefix(SUM)?)));
    match last {
        Some((fields, sum)) if sum == sum_of(fields) => (fields, Sum::Right),
        Some((fields, _)) => (fields, Sum::Wrong),
        None => (line, Sum::Missing),
    }
}

/// 24 bits: one damaged line in 16 million passes.
fn sum_of(fields: &str) -> String {
    let mut short = [0; 3];
    short.copy_from_slice(&blake3::hash(fields.as_bytes()).as_bytes()[..3]);
    let mut text = String::with_capacity(4);
    // Writing to a string cannot fail.
    let _ = encode(&short, &mut text);
    text
}

/// The fields of a record's line.
pub(super) fn of_record(record: &Record) -> String {
    let mut text = String::new();
    write_record(&mut text, record);
    text
}

pub(super) fn write_record(text: &mut String, record: &Record) {
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

pub(super) fn escape(value: &str, text: &mut String) {
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

/// What a publisher is known by, of the fields of its line.
pub(super) fn read_keys(fields: &str) -> Option<Vec<String>> {
    fields.split('\t').map(unescape).collect()
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
pub(super) type Complaint = (&'static str, String);

pub(super) fn read_document(line: &str) -> Option<(String, u64)> {
    let (entries, path) = line.split_once('\t').filter(|(_, path)| !path.contains('\t'))?;
    Some((unescape(path)?, round_down(entries.parse().ok()?)))
}

pub(super) fn read_record(line: &str) -> Result<Record, Complaint> {
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
