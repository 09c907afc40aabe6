//! Problems as values: what is wrong, where, and what to do.
//!
//! Stages collect diagnostics and hand them on; nothing here prints. How they are shown is in
//! `report`.

#[cfg(any(feature = "cli", feature = "publish"))]
mod address;
mod code;
mod faults;
mod findings;
mod place;
mod problem;
mod severity;
mod visible;

#[cfg(any(feature = "cli", feature = "publish"))]
pub(crate) use self::address::{Secrets, is_address, told_word};
#[cfg(feature = "publish")]
pub(crate) use self::address::{told, without_user};
pub use self::code::{Code, UnknownCode};
pub use self::faults::Faults;
pub use self::findings::{Findings, Lines, MOST_OF_A_CODE};
pub use self::place::{Place, Span};
pub use self::problem::{Diagnostic, any_error, sort};
pub use self::severity::Severity;
pub(crate) use self::visible::{acts, visible, visible_json, visible_lines};
