//! Links of a wiki, as Obsidian and others write them: `[[page]]`, `[[page|text]]`, `![[picture.png]]`, `![[page]]`.

use memchr::memmem;

use super::expander::Expander;
use crate::text::Markup;
use crate::text::html::address::{ResolvedAddress, Use};
use crate::text::html::{escape_text, push_attribute, push_link};

/// What stands between two brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WikiLink<'a> {
    /// The page, without what names a part of it.
    page: &'a str,
    /// The part of it: a heading, or a block (`^id`).
    fragment: &'a str,
    /// What is shown in its place.
    text: Option<&'a str>,
    /// One past its brackets.
    end: usize,
}

impl<'a> WikiLink<'a> {
    /// The link whose brackets open at a byte.
    fn at(body: &'a str, at: usize) -> Option<Self> {
        let start = at + 2;
        let line = body[start..].bytes().take(500).position(|byte| matches!(byte, b'\n' | b'[' | b']'))?;
        let inner = &body[start..start + line];
        let end = start + line + 2;
        // What a link of Markdown holds is no link of a wiki; neither is a test of a shell: `[[ -f x ]]`.
        let opens = body[start + line..].starts_with("]]") && !body[end..].starts_with(['(', '[']);
        if !opens || inner.trim().is_empty() || inner.starts_with(' ') {
            return None;
        }
        // In a table the bar is escaped.
        let (target, text) = inner.split_once('|').map_or((inner, None), |(target, text)| (target, Some(text.trim())));
        let target = target.trim_end_matches('\\').trim();
        let (page, fragment) = target.split_once('#').unwrap_or((target, ""));
        Some(Self { page: page.trim(), fragment: fragment.trim(), text, end })
    }

    /// What is shown: its text, or the page and the part as Obsidian shows them, `page > part`.
    fn shown(&self) -> String {
        match (self.text, self.page, self.fragment.trim_start_matches('^')) {
            (Some(text), _, _) => text.to_owned(),
            (None, page, "") => page.to_owned(),
            (None, "", part) => part.replace('#', " > "),
            (None, page, part) => format!("{page} > {}", part.replace('#', " > ")),
        }
    }
}

/// Whether a body has links of a wiki: one that has a text, that embeds something, or that leads to an article.
/// What else stands in two brackets may be anything (`[[nodiscard]]`).
pub(super) fn is_used(expander: &Expander<'_>) -> bool {
    /// So many are looked at.
    const MOST: usize = 200;
    if expander.context.markup != Markup::Markdown {
        return false;
    }
    let (body, base) = (expander.body, expander.context.rules.base);
    memmem::find_iter(body.as_bytes(), "[[").take(MOST).filter(|at| expander.code_end(*at).is_none()).any(|at| {
        WikiLink::at(body, at).is_some_and(|link| {
            let embeds = body[..at].ends_with('!');
            // Where no generator is known, a name of several words, or a proper one, is one as well.
            let is_name = link.page.contains(' ') || link.page.starts_with(char::is_uppercase);
            embeds
                || link.text.is_some()
                || is_name && expander.context.rules.dialect.marks
                || !link.page.is_empty() && base.links.article(base.file, link.page).is_some()
        })
    })
}

/// Attributes of C++, which stand in two brackets as well ([dcl.attr]).
const CPP_ATTRIBUTES: [&str; 11] = [
    "assume",
    "carries_dependency",
    "deprecated",
    "fallthrough",
    "indeterminate",
    "likely",
    "maybe_unused",
    "nodiscard",
    "noreturn",
    "no_unique_address",
    "unlikely",
];

impl Expander<'_> {
    /// `[[page|text]]` and `![[picture.png]]`, where they mean an article or a picture, or have a text.
    pub(super) fn wiki_link(&mut self, at: usize) -> Option<usize> {
        if self.context.markup != Markup::Markdown || !self.wiki {
            return None;
        }
        let link = WikiLink::at(self.body, at)?;
        let embeds = self.out.ends_with_mark('!');
        if embeds {
            self.out.text.pop();
            self.embedded(at, &link);
            return Some(link.end);
        }
        match self.page_of(&link) {
            Some(url) => push_link(&mut self.out.text, &url, &link.shown()),
            None => {
                let is_attribute = link.page.contains("::") || CPP_ATTRIBUTES.contains(&link.page);
                if link.text.is_none() && is_attribute {
                    return None;
                }
                if !link.page.is_empty() {
                    self.unpublished(at..link.end, link.page);
                }
                escape_text(&mut self.out.text, &link.shown());
            }
        }
        Some(link.end)
    }

    /// The address of the article that a link means.
    fn page_of(&self, link: &WikiLink<'_>) -> Option<String> {
        let base = self.context.rules.base;
        if link.page.is_empty() {
            return None;
        }
        let url = base.links.article(base.file, link.page)?;
        // The page has ids for headings, and none for blocks.
        let heading = link.fragment.rsplit('#').next().unwrap_or("");
        let mark = if heading.is_empty() || heading.starts_with('^') {
            String::new()
        } else {
            format!("#{}", heading.replace(' ', "-"))
        };
        Some(format!("{}{mark}", url.as_str()))
    }

    /// What stands for something that is embedded: a picture, a link to a file or to the article.
    fn embedded(&mut self, at: usize, link: &WikiLink<'_>) {
        let lower = link.page.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        let picture = ends(&[".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"]);
        let file = ends(&[".pdf", ".mp4", ".webm", ".mov", ".mkv", ".ogv", ".mp3", ".m4a", ".wav", ".ogg", ".flac"]);
        let url = match self.context.rules.base.resolve(link.page, Use::Media) {
            ResolvedAddress::Url(url) if picture || file => Some(url),
            _ => None,
        };
        // A number is the width.
        let is_size = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x');
        match url {
            Some(url) if picture => {
                let alt = link.text.filter(|text| !is_size(text)).unwrap_or("");
                let mut html = String::from("<img");
                push_attribute(&mut html, "src", url.as_str());
                push_attribute(&mut html, "alt", alt);
                self.out.text.push_str(&(html + ">"));
            }
            Some(url) => push_link(&mut self.out.text, url.as_str(), &link.shown()),
            None => match self.page_of(link) {
                Some(url) => push_link(&mut self.out.text, &url, &link.shown()),
                None => self.remove(at - 1..link.end, &format!("![[{}]]", link.page)),
            },
        }
    }
}
