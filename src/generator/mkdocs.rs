//! MkDocs, <https://www.mkdocs.org>, with the blog of Material for MkDocs (`material/plugins/blog`): `post_url_format`,
//! titles and slugs (`mkdocs/structure/pages.py`, `pymdownx/slugs.py`), authors and pages outside a blog.

mod configuration;
mod post;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::places::{address, beside, join, tidy, within};
use super::{
    Dialect, FilePlace, Generator, KnownAuthor, Page, Pages, Reference, ReferenceIn, Settings, SiteFiles, Source,
    Table, Told, value,
};
use configuration::Configuration;
use post::PostAddress;

/// What is known of MkDocs.
pub static MKDOCS: Generator =
    Generator { name: "mkdocs", recognise, read, without_feeds: "take `rss` out of `plugins` in mkdocs.yml" };

fn recognise(files: &dyn SiteFiles) -> Option<String> {
    let names = files.names("");
    configuration::NAMES.into_iter().find(|name| names.iter().any(|found| found == name)).map(str::to_owned)
}

fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    let config = Configuration::read(files);
    let file = config.file.clone();
    let default = |value: &str| Told { value: value.to_owned(), from: "the default of MkDocs".to_owned() };
    let docs = tidy(&config.text("docs_dir").unwrap_or_else(|| "docs".to_owned()));
    let mut unknown = Vec::new();
    let blogs = blogs(&config, &docs, &mut unknown);
    let content = match (content, blogs.as_slice()) {
        (Some(content), _) => Told { value: tidy(content), from: "content.dir".to_owned() },
        (None, [blog]) => Told { value: blog.posts.clone(), from: blog.from.clone() },
        (None, _) => Told { value: docs.clone(), from: default("").from },
    };
    let directory_urls = config.at("use_directory_urls").and_then(Value::as_bool) != Some(false);
    let mut meta_tables = BTreeMap::new();
    for (_, options) in config.plugins().iter().filter(|(name, _)| ["meta", "material/meta"].contains(&name.as_str())) {
        let name = value::text_at(options, "meta_file").unwrap_or_else(|| ".meta.yml".to_owned());
        meta_tables = meta(files, &docs, &name);
    }
    let pages = MkDocsPages {
        content: content.value.clone(),
        docs: docs.clone(),
        blogs: blogs.clone(),
        directory_urls,
        meta: meta_tables,
        unknown: withholding(&config),
    };
    let built = tidy(&config.text("site_dir").unwrap_or_else(|| "site".to_owned()));
    let mut settings = Settings::new(content, &built, Arc::new(pages));
    let told = |key: &str| Some(Told { value: config.text(key)?, from: format!("{file}: {key}") });
    settings.title = told("site_name");
    settings.description = told("site_description");
    settings.author = told("site_author").into_iter().collect();
    settings.language = told("theme.language").or_else(|| Some(default("en")));
    settings.url = told("site_url").map(|url| Told { value: address(&url.value, ""), ..url });
    for key in ["site_name", "site_url", "docs_dir", "site_dir"] {
        if config.is_from_environment(key) {
            let value = "it comes from the environment".to_owned();
            unknown.push(Told { value, from: format!("{file}: {key}") });
        }
    }
    for (key, value) in config.at("extra").and_then(Value::as_object).into_iter().flatten() {
        settings.values.extend(value::text(value).map(|value| (format!("config.extra.{key}"), value)));
    }
    for key in ["site_name", "site_url", "site_description", "site_author", "repo_url"] {
        settings.values.extend(config.text(key).map(|value| (format!("config.{key}"), value)));
    }
    let extensions = config.extensions();
    let has = |name: &str| extensions.iter().any(|extension| extension == name);
    settings.dialect = Dialect {
        emoji: has("pymdownx.emoji"),
        smart_punctuation: has("smarty") || has("markdown.extensions.smarty"),
        marks: ["pymdownx.mark", "pymdownx.keys", "pymdownx.extra"].into_iter().any(has),
        ..Dialect::default()
    };
    settings.exclude = excluded(&config, &docs, &settings.content.value);
    settings.authors = blogs.iter().flat_map(|blog| people(files, blog)).collect();
    settings.feeds = feeds(&config);
    settings.copied = Some(docs);
    settings.unknown = unknown;
    settings
}

/// One blog.
#[derive(Clone, Debug)]
struct MaterialBlog {
    /// Its folder on the site, relative to the documents.
    folder: String,
    /// The folder of its posts, relative to the root.
    posts: String,
    from: String,
    authors_file: String,
    address: PostAddress,
}

/// The blogs among the plugins (`plugins/blog/config.py`).
fn blogs(config: &Configuration, docs: &str, unknown: &mut Vec<Told>) -> Vec<MaterialBlog> {
    let mut found = Vec::new();
    for (name, options) in config.plugins() {
        let is_enabled = value::switch_at(&options, "enabled") != Some(false);
        if !["blog", "material/blog"].contains(&name.as_str()) || !is_enabled {
            continue;
        }
        let text = |key: &str, default: &str| value::text_at(&options, key).unwrap_or_else(|| default.to_owned());
        let folder = tidy(&text("blog_dir", "blog"));
        let in_blog = |path: &str| join(docs, &tidy(&path.replace("{blog}", &folder)));
        let address = PostAddress::read(&options, config);
        if let Err(why) = address.readable() {
            unknown.push(Told { value: why, from: format!("{}: plugins.blog", config.file) });
        }
        found.push(MaterialBlog {
            posts: in_blog(&text("post_dir", "{blog}/posts")),
            from: format!("{}: plugins.blog", config.file),
            authors_file: in_blog(&text("authors_file", "{blog}/.authors.yml")),
            folder,
            address,
        });
    }
    found
}

/// The people of the blog's `.authors.yml` (`plugins/blog/author.py`).
fn people(files: &dyn SiteFiles, blog: &MaterialBlog) -> Vec<KnownAuthor> {
    let file = &blog.authors_file;
    let table = files.text(file).and_then(|text| value::table(file, &text));
    let authors = table.as_ref().and_then(|table| value::at(table, "authors")?.as_object());
    let person = |(key, person): (&String, &Value)| {
        let person = person.as_object()?;
        Some(KnownAuthor {
            key: key.clone(),
            name: value::text_at(person, "name")?,
            email: value::text_at(person, "email"),
            url: value::text_at(person, "url"),
            avatar: value::text_at(person, "avatar"),
            from: format!("{file}: authors.{key}"),
        })
    };
    authors.into_iter().flatten().filter_map(person).collect()
}

/// The feeds of mkdocs-rss-plugin (`mkdocs_rss_plugin/config.py`).
fn feeds(config: &Configuration) -> Vec<String> {
    let plugins = config.plugins();
    let Some((_, options)) = plugins.iter().find(|(name, _)| name == "rss") else { return Vec::new() };
    let names = [
        ("rss_created", "feed_rss_created.xml"),
        ("rss_updated", "feed_rss_updated.xml"),
        ("json_created", "feed_json_created.json"),
        ("json_updated", "feed_json_updated.json"),
    ];
    let name = |(key, default): (&str, &str)| {
        value::text_at(options, &format!("feeds_filenames.{key}")).unwrap_or_else(|| default.to_owned())
    };
    names.map(name).to_vec()
}

/// `exclude_docs` and `draft_docs`, lines as of a `.gitignore` in the folder of documents, made lines of one in the content
/// directory.
fn excluded(config: &Configuration, docs: &str, content: &str) -> Vec<Told> {
    let Some(inside) = within(docs, content) else { return Vec::new() };
    let mut lines = Vec::new();
    for key in ["exclude_docs", "draft_docs"] {
        for line in config.text(key).unwrap_or_default().lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (sign, pattern) = line.strip_prefix('!').map_or(("", line), |pattern| ("!", pattern));
            let is_tied = pattern.trim_end_matches('/').contains('/') && !pattern.starts_with("**/");
            let value = match (is_tied, within(inside, pattern.trim_start_matches('/'))) {
                (false, _) => line.to_owned(),
                (true, Some(rest)) if !rest.is_empty() => format!("{sign}/{rest}"),
                (true, _) => continue,
            };
            lines.push(Told { value, from: format!("{}: {key}", config.file) });
        }
    }
    lines
}

/// What may withhold documents and comes from the environment, or cannot be read: then none of them may be shown.
fn withholding(config: &Configuration) -> Option<String> {
    if config.is_unreadable {
        return Some(format!("{} does not read, or a file that it inherits from", config.file));
    }
    if let Some(key) = ["exclude_docs", "draft_docs", "plugins"].into_iter().find(|key| config.is_from_environment(key))
    {
        return Some(format!("`{key}` comes from the environment"));
    }
    let metas = config.plugins();
    let mut metas = metas.iter().filter(|(name, _)| ["meta", "material/meta"].contains(&name.as_str()));
    let is_told = |options: &Table| options.get("meta_file").is_none_or(|name| value::text(name).is_some());
    metas.any(|(_, options)| !is_told(options)).then(|| "`meta_file` comes from the environment".to_owned())
}

/// What the files `.meta.yml` say of the documents beside and below them, by their folders (`plugins/meta` of Material;
/// `meta_file` is another name of them).
fn meta(files: &dyn SiteFiles, docs: &str, name: &str) -> BTreeMap<String, Arc<Table>> {
    let mut found: BTreeMap<String, Arc<Table>> = BTreeMap::new();
    let mut folders = vec![(docs.to_owned(), None::<Arc<Table>>)];
    while let Some((folder, above)) = folders.pop() {
        let file = join(&folder, name);
        let own = files.text(&file).and_then(|text| value::table("meta.yml", &text));
        let here = match (own, above) {
            (Some(mut own), above) => {
                for (key, value) in above.iter().flat_map(|above| above.iter()) {
                    own.entry(key.clone()).or_insert_with(|| value.clone());
                }
                Some(Arc::new(own))
            }
            (None, above) => above,
        };
        folders.extend(files.folders(&folder).into_iter().map(|name| (join(&folder, &name), here.clone())));
        found.extend(here.map(|here| (folder, here)));
    }
    found
}

/// What MkDocs makes of source files.
#[derive(Debug)]
struct MkDocsPages {
    content: String,
    docs: String,
    blogs: Vec<MaterialBlog>,
    directory_urls: bool,
    meta: BTreeMap<String, Arc<Table>>,
    /// What may withhold documents and cannot be read.
    unknown: Option<String>,
}

impl MkDocsPages {
    /// `File._get_dest_path` of `mkdocs/structure/files.py`; `path` is relative to the documents, without its ending.
    fn written(&self, path: &str) -> String {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_index = name == "index" || name == "README";
        match (is_index, self.directory_urls, folder) {
            (true, true, "") => String::new(),
            (true, true, folder) => format!("{folder}/"),
            (true, false, folder) => join(folder, "index.html"),
            (false, true, _) => format!("{path}/"),
            (false, false, _) => format!("{path}.html"),
        }
    }
}

impl Pages for MkDocsPages {
    fn sets_aside(&self, path: &str) -> bool {
        // Only these are documents (`mkdocs/utils`, `is_markdown_file`); all else is copied as it is.
        !path.ends_with('/')
            && ![".md", ".markdown", ".mdown", ".mkdn", ".mkd"]
                .iter()
                .any(|ending| path.to_ascii_lowercase().ends_with(ending))
    }

    fn defaults(&self, path: &str) -> Option<Arc<Table>> {
        let whole = join(&self.content, path);
        let folder = whole.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.meta.get(folder).cloned()
    }

    fn page(&self, source: &Source<'_>) -> Page {
        if let Some(unknown) = &self.unknown {
            return Page::Doubtful(unknown.clone());
        }
        let whole = join(&self.content, source.path);
        let blog =
            self.blogs.iter().filter(|blog| within(&blog.posts, &whole).is_some()).max_by_key(|blog| blog.posts.len());
        let path = match (blog, within(&self.docs, &whole)) {
            (Some(blog), _) => match blog.address.of(source) {
                Ok(path) => tidy(&join(&blog.folder, &path)),
                Err(why) => return Page::Unknown(why),
            },
            (None, Some(path)) => path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned(),
            (None, None) => return Page::Unknown("it is not among the documents of MkDocs".to_owned()),
        };
        Page::At(self.written(&path))
    }

    /// `structure/pages.py`, `_RelativePathTreeprocessor`: relative addresses of Markdown are those of files beside the
    /// source; those from the root are left as they are.
    fn file(&self, source: &str, reference: &Reference<'_>) -> FilePlace {
        if reference.within == ReferenceIn::Html || reference.address.starts_with('/') {
            return FilePlace::ByPage;
        }
        let found = beside(&join(&self.content, source), reference.address);
        let named = found.as_ref().and_then(|(file, rest)| Some((within(&self.docs, file)?, rest)));
        named.map_or(FilePlace::ByPage, |(path, rest)| FilePlace::At(format!("{path}{rest}")))
    }

    fn section_page(&self, section: &str, _language: Option<&str>) -> Option<String> {
        let blog =
            self.blogs.iter().find(|blog| within(&self.docs, &blog.folder).unwrap_or(&blog.folder) == section)?;
        Some(self.written(&join(&blog.folder, "index")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::sample::{SampleFiles, page};

    #[test]
    fn what_the_environment_may_withhold_is_left_out() {
        for config in [
            "draft_docs: !ENV [DRAFTS, 'wip/']",
            "site_name: A\ndraft_docs: !ENV\n  - DRAFTS\n  - wip/\n",
            "exclude_docs: !ENV [DRAFTS,\n  'wip/']\nsite_name: A",
            "plugins:\n  - meta:\n      meta_file: !ENV META\n",
            "site_name: [",
            "INHERIT: ../gone.yml",
        ] {
            let files = SampleFiles(Box::leak(Box::new([("mkdocs.yml", config)])));
            assert!(
                matches!(page(&read(&files, None), "wip/a.md", ""), Page::Unknown(_) | Page::Doubtful(_)),
                "{config}"
            );
        }
        let files = SampleFiles(&[("mkdocs.yml", "site_url: !ENV\n- URL\n- 'https://a.example'\nsite_name: A\n")]);
        let settings = read(&files, None);
        assert_eq!(page(&settings, "a.md", ""), Page::At("a/".to_owned()));
        assert_eq!(settings.title.map(|title| title.value).as_deref(), Some("A"));
    }

    #[test]
    fn files_of_the_meta_plugin_are_found_by_their_own_name() {
        let files = SampleFiles(&[
            ("mkdocs.yml", "plugins:\n  - meta:\n      meta_file: shared.yaml\n"),
            ("docs/wip/shared.yaml", "draft: true"),
            ("docs/wip/a.md", ""),
            ("docs/b/.meta.yml", "draft: true"),
        ]);
        let settings = read(&files, None);
        let draft = |path: &str| settings.pages.defaults(path).and_then(|table| value::text_at(&table, "draft"));
        assert_eq!(draft("wip/a.md").as_deref(), Some("true"));
        assert_eq!(draft("b/a.md"), None);
    }
}
