//! Values: dates, addresses, numbers, words.

use super::table::Example::{Channel, Entries, Entry, Feed, Item};
use super::table::{Rule, error, warning};

pub(super) const RULES: &[Rule] = &[
    error(
        (
            "date-rfc822",
            "InvalidRFC2822Date",
            "RSS 2.0; RFC 822, 5",
            "Dates in RSS are those of RFC 822: weekday, day, month, year, time, zone.",
            "write `Fri, 02 Jan 2026 10:00:00 GMT`",
        ),
        Item("<pubDate>2026-01-02</pubDate>"),
        Item("<pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    error(
        (
            "date-weekday",
            "IncorrectDOW",
            "RFC 822, 5.2",
            "The day of the week is that of the date.",
            "write the right day, or leave it out",
        ),
        Item("<pubDate>Mon, 02 Jan 2026 10:00:00 GMT</pubDate>"),
        Item("<pubDate>02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    warning(
        (
            "date-odd",
            "ProblematicalRFC822Date",
            "RSS Advisory Board, RSS profile, pubDate",
            "Dates have four digits of year, English names in usual capitals, and a zone in whole or half hours.",
            "write `Fri, 02 Jan 2026 10:00:00 GMT`",
        ),
        Item("<pubDate>Fri, 02 Jan 26 10:00:00 GMT</pubDate>"),
        Item("<pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    error(
        (
            "date-rfc3339",
            "InvalidRFC3339Date",
            "RFC 4287, 3.3; RFC 3339, 5.6",
            "Dates in Atom and JSON Feed are those of RFC 3339, with seconds and a zone.",
            "write `2026-01-02T10:00:00Z`",
        ),
        Entry("<updated>2026-01-02</updated>"),
        Entry("<updated>2026-01-02T10:00:00Z</updated>"),
    ),
    error(
        (
            "date-w3cdtf",
            "InvalidW3CDTFDate",
            "W3C note Date and Time Formats",
            "Dates in Dublin Core are `2026`, `2026-01`, `2026-01-02`, or with a time and its zone.",
            "write `2026-01-02T10:00:00Z`",
        ),
        Channel("<dc:date xmlns:dc=\"http://purl.org/dc/elements/1.1/\">yesterday</dc:date>"),
        Channel("<dc:date xmlns:dc=\"http://purl.org/dc/elements/1.1/\">2026-01-02</dc:date>"),
    ),
    error(
        (
            "date-iso8601",
            "InvalidISO8601DateTime",
            "ISO 8601",
            "The date is one of ISO 8601.",
            "write `2026-01-02T10:00:00Z`",
        ),
        Item("<ev:startdate xmlns:ev=\"http://purl.org/rss/1.0/modules/event/\">soon</ev:startdate>"),
        Item("<ev:startdate xmlns:ev=\"http://purl.org/rss/1.0/modules/event/\">2026-01-02</ev:startdate>"),
    ),
    warning(
        (
            "date-implausible",
            "ImplausibleDate",
            "RSS Advisory Board, RSS profile, pubDate",
            "Dates lie between the first feeds and now.",
            "correct the date; leave out what is yet to be published",
        ),
        Item("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>"),
        Item("<pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    error(
        (
            "url-absolute",
            "InvalidFullLink",
            "RFC 3986, 4.3; RSS 2.0, comments on URLs",
            "The address has a scheme and a host.",
            "write the whole address, with `https://`",
        ),
        Item("<comments>/a/comments</comments>"),
        Item("<comments>https://example.org/a/comments</comments>"),
    ),
    error(
        (
            "url-web",
            "InvalidURLAttribute",
            "RSS 2.0, enclosure; Apple, A Podcaster's Guide to RSS",
            "The address is one of http or https.",
            "write the whole address, with `https://`",
        ),
        Item("<enclosure url=\"a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    warning(
        (
            "url-unsafe",
            "",
            "RFC 3986, 7; practice of readers",
            "An address leads to a page or a file on the web: it runs no program and shows nothing of the reader's machine.",
            "write the address of a page, with `https://`",
        ),
        Item("<link>javascript:alert(1)</link>"),
        Item("<link>https://example.org/a</link>"),
    ),
    error(
        ("uri", "InvalidURIAttribute", "RFC 3986, 4.1", "The address is a URI reference.", "correct the address"),
        Feed("<generator uri=\"https:\">a</generator>"),
        Feed("<generator uri=\"https://example.org/a\">a</generator>"),
    ),
    error(
        ("iri", "InvalidIRI", "RFC 3987, 2.2", "The address is an IRI reference.", "correct the address"),
        Entry("<link rel=\"related\" href=\"https:\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/\"/>"),
    ),
    error(
        (
            "uri-character",
            "InvalidUriChar",
            "RFC 3986, 2",
            "Blanks, quotes, brackets and backslashes do not stand in a URI.",
            "write them as percent escapes, a blank as `%20`",
        ),
        Item("<link>https://example.org/a b</link>"),
        Item("<link>https://example.org/a%20b</link>"),
    ),
    error(
        (
            "uri-ascii",
            "UriNotIri",
            "RFC 3986, 2; RSS Advisory Board, RSS profile",
            "A URL in RSS is written in ASCII.",
            "write other letters as percent escapes, those of the host by IDNA",
        ),
        Item("<link>https://example.org/é</link>"),
        Item("<link>https://example.org/%C3%A9</link>"),
    ),
    warning(
        (
            "uri-scheme",
            "SchemeNotIANARegistered",
            "RFC 7595",
            "The scheme of a URI is registered.",
            "check the spelling of the scheme",
        ),
        Item("<comments>thing:a</comments>"),
        Item("<comments>https://example.org/a</comments>"),
    ),
    error(
        (
            "uri-tag",
            "InvalidTAG",
            "RFC 4151, 2.1",
            "A tag URI is `tag:`, a lower-case host, `,`, a date, `:`, anything.",
            "write `tag:example.org,2026:anything`",
        ),
        Entry("<id>tag:example.org:a</id>"),
        Entry("<id>tag:example.org,2026:a</id>"),
    ),
    error(
        (
            "uri-urn",
            "InvalidURN",
            "RFC 8141, 2",
            "A URN is `urn:`, a namespace, `:`, a name.",
            "write `urn:namespace:name`",
        ),
        Entry("<id>urn:x</id>"),
        Entry("<id>urn:isbn:9780262510875</id>"),
    ),
    error(
        (
            "uri-uuid",
            "InvalidUUID",
            "RFC 9562, 4",
            "A UUID is 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.",
            "write `urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a`",
        ),
        Entry("<id>urn:uuid:1225c695</id>"),
        Entry("<id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>"),
    ),
    error(
        (
            "email",
            "InvalidAddrSpec",
            "RFC 4287, 3.2.3; RFC 5322, 3.4.1",
            "An e-mail address is a name, `@`, a host.",
            "write the bare address",
        ),
        Entry("<author><name>A</name><email>nobody</email></author>"),
        Entry("<author><name>A</name><email>a@example.org</email></author>"),
    ),
    warning(
        (
            "email-host",
            "UnknownHost",
            "RFC 5321, 2.3.5",
            "The host of an e-mail address is one that can be reached.",
            "write the whole host",
        ),
        Entry("<author><name>A</name><email>a@localhost</email></author>"),
        Entry("<author><name>A</name><email>a@example.org</email></author>"),
    ),
    error(
        (
            "language",
            "InvalidLanguage",
            "RFC 5646, 2.1; RFC 4287, 2",
            "A language is given by its code.",
            "write `en`, `de`, `zh-Hans` and the like",
        ),
        Channel("<language>english</language>"),
        Channel("<language>en-GB</language>"),
    ),
    error(
        (
            "media-type",
            "InvalidMIMEType",
            "RFC 4287, 4.1.3.1 and 4.2.7.3; RFC 6838, 4.2",
            "A media type is a type, `/`, a subtype.",
            "write `text/html` and the like",
        ),
        Entry("<link rel=\"related\" type=\"html\" href=\"https://example.org/\"/>"),
        Entry("<link rel=\"related\" type=\"text/html\" href=\"https://example.org/\"/>"),
    ),
    error(
        (
            "attribute-media-type",
            "InvalidMIMEAttribute",
            "RFC 6838, 4.2",
            "A media type is a type, `/`, a subtype.",
            "write `audio/mpeg` and the like",
        ),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"mp3\" length=\"0\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    error(
        (
            "attribute-integer",
            "InvalidIntegerAttribute",
            "RSS 2.0, enclosure and cloud",
            "The number is a whole number.",
            "write digits only",
        ),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"1 MB\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"1048576\"/>"),
    ),
    error(
        (
            "attribute-boolean",
            "InvalidBooleanAttribute",
            "RSS 2.0, guid",
            "The value is `true` or `false`.",
            "write `true` or `false`",
        ),
        Item("<guid isPermaLink=\"no\">tag:example.org,2026:a</guid>"),
        Item("<guid isPermaLink=\"false\">tag:example.org,2026:a</guid>"),
    ),
    error(
        ("integer", "InvalidInteger", "GeoRSS; OpenSearch 1.1", "The value is a whole number.", "write digits only"),
        Item("<georss:floor xmlns:georss=\"http://www.georss.org/georss\">two</georss:floor>"),
        Item("<georss:floor xmlns:georss=\"http://www.georss.org/georss\">2</georss:floor>"),
    ),
    error(
        (
            "integer-positive",
            "InvalidPositiveInteger",
            "RSS 2.0, ttl",
            "The value is a whole number above 0.",
            "write digits only",
        ),
        Channel("<ttl>0</ttl>"),
        Channel("<ttl>60</ttl>"),
    ),
    error(
        (
            "integer-non-negative",
            "InvalidNonNegativeInteger",
            "RSS module slash; RFC 4287, 4.2.7.6",
            "The value is a whole number from 0.",
            "write digits only",
        ),
        Item("<slash:comments xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">many</slash:comments>"),
        Item("<slash:comments xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">5</slash:comments>"),
    ),
    error(
        ("number", "InvalidFloat", "Media RSS; GeoRSS", "The value is a number.", "write digits and a point"),
        Item("<georss:radius xmlns:georss=\"http://www.georss.org/georss\">far</georss:radius>"),
        Item("<georss:radius xmlns:georss=\"http://www.georss.org/georss\">2.5</georss:radius>"),
    ),
    error(
        (
            "numbers",
            "InvalidCommaSeparatedIntegers",
            "RSS module slash, hit_parade",
            "The value is a list of numbers with commas between them.",
            "write `5,3,1`",
        ),
        Item("<slash:hit_parade xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">a,b</slash:hit_parade>"),
        Item("<slash:hit_parade xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">5,3,1</slash:hit_parade>"),
    ),
    error(
        (
            "true-false",
            "InvalidTrueFalse",
            "Apple, A Podcaster's Guide to RSS; OPML 2.0; Media RSS",
            "The value is `true` or `false`.",
            "write `true` or `false`",
        ),
        Item("<itunes:explicit xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">maybe</itunes:explicit>"),
        Item("<itunes:explicit xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">false</itunes:explicit>"),
    ),
    error(
        (
            "white-space",
            "UnexpectedWhitespace",
            "RFC 4287, 2",
            "No white space stands around ids, dates and addresses.",
            "remove it",
        ),
        Entries(
            "<entry><title>a</title><id>\ntag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry>",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry>",
        ),
    ),
    error(
        (
            "country",
            "InvalidCountryCode",
            "ISO 3166-1",
            "A country is given by its code of two letters.",
            "write `de`, `us` and the like",
        ),
        Item(
            "<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"allow\" type=\"country\">germany</media:restriction>",
        ),
        Item(
            "<media:restriction xmlns:media=\"http://search.yahoo.com/mrss/\" relationship=\"allow\" type=\"country\">de at</media:restriction>",
        ),
    ),
];
