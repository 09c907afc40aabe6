//! Marks within a line that Markdown does not know: highlights (`==x==`), keys (`++ctrl+c++`), icons
//! (`:material-check:`), ids of blocks (`^id`).
//!
//! Each is read only where it plainly is one: prose may hold the signs as well (`a == b`, `C++ and C++`).

use super::expander::{Expander, ends_line};
use crate::text::Markup;
use crate::text::html::escape_text;

/// Names of keys of more than one letter (`pymdownx/keymap_db.py`).
const KEYS: [&str; 44] = [
    "alt",
    "alt-graph",
    "apostrophe",
    "arrow-down",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "backspace",
    "caps-lock",
    "cmd",
    "comma",
    "command",
    "control",
    "ctrl",
    "del",
    "delete",
    "down",
    "end",
    "enter",
    "equal",
    "esc",
    "escape",
    "fn",
    "home",
    "ins",
    "insert",
    "left",
    "menu",
    "meta",
    "minus",
    "option",
    "page-down",
    "page-up",
    "period",
    "plus",
    "print-screen",
    "return",
    "right",
    "shift",
    "slash",
    "space",
    "tab",
    "up",
    "win",
];

/// What icons of Material for MkDocs begin with.
const ICONS: [&str; 4] = ["material-", "octicons-", "fontawesome-", "simple-"];

fn is_key(name: &str) -> bool {
    let function =
        name.strip_prefix(['f', 'F']).is_some_and(|number| number.parse().is_ok_and(|n: u8| (1..=24).contains(&n)));
    let single = name.len() == 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    single
        || function
        || KEYS.contains(&name.to_ascii_lowercase().as_str())
        || name.starts_with('"') && name.ends_with('"') && name.len() > 2
}

/// `arrow-up` as `Arrow Up`, as its page shows it; a letter as a capital.
fn key_name(name: &str) -> String {
    if let Some(text) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        return text.to_owned();
    }
    super::names::words_of_key(name)
}

impl Expander<'_> {
    /// Whether what stands here is part of an address, where no mark is one.
    fn in_word_of_address(&self) -> bool {
        let near = self.out.text.floor_char_boundary(self.out.text.len().saturating_sub(300));
        let tail = &self.out.text[near..];
        let word = tail.rsplit(char::is_whitespace).next().unwrap_or_default();
        word.contains("://") || word.starts_with("www.") || self.in_target()
    }

    /// Whether a mark may begin behind what is written: not within a word.
    fn begins_word(&self, sign: char) -> bool {
        let before = self.out.text.chars().next_back();
        before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != sign && !matches!(c, '\\' | '_' | '&'))
    }

    /// `==highlighted==`; where to go on.
    pub(super) fn highlight(&mut self, at: usize) -> Option<usize> {
        /// Bytes: none is longer.
        const LONGEST: usize = 2000;
        let rest = self.body[at..].strip_prefix("==")?;
        let reads = self.context.rules.dialect.marks && self.context.markup == Markup::Markdown;
        if !reads
            || rest.starts_with(|c: char| c.is_whitespace() || c == '=')
            || !self.begins_word('=')
            || self.in_word_of_address()
        {
            return None;
        }
        let close = self.find("==", at + 3)?;
        let inner = self.body.get(at + 2..close).filter(|inner| inner.len() < LONGEST)?;
        let after = &self.body[close + 2..];
        let plain = inner.ends_with(|c: char| c.is_whitespace() || matches!(c, '=' | '!' | '<' | '>'))
            || inner.contains("\n\n")
            || after.starts_with(|c: char| c == '=' || c.is_ascii_alphanumeric());
        // A code span may hold the signs that would close it.
        if plain || self.code_end(close).is_some() {
            return None;
        }
        self.out.text.push_str("<mark>");
        self.closing_marks.insert(close, "</mark>");
        Some(at + 2)
    }

    /// The end of a mark that has begun.
    pub(super) fn closing_mark(&mut self, at: usize) -> Option<usize> {
        let html = self.closing_marks.remove(&at)?;
        self.out.text.push_str(html);
        Some(at + 2)
    }

    /// `++ctrl+c++`, the keys that are pressed.
    pub(super) fn keys(&mut self, at: usize) -> Option<usize> {
        let rest = self.body[at..].strip_prefix("++")?;
        let reads = self.context.rules.dialect.marks && self.context.markup == Markup::Markdown;
        if !reads || !self.begins_word('+') || self.in_word_of_address() {
            return None;
        }
        let line = &rest[..rest.bytes().take(100).position(|byte| byte == b'\n').unwrap_or(rest.len().min(100))];
        let close = line.find("++")?;
        let keys: Vec<&str> = rest[..close].split('+').collect();
        let after = &rest[close + 2..];
        if !keys.iter().all(|key| is_key(key)) || after.starts_with(|c: char| c == '+' || c.is_ascii_alphanumeric()) {
            return None;
        }
        for (index, key) in keys.iter().enumerate() {
            let mut name = String::new();
            escape_text(&mut name, &key_name(key));
            self.out.text.push_str(if index > 0 { "+" } else { "" });
            self.out.text.push_str(&format!("<kbd>{name}</kbd>"));
        }
        Some(at + 2 + close + 2)
    }

    /// The id of a block of Obsidian's, at the end of the block or on the line below it: ` ^name`.
    pub(super) fn block_id(&mut self, at: usize) -> Option<usize> {
        if self.context.markup != Markup::Markdown
            || !self.out.text.ends_with([' ', '\n', '\t']) && !self.out.text.is_empty()
        {
            return None;
        }
        let rest = &self.body[at + 1..];
        let length = rest
            .bytes()
            .take(60)
            .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'-'))
            .unwrap_or(rest.len().min(60));
        let name = &rest[..length];
        if name.is_empty() || !ends_line(&rest[length..]) {
            return None;
        }
        // It ends its block: nothing, a blank line or another item follows.
        let next = rest[length..].split('\n').nth(1).unwrap_or("").trim();
        let ends = next.is_empty()
            || next.starts_with(['-', '*', '+', '#', '>', '^'])
            || next.starts_with(|c: char| c.is_ascii_digit());
        // A word of prose in which a caret stands is shorter, or has no letter.
        if !ends || !name.contains(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let kept = self.out.text.trim_end_matches([' ', '\t']).len();
        self.out.text.truncate(kept);
        Some(at + 1 + length)
    }

    /// An icon of Material for MkDocs, which only its page can show.
    pub(super) fn icon(&mut self, at: usize) -> Option<usize> {
        let rest = &self.body[at + 1..];
        if self.context.markup != Markup::Markdown || !ICONS.iter().any(|prefix| rest.starts_with(prefix)) {
            return None;
        }
        let length =
            rest.bytes().take(80).position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')))?;
        let end = at + 1 + length + 1;
        let attached = self.out.text.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '\\'));
        if rest.as_bytes()[length] != b':' || attached {
            return None;
        }
        let body = self.body;
        self.remove(at..end, &body[at..end]);
        Some(end)
    }
}
