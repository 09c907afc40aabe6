//! An article at fault is as if it were not there, whenever the fault shows: while heads are read, or only when its
//! entry is made, where feeds have been planned with it. And a file that is edited while the feeds are made is read anew.

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use support::Site;
use tidings::config::{Config, Overrides};
use tidings::feed::Timestamp;
use tidings::site::{self, AtFault, Outcome, Progress, RunOptions};

/// A limit that the article at fault falls within, archives that it shifts, and a feed that only its tag makes.
const FEEDS: &str = "[content]\nshortcodes = \"error\"\n\
    [[feed]]\nname = \"newest\"\nlimit = 3\n\
    [[feed]]\nname = \"all\"\nlimit = 2\narchive = 2\n\
    [[feed]]\nname = \"tag/{tag}\"\neach = \"tag\"\n";

/// What is at fault: a file's name, its front matter beside title and date, its body, and the code.
const FAULTS: [(&str, &str, &str, &str); 9] = [
    ("bad", "title: [", "Text.", "front-matter-invalid"),
    ("bad", "title: Bad\ndate: soon", "Text.", "date-invalid"),
    ("--", "date: 2026-03-09", "![](a.png)", "title-missing"),
    ("bad", "title: Bad\ndate: 2026-03-09\nenclosure: //etc/passwd", "Text.", "enclosure-invalid"),
    ("bad", "title: Bad\ndate: 2026-03-09", "Text {{< unheard of >}}.", "template-removed"),
    ("bad", "title: Bad\ndate: 2026-03-09\nid: 'urn:uuid:1234'", "Text.", "id-invalid"),
    ("bad", "title: Bad\ndate: 2026-03-09\nslug: number-4", "Text.", "address-shared"),
    ("bad", "title: Bad\ndate: 2026-03-09\nupdated: 2027-03-09", "Text.", "updated-ahead"),
    ("zz", "title: Bad\ndate: 2026-03-09\nid: 'tag:acme.example,2026:four'", "Text.", "id-duplicate"),
];

fn site_with_good_articles() -> Site {
    let site = Site::new(FEEDS);
    for day in 1..=7 {
        let id = if day == 4 { "id: 'tag:acme.example,2026:four'\n" } else { "" };
        let text =
            format!("---\ntitle: Number {day}\ndate: 2026-03-0{day}\n{id}tags: [good]\n---\nThe text of {day}.\n");
        site.write(&format!("content/number-{day}.md"), text);
    }
    site
}

fn made(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut files = site.files("feeds");
    files.insert("tidings.lock".to_owned(), site.read("tidings.lock").into_bytes());
    files
}

#[test]
fn a_site_with_an_article_at_fault_is_that_site_without_it() {
    let without = site_with_good_articles();
    without.build();
    let expected = made(&without);
    for (name, lines, body, code) in FAULTS {
        let path = format!("content/{name}.md");
        let text = format!("---\n{lines}\ntags: [bad]\n---\n{body}\n");
        // From nothing.
        let site = site_with_good_articles();
        site.write(&path, &text);
        for arguments in [&["build"][..], &["check"], &["check", "--keep-going"], &["build", "--deny", "warnings"]] {
            let ran = site.run(arguments);
            assert_eq!(ran.code, 1, "{code}, {arguments:?}: {}{}", ran.out, ran.err);
            assert!(ran.err.contains(&format!("error[{code}]")), "{code}, {arguments:?}: {}", ran.err);
            assert!(!site.path("feeds").exists() && !site.path("tidings.lock").exists(), "{code}, {arguments:?}");
        }
        let ran = site.run(&["build", "--keep-going", "--left-out"]);
        assert!(ran.code == 1 && ran.err.contains(&format!("error[{code}]")), "{code}: {}", ran.err);
        assert_eq!(ran.err.matches(&format!("error[{code}]")).count(), 1, "said once: {}", ran.err);
        // Where nothing tells whose the id is, neither has it.
        assert!(code == "id-duplicate" || made(&site) == expected, "{code}");
        // And where all is published: nothing changes.
        let site = site_with_good_articles();
        site.build();
        site.write(&path, &text);
        let ran = site.run(&["check", "--keep-going"]);
        assert!(ran.code == 1 && ran.err.contains(&format!("error[{code}]")), "{code}: {}", ran.err);
        site.run(&["build", "--keep-going"]);
        assert!(made(&site) == expected, "{code}, published before");
    }
}

#[test]
fn what_was_published_stays_in_the_ledger_while_it_is_at_fault() {
    for (name, lines, body, code) in FAULTS.into_iter().filter(|(.., code)| *code != "id-duplicate") {
        let site = site_with_good_articles();
        let path = format!("content/{name}.md");
        site.write(&path, "---\ntitle: Bad\ndate: 2026-03-09\n---\nText.\n");
        site.build();
        let good = made(&site);
        site.write(&path, format!("---\n{lines}\n---\n{body}\n"));
        site.run(&["build", "--keep-going"]);
        assert!(site.read("tidings.lock").contains(name), "{code}");
        site.write(&path, "---\ntitle: Bad\ndate: 2026-03-09\n---\nText.\n");
        site.build();
        assert!(made(&site) == good, "{code}");
    }
}

/// Many at fault, so that in the place of each comes the next: all are told, and the sound ones fill the feeds.
#[test]
fn a_site_of_faults_is_told_whole() {
    let site = Site::new("[content]\nshortcodes = \"error\"\n[[feed]]\nname = \"newest\"\nlimit = 3\n");
    for number in 0..60 {
        let body = if number % 10 == 0 { "Sound." } else { "Text {{< unheard of >}}." };
        let text = format!("---\ntitle: Number {number}\ndate: 2026-03-01T00:{:02}:00Z\n---\n{body}\n", 59 - number);
        site.write(&format!("content/number-{number}.md"), text);
    }
    let ran = site.run(&["build", "--keep-going"]);
    assert_eq!(ran.code, 1);
    let feed = site.json("feeds/newest.json");
    let titles: Vec<&str> =
        feed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Number 0", "Number 10", "Number 20"]);
    assert!(ran.out.contains("left out: 54 at fault"), "{}", ran.out);
}

/// However many articles share an address, no two of them go out.
#[test]
fn a_site_of_one_address_has_one_entry() {
    let site = Site::new("[[feed]]\nname = \"newest\"\nlimit = 3\n");
    for number in 0..100 {
        let slug = if number % 30 == 7 { format!("own-{number}") } else { "same".to_owned() };
        let text = format!(
            "---\ntitle: Number {number}\nslug: {slug}\ndate: 2026-03-01T00:00:{:02}Z\n---\nText.\n",
            number / 2
        );
        site.write(&format!("content/number-{number:03}.md"), text);
    }
    let ran = site.run(&["build", "--keep-going"]);
    assert!(ran.code == 1 && ran.err.contains("error[address-shared]"), "{}", ran.err);
    let feed = site.json("feeds/newest.json");
    let mut addresses: Vec<&str> =
        feed["items"].as_array().unwrap().iter().map(|item| item["url"].as_str().unwrap()).collect();
    assert_eq!(addresses.len(), 3);
    addresses.dedup();
    assert_eq!(addresses.len(), 3, "{addresses:?}");
    assert_eq!(site.run(&["check", "--keep-going"]).code, 1, "the fault is still there");
    // A site of nothing else keeps the oldest.
    let site = Site::new("[[feed]]\nname = \"newest\"\nlimit = 3\n");
    for number in 0..100 {
        let text = format!(
            "---\ntitle: Number {number}\nslug: same\ndate: 2026-03-01T00:{:02}:00Z\n---\nText.\n",
            number % 60
        );
        site.write(&format!("content/number-{number:03}.md"), text);
    }
    site.run(&["build", "--keep-going"]);
    let feed = site.json("feeds/newest.json");
    assert_eq!(feed["items"].as_array().unwrap().len(), 1);
    assert_eq!(feed["items"][0]["title"], "Number 0");
}

/// Writes files when a stage begins: the first so many times.
struct Edit {
    stage: &'static str,
    times: usize,
    done: AtomicUsize,
    file: PathBuf,
    text: fn(usize) -> String,
}

impl Progress for Edit {
    fn stage(&self, name: &'static str, _articles: usize) {
        if name == self.stage {
            let time = self.done.fetch_add(1, Ordering::Relaxed);
            if time < self.times {
                std::fs::write(&self.file, (self.text)(time)).expect("a file");
            }
        }
    }

    fn done(&self) {}
}

fn built_while_edited(site: &Site, stage: &'static str, times: usize, text: fn(usize) -> String) -> Outcome {
    let config =
        Config::parse(site.root(), &site.read("tidings.toml"), &Overrides::default()).expect("a configuration");
    let now = Timestamp::from_unix(1_780_272_000).expect("a moment");
    let mut options = RunOptions::at(now);
    options.at_fault = AtFault::KeepGoing;
    let edit = Edit { stage, times, done: AtomicUsize::new(0), file: site.path("content/number-7.md"), text };
    site::build(&config, &options, &edit, || ()).expect("files can be written")
}

#[test]
fn an_edit_between_two_readings_begins_the_build_again() {
    let kinds: [fn(usize) -> String; 3] = [
        |time| format!("---\ntitle: Number 7\ndate: 2026-03-07\n---\nEdited {time}.\n"),
        |time| format!("---\ntitle: Number 7, edited {time}\ndate: 2026-03-0{}\n---\nText.\n", 5 + time),
        |time| format!("---\ntitle: Number 7\ndate: 2026-03-07\nslug: edited-{time}\n---\nThe text of 7.\n"),
    ];
    for (kind, text) in kinds.into_iter().enumerate() {
        for stage in ["entries", "ledger", "documents"] {
            let site = site_with_good_articles();
            let outcome = built_while_edited(&site, stage, 1, text);
            assert!(outcome.written, "{kind}, {stage}: {:?}", outcome.made.diagnostics);
            let expected = site_with_good_articles();
            expected.write("content/number-7.md", text(0));
            expected.build();
            // An edit that changes nothing of what a reader sees may be seen or not until the next build.
            assert!(kind == 2 || made(&site) == made(&expected), "{kind}, {stage}");
            site.build();
            assert!(made(&site) == made(&expected), "{kind}, {stage}, built again");
        }
    }
}

#[test]
fn a_file_that_is_edited_all_the_time_is_an_error() {
    let text: fn(usize) -> String = |time| format!("---\ntitle: Number 7\ndate: 2026-03-07\n---\nEdited {time}.\n");
    for stage in ["ledger", "documents"] {
        let site = site_with_good_articles();
        site.build();
        let before = made(&site);
        let outcome = built_while_edited(&site, stage, 9, text);
        let told =
            outcome.made.diagnostics.iter().find(|found| found.code.as_str() == "read-failed").expect("an error");
        assert!(told.message.contains("changed while"), "{told:?}");
        // The published entry is not taken for gone.
        assert_eq!(site.read("tidings.lock").as_bytes(), before["tidings.lock"], "{stage}");
    }
}
