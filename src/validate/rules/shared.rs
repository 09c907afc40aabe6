//! Structure: what stands where, in every format of XML.

use super::table::Example::{Channel, Document, Entry, Feed, Item, Items};
use super::table::{Rule, error, info, warning};

pub(super) const RULES: &[Rule] = &[
    error(
        (
            "root-unknown",
            "UndefinedElement",
            "RSS 2.0; RFC 4287, 2; OPML 2.0",
            "The root element is `rss`, `feed`, `rdf:RDF` or `opml`.",
            "give the address of a feed, not that of a page",
        ),
        Document("<channel><title>a</title></channel>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        (
            "root-namespace",
            "InvalidNamespace",
            "RFC 4287, 1.2; RSS 2.0",
            "`feed` is in Atom's namespace, `rss` is in none.",
            "declare `xmlns=\"http://www.w3.org/2005/Atom\"` on `feed`, nothing on `rss`",
        ),
        Document("<rss version=\"2.0\" xmlns=\"https://example.org/rss\"><channel/></rss>"),
        Document(
            "<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>",
        ),
    ),
    error(
        (
            "root-namespace-missing",
            "MissingNamespace",
            "RFC 4287, 1.2",
            "`feed` is in Atom's namespace.",
            "declare `xmlns=\"http://www.w3.org/2005/Atom\"`",
        ),
        Document("<feed><title>a</title></feed>"),
        Feed(""),
    ),
    error(
        (
            "root-namespace-obsolete",
            "ObsoleteNamespace",
            "RFC 4287, 1.2",
            "Atom 0.3 was a draft; Atom 1.0 replaced it in 2005.",
            "publish Atom 1.0",
        ),
        Document("<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>a</title></feed>"),
        Feed(""),
    ),
    error(
        (
            "element-missing",
            "MissingElement",
            "RFC 4287, 4.1; RSS 2.0; OPML 2.0",
            "Elements that the specification requires are there.",
            "add the element",
        ),
        Entry("<!-- <id -->"),
        Entry("<id>tag:example.org,2026:b</id>"),
    ),
    error(
        (
            "element-twice",
            "DuplicateElement",
            "RFC 4287, 4.1; RSS 2.0",
            "An element that may stand once stands once.",
            "leave one of them out",
        ),
        Item("<title>a</title><title>b</title>"),
        Item("<title>a</title>"),
    ),
    error(
        (
            "element-unknown",
            "UndefinedElement",
            "RFC 4287, 6.3; RSS 2.0, extending RSS",
            "Elements stand where their specification allows them.",
            "check the spelling; put elements of your own in a namespace of your own",
        ),
        Item("<subtitle>a</subtitle>"),
        Item("<title>a</title>"),
    ),
    warning(
        (
            "element-no-namespace",
            "UndeterminableVocabulary",
            "RFC 4287, 6.1",
            "An element that is not Atom's has a namespace.",
            "put it in a namespace",
        ),
        Document("<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><mine/></a:feed>"),
        Feed("<mine xmlns=\"https://example.org/mine\"/>"),
    ),
    error(
        (
            "element-extension-namespace",
            "NotInANamespace",
            "RSS 2.0, extending RSS",
            "Elements that are not RSS's have a namespace, those within other elements too.",
            "give the element the prefix of its parent",
        ),
        Item("<x:a xmlns:x=\"https://example.org/x\"><b/></x:a>"),
        Item("<x:a xmlns:x=\"https://example.org/x\"><x:b/></x:a>"),
    ),
    error(
        (
            "attribute-missing",
            "MissingAttribute",
            "RFC 4287, 4.2; RSS 2.0; OPML 2.0",
            "Attributes that the specification requires are there.",
            "add the attribute",
        ),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\"/>"),
        Item("<enclosure url=\"https://example.org/a.mp3\" type=\"audio/mpeg\" length=\"0\"/>"),
    ),
    error(
        (
            "attribute-unknown",
            "UnexpectedAttribute",
            "RFC 4287, 6.4; RSS 2.0",
            "Attributes stand where their specification allows them.",
            "remove the attribute, or check its spelling",
        ),
        Item("<title kind=\"a\">a</title>"),
        Item("<title>a</title>"),
    ),
    warning(
        (
            "attribute-foreign",
            "UseOfExtensionAttr",
            "RSS 2.0, extending RSS",
            "Core elements of RSS carry no attributes of other namespaces.",
            "use an element of the other namespace",
        ),
        Item("<title x:kind=\"a\" xmlns:x=\"https://example.org/x\">a</title>"),
        Item("<title>a</title>"),
    ),
    warning(
        (
            "attribute-blank",
            "AttrNotBlank",
            "RFC 4287, 4.2.7",
            "An attribute that is there says something.",
            "give it a value, or leave it out",
        ),
        Entry("<link rel=\"related\" title=\"\" href=\"https://example.org/r\"/>"),
        Entry("<link rel=\"related\" title=\"r\" href=\"https://example.org/r\"/>"),
    ),
    error(
        (
            "text-unexpected",
            "UnexpectedText",
            "RFC 4287; RSS 2.0",
            "Text stands in elements that hold text.",
            "remove it, or put it in an element",
        ),
        Item("oops"),
        Item("<description>Not lost.</description>"),
    ),
    error(
        (
            "text-too-long",
            "ValidatorLimit",
            "XML 1.0",
            "The text of one element is at most 16 MiB.",
            "publish a summary, and link to the rest",
        ),
        super::table::Example::TooLong,
        Item("<description>Short.</description>"),
    ),
    warning(
        (
            "blank",
            "NotBlank",
            "RFC 4287, 4.2; RSS Advisory Board, RSS profile",
            "An element that is there says something.",
            "give it a text, or leave it out",
        ),
        Item("<title></title>"),
        Item("<title>a</title>"),
    ),
    info(
        (
            "language-missing",
            "MissingDCLanguage",
            "RFC 4287, 2; RSS 2.0, language",
            "A feed says what language it is in.",
            "add `xml:lang` to the root element, or `language` to the channel",
        ),
        Channel("<!-- <language -->"),
        Channel("<language>en</language>"),
    ),
    warning(
        (
            "self-elsewhere",
            "SelfDoesntMatchLocation",
            "RFC 4287, 4.2.7.2",
            "The self link is the address that the document is found at.",
            "write the address that readers shall poll",
        ),
        Channel(
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"https://example.org/other.xml\"/>",
        ),
        Channel(
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"https://example.org/feed.xml\"/>",
        ),
    ),
    warning(
        (
            "self-relative",
            "RelativeSelf",
            "RFC 4287, 4.2.7.2",
            "The self link says where the document is, so it is absolute.",
            "write the whole address",
        ),
        Channel("<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"feed.xml\"/>"),
        Channel(
            "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"https://example.org/feed.xml\"/>",
        ),
    ),
    warning(
        (
            "self-type",
            "SelfNotAtom",
            "RFC 4287, 4.2.7.2",
            "The self link leads to a feed.",
            "leave `type` out, or write the feed's",
        ),
        Feed("<link rel=\"self\" type=\"text/html\" href=\"https://example.org/feed.xml\"/>"),
        Feed("<link rel=\"self\" type=\"application/atom+xml\" href=\"https://example.org/feed.xml\"/>"),
    ),
    error(
        ("link-href", "MissingHref", "RFC 4287, 4.2.7.1", "A link leads somewhere.", "add `href`"),
        Entry("<link rel=\"related\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/r\"/>"),
    ),
    warning(
        (
            "link-not-empty",
            "AtomLinkNotEmpty",
            "RFC 4287, 4.2.7",
            "An `atom:link` is empty: its address is in `href`.",
            "write the address in `href`",
        ),
        Entry("<link rel=\"related\" href=\"https://example.org/r\">https://example.org/r</link>"),
        Entry("<link rel=\"related\" href=\"https://example.org/r\"/>"),
    ),
    warning(
        (
            "link-rel",
            "UnregisteredAtomLinkRel",
            "RFC 4287, 4.2.7.2",
            "A relation is registered, or an absolute IRI.",
            "use a registered relation",
        ),
        Entry("<link rel=\"cousin\" href=\"https://example.org/r\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/r\"/>"),
    ),
    warning(
        (
            "link-same-document",
            "SameDocumentReference",
            "RFC 3986, 4.4",
            "A link to the base address is read as one to the document itself.",
            "write the whole address, and leave `xml:base` out",
        ),
        Entry("<link rel=\"related\" xml:base=\"https://example.org/\" href=\"https://example.org/\"/>"),
        Entry("<link rel=\"related\" href=\"https://example.org/\"/>"),
    ),
    error(
        (
            "link-alternate-twice",
            "DuplicateAtomLink",
            "RFC 4287, 4.1.1 and 4.1.2",
            "No two alternate links have the same type and language.",
            "leave one out, or say how they differ",
        ),
        Entry("<link href=\"https://example.org/1\"/><link href=\"https://example.org/2\"/>"),
        Entry("<link href=\"https://example.org/1\"/><link hreflang=\"de\" href=\"https://example.org/2\"/>"),
    ),
    warning(
        (
            "paging-in-entry",
            "FeedHistoryRelInEntry",
            "RFC 5005, 1",
            "Paging links belong to the feed.",
            "move the link to the feed",
        ),
        Entry("<link rel=\"next\" href=\"https://example.org/2\"/>"),
        Feed("<link rel=\"next\" href=\"https://example.org/2\"/>"),
    ),
    error(
        (
            "paging-complete",
            "FeedRelInCompleteFeed",
            "RFC 5005, 2",
            "A complete feed has no other pages.",
            "remove the link, or `fh:complete`",
        ),
        Feed(
            "<fh:complete xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"next\" href=\"https://example.org/2\"/>",
        ),
        Feed("<fh:complete xmlns:fh=\"http://purl.org/syndication/history/1.0\"/>"),
    ),
    error(
        (
            "paging-complete-current",
            "CurrentNotSelfInCompleteFeed",
            "RFC 5005, 2",
            "A complete feed is itself the current document.",
            "link to this document, or leave the link out",
        ),
        Feed(
            "<fh:complete xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/2\"/>",
        ),
        Feed(
            "<fh:complete xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/feed.xml\"/>",
        ),
    ),
    error(
        (
            "paging-past-end",
            "LinkPastEnd",
            "RFC 5005, 3",
            "The first page has no page before it, the last none after it.",
            "remove the link that leads past the end",
        ),
        Feed(
            "<link rel=\"first\" href=\"https://example.org/feed.xml\"/><link rel=\"previous\" href=\"https://example.org/0\"/>",
        ),
        Feed(
            "<link rel=\"first\" href=\"https://example.org/feed.xml\"/><link rel=\"next\" href=\"https://example.org/2\"/>",
        ),
    ),
    warning(
        (
            "archive-links",
            "ArchiveIncomplete",
            "RFC 5005, 4",
            "An archive document links to its neighbours.",
            "add links with `rel=\"prev-archive\"` and `rel=\"next-archive\"`",
        ),
        Feed(
            "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/c\"/>",
        ),
        Feed(
            "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/c\"/><link rel=\"next-archive\" href=\"https://example.org/2\"/>",
        ),
    ),
    warning(
        (
            "archive-current",
            "MissingCurrentInArchive",
            "RFC 5005, 4",
            "An archive document links to the subscription document.",
            "add a link with `rel=\"current\"`",
        ),
        Feed(
            "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"next-archive\" href=\"https://example.org/2\"/>",
        ),
        Feed(
            "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/><link rel=\"current\" href=\"https://example.org/c\"/><link rel=\"next-archive\" href=\"https://example.org/2\"/>",
        ),
    ),
    error(
        (
            "guid-repeated",
            "DuplicateValue",
            "RSS 2.0, guid",
            "A guid is the name of one item; an hour or a day is skipped once.",
            "give every item a guid of its own",
        ),
        Items(
            "<item><title>a</title><guid isPermaLink=\"false\">tag:example.org,2026:a</guid></item><item><title>b</title><guid isPermaLink=\"false\">tag:example.org,2026:a</guid></item>",
        ),
        Items(
            "<item><title>a</title><guid isPermaLink=\"false\">tag:example.org,2026:a</guid></item><item><title>b</title><guid isPermaLink=\"false\">tag:example.org,2026:b</guid></item>",
        ),
    ),
];
