//! Forms that a string alone can have or lack: a date, a URI, a registered name. Nothing here makes a finding.

pub mod authority;
pub mod dates;
pub mod files;
pub mod names;
pub mod uris;
