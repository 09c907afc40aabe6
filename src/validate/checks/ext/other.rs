//! The smaller extensions: threads (RFC 4685), syndication, slash, FeedBurner, access restrictions.

use crate::diagnostic::Code;
use crate::validate::checks::frame::{Frame, Scope};
use crate::validate::checks::schema::TextKind;
use crate::validate::checks::{text, values};
use crate::validate::forms::uris;
use crate::validate::log::shown;
use crate::validate::rules::rule;

/// RFC 4685, 4: what a link to replies may say of them.
pub fn thread_link(frame: &Frame, rel: &str, scope: &mut Scope<'_>) {
    for name in ["count", "updated", "when"] {
        let Some(attribute) = frame.attribute_in("thr", name) else { continue };
        let what = format!("`thr:{name}` of `link`");
        if name == "when" {
            let message = "`thr:when` was a draft's name of `thr:updated`";
            scope.log.add(const { rule(Code::ThreadWhen) }, attribute.mark, message);
            continue;
        }
        if rel != "replies" {
            let message = format!("{what} stands on a link that is not to replies");
            scope.log.add(const { rule(Code::AttributeUnknown) }, attribute.mark, message);
        }
        if name == "count" {
            values::non_negative(&attribute.value, attribute.mark, &what, scope.log);
        } else {
            values::rfc3339(&attribute.value, attribute.mark, &what, scope);
        }
    }
}

/// The text and attributes of an element.
pub fn value(kind: TextKind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    match kind {
        TextKind::Numbers | TextKind::Lines => {
            let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            // The first number stands at the edge of the text, which is trimmed; blanks may follow each comma.
            let good =
                text.split(',').enumerate().all(|(at, part)| number(if at == 0 { part } else { part.trim_start() }));
            let none = text.is_empty() && kind == TextKind::Lines;
            if !good && !none {
                let message = format!("`{}` holds `{}`; it is a list of numbers with commas", frame.name, shown(text));
                let rule_of = match kind {
                    TextKind::Lines => const { rule(Code::OpmlExpansionState) },
                    _ => const { rule(Code::Numbers) },
                };
                scope.log.add(rule_of, mark, message);
            }
        }
        TextKind::UpdatePeriod if !matches!(text, "hourly" | "daily" | "weekly" | "monthly" | "yearly") => {
            let message = format!("`sy:updatePeriod` is `{}`", shown(text));
            scope.log.add(const { rule(Code::UpdatePeriod) }, mark, message);
        }
        TextKind::InReplyTo => in_reply_to(frame, scope),
        TextKind::Access => match frame.attribute("relationship") {
            None => values::missing_attribute(frame, "relationship", scope),
            Some(relation) if !matches!(relation.value.as_str(), "allow" | "deny") => {
                let message = format!("`relationship` is `{}`; it may be `allow` or `deny`", shown(&relation.value));
                scope.log.add(const { rule(Code::AccessRelationship) }, relation.mark, message);
            }
            Some(_) => {}
        },
        TextKind::FeedFlare => {
            for name in ["href", "src"] {
                let Some(attribute) = frame.attribute(name) else {
                    values::missing_attribute(frame, name, scope);
                    continue;
                };
                let what = format!("`{name}` of `feedburner:feedFlare`");
                if scope.is_atom() {
                    let value = &attribute.value;
                    values::uri(
                        value,
                        uris::UriForm::IriReference,
                        attribute.mark,
                        &what,
                        const { rule(Code::Iri) },
                        scope.log,
                    );
                } else if uris::check(&attribute.value, uris::UriForm::Absolute).is_err() {
                    let message = format!("{what} is `{}`, which is relative", shown(&attribute.value));
                    scope.log.add(const { rule(Code::HtmlRelative) }, attribute.mark, message);
                }
            }
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
        }
        TextKind::FeedInfo => match frame.attribute("uri") {
            None => values::missing_attribute(frame, "uri", scope),
            Some(uri) => {
                let what = "`uri` of `feedburner:info`";
                values::uri(
                    &uri.value,
                    uris::UriForm::IriReference,
                    uri.mark,
                    what,
                    const { rule(Code::Iri) },
                    scope.log,
                );
            }
        },
        _ => {}
    }
}

/// RFC 6721, 3: which entry is gone, and since when.
pub fn tombstone(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.attribute("ref") {
        None => values::missing_attribute(frame, "ref", scope),
        Some(id) => {
            let (what, rule_of) = ("`ref` of `at:deleted-entry`", const { rule(Code::UrlAbsolute) });
            values::uri(&id.value, uris::UriForm::AbsoluteIri, id.mark, what, rule_of, scope.log);
        }
    }
    match frame.attribute("when") {
        None => values::missing_attribute(frame, "when", scope),
        Some(when) => values::rfc3339(&when.value, when.mark, "`when` of `at:deleted-entry`", scope),
    }
}

/// RFC 4685, 3.
fn in_reply_to(frame: &Frame, scope: &mut Scope<'_>) {
    if frame.attribute("ref").is_none() {
        values::missing_attribute(frame, "ref", scope);
    }
    for name in ["ref", "href", "source"] {
        let Some(attribute) = frame.attribute(name) else { continue };
        let what = format!("`{name}` of `thr:in-reply-to`");
        let want = if name == "ref" { uris::UriForm::AbsoluteIri } else { uris::UriForm::IriReference };
        values::uri(&attribute.value, want, attribute.mark, &what, const { rule(Code::UrlAbsolute) }, scope.log);
    }
    if let Some(kind) = frame.attribute("type").filter(|kind| !uris::is_media_type(&kind.value)) {
        let message = format!("`type` of `thr:in-reply-to` is `{}`, which is no media type", shown(&kind.value));
        scope.log.add(const { rule(Code::MediaType) }, kind.mark, message);
    }
}
