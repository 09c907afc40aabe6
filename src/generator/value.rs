//! Configuration in TOML, YAML or JSON as one kind of value, and how it is asked.

use std::collections::BTreeMap;

use serde_json::Value;

/// Keys and values.
pub type Table = serde_json::Map<String, Value>;

/// Reads a file of a configuration by the ending of its name; `None` where it does not read, or is no table.
///
/// ```
/// let table = tidings::generator::value::table("hugo.toml", "[params]\nphone = 1234\n").unwrap();
/// assert_eq!(tidings::generator::value::text_at(&table, "params.phone").as_deref(), Some("1234"));
/// ```
#[must_use]
pub fn table(name: &str, text: &str) -> Option<Table> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value = match name.rsplit_once('.')?.1 {
        "toml" => of_toml(toml::from_str(text).ok()?),
        "json" => serde_json::from_str(text).ok()?,
        "yml" | "yaml" => yaml(text)?,
        _ => return None,
    };
    match value {
        Value::Object(table) => Some(table),
        _ => None,
    }
}

/// The front matter at the top of a file: TOML between `+++`, YAML between `---`, or a JSON object; `None` where there is
/// none, or it does not read. Empty lines may stand before it.
///
/// ```
/// let table = tidings::generator::value::front_matter("---\ndraft: true\n---\nText.\n").unwrap();
/// assert_eq!(tidings::generator::value::switch_at(&table, "draft"), Some(true));
/// ```
#[must_use]
pub fn front_matter(text: &str) -> Option<Table> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.find(|c: char| !c.is_whitespace()).unwrap_or(text.len());
    let text = &text[text[..first].rfind('\n').map_or(0, |end| end + 1)..];
    if text.starts_with('{') {
        return serde_json::Deserializer::from_str(text).into_iter::<Table>().next()?.ok();
    }
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next()?.trim_end();
    let name = match fence {
        "+++" => "head.toml",
        "---" => "head.yaml",
        _ => return None,
    };
    let head: String = lines.take_while(|line| line.trim_end() != fence).collect();
    // An empty head says nothing, and is no fault.
    if head.trim().is_empty() { Some(Table::new()) } else { table(name, &head) }
}

/// Of a key that stands twice, the last counts, as the YAML of Ruby, Python and JavaScript has it.
fn yaml(text: &str) -> Option<Value> {
    let options = serde_saphyr::options! { duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::LastWins };
    serde_saphyr::from_str_with_options(text, options).ok()
}

/// TOML as the same kind of value; dates become texts.
#[must_use]
pub fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(is_so) => is_so.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(of_toml).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, of_toml(value))).collect(),
    }
}

/// Why a file, by the ending of its name, does not read: as TOML, YAML or JSON, or by the head of Markdown. Tags of YAML
/// (`!ENV`, `!!python/name:...`) are no fault: who reads such a file knows them.
///
/// # Errors
/// In words.
pub fn reads(name: &str, text: &str) -> Result<(), String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let told = |error: String| error.lines().next().unwrap_or_default().to_owned();
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("toml") => toml::from_str::<toml::Table>(text).map(drop).map_err(|error| told(error.message().to_owned())),
        Some("json") => serde_json::from_str::<Value>(text).map(drop).map_err(|error| told(error.to_string())),
        Some("yml" | "yaml") if has_tags(text) || text.trim().is_empty() => Ok(()),
        Some("yml" | "yaml") => match yaml(text) {
            Some(_) => Ok(()),
            None => Err("it is no YAML, or its aliases multiply".to_owned()),
        },
        Some("md" | "markdown") if text.trim_start().starts_with(['+', '-']) => {
            let fence = text.trim_start().lines().next().unwrap_or_default().trim_end();
            match matches!(fence, "+++" | "---") && front_matter(text.trim_start()).is_none() {
                true => Err("its front matter does not read".to_owned()),
                false => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn has_tags(text: &str) -> bool {
    text.split_ascii_whitespace().any(|word| word.len() > 1 && word.starts_with('!'))
}

/// What is at `a.b.c`; keys are compared without regard to case.
#[must_use]
pub fn at<'a>(table: &'a Table, keys: &str) -> Option<&'a Value> {
    let (first, rest) = keys.split_once('.').map_or((keys, None), |(first, rest)| (first, Some(rest)));
    let value =
        table.get(first).or_else(|| table.iter().find(|(key, _)| key.eq_ignore_ascii_case(first)).map(|(_, v)| v))?;
    match rest {
        None => Some(value),
        Some(rest) => at(value.as_object()?, rest),
    }
}

/// The text of a scalar.
#[must_use]
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_so) => Some(is_so.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The text of the scalar at `a.b.c`.
#[must_use]
pub fn text_at(table: &Table, keys: &str) -> Option<String> {
    text(at(table, keys)?)
}

/// The switch at `a.b.c`: `true` or `false`, as a value or as a text.
#[must_use]
pub fn switch_at(table: &Table, keys: &str) -> Option<bool> {
    match at(table, keys)? {
        Value::Bool(is_so) => Some(*is_so),
        Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// The texts of a list, or the one of a scalar.
#[must_use]
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    }
}

/// The texts of all scalars in a table, by their keys joined with dots. Those over 4096 bytes, more than a thousand, and
/// what lies deeper than eight tables are left out.
pub fn scalars(table: &Table, values: &mut BTreeMap<String, String>) {
    add_scalars("", table, 8, values);
}

fn add_scalars(above: &str, table: &Table, depth: usize, values: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let name = format!("{above}{key}");
        match value {
            Value::Object(inner) if depth > 0 => add_scalars(&format!("{name}."), inner, depth - 1, values),
            _ if values.len() >= 1000 => return,
            other => values.extend(text(other).filter(|text| text.len() <= 4096).map(|text| (name, text))),
        }
    }
}

/// Each text once, where it first stands.
#[must_use]
pub fn once(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    texts.into_iter().filter(|text| seen.insert(text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::{front_matter, switch_at};

    #[test]
    fn empty_lines_may_stand_before_front_matter() {
        for head in
            ["---\ndraft: true\n---\n", "+++\ndraft = true\n+++\n", "{\"draft\": true}\n", "---\r\ndraft: true\r\n---"]
        {
            for before in ["", "\n", "\u{feff}\r\n \t\n\n"] {
                let table = front_matter(&format!("{before}{head}"));
                assert_eq!(table.and_then(|table| switch_at(&table, "draft")), Some(true), "{before:?} {head}");
            }
        }
        for none in ["", "\n", "  ---\na: b\n---\n", "Text.\n---\na: b\n---\n", " "] {
            assert_eq!(front_matter(none), None, "{none:?}");
        }
    }
}
