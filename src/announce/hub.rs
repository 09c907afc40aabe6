//! A WebSub hub is told which topics are new, and looked at is what it needs of their answers.
//!
//! The recommendation leaves to each hub how it is told; all that are known take a form by POST. Some want `hub.topic` and some
//! `hub.url` (PubSubHubbub 0.3, 7.1), so both are sent, one topic at a time.

use url::form_urlencoded;

use super::{ChangedDocument, Surroundings, posted};
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::WebUrl;
use crate::web::Client;
use crate::web::target::told;

/// How often a hub is asked that does not answer, or that says it cannot now.
const TRIES: u32 = 3;

/// A hub that takes none of so many topics, one after the other, is told of no more: each may take as long as a request may.
const PATIENCE: usize = 5;

/// What a hub made of it.
#[derive(Default)]
pub struct Pings {
    /// The topics that it was not told of, by their places.
    pub refused: Vec<usize>,
    /// A warning, where there are such.
    pub diagnostic: Option<Diagnostic>,
}

/// Tells a hub of topics.
pub fn tell(hub: &WebUrl, topics: &[&ChangedDocument], around: &Surroundings<'_>) -> Pings {
    let client = Client::for_many(around.reach);
    let (mut pings, mut last, mut in_a_row) = (Pings::default(), None, 0);
    for (number, topic) in topics.iter().enumerate() {
        if in_a_row >= PATIENCE {
            pings.refused.extend(number..topics.len());
            break;
        }
        // One that is not there is not there for the next topic either.
        let tries = if last.is_some() { 1 } else { TRIES };
        match ping(&client, hub, topic, tries, around) {
            Ok(()) => in_a_row = 0,
            Err(why) => {
                in_a_row += 1;
                pings.refused.push(number);
                last.get_or_insert(why);
            }
        }
    }
    let (hub, all) = (told(&hub.to_url()), topics.len());
    pings.diagnostic = last.map(|why| {
        let message = match pings.refused.len() {
            failed if failed == all => format!("the hub `{hub}` could not be told: {why}"),
            failed => format!("the hub `{hub}` could not be told of {failed} of {all} feeds: {why}"),
        };
        let help = "run `tidings announce` when it is there again: subscribers by the hub hear of it only then, pollers \
                    at their next poll";
        Diagnostic::warning(Code::HubFailed, message).help(help)
    });
    pings
}

fn ping(
    client: &Client,
    hub: &WebUrl,
    topic: &ChangedDocument,
    tries: u32,
    around: &Surroundings<'_>,
) -> Result<(), String> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("hub.mode", "publish");
    form.append_pair("hub.topic", topic.url.as_str());
    form.append_pair("hub.url", topic.url.as_str());
    let form = form.finish();
    let fields = [("Content-Type", "application/x-www-form-urlencoded")];
    posted(client, &hub.to_url(), &fields, form.as_bytes(), tries, around)
}

/// What a topic's answer lacks of what hubs and subscribers read first (WebSub, 4: the `Link` fields before the document).
fn lacks(links: &str, hub: &WebUrl, topic: &ChangedDocument) -> Option<&'static str> {
    let all = read_links(links);
    let hubs: Vec<&HeaderLink> = all.iter().filter(|link| link.is("hub")).collect();
    let own: Vec<&HeaderLink> = all.iter().filter(|link| link.is("self")).collect();
    let leads_to = |link: &&HeaderLink, url: &WebUrl| {
        // Addresses are compared as a client reads them, with and without the last `/` of an empty path.
        WebUrl::join(&topic.url.to_url(), &link.target).is_ok_and(|target| target == *url)
    };
    match () {
        () if !hubs.iter().any(|link| leads_to(link, hub)) => Some("no `Link` field that names the hub"),
        () if own.len() != 1 || !leads_to(&own[0], &topic.url) => {
            Some("no `Link` field that names itself, and only itself")
        }
        // flask-websub looks for the quoted text alone.
        () if !hubs.iter().chain(&own).all(|link| link.quoted) => Some("a `Link` field without quotes around `rel`"),
        () => None,
    }
}

/// A warning where answers of topics lack what a hub goes by, though it took the ping: several then deliver nothing.
pub fn without_links<'a>(
    hub: &WebUrl,
    answers: impl Iterator<Item = (&'a ChangedDocument, &'a str)>,
) -> Option<Diagnostic> {
    let mut found = answers.filter_map(|(topic, links)| Some((topic, lacks(links, hub, topic)?)));
    let (topic, lacks) = found.next()?;
    let more = match found.count() {
        0 => String::new(),
        more => format!(", and {more} more are like it"),
    };
    let (url, told) = (topic.url.to_url(), told(&hub.to_url()));
    let message =
        format!("`{}` has {lacks}{more}: the hub was told and may deliver nothing", crate::web::target::told(&url));
    let help = format!(
        "let the server send `Link: <{told}>; rel=\"hub\", <{}>; rel=\"self\"` with it; object storage cannot, the CDN before \
         it can",
        crate::web::target::told(&url)
    );
    Some(Diagnostic::warning(Code::HubLinks, message).help(help))
}

/// A link of the field (RFC 8288, 3).
#[derive(Debug, PartialEq, Eq)]
struct HeaderLink {
    target: String,
    relations: Vec<String>,
    quoted: bool,
}

impl HeaderLink {
    fn is(&self, relation: &str) -> bool {
        self.relations.iter().any(|known| known.eq_ignore_ascii_case(relation))
    }
}

/// The links of a field; what is none is passed over.
fn read_links(field: &str) -> Vec<HeaderLink> {
    let mut links = Vec::new();
    for value in split_outside(field, ',') {
        let mut parts = split_outside(value, ';').into_iter();
        let target = parts.next().map(str::trim).and_then(|target| target.strip_prefix('<')?.strip_suffix('>'));
        let Some(target) = target else { continue };
        // The first `rel` counts (RFC 8288, 3.3).
        let relation = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("rel").then(|| value.trim())
        });
        let Some(relation) = relation else { continue };
        let bare = relation.strip_prefix('"').and_then(|bare| bare.strip_suffix('"'));
        let relations = bare.unwrap_or(relation).split_ascii_whitespace().map(str::to_owned).collect();
        links.push(HeaderLink { target: target.to_owned(), relations, quoted: bare.is_some() });
    }
    links
}

/// The parts of a text between these characters, but for those within `<>` and quotes.
fn split_outside(text: &str, at: char) -> Vec<&str> {
    let (mut parts, mut from, mut closes) = (Vec::new(), 0, None);
    for (place, c) in text.char_indices() {
        match (closes, c) {
            (Some(end), c) if c == end => closes = None,
            (None, '<') => closes = Some('>'),
            (None, '"') => closes = Some('"'),
            (None, c) if c == at => {
                parts.push(&text[from..place]);
                from = place + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic() -> ChangedDocument {
        let url = WebUrl::parse("https://acme.example/rss.xml").unwrap();
        ChangedDocument { url, hash: None, subscription: true }
    }

    #[test]
    fn links_are_read_as_subscribers_read_them() {
        let hub = WebUrl::parse("https://hub.example/").unwrap();
        let cases = [
            (r#"<https://hub.example/>; rel="hub", <https://acme.example/rss.xml>; rel="self""#, None),
            (r#"<https://hub.example>; type="a,b;c"; REL="HUB", </rss.xml>; rel="self""#, None),
            (r#"<https://a.example/?a,b;c>; rel="next", <https://hub.example/>;rel="hub",</rss.xml>;rel="self""#, None),
            ("<https://hub.example/>; rel=hub, <https://acme.example/rss.xml>; rel=\"self\"", Some("quotes")),
            (r#"<https://other.example/>; rel="hub", </rss.xml>; rel="self""#, Some("the hub")),
            (r#"<https://hub.example/>; rel="hub""#, Some("itself")),
            (r#"<https://hub.example/>; rel="hub", </atom.xml>; rel="self""#, Some("itself")),
            (r#"<https://hub.example/>; rel="hub", </rss.xml>; rel="self", </a>; rel="self""#, Some("itself")),
            ("", Some("the hub")),
            ("<<<\"\";;,,=rel", Some("the hub")),
        ];
        for (links, expected) in cases {
            let found = lacks(links, &hub, &topic());
            assert_eq!(found.is_some(), expected.is_some(), "{links}: {found:?}");
            assert!(found.unwrap_or_default().contains(expected.unwrap_or_default()), "{links}: {found:?}");
        }
    }
}
