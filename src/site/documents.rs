//! Documents are planned, before there are entries: each feed in its formats, its archives, and the files beside the feeds.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::serving::{self, FeedFile};
use crate::config::{Config, Each, FeedConfig, Order, PodcastConfig};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::dress::Dress;
use crate::entry::{id, people, permalink};
use crate::feed::podcast::{Show, podcast_guid};
use crate::feed::{
    ContentMode, FeedCarried, FeedHead, Format, History, Organization, PlainText, Timestamp, Tombstone, WebUrl,
};
use crate::format::page::Page;
use crate::format::{self, Family, FamilyKind, Headline, Listing};
use crate::output::{Destination, Document, OutputError, Sink};
use crate::select::Selection;
use crate::text::name_in_title;

/// Of entries that have been taken back, an Atom document names as many at least, where it is asked to.
const MOST_TOMBSTONES: usize = 100;

/// How many headlines the readable page shows of a feed.
const HEADLINES: usize = 5;

/// What the company's card is called.
pub(super) const VCARD_NAME: &str = "organization.vcf";

/// A feed document that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MadeDocument {
    /// Its path below the output folder.
    pub path: String,
    /// The feed it is of, by its place among all feeds that are made.
    pub feed: usize,
    /// Its format.
    pub format: Format,
    /// The feed's title.
    pub title: String,
    /// The feed's language, a BCP 47 tag.
    pub language: String,
    /// How many entries it carries.
    pub entries: usize,
    /// How many it carries at most.
    pub limit: Option<usize>,
    /// Whether it is an archive document (RFC 5005).
    pub archive: bool,
    /// Whether it takes the place of one that another program keeps making.
    pub replaces: bool,
    /// The address at which it is to be asked for, where that is not its own: it has moved, or is an old path of another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
}

/// What the ledger holds that a feed's `updated` must not fall behind: it never goes backwards, whatever
/// goes away or is pushed out by the limit.
pub struct Since<'a> {
    /// That of entries that are gone.
    pub gone: Option<Timestamp>,
    /// That of each article, by its place.
    pub latest: &'a [Option<Timestamp>],
    /// The entries that are gone, the last one first.
    pub tombstones: &'a [Tombstone],
}

impl Since<'_> {
    fn floor(&self, selection: &Selection<'_>) -> Option<Timestamp> {
        selection.articles.iter().filter_map(|&at| self.latest[at]).chain(self.gone).max()
    }
}

/// One document of a feed, planned.
pub struct Plan {
    /// Its path below the output folder.
    pub path: String,
    /// How many entries it carries at most.
    pub limit: Option<usize>,
    /// Its format.
    pub format: Format,
    /// What of an article it carries.
    pub mode: ContentMode,
    /// How it shows its entries.
    pub dress: Arc<Dress>,
    /// Whether it takes the place of one that another program keeps making.
    pub replaces: bool,
    /// Its head.
    pub feed: FeedHead,
    /// Its entries, in its order, by the places of their articles.
    pub indices: Vec<usize>,
    /// Whether they are newest first, as all entries are made.
    pub in_order: bool,
    /// It takes no more entries than fit into so many bytes, but one.
    pub max_bytes: Option<u64>,
    /// The address of its stylesheet.
    pub style: Option<String>,
}

impl Plan {
    /// Everything of the document before its first entry.
    pub fn head(&self) -> String {
        let head = format::head(self.format, &self.feed);
        self.style.iter().fold(head, |head, href| format::style::linked(head, href))
    }
}

/// All documents of feeds, in the order in which they are to be written: archives before the documents that link
/// to them.
#[derive(Default)]
pub struct Planned {
    /// Each with the place of its feed among all feeds.
    pub plans: Vec<(usize, Plan)>,
    /// The feeds as lists show them, but for their newest entries.
    pub listings: Vec<Listing>,
    /// The newest entries of each, by the places of their articles.
    pub newest: Vec<Vec<usize>>,
    /// Errors: documents that would be one file.
    pub collisions: Vec<Diagnostic>,
}

impl Planned {
    /// The places of articles whose headlines are wanted.
    pub fn headlines(&self) -> HashSet<usize> {
        self.newest.iter().flatten().copied().collect()
    }
}

/// What documents are planned by.
pub struct Planner<'a> {
    /// What feeds there are to be.
    pub config: &'a Config,
    /// Published and updated by article; one without was at fault or is not wanted.
    pub dates: &'a [Option<(Timestamp, Timestamp)>],
    /// The company.
    pub organization: Option<&'a Organization>,
    /// What no feed's `updated` may lie before.
    pub since: &'a Since<'a>,
}

/// The names of what stands beside the feeds, in lower case: no feed may have these.
pub(super) fn own_names(config: &Config) -> Vec<String> {
    let output = &config.output;
    let own = [Some(VCARD_NAME), output.opml.as_deref(), output.page.as_deref()];
    let served = serving::names(config);
    own.into_iter().flatten().chain(served.iter().map(String::as_str)).map(str::to_lowercase).collect()
}

fn collisions(config: &Config, plans: &[(usize, Plan)]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Names that differ in case only are one file on many disks.
    let mut seen: BTreeMap<String, &Plan> = BTreeMap::new();
    let own = own_names(config);
    let is_own = |path: &str| own.iter().any(|own| own == path);
    let all: HashSet<String> = plans.iter().map(|(_, plan)| plan.path.to_lowercase()).collect();
    for (_, plan) in plans {
        let path = plan.path.to_lowercase();
        // A document cannot be a folder for another.
        let folders = || path.match_indices('/').map(|(at, _)| &path[..at]);
        let taken = is_own(&path) || folders().any(|folder| is_own(folder) || all.contains(folder));
        let other = seen.insert(path.clone(), plan);
        if other.is_none() && !taken {
            continue;
        }
        let whom =
            other.map_or_else(|| "another document".to_owned(), |other| format!("the feed \"{}\"", other.feed.title));
        let message = format!("the feed \"{}\" and {whom} would share the document `{}`", plan.feed.title, plan.path);
        let help = "give one of the feeds another `name` or `path`, or one of the values another spelling";
        found.push(Diagnostic::error(Code::OutputCollision, message).in_file(crate::config::FILE_NAME).help(help));
    }
    found
}

impl Planner<'_> {
    /// Plans all documents of feeds.
    /// No feed's `updated` lies before `since`, nor before the latest that the ledger holds for its articles.
    pub fn plan(&self, selections: &[Selection<'_>]) -> Planned {
        let mut planned = Planned::default();
        for selection in selections {
            self.plan_feed(selection, &mut planned);
        }
        planned.collisions = collisions(self.config, &planned.plans);
        planned
    }

    fn plan_feed(&self, selection: &Selection<'_>, planned: &mut Planned) {
        let mut plans = Vec::new();
        let mut copies = Vec::new();
        let archives = selection.archives();
        for &format in &selection.feed.formats {
            let path = path(selection, format);
            let archive_path = |number: usize| numbered(&path, number);
            for (at, archive) in archives.iter().enumerate() {
                let history = History {
                    archive: true,
                    current: Some(self.subscription_url(selection, format, &path)),
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
            // Subscribers who have another address get the same bytes: they name the address that is to be used.
            for also in also_of(selection.feed, ValueNames::of(selection).as_ref(), format) {
                let mut plan = self.document(selection, format, path.clone(), newest, history.clone());
                plan.path = also;
                copies.push(plan);
            }
            plans.push(self.document(selection, format, path, newest, history));
        }
        let subscription: Vec<&Plan> = plans.iter().filter(|plan| !plan.feed.history.archive).collect();
        let newest = subscription.first().map_or(&[][..], |plan| &plan.indices);
        let feed = subscription.first().map(|plan| &plan.feed);
        planned.newest.push(newest.iter().copied().take(HEADLINES).collect());
        let listing = Listing {
            title: feed.map_or_else(|| self.config.site.title.clone(), |feed| feed.title.clone()),
            description: self.description(selection),
            home: self.home(selection),
            language: self.language(selection),
            updated: feed.and_then(|feed| feed.updated),
            content: selection.feed.content,
            documents: subscription.iter().map(|plan| (plan.format, plan.feed.self_url.clone())).collect(),
            newest: Vec::new(),
            family: selection.feed.each.map(|each| family(&selection.feed.name, each)),
        };
        let feed = planned.listings.len();
        planned.plans.extend(plans.into_iter().chain(copies).map(|plan| (feed, plan)));
        planned.listings.push(listing);
    }

    fn document(
        &self,
        selection: &Selection<'_>,
        format: Format,
        path: String,
        articles: &[usize],
        history: History,
    ) -> Plan {
        let mut indices: Vec<usize> = articles.iter().copied().filter(|&at| self.dates[at].is_some()).collect();
        let in_order = selection.feed.order == Order::Newest && selection.feed.pinned.is_none();
        if selection.feed.order == Order::Oldest {
            indices.reverse();
        }
        let dates = || indices.iter().filter_map(|&at| self.dates[at]);
        let newest = dates().map(|(_, updated)| updated).max();
        let floor = if history.archive { None } else { self.since.floor(selection) };
        let site = &self.config.site;
        let mut carried = FeedCarried {
            license: selection.feed.license.clone().or_else(|| site.license.clone()),
            ttl: selection.feed.ttl.or(self.config.output.ttl).filter(|_| !history.archive),
            ..FeedCarried::default()
        };
        if selection.feed.tombstones && !history.archive && format == Format::Atom {
            let most = selection.feed.limit.unwrap_or(usize::MAX).max(MOST_TOMBSTONES);
            carried.tombstones = self.since.tombstones.iter().take(most).cloned().collect();
        }
        let self_url = match history.archive {
            true => self.url(&path),
            false => self.subscription_url(selection, format, &path),
        };
        let feed = FeedHead {
            id: id::feed_id(self.config, &name(selection)),
            title: self.title(selection),
            description: self.description(selection),
            home: self.home(selection),
            self_url,
            hubs: self.config.output.hubs.clone(),
            language: self.language(selection),
            // RFC 4287, section 4.2.15; never backwards, whatever goes away.
            updated: newest.map(|newest| floor.map_or(newest, |floor| newest.max(floor))).or(floor),
            published: dates().map(|(published, _)| published).max(),
            organization: self.organization.cloned(),
            authors: vec![people::publisher(self.organization, &site.title)],
            rights: self.organization.and_then(|organization| organization.rights.clone()),
            vcard: self.organization.map(|_| self.url(VCARD_NAME)),
            show: selection.feed.podcast.as_ref().map(|podcast| self.show(podcast, selection, format, history.archive)),
            history,
            carried,
        };
        let limit = selection.feed.limit.map(|limit| limit.max(selection.subscription()));
        let (mode, replaces) = (selection.feed.content, selection.feed.replaces);
        let max_bytes = selection.feed.max_bytes;
        let dress = Arc::new(Dress::of(selection.feed, self.config));
        let style = serving::style_href(self.config, |path| self.url(path));
        Plan { path, limit, format, mode, dress, replaces, feed, indices, in_order, max_bytes, style }
    }

    /// The files beside the feeds: the list for readers, the company's card, the page for people, and what is for those
    /// who serve them; but for those that are another program's.
    ///
    /// # Errors
    /// The machine's faults.
    pub fn beside(
        &self,
        listings: Vec<Listing>,
        newest: &[Vec<usize>],
        headlines: &HashMap<usize, Headline>,
        feeds: &[MadeDocument],
        left_alone: &[String],
        destination: &Destination,
    ) -> Result<Vec<Document>, OutputError> {
        let config = self.config;
        let site = &config.site;
        let listed = |(mut listing, newest): (Listing, &Vec<usize>)| {
            listing.newest = newest.iter().filter_map(|at| headlines.get(at).cloned()).collect();
            listing
        };
        let listings: Vec<Listing> = listings.into_iter().zip(newest).map(listed).collect();
        let page = config.output.page.as_deref().filter(|path| !left_alone.iter().any(|left| left == path));
        let url = |path: &str| self.url(path);
        let href = serving::style_href(config, url);
        let mut files = Vec::new();
        let opml = config.output.opml.as_deref();
        if let Some(path) = opml {
            let list = format::opml::document(&site.title, self.organization, &listings);
            let list = href.iter().fold(list, |list, href| format::style::linked(list, href));
            files.push((path.to_owned(), list));
        }
        if let Some(organization) = self.organization {
            files.push((VCARD_NAME.to_owned(), format::vcard::document(organization)));
        }
        let (card, list) = (self.organization.map(|_| self.url(VCARD_NAME)), opml.map(|path| self.url(path)));
        let shown = Page {
            title: &site.title,
            description: site.description.as_ref(),
            home: &site.url,
            language: &site.language,
            zone: site.timezone,
            organization: self.organization,
            vcard: card.as_ref(),
            opml: list.as_ref(),
            feeds: &listings,
        };
        files.extend(page.map(|path| (path.to_owned(), format::page::document(&shown))));
        let of_feeds: Vec<FeedFile<'_>> = feeds
            .iter()
            .map(|feed| FeedFile { path: &feed.path, format: feed.format, archive: feed.archive })
            .collect();
        let card = self.organization.map(|_| VCARD_NAME);
        let served = serving::files(config, &of_feeds, [page, card], url);
        files.extend(served.into_iter().filter(|(path, _)| !left_alone.contains(path)));
        let write = |(path, text): (String, String)| {
            let mut sink = Sink::open(destination, &path)?;
            sink.write(text.as_bytes())?;
            sink.finish()
        };
        files.into_iter().map(write).collect()
    }

    /// The address of a document.
    pub fn url(&self, path: &str) -> WebUrl {
        address_below(self.config.output.moved.as_ref().unwrap_or(&self.config.output.url), path)
    }

    /// The address at which a subscription document is to be asked for: its own, or the new one of a feed that has moved.
    pub fn subscription_url(&self, selection: &Selection<'_>, format: Format, path: &str) -> WebUrl {
        let moved = selection.feed.moved.as_ref().and_then(|pattern| {
            let one = FeedConfig { path: Some(pattern.clone()), ..selection.feed.clone() };
            WebUrl::parse(&path_as(&one, ValueNames::of(selection).as_ref(), format))
        });
        moved.unwrap_or_else(|| self.url(path))
    }

    /// The show of a podcast. One that has moved says where to, and keeps the identifier that its old address gave it: that
    /// "MUST NOT" change with the address (podcast namespace, `guid`).
    fn show(&self, podcast: &PodcastConfig, selection: &Selection<'_>, format: Format, archive: bool) -> Arc<Show> {
        let path = path(selection, format);
        let old = address_below(&self.config.output.url, &path);
        let new = self.subscription_url(selection, format, &path);
        if new == old {
            return Arc::clone(&podcast.show);
        }
        let mut show = Show::clone(&podcast.show);
        show.guid.get_or_insert_with(|| podcast_guid(old.as_str()));
        if !archive {
            show.moved_to.get_or_insert(new);
        }
        Arc::new(show)
    }

    /// The title of a feed.
    pub fn title(&self, selection: &Selection<'_>) -> PlainText {
        let site = &self.config.site.title;
        let shown = |value: &str| match name_in_title(value) {
            name if name.is_empty() => selection.slug.clone().unwrap_or_default(),
            name => name,
        };
        let text = match (&selection.feed.title, &selection.value) {
            (Some(title), _) => filled(title, selection.feed, selection.value.as_deref().map(shown).as_deref()),
            (None, Some(value)) => format!("{site}: {}", name_in_title(value)),
            (None, None) => site.to_string(),
        };
        PlainText::new(&text).unwrap_or_else(|| site.clone())
    }

    /// The page that shows what the feed holds: that of its section, where the site's generator makes one.
    pub fn home(&self, selection: &Selection<'_>) -> WebUrl {
        let site = &self.config.site;
        let own = selection.feed.home.as_ref().map(|home| filled_home(home, selection));
        if let Some(own) = own.and_then(|own| permalink::on_site(&own, self.config)) {
            return own;
        }
        let section = match (selection.feed.each, &selection.value, selection.feed.takes.section.as_slice()) {
            (Some(Each::Section | Each::Subsection), Some(value), _) => Some(value),
            (None, _, [only])
                if selection.feed.takes.tag.is_empty()
                    && selection.feed.takes.author.is_empty()
                    && selection.feed.any.is_empty() =>
            {
                Some(only)
            }
            _ => None,
        };
        let language = self.language(selection);
        let language = Some(language.as_str()).filter(|language| *language != site.language);
        let page = section.zip(site.pages()).and_then(|(section, pages)| pages.section_page(section, language));
        page.map_or_else(|| site.url.clone(), |page| permalink::url_below(&page, self.config))
    }

    fn description(&self, selection: &Selection<'_>) -> PlainText {
        let site = &self.config.site;
        let own = selection.feed.description.clone().or_else(|| site.description.clone());
        own.unwrap_or_else(|| self.title(selection))
    }

    /// The language of a feed.
    pub fn language(&self, selection: &Selection<'_>) -> String {
        match (selection.feed.each, &selection.value, selection.feed.takes.language.as_slice()) {
            (Some(Each::Language), Some(value), _) => value.clone(),
            (_, _, [only]) => only.clone(),
            _ => self.config.site.language.clone(),
        }
    }
}

fn family(name: &str, each: Each) -> Family {
    let kind = match each {
        Each::Tag => FamilyKind::Tag,
        Each::Section | Each::Subsection => FamilyKind::Section,
        Each::Author => FamilyKind::Author,
        Each::Language => FamilyKind::Language,
    };
    Family { of: name.to_owned(), kind }
}

/// The address of what lies in a folder.
pub(super) fn address_below(folder: &WebUrl, path: &str) -> WebUrl {
    let mut url = folder.to_url();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path.split('/'));
    }
    WebUrl::from_url(&url).expect("the output folder has a web address, and so has what is in it")
}

/// A feed's name with the value of `each` filled in.
pub(super) fn name(selection: &Selection<'_>) -> String {
    filled(&selection.feed.name, selection.feed, selection.slug.as_deref())
}

/// The path of a feed's subscription document below the output folder.
pub(super) fn path(selection: &Selection<'_>, format: Format) -> String {
    path_as(selection.feed, ValueNames::of(selection).as_ref(), format)
}

/// What the value of `each` is called in paths.
pub(super) struct ValueNames<'a> {
    slug: &'a str,
    term: String,
}

impl<'a> ValueNames<'a> {
    fn of(selection: &'a Selection<'_>) -> Option<Self> {
        Self::by_slug(selection, selection.slug.as_deref())
    }

    fn by_slug(selection: &Selection<'_>, slug: Option<&'a str>) -> Option<Self> {
        slug.map(|slug| Self { slug, term: selection.term_as(slug) })
    }
}

pub(super) fn path_as(feed: &FeedConfig, names: Option<&ValueNames<'_>>, format: Format) -> String {
    let (word, extension, default) = match format {
        Format::Rss => ("rss", "rss.xml", "rss.xml"),
        Format::Atom => ("atom", "atom.xml", "atom.xml"),
        Format::Json => ("json", "json", "feed.json"),
    };
    match &feed.path {
        None => default.to_owned(),
        // The value's names last: no text of an article is read as a field.
        Some(pattern) => filled_path(&pattern.replace("{ext}", extension).replace("{format}", word), feed, names),
    }
}

/// The further paths of a feed's document in a format.
fn also_of<'a>(
    feed: &'a FeedConfig,
    names: Option<&'a ValueNames<'a>>,
    format: Format,
) -> impl Iterator<Item = String> + 'a {
    let takes = move |pattern: &str| {
        if pattern.contains("{ext}") || pattern.contains("{format}") {
            return true;
        }
        let named = match pattern.rsplit_once('.').map(|(_, extension)| extension) {
            Some("json") => Some(Format::Json),
            Some("atom") => Some(Format::Atom),
            Some("rss") => Some(Format::Rss),
            _ => None,
        };
        let usual = || feed.formats.iter().find(|format| **format != Format::Json).or(feed.formats.first());
        named.as_ref().or_else(usual) == Some(&format)
    };
    feed.also.iter().filter(move |pattern| takes(pattern)).map(move |pattern| {
        let one = FeedConfig { path: Some(pattern.clone()), ..feed.clone() };
        path_as(&one, names, format)
    })
}

/// The paths of the subscription documents that there are whatever the articles say.
pub(super) fn fixed_paths(config: &Config) -> Vec<String> {
    let feeds = config.feeds.iter().filter(|feed| feed.each.is_none());
    let of = |feed, format| also_of(feed, None, format).chain([path_as(feed, None, format)]).collect::<Vec<_>>();
    feeds.flat_map(|feed| feed.formats.iter().flat_map(move |format| of(feed, *format))).collect()
}

/// The paths of all documents of a feed below the output folder.
pub(super) fn paths(selection: &Selection<'_>) -> Vec<String> {
    paths_as(selection, selection.slug.as_deref())
}

/// The same where its value is called something else.
pub(super) fn paths_as(selection: &Selection<'_>, slug: Option<&str>) -> Vec<String> {
    let archives = selection.archives().len();
    let names = ValueNames::by_slug(selection, slug);
    let of = |format: &Format| {
        let path = path_as(selection.feed, names.as_ref(), *format);
        let archives: Vec<String> = (1..=archives).map(|number| numbered(&path, number)).collect();
        let also: Vec<String> = also_of(selection.feed, names.as_ref(), *format).collect();
        archives.into_iter().chain(also).chain([path])
    };
    selection.feed.formats.iter().flat_map(of).collect()
}

fn filled(pattern: &str, feed: &FeedConfig, value: Option<&str>) -> String {
    let Some(value) = value else { return pattern.to_owned() };
    let field = match feed.each {
        Some(Each::Tag) => "{tag}",
        Some(Each::Section) => "{section}",
        Some(Each::Author) => "{author}",
        Some(Each::Language) => "{language}",
        Some(Each::Subsection) => "{subsection}",
        None => return pattern.to_owned(),
    };
    pattern.replace(field, value)
}

/// With the value's slug, and with what the generator calls it in place of `{term}`.
fn filled_path(pattern: &str, feed: &FeedConfig, names: Option<&ValueNames<'_>>) -> String {
    let filled = filled(pattern, feed, names.map(|names| names.slug));
    // No slug and no term has a brace.
    names.map_or_else(|| filled.clone(), |names| filled.replace("{term}", &names.term))
}

/// The address of a feed's page: of the value's own page, which is the generator's to call, where that is known.
fn filled_home(pattern: &str, selection: &Selection<'_>) -> String {
    const IN_PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'?').add(b'#').add(b'\\');
    let name = selection.term.as_deref().or(selection.slug.as_deref());
    let name = name.map(|name| utf8_percent_encode(name, IN_PATH).to_string());
    let filled = filled(pattern, selection.feed, name.as_deref());
    name.map_or_else(|| filled.clone(), |name| filled.replace("{term}", &name))
}

/// The path of an archive document, counted from the oldest: `news.rss.xml` has `news-archive-1.rss.xml`.
pub(super) fn numbered(path: &str, number: usize) -> String {
    let (folder, file) = path.rsplit_once('/').map_or((None, path), |(folder, file)| (Some(folder), file));
    let (stem, ending) =
        file.split_once('.').map_or((file, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let file = format!("{stem}-archive-{number}{ending}");
    folder.map_or_else(|| file.clone(), |folder| format!("{folder}/{file}"))
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
