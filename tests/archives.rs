//! Archives over whole histories (RFC 5005, section 4): a reader that walks the chain from the subscription document
//! meets every entry, each in one archive document, and an archive document that is full stays as it is, to the byte, but where an entry in it was
//! edited, withdrawn or pushed by one dated back; the newest of them gains its `next-archive` once.
//!
//! Each history is one seed, and always the same.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use support::Site;

/// Entries in an archive document.
const FULL: usize = 3;
const BASE: &str = "https://acme.example/news/feeds/";

/// What happens to a site between two builds.
#[derive(Clone, Debug)]
enum Event {
    /// So many articles, newer than all.
    Add(usize),
    /// The text of an article changes; of those that there are, by number.
    Edit(usize),
    /// An article becomes a draft.
    Withdraw(usize),
    /// A draft comes back.
    Return(usize),
    /// An article that is dated before others appears.
    DateBack(usize),
    /// Nothing: a build again.
    Again,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (1..5_usize).prop_map(Event::Add),
        2 => (0..60_usize).prop_map(Event::Edit),
        1 => (0..60_usize).prop_map(Event::Withdraw),
        1 => (0..60_usize).prop_map(Event::Return),
        1 => (0..60_usize).prop_map(Event::DateBack),
        1 => Just(Event::Again),
    ]
}

/// An article as the history knows it.
#[derive(Clone, Debug)]
struct Told {
    /// The day of the year on which it was published, in quarters of a day.
    quarter: usize,
    version: usize,
    draft: bool,
}

impl Told {
    fn text(&self, name: usize) -> String {
        let (day, hour) = (self.quarter / 4, 6 * (self.quarter % 4));
        let (month, day) = (1 + day / 28, 1 + day % 28);
        let draft = if self.draft { "draft: true\n" } else { "" };
        format!(
            "---\ntitle: Article {name}\ndate: 2025-{month:02}-{day:02}T{hour:02}:00:00Z\nupdated: 2025-{month:02}-{day:02}T{hour:02}:0{}:00Z\n{draft}---\nText {name}, version {}.\n",
            self.version.min(9),
            self.version
        )
    }
}

struct History {
    site: Site,
    articles: Vec<Told>,
}

/// A document as a reader that knows RFC 5005 has it.
#[derive(Clone, Debug)]
struct Walked {
    path: String,
    ids: Vec<String>,
    bytes: String,
    next: Option<String>,
}

impl History {
    fn new() -> Self {
        let feed = "[output]\npage = false\nopml = false\n[[feed]]\nname = \"all\"\nformats = [\"atom\", \"rss\"]\nlimit = 4\narchive = 3\n";
        Self { site: Site::new(feed), articles: Vec::new() }
    }

    fn live(&mut self, event: &Event) {
        let some = |at: usize, count: usize| if count == 0 { None } else { Some(at % count) };
        match *event {
            Event::Add(count) => {
                for _ in 0..count {
                    let quarter = self.articles.iter().map(|told| told.quarter + 4).max().unwrap_or(40);
                    self.articles.push(Told { quarter: quarter - quarter % 4, version: 0, draft: false });
                }
            }
            Event::Edit(at) => {
                if let Some(at) = some(at, self.articles.len()) {
                    self.articles[at].version += 1;
                }
            }
            Event::Withdraw(at) | Event::Return(at) => {
                if let Some(at) = some(at, self.articles.len()) {
                    // The last entry of all is not withdrawn: a build refuses to empty every feed.
                    let live = self.articles.iter().filter(|told| !told.draft).count();
                    self.articles[at].draft = matches!(event, Event::Withdraw(_)) && live > 1;
                }
            }
            Event::DateBack(at) => {
                if let Some(at) = some(at, self.articles.len()) {
                    let quarter = self.articles[at].quarter / 4 * 4 + 1 + at % 3;
                    self.articles.push(Told { quarter, version: 0, draft: false });
                }
            }
            Event::Again => {}
        }
        for (name, told) in self.articles.iter().enumerate() {
            self.site.write(&format!("content/a{name}.md"), told.text(name));
        }
    }

    /// Follows `prev-archive` from the subscription document, the newest first.
    fn walk(&self, format: &str) -> Vec<Walked> {
        let mut at = Some(format!("all.{format}.xml"));
        let mut walked: Vec<Walked> = Vec::new();
        while let Some(path) = at {
            assert!(walked.iter().all(|seen| seen.path != path), "a circle at {path}");
            let bytes = self.site.read(&format!("feeds/{path}"));
            let tree = roxmltree::Document::parse(&bytes).expect("well-formed");
            let link = |rel: &str| {
                let link = tree.descendants().find(|node| node.attribute("rel") == Some(rel));
                link.and_then(|link| link.attribute("href")?.strip_prefix(BASE)).map(str::to_owned)
            };
            let is_id = |node: &roxmltree::Node<'_, '_>| {
                let within = node.parent().is_some_and(|parent| matches!(parent.tag_name().name(), "entry" | "item"));
                within && matches!(node.tag_name().name(), "id" | "guid")
            };
            let ids = tree.descendants().filter(is_id).filter_map(|node| node.text()).map(str::to_owned).collect();
            if let Some(newer) = walked.last().filter(|newer| newer.path.contains("archive")) {
                assert_eq!(link("next-archive"), Some(newer.path.clone()), "{path}");
            }
            at = link("prev-archive");
            let next = link("next-archive");
            drop(tree);
            walked.push(Walked { path, ids, bytes, next });
        }
        walked
    }
}

/// Without the link that a document gains when a newer one is begun behind it.
fn without_next(text: &str) -> String {
    text.lines().filter(|line| !line.contains("rel=\"next-archive\"")).collect::<Vec<_>>().join("\n")
}

fn check(events: &[Event]) {
    let mut history = History::new();
    history.live(&Event::Add(2));
    history.site.build();
    let mut before: BTreeMap<String, Walked> = BTreeMap::new();
    for event in events {
        history.live(event);
        history.site.build();
        let live = history.articles.iter().filter(|told| !told.draft).count();
        let mut now = BTreeMap::new();
        for format in ["atom", "rss"] {
            let walked = history.walk(format);
            // In the order in which a reader meets them, newest first. The subscription document has as many as its
            // limit says, some of which may be in the newest archive documents too; no two of these share any.
            let mut order: Vec<&String> = walked[0].ids.iter().collect();
            let archived: Vec<&String> = walked[1..].iter().flat_map(|document| &document.ids).collect();
            let distinct: BTreeSet<&String> = archived.iter().copied().collect();
            assert_eq!(archived.len(), distinct.len(), "archive documents share an entry, {format}, after {event:?}");
            let met = archived.iter().take_while(|id| order.contains(id)).count();
            assert!(order.ends_with(&archived[..met]), "what both have is the same, {format}, after {event:?}");
            order.extend(&archived[met..]);
            let all: BTreeSet<&String> = order.iter().copied().collect();
            assert_eq!((order.len(), all.len()), (live, live), "each entry once, {format}, after {event:?}");
            for archive in &walked[1..] {
                assert_eq!(archive.ids.len(), FULL, "{} is full after {event:?}", archive.path);
            }
            now.extend(walked.into_iter().map(|document| (document.path.clone(), document)));
        }
        let on_disk: BTreeSet<String> =
            history.site.files("feeds").into_keys().filter(|path| path.contains("archive")).collect();
        let reached: BTreeSet<String> =
            now.keys().filter(|path| path.contains("archive")).map(|path| format!("feeds/{path}")).collect();
        assert_eq!(on_disk, reached, "no archive document is left over after {event:?}");
        if matches!(event, Event::Add(_) | Event::Again) {
            unchanged(&before, &now, event);
        }
        before = now;
    }
}

/// What newer articles mean for archive documents: nothing, but that the newest gains its `next-archive`.
fn unchanged(before: &BTreeMap<String, Walked>, now: &BTreeMap<String, Walked>, event: &Event) {
    for (path, old) in before.iter().filter(|(path, _)| path.contains("archive")) {
        let new = now.get(path).unwrap_or_else(|| panic!("{path} is gone after {event:?}"));
        if old.next.is_some() || new.next.is_none() {
            assert_eq!(old.bytes, new.bytes, "{path} changed after {event:?}");
        } else {
            assert_eq!(without_next(&old.bytes), without_next(&new.bytes), "{path} changed after {event:?}");
        }
    }
}

proptest! {
    // Every event is a build of its own.
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_reader_that_walks_the_chain_sees_each_entry_once(events in prop::collection::vec(event(), 4..12)) {
        check(&events);
    }
}

#[test]
fn an_edited_entry_changes_its_own_archive_document_and_no_other() {
    let mut history = History::new();
    history.live(&Event::Add(14));
    history.site.build();
    let before = history.site.files("feeds");
    history.live(&Event::Edit(1));
    history.site.build();
    let after = history.site.files("feeds");
    let changed: Vec<&String> = before.keys().filter(|path| before[*path] != after[*path]).collect();
    assert_eq!(changed, ["feeds/all-archive-1.atom.xml", "feeds/all-archive-1.rss.xml"]);
}

#[test]
fn an_entry_dated_back_moves_what_is_newer_and_nothing_older() {
    let mut history = History::new();
    history.live(&Event::Add(16));
    history.site.build();
    let before = history.site.files("feeds");
    // Between the sixth and the seventh.
    history.live(&Event::DateBack(6));
    history.site.build();
    let after = history.site.files("feeds");
    for path in ["feeds/all-archive-1.atom.xml", "feeds/all-archive-2.atom.xml"] {
        assert_eq!(before[path], after[path], "{path}");
    }
    assert_ne!(before["feeds/all-archive-3.atom.xml"], after["feeds/all-archive-3.atom.xml"]);
}
