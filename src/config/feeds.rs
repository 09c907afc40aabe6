//! A `[[feed]]` table becomes a [`FeedConfig`].

use std::ops::Range;

use super::raw_values::Spanned;

use super::paths::document_fault;
use super::podcast::ShowDefaults;
use super::raw::{Limit, OneOrMany, RawFeed};
use super::raw_filter::RawFilter;
use super::raw_podcast::{RawFeedPodcast, RawPodcast};
use super::reader::ValueReader;
use super::{Each, FeedConfig, Filter, Order};
use crate::feed::{ContentMode, Format};

/// Entries in a subscription document where the configuration names no limit.
const DEFAULT_LIMIT: usize = 20;

/// Without a `[[feed]]`: the newest 20 entries, in full, in each format.
fn default_feeds() -> Vec<FeedConfig> {
    vec![FeedConfig {
        replaces: false,
        name: String::new(),
        path: None,
        also: Vec::new(),
        title: None,
        description: None,
        formats: vec![Format::Rss, Format::Atom, Format::Json],
        limit: Some(DEFAULT_LIMIT),
        content: ContentMode::Full,
        archive: None,
        takes: Filter::default(),
        any: Vec::new(),
        each: None,
        min_entries: 1,
        order: Order::Newest,
        pinned: None,
        max_bytes: None,
        home: None,
        podcast: None,
        link_to: None,
        license: None,
        header: None,
        footer: None,
        ttl: None,
        moved: None,
        tombstones: false,
    }]
}

/// The field for what the site's generator calls a value.
pub(super) const TERM: &str = "{term}";

/// The names between braces in a pattern.
pub(super) fn fields(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(field, _)| field))
}

impl ValueReader<'_> {
    /// All feeds, each with its show where it is a podcast. Where `[podcast]` is there and no feed says whether it is one,
    /// the first that is not made for every value is it.
    pub(super) fn feeds(
        &mut self,
        mut raws: Vec<RawFeed>,
        podcast: Option<RawPodcast>,
        defaults: &ShowDefaults<'_>,
    ) -> Vec<FeedConfig> {
        let said: Vec<Option<RawFeedPodcast>> = raws.iter_mut().map(|raw| raw.podcast.take()).collect();
        let nobody_says = said.iter().all(Option::is_none);
        let mut feeds = Vec::new();
        for (raw, said) in raws.into_iter().zip(said) {
            let Some(mut feed) = self.feed(raw) else { continue };
            let own = match said {
                Some(RawFeedPodcast::Switch(is_show)) => is_show.then(RawPodcast::default),
                Some(RawFeedPodcast::Table(own)) => Some(*own),
                None => None,
            };
            feed.podcast = own.map(|own| self.podcast(own.over(podcast.as_ref()), defaults));
            feeds.push(feed);
        }
        if feeds.is_empty() {
            feeds = default_feeds();
        }
        if let (Some(podcast), true) = (podcast, nobody_says)
            && let Some(first) = feeds.iter_mut().find(|feed| feed.each.is_none())
        {
            first.podcast = Some(self.podcast(podcast, defaults));
        }
        feeds
    }

    pub(super) fn feed(&mut self, mut raw: RawFeed) -> Option<FeedConfig> {
        let takes = raw.take_filter();
        let takes = self.filter(takes);
        let any = raw.any.take().map_or_else(Vec::new, |any| self.any(any));
        self.check_order(&raw);
        let min_entries = self.min_entries(&raw);
        let name_span = raw.name.span();
        let name = raw.name.into_inner();
        if name.trim().is_empty() {
            self.complain(name_span, "a feed needs a name", "name it, such as `news`");
            return None;
        }
        let formats = self.formats(raw.formats);
        let several = formats.len() > 1;
        let (path, also) = self.feed_paths(raw.path, (&name, &name_span), formats.len() > 1);
        self.check_pattern(&name, raw.each, &name_span);
        for pattern in also.iter().chain([&path]) {
            self.check_address(pattern, raw.each, &name_span);
        }
        for pattern in &also {
            self.check_each(pattern, raw.each, &name_span);
        }
        self.check_name(&name, raw.each, &name_span);
        self.check_each(&path, raw.each, &name_span);
        if let Some(title) = &raw.title {
            self.check_pattern(title.as_ref(), raw.each, &name_span);
        }
        if let Some(home) = &raw.home {
            self.check_address(home.as_ref(), raw.each, &name_span);
        }
        Some(FeedConfig {
            path: Some(path),
            also,
            title: raw.title.map(Spanned::into_inner),
            description: raw.description.and_then(|text| self.plain(&text)),
            formats,
            limit: self.limit(raw.limit),
            content: raw.content,
            archive: raw.archive.and_then(|size| self.archive(&size)),
            takes,
            any,
            each: raw.each,
            min_entries,
            order: raw.order.map(Spanned::into_inner).unwrap_or_default(),
            pinned: raw.pinned.map(Spanned::into_inner),
            max_bytes: raw
                .max_bytes
                .and_then(|bytes| self.count(&bytes, "a document has some bytes").map(|bytes| bytes as u64)),
            home: raw.home.map(Spanned::into_inner),
            replaces: raw.replaces,
            podcast: None,
            link_to: raw.link_to,
            license: raw.license.and_then(|text| self.license(&text)),
            header: raw.header.and_then(|text| self.around(text)),
            footer: raw.footer.and_then(|text| self.around(text)),
            ttl: raw.ttl.and_then(|minutes| self.minutes(&minutes)),
            moved: raw.moved.and_then(|url| self.moved(url, raw.each, several)),
            tombstones: raw.tombstones,
            name,
        })
    }

    fn formats(&mut self, formats: Option<Spanned<Vec<Format>>>) -> Vec<Format> {
        let Some(formats) = formats else { return vec![Format::Rss, Format::Atom, Format::Json] };
        if formats.as_ref().is_empty() {
            self.complain(formats.span(), "a feed without a format", "name one of rss, atom and json");
        }
        // The order in which they are named decides nothing, so that it may be changed without changing a document.
        let mut list = formats.into_inner();
        list.sort_unstable();
        list.dedup();
        list
    }

    /// The pattern of a feed's path; by its name where it has none of its own.
    /// The path of a feed's documents, and the further ones.
    fn feed_paths(
        &mut self,
        paths: Option<Spanned<OneOrMany>>,
        (name, name_span): (&str, &Range<usize>),
        several: bool,
    ) -> (String, Vec<String>) {
        let (span, mut paths) = match paths {
            None => (name_span.clone(), vec![format!("{name}.{{ext}}")]),
            Some(paths) => (paths.span(), paths.into_inner().into_list()),
        };
        for path in &paths {
            if let Some((message, help)) = document_fault(path) {
                self.complain(span.clone(), message, help);
            }
        }
        if paths.is_empty() {
            self.complain(span, "a list of no paths", "name one, such as `news.{ext}`, or take the key out");
            return (String::new(), Vec::new());
        }
        let also = paths.split_off(1);
        let path = paths.remove(0);
        if several && !fields(&path).any(|field| matches!(field, "format" | "ext")) {
            let message = "several formats would share one path";
            self.complain(span, message, "put {ext} or {format} into the path, such as `news.{ext}`");
        }
        (path, also)
    }

    /// Complains of names between braces that stand for nothing.
    pub(super) fn check_pattern(&mut self, pattern: &str, each: Option<Each>, span: &Range<usize>) {
        let unknown =
            fields(pattern).filter(|&field| Some(field) != each.map(Each::word) && !matches!(field, "format" | "ext"));
        for field in unknown {
            let help = match each {
                Some(each) => format!("write {{{}}}", each.word()),
                None if Each::ALL.map(Each::word).contains(&field) => {
                    format!("give the feed `each = \"{field}\"`, or take it out")
                }
                None => "take it out".to_owned(),
            };
            self.complain(span.clone(), format!("`{{{field}}}` stands for nothing here"), help);
        }
    }

    /// The same of a path or an address, in which a value may be called by the generator's name too.
    pub(super) fn check_address(&mut self, pattern: &str, each: Option<Each>, span: &Range<usize>) {
        let without = if each.is_some() { pattern.replace(TERM, "") } else { pattern.to_owned() };
        self.check_pattern(&without, each, span);
    }

    /// Complains of a pattern that would be the same for every value.
    fn check_each(&mut self, pattern: &str, each: Option<Each>, span: &Range<usize>) {
        let Some(each) = each.map(Each::word) else { return };
        if !fields(pattern).any(|field| field == each) && !pattern.contains(TERM) {
            let message = format!("all feeds of `each = \"{each}\"` would share `{pattern}`");
            self.complain(span.clone(), message, format!("put {{{each}}} into the feed's name and path"));
        }
    }

    /// The same of a name.
    fn check_name(&mut self, name: &str, each: Option<Each>, span: &Range<usize>) {
        let Some(each) = each.map(Each::word) else { return };
        if !fields(name).any(|field| field == each) {
            let message =
                format!("all feeds of `each = \"{each}\"` would be called `{name}`, by which readers know them");
            let help = format!(
                "put {{{each}}} into the name, as in `name = \"{each}-{{{each}}}\"`; the path alone is not enough"
            );
            self.complain(span.clone(), message, help);
        }
    }

    /// How many entries a subscription document carries; `None` for all.
    fn limit(&mut self, limit: Option<Spanned<Limit>>) -> Option<usize> {
        let Some(limit) = limit else { return Some(DEFAULT_LIMIT) };
        match limit.as_ref() {
            Limit::Count(count) if *count > 0 => usize::try_from(*count).ok(),
            Limit::Word(word) if word == "all" => None,
            _ => {
                let help = "write `limit = \"all\"` for all";
                self.complain(limit.span(), "a limit is a number from 1, or \"all\"", help);
                None
            }
        }
    }

    fn archive(&mut self, size: &Spanned<i64>) -> Option<usize> {
        self.count(size, "an archive document holds at least one entry")
    }

    fn count(&mut self, size: &Spanned<i64>, message: &str) -> Option<usize> {
        let number = usize::try_from(*size.as_ref()).ok().filter(|size| *size > 0);
        if number.is_none() {
            self.complain(size.span(), message, "write a number such as 100");
        }
        number
    }

    fn any(&mut self, any: Spanned<Vec<RawFilter>>) -> Vec<Filter> {
        let span = any.span();
        let any: Vec<Filter> = any.into_inner().into_iter().map(|raw| self.filter(raw)).collect();
        if any.iter().any(Filter::is_empty) || any.is_empty() {
            self.complain(span, "one of these takes every article", "say in each what it takes, or take `any` out");
        }
        any
    }

    fn min_entries(&mut self, raw: &RawFeed) -> usize {
        let Some(least) = &raw.min_entries else { return 1 };
        if raw.each.is_none() {
            let help = "give the feed `each`, or take `min_entries` out";
            self.complain(least.span(), "a feed that is not made for every value is always made", help);
        }
        self.count(least, "a feed has at least one entry").unwrap_or(1)
    }

    /// Archives are of one order, and whole (RFC 5005, section 4): what stands in them does not depend on sizes.
    fn check_order(&mut self, raw: &RawFeed) {
        if raw.archive.is_none() {
            return;
        }
        let order =
            raw.order.as_ref().filter(|order| *order.as_ref() != Order::Newest).map(|order| (order.span(), "order"));
        let others = [
            order,
            raw.pinned.as_ref().map(|pinned| (pinned.span(), "pinned")),
            raw.max_bytes.as_ref().map(|bytes| (bytes.span(), "max_bytes")),
        ];
        for (span, key) in others.into_iter().flatten() {
            let message = format!("`{key}` and `archive` do not go together: archives are by date, and whole");
            self.complain(span, message, "take one of them out, or make another feed for it");
        }
    }
}
