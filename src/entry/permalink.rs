//! The address of an article's page.

use chrono::Datelike;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::article::{Article, folders_of_path, whole_name_of_path};
use crate::config::Config;
use crate::feed::{Refusal, WebUrl, is_script_scheme};
use crate::generator::Page;
use crate::slug::slug;

/// Where the address of a page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddressFrom {
    /// The address in the front matter.
    FrontMatter,
    /// A pattern in the front matter, as Jekyll has them (`/:year/:title/`), filled in.
    OwnPattern,
    /// `site.permalink`, filled in.
    Permalink,
    /// The site's generator: its configuration, and what the article says to it.
    Generator,
}

/// The page of an article: the address in its front matter, else `site.permalink` filled in.
///
/// An address that begins with `/` is on the site, as generators mean it: below `site.url`.
///
/// ```
/// use tidings::article::Article;
/// use tidings::config::Config;
/// use tidings::entry::permalink::page_url;
///
/// let site = Config::new("Acme News", "https://acme.example/")?;
/// let read = Article::parse("products/2026-01-05-pump.md", "# The new pump\n\nIt is quiet.", &site)?;
/// assert_eq!(page_url(&read.article, &site).as_str(), "https://acme.example/products/pump/");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn page_url(article: &Article, config: &Config) -> WebUrl {
    page_url_from(article, config).0
}

/// What relative addresses in an article are relative to: its page, or where that is on another site, the page that
/// this site would have of it, for its files are published with this site.
#[must_use]
pub fn base_url(article: &Article, page: &WebUrl, config: &Config) -> Url {
    let url = page.to_url();
    let is_elsewhere = url.host() != config.site.base.host();
    if !is_elsewhere {
        return url;
    }
    let mut here = article.clone();
    here.front_matter.url = None;
    here.page = here.page.filter(|page| matches!(page, Page::At(_)));
    page_url(&here, config).to_url()
}

/// The address of a path on the site, in which nothing is escaped.
#[must_use]
pub fn url_below(path: &str, config: &Config) -> WebUrl {
    let path = path.trim_start_matches('/').replace('?', "%3F").replace('\\', "%5C");
    let site = &config.site.base;
    // `site.url` may name a folder of the generator's site, as that of its blog, which the path names too.
    match config.site.folder_within() {
        None => below(site, &path),
        Some((folder, whole)) => match path.strip_prefix(folder) {
            Some(path) => below(site, path),
            None => below(&whole, &path),
        },
    }
}

/// As [`url_below`], of a path that may be escaped and have a query and a fragment.
#[must_use]
pub fn url_with_rest(path: &str, config: &Config) -> WebUrl {
    let (path, rest) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let url = url_below(&percent_decode_str(path).decode_utf8_lossy(), config);
    WebUrl::parse(&format!("{}{rest}", url.as_str())).unwrap_or(url)
}

/// An address, or a path below the site's; `None` where it is neither.
#[must_use]
pub fn on_site(address: &str, config: &Config) -> Option<WebUrl> {
    if address.contains("://") { WebUrl::parse(address) } else { Some(below_with_part(&config.site.base, address)) }
}

/// As [`page_url`], and where it comes from.
pub fn page_url_from(article: &Article, config: &Config) -> (WebUrl, AddressFrom) {
    let site = &config.site.base;
    let named = config.site.permalink.named(&article.section);
    if named.is_none() {
        match &article.page {
            Some(Page::At(path)) => return (url_below(path, config), AddressFrom::Generator),
            Some(Page::Elsewhere(url)) => {
                if let Some(url) = WebUrl::parse(url) {
                    return (url, AddressFrom::Generator);
                }
            }
            // An article of these is left out.
            Some(Page::Nowhere(_) | Page::Unknown(_) | Page::Doubtful(_)) | None => {}
        }
    }
    let own = article.front_matter.url.as_ref().map(|url| url.value.trim()).filter(|own| refusal(own, site).is_none());
    if let Some(url) = own.and_then(WebUrl::parse) {
        return (url, AddressFrom::FrontMatter);
    }
    match own {
        Some(own) if own.contains("/:") || own.starts_with(':') => {
            (below(site, &fill_jekyll(own, article, config)), AddressFrom::OwnPattern)
        }
        // A permalink of words such as Jekyll's `pretty` names a style, not an address.
        Some(own) if own.contains('/') || own.contains('.') => (below_with_part(site, own), AddressFrom::FrontMatter),
        Some(_) | None => {
            let pattern = named.unwrap_or(&config.site.permalink.pattern);
            (below(site, &fill(pattern, article, config)), AddressFrom::Permalink)
        }
    }
}

/// Why an address in the front matter is passed over, where it is: it is one, and none that may be published.
#[must_use]
pub fn refusal(own: &str, site: &Url) -> Option<Refusal> {
    match WebUrl::join(site, own) {
        // What only looks like a scheme begins a path: `news:launch/`.
        Err(Refusal::Scheme(_)) if !own.contains("://") && !is_script_scheme(own) => None,
        Err(Refusal::Unreadable) | Ok(_) => None,
        Err(refusal) => Some(refusal),
    }
}

/// As [`below`], where the address may name a part of the page: `/changelog/#v1`.
fn below_with_part(site: &Url, own: &str) -> WebUrl {
    let Some((page, part)) = own.split_once('#') else { return below(site, own) };
    let mut url = below(site, page).to_url();
    url.set_fragment(Some(part));
    // A fragment makes no other page of it.
    WebUrl::from_url(&url).unwrap_or_else(|| below(site, page))
}

/// Joins a path to the site's folder; its leading slash means that folder.
fn below(site: &Url, path: &str) -> WebUrl {
    let mut collapsed = String::with_capacity(path.len());
    for c in path.trim_start_matches('/').chars() {
        if c == '/' && collapsed.ends_with('/') {
            continue;
        }
        collapsed.push(c);
    }
    let mut url = site.clone();
    let (path, query) = match collapsed.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (collapsed.as_str(), None),
    };
    // An article is on the site, whatever its slug says: `..` would lead out of it.
    let path = path.split(['/', '\\']).filter(|name| !is_dots(name)).collect::<Vec<_>>().join("/");
    let joined = format!("{}{}", site.path(), path.replace('%', "%25").replace('#', "%23"));
    // A `%41` that a writer has escaped already stays one.
    url.set_path(&unescape_twice(&joined));
    url.set_query(query);
    WebUrl::from_url(&url).expect("a site has a web address, and so has what is below it")
}

/// `.` and `..`, escaped or not (URL standard, "double-dot URL path segment").
fn is_dots(name: &str) -> bool {
    (1..=6).contains(&name.len()) && matches!(name.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// Gives back escapes that were there before: `%2541` was `%41`.
fn unescape_twice(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find("%25") {
        let after = &rest.as_bytes()[at + 3..];
        let escape = after.len() >= 2 && after[0].is_ascii_hexdigit() && after[1].is_ascii_hexdigit();
        out.push_str(&rest[..at]);
        out.push_str(if escape { "%" } else { "%25" });
        rest = &rest[at + 3..];
    }
    out + rest
}

fn fill(pattern: &str, article: &Article, config: &Config) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((field, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let (name, filters) = field.split_once('|').unwrap_or((field, ""));
        let value = field_value(name.trim(), article, config);
        out.push_str(&filters.split('|').fold(value, |value, filter| match filter.trim() {
            "lower" => value.to_lowercase(),
            "slug" => value.split('/').map(slug).collect::<Vec<_>>().join("/"),
            _ => value,
        }));
        rest = after;
    }
    out + rest
}

fn fill_jekyll(pattern: &str, article: &Article, config: &Config) -> String {
    let mut out = String::new();
    for part in pattern.trim_start_matches('/').split_inclusive('/') {
        let (name, slash) = part.strip_suffix('/').map_or((part, ""), |name| (name, "/"));
        let (field, extension) = name.split_once('.').map_or((name, None), |(field, rest)| (field, Some(rest)));
        match field {
            ":title" | ":slug" => out.push_str(article.slug()),
            ":year" | ":month" | ":day" => out.push_str(&field_value(&field[1..], article, config)),
            ":categories" | ":collection" => continue,
            _ => out.push_str(field),
        }
        if let Some(extension) = extension {
            out.push('.');
            out.push_str(extension.trim_start_matches(":output_ext"));
        }
        out.push_str(slash);
    }
    out
}

fn field_value(field: &str, article: &Article, config: &Config) -> String {
    // The day in an address is the day where the site is, not the day in UTC.
    let local = || article.published.utc().with_timezone(&config.site.timezone);
    match field {
        "slug" => article.slug().to_string(),
        "dir" => folders_of_path(&article.path).to_owned(),
        "path" => {
            let whole = article.whole_name && config.site.permalink.named(&article.section).is_none();
            let name = if whole { whole_name_of_path(&article.path) } else { article.slug() };
            match folders_of_path(&article.path) {
                "" => name.to_owned(),
                folders => format!("{folders}/{name}"),
            }
        }
        "section" => article.section.clone(),
        "year" => format!("{:04}", local().year()),
        "month" => format!("{:02}", local().month()),
        "day" => format!("{:02}", local().day()),
        "name" => whole_name_of_path(&article.path).to_owned(),
        "title" => {
            // What has no title in its head is called by its file.
            let title = article.front_matter.title.as_ref().map(|title| slug(&title.value));
            title.filter(|title| !title.is_empty()).unwrap_or_else(|| article.slug().to_string())
        }
        "categories" => article.categories.iter().map(|name| slug(name)).collect::<Vec<_>>().join("/"),
        "m" => local().month().to_string(),
        "d" => local().day().to_string(),
        "lang" => article.language().unwrap_or_default().to_owned(),
        // Nothing in the language that the site is in unless it says another.
        "lang?" => {
            let language = article.language().unwrap_or_default();
            if language.eq_ignore_ascii_case(&config.site.language) { String::new() } else { language.to_owned() }
        }
        _ => String::new(),
    }
}
