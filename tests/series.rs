//! Articles of a series, made from one template: a new one is a new entry, however alike its neighbours are, and
//! what is renamed or retitled is still known.

use std::collections::BTreeMap;

use tidings::feed::{EntryId, Timestamp};
use tidings::ledger::{
    Content, Fingerprint, IdChange, Ledger, Parts, Resolution, ResolveOptions, Seen, Sketch, TitleKey, Unread, resolve,
};

/// How many histories are tried for each shape of a series.
const TRIALS: u64 = 25;

/// A sequence of numbers that is the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

#[derive(Clone, Copy, Debug)]
enum Script {
    Latin,
    Han,
}

impl Script {
    fn word(self, number: usize) -> String {
        match self {
            Self::Latin => format!("w{number}"),
            // Two characters, each a word of its own to a sketch.
            Self::Han => {
                [number / 80, number % 80].iter().filter_map(|at| char::from_u32(0x4e00 + *at as u32 * 7)).collect()
            }
        }
    }

    fn text(self, words: &[usize]) -> String {
        let words: Vec<String> = words.iter().map(|word| self.word(*word)).collect();
        words.join(match self {
            Self::Latin => " ",
            Self::Han => "",
        })
    }
}

#[derive(Clone, Debug)]
struct Article {
    title: String,
    day: i64,
    text: Vec<usize>,
}

/// A series of one template: each article changes so many of its words.
struct Series {
    script: Script,
    template: Vec<usize>,
    changed: usize,
    dice: Dice,
}

impl Series {
    fn new(script: Script, words: usize, changed: usize, seed: u64) -> Self {
        let mut dice = Dice(seed * 7_919 + words as u64 * 31 + changed as u64);
        // Half of what is a word in Latin script is one in Han.
        let words = match script {
            Script::Latin => words,
            Script::Han => words / 2,
        };
        let template = (0..words).map(|_| dice.next(6_000)).collect();
        Self { script, template, changed, dice }
    }

    fn article(&mut self, week: i64) -> Article {
        let mut article = Article { title: format!("Week {week}"), day: week * 7, text: self.template.clone() };
        self.edit(&mut article, self.changed);
        article
    }

    fn edit(&mut self, article: &mut Article, words: usize) {
        for _ in 0..words {
            let at = self.dice.next(article.text.len());
            article.text[at] = self.dice.next(6_000);
        }
    }

    fn seen(&self, path: &str, article: &Article) -> Seen {
        let body = self.script.text(&article.text);
        let parts = Parts { title: &article.title, body: &body, ..Parts::default() };
        let published = day(article.day);
        let derived = format!("tag:a.example,{}:{}", published.day(), path.trim_end_matches(".md"));
        Seen {
            path: path.into(),
            front_matter_id: None,
            id_place: None,
            title: TitleKey::of(&article.title),
            published,
            updated: None,
            content: Content { fingerprint: Fingerprint::of(&parts), sketch: Sketch::of(&body) },
            derived_id: EntryId::new(&derived).expect("an id"),
        }
    }
}

fn day(day: i64) -> Timestamp {
    Timestamp::from_unix(1_767_225_600 + day * 86_400).expect("a moment")
}

type Site = BTreeMap<String, Article>;

/// The site before and after a change, and the path whose entry is in question.
struct Trial {
    before: Site,
    after: Site,
    path: &'static str,
    /// Those of `after` that are beyond the limit and not read.
    unread: Vec<&'static str>,
}

/// What became of the article in question: whether it has an id that another had, and what is said of it.
fn outcome(series: &Series, trial: &Trial) -> (bool, Resolution) {
    let all: Vec<Seen> = trial.before.iter().map(|(path, article)| series.seen(path, article)).collect();
    let options = |now| ResolveOptions::new(day(now), IdChange::Refuse);
    let shown = |path: &str| path.to_owned();
    let first = resolve(&Ledger::default(), &all, &[], options(200), &shown);
    let is_read = |path: &&String| !trial.unread.contains(&path.as_str());
    let seen: Vec<Seen> =
        trial.after.keys().filter(is_read).map(|path| series.seen(path, &trial.after[path])).collect();
    let unread: Vec<Unread> = (trial.unread.iter())
        .map(|path| Unread {
            path: (*path).into(),
            front_matter_id: None,
            id_place: None,
            title: Some(trial.after[*path].title.clone()),
            published: Some(day(trial.after[*path].day)),
        })
        .collect();
    let ledger = Ledger::parse(&first.ledger.to_text(), "tidings.lock").expect("a ledger");
    let second = resolve(&ledger, &seen, &unread, options(201), &shown);
    let at = seen.iter().position(|seen| &*seen.path == trial.path).expect("the article");
    let known = first.entries.iter().any(|entry| entry.id == second.entries[at].id);
    (known, second)
}

/// How often the article in question takes the id of one that was there before.
fn taken(script: Script, words: usize, changed: usize, make: impl Fn(&mut Series) -> Trial) -> u64 {
    (0..TRIALS)
        .filter(|seed| {
            let mut series = Series::new(script, words, changed, *seed);
            let trial = make(&mut series);
            outcome(&series, &trial).0
        })
        .count() as u64
}

fn weeks(series: &mut Series, weeks: std::ops::RangeInclusive<i64>) -> Site {
    weeks.map(|week| (format!("week-{week}.md"), series.article(week))).collect()
}

/// Every shape of a series, and how often out of [`TRIALS`] an id was taken.
fn rates(make: impl Fn(&mut Series) -> Trial) -> Vec<(Script, usize, usize, u64)> {
    let mut rates = Vec::new();
    for script in [Script::Latin, Script::Han] {
        for words in [60, 120, 250] {
            for changed in [1, 2, 4, 6, 10] {
                rates.push((script, words, changed, taken(script, words, changed, &make)));
            }
        }
    }
    rates
}

fn assert_all(rates: Vec<(Script, usize, usize, u64)>, what: &str, expected: u64) {
    let total: u64 = rates.iter().map(|rate| rate.3).sum();
    println!("{what}: {total} of {}", rates.len() as u64 * TRIALS);
    let other: Vec<_> = rates.into_iter().filter(|rate| rate.3 != expected).collect();
    assert!(other.is_empty(), "{what}: script, words, changed, ids taken: {other:?}");
}

#[test]
fn a_new_article_never_takes_the_id_of_one_that_was_deleted() {
    let deleted = |series: &mut Series| {
        let before = weeks(series, 1..=4);
        let mut after = before.clone();
        after.remove("week-1.md");
        after.insert("week-5.md".into(), series.article(5));
        Trial { before, after, path: "week-5.md", unread: Vec::new() }
    };
    assert_all(rates(deleted), "one deleted, one new", 0);
    let beyond_the_limit = |series: &mut Series| {
        let trial = deleted(series);
        Trial { unread: vec!["week-2.md", "week-3.md", "week-4.md"], ..trial }
    };
    assert_all(rates(beyond_the_limit), "siblings beyond the limit", 0);
    let alone = |series: &mut Series| {
        let before = weeks(series, 1..=1);
        let after = [("week-5.md".to_owned(), series.article(5))].into();
        Trial { before, after, path: "week-5.md", unread: Vec::new() }
    };
    assert_all(rates(alone), "without any sibling", 0);
}

#[test]
fn a_title_or_a_name_that_the_whole_series_has_says_nothing() {
    let of_one_title = |series: &mut Series| {
        let mut trial = weeks(series, 1..=4);
        trial.values_mut().for_each(|article| article.title = "Weekly report".into());
        let mut after = trial.clone();
        after.remove("week-1.md");
        after.insert("week-5.md".into(), Article { title: "Weekly report".into(), ..series.article(5) });
        Trial { before: trial, after, path: "week-5.md", unread: Vec::new() }
    };
    let of_one_name = |series: &mut Series| {
        let named = |week: i64| format!("{week}/report.md");
        let before: Site = (1..=4).map(|week| (named(week), series.article(week))).collect();
        let mut after = before.clone();
        after.remove("1/report.md");
        after.insert(named(5), series.article(5));
        Trial { before, after, path: "5/report.md", unread: Vec::new() }
    };
    for (what, rates) in [("one title", rates(of_one_title)), ("one name", rates(of_one_name))] {
        let total: u64 = rates.iter().map(|rate| rate.3).sum();
        println!("{what}: {total} of {}", rates.len() as u64 * TRIALS);
        assert!(total <= 8, "{what}: {rates:?}");
    }
}

#[test]
fn what_is_renamed_moved_or_retitled_is_still_known() {
    type Change = (&'static str, fn(&mut Series, &mut Site) -> &'static str);
    let changes: [Change; 5] = [
        ("rename", |_, site| {
            let article = site.remove("week-2.md").expect("there");
            site.insert("calm.md".into(), article);
            "calm.md"
        }),
        ("move", |_, site| {
            let article = site.remove("week-2.md").expect("there");
            site.insert("old/week-2.md".into(), article);
            "old/week-2.md"
        }),
        ("retitle", |_, site| {
            site.get_mut("week-2.md").expect("there").title = "Calm".into();
            "week-2.md"
        }),
        ("rename and edit", |series, site| {
            let mut article = site.remove("week-2.md").expect("there");
            series.edit(&mut article, 2);
            site.insert("calm.md".into(), article);
            "calm.md"
        }),
        ("rename and retitle", |_, site| {
            let article = site.remove("week-2.md").expect("there");
            site.insert("calm.md".into(), Article { title: "Calm".into(), ..article });
            "calm.md"
        }),
    ];
    for (what, change) in changes {
        let make = |series: &mut Series| {
            let before = weeks(series, 1..=4);
            let mut after = before.clone();
            let path = change(series, &mut after);
            Trial { before, after, path, unread: Vec::new() }
        };
        assert_all(rates(make), what, TRIALS);
    }
}

#[test]
fn what_is_renamed_retitled_and_edited_on_its_day_is_mostly_known() {
    let total = |siblings: i64| -> u64 {
        let make = |series: &mut Series| {
            let before = weeks(series, 1..=siblings);
            let mut after = before.clone();
            let mut article = Article { title: "Calm".into(), ..after.remove("week-1.md").expect("there") };
            series.edit(&mut article, 1);
            after.insert("calm.md".into(), article);
            Trial { before, after, path: "calm.md", unread: Vec::new() }
        };
        let rates = rates(make);
        let total = rates.iter().map(|rate| rate.3).sum();
        println!(
            "rename, retitle and edit beside {} siblings: {total} of {}",
            siblings - 1,
            rates.len() as u64 * TRIALS
        );
        total
    };
    assert!(total(1) >= 745);
    assert!(total(4) >= 500);
}

/// On the day of the one that was deleted, a new one is hard to tell from the old one renamed, retitled and edited.
#[test]
fn a_new_article_on_the_day_of_a_deleted_one_is_mostly_a_new_entry() {
    let make = |series: &mut Series| {
        let before = weeks(series, 1..=4);
        let mut after = before.clone();
        after.remove("week-1.md");
        after.insert("calm.md".into(), Article { title: "Calm".into(), day: 7, ..series.article(5) });
        Trial { before, after, path: "calm.md", unread: Vec::new() }
    };
    let total: u64 = rates(make).iter().map(|rate| rate.3).sum();
    println!("same day: {total} of 750");
    assert!(total <= 170);
}

#[test]
fn a_doubt_names_both_and_says_how_to_decide() {
    let mut series = Series::new(Script::Latin, 120, 2, 3);
    let before = weeks(&mut series, 1..=4);
    let mut after = before.clone();
    after.remove("week-1.md");
    after.insert("week-5.md".into(), series.article(5));
    let (_, resolution) = outcome(&series, &Trial { before, after, path: "week-5.md", unread: Vec::new() });
    let doubt = resolution.diagnostics.iter().find(|found| found.code.as_str() == "entry-in-doubt").expect("a doubt");
    assert_eq!(doubt.file.as_deref(), Some("week-5.md"));
    assert!(doubt.message.contains("`week-1.md`"), "{}", doubt.message);
    let id = "tag:a.example,2026-01-08:week-1";
    assert!(doubt.help.as_deref().is_some_and(|help| help.contains(&format!("id: {id}"))), "{:?}", doubt.help);
    assert!(resolution.gone.iter().any(|gone| gone.id.as_str() == id));
}

#[test]
fn the_next_of_a_series_under_the_name_of_one_that_is_gone_is_a_new_entry() {
    let mut series = Series::new(Script::Han, 250, 4, 5);
    let all = weeks(&mut series, 1..=4);
    let mut without = all.clone();
    without.remove("week-1.md");
    let mut again = without.clone();
    again.insert("week-1.md".into(), series.article(5));
    let seen = |site: &Site| -> Vec<Seen> { site.iter().map(|(path, article)| series.seen(path, article)).collect() };
    let shown = |path: &str| path.to_owned();
    let options = |now| ResolveOptions::new(day(now), IdChange::Refuse);
    let first = resolve(&Ledger::default(), &seen(&all), &[], options(200), &shown);
    let second = resolve(&first.ledger, &seen(&without), &[], options(201), &shown);
    let third = resolve(&second.ledger, &seen(&again), &[], options(202), &shown);
    assert!(first.entries.iter().all(|entry| entry.id != third.entries[0].id));
    assert!(third.diagnostics.iter().any(|found| found.code.as_str() == "entry-in-doubt"), "{:#?}", third.diagnostics);
    // The same one, back and mended, is known.
    let mut back = all.clone();
    series.edit(back.get_mut("week-1.md").expect("there"), 3);
    let seen: Vec<Seen> = back.iter().map(|(path, article)| series.seen(path, article)).collect();
    let third = resolve(&second.ledger, &seen, &[], options(202), &shown);
    assert_eq!(third.entries[0].id, first.entries[0].id);
}

#[test]
fn articles_that_all_say_the_same_are_not_taken_for_one_that_was_deleted() {
    let mut series = Series::new(Script::Latin, 60, 0, 7);
    let same = |series: &mut Series, week| Article { title: "Nothing to report".into(), ..series.article(week) };
    let before: Site = (1..=3).map(|week| (format!("week-{week}.md"), same(&mut series, week))).collect();
    let mut after = before.clone();
    after.remove("week-1.md");
    after.insert("week-4.md".into(), same(&mut series, 4));
    let (known, _) = outcome(&series, &Trial { before, after, path: "week-4.md", unread: Vec::new() });
    assert!(!known);
}
