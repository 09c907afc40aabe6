//! OPML 1.0 to 2.0.

use super::frame::{Frame, Scope};
use super::schema::Ctx;
use super::values;
use crate::diagnostic::Code;
use crate::validate::forms::uris;
use crate::validate::html;
use crate::validate::log::shown;
use crate::validate::rules::rule;
use crate::validate::xml::text::XmlText;

/// An element begins.
pub fn start(frame: &Frame, scope: &mut Scope<'_>) {
    if frame.ctx == Ctx::Opml {
        match frame.attribute("version") {
            None => values::missing_attribute(frame, "version", scope),
            Some(version) => {
                scope.facts.version = version.value.clone();
                if !matches!(version.value.as_str(), "1.0" | "1.1" | "2.0") {
                    let message = format!("there is no OPML of version `{}`", shown(&version.value));
                    scope.log.add(const { rule(Code::OpmlVersion) }, version.mark, message);
                }
            }
        }
    }
    if frame.ctx == Ctx::Outline {
        outline(frame, scope);
    }
}

fn outline(frame: &Frame, scope: &mut Scope<'_>) {
    if frame.attribute("text").is_none() {
        values::missing_attribute(frame, "text", scope);
    }
    match frame.attribute("type") {
        Some(kind) if kind.value.eq_ignore_ascii_case("rss") => {
            if frame.attribute("xmlUrl").is_none() {
                scope.log.add(
                    const { rule(Code::OutlineXmlUrl) },
                    frame.mark,
                    "an outline of type `rss` has no `xmlUrl`",
                );
            }
            if frame.attribute("title").is_none() {
                scope.log.add(
                    const { rule(Code::OutlineTitle) },
                    frame.mark,
                    "an outline of type `rss` has no `title`",
                );
            }
        }
        Some(kind) if kind.value.eq_ignore_ascii_case("link") => {
            if frame.attribute("url").is_none() {
                scope.log.add(const { rule(Code::OutlineUrl) }, frame.mark, "an outline of type `link` has no `url`");
            }
        }
        Some(kind) if scope.facts.version.starts_with("1.") => {
            let message = format!("the outline type `{}` is not one that everybody knows", shown(&kind.value));
            scope.log.add(const { rule(Code::OutlineType) }, kind.mark, message);
        }
        Some(_) => {}
        None => {
            // Attributes that only a subscription has: its type was forgotten.
            let names = ["description", "htmlUrl", "language", "title", "version", "xmlUrl"];
            if let Some(name) = names.iter().find(|name| frame.attribute(name).is_some()) {
                let message = format!("an outline has `{name}` and no `type`");
                scope.log.add(const { rule(Code::OutlineTypeMissing) }, frame.mark, message);
            }
        }
    }
    for attribute in frame.attributes.iter().filter(|attribute| attribute.space.is_none()) {
        let (value, mark) = (attribute.value.as_str(), attribute.mark);
        let what = format!("`{}` of `outline`", attribute.local);
        match attribute.local.as_str() {
            "version" if !matches!(value, "RSS" | "RSS1" | "RSS2" | "scriptingNews") => {
                let message = format!("the feed version `{}` is not one that OPML knows", shown(value));
                scope.log.add(const { rule(Code::OutlineVersion) }, mark, message);
            }
            "created" => values::rfc822(value.trim(), mark, &what, scope),
            "description" | "title" | "text" => {
                let text = XmlText::of(value, mark.pos);
                let place = |at: usize, len: usize| text.mark(at, len);
                html::check_text(value, &attribute.local, mark, html::Relative::Rss, &place, scope.log);
            }
            "htmlUrl" | "url" | "xmlUrl" => {
                values::uri(
                    value.trim(),
                    uris::UriForm::Absolute,
                    mark,
                    &what,
                    const { rule(Code::UrlAbsolute) },
                    scope.log,
                );
            }
            "isBreakpoint" | "isComment"
                if !value.eq_ignore_ascii_case("true") && !value.eq_ignore_ascii_case("false") =>
            {
                let message = format!("{what} is `{}`, neither `true` nor `false`", shown(value));
                scope.log.add(const { rule(Code::TrueFalse) }, mark, message);
            }
            "language" if value != "unknown" => values::language(value.trim(), mark, scope.log),
            _ => {}
        }
    }
}

/// An element ends.
pub fn end(frame: &Frame, scope: &mut Scope<'_>) {
    let wanted: &[&str] = match frame.ctx {
        Ctx::Opml => &["head", "body"],
        Ctx::Body => &["outline"],
        _ => &[],
    };
    for name in wanted.iter().filter(|name| !frame.has(name)) {
        scope.log.add(const { rule(Code::ElementMissing) }, frame.mark, format!("`{}` has no `{name}`", frame.name));
    }
}
