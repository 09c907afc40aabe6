//! Hugo, <https://gohugo.io>. The rules are those of Hugo 0.168, measured: see `tests/generators/hugo`.

mod cascade;
mod configuration;
mod content;
mod dates;
mod languages;
mod pages;
mod path;
mod permalink;

use std::collections::BTreeMap;
use std::sync::Arc;

use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use serde_json::Value;

use super::value::{self, Table};
use super::{Generator, KnownAuthor, Settings, SiteFiles, Told};
use cascade::Cascade;
use configuration::Configuration;
use content::Content;
use dates::DateKeys;
use languages::Tongues;
use pages::{HugoPages, UglyUrls};
use path::{Letters, joined};
use permalink::Permalinks;

/// What is known of Hugo.
pub static HUGO: Generator = Generator { name: "hugo", recognise, read };

fn recognise(files: &dyn SiteFiles) -> Option<String> {
    configuration::recognised(files)
}

fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let told = Configuration::read(files);
    let tongues = Tongues::read(&told, content);
    let directory = match content {
        Some(content) => Told { value: path::cleaned(content), from: "the caller".to_owned() },
        None => Told { value: tongues.common_folder(), from: directory_from(&told) },
    };
    let mut unknown = Vec::new();
    let general = value::at(&told.table, "cascade").map(Cascade::read).unwrap_or_default();
    let tree = Content::read(files, &tongues, general);
    let permalinks = Permalinks::read(&told.table);
    for pattern in permalinks.patterns() {
        if let Some(name) = pattern.fault() {
            let value = format!("`{name}` in `{}` is no placeholder of Hugo's", pattern.text);
            unknown.push(Told { value, from: told.from("permalinks") });
        }
    }
    let ignored = ignored(&told, &mut unknown);
    for pattern in tree.unreadable() {
        let value = format!("the pattern `{pattern}` of a cascade does not read, and holds for nothing");
        unknown.push(Told { value, from: "cascade".to_owned() });
    }
    for file in &tree.adapters {
        let value = "pages that a template adds are not known".to_owned();
        unknown.push(Told { value, from: file.clone() });
    }
    let language_of_site = |key: &str| format!("languages.{}.{key}", tongues.default);
    let said = |key: &str| told.told(&[&language_of_site(key), key]);
    let url = said("baseurl");
    let language = language(&told, &tongues);
    let author = author(&told, &tongues.default);
    let known = authors(&told, &tree, &tongues.default);
    let title = said("title");
    let description = said("params.description");
    let values = values(&told, &tongues.default);
    let feeds = tongues
        .iter()
        .filter(|tongue| !tongue.is_disabled)
        .map(|tongue| joined(tongues.prefix(&tongue.key), "index.xml"))
        .collect();
    let pages = HugoPages {
        directory: directory.value.clone(),
        content: tree,
        letters: Letters {
            keep_case: told.is_on("disablepathtolower"),
            remove_accents: told.is_on("removepathaccents"),
        },
        dates: DateKeys::read(&told.table),
        permalinks,
        ignored,
        ugly: ugly(&told.table),
        without_html: value::at(&told.table, "outputs.page")
            .map(value::texts)
            .is_some_and(|list| !list.iter().any(|name| name.eq_ignore_ascii_case("html"))),
        keeps_titles: value::switch_at(&told.table, "pluralizelisttitles") == Some(false),
        host: url.as_ref().map(|url| url.value.clone()),
        tongues,
    };
    let built = told.text("publishdir").map_or_else(|| "public".to_owned(), |folder| path::cleaned(&folder));
    let copied = match value::at(&told.table, "staticdir") {
        None => Some("static".to_owned()),
        Some(value) => value::texts(value).into_iter().next().map(|folder| path::cleaned(&folder)),
    };
    Settings {
        title,
        url,
        description,
        language,
        timezone: told.told(&["timezone"]),
        author,
        authors: known,
        values,
        copied,
        feeds,
        unknown,
        ..Settings::new(directory, &built, Arc::new(pages))
    }
}

/// Where the content directory is said.
fn directory_from(told: &Configuration) -> String {
    let keys = ["module.mounts", "contentdir", "languages"];
    let said = keys.into_iter().find(|key| match *key {
        "languages" => value::at(&told.table, key).and_then(Value::as_object).is_some_and(|languages| {
            languages.values().any(|of| of.as_object().is_some_and(|of| value::at(of, "contentdir").is_some()))
        }),
        key => value::at(&told.table, key).is_some(),
    });
    said.map_or_else(|| "the default of Hugo".to_owned(), |key| told.from(key))
}

/// The language of the site, where the configuration says one.
fn language(told: &Configuration, tongues: &Tongues) -> Option<Told> {
    let own = |key: &str| format!("languages.{}.{key}", tongues.default);
    let said = told.told(&[&own("locale"), &own("languagecode"), "locale", "languagecode", "defaultcontentlanguage"]);
    said.or_else(|| {
        value::at(&told.table, "languages")?;
        Some(Told { value: tongues.tag_of(&tongues.default), from: told.from("languages") })
    })
}

/// `[params.author]`, as Hugo's own feed has it, or a text there; `[author]` before Hugo 0.124.
fn author(told: &Configuration, language: &str) -> Vec<Told> {
    let own = format!("languages.{language}.params.author");
    for key in [own.as_str(), "params.author", "author"] {
        let names: Vec<String> = match value::at(&told.table, key) {
            Some(Value::Object(table)) => value::text_at(table, "name").into_iter().collect(),
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(|one| {
                    one.as_object().map_or_else(|| value::text(one), |table| value::text_at(table, "name"))
                })
                .collect(),
            Some(other) => value::texts(other),
            None => continue,
        };
        let names: Vec<String> = names.into_iter().filter(|name| !name.trim().is_empty()).collect();
        if !names.is_empty() {
            return names.into_iter().map(|value| Told { value, from: told.from(key) }).collect();
        }
    }
    Vec::new()
}

/// The people that have a page below `authors`, where that is a taxonomy: articles name them by its folder.
fn authors(told: &Configuration, tree: &Content, language: &str) -> Vec<KnownAuthor> {
    let taxonomies = value::at(&told.table, "taxonomies").and_then(Value::as_object);
    if !taxonomies.is_some_and(|table| table.values().any(|plural| plural.as_str() == Some("authors"))) {
        return Vec::new();
    }
    let mut found: Vec<KnownAuthor> = tree
        .sections()
        .filter(|(of, _, _)| *of == language)
        .filter_map(|(_, folder, section)| {
            let key = folder.strip_prefix("authors/").filter(|key| !key.contains('/'))?;
            let said = |names: &[&str]| names.iter().find_map(|name| value::text_at(&section.front, name));
            Some(KnownAuthor {
                key: key.to_owned(),
                name: said(&["title"]).filter(|name| !name.trim().is_empty())?,
                email: said(&["email", "params.email"]),
                url: None,
                avatar: None,
                from: format!("authors/{key}/_index.md: title"),
            })
        })
        .collect();
    found.sort_by(|a, b| a.key.cmp(&b.key));
    found
}

/// `ignoreFiles`: regular expressions of Go's, which Rust's reads but for rare forms.
fn ignored(told: &Configuration, unknown: &mut Vec<Told>) -> Vec<Regex> {
    let patterns = value::at(&told.table, "ignorefiles").map(value::texts).unwrap_or_default();
    let mut found = Vec::new();
    for pattern in patterns {
        // A pattern may not grow without bounds.
        let config = Regex::config().nfa_size_limit(Some(1 << 20));
        match Regex::builder().configure(config).syntax(syntax::Config::new().utf8(true)).build(&pattern) {
            Ok(regex) => found.push(regex),
            Err(_) => unknown.push(Told {
                value: format!("`{pattern}` does not read as a regular expression, and leaves nothing out"),
                from: told.from("ignorefiles"),
            }),
        }
    }
    found
}

fn ugly(table: &Table) -> UglyUrls {
    match value::at(table, "uglyurls") {
        Some(Value::Object(sections)) => {
            let is_on = |value: &Value| value::text(value).is_some_and(|text| text.eq_ignore_ascii_case("true"));
            UglyUrls::In(sections.iter().filter(|(_, value)| is_on(value)).map(|(key, _)| key.clone()).collect())
        }
        _ => UglyUrls::Everywhere(value::switch_at(table, "uglyurls") == Some(true)),
    }
}

/// What the shortcode `param` and templates ask for.
fn values(told: &Configuration, language: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (name, key) in [("title", "title"), ("baseurl", "baseurl"), ("copyright", "copyright"), ("language", "locale")]
    {
        let own = format!("languages.{language}.{key}");
        if let Some(told) = told.told(&[&own, key]) {
            found.insert(format!("site.{name}"), told.value);
        }
    }
    for key in ["params".to_owned(), format!("languages.{language}.params")] {
        if let Some(Value::Object(table)) = value::at(&told.table, &key) {
            scalars("site.params", table, 8, &mut found);
        }
    }
    found
}

fn scalars(name: &str, table: &Table, depth: usize, found: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let name = format!("{name}.{key}");
        match value {
            Value::Object(inner) if depth > 0 => scalars(&name, inner, depth - 1, found),
            other => found.extend(value::text(other).map(|text| (name, text))),
        }
    }
}
