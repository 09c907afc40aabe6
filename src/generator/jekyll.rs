//! Jekyll, <https://jekyllrb.com>. Its rules are those of version 4, measured (`tests/generators/jekyll`); what is named
//! beside a rule is the file of its source, below `lib/jekyll`, that says the same.

mod address;
mod places;
mod scopes;
mod settings;

use std::sync::Arc;

use serde_json::Value;

use self::address::Document;
use self::places::{Places, Spot};
use self::scopes::Scopes;
use super::{Generator, Page, Pages, Settings, SiteFiles, Source, Table, value};

/// What is known of Jekyll.
pub static JEKYLL: Generator = Generator {
    name: "jekyll",
    recognise: settings::recognise,
    read,
    without_feeds: "take `jekyll-feed` out of `plugins` in _config.yml",
};

fn read(files: &dyn SiteFiles, content: Option<&str>) -> Settings {
    settings::read(files, content)
}

/// What Jekyll makes of source files.
#[derive(Debug)]
struct JekyllPages {
    /// What stands before a path of the content directory to make it one of the source folder: `_posts/`, or nothing.
    before: String,
    places: Places,
    scopes: Scopes,
    /// The pattern of posts.
    permalink: String,
    /// How it was written, by which the addresses of collections end: `pretty`.
    style: String,
    /// The endings of Markdown, in lower case.
    markdown: Vec<String>,
    /// Whether `unpublished: true` shows what is not published.
    unpublished: bool,
}

impl JekyllPages {
    fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.before)
    }

    /// The pattern of a document's address where its front matter has none.
    fn pattern(&self, spot: &Spot<'_>) -> String {
        let Spot::Document { collection, .. } = spot else { return self.permalink.clone() };
        // `collection.rb`, `url_template`; `utils.rb`, `add_permalink_suffix`.
        collection.permalink.clone().unwrap_or_else(|| {
            let end = match self.style.as_str() {
                "pretty" => "/",
                "date" | "ordinal" | "none" => ":output_ext",
                own if own.ends_with('/') => "/",
                own if own.ends_with(":output_ext") => ":output_ext",
                _ => "",
            };
            format!("/:collection/:path{end}")
        })
    }

    /// All categories of a document, in Jekyll's order: those of the folders above `_posts`, of the defaults, of the front
    /// matter, of `category` (`document.rb`, `merge_categories!` and `populate_categories`).
    fn categories(&self, path: &str, spot: &Spot<'_>, front: &Table) -> Vec<String> {
        let mut all = spot.folders();
        let defaults = self.scopes.values(spot.relative(path), spot.label());
        for table in [&defaults, front] {
            all.extend(table.get("categories").map(words).unwrap_or_default());
        }
        all.extend(front.get("category").map(flat).unwrap_or_default());
        value::once(all)
    }
}

/// A text is split at spaces; a list is as it is.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        other => flat(other),
    }
}

/// The texts of a list and of the lists in it.
fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().flat_map(flat).collect(),
        other => value::text(other).filter(|text| !text.is_empty()).into_iter().collect(),
    }
}

/// The tags of a text: words, as Jekyll has it, but where its writer parts them by commas, what stands between those.
/// Jekyll itself would call a tag `one,`.
fn tags_of(value: &Value) -> Vec<String> {
    match value.as_str().filter(|text| text.contains(',')) {
        Some(text) => text.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        None => words(value),
    }
}

impl Pages for JekyllPages {
    fn sets_aside(&self, path: &str) -> bool {
        matches!(self.places.spot(&self.whole(path)), Spot::Nothing)
    }

    fn defaults(&self, path: &str) -> Option<Arc<Table>> {
        let path = self.whole(path);
        let spot = self.places.spot(&path);
        let values = self.scopes.values(spot.relative(&path), spot.label());
        (!values.is_empty()).then(|| Arc::new(values))
    }

    fn tags(&self, path: &str, front: &Table) -> Option<Vec<String>> {
        let path = self.whole(path);
        let spot = self.places.spot(&path);
        let mut all = self.categories(&path, &spot, front);
        // `utils.rb`, `pluralized_array_from_hash`: the singular goes before the plural.
        let tags = front.get("tag").map(flat).filter(|tags| !tags.is_empty());
        let tags = tags.or_else(|| front.get("tags").map(tags_of)).unwrap_or_default();
        all.extend(tags);
        Some(value::once(all))
    }

    fn page(&self, source: &Source<'_>) -> Page {
        let path = self.whole(source.path);
        let spot = self.places.spot(&path);
        match &spot {
            Spot::Nothing | Spot::Folder => return Page::Nowhere("it is no post of Jekyll's".to_owned()),
            Spot::Document { .. } => {
                let defaults = self.scopes.values(spot.relative(&path), spot.label());
                if source.front.iter().all(|(key, value)| defaults.get(key) == Some(value)) {
                    return Page::Nowhere("Jekyll copies a file without front matter as it is".to_owned());
                }
            }
            Spot::Post { .. } => {}
        }
        if !self.unpublished && value::switch_at(source.front, "published") == Some(false) {
            return Page::Nowhere("`published` is `false`".to_owned());
        }
        let permalink = source.front.get("permalink").and_then(value::text).filter(|text| !text.is_empty());
        let document = Document {
            relative: spot.relative(&path),
            label: spot.label(),
            front: source.front,
            categories: self.categories(&path, &spot, source.front),
            published: source.published,
            markdown: &self.markdown,
        };
        document.page(&permalink.unwrap_or_else(|| self.pattern(&spot)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{SampleFiles, page};
    use super::super::{Page, Settings, named, recognise};

    fn settings(config: &'static str) -> Settings {
        let files: &'static [(&str, &str)] =
            Box::leak(Box::new([("_config.yml", config), ("_posts/2026-01-05-a.md", "")]));
        (named("jekyll").expect("it is there").read)(&SampleFiles(files), None)
    }

    fn at(address: &str) -> Page {
        Page::At(address.to_owned())
    }

    #[test]
    fn it_is_told_from_others_that_have_a_file_of_that_name() {
        let name = |files| recognise(&SampleFiles(files)).map(|(known, file)| (known.name, file));
        let jekyll = Some(("jekyll", "_config.yml".to_owned()));
        assert_eq!(name(&[("_config.yml", "title: A\n"), ("_posts/2026-01-05-a.md", "")]), jekyll);
        assert_eq!(name(&[("_config.yml", "theme: minima\n"), ("Gemfile", "gem \"jekyll\"\n")]), jekyll);
        assert_eq!(name(&[("_config.yml", "baseurl: /a\n")]), jekyll);
        for others in [
            &[("_config.yml", "title: A\nsource_dir: source\n"), ("source/_posts/a.md", "")][..],
            &[("_config.yml", "title: A book\n"), ("_toc.yml", "")][..],
        ] {
            assert_ne!(name(others).map(|found| found.0), Some("jekyll"));
        }
    }

    #[test]
    fn the_configuration_is_told_with_its_places() {
        let settings = settings(
            "title: A\nurl: https://lantern.example/\nbaseurl: /radio/\nauthor: {name: Mei, email: m@lantern.example}\nlocale: en_GB\ngems: [jekyll-feed]\n",
        );
        let url = settings.url.expect("an address");
        assert_eq!(
            (url.value.as_str(), url.from.as_str()),
            ("https://lantern.example/radio/", "_config.yml: url and baseurl")
        );
        assert_eq!(settings.language.expect("a language").value, "en-GB");
        assert_eq!(
            (settings.author[0].value.as_str(), settings.authors[0].email.as_deref()),
            ("Mei", Some("m@lantern.example"))
        );
        assert_eq!(settings.values["site.author.name"], "Mei");
        assert_eq!(settings.feeds, ["feed.xml"]);
    }

    #[test]
    fn long_values_are_none_of_templates() {
        let config: &'static str = Box::leak(format!("big: {}\nsmall: x\n", "x".repeat(5000)).into());
        assert_eq!(settings(config).values.keys().collect::<Vec<_>>(), ["site.small"]);
    }

    #[test]
    fn what_is_no_configuration_of_jekylls_is_no_fault_of_its_pages() {
        for config in [
            "",
            "- a\n",
            ": : :",
            "permalink: 5\n",
            "defaults: [1, {values: 2}, {scope: 3, values: {a: 1}}]\n",
            "collections: 7\nexclude: a\ninclude: {a: b}\nmarkdown_ext: []\nsource: ../..\n",
            "defaults: [{scope: {path: \"**[*\"}, values: {published: false}}]",
        ] {
            let read = settings(config);
            let found = page(&read, "_posts/2026-01-05-a.md", "title: A\n");
            assert!(matches!(found, Page::At(_)), "{config}: {found:?}");
        }
    }

    #[test]
    fn a_placeholder_that_jekyll_does_not_have_is_said() {
        let read = settings("permalink: /:topic/:title/\n");
        assert!(matches!(page(&read, "_posts/2026-01-05-a.md", ""), Page::Unknown(why) if why.contains("`:topic`")));
        assert_eq!(
            page(&read, "_posts/2026-01-05-a.md", "permalink: /a:b/:/\n"),
            Page::Unknown("`permalink` asks for `:b`, which Jekyll does not have".to_owned())
        );
        assert_eq!(page(&read, "_posts/2026-01-05-a.md", "permalink: /a:/1\n"), at("a:/1"));
    }

    #[test]
    fn a_content_directory_of_its_own_is_within_the_source() {
        let files: &[(&str, &str)] = &[("_config.yml", "source: src\n")];
        let read = (named("jekyll").expect("it is there").read)(&SampleFiles(files), Some("src/_posts"));
        assert_eq!(page(&read, "2026-01-05-a.md", "categories: b\n"), at("b/2026/01/05/a.html"));
        assert!(read.pages.sets_aside("_part/") && !read.pages.sets_aside("2026/"));
        let files: &[(&str, &str)] = &[("_config.yml", "")];
        for root in [".", "./", ""] {
            let read = (named("jekyll").expect("it is there").read)(&SampleFiles(files), Some(root));
            assert!(!read.pages.sets_aside("_posts/2026-01-05-a.md"), "`{root}`");
        }
    }
}
