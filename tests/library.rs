//! The library as a program calls it that has its articles in memory: from a text to a document, and what each
//! call says that refuses.

use std::error::Error;

use tidings::article::{Article, LeftOut, Unpublished};
use tidings::config::Config;
use tidings::diagnostic::{Code, Diagnostic, Faults};
use tidings::feed::{Entry, EntryId, Feed, FeedBuilder, FeedError, Refusal};
use tidings::validate::{self, DocumentFormat, Options};

const HOME: &str = "https://acme.example/";

fn site() -> Config {
    Config::new("Acme News", HOME).expect("a title and an address")
}

fn builder() -> FeedBuilder {
    Feed::builder("Acme News", HOME).expect("a title and an address")
}

fn entry(path: &str, text: &str) -> Entry {
    let site = site();
    let article = Article::parse(path, text, &site).unwrap_or_else(|why| panic!("{path}: {why}"));
    article.compose(&site).unwrap_or_else(|faults| panic!("{path}: {faults}"))
}

fn refused(path: &str, text: &str) -> Unpublished {
    Article::parse(path, text, &site()).expect_err(path)
}

/// The items of a feed as JSON.
fn items(feed: &Feed) -> Vec<serde_json::Value> {
    let mut json: serde_json::Value = serde_json::from_str(&feed.to_json()).expect("JSON");
    serde_json::from_value(json["items"].take()).expect("items")
}

#[test]
fn articles_in_three_markups_become_valid_documents_in_three_formats() {
    let articles = [
        ("2026-01-05-launch.md", "# We are open\n\nThe pump is *for sale*. It moves ten litres in a second."),
        (
            "news/2026-02-09-second-pump.html",
            "---\ntitle: A second pump\ntags: [pumps]\nauthor: Ada Quill\n---\n<p>It is <em>smaller</em>.</p>",
        ),
        ("2026-03-02-hours.txt", "Title: Opening hours\n\nWe are open from nine to five.\n\nAnd on Sundays at noon."),
    ];
    let feed = builder().entries(articles.map(|(path, text)| entry(path, text))).build().unwrap();
    let titles: Vec<&str> = feed.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["Opening hours", "A second pump", "We are open"]);
    let bodies: Vec<&str> = feed.entries.iter().map(|entry| entry.content.as_ref().unwrap().as_str().trim()).collect();
    assert_eq!(
        bodies,
        [
            "<p>We are open from nine to five.</p>\n<p>And on Sundays at noon.</p>",
            "<p>It is <em>smaller</em>.</p>",
            "<p>The pump is <em>for sale</em>. It moves ten litres in a second.</p>",
        ]
    );
    assert_eq!(feed.entries[1].authors[0].name.as_str(), "Ada Quill");
    for (document, format) in [
        (feed.to_rss(), DocumentFormat::Rss),
        (feed.to_atom(), DocumentFormat::Atom),
        (feed.to_json(), DocumentFormat::JsonFeed),
    ] {
        let report = validate::validate(document.as_bytes(), &Options::default());
        assert_eq!(report.format, Some(format));
        assert!(!report.has_errors(), "{:?}\n{document}", report.findings);
        assert!(titles.iter().all(|title| document.contains(title)), "{document}");
    }
}

#[test]
fn entries_come_newest_first_in_whatever_order_they_are_given() {
    let days = ["2026-01-05", "2026-03-02", "2025-12-24", "2026-02-09"];
    let mut feed = builder();
    for day in days {
        feed = feed.entry(entry(&format!("{day}-news.md"), "---\ntitle: News\nslug: a\n---\nThere is news."));
    }
    let feed = feed.build().unwrap();
    let order: Vec<String> = feed.entries.iter().map(|entry| entry.published.day()).collect();
    assert_eq!(order, ["2026-03-02", "2026-02-09", "2026-01-05", "2025-12-24"]);
    assert_eq!(feed.head.published.unwrap().day(), "2026-03-02");
    assert_eq!(items(&feed)[0]["date_published"], "2026-03-02T00:00:00Z");
}

#[test]
fn a_feed_is_as_new_as_its_latest_change() {
    let mended = entry("2026-01-05-a.md", "---\ntitle: A\nupdated: 2026-04-01\n---\nText.");
    let feed = builder().entry(mended).entry(entry("2026-02-01-b.md", "# B\n\nText.")).build().unwrap();
    assert_eq!(feed.head.updated.unwrap().day(), "2026-04-01");
    assert_eq!(feed.head.published.unwrap().day(), "2026-02-01");
}

#[test]
fn the_head_is_what_the_builder_was_told() {
    let feed = builder()
        .description("What happens at Acme")
        .language("en-GB")
        .self_url("https://acme.example/feed.xml")
        .id("tag:acme.example,2026:feed")
        .rights("CC BY 4.0")
        .build()
        .unwrap();
    let atom = feed.to_atom();
    for part in [
        "<id>tag:acme.example,2026:feed</id>",
        "<subtitle>What happens at Acme</subtitle>",
        "xml:lang=\"en-GB\"",
        "href=\"https://acme.example/feed.xml\" rel=\"self\"",
        "<rights>CC BY 4.0</rights>",
    ] {
        assert!(atom.contains(part), "{part} is not in\n{atom}");
    }
    let rss = feed.to_rss();
    assert!(rss.contains("<language>en-GB</language>"), "{rss}");
    assert!(rss.contains("https://acme.example/feed.xml"), "{rss}");

    // With nothing told, the page stands for the id and for the address, the title for the description.
    let plain = builder().build().unwrap();
    assert_eq!((plain.head.id.as_str(), plain.head.self_url.as_str()), (HOME, HOME));
    assert_eq!((plain.head.description.as_str(), plain.head.language.as_str()), ("Acme News", "en"));
    let report = validate::validate(plain.to_rss().as_bytes(), &Options::default());
    assert!(!report.has_errors(), "{:?}", report.findings);
}

#[test]
fn a_feed_that_cannot_be_says_why() {
    let twin = || entry("2026-01-05-a.md", "---\ntitle: A\nid: tag:acme.example,2026:a\n---\nText.");
    let address = |given: &str, why| FeedError::Address { given: given.to_owned(), why };
    let script = Refusal::Scheme("javascript".to_owned());
    let cases = [
        (Feed::builder(" ", HOME).map(drop), FeedError::Empty("title"), "the title of a feed has no text"),
        (
            Feed::builder("Acme News", "news/").map(drop),
            address("news/", Refusal::Unreadable),
            "`news/` is no web address",
        ),
        (
            Feed::builder("Acme News", "https://me:secret@acme.example/").map(drop),
            address("https://me:secret@acme.example/", Refusal::Credentials),
            "this address holds a user name or a password, which every document would show",
        ),
        (
            builder().description("\u{200b}").build().map(drop),
            FeedError::Empty("description"),
            "the description of a feed has no text",
        ),
        (
            builder().self_url("javascript:alert(1)").build().map(drop),
            address("javascript:alert(1)", script),
            "`javascript:alert(1)` is no web address: `javascript:` leads to no page",
        ),
        (
            builder().id("acme news").build().map(drop),
            FeedError::Id("acme news".to_owned()),
            "`acme news` is no absolute URI",
        ),
        (
            builder().language("english!").build().map(drop),
            FeedError::Language("english!".to_owned()),
            "`english!` is no language tag",
        ),
        (
            builder().entry(twin()).entry(twin()).build().map(drop),
            FeedError::SameId(EntryId::new("tag:acme.example,2026:a").unwrap()),
            "two entries have the id `tag:acme.example,2026:a`",
        ),
    ];
    for (built, expected, shown) in cases {
        let error = built.expect_err(shown);
        assert_eq!(error, expected);
        assert_eq!(error.to_string(), shown);
        assert_eq!(error.source().is_some(), matches!(error, FeedError::Address { .. }), "{shown}");
    }
    // Of several faults, the first is told.
    let first = builder().language("-").id("-").build().unwrap_err();
    assert_eq!(first, FeedError::Language("-".to_owned()));
}

#[test]
fn an_article_that_is_withheld_says_why() {
    for (text, reason, shown) in [
        ("---\ntitle: A\ndraft: true\n---\nSoon.", LeftOut::Draft, "left out: draft"),
        ("---\ntitle: A\nunlisted: true\n---\nText.", LeftOut::Unlisted, "left out: unlisted"),
        ("---\ntitle: A\npassword: swordfish\n---\nText.", LeftOut::Secret, "left out: protected by a password"),
        ("---\nredirect: /b/\n---\n", LeftOut::Stub, "left out: redirect without a body"),
    ] {
        let why = refused("2026-01-05-a.md", text);
        assert_eq!((why.reason, why.to_string().as_str()), (reason, shown), "{text}");
    }
}

#[test]
fn a_bad_date_is_a_fault_with_its_place() {
    let why = refused("a.md", "---\ntitle: A\ndate: 2026-02-30\n---\nText.");
    assert_eq!(why.reason, LeftOut::Broken);
    let fault = &why.faults[0];
    assert!(fault.is_error());
    assert_eq!(fault.file.as_deref(), Some("a.md"));
    let place = fault.place.as_ref().expect("a place");
    assert_eq!((place.line, &place.source[place.span.start..place.span.end]), (3, "2026-02-30"));
    assert!(why.to_string().starts_with("a.md:3:7: "), "{why}");

    let undated = refused("a.md", "# A\n\nText.");
    assert_eq!(undated.reason, LeftOut::Undated);
}

#[test]
fn what_keeps_an_article_from_being_an_entry_is_shown_as_text() {
    let mut strict = site();
    strict.content.shortcodes = tidings::config::Shortcodes::Error;
    let article = Article::parse("2026-01-05-a.md", "# A\n\nText {{< own >}} more.\n", &strict).unwrap();
    let faults = article.compose(&strict).unwrap_err();
    assert!(faults.iter().any(Diagnostic::is_error));
    let shown = faults.to_string();
    assert!(shown.starts_with("2026-01-05-a.md:3:6: "), "{shown}");
    // As any other error, it can be handed on.
    let boxed: Box<dyn Error> = faults.into();
    assert_eq!(boxed.to_string(), shown);
}

#[test]
fn faults_are_a_line_each_with_place_and_help() {
    let faults = Faults::from(vec![
        Diagnostic::error(Code::DateMissing, "it has no date").in_file("a.md").help("write one"),
        Diagnostic::warning(Code::LinkDropped, "`b` leads nowhere").in_file("a.md").at("one\ntwo b\n", 8..9),
        Diagnostic::error(Code::Binary, "no text"),
    ]);
    assert_eq!(faults.to_string(), "a.md: it has no date; write one\na.md:2:5: `b` leads nowhere\nno text");
    let config = Config::new("Acme News", "acme.example").unwrap_err();
    assert!(config.to_string().starts_with("tidings.toml:3:7: `acme.example` is no absolute web address"), "{config}");
}

#[test]
fn text_that_would_break_a_document_does_not() {
    let hostile = "---\ntitle: 'A < B & ]]> C'\n---\n<script>alert(1)</script>\n\n<a href=\"javascript:alert(1)\">x</a> ]]> \u{b}\n";
    let feed = builder().entry(entry("2026-01-05-a.md", hostile)).build().unwrap();
    for document in [feed.to_rss(), feed.to_atom(), feed.to_json()] {
        let report = validate::validate(document.as_bytes(), &Options::default());
        assert!(!report.has_errors(), "{:?}\n{document}", report.findings);
        assert!(!document.contains("alert(1)"), "{document}");
    }
}

/// One article alone is what it is on a site of its own.
#[cfg(feature = "site")]
#[test]
fn an_entry_in_memory_is_that_of_a_build_on_disk() {
    use tidings::feed::Timestamp;
    use tidings::site::{self, Unwatched};

    let path = "2026/2026-01-05-launch.md";
    let text = "---\ntags: [pumps, news]\nauthor: Ada Quill\nimage: /pump.png\nupdated: 2026-01-07T08:30:00+02:00\n---\n\
                # We are *open*\n\nThe pump is for sale. See [the shop](/shop/), or [below](#more).\n\n## More\n\n- ten litres\n- quiet\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("content").join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
    let settings = format!("[site]\ntitle = \"Acme News\"\nurl = \"{HOME}\"\n");
    let config = Config::parse(folder.path(), &settings, &Default::default()).unwrap();
    let now = Timestamp::from_unix(1_780_272_000).unwrap();
    let made = site::make(&config, &site::RunOptions::at(now), &Unwatched).unwrap();
    assert_eq!(made.diagnostics, []);

    let on_disk = made.documents.iter().find(|document| document.path == "feed.json").expect("a JSON Feed");
    let on_disk: serde_json::Value = serde_json::from_slice(on_disk.bytes().expect("it is new")).unwrap();
    let in_memory = items(&builder().entry(entry(path, text)).build().unwrap());
    assert_eq!(on_disk["items"], serde_json::Value::from(in_memory));
}
