//! Structure: what stands where, in every format of XML.

use super::table::Example::{Channel, Document, Entry, Feed, Item, Items};
use super::table::{Rule, row};
use crate::diagnostic::Code;

pub(super) const RULES: &[Rule] = &[
    row(
        (
            Code::RootUnknown,
            "UndefinedElement",
            "RSS 2.0; RFC 4287, 2; OPML 2.0",
            "give the address of a feed, not that of a page",
        ),
        Document("<channel><title>a</title></channel>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (
            Code::RootNamespace,
            "InvalidNamespace",
            "RFC 4287, 1.2; RSS 2.0",
            "declare `xmlns=\"http://www.w3.org/2005/Atom\"` on `feed`, nothing on `rss`",
        ),
        Document("<rss version=\"2.0\" xmlns=\"https://example.org/rss\"><channel/></rss>"),
        Document(
            "<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>",
        ),
    ),
    row(
        (
            Code::RootNamespaceMissing,
            "MissingNamespace",
            "RFC 4287, 1.2",
            "declare `xmlns=\"http://www.w3.org/2005/Atom\"`",
        ),
        Document("<feed><title>a</title></feed>"),
        Feed(""),
    ),
    row(
        (Code::RootNamespaceObsolete, "ObsoleteNamespace", "RFC 4287, 1.2", "publish Atom 1.0"),
        Document("<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>a</title></feed>"),
        Feed(""),
    ),
    row(
        (Code::ElementMissing, "MissingElement", "RFC 4287, 4.1; RSS 2.0; OPML 2.0", "add the element"),
        Entry("<!-- <id -->"),
        Entry("<id>tag:example.org,2026:b</id>"),
    ),
    row(
        (Code::ElementTwice, "DuplicateElement", "RFC 4287, 4.1; RSS 2.0", "leave one of them out"),
        Item("<title>a</title><title>b</title>"),
        Item("<title>a</title>"),
    ),
    row(
        (
            Code::ElementUnknown,
            "UndefinedElement",
            "RFC 4287, 6.3; RSS 2.0, extending RSS",
            "check the spelling; put elements of your own in a namespace of your own",
        ),
        Item("<subtitle>a</subtitle>"),
        Item("<title>a</title>"),
    ),
    row(
        (Code::ElementNoNamespace, "UndeterminableVocabulary", "RFC 4287, 6.1", "put it in a namespace"),
        Document("<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><mine/></a:feed>"),
        Feed("<mine xmlns=\"https://example.org/mine\"/>"),
    ),
    row(
        (
            Code::ElementExtensionNamespace,
            "NotInANamespace",
            "RSS 2.0, extending RSS",
            "give the element the prefix of its parent",
        ),
        Item("<x:a xmlns:x=\"https://example.org/x\"><b/></x:a>"),
        Item("<x:a xmlns:x=\"https://example.org/x\"><x:b/></x:a>"),
    ),
    row(
        (Code::AttributeMissing, "MissingAttribute", "RFC 4287, 4.2; RSS 2.0; OPML 2.0", "add the attribute"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    row(
        (
            Code::AttributeUnknown,
            "UnexpectedAttribute",
            "RFC 4287, 6.4; RSS 2.0",
            "remove the attribute, or check its spelling",
        ),
        Item("<title kind=\"a\">a</title>"),
        Item("<title>a</title>"),
    ),
    row(
        (
            Code::AttributeForeign,
            "UseOfExtensionAttr",
            "RSS 2.0, extending RSS",
            "use an element of the other namespace",
        ),
        Item("<title x:kind=\"a\" xmlns:x=\"https://example.org/x\">a</title>"),
        Item("<title>a</title>"),
    ),
    row(
        (Code::AttributeBlank, "AttrNotBlank", "RFC 4287, 4.2.7", "give it a value, or leave it out"),
        Entry("<link rel=\"related\" title=\"\" href=\"https://example.org/r\"/>"),
        Entry("<link rel=\"related\" title=\"r\" href=\"https://example.org/r\"/>"),
    ),
    row(
        (Code::TextUnexpected, "UnexpectedText", "RFC 4287; RSS 2.0", "remove it, or put it in an element"),
        Item("oops"),
        Item("<description>Not lost.</description>"),
    ),
    row(
        (Code::TextTooLong, "ValidatorLimit", "XML 1.0", "publish a summary, and link to the rest"),
        super::table::Example::TooLong,
        Item("<description>Short.</description>"),
    ),
    row(
        (Code::Blank, "NotBlank", "RFC 4287, 4.2; RSS Advisory Board, RSS profile", "give it a text, or leave it out"),
        Item("<title></title>"),
        Item("<title>a</title>"),
    ),
    row(
        (
            Code::LanguageMissing,
            "MissingDCLanguage",
            "RFC 4287, 2; RSS 2.0, language",
            "add `xml:lang` to the root element of Atom, `language` to a channel or to JSON",
        ),
        Channel("<!-- <language -->"),
        Channel("<language>en</language>"),
    ),
    row(
        (
            Code::SelfElsewhere,
            "SelfDoesntMatchLocation",
            "RFC 4287, 4.2.7.2",
            "write the address that readers shall poll",
        ),
        Channel(
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"https://example.org/other.xml\"/>",
        ),
        Channel(
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"https://example.org/feed.xml\"/>",
        ),
    ),
    row(
        (Code::SelfRelative, "RelativeSelf", "RFC 4287, 4.2.7.2", "write the whole address"),
        Channel("<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"feed.xml\"/>"),
        Channel(
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"https://example.org/feed.xml\"/>",
        ),
    ),
    row(
        (Code::SelfType, "SelfNotAtom", "RFC 4287, 4.2.7.2", "leave `type` out, or write the feed's"),
        Feed("<link rel=\"self\" type=\"text/html\" href=\"https://example.org/feed.xml\"/>"),
        Feed("<link rel=\"self\" type=\"application/atom+xml\" href=\"https://example.org/feed.xml\"/>"),
    ),
    row(
        (Code::LinkHref, "MissingHref", "RFC 4287, 4.2.7.1", "add `href`"),
        Entry("<link rel=\"related\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/r\"/>"),
    ),
    row(
        (Code::LinkNotEmpty, "AtomLinkNotEmpty", "RFC 4287, 4.2.7", "write the address in `href`"),
        Entry("<link rel=\"related\" href=\"https://example.org/r\">https://example.org/r</link>"),
        Entry("<link rel=\"related\" href=\"https://example.org/r\"/>"),
    ),
    row(
        (Code::LinkRel, "UnregisteredAtomLinkRel", "RFC 4287, 4.2.7.2", "use a registered relation"),
        Entry("<link rel=\"cousin\" href=\"https://example.org/r\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/r\"/>"),
    ),
    row(
        (
            Code::LinkSameDocument,
            "SameDocumentReference",
            "RFC 3986, 4.4",
            "write the whole address, and leave `xml:base` out",
        ),
        Entry("<link rel=\"related\" xml:base=\"https://example.org/\" href=\"https://example.org/\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/\"/>"),
    ),
    row(
        (
            Code::LinkAlternateTwice,
            "DuplicateAtomLink",
            "RFC 4287, 4.1.1 and 4.1.2",
            "leave one out, or say how they differ",
        ),
        Entry("<link href=\"https://example.org/1\"/><link href=\"https://example.org/2\"/>"),
        Entry("<link href=\"https://example.org/1\"/><link hreflang=\"de\" href=\"https://example.org/2\"/>"),
    ),
    row(
        (Code::PagingInEntry, "FeedHistoryRelInEntry", "RFC 5005, 1", "move the link to the feed"),
        Entry("<link rel=\"next\" href=\"https://example.org/2\"/>"),
        Feed("<link rel=\"next\" href=\"https://example.org/2\"/>"),
    ),
    row(
        (Code::PagingComplete, "FeedRelInCompleteFeed", "RFC 5005, 2", "remove the link, or `fh:complete`"),
        Feed(
            "<fh:complete xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"next\" href=\"https://example.org/2\"/>",
        ),
        Feed("<fh:complete xmlns:fh=\"http://purl.org/syndication/history/1.0\"/>"),
    ),
    row(
        (
            Code::PagingCompleteCurrent,
            "CurrentNotSelfInCompleteFeed",
            "RFC 5005, 2",
            "link to this document, or leave the link out",
        ),
        Feed(
            "<fh:complete xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/2\"/>",
        ),
        Feed(
            "<fh:complete xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/feed.xml\"/>",
        ),
    ),
    row(
        (Code::PagingPastEnd, "LinkPastEnd", "RFC 5005, 3", "remove the link that leads past the end"),
        Feed(
            "<link rel=\"first\" href=\"https://example.org/feed.xml\"/><link rel=\"previous\" href=\"https://example.org/0\"/>",
        ),
        Feed(
            "<link rel=\"first\" href=\"https://example.org/feed.xml\"/><link rel=\"next\" href=\"https://example.org/2\"/>",
        ),
    ),
    row(
        (
            Code::ArchiveLinks,
            "ArchiveIncomplete",
            "RFC 5005, 4",
            "add links with `rel=\"prev-archive\"` and `rel=\"next-archive\"`",
        ),
        Feed(
            "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/c\"/>",
        ),
        Feed(
            "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/c\"/><link rel=\"next-archive\" href=\"https://example.org/2\"/>",
        ),
    ),
    row(
        (Code::ArchiveCurrent, "MissingCurrentInArchive", "RFC 5005, 4", "add a link with `rel=\"current\"`"),
        Feed(
            "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"next-archive\" href=\"https://example.org/2\"/>",
        ),
        Feed(
            "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/c\"/><link rel=\"next-archive\" href=\"https://example.org/2\"/>",
        ),
    ),
    row(
        (Code::GuidRepeated, "DuplicateValue", "RSS 2.0, guid", "give every item a guid of its own"),
        Items(
            "<item><title>a</title><guid isPermaLink=\"false\">tag:example.org,2026:a</guid></item><item><title>b</title><guid isPermaLink=\"false\">tag:example.org,2026:a</guid></item>",
        ),
        Items(
            "<item><title>a</title><guid isPermaLink=\"false\">tag:example.org,2026:a</guid></item><item><title>b</title><guid isPermaLink=\"false\">tag:example.org,2026:b</guid></item>",
        ),
    ),
];
