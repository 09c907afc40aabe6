//! The check of each [`TextKind`]: what judges the text of an element that has one.

use super::frame::{Frame, Scope};
use super::schema::TextKind;
use super::{atom, ext, rss_text, text, values};
use crate::diagnostic::Code;
use crate::validate::forms::dates::Iso;
use crate::validate::forms::uris::UriForm;
use crate::validate::rules::rule;

/// Checks the text of an element.
pub fn check(kind: TextKind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    let name = &frame.name;
    let what = values::Quoted(name);
    text::double_encoded(&frame.text, frame.mark, scope.log);
    match kind {
        TextKind::Text => {}
        TextKind::Plain => text::plain(frame, const { rule(Code::HtmlInText) }, scope),
        TextKind::PlainUpTo(max) => {
            values::up_to(text, max, mark, name, scope.log);
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
        }
        TextKind::Html => text::html(frame, scope),
        TextKind::Title | TextKind::Category => title(frame, scope),
        TextKind::ChannelLink | TextKind::Docs | TextKind::ItemLink | TextKind::Url => link(kind, frame, scope),
        TextKind::Description
        | TextKind::Guid
        | TextKind::RssSource
        | TextKind::ImageTitle
        | TextKind::ImageLink
        | TextKind::ImageUrl
        | TextKind::ImageWidth
        | TextKind::ImageHeight
        | TextKind::FieldName
        | TextKind::Hour
        | TextKind::Day
        | TextKind::Blink
        | TextKind::Contact => rss_text::value(kind, frame, scope),
        TextKind::Address => {
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
            values::address(values::mailbox(text), mark, const { rule(Code::Email) }, scope.log);
        }
        TextKind::PersonEmail
        | TextKind::PersonName
        | TextKind::PersonUri
        | TextKind::FeedId
        | TextKind::EntryId
        | TextKind::Icon
        | TextKind::Generator
        | TextKind::EntryUpdated => atom::value(kind, frame, scope),
        TextKind::WebUrl => values::web_url(text, mark, &what, scope.log),
        TextKind::Reference => {
            values::filled(text, mark, name, scope.log);
            values::uri(text, UriForm::Reference, mark, &what, const { rule(Code::Uri) }, scope.log);
        }
        TextKind::Rfc822 => values::rfc822(text, mark, &what, scope),
        TextKind::Rfc3339 => {
            if scope.is_atom() {
                values::unspaced(frame, scope.log);
            }
            values::rfc3339(text, mark, &what, scope);
        }
        TextKind::W3cdtf => values::iso(text, Iso::W3cdtf, mark, &what, true, scope),
        TextKind::Iso8601 => values::iso(text, Iso::Iso8601, mark, &what, true, scope),
        TextKind::Iso8601Any => values::iso(text, Iso::Iso8601, mark, &what, false, scope),
        TextKind::Positive => {
            values::filled(text, mark, name, scope.log);
            values::positive(text, mark, &what, scope.log);
        }
        TextKind::NonNegative => values::non_negative(text, mark, &what, scope.log),
        TextKind::Integer => values::any_integer(text, mark, &what, scope.log),
        TextKind::Float => values::float(text, mark, &what, scope.log),
        TextKind::Decimal => values::decimal(text, mark, &what, scope.log),
        TextKind::Language => values::language(text, mark, scope.log),
        TextKind::Keywords => {
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
            ext::itunes::value(kind, frame, scope);
        }
        TextKind::Duration
        | TextKind::ItunesBlock
        | TextKind::ItunesComplete
        | TextKind::TrueFalse
        | TextKind::ChannelType
        | TextKind::EpisodeType
        | TextKind::ItunesImage => ext::itunes::value(kind, frame, scope),
        TextKind::MediaCategory
        | TextKind::MediaCopyright
        | TextKind::MediaCredit
        | TextKind::MediaHash
        | TextKind::MediaRating
        | TextKind::MediaRestriction
        | TextKind::MediaPlayer
        | TextKind::MediaText
        | TextKind::MediaTitle
        | TextKind::MediaThumbnail => ext::media::value(kind, frame, scope),
        TextKind::Latitude | TextKind::Longitude | TextKind::Position | TextKind::Positions => {
            ext::geo::value(kind, frame, scope)
        }
        TextKind::Numbers
        | TextKind::Lines
        | TextKind::UpdatePeriod
        | TextKind::InReplyTo
        | TextKind::Access
        | TextKind::FeedFlare
        | TextKind::FeedInfo => ext::other::value(kind, frame, scope),
    }
}

/// A title or the like; a channel's image repeats that of its channel.
fn title(frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    values::filled(text, frame.text.whole(frame.mark), &frame.name, scope.log);
    if let Some(parent) = scope.parent.as_deref_mut()
        && frame.name == "title"
    {
        parent.give("title", text);
    }
    text::plain(frame, const { rule(Code::HtmlInText) }, scope);
}

/// The address of a page, which its owner learns of.
fn link(kind: TextKind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    values::uri(
        text,
        UriForm::Absolute,
        mark,
        &values::Quoted(&frame.name),
        const { rule(Code::UrlAbsolute) },
        scope.log,
    );
    if let Some(parent) = scope.parent.as_deref_mut() {
        match kind {
            TextKind::ChannelLink => parent.give("link", text),
            TextKind::ItemLink if !text.is_empty() => parent.page = Some((text.to_owned(), mark)),
            TextKind::Docs => scope.facts.rss_board = text == "http://www.rssboard.org/rss-specification",
            _ => {}
        }
    }
    if frame.name == "wfw:commentRSS" {
        scope.log.add(const { rule(Code::WfwCommentRss) }, frame.mark, "`wfw:commentRss` is the usual spelling");
    }
}
