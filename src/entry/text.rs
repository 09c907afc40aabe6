//! Markup to plain text: titles and summaries from front matter, and the blocks of an entry's HTML.

use memchr::{memchr, memchr3, memmem};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub use crate::entry::block::{Block, BlockKind};
use crate::entry::html::allow::{self, Fate};
use crate::feed::{PlainText, SafeHtml};

/// The plain text of one line of markup, as front matter holds it: a title or a summary with
/// Markdown (`code`, *emphasis*, links), HTML tags or entities, decoded once. What only looks like
/// markup stays as typed: `Vec<T>`, `2 < 3`, `A_B_C`, `*nix`, `C#`. `None` where nothing is left.
pub fn inline_text(markup: &str) -> Option<PlainText> {
    // Without any character that could begin markup, the text is what it is.
    if !markup.contains(['&', '<', '*', '_', '`', '[', '\\', '~', ':', '!', '\n']) {
        return PlainText::new(markup);
    }
    // One line, so that no block but a paragraph can begin; the full stop before it keeps lists and
    // headings from being seen, and is punctuation, so that emphasis may begin right after it.
    let mut line = String::with_capacity(markup.len() + 1);
    line.push('.');
    for piece in markup.lines().map(str::trim).filter(|piece| !piece.is_empty()) {
        if line.len() > 1 && !joins_without_blank(line.chars().next_back(), piece.chars().next()) {
            line.push(' ');
        }
        line.push_str(piece);
    }
    let closed = closed_elements(&line);
    let mut text = String::with_capacity(line.len());
    for event in Parser::new_ext(&line, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(piece) => push_with_emoji(&mut text, &piece),
            Event::Code(piece) => text.push_str(&piece),
            Event::InlineHtml(tag) | Event::Html(tag) => match tag_name(&tag) {
                Some(name) if is_markup(&name, &closed) => {
                    if allow::is_block(&name) || name == "br" {
                        text.push(' ');
                    }
                }
                None if tag.starts_with("<!--") => {}
                _ => text.push_str(&tag),
            },
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    PlainText::new(text.strip_prefix('.').unwrap_or(&text))
}

/// A tag, a section's or an author's name as a feed's title has it. Readers take the titles and descriptions of
/// channels for text or for HTML, and nothing says which: markup goes, as in the titles of articles, and what is
/// left that would begin a tag or a reference is parted by a blank that nobody sees. A value of markup and nothing else is
/// shown as it was typed.
pub fn name_in_title(value: &str) -> String {
    let text = inline_text(value).map_or_else(|| value.to_owned(), |text| text.to_string());
    let mut parted = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        parted.push(c);
        let rest = &text[at + c.len_utf8()..];
        if c == '<' && begins_tag(rest) || c == '&' && begins_reference(rest) {
            parted.push('\u{200b}');
        }
    }
    parted
}

/// Whether what follows a `<` makes it a tag, a comment or a declaration to an HTML parser. A name that no element
/// has and that ends at once is typed: `Vec<T>`.
fn begins_tag(rest: &str) -> bool {
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let element = name[..end].to_ascii_lowercase();
    let known = allow::fate(&element) != Fate::Unwrap || matches!(&*element, "span" | "font" | "big" | "nobr" | "body");
    let harmless = name[end..].starts_with('>') && !known;
    rest.starts_with(['!', '?']) || name.starts_with(|c: char| c.is_ascii_alphabetic()) && !harmless
}

/// Whether what follows a `&` is a reference: `lt;`, `#60;`.
fn begins_reference(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    // The longest name has 31 letters (HTML, 13.5).
    let end = name.bytes().take(33).take_while(u8::is_ascii_alphanumeric).count();
    end > 0 && name[end..].starts_with(';')
}

/// The lower-case name of a tag.
fn tag_name(tag: &str) -> Option<String> {
    let name = tag.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    (end > 0).then(|| name[..end].to_ascii_lowercase())
}

/// A tag in a title is markup where the element is known, and has an end or needs none: in
/// "the `<em>` element" it is typed.
fn is_markup(name: &str, closed: &[String]) -> bool {
    match allow::fate(name) {
        Fate::Void(_) => true,
        Fate::Unwrap => matches!(name, "span" | "font" | "big" | "nobr") && closed.iter().any(|other| other == name),
        _ => closed.iter().any(|other| other == name),
    }
}

fn closed_elements(line: &str) -> Vec<String> {
    let mut names: Vec<String> = line.match_indices("</").filter_map(|(at, _)| tag_name(&line[at..])).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Writes text with well-known `:emoji:` names as characters; unknown ones stay as typed.
pub(crate) fn push_with_emoji(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(':') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let name = &from[1..];
        let end =
            name.bytes().take(40).position(|b| !(b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(&b)));
        let emoji = end
            .filter(|&end| end > 0 && name.as_bytes()[end] == b':')
            // `std::rc::Rc` and `10:100:7` are no pictures.
            .filter(|_| !out.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ':'))
            .filter(|&end| !name[end + 1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == ':'))
            .and_then(|end| Some((emojis::get_by_shortcode(&name[..end])?, end)));
        match emoji {
            Some((emoji, end)) => {
                out.push_str(emoji.as_str());
                rest = &name[end + 1..];
            }
            None => {
                out.push(':');
                rest = name;
            }
        }
    }
    out.push_str(rest);
}

/// Whether a line end between two characters is no word gap: Han and Kana, and their punctuation, are
/// written without blanks. Hangul is not. Full-width punctuation brings its own blank to whatever is
/// beside it.
pub(crate) fn joins_without_blank(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    is_unspaced(before) && is_unspaced(after) || is_full_width_punctuation(before) || is_full_width_punctuation(after)
}

/// Stops, commas and brackets as wide as a Han character.
fn is_full_width_punctuation(c: char) -> bool {
    matches!(c,
        '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}' | '\u{ff01}' | '\u{ff08}'
        | '\u{ff09}' | '\u{ff0c}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}')
}

/// Han, Kana, Bopomofo and their full-width punctuation.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{323af}')
}

/// The blocks of an entry's HTML, in order. References to footnotes are left out; the alternative
/// texts of images are not text.
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
    text: Gathered,
    footnote_mark: bool,
}

impl<'a> Blocks<'a> {
    pub(crate) fn of(html: &'a str) -> Self {
        Self { rest: Some(html), open: Vec::new(), text: Gathered::default(), footnote_mark: false }
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
            if name == "a" {
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

/// The text of a block so far, and what of it stands in links and in emphasis.
#[derive(Default)]
struct Gathered {
    text: String,
    in_link: bool,
    emphasis: usize,
    outside_links: bool,
    outside_emphasis: bool,
}

impl Gathered {
    fn take(&mut self, html: &str) {
        // Marks between two links are no text of their own.
        let letters = html.contains(char::is_alphanumeric);
        self.outside_links |= letters && !self.in_link;
        self.outside_emphasis |= letters && self.emphasis == 0;
        decode(&mut self.text, html);
    }
}

/// What was gathered as a block, unless it is blank, and the same without anything for the next one.
fn flush(gathered: &mut Gathered, open: &[&str]) -> Option<Block> {
    let linked = !std::mem::take(&mut gathered.outside_links);
    let emphasised = !std::mem::take(&mut gathered.outside_emphasis);
    let text = std::mem::take(&mut gathered.text);
    if text.trim().is_empty() {
        return None;
    }
    let mut kind = BlockKind::Paragraph;
    for name in open.iter().rev().take(crate::entry::html::tree::DEEPEST) {
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

/// The text of events between a start and its end, for headings.
pub(crate) fn events_text(events: &[Event<'_>]) -> Option<PlainText> {
    let mut text = String::new();
    let mut image = 0usize;
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) => image += 1,
            Event::End(TagEnd::Image) => image = image.saturating_sub(1),
            Event::Text(piece) if image == 0 => push_with_emoji(&mut text, piece),
            Event::Code(piece) if image == 0 => text.push_str(piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    PlainText::new(&text)
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
