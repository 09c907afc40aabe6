//! Extensions: podcasts, media, places, threads and the rest.

use super::table::Example::{Channel, Entry, Feed, Item};
use super::table::{Rule, error, warning};

const APPLE: &str = "Apple, A Podcaster's Guide to RSS";

pub(super) const RULES: &[Rule] = &[
    warning(
        ("itunes-missing", "MissingItunesElement", APPLE, "A podcast has a language, a category and says whether it is explicit.", "add the element"),
        Channel("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author>"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"Arts\"/><itunes:explicit xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">false</itunes:explicit>"),
    ),
    warning(
        ("itunes-email", "MissingItunesEmail", APPLE, "A podcast has an owner with an e-mail address.", "add `itunes:owner` with `itunes:email`"),
        Channel("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author>"),
        Channel("<itunes:owner xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><itunes:email>a@example.org</itunes:email></itunes:owner>"),
    ),
    warning(
        ("itunes-utf8", "NotUTF8", APPLE, "A podcast's feed is in UTF-8.", "save the document in UTF-8"),
        super::table::Example::Bytes(b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss version=\"0.92\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>a</title><link>https://example.org/</link><description>b</description><itunes:author>A</itunes:author></channel></rss>"),
        Channel("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author>"),
    ),
    warning(
        ("itunes-format", "UnsupportedItunesFormat", APPLE, "An episode is a file that podcast programs play.", "give MP3, M4A, MP4, MOV, M4V, PDF or EPUB"),
        Item("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author><enclosure url=\"https://example.org/a.ogg\" type=\"audio/ogg\" length=\"1\"/>"),
        Item("<itunes:author xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">A</itunes:author><enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"1\"/>"),
    ),
    error(
        ("itunes-category", "InvalidItunesCategory", APPLE, "A category is one of Apple's.", "choose one of Apple's categories"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"Cheese\"/>"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"Arts\"/>"),
    ),
    warning(
        ("itunes-category-obsolete", "ObsoleteItunesCategory", APPLE, "A category is one of those since 2019.", "choose one of Apple's categories of today"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"Talk Radio\"/>"),
        Channel("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"News\"/>"),
    ),
    error(
        ("itunes-duration", "InvalidDuration", APPLE, "A duration is seconds, or `h:mm:ss`.", "write `1:02:03` or `3723`"),
        Item("<itunes:duration xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">an hour</itunes:duration>"),
        Item("<itunes:duration xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">1:02:03</itunes:duration>"),
    ),
    error(
        ("itunes-too-long", "TooLong", APPLE, "Names and subtitles have at most 255 characters, summaries 4,000.", "shorten the text"),
        Item("<itunes:subtitle xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</itunes:subtitle>"),
        Item("<itunes:subtitle xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">a</itunes:subtitle>"),
    ),
    warning(
        ("itunes-keywords", "InvalidKeywords", APPLE, "Keywords are separated by commas.", "write commas between them"),
        Item("<itunes:keywords xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">salt pepper</itunes:keywords>"),
        Item("<itunes:keywords xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">salt, pepper</itunes:keywords>"),
    ),
    error(
        ("itunes-yes-no", "InvalidYesNoClean", APPLE, "The value is `yes`, `no` or `clean`.", "write one of them"),
        Item("<itunes:block xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">perhaps</itunes:block>"),
        Item("<itunes:block xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">yes</itunes:block>"),
    ),
    error(
        ("itunes-channel-type", "InvalidItunesChannelType", APPLE, "A podcast is `episodic` or `serial`.", "write one of them"),
        Channel("<itunes:type xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">daily</itunes:type>"),
        Channel("<itunes:type xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">serial</itunes:type>"),
    ),
    error(
        ("itunes-episode-type", "InvalidItunesEpisodeType", APPLE, "An episode is `full`, `trailer` or `bonus`.", "write one of them"),
        Item("<itunes:episodeType xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">half</itunes:episodeType>"),
        Item("<itunes:episodeType xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">full</itunes:episodeType>"),
    ),
    error(
        ("media-group", "MediaGroupWithoutAlternatives", "Media RSS, media:group", "A group holds several forms of one thing.", "leave the group out around a single content"),
        Item("<media:group xmlns:media=\"http://search.yahoo.com/mrss/\"><media:content url=\"https://example.org/a.mp4\"/></media:group>"),
        Item("<media:group xmlns:media=\"http://search.yahoo.com/mrss/\"><media:content url=\"https://example.org/a.mp4\"/><media:content url=\"https://example.org/a.webm\"/></media:group>"),
    ),
    error(
        ("media-credit-role", "InvalidCreditRole", "Media RSS, media:credit", "A role is one of the vocabulary, in lower case.", "write a role of the European Broadcasting Union's list, or name another `scheme`"),
        Item("<media:credit xmlns:media=\"http://search.yahoo.com/mrss/\" role=\"wizard\">A</media:credit>"),
        Item("<media:credit xmlns:media=\"http://search.yahoo.com/mrss/\" role=\"producer\">A</media:credit>"),
    ),
    error(
        ("media-expression", "InvalidMediaExpression", "Media RSS, media:content", "Content is `sample`, `full` or `nonstop`.", "write one of them"),
        Item("<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" expression=\"half\" url=\"https://example.org/a.mp4\"/>"),
        Item("<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" expression=\"full\" url=\"https://example.org/a.mp4\"/>"),
    ),
    error(
        ("media-hash", "InvalidMediaHash", "Media RSS, media:hash", "A hash is one of MD5 or SHA-1 in hexadecimal.", "write the hash, and `algo` if it is not MD5"),
        Item("<media:hash xmlns:media=\"http://search.yahoo.com/mrss/\">abc</media:hash>"),
        Item("<media:hash xmlns:media=\"http://search.yahoo.com/mrss/\">dfdec888b72151965a34b4b59031290a</media:hash>"),
    ),
    error(
        ("media-medium", "InvalidMediaMedium", "Media RSS, media:content", "A medium is `image`, `audio`, `video`, `document` or `executable`.", "write one of them"),
        Item("<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" medium=\"paper\" url=\"https://example.org/a.mp4\"/>"),
        Item("<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" medium=\"video\" url=\"https://example.org/a.mp4\"/>"),
    ),
    error(
        ("media-rating", "InvalidMediaRating", "Media RSS, media:rating", "A rating is one of its scheme.", "write `adult` or `nonadult`, or name another `scheme`"),
        Item("<media:rating xmlns:media=\"http://search.yahoo.com/mrss/\">five stars</media:rating>"),
        Item("<media:rating xmlns:media=\"http://search.yahoo.com/mrss/\">nonadult</media:rating>"),
    ),
    error(
        ("media-restriction", "InvalidMediaRestriction", "Media RSS, media:restriction", "A restriction without type is `all` or `none`.", "add `type=\"country\"` or `type=\"uri\"`"),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"allow\">some</media:restriction>"),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"allow\">all</media:restriction>"),
    ),
    error(
        ("media-restriction-relationship", "InvalidMediaRestrictionRel", "Media RSS, media:restriction", "A restriction is `allow` or `deny`.", "write one of them"),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"maybe\">all</media:restriction>"),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"deny\">all</media:restriction>"),
    ),
    error(
        ("media-restriction-type", "InvalidMediaRestrictionType", "Media RSS, media:restriction", "A restriction is by `country` or `uri`.", "write one of them"),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"deny\" type=\"age\">18</media:restriction>"),
        Item("<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"deny\" type=\"country\">de</media:restriction>"),
    ),
    error(
        ("media-text-type", "InvalidMediaTextType", "Media RSS, media:title", "A text is `plain` or `html`.", "write one of them"),
        Item("<media:title xmlns:media=\"http://search.yahoo.com/mrss/\" type=\"text\">a</media:title>"),
        Item("<media:title xmlns:media=\"http://search.yahoo.com/mrss/\" type=\"plain\">a</media:title>"),
    ),
    error(
        ("media-time", "InvalidNPTTime", "Media RSS, media:text; RFC 2326, 3.6", "A time is seconds, or `h:mm:ss`.", "write `0:01:02.5`"),
        Item("<media:thumbnail xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"https://example.org/a.png\" time=\"later\"/>"),
        Item("<media:thumbnail xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"https://example.org/a.png\" time=\"0:01:02.5\"/>"),
    ),
    error(
        ("geo-latitude", "InvalidLatitude", "W3C Basic Geo", "A latitude is -90 to 90.", "write degrees with a point"),
        Item("<geo:lat xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\">91</geo:lat>"),
        Item("<geo:lat xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\">48.2</geo:lat>"),
    ),
    error(
        ("geo-longitude", "InvalidLongitude", "W3C Basic Geo", "A longitude is -180 to 180.", "write degrees with a point"),
        Item("<geo:long xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\">181</geo:long>"),
        Item("<geo:long xmlns:geo=\"http://www.w3.org/2003/01/geo/wgs84_pos#\">16.4</geo:long>"),
    ),
    error(
        ("geo-position", "InvalidCoord", "GeoRSS", "A position is a latitude and a longitude.", "write `48.2 16.4`"),
        Item("<georss:point xmlns:georss=\"http://www.georss.org/georss\">here</georss:point>"),
        Item("<georss:point xmlns:georss=\"http://www.georss.org/georss\">48.2 16.4</georss:point>"),
    ),
    error(
        ("geo-positions", "InvalidCoordList", "GeoRSS", "A line is a list of positions.", "write `48.2 16.4 48.3 16.5`"),
        Item("<georss:line xmlns:georss=\"http://www.georss.org/georss\">48.2 16.4 48.3</georss:line>"),
        Item("<georss:line xmlns:georss=\"http://www.georss.org/georss\">48.2 16.4 48.3 16.5</georss:line>"),
    ),
    warning(
        ("geo-comma", "CoordComma", "GeoRSS", "Blanks separate coordinates.", "write `48.2 16.4`"),
        Item("<georss:point xmlns:georss=\"http://www.georss.org/georss\">48.2,16.4</georss:point>"),
        Item("<georss:point xmlns:georss=\"http://www.georss.org/georss\">48.2 16.4</georss:point>"),
    ),
    error(
        ("thread-when", "NoThrWhen", "RFC 4685, 4", "A link to replies says `thr:updated`, not `thr:when`.", "write `thr:updated`"),
        Entry("<link rel=\"replies\" href=\"https://example.org/r\" thr:when=\"2026-01-02T10:00:00Z\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\"/>"),
        Entry("<link rel=\"replies\" href=\"https://example.org/r\" thr:updated=\"2026-01-02T10:00:00Z\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\"/>"),
    ),
    error(
        ("update-period", "InvalidUpdatePeriod", "RSS module syndication", "A period is `hourly`, `daily`, `weekly`, `monthly` or `yearly`.", "write one of them"),
        Channel("<sy:updatePeriod xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">often</sy:updatePeriod>"),
        Channel("<sy:updatePeriod xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">daily</sy:updatePeriod>"),
    ),
    warning(
        ("slash-date", "SlashDate", "RSS Advisory Board, RSS profile, slash:comments", "A feed that counts comments says when it was built.", "add `lastBuildDate`"),
        Item("<slash:comments xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">5</slash:comments>"),
        super::table::Example::Document("<rss version=\"0.92\" xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\"><channel><title>a</title><link>https://example.org/</link><description>b</description><lastBuildDate>Fri, 02 Jan 2026 10:00:00 GMT</lastBuildDate><item><title>c</title><slash:comments>5</slash:comments></item></channel></rss>"),
    ),
    warning(
        ("wfw-comment-rss", "CommentRSS", "Well-Formed Web, CommentAPI", "The usual spelling is `wfw:commentRss`.", "write `commentRss`"),
        Item("<wfw:commentRSS xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\">https://example.org/c</wfw:commentRSS>"),
        Item("<wfw:commentRss xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\">https://example.org/c</wfw:commentRss>"),
    ),
    error(
        ("access-relationship", "InvalidAccessRestrictionRel", "Bloglines, Feed Access Control 1.0", "A restriction is `allow` or `deny`.", "write one of them"),
        Feed("<access:restriction xmlns:access=\"http://www.bloglines.com/about/specs/fac-1.0\" relationship=\"maybe\"/>"),
        Feed("<access:restriction xmlns:access=\"http://www.bloglines.com/about/specs/fac-1.0\" relationship=\"deny\"/>"),
    ),
];
