//! The page that shows people what they can subscribe to: plain HTML with its style in it, whole without its small
//! script, and nothing loaded from elsewhere, readable on any screen, light or dark.
//!
//! Its own words are English or, for a site in Chinese, Chinese; texts in another language are
//! marked as such.

pub(super) mod words;

use std::collections::HashSet;
use std::fmt::Write as _;

use chrono_tz::Tz;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use self::words::{PageWords, is_right_to_left, own_name, primary};
use super::{DocumentType, Family, FamilyKind, GENERATOR, Listing, channel_name, mailto, one_line, vcard};
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

/// The page's own style, and its script, which only adds buttons that copy: without it nothing is missing.
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");

/// What the page may load and run (CSP level 3): its own style and script by their sums, pictures, and nothing else.
/// `tests/page.rs` says what the sums are after a change of either.
const POLICY: &str = "default-src 'none'; style-src 'sha256-U4m8FmYPRt/1mj4kgALDtU16o5ETp+z6Mz0BO4oTuP8='; script-src 'sha256-kGVHuokmgMZ+ST2qLmlHz+h7gUMOqxfYEJ2gdDU+v7U='; img-src https: http: data:; base-uri 'none'; form-action 'none'";

/// Readers on the web, and what the address of a feed is put behind. Sources: Feedbin's help (`how-to-subscribe`), the
/// page of "goodies" in NewsBlur's own source; Feedly, Inoreader and The Old Reader as the subscription extension of
/// Chrome and today's pages have them.
const READERS: [(&str, &str); 5] = [
    ("Feedly", "https://feedly.com/i/subscription/feed/"),
    ("Inoreader", "https://www.inoreader.com/?add_feed="),
    ("NewsBlur", "https://www.newsblur.com/?url="),
    ("The Old Reader", "https://theoldreader.com/feeds/subscribe?url="),
    ("Feedbin", "https://feedbin.com/?subscribe="),
];

/// What stands as it is in a query (RFC 3986, 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

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
    let words = PageWords::of(page.language);
    // The site's own tag where the words are in its language too (`zh-Hant` is more than `zh`).
    let own = primary(page.language) == words.language;
    let language = if own { page.language } else { words.language };
    let foreign = if own { String::new() } else { lang(page.language) };
    let mut html = String::new();
    write_head(&mut html, words, language, page);
    line(&mut html, format_args!("<body data-copied=\"{}\">\n<header>", words.copied));
    let title = escape(page.title.as_str());
    line(&mut html, format_args!("<h1{foreign}><a href=\"{}\">{title}</a></h1>", escape(page.home.as_str())));
    if let Some(description) = page.description {
        line(&mut html, format_args!("<p{foreign}>{}</p>", escape(description.as_str())));
    }
    line(&mut html, format_args!("<p>{}</p>\n<p class=\"dim\">{}</p>", words.what, words.how));
    if let Some(url) = page.opml {
        line(&mut html, format_args!("<p><a href=\"{}\">{}</a></p>", escape(url.as_str()), words.all));
    }
    line(&mut html, format_args!("</header>\n<main>"));
    let mut fold = Fold::Open;
    let mut families = HashSet::new();
    for feed in shown(page) {
        match &feed.family {
            None => write_feed(&mut html, words, language, page, feed, std::mem::replace(&mut fold, Fold::Closed)),
            Some(family) if families.insert(&family.of) => write_family(&mut html, words, language, page, family),
            Some(_) => {}
        }
    }
    if let Some(organization) = page.organization {
        write_contact(&mut html, words, &foreign, organization, page.vcard);
    }
    line(&mut html, format_args!("</main>\n<footer>"));
    if let Some(rights) = page.organization.and_then(|company| company.rights.as_ref()) {
        line(&mut html, format_args!("<p{foreign}>{}</p>", escape(rights.as_str())));
    }
    line(&mut html, format_args!("<p>{} {GENERATOR}</p>\n</footer>", words.made_by));
    line(&mut html, format_args!("<p id=\"said\" role=\"status\"></p>\n<script>{SCRIPT}</script>\n</body>\n</html>"));
    html
}

/// The feeds that have a document.
fn shown<'a>(page: &Page<'a>) -> impl Iterator<Item = &'a Listing> {
    page.feeds.iter().filter(|feed| !feed.documents.is_empty())
}

fn write_head(html: &mut String, words: &PageWords, language: &str, page: &Page<'_>) {
    line(
        html,
        format_args!(
            "<!DOCTYPE html>\n<html{}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"{GENERATOR}\">\n<title>{} – {}</title>",
            lang(language),
            words.feeds,
            escape(page.title.as_str())
        ),
    );
    if let Some(icon) = page.organization.and_then(|company| company.icon.as_ref()) {
        line(html, format_args!("<link rel=\"icon\" href=\"{}\">", escape(icon.as_str())));
    }
    for feed in shown(page) {
        // Feeds of one family of languages are each other's alternates, the one in the page's language too.
        let is_one_of_several = feed.family.as_ref().is_some_and(|family| family.kind == FamilyKind::Language);
        let tag = Some(feed.language.as_str()).filter(|tag| is_one_of_several || *tag != page.language);
        for (format, url) in &feed.documents {
            let kind = DocumentType::from(*format);
            let title = format!("{} ({})", feed.title, kind.name());
            line(html, format_args!("{}", alternate_link(kind, &title, tag, url)));
        }
    }
    line(html, format_args!("<style>{STYLE}</style>\n</head>"));
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
    line(html, format_args!("<section>\n<h2{foreign}>{}</h2>{}", escape(feed.title.as_str()), tongue(&feed.language)));
    if page.description != Some(&feed.description) {
        line(html, format_args!("<p{foreign}>{}</p>", escape(feed.description.as_str())));
    }
    line(html, format_args!("<p class=\"dim\">{carries}</p>\n<dl>"));
    for (format, url) in &feed.documents {
        let name = DocumentType::from(*format).name();
        let href = escape(url.as_str());
        // A long address breaks behind a slash.
        let shown = href.replace("://", "\u{1}").replace('/', "/<wbr/>").replace('\u{1}', "://");
        let button = copy_button(words, feed, name, url);
        line(html, format_args!("<dt>{name}</dt><dd><a href=\"{href}\"><code>{shown}</code></a>{button}</dd>"));
    }
    line(html, format_args!("</dl>"));
    if let Some((_, url)) = feed.documents.iter().min_by_key(|(format, _)| *format) {
        write_readers(html, words, url);
    }
    if feed.newest.is_empty() {
        line(html, format_args!("<p class=\"dim\">{}</p>\n</section>", words.empty));
        return;
    }
    let open = match fold {
        Fold::Open => " open=\"\"",
        Fold::Closed => "",
    };
    line(html, format_args!("<details{open}>\n<summary>{}</summary>\n<ul class=\"newest\">", words.newest));
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

/// Buttons that open the feed in readers on the web. They are told nothing of where their visitor comes from.
fn write_readers(html: &mut String, words: &PageWords, url: &WebUrl) {
    let encoded = utf8_percent_encode(url.as_str(), ENCODED).to_string();
    line(html, format_args!("<p class=\"readers\"><span class=\"dim\">{}</span>", words.subscribe));
    for (name, before) in READERS {
        line(html, format_args!("<a rel=\"noreferrer\" href=\"{}\">{name}</a>", escape(&format!("{before}{encoded}"))));
    }
    line(html, format_args!("</p>"));
}

/// A feed a value, folded, for there may be hundreds; a family of languages is not, for one of them is the visitor's.
fn write_family(html: &mut String, words: &PageWords, page_language: &str, page: &Page<'_>, family: &Family) {
    let members: Vec<&Listing> =
        shown(page).filter(|feed| feed.family.as_ref().is_some_and(|one| one.of == family.of)).collect();
    let open = if family.kind == FamilyKind::Language { " open=\"\"" } else { "" };
    let (name, count) = (words.family(family.kind), members.len());
    line(html, format_args!("<details class=\"family\"{open}>\n<summary><h2>{name}</h2> ({count})</summary>\n<ul>"));
    for feed in members {
        let foreign = if feed.language == page_language { String::new() } else { lang(&feed.language) };
        let title = escape(feed.title.as_str());
        line(html, format_args!("<li><h3{foreign}>{title}</h3>{}<br/>", tongue(&feed.language)));
        for (format, url) in &feed.documents {
            let name = DocumentType::from(*format).name();
            line(html, format_args!("<a href=\"{}\">{name}</a>", escape(url.as_str())));
        }
        if let Some((format, url)) = feed.documents.iter().min_by_key(|(format, _)| *format) {
            let button = copy_button(words, feed, DocumentType::from(*format).name(), url);
            line(html, format_args!("<code>{}</code>{button}", escape(url.as_str())));
        }
        line(html, format_args!("</li>"));
    }
    line(html, format_args!("</ul>\n</details>"));
}

/// The button that copies an address; the script shows it, for without the script it would do nothing.
fn copy_button(words: &PageWords, feed: &Listing, format: &str, url: &WebUrl) -> String {
    let label = escape(&format!("{}: {} ({format})", words.copy, feed.title));
    let url = escape(url.as_str());
    let copy = words.copy;
    format!("<button type=\"button\" hidden=\"\" data-copy=\"{url}\" aria-label=\"{label}\">{copy}</button>")
}

/// The language of a feed, by its own name where that is known.
fn tongue(language: &str) -> String {
    let shown = own_name(language).map_or_else(|| escape(&one_line(language)), str::to_owned);
    format!("<span class=\"tongue\"{}>{shown}</span>", lang(language))
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
    let direction = if is_right_to_left(language) { " dir=\"rtl\"" } else { "" };
    format!(" lang=\"{}\"{direction}", escape(&one_line(language)))
}

fn line(html: &mut String, arguments: std::fmt::Arguments<'_>) {
    html.write_fmt(arguments).expect("writing to memory does not fail");
    html.push('\n');
}

/// Text or an attribute's value, escaped.
fn escape(text: &str) -> String {
    quick_xml::escape::escape(text).replace("&apos;", "&#39;")
}
