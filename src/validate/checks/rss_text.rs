//! The texts of RSS: guids, images, hours and days, people.

use super::frame::{Frame, Scope};
use super::schema::{Ctx, TextKind};
use super::{text, values};
use crate::diagnostic::Code;
use crate::validate::forms::{files, uris};
use crate::validate::log::{Stretch, shown};
use crate::validate::rules::rule;

/// The text of an element of RSS.
pub fn value(kind: TextKind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    let what = values::Quoted(&frame.name);
    match kind {
        TextKind::Description if scope.facts.version == "0.91" => {
            text::plain(frame, const { rule(Code::HtmlInText) }, scope)
        }
        TextKind::Description => text::html(frame, scope),
        TextKind::RssSource => text::plain(frame, const { rule(Code::HtmlInText) }, scope),
        TextKind::Guid => guid(frame, scope),
        TextKind::ImageTitle => {
            values::filled(text, mark, &frame.name, scope.log);
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
            if own(scope, "title").is_some_and(|title| title != text) {
                let message = format!("the image's title `{}` is not the channel's", shown(text));
                scope.log.add(const { rule(Code::ImageTitle) }, mark, message);
            }
        }
        TextKind::ImageLink => {
            values::uri(
                text,
                uris::UriForm::Absolute,
                mark,
                "`link` of the image",
                const { rule(Code::UrlAbsolute) },
                scope.log,
            );
            if own(scope, "link").is_some_and(|link| link != text) {
                let message = format!("the image's link `{}` is not the channel's", shown(text));
                scope.log.add(const { rule(Code::ImageLink) }, mark, message);
            }
        }
        TextKind::ImageUrl => {
            values::uri(
                text,
                uris::UriForm::Absolute,
                mark,
                "`url` of the image",
                const { rule(Code::UrlAbsolute) },
                scope.log,
            );
            if files::extension(text)
                .is_some_and(|extension| !matches!(extension.as_str(), "jpg" | "jpeg" | "gif" | "png"))
            {
                let message = format!("the image `{}` is neither JPEG nor GIF nor PNG", shown(text));
                scope.log.add(const { rule(Code::ImageFormat) }, mark, message);
            }
        }
        TextKind::ImageWidth if values::integer(text).is_none_or(|width| !(1..=144).contains(&width)) => {
            let message = format!("the width of the image is `{}`, it may be 1 to 144", shown(text));
            scope.log.add(const { rule(Code::ImageWidth) }, mark, message);
        }
        TextKind::ImageHeight if values::integer(text).is_none_or(|height| !(1..=400).contains(&height)) => {
            let message = format!("the height of the image is `{}`, it may be 1 to 400", shown(text));
            scope.log.add(const { rule(Code::ImageHeight) }, mark, message);
        }
        TextKind::FieldName if !text.starts_with(|char: char| char.is_ascii_alphabetic()) => {
            let message = format!("{what} is `{}`, which is no name of a field", shown(text));
            scope.log.add(const { rule(Code::TextInputName) }, mark, message);
        }
        TextKind::Hour => hour(text, mark, scope),
        TextKind::Day => day(text, mark, scope),
        TextKind::Blink => scope.log.add(const { rule(Code::Blink) }, frame.mark, "there is no `blink`"),
        TextKind::Contact => contact(frame, scope),
        _ => {}
    }
}

/// A value that the channel around the image has given.
fn own(scope: &Scope<'_>, name: &str) -> Option<String> {
    let channel = scope.grand?;
    channel.own.iter().find(|(own, _)| *own == name).map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
}

fn guid(frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed().to_owned();
    let mark = frame.text.whole(frame.mark);
    values::filled(&text, mark, "guid", scope.log);
    // A version of an item has the item's guid.
    let own = scope.parent.as_ref().is_none_or(|parent| parent.ctx == Ctx::Item);
    if !text.is_empty()
        && own
        && let Some(line) = scope.repeated("guid", &text, mark.pos.line)
    {
        let message = format!("the guid `{}` has been given to another item on line {line}", shown(&text));
        scope.log.add(const { rule(Code::GuidRepeated) }, mark, message);
        if let Some(item) = scope.parent.as_deref_mut() {
            item.repeated = true;
        }
    }
    let permalink = match frame.attribute("isPermaLink") {
        None => true,
        Some(is) => {
            if !matches!(is.value.as_str(), "true" | "false") {
                let message = format!("`isPermaLink` is `{}`, neither `true` nor `false`", shown(&is.value));
                scope.log.add(const { rule(Code::AttributeBoolean) }, is.mark, message);
            }
            is.value == "true"
        }
    };
    let lower = text.to_ascii_lowercase();
    if permalink {
        let good =
            values::uri(&text, uris::UriForm::Absolute, mark, "`guid`", const { rule(Code::GuidPermalink) }, scope.log);
        if good && (lower.starts_with("tag:") || lower.starts_with("urn:")) {
            let message = format!("`{}` is no address of a page", shown(&text));
            scope.log.add(const { rule(Code::GuidNotPermalink) }, mark, message);
        }
    } else if !text.is_empty() && text.len() < 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = format!("`{}` may well be the id of an entry in another feed", shown(&text));
        scope.log.add(const { rule(Code::GuidShort) }, mark, message);
    }
}

fn hour(text: &str, mark: Stretch, scope: &mut Scope<'_>) {
    let message = format!("`hour` is `{}`, it may be 0 to 23", shown(text));
    match values::integer(text) {
        Some(24) => scope.log.add(const { rule(Code::SkipHour24) }, mark, "midnight is 0, not 24"),
        Some(hour) if (0..24).contains(&hour) => repeated_in_parent(&hour.to_string(), "hour", mark, scope),
        _ => scope.log.add(const { rule(Code::SkipHour) }, mark, message),
    }
}

fn day(text: &str, mark: Stretch, scope: &mut Scope<'_>) {
    if ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].contains(&text) {
        repeated_in_parent(text, "day", mark, scope);
    } else {
        let message = format!("`day` is `{}`, which is no English name of a day", shown(text));
        scope.log.add(const { rule(Code::SkipDay) }, mark, message);
    }
}

fn repeated_in_parent(value: &str, name: &str, mark: Stretch, scope: &mut Scope<'_>) {
    let Some(parent) = scope.parent.as_deref_mut() else { return };
    if parent.values.iter().any(|known| known == value) {
        scope.log.add(const { rule(Code::GuidRepeated) }, mark, format!("`{name}` gives `{}` twice", shown(value)));
    } else if parent.values.len() < 32 {
        parent.values.push(value.to_owned());
    }
}

/// `address (Name)`, RSS Advisory Board, RSS profile, author.
fn contact(frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    // RFC 6068: a URI escapes what is not a letter, and may add a subject.
    let unescaped = text.strip_prefix("mailto:").map(|uri| {
        let uri = uri.split('?').next().unwrap_or_default();
        percent_encoding::percent_decode_str(uri).decode_utf8_lossy().into_owned()
    });
    let text = unescaped.as_deref().unwrap_or(text);
    let at = text.find('@');
    if at.is_some_and(|at| at > 0) && !text.ends_with(')') {
        if text.contains(' ') {
            let message = format!("`{}` has not the form `address (Name)`", shown(text));
            scope.log.add(const { rule(Code::ContactFormat) }, mark, message);
        } else {
            let message = format!("`{}` names no person behind the address", shown(text));
            scope.log.add(const { rule(Code::ContactName) }, mark, message);
        }
        return;
    }
    text::plain_string(&frame.text, &frame.name, frame.mark, const { rule(Code::HtmlInText) }, scope);
    let address = text.split_once('(').map_or(text, |(address, _)| address).trim();
    let address = address.strip_prefix('<').and_then(|address| address.strip_suffix('>')).unwrap_or(address);
    match values::is_address(address) {
        Some(_) => {}
        None => {
            let message = format!("`{}` holds `{}`, which is no e-mail address", frame.name, shown(text));
            scope.log.add(const { rule(Code::Contact) }, mark, message);
        }
    }
}
