//! What may not be replaced: `build` stops where `check` would complain, and says what to do.

mod support;

use support::{Ran, Site};

fn site() -> Site {
    let site = Site::new("");
    site.write("content/2026-01-05-one.md", "# One\n\nThe first gauge stands on the north quay of the harbour.\n")
        .write("content/2026-01-06-two.md", "# Two\n\nA second one measures the river above the lock.\n")
        .write("content/2026-01-07-three.md", "# Three\n\nThe third is kept in the workshop, for spare parts.\n");
    site
}

/// Both commands refuse, with a code, and nothing changes.
fn refused(site: &Site, code: &str) -> Ran {
    let before = site.files(".");
    let checked = site.run(&["check"]);
    assert_eq!(checked.code, 1, "{}{}", checked.out, checked.err);
    assert!(checked.err.contains(code), "check: {code} is not in\n{}", checked.err);
    for more in [&[][..], &["--keep-going"]] {
        let built = site.run(&[&["build"][..], more].concat());
        assert_eq!(built.code, 1, "{}{}", built.out, built.err);
        assert!(built.err.contains(code), "build: {code} is not in\n{}", built.err);
        assert_eq!(site.files("."), before, "nothing is written");
    }
    checked
}

fn ids(site: &Site) -> Vec<String> {
    let feed = site.feed();
    let mut ids: Vec<String> =
        feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn a_ledger_that_is_missing_beside_our_feeds_stops_a_build() {
    let site = site();
    site.build();
    let before = ids(&site);
    let ledger = site.read("tidings.lock");
    std::fs::remove_file(site.path("tidings.lock")).unwrap();
    let ran = refused(&site, "ledger-missing");
    assert!(ran.out.contains("missing: tidings.lock") || ran.err.contains("tidings.lock"), "{}", ran.out);
    // With a renamed article, too.
    std::fs::rename(site.path("content/2026-01-06-two.md"), site.path("content/2026-01-06-zwei.md")).unwrap();
    refused(&site, "ledger-missing");
    // The ways out: the ledger as it was ...
    site.write("tidings.lock", &ledger);
    site.build();
    assert_eq!(ids(&site), before);
    // ... or the ids from the feed itself ...
    std::fs::remove_file(site.path("tidings.lock")).unwrap();
    let adopted = site.run(&["adopt", "feeds/rss.xml"]);
    assert_eq!(adopted.code, 0, "{}", adopted.err);
    site.build();
    assert_eq!(ids(&site), before);
    // ... or somebody's word.
    std::fs::remove_file(site.path("tidings.lock")).unwrap();
    assert_eq!(site.run(&["build", "--allow-id-change"]).code, 0);
    assert!(site.path("tidings.lock").exists());
}

#[test]
fn a_ledger_of_another_site_stops_a_build() {
    let (one, other) = (site(), Site::new(""));
    for (name, text) in [("a", "Apples are ripe and sold on the market."), ("b", "Boats leave at nine from the pier.")]
    {
        other.write(&format!("content/2026-02-01-{name}.md"), format!("# {name}\n\n{text}\n"));
    }
    other.build();
    one.write("tidings.lock", other.read("tidings.lock"));
    refused(&one, "ledger-foreign");
    assert_eq!(one.run(&["build", "--allow-id-change"]).code, 0);
}

#[test]
fn check_judges_the_ledger_as_a_document() {
    let site = site();
    site.build();
    let stale = site.read("tidings.lock");
    site.write("content/2026-01-08-four.md", "# Four\n\nOne more gauge for the estuary.\n");
    site.build();
    site.write("tidings.lock", &stale);
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("stale: tidings.lock"), "{}", ran.out);
    let machine = site.run(&["check", "--format", "json"]).out;
    assert!(machine.contains("\"fresh\":false"), "{machine}");
    site.build();
    assert_eq!(site.run(&["check"]).code, 0);
}

#[test]
fn an_id_that_only_the_feeds_know_stops_a_build() {
    let site = site();
    site.build();
    let ledger = site.read("tidings.lock");
    let without: String = ledger.split_inclusive('\n').filter(|line| !line.contains("two")).collect();
    assert_ne!(without, ledger);
    site.write("tidings.lock", &without);
    std::fs::rename(site.path("content/2026-01-06-two.md"), site.path("content/2026-01-06-zwei.md")).unwrap();
    refused(&site, "ids-change");
    site.write("tidings.lock", &ledger);
    site.build();
}

const FOREIGN: [(&str, &str); 4] = [
    (
        "rss.xml",
        "<rss version=\"2.0\"><channel><title>T</title><link>https://acme.example/</link><description>D</description>\
         <generator>Otherwise 1.0</generator>\
         <item><title>One</title><guid>post-1</guid><link>https://acme.example/news/one/</link></item></channel></rss>",
    ),
    (
        "atom.xml",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title><id>urn:example:feed</id><updated>2026-01-05T00:00:00Z</updated>\
         <entry><title>One</title><id>urn:example:one</id><link href=\"https://acme.example/news/one/\"/>\
         <updated>2026-01-05T00:00:00Z</updated></entry></feed>",
    ),
    (
        "feed.json",
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"T\", \"items\": \
         [{\"id\": \"post-1\", \"url\": \"https://acme.example/news/one/\", \"content_text\": \"x\"}]}",
    ),
    (
        "feeds.opml",
        "<opml version=\"2.0\"><head><title>My list</title></head><body><outline text=\"X\"/></body></opml>",
    ),
];

#[test]
fn what_another_program_made_is_not_replaced() {
    for (name, text) in FOREIGN {
        let site = site();
        site.write(&format!("feeds/{name}"), text);
        let ran = refused(&site, "output-foreign");
        assert!(ran.err.contains(&format!("feeds/{name}")), "{}", ran.err);
        if name == "feeds.opml" {
            site.write("tidings.toml", site.read("tidings.toml") + "[output]\nopml = \"list.opml\"\n");
        } else {
            assert!(ran.err.contains("tidings adopt"), "{}", ran.err);
            let adopted = site.run(&["adopt", &format!("feeds/{name}")]);
            assert_eq!(adopted.code, 0, "{}", adopted.err);
        }
        site.build();
        if name != "feeds.opml" {
            assert_ne!(site.read(&format!("feeds/{name}")), text);
            let id = if name == "atom.xml" { "urn:example:one" } else { "post-1" };
            assert!(ids(&site).iter().any(|known| known == id), "{name}: {:?}", ids(&site));
        } else {
            assert_eq!(site.read("feeds/feeds.opml"), text);
            assert!(site.read("feeds/list.opml").contains("rss.xml"));
        }
    }
}

#[test]
fn a_feed_that_its_program_makes_anew_is_replaced_again_and_again() {
    let (name, text) = FOREIGN[0];
    let again = |site: &Site| {
        for day in 1..4 {
            // Its program has an entry for each new article, under ids of its own.
            let item = format!("<item><title>New {day}</title><guid>post-new-{day}</guid></item></channel>");
            site.write(&format!("feeds/{name}"), text.replace("</channel>", &item));
            site.write(
                &format!("content/2026-02-{day:02}-new.md"),
                format!("# New {day}\n\nSomething new on day {day}.\n"),
            );
            let ran = site.run(&["build"]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert!(site.read("feeds/rss.xml").contains("<generator>Tidings</generator>"));
            assert_eq!(site.run(&["check"]).code, 0);
        }
    };
    let adopted = site();
    adopted.write("tidings.toml", adopted.read("tidings.toml") + "permalink = \"/{month}/{day}/{slug}/\"\n");
    adopted.write(&format!("feeds/{name}"), text);
    assert_eq!(adopted.run(&["adopt", "feeds/rss.xml"]).code, 0);
    again(&adopted);

    let told = Site::new(
        "permalink = \"/{month}/{day}/{slug}/\"\n[[feed]]\nname = \"rss\"\npath = \"rss.xml\"\nformats = [\"rss\"]\nreplaces = true\n",
    );
    told.write("content/2026-01-05-one.md", "# One\n\nThe first gauge stands on the north quay of the harbour.\n");
    again(&told);
}

#[test]
fn a_feed_whose_ids_are_all_known_is_ours_to_replace() {
    let site = site();
    site.write("old.xml", FOREIGN[0].1);
    assert_eq!(site.run(&["adopt", "old.xml"]).code, 0);
    site.write("feeds/rss.xml", FOREIGN[0].1);
    site.build();
    assert!(ids(&site).contains(&"post-1".to_owned()));
}

#[test]
fn without_a_ledger_our_own_feeds_are_replaced() {
    let site = Site::new("[ledger]\nenabled = false\n");
    let named = |id: &str| format!("---\ntitle: {id}\ndate: 2026-01-05\nid: urn:example:{id}\n---\nText of {id}.\n");
    site.write("content/one.md", named("one")).write("content/two.md", named("two"));
    site.build();
    std::fs::remove_file(site.path("content/two.md")).unwrap();
    site.write("content/2026-01-07-three.md", "# Three\n\nThe third is kept in the workshop.\n");
    site.build();
    assert_eq!(ids(&site).len(), 2);
    // Another id for the same page is another entry to readers.
    site.write("content/one.md", named("one").replace("urn:example:one", "urn:example:uno"));
    let ran = site.run(&["build"]);
    assert!(ran.code == 1 && ran.err.contains("ids-change"), "{}", ran.err);
    assert_eq!(site.run(&["build", "--allow-id-change"]).code, 0);
}

#[test]
fn a_file_without_an_entry_guards_nothing() {
    for (name, text) in [("rss.xml", ""), ("rss.xml", "\n"), ("feed.json", "{}")] {
        let site = site();
        site.write(&format!("feeds/{name}"), text);
        site.build();
        assert_eq!(ids(&site).len(), 3);
    }
}

#[test]
fn page_and_list_can_be_left_out_or_moved() {
    let site = site();
    site.build();
    let config = site.read("tidings.toml");
    site.write("tidings.toml", format!("{config}[output]\npage = false\nopml = false\n"));
    let ran = site.run(&["build", "--deny", "warnings"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!site.path("feeds/index.html").exists() && !site.path("feeds/feeds.opml").exists());
    site.write(
        "tidings.toml",
        format!("{config}[output]\npage = \"subscribe/index.html\"\nopml = \"subscribe/list.opml\"\n"),
    );
    site.build();
    assert!(site.read("feeds/subscribe/index.html").contains("subscribe/list.opml"));
    assert_eq!(site.run(&["check"]).code, 0);
    for wrong in ["\"../x.html\"", "\"/x.html\"", "\".hidden\"", "3"] {
        site.write("tidings.toml", format!("{config}[output]\npage = {wrong}\n"));
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{wrong}");
        assert!(ran.err.contains("tidings.toml:5"), "{wrong}: {}", ran.err);
    }
}

#[test]
fn denied_warnings_write_nothing() {
    let site = site();
    site.write("content/undated.md", "# Undated\n\nNobody knows when.\n");
    let before = site.files(".");
    for more in [&[][..], &["--keep-going"]] {
        let ran = site.run(&[&["build", "--deny", "warnings"][..], more].concat());
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.out.contains("nothing was written"), "{}", ran.out);
        assert_eq!(site.files("."), before);
    }
    assert_eq!(site.run(&["build"]).code, 0);
}

#[test]
fn adopt_refuses_what_it_cannot_read() {
    let site = site();
    site.write("old.xml", FOREIGN[0].1);
    std::fs::write(site.path("content/2026-01-09-large.md"), vec![b'x'; 16]).unwrap();
    // A folder that cannot be listed may hold the article of any old entry.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = site.path("content/closed");
        std::fs::create_dir(&folder).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o000)).unwrap();
        let can_be_read = std::fs::read_dir(&folder).is_ok();
        let ran = site.run(&["adopt", "old.xml"]);
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
        if can_be_read {
            support::skipped("this user may read every folder");
            return;
        }
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(!site.path("tidings.lock").exists());
    }
}
