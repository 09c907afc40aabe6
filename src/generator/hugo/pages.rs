//! The page of each file (<https://gohugo.io/content-management/urls/>, `resources/page/page_paths.go`).

use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime};
use chrono_tz::Tz;
use regex::Regex;
use serde_json::Value;

use super::super::value::{self, Table};
use super::super::{Page, Pages, Source};
use super::cascade::Aim;
use super::content::{Content, OTHER_ENDINGS, PAGE_ENDINGS, known_as, stem_of};
use super::dates::DateKeys;
use super::languages::Tongues;
use super::path::{Letters, below, cleaned, joined, unescaped};
use super::permalink::{Filling, PermalinkPattern, Permalinks};

/// What Hugo makes of source files.
#[derive(Debug)]
pub(super) struct HugoPages {
    /// The content directory, to which paths are relative.
    pub directory: String,
    /// The languages, and the folders of content.
    pub tongues: Tongues,
    /// Sections and bundles.
    pub content: Content,
    /// How paths are made.
    pub letters: Letters,
    /// What dates a page.
    pub dates: DateKeys,
    /// The patterns of addresses.
    pub permalinks: Permalinks,
    /// `ignoreFiles`.
    pub ignored: Vec<Regex>,
    /// `uglyURLs`: for these sections, or for all.
    pub ugly: UglyUrls,
    /// Whether `outputs` leaves pages without HTML.
    pub without_html: bool,
    /// Whether sections without a file of theirs are titled as they are named, and not in the plural.
    pub keeps_titles: bool,
    /// The address of the site, where each language has a host of its own.
    pub host: Option<String>,
}

/// Which addresses end in `.html`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UglyUrls {
    /// None, or all.
    Everywhere(bool),
    /// Those of some sections.
    In(Vec<String>),
}

/// Where a file is in the content.
#[derive(Clone, Debug)]
struct Whereabouts {
    /// The key of its language.
    language: String,
    /// The folder that its page is in, as it is typed.
    folder: String,
    /// The name of its file, or of its bundle.
    name: String,
    /// Whether it is a section's own file, or the page of a leaf bundle.
    is_section: bool,
    is_bundle: bool,
}

impl HugoPages {
    /// The path from the root of the site.
    fn full(&self, path: &str) -> String {
        joined(&self.directory, path.trim_matches('/'))
    }

    fn locate(&self, path: &str) -> Option<Whereabouts> {
        let full = self.full(path);
        let mount = self.tongues.mount(&full)?;
        let inside = joined(&mount.target, below(&full, &mount.folder)?);
        let (folder, name) = inside.rsplit_once('/').unwrap_or(("", &inside));
        let (language, stem) = stem_of(&self.tongues, mount, name)?;
        let is_section = stem.eq_ignore_ascii_case("_index");
        let is_bundle = stem.eq_ignore_ascii_case("index");
        let (folder, name) =
            if is_section || is_bundle { folder.rsplit_once('/').unwrap_or(("", folder)) } else { (folder, stem) };
        Some(Whereabouts { language, folder: folder.to_owned(), name: name.to_owned(), is_section, is_bundle })
    }

    /// The path that targets of cascades and permalinks are compared with.
    fn aimed_at(place: &Whereabouts) -> String {
        format!("/{}", known_as(&joined(&place.folder, &place.name)))
    }

    /// A folder of the address: a section's slug stands for its name.
    fn folder(&self, language: &str, folder: &str) -> String {
        let mut out = String::new();
        let ends = folder.match_indices('/').map(|(at, _)| at).chain((!folder.is_empty()).then_some(folder.len()));
        let mut start = 0;
        for end in ends {
            let slug = self.content.section(language, &folder[..end]).and_then(|section| {
                let dated = || self.dates.slug(&section.front, &folder[start..end]).map(str::to_owned);
                slug_of(&section.front).or_else(|| if section.is_bare { None } else { dated() })
            });
            let segment =
                slug.map_or_else(|| self.letters.of_name(&folder[start..end]), |slug| self.letters.of_text(&slug));
            out = joined(&out, segment.trim_matches('/'));
            start = end + 1;
        }
        out
    }

    /// The section that a folder is in, or is: the nearest with an `_index` file, else the top folder.
    fn section_folder<'a>(&self, language: &str, folder: &'a str) -> &'a str {
        let mut nearest = folder;
        while let Some((outer, _)) = nearest.rsplit_once('/') {
            if self.content.section(language, nearest).is_some() {
                break;
            }
            nearest = outer;
        }
        nearest
    }

    /// The path of a page or section below the site, without its language; an error says what is not known.
    fn path(&self, place: &Whereabouts, front: &Table, title: &str, published: DateTime<Tz>) -> Result<String, String> {
        let kind = if !place.is_section {
            "page"
        } else if place.folder.is_empty() && place.name.is_empty() {
            "home"
        } else {
            "section"
        };
        let aimed = Self::aimed_at(place);
        let aim = Aim { path: &aimed, kind, language: &place.language };
        let slug = slug_of(front).or_else(|| self.dates.slug(front, &place.name).map(str::to_owned));
        let fill = |pattern: &PermalinkPattern| {
            self.fill(pattern, place, slug.as_deref(), title, self.dates.date(front, &place.name, published))
        };
        let prefix = self.tongues.prefix(&place.language);
        if let Some(url) = value::text_at(front, "url").filter(|url| !url.is_empty()) {
            if url.starts_with("http://") || url.starts_with("https://") {
                return Err("`url` has a protocol, for which Hugo stops".to_owned());
            }
            let pattern = PermalinkPattern::new(&url);
            let filled = if pattern.is_plain() { fill(&pattern)? } else { unescaped(&fill(&pattern)?) };
            let path = cleaned(&filled);
            // A dot anywhere makes a file of it, but for a slash at its end.
            let is_file = path.contains('.') && !filled.ends_with('/');
            let path = match path.strip_suffix("index.html") {
                Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.trim_end_matches('/').to_owned(),
                _ if is_file => return Ok(if filled.starts_with('/') { path } else { joined(prefix, &path) }),
                _ => path,
            };
            // An address from the root has no language put before it.
            return Ok(as_folder(&if filled.starts_with('/') { path } else { joined(prefix, &path) }));
        }
        let path = if let Some(pattern) = self.permalinks.of(aim) {
            self.letters.of_text(&unescaped(fill(pattern)?.trim_end_matches('/')))
        } else if place.is_section {
            self.folder(&place.language, &joined(&place.folder, &place.name))
        } else {
            let folder = self.folder(&place.language, &place.folder);
            // A page that is named as the index of its folder is the folder.
            if slug.as_deref() == Some("index") && !place.is_bundle {
                return Ok(as_folder(&joined(prefix, &cleaned(&folder))));
            }
            let name = slug.map_or_else(|| self.letters.of_name(&place.name), |slug| self.letters.of_text(&slug));
            joined(&folder, &name)
        };
        let path = joined(prefix, &cleaned(&path));
        Ok(match (self.is_ugly(place), place.is_section) {
            (false, _) => as_folder(&path),
            (true, true) => joined(&path, "index.html"),
            (true, false) => format!("{path}.html"),
        })
    }

    fn fill(
        &self,
        pattern: &PermalinkPattern,
        place: &Whereabouts,
        slug: Option<&str>,
        title: &str,
        date: NaiveDateTime,
    ) -> Result<String, String> {
        let own = joined(&place.folder, &place.name);
        let folder = self.section_folder(&place.language, if place.is_section { &own } else { &place.folder });
        let mut sections = Vec::new();
        let mut section_slugs = Vec::new();
        if !folder.is_empty() {
            for (start, end) in segments(folder) {
                sections.push(known_as(&folder[start..end]));
                let section = self.content.section(&place.language, &folder[..end]);
                let told = section.and_then(|section| {
                    let said = slug_of(&section.front).or_else(|| value::text_at(&section.front, "title"));
                    said.or_else(|| (!section.is_bare).then(String::new))
                });
                section_slugs.push(told.or_else(|| self.keeps_titles.then(|| folder[start..end].to_owned())));
            }
        }
        pattern.fill(&Filling {
            letters: self.letters,
            date,
            title,
            slug,
            name: &place.name,
            sections: &sections,
            section_slugs: &section_slugs,
        })
    }

    fn is_ugly(&self, place: &Whereabouts) -> bool {
        match &self.ugly {
            UglyUrls::Everywhere(is_so) => *is_so,
            UglyUrls::In(sections) => {
                let own = joined(&place.folder, &place.name);
                let top = (if place.is_section { &own } else { &place.folder }).split('/').next().unwrap_or_default();
                sections.iter().any(|section| known_as(section) == known_as(top))
            }
        }
    }

    /// The address of a path: on the language's own host where it has one.
    fn at(&self, language: &str, path: String) -> Page {
        match self.tongues.by_key(language).and_then(|tongue| tongue.host.as_ref()) {
            Some(host) if self.host.as_ref() != Some(host) => {
                Page::Elsewhere(format!("{}/{path}", host.trim_end_matches('/')))
            }
            _ => Page::At(path),
        }
    }

    fn is_ignored(&self, full: &str) -> bool {
        if self.ignored.is_empty() {
            return false;
        }
        // Hugo asks for the path from the root of the disk; a pattern that begins in the site finds it all the same.
        let path = format!("/{full}");
        let ends = path.match_indices('/').map(|(at, _)| at).filter(|at| *at > 0).chain([path.len()]);
        ends.into_iter().any(|end| self.ignored.iter().any(|pattern| pattern.is_match(&path[..end])))
    }
}

impl Pages for HugoPages {
    fn sets_aside(&self, path: &str) -> bool {
        let is_folder = path.ends_with('/');
        let full = self.full(path);
        // Hidden files, and what editors leave.
        let hidden = |segment: &str| segment.starts_with(['.', '#']) || segment.ends_with('~');
        if path.trim_end_matches('/').split('/').any(hidden) || self.is_ignored(&full) {
            return true;
        }
        let Some(mount) = self.tongues.mount(&full) else {
            // A folder may hold others that are content.
            return !is_folder || !self.tongues.mounts.iter().any(|mount| below(&mount.folder, &full).is_some());
        };
        if self.tongues.is_disabled(&mount.language) {
            return true;
        }
        let inside = joined(&mount.target, below(&full, &mount.folder).unwrap_or_default());
        if is_folder {
            return !inside.is_empty() && self.content.is_resource(&inside, "index");
        }
        let (folder, name) = inside.rsplit_once('/').unwrap_or(("", &inside));
        let Some((language, stem)) = stem_of(&self.tongues, mount, name) else {
            return true;
        };
        stem.eq_ignore_ascii_case("_index")
            || self.tongues.is_disabled(&language)
            || self.content.is_resource(folder, stem)
    }

    fn defaults(&self, path: &str) -> Option<Arc<Table>> {
        if !self.content.says_anything() {
            return None;
        }
        let place = self.locate(path)?;
        let aimed = Self::aimed_at(&place);
        let mut front = Table::new();
        let aim = Aim { path: &aimed, kind: "page", language: &place.language };
        self.content.tell(&mut front, aim, &place.folder);
        (!front.is_empty()).then(|| Arc::new(front))
    }

    fn language(&self, path: &str) -> Option<String> {
        let place = self.locate(path)?;
        let says_one = self.tongues.are_several() || place.language != self.tongues.default;
        says_one.then(|| self.tongues.tag_of(&place.language))
    }

    fn page(&self, source: &Source<'_>) -> Page {
        let Some(place) = self.locate(source.path) else {
            return Page::Nowhere("it is in no folder of Hugo's content".to_owned());
        };
        if let Some(reason) = self.held_back(source.front).or_else(|| self.shadowed(source.path, &place)) {
            return Page::Nowhere(reason);
        }
        let ending = source.path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        debug_assert!(PAGE_ENDINGS.contains(&ending.as_str()) || OTHER_ENDINGS.contains(&ending.as_str()));
        // A heading is no title to Hugo.
        let title = value::text_at(source.front, "title").unwrap_or_default();
        match self.path(&place, source.front, &title, source.published) {
            Ok(path) => self.at(&place.language, decoded(&path)),
            Err(reason) => Page::Unknown(reason),
        }
    }

    fn takes_pictures(&self, path: &str) -> bool {
        path.rsplit_once('/').is_some_and(|(_, name)| name.starts_with("index."))
    }

    /// As Hugo's own templates for previews have it: `_funcs/get-page-images.html`.
    fn picture<'n>(&self, names: &'n [String]) -> Option<&'n str> {
        let named = |words: &[&str]| {
            names.iter().find(|name| {
                let name = name.to_ascii_lowercase();
                words.iter().any(|word| name.contains(word))
            })
        };
        named(&["feature"]).or_else(|| named(&["cover", "thumbnail"])).map(String::as_str)
    }

    // A tag's page is a section of its taxonomy, whose name is the tag as it is typed (`hugolib/content_map_page.go`).
    fn tag_slug(&self, tag: &str) -> Option<String> {
        Some(cleaned(&self.letters.of_name(tag)))
    }

    fn section_page(&self, section: &str, language: Option<&str>) -> Option<String> {
        let full = self.full(section);
        let mount = self.tongues.mount(&full)?;
        let inside = joined(&mount.target, below(&full, &mount.folder)?);
        let language = language.map_or(mount.language.as_str(), |tag| self.tongues.key_of(tag));
        let told = self.content.section(language, &inside);
        let is_section = told.is_some() || !inside.contains('/') && self.content.has_folder(&inside);
        let nothing = Table::new();
        let front = told.map_or(&nothing, |section| &section.front);
        let is_draft = value::switch_at(front, "draft") == Some(true);
        if !is_section || is_draft || build_says(front, "render").is_some() {
            return None;
        }
        let (folder, name) = inside.rsplit_once('/').unwrap_or(("", &inside));
        let place = Whereabouts {
            language: language.to_owned(),
            folder: folder.to_owned(),
            name: name.to_owned(),
            is_section: true,
            is_bundle: false,
        };
        let title = value::text_at(front, "title").unwrap_or_default();
        let path = self.path(&place, front, &title, DateTime::UNIX_EPOCH.with_timezone(&Tz::UTC)).ok()?;
        match self.at(language, decoded(&path)) {
            Page::At(path) => Some(path),
            _ => None,
        }
    }
}

impl HugoPages {
    /// What else stands at the place of a page: Hugo knows pages by their paths, and of two it makes one.
    fn shadowed(&self, path: &str, place: &Whereabouts) -> Option<String> {
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if stem.eq_ignore_ascii_case("index") || self.tongues.of_name(stem).is_some() {
            return None;
        }
        let own = joined(&place.folder, &place.name);
        let section = self.content.section(&place.language, &own);
        if section.is_some_and(|section| !section.is_bare) || self.content.is_bundle(&place.language, &own) {
            return Some(format!("the folder `{own}` is a page of Hugo's that stands in its place"));
        }
        let named = self.content.names_language(&place.language, &own);
        named.then(|| format!("`{stem}.{}` is the same page to Hugo, and stands in its place", place.language))
    }

    /// Why Hugo makes no page of an article, or no list that is a feed has it.
    fn held_back(&self, front: &Table) -> Option<String> {
        if value::switch_at(front, "headless") == Some(true) {
            return Some("`headless` is true".to_owned());
        }
        for key in ["render", "list"] {
            if let Some(word) = build_says(front, key) {
                return Some(format!("`build.{key}` is `{word}`"));
            }
        }
        let outputs = value::at(front, "outputs").map(value::texts).filter(|list| !list.is_empty());
        match outputs {
            Some(list) if list.iter().any(|name| name.eq_ignore_ascii_case("html")) => None,
            Some(_) => Some("`outputs` has no HTML".to_owned()),
            None => self.without_html.then(|| "`outputs.page` of the configuration has no HTML".to_owned()),
        }
    }
}

/// What `build` says where it is not "always"; `link` renders nothing, and `local` lists in no feed. Unknown words are as
/// "always" (<https://gohugo.io/content-management/build-options/>). `_build` is its name up to Hugo 0.145.
fn build_says(front: &Table, key: &str) -> Option<String> {
    let build = value::at(front, "build").or_else(|| value::at(front, "_build"))?.as_object()?;
    let word = match value::at(build, key)? {
        Value::Bool(false) => "false".to_owned(),
        other => value::text(other)?.trim().to_owned(),
    };
    matches!((key, word.as_str()), (_, "never" | "false") | ("render", "link") | ("list", "local")).then_some(word)
}

/// The slug of front matter: it neither begins nor ends with a hyphen.
fn slug_of(front: &Table) -> Option<String> {
    let slug = value::text_at(front, "slug")?.trim_matches('-').to_owned();
    (!slug.is_empty()).then_some(slug)
}

fn segments(folder: &str) -> impl Iterator<Item = (usize, usize)> {
    let starts = std::iter::once(0).chain(folder.match_indices('/').map(|(at, _)| at + 1));
    let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
    starts.zip(ends)
}

fn as_folder(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("{path}/") }
}

/// Escapes that are in a name stand in Hugo's links as they are.
fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8().map_or_else(|_| path.to_owned(), Into::into)
}
