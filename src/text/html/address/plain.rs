//! Addresses as most are typed, `https://a.example/b?c` and `../b/`: letters, digits and a few signs,
//! which no parser changes. They are put together without one; a property test holds that equal.

use memchr::{memchr, memrchr};
use url::{Position, Url};

/// An absolute web address that a parser would give back as it is.
pub(super) fn is_absolute(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")) else { return false };
    memchr(b'/', rest.as_bytes()).is_some_and(|end| is_host(&rest[..end]) && is_path(&rest[end..]))
}

/// Puts a path below the folder of a site.
pub(crate) fn below(site: &Url, path: &str) -> Option<String> {
    let folder = &site[Position::BeforePath..];
    let plain = !path.starts_with(['.', '/']) && !path.contains("//") && !path.contains(['?', '#']);
    (plain && is_path(path) && is_path(folder) && folder.ends_with('/') && !folder.contains(['?', '#']))
        .then(|| [site.as_str(), path].concat())
}

/// Joins an address without scheme and host to the page, or to the site where it begins at the root.
pub(super) fn joined(page: &Url, site: &Url, address: &str) -> Option<String> {
    let base = if address.starts_with('/') { site } else { page };
    if !is_path(address) || !matches!(base.scheme(), "http" | "https") {
        return None;
    }
    if address.starts_with('#') {
        return Some([&base[..Position::AfterQuery], address].concat());
    }
    let origin = &base[..Position::BeforePath];
    if address.starts_with('/') {
        return (!address.starts_with("//")).then(|| [origin, address].concat());
    }
    let folder = |path: &str| memrchr(b'/', path.as_bytes()).map_or(0, |at| at + 1);
    let path = &base[Position::BeforePath..Position::AfterPath];
    let mut kept = &path[..folder(path)];
    let mut rest = address;
    while let Some(further) = rest.strip_prefix("../") {
        kept = match kept.strip_suffix('/') {
            Some("") | None => kept,
            Some(inner) => &kept[..folder(inner)],
        };
        rest = further;
    }
    // What begins in any other way may be a query, a host, or the mark of a generator.
    let begins = rest.starts_with(|c: char| c.is_ascii_alphanumeric()) && !rest.starts_with("www.");
    (begins || rest.is_empty() && !address.is_empty()).then(|| [origin, kept, rest].concat())
}

/// A host name of small letters that is no number and not in Punycode.
fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with("xn--")
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let last = host.rsplit('.').next().unwrap_or("");
    last.starts_with(|c: char| c.is_ascii_lowercase()) && host.split('.').all(label)
}

/// A path, query and fragment without escapes and without `.` or `..` but at its front.
fn is_path(path: &str) -> bool {
    let mut before = 0;
    let mut fragment = false;
    let mut path = path;
    while let Some(rest) = path.strip_prefix("../") {
        path = rest;
    }
    path.bytes().all(|byte| {
        let plain = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' | b'/' | b'?' => true,
            b'!' | b'$' | b'&' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b'@' => true,
            b'.' => !matches!(before, 0 | b'/'),
            b'#' => !std::mem::replace(&mut fragment, true),
            _ => false,
        };
        before = byte;
        plain
    })
}
