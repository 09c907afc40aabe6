//! What can be said of text alone, wherever it comes from and whatever it is for.
//!
//! Comes in: Markdown, HTML or plain text without template syntax. Goes out: HTML that is safe and complete wherever
//! it is shown (`markdown`, `plain`, and `html` with the one list of what is allowed), and what the text says: its
//! blocks, its sentences, a summary, the contact block that it ends in. Nothing here knows of articles, of a
//! site's files or of a configuration; what a link means, it asks [`Links`].

pub(crate) mod block;
pub(crate) mod cjk;
pub(crate) mod code;
pub mod contact;
pub(crate) mod html;
pub(crate) mod inline;
pub(crate) mod markdown;
mod markup;
pub(crate) mod notice;
pub(crate) mod paragraphs;
pub(crate) mod plain;
pub mod script;
pub mod sentence;
pub mod summary;

pub use crate::dialect::Dialect;
pub use block::{Block, BlockKind, blocks};
pub(crate) use block::{Blocks, blocks_of};
pub use html::address::{FileAddress, Links, Use, Written};
pub use inline::{inline_text, name_in_title};
pub use markup::Markup;
