//! Which element may stand where, how often, and what its text must be.
//!
//! One table a place. Elements go by the usual prefix of their namespace; those of the format itself
//! (RSS without namespace, Atom's in an Atom document) go without.

mod kinds;
mod tables;

pub use self::kinds::{Ctx, Decl, TextKind};

/// The element of this name in this place, if it may stand there.
pub fn child(ctx: Ctx, name: &str) -> Option<&'static Decl> {
    // Qualified Dublin Core, `dc:date.taken`, is as the element it qualifies.
    let name = if name.starts_with("dc:") { name.split('.').next().unwrap_or(name) } else { name };
    tables::tables(ctx).iter().flat_map(|table| table.iter()).find(|decl| decl.name == name)
}

/// Whether an element of an extension whose content is not known holds items of RSS, as FeedSync 1.0, 2.6 has it: the
/// versions of an item that contradict each other.
pub fn holds_items(name: &str) -> bool {
    matches!(name, "sx:conflicts" | "sx:conflict")
}

/// The attributes without namespace that an element may have; `None` where any may stand.
pub fn attributes(name: &str, ctx: Ctx) -> Option<&'static [&'static str]> {
    use TextKind::*;
    Some(match ctx {
        Ctx::Any | Ctx::Xhtml | Ctx::Podcast | Ctx::ItemLike => return None,
        Ctx::Rss | Ctx::Opml => &["version"],
        Ctx::Cloud => &["domain", "path", "registerProcedure", "protocol", "port"],
        Ctx::Enclosure => &["url", "length", "type"],
        Ctx::Link => &["type", "title", "rel", "href", "length", "hreflang"],
        Ctx::AtomCategory => &["term", "scheme", "label"],
        Ctx::Construct | Ctx::Content => &["type", "src"],
        Ctx::Outline => &[
            "category",
            "created",
            "description",
            "htmlUrl",
            "isBreakpoint",
            "isComment",
            "language",
            "text",
            "title",
            "type",
            "url",
            "version",
            "xmlUrl",
        ],
        Ctx::ItunesCategory(_) => &["text"],
        Ctx::MediaGroup => &[],
        Ctx::MediaContent => &[
            "bitrate",
            "channels",
            "duration",
            "expression",
            "fileSize",
            "framerate",
            "height",
            "isDefault",
            "lang",
            "medium",
            "samplingrate",
            "type",
            "url",
            "width",
        ],
        Ctx::GmlShape => &["srsName", "srsDimension", "id"],
        Ctx::Value(kind) => match kind {
            RssSource => &["url"],
            Guid => &["isPermaLink"],
            Category => &["domain"],
            Generator => &["uri", "version"],
            ItunesImage => &["href"],
            MediaCategory => &["label", "scheme"],
            MediaCopyright => &["url"],
            MediaCredit => &["role", "scheme"],
            MediaHash => &["algo"],
            MediaRating => &["scheme"],
            MediaRestriction => &["relationship", "type"],
            MediaPlayer => &["height", "url", "width"],
            MediaText => &["end", "lang", "start", "type"],
            MediaTitle => &["type"],
            MediaThumbnail => &["height", "time", "url", "width"],
            InReplyTo => &["ref", "href", "source", "type"],
            Access => &["relationship"],
            FeedFlare => &["href", "src"],
            FeedInfo => &["uri"],
            Positive | NonNegative | Float | Decimal if name.starts_with("georss:") => &["srsName"],
            Position | Positions => &["srsName", "srsDimension"],
            _ => &[],
        },
        _ => &[],
    })
}
