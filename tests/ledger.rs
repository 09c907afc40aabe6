//! The ledger: ids that never change and dates that move only when the content does.

mod support;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::process::Command;

use proptest::prelude::*;
use tidings::diagnostic::{Diagnostic, Severity};
use tidings::feed::{EntryId, Timestamp};
use tidings::ledger::{
    Content, Evidence, Fingerprint, IdChange, IdSource, Ledger, Parts, PublishedFrom, Record, Resolution,
    ResolveOptions, Resolved, Seen, Sketch, TitleKey, Unread, UpdatedFrom, resolve,
};

/// Midnight of a day of January 2026, and later ones.
fn day(day: i64) -> Timestamp {
    Timestamp::from_unix(1_767_225_600 + (day - 1) * 86_400).unwrap()
}

#[derive(Clone, Debug)]
struct Article {
    /// The same for all copies of one article.
    family: u64,
    title: String,
    body: String,
    published: Timestamp,
    updated: Option<Timestamp>,
    id: Option<EntryId>,
}

/// An article whose text is its own: no other number makes a text that is alike.
fn article(number: u64) -> Article {
    let mut state = number * 2 + 1;
    let words: Vec<String> = (0..120)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            format!("w{}", state >> 44)
        })
        .collect();
    Article {
        family: number,
        title: format!("Article {number}"),
        body: words.join(" "),
        published: day(1 + (number % 28) as i64),
        updated: None,
        id: None,
    }
}

impl Article {
    fn edited(&self) -> Self {
        self.edited_to(0)
    }

    /// An edit that no other number makes.
    fn edited_to(&self, number: u64) -> Self {
        let (first, rest) = self.body.split_once(' ').unwrap();
        Self { body: format!("{rest} {first} edit{number}"), ..self.clone() }
    }
}

type Site = BTreeMap<String, Article>;

fn seen(path: &str, article: &Article) -> Seen {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let derived = format!("tag:acme.example,{}:{stem}", article.published.day());
    let parts = Parts { title: &article.title, body: &article.body, ..Parts::default() };
    Seen {
        path: path.into(),
        front_matter_id: article.id.clone(),
        id_place: None,
        title: TitleKey::of(&article.title),
        published: article.published,
        updated: article.updated,
        content: Content { fingerprint: Fingerprint::of(&parts), sketch: Sketch::of(&article.body) },
        derived_id: EntryId::new(&derived).unwrap(),
    }
}

fn unread(path: &str, article: &Article) -> Unread {
    Unread {
        path: path.into(),
        front_matter_id: article.id.clone(),
        id_place: None,
        title: Some(article.title.clone()),
        published: Some(article.published),
    }
}

fn in_content(path: &str) -> String {
    format!("content/{path}")
}

fn refusing(now: i64) -> ResolveOptions {
    ResolveOptions::new(day(now), IdChange::Refuse)
}

fn resolve_site(ledger: &Ledger, site: &Site, options: ResolveOptions) -> Resolution {
    let seen: Vec<Seen> = site.iter().map(|(path, article)| seen(path, article)).collect();
    resolve(ledger, &seen, &[], options, &in_content)
}

/// A site with its ledger, built again and again; the ledger goes through its text each time.
struct History {
    site: Site,
    ledger: Ledger,
    now: i64,
}

impl History {
    /// A site of articles `a1.md`, `a2.md` ..., built on 1 March.
    fn of(articles: u64) -> Self {
        let site = (1..=articles).map(|number| (format!("a{number}.md"), article(number))).collect();
        let mut history = Self { site, ledger: Ledger::default(), now: 59 };
        history.build();
        history
    }

    fn build(&mut self) -> (BTreeMap<String, Resolved>, Resolution) {
        self.now += 1;
        let resolution = resolve_site(&self.ledger, &self.site, refusing(self.now));
        let text = resolution.ledger.to_text();
        self.ledger = Ledger::parse(&text, "tidings.lock").unwrap();
        assert_eq!(self.ledger.to_text(), text);
        let entries = self.site.keys().cloned().zip(resolution.entries.iter().cloned()).collect();
        (entries, resolution)
    }

    fn rename(&mut self, from: &str, to: &str) {
        let article = self.site.remove(from).unwrap();
        self.site.insert(to.to_owned(), article);
    }

    fn id(&self, path: &str) -> EntryId {
        self.ledger.record_of(path).unwrap_or_else(|| panic!("no record of {path}")).id.clone()
    }
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect()
}

#[test]
fn the_first_build_of_an_archive_updates_nothing() {
    let history = History::of(5);
    for (path, article) in &history.site {
        let record = history.ledger.record_of(path).unwrap();
        assert_eq!((record.published, record.updated), (article.published, article.published));
        assert_eq!(record.id, seen(path, article).derived_id);
    }
}

#[test]
fn a_second_build_changes_nothing() {
    let mut history = History::of(5);
    let before = history.ledger.to_text();
    let (_, resolution) = history.build();
    assert_eq!(history.ledger.to_text(), before);
    assert!(resolution.diagnostics.is_empty());
}

#[test]
fn a_renamed_article_keeps_its_id_and_dates() {
    let mut history = History::of(5);
    let before = history.ledger.record_of("a2.md").unwrap().clone();
    history.rename("a2.md", "2026/launch/index.md");
    let (entries, resolution) = history.build();
    let entry = &entries["2026/launch/index.md"];
    assert_eq!((&entry.id, entry.published, entry.updated), (&before.id, before.published, before.updated));
    assert_eq!(entry.how, IdSource::Renamed { from: "a2.md".into(), evidence: Evidence::Content });
    assert!(resolution.diagnostics.is_empty() && resolution.gone.is_empty());
}

#[test]
fn an_edit_moves_updated_once_to_the_build_that_saw_it() {
    let mut history = History::of(3);
    let id = history.id("a1.md");
    let edited = history.site["a1.md"].edited();
    history.site.insert("a1.md".into(), edited);
    let (entries, _) = history.build();
    let first_sight = day(history.now);
    assert_eq!((entries["a1.md"].updated, entries["a1.md"].updated_from), (first_sight, UpdatedFrom::FirstSight));
    assert_eq!(entries["a1.md"].id, id);
    let (entries, _) = history.build();
    assert_eq!((entries["a1.md"].updated, entries["a1.md"].updated_from), (first_sight, UpdatedFrom::Ledger));
}

#[test]
fn what_no_reader_sees_moves_nothing() {
    let base = Parts { title: "T", body: "one\n\ntwo\n", summary: Some("s"), tags: vec!["a", "b"], ..Parts::default() };
    let same = Parts { body: "one  \r\n\r\ntwo\t\r\n\r\n", summary: Some(" s "), ..base.clone() };
    assert_eq!(Fingerprint::of(&base), Fingerprint::of(&same));
    let others = [
        Parts { title: "U", ..base.clone() },
        Parts { body: "one\ntwo\n", ..base.clone() },
        Parts { summary: None, ..base.clone() },
        Parts { tags: vec!["b", "a"], ..base.clone() },
        Parts { tags: vec!["ab"], ..base.clone() },
        Parts { authors: vec!["a"], tags: vec!["b"], ..base.clone() },
        Parts { image: Some("x.png"), ..base.clone() },
        Parts { enclosures: vec!["x.mp3"], ..base.clone() },
        Parts { external_url: Some("https://b.example/"), ..base.clone() },
    ];
    let all: HashSet<Fingerprint> = others.iter().chain([&base]).map(Fingerprint::of).collect();
    assert_eq!(all.len(), others.len() + 1);
}

#[test]
fn an_explicit_updated_always_wins() {
    let mut history = History::of(2);
    let mut article = history.site["a1.md"].edited();
    article.updated = Some(day(50));
    history.site.insert("a1.md".into(), article.clone());
    let (entries, _) = history.build();
    assert_eq!((entries["a1.md"].updated, entries["a1.md"].updated_from), (day(50), UpdatedFrom::Article));
    article.updated = Some(day(40));
    history.site.insert("a1.md".into(), article.clone());
    let (entries, _) = history.build();
    assert_eq!((entries["a1.md"].updated, entries["a1.md"].latest), (day(40), day(50)));
    // Taken out again, the date that was published last stays.
    article.updated = None;
    history.site.insert("a1.md".into(), article);
    let (entries, _) = history.build();
    assert_eq!((entries["a1.md"].updated, entries["a1.md"].latest), (day(40), day(50)));
}

#[test]
fn updated_is_never_before_published_and_never_goes_back() {
    let mut history = History::of(2);
    let mut article = history.site["a1.md"].clone();
    article.updated = Some(Timestamp::from_unix(0).unwrap());
    history.site.insert("a1.md".into(), article.clone());
    let (entries, _) = history.build();
    assert_eq!(entries["a1.md"].updated, article.published);
    // A build whose clock is behind the last one.
    history.site.insert("a2.md".into(), history.site["a2.md"].edited());
    let (entries, _) = history.build();
    let updated = entries["a2.md"].updated;
    history.now = 10;
    history.site.insert("a2.md".into(), history.site["a2.md"].edited());
    let (entries, _) = history.build();
    assert_eq!(entries["a2.md"].updated, updated);
}

#[test]
fn an_id_does_not_follow_the_date_and_the_date_follows_the_article() {
    let mut history = History::of(2);
    let id = history.id("a1.md");
    history.site.get_mut("a1.md").unwrap().published = day(20);
    let (entries, _) = history.build();
    assert_eq!((&entries["a1.md"].id, entries["a1.md"].published, entries["a1.md"].updated), (&id, day(20), day(20)));
    history.site.get_mut("a1.md").unwrap().published = day(5);
    let (entries, _) = history.build();
    assert_eq!((&entries["a1.md"].id, entries["a1.md"].published, entries["a1.md"].updated), (&id, day(5), day(20)));
}

#[test]
fn an_article_that_is_renamed_and_edited_at_once_is_known() {
    type Case = (&'static str, fn(&mut Article), Evidence);
    let cases: [Case; 3] = [
        ("news/other.md", |article| article.body = "rewritten in full".repeat(40), Evidence::Title),
        (
            "news/a1.md",
            |article| {
                article.title = "Retitled".into();
                article.body = article.body.replace("w1", "v1");
            },
            Evidence::Name,
        ),
        (
            "news/other.md",
            |article| {
                article.title = "Retitled".into();
                article.body += " with a last sentence";
            },
            Evidence::Body,
        ),
    ];
    for (to, edit, evidence) in cases {
        let mut history = History::of(8);
        let id = history.id("a1.md");
        history.rename("a1.md", to);
        edit(history.site.get_mut(to).unwrap());
        let (entries, resolution) = history.build();
        assert_eq!(entries[to].how, IdSource::Renamed { from: "a1.md".into(), evidence });
        assert_eq!((&entries[to].id, entries[to].updated), (&id, day(history.now)), "{evidence:?}");
        assert!(resolution.gone.is_empty());
    }
}

#[test]
fn a_text_alone_with_another_day_title_and_name_is_a_doubt() {
    let mut history = History::of(8);
    let id = history.id("a1.md");
    history.rename("a1.md", "news/other.md");
    let article = history.site.get_mut("news/other.md").unwrap();
    (article.title, article.published) = ("Retitled".into(), day(30));
    article.body += " with a last sentence";
    let (entries, resolution) = history.build();
    assert_eq!(entries["news/other.md"].how, IdSource::New);
    assert_ne!(entries["news/other.md"].id, id);
    assert_eq!(codes(&resolution.diagnostics), ["entry-gone", "entry-in-doubt"]);
    // The way that the report shows.
    history.site.get_mut("news/other.md").unwrap().id = Some(id.clone());
    let allowed = ResolveOptions::new(day(90), IdChange::Allow);
    let resolution = resolve_site(&history.ledger, &history.site, allowed);
    assert!(resolution.entries.iter().any(|entry| entry.id == id));
}

#[test]
fn a_front_matter_id_finds_the_entry_wherever_it_went() {
    let mut history = History::of(3);
    let id = history.id("a1.md");
    history.site.remove("a1.md");
    history.site.insert("b.md".into(), Article { id: Some(id.clone()), ..article(99) });
    let (entries, resolution) = history.build();
    assert_eq!(entries["b.md"].how, IdSource::Renamed { from: "a1.md".into(), evidence: Evidence::Id });
    assert_eq!(entries["b.md"].id, id);
    assert!(resolution.diagnostics.is_empty());
}

#[test]
fn in_doubt_it_is_a_new_entry_and_the_report_says_what_it_may_have_been() {
    let mut history = History::of(6);
    history.rename("a1.md", "b.md");
    let renamed = history.site.get_mut("b.md").unwrap();
    renamed.published = day(45);
    renamed.body = article(77).body;
    let (entries, resolution) = history.build();
    assert_eq!(entries["b.md"].how, IdSource::New);
    assert_eq!(codes(&resolution.diagnostics), ["entry-gone", "entry-in-doubt"]);
    let doubt = resolution.diagnostics.iter().find(|it| it.code.as_str() == "entry-in-doubt").unwrap();
    assert!(doubt.message.contains("`a1.md`") && doubt.message.contains("titles"), "{}", doubt.message);
}

#[test]
fn a_file_that_takes_the_name_of_a_renamed_one_is_a_new_entry() {
    let mut history = History::of(4);
    let id = history.id("a1.md");
    history.rename("a1.md", "old/a1.md");
    history.site.insert("a1.md".into(), Article { published: day(40), ..article(50) });
    let (entries, _) = history.build();
    assert_eq!(entries["old/a1.md"].id, id);
    assert_eq!(entries["a1.md"].how, IdSource::New);
    assert_ne!(entries["a1.md"].id, id);
}

#[test]
fn a_new_file_whose_derived_id_is_taken_gets_another_one() {
    let mut history = History::of(4);
    let id = history.id("a1.md");
    history.rename("a1.md", "old/a1.md");
    let published = history.site["old/a1.md"].published;
    history.site.insert("a1.md".into(), Article { published, ..article(50) });
    let (entries, _) = history.build();
    assert_eq!(entries["old/a1.md"].id, id);
    assert_eq!(entries["a1.md"].id.as_str(), format!("{id};2"));
}

#[test]
fn two_articles_that_change_names_keep_their_ids() {
    let mut history = History::of(4);
    let (first, second) = (history.id("a1.md"), history.id("a2.md"));
    for article in history.site.values_mut() {
        article.published = day(7);
    }
    history.build();
    history.rename("a1.md", "tmp");
    history.rename("a2.md", "a1.md");
    history.rename("tmp", "a2.md");
    let (entries, _) = history.build();
    assert_eq!((&entries["a1.md"].id, &entries["a2.md"].id), (&second, &first));
}

#[test]
fn an_article_rewritten_in_place_is_the_same_entry() {
    let mut history = History::of(4);
    let id = history.id("a1.md");
    history.site.insert("a1.md".into(), Article { published: day(40), ..article(50) });
    let (entries, resolution) = history.build();
    assert_eq!((&entries["a1.md"].id, &entries["a1.md"].how), (&id, &IdSource::Ledger));
    assert!(resolution.gone.is_empty());
}

#[test]
fn a_copy_gets_its_own_id_even_where_the_original_is_edited_too() {
    let mut history = History::of(4);
    let id = history.id("a1.md");
    history.site.insert("a0.md".into(), history.site["a1.md"].clone());
    let (entries, _) = history.build();
    assert_eq!(entries["a1.md"].id, id);
    assert_eq!(entries["a0.md"].how, IdSource::Copy { of: "a1.md".into() });
    let copy = entries["a0.md"].id.clone();
    assert_ne!(copy, id);

    history.site.insert("00.md".into(), history.site["a2.md"].clone());
    let edited = history.site["a2.md"].edited();
    let id = history.id("a2.md");
    history.site.insert("a2.md".into(), edited);
    let (entries, _) = history.build();
    assert_eq!(entries["a2.md"].id, id);
    assert_eq!(entries["00.md"].how, IdSource::New);
    assert_eq!(entries["a0.md"].id, copy);
}

#[test]
fn a_deleted_article_is_reported_once_and_its_id_is_never_given_again() {
    let mut history = History::of(4);
    let id = history.id("a1.md");
    let published = history.site.remove("a1.md").unwrap().published;
    let (_, resolution) = history.build();
    assert_eq!(codes(&resolution.diagnostics), ["entry-gone"]);
    assert_eq!(resolution.gone[0].id, id);
    assert!(history.build().1.diagnostics.is_empty());
    // Another article under the old name, later in the year.
    history.site.insert("a1.md".into(), Article { published: day(100), ..article(60) });
    let (entries, _) = history.build();
    assert_eq!(entries["a1.md"].how, IdSource::New);
    assert_ne!(entries["a1.md"].id, id);
    // And one of the same day, so that the id would be the same.
    history.rename("a1.md", "b1.md");
    history.build();
    history.site.insert("c/a1.md".into(), Article { published, ..article(61) });
    history.build();
    let ids: HashSet<&str> = history.ledger.records().iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids.len(), history.ledger.records().len());
}

#[test]
fn a_restored_article_has_its_id_again() {
    let mut history = History::of(4);
    let id = history.id("a1.md");
    let article = history.site.remove("a1.md").unwrap();
    history.build();
    history.site.insert("a1.md".into(), article.edited());
    let (entries, _) = history.build();
    assert_eq!(entries["a1.md"].how, IdSource::Returned { from: "a1.md".into(), evidence: Evidence::Path });
    assert_eq!(entries["a1.md"].id, id);
    assert!(history.ledger.record_of("a1.md").is_some());
}

#[test]
fn what_gone_entries_had_as_updated_is_remembered() {
    let mut history = History::of(4);
    assert_eq!(history.ledger.gone_updated(day(history.now)), None);
    let edited = history.site["a1.md"].edited();
    history.site.insert("a1.md".into(), edited);
    history.build();
    let updated = day(history.now);
    history.site.remove("a1.md");
    history.build();
    assert_eq!(history.ledger.gone_updated(day(history.now)), Some(updated));
}

#[test]
fn most_entries_gone_at_once_is_a_warning() {
    let mut history = History::of(5);
    history.site.retain(|path, _| path == "a1.md");
    let (_, resolution) = history.build();
    let warnings: Vec<_> = resolution.diagnostics.iter().filter(|it| it.severity == Severity::Warning).collect();
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].message, "4 of 5 published entries are gone");
}

#[test]
fn two_articles_with_one_id_are_an_error_that_names_both() {
    let mut history = History::of(3);
    let id = EntryId::new("https://acme.example/?p=7");
    for path in ["a1.md", "a2.md"] {
        history.site.insert(path.into(), Article { id: id.clone(), ..article(if path == "a1.md" { 70 } else { 71 }) });
    }
    let (entries, resolution) = history.build();
    let error = resolution.diagnostics.iter().find(|it| it.code.as_str() == "id-duplicate").unwrap();
    assert_eq!((error.severity, error.file.as_deref()), (Severity::Error, Some("content/a2.md")));
    assert!(error.message.contains("`content/a1.md`"));
    assert!(entries["a1.md"].refused && entries["a2.md"].refused && !entries["a3.md"].refused);
    assert!(resolution.gone.is_empty(), "an article at fault is not gone");
}

#[test]
fn an_id_that_the_ledger_knows_for_another_article_cannot_be_claimed() {
    let mut history = History::of(3);
    let id = history.id("a1.md");
    history.site.insert("a9.md".into(), Article { id: Some(id.clone()), ..article(90) });
    let (entries, resolution) = history.build();
    let error = &resolution.diagnostics[0];
    assert_eq!((error.code.as_str(), error.file.as_deref()), ("id-duplicate", Some("content/a9.md")));
    assert!(error.message.contains("`content/a1.md`"));
    assert!(entries["a9.md"].refused && !entries["a1.md"].refused);
    assert_eq!(entries["a1.md"].id, id);
    assert!(history.ledger.record_of("a9.md").is_none());
}

#[test]
fn another_id_for_a_published_article_is_an_error_unless_it_is_allowed() {
    let mut history = History::of(3);
    let old = history.id("a1.md");
    let new = EntryId::new("tag:acme.example,2026:one").unwrap();
    history.site.get_mut("a1.md").unwrap().id = Some(new.clone());
    let (entries, resolution) = history.build();
    assert_eq!(codes(&resolution.diagnostics), ["id-changed"]);
    assert!(resolution.diagnostics[0].message.contains(old.as_str()));
    assert!(entries["a1.md"].refused);
    assert_eq!(history.id("a1.md"), old);

    let allowed = ResolveOptions::new(day(80), IdChange::Allow);
    let resolution = resolve_site(&history.ledger, &history.site, allowed);
    assert_eq!(codes(&resolution.diagnostics), ["id-replaced"]);
    assert_eq!((&resolution.entries[0].id, resolution.entries[0].refused), (&new, false));
    assert_eq!(resolution.entries[0].updated, history.site["a1.md"].published);
    let gone: Vec<_> = resolution.ledger.records().iter().filter(|record| record.gone.is_some()).collect();
    assert_eq!(gone.iter().map(|record| &record.id).collect::<Vec<_>>(), [&old]);
    // From then on it is simply its id.
    let again = resolve_site(&resolution.ledger, &history.site, refusing(90));
    assert!(again.diagnostics.is_empty());
    assert_eq!(again.ledger.to_text(), resolution.ledger.to_text());
}

#[test]
fn going_back_to_the_id_of_an_entry_that_is_gone_is_a_change_too() {
    let mut history = History::of(3);
    let gone = history.id("a2.md");
    history.site.remove("a2.md");
    history.build();
    history.site.get_mut("a1.md").unwrap().id = Some(gone);
    let (_, resolution) = history.build();
    assert_eq!(codes(&resolution.diagnostics), ["id-changed"]);
}

#[test]
fn a_new_article_under_an_old_name_may_have_a_new_id() {
    let mut history = History::of(3);
    let id = EntryId::new("tag:acme.example,2026:new");
    history.site.insert("a1.md".into(), Article { id: id.clone(), published: day(50), ..article(80) });
    let (entries, resolution) = history.build();
    assert_eq!(codes(&resolution.diagnostics), ["entry-gone"]);
    assert_eq!((Some(&entries["a1.md"].id), &entries["a1.md"].how), (id.as_ref(), &IdSource::FrontMatter));
}

#[test]
fn an_entry_that_merely_left_the_documents_is_not_gone_and_is_followed() {
    let history = History::of(6);
    let (old, new): (Vec<_>, Vec<_>) = history.site.iter().partition(|(path, _)| path.as_str() < "a4.md");
    let seen: Vec<Seen> = new.iter().map(|(path, article)| seen(path, article)).collect();
    let id = history.id("a1.md");
    let elsewhere: Vec<Unread> =
        old.iter().map(|(path, article)| unread(&format!("archive/{path}"), article)).collect();
    let resolution = resolve(&history.ledger, &seen, &elsewhere, refusing(80), &in_content);
    assert!(resolution.gone.is_empty() && resolution.diagnostics.is_empty());
    assert_eq!(resolution.ledger.record_of("archive/a1.md").unwrap().id, id);
}

#[test]
fn a_feed_that_was_adopted_keeps_its_dates_until_the_article_changes_its_own() {
    let mut history = History::of(1);
    let hours = |hours: i64| Timestamp::from_unix(article(1).published.unix() + hours * 3600).unwrap();
    let record = Record {
        id: EntryId::published("post-123", &EntryId::new("tag:acme.example,2026:a1").unwrap()).unwrap(),
        path: "a1.md".into(),
        published: hours(9),
        updated: hours(40),
        latest: hours(40),
        own_date: None,
        content: None,
        title: TitleKey::of("Article 1"),
        gone: None,
    };
    history.ledger = Ledger::new(vec![record.clone()]).unwrap();
    for _ in 0..2 {
        let (entries, resolution) = history.build();
        let entry = &entries["a1.md"];
        assert_eq!((entry.id.as_str(), entry.id.iri()), ("post-123", "tag:acme.example,2026:a1"));
        assert_eq!((entry.published, entry.published_from), (hours(9), PublishedFrom::Adopted));
        assert_eq!(entry.updated, hours(40));
        assert!(resolution.diagnostics.is_empty());
    }
    history.site.get_mut("a1.md").unwrap().published = hours(2);
    let (entries, _) = history.build();
    assert_eq!((entries["a1.md"].published, entries["a1.md"].published_from), (hours(2), PublishedFrom::Article));
    assert_eq!(entries["a1.md"].id.as_str(), "post-123");

    // Adopted, then renamed before the first build.
    history.ledger = Ledger::new(vec![record]).unwrap();
    history.rename("a1.md", "elsewhere/b.md");
    assert_eq!(history.build().0["elsewhere/b.md"].id.as_str(), "post-123");
}

/// The text as the first version of the format had it.
fn as_version_1(text: &str) -> String {
    let without_sum = |line: &str| line.rsplit_once("\t~").map_or(line, |(fields, _)| fields).to_owned() + "\n";
    text.lines().map(without_sum).collect::<String>().replacen("tidings ledger 2", "tidings ledger 1", 1)
}

#[test]
fn broken_ledgers_are_errors_that_name_the_line() {
    // Without checksums, which would be complained of before all else; see `ledger_file.rs`.
    let good = as_version_1(&History::of(3).ledger.to_text());
    let line_of = |text: &str, part: &str| text.lines().position(|line| line.contains(part)).unwrap() + 1;
    let entry = good.lines().find(|line| line.contains("a2.md")).unwrap();
    let conflicted = good.replace(entry, &format!("<<<<<<< HEAD\n{entry}\n=======\n>>>>>>> topic"));
    let twice = good.replace(entry, &format!("{entry}\n{entry}"));
    let same_path = good.replace(entry, &format!("{entry}\n{entry}x"));
    let cut = good.replace(entry, &entry[..60]);
    let bad_date = good.replace(entry, &entry.replacen("2026-01", "2026-13", 1));
    let unknown = good.replace(entry, &format!("{entry}\tcolour=red"));
    let cases = [
        (conflicted.as_str(), "ledger-conflict", line_of(&conflicted, "<<<<<<<")),
        (twice.as_str(), "ledger-duplicate", line_of(&good, "a2.md") + 1),
        (same_path.as_str(), "ledger-duplicate", line_of(&good, "a2.md") + 1),
        (cut.as_str(), "ledger-line", line_of(&good, "a2.md")),
        (bad_date.as_str(), "ledger-line", line_of(&good, "a2.md")),
        (unknown.as_str(), "ledger-line", line_of(&good, "a2.md")),
        (good.strip_suffix("end\n").unwrap(), "ledger-truncated", good.lines().count()),
        ("tidings ledger 3\nend\n", "ledger-version", 1),
        ("tidings ledger 0\nend\n", "ledger-header", 1),
        ("<<<<<<< HEAD\ntidings ledger 1\nend\n", "ledger-conflict", 1),
        ("", "ledger-header", 1),
        ("{}", "ledger-header", 1),
    ];
    for (text, code, line) in cases {
        let errors = Ledger::parse(text, "tidings.lock").unwrap_err();
        let error = &errors[0];
        assert_eq!((error.code.as_str(), error.place.as_ref().unwrap().line), (code, line), "{errors:#?}");
        assert_eq!(error.file.as_deref(), Some("tidings.lock"));
    }
    let flood = "tidings ledger 1\n".to_owned() + &"x\n".repeat(100_000);
    assert!(Ledger::parse(&flood, "tidings.lock").unwrap_err().len() <= 21);
}

#[test]
fn a_ledger_survives_a_checkout_with_other_line_ends() {
    let text = History::of(3).ledger.to_text();
    let ledger = Ledger::parse(&text.replace('\n', "\r\n"), "tidings.lock").unwrap();
    assert_eq!(ledger.to_text(), text);
}

#[test]
fn documents_are_remembered_and_a_fall_by_half_is_told() {
    let mut ledger = History::of(3).ledger;
    ledger.set_documents([("feeds/rss.xml".into(), 20), ("feeds/a\tb.xml".into(), 1)]);
    let read = Ledger::parse(&ledger.to_text(), "tidings.lock").unwrap();
    assert_eq!(read.documents().collect::<Vec<_>>(), [("feeds/a\tb.xml", 1), ("feeds/rss.xml", 16)]);
    let now = [("feeds/rss.xml".to_owned(), 10), ("feeds/a\tb.xml".to_owned(), 1)];
    assert_eq!(codes(&read.shrunken(&now)), ["feed-shrunken"]);
    let (_, resolution) = {
        let mut history = History::of(3);
        history.ledger = read;
        history.build()
    };
    assert_eq!(resolution.ledger.documents().count(), 2, "what resolve does not write it keeps");
}

/// Two branches add articles, and git merges the ledger; at random, so counted over many tries.
#[test]
fn git_merges_ledgers_of_branches_that_both_add_articles() {
    if Command::new("git").arg("--version").output().is_err() {
        support::skipped("the git program is not there");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut conflicts = 0;
    for try_number in 0..40u64 {
        let base = History::of(try_number % 5);
        let branch = |offset: u64| {
            let mut branch = History { site: base.site.clone(), ledger: base.ledger.clone(), now: 61 };
            for number in 0..3 {
                let number = 100 + try_number * 10 + offset + number;
                branch.site.insert(format!("2026-03-01-n{number}.md"), article(number));
            }
            branch.build();
            branch
        };
        let (ours, theirs) = (branch(0), branch(5));
        for (name, ledger) in [("base", &base.ledger), ("ours", &ours.ledger), ("theirs", &theirs.ledger)] {
            std::fs::write(dir.path().join(name), ledger.to_text()).unwrap();
        }
        let merge = Command::new("git")
            .args(["merge-file", "-p", "ours", "base", "theirs"])
            .current_dir(dir.path())
            .output()
            .unwrap();
        if !merge.status.success() {
            conflicts += 1;
            continue;
        }
        let merged = Ledger::parse(&String::from_utf8(merge.stdout).unwrap(), "tidings.lock").unwrap();
        let mut site = ours.site.clone();
        site.extend(theirs.site.clone());
        let resolution = resolve_site(&merged, &site, refusing(90));
        assert_eq!(resolution.ledger.to_text(), merged.to_text(), "the merged ledger is what a build makes");
        assert_eq!(merged.records().len(), site.len());
    }
    // Nine pairs of new lines over 256 places: about 1 merge in 28.
    assert!(conflicts <= 5, "{conflicts} of 40 merges conflict");
}

#[test]
fn a_hundred_thousand_entries_stay_under_twenty_megabytes() {
    let long = |number: u64| format!("posts/2026/2026-03-01-a-title-of-some-words-{number}.md");
    let seen: Vec<Seen> = (0..1000).map(|number| seen(&long(number), &article(number))).collect();
    let made = resolve(&Ledger::default(), &seen, &[], refusing(60), &in_content).ledger;
    let records: Vec<Record> = made.records().to_vec();
    let all = (0..100u64).flat_map(|hundred| {
        records.iter().map(move |record| Record {
            id: EntryId::new(&format!("{}{hundred:02}", record.id)).unwrap(),
            path: format!("{}{hundred:02}", record.path).into(),
            ..record.clone()
        })
    });
    let text = Ledger::new(all.collect()).unwrap().to_text();
    assert!(text.len() < 20_000_000, "{} bytes", text.len());
    let read = Ledger::parse(&text, "tidings.lock").unwrap();
    assert_eq!(read.records().len(), 100_000);
}

#[derive(Clone, Debug)]
enum Event {
    Add,
    Rename(usize),
    Edit(usize),
    RenameAndEdit(usize),
    Retitle(usize),
    Redate(usize),
    Copy(usize),
    Delete(usize),
    Swap(usize, usize),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        Just(Event::Add),
        any::<usize>().prop_map(Event::Rename),
        any::<usize>().prop_map(Event::Edit),
        any::<usize>().prop_map(Event::RenameAndEdit),
        any::<usize>().prop_map(Event::Retitle),
        any::<usize>().prop_map(Event::Redate),
        any::<usize>().prop_map(Event::Copy),
        any::<usize>().prop_map(Event::Delete),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Event::Swap(a, b)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens, each article keeps its id, and ids are added for new articles only.
    #[test]
    fn ids_only_grow_by_what_is_new(builds in prop::collection::vec(prop::collection::vec(event(), 1..4), 1..12)) {
        let mut history = History::of(6);
        let mut next = 1000;
        let mut expected: HashMap<String, EntryId> =
            history.site.keys().map(|path| (path.clone(), history.id(path))).collect();
        let mut known = history.ledger.records().len();
        for events in builds {
            // Of an article and its copies one is touched once between two builds: a copy whose original
            // is deleted at the same time is a rename, by any account.
            let mut touched: HashSet<u64> = HashSet::new();
            let mut new = 0;
            for event in events {
                let paths: Vec<String> = history
                    .site
                    .iter()
                    .filter(|(_, article)| !touched.contains(&article.family))
                    .map(|(path, _)| path.clone())
                    .collect();
                let pick = |at: usize| (!paths.is_empty()).then(|| paths[at % paths.len()].clone());
                next += 1;
                let fresh = format!("d{}/n{next}.md", next % 3);
                match event {
                    Event::Add => {
                        history.site.insert(fresh.clone(), article(next));
                        touched.insert(next);
                        new += 1;
                    }
                    Event::Rename(at) | Event::RenameAndEdit(at) => {
                        let Some(from) = pick(at) else { continue };
                        history.rename(&from, &fresh);
                        if matches!(event, Event::RenameAndEdit(_)) {
                            let edited = history.site[&fresh].edited_to(next);
                            history.site.insert(fresh.clone(), edited);
                        }
                        let id = expected.remove(&from).unwrap();
                        touched.insert(history.site[&fresh].family);
                        expected.insert(fresh, id);
                    }
                    Event::Edit(at) | Event::Retitle(at) | Event::Redate(at) => {
                        let Some(path) = pick(at) else { continue };
                        let article = history.site.get_mut(&path).unwrap();
                        match event {
                            Event::Edit(_) => *article = article.edited_to(next),
                            Event::Retitle(_) => article.title = format!("Another {next}"),
                            _ => article.published = day(1 + (at % 50) as i64),
                        }
                        touched.insert(article.family);
                    }
                    Event::Copy(at) => {
                        let Some(of) = pick(at) else { continue };
                        touched.insert(history.site[&of].family);
                        history.site.insert(fresh, history.site[&of].clone());
                        new += 1;
                    }
                    Event::Delete(at) => {
                        let Some(path) = pick(at) else { continue };
                        touched.insert(history.site.remove(&path).unwrap().family);
                        expected.remove(&path);
                    }
                    Event::Swap(a, b) => {
                        let (Some(a), Some(b)) = (pick(a), pick(b)) else { continue };
                        // Two that say the same cannot be told apart once they have changed names.
                        if history.site[&a].family == history.site[&b].family { continue }
                        history.rename(&a, "swap");
                        history.rename(&b, &a);
                        history.rename("swap", &b);
                        let (first, second) = (expected[&a].clone(), expected[&b].clone());
                        expected.insert(a.clone(), second);
                        expected.insert(b.clone(), first);
                        touched.extend([history.site[&a].family, history.site[&b].family]);
                    }
                }
            }
            let before = history.ledger.clone();
            let (entries, resolution) = history.build();
            prop_assert!(resolution.diagnostics.iter().all(|it| it.severity != Severity::Error));
            for (path, id) in &expected {
                prop_assert_eq!(&entries[path].id, id, "{}: {:?}", path, entries[path].how);
            }
            known += new;
            prop_assert_eq!(history.ledger.records().len(), known);
            expected = entries.iter().map(|(path, entry)| (path.clone(), entry.id.clone())).collect();
            let ids: HashSet<&EntryId> = expected.values().collect();
            prop_assert_eq!(ids.len(), expected.len());

            // In whatever order the articles come.
            let mut backwards: Vec<Seen> = history.site.iter().map(|(path, article)| seen(path, article)).collect();
            backwards.reverse();
            let again = resolve(&before, &backwards, &[], refusing(history.now), &in_content);
            prop_assert_eq!(again.ledger.to_text(), history.ledger.to_text());
            let entries: Vec<_> = again.entries.into_iter().rev().collect();
            prop_assert_eq!(entries, resolution.entries);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(tidings ledger [12]\n)?[ -~\t\n\\\\]{0,200}(\nend\n)?") {
        if let Ok(ledger) = Ledger::parse(&text, "tidings.lock") {
            prop_assert_eq!(Ledger::parse(&ledger.to_text(), "tidings.lock").unwrap().to_text(), ledger.to_text());
        }
    }

    #[test]
    fn any_path_and_any_id_come_back_letter_by_letter(path in "\\PC{1,30}|[\t\n\\\\a]{1,5}", id in "[^\\p{C}]{1,30}") {
        let tag = EntryId::new("tag:acme.example,2026:x").unwrap();
        let Some(id) = EntryId::published(&id, &tag) else { return Ok(()) };
        let record = Record {
            id, path: path.into(), published: day(1), updated: day(2), latest: day(3), own_date: Some(day(1)),
            content: None, title: None, gone: Some(day(4)),
        };
        let ledger = Ledger::new(vec![record]).unwrap();
        prop_assert_eq!(Ledger::parse(&ledger.to_text(), "tidings.lock").unwrap(), ledger);
    }
}
