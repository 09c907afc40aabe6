//! RSS and OPML.

use super::table::Example::{Channel, Document, Item, Items, Opml, OpmlHead};
use super::table::{Rule, row};
use crate::diagnostic::Code;

pub(super) const RULES: &[Rule] = &[
    row(
        (Code::RssVersion, "InvalidRSSVersion", "RSS 2.0", "write `version=\"2.0\"`"),
        Document(
            "<rss version=\"3.0\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>",
        ),
        Document(
            "<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>",
        ),
    ),
    row(
        (Code::TitleMissing, "MissingTitle", "RSS 2.0, required channel elements", "add `title`"),
        Channel("<!-- <title -->"),
        Channel("<title>a</title>"),
    ),
    row(
        (Code::LinkMissing, "MissingLink", "RSS 2.0, required channel elements", "add `link`"),
        Channel("<!-- <link -->"),
        Channel("<link>https://example.org/</link>"),
    ),
    row(
        (Code::DescriptionMissing, "MissingDescription", "RSS 2.0, required channel elements", "add `description`"),
        Channel("<!-- <description -->"),
        Channel("<description>a</description>"),
    ),
    row(
        (Code::ItemEmpty, "ItemMustContainTitleOrDescription", "RSS 2.0, elements of item", "add a title"),
        Items("<item><link>https://example.org/a</link></item>"),
        Items("<item><title>a</title><link>https://example.org/a</link></item>"),
    ),
    row(
        (Code::GuidMissing, "MissingGuid", "RSS Advisory Board, RSS profile, guid", "add `guid`, and never change it"),
        Item("<!-- <guid -->"),
        Item("<guid>https://example.org/a</guid>"),
    ),
    row(
        (Code::GuidPermalink, "InvalidHttpGUID", "RSS 2.0, guid", "add `isPermaLink=\"false\"`"),
        Item("<guid>entry-of-january-2nd</guid>"),
        Item("<guid isPermaLink=\"false\">entry-of-january-2nd</guid>"),
    ),
    row(
        (Code::GuidNotPermalink, "InvalidPermalink", "RSS 2.0, guid", "add `isPermaLink=\"false\"`"),
        Item("<guid>tag:example.org,2026:a</guid>"),
        Item("<guid isPermaLink=\"false\">tag:example.org,2026:a</guid>"),
    ),
    row(
        (Code::GuidShort, "NotSufficientlyUnique", "RSS 2.0, guid", "use a tag URI, or the page's address"),
        Item("<guid isPermaLink=\"false\">12</guid>"),
        Item("<guid isPermaLink=\"false\">tag:example.org,2026:12</guid>"),
    ),
    row(
        (
            Code::ItemsBeforeMetadata,
            "MisplacedItem",
            "RSS Advisory Board, RSS profile, channel",
            "move the items to the end",
        ),
        Document(
            "<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><item><title>b</title></item><description>c</description></channel></rss>",
        ),
        Document(
            "<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>c</description><item><title>b</title></item></channel></rss>",
        ),
    ),
    row(
        (
            Code::SelfMissingRss,
            "MissingAtomSelfLink",
            "RSS Advisory Board, RSS profile, atom:link",
            "add `<atom:link rel=\"self\" href=\"...\" type=\"application/rss+xml\"/>`",
        ),
        Channel("<!-- <atom:link -->"),
        Channel(
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"https://example.org/feed.xml\"/>",
        ),
    ),
    row(
        (
            Code::EnclosureTwice,
            "DuplicateEnclosure",
            "RSS Advisory Board, RSS profile, enclosure",
            "leave one, and link to the others in the text",
        ),
        Item(
            "<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/><enclosure url=\"https://example.org/b.mp3\" type=\"audio/mpeg\" length=\"0\"/>",
        ),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    row(
        (
            Code::EnclosureLengthUnknown,
            "UseZeroForUnknown",
            "RSS Advisory Board, RSS profile, enclosure",
            "write `length=\"0\"`",
        ),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"-1\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    row(
        (
            Code::Contact,
            "InvalidContact",
            "RSS 2.0, managingEditor, webMaster and author",
            "write `address (Name)`; use `dc:creator` for a name alone",
        ),
        Item("<author>A</author>"),
        Item("<author>a@example.org (A)</author>"),
    ),
    row(
        (Code::ContactFormat, "EmailFormat", "RSS Advisory Board, RSS profile, author", "write `address (Name)`"),
        Item("<author>A &#x3C;a@example.org></author>"),
        Item("<author>a@example.org (A)</author>"),
    ),
    row(
        (Code::ContactName, "MissingRealName", "RSS Advisory Board, RSS profile, author", "write `address (Name)`"),
        Item("<author>a@example.org</author>"),
        Item("<author>a@example.org (A)</author>"),
    ),
    row(
        (
            Code::DescriptionFirst,
            "NeedDescriptionBeforeContent",
            "RSS Advisory Board, RSS profile, content:encoded",
            "add `description`, and put it first",
        ),
        Item(
            "<content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">a</content:encoded><description>b</description>",
        ),
        Item(
            "<description>b</description><content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">a</content:encoded>",
        ),
    ),
    row(
        (
            Code::SemanticsTwice,
            "DuplicateSemantics",
            "RSS Advisory Board, RSS profile, namespace elements",
            "leave one of them out",
        ),
        Channel("<language>en</language><dc:language xmlns:dc=\"http://purl.org/dc/elements/1.1/\">en</dc:language>"),
        Channel("<language>en</language>"),
    ),
    row(
        (
            Code::SemanticsTwiceItem,
            "DuplicateItemSemantics",
            "RSS Advisory Board, RSS profile, namespace elements",
            "leave one of them out",
        ),
        Item(
            "<author>a@example.org (A)</author><dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>",
        ),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    row(
        (
            Code::SemanticsTwiceText,
            "DuplicateDescriptionSemantics",
            "RSS Advisory Board, RSS profile, namespace elements",
            "leave the element of the other namespace out",
        ),
        Item("<atom:content xmlns:atom=\"http://www.w3.org/2005/Atom\">a</atom:content>"),
        Item("<description>a</description>"),
    ),
    row(
        (
            Code::ImageTitle,
            "ImageTitleDoesntMatch",
            "RSS Advisory Board, RSS profile, image",
            "write the channel's title",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>b</title><link>https://example.org/</link></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link></image>",
        ),
    ),
    row(
        (Code::ImageLink, "ImageLinkDoesntMatch", "RSS Advisory Board, RSS profile, image", "write the channel's link"),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/b</link></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link></image>",
        ),
    ),
    row(
        (Code::ImageFormat, "ImageUrlFormat", "RSS 2.0, image", "give an image in one of these formats"),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.svg</url><title>a</title><link>https://example.org/</link></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link></image>",
        ),
    ),
    row(
        (Code::ImageWidth, "InvalidWidth", "RSS 2.0, image", "give a smaller image, or leave `width` out"),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link><width>145</width></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link><width>144</width></image>",
        ),
    ),
    row(
        (Code::ImageHeight, "InvalidHeight", "RSS 2.0, image", "give a smaller image, or leave `height` out"),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link><height>401</height></image>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><image><url>https://example.org/a.png</url><title>a</title><link>https://example.org/</link><height>400</height></image>",
        ),
    ),
    row(
        (Code::TextInputAvoid, "AvoidTextInput", "RSS Advisory Board, RSS profile, textInput", "leave it out"),
        Channel(
            "<title>a</title><link>https://example.org/</link><description>b</description><textInput><title>a</title><description>b</description><name>q</name><link>https://example.org/q</link></textInput>",
        ),
        Channel("<description>a</description>"),
    ),
    row(
        (Code::TextInputName, "InvalidFormComponentName", "RSS 2.0, textInput", "begin it with a letter"),
        Channel(
            "<title>a</title><link>https://example.org/</link><description>b</description><textInput><title>a</title><description>b</description><name>1</name><link>https://example.org/q</link></textInput>",
        ),
        Channel(
            "<title>a</title><link>https://example.org/</link><description>b</description><textInput><title>a</title><description>b</description><name>q</name><link>https://example.org/q</link></textInput>",
        ),
    ),
    row(
        (Code::SkipHour, "InvalidHour", "RSS 2.0, skipHours", "write a number from 0 to 23"),
        Channel("<skipHours><hour>25</hour></skipHours>"),
        Channel("<skipHours><hour>23</hour></skipHours>"),
    ),
    row(
        (Code::SkipHour24, "UseZeroForMidnight", "RSS Advisory Board, RSS profile, skipHours", "write `0`"),
        Channel("<skipHours><hour>24</hour></skipHours>"),
        Channel("<skipHours><hour>0</hour></skipHours>"),
    ),
    row(
        (Code::SkipHours, "NotEnoughHoursInTheDay", "RSS 2.0, skipHours", "leave the repeated hours out"),
        Channel(
            "<skipHours><hour>0</hour><hour>1</hour><hour>2</hour><hour>3</hour><hour>4</hour><hour>5</hour><hour>6</hour><hour>7</hour><hour>8</hour><hour>9</hour><hour>10</hour><hour>11</hour><hour>12</hour><hour>13</hour><hour>14</hour><hour>15</hour><hour>16</hour><hour>17</hour><hour>18</hour><hour>19</hour><hour>20</hour><hour>21</hour><hour>22</hour><hour>23</hour><hour>24</hour></skipHours>",
        ),
        Channel("<skipHours><hour>0</hour><hour>1</hour></skipHours>"),
    ),
    row(
        (Code::SkipDay, "InvalidDay", "RSS 2.0, skipDays", "write `Monday` and the like"),
        Channel("<skipDays><day>Montag</day></skipDays>"),
        Channel("<skipDays><day>Monday</day></skipDays>"),
    ),
    row(
        (Code::SkipDays, "EightDaysAWeek", "RSS 2.0, skipDays", "leave the repeated days out"),
        Channel(
            "<skipDays><day>Monday</day><day>Tuesday</day><day>Wednesday</day><day>Thursday</day><day>Friday</day><day>Saturday</day><day>Sunday</day><day>Monday</day></skipDays>",
        ),
        Channel("<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"),
    ),
    row(
        (Code::Blink, "NoBlink", "RSS 2.0", "remove it"),
        Channel("<blink>a</blink>"),
        Channel("<description>a</description>"),
    ),
    row(
        (Code::OpmlVersion, "InvalidOPMLVersion", "OPML 2.0", "write `version=\"2.0\"`"),
        Document("<opml version=\"3.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::OpmlExpansionState, "InvalidExpansionState", "OPML 2.0, expansionState", "write `1,3`"),
        OpmlHead("<expansionState>all</expansionState>"),
        OpmlHead("<expansionState>1,3</expansionState>"),
    ),
    row(
        (Code::OutlineXmlUrl, "MissingXmlURL", "OPML 2.0, subscription lists", "add `xmlUrl`"),
        Opml("<outline type=\"rss\" text=\"a\" title=\"a\"/>"),
        Opml("<outline type=\"rss\" text=\"a\" title=\"a\" xmlUrl=\"https://example.org/feed.xml\"/>"),
    ),
    row(
        (Code::OutlineTitle, "MissingTitleAttr", "OPML 2.0, subscription lists", "add `title`"),
        Opml("<outline type=\"rss\" text=\"a\" xmlUrl=\"https://example.org/feed.xml\"/>"),
        Opml("<outline type=\"rss\" text=\"a\" title=\"a\" xmlUrl=\"https://example.org/feed.xml\"/>"),
    ),
    row(
        (Code::OutlineUrl, "MissingUrlAttr", "OPML 2.0, inclusion", "add `url`"),
        Opml("<outline type=\"link\" text=\"a\"/>"),
        Opml("<outline type=\"link\" text=\"a\" url=\"https://example.org/\"/>"),
    ),
    row(
        (Code::OutlineType, "InvalidOutlineType", "OPML 1.0", "use one of them, or OPML 2.0"),
        Document("<opml version=\"1.0\"><head/><body><outline text=\"a\" type=\"blog\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\" type=\"blog\"/></body></opml>"),
    ),
    row(
        (Code::OutlineTypeMissing, "MissingOutlineType", "OPML 2.0, the outline element", "add `type`"),
        Opml("<outline text=\"a\" htmlUrl=\"https://example.org/\"/>"),
        Opml(
            "<outline text=\"a\" title=\"a\" type=\"rss\" xmlUrl=\"https://example.org/feed.xml\" htmlUrl=\"https://example.org/\"/>",
        ),
    ),
    row(
        (
            Code::OutlineVersion,
            "InvalidOutlineVersion",
            "OPML 2.0, subscription lists",
            "use one of them, or leave `version` out",
        ),
        Opml("<outline text=\"a\" title=\"a\" type=\"rss\" version=\"2.0\" xmlUrl=\"https://example.org/feed.xml\"/>"),
        Opml("<outline text=\"a\" title=\"a\" type=\"rss\" version=\"RSS2\" xmlUrl=\"https://example.org/feed.xml\"/>"),
    ),
];
