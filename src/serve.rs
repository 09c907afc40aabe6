//! Feeds over HTTP, in two ways that share how a request is answered.
//!
//! - [`PublishedFolder`] is the output folder as it stands, for pollers, behind a proxy or without one.
//! - [`Preview`] is a trial in memory with a reading view, on this machine alone, made again whenever a file changes.
//!
//! `listen` holds the connections and their limits; a [`Responder`] answers. `answer` makes of a resource and a request what
//! RFC 9110 asks for: conditions, codings, ranges.

mod answer;
mod body;
mod coding;
mod conditions;
mod folder;
mod listen;
mod path;
mod preview;
mod timed;

pub use body::Body;
pub use folder::PublishedFolder;
pub use listen::{Limits, RequestLog, Responder, Server};
pub use preview::{Loaded, Preview};
