//! Blocks: what an article's HTML is made of, as plain text, in reading order.
//!
//! Comes in: HTML that this crate has written. Goes out: its blocks, from which the summary chooses. A block holds
//! text that is decoded and free of markup; what its markup said beyond that is in its kind and its flags.

use memchr::{memchr, memchr3, memmem};

use crate::feed::SafeHtml;
use crate::text::cjk::{is_full_width_punctuation, joins_without_blank};
use crate::text::html::allow;
use crate::text::html::tree::DEEPEST;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
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

/// The blocks of an entry's HTML, in order. References to footnotes are left out; the alternative
/// texts of images are not text.
///
/// ```
/// use tidings::feed::SafeHtml;
/// use tidings::text::{BlockKind, blocks};
///
/// let blocks = blocks(&SafeHtml::from_text("One paragraph.\n\nAnother &  one."));
/// assert_eq!(blocks[1].kind, BlockKind::Paragraph);
/// assert_eq!(blocks[1].text, "Another & one.");
/// ```
#[must_use]
pub fn blocks(html: &SafeHtml) -> Vec<Block> {
    blocks_of(html.as_str())
}

/// The same for HTML that this crate has written.
pub(crate) fn blocks_of(html: &str) -> Vec<Block> {
    Blocks::of(html).collect()
}

/// The blocks of HTML that this crate has written, one by one: what is not asked for is not read.
pub(crate) struct Blocks<'a> {
    /// What is not read yet; `None` after the last block.
    rest: Option<&'a str>,
    open: Vec<&'a str>,
    text: BlockText,
    footnote_mark: bool,
    /// The elements of a formula that are open, and how many have begun within each.
    formula: Vec<(&'a str, usize)>,
}

impl<'a> Blocks<'a> {
    pub(crate) fn of(html: &'a str) -> Self {
        Self {
            rest: Some(html),
            open: Vec::new(),
            text: BlockText::default(),
            footnote_mark: false,
            formula: Vec::new(),
        }
    }
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        let mut rest = self.rest?;
        while let Some(at) = memchr(b'<', rest.as_bytes()) {
            if !self.footnote_mark {
                self.text.take(&rest[..at]);
            }
            rest = &rest[at..];
            let Some(end) = memchr(b'>', rest.as_bytes()) else { break };
            let tag = &rest[1..end];
            rest = &rest[end + 1..];
            let closing = tag.starts_with('/');
            let name = tag.trim_start_matches('/');
            let name = &name[..name.bytes().position(|byte| byte == b' ').unwrap_or(name.len())];
            if name == "math" || !self.formula.is_empty() {
                self.text.text.push_str(within_formula(&mut self.formula, name, closing));
            } else if name == "a" {
                // Only references to footnotes have an id.
                self.footnote_mark = !closing && tag.starts_with("a id=");
                self.text.in_link = !closing;
            } else if matches!(name, "em" | "strong" | "b" | "i" | "small") {
                let emphasis = self.text.emphasis;
                self.text.emphasis = if closing { emphasis.saturating_sub(1) } else { emphasis + 1 };
            } else if name == "br" {
                // A carriage return is in no sanitised text: it stands for a break that the writer meant.
                self.text.text.push(if self.open.contains(&"pre") { '\n' } else { '\r' });
            } else if allow::is_block(name) {
                let block = flush(&mut self.text, &self.open);
                if closing {
                    if let Some(at) = self.open.iter().rposition(|other| *other == name) {
                        self.open.truncate(at);
                    }
                } else if name != "hr" {
                    self.open.push(name);
                }
                if block.is_some() {
                    self.rest = Some(rest);
                    return block;
                }
            }
        }
        self.rest = None;
        self.text.take(rest);
        flush(&mut self.text, &self.open)
    }
}

/// Steps in or out of an element of a formula; gives the sign that stands before it where a formula is one line.
fn within_formula<'a>(formula: &mut Vec<(&'a str, usize)>, name: &'a str, closing: bool) -> &'static str {
    if closing {
        if let Some(at) = formula.iter().rposition(|(open, _)| *open == name) {
            formula.truncate(at);
        }
        return "";
    }
    let place = formula.last_mut().map(|(parent, begun)| {
        *begun += 1;
        (*parent, *begun)
    });
    formula.push((name, 0));
    match place {
        Some(("mfrac", 2)) => "/",
        Some(("msup" | "mover", 2)) | Some(("msubsup" | "munderover", 3)) => "^",
        Some(("msub" | "munder" | "msubsup" | "munderover", 2)) => "_",
        Some(("mtr" | "mtable", 2..)) => " ",
        _ if matches!(name, "msqrt" | "mroot") => "√",
        _ => "",
    }
}

/// The text of a block so far, and what of it stands in links and in emphasis.
#[derive(Default)]
struct BlockText {
    text: String,
    in_link: bool,
    emphasis: usize,
    outside_links: bool,
    outside_emphasis: bool,
}

impl BlockText {
    fn take(&mut self, html: &str) {
        // Marks between two links are no text of their own.
        let letters = html.contains(char::is_alphanumeric);
        self.outside_links |= letters && !self.in_link;
        self.outside_emphasis |= letters && self.emphasis == 0;
        decode(&mut self.text, html);
    }
}

/// What was gathered as a block, unless it is blank, and the same without anything for the next one.
fn flush(gathered: &mut BlockText, open: &[&str]) -> Option<Block> {
    let linked = !std::mem::take(&mut gathered.outside_links);
    let emphasised = !std::mem::take(&mut gathered.outside_emphasis);
    let text = std::mem::take(&mut gathered.text);
    if text.trim().is_empty() {
        return None;
    }
    let mut kind = BlockKind::Paragraph;
    for name in open.iter().rev().take(DEEPEST) {
        kind = match *name {
            "pre" => BlockKind::Code,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading(name.as_bytes()[1] - b'0'),
            "figcaption" | "caption" | "summary" => BlockKind::Caption,
            "td" | "th" => BlockKind::Table,
            "li" | "dt" | "dd" => BlockKind::ListItem,
            "blockquote" | "aside" => BlockKind::Quote,
            _ => continue,
        };
        break;
    }
    let text = if kind == BlockKind::Code { text.trim_matches('\n').to_owned() } else { one_line(text) };
    Some(Block { kind, text, linked, emphasised })
}

/// White space folded. A line end between Han or Kana is none, and neither it nor a break is one beside
/// full-width punctuation; else a break parts what may be a heading from what it is about.
fn one_line(text: String) -> String {
    if is_folded(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(['\n', '\r']) {
        let mut broken = out.ends_with('\r');
        if broken {
            out.pop();
        }
        let words = part.trim_ascii();
        let folded = is_folded(words).then_some(words).filter(|words| !words.is_empty());
        let words = folded.into_iter().chain(if folded.is_some() { "" } else { words }.split_ascii_whitespace());
        for (index, word) in words.enumerate() {
            let (before, after) = (out.chars().next_back(), word.chars().next());
            let joined = match (index, broken) {
                (0, true) => {
                    before.is_some_and(is_full_width_punctuation) || after.is_some_and(is_full_width_punctuation)
                }
                (0, false) => joins_without_blank(before, after),
                _ => false,
            };
            if before.is_some() && !joined {
                out.push(' ');
            }
            out.push_str(word);
            broken = false;
        }
        if broken || part.ends_with('\r') {
            out.push('\r');
        }
    }
    if out.ends_with('\r') {
        out.pop();
    }
    out
}

/// Whether there is no white space but blanks, one between two words.
fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    !text.starts_with(' ')
        && !text.ends_with(' ')
        && memchr3(b'\n', b'\r', b'\t', bytes).is_none()
        && memchr(b'\x0c', bytes).is_none()
        && memmem::find(bytes, b"  ").is_none()
}

/// The five references that the serialiser writes.
fn decode(out: &mut String, mut text: &str) {
    while let Some(at) = memchr(b'&', text.as_bytes()) {
        out.push_str(&text[..at]);
        text = &text[at..];
        let known = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"')]
            .into_iter()
            .find(|(entity, _)| text.starts_with(entity));
        let (length, c) = known.map_or((1, '&'), |(entity, c)| (entity.len(), c));
        out.push(c);
        text = &text[length..];
    }
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same as [`one_line`], word by word.
    fn word_by_word(text: &str) -> String {
        let mut out = String::new();
        for part in text.split_inclusive(['\n', '\r']) {
            let mut broken = out.ends_with('\r');
            if broken {
                out.pop();
            }
            for (index, word) in part.split_ascii_whitespace().enumerate() {
                let (before, after) = (out.chars().next_back(), word.chars().next());
                let wide = [before, after].into_iter().flatten().any(is_full_width_punctuation);
                let joined = index == 0 && if broken { wide } else { joins_without_blank(before, after) };
                if before.is_some() && !joined {
                    out.push(' ');
                }
                out.push_str(word);
                broken = false;
            }
            if broken || part.ends_with('\r') {
                out.push('\r');
            }
        }
        out.trim_end_matches('\r').to_owned()
    }

    proptest! {
        #[test]
        fn words_that_are_folded_already_stay_together(text in "([ab的，\u{a0}]|[ \n\r\t\x0c]| a ){0,12}") {
            prop_assume!(!text.trim().is_empty());
            prop_assert_eq!(one_line(text.clone()), word_by_word(&text));
        }
    }
}
