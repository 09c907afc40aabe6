//! Pieces of text within blocks: bare addresses, emoji names, comments.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

use crate::text::html::address::{ResolvedAddress, Use};
use crate::text::html::{HtmlRules, escape_text, push_link};
use crate::text::inline::push_with_emoji;
use crate::text::sentence::is_wide;

/// Text, with emoji names as characters where the site has them so.
pub(crate) fn write_text(out: &mut String, text: &str, rules: &HtmlRules<'_>) {
    if rules.dialect.emoji && memchr(b':', text.as_bytes()).is_some() {
        let mut with_emoji = String::with_capacity(text.len());
        push_with_emoji(&mut with_emoji, text);
        escape_text(out, &with_emoji);
    } else {
        escape_text(out, text);
    }
}

/// Text whose bare addresses become links (GFM, extended autolinks).
pub(crate) fn write_linked(out: &mut String, text: &str, rules: &HtmlRules<'_>) {
    let bytes = text.as_bytes();
    let may_link = memchr2(b':', b'@', bytes).is_some() && (text.contains("://") || memchr(b'@', bytes).is_some());
    if !may_link && memmem::find(bytes, b"www.").is_none() {
        write_text(out, text, rules);
        return;
    }
    let mut finder = linkify::LinkFinder::new();
    finder.url_must_have_scheme(false).url_can_be_iri(false);
    for span in finder.spans(text) {
        let (mut piece, mut rest) = (span.as_str(), "");
        let address = match span.kind() {
            Some(linkify::LinkKind::Url)
                if piece.starts_with("http://") || piece.starts_with("https://") || piece.starts_with("www.") =>
            {
                Some(piece.to_owned())
            }
            Some(linkify::LinkKind::Email) => {
                let (before, mail, after) = without_neighbours(piece);
                write_text(out, before, rules);
                (piece, rest) = (mail, after);
                Some(format!("mailto:{mail}"))
            }
            _ => None,
        };
        let url = address.map(|address| rules.base.resolve(&address, Use::Link));
        match url {
            Some(ResolvedAddress::Url(url)) => push_link(out, url.as_str(), piece),
            _ => write_text(out, piece, rules),
        }
        write_text(out, rest, rules);
    }
}

/// Where a script has no blanks between words, those beside an address are no part of it:
/// `请发邮件至press@acme.example索取`.
fn without_neighbours(mail: &str) -> (&str, &str, &str) {
    let at = mail.find('@').unwrap_or(mail.len());
    let start = mail[..at].char_indices().rev().find(|(_, c)| is_wide(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    let end = mail[at..].char_indices().find(|(_, c)| is_wide(*c)).map_or(mail.len(), |(end, _)| at + end);
    let end = end - (mail[at..end].len() - mail[at..end].trim_end_matches(['.', '-']).len());
    (&mail[..start], &mail[start..end], &mail[end..])
}

/// HTML without its comments, and whether one of them was the mark after the teaser.
pub(crate) fn without_comments(html: &str) -> (Cow<'_, str>, bool) {
    if memmem::find(html.as_bytes(), b"<!--").is_none() {
        return (Cow::Borrowed(html), false);
    }
    let mut kept = String::new();
    let mut more = false;
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        let Some(length) = rest[start + 4..].find("-->") else { break };
        kept.push_str(&rest[..start]);
        more |= is_more_mark(&rest[start + 4..start + 4 + length]);
        rest = &rest[start + 4 + length + 3..];
    }
    kept.push_str(rest);
    (Cow::Owned(kept), more)
}

/// Whether a comment parts the teaser from the rest: `more`, `truncate`, `TEASER_END`.
pub(crate) fn is_more_mark(comment: &str) -> bool {
    let comment = comment.trim().to_ascii_lowercase();
    let word = comment.split([' ', ':']).next().unwrap_or("");
    matches!(word, "more" | "truncate" | "teaser_end" | "readmore" | "read-more") && comment.len() < 60
}
