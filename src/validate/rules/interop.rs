//! What no specification forbids, and what breaks readers that people use.

use super::table::Example;
use super::table::Example::{Document, Entry, Feed, Item, Items, JsonItem, Large, Together};
use super::table::{Rule, warning};

const SEEN: &str = "practice of readers";

pub(super) const RULES: &[Rule] = &[
    warning(
        (
            "date-not-utc",
            "",
            SEEN,
            "Dates are in UTC: some readers drop the offset, others the name of the zone.",
            "write `Z` in Atom and JSON Feed, `GMT` in RSS",
        ),
        Entry("<updated>2026-01-02T10:00:00+08:00</updated>"),
        Entry("<updated>2026-01-02T02:00:00Z</updated>"),
    ),
    warning(
        ("date-missing", "", SEEN, "An item has a date: readers show one without as of now.", "add `pubDate`"),
        Item("<!-- <pubDate -->"),
        Item("<pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    warning(
        (
            "page-shared",
            "",
            SEEN,
            "Each entry has a page of its own: some readers know entries by their links, and show one of two.",
            "write the address of each entry's own page, with a fragment where they stand on one",
        ),
        Items(
            "<item><title>a</title><link>https://example.org/a</link></item><item><title>b</title><link>https://example.org/a/</link></item>",
        ),
        Items(
            "<item><title>a</title><link>https://example.org/a</link></item><item><title>b</title><link>https://example.org/b</link></item>",
        ),
    ),
    warning(
        (
            "guid-without-link",
            "",
            SEEN,
            "An item with a guid has a link too: some readers offer the guid as the link.",
            "add `link`",
        ),
        Item("<!-- <link --><guid isPermaLink=\"false\">tag:example.org,2026:a</guid>"),
        Item("<link>https://example.org/a</link><guid isPermaLink=\"false\">tag:example.org,2026:a</guid>"),
    ),
    warning(
        (
            "base-relied-on",
            "",
            SEEN,
            "Addresses are whole: many readers do not apply `xml:base`.",
            "write whole addresses, and leave `xml:base` out",
        ),
        Entry("<link rel=\"related\" xml:base=\"https://example.org/a/\" href=\"b\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/a/b\"/>"),
    ),
    warning(
        (
            "link-relative",
            "",
            SEEN,
            "Links are absolute: many readers hand them on as they are.",
            "write the whole address",
        ),
        Entry("<link rel=\"related\" href=\"/b\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/b\"/>"),
    ),
    warning(
        (
            "html-relative-atom",
            "",
            SEEN,
            "Addresses in HTML are absolute: few readers apply a base to them.",
            "write the whole address",
        ),
        Entry("<content type=\"html\">&lt;a href=\"/b\"&gt;b&lt;/a&gt;</content>"),
        Entry("<content type=\"html\">&lt;a href=\"https://example.org/b\"&gt;b&lt;/a&gt;</content>"),
    ),
    warning(
        (
            "content-type-missing",
            "",
            SEEN,
            "Content says what type it is: a reader without a type guesses, one takes it for base64.",
            "add `type=\"html\"`",
        ),
        Entry("<content>a</content>"),
        Entry("<content type=\"text\">a</content>"),
    ),
    warning(
        (
            "xhtml-unreliable",
            "",
            SEEN,
            "Text is `html`: nine readers of thirty mangle `xhtml`.",
            "write it as `type=\"html\"`, escaped",
        ),
        Entry("<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a</div></content>"),
        Entry("<content type=\"html\">&lt;div&gt;a&lt;/div&gt;</content>"),
    ),
    warning(
        (
            "author-inherited",
            "",
            SEEN,
            "Every entry names its author: few readers lend it that of the feed.",
            "repeat `author` in every entry",
        ),
        Entry("<!-- <author -->"),
        Entry("<author><name>A</name></author>"),
    ),
    warning(
        (
            "link-alternate-first",
            "",
            SEEN,
            "The alternate link is an entry's first: several readers take the first, whatever it is.",
            "move it before the others",
        ),
        Entry("<link rel=\"related\" href=\"https://example.org/b\"/><link href=\"https://example.org/a\"/>"),
        Entry("<link href=\"https://example.org/a\"/><link rel=\"related\" href=\"https://example.org/b\"/>"),
    ),
    warning(
        (
            "root-late",
            "",
            SEEN,
            "The root element begins within the first 512 bytes: what comes later is not taken for a feed.",
            "move comments behind the root element",
        ),
        Document(LATE),
        Feed(""),
    ),
    warning(
        (
            "document-large",
            "ValidatorLimit",
            SEEN,
            "A document is at most 5,000,000 bytes: aggregators refuse more.",
            "publish fewer entries, and an archive (RFC 5005) for the others",
        ),
        Large,
        Feed(""),
    ),
    warning(
        (
            "id-differs",
            "",
            SEEN,
            "An entry has one id in all formats of a feed: who changes the format sees every entry again.",
            "give the entry the same id in every document, letter by letter",
        ),
        Together(&[
            ("news.rss.xml", SAME_PAGE),
            ("news.json", JsonItem("\"id\": \"tag:example.org,2026:a\", \"url\": \"https://example.org/a\"")),
        ]),
        Together(&[
            ("news.rss.xml", SAME_PAGE),
            ("news.json", JsonItem("\"id\": \"https://example.org/a\", \"url\": \"https://example.org/a\"")),
        ]),
    ),
    warning(
        (
            "archive-one-way",
            "",
            "RFC 5005, 4",
            "Archive documents lead to each other both ways, and to a subscription document.",
            "link each archive document to the one before, the one after and the subscription document",
        ),
        Together(&[("feed.xml", NEWEST), ("2.xml", SECOND), ("1.xml", FIRST_ALONE)]),
        Together(&[("feed.xml", NEWEST), ("2.xml", SECOND), ("1.xml", FIRST)]),
    ),
    warning(
        (
            "archive-unreached",
            "",
            "RFC 5005, 4",
            "Every archive document is reached from the subscription document by `prev-archive`.",
            "link the newer documents to it, one by one, with `rel=\"prev-archive\"`",
        ),
        Together(&[("feed.xml", Feed("<!-- no archive -->")), ("2.xml", SECOND), ("1.xml", FIRST)]),
        Together(&[("feed.xml", NEWEST), ("2.xml", SECOND), ("1.xml", FIRST)]),
    ),
    warning(
        (
            "archive-circle",
            "",
            "RFC 5005, 4",
            "`prev-archive` leads to older documents only: a reader that follows a circle does not come to an end.",
            "remove `prev-archive` from the oldest document",
        ),
        Together(&[("2.xml", SECOND), ("1.xml", FIRST_IN_CIRCLE)]),
        Together(&[("2.xml", SECOND), ("1.xml", FIRST)]),
    ),
];

const SAME_PAGE: Example = Item("<link>https://example.org/a</link><guid>https://example.org/a</guid>");

/// A subscription document, and two archive documents.
const NEWEST: Example = Feed("<link rel=\"prev-archive\" href=\"https://example.org/2\"/>");
const SECOND: Example = Feed(concat!(
    "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"self\" href=\"https://example.org/2\"/>",
    "<link rel=\"current\" href=\"https://example.org/feed.xml\"/><link rel=\"prev-archive\" href=\"https://example.org/1\"/>",
));
const FIRST: Example = Feed(concat!(
    "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"self\" href=\"https://example.org/1\"/>",
    "<link rel=\"current\" href=\"https://example.org/feed.xml\"/><link rel=\"next-archive\" href=\"https://example.org/2\"/>",
));
const FIRST_ALONE: Example = Feed(concat!(
    "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"self\" href=\"https://example.org/1\"/>",
    "<link rel=\"current\" href=\"https://example.org/feed.xml\"/>",
));
const FIRST_IN_CIRCLE: Example = Feed(concat!(
    "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"self\" href=\"https://example.org/1\"/>",
    "<link rel=\"current\" href=\"https://example.org/feed.xml\"/><link rel=\"next-archive\" href=\"https://example.org/2\"/>",
    "<link rel=\"prev-archive\" href=\"https://example.org/2\"/>",
));

const LATE: &str = concat!(
    "<!-- ........................................................................................................ ",
    "............................................................................................................. ",
    "............................................................................................................. ",
    "............................................................................................................. ",
    "............................................................................................................. -->",
    "<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"
);
