//! What feeds and entries carry beside what all have: licences, text around entries, other vocabularies, new addresses.

use std::collections::BTreeMap;

use super::raw_values::Spanned;

use super::feeds::fields;
use super::raw::RawText;
use super::reader::ValueReader;
use super::{AROUND_FIELDS, Each};
use crate::feed::{WebUrl, is_prefix, license_url};

/// The prefixes that documents of ours use, and what they stand for there: an element of the front matter may be of these
/// vocabularies, but no other one may have their names.
const OURS: [(&str, &str); 12] = [
    ("at", "http://purl.org/atompub/tombstones/1.0"),
    ("atom", "http://www.w3.org/2005/Atom"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("creativeCommons", "http://backend.userland.com/creativeCommonsRssModule"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("fh", "http://purl.org/syndication/history/1.0"),
    ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("media", "http://search.yahoo.com/mrss/"),
    ("podcast", "https://podcastindex.org/namespace/1.0"),
    ("slash", "http://purl.org/rss/1.0/modules/slash/"),
    ("wfw", "http://wellformedweb.org/CommentAPI/"),
];

/// RSS 2.0 gives `ttl` in minutes; a year is more than anybody means.
const MOST_MINUTES: i64 = 366 * 24 * 60;

impl ValueReader<'_> {
    /// A licence: an address, or a name of Creative Commons'.
    pub(super) fn license(&mut self, text: &RawText) -> Option<WebUrl> {
        let url = license_url(text.as_ref());
        if url.is_none() {
            let message = format!("`{}` is no licence whose address is known", text.as_ref());
            self.complain(text.span(), message, "write its address, or a name such as `CC-BY-SA-4.0`");
        }
        url
    }

    /// HTML around entries; names between braces that stand for nothing are complained of.
    pub(super) fn around(&mut self, text: RawText) -> Option<String> {
        let is_name =
            |name: &&str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let unknown = fields(text.as_ref()).filter(is_name).find(|name| !AROUND_FIELDS.contains(name));
        if let Some(unknown) = unknown {
            let message = format!("`{{{unknown}}}` is no field of an entry");
            self.complain(text.span(), message, format!("use {{{}}}", AROUND_FIELDS.join("}, {")));
        }
        Some(text.into_inner()).filter(|text| !text.trim().is_empty())
    }

    pub(super) fn minutes(&mut self, minutes: &Spanned<i64>) -> Option<u32> {
        let number =
            u32::try_from(*minutes.as_ref()).ok().filter(|number| (1..=MOST_MINUTES).contains(&i64::from(*number)));
        if number.is_none() {
            self.complain(minutes.span(), "`ttl` is a number of minutes, from 1", "write a number such as 60");
        }
        number
    }

    /// The new address of a feed, with its fields still in it.
    pub(super) fn moved(&mut self, text: RawText, each: Option<Each>, several: bool) -> Option<String> {
        let span = text.span();
        self.check_address(text.as_ref(), each, &span);
        let pattern = text.into_inner();
        let filled = pattern.replace(['{', '}'], "");
        if WebUrl::parse(&filled).is_none() {
            let help = "write it in full, such as `https://new.example/news.{ext}`; a new path on this site goes first in `path`";
            self.complain(span, format!("`{pattern}` is no absolute web address"), help);
            return None;
        }
        if several && !fields(&pattern).any(|field| matches!(field, "format" | "ext")) {
            let help = "put {ext} or {format} into it, such as `https://new.example/news.{ext}`";
            self.complain(span.clone(), "several formats would share one address", help);
        }
        if let Some(word) = each.map(Each::word)
            && !fields(&pattern).any(|field| field == word || field == "term")
        {
            let message = format!("all feeds of `each = \"{word}\"` would share one address");
            self.complain(span, message, format!("put {{{word}}} into it"));
        }
        Some(pattern)
    }

    /// `[extensions]`: prefixes and what they stand for.
    pub(super) fn extensions(&mut self, raw: BTreeMap<String, RawText>) -> Vec<(String, String)> {
        let mut extensions = Vec::new();
        for (prefix, text) in raw {
            let namespace = text.as_ref().trim().to_owned();
            let ours = OURS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&prefix));
            let is_address = url::Url::parse(&namespace).is_ok() && namespace.is_ascii();
            let fault = match ours {
                Some((_, usual)) if *usual != namespace => Some((
                    format!("`{prefix}` stands for `{usual}` in the documents"),
                    "take another prefix for this vocabulary",
                )),
                _ if !is_prefix(&prefix) => {
                    Some((format!("`{prefix}` can stand for nothing in XML"), "write a word such as `shop`"))
                }
                _ if !is_address => Some((
                    format!("`{namespace}` is no name of a vocabulary"),
                    "write its namespace, an absolute address",
                )),
                _ => None,
            };
            match fault {
                Some((message, help)) => self.complain(text.span(), message, help),
                None => extensions.push((prefix, namespace)),
            }
        }
        extensions
    }
}
