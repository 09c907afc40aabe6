//! Documents that a feed names: its page, which names it in turn; archives and further pages, which are feeds and lead
//! back.

use url::Url;

use super::Followed;
use crate::diagnostic::Code;
use crate::probe::checks::is_same;
use crate::probe::named::Named;
use crate::probe::page;
use crate::probe::way::Way;
use crate::validate::rules::rule;
use crate::web::LARGEST;
use crate::web::target::told;

/// Bytes of a page that are looked at; its head is at its beginning.
const PAGE: u64 = 2 << 20;
/// Documents that are followed.
const MOST_DOCUMENTS: usize = 20;

/// The page of the feed names it, with its type.
pub fn home(followed: &mut Followed<'_>) {
    let (Some(home), Some(format)) = (&followed.named.home, followed.named.format) else { return };
    if !matches!(home.scheme(), "http" | "https") {
        return;
    }
    let discovery = const { rule(Code::ProbeDiscovery) };
    let what = format!("its page `{}`", told(home));
    let way = Way::get(followed.client, home, PAGE);
    let Some((at, answer)) = followed.arrived(way, &what, discovery) else { return };
    let Ok(bytes) = answer.decoded() else { return };
    let all = page::alternates(&String::from_utf8_lossy(&bytes), &at);
    let own = |url: &Url| followed.addresses.iter().chain(&followed.named.own).any(|known| is_same(known, url));
    let naming: Vec<_> = all.iter().filter(|link| own(&link.url)).collect();
    let types = page::types_of(format);
    if naming.iter().any(|link| types.contains(&link.media_type.as_str())) {
        return;
    }
    match naming.first() {
        Some(link) if link.media_type.is_empty() => {
            followed.found.add(discovery, format!("{what} names the feed without a type; it is `{}`", types[0]));
        }
        Some(link) => {
            let written: String = link.media_type.chars().take(80).collect();
            followed.found.add(discovery, format!("{what} names the feed as `{written}`; it is `{}`", types[0]));
        }
        None if page::feeds(&String::from_utf8_lossy(&bytes), &at).is_empty() => {
            followed.found.add(discovery, format!("{what} names no feed"));
        }
        None => followed.found.note(discovery, format!("{what} names other feeds, and not this one")),
    }
}

/// A document on the way, and what leads to it.
struct Step {
    /// Every address of the document that names the next.
    from: Vec<Url>,
    /// What relation leads on.
    relation: &'static str,
    to: Url,
}

/// Where a document leads on: to the archive before it (RFC 5005, 4), else to its next page (3; JSON Feed `next_url`).
fn onward(named: &Named, mut from: Vec<Url>) -> Option<Step> {
    from.extend(named.own.clone());
    ["prev-archive", "next"].into_iter().find_map(|relation| {
        let to = named.link(relation)?.clone();
        Some(Step { from: from.clone(), relation, to })
    })
}

/// Archives and further pages, one after the other.
pub fn documents(followed: &mut Followed<'_>) {
    let linked = const { rule(Code::ProbeLinked) };
    let subscription: Vec<Url> = followed.addresses.iter().chain(&followed.named.own).cloned().collect();
    let mut step = onward(followed.named, followed.addresses.to_vec());
    let mut seen: Vec<Url> = followed.url().cloned().into_iter().collect();
    while let Some(Step { from, relation, to }) = step {
        let what = format!("`{}`, where `{relation}` leads,", told(&to));
        if seen.iter().chain(&from).any(|known| is_same(known, &to)) {
            followed.found.add(linked, format!("{what} has been before: the way goes in a circle"));
            return;
        }
        if seen.len() > MOST_DOCUMENTS {
            let message = format!("of what `{relation}` leads to, {MOST_DOCUMENTS} documents were looked at");
            followed.found.add(const { rule(Code::ProbeUnasked) }, message);
            return;
        }
        seen.push(to.clone());
        let way = Way::get(followed.client, &to, LARGEST);
        let Some((at, answer)) = followed.arrived(way, &what, linked) else { return };
        let body = answer.decoded().unwrap_or_default();
        let named = Named::of(&body, &at);
        if named.format.is_none() {
            followed.found.error(linked, format!("{what} is no feed"));
            return;
        }
        let to_any = |url: &Url, known: &[Url]| known.iter().any(|known| is_same(known, url));
        if relation == "prev-archive" {
            if !named.link("current").is_some_and(|current| to_any(current, &subscription)) {
                followed.found.add(linked, format!("{what} does not lead to this feed by `current`"));
            }
            let first = from.iter().any(|url| to_any(url, &subscription));
            if !first && !named.link("next-archive").is_some_and(|next| to_any(next, &from)) {
                followed.found.add(linked, format!("{what} does not lead back by `next-archive`"));
            }
        } else if let Some(previous) = named.link("previous")
            && !to_any(previous, &from)
        {
            followed.found.add(linked, format!("{what} leads by `previous` to another document"));
        }
        step = onward(&named, vec![to, at]);
    }
}
