//! HTML whose paragraphs are only parted by blank lines, as WordPress and Blogger keep it.
//!
//! Comes in: sanitised HTML. Goes out: the same with `<p>` around text that stands in no block, so that
//! readers see the paragraphs that the writer saw. Doing it again changes nothing.

use std::borrow::Cow;

use crate::text::html::allow;

/// Lines from this width on were broken by an editor, not by the writer.
const WRAPPED: usize = 60;

/// Puts `<p>` around what stands between blank lines and in no block.
pub(crate) fn mark(html: &str) -> Cow<'_, str> {
    if !html.trim().contains("\n\n") {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + html.len() / 20);
    let mut depth = 0usize;
    for part in html.split_inclusive("\n\n") {
        let tags = Tags::of(part);
        let text = part[..tags.first_block].trim();
        if depth == 0 && tags.balanced && has_text(text) {
            out.push_str("<p>");
            write_lines(&mut out, text);
            out.push_str("</p>");
            out.push_str(&part[part[..tags.first_block].trim_end().len()..]);
        } else {
            out.push_str(part);
        }
        depth = (depth + tags.opened).saturating_sub(tags.closed);
    }
    Cow::Owned(out)
}

/// Whether there is anything to read, or to see.
fn has_text(html: &str) -> bool {
    let mut within = false;
    html.contains("<img ")
        || html.chars().any(|c| {
            match c {
                '<' => within = true,
                '>' => within = false,
                _ => return !within && c.is_alphanumeric(),
            }
            false
        })
}

fn write_lines(out: &mut String, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let (_, body) = lines.split_last().unwrap_or((&"", &[]));
    let wrapped = body.iter().all(|line| line.chars().count() >= WRAPPED);
    // A `<br>` would end a formula (HTML, 13.2.6.5), and the sanitiser lets no `<` stand but as a tag.
    let mut formulas = 0usize;
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            let before = lines[index - 1];
            formulas += before.matches("<math").count();
            formulas = formulas.saturating_sub(before.matches("</math").count());
            let tagged = before.trim_end().ends_with('>') || line.trim_start().starts_with('<');
            out.push_str(if wrapped || tagged || formulas > 0 { "\n" } else { "<br>\n" });
        }
        out.push_str(line);
    }
}

/// What the tags of a part come to.
struct Tags {
    /// Where the first block begins; the end where there is none.
    first_block: usize,
    /// Whether each element before it that is no block is closed before it.
    balanced: bool,
    /// How many elements begin and end, blocks or not: a paragraph stands in none of either.
    opened: usize,
    closed: usize,
}

impl Tags {
    fn of(part: &str) -> Self {
        let mut tags = Self { first_block: part.len(), balanced: true, opened: 0, closed: 0 };
        let mut inline = 0usize;
        // The sanitiser writes no `<` but at the start of a tag.
        for (at, _) in part.match_indices('<') {
            let closing = part[at + 1..].starts_with('/');
            let rest = &part[at + 1 + usize::from(closing)..];
            let name = &rest[..rest.bytes().take_while(u8::is_ascii_alphanumeric).count()];
            if matches!(name, "br" | "img" | "wbr" | "source") {
                continue;
            }
            if name != "hr" {
                tags.opened += usize::from(!closing);
                tags.closed += usize::from(closing);
            }
            if allow::is_block(name) || matches!(name, "video" | "audio" | "picture") {
                tags.first_block = tags.first_block.min(at);
            } else if tags.first_block == part.len() {
                tags.balanced &= !closing || inline > 0;
                inline = if closing { inline.saturating_sub(1) } else { inline + 1 };
            }
        }
        tags.balanced &= inline == 0;
        tags
    }
}
