//! A [`FeedHead`] as JSON Feed 1.1.
//!
//! The structs name every member in the order in which it is written. Beside `authors` the first of
//! them is written as version 1.0's `author`, which 1.1 deprecates and still allows: readers that
//! know 1.0 only have no other.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{as_person, content, one_line, person_url};
use crate::feed::{Carried, ContentMode, Entry, FeedHead, Organization, Person, PlainText, Timestamp, WebUrl};

pub(super) const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// Members that begin with an underscore are extensions, and `about` says whose.
const ABOUT_ORGANIZATION: &str = "https://www.rfc-editor.org/rfc/rfc6350";

#[derive(Serialize)]
struct JsonHead<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favicon: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<JsonAuthor<'a>>,
    language: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    _organization: Option<JsonPublisher<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    _rights: Option<Value>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<&'a str>,
}

#[derive(Serialize)]
struct Hub<'a> {
    r#type: &'static str,
    url: &'a str,
}

/// Who publishes, and what may be done with it: JSON Feed has no member for either.
#[derive(Serialize)]
struct JsonPublisher<'a> {
    about: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vcard: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: Timestamp,
    date_modified: Timestamp,
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
    #[serde(flatten)]
    extensions: Map<String, Value>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_in_seconds: Option<u64>,
}

/// Everything before the first item. The archive document before this one is its `next_url`.
pub fn head(feed: &FeedHead) -> String {
    let organization = feed.organization.as_ref();
    let head = JsonHead {
        version: VERSION,
        title: feed.title.as_str(),
        home_page_url: feed.home.as_str(),
        feed_url: feed.self_url.as_str(),
        description: feed.description.as_str(),
        next_url: feed.history.prev_archive.as_ref().map(|url| url.as_str()),
        icon: organization.and_then(|company| company.logo.as_ref()).map(|url| url.as_str()),
        favicon: organization.and_then(|company| company.icon.as_ref()).map(|url| url.as_str()),
        authors: feed.authors.iter().map(author).collect(),
        author: feed.authors.first().map(author),
        language: one_line(&feed.language).into_owned(),
        hubs: feed.hubs.iter().map(|hub| Hub { r#type: "WebSub", url: hub.as_str() }).collect(),
        _organization: organization.map(|company| publisher(feed, company)),
        _rights: rights_of(feed.carried.license.as_ref(), None),
    };
    let object = pretty(&head);
    let open = object.strip_suffix("\n}").expect("serde_json closes an object with members on a line of its own");
    format!("{open},\n  \"items\": [")
}

/// One item. It has `content_html` in a full feed, else its summary as `content_text` too: the format
/// wants one of the two.
pub fn entry(entry: &Entry, mode: ContentMode) -> String {
    let html = content(entry, mode).map(|html| html.as_str());
    let summary = entry.summary.as_ref().map(|summary| summary.as_str());
    let item = JsonItem {
        id: entry.id.as_str(),
        url: entry.url.as_str(),
        external_url: entry.external_url.as_ref().map(|url| url.as_str()),
        title: entry.title.as_str(),
        content_html: html,
        content_text: html.is_none().then(|| summary.unwrap_or_default()),
        summary,
        image: entry.image.as_ref().map(|image| image.url.as_str()),
        date_published: entry.published,
        date_modified: entry.updated,
        authors: entry.authors.iter().map(author).collect(),
        author: entry.authors.first().map(author),
        tags: entry.categories.iter().map(|category| category.term.as_str()).collect(),
        language: entry.language.as_deref().map(|tag| one_line(tag).into_owned()),
        attachments: entry.enclosures.iter().map(attachment).collect(),
        extensions: extensions(entry.carried()),
    };
    let mut fragment = String::from("\n    ");
    // Line breaks within strings are escaped, so these are all indentation.
    fragment.push_str(&pretty(&item).replace('\n', "\n    "));
    fragment
}

/// What stands between two items.
#[must_use]
pub fn separator() -> &'static str {
    ","
}

/// Everything after the last item.
#[must_use]
pub fn tail() -> &'static str {
    "\n  ]\n}\n"
}

/// Licence and rights: JSON Feed has no member for either.
fn rights_of(license: Option<&WebUrl>, rights: Option<&PlainText>) -> Option<Value> {
    let said = [("license", license.map(WebUrl::as_str)), ("rights", rights.map(PlainText::as_str))];
    about("https://www.rfc-editor.org/rfc/rfc4946", said.map(|(name, text)| (name, text.map(Value::from))))
}

/// An extension's object, where it has any member.
fn about<const N: usize>(whose: &str, members: [(&str, Option<Value>); N]) -> Option<Value> {
    let mut object = Map::from_iter([("about".to_owned(), Value::from(whose))]);
    object.extend(members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    (object.len() > 1).then_some(Value::Object(object))
}

/// What most entries have not, as extensions: their names begin with `_`.
fn extensions(carried: &Carried) -> Map<String, Value> {
    let mut all = Map::new();
    for element in &carried.extensions {
        let member =
            all.entry(format!("_{}", element.prefix())).or_insert_with(|| json!({"about": element.namespace()}));
        let attributes: Map<String, Value> =
            element.attributes().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
        let value = match attributes.is_empty() {
            true => Value::from(element.text()),
            false => {
                let mut object = attributes;
                if !element.text().is_empty() {
                    object.entry("text").or_insert_with(|| Value::from(element.text()));
                }
                Value::Object(object)
            }
        };
        let Value::Object(object) = member else { continue };
        // Several of one name are a list.
        match object.get_mut(element.local()) {
            None => {
                object.insert(element.local().to_owned(), value);
            }
            Some(Value::Array(list)) => list.push(value),
            Some(known) => *known = Value::Array(vec![known.take(), value]),
        }
    }
    let url = |url: &Option<WebUrl>| url.as_ref().map(|url| Value::from(url.as_str()));
    let ours = [
        ("_rights", rights_of(carried.license.as_ref(), carried.rights.as_ref())),
        (
            "_comments",
            about(
                "https://www.rfc-editor.org/rfc/rfc4685",
                [
                    ("url", url(&carried.comments)),
                    ("feed_url", url(&carried.comments_feed)),
                    ("count", carried.comment_count.map(Value::from)),
                ],
            ),
        ),
        (
            "_source",
            about(
                "https://www.rfc-editor.org/rfc/rfc4287",
                [
                    ("via", url(&carried.via)),
                    ("title", carried.source.as_ref().map(|source| Value::from(source.title.as_str()))),
                    ("feed_url", carried.source.as_ref().map(|source| Value::from(source.url.as_str()))),
                ],
            ),
        ),
        (
            "_series",
            about(
                "http://purl.org/dc/terms/isPartOf",
                [
                    ("name", carried.series.as_ref().map(|series| Value::from(series.name.as_str()))),
                    ("number", carried.series.as_ref().and_then(|series| series.number).map(Value::from)),
                ],
            ),
        ),
    ];
    all.extend(ours.into_iter().filter_map(|(name, object)| Some((name.to_owned(), object?))));
    all
}

fn pretty<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).expect("structs of strings and numbers are JSON")
}

fn author(person: &Person) -> JsonAuthor<'_> {
    JsonAuthor {
        name: person.name.as_str(),
        url: person_url(person),
        avatar: person.avatar.as_ref().map(|url| url.as_str()),
    }
}

fn publisher<'a>(feed: &'a FeedHead, organization: &'a Organization) -> JsonPublisher<'a> {
    JsonPublisher {
        about: ABOUT_ORGANIZATION,
        name: organization.name.as_str(),
        url: person_url(&as_person(organization)),
        email: organization.email.as_ref().map(|email| email.as_str()),
        rights: super::rights(feed).map(|rights| rights.as_str()),
        vcard: feed.vcard.as_ref().map(|url| url.as_str()),
    }
}

fn attachment(enclosure: &crate::feed::Enclosure) -> Attachment<'_> {
    Attachment {
        url: enclosure.url.as_str(),
        mime_type: one_line(&enclosure.media_type).into_owned(),
        size_in_bytes: (enclosure.length > 0).then_some(enclosure.length),
        duration_in_seconds: enclosure.duration,
    }
}
