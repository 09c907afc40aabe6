//! Which articles a feed takes, in which order, and how many.

mod support;

use support::Site;

const HEAD: &str =
    "[site]\ntitle = \"Acme News\"\nurl = \"https://acme.example/news/\"\ntimezone = \"Asia/Shanghai\"\n";

/// Articles of several sections, tags, years and keys.
const ARTICLES: [(&str, &str); 8] = [
    ("press/2026-03-01-a.md", "tags: [pumps, valves]\nseries: Harbour"),
    ("press/regional/2026-02-01-b.md", "tags: [pumps]\nfeatured: true"),
    ("press/regional/north/2026-01-01-c.md", "tags: [internal, pumps]\nextra:\n  series: harbour"),
    ("notes/2025-12-31-d.md", "tags: [valves]\nauthor: Lin\nlevel: 2"),
    ("notes/2025-06-01-e.md", "lang: de\nfeatured: no\nupdated: 2026-04-01"),
    ("notes/2024-06-01-f.md", "tags: [Pumps]\nauthor: Mei\nlevel: 3"),
    ("2024-01-01-g.md", "series: [Harbour, Tide]"),
    ("presses/2023-01-01-h.md", "tags: [other]"),
];

fn site(feed: &str) -> Site {
    let site = Site::bare();
    site.write("tidings.toml", format!("{HEAD}[[feed]]\nname = \"x\"\nlimit = \"all\"\n{feed}\n"));
    for (path, lines) in ARTICLES {
        let name = &path[path.len() - 4..path.len() - 3];
        site.write(&format!("content/{path}"), format!("---\ntitle: {name}\n{lines}\n---\nText of {name}.\n"));
    }
    site
}

/// The titles of a JSON document, in one word.
fn titles(site: &Site, path: &str) -> String {
    let feed: serde_json::Value = serde_json::from_str(&site.read(path)).expect("JSON");
    let items = feed["items"].as_array().expect("items");
    items.iter().map(|item| item["title"].as_str().expect("a title")).collect()
}

fn taken(feed: &str) -> String {
    let site = site(feed);
    site.build();
    titles(&site, "feeds/x.json")
}

#[test]
fn each_filter_takes_what_it_says() {
    for (feed, expected) in [
        ("", "abcdefgh"),
        ("section = \"press\"", "abc"),
        ("section = \"press/regional\"", "bc"),
        ("section = \"/press/regional/\"", "bc"),
        ("section = \"Press/Regional/North\"", "c"),
        ("not_section = \"press\"", "defgh"),
        ("section = \"press\"\nnot_section = \"press/regional/north\"", "ab"),
        ("tag = \"pumps\"", "abcf"),
        ("tag = [\"pumps\", \"other\"]\nnot_tag = \"internal\"", "abfh"),
        ("not_author = [\"Lin\", \"Mei\"]", "abcegh"),
        ("author = \"mei\"", "f"),
        ("language = \"de\"", "e"),
        ("not_language = \"de\"", "abcdfgh"),
        ("year = 2024", "fg"),
        ("year = [2023, 2025]", "deh"),
        ("since = 2026-01-01", "abc"),
        ("since = \"2025-06-01\"\nuntil = 2025-12-31", "de"),
        ("until = 2024-01-01", "gh"),
        ("where = { series = \"harbour\" }", "acg"),
        ("where = { series = [\"tide\", \"nothing\"] }", "g"),
        ("where = { featured = true }", "b"),
        ("where = { featured = false }", "acdefgh"),
        ("not_where = { featured = true }", "acdefgh"),
        ("where = { level = 2 }", "d"),
        ("where = { level = [2, 3], author = \"Mei\" }", "f"),
        ("any = [{ section = \"press\", tag = \"valves\" }, { year = 2023 }, { author = \"Lin\" }]", "adh"),
        ("tag = \"pumps\"\nany = [{ section = \"press/regional\" }, { where = { level = 3 } }]", "bcf"),
    ] {
        assert_eq!(taken(feed), expected, "{feed}");
    }
}

#[test]
fn what_is_written_wrongly_is_told_with_its_line() {
    for (feed, message, line) in [
        ("since = \"yesterday\"", "`yesterday` is no day", 8),
        ("year = 20240", "`20240` is no year", 8),
        ("any = [{ tag = \"a\" }, {}]", "one of these takes every article", 8),
        ("any = [{ tagg = \"a\" }]", "tagg", 8),
        ("min_entries = 2", "always made", 8),
        ("each = \"tag\"\nname = \"{tag}\"", "name", 9),
        ("archive = 5\norder = \"oldest\"", "`order` and `archive` do not go together", 9),
        ("archive = 5\npinned = \"featured\"", "`pinned` and `archive`", 9),
        ("max_bytes = 10000\narchive = 5", "`max_bytes` and `archive`", 8),
        ("max_bytes = 0", "some bytes", 8),
        ("home = \"/x/{tag}/\"", "`{tag}` stands for nothing here", 6),
        ("where = { a = { b = 1 } }", "", 8),
    ] {
        let site = site(feed);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 2, "{feed}: {}", ran.err);
        assert!(ran.err.contains(message) && ran.err.contains(&format!("tidings.toml:{line}:")), "{feed}: {}", ran.err);
    }
}

#[test]
fn a_feed_that_takes_nothing_is_told() {
    for (feed, words) in [
        ("tag = \"pumsp\"", "takes only the tag `pumsp`"),
        ("section = \"pres\"", "takes only the section `pres`"),
        ("year = 1999", "takes only the year 1999"),
        ("where = { series = \"Hill\" }", "`series` as `Hill`"),
        ("any = [{ tag = \"none\" }]", "`any`"),
    ] {
        let site = site(feed);
        let ran = site.build();
        assert!(ran.err.contains("warning[feed-empty]") && ran.err.contains(words), "{feed}: {}", ran.err);
    }
    let site = site("tag = \"pumsp\"");
    assert!(site.build().err.to_lowercase().contains("there is the tag `pumps`"), "the nearest");
    let empty = Site::new("[[feed]]\nname = \"x\"\ntag = \"a\"\n");
    let ran = empty.run(&["build"]);
    assert!(!ran.err.contains("feed-empty"), "without articles there is another word for it: {}", ran.err);
}

#[test]
fn families_are_made_of_sections_within_sections_and_of_what_is_many() {
    let made = site("").run(&["build"]);
    assert_eq!(made.code, 0);
    let families =
        "each = \"subsection\"\npath = \"in/{subsection}.{ext}\"\nformats = [\"json\"]\nhome = \"/{subsection}/\"";
    let site = Site::bare();
    site.write("tidings.toml", format!("{HEAD}[[feed]]\nname = \"{{subsection}}\"\n{families}\n[[feed]]\nname = \"tag-{{tag}}\"\neach = \"tag\"\nmin_entries = 2\nformats = [\"json\"]\n"));
    for (path, lines) in ARTICLES {
        let name = &path[path.len() - 4..path.len() - 3];
        site.write(&format!("content/{path}"), format!("---\ntitle: {name}\n{lines}\n---\nText of {name}.\n"));
    }
    site.build();
    let feeds: Vec<String> = site.files("feeds").into_keys().filter(|name| name.ends_with("json")).collect();
    let expected = [
        "feeds/in/press-regional-north.json",
        "feeds/in/press-regional.json",
        "feeds/tag-pumps.json",
        "feeds/tag-valves.json",
    ];
    assert_eq!(feeds, expected);
    assert_eq!(titles(&site, "feeds/in/press-regional.json"), "bc");
    let feed: serde_json::Value = serde_json::from_str(&site.read("feeds/in/press-regional.json")).expect("JSON");
    assert_eq!(feed["home_page_url"], "https://acme.example/news/press-regional/");
}

#[test]
fn entries_stand_in_the_order_that_is_asked_for() {
    for (feed, expected) in [
        ("order = \"oldest\"", "hgfedcba"),
        ("order = \"oldest\"\nlimit = 3", "cba"),
        ("order = \"updated\"\nlimit = 3", "eab"),
        ("pinned = \"featured\"\nlimit = 3", "bac"),
        ("pinned = \"featured\"\norder = \"updated\"\nlimit = 2", "be"),
    ] {
        let site = site("");
        let config = format!("{HEAD}[[feed]]\nname = \"x\"\n{feed}\n[[feed]]\nname = \"y\"\n");
        site.write("tidings.toml", config);
        site.build();
        assert_eq!(titles(&site, "feeds/x.json"), expected, "{feed}");
        assert_eq!(titles(&site, "feeds/y.json"), "abcdefgh");
        for document in ["feeds/x.rss.xml", "feeds/x.atom.xml", "feeds/x.json"] {
            let ran = site.run(&["validate", document]);
            assert_eq!(ran.code, 0, "{document}: {}", ran.err);
        }
        assert_eq!(site.run(&["check"]).code, 0, "again: nothing");
    }
}

#[test]
fn many_articles_out_of_order_are_all_there() {
    let site = Site::new("[[feed]]\nname = \"x\"\nlimit = \"all\"\norder = \"oldest\"\nformats = [\"json\"]\n");
    for at in 0..700 {
        let day = format!("20{:02}-{:02}-{:02}", 10 + at / 336, 1 + at / 28 % 12, 1 + at % 28);
        site.write(&format!("content/{day}-p{at}.md"), format!("---\ntitle: \"{at} \"\n---\nText {at}.\n"));
    }
    site.build();
    let feed: serde_json::Value = serde_json::from_str(&site.read("feeds/x.json")).expect("JSON");
    let dates: Vec<&str> = feed["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| item["date_published"].as_str().expect("a date"))
        .collect();
    assert!(dates.len() == 700 && dates.is_sorted(), "{}", dates.len());
}

#[test]
fn a_document_carries_what_fits() {
    let site = Site::new("[[feed]]\nname = \"x\"\nlimit = \"all\"\nmax_bytes = 6000\n");
    for at in 10..40 {
        let text = "It moves ten litres. ".repeat(at);
        site.write(
            &format!("content/2026-01-{at}.md"),
            format!("---\ntitle: Number {at}\ndate: 2026-01-01T00:{at}:00Z\n---\n{text}\n"),
        );
    }
    let ran = site.build();
    for document in ["feeds/x.rss.xml", "feeds/x.atom.xml", "feeds/x.json"] {
        let length = site.read(document).len();
        assert!((3000..=6000).contains(&length), "{document}: {length}");
        let checked = site.run(&["validate", document]);
        assert_eq!(checked.code, 0, "{document}: {}", checked.err);
    }
    assert!(titles(&site, "feeds/x.json").starts_with("Number 39"), "the newest first: {}", ran.err);
    // One entry at least, however large.
    site.write(
        "content/2026-02-01.md",
        format!("---\ntitle: Large\ndate: 2026-02-01\n---\n{}\n", "Word. ".repeat(4000)),
    );
    site.build();
    assert_eq!(titles(&site, "feeds/x.json"), "Large");
    assert_eq!(site.run(&["check"]).code, 0);
}

#[test]
fn explain_says_why_a_feed_passes_an_article_over() {
    let site = site("not_tag = \"valves\"\nsince = 2024-02-01");
    site.build();
    let ran = site.run(&["explain", "content/press/2026-03-01-a.md"]);
    assert!(ran.out.contains("does not take the tag `valves`"), "{}", ran.out);
    let ran = site.run(&["explain", "content/2024-01-01-g.md"]);
    assert!(ran.out.contains("takes only what is of 2024-02-01 or later"), "{}", ran.out);
}
