//! Entries become documents: each feed in its formats, its archives, and the files beside the feeds.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::Draft;
use super::cache::Passed;
use super::gate::{self, Part};
use super::gather;
use crate::article::{Article, Brief};
use crate::config::{Config, ContentMode, Each, Format};
use crate::diagnostic::Diagnostic;
use crate::entry::contact::ContactBlock;
use crate::entry::{id, people, sentence};
use crate::feed::{AbsoluteUrl, Channel, Contact, Entry, Feed, History, Organization, PlainText, Timestamp};
use crate::format::page::Page;
use crate::format::{self, Headline, Listing};
use crate::output::Document;
use crate::select::Selection;
use crate::slug::slug;

/// How many headlines the readable page shows of a feed.
const HEADLINES: usize = 5;

/// What the list of feeds, the company's card and the page are called.
const OPML_NAME: &str = "feeds.opml";
const VCARD_NAME: &str = "organization.vcf";
pub(super) const PAGE_NAME: &str = "index.html";

/// A feed document that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeDocument {
    /// Its path below the output folder.
    pub path: String,
    /// The feed it is of, by its place among all feeds that are made.
    pub feed: usize,
    /// Its format.
    pub format: Format,
    /// The feed's title.
    pub title: String,
    /// How many entries it carries.
    pub entries: usize,
    /// How many it carries at most.
    pub limit: Option<usize>,
    /// Whether it is an archive document (RFC 5005).
    pub archive: bool,
}

/// All documents in the order in which they are to be written: archives before the documents that link
/// to them, feeds before the list of feeds.
pub struct Documents {
    /// As bytes.
    pub documents: Vec<Document>,
    /// What the feed documents are and carry.
    pub feeds: Vec<MadeDocument>,
    /// The paths of documents that would be invalid: what is on disk stays.
    pub kept: Vec<String>,
}

/// What the ledger holds that a feed's `updated` must not fall behind: it never goes backwards, whatever
/// goes away or is pushed out by the limit.
pub struct Since<'a> {
    /// That of entries that are gone.
    pub gone: Option<Timestamp>,
    /// That of each article, by its place.
    pub latest: &'a [Option<Timestamp>],
}

impl Since<'_> {
    fn floor(&self, selection: &Selection<'_>) -> Option<Timestamp> {
        selection.articles.iter().filter_map(|&at| self.latest[at]).chain(self.gone).max()
    }
}

/// One document of a feed, planned.
struct Plan<'a> {
    path: String,
    limit: Option<usize>,
    format: Format,
    mode: ContentMode,
    feed: Feed,
    entries: Vec<&'a Entry>,
    indices: Vec<usize>,
}

/// What documents are made of.
pub struct Stock<'a> {
    /// All that are published.
    pub articles: &'a [Brief],
    /// By article; one without an entry was at fault or is not wanted.
    pub entries: &'a [Option<Box<Entry>>],
    /// What need not pass the gate again.
    pub passed: &'a Passed,
}

/// Makes all documents.
/// No feed's `updated` lies before `since`, nor before the latest that the ledger holds for its articles.
pub fn documents(
    config: &Config,
    selections: &[Selection<'_>],
    stock: &Stock<'_>,
    organization: Option<&Organization>,
    since: &Since<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Documents {
    let Stock { articles, entries, passed } = stock;
    let maker = Maker { config, entries, organization, since };
    let mut plans = Vec::new();
    let mut listings = Vec::new();
    for selection in selections {
        let (planned, listing) = maker.plan(selection);
        plans.extend(planned.into_iter().map(|plan| (listings.len(), plan)));
        listings.push(listing);
    }
    complain_of_collisions(&plans, diagnostics);

    let fragments = fragments(&plans, entries);
    let made: Vec<(Document, MadeDocument, Vec<Diagnostic>, [u8; 32])> = plans
        .par_iter()
        .map(|(feed, plan)| {
            let fragment = |at: &usize| fragments[&(*at, plan.format, mode_key(plan.mode))].as_str();
            let bytes = format::document(plan.format, &plan.feed, plan.indices.iter().map(fragment));
            let shown = format!("{}/{}", config.output.dir.display(), plan.path);
            let parts = || {
                let mut start = bytes.len() - format::tail(plan.format).len();
                let mut parts: Vec<Part> = Vec::with_capacity(plan.indices.len());
                for at in plan.indices.iter().rev() {
                    let end = start;
                    start -= fragment(at).len();
                    parts.push(Part { span: start..end, file: gather::shown(&articles[*at].path, config) });
                    start = start.saturating_sub(format::separator(plan.format).len());
                }
                parts.reverse();
                parts
            };
            let (hash, has_passed) = passed.has(&bytes);
            let faults = if has_passed { Vec::new() } else { gate::faults(&shown, &bytes, parts) };
            let made = MadeDocument {
                path: plan.path.clone(),
                feed: *feed,
                format: plan.format,
                title: plan.feed.title.to_string(),
                entries: plan.entries.len(),
                limit: plan.limit,
                archive: plan.feed.history.archive,
            };
            (Document { path: plan.path.clone(), bytes }, made, faults, hash)
        })
        .collect();
    let mut all = Documents { documents: Vec::new(), feeds: Vec::new(), kept: Vec::new() };
    let mut hashes = Vec::with_capacity(made.len());
    for (document, feed, mut faults, hash) in made {
        if faults.is_empty() {
            hashes.push(hash);
            all.documents.push(document);
        } else {
            all.kept.push(document.path);
            diagnostics.append(&mut faults);
        }
        all.feeds.push(feed);
    }
    passed.write(hashes);
    all.documents.extend(maker.beside(&listings));
    all
}

fn mode_key(mode: ContentMode) -> bool {
    mode == ContentMode::Full
}

/// Each entry is written once for a format and a content mode, however many feeds take it.
fn fragments(plans: &[(usize, Plan<'_>)], entries: &[Option<Box<Entry>>]) -> HashMap<(usize, Format, bool), String> {
    let mut keys: Vec<(usize, Format, bool)> = Vec::new();
    for (_, plan) in plans {
        keys.extend(plan.indices.iter().map(|&at| (at, plan.format, mode_key(plan.mode))));
    }
    keys.sort_unstable();
    keys.dedup();
    let write = |key: (usize, Format, bool)| {
        let (at, format, full) = key;
        let mode = if full { ContentMode::Full } else { ContentMode::Summary };
        entries[at].as_deref().map(|entry| (key, format::entry(format, entry, mode)))
    };
    keys.into_par_iter().filter_map(write).collect()
}

fn complain_of_collisions(plans: &[(usize, Plan<'_>)], diagnostics: &mut Vec<Diagnostic>) {
    // Names that differ in case only are one file on many disks.
    let mut seen: BTreeMap<String, &Plan<'_>> = BTreeMap::new();
    let own = [OPML_NAME, VCARD_NAME, PAGE_NAME];
    let all: HashSet<String> = plans.iter().map(|(_, plan)| plan.path.to_lowercase()).collect();
    for (_, plan) in plans {
        let path = plan.path.to_lowercase();
        // A document cannot be a folder for another.
        let folders = || path.match_indices('/').map(|(at, _)| &path[..at]);
        let taken =
            own.contains(&path.as_str()) || folders().any(|folder| own.contains(&folder) || all.contains(folder));
        let other = seen.insert(path.clone(), plan);
        if other.is_none() && !taken {
            continue;
        }
        let whom =
            other.map_or_else(|| "another document".to_owned(), |other| format!("the feed \"{}\"", other.feed.title));
        let message = format!("the feed \"{}\" and {whom} would share the document `{}`", plan.feed.title, plan.path);
        let help = "give one of the feeds another `name` or `path`, or one of the values another spelling";
        diagnostics.push(Diagnostic::error("output-collision", message).in_file(crate::config::FILE_NAME).help(help));
    }
}

struct Maker<'a> {
    config: &'a Config,
    entries: &'a [Option<Box<Entry>>],
    organization: Option<&'a Organization>,
    since: &'a Since<'a>,
}

impl<'a> Maker<'a> {
    fn plan(&self, selection: &Selection<'_>) -> (Vec<Plan<'a>>, Listing) {
        let mut plans = Vec::new();
        let archives = selection.archives();
        for &format in &selection.feed.formats {
            let path = path(selection, format);
            let archive_path = |number: usize| numbered(&path, number);
            for (at, archive) in archives.iter().enumerate() {
                let history = History {
                    archive: true,
                    current: Some(self.url(&path)),
                    prev_archive: (at > 0).then(|| self.url(&archive_path(at))),
                    next_archive: (at + 1 < archives.len()).then(|| self.url(&archive_path(at + 2))),
                };
                plans.push(self.document(selection, format, archive_path(at + 1), archive, history));
            }
            let history = History {
                prev_archive: (!archives.is_empty()).then(|| self.url(&archive_path(archives.len()))),
                ..History::default()
            };
            let newest = &selection.articles[..selection.subscription()];
            plans.push(self.document(selection, format, path, newest, history));
        }
        let subscription: Vec<&Plan<'_>> = plans.iter().filter(|plan| !plan.feed.history.archive).collect();
        let newest = subscription.first().map_or(&[][..], |plan| &plan.entries);
        let feed = subscription.first().map(|plan| &plan.feed);
        let listing = Listing {
            title: feed.map_or_else(|| self.config.site.title.clone(), |feed| feed.title.clone()),
            description: self.description(selection),
            home: self.config.site.url.clone(),
            language: self.language(selection),
            updated: feed.and_then(|feed| feed.updated),
            content: selection.feed.content,
            documents: subscription.iter().map(|plan| (plan.format, plan.feed.self_url.clone())).collect(),
            newest: newest.iter().take(HEADLINES).map(|entry| Headline::from(*entry)).collect(),
        };
        (plans, listing)
    }

    fn document(
        &self,
        selection: &Selection<'_>,
        format: Format,
        path: String,
        articles: &[usize],
        history: History,
    ) -> Plan<'a> {
        let indices: Vec<usize> = articles.iter().copied().filter(|&at| self.entries[at].is_some()).collect();
        let entries: Vec<&Entry> = indices.iter().filter_map(|&at| self.entries[at].as_deref()).collect();
        let newest = entries.iter().map(|entry| entry.updated).max();
        let floor = if history.archive { None } else { self.since.floor(selection) };
        let site = &self.config.site;
        let feed = Feed {
            id: id::feed_id(self.config, &name(selection)),
            title: self.title(selection),
            description: self.description(selection),
            home: site.url.clone(),
            self_url: self.url(&path),
            hubs: self.config.output.hubs.clone(),
            language: self.language(selection),
            // RFC 4287, section 4.2.15; never backwards, whatever goes away.
            updated: newest.map(|newest| floor.map_or(newest, |floor| newest.max(floor))).or(floor),
            published: entries.iter().map(|entry| entry.published).max(),
            organization: self.organization.cloned(),
            authors: vec![people::publisher(self.organization, &site.title)],
            rights: self.organization.and_then(|organization| organization.rights.clone()),
            vcard: self.organization.map(|_| self.url(VCARD_NAME)),
            history,
        };
        let limit = selection.feed.limit.map(|limit| limit.max(selection.subscription()));
        Plan { path, limit, format, mode: selection.feed.content, feed, entries, indices }
    }

    /// The files beside the feeds: the list for readers, the company's card, the page for people.
    fn beside(&self, listings: &[Listing]) -> Vec<Document> {
        let config = self.config;
        let site = &config.site;
        let mut files = vec![(OPML_NAME, format::opml::document(&site.title, self.organization, listings))];
        if let Some(organization) = self.organization {
            files.push((VCARD_NAME, format::vcard::document(organization)));
        }
        let (card, list) = (self.organization.map(|_| self.url(VCARD_NAME)), self.url(OPML_NAME));
        let page = Page {
            title: &site.title,
            description: site.description.as_ref(),
            home: &site.url,
            language: &site.language,
            zone: site.timezone,
            organization: self.organization,
            vcard: card.as_ref(),
            opml: Some(&list),
            feeds: listings,
        };
        files.push((PAGE_NAME, format::page::document(&page)));
        files.into_iter().map(|(path, bytes)| Document { path: path.to_owned(), bytes: bytes.into() }).collect()
    }

    fn url(&self, path: &str) -> AbsoluteUrl {
        let mut url = self.config.output.url.to_url();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path.split('/'));
        }
        AbsoluteUrl::from_url(&url)
    }

    fn title(&self, selection: &Selection<'_>) -> PlainText {
        let site = &self.config.site.title;
        let text = match (&selection.feed.title, &selection.value) {
            (Some(title), _) => filled(title, selection, |value| value.to_owned()),
            (None, Some(value)) => format!("{site}: {value}"),
            (None, None) => site.to_string(),
        };
        PlainText::new(&text).unwrap_or_else(|| site.clone())
    }

    fn description(&self, selection: &Selection<'_>) -> PlainText {
        let site = &self.config.site;
        let own = selection.feed.description.clone().or_else(|| site.description.clone());
        own.unwrap_or_else(|| self.title(selection))
    }

    fn language(&self, selection: &Selection<'_>) -> String {
        match (selection.feed.each, &selection.value, selection.feed.language.as_slice()) {
            (Some(Each::Language), Some(value), _) => value.clone(),
            (_, _, [only]) => only.clone(),
            _ => self.config.site.language.clone(),
        }
    }
}

/// A feed's name with the value of `each` filled in.
pub(super) fn name(selection: &Selection<'_>) -> String {
    filled(&selection.feed.name, selection, slug)
}

/// The path of a feed's subscription document below the output folder.
pub(super) fn path(selection: &Selection<'_>, format: Format) -> String {
    let (word, extension, default) = match format {
        Format::Rss => ("rss", "rss.xml", "rss.xml"),
        Format::Atom => ("atom", "atom.xml", "atom.xml"),
        Format::Json => ("json", "json", "feed.json"),
    };
    match &selection.feed.path {
        None => default.to_owned(),
        Some(pattern) => filled(pattern, selection, slug).replace("{ext}", extension).replace("{format}", word),
    }
}

fn filled(pattern: &str, selection: &Selection<'_>, as_text: impl Fn(&str) -> String) -> String {
    let Some(value) = &selection.value else { return pattern.to_owned() };
    let value = match as_text(value) {
        // A value without a letter or digit still needs a name of its own.
        text if text.is_empty() => blake3::hash(value.as_bytes()).to_hex()[..8].to_owned(),
        text => text,
    };
    let field = match selection.feed.each {
        Some(Each::Tag) => "{tag}",
        Some(Each::Section) => "{section}",
        Some(Each::Author) => "{author}",
        Some(Each::Language) => "{language}",
        None => return pattern.to_owned(),
    };
    pattern.replace(field, &value)
}

/// The path of an archive document, counted from the oldest: `news.rss.xml` has `news-archive-1.rss.xml`.
pub(super) fn numbered(path: &str, number: usize) -> String {
    let (folder, file) = path.rsplit_once('/').map_or((None, path), |(folder, file)| (Some(folder), file));
    let (stem, ending) =
        file.split_once('.').map_or((file, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let file = format!("{stem}-archive-{number}{ending}");
    folder.map_or_else(|| file.clone(), |folder| format!("{folder}/{file}"))
}

/// The company: the configuration's word, filled up from the contact block of the newest article that has one.
/// Where the two disagree, the configuration wins and the report says so.
pub fn organization(config: &Config, drafts: &[Draft], diagnostics: &mut Vec<Diagnostic>) -> Option<Organization> {
    let with_block = drafts.iter().filter_map(|draft| Some((&draft.article, draft.composed.contact.as_ref()?)));
    let mut blocks: Vec<(&Article, &ContactBlock)> = with_block.collect();
    blocks.sort_by(|(a, _), (b, _)| b.published.cmp(&a.published).then_with(|| a.path.cmp(&b.path)));
    let Some((_, newest)) = blocks.first() else { return config.organization.clone() };
    let Some(mut organization) = config.organization.clone() else {
        return Some(Organization {
            name: newest.name.clone().unwrap_or_else(|| config.site.title.clone()),
            url: newest.url.clone(),
            email: newest.email.clone(),
            logo: None,
            icon: None,
            rights: None,
            contacts: newest.contacts.clone(),
        });
    };
    for (article, block) in &blocks {
        for contact in &block.contacts {
            let known: Vec<&Contact> =
                organization.contacts.iter().filter(|known| known.channel == contact.channel).collect();
            if known.is_empty() {
                continue;
            }
            // One address in two scripts is a translation.
            let comparable = |known: &&&Contact| is_wide(&known.value) == is_wide(&contact.value);
            if known.iter().filter(comparable).count() > 0
                && known.iter().all(|known| folded(&known.value) != folded(&contact.value))
            {
                let channel = channel_name(&contact.channel);
                let message = format!(
                    "the contact block says {channel} `{}`, the configuration says `{}`",
                    contact.value, known[0].value
                );
                let help = "mend the one that is wrong; feeds carry what the configuration says";
                diagnostics.push(Diagnostic::info("contact-differs", message).in_file(&article.shown).help(help));
            }
        }
    }
    let missing = newest
        .contacts
        .iter()
        .filter(|contact| organization.contacts.iter().all(|known| known.channel != contact.channel));
    let missing: Vec<Contact> = missing.cloned().collect();
    organization.contacts.extend(missing);
    organization.email = organization.email.or_else(|| newest.email.clone());
    organization.url = organization.url.or_else(|| newest.url.clone());
    Some(organization)
}

fn channel_name(channel: &Channel) -> &str {
    match channel {
        Channel::Phone => "phone",
        Channel::Fax => "fax",
        Channel::Address => "address",
        Channel::Email => "email",
        Channel::Website => "website",
        Channel::Other(name) => name,
    }
}

fn is_wide(value: &PlainText) -> bool {
    value.as_str().chars().any(sentence::is_wide)
}

/// Numbers and addresses are the same whatever stands between their letters and digits.
fn folded(value: &PlainText) -> String {
    value.as_str().chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn an_archive_is_named_after_its_feed() {
        assert_eq!(numbered("news.rss.xml", 1), "news-archive-1.rss.xml");
        assert_eq!(numbered("tags/v1.2/all.json", 12), "tags/v1.2/all-archive-12.json");
        assert_eq!(numbered("feed", 2), "feed-archive-2");
    }
}
