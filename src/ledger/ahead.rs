//! Dates in the ledger that lie ahead of now.
//!
//! The ledger's own dates are moments at which a build saw a change, or what a writer once wrote; none can lie ahead
//! of now. One that does comes of a clock that was wrong, or of a slip that was taken for true before slips were
//! refused. It is reported and not believed: what is published instead is the published date, which is the same in
//! every build, whatever the time. The ledger keeps it, for the clock that is wrong may be this one; only
//! `tidings ledger mend` sets it right.

use super::line;
use super::records::{Ledger, Record};
use super::resolve::{Resolved, UpdatedFrom};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::feed::Timestamp;

impl Record {
    /// Whether one of its dates lies more than a day ahead of `now` and of what its article says itself.
    pub(super) fn is_ahead(&self, now: Timestamp) -> bool {
        self.latest.is_ahead_of(now.max(self.published))
    }

    /// The latest `updated` that it ever had and that is not ahead of `now`; `None` where all are.
    #[must_use]
    pub fn believed_latest(&self, now: Timestamp) -> Option<Timestamp> {
        [self.latest, self.updated, self.published].into_iter().find(|date| !date.is_ahead_of(now))
    }

    /// The same record without dates that lie ahead of `now`.
    pub(super) fn set_right(&mut self, now: Timestamp) {
        if self.updated.is_ahead_of(now.max(self.published)) {
            self.updated = self.published;
        }
        if self.is_ahead(now) {
            self.latest = self.updated;
        }
    }
}

impl Resolved {
    /// When it was updated, as documents say at `now`: not by a date of the ledger that lies ahead.
    #[must_use]
    pub fn believed_updated(&self, now: Timestamp) -> Timestamp {
        let from_ledger = matches!(self.updated_from, UpdatedFrom::Ledger | UpdatedFrom::FirstSight);
        if from_ledger && self.updated.is_ahead_of(now.max(self.published)) { self.published } else { self.updated }
    }
}

impl Ledger {
    /// A warning where dates lie ahead of `now`, at the place of the first.
    pub(super) fn complain_of_dates_ahead(&self, now: Timestamp) -> Option<Diagnostic> {
        let ahead = || self.records.iter().enumerate().filter(|(_, record)| record.is_ahead(now));
        let line = |at: usize| self.read.as_ref().and_then(|read| read.lines.get(at).copied());
        let (at, first) = ahead().min_by_key(|(at, _)| (line(*at), *at))?;
        let others = match ahead().count() - 1 {
            0 => String::new(),
            1 => ", and another entry likewise".to_owned(),
            more => format!(", and {more} other entries likewise"),
        };
        let message = format!(
            "`{}` is said to have been updated on {}, which is ahead of now, {}{others}; that is not believed",
            first.path,
            first.latest.day(),
            now.day()
        );
        let warning = Diagnostic::warning(Code::LedgerDateAhead, message)
            .help("look at the clock; if it is right, run `tidings ledger mend`");
        let Some(read) = &self.read else { return Some(warning) };
        let place = line(at).map(|line| Place::of_line(line, &line::of_record(first)));
        Some(Diagnostic { place, ..warning.in_file(&read.shown) })
    }
}
