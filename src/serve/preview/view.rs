//! What the page is told, as JSON: it writes all of it as text, never as markup.

use serde::Serialize;

use super::entries::{ReadEntry, ReadFeed};
use super::media::local;
use super::rounds::{Good, Round, root_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::Change;
use crate::site::explain::{Carried, Explanation, Field, PassedOver};
use crate::site::{FeedChange, MadeDocument};

/// The site as a whole.
#[derive(Serialize)]
pub struct SiteView<'a> {
    round: u64,
    /// Whether nothing has been made yet.
    empty: bool,
    failed: bool,
    fault: Option<&'a str>,
    title: Option<&'a str>,
    address: Option<&'a str>,
    folder: Option<String>,
    language: Option<&'a str>,
    trial: &'a [&'static str],
    took_ms: u128,
    found: usize,
    entries: usize,
    /// The round that made what is shown.
    shown: u64,
    feeds: Vec<FeedLine<'a>>,
    beside: Vec<BesideLine<'a>>,
    problems: Vec<ProblemView<'a>>,
    subscribers: Vec<ChangeView<'a>>,
    left_out: Vec<LeftOutView<'a>>,
}

#[derive(Serialize)]
struct FeedLine<'a> {
    #[serde(flatten)]
    document: &'a MadeDocument,
    change: Option<Change>,
}

#[derive(Serialize)]
struct BesideLine<'a> {
    path: &'a str,
    change: Option<Change>,
}

#[derive(Serialize)]
struct ChangeView<'a> {
    sentence: String,
    #[serde(flatten)]
    feed: &'a FeedChange,
}

#[derive(Serialize)]
struct LeftOutView<'a> {
    path: &'a str,
    why: &'static str,
    detail: String,
}

/// A problem, with its line in three parts: before the place, the place, after it.
#[derive(Serialize)]
pub struct ProblemView<'a> {
    severity: &'static str,
    code: Code,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    help: Option<&'a str>,
    source: Option<[&'a str; 3]>,
}

impl<'a> ProblemView<'a> {
    fn of(found: &'a Diagnostic) -> Self {
        let place = found.place.as_ref();
        let source = place.map(|place| {
            let (text, span) = (place.source.as_str(), place.span);
            let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
            [part(0..span.start), part(span.start..span.end), part(span.end..text.len())]
        });
        Self {
            severity: found.severity.name(),
            code: found.code,
            file: found.file.as_deref(),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            message: &found.message,
            help: found.help.as_deref(),
            source,
        }
    }
}

impl<'a> SiteView<'a> {
    /// That of a round.
    pub fn of(round: &'a Round) -> Self {
        let good = round.good.as_deref();
        let change = |path: &str| good.and_then(|good| good.changes.get(path).copied());
        let feeds = good.map(|good| good.feeds.as_slice()).unwrap_or_default();
        let is_feed = |path: &str| feeds.iter().any(|feed| feed.path == path);
        let all = good.into_iter().flat_map(|good| good.changes.keys());
        Self {
            round: round.number,
            empty: good.is_none(),
            failed: round.failed,
            fault: round.fault.as_deref(),
            title: good.map(|good| good.config.site.title.as_str()),
            address: good.map(|good| good.config.site.url.as_str()),
            folder: good.map(|good| root_name(&good.config.root)),
            language: good.map(|good| good.config.site.language.as_str()),
            trial: &round.trial,
            took_ms: good.map_or(0, |good| good.took.as_millis()),
            found: good.map_or(0, |good| good.found),
            entries: good.map_or(0, |good| good.entries),
            shown: good.map_or(0, |good| good.round),
            feeds: feeds.iter().map(|document| FeedLine { document, change: change(&document.path) }).collect(),
            beside: all.filter(|path| !is_feed(path)).map(|path| BesideLine { path, change: change(path) }).collect(),
            problems: round.problems.iter().map(ProblemView::of).collect(),
            subscribers: round
                .subscribers
                .iter()
                .map(|feed| ChangeView { sentence: feed.diff.sentence(), feed })
                .collect(),
            left_out: good
                .into_iter()
                .flat_map(|good| &good.left_out)
                .map(|(path, why)| LeftOutView { path, why: why.kind(), detail: why.sentence() })
                .collect(),
        }
    }
}

/// One document, as a reader shows it.
#[derive(Serialize)]
pub struct FeedView<'a> {
    path: &'a str,
    title: &'a str,
    description: Option<&'a str>,
    home: Option<&'a str>,
    language: &'a str,
    bytes: usize,
    entries: Vec<EntryView<'a>>,
}

#[derive(Serialize)]
struct EntryView<'a> {
    #[serde(flatten)]
    entry: &'a ReadEntry,
    /// The article that it is, where that is known.
    article: Option<&'a str>,
    /// Its picture and its recordings here.
    image_here: Option<String>,
    enclosures_here: Vec<Option<String>>,
    has_content: bool,
    /// Changes with what the frame shows.
    version: String,
}

impl<'a> FeedView<'a> {
    /// That of a document of a feed.
    pub fn of(path: &'a str, feed: &'a MadeDocument, read: &'a ReadFeed, good: &'a Good) -> Self {
        let bytes = good.documents.get(path).and_then(|resource| good.bytes(resource)).map_or(0, <[u8]>::len);
        let view = |entry: &'a ReadEntry| EntryView {
            article: good.sources.get(&entry.id).map(|path| &**path),
            image_here: entry.image.as_ref().and_then(|url| local(url, entry, good)),
            enclosures_here: entry.enclosures.iter().map(|file| local(&file.url, entry, good)).collect(),
            has_content: entry.content.is_some(),
            version: blake3::hash(entry.content.as_deref().unwrap_or_default().as_bytes()).to_hex()[..16].to_owned(),
            entry,
        };
        Self {
            path,
            title: &read.title,
            description: read.description.as_deref(),
            home: read.home.as_deref(),
            language: &feed.language,
            bytes,
            entries: read.entries.iter().map(view).collect(),
        }
    }
}

/// Where the fields of an entry came from.
#[derive(Serialize)]
pub struct Explained<'a> {
    file: &'a str,
    left_out: Option<String>,
    fields: &'a [Field],
    documents: &'a [Carried],
    passed_over: &'a [PassedOver],
    problems: Vec<ProblemView<'a>>,
}

impl<'a> Explained<'a> {
    /// That of an explanation.
    pub fn of(explanation: &'a Explanation) -> Self {
        Self {
            file: &explanation.file,
            left_out: explanation.left_out.map(|why| why.sentence()),
            fields: &explanation.fields,
            documents: &explanation.documents,
            passed_over: &explanation.passed_over,
            problems: explanation.diagnostics.iter().map(ProblemView::of).collect(),
        }
    }
}
