//! A stylesheet for documents in XML, so that a person who opens one in a browser sees what it is: a line that says so and
//! leads to the page for people, then the entries with their dates and summaries.
//!
//! CSS and not XSLT, which browsers take out. CSS makes no link, so the page's address is shown in full; nor does it
//! read escaped HTML, so what is HTML stays hidden and summaries, which are text, are shown.

use super::one_line;
use super::page::words::PageWords;
use super::xml::attribute;
use crate::feed::{PlainText, WebUrl};

/// The rules that are the same for every site.
const RULES: &str = include_str!("style/feed.css");

/// What the stylesheet says of the site.
#[derive(Clone, Debug)]
pub struct Style<'a> {
    /// The site's title.
    pub title: &'a PlainText,
    /// The site's language, a BCP 47 tag.
    pub language: &'a str,
    /// The page for people, where there is one.
    pub page: Option<&'a WebUrl>,
}

/// The stylesheet.
///
/// ```
/// use tidings::feed::PlainText;
/// use tidings::format::style::{self, Style};
///
/// let title = PlainText::new("Acme \"News\"").unwrap();
/// let css = style::document(&Style { title: &title, language: "en", page: None });
/// assert!(css.starts_with("@charset \"utf-8\";") && css.contains("Acme \\22 News\\22 "));
/// ```
#[must_use]
pub fn document(style: &Style<'_>) -> String {
    let words = PageWords::of(style.language);
    let said = |of: &str| match style.page {
        Some(page) => quoted(&format!("{of}\n{} {page}", words.more)),
        None => quoted(of),
    };
    let rules = RULES.replace("\"{said}\"", &said(words.document)).replace("\"{list}\"", &said(words.list));
    // Last: what a title says is no place of ours.
    rules.replace("\"{title}\"", &quoted(style.title.as_str()))
}

/// The document with the stylesheet at this address (`xml-stylesheet`, W3C Recommendation of 2010), straight behind the
/// declaration: the root stays within the first 512 bytes, by which some validators know what a document is.
///
/// ```
/// use tidings::format::style::linked;
///
/// let xml = linked("<?xml version=\"1.0\"?><rss/>".to_owned(), "/feeds/style.css");
/// assert_eq!(xml, "<?xml version=\"1.0\"?>\n<?xml-stylesheet type=\"text/css\" href=\"/feeds/style.css\"?><rss/>");
/// assert_eq!(linked("{}".to_owned(), "/feeds/style.css"), "{}");
/// ```
#[must_use]
pub fn linked(mut document: String, href: &str) -> String {
    let declared = document.starts_with("<?xml ");
    if let Some(end) = document.find("?>").filter(|_| declared) {
        let link = format!("\n<?xml-stylesheet type=\"text/css\" href=\"{}\"?>", attribute(href));
        document.insert_str(end + "?>".len(), &link);
    }
    document
}

/// A string of CSS (CSS Syntax level 3, 4.3.5); a line break is `\a`, which `white-space: pre-line` shows.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for line in text.split('\n').map(one_line) {
        if quoted.len() > 1 {
            quoted.push_str("\\a ");
        }
        for c in line.chars() {
            match c {
                '"' => quoted.push_str("\\22 "),
                '\\' => quoted.push_str("\\5c "),
                c => quoted.push(c),
            }
        }
    }
    quoted.push('"');
    quoted
}
