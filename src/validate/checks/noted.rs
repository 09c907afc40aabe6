//! What the elements of a document say of its feed and of its entries is noted in its [`Outline`].

use super::frame::{Frame, Scope};
use super::schema::{Ctx, TextKind};
use crate::validate::outline::{Outline, OutlineLink, canonical};

/// An element of XML ends, which may say something of the feed or of an entry.
pub fn element(frame: &Frame, scope: &mut Scope<'_>) {
    let broken = scope.facts.broken;
    let parent = scope.parent.as_deref();
    let Some(outline) = &mut scope.facts.outline else { return };
    let text = frame.text.trimmed();
    match (frame.ctx, parent.map(|parent| parent.ctx)) {
        (Ctx::Value(TextKind::Guid), Some(Ctx::Item)) => {
            outline.id(text, frame.text.whole(frame.mark));
            let page = frame.attribute("isPermaLink").is_none_or(|value| value.value != "false");
            if page && outline.page.is_none() {
                outline.page(text);
            }
        }
        (Ctx::Value(TextKind::EntryId), _) => outline.id(text, frame.text.whole(frame.mark)),
        (Ctx::Value(TextKind::ItemLink), Some(Ctx::Item)) => outline.page(text),
        (Ctx::Item, _) => outline.entry(),
        (Ctx::Entry, _) => {
            if let Some(link) = frame.links.iter().find(|link| link.rel == "alternate") {
                outline.page(&link.full);
            }
            outline.entry();
        }
        (Ctx::Value(TextKind::Title) | Ctx::Construct, Some(Ctx::Channel | Ctx::Feed)) if frame.name == "title" => {
            outline.title(text);
        }
        (Ctx::Value(TextKind::ChannelLink), Some(Ctx::Channel)) => outline.home(text),
        (Ctx::Channel | Ctx::Feed, _) => {
            links(outline, frame);
            outline.whole = !broken;
        }
        _ => {}
    }
}

/// What the links of a feed or channel say, at its end.
fn links(outline: &mut Outline, feed: &Frame) {
    let find = |rel: &str| feed.links.iter().find(|link| link.rel == rel);
    let way = |rel: &str| find(rel).and_then(|link| Some(OutlineLink { to: canonical(&link.full)?, mark: link.mark }));
    outline.mark = Some(feed.mark);
    outline.archive = feed.has("fh:archive");
    outline.own = find("self").and_then(|link| canonical(&link.full));
    outline.before = way("prev-archive");
    outline.after = way("next-archive");
    outline.current = way("current");
    if feed.ctx == Ctx::Feed {
        outline.home = find("alternate").and_then(|link| canonical(&link.full));
    }
}
