//! Encoding, delivery and XML itself.

use super::table::Example::{Bytes, Channel, Document, Feed, Item, Served, TooDeep};
use super::table::{Rule, row};
use crate::diagnostic::Code;

const XML: &str = "XML 1.0";

pub(super) const RULES: &[Rule] = &[
    row(
        (
            Code::EncodingMalformed,
            "UnicodeError",
            "XML 1.0, 4.3.3",
            "save the document in the encoding that it declares, best in UTF-8",
        ),
        Bytes(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head><title>Caf\xE9</title></head><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head><title>Café</title></head><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (
            Code::EncodingContradicts,
            "UnicodeError",
            "XML 1.0, 4.3.3",
            "declare the encoding that the document is in, or leave out the byte order mark",
        ),
        Document("\u{FEFF}<?xml version=\"1.0\" encoding=\"us-ascii\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::EncodingUnknown, "UnknownEncoding", "XML 1.0, 4.3.3", "declare `utf-8`, and save the document so"),
        Document("<?xml version=\"1.0\" encoding=\"martian\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::EncodingObscure, "ObscureEncoding", "XML 1.0, 4.3.3", "save the document in UTF-8"),
        Document("<?xml version=\"1.0\" encoding=\"iso-8859-10\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::EncodingUnusual, "NonstdEncoding", "XML 1.0, 4.3.3", "save the document in UTF-8"),
        Document("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (
            Code::EncodingMissing,
            "MissingEncoding",
            "XML 1.0, 4.3.3",
            "begin the document with `<?xml version=\"1.0\" encoding=\"utf-8\"?>`",
        ),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (
            Code::ServedCharset,
            "EncodingMismatch",
            "RFC 7303, 3",
            "send the document without charset, or with the right one",
        ),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/x-opml; charset=iso-8859-1"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/x-opml; charset=utf-8"),
    ),
    row(
        (
            Code::ServedType,
            "UnexpectedContentType",
            "RFC 4287, 7; RSS Advisory Board, RSS profile",
            "send RSS as `application/rss+xml`, Atom as `application/atom+xml`, JSON Feed as `application/feed+json`",
        ),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/html"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/x-opml"),
    ),
    row(
        (
            Code::ServedUnspecific,
            "NonSpecificMediaType",
            "RFC 4287, 7; RSS Advisory Board, RSS profile",
            "send RSS as `application/rss+xml`, Atom as `application/atom+xml`, JSON Feed as `application/feed+json`",
        ),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>", "application/xml"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>", "application/rss+xml"),
    ),
    row(
        (
            Code::ServedTextXml,
            "TextXml",
            "RFC 7303, 9.2",
            "send the document as `application/rss+xml` or `application/atom+xml`",
        ),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/xml"),
        Served("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>", "text/x-opml; charset=utf-8"),
    ),
    row(
        (Code::DocumentEmpty, "SAXError", XML, "write a feed into it"),
        Document("  \n"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::DocumentUnknown, "UndefinedElement", XML, "name a feed: RSS, Atom, JSON Feed or OPML, unpacked"),
        Document("<!DOCTYPE html>\n<html><head><title>A page</title></head></html>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlNoRoot, "SAXError", "XML 1.0, 2.1", "write the feed's element"),
        Document("<?xml version=\"1.0\"?>\n<!-- nothing -->"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlBeforeRoot, "SAXError", "XML 1.0, 2.8", "remove what stands before the root element"),
        Document("oops <opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<!-- fine --><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlAfterRoot, "SAXError", "XML 1.0, 2.1", "remove what follows the root element"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml> oops"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml><!-- fine -->"),
    ),
    row(
        (
            Code::XmlNotClosed,
            "SAXError",
            "XML 1.0, 3.1",
            "write the missing end; a document cut short was perhaps not sent whole",
        ),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlNesting, "SAXError", "XML 1.0, 3", "close the elements in the reverse order of their beginning"),
        Document("<opml version=\"2.0\"><head><title>a</head></title><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head><title>a</title></head><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlTag, "SAXError", "XML 1.0, 3.1", "quote the values, write `<` in them as `&lt;`"),
        Document("<opml version=2.0><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlAttributeTwice, "SAXError", "XML 1.0, 3.1", "leave one of them out"),
        Document("<opml version=\"2.0\" version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlBareAmpersand, "SAXError", "XML 1.0, 2.4", "write `&amp;`"),
        Item("<title>Salt & pepper</title>"),
        Item("<title>Salt &#x26; pepper</title>"),
    ),
    row(
        (Code::XmlBareLessThan, "SAXError", "XML 1.0, 2.4", "write `&lt;`"),
        Item("<title>2 < 3</title>"),
        Item("<title>2 &#x3C; 3</title>"),
    ),
    row(
        (Code::XmlCdataEnd, "SAXError", "XML 1.0, 2.4", "write `]]&gt;`"),
        Item("<title>a[b[0]]>c</title>"),
        Item("<title>a[b[0]]&gt;c</title>"),
    ),
    row(
        (Code::XmlCharacter, "SAXError", "XML 1.0, 2.2", "remove the character; no reference can stand for it either"),
        Item("<title>a\u{3}b</title>"),
        Item("<title>a b</title>"),
    ),
    row(
        (Code::XmlCharacterReference, "SAXError", "XML 1.0, 4.1", "remove the reference"),
        Item("<title>a&#3;b</title>"),
        Item("<title>a&#x9;b</title>"),
    ),
    row(
        (
            Code::XmlEntityUndeclared,
            "UndefinedNamedEntity",
            "XML 1.0, 4.1",
            "write the character itself, or its number",
        ),
        Item("<title>a&nbsp;b</title>"),
        Item("<title>a&#xA0;b</title>"),
    ),
    row(
        (Code::XmlEntityDeclared, "", "XML 1.0, 4.4", "write the text itself"),
        Document("<!DOCTYPE opml [<!ENTITY a \"b\">]><opml version=\"2.0\"><head/><body><outline text=\"&a;\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"b\"/></body></opml>"),
    ),
    row(
        (Code::XmlEntityDeclaration, "", "XML 1.0, 4.2", "remove the declarations, write the text itself"),
        Document("<!DOCTYPE opml [<!ENTITY a \"b\">]><opml version=\"2.0\"><head/><body><outline text=\"c\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"c\"/></body></opml>"),
    ),
    row(
        (Code::XmlComment, "SAXError", "XML 1.0, 2.5", "write something else in its place"),
        Document("<!-- a -- b --><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<!-- a - b --><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlDeclaration, "SAXError", "XML 1.0, 2.8", "write `<?xml version=\"1.0\" encoding=\"utf-8\"?>`"),
        Document("<?xml encoding=\"utf-8\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\" encoding=\"utf-8\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlDeclarationPlace, "SAXError", "XML 1.0, 2.8", "remove blank lines and everything else before it"),
        Document("\n<?xml version=\"1.0\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlVersion, "BadXmlVersion", "XML 1.0, 2.8", "write `version=\"1.0\"`"),
        Document("<?xml version=\"1.1\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml version=\"1.0\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlInstruction, "SAXError", "XML 1.0, 2.6", "give it another name, or remove it"),
        Document("<?XML a?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<?xml-stylesheet href=\"a.xsl\"?><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (Code::XmlDoctypePlace, "SAXError", "XML 1.0, 2.8", "remove it: feeds need none"),
        Document("<opml version=\"2.0\"><!DOCTYPE opml><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<!DOCTYPE opml><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (
            Code::XmlPrefixUndeclared,
            "SAXError",
            "Namespaces in XML 1.0, 5",
            "declare it on the root element with `xmlns:prefix=\"...\"`",
        ),
        Item("<nothing:a/>"),
        Item("<nothing:a xmlns:nothing=\"https://example.org/nothing\"/>"),
    ),
    row(
        (Code::XmlNamespaceDeclaration, "SAXError", "Namespaces in XML 1.0, 3", "mend the declaration"),
        Item("<n:a xmlns:n=\"\"/>"),
        Item("<n:a xmlns:n=\"https://example.org/n\"/>"),
    ),
    row(
        (Code::XmlLimit, "ValidatorLimit", XML, "make the document simpler"),
        TooDeep,
        Channel("<n:a xmlns:n=\"https://example.org/n\"><n:a/></n:a>"),
    ),
    row(
        (Code::DoctypeDeprecated, "DeprecatedDTD", "RSS 0.91", "remove the document type declaration"),
        Document("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">\n<rss version=\"0.91\"><channel><title>a</title><link>https://example.org/</link><description>b</description><language>en</language></channel></rss>"),
        Document("<rss version=\"0.91\"><channel><title>a</title><link>https://example.org/</link><description>b</description><language>en</language></channel></rss>"),
    ),
    row(
        (Code::DoctypeVersion, "InvalidDoctype", "RSS 0.91", "remove the document type declaration"),
        Document("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://www.rssboard.org/rss-0.91.dtd\">\n<rss version=\"0.92\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>"),
        Document("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://www.rssboard.org/rss-0.91.dtd\">\n<rss version=\"0.91\"><channel><title>a</title><link>https://example.org/</link><description>b</description></channel></rss>"),
    ),
    row(
        (Code::DoctypeExternal, "ContainsSystemEntity", "XML 1.0, 4.2.2", "remove the document type declaration"),
        Document("<!DOCTYPE opml SYSTEM \"opml.dtd\"><opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
        Document("<opml version=\"2.0\"><head/><body><outline text=\"a\"/></body></opml>"),
    ),
    row(
        (
            Code::NamespaceNear,
            "UnknownNamespace",
            "Namespaces in XML 1.0, 2.3",
            "write the namespace letter by letter as readers know it",
        ),
        Item("<wf:commentRss xmlns:wf=\"http://wellformedweb.org/commentapi/\">https://example.org/c</wf:commentRss>"),
        Item("<wfw:commentRss xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\">https://example.org/c</wfw:commentRss>"),
    ),
    row(
        (
            Code::NamespaceUnknown,
            "UnknownNamespace",
            "Namespaces in XML 1.0",
            "check the spelling of the namespace; keep it if it is yours",
        ),
        Item("<n:a xmlns:n=\"https://example.org/n\"/>"),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    row(
        (
            Code::NamespaceUnsupported,
            "UnsupportedNamespace",
            "Namespaces in XML 1.0",
            "check them with a tool of their makers",
        ),
        Item("<gd:a xmlns:gd=\"http://schemas.google.com/g/2005\"/>"),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    row(
        (
            Code::NamespacePrefixReserved,
            "ReservedPrefix",
            "Namespaces in XML 1.0",
            "give the namespace another prefix, or correct it",
        ),
        Item("<dc:a xmlns:dc=\"https://example.org/dc\"/>"),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    row(
        (Code::NamespacePrefixUnusual, "NonstdPrefix", "Namespaces in XML 1.0", "use the usual prefix"),
        Item("<dublin:creator xmlns:dublin=\"http://purl.org/dc/elements/1.1/\">A</dublin:creator>"),
        Item("<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">A</dc:creator>"),
    ),
    row(
        (
            Code::NamespacePrefixAvoid,
            "AvoidNamespacePrefix",
            "RFC 4287, 1.2",
            "declare the namespace with `xmlns=\"...\"`",
        ),
        Feed("<category term=\"a\" xmlns:atom=\"http://www.w3.org/2005/Atom\"/>"),
        Feed("<category term=\"a\"/>"),
    ),
    row(
        (Code::NamespaceMedia, "MediaRssNamespace", "Media RSS", "add the slash"),
        Item("<media:rating xmlns:media=\"http://search.yahoo.com/mrss\">nonadult</media:rating>"),
        Item("<media:rating xmlns:media=\"http://search.yahoo.com/mrss/\">nonadult</media:rating>"),
    ),
];
