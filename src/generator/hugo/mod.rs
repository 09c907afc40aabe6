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

use regex::{Regex, RegexBuilder};
use serde_json::Value;

use super::value::{self, Table};
use super::{Dialect, Generator, KnownAuthor, Settings, SiteFiles, Told};
use cascade::Cascade;
use configuration::Configuration;
use content::Content;
use dates::DateKeys;
use languages::Tongues;
use pages::{HugoPages, UglyUrls};
use path::{Letters, joined};
use permalink::Permalinks;

/// What is known of Hugo.
pub static HUGO: Generator = Generator {
    name: "hugo",
    recognise,
    read,
    without_feeds: "`disableKinds = [\"rss\"]` at the top of hugo.toml, above the first `[table]`",
};

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
        let value =
            format!("the pattern `{pattern}` of a cascade does not read: only what it holds back is taken, for all");
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
        dialect: dialect(&told),
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

/// Emoji are off by default, and typographic signs are on (<https://gohugo.io/configuration/all/#enableemoji>,
/// <https://gohugo.io/configuration/markup/#extensions>).
fn dialect(told: &Configuration) -> Dialect {
    let extension = |name: &str| value::at(&told.table, &format!("markup.goldmark.extensions.{name}"));
    let is_plain = match extension("typographer") {
        Some(Value::Bool(is_on)) => !is_on,
        Some(Value::Object(typographer)) => value::switch_at(typographer, "disable") == Some(true),
        _ => false,
    };
    Dialect {
        hugo_in_code: true,
        emoji: told.is_on("enableemoji"),
        smart_punctuation: !is_plain,
        marks: extension("extras.mark.enable").and_then(Value::as_bool) == Some(true),
        ..Dialect::default()
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
        match RegexBuilder::new(&pattern).size_limit(1 << 20).build() {
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
            // A long text that is asked for again and again would fill the memory.
            other => found.extend(value::text(other).filter(|text| text.len() <= 4096).map(|text| (name, text))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Page, Source};
    use super::*;
    use chrono::DateTime;
    use chrono_tz::Tz;

    /// A site of texts.
    struct Files(Vec<(&'static str, &'static str)>);

    impl SiteFiles for Files {
        fn text(&self, path: &str) -> Option<String> {
            self.0.iter().find(|(known, _)| *known == path).map(|(_, text)| (*text).to_owned())
        }

        fn names(&self, folder: &str) -> Vec<String> {
            let mut names: Vec<String> = self
                .0
                .iter()
                .filter_map(|(path, _)| path::below(path, folder))
                .map(|rest| rest.split_once('/').map_or_else(|| rest.to_owned(), |(name, _)| format!("{name}/")))
                .collect();
            names.dedup();
            names
        }
    }

    fn page(settings: &Settings, path: &str, front: &str) -> Page {
        let front = value::table("x.yaml", front).unwrap();
        let published = DateTime::parse_from_rfc3339("2026-02-03T04:05:06Z").unwrap().with_timezone(&Tz::UTC);
        settings.pages.page(&Source { path, front: &front, title: "", body: "", published })
    }

    #[test]
    fn a_site_is_known_by_its_files() {
        let known = |name, text| recognise(&Files(vec![(name, text)]));
        assert_eq!(known("hugo.yaml", "").as_deref(), Some("hugo.yaml"));
        assert_eq!(known("config.toml", "baseurl = 'https://a.example'").as_deref(), Some("config.toml"));
        assert_eq!(
            known("config/_default/config.toml", "languageCode = 'en'").as_deref(),
            Some("config/_default/config.toml")
        );
        for (name, text) in
            [("config.toml", "base_url = ''"), ("config.toml", "= ["), ("config.json", "[]"), ("_config.yml", "")]
        {
            assert_eq!(known(name, text), None, "{name} {text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_and_only_holds_back() {
        let files = Files(vec![
            (
                "hugo.toml",
                "ignoreFiles = ['(', 'x{1000}{1000}{1000}']\n[permalinks]\na = '/:nothing/'\n[[cascade]]\ndraft = true\n[cascade.target]\npath = '{'",
            ),
            ("content/b/_content.gotmpl", ""),
        ]);
        let settings = read(&files, None);
        let from: Vec<&str> = settings.unknown.iter().map(|told| told.from.as_str()).collect();
        let expected = [
            "hugo.toml: permalinks",
            "hugo.toml: ignoreFiles",
            "hugo.toml: ignoreFiles",
            "cascade",
            "content/b/_content.gotmpl",
        ];
        assert_eq!(from, expected);
        assert!(matches!(page(&settings, "a/x.md", "{}"), Page::Unknown(_)));
        assert_eq!(page(&settings, "b/x.md", "{}"), Page::At("b/x/".to_owned()));
        let told = settings.pages.defaults("b/x.md").expect("what is held back");
        assert_eq!(serde_json::json!(*told), serde_json::json!({"draft": true}));
    }

    #[test]
    fn long_values_are_none_of_templates() {
        let text: &'static str = Box::leak(format!("[params]\nbig = '{}'\nsmall = 'x'\n", "x".repeat(5000)).into());
        let settings = read(&Files(vec![("hugo.toml", text)]), None);
        assert_eq!(settings.values.keys().collect::<Vec<_>>(), ["site.params.small"]);
    }

    #[test]
    fn configuration_of_the_wrong_kind_is_passed_over() {
        for text in [
            "languages: [de]\npermalinks: 3\ncascade: yes\nuglyURLs: []\nfrontmatter: x\nmodule: {mounts: {a: 1}}\nparams: 7\ntaxonomies: []\noutputs: none\nstaticDir: {}",
            "languages: {de: 1, fr: {weight: -3, contentDir: ../../..}}\ncontentDir: ''\npermalinks: {page: [], posts: {x: 1}}\ncascade: [1, {target: 5}]",
            "",
        ] {
            let settings = read(&Files(vec![("hugo.yaml", text)]), None);
            for path in ["", "/", "a.md", "content/a.md", "content/../b.md", "x/_index.md", "é/.md", "a/b/c/"] {
                settings.pages.sets_aside(path);
                settings.pages.defaults(path);
                settings.pages.language(path);
                settings.pages.section_page(path, Some("de"));
                page(&settings, path, "{slug: '../..', url: '', build: 3, outputs: {}}");
            }
        }
    }

    #[test]
    fn without_a_configuration_languages_of_names_are_known() {
        let settings = read(&Files(Vec::new()), None);
        assert_eq!(page(&settings, "a.de.md", "{}"), Page::At("de/a/".to_owned()));
        assert_eq!(page(&settings, "a.en.md", "{}"), Page::At("a/".to_owned()));
        assert_eq!(page(&settings, "a.js.md", "{}"), Page::At("a.js/".to_owned()));
        assert_eq!(settings.pages.language("a.de.md").as_deref(), Some("de"));
        assert_eq!(settings.pages.language("a.md"), None);
    }

    #[test]
    fn people_and_values_come_of_the_configuration() {
        let files = Files(vec![
            (
                "config/_default/hugo.toml",
                "title = 'Root'\n[taxonomies]\nauthor = 'authors'\n[languages.en]\ntitle = 'Own'",
            ),
            ("config/_default/params.toml", "[Author]\nname = 'Ada'\n[shop]\nphone = 12"),
            ("content/authors/bo/_index.md", "---\ntitle: Bo Wick\nemail: bo@a.example\n---\n"),
        ]);
        let settings = read(&files, None);
        assert_eq!(
            settings.title.as_ref().map(|told| told.from.as_str()),
            Some("config/_default/hugo.toml: languages.en.title")
        );
        let author = Told { value: "Ada".to_owned(), from: "config/_default/params.toml: params.Author".to_owned() };
        assert_eq!(settings.author, [author]);
        assert_eq!(
            settings.authors.first().map(|known| (known.key.as_str(), known.name.as_str())),
            Some(("bo", "Bo Wick"))
        );
        assert_eq!(settings.values.get("site.params.shop.phone").map(String::as_str), Some("12"));
    }

    #[test]
    fn sections_have_pages_where_hugo_makes_them() {
        let files = Files(vec![
            (
                "hugo.toml",
                "[permalinks.section]\nnews = '/the-news/'\n[languages.en]\n[languages.de]\nlocale = 'de-AT'",
            ),
            ("content/news/a.md", ""),
            ("content/held/_index.md", "---\ndraft: true\n---\n"),
            ("content/Old Things/_index.de.md", "---\nslug: Altes Zeug\n---\n"),
        ]);
        let pages = read(&files, None).pages;
        let of = |section, language| pages.section_page(section, language);
        assert_eq!(of("news", None).as_deref(), Some("the-news/"));
        assert_eq!(of("Old Things", Some("de-AT")).as_deref(), Some("de/altes-zeug/"));
        assert_eq!(of("", Some("de")).as_deref(), Some("de/"));
        assert_eq!((of("held", None), of("nothing", None)), (None, None));
    }
}
