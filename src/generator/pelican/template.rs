//! `ARTICLE_URL` and its like: Python's format strings (<https://docs.python.org/3/library/string.html#format-strings>),
//! with the dates of Pelican's `strftime` (`utils.py`).

use std::fmt::Write as _;

use chrono::NaiveDateTime;

/// No address is longer than this many bytes, nor the template of one.
const LONGEST: usize = 8192;

/// The text of a template whose `{names}` are replaced: by their text, or of `date` by a format. `Err` names what cannot be known.
pub(super) fn fill(
    template: &str,
    text: &dyn Fn(&str) -> Option<String>,
    date: NaiveDateTime,
    has_english_names: bool,
) -> Result<String, String> {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    if template.len() > LONGEST / 8 {
        return Err("a very long address".to_owned());
    }
    while let Some(at) = rest.find(['{', '}']) {
        if out.len() > LONGEST {
            return Err("a very long address".to_owned());
        }
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            out.push_str(&rest[..1]);
            rest = &rest[2..];
            continue;
        }
        let Some((field, after)) = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) else {
            return Err("a brace that is not closed".to_owned());
        };
        let (name, format) = field.split_once(':').unwrap_or((field, ""));
        match (name, format) {
            ("date", format) if !format.is_empty() => formatted(&mut out, format, date, has_english_names)?,
            ("date.year", "") => out.push_str(&date.format("%-Y").to_string()),
            ("date.month", "") => out.push_str(&date.format("%-m").to_string()),
            ("date.day", "") => out.push_str(&date.format("%-d").to_string()),
            ("date.year", "04" | "04d") => out.push_str(&date.format("%Y").to_string()),
            ("date.month", "02" | "02d") => out.push_str(&date.format("%m").to_string()),
            ("date.day", "02" | "02d") => out.push_str(&date.format("%d").to_string()),
            (name, "") => out.push_str(&text(name).ok_or_else(|| format!("`{{{field}}}`"))?),
            _ => return Err(format!("`{{{field}}}`")),
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// A date by a format in which `-` takes leading zeros away.
fn formatted(out: &mut String, format: &str, date: NaiveDateTime, has_english_names: bool) -> Result<(), String> {
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let bare = after.strip_prefix('-');
        let inner = bare.unwrap_or(after);
        let Some(directive) = inner.chars().next() else {
            out.push_str(&rest[at..]);
            return Ok(());
        };
        rest = &inner[directive.len_utf8()..];
        let written = match directive {
            '%' => "%".to_owned(),
            'a' | 'A' | 'b' | 'B' | 'p' if has_english_names => date.format(&format!("%{directive}")).to_string(),
            'd' | 'G' | 'H' | 'I' | 'j' | 'M' | 'm' | 'S' | 'U' | 'u' | 'V' | 'w' | 'W' | 'y' | 'Y' => {
                date.format(&format!("%{directive}")).to_string()
            }
            'a' | 'A' | 'b' | 'B' | 'c' | 'f' | 'p' | 'x' | 'X' | 'z' | 'Z' => return Err(format!("`%{directive}`")),
            // One that Pelican does not know stays as it is.
            other => {
                let dash = if bare.is_some() { "-" } else { "" };
                let _ = write!(out, "%{dash}{other}");
                continue;
            }
        };
        let shown = match (bare, written.trim_start_matches('0')) {
            (None, _) => &written,
            (Some(_), "") => "0",
            (Some(_), stripped) => stripped,
        };
        out.push_str(shown);
    }
    out.push_str(rest);
    Ok(())
}
