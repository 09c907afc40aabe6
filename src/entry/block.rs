//! Blocks: what an article's HTML is made of, as plain text, in reading order.
//!
//! The text extraction gives them, the summary chooses from them. A block holds text that is
//! decoded and free of markup; what its markup said beyond that is in its kind and its flags.

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// `h1` to `h6`, with its level.
    Heading(u8),
    /// A paragraph, or text that stands on its own in a `div` and the like.
    Paragraph,
    /// The text of a list item, without that of the lists within it.
    ListItem,
    /// A paragraph within a quotation or an aside.
    Quote,
    /// Preformatted text.
    Code,
    /// A cell of a table.
    Table,
    /// The caption of a figure or a table, or the summary of details.
    Caption,
}

/// A block of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its plain text: entities decoded, marks of footnotes and alternative texts of pictures left
    /// out, white space folded (not in code); never blank.
    pub text: String,
    /// Whether links hold all of its text.
    pub linked: bool,
    /// Whether emphasis (`em`, `strong`, `small`) holds all of its text.
    pub emphasised: bool,
}

impl Block {
    /// A block without flags.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), linked: false, emphasised: false }
    }
}
