//! The extensions that feeds carry in practice, one file a family.

pub mod geo;
pub mod itunes;
pub mod media;
pub mod other;
pub mod podcast;

use crate::diagnostic::Code;
use crate::validate::checks::frame::{Frame, Scope};
use crate::validate::checks::schema::Ctx;
use crate::validate::rules::rule;

/// An element begins.
pub fn start(frame: &Frame, scope: &mut Scope<'_>) {
    if frame.name.starts_with("itunes:") {
        itunes::start(frame, scope);
    }
    if frame.ctx == Ctx::MediaContent {
        media::content(frame, scope);
    }
    if matches!(frame.ctx, Ctx::Podcast | Ctx::ItemLike) {
        podcast::start(frame, scope);
    }
}

/// An element ends.
pub fn end(frame: &Frame, scope: &mut Scope<'_>) {
    match frame.ctx {
        Ctx::MediaGroup if frame.count("media:content") < 2 => {
            let message = "`media:group` holds fewer than two contents to choose from";
            scope.log.add(const { rule(Code::MediaGroup) }, frame.mark, message);
        }
        Ctx::ItunesOwner if !frame.has("itunes:email") => {
            scope.log.add(const { rule(Code::ElementMissing) }, frame.mark, "`itunes:owner` has no `itunes:email`");
        }
        Ctx::GeoPoint => {
            for name in ["geo:lat", "geo:long"].iter().filter(|name| !frame.has(name)) {
                scope.log.add(const { rule(Code::ElementMissing) }, frame.mark, format!("`geo:Point` has no `{name}`"));
            }
        }
        Ctx::Podcast => podcast::end(frame, scope),
        _ => {}
    }
}
