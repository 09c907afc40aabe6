//! WebSub: what `Link` fields say, beside what the feed says (WebSub, 4: subscribers look at the fields first).

use url::Url;

use crate::diagnostic::Code;
use crate::probe::asking::Asking;
use crate::validate::rules::rule;
use crate::web::target::told;

/// So many links of a field are looked at.
const MOST_LINKS: usize = 100;

/// A link of a `Link` field (RFC 8288, 3).
#[derive(Debug, PartialEq, Eq)]
struct FieldLink {
    url: Url,
    relations: Vec<String>,
    /// Whether its relation stands in quotes.
    quoted: bool,
}

/// Judges the first answer.
pub fn judge(asking: &mut Asking<'_>) {
    let hub = const { rule(Code::ProbeHub) };
    let links = links(&asking.first.field("link").unwrap_or_default(), asking.url);
    let with = |relation: &str| -> Vec<&FieldLink> {
        links.iter().filter(|link| link.relations.iter().any(|known| known == relation)).collect()
    };
    let (hubs, own) = (with("hub"), with("self"));
    let named = asking.named;
    let found = &mut *asking.found;
    if hubs.is_empty() {
        if let Some(first) = named.hubs.first() {
            let message = format!("the feed names the hub `{}`, no `Link` field does", told(first));
            found.add(hub, message);
        }
        return;
    }
    let unknown = hubs.iter().find(|link| !named.hubs.contains(&link.url)).filter(|_| !named.hubs.is_empty());
    if let (Some(link), Some(first)) = (unknown, named.hubs.first()) {
        let message = format!("`Link` names the hub `{}`, the feed `{}`", told(&link.url), told(first));
        found.add(hub, message);
    }
    match own[..] {
        [] => found.add(hub, "`Link` names a hub without `rel=\"self\"`: nobody knows what to subscribe to"),
        [one] => {
            if let Some(said) = named.own.as_ref().filter(|said| !is_same(said, &one.url)) {
                let message =
                    format!("`Link` says that its address is `{}`, the feed says `{}`", told(&one.url), told(said));
                found.add(hub, message);
            }
        }
        _ => found.add(hub, "`Link` has more than one `rel=\"self\"`"),
    }
    if hubs.iter().chain(&own).any(|link| !link.quoted) {
        // flask-websub takes no other.
        found.note(hub, "`rel` in `Link` stands without quotes, in which alone some hubs find it");
    }
}

/// Whether two addresses lead to one document.
pub fn is_same(one: &Url, other: &Url) -> bool {
    let bare = |url: &Url| {
        let mut url = url.clone();
        url.set_fragment(None);
        url
    };
    bare(one) == bare(other)
}

/// The links of a field; one with an anchor is about something else.
fn links(field: &str, at: &Url) -> Vec<FieldLink> {
    let mut found = Vec::new();
    let mut rest = field;
    while let Some((target, parameters)) = rest.split_once('<').and_then(|(_, rest)| rest.split_once('>')) {
        let (mut relation, mut anchored, mut quoted) = (None, false, false);
        rest = parameters;
        while let Some(after) = rest.trim_start().strip_prefix(';') {
            let (name, value, is_quoted, end) = parameter(after);
            match name.to_ascii_lowercase().as_str() {
                // The first counts (RFC 8288, 3.3).
                "rel" if relation.is_none() => (relation, quoted) = (Some(value.to_ascii_lowercase()), is_quoted),
                "anchor" => anchored = true,
                _ => {}
            }
            rest = end;
        }
        if let (Ok(url), Some(relation), false) = (at.join(target.trim()), relation, anchored) {
            let relations = relation.split_ascii_whitespace().map(str::to_owned).collect();
            found.push(FieldLink { url, relations, quoted });
        }
        if found.len() >= MOST_LINKS {
            break;
        }
    }
    found
}

/// The first parameter: its name, its value, whether that is quoted, and what comes after.
fn parameter(text: &str) -> (&str, &str, bool, &str) {
    let end = text.find(['=', ';', ',', '<']).unwrap_or(text.len());
    let name = text[..end].trim();
    let Some(value) = text[end..].strip_prefix('=').map(str::trim_start) else {
        return (name, "", false, &text[end..]);
    };
    if let Some(inner) = value.strip_prefix('"') {
        let close = inner.find('"').unwrap_or(inner.len());
        return (name, &inner[..close], true, inner.get(close + 1..).unwrap_or_default());
    }
    let end = value.find([';', ',']).unwrap_or(value.len());
    (name, value[..end].trim(), false, &value[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_a_field_are_read() {
        let at = Url::parse("https://acme.example/feed.xml").unwrap();
        let read = |field: &str| -> Vec<String> {
            let shown = |link: FieldLink| format!("{} {} {}", link.url, link.relations.join("+"), link.quoted);
            links(field, &at).into_iter().map(shown).collect()
        };
        assert_eq!(
            read("<https://hub.example/>; rel=\"hub\", </feed.xml>;title=\"a, <b>; c\" ; REL=\"self alternate\""),
            ["https://hub.example/ hub true", "https://acme.example/feed.xml self+alternate true"]
        );
        assert_eq!(
            read("<a>;rel=hub, <b>; rel=self; type=x"),
            ["https://acme.example/a hub false", "https://acme.example/b self false"]
        );
        assert!(read("<a>; rel=hub; anchor=\"/b\", <c>, d; rel=e, <f; rel=\"").is_empty());
    }
}
