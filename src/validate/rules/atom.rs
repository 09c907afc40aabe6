//! Atom.

use super::table::Example::{Entries, Entry, Feed};
use super::table::{Rule, error, warning};

pub(super) const RULES: &[Rule] = &[
    error(
        (
            "metadata-after-entries",
            "MisplacedMetadata",
            "RFC 4287, 4.1.1; W3C validator",
            "What the feed says of itself stands before its entries: readers that stream show it late or never.",
            "move the entries to the end",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><subtitle>b</subtitle>",
        ),
        Entries(
            "<subtitle>b</subtitle><entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry>",
        ),
    ),
    warning(
        (
            "self-missing",
            "MissingSelf",
            "RFC 4287, 4.1.1",
            "A feed says where it is found.",
            "add a link with `rel=\"self\"`",
        ),
        Feed("<!-- rel=\"self\" -->"),
        Feed("<link rel=\"self\" href=\"https://example.org/feed.xml\"/>"),
    ),
    error(
        (
            "content-or-alternate",
            "MissingContentOrAlternate",
            "RFC 4287, 4.1.2",
            "An entry without content has an alternate link.",
            "add `content`, or a link to the page",
        ),
        Entry("<!-- <content --><!-- <link --><summary>a</summary>"),
        Entry("<!-- <content --><link href=\"https://example.org/a\"/><summary>a</summary>"),
    ),
    warning(
        (
            "text-missing",
            "MissingTextualContent",
            "RFC 4287, 4.1.1.1",
            "An entry has a summary or content.",
            "add `summary`",
        ),
        Entry("<!-- <content --><link href=\"https://example.org/a\"/>"),
        Entry("<!-- <content --><link href=\"https://example.org/a\"/><summary>a</summary>"),
    ),
    error(
        (
            "summary-missing",
            "MissingSummary",
            "RFC 4287, 4.1.2",
            "Content that is elsewhere or binary comes with a summary.",
            "add `summary`",
        ),
        Entry("<!-- <summary --><content src=\"https://example.org/a.pdf\" type=\"application/pdf\"/>"),
        Entry("<summary>a</summary><content src=\"https://example.org/a.pdf\" type=\"application/pdf\"/>"),
    ),
    warning(
        (
            "source-incomplete",
            "MissingSourceElement",
            "RFC 4287, 4.2.11",
            "A source keeps the id, title and date of its feed.",
            "add the element",
        ),
        Entry(
            "<title>a</title><id>tag:example.org,2026:b</id><updated>2026-01-02T10:00:00Z</updated><source><title>a</title></source>",
        ),
        Entry(
            "<title>a</title><id>tag:example.org,2026:b</id><updated>2026-01-02T10:00:00Z</updated><source><title>a</title><id>tag:example.org,2026:s</id><updated>2026-01-02T10:00:00Z</updated></source>",
        ),
    ),
    warning(
        (
            "id-canonical",
            "NonCanonicalURI",
            "RFC 4287, 4.2.6.1",
            "An id that is a URL is written in canonical form, as ids are compared letter by letter.",
            "write scheme and host in lower case, `/` after a bare host, and no default port",
        ),
        Entry("<id>https://Example.org/a</id>"),
        Entry("<id>https://example.org/a</id>"),
    ),
    warning(
        (
            "id-repeated",
            "DuplicateEntries",
            "RFC 4287, 4.1.1",
            "An id is the name of one entry: readers drop the second.",
            "give every entry an id of its own",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><entry><title>b</title><id>tag:example.org,2026:a</id><updated>2026-01-03T10:00:00Z</updated><content type=\"text\">b</content></entry>",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><entry><title>b</title><id>tag:example.org,2026:b</id><updated>2026-01-03T10:00:00Z</updated><content type=\"text\">b</content></entry>",
        ),
    ),
    error(
        (
            "id-all-one",
            "DuplicateIds",
            "RFC 4287, 4.2.6",
            "Entries have ids of their own.",
            "give every entry an id of its own",
        ),
        super::table::Example::OneId,
        Entry("<id>tag:example.org,2026:b</id>"),
    ),
    warning(
        (
            "updated-repeated",
            "DuplicateUpdated",
            "W3C validator",
            "No two entries were updated in the same second: readers sort by it.",
            "give entries of one day distinct times",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><entry><title>b</title><id>tag:example.org,2026:b</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">b</content></entry>",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><entry><title>b</title><id>tag:example.org,2026:b</id><updated>2026-01-02T10:00:01Z</updated><content type=\"text\">b</content></entry>",
        ),
    ),
];
