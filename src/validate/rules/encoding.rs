//! Encoding, delivery and XML itself.

use super::table::Example::{Bytes, Channel, Document, Feed, Item, Served, TooDeep};
use super::table::{Rule, error, info, warning};

const XML: &str = "XML 1.0";

pub(super) const RULES: &[Rule] = &[
    error(
        ("encoding-malformed", "UnicodeError", "XML 1.0, 4.3.3", "The bytes of a document fit its encoding.", "save the document in the encoding that it declares, best in UTF-8"),
        Bytes(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head><title>Caf\xE9</title></head><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head><title>Café</title></head><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("encoding-contradicts", "UnicodeError", "XML 1.0, 4.3.3", "The declared encoding is that of the byte order mark and the first bytes.", "declare the encoding that the document is in, or leave out the byte order mark"),
        Document("\u{FEFF}<?xml version=\"1.0\" encoding=\"us-ascii\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("encoding-unknown", "UnknownEncoding", "XML 1.0, 4.3.3", "The declared encoding is one that is known.", "declare `utf-8`, and save the document so"),
        Document("<?xml version=\"1.0\" encoding=\"martian\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    warning(
        ("encoding-obscure", "ObscureEncoding", "XML 1.0, 4.3.3", "The encoding is one that readers have heard of.", "save the document in UTF-8"),
        Document("<?xml version=\"1.0\" encoding=\"iso-8859-10\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    info(
        ("encoding-unusual", "NonstdEncoding", "XML 1.0, 4.3.3", "UTF-8 and UTF-16 are the encodings that every reader must know.", "save the document in UTF-8"),
        Document("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    info(
        ("encoding-missing", "MissingEncoding", "XML 1.0, 4.3.3", "A document says which encoding it is in.", "begin the document with `<?xml version=\"1.0\" encoding=\"utf-8\"?>`"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    warning(
        ("served-charset", "EncodingMismatch", "RFC 7303, 3", "The charset of the media type is the encoding of the document.", "send the document without charset, or with the right one"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/x-opml; charset=iso-8859-1"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/x-opml; charset=utf-8"),
    ),
    warning(
        ("served-type", "UnexpectedContentType", "RFC 4287, 7; RSS Advisory Board, RSS profile", "A document is sent with the media type of its format.", "send RSS as `application/rss+xml`, Atom as `application/atom+xml`, JSON Feed as `application/feed+json`"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/html"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/x-opml"),
    ),
    warning(
        ("served-unspecific", "NonSpecificMediaType", "RFC 4287, 7; RSS Advisory Board, RSS profile", "The media type says that the document is a feed.", "send RSS as `application/rss+xml`, Atom as `application/atom+xml`, JSON Feed as `application/feed+json`"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>", "application/xml"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>", "application/rss+xml"),
    ),
    info(
        ("served-text-xml", "TextXml", "RFC 7303, 9.2", "`text/xml` once meant ASCII; a type of its own says more.", "send the document as `application/rss+xml` or `application/atom+xml`"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/xml"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/x-opml; charset=utf-8"),
    ),
    error(
        ("document-empty", "SAXError", XML, "A document is not empty.", "write a feed into it"),
        Document("  \n"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("document-unknown", "UndefinedElement", XML, "A document is RSS, Atom, JSON Feed or OPML.", "give the address of a feed, not that of a page"),
        Document("<!DOCTYPE html>\n<html><head><title>A page</title></head></html>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-no-root", "SAXError", "XML 1.0, 2.1", "A document has a root element.", "write the feed's element"),
        Document("<?xml version=\"1.0\"?>\n<!-- nothing -->"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-before-root", "SAXError", "XML 1.0, 2.8", "Nothing but comments and instructions stands before the root element.", "remove what stands before the root element"),
        Document("oops <opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<!-- fine --><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-after-root", "SAXError", "XML 1.0, 2.1", "A document has one root element, and nothing but comments follows it.", "remove what follows the root element"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml> oops"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml><!-- fine -->"),
    ),
    error(
        ("xml-not-closed", "SAXError", "XML 1.0, 3.1", "Every element, comment and section that begins ends.", "write the missing end; a document cut short was perhaps not sent whole"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-nesting", "SAXError", "XML 1.0, 3", "End tags match start tags in order.", "close the elements in the reverse order of their beginning"),
        Document("<opml version=\"2.0\"><head><title>a</head></title><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head><title>a</title></head><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-tag", "SAXError", "XML 1.0, 3.1", "A tag has a name and attributes with quoted values.", "quote the values, write `<` in them as `&lt;`"),
        Document("<opml version=2.0><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-attribute-twice", "SAXError", "XML 1.0, 3.1", "No attribute is given twice.", "leave one of them out"),
        Document("<opml version=\"2.0\" version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-bare-ampersand", "SAXError", "XML 1.0, 2.4", "`&` begins a reference and nothing else.", "write `&amp;`"),
        Item("<title>Salt & pepper</title>"),
        Item("<title>Salt &#x26; pepper</title>"),
    ),
    error(
        ("xml-bare-less-than", "SAXError", "XML 1.0, 2.4", "`<` begins markup and nothing else.", "write `&lt;`"),
        Item("<title>2 < 3</title>"),
        Item("<title>2 &#x3C; 3</title>"),
    ),
    error(
        ("xml-cdata-end", "SAXError", "XML 1.0, 2.4", "`]]>` ends a CDATA section and stands nowhere else.", "write `]]&gt;`"),
        Item("<title>a[b[0]]>c</title>"),
        Item("<title>a[b[0]]&gt;c</title>"),
    ),
    error(
        ("xml-character", "SAXError", "XML 1.0, 2.2", "Control characters other than tab and line ends do not occur.", "remove the character; no reference can stand for it either"),
        Item("<title>a\u{3}b</title>"),
        Item("<title>a b</title>"),
    ),
    error(
        ("xml-character-reference", "SAXError", "XML 1.0, 4.1", "A numeric reference stands for a character that is allowed.", "remove the reference"),
        Item("<title>a&#3;b</title>"),
        Item("<title>a&#x9;b</title>"),
    ),
    error(
        ("xml-entity-undeclared", "UndefinedNamedEntity", "XML 1.0, 4.1", "XML knows `&lt; &gt; &amp; &apos; &quot;` and no other names.", "write the character itself, or its number"),
        Item("<title>a&nbsp;b</title>"),
        Item("<title>a&#xA0;b</title>"),
    ),
    info(
        ("xml-entity-declared", "", "XML 1.0, 4.4", "Entities that a document declares are not read: they can hide a bomb.", "write the text itself"),
        Document("<!DOCTYPE opml [<!ENTITY a \"b\">]><opml version=\"2.0\"><head/><body><outline text=\"&a;\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"b\"/></body></opml>"),
    ),
    warning(
        ("xml-entity-declaration", "", "XML 1.0, 4.2", "A feed declares no entities: many readers refuse it whole.", "remove the declarations, write the text itself"),
        Document("<!DOCTYPE opml [<!ENTITY a \"b\">]><opml version=\"2.0\"><head/><body><outline text=\"c\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"c\"/></body></opml>"),
    ),
    error(
        ("xml-comment", "SAXError", "XML 1.0, 2.5", "`--` does not stand within a comment.", "write something else in its place"),
        Document("<!-- a -- b --><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<!-- a - b --><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-declaration", "SAXError", "XML 1.0, 2.8", "The XML declaration gives version, encoding and standalone, in this order.", "write `<?xml version=\"1.0\" encoding=\"utf-8\"?>`"),
        Document("<?xml encoding=\"utf-8\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-declaration-place", "SAXError", "XML 1.0, 2.8", "The XML declaration stands at the very beginning.", "remove blank lines and everything else before it"),
        Document("\n<?xml version=\"1.0\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-version", "BadXmlVersion", "XML 1.0, 2.8", "The version of XML is 1.0.", "write `version=\"1.0\"`"),
        Document("<?xml version=\"1.1\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-instruction", "SAXError", "XML 1.0, 2.6", "A processing instruction has a name other than `xml`.", "give it another name, or remove it"),
        Document("<?XML a?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml-stylesheet href=\"a.xsl\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-doctype-place", "SAXError", "XML 1.0, 2.8", "The document type declaration stands before the root element.", "remove it: feeds need none"),
        Document("<opml version=\"2.0\"><!DOCTYPE opml><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<!DOCTYPE opml><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    error(
        ("xml-prefix-undeclared", "SAXError", "Namespaces in XML 1.0, 5", "Every prefix is declared.", "declare it on the root element with `xmlns:prefix=\"...\"`"),
        Item("<nothing:a/>"),
        Item("<nothing:a xmlns:nothing=\"https://example.org/nothing\"/>"),
    ),
    error(
        ("xml-namespace-declaration", "SAXError", "Namespaces in XML 1.0, 3", "A namespace declaration binds a prefix, once, to a name that is not empty.", "mend the declaration"),
        Item("<n:a xmlns:n=\"\"/>"),
        Item("<n:a xmlns:n=\"https://example.org/n\"/>"),
    ),
    error(
        ("xml-limit", "ValidatorLimit", XML, "A document stays within what any reader can take: nesting, tags, namespaces.", "make the document simpler"),
        TooDeep,
        Channel("<n:a xmlns:n=\"https://example.org/n\"><n:a/></n:a>"),
    ),
    error(
        ("doctype-deprecated", "DeprecatedDTD", "RSS 0.91", "The document type of RSS 0.91 is no longer where it was.", "remove the document type declaration"),
        Document("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">\n<rss version=\"0.91\"><channel><title>a</title><link>https://example.org/</link><description>b</description><language>en</language></channel></rss>"),
        Document("<rss version=\"0.91\"><channel><title>a</title><link>https://example.org/</link><description>b</description><language>en</language></channel></rss>"),
    ),
    error(
        ("doctype-version", "InvalidDoctype", "RSS 0.91", "The document type of RSS 0.91 belongs to RSS 0.91.", "remove the document type declaration"),
        Document("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://www.rssboard.org/rss-0.91.dtd\">\n<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>"),
        Document("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://www.rssboard.org/rss-0.91.dtd\">\n<rss version=\"0.91\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>"),
    ),
    info(
        ("doctype-external", "ContainsSystemEntity", "XML 1.0, 4.2.2", "A feed needs no other document to be read.", "remove the document type declaration"),
        Document("<!DOCTYPE opml SYSTEM \"opml.dtd\"><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    warning(
        ("namespace-unknown", "UnknownNamespace", "Namespaces in XML 1.0", "Extensions are ones that readers know.", "check the spelling of the namespace; keep it if it is yours"),
        Item("<n:a xmlns:n=\"https://example.org/n\"/>"),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    info(
        ("namespace-unsupported", "UnsupportedNamespace", "Namespaces in XML 1.0", "Extensions whose own rules are not checked here are named.", "check them with a tool of their makers"),
        Item("<gd:a xmlns:gd=\"http://schemas.google.com/g/2005\"/>"),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    warning(
        ("namespace-prefix-reserved", "ReservedPrefix", "Namespaces in XML 1.0", "A prefix that everybody knows stands for the namespace that everybody means by it.", "give the namespace another prefix, or correct it"),
        Item("<dc:a xmlns:dc=\"https://example.org/dc\"/>"),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    info(
        ("namespace-prefix-unusual", "NonstdPrefix", "Namespaces in XML 1.0", "Namespaces go by their usual prefix: some readers look at nothing else.", "use the usual prefix"),
        Item("<dublin:creator xmlns:dublin=\"http://purl.org/dc/elements/1.1/\">A</dublin:creator>"),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    warning(
        ("namespace-prefix-avoid", "AvoidNamespacePrefix", "RFC 4287, 1.2", "Atom and XHTML are the default namespace in an Atom document: some readers know no prefixes.", "declare the namespace with `xmlns=\"...\"`"),
        Feed("<category term=\"a\" xmlns:atom=\"http://www.w3.org/2005/Atom\"/>"),
        Feed("<category term=\"a\"/>"),
    ),
    error(
        ("namespace-media", "MediaRssNamespace", "Media RSS", "The namespace of Media RSS is `http://search.yahoo.com/mrss/`, with the slash.", "add the slash"),
        Item("<media:rating xmlns:media=\"http://search.yahoo.com/mrss\">nonadult</media:rating>"),
        Item("<media:rating xmlns:media=\"http://search.yahoo.com/mrss/\">nonadult</media:rating>"),
    ),
];
