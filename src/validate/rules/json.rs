//! JSON Feed.

use super::table::Example::{Document, Json, JsonItem};
use super::table::{Rule, error, warning};

const SPEC: &str = "JSON Feed 1.1";

pub(super) const RULES: &[Rule] = &[
    error(
        ("json-syntax", "", "RFC 8259", "A JSON Feed is well-formed JSON.", "mend the syntax at this place"),
        Document("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": []"),
        Json(""),
    ),
    error(
        (
            "json-limit",
            "",
            "RFC 8259, 9",
            "JSON is nested at most 128 deep, a string is at most 16 MiB long.",
            "make the document simpler",
        ),
        super::table::Example::DeepJson,
        Json(""),
    ),
    warning(
        ("json-name-twice", "", "RFC 8259, 4", "The names within an object are unique.", "leave one of them out"),
        Json("\"description\": \"a\", \"description\": \"b\""),
        Json("\"description\": \"a\""),
    ),
    error(
        (
            "json-encoding",
            "",
            "RFC 8259, 8.1",
            "JSON is in UTF-8.",
            "save the document in UTF-8, without byte order mark",
        ),
        super::table::Example::Bytes(
            b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Caf\xE9\", \"items\": []}",
        ),
        Json(""),
    ),
    error(
        (
            "json-version",
            "",
            "JSON Feed 1.1, top-level",
            "The version is the address of JSON Feed's specification.",
            "write `\"version\": \"https://jsonfeed.org/version/1.1\"`",
        ),
        Json("\"version\": \"1.1\""),
        Json("\"version\": \"https://jsonfeed.org/version/1.1\""),
    ),
    error(
        (
            "json-missing",
            "",
            "JSON Feed 1.1, top-level",
            "A feed has `version`, `title` and `items`; an item has `id`.",
            "add the member",
        ),
        Document("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}"),
        Json(""),
    ),
    error(
        ("json-type", "", SPEC, "A member has the type that the specification gives it.", "write a value of that type"),
        Json("\"description\": 5"),
        Json("\"description\": \"a\""),
    ),
    warning(
        (
            "json-unknown",
            "",
            "JSON Feed 1.1, extensions",
            "Members that are not the specification's begin with an underscore.",
            "check the spelling, or begin the name with `_`",
        ),
        Json("\"subtitle\": \"a\""),
        Json("\"_subtitle\": {}"),
    ),
    warning(
        ("json-blank", "", SPEC, "A member that is there says something.", "give it a value, or leave it out"),
        Json("\"title\": \"\""),
        Json("\"title\": \"a\""),
    ),
    error(
        (
            "json-content-missing",
            "",
            "JSON Feed 1.1, items",
            "An item has `content_html`, `content_text` or both.",
            "add one of them",
        ),
        JsonItem("\"_no\": \"content_html\""),
        JsonItem("\"content_text\": \"a\""),
    ),
    error(
        (
            "json-id-repeated",
            "",
            "JSON Feed 1.1, items",
            "An id is the name of one item.",
            "give every item an id of its own",
        ),
        Document(
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": [{\"id\": \"a\", \"content_text\": \"a\"}, {\"id\": \"a\", \"content_text\": \"b\"}]}",
        ),
        Document(
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": [{\"id\": \"a\", \"content_text\": \"a\"}, {\"id\": \"b\", \"content_text\": \"b\"}]}",
        ),
    ),
    error(
        (
            "json-date",
            "InvalidRFC3339Date",
            "JSON Feed 1.1, items; RFC 3339, 5.6",
            "Dates are those of RFC 3339, with seconds and a zone.",
            "write `2026-01-02T10:00:00Z`",
        ),
        JsonItem("\"date_published\": \"2026-01-02\""),
        JsonItem("\"date_published\": \"2026-01-02T10:00:00Z\""),
    ),
    error(
        ("json-url", "", "JSON Feed 1.1", "Addresses are absolute.", "write the whole address, with `https://`"),
        JsonItem("\"url\": \"/a\""),
        JsonItem("\"url\": \"https://example.org/a\""),
    ),
    warning(
        ("json-feed-url", "", "JSON Feed 1.1, top-level", "A feed says where it is found.", "add `feed_url`"),
        Document("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"a\", \"items\": []}"),
        Json("\"feed_url\": \"https://example.org/feed.json\""),
    ),
    warning(
        (
            "json-feed-url-elsewhere",
            "",
            "JSON Feed 1.1, top-level",
            "`feed_url` is the address that the document is found at.",
            "write the address that readers shall poll",
        ),
        Json("\"feed_url\": \"https://example.org/other.json\""),
        Json("\"feed_url\": \"https://example.org/feed.xml\""),
    ),
    warning(
        (
            "json-deprecated",
            "",
            "JSON Feed 1.1, changes",
            "`author` became `authors` in version 1.1.",
            "write `authors`, a list",
        ),
        JsonItem("\"author\": {\"name\": \"A\"}"),
        JsonItem("\"authors\": [{\"name\": \"A\"}]"),
    ),
    error(
        ("json-author-empty", "", "JSON Feed 1.1, authors", "An author has a name, a URL or an avatar.", "add `name`"),
        JsonItem("\"authors\": [{}]"),
        JsonItem("\"authors\": [{\"name\": \"A\"}]"),
    ),
    error(
        (
            "json-attachment",
            "",
            "JSON Feed 1.1, attachments",
            "An attachment has `url` and `mime_type`.",
            "add the member",
        ),
        JsonItem("\"attachments\": [{\"url\": \"https://example.org/a.mp3\"}]"),
        JsonItem("\"attachments\": [{\"url\": \"https://example.org/a.mp3\", \"mime_type\": \"audio/mpeg\"}]"),
    ),
    error(
        ("json-hub", "", "JSON Feed 1.1, hubs", "A hub has `type` and `url`.", "add the member"),
        Json("\"hubs\": [{\"url\": \"https://example.org/hub\"}]"),
        Json("\"hubs\": [{\"type\": \"WebSub\", \"url\": \"https://example.org/hub\"}]"),
    ),
    error(
        (
            "json-number",
            "",
            "JSON Feed 1.1, attachments",
            "Sizes and durations are numbers from 0, sizes whole ones.",
            "write digits",
        ),
        JsonItem(
            "\"attachments\": [{\"url\": \"https://example.org/a.mp3\", \"mime_type\": \"audio/mpeg\", \"size_in_bytes\": -1}]",
        ),
        JsonItem(
            "\"attachments\": [{\"url\": \"https://example.org/a.mp3\", \"mime_type\": \"audio/mpeg\", \"size_in_bytes\": 1}]",
        ),
    ),
];
