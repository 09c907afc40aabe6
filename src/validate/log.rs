//! Findings: what the checks hand to the [`Log`], and what the log makes of it.

use std::collections::HashMap;

use crate::diagnostic::{Code, Severity};
use crate::validate::rules::Rule;

/// A breach of a rule, with its place in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// The rule's code.
    pub code: Code,
    /// The W3C feed validator's class for the same thing.
    pub w3c: Option<&'static str>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Where it begins, in bytes of the document as UTF-8 (without byte order mark).
    pub offset: usize,
    /// How many bytes are meant; 0 for a point.
    pub length: usize,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// What to do: imperative, lower case, no full stop.
    pub help: &'static str,
    /// The specification and its section.
    pub spec: &'static str,
}

/// A point in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pos {
    /// Bytes from the start of the decoded text.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Pos {
    /// The first character.
    pub const START: Self = Self { offset: 0, line: 1, column: 1 };

    /// The point after this text. LF, CR and CR LF end a line.
    pub fn after(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        self.offset += bytes.len();
        let line_start = match memchr::memrchr2(b'\n', b'\r', bytes) {
            None => 0,
            Some(last) => {
                self.line += line_ends(&bytes[..=last]);
                last + 1
            }
        };
        let width = text[line_start..].chars().count();
        self.column = if line_start == 0 { self.column + width } else { width + 1 };
        self
    }
}

/// How many lines end in these bytes. CR LF is one end, counted where both are here.
fn line_ends(bytes: &[u8]) -> usize {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let alone = memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    feeds + alone
}

/// A stretch of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins.
    pub pos: Pos,
    /// Its length in bytes.
    pub len: usize,
}

impl Stretch {
    /// A point.
    pub fn at(pos: Pos) -> Self {
        Self { pos, len: 0 }
    }
}

/// Collects findings. It keeps the first of each rule up to a limit and counts the rest, so that a
/// document with a fault in each of a million entries costs no memory.
#[derive(Debug)]
pub struct Log {
    findings: Vec<Finding>,
    counts: HashMap<Code, usize>,
    limit: usize,
    suppressed: usize,
    /// Whether only errors are kept.
    pub errors_only: bool,
    /// Codes that are of no interest.
    pub allow: Vec<Code>,
}

impl Log {
    /// A log that keeps `limit` findings of each rule.
    pub fn new(limit: usize) -> Self {
        Self {
            findings: Vec::new(),
            counts: HashMap::new(),
            limit,
            suppressed: 0,
            errors_only: false,
            allow: Vec::new(),
        }
    }

    /// Notes a breach, under the section that the rule names.
    pub fn add(&mut self, rule: &'static Rule, mark: Stretch, message: impl Into<String>) {
        self.add_under(rule, rule.spec, mark, message);
    }

    /// Notes a breach, under another section.
    pub fn add_under(&mut self, rule: &'static Rule, spec: &'static str, mark: Stretch, message: impl Into<String>) {
        let count = self.counts.entry(rule.code).or_default();
        *count += 1;
        if (self.errors_only && rule.code.severity() != Severity::Error) || self.allow.contains(&rule.code) {
            return;
        }
        if *count > self.limit {
            self.suppressed += 1;
            return;
        }
        self.findings.push(Finding {
            severity: rule.code.severity(),
            code: rule.code,
            w3c: rule.w3c,
            line: mark.pos.line,
            column: mark.pos.column,
            offset: mark.pos.offset,
            length: mark.len,
            message: message.into(),
            help: rule.help,
            spec,
        });
    }

    /// Takes over the findings of a part of the document that has no places of its own: they all
    /// stand at one mark.
    pub fn adopt(&mut self, other: Log, mark: Stretch) {
        for finding in other.findings {
            if let Some(rule) = crate::validate::rules::find(finding.code) {
                self.add_under(rule, finding.spec, mark, finding.message);
            }
        }
        self.suppressed += other.suppressed;
    }

    /// Whether a rule has been broken so far.
    pub fn has(&self, rule: &'static Rule) -> bool {
        self.counts.contains_key(&rule.code)
    }

    /// Takes back all findings of a rule, for a reason that was only learned later.
    pub fn withdraw(&mut self, rule: &'static Rule) {
        if self.counts.remove(&rule.code).is_some() {
            self.findings.retain(|finding| finding.code != rule.code);
        }
    }

    /// Takes back all findings but those of one rule, which makes the others idle.
    pub fn only(&mut self, rule: &'static Rule) {
        self.findings.retain(|finding| finding.code == rule.code);
        self.suppressed = 0;
    }

    /// The findings by place, and how many more there were than are shown.
    pub fn finish(mut self) -> (Vec<Finding>, usize) {
        self.findings.sort_by_key(|finding| (finding.offset, finding.severity, finding.code));
        self.findings.dedup();
        (self.findings, self.suppressed)
    }
}

/// A piece of the document for a message: cut to a length that reads, without line breaks.
pub fn shown(text: &str) -> String {
    const LONG: usize = 80;
    let mut out = String::new();
    for (count, char) in text.chars().enumerate() {
        if count == LONG {
            out.push('…');
            break;
        }
        out.push(if char.is_control() { ' ' } else { char });
    }
    out
}
