//! Tidings turns dated articles into RSS 2.0, Atom 1.0 and JSON Feed 1.1 documents: identity that never changes,
//! dates that mean something, summaries of whole sentences, and nothing invalid.
//!
//! Without a disk, from a text to a document that has been checked:
//!
//! ```
//! use tidings::article::Article;
//! use tidings::config::Config;
//! use tidings::feed::Feed;
//! use tidings::validate::{self, Options};
//!
//! let site = Config::new("Acme News", "https://acme.example/")?;
//! let article = Article::parse("2026-01-05-launch.md", "# We are open\n\nThe pump is *for sale*.", &site)?;
//! let feed = Feed::builder("Acme News", "https://acme.example/")?.entry(article.compose(&site)?).build()?;
//! let rss = feed.to_rss();
//! let report = validate::validate(rss.as_bytes(), &Options::default());
//! assert!(!report.has_errors());
//! # assert!(rss.contains("<title>We are open</title>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is where
//!
//! | module | what it does |
//! | --- | --- |
//! | [`feed`] | the model: a feed, its entries, and types for text, HTML, addresses and ids that cannot be wrong |
//! | [`article`] | a text becomes an article: its front matter, its date, whether it may be published |
//! | [`entry`] | an article becomes an entry: body, summary, people, media, address, id |
//! | [`format`](mod@format) | a feed becomes a document: RSS, Atom, JSON Feed; a list of feeds, a page, a card |
//! | [`validate`] | a document, whoever made it, becomes findings |
//! | [`text`] | what can be said of text alone: sentences, summaries, contact blocks |
//! | [`config`] | what `tidings.toml` says of a site |
//! | [`diagnostic`] | a problem as a value: its code, its place, what to do |
//! | [`ledger`], [`select`] | what was published before, and which feed carries which entry |
//! | [`published`], [`diff`], [`adopt`] | documents that exist: their entries, how two differ, how their ids are kept |
//! | [`generator`] | what is known of each site generator |
//! | `content`, `git`, `output`, `site` | sites on the disk (feature `site`) |
//! | `watch`, `serve` | files that change, feeds over HTTP (features `site`, `serve`) |
//! | `storage`, `publish` | the output folder becomes public, on object storage or in a folder (feature `publish`) |
//! | `report`, `cli` | the program, and how it shows what it has to say (feature `cli`) |
//!
//! # Features
//!
//! - `cli` (default): the program `tidings`; brings `site` along.
//! - `serve` (default): feeds over HTTP, previewed and published; brings `site` along.
//! - `site`: articles found on the disk, documents written, by all cores.
//! - Without either (`default-features = false`) no file is read and none is written, and no thread is started: what the
//!   example above needs.
//!
//! An entry that comes from elsewhere, a database say, is an article too: HTML under a name that ends in `.html`, with what is
//! known of it as front matter (`title`, `date`, `url`, and an `id`, for one that is made of the name changes with it).
//!
//! # A site on the disk
//!
//! Data goes one way, a stage a module:
//!
//! ```text
//! config -> content (discover, read) -> article -> select -> ledger -> entry (compose) -> format -> validate -> output
//! ```
//!
//! `site` is the one place that knows this order. What `tidings build` does is
//!
//! ```no_run
//! # #[cfg(feature = "site")] {
//! use std::path::Path;
//! use tidings::config::{Config, Overrides};
//! use tidings::content::DiskFiles;
//! use tidings::feed::Timestamp;
//! use tidings::site::{self, RunOptions, Unwatched};
//!
//! let root = Path::new(".");
//! let text = std::fs::read_to_string(root.join("tidings.toml"))?;
//! let config = Config::parse_with(root, &text, &Overrides::default(), &DiskFiles::new(root))?;
//! let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
//! let now = Timestamp::from_unix(now.try_into()?).expect("a year from 1 to 9999");
//! let outcome = site::build(&config, &RunOptions::at(now), &Unwatched, || eprintln!("waiting for another build"))?;
//! outcome.made.diagnostics.iter().for_each(|found| eprintln!("{}: {}", found.code, found.message));
//! println!("{} entries{}", outcome.made.entries, if outcome.refused { ", not written" } else { "" });
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]
// Some of what rooms share only those use that are left out then.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

pub mod adopt;
#[cfg(feature = "publish")]
pub mod announce;
mod apple;
pub mod article;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
#[cfg(feature = "site")]
pub mod content;
#[cfg(any(feature = "publish", feature = "serve"))]
mod delivery;
pub mod diagnostic;
mod dialect;
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
mod media;
#[cfg(feature = "site")]
pub mod output;
#[cfg(feature = "publish")]
pub mod probe;
#[cfg(feature = "publish")]
pub mod publish;
pub mod published;
#[cfg(feature = "cli")]
pub mod report;
mod scheme;
pub mod select;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "site")]
pub mod site;
pub mod slug;
#[cfg(feature = "publish")]
pub mod storage;
mod template;
pub mod text;
pub mod validate;
#[cfg(feature = "site")]
pub mod watch;
#[cfg(feature = "publish")]
mod web;
