//! The built site on disk: which pages there are, and which file an address leads to.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use percent_encoding::percent_decode_str;
use url::Url;

use super::titles::{TitleHash, hashed};
use crate::article::decode::{Hints, decode};
use crate::file;
use crate::slug::slug;

/// Bytes; a larger file is no page that a browser should get.
const LARGEST_PAGE: u64 = 16 << 20;

/// The folder that a site was built into.
#[derive(Debug)]
pub struct BuiltFolder {
    /// Where it is.
    root: PathBuf,
    /// Its pages, relative to it, with `/`, sorted. Hidden files and what links lead to are not among them.
    pub pages: Vec<String>,
}

impl BuiltFolder {
    /// Walks the folder.
    ///
    /// # Errors
    /// Where there is none, or it cannot be listed.
    pub fn open(root: &Path) -> io::Result<Self> {
        std::fs::read_dir(root)?;
        let walk = WalkBuilder::new(root).standard_filters(false).hidden(true).follow_links(false).build();
        let mut pages: Vec<String> = walk
            .flatten()
            .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
            .filter_map(|entry| entry.path().strip_prefix(root).ok()?.to_str().map(|path| path.replace('\\', "/")))
            .filter(|path| is_page(path))
            .collect();
        pages.sort_unstable();
        Ok(Self { root: root.to_owned(), pages })
    }

    /// The file that a server shows for a path below the site's address, which is not escaped any more: `x/` is `x/index.html`;
    /// `x` is `x`, `x.html` or `x/index.html`.
    pub fn file_of(&self, path: &str) -> Option<String> {
        candidates(path).into_iter().find(|candidate| self.is_there(candidate))
    }

    /// Whether a file is there under just this name: a disk that takes `A` for `a` is no server that does.
    fn is_there(&self, path: &str) -> bool {
        let Some(place) = self.place(path) else { return false };
        let is_listed = || self.pages.binary_search_by(|page| (**page).cmp(path)).is_ok();
        let is_hidden = || path.split('/').any(|part| part.starts_with('.'));
        let by_link = || self.root.canonicalize().is_ok_and(|root| root.join(path) != place);
        !is_page(path) || is_listed() || is_hidden() || by_link()
    }

    /// Where a file of it is; `None` where there is none, or where a link leads out of the folder.
    fn place(&self, path: &str) -> Option<PathBuf> {
        let place = file::within(&self.root, &self.root.join(path)).ok().flatten()?;
        place.is_file().then_some(place)
    }

    /// The bytes of a file; `None` where there is none, or it has more than `most`.
    pub fn bytes(&self, path: &str, most: u64) -> Option<Vec<u8>> {
        file::read(&self.place(path)?, most).ok()
    }

    /// The text of a page; `None` where it is none, or too large.
    pub fn text(&self, path: &str, language: &str) -> Option<String> {
        let bytes = self.bytes(path, LARGEST_PAGE)?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => decode(error.as_bytes(), Hints { encoding: None, language }).ok()?.text.into_owned(),
        };
        Some(text)
    }
}

/// Whether a file is a page by its name.
pub fn is_page(path: &str) -> bool {
    let extension = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
    extension.is_some_and(|extension| ["html", "htm", "xhtml"].iter().any(|page| extension.eq_ignore_ascii_case(page)))
}

/// The files that a server may show for a path, the likeliest first.
pub fn candidates(path: &str) -> Vec<String> {
    match path {
        "" => vec!["index.html".to_owned()],
        folder if folder.ends_with('/') => vec![format!("{folder}index.html")],
        path => vec![path.to_owned(), format!("{path}.html"), format!("{path}/index.html")],
    }
}

/// The path of an address below a folder of the same host, as file names have it; `None` where it is elsewhere. What the
/// address asks of a program (`?p=12`) is in no file's name.
pub fn path_below(address: &Url, base: &Url, folder: &str) -> Option<String> {
    let same_host =
        address.host_str() == base.host_str() && address.port_or_known_default() == base.port_or_known_default();
    if !same_host || address.query().is_some() {
        return None;
    }
    let path = address.path().strip_prefix(folder)?;
    Some(percent_decode_str(path).decode_utf8_lossy().into_owned())
}

/// The pages that a missing one may be: by title, by heading, by name.
pub struct Nearest<'a> {
    by_title: HashMap<TitleHash, &'a str>,
    by_heading: HashMap<TitleHash, &'a str>,
    by_name: HashMap<String, &'a str>,
}

/// What a page is called.
#[derive(Debug, Default)]
pub struct PageNames {
    /// In its head.
    pub titles: Vec<TitleHash>,
    /// In its headings, unless there are many, as in a list.
    pub headings: Vec<TitleHash>,
}

impl<'a> Nearest<'a> {
    /// Of pages with what they are called. The first of several is taken.
    pub fn new(pages: impl IntoIterator<Item = (&'a str, &'a PageNames)>) -> Self {
        let (mut by_title, mut by_heading, mut by_name) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (path, names) in pages {
            for &title in &names.titles {
                by_title.entry(title).or_insert(path);
            }
            for &heading in &names.headings {
                by_heading.entry(heading).or_insert(path);
            }
            let name = name_key(path);
            if !name.is_empty() {
                by_name.entry(name).or_insert(path);
            }
        }
        Self { by_title, by_heading, by_name }
    }

    /// The page of a title.
    pub fn titled(&self, title: &str) -> Option<&'a str> {
        let title = hashed(title)?;
        self.by_title.get(&title).or_else(|| self.by_heading.get(&title)).copied()
    }

    /// The page whose name is that of a path, but for case, date and how words are joined.
    pub fn named(&self, path: &str) -> Option<&'a str> {
        self.by_name.get(&name_key(path)).copied()
    }
}

/// What a page is called: the last part of its path that says it, without date and extension.
fn name_key(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix("/index.htm")).unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = [".html", ".htm", ".xhtml"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    slug(crate::ledger::without_date(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_a_file() {
        assert_eq!(candidates("a/"), ["a/index.html"]);
        assert_eq!(candidates("a"), ["a", "a.html", "a/index.html"]);
        let base = Url::parse("https://a.example/news/").unwrap();
        let below = |text: &str| path_below(&Url::parse(text).unwrap(), &base, base.path());
        assert_eq!(below("http://a.example/news/").as_deref(), None, "another port");
        assert_eq!(below("https://a.example/news/%E6%96%B0%20b/#c").as_deref(), Some("新 b/"));
        assert_eq!(below("https://a.example/news/").as_deref(), Some(""));
        for elsewhere in ["https://b.example/news/a/", "https://a.example/a/", "https://a.example/news/?p=1"] {
            assert_eq!(below(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn names_are_alike() {
        for (one, other) in [
            ("posts/2026-01-05-pump/index.html", "posts/Pump.html"),
            ("a/mixed_case/", "Mixed Case/index.html"),
            ("v1.2", "x/v1-2.htm"),
        ] {
            assert_eq!(name_key(one), name_key(other));
        }
        assert_eq!(name_key("index.html"), "index");
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("secret.html"), "x").unwrap();
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir(site.path().join("a")).unwrap();
        std::fs::write(site.path().join("a/index.html"), "<h1>A").unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.html"), site.path().join("b.html")).unwrap();
        std::os::unix::fs::symlink("a", site.path().join("c")).unwrap();
        let built = BuiltFolder::open(site.path()).unwrap();
        assert_eq!(built.pages, ["a/index.html"]);
        assert_eq!(built.file_of("a/").as_deref(), Some("a/index.html"));
        assert_eq!(built.file_of("a").as_deref(), Some("a/index.html"));
        assert_eq!(built.file_of("c/").as_deref(), Some("c/index.html"), "a link within");
        assert_eq!(built.file_of("b.html"), None);
        assert_eq!(built.file_of("../secret.html"), None);
        assert_eq!(built.text("a/index.html", "en").as_deref(), Some("<h1>A"));
    }
}
