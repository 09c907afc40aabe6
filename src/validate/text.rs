//! The text of one element, with the way back from each character to its place in the document.

use std::cell::Cell;

use super::log::{Mark, Pos};
use super::xml::Origin;

/// An element's text is kept up to this many bytes.
pub const TEXT_LIMIT: usize = 16 * 1024 * 1024;

/// Text, with references resolved and line ends made one.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The text.
    pub value: String,
    /// Whether any of it was written as a hexadecimal reference, the form that RSS readers treat best.
    pub hexadecimal: bool,
    /// Whether there was more than [`TEXT_LIMIT`].
    pub cut: bool,
    runs: Vec<Run>,
    /// The place that was asked for last: questions mostly come in order, and counting from the start
    /// of a long run each time would be quadratic.
    last: Cell<Option<Run>>,
}

/// A stretch that stands in the document letter by letter.
#[derive(Clone, Copy, Debug)]
struct Run {
    at: usize,
    pos: Pos,
}

impl Text {
    /// Text that stands at one place, such as an attribute's value.
    pub fn of(value: &str, pos: Pos) -> Self {
        Self {
            value: value.to_owned(),
            hexadecimal: false,
            cut: false,
            runs: vec![Run { at: 0, pos }],
            last: Cell::new(None),
        }
    }

    /// Appends a piece.
    pub fn push(&mut self, piece: &str, pos: Pos, origin: Origin) {
        if self.value.len() + piece.len() > TEXT_LIMIT {
            self.cut = true;
            return;
        }
        self.hexadecimal |= origin == Origin::Hexadecimal;
        self.runs.push(Run { at: self.value.len(), pos });
        if origin == Origin::Hexadecimal || origin == Origin::Reference || !piece.contains('\r') {
            self.value.push_str(piece);
            return;
        }
        let mut from = 0;
        let mut place = pos;
        for (at, _) in piece.match_indices('\r') {
            place = place.after(&piece[from..at]);
            self.value.push_str(&piece[from..at]);
            from = at;
            if !piece[at + 1..].starts_with('\n') {
                self.value.push('\n');
            }
            place = place.after("\r");
            // A line feed that follows must not count again.
            if piece[at + 1..].starts_with('\n') {
                place = Pos { line: place.line - 1, ..place };
            }
            from += 1;
            self.runs.push(Run { at: self.value.len(), pos: place });
        }
        self.value.push_str(&piece[from..]);
    }

    /// The text without white space around it.
    pub fn trimmed(&self) -> &str {
        self.value.trim()
    }

    /// The place of a stretch of the text.
    pub fn mark(&self, from: usize, len: usize) -> Mark {
        let run = self.runs.partition_point(|run| run.at <= from).checked_sub(1).map(|index| self.runs[index]);
        let Some(run) = run else { return Mark::at(self.runs.first().map_or(Pos::START, |run| run.pos)) };
        let until = self.value.floor_char_boundary(from.min(self.value.len()));
        let near = self.last.get().filter(|last| (run.at..=until).contains(&last.at)).unwrap_or(run);
        let pos = near.pos.after(&self.value[near.at.min(until)..until]);
        self.last.set(Some(Run { at: until, pos }));
        Mark { pos, len }
    }

    /// The place of the whole text without the white space around it; `otherwise` where it is blank.
    pub fn whole(&self, otherwise: Mark) -> Mark {
        let trimmed = self.value.trim_start();
        if trimmed.is_empty() || self.runs.is_empty() {
            return otherwise;
        }
        self.mark(self.value.len() - trimmed.len(), trimmed.trim_end().len())
    }
}
