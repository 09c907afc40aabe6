//! The articles of a build and the ledger become entries with ids and dates, and the next ledger.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::fingerprint::TitleKey;
use super::present::{Evidence, Present};
use super::recognise::{Matching, is_recognisable, recognise};
use super::records::{Content, Ledger, Record};
use crate::diagnostic::{self, Code, Diagnostic, Place};
use crate::feed::{EntryId, Timestamp};

/// An article that is about to be in a document.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its path, relative to the content directory, with `/`.
    pub path: Arc<str>,
    /// The id in its front matter.
    pub front_matter_id: Option<EntryId>,
    /// Where that id stands.
    pub id_place: Option<Box<Place>>,
    /// Its title, from wherever it comes, for recognising.
    pub title: Option<TitleKey>,
    /// Its own date.
    pub published: Timestamp,
    /// When it was updated, where it says so itself.
    pub updated: Option<Timestamp>,
    /// What it says.
    pub content: Content,
    /// The `tag:` URI that it would get as a new entry.
    pub derived_id: EntryId,
}

/// An article that exists, is not a draft, and that no document takes in this build: older than the
/// limit, in no feed, or at fault. Its body need not be read.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Its path, relative to the content directory, with `/`.
    pub path: Arc<str>,
    /// The id in its front matter.
    pub front_matter_id: Option<EntryId>,
    /// Where that id stands.
    pub id_place: Option<Box<Place>>,
    /// Its title, where the front matter says it.
    pub title: Option<String>,
    /// Its own date; `None` where its head cannot be read, which must not make its entry gone.
    pub published: Option<Timestamp>,
}

/// What to do where the front matter of a published article names another id than before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdChange {
    /// Complain: its subscribers would see the entry again.
    #[default]
    Refuse,
    /// Take the new id, and remember the old one as gone.
    Allow,
}

/// How to resolve.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ResolveOptions {
    /// The time of first sight of whatever changed.
    pub now: Timestamp,
    /// What to do about another id.
    pub id_change: IdChange,
}

impl ResolveOptions {
    /// For a build at a moment.
    pub fn new(now: Timestamp, id_change: IdChange) -> Self {
        Self { now, id_change }
    }
}

/// Where an entry's id comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdSource {
    /// A new entry with the id in its front matter.
    FrontMatter,
    /// An entry that the ledger knows under the same path.
    Ledger,
    /// An entry that the ledger knows under another path.
    Renamed {
        /// The path before.
        from: Arc<str>,
        /// What made it known.
        evidence: Evidence,
    },
    /// An entry that was gone and is there again.
    Returned {
        /// The path that it last had.
        from: Arc<str>,
        /// What made it known.
        evidence: Evidence,
    },
    /// A new entry with an id made of authority, date and path.
    New,
    /// A new entry that says the same as another one, which keeps its id.
    Copy {
        /// The path of the other one.
        of: Arc<str>,
    },
}

/// Where an entry's published date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublishedFrom {
    /// The article.
    Article,
    /// The adopted feed, whose date is the article's but for hours.
    Adopted,
}

/// Where an entry's updated date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UpdatedFrom {
    /// The article says it.
    Article,
    /// It is the published date.
    Published,
    /// The ledger holds it.
    Ledger,
    /// The content changed since the last build: it is now.
    FirstSight,
}

/// What an entry is called and dated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resolved {
    /// Its id.
    pub id: EntryId,
    /// When it was published.
    pub published: Timestamp,
    /// When it was updated, as the ledger keeps it; never before `published`. Documents say
    /// [`believed_updated`](Self::believed_updated).
    pub updated: Timestamp,
    /// The latest `updated` it ever had: what its feeds' own `updated` must not fall behind.
    pub latest: Timestamp,
    /// Where its id comes from.
    pub how: IdSource,
    /// Where `published` comes from.
    pub published_from: PublishedFrom,
    /// Where `updated` comes from.
    pub updated_from: UpdatedFrom,
    /// Whether an error is about this article: it must not be published, and the ledger does not have it.
    pub refused: bool,
}

/// A published entry whose article is no longer there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gone {
    /// Its id.
    pub id: EntryId,
    /// The path of its article.
    pub path: Arc<str>,
    /// When it was published.
    pub published: Timestamp,
}

/// What became of the articles.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Resolution {
    /// For each article, in the order given.
    pub entries: Vec<Resolved>,
    /// The ledger after this build.
    pub ledger: Ledger,
    /// The entries that this build no longer finds, by path.
    pub gone: Vec<Gone>,
    /// What is to be said, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Gives each article its id and its dates.
///
/// `seen` are the articles that documents take; `unread` are all others that exist, so that an entry
/// that merely left the documents is not taken for gone. The order of either does not matter. `shown` gives a
/// path as reports show it.
/// Diagnostics: `id-duplicate` and `id-changed` (errors), `entry-gone`, `entry-in-doubt`, `id-replaced`
/// (information), `entries-gone` (a warning where more than half go at once), `ledger-date-ahead` (a warning where
/// the ledger has dates after now).
///
/// ```
/// use tidings::feed::{EntryId, Timestamp};
/// use tidings::ledger::{Content, Fingerprint, IdChange, IdSource, Ledger, Parts, ResolveOptions, Seen, Sketch, TitleKey};
/// use tidings::ledger::resolve;
///
/// let now = Timestamp::from_unix(1_772_000_000).expect("a year from 1 to 9999");
/// let body = "The pump is quiet.";
/// let seen = |path: &str| Seen {
///     path: path.into(),
///     front_matter_id: None,
///     id_place: None,
///     title: TitleKey::of("The new pump"),
///     published: now,
///     updated: None,
///     content: Content {
///         fingerprint: Fingerprint::of(&Parts { title: "The new pump", body, ..Parts::default() }),
///         sketch: Sketch::of(body),
///     },
///     derived_id: EntryId::new(&format!("tag:acme.example,2026-02-25:{path}")).expect("a URI"),
/// };
/// let options = ResolveOptions::new(now, IdChange::Refuse);
/// let first = resolve(&Ledger::default(), &[seen("pump")], &[], options, &str::to_owned);
/// // The article is renamed, and keeps its id.
/// let second = resolve(&first.ledger, &[seen("the-pump")], &[], options, &str::to_owned);
/// assert_eq!(second.entries[0].id, first.entries[0].id);
/// assert!(matches!(&second.entries[0].how, IdSource::Renamed { from, .. } if &**from == "pump"));
/// ```
#[must_use = "it holds the next ledger"]
pub fn resolve(
    ledger: &Ledger,
    seen: &[Seen],
    unread: &[Unread],
    options: ResolveOptions,
    shown: &dyn Fn(&str) -> String,
) -> Resolution {
    resolve_within(ledger, (seen, unread), options, shown, &|_| false)
}

/// The same where some of the articles are others' to build: an entry whose path is `elsewhere` stays as it is, unless an
/// article that is here has it.
pub(crate) fn resolve_within(
    ledger: &Ledger,
    (seen, unread): (&[Seen], &[Unread]),
    options: ResolveOptions,
    shown: &dyn Fn(&str) -> String,
    elsewhere: &dyn Fn(&str) -> bool,
) -> Resolution {
    let mut articles: Vec<SeenOrUnread<'_>> = seen
        .iter()
        .enumerate()
        .map(|(at, seen)| SeenOrUnread::Seen(at, seen))
        .chain(unread.iter().map(SeenOrUnread::Unread))
        .collect();
    articles.sort_by(|a, b| a.path().cmp(b.path()));
    let refused = vec![false; articles.len()];
    let build = Build { ledger, options, refused, articles, shown, elsewhere, diagnostics: Vec::new() };
    build.run(seen)
}

/// An article, read or not.
#[derive(Clone, Copy)]
enum SeenOrUnread<'a> {
    /// With its place in `seen`.
    Seen(usize, &'a Seen),
    Unread(&'a Unread),
}

impl<'a> SeenOrUnread<'a> {
    fn path(&self) -> &'a str {
        match self {
            Self::Seen(_, seen) => &seen.path,
            Self::Unread(unread) => &unread.path,
        }
    }

    fn front_matter_id(&self) -> Option<&'a EntryId> {
        match self {
            Self::Seen(_, seen) => seen.front_matter_id.as_ref(),
            Self::Unread(unread) => unread.front_matter_id.as_ref(),
        }
    }

    fn seen(&self) -> Option<usize> {
        match self {
            Self::Seen(at, _) => Some(*at),
            Self::Unread(_) => None,
        }
    }

    fn present(&self) -> Present<'a> {
        let (path, id) = (self.path(), self.front_matter_id().map(EntryId::as_str));
        match self {
            Self::Seen(_, seen) => {
                let (title, content) = (seen.title, Some(seen.content));
                Present { path, id, title, published: Some(seen.published), content }
            }
            Self::Unread(unread) => {
                let title = unread.title.as_deref().and_then(TitleKey::of);
                Present { path, id, title, published: unread.published, content: None }
            }
        }
    }

    /// Where its own id stands.
    fn id_place(&self) -> Option<Place> {
        let place = match self {
            Self::Seen(_, seen) => &seen.id_place,
            Self::Unread(unread) => &unread.id_place,
        };
        place.as_deref().cloned()
    }
}

struct Build<'a> {
    ledger: &'a Ledger,
    options: ResolveOptions,
    /// Sorted by path.
    articles: Vec<SeenOrUnread<'a>>,
    /// A path as reports show it.
    shown: &'a dyn Fn(&str) -> String,
    /// Whether an article is others' to build.
    elsewhere: &'a dyn Fn(&str) -> bool,
    /// By the position in `articles`.
    refused: Vec<bool>,
    diagnostics: Vec<Diagnostic>,
}

/// What is known once articles and records have been paired.
struct Pairing<'a> {
    recognised: Matching,
    /// See [`IdSource::Copy`].
    copies: HashMap<usize, Arc<str>>,
    /// The record of each path.
    record_at: HashMap<&'a str, usize>,
}

/// What becomes of it, article by article.
struct NextLedger<'a> {
    records: Vec<Record>,
    /// Records whose entry goes on under another id: gone, and no news.
    replaced: HashSet<usize>,
    ids: FreeIds<'a>,
    entries: Vec<Option<Resolved>>,
}

impl Build<'_> {
    fn run(mut self, seen: &[Seen]) -> Resolution {
        let records = self.ledger.records();
        self.refuse_duplicates();
        let presents: Vec<Present<'_>> = self.articles.iter().map(SeenOrUnread::present).collect();
        let recognised = recognise(records, &presents, &self.refused);
        for &(claimer, holder) in &recognised.claims {
            self.refuse_claim(claimer, holder);
        }

        let new = recognised.found.iter().filter(|found| found.is_none()).count();
        let mut next = NextLedger {
            records: Vec::with_capacity(records.len() + new),
            replaced: HashSet::new(),
            ids: FreeIds::new(records, &presents),
            entries: vec![None; seen.len()],
        };
        next.records.extend_from_slice(records);
        let known = Pairing {
            copies: self.copies(&presents, &recognised.found),
            recognised,
            record_at: (records.iter().enumerate())
                .filter(|(_, record)| record.gone.is_none())
                .map(|(at, record)| (&*record.path, at))
                .collect(),
        };
        for (at, present) in presents.iter().enumerate() {
            self.settle(at, present, seen, &known, &mut next);
        }
        let Pairing { record_at, recognised, .. } = known;
        let NextLedger { records: mut next, replaced, entries, .. } = next;

        let mut held = recognised.held;
        for (at, article) in self.articles.iter().enumerate().filter(|(at, _)| self.refused[*at]) {
            // An entry is not gone while the article that had it is at fault.
            if let Some(&record) = record_at.get(article.path()) {
                held[record] = true;
            }
            if let Some((record, _)) = recognised.found[at] {
                held[record] = true;
            }
        }
        let gone = self.mark_gone(&mut next, &held, &replaced, records.len());
        for &(at, record, why) in &recognised.doubts {
            self.doubt(at, &records[record], why);
        }
        self.diagnostics.extend(self.ledger.complain_of_dates_ahead(self.options.now));
        diagnostic::sort(&mut self.diagnostics);
        Resolution {
            // Every article of `seen` is among the articles.
            entries: entries.into_iter().map_while(std::convert::identity).collect(),
            ledger: self.ledger.with_records(next),
            gone,
            diagnostics: self.diagnostics,
        }
    }

    /// Gives one article its record and its entry.
    fn settle<'a>(
        &mut self,
        at: usize,
        present: &Present<'_>,
        seen: &'a [Seen],
        known: &Pairing<'_>,
        next: &mut NextLedger<'a>,
    ) {
        let records = self.ledger.records();
        let found = known.recognised.found[at];
        let named = self.articles[at].front_matter_id();
        let left = known.record_at.get(present.path).copied().filter(|&record| {
            // The entry that was here and that nothing has taken, though it is here still.
            !known.recognised.held[record] && is_recognisable(&records[record], present)
        });
        let old = match (named, found) {
            _ if self.refused[at] => None,
            (Some(named), Some((record, _))) if *named != records[record].id => Some(record),
            (Some(_), Some((_, Evidence::Id))) => left,
            _ => None,
        };
        let may_change = match (named, old) {
            (Some(named), Some(old)) => self.change_id(at, &records[old].id, named),
            _ => true,
        };
        let Some(seen_at) = self.articles[at].seen() else {
            let is_ours = |record: usize| !(self.elsewhere)(&records[record].path);
            if let Some((record, _)) = found.filter(|&(record, _)| may_change && is_ours(record)) {
                next.records[record].path = Arc::from(present.path);
                next.records[record].gone = None;
            }
            return;
        };
        let article = &seen[seen_at];
        let before = found.map(|(record, _)| &records[record]);
        let (mut record, published_from, updated_from) = date(article, before, self.options.now);
        let how = match (found, before) {
            (Some((_, evidence)), Some(known)) => how_known(known, article, evidence),
            _ if named.is_some() => IdSource::FrontMatter,
            _ => known.copies.get(&seen_at).map_or(IdSource::New, |of| IdSource::Copy { of: Arc::clone(of) }),
        };
        record.id = match (before, named) {
            (Some(known), Some(named)) if may_change && *named != known.id => named.clone(),
            (Some(known), _) => known.id.clone(),
            (None, Some(named)) => named.clone(),
            (None, None) => next.ids.free(&article.derived_id),
        };
        let refused = self.refused[at];
        next.entries[seen_at] = Some(Resolved {
            id: record.id.clone(),
            published: record.published,
            updated: record.updated,
            latest: record.latest,
            how,
            published_from,
            updated_from,
            refused,
        });
        if let Some(old) = old.filter(|_| may_change) {
            next.replaced.insert(old);
        }
        match found {
            // What the build refuses, the ledger keeps as it was.
            _ if refused => {}
            Some((known, _)) if !next.replaced.contains(&known) => next.records[known] = record,
            _ => next.records.push(record),
        }
    }

    /// Several articles with one id: all but the one that the ledger knows by it are at fault.
    fn refuse_duplicates(&mut self) {
        let mut claimers: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, article) in self.articles.iter().enumerate() {
            if let Some(id) = article.front_matter_id() {
                claimers.entry(id.as_str()).or_default().push(at);
            }
        }
        claimers.retain(|_, claimers| claimers.len() > 1);
        if claimers.is_empty() {
            return;
        }
        let living = self.ledger.records().iter().filter(|record| record.gone.is_none());
        let owners: HashMap<&str, &str> = living.map(|record| (record.id.as_str(), &*record.path)).collect();
        for (id, claimers) in claimers {
            let owner = claimers.iter().copied().find(|&at| owners.get(id) == Some(&self.articles[at].path()));
            let first = owner.unwrap_or(claimers[0]);
            for &at in claimers.iter().filter(|&&at| at != first) {
                let message = format!("the id `{id}` is also that of `{}`", self.shown(first));
                self.refuse_duplicate(at, message);
            }
            self.refused[first] = owner.is_none();
        }
    }

    fn refuse_claim(&mut self, claimer: usize, holder: usize) {
        let id = self.articles[claimer].front_matter_id().map(EntryId::as_str).unwrap_or_default();
        let message = format!("the id `{id}` is that under which `{}` has been published", self.shown(holder));
        self.refuse_duplicate(claimer, message);
    }

    /// The path of an article as reports show it.
    fn shown(&self, at: usize) -> String {
        (self.shown)(self.articles[at].path())
    }

    /// A diagnostic about an article's own id.
    fn about_id(&self, at: usize, diagnostic: Diagnostic) -> Diagnostic {
        Diagnostic { place: self.articles[at].id_place(), ..diagnostic.in_file(&self.shown(at)) }
    }

    fn refuse_duplicate(&mut self, at: usize, message: String) {
        let error = Diagnostic::error(Code::IdDuplicate, message).help("give each article an id of its own, or none");
        self.diagnostics.push(self.about_id(at, error));
        self.refused[at] = true;
    }

    /// Whether an entry may go on under another id; says so either way.
    fn change_id(&mut self, at: usize, old: &EntryId, new: &EntryId) -> bool {
        let diagnostic = match self.options.id_change {
            IdChange::Refuse => {
                self.refused[at] = true;
                Diagnostic::error(
                    Code::IdChanged,
                    format!("the entry was published as `{old}`; as `{new}` its subscribers would see it again"),
                )
                .help(format!("write `{old}`, or allow it with `--allow-id-change`"))
            }
            IdChange::Allow => {
                Diagnostic::info(Code::IdReplaced, format!("the entry was published as `{old}`, and is now `{new}`"))
            }
        };
        let diagnostic = self.about_id(at, diagnostic);
        self.diagnostics.push(diagnostic);
        self.options.id_change == IdChange::Allow
    }

    /// For each new article that says what another one says: the path of that one.
    fn copies(&self, presents: &[Present<'_>], found: &[Option<(usize, Evidence)>]) -> HashMap<usize, Arc<str>> {
        let fingerprint = |at: usize| presents[at].content.map(|content| content.fingerprint);
        let mut first = HashMap::new();
        for at in (0..self.articles.len()).rev().filter(|&at| found[at].is_some()) {
            if let Some(fingerprint) = fingerprint(at) {
                first.insert(fingerprint, at);
            }
        }
        let new = (0..self.articles.len()).filter(|&at| found[at].is_none());
        new.filter_map(|at| {
            let of = *first.get(&fingerprint(at)?)?;
            Some((self.articles[at].seen()?, Arc::from(presents[of].path)))
        })
        .collect()
    }

    fn mark_gone(&mut self, next: &mut [Record], held: &[bool], replaced: &HashSet<usize>, known: usize) -> Vec<Gone> {
        let mut gone = Vec::new();
        let mut living = 0;
        for (at, record) in next.iter_mut().enumerate().take(known) {
            if replaced.contains(&at) {
                record.gone = Some(self.options.now);
                continue;
            }
            let is_others = (self.elsewhere)(&record.path);
            if held[at] || record.gone.is_some() || is_others {
                living += usize::from(record.gone.is_none() && !is_others);
                continue;
            }
            record.gone = Some(self.options.now);
            gone.push(Gone { id: record.id.clone(), path: Arc::clone(&record.path), published: record.published });
        }
        gone.sort_by(|a, b| (&a.path, a.id.as_str()).cmp(&(&b.path, b.id.as_str())));
        for entry in &gone {
            let message =
                format!("`{}`, published on {} as `{}`, is gone", entry.path, entry.published.day(), entry.id);
            self.diagnostics.push(Diagnostic::info(Code::EntryGone, message));
        }
        if gone.len() > living && gone.len() > 1 {
            let message = format!("{} of {} published entries are gone", gone.len(), gone.len() + living);
            let help = "look at the content directory and its `exclude`, or go on if this is meant";
            self.diagnostics.push(Diagnostic::warning(Code::EntriesGone, message).help(help));
        }
        gone
    }

    fn doubt(&mut self, at: usize, record: &Record, why: &str) {
        let message = format!("this is a new entry, though it may be `{}`, which is gone: {why}", record.path);
        let help = format!("write `id: {}` in its front matter if it is the same", record.id);
        self.diagnostics.push(Diagnostic::info(Code::EntryInDoubt, message).in_file(&self.shown(at)).help(help));
    }
}

fn how_known(known: &Record, article: &Seen, evidence: Evidence) -> IdSource {
    let from = Arc::clone(&known.path);
    match known.gone {
        Some(_) => IdSource::Returned { from, evidence },
        None if known.path == article.path => IdSource::Ledger,
        None => IdSource::Renamed { from, evidence },
    }
}

/// An adopted date stands for the article's own where the two are less than this many seconds apart:
/// a date without time or zone, read differently.
const SAME_DATE: i64 = 36 * 3600;

/// The article's record with its dates, but for its id.
fn date(article: &Seen, known: Option<&Record>, now: Timestamp) -> (Record, PublishedFrom, UpdatedFrom) {
    let own = article.published;
    let adopted = known.filter(|known| match (known.own_date, known.content) {
        (Some(own_date), _) => own_date == own,
        // Adopted, and seen for the first time.
        (None, None) => known.published != own && (known.published.unix() - own.unix()).abs() < SAME_DATE,
        (None, Some(_)) => false,
    });
    let (published, published_from) = match adopted {
        Some(known) => (known.published, PublishedFrom::Adopted),
        None => (own, PublishedFrom::Article),
    };
    let (updated, updated_from) = match (article.updated, known) {
        (Some(updated), _) => (updated, UpdatedFrom::Article),
        (None, None) => (published, UpdatedFrom::Published),
        (None, Some(known)) => match known.content {
            Some(then) if then.fingerprint != article.content.fingerprint => {
                (now.max(known.updated), UpdatedFrom::FirstSight)
            }
            _ => (known.updated, UpdatedFrom::Ledger),
        },
    };
    let (updated, updated_from) =
        if updated <= published { (published, UpdatedFrom::Published) } else { (updated, updated_from) };
    let record = Record {
        id: article.derived_id.clone(),
        path: Arc::clone(&article.path),
        published,
        updated,
        latest: known.map_or(updated, |known| known.latest.max(updated)),
        own_date: adopted.map(|_| own),
        content: Some(article.content),
        title: article.title,
        gone: None,
    };
    (record, published_from, updated_from)
}

/// The ids that are taken, and new ones that are not.
struct FreeIds<'a> {
    taken: HashSet<&'a str>,
    /// Those that were made here.
    made: HashSet<String>,
    tries: HashMap<&'a str, u64>,
}

impl<'a> FreeIds<'a> {
    fn new(records: &'a [Record], presents: &[Present<'a>]) -> Self {
        let published = records.iter().map(|record| record.id.as_str());
        let named = presents.iter().filter_map(|present| present.id);
        Self { taken: published.chain(named).collect(), made: HashSet::new(), tries: HashMap::new() }
    }

    /// The derived id, or, where another entry has or had it, the same with `;2`, `;3` ... A semicolon
    /// stands in no path that ids are made of, unless it was written there.
    fn free(&mut self, derived: &'a EntryId) -> EntryId {
        if !self.made.contains(derived.as_str()) && self.taken.insert(derived.as_str()) {
            return derived.clone();
        }
        let tries = self.tries.entry(derived.as_str()).or_insert(1);
        loop {
            *tries += 1;
            let text = format!("{derived};{tries}");
            match EntryId::published(&text, derived) {
                Some(id) if !self.taken.contains(&*text) && self.made.insert(text) => return id,
                Some(_) => {}
                // Not reached: an id with `;2` after it is an id.
                None => return derived.clone(),
            }
        }
    }
}
