//! The events of Markdown as HTML.

use std::borrow::Cow;

use memchr::{memchr2, memmem};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::features::code_title;
use super::footnotes::Footnotes;
use super::inline::{without_comments, write_linked, write_text};
use crate::feed::{LinkUrl, PlainText};
use crate::text::cjk::joins_without_blank;
use crate::text::html::address::{ResolvedAddress, Use};
use crate::text::html::tree::{DEEPEST, TooMuch};
use crate::text::html::{HtmlRules, escape_text, language_class, most_output, push_attribute};
use crate::text::inline::push_with_emoji;

/// What comes of Markdown.
#[derive(Debug, Default)]
pub(crate) struct Markdown {
    /// HTML; not safe yet where `raw`.
    pub html: String,
    /// Whether the writer's own HTML is in it.
    pub raw: bool,
    /// The first heading, where it is the title and was taken out.
    pub heading: Option<PlainText>,
    /// How much of `html` stands before the mark that parts the teaser from the rest.
    pub more_at: Option<usize>,
    /// Addresses that were dropped, as typed: for their scheme, or as they name a source that has no page.
    pub dropped: Vec<String>,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    body: bool,
}

/// Writes events as HTML, as the sanitiser would.
pub(super) struct MarkdownWriter<'a> {
    rules: &'a HtmlRules<'a>,
    limit: usize,
    out: String,
    result: Markdown,
    /// Whether a text can hold `www.`, be it by way of a character's number.
    may_hold_www: bool,
    /// For each open link, where its start tag begins and ends; `None` where none was written.
    links: Vec<Option<(usize, usize)>>,
    /// The alternative text of the image that is open.
    alt: Option<String>,
    image_depth: usize,
    images: Vec<(Option<LinkUrl>, String)>,
    paragraphs: Vec<usize>,
    depth: usize,
    table: Table,
    /// Whether the code block that is open has a title, and so stands in a figure.
    code_title: bool,
    /// The last character of text in this block, for joining lines.
    last: Option<char>,
    footnotes: Footnotes,
}

impl<'a> MarkdownWriter<'a> {
    /// A writer of the events of a text.
    pub(super) fn new(text: &str, events: &[Event<'_>], rules: &'a HtmlRules<'a>) -> Self {
        Self {
            rules,
            limit: most_output(text.len()),
            out: String::with_capacity(text.len() * 5 / 4),
            result: Markdown::default(),
            may_hold_www: ["www", "&#"].iter().any(|mark| memmem::find(text.as_bytes(), mark.as_bytes()).is_some()),
            links: Vec::new(),
            alt: None,
            image_depth: 0,
            images: Vec::new(),
            paragraphs: Vec::new(),
            depth: 0,
            table: Table::default(),
            code_title: false,
            last: None,
            footnotes: Footnotes::new(events),
        }
    }

    /// All that was written, and the footnotes below it.
    pub(super) fn finish(mut self) -> Markdown {
        self.footnotes.write(&mut self.out, self.rules);
        Markdown { html: self.out, ..self.result }
    }

    /// Writes one of the events.
    pub(super) fn event(&mut self, events: &[Event<'_>], at: usize) -> Result<(), TooMuch> {
        if self.out.len() > self.limit {
            return Err(TooMuch::Large);
        }
        match &events[at] {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(TooMuch::Deep);
                }
                self.start(tag);
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(tag);
            }
            Event::Text(text) => {
                self.text(text, matches!(events.get(at.wrapping_sub(1)), Some(Event::Start(Tag::CodeBlock(_)))))
            }
            Event::Code(code) => {
                self.last = code.chars().next_back();
                match &mut self.alt {
                    Some(alt) => alt.push_str(code),
                    None => {
                        self.out.push_str("<code>");
                        escape_text(&mut self.out, code);
                        self.out.push_str("</code>");
                    }
                }
            }
            Event::InlineMath(tex) => self.tex("$", tex),
            Event::DisplayMath(tex) => self.tex("$$", tex),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            Event::FootnoteReference(name) if self.alt.is_none() => {
                // A link may not stand within a link.
                let linked = !self.links.iter().any(Option::is_some);
                self.footnotes.refer(name, &mut self.out, self.rules, linked);
            }
            Event::FootnoteReference(_) => {}
            Event::SoftBreak => {
                let next = events[at + 1..].iter().take(8).find_map(|event| match event {
                    Event::Text(text) | Event::Code(text) => Some(text.chars().next()),
                    Event::Start(_) | Event::End(_) => None,
                    _ => Some(None),
                });
                if !joins_without_blank(self.last, next.flatten()) {
                    self.plain("\n");
                }
            }
            Event::HardBreak => match &mut self.alt {
                Some(alt) => alt.push(' '),
                None => self.out.push_str("<br>\n"),
            },
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.plain(if *done { "☑ " } else { "☐ " }),
        }
        Ok(())
    }

    fn plain(&mut self, text: &str) {
        match &mut self.alt {
            Some(alt) => alt.push_str(text),
            None => escape_text(&mut self.out, text),
        }
    }

    fn tex(&mut self, dollars: &str, tex: &str) {
        self.last = None;
        // Writers whose generator knows no mathematics escape what Markdown would take for emphasis.
        let tex = if tex.contains("\\_") || tex.contains("\\*") {
            Cow::Owned(tex.replace("\\_", "_").replace("\\*", "*"))
        } else {
            Cow::Borrowed(tex)
        };
        for piece in [dollars, &*tex, dollars] {
            self.plain(piece);
        }
    }

    fn text(&mut self, text: &str, code: bool) {
        // `:::python` over indented code names its language (Python-Markdown).
        let text = match text.strip_prefix(":::").or_else(|| text.strip_prefix("#!")).filter(|_| code) {
            Some(rest) if self.out.ends_with("<pre><code>") => match rest.split_once('\n') {
                Some((name, code)) if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                    self.out.truncate(self.out.len() - 1);
                    push_attribute(&mut self.out, "class", &format!("language-{name}"));
                    self.out.push('>');
                    code
                }
                _ => text,
            },
            _ => text,
        };
        self.last = text.chars().next_back();
        if let Some(alt) = &mut self.alt {
            if self.rules.dialect.emoji {
                push_with_emoji(alt, text);
            } else {
                alt.push_str(text);
            }
        } else if code || !self.may_hold_www && memchr2(b':', b'@', text.as_bytes()).is_none() {
            escape_text(&mut self.out, text);
        } else if self.links.is_empty() {
            write_linked(&mut self.out, text, self.rules);
        } else {
            write_text(&mut self.out, text, self.rules);
        }
    }

    fn html(&mut self, html: &str) {
        let (rest, more) = without_comments(html);
        if more && self.result.more_at.is_none() && !self.footnotes.is_within() {
            self.result.more_at = Some(self.out.len());
        }
        let trimmed = rest.trim();
        if trimmed.is_empty() || self.alt.is_some() {
            return;
        }
        if matches!(trimmed, "<br>" | "<br/>" | "<br />") {
            self.out.push_str("<br>");
            if rest.ends_with('\n') {
                self.out.push('\n');
            }
            return;
        }
        self.result.raw = true;
        self.out.push_str(&rest);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if self.alt.is_some() {
            if matches!(tag, Tag::Image { .. }) {
                self.image_depth += 1;
            }
            return;
        }
        match tag {
            Tag::Paragraph => {
                self.last = None;
                self.paragraphs.push(self.out.len());
                self.out.push_str("<p>");
            }
            Tag::Heading { level, .. } => {
                self.last = None;
                self.out.push_str(["<h1>", "<h2>", "<h3>", "<h4>", "<h5>", "<h6>"][*level as usize - 1]);
            }
            Tag::BlockQuote(kind) => {
                self.out.push_str("<blockquote>\n");
                let name = kind.map(|kind| match kind {
                    BlockQuoteKind::Note => "Note",
                    BlockQuoteKind::Tip => "Tip",
                    BlockQuoteKind::Important => "Important",
                    BlockQuoteKind::Warning => "Warning",
                    BlockQuoteKind::Caution => "Caution",
                });
                if let Some(name) = name {
                    self.out.push_str(&format!("<p><strong>{name}</strong></p>\n"));
                }
            }
            Tag::CodeBlock(kind) => self.start_code(kind),
            Tag::List(start) => {
                match start {
                    None => self.out.push_str("<ul>"),
                    Some(1) => self.out.push_str("<ol>"),
                    Some(start) => self.out.push_str(&format!("<ol start=\"{start}\">")),
                }
                self.out.push('\n');
            }
            Tag::Item => {
                self.last = None;
                self.out.push_str("<li>");
            }
            Tag::FootnoteDefinition(name) => self.footnotes.begin(name, &mut self.out),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => self.start_of_table(tag),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { dest_url, title, link_type, .. } => self.start_link(dest_url, title, *link_type),
            Tag::Image { dest_url, title, .. } => {
                let source = self.address(dest_url, Use::Media);
                self.images.push((source, title.to_string()));
                self.alt = Some(String::new());
            }
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => {
                self.last = None;
                self.out.push_str("<dt>");
            }
            Tag::DefinitionListDefinition => {
                self.last = None;
                self.out.push_str("<dd>");
            }
            Tag::HtmlBlock | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.code_title = false;
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(title) = code_title(info)
        {
            self.code_title = true;
            self.out.push_str("<figure><figcaption>");
            escape_text(&mut self.out, title);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("<pre><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(class) = language_class(info)
        {
            push_attribute(&mut self.out, "class", &class);
        }
        self.out.push('>');
    }

    fn start_of_table(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Table(alignments) => {
                self.table = Table { alignments: alignments.clone(), ..Table::default() };
                self.out.push_str("<table>\n");
            }
            Tag::TableHead => {
                self.table.head = true;
                self.table.column = 0;
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                if !self.table.body {
                    self.table.body = true;
                    self.out.push_str("<tbody>\n");
                }
                self.table.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => {
                self.last = None;
                self.out.push_str(if self.table.head { "<th" } else { "<td" });
                let align = match self.table.alignments.get(self.table.column) {
                    Some(Alignment::Left) => Some("left"),
                    Some(Alignment::Center) => Some("center"),
                    Some(Alignment::Right) => Some("right"),
                    _ => None,
                };
                if let Some(align) = align {
                    push_attribute(&mut self.out, "align", align);
                }
                self.out.push('>');
                self.table.column += 1;
            }
            _ => {}
        }
    }

    fn start_link(&mut self, dest_url: &str, title: &str, link_type: LinkType) {
        let address = match link_type {
            LinkType::Email if !dest_url.starts_with("mailto:") => Cow::Owned(format!("mailto:{dest_url}")),
            _ => Cow::Borrowed(dest_url),
        };
        let written = self.address(&address, Use::Link).map(|url| {
            let start = self.out.len();
            self.out.push_str("<a");
            push_attribute(&mut self.out, "href", url.as_str());
            if !title.is_empty() {
                push_attribute(&mut self.out, "title", title);
            }
            self.out.push('>');
            (start, self.out.len())
        });
        self.links.push(written);
    }

    fn end(&mut self, tag: &TagEnd) {
        if self.alt.is_some() && (*tag != TagEnd::Image || self.image_depth > 0) {
            if *tag == TagEnd::Image {
                self.image_depth -= 1;
            }
            return;
        }
        match tag {
            TagEnd::Paragraph => {
                let start = self.paragraphs.pop().unwrap_or(0);
                let blank = self
                    .out
                    .get(start + 3..)
                    .is_none_or(|text| text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')));
                if blank {
                    self.out.truncate(start);
                } else {
                    self.out.push_str("</p>\n");
                }
            }
            TagEnd::Heading(level) => {
                let ends = ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];
                self.out.push_str(ends[*level as usize - 1]);
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock if self.code_title => self.out.push_str("</code></pre></figure>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(ordered) => self.out.push_str(if *ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.footnotes.end(&mut self.out),
            TagEnd::Table => {
                self.out.push_str(if self.table.body { "</tbody>\n</table>\n" } else { "</table>\n" });
            }
            TagEnd::TableHead => {
                self.table.head = false;
                self.out.push_str("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.out.push_str(if self.table.head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => {
                if let Some(Some((start, content))) = self.links.pop() {
                    if self.out[content..].chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')) {
                        let blank = self.out.len() > content;
                        self.out.truncate(start);
                        self.out.push_str(if blank { " " } else { "" });
                    } else {
                        self.out.push_str("</a>");
                    }
                }
            }
            TagEnd::Image => {
                let alt = self.alt.take().unwrap_or_default();
                if let Some((Some(source), title)) = self.images.pop() {
                    self.out.push_str("<img");
                    push_attribute(&mut self.out, "src", source.as_str());
                    push_attribute(&mut self.out, "alt", alt.trim());
                    if !title.is_empty() {
                        push_attribute(&mut self.out, "title", &title);
                    }
                    self.out.push('>');
                }
            }
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::HtmlBlock | TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn address(&mut self, raw: &str, purpose: Use) -> Option<LinkUrl> {
        match self.rules.base.resolve(raw, purpose) {
            ResolvedAddress::Url(url) => Some(url),
            ResolvedAddress::Absent => None,
            ResolvedAddress::Forbidden => {
                self.result.dropped.push(raw.chars().take(200).collect());
                None
            }
        }
    }
}
