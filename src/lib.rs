//! Tidings turns a directory of dated articles into RSS 2.0, Atom 1.0 and JSON Feed 1.1 documents:
//! identity that never changes, dates that mean something, summaries of whole sentences, and nothing
//! invalid on disk.
//!
//! Data goes one way, a stage a module:
//!
//! ```text
//! config -> article (discover, read) -> select -> entry (compose) -> ledger -> format -> validate -> output
//! ```
//!
//! [`site`] is the one place that knows this order. The binary is a thin user of this library: what
//! `tidings build` does is
//!
//! ```no_run
//! use std::path::Path;
//! use tidings::config::{Config, Overrides};
//! use tidings::feed::Timestamp;
//! use tidings::site::{self, Options, Unwatched};
//!
//! let root = Path::new(".");
//! let text = std::fs::read_to_string(root.join("tidings.toml"))?;
//! let config = Config::parse(root, &text, &Overrides::default()).expect("a configuration without fault");
//! let options = Options::at(Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999"));
//! let outcome = site::build(&config, &options, &Unwatched, || eprintln!("waiting for another build"))?;
//! println!("{} entries", outcome.made.entries);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod adopt;
pub mod article;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod diff;
pub mod entry;
pub mod feed;
mod file;
pub mod format;
pub mod generator;
pub mod git;
pub mod ledger;
pub mod output;
pub mod published;
pub mod report;
pub mod select;
pub mod site;
pub mod slug;
mod template;
pub mod text;
pub mod validate;
