//! What the RSS and Atom writers share: the crates' output in the form that all readers read alike.
//!
//! The crates write well-formed XML, but with named references for everything, quotes in text
//! included, and with empty elements as two tags. [`polish`] rewrites those forms in one pass; what a
//! parser reads from the document stays the same.

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// Which references stand for `<` and `&` in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum References {
    /// `&lt;` and `&amp;`
    Named,
    /// `&#x3C;` and `&#x26;`: RSS readers disagree on whether a title is HTML, and these are the
    /// forms that the RSS Profile found to be read alike by most. Not in addresses, since one reader
    /// takes hexadecimal references for text there.
    Hexadecimal,
}

/// How a section of text begins that needs no references.
pub(super) const CDATA: &str = "<![CDATA[";

/// The start tags of RSS elements that hold an address.
const ADDRESSES: [&str; 8] = [
    "<link>",
    "<guid>",
    "<guid ",
    "<url>",
    "<itunes:new-feed-url>",
    "<comments>",
    "<wfw:commentRss>",
    "<creativeCommons:license>",
];

/// Rewrites references in text, and empty elements as one tag. The XML must be what quick-xml writes:
/// well-formed, `<` and `>` escaped in attributes, no comments. Linear in its length.
pub(super) fn polish(xml: &str, references: References) -> String {
    let mut polished = String::with_capacity(xml.len());
    // Where in `polished` the `>` of the last start tag is, while only white space has followed it.
    let mut open: Option<usize> = None;
    let mut in_address = false;
    let mut rest = xml;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let (text, markup) = rest.split_at(at);
        push_text(&mut polished, text, if in_address { References::Named } else { references });
        in_address = ADDRESSES.iter().any(|tag| markup.starts_with(tag));
        open = open.filter(|_| text.bytes().all(|byte| matches!(byte, b' ' | b'\n' | b'\t')));
        let is_data = markup.starts_with(CDATA);
        let end = if is_data {
            memmem::find(markup.as_bytes(), b"]]>").map(|at| at + 3)
        } else {
            memchr(b'>', markup.as_bytes()).map(|at| at + 1)
        };
        let (markup, after) = markup.split_at(end.unwrap_or(markup.len()));
        match open {
            Some(close) if markup.starts_with("</") => {
                polished.truncate(close);
                polished.push_str("/>");
                open = None;
            }
            _ => {
                polished.push_str(markup);
                let starts =
                    !is_data && !markup.starts_with("</") && !markup.starts_with("<?") && !markup.ends_with("/>");
                open = starts.then(|| polished.len() - 1);
            }
        }
        rest = after;
    }
    push_text(&mut polished, rest, references);
    polished
}

/// Adds text with its references rewritten. Quotes need none outside attributes (XML 1.0, 2.4), and
/// HTML is full of them: as references they make a document nearly half as large again.
fn push_text(polished: &mut String, text: &str, references: References) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        polished.push_str(&rest[..at]);
        let reference = &rest[at..];
        let (from, to) = match reference {
            _ if reference.starts_with("&quot;") => ("&quot;", "\""),
            _ if reference.starts_with("&apos;") => ("&apos;", "'"),
            _ if references == References::Named => ("&", "&"),
            _ if reference.starts_with("&lt;") => ("&lt;", "&#x3C;"),
            _ if reference.starts_with("&amp;") => ("&amp;", "&#x26;"),
            _ => ("&", "&"),
        };
        polished.push_str(to);
        rest = &reference[from.len()..];
    }
    polished.push_str(rest);
}

/// What stands for an entry's HTML while a crate writes the rest of the fragment: its bytes are most of
/// the fragment's, and what becomes of them is known.
pub(super) const HTML: &str = "html";

/// A text as an element holds it, as the crates write it.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 4);
    let mut unread = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        escaped.push_str(&text[unread..at]);
        escaped.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        unread = at + 1;
    }
    escaped.push_str(&text[unread..]);
    escaped
}

/// The fragment with a text in place of [`HTML`], which follows the first `before`. That begins with `<`,
/// which no text before it can hold.
pub(super) fn splice(fragment: &str, before: &str, text: &str) -> String {
    let found = memmem::find(fragment.as_bytes(), before.as_bytes());
    let at = found.expect("the crates write what they are given") + before.len();
    [&fragment[..at], text, &fragment[at + HTML.len()..]].concat()
}

/// An attribute's value, escaped.
pub(super) fn attribute(value: &str) -> String {
    quick_xml::escape::escape(super::one_line(value)).into_owned()
}

/// Plain text as HTML that shows it: for the places that readers take for HTML. Quotes stay, since it
/// never stands in an attribute, and `>` stays, since nothing opens.
///
/// What would end a section of data is written so that it does not: of two sections in one element, one reader keeps
/// the first.
pub(super) fn text_as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace("]]>", "]]&gt;")
}

/// HTML in the form that readers take alike. `$` before a quote, `&` or another `$` is a reference: Thunderbird puts an
/// entry into its page by `String.replace`, which takes the two for a pattern (ECMA-262, GetSubstitution). And nothing
/// ends a section of data.
pub(super) fn as_readers_take_it(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let is_pattern = |at: usize| matches!(bytes.get(at + 1), Some(b'\'' | b'`' | b'&' | b'$'));
    let ends_data = memmem::find(bytes, b"]]>").is_some();
    if !ends_data && !memchr::memchr_iter(b'$', bytes).any(is_pattern) {
        return Cow::Borrowed(html);
    }
    let mut taken = String::with_capacity(html.len() + 16);
    let mut unread = 0;
    for at in memchr::memchr_iter(b'$', bytes).filter(|&at| is_pattern(at)) {
        taken.push_str(&html[unread..at]);
        taken.push_str("&#36;");
        unread = at + 1;
    }
    taken.push_str(&html[unread..]);
    Cow::Owned(if ends_data { taken.replace("]]>", "]]&gt;") } else { taken })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_text_change_and_those_in_attributes_and_data_stay() {
        let xml =
            r#"<a b="&quot;&amp;"><c>1 &lt; 2 &amp;quot; &quot;x&quot; &gt;</c><d><![CDATA[&amp; <e></e>]]></d></a>"#;
        assert_eq!(
            polish(xml, References::Hexadecimal),
            r#"<a b="&quot;&amp;"><c>1 &#x3C; 2 &#x26;quot; "x" &gt;</c><d><![CDATA[&amp; <e></e>]]></d></a>"#
        );
        assert_eq!(
            polish(xml, References::Named),
            r#"<a b="&quot;&amp;"><c>1 &lt; 2 &amp;quot; "x" &gt;</c><d><![CDATA[&amp; <e></e>]]></d></a>"#
        );
    }

    #[test]
    fn what_a_reader_would_take_for_a_pattern_or_an_end_is_a_reference() {
        for (html, taken) in [
            ("<p>$5 and a$b</p>", "<p>$5 and a$b</p>"),
            ("<p>'$' $&amp; `$` $$$1 é$</p>", "<p>'&#36;' &#36;&amp; `&#36;` &#36;&#36;$1 é$</p>"),
            ("<a title=\"]]>$'\">a[b[0]]></a>", "<a title=\"]]&gt;&#36;'\">a[b[0]]&gt;</a>"),
        ] {
            assert_eq!(as_readers_take_it(html), taken);
        }
        assert_eq!(text_as_html("a]]> <b> &"), "a]]&gt; &lt;b> &amp;");
    }

    #[test]
    fn only_elements_without_anything_in_them_become_one_tag() {
        let xml = "<a>\n  <b x=\"1\">\n  </b>\n  <c></c>\n  <d><![CDATA[]]></d>\n  <e>\u{a0}</e><f/></a>";
        let polished = "<a>\n  <b x=\"1\"/>\n  <c/>\n  <d><![CDATA[]]></d>\n  <e>\u{a0}</e><f/></a>";
        assert_eq!(polish(xml, References::Named), polished);
    }
}
