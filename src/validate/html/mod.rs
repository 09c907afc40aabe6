//! HTML within a feed: whether it is well formed, safe, and whole outside its page.

mod names;
pub mod safety;
mod tokens;
mod tree;
mod words;

use std::sync::LazyLock;

use memchr::memmem::Finder;

use self::names::ElementName;
use self::tokens::{HtmlToken, TagAttribute, Tokens};
use self::tree::{DEPTH_LIMIT, Tree};
use crate::diagnostic::Code;
use crate::validate::forms::uris;
use crate::validate::log::{Log, Stretch, shown};
use crate::validate::rules::{lesser, rule};

/// Which rule a relative reference breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// RSS has no base address at all.
    Rss,
    /// Atom has one, which few readers apply to HTML.
    Atom,
}

/// Checks a text as HTML. `place` gives the place of a stretch of it. One of its rules alone makes
/// errors, that on the characters of an address; [`lesser`] sees to that.
pub fn check_text(
    value: &str,
    name: &str,
    otherwise: Stretch,
    relative: Relative,
    place: &dyn Fn(usize, usize) -> Stretch,
    log: &mut Log,
) {
    let may_err = || relative == Relative::Rss && may_hold_relative(value);
    if value.trim().is_empty() || (log.errors_only && !may_err()) {
        return;
    }
    let mut tokens = Tokens::new(value);
    let mut tree = Tree::default();
    while let Some(token) = tokens.next() {
        match token {
            HtmlToken::Start { name: tag, closed, at } => {
                // With an element that readers take out goes all that it has.
                let stays = element(&tag, tree.drawing(), name, at, place, log);
                if tag.is(names::HTML) && tree.drawing().is_none() {
                    for attribute in &tokens.attributes {
                        self_contained(tag.as_str(), attribute, name, relative, place, log);
                        if stays {
                            safe(attribute, name, place, log);
                        }
                    }
                    image(tag.as_str(), &tokens.attributes, name, at, place, log);
                }
                tree.start(tag, closed, at, &mut tokens);
            }
            HtmlToken::End { name: tag, at } => tree.end(&tag, at, &mut tokens),
            HtmlToken::Text { text, at } => tree.text(text, at, &mut tokens),
        }
    }
    tree.finish(value.len(), &mut tokens);
    if let Some(at) = find_import(value) {
        log.add(const { lesser(Code::HtmlUnsafeElement) }, place(at, 8), format!("`<?import` stands in `{name}`"));
    }
    if tree.too_deep {
        let message = format!("the HTML in `{name}` is nested deeper than {DEPTH_LIMIT}");
        log.add(const { lesser(Code::HtmlTooDeep) }, otherwise, message);
    }
    // One fault leads to the next: the first is the one to mend.
    if let Some(&(at, what)) = tokens.faults.iter().min_by_key(|(at, _)| *at) {
        log.add(
            const { lesser(Code::HtmlMalformed) },
            place(at, 0),
            format!("the HTML in `{name}` has a fault: {what}"),
        );
    }
}

/// Whether any address may be none of the web: nothing else can break a rule that makes errors.
fn may_hold_relative(html: &str) -> bool {
    let bytes = html.as_bytes();
    memchr::memchr_iter(b'=', bytes).any(|at| {
        let (before, value) = (bytes[..at].trim_ascii_end(), &bytes[at + 1..]);
        let names = |name: &[u8]| {
            before.len().checked_sub(name.len()).is_some_and(|at| before[at..].eq_ignore_ascii_case(name))
        };
        let of_the_web = value.starts_with(b"\"https://") || value.starts_with(b"\"http://");
        !of_the_web && [&b"href"[..], b"src", b"poster", b"cite"].into_iter().any(names)
    })
}

fn find_import(value: &str) -> Option<usize> {
    static INSTRUCTION: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<?"));
    INSTRUCTION
        .find_iter(value.as_bytes())
        .find(|at| value.get(*at..at + 9).is_some_and(|head| head.eq_ignore_ascii_case("<?import ")))
}

/// An element begins, within a picture or formula or without; whether readers leave it where it is.
fn element(
    tag: &ElementName<'_>,
    drawing: Option<&str>,
    name: &str,
    at: usize,
    place: &dyn Fn(usize, usize) -> Stretch,
    log: &mut Log,
) -> bool {
    let mark = || place(at, tag.as_str().len() + 1);
    let unsafe_element = |log: &mut Log| {
        let message = format!("`<{}>` stands in `{name}`", shown(&tag.as_str().to_ascii_lowercase()));
        log.add(const { lesser(Code::HtmlUnsafeElement) }, mark(), message);
        false
    };
    if tag.is(names::UNSAFE) && drawing != Some("svg") {
        return unsafe_element(log);
    }
    // HTML has the elements of SVG and MathML too (HTML Standard, 4.8.15 and 4.8.16). Formulas only show; a picture has
    // been told as a whole.
    if tag.is(names::HTML) || drawing.is_some() {
        return true;
    }
    let lower = tag.as_str().to_ascii_lowercase();
    if safety::is_safe_within(safety::XhtmlVocabulary::MathMl, &lower) {
        return true;
    }
    if lower == "svg" || safety::is_custom(&lower) {
        return unsafe_element(log);
    }
    let message = format!("`<{}>` in `{name}` is no element of HTML", shown(&lower));
    log.add(const { lesser(Code::HtmlMalformed) }, mark(), message);
    false
}

/// An image whose address only a script would put where readers look.
fn image(
    tag: &str,
    attributes: &[TagAttribute<'_>],
    name: &str,
    at: usize,
    place: &dyn Fn(usize, usize) -> Stretch,
    log: &mut Log,
) {
    if tag != "img" {
        return;
    }
    let named = attributes.iter().map(|attribute| (&*attribute.name, &*attribute.value));
    if let Some(lazy) = safety::lazy_image(named) {
        let message = format!("an image in `{name}` has its address in `{lazy}`, where no reader looks");
        log.add(const { lesser(Code::HtmlImageLazy) }, place(at, tag.len() + 1), message);
    }
}

/// An attribute that runs a script or could hide one.
fn safe(attribute: &TagAttribute<'_>, name: &str, place: &dyn Fn(usize, usize) -> Stretch, log: &mut Log) {
    let mark = || place(attribute.at, attribute.value.len());
    if attribute.name == "style" {
        for unsafe_part in safety::unsafe_style(&attribute.value) {
            let message =
                format!("the style `{}` in `{name}` is not one that readers let through", shown(&unsafe_part));
            log.add(const { lesser(Code::HtmlUnsafeStyle) }, mark(), message);
        }
    } else if !safety::is_safe_attribute(&attribute.name) {
        let message = format!("the attribute `{}` stands in `{name}`", shown(&attribute.name));
        log.add(const { lesser(Code::HtmlUnsafeAttribute) }, mark(), message);
    } else if matches!(uris::unsafe_scheme(&attribute.value), Some("javascript" | "vbscript")) {
        let message = format!("the attribute `{}` in `{name}` holds a script", shown(&attribute.name));
        log.add(const { lesser(Code::HtmlScriptUrl) }, mark(), message);
    }
}

/// Programs for mail forgive a blank in a subject.
fn is_mail(value: &str) -> bool {
    ["mailto", "sms", "tel", "javascript"]
        .iter()
        .any(|name| uris::scheme(value).is_some_and(|it| it.eq_ignore_ascii_case(name)))
}

/// An address that means something only on the page the HTML was taken from.
fn self_contained(
    tag: &str,
    attribute: &TagAttribute<'_>,
    name: &str,
    relative: Relative,
    place: &dyn Fn(usize, usize) -> Stretch,
    log: &mut Log,
) {
    let wanted = match &*attribute.name {
        "href" => matches!(tag, "a" | "area"),
        "src" => matches!(tag, "img" | "audio" | "video" | "source" | "track" | "iframe" | "embed"),
        "poster" => tag == "video",
        "cite" => matches!(tag, "blockquote" | "q" | "del" | "ins"),
        _ => false,
    };
    if !wanted {
        return;
    }
    let value = attribute.value.trim();
    let with_scheme = uris::scheme(value).is_some() || value.starts_with("//");
    if with_scheme && safety::has_space(value) && !is_mail(value) {
        let message = format!("`{}` in `{name}` holds white space", shown(value));
        log.add(const { lesser(Code::HtmlAddressSpace) }, place(attribute.at, attribute.value.len()), message);
    }
    if attribute.value.starts_with("https://") {
        return;
    }
    if value.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '+' | '-' | '.'))
    }) {
        return;
    }
    let mark = place(attribute.at, attribute.value.len());
    let fragment = value.starts_with('#');
    let odd = value
        .chars()
        .find(|char| char.is_ascii() && !char.is_ascii_alphanumeric() && !";/?:@&=+$.-_!~*'()%,#".contains(*char));
    match (odd, relative) {
        (Some(char), Relative::Rss) => {
            let message = format!("`{}` in `{name}` contains `{char}`, which may not stand in a URI", shown(value));
            log.add(const { rule(Code::UriCharacter) }, mark, message);
        }
        (_, Relative::Rss) => {
            let message = format!("`{}` in `{name}` is relative", shown(value));
            log.add(const { lesser(Code::HtmlRelative) }, mark, message);
        }
        // A note at the foot of the same entry is where it says in any reader.
        (_, Relative::Atom) if fragment => {}
        (_, Relative::Atom) => {
            let message = format!("`{}` in `{name}` is relative", shown(value));
            log.add(const { lesser(Code::HtmlRelativeAtom) }, mark, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::diagnostic::Severity;
    use crate::validate::document::Options;
    use crate::validate::{validate, validate_text};

    proptest! {
        #[test]
        fn errors_alone_are_the_errors_among_all_findings(
            text in "(<p>|</p>|<b>|</b>|<script>|<\\?import |<(a|A|p) (data-)?(href|HREF|src|cite) ?= ?[\"']?(#a|/b|b\\|\\{|https://a.example/|http://\\{|mailto:\\{)[\"']?>|</a>|c|&amp;lt;|\u{8}){0,6}",
            date in "(|<pubDate>now</pubDate>|<updated>now</updated>)",
        ) {
            let escaped = text.replace('<', "&lt;");
            let rss = format!("<rss version=\"2.0\"><channel><item><description>{escaped}</description>{date}</item></channel></rss>");
            let entry = format!("<entry><content type=\"html\">{escaped}</content>{date}</entry>");
            let atom = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{entry}</feed>");
            let quoted = text.replace('"', "\\\"");
            let json = format!("{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{{\"content_html\": \"{quoted}\"}}]}}");
            for document in [rss, atom, json] {
                let mut want = validate(document.as_bytes(), &Options::default());
                want.findings.retain(|finding| finding.severity == Severity::Error);
                let options = Options { errors_only: true, ..Options::default() };
                let found = validate(document.as_bytes(), &options);
                prop_assert_eq!(&found.findings, &want.findings);
                prop_assert_eq!(validate_text(document, &options), found);
            }
        }
    }
}
