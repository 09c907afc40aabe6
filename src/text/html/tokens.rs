//! A whole page read tag by tag, without a tree: what is kept of it is its reader's affair and does not grow with the page.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, TokenSink, Tokenizer, TokenizerOpts};

use super::tree::attributes_without_end;

/// How many bytes the tokenizer gets at once.
const PIECE: usize = 16 * 1024;

/// Hands the tokens of a page to a reader, and gives it back. One that no writer types has none.
pub(crate) fn read_tokens<S: TokenSink>(html: &str, reader: S) -> S {
    if attributes_without_end(html) {
        return reader;
    }
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(PIECE.min(rest.len())));
        queue.push_back(StrTendril::from(piece));
        let _ = tokenizer.feed(&queue);
        rest = after;
    }
    tokenizer.end();
    tokenizer.sink
}

/// The elements within which no tags are read (HTML Standard, 13.2.6.4).
pub(crate) fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "title" | "textarea" => Some(Rcdata),
        "style" | "iframe" | "xmp" | "noembed" | "noframes" => Some(Rawtext),
        "script" => Some(ScriptData),
        _ => None,
    }
}
