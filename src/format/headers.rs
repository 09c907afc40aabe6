//! How the documents are to be served, in the words of servers and hosts: type, caching, who may read them from a page
//! elsewhere. Every file begins with a line that names its maker, and has one place for each document, by its whole path:
//! no pattern could take another file of the site for one.

use std::fmt::Write as _;

use super::DocumentType;
use crate::feed::WebUrl;

/// How long readers may keep a subscription document: how soon news must reach people, and for a poller often how long
/// it waits until it asks again. Half an hour; behind it, a validator makes asking cheap.
const SUBSCRIPTION: u32 = 1_800;
/// How long they may keep what changes only when an entry in it is edited. `immutable` (RFC 8246) would be for names that
/// hold a hash of what is in them, and none does.
const SELDOM: u32 = 86_400;

/// Cloudflare reads so many rules of a `_headers` file, and no more (Pages, "Headers").
const CLOUDFLARE_RULES: usize = 100;

/// What a document in XML may do where a browser shows it: be styled, and nothing else. Served as `application/xml`, it
/// is a page of the site to a browser, and a script in it would run.
const POLICY: &str = "default-src 'none'; style-src 'self'; sandbox";

/// Names and values.
type HeaderList = Vec<(&'static str, String)>;

/// A file that is served.
#[derive(Clone, Debug)]
pub struct Served {
    /// Its path on the host, as it is on the wire: percent-encoded, from the first `/`.
    pub path: String,
    /// What it holds.
    pub kind: DocumentType,
    /// Whether it is an archive document.
    pub archive: bool,
    /// Whether a browser is to show it with a stylesheet: as `application/xml`, for feeds' own types are downloaded.
    pub styled: bool,
    /// The value of its `Link` field: [`hub_links`].
    pub links: Option<String>,
}

/// The `Link` field of a feed that has hubs: they and the feed's own address. Subscribers look at fields before they look into
/// a document, and there are hubs that deliver nothing without them (WebSub, 4). `None` where there is no hub.
///
/// ```
/// use tidings::feed::WebUrl;
/// use tidings::format::headers::hub_links;
///
/// let own = WebUrl::parse("https://acme.example/feeds/rss.xml").expect("an address of the web");
/// let hub = WebUrl::parse("https://hub.example/").expect("an address of the web");
/// let links = "<https://hub.example/>; rel=\"hub\", <https://acme.example/feeds/rss.xml>; rel=\"self\"";
/// assert_eq!(hub_links(&[hub], &own).as_deref(), Some(links));
/// ```
#[must_use]
pub fn hub_links(hubs: &[WebUrl], own: &WebUrl) -> Option<String> {
    let link = |url: &WebUrl, rel: &str| format!("<{}>; rel=\"{rel}\"", url.as_str());
    let mut links: Vec<String> = hubs.iter().map(|hub| link(hub, "hub")).collect();
    if links.is_empty() {
        return None;
    }
    links.push(link(own, "self"));
    Some(links.join(", "))
}

impl Served {
    /// Names and values, the type first.
    fn headers(&self) -> HeaderList {
        let is_xml = matches!(self.kind, DocumentType::Rss | DocumentType::Atom | DocumentType::Opml);
        let media = if is_xml && self.styled { "application/xml" } else { self.kind.media_type() };
        // JSON has no such parameter (RFC 8259, 11).
        let charset = if self.kind == DocumentType::Json { "" } else { "; charset=utf-8" };
        let seldom =
            self.archive || matches!(self.kind, DocumentType::Opml | DocumentType::Vcard | DocumentType::Style);
        let age = if seldom { SELDOM } else { SUBSCRIPTION };
        let mut headers = vec![
            ("Content-Type", format!("{media}{charset}")),
            ("Cache-Control", format!("public, max-age={age}")),
            ("X-Content-Type-Options", "nosniff".to_owned()),
        ];
        if self.kind != DocumentType::Page {
            headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        }
        if is_xml {
            headers.push(("Content-Security-Policy", POLICY.to_owned()));
        }
        headers.extend(self.links.clone().map(|links| ("Link", links)));
        headers
    }

    /// Its path as servers compare it: without percent-encoding.
    fn decoded(&self) -> String {
        percent_encoding::percent_decode_str(&self.path).decode_utf8_lossy().into_owned()
    }
}

/// Files by what their headers are, in the order of the first of each.
fn grouped(files: &[Served]) -> Vec<(HeaderList, Vec<&Served>)> {
    let mut groups: Vec<(HeaderList, Vec<&Served>)> = Vec::new();
    for file in files {
        let headers = file.headers();
        match groups.iter_mut().find(|(known, _)| *known == headers) {
            Some((_, group)) => group.push(file),
            None => groups.push((headers, vec![file])),
        }
    }
    groups
}

/// A `_headers` file for Netlify. It belongs into the root of what is published.
///
/// ```
/// use tidings::format::DocumentType;
/// use tidings::format::headers::{Served, netlify};
///
/// let rss = Served { path: "/feeds/rss.xml".to_owned(), kind: DocumentType::Rss, archive: false, styled: false, links: None };
/// assert!(netlify(&[rss]).contains("\n/feeds/rss.xml\n  Content-Type: application/rss+xml; charset=utf-8\n"));
/// ```
#[must_use]
pub fn netlify(files: &[Served]) -> String {
    let mut text = "# Made by Tidings: how the feeds are to be served. This file belongs into the root of what is \
                    published.\n"
        .to_owned();
    for file in files {
        put(&mut text, format_args!("\n{}\n", file.path));
        for (name, value) in file.headers() {
            put(&mut text, format_args!("  {name}: {value}\n"));
        }
    }
    text
}

/// The same for Cloudflare, which reads a hundred rules and no more.
#[must_use]
pub fn cloudflare(files: &[Served]) -> String {
    let mut text = netlify(&files[..files.len().min(CLOUDFLARE_RULES)]);
    if files.len() > CLOUDFLARE_RULES {
        let left = files.len() - CLOUDFLARE_RULES;
        put(&mut text, format_args!("\n# {left} more documents have no rule: {CLOUDFLARE_RULES} are read.\n"));
    }
    text
}

/// Locations for nginx, to be included in a `server`.
#[must_use]
pub fn nginx(files: &[Served], precompressed: bool) -> String {
    let mut text = "# Made by Tidings: how the feeds are to be served. In a server: include .../headers.nginx.conf;\n\
                    # A location has no add_header of what is around it.\n"
        .to_owned();
    for file in files {
        put(&mut text, format_args!("\nlocation = {} {{\n", double_quoted(&file.decoded())));
        for (name, value) in file.headers() {
            match name {
                "Content-Type" => put(&mut text, format_args!("    types {{ }}\n    default_type \"{value}\";\n")),
                // `$` begins a variable.
                _ => put(
                    &mut text,
                    format_args!("    add_header {name} {};\n", double_quoted(&value.replace('$', "%24"))),
                ),
            }
        }
        if precompressed {
            text.push_str("    gzip_static on;\n    gzip_vary on;\n");
        }
        text.push_str("}\n");
    }
    text
}

/// Directives for Caddy, to be imported in a site.
#[must_use]
pub fn caddy(files: &[Served], precompressed: bool) -> String {
    let mut text =
        "# Made by Tidings: how the feeds are to be served. In a site with a root: import .../headers.caddy\n"
            .to_owned();
    for (number, (headers, group)) in grouped(files).into_iter().enumerate() {
        put(&mut text, format_args!("\n@tidings{number} path"));
        for file in group {
            put(&mut text, format_args!(" \\\n\t{}", double_quoted(&file.decoded())));
        }
        put(&mut text, format_args!("\nheader @tidings{number} {{\n"));
        for (name, value) in headers {
            // Braces begin a placeholder.
            let value = value.replace('{', "%7B").replace('}', "%7D");
            put(&mut text, format_args!("\t{name} {}\n", double_quoted(&value)));
        }
        text.push_str("}\n");
        if precompressed {
            put(&mut text, format_args!("file_server @tidings{number} {{\n\tprecompressed gzip\n}}\n"));
        }
    }
    text
}

/// A `.htaccess` for Apache 2.4, which reads it where it stands (`AllowOverride FileInfo`, `mod_headers`).
#[must_use]
pub fn apache(files: &[Served]) -> String {
    let mut text = "# Made by Tidings: how the feeds are to be served.\n".to_owned();
    // mod_deflate gives what it compresses a tag of its own, and does not know it again (measured by `tests/probe/run`): every poller
    // would be sent the whole feed at each poll.
    text.push_str("RequestHeader edit If-None-Match \"^(W/)?\\\"(.*)-gzip\\\"$\" \"\\\"$2-gzip\\\", \\\"$2\\\"\"\n");
    for (headers, group) in grouped(files) {
        let paths: Vec<String> = group.iter().map(|file| single_quoted(&file.decoded())).collect();
        put(&mut text, format_args!("\n<If \"%{{REQUEST_URI}} in {{ {} }}\">\n", paths.join(", ")));
        for (name, value) in headers {
            match name {
                "Content-Type" => put(&mut text, format_args!("    ForceType \"{value}\"\n")),
                // `%` begins a format.
                _ => {
                    put(&mut text, format_args!("    Header set {name} {}\n", double_quoted(&value.replace('%', "%%"))))
                }
            }
        }
        text.push_str("</If>\n");
    }
    text
}

/// Names of documents hold neither quotes nor backslashes (`config/paths`); the path before them is an address.
fn double_quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Within the double quotes of a directive.
fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('"', "\\\""))
}

fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("writing to memory does not fail");
}
