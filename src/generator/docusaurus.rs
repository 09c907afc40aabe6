//! Docusaurus, <https://docusaurus.io>: what its blog plugin makes of files
//! (`@docusaurus/plugin-content-blog`, `blogUtils.ts`, `options.ts`, `authorsMap.ts`).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::javascript::{Answer, Literal, read_script};
use super::places::{address, beside, first_of, join, tidy, within};
use super::{
    Dialect, FilePlace, Generator, KnownAuthor, Page, Pages, Reference, ReferenceIn, Settings, SiteFiles, Source,
    Table, Told, value,
};

/// What is known of Docusaurus.
pub static DOCUSAURUS: Generator = Generator {
    name: "docusaurus",
    recognise,
    read,
    without_feeds: "`feedOptions: {type: null}` in the options of its blog",
};

/// In the order in which Docusaurus looks for them (`core/src/server/config.ts`).
const CONFIGURATIONS: [&str; 6] = [
    "docusaurus.config.ts",
    "docusaurus.config.mts",
    "docusaurus.config.cts",
    "docusaurus.config.js",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
];

fn recognise(files: &dyn SiteFiles) -> Option<String> {
    let names = files.names("");
    CONFIGURATIONS.into_iter().find(|name| names.iter().any(|found| found == name)).map(str::to_owned)
}

fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let default = |value: &str| Told { value: value.to_owned(), from: "the default of Docusaurus".to_owned() };
    let Some((file, script)) = first_of(files, &CONFIGURATIONS) else {
        return without_configuration(files, tidy(content.unwrap_or("blog")));
    };
    let config = read_script(&script).exported.unwrap_or_default();
    let mut unknown = Vec::new();
    let mut blogs = blogs(&config, &file, &mut unknown);
    for blog in &mut blogs {
        blog.tags = tags(files, blog);
    }
    let content = match (content, blogs.as_slice()) {
        (Some(content), _) => Told { value: tidy(content), ..default("") },
        (None, [blog]) if config.at(&blog.from) == Answer::Absent => default(&blog.path),
        (None, [blog]) => Told { value: blog.path.clone(), from: format!("{file}: {}", blog.from) },
        (None, []) => default("blog"),
        (None, _) => Told { value: String::new(), from: format!("{file}: several blogs") },
    };
    let told = |path: &str| Some(Told { value: config.text_at(path)?, from: format!("{file}: {path}") });
    let trailing_slash = match config.at("trailingSlash") {
        Answer::Value(Value::Bool(is_so)) => Ok(Some(*is_so)),
        Answer::Unknown => Err("`trailingSlash` is no literal".to_owned()),
        _ => Ok(None),
    };
    let copied = tidy(&config.text_at("staticDirectories.0").unwrap_or_else(|| "static".to_owned()));
    let pages = DocusaurusPages {
        content: content.value.clone(),
        blogs: blogs.clone(),
        copied: copied.clone(),
        base_is_known: told("url").is_some() && config.at("baseUrl") != Answer::Unknown,
        trailing_slash,
    };
    let mut settings = Settings::new(content, "build", Arc::new(pages));
    settings.dialect = dialect(&config);
    settings.title = told("title");
    settings.description = told("tagline");
    settings.language = told("i18n.defaultLocale").or_else(|| Some(default("en")));
    let base = config.text_at("baseUrl").unwrap_or_else(|| "/".to_owned());
    if config.at("baseUrl") != Answer::Unknown {
        settings.url = told("url").map(|url| Told { value: address(&url.value, &base), ..url });
    }
    settings.copied = Some(copied);
    for key in ["title", "url", "baseUrl", "trailingSlash", "i18n.defaultLocale"] {
        if config.at(key) == Answer::Unknown {
            let value = "what it says can be known only by running it".to_owned();
            unknown.push(Told { value, from: format!("{file}: {key}") });
        }
    }
    for blog in &blogs {
        settings.exclude.extend(blog.excludes(&settings.content.value, &file, &mut unknown));
        settings.feeds.extend(blog.feeds.iter().map(|name| join(&blog.route, name)));
        settings.authors.extend(people(files, blog, &base));
    }
    settings.unknown = unknown;
    settings
}

/// Without a configuration it is not known where the blog is on the site: the address of the site is the blog's.
fn without_configuration(files: &dyn SiteFiles, path: String) -> Settings {
    let mut blog = Blog::read(&Literal::default(), "");
    (blog.path, blog.route) = (path.clone(), String::new());
    blog.tags = tags(files, &blog);
    let authors = people(files, &blog, "");
    let pages = DocusaurusPages {
        content: path.clone(),
        blogs: vec![blog],
        copied: "static".to_owned(),
        base_is_known: false,
        trailing_slash: Ok(None),
    };
    let content = Told { value: path, from: "the default of Docusaurus".to_owned() };
    let mut settings = Settings::new(content, "build", Arc::new(pages));
    settings.authors = authors;
    settings.dialect = dialect(&Literal::default());
    settings
}

/// Markdown is MDX, and has emoji, unless the configuration says otherwise (`core/src/server/configValidation.ts`,
/// `markdown.format`, `markdown.emoji`).
fn dialect(config: &Literal) -> Dialect {
    let format = config.text_at("markdown.format");
    let has_emoji = !matches!(config.at("markdown.emoji"), Answer::Value(Value::Bool(false)));
    Dialect { mdx: format.is_none_or(|format| format == "mdx"), emoji: has_emoji, ..Dialect::default() }
}

/// One instance of the blog plugin.
#[derive(Clone, Debug, Default)]
struct Blog {
    /// Where its files are, relative to the root.
    path: String,
    /// Where its pages are on the site.
    route: String,
    /// The key of its configuration that says so.
    from: String,
    /// What leaves its address unknown.
    unknown: Option<String>,
    /// The globs of what is no post, where they are not the default.
    exclude: Option<Vec<String>>,
    /// Whether `.mdx` files are posts, and `.md` files are.
    takes: [bool; 2],
    authors_file: String,
    tags_file: String,
    /// What its tags are called, by their keys.
    tags: BTreeMap<String, String>,
    feeds: Vec<&'static str>,
}

/// The blogs of a configuration: that of the preset, and those among the plugins.
fn blogs(config: &Literal, file: &str, unknown: &mut Vec<Told>) -> Vec<Blog> {
    let mut found = Vec::new();
    let sources =
        [("presets", ["classic", "preset-classic"], ".blog"), ("plugins", ["content-blog", "plugin-content-blog"], "")];
    for (list, names, below) in sources {
        let count = config.at(list).value().and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..count {
            let entry = format!("{list}.{index}");
            let (name, options) = match config.at(&entry) {
                Answer::Value(Value::Array(_)) => (format!("{entry}.0"), format!("{entry}.1{below}")),
                _ => (entry.clone(), format!("{entry}.options")),
            };
            let Some(name) = config.text_at(&name) else { continue };
            if !names.contains(&name.strip_prefix("@docusaurus/").unwrap_or(&name)) {
                continue;
            }
            match config.at(&options) {
                Answer::Value(Value::Bool(false)) => continue,
                Answer::Unknown => {
                    let value = "the settings of the blog can be known only by running it".to_owned();
                    unknown.push(Told { value, from: format!("{file}: {options}") });
                }
                _ => {}
            }
            found.push(Blog::read(config, &options));
        }
        if config.at(list) == Answer::Unknown || config.unknown_below(list).any(|path| path.ends_with('*')) {
            let value = "whether there are more blogs can be known only by running it".to_owned();
            unknown.push(Told { value, from: format!("{file}: {list}") });
        }
    }
    found
}

impl Blog {
    fn read(config: &Literal, options: &str) -> Self {
        let text = |key: &str, default: &str| {
            config.text_at(&format!("{options}.{key}")).unwrap_or_else(|| default.to_owned())
        };
        let list = |key: &str| match config.at(&format!("{options}.{key}")) {
            Answer::Value(list) => Some(value::texts(list)),
            Answer::Absent | Answer::Unknown => None,
        };
        let unknown = ["path", "routeBasePath", "include", "exclude"]
            .into_iter()
            .find(|key| config.at(&format!("{options}.{key}")) == Answer::Unknown)
            .map(|key| format!("`{key}` of the blog is no literal"))
            .or_else(|| {
                text("path", "").starts_with("..").then(|| "the blog is outside of the site's folder".to_owned())
            });
        let include = list("include");
        let takes = |ending: &str| {
            include.as_ref().is_none_or(|globs| {
                globs.iter().any(|glob| *glob == "**/*.{md,mdx}" || *glob == format!("**/*.{ending}"))
            })
        };
        let read_globs = ["**/*.{md,mdx}", "**/*.md", "**/*.mdx"];
        let unread = include.iter().flatten().find(|glob| !read_globs.contains(&glob.as_str()));
        let feeds = match config.at(&format!("{options}.feedOptions.type")) {
            Answer::Value(Value::Null) => Vec::new(),
            Answer::Value(kinds) => value::texts(kinds),
            Answer::Absent | Answer::Unknown => vec!["rss".to_owned(), "atom".to_owned()],
        };
        let has = |kind: &str| feeds.iter().any(|found| found == kind || found == "all");
        let names = [("rss", "rss.xml"), ("atom", "atom.xml"), ("json", "feed.json")];
        Self {
            path: tidy(&text("path", "blog")),
            route: tidy(&text("routeBasePath", "blog")),
            from: format!("{options}.path"),
            unknown: unknown.or_else(|| Some(format!("`include` of the blog has `{}`", unread?))),
            exclude: list("exclude"),
            takes: [takes("md"), takes("mdx")],
            authors_file: text("authorsMapPath", "authors.yml"),
            tags_file: text("tags", "tags.yml"),
            tags: BTreeMap::new(),
            feeds: names.into_iter().filter(|(kind, _)| has(kind)).map(|(_, name)| name).collect(),
        }
    }

    /// Its own globs as lines of a `.gitignore` in the content directory. Micromatch, which Docusaurus uses, ties each to
    /// the folder of the blog.
    fn excludes(&self, content: &str, file: &str, unknown: &mut Vec<Told>) -> Vec<Told> {
        let from = format!("{file}: {}", self.from.replace(".path", ".exclude"));
        let mut lines = Vec::new();
        for glob in self.exclude.iter().flatten() {
            let is_plain = !glob.starts_with('!') && !["(", ")"].iter().any(|sign| glob.contains(sign));
            match within(content, &self.path).filter(|_| is_plain) {
                Some(folder) => {
                    lines.push(Told {
                        value: format!("/{}", join(folder, glob.trim_start_matches('/'))),
                        from: from.clone(),
                    });
                }
                None => {
                    unknown.push(Told { value: format!("the glob `{glob}` is not understood"), from: from.clone() })
                }
            }
        }
        lines
    }

    /// Whether what is at a path below the blog is no post by Docusaurus' own rule (`GlobExcludeDefault`; its globs pass
    /// over hidden files).
    fn sets_aside(&self, path: &str) -> bool {
        let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
        let name = path.rsplit('/').next().unwrap_or(path);
        if path.split('/').any(|part| part.starts_with('.')) {
            return true;
        }
        let by_name = self.exclude.is_none()
            && (path.split('/').any(|part| part.starts_with('_'))
                || folders.split('/').any(|part| part == "__tests__"));
        by_name
            || (!name.is_empty()
                && ending(name).is_none_or(|mdx| !self.takes[usize::from(mdx)] && self.takes != [false; 2]))
    }
}

/// Whether a file is MDX; `None` where it is not even Markdown. Docusaurus' globs are strict about case.
fn ending(name: &str) -> Option<bool> {
    if name.ends_with(".mdx") { Some(true) } else { name.ends_with(".md").then_some(false) }
}

/// The people of the blog's `authors.yml` (`authorsMap.ts`).
fn people(files: &dyn SiteFiles, blog: &Blog, base: &str) -> Vec<KnownAuthor> {
    let file = join(&blog.path, &tidy(&blog.authors_file));
    let Some(table) = files.text(&file).and_then(|text| value::table(&file, &text)) else { return Vec::new() };
    let known = table.iter().filter_map(|(key, person)| {
        let person = person.as_object()?;
        let avatar = value::text_at(person, "image_url").or_else(|| value::text_at(person, "imageURL"));
        Some(KnownAuthor {
            key: key.clone(),
            name: value::text_at(person, "name")?,
            email: value::text_at(person, "email"),
            url: value::text_at(person, "url"),
            avatar: avatar.map(|image| match image.strip_prefix('/') {
                Some(path) => format!("/{}", join(&tidy(base), path)),
                None => image,
            }),
            from: format!("{file}: {key}"),
        })
    });
    known.collect()
}

/// The labels of the blog's `tags.yml` (`utils-validation/src/tagsFile.ts`): without one, the key with a capital.
fn tags(files: &dyn SiteFiles, blog: &Blog) -> BTreeMap<String, String> {
    let file = join(&blog.path, &tidy(&blog.tags_file));
    let Some(table) = files.text(&file).and_then(|text| value::table(&file, &text)) else { return BTreeMap::new() };
    let label = |key: &str, tag: &Value| {
        tag.as_object().and_then(|tag| value::text_at(tag, "label")).unwrap_or_else(|| {
            let mut chars = key.chars();
            chars.next().into_iter().flat_map(char::to_uppercase).chain(chars.flat_map(char::to_lowercase)).collect()
        })
    };
    table.iter().map(|(key, tag)| (key.clone(), label(key, tag))).collect()
}

/// What Docusaurus makes of source files.
#[derive(Debug)]
struct DocusaurusPages {
    content: String,
    blogs: Vec<Blog>,
    /// The folder whose files are copied to the site as they are.
    copied: String,
    /// Whether the configuration says where the site is, in which folder of its host.
    base_is_known: bool,
    /// What the configuration says of slashes at the end of addresses; what is unknown of it.
    trailing_slash: Result<Option<bool>, String>,
}

impl DocusaurusPages {
    /// The blog that a path below the content directory is in, and the path below that.
    fn blog<'a>(&self, path: &'a str) -> Option<(&Blog, std::borrow::Cow<'a, str>)> {
        let inside = self.blogs.iter().filter_map(|blog| {
            let rest = match within(&self.content, &blog.path) {
                Some(folder) => within(folder, path)?.to_owned(),
                None => join(within(&blog.path, &self.content)?, path),
            };
            Some((blog, std::borrow::Cow::from(rest)))
        });
        inside.max_by_key(|(blog, _)| blog.path.len())
    }

    /// `applyTrailingSlash.ts`.
    fn with_slash(&self, path: &str) -> Result<String, String> {
        Ok(match self.trailing_slash.clone()? {
            None => path.to_owned(),
            Some(true) if path.is_empty() || path.ends_with('/') => path.to_owned(),
            Some(true) => format!("{path}/"),
            Some(false) => path.trim_end_matches('/').to_owned(),
        })
    }
}

impl Pages for DocusaurusPages {
    fn sets_aside(&self, path: &str) -> bool {
        match self.blog(path) {
            Some((blog, rest)) => !rest.is_empty() && blog.sets_aside(&rest),
            None => {
                let whole = join(&self.content, path);
                // A folder on the way to a blog is looked into; the site's other folders and files are not its posts.
                let is_on_the_way = path.ends_with('/') && self.blogs.iter().any(|blog| blog.path.starts_with(&whole));
                !self.blogs.is_empty() && !is_on_the_way
            }
        }
    }

    /// `utils/src/tags.ts`: a key of the tags file, a label with its address, or the word itself.
    fn tags(&self, path: &str, front: &Table) -> Option<Vec<String>> {
        let known = self.blog(path).map(|(blog, _)| &blog.tags);
        let tag = |tag: &Value| match tag {
            Value::Object(tag) => value::text_at(tag, "label"),
            tag => value::text(tag).map(|tag| known.and_then(|known| known.get(&tag)).cloned().unwrap_or(tag)),
        };
        Some(front.get("tags")?.as_array()?.iter().filter_map(tag).collect())
    }

    fn page(&self, source: &Source<'_>) -> Page {
        let Some((blog, path)) = self.blog(source.path) else {
            return Page::Unknown("it is in no blog that the configuration of Docusaurus has".to_owned());
        };
        if let Some(unknown) = &blog.unknown {
            return Page::Unknown(unknown.clone());
        }
        if value::switch_at(source.front, "unlisted") == Some(true) {
            return Page::Nowhere("`unlisted` is `true`".to_owned());
        }
        let slug = value::text_at(source.front, "slug").filter(|slug| !slug.is_empty());
        let slug = slug.unwrap_or_else(|| slug_of_file(&path));
        match self.with_slash(&joined(&blog.route, &slug)) {
            Ok(path) => Page::At(path),
            Err(unknown) => Page::Unknown(unknown),
        }
    }

    /// `mdx-loader/src/remark/transformImage` and `transformLinks`: files beside a source go to `assets` under names of
    /// their own (`utils/src/webpackUtils.ts`, `constants.ts`: `WEBPACK_URL_LOADER_LIMIT`); other addresses are below
    /// `baseUrl` (`useBaseUrl.ts`).
    fn file(&self, source: &str, reference: &Reference<'_>) -> FilePlace {
        let address = reference.address;
        if let Some(path) = address.strip_prefix('/') {
            return if self.base_is_known { FilePlace::At(path.to_owned()) } else { FilePlace::ByPage };
        }
        let of_site = address.strip_prefix("@site/");
        let found = match of_site {
            Some(path) => beside("", path),
            None => beside(&join(&self.content, source), address),
        };
        let has_ending = |path: &str| path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let Some((file, _)) = found.filter(|(file, _)| reference.is_shown || has_ending(file)) else {
            return FilePlace::ByPage;
        };
        let own = within(&self.copied, &file).filter(|_| !self.copied.is_empty()).map(str::to_owned);
        let is_inlined = reference.is_shown && reference.within != ReferenceIn::FrontMatter;
        FilePlace::Hashed {
            file,
            folder: if reference.is_shown { "assets/images" } else { "assets/files" },
            written_below: is_inlined.then_some((10_000, own)),
        }
    }

    fn section_page(&self, section: &str, _language: Option<&str>) -> Option<String> {
        let blog = self.blogs.iter().find(|blog| within(&self.content, &blog.path) == Some(section))?;
        self.with_slash(&blog.route).ok()
    }
}

/// `normalizeUrl.ts`: one slash between parts, and the last part's own slash at its end kept.
fn joined(route: &str, slug: &str) -> String {
    let mut path = String::new();
    for part in route.split('/').chain(slug.split('/')).filter(|part| !part.is_empty()) {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(part);
    }
    if slug.ends_with('/') && !path.is_empty() {
        path.push('/');
    }
    path
}

/// `parseBlogFileName` of `blogUtils.ts`: the last date of a path comes first, then what stands before and behind it.
/// `/index` goes only where something else stands behind the date.
fn slug_of_file(path: &str) -> String {
    let bytes = path.as_bytes();
    for start in (0..bytes.len()).rev().filter(|start| path.is_char_boundary(*start)) {
        let Some(length) = date_length(&bytes[start..]) else { continue };
        let rest = &path[start + length..];
        let rest = rest.strip_prefix(['-', '/']).unwrap_or(rest);
        if let Some(text) = without_ending(rest) {
            let date = path[start..start + length].replace('-', "/");
            return format!("{date}/{}{text}", &path[..start]);
        }
    }
    without_ending(path).unwrap_or(path).to_owned()
}

fn without_ending(path: &str) -> Option<&str> {
    let path = path.strip_suffix(".mdx").or_else(|| path.strip_suffix(".md"))?;
    Some(path.strip_suffix("/index").unwrap_or(path))
}

/// The length of a date `2026-01-05`, `2026/1/5` at the start.
fn date_length(text: &[u8]) -> Option<usize> {
    let digits =
        |from: usize, most: usize| text.iter().skip(from).take(most).take_while(|c| c.is_ascii_digit()).count();
    let is_separator = |at: usize| matches!(text.get(at), Some(b'-' | b'/'));
    let month = 5 + digits(5, 2);
    let day = month + 1 + digits(month + 1, 2);
    (digits(0, 4) == 4 && is_separator(4) && month > 5 && is_separator(month) && day > month + 1).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::sample::{SampleFiles, page};

    #[test]
    fn what_is_no_literal_leaves_the_address_unknown() {
        const CONFIG: &str = "const path = process.env.BLOG;\nmodule.exports = { url: 'https://a.example', baseUrl: base(),\n\
                      presets: [['classic', { blog: { routeBasePath: path } }]] };";
        let files: &'static [_] = &[("docusaurus.config.js", CONFIG)];
        let settings = read(&SampleFiles(files), None);
        assert_eq!(settings.url, None);
        assert!(
            settings.unknown.iter().any(|told| told.from == "docusaurus.config.js: baseUrl"),
            "{:?}",
            settings.unknown
        );
        assert!(matches!(page(&settings, "a.md", ""), Page::Unknown(why) if why.contains("routeBasePath")));
    }

    #[test]
    fn a_blog_that_is_switched_off_has_no_pages() {
        const CONFIG: &str = "export default { presets: [['classic', { blog: false }]] };";
        let files: &'static [_] = &[("docusaurus.config.ts", CONFIG)];
        assert!(matches!(page(&read(&SampleFiles(files), None), "a.md", ""), Page::Unknown(_)));
    }

    #[test]
    fn names_of_any_form_have_a_slug() {
        for name in ["", ".md", "2026-01-05.mdx", "2026-01-05-.md", "9-9", "é2026-1-1é.md", "2026/01/05/", "-/-.md"] {
            slug_of_file(name);
        }
        slug_of_file(&"2026-01-05-".repeat(20_000));
    }
}
