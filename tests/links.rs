//! `tidings links`: the lines for the head of the site's pages.

mod support;

use support::Site;

const FEEDS: &str = "language = \"en\"\n[[feed]]\nname = \"news\"\n[[feed]]\nname = \"de\"\npath = \"de.xml\"\ntitle = \"Nägel & \\\"Muttern\\\"\"\n\
formats = [\"atom\"]\nlanguage = \"de\"\n[[feed]]\nname = \"tags/{tag}\"\npath = \"tags/{tag}.xml\"\nformats = [\"rss\"]\neach = \"tag\"\n";

fn site() -> Site {
    let site = Site::new(FEEDS);
    site.write("content/2026-01-05-pump.md", "---\ntags: [Pumps]\nlang: de\n---\n# A new pump\n\nIt is quiet.\n");
    site
}

#[test]
fn each_subscription_document_has_a_line() {
    let site = site();
    let ran = site.run(&["links"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    let news = "https://acme.example/news/feeds/news";
    assert_eq!(
        lines,
        [
            &*format!(
                "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Acme News (RSS)\" href=\"{news}.rss.xml\">"
            ),
            &*format!(
                "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Acme News (Atom)\" href=\"{news}.atom.xml\">"
            ),
            &*format!(
                "<link rel=\"alternate\" type=\"application/feed+json\" title=\"Acme News (JSON Feed)\" href=\"{news}.json\">"
            ),
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Nägel &amp; &quot;Muttern&quot;\" hreflang=\"de\" \
             href=\"https://acme.example/news/feeds/de.xml\">",
        ]
    );
}

#[test]
fn the_feeds_of_each_are_there_where_all_are_asked_for() {
    let site = site();
    let ran = site.run(&["links", "--all"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 5), "{}{}", ran.out, ran.err);
    let tag = "title=\"Acme News: Pumps\" href=\"https://acme.example/news/feeds/tags/pumps.xml\">";
    assert!(ran.out.contains(tag), "{}", ran.out);
    assert!(!site.path("feeds").exists() && !site.path("tidings.lock").exists(), "nothing is written");
}

#[test]
fn every_line_leads_to_a_document_that_is_made() {
    let site = site();
    site.build();
    let ran = site.run(&["links", "--all", "--format", "json"]);
    let links: serde_json::Value = serde_json::from_str(&ran.out).expect("a list");
    let links = links.as_array().expect("a list");
    assert_eq!(links.len(), 5);
    for link in links {
        let href = link["href"].as_str().unwrap().trim_start_matches("https://acme.example/news/");
        assert!(site.path(href).exists(), "{href}");
        assert_eq!(link["rel"], "alternate");
        assert_eq!(link.get("hreflang").is_some(), href == "feeds/de.xml", "{link}");
    }
}
