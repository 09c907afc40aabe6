//! The tables: one a place, and which tables each place has.

use super::kinds::TextKind::*;
use super::kinds::{Ctx, Decl, TextKind};

const fn one(name: &'static str, kind: TextKind) -> Decl {
    Decl { name, ctx: Ctx::Value(kind), once: true }
}

const fn many(name: &'static str, kind: TextKind) -> Decl {
    Decl { name, ctx: Ctx::Value(kind), once: false }
}

const fn part(name: &'static str, ctx: Ctx, once: bool) -> Decl {
    Decl { name, ctx, once }
}

const RSS: &[Decl] = &[part("channel", Ctx::Channel, true)];

const CHANNEL: &[Decl] = &[
    part("item", Ctx::Item, false),
    one("title", Title),
    one("link", ChannelLink),
    one("description", Plain),
    one("language", Language),
    one("copyright", Plain),
    one("managingEditor", Contact),
    one("webMaster", Contact),
    one("pubDate", Rfc822),
    one("lastBuildDate", Rfc822),
    many("category", Category),
    one("generator", Text),
    one("docs", Docs),
    part("cloud", Ctx::Cloud, true),
    one("ttl", Positive),
    part("image", Ctx::Image, true),
    one("rating", Text),
    part("textInput", Ctx::TextInput, true),
    part("skipHours", Ctx::SkipHours, true),
    part("skipDays", Ctx::SkipDays, true),
    one("blink", Blink),
    part("atom:author", Ctx::Person, false),
    part("atom:category", Ctx::AtomCategory, false),
    part("atom:contributor", Ctx::Person, false),
    one("atom:generator", Generator),
    one("atom:id", Url),
    one("atom:icon", Reference),
    one("atom:logo", Reference),
    part("atom:link", Ctx::Link, false),
    part("atom:title", Ctx::Construct, true),
    part("atom:subtitle", Ctx::Construct, true),
    part("atom:rights", Ctx::Construct, true),
    one("atom:updated", Rfc3339),
    many("dc:creator", Text),
    many("dc:subject", Text),
    one("dc:date", W3cdtf),
    part("cc:license", Ctx::Any, false),
    many("creativeCommons:license", Url),
];

const ITEM: &[Decl] = &[
    one("title", Title),
    one("link", ItemLink),
    one("description", Description),
    one("author", Contact),
    many("category", Category),
    one("comments", Url),
    part("enclosure", Ctx::Enclosure, true),
    one("guid", Guid),
    one("pubDate", Rfc822),
    one("source", RssSource),
    one("content:encoded", Html),
    part("content:items", Ctx::Any, true),
    part("xhtml:body", Ctx::Xhtml, true),
    one("atom:id", Url),
    part("atom:link", Ctx::Link, false),
    part("atom:title", Ctx::Construct, true),
    part("atom:summary", Ctx::Construct, true),
    part("atom:author", Ctx::Person, true),
    part("atom:contributor", Ctx::Person, false),
    part("atom:content", Ctx::Content, false),
    one("atom:published", Rfc3339),
    one("atom:updated", Rfc3339),
    many("dc:creator", Text),
    many("dc:subject", Text),
    many("dc:date", W3cdtf),
    part("cc:license", Ctx::Any, false),
    many("creativeCommons:license", Url),
];

const IMAGE: &[Decl] = &[
    one("title", ImageTitle),
    one("url", ImageUrl),
    one("link", ImageLink),
    one("width", ImageWidth),
    one("height", ImageHeight),
    one("description", Plain),
    many("dc:creator", Text),
    many("dc:subject", Text),
    one("dc:date", W3cdtf),
    part("cc:license", Ctx::Any, false),
];

const TEXT_INPUT: &[Decl] = &[
    one("title", Plain),
    one("description", Plain),
    one("name", FieldName),
    one("link", Url),
    many("dc:creator", Text),
    many("dc:subject", Text),
    one("dc:date", W3cdtf),
];

const SKIP_HOURS: &[Decl] = &[many("hour", Hour)];
const SKIP_DAYS: &[Decl] = &[many("day", Day)];

const RDF: &[Decl] = &[
    part("channel", Ctx::Channel, true),
    part("item", Ctx::Item, false),
    part("image", Ctx::Image, true),
    part("textinput", Ctx::TextInput, true),
    part("cc:License", Ctx::Any, false),
    part("foaf:Agent", Ctx::Any, false),
    part("foaf:Person", Ctx::Any, false),
    part("taxo:topic", Ctx::Any, false),
];
/// RSS 1.0 lists its items in the channel.
const RDF_CHANNEL: &[Decl] = &[part("rss1:items", Ctx::Any, true), part("rss1:textinput", Ctx::Any, true)];

/// `atom:source` has these and no entries.
const FEED_META: &[Decl] = &[
    part("author", Ctx::Person, false),
    part("category", Ctx::AtomCategory, false),
    part("contributor", Ctx::Person, false),
    one("generator", Generator),
    one("id", FeedId),
    one("icon", Icon),
    part("link", Ctx::Link, false),
    one("logo", Icon),
    part("rights", Ctx::Construct, true),
    part("subtitle", Ctx::Construct, true),
    part("title", Ctx::Construct, true),
    one("updated", Rfc3339),
    many("dc:creator", Text),
    many("dc:subject", Text),
    one("dc:date", W3cdtf),
    many("creativeCommons:license", Url),
    many("access:restriction", Access),
    part("app:collection", Ctx::Any, true),
    part("at:deleted-entry", Ctx::Any, false),
];
const FEED: &[Decl] = &[part("entry", Ctx::Entry, false)];

const ENTRY: &[Decl] = &[
    part("author", Ctx::Person, false),
    part("category", Ctx::AtomCategory, false),
    part("content", Ctx::Content, true),
    part("contributor", Ctx::Person, false),
    one("id", EntryId),
    part("link", Ctx::Link, false),
    one("published", Rfc3339),
    part("rights", Ctx::Construct, true),
    part("source", Ctx::AtomSource, true),
    part("summary", Ctx::Construct, true),
    part("title", Ctx::Construct, true),
    one("updated", EntryUpdated),
    part("xhtml:div", Ctx::Xhtml, false),
    part("app:control", Ctx::Any, true),
    one("app:edited", Rfc3339),
    many("dc:creator", Text),
    many("dc:subject", Text),
    one("dc:date", W3cdtf),
    many("creativeCommons:license", Url),
];

const PERSON: &[Decl] = &[
    one("name", PersonName),
    one("email", PersonEmail),
    one("uri", PersonUri),
    part("foaf:homepage", Ctx::Any, false),
    part("foaf:weblog", Ctx::Any, false),
    part("xhtml:div", Ctx::Xhtml, false),
];

const OPML: &[Decl] = &[part("head", Ctx::Head, true), part("body", Ctx::Body, true)];
const HEAD: &[Decl] = &[
    one("title", Html),
    one("dateCreated", Rfc822),
    one("dateModified", Rfc822),
    one("ownerName", Html),
    one("ownerEmail", Address),
    one("ownerId", WebUrl),
    one("docs", WebUrl),
    one("expansionState", Lines),
    one("vertScrollState", Positive),
    one("windowTop", Positive),
    one("windowLeft", Positive),
    one("windowBottom", Positive),
    one("windowRight", Positive),
];
const BODY: &[Decl] = &[part("outline", Ctx::Outline, false)];

const DC: &[Decl] = &[
    one("dc:title", Text),
    one("dc:description", Text),
    many("dc:publisher", Text),
    many("dc:contributor", Text),
    one("dc:type", Text),
    one("dc:format", Text),
    many("dc:identifier", Text),
    one("dc:source", Text),
    one("dc:language", Language),
    many("dc:relation", Text),
    many("dc:coverage", Text),
    one("dc:rights", Plain),
    many("dcterms:alternative", Text),
    one("dcterms:abstract", Text),
    one("dcterms:created", W3cdtf),
    one("dcterms:issued", W3cdtf),
    one("dcterms:modified", W3cdtf),
    one("dcterms:dateAccepted", Text),
    one("dcterms:dateCopyrighted", Text),
    one("dcterms:dateSubmitted", Text),
    one("dcterms:extent", Positive),
    many("dcterms:audience", Text),
    one("dcterms:mediator", Text),
    part("dcterms:tableOfContents", Ctx::Any, false),
    part("dcterms:valid", Ctx::Any, false),
    part("dcterms:available", Ctx::Any, false),
    part("dcterms:isVersionOf", Ctx::Any, false),
    part("dcterms:hasVersion", Ctx::Any, false),
    part("dcterms:isReplacedBy", Ctx::Any, false),
    part("dcterms:replaces", Ctx::Any, false),
    part("dcterms:isRequiredBy", Ctx::Any, false),
    part("dcterms:requires", Ctx::Any, false),
    part("dcterms:isPartOf", Ctx::Any, false),
    part("dcterms:hasPart", Ctx::Any, false),
    part("dcterms:isReferencedBy", Ctx::Any, false),
    part("dcterms:references", Ctx::Any, false),
    part("dcterms:isFormatOf", Ctx::Any, false),
    part("dcterms:hasFormat", Ctx::Any, false),
    part("dcterms:conformsTo", Ctx::Any, false),
    part("dcterms:spatial", Ctx::Any, false),
    part("dcterms:temporal", Ctx::Any, false),
    part("dcterms:accessRights", Ctx::Any, false),
    part("dcterms:accrualMethod", Ctx::Any, false),
    part("dcterms:accrualPeriodicity", Ctx::Any, false),
    part("dcterms:accrualPolicy", Ctx::Any, false),
    part("dcterms:bibliographicCitation", Ctx::Any, false),
    part("dcterms:educationLevel", Ctx::Any, false),
    part("dcterms:instructionalMethod", Ctx::Any, false),
    part("dcterms:license", Ctx::Any, false),
    part("dcterms:provenance", Ctx::Any, false),
    part("dcterms:rightsHolder", Ctx::Any, false),
];

const GEO: &[Decl] = &[
    part("geo:Point", Ctx::GeoPoint, false),
    many("geo:lat", Latitude),
    many("geo:long", Longitude),
    many("geo:alt", Decimal),
    many("geourl:latitude", Latitude),
    many("geourl:longitude", Longitude),
    part("georss:where", Ctx::GeorssWhere, false),
    many("georss:point", Position),
    many("georss:line", Positions),
    many("georss:polygon", Positions),
    many("georss:box", Positions),
    many("georss:circle", Text),
    many("georss:featuretypetag", Text),
    many("georss:featureTypeTag", Text),
    many("georss:relationshiptag", Text),
    many("georss:relationshipTag", Text),
    many("georss:featurename", Text),
    many("georss:featureName", Text),
    many("georss:elev", Decimal),
    many("georss:floor", Integer),
    many("georss:radius", Float),
    many("icbm:latitude", Latitude),
    many("icbm:longitude", Longitude),
];
const GEO_POINT: &[Decl] = &[many("geo:lat", Latitude), many("geo:long", Longitude), many("geo:alt", Decimal)];
const GEORSS_WHERE: &[Decl] = &[
    part("gml:Point", Ctx::GmlShape, false),
    part("gml:LineString", Ctx::GmlShape, false),
    part("gml:Polygon", Ctx::GmlShape, false),
    part("gml:Envelope", Ctx::GmlShape, false),
];
const GML_SHAPE: &[Decl] = &[
    many("gml:pos", Position),
    many("gml:posList", Positions),
    many("gml:lowerCorner", Position),
    many("gml:upperCorner", Position),
    part("gml:exterior", Ctx::GmlShape, false),
    part("gml:interior", Ctx::GmlShape, false),
    part("gml:LinearRing", Ctx::GmlShape, false),
];

const EVERYWHERE: &[Decl] = &[
    part("rdf:RDF", Ctx::Any, false),
    part("rdf:type", Ctx::Any, false),
    part("rdf:Description", Ctx::Any, false),
    part("rdfs:seeAlso", Ctx::Any, false),
    one("opml:dateCreated", Rfc822),
    one("opml:dateModified", Rfc822),
    one("opml:ownerName", Html),
    one("opml:ownerEmail", Address),
    one("opml:ownerId", WebUrl),
];

const MEDIA: &[Decl] = &[
    one("media:adult", TrueFalse),
    many("media:category", MediaCategory),
    one("media:copyright", MediaCopyright),
    many("media:credit", MediaCredit),
    one("media:description", MediaTitle),
    many("media:keywords", Text),
    many("media:hash", MediaHash),
    many("media:player", MediaPlayer),
    many("media:rating", MediaRating),
    many("media:restriction", MediaRestriction),
    many("media:text", MediaText),
    one("media:title", MediaTitle),
    many("media:thumbnail", MediaThumbnail),
    part("media:community", Ctx::Any, false),
    part("media:comments", Ctx::Any, false),
    part("media:responses", Ctx::Any, false),
    part("media:backLinks", Ctx::Any, false),
    part("media:embed", Ctx::Any, false),
    part("media:license", Ctx::Any, false),
    part("media:location", Ctx::Any, false),
    part("media:peerLink", Ctx::Any, false),
    part("media:price", Ctx::Any, false),
    part("media:rights", Ctx::Any, false),
    part("media:scenes", Ctx::Any, false),
    part("media:status", Ctx::Any, false),
    part("media:subTitle", Ctx::Any, false),
];
const MEDIA_GROUPS: &[Decl] =
    &[part("media:group", Ctx::MediaGroup, false), part("media:content", Ctx::MediaContent, false)];
const MEDIA_CONTENTS: &[Decl] = &[part("media:content", Ctx::MediaContent, false)];

const CHANNEL_ITEM: &[Decl] = &[part("taxo:topics", Ctx::Any, false), part("l:link", Ctx::Any, false)];

const ITEM_MORE: &[Decl] = &[
    part("annotate:reference", Ctx::Any, true),
    one("ag:source", Text),
    one("ag:sourceURL", Url),
    one("ag:timestamp", Iso8601),
    one("ev:startdate", Iso8601Any),
    one("ev:enddate", Iso8601Any),
    part("ev:location", Ctx::Any, false),
    part("ev:organizer", Ctx::Any, false),
    one("ev:type", Text),
    one("feedburner:awareness", Url),
    one("feedburner:origEnclosureLink", Url),
    one("feedburner:origLink", Url),
    part("foaf:maker", Ctx::Any, false),
    part("foaf:primaryTopic", Ctx::Any, false),
    one("slash:comments", NonNegative),
    many("slash:section", Text),
    many("slash:department", Text),
    one("slash:hit_parade", Numbers),
    one("thr:total", NonNegative),
    many("thr:in-reply-to", InReplyTo),
    one("wfw:comment", Url),
    one("wfw:commentRss", Url),
    one("wfw:commentRSS", Url),
    many("wiki:diff", Text),
    many("wiki:history", Text),
    many("wiki:importance", Text),
    many("wiki:status", Text),
    many("wiki:version", Text),
    one("trackback:ping", Url),
    many("trackback:about", Url),
    one("conversationsNetwork:introMilliseconds", NonNegative),
    one("conversationsNetwork:image", WebUrl),
    one("conversationsNetwork:ratingAverage", Float),
    one("conversationsNetwork:ratingCount", NonNegative),
    one("conversationsNetwork:ratingIndividual", Positive),
    one("conversationsNetwork:ratingTimestamp", Iso8601),
    part("sx:sync", Ctx::Any, false),
];

const CHANNEL_MORE: &[Decl] = &[
    part("admin:generatorAgent", Ctx::Any, true),
    part("admin:errorReportsTo", Ctx::Any, true),
    one("blogChannel:blogRoll", Url),
    one("blogChannel:mySubscriptions", Url),
    one("blogChannel:blink", Url),
    one("blogChannel:changes", Url),
    one("sy:updatePeriod", UpdatePeriod),
    one("sy:updateFrequency", Positive),
    one("sy:updateBase", W3cdtf),
    part("foaf:maker", Ctx::Any, false),
    part("cp:server", Ctx::Any, false),
    many("wiki:interwiki", Text),
    many("thr:in-reply-to", InReplyTo),
    part("cf:listinfo", Ctx::Any, false),
    part("cf:treatAs", Ctx::Any, false),
    one("feedburner:awareness", Url),
    one("feedburner:browserFriendly", Plain),
    one("feedburner:emailServiceId", Text),
    many("feedburner:feedFlare", FeedFlare),
    many("feedburner:info", FeedInfo),
    one("feedburner:feedburnerHostname", Url),
    one("opensearch:totalResults", NonNegative),
    one("opensearch10:totalResults", NonNegative),
    one("opensearch:startIndex", Integer),
    one("opensearch10:startIndex", Integer),
    one("opensearch:itemsPerPage", NonNegative),
    one("opensearch10:itemsPerPage", NonNegative),
    part("opensearch:Query", Ctx::Any, false),
    part("xhtml:div", Ctx::Xhtml, false),
    part("xhtml:meta", Ctx::Any, false),
    part("sx:sharing", Ctx::Any, false),
    part("fh:archive", Ctx::Empty, false),
    part("fh:complete", Ctx::Empty, false),
];

const ITUNES: &[Decl] = &[
    one("itunes:author", PlainUpTo(255)),
    one("itunes:block", ItunesBlock),
    one("itunes:explicit", TrueFalse),
    one("itunes:keywords", Keywords),
    one("itunes:subtitle", PlainUpTo(255)),
    one("itunes:summary", PlainUpTo(4000)),
    one("itunes:image", ItunesImage),
];
const ITUNES_CHANNEL: &[Decl] = &[
    part("itunes:owner", Ctx::ItunesOwner, true),
    part("itunes:category", Ctx::ItunesCategory(false), false),
    one("itunes:pubDate", Rfc822),
    one("itunes:new-feed-url", Url),
    one("itunes:type", ChannelType),
    one("itunes:title", Text),
    one("itunes:complete", ItunesComplete),
    one("itunes:applepodcastsverify", Text),
];
const ITUNES_ITEM: &[Decl] = &[
    one("itunes:duration", Duration),
    one("itunes:title", Text),
    // Apple has given these up; no program minds them.
    one("itunes:order", Text),
    one("itunes:isClosedCaptioned", Text),
    one("itunes:episode", Positive),
    one("itunes:season", Positive),
    one("itunes:episodeType", EpisodeType),
];
const ITUNES_OWNER: &[Decl] = &[one("itunes:email", Address), one("itunes:name", PlainUpTo(255))];
const ITUNES_CATEGORY: &[Decl] = &[part("itunes:category", Ctx::ItunesCategory(true), false)];

/// The tables of a place.
pub(super) fn tables(ctx: Ctx) -> &'static [&'static [Decl]] {
    match ctx {
        Ctx::Rss => &[RSS],
        Ctx::Channel => {
            &[CHANNEL, RDF_CHANNEL, DC, GEO, EVERYWHERE, MEDIA, CHANNEL_ITEM, CHANNEL_MORE, ITUNES, ITUNES_CHANNEL]
        }
        Ctx::Item | Ctx::ItemLike => {
            &[ITEM, DC, GEO, EVERYWHERE, MEDIA, MEDIA_GROUPS, CHANNEL_ITEM, ITEM_MORE, ITUNES, ITUNES_ITEM]
        }
        Ctx::Image => &[IMAGE, DC, GEO, EVERYWHERE],
        Ctx::TextInput => &[TEXT_INPUT, DC, GEO, EVERYWHERE],
        Ctx::SkipHours => &[SKIP_HOURS],
        Ctx::SkipDays => &[SKIP_DAYS],
        Ctx::Rdf => &[RDF, DC, GEO, EVERYWHERE],
        Ctx::Feed => &[FEED, FEED_META, DC, GEO, EVERYWHERE, MEDIA, CHANNEL_ITEM, CHANNEL_MORE, ITUNES, ITUNES_CHANNEL],
        Ctx::AtomSource => &[FEED_META, DC, GEO, EVERYWHERE, MEDIA, CHANNEL_ITEM, CHANNEL_MORE, ITUNES, ITUNES_CHANNEL],
        Ctx::Entry => &[ENTRY, DC, GEO, EVERYWHERE, MEDIA, MEDIA_GROUPS, CHANNEL_ITEM, ITEM_MORE, ITUNES, ITUNES_ITEM],
        Ctx::Person => &[PERSON],
        Ctx::Opml => &[OPML, DC, GEO, EVERYWHERE],
        Ctx::Head => &[HEAD, DC, GEO, EVERYWHERE],
        Ctx::Body | Ctx::Outline => &[BODY, DC, GEO, EVERYWHERE],
        Ctx::ItunesOwner => &[ITUNES_OWNER],
        Ctx::ItunesCategory(false) => &[ITUNES_CATEGORY],
        Ctx::MediaGroup => &[MEDIA, MEDIA_CONTENTS],
        Ctx::MediaContent => &[MEDIA, DC, GEO, EVERYWHERE],
        Ctx::GeoPoint => &[GEO_POINT],
        Ctx::GeorssWhere => &[GEORSS_WHERE],
        Ctx::GmlShape => &[GML_SHAPE],
        _ => &[],
    }
}
