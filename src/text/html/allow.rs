//! The one list of what may leave: which elements, which attributes of each.
//!
//! Anything that is not here does not come out. Raw-text elements, SVG, forms, frames and scripts are not on it and
//! never may be: every known way to smuggle script past a sanitiser needs one of them. Of MathML there is what only
//! shows (MathML Core), and within it no HTML: where the two meet, parsers differ.

/// What happens to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Treatment {
    /// It is written, under this name.
    Keep(&'static str),
    /// It is written, without content or end tag.
    Void(&'static str),
    /// Its content is written.
    Unwrap,
    /// Neither it nor its content is written.
    Drop,
    /// A link to what it shows is written.
    Embed,
    /// A box that is ticked or not.
    Input,
    /// A script: a link to what it shows is written where its address says that, else nothing.
    Script,
}

/// What happens to an HTML element, by its lower-case name.
pub(crate) fn treatment(name: &str) -> Treatment {
    use Treatment::{Drop, Embed, Input, Keep, Script, Unwrap, Void};
    match name {
        "a" => Keep("a"),
        "abbr" | "acronym" => Keep("abbr"),
        "audio" => Keep("audio"),
        "b" => Keep("b"),
        "bdi" => Keep("bdi"),
        "bdo" => Keep("bdo"),
        "blockquote" => Keep("blockquote"),
        "br" => Void("br"),
        "caption" => Keep("caption"),
        "cite" => Keep("cite"),
        "code" | "tt" => Keep("code"),
        "col" => Void("col"),
        "colgroup" => Keep("colgroup"),
        "dd" => Keep("dd"),
        "del" => Keep("del"),
        "details" => Keep("details"),
        "dfn" => Keep("dfn"),
        "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "center" | "hgroup" | "address"
        | "fieldset" | "form" | "dialog" | "search" => Keep("div"),
        "dl" => Keep("dl"),
        "dt" => Keep("dt"),
        "em" => Keep("em"),
        "figcaption" => Keep("figcaption"),
        "figure" => Keep("figure"),
        "h1" => Keep("h1"),
        "h2" => Keep("h2"),
        "h3" => Keep("h3"),
        "h4" => Keep("h4"),
        "h5" => Keep("h5"),
        "h6" => Keep("h6"),
        "hr" => Void("hr"),
        "i" => Keep("i"),
        "img" => Void("img"),
        "ins" => Keep("ins"),
        "kbd" => Keep("kbd"),
        "li" => Keep("li"),
        "mark" => Keep("mark"),
        "ol" => Keep("ol"),
        "p" => Keep("p"),
        "picture" => Keep("picture"),
        "pre" | "listing" => Keep("pre"),
        "q" => Keep("q"),
        "rp" => Keep("rp"),
        "rt" => Keep("rt"),
        "ruby" => Keep("ruby"),
        "s" | "strike" => Keep("s"),
        "samp" => Keep("samp"),
        "small" => Keep("small"),
        "source" => Void("source"),
        "strong" => Keep("strong"),
        "sub" => Keep("sub"),
        "summary" => Keep("summary"),
        "sup" => Keep("sup"),
        "table" => Keep("table"),
        "tbody" => Keep("tbody"),
        "td" => Keep("td"),
        "tfoot" => Keep("tfoot"),
        "th" => Keep("th"),
        "thead" => Keep("thead"),
        "time" => Keep("time"),
        "tr" => Keep("tr"),
        "u" => Keep("u"),
        "ul" | "dir" | "menu" => Keep("ul"),
        "var" => Keep("var"),
        "video" => Keep("video"),
        "wbr" => Void("wbr"),
        "iframe" | "object" | "embed" | "frame" | "applet" => Embed,
        "input" => Input,
        "script" => Script,
        // Navigation leads about the site, or repeats the headings.
        "nav" | "style" | "template" | "noscript" | "title" | "textarea" | "xmp" | "noembed" | "noframes"
        | "plaintext" | "select" | "option" | "optgroup" | "datalist" | "button" | "svg" | "base" | "meta" | "link"
        | "param" | "track" | "map" | "area" | "frameset" | "head" | "dropdown" | "selectedcontent" | "basefont"
        | "bgsound" | "keygen" | "slot" | "portal" | "fencedframe" => Drop,
        _ => Unwrap,
    }
}

/// Whether a reader misses an element that is dropped with its content: it shows something of the article's own.
pub(crate) fn is_missed(name: &str) -> bool {
    matches!(name, "svg" | "map" | "select" | "textarea" | "button" | "track" | "noembed" | "plaintext" | "xmp")
}

/// What happens to an element of MathML, by its lower-case name.
pub(crate) fn math_treatment(name: &str) -> Treatment {
    const SHOWN: [&str; 26] = [
        "math",
        "merror",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "ms",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
        "munderover",
    ];
    match SHOWN.iter().find(|shown| **shown == name) {
        Some(shown) => Treatment::Keep(shown),
        // What says the same once more, for other programs; and what parsers take for HTML, or not.
        None if matches!(name, "annotation" | "annotation-xml" | "mglyph" | "malignmark") => Treatment::Drop,
        None => Treatment::Unwrap,
    }
}

/// How an attribute's value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttributeValue {
    /// As text.
    Text,
    /// As an address to follow.
    Link,
    /// As an address to fetch.
    Media,
    /// As candidates for an image.
    Srcset,
    /// As digits, perhaps with `%`.
    Number,
    /// As one of these words.
    Word(&'static [&'static str]),
    /// As being there or not.
    Flag,
    /// As classes, of which `language-*` stay.
    Language,
    /// As an identifier, which stays where it has the entry's prefix.
    Id,
}

/// The attributes of an element (by the name it is written under), in the order in which they are
/// written.
pub(crate) fn attributes(name: &str) -> &'static [(&'static str, AttributeValue)] {
    use AttributeValue::{Flag, Id, Language, Link, Media, Number, Srcset, Text, Word};
    const TRUTH: AttributeValue = Word(&["true", "false"]);
    const ALIGN: AttributeValue = Word(&["left", "right", "center"]);
    match name {
        "a" => &[("id", Id), ("href", Link), ("title", Text)],
        "abbr" | "dfn" => &[("title", Text)],
        "audio" => &[("src", Media), ("controls", Flag)],
        "bdo" => &[("dir", Word(&["ltr", "rtl"]))],
        "blockquote" | "q" => &[("cite", Link)],
        "code" | "pre" => &[("class", Language)],
        "col" | "colgroup" => &[("span", Number)],
        "del" | "ins" => &[("cite", Link), ("datetime", Text)],
        "details" => &[("open", Flag)],
        "img" => &[
            ("src", Media),
            ("srcset", Srcset),
            ("sizes", Text),
            ("alt", Text),
            ("title", Text),
            ("width", Number),
            ("height", Number),
        ],
        "math" => &[("display", Word(&["block", "inline"])), ("alttext", Text)],
        "mfrac" => &[("linethickness", Number)],
        "mi" => &[("mathvariant", Word(&["normal"]))],
        "mo" => &[
            ("form", Word(&["prefix", "infix", "postfix"])),
            ("fence", TRUTH),
            ("separator", TRUTH),
            ("stretchy", TRUTH),
        ],
        "mover" | "munder" | "munderover" => &[("accent", TRUTH), ("accentunder", TRUTH)],
        "mstyle" => &[("displaystyle", TRUTH)],
        "mtd" => &[("columnspan", Number), ("rowspan", Number)],
        "li" => &[("id", Id), ("value", Number)],
        "ol" => &[("start", Number), ("type", Word(&["1", "a", "A", "i", "I"])), ("reversed", Flag)],
        "source" => &[("src", Media), ("srcset", Srcset), ("media", Text), ("sizes", Text), ("type", Text)],
        "td" => &[("colspan", Number), ("rowspan", Number), ("align", ALIGN)],
        "th" => &[
            ("colspan", Number),
            ("rowspan", Number),
            ("scope", Word(&["col", "row", "colgroup", "rowgroup"])),
            ("align", ALIGN),
        ],
        "time" => &[("datetime", Text)],
        "video" => &[("src", Media), ("poster", Media), ("width", Number), ("height", Number), ("controls", Flag)],
        _ => &[],
    }
}

/// Whether an element is a block: it may not stand within a paragraph.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "caption"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "li"
            | "ol"
            | "p"
            | "pre"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
