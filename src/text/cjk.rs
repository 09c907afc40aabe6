//! Chinese, Japanese and Korean, which are written without blanks or with wide punctuation: where two lines join,
//! and where emphasis begins and ends.
//!
//! CommonMark decides by white space and punctuation whether `**` opens or closes; scripts without
//! blanks break that: `**中文。**后文` would show its asterisks. The rules of the markdown-cjk-friendly
//! amendment are brought about by a private-use character, which is put between a delimiter and the
//! punctuation beside it before parsing, and taken out of every event afterwards.

use std::borrow::Cow;

use memchr::memchr;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// Whether a line end between two characters is no word gap: Han and Kana, and their punctuation, are
/// written without blanks. Hangul is not. Full-width punctuation brings its own blank to whatever is
/// beside it.
pub(crate) fn joins_without_blank(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    is_unspaced(before) && is_unspaced(after) || is_full_width_punctuation(before) || is_full_width_punctuation(after)
}

/// Stops, commas and brackets as wide as a Han character.
pub(crate) fn is_full_width_punctuation(c: char) -> bool {
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

/// The text with marks where delimiters need them, and the character that marks.
pub(crate) fn mark_emphasis(text: &str) -> (Cow<'_, str>, Option<char>) {
    if memchr(b'*', text.as_bytes()).is_none() || text.is_ascii() {
        return (Cow::Borrowed(text), None);
    }
    let Some(mark) = unused_character(text) else { return (Cow::Borrowed(text), None) };
    let mut marked = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr(b'*', &text.as_bytes()[at..]) {
        let start = at + found;
        let end = start + text[start..].bytes().take_while(|&byte| byte == b'*').count();
        at = end;
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let (Some(before), Some(after)) = (before, after) else { continue };
        if before == '\\' || !(is_cjk(before) || is_cjk(after)) {
            continue;
        }
        let (mark_before, mark_after) = marks(before, after);
        if mark_before || mark_after {
            marked.push_str(&text[copied..start]);
            if mark_before {
                marked.push(mark);
            }
            marked.push_str(&text[start..end]);
            if mark_after {
                marked.push(mark);
            }
            copied = end;
        }
    }
    if copied == 0 {
        return (Cow::Borrowed(text), None);
    }
    marked.push_str(&text[copied..]);
    (Cow::Owned(marked), Some(mark))
}

/// Whether a delimiter between two characters needs a mark before it and after it.
fn marks(before: char, after: char) -> (bool, bool) {
    let foreign_punctuation = |c: char| is_punctuation(c) && !is_cjk(c);
    let opens = !after.is_whitespace()
        && (!foreign_punctuation(after) || before.is_whitespace() || foreign_punctuation(before) || is_cjk(before));
    let closes = !before.is_whitespace()
        && (!foreign_punctuation(before) || after.is_whitespace() || foreign_punctuation(after) || is_cjk(after));
    // What an opening bracket stands before is not closed there, nor opened before a full stop.
    let mark_after = opens && is_punctuation(after) && !is_closing(after);
    let mark_before = closes && is_punctuation(before) && !is_opening(before);
    (mark_before, mark_after)
}

/// A character of the private use area that the text does not hold.
fn unused_character(text: &str) -> Option<char> {
    if !text.contains('\u{e000}') {
        return Some('\u{e000}');
    }
    let mut used = vec![false; 6400];
    for c in text.chars().filter(|c| ('\u{e000}'..='\u{f8ff}').contains(c)) {
        used[c as usize - 0xe000] = true;
    }
    let free = used.iter().position(|used| !used)?;
    char::from_u32(0xe000 + u32::try_from(free).ok()?)
}

/// Han, Kana, Hangul and full-width forms, letters and punctuation alike.
fn is_cjk(c: char) -> bool {
    is_unspaced(c)
        || matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' | '\u{ffa0}'..='\u{ffee}')
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '\u{d7}'
            | '\u{f7}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20c0}'
            | '\u{2190}'..='\u{2bff}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{30a0}'
            | '\u{30fb}' | '\u{fe10}'..='\u{fe6b}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
            | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffee}' | '\u{1f000}'..='\u{1faff}')
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '“'
            | '‘'
            | '（'
            | '［'
            | '｛'
            | '「'
            | '『'
            | '【'
            | '《'
            | '〈'
            | '〔'
            | '〖'
            | '｢'
            | '«'
    )
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | '”'
            | '’'
            | '）'
            | '］'
            | '｝'
            | '」'
            | '』'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '〗'
            | '｣'
            | '»'
            | '。'
            | '，'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '…'
            | '．'
    )
}

/// The event without marks.
pub(crate) fn unmark(event: Event<'_>, mark: char) -> Event<'_> {
    let clean =
        |text: CowStr<'_>| -> CowStr<'static> { text.chars().filter(|&c| c != mark).collect::<String>().into() };
    let keep = |text: &CowStr<'_>| !text.contains(mark);
    match event {
        Event::Text(text) if !keep(&text) => Event::Text(clean(text)),
        Event::Code(text) if !keep(&text) => Event::Code(clean(text)),
        Event::Html(text) if !keep(&text) => Event::Html(clean(text)),
        Event::InlineHtml(text) if !keep(&text) => Event::InlineHtml(clean(text)),
        Event::InlineMath(text) => Event::InlineMath(clean(text)),
        Event::DisplayMath(text) => Event::DisplayMath(clean(text)),
        Event::FootnoteReference(name) => Event::FootnoteReference(clean(name)),
        Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(clean(name))),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(info))))
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: clean(dest_url), title: clean(title), id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: clean(dest_url), title: clean(title), id })
        }
        event => event,
    }
}
