//! The content of a site: its sections with what they say, and its bundles (<https://gohugo.io/content-management/page-bundles/>).

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::SiteFiles;
use super::super::value::{self, Table};
use super::cascade::{Aim, Cascade};
use super::languages::{Mount, Tongues};
use super::path::{below, joined, lower};

/// A section, or the home page: a folder with an `_index.md` in a language.
#[derive(Clone, Debug, Default)]
pub(super) struct HugoSection {
    /// Its front matter, with what is told it from above.
    pub front: Table,
    /// Whether it has no file: a folder at the top is a section all the same.
    pub is_bare: bool,
}

/// The front matter of sections by language and folder, and whether it is in the folder of its language.
type Heads = BTreeMap<(String, String), (Table, bool)>;

/// What stands in the content folders.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// By language and folder.
    sections: HashMap<(String, String), HugoSection>,
    /// By folder, each with the language of the section that says it.
    cascades: HashMap<String, Vec<(String, Cascade)>>,
    /// Those of the configuration.
    general: Vec<Cascade>,
    /// The folders of leaf bundles, in any language.
    bundles: HashSet<String>,
    /// Their pages, and those whose names say their language: by language and path.
    bundle_pages: HashSet<(String, String)>,
    named_pages: HashSet<(String, String)>,
    /// All folders.
    folders: HashSet<String>,
    /// Files that make pages by a program: `_content.gotmpl`.
    pub adapters: Vec<String>,
}

/// The endings of the formats that Hugo renders, without those that only other programs read.
pub(super) const PAGE_ENDINGS: [&str; 5] = ["md", "mdown", "markdown", "html", "htm"];
/// The formats that it hands to other programs.
pub(super) const OTHER_ENDINGS: [&str; 7] = ["adoc", "asciidoc", "ad", "rst", "org", "pandoc", "pdc"];

/// A file's name in the language of its mount: `(language, name without its language and ending)`; `None` where it is no
/// page by its ending.
pub(super) fn stem_of<'a>(tongues: &Tongues, mount: &Mount, name: &'a str) -> Option<(String, &'a str)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    if !PAGE_ENDINGS.contains(&ending.as_str()) && !OTHER_ENDINGS.contains(&ending.as_str()) {
        return None;
    }
    Some(match tongues.of_name(stem) {
        Some(language) => (language, stem.rsplit_once('.').map_or(stem, |(stem, _)| stem)),
        None => (mount.language.clone(), stem),
    })
}

/// A folder as sections and bundles are known by it.
pub(super) fn known_as(folder: &str) -> String {
    lower(&folder.replace(' ', "-"))
}

impl Content {
    /// That of a site.
    pub fn read(files: &dyn SiteFiles, tongues: &Tongues, general: Vec<Cascade>) -> Self {
        let mut found = Self { general, ..Self::default() };
        let mut heads = Heads::new();
        for mount in tongues.mounts.iter().filter(|mount| !tongues.is_disabled(&mount.language)) {
            found.walk(files, tongues, mount, &mut heads);
        }
        for ((language, folder), (front, _)) in &heads {
            if let Some(value) = value::at(front, "cascade") {
                let told = Cascade::read(value).into_iter().map(|cascade| (language.clone(), cascade));
                found.cascades.entry(folder.clone()).or_default().extend(told);
            }
        }
        for ((language, folder), (mut front, _)) in heads {
            let path = format!("/{folder}");
            let kind = if folder.is_empty() { "home" } else { "section" };
            found.tell(&mut front, Aim { path: &path, kind, language: &language }, &folder);
            found.sections.insert((language, folder), HugoSection { front, is_bare: false });
        }
        if found.says_anything() {
            found.add_bare_sections(tongues);
        }
        found
    }

    /// Folders at the top that have no file of theirs, and are told something from above.
    fn add_bare_sections(&mut self, tongues: &Tongues) {
        let tops: Vec<String> = self.folders.iter().filter(|folder| !folder.contains('/')).cloned().collect();
        for top in tops.into_iter().filter(|top| !top.is_empty()) {
            for tongue in tongues.iter().filter(|tongue| !tongue.is_disabled) {
                let mut front = Table::new();
                let path = format!("/{top}");
                self.tell(&mut front, Aim { path: &path, kind: "section", language: &tongue.key }, &top);
                let section = HugoSection { front, is_bare: true };
                self.sections.entry((tongue.key.clone(), top.clone())).or_insert(section);
            }
        }
    }

    fn walk(&mut self, files: &dyn SiteFiles, tongues: &Tongues, mount: &Mount, heads: &mut Heads) {
        let mut open = vec![mount.folder.clone()];
        while let Some(folder) = open.pop() {
            let inside = below(&folder, &mount.folder).unwrap_or_default();
            let known = known_as(&joined(&mount.target, inside));
            self.folders.insert(known.clone());
            for name in files.names(&folder) {
                if name.starts_with('.') {
                    continue;
                }
                let path = joined(&folder, name.trim_end_matches('/'));
                if name.ends_with('/') {
                    let is_other = tongues.mounts.iter().any(|other| other.folder == path);
                    if !is_other {
                        open.push(path);
                    }
                    continue;
                }
                if name == "_content.gotmpl" {
                    self.adapters.push(path);
                    continue;
                }
                let Some((language, stem)) = stem_of(tongues, mount, &name) else { continue };
                if stem.eq_ignore_ascii_case("index") {
                    self.bundles.insert(known.clone());
                    self.bundle_pages.insert((language, known.clone()));
                } else if tongues.is_disabled(&language) {
                    continue;
                } else if stem.eq_ignore_ascii_case("_index") {
                    let front = files.text(&path).and_then(|text| value::front_matter(&text)).unwrap_or_default();
                    // Of two files of a section the one in the folder of their language counts.
                    let is_at_home = language == mount.language;
                    let head = heads.entry((language, known.clone())).or_default();
                    if is_at_home || !head.1 {
                        *head = (front, is_at_home);
                    }
                } else if stem.len() + 1 < name.rfind('.').unwrap_or_default() {
                    self.named_pages.insert((language, joined(&known, &known_as(stem))));
                }
            }
        }
    }

    /// Whether the file of a name in a folder belongs to a leaf bundle that it is not the page of.
    pub fn is_resource(&self, folder: &str, stem: &str) -> bool {
        if self.bundles.is_empty() {
            return false;
        }
        let known = known_as(folder);
        let is_index = stem.eq_ignore_ascii_case("index");
        let outer = std::iter::once("").chain(known.match_indices('/').map(|(at, _)| &known[..at]));
        let above = !known.is_empty() && outer.into_iter().any(|outer| self.bundles.contains(outer));
        above || !is_index && self.bundles.contains(&known)
    }

    /// Whether a folder is a leaf bundle with a page in a language.
    pub fn is_bundle(&self, language: &str, folder: &str) -> bool {
        self.bundle_pages.contains(&(language.to_owned(), known_as(folder)))
    }

    /// Whether there is a file of a path that names its language, as `hello.en.md` does.
    pub fn names_language(&self, language: &str, path: &str) -> bool {
        self.named_pages.contains(&(language.to_owned(), known_as(path)))
    }

    /// The section of a folder in a language.
    pub fn section(&self, language: &str, folder: &str) -> Option<&HugoSection> {
        self.sections.get(&(language.to_owned(), known_as(folder)))
    }

    /// Whether there is such a folder.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.folders.contains(&known_as(folder))
    }

    /// Puts what is said for a page that is in a folder: the nearest section wins, then the configuration.
    pub fn tell(&self, front: &mut Table, aim: Aim<'_>, folder: &str) {
        let known = known_as(folder);
        let mut at = Some(known.as_str());
        while let Some(folder) = at {
            for (language, cascade) in self.cascades.get(folder).into_iter().flatten() {
                cascade.tell(front, aim, Some(language));
            }
            at = match folder {
                "" => None,
                _ => Some(folder.rsplit_once('/').map_or("", |(outer, _)| outer)),
            };
        }
        for cascade in &self.general {
            cascade.tell(front, aim, None);
        }
    }

    /// Whether anything is said for pages at all.
    pub fn says_anything(&self) -> bool {
        !self.cascades.is_empty() || !self.general.is_empty()
    }

    /// All sections: language, folder, and what it says.
    pub fn sections(&self) -> impl Iterator<Item = (&str, &str, &HugoSection)> {
        self.sections.iter().map(|((language, folder), section)| (language.as_str(), folder.as_str(), section))
    }

    /// The patterns of targets that do not read.
    pub fn unreadable(&self) -> impl Iterator<Item = &str> {
        let told = self.cascades.values().flatten().map(|(_, cascade)| cascade);
        told.chain(&self.general).flat_map(Cascade::unreadable)
    }
}
