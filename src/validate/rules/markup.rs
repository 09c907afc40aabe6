//! Text, HTML and XHTML.

use super::table::Example::{Entry, Feed, Item};
use super::table::{Rule, row};
use crate::diagnostic::Code;

pub(super) const RULES: &[Rule] = &[
    row(
        (
            Code::CharactersBad,
            "BadCharacters",
            "Unicode Standard, 23.1",
            "find where the text is read in the wrong encoding",
        ),
        Item("<title>caf\u{C3}\u{A9}</title>"),
        Item("<title>café</title>"),
    ),
    row(
        (
            Code::HtmlInText,
            "ContainsHTML",
            "RSS Advisory Board, RSS profile; RFC 4287, 3.2.1",
            "write the text without tags, and escape it once",
        ),
        Item("<title>A &lt;b&gt;bold&lt;/b&gt; title</title>"),
        Item("<title>A bold title</title>"),
    ),
    row(
        (Code::HtmlUndeclared, "ContainsUndeclaredHTML", "RFC 4287, 3.1.1", "add `type=\"html\"`, or remove the tags"),
        Entry("<summary>A &lt;b&gt;bold&lt;/b&gt; word</summary>"),
        Entry("<summary type=\"html\">A &lt;b&gt;bold&lt;/b&gt; word</summary>"),
    ),
    row(
        (
            Code::RssCharacterData,
            "CharacterData",
            "RSS Advisory Board, RSS profile, character data",
            "write `&#x3C;` for `<` and `&#x26;` for `&`",
        ),
        Item("<title>Vec&lt;T&gt;</title>"),
        Item("<title>Vec&#x3C;T></title>"),
    ),
    row(
        (
            Code::HtmlMalformed,
            "NotHtml",
            "HTML Standard, 13.2",
            "close elements in order, quote values, write `&amp;` for `&`",
        ),
        Item("<description>&lt;p&gt;a &lt;b&gt;b&lt;/p&gt;</description>"),
        Item("<description>&lt;p&gt;a &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;</description>"),
    ),
    row(
        (Code::HtmlTooDeep, "", "HTML Standard, 13.2", "make the text simpler"),
        super::table::Example::DeepHtml,
        Item("<description>&lt;p&gt;a&lt;/p&gt;</description>"),
    ),
    row(
        (
            Code::HtmlUnsafeElement,
            "SecurityRisk",
            "HTML Standard; practice of readers",
            "leave the element out; link to what it would have shown",
        ),
        Item("<description>&lt;script&gt;a()&lt;/script&gt;</description>"),
        Item("<description>&lt;p&gt;a&lt;/p&gt;</description>"),
    ),
    row(
        (
            Code::HtmlUnsafeAttribute,
            "SecurityRiskAttr",
            "HTML Standard; practice of readers",
            "leave the attribute out",
        ),
        Item("<description>&lt;p onclick=\"a()\"&gt;a&lt;/p&gt;</description>"),
        Item("<description>&lt;p class=\"a\"&gt;a&lt;/p&gt;</description>"),
    ),
    row(
        (Code::HtmlUnsafeStyle, "DangerousStyleAttr", "practice of readers", "leave the style out"),
        Item("<description>&lt;p style=\"position: fixed\"&gt;a&lt;/p&gt;</description>"),
        Item("<description>&lt;p style=\"color: red\"&gt;a&lt;/p&gt;</description>"),
    ),
    row(
        (Code::HtmlScriptUrl, "", "HTML Standard; practice of readers", "link to a page"),
        Item("<description>&lt;a href=\"javascript:a()\"&gt;a&lt;/a&gt;</description>"),
        Item("<description>&lt;a href=\"https://example.org/\"&gt;a&lt;/a&gt;</description>"),
    ),
    row(
        (
            Code::HtmlRelative,
            "ContainsRelRef",
            "RSS Advisory Board, RSS profile, relative URLs",
            "write the whole address",
        ),
        Item("<description>&lt;a href=\"/a\"&gt;a&lt;/a&gt;</description>"),
        Item("<description>&lt;a href=\"https://example.org/a\"&gt;a&lt;/a&gt;</description>"),
    ),
    row(
        (Code::HtmlFragment, "HtmlFragment", "RFC 4287, 4.1.3.3", "use the types `html` and `xhtml` for a part of one"),
        Entry("<content type=\"text/html\">&lt;p&gt;a&lt;/p&gt;</content>"),
        Entry("<content type=\"html\">&lt;p&gt;a&lt;/p&gt;</content>"),
    ),
    row(
        (
            Code::HtmlEscapedInXhtml,
            "NotInline",
            "RFC 4287, 3.1.1.3",
            "write the elements themselves, or use `type=\"html\"`",
        ),
        Entry(
            "<summary type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a &lt;b&gt;b&lt;/b&gt;</div></summary>",
        ),
        Entry("<summary type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a <b>b</b></div></summary>"),
    ),
    row(
        (
            Code::XhtmlDiv,
            "MissingXhtmlDiv",
            "RFC 4287, 3.1.1.3",
            "put a `<div xmlns=\"http://www.w3.org/1999/xhtml\">` around it",
        ),
        Entry("<summary type=\"xhtml\">a</summary>"),
        Entry("<summary type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a</div></summary>"),
    ),
    row(
        (Code::XhtmlNamespace, "MissingNamespace", "RFC 4287, 3.1.1.3", "declare the namespace on the `div`"),
        Entry(
            "<summary type=\"xhtml\"><h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"><b xmlns=\"\">a</b></h:div></summary>",
        ),
        Entry("<summary type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><b>a</b></div></summary>"),
    ),
    row(
        (
            Code::XhtmlMisplaced,
            "MisplacedXHTMLContent",
            "RFC 4287, 6.3",
            "move it into `summary` or `content` of type `xhtml`",
        ),
        Entry("<p xmlns=\"http://www.w3.org/1999/xhtml\">a</p>"),
        Entry("<summary>a</summary>"),
    ),
    row(
        (
            Code::TextType,
            "InvalidTextType",
            "RFC 4287, 3.1.1",
            "write one of the three, or leave `type` out for plain text",
        ),
        Entry("<summary type=\"text/plain\">a</summary>"),
        Entry("<summary type=\"text\">a</summary>"),
    ),
    row(
        (Code::NotEscaped, "NotEscaped", "Atom 0.3, 4.13.2", "use Atom 1.0's `type` in place of `mode`"),
        Entry("<content type=\"html\" mode=\"escaped\"><b>a</b></content>"),
        Entry("<content type=\"html\">&lt;b&gt;a&lt;/b&gt;</content>"),
    ),
    row(
        (Code::NotBase64, "NotBase64", "RFC 4287, 4.1.3.3", "encode it, or link to it by `src`"),
        Entry("<summary>a</summary><content type=\"image/png\">%%%</content>"),
        Entry("<summary>a</summary><content type=\"image/png\">iVBORw0KGgo=</content>"),
    ),
    row(
        (Code::ContentSrcType, "MissingTypeAttr", "RFC 4287, 4.1.3.2", "add `type`"),
        Entry("<summary>a</summary><content src=\"https://example.org/a.pdf\"/>"),
        Entry("<summary>a</summary><content src=\"https://example.org/a.pdf\" type=\"application/pdf\"/>"),
    ),
    row(
        (Code::PersonNameEmail, "ContainsEmail", "RFC 4287, 3.2.3", "write the address in `email`"),
        Feed("<author><name>A &lt;a@example.org></name></author>"),
        Feed("<author><name>A</name><email>a@example.org</email></author>"),
    ),
    row(
        (
            Code::HtmlUnescaped,
            "UndefinedElement",
            "RSS 2.0, description; RFC 4287, 3.1.1",
            "escape it (`&lt;p&gt;`), or put it into `<![CDATA[` and `]]>`",
        ),
        Item("<description><p>Text.</p></description>"),
        Item("<description><![CDATA[<p>Text.</p>]]></description>"),
    ),
    row(
        (
            Code::HtmlImageLazy,
            "",
            "HTML Standard, 4.8.3; practice of readers",
            "write the image's own address into `src`",
        ),
        Item(
            "<description>&lt;img src=\"data:image/gif;base64,AA==\" data-src=\"https://example.org/a.png\"&gt;</description>",
        ),
        Item("<description>&lt;img src=\"https://example.org/a.png\" alt=\"a\"&gt;</description>"),
    ),
    row(
        (Code::HtmlAddressSpace, "", "URL Standard, 4.3; RFC 3986, 2", "write a blank as `%20`"),
        Item("<description>&lt;img src=\"https://example.org/a b.png\" alt=\"a\"&gt;</description>"),
        Item("<description>&lt;img src=\"https://example.org/a%20b.png\" alt=\"a\"&gt;</description>"),
    ),
];
