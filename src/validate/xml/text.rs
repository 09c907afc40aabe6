//! The text of one element, with the way back from each character to its place in the document.

use std::cell::Cell;

use super::syntax::{REFERENCE_LIMIT, usual_reference};
use crate::validate::input::window::{TEXT_LIMIT, WindowPlace};
use crate::validate::log::{Pos, Stretch};

/// How a piece of text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextOrigin {
    /// As it is.
    Plain,
    /// In a CDATA section.
    Cdata,
    /// As a hexadecimal character reference.
    Hexadecimal,
    /// As another reference.
    Reference,
}

/// A piece of text as the reader hands it on.
#[derive(Clone, Copy)]
pub struct Piece<'t> {
    /// The text, references resolved.
    pub text: &'t str,
    /// How it was written.
    pub origin: TextOrigin,
    /// How many bytes of the document it takes.
    pub written: usize,
    /// Whether it is known to hold no character that tells of a wrong encoding.
    pub plain: bool,
    /// Whether it may hold carriage returns.
    pub returns: bool,
    /// Where it stands.
    pub place: WindowPlace<'t>,
}

/// Text, with references resolved and line ends made one.
#[derive(Clone, Debug, Default)]
pub struct XmlText {
    /// The text.
    pub value: String,
    /// Whether any of it was written as a hexadecimal reference, the form that RSS readers treat best.
    pub hexadecimal: bool,
    /// Whether there was more than [`TEXT_LIMIT`].
    pub cut: bool,
    /// Where stretches of text begin that stand in the document without a gap.
    runs: Vec<TextRun>,
    /// The references in them: all else in a stretch stands in the document letter by letter.
    references: Vec<Reference>,
    /// Where in the document the text goes on without a gap.
    next: Option<usize>,
    /// The place that was asked for last: questions mostly come in order, and counting from the start
    /// of a long run each time would be quadratic.
    last: Cell<Option<TextRun>>,
}

/// Where the next byte is that is no plain text.
fn next_markup(bytes: &[u8]) -> Option<usize> {
    // Between the references of an escaped tag there are a few letters: a search would take longer to begin.
    let near = &bytes[..bytes.len().min(6)];
    match near.iter().position(|byte| matches!(byte, b'<' | b'&' | b'>')) {
        Some(found) => Some(found),
        None => memchr::memchr3(b'<', b'&', b'>', &bytes[near.len()..]).map(|found| near.len() + found),
    }
}

/// A stretch of text, and its place in the document.
#[derive(Clone, Copy, Debug)]
struct TextRun {
    at: usize,
    pos: Pos,
}

/// A character that was written as a reference. (A text is not so long that 32 bits would not do.)
#[derive(Clone, Copy, Debug)]
struct Reference {
    at: u32,
    written: u32,
}

impl XmlText {
    /// Text that stands at one place, such as an attribute's value.
    pub fn of(value: &str, pos: Pos) -> Self {
        Self { value: value.to_owned(), runs: vec![TextRun { at: 0, pos }], ..Self::default() }
    }

    /// Appends a piece.
    pub fn push(&mut self, piece: &Piece<'_>) {
        let text = piece.text;
        if !self.has_room(text.len()) {
            self.cut = true;
            return;
        }
        self.hexadecimal |= piece.origin == TextOrigin::Hexadecimal;
        self.join(piece.place, piece.written);
        if matches!(piece.origin, TextOrigin::Hexadecimal | TextOrigin::Reference) {
            self.note_reference(piece.written);
            self.value.push_str(text);
        } else if piece.returns && text.contains('\r') {
            self.push_lines(text, piece.place.pos());
        } else {
            self.value.push_str(text);
        }
    }

    /// Whether a piece of so many bytes may be appended.
    pub fn has_room(&self, bytes: usize) -> bool {
        self.value.len() + bytes <= TEXT_LIMIT
    }

    /// Takes from the start of what comes, which holds no carriage returns, all that needs no second
    /// look: plain text up to where it ends, and the references of escaped HTML. How much that was.
    pub fn take_plain(&mut self, rest: &str, place: WindowPlace<'_>) -> usize {
        let bytes = rest.as_bytes();
        if !self.has_room(rest.len()) {
            return 0;
        }
        let mut at = 0;
        // `>` may end a `]]>`, which may not stand in text.
        while let Some(found) = next_markup(&bytes[at..]).map(|found| at + found) {
            if bytes[found] == b'>' {
                break;
            }
            let near = bytes[found] == b'&' && bytes.len() - found >= REFERENCE_LIMIT;
            let reference = if near { usual_reference(&bytes[found..]) } else { None };
            if at == 0 && (found > 0 || reference.is_some()) {
                self.join(place, 0);
            }
            if at < found {
                self.value.push_str(&rest[at..found]);
                at = found;
            }
            let Some((char, written)) = reference else { break };
            self.note_reference(written);
            self.value.push(char);
            at += written;
        }
        if at > 0 {
            self.next = Some(place.offset() + at);
        }
        at
    }

    /// Makes it empty, and keeps its room.
    pub fn clear(&mut self) {
        let Self { value, hexadecimal, cut, runs, references, next, last } = self;
        value.clear();
        runs.clear();
        references.clear();
        (*hexadecimal, *cut, *next) = (false, false, None);
        last.set(None);
    }

    /// Begins a new stretch where the last one does not go on.
    fn join(&mut self, place: WindowPlace<'_>, written: usize) {
        let offset = place.offset();
        if self.next != Some(offset) {
            self.runs.push(TextRun { at: self.value.len(), pos: place.pos() });
        }
        self.next = Some(offset + written);
    }

    fn note_reference(&mut self, written: usize) {
        self.references.push(Reference { at: self.value.len() as u32, written: written as u32 });
    }

    /// Appends text whose lines end in CR or CR LF.
    fn push_lines(&mut self, text: &str, pos: Pos) {
        let mut from = 0;
        let mut place = pos;
        for (at, _) in text.match_indices('\r') {
            place = place.after(&text[from..at]);
            self.value.push_str(&text[from..at]);
            from = at;
            if !text[at + 1..].starts_with('\n') {
                self.value.push('\n');
            }
            place = place.after("\r");
            // A line feed that follows must not count again.
            if text[at + 1..].starts_with('\n') {
                place = Pos { line: place.line - 1, ..place };
            }
            from += 1;
            self.runs.push(TextRun { at: self.value.len(), pos: place });
        }
        self.value.push_str(&text[from..]);
        // What comes next may be the line feed of a carriage return.
        self.next = None;
    }

    /// The text without white space around it.
    pub fn trimmed(&self) -> &str {
        self.value.trim()
    }

    /// The place of a stretch of the text.
    pub fn mark(&self, from: usize, len: usize) -> Stretch {
        let run = self.runs.partition_point(|run| run.at <= from).checked_sub(1).map(|index| self.runs[index]);
        let Some(run) = run else { return Stretch::at(self.runs.first().map_or(Pos::START, |run| run.pos)) };
        let until = self.value.floor_char_boundary(from.min(self.value.len()));
        let near = self.last.get().filter(|last| (run.at..=until).contains(&last.at)).unwrap_or(run);
        Stretch { pos: self.walk(near, until), len }
    }

    /// The place of an offset in a stretch of which a place is known.
    fn walk(&self, from: TextRun, until: usize) -> Pos {
        let TextRun { mut at, mut pos } = from;
        let first = self.references.partition_point(|reference| (reference.at as usize) < at);
        for reference in self.references[first..].iter().take_while(|reference| (reference.at as usize) < until) {
            let start = reference.at as usize;
            let end = self.value.ceil_char_boundary(start + 1);
            pos = pos.after(&self.value[at..start]);
            if end == self.value.len() {
                // The end of the text is counted from the start of a reference there.
                return pos.after(&self.value[start..end]);
            }
            // A reference takes no line end, and each of its letters a byte.
            pos = Pos {
                offset: pos.offset + reference.written as usize,
                column: pos.column + reference.written as usize,
                ..pos
            };
            at = end;
        }
        pos = pos.after(&self.value[at..until]);
        self.last.set(Some(TextRun { at: until, pos }));
        pos
    }

    /// The place of the whole text without the white space around it; `otherwise` where it is blank.
    pub fn whole(&self, otherwise: Stretch) -> Stretch {
        let trimmed = self.value.trim_start();
        if trimmed.is_empty() || self.runs.is_empty() {
            return otherwise;
        }
        self.mark(self.value.len() - trimmed.len(), trimmed.trim_end().len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validate::input::source::TextSource;
    use crate::validate::input::window::Window;

    /// Pieces as written, and what they mean.
    const PARTS: &[(&str, &str)] = &[
        ("a", "a"),
        ("plain text of some length", "plain text of some length"),
        ("é中", "é中"),
        ("\n", "\n"),
        (">", ">"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&#233;", "é"),
        ("&#xA;", "\n"),
    ];

    proptest! {
        #[test]
        fn every_part_is_where_it_stands_whichever_way_it_was_read(
            parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..40),
            tail in 0usize..2 * REFERENCE_LIMIT,
        ) {
            let written: String = parts.iter().map(|(written, _)| *written).collect();
            let document = format!("<p>\n{written}<{}", " ".repeat(tail));
            let mut window = Window::new(TextSource::new(document.as_bytes()).expect("memory can be read"));
            window.ensure(document.len());
            window.advance(4);
            let mut text = XmlText::default();
            let mut rest = parts.iter();
            while window.offset() < 4 + written.len() {
                let mut taken = text.take_plain(window.rest(), window.place());
                window.advance(taken);
                // What it leaves goes the full way, a part at a time.
                let quick = taken > 0;
                while taken > 0 && let Some((part, _)) = rest.next() {
                    taken -= part.len();
                }
                if !quick && let Some(&(part, meaning)) = rest.next() {
                    let origin = if part.starts_with('&') { TextOrigin::Reference } else { TextOrigin::Plain };
                    let place = window.place();
                    text.push(&Piece { text: meaning, origin, written: part.len(), plain: true, returns: false, place });
                    window.advance(part.len());
                }
            }
            let (mut at, mut offset) = (0, 4);
            for (part, meaning) in &parts {
                let pos = Pos::START.after(&document[..offset]);
                prop_assert_eq!(&text.value[at..at + meaning.len()], *meaning);
                prop_assert_eq!(text.mark(at, 0).pos, pos);
                at += meaning.len();
                offset += part.len();
            }
            prop_assert_eq!(text.value.len(), at);
        }
    }
}
