//! The ledger, `tidings.lock`: which entries have been published, under which ids and dates.
//!
//! A [`Ledger`] is read from text ([`Ledger::parse`]) and written to text ([`Ledger::to_text`]); what a
//! build makes of it and of the articles it finds is [`resolve()`]. Nothing here touches a file or a
//! clock. What is promised: an id that was published once stays with its entry, whatever is renamed,
//! edited or moved, and is never given to another one; see `docs/ledger.md` for the rules.

mod ahead;
mod fingerprint;
mod line;
mod mend;
mod present;
mod recognise;
mod records;
mod resolve;
mod siblings;
mod text;

pub use fingerprint::{Fingerprint, Opening, Parts, Sketch, TitleKey};
pub use mend::{Mended, mend};
pub use present::Evidence;
pub(crate) use present::without_date;
pub(crate) use recognise::FAR;
pub use records::{Content, Ledger, Record, RepeatedRecord};
pub(crate) use resolve::resolve_within;
pub use resolve::{
    Gone, IdChange, IdSource, PublishedFrom, Resolution, ResolveOptions, Resolved, Seen, Unread, UpdatedFrom, resolve,
};
