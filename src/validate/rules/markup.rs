//! Text, HTML and XHTML.

use super::table::Example::{Entry, Feed, Item};
use super::table::{Rule, error, warning};

pub(super) const RULES: &[Rule] = &[
    warning(
        (
            "characters-bad",
            "BadCharacters",
            "Unicode Standard, 23.1",
            "Text holds no control characters from U+0080, no U+FFFD and nothing that was encoded twice.",
            "find where the text is read in the wrong encoding",
        ),
        Item("<title>caf\u{C3}\u{A9}</title>"),
        Item("<title>café</title>"),
    ),
    warning(
        (
            "html-in-text",
            "ContainsHTML",
            "RSS Advisory Board, RSS profile; RFC 4287, 3.2.1",
            "Plain text holds no HTML: readers show the tags.",
            "write the text without tags, and escape it once",
        ),
        Item("<title>A &lt;b&gt;bold&lt;/b&gt; title</title>"),
        Item("<title>A bold title</title>"),
    ),
    warning(
        (
            "html-undeclared",
            "ContainsUndeclaredHTML",
            "RFC 4287, 3.1.1",
            "A text of type `text` holds no HTML.",
            "add `type=\"html\"`, or remove the tags",
        ),
        Entry("<summary>A &lt;b&gt;bold&lt;/b&gt; word</summary>"),
        Entry("<summary type=\"html\">A &lt;b&gt;bold&lt;/b&gt; word</summary>"),
    ),
    warning(
        (
            "rss-character-data",
            "CharacterData",
            "RSS Advisory Board, RSS profile, character data",
            "`<` in plain text is written `&#x3C;`: many readers take `&lt;` for a tag.",
            "write `&#x3C;` for `<` and `&#x26;` for `&`",
        ),
        Item("<title>Vec&lt;T&gt;</title>"),
        Item("<title>Vec&#x3C;T></title>"),
    ),
    warning(
        (
            "html-malformed",
            "NotHtml",
            "HTML Standard, 13.2",
            "HTML is well formed.",
            "close elements in order, quote values, write `&amp;` for `&`",
        ),
        Item("<description>&lt;p&gt;a &lt;b&gt;b&lt;/p&gt;</description>"),
        Item("<description>&lt;p&gt;a &lt;b&gt;b&lt;/b&gt;&lt;/p&gt;</description>"),
    ),
    warning(
        ("html-too-deep", "", "HTML Standard, 13.2", "HTML is nested at most 256 deep.", "make the text simpler"),
        super::table::Example::DeepHtml,
        Item("<description>&lt;p&gt;a&lt;/p&gt;</description>"),
    ),
    warning(
        (
            "html-unsafe-element",
            "SecurityRisk",
            "HTML Standard; practice of readers",
            "No scripts, styles, frames, plug-ins or parts of a page's head: readers drop them.",
            "leave the element out; link to what it would have shown",
        ),
        Item("<description>&lt;script&gt;a()&lt;/script&gt;</description>"),
        Item("<description>&lt;p&gt;a&lt;/p&gt;</description>"),
    ),
    warning(
        (
            "html-unsafe-attribute",
            "SecurityRiskAttr",
            "HTML Standard; practice of readers",
            "No attributes that run scripts, and none that HTML does not know: readers drop them.",
            "leave the attribute out",
        ),
        Item("<description>&lt;p onclick=\"a()\"&gt;a&lt;/p&gt;</description>"),
        Item("<description>&lt;p class=\"a\"&gt;a&lt;/p&gt;</description>"),
    ),
    warning(
        (
            "html-unsafe-style",
            "DangerousStyleAttr",
            "practice of readers",
            "Styles keep to colours, fonts, borders and margins: readers drop others, some with the whole text.",
            "leave the style out",
        ),
        Item("<description>&lt;p style=\"position: fixed\"&gt;a&lt;/p&gt;</description>"),
        Item("<description>&lt;p style=\"color: red\"&gt;a&lt;/p&gt;</description>"),
    ),
    warning(
        ("html-script-url", "", "HTML Standard; practice of readers", "No address holds a script.", "link to a page"),
        Item("<description>&lt;a href=\"javascript:a()\"&gt;a&lt;/a&gt;</description>"),
        Item("<description>&lt;a href=\"https://example.org/\"&gt;a&lt;/a&gt;</description>"),
    ),
    warning(
        (
            "html-relative",
            "ContainsRelRef",
            "RSS Advisory Board, RSS profile, relative URLs",
            "Addresses in HTML are absolute: in a reader there is no page that they could be relative to.",
            "write the whole address",
        ),
        Item("<description>&lt;a href=\"/a\"&gt;a&lt;/a&gt;</description>"),
        Item("<description>&lt;a href=\"https://example.org/a\"&gt;a&lt;/a&gt;</description>"),
    ),
    warning(
        (
            "html-fragment",
            "HtmlFragment",
            "RFC 4287, 4.1.3.3",
            "Content of type `text/html` or `application/xhtml+xml` is a whole page.",
            "use the types `html` and `xhtml` for a part of one",
        ),
        Entry("<content type=\"text/html\">&lt;p&gt;a&lt;/p&gt;</content>"),
        Entry("<content type=\"html\">&lt;p&gt;a&lt;/p&gt;</content>"),
    ),
    warning(
        (
            "html-escaped-in-xhtml",
            "NotInline",
            "RFC 4287, 3.1.1.3",
            "XHTML stands as elements, not as escaped text.",
            "write the elements themselves, or use `type=\"html\"`",
        ),
        Entry(
            "<summary type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a &lt;b&gt;b&lt;/b&gt;</div></summary>",
        ),
        Entry("<summary type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a <b>b</b></div></summary>"),
    ),
    error(
        (
            "xhtml-div",
            "MissingXhtmlDiv",
            "RFC 4287, 3.1.1.3",
            "XHTML stands in one `div` of the XHTML namespace.",
            "put a `<div xmlns=\"http://www.w3.org/1999/xhtml\">` around it",
        ),
        Entry("<summary type=\"xhtml\">a</summary>"),
        Entry("<summary type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a</div></summary>"),
    ),
    error(
        (
            "xhtml-namespace",
            "MissingNamespace",
            "RFC 4287, 3.1.1.3",
            "Elements of XHTML are in its namespace.",
            "declare the namespace on the `div`",
        ),
        Entry(
            "<summary type=\"xhtml\"><h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"><b xmlns=\"\">a</b></h:div></summary>",
        ),
        Entry("<summary type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><b>a</b></div></summary>"),
    ),
    warning(
        (
            "xhtml-misplaced",
            "MisplacedXHTMLContent",
            "RFC 4287, 6.3",
            "XHTML stands in a text construct or content.",
            "move it into `summary` or `content` of type `xhtml`",
        ),
        Entry("<p xmlns=\"http://www.w3.org/1999/xhtml\">a</p>"),
        Entry("<summary>a</summary>"),
    ),
    error(
        (
            "text-type",
            "InvalidTextType",
            "RFC 4287, 3.1.1",
            "The type of a text is `text`, `html` or `xhtml`.",
            "write one of the three, or leave `type` out for plain text",
        ),
        Entry("<summary type=\"text/plain\">a</summary>"),
        Entry("<summary type=\"text\">a</summary>"),
    ),
    error(
        (
            "not-escaped",
            "NotEscaped",
            "Atom 0.3, 4.13.2",
            "What says that it is escaped is escaped.",
            "use Atom 1.0's `type` in place of `mode`",
        ),
        Entry("<content type=\"html\" mode=\"escaped\"><b>a</b></content>"),
        Entry("<content type=\"html\">&lt;b&gt;a&lt;/b&gt;</content>"),
    ),
    error(
        (
            "not-base64",
            "NotBase64",
            "RFC 4287, 4.1.3.3",
            "Content of a binary type is base64.",
            "encode it, or link to it by `src`",
        ),
        Entry("<summary>a</summary><content type=\"image/png\">%%%</content>"),
        Entry("<summary>a</summary><content type=\"image/png\">iVBORw0KGgo=</content>"),
    ),
    warning(
        (
            "content-src-type",
            "MissingTypeAttr",
            "RFC 4287, 4.1.3.2",
            "Content that lies elsewhere says what type it is.",
            "add `type`",
        ),
        Entry("<summary>a</summary><content src=\"https://example.org/a.pdf\"/>"),
        Entry("<summary>a</summary><content src=\"https://example.org/a.pdf\" type=\"application/pdf\"/>"),
    ),
    warning(
        (
            "person-name-email",
            "ContainsEmail",
            "RFC 4287, 3.2.3",
            "The name of a person is no e-mail address.",
            "write the address in `email`",
        ),
        Feed("<author><name>A &lt;a@example.org></name></author>"),
        Feed("<author><name>A</name><email>a@example.org</email></author>"),
    ),
];
