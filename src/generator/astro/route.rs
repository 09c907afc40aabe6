//! Which page of `src/pages` shows the entries of a collection, and the id of an entry.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::generator::SiteFiles;
use crate::generator::places::{join, tidy};

/// `await getAllPosts(`, and what defines such a function.
static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"await\s+(\w+)\(").ok());
static FUNCTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"export\s+(?:async\s+)?(?:function|const)\s+(\w+)").ok());

/// How many folders of pages are looked through.
const MOST_FOLDERS: usize = 2_000;

/// `getCollection('blog'`
static COLLECTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"getCollection\(\s*['"`]([\w-]+)['"`]"#).ok());

/// `params: { slug: post.id }`, alone or before other keys.
static PARAMETER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"params\s*:\s*\{\s*(\w+)\s*:\s*(?:\w+\.)?(?:id|slug)\s*,?\s*\}").ok());

/// A page that shows one entry each: the collections that it names, and its path with `{}` for the id.
pub struct EntryRoute {
    collections: Vec<String>,
    path: String,
}

/// The collections that functions of the site's own get, by their names, where the file of each names only one.
fn getters(files: &dyn SiteFiles, source: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![source.to_owned()];
    let mut looked = 0;
    while let Some(folder) = folders.pop() {
        looked += 1;
        if looked > MOST_FOLDERS {
            break;
        }
        for name in files.names(&folder) {
            let path = join(&folder, &tidy(&name));
            if name.ends_with('/') {
                folders.push(path);
            } else if path.ends_with(".ts") || path.ends_with(".js") {
                let text = files.text(&path).unwrap_or_default();
                let collections: BTreeSet<String> = captured(&COLLECTION, &text).collect();
                if let (1, Some(collection)) = (collections.len(), collections.first()) {
                    found.extend(captured(&FUNCTION, &text).map(|function| (function, collection.clone())));
                }
            }
        }
    }
    found
}

fn captured(pattern: &'static LazyLock<Option<Regex>>, text: &str) -> impl Iterator<Item = String> {
    let found = pattern.as_ref().into_iter().flat_map(move |pattern| pattern.captures_iter(text));
    found.filter_map(|found| Some(found.get(1)?.as_str().to_owned()))
}

/// The pages whose one parameter is the id of an entry.
pub fn routes(files: &dyn SiteFiles, source: &str) -> Vec<EntryRoute> {
    let pages = &join(source, "pages");
    let mut found = Vec::new();
    let mut getters_found = None;
    let mut folders = vec![String::new()];
    let mut looked = 0;
    while let Some(folder) = folders.pop() {
        looked += 1;
        if looked > MOST_FOLDERS {
            break;
        }
        for name in files.names(&join(pages, &folder)) {
            let path = join(&folder, &tidy(&name));
            if name.ends_with('/') {
                folders.push(path);
            } else if path.ends_with(".astro") && path.contains('[') {
                let text = files.text(&join(pages, &path)).unwrap_or_default();
                let Some(mut route) = route(&path, &text) else { continue };
                if route.collections.is_empty() {
                    let getters = getters_found.get_or_insert_with(|| getters(files, source));
                    route.collections = captured(&CALL, &text).filter_map(|name| getters.get(&name).cloned()).collect();
                }
                found.push(route);
            }
        }
    }
    found
}

fn route(path: &str, text: &str) -> Option<EntryRoute> {
    let parameter = PARAMETER.as_ref()?.captures(text)?.get(1)?.as_str().to_owned();
    let stem = path.strip_suffix(".astro")?;
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    let path = stem.replacen(&format!("[...{parameter}]"), "{}", 1).replacen(&format!("[{parameter}]"), "{}", 1);
    // What has a second parameter says more than the id.
    (path.contains("{}") && !path.contains('['))
        .then(|| EntryRoute { collections: captured(&COLLECTION, text).collect(), path })
}

/// The route of a collection, or why it is not known.
pub fn of(routes: &[EntryRoute], collection: &str) -> Result<String, String> {
    let mut paths = routes.iter().filter(|route| route.collections.iter().any(|name| name == collection));
    match (paths.next(), paths.next()) {
        (Some(route), None) => Ok(route.path.clone()),
        (Some(_), Some(_)) => Err(format!("several pages show the entries of `{collection}`")),
        (None, _) => Err(format!("which page shows the entries of `{collection}`, and by which address, is a program")),
    }
}

/// The id of an entry by its path (`getContentEntryIdAndSlug`): each part as `github-slugger` writes it.
pub fn id(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let path = join(folder, stem);
    let slug = path.split('/').map(slugged).collect::<Vec<_>>().join("/");
    slug.strip_suffix("/index").map_or(slug.clone(), str::to_owned)
}

/// Letters, marks, digits, hyphens and what joins words stay, in lower case; a space becomes a hyphen, all else goes.
fn slugged(text: &str) -> String {
    static STAYS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{M}\p{Nd}\p{Pc}\- ]$").ok());
    let stays = |c: &char| {
        let is_other = || STAYS.as_ref().is_some_and(|stays| stays.is_match(c.encode_utf8(&mut [0; 4])));
        c.is_alphabetic() || is_other()
    };
    text.to_lowercase().chars().filter(stays).map(|c| if c == ' ' { '-' } else { c }).collect()
}
