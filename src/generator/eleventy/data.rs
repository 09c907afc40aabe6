//! Eleventy's data cascade: what folders and data files say of the templates in them, and layouts of those that use them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use serde_json::Value;

use crate::generator::javascript::{Answer, Literal, read_script};
use crate::generator::places::{join, tidy};
use crate::generator::{Page, SiteFiles, Table, value};

/// How data files are called.
#[derive(Debug, Default)]
pub struct DataNames {
    /// What stands before the ending (`setDataFileSuffixes`); where it is empty, the ending is that of JSON.
    pub suffixes: Vec<String>,
    /// The name of those of folders, where it is not the folder's (`setDataFileBaseName`).
    pub base: Option<String>,
    /// Further endings of data, with the dot (`addDataExtension`); JSON goes before them.
    pub further: Vec<String>,
}

impl DataNames {
    /// Their endings; the first of them wins (`TemplateData.js`, `_addBaseToPaths`).
    fn endings(&self) -> Vec<String> {
        let of = |suffix: &String| {
            let usual: &[&str] = if suffix.is_empty() { &[".json"] } else { &[".js", ".cjs", ".mjs", ".json"] };
            let endings = usual.iter().copied().chain(self.further.iter().map(String::as_str));
            endings.map(|ending| format!("{suffix}{ending}")).collect::<Vec<_>>()
        };
        self.suffixes.iter().flat_map(of).collect()
    }
}

/// What is in the names of the keys that keep an article to itself. Which of them a site's own templates heed is its own
/// affair: what one of them says has to be known before the article is shown.
const WITHHOLDING: [&str; 18] = [
    "draft",
    "publish",
    "hide",
    "hidden",
    "private",
    "unlist",
    "exclude",
    "status",
    "secret",
    "visib",
    "embargo",
    "expir",
    "protect",
    "internal",
    "skip",
    "ignore",
    "password",
    "permalink",
];

/// The names of global data that may withhold: a file of data is seldom a switch, so here whole names count.
const SWITCHES: [&str; 11] = [
    "draft",
    "published",
    "publish",
    "hidden",
    "hide",
    "private",
    "unlisted",
    "status",
    "permalink",
    "eleventyExcludeFromCollections",
    "eleventyComputed",
];

/// Whether a key may keep an article to itself; `*` is any key, and `eleventyComputed` may make any.
pub fn withholds(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["*", "eleventycomputed"].contains(&key.as_str())
        || !key.contains("publisher") && WITHHOLDING.iter().any(|word| key.contains(word))
}

/// What one place says.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    pub table: Table,
    /// The keys that only a program knows; `*` for any.
    pub unknown: BTreeSet<String>,
    /// The keys that may withhold and that `eleventyComputed` makes, whatever the article says of them itself.
    pub computed: BTreeSet<String>,
}

impl Layer {
    /// A key that may withhold, that only a program knows and that the article does not say itself.
    pub fn unsaid(&self, front: &Table) -> Option<&str> {
        let is_said = |key: &str| match key {
            // Anything may have been said: the article has to say where it is and that it is shown.
            "*" => front.contains_key("permalink") && front.keys().any(|key| key != "permalink" && withholds(key)),
            // What is computed goes before what the article says.
            "eleventyComputed" => false,
            key => front.contains_key(key),
        };
        let unknown = self.unknown.iter().filter(|key| withholds(key) && !is_said(key));
        unknown.chain(&self.computed).map(String::as_str).next()
    }

    /// Puts what a nearer place says over it.
    fn cover(&mut self, nearer: &Self) {
        if nearer.unknown.contains("*") {
            self.table.clear();
        }
        for key in &nearer.unknown {
            self.table.remove(key);
            self.unknown.insert(key.clone());
        }
        for (key, value) in &nearer.table {
            self.unknown.remove(key);
            match (key.as_str(), self.table.get_mut(key)) {
                // Lists are joined (`docs/data-deep-merge`); of tags that matters.
                ("tags", Some(tags)) => {
                    let both = value::texts(tags).into_iter().chain(value::texts(value)).map(Value::String);
                    *tags = Value::Array(both.collect());
                }
                _ => drop(self.table.insert(key.clone(), value.clone())),
            }
        }
    }
}

/// All that is said of templates outside themselves.
#[derive(Debug)]
pub struct Cascade {
    /// What the configuration says of all.
    pub global: Layer,
    /// By the path of the data file, below the input directory and without its ending: `posts/posts`.
    pub layers: BTreeMap<String, Layer>,
    /// The name of the data files of folders, where it is not the folder's.
    pub base: Option<String>,
    /// The name of the input directory: its own data file is called so.
    pub input_name: String,
    /// What each layout says, by its path below the folder of layouts.
    pub layouts: BTreeMap<String, Arc<Table>>,
    /// Other names of layouts.
    pub aliases: BTreeMap<String, String>,
}

impl Cascade {
    /// What stands for a file: its folders from the first to the last, then its own data file.
    pub fn of(&self, path: &str) -> Layer {
        let mut found = Layer::default();
        let mut cover = |name: &str| {
            if let Some(layer) = self.layers.get(name) {
                found.cover(layer);
            }
        };
        cover(self.base.as_ref().unwrap_or(&self.input_name));
        for (at, _) in path.match_indices('/') {
            let folder = &path[..at];
            let name = folder.rsplit('/').next().unwrap_or(folder);
            cover(&join(folder, self.base.as_deref().unwrap_or(name)));
        }
        cover(path.rsplit_once('.').map_or(path, |(stem, _)| stem));
        let made = found.table.get("eleventyComputed").and_then(Value::as_object);
        found.computed = made.into_iter().flat_map(Table::keys).filter(|key| withholds(key)).cloned().collect();
        found
    }

    /// What the layout that a file names says, and what that one's own layout says, the nearest first.
    pub fn of_layouts(&self, front: &Table) -> Vec<Arc<Table>> {
        let mut found: Vec<Arc<Table>> = Vec::new();
        let mut name = front.get("layout").or_else(|| self.global.table.get("layout")).and_then(value::text);
        while let Some(named) = name.filter(|_| found.len() < 10) {
            let Some(layout) = self.layouts.get(self.aliases.get(&named).unwrap_or(&named)) else { break };
            name = value::text_at(layout, "layout");
            found.push(layout.clone());
        }
        found
    }
}

/// What a key that may withhold, said for many articles at once, makes of one of them: nothing, where it is off.
pub fn withheld(key: &str, value: &Value) -> Option<Page> {
    let name = key.to_ascii_lowercase();
    let is_on = match value {
        Value::Null => Some(false),
        Value::Bool(is_on) => Some(*is_on),
        value => match value::text(value).map(|text| text.trim().to_ascii_lowercase()).as_deref() {
            Some("true") => Some(true),
            Some("false" | "") => Some(false),
            Some("published" | "public" | "live") if name == "status" => Some(false),
            Some("draft" | "hidden" | "private") if name == "status" => Some(true),
            _ => None,
        },
    };
    // Lists and tables, such as one of the words for each status, are no switch.
    if value.is_array() || value.is_object() {
        return None;
    }
    let shows = name.starts_with("publish") || name.starts_with("visib");
    match is_on {
        Some(is_on) if is_on == shows => None,
        // A switch that is empty says nothing.
        Some(_) if value.is_null() => None,
        Some(_) => Some(Page::Nowhere(format!("`{key}` is `{value}`"))),
        None => Some(Page::Unknown(format!("`{key}` is not `true` or `false`"))),
    }
}

/// The key of the cascade that an unknown path of a data file concerns, `*` for any; of `eleventyComputed` only where what
/// it makes may withhold.
fn unknown_key(path: &str) -> Option<String> {
    match path.split_once('.') {
        None if path.is_empty() => Some("*".to_owned()),
        Some(("eleventyComputed", key)) if !withholds(key) => None,
        Some((key, _)) => Some(key.to_owned()),
        None => Some(path.to_owned()),
    }
}

/// The value of a data file; of a script, what it exports literally. Where a script exports by default and also under
/// names, the names stand beside what is exported by default (`Util/Require.js`): that is taken for unknown.
pub fn literal(file: &str, text: &str) -> Literal {
    if file.ends_with(".json") {
        return serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}'))
            .map(Literal::from)
            .unwrap_or_default();
    }
    if [".yaml", ".yml", ".toml"].iter().any(|ending| file.ends_with(ending)) {
        return value::table(file, text).map(Literal::from).unwrap_or_default();
    }
    // A format that only the site's own function reads.
    if ![".js", ".cjs", ".mjs"].iter().any(|ending| file.ends_with(ending)) {
        return Literal::unknown();
    }
    let read = read_script(text);
    match read.exported {
        Some(exported) if read.named.is_empty() => exported,
        Some(_) => Literal::unknown(),
        None => Literal::from(read.named),
    }
}

/// Reads the data files of folders and templates below the input directory; `never` holds no templates.
pub fn layers(files: &dyn SiteFiles, input: &str, never: &[&String], called: &DataNames) -> BTreeMap<String, Layer> {
    let endings = called.endings();
    let mut found: BTreeMap<String, Layer> = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let whole = join(input, &folder);
        let names = files.names(&whole);
        let of_folder = if folder.is_empty() { input } else { &folder }.rsplit('/').next().unwrap_or_default();
        let of_folder = called.base.as_deref().unwrap_or(of_folder);
        let stem_of = |name: &String| {
            let (stem, ending) = name.rsplit_once('.')?;
            ["md", "html", "mdx", "markdown"].contains(&ending).then(|| stem.to_owned())
        };
        let templates: HashSet<String> = names.iter().filter_map(stem_of).collect();
        for ending in endings.iter().rev() {
            for (name, stem) in names.iter().filter_map(|name| Some((name, name.strip_suffix(ending.as_str())?))) {
                // With the shorter ending the longer one's files are no others' data.
                let is_of_other =
                    called.suffixes.iter().any(|suffix| !suffix.is_empty() && stem.ends_with(suffix.as_str()));
                if !ending[1..].contains('.') && (is_of_other || stem != of_folder && !templates.contains(stem)) {
                    continue;
                }
                let file = join(&whole, name);
                let Some(text) = files.text(&file) else { continue };
                let literal = literal(&file, &text);
                let unknown = literal.unknown_below("").filter_map(unknown_key);
                let table = literal.table().cloned().unwrap_or_default();
                let mut layer = Layer { unknown: unknown.collect(), table, ..Layer::default() };
                // A key whose value is not known stands in the table without it.
                layer.table.retain(|key, _| !layer.unknown.contains(key));
                found.entry(join(&folder, stem)).or_default().cover(&layer);
            }
        }
        for name in names.iter().filter_map(|name| name.strip_suffix('/')) {
            let inner = join(&folder, name);
            let whole = join(input, &inner);
            if name != "node_modules" && !name.starts_with('.') && !never.iter().any(|never| **never == whole) {
                folders.push(inner);
            }
        }
    }
    found
}

/// What layouts say, by their names with and without their ending.
pub fn layouts(files: &dyn SiteFiles, folder: &str) -> BTreeMap<String, Arc<Table>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(inner) = folders.pop() {
        for name in files.names(&join(folder, &inner)) {
            let path = join(&inner, &tidy(&name));
            if name.ends_with('/') {
                folders.push(path);
                continue;
            }
            let Some(front) = files.text(&join(folder, &path)).and_then(|text| value::front_matter(&text)) else {
                continue;
            };
            let front = Arc::new(front);
            if let Some((stem, _)) = path.rsplit_once('.') {
                found.insert(stem.to_owned(), front.clone());
            }
            found.insert(path, front);
        }
    }
    found
}

/// Adds what files of global data say whose names are keys that may withhold (`docs/data-global`): `_data/draft.json`. What
/// the configuration says goes before it.
pub fn add_global(files: &dyn SiteFiles, folder: &str, layer: &mut Layer) {
    for name in files.names(folder) {
        let Some((stem, "json" | "js" | "mjs" | "cjs")) = name.rsplit_once('.') else { continue };
        let is_switch = SWITCHES.iter().any(|switch| switch.eq_ignore_ascii_case(stem));
        if !is_switch || layer.table.contains_key(stem) || layer.unknown.contains(stem) {
            continue;
        }
        let file = join(folder, &name);
        let literal = literal(&file, &files.text(&file).unwrap_or_default());
        match literal.at("") {
            Answer::Value(value) if literal.unknown_below("").all(|path| !withholds(path)) => {
                drop(layer.table.insert(stem.to_owned(), value.clone()));
            }
            _ => drop(layer.unknown.insert(stem.to_owned())),
        }
    }
}
