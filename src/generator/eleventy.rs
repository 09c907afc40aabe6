//! Eleventy, <https://www.11ty.dev>: its input directory, data cascade and permalinks (`docs/permalinks`,
//! `docs/data-cascade`; `TemplatePermalink.js`, `TemplateData.js`, `TemplateFileSlug.js`).

mod data;
mod permalink;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::javascript::{Answer, Literal, ReadScript, read_script};
use super::places::{address, first_of, join, tidy, within};
use super::{Dialect, Generator, Page, Pages, Settings, SiteFiles, Source, Table, Told, mentions, value};
use data::{Cascade, Layer};

/// What is known of Eleventy.
pub static ELEVENTY: Generator = Generator {
    name: "eleventy",
    recognise,
    read,
    without_feeds: "take the template or the plugin that makes it out of the configuration",
};

/// In the order in which Eleventy looks for them (`docs/config`).
const CONFIGURATIONS: [&str; 4] = [".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"];

/// Tags that name a collection and say nothing to a reader: what `filterTagList` of eleventy-base-blog takes away.
const COLLECTIONS: [&str; 4] = ["all", "nav", "post", "posts"];

fn recognise(files: &dyn SiteFiles) -> Option<String> {
    let names = files.names("");
    let config = CONFIGURATIONS.into_iter().find(|name| names.iter().any(|found| found == name)).map(str::to_owned);
    config.or_else(|| {
        let package = value::table("package.json", &files.text("package.json")?)?;
        let needs = |list: &str| package.get(list)?.get("@11ty/eleventy").map(|_| "package.json".to_owned());
        needs("dependencies").or_else(|| needs("devDependencies"))
    })
}

/// What Eleventy is called with by the scripts of `package.json`: `eleventy --config=.eleventy.cjs`, `--input=src`.
fn option_of_scripts(files: &dyn SiteFiles, option: &str) -> Option<String> {
    let package = value::table("package.json", &files.text("package.json")?)?;
    let scripts = package.get("scripts")?.as_object()?;
    scripts.values().filter_map(Value::as_str).filter(|script| script.contains("eleventy")).find_map(|script| {
        let mut words = script.split_whitespace();
        let long = format!("--{option}");
        let word =
            words.find(|word| word.strip_prefix(&long).is_some_and(|rest| rest.is_empty() || rest.starts_with('=')))?;
        let value = word.split_once('=').map(|(_, value)| value).or_else(|| words.next())?;
        Some(tidy(value.trim_matches(['"', '\''])))
    })
}

/// Where the parts of a site are, relative to its root.
struct Places {
    input: Told,
    output: String,
    includes: String,
    layouts: String,
    data: String,
}

/// The configuration: its file, what it says in calls, and the table that it exports or returns.
struct Config {
    file: String,
    script: ReadScript,
}

impl Config {
    fn at(&self, path: &str) -> Answer<'_> {
        let tables = [self.script.exported.as_ref(), self.script.named.get("config")];
        tables
            .into_iter()
            .flatten()
            .map(|table| table.at(path))
            .find(|answer| *answer != Answer::Absent)
            .unwrap_or(Answer::Absent)
    }

    /// What a method is given, each time that it is called.
    fn given<'a>(&'a self, method: &'a str) -> impl Iterator<Item = (&'a [Literal], bool)> {
        let calls = self.script.calls.iter().filter(move |call| call.method == method);
        calls.map(|call| (call.arguments.as_slice(), call.is_conditional))
    }

    /// A directory: by the table, or by a call (`ProjectDirectories.js`).
    fn directory(&self, key: &str, method: &str, default: &str, unknown: &mut Vec<Told>) -> Told {
        let path = format!("dir.{key}");
        let from = format!("{}: {path}", self.file);
        let mut found = Told { value: default.to_owned(), from: "the default of Eleventy".to_owned() };
        for (arguments, is_conditional) in self.given(method) {
            match arguments.first().and_then(|argument| argument.text_at("")) {
                Some(value) if !is_conditional => found = Told { value, from: format!("{}: {method}", self.file) },
                _ => unknown.push(said(&self.file, method, "the directory can be known only by running it")),
            }
        }
        match self.at(&path) {
            Answer::Value(value) => {
                found.value = value::text(value).unwrap_or(found.value);
                found.from = from;
            }
            Answer::Unknown => {
                unknown.push(Told { value: "the directory can be known only by running it".to_owned(), from })
            }
            Answer::Absent => {}
        }
        found
    }
}

fn said(file: &str, key: &str, sentence: &str) -> Told {
    Told { value: sentence.to_owned(), from: format!("{file}: {key}") }
}

fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let (of_scripts, input_of_scripts) = (option_of_scripts(files, "config"), option_of_scripts(files, "input"));
    let names: Vec<&str> = of_scripts.as_deref().into_iter().chain(CONFIGURATIONS).collect();
    let (file, script) = first_of(files, &names).unwrap_or_default();
    let config = Config { file, script: read_script(&script) };
    let mut unknown = Vec::new();
    // Where neither a configuration nor a package says that it is Eleventy's, the articles' folder is its input.
    let folder = tidy(content.unwrap_or("content"));
    let is_told = !config.file.is_empty() || recognise(files).is_some();
    let input = if let Some(input) = &input_of_scripts {
        input
    } else if is_told || folder.is_empty() || content.is_none() && files.names(&folder).is_empty() {
        "."
    } else {
        &folder
    };
    let places = places(&config, input, &mut unknown);
    let (called, is_called_so) = data_names(&config);
    let mut global = global(&config);
    data::add_global(files, &places.data, &mut global);
    let cascade = Cascade {
        global,
        layers: data::layers(files, &places.input.value, &[&places.output, &places.includes, &places.data], &called),
        base: called.base.clone(),
        input_name: places.input.value.rsplit('/').next().unwrap_or_default().to_owned(),
        layouts: data::layouts(files, &places.layouts),
        aliases: aliases(&config),
    };
    let known_filters = !config.script.calls.iter().any(|call| {
        call.method.ends_with("Filter")
            && call.arguments.first().and_then(|name| name.text_at("")).is_none_or(|name| name == "slugify")
    });
    let content = content
        .map_or_else(|| places.input.clone(), |content| Told { value: tidy(content), from: "content.dir".to_owned() });
    let moved = config.given("addUrlTransform").next().is_some();
    let pages = EleventyPages {
        content: content.value.clone(),
        input: places.input.value.clone(),
        never: [&places.output, &places.includes, &places.layouts, &places.data]
            .map(|place| format!("{place}/"))
            .to_vec(),
        cascade,
        known_filters,
        unknown: match (moved, is_called_so) {
            (true, _) => Some("`addUrlTransform` changes addresses".to_owned()),
            (false, false) => Some("a program says how data files are called".to_owned()),
            (false, true) => None,
        },
    };
    let mut settings = Settings::new(content, &places.output, Arc::new(pages));
    settings.exclude = ignored(files, &config, &settings.content.value);
    settings.dialect = Dialect {
        liquid_in_code: true,
        emoji: mentions(files, &CONFIGURATIONS, "markdown-it-emoji"),
        smart_punctuation: mentions(files, &CONFIGURATIONS, "typographer: true"),
        marks: mentions(files, &CONFIGURATIONS, "markdown-it-mark"),
        ..Dialect::default()
    };
    settings.unknown = unknown;
    metadata(&mut settings, files, &config, &places.data);
    for (arguments, _) in config.given("addPlugin") {
        settings
            .feeds
            .extend(arguments.get(1).and_then(|options| options.text_at("outputPath")).map(|path| tidy(&path)));
    }
    publishing(&mut settings, &config);
    settings
}

/// Where documents have to go to be published: a folder that is copied to the root of the site, else one that has to be
/// named to Eleventy, which would take its page for a template.
fn publishing(settings: &mut Settings, config: &Config) {
    for (arguments, is_conditional) in config.given("addPassthroughCopy") {
        let Some(Answer::Value(Value::Object(table))) = arguments.first().map(|copied| copied.at("")) else { continue };
        let mut to_root = table.iter().filter(|(_, to)| value::text(to).is_some_and(|to| tidy(&to).is_empty()));
        if let Some((from, _)) = to_root.next().filter(|(from, _)| !is_conditional && !from.contains('*')) {
            settings.copied = Some(tidy(from));
            return;
        }
    }
    let file = if config.file.is_empty() { CONFIGURATIONS[1] } else { &config.file };
    settings.steps.push(format!("write `eleventyConfig.addPassthroughCopy(\"feeds\")` into {file}"));
    settings.steps.push("write the line `feeds/` into .eleventyignore".to_owned());
}

fn places(config: &Config, input: &str, unknown: &mut Vec<Told>) -> Places {
    let mut input = config.directory("input", "setInputDirectory", input, unknown);
    input.value = tidy(&input.value);
    let mut below = |key: &str, method: &str, default: &str| {
        tidy(&format!("{}/{}", input.value, config.directory(key, method, default, unknown).value))
    };
    let includes = below("includes", "setIncludesDirectory", "_includes");
    let data = below("data", "setDataDirectory", "_data");
    let layouts = below("layouts", "setLayoutsDirectory", "");
    let layouts = if layouts == input.value { includes.clone() } else { layouts };
    let output = tidy(&config.directory("output", "setOutputDirectory", "_site", unknown).value);
    Places { input, output, includes, layouts, data }
}

/// What the configuration sets for all templates: `addGlobalData("permalink", "{{ page.filePathStem }}.html")`.
fn global(config: &Config) -> Layer {
    let mut layer = Layer::default();
    for (arguments, is_conditional) in config.given("addGlobalData") {
        let Some(key) = arguments.first().and_then(|key| key.text_at("")) else {
            layer.unknown.insert("*".to_owned());
            continue;
        };
        match arguments.get(1).map(|value| value.at("")) {
            Some(Answer::Value(value)) if !is_conditional => drop(layer.table.insert(key, value.clone())),
            _ => drop(layer.unknown.insert(key)),
        }
    }
    layer
}

/// How data files are called (`docs/config`), and whether that is sure.
fn data_names(config: &Config) -> (data::DataNames, bool) {
    let mut called =
        data::DataNames { suffixes: vec![".11tydata".to_owned(), String::new()], ..data::DataNames::default() };
    let mut is_sure = true;
    for (arguments, is_conditional) in config.given("setDataFileBaseName") {
        called.base = arguments.first().and_then(|name| name.text_at(""));
        is_sure &= called.base.is_some() && !is_conditional;
    }
    for (arguments, is_conditional) in config.given("addDataExtension") {
        let endings = arguments.first().and_then(|endings| endings.text_at(""));
        is_sure &= endings.is_some() && !is_conditional;
        let endings = endings.unwrap_or_default();
        let endings = endings.split(',').map(str::trim).filter(|ending| !ending.is_empty());
        called.further.extend(endings.map(|ending| format!(".{ending}")));
    }
    for (arguments, is_conditional) in config.given("setDataFileSuffixes") {
        let literal = arguments.first().filter(|list| list.unknown_below("").next().is_none());
        match literal.map(|list| list.at("")) {
            Some(Answer::Value(Value::Array(list))) if !is_conditional => {
                called.suffixes = list.iter().filter_map(value::text).collect();
            }
            _ => is_sure = false,
        }
    }
    (called, is_sure)
}

fn aliases(config: &Config) -> BTreeMap<String, String> {
    let texts = |arguments: &[Literal]| Some((arguments.first()?.text_at("")?, arguments.get(1)?.text_at("")?));
    config.given("addLayoutAlias").filter_map(|(arguments, _)| texts(arguments)).collect()
}

/// What `.eleventyignore` and `ignores.add` leave out, as lines of a `.gitignore` in the content directory; Eleventy ties
/// each to the folder that it is in (`EleventyFiles.js`, `normalizeIgnoreContent`).
fn ignored(files: &dyn SiteFiles, config: &Config, content: &str) -> Vec<Told> {
    let mut lines = Vec::new();
    let added = config.given("ignores.add").filter_map(|(arguments, _)| arguments.first()?.text_at(""));
    for line in added {
        lines.push((String::new(), line, format!("{}: ignores.add", config.file)));
    }
    for folder in if content.is_empty() { vec![""] } else { vec!["", content] } {
        let file = join(folder, ".eleventyignore");
        for line in files.text(&file).unwrap_or_default().lines().map(str::trim) {
            if !line.is_empty() && !line.starts_with(['#', '!']) {
                lines.push((folder.to_owned(), line.to_owned(), file.clone()));
            }
        }
    }
    let told = |(folder, line, from): (String, String, String)| {
        let is_folder = line.ends_with('/');
        let path = join(&folder, &tidy(&line));
        let value = match within(content, &path) {
            Some(path) => format!("/{path}{}", if is_folder { "/" } else { "" }),
            // A pattern that begins with stars may reach into the content directory.
            None if path.starts_with("**/") => path,
            None => return None,
        };
        Some(Told { value, from })
    };
    lines.into_iter().filter_map(told).collect()
}

/// The site's own words: by the convention of Eleventy's starters a file of global data (`_data/metadata.js`), or what the
/// feed plugin is given (`docs/plugins/rss`).
fn metadata(settings: &mut Settings, files: &dyn SiteFiles, config: &Config, data: &str) {
    let mut known: Vec<(String, Literal)> = Vec::new();
    for name in ["metadata", "site", "meta"] {
        for ending in ["json", "js", "mjs", "cjs"] {
            let file = join(data, &format!("{name}.{ending}"));
            let Some(text) = files.text(&file) else { continue };
            let literal = data::literal(&file, &text);
            for (key, value) in literal.table().into_iter().flatten() {
                if let Some(value) = value::text(value) {
                    settings.values.insert(format!("{name}.{key}"), value);
                }
            }
            known.push((file, literal));
        }
    }
    for (arguments, _) in config.given("addPlugin") {
        if let Some(Answer::Value(Value::Object(table))) = arguments.get(1).map(|options| options.at("metadata")) {
            known.push((format!("{}: addPlugin: metadata", config.file), Literal::from(table.clone())));
        }
    }
    let told = |keys: &[&str]| {
        known.iter().find_map(|(file, table)| {
            let (key, value) = keys.iter().find_map(|key| Some((key, table.text_at(key)?)))?;
            Some(Told { value, from: format!("{file}: {key}") })
        })
    };
    settings.title = told(&["title", "name"]);
    settings.description = told(&["description", "subtitle"]);
    settings.language = told(&["language", "lang", "locale"]);
    settings.author = told(&["author.name", "author"]).into_iter().collect();
    settings.url = told(&["url", "base", "baseUrl"]);
    match (config.at("pathPrefix"), &mut settings.url) {
        (Answer::Value(prefix), Some(url)) => {
            let prefix = tidy(&value::text(prefix).unwrap_or_default());
            let has_it = url.value.trim_end_matches('/').ends_with(&format!("/{prefix}"));
            url.value = address(&url.value, if has_it { "" } else { &prefix });
        }
        (Answer::Unknown, url) => {
            *url = None;
            let sentence = "the folder of the site can be known only by running it";
            settings.unknown.push(said(&config.file, "pathPrefix", sentence));
        }
        _ => {}
    }
}

/// What Eleventy makes of source files.
#[derive(Debug)]
struct EleventyPages {
    content: String,
    input: String,
    /// Folders, relative to the root, whose files are no templates.
    never: Vec<String>,
    cascade: Cascade,
    /// Whether the filters that are worked out here are Eleventy's own.
    known_filters: bool,
    unknown: Option<String>,
}

impl EleventyPages {
    /// A path below the content directory as one below the input directory.
    fn in_input(&self, path: &str) -> Option<String> {
        let whole = join(&self.content, path);
        within(&self.input, &whole).map(str::to_owned)
    }
}

/// What a page is of which a key is made by a program: the address is not known, or whether there is one at all.
fn unknown_for(key: &str, why: String) -> Page {
    if key == "permalink" { Page::Unknown(why) } else { Page::Doubtful(why) }
}

impl Pages for EleventyPages {
    fn sets_aside(&self, path: &str) -> bool {
        let whole = join(&self.content, path);
        self.never.iter().any(|folder| whole.starts_with(folder.as_str()))
            || whole.split('/').any(|part| part == "node_modules")
    }

    fn defaults(&self, path: &str) -> Option<Arc<Table>> {
        let mut table = self.cascade.of(&self.in_input(path)?).table;
        // Of what the directories say, tags are added to those of the article ([`Pages::tags`]), never instead of them.
        table.remove("tags");
        (!table.is_empty()).then(|| Arc::new(table))
    }

    fn tags(&self, path: &str, front: &Table) -> Option<Vec<String>> {
        let shared = self.cascade.of(&self.in_input(path)?).table;
        let mut tags = Vec::new();
        for tag in [front.get("tags"), shared.get("tags")].into_iter().flatten().flat_map(value::texts) {
            if !COLLECTIONS.contains(&tag.as_str()) && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Some(tags)
    }

    fn page(&self, source: &Source<'_>) -> Page {
        let Some(path) = self.in_input(source.path) else {
            return Page::Nowhere("it is not in the input directory of Eleventy".to_owned());
        };
        if let Some(unknown) = &self.unknown {
            return Page::Unknown(unknown.clone());
        }
        if value::switch_at(source.front, "eleventyExcludeFromCollections") == Some(true) {
            return Page::Nowhere("`eleventyExcludeFromCollections` is `true`".to_owned());
        }
        let shared = self.cascade.of(&path);
        let layouts = self.cascade.of_layouts(source.front);
        let wider = || layouts.iter().map(|layout| &**layout).chain([&self.cascade.global.table]);
        if let Some(key) = computed(source.front).or_else(|| wider().find_map(computed)) {
            return unknown_for(key, format!("`eleventyComputed` makes `{key}`"));
        }
        if let Some(key) = shared.unsaid(source.front) {
            return unknown_for(key, format!("{} is made by a program in the data of its folder", named(key)));
        }
        let said = |key: &str| source.front.get(key).or_else(|| wider().find_map(|table| table.get(key)));
        for key in wider()
            .flat_map(Table::keys)
            .filter(|key| !["permalink", "eleventyComputed"].contains(&key.as_str()) && data::withholds(key))
        {
            // What stands nearer to the article goes before it.
            let value = said(key).filter(|_| !source.front.contains_key(key));
            if let Some(page) = value.and_then(|value| data::withheld(key, value)) {
                return page;
            }
        }
        let permalink = said("permalink");
        if let Some(key) =
            self.cascade.global.unsaid(source.front).filter(|key| *key != "permalink" || permalink.is_none())
        {
            return unknown_for(key, format!("{} of all pages is made by a program", named(key)));
        }
        permalink::page(permalink, &path, source, self.known_filters)
    }
}

/// The key that the computed data of a file's own front matter make, of those that may withhold it.
fn computed(front: &Table) -> Option<&str> {
    let made = front.get("eleventyComputed")?;
    let Some(made) = made.as_object() else { return Some("*") };
    made.keys().map(String::as_str).find(|key| data::withholds(key))
}

/// A key as it is named to a reader.
fn named(key: &str) -> String {
    if key == "*" { "what may be any key".to_owned() } else { format!("`{key}`") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::sample::{SampleFiles, page};

    #[test]
    fn what_eleventy_is_called_with_is_read() {
        let files: &'static [_] = &[
            ("package.json", r#"{"scripts": {"build": "NODE_ENV=x eleventy --config=11ty.cjs --input src"}}"#),
            ("11ty.cjs", "module.exports = (c) => ({ pathPrefix: process.env.P, dir: { output: 'out' } });"),
            ("src/_data/site.json", r#"{"url": "https://a.example"}"#),
        ];
        let settings = read(&SampleFiles(files), None);
        assert_eq!((settings.content.value.as_str(), settings.built.as_str()), ("src", "out"));
        assert_eq!(settings.url, None, "its folder is not known");
        assert_eq!(page(&settings, "posts/a.md", ""), Page::At("posts/a/".to_owned()));
    }

    #[test]
    fn programs_in_data_leave_the_address_unknown() {
        let files: &'static [_] = &[
            (".eleventy.js", "module.exports = (c) => { c.addFilter('slugify', (a) => a); };"),
            ("a/a.11tydata.js", "module.exports = { ...shared, layout: 'x' };"),
            ("b/b.11tydata.js", "module.exports = () => { return { permalink: `/b/${x}/` }; };"),
        ];
        let settings = read(&SampleFiles(files), None);
        for (path, front) in [
            ("a/x.md", ""),
            ("b/x.md", ""),
            ("x.md", "title: A\npermalink: '/{{ title | slugify }}/'"),
            ("x.md", "permalink: '/{{ missing }}/'"),
            ("x.md", "title: A & B\npermalink: '/{{ title }}/'"),
            ("x.md", "permalink: '/{{ page.fileSlug'"),
        ] {
            assert!(matches!(page(&settings, path, front), Page::Unknown(_) | Page::Doubtful(_)), "{path} {front}");
        }
        assert!(
            matches!(page(&settings, "a/x.md", "permalink: /own/"), Page::Unknown(_) | Page::Doubtful(_)),
            "it may be a draft"
        );
        assert_eq!(page(&settings, "a/x.md", "permalink: /own/\ndraft: false"), Page::At("own/".to_owned()));
        assert_eq!(page(&settings, "b/x.md", "permalink: /own/\ndraft: false"), Page::At("own/".to_owned()));
    }

    #[test]
    fn what_layouts_and_global_data_withhold_is_left_out() {
        let withheld = |files: &'static [_], front: &str| {
            !matches!(page(&read(&SampleFiles(files), None), "x.md", front), Page::At(_))
        };
        assert!(withheld(&[(".eleventy.js", ""), ("_includes/wip.njk", "---\ndraft: true\n---\n")], "layout: wip.njk"));
        assert!(withheld(&[(".eleventy.js", ""), ("_includes/wip.njk", "---\nhidden: maybe\n---\n")], "layout: wip"));
        assert!(!withheld(&[(".eleventy.js", ""), ("_includes/wip.njk", "---\ndraft: true\n---\n")], "layout: base"));
        assert!(withheld(&[(".eleventy.js", "module.exports = (c) => { c.addGlobalData('draft', true); }")], ""));
        assert!(!withheld(&[(".eleventy.js", "module.exports = (c) => { c.addGlobalData('draft', false); }")], ""));
        assert!(withheld(&[(".eleventy.js", ""), ("_data/draft.json", "true")], ""));
        assert!(!withheld(&[(".eleventy.js", ""), ("_data/draft.json", "true")], "draft: false"));
        assert!(withheld(&[(".eleventy.js", ""), ("_data/private.js", "module.exports = () => x;")], ""));
        assert!(withheld(
            &[(".eleventy.js", ""), ("_data/eleventyComputed.js", "export default { draft: () => x };")],
            ""
        ));
        assert!(!withheld(
            &[(".eleventy.js", ""), ("_data/eleventyComputed.js", "export default { a: () => x };")],
            ""
        ));
    }

    #[test]
    fn data_files_are_found_by_the_names_that_they_are_given() {
        let files: &'static [_] = &[
            (
                ".eleventy.js",
                "module.exports = (c) => { c.setDataFileBaseName('index'); c.setDataFileSuffixes(['.data', '']); };",
            ),
            ("a/index.data.js", "module.exports = { permalink: '/own/' };"),
            ("b/index.json", r#"{"permalink": false}"#),
            ("c/c.json", r#"{"permalink": false}"#),
            ("d/x.data.json", r#"{"permalink": "/d/"}"#),
        ];
        let settings = read(&SampleFiles(files), None);
        let said = |path: &str| settings.pages.defaults(path).and_then(|table| value::text_at(&table, "permalink"));
        assert_eq!(said("a/x.md").as_deref(), Some("/own/"));
        assert_eq!(said("b/x.md").as_deref(), Some("false"));
        assert_eq!(said("c/x.md"), None);
        assert_eq!(said("d/x.md").as_deref(), Some("/d/"));
        let files: &'static [_] = &[(".eleventy.js", "module.exports = (c) => { c.setDataFileSuffixes(list()); };")];
        assert!(matches!(page(&read(&SampleFiles(files), None), "x.md", ""), Page::Unknown(_) | Page::Doubtful(_)));
    }

    #[test]
    fn what_a_program_may_withhold_is_left_out_unless_the_article_says_it() {
        let files: &'static [_] = &[
            (".eleventy.js", "module.exports = (c) => { c.addGlobalData('isPrivate', () => x); };"),
            ("a/a.11tydata.js", "module.exports = { draft: isDraft() };"),
            ("b/b.11tydata.js", "module.exports = { draft: process.env.X !== 'y', layout: x() };"),
            ("c/c.11tydata.js", "module.exports = { eleventyExcludeFromCollections: f() };"),
            ("d/d.11tydata.js", "module.exports = { draft: !0 };"),
            ("e/e.11tydata.js", "module.exports = { get draft() { return true; } };"),
            ("f/f.11tydata.js", "module.exports = { eleventyComputed: { status: (data) => x(data) } };"),
            ("g/g.11tydata.js", "module.exports = { eleventyComputed: { title: (data) => x(data) }, author: x() };"),
        ];
        let settings = read(&SampleFiles(files), None);
        let own = "isPrivate: false\n";
        for path in ["a/x.md", "b/x.md", "c/x.md", "d/x.md", "e/x.md", "f/x.md"] {
            assert!(matches!(page(&settings, path, own), Page::Unknown(_) | Page::Doubtful(_)), "{path}");
        }
        assert!(matches!(page(&settings, "x.md", ""), Page::Unknown(_) | Page::Doubtful(_)));
        assert_eq!(page(&settings, "g/x.md", own), Page::At("g/x/".to_owned()));
        assert_eq!(page(&settings, "a/x.md", "isPrivate: false\ndraft: false"), Page::At("a/x/".to_owned()));
    }
}
