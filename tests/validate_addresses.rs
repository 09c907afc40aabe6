//! What the validator says of addresses that a reader opens: those that lead to no page, in every slot of every
//! format, and those that two entries share.

use tidings::diagnostic::Severity;
use tidings::validate::{Options, validate};

fn codes(document: &str) -> Vec<(&'static str, Severity)> {
    let findings = validate(document.as_bytes(), &Options { now: Some(1_800_000_000), ..Options::default() }).findings;
    findings.into_iter().map(|finding| (finding.code.as_str(), finding.severity)).collect()
}

fn has(document: &str, code: &str) -> bool {
    codes(document).iter().any(|(found, _)| *found == code)
}

fn rss(channel: &str, items: &str) -> String {
    format!(
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\" \
         xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>Harbour</title>\
         <link>https://a.example/</link><description>News.</description>{channel}{items}</channel></rss>"
    )
}

fn item(content: &str) -> String {
    rss("", &format!("<item><title>Pier</title>{content}</item>"))
}

fn atom(feed: &str, entries: &str) -> String {
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour</title><id>tag:a.example,2026:f</id>\
         <updated>2026-01-02T10:00:00Z</updated><author><name>Office</name></author>{feed}{entries}</feed>"
    )
}

fn entry(id: &str, content: &str) -> String {
    format!(
        "<entry><title>Pier</title><id>tag:a.example,2026:{id}</id><updated>2026-01-02T10:00:00Z</updated>\
         <summary>Ready.</summary>{content}</entry>"
    )
}

fn json(feed: &str, items: &str) -> String {
    format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Harbour\",{feed}\"items\":[{items}]}}")
}

fn json_item(content: &str) -> String {
    json("", &format!("{{\"id\":\"a\",\"content_text\":\"Ready.\",{content}}}"))
}

/// Documents with an address in one slot each.
fn slots(url: &str) -> Vec<String> {
    let mut all: Vec<String> = [
        "<link>URL</link>",
        "<comments>URL</comments>",
        "<guid>URL</guid>",
        "<guid isPermaLink=\"true\">URL</guid>",
        "<source url=\"URL\">a</source>",
        "<atom:link rel=\"related\" href=\"URL\"/>",
        "<media:content url=\"URL\"/>",
        "<media:thumbnail url=\"URL\"/>",
    ]
    .map(|content| item(&content.replace("URL", url)))
    .into();
    all.extend(
        [
            "<docs>URL</docs>",
            "<atom:link rel=\"hub\" href=\"URL\"/>",
            "<image><url>URL</url><title>Harbour</title><link>https://a.example/</link></image>",
            "<image><url>https://a.example/a.png</url><title>Harbour</title><link>URL</link></image>",
        ]
        .map(|content| rss(&content.replace("URL", url), "")),
    );
    all.push(rss("", "").replace("<link>https://a.example/</link>", &format!("<link>{url}</link>")));
    let in_entry = [
        "<link href=\"URL\"/>",
        "<link rel=\"related\" href=\"URL\"/>",
        "<link rel=\"enclosure\" href=\"URL\"/>",
        "<author><name>Eve</name><uri>URL</uri></author>",
        "<contributor><name>Eve</name><uri>URL</uri></contributor>",
        "<content type=\"text/html\" src=\"URL\"/>",
    ];
    all.extend(in_entry.map(|content| atom("", &entry("a", &content.replace("URL", url)))));
    let in_feed = [
        "<icon>URL</icon>",
        "<logo>URL</logo>",
        "<link rel=\"self\" href=\"URL\"/>",
        "<link rel=\"next\" href=\"URL\"/>",
        "<generator uri=\"URL\">a</generator>",
    ];
    all.extend(in_feed.map(|content| atom(&content.replace("URL", url), "")));
    let members = ["home_page_url", "feed_url", "next_url", "icon", "favicon"];
    all.extend(members.map(|name| json(&format!("\"{name}\":\"{url}\","), "")));
    all.push(json(&format!("\"hubs\":[{{\"type\":\"a\",\"url\":\"{url}\"}}],"), ""));
    all.push(json(&format!("\"authors\":[{{\"avatar\":\"{url}\"}}],"), ""));
    all.extend(
        ["url", "external_url", "image", "banner_image"].map(|name| json_item(&format!("\"{name}\":\"{url}\""))),
    );
    all.push(json_item(&format!("\"authors\":[{{\"url\":\"{url}\"}}]")));
    all.push(json_item(&format!("\"attachments\":[{{\"url\":\"{url}\",\"mime_type\":\"a/b\"}}]")));
    let outline = |name: &str| {
        format!("<opml version=\"2.0\"><head/><body><outline text=\"a\" type=\"rss\" {name}=\"{url}\"/></body></opml>")
    };
    all.extend(["xmlUrl", "htmlUrl"].map(outline));
    all
}

#[test]
fn no_slot_may_lead_to_what_is_no_page() {
    for url in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "vbscript:x",
        "data:text/html,hi",
        "file:///etc/motd",
        "blob:https://a.example/1",
        "feed:javascript:alert(1)",
    ] {
        for document in slots(url) {
            assert!(
                codes(&document).contains(&("url-unsafe", Severity::Warning)),
                "{document}: {:?}",
                codes(&document)
            );
        }
    }
    // As an attribute and a JSON string may hold them.
    for url in ["java&#9;script:alert(1)", " javascript:alert(1)", "java\\tscript:alert(1)"] {
        let document = if url.contains('\\') {
            json_item(&format!("\"url\":\"{url}\""))
        } else {
            atom("", &entry("a", &format!("<link href=\"{url}\"/>")))
        };
        assert!(has(&document, "url-unsafe"), "{document}: {:?}", codes(&document));
    }
    for url in [
        "https://a.example/javascript:a",
        "mailto:a@a.example",
        "magnet:?xt=urn:btih:a",
        "gemini://a.example/",
        "datum:a",
    ] {
        for document in slots(url) {
            assert!(!has(&document, "url-unsafe"), "{document}");
        }
    }
}

#[test]
fn what_only_names_something_may_have_any_scheme() {
    for document in [
        item("<guid isPermaLink=\"false\">javascript:a</guid>"),
        atom("", &entry("a", "<category term=\"a\" scheme=\"data:a\"/>")),
        atom("", &entry("a", "").replace("tag:a.example,2026:a", "file:a")),
    ] {
        assert!(!has(&document, "url-unsafe"), "{document}");
    }
}

#[test]
fn a_script_in_html_is_told_through_tabs() {
    for html in
        ["&lt;a href=\"java&amp;#9;script:a()\"&gt;a&lt;/a&gt;", "&lt;a href=\" JavaScript:a()\"&gt;a&lt;/a&gt;"]
    {
        let document = item(&format!("<description>{html}</description>"));
        assert!(has(&document, "html-script-url"), "{document}: {:?}", codes(&document));
    }
}

#[test]
fn two_entries_do_not_share_a_page() {
    let items = |one: &str, two: &str, more: &str| {
        let item = |n: u8, url: &str| {
            format!(
                "<item><title>{n}</title><link>{url}</link><guid isPermaLink=\"false\">urn:a:{n}</guid>{more}</item>"
            )
        };
        rss("", &(item(1, one) + &item(2, two)))
    };
    let entries = |one: &str, two: &str, more: &str| {
        let link = |url: &str| format!("<link href=\"{url}\"/>{more}");
        atom("<link href=\"https://a.example/\"/>", &(entry("1", &link(one)) + &entry("2", &link(two))))
    };
    let json_items = |one: &str, two: &str, more: &str| {
        let item = |n: u8, url: &str| format!("{{\"id\":\"{n}\",\"url\":\"{url}\",\"content_text\":\"a\"{more}}}");
        json("\"home_page_url\":\"https://a.example/\",", &[item(1, one), item(2, two)].join(","))
    };
    let page = "https://a.example/b";
    for (other, shared) in [
        ("https://a.example/b", true),
        ("https://a.example/b/", true),
        ("https://A.example/b/index.html", true),
        ("https://a.example/c", false),
        ("https://a.example/b#c", false),
        ("https://a.example/b?c", false),
    ] {
        for document in [items(page, other, ""), entries(page, other, ""), json_items(page, other, "")] {
            let found: Vec<_> = codes(&document).into_iter().filter(|(code, _)| *code == "page-shared").collect();
            let wanted = if shared { vec![("page-shared", Severity::Warning)] } else { Vec::new() };
            assert_eq!(found, wanted, "{document}");
        }
    }
    // What leads out of the site by choice, and a file that has no page of its own.
    let out = "https://b.example/talk";
    let file = "https://a.example/a.mp3";
    for document in [
        items(out, out, ""),
        entries(out, out, ""),
        json_items(out, out, ""),
        items(page, page, &format!("<enclosure url=\"{file}\" length=\"1\" type=\"audio/mpeg\"/>")),
        entries(page, page, &format!("<link rel=\"enclosure\" href=\"{file}\"/>")),
        json_items(page, page, &format!(",\"attachments\":[{{\"url\":\"{file}\",\"mime_type\":\"audio/mpeg\"}}]")),
    ] {
        assert!(!has(&document, "page-shared"), "{document}");
    }
    // An entry that stands there twice is told once: by its id.
    let twice = items(page, page, "").replace("urn:a:2", "urn:a:1");
    assert!(has(&twice, "guid-repeated") && !has(&twice, "page-shared"), "{:?}", codes(&twice));
}
