//! From an article's body to safe, complete HTML.
//!
//! Comes in: decoded text and what the entry knows of itself. Goes out: HTML that may be shown anywhere,
//! the title and the teaser that the body holds, and what had to be left out. Template syntax goes
//! first (`template`), then markup becomes HTML, then the sanitiser reads what the renderer cannot
//! vouch for.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use url::Url;

use crate::config::Shortcodes;
use crate::diagnostic::{Code, Diagnostic, Findings, MOST_OF_A_CODE, Severity};
use crate::feed::{PlainText, SafeHtml};
use crate::template::{self, TemplateContext, TemplateValues};
use crate::text::html::address::Base;
use crate::text::html::tree::TooMuch;
use crate::text::html::{self, HtmlRules};
use crate::text::markdown::{self, Markdown};
use crate::text::{self, BlockKind, Dialect, Links, Markup, paragraphs, plain};

/// What rendering needs to know of the entry.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    /// How the body is written.
    pub markup: Markup,
    /// The front matter's title.
    pub title: Option<&'a str>,
    /// The entry's page: what relative addresses and `#fragments` resolve against.
    pub page_url: &'a Url,
    /// The site: what addresses from the root resolve against, and what `{{ site.url }}` means.
    pub site_url: &'a Url,
    /// The source file, as links name it and as reports show it.
    pub file: &'a str,
    /// The whole decoded text of the file.
    pub source: &'a str,
    /// Where in `source` the body begins, in bytes.
    pub body_offset: usize,
    /// Where other articles are published.
    pub links: &'a dyn Links,
    /// What templates may ask for of the site, by name: `site.title`.
    pub site_values: &'a BTreeMap<String, String>,
    /// The same of the front matter, by its keys: `model`.
    pub page_values: &'a BTreeMap<String, String>,
    /// What the site's Markdown has beyond CommonMark.
    pub dialect: Dialect,
    /// What unknown template syntax is: a warning or an error.
    pub shortcodes: Shortcodes,
    /// What the ids of this entry's footnotes begin with, so that those of several entries on one
    /// page differ: letters, digits and hyphens, such as `2026-launch-`.
    pub id_prefix: &'a str,
}

/// What came of a body.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The whole body.
    pub html: SafeHtml,
    /// The first heading where it is the title (and is not in `html` for that); of plain text a first
    /// short line that reads as a title, where the front matter has none.
    pub heading: Option<PlainText>,
    /// The text before the mark that ends the teaser (`<!--more-->`), as plain text.
    pub before_more: Option<PlainText>,
    /// How many template constructs were removed.
    pub removed: usize,
    /// What had to be left out, and where it stood.
    pub diagnostics: Vec<Diagnostic>,
}

/// Renders a body.
///
/// Diagnostics: `template-removed` (a construct of the site's generator that is not known),
/// `template-hidden` (information: text that the source's own syntax hides),
/// `link-dropped` (an address whose scheme is not allowed), `link-unpublished` (a link to a source that has no page), `html-too-deep` and `html-too-large`
/// (markup that is no article; errors, and `html` is empty).
pub fn render(body: &str, context: &RenderContext<'_>) -> Rendered {
    let own_base = (context.markup == Markup::Html).then(|| html::base_of(context.source, context.page_url)).flatten();
    let (page, site) = own_base.as_ref().map_or((context.page_url, context.site_url), |base| (base, base));
    let base = Base { page, site, file: context.file, links: context.links };
    let rules = HtmlRules { base, id_prefix: context.id_prefix, dialect: context.dialect };
    let findings = Findings::new(context.file, context.source);
    let templates = TemplateContext {
        markup: context.markup,
        title: context.title,
        rules,
        body_offset: context.body_offset,
        values: TemplateValues { site: context.site_values, page: context.page_values },
        unknown: match context.shortcodes {
            Shortcodes::Remove => Severity::Warning,
            Shortcodes::Error => Severity::Error,
        },
    };
    let laid = template::lay(body, &templates);
    let (expanded, mut findings) = template::expand(&laid, &templates, findings);
    let text = expanded.as_ref().map_or(body, |expanded| &expanded.text);
    let removed = expanded.as_ref().map_or(0, |expanded| expanded.removed);
    let markup = match context.markup {
        Markup::Markdown => {
            let whole = markdown::with_spaced_targets(text, |target| is_target(target, context));
            markdown::to_html(&whole, context.title, &rules)
        }
        Markup::Html => Ok(from_html(main_part(text))),
        Markup::Text => plain::to_html(text, context.title, &rules),
    };
    let finished = markup.and_then(|markup| finish(markup, context, &rules));
    let Finished { html, heading, before_more, dropped, missed } = finished.unwrap_or_else(|too_much| {
        findings.add(too_much_markup(too_much), Some(place(context, 0..0)));
        Finished::default()
    });
    links_dropped(dropped, body, context, &mut findings);
    elements_left_out(&missed, body, context, &mut findings);
    let diagnostics = findings.finish();
    Rendered { html: SafeHtml::from_sanitised(html), heading, before_more, removed, diagnostics }
}

/// Whether what stands where a link's target does is one, blanks and all: CommonMark takes none with blanks, other
/// programs do (Python-Markdown's `LINK_RE`).
fn is_target(target: &str, context: &RenderContext<'_>) -> bool {
    let is_marked = |open: char, close: char| {
        let mark = target.strip_prefix(open).and_then(|rest| rest.split_once(close));
        mark.is_some_and(|(mark, _)| !mark.is_empty() && mark.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    is_marked('{', '}') || is_marked('|', '|') || context.links.article(context.file, target).is_some()
}

/// Of a whole document what its `<article>` or `<main>` holds, if there is one.
fn main_part(body: &str) -> &str {
    if !body.contains("</body>") {
        return body;
    }
    for (open, close) in [("<article", "</article>"), ("<main", "</main>")] {
        let Some((_, rest)) = body.split_once(open) else { continue };
        if rest.contains(open) || !rest.starts_with([' ', '>', '\n']) {
            continue;
        }
        if let Some((_, inner)) = rest.split_once('>')
            && let Some((inner, _)) = inner.rsplit_once(close)
        {
            return inner;
        }
    }
    body
}

/// HTML waits for the sanitiser; only the mark after the teaser is looked for, as comments do not stay.
fn from_html(body: &str) -> Markdown {
    let mut more_at = None;
    let mut from = 0;
    while let Some(found) = body[from..].find("<!--") {
        let start = from + found;
        let Some(length) = body[start + 4..].find("-->") else { break };
        if markdown::is_more_mark(&body[start + 4..start + 4 + length]) {
            more_at = Some(start);
            break;
        }
        from = start + 4 + length + 3;
    }
    Markdown { html: body.to_owned(), raw: true, more_at, ..Markdown::default() }
}

/// As many blanks as no line of prose holds.
static BLANKED: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("                                        "));

/// What HTML comes to.
#[derive(Default)]
struct Finished {
    html: String,
    heading: Option<PlainText>,
    before_more: Option<PlainText>,
    /// See [`html::Clean::dropped`].
    dropped: Vec<String>,
    /// See [`html::Clean::missed`].
    missed: Vec<String>,
}

fn finish(markup: Markdown, context: &RenderContext<'_>, rules: &HtmlRules<'_>) -> Result<Finished, TooMuch> {
    let Markdown { html, raw, mut heading, more_at, mut dropped } = markup;
    let teaser = more_at.map(|at| html::sanitise(&html[..at], rules)).transpose()?;
    let mut missed = Vec::new();
    let mut html = if raw {
        let clean = html::sanitise(&html, rules)?;
        dropped.extend(clean.dropped);
        missed = clean.missed;
        clean.html
    } else {
        html
    };
    let mut teaser = teaser.map(|clean| clean.html);
    if context.markup == Markup::Html {
        html = paragraphs::mark(&html).into_owned();
        teaser = teaser.map(|teaser| paragraphs::mark(&teaser).into_owned());
    }
    if heading.is_none()
        && let Some((range, text)) = leading_heading(&html, context)
    {
        html.replace_range(range, "");
        heading = Some(text);
        if let Some(teaser) = &mut teaser
            && let Some((range, _)) = leading_heading(teaser, context)
        {
            teaser.replace_range(range, "");
        }
    }
    if heading.is_none()
        && context.title.is_none()
        && let Some((range, text)) = late_heading(&html)
    {
        html.replace_range(range, "");
        heading = Some(text);
    }
    let before_more = teaser.and_then(|teaser| {
        let blocks = text::blocks_of(&teaser);
        let all_bold = blocks.iter().all(|block| block.emphasised);
        let prose = blocks.iter().filter(|block| {
            // A line that is all bold is a heading of its own.
            let aside =
                matches!(block.kind, BlockKind::Code | BlockKind::Table | BlockKind::Caption | BlockKind::Heading(_));
            !aside && (!block.emphasised || all_bold)
        });
        PlainText::new(&prose.map(|block| block.text.as_str()).collect::<Vec<_>>().join(" "))
    });
    // A contact block within markup leaves its length in blanks.
    if BLANKED.find(html.as_bytes()).is_some() {
        html = html.lines().map(|line| if line.trim().is_empty() { "" } else { line }).collect::<Vec<_>>().join("\n");
    }
    html.truncate(html.trim_end().len());
    html.drain(..html.len() - html.trim_start().len());
    Ok(Finished { html, heading, before_more, dropped, missed })
}

/// Where a first `h1` of sanitised HTML stands, and its text, if it is the title.
fn leading_heading(html: &str, context: &RenderContext<'_>) -> Option<(Range<usize>, PlainText)> {
    // A page's templates wrap it: `<div><div><h1>`.
    let mut rest = html.trim_start();
    while let Some(inner) = after_start_tag(rest, "<div") {
        rest = inner.trim_start();
    }
    let start = html.len() - rest.len();
    let rest = after_start_tag(rest, "<h1")?;
    let end = rest.find("</h1>")?;
    let words = text::blocks_of(&rest[..end]);
    let words = words.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ");
    let heading = PlainText::new(&words)?;
    let same = context.title.is_none_or(|title| {
        markdown::repeats(title, heading.as_str())
            || context.markup == Markup::Html && is_page_title(title, heading.as_str())
    });
    same.then(|| (start..html.len() - rest.len() + end + "</h1>".len(), heading))
}

/// What follows a start tag in sanitised HTML, where that begins so; it may have attributes.
fn after_start_tag<'a>(html: &'a str, tag: &str) -> Option<&'a str> {
    let rest = html.strip_prefix(tag)?.strip_prefix(['>', ' '])?;
    // No attribute is written with a `>` in its value.
    if html.as_bytes()[tag.len()] == b'>' { Some(rest) } else { Some(rest.split_once('>')?.1) }
}

/// Where the only `h1` of sanitised HTML stands, and its text, if nothing but a picture, a date or a
/// mark such as "Press release" comes before it.
fn late_heading(html: &str) -> Option<(Range<usize>, PlainText)> {
    let start = html.find("<h1")?;
    let end = start + html[start..].find("</h1>")?;
    if html[end..].contains("<h1") {
        return None;
    }
    let before = text::blocks_of(&html[..start]);
    let sentence =
        |text: &str| text.ends_with(['.', '!', '?', '。', '！', '？', ':', '：']) || text.chars().count() > 60;
    if before.len() > 3 || before.iter().any(|block| sentence(&block.text)) {
        return None;
    }
    let words = text::blocks_of(after_start_tag(&html[start..end], "<h1")?);
    let words = words.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ");
    Some((start..end + "</h1>".len(), PlainText::new(&words)?))
}

/// Whether a title is a heading with the site's name behind it: `A new gauge | Acme`.
pub(crate) fn is_page_title(title: &str, heading: &str) -> bool {
    let rest = title.strip_prefix(heading).unwrap_or("");
    [" | ", " - ", " – ", " — ", " · ", " :: ", "｜", "_", "—", "–"].iter().any(|mark| rest.starts_with(mark))
}

fn too_much_markup(too_much: TooMuch) -> Diagnostic {
    match too_much {
        TooMuch::Deep => Diagnostic::error(Code::HtmlTooDeep, "elements nest more than 256 deep")
            .help("close the elements, or take the article out with `exclude`"),
        TooMuch::Large => Diagnostic::error(
            Code::HtmlTooLarge,
            "the markup makes more than fifty times as much output as there is input",
        )
        .help("mend the markup, or take the article out with `exclude`"),
    }
}

/// Reports addresses that were dropped, each once.
fn links_dropped<'a>(dropped: Vec<String>, body: &str, context: &RenderContext<'a>, findings: &mut Findings<'a>) {
    let mut seen = HashSet::new();
    for address in &dropped {
        if !seen.insert(address) {
            continue;
        }
        let shown: String = address.chars().filter(|c| !c.is_control()).take(60).collect();
        let diagnostic = if html::address::is_source(address) {
            let message = format!("`{shown}` is no article that is published, so the link to it is text only");
            let help = "publish the article, link to the address of its page, or take the link out";
            Diagnostic::warning(Code::LinkUnpublished, message).help(help)
        } else if html::address::is_local(address) {
            let message = format!("where `{shown}` is on the site, only its generator knows; it is left out");
            let help = "put the file into the folder that is copied to the site as it is, and name it from the root";
            Diagnostic::warning(Code::FileUnknown, message).help(help)
        } else {
            let message = format!("address `{shown}` is not kept: feeds carry web, mail and telephone links only");
            Diagnostic::warning(Code::LinkDropped, message).help("link to an `https:` address")
        };
        // A look through the whole text for each of many would take quadratic time.
        let looked_for = seen.len() <= MOST_OF_A_CODE && !address.is_empty();
        let found = if looked_for { body.find(address.as_str()) } else { None };
        findings.add(diagnostic, found.map(|at| place(context, at..at + address.len())));
    }
}

/// Reports elements that show something and are not in the entry.
fn elements_left_out<'a>(missed: &[String], body: &str, context: &RenderContext<'a>, findings: &mut Findings<'a>) {
    for name in missed {
        let message = format!("`<{name}>` is left out of the entry: readers do not show it");
        let help = "write beside it what it shows: a picture as a file in `<img>`, a link, words";
        let start = format!("<{name}");
        let at = memchr::memchr_iter(b'<', body.as_bytes()).find(|&at| {
            body.as_bytes()[at..].get(..start.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(start.as_bytes()))
        });
        let found = at.map(|at| place(context, at..at + start.len()));
        findings.add(Diagnostic::warning(Code::HtmlLeftOut, message).help(help), found);
    }
}

/// A range of the body as a range of the file.
fn place(context: &RenderContext<'_>, range: Range<usize>) -> Range<usize> {
    context.body_offset + range.start..context.body_offset + range.end
}
