//! What no specification forbids, and what breaks readers that people use.

use super::table::Example;
use super::table::Example::{Document, Entry, Feed, Item, Items, JsonItem, Large, Together};
use super::table::{Rule, row};
use crate::diagnostic::Code;

const SEEN: &str = "practice of readers";

pub(super) const RULES: &[Rule] = &[
    row(
        (Code::DateNotUtc, "", SEEN, "write `Z` in Atom and JSON Feed, `GMT` in RSS"),
        Entry("<updated>2026-01-02T10:00:00+08:00</updated>"),
        Entry("<updated>2026-01-02T02:00:00Z</updated>"),
    ),
    row(
        (Code::DateMissing, "", SEEN, "add `pubDate`"),
        Item("<!-- <pubDate -->"),
        Item("<pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>"),
    ),
    row(
        (
            Code::PageShared,
            "",
            SEEN,
            "write the address of each entry's own page, with a fragment where they stand on one",
        ),
        Items(
            "<item><title>a</title><link>https://example.org/a</link></item><item><title>b</title><link>https://example.org/a/</link></item>",
        ),
        Items(
            "<item><title>a</title><link>https://example.org/a</link></item><item><title>b</title><link>https://example.org/b</link></item>",
        ),
    ),
    row(
        (Code::GuidWithoutLink, "", SEEN, "add `link`"),
        Item("<!-- <link --><guid isPermaLink=\"false\">tag:example.org,2026:a</guid>"),
        Item("<link>https://example.org/a</link><guid isPermaLink=\"false\">tag:example.org,2026:a</guid>"),
    ),
    row(
        (Code::BaseReliedOn, "", SEEN, "write whole addresses, and leave `xml:base` out"),
        Entry("<link rel=\"related\" xml:base=\"https://example.org/a/\" href=\"b\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/a/b\"/>"),
    ),
    row(
        (Code::LinkRelative, "", SEEN, "write the whole address"),
        Entry("<link rel=\"related\" href=\"/b\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/b\"/>"),
    ),
    row(
        (Code::HtmlRelativeAtom, "", SEEN, "write the whole address"),
        Entry("<content type=\"html\">&lt;a href=\"/b\"&gt;b&lt;/a&gt;</content>"),
        Entry("<content type=\"html\">&lt;a href=\"https://example.org/b\"&gt;b&lt;/a&gt;</content>"),
    ),
    row(
        (Code::ContentTypeMissing, "", SEEN, "add `type=\"html\"`"),
        Entry("<content>a</content>"),
        Entry("<content type=\"text\">a</content>"),
    ),
    row(
        (Code::XhtmlUnreliable, "", SEEN, "write it as `type=\"html\"`, escaped"),
        Entry("<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a</div></content>"),
        Entry("<content type=\"html\">&lt;div&gt;a&lt;/div&gt;</content>"),
    ),
    row(
        (Code::AuthorInherited, "", SEEN, "repeat `author` in every entry"),
        Entry("<!-- <author -->"),
        Entry("<author><name>A</name></author>"),
    ),
    row(
        (Code::LinkAlternateFirst, "", SEEN, "move it before the others"),
        Entry("<link rel=\"related\" href=\"https://example.org/b\"/><link href=\"https://example.org/a\"/>"),
        Entry("<link href=\"https://example.org/a\"/><link rel=\"related\" href=\"https://example.org/b\"/>"),
    ),
    row((Code::RootLate, "", SEEN, "move comments behind the root element"), Document(LATE), Feed("")),
    row(
        (
            Code::DocumentLarge,
            "ValidatorLimit",
            SEEN,
            "publish fewer entries, and an archive (RFC 5005) for the others",
        ),
        Large,
        Feed(""),
    ),
    row(
        (Code::IdDiffers, "", SEEN, "give the entry the same id in every document, letter by letter"),
        Together(&[
            ("news.rss.xml", SAME_PAGE),
            ("news.json", JsonItem("\"id\": \"tag:example.org,2026:a\", \"url\": \"https://example.org/a\"")),
        ]),
        Together(&[
            ("news.rss.xml", SAME_PAGE),
            ("news.json", JsonItem("\"id\": \"https://example.org/a\", \"url\": \"https://example.org/a\"")),
        ]),
    ),
    row(
        (
            Code::ArchiveOneWay,
            "",
            "RFC 5005, 4",
            "link each archive document to the one before, the one after and the subscription document",
        ),
        Together(&[("feed.xml", NEWEST), ("2.xml", SECOND), ("1.xml", FIRST_ALONE)]),
        Together(&[("feed.xml", NEWEST), ("2.xml", SECOND), ("1.xml", FIRST)]),
    ),
    row(
        (
            Code::ArchiveUnreached,
            "",
            "RFC 5005, 4",
            "link the newer documents to it, one by one, with `rel=\"prev-archive\"`",
        ),
        Together(&[("feed.xml", Feed("<!-- no archive -->")), ("2.xml", SECOND), ("1.xml", FIRST)]),
        Together(&[("feed.xml", NEWEST), ("2.xml", SECOND), ("1.xml", FIRST)]),
    ),
    row(
        (Code::ArchiveCircle, "", "RFC 5005, 4", "remove `prev-archive` from the oldest document"),
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
