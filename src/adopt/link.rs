//! When two addresses are those of one page.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::Url;

/// An address in three forms, each telling less than the one before: as it stands; without what
/// changes when a site moves to TLS or tidies its addresses (scheme, `www.`, the slash or the `index.html` at
/// the end, `.html`, the fragment, how characters are escaped, the parameters of campaigns); and that
/// without its host, which the root of a host does not have. `None` for what is no address.
pub(super) fn forms(link: &str) -> Option<[Option<String>; 3]> {
    let link = link.trim();
    if link.is_empty() {
        return None;
    }
    let (host, path, query) = match Url::parse(link) {
        Ok(url) if url.has_host() => {
            let host = url.host_str().unwrap_or_default();
            let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
            let port = url.port().map_or(String::new(), |port| format!(":{port}"));
            (host + &port, url.path().to_owned(), url.query().map(str::to_owned))
        }
        // `tag:` and `mailto:` are the addresses of no page.
        Ok(_) => return None,
        Err(_) => {
            let (path, query) =
                link.split_once('?').map_or((link, None), |(path, query)| (path, Some(query.to_owned())));
            let path = path.split('#').next().unwrap_or_default();
            (String::new(), format!("/{}", path.trim_start_matches('/')), query)
        }
    };
    let path = tidy(&path);
    let query = query.as_deref().map(tidy_query).unwrap_or_default();
    let page = format!("{path}{query}");
    let whole = format!("{host}{page}");
    Some([Some(link.to_owned()), Some(whole), (page != "/").then_some(page)])
}

/// Whether two addresses are those of one page, but for scheme, `www.`, and how they are written.
#[must_use]
pub fn same_page(one: &str, other: &str) -> bool {
    page_key(one).is_some_and(|one| page_key(other) == Some(one))
}

/// The same text for two addresses of one page, as [`same_page`] has it; `None` for what is no address.
pub(crate) fn page_key(link: &str) -> Option<String> {
    forms(link).and_then(|[_, page, _]| page)
}

/// What may stand in a path as it is; everything else is escaped, in capitals.
const PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}').add(b'%');

fn tidy(path: &str) -> String {
    let decoded: Vec<u8> = percent_decode_str(path).collect();
    let path = utf8_percent_encode(&String::from_utf8_lossy(&decoded), PATH).to_string();
    let mut path = path.as_str();
    for end in ["index.html", "index.htm", "index.php", ".html", ".htm", ".php"] {
        if let Some(shorter) = path.strip_suffix(end) {
            path = shorter;
            break;
        }
    }
    format!("/{}", path.trim_matches('/'))
}

/// A query without the parameters that only count visits.
fn tidy_query(query: &str) -> String {
    let counts = |name: &str| name.starts_with("utm_") || matches!(name, "ref" | "source" | "fbclid" | "gclid");
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !counts(pair.split('=').next().unwrap_or_default()))
        .collect();
    if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
}

/// The last part of an address or a slug, without extension and date: what the file was called.
pub(super) fn file_name(address: &str) -> Option<String> {
    let [.., path] = forms(address)?;
    let path = path?;
    let path = path.split('?').next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = crate::ledger::without_date(last).trim_matches('-').to_lowercase();
    // A number is the name of nothing: a page, a day, a post in a database.
    let is_name = name.chars().any(char::is_alphabetic);
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_many_addresses() {
        let page = "https://example.org/2024/a-b/";
        for same in [
            "http://example.org/2024/a-b",
            "https://www.example.org/2024/a-b/index.html",
            "https://EXAMPLE.org/2024/a%2Db.html",
            "https://example.org/2024/a-b/#top",
            "https://example.org/2024/a-b/?utm_source=feed&utm_medium=rss",
        ] {
            assert!(same_page(page, same), "{same}");
        }
        for other in [
            "https://example.org/2024/a-B/",
            "https://example.org/2024/a-b/?page=2",
            "https://blog.example.org/2024/a-b/",
            "tag:example.org,2024:a-b",
            "",
        ] {
            assert!(!same_page(page, other), "{other}");
        }
        assert!(same_page("https://example.org/新闻/", "https://example.org/%e6%96%b0%E9%97%BB"));
    }

    #[test]
    fn names_are_the_last_part_that_is_a_word() {
        for (address, name) in [
            ("https://example.org/2024/03/a-b.html", Some("a-b")),
            ("https://example.org/2024/a-b/index.html", Some("a-b")),
            ("2024-03-01-a-b", Some("a-b")),
            ("https://example.org/v1.2.3/", Some("v1.2.3")),
            ("https://example.org/?p=12", None),
            ("https://example.org/archives/123", None),
            ("https://example.org/", None),
        ] {
            assert_eq!(file_name(address).as_deref(), name, "{address}");
        }
    }
}
