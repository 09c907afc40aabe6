//! `_config.yml` (`configuration.rb`; <https://jekyllrb.com/docs/configuration/>).

use std::sync::Arc;

use serde_json::Value;

use super::super::{Dialect, KnownAuthor, Settings, SiteFiles, Table, Told, places, value};
use super::JekyllPages;
use super::places::{Collection, NamePattern, Places};
use super::scopes::Scopes;

/// The names that the file has, in the order in which Jekyll looks.
const NAMES: [&str; 3] = ["_config.yml", "_config.yaml", "_config.toml"];

/// Folders that are Jekyll's.
const FOLDERS: [&str; 4] = ["_posts/", "_layouts/", "_includes/", "_drafts/"];

/// Keys that only the configuration of Hexo has, which shares the file's name.
const NOT_OURS: [&str; 4] = ["source_dir", "public_dir", "new_post_name", "skip_render"];

/// Keys that Jekyll's configuration has, and of those that share its name no other.
const OURS: [&str; 8] = [
    "baseurl",
    "collections",
    "collections_dir",
    "remote_theme",
    "kramdown",
    "show_drafts",
    "markdown_ext",
    "defaults",
];

/// What Jekyll excludes itself (`DEFAULT_EXCLUDES`).
const EXCLUDED: [&str; 9] = [
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
];

pub(super) fn recognise(files: &dyn SiteFiles) -> Option<String> {
    let names = files.names("");
    let has = |name: &str| names.iter().any(|known| known == name);
    let gems = ["Gemfile", "Gemfile.lock"].into_iter().find(|name| {
        let text = files.text(name).unwrap_or_default();
        has(name) && (text.contains("jekyll") || text.contains("github-pages"))
    });
    let Some(config) = NAMES.into_iter().find(|name| has(name)) else { return gems.map(str::to_owned) };
    let table = read_table(files, config).unwrap_or_default();
    let is_hexo = NOT_OURS.iter().any(|key| table.contains_key(*key))
        || files.text("package.json").is_some_and(|text| text.contains("\"hexo\""));
    let is_ours = gems.is_some()
        || FOLDERS.iter().any(|folder| has(folder))
        || OURS.iter().any(|key| table.contains_key(*key))
        || value::at(&table, "plugins")
            .map(value::texts)
            .is_some_and(|all| all.iter().any(|name| name.contains("jekyll")));
    (is_ours && !is_hexo).then(|| config.to_owned())
}

fn read_table(files: &dyn SiteFiles, name: &str) -> Option<Table> {
    value::table(name, &files.text(name)?)
}

pub(super) fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let names = files.names("");
    let file = NAMES.into_iter().find(|name| names.iter().any(|known| known == name));
    let name = file.unwrap_or("_config.yml");
    let table = file.and_then(|name| read_table(files, name));
    let is_unread = file.is_some() && table.is_none();
    let read = ReadConfig { files, name, table: table.unwrap_or_default() };

    let source = read.folder("source").unwrap_or_default();
    let destination = read.folder("destination").unwrap_or_else(|| "_site".to_owned());
    let content = match (content, source.is_empty()) {
        (Some(content), _) => Told { value: content.to_owned(), from: "`content.dir`".to_owned() },
        (None, true) => Told { value: String::new(), from: "the default of Jekyll".to_owned() },
        (None, false) => Told { value: source.clone(), from: read.from("source") },
    };
    let place = places::tidy(&content.value);
    // Where no site of Jekyll's is, the folder that is named holds posts.
    let is_foreign = !place.is_empty() && !place.split('/').any(|name| matches!(name, "_posts" | "_drafts"));
    let place = if is_foreign && recognise(files).is_none() { "_posts".to_owned() } else { place };
    let pages = read.pages(&source, &destination, &place);
    let mut settings = Settings::new(content, &destination, Arc::new(pages));
    // `site.posts` is sorted by date, then path, and turned round (Jekyll, `lib/jekyll/collection.rb`).
    settings.later_paths_first = true;
    settings.title = read.told(&["title", "name"]);
    settings.url = read.url();
    settings.description = read.told(&["description", "tagline"]);
    settings.language = read.told(&["lang", "locale", "language"]);
    if let Some(language) = &mut settings.language {
        language.value = language.value.replace('_', "-");
    }
    settings.timezone = read.told(&["timezone"]);
    let plugins = ["plugins", "gems"].iter().filter_map(|key| read.table.get(*key)).flat_map(value::texts);
    settings.dialect = Dialect {
        liquid_in_code: true,
        emoji: plugins.into_iter().any(|name| name == "jemoji"),
        // kramdown makes them always; the other engines of Jekyll do when asked.
        smart_punctuation: read.text("markdown").is_none_or(|engine| engine.eq_ignore_ascii_case("kramdown")),
        ..Dialect::default()
    };
    read.people(&source, &mut settings);
    scalars("site", &read.table, 0, &mut settings.values);
    settings.copied = Some(source.clone());
    settings.feeds = read.feeds(&files.names(&source));
    let excluded = read.table.get("exclude").map(value::texts).unwrap_or_default();
    if !excluded.iter().any(|pattern| pattern.starts_with("tidings")) {
        let step = format!("add `tidings.toml` and `tidings.lock` to `exclude` in {name}, or Jekyll publishes them");
        settings.steps.push(step);
    }
    if is_unread {
        settings.unknown.push(Told { value: "it does not read as a table".to_owned(), from: name.to_owned() });
    }
    if read.text("limit_posts").is_some_and(|limit| limit != "0") {
        let value = "Jekyll makes pages of the newest posts only".to_owned();
        settings.unknown.push(Told { value, from: read.from("limit_posts") });
    }
    settings
}

/// The configuration, while it is read.
struct ReadConfig<'a> {
    files: &'a dyn SiteFiles,
    name: &'a str,
    table: Table,
}

impl ReadConfig<'_> {
    fn from(&self, key: &str) -> String {
        format!("{}: {key}", self.name)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.table.get(key).and_then(value::text)
    }

    /// The first of some keys that says anything.
    fn told(&self, keys: &[&str]) -> Option<Told> {
        keys.iter().find_map(|key| {
            let value = self.text(key)?.trim().to_owned();
            (!value.is_empty()).then(|| Told { value, from: self.from(key) })
        })
    }

    /// A folder, relative to the root.
    fn folder(&self, key: &str) -> Option<String> {
        Some(places::tidy(&self.text(key)?)).filter(|folder| !folder.is_empty())
    }

    fn url(&self) -> Option<Told> {
        let url = self.told(&["url"])?;
        let base = self.text("baseurl").unwrap_or_default();
        let base = base.trim().trim_matches('/');
        let host = url.value.trim_end_matches('/');
        Some(match base {
            "" => Told { value: format!("{host}/"), from: url.from },
            base => Told { value: format!("{host}/{base}/"), from: format!("{} and baseurl", url.from) },
        })
    }

    fn pages(&self, source: &str, destination: &str, content: &str) -> JekyllPages {
        let below = |folder: &str| places::within(source, folder).map(str::to_owned);
        let collections_dir = self.folder("collections_dir").unwrap_or_default();
        let (collections, own) = self.collections();
        let style = self.text("permalink").filter(|text| !text.is_empty()).unwrap_or_else(|| "date".to_owned());
        let permalink = own.unwrap_or_else(|| match style.as_str() {
            "none" => "/:categories/:title:output_ext".to_owned(),
            "date" => "/:categories/:year/:month/:day/:title:output_ext".to_owned(),
            "ordinal" => "/:categories/:year/:y_day/:title:output_ext".to_owned(),
            "pretty" => "/:categories/:year/:month/:day/:title/".to_owned(),
            "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext".to_owned(),
            own => own.to_owned(),
        });
        let patterns = |key: &str| -> Vec<NamePattern> {
            let own = self.table.get(key).map(value::texts).unwrap_or_default();
            own.iter().map(|written| NamePattern::new(written)).collect()
        };
        let mut exclude = patterns("exclude");
        exclude.extend(EXCLUDED.iter().map(|written| NamePattern::new(written)));
        let mut include = patterns("include");
        include.push(NamePattern::new(".htaccess"));
        let markdown = self.text("markdown_ext").unwrap_or_else(|| "markdown,mkdown,mkdn,mkd,md".to_owned());
        JekyllPages {
            before: below(content)
                .filter(|before| !before.is_empty())
                .map(|mut before| {
                    before.push('/');
                    before
                })
                .unwrap_or_default(),
            scopes: Scopes::new(self.table.get("defaults"), &collections_dir),
            places: Places { collections_dir, collections, exclude, include, destination: below(destination) },
            permalink,
            style,
            markdown: markdown.split(',').map(|ending| ending.trim().to_lowercase()).collect(),
            unpublished: value::switch_at(&self.table, "unpublished").unwrap_or(false),
        }
    }

    /// The collections beside `posts`, and the pattern that `posts` has as one.
    fn collections(&self) -> (Vec<Collection>, Option<String>) {
        let mut own = None;
        let mut all = Vec::new();
        match self.table.get("collections") {
            Some(Value::Array(list)) => {
                let labels = list.iter().filter_map(value::text).filter(|label| label != "posts");
                all.extend(labels.map(|label| Collection { label, output: false, permalink: None }));
            }
            Some(Value::Object(table)) => {
                for (name, settings) in table {
                    let at = |key: &str| settings.get(key).and_then(value::text);
                    if name == "posts" {
                        own = at("permalink");
                        continue;
                    }
                    // `collection.rb`, `sanitize_label`.
                    let label =
                        name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')).collect();
                    let output = at("output").is_some_and(|output| output != "false");
                    all.push(Collection { label, output, permalink: at("permalink") });
                }
            }
            _ => {}
        }
        (all, own)
    }

    /// `author` and `_data/authors.yml`, as jekyll-feed reads them.
    fn people(&self, source: &str, settings: &mut Settings) {
        let data = self.folder("data_dir").unwrap_or_else(|| "_data".to_owned());
        let folder = if source.is_empty() { data } else { format!("{source}/{data}") };
        for ending in ["yml", "yaml", "json"] {
            let path = format!("{folder}/authors.{ending}");
            let table = read_table(self.files, &path).unwrap_or_default();
            for (key, person) in &table {
                let from = format!("{path}: {key}");
                settings.authors.extend(person.as_object().and_then(|person| known_author(key, person, from)));
            }
        }
        match self.table.get("author") {
            Some(Value::Object(person)) => {
                if let Some(name) = value::text_at(person, "name").filter(|name| !name.is_empty()) {
                    settings.authors.extend(known_author(&name, person, self.from("author")));
                    settings.author.push(Told { value: name, from: self.from("author.name") });
                }
            }
            Some(written) => {
                let names = value::texts(written).into_iter().filter(|name| !name.trim().is_empty());
                settings.author.extend(names.map(|value| Told { value, from: self.from("author") }));
            }
            None => {}
        }
    }

    /// The feed of jekyll-feed, or those that the site's own templates make.
    fn feeds(&self, names: &[String]) -> Vec<String> {
        let plugins = ["plugins", "gems"].into_iter().filter_map(|key| self.table.get(key)).flat_map(value::texts);
        if plugins.into_iter().any(|name| name == "jekyll-feed") {
            let path = value::text_at(&self.table, "feed.path").unwrap_or_else(|| "feed.xml".to_owned());
            return vec![path.trim_start_matches('/').to_owned()];
        }
        let own = ["feed.xml", "atom.xml", "rss.xml", "index.xml", "feed.json"];
        own.into_iter().filter(|name| names.iter().any(|known| known == name)).map(str::to_owned).collect()
    }
}

fn known_author(key: &str, person: &Table, from: String) -> Option<KnownAuthor> {
    let at = |keys: [&str; 3]| {
        keys.into_iter().find_map(|key| value::text_at(person, key)).filter(|text| !text.trim().is_empty())
    };
    let name = at(["name", "display_name", "title"]).unwrap_or_else(|| key.to_owned());
    let (email, url, avatar) =
        (at(["email", "mail", "e-mail"]), at(["uri", "url", "web"]), at(["picture", "avatar", "image"]));
    Some(KnownAuthor { key: key.to_owned(), name, email, url, avatar, from })
}

/// The scalars of a table by the names that templates use: `site.author.name`.
fn scalars(name: &str, table: &Table, depth: usize, values: &mut std::collections::BTreeMap<String, String>) {
    for (key, value) in table {
        let name = format!("{name}.{key}");
        match value {
            Value::Object(inner) if depth < 8 => scalars(&name, inner, depth + 1, values),
            // A long text that is asked for again and again would fill the memory.
            other => values.extend(value::text(other).filter(|text| text.len() <= 4096).map(|text| (name, text))),
        }
    }
}
