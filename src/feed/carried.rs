//! What an entry and a feed can carry beside what every entry has: where its link leads, under which licence it is, where it
//! is talked about, what it is part of, and elements of other vocabularies.

use serde::Serialize;

use super::{EntryId, Person, PlainText, Timestamp, WebUrl};

/// Where the link of an entry leads that is about a page elsewhere.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LinkTo {
    /// To its own page.
    Permalink,
    /// To the page that it is about; its own page stands in its text.
    External,
}

/// What an entry carries that most have not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Carried {
    /// Where its link leads, where it is about a page elsewhere; `None`: there only if it has no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_to: Option<LinkTo>,
    /// Its licence (RFC 4946).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<WebUrl>,
    /// Rights held in and over it (RFC 4287, 4.2.10).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<PlainText>,
    /// Where it is talked about (RSS 2.0 `comments`, RFC 4685 `replies`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<WebUrl>,
    /// The feed of what is said there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments_feed: Option<WebUrl>,
    /// How much has been said there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_count: Option<u64>,
    /// Where its writer found what it is about (RFC 4287, 4.2.7.2: `via`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<WebUrl>,
    /// The feed that it was taken from (RSS 2.0 `source`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceFeed>,
    /// The series that it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// Who helped (RFC 4287, 4.2.3).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Person>,
    /// Elements of other vocabularies, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<ForeignElement>,
}

/// A feed that an entry was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceFeed {
    /// Its title.
    pub title: PlainText,
    /// Its address.
    pub url: WebUrl,
}

/// Entries that belong together, in an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Series {
    /// Its name.
    pub name: PlainText,
    /// Which of them the entry is, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
}

/// An element of another vocabulary: a name, text and attributes, and no element within.
///
/// ```
/// use tidings::feed::ForeignElement;
///
/// let price = ForeignElement::new("shop", "https://shop.example/ns", "price", "12.50", &[("currency", "EUR")]).unwrap();
/// assert_eq!(price.name(), "shop:price");
/// assert!(ForeignElement::new("shop", "https://shop.example/ns", "two words", "", &[]).is_none());
/// assert!(ForeignElement::new("xml", "https://shop.example/ns", "price", "", &[]).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ForeignElement {
    prefix: String,
    namespace: String,
    local: String,
    text: String,
    attributes: Vec<(String, String)>,
}

impl ForeignElement {
    /// An element of a namespace; `None` where the prefix, the name or an attribute's is none in XML, or an attribute comes
    /// twice. Names are of ASCII letters, digits, `-`, `_` and `.`, so that they are names in every version of XML.
    #[must_use]
    pub fn new(prefix: &str, namespace: &str, local: &str, text: &str, attributes: &[(&str, &str)]) -> Option<Self> {
        let namespace = PlainText::new(namespace)?.as_str().to_owned();
        let twice = |at: usize| attributes[..at].iter().any(|(known, _)| *known == attributes[at].0);
        let sound = is_prefix(prefix)
            && is_xml_name(local)
            && attributes.iter().all(|(name, _)| is_xml_name(name) && !name.to_ascii_lowercase().starts_with("xml"))
            && !(1..attributes.len()).any(twice);
        sound.then(|| Self {
            prefix: prefix.to_owned(),
            namespace,
            local: local.to_owned(),
            text: clean(text),
            attributes: attributes.iter().map(|(name, value)| ((*name).to_owned(), clean(value))).collect(),
        })
    }

    /// Its prefix.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// What the prefix stands for.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Its name without the prefix.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.local
    }

    /// Its name, with the prefix.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}:{}", self.prefix, self.local)
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its attributes, names and values.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Whether a text can stand for a namespace: a name in XML, none that XML keeps for itself (Namespaces in XML, 3), and one that
/// names a member of JSON Feed behind its `_` too.
///
/// ```
/// use tidings::feed::is_prefix;
///
/// assert!(is_prefix("shop") && !is_prefix("2nd") && !is_prefix("XmlStuff") && !is_prefix("a:b"));
/// ```
#[must_use]
pub fn is_prefix(text: &str) -> bool {
    is_xml_name(text) && !text.contains('.') && !text.to_ascii_lowercase().starts_with("xml")
}

/// Whether a text of ASCII is an `NCName`.
fn is_xml_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// A text of one line; nothing where it shows nothing.
fn clean(text: &str) -> String {
    PlainText::new(text).map_or_else(String::new, |text| text.as_str().to_owned())
}

/// The address of a licence: itself an address, or a name of Creative Commons' as people and SPDX write it.
///
/// ```
/// use tidings::feed::license_url;
///
/// assert_eq!(license_url("CC BY-SA 4.0").unwrap().as_str(), "https://creativecommons.org/licenses/by-sa/4.0/");
/// assert_eq!(license_url("cc0-1.0").unwrap().as_str(), "https://creativecommons.org/publicdomain/zero/1.0/");
/// assert_eq!(license_url("all rights reserved"), None);
/// ```
#[must_use]
pub fn license_url(text: &str) -> Option<WebUrl> {
    let text = text.trim();
    if text.contains("://") {
        return WebUrl::parse(text);
    }
    let lower = text.to_ascii_lowercase().replace([' ', '_'], "-");
    let path = match lower.strip_prefix("cc-").unwrap_or(&lower) {
        "cc0" | "cc0-1.0" | "0" | "0-1.0" | "zero" => "publicdomain/zero/1.0".to_owned(),
        name => {
            lower.strip_prefix("cc-")?;
            let (terms, version) = match name.rsplit_once('-') {
                Some((terms, version)) if version.starts_with(|c: char| c.is_ascii_digit()) => (terms, version),
                _ => (name, "4.0"),
            };
            let known = matches!(terms, "by" | "by-sa" | "by-nd" | "by-nc" | "by-nc-sa" | "by-nc-nd")
                && matches!(version, "1.0" | "2.0" | "2.5" | "3.0" | "4.0");
            known.then(|| format!("licenses/{terms}/{version}"))?
        }
    };
    WebUrl::parse(&format!("https://creativecommons.org/{path}/"))
}

/// What a feed carries that most have not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedCarried {
    /// The licence of what is in it (RFC 4946).
    pub license: Option<WebUrl>,
    /// For how many minutes it may be kept before it is asked for again (RSS 2.0 `ttl`).
    pub ttl: Option<u32>,
    /// Entries that have been taken back (RFC 6721), the last one first; Atom alone has a form for them.
    pub tombstones: Vec<Tombstone>,
}

/// An entry that has been taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Its id.
    pub id: EntryId,
    /// Since when it is gone.
    pub when: Timestamp,
}
