//! Podcasting 2.0: the `podcast` namespace.

use super::table::Example::{Channel, Item};
use super::table::{Rule, error, info, warning};

const SPEC: &str = "Podcast Namespace 1.0";

pub(super) const RULES: &[Rule] = &[
    error(
        (
            "podcast-attribute-missing",
            "",
            SPEC,
            "What an element cannot be understood without is there.",
            "add the attribute",
        ),
        Item(
            "<podcast:transcript xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\"/>",
        ),
        Item(
            "<podcast:transcript xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" type=\"text/vtt\"/>",
        ),
    ),
    error(
        ("podcast-url", "", SPEC, "A required address is whole.", "write the whole address, with `https://`"),
        Item(
            "<podcast:chapters xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"/a.json\" type=\"application/json+chapters\"/>",
        ),
        Item(
            "<podcast:chapters xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a.json\" type=\"application/json+chapters\"/>",
        ),
    ),
    warning(
        ("podcast-url-optional", "", SPEC, "An address is whole.", "write the whole address, with `https://`"),
        Item(
            "<podcast:person xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" href=\"/people/a\">A. Guest</podcast:person>",
        ),
        Item(
            "<podcast:person xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" href=\"https://example.org/people/a\">A. Guest</podcast:person>",
        ),
    ),
    error(
        (
            "podcast-media-type",
            "",
            SPEC,
            "A required media type is a type, `/`, a subtype.",
            "write `text/vtt` and the like",
        ),
        Item(
            "<podcast:transcript xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" type=\"vtt\"/>",
        ),
        Item(
            "<podcast:transcript xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" type=\"text/vtt\"/>",
        ),
    ),
    warning(
        (
            "podcast-media-type-optional",
            "",
            SPEC,
            "A media type is a type, `/`, a subtype.",
            "write `audio/mpeg` and the like",
        ),
        Channel(
            "<podcast:trailer xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" pubdate=\"Fri, 02 Jan 2026 10:00:00 GMT\" type=\"mp3\">Soon</podcast:trailer>",
        ),
        Channel(
            "<podcast:trailer xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" pubdate=\"Fri, 02 Jan 2026 10:00:00 GMT\" type=\"audio/mpeg\">Soon</podcast:trailer>",
        ),
    ),
    error(
        ("podcast-number", "", SPEC, "A required number is one.", "write digits and a point; times are in seconds"),
        Item(
            "<podcast:soundbite xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" startTime=\"1:13\" duration=\"60\"/>",
        ),
        Item(
            "<podcast:soundbite xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" startTime=\"73.0\" duration=\"60\"/>",
        ),
    ),
    warning(
        ("podcast-number-optional", "", SPEC, "A number is one.", "write digits and a point"),
        Item(
            "<podcast:image xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" href=\"https://example.org/a.png\" width=\"wide\"/>",
        ),
        Item(
            "<podcast:image xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" href=\"https://example.org/a.png\" width=\"1500\"/>",
        ),
    ),
    error(
        (
            "podcast-date",
            "",
            SPEC,
            "A trailer says when it was published, by RFC 2822.",
            "write `Fri, 02 Jan 2026 10:00:00 GMT` and the like",
        ),
        Channel(
            "<podcast:trailer xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" pubdate=\"2026-01-02\">Soon</podcast:trailer>",
        ),
        Channel(
            "<podcast:trailer xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" pubdate=\"Fri, 02 Jan 2026 10:00:00 GMT\">Soon</podcast:trailer>",
        ),
    ),
    warning(
        (
            "podcast-owner",
            "",
            SPEC,
            "The owner of a locked podcast is an e-mail address.",
            "write an address such as `a@example.org`",
        ),
        Channel(
            "<podcast:locked xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" owner=\"A. Writer\">yes</podcast:locked>",
        ),
        Channel(
            "<podcast:locked xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" owner=\"a@example.org\">yes</podcast:locked>",
        ),
    ),
    warning(
        ("podcast-locked", "", SPEC, "A podcast is locked, `yes` or `no`.", "write `yes` or `no`"),
        Channel("<podcast:locked xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">true</podcast:locked>"),
        Channel("<podcast:locked xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">yes</podcast:locked>"),
    ),
    warning(
        (
            "podcast-guid",
            "",
            SPEC,
            "The guid of a podcast is a UUID.",
            "make a UUID of version 5 from the feed's address, once and for all",
        ),
        Channel(
            "<podcast:guid xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">https://example.org/</podcast:guid>",
        ),
        Channel(
            "<podcast:guid xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>",
        ),
    ),
    warning(
        (
            "podcast-medium",
            "",
            SPEC,
            "The medium is a word of the list, with `L` for a list of them.",
            "write `podcast`, `music`, `musicL` and the like",
        ),
        Channel("<podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">radio</podcast:medium>"),
        Channel("<podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">musicL</podcast:medium>"),
    ),
    warning(
        (
            "podcast-season",
            "",
            SPEC,
            "The number of a season is a whole number.",
            "write digits; the season's name goes into `name`",
        ),
        Item("<podcast:season xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">first</podcast:season>"),
        Item("<podcast:season xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">1</podcast:season>"),
    ),
    warning(
        (
            "podcast-episode",
            "",
            SPEC,
            "The number of an episode is a number.",
            "write digits; what people see goes into `display`",
        ),
        Item("<podcast:episode xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">Ch. 3</podcast:episode>"),
        Item(
            "<podcast:episode xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" display=\"Ch. 3\">3</podcast:episode>",
        ),
    ),
    warning(
        (
            "podcast-location",
            "",
            SPEC,
            "A place is a `geo:` address and an OpenStreetMap identifier.",
            "write `geo:30.2672,-97.7431` and `R113314`",
        ),
        Item(
            "<podcast:location xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" geo=\"30.2672 -97.7431\">Austin</podcast:location>",
        ),
        Item(
            "<podcast:location xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" geo=\"geo:30.2672,-97.7431\">Austin</podcast:location>",
        ),
    ),
    warning(
        ("podcast-text-missing", "", SPEC, "What people read is not empty.", "write the name or the title"),
        Channel(
            "<podcast:funding xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\"></podcast:funding>",
        ),
        Channel(
            "<podcast:funding xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\">Support us</podcast:funding>",
        ),
    ),
    info(
        ("podcast-text-long", "", SPEC, "A text has at most 128 characters, or programs cut it.", "make it shorter"),
        Channel(
            "<podcast:funding xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\">Support us Support us Support us Support us Support us Support us Support us Support us Support us Support us Support us Support us </podcast:funding>",
        ),
        Channel(
            "<podcast:funding xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\">Support us</podcast:funding>",
        ),
    ),
    warning(
        (
            "podcast-child-missing",
            "",
            SPEC,
            "An alternate enclosure has a source, a value has a recipient.",
            "add the element",
        ),
        Item(
            "<podcast:alternateEnclosure xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" type=\"audio/opus\"/>",
        ),
        Item(
            "<podcast:alternateEnclosure xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" type=\"audio/opus\"><podcast:source uri=\"https://example.org/a.opus\"/></podcast:alternateEnclosure>",
        ),
    ),
    warning(
        ("podcast-misplaced", "", SPEC, "An element stands where its specification has it.", "move it"),
        Channel("<podcast:episode xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">3</podcast:episode>"),
        Channel(
            "<podcast:guid xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>",
        ),
    ),
    warning(
        ("podcast-twice", "", SPEC, "An element that may stand once stands once.", "leave one of them out"),
        Channel(
            "<podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">podcast</podcast:medium><podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">music</podcast:medium>",
        ),
        Channel("<podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">podcast</podcast:medium>"),
    ),
];
