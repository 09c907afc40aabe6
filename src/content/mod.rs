//! The content directory: its files are found, and as much of each is read as is needed.
//!
//! A build walks the files (`walk`), reads of each as much as its front matter takes (`read_brief`), and the whole of one that
//! an entry needs ([`read_whole`]). [`discover()`] and [`read_head`] give the same, one by one.

mod audio;
mod convert;
mod discover;
mod folder;
mod read;
mod site_files;
mod source_head;
mod stand_in;

pub(crate) use convert::{Conversion, convert, to_convert};
pub use discover::{DiscoverError, Discovery, Found, Skipped, discover};
pub(crate) use discover::{ListedFile, walk};
pub(crate) use read::{BriefRead, read_brief, read_text};
pub use read::{read_body, read_head, read_head_for, read_whole};
pub use site_files::DiskFiles;
pub(crate) use stand_in::markup_in;
