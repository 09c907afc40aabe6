//! What subscribers will see when one document takes the place of another.
//!
//! Two feeds as readers know them ([`PublishedFeed`], from any format) become a [`FeedDiff`] in
//! subscribers' words: entries that are new, updated, gone, or pushed out by the limit, and those whose
//! id changes, which a reader shows again as unread. It is shown as text, as Markdown for a comment
//! on a pull request, and as JSON.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use chrono_tz::Tz;
use serde::Serialize;

use crate::adopt::{page_key, same_page};
use crate::diagnostic::visible;
use crate::feed::Timestamp;
use crate::ledger::TitleKey;
use crate::published::{PublishedEntry, PublishedFeed};

/// What changes for a feed's subscribers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[must_use]
#[non_exhaustive]
pub struct FeedDiff {
    /// Entries that they have not seen.
    pub new: Vec<ShownEntry>,
    /// Entries that they know and that say something else now.
    pub updated: Vec<Updated>,
    /// Entries that are no longer there.
    pub gone: Vec<ShownEntry>,
    /// Entries that newer ones push out of the document: readers keep them.
    pub pushed_out: Vec<ShownEntry>,
    /// Entries that they know under another id, and would see again as unread.
    pub reissued: Vec<Reissued>,
    /// How many are as they were.
    pub unchanged: usize,
    /// In whose days dates are told; UTC where nobody says.
    #[serde(skip)]
    zone: Option<Tz>,
}

/// An entry as people name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ShownEntry {
    /// Its id.
    pub id: String,
    /// Its title, else its link, else its id.
    pub title: String,
    /// Its page.
    pub link: Option<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
}

/// An entry that says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Updated {
    /// The entry as it will be.
    #[serde(flatten)]
    pub entry: ShownEntry,
    /// What changes, in the order of [`ChangedField`]; never empty.
    pub changes: Vec<ChangedField>,
}

/// A part of an entry that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ChangedField {
    /// Its title.
    Title,
    /// Its link.
    Link,
    /// Its content, or its summary where that is all there is.
    Content,
    /// Its summary.
    Summary,
    /// Its published date.
    Published,
    /// Its updated date.
    Updated,
}

impl ChangedField {
    /// The part in words.
    pub fn words(self) -> &'static str {
        match self {
            ChangedField::Title => "title",
            ChangedField::Link => "link",
            ChangedField::Content => "content",
            ChangedField::Summary => "summary",
            ChangedField::Published => "date",
            ChangedField::Updated => "updated date",
        }
    }
}

/// An entry whose id changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reissued {
    /// The entry as it will be, under its new id.
    #[serde(flatten)]
    pub entry: ShownEntry,
    /// The id under which subscribers know it.
    pub old_id: String,
}

/// Compares two feeds.
///
/// `limit` is how many entries the new document carries at most, where that is known: entries that leave
/// a full document at its old end were pushed out and are not gone. Where it is not known, as many
/// are taken for pushed out as there are new ones.
///
/// ```
/// use tidings::diff::compare;
/// use tidings::published::read_feed;
///
/// let feed = |id: &str| {
///     let item = format!("<item><guid>{id}</guid><link>https://acme.example/a/</link><title>A</title></item>");
///     let rss = format!("<rss version='2.0'><channel><title>Acme</title>{item}</channel></rss>");
///     read_feed(rss.as_bytes(), "rss.xml").unwrap()
/// };
/// assert!(compare(&feed("17"), &feed("17"), None).is_empty());
/// let diff = compare(&feed("17"), &feed("18"), None);
/// assert!(diff.breaks_the_promise());
/// assert_eq!(diff.reissued[0].old_id, "17");
/// ```
pub fn compare(old: &PublishedFeed, new: &PublishedFeed, limit: Option<usize>) -> FeedDiff {
    let before = by_id(&old.entries);
    let after = by_id(&new.entries);
    let added: Vec<&PublishedEntry> =
        first_of_each(&new.entries).filter(|entry| !before.contains_key(entry.id.as_str())).collect();
    let missing: Vec<&PublishedEntry> =
        first_of_each(&old.entries).filter(|entry| !after.contains_key(entry.id.as_str())).collect();

    let mut diff = FeedDiff::default();
    let reissues = find_reissued((old, &missing), (new, &added));
    let old_ids: HashSet<&str> = reissues.iter().map(|(old, _)| old.id.as_str()).collect();
    let new_ids: HashMap<&str, &str> = reissues.iter().map(|(old, new)| (new.id.as_str(), old.id.as_str())).collect();
    for entry in &added {
        match new_ids.get(entry.id.as_str()) {
            Some(old_id) => diff.reissued.push(Reissued { entry: shown(entry), old_id: (*old_id).to_owned() }),
            None => diff.new.push(shown(entry)),
        }
    }
    for entry in first_of_each(&new.entries) {
        let Some(then) = before.get(entry.id.as_str()) else { continue };
        let changes = changes(then, entry);
        match changes.is_empty() {
            true => diff.unchanged += 1,
            false => diff.updated.push(Updated { entry: shown(entry), changes }),
        }
    }

    let mut missing: Vec<&PublishedEntry> =
        missing.into_iter().filter(|entry| !old_ids.contains(entry.id.as_str())).collect();
    let room = match limit {
        // A document that is not full pushes nothing out.
        Some(limit) if after.len() < limit => 0,
        Some(_) => missing.len(),
        None => diff.new.len(),
    };
    let oldest = new.entries.iter().filter_map(|entry| entry.published.or(entry.updated)).min();
    let is_older = |entry: &PublishedEntry| {
        let date = entry.published.or(entry.updated);
        date.zip(oldest).is_some_and(|(date, oldest)| date <= oldest)
    };
    // The oldest go first.
    missing.sort_by_key(|entry| entry.published.or(entry.updated));
    for entry in missing {
        match is_older(entry) && diff.pushed_out.len() < room {
            true => diff.pushed_out.push(shown(entry)),
            false => diff.gone.push(shown(entry)),
        }
    }
    diff.pushed_out.reverse();
    diff.gone.reverse();
    diff
}

/// The entries by id; of two with one id the first, as readers have it.
fn by_id(entries: &[PublishedEntry]) -> HashMap<&str, &PublishedEntry> {
    entries.iter().rev().map(|entry| (entry.id.as_str(), entry)).collect()
}

fn first_of_each(entries: &[PublishedEntry]) -> impl Iterator<Item = &PublishedEntry> {
    let mut seen = HashSet::new();
    entries.iter().filter(move |entry| seen.insert(entry.id.as_str()))
}

fn shown(entry: &PublishedEntry) -> ShownEntry {
    let title = entry.title.as_ref().or(entry.link.as_ref()).unwrap_or(&entry.id);
    ShownEntry { id: entry.id.clone(), title: title.clone(), link: entry.link.clone(), published: entry.published }
}

/// What two entries that are one have in common.
type KeyOf<'a> = &'a dyn Fn(&PublishedEntry) -> Option<String>;

/// Old and new entries that are one entry under two ids: of one page, or of one title and one day. What
/// two entries of one feed share is no sign: a link to the site's home, a title like `Release`.
fn find_reissued<'a>(
    (old, missing): (&PublishedFeed, &[&'a PublishedEntry]),
    (new, added): (&PublishedFeed, &[&'a PublishedEntry]),
) -> Vec<(&'a PublishedEntry, &'a PublishedEntry)> {
    let mut pairs = Vec::new();
    let mut taken: HashSet<&str> = HashSet::new();
    let page = |entry: &PublishedEntry| page_key(entry.link.as_deref()?);
    let title_and_day = |entry: &PublishedEntry| {
        let title = TitleKey::of(entry.title.as_deref()?)?;
        // Some feeds have no published date.
        Some(format!("{title} {}", entry.published.or(entry.updated)?.day()))
    };
    let keys: [KeyOf<'_>; 2] = [&page, &title_and_day];
    for key in keys {
        let (old_times, new_times) = (times(&old.entries, key), times(&new.entries, key));
        let waiting: HashMap<String, &PublishedEntry> =
            missing.iter().filter_map(|entry| Some((key(entry)?, *entry))).collect();
        for entry in added {
            let Some(key) = key(entry) else { continue };
            let Some(old) = waiting.get(&key).filter(|_| old_times[&key] == 1 && new_times[&key] == 1) else {
                continue;
            };
            // An id of one side is never one of the other: these are the ids that only one has.
            if !taken.contains(old.id.as_str()) && !taken.contains(entry.id.as_str()) {
                taken.extend([old.id.as_str(), entry.id.as_str()]);
                pairs.push((*old, *entry));
            }
        }
    }
    pairs
}

/// How many ids have each key.
fn times(entries: &[PublishedEntry], key: impl Fn(&PublishedEntry) -> Option<String>) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    for key in first_of_each(entries).filter_map(key) {
        *times.entry(key).or_default() += 1;
    }
    times
}

fn changes(old: &PublishedEntry, new: &PublishedEntry) -> Vec<ChangedField> {
    let text =
        |text: &Option<String>| text.as_deref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let same_link = match (&old.link, &new.link) {
        (Some(old), Some(new)) => {
            old == new || same_page(old, new) && old.split("://").next() == new.split("://").next()
        }
        (old, new) => old == new,
    };
    let has_content = old.content.is_some() || new.content.is_some();
    [
        (ChangedField::Title, text(&old.title) != text(&new.title)),
        (ChangedField::Link, !same_link),
        (
            ChangedField::Content,
            text(&old.content) != text(&new.content) || !has_content && text(&old.summary) != text(&new.summary),
        ),
        (ChangedField::Summary, has_content && text(&old.summary) != text(&new.summary)),
        // A format that has no such date says nothing of it.
        (ChangedField::Published, old.published.zip(new.published).is_some_and(|(old, new)| old != new)),
        (ChangedField::Updated, old.updated.zip(new.updated).is_some_and(|(old, new)| old != new)),
    ]
    .into_iter()
    .filter_map(|(change, differs)| differs.then_some(change))
    .collect()
}

/// More entries of a kind than this are counted and not listed, in text and Markdown.
const LISTED: usize = 20;

impl FeedDiff {
    /// Whether subscribers would see no difference.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new.is_empty()
            && self.updated.is_empty()
            && self.gone.is_empty()
            && self.pushed_out.is_empty()
            && self.reissued.is_empty()
    }

    /// Whether subscribers would see old entries again as unread: what must not happen.
    #[must_use]
    pub fn breaks_the_promise(&self) -> bool {
        !self.reissued.is_empty()
    }

    /// The difference in one line: `2 new, 1 updated, 17 unchanged`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let counts = [
            (self.reissued.len(), "would appear again as unread"),
            (self.new.len(), "new"),
            (self.updated.len(), "updated"),
            (self.gone.len(), "gone"),
            (self.pushed_out.len(), "pushed out by the limit"),
            (self.unchanged, "unchanged"),
        ];
        let told: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
        if told.is_empty() { "no entries".to_owned() } else { told.join(", ") }
    }

    /// The same, with dates told in the days of a zone.
    pub fn shown_in(self, zone: Tz) -> Self {
        Self { zone: Some(zone), ..self }
    }

    /// In whose days dates are told.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.zone.unwrap_or(Tz::UTC)
    }

    /// The difference for people, under the feed's name.
    #[must_use]
    pub fn to_text(&self, name: &str) -> String {
        let mut text = format!("{}: {}\n", visible(name), self.sentence());
        for (sign, lines) in self.lines() {
            for (line, rest) in limited(&lines) {
                // Writing to a string cannot fail, here and below.
                let _ = match rest {
                    0 => writeln!(text, "  {sign} {}", visible(line)),
                    rest => writeln!(text, "  {sign} and {rest} more"),
                };
            }
        }
        text
    }

    /// The difference as Markdown, for a comment on a pull request.
    #[must_use]
    pub fn to_markdown(&self, name: &str) -> String {
        let mut text = format!("**{}**: {}\n", escape_markdown(&visible(name)), self.sentence());
        if self.breaks_the_promise() {
            let _ = writeln!(text, "\n> [!CAUTION]\n> {} would appear again as unread.", entries(self.reissued.len()));
        }
        if !self.is_empty() {
            text.push('\n');
        }
        for (sign, lines) in self.lines() {
            let word = match sign {
                '!' => "unread again",
                '+' => "new",
                '~' => "updated",
                '-' => "gone",
                _ => "pushed out",
            };
            for (line, rest) in limited(&lines) {
                let _ = match rest {
                    0 => writeln!(text, "- {word}: {}", escape_markdown(&visible(line))),
                    rest => writeln!(text, "- {word}: and {rest} more"),
                };
            }
        }
        text
    }

    /// One line for each entry, by what becomes of it.
    fn lines(&self) -> [(char, Vec<String>); 5] {
        let name = |entry: &ShownEntry| match entry.published {
            Some(published) => format!("{} ({})", one_line(&entry.title), published.day_in(self.zone())),
            None => one_line(&entry.title),
        };
        let reissued =
            self.reissued.iter().map(|it| format!("{}: was `{}`, is `{}`", name(&it.entry), it.old_id, it.entry.id));
        let updated = self.updated.iter().map(|it| {
            let changes: Vec<&str> = it.changes.iter().map(|change| change.words()).collect();
            format!("{}: {}", name(&it.entry), changes.join(", "))
        });
        [
            ('!', reissued.collect()),
            ('+', self.new.iter().map(name).collect()),
            ('~', updated.collect()),
            ('-', self.gone.iter().map(name).collect()),
            ('.', self.pushed_out.iter().map(name).collect()),
        ]
    }
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// The first lines, and then how many there are more.
fn limited(lines: &[String]) -> impl Iterator<Item = (&str, usize)> {
    let rest = lines.len().saturating_sub(LISTED);
    lines.iter().take(LISTED).map(|line| (line.as_str(), 0)).chain((rest > 0).then_some(("", rest)))
}

/// A title as it can be shown on a terminal: one line, without control characters.
fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line that Markdown shows as it is: no markup, no mention of a person, no HTML.
pub(crate) fn escape_markdown(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '!' | '#' => {
                text.push('\\');
                text.push(c);
            }
            // A zero-width space keeps `@name` and addresses from becoming mentions and links.
            '@' => text.push_str("@\u{200b}"),
            '&' => text.push_str("&amp;"),
            _ => text.push(c),
        }
    }
    text
}
