//! The page that shows people what they can subscribe to: plain HTML with its style in it, no script
//! and nothing loaded from elsewhere, readable on any screen, light or dark.
//!
//! Its own words are English or, for a site in Chinese, Chinese; texts in another language are
//! marked as such.

use std::fmt::Write as _;

use chrono_tz::Tz;

use super::{DocumentType, GENERATOR, Listing, channel_name, mailto, one_line, vcard};
use crate::feed::{Channel, Contact, ContentMode, Email, Organization, PlainText, WebUrl};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The site's title.
    pub title: &'a PlainText,
    /// What the site is about.
    pub description: Option<&'a PlainText>,
    /// The site.
    pub home: &'a WebUrl,
    /// The site's language, a BCP 47 tag.
    pub language: &'a str,
    /// The site's zone: days are shown as they were there.
    pub zone: Tz,
    /// The company that publishes.
    pub organization: Option<&'a Organization>,
    /// The company's vCard.
    pub vcard: Option<&'a WebUrl>,
    /// The list of feeds.
    pub opml: Option<&'a WebUrl>,
    /// The feeds, in the order in which they are shown; those without a document are left out.
    pub feeds: &'a [Listing],
}

const STYLE: &str = "
:root { color-scheme: light dark; --text: #1d1d1f; --dim: #5f6368; --back: #fdfdfc; --card: #f3f3f0; --line: #dcdcd7; --link: #0b57a4 }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8e8e6; --dim: #a3a6ab; --back: #161719; --card: #1f2124; --line: #34373b; --link: #8ab8f0 }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 46rem; background: var(--back); color: var(--text);
  font: 1.0625rem/1.6 system-ui, -apple-system, \"Segoe UI\", \"Noto Sans\", \"PingFang SC\", \"Noto Sans CJK SC\", \"Microsoft YaHei\", sans-serif;
  overflow-wrap: anywhere }
a { color: var(--link); text-underline-offset: .15em }
h1 { margin: 0 0 .25rem; font-size: 1.9rem; line-height: 1.25 }
h1 a { color: inherit; text-decoration: none }
h1 a:hover { text-decoration: underline }
h2 { margin: 0; font-size: 1.25rem; line-height: 1.35 }
details { margin-top: 1rem }
details > summary { width: fit-content; font-size: .875rem; font-weight: 600; color: var(--dim); cursor: pointer }
p { margin: .5rem 0 }
.dim, time { color: var(--dim) }
section { margin: 1.5rem 0; padding: 1.25rem 1.5rem 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0 0 }
dt { color: var(--dim) }
dd { margin: 0 }
code { font: .9375em ui-monospace, \"SF Mono\", Menlo, Consolas, monospace; user-select: all }
ul { margin: .25rem 0 0; padding: 0; list-style: none }
li { display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; padding: .2rem 0 }
time { font-variant-numeric: tabular-nums }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--dim); font-size: .9375rem }
@media (max-width: 34rem) {
  section { padding: 1rem 1.1rem 1.25rem }
  dl, li { grid-template-columns: 1fr }
  dl { gap: 0 }
  dd { margin-bottom: .5rem }
  time { font-size: .875rem }
}
";

/// The page's own words in one language.
struct PageWords {
    language: &'static str,
    feeds: &'static str,
    how: &'static str,
    all: &'static str,
    full: &'static str,
    summary: &'static str,
    newest: &'static str,
    empty: &'static str,
    contact: &'static str,
    card: &'static str,
    email: &'static str,
    phone: &'static str,
    fax: &'static str,
    address: &'static str,
    website: &'static str,
    made_by: &'static str,
}

const ENGLISH: PageWords = PageWords {
    language: "en",
    feeds: "Feeds",
    how: "To subscribe, copy an address below into a feed reader. New articles then arrive there by themselves, \
          without an account and without e-mail.",
    all: "All feeds at once, for import (OPML)",
    full: "Carries whole articles.",
    summary: "Carries summaries.",
    newest: "Newest",
    empty: "Nothing has been published here yet.",
    contact: "Contact",
    card: "Address card (vCard)",
    email: "E-mail",
    phone: "Phone",
    fax: "Fax",
    address: "Address",
    website: "Website",
    made_by: "Made by",
};

const CHINESE: PageWords = PageWords {
    language: "zh",
    feeds: "订阅",
    how: "将下面的地址复制到任意阅读器即可订阅，新文章会自动送达，无需注册，也无需邮箱。",
    all: "一次导入全部订阅 (OPML)",
    full: "包含全文。",
    summary: "包含摘要。",
    newest: "最新文章",
    empty: "暂无文章。",
    contact: "联系方式",
    card: "电子名片 (vCard)",
    email: "邮箱",
    phone: "电话",
    fax: "传真",
    address: "地址",
    website: "网站",
    made_by: "生成工具：",
};

/// The line by which a page says that there is a feed: `<link rel="alternate" ...>`. `language` is named where it is
/// another than that of the page.
///
/// ```
/// use tidings::feed::WebUrl;
/// use tidings::format::DocumentType;
/// use tidings::format::page::alternate_link;
///
/// let url = WebUrl::parse("https://acme.example/feeds/rss.xml").unwrap();
/// assert_eq!(
///     alternate_link(DocumentType::Rss, "Nuts & bolts", Some("de"), &url),
///     "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Nuts &amp; bolts\" hreflang=\"de\" \
///      href=\"https://acme.example/feeds/rss.xml\">"
/// );
/// ```
#[must_use]
pub fn alternate_link(kind: DocumentType, title: &str, language: Option<&str>, url: &WebUrl) -> String {
    let language = language.map(|tag| format!(" hreflang=\"{}\"", escape(tag))).unwrap_or_default();
    let (media, title, href) = (kind.media_type(), escape(title), escape(url.as_str()));
    format!("<link rel=\"alternate\" type=\"{media}\" title=\"{title}\"{language} href=\"{href}\">")
}

/// The page as an HTML document.
///
/// ```
/// use tidings::feed::{PlainText, WebUrl};
/// use tidings::format::page::{self, Page};
///
/// let page = Page {
///     title: &PlainText::new("Acme News").unwrap(),
///     description: None,
///     home: &WebUrl::parse("https://acme.example/").unwrap(),
///     language: "en",
///     zone: "UTC".parse().unwrap(),
///     organization: None,
///     vcard: None,
///     opml: None,
///     feeds: &[],
/// };
/// assert!(page::document(&page).starts_with("<!DOCTYPE html>"));
/// ```
#[must_use]
pub fn document(page: &Page<'_>) -> String {
    let words = if primary(page.language) == "zh" { &CHINESE } else { &ENGLISH };
    // The site's own tag where the words are in its language too (`zh-Hant` is more than `zh`).
    let language = if primary(page.language) == words.language { page.language } else { words.language };
    let foreign = if primary(page.language) == words.language { String::new() } else { lang(page.language) };
    let title = escape(page.title.as_str());
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{GENERATOR}\">\n<title>{} – {title}</title>\n",
        escape(&one_line(language)),
        words.feeds
    );
    if let Some(icon) = page.organization.and_then(|company| company.icon.as_ref()) {
        line(&mut html, format_args!("<link rel=\"icon\" href=\"{}\">", escape(icon.as_str())));
    }
    let feeds = || page.feeds.iter().filter(|feed| !feed.documents.is_empty());
    for feed in feeds() {
        for (format, url) in &feed.documents {
            let kind = DocumentType::from(*format);
            let title = format!("{} ({})", feed.title, kind.name());
            line(&mut html, format_args!("{}", alternate_link(kind, &title, None, url)));
        }
    }
    line(&mut html, format_args!("<style>{STYLE}</style>\n</head>\n<body>\n<header>"));
    line(&mut html, format_args!("<h1{foreign}><a href=\"{}\">{title}</a></h1>", escape(page.home.as_str())));
    if let Some(description) = page.description {
        line(&mut html, format_args!("<p{foreign}>{}</p>", escape(description.as_str())));
    }
    line(&mut html, format_args!("<p class=\"dim\">{}</p>", words.how));
    if let Some(url) = page.opml {
        line(&mut html, format_args!("<p><a href=\"{}\">{}</a></p>", escape(url.as_str()), words.all));
    }
    line(&mut html, format_args!("</header>\n<main>"));
    let mut fold = Fold::Open;
    for feed in feeds() {
        write_feed(&mut html, words, language, page, feed, std::mem::replace(&mut fold, Fold::Closed));
    }
    if let Some(organization) = page.organization {
        write_contact(&mut html, words, &foreign, organization, page.vcard);
    }
    line(&mut html, format_args!("</main>\n<footer>"));
    if let Some(rights) = page.organization.and_then(|company| company.rights.as_ref()) {
        line(&mut html, format_args!("<p{foreign}>{}</p>", escape(rights.as_str())));
    }
    line(&mut html, format_args!("<p>{} {GENERATOR}</p>\n</footer>\n</body>\n</html>", words.made_by));
    html
}

/// Whether the newest entries of a feed are shown at once: only those of the first, or a site with a
/// feed for each tag is all repetition.
#[derive(Clone, Copy)]
enum Fold {
    Open,
    Closed,
}

fn write_feed(html: &mut String, words: &PageWords, page_language: &str, page: &Page<'_>, feed: &Listing, fold: Fold) {
    let foreign = if feed.language == page_language { String::new() } else { lang(&feed.language) };
    let carries = match feed.content {
        ContentMode::Full => words.full,
        ContentMode::Summary => words.summary,
    };
    line(html, format_args!("<section>\n<h2{foreign}>{}</h2>", escape(feed.title.as_str())));
    if page.description != Some(&feed.description) {
        line(html, format_args!("<p{foreign}>{}</p>", escape(feed.description.as_str())));
    }
    line(html, format_args!("<p class=\"dim\">{carries}</p>\n<dl>"));
    for (format, url) in &feed.documents {
        let (name, url) = (DocumentType::from(*format).name(), escape(url.as_str()));
        // A long address breaks behind a slash.
        let shown = url.replace("://", "\u{1}").replace('/', "/<wbr/>").replace('\u{1}', "://");
        line(html, format_args!("<dt>{name}</dt><dd><a href=\"{url}\"><code>{shown}</code></a></dd>"));
    }
    line(html, format_args!("</dl>"));
    if feed.newest.is_empty() {
        line(html, format_args!("<p class=\"dim\">{}</p>\n</section>", words.empty));
        return;
    }
    let open = match fold {
        Fold::Open => " open=\"\"",
        Fold::Closed => "",
    };
    line(html, format_args!("<details{open}>\n<summary>{}</summary>\n<ul>", words.newest));
    for entry in &feed.newest {
        let own = entry.language.as_deref().map_or_else(|| foreign.clone(), lang);
        line(
            html,
            format_args!(
                "<li><time datetime=\"{}\">{}</time> <a{own} href=\"{}\">{}</a></li>",
                entry.published,
                entry.published.utc().with_timezone(&page.zone).format("%Y-%m-%d"),
                escape(entry.url.as_str()),
                escape(entry.title.as_str())
            ),
        );
    }
    line(html, format_args!("</ul>\n</details>\n</section>"));
}

fn write_contact(
    html: &mut String,
    words: &PageWords,
    foreign: &str,
    organization: &Organization,
    vcard: Option<&WebUrl>,
) {
    line(html, format_args!("<section>\n<h2>{}</h2>", words.contact));
    let name = escape(organization.name.as_str());
    match &organization.url {
        Some(url) => line(html, format_args!("<p{foreign}><a href=\"{}\">{name}</a></p>", escape(url.as_str()))),
        None => line(html, format_args!("<p{foreign}>{name}</p>")),
    }
    if organization.email.is_some() || !organization.contacts.is_empty() {
        line(html, format_args!("<dl>"));
        if let Some(email) = &organization.email {
            row(html, words.email, Some(&mailto(email)), email.as_str());
        }
        for contact in &organization.contacts {
            let (name, url) = way(words, contact);
            row(html, &name, url.as_deref(), contact.value.as_str());
        }
        line(html, format_args!("</dl>"));
    }
    if let Some(card) = vcard {
        line(html, format_args!("<p><a href=\"{}\">{}</a></p>", escape(card.as_str()), words.card));
    }
    line(html, format_args!("</section>"));
}

fn row(html: &mut String, name: &str, url: Option<&str>, value: &str) {
    let (name, value) = (escape(name), escape(value));
    match url {
        Some(url) => line(html, format_args!("<dt>{name}</dt><dd><a href=\"{}\">{value}</a></dd>", escape(url))),
        None => line(html, format_args!("<dt>{name}</dt><dd>{value}</dd>")),
    }
}

/// What a contact is called, and where it leads.
fn way(words: &PageWords, contact: &Contact) -> (String, Option<String>) {
    let value = contact.value.as_str();
    match &contact.channel {
        Channel::Phone => (words.phone.to_owned(), vcard::telephone_uri(value)),
        Channel::Fax => (words.fax.to_owned(), None),
        Channel::Address => (words.address.to_owned(), None),
        Channel::Email => (words.email.to_owned(), Email::parse(value).as_ref().map(mailto)),
        Channel::Website => (words.website.to_owned(), web(value)),
        Channel::Other(name) => (channel_name(name), web(value)),
    }
}

/// A web address and no other scheme: the value is a person's text.
fn web(value: &str) -> Option<String> {
    WebUrl::parse(value).map(|url| url.to_string())
}

fn lang(language: &str) -> String {
    format!(" lang=\"{}\"", escape(&one_line(language)))
}

fn primary(language: &str) -> String {
    language.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

fn line(html: &mut String, arguments: std::fmt::Arguments<'_>) {
    html.write_fmt(arguments).expect("writing to memory does not fail");
    html.push('\n');
}

/// Text or an attribute's value, escaped.
fn escape(text: &str) -> String {
    quick_xml::escape::escape(text).replace("&apos;", "&#39;")
}
