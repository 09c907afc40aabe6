//! What a feed makes of an entry for its own documents: where its link leads, and what stands before and behind its text.

use std::borrow::Cow;
use std::fmt::Write;

use url::Url;

use crate::config::{Config, FeedConfig};
use crate::feed::{Entry, LinkTo, SafeHtml, WebUrl};
use crate::text::Dialect;
use crate::text::html::address::{Base, Links};
use crate::text::html::{self, HtmlRules, escape_text, push_link};

/// How a feed shows its entries. Two feeds of one dress share what is written of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dress {
    site: Url,
    link_to: Option<LinkTo>,
    header: Option<String>,
    footer: Option<String>,
}

impl Dress {
    /// That of a feed.
    #[must_use]
    pub fn of(feed: &FeedConfig, config: &Config) -> Self {
        Self {
            site: config.site.base.clone(),
            link_to: feed.link_to.or(config.site.link_to),
            header: feed.header.clone(),
            footer: feed.footer.clone(),
        }
    }

    /// That of entries outside of a feed's documents.
    #[must_use]
    pub fn of_site(config: &Config) -> Self {
        Self { site: config.site.base.clone(), link_to: config.site.link_to, header: None, footer: None }
    }

    /// The entry as the feed shows it. Its id, its dates and its summary stay.
    #[must_use]
    pub fn put_on<'a>(&self, entry: &'a Entry) -> Cow<'a, Entry> {
        let own = entry.carried().link_to;
        let is_around = self.header.is_some() || self.footer.is_some();
        if !is_around && (entry.external_url.is_none() || own.or(self.link_to).is_none()) {
            return Cow::Borrowed(entry);
        }
        let mut dressed = entry.clone();
        if entry.external_url.is_some() {
            // Text that is not the article's is no reason to lead to its page.
            let bare = is_around && entry.content.is_none();
            let link_to = own.or(self.link_to).or(bare.then_some(LinkTo::External));
            dressed.carried.get_or_insert_default().link_to = link_to;
        }
        let mut parts = Vec::new();
        parts.extend(self.header.as_deref().map(|header| self.filled(header, entry)));
        match (&entry.content, &entry.summary) {
            (Some(content), _) => {
                parts.push(content.as_str().to_owned());
                if dressed.link() != &dressed.url {
                    parts.push(permalink(&dressed));
                }
            }
            // A summary that stands alone is not to vanish behind what is about it.
            (None, Some(summary)) if is_around => parts.push(SafeHtml::from_text(summary.as_str()).as_str().to_owned()),
            (None, _) => {}
        }
        parts.extend(self.footer.as_deref().map(|footer| self.filled(footer, entry)));
        parts.retain(|part| !part.trim().is_empty());
        if !parts.is_empty() {
            // Each of them is safe and balanced, and so are they together.
            dressed.content = Some(SafeHtml::from_sanitised(parts.join("\n")));
        }
        Cow::Owned(dressed)
    }

    /// A header or a footer with the entry's fields, made safe as any HTML of the site.
    fn filled(&self, pattern: &str, entry: &Entry) -> String {
        let page = entry.url.to_url();
        let base = Base { page: &page, site: &self.site, file: "", links: &NoLinks };
        let rules = HtmlRules { base, id_prefix: "\u{0}", dialect: Dialect::UNKNOWN };
        html::sanitise(&fill(pattern, |name| field(name, entry)), &rules).map(|clean| clean.html).unwrap_or_default()
    }
}

/// What stands beside the site's pages is not known here.
struct NoLinks;

impl Links for NoLinks {
    fn article(&self, _from: &str, _target: &str) -> Option<WebUrl> {
        None
    }
}

/// The paragraph that leads to the entry's own page.
fn permalink(entry: &Entry) -> String {
    let mut paragraph = String::from("<p>");
    push_link(&mut paragraph, entry.url.as_str(), "Permalink");
    paragraph + "</p>"
}

fn field(name: &str, entry: &Entry) -> Option<String> {
    let author = entry.authors.first();
    Some(match name {
        "title" => entry.title.to_string(),
        "url" => entry.url.to_string(),
        "external_url" => entry.external_url.as_ref().map(WebUrl::to_string).unwrap_or_default(),
        "author" => author.map(|author| author.name.to_string()).unwrap_or_default(),
        "email" => {
            author.and_then(|author| author.email.as_ref()).map(|mail| mail.as_str().to_owned()).unwrap_or_default()
        }
        "date" => entry.published.day(),
        "id" => entry.id.to_string(),
        _ => return None,
    })
}

/// A part of an address: only what is unreserved stands for itself (RFC 3986, 2.3).
fn push_encoded(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            // And what a query may hold, and an address of mail is read by.
            b'-' | b'.' | b'_' | b'~' | b'@' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// Where in HTML a field stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Between tags.
    Text,
    /// In a tag, outside of a value.
    Tag,
    /// In a value, which ends with this quote, or with a blank; whether it is an address.
    Value(Option<char>, bool),
}

/// Fills the fields of a pattern of HTML, each escaped as its place asks for: as text between tags; in a value as such; and in an
/// address behind its beginning as a part of it, so that a title with `&` or `?` stays one (`mailto:…?subject={title}`).
fn fill(pattern: &str, field: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(pattern.len() + 64);
    let mut within = Within::Text;
    // Where the name of the attribute before the value begins, and where the value does, in `out`.
    let (mut name_at, mut value_at) = (0, 0);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if c == '{'
            && let Some((name, after)) = rest[1..].split_once('}')
            && let Some(value) = field(name)
        {
            if let Within::Value(_, true) = within
                && value_at < out.len()
            {
                push_encoded(&mut out, &value);
            } else {
                let mut escaped = String::new();
                escape_text(&mut escaped, &value);
                out.push_str(&escaped.replace('"', "&quot;").replace('\'', "&#39;"));
            }
            rest = after;
            continue;
        }
        within = match (within, c) {
            (Within::Text, '<') if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => Within::Tag,
            (Within::Tag, '>') => Within::Text,
            (Within::Tag, '=') => {
                let name = out[name_at.min(out.len())..].trim();
                let is_address = ["href", "src", "cite"].iter().any(|known| name.eq_ignore_ascii_case(known));
                let quote = rest[1..].chars().next().filter(|c| matches!(c, '"' | '\''));
                out.push(c);
                out.extend(quote);
                rest = &rest[1 + quote.map_or(0, char::len_utf8)..];
                value_at = out.len();
                within = Within::Value(quote, is_address);
                continue;
            }
            (Within::Value(Some(quote), _), c) if c == quote => Within::Tag,
            (Within::Value(None, _), c) if c.is_ascii_whitespace() => Within::Tag,
            (Within::Value(None, _), '>') => Within::Text,
            (same, _) => same,
        };
        out.push(c);
        if within == Within::Tag && (c.is_ascii_whitespace() || c == '"' || c == '\'') {
            name_at = out.len();
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_field_is_escaped_as_its_place_asks_for() {
        let field = |name: &str| match name {
            "title" => Some("A & \"B\"?<b>".to_owned()),
            "url" => Some("https://acme.example/?a=1&b=2".to_owned()),
            _ => None,
        };
        for (pattern, filled) in [
            ("<p>{title}</p>", "<p>A &amp; &quot;B&quot;?&lt;b&gt;</p>"),
            ("<a href=\"{url}#c\">x</a>", "<a href=\"https://acme.example/?a=1&amp;b=2#c\">x</a>"),
            (
                "<a href=\"mailto:a@b.example?subject=Re: {title}&body={url}\">x</a>",
                "<a href=\"mailto:a@b.example?subject=Re: A%20%26%20%22B%22%3F%3Cb%3E&body=https%3A%2F%2Facme.example%2F%3Fa%3D1%26b%3D2\">x</a>",
            ),
            (
                "<a title='{title}' href=x{title}>",
                "<a title='A &amp; &quot;B&quot;?&lt;b&gt;' href=xA%20%26%20%22B%22%3F%3Cb%3E>",
            ),
            ("1 < 2 {title} {other} {", "1 < 2 A &amp; &quot;B&quot;?&lt;b&gt; {other} {"),
        ] {
            assert_eq!(fill(pattern, field), filled);
        }
    }
}
