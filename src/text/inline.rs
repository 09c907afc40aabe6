//! A line of markup to plain text: titles, names and summaries from front matter, headings.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::feed::PlainText;
use crate::text::cjk::{is_unspaced, joins_without_blank};
use crate::text::html::allow::{self, Treatment};

/// The plain text of one line of markup, as front matter holds it: a title or a summary with
/// Markdown (`code`, *emphasis*, links), HTML tags or entities, decoded once. What only looks like
/// markup stays as typed: `Vec<T>`, `2 < 3`, `A_B_C`, `*nix`, `C#`, `2*3*4`, `__init__.py`, the `<br>` element. `None` where nothing
/// is left.
///
/// ```
/// use tidings::text::inline_text;
///
/// assert_eq!(inline_text("The *new* `pump` &amp; more").unwrap().as_str(), "The new pump & more");
/// assert_eq!(inline_text("Vec<T>, A_B_C").unwrap().as_str(), "Vec<T>, A_B_C");
/// assert_eq!(inline_text(" "), None);
/// ```
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
    let mut read = 0;
    for (event, range) in Parser::new_ext(&line, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        // A backslash that escapes nothing which is markup here: `\(x\)`, `C:\!`.
        let escaped = line[range.start..].chars().next().is_some_and(|c| !"*_`[]<>&~!:#\\".contains(c));
        if escaped && matches!(event, Event::Text(_)) && line.get(read..range.start) == Some("\\") {
            text.push('\\');
        }
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                let mark = delimiter(&line, &range, &event);
                text.push_str(mark.filter(|_| is_typed(&line, &range)).unwrap_or(""));
                read = range.start + mark.map_or(0, str::len);
                continue;
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                let mark = delimiter(&line, &range, &event);
                text.push_str(mark.filter(|_| is_typed(&line, &range)).unwrap_or(""));
            }
            Event::Text(piece) => push_with_emoji(&mut text, &piece),
            Event::Code(piece) => text.push_str(&piece),
            Event::InlineHtml(tag) | Event::Html(tag) => match tag_name(&tag) {
                Some(name) if is_markup(&name, &closed) && !stands_alone(&line, &range, &tag) => {
                    if allow::is_block(&name) || name == "br" {
                        text.push(' ');
                    }
                }
                None if tag.starts_with("<!--") => {}
                _ => text.push_str(&tag),
            },
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(_) => continue,
            _ => {}
        }
        read = range.end;
    }
    PlainText::new(text.strip_prefix('.').unwrap_or(&text))
}

/// The signs that emphasis begins and ends with.
fn delimiter<'l>(line: &'l str, range: &Range<usize>, event: &Event<'_>) -> Option<&'l str> {
    let width = match event {
        Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => 1,
        Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => 2,
        _ if line[range.clone()].starts_with("~~") => 2,
        _ => 1,
    };
    line.get(range.start..range.start + width)
}

/// Signs beyond these are not looked past.
const OUTER_SIGNS: usize = 8;

/// No name in a program is longer.
const LONGEST_NAME: usize = 60;

/// Whether what reads as emphasis was typed as it stands: within a word, a number or a file's name (`2*3*4`,
/// `__init__.py`), or as a name in a program (`__init__`).
fn is_typed(line: &str, range: &Range<usize>) -> bool {
    let is_sign = |byte: &u8| matches!(byte, b'*' | b'_' | b'~');
    // Past the signs of emphasis around it and within: a few, so that a line of signs takes no longer than others.
    let outwards = |text: &mut dyn Iterator<Item = u8>| text.take(OUTER_SIGNS).take_while(is_sign).count();
    let whole = &line[range.clone()];
    let before = &line[..range.start - outwards(&mut line[..range.start].bytes().rev())];
    let after = &line[range.end + outwards(&mut line[range.end..].bytes())..];
    let ends = outwards(&mut whole.bytes().rev());
    let starts = outwards(&mut whole.bytes()).min(whole.len() - ends);
    let inner = &whole[starts..whole.len() - ends];
    let of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    let goes_on = |c: Option<char>, next: Option<char>| {
        of_word(c) || matches!(c, Some('.' | '/' | '\\' | '(' | '=')) && of_word(next)
    };
    let mut following = after.chars();
    // The full stop that was put before the line is no part of it.
    let mut preceding = before.get(1..).unwrap_or("").chars().rev();
    let opens_within = of_word(inner.chars().next()) && of_word(preceding.clone().next())
        || matches!(preceding.next(), Some('.' | '/' | '\\' | '=')) && of_word(preceding.next());
    let closes_within = of_word(inner.chars().next_back()) && goes_on(following.next(), following.next());
    let dunder = whole.starts_with("__")
        && inner.len() <= LONGEST_NAME
        && inner.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    opens_within || closes_within || dunder
}

/// Whether a bare tag without an end stands between blanks, as in "The `<br>` element".
fn stands_alone(line: &str, range: &Range<usize>, tag: &str) -> bool {
    let bare = tag[1..tag.len() - 1].trim_end_matches(['/', ' ']).bytes().all(|byte| byte.is_ascii_alphanumeric());
    let before = line[..range.start].chars().next_back();
    let after = line[range.end..].chars().next();
    let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace());
    let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '.' | ':' | '?' | '!' | ')' | '\''));
    let is_void = tag_name(tag).is_some_and(|name| matches!(allow::treatment(&name), Treatment::Void(_)));
    bare && is_void && ends && (apart(before) || range.start == 1)
}

/// A tag, a section's or an author's name as a feed's title has it. Readers take the titles and descriptions of
/// channels for text or for HTML, and nothing says which: markup goes, as in the titles of articles, and what is
/// left that would begin a tag or a reference is parted by a blank that nobody sees. A value of markup and nothing else is
/// shown as it was typed.
///
/// ```
/// use tidings::text::name_in_title;
///
/// assert_eq!(name_in_title("`C#`"), "C#");
/// assert_eq!(name_in_title("the <b tag"), "the <\u{200b}b tag");
/// ```
#[must_use]
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
    let known = allow::treatment(&element) != Treatment::Unwrap
        || matches!(&*element, "span" | "font" | "big" | "nobr" | "body");
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
    match allow::treatment(name) {
        Treatment::Void(_) => true,
        Treatment::Unwrap => {
            matches!(name, "span" | "font" | "big" | "nobr") && closed.iter().any(|other| other == name)
        }
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
