//! Two entries that share a page: one of the two links shows the other's text, and a reader that knows entries by
//! their links shows only one of them.
//!
//! Some share it rightly: what leads out of the site by choice (two remarks on one page), and files without a page
//! of their own (episodes that lead to their show). Of those nothing is said.

use super::frame::{Frame, Scope};
use crate::diagnostic::Code;
use crate::validate::forms::uris;
use crate::validate::log::{Log, Stretch, shown};
use crate::validate::rules::rule;

/// Judges the page of an item or entry that ends. `home` is the feed's own page.
pub fn page(named: (&str, Stretch), home: Option<&str>, frame: &Frame, scope: &mut Scope<'_>) {
    let (url, mark) = named;
    let file = frame.has("enclosure") || frame.links.iter().any(|link| link.rel == "enclosure");
    // An entry that stands there twice has been told by its id.
    if file || frame.repeated || scope.log.errors_only || leads_out(url, home) {
        return;
    }
    if let Some(line) = scope.repeated("page", &even_page(url), mark.pos.line) {
        told(url, line, mark, scope.log);
    }
}

/// That another entry has this page too.
pub fn told(url: &str, line: usize, mark: Stretch, log: &mut Log) {
    let message = format!("`{}` is the page of another entry too, on line {line}", shown(url));
    log.add(const { rule(Code::PageShared) }, mark, message);
}

/// Whether a page is on another host than the feed's own.
pub fn leads_out(url: &str, home: Option<&str>) -> bool {
    let host = |url: &str| {
        let url = uris::canonical(url);
        let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?.to_owned();
        Some(host.strip_prefix("www.").map_or_else(|| host.clone(), str::to_owned))
    };
    home.and_then(host).is_some_and(|home| host(url).is_some_and(|host| host != home))
}

/// An address as it is compared: `/a`, `/a/` and `/a/index.html` are one page, `/a?b` and `/a#b` others.
///
/// ```
/// use tidings::validate::even_page;
///
/// assert_eq!(even_page("https://acme.example/a/index.html"), even_page("https://acme.example/a"));
/// assert_ne!(even_page("https://acme.example/a#b"), even_page("https://acme.example/a"));
/// ```
#[must_use]
pub fn even_page(url: &str) -> String {
    let url = uris::canonical(url);
    let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix("/index.htm")).unwrap_or(path);
    format!("{}{rest}", path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_one_page() {
        for (one, other) in [
            ("https://a.example/b", "https://a.example/b/"),
            ("https://a.example/b/index.html", "HTTPS://A.example:443/b"),
            ("https://a.example", "https://a.example/index.htm"),
            ("https://a.example/b/index.html#c", "https://a.example/b/#c"),
        ] {
            assert_eq!(even_page(one), even_page(other));
        }
        for other in
            ["https://a.example/b#c", "https://a.example/b?c", "https://a.example/B", "https://a.example/bindex.html"]
        {
            assert_ne!(even_page("https://a.example/b"), even_page(other));
        }
    }
}
