//! Sentences that older articles have said already: the masthead of a newsletter, the farewell below it.
//!
//! Comes in: the source of older articles, of which some numbers are kept; and a sentence of an article. Goes out:
//! whether that sentence stands in many of them. Numbers are hashes of letters alone, so that a sentence of a source
//! in any markup is that of the text which readers see.

/// What the first and last sentences of an article are, as numbers: all that is kept of an older article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SentenceMarks(Box<[u32]>);

/// How much of a source is looked at, in bytes: mastheads are at its head, farewells at its end; what is said below each
/// heading of a newsletter is between lists.
const HEAD: usize = 64 << 10;
const TAIL: usize = 1024;

/// So many numbers of each count.
const FIRST: usize = 24;
const LAST: usize = 4;

/// A sentence of fewer letters (two for a character of Chinese) says too little to be known again.
const SHORTEST: usize = 16;

/// Older articles that count, at most: those right before.
pub(crate) const OLDER: usize = 8;

/// So few do not tell.
const FEWEST: usize = 2;

/// A sentence is familiar that stands in one of so many.
const ONE_OF: usize = 4;

impl SentenceMarks {
    /// Those of a source, in Markdown, HTML or plain text.
    pub(crate) fn of(source: &str) -> Self {
        let head = &source[..source.floor_char_boundary(HEAD)];
        let tail = &source[source.ceil_char_boundary(source.len().saturating_sub(TAIL)).max(head.len())..];
        let mut marks = Vec::with_capacity(FIRST + LAST);
        let mut rest = head;
        while let Some((prose, after)) = next_prose(rest)
            && marks.len() < FIRST
        {
            rest = after;
            for_each_sentence(prose, |mark| {
                if marks.len() < FIRST {
                    mark.push_into(&mut marks);
                }
            });
        }
        let mut last = Vec::new();
        for_each_sentence(tail, |mark| last.push(mark));
        last.iter().rev().take(LAST).for_each(|mark| mark.push_into(&mut marks));
        marks.sort_unstable();
        marks.dedup();
        Self(marks.into_boxed_slice())
    }
}

/// The next lines of a source that are no items of lists, no headings and no tables, and what comes after them.
fn next_prose(source: &str) -> Option<(&str, &str)> {
    let is_prose = |line: &str| {
        let line = line.trim_start();
        let bullet = line.starts_with(['*', '-', '+', '•']) && line.chars().nth(1) == Some(' ');
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = number.len() < line.len() && number.starts_with(['.', ')']);
        let definition = line.starts_with('[') && line.contains("]:");
        !bullet && !number && !definition && !line.starts_with(['#', '|', '>'])
    };
    let mut start = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let begins = at;
        at += line.len();
        match (start, is_prose(line)) {
            (None, true) => start = Some(begins),
            (Some(start), false) => return Some((&source[start..begins], &source[at..])),
            // A paragraph is enough at once.
            (Some(start), true) if at - start > PROSE && line.trim().is_empty() => {
                return Some((&source[start..at], &source[at..]));
            }
            _ => {}
        }
    }
    start.map(|start| (&source[start..], ""))
}

/// So many bytes of prose are looked at before it is seen whether there are sentences enough.
const PROSE: usize = 512;

/// The sentences that stand in many older articles.
#[derive(Clone, Debug, Default)]
pub struct FamiliarSentences(Vec<u32>);

impl FamiliarSentences {
    /// Those that stand in at least a quarter of the articles before one, where there are two at least.
    pub(crate) fn among(older: &[&SentenceMarks]) -> Self {
        if older.len() < FEWEST {
            return Self::default();
        }
        let mut all: Vec<u32> = older.iter().flat_map(|marks| marks.0.iter().copied()).collect();
        all.sort_unstable();
        let many = all.chunk_by(|a, b| a == b).filter(|alike| alike.len() * ONE_OF >= older.len());
        Self(many.map(|alike| alike[0]).collect())
    }

    /// Whether no sentence is.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a sentence is: all of it, but for numbers that are the title's (`Welcome to issue 12`).
    pub(crate) fn holds(&self, sentence: &str, title: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let (mut any, mut all) = (false, true);
        for_each_sentence(sentence, |mark| {
            any = true;
            let knows = |mark: u32| self.0.binary_search(&mark).is_ok();
            all &=
                knows(mark.whole) || mark.letters != mark.whole && knows(mark.letters) && has_numbers(title, sentence);
        });
        any && all
    }
}

/// Whether all numbers of a sentence are among those of a title.
fn has_numbers(title: &str, sentence: &str) -> bool {
    fn numbers(text: &str) -> impl Iterator<Item = &str> {
        text.split(|c: char| !c.is_numeric()).filter(|run| !run.is_empty())
    }
    numbers(sentence).all(|number| numbers(title).any(|other| other == number))
}

/// A sentence as numbers.
#[derive(Clone, Copy)]
struct SentenceMark {
    /// Of its letters and digits.
    whole: u32,
    /// Of its letters.
    letters: u32,
}

impl SentenceMark {
    fn push_into(self, marks: &mut Vec<u32>) {
        marks.push(self.whole);
        if self.letters != self.whole {
            marks.push(self.letters);
        }
    }
}

/// What has been read of a sentence.
#[derive(Clone, Copy)]
struct OpenSentence {
    whole: u32,
    letters: u32,
    length: usize,
}

/// FNV-1a, which depends on no machine.
const SEED: u32 = 0x811c_9dc5;

impl OpenSentence {
    const NONE: Self = Self { whole: SEED, letters: SEED, length: 0 };

    fn read(&mut self, c: char) {
        let mix = |hash: u32, c: char| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193).rotate_left(5);
        self.whole = mix(self.whole, c);
        if !c.is_numeric() {
            self.letters = mix(self.letters, c);
            self.length += if c >= '\u{2e80}' { 2 } else { 1 };
        }
    }

    fn end(&mut self, take: &mut impl FnMut(SentenceMark)) {
        if self.length >= SHORTEST {
            take(SentenceMark { whole: self.whole, letters: self.letters });
        }
        *self = Self::NONE;
    }
}

/// Calls `take` with each piece of a text between full stops, and between blocks: smaller than sentences here and
/// there, but the same in the source of an article as in what becomes of it.
fn for_each_sentence(text: &str, mut take: impl FnMut(SentenceMark)) {
    let mut open = OpenSentence::NONE;
    let mut rest = text;
    let mut heading = text.starts_with('#');
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = after;
        match c {
            '.' | '!' | '?' | '。' | '！' | '？' | '…' => open.end(&mut take),
            '\n' => {
                if heading || after.starts_with(['\n', '\r', '#', '>', '-', '*', '+', '|', '<']) {
                    open.end(&mut take);
                }
                heading = after.starts_with('#');
            }
            // The address of a link, its key, a note.
            ']' if after.starts_with('(') => rest = skipped(after, ')'),
            ']' if after.starts_with('[') => rest = skipped(after, ']'),
            '[' if after.starts_with('^') => rest = skipped(after, ']'),
            '{' if after.starts_with(['{', '%']) => rest = skipped(after, '}'),
            '<' if after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) => {
                let name = after.trim_start_matches('/');
                let inline = ["a", "b", "i", "em", "strong", "code", "span", "small", "abbr", "mark"];
                let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
                if !inline.contains(&name[..end].to_ascii_lowercase().as_str()) {
                    open.end(&mut take);
                }
                rest = skipped(after, '>');
            }
            '&' if after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#') => {
                let end = after.bytes().take(10).position(|byte| byte == b';');
                rest = end.map_or(after, |end| &after[end + 1..]);
            }
            _ if c.is_ascii_alphanumeric() => open.read(c.to_ascii_lowercase()),
            _ if !c.is_ascii() && c.is_alphanumeric() => c.to_lowercase().for_each(|lower| open.read(lower)),
            _ => {}
        }
    }
    open.end(&mut take);
}

/// What follows the next `mark`, where it is near.
fn skipped(text: &str, mark: char) -> &str {
    let near = &text[..text.floor_char_boundary(400)];
    near.find(mark).map_or(text, |at| &text[at + mark.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASTHEAD: &str = "Hello and welcome to another issue of our letter, the only one about tides!";

    fn familiar(sources: &[&str]) -> FamiliarSentences {
        let marks: Vec<SentenceMarks> = sources.iter().map(|source| SentenceMarks::of(source)).collect();
        FamiliarSentences::among(&marks.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_source_says_what_its_text_says() {
        for source in [
            "Hello and *welcome* to another issue of [our letter](https://tides.example/a(b)), the only one about tides!\n\nNews.",
            "# Letter 4\nHello and welcome to another issue\nof [our letter][home], the only one about tides[^1]!",
            "<p>Hello and <b>welcome</b> to another issue of <a href=\"/x\">our letter</a>, the only one about tides!</p>",
            "{{< banner >}}Hello and welcome to another issue of our&nbsp;letter, the only one about tides! And more.",
        ] {
            assert!(familiar(&[source, source]).holds(MASTHEAD, ""), "{source}");
        }
    }

    #[test]
    fn many_are_a_quarter_of_two_or_more() {
        let other = "Nothing of that kind stands in here, whatever you say.";
        assert!(!familiar(&[MASTHEAD]).holds(MASTHEAD, ""));
        assert!(familiar(&[MASTHEAD, other]).holds(MASTHEAD, ""));
        assert!(familiar(&[MASTHEAD, other, other, other]).holds(MASTHEAD, ""));
        assert!(!familiar(&[MASTHEAD, other, other, other, other]).holds(MASTHEAD, ""));
        assert!(!familiar(&["Short. Short.", "Short."]).holds("Short.", ""));
    }

    #[test]
    fn numbers_are_the_titles_or_the_same() {
        let known = familiar(&["Welcome to issue 11 of the letter.", "Welcome to issue 12 of the letter."]);
        assert!(known.holds("Welcome to issue 12 of the letter.", "Another"));
        assert!(known.holds("Welcome to issue 13 of the letter.", "Letter 13"));
        assert!(!known.holds("Welcome to issue 13 of the letter.", "Another"));
        assert!(!familiar(&["第1号", "第2号"]).holds("第3号", "第3号"), "too short");
    }

    #[test]
    fn hostile_sources_are_read_in_linear_time() {
        for unit in ["](", "<a", "&", "{{", "[^", "\n#", "。", "x"] {
            SentenceMarks::of(&unit.repeat(1_000_000 / unit.len()));
        }
    }
}
