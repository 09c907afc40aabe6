//! Complaints of the TOML reader in words that help whoever has written the file.
//!
//! The reader says what it expected only in the words of its message, which are those of Rust's types. What is known of them
//! is put into ours; where they change, the complaint is still told, as the reader words it.

use std::ops::Range;

use super::FILE_NAME;
use crate::diagnostic::{Code, Diagnostic};

/// A complaint with its place, what is wrong, and what to write.
pub(super) fn syntax_error(text: &str, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let message = error.message().trim_end();
    let told = unknown_key(message)
        .or_else(|| missing_key(message))
        .or_else(|| unknown_value(message))
        .or_else(|| heading(text, &span, message))
        .or_else(|| other_type(text, &span, message))
        .or_else(|| no_toml(text, &span, message));
    let diagnostic = told.unwrap_or_else(|| {
        Diagnostic::error(Code::ConfigInvalid, message.replace('\n', "; "))
            .help("mend the value; a text stands in quotes, a list in square brackets")
    });
    diagnostic.in_file(FILE_NAME).at(text, span)
}

fn invalid(message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::ConfigInvalid, message).help(help)
}

/// The one that is written most like a word, where one is.
pub(super) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let alike = |other: &str| strsim::jaro_winkler(word, other);
    let near = known.iter().max_by(|a, b| alike(a).total_cmp(&alike(b)).then_with(|| b.cmp(a)));
    near.filter(|near| alike(near) > 0.7).copied()
}

/// The words between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn unknown_key(message: &str) -> Option<Diagnostic> {
    let (key, expected) = message.strip_prefix("unknown field `")?.split_once('`')?;
    let known = quoted(expected);
    let help = match nearest(key, &known) {
        Some(near) => format!("write `{near}`; the keys here are {}", known.join(", ")),
        None => format!("take it out; the keys here are {}", known.join(", ")),
    };
    Some(Diagnostic::error(Code::ConfigUnknownKey, format!("unknown key `{key}`")).help(help))
}

fn missing_key(message: &str) -> Option<Diagnostic> {
    let key = message.strip_prefix("missing field `")?.strip_suffix('`')?;
    let message = format!("this table lacks the key `{key}`");
    Some(Diagnostic::error(Code::ConfigMissingKey, message).help(format!("add `{key} = ...` to it")))
}

fn unknown_value(message: &str) -> Option<Diagnostic> {
    let (value, expected) = message.strip_prefix("unknown variant `")?.split_once('`')?;
    let known: Vec<String> = quoted(expected).iter().map(|value| format!("`\"{value}\"`")).collect();
    let help = match nearest(value, &quoted(expected)) {
        Some(near) => format!("write `\"{near}\"`; there are {}", known.join(", ")),
        None => format!("write one of {}", known.join(", ")),
    };
    Some(invalid(format!("`{value}` is no value of this key"), help))
}

/// `[feed]` for `[[feed]]`, and the other way round.
fn heading(text: &str, span: &Range<usize>, message: &str) -> Option<Diagnostic> {
    let heading = text.get(span.clone())?;
    let at_start = text[..span.start].lines().next_back().is_none_or(|_| text[..span.start].ends_with('\n'));
    let name = heading.trim_matches(['[', ']', ' ']);
    if !message.starts_with("invalid type") || !at_start || !heading.starts_with('[') {
        return None;
    }
    if heading.starts_with("[[") {
        return Some(invalid(format!("there is only one `{name}`"), format!("write `[{name}]`")));
    }
    let several = message.ends_with("expected a sequence");
    several.then(|| invalid(format!("of `{name}` there may be several"), format!("write `[[{name}]]`")))
}

fn other_type(text: &str, span: &Range<usize>, message: &str) -> Option<Diagnostic> {
    let (wanted, is_type) = match message.strip_prefix("expected ") {
        Some(wanted) => (wanted, false),
        None => {
            let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
            (rest.rsplit_once(", expected ").or_else(|| rest.split_once(", expected "))?.1, true)
        }
    };
    let found = text.get(span.clone()).unwrap_or_default().trim();
    let found = match found.chars().next()? {
        '"' | '\'' => "a text",
        '[' => "a list",
        '{' => "a table",
        't' | 'f' => "a switch",
        _ if found.contains(':') || found.matches('-').count() > 1 => "a date",
        _ => "a number",
    };
    let (wanted, help) = match wanted {
        "a string" | "string" => ("a text", "write it in quotes"),
        "a boolean" | "boolean" => ("`true` or `false`", "write it without quotes"),
        "a sequence" => ("a list", "write it in square brackets, as `[\"one\", \"two\"]`"),
        "a map" | "map" => ("a table", "write its keys below a heading in square brackets"),
        "u8" | "u16" | "u32" | "u64" | "usize" => ("a whole number from 0", "write one, without quotes"),
        "i8" | "i16" | "i32" | "i64" | "isize" => ("a whole number", "write one, without quotes"),
        wanted if is_type && wanted.starts_with("struct ") => {
            ("a table", "write its keys below a heading in square brackets")
        }
        wanted => (wanted, "write one of these"),
    };
    Some(invalid(format!("this is {found}, where {wanted} belongs"), help))
}

/// What is no TOML at all.
fn no_toml(text: &str, span: &Range<usize>, message: &str) -> Option<Diagnostic> {
    let word = text.get(span.start..)?.split([' ', '\t', '\n', '\r', ',', ']', '}', '#']).next().unwrap_or_default();
    if message.starts_with("invalid boolean") || message.starts_with("string values must be quoted") {
        return Some(invalid(format!("`{word}` is no value"), format!("a text stands in quotes: `\"{word}\"`")));
    }
    let (message, help) = match message.split(", expected").next()? {
        "duplicate key" => ("this key stands twice in its table", "keep one of them"),
        "key with no value" => ("this key has no value", "write `key = value`"),
        "unclosed table" => ("this heading does not end", "put a `]` behind it"),
        "unclosed array table" => ("this heading does not end", "put `]]` behind it"),
        "unclosed array" => ("this list does not end", "put a `]` behind it"),
        "unclosed inline table" => ("this table does not end", "put a `}` behind it"),
        "invalid basic string" | "invalid literal string" => {
            ("this text does not end on its line", "put its quote behind it")
        }
        _ => return None,
    };
    Some(invalid(message, help))
}
