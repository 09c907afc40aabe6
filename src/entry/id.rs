//! A new entry's id: a `tag:` URI (RFC 4151) of the site's host, the published date and the article's path.

use std::fmt::Write;

use crate::article::Article;
use crate::config::Config;
use crate::feed::{EntryId, Timestamp};

/// The id that an article gets when nothing else says one: neither its front matter nor the ledger.
///
/// `tag:acme.example,2024-08-30:2024/launch`; the path is the one below the content directory, without
/// its extension. With `site.id_authority` the day stands in the specific part:
/// `tag:acme.example,2024:2024-08-30/2024/launch`.
#[must_use]
pub fn derived_id(article: &Article, config: &Config) -> EntryId {
    derived_id_of(&article.path, article.published, config)
}

/// The same, of the article at a path below the content directory, published then.
#[must_use]
pub fn derived_id_of(path: &str, published: Timestamp, config: &Config) -> EntryId {
    let day = published.day();
    let path = specific(path);
    let text = match &config.site.id_authority {
        Some(authority) => format!("tag:{authority}:{day}/{path}"),
        None => format!("tag:{},{day}:{path}", host(config)),
    };
    EntryId::new(&text).expect("host, day and an escaped path are URI characters")
}

/// The permanent id of a feed: the same in every format and at every address of its documents.
///
/// A feed has no date that a `tag:` URI could carry, so without `site.id_authority` it is a UUID of
/// version 8 (RFC 9562, section 5.8) made of the site's host and the feed's name.
#[must_use]
pub fn feed_id(config: &Config, name: &str) -> EntryId {
    let text = match &config.site.id_authority {
        Some(authority) => format!("tag:{authority}:feed/{}", escaped(name)),
        None => {
            let hash = blake3::hash(format!("{}\nfeed/{name}", host(config)).as_bytes());
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&hash.as_bytes()[..16]);
            bytes[6] = bytes[6] & 0x0f | 0x80;
            bytes[8] = bytes[8] & 0x3f | 0x80;
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
        }
    };
    EntryId::new(&text).expect("host and an escaped name are URI characters")
}

/// The site's host in lower case without `www.`; an address of numbers is written without colons.
fn host(config: &Config) -> String {
    let host = config.site.base.host_str().unwrap_or("localhost").to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '-' }).collect()
}

fn specific(path: &str) -> String {
    let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
    let stem = match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    };
    match (folder, stem) {
        ("", stem) => escaped(stem),
        (folder, "index") => escaped(folder),
        (folder, stem) => escaped(&format!("{folder}/{stem}")),
    }
}

/// Percent-encodes what RFC 4151's `specific` does not allow.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
