//! What `tidings build` and `tidings check` do for the one who runs them.

mod support;

use support::Site;

const ARTICLE: &str = "+++\ntitle = \"A new sensor\"\ndate = 2026-03-01T08:00:00Z\ntags = [\"sensors\"]\n+++\n\nThe new sensor reads the tide twice a second and needs no battery. It is made in Ningbo.\n\nIt costs less than the old one.\n";

#[test]
fn three_documents_come_of_one_article() {
    let site = Site::new("");
    site.write("content/sensor.md", ARTICLE);
    let ran = site.build();
    assert!(ran.out.contains("wrote feeds/rss.xml (1 entry)"), "{}", ran.out);
    for file in ["rss.xml", "atom.xml", "feed.json", "feeds.opml", "index.html"] {
        assert!(site.path("feeds").join(file).is_file(), "{file}");
    }
    let feed = site.feed();
    let item = &feed["items"][0];
    assert_eq!(item["title"], "A new sensor");
    assert_eq!(item["url"], "https://acme.example/news/sensor/");
    assert_eq!(item["id"], "tag:acme.example,2026-03-01:sensor");
    assert_eq!(item["date_published"], "2026-03-01T08:00:00Z");
    assert_eq!(item["tags"][0], "sensors");
    for file in ["feeds/rss.xml", "feeds/atom.xml"] {
        let text = site.read(file);
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        let id = document.descendants().rfind(|node| ["guid", "id"].contains(&node.tag_name().name())).unwrap();
        assert_eq!(id.text(), item["id"].as_str(), "the id is the same in every format");
    }
}

#[test]
fn building_twice_writes_nothing_the_second_time() {
    let site = Site::new("");
    site.write("content/sensor.md", ARTICLE);
    site.build();
    let before: Vec<_> =
        site.files("feeds").keys().map(|file| site.path(file).metadata().unwrap().modified().unwrap()).collect();
    let ran = site.build();
    assert!(ran.out.contains("0 documents written or removed"), "{}", ran.out);
    let after: Vec<_> =
        site.files("feeds").keys().map(|file| site.path(file).metadata().unwrap().modified().unwrap()).collect();
    assert_eq!(before, after);
}

#[test]
fn the_same_bytes_on_any_machine() {
    let articles = |site: &Site, order: &[usize]| {
        for &number in order {
            let text = format!(
                "---\ntitle: Number {number}\ndate: 2026-02-{:02}\ntags: [a{}, b]\n---\n\nText number {number} says something of its own. And more.\n",
                number % 3 + 1,
                number % 4
            );
            site.write(&format!("content/{}/n{number}.md", number % 5), text);
        }
    };
    let more = "timezone = \"Asia/Shanghai\"\n[[feed]]\nname = \"all\"\nlimit = 10\narchive = 4\n[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\n";
    let first = Site::new(more);
    articles(&first, &(0..30).collect::<Vec<_>>());
    first.build();
    let second = Site::new(more);
    articles(&second, &(0..30).rev().collect::<Vec<_>>());
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(99);
    for file in second.files("content").keys() {
        std::fs::File::options().append(true).open(second.path(file)).unwrap().set_modified(long_ago).unwrap();
    }
    let mut command = second.command(&["build", "--jobs", "1"]);
    command.env("TZ", "America/St_Johns").env("LC_ALL", "tr_TR.UTF-8").env("LANG", "tr_TR.UTF-8");
    assert!(command.output().unwrap().status.success());
    assert_eq!(first.files("feeds"), second.files("feeds"));
    assert_eq!(first.read("tidings.lock"), second.read("tidings.lock"));
    assert!(first.files("feeds").len() > 20);
}

#[test]
fn check_says_what_is_stale_and_writes_nothing() {
    let site = Site::new("");
    site.write("content/sensor.md", ARTICLE);
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("missing: feeds/rss.xml"), "{}", ran.out);
    assert!(!site.path("feeds").exists() && !site.path("tidings.lock").exists());
    site.build();
    let ran = site.run(&["check"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("the feeds are fresh"), "{}", ran.out);
    site.write("content/sensor.md", ARTICLE.replace("A new sensor", "A newer sensor"));
    let before = site.files(".");
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("stale: feeds/atom.xml") && ran.out.contains("run `tidings build`"), "{}", ran.out);
    assert_eq!(site.files("."), before);
}

#[test]
fn only_what_an_earlier_build_wrote_is_removed() {
    let feeds = "[[feed]]\nname = \"news\"\n[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\nformats = [\"rss\"]\n";
    let site = Site::new(feeds);
    site.write("content/sensor.md", ARTICLE).write("feeds/robots.txt", "mine");
    site.build();
    assert!(site.path("feeds/tag-sensors.rss.xml").is_file());
    site.write("content/sensor.md", ARTICLE.replace("sensors", "gauges")).write("feeds/tag-other.rss.xml", "mine too");
    let ran = site.build();
    assert!(ran.out.contains("removed feeds/tag-sensors.rss.xml"), "{}", ran.out);
    assert!(!site.path("feeds/tag-sensors.rss.xml").exists());
    assert_eq!(
        (site.read("feeds/robots.txt").as_str(), site.read("feeds/tag-other.rss.xml").as_str()),
        ("mine", "mine too")
    );
}

#[test]
fn an_error_leaves_the_documents_as_they_were() {
    let site = Site::new("");
    site.write("content/sensor.md", ARTICLE);
    site.build();
    let before = site.files("feeds");
    site.write("content/broken.md", "+++\ntitle = \"No end\ndate = 2026-03-02\n+++\n\nText.\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("content/broken.md:2:"), "{}", ran.err);
    assert!(ran.err.contains("title = \"No end"), "the line is shown: {}", ran.err);
    assert!(ran.out.contains("nothing was written"), "{}", ran.out);
    assert_eq!(site.files("feeds"), before);

    site.write("content/good.md", ARTICLE.replace("A new sensor", "Another"));
    let ran = site.run(&["build", "--keep-going"]);
    assert_eq!(ran.code, 1, "the exit code still says that something is wrong");
    assert_eq!(site.feed()["items"].as_array().unwrap().len(), 2);
}

#[test]
fn what_waits_and_what_is_over_is_counted_and_listed() {
    let site = Site::new("");
    let dated = |date: &str, more: &str| {
        format!("+++\ntitle = \"T {date}{more}\"\ndate = {date}\n{more}\n+++\n\nSome text of an article.\n")
    };
    site.write("content/now.md", dated("2026-01-01", ""))
        .write("content/later.md", dated("2027-01-01", ""))
        .write(
            "content/over.md",
            dated("2026-01-01", "expires = 2026-02-01").replace("T 2026-01-01expires = 2026-02-01", "Over"),
        )
        .write("content/draft.md", dated("2026-01-01", "draft = true").replace("T 2026-01-01draft = true", "Draft"))
        .write("content/undated.md", "Some text without any date.\n");
    let ran = site.run(&["build", "--left-out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for expected in [
        "left out: content/later.md (waiting until 2027-01-01T00:00:00Z)",
        "left out: content/over.md (expired on 2026-02-01T00:00:00Z)",
        "left out: content/draft.md (draft)",
        "left out: content/undated.md (no date)",
        "1 waiting (the next on 2027-01-01)",
    ] {
        assert!(ran.out.contains(expected), "{expected} is not in\n{}", ran.out);
    }
    assert!(ran.err.contains("date-missing") && ran.err.contains("content/undated.md"), "{}", ran.err);
    assert_eq!(site.feed()["items"].as_array().unwrap().len(), 1);
    assert_eq!(site.run(&["build", "--deny", "warnings"]).code, 1);
    site.run(&["build", "--future", "--drafts", "--output", "preview"]);
    assert_eq!(site.json("preview/feed.json")["items"].as_array().unwrap().len(), 3);
    site.run(&["build", "--now", "2027-06-01"]);
    assert_eq!(site.feed()["items"].as_array().unwrap().len(), 2);
}

#[test]
fn an_article_comes_and_goes_at_its_very_moment() {
    let site = Site::new("");
    site.write("content/always.md", ARTICLE).write(
        "content/offer.md",
        "---\ntitle: Offer\ndate: 2026-05-01T09:00:00Z\nexpires: 2026-05-08T18:30:00Z\n---\n\nA week of lower prices.\n",
    );
    for (now, is_there) in [
        ("2026-05-01T08:59:59Z", false),
        ("2026-05-01T09:00:00Z", true),
        ("2026-05-08T18:29:59Z", true),
        ("2026-05-08T18:30:00Z", false),
        ("2026-05-08T18:30:01Z", false),
    ] {
        let ran = site.run(&["build", "--now", now]);
        assert_eq!(ran.code, 0, "{now}: {}", ran.err);
        assert_eq!(site.read("feeds/feed.json").contains("Offer"), is_there, "{now}");
    }
}

#[test]
fn archives_link_up_and_hold_the_whole_feed() {
    let feed = "[[feed]]\nname = \"all\"\nformats = [\"atom\"]\nlimit = 3\narchive = 4\n";
    let site = Site::new(&format!("permalink = \"/{{day}}/{{slug}}/\"\n{feed}"));
    for day in 1..=14 {
        site.write(
            &format!("content/2026-01-{day:02}-note.md"),
            format!("# Note of day {day}\n\nOn day {day} something happened.\n"),
        );
    }
    site.build();
    let mut ids = std::collections::BTreeSet::new();
    let mut at = "all.atom.xml".to_owned();
    let mut documents = 0;
    loop {
        let text = site.read(&format!("feeds/{at}"));
        let document = roxmltree::Document::parse(&text).unwrap();
        documents += 1;
        ids.extend(
            document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "entry"))).map(
                |entry| {
                    entry.children().find(|node| node.tag_name().name() == "id").unwrap().text().unwrap().to_owned()
                },
            ),
        );
        let is_archive = document.descendants().any(|node| node.tag_name().name() == "archive");
        assert_eq!(is_archive, documents > 1, "{at}");
        let prev = document.descendants().find(|node| node.attribute("rel") == Some("prev-archive"));
        match prev.and_then(|link| link.attribute("href")) {
            Some(href) => at = href.rsplit('/').next().unwrap().to_owned(),
            None => break,
        }
    }
    assert_eq!((ids.len(), documents), (14, 4));
}

#[test]
fn reports_for_machines() {
    let site = Site::new("");
    site.write("content/sensor.md", ARTICLE).write("content/undated.md", "Some text without any date.\n");
    let ran = site.run(&["check", "--format", "json"]);
    assert_eq!(ran.code, 1);
    let lines: Vec<serde_json::Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let warning = lines.iter().find(|line| line["kind"] == "diagnostic").unwrap();
    assert_eq!(
        (warning["code"].as_str(), warning["file"].as_str()),
        (Some("date-missing"), Some("content/undated.md"))
    );
    let summary = lines.last().unwrap();
    assert_eq!(
        (summary["kind"].as_str(), summary["entries"].as_u64(), summary["fresh"].as_bool()),
        (Some("summary"), Some(1), Some(false))
    );
    let mut command = site.command(&["check"]);
    let out = command.env("GITHUB_ACTIONS", "true").output().unwrap();
    let out = String::from_utf8(out.stdout).unwrap();
    assert!(out.lines().any(|line| line.starts_with("::warning file=content/undated.md")), "{out}");
}

#[test]
fn two_builds_at_once_do_not_harm_each_other() {
    let site = Site::new("");
    for number in 0..40 {
        site.write(
            &format!("content/2026-01-01-n{number}.md"),
            format!("# Number {number}\n\nText of number {number}.\n"),
        );
    }
    let children: Vec<_> = (0..4).map(|_| site.command(&["build", "--quiet"]).spawn().unwrap()).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(site.run(&["check"]).code, 0);
    assert!(site.files("feeds").keys().all(|file| !file.contains(".tidings-")));
}

#[test]
fn a_feed_does_not_shrink_without_a_word() {
    let site = Site::new("[[feed]]\nname = \"news\"\nlimit = \"all\"\n");
    for number in 0..12 {
        site.write(
            &format!("content/2026-01-01-n{number}.md"),
            format!("# Number {number}\n\nText of number {number}.\n"),
        );
    }
    site.build();
    for number in 0..8 {
        std::fs::remove_file(site.path(&format!("content/2026-01-01-n{number}.md"))).unwrap();
    }
    let ran = site.run(&["build"]);
    assert!(ran.err.contains("feed-shrunken"), "{}", ran.err);
}
