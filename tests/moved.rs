//! A feed that has a new address says so in every way that its formats have, and its old file stays.

mod support;

use support::Site;

fn article(site: &Site) {
    site.write("content/2026-03-01-a.md", "---\ntitle: A\naudio: https://acme.example/a.mp3\n---\nSome text of it.\n");
}

#[test]
fn a_folder_that_has_moved_names_its_new_address_in_every_format() {
    let site = Site::new("[output]\nmoved = \"https://new.example/f/\"\n");
    article(&site);
    site.build();
    assert!(site.read("feeds/rss.xml").contains("<atom:link href=\"https://new.example/f/rss.xml\" rel=\"self\""));
    assert!(site.read("feeds/atom.xml").contains("href=\"https://new.example/f/atom.xml\" rel=\"self\""));
    assert_eq!(site.feed()["feed_url"], "https://new.example/f/feed.json");
    let checked = site.run(&["validate", "feeds/rss.xml", "feeds/atom.xml", "feeds/feed.json", "--deny", "warnings"]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    let links = site.run(&["links"]).out;
    assert!(links.contains("https://new.example/f/rss.xml") && !links.contains("acme.example/news/feeds"), "{links}");
}

#[test]
fn each_server_gets_lines_for_what_has_moved_and_no_others() {
    let feeds = "[[feed]]\nname = \"a\"\nmoved = \"https://new.example/a.{ext}\"\nformats = [\"rss\", \"json\"]\n\
                 [[feed]]\nname = \"b\"\nformats = [\"rss\"]\npath = [\"b.xml\", \"old/b.xml\"]\n";
    let site = Site::new(feeds);
    article(&site);
    site.build();
    let lines = |server: &str| {
        let ran = site.run(&["links", "--redirects", server]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let mut lines: Vec<String> = ran.out.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(
        lines("netlify"),
        [
            "/news/feeds/a.json https://new.example/a.json 301!",
            "/news/feeds/a.rss.xml https://new.example/a.rss.xml 301!",
            "/news/feeds/old/b.xml https://acme.example/news/feeds/b.xml 301!",
        ]
    );
    assert_eq!(lines("cloudflare")[0], "/news/feeds/a.json https://new.example/a.json 301");
    assert_eq!(lines("nginx")[0], "location = \"/news/feeds/a.json\" { return 301 \"https://new.example/a.json\"; }");
    assert_eq!(lines("apache")[0], "RedirectMatch 301 \"^/news/feeds/a\\.json$\" \"https://new.example/a.json\"");
    assert_eq!(lines("caddy")[0], "redir \"/news/feeds/a.json\" \"https://new.example/a.json\" permanent");
}

#[test]
fn a_show_that_has_moved_keeps_its_identifier() {
    let show = "[podcast]\ncategory = \"Arts\"\n[[feed]]\nname = \"show\"\nformats = [\"rss\"]\n";
    let site = Site::new(show);
    article(&site);
    site.build();
    let guid =
        |text: &str| text.split("<podcast:guid>").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned);
    let before = guid(&site.read("feeds/show.rss.xml"));
    assert!(before.is_some());
    let text = site.read("tidings.toml");
    site.write("tidings.toml", text + "moved = \"https://new.example/show.xml\"\n");
    site.build();
    let after = site.read("feeds/show.rss.xml");
    assert_eq!(before, guid(&after));
    assert!(after.contains("<itunes:new-feed-url>https://new.example/show.xml</itunes:new-feed-url>"), "{after}");
}

#[test]
fn an_address_that_is_none_and_one_for_several_formats_are_refused() {
    for (moved, said) in [("/new.{ext}", "no absolute web address"), ("https://new.example/x", "share one address")] {
        let site = Site::new(&format!("[[feed]]\nname = \"a\"\nmoved = \"{moved}\"\n"));
        article(&site);
        let ran = site.run(&["build"]);
        assert_ne!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}
