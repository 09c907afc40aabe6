//! Atom (RFC 4287), and links wherever they stand: in an Atom feed, in a channel of RSS.

use super::frame::{ContentFacts, Frame, Scope};
use super::schema::{Ctx, TextKind};
use super::{constructs, ext, links, pages, text, values};
use crate::diagnostic::Code;
use crate::validate::document::Options;
use crate::validate::forms::uris;
use crate::validate::log::{Log, shown};
use crate::validate::rules::rule;
use crate::validate::xml::text::XmlText;

/// An element begins.
pub fn start(frame: &mut Frame, scope: &mut Scope<'_>) {
    let atom = scope.is_atom();
    match frame.ctx {
        Ctx::Construct | Ctx::Content => constructs::construct_start(frame, scope),
        Ctx::Entry => {
            scope.facts.entries += 1;
            if let Some(feed) = scope.parent.as_deref()
                && !feed.has("entry")
            {
                feed_metadata(feed, scope.options, scope.log);
            }
        }
        Ctx::AtomCategory => category(frame, scope),
        Ctx::Value(TextKind::Generator) => generator(frame, scope),
        _ => {}
    }
    if frame.ctx == Ctx::Content
        && let Some(parent) = scope.parent.as_deref_mut()
    {
        let kind = constructs::kind(frame).to_owned();
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
        scope.log.add(const { rule(Code::MetadataAfterEntries) }, frame.mark, message);
    }
}

fn category(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.attribute("term") {
        None => values::missing_attribute(frame, "term", scope),
        Some(term) if term.value.trim().is_empty() => {
            scope.log.add(const { rule(Code::Blank) }, term.mark, "`term` of `category` is empty");
        }
        Some(_) => {}
    }
    if let Some(scheme) = frame.attribute("scheme") {
        let what = "`scheme` of `category`";
        values::identifier(
            &scheme.value,
            uris::UriForm::AbsoluteIri,
            scheme.mark,
            what,
            const { rule(Code::UrlAbsolute) },
            scope.log,
        );
    }
    if let Some(label) = frame.attribute("label") {
        let text = XmlText::of(&label.value, label.mark.pos);
        text::plain_string(&text, "label", label.mark, const { rule(Code::HtmlInText) }, scope);
    }
}

fn generator(frame: &Frame, scope: &mut Scope<'_>) {
    if let Some(uri) = frame.attribute("uri") {
        let what = "`uri` of `generator`";
        values::uri(&uri.value, uris::UriForm::IriReference, uri.mark, what, const { rule(Code::Uri) }, scope.log);
    }
}

/// The text of an element of Atom.
pub fn value(kind: TextKind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed().to_owned();
    let mark = frame.text.whole(frame.mark);
    let what = values::Quoted(&frame.name);
    match kind {
        TextKind::PersonName => {
            values::filled(&text, mark, &frame.name, scope.log);
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
            let email = text.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inner, _)| inner);
            if email.is_some_and(|inner| values::is_address(inner).is_some()) {
                let message = format!("the name `{}` contains an e-mail address", shown(&text));
                scope.log.add(const { rule(Code::PersonNameEmail) }, mark, message);
            }
        }
        TextKind::PersonEmail => values::address(&text, mark, const { rule(Code::Email) }, scope.log),
        TextKind::PersonUri => {
            values::filled(&text, mark, &frame.name, scope.log);
            values::unspaced(frame, scope.log);
            values::uri(&text, uris::UriForm::IriReference, mark, &what, const { rule(Code::Iri) }, scope.log);
        }
        TextKind::Icon => {
            values::filled(&text, mark, &frame.name, scope.log);
            values::unspaced(frame, scope.log);
            values::uri(&text, uris::UriForm::IriReference, mark, &what, const { rule(Code::Iri) }, scope.log);
        }
        TextKind::Generator => {
            values::filled(&text, mark, &frame.name, scope.log);
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
        }
        TextKind::FeedId => id(&text, frame, scope),
        TextKind::EntryId => {
            id(&text, frame, scope);
            match scope.repeated("id", &text, mark.pos.line) {
                Some(line) => {
                    let message = format!("the id `{}` has been given to another entry on line {line}", shown(&text));
                    scope.log.add(const { rule(Code::IdRepeated) }, mark, message);
                    if let Some(entry) = scope.parent.as_deref_mut() {
                        entry.repeated = true;
                    }
                }
                None => scope.facts.distinct_ids += 1,
            }
        }
        TextKind::EntryUpdated => {
            values::unspaced(frame, scope.log);
            values::rfc3339(&text, mark, &what, scope);
            if scope.repeated("updated", &text, mark.pos.line).is_some() {
                let message = format!("two entries say that they were updated at `{}`", shown(&text));
                scope.log.add(const { rule(Code::UpdatedRepeated) }, mark, message);
            }
        }
        _ => {}
    }
}

fn id(text: &str, frame: &Frame, scope: &mut Scope<'_>) {
    let mark = frame.text.whole(frame.mark);
    values::unspaced(frame, scope.log);
    if !values::identifier(text, uris::UriForm::AbsoluteIri, mark, "`id`", const { rule(Code::UrlAbsolute) }, scope.log)
    {
        return;
    }
    let canonical = uris::canonical(text);
    if canonical != text {
        let message = format!("the id `{}` is written `{}` in canonical form", shown(text), shown(&canonical));
        scope.log.add(const { rule(Code::IdCanonical) }, mark, message);
    }
}

/// An element ends.
pub fn end(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.ctx {
        Ctx::Feed => {
            if !frame.has("entry") {
                feed_metadata(frame, scope.options, scope.log);
            }
            if scope.facts.entries >= 10 && scope.facts.distinct_ids == 1 {
                scope.log.add(const { rule(Code::IdAllOne) }, frame.mark, "all entries have one id");
            }
            links::archive(frame, scope);
            if frame.itunes {
                ext::itunes::channel_end(frame, scope);
            }
        }
        Ctx::AtomSource => {
            for name in ["title", "id", "updated"].iter().filter(|name| !frame.has(name)) {
                scope.log.add(const { rule(Code::SourceIncomplete) }, frame.mark, format!("`source` has no `{name}`"));
            }
            links::paging(frame, scope.options.url.as_deref(), scope.log);
            if let (true, Some(entry)) = (frame.has("author"), scope.parent.as_deref_mut()) {
                entry.note("author");
            }
        }
        Ctx::Entry => entry_end(frame, scope),
        Ctx::Person if !frame.has("name") => {
            scope.log.add(const { rule(Code::ElementMissing) }, frame.mark, format!("`{}` has no `name`", frame.name));
        }
        _ => {}
    }
}

/// What a feed says of itself, looked at when the first entry begins, or at its end without entries.
fn feed_metadata(feed: &Frame, options: &Options, log: &mut Log) {
    for name in ["title", "id", "updated"].iter().filter(|name| !feed.has(name)) {
        log.add(const { rule(Code::ElementMissing) }, feed.mark, format!("`feed` has no `{name}`"));
    }
    if !feed.links.iter().any(|link| link.rel == "self") {
        log.add(const { rule(Code::SelfMissing) }, feed.mark, "the feed has no link with `rel=\"self\"`");
    }
    links::paging(feed, options.url.as_deref(), log);
    links::alternates(&feed.links, log);
}

fn entry_end(frame: &Frame, scope: &mut Scope<'_>) {
    for name in ["title", "id", "updated"].iter().filter(|name| !frame.has(name)) {
        scope.log.add(const { rule(Code::ElementMissing) }, frame.mark, format!("`entry` has no `{name}`"));
    }
    let feed_author = scope.parent.as_ref().is_some_and(|feed| feed.has("author"));
    if !frame.has("author") {
        if feed_author {
            let message = "the entry has no author of its own";
            scope.log.add(const { rule(Code::AuthorInherited) }, frame.mark, message);
        } else {
            let message = "neither the entry nor its source nor the feed has an `author`";
            scope.log.add(const { rule(Code::ElementMissing) }, frame.mark, message);
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
                scope.log.add(const { rule(Code::SummaryMissing) }, frame.mark, message);
            }
        }
        Some(_) => {}
        None => {
            if !frame.has("summary") {
                scope.log.add(
                    const { rule(Code::TextMissing) },
                    frame.mark,
                    "the entry has neither `summary` nor `content`",
                );
            }
            if !alternate {
                let message = "the entry has neither `content` nor an alternate link";
                scope.log.add(const { rule(Code::ContentOrAlternate) }, frame.mark, message);
            }
        }
    }
    links::alternates(&frame.links, scope.log);
    if let Some(page) = frame.links.iter().find(|link| link.rel == "alternate" && !link.full.is_empty()) {
        let home = scope.parent.as_ref().and_then(|feed| feed.links.iter().find(|link| link.rel == "alternate"));
        let home = home.map(|home| home.full.clone());
        pages::page((&page.full, page.mark), home.as_deref(), frame, scope);
    }
    let first = frame.links.iter().find(|link| !matches!(link.rel.as_str(), "self" | "enclosure"));
    if alternate && first.is_some_and(|link| link.rel != "alternate") {
        let message = "the alternate link is not the entry's first";
        scope.log.add(const { rule(Code::LinkAlternateFirst) }, frame.mark, message);
    }
    ext::itunes::item_end(frame, scope);
}
