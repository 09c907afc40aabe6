//! Podcasting 2.0: the `podcast` namespace.

use super::table::Example::{Channel, Item};
use super::table::{Rule, row};
use crate::diagnostic::Code;

const SPEC: &str = "Podcast Namespace 1.0";

pub(super) const RULES: &[Rule] = &[
    row(
        (Code::PodcastAttributeMissing, "", SPEC, "add the attribute"),
        Item(
            "<podcast:transcript xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\"/>",
        ),
        Item(
            "<podcast:transcript xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" type=\"text/vtt\"/>",
        ),
    ),
    row(
        (Code::PodcastUrl, "", SPEC, "write the whole address, with `https://`"),
        Item(
            "<podcast:chapters xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"/a.json\" type=\"application/json+chapters\"/>",
        ),
        Item(
            "<podcast:chapters xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a.json\" type=\"application/json+chapters\"/>",
        ),
    ),
    row(
        (Code::PodcastUrlOptional, "", SPEC, "write the whole address, with `https://`"),
        Item(
            "<podcast:person xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" href=\"/people/a\">A. Guest</podcast:person>",
        ),
        Item(
            "<podcast:person xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" href=\"https://example.org/people/a\">A. Guest</podcast:person>",
        ),
    ),
    row(
        (Code::PodcastMediaType, "", SPEC, "write `text/vtt` and the like"),
        Item(
            "<podcast:transcript xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" type=\"vtt\"/>",
        ),
        Item(
            "<podcast:transcript xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" type=\"text/vtt\"/>",
        ),
    ),
    row(
        (Code::PodcastMediaTypeOptional, "", SPEC, "write `audio/mpeg` and the like"),
        Channel(
            "<podcast:trailer xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" pubdate=\"Fri, 02 Jan 2026 10:00:00 GMT\" type=\"mp3\">Soon</podcast:trailer>",
        ),
        Channel(
            "<podcast:trailer xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" pubdate=\"Fri, 02 Jan 2026 10:00:00 GMT\" type=\"audio/mpeg\">Soon</podcast:trailer>",
        ),
    ),
    row(
        (Code::PodcastNumber, "", SPEC, "write digits and a point; times are in seconds"),
        Item(
            "<podcast:soundbite xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" startTime=\"1:13\" duration=\"60\"/>",
        ),
        Item(
            "<podcast:soundbite xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" startTime=\"73.0\" duration=\"60\"/>",
        ),
    ),
    row(
        (Code::PodcastNumberOptional, "", SPEC, "write digits and a point"),
        Item(
            "<podcast:image xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" href=\"https://example.org/a.png\" width=\"wide\"/>",
        ),
        Item(
            "<podcast:image xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" href=\"https://example.org/a.png\" width=\"1500\"/>",
        ),
    ),
    row(
        (Code::PodcastDate, "", SPEC, "write `Fri, 02 Jan 2026 10:00:00 GMT` and the like"),
        Channel(
            "<podcast:trailer xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" pubdate=\"2026-01-02\">Soon</podcast:trailer>",
        ),
        Channel(
            "<podcast:trailer xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" pubdate=\"Fri, 02 Jan 2026 10:00:00 GMT\">Soon</podcast:trailer>",
        ),
    ),
    row(
        (Code::PodcastOwner, "", SPEC, "write an address such as `a@example.org`"),
        Channel(
            "<podcast:locked xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" owner=\"A. Writer\">yes</podcast:locked>",
        ),
        Channel(
            "<podcast:locked xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" owner=\"a@example.org\">yes</podcast:locked>",
        ),
    ),
    row(
        (Code::PodcastLocked, "", SPEC, "write `yes` or `no`"),
        Channel("<podcast:locked xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">true</podcast:locked>"),
        Channel("<podcast:locked xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">yes</podcast:locked>"),
    ),
    row(
        (Code::PodcastGuid, "", SPEC, "make a UUID of version 5 from the feed's address, once and for all"),
        Channel(
            "<podcast:guid xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">https://example.org/</podcast:guid>",
        ),
        Channel(
            "<podcast:guid xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>",
        ),
    ),
    row(
        (Code::PodcastMedium, "", SPEC, "write `podcast`, `music`, `musicL` and the like"),
        Channel("<podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">radio</podcast:medium>"),
        Channel("<podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">musicL</podcast:medium>"),
    ),
    row(
        (Code::PodcastSeason, "", SPEC, "write digits; the season's name goes into `name`"),
        Item("<podcast:season xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">first</podcast:season>"),
        Item("<podcast:season xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">1</podcast:season>"),
    ),
    row(
        (Code::PodcastEpisode, "", SPEC, "write digits; what people see goes into `display`"),
        Item("<podcast:episode xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">Ch. 3</podcast:episode>"),
        Item(
            "<podcast:episode xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" display=\"Ch. 3\">3</podcast:episode>",
        ),
    ),
    row(
        (Code::PodcastLocation, "", SPEC, "write `geo:30.2672,-97.7431` and `R113314`"),
        Item(
            "<podcast:location xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" geo=\"30.2672 -97.7431\">Austin</podcast:location>",
        ),
        Item(
            "<podcast:location xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" geo=\"geo:30.2672,-97.7431\">Austin</podcast:location>",
        ),
    ),
    row(
        (Code::PodcastTextMissing, "", SPEC, "write the name or the title"),
        Channel(
            "<podcast:funding xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\"></podcast:funding>",
        ),
        Channel(
            "<podcast:funding xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\">Support us</podcast:funding>",
        ),
    ),
    row(
        (Code::PodcastTextLong, "", SPEC, "make it shorter"),
        Channel(
            "<podcast:funding xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\">Support us Support us Support us Support us Support us Support us Support us Support us Support us Support us Support us Support us </podcast:funding>",
        ),
        Channel(
            "<podcast:funding xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\">Support us</podcast:funding>",
        ),
    ),
    row(
        (Code::PodcastChildMissing, "", SPEC, "add the element"),
        Item(
            "<podcast:alternateEnclosure xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" type=\"audio/opus\"/>",
        ),
        Item(
            "<podcast:alternateEnclosure xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" type=\"audio/opus\"><podcast:source uri=\"https://example.org/a.opus\"/></podcast:alternateEnclosure>",
        ),
    ),
    row(
        (Code::PodcastMisplaced, "", SPEC, "move it"),
        Channel("<podcast:episode xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">3</podcast:episode>"),
        Channel(
            "<podcast:guid xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>",
        ),
    ),
    row(
        (Code::PodcastTwice, "", SPEC, "leave one of them out"),
        Channel(
            "<podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">podcast</podcast:medium><podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">music</podcast:medium>",
        ),
        Channel("<podcast:medium xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">podcast</podcast:medium>"),
    ),
    row(
        (Code::PodcastMisspelt, "", SPEC, "correct the spelling; capitals count"),
        Item(
            "<podcast:transcrpt xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" type=\"text/vtt\"/>",
        ),
        Item(
            "<podcast:transcript xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/a\" type=\"text/vtt\"/>",
        ),
    ),
    row(
        (Code::PodcastBlock, "", SPEC, "write `yes` or `no`"),
        Channel(
            "<podcast:block xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" id=\"acast\">true</podcast:block>",
        ),
        Channel(
            "<podcast:block xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" id=\"acast\">yes</podcast:block>",
        ),
    ),
    row(
        (Code::PodcastLicense, "", SPEC, "add `url`, or write `cc-by-4.0` and the like"),
        Channel("<podcast:license xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">mine</podcast:license>"),
        Channel(
            "<podcast:license xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" url=\"https://example.org/license\">mine</podcast:license>",
        ),
    ),
    row(
        (Code::PodcastMoment, "", SPEC, "write `2026-01-02T10:00:00Z` and the like"),
        Channel(
            "<podcast:updateFrequency xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" rrule=\"FREQ=WEEKLY\" dtstart=\"soon\">Weekly</podcast:updateFrequency>",
        ),
        Channel(
            "<podcast:updateFrequency xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" rrule=\"FREQ=WEEKLY\" dtstart=\"2026-01-02\">Weekly</podcast:updateFrequency>",
        ),
    ),
    row(
        (
            Code::PodcastRole,
            "",
            "Podcast Namespace 1.0, person; Podcast Taxonomy",
            "choose one of the list; `host` goes without saying",
        ),
        Item(
            "<podcast:person xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" role=\"wizard\">A. Guest</podcast:person>",
        ),
        Item(
            "<podcast:person xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" role=\"guest\">A. Guest</podcast:person>",
        ),
    ),
    row(
        (Code::PodcastWord, "", SPEC, "write one of them"),
        Channel("<podcast:podping xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" usesPodping=\"yes\"/>"),
        Channel("<podcast:podping xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" usesPodping=\"true\"/>"),
    ),
];
