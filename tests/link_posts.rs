//! Entries that are about a page elsewhere: where their link leads, and where their own page is named.

mod support;

use support::Site;

const THERE: &str = "https://other.example/talk?a=1&b=2";
const HERE: &str = "https://acme.example/news/talk/";

fn site(more: &str, head: &str, body: &str) -> Site {
    let site = Site::new(more);
    site.write("content/2026-03-01-talk.md", format!("---\ntitle: A talk\nexternal_url: {THERE}\n{head}---\n{body}"));
    site
}

struct Shown {
    rss_link: String,
    rss: String,
    atom: String,
    json: serde_json::Value,
}

fn shown(site: &Site) -> Shown {
    let ran = site.build();
    assert!(!ran.err.contains("error") && !ran.err.contains("warning"), "{}", ran.err);
    let rss = site.read("feeds/rss.xml");
    let item = rss.split_once("<item>").expect("an item").1.to_owned();
    let link = item.split_once("<link>").and_then(|(_, rest)| rest.split_once("</link>")).expect("a link").0;
    let atom = site.read("feeds/atom.xml").split_once("<entry>").expect("an entry").1.to_owned();
    let checked = site.run(&[
        "validate",
        "feeds/rss.xml",
        "feeds/atom.xml",
        "feeds/feed.json",
        "--allow",
        "text-missing",
        "--deny",
        "warnings",
    ]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    Shown { rss_link: link.replace("&amp;", "&"), rss: item.clone(), atom, json: site.feed()["items"][0].clone() }
}

fn alternate(href: &str) -> String {
    format!("href=\"{}\" rel=\"alternate\"", href.replace('&', "&amp;"))
}

#[test]
fn the_link_leads_to_the_entrys_own_page_where_it_shows_something() {
    let shown = shown(&site("", "", "What I think of it.\n"));
    assert_eq!(shown.rss_link, HERE);
    assert!(shown.atom.contains(&alternate(HERE)), "{}", shown.atom);
    assert_eq!((&shown.json["url"], &shown.json["external_url"]), (&HERE.into(), &THERE.into()));
    assert!(!shown.rss.contains("Permalink"));
}

#[test]
fn it_leads_out_where_site_feed_or_article_says_so() {
    let by_site = site("link_to = \"external\"\n", "", "What I think of it.\n");
    let by_article = site("", "link_to: external\n", "What I think of it.\n");
    for site in [by_site, by_article] {
        let shown = shown(&site);
        assert_eq!(shown.rss_link, THERE);
        assert!(shown.atom.contains(&alternate(THERE)), "{}", shown.atom);
        // Its own page: in the text, as a related link, and as JSON Feed has it.
        let html = shown.json["content_html"].as_str().expect("HTML");
        assert!(html.ends_with(&format!("<p><a href=\"{HERE}\">Permalink</a></p>")), "{html}");
        assert!(shown.rss.contains(&format!("<p><a href=\"{HERE}\">Permalink</a></p>")), "{}", shown.rss);
        assert!(shown.rss.contains(&format!("<atom:link href=\"{HERE}\" rel=\"related\"/>")), "{}", shown.rss);
        assert!(shown.atom.contains(&format!("href=\"{HERE}\" rel=\"related\"")), "{}", shown.atom);
        assert_eq!((&shown.json["url"], &shown.json["external_url"]), (&HERE.into(), &THERE.into()));
    }
}

#[test]
fn one_feed_leads_out_and_another_does_not_and_the_article_has_the_last_word() {
    let feeds = "[[feed]]\nname = \"links\"\nlink_to = \"external\"\nformats = [\"rss\"]\n\
                 [[feed]]\nname = \"pages\"\nformats = [\"rss\"]\n";
    let site = site(feeds, "", "What I think of it.\n");
    site.write(
        "content/2026-03-02-own.md",
        format!("---\ntitle: Mine\nexternal_url: {THERE}\nlink_to: permalink\n---\nMore of it.\n"),
    );
    site.build();
    let links = |path: &str| -> Vec<String> {
        let text = site.read(path);
        text.split("<item>").skip(1).map(|item| item.split("link>").nth(1).unwrap_or_default().to_owned()).collect()
    };
    let there = format!("{}</", THERE.replace('&', "&amp;"));
    let own = "https://acme.example/news/own/</".to_owned();
    assert_eq!(links("feeds/links.rss.xml"), [own.clone(), there]);
    assert_eq!(links("feeds/pages.rss.xml"), [own, format!("{HERE}</")]);
}

#[test]
fn without_a_text_the_page_that_it_is_about_is_what_readers_open() {
    let shown = shown(&site("", "", ""));
    assert_eq!(shown.rss_link, THERE);
    assert!(shown.atom.contains(&alternate(THERE)), "{}", shown.atom);
    assert!(shown.rss.contains("<guid"), "{}", shown.rss);
}

#[test]
fn where_the_link_leads_changes_no_id_and_no_date() {
    let site = site("", "", "What I think of it.\n");
    site.build();
    let (before, ledger) = (site.feed()["items"][0].clone(), site.read("tidings.lock"));
    let text = site.read("tidings.toml");
    site.write("tidings.toml", text.replace("[site]\n", "[site]\nlink_to = \"external\"\n"));
    site.build();
    let after = &site.feed()["items"][0];
    for key in ["id", "date_published", "date_modified"] {
        assert_eq!(before[key], after[key], "{key}");
    }
    assert_eq!(ledger, site.read("tidings.lock"));
}

#[test]
fn another_word_is_told_and_passed_over() {
    let site = site("", "link_to: nowhere\n", "What I think of it.\n");
    let ran = site.build();
    assert!(ran.err.contains("warning[front-matter-value]") && ran.err.contains("`nowhere`"), "{}", ran.err);
    assert!(ran.err.contains("content/2026-03-01-talk.md:4:"), "{}", ran.err);
    assert!(site.read("feeds/rss.xml").contains(&format!("<link>{HERE}</link>")));
}
