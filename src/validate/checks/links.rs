//! Links wherever they stand, in an Atom feed or in a channel of RSS: each for itself, and those of one owner together
//! (RFC 4287, 4.2.7; RFC 5005).

use super::frame::{Frame, Link, Scope};
use super::schema::Ctx;
use super::{ext, text, values};
use crate::diagnostic::Code;
use crate::validate::forms::{names, uris};
use crate::validate::log::{Log, Stretch, shown};
use crate::validate::rules::rule;
use crate::validate::xml::text::XmlText;

/// The relations of RFC 5005.
const PAGING: &[&str] = &["current", "first", "last", "next", "next-archive", "prev-archive", "previous"];
/// Relations in their registered form only.
const REGISTRY: &str = "http://www.iana.org/assignments/relation/";

/// An `atom:link` ends: it is judged, and its owner learns of it.
pub fn link_end(frame: &Frame, scope: &mut Scope<'_>) {
    let value = |name: &str| frame.attribute(name).map(|attribute| (attribute.value.clone(), attribute.mark));
    let mut rel = "alternate".to_owned();
    let owner = scope.parent.as_ref().map(|parent| parent.ctx);
    let parent_is_feed = matches!(owner, Some(Ctx::Feed | Ctx::Channel));
    if let Some((written, mark)) = value("rel") {
        rel = written.strip_prefix(REGISTRY).unwrap_or(&written).to_owned();
        relation(&rel, mark, owner, scope);
    }
    let kind = value("type");
    if let Some((kind, mark)) = &kind {
        let bare = kind.split(';').next().unwrap_or_default().trim();
        if !uris::is_media_type(kind) {
            let message = format!("`type` of `link` is `{}`, which is no media type", shown(kind));
            scope.log.add(const { rule(Code::MediaType) }, *mark, message);
        } else if rel == "self"
            && !matches!(bare, "application/atom+xml" | "application/rss+xml" | "application/rdf+xml")
        {
            let message = format!("the self link says that this document is `{}`", shown(kind));
            scope.log.add(const { rule(Code::SelfType) }, *mark, message);
        }
    }
    if let Some((title, mark)) = value("title") {
        if title.trim().is_empty() {
            scope.log.add(const { rule(Code::AttributeBlank) }, mark, "`title` of `link` is empty");
        }
        let text = XmlText::of(&title, mark.pos);
        text::plain_string(&text, "title", mark, const { rule(Code::HtmlInText) }, scope);
    }
    if let Some((length, mark)) = value("length") {
        values::non_negative(&length, mark, "`length` of `link`", scope.log);
    }
    let language = value("hreflang");
    if let Some((language, mark)) = &language {
        values::language(language, *mark, scope.log);
    }
    ext::other::thread_link(frame, &rel, scope);
    let Some((href, mark)) = value("href") else {
        scope.log.add(const { rule(Code::LinkHref) }, frame.mark, "`link` has no `href`");
        note(scope, Link { rel, kind: String::new(), language: String::new(), full: String::new(), mark: frame.mark });
        return;
    };
    let good =
        values::uri(&href, uris::UriForm::IriReference, mark, "`href` of `link`", const { rule(Code::Iri) }, scope.log);
    let full = frame.base.as_ref().map_or_else(|| href.clone(), |base| uris::join(base, &href));
    if good {
        addresses(frame, &rel, &href, &full, mark, parent_is_feed, scope);
    }
    let kind = kind.map(|(kind, _)| kind).unwrap_or_default();
    if rel == "enclosure"
        && let Some(parent) = scope.parent.as_deref_mut()
    {
        parent.enclose(&href, Some(kind.as_str()).filter(|kind| !kind.is_empty()), mark);
    }
    note(
        scope,
        Link {
            rel,
            kind,
            language: language.map(|(language, _)| language).unwrap_or_default(),
            full,
            mark: frame.mark,
        },
    );
}

fn note(scope: &mut Scope<'_>, link: Link) {
    // A feed has a handful of links; thousands would only serve to make the comparisons slow.
    if let Some(parent) = scope.parent.as_deref_mut()
        && parent.links.len() < 256
    {
        parent.links.push(link);
    }
}

fn relation(rel: &str, mark: Stretch, owner: Option<Ctx>, scope: &mut Scope<'_>) {
    if rel.trim().is_empty() {
        scope.log.add(const { rule(Code::AttributeBlank) }, mark, "`rel` of `link` is empty");
    } else if !names::RELATIONS.contains(&rel) && uris::check(rel, uris::UriForm::AbsoluteIri).is_err() {
        let message = format!("the relation `{}` is not registered", shown(rel));
        scope.log.add(const { rule(Code::LinkRel) }, mark, message);
    }
    if owner == Some(Ctx::Entry) && PAGING.contains(&rel) {
        let message = format!("`{rel}` links pages of a feed and stands in an entry");
        scope.log.add(const { rule(Code::PagingInEntry) }, mark, message);
    }
}

/// Relative addresses, the self link, links that lead back to the base.
fn addresses(frame: &Frame, rel: &str, href: &str, full: &str, mark: Stretch, of_feed: bool, scope: &mut Scope<'_>) {
    let absolute = uris::scheme(href).is_some();
    if !absolute && !frame.based {
        if rel == "self" && of_feed {
            let message = format!("the self link `{}` is relative", shown(href));
            scope.log.add(const { rule(Code::SelfRelative) }, mark, message);
        } else {
            let message = format!("`href` of `link` holds `{}`, which is relative", shown(href));
            scope.log.add(const { rule(Code::LinkRelative) }, mark, message);
        }
    } else if !absolute {
        let message = format!("`href` of `link` holds `{}`, which is relative", shown(href));
        scope.log.add(const { rule(Code::LinkRelative) }, mark, message);
    }
    let document = scope.options.url.as_deref();
    if let (true, Some(base), Some(document)) = (frame.based, frame.base.as_deref(), document) {
        let bare = |uri: &str| uris::canonical(uri).split('#').next().unwrap_or_default().to_owned();
        if bare(full) == bare(base) && bare(base) != bare(document) {
            let message = format!("`{}` leads to the base, which is read as this document itself", shown(href));
            scope.log.add(const { rule(Code::LinkSameDocument) }, mark, message);
        }
    }
    if let (true, true, Some(document)) = (rel == "self", of_feed, document)
        && uris::canonical(full) != uris::canonical(document)
    {
        let message = format!("the self link is `{}`, the document's address is `{}`", shown(full), shown(document));
        scope.log.add(const { rule(Code::SelfElsewhere) }, mark, message);
    }
}

/// RFC 5005, 3: pages may not lead past the end.
pub fn paging(feed: &Frame, document: Option<&str>, log: &mut Log) {
    let own = feed.links.iter().find(|link| link.rel == "self").map(|link| link.full.as_str());
    let here = |link: &&Link| {
        let full = uris::canonical(&link.full);
        [document, own].into_iter().flatten().any(|own| uris::canonical(own) == full)
    };
    if feed.has("fh:complete") {
        for link in feed.links.iter().filter(|link| PAGING.contains(&link.rel.as_str())) {
            if link.rel != "current" {
                let message = format!("a complete feed has no other pages, and links to `{}`", link.rel);
                log.add(const { rule(Code::PagingComplete) }, link.mark, message);
            } else if !here(&link) && document.is_some() {
                let message = "a complete feed links to another document as the current one";
                log.add(const { rule(Code::PagingCompleteCurrent) }, link.mark, message);
            }
        }
    }
    for (end, beyond) in [("first", "previous"), ("last", "next")] {
        let at_end = feed.links.iter().filter(|link| link.rel == end).any(|link| here(&link));
        if let (true, Some(link)) = (at_end, feed.links.iter().find(|link| link.rel == beyond)) {
            let message = format!("this is the {end} page, and it links to the {beyond} one");
            log.add(const { rule(Code::PagingPastEnd) }, link.mark, message);
        }
    }
}

/// RFC 5005, 4: an archive document leads on.
pub fn archive(feed: &Frame, scope: &mut Scope<'_>) {
    if !feed.has("fh:archive") || feed.has("fh:complete") {
        return;
    }
    let has = |rel: &str| feed.links.iter().any(|link| link.rel == rel);
    if !has("prev-archive") && !has("next-archive") {
        scope.log.add(const { rule(Code::ArchiveLinks) }, feed.mark, "an archive document links to no other");
    }
    if !has("current") {
        scope.log.add(
            const { rule(Code::ArchiveCurrent) },
            feed.mark,
            "an archive document does not link to the current one",
        );
    }
}

/// RFC 4287, 4.1.1 and 4.1.2: no two alternates of one type and language.
pub fn alternates(links: &[Link], log: &mut Log) {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for link in links.iter().filter(|link| link.rel == "alternate") {
        let key = (link.kind.as_str(), link.language.as_str());
        if seen.contains(&key) {
            let message = format!(
                "a second alternate link of type `{}` and language `{}`",
                shown(&link.kind),
                shown(&link.language)
            );
            log.add(const { rule(Code::LinkAlternateTwice) }, link.mark, message);
        }
        seen.push(key);
    }
}
