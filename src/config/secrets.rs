//! What may be secret stays out of complaints: a password in an address, a key that somebody wrote where storages are
//! configured. Reports go to logs that others read.

use std::sync::LazyLock;

use regex::Regex;

use super::FILE_NAME;
use crate::diagnostic::{Diagnostic, Span};

/// A user, with or without a password, before a host.
static USER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"//[^/\s"'`]*@"#).ok());
/// Values that stand in quotes, also where the quote does not end.
static VALUES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#""([^"]*)|'([^']*)"#).ok());

/// Tables of what needs credentials: nothing of their lines is shown.
const TABLES: [&str; 2] = ["publish", "ledger"];
/// Words of keys whose values are none of a report's.
const WORDS: [&str; 5] = ["secret", "password", "passwd", "token", "credential"];

/// What stands in the place of such a line.
const HIDDEN: &str = "(not shown: it may hold a secret)";

/// The complaints of a configuration without what may be secret: where they are is told, and not what stands there.
pub(super) fn hidden(mut diagnostics: Vec<Diagnostic>, text: &str) -> Vec<Diagnostic> {
    let lines = secret_lines(text);
    for diagnostic in &mut diagnostics {
        let of_here = diagnostic.file.as_deref() == Some(FILE_NAME);
        if let Some(place) = diagnostic.place.as_mut().filter(|_| of_here)
            && let Some(written) = lines.get(place.line - 1).copied().flatten()
        {
            (place.source, place.span, place.width) = (HIDDEN.to_owned(), Span { start: 0, end: 0 }, 0);
            for value in values(written) {
                replace(diagnostic, &value, "…");
            }
        }
        if let Some(user) = &*USER {
            let shown = [Some(std::mem::take(&mut diagnostic.message)), diagnostic.help.take()];
            let [message, help] = shown.map(|text| text.map(|text| user.replace_all(&text, "//…@").into_owned()));
            (diagnostic.message, diagnostic.help) = (message.unwrap_or_default(), help);
        }
    }
    diagnostics
}

/// For each line, what stands there if that may be secret.
fn secret_lines(text: &str) -> Vec<Option<&str>> {
    let mut within = false;
    let secret = |line: &str, within: bool| {
        let key = line.split('=').next().unwrap_or_default().trim_start().to_lowercase();
        within
            || TABLES.iter().any(|table| key.strip_prefix(table).is_some_and(|rest| rest.trim_start().starts_with('.')))
            || WORDS.iter().any(|word| key.contains(word))
            || USER.as_ref().is_none_or(|user| user.is_match(line))
    };
    let of_line = |line| {
        if let Some(name) = heading(line) {
            within = TABLES.contains(&name);
        }
        secret(line, within).then_some(line)
    };
    text.lines().map(of_line).collect()
}

/// The first name of a heading. A line of a list that begins like one is none.
fn heading(line: &str) -> Option<&str> {
    let (names, _) = line.trim_start().strip_prefix('[')?.trim_start_matches('[').split_once(']')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ' | '\t');
    names.chars().all(is_name).then(|| names.split('.').next().unwrap_or_default().trim())
}

fn values(line: &str) -> Vec<String> {
    let found = VALUES.as_ref().into_iter().flat_map(|values| values.captures_iter(line));
    let value = |found: regex::Captures<'_>| Some(found.get(1).or_else(|| found.get(2))?.as_str().to_owned());
    found.filter_map(value).filter(|value| !value.trim().is_empty()).collect()
}

fn replace(diagnostic: &mut Diagnostic, value: &str, with: &str) {
    // As it stands, and as it is quoted in a sentence.
    for value in [value, value.trim()] {
        diagnostic.message = diagnostic.message.replace(&format!("`{value}`"), &format!("`{with}`"));
        diagnostic.help = diagnostic.help.take().map(|help| help.replace(&format!("`{value}`"), &format!("`{with}`")));
    }
}
