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
//! use tidings::site::{self, RunOptions, Unwatched};
//!
//! let root = Path::new(".");
//! let text = std::fs::read_to_string(root.join("tidings.toml"))?;
//! let config = Config::parse(root, &text, &Overrides::default()).expect("a configuration without fault");
//! let options = RunOptions::at(Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999"));
//! let outcome = site::build(&config, &options, &Unwatched, || eprintln!("waiting for another build"))?;
//! println!("{} entries", outcome.made.entries);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]
// Some of what rooms share only those use that are left out then.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

pub mod adopt;
pub mod article;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
#[cfg(feature = "site")]
pub mod content;
pub mod diagnostic;
pub mod diff;
pub mod entry;
pub mod feed;
#[cfg(feature = "site")]
mod file;
pub mod format;
pub mod generator;
#[cfg(feature = "site")]
pub mod git;
pub mod ledger;
#[cfg(feature = "site")]
pub mod output;
pub mod published;
#[cfg(feature = "cli")]
pub mod report;
pub mod select;
#[cfg(feature = "site")]
pub mod site;
pub mod slug;
mod template;
pub mod text;
pub mod validate;
