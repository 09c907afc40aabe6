//! Tidings turns a directory of dated articles into RSS 2.0, Atom 1.0 and JSON Feed 1.1 documents.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod adopt;
pub mod article;
pub mod config;
pub mod diagnostic;
pub mod diff;
pub mod entry;
pub mod feed;
mod file;
pub mod format;
pub mod git;
pub mod ledger;
pub mod output;
pub mod published;
pub mod report;
pub mod select;
pub mod slug;
pub mod validate;
