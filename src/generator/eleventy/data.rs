//! Eleventy's data cascade: what folders and data files say of the templates in them, and layouts of those that use them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::generator::javascript::{Literal, read_script};
use crate::generator::places::{join, tidy};
use crate::generator::{SiteFiles, Table, value};

/// How many folders are looked through for data files.
const MOST_FOLDERS: usize = 20_000;

/// Endings of data files; the first of them wins (`TemplateData.js`, `_addBaseToPaths`).
const ENDINGS: [&str; 5] = [".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".11tydata.json", ".json"];

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
    /// The name of the input directory: its own data file is called so.
    pub input_name: String,
    /// The `permalink` and the parent of each layout, by its path below the folder of layouts.
    pub layouts: BTreeMap<String, (Option<Value>, Option<String>)>,
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
        cover(&self.input_name);
        for (at, _) in path.match_indices('/') {
            let folder = &path[..at];
            cover(&join(folder, folder.rsplit('/').next().unwrap_or(folder)));
        }
        cover(path.rsplit_once('.').map_or(path, |(stem, _)| stem));
        let made = found.table.get("eleventyComputed").and_then(Value::as_object);
        found.computed = made.into_iter().flat_map(Table::keys).filter(|key| withholds(key)).cloned().collect();
        found
    }

    /// The permalink of the layout that a file names, or of that layout's own.
    pub fn layout_permalink(&self, front: &Table) -> Option<Value> {
        let mut name = value::text(front.get("layout").or_else(|| self.global.table.get("layout"))?)?;
        for _ in 0..10 {
            name = self.aliases.get(&name).unwrap_or(&name).clone();
            let (permalink, parent) = self.layouts.get(&name)?;
            if permalink.is_some() {
                return permalink.clone();
            }
            name = parent.clone()?;
        }
        None
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
    let read = read_script(text);
    match read.exported {
        Some(exported) if read.named.is_empty() => exported,
        Some(_) => Literal::unknown(),
        None => Literal::from(read.named),
    }
}

/// Reads the data files of folders and templates below the input directory; `never` holds no templates.
pub fn layers(files: &dyn SiteFiles, input: &str, never: &[&String]) -> BTreeMap<String, Layer> {
    let mut found: BTreeMap<String, Layer> = BTreeMap::new();
    let mut folders = vec![String::new()];
    let mut looked = 0;
    while let Some(folder) = folders.pop() {
        looked += 1;
        if looked > MOST_FOLDERS {
            break;
        }
        let whole = join(input, &folder);
        let names = files.names(&whole);
        let of_folder = if folder.is_empty() { input } else { &folder }.rsplit('/').next().unwrap_or_default();
        let is_template = |stem: &str| {
            names.iter().any(|name| {
                name.strip_prefix(stem).is_some_and(|ending| [".md", ".html", ".mdx", ".markdown"].contains(&ending))
            })
        };
        for ending in ENDINGS.iter().rev() {
            for (name, stem) in names.iter().filter_map(|name| Some((name, name.strip_suffix(ending)?))) {
                if stem.contains(".11tydata") || (*ending == ".json" && stem != of_folder && !is_template(stem)) {
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

/// The permalinks of layouts, by their names with and without their ending.
pub fn layouts(files: &dyn SiteFiles, folder: &str) -> BTreeMap<String, (Option<Value>, Option<String>)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(inner) = folders.pop() {
        if found.len() > MOST_FOLDERS {
            break;
        }
        for name in files.names(&join(folder, &inner)) {
            let path = join(&inner, &tidy(&name));
            if name.ends_with('/') {
                folders.push(path);
                continue;
            }
            let Some(front) = files.text(&join(folder, &path)).and_then(|text| value::front_matter(&text)) else {
                continue;
            };
            let said = (front.get("permalink").cloned(), value::text_at(&front, "layout"));
            if let Some((stem, _)) = path.rsplit_once('.') {
                found.insert(stem.to_owned(), said.clone());
            }
            found.insert(path, said);
        }
    }
    found
}
