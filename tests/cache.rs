//! What the cache may do: save time. Nothing else depends on it.

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};

use support::Site;

const CACHE: &str = ".tidings/cache/heads";
/// Magic, tie and hash.
const HEADER: u64 = 16 + 32 + 32;
/// Bytes of one article.
const RECORD: u64 = 24;

fn articles(site: &Site, month: u32) {
    for number in 0..12 {
        let text = format!(
            "---\ntitle: Number {number}\ndate: 2026-{month:02}-{:02}T08:00:00Z\n---\n\nText number {number} says something. And more.\n",
            number + 1
        );
        site.write(&format!("content/2026/n{number}.md"), text);
    }
}

/// A site of three newest entries whose cache holds the nine others. What was written less than a moment
/// ago is not taken into it, so it may take some builds.
fn warm() -> Site {
    let site = Site::new("[[feed]]\nname = \"news\"\nlimit = 3\n");
    articles(&site, 3);
    for _ in 0..500 {
        site.build();
        if site.path(CACHE).metadata().is_ok_and(|cache| cache.len() == HEADER + 9 * RECORD) {
            return site;
        }
    }
    panic!("the cache was never filled");
}

fn feeds_and_ledger(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut files = site.files("feeds");
    files.insert("tidings.lock".to_owned(), fs::read(site.path("tidings.lock")).expect("a ledger"));
    files
}

/// The feeds are those that a build which reads every article makes.
fn assert_true(site: &Site) {
    site.build();
    let with = feeds_and_ledger(site);
    let ran = site.run(&["check", "--no-cache"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(site.run(&["build", "--no-cache", "--jobs", "1"]).code, 0);
    assert_eq!(feeds_and_ledger(site), with);
}

#[test]
fn the_same_bytes_with_and_without_a_cache() {
    let site = warm();
    assert_true(&site);
    // An old article becomes the newest.
    site.write("content/2026/n2.md", "---\ntitle: Now\ndate: 2026-05-01\n---\n\nNew.\n");
    assert_true(&site);
    assert!(site.read("feeds/news.json").contains("2026-05-01T00:00:00Z"));
    fs::remove_file(site.path("content/2026/n9.md")).unwrap();
    fs::rename(site.path("content/2026/n1.md"), site.path("content/2026/m1.md")).unwrap();
    assert_true(&site);
    // Another zone means another moment for what names none.
    let config = site.read("tidings.toml").replace("[site]\n", "[site]\ntimezone = \"Asia/Shanghai\"\n");
    site.write("tidings.toml", config);
    assert_true(&site);
    assert!(site.read("feeds/news.json").contains("2026-04-30T16:00:00Z"));
}

#[test]
fn a_change_under_the_same_size_and_time_is_noticed() {
    let site = warm();
    let file = site.path("content/2026/n0.md");
    let (text, before) = (fs::read_to_string(&file).unwrap(), fs::metadata(&file).unwrap());
    fs::write(&file, text.replace("2026-03-01", "2026-04-01")).unwrap();
    File::options().append(true).open(&file).unwrap().set_modified(before.modified().unwrap()).unwrap();
    let after = fs::metadata(&file).unwrap();
    assert_eq!((after.len(), after.modified().unwrap()), (before.len(), before.modified().unwrap()));
    assert_true(&site);
    assert!(site.read("feeds/news.json").contains("2026-04-01T08:00:00Z"));
}

#[test]
fn a_damaged_or_foreign_cache_counts_as_none() {
    let other = warm();
    articles(&other, 4);
    other.build();
    let foreign = fs::read(other.path(CACHE)).unwrap();

    let site = warm();
    let own = fs::read(site.path(CACHE)).unwrap();
    let with = |change: fn(&mut Vec<u8>)| {
        let mut bytes = own.clone();
        change(&mut bytes);
        bytes
    };
    let caches = [
        foreign,
        with(|bytes| bytes.truncate(bytes.len() / 2)),
        with(|bytes| bytes.truncate(HEADER as usize)),
        with(|bytes| bytes.clear()),
        // A record with another date, and another version of the format.
        with(|bytes| *bytes.last_mut().unwrap() ^= 1),
        with(|bytes| bytes[HEADER as usize + 20] ^= 1),
        with(|bytes| bytes[14] = b'2'),
        with(|bytes| bytes[20] ^= 1),
        vec![0xff; 500],
    ];
    for cache in caches {
        site.write(CACHE, &cache).write(".tidings/cache/passed", &cache).write(".tidings/cache/unchanged", &cache);
        site.write(".tidings/cache/entries", &cache);
        let check = site.run(&["check"]);
        assert_eq!(check.code, 0, "{}{}", check.out, check.err);
        assert_eq!(fs::read(site.path(CACHE)).unwrap(), cache, "check writes nothing");
        assert_true(&site);
        assert_ne!(fs::read(site.path(CACHE)).unwrap(), cache, "and the build makes it new");
    }
}

#[test]
fn only_a_build_keeps_a_cache() {
    let site = Site::new("");
    articles(&site, 3);
    site.run(&["check"]);
    assert!(!site.path(".tidings").exists());
    assert_eq!(site.run(&["build", "--no-cache"]).code, 0);
    assert!(!site.path(".tidings").exists());
    site.build();
    assert_eq!(site.read(".tidings/.gitignore").lines().last(), Some("*"));
    fs::remove_dir_all(site.path(".tidings")).unwrap();
    assert_true(&site);
}

const UNCHANGED: &str = ".tidings/cache/unchanged";

/// Builds until a build remembers that nothing has changed.
fn settle(site: &Site, arguments: &[&str]) {
    let _ = fs::remove_file(site.path(UNCHANGED));
    for _ in 0..500 {
        site.run(&[&["build"], arguments].concat());
        if site.path(UNCHANGED).exists() {
            return;
        }
    }
    panic!("it was never found that nothing changes");
}

#[test]
fn a_build_that_changes_nothing_says_the_same_again() {
    let site = warm();
    site.write("content/2026/draft.md", "---\ntitle: D\ndate: 2026-03-20\ndraft: true\n---\n\nNot yet.\n");
    site.write("content/2026/late.md", "---\ntitle: L\ndate: 2031-01-01\n---\n\nLater.\n");
    let odd = "---\ntitle: Odd\ndate: 2026-03-21\nid: not an id\n---\n\nA {% thing %} and a [link](javascript:x).\n";
    site.write("content/2026/odd.md", odd);
    for form in ["text", "json", "github"] {
        let arguments = ["--left-out", "--format", form, "--now", "2026-11-23"];
        settle(&site, &arguments);
        let again = site.run(&[&["build"][..], &arguments].concat());
        let read = site.run(&[&["build", "--no-cache"][..], &arguments].concat());
        let timeless = |text: &str| text.split(", in ").next().unwrap_or_default().to_owned();
        assert_eq!((timeless(&again.out), again.code), (timeless(&read.out), read.code));
        assert_eq!(again.err, read.err);
        assert!(again.err.contains("template-removed") || again.out.contains("template-removed"), "{}", again.err);
    }
    assert_eq!(site.run(&["check", "--now", "2026-11-23"]).code, 0);
    let before = fs::read(site.path(UNCHANGED)).unwrap();
    site.run(&["build", "--now", "2026-11-23"]);
    assert_eq!(fs::read(site.path(UNCHANGED)).unwrap(), before);
}

#[test]
fn whatever_changes_is_noticed() {
    let site = warm();
    site.write("content/2026/_index.md", "+++\ntitle = \"S\"\nauthors = [\"Ann\"]\n+++\n");
    site.write("content/2026/ends.md", "---\ntitle: E\ndate: 2026-03-20\nexpires: 2026-12-01\n---\n\nEnds.\n");
    site.write("content/2026/late.md", "---\ntitle: L\ndate: 2026-12-10\n---\n\nLater.\n");
    let changes: [fn(&Site); 9] = [
        |site| {
            let text = site.read("content/2026/n11.md").replace("Text", "Word");
            site.write("content/2026/n11.md", text);
        },
        |site| {
            site.write("content/2026/new.md", "---\ntitle: New\ndate: 2026-03-29\n---\n\nNew.\n");
        },
        |site| fs::remove_file(site.path("content/2026/n11.md")).unwrap(),
        |site| fs::rename(site.path("content/2026/n10.md"), site.path("content/m10.md")).unwrap(),
        |site| {
            site.write("content/2026/_index.md", "+++\ntitle = \"S\"\nauthors = [\"Bob\"]\n+++\n");
        },
        |site| {
            let text = site.read("feeds/news.json").replace("Word", "Wort");
            site.write("feeds/news.json", text);
        },
        |site| fs::remove_file(site.path("feeds/news.atom.xml")).unwrap(),
        |site| {
            let ledger = site.read("tidings.lock");
            site.write("tidings.lock", ledger.replace("tag:", "tag:x."));
        },
        |site| {
            let config = site.read("tidings.toml").replace("[site]\n", "[site]\ndescription = \"Other\"\n");
            site.write("tidings.toml", config);
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        settle(&site, &["--now", "2026-11-23"]);
        change(&site);
        let ran = site.run(&["build", "--now", "2026-11-23"]);
        let with = feeds_and_ledger(&site);
        let read = site.run(&["build", "--no-cache", "--now", "2026-11-23"]);
        assert!(
            ran.code == read.code && read.out.contains("\n0 documents written"),
            "{number}: {}{}",
            ran.out,
            read.out
        );
        assert!(feeds_and_ledger(&site) == with, "{number}");
    }
    // Time passes: an entry ends, and one comes.
    for (day, title, there) in [("2026-12-01", "\"E\"", false), ("2026-12-10", "\"L\"", true)] {
        settle(&site, &["--now", "2026-11-23"]);
        site.run(&["build", "--now", day]);
        assert_eq!(site.read("feeds/news.json").contains(title), there, "{day}");
        let with = feeds_and_ledger(&site);
        site.run(&["build", "--no-cache", "--now", day]);
        assert!(feeds_and_ledger(&site) == with, "{day}");
    }
}

/// What a writer, or the machine, may do to a site.
const EDITS: [fn(&Site, u32); 12] = [
    |site, n| {
        let file = format!("content/2026/n{}.md", n % 12);
        if site.path(&file).exists() {
            let text = site.read(&file);
            site.write(&file, text.replace("says", "tells").replace("something", "somethinG"));
        }
    },
    |site, n| {
        let text =
            format!("---\ntitle: New {n}\ndate: 2026-03-{:02}\ntags: [a, b{n}]\n---\n\n[n3](n3.md) {n}.\n", n % 28 + 1);
        site.write(&format!("content/new{n}.md"), text);
    },
    |site, n| drop(fs::remove_file(site.path(&format!("content/2026/n{}.md", n % 12)))),
    |site, n| {
        let file = format!("content/2026/n{}.md", n % 12);
        drop(fs::rename(site.path(&file), site.path(&format!("content/moved{n}.md"))));
    },
    // Another article's page: what links to it changes too.
    |site, n| {
        let text = format!("---\ntitle: Number 3\ndate: 2026-03-04\nslug: other{n}\n---\n\nText.\n");
        site.write("content/2026/n3.md", text);
    },
    |site, n| {
        site.write("content/2026/_index.md", format!("+++\ntitle = \"S\"\nauthors = [\"Ann {n}\"]\n+++\n"));
    },
    // A document is not what it was, in the same place or in another.
    |site, _| {
        let text = site.read("feeds/all.rss.xml").replacen("Number", "Nummer", 3);
        site.write("feeds/all.rss.xml", text);
    },
    |site, n| {
        let text = site.read("feeds/all.json").replacen("items", &"x".repeat(n as usize), 1);
        site.write("feeds/all.json", text);
    },
    |site, _| fs::remove_file(site.path("feeds/all.atom.xml")).unwrap(),
    |site, n| {
        let file = ".tidings/cache/entries";
        let mut bytes = fs::read(site.path(file)).unwrap();
        let at = n as usize * 7919 % bytes.len();
        bytes[at] ^= 1;
        site.write(file, &bytes);
    },
    |site, n| {
        let limit = format!("limit = {}", n % 9 + 1);
        let config = site.read("tidings.toml");
        let old = config.lines().find(|line| line.starts_with("limit = ") && !line.contains("all")).unwrap();
        site.write("tidings.toml", config.replacen(old, &limit, 1));
    },
    |site, n| {
        let block = format!("Text.\n\nPress contact\n\nTel: +86 755 0000 {n:04}\nEmail: press@acme.example\n");
        site.write("content/2026/n5.md", format!("---\ntitle: Five\ndate: 2026-03-06\ntags: [a]\n---\n\n{block}"));
    },
];

#[test]
fn copied_entries_are_those_that_would_be_made() {
    let feeds = "[[feed]]\nname = \"all\"\nlimit = \"all\"\n\n[[feed]]\nname = \"tags/{tag}\"\neach = \"tag\"\nlimit = 4\n\n\
                 [[feed]]\nname = \"short\"\ncontent = \"summary\"\nformats = [\"atom\"]\nlimit = 6\narchive = 3\n";
    let site = Site::new(feeds);
    articles(&site, 3);
    for number in 0..12 {
        let file = format!("content/2026/n{number}.md");
        let links = format!("\n\n[next](n{}.md), [gone](nowhere.md), {{{{% thing %}}}}\n", (number + 1) % 12);
        let text = site.read(&file).replace("title: ", "tags: [a, c]\ntitle: ") + &links;
        site.write(&file, text);
    }
    let mut state = 1_u32;
    for step in 0..40 {
        settle(&site, &[]);
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let edit = if step < EDITS.len() { step } else { (state >> 16) as usize % EDITS.len() };
        EDITS[edit](&site, step as u32);
        // The same documents, ids and complaints.
        let ran = site.run(&["build", "--format", "json"]);
        let with = feeds_and_ledger(&site);
        let read = site.run(&["build", "--no-cache", "--format", "json"]);
        assert!(feeds_and_ledger(&site) == with, "step {step}, edit {edit}");
        // What the ledger tells, it tells once.
        let said = |out: &str| -> Vec<String> {
            out.lines().filter(|line| line.contains("template-removed")).map(str::to_owned).collect()
        };
        assert_eq!((said(&ran.out), ran.code), (said(&read.out), read.code), "step {step}, edit {edit}");
    }
}

#[test]
fn many_articles_flow_the_same_by_one_thread_and_many() {
    let feeds =
        "[[feed]]\nname = \"all\"\nlimit = \"all\"\n\n[[feed]]\nname = \"tags/{tag}\"\neach = \"tag\"\nlimit = 20\n";
    let site = Site::new(feeds);
    // More than is kept in memory, and more than flow together.
    let listing = "let x = 1; // & < > \"quoted\"\n".repeat(1_000);
    for number in 0..300 {
        let (day, month) = (number % 28 + 1, number % 12 + 1);
        let head = format!(
            "title: Number {number}\ndate: 2025-{month:02}-{day:02}\ntags: [t{}, t{}]",
            number % 7,
            number % 11
        );
        let body = format!("Text {number} says something.\n\n```\n{listing}{number}\n```\n");
        site.write(&format!("content/n{number}.md"), format!("---\n{head}\n---\n\n{body}"));
    }
    assert_eq!(site.run(&["build", "--jobs", "4"]).code, 0);
    let many = feeds_and_ledger(&site);
    fs::remove_dir_all(site.path("feeds")).unwrap();
    fs::remove_file(site.path("tidings.lock")).unwrap();
    assert_eq!(site.run(&["build", "--jobs", "1", "--no-cache"]).code, 0);
    assert!(feeds_and_ledger(&site) == many);
    assert_eq!(site.read("feeds/all.rss.xml").matches("<item>").count(), 300);
    let left: Vec<_> = fs::read_dir(site.path(".")).unwrap().flatten().map(|file| file.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{left:?}");
    // One is edited, and all others are copied.
    site.run(&["build"]);
    site.write("content/n150.md", "---\ntitle: N\ndate: 2025-01-05\n---\n\nEdited.\n");
    assert_true(&site);
}

#[test]
fn a_file_that_has_another_length_is_noticed() {
    let site = Site::new("[[feed]]\nname = \"all\"\nlimit = \"all\"\n\n[[feed]]\nname = \"short\"\nlimit = 2\n");
    articles(&site, 3);
    let episode = "---\ntitle: Episode\ndate: 2026-03-20\nenclosure: pod.mp3\n---\n\nListen.\n";
    site.write("content/2026/episode.md", episode);
    let mut lengths = vec![3_000, 4_000, 0, 5_000];
    while let Some(length) = lengths.pop() {
        site.write("content/2026/pod.mp3", vec![0; length]);
        // Copied from the documents, or told to be as it was.
        for edited in [false, true] {
            settle(&site, &[]);
            assert!(site.read("feeds/short.rss.xml").contains(&format!("length=\"{length}\"")));
            site.write("content/2026/pod.mp3", vec![0; length + 1]);
            if edited {
                site.write("content/2026/n1.md", format!("---\ntitle: N\ndate: 2026-03-02\n---\n\n{length}\n"));
            }
            assert_true(&site);
            assert!(site.read("feeds/all.rss.xml").contains(&format!("length=\"{}\"", length + 1)));
            site.write("content/2026/pod.mp3", vec![0; length]);
        }
    }
    settle(&site, &[]);
    fs::remove_file(site.path("content/2026/pod.mp3")).unwrap();
    assert_true(&site);
    assert!(site.read("feeds/all.rss.xml").contains("length=\"0\""));
}
