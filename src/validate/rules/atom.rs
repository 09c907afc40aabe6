//! Atom.

use super::table::Example::{Entries, Entry, Feed};
use super::table::{Rule, row};
use crate::diagnostic::Code;

pub(super) const RULES: &[Rule] = &[
    row(
        (
            Code::MetadataAfterEntries,
            "MisplacedMetadata",
            "RFC 4287, 4.1.1; W3C validator",
            "move the entries to the end",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><subtitle>b</subtitle>",
        ),
        Entries(
            "<subtitle>b</subtitle><entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry>",
        ),
    ),
    row(
        (Code::SelfMissing, "MissingSelf", "RFC 4287, 4.1.1", "add a link with `rel=\"self\"`"),
        Feed("<!-- rel=\"self\" -->"),
        Feed("<link rel=\"self\" href=\"https://example.org/feed.xml\"/>"),
    ),
    row(
        (
            Code::ContentOrAlternate,
            "MissingContentOrAlternate",
            "RFC 4287, 4.1.2",
            "add `content`, or a link to the page",
        ),
        Entry("<!-- <content --><!-- <link --><summary>a</summary>"),
        Entry("<!-- <content --><link href=\"https://example.org/a\"/><summary>a</summary>"),
    ),
    row(
        (Code::TextMissing, "MissingTextualContent", "RFC 4287, 4.1.1.1", "add `summary`"),
        Entry("<!-- <content --><link href=\"https://example.org/a\"/>"),
        Entry("<!-- <content --><link href=\"https://example.org/a\"/><summary>a</summary>"),
    ),
    row(
        (Code::SummaryMissing, "MissingSummary", "RFC 4287, 4.1.2", "add `summary`"),
        Entry("<!-- <summary --><content src=\"https://example.org/a.pdf\" type=\"application/pdf\"/>"),
        Entry("<summary>a</summary><content src=\"https://example.org/a.pdf\" type=\"application/pdf\"/>"),
    ),
    row(
        (Code::SourceIncomplete, "MissingSourceElement", "RFC 4287, 4.2.11", "add the element"),
        Entry(
            "<title>a</title><id>tag:example.org,2026:b</id><updated>2026-01-02T10:00:00Z</updated><source><title>a</title></source>",
        ),
        Entry(
            "<title>a</title><id>tag:example.org,2026:b</id><updated>2026-01-02T10:00:00Z</updated><source><title>a</title><id>tag:example.org,2026:s</id><updated>2026-01-02T10:00:00Z</updated></source>",
        ),
    ),
    row(
        (
            Code::IdCanonical,
            "NonCanonicalURI",
            "RFC 4287, 4.2.6.1",
            "write scheme and host in lower case, `/` after a bare host, and no default port",
        ),
        Entry("<id>https://Example.org/a</id>"),
        Entry("<id>https://example.org/a</id>"),
    ),
    row(
        (Code::IdRepeated, "DuplicateEntries", "RFC 4287, 4.1.1", "give every entry an id of its own"),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><entry><title>b</title><id>tag:example.org,2026:a</id><updated>2026-01-03T10:00:00Z</updated><content type=\"text\">b</content></entry>",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><entry><title>b</title><id>tag:example.org,2026:b</id><updated>2026-01-03T10:00:00Z</updated><content type=\"text\">b</content></entry>",
        ),
    ),
    row(
        (Code::IdAllOne, "DuplicateIds", "RFC 4287, 4.2.6", "give every entry an id of its own"),
        super::table::Example::OneId,
        Entry("<id>tag:example.org,2026:b</id>"),
    ),
    row(
        (Code::UpdatedRepeated, "DuplicateUpdated", "W3C validator", "give entries of one day distinct times"),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><entry><title>b</title><id>tag:example.org,2026:b</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">b</content></entry>",
        ),
        Entries(
            "<entry><title>a</title><id>tag:example.org,2026:a</id><updated>2026-01-02T10:00:00Z</updated><content type=\"text\">a</content></entry><entry><title>b</title><id>tag:example.org,2026:b</id><updated>2026-01-02T10:00:01Z</updated><content type=\"text\">b</content></entry>",
        ),
    ),
];
