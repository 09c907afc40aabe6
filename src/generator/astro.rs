//! Astro, <https://astro.build>: collections of content, the pages that show them, and Markdown files that are pages
//! (`core/routing`, `content/utils.ts`, `content/loaders/glob.ts`).

mod route;

use std::sync::Arc;

use serde_json::Value;

use globset::GlobMatcher;

use super::glob::{Stars, glob};
use super::javascript::{Answer, Literal, ReadScript, read_script};
use super::places::{address, first_of, join, tidy, within};
use super::{
    Dialect, FilePlace, Generator, Page, Pages, Reference, ReferenceIn, Settings, SiteFiles, Source, Told, mentions,
    value,
};

/// What is known of Astro.
pub static ASTRO: Generator = Generator {
    name: "astro",
    recognise,
    read,
    without_feeds: "remove the file in `src/pages` that makes it, such as `rss.xml.js`",
};

/// In the order in which Astro looks for them (`core/config/config.ts`).
const CONFIGURATIONS: [&str; 6] = [
    "astro.config.mjs",
    "astro.config.js",
    "astro.config.ts",
    "astro.config.mts",
    "astro.config.cjs",
    "astro.config.cts",
];

/// What collections of articles are called, those first that are most likely one.
const BLOGS: [&str; 9] = ["blog", "posts", "post", "articles", "article", "writing", "notes", "news", "journal"];

fn recognise(files: &dyn SiteFiles) -> Option<String> {
    let names = files.names("");
    CONFIGURATIONS.into_iter().find(|name| names.iter().any(|found| found == name)).map(str::to_owned)
}

fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let (file, script) = first_of(files, &CONFIGURATIONS).unwrap_or_default();
    let config = read_script(&script).exported.unwrap_or_default();
    let default = |value: &str| Told { value: value.to_owned(), from: "the default of Astro".to_owned() };
    let text = |key: &str, default: &str| config.text_at(key).unwrap_or_else(|| default.to_owned());
    let source = tidy(&text("srcDir", "src"));
    let mut unknown = Vec::new();
    let collections = collections(files, &source);
    let content = match (content, collections.first()) {
        (Some(content), _) => Told { value: tidy(content), from: "content.dir".to_owned() },
        (None, Some(first)) => Told { value: first.base.clone(), from: first.from.clone() },
        (None, None) => markdown_pages(files, &source).unwrap_or_else(|| default(&join(&source, "content/blog"))),
    };
    let ending = ending(&config);
    for key in ["base", "trailingSlash", "build.format", "i18n.defaultLocale"] {
        if config.at(key) == Answer::Unknown {
            let value = "what it says can be known only by running it".to_owned();
            unknown.push(Told { value, from: format!("{file}: {key}") });
        }
    }
    let in_content = |collection: &&Collection| {
        within(&content.value, &collection.base).is_some() || within(&collection.base, &content.value).is_some()
    };
    for collection in collections.iter().filter(in_content) {
        if let Err(why) = &collection.route {
            unknown.push(Told { value: why.clone(), from: collection.from.clone() });
        }
    }
    let locales = config.at("i18n.locales").value().map(value::texts).unwrap_or_default();
    let pages =
        AstroPages { content: content.value.clone(), pages: join(&source, "pages"), collections, ending, locales };
    let mut settings = Settings::new(content, &tidy(&text("outDir", "dist")), Arc::new(pages));
    settings.copied = Some(tidy(&text("publicDir", "public")));
    settings.feeds = feeds(files, &join(&source, "pages"));
    settings.dialect = Dialect {
        emoji: mentions(files, &CONFIGURATIONS, "remark-emoji"),
        // `markdown.smartypants` is on by default.
        smart_punctuation: !matches!(config.at("markdown.smartypants"), Answer::Value(Value::Bool(false))),
        ..Dialect::default()
    };
    settings.unknown = unknown;
    words(&mut settings, files, &source);
    let told = |key: &str| Some(Told { value: config.text_at(key)?, from: format!("{file}: {key}") });
    settings.language = told("i18n.defaultLocale").or(settings.language);
    settings.url = told("site").or(settings.url);
    if settings.url.is_none() && config.at("site") == Answer::Unknown {
        let value = "what it says can be known only by running it".to_owned();
        settings.unknown.push(Told { value, from: format!("{file}: site") });
    }
    match (config.at("base"), &mut settings.url) {
        (Answer::Unknown, url) => *url = None,
        (_, Some(url)) => url.value = address(&url.value, &text("base", "")),
        (_, None) => {}
    }
    settings
}

/// The site's own words, by the convention of the starters: `src/consts.ts`, `src/config.ts`.
fn words(settings: &mut Settings, files: &dyn SiteFiles, source: &str) {
    for name in ["consts", "constants", "config", "site.config", "siteConfig", "site"] {
        for ending in ["ts", "js", "mjs"] {
            let file = join(source, &format!("{name}.{ending}"));
            let Some(text) = files.text(&file) else { continue };
            let script = read_script(&text);
            let told = |keys: &[&str]| told(&script, &file, keys);
            let take = |known: &mut Option<Told>, keys: &[&str]| *known = known.take().or_else(|| told(keys));
            take(&mut settings.title, &["SITE_TITLE", "SITE.title", "SITE.name", "siteConfig.title", "config.title"]);
            take(
                &mut settings.description,
                &["SITE_DESCRIPTION", "SITE.description", "SITE.desc", "siteConfig.description", "config.description"],
            );
            take(&mut settings.language, &["SITE.lang", "SITE.language", "siteConfig.lang", "siteConfig.language"]);
            take(&mut settings.timezone, &["SITE.timezone"]);
            take(&mut settings.url, &["SITE_URL", "SITE.website", "SITE.url", "siteConfig.url", "siteConfig.site"]);
            if settings.author.is_empty() {
                settings.author = told(&["SITE.author", "siteConfig.author", "SITE_AUTHOR"]).into_iter().collect();
            }
        }
    }
}

fn told(script: &ReadScript, file: &str, keys: &[&str]) -> Option<Told> {
    keys.iter().find_map(|path| {
        let (name, key) = path.split_once('.').unwrap_or((path, ""));
        let value = script.named.get(name)?.text_at(key)?;
        Some(Told { value, from: format!("{file}: {path}") })
    })
}

/// The paths of feeds that are endpoints at the root: `src/pages/rss.xml.js`.
fn feeds(files: &dyn SiteFiles, pages: &str) -> Vec<String> {
    let names = files.names(pages);
    let endpoints = names.iter().filter_map(|name| name.strip_suffix(".js").or_else(|| name.strip_suffix(".ts")));
    let is_feed = |name: &&str| {
        (name.ends_with(".xml") || name.ends_with(".json"))
            && ["rss", "feed", "atom"].iter().any(|word| name.contains(word))
    };
    endpoints.filter(is_feed).map(str::to_owned).collect()
}

/// The folder of Markdown pages of a site without collections.
fn markdown_pages(files: &dyn SiteFiles, source: &str) -> Option<Told> {
    let pages = join(source, "pages");
    let has_markdown =
        |folder: &String| files.names(folder).iter().any(|name| name.ends_with(".md") || name.ends_with(".mdx"));
    let folder = BLOGS.iter().map(|name| join(&pages, name)).find(has_markdown)?;
    Some(Told { from: folder.clone(), value: folder })
}

/// A collection of content.
#[derive(Debug)]
struct Collection {
    name: String,
    /// Its folder, relative to the root.
    base: String,
    from: String,
    /// What files below its folder are in it; none of the second.
    takes: Vec<GlobMatcher>,
    leaves: Vec<GlobMatcher>,
    /// Where the page of an entry is, with `{}` for its id; what keeps it unknown.
    route: Result<String, String>,
}

/// The collections, that of articles first.
fn collections(files: &dyn SiteFiles, source: &str) -> Vec<Collection> {
    let names: Vec<String> = ["content.config", "content/config"]
        .iter()
        .flat_map(|name| ["mjs", "js", "mts", "ts"].map(|ending| join(source, &format!("{name}.{ending}"))))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    let folder = join(source, "content");
    let routes = route::routes(files, source);
    let declared =
        first_of(files, &names).and_then(|(file, text)| Some((file, read_script(&text).named.remove("collections")?)));
    if let Some((file, table)) = &declared {
        for name in table.table().into_iter().flat_map(|table| table.keys()) {
            let from = format!("{file}: {name}");
            let mut collection = Collection::read(table, name, &folder, from);
            collection.route = collection.route.and_then(|_| route::of(&routes, name));
            found.push(collection);
        }
    }
    // Folders of content that no configuration names are collections too, of the kind before loaders.
    for name in files.folders(&folder) {
        let base = join(&folder, &name);
        if !name.starts_with('_') && !found.iter().any(|known| within(&base, &known.base).is_some()) {
            let mut collection = Collection::legacy(&name, &folder, base);
            collection.route = route::of(&routes, &name);
            found.push(collection);
        }
    }
    found.sort_by_key(|collection| {
        let place = BLOGS.iter().position(|name| *name == collection.name).unwrap_or(BLOGS.len());
        (place, collection.route.is_err(), collection.name.clone())
    });
    found
}

impl Collection {
    fn legacy(name: &str, folder: &str, from: String) -> Self {
        let globs = |globs: &[&str]| globs.iter().filter_map(|pattern| glob(pattern, Stars::OneFolder)).collect();
        Self {
            name: name.to_owned(),
            base: join(folder, name),
            from,
            takes: globs(&["**/*.{md,mdx,markdown}"]),
            leaves: globs(&["**/_*", "**/_*/**/*"]),
            route: Ok(String::new()),
        }
    }

    fn read(table: &Literal, name: &str, folder: &str, from: String) -> Self {
        let mut collection = Self::legacy(name, folder, from);
        let loader = format!("{name}.loader");
        match table.at(&loader) {
            Answer::Absent if table.at(name) != Answer::Unknown => return collection,
            Answer::Value(Value::Object(_)) => {}
            _ => {
                collection.route = Err("how the collection is loaded can be known only by running it".to_owned());
                return collection;
            }
        }
        let base = table.at(&format!("{loader}.base"));
        let patterns = table.at(&format!("{loader}.pattern"));
        if table.at(&format!("{loader}.generateId")) != Answer::Absent {
            collection.route = Err("`generateId` of the collection makes its addresses".to_owned());
        } else if base == Answer::Unknown || patterns == Answer::Unknown {
            collection.route = Err("`base` or `pattern` of the collection is no literal".to_owned());
        }
        collection.base = tidy(&base.text().unwrap_or_default());
        collection.takes.clear();
        collection.leaves.clear();
        for pattern in patterns.value().map(value::texts).unwrap_or_default() {
            let (list, pattern) = match pattern.strip_prefix('!') {
                Some(pattern) => (&mut collection.leaves, pattern),
                None => (&mut collection.takes, pattern.as_str()),
            };
            match glob(pattern.trim_start_matches("./"), Stars::OneFolder) {
                Some(read) => list.push(read),
                None => collection.route = Err(format!("the glob `{pattern}` is not understood")),
            }
        }
        collection
    }
}

/// How addresses end (`core/routing`, `build.format`, `trailingSlash`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Slash,
    Bare,
    Html,
}

fn ending(config: &Literal) -> Result<Ending, String> {
    let said = |key: &str| match config.at(key) {
        Answer::Unknown => Err(format!("`{key}` is no literal")),
        answer => Ok(answer.text().unwrap_or_default()),
    };
    Ok(match (said("build.format")?.as_str(), said("trailingSlash")?.as_str()) {
        ("file", _) => Ending::Html,
        (_, "never") => Ending::Bare,
        _ => Ending::Slash,
    })
}

/// What Astro makes of source files.
#[derive(Debug)]
struct AstroPages {
    content: String,
    /// The folder of pages.
    pages: String,
    collections: Vec<Collection>,
    ending: Result<Ending, String>,
    /// The languages of the site.
    locales: Vec<String>,
}

impl AstroPages {
    /// The collection that a path below the content directory is in, and the path below that.
    fn collection(&self, path: &str) -> Option<(&Collection, String)> {
        let whole = join(&self.content, path);
        let inside = self
            .collections
            .iter()
            .filter_map(|collection| Some((collection, within(&collection.base, &whole)?.to_owned())));
        inside.max_by_key(|(collection, _)| collection.base.len())
    }

    fn at(&self, path: &str) -> Page {
        match (&self.ending, path) {
            (Err(unknown), _) => Page::Unknown(unknown.clone()),
            (Ok(_), "") => Page::At(String::new()),
            (Ok(Ending::Slash), path) => Page::At(format!("{path}/")),
            (Ok(Ending::Bare), path) => Page::At(path.to_owned()),
            (Ok(Ending::Html), path) => Page::At(format!("{path}.html")),
        }
    }
}

impl Pages for AstroPages {
    fn sets_aside(&self, path: &str) -> bool {
        if path.ends_with('/') {
            return within(&self.pages, &join(&self.content, path))
                .is_some_and(|path| path.split('/').any(|part| part.starts_with('_')));
        }
        if let Some((collection, path)) = self.collection(path) {
            let is = |list: &[GlobMatcher]| list.iter().any(|glob| glob.is_match(&path));
            return collection.route.is_ok() && (!is(&collection.takes) || is(&collection.leaves));
        }
        let whole = join(&self.content, path);
        within(&self.pages, &whole).is_some_and(|path| path.split('/').any(|part| part.starts_with('_')))
    }

    fn language(&self, path: &str) -> Option<String> {
        let path = self.collection(path).map_or_else(|| path.to_owned(), |(_, path)| path);
        let first = path.split_once('/')?.0;
        self.locales.iter().find(|locale| *locale == first).cloned()
    }

    /// `vite-plugin-markdown/images.ts`: a relative address of a picture is that of a file, which gets a name of its own.
    fn file(&self, source: &str, reference: &Reference<'_>) -> FilePlace {
        let is_ours = reference.is_shown && reference.within == ReferenceIn::Markdown;
        let is_page = within(&self.pages, &join(&self.content, source)).is_some();
        match is_ours && !reference.address.starts_with('/') && !is_page {
            true => FilePlace::Unknown,
            false => FilePlace::ByPage,
        }
    }

    fn page(&self, source: &Source<'_>) -> Page {
        if let Some((collection, path)) = self.collection(source.path) {
            let own = value::text_at(source.front, "slug").filter(|slug| !slug.is_empty());
            let id = own.map_or_else(|| route::id(&path), |slug| tidy(&slug));
            return match &collection.route {
                Ok(route) => self.at(&tidy(&route.replace("{}", &id))),
                Err(unknown) => Page::Unknown(unknown.clone()),
            };
        }
        let whole = join(&self.content, source.path);
        match within(&self.pages, &whole) {
            Some(path) => {
                let path = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
                let path = if path == "index" { "" } else { path.strip_suffix("/index").unwrap_or(path) };
                self.at(path)
            }
            None => Page::Unknown("it is in no collection of Astro's, and is no page".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::sample::{SampleFiles, page};

    #[test]
    fn a_page_whose_parameter_is_made_leaves_the_address_unknown() {
        let files: &'static [_] = &[
            ("astro.config.mjs", "export default { site: SITE.website };"),
            ("src/config.ts", "export const SITE = { website: 'https://a.example/', title: 'A' } as const;"),
            ("src/content/blog/a.md", ""),
            (
                "src/pages/[...slug].astro",
                "const posts = await getCollection('blog');\nposts.map(p => ({ params: { slug: make(p.id) } }))",
            ),
        ];
        let settings = read(&SampleFiles(files), None);
        assert_eq!(settings.url.as_ref().map(|url| url.value.as_str()), Some("https://a.example/"));
        assert!(matches!(page(&settings, "a.md", ""), Page::Unknown(_)));
        assert_eq!(settings.unknown.len(), 1, "{:?}", settings.unknown);
    }

    #[test]
    fn a_collection_without_a_loader_is_its_folder() {
        let files: &'static [_] = &[
            ("astro.config.mjs", "export default defineConfig({ trailingSlash: 'never' });"),
            (
                "src/content/config.ts",
                "const posts = defineCollection({ type: 'content', schema: z.object({}) });\nexport const collections = { posts };",
            ),
            ("src/content/posts/a.md", ""),
            (
                "src/pages/p/[slug].astro",
                "getCollection(\"posts\"); posts.map((e) => ({ params: { slug: e.slug }, props: { e } }))",
            ),
        ];
        let settings = read(&SampleFiles(files), None);
        assert_eq!(settings.content.value, "src/content/posts");
        assert_eq!(page(&settings, "A b.md", ""), Page::At("p/a-b".to_owned()));
        assert!(settings.pages.sets_aside("_a.md"));
    }
}
