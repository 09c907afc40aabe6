//! RSS: 2.0 by its specification and the Advisory Board's profile, 0.91 to 0.94 read as such, and
//! what RSS 1.0 shares with them.

use super::frame::{Frame, Scope};
use super::schema::{Ctx, TextKind};
use super::{ext, links, pages, values};
use crate::diagnostic::Code;
use crate::validate::document::DocumentFormat;
use crate::validate::forms::uris;
use crate::validate::log::shown;
use crate::validate::rules::rule;

const VERSIONS: &[&str] = &["0.91", "0.92", "0.93", "0.94", "2.0"];
/// A core element and the element of another namespace that says the same (channel).
const CHANNEL_TWINS: &[(&str, &str)] = &[
    ("managingEditor", "dc:creator"),
    ("webMaster", "dc:publisher"),
    ("pubDate", "dc:date"),
    ("category", "dc:subject"),
    ("language", "dc:language"),
    ("copyright", "dc:rights"),
    ("lastBuildDate", "dcterms:modified"),
    ("generator", "admin:generatorAgent"),
    ("creativeCommons:license", "cc:license"),
];
/// The same for an item.
const ITEM_TWINS: &[(&str, &str)] = &[
    ("author", "dc:creator"),
    ("pubDate", "dc:date"),
    ("category", "dc:subject"),
    ("source", "dc:source"),
    ("guid", "atom:id"),
    ("pubDate", "atom:published"),
    ("creativeCommons:license", "cc:license"),
];

/// An element begins.
pub fn start(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.ctx {
        Ctx::Rss => version(frame, scope),
        Ctx::Cloud => cloud(frame, scope),
        Ctx::Enclosure => enclosure(frame, scope),
        Ctx::TextInput if scope.is_rss() => {
            scope.log.add(
                const { rule(Code::TextInputAvoid) },
                frame.mark,
                "`textInput` is a form that no reader shows",
            );
        }
        Ctx::Item if scope.is_rss() => {
            scope.facts.entries += 1;
            if scope.facts.misplaced.is_none() {
                scope.facts.misplaced = Some(frame.mark);
            }
        }
        Ctx::Value(TextKind::RssSource) => source(frame, scope),
        _ => {}
    }
    if !matches!(scope.facts.format, Some(DocumentFormat::Rss | DocumentFormat::Rss1)) {
        return;
    }
    let Some(parent) = scope.parent.as_deref() else { return };
    let name = frame.name.as_str();
    match parent.ctx {
        Ctx::Channel => {
            let metadata = frame.ctx != Ctx::Item && (!name.contains(':') || name == "atom:link");
            if let (true, Some(item), true) = (metadata && !frame.foreign, scope.facts.misplaced, scope.is_rss()) {
                let message = format!("an item stands before `{name}` of the channel");
                scope.log.add(const { rule(Code::ItemsBeforeMetadata) }, item, message);
            }
            let twin = CHANNEL_TWINS.iter().find(|(core, more)| twin(parent, name, core, more));
            if let Some((core, more)) = twin {
                let message = format!("`{core}` and `{more}` say the same");
                scope.log.add(const { rule(Code::SemanticsTwice) }, frame.mark, message);
            }
        }
        Ctx::Item | Ctx::ItemLike => {
            for (core, more) in ITEM_TWINS.iter().filter(|(core, more)| twin(parent, name, core, more)) {
                let message = format!("`{core}` and `{more}` say the same");
                scope.log.add(const { rule(Code::SemanticsTwiceItem) }, frame.mark, message);
            }
            if name == "content:encoded" && !parent.has("description") && scope.is_rss() {
                let message = "`content:encoded` stands before `description`, or without it";
                scope.log.add(const { rule(Code::DescriptionFirst) }, frame.mark, message);
            }
            if name == "xhtml:body" && scope.is_rss() {
                scope.log.add(
                    const { rule(Code::SemanticsTwiceText) },
                    frame.mark,
                    "`xhtml:body` says what `description` says",
                );
            }
        }
        _ => {}
    }
}

fn twin(parent: &Frame, name: &str, core: &str, more: &str) -> bool {
    (name == core && parent.has(more)) || (name == more && parent.has(core))
}

fn version(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.attribute("version") {
        None => values::missing_attribute(frame, "version", scope),
        Some(version) => {
            scope.facts.version = version.value.clone();
            if !VERSIONS.contains(&version.value.as_str()) {
                let message = format!("there is no RSS of version `{}`", shown(&version.value));
                scope.log.add(const { rule(Code::RssVersion) }, version.mark, message);
            }
        }
    }
}

fn cloud(frame: &Frame, scope: &mut Scope<'_>) {
    for name in ["domain", "port", "path", "registerProcedure", "protocol"] {
        match frame.attribute(name) {
            None => values::missing_attribute(frame, name, scope),
            Some(port) if name == "port" && values::integer(&port.value).is_none_or(|port| port <= 0) => {
                let message = format!("`port` of `cloud` is `{}`, which is no port", shown(&port.value));
                scope.log.add(const { rule(Code::AttributeInteger) }, port.mark, message);
            }
            Some(_) => {}
        }
    }
}

fn enclosure(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.attribute("length") {
        None => values::missing_attribute(frame, "length", scope),
        Some(length) => {
            let message = |what: &str| format!("`length` of `enclosure` is `{}`, {what}", shown(&length.value));
            match values::integer(&length.value) {
                Some(-1) => scope.log.add(
                    const { rule(Code::EnclosureLengthUnknown) },
                    length.mark,
                    message("0 says that it is unknown"),
                ),
                Some(value) if value < 0 => {
                    scope.log.add(
                        const { rule(Code::IntegerNonNegative) },
                        length.mark,
                        message("a number from 0 is wanted"),
                    );
                }
                Some(_) => {}
                None => scope.log.add(
                    const { rule(Code::AttributeInteger) },
                    length.mark,
                    message("which is no whole number"),
                ),
            }
        }
    }
    match frame.attribute("type") {
        None => values::missing_attribute(frame, "type", scope),
        Some(kind) if !uris::is_media_type(&kind.value) => {
            let message = format!("`type` of `enclosure` is `{}`, which is no media type", shown(&kind.value));
            scope.log.add(const { rule(Code::AttributeMediaType) }, kind.mark, message);
        }
        Some(_) => {}
    }
    match frame.attribute("url") {
        None => values::missing_attribute(frame, "url", scope),
        Some(url) => {
            values::web_url(&url.value, url.mark, "`url` of `enclosure`", scope.log);
            let kind = frame.attribute("type").map(|kind| kind.value.as_str());
            if let Some(parent) = scope.parent.as_deref_mut() {
                parent.enclose(&url.value, kind, url.mark);
            }
        }
    }
}

fn source(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.attribute("url") {
        None => values::missing_attribute(frame, "url", scope),
        Some(url) => {
            values::uri(
                &url.value,
                uris::UriForm::Absolute,
                url.mark,
                "`url` of `source`",
                const { rule(Code::UrlAbsolute) },
                scope.log,
            );
        }
    }
}

/// An element ends.
pub fn end(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.ctx {
        Ctx::Rss => rss_end(frame, scope),
        Ctx::Channel => channel_end(frame, scope),
        Ctx::Item => item_end(frame, scope),
        Ctx::ItemLike => {
            item_text(frame, scope);
            if frame.name == ext::podcast::LIVE_ITEM && !frame.has("guid") {
                let message = format!("`{}` has no `guid`", frame.name);
                scope.log.add(const { rule(Code::GuidMissing) }, frame.mark, message);
            }
            ext::podcast::end(frame, scope);
        }
        Ctx::Rdf if !frame.has("channel") => missing(frame, &["channel"], scope),
        Ctx::Image => {
            about(frame, scope);
            let rdf = frame.attributes.iter().any(|attribute| attribute.local == "resource");
            if !rdf {
                missing(frame, &["title", "url", "link"], scope);
            }
        }
        Ctx::TextInput => {
            about(frame, scope);
            missing(frame, &["title", "link", "description", "name"], scope);
        }
        Ctx::SkipHours if !frame.has("hour") => missing(frame, &["hour"], scope),
        Ctx::SkipDays if !frame.has("day") => missing(frame, &["day"], scope),
        Ctx::SkipHours if frame.count("hour") > 24 => {
            scope.log.add(const { rule(Code::SkipHours) }, frame.mark, "`skipHours` gives more than 24 hours");
        }
        Ctx::SkipDays if frame.count("day") > 7 => {
            scope.log.add(const { rule(Code::SkipDays) }, frame.mark, "`skipDays` gives more than seven days");
        }
        _ => {}
    }
}

fn rss_end(frame: &Frame, scope: &mut Scope<'_>) {
    if !frame.has("channel") {
        scope.log.add(const { rule(Code::ElementMissing) }, frame.mark, "`rss` has no `channel`");
    }
    if let Some(mark) = scope.facts.netscape
        && scope.facts.version != "0.91"
    {
        let message =
            format!("the document type is that of RSS 0.91, the version is `{}`", shown(&scope.facts.version));
        scope.log.add(const { rule(Code::DoctypeVersion) }, mark, message);
    }
    if scope.facts.rss_board {
        // The Advisory Board's specification allows what Userland's does not.
        scope.log.withdraw(const { rule(Code::AttributeForeign) });
    }
}

fn missing(frame: &Frame, names: &[&str], scope: &mut Scope<'_>) {
    for name in names.iter().filter(|name| !frame.has(name)) {
        let message = format!("`{}` has no `{name}`", frame.name);
        let rule_of = match *name {
            "title" => const { rule(Code::TitleMissing) },
            "link" => const { rule(Code::LinkMissing) },
            "description" => const { rule(Code::DescriptionMissing) },
            _ => const { rule(Code::ElementMissing) },
        };
        scope.log.add(rule_of, frame.mark, message);
    }
}

/// RSS 1.0, 5.3 to 5.6: each part of the document has a name, which RSS 0.90 did not ask for.
fn about(frame: &Frame, scope: &mut Scope<'_>) {
    // What stands in the channel refers to a part, and has `rdf:resource`.
    let part = frame.ctx == Ctx::Channel || scope.parent.as_ref().is_some_and(|parent| parent.ctx == Ctx::Rdf);
    let old = scope.facts.rss090 || scope.facts.format != Some(DocumentFormat::Rss1);
    if !part || old {
        return;
    }
    match frame.attribute_in("rdf", "about") {
        None => values::missing_attribute(frame, "rdf:about", scope),
        Some(about) => {
            let what = format!("`rdf:about` of `{}`", frame.name);
            values::identifier(
                &about.value,
                uris::UriForm::Reference,
                about.mark,
                &what,
                const { rule(Code::Uri) },
                scope.log,
            );
        }
    }
}

fn channel_end(frame: &Frame, scope: &mut Scope<'_>) {
    about(frame, scope);
    missing(frame, &["title", "link", "description"], scope);
    if !frame.has("language") && !frame.has("dc:language") && !frame.language {
        values::language_missing(frame.mark, scope);
    }
    if scope.facts.format == Some(DocumentFormat::Rss1) && !frame.has("rss1:items") {
        scope.log.add(const { rule(Code::ElementMissing) }, frame.mark, "`channel` has no `items`");
    }
    if is_two(scope) && !frame.links.iter().any(|link| link.rel == "self") {
        scope.log.add(
            const { rule(Code::SelfMissingRss) },
            frame.mark,
            "the channel has no `atom:link` with `rel=\"self\"`",
        );
    }
    links::archive(frame, scope);
    if frame.itunes {
        ext::itunes::channel_end(frame, scope);
    }
}

fn item_end(frame: &Frame, scope: &mut Scope<'_>) {
    ext::itunes::item_end(frame, scope);
    if scope.facts.format == Some(DocumentFormat::Rss1) {
        about(frame, scope);
        missing(frame, &["title", "link"], scope);
        return;
    }
    if let Some((url, mark)) = &frame.page {
        let home = scope.parent.as_ref().and_then(|channel| channel.own.iter().find(|(name, _)| *name == "link"));
        let home = home.map(|(_, home)| home.clone());
        pages::page((url, *mark), home.as_deref(), frame, scope);
    }
    item_text(frame, scope);
    if is_two(scope) {
        if !frame.has("guid") {
            scope.log.add(const { rule(Code::GuidMissing) }, frame.mark, "an item has no `guid`");
        } else if !frame.has("link") {
            let message = "an item has a `guid` and no `link`";
            scope.log.add(const { rule(Code::GuidWithoutLink) }, frame.mark, message);
        }
        if !frame.has("pubDate") && !frame.has("dc:date") {
            scope.log.add(const { rule(Code::DateMissing) }, frame.mark, "an item has no `pubDate`");
        }
    }
    if frame.has("slash:comments")
        && scope.is_rss()
        && !scope.parent.as_ref().is_some_and(|channel| channel.has("lastBuildDate"))
    {
        let message = "`slash:comments` counts change, and there is no `lastBuildDate` to tell when";
        scope.log.add(const { rule(Code::SlashDate) }, frame.mark, message);
    }
}

/// Whether this is RSS 2.0, or does not say what it is.
fn is_two(scope: &Scope<'_>) -> bool {
    scope.is_rss() && (scope.facts.version.is_empty() || scope.facts.version.starts_with("2."))
}

/// RSS 2.0, elements of item: one of the two must be there.
fn item_text(frame: &Frame, scope: &mut Scope<'_>) {
    if !frame.has("title") && !frame.has("description") {
        let message = "an item has neither `title` nor `description`";
        scope.log.add(const { rule(Code::ItemEmpty) }, frame.mark, message);
    }
}
