//! Any HTML becomes HTML that is safe and complete wherever it is shown.
//!
//! Comes in: a fragment as a writer or a Markdown renderer made it. Goes out: balanced HTML of allowed
//! elements and attributes only, every address absolute. Sanitising the result again changes nothing.
//! There is one list of what is allowed ([`allow`]), one place that judges addresses ([`address`]) and
//! one walk over a parsed tree ([`tree`]).

pub(crate) mod address;
pub(crate) mod allow;
mod escape;
pub(crate) mod tokens;
pub(crate) mod tree;

use html5ever::{Attribute, ns};
use url::Url;

use crate::dialect::Dialect;
use crate::feed::is_language_tag;
use address::{Base, ResolvedAddress, Use, Written};
use allow::{AttributeValue, Treatment};
pub(crate) use escape::{escape_text, push_attribute, push_attribute_value, push_link};
use tree::{DEEPEST, HtmlNode, Id, NONE, NodeKind, TooMuch};

/// What the sanitiser needs to know of the entry.
#[derive(Clone, Copy)]
pub(crate) struct HtmlRules<'a> {
    /// What addresses resolve against.
    pub base: Base<'a>,
    /// What an `id` begins with that may stay: only those that the renderer made.
    pub id_prefix: &'a str,
    /// What the site's Markdown has beyond CommonMark.
    pub dialect: Dialect,
}

/// What comes out of the sanitiser.
#[derive(Debug, Default)]
pub(crate) struct Clean {
    /// The HTML.
    pub html: String,
    /// Addresses of links and media that were dropped, as typed: see [`ResolvedAddress::Forbidden`].
    pub dropped: Vec<String>,
    /// The names of elements that show something and were left out, each once.
    pub missed: Vec<String>,
}

/// The most bytes that may come of so many.
pub(crate) fn most_output(input: usize) -> usize {
    input.saturating_mul(50).saturating_add(1 << 20)
}

/// Makes a fragment safe and complete.
pub(crate) fn sanitise(html: &str, rules: &HtmlRules<'_>) -> Result<Clean, TooMuch> {
    let mut lost = Lost::default();
    let limit = most_output(html.len());
    let (mut clean, mut changed) = walk(html, rules, limit, &mut lost)?;
    // Taking an element out can change how its content parses (a block that a `button` kept within a
    // paragraph): then the result is read once more, until it stays as it is.
    for _ in 0..3 {
        if !changed {
            break;
        }
        let (again, _) = walk(&clean, rules, limit, &mut lost)?;
        changed = again != clean;
        clean = again;
    }
    Ok(Clean { html: clean, dropped: lost.addresses, missed: lost.elements })
}

/// What the relative addresses of a page resolve against, where its first `base` says so (HTML, 4.2.3); itself relative
/// to the page's own address.
pub(crate) fn base_of(html: &str, page: &Url) -> Option<Url> {
    let named = |at: &usize| html.as_bytes()[at + 1..].get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"base"));
    if !memchr::memchr_iter(b'<', html.as_bytes()).any(|at| named(&at)) {
        return None;
    }
    let (nodes, _) = tree::parse(html).ok()?;
    let href = nodes.iter().find_map(|node| match &node.kind {
        NodeKind::Element { name, attributes } if &*name.local == "base" => value(attributes, "href"),
        _ => None,
    });
    page.join(href?.trim()).ok().filter(|base| matches!(base.scheme(), "http" | "https"))
}

/// An element whose start has been met.
struct OpenElement {
    /// The name it was written under; empty where it was not written.
    name: &'static str,
    /// Where in the output its start tag begins, and where its content does.
    start: usize,
    content: usize,
    /// Whether it is closed already, because a block began within it.
    closed: bool,
}

/// What does not come out.
#[derive(Default)]
struct Lost {
    addresses: Vec<String>,
    elements: Vec<String>,
}

/// A step of the walk.
enum WalkStep {
    Enter(Id),
    Leave,
}

struct Sanitiser<'a> {
    rules: &'a HtmlRules<'a>,
    out: String,
    open: Vec<OpenElement>,
    changed: bool,
    /// How many elements of MathML are open.
    in_math: usize,
    lost: &'a mut Lost,
}

fn walk(html: &str, rules: &HtmlRules<'_>, limit: usize, lost: &mut Lost) -> Result<(String, bool), TooMuch> {
    let (nodes, top) = tree::parse(html)?;
    let mut writer = Sanitiser {
        rules,
        out: String::with_capacity(html.len() * 5 / 4),
        open: Vec::new(),
        changed: false,
        in_math: 0,
        lost,
    };
    let mut steps = Vec::new();
    push_children(&nodes, top, &mut steps);
    while let Some(step) = steps.pop() {
        if writer.out.len() > limit {
            return Err(TooMuch::Large);
        }
        if writer.open.len() > DEEPEST {
            return Err(TooMuch::Deep);
        }
        match step {
            WalkStep::Leave => writer.leave(),
            WalkStep::Enter(id) => match &nodes[id].kind {
                NodeKind::Text(text) => writer.text(text),
                NodeKind::Nothing => {}
                NodeKind::Element { name, attributes } => {
                    let treatment = if is_furniture(attributes) || is_line_number(&nodes, id) {
                        Treatment::Drop
                    } else if name.ns == ns!(mathml) {
                        allow::math_treatment(&name.local)
                    } else if name.ns != ns!(html) {
                        Treatment::Drop
                    } else {
                        match allow::treatment(&name.local) {
                            Treatment::Drop => Treatment::Drop,
                            // No HTML stands in a formula: its text does.
                            _ if writer.in_math > 0 => Treatment::Unwrap,
                            treatment => treatment,
                        }
                    };
                    if writer.enter(treatment, &name.local, attributes, &nodes, id) {
                        steps.push(WalkStep::Leave);
                        push_children(&nodes, id, &mut steps);
                    }
                }
            },
        }
    }
    Ok((writer.out, writer.changed))
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether an element is the page's and not the article's: the table of contents and the foot that
/// Org, Pandoc and doctools put around it.
fn is_furniture(attributes: &[Attribute]) -> bool {
    let id = value(attributes, "id").unwrap_or("");
    id.eq_ignore_ascii_case("table-of-contents")
        || matches!(id, "toc" | "TOC" | "postamble")
        || value(attributes, "class").is_some_and(|class| class.split_ascii_whitespace().any(|class| class == "toc"))
}

/// The children in such an order that the first is taken first.
fn push_children(nodes: &[HtmlNode], id: Id, steps: &mut Vec<WalkStep>) {
    if id == NONE {
        return;
    }
    let from = steps.len();
    let mut child = nodes[id].first;
    while child != NONE {
        steps.push(WalkStep::Enter(child));
        child = nodes[child].next;
    }
    steps[from..].reverse();
}

impl Sanitiser<'_> {
    fn text(&mut self, text: &str) {
        // The parser drops a line end right after `<pre>`.
        if text.starts_with('\n')
            && self.open.last().is_some_and(|open| open.name == "pre" && open.content == self.out.len())
        {
            self.out.push('\n');
        }
        escape_text(&mut self.out, text);
    }

    /// Writes the start of an element; whether its content is wanted.
    fn enter(
        &mut self,
        treatment: Treatment,
        local: &str,
        attributes: &[Attribute],
        nodes: &[HtmlNode],
        id: Id,
    ) -> bool {
        match treatment {
            Treatment::Drop => {
                self.changed = true;
                if allow::is_missed(local) && !is_decoration(attributes) {
                    self.miss(local);
                }
                false
            }
            Treatment::Script => {
                self.changed = true;
                self.script(attributes);
                false
            }
            Treatment::Unwrap => {
                // An element that a script of the page would fill.
                if local.contains('-') && is_empty(nodes, id) && !self.embed(local, attributes) {
                    self.miss(local);
                }
                self.changed |= local != "span" && local != "font";
                // What is in another language, or runs the other way, is not read right without its saying so.
                let says =
                    local == "span" && TEXT_ATTRIBUTES.iter().any(|name| text_attribute(attributes, name).is_some());
                let name = if says { "span" } else { "" };
                self.begin(name, |writer, name| writer.attributes(name, attributes, None));
                true
            }
            Treatment::Embed => {
                self.changed = true;
                if !self.embed(local, attributes) && value(attributes, "srcdoc").is_some() {
                    self.miss(local);
                }
                false
            }
            Treatment::Input => {
                self.changed = true;
                let checkbox = value(attributes, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
                if checkbox {
                    self.out.push(if value(attributes, "checked").is_some() { '☑' } else { '☐' });
                }
                false
            }
            Treatment::Void(name) => {
                self.void(name, attributes);
                false
            }
            Treatment::Keep(name) => self.keep(name, local, attributes, nodes, id),
        }
    }

    fn keep(&mut self, name: &'static str, local: &str, attributes: &[Attribute], nodes: &[HtmlNode], id: Id) -> bool {
        self.changed |= name != local;
        match name {
            "a" => {
                if is_permalink(attributes, nodes, id) {
                    self.changed = true;
                    return false;
                }
                let href = value(attributes, "href").and_then(|href| self.address(href, Use::Link));
                let own_id = value(attributes, "id").is_some_and(|id| id.starts_with(self.rules.id_prefix));
                let nested = self.open.iter().any(|open| open.name == "a");
                if (href.is_none() && !own_id) || nested {
                    self.changed = true;
                    self.begin("", |_, _| true);
                } else {
                    self.begin("a", |writer, name| writer.attributes(name, attributes, href.as_deref()));
                }
                true
            }
            "video" | "audio" => {
                let has_source = value(attributes, "src").is_some() || has_source(nodes, id);
                if !has_source {
                    self.changed = true;
                    return false;
                }
                self.begin(name, |writer, name| writer.attributes(name, attributes, None));
                true
            }
            _ => {
                if allow::is_block(name) {
                    self.close_paragraph();
                }
                // A heading ends a heading that it stands in (HTML, 13.2.6.4.7); only a table moves one there.
                let written = self.open.iter().rfind(|open| !open.name.is_empty());
                let nested = is_heading(name) && written.is_some_and(|open| is_heading(open.name) && !open.closed);
                let name = if nested { "" } else { name };
                self.begin(name, |writer, name| writer.attributes(name, attributes, None));
                true
            }
        }
    }

    /// Begins an element; an empty name stands for one that is not written.
    fn begin(&mut self, name: &'static str, attributes: impl FnOnce(&mut Self, &'static str) -> bool) {
        let start = self.out.len();
        self.in_math += usize::from(name == "math");
        if !name.is_empty() {
            self.out.push('<');
            self.out.push_str(name);
            attributes(self, name);
            self.out.push('>');
        }
        self.open.push(OpenElement { name, start, content: self.out.len(), closed: false });
    }

    fn leave(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.in_math -= usize::from(open.name == "math");
        if open.name.is_empty() || open.closed {
            return;
        }
        let empty = is_blank(&self.out[open.content..]);
        // Word processors and templates leave empty paragraphs and links behind.
        let own_id = open.name == "a" && self.out[open.start..].starts_with("<a id=");
        if empty && (open.name == "p" || (open.name == "a" && !own_id)) {
            let blank = open.name == "a" && self.out.len() > open.content;
            self.out.truncate(open.start);
            if blank {
                self.out.push(' ');
            }
            self.changed = true;
            return;
        }
        self.out.push_str("</");
        self.out.push_str(open.name);
        self.out.push('>');
    }

    /// A block may not stand within a paragraph: what is open down to it ends here.
    fn close_paragraph(&mut self) {
        let Some(at) = self.open.iter().rposition(|open| open.name == "p" && !open.closed) else { return };
        // A cell or a caption is a world of its own.
        if self.open[at..].iter().any(|open| matches!(open.name, "td" | "th" | "caption")) {
            return;
        }
        for open in self.open[at..].iter_mut().rev() {
            if !open.closed && !open.name.is_empty() {
                self.out.push_str("</");
                self.out.push_str(open.name);
                self.out.push('>');
            }
            open.closed = true;
        }
        self.changed = true;
    }

    fn void(&mut self, name: &'static str, attributes: &[Attribute]) {
        match name {
            "img" => {
                let pixel = |name| value(attributes, name).is_some_and(|size| size.trim() == "1" || size.trim() == "0");
                let source = self.image_source(attributes);
                let srcset = ["srcset", "data-srcset"]
                    .iter()
                    .find_map(|name| value(attributes, name))
                    .and_then(|srcset| self.rules.base.srcset(srcset));
                if (source.is_none() && srcset.is_none()) || (pixel("width") && pixel("height")) {
                    self.changed = true;
                    return;
                }
                self.out.push_str("<img");
                self.attributes("img", attributes, source.as_deref());
                self.out.push('>');
            }
            "source" => {
                let start = self.out.len();
                self.out.push_str("<source");
                self.attributes("source", attributes, None);
                if self.out[start..].contains(" src=") || self.out[start..].contains(" srcset=") {
                    self.out.push('>');
                } else {
                    self.out.truncate(start);
                }
            }
            _ => {
                if name == "hr" {
                    self.close_paragraph();
                }
                self.out.push('<');
                self.out.push_str(name);
                self.attributes(name, attributes, None);
                self.out.push('>');
            }
        }
    }

    /// An image's address; that of a lazy one where `src` is missing or holds a placeholder.
    fn image_source(&mut self, attributes: &[Attribute]) -> Option<String> {
        let inline = |src: &&str| !src.trim_start().get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:"));
        let typed = value(attributes, "src");
        let lazy = ["data-src", "data-original", "data-lazy-src"].iter().find_map(|name| value(attributes, name));
        let placeholder = typed.is_some_and(|src| {
            let src = src.to_ascii_lowercase();
            src.contains("placeholder")
                || src.contains("blank.gif")
                || src.contains("spacer")
                || src.contains("loading.gif")
        });
        let chosen = match (typed.filter(inline), lazy) {
            (Some(_), Some(lazy)) if placeholder => lazy,
            (Some(src), _) => src,
            (None, Some(lazy)) => lazy,
            (None, None) => return None,
        };
        self.address(chosen, Use::Media)
    }

    /// Writes the allowed attributes; `main` is the resolved `href` or `src` where the caller has it.
    fn attributes(&mut self, name: &'static str, attributes: &[Attribute], main: Option<&str>) -> bool {
        for &(wanted, kind) in allow::attributes(name) {
            if let Some(main) = main
                && matches!((name, wanted), ("a", "href") | ("img", "src"))
            {
                push_attribute(&mut self.out, wanted, main);
                continue;
            }
            if matches!((name, wanted), ("a", "href") | ("img", "src")) {
                continue;
            }
            if matches!((name, wanted), ("img", "alt")) {
                // Every image has one, so that readers know that there is nothing to read out.
                push_attribute(&mut self.out, "alt", value(attributes, "alt").unwrap_or("").trim());
                continue;
            }
            if matches!((name, wanted), ("audio" | "video", "controls")) {
                self.out.push_str(" controls=\"\"");
                continue;
            }
            let raw = match value(attributes, wanted) {
                Some(raw) => raw,
                None if wanted == "srcset" => match value(attributes, "data-srcset") {
                    Some(raw) => raw,
                    None => continue,
                },
                None => continue,
            };
            let written = match kind {
                AttributeValue::Text => Some(raw.to_owned()),
                AttributeValue::Link => self.address(raw, Use::Link),
                AttributeValue::Media => self.address(raw, Use::Media),
                AttributeValue::Srcset => self.rules.base.srcset(raw),
                AttributeValue::Number => {
                    let number = raw.trim().trim_end_matches("px");
                    let digits = number.strip_suffix('%').unwrap_or(number);
                    let valid = !digits.is_empty() && digits.len() < 8 && digits.bytes().all(|b| b.is_ascii_digit());
                    valid.then(|| number.to_owned())
                }
                AttributeValue::Word(words) => {
                    words.iter().find(|word| **word == raw.trim()).map(|word| (*word).to_owned())
                }
                AttributeValue::Flag => Some(String::new()),
                AttributeValue::Language => raw
                    .split_ascii_whitespace()
                    .find_map(|class| class.strip_prefix("language-"))
                    .and_then(language_class),
                AttributeValue::Id => raw.starts_with(self.rules.id_prefix).then(|| raw.to_owned()),
            };
            if let Some(written) = written {
                push_attribute(&mut self.out, wanted, &written);
            }
        }
        let has_text = !matches!(name, "img" | "source" | "col" | "colgroup" | "br" | "hr" | "wbr");
        for wanted in TEXT_ATTRIBUTES.iter().filter(|_| has_text) {
            let is_own = allow::attributes(name).iter().any(|(own, _)| own == wanted);
            if let Some(written) = text_attribute(attributes, wanted).filter(|_| !is_own) {
                push_attribute(&mut self.out, wanted, written);
            }
        }
        true
    }

    fn address(&mut self, raw: &str, purpose: Use) -> Option<String> {
        match self.rules.base.resolve_in(raw, purpose, Written::Html) {
            ResolvedAddress::Url(url) => Some(url.as_str().to_owned()),
            ResolvedAddress::Absent => None,
            ResolvedAddress::Forbidden => {
                self.lost.addresses.push(raw.chars().take(200).collect());
                None
            }
        }
    }

    /// Notes that an element is left out which shows something.
    fn miss(&mut self, local: &str) {
        let known = self.lost.elements.iter().any(|name| name == local);
        if !known && self.lost.elements.len() < MOST_MISSED {
            self.lost.elements.push(local.chars().take(60).collect());
        }
    }

    /// A link to what a script writes into the page, where its address says what that is.
    fn script(&mut self, attributes: &[Attribute]) {
        let is_text = value(attributes, "type").is_some_and(|kind| {
            let kind = kind.trim_start().to_ascii_lowercase();
            kind.starts_with("math/") || kind.starts_with("text/tikz")
        });
        if is_text {
            return self.miss("script");
        }
        let Some(url) = value(attributes, "src").and_then(|src| Url::parse(src.trim()).ok()) else { return };
        let shows = match url.host_str() {
            Some("gist.github.com") => true,
            Some("asciinema.org") => url.path().starts_with("/a/"),
            _ => false,
        };
        let page = url.path().strip_suffix(".js").filter(|_| shows).and_then(|path| {
            let mut page = url.clone();
            page.set_path(path);
            page.set_query(None);
            self.address(page.as_str(), Use::Link)
        });
        if let Some(page) = page {
            self.link(&page, None);
        }
    }

    /// A link to what a frame or a plug-in shows; whether there is one.
    fn embed(&mut self, local: &str, attributes: &[Attribute]) -> bool {
        let names: &[&str] = if local == "object" { &["data", "src"] } else { &["src", "data-src"] };
        let Some(raw) = names.iter().find_map(|name| value(attributes, name)).filter(|raw| *raw != "about:blank")
        else {
            return false;
        };
        let Some(url) = self.address(raw, Use::Media) else { return true };
        let url = address::watch_page(&url);
        let title = ["title", "aria-label", "name"].iter().find_map(|name| value(attributes, name));
        let title = title.map(str::trim).filter(|title| title.contains(' ') || title.chars().count() > 12);
        self.link(&url, title);
        true
    }

    /// A link in place of an element that is no text.
    fn link(&mut self, url: &str, title: Option<&str>) {
        if self.open.iter().any(|open| open.name == "a") {
            escape_text(&mut self.out, title.unwrap_or(url));
            return;
        }
        let within = self.open.iter().rev().find(|open| !open.name.is_empty() && !open.closed).map(|open| open.name);
        let alone = matches!(within, None | Some("div" | "blockquote" | "figure" | "li" | "td" | "dd" | "details"));
        if alone {
            self.out.push_str("<p>");
        }
        push_link(&mut self.out, url, title.unwrap_or(url));
        if alone {
            self.out.push_str("</p>");
        }
    }
}

/// More names of elements that are left out help no one.
const MOST_MISSED: usize = 20;

/// Whether an element is said to be there for the eye only.
fn is_decoration(attributes: &[Attribute]) -> bool {
    value(attributes, "aria-hidden") == Some("true")
        || matches!(value(attributes, "role"), Some("presentation" | "none"))
}

/// Whether an element holds no element and no text.
fn is_empty(nodes: &[HtmlNode], id: Id) -> bool {
    let mut child = nodes[id].first;
    while child != NONE {
        match &nodes[child].kind {
            NodeKind::Text(text) if is_blank(text) => {}
            NodeKind::Nothing => {}
            NodeKind::Text(_) | NodeKind::Element { .. } => return false,
        }
        child = nodes[child].next;
    }
    true
}

/// Whether an element has a `source` child with an address.
fn has_source(nodes: &[HtmlNode], id: Id) -> bool {
    let mut child = nodes[id].first;
    while child != NONE {
        if let NodeKind::Element { name, attributes } = &nodes[child].kind
            && &*name.local == "source"
            && value(attributes, "src").is_some()
        {
            return true;
        }
        child = nodes[child].next;
    }
    false
}

/// Whether a link is only a heading's link to itself: it points into the page and shows a sign.
fn is_permalink(attributes: &[Attribute], nodes: &[HtmlNode], id: Id) -> bool {
    let Some(href) = value(attributes, "href") else { return false };
    let class = value(attributes, "class").unwrap_or("");
    let named = ["anchor", "permalink", "headerlink", "header-link", "hash-link", "heading-link", "direct-link"]
        .iter()
        .any(|name| class.split_ascii_whitespace().any(|class| class == *name));
    if !href.contains('#') && !named {
        return false;
    }
    let child = nodes[id].first;
    let text = match child {
        NONE => "",
        _ if nodes[child].next != NONE => return false,
        _ => match &nodes[child].kind {
            NodeKind::Text(text) => text.trim(),
            _ => return false,
        },
    };
    matches!(text, "#" | "¶" | "§" | "🔗" | "\u{200b}") || (text.is_empty() && (named || href.starts_with('#')))
}

/// What any element may say of its text (HTML, 3.2.6): its language, and the way it runs.
const TEXT_ATTRIBUTES: [&str; 2] = ["lang", "dir"];

/// The value of such an attribute; `None` where it has none that means something.
fn text_attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    let value = value(attributes, name)?.trim();
    let is_one = match name {
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        _ => is_language_tag(value),
    };
    is_one.then_some(value)
}

/// Classes of what highlighters put beside lines of code: Chroma, Pygments, Rouge, Hexo, Prism, highlight.js.
const LINE_NUMBERS: [&str; 12] = [
    "ln",
    "lnt",
    "lntd",
    "lineno",
    "linenos",
    "linenodiv",
    "gutter",
    "rouge-gutter",
    "line-number",
    "line-numbers",
    "line-numbers-rows",
    "hljs-ln-numbers",
];

/// Whether an element is the numbers of lines of code, which are no part of it: it says so by its class, and holds
/// nothing else.
fn is_line_number(nodes: &[HtmlNode], id: Id) -> bool {
    let NodeKind::Element { attributes, .. } = &nodes[id].kind else { return false };
    let is_named = value(attributes, "class")
        .is_some_and(|class| class.split_ascii_whitespace().any(|class| LINE_NUMBERS.contains(&class)));
    if !is_named {
        return false;
    }
    let (mut digits, mut waiting) = (false, vec![nodes[id].first]);
    while let Some(at) = waiting.pop() {
        if at == NONE {
            continue;
        }
        if let NodeKind::Text(text) = &nodes[at].kind {
            if !text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace()) {
                return false;
            }
            digits |= text.contains(|c: char| c.is_ascii_digit());
        }
        waiting.extend([nodes[at].next, nodes[at].first]);
    }
    // Prism draws its rows with empty elements.
    digits || value(attributes, "class").is_some_and(|class| class.contains("line-numbers-rows"))
}

fn value<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// Whether nothing is shown: white space, no-break spaces.
fn is_blank(html: &str) -> bool {
    html.chars().all(|c| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}')
}

/// `language-rust` of a code block's language as typed (`rust,ignore`, `{.python}`); `None` where no
/// name is left.
pub(crate) fn language_class(info: &str) -> Option<String> {
    let info = info.trim_start_matches(|c: char| c.is_whitespace() || c == '{' || c == '.');
    let name: String = info
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.'))
        .take(40)
        .collect();
    (!name.is_empty()).then(|| format!("language-{name}"))
}
