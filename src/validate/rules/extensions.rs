//! Extensions: podcasts, media, places, threads and the rest.

use super::table::Example::{Channel, Entry, Feed, Item};
use super::table::{Rule, row};
use crate::diagnostic::Code;

const APPLE: &str = "Apple, A Podcaster's Guide to RSS";

pub(super) const RULES: &[Rule] = &[
    row(
        (Code::ItunesMissing, "MissingItunesElement", APPLE, "add the element"),
        Channel("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author>"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"Arts\"/><itunes:explicit xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">false</itunes:explicit>"),
    ),
    row(
        (Code::ItunesEmail, "MissingItunesEmail", APPLE, "add `itunes:owner` with `itunes:email`"),
        Channel("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author>"),
        Channel("<itunes:owner xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><itunes:email>a@example.org</itunes:email></itunes:owner>"),
    ),
    row(
        (Code::ItunesUtf8, "NotUTF8", APPLE, "save the document in UTF-8"),
        super::table::Example::Bytes(b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss version=\"0.92\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>a</title><link>https://example.org/</link><description>b</description><itunes:author>A</itunes:author></channel></rss>"),
        Channel("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author>"),
    ),
    row(
        (Code::ItunesFormat, "UnsupportedItunesFormat", APPLE, "give MP3, M4A, MP4, MOV, M4V, PDF or EPUB"),
        Item("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author><enclosure url=\"https://example.org/a.ogg\" type=\"audio/ogg\" length=\"1\"/>"),
        Item("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author><enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"1\"/>"),
    ),
    row(
        (Code::ItunesCategory, "InvalidItunesCategory", APPLE, "choose one of Apple's categories"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"Cheese\"/>"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"Arts\"/>"),
    ),
    row(
        (Code::ItunesCategoryObsolete, "ObsoleteItunesCategory", APPLE, "choose one of Apple's categories of today"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"Talk Radio\"/>"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"News\"/>"),
    ),
    row(
        (Code::ItunesDuration, "InvalidDuration", APPLE, "write `1:02:03` or `3723`"),
        Item("<itunes:duration xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">an hour</itunes:duration>"),
        Item("<itunes:duration xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">1:02:03</itunes:duration>"),
    ),
    row(
        (Code::ItunesTooLong, "TooLong", APPLE, "shorten the text"),
        Item("<itunes:subtitle xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</itunes:subtitle>"),
        Item("<itunes:subtitle xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">a</itunes:subtitle>"),
    ),
    row(
        (Code::ItunesKeywords, "InvalidKeywords", APPLE, "write commas between them"),
        Item("<itunes:keywords xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">salt pepper</itunes:keywords>"),
        Item("<itunes:keywords xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">salt, pepper</itunes:keywords>"),
    ),
    row(
        (Code::ItunesYesNo, "InvalidYesNoClean", APPLE, "write one of them"),
        Item("<itunes:block xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">perhaps</itunes:block>"),
        Item("<itunes:block xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">yes</itunes:block>"),
    ),
    row(
        (Code::ItunesChannelType, "InvalidItunesChannelType", APPLE, "write one of them"),
        Channel("<itunes:type xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">daily</itunes:type>"),
        Channel("<itunes:type xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">serial</itunes:type>"),
    ),
    row(
        (Code::ItunesEpisodeType, "InvalidItunesEpisodeType", APPLE, "write one of them"),
        Item("<itunes:episodeType xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">half</itunes:episodeType>"),
        Item("<itunes:episodeType xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">full</itunes:episodeType>"),
    ),
    row(
        (
            Code::MediaGroup,
            "MediaGroupWithoutAlternatives",
            "Media RSS, media:group",
            "leave the group out around a single content",
        ),
        Item("<media:group xmlns:media=\"http://search.yahoo.com/mrss/\"><media:content url=\"https://example.org/a.mp4\"/></media:group>"),
        Item("<media:group xmlns:media=\"http://search.yahoo.com/mrss/\"><media:content url=\"https://example.org/a.mp4\"/><media:content url=\"https://example.org/a.webm\"/></media:group>"),
    ),
    row(
        (
            Code::MediaCreditRole,
            "InvalidCreditRole",
            "Media RSS, media:credit",
            "write a role of the European Broadcasting Union's list, or name another `scheme`",
        ),
        Item("<media:credit xmlns:media=\"http://search.yahoo.com/mrss/\" role=\"wizard\">A</media:credit>"),
        Item("<media:credit xmlns:media=\"http://search.yahoo.com/mrss/\" role=\"producer\">A</media:credit>"),
    ),
    row(
        (Code::MediaExpression, "InvalidMediaExpression", "Media RSS, media:content", "write one of them"),
        Item("<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" expression=\"half\" url=\"https://example.org/a.mp4\"/>"),
        Item("<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" expression=\"full\" url=\"https://example.org/a.mp4\"/>"),
    ),
    row(
        (Code::MediaHash, "InvalidMediaHash", "Media RSS, media:hash", "write the hash, and `algo` if it is not MD5"),
        Item("<media:hash xmlns:media=\"http://search.yahoo.com/mrss/\">abc</media:hash>"),
        Item("<media:hash xmlns:media=\"http://search.yahoo.com/mrss/\">dfdec888b72151965a34b4b59031290a</media:hash>"),
    ),
    row(
        (Code::MediaMedium, "InvalidMediaMedium", "Media RSS, media:content", "write one of them"),
        Item("<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" medium=\"paper\" url=\"https://example.org/a.mp4\"/>"),
        Item("<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" medium=\"video\" url=\"https://example.org/a.mp4\"/>"),
    ),
    row(
        (
            Code::MediaRating,
            "InvalidMediaRating",
            "Media RSS, media:rating",
            "write `adult` or `nonadult`, or name another `scheme`",
        ),
        Item("<media:rating xmlns:media=\"http://search.yahoo.com/mrss/\">five stars</media:rating>"),
        Item("<media:rating xmlns:media=\"http://search.yahoo.com/mrss/\">nonadult</media:rating>"),
    ),
    row(
        (
            Code::MediaRestriction,
            "InvalidMediaRestriction",
            "Media RSS, media:restriction",
            "add `type=\"country\"` or `type=\"uri\"`",
        ),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"allow\">some</media:restriction>"),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"allow\">all</media:restriction>"),
    ),
    row(
        (
            Code::MediaRestrictionRelationship,
            "InvalidMediaRestrictionRel",
            "Media RSS, media:restriction",
            "write one of them",
        ),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"maybe\">all</media:restriction>"),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"deny\">all</media:restriction>"),
    ),
    row(
        (
            Code::MediaRestrictionType,
            "InvalidMediaRestrictionType",
            "Media RSS, media:restriction",
            "write one of them",
        ),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"deny\" type=\"age\">18</media:restriction>"),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"deny\" type=\"country\">de</media:restriction>"),
    ),
    row(
        (Code::MediaTextType, "InvalidMediaTextType", "Media RSS, media:title", "write one of them"),
        Item("<media:title xmlns:media=\"http://search.yahoo.com/mrss/\" type=\"text\">a</media:title>"),
        Item("<media:title xmlns:media=\"http://search.yahoo.com/mrss/\" type=\"plain\">a</media:title>"),
    ),
    row(
        (Code::MediaTime, "InvalidNPTTime", "Media RSS, media:text; RFC 2326, 3.6", "write `0:01:02.5`"),
        Item("<media:thumbnail xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"https://example.org/a.png\" time=\"later\"/>"),
        Item("<media:thumbnail xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"https://example.org/a.png\" time=\"0:01:02.5\"/>"),
    ),
    row(
        (Code::GeoLatitude, "InvalidLatitude", "W3C Basic Geo", "write degrees with a point"),
        Item("<geo:lat xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\">91</geo:lat>"),
        Item("<geo:lat xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\">48.2</geo:lat>"),
    ),
    row(
        (Code::GeoLongitude, "InvalidLongitude", "W3C Basic Geo", "write degrees with a point"),
        Item("<geo:long xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\">181</geo:long>"),
        Item("<geo:long xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\">16.4</geo:long>"),
    ),
    row(
        (Code::GeoPosition, "InvalidCoord", "GeoRSS", "write `48.2 16.4`"),
        Item("<georss:point xmlns:georss=\"http://www.georss.org/georss\">here</georss:point>"),
        Item("<georss:point xmlns:georss=\"http://www.georss.org/georss\">48.2 16.4</georss:point>"),
    ),
    row(
        (Code::GeoPositions, "InvalidCoordList", "GeoRSS", "write `48.2 16.4 48.3 16.5`"),
        Item("<georss:line xmlns:georss=\"http://www.georss.org/georss\">48.2 16.4 48.3</georss:line>"),
        Item("<georss:line xmlns:georss=\"http://www.georss.org/georss\">48.2 16.4 48.3 16.5</georss:line>"),
    ),
    row(
        (Code::GeoComma, "CoordComma", "GeoRSS", "write `48.2 16.4`"),
        Item("<georss:point xmlns:georss=\"http://www.georss.org/georss\">48.2,16.4</georss:point>"),
        Item("<georss:point xmlns:georss=\"http://www.georss.org/georss\">48.2 16.4</georss:point>"),
    ),
    row(
        (Code::ThreadWhen, "NoThrWhen", "RFC 4685, 4", "write `thr:updated`"),
        Entry("<link rel=\"replies\" href=\"https://example.org/r\" thr:when=\"2026-01-02T10:00:00Z\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\"/>"),
        Entry("<link rel=\"replies\" href=\"https://example.org/r\" thr:updated=\"2026-01-02T10:00:00Z\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\"/>"),
    ),
    row(
        (Code::UpdatePeriod, "InvalidUpdatePeriod", "RSS module syndication", "write one of them"),
        Channel("<sy:updatePeriod xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">often</sy:updatePeriod>"),
        Channel("<sy:updatePeriod xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">daily</sy:updatePeriod>"),
    ),
    row(
        (Code::SlashDate, "SlashDate", "RSS Advisory Board, RSS profile, slash:comments", "add `lastBuildDate`"),
        Item("<slash:comments xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">5</slash:comments>"),
        super::table::Example::Document("<rss version=\"0.92\" xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\"><channel><title>a</title><link>https://example.org/</link><description>b</description><lastBuildDate>Fri, 02 Jan 2026 10:00:00 GMT</lastBuildDate><item><title>c</title><slash:comments>5</slash:comments></item></channel></rss>"),
    ),
    row(
        (Code::WfwCommentRss, "CommentRSS", "Well-Formed Web, CommentAPI", "write `commentRss`"),
        Item("<wfw:commentRSS xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\">https://example.org/c</wfw:commentRSS>"),
        Item("<wfw:commentRss xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\">https://example.org/c</wfw:commentRss>"),
    ),
    row(
        (
            Code::AccessRelationship,
            "InvalidAccessRestrictionRel",
            "Bloglines, Feed Access Control 1.0",
            "write one of them",
        ),
        Feed("<access:restriction xmlns:access=\"http://www.bloglines.com/about/specs/fac-1.0\" relationship=\"maybe\"/>"),
        Feed("<access:restriction xmlns:access=\"http://www.bloglines.com/about/specs/fac-1.0\" relationship=\"deny\"/>"),
    ),
    row(
        (Code::ItunesArtwork, "", APPLE, "add `itunes:image` with a square JPEG or PNG of 1400 to 3000 pixels"),
        Channel("<itunes:image xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" href=\"https://example.org/a.webp\"/>"),
        Channel("<itunes:image xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" href=\"https://example.org/a.jpg\"/>"),
    ),
    row(
        (Code::ItunesEpisode, "", APPLE, "add what is missing; what is no episode belongs into another feed"),
        Item("<title>7: Spring tide</title><itunes:episode xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">7</itunes:episode>"),
        Item("<title>7: Spring tide</title><itunes:episode xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">7</itunes:episode><enclosure url=\"https://example.org/7.mp3\" type=\"audio/mpeg\" length=\"1\"/>"),
    ),
    row(
        (Code::ItunesEffect, "", APPLE, "write `Yes`, or leave the element out"),
        Channel("<itunes:complete xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">true</itunes:complete>"),
        Channel("<itunes:complete xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">Yes</itunes:complete>"),
    ),
    row(
        (Code::ItunesIdle, "", APPLE, "leave it out"),
        Channel("<itunes:block xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">no</itunes:block>"),
        Channel("<itunes:block xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">Yes</itunes:block>"),
    ),
];
