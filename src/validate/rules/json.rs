//! JSON Feed.

use super::table::Example::{Document, Json, JsonItem};
use super::table::{Rule, row};
use crate::diagnostic::Code;

const SPEC: &str = "JSON Feed 1.1";

pub(super) const RULES: &[Rule] = &[
    row(
        (Code::JsonSyntax, "", "RFC 8259", "mend the syntax at this place"),
        Document("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": []"),
        Json(""),
    ),
    row((Code::JsonLimit, "", "RFC 8259, 9", "make the document simpler"), super::table::Example::DeepJson, Json("")),
    row(
        (Code::JsonNameTwice, "", "RFC 8259, 4", "leave one of them out"),
        Json("\"description\": \"a\", \"description\": \"b\""),
        Json("\"description\": \"a\""),
    ),
    row(
        (Code::JsonEncoding, "", "RFC 8259, 8.1", "save the document in UTF-8, without byte order mark"),
        super::table::Example::Bytes(
            b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Caf\xE9\", \"items\": []}",
        ),
        Json(""),
    ),
    row(
        (
            Code::JsonVersion,
            "",
            "JSON Feed 1.1, top-level",
            "write `\"version\": \"https://jsonfeed.org/version/1.1\"`",
        ),
        Json("\"version\": \"1.1\""),
        Json("\"version\": \"https://jsonfeed.org/version/1.1\""),
    ),
    row(
        (Code::JsonMissing, "", "JSON Feed 1.1, top-level", "add the member"),
        Document("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}"),
        Json(""),
    ),
    row(
        (Code::JsonType, "", SPEC, "write a value of that type"),
        Json("\"description\": 5"),
        Json("\"description\": \"a\""),
    ),
    row(
        (Code::JsonUnknown, "", "JSON Feed 1.1, extensions", "check the spelling, or begin the name with `_`"),
        Json("\"subtitle\": \"a\""),
        Json("\"_subtitle\": {}"),
    ),
    row(
        (Code::JsonBlank, "", SPEC, "give it a value, or leave it out"),
        Json("\"title\": \"\""),
        Json("\"title\": \"a\""),
    ),
    row(
        (Code::JsonContentMissing, "", "JSON Feed 1.1, items", "add one of them"),
        JsonItem("\"_no\": \"content_html\""),
        JsonItem("\"content_text\": \"a\""),
    ),
    row(
        (Code::JsonIdRepeated, "", "JSON Feed 1.1, items", "give every item an id of its own"),
        Document(
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": [{\"id\": \"a\", \"content_text\": \"a\"}, {\"id\": \"a\", \"content_text\": \"b\"}]}",
        ),
        Document(
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": [{\"id\": \"a\", \"content_text\": \"a\"}, {\"id\": \"b\", \"content_text\": \"b\"}]}",
        ),
    ),
    row(
        (Code::JsonDate, "InvalidRFC3339Date", "JSON Feed 1.1, items; RFC 3339, 5.6", "write `2026-01-02T10:00:00Z`"),
        JsonItem("\"date_published\": \"2026-01-02\""),
        JsonItem("\"date_published\": \"2026-01-02T10:00:00Z\""),
    ),
    row(
        (Code::JsonUrl, "", "JSON Feed 1.1", "write the whole address, with `https://`"),
        JsonItem("\"url\": \"/a\""),
        JsonItem("\"url\": \"https://example.org/a\""),
    ),
    row(
        (Code::JsonFeedUrl, "", "JSON Feed 1.1, top-level", "add `feed_url`"),
        Document("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": []}"),
        Json("\"feed_url\": \"https://example.org/feed.json\""),
    ),
    row(
        (Code::JsonFeedUrlElsewhere, "", "JSON Feed 1.1, top-level", "write the address that readers shall poll"),
        Json("\"feed_url\": \"https://example.org/other.json\""),
        Json("\"feed_url\": \"https://example.org/feed.xml\""),
    ),
    row(
        (Code::JsonDeprecated, "", "JSON Feed 1.1, changes", "write `authors`, a list"),
        JsonItem("\"author\": {\"name\": \"A\"}"),
        JsonItem("\"authors\": [{\"name\": \"A\"}]"),
    ),
    row(
        (Code::JsonAuthorEmpty, "", "JSON Feed 1.1, authors", "add `name`"),
        JsonItem("\"authors\": [{}]"),
        JsonItem("\"authors\": [{\"name\": \"A\"}]"),
    ),
    row(
        (Code::JsonAttachment, "", "JSON Feed 1.1, attachments", "add the member"),
        JsonItem("\"attachments\": [{\"url\": \"https://example.org/a.mp3\"}]"),
        JsonItem("\"attachments\": [{\"url\": \"https://example.org/a.mp3\", \"mime_type\": \"audio/mpeg\"}]"),
    ),
    row(
        (Code::JsonHub, "", "JSON Feed 1.1, hubs", "add the member"),
        Json("\"hubs\": [{\"url\": \"https://example.org/hub\"}]"),
        Json("\"hubs\": [{\"type\": \"WebSub\", \"url\": \"https://example.org/hub\"}]"),
    ),
    row(
        (Code::JsonNumber, "", "JSON Feed 1.1, attachments", "write digits"),
        JsonItem(
            "\"attachments\": [{\"url\": \"https://example.org/a.mp3\", \"mime_type\": \"audio/mpeg\", \"size_in_bytes\": -1}]",
        ),
        JsonItem(
            "\"attachments\": [{\"url\": \"https://example.org/a.mp3\", \"mime_type\": \"audio/mpeg\", \"size_in_bytes\": 1}]",
        ),
    ),
    row(
        (Code::JsonHomePage, "", "JSON Feed 1.1, home_page_url", "add `home_page_url`"),
        Document("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": []}"),
        Json(""),
    ),
    row(
        (Code::JsonNextUrl, "", "JSON Feed 1.1, next_url", "name the next page, or leave it out"),
        Json("\"next_url\": \"https://example.org/feed.xml\""),
        Json("\"next_url\": \"https://example.org/feed-2.json\""),
    ),
];
