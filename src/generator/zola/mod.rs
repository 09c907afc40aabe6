//! Zola, <https://www.getzola.org>. The rules are those of Zola 0.22.1, measured: see `tests/generators/zola`.

mod names;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde_json::Value;

use super::value::{self, Table};
use super::{Dialect, Generator, Page, Pages, Settings, SiteFiles, Source, Told};
use names::{DatedName, SlugMode};

/// What is known of Zola.
pub static ZOLA: Generator = Generator {
    name: "zola",
    recognise,
    read,
    without_feeds: "`generate_feeds = false` at the top of config.toml, above the first `[table]`",
};

/// The files of a configuration, the first of which counts.
const FILES: [&str; 2] = ["config.toml", "zola.toml"];

/// `base_url` is the one key that Zola requires, and no other generator's `config.toml` has it.
fn recognise(files: &dyn SiteFiles) -> Option<String> {
    configuration(files).filter(|(_, table)| table.contains_key("base_url")).map(|(name, _)| name.to_owned())
}

fn configuration(files: &dyn SiteFiles) -> Option<(&'static str, Table)> {
    FILES.into_iter().find_map(|name| Some((name, value::table(name, &files.text(name)?)?)))
}

fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let (file, table) = configuration(files).unwrap_or(("config.toml", Table::new()));
    let directory = Told {
        value: content.unwrap_or("content").trim_matches('/').to_owned(),
        from: if content.is_some() { "the caller" } else { "the default of Zola" }.to_owned(),
    };
    let told = |key: &str| {
        let value = value::text_at(&table, key).filter(|text| !text.trim().is_empty())?;
        Some(Told { value, from: format!("{file}: {key}") })
    };
    let mut unknown = Vec::new();
    let language = told("default_language");
    let default = language.as_ref().map_or("en", |told| told.value.as_str()).to_owned();
    let others: Vec<String> = value::at(&table, "languages")
        .and_then(Value::as_object)
        .map(|languages| languages.keys().filter(|key| **key != default).cloned().collect())
        .unwrap_or_default();
    let mode = value::text_at(&table, "slugify.paths").map_or_else(SlugMode::default, |word| {
        SlugMode::of_word(&word).unwrap_or_else(|| {
            let value = format!("`{word}` is no way to make slugs; they are made as with `on`");
            unknown.push(Told { value, from: format!("{file}: slugify.paths") });
            SlugMode::default()
        })
    });
    let pages = ZolaPages {
        ignored: ignored(&table, file, &mut unknown),
        keeps_dates: value::switch_at(&table, "slugify.paths_keep_dates") == Some(true),
        sections: Sections::read(files, &directory.value, &others, &default),
        mode,
        others,
        default,
    };
    let output = value::text_at(&table, "output_dir").unwrap_or_else(|| "public".to_owned());
    let is_on = |key: &str| value::switch_at(&table, key) == Some(true);
    Settings {
        dialect: Dialect {
            emoji: is_on("markdown.render_emoji"),
            smart_punctuation: is_on("markdown.smart_punctuation"),
            ..Dialect::default()
        },
        title: told("title"),
        url: told("base_url"),
        description: told("description"),
        language,
        author: told("author").into_iter().collect(),
        values: values(&table),
        copied: Some("static".to_owned()),
        feeds: feeds(&table, &pages.others),
        unknown,
        ..Settings::new(directory, output.trim_matches('/'), Arc::new(pages))
    }
}

/// `ignored_content`: globs of paths below the content directory, where `*` goes through folders.
fn ignored(table: &Table, file: &str, unknown: &mut Vec<Told>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in value::at(table, "ignored_content").map(value::texts).unwrap_or_default() {
        match GlobBuilder::new(&pattern).backslash_escape(true).build() {
            Ok(glob) => _ = set.add(glob),
            Err(_) => unknown.push(Told {
                value: format!("`{pattern}` does not read as a pattern, and leaves nothing out"),
                from: format!("{file}: ignored_content"),
            }),
        }
    }
    set.build().unwrap_or_else(|_| GlobSet::empty())
}

/// The feeds of the site and of each language that asks for them.
fn feeds(table: &Table, languages: &[String]) -> Vec<String> {
    let own = |table: &Table| {
        let asks = value::switch_at(table, "generate_feeds").or_else(|| value::switch_at(table, "generate_feed"));
        let names = value::at(table, "feed_filenames").or_else(|| value::at(table, "feed_filename"));
        let names = names.map_or_else(|| vec!["atom.xml".to_owned()], value::texts);
        if asks == Some(true) { names } else { Vec::new() }
    };
    let of_language = |key: &String| {
        let names = value::at(table, "languages")?.as_object()?.get(key)?.as_object().map(own)?;
        Some(names.into_iter().map(|name| format!("{key}/{name}")).collect::<Vec<_>>())
    };
    let mut found = own(table);
    found.extend(languages.iter().filter_map(of_language).flatten());
    found
}

/// What templates ask for as `config.title` and `config.extra.x`.
fn values(table: &Table) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for key in ["title", "base_url", "description", "default_language"] {
        found.extend(value::text_at(table, key).map(|text| (format!("config.{key}"), text)));
    }
    if let Some(Value::Object(extra)) = value::at(table, "extra") {
        let scalars =
            extra.iter().filter_map(|(key, value)| Some((format!("config.extra.{key}"), value::text(value)?)));
        found.extend(scalars);
    }
    found
}

/// What a section says, as far as it bears on pages.
#[derive(Clone, Debug, Default)]
struct ZolaSection {
    /// What its pages are sorted by: those that lack it have no page.
    sort_by: String,
    /// Whether it has a page of its own.
    is_listed: bool,
}

/// The sections of a site.
#[derive(Debug, Default)]
struct Sections {
    /// By language and folder.
    all: HashMap<(String, String), ZolaSection>,
    /// The folders of drafts, in any language.
    drafts: HashSet<String>,
}

impl Sections {
    fn read(files: &dyn SiteFiles, directory: &str, others: &[String], default: &str) -> Self {
        let mut found = Self::default();
        let mut open = vec![String::new()];
        while let Some(folder) = open.pop() {
            let full = joined(directory, &folder);
            for name in files.names(&full) {
                if let Some(name) = name.strip_suffix('/') {
                    open.push(joined(&folder, name));
                    continue;
                }
                let Some(language) = section_language(&name, others, default) else { continue };
                let head = files.text(&joined(&full, &name)).and_then(|text| value::front_matter(&text));
                let head = head.unwrap_or_default();
                let says = |key: &str, usual: bool| value::switch_at(&head, key).unwrap_or(usual);
                let is_draft = says("draft", false);
                if is_draft {
                    found.drafts.insert(folder.clone());
                }
                let section = ZolaSection {
                    sort_by: value::text_at(&head, "sort_by").unwrap_or_default(),
                    is_listed: !is_draft && says("render", true) && value::at(&head, "redirect_to").is_none(),
                };
                found.all.insert((language.to_owned(), folder.clone()), section);
            }
        }
        found
    }

    /// The folder of drafts that a folder is, or is below.
    fn draft<'a>(&self, folder: &'a str) -> Option<&'a str> {
        let outer = std::iter::once("").chain(folder.match_indices('/').map(|(at, _)| &folder[..at])).chain([folder]);
        outer.into_iter().find(|folder| self.drafts.contains(*folder))
    }
}

/// The language of a section's file: `_index.md`, `_index.de.md`.
fn section_language<'a>(name: &'a str, others: &[String], default: &'a str) -> Option<&'a str> {
    let rest = name.strip_prefix("_index")?.strip_suffix(".md")?;
    if rest.is_empty() {
        return Some(default);
    }
    rest.strip_prefix('.').filter(|key| others.iter().any(|other| other == key))
}

fn joined(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", path) | (path, "") => path.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}

/// What Zola makes of source files.
#[derive(Debug)]
struct ZolaPages {
    mode: SlugMode,
    keeps_dates: bool,
    default: String,
    others: Vec<String>,
    ignored: GlobSet,
    sections: Sections,
}

/// A file taken apart.
#[derive(Clone, Copy, Debug)]
struct ZolaFile<'a> {
    language: &'a str,
    /// The folders of its page, as they are typed.
    folder: &'a str,
    /// The name that its slug is made of: its own, or its folder's.
    name: &'a str,
}

impl ZolaPages {
    fn file<'a>(&'a self, path: &'a str) -> ZolaFile<'a> {
        let stem = path.strip_suffix(".md").unwrap_or(path);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let named = name.rsplit_once('.').filter(|(_, key)| self.others.iter().any(|other| other == key));
        let (name, language) = named.unwrap_or((name, &self.default));
        if name != "index" || folder.is_empty() {
            return ZolaFile { language, folder, name };
        }
        let (folder, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        ZolaFile { language, folder, name }
    }

    fn prefix<'a>(&self, language: &'a str) -> &'a str {
        if language == self.default { "" } else { language }
    }

    /// Why there is no page of a file, where a section says so.
    fn held_back(&self, file: ZolaFile<'_>, source: &Source<'_>) -> Option<String> {
        if value::switch_at(source.front, "render") == Some(false) {
            return Some("`render` is false".to_owned());
        }
        let typed = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(draft) = self.sections.draft(typed) {
            return Some(format!("the section `{draft}` is a draft"));
        }
        let section = self.sections.all.get(&(file.language.to_owned(), file.folder.to_owned()))?;
        let has = |key: &str| value::at(source.front, key).is_some_and(|value| !value.is_null());
        let lacks = match section.sort_by.as_str() {
            "date" => !has("date") && DatedName::read(file.name).is_none(),
            "update_date" => !has("date") && !has("updated") && DatedName::read(file.name).is_none(),
            "title" | "title_bytes" => !has("title"),
            "weight" => !has("weight"),
            _ => false,
        };
        lacks.then(|| format!("its section is sorted by `{}`, which it does not say", section.sort_by))
    }
}

impl Pages for ZolaPages {
    fn sets_aside(&self, path: &str) -> bool {
        let trimmed = path.trim_matches('/');
        let ends = trimmed.match_indices('/').map(|(at, _)| at).chain([trimmed.len()]);
        if !self.ignored.is_empty() && ends.into_iter().any(|end| self.ignored.is_match(&trimmed[..end])) {
            return true;
        }
        if path.ends_with('/') {
            return false;
        }
        let name = trimmed.rsplit_once('/').map_or(trimmed, |(_, name)| name);
        let is_other = !name.ends_with(".md") || name.starts_with('.');
        is_other || section_language(name, &self.others, &self.default).is_some()
    }

    /// The date of a name where it has a time, or where words follow it that are part of the slug. All other dates of names
    /// are read without Zola too.
    fn defaults(&self, path: &str) -> Option<Arc<Table>> {
        let name = self.file(path).name;
        let dated = DatedName::read(name)?;
        if !dated.has_time && (dated.slug.is_some() || name == dated.date) {
            return None;
        }
        Some(Arc::new(Table::from_iter([("date".to_owned(), Value::from(dated.date))])))
    }

    fn language(&self, path: &str) -> Option<String> {
        (!self.others.is_empty()).then(|| self.file(path).language.to_owned())
    }

    fn page(&self, source: &Source<'_>) -> Page {
        let file = self.file(source.path);
        if let Some(reason) = self.held_back(file, source) {
            return Page::Nowhere(reason);
        }
        let said = |key: &str| value::text_at(source.front, key);
        if let Some(path) =
            said("path").map(|path| path.trim().trim_matches('/').to_owned()).filter(|path| !path.is_empty())
        {
            return Page::At(format!("{path}/"));
        }
        let slug = match said("slug") {
            Some(slug) => self.mode.slug(&slug),
            None => {
                let dated = DatedName::read(file.name).and_then(|dated| dated.slug).filter(|_| !self.keeps_dates);
                self.mode.slug(dated.unwrap_or(file.name))
            }
        };
        let path = joined(&joined(self.prefix(file.language), file.folder), &slug);
        Page::At(format!("{}/", path.trim_matches('/')))
    }

    fn section_page(&self, section: &str, language: Option<&str>) -> Option<String> {
        let language = language.unwrap_or(&self.default);
        let folder = section.trim_matches('/');
        self.sections.all.get(&(language.to_owned(), folder.to_owned())).filter(|section| section.is_listed)?;
        let path = joined(self.prefix(language), folder);
        Some(if path.is_empty() { path } else { format!("{}/", path.trim_matches('/')) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site of texts.
    struct Texts(&'static [(&'static str, &'static str)]);

    impl SiteFiles for Texts {
        fn text(&self, path: &str) -> Option<String> {
            self.0.iter().find(|(known, _)| *known == path).map(|(_, text)| (*text).to_owned())
        }

        fn names(&self, folder: &str) -> Vec<String> {
            let inside = |path: &'static str| path.strip_prefix(folder)?.strip_prefix('/');
            let mut names: Vec<String> = self
                .0
                .iter()
                .filter_map(|(path, _)| inside(path))
                .map(|rest| rest.split_once('/').map_or_else(|| rest.to_owned(), |(name, _)| format!("{name}/")))
                .collect();
            names.dedup();
            names
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let files = Texts(&[(
            "config.toml",
            "base_url = 'https://a.example'\nignored_content = ['{', '*.x']\n[slugify]\npaths = 'maybe'",
        )]);
        let settings = read(&files, None);
        let unknown: Vec<&str> = settings.unknown.iter().map(|told| told.from.as_str()).collect();
        assert_eq!(unknown, ["config.toml: slugify.paths", "config.toml: ignored_content"]);
        assert!(settings.pages.sets_aside("deep/a.x"));
        assert_eq!(recognise(&files).as_deref(), Some("config.toml"));
        assert_eq!(recognise(&Texts(&[("config.toml", "baseURL = 'https://a.example'")])), None);
        assert_eq!(recognise(&Texts(&[("config.toml", "base_url = [")])), None);
    }

    #[test]
    fn sections_have_pages_in_each_language() {
        let files = Texts(&[
            ("config.toml", "base_url = 'https://a.example'\n[languages.de]\n"),
            ("content/news/_index.md", "+++\n+++\n"),
            ("content/news/_index.de.md", "+++\nrender = false\n+++\n"),
            ("content/Old Things/_index.de.md", "+++\n+++\n"),
        ]);
        let pages = read(&files, None).pages;
        assert_eq!(pages.section_page("news", None).as_deref(), Some("news/"));
        assert_eq!(pages.section_page("news", Some("de")), None);
        assert_eq!(pages.section_page("Old Things", Some("de")).as_deref(), Some("de/Old Things/"));
    }
}
