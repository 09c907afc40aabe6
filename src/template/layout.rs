//! Lines come to stand where CommonMark reads them as their dialect does, before anything else looks at them.
//!
//! Comes in: a body of Markdown. Goes out: the same lines, with other indentations, and from which place each is.
//!
//! - MDX has no indented code, and a line of tags is a block of its own (<https://mdxjs.com/docs/what-is-mdx/#markdown>):
//!   what is indented below a tag loses its indentation, and blank lines part tags from text.
//! - Boxes of Python-Markdown, whose text is indented (`!!! note`, `??? note`, `=== "Tab"`), and blocks of PyMdown
//!   (`/// note`) become containers between colons, which every other pass knows.
//!
//! Lists keep what is indented below them, and what is within a fence stays as it is.

use std::borrow::Cow;

use memchr::memmem;

use super::boxes::{self, BlockEnds, BoxHead};
use super::columns::{columns, fence_mark, item_mark, without_columns};
use super::components::{is_component_name, is_statement};
use super::script::{MOST_UNCLOSED, TagLine, balanced, name_at, statement_end, tags_alone};
use crate::text::html::allow;
use crate::text::markdown::nests_too_deep;

/// How the lines of a body are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As CommonMark.
    Plain,
    /// As MDX within components, for the file is no MDX by its name: elsewhere as CommonMark.
    Components,
    /// As MDX.
    Mdx,
}

/// A body whose lines have been put right.
#[derive(Debug)]
pub(crate) struct Laid<'a> {
    /// The text.
    pub(super) text: Cow<'a, str>,
    /// Pieces, in order: where in the text one begins, and where in the body.
    origins: Vec<(usize, usize)>,
}

impl<'a> Laid<'a> {
    /// A body that stays as it is.
    pub(super) fn as_typed(body: &'a str) -> Self {
        Self { text: Cow::Borrowed(body), origins: Vec::new() }
    }

    /// Where in the body a place of the text comes from.
    pub(super) fn origin(&self, at: usize) -> usize {
        if self.origins.is_empty() {
            return at;
        }
        let piece = self.origins.partition_point(|(start, _)| *start <= at);
        let Some(&(start, source)) = piece.checked_sub(1).and_then(|piece| self.origins.get(piece)) else { return 0 };
        let next = self.origins.get(piece).map_or(usize::MAX, |(_, source)| *source);
        (source + at - start).min(next)
    }
}

/// Puts the lines of a body right.
pub(super) fn lay(body: &str, reading: Reading) -> Laid<'_> {
    let has = |mark: &str| memmem::find(body.as_bytes(), mark.as_bytes()).is_some();
    if reading == Reading::Plain && !["!!!", "???", "=== \"", "===! \"", "===+ \"", "///"].iter().any(|mark| has(mark))
    {
        return Laid::as_typed(body);
    }
    if nests_too_deep(body) {
        return Laid::as_typed(body);
    }
    let mut layout = Layout {
        body,
        reading,
        last_slashes: boxes::last_end(body),
        open_slashes: 0,
        budget: body.len() * 4,
        out: String::with_capacity(body.len() + body.len() / 16),
        origins: Vec::new(),
        frames: Vec::new(),
        depth: 0,
        fence: None,
        in_paragraph: false,
        unclosed: 0,
    };
    let mut at = 0;
    while at < body.len() {
        at = layout.line(at);
    }
    if let Some(fence) = layout.fence {
        if !layout.out.ends_with('\n') {
            layout.out.push('\n');
        }
        layout.end_fence(fence);
    }
    layout.leave(0, false);
    if layout.out == body {
        return Laid::as_typed(body);
    }
    Laid { text: Cow::Owned(layout.out), origins: layout.origins }
}

/// What holds the lines that are indented below it.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// The column where its lines begin.
    column: usize,
    /// The column where they begin in the text that goes out.
    out: usize,
    /// Whether it is a box, which ends with a line of its own.
    is_box: bool,
}

/// A fence of code or mathematics that is open.
#[derive(Clone, Copy, Debug)]
struct Fence {
    mark: u8,
    length: usize,
    /// How many columns its lines lose.
    shift: usize,
    /// The column of what holds it.
    column: usize,
    /// The column where it goes.
    out: usize,
}

struct Layout<'a> {
    body: &'a str,
    reading: Reading,
    /// Where the last end of a block between slashes stands, and how many such blocks are open.
    last_slashes: usize,
    open_slashes: usize,
    /// How many bytes may be looked at in vain.
    budget: usize,
    out: String,
    origins: Vec<(usize, usize)>,
    frames: Vec<Frame>,
    /// How many tags are open that stand on lines of their own.
    depth: usize,
    fence: Option<Fence>,
    in_paragraph: bool,
    /// How many searches for an end have failed: each may look through all of the body.
    unclosed: usize,
}

impl Layout<'_> {
    /// Where the line that begins at a byte ends, before its line feed.
    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.body.as_bytes()[at..]).map_or(self.body.len(), |length| at + length)
    }

    /// Writes a piece of the body as a line with an indentation.
    fn write(&mut self, indent: usize, range: std::ops::Range<usize>) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.origins.push((self.out.len(), range.start));
        self.out.push_str(&self.body[range.clone()]);
        if range.end < self.body.len() {
            self.out.push('\n');
        }
    }

    /// Writes a blank line, unless there is one.
    fn part(&mut self) {
        if !self.out.is_empty() {
            if !self.out.ends_with('\n') {
                self.out.push('\n');
            }
            if !self.out.ends_with("\n\n") {
                self.out.push('\n');
            }
        }
        self.in_paragraph = false;
    }

    /// Leaves what holds only lines that are indented further; a paragraph of a list item goes on all the same.
    fn leave(&mut self, indent: usize, goes_on: bool) {
        while let Some(frame) = self.frames.last().copied().filter(|frame| frame.column > indent) {
            let boxed = self.frames.iter().any(|frame| frame.is_box && frame.column > indent);
            if goes_on && !boxed {
                return;
            }
            self.frames.pop();
            if frame.is_box {
                self.part();
                self.out.extend(std::iter::repeat_n(' ', frame.out));
                self.out.push_str(":::\n\n");
            }
        }
    }

    /// Deals with the line that begins at a byte; where the next one begins.
    fn line(&mut self, at: usize) -> usize {
        let end = self.line_end(at);
        let line = &self.body[at..end];
        let rest = line.trim_start_matches([' ', '\t']);
        let indent = columns(&line[..line.len() - rest.len()]);
        let is_blank = rest.trim_end().is_empty();
        if let Some(fence) = self.fence {
            if is_blank || indent >= fence.column {
                self.fenced(fence, at..end);
                return end + 1;
            }
            self.fence = None;
            self.end_fence(fence);
        }
        if is_blank {
            self.write(0, at..end);
            self.in_paragraph = false;
            return end + 1;
        }
        let goes_on = self.in_paragraph && item_mark(rest).is_none() && !rest.starts_with(['<', '`', '~', '#', '>']);
        self.leave(indent, goes_on);
        let frame = self.frames.last().copied().unwrap_or(Frame { column: 0, out: 0, is_box: false });
        let extra = indent.saturating_sub(frame.column);
        let is_mdx = self.reading == Reading::Mdx || self.reading == Reading::Components && self.depth > 0;
        let out = match (is_mdx, frame.column == frame.out || indent < frame.column) {
            (true, _) => frame.out,
            // As it is, tabs and all.
            (false, true) => {
                return self.plain_line(at..end, indent, extra, None);
            }
            (false, false) => frame.out + extra,
        };
        self.plain_line(at..end, indent, if is_mdx { 0 } else { extra }, Some(out))
    }

    /// A line outside fences: `out` is the column where it goes, if not where it is.
    fn plain_line(&mut self, line: std::ops::Range<usize>, indent: usize, extra: usize, out: Option<usize>) -> usize {
        let end = line.end;
        let start = end - self.body[line.clone()].trim_start_matches([' ', '\t']).len();
        let (write_from, write_indent) = if out.is_some() { (start, out.unwrap_or(0)) } else { (line.start, 0) };
        let out = out.unwrap_or(indent);
        if extra >= 4 {
            self.write(write_indent, write_from..end);
            return end + 1;
        }
        if let Some(next) = self.block(start, end, indent, out) {
            return next;
        }
        let rest = &self.body[start..end];
        self.write(write_indent, write_from..end);
        self.in_paragraph = !rest.starts_with('#');
        let (mut column, mut out, mut rest) = (indent, out, rest);
        while let Some(width) = item_mark(rest) {
            (column, out) = (column + width, out + width);
            self.frames.push(Frame { column, out, is_box: false });
            rest = rest.get(width..).unwrap_or("").trim_start_matches([' ', '\t']);
        }
        if let Some((mark, length)) = fence_mark(rest) {
            self.open_fence(mark, length, column, out);
        }
        if self.reading == Reading::Mdx && is_block_line(rest) {
            self.part();
        }
        end + 1
    }

    fn open_fence(&mut self, mark: u8, length: usize, indent: usize, out: usize) {
        let column = self.frames.last().map_or(0, |frame| frame.column);
        self.fence = Some(Fence { mark, length, shift: indent - out.min(indent), column, out });
        self.in_paragraph = false;
    }

    /// Ends a fence that has no end of its own with what holds it: a box is nothing that CommonMark would end it with.
    fn end_fence(&mut self, fence: Fence) {
        if fence.mark != b'$' && self.frames.iter().any(|frame| frame.is_box && frame.column >= fence.column) {
            self.out.extend(std::iter::repeat_n(' ', fence.out));
            self.out.extend(std::iter::repeat_n(char::from(fence.mark), fence.length));
            self.out.push('\n');
        }
    }

    /// A line within a fence.
    fn fenced(&mut self, fence: Fence, line: std::ops::Range<usize>) {
        let text = &self.body[line.clone()];
        let (indent, kept) = without_columns(text, fence.shift);
        let trimmed = text.trim();
        let closes = match fence.mark {
            b'$' => trimmed.ends_with("$$"),
            mark => {
                // What is indented as code is no end of it, but in MDX, which knows no such thing.
                let blanks = columns(&text[..text.len() - text.trim_start_matches([' ', '\t']).len()]);
                let is_near = self.reading == Reading::Mdx || blanks < fence.column + 4;
                is_near && trimmed.len() >= fence.length && trimmed.bytes().all(|byte| byte == mark)
            }
        };
        if closes && self.reading == Reading::Mdx && fence.mark != b'$' {
            self.write(fence.out, line.end - text.trim_start_matches([' ', '\t']).len()..line.end);
            self.fence = None;
            return;
        }
        self.write(indent, line.end - kept.len()..line.end);
        if closes {
            self.fence = None;
        }
    }

    /// A line that begins a block which CommonMark would read otherwise, or not at all; where the next line begins.
    fn block(&mut self, start: usize, end: usize, indent: usize, out: usize) -> Option<usize> {
        let rest = &self.body[start..end];
        if rest.starts_with("$$") && !rest[2..].contains("$$") && self.closes("$$", end) {
            self.write(out, start..end);
            self.open_fence(b'$', 2, indent, out);
            return Some(end + 1);
        }
        for (open, close) in [("<!--", "-->"), ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>")] {
            if rest.starts_with(open) {
                let close_at = self.closes(close, start).then(|| self.body[start..].find(close)).flatten()?;
                let last = self.line_end(start + close_at);
                self.raw(start..last, out, indent - out.min(indent));
                return Some(last + 1);
            }
        }
        let closed = BlockEnds { begun: self.open_slashes, last: self.last_slashes };
        if let Some(head) = boxes::head(self.body, start, end, indent, closed) {
            if !head.indents {
                let begun = self.open_slashes;
                self.open_slashes = if head.ends() { begun - 1 } else { begun + 1 };
            }
            return Some(self.open_box(start, end, indent, out, &head));
        }
        if self.reading == Reading::Plain {
            return None;
        }
        let expects_statement = self.reading == Reading::Mdx && indent == 0 && !self.in_paragraph;
        if expects_statement && is_statement(rest) {
            let last = statement_end(self.body, start, &mut self.unclosed);
            let last = self.line_end(last);
            self.raw(start..last, 0, 0);
            return Some(last + 1);
        }
        if rest.starts_with('{') && self.reading == Reading::Mdx && self.budget > 0 {
            let Some(close) = balanced(self.body, start, usize::MAX) else {
                self.budget = self.budget.saturating_sub(self.body.len() - start);
                return None;
            };
            self.budget = self.budget.saturating_sub(close - start);
            let last = self.line_end(close);
            if self.body[close..last].trim().is_empty() {
                self.raw(start..last, out, 0);
                return Some(last + 1);
            }
        }
        let is_tag = rest.starts_with('<') && (self.reading == Reading::Mdx || begins_component(rest));
        let TagLine { end: last, depth } = is_tag.then(|| tags_alone(self.body, start)).flatten()?;
        self.depth = self.depth.saturating_add_signed(depth);
        let last = self.line_end(last);
        self.part();
        self.raw(start..last, out, 0);
        self.part();
        Some(last + 1)
    }

    /// Whether what closes a block stands somewhere below.
    fn closes(&mut self, mark: &str, from: usize) -> bool {
        let rest = self.body.as_bytes().get(from..).unwrap_or_default();
        if self.unclosed >= MOST_UNCLOSED {
            return false;
        }
        let found = memmem::find(rest, mark.as_bytes()).is_some();
        self.unclosed += usize::from(!found);
        found
    }

    /// Lines that stay as they are but for the first one's column, and the columns that all others lose.
    fn raw(&mut self, lines: std::ops::Range<usize>, out: usize, shift: usize) {
        let mut at = lines.start;
        let mut is_first = true;
        while at <= lines.end {
            let end = self.line_end(at).min(lines.end);
            let (indent, kept) = without_columns(&self.body[at..end], if is_first { 0 } else { shift });
            self.write(if is_first { out } else { indent }, end - kept.len()..end);
            is_first = false;
            at = end + 1;
        }
        self.in_paragraph = false;
    }

    /// Writes the head of a box as a container between colons.
    fn open_box(&mut self, start: usize, end: usize, indent: usize, out: usize, head: &BoxHead<'_>) -> usize {
        self.part();
        self.out.extend(std::iter::repeat_n(' ', out));
        self.origins.push((self.out.len(), start));
        self.out.push_str(&head.container());
        self.out.push_str("\n\n");
        self.in_paragraph = false;
        if head.indents {
            self.frames.push(Frame { column: indent + 4, out, is_box: true });
        }
        end + 1
    }
}

/// Whether a line begins with a tag of a component.
fn begins_component(rest: &str) -> bool {
    is_component_name(name_at(rest, if rest.starts_with("</") { 2 } else { 1 }))
}

/// Whether a line is an element of a block from its beginning to its end: what follows it is a block of its own.
fn is_block_line(rest: &str) -> bool {
    let name = name_at(rest, usize::from(rest.starts_with('<')));
    rest.starts_with('<')
        && allow::is_block(&name.to_ascii_lowercase())
        && rest.trim_end().ends_with(&format!("</{name}>"))
}
