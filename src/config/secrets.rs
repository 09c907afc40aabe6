//! What may be secret stays out of complaints: a password in an address, a key that somebody wrote where storages are
//! configured. Reports go to logs that others read.

use std::sync::LazyLock;

use regex::Regex;

use super::FILE_NAME;
use crate::diagnostic::Diagnostic;

/// A user, with or without a password, before a host.
static USER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"//[^/\s"'`]*@"#).ok());
/// Values that stand in quotes, also where the quote does not end.
static VALUES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#""([^"]*)|'([^']*)"#).ok());

/// Tables of what needs credentials: nothing of their lines is shown.
const TABLES: [&str; 2] = ["publish", "ledger"];
/// Words of keys whose values are none of a report's.
const WORDS: [&str; 5] = ["secret", "password", "passwd", "token", "credential"];

/// The complaints of a configuration without what may be secret: their lines are numbered and not shown.
pub(super) fn hidden(mut diagnostics: Vec<Diagnostic>, text: &str) -> Vec<Diagnostic> {
    for diagnostic in &mut diagnostics {
        let of_here = diagnostic.file.as_deref() == Some(FILE_NAME);
        let line = diagnostic.place.as_ref().filter(|_| of_here).map(|place| place.line);
        let written = line.and_then(|line| text.lines().nth(line - 1)).unwrap_or_default();
        if let Some(line) = line.filter(|line| may_be_secret(text, *line)) {
            diagnostic.place = None;
            for value in values(written) {
                replace(diagnostic, &value, "…");
            }
            diagnostic.message.push_str(&format!(" (line {line}, which may hold a secret and is not shown)"));
        }
        if let Some(user) = &*USER {
            let shown = [Some(std::mem::take(&mut diagnostic.message)), diagnostic.help.take()];
            let [message, help] = shown.map(|text| text.map(|text| user.replace_all(&text, "//…@").into_owned()));
            (diagnostic.message, diagnostic.help) = (message.unwrap_or_default(), help);
        }
    }
    diagnostics
}

fn may_be_secret(text: &str, line: usize) -> bool {
    let heading = |line: &&str| line.trim_start().starts_with('[') && !line.contains('=');
    let above: Vec<&str> = text.lines().take(line).collect();
    let table = above.iter().rev().copied().find(heading).unwrap_or_default();
    let name = table.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']')).split(['.', ']']).next();
    let written = above.last().copied().unwrap_or_default();
    let key = written.split('=').next().unwrap_or_default().to_lowercase();
    name.is_some_and(|name| TABLES.contains(&name.trim()))
        || TABLES.iter().any(|table| key.trim_start().starts_with(&format!("{table}.")))
        || WORDS.iter().any(|word| key.contains(word))
        || USER.as_ref().is_none_or(|user| user.is_match(written))
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
