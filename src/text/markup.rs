//! The kinds of text that articles are written in.

/// How an article's body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Markup {
    /// CommonMark with GFM; components of MDX are taken out where they occur.
    Markdown,
    /// HTML
    Html,
    /// Plain text
    Text,
}
