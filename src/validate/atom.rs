//! Atom (RFC 4287), and links wherever they stand: in an Atom feed, in a channel of RSS.

use super::frame::{Frame, Scope};
use super::log::{Mark, shown};
use super::rule::rule;
use super::schema::{Ctx, Kind};
use super::{content, ext, names, pages, uris, values};

/// An `atom:link` of a feed, channel or entry.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its relation; `alternate` where there is none.
    pub rel: String,
    /// Its media type.
    pub kind: String,
    /// Its language.
    pub language: String,
    /// Its address with the base applied.
    pub full: String,
    /// Where it stands.
    pub mark: Mark,
}

/// What matters of an entry's content for the entry.
#[derive(Clone, Debug)]
pub struct ContentFacts {
    /// Its type.
    pub kind: String,
    /// Whether it lies elsewhere.
    pub elsewhere: bool,
}

/// The relations of RFC 5005.
const PAGING: &[&str] = &["current", "first", "last", "next", "next-archive", "prev-archive", "previous"];
/// Relations in their registered form only.
const REGISTRY: &str = "http://www.iana.org/assignments/relation/";

/// An element begins.
pub fn start(frame: &mut Frame, scope: &mut Scope<'_>) {
    let atom = scope.is_atom();
    match frame.ctx {
        Ctx::Construct | Ctx::Content => content::construct_start(frame, scope),
        Ctx::Entry => {
            scope.facts.entries += 1;
            if let Some(feed) = scope.parent.as_deref()
                && !feed.has("entry")
            {
                feed_metadata(feed, scope.facts.entries, scope.options, scope.log);
            }
        }
        Ctx::AtomCategory => category(frame, scope),
        Ctx::Value(Kind::Generator) => generator(frame, scope),
        _ => {}
    }
    if frame.ctx == Ctx::Content
        && let Some(parent) = scope.parent.as_deref_mut()
    {
        let kind = content::kind(frame).to_owned();
        parent.content = Some(ContentFacts { kind, elsewhere: frame.attribute("src").is_some() });
    }
    let Some(parent) = scope.parent.as_deref() else { return };
    if atom
        && parent.ctx == Ctx::Feed
        && parent.has("entry")
        && frame.ctx != Ctx::Entry
        && !frame.name.contains(':')
        && !frame.foreign
    {
        let message = format!("`{}` of the feed stands after entries", frame.name);
        scope.log.add(const { rule("metadata-after-entries") }, frame.mark, message);
    }
}

fn category(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.attribute("term") {
        None => super::rss::missing_attribute(frame, "term", scope),
        Some(term) if term.value.trim().is_empty() => {
            scope.log.add(const { rule("blank") }, term.mark, "`term` of `category` is empty");
        }
        Some(_) => {}
    }
    if let Some(scheme) = frame.attribute("scheme") {
        let what = "`scheme` of `category`";
        values::identifier(
            &scheme.value,
            uris::Want::AbsoluteIri,
            scheme.mark,
            what,
            const { rule("url-absolute") },
            scope.log,
        );
    }
    if let Some(label) = frame.attribute("label") {
        let text = super::text::Text::of(&label.value, label.mark.pos);
        content::plain(&text, "label", label.mark, const { rule("html-in-text") }, scope);
    }
}

fn generator(frame: &Frame, scope: &mut Scope<'_>) {
    if let Some(uri) = frame.attribute("uri") {
        let what = "`uri` of `generator`";
        values::uri(&uri.value, uris::Want::IriReference, uri.mark, what, const { rule("uri") }, scope.log);
    }
}

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
            scope.log.add(const { rule("media-type") }, *mark, message);
        } else if rel == "self"
            && !matches!(bare, "application/atom+xml" | "application/rss+xml" | "application/rdf+xml")
        {
            let message = format!("the self link says that this document is `{}`", shown(kind));
            scope.log.add(const { rule("self-type") }, *mark, message);
        }
    }
    if let Some((title, mark)) = value("title") {
        if title.trim().is_empty() {
            scope.log.add(const { rule("attribute-blank") }, mark, "`title` of `link` is empty");
        }
        let text = super::text::Text::of(&title, mark.pos);
        content::plain(&text, "title", mark, const { rule("html-in-text") }, scope);
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
        scope.log.add(const { rule("link-href") }, frame.mark, "`link` has no `href`");
        note(scope, Link { rel, kind: String::new(), language: String::new(), full: String::new(), mark: frame.mark });
        return;
    };
    let good = values::uri(&href, uris::Want::IriReference, mark, "`href` of `link`", const { rule("iri") }, scope.log);
    let full = frame.base.as_ref().map_or_else(|| href.clone(), |base| uris::join(base, &href));
    if good {
        addresses(frame, &rel, &href, &full, mark, parent_is_feed, scope);
    }
    let kind = kind.map(|(kind, _)| kind).unwrap_or_default();
    if rel == "enclosure"
        && let Some(parent) = scope.parent.as_deref_mut()
    {
        parent.enclose(&href, mark);
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

fn relation(rel: &str, mark: Mark, owner: Option<Ctx>, scope: &mut Scope<'_>) {
    if rel.trim().is_empty() {
        scope.log.add(const { rule("attribute-blank") }, mark, "`rel` of `link` is empty");
    } else if !names::RELATIONS.contains(&rel) && uris::check(rel, uris::Want::AbsoluteIri).is_err() {
        let message = format!("the relation `{}` is not registered", shown(rel));
        scope.log.add(const { rule("link-rel") }, mark, message);
    }
    if owner == Some(Ctx::Entry) && PAGING.contains(&rel) {
        let message = format!("`{rel}` links pages of a feed and stands in an entry");
        scope.log.add(const { rule("paging-in-entry") }, mark, message);
    }
}

/// Relative addresses, the self link, links that lead back to the base.
fn addresses(frame: &Frame, rel: &str, href: &str, full: &str, mark: Mark, of_feed: bool, scope: &mut Scope<'_>) {
    let absolute = uris::scheme(href).is_some();
    if !absolute && !frame.based {
        if rel == "self" && of_feed {
            let message = format!("the self link `{}` is relative", shown(href));
            scope.log.add(const { rule("self-relative") }, mark, message);
        } else {
            let message = format!("`href` of `link` holds `{}`, which is relative", shown(href));
            scope.log.add(const { rule("link-relative") }, mark, message);
        }
    } else if !absolute {
        let message = format!("`href` of `link` holds `{}`, which is relative", shown(href));
        scope.log.add(const { rule("link-relative") }, mark, message);
    }
    let document = scope.options.url.as_deref();
    if let (true, Some(base), Some(document)) = (frame.based, frame.base.as_deref(), document) {
        let bare = |uri: &str| uris::canonical(uri).split('#').next().unwrap_or_default().to_owned();
        if bare(full) == bare(base) && bare(base) != bare(document) {
            let message = format!("`{}` leads to the base, which is read as this document itself", shown(href));
            scope.log.add(const { rule("link-same-document") }, mark, message);
        }
    }
    if let (true, true, Some(document)) = (rel == "self", of_feed, document)
        && uris::canonical(full) != uris::canonical(document)
    {
        let message = format!("the self link is `{}`, the document's address is `{}`", shown(full), shown(document));
        scope.log.add(const { rule("self-elsewhere") }, mark, message);
    }
}

/// The text of an element of Atom.
pub fn value(kind: Kind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed().to_owned();
    let mark = frame.text.whole(frame.mark);
    let what = values::Quoted(&frame.name);
    match kind {
        Kind::PersonName => {
            values::filled(&text, mark, &frame.name, scope.log);
            values::plain(frame, const { rule("html-in-text") }, scope);
            let email = text.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inner, _)| inner);
            if email.is_some_and(|inner| values::is_address(inner).is_some()) {
                let message = format!("the name `{}` contains an e-mail address", shown(&text));
                scope.log.add(const { rule("person-name-email") }, mark, message);
            }
        }
        Kind::PersonEmail => values::address(&text, mark, const { rule("email") }, scope.log),
        Kind::PersonUri => {
            values::filled(&text, mark, &frame.name, scope.log);
            values::unspaced(frame, scope.log);
            values::uri(&text, uris::Want::IriReference, mark, &what, const { rule("iri") }, scope.log);
        }
        Kind::Icon => {
            values::filled(&text, mark, &frame.name, scope.log);
            values::unspaced(frame, scope.log);
            values::uri(&text, uris::Want::IriReference, mark, &what, const { rule("iri") }, scope.log);
        }
        Kind::Generator => {
            values::filled(&text, mark, &frame.name, scope.log);
            values::plain(frame, const { rule("html-in-text") }, scope);
        }
        Kind::FeedId => id(&text, frame, scope),
        Kind::EntryId => {
            id(&text, frame, scope);
            match scope.repeated("id", &text, mark.pos.line) {
                Some(line) => {
                    let message = format!("the id `{}` has been given to another entry on line {line}", shown(&text));
                    scope.log.add(const { rule("id-repeated") }, mark, message);
                    if let Some(entry) = scope.parent.as_deref_mut() {
                        entry.repeated = true;
                    }
                }
                None => scope.facts.distinct_ids += 1,
            }
        }
        Kind::EntryUpdated => {
            values::unspaced(frame, scope.log);
            values::rfc3339(&text, mark, &what, scope);
            if scope.repeated("updated", &text, mark.pos.line).is_some() {
                let message = format!("two entries say that they were updated at `{}`", shown(&text));
                scope.log.add(const { rule("updated-repeated") }, mark, message);
            }
        }
        _ => {}
    }
}

fn id(text: &str, frame: &Frame, scope: &mut Scope<'_>) {
    let mark = frame.text.whole(frame.mark);
    values::unspaced(frame, scope.log);
    if !values::identifier(text, uris::Want::AbsoluteIri, mark, "`id`", const { rule("url-absolute") }, scope.log) {
        return;
    }
    let canonical = uris::canonical(text);
    if canonical != text {
        let message = format!("the id `{}` is written `{}` in canonical form", shown(text), shown(&canonical));
        scope.log.add(const { rule("id-canonical") }, mark, message);
    }
}

/// An element ends.
pub fn end(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.ctx {
        Ctx::Feed => {
            if !frame.has("entry") {
                feed_metadata(frame, 0, scope.options, scope.log);
            }
            if scope.facts.entries >= 10 && scope.facts.distinct_ids == 1 {
                scope.log.add(const { rule("id-all-one") }, frame.mark, "all entries have one id");
            }
            archive(frame, scope);
            if frame.itunes {
                ext::itunes::channel_end(frame, scope);
            }
        }
        Ctx::AtomSource => {
            for name in ["title", "id", "updated"].iter().filter(|name| !frame.has(name)) {
                scope.log.add(const { rule("source-incomplete") }, frame.mark, format!("`source` has no `{name}`"));
            }
            paging(frame, scope.options.url.as_deref(), scope.log);
            if let (true, Some(entry)) = (frame.has("author"), scope.parent.as_deref_mut()) {
                entry.note("author");
            }
        }
        Ctx::Entry => entry_end(frame, scope),
        Ctx::Person if !frame.has("name") => {
            scope.log.add(const { rule("element-missing") }, frame.mark, format!("`{}` has no `name`", frame.name));
        }
        _ => {}
    }
}

/// What a feed says of itself, looked at when the first entry begins, or at its end without entries.
fn feed_metadata(feed: &Frame, _entries: usize, options: &super::Options, log: &mut super::log::Log) {
    for name in ["title", "id", "updated"].iter().filter(|name| !feed.has(name)) {
        log.add(const { rule("element-missing") }, feed.mark, format!("`feed` has no `{name}`"));
    }
    if !feed.links.iter().any(|link| link.rel == "self") {
        log.add(const { rule("self-missing") }, feed.mark, "the feed has no link with `rel=\"self\"`");
    }
    paging(feed, options.url.as_deref(), log);
    alternates(&feed.links, log);
}

/// RFC 5005, 3: pages may not lead past the end.
fn paging(feed: &Frame, document: Option<&str>, log: &mut super::log::Log) {
    let own = feed.links.iter().find(|link| link.rel == "self").map(|link| link.full.as_str());
    let here = |link: &&Link| {
        let full = uris::canonical(&link.full);
        [document, own].into_iter().flatten().any(|own| uris::canonical(own) == full)
    };
    if feed.has("fh:complete") {
        for link in feed.links.iter().filter(|link| PAGING.contains(&link.rel.as_str())) {
            if link.rel != "current" {
                let message = format!("a complete feed has no other pages, and links to `{}`", link.rel);
                log.add(const { rule("paging-complete") }, link.mark, message);
            } else if !here(&link) && document.is_some() {
                let message = "a complete feed links to another document as the current one";
                log.add(const { rule("paging-complete-current") }, link.mark, message);
            }
        }
    }
    for (end, beyond) in [("first", "previous"), ("last", "next")] {
        let at_end = feed.links.iter().filter(|link| link.rel == end).any(|link| here(&link));
        if let (true, Some(link)) = (at_end, feed.links.iter().find(|link| link.rel == beyond)) {
            let message = format!("this is the {end} page, and it links to the {beyond} one");
            log.add(const { rule("paging-past-end") }, link.mark, message);
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
        scope.log.add(const { rule("archive-links") }, feed.mark, "an archive document links to no other");
    }
    if !has("current") {
        scope.log.add(
            const { rule("archive-current") },
            feed.mark,
            "an archive document does not link to the current one",
        );
    }
}

/// RFC 4287, 4.1.1 and 4.1.2: no two alternates of one type and language.
fn alternates(links: &[Link], log: &mut super::log::Log) {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for link in links.iter().filter(|link| link.rel == "alternate") {
        let key = (link.kind.as_str(), link.language.as_str());
        if seen.contains(&key) {
            let message = format!(
                "a second alternate link of type `{}` and language `{}`",
                shown(&link.kind),
                shown(&link.language)
            );
            log.add(const { rule("link-alternate-twice") }, link.mark, message);
        }
        seen.push(key);
    }
}

fn entry_end(frame: &Frame, scope: &mut Scope<'_>) {
    for name in ["title", "id", "updated"].iter().filter(|name| !frame.has(name)) {
        scope.log.add(const { rule("element-missing") }, frame.mark, format!("`entry` has no `{name}`"));
    }
    let feed_author = scope.parent.as_ref().is_some_and(|feed| feed.has("author"));
    if !frame.has("author") {
        if feed_author {
            let message = "the entry has no author of its own";
            scope.log.add(const { rule("author-inherited") }, frame.mark, message);
        } else {
            let message = "neither the entry nor its source nor the feed has an `author`";
            scope.log.add(const { rule("element-missing") }, frame.mark, message);
        }
    }
    let alternate = frame.links.iter().any(|link| link.rel == "alternate");
    match &frame.content {
        Some(content) if !frame.has("summary") => {
            let kind = content.kind.as_str();
            let binary =
                kind.contains('/') && !(kind.ends_with("+xml") || kind.ends_with("/xml") || kind.starts_with("text/"));
            if content.elsewhere || binary {
                let message = "the content is elsewhere or binary, and there is no `summary`";
                scope.log.add(const { rule("summary-missing") }, frame.mark, message);
            }
        }
        Some(_) => {}
        None => {
            if !frame.has("summary") {
                scope.log.add(
                    const { rule("text-missing") },
                    frame.mark,
                    "the entry has neither `summary` nor `content`",
                );
            }
            if !alternate {
                let message = "the entry has neither `content` nor an alternate link";
                scope.log.add(const { rule("content-or-alternate") }, frame.mark, message);
            }
        }
    }
    alternates(&frame.links, scope.log);
    if let Some(page) = frame.links.iter().find(|link| link.rel == "alternate" && !link.full.is_empty()) {
        let home = scope.parent.as_ref().and_then(|feed| feed.links.iter().find(|link| link.rel == "alternate"));
        let home = home.map(|home| home.full.clone());
        pages::page((&page.full, page.mark), home.as_deref(), frame, scope);
    }
    let first = frame.links.iter().find(|link| !matches!(link.rel.as_str(), "self" | "enclosure"));
    if alternate && first.is_some_and(|link| link.rel != "alternate") {
        let message = "the alternate link is not the entry's first";
        scope.log.add(const { rule("link-alternate-first") }, frame.mark, message);
    }
    if frame.itunes {
        ext::itunes::item_end(frame, scope);
    }
}
