//! The content directory: its files are found, and as much of each is read as is needed.
//!
//! [`discover()`] lists the files, [`read_head`] reads as much of one as its front matter takes, and
//! [`read_body`] reads the whole of one that an entry needs.

mod discover;
mod folder;
mod read;

pub use discover::{DiscoverError, Discovery, Found, Skipped, discover};
pub(crate) use discover::{ListedFile, walk};
pub(crate) use read::{BriefRead, read_brief, read_text};
pub use read::{read_body, read_head, read_whole};
