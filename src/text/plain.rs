//! Plain text becomes HTML.
//!
//! Blank lines part paragraphs. Lines of one paragraph are joined where they are prose that was wrapped,
//! and kept apart where they are short (addresses, verse). Bullets and numbers become lists, addresses
//! become links, and a first short line that reads as a title becomes the heading.

use crate::feed::PlainText;
use crate::text::cjk::{is_unspaced, joins_without_blank};
use crate::text::html::tree::TooMuch;
use crate::text::html::{HtmlRules, escape_text};
use crate::text::markdown::{Markdown, repeats, write_linked};
use crate::text::notice;

/// A title is no longer than this, in characters.
const LONGEST_TITLE: usize = 100;

/// Lines from this width on were broken by an editor, not by the writer. Han and Kana count two.
const WRAPPED: usize = 50;

/// Renders plain text.
pub(crate) fn to_html(text: &str, title: Option<&str>, rules: &HtmlRules<'_>) -> Result<Markdown, TooMuch> {
    let mut result = Markdown::default();
    let mut paragraphs = paragraphs(text);
    without_press_marks(&mut paragraphs);
    let mut parts: Vec<Part<'_>> = paragraphs.into_iter().flat_map(parted).flat_map(named_parts).collect();
    if let Some((at, heading)) = heading_of(&parts, title) {
        result.heading = Some(heading);
        parts.remove(at);
    }
    let out = &mut result.html;
    for part in parts {
        match part {
            Part::Name(name) => {
                out.push_str("<h2>");
                write_linked(out, name, rules);
                out.push_str("</h2>\n");
            }
            Part::Rule => out.push_str("<hr>\n"),
            Part::Lines(lines) => write_paragraph(out, &lines, rules),
        }
    }
    Ok(result)
}

/// What a text is made of.
enum Part<'a> {
    /// The name of what comes below it.
    Name(&'a str),
    /// A line of signs that parts the text.
    Rule,
    Lines(Vec<&'a str>),
}

/// So many paragraphs may stand above a title.
const LETTERHEAD: usize = 5;

/// The title, and which part it is: the first, or the first below what a letter has above its title. One that is known
/// is the first.
fn heading_of(parts: &[Part<'_>], title: Option<&str>) -> Option<(usize, PlainText)> {
    let single = |part: &Part<'_>| match part {
        Part::Name(name) => PlainText::new(name),
        Part::Lines(lines) => PlainText::new(lines.first()?).filter(|_| lines.len() == 1),
        Part::Rule => None,
    };
    if let Some(title) = title {
        let heading = single(parts.first()?)?;
        return repeats(title, heading.as_str()).then_some((0, heading));
    }
    for (at, part) in parts.iter().take(LETTERHEAD).enumerate() {
        let above_title = match part {
            Part::Lines(lines) if lines.len() > 1 => {
                let short = |line: &&str| width(line) < WRAPPED && !ends_sentence(line) && bullet(line).is_none();
                at == 0 && lines.len() <= LETTERHEAD && lines.iter().all(short)
            }
            _ => {
                let heading = single(part)?;
                let line = heading.as_str();
                let above = notice::is_letterhead(line) && at + 1 < parts.len();
                // Below a letterhead, a title is followed by what it is about.
                if !above {
                    let is_title = reads_as_title(line) && !matches!(part, Part::Name(_) if at > 0);
                    return (is_title && (at == 0 || at + 1 < parts.len())).then_some((at, heading));
                }
                true
            }
        };
        if !above_title {
            return None;
        }
    }
    None
}

/// The lines of a paragraph, with the names of parts that they begin with (`About Acme`, or above `-----`) apart.
fn named_parts(mut lines: Vec<&str>) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    while let Some(first) = lines.first() {
        if notice::is_rule(first) || notice::is_signature_mark(first) || notice::is_end_mark(first) {
            parts.push(Part::Rule);
            lines.remove(0);
            continue;
        }
        let underlined =
            lines.get(1).is_some_and(|below| notice::is_rule(below) && below.trim().starts_with(['=', '-']));
        if underlined && !ends_sentence(first) && width(first) <= LONGEST_TITLE {
            parts.push(Part::Name(lines.remove(0).trim()));
            lines.remove(0);
            continue;
        }
        if notice::is_part_name(first) {
            parts.push(Part::Name(lines.remove(0).trim()));
            continue;
        }
        break;
    }
    // A rule, or the mark of a signature, within.
    let parting = lines.iter().position(|line| notice::is_rule(line) || notice::is_signature_mark(line));
    match parting.filter(|_| !is_drawn(&lines)) {
        Some(at) if at > 0 => {
            let rest = lines.split_off(at);
            parts.push(Part::Lines(lines));
            parts.extend(named_parts(rest));
        }
        _ if !lines.is_empty() => parts.push(Part::Lines(lines)),
        _ => {}
    }
    parts
}

fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let mut paragraphs: Vec<Vec<&str>> = Vec::new();
    let mut fresh = true;
    for line in text.lines() {
        if line.trim().is_empty() {
            fresh = true;
        } else if let (false, Some(last)) = (fresh, paragraphs.last_mut()) {
            last.push(line);
        } else {
            paragraphs.push(vec![line]);
            fresh = false;
        }
    }
    paragraphs
}

/// No editor breaks lines at this width or beyond; few do beyond the narrower.
const UNWRAPPED: usize = 140;
const RARELY_WRAPPED: usize = 100;

/// Lines without a blank one between them, as the paragraphs that their writer saw: an editor breaks prose into lines
/// of nearly one width, and paragraphs are of any.
fn parted(lines: Vec<&str>) -> Vec<Vec<&str>> {
    if lines.len() < 2 || is_drawn(&lines) || !are_paragraphs(&lines) {
        return vec![lines];
    }
    let mut parted: Vec<Vec<&str>> = Vec::new();
    let mut last = PlainLine::Prose;
    let mut has_prose = false;
    let indented = lines.iter().any(|line| is_indented(line));
    for line in lines {
        let kind = PlainLine::of(line);
        match parted.last_mut() {
            // A line that was wrapped below the indent of its paragraph.
            Some(group)
                if indented
                    && !is_indented(line)
                    && last == PlainLine::Prose
                    && group.last().is_some_and(|before| is_indented(group[0]) && !ends_sentence(before)) =>
            {
                group.push(line);
                continue;
            }
            // Items are one list, and an address is one, line below line; but not a title and what is below it.
            Some(group) if kind == last && kind != PlainLine::Prose && (has_prose || kind != PlainLine::Short) => {
                group.push(line);
            }
            _ => parted.push(vec![line]),
        }
        has_prose |= kind == PlainLine::Prose;
        last = kind;
    }
    parted
}

/// Whether a line has the indent of a Chinese or Japanese paragraph: one or two ideographic blanks, or as many of an alphabet's
/// as are as wide. What stands further in is set to the right.
fn is_indented(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '\t']);
    let narrow = match &line[..line.len() - text.len()] {
        "\t" => true,
        blanks => (2..=8).contains(&blanks.len()) && !blanks.contains('\t'),
    };
    line.starts_with('\u{3000}') || narrow && text.starts_with(is_unspaced) && bullet(text).is_none()
}

/// What a line is where each may be a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PlainLine {
    Prose,
    Item,
    Quoted,
    /// Too short for prose, and no sentence.
    Short,
}

impl PlainLine {
    fn of(line: &str) -> Self {
        if bullet(line).is_some() {
            Self::Item
        } else if is_quoted(line) {
            Self::Quoted
        } else if width(line) < WRAPPED && !ends_sentence(line) && !line.trim_end().ends_with([':', '：', ',', '，'])
        {
            Self::Short
        } else {
            Self::Prose
        }
    }
}

/// Whether lines are paragraphs each: wider than any editor breaks them, or broken where the next word had room.
fn are_paragraphs(lines: &[&str]) -> bool {
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let had_room = |pair: &&[&str]| {
        let next = pair[1].trim();
        let word = next.split_whitespace().next().unwrap_or("");
        // Where words are not parted by blanks, one more character is enough.
        let word = if word.chars().next().is_some_and(is_unspaced) { 2 } else { width(word) + 1 };
        width(pair[0]) + word <= widest
    };
    let prose_ends = || lines.iter().all(|line| width(line) < WRAPPED || ends_sentence(line));
    let sentences = || lines.iter().filter(|line| ends_sentence(line)).count() > 1;
    if lines.iter().any(|line| line.starts_with('\u{3000}')) {
        return true;
    }
    // Indented with blanks of an alphabet are verse and addresses too.
    if lines.iter().any(|line| is_indented(line) && ends_sentence(line)) {
        return true;
    }
    let mostly = || lines.windows(2).filter(had_room).count() * 2 >= lines.len() - 1;
    match widest {
        UNWRAPPED.. => true,
        RARELY_WRAPPED.. => mostly(),
        WRAPPED.. => mostly() && prose_ends() && sentences(),
        _ => false,
    }
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | '」' | '』' | '）')
    });
    line.ends_with(['.', '!', '?', '…', '。', '！', '？', '．', '।', '۔', '؟'])
}

/// Takes off what frames a press release: `FOR IMMEDIATE RELEASE` above its title, `###` below its end.
fn without_press_marks(paragraphs: &mut Vec<Vec<&str>>) {
    while paragraphs.len() > 1 && paragraphs[0].first().is_some_and(|line| notice::is_press_mark(line)) {
        paragraphs[0].remove(0);
        if paragraphs[0].is_empty() {
            paragraphs.remove(0);
        }
    }
    // Two at most: `SOURCE Acme`, `###`.
    for _ in 0..2 {
        let frames = |line: &&str| notice::is_end_mark(line);
        if let Some(last) = paragraphs.last_mut()
            && last.last().is_some_and(frames)
        {
            last.pop();
            if last.is_empty() {
                paragraphs.pop();
            }
        }
    }
}

/// Whether a line alone reads as a title: short, no sentence, no list item, no address.
pub(super) fn reads_as_title(line: &str) -> bool {
    let sentence = line.ends_with(['.', '。', '!', '！', ';', '；', ',', '，', ':', '：', '…', '．', '।', '۔']);
    line.contains(char::is_alphanumeric)
        && line.chars().count() <= LONGEST_TITLE
        && !sentence
        && bullet(line).is_none()
        && !line.contains("://")
}

/// Whether lines stand in columns that only their blanks keep: each is indented or has wide gaps.
fn is_drawn(lines: &[&str]) -> bool {
    // Word puts a tab behind a bullet.
    let text = |line: &str| bullet(line).map_or(line.trim().to_owned(), |(_, text)| text.to_owned());
    let gap = |line: &&&str| {
        let text = text(line);
        text.contains("   ") || text.contains('\t')
    };
    lines.len() > 1
        && lines.iter().all(|line| line.starts_with("    ") || gap(&line))
        && lines.iter().filter(gap).count() * 2 >= lines.len()
}

/// What a list item's line begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bullet {
    Sign(char),
    Number(u32),
}

/// A line's bullet and the text after it.
fn bullet(line: &str) -> Option<(Bullet, &str)> {
    let line = line.trim_start();
    let first = line.chars().next()?;
    const SIGNS: &[char] = &['-', '*', '•', '‣', '◦', '·', '–', '●', '○', '・', '▪', '▶', '►', '✓', '✔', '➢', '→'];
    if SIGNS.contains(&first) {
        let rest = &line[first.len_utf8()..];
        let spaced = rest.starts_with([' ', '\t', '\u{3000}']) || matches!(first, '•' | '●' | '・' | '○' | '▶' | '►');
        return (spaced && !rest.trim().is_empty() && !notice::is_end_mark(line))
            .then(|| (Bullet::Sign(first), rest.trim()));
    }
    if let circled @ '①'..='⑳' = first {
        let rest = line[first.len_utf8()..].trim();
        return (!rest.is_empty()).then(|| (Bullet::Number(circled as u32 - '①' as u32 + 1), rest));
    }
    let inner = line.strip_prefix(['(', '（']);
    let counted = inner.unwrap_or(line);
    let digits = counted.chars().take(4).take_while(|c| digit(*c).is_some()).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let number = counted.chars().take(digits).filter_map(digit).fold(0, |number, digit| number * 10 + digit);
    let rest = &counted[counted.char_indices().nth(digits).map_or(counted.len(), |(at, _)| at)..];
    let closing: &[char] = if inner.is_some() { &[')', '）'] } else { &['.', ')', '、', '．', '）'] };
    let after = rest.strip_prefix(closing)?;
    let spaced = after.starts_with([' ', '\t', '\u{3000}'])
        || rest.starts_with(['、', '．', '）'])
        || inner.is_some() && rest.starts_with(')');
    (spaced && !after.trim().is_empty()).then(|| (Bullet::Number(number), after.trim()))
}

/// The value of a digit of ASCII, full width, or Arabic.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn write_paragraph(out: &mut String, lines: &[&str], rules: &HtmlRules<'_>) {
    if lines.iter().all(|line| is_quoted(line)) {
        let quoted: Vec<&str> = lines.iter().map(|line| line.trim_start().trim_start_matches(['>', ' '])).collect();
        out.push_str("<blockquote>\n");
        write_lines(out, &quoted, rules);
        out.push_str("</blockquote>\n");
        return;
    }
    if is_drawn(lines) {
        out.push_str("<pre>");
        let indent = lines.iter().map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
        for line in lines {
            escape_text(out, line[indent..].trim_end());
            out.push('\n');
        }
        out.push_str("</pre>\n");
        return;
    }
    // What is quoted within a letter, and who wrote it.
    if let Some(at) = lines.iter().position(|line| is_quoted(line)) {
        let (from, until) = match at {
            0 => (0, lines.iter().take_while(|line| is_quoted(line)).count()),
            _ => (at, lines.len()),
        };
        let (above, below) = if from > 0 { lines.split_at(from) } else { lines.split_at(until) };
        write_paragraph(out, above, rules);
        write_paragraph(out, below, rules);
        return;
    }
    let Some(first) = lines.iter().position(|line| bullet(line).is_some()) else {
        write_lines(out, lines, rules);
        return;
    };
    // One line that begins with a number is a sentence, not a list.
    let items = lines.iter().filter(|line| bullet(line).is_some()).count();
    let numbered = matches!(bullet(lines[first]), Some((Bullet::Number(_), _)));
    if items == 1 && numbered {
        write_lines(out, lines, rules);
        return;
    }
    if first > 0 {
        write_lines(out, &lines[..first], rules);
    }
    let mut rest = &lines[first..];
    while let Some(line) = rest.first() {
        let Some((kind, _)) = bullet(line) else { break };
        let ordered = matches!(kind, Bullet::Number(_));
        match kind {
            Bullet::Number(start) if start != 1 => out.push_str(&format!("<ol start=\"{start}\">\n")),
            Bullet::Number(_) => out.push_str("<ol>\n"),
            Bullet::Sign(_) => out.push_str("<ul>\n"),
        }
        while let Some((item, text)) = rest.first().and_then(|line| bullet(line)) {
            if matches!(item, Bullet::Number(_)) != ordered {
                break;
            }
            // An item goes on in lines that are indented, or where it was wrapped.
            let goes_on = |at: &usize| {
                let (before, line) = (rest[*at], rest[*at + 1]);
                let wrapped = width(before) >= WRAPPED && !ends_sentence(before);
                bullet(line).is_none() && (line.starts_with([' ', '\t', '\u{3000}']) || wrapped)
            };
            let more = (0..rest.len() - 1).take_while(goes_on).count();
            let mut item_lines = vec![text];
            item_lines.extend(&rest[1..=more]);
            out.push_str("<li>");
            write_linked(out, &joined(&item_lines), rules);
            out.push_str("</li>\n");
            rest = &rest[more + 1..];
        }
        out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
        // What stands below the last item.
        let prose = rest.iter().take_while(|line| bullet(line).is_none()).count();
        if prose > 0 {
            write_lines(out, &rest[..prose], rules);
            rest = &rest[prose..];
        }
    }
}

fn write_lines(out: &mut String, lines: &[&str], rules: &HtmlRules<'_>) {
    out.push_str("<p>");
    // Wrapped prose has all its lines but the last near one width.
    let (_, body) = lines.split_last().unwrap_or((&"", &[]));
    let wrapped = !body.is_empty() && body.iter().all(|line| width(line) >= WRAPPED);
    if wrapped {
        write_linked(out, &joined(lines), rules);
    } else {
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                out.push_str("<br>\n");
            }
            write_linked(out, line.trim(), rules);
        }
    }
    out.push_str("</p>\n");
}

fn width(line: &str) -> usize {
    line.trim().chars().map(|c| if is_unspaced(c) { 2 } else { 1 }).sum()
}

fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines.iter().map(|line| line.trim()) {
        if !text.is_empty() && !joins_without_blank(text.chars().next_back(), line.chars().next()) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}
