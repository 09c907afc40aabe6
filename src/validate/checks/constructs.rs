//! Text in all its forms: Atom's text constructs and content, XHTML, plain text that holds no markup,
//! and characters that tell of a wrong encoding.

use super::frame::{Frame, Scope};
use super::schema::Ctx;
use super::{text, values};
use crate::diagnostic::Code;
use crate::validate::forms::{names, uris};
use crate::validate::html;
use crate::validate::html::safety;
use crate::validate::html::safety::XhtmlVocabulary;
use crate::validate::log::{Log, Pos, Stretch, shown};
use crate::validate::rules::rule;
use crate::validate::xml::Tag;

/// Whether an element without prefix can only be HTML that somebody forgot to escape.
pub fn is_markup(name: &str) -> bool {
    safety::is_html(&name.to_ascii_lowercase())
}

/// HTML stands as elements where text is wanted.
pub fn unescaped(parent: &str, tag: &Tag, log: &mut Log) {
    let message = format!("`<{}>` stands in `{parent}` as an element, where text is wanted", shown(&tag.name));
    log.add(const { rule(Code::HtmlUnescaped) }, tag.mark, message);
}

/// The type of a text construct or content: `text` where there is none, empty where it is elsewhere.
pub fn kind(frame: &Frame) -> &str {
    match (frame.attribute("type"), frame.attribute("src")) {
        (Some(kind), _) => &kind.value,
        (None, Some(_)) => "",
        (None, None) => "text",
    }
}

fn is_xml(kind: &str) -> bool {
    kind.ends_with("+xml") || kind.ends_with("/xml")
}

/// A text construct or content begins.
pub fn construct_start(frame: &mut Frame, scope: &mut Scope<'_>) {
    let what = format!("`{}`", frame.name);
    let source = frame.attribute("src").map(|source| (source.value.clone(), source.mark));
    if source.is_none() && scope.is_rss() && frame.name != "atom:summary" {
        let message = format!("{what} says what an element of RSS says");
        scope.log.add(const { rule(Code::SemanticsTwiceText) }, frame.mark, message);
    }
    let written = frame.attribute("type").map(|kind| (kind.value.clone(), kind.mark));
    let kind = kind(frame).to_owned();
    frame.watched = kind == "xhtml" || source.is_some();
    let mark = written.as_ref().map_or(frame.mark, |(_, mark)| *mark);
    if written.as_ref().is_some_and(|(value, _)| value.is_empty()) {
        scope.log.add(const { rule(Code::AttributeBlank) }, mark, format!("`type` of {what} is empty"));
    }
    if frame.ctx == Ctx::Construct && kind.contains('/') {
        let message = format!("{what} has the type `{}`; it may be `text`, `html` or `xhtml`", shown(&kind));
        scope.log.add(const { rule(Code::TextType) }, mark, message);
    }
    if frame.ctx == Ctx::Content && (kind.starts_with("multipart/") || kind.starts_with("message/")) {
        let message = format!("{what} has the composite type `{}`", shown(&kind));
        scope.log.add(const { rule(Code::MediaType) }, mark, message);
    }
    if let Some((source, source_mark)) = &source {
        values::uri(
            source,
            uris::UriForm::IriReference,
            *source_mark,
            &format!("`src` of {what}"),
            const { rule(Code::Uri) },
            scope.log,
        );
        if written.is_none() {
            scope.log.add(
                const { rule(Code::ContentSrcType) },
                frame.mark,
                format!("{what} lies elsewhere and has no `type`"),
            );
        }
    }
    let word = matches!(kind.as_str(), "text" | "html" | "xhtml");
    let here = word && source.is_none();
    if !here && !kind.is_empty() && !uris::is_media_type(&kind) {
        scope.log.add(
            const { rule(Code::MediaType) },
            mark,
            format!("{what} has the type `{}`, which is none", shown(&kind)),
        );
    }
    if !frame.language && scope.is_atom() {
        values::language_missing(frame.mark, scope);
    }
    if scope.is_atom() {
        if frame.ctx == Ctx::Content && written.is_none() && source.is_none() {
            scope.log.add(const { rule(Code::ContentTypeMissing) }, frame.mark, format!("{what} has no `type`"));
        }
        if kind == "xhtml" {
            scope.log.add(
                const { rule(Code::XhtmlUnreliable) },
                mark,
                format!("{what} is XHTML, which many readers mangle"),
            );
        }
    }
}

/// Text directly within a text construct.
pub fn construct_text(frame: &Frame, text: &str, at: Pos, log: &mut Log) {
    if !matches!(frame.ctx, Ctx::Construct | Ctx::Content) || text.trim().is_empty() {
        return;
    }
    let before = frame.text.value.len() - text.len().min(frame.text.value.len());
    if kind(frame) == "xhtml" && frame.text.value[..frame.text.value.floor_char_boundary(before)].trim().is_empty() {
        let message = format!("text stands in `{}` outside the `div`", frame.name);
        log.add(const { rule(Code::XhtmlDiv) }, Stretch { pos: at, len: text.len() }, message);
    } else if frame.mixed || frame.attribute("src").is_some() {
        let message = format!("text stands in `{}` beside elements", frame.name);
        log.add(const { rule(Code::TextUnexpected) }, Stretch { pos: at, len: text.len() }, message);
    }
}

/// An element within a text construct or within XHTML; what it is.
pub fn child(parent: &mut Frame, tag: &Tag, log: &mut Log) -> Ctx {
    let uri = tag.space.as_ref().map_or("", |space| &space.uri);
    let xhtml = uri == names::XHTML;
    if parent.ctx == Ctx::Xhtml {
        parent.mixed = true;
        return within_xhtml(parent, tag, log);
    }
    let kind = kind(parent).to_owned();
    let name = parent.name.clone();
    if kind != "xhtml" && !is_xml(&kind) && is_markup(&tag.local) {
        unescaped(&name, tag, log);
    } else if kind != "xhtml" && !is_xml(&kind) {
        let message = format!("`{}` may not stand in `{name}` of type `{}`", shown(&tag.name), shown(&kind));
        log.add(const { rule(Code::ElementUnknown) }, tag.mark, message);
    }
    let div = xhtml && tag.local == "div";
    if kind == "xhtml" {
        if !div && parent.text.value.trim().is_empty() {
            log.add(const { rule(Code::XhtmlDiv) }, tag.mark, format!("`{name}` holds no `div` of XHTML"));
            if tag.local == "div" {
                let message = format!("`div` in `{name}` is not in the namespace of XHTML");
                log.add(const { rule(Code::HtmlMalformed) }, tag.mark, message);
            }
        } else if !xhtml {
            let message = format!("`{}` in `{name}` is not in the namespace of XHTML", shown(&tag.name));
            log.add(const { rule(Code::HtmlMalformed) }, tag.mark, message);
        }
        if div && parent.mixed {
            log.add(const { rule(Code::XhtmlDiv) }, tag.mark, format!("`{name}` holds more than one `div`"));
        }
    }
    if kind == "application/xhtml+xml" && tag.local != "html" {
        let message = format!("`{name}` holds a part of a page, its type is that of a whole page");
        log.add(const { rule(Code::HtmlFragment) }, tag.mark, message);
    }
    if parent.attribute("mode").is_some_and(|mode| mode.value == "escaped") {
        log.add(const { rule(Code::NotEscaped) }, tag.mark, format!("`{name}` says that it is escaped, and is not"));
    }
    parent.mixed = true;
    if div { Ctx::Xhtml } else { Ctx::Any }
}

fn within_xhtml(parent: &Frame, tag: &Tag, log: &mut Log) -> Ctx {
    match &tag.space {
        None => {
            let message = format!("`{}` in XHTML is in no namespace", shown(&tag.local));
            log.add(const { rule(Code::XhtmlNamespace) }, tag.mark, message);
            Ctx::Xhtml
        }
        Some(space) => match space.known {
            Some("xhtml" | "svg" | "mathml") | None => Ctx::Xhtml,
            Some(_) if parent.name.ends_with("metadata") => Ctx::Any,
            Some(_) => {
                let message = format!("`{}` may not stand in XHTML", shown(&tag.name));
                log.add(const { rule(Code::ElementUnknown) }, tag.mark, message);
                Ctx::Any
            }
        },
    }
}

/// An element of XHTML: known, safe, its attributes too.
pub fn xhtml_start(frame: &Frame, tag: &Tag, log: &mut Log) {
    match tag.space.as_ref().and_then(|space| space.known) {
        Some("xhtml") => {}
        Some("svg") => return drawn(XhtmlVocabulary::Svg, frame, tag, log),
        Some("mathml") => return drawn(XhtmlVocabulary::MathMl, frame, tag, log),
        _ => return,
    }
    if safety::is_custom(&tag.local) || (safety::is_html(&tag.local) && !safety::is_safe(&tag.local)) {
        // With the element goes all that it has.
        let message = format!("`<{}>` stands in XHTML", shown(&tag.local));
        log.add(const { rule(Code::HtmlUnsafeElement) }, tag.mark, message);
        return;
    }
    if !safety::is_html(&tag.local) {
        let message = format!("`{}` is no element of XHTML", shown(&tag.local));
        log.add(const { rule(Code::HtmlMalformed) }, tag.mark, message);
        return;
    }
    xhtml_image(frame, tag, log);
    for attribute in frame.attributes.iter().filter(|attribute| attribute.space.is_none()) {
        if attribute.local == "style" {
            for part in safety::unsafe_style(&attribute.value) {
                let message = format!("the style `{}` is not one that readers let through", shown(&part));
                log.add(const { rule(Code::HtmlUnsafeStyle) }, attribute.mark, message);
            }
        } else if attribute.local.starts_with("on") {
            let message = format!("the attribute `{}` stands in XHTML", shown(&attribute.local));
            log.add(const { rule(Code::HtmlUnsafeAttribute) }, attribute.mark, message);
        } else if matches!(attribute.local.as_str(), "href" | "src")
            && matches!(uris::unsafe_scheme(&attribute.value), Some("javascript" | "vbscript"))
        {
            let message = format!("the attribute `{}` holds a script", attribute.local);
            log.add(const { rule(Code::HtmlScriptUrl) }, attribute.mark, message);
        }
    }
}

/// An image whose address readers do not find, or cannot ask for.
fn xhtml_image(frame: &Frame, tag: &Tag, log: &mut Log) {
    if tag.local != "img" {
        return;
    }
    let named = frame.attributes.iter().map(|attribute| (attribute.local.as_str(), attribute.value.as_str()));
    if let Some(lazy) = safety::lazy_image(named) {
        let message = format!("an image has its address in `{lazy}`, where no reader looks");
        log.add(const { rule(Code::HtmlImageLazy) }, tag.mark, message);
    }
    if let Some(src) = frame.attribute("src").filter(|src| safety::has_space(&src.value)) {
        let message = format!("`{}` holds white space", shown(&src.value));
        log.add(const { rule(Code::HtmlAddressSpace) }, src.mark, message);
    }
}

/// An element of SVG or MathML in XHTML.
fn drawn(vocabulary: XhtmlVocabulary, frame: &Frame, tag: &Tag, log: &mut Log) {
    if !safety::is_safe_within(vocabulary, &tag.local) {
        log.add(
            const { rule(Code::HtmlUnsafeElement) },
            tag.mark,
            format!("`<{}>` stands in XHTML", shown(&tag.local)),
        );
    }
    let own = frame.attributes.iter().filter(|attribute| attribute.space.is_none());
    for attribute in own.filter(|attribute| !safety::is_safe_attribute_within(vocabulary, &attribute.local)) {
        let message = format!("the attribute `{}` stands in XHTML", shown(&attribute.local));
        log.add(const { rule(Code::HtmlUnsafeAttribute) }, attribute.mark, message);
    }
}

/// XHTML ends: text without any markup in it is looked at as text.
pub fn xhtml_end(frame: &mut Frame, scope: &mut Scope<'_>) {
    if let Some(parent) = scope.parent.as_deref_mut()
        && matches!(parent.ctx, Ctx::Construct | Ctx::Content)
        && !frame.mixed
    {
        parent.text = std::mem::take(&mut frame.text);
    }
}

/// A text construct or content ends.
pub fn construct_end(frame: &Frame, scope: &mut Scope<'_>) {
    let kind = kind(frame).to_owned();
    let elsewhere = frame.attribute("src").is_some();
    text::double_encoded(&frame.text, frame.mark, scope.log);
    match kind.as_str() {
        "text" => text::plain(frame, const { rule(Code::HtmlUndeclared) }, scope),
        "xhtml" => text::plain(frame, const { rule(Code::HtmlEscapedInXhtml) }, scope),
        "html" => text::html(frame, scope),
        _ if kind.eq_ignore_ascii_case("text/html") => {
            text::html(frame, scope);
            if !elsewhere && !frame.text.value.contains("<html") {
                let message = format!("`{}` holds a part of a page, its type is that of a whole page", frame.name);
                scope.log.add(const { rule(Code::HtmlFragment) }, frame.mark, message);
            }
        }
        _ if kind.contains('/') && !is_xml(&kind) && !kind.starts_with("text/") => match base64(&frame.text.value) {
            Some(bytes) if kind.ends_with("html") => {
                let text = String::from_utf8_lossy(&bytes);
                let mut inner = Log::new(16);
                inner.errors_only = scope.log.errors_only;
                let place = |_, _| frame.mark;
                html::check_text(&text, &frame.name, frame.mark, html::Relative::Atom, &place, &mut inner);
                scope.log.adopt(inner, frame.mark);
            }
            Some(_) => {}
            None => {
                let message = format!("`{}` of type `{}` is not base64", frame.name, shown(&kind));
                scope.log.add(const { rule(Code::NotBase64) }, frame.text.whole(frame.mark), message);
            }
        },
        _ => text::plain(frame, const { rule(Code::HtmlUndeclared) }, scope),
    }
    if frame.text.trimmed().is_empty() && !frame.mixed && !elsewhere {
        scope.log.add(const { rule(Code::Blank) }, frame.mark, format!("`{}` is empty", frame.name));
    }
}

/// RFC 4648, 4: decodes base64, white space left out; nothing where it is none.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padding) = (0_u32, 0_usize, 0_usize);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'=' => {
                padding += 1;
                continue;
            }
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count.is_multiple_of(4) {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            bits = 0;
        }
    }
    match count % 4 {
        2 => out.push((bits >> 4) as u8),
        3 => out.extend_from_slice(&((bits >> 2) as u16).to_be_bytes()),
        _ => {}
    }
    (padding <= 2 && (count + padding).is_multiple_of(4)).then_some(out)
}
