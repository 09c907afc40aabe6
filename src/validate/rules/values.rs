//! Values: dates, addresses, numbers, words.

use super::table::Example::{Channel, Entries, Entry, Feed, Item};
use super::table::{Rule, row};
use crate::diagnostic::Code;

pub(super) const RULES: &[Rule] = &[
    row(
        (Code::DateRfc822, "InvalidRFC2822Date", "RSS 2.0; RFC 822, 5", "write `Fri, 02 Jan 2026 10:00:00 GMT`"),
        Item("<pubDate>2026-01-02</pubDate>"),
        Item("<pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    row(
        (Code::DateWeekday, "IncorrectDOW", "RFC 822, 5.2", "write the right day, or leave it out"),
        Item("<pubDate>Mon, 02 Jan 2026 10:00:00 GMT</pubDate>"),
        Item("<pubDate>02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    row(
        (
            Code::DateOdd,
            "ProblematicalRFC822Date",
            "RSS Advisory Board, RSS profile, pubDate",
            "write `Fri, 02 Jan 2026 10:00:00 GMT`",
        ),
        Item("<pubDate>Fri, 02 Jan 26 10:00:00 GMT</pubDate>"),
        Item("<pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    row(
        (Code::DateRfc3339, "InvalidRFC3339Date", "RFC 4287, 3.3; RFC 3339, 5.6", "write `2026-01-02T10:00:00Z`"),
        Entry("<updated>2026-01-02</updated>"),
        Entry("<updated>2026-01-02T10:00:00Z</updated>"),
    ),
    row(
        (Code::DateW3cdtf, "InvalidW3CDTFDate", "W3C note Date and Time Formats", "write `2026-01-02T10:00:00Z`"),
        Channel("<dc:date xmlns:dc=\"http://purl.org/dc/elements/1.1/\">yesterday</dc:date>"),
        Channel("<dc:date xmlns:dc=\"http://purl.org/dc/elements/1.1/\">2026-01-02</dc:date>"),
    ),
    row(
        (Code::DateIso8601, "InvalidISO8601DateTime", "ISO 8601", "write `2026-01-02T10:00:00Z`"),
        Item("<ev:startdate xmlns:ev=\"http://purl.org/rss/1.0/modules/event/\">soon</ev:startdate>"),
        Item("<ev:startdate xmlns:ev=\"http://purl.org/rss/1.0/modules/event/\">2026-01-02</ev:startdate>"),
    ),
    row(
        (
            Code::DateImplausible,
            "ImplausibleDate",
            "RSS Advisory Board, RSS profile, pubDate",
            "correct the date; leave out what is yet to be published",
        ),
        Item("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>"),
        Item("<pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    row(
        (
            Code::UrlAbsolute,
            "InvalidFullLink",
            "RFC 3986, 4.3; RSS 2.0, comments on URLs",
            "write the whole address, with `https://`",
        ),
        Item("<comments>/a/comments</comments>"),
        Item("<comments>https://example.org/a/comments</comments>"),
    ),
    row(
        (
            Code::UrlWeb,
            "InvalidURLAttribute",
            "RSS 2.0, enclosure; Apple, A Podcaster's Guide to RSS",
            "write the whole address, with `https://`",
        ),
        Item("<enclosure url=\"a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    row(
        (Code::UrlUnsafe, "", "RFC 3986, 7; practice of readers", "write the address of a page, with `https://`"),
        Item("<link>javascript:alert(1)</link>"),
        Item("<link>https://example.org/a</link>"),
    ),
    row(
        (Code::Uri, "InvalidURIAttribute", "RFC 3986, 4.1", "correct the address"),
        Feed("<generator uri=\"https:\">a</generator>"),
        Feed("<generator uri=\"https://example.org/a\">a</generator>"),
    ),
    row(
        (Code::Iri, "InvalidIRI", "RFC 3987, 2.2", "correct the address"),
        Entry("<link rel=\"related\" href=\"https:\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/\"/>"),
    ),
    row(
        (Code::UriCharacter, "InvalidUriChar", "RFC 3986, 2", "write them as percent escapes, a blank as `%20`"),
        Item("<link>https://example.org/a b</link>"),
        Item("<link>https://example.org/a%20b</link>"),
    ),
    row(
        (
            Code::UriAscii,
            "UriNotIri",
            "RFC 3986, 2; RSS Advisory Board, RSS profile",
            "write other letters as percent escapes, those of the host by IDNA",
        ),
        Item("<link>https://example.org/é</link>"),
        Item("<link>https://example.org/%C3%A9</link>"),
    ),
    row(
        (Code::UriScheme, "SchemeNotIANARegistered", "RFC 7595", "check the spelling of the scheme"),
        Item("<comments>thing:a</comments>"),
        Item("<comments>https://example.org/a</comments>"),
    ),
    row(
        (Code::UriTag, "InvalidTAG", "RFC 4151, 2.1", "write `tag:example.org,2026:anything`"),
        Entry("<id>tag:example.org:a</id>"),
        Entry("<id>tag:example.org,2026:a</id>"),
    ),
    row(
        (Code::UriUrn, "InvalidURN", "RFC 8141, 2", "write `urn:namespace:name`"),
        Entry("<id>urn:x</id>"),
        Entry("<id>urn:isbn:9780262510875</id>"),
    ),
    row(
        (Code::UriUuid, "InvalidUUID", "RFC 9562, 4", "write `urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a`"),
        Entry("<id>urn:uuid:1225c695</id>"),
        Entry("<id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>"),
    ),
    row(
        (Code::Email, "InvalidAddrSpec", "RFC 4287, 3.2.3; RFC 5322, 3.4.1", "write the bare address"),
        Entry("<author><name>A</name><email>nobody</email></author>"),
        Entry("<author><name>A</name><email>a@example.org</email></author>"),
    ),
    row(
        (Code::EmailHost, "UnknownHost", "RFC 5321, 2.3.5", "write the whole host"),
        Entry("<author><name>A</name><email>a@localhost</email></author>"),
        Entry("<author><name>A</name><email>a@example.org</email></author>"),
    ),
    row(
        (Code::Language, "InvalidLanguage", "RFC 5646, 2.1; RFC 4287, 2", "write `en`, `de`, `zh-Hans` and the like"),
        Channel("<language>english</language>"),
        Channel("<language>en-GB</language>"),
    ),
    row(
        (
            Code::MediaType,
            "InvalidMIMEType",
            "RFC 4287, 4.1.3.1 and 4.2.7.3; RFC 6838, 4.2",
            "write `text/html` and the like",
        ),
        Entry("<link rel=\"related\" type=\"html\" href=\"https://example.org/\"/>"),
        Entry("<link rel=\"related\" type=\"text/html\" href=\"https://example.org/\"/>"),
    ),
    row(
        (Code::AttributeMediaType, "InvalidMIMEAttribute", "RFC 6838, 4.2", "write `audio/mpeg` and the like"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"mp3\" length=\"0\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    row(
        (Code::AttributeInteger, "InvalidIntegerAttribute", "RSS 2.0, enclosure and cloud", "write digits only"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"1 MB\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"1048576\"/>"),
    ),
    row(
        (Code::AttributeBoolean, "InvalidBooleanAttribute", "RSS 2.0, guid", "write `true` or `false`"),
        Item("<guid isPermaLink=\"no\">tag:example.org,2026:a</guid>"),
        Item("<guid isPermaLink=\"false\">tag:example.org,2026:a</guid>"),
    ),
    row(
        (Code::Integer, "InvalidInteger", "GeoRSS; OpenSearch 1.1", "write digits only"),
        Item("<georss:floor xmlns:georss=\"http://www.georss.org/georss\">two</georss:floor>"),
        Item("<georss:floor xmlns:georss=\"http://www.georss.org/georss\">2</georss:floor>"),
    ),
    row(
        (Code::IntegerPositive, "InvalidPositiveInteger", "RSS 2.0, ttl", "write digits only"),
        Channel("<ttl>0</ttl>"),
        Channel("<ttl>60</ttl>"),
    ),
    row(
        (
            Code::IntegerNonNegative,
            "InvalidNonNegativeInteger",
            "RSS module slash; RFC 4287, 4.2.7.6",
            "write digits only",
        ),
        Item("<slash:comments xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">many</slash:comments>"),
        Item("<slash:comments xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">5</slash:comments>"),
    ),
    row(
        (Code::Number, "InvalidFloat", "Media RSS; GeoRSS", "write digits and a point"),
        Item("<georss:radius xmlns:georss=\"http://www.georss.org/georss\">far</georss:radius>"),
        Item("<georss:radius xmlns:georss=\"http://www.georss.org/georss\">2.5</georss:radius>"),
    ),
    row(
        (Code::Numbers, "InvalidCommaSeparatedIntegers", "RSS module slash, hit_parade", "write `5,3,1`"),
        Item("<slash:hit_parade xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">a,b</slash:hit_parade>"),
        Item("<slash:hit_parade xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">5,3,1</slash:hit_parade>"),
    ),
    row(
        (
            Code::TrueFalse,
            "InvalidTrueFalse",
            "Apple, A Podcaster's Guide to RSS; OPML 2.0; Media RSS",
            "write `true` or `false`",
        ),
        Item("<itunes:explicit xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">maybe</itunes:explicit>"),
        Item("<itunes:explicit xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">false</itunes:explicit>"),
    ),
    row(
        (Code::WhiteSpace, "UnexpectedWhitespace", "RFC 4287, 2", "remove it"),
        Entries(
            "<entry><title>a</title><id>\ntag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry>",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry>",
        ),
    ),
    row(
        (Code::Country, "InvalidCountryCode", "ISO 3166-1", "write `de`, `us` and the like"),
        Item(
            "<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"allow\" type=\"country\">germany</media:restriction>",
        ),
        Item(
            "<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"allow\" type=\"country\">de at</media:restriction>",
        ),
    ),
    row(
        (Code::UriEscape, "", "RFC 3986, 2.1", "write `%25` for a `%` that stands for itself"),
        Item("<link>https://example.org/100%</link>"),
        Item("<link>https://example.org/100%25</link>"),
    ),
    row(
        (Code::UriUser, "", "RFC 9110, 4.2.4", "take out what stands before `@`"),
        Item("<link>https://a:secret@example.org/a</link>"),
        Item("<link>https://example.org/a</link>"),
    ),
];
