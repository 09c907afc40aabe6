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

/// A title is no longer than this, in characters.
const LONGEST_TITLE: usize = 100;

/// Lines from this width on were broken by an editor, not by the writer. Han and Kana count two.
const WRAPPED: usize = 50;

/// Renders plain text.
pub(crate) fn to_html(text: &str, title: Option<&str>, rules: &HtmlRules<'_>) -> Result<Markdown, TooMuch> {
    let mut result = Markdown::default();
    let mut paragraphs = paragraphs(text);
    without_press_marks(&mut paragraphs);
    let mut paragraphs = paragraphs.into_iter().flat_map(parted).peekable();
    if let Some(first) = paragraphs.peek()
        && let [line] = first.as_slice()
        && let Some(heading) = PlainText::new(line)
    {
        let is_title = match title {
            Some(title) => repeats(title, heading.as_str()),
            None => reads_as_title(line.trim()),
        };
        if is_title {
            result.heading = Some(heading);
            paragraphs.next();
        }
    }
    let out = &mut result.html;
    for lines in paragraphs {
        write_paragraph(out, &lines, rules);
    }
    Ok(result)
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
    for line in lines {
        let kind = PlainLine::of(line);
        match parted.last_mut() {
            // Items are one list, and an address is one, line below line.
            Some(group) if kind == last && kind != PlainLine::Prose => group.push(line),
            _ => parted.push(vec![line]),
        }
        last = kind;
    }
    parted
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
        } else if line.trim_start().starts_with('>') {
            Self::Quoted
        } else if width(line) < WRAPPED && !ends_sentence(line) {
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
    let mostly = || lines.windows(2).filter(had_room).count() * 2 >= lines.len() - 1;
    match widest {
        UNWRAPPED.. => true,
        RARELY_WRAPPED.. => mostly(),
        WRAPPED.. => mostly() && lines.iter().all(|line| ends_sentence(line)),
        _ => false,
    }
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | '」' | '』' | '）')
    });
    line.ends_with(['.', '!', '?', '…', '。', '！', '？', '．', '।', '۔', '؟'])
}

/// Lines that say what a text is before it begins, in the languages of press offices.
const PRESS_MARKS: [&str; 18] = [
    "for immediate release",
    "press release",
    "news release",
    "media release",
    "pressemitteilung",
    "presseinformation",
    "pressemeldung",
    "medienmitteilung",
    "communiqué de presse",
    "comunicado de prensa",
    "nota de prensa",
    "comunicato stampa",
    "persbericht",
    "pressmeddelande",
    "新闻稿",
    "新聞稿",
    "プレスリリース",
    "보도자료",
];

/// Words that end a press release, between signs: `- END -`.
const END_WORDS: [&str; 9] = ["30", "end", "ends", "ende", "fin", "fine", "fim", "slut", "einde"];

/// Takes off what frames a press release: `FOR IMMEDIATE RELEASE` above its title, `###` below its end.
fn without_press_marks(paragraphs: &mut Vec<Vec<&str>>) {
    let is_mark = |line: &str| {
        let line = line.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        PRESS_MARKS.contains(&line.as_str())
    };
    let is_end = |line: &str| {
        let line = line.trim();
        let signs = line.chars().filter(|c| !c.is_whitespace());
        (line.contains('#') && signs.clone().all(|c| c == '#') && (3..=5).contains(&signs.count()))
            || matches!(line.to_lowercase().as_str(), "-30-" | "30" | "（完）" | "(完)" | "以上")
            || END_WORDS.contains(&line.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()))
                && !line.starts_with(char::is_alphanumeric)
    };
    while paragraphs.len() > 1 && paragraphs[0].first().is_some_and(|line| is_mark(line)) {
        paragraphs[0].remove(0);
        if paragraphs[0].is_empty() {
            paragraphs.remove(0);
        }
    }
    if let Some(last) = paragraphs.last_mut()
        && last.last().is_some_and(|line| is_end(line))
    {
        last.pop();
        if last.is_empty() {
            paragraphs.pop();
        }
    }
}

/// Whether a line alone reads as a title: short, no sentence, no list item, no address.
pub(super) fn reads_as_title(line: &str) -> bool {
    let sentence = line.ends_with(['.', '。', '!', '！', ';', '；', ',', '，', ':', '：', '…', '．', '।', '۔']);
    !line.is_empty()
        && line.chars().count() <= LONGEST_TITLE
        && !sentence
        && bullet(line).is_none()
        && !line.contains("://")
}

/// Whether lines stand in columns that only their blanks keep: each is indented or has wide gaps.
fn is_drawn(lines: &[&str]) -> bool {
    let gap = |line: &&&str| line.trim().contains("   ") || line.contains('\t') && !line.trim().is_empty();
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
    if matches!(first, '-' | '*' | '•' | '‣' | '◦' | '·' | '–' | '●') {
        let rest = &line[first.len_utf8()..];
        let spaced = rest.starts_with([' ', '\t', '\u{3000}']) || matches!(first, '•' | '●');
        return (spaced && !rest.trim().is_empty()).then(|| (Bullet::Sign(first), rest.trim()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let rest = &line[digits..];
    let rest = rest.strip_prefix(['.', ')', '、', '．'])?;
    let spaced = rest.starts_with([' ', '\t']) || line[digits..].starts_with(['、', '．']);
    let number = line[..digits].parse().ok()?;
    (spaced && !rest.trim().is_empty()).then(|| (Bullet::Number(number), rest.trim()))
}

fn write_paragraph(out: &mut String, lines: &[&str], rules: &HtmlRules<'_>) {
    if lines.iter().all(|line| line.trim_start().starts_with('>')) {
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
            let more = rest[1..].iter().take_while(|line| bullet(line).is_none()).count();
            let mut item_lines = vec![text];
            item_lines.extend(&rest[1..=more]);
            out.push_str("<li>");
            write_linked(out, &joined(&item_lines), rules);
            out.push_str("</li>\n");
            rest = &rest[more + 1..];
        }
        out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
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
