//! Two entries that go out never share an address, unless the site says that they may.

mod support;

use support::Site;

fn pair(more: &str, one: (&str, &str), other: (&str, &str)) -> Site {
    let site = Site::new(more);
    for (path, head) in [one, other] {
        site.write(&format!("content/{path}"), format!("---\ntitle: {path}\n{head}\n---\nText of {path}.\n"));
    }
    site
}

#[test]
fn one_page_is_not_two_articles() {
    for (one, other) in [
        (("launch.md", "date: 2026-01-01"), ("launch/index.md", "date: 2026-01-02")),
        (("2026-01-01-a.md", "slug: same"), ("2026-01-02-b.md", "slug: same")),
        (("2026-01-01-a.md", "url: /x/"), ("2026-01-02-b.md", "url: /x/index.html")),
        (("2026-01-01-a.md", "url: /x"), ("2026-01-02-b.md", "url: /x/")),
    ] {
        let site = pair("", one, other);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 1, "{one:?} {other:?}: {}", ran.err);
        assert!(ran.err.contains("address-shared"), "{}", ran.err);
        for (path, _) in [one, other] {
            assert!(ran.err.contains(&format!("content/{path}")), "{path} is not named in {}", ran.err);
        }
        assert!(!site.path("feeds").exists());

        // The older one goes out, the other is at fault.
        let ran = site.run(&["build", "--keep-going"]);
        assert_eq!(ran.code, 1);
        assert_eq!(site.feed()["items"].as_array().unwrap().len(), 1);
        assert_eq!(site.feed()["items"][0]["title"], one.0);

        site.write("tidings.toml", site.read("tidings.toml") + "shared_addresses = true\n");
        site.build();
        assert_eq!(site.feed()["items"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn where_no_pattern_is_configured_the_oldest_has_the_short_address() {
    let site = pair("", ("2025-01-01-new-year.md", ""), ("2026-01-01-new-year.md", ""));
    let addresses = |site: &Site| -> Vec<String> {
        let feed = site.feed();
        feed["items"].as_array().unwrap().iter().map(|item| item["url"].as_str().unwrap().to_owned()).collect()
    };
    let ran = site.build();
    assert!(ran.err.contains("address-parted") && ran.err.contains("content/2025-01-01-new-year.md"), "{}", ran.err);
    let both = ["https://acme.example/news/2026-01-01-new-year/", "https://acme.example/news/new-year/"];
    assert_eq!(addresses(&site), both);
    // A link to it leads there, and a new one changes no other.
    site.write("content/2026-02-01-link.md", "# Link\n\nSee [it](2026-01-01-new-year.md).\n");
    site.write("content/2026-03-01-new-year.md", "# Again\n\nThe third of that name.\n");
    site.build();
    assert_eq!(addresses(&site)[2..], both);
    assert!(site.feed()["items"][1]["content_html"].as_str().unwrap().contains(both[0]));
    // Beyond the limit, the oldest keeps it all the same.
    site.write("tidings.toml", site.read("tidings.toml") + "[[feed]]\nname = \"feed\"\nlimit = 1\n");
    std::fs::remove_file(site.path("content/2026-03-01-new-year.md")).unwrap();
    std::fs::remove_file(site.path("content/2026-02-01-link.md")).unwrap();
    site.build();
    assert_eq!(addresses(&site), both[..1]);
    // A name of its own needs no parting.
    site.write("content/2026-01-01-new-year.md", "---\nslug: happy\n---\nText.\n");
    assert!(!site.build().err.contains("address-parted"));
}

#[test]
fn the_pattern_that_is_advised_parts_them() {
    let site = pair("permalink = \"/{slug}/\"\n", ("2025-01-01-new-year.md", ""), ("2026-01-01-new-year.md", ""));
    let ran = site.run(&["build"]);
    let advised = ran.err.split("permalink = ").nth(1).and_then(|rest| rest.split('`').next()).expect("a pattern");
    site.write("tidings.toml", site.read("tidings.toml").replace("\"/{slug}/\"", advised));
    site.build();
    let site = pair("", ("2026-01-01-a.md", "slug: same"), ("2026-01-01-b.md", "slug: same"));
    let ran = site.run(&["build"]);
    assert!(ran.err.contains("another `slug` or `url`"), "{}", ran.err);
}

const FILE: &str = "url: https://acme.example/show.mp3\nenclosure: https://acme.example/show.mp3";

#[test]
fn what_leads_out_or_is_a_file_may_share() {
    for (one, other) in [
        ("external_url: https://else.example/a", "external_url: https://else.example/a"),
        ("url: https://else.example/a", "url: https://else.example/a"),
        ("url: /show/#one", "url: /show/#two"),
        ("url: /show?n=1", "url: /show?n=2"),
        (FILE, FILE),
    ] {
        let site = pair("", ("2026-01-01-a.md", one), ("2026-01-02-b.md", other));
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 0, "{one}: {}", ran.err);
        assert_eq!(site.feed()["items"].as_array().unwrap().len(), 2);
        if one.contains('#') {
            assert_eq!(site.feed()["items"][1]["url"], "https://acme.example/news/show/#one");
        }
    }
}

#[test]
fn what_does_not_go_out_takes_no_address() {
    let site = pair("", ("2026-01-01-a.md", "slug: same\ndraft: true"), ("2026-01-02-b.md", "slug: same"));
    site.build();
    assert_eq!(site.feed()["items"].as_array().unwrap().len(), 1);
}

#[test]
fn a_picture_beside_a_source_is_where_its_file_is() {
    let site = Site::new("");
    let text = "---\ntitle: Pump\n---\n![a](img/pump%20one.png) ![b](gate.png) ![c](gone.png) ![d](../outside.png) ![e](/e.png)\n";
    site.write("content/news/2026-01-05-pump.md", text).write("content/news/img/pump one.png", "p");
    site.write("content/news/gate.png", "g").write("outside.png", "no");
    site.write("content/news/2026-01-06-launch/index.md", "---\ntitle: Launch\n---\n![f](f.png)\n");
    site.write("content/news/2026-01-06-launch/f.png", "f");
    site.build();
    let shown = site.read("feeds/feed.json");
    for address in [
        "https://acme.example/news/news/img/pump%20one.png",
        "https://acme.example/news/news/gate.png",
        // What is not there is below the page, as a browser reads it; so is what lies in an article's own folder.
        "https://acme.example/news/news/pump/gone.png",
        "https://acme.example/e.png",
        "https://acme.example/news/news/launch/f.png",
    ] {
        assert!(shown.contains(&format!("src=\\\"{address}\\\"")), "{address}: {shown}");
    }
    // A generator has ways of its own.
    let site = Site::new("preset = \"hugo\"\n");
    site.write("content/2026-01-05-pump.md", text).write("content/gate.png", "g");
    site.build();
    assert!(site.read("feeds/feed.json").contains("news/2026-01-05-pump/gate.png"), "{}", site.read("feeds/feed.json"));
}

/// The addresses of the entries, by their titles.
fn addresses_of(site: &Site) -> std::collections::BTreeMap<String, String> {
    let feed = site.feed();
    let text = |item: &serde_json::Value, key: &str| item[key].as_str().unwrap().to_owned();
    feed["items"].as_array().unwrap().iter().map(|item| (text(item, "title"), text(item, "url"))).collect()
}

#[test]
fn a_permalink_names_titles_names_and_categories() {
    for (permalink, expected) in [
        ("\"/{title}/\"", "two-words-in-Ä"),
        ("\"/{name}/\"", "2026-03-05-Some Name"),
        ("\"/{name|slug}/\"", "2026-03-05-some-name"),
        ("\"/{year}/{m}/{d}/{slug | lower}/\"", "2026/3/5/some name"),
        ("\"/{categories}/{slug}.html\"", "pumps/big-ones/Some Name.html"),
        ("\"/{lang?}/{slug}/\"", "Some Name"),
        ("{ \"*\" = \"/all/{slug}/\", news = \"/n/{slug}/\" }", "n/Some Name"),
        ("{ blog = \"/n/{slug}/\" }", "news/Some Name"),
    ] {
        let site = Site::bare();
        site.write(
            "tidings.toml",
            format!("[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\npermalink = {permalink}\n"),
        );
        let head = "---\ntitle: Two words, in \"Ä\"\ncategories: [Pumps, Big ones]\n---\n";
        site.write("content/news/2026-03-05-Some Name.md", format!("{head}Text of the article.\n"));
        site.build();
        let url = addresses_of(&site).into_values().next().unwrap();
        let url = percent_encoding::percent_decode_str(&url).decode_utf8().unwrap().into_owned();
        let expected = expected.replace("two-words-in-Ä", "two-words-in-ä");
        let slash = if expected.ends_with("html") { "" } else { "/" };
        assert_eq!(url, format!("https://acme.example/{expected}{slash}"), "{permalink}");
    }
}

#[test]
fn what_a_permalink_does_not_know_is_an_error() {
    for (permalink, said) in [
        ("\"/{titel}/\"", "no field `{titel}`"),
        ("\"/{slug|upper}/\"", "no filter `upper`"),
        ("{ news = \"/{year}/\" }", "share one address"),
        ("{ news = 3 }", "a permalink is a pattern"),
    ] {
        let site = Site::bare();
        site.write(
            "tidings.toml",
            format!("[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\npermalink = {permalink}\n"),
        );
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{permalink}: {}", ran.err);
        assert!(ran.err.contains(said) && ran.err.contains("tidings.toml:4:13"), "{permalink}: {}", ran.err);
    }
}

#[test]
fn the_language_is_in_an_address_but_for_that_of_the_site() {
    let site = Site::bare();
    let head =
        "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\nlanguage = \"de\"\npermalink = \"{lang?}/{slug}/\"\n";
    site.write("tidings.toml", head);
    site.write("content/pumpe.md", "---\ntitle: Pumpe\ndate: 2026-01-05\n---\nEine Pumpe.\n");
    site.write("content/pump.en.md", "---\ntitle: Pump\ndate: 2026-01-05\n---\nA pump.\n");
    site.build();
    assert_eq!(addresses_of(&site)["Pumpe"], "https://acme.example/pumpe/");
    assert_eq!(addresses_of(&site)["Pump"], "https://acme.example/en/pump/");
}
