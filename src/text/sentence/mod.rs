//! Sentences of plain text in any script.
//!
//! Text comes in, byte ranges of its sentences go out: Unicode's sentence boundaries (UAX #29), less
//! those that stand after an abbreviation, an initial or the number of a list item, and those within
//! brackets or quotation marks. An opening mark is never left on the sentence before. Together
//! the ranges cover all of the text but white space, and the time is linear in its length.

mod bounds;

use std::collections::VecDeque;
use std::ops::Range;

use bounds::Bounds;

/// Abbreviations that never end a sentence before a word in capitals, in lower case without their
/// last full stop. Those that may also end one (`etc`, `U.S`, `a.m`, `Inc`) are in [`MAY_END`].
#[rustfmt::skip]
const NEVER_END: &[&str] = &[
    "adm", "al", "approx", "art", "bd", "bzw", "ca", "capt", "cf", "col", "cmdr", "dipl", "dr", "e.g", "ed",
    "eds", "eg", "eq", "esp", "fig", "figs", "fr", "gen", "gov", "hon", "i.e", "ie", "ing", "lt", "maj", "mlle",
    "mme", "mr", "mrs", "ms", "mt", "nr", "num", "núm", "p.ej", "pp", "prof", "pres", "ref", "refs", "rep",
    "rev", "sen", "sgt", "sr", "sra", "st", "ste", "str", "tel", "u.a", "univ", "v", "viz", "vol", "vs", "z.b",
    "д-р", "им", "ср", "стр", "рис", "ул",
];

/// Abbreviations that end a sentence only where the next word begins one as a rule.
#[rustfmt::skip]
const MAY_END: &[&str] = &[
    "a.m", "apr", "aug", "ave", "blvd", "co", "corp", "dec", "dept", "est", "etc", "feb", "inc", "jan", "jr",
    "jul", "jun", "llc", "ltd", "mar", "nov", "oct", "p.m", "ph.d", "sep", "sept", "u.k", "u.n", "u.s", "u.s.a",
    "d.c",
];

/// No abbreviation of ASCII is longer.
const ABBREVIATION: usize = 6;

/// What follows quoted speech within the same sentence in Chinese and Japanese.
const SPEAKER: &[&str] = &["他", "她", "记者", "記者", "说", "說", "表示", "と", "って"];

/// Words that begin a sentence far more often than a name.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "a", "after", "all", "also", "an", "and", "as", "at", "but", "by", "for", "from", "he", "here", "how",
    "however", "i", "if", "in", "it", "its", "it's", "many", "most", "no", "now", "on", "one", "other", "our",
    "she", "since", "so", "some", "that", "the", "their", "then", "there", "these", "they", "this", "those",
    "to", "today", "we", "what", "when", "where", "which", "while", "who", "why", "with", "you", "your",
    "we're", "we've", "you'll",
];

/// How words begin that German puts behind an ordinal: months, and what is counted.
#[rustfmt::skip]
const ORDERED: &[&str] = &[
    "Januar", "Jänner", "Jan.", "Februar", "Feber", "Feb.", "März", "April", "Mai", "Juni", "Juli", "August", "Aug.",
    "September", "Sept.", "Oktober", "Okt.", "November", "Nov.", "Dezember", "Dez.", "Jahrhundert", "Jahrestag", "Geburtstag",
    "Quartal", "Halbjahr", "Auflage", "Ausgabe", "Platz", "Rang", "Runde", "Etage", "Stock", "Klasse",
];

/// Sentences within brackets or quotation marks are joined to what surrounds them, up to so many.
const JOINED: usize = 6;

/// The sentences of a text, in order, each without white space around it.
///
/// ```
/// use tidings::text::sentence::sentences;
///
/// let text = "Dr. Quill paid 3.50 euros. Why? 因为好用。";
/// let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
/// assert_eq!(found, ["Dr. Quill paid 3.50 euros.", "Why?", "因为好用。"]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Sentences<'_> {
    Sentences { text, taken: 0, bounds: Bounds::of(text), ahead: VecDeque::new() }
}

/// The iterator of [`sentences`].
pub struct Sentences<'a> {
    text: &'a str,
    /// Where the pieces handed out so far end.
    taken: usize,
    bounds: Bounds<'a>,
    /// Pieces that were looked at and not yet used.
    ahead: VecDeque<Range<usize>>,
}

impl Sentences<'_> {
    /// The next piece between two of Unicode's boundaries; opening marks at its end go to the piece
    /// after it.
    fn read_piece(&mut self) -> Option<Range<usize>> {
        for piece in self.bounds.by_ref() {
            let kept = match piece.end == self.text.len() {
                true => piece.end,
                false => piece.start + self.text[piece].trim_end_matches(is_opening).len(),
            };
            if kept > self.taken {
                let range = self.taken..kept;
                self.taken = kept;
                return Some(range);
            }
        }
        let rest = self.taken..self.text.len();
        self.taken = self.text.len();
        (!rest.is_empty()).then_some(rest)
    }

    fn next_piece(&mut self) -> Option<Range<usize>> {
        self.ahead.pop_front().or_else(|| self.read_piece())
    }

    /// How many pieces ahead the brackets and quotation marks that are open are closed again.
    fn closed_after(&mut self, mut balance: Balance) -> Option<usize> {
        for count in 0..JOINED {
            if self.ahead.len() <= count {
                let piece = self.read_piece()?;
                self.ahead.push_back(piece);
            }
            balance.read(&self.text[self.ahead[count].clone()]);
            if !balance.is_open() {
                return Some(count + 1);
            }
        }
        None
    }
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let mut range = self.next_piece()?;
            let mut balance = Balance::default();
            balance.read(&self.text[range.clone()]);
            // Pieces that are within brackets or marks that are known to be closed.
            let mut within = 0;
            while let Some(following) = self.next_piece() {
                if within == 0 && ends_sentence(&self.text[range.clone()], &self.text[following.clone()]) {
                    self.ahead.push_front(following);
                    within = if balance.is_open() { self.closed_after(balance).unwrap_or(0) } else { 0 };
                    if within == 0 {
                        break;
                    }
                    continue;
                }
                within = within.saturating_sub(1);
                balance.read(&self.text[following.clone()]);
                range.end = following.end;
            }
            let sentence = &self.text[range.clone()];
            let start = range.start + (sentence.len() - sentence.trim_start().len());
            let end = start + sentence.trim().len();
            if start < end {
                return Some(start..end);
            }
        }
    }
}

/// How wide a text is: a letter is one column, a character of Chinese, Japanese or Korean two. It
/// stops at `enough`, so that a long text costs no more than a short one.
///
/// ```
/// use tidings::text::sentence::{columns, is_wide};
///
/// assert!(is_wide('好') && !is_wide('a'));
/// assert_eq!(columns("a 好", 80), 4);
/// assert_eq!(columns("a long text", 5), 5);
/// ```
#[must_use]
pub fn columns(text: &str, enough: usize) -> usize {
    let near = &text.as_bytes()[..text.len().min(enough)];
    if near.is_ascii() {
        return near.len();
    }
    let mut width = 0;
    for c in text.chars() {
        width += if is_wide(c) { 2 } else { 1 };
        if width >= enough {
            break;
        }
    }
    width
}

/// Whether a character belongs to a script that is written without spaces and read by the character
/// (Han, Kana, their punctuation), or is a Hangul syllable.
#[must_use]
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

/// Open brackets and quotation marks.
#[derive(Clone, Copy, Default)]
struct Balance {
    open: u32,
    straight: bool,
}

impl Balance {
    fn read(&mut self, text: &str) {
        // Most pieces have none; what closes nothing counts for nothing.
        let bytes = text.as_bytes();
        if text.is_ascii()
            && memchr::memchr3(b'(', b'[', b'"', bytes).is_none()
            && (self.open == 0 || memchr::memchr2(b')', b']', bytes).is_none())
        {
            return;
        }
        for c in text.chars() {
            match c {
                '(' | '[' | '（' | '【' | '「' | '『' | '《' | '“' | '«' => self.open += 1,
                ')' | ']' | '）' | '】' | '」' | '』' | '》' | '”' | '»' => {
                    self.open = self.open.saturating_sub(1)
                }
                '"' => self.straight = !self.straight,
                _ => {}
            }
        }
    }

    fn is_open(&self) -> bool {
        self.open > 0 || self.straight
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '（' | '【' | '「' | '『' | '《' | '“' | '‘' | '«' | '‹' | '„' | '‚' | '〈' | '〔')
}

/// Whether a boundary between two pieces of text ends a sentence.
fn ends_sentence(piece: &str, following: &str) -> bool {
    let shown = piece.trim_end();
    // A number, a bullet or marks alone are no sentence: `1. Install it`.
    if !shown.chars().any(char::is_alphabetic) {
        return false;
    }
    // `#![feature]`, `what?(x)`: these scripts put a space between sentences.
    if shown.len() == piece.len() && shown.ends_with(['.', '!', '?']) && !following.starts_with(is_wide) {
        return false;
    }
    // `Yahoo! is`, `the “Ready?” talk`: the sentence goes on.
    if following.starts_with(char::is_lowercase) {
        return false;
    }
    // Speech and who said it: `“……。”他说`, `「……。」と言った`.
    if shown.ends_with(['”', '」', '』']) && SPEAKER.iter().any(|word| following.starts_with(word)) {
        return false;
    }
    let Some(before) = shown.strip_suffix('.') else { return true };
    if before.ends_with('.') {
        return true;
    }
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || is_opening(c) || c == '"')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    // Neither an abbreviation nor an initial.
    if word.len() > ABBREVIATION && word.is_ascii() {
        return true;
    }
    let word = word.to_lowercase();
    let opens = || {
        let next =
            following.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '!' | '?')).next().unwrap_or("");
        OPENERS.contains(&next.to_lowercase().replace('’', "'").as_str())
    };
    if NEVER_END.contains(&word.as_str()) {
        return false;
    }
    // `am 2. Oktober`, `im 19. Jahrhundert`
    let is_ordinal = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_ordinal && ORDERED.iter().any(|noun| following.starts_with(noun)) {
        return false;
    }
    let number_follows = following.starts_with(|c: char| c.is_ascii_digit());
    if word == "no" && number_follows {
        return false;
    }
    if MAY_END.contains(&word.as_str()) {
        return opens();
    }
    // Initials: `J. R. R. Tolkien`, `George W. Bush`; but `plan B.` and `vitamin C. The ...`.
    let mut letters = before[word_start..].chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    !initial || opens()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn boundaries_are_where_a_reader_puts_them() {
        let cases: &[&[&str]] = &[
            &["Dr. Lin met Mr. Ade.", "They talked."],
            &["Use a lock, e.g. Mutex, i.e. the simple one.", "It works."],
            &["It runs on v1.2.3 and Node.js 20.", "Try it!"],
            &["See No. 5 of the series.", "Then stop."],
            &["J. R. Hartley wrote it.", "We read it."],
            &["The U.S. Senate voted.", "The law passed in the U.S.", "The rest waits."],
            &["Acme Ltd. Shenzhen makes it.", "Buy one?!", "No."],
            &["Pears, apples etc. are fruit.", "We sell pears, apples etc.", "You can order now."],
            &["“It works.”", "So said Lin."],
            &["He asked (why? nobody knew) and left.", "Then it rained."],
            &["今天发布新版本。", "“我们很高兴。”他说。", "欢迎试用！"],
            &["今日は新しい版です。", "「使ってください。」と言いました。", "どうぞ。"],
            &["1. Install it.", "2. Run it."],
            &["Wait...", "What?", "Yes."],
            &["Write #![no_std] at the top.", "Then build!"],
            &["The “Ready?” talk and the (print!) macro were short.", "See them."],
        ];
        for case in cases {
            let joiner = if case[0].starts_with(is_wide) { "" } else { " " };
            assert_eq!(split(&case.join(joiner)), *case);
        }
    }

    #[test]
    fn no_abbreviation_is_too_long_to_be_seen() {
        assert!(NEVER_END.iter().chain(MAY_END).all(|word| word.len() <= ABBREVIATION || !word.is_ascii()));
    }

    #[test]
    fn nothing_but_white_space_is_lost() {
        let text = " One.  (Two. Three) “ four\u{3000}五。「 六";
        let kept: String = split(text).concat();
        assert_eq!(kept.split_whitespace().collect::<String>(), text.split_whitespace().collect::<String>());
    }
}
