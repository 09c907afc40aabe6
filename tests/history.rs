//! Whole histories of a site, a build after each event, as its subscribers live through them.
//!
//! Every build runs on a fresh copy of the tree, with other file times, as on another machine without
//! any history of its own. A reader keeps what it has seen by id, as readers do.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::{Duration, SystemTime};

use support::{Ran, Site};

const CONFIG: &str = "[site]\ntitle = \"Acme News\"\nurl = \"https://acme.example/\"\n\n[[feed]]\nname = \"all\"\npath = \"all.{ext}\"\nlimit = 100\n";
const DOCUMENTS: [&str; 3] = ["feeds/all.rss.xml", "feeds/all.atom.xml", "feeds/all.json"];

/// An entry as a reader that knows feeds, and nothing of Tidings, sees it.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    title: String,
    published: String,
    updated: Option<String>,
}

/// Noon of a day of 2026 after February, in months of 28 days.
fn noon(day: u32) -> String {
    format!("2026-{:02}-{:02}T12:00:00Z", 3 + day / 28, day % 28 + 1)
}

struct History {
    articles: BTreeMap<String, String>,
    config: String,
    ledger: Option<String>,
    day: u32,
    builds: u64,
    /// The ids that the subscribers of each document have seen.
    known: [HashSet<String>; 3],
}

/// What a build made.
struct Step {
    ran: Ran,
    /// How many entries are unread for the subscribers of each document.
    unread: [usize; 3],
    /// The entries of the Atom document by id.
    entries: BTreeMap<String, Seen>,
    feed_updated: String,
}

impl Step {
    fn titled(&self, title: &str) -> (&String, &Seen) {
        let mut found = self.entries.iter().filter(|(_, seen)| seen.title == title);
        let entry = found.next().unwrap_or_else(|| panic!("no entry `{title}`"));
        assert!(found.next().is_none(), "two entries `{title}`");
        entry
    }
}

fn article(number: usize) -> String {
    let words: Vec<String> = (0..80).map(|n| format!("word{}", (n * 7 + number * 131) % 997)).collect();
    let day = number % 28 + 1;
    format!(
        "---\ntitle: Article {number}\ndate: 2026-01-{day:02}T08:00:00Z\ntags: [news]\n---\n\n{}.\n",
        words.join(" ")
    )
}

impl History {
    fn new() -> Self {
        let name = |number| format!("{}/n{number}.md", if number % 2 == 0 { "news" } else { "2026/01" });
        Self {
            articles: (1..=40).map(|number| (name(number), article(number))).collect(),
            config: CONFIG.to_owned(),
            ledger: None,
            day: 1,
            builds: 0,
            known: Default::default(),
        }
    }

    /// A fresh copy of the tree with file times of its own.
    fn checkout(&mut self) -> Site {
        let site = Site::bare();
        site.write("tidings.toml", &self.config);
        for (path, text) in &self.articles {
            self.builds += 1;
            let path = format!("content/{path}");
            site.write(&path, text);
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(self.builds * 7_919_993 % 1_800_000_000);
            std::fs::File::options().append(true).open(site.path(&path)).unwrap().set_modified(time).unwrap();
        }
        if let Some(ledger) = &self.ledger {
            site.write("tidings.lock", ledger);
        }
        site
    }

    fn now(&self) -> String {
        noon(self.day)
    }

    /// A build that ends well, on the next day; and another one on a clean copy, the day after, which must give
    /// the same bytes.
    fn build(&mut self, more: &[&str]) -> Step {
        self.day += 1;
        let site = self.checkout();
        let now = self.now();
        let ran = site.run(&[&["build", "--now", &now][..], more].concat());
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        self.ledger = site.path("tidings.lock").exists().then(|| site.read("tidings.lock"));

        let again = self.checkout();
        self.day += 1;
        let second = again.run(&["build", "--now", &self.now()]);
        assert_eq!(second.code, 0, "{}{}", second.out, second.err);
        assert_eq!(site.files("feeds"), again.files("feeds"), "a clean copy gives the same bytes");
        assert_eq!(self.ledger, again.path("tidings.lock").exists().then(|| again.read("tidings.lock")));
        self.read(&site, ran)
    }

    fn read(&mut self, site: &Site, ran: Ran) -> Step {
        let mut unread = [0; 3];
        let mut ids: Vec<BTreeSet<String>> = Vec::new();
        let mut entries = BTreeMap::new();
        let mut feed_updated = String::new();
        for (at, document) in DOCUMENTS.iter().enumerate() {
            let feed = feed_rs::parser::parse(site.read(document).as_bytes()).expect("a feed");
            for entry in &feed.entries {
                unread[at] += usize::from(self.known[at].insert(entry.id.clone()));
            }
            ids.push(feed.entries.iter().map(|entry| entry.id.clone()).collect());
            if *document == "feeds/all.atom.xml" {
                feed_updated = feed.updated.expect("a date").to_rfc3339();
                entries = feed
                    .entries
                    .into_iter()
                    .map(|entry| {
                        let title = entry.title.expect("a title").content;
                        let published = entry.published.expect("a date").to_rfc3339();
                        (entry.id, Seen { title, published, updated: entry.updated.map(|date| date.to_rfc3339()) })
                    })
                    .collect();
            }
        }
        assert!(ids.iter().all(|other| *other == ids[0]), "the same ids in every format");
        Step { ran, unread, entries, feed_updated }
    }

    /// A build that an error stops: nothing may be written.
    fn refused(&mut self, more: &[&str]) -> Ran {
        let site = self.checkout();
        let before = site.files(".");
        let ran = site.run(&[&["build", "--now", &self.now()][..], more].concat());
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        assert_eq!(site.files("."), before, "nothing is written");
        ran
    }

    fn rename(&mut self, from: &str, to: &str) {
        let text = self.articles.remove(from).unwrap_or_else(|| panic!("no article `{from}`"));
        self.articles.insert(to.to_owned(), text);
    }

    fn change(&mut self, path: &str, from: &str, to: &str) {
        let text = self.articles.get_mut(path).unwrap_or_else(|| panic!("no article `{path}`"));
        assert!(text.contains(from), "`{from}` is not in `{path}`");
        *text = text.replacen(from, to, 1);
    }
}

#[test]
fn subscribers_see_what_is_new_once_and_nothing_else() {
    let mut history = History::new();
    let first = history.build(&[]);
    assert_eq!(first.unread, [40; 3]);
    for seen in first.entries.values() {
        assert_eq!(seen.updated.as_ref(), Some(&seen.published), "the first build updates nothing");
    }

    let same = history.build(&[]);
    assert_eq!((same.unread, &same.entries), ([0; 3], &first.entries));

    // Renamed, moved into a bundle, moved to another folder; another address; another scheme.
    history.rename("news/n2.md", "news/renamed.md");
    history.rename("news/n4.md", "launch/index.md");
    history.rename("2026/01/n5.md", "archive/n5.md");
    let step = history.build(&[]);
    assert_eq!((step.unread, &step.entries), ([0; 3], &first.entries));
    history.config = history.config.replace("https://acme.example/", "https://news.acme-robotics.example/");
    let step = history.build(&[]);
    assert_eq!((step.unread, &step.entries), ([0; 3], &first.entries));
    history.config = history.config.replace("\n\n[[feed]]", "\npermalink = \"/{year}/{slug}.html\"\n\n[[feed]]");
    let step = history.build(&[]);
    assert_eq!((step.unread, &step.entries), ([0; 3], &first.entries));

    // An edit moves `updated` once, to the build that saw it.
    history.change("news/n6.md", "word", "edited word");
    let step = history.build(&[]);
    let seen_on = noon(history.day - 1).replace('Z', "+00:00");
    assert_eq!(step.unread, [0; 3]);
    assert_eq!(step.titled("Article 6").1.updated.as_ref(), Some(&seen_on));
    assert_eq!(step.feed_updated, seen_on);
    let later = history.build(&[]);
    assert_eq!(later.entries, step.entries);

    // A retitled article keeps its id and is updated; renamed and edited at once it is still the same.
    let id = step.titled("Article 8").0.clone();
    history.change("news/n8.md", "Article 8", "Another title");
    history.rename("news/n10.md", "news/ten.md");
    history.change("news/ten.md", "word", "edited word");
    let step = history.build(&[]);
    assert_eq!(step.unread, [0; 3]);
    assert_eq!(step.titled("Another title").0, &id);
    assert_eq!(step.titled("Article 10").1.updated, step.titled("Another title").1.updated);
    assert_ne!(step.titled("Article 10").1.updated, later.titled("Article 10").1.updated);

    // What no reader sees moves nothing.
    history.change("news/n12.md", "tags:", "layout: wide\ntags:");
    history.change("news/n14.md", ".\n", ".  \n\n\n");
    let unseen = history.build(&[]);
    assert_eq!((unseen.unread, &unseen.entries), ([0; 3], &step.entries));

    // An explicit date wins, over the edit that comes with it too.
    history.change("news/n16.md", "tags:", "updated: 2026-02-20T00:00:00Z\ntags:");
    history.change("news/n16.md", "word", "edited word");
    let step = history.build(&[]);
    assert_eq!(step.titled("Article 16").1.updated.as_deref(), Some("2026-02-20T00:00:00+00:00"));

    // A new date is the entry's date, and not another entry.
    let id = step.titled("Article 18").0.clone();
    history.change("news/n18.md", "2026-01-19", "2026-01-09");
    let step = history.build(&[]);
    assert_eq!((step.unread, step.titled("Article 18").0), ([0; 3], &id));
    assert_eq!(step.titled("Article 18").1.published, "2026-01-09T08:00:00+00:00");

    // A copy is an entry of its own, as it is and edited later.
    let copied = history.articles["news/n20.md"].clone();
    let id = step.titled("Article 20").0.clone();
    history.articles.insert("news/a-copy.md".into(), copied);
    assert_eq!(history.build(&[]).unread, [1; 3]);
    history.change("news/a-copy.md", "Article 20", "From a copy");
    let step = history.build(&[]);
    assert_eq!((step.unread, step.titled("Article 20").0), ([0; 3], &id));

    // A deletion is told, and the feed's date does not go back.
    let newest = step.feed_updated.clone();
    history.articles.remove("news/a-copy.md");
    let step = history.build(&[]);
    assert!(step.ran.err.contains("news/a-copy.md") && step.ran.err.contains("is gone"), "{}", step.ran.err);
    assert_eq!((step.unread, step.entries.len()), ([0; 3], 40));
    assert!(step.feed_updated >= newest, "{} after {newest}", step.feed_updated);
    assert!(!history.build(&[]).ran.err.contains("is gone"), "it is told once");

    // A new article under the name of an old one, and two that change names.
    history.rename("news/n22.md", "news/old-n22.md");
    history.articles.insert("news/n22.md".into(), article(99).replace("2026-01", "2026-02"));
    history.rename("news/n24.md", "swap");
    history.rename("news/n26.md", "news/n24.md");
    history.rename("swap", "news/n26.md");
    let before = step.titled("Article 24").0.clone();
    let step = history.build(&[]);
    assert_eq!(step.unread, [1; 3]);
    assert_eq!(step.titled("Article 24").0, &before);

    // A draft for a while: it goes, comes back, and is read already.
    history.change("news/n28.md", "tags:", "draft: true\ntags:");
    assert_eq!(history.build(&[]).entries.len(), 40);
    history.change("news/n28.md", "draft: true\n", "");
    assert_eq!(history.build(&[]).unread, [0; 3]);

    // One id for two articles; another id for a published one.
    for path in ["news/n30.md", "news/n32.md"] {
        history.change(path, "tags:", "id: \"tag:acme.example,2026:one\"\ntags:");
    }
    let ran = history.refused(&[]);
    assert!(ran.err.contains("n30.md") && ran.err.contains("n32.md"), "{}", ran.err);
    history.change("news/n30.md", "id: \"tag:acme.example,2026:one\"\n", "");
    let ran = history.refused(&[]);
    assert!(ran.err.contains("id-changed") && ran.err.contains("n32.md"), "{}", ran.err);
    assert_eq!(history.build(&["--allow-id-change"]).unread, [1; 3]);
    assert_eq!(history.build(&[]).unread, [0; 3]);
}

#[test]
fn a_ledger_that_cannot_be_read_is_never_started_anew() {
    let mut history = History::new();
    history.build(&[]);
    let good = history.ledger.clone().unwrap();
    for broken in [
        good.replace("\n7f\n", "\n<<<<<<< HEAD\n7f\n=======\n>>>>>>> other\n"),
        good[..good.len() / 2].to_owned(),
        good.replace("tidings ledger 2", "tidings ledger 9"),
        String::new(),
    ] {
        history.ledger = Some(broken);
        for more in [&[][..], &["--keep-going"]] {
            let ran = history.refused(more);
            assert!(ran.err.contains("tidings.lock:"), "it names the line: {}", ran.err);
        }
    }
}

#[test]
fn with_keep_going_an_article_at_fault_keeps_its_entry() {
    let mut history = History::new();
    history.build(&[]);
    let text = history.articles["news/n2.md"].clone();
    history.change("news/n2.md", "date: 2026-01-03", "date: [2026-13-03");
    let site = history.checkout();
    let ran = site.run(&["build", "--keep-going", "--now", "2026-05-20"]);
    assert_eq!(ran.code, 1);
    assert!(!ran.err.contains("is gone"), "{}", ran.err);
    history.ledger = Some(site.read("tidings.lock"));
    history.articles.insert("news/n2.md".into(), text);
    assert_eq!(history.build(&[]).unread, [0; 3]);
}

#[test]
fn without_a_ledger_ids_are_made_of_authority_date_and_path() {
    let mut history = History::new();
    history.config += "\n[ledger]\nenabled = false\n";
    let first = history.build(&[]);
    assert!(history.ledger.is_none());
    assert!(first.entries.contains_key("tag:acme.example,2026-01-03:news/n2"));
    history.change("news/n2.md", "word", "edited word");
    let step = history.build(&[]);
    assert_eq!((step.unread, &step.entries), ([0; 3], &first.entries));
}

#[test]
fn a_feeds_date_does_not_go_back_when_an_edited_entry_is_pushed_out() {
    let mut history = History::new();
    history.config = history.config.replace("limit = 100", "limit = 40");
    history.build(&[]);
    // The oldest article, so that the next new one pushes it out.
    history.change("news/n28.md", "word", "edited word");
    let newest = history.build(&[]).feed_updated;
    history.articles.insert("new.md".into(), article(77).replace("2026-01", "2026-02"));
    let step = history.build(&[]);
    assert_eq!((step.unread, step.entries.len()), ([1; 3], 40));
    assert!(step.entries.values().all(|seen| seen.title != "Article 28"));
    assert_eq!(step.feed_updated, newest);
}

#[test]
fn without_a_ledger_two_articles_of_one_path_need_an_id_of_their_own() {
    let twins = |limit: &str| {
        let feed = format!("[[feed]]\nname = \"feed\"\nlimit = {limit}\n");
        // Their addresses are another matter.
        let site = Site::new(&format!("shared_addresses = true\n[ledger]\nenabled = false\n{feed}"));
        site.write("content/ferry.md", "---\ndate: 2026-01-05\n---\n# Ferry\n\nThe ferry sails.\n");
        site.write("content/ferry/index.md", "---\ndate: 2026-01-05\n---\n# Crane\n\nThe crane turns.\n");
        site.write("content/other.md", "---\ndate: 2026-01-05\n---\n# Other\n\nSomething else.\n");
        site
    };
    // Also where the limit keeps one of them out today.
    for limit in ["20", "1"] {
        let site = twins(limit);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains("id-duplicate") && ran.err.contains("content/ferry/index.md"), "{}", ran.err);
        assert!(ran.err.contains("`content/ferry.md`"), "{}", ran.err);
        assert!(!site.path("feeds").exists());
    }
    let site = twins("20");
    let ran = site.run(&["build"]);
    let second = "tag:acme.example,2026-01-05:ferry;2";
    assert!(ran.err.contains(&format!("`{second}`, which it has had so far")), "{}", ran.err);
    let ran = site.run(&["build", "--keep-going"]);
    assert_eq!((ran.code, site.feed()["items"].as_array().unwrap().len()), (1, 1), "{}", ran.err);

    // What the report says to do; whichever is deleted then, the other keeps its id.
    let ids = |site: &Site| -> Vec<(String, String)> {
        let feed = site.feed();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        feed["items"].as_array().unwrap().iter().map(|item| (text(&item["title"]), text(&item["id"]))).collect()
    };
    let crane = format!("---\ndate: 2026-01-05\nid: {second}\n---\n# Crane\n\nThe crane turns.\n");
    site.write("content/ferry/index.md", crane);
    site.build();
    let both = ids(&site);
    assert!(both.contains(&("Crane".into(), second.into())), "{both:?}");
    assert!(both.contains(&("Ferry".into(), "tag:acme.example,2026-01-05:ferry".into())), "{both:?}");
    for gone in ["content/ferry.md", "content/ferry/index.md"] {
        let text = site.read(gone);
        std::fs::remove_file(site.path(gone)).unwrap();
        site.build();
        assert!(ids(&site).iter().all(|kept| both.contains(kept)));
        site.write(gone, text);
        site.build();
    }
}
