//! Which HTML readers let through: elements, attributes and styles that can do no harm.
//!
//! Facts that the W3C's validator and the cleaning code of feed readers agree on, in our own order.

use super::names;
use super::words::WordList;

/// Attributes without effect beyond the entry.
#[rustfmt::skip]
static ATTRIBUTES: WordList<187> = WordList::new([
    "abbr", "accept", "accept-charset", "accesskey", "action", "align", "allow", "allowfullscreen",
    "allowpaymentrequest", "alt", "as", "autocapitalize", "autocomplete", "autofocus", "autoplay", "axis",
    "background", "balance", "bgcolor", "bgproperties", "border", "bordercolor", "bordercolordark",
    "bordercolorlight", "bottompadding", "cellpadding", "cellspacing", "ch", "challenge", "char", "charoff",
    "charset", "checked", "choff", "cite", "class", "clear", "color", "cols", "colspan", "compact",
    "contenteditable", "controls", "coords", "crossorigin", "data", "datafld", "datapagesize", "datasrc",
    "datetime", "decoding", "default", "delay", "dir", "dirname", "disabled", "download", "draggable", "dynsrc",
    "enctype", "end", "enterkeyhint", "face", "fetchpriority", "for", "form", "formenctype", "frame", "galleryimg",
    "gutter", "headers", "height", "hidden", "hidefocus", "high", "href", "hreflang", "hspace", "icon", "id",
    "inputmode", "is", "ismap", "itemid", "itemprop", "itemref", "itemscope", "itemtype", "keytype", "kind",
    "label", "lang", "leftspacing", "list", "loading", "longdesc", "loop", "loopcount", "loopend", "loopstart",
    "low", "lowsrc", "max", "maxlength", "media", "method", "min", "minlength", "multiple", "muted", "name",
    "nohref", "nonce", "noshade", "nowrap", "open", "optimum", "pattern", "ping", "placeholder", "playsinline",
    "point-size", "poster", "pqg", "preload", "prompt", "radiogroup", "readonly", "referrerpolicy", "rel",
    "repeat-max", "repeat-min", "replace", "required", "rev", "reversed", "rightspacing", "role", "rows", "rowspan",
    "rules", "scope", "selected", "shape", "size", "sizes", "span", "spellcheck", "src", "srclang", "srcset",
    "start", "step", "style", "summary", "suppress", "tabindex", "target", "template", "title", "toppadding",
    "translate", "type", "unselectable", "urn", "usemap", "valign", "value", "variable", "volume", "vrml", "vspace",
    "width", "wrap", "xml:lang", "xmlns",
    // Of today's HTML Standard, beyond what the lists of readers had.
    "controlslist", "disablepictureinpicture", "disableremoteplayback", "exportparts", "inert", "part", "popover",
    "popovertarget", "popovertargetaction", "slot", "writingsuggestions",
]);

#[rustfmt::skip]
const PROPERTIES: &[&str] = &[
    "azimuth", "background", "background-color", "border", "border-bottom", "border-bottom-color",
    "border-bottom-style", "border-bottom-width", "border-collapse", "border-color", "border-left",
    "border-left-color", "border-left-style", "border-left-width", "border-right", "border-right-color",
    "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color",
    "border-top-style", "border-top-width", "border-width", "clear", "color", "cursor", "direction", "display",
    "elevation", "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height",
    "letter-spacing", "line-height", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right",
    "margin-top", "overflow", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "pause",
    "pause-after", "pause-before", "pitch", "pitch-range", "richness", "speak", "speak-header", "speak-numeral",
    "speak-punctuation", "speech-rate", "stress", "text-align", "text-decoration", "text-indent", "unicode-bidi",
    "vertical-align", "voice-family", "volume", "white-space", "width",
];

#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "!important", "aqua", "auto", "black", "block", "blue", "bold", "both", "bottom", "brown", "center", "collapse",
    "dashed", "dotted", "fuchsia", "gray", "green", "italic", "left", "lime", "maroon", "medium", "navy", "none",
    "normal", "nowrap", "olive", "pointer", "purple", "red", "right", "silver", "solid", "teal", "top",
    "transparent", "underline", "white", "yellow",
];

const UNITS: &[&str] = &["", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "%", ",", ")"];

/// Elements of SVG that draw and nothing else.
#[rustfmt::skip]
const SVG_ELEMENTS: &[&str] = &[
    "a", "animate", "animateColor", "animateMotion", "animateTransform", "circle", "clipPath", "defs", "desc",
    "ellipse", "font-face", "font-face-name", "font-face-src", "g", "glyph", "hkern", "line", "linearGradient",
    "marker", "mask", "metadata", "missing-glyph", "mpath", "path", "pattern", "polygon", "polyline",
    "radialGradient", "rect", "set", "stop", "svg", "switch", "symbol", "text", "textPath", "title", "tspan", "use",
];

/// Attributes of SVG that readers let through.
#[rustfmt::skip]
const SVG_ATTRIBUTES: &[&str] = &[
    "accent-height", "accumulate", "additive", "alphabetic", "arabic-form", "ascent", "attributeName",
    "attributeType", "baseProfile", "bbox", "begin", "by", "calcMode", "cap-height", "class", "clip-path",
    "clip-rule", "color", "color-rendering", "content", "cx", "cy", "d", "descent", "display", "dominant-baseline",
    "dur", "dx", "dy", "end", "fill", "fill-opacity", "fill-rule", "font-family", "font-size", "font-stretch",
    "font-style", "font-variant", "font-weight", "from", "fx", "fy", "g1", "g2", "glyph-name", "gradientTransform",
    "gradientUnits", "hanging", "height", "horiz-adv-x", "horiz-origin-x", "id", "ideographic", "k", "keyPoints",
    "keySplines", "keyTimes", "lang", "marker-end", "marker-mid", "marker-start", "markerHeight", "markerUnits",
    "markerWidth", "mathematical", "max", "min", "name", "offset", "opacity", "orient", "origin",
    "overline-position", "overline-thickness", "panose-1", "path", "pathLength", "points", "preserveAspectRatio",
    "r", "refX", "refY", "repeatCount", "repeatDur", "requiredExtensions", "requiredFeatures", "restart", "role",
    "rotate", "rx", "ry", "slope", "stemh", "stemv", "stop-color", "stop-opacity", "strikethrough-position",
    "strikethrough-thickness", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "style", "systemLanguage", "target",
    "text-anchor", "to", "transform", "type", "u1", "u2", "underline-position", "underline-thickness", "unicode",
    "unicode-range", "units-per-em", "values", "version", "viewBox", "visibility", "width", "widths", "x",
    "x-height", "x1", "x2", "y", "y1", "y2", "zoomAndPan",
];

/// Elements of MathML that show and nothing else.
#[rustfmt::skip]
const MATH_ELEMENTS: &[&str] = &[
    "annotation", "annotation-xml", "maction", "math", "menclose", "merror", "mfenced", "mfrac", "mi",
    "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace",
    "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none",
    "semantics",
];

/// Attributes of MathML that readers let through.
#[rustfmt::skip]
const MATH_ATTRIBUTES: &[&str] = &[
    "accent", "accentunder", "actiontype", "align", "alttext", "class", "close", "columnalign", "columnlines",
    "columnspacing", "columnspan", "depth", "display", "displaystyle", "encoding", "equalcolumns", "equalrows",
    "fence", "fontstyle", "fontweight", "form", "frame", "height", "id", "largeop", "linethickness", "lquote",
    "lspace", "mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize", "minsize", "movablelimits",
    "notation", "open", "other", "rowalign", "rowlines", "rowspacing", "rowspan", "rquote", "rspace", "scriptlevel",
    "selection", "separator", "separators", "stretchy", "symmetric", "voffset", "width", "xmlns",
];

/// The vocabularies that XHTML may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XhtmlVocabulary {
    /// Pictures.
    Svg,
    /// Formulas.
    MathMl,
}

/// Whether an element of another vocabulary does no harm.
pub fn is_safe_within(vocabulary: XhtmlVocabulary, name: &str) -> bool {
    match vocabulary {
        XhtmlVocabulary::Svg => SVG_ELEMENTS.binary_search(&name).is_ok(),
        XhtmlVocabulary::MathMl => MATH_ELEMENTS.binary_search(&name).is_ok(),
    }
}

/// Whether an attribute of another vocabulary does no harm.
pub fn is_safe_attribute_within(vocabulary: XhtmlVocabulary, name: &str) -> bool {
    let listed = match vocabulary {
        XhtmlVocabulary::Svg => SVG_ATTRIBUTES.binary_search(&name).is_ok(),
        XhtmlVocabulary::MathMl => MATH_ATTRIBUTES.binary_search(&name).is_ok(),
    };
    listed || name.starts_with("data-") || name.starts_with("aria-")
}

/// Whether a name is that of a custom element (HTML Standard, 4.13.3): anybody may make one.
pub fn is_custom(name: &str) -> bool {
    // Names of SVG and MathML that have a hyphen.
    const RESERVED: &[&str] = &[
        "annotation-xml",
        "color-profile",
        "font-face",
        "font-face-format",
        "font-face-name",
        "font-face-src",
        "font-face-uri",
        "missing-glyph",
    ];
    name.contains('-') && name.starts_with(|char: char| char.is_ascii_lowercase()) && !RESERVED.contains(&name)
}

/// Attributes in which scripts find the address of an image that they are to load later.
const LAZY: &[&str] = &[
    "data-actualsrc",
    "data-echo",
    "data-lazy",
    "data-lazy-src",
    "data-lazy-srcset",
    "data-original",
    "data-src",
    "data-srcset",
];

/// Names of files that only keep a place.
const STAND_INS: &[&str] =
    &["1x1", "blank", "gray", "grey", "lazy", "loader", "loading", "pixel", "placeholder", "spacer", "transparent"];

/// Whether an address shows no image: there is none, or it is a stand-in for what a script is to load.
fn shows_nothing(src: Option<&str>, lazy: &str) -> bool {
    let src = src.unwrap_or_default().trim();
    let begins = |with: &str| src.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    let file = src[..src.find(['?', '#']).unwrap_or(src.len())].rsplit('/').next().unwrap_or_default();
    let file = file.to_ascii_lowercase();
    let stand_in = src != lazy.trim() && STAND_INS.iter().any(|name| file.contains(name));
    src.is_empty() || src == "#" || begins("data:") || begins("about:") || stand_in
}

/// The attribute in which the address of an image waits for a script, where readers are shown none.
pub fn lazy_image<'a>(attributes: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Option<&'a str> {
    let value = |wanted: &str| attributes.clone().find(|(name, _)| *name == wanted).map(|(_, value)| value);
    let (name, address) = attributes.clone().find(|(name, _)| LAZY.contains(name))?;
    let nothing = |name: &str| shows_nothing(value(name), address);
    (nothing("src") && nothing("srcset")).then_some(name)
}

/// Whether an address that a reader would open holds white space within.
pub fn has_space(address: &str) -> bool {
    let address = address.trim();
    let data = address.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:"));
    !data && !address.starts_with('#') && address.contains(|char: char| char.is_ascii_whitespace())
}

/// Whether HTML has this element.
pub fn is_html(name: &str) -> bool {
    names::is(name, names::HTML)
}

/// Whether it does no harm.
pub fn is_safe(name: &str) -> bool {
    is_html(name) && !names::is(name, names::UNSAFE)
}

/// Whether an attribute does no harm.
pub fn is_safe_attribute(name: &str) -> bool {
    ATTRIBUTES.has(name) || name.starts_with("data-") || name.starts_with("aria-")
}

/// The parts of a style that readers may not let through.
pub fn unsafe_style(style: &str) -> Vec<String> {
    let plain =
        |char: char| char.is_ascii_alphanumeric() || char.is_ascii_whitespace() || ":,;#%.!-'\"()_".contains(char);
    let balanced = |quote| style.matches(quote).count().is_multiple_of(2);
    // Brackets hold numbers only: `url(...)` and `expression(...)` fetch and run things.
    let brackets = style.split('(').skip(1).all(|part| {
        part.split_once(')').is_some_and(|(inner, _)| {
            !inner.is_empty()
                && inner.chars().all(|char| char.is_ascii_digit() || char == ',' || char.is_ascii_whitespace())
        })
    });
    let hyphens = style.match_indices('-').all(|(at, _)| {
        let word = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
        word(style[..at].chars().next_back()) && word(style[at + 1..].chars().next())
    });
    let declarations = style.split(';').all(|part| {
        let part = part.trim();
        part.is_empty()
            || part.split_once(':').is_some_and(|(property, value)| {
                !property.trim().is_empty()
                    && property.trim().chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '_'))
                    && !value.contains(':')
            })
    });
    if !style.chars().all(plain) || !balanced('\'') || !balanced('"') || !brackets || !hyphens || !declarations {
        return vec![style.to_owned()];
    }
    let lower = style.to_ascii_lowercase();
    let mut found: Vec<String> = Vec::new();
    let mut note = |what: &str| {
        if found.len() < 16 && !found.iter().any(|known| known == what) {
            found.push(what.to_owned());
        }
    };
    for (property, value) in lower.split(';').filter_map(|part| part.split_once(':')) {
        let property = property.trim();
        if PROPERTIES.binary_search(&property).is_err() {
            note(property);
        } else if ["background", "border", "margin", "padding"]
            .iter()
            .any(|family| property.split('-').next() == Some(family))
        {
            for word in value.split_whitespace() {
                if KEYWORDS.binary_search(&word).is_err() && !is_measure(word) {
                    note(word);
                }
            }
        }
    }
    found
}

/// A colour by number, or a small number with its unit.
fn is_measure(word: &str) -> bool {
    if let Some(digits) = word.strip_prefix('#') {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if let Some(inner) = word.strip_prefix("rgb(") {
        return inner.bytes().all(|byte| byte.is_ascii_digit() || b"%,)".contains(&byte));
    }
    let end = word.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(word.len());
    let (number, unit) = word.split_at(end);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && number.matches('.').count() <= 1 && UNITS.contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(PROPERTIES.is_sorted() && KEYWORDS.is_sorted());
        assert!(SVG_ELEMENTS.is_sorted() && SVG_ATTRIBUTES.is_sorted());
        assert!(MATH_ELEMENTS.is_sorted() && MATH_ATTRIBUTES.is_sorted());
    }

    #[test]
    fn styles_are_judged() {
        for good in [
            "color: #c00",
            "margin: 0 auto; padding:1.5em",
            "border: 1px solid rgb(1,2,3)",
            "font-family: 'a b', serif",
            "",
        ] {
            assert_eq!(unsafe_style(good), Vec::<String>::new(), "{good}");
        }
        for bad in [
            "background: url(http://a.example/)",
            "position: fixed",
            "width: expression(alert(1))",
            "color",
            "margin: calc(1px)",
        ] {
            assert!(!unsafe_style(bad).is_empty(), "{bad}");
        }
    }
}
