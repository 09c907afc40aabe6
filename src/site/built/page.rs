//! What a built page says of itself: its address, its titles, and whether it reads as an article.
//!
//! The page goes through the tokenizer of html5ever once, in pieces, and no tree is built of it: what is kept does not
//! grow with the page.

use std::cell::RefCell;

use html5ever::tokenizer::{CharacterTokens, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult};

use crate::text::html::tokens::{raw_kind, read_tokens};

/// Bytes of a title that are looked at.
const LONGEST_TITLE: usize = 2048;
/// Bytes of a script with linked data that are looked at; themes put the text of the article in there.
const LONGEST_SCRIPT: usize = 4 << 20;
/// Headings of the first rank that are looked at: where the name of the site is one, the article's is the next.
const HEADINGS: usize = 8;
/// Titles in the head that are looked at.
const TITLES: usize = 3;
/// A date stands at the top of an article where no more letters and digits than these stand before it.
const TOP: usize = 400;
/// So many are a title, whatever comes after it.
const TITLE: usize = 80;
/// A page with more articles than these is a list.
const ARTICLES: usize = 2;
/// A page with more dates than these is a list.
const TIMES: usize = 4;

/// What a page says of itself.
#[derive(Debug, Default)]
pub struct PageFacts {
    /// The address of `<link rel="canonical">`, as typed.
    pub canonical: Option<String>,
    /// What it is called: `<title>` and `og:title`.
    pub titles: Vec<String>,
    /// Its headings of the first rank, some of them.
    pub headings: Vec<String>,
    /// Whether it only leads to another page (`<meta http-equiv="refresh">`).
    pub leads_on: bool,
    /// Whether it reads as an article that was published.
    pub reads_as: ReadsAs,
}

impl PageFacts {
    /// Everything that it may be called.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.titles.iter().chain(&self.headings)
    }
}

/// What a page is by what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ReadsAs {
    /// A list, or a page that has no date.
    #[default]
    Page,
    /// An article.
    Article,
    /// An article where this link, in its first heading, is to itself; else a list with one entry.
    Linked(String),
}

/// Reads a page. One that no writer types says nothing.
pub fn read(html: &str) -> PageFacts {
    read_tokens(html, PageSink::default()).0.into_inner().facts()
}

/// What text is kept of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Title,
    Heading,
    LinkedData,
}

/// What has been seen of a page.
#[derive(Debug, Default)]
struct SeenPage {
    canonical: Option<String>,
    titles: Vec<String>,
    headings: Vec<String>,
    has_title: bool,
    leads_on: bool,
    published_time: bool,
    postings: usize,
    /// What the text that comes now is of, and that text.
    kept: Option<(Kept, String)>,
    articles: usize,
    times: usize,
    /// Elements `article` that are open.
    open: usize,
    /// Letters and digits since the first one began.
    letters: usize,
    /// How many of them stand before the first date within an article.
    before_date: Option<usize>,
    /// Within `main`.
    in_main: bool,
    /// Letters and digits since the last date in `main`, as long as there is no article.
    since_date: Option<usize>,
    /// A date stands right before the first article, as in a column beside it.
    date_beside: bool,
    /// A heading is open.
    in_heading: bool,
    /// The page that the link that is open leads to.
    link: Option<String>,
    /// Headings within articles.
    article_headings: usize,
    /// The page that the first of them links to.
    teaser: Option<String>,
}

/// Takes the tokens of a page.
#[derive(Debug, Default)]
struct PageSink(RefCell<SeenPage>);

impl TokenSink for PageSink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut seen = self.0.borrow_mut();
        match token {
            TagToken(tag) if tag.kind == StartTag => {
                seen.start(&tag);
                return raw_kind(&tag.name).map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            TagToken(tag) => seen.end(&tag.name),
            CharacterTokens(text) => seen.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn has_class(tag: &Tag, names: &[&str]) -> bool {
    attribute(tag, "class").is_some_and(|class| class.split_ascii_whitespace().any(|name| names.contains(&name)))
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3")
}

impl SeenPage {
    fn start(&mut self, tag: &Tag) {
        match &*tag.name {
            "link" => {
                let rel = attribute(tag, "rel").unwrap_or_default();
                if rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical"))
                    && self.canonical.is_none()
                {
                    self.canonical = attribute(tag, "href")
                        .map(str::trim)
                        .filter(|href| !href.is_empty() && href.len() <= LONGEST_TITLE)
                        .map(str::to_owned);
                }
            }
            "meta" => self.meta(tag),
            // That of a picture within the page (`<svg><title>`) comes after it.
            "title" if !self.has_title => {
                self.has_title = true;
                self.kept = Some((Kept::Title, String::new()));
            }
            "script" if attribute(tag, "type").is_some_and(|kind| kind.trim() == "application/ld+json") => {
                self.kept = Some((Kept::LinkedData, String::new()));
            }
            "article" => {
                self.articles += 1;
                self.open += 1;
                if self.articles == 1 {
                    self.date_beside = self.since_date.is_some_and(|letters| letters <= TOP);
                }
            }
            "main" => self.in_main = true,
            "time" => self.time(attribute(tag, "datetime")),
            // The microformat hAtom, as Pelican's themes have it.
            "abbr" if has_class(tag, &["published", "dt-published"]) => self.time(attribute(tag, "title")),
            "a" => {
                let href = attribute(tag, "href").unwrap_or_default().trim();
                self.link = (!href.is_empty() && !href.contains('#')).then(|| cut(href).to_owned());
                if self.in_heading && self.article_headings == 1 && self.teaser.is_none() {
                    self.teaser.clone_from(&self.link);
                }
            }
            name if is_heading(name) => {
                self.in_heading = true;
                if self.open > 0 {
                    self.article_headings += 1;
                    if self.article_headings == 1 {
                        self.teaser.clone_from(&self.link);
                    }
                }
                if name == "h1" && self.headings.len() < HEADINGS {
                    self.kept = Some((Kept::Heading, String::new()));
                }
            }
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let refreshes = attribute(tag, "http-equiv").is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh"));
        self.leads_on |=
            refreshes && attribute(tag, "content").is_some_and(|to| to.to_ascii_lowercase().contains("url"));
        let content = attribute(tag, "content").unwrap_or_default().trim();
        if content.is_empty() {
            return;
        }
        match attribute(tag, "property").or_else(|| attribute(tag, "name")).map(str::trim) {
            Some("og:title") if self.titles.len() < TITLES => self.titles.push(cut(content).to_owned()),
            Some("article:published_time") => self.published_time = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        let closes = match self.kept {
            Some((Kept::Title, _)) => name == "title",
            Some((Kept::Heading, _)) => is_heading(name),
            Some((Kept::LinkedData, _)) => name == "script",
            None => false,
        };
        if closes && let Some((kept, text)) = self.kept.take() {
            match kept {
                Kept::LinkedData => self.postings += postings(&text),
                Kept::Title => self.titles.push(text),
                Kept::Heading => self.headings.push(text),
            }
        }
        self.in_heading &= !is_heading(name);
        if name == "a" {
            self.link = None;
        }
        match name {
            "article" => self.open = self.open.saturating_sub(1),
            "main" => self.in_main = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let letters = || text.chars().filter(|c| c.is_alphanumeric()).count();
        if self.open > 0 {
            self.letters += letters();
        } else if let Some(since) = &mut self.since_date {
            *since += letters();
        }
        if let Some((kept, so_far)) = &mut self.kept {
            let most = if *kept == Kept::LinkedData { LONGEST_SCRIPT } else { LONGEST_TITLE };
            if so_far.len() < most {
                so_far.push_str(text);
            }
        }
    }

    /// A date, as machines read it.
    fn time(&mut self, date: Option<&str>) {
        self.times += 1;
        let is_date = date.is_some_and(|date| !date.trim().is_empty());
        if is_date && self.open > 0 {
            self.before_date.get_or_insert(self.letters);
        } else if is_date && self.in_main && self.articles == 0 {
            self.since_date = Some(0);
        }
    }

    fn facts(self) -> PageFacts {
        // What says of itself that it is one is one, whatever else the page shows beside it.
        let says_so = self.published_time || self.postings == 1;
        // At the foot of a short page stands when it was changed.
        let at_top = |before| before <= TITLE || before <= TOP && self.letters - before >= before;
        let at_top = self.before_date.is_some_and(at_top);
        let beside = self.date_beside && self.articles == 1;
        let looks_so = (at_top || beside) && self.articles <= ARTICLES && self.times <= TIMES;
        let reads_as = match self.teaser {
            _ if self.leads_on || !(says_so || looks_so) => ReadsAs::Page,
            Some(link) if !says_so => ReadsAs::Linked(link),
            _ => ReadsAs::Article,
        };
        let (canonical, titles, headings, leads_on) = (self.canonical, self.titles, self.headings, self.leads_on);
        PageFacts { canonical, titles, headings, leads_on, reads_as }
    }
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_TITLE.min(text.len()))]
}

/// How many articles with a date linked data is about (schema.org): at its top, in its list or in its `@graph`.
fn postings(json: &str) -> usize {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(json.trim()) else { return 0 };
    let is_posting = |value: &serde_json::Value| {
        let kinds = match &value["@type"] {
            serde_json::Value::Array(kinds) => kinds.as_slice(),
            kind => std::slice::from_ref(kind),
        };
        let named = kinds.iter().filter_map(serde_json::Value::as_str);
        let is_article = named.into_iter().any(|kind| matches!(kind, "BlogPosting" | "NewsArticle" | "Article"));
        is_article && value["datePublished"].as_str().is_some_and(|date| !date.trim().is_empty())
    };
    let list = match &value {
        serde_json::Value::Array(list) => list.as_slice(),
        other => std::slice::from_ref(other),
    };
    let graphs = list.iter().filter_map(|value| value["@graph"].as_array()).flatten();
    list.iter().chain(graphs).filter(|value| is_posting(value)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_it_is_called_and_where_it_is() {
        let page = read(
            "<!doctype html><html><head><title>Rotors &amp; blades – Acme</title>\
             <LINK href=' https://a.example/x/ ' REL='shortlink Canonical'><link rel=canonical href=second>\
             <meta property=og:title content='Rotors &amp; blades'><script>document.write('<h1>no</h1>')</script>\
             <body><svg><title>Logo</title></svg><h1>Rotors <em>&amp;</em> blades</h1>",
        );
        assert_eq!(page.canonical.as_deref(), Some("https://a.example/x/"));
        assert_eq!(page.titles, ["Rotors & blades – Acme", "Rotors & blades"]);
        assert_eq!(page.headings, ["Rotors & blades"]);
        assert!(page.reads_as == ReadsAs::Page && !page.leads_on);
    }

    #[test]
    fn articles_are_told_from_lists_and_other_pages() {
        let is_article = |html: &str| read(html).reads_as == ReadsAs::Article;
        let linked = |json: &str| format!("<script type='application/ld+json'>{json}</script>");
        let posting = r#"{"@type":"BlogPosting","datePublished":"2026-01-05"}"#;
        for yes in [
            "<meta property='article:published_time' content='2026-01-05'>",
            "<article><header><h1>A</h1><time datetime=2026-01-05>5 January</time></header><p>B</article>",
            "<article><h1>A <a href='#a'>#</a></h1><time datetime=2026-01-05></time><time datetime=2026-02-05></time></article>",
            "<main><nav>Much</nav><aside><time datetime=2026-01-05></time></aside><article><h1>A</h1><p>B</article></main>",
            "<article><h1>A</h1><abbr class='x published' title=2026-01-05>5 January</abbr><p>B</article>",
            &linked(posting),
            &linked(&format!("[{posting}]")),
            &linked(&format!("{{\"@graph\":[{{\"@type\":\"WebSite\"}},{posting}]}}")),
            &linked(r#"{"@type":["Article","Thing"],"datePublished":"2026-01-05"}"#),
        ] {
            assert!(is_article(yes), "{yes}");
        }
        let many = |times: usize, html: &str| html.repeat(times);
        for no in [
            "<article><h1>A</h1></article>",
            "<header><time datetime=2026-01-05></time></header><article><h1>A</h1></article>",
            "<article><h1>A short page</h1><p>Short as it is, it has a sentence or two, which nobody takes for a title of \
             an article.</p>Changed <time datetime=2026-01-05>today</time></article>",
            "<h1>A</h1><time datetime=2026-01-05></time>",
            "<article><h2><a href=/a/>A</a></h2><time datetime=2026-01-05></time></article>",
            "<article><a href=/a/><h2>A</h2></a><time datetime=2026-01-05></time></article>",
            "<article><h1>A</h1><time>5 January</time></article>",
            &format!("<article>{}<time datetime=2026-01-05></time></article>", many(500, "word ")),
            &many(3, "<article><time datetime=2026-01-05></time></article>"),
            &format!("<article>{}</article>", many(9, "<li><time datetime=2026-01-05></time>")),
            &linked(&format!("[{posting},{posting}]")),
            &linked(r#"{"@type":"Blog","blogPost":[{"@type":"BlogPosting","datePublished":"2026-01-05"}]}"#),
            &linked(r#"{"@type":"Article"}"#),
            "<meta http-equiv=refresh content='0; url=/x/'><meta property='article:published_time' content='2026-01-05'>",
            "<p>&lt;article>",
            "",
        ] {
            assert!(!is_article(no), "{no}");
        }
    }

    #[test]
    fn a_heading_may_be_a_link_to_its_own_page() {
        for html in [
            "<article><h2><a href=/a/>A</a></h2><time datetime=2026-01-05></time></article>",
            "<article><a href=/a/><h2>A</h2></a><time datetime=2026-01-05></time></article>",
        ] {
            assert_eq!(read(html).reads_as, ReadsAs::Linked("/a/".to_owned()));
        }
    }

    #[test]
    fn hostile_pages_take_no_time() {
        let large = 1 << 20;
        for piece in
            ["<h1>", "<article>", "<time ", "<a b=c ", "<!--", "<title>", "&", "<script type=application/ld+json>["]
        {
            read(&piece.repeat(large / piece.len()));
        }
    }
}
