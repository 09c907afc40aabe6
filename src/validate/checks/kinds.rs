//! The check of each [`Kind`]: what judges the text of an element that has one.

use super::frame::{Frame, Scope};
use super::schema::Kind;
use super::{atom, ext, rss, text, values};
use crate::diagnostic::Code;
use crate::validate::forms::dates::Iso;
use crate::validate::forms::uris::Want;
use crate::validate::rules::rule;

/// Checks the text of an element.
pub fn check(kind: Kind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    let name = &frame.name;
    let what = values::Quoted(name);
    text::double_encoded(&frame.text, frame.mark, scope.log);
    match kind {
        Kind::Text => {}
        Kind::Plain => text::plain(frame, const { rule(Code::HtmlInText) }, scope),
        Kind::PlainUpTo(max) => {
            values::up_to(text, max, mark, name, scope.log);
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
        }
        Kind::Html => text::html(frame, scope),
        Kind::Title | Kind::Category => title(frame, scope),
        Kind::ChannelLink | Kind::Docs | Kind::ItemLink | Kind::Url => link(kind, frame, scope),
        Kind::Description
        | Kind::Guid
        | Kind::RssSource
        | Kind::ImageTitle
        | Kind::ImageLink
        | Kind::ImageUrl
        | Kind::ImageWidth
        | Kind::ImageHeight
        | Kind::FieldName
        | Kind::Hour
        | Kind::Day
        | Kind::Blink
        | Kind::Contact => rss::value(kind, frame, scope),
        Kind::Address => {
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
            values::address(text, mark, const { rule(Code::Email) }, scope.log);
        }
        Kind::PersonEmail
        | Kind::PersonName
        | Kind::PersonUri
        | Kind::FeedId
        | Kind::EntryId
        | Kind::Icon
        | Kind::Generator
        | Kind::EntryUpdated => atom::value(kind, frame, scope),
        Kind::WebUrl => values::web_url(text, mark, &what, scope.log),
        Kind::Reference => {
            values::filled(text, mark, name, scope.log);
            values::uri(text, Want::Reference, mark, &what, const { rule(Code::Uri) }, scope.log);
        }
        Kind::Rfc822 => values::rfc822(text, mark, &what, scope),
        Kind::Rfc3339 => {
            if scope.is_atom() {
                values::unspaced(frame, scope.log);
            }
            values::rfc3339(text, mark, &what, scope);
        }
        Kind::W3cdtf => values::iso(text, Iso::W3cdtf, mark, &what, true, scope),
        Kind::Iso8601 => values::iso(text, Iso::Iso8601, mark, &what, true, scope),
        Kind::Iso8601Any => values::iso(text, Iso::Iso8601, mark, &what, false, scope),
        Kind::Positive => {
            values::filled(text, mark, name, scope.log);
            values::positive(text, mark, &what, scope.log);
        }
        Kind::NonNegative => values::non_negative(text, mark, &what, scope.log),
        Kind::Integer => values::any_integer(text, mark, &what, scope.log),
        Kind::Float => values::float(text, mark, &what, scope.log),
        Kind::Decimal => values::decimal(text, mark, &what, scope.log),
        Kind::Language => values::language(text, mark, scope.log),
        Kind::Keywords => {
            text::plain(frame, const { rule(Code::HtmlInText) }, scope);
            ext::itunes::value(kind, frame, scope);
        }
        Kind::Duration
        | Kind::YesNoClean
        | Kind::TrueFalse
        | Kind::ChannelType
        | Kind::EpisodeType
        | Kind::ItunesImage => ext::itunes::value(kind, frame, scope),
        Kind::MediaCategory
        | Kind::MediaCopyright
        | Kind::MediaCredit
        | Kind::MediaHash
        | Kind::MediaRating
        | Kind::MediaRestriction
        | Kind::MediaPlayer
        | Kind::MediaText
        | Kind::MediaTitle
        | Kind::MediaThumbnail => ext::media::value(kind, frame, scope),
        Kind::Latitude | Kind::Longitude | Kind::Position | Kind::Positions => ext::geo::value(kind, frame, scope),
        Kind::Numbers
        | Kind::Lines
        | Kind::UpdatePeriod
        | Kind::InReplyTo
        | Kind::Access
        | Kind::FeedFlare
        | Kind::FeedInfo => ext::other::value(kind, frame, scope),
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
fn link(kind: Kind, frame: &Frame, scope: &mut Scope<'_>) {
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    values::uri(text, Want::Absolute, mark, &values::Quoted(&frame.name), const { rule(Code::UrlAbsolute) }, scope.log);
    if let Some(parent) = scope.parent.as_deref_mut() {
        match kind {
            Kind::ChannelLink => parent.give("link", text),
            Kind::ItemLink if !text.is_empty() => parent.page = Some((text.to_owned(), mark)),
            Kind::Docs => scope.facts.rss_board = text == "http://www.rssboard.org/rss-specification",
            _ => {}
        }
    }
    if frame.name == "wfw:commentRSS" {
        scope.log.add(const { rule(Code::WfwCommentRss) }, frame.mark, "`wfw:commentRss` is the usual spelling");
    }
}
