//! Addresses within content: what a writer typed becomes an absolute URL, or nothing.
//!
//! Comes in: the text of an `href`, a `src`, a `srcset`. Goes out: an [`LinkUrl`] whose scheme is
//! on the list for its use. Relative addresses resolve against the entry's page, those from the root
//! against the site's host, source files by way of [`Links`].

use std::borrow::Cow;

use url::Url;

use crate::feed::{LinkUrl, PLACEHOLDER, WebUrl};

/// Stands in an address for a template expression whose value is not known: nothing that holds it becomes
/// an address. Where it is in none after all (`alt="{{ x }}"`), it is left out when the text is written.
pub(crate) const UNKNOWN: &str = PLACEHOLDER;

/// Beyond this an address is no address but a payload.
const LONGEST: usize = 8192;

/// Knows where other articles are published.
pub trait Links {
    /// The URL of the article that a link in the source file `from` means by `target`: `../other.md`,
    /// `@/posts/x.md`, `_posts/2020-01-01-x.md` (Jekyll's `link`), `2020-01-01-x` (Jekyll's
    /// `post_url`), a Hugo `ref`. Without query and fragment. `None` where there is no such article.
    fn article(&self, from: &str, target: &str) -> Option<WebUrl>;

    /// What an address without a host in an article leads to, where that is not what it says on the article's page.
    fn file(&self, _target: &str, _purpose: Use, _written: Written) -> FileAddress {
        FileAddress::ByPage
    }
}

/// What an address without a host leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileAddress {
    /// What it says, on the article's page.
    ByPage,
    /// What this says, on the article's page.
    ByPageAs(String),
    /// This.
    At(WebUrl),
    /// Nobody knows.
    Unknown,
}

/// Where an address stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// In Markdown, or in plain text.
    Markdown,
    /// In HTML, or in HTML within Markdown.
    Html,
    /// In front matter.
    FrontMatter,
}

/// What an address is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A link to follow: http, https, mailto, tel.
    Link,
    /// Something that is fetched and shown: http, https.
    Media,
}

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ResolvedAddress {
    /// It is absolute and harmless.
    Url(LinkUrl),
    /// Its scheme is not allowed, it cannot be read, or it names a source of which there is no page ([`is_source`]).
    Forbidden,
    /// There is none, or its value is not known.
    Absent,
}

/// The addresses that others are relative to.
#[derive(Clone, Copy)]
pub(crate) struct Base<'a> {
    /// The entry's page.
    pub page: &'a Url,
    /// The site.
    pub site: &'a Url,
    /// The source file, for links to other source files.
    pub file: &'a str,
    /// Where source files are published.
    pub links: &'a dyn Links,
}

impl Base<'_> {
    /// Resolves one address of Markdown.
    pub(crate) fn resolve(&self, raw: &str, purpose: Use) -> ResolvedAddress {
        self.resolve_in(raw, purpose, Written::Markdown)
    }

    /// Resolves one address.
    pub(crate) fn resolve_in(&self, raw: &str, purpose: Use, written: Written) -> ResolvedAddress {
        if raw.contains(UNKNOWN) {
            return ResolvedAddress::Absent;
        }
        let cleaned = clean(raw);
        let as_typed = match generated(&cleaned) {
            Some("") => None,
            Some(path) => Some(path),
            None => Some(&*cleaned),
        };
        let is_local =
            scheme(&cleaned).is_none() && !cleaned.starts_with(['#', '?', '\\']) && !cleaned.starts_with("//");
        let names_source = purpose == Use::Link && as_typed.is_some_and(|address| source_path(address).is_some());
        let is_file = is_local && !names_source && !cleaned.is_empty() && !cleaned.starts_with("www.");
        let place = if is_file && cleaned.len() <= LONGEST {
            self.links.file(&cleaned, purpose, written)
        } else {
            FileAddress::ByPage
        };
        let address = match (&place, as_typed) {
            (FileAddress::At(url), _) => return ResolvedAddress::Url(url.clone().into()),
            (FileAddress::Unknown, _) => return ResolvedAddress::Forbidden,
            (FileAddress::ByPageAs(address), _) => &**address,
            (FileAddress::ByPage, Some(address)) => address,
            (FileAddress::ByPage, None) => return ResolvedAddress::Absent,
        };
        if address.len() > LONGEST {
            return ResolvedAddress::Forbidden;
        }
        if address.is_empty() {
            return ResolvedAddress::Absent;
        }
        if let Some(scheme) = scheme(address) {
            let allowed: &[&str] = match purpose {
                Use::Link => &["http", "https", "mailto", "tel"],
                Use::Media => &["http", "https"],
            };
            let allowed = allowed.iter().any(|known| scheme.eq_ignore_ascii_case(known));
            let url = allowed.then(|| Url::parse(address).ok()).flatten();
            return url.as_ref().and_then(LinkUrl::from_url).map_or(ResolvedAddress::Forbidden, ResolvedAddress::Url);
        }
        if purpose == Use::Link
            && let Some(url) = self.source_file(address)
        {
            return ResolvedAddress::Url(url.into());
        }
        // A site shows the pages that are made of sources, and not these.
        if purpose == Use::Link && is_source(address) {
            return ResolvedAddress::Forbidden;
        }
        let joined = if address.starts_with("www.") {
            Url::parse(&format!("https://{address}"))
        } else if address.starts_with(['/', '\\']) {
            self.site.join(address)
        } else {
            self.page.join(address)
        };
        let web = joined.ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        web.as_ref().and_then(LinkUrl::from_url).map_or(ResolvedAddress::Forbidden, ResolvedAddress::Url)
    }

    /// A link that names a source file (`../other.md`, Zola's `@/posts/x.md`).
    fn source_file(&self, address: &str) -> Option<WebUrl> {
        // A site may have those beside their pages, to be taken home: they are followed where there is a page.
        let (path, rest) = source_path(address).or_else(|| path_ending_in(address, &["org", "ipynb", "textile"]))?;
        let url = self.links.article(self.file, path)?;
        WebUrl::parse(&format!("{}{rest}", url.as_str()))
    }

    /// The page's address with a fragment.
    pub(crate) fn fragment(&self, id: &str) -> Option<LinkUrl> {
        let mut url = self.page.clone();
        url.set_fragment(Some(id));
        LinkUrl::from_url(&url)
    }

    /// A `srcset`: each candidate absolute, those that may not be shown left out. `None` where none is
    /// left (HTML, section 4.8.4.2.2: candidates are parted by commas; a comma within an address
    /// belongs to it unless it ends it).
    pub(crate) fn srcset(&self, raw: &str) -> Option<String> {
        let mut candidates = Vec::new();
        let mut rest = raw;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
            if rest.is_empty() {
                break;
            }
            let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            let (address, after) = rest.split_at(end);
            let bare = address.trim_end_matches(',');
            let descriptor = if bare.len() < address.len() {
                rest = after;
                ""
            } else {
                let end = after.find(',').unwrap_or(after.len());
                rest = &after[end..];
                after[..end].trim()
            };
            let numeric = |text: &str| {
                let digits = text.strip_suffix(['w', 'x', 'h']).unwrap_or("");
                !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
            };
            if let ResolvedAddress::Url(url) = self.resolve_in(bare, Use::Media, Written::Html)
                && (descriptor.is_empty() || numeric(descriptor))
            {
                // An address that ends in a comma, or holds one before white space, cannot come back.
                let url = url.as_str().replace(',', "%2C");
                candidates.push(if descriptor.is_empty() { url } else { format!("{url} {descriptor}") });
            }
        }
        (!candidates.is_empty()).then(|| candidates.join(", "))
    }
}

/// Whether an address, without a host, names a source file.
pub(crate) fn is_source(address: &str) -> bool {
    let address = clean(address);
    let address = generated(&address).unwrap_or(&address);
    scheme(address).is_none() && !address.starts_with("//") && source_path(address).is_some()
}

/// Whether an address is a path, of whatever it may be.
pub(crate) fn is_local(address: &str) -> bool {
    let address = clean(address);
    scheme(&address).is_none() && !address.starts_with("//") && address.len() < 200
}

/// The path of an address that names a source file, and its query and fragment.
fn source_path(address: &str) -> Option<(&str, &str)> {
    path_ending_in(address, &["md", "markdown", "mdx", "mkd", "rst", "rest", "adoc", "asciidoc", "qmd", "rmd"])
}

fn path_ending_in<'a>(address: &'a str, known: &[&str]) -> Option<(&'a str, &'a str)> {
    let (path, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    let extension = path.rsplit_once('.')?.1;
    known.iter().any(|known| extension.eq_ignore_ascii_case(known)).then_some((path, rest))
}

/// What a mark of the site's generator at the start of an address means: `{static}/a.png` of Pelican and
/// `__GHOST_URL__/a/` are paths, `{tag}x` is a page only Pelican knows (empty). `None` without a mark.
fn generated(address: &str) -> Option<&str> {
    for mark in ["{static}", "{attach}", "{filename}", "|static|", "|attach|", "|filename|", "__GHOST_URL__"] {
        if let Some(path) = address.strip_prefix(mark) {
            return Some(if path.is_empty() { "/" } else { path });
        }
    }
    let known = ["{category}", "{tag}", "{author}", "{index}"].iter().any(|mark| address.starts_with(mark));
    known.then_some("")
}

/// Browsers drop tabs and line ends anywhere in an address, and controls and blanks at its ends
/// (URL standard, section 4.4): so `java\nscript:` has to be read as they read it.
fn clean(raw: &str) -> Cow<'_, str> {
    let address = raw.trim_matches(|c: char| c <= ' ' || c.is_whitespace() || c == '\u{feff}');
    // A mark of a generator that a converter has escaped: `%7Bstatic%7D/a.png`.
    if let Some((mark, path)) = address.strip_prefix("%7B").and_then(|rest| rest.split_once("%7D"))
        && mark.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return Cow::Owned(format!("{{{mark}}}{path}"));
    }
    if address.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Cow::Borrowed(address);
    }
    let kept = |c: &char| !matches!(c, '\t' | '\n' | '\r' | '\0') && crate::feed::is_document_char(*c);
    Cow::Owned(address.chars().filter(kept).collect())
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then_some(scheme)
}

/// The page for people that a player's address stands for: a YouTube embed becomes its watch page.
pub(crate) fn watch_page(url: &str) -> String {
    let id_after = |marker: &str| {
        let at = url.find(marker)? + marker.len();
        let id: String =
            url[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        (!id.is_empty() && id != "videoseries").then_some(id)
    };
    for marker in ["youtube.com/embed/", "youtube-nocookie.com/embed/", "youtube.com/v/"] {
        if let Some(id) = id_after(marker) {
            return format!("https://www.youtube.com/watch?v={id}");
        }
    }
    if let Some(id) = id_after("player.vimeo.com/video/") {
        return format!("https://vimeo.com/{id}");
    }
    url.to_owned()
}
