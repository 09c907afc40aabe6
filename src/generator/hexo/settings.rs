//! `_config.yml` (`hexo/default_config.js`, `hexo/load_config.js`; <https://hexo.io/docs/configuration>).

use std::sync::Arc;

use globset::GlobMatcher;
use regex::Regex;
use serde_json::Value;

use super::super::glob::{Stars, glob};
use super::super::{Dialect, Settings, SiteFiles, Table, Told, mentions, places, value};
use super::HexoPages;
use super::slug::LetterCase;

const NAMES: [&str; 3] = ["_config.yml", "_config.yaml", "_config.json"];

/// Keys that no other program's configuration of that name has.
const OURS: [&str; 6] =
    ["source_dir", "public_dir", "new_post_name", "skip_render", "permalink_defaults", "default_layout"];

/// Files that say that another machine builds the site, where it is UTC unless they say otherwise.
const WORKFLOWS: [&str; 3] = [".gitlab-ci.yml", ".travis.yml", "netlify.toml"];

pub(super) fn recognise(files: &dyn SiteFiles) -> Option<String> {
    let name = NAMES.into_iter().find(|name| files.text(name).is_some())?;
    let table = read_table(files, name);
    let package = value::table("package.json", &files.text("package.json").unwrap_or_default()).unwrap_or_default();
    let has = |key: &str| package.get(key).is_some_and(|value| value.get("hexo").is_some() || key == "hexo");
    let is_ours = has("hexo")
        || has("dependencies")
        || OURS.iter().any(|key| table.contains_key(*key))
        || files.names("source").iter().any(|name| name == "_posts/");
    is_ours.then(|| name.to_owned())
}

fn read_table(files: &dyn SiteFiles, name: &str) -> Table {
    files.text(name).and_then(|text| value::table(name, &text)).unwrap_or_default()
}

pub(super) fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let name = NAMES.into_iter().find(|name| files.text(name).is_some()).unwrap_or(NAMES[0]);
    let read = HexoConfig { files, name, table: read_table(files, name) };
    let source = read.folder("source_dir").unwrap_or_else(|| "source".to_owned());
    let built = read.folder("public_dir").unwrap_or_else(|| "public".to_owned());
    let content = match content {
        Some(content) => Told { value: content.to_owned(), from: "`content.dir`".to_owned() },
        None if read.folder("source_dir").is_some() => {
            Told { value: format!("{source}/_posts"), from: read.from("source_dir") }
        }
        None => Told { value: format!("{source}/_posts"), from: "the default of Hexo".to_owned() },
    };
    let pages = read.pages(&source, &places::tidy(&content.value));
    let mut settings = Settings::new(content, &built, Arc::new(pages));
    settings.title = read.told("title");
    settings.url = read.url();
    settings.description = read.told("description").or_else(|| read.told("subtitle"));
    settings.language = read.language();
    settings.timezone = read.told("timezone");
    settings.dialect = read.dialect();
    settings.author = read.told("author").into_iter().collect();
    settings.feeds = read.feeds();
    let skipped = read.table.get("skip_render").map(value::texts).unwrap_or_default();
    if !skipped.iter().any(|pattern| pattern.starts_with("feeds/")) {
        let step = format!("add `feeds/**` to `skip_render` in {name}, or Hexo puts `feeds/index.html` into its theme");
        settings.steps.push(step);
    }
    settings.copied = Some(source);
    if files.text(name).is_some() && read.table.is_empty() {
        settings.unknown.push(Told { value: "it does not read as a table".to_owned(), from: name.to_owned() });
    }
    settings
}

/// The configuration, while it is read.
struct HexoConfig<'a> {
    files: &'a dyn SiteFiles,
    name: &'a str,
    table: Table,
}

impl HexoConfig<'_> {
    fn from(&self, key: &str) -> String {
        format!("{}: {key}", self.name)
    }

    fn text(&self, key: &str) -> Option<String> {
        value::text_at(&self.table, key).filter(|text| !text.trim().is_empty())
    }

    fn told(&self, key: &str) -> Option<Told> {
        let value = self.text(key)?.trim().to_owned();
        Some(Told { value, from: self.from(key) })
    }

    fn folder(&self, key: &str) -> Option<String> {
        Some(places::tidy(&self.text(key)?)).filter(|folder| !folder.is_empty())
    }

    /// Pages are below `url`; where that has no folder and `root` names one, they are in it.
    fn url(&self) -> Option<Told> {
        let url = self.told("url")?;
        let address = url.value.trim_end_matches('/');
        let host = address.find("://").and_then(|at| address[at + 3..].find('/')).is_none();
        let root = self.text("root").map(|root| root.trim_matches('/').to_owned()).filter(|root| !root.is_empty());
        Some(match root.filter(|_| host) {
            Some(root) => Told { value: format!("{address}/{root}/"), from: format!("{} and root", url.from) },
            None => Told { value: format!("{address}/"), from: url.from },
        })
    }

    /// The renderers make typographic signs unless they are told not to (`hexo-renderer-marked`, `index.js`;
    /// `hexo-renderer-markdown-it`, `index.js`); emoji are a plugin's.
    fn dialect(&self) -> Dialect {
        let has = |plugin: &str| mentions(self.files, &["package.json"], plugin);
        let markdown_it = has("hexo-renderer-markdown-it");
        let key = if markdown_it { "markdown.render.typographer" } else { "marked.smartypants" };
        Dialect {
            emoji: has("hexo-filter-github-emojis") || has("hexo-filter-emoji") || has("markdown-it-emoji"),
            smart_punctuation: value::switch_at(&self.table, key).unwrap_or(true),
            marks: has("markdown-it-mark"),
            ..Dialect::default()
        }
    }

    /// The first of the languages.
    fn language(&self) -> Option<Told> {
        let all = self.table.get("language").map(value::texts).unwrap_or_default();
        let value =
            all.into_iter().map(|one| one.trim().replace('_', "-")).find(|one| !one.is_empty() && one != "default")?;
        Some(Told { value, from: self.from("language") })
    }

    fn globs(&self, key: &str) -> Vec<GlobMatcher> {
        let all = self.table.get(key).map(value::texts).unwrap_or_default();
        all.iter().filter_map(|pattern| glob(pattern, Stars::OneFolder)).collect()
    }

    fn switch(&self, key: &str, usual: bool) -> bool {
        value::switch_at(&self.table, key).unwrap_or(usual)
    }

    fn pages(&self, source: &str, content: &str) -> HexoPages {
        let below = places::within(source, content);
        let before = match below {
            Some("") => String::new(),
            Some(folder) => format!("{folder}/"),
            None => "_posts/".to_owned(),
        };
        let table = |key: &str| self.table.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
        let name = self.text("new_post_name").unwrap_or_else(|| ":title.md".to_owned());
        let ending = super::ending(&name).to_owned();
        HexoPages {
            source: source.to_owned(),
            before,
            skipped: self.globs("skip_render"),
            ignored: self.globs("ignore"),
            permalink: self.text("permalink").unwrap_or_else(|| ":year/:month/:day/:title/".to_owned()),
            permalink_defaults: table("permalink_defaults"),
            names: names(name.strip_suffix(&format!(".{ending}")).unwrap_or(&name)),
            ending,
            has_asset_folders: self.switch("post_asset_folder", false),
            pictures_from_root: self.switch("marked.prependRoot", true),
            pictures_of_posts: self.switch("marked.postAsset", false),
            default_category: self.text("default_category").unwrap_or_else(|| "uncategorized".to_owned()),
            category_map: table("category_map"),
            letter_case: match self.text("filename_case").as_deref() {
                Some("1") => LetterCase::Lower,
                Some("2") => LetterCase::Upper,
                _ => LetterCase::Kept,
            },
            title_is_slug: self.switch("use_slug_as_post_title", false),
            keeps_index: self.switch("pretty_urls.trailing_index", true),
            keeps_html: self.switch("pretty_urls.trailing_html", true),
            is_built_elsewhere: self.text("timezone").is_some() && self.is_built_elsewhere(),
        }
    }

    /// Whether a workflow builds the site on a machine whose clock shows UTC. One that speaks of a zone sets it.
    fn is_built_elsewhere(&self) -> bool {
        let folder = ".github/workflows";
        let own = self.files.names(folder).into_iter().filter(|name| name.ends_with(".yml") || name.ends_with(".yaml"));
        let all = own.map(|name| format!("{folder}/{name}")).chain(WORKFLOWS.map(str::to_owned));
        let texts: Vec<String> =
            all.filter_map(|path| self.files.text(&path)).filter(|text| text.contains("hexo")).collect();
        let sets_zone =
            texts.iter().any(|text| text.contains("TZ:") || text.contains("TZ=") || text.contains("imezone"));
        !texts.is_empty() && !sets_zone
    }

    /// Those of hexo-generator-feed.
    fn feeds(&self) -> Vec<String> {
        let package = self.files.text("package.json").unwrap_or_default();
        let feed = self.table.get("feed").and_then(Value::as_object);
        if feed.is_none() && !package.contains("hexo-generator-feed") {
            return Vec::new();
        }
        let listed = |key: &str| feed.and_then(|feed| feed.get(key)).map(value::texts).unwrap_or_default();
        let paths = listed("path");
        if !paths.is_empty() {
            return paths.iter().map(|path| path.trim_start_matches('/').to_owned()).collect();
        }
        let kinds = listed("type");
        let usual = |kind: &String| if kind == "rss2" { "rss2.xml" } else { "atom.xml" }.to_owned();
        if kinds.is_empty() { vec!["atom.xml".to_owned()] } else { kinds.iter().map(usual).collect() }
    }
}

/// `new_post_name` as a pattern (`plugins/processor/post.js`, `parseFilename`).
fn names(written: &str) -> Option<Regex> {
    let mut pattern = String::from("^");
    let mut rest = written;
    let mut known: Vec<&str> = Vec::new();
    while let Some(at) = rest.find(':') {
        pattern.push_str(&regex::escape(&rest[..at]));
        let after = &rest[at + 1..];
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        let name = after[..end].trim_end_matches('_');
        rest = &after[name.len()..];
        let shape = match name {
            "" => {
                pattern.push(':');
                continue;
            }
            "year" => r"[0-9]{4}",
            "month" | "day" => "[0-9]{2}",
            "i_month" | "i_day" => "[0-9]{1,2}",
            "hash" => "[0-9a-f]{12}",
            _ => ".+?",
        };
        // Of a name that stands twice, the last counts; the engine takes each once.
        if known.contains(&name) || name.starts_with(|c: char| c.is_ascii_digit()) {
            pattern.push_str(&format!("(?:{shape})"));
        } else {
            known.push(name);
            pattern.push_str(&format!("(?P<{name}>{shape})"));
        }
    }
    pattern.push_str(&regex::escape(rest));
    pattern.push('$');
    Regex::new(&pattern).ok()
}
