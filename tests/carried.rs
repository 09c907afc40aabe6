//! What entries and feeds carry that most have not: licences, comments, text around entries, series, other vocabularies.

mod support;

use support::Site;

const ARTICLE: &str = "---
title: \"A & \\\"B\\\"?\"
author: {name: Eve, email: eve@acme.example, avatar: /eve.png}
license: CC BY-SA 4.0
rights: Mine & yours
comments: {url: \"https://acme.example/c?a=1&b=2\", feed: \"https://acme.example/c.xml\", count: 3}
via: https://via.example/x
source: {title: Their feed, feed: \"https://their.example/rss\"}
series: [The pumps]
series_order: 2
contributors: [Lin Wei]
extensions:
  shop:price: {value: '12 < 13', currency: EUR}
  shop:stock: [one, two & three]
---
Some text of it.
";

fn valid(site: &Site, files: &[&str]) {
    let checked = site.run(&[&["validate"], files, &["--allow", "namespace-unknown", "--deny", "warnings"]].concat());
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
}

#[test]
fn each_format_says_what_it_has_a_form_for() {
    let site =
        Site::new("license = \"CC-BY-4.0\"\n[output]\nttl = 60\n[extensions]\nshop = \"https://shop.example/ns\"\n");
    site.write("content/2026-03-01-a.md", ARTICLE);
    let ran = site.build();
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    valid(&site, &["feeds/rss.xml", "feeds/atom.xml", "feeds/feed.json"]);
    let (rss, atom, json) = (site.read("feeds/rss.xml"), site.read("feeds/atom.xml"), site.feed());
    for part in [
        "<creativeCommons:license>https://creativecommons.org/licenses/by/4.0/</creativeCommons:license>",
        "<ttl>60</ttl>",
        "<sy:updatePeriod>hourly</sy:updatePeriod>",
        "<sy:updateFrequency>1</sy:updateFrequency>",
        "<comments>https://acme.example/c?a=1&amp;b=2</comments>",
        "<wfw:commentRss>https://acme.example/c.xml</wfw:commentRss>",
        "<slash:comments>3</slash:comments>",
        "<source url=\"https://their.example/rss\">Their feed</source>",
        "<creativeCommons:license>https://creativecommons.org/licenses/by-sa/4.0/</creativeCommons:license>",
        "<atom:link href=\"https://via.example/x\" rel=\"via\"/>",
        "<dc:contributor>Lin Wei</dc:contributor>",
        "<dcterms:isPartOf>The pumps</dcterms:isPartOf>",
        "<shop:price currency=\"EUR\">12 &#x3C; 13</shop:price>",
        "xmlns:shop=\"https://shop.example/ns\"",
    ] {
        assert!(rss.contains(part), "{part}: {rss}");
    }
    for part in [
        "<link href=\"https://creativecommons.org/licenses/by/4.0/\" rel=\"license\"/>",
        "<rights>Mine &amp; yours</rights>",
        "rel=\"replies\" type=\"text/html\"",
        "rel=\"replies\" type=\"application/atom+xml\"",
        "<thr:total>3</thr:total>",
        "<name>Lin Wei</name>",
        "<shop:price currency=\"EUR\">12 &lt; 13</shop:price>",
        "<shop:stock>two &amp; three</shop:stock>",
    ] {
        assert!(atom.contains(part), "{part}: {atom}");
    }
    let item = &json["items"][0];
    assert_eq!(json["_rights"]["license"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(item["_comments"]["count"], 3);
    assert_eq!(item["_series"]["number"], 2);
    assert_eq!(item["authors"][0]["avatar"], "https://acme.example/eve.png");
    assert_eq!(item["_shop"]["price"]["currency"], "EUR");
    assert_eq!(item["_shop"]["stock"][1], "two & three");
    // Read back by a parser of feeds.
    for text in [&rss, &atom] {
        let read = feed_rs::parser::parse(text.as_bytes()).expect("a feed");
        assert_eq!(read.entries.len(), 1);
    }
}

#[test]
fn text_stands_around_each_entry_escaped_as_its_place_asks_for_and_made_safe() {
    let site = Site::new(
        "[[feed]]\nname = \"all\"\nheader = \"<p>By {author}<script>alert(1)</script></p>\"\n\
         footer = '<p><a href=\"mailto:{email}?subject=Re: {title}\">Reply</a> {title}'\n[[feed]]\nname = \"bare\"\n\
         [extensions]\nshop = \"https://shop.example/ns\"\n",
    );
    site.write("content/2026-03-01-a.md", ARTICLE);
    site.write("content/2026-03-02-b.md", "---\ntitle: B\nsummary: Only this.\n---\n");
    site.build();
    valid(&site, &["feeds/all.rss.xml", "feeds/all.atom.xml", "feeds/all.json"]);
    let html = |path: &str, at: usize| site.json(path)["items"][at]["content_html"].as_str().map(str::to_owned);
    let dressed = html("feeds/all.json", 1).expect("HTML");
    assert!(dressed.starts_with("<p>By Eve</p>\n<p>Some text of it.</p>"), "{dressed}");
    assert!(dressed.contains("mailto:eve@acme.example?subject=Re:%20A%20%26%20%22B%22%3F\""), "{dressed}");
    assert!(dressed.ends_with("</p>") && !dressed.contains("script"), "{dressed}");
    assert!(html("feeds/all.json", 0).expect("HTML").contains("<p>Only this.</p>"));
    assert_eq!(html("feeds/bare.json", 1).as_deref().map(str::trim), Some("<p>Some text of it.</p>"));
}

#[test]
fn what_is_not_declared_or_is_no_name_is_told() {
    let site = Site::new("[extensions]\nshop = \"https://shop.example/ns\"\n");
    site.write(
        "content/2026-03-01-a.md",
        "---\ntitle: A\nextensions:\n  other:price: 1\n  'shop:two words': 2\n---\nSome text of it.\n",
    );
    let ran = site.build();
    assert_eq!(ran.err.matches("warning[front-matter-value]").count(), 2, "{}", ran.err);
    for (more, said) in [
        ("[extensions]\natom = \"https://shop.example/ns\"\n", "stands for"),
        ("[extensions]\nxmlish = \"https://shop.example/ns\"\n", "can stand for nothing"),
        ("[extensions]\nshop = \"shop\"\n", "no name of a vocabulary"),
        ("[[feed]]\nname = \"a\"\nfooter = \"{nothing}\"\n", "no field of an entry"),
        ("[[feed]]\nname = \"a\"\nttl = 0\n", "number of minutes"),
        ("license = \"beer\"\n", "no licence"),
    ] {
        let ran = Site::new(more).run(&["build"]);
        assert!(ran.code != 0 && ran.err.contains(said), "{more}: {}", ran.err);
    }
}
