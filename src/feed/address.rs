//! Addresses that may be published: a web address for every slot of the model, and the links that HTML may
//! have besides.
//!
//! A document is opened on machines that are not the writer's. What a reader follows, fetches or shows there is
//! a page of the web, or within HTML a letter or a call, and nothing that runs, or that reads the machine. A
//! slot whose type is [`WebUrl`] cannot forget it.

use std::fmt;

use crate::scheme::UNSAFE_SCHEMES;

use serde::Serialize;
use url::Url;

use super::characters::run_of;

/// An `http` or `https` URL with a host and without user name or password, in ASCII: paths percent-encoded,
/// hosts in punycode.
///
/// ```
/// use tidings::feed::{Refusal, WebUrl};
///
/// let page = WebUrl::parse("https://acme.example/新闻/").unwrap();
/// assert_eq!(page.as_str(), "https://acme.example/%E6%96%B0%E9%97%BB/");
/// assert_eq!(WebUrl::read("/news/"), Err(Refusal::Unreadable));
/// assert_eq!(WebUrl::read("https://me:secret@acme.example/"), Err(Refusal::Credentials));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct WebUrl(String);

/// Why an address may not be published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It does not read as an address.
    Unreadable,
    /// It begins with a scheme that is none of the web.
    Scheme(String),
    /// It holds a user name or a password, which every reader would see.
    Credentials,
}

impl Refusal {
    /// What is wrong with the address, in a sentence that a person reads; a password is not said again.
    ///
    /// ```
    /// use tidings::feed::WebUrl;
    ///
    /// let refusal = WebUrl::read("ftp://acme.example/a").unwrap_err();
    /// assert_eq!(refusal.of("ftp://a.example"), "`ftp://a.example` is no web address: `ftp:` leads to no page");
    /// assert_eq!(refusal.to_string(), "`ftp:` leads to no page");
    /// ```
    #[must_use]
    pub fn of(&self, address: &str) -> String {
        let short: String = address.trim().chars().take(200).collect();
        match self {
            Self::Unreadable => format!("`{short}` is no web address"),
            Self::Scheme(scheme) => format!("`{short}` is no web address: `{scheme}:` leads to no page"),
            Self::Credentials => {
                "this address holds a user name or a password, which every document would show".to_owned()
            }
        }
    }

    /// What to do, in the imperative.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unreadable | Self::Scheme(_) => "write it in full, beginning with https://, or take it out",
            Self::Credentials => "write the address without what stands before the `@`",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => out.write_str("it is no web address"),
            Self::Scheme(scheme) => write!(out, "`{scheme}:` leads to no page"),
            Self::Credentials => out.write_str("it holds a user name or a password"),
        }
    }
}

impl std::error::Error for Refusal {}

impl WebUrl {
    /// Reads an absolute web address; `None` for a relative, unreadable or refused one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }

    /// As [`Self::parse`].
    ///
    /// # Errors
    /// Why it may not be published.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        Self::take(Url::parse(text.trim()))
    }

    /// Reads an address relative to another, as a browser would.
    ///
    /// # Errors
    /// Why it may not be published.
    ///
    /// ```
    /// use tidings::feed::{Refusal, WebUrl};
    ///
    /// let page = WebUrl::parse("https://acme.example/news/").unwrap().to_url();
    /// assert_eq!(WebUrl::join(&page, "../logo.png").unwrap().as_str(), "https://acme.example/logo.png");
    /// assert_eq!(WebUrl::join(&page, "java\tscript:alert(1)"), Err(Refusal::Scheme("javascript".to_owned())));
    /// ```
    pub fn join(base: &Url, text: &str) -> Result<Self, Refusal> {
        Self::take(base.join(text.trim()))
    }

    fn take(read: Result<Url, url::ParseError>) -> Result<Self, Refusal> {
        let url = read.map_err(|_| Refusal::Unreadable)?;
        Self::check(&url)?;
        Ok(Self(in_ascii(url.into())))
    }

    /// Takes over a parsed URL; `None` for one that is refused.
    #[must_use]
    pub fn from_url(url: &Url) -> Option<Self> {
        Self::check(url).ok()?;
        Some(Self(in_ascii(url.as_str().to_owned())))
    }

    /// Whether a parsed URL may be published.
    fn check(url: &Url) -> Result<(), Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        // The URL standard gives every http and https URL a host.
        Ok(())
    }

    /// The URL as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL as a value to join others to.
    #[must_use]
    pub fn to_url(&self) -> Url {
        Url::parse(&self.0).expect("a WebUrl is made from a URL")
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What an element of HTML may lead to or show: a web address, `mailto:` or `tel:`, in ASCII.
///
/// A link in the text of an article is the writer's word, so one with a user name stays as it is.
///
/// ```
/// use tidings::feed::{LinkUrl, WebUrl};
///
/// let page = WebUrl::parse("https://acme.example/").unwrap().to_url();
/// let link = |address: &str| LinkUrl::from_url(&page.join(address).unwrap());
/// assert_eq!(link("mailto:press@acme.example").unwrap().as_str(), "mailto:press@acme.example");
/// assert_eq!(link("javascript:alert(1)"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct LinkUrl(String);

impl LinkUrl {
    /// The schemes that a link in HTML may have.
    const UNSAFE_SCHEMES: [&'static str; 4] = ["http", "https", "mailto", "tel"];

    /// Takes over a parsed URL; `None` where its scheme is none that HTML may have.
    #[must_use]
    pub fn from_url(url: &Url) -> Option<Self> {
        Self::UNSAFE_SCHEMES.contains(&url.scheme()).then(|| Self(in_ascii(url.as_str().to_owned())))
    }

    /// The URL as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LinkUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<WebUrl> for LinkUrl {
    fn from(url: WebUrl) -> Self {
        Self(url.0)
    }
}

/// Whether a text begins with a scheme that runs a program in the one who opens it, or shows what is on their
/// machine. Blanks, controls and capitals hide none (URL standard, 4.4), nor does `feed:` before it.
///
/// Ids may be URIs of any scheme (RFC 4287, 4.2.6), so for them this is a list of what they may not be;
/// addresses have their types.
///
/// ```
/// use tidings::feed::is_script_scheme;
///
/// assert!(is_script_scheme(" JavaScript:alert(1)") && is_script_scheme("data:text/html,x"));
/// assert!(!is_script_scheme("https://acme.example/"));
/// ```
#[must_use]
pub fn is_script_scheme(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c <= ' ' || c.is_whitespace() || c == '\u{feff}');
        let Some((scheme, after)) = rest.split_once(':') else { return false };
        let scheme: String = scheme.chars().filter(|c| !c.is_control()).take(16).collect();
        if !matches!(scheme.to_ascii_lowercase().as_str(), "feed" | "feeds") {
            return UNSAFE_SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
        }
        rest = after;
    }
}

/// A serialised URL with what RFC 3986 does not allow in a URI, and the URL standard leaves as it is (such as `|`
/// and `[` in a path), percent-encoded.
pub(crate) fn in_ascii(text: String) -> String {
    if is_plain_uri(&text) {
        return text;
    }
    let after_host = text.find("://").and_then(|at| text[at + 3..].find(['/', '?', '#']).map(|to| at + 3 + to));
    let mut clean = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let outside_host = after_host.is_none_or(|from| at >= from);
        match c {
            '[' | ']' if outside_host => clean.push_str(if c == '[' { "%5B" } else { "%5D" }),
            '|' | '\\' | '^' | '`' | '{' | '}' | '<' | '>' | '"' | ' ' => {
                clean.push_str(&format!("%{:02X}", c as u32));
            }
            '%' if !starts_escape(&text[at..]) => clean.push_str("%25"),
            // The fragment begins at the first `#`; a second one is no URI character.
            '#' if clean.contains('#') => clean.push_str("%23"),
            _ => clean.push(c),
        }
    }
    clean
}

/// Whether an address holds nothing that would have to be escaped beyond doubt.
fn is_plain_uri(text: &str) -> bool {
    let run = run_of(text.as_bytes(), |byte| {
        let sign = (byte != b'"') & (byte != b'#') & (byte != b'%') & (byte != b'<') & (byte != b'>');
        (byte > b' ') & (byte <= b'z') & sign & ((byte < b'[') | (byte == b'_') | (byte >= b'a'))
    });
    let mut fragments = 0;
    text.bytes().enumerate().skip(run).all(|(at, byte)| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => true,
        b'!' | b'$' | b'&'..=b'/' | b':' | b';' | b'=' | b'?' | b'@' => true,
        b'%' => starts_escape(&text[at..]),
        b'#' => {
            fragments += 1;
            fragments == 1
        }
        _ => false,
    })
}

fn starts_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 2 && bytes[1].is_ascii_hexdigit() && bytes[2].is_ascii_hexdigit()
}
