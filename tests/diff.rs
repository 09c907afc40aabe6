//! What subscribers see when one feed takes the place of another.

use tidings::diff::{ChangedField, FeedDiff, compare};
use tidings::published::{PublishedFeed, read_feed};

/// A JSON Feed of items: id, title, day of March 2024, content.
fn feed(items: &[(&str, &str, u32, &str)]) -> PublishedFeed {
    let item = |(id, title, day, content): &(&str, &str, u32, &str)| {
        serde_json::json!({
            "id": id, "title": title, "content_html": content,
            "date_published": format!("2024-03-{day:02}T08:00:00Z"),
            "url": format!("https://acme.example/{}/", title.to_lowercase().replace(' ', "-")),
        })
    };
    let document = serde_json::json!({ "items": items.iter().map(item).collect::<Vec<_>>() });
    read_feed(document.to_string().as_bytes(), "feed.json").unwrap()
}

fn counts(diff: &FeedDiff) -> [usize; 6] {
    [diff.new.len(), diff.updated.len(), diff.gone.len(), diff.pushed_out.len(), diff.reissued.len(), diff.unchanged]
}

const BASE: [(&str, &str, u32, &str); 4] =
    [("4", "Four", 4, "d"), ("3", "Three", 3, "c"), ("2", "Two", 2, "b"), ("1", "One", 1, "a")];

#[test]
fn the_same_feed_is_no_difference() {
    let diff = compare(&feed(&BASE), &feed(&BASE), None);
    assert_eq!(counts(&diff), [0, 0, 0, 0, 0, 4]);
    assert!(diff.is_empty() && !diff.breaks_the_promise());
    assert_eq!(diff.to_text("news"), "news: 4 unchanged\n");
}

#[test]
fn what_changes_of_an_entry_is_named() {
    let mut items = BASE;
    items[0] = ("4", "Four, corrected", 4, "d");
    items[1] = ("3", "Three", 3, "c, corrected");
    items[2] = ("2", "Two", 5, "b");
    let diff = compare(&feed(&BASE), &feed(&items), None);
    let changes: Vec<&[ChangedField]> = diff.updated.iter().map(|it| it.changes.as_slice()).collect();
    assert_eq!(
        changes,
        [&[ChangedField::Title, ChangedField::Link][..], &[ChangedField::Content], &[ChangedField::Published]]
    );
    assert_eq!(diff.unchanged, 1);
    assert!(diff.to_text("news").contains("  ~ Three (2024-03-03): content\n"));
}

#[test]
fn a_new_entry_pushes_the_oldest_out_and_a_deleted_one_is_gone() {
    let pushed = feed(&[("5", "Five", 5, "e"), BASE[0], BASE[1], BASE[2]]);
    for limit in [Some(4), None] {
        let diff = compare(&feed(&BASE), &pushed, limit);
        assert_eq!(counts(&diff), [1, 0, 0, 1, 0, 3]);
        assert_eq!(diff.pushed_out[0].id, "1");
    }
    // With room for more, the same is a deletion.
    assert_eq!(counts(&compare(&feed(&BASE), &pushed, Some(20))), [1, 0, 1, 0, 0, 3]);
    // The newest is never pushed out.
    let deleted = feed(&[("5", "Five", 5, "e"), BASE[1], BASE[2], BASE[3]]);
    let diff = compare(&feed(&BASE), &deleted, Some(4));
    assert_eq!(counts(&diff), [1, 0, 1, 0, 0, 3]);
    assert_eq!(diff.gone[0].id, "4");
    // Nor is anything where nothing came.
    assert_eq!(counts(&compare(&feed(&BASE), &feed(&BASE[..3]), None)), [0, 0, 1, 0, 0, 3]);
}

#[test]
fn an_entry_under_another_id_would_appear_again() {
    let mut items = BASE;
    items[1].0 = "https://new.example/three/";
    items[2] = ("urn:two", "Two", 2, "edited");
    let diff = compare(&feed(&BASE), &feed(&items), None);
    assert_eq!(counts(&diff), [0, 0, 0, 0, 2, 2]);
    assert!(diff.breaks_the_promise());
    assert_eq!(diff.reissued[0].old_id, "3");
    assert_eq!(
        diff.to_text("news"),
        "news: 2 would appear again as unread, 2 unchanged\n\
         \x20 ! Three (2024-03-03): was `3`, is `https://new.example/three/`\n\
         \x20 ! Two (2024-03-02): was `2`, is `urn:two`\n"
    );
}

#[test]
fn what_entries_share_does_not_make_them_one() {
    let shared = |ids: [&str; 2]| {
        let item = |id| serde_json::json!({ "id": id, "title": "Release", "url": "https://acme.example/", "date_published": "2024-03-01" });
        let document = serde_json::json!({ "items": ids.map(item) });
        read_feed(document.to_string().as_bytes(), "").unwrap()
    };
    assert_eq!(counts(&compare(&shared(["1", "2"]), &shared(["3", "1"]), None))[4], 0);
}

#[test]
fn formats_are_compared_by_what_they_say() {
    let rss = read_feed(
        br#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>
        <guid isPermaLink="false">4</guid><title>Four</title><link>https://acme.example/four/</link>
        <pubDate>Mon, 04 Mar 2024 08:00:00 +0000</pubDate><content:encoded>d</content:encoded></item></channel></rss>"#,
        "rss.xml",
    );
    let diff = compare(&rss.unwrap(), &feed(&BASE[..1]), None);
    assert_eq!(counts(&diff), [0, 0, 0, 0, 0, 1]);
}

#[test]
fn markdown_shows_titles_as_they_are() {
    let tricky = ("9", "<b>@all</b> `x` | [y](z) #1", 9, "");
    let diff = compare(&feed(&BASE), &feed(&[BASE[0], BASE[1], BASE[2], BASE[3], tricky]), None);
    assert_eq!(
        diff.to_markdown("news"),
        "**news**: 1 new, 4 unchanged\n\n- new: \\<b\\>@\u{200b}all\\</b\\> \\`x\\` \\| \\[y\\](z) \\#1 (2024-03-09)\n"
    );
}

#[test]
fn long_lists_are_cut_in_text_and_whole_for_machines() {
    let titles: Vec<String> = (1..=25).map(|n| format!("Entry {n}")).collect();
    let items: Vec<_> = titles.iter().map(|title| (title.as_str(), title.as_str(), 9, "")).collect();
    let diff = compare(&feed(&[]), &feed(&items), None);
    let text = diff.to_text("news");
    assert_eq!(text.lines().count(), 1 + 20 + 1);
    assert!(text.ends_with("  + and 5 more\n"));
    let json = serde_json::to_value(&diff).unwrap();
    assert_eq!(json["new"].as_array().unwrap().len(), 25);
    assert_eq!(json["new"][0]["published"], "2024-03-09T08:00:00Z");
}

#[test]
fn a_date_that_was_never_set_is_none() {
    // As Hugo writes it of a page without a date.
    let feed = |title: &str| {
        let item = format!(
            "<item><title>{title}</title><guid>a</guid><pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate></item>"
        );
        read_feed(format!("<rss version=\"2.0\"><channel>{item}</channel></rss>").as_bytes(), "index.xml").unwrap()
    };
    assert_eq!(feed("About").entries[0].published, None);
    let told = compare(&feed("About"), &feed("About us"), None).to_text("index");
    assert!(told.contains("About us") && !told.contains("0001") && !told.contains("0000"), "{told}");
}
