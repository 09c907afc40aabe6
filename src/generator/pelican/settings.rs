//! `pelicanconf.py`, and `publishconf.py` over it (`settings.py`; <https://docs.getpelican.com/en/latest/settings.html>).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::super::glob::{Stars, glob};
use super::super::python::PythonNames;
use super::super::{Dialect, Settings, SiteFiles, Table, Told, mentions, places, value};
use super::PelicanPages;
use super::pattern::at_the_beginning;
use super::slug::{SlugRules, Substitutions};

const BASE: &str = "pelicanconf.py";
/// What `make publish` reads.
const PUBLISHED: &str = "publishconf.py";

/// What a file's name says in Pelican's own settings.
const USUAL_NAME: &str = r"(?P<date>\d{4}-\d{2}-\d{2}).*";

/// Settings on which every address rests, or whether a file is an article.
const ESSENTIAL: [&str; 19] = [
    "ARTICLE_URL",
    "ARTICLE_LANG_URL",
    "ARTICLE_PATHS",
    "ARTICLE_EXCLUDES",
    "PAGE_PATHS",
    "IGNORE_FILES",
    "FILENAME_METADATA",
    "PATH_METADATA",
    "DEFAULT_METADATA",
    "EXTRA_PATH_METADATA",
    "SLUG_REGEX_SUBSTITUTIONS",
    "SLUG_SUBSTITUTIONS",
    "ARTICLE_PERMALINK_STRUCTURE",
    "SLUGIFY_SOURCE",
    "SLUGIFY_USE_UNICODE",
    "SLUGIFY_PRESERVE_CASE",
    "DEFAULT_CATEGORY",
    "USE_FOLDER_AS_CATEGORY",
    "DEFAULT_LANG",
];

pub(super) fn recognise(files: &dyn SiteFiles) -> Option<String> {
    [BASE, PUBLISHED].into_iter().find(|name| files.text(name).is_some()).map(str::to_owned)
}

pub(super) fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let mut read = ReadNames::default();
    let start = if files.text(PUBLISHED).is_some() { PUBLISHED } else { BASE };
    read.load(files, start);

    let path = read.text("PATH").map(|path| folder(&path));
    let content = match (content, path) {
        (Some(content), _) => Told { value: content.to_owned(), from: "`content.dir`".to_owned() },
        (None, Some(path)) => Told { value: path, from: read.from("PATH") },
        // The command `pelican content` names it.
        (None, None) if files.names("").iter().any(|name| name == "content/") => {
            Told { value: "content".to_owned(), from: "the folder that Pelican's guide names".to_owned() }
        }
        (None, None) => Told { value: String::new(), from: "the default of Pelican".to_owned() },
    };
    let root = read.text("PATH").map_or_else(|| folder(&content.value), |path| folder(&path));
    let pages = read.pages(&root, &folder(&content.value));
    let built = read.text("OUTPUT_PATH").map_or_else(|| "output".to_owned(), |path| folder(&path));
    let mut settings = Settings::new(content, &built, Arc::new(pages));
    settings.title = read.told("SITENAME");
    settings.url =
        read.told("SITEURL").map(|url| Told { value: format!("{}/", url.value.trim_end_matches('/')), ..url });
    settings.description = read.told("SITESUBTITLE");
    settings.language = read.told("DEFAULT_LANG").map(|told| Told { value: told.value.replace('_', "-"), ..told });
    settings.timezone = read.told("TIMEZONE");
    let names = |word: &str| mentions(files, &[BASE, PUBLISHED], word);
    settings.dialect = Dialect {
        emoji: names("pymdownx.emoji"),
        smart_punctuation: read.text("TYPOGRIFY").is_some_and(|value| value == "true") || names(".smarty"),
        marks: names("pymdownx.mark") || names("pymdownx.keys") || names("pymdownx.extra"),
        ..Dialect::default()
    };
    settings.author = read.told("AUTHOR").into_iter().collect();
    let step = format!("run `tidings` after each `pelican`, which may empty `{}/`", settings.built);
    settings.steps.push(step);
    settings.copied = Some(settings.built.clone());
    let feeds = ["FEED_ALL_ATOM", "FEED_ALL_RSS", "FEED_ATOM", "FEED_RSS"];
    settings.feeds = feeds.into_iter().filter_map(|key| read.text(key)).filter(|path| !path.contains('{')).collect();
    if !read.has("FEED_ALL_ATOM") {
        settings.feeds.insert(0, "feeds/all.atom.xml".to_owned());
    }
    let said = ["SITENAME", "SITEURL", "TIMEZONE", "AUTHOR", "PATH", "OUTPUT_PATH"];
    for key in said.into_iter().chain(ESSENTIAL).chain(["CATEGORY_REGEX_SUBSTITUTIONS", "AUTHOR_REGEX_SUBSTITUTIONS"]) {
        if let Some(why) = read.doubt(key) {
            settings.unknown.push(Told { value: why, from: read.from(key) });
        }
    }
    settings
}

/// A path of the configuration, relative to the root; one outside of it is the root itself.
fn folder(path: &str) -> String {
    if path.starts_with('/') { String::new() } else { places::tidy(path) }
}

/// The names of a file and of those whose names it takes over.
#[derive(Default)]
struct ReadNames {
    names: PythonNames,
    /// The file that sets each.
    files: BTreeMap<String, String>,
    /// The files that were read.
    read: BTreeSet<String>,
}

impl ReadNames {
    /// Reads a file, after those of which it takes all names.
    fn load(&mut self, files: &dyn SiteFiles, file: &str) {
        // Each file once: those that take each other's names over do not end.
        if !self.read.insert(file.to_owned()) {
            return;
        }
        let Some(text) = files.text(file) else { return };
        let own = PythonNames::read(&text, PythonNames::default());
        for module in &own.imports {
            let other = format!("{}.py", module.trim_start_matches('.').replace('.', "/"));
            self.load(files, &other);
        }
        for name in own.values.into_keys().chain(own.unread.into_keys()) {
            self.files.insert(name, file.to_owned());
        }
        self.names = PythonNames::read(&text, std::mem::take(&mut self.names));
    }

    fn from(&self, key: &str) -> String {
        format!("{}: {key}", self.files.get(key).map_or(BASE, String::as_str))
    }

    fn has(&self, key: &str) -> bool {
        self.names.values.contains_key(key) || self.names.unread.contains_key(key)
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.names.values.get(key)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.value(key)?.as_str().map(str::to_owned)
    }

    fn told(&self, key: &str) -> Option<Told> {
        let value = self.text(key).filter(|text| !text.trim().is_empty())?;
        Some(Told { value, from: self.from(key) })
    }

    fn switch(&self, key: &str, usual: bool) -> bool {
        match self.value(key) {
            None => usual,
            Some(Value::Bool(is_so)) => *is_so,
            Some(Value::Null) => false,
            Some(Value::String(text)) => !text.is_empty(),
            Some(other) => other.as_i64() != Some(0),
        }
    }

    /// The paths of a list; a text is a mistake that Pelican does not follow.
    fn paths(&self, key: &str, usual: &[&str]) -> Vec<String> {
        match self.value(key) {
            Some(Value::Array(list)) => {
                list.iter().filter_map(value::text).map(|path| path.trim_end_matches('/').to_owned()).collect()
            }
            _ => usual.iter().map(|path| (*path).to_owned()).collect(),
        }
    }

    /// Why the value of a setting is not known.
    fn doubt(&self, key: &str) -> Option<String> {
        if let Some(why) = self.names.unread.get(key) {
            return Some(format!("only Python knows its value: {why}"));
        }
        let value = self.value(key)?;
        if ["SLUG_SUBSTITUTIONS", "ARTICLE_PERMALINK_STRUCTURE"].contains(&key)
            && *value != Value::String(String::new())
        {
            return Some("it is one of old versions, for which Pelican has another now".to_owned());
        }
        let is_read = match key {
            "FILENAME_METADATA" | "PATH_METADATA" => value.as_str().is_none_or(|text| at_the_beginning(text).is_some()),
            _ if key.ends_with("REGEX_SUBSTITUTIONS") => Substitutions::new(value).is_some(),
            "IGNORE_FILES" => value::texts(value).iter().all(|pattern| glob(pattern, Stars::Anything).is_some()),
            "EXTRA_PATH_METADATA" => {
                let is_read = value.as_object().is_some_and(|places| places.values().all(Value::is_object));
                return (!is_read).then(|| "it is no table of tables".to_owned());
            }
            _ => true,
        };
        (!is_read).then(|| "its pattern is one that only Python can read".to_owned())
    }

    fn substitutions(&self, key: &str) -> Option<Substitutions> {
        self.value(key).and_then(Substitutions::new)
    }

    fn pages(&self, root: &str, content: &str) -> PelicanPages {
        let before = places::within(root, content).unwrap_or("").to_owned();
        let articles = self.paths("ARTICLE_PATHS", &[""]);
        let mut excluded = self.paths("ARTICLE_EXCLUDES", &[]);
        excluded.extend(self.paths("PAGE_PATHS", &["pages"]).into_iter().filter(|path| !path.is_empty()));
        let ignored = self.paths("IGNORE_FILES", &["**/.*"]);
        let has_categories = self.switch("CATEGORY_SAVE_AS", true);
        let of_titles = self.substitutions("SLUG_REGEX_SUBSTITUTIONS").unwrap_or_else(Substitutions::usual);
        let of = |key: &str| self.substitutions(key).unwrap_or_else(|| of_titles.clone());
        let slugs = SlugRules {
            of_categories: of("CATEGORY_REGEX_SUBSTITUTIONS"),
            of_authors: of("AUTHOR_REGEX_SUBSTITUTIONS"),
            keeps_case: self.switch("SLUGIFY_PRESERVE_CASE", false),
            keeps_unicode: self.switch("SLUGIFY_USE_UNICODE", false),
            of_titles,
        };
        let name = self.text("FILENAME_METADATA").unwrap_or_else(|| USUAL_NAME.to_owned());
        let doubtful = ESSENTIAL.into_iter().find(|key| self.doubt(key).is_some());
        PelicanPages {
            before: if before.is_empty() { before } else { format!("{before}/") },
            articles: if articles.iter().any(String::is_empty) { Vec::new() } else { articles },
            excluded,
            ignored: ignored.iter().filter_map(|pattern| glob(pattern, Stars::Anything)).collect(),
            endings: self.endings(),
            is_usual_name: name == USUAL_NAME,
            of_names: at_the_beginning(&name),
            of_paths: self
                .text("PATH_METADATA")
                .filter(|text| !text.is_empty())
                .and_then(|text| at_the_beginning(&text)),
            defaults: self.default_metadata(has_categories),
            of_places: self.extra_path_metadata(),
            hides: ["EXTRA_PATH_METADATA", "DEFAULT_METADATA"]
                .into_iter()
                .find(|key| self.doubt(key).is_some())
                .map(|key| format!("`{key}` is something that only Python knows, and may hold it back")),
            folder_is_category: has_categories && self.switch("USE_FOLDER_AS_CATEGORY", true),
            default_category: has_categories
                .then(|| self.text("DEFAULT_CATEGORY").unwrap_or_else(|| "misc".to_owned())),
            default_language: self.text("DEFAULT_LANG").map_or_else(|| "en".to_owned(), |text| text.to_lowercase()),
            author: self.text("AUTHOR"),
            list_urls: [("TAG_URL", "tag"), ("CATEGORY_URL", "category"), ("AUTHOR_URL", "author")]
                .map(|(key, folder)| self.text(key).unwrap_or_else(|| format!("{folder}/{{slug}}.html"))),
            url: self.text("ARTICLE_URL").unwrap_or_else(|| "{slug}.html".to_owned()),
            language_url: self.text("ARTICLE_LANG_URL").unwrap_or_else(|| "{slug}-{lang}.html".to_owned()),
            slug_is_of_name: self.text("SLUGIFY_SOURCE").is_some_and(|source| source == "basename"),
            slugs,
            has_english_names: self.has_english_names(),
            doubtful: doubtful.map(|key| format!("`{key}` is something that only Python knows")),
        }
    }

    /// `READERS = {"html": None}` takes endings away.
    fn endings(&self) -> Vec<&'static str> {
        let off = self.value("READERS").and_then(Value::as_object).cloned().unwrap_or_default();
        let known = ["md", "markdown", "mkd", "mdown", "html", "htm", "rst"];
        known.into_iter().filter(|ending| !off.get(*ending).is_some_and(Value::is_null)).collect()
    }

    /// `DEFAULT_METADATA`, a dictionary or a tuple of pairs; categories come from other settings, if they have pages.
    fn default_metadata(&self, has_categories: bool) -> Table {
        let mut table = Table::new();
        match self.value("DEFAULT_METADATA") {
            Some(Value::Object(pairs)) => {
                table.extend(pairs.iter().map(|(key, value)| (key.to_lowercase(), value.clone())))
            }
            Some(Value::Array(pairs)) => table.extend(
                pairs.iter().filter_map(|pair| Some((pair.get(0)?.as_str()?.to_lowercase(), pair.get(1)?.clone()))),
            ),
            _ => {}
        }
        if has_categories {
            table.remove("category");
        }
        table
    }

    /// `EXTRA_PATH_METADATA`, a dictionary of dictionaries (`readers.py`, `path_metadata`; measured on Pelican 4.12).
    fn extra_path_metadata(&self) -> Vec<(String, Table)> {
        let places = self.value("EXTRA_PATH_METADATA").and_then(Value::as_object);
        let mut all: Vec<(String, Table)> = places
            .into_iter()
            .flatten()
            .filter_map(|(place, said)| {
                let said = said.as_object()?.iter().map(|(key, value)| (key.to_lowercase(), value.clone()));
                Some((place.clone(), said.collect()))
            })
            .collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all
    }

    /// Whether names of months and days are English: without `LOCALE` they are those of the machine, which in CI is so.
    fn has_english_names(&self) -> bool {
        if self.names.unread.contains_key("LOCALE") {
            return false;
        }
        let all = self.value("LOCALE").map(value::texts).unwrap_or_default();
        all.first().is_none_or(|first| {
            let first = first.to_lowercase();
            first.is_empty() || first == "c" || first == "posix" || first.starts_with("en") || first.starts_with("c.")
        })
    }
}
