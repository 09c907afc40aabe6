//! No two entries that go out share an address: one page cannot be two articles, and readers that know entries by
//! their link would show only one of the two.
//!
//! Exempt are entries that lead out of the site by choice, and those whose page is a file that they carry.

use std::collections::HashSet;
use std::collections::hash_map::{Entry as Slot, HashMap};

use super::compose::ArticleFault;
use super::patterns::{USUAL, with_pattern};
use super::reading::{self, HeadReader};
use crate::article::{Article, Brief, folders_of_path, slug_of_path, whole_name_of_path};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Composed, permalink};
use crate::feed::WebUrl;
use crate::validate::even_page;

/// Where the configuration has no pattern, the address of an article is our own to make: of several with one name
/// in a folder, as `2025-01-01-report.md` and `2026-01-01-report.md`, the oldest has the short one (`report/`), and the
/// others have the whole name of their file. So an article that is added changes no other's address unless it is older.
/// All articles count, for those beyond a feed's limit were within. Gives a warning for each that has the long one.
pub fn make_distinct(config: &Config, articles: &mut [Brief], heads: &HeadReader) -> Vec<Diagnostic> {
    if !config.site.permalink.is_default || config.site.generator.is_some() || config.site.shared_addresses {
        return Vec::new();
    }
    let name = |brief: &Brief| (folders_of_path(&brief.path).to_owned(), slug_of_path(&brief.path).to_owned());
    let alike = {
        let mut seen = HashSet::with_capacity(articles.len());
        let names =
            articles.iter().filter(|brief| !seen.insert((folders_of_path(&brief.path), slug_of_path(&brief.path))));
        let names = names.map(name);
        names.collect::<HashSet<_>>()
    };
    if alike.is_empty() {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..articles.len()).filter(|&at| alike.contains(&name(&articles[at]))).collect();
    order.sort_by_key(|&at| (articles[at].published, at));
    let mut first: HashMap<_, usize> = HashMap::new();
    let mut warnings = Vec::new();
    for at in order {
        // Only where nothing else decides the address.
        let front = heads.read(&articles[at], config).map(|article| article.front_matter);
        if front.is_none_or(|front| front.url.is_some() || front.slug.is_some()) {
            continue;
        }
        match first.entry(name(&articles[at])) {
            Slot::Vacant(slot) => {
                slot.insert(at);
            }
            Slot::Occupied(_) if whole_name_of_path(&articles[at].path) == slug_of_path(&articles[at].path) => {}
            Slot::Occupied(slot) => {
                articles[at].whole_name = true;
                warnings.push(long_address(config, &articles[at], &articles[*slot.get()]));
            }
        }
    }
    warnings
}

fn long_address(config: &Config, brief: &Brief, other: &Brief) -> Diagnostic {
    let (shown, other_shown) = (reading::shown(&brief.path, config), reading::shown(&other.path, config));
    let (short, whole) = (slug_of_path(&brief.path), whole_name_of_path(&brief.path));
    let message = format!("`{other_shown}` has the address `{short}/`, so this article has `{whole}/`");
    let help = format!(
        "write in `[site]` of {FILE_NAME} which addresses the site has, as `permalink = \"/{{year}}/{{slug}}/\"`"
    );
    Diagnostic::warning(Code::AddressParted, message).in_file(&shown).help(help)
}

/// What two entries must not share; a hash, for a site may have many.
pub type AddressKey = [u8; 16];

/// That of a composed article; `None` where it may share its address.
pub fn key(composed: &Composed, config: &Config) -> Option<AddressKey> {
    let url = &composed.url;
    let is_file = || composed.enclosures.iter().any(|file| file.url == *url);
    let leads_out = || url.to_url().host_str() != config.site.base.host_str();
    let exempt = config.site.shared_addresses || composed.external_url.is_some() || is_file() || leads_out();
    (!exempt).then(|| hash(&comparable(url)))
}

fn hash(text: &str) -> AddressKey {
    let mut key = AddressKey::default();
    key.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
    key
}

/// An address as it is compared: as the validator compares pages, and whatever the scheme.
fn comparable(url: &WebUrl) -> String {
    let even = even_page(url.as_str());
    even.split_once("://").map_or_else(|| even.clone(), |(_, page)| page.to_owned())
}

/// The articles whose address an older one has. `keys` are those of articles, by their places.
pub fn shared(
    config: &Config,
    articles: &[Brief],
    keys: &[(usize, Option<AddressKey>)],
    heads: &HeadReader,
) -> Vec<ArticleFault> {
    let keyed = keys.iter().filter_map(|&(at, key)| Some((at, key?)));
    let mut order: Vec<(usize, AddressKey)> = keyed.collect();
    order.sort_by_key(|&(at, _)| (articles[at].published, at));
    let mut first: HashMap<AddressKey, usize> = HashMap::with_capacity(order.len());
    let mut found = Vec::new();
    for (at, key) in order {
        match first.get(&key) {
            None => {
                first.insert(key, at);
            }
            Some(&other) => {
                let diagnostics = vec![complaint(config, &articles[at], &articles[other], heads)];
                found.push(ArticleFault { at, edited: false, diagnostics });
            }
        }
    }
    found
}

fn complaint(config: &Config, brief: &Brief, other: &Brief, heads: &HeadReader) -> Diagnostic {
    let (shown, other_shown) = (reading::shown(&brief.path, config), reading::shown(&other.path, config));
    let read = heads.read(brief, config).zip(heads.read(other, config));
    let address = read
        .as_ref()
        .map_or_else(String::new, |(article, _)| format!(" `{}`", permalink::page_url(article, config).as_str()));
    let message = format!("the address{address} is that of `{other_shown}` too");
    let help = match read.and_then(|(article, other)| parting(config, &article, &other)) {
        Some(pattern) => {
            format!("write `permalink = \"{pattern}\"` in `[site]` of {FILE_NAME} if the site has such addresses")
        }
        None => "give one of the two another `slug` or `url`".to_owned(),
    };
    let help = help + "; `shared_addresses = true` in `[site]` allows it";
    Diagnostic::error(Code::AddressShared, message).in_file(&shown).help(help)
}

/// The first pattern under which the two have addresses of their own.
fn parting(config: &Config, one: &Article, other: &Article) -> Option<&'static str> {
    USUAL.into_iter().find(|pattern| {
        let config = with_pattern(config, pattern);
        comparable(&permalink::page_url(one, &config)) != comparable(&permalink::page_url(other, &config))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_show_one_page_under_several_names() {
        let comparable = |text: &str| comparable(&WebUrl::parse(text).unwrap());
        let same =
            ["https://a.example/x", "http://a.example/x/", "https://a.example/x/", "https://a.example/x/index.html"];
        assert!(same.iter().all(|text| comparable(text) == comparable(same[0])));
        for other in ["https://a.example/x#a", "https://a.example/x/?p=1", "https://a.example/X/", "https://a.example/"]
        {
            assert_ne!(comparable(other), comparable(same[0]), "{other}");
        }
    }
}
