//! `mkdocs.yml`, whose tags name Python objects and variables of the environment (`docs/user-guide/configuration.md`).

use serde_json::Value;

use crate::generator::places::{first_of, tidy};
use crate::generator::{SiteFiles, Table, value};

/// In the order in which MkDocs looks for them.
pub const NAMES: [&str; 2] = ["mkdocs.yml", "mkdocs.yaml"];

/// How many files may inherit from each other.
const DEEPEST: usize = 8;

/// The key under which a value with a tag is kept with its tag.
const TAG: &str = "a tag of YAML";

/// What the configuration says.
#[derive(Debug, Default)]
pub struct Configuration {
    /// Its file.
    pub file: String,
    /// Whether it, or what it inherits, does not read.
    pub is_unreadable: bool,
    table: Table,
    text: String,
}

impl Configuration {
    /// Reads it, with what it inherits.
    pub fn read(files: &dyn SiteFiles) -> Self {
        let Some((file, text)) = first_of(files, &NAMES) else { return Self::default() };
        let read = parsed(&text);
        let mut is_unreadable = read.is_none();
        let mut table = read.unwrap_or_default();
        let mut whole = text;
        let mut folder = String::new();
        for _ in 0..DEEPEST {
            let Some(parent) = table.remove("INHERIT").as_ref().and_then(value::text) else { break };
            let path = tidy(&format!("{folder}/{parent}"));
            let Some(text) = files.text(&path) else {
                is_unreadable = true;
                break;
            };
            let read = parsed(&text);
            is_unreadable |= read.is_none();
            let mut inherited = read.unwrap_or_default();
            merge(&mut inherited, table);
            table = inherited;
            whole.push('\n');
            whole.push_str(&text);
            folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
        }
        Self { file, is_unreadable, table, text: whole }
    }

    /// What is at a key; nothing, where that is of the environment.
    pub fn at(&self, keys: &str) -> Option<&Value> {
        value::at(&self.table, keys).filter(|value| value.get(TAG).is_none())
    }

    /// The text at a key.
    pub fn text(&self, keys: &str) -> Option<String> {
        self.at(keys).and_then(value::text)
    }

    /// Whether what is at a key comes from the environment.
    pub fn is_from_environment(&self, keys: &str) -> bool {
        value::at(&self.table, keys).is_some_and(|value| value.get(TAG).is_some())
    }

    /// The Python object that a tag behind a key names, wherever that key is.
    pub fn object(&self, key: &str) -> Option<&str> {
        let rest = self.text.lines().find_map(|line| {
            line.trim_start().trim_start_matches("- ").strip_prefix(key)?.trim_start().strip_prefix(':')
        })?;
        rest.trim().strip_prefix("!!python/")?.split_once(':').map(|(_, name)| name.trim())
    }

    /// The names of the extensions of Markdown: a list of names and tables, or a table.
    pub fn extensions(&self) -> Vec<String> {
        let names = |table: &Table| table.keys().cloned().collect::<Vec<_>>();
        match self.at("markdown_extensions") {
            Some(Value::Array(list)) => list
                .iter()
                .flat_map(|entry| entry.as_object().map_or_else(|| value::text(entry).into_iter().collect(), names))
                .collect(),
            Some(Value::Object(table)) => names(table),
            _ => Vec::new(),
        }
    }

    /// The plugins in their order, each with its options: a list of names and tables, or a table.
    pub fn plugins(&self) -> Vec<(String, Table)> {
        let options = |value: &Value| value.as_object().cloned().unwrap_or_default();
        let entries =
            |table: &Table| table.iter().map(|(name, value)| (name.clone(), options(value))).collect::<Vec<_>>();
        match self.at("plugins") {
            Some(Value::Array(list)) => list
                .iter()
                .flat_map(|entry| match entry {
                    Value::Object(table) => entries(table),
                    name => value::text(name).map(|name| (name, Table::new())).into_iter().collect(),
                })
                .collect(),
            Some(Value::Object(table)) => entries(table),
            _ => Vec::new(),
        }
    }
}

/// What a file says itself goes before what it inherits, table by table.
fn merge(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Object(under)), Value::Object(over)) => merge(under, over),
            (_, value) => drop(under.insert(key, value)),
        }
    }
}

/// `None` where it does not read.
fn parsed(text: &str) -> Option<Table> {
    let is_empty = text.lines().all(|line| line.trim().is_empty() || line.starts_with('#'));
    if is_empty { Some(Table::new()) } else { value::table("mkdocs.yml", &untagged(text)) }
}

/// YAML without its tags, which a reader of plain values refuses. A value of the environment becomes a table of one key; a
/// Python object that is named only is nothing, one that is made has its arguments.
fn untagged(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(at) = tag(line) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let (before, tagged) = line.split_at(at);
        let (name, rest) = tagged.split_once(char::is_whitespace).unwrap_or((tagged, ""));
        out.push_str(before);
        if name.starts_with("!ENV") {
            out.push_str(&format!("{{{TAG}: env}}"));
            // Its variables may stand on lines of their own.
            let indent = |line: &str| line.len() - line.trim_start().len();
            let is_more = |next: &&str| {
                let is_item = next.trim_start().starts_with("- ") && !line.trim_start().starts_with('-');
                indent(next) > indent(line) || (is_item && indent(next) == indent(line))
            };
            while lines.next_if(is_more).is_some() {}
        } else {
            out.push_str(rest);
        }
        out.push('\n');
    }
    out
}

/// Where a tag begins: at the start of a value, outside of quotes and comments.
fn tag(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut last = ' ';
    let mut is_start = true;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '#') if last.is_whitespace() => return None,
            (None, '!') if is_start && last.is_whitespace() => return Some(at),
            (None, '"' | '\'') if is_start => quote = Some(c),
            (None, _) => {}
        }
        is_start = (c.is_whitespace() && is_start) || matches!(c, ':' | '-' | '[' | '{' | ',');
        last = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::sample::SampleFiles;

    #[test]
    fn tags_of_python_and_the_environment_are_survived() {
        let files = SampleFiles(&[
            (
                "mkdocs.yml",
                "site_name: 'A ! b' # !ENV x\nsite_url: !ENV [URL, 'https://a.example']\nINHERIT: ../up/base.yml\n\
             markdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n\
             plugins:\n  - search\n  - blog:\n      post_slugify: !!python/object/apply:pymdownx.slugs.slugify\n        kwds:\n          case: lower\n",
            ),
            ("up/base.yml", "theme:\n  language: de\nsite_name: B\n"),
        ]);
        let config = Configuration::read(&files);
        assert_eq!(config.text("site_name").as_deref(), Some("A ! b"));
        assert_eq!(config.text("theme.language").as_deref(), Some("de"));
        assert!(config.is_from_environment("site_url"));
        assert_eq!(config.object("post_slugify"), Some("pymdownx.slugs.slugify"));
        let plugins = config.plugins();
        assert_eq!(plugins[1].0, "blog");
        assert_eq!(value::text_at(&plugins[1].1, "post_slugify.kwds.case").as_deref(), Some("lower"));
    }

    #[test]
    fn hostile_configurations_are_read() {
        for piece in ["!", "- !x ", "INHERIT: mkdocs.yml\n", "'", "[", "{", "\n- "] {
            let _ = parsed(&piece.repeat(20_000));
        }
    }
}
