//! What of Markdown's extensions a text makes use of: those that prose may set off by chance are only
//! switched on where the text shows that they are meant.

use memchr::{memchr, memchr_iter, memchr2_iter, memmem};
use pulldown_cmark::Options;

use crate::text::sentence::is_wide;

/// The extensions that a text makes use of.
pub(super) fn options(text: &str, smart_punctuation: bool) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    if smart_punctuation && !quotes_beside_wide(text) {
        options |= Options::ENABLE_SMART_PUNCTUATION;
    }
    if holds_definitions(text) {
        options |= Options::ENABLE_DEFINITION_LIST;
    }
    if holds_mathematics(text) {
        options |= Options::ENABLE_MATH;
    }
    options
}

/// Whether quotation marks stand beside characters that have no blanks between words: which of them open and which
/// close is told by blanks, so there they stay as typed.
fn quotes_beside_wide(text: &str) -> bool {
    memchr2_iter(b'"', b'\'', text.as_bytes()).any(|at| {
        let (before, after) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
        before.is_some_and(is_wide) || after.is_some_and(is_wide)
    })
}

/// Whether lines begin with `: ` for definitions, and none with `:tada:` or the like, which the parser
/// would take for one too.
fn holds_definitions(text: &str) -> bool {
    let mut any = false;
    for at in memchr_iter(b':', text.as_bytes()) {
        let before = text[..at].trim_end_matches(' ');
        if before.is_empty() || before.ends_with('\n') {
            let after = text[at + 1..].chars().next();
            any |= matches!(after, Some(' ' | '\t'));
            if after.is_some_and(|c| !c.is_whitespace()) {
                return false;
            }
        }
    }
    any
}

/// Whether dollars are there for TeX and not for prices: a pair of them around a backslash, a
/// sub- or superscript, or display mathematics.
pub(crate) fn holds_mathematics(text: &str) -> bool {
    memchr(b'$', text.as_bytes()).is_some()
        && (memmem::find(text.as_bytes(), b"$$").is_some()
            || text.lines().any(|line| {
                line.split('$')
                    .skip(1)
                    .step_by(2)
                    .any(|inner| inner.contains(['\\', '^', '_']) && inner.trim() == inner)
                    && line.matches('$').take(2).count() == 2
            }))
}

/// The options by which code is told from prose before rendering.
pub(crate) fn plain_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM
}

/// What a code block is called on its page: `title="src/main.rs"` behind the language, as Docusaurus,
/// Hugo and others write it.
pub(super) fn code_title(info: &str) -> Option<&str> {
    ["title", "filename", "file", "caption"].iter().find_map(|key| {
        let (before, value) = info.split_once(key)?;
        let quoted = value.strip_prefix('=')?;
        let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let title = quoted[1..].split_once(quote)?.0.trim();
        (before.ends_with([' ', ',', '{', '[']) && !title.is_empty() && !names_language(title, info)).then_some(title)
    })
}

/// Whether a title only names the language again: `JavaScript` over `js`, `Shell` over `sh`.
fn names_language(title: &str, info: &str) -> bool {
    let mut letters = title.chars().flat_map(char::to_lowercase);
    let name: String = info.chars().take_while(|c| c.is_ascii_alphanumeric()).flat_map(char::to_lowercase).collect();
    title.chars().all(|c| c.is_ascii_alphanumeric())
        && name.get(..1) == title.to_lowercase().get(..1)
        && name.chars().all(|wanted| letters.any(|letter| letter == wanted))
}
