//! Hugo's configuration: one file at the root, and the folders `config/_default` and `config/production`, whose files are
//! put over it (<https://gohugo.io/configuration/introduction/>).

use serde_json::Value;

use super::super::value::{self, Table};
use super::super::{SiteFiles, Told};

/// The configuration as one table, and each file of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Configuration {
    /// All of it; keys are lower case, but for those of parameters' values.
    pub table: Table,
    /// Each file with what it says, the strongest last.
    layers: Vec<(String, Table)>,
}

const ENDINGS: [&str; 4] = ["toml", "yaml", "yml", "json"];
const FOLDERS: [&str; 2] = ["config/_default", "config/production"];

impl Configuration {
    /// That of a site.
    pub fn read(files: &dyn SiteFiles) -> Self {
        let mut found = Self::default();
        // The first of them is the only one that is read.
        for name in names("hugo").chain(names("config")) {
            if let Some(text) = files.text(&name) {
                found.add(name.clone(), value::table(&name, &text).unwrap_or_default());
                break;
            }
        }
        for folder in FOLDERS {
            for name in files.names(folder) {
                let Some((stem, ending)) = name.rsplit_once('.') else { continue };
                if !ENDINGS.contains(&ending) {
                    continue;
                }
                let path = format!("{folder}/{name}");
                let Some(table) = files.text(&path).and_then(|text| value::table(&name, &text)) else { continue };
                found.add(path, below_its_key(stem, table));
            }
        }
        found
    }

    /// Whether there is none at all.
    pub fn is_missing(&self) -> bool {
        self.layers.is_empty()
    }

    fn add(&mut self, name: String, table: Table) {
        merge(&mut self.table, &lower_keys(table.clone(), 3));
        self.layers.push((name, table));
    }

    /// The file that says what is at `a.b.c`, and the key as it is typed there: `hugo.toml: a.B.c`.
    pub fn from(&self, keys: &str) -> String {
        let said = self.layers.iter().rev().find_map(|(name, table)| Some((name, typed(table, keys)?)));
        said.map_or_else(|| keys.to_owned(), |(name, keys)| format!("{name}: {keys}"))
    }

    /// The text at the first of these keys that has one.
    pub fn told(&self, keys: &[&str]) -> Option<Told> {
        keys.iter().find_map(|key| {
            let value = value::text_at(&self.table, key).filter(|text| !text.trim().is_empty())?;
            Some(Told { value, from: self.from(key) })
        })
    }

    /// The text at a key.
    pub fn text(&self, key: &str) -> Option<String> {
        value::text_at(&self.table, key)
    }

    /// The switch at a key, else off.
    pub fn is_on(&self, key: &str) -> bool {
        value::switch_at(&self.table, key).unwrap_or(false)
    }
}

fn names(stem: &str) -> impl Iterator<Item = String> {
    ENDINGS.into_iter().map(move |ending| format!("{stem}.{ending}"))
}

/// The first file of a configuration that is Hugo's by its name or by what it says. `config.toml` is Zola's file too, and
/// `config.yaml` anybody's.
pub(super) fn recognised(files: &dyn SiteFiles) -> Option<String> {
    let is_ours = |table: &Table| {
        let any = |keys: &[&str]| keys.iter().any(|key| table.keys().any(|known| known.eq_ignore_ascii_case(key)));
        !table.contains_key("base_url") && any(&["baseURL", "languageCode", "defaultContentLanguage", "publishDir"])
    };
    if let Some(name) = names("hugo").find(|name| files.text(name).is_some()) {
        return Some(name);
    }
    let with_folder = FOLDERS.into_iter().flat_map(|folder| {
        let named = move |stem: &'static str| names(stem).map(move |name| format!("{folder}/{name}"));
        named("hugo").chain(named("config"))
    });
    names("config").chain(with_folder).find(|path| {
        let is_told = path.contains("/hugo.");
        files.text(path).is_some_and(|text| is_told || value::table(path, &text).is_some_and(|table| is_ours(&table)))
    })
}

/// What `params.toml` says is below `params`, what `menus.de.toml` says below `languages.de.menus`.
fn below_its_key(stem: &str, table: Table) -> Table {
    if matches!(stem, "hugo" | "config") {
        return table;
    }
    let (key, language) = stem.split_once('.').map_or((stem, None), |(key, language)| (key, Some(language)));
    let under = |key: &str, value: Value| Table::from_iter([(key.to_owned(), value)]);
    let table = match key {
        "hugo" | "config" => table,
        // A list stands below its own name: `[[cascade]]` in `cascade.toml`.
        _ if table.len() == 1 && table.get(key).is_some_and(Value::is_array) => table,
        _ => under(key, Value::Object(table)),
    };
    match language {
        None => table,
        Some(language) => under("languages", Value::Object(under(language, Value::Object(table)))),
    }
}

/// Keys in lower case, to a depth: Hugo's are not told apart by case, and files are merged by them.
fn lower_keys(table: Table, depth: usize) -> Table {
    let lowered = |(key, value): (String, Value)| {
        let value = match value {
            Value::Object(inner) if depth > 0 => Value::Object(lower_keys(inner, depth - 1)),
            other => other,
        };
        (key.to_lowercase(), value)
    };
    table.into_iter().map(lowered).collect()
}

/// Keys as they are typed.
fn typed(table: &Table, keys: &str) -> Option<String> {
    let (first, rest) = keys.split_once('.').map_or((keys, None), |(first, rest)| (first, Some(rest)));
    let (key, value) = table.iter().find(|(key, _)| key.eq_ignore_ascii_case(first))?;
    match rest {
        None => Some(key.clone()),
        Some(rest) => Some(format!("{key}.{}", typed(value.as_object()?, rest)?)),
    }
}

fn merge(into: &mut Table, from: &Table) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            _ => _ = into.insert(key.clone(), value.clone()),
        }
    }
}
