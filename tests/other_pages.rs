//! Links to pages that are in no feed, pictures that the front matter does not name as `image`, and what is relative to
//! an article whose page is on another site.

mod support;

use support::Site;

const FEEDS: &str = "[[feed]]\nname = \"all\"\nlimit = \"all\"\nformats = [\"json\"]\n";

fn item(site: &Site, title: &str) -> serde_json::Value {
    let feed: serde_json::Value = serde_json::from_str(&site.read("feeds/all.json")).expect("JSON");
    let items = feed["items"].as_array().expect("items");
    items.iter().find(|item| item["title"] == title).unwrap_or_else(|| panic!("no entry {title}")).clone()
}

fn content(site: &Site, title: &str) -> String {
    item(site, title)["content_html"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn what_is_only_unlisted_has_a_page_to_link_to() {
    let site = Site::new(FEEDS);
    let article = |name: &str, lines: &str| {
        site.write(&format!("content/{name}.md"), format!("---\ntitle: {name}\n{lines}\n---\nText.\n"));
    };
    let day = "date: 2026-03-01";
    article("quiet", &format!("{day}\nunlisted: true"));
    article("alone", &format!("{day}\nrss: false"));
    article("about", "");
    article("notes/about2", "");
    for (name, lines) in [
        ("draft", "draft: true"),
        ("both", "unlisted: true\nprivate: true"),
        ("later", "unlisted: true\npublishDate: 2999-01-01"),
        ("bundle", "headless: true"),
        ("unclear", "unlisted: perhaps"),
        ("gone", "unlisted: true\nexpires: 2026-03-02"),
    ] {
        article(name, &format!("{day}\n{lines}"));
    }
    let names =
        ["quiet", "alone", "about", "notes/about2", "draft", "both", "later", "bundle", "unclear", "gone", "missing"];
    let links: Vec<String> = names.iter().map(|name| format!("[{name}]({name}.md#part)")).collect();
    site.write("content/a.md", format!("---\ntitle: A\n{day}\n---\n{}\n", links.join(" ")));
    let ran = site.build();
    let html = content(&site, "A");
    for name in &names[..4] {
        let url = format!("href=\"https://acme.example/news/{name}/#part\"");
        assert!(html.contains(&url), "{name}: {html}");
    }
    for name in &names[4..] {
        assert!(!html.contains(&format!("{name}.md")) && html.contains(name), "{name}: {html}");
        let told = format!("`{name}.md#part` is no article that is published");
        assert!(ran.err.contains(&told), "{name}: {}", ran.err);
    }
    assert_eq!(html.matches("href").count(), 4, "{html}");
}

#[test]
fn a_page_whose_address_would_have_its_date_is_not_known_without_one() {
    let site = Site::new(FEEDS);
    let config = site.read("tidings.toml").replacen("[site]", "[site]\npermalink = \"/{year}/{slug}/\"", 1);
    site.write("tidings.toml", config).write("content/about.md", "# About\n\nWe are here.\n");
    site.write("content/2026-03-01-a.md", "# A\n\nSee [us](about.md).\n");
    let ran = site.build();
    assert!(content(&site, "A").contains("See us."), "{}", content(&site, "A"));
    assert!(ran.err.contains("link-unpublished"), "{}", ran.err);
}

#[test]
fn an_article_goes_before_a_page_of_the_same_name() {
    let site = Site::new(FEEDS);
    site.write("content/2026/2026-03-02-pump.md", "# Pump\n\nIt runs.\n");
    site.write("content/pages/pump.md", "# Pumps\n\nAll of them.\n");
    site.write("content/2026-03-01-a.md", "# A\n\nSee [it](pump.md).\n");
    site.write("content/2026-03-01-b.md", "# B\n\nSee [all](pages/pump.md).\n");
    site.build();
    assert!(content(&site, "B").contains("https://acme.example/news/pages/pump/"), "{}", content(&site, "B"));
    assert!(!content(&site, "A").contains(".md"), "{}", content(&site, "A"));
}

#[test]
fn files_of_an_article_on_another_site_are_published_with_this_one() {
    let site = Site::new(FEEDS);
    site.write("content/talk/index.md", "---\ntitle: Talk\ndate: 2026-03-01\nurl: https://other.example/talks/x\nimage: slide.png\n---\n![the slide](slide.png) ![root](/a.png) [note](#note) [b](../b.md)\n");
    site.write("content/b.md", "---\ntitle: B\ndate: 2026-03-02\n---\nText.\n");
    site.write("content/talk/slide.png", "picture");
    site.build();
    let talk = item(&site, "Talk");
    let html = content(&site, "Talk");
    assert_eq!(talk["url"], "https://other.example/talks/x");
    assert_eq!(talk["image"], "https://acme.example/news/talk/slide.png");
    for url in
        ["https://acme.example/news/talk/slide.png", "https://acme.example/a.png", "https://acme.example/news/b/"]
    {
        assert!(html.contains(url), "{url}: {html}");
    }
}

#[test]
fn pictures_are_found_under_the_names_that_themes_have_for_them() {
    let site = Site::new(FEEDS);
    let cases = [
        ("one", "header:\n  teaser: /img/one.png", Some("/img/one.png")),
        ("two", "header:\n  overlay_image: /img/o.png\n  caption: A day", Some("/img/o.png")),
        ("three", "cover-img: /img/three.jpg", Some("/img/three.jpg")),
        ("four", "photos:\n  - /img/four.jpg\n  - /img/other.jpg", Some("/img/four.jpg")),
        ("five", "seo:\n  title: Five\n  image: /img/five.png", Some("/img/five.png")),
        ("six", "header: wide", None),
        ("seven", "top_img: false", None),
        ("eight", "image: /img/own.png\nteaser: /img/teaser.png", Some("/img/own.png")),
        ("nine", "hero:\n  image: {src: /img/nine.png, alt: A crane}", Some("/img/nine.png")),
    ];
    for (name, lines, _) in cases {
        site.write(
            &format!("content/{name}.md"),
            format!("---\ntitle: {name}\ndate: 2026-03-01\n{lines}\n---\nText.\n"),
        );
    }
    site.build();
    for (name, _, image) in cases {
        let expected = image.map(|path| format!("https://acme.example{path}"));
        assert_eq!(item(&site, name)["image"].as_str().map(str::to_owned), expected, "{name}");
    }
}

/// As Hugo 0.168 has it in `og:image`, measured on these names.
#[test]
fn hugo_takes_a_picture_beside_an_article_by_its_name() {
    let site = Site::bare();
    site.write("hugo.toml", "baseURL = \"https://acme.example/\"\ntitle = \"Acme\"\n");
    site.write("tidings.toml", format!("[site]\ngenerator = \"hugo\"\n{FEEDS}"));
    let cases: [(&str, &[&str], Option<&str>); 7] = [
        ("a", &["Featured.png"], Some("Featured.png")),
        ("b", &["cover.png", "my-feature-x.png"], Some("my-feature-x.png")),
        ("c", &["img/thumbnail.png"], None),
        ("d", &["other.png"], None),
        ("e", &["featured.txt", "cover.webp", "a-thumbnail.jpg"], Some("a-thumbnail.jpg")),
        ("f", &["featured.svg"], Some("featured.svg")),
        ("g", &["the cover.png"], Some("the%20cover.png")),
    ];
    for (name, files, _) in cases {
        let front = format!("---\ntitle: {name}\ndate: 2026-01-01\n---\nText.\n");
        site.write(&format!("content/{name}/index.md"), front);
        for file in files {
            site.write(&format!("content/{name}/{file}"), "picture");
        }
    }
    site.write("content/alone.md", "---\ntitle: alone\ndate: 2026-01-01\n---\nText.\n");
    site.write("content/cover.png", "picture");
    site.build();
    for (name, _, image) in cases {
        let expected = image.map(|file| format!("https://acme.example/{name}/{file}"));
        assert_eq!(item(&site, name)["image"].as_str().map(str::to_owned), expected, "{name}");
    }
    assert!(item(&site, "alone")["image"].is_null());
}
