//! Hexo, <https://hexo.io>. Its rules are those of version 8, measured (`tests/generators/hexo`); what is named beside a
//! rule is the file of its source, below `lib/`, that says the same.

mod clock;
mod settings;
mod slug;

use std::collections::BTreeMap;

use globset::GlobMatcher;
use regex::Regex;
use serde_json::Value;

use self::clock::HexoDate;
use self::slug::{LetterCase, slugize};
use super::places::beside;
use super::{FilePlace, Generator, Page, Pages, Reference, ReferenceIn, Settings, SiteFiles, Source, Table, value};

/// What is known of Hexo.
pub static HEXO: Generator = Generator {
    name: "hexo",
    recognise: settings::recognise,
    read,
    without_feeds: "take `hexo-generator-feed` out of package.json",
};

fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    settings::read(files, content)
}

/// The endings that are pages with the renderers of a new site.
const ENDINGS: [&str; 9] = ["md", "markdown", "mkd", "mkdn", "mdwn", "mdtxt", "mdtext", "html", "htm"];

/// What Hexo makes of source files.
#[derive(Debug)]
struct HexoPages {
    /// `source_dir`, and what stands before a path of the content directory to make it one of it: `_posts/`.
    source: String,
    before: String,
    skipped: Vec<GlobMatcher>,
    ignored: Vec<GlobMatcher>,
    permalink: String,
    permalink_defaults: Table,
    /// `new_post_name` as a pattern of paths without their ending, and that ending.
    names: Option<Regex>,
    ending: String,
    has_asset_folders: bool,
    /// `marked.prependRoot` and `marked.postAsset`.
    pictures_from_root: bool,
    pictures_of_posts: bool,
    default_category: String,
    category_map: Table,
    letter_case: LetterCase,
    title_is_slug: bool,
    keeps_index: bool,
    keeps_html: bool,
    /// Whether another machine builds, where it is UTC.
    is_built_elsewhere: bool,
}

/// A post, by its path and front matter.
struct HexoPost<'a> {
    pages: &'a HexoPages,
    source: &'a Source<'a>,
    /// What `new_post_name` finds in its name, and its slug.
    named: BTreeMap<String, String>,
    slug: String,
}

impl HexoPages {
    fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.before)
    }

    /// A path below `_posts/` or `_drafts/`, of one below the source folder.
    fn inside<'a>(&self, whole: &'a str) -> Option<&'a str> {
        whole.strip_prefix("_posts/").or_else(|| whole.strip_prefix("_drafts/"))
    }

    /// What `new_post_name` finds in a path, and the slug (`plugins/processor/post.js`, `parseFilename`).
    fn named(&self, path: &str) -> (BTreeMap<String, String>, String) {
        let path = path.strip_suffix(&format!(".{}", ending(path))).unwrap_or(path);
        let mut named = BTreeMap::new();
        if let Some(names) = &self.names
            && let Some(found) = names.captures(path)
        {
            for key in names.capture_names().flatten() {
                named.extend(found.name(key).map(|value| (key.to_owned(), value.as_str().to_owned())));
            }
        }
        let slug = named.get("title").cloned().unwrap_or_else(|| slugize(path, LetterCase::Kept));
        (named, slug)
    }

    fn post<'a>(&'a self, source: &'a Source<'a>) -> HexoPost<'a> {
        let whole = self.whole(source.path);
        let (named, slug) = self.named(self.inside(&whole).unwrap_or(&whole));
        HexoPost { pages: self, source, named, slug }
    }

    /// `pretty_urls` (`hexo-util`, `pretty_urls.js`), and one slash where there are several.
    fn pretty(&self, path: &str) -> String {
        let mut out = String::with_capacity(path.len());
        for c in path.chars() {
            if c != '/' || !(out.is_empty() || out.ends_with('/')) {
                out.push(c);
            }
        }
        let is_index = out == "index.html" || out.ends_with("/index.html");
        if is_index && !self.keeps_index {
            out.truncate(out.len() - "index.html".len());
        } else if !is_index && !self.keeps_html && out.ends_with(".html") {
            out.truncate(out.len() - ".html".len());
        }
        out
    }
}

fn ending(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rfind('.').filter(|dot| *dot > 0).map_or("", |dot| &name[dot + 1..])
}

/// The categories of a post, each with those above it: `categories`, else `category`.
fn categories(front: &Table) -> Vec<Vec<String>> {
    let own = ["categories", "category"].into_iter().filter_map(|key| front.get(key));
    let Some(own) = own.into_iter().find(|value| !value::texts(value).iter().all(String::is_empty) || value.is_array())
    else {
        return Vec::new();
    };
    let kept = |value: &Value| value::texts(value).into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>();
    let all: Vec<Vec<String>> = match own {
        // Lists in a list stand beside each other; what is in one list goes down.
        Value::Array(list) if list.iter().any(Value::is_array) => list.iter().map(kept).collect(),
        own => vec![kept(own)],
    };
    all.into_iter().filter(|path| !path.is_empty()).collect()
}

impl HexoPost<'_> {
    /// The text of a variable of `permalink` (`plugins/filter/post_permalink.js`); `Err` says what cannot be known.
    fn value(&self, name: &str) -> Result<String, String> {
        let title = || {
            let own = self.front("title");
            own.unwrap_or_else(|| if self.pages.title_is_slug { self.slug.clone() } else { String::new() })
        };
        let format = match name {
            "title" | "slug" => return Ok(self.slug.clone()),
            "name" => return Ok(self.slug.rsplit_once('/').map_or(&*self.slug, |(_, name)| name).to_owned()),
            "post_title" => return Ok(slugize(&title(), LetterCase::Lower)),
            "category" => return self.category(),
            "hash" => {
                let text = format!("{}{}", self.slug, self.date()?.unix);
                return Ok(sha1_smol::Sha1::from(text).digest().to_string()[..12].to_owned());
            }
            "timestamp" => return Ok(self.date()?.unix.to_string()),
            "year" => "%Y",
            "month" => "%m",
            "day" => "%d",
            "hour" => "%H",
            "minute" => "%M",
            "second" => "%S",
            "i_month" => "%-m",
            "i_day" => "%-d",
            other => return self.other(other),
        };
        Ok(self.date()?.shown.format(format).to_string())
    }

    fn front(&self, key: &str) -> Option<String> {
        self.source.front.get(key).and_then(value::text).filter(|text| !text.is_empty())
    }

    fn date(&self) -> Result<HexoDate, String> {
        let number = |keys: [&str; 2]| keys.into_iter().find_map(|key| self.named.get(key)?.parse::<u32>().ok());
        let of_name = || {
            let (year, month) = (self.named.get("year")?.parse().ok()?, number(["month", "i_month"])?);
            chrono::NaiveDate::from_ymd_opt(year, month, number(["day", "i_day"])?)
        };
        let written = self.front("date");
        HexoDate::of(self.source.published, written.as_deref(), of_name(), self.pages.is_built_elsewhere)
            .ok_or_else(|| "it has no `date`, and Hexo takes the time at which the file was made".to_owned())
    }

    /// The path of the last category (`models/category.js`).
    fn category(&self) -> Result<String, String> {
        let mut all = categories(self.source.front);
        let Some(names) = all.pop() else { return Ok(self.pages.default_category.clone()) };
        if !all.is_empty() {
            return Err(
                "it has several categories, and which is the last rests on the order in which Hexo reads files"
                    .to_owned(),
            );
        }
        let slugs = names.iter().map(|name| {
            let mapped = self.pages.category_map.get(name).and_then(value::text).filter(|text| !text.is_empty());
            slugize(mapped.as_deref().unwrap_or(name), self.pages.letter_case)
        });
        Ok(slugs.collect::<Vec<_>>().join("/"))
    }

    /// Anything else that the post, its name or `permalink_defaults` has; what none has is `undefined`, literally.
    fn other(&self, name: &str) -> Result<String, String> {
        let unknown = || Err(format!("`permalink` asks for `:{name}`, which only Hexo knows"));
        if let Some(value) = self.named.get(name) {
            return Ok(value.clone());
        }
        match self.source.front.get(name) {
            Some(value) => return value::text(value).filter(|text| !text.is_empty()).map_or_else(unknown, Ok),
            None => match name {
                "layout" => return Ok("post".to_owned()),
                "comments" | "published" => return Ok("true".to_owned()),
                "id" | "_id" | "date" | "updated" | "source" | "raw" | "content" | "_content" | "excerpt" | "more"
                | "photos" | "path" | "permalink" | "tags" | "categories" => return unknown(),
                _ => {}
            },
        }
        let default = self.pages.permalink_defaults.get(name);
        default.map_or_else(|| Ok("undefined".to_owned()), |value| value::text(value).map_or_else(unknown, Ok))
    }

    /// The pattern with its `:names` replaced (`hexo-util`, `permalink.js`).
    fn fill(&self, pattern: &str) -> Result<String, String> {
        let mut out = String::with_capacity(pattern.len() + 32);
        let mut rest = pattern;
        while let Some(at) = rest.find(':') {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
            // A name does not end in a line.
            let name = after[..end].trim_end_matches('_');
            if name.is_empty() {
                out.push(':');
            } else {
                out.push_str(&self.value(name)?);
            }
            rest = &after[name.len()..];
        }
        out.push_str(rest);
        Ok(out)
    }
}

impl Pages for HexoPages {
    fn sets_aside(&self, path: &str) -> bool {
        let whole = self.whole(path);
        let Some(inside) = self.inside(&whole) else {
            return !whole.is_empty() && !["_posts/", "_drafts/"].contains(&whole.as_str());
        };
        let bare = inside.trim_end_matches('/');
        let is_hidden = bare.split('/').any(|name| name.starts_with(['_', '.']));
        // `ignore` is asked for paths from the root of the disk (`box/index.js`).
        let on_disk = format!("/site/{}/{}", self.source, whole.trim_end_matches('/'));
        if is_hidden || self.ignored.iter().any(|pattern| pattern.is_match(&on_disk)) {
            return true;
        }
        if inside.ends_with('/') || inside.is_empty() {
            return false;
        }
        let ending = ending(inside);
        let is_page = ENDINGS.contains(&ending) && (!self.has_asset_folders || ending == self.ending);
        !is_page || inside.ends_with('%') || self.skipped.iter().any(|pattern| pattern.is_match(&whole))
    }

    fn defaults(&self, path: &str) -> Option<std::sync::Arc<Table>> {
        let whole = self.whole(path);
        let (named, _) = self.named(self.inside(&whole)?);
        let kept = ["title", "year", "month", "day", "i_month", "i_day", "hash"];
        let own = named.into_iter().filter(|(key, _)| !kept.contains(&key.as_str()));
        let table: Table = own.map(|(key, value)| (key, Value::String(value))).collect();
        (!table.is_empty()).then(|| std::sync::Arc::new(table))
    }

    fn tags(&self, _path: &str, front: &Table) -> Option<Vec<String>> {
        let own = ["tags", "tag"].into_iter().filter_map(|key| front.get(key)).map(value::texts);
        let tags = own.into_iter().find(|tags| tags.iter().any(|tag| !tag.is_empty())).unwrap_or_default();
        let all = categories(front).into_iter().flatten().chain(tags);
        Some(value::once(all.filter(|tag| !tag.is_empty())))
    }

    /// `hexo-renderer-marked`, `lib/renderer.js`: pictures of Markdown are below the root of the site, or with their post.
    fn file(&self, source: &str, reference: &Reference<'_>) -> FilePlace {
        let is_ours = reference.is_shown && reference.within == ReferenceIn::Markdown && self.pictures_from_root;
        let is_relative = !reference.address.starts_with('/');
        let of_post = self.has_asset_folders && self.pictures_of_posts && is_relative;
        let is_markdown = matches!(ending(source), "md" | "markdown" | "mkd" | "mkdn" | "mdwn" | "mdtxt" | "mdtext");
        match beside("", reference.address).filter(|_| is_ours && is_markdown && !of_post) {
            Some((path, rest)) => FilePlace::At(format!("{path}{rest}")),
            None => FilePlace::ByPage,
        }
    }

    fn page(&self, source: &Source<'_>) -> Page {
        let post = self.post(source);
        if value::switch_at(source.front, "published") == Some(false) {
            return Page::Nowhere("`published` is `false`".to_owned());
        }
        let filled = match post.front("permalink") {
            // What a post says of itself is no pattern.
            Some(own) => Ok(own),
            None => post.fill(&self.permalink),
        };
        match filled {
            Ok(mut path) => {
                if self.has_asset_folders && !path.ends_with('/') && !path.ends_with(".html") {
                    path.push('/');
                }
                Page::At(self.pretty(&path))
            }
            Err(why) => Page::Unknown(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{SampleFiles, page};
    use super::super::{Page, Settings, named, recognise};

    fn settings(config: &'static str) -> Settings {
        let files: &'static [(&str, &str)] = Box::leak(Box::new([("_config.yml", config), ("source/_posts/a.md", "")]));
        (named("hexo").expect("it is there").read)(&SampleFiles(files), None)
    }

    #[test]
    fn it_is_told_from_others_that_have_a_file_of_that_name() {
        let name = |files| recognise(&SampleFiles(files)).map(|(known, _)| known.name);
        assert_eq!(name(&[("_config.yml", "title: A\n"), ("source/_posts/a.md", "")]), Some("hexo"));
        assert_eq!(
            name(&[("_config.yml", "a: b\n"), ("package.json", "{\"dependencies\": {\"hexo\": \"^8\"}}")]),
            Some("hexo")
        );
        assert_ne!(name(&[("_config.yml", "a: b\n"), ("_posts/2026-01-05-a.md", "")]), Some("hexo"));
        assert_ne!(
            name(&[("_config.yml", "a: b\n"), ("package.json", "{\"dependencies\": {\"x\": \"1\"}}")]),
            Some("hexo")
        );
    }

    #[test]
    fn the_address_has_the_folder_that_root_names() {
        for (config, url) in [
            ("url: https://lantern.example\nroot: /kites/\n", "https://lantern.example/kites/"),
            ("url: https://lantern.example/kites\nroot: /kites/\n", "https://lantern.example/kites/"),
            ("url: https://lantern.example/\nroot: /\n", "https://lantern.example/"),
        ] {
            assert_eq!(settings(config).url.map(|told| told.value).as_deref(), Some(url));
        }
    }

    #[test]
    fn what_rests_on_the_machine_is_said() {
        for (config, front) in [
            ("permalink: :year/:title/\n", "title: A\n"),
            ("permalink: :category/:title/\n", "categories: [[a], [b]]\n"),
            ("permalink: :id/\n", "title: A\n"),
            ("permalink: :tags/\n", "tags: [a]\n"),
        ] {
            let found = page(&settings(config), "a.md", front);
            assert!(matches!(found, Page::Unknown(_)), "{config}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_configuration_of_hexos_is_no_fault_of_its_pages() {
        for config in [
            "",
            "- a\n",
            "permalink: []\nnew_post_name: {}\n",
            "new_post_name: ':title-:title-:0-(:year.md'\n",
            "category_map: [1]\nskip_render: {a: b}\nfilename_case: 9\n",
            "source_dir: ../..\npretty_urls: 5\n",
        ] {
            let found = page(&settings(config), "é/ü.md", "title: A\ndate: 2026-01-05 10:00:00 +99:99\n");
            assert!(matches!(found, Page::At(_)), "{config}: {found:?}");
        }
    }
}
