//! RSS and OPML.

use super::table::Example::{Channel, Document, Item, Items, Opml, OpmlHead};
use super::table::{Rule, error, warning};

pub(super) const RULES: &[Rule] = &[
    error(
        (
            "rss-version",
            "InvalidRSSVersion",
            "RSS 2.0",
            "The version of RSS is 2.0, or one of 0.91 to 0.94.",
            "write `version=\"2.0\"`",
        ),
        Document(
            "<rss version=\"3.0\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>",
        ),
        Document(
            "<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>",
        ),
    ),
    error(
        (
            "title-missing",
            "MissingTitle",
            "RSS 2.0, required channel elements",
            "A channel, an image and a text input have a title.",
            "add `title`",
        ),
        Channel("<!-- <title -->"),
        Channel("<title>a</title>"),
    ),
    error(
        (
            "link-missing",
            "MissingLink",
            "RSS 2.0, required channel elements",
            "A channel, an image and a text input have a link.",
            "add `link`",
        ),
        Channel("<!-- <link -->"),
        Channel("<link>https://example.org/</link>"),
    ),
    error(
        (
            "description-missing",
            "MissingDescription",
            "RSS 2.0, required channel elements",
            "A channel and a text input have a description.",
            "add `description`",
        ),
        Channel("<!-- <description -->"),
        Channel("<description>a</description>"),
    ),
    error(
        (
            "item-empty",
            "ItemMustContainTitleOrDescription",
            "RSS 2.0, elements of item",
            "An item has a title or a description.",
            "add a title",
        ),
        Items("<item><link>https://example.org/a</link></item>"),
        Items("<item><title>a</title><link>https://example.org/a</link></item>"),
    ),
    warning(
        (
            "guid-missing",
            "MissingGuid",
            "RSS Advisory Board, RSS profile, guid",
            "An item has a guid: without one each reader makes up its own.",
            "add `guid`, and never change it",
        ),
        Item("<!-- <guid -->"),
        Item("<guid>https://example.org/a</guid>"),
    ),
    error(
        (
            "guid-permalink",
            "InvalidHttpGUID",
            "RSS 2.0, guid",
            "A guid is the address of a page unless it says otherwise.",
            "add `isPermaLink=\"false\"`",
        ),
        Item("<guid>entry-of-january-2nd</guid>"),
        Item("<guid isPermaLink=\"false\">entry-of-january-2nd</guid>"),
    ),
    error(
        (
            "guid-not-permalink",
            "InvalidPermalink",
            "RSS 2.0, guid",
            "`tag:` and `urn:` are names, not addresses of pages.",
            "add `isPermaLink=\"false\"`",
        ),
        Item("<guid>tag:example.org,2026:a</guid>"),
        Item("<guid isPermaLink=\"false\">tag:example.org,2026:a</guid>"),
    ),
    warning(
        (
            "guid-short",
            "NotSufficientlyUnique",
            "RSS 2.0, guid",
            "A guid is unique in the world: a short number is not.",
            "use a tag URI, or the page's address",
        ),
        Item("<guid isPermaLink=\"false\">12</guid>"),
        Item("<guid isPermaLink=\"false\">tag:example.org,2026:12</guid>"),
    ),
    warning(
        (
            "items-before-metadata",
            "MisplacedItem",
            "RSS Advisory Board, RSS profile, channel",
            "What the channel says of itself stands before its items.",
            "move the items to the end",
        ),
        Document(
            "<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><item><title>b</title></item><description>c</description></channel></rss>",
        ),
        Document(
            "<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>c</description><item><title>b</title></item></channel></rss>",
        ),
    ),
    warning(
        (
            "self-missing-rss",
            "MissingAtomSelfLink",
            "RSS Advisory Board, RSS profile, atom:link",
            "A channel says where it is found.",
            "add `<atom:link rel=\"self\" href=\"...\" type=\"application/rss+xml\"/>`",
        ),
        Channel("<!-- <atom:link -->"),
        Channel(
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"https://example.org/feed.xml\"/>",
        ),
    ),
    warning(
        (
            "enclosure-twice",
            "DuplicateEnclosure",
            "RSS Advisory Board, RSS profile, enclosure",
            "An item has one enclosure: readers take the first, or the last, or refuse the feed.",
            "leave one, and link to the others in the text",
        ),
        Item(
            "<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/><enclosure url=\"https://example.org/b.mp3\" type=\"audio/mpeg\" length=\"0\"/>",
        ),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    error(
        (
            "enclosure-length-unknown",
            "UseZeroForUnknown",
            "RSS Advisory Board, RSS profile, enclosure",
            "An unknown length is 0.",
            "write `length=\"0\"`",
        ),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"-1\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    error(
        (
            "contact",
            "InvalidContact",
            "RSS 2.0, managingEditor, webMaster and author",
            "The element holds an e-mail address.",
            "write `address (Name)`; use `dc:creator` for a name alone",
        ),
        Item("<author>A</author>"),
        Item("<author>a@example.org (A)</author>"),
    ),
    warning(
        (
            "contact-format",
            "EmailFormat",
            "RSS Advisory Board, RSS profile, author",
            "The address comes first, then the name in round brackets.",
            "write `address (Name)`",
        ),
        Item("<author>A &#x3C;a@example.org></author>"),
        Item("<author>a@example.org (A)</author>"),
    ),
    warning(
        (
            "contact-name",
            "MissingRealName",
            "RSS Advisory Board, RSS profile, author",
            "A name follows the address.",
            "write `address (Name)`",
        ),
        Item("<author>a@example.org</author>"),
        Item("<author>a@example.org (A)</author>"),
    ),
    warning(
        (
            "description-first",
            "NeedDescriptionBeforeContent",
            "RSS Advisory Board, RSS profile, content:encoded",
            "`description`, the summary, stands before `content:encoded`, the whole.",
            "add `description`, and put it first",
        ),
        Item(
            "<content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">a</content:encoded><description>b</description>",
        ),
        Item(
            "<description>b</description><content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">a</content:encoded>",
        ),
    ),
    warning(
        (
            "semantics-twice",
            "DuplicateSemantics",
            "RSS Advisory Board, RSS profile, namespace elements",
            "A channel says a thing once, by an element of RSS or by one of another namespace.",
            "leave one of them out",
        ),
        Channel("<language>en</language><dc:language xmlns:dc=\"http://purl.org/dc/elements/1.1/\">en</dc:language>"),
        Channel("<language>en</language>"),
    ),
    warning(
        (
            "semantics-twice-item",
            "DuplicateItemSemantics",
            "RSS Advisory Board, RSS profile, namespace elements",
            "An item says a thing once, by an element of RSS or by one of another namespace.",
            "leave one of them out",
        ),
        Item(
            "<author>a@example.org (A)</author><dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>",
        ),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    warning(
        (
            "semantics-twice-text",
            "DuplicateDescriptionSemantics",
            "RSS Advisory Board, RSS profile, namespace elements",
            "The text of an item stands in `description` and `content:encoded`.",
            "leave the element of the other namespace out",
        ),
        Item("<atom:content xmlns:atom=\"http://www.w3.org/2005/Atom\">a</atom:content>"),
        Item("<description>a</description>"),
    ),
    warning(
        (
            "image-title",
            "ImageTitleDoesntMatch",
            "RSS Advisory Board, RSS profile, image",
            "The title of the image is that of the channel.",
            "write the channel's title",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>b</title><link>https://example.org/</link></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link></image>",
        ),
    ),
    warning(
        (
            "image-link",
            "ImageLinkDoesntMatch",
            "RSS Advisory Board, RSS profile, image",
            "The link of the image is that of the channel.",
            "write the channel's link",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/b</link></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link></image>",
        ),
    ),
    warning(
        (
            "image-format",
            "ImageUrlFormat",
            "RSS 2.0, image",
            "The image is a JPEG, GIF or PNG.",
            "give an image in one of these formats",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.svg</url><title>a</title><link>https://example.org/</link></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link></image>",
        ),
    ),
    error(
        (
            "image-width",
            "InvalidWidth",
            "RSS 2.0, image",
            "The image is at most 144 wide.",
            "give a smaller image, or leave `width` out",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link><width>145</width></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link><width>144</width></image>",
        ),
    ),
    error(
        (
            "image-height",
            "InvalidHeight",
            "RSS 2.0, image",
            "The image is at most 400 high.",
            "give a smaller image, or leave `height` out",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link><height>401</height></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link><height>400</height></image>",
        ),
    ),
    warning(
        (
            "text-input-avoid",
            "AvoidTextInput",
            "RSS Advisory Board, RSS profile, textInput",
            "`textInput` is a form that no reader shows.",
            "leave it out",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><description>b</description><textInput><title>a</title><description>b</description><name>q</name><link>https://example.org/q</link></textInput>",
        ),
        Channel("<description>a</description>"),
    ),
    error(
        (
            "text-input-name",
            "InvalidFormComponentName",
            "RSS 2.0, textInput",
            "The name of the field is one of HTML.",
            "begin it with a letter",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><description>b</description><textInput><title>a</title><description>b</description><name>1</name><link>https://example.org/q</link></textInput>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><description>b</description><textInput><title>a</title><description>b</description><name>q</name><link>https://example.org/q</link></textInput>",
        ),
    ),
    error(
        (
            "skip-hour",
            "InvalidHour",
            "RSS 2.0, skipHours",
            "An hour to skip is 0 to 23.",
            "write a number from 0 to 23",
        ),
        Channel("<skipHours><hour>25</hour></skipHours>"),
        Channel("<skipHours><hour>23</hour></skipHours>"),
    ),
    warning(
        (
            "skip-hour-24",
            "UseZeroForMidnight",
            "RSS Advisory Board, RSS profile, skipHours",
            "Midnight is 0.",
            "write `0`",
        ),
        Channel("<skipHours><hour>24</hour></skipHours>"),
        Channel("<skipHours><hour>0</hour></skipHours>"),
    ),
    error(
        (
            "skip-hours",
            "NotEnoughHoursInTheDay",
            "RSS 2.0, skipHours",
            "A day has 24 hours.",
            "leave the repeated hours out",
        ),
        Channel(
            "<skipHours><hour>0</hour><hour>1</hour><hour>2</hour><hour>3</hour><hour>4</hour><hour>5</hour><hour>6</hour><hour>7</hour><hour>8</hour><hour>9</hour><hour>10</hour><hour>11</hour><hour>12</hour><hour>13</hour><hour>14</hour><hour>15</hour><hour>16</hour><hour>17</hour><hour>18</hour><hour>19</hour><hour>20</hour><hour>21</hour><hour>22</hour><hour>23</hour><hour>24</hour></skipHours>",
        ),
        Channel("<skipHours><hour>0</hour><hour>1</hour></skipHours>"),
    ),
    error(
        (
            "skip-day",
            "InvalidDay",
            "RSS 2.0, skipDays",
            "A day to skip is given by its English name.",
            "write `Monday` and the like",
        ),
        Channel("<skipDays><day>Montag</day></skipDays>"),
        Channel("<skipDays><day>Monday</day></skipDays>"),
    ),
    error(
        ("skip-days", "EightDaysAWeek", "RSS 2.0, skipDays", "A week has seven days.", "leave the repeated days out"),
        Channel(
            "<skipDays><day>Monday</day><day>Tuesday</day><day>Wednesday</day><day>Thursday</day><day>Friday</day><day>Saturday</day><day>Sunday</day><day>Monday</day></skipDays>",
        ),
        Channel("<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"),
    ),
    error(
        ("blink", "NoBlink", "RSS 2.0", "There is no `blink` in RSS.", "remove it"),
        Channel("<blink>a</blink>"),
        Channel("<description>a</description>"),
    ),
    error(
        (
            "opml-version",
            "InvalidOPMLVersion",
            "OPML 2.0",
            "The version of OPML is 1.0, 1.1 or 2.0.",
            "write `version=\"2.0\"`",
        ),
        Document("<opml version=\"3.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        (
            "opml-expansion-state",
            "InvalidExpansionState",
            "OPML 2.0, expansionState",
            "The lines that are expanded are given by numbers with commas.",
            "write `1,3`",
        ),
        OpmlHead("<expansionState>all</expansionState>"),
        OpmlHead("<expansionState>1,3</expansionState>"),
    ),
    warning(
        (
            "outline-xml-url",
            "MissingXmlURL",
            "OPML 2.0, subscription lists",
            "An outline of type `rss` says where the feed is.",
            "add `xmlUrl`",
        ),
        Opml("<outline type=\"rss\" text=\"a\" title=\"a\"/>"),
        Opml("<outline type=\"rss\" text=\"a\" title=\"a\" xmlUrl=\"https://example.org/feed.xml\"/>"),
    ),
    warning(
        (
            "outline-title",
            "MissingTitleAttr",
            "OPML 2.0, subscription lists",
            "An outline of type `rss` gives the title of the feed.",
            "add `title`",
        ),
        Opml("<outline type=\"rss\" text=\"a\" xmlUrl=\"https://example.org/feed.xml\"/>"),
        Opml("<outline type=\"rss\" text=\"a\" title=\"a\" xmlUrl=\"https://example.org/feed.xml\"/>"),
    ),
    warning(
        (
            "outline-url",
            "MissingUrlAttr",
            "OPML 2.0, inclusion",
            "An outline of type `link` leads somewhere.",
            "add `url`",
        ),
        Opml("<outline type=\"link\" text=\"a\"/>"),
        Opml("<outline type=\"link\" text=\"a\" url=\"https://example.org/\"/>"),
    ),
    warning(
        (
            "outline-type",
            "InvalidOutlineType",
            "OPML 1.0",
            "In OPML 1 the types of outlines are `rss` and `link`.",
            "use one of them, or OPML 2.0",
        ),
        Document("<opml version=\"1.0\"><head/><body><outline text=\"a\" type=\"blog\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\" type=\"blog\"/></body></opml>"),
    ),
    warning(
        (
            "outline-type-missing",
            "MissingOutlineType",
            "OPML 2.0, the outline element",
            "An outline with more than text says what type it is.",
            "add `type`",
        ),
        Opml("<outline text=\"a\" htmlUrl=\"https://example.org/\"/>"),
        Opml(
            "<outline text=\"a\" title=\"a\" type=\"rss\" xmlUrl=\"https://example.org/feed.xml\" htmlUrl=\"https://example.org/\"/>",
        ),
    ),
    warning(
        (
            "outline-version",
            "InvalidOutlineVersion",
            "OPML 2.0, subscription lists",
            "The version of a feed is `RSS`, `RSS1`, `RSS2` or `scriptingNews`.",
            "use one of them, or leave `version` out",
        ),
        Opml("<outline text=\"a\" title=\"a\" type=\"rss\" version=\"2.0\" xmlUrl=\"https://example.org/feed.xml\"/>"),
        Opml("<outline text=\"a\" title=\"a\" type=\"rss\" version=\"RSS2\" xmlUrl=\"https://example.org/feed.xml\"/>"),
    ),
];
