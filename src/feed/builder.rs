//! A feed as one value: its head and its entries, put together call by call.

use std::collections::HashSet;
use std::fmt;

use super::{
    Entry, EntryId, FeedCarried, FeedHead, History, Organization, Person, PlainText, Refusal, WebUrl, is_language_tag,
};

/// A feed: its head, and its entries, newest first.
///
/// ```
/// use tidings::feed::{Entry, Feed};
///
/// let feed = Feed::builder("Acme News", "https://acme.example/")?
///     .description("What happens at Acme")
///     .language("en-GB")
///     .build()?;
/// assert!(feed.entries.is_empty());
/// assert!(feed.to_rss().contains("<title>Acme News</title>"));
/// # Ok::<(), tidings::feed::FeedError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Feed {
    /// Everything but its entries; its own address is that of the page that it belongs to, until a format is chosen.
    pub head: FeedHead,
    /// Its entries, newest first.
    pub entries: Vec<Entry>,
}

/// What keeps a feed from being one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FeedError {
    /// A text that is to be shown has none: the title, or the description.
    Empty(&'static str),
    /// An address is none of the web.
    Address {
        /// As it was given.
        given: String,
        /// Why it is refused.
        why: Refusal,
    },
    /// A text is no URI, and so no id.
    Id(String),
    /// A text is no language tag (BCP 47).
    Language(String),
    /// Two entries have this id: readers would show one of the two (RFC 4287, 4.1.1; RSS 2.0, `guid`).
    SameId(EntryId),
}

impl fmt::Display for FeedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(what) => write!(out, "the {what} of a feed has no text"),
            Self::Address { given, why } => out.write_str(&why.of(given)),
            Self::Id(given) => write!(out, "`{given}` is no absolute URI"),
            Self::Language(given) => write!(out, "`{given}` is no language tag"),
            Self::SameId(id) => write!(out, "two entries have the id `{id}`"),
        }
    }
}

impl std::error::Error for FeedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Address { why, .. } => Some(why),
            _ => None,
        }
    }
}

impl Feed {
    /// Begins a feed of a title and of the page for people that it belongs to.
    ///
    /// # Errors
    /// Where the title has no text, or the address is no absolute one of the web.
    pub fn builder(title: &str, home: &str) -> Result<FeedBuilder, FeedError> {
        let title = PlainText::new(title).ok_or(FeedError::Empty("title"))?;
        let home = address(home)?;
        let id = EntryId::new(home.as_str()).ok_or_else(|| FeedError::Id(home.to_string()))?;
        let author = Person { name: title.clone(), email: None, uri: Some(home.clone()), avatar: None };
        let head = FeedHead {
            id,
            description: title.clone(),
            title,
            self_url: home.clone(),
            home,
            hubs: Vec::new(),
            language: "en".to_owned(),
            updated: None,
            published: None,
            organization: None,
            authors: vec![author],
            rights: None,
            vcard: None,
            show: None,
            history: History::default(),
            carried: FeedCarried::default(),
        };
        Ok(FeedBuilder { head, entries: Vec::new(), fault: None })
    }
}

fn address(text: &str) -> Result<WebUrl, FeedError> {
    WebUrl::read(text).map_err(|why| FeedError::Address { given: text.to_owned(), why })
}

/// A feed that is being put together; the first fault is told by [`build`](Self::build).
///
/// ```
/// use tidings::feed::{Feed, FeedError};
///
/// let feed = Feed::builder("Acme News", "https://acme.example/")?
///     .self_url("https://acme.example/feed.xml")
///     .id("tag:acme.example,2026:feed")
///     .build()?;
/// assert_eq!(feed.head.self_url.as_str(), "https://acme.example/feed.xml");
///
/// let refused = Feed::builder("Acme News", "https://acme.example/")?.language("english").build();
/// assert_eq!(refused, Err(FeedError::Language("english".to_owned())));
/// # Ok::<(), FeedError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a feed is built by `build`"]
pub struct FeedBuilder {
    head: FeedHead,
    entries: Vec<Entry>,
    fault: Option<FeedError>,
}

impl FeedBuilder {
    /// One sentence on what it is about; without, the title stands for it.
    pub fn description(mut self, text: &str) -> Self {
        match PlainText::new(text) {
            Some(text) => self.head.description = text,
            None => self.note(FeedError::Empty("description")),
        }
        self
    }

    /// Its language, as a BCP 47 tag; `en` without. Entries that are composed for a site name theirs only where it is not the
    /// site's, so this is to be `config.site.language`.
    pub fn language(mut self, tag: &str) -> Self {
        match is_language_tag(tag) {
            true => tag.clone_into(&mut self.head.language),
            false => self.note(FeedError::Language(tag.to_owned())),
        }
        self
    }

    /// The address of its document; one that is served in several formats has one for each. Without, that of its page (`home`) stands for it.
    pub fn self_url(mut self, url: &str) -> Self {
        match address(url) {
            Ok(url) => self.head.self_url = url,
            Err(fault) => self.note(fault),
        }
        self
    }

    /// Its permanent id (RFC 4287, 4.2.6), which must not change however the feed moves; without, the address of its page.
    pub fn id(mut self, id: &str) -> Self {
        match EntryId::named(id) {
            Some(id) => self.head.id = id,
            None => self.note(FeedError::Id(id.to_owned())),
        }
        self
    }

    /// The company that publishes it.
    pub fn organization(mut self, organization: Organization) -> Self {
        self.head.organization = Some(organization);
        self
    }

    /// Whose it is where no entry says otherwise; without, the title stands for a name.
    pub fn author(mut self, author: Person) -> Self {
        self.head.authors = vec![author];
        self
    }

    /// Rights held in and over it.
    pub fn rights(mut self, text: &str) -> Self {
        self.head.rights = PlainText::new(text);
        self
    }

    /// Takes an entry; the order is of no matter.
    pub fn entry(mut self, entry: Entry) -> Self {
        self.entries.push(entry);
        self
    }

    /// Takes entries; the order is of no matter.
    pub fn entries(mut self, entries: impl IntoIterator<Item = Entry>) -> Self {
        self.entries.extend(entries);
        self
    }

    /// The feed: its entries newest first, its dates those of the latest.
    ///
    /// # Errors
    /// The first thing that was no part of a feed, and two entries with one id.
    pub fn build(self) -> Result<Feed, FeedError> {
        let Self { mut head, mut entries, fault } = self;
        if let Some(fault) = fault {
            return Err(fault);
        }
        let mut ids = HashSet::with_capacity(entries.len());
        if let Some(twin) = entries.iter().find(|entry| !ids.insert(&entry.id)) {
            return Err(FeedError::SameId(twin.id.clone()));
        }
        // A stable sort: entries of one moment stay in the order in which they were given.
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.published));
        head.updated = entries.iter().map(|entry| entry.updated).max();
        head.published = entries.first().map(|entry| entry.published);
        Ok(Feed { head, entries })
    }

    /// Keeps the first fault: later ones may only follow from it, and a chain of calls needs no `?` between them.
    fn note(&mut self, fault: FeedError) {
        self.fault.get_or_insert(fault);
    }
}
