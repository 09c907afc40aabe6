//! Documents of one feed, validated in one call, are compared: ids and archive documents.

use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;
use tidings::validate::{Options, Report, compare, validate};

/// An RSS document with these entries, as page and guid.
fn rss(title: &str, entries: &[(&str, &str)]) -> String {
    let items: String = entries
        .iter()
        .map(|(page, id)| {
            format!("<item><title>a</title><link>{page}</link><guid isPermaLink=\"false\">{id}</guid></item>\n")
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>{title}</title>\
         <link>https://example.org/</link><description>b</description>\n{items}</channel></rss>"
    )
}

/// The same as JSON Feed.
fn json(title: &str, entries: &[(&str, &str)]) -> String {
    let items: Vec<Value> =
        entries.iter().map(|(page, id)| serde_json::json!({ "url": page, "id": id, "content_text": "a" })).collect();
    serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": title, "language": "en",
        "home_page_url": "https://example.org", "feed_url": "https://example.org/feed.json", "items": items,
    })
    .to_string()
}

/// The same as Atom, with links of the feed and whether it is an archive document.
fn atom(links: &[(&str, &str)], archive: bool, entries: &[(&str, &str)]) -> String {
    let links: String =
        links.iter().map(|(rel, to)| format!("<link rel=\"{rel}\" href=\"https://example.org/{to}\"/>\n")).collect();
    let entries: String = entries
        .iter()
        .map(|(page, id)| {
            format!(
                "<entry><title>a</title><link href=\"{page}\"/><id>{id}</id><updated>2026-01-02T10:00:00Z</updated>\
                 <content type=\"text\">a</content></entry>\n"
            )
        })
        .collect();
    let archive = if archive { "<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/>\n" } else { "" };
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n\
         <title>News</title><id>tag:example.org,2026:feed</id><updated>2026-01-02T10:00:00Z</updated>\
         <author><name>a</name></author><link href=\"https://example.org/\"/>\n{archive}{links}{entries}</feed>"
    )
}

/// What the comparison finds: path, code and line.
fn together(documents: &[(&str, String)], allow: &[&str]) -> Vec<(String, &'static str, usize)> {
    let allow = allow.iter().map(|&code| code.parse().expect("a code")).collect();
    let options = Options { compared: true, allow, ..Options::default() };
    let mut reports: Vec<(String, Report)> =
        documents.iter().map(|(path, text)| ((*path).to_owned(), validate(text.as_bytes(), &options))).collect();
    compare(&mut reports, &options);
    let own = ["id-differs", "archive-one-way", "archive-unreached", "archive-circle"];
    let findings = |(path, report): (String, Report)| {
        let places = report.findings.into_iter().filter(|finding| own.contains(&finding.code.as_str()));
        places.map(move |finding| (path.clone(), finding.code.as_str(), finding.line)).collect::<Vec<_>>()
    };
    reports.into_iter().flat_map(findings).collect()
}

const NOTHING: Vec<(String, &str, usize)> = Vec::new();
const A: (&str, &str) = ("https://example.org/a", "tag:example.org,2026:a");
const B: (&str, &str) = ("https://example.org/b", "tag:example.org,2026:b");
const B_ELSE: (&str, &str) = ("https://example.org/b", "https://example.org/b");

#[test]
fn an_entry_has_one_id_in_all_formats() {
    let same = [("x.xml", rss("News", &[A, B])), ("y.xml", atom(&[], false, &[B, A])), ("z", json("News", &[A, B]))];
    assert_eq!(together(&same, &[]), NOTHING);
    let other = [("x.xml", rss("News", &[A, B])), ("y.xml", atom(&[], false, &[A, B_ELSE]))];
    assert_eq!(together(&other, &[]), [("y.xml".to_owned(), "id-differs", 5)]);
    assert_eq!(together(&other, &["id-differs"]), NOTHING);
    let third = [("x.xml", rss("News", &[A, B])), ("z.json", json("News", &[A, B_ELSE]))];
    assert_eq!(together(&third, &[]), [("z.json".to_owned(), "id-differs", 1)]);
}

#[test]
fn feeds_are_told_apart_by_home_and_title_or_by_path() {
    let with = |rss_path, json_path, title| [(rss_path, rss("News", &[B])), (json_path, json(title, &[B_ELSE]))];
    // The home page is the same, whether or not it ends with a slash.
    assert_eq!(together(&with("x.xml", "y.json", "News"), &[]).len(), 1);
    assert_eq!(together(&with("x.xml", "y.json", "Notes"), &[]), NOTHING);
    assert_eq!(together(&with("all.rss.xml", "all.json", "Notes"), &[]).len(), 1);
    assert_eq!(together(&with("one/all.rss.xml", "two/all.json", "Notes"), &[]), NOTHING);
    // Nothing but formats: these names say nothing of the feed.
    assert_eq!(together(&with("rss.xml", "rss.json", "Notes"), &[]), NOTHING);
}

#[test]
fn what_cannot_be_compared_is_left_out() {
    // Two entries with one page: who knows which is meant.
    let twice = [("x.xml", rss("News", &[A, B])), ("y.json", json("News", &[A, B, B_ELSE]))];
    assert_eq!(together(&twice, &[]), NOTHING);
    let broken = rss("News", &[B_ELSE]).replace("</channel>", "");
    assert_eq!(together(&[("x.xml", rss("News", &[B])), ("y.xml", broken)], &[]), NOTHING);
    assert_eq!(together(&[("x.xml", rss("News", &[B])), ("x.opml", "<opml version='2.0'/>".to_owned())], &[]), NOTHING);
}

#[test]
fn archive_documents_lead_to_each_other() {
    let newest = || ("0", atom(&[("self", "0"), ("prev-archive", "2")], false, &[]));
    let second = || ("2", atom(&[("self", "2"), ("current", "0"), ("prev-archive", "1")], true, &[]));
    let first = |links: &[(&str, &str)]| {
        let all = [&[("self", "1"), ("current", "0")][..], links].concat();
        ("1", atom(&all, true, &[]))
    };
    assert_eq!(together(&[newest(), second(), first(&[("next-archive", "2")])], &[]), NOTHING);
    let found = |documents: &[(&str, String)]| together(documents, &[]);
    assert_eq!(found(&[newest(), second(), first(&[])]), [("1".to_owned(), "archive-one-way", 2)]);
    let astray = first(&[("next-archive", "7")]);
    assert_eq!(found(&[newest(), second(), astray]), [("1".to_owned(), "archive-one-way", 7)]);
    let circle = first(&[("next-archive", "2"), ("prev-archive", "2")]);
    let circular = found(&[newest(), second(), circle]);
    assert!(circular.contains(&("1".to_owned(), "archive-circle", 8)), "{circular:?}");
    // The subscription document leads nowhere: neither archive document is reached.
    let lone = ("0", atom(&[("self", "0")], false, &[]));
    let lost = found(&[lone, second(), first(&[("next-archive", "2")])]);
    let codes: Vec<_> = lost.iter().map(|(path, code, _)| (path.as_str(), *code)).collect();
    assert_eq!(codes, [("2", "archive-unreached"), ("1", "archive-unreached")]);
    // It leads to a document that is not here, and who knows where from there.
    let away = ("0", atom(&[("self", "0"), ("prev-archive", "3")], false, &[]));
    assert_eq!(found(&[away, second(), first(&[("next-archive", "2")])]), NOTHING);
    // `current` is a subscription document.
    let wrong = ("2", atom(&[("self", "2"), ("current", "1"), ("prev-archive", "1")], true, &[]));
    assert_eq!(found(&[newest(), wrong, first(&[("next-archive", "2")])]), [("2".to_owned(), "archive-one-way", 6)]);
}

fn tidings(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tidings")).current_dir(folder).args(arguments).output().expect("the program runs")
}

#[test]
fn the_command_compares_what_it_is_given() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("a.rss.xml"), rss("News", &[A, B])).expect("a file");
    std::fs::write(folder.path().join("a.json"), json("News", &[A, B_ELSE])).expect("a file");
    let both = tidings(folder.path(), &["validate", "a.rss.xml", "a.json"]);
    let text = String::from_utf8(both.stdout).expect("UTF-8");
    assert!(text.contains("[id-differs]") && text.contains("a.json:1:"), "{text}");
    assert!(text.contains("in `a.rss.xml` the same entry has `tag:example.org,2026:b`"), "{text}");
    assert_eq!(both.status.code(), Some(0));
    let denied = ["validate", "--deny", "warnings", "--allow", "id-differs", "--format", "json", "a.rss.xml", "a.json"];
    let text = String::from_utf8(tidings(folder.path(), &denied).stdout).expect("UTF-8");
    assert!(text.lines().count() == 2 && !text.contains("id-differs"), "{text}");
    let alone = tidings(folder.path(), &["validate", "a.json"]);
    assert!(!String::from_utf8_lossy(&alone.stdout).contains("id-differs"));
}

#[test]
fn the_documents_of_the_sample_site_agree() {
    let feeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("feeds");
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(feeds).expect("the sample site's feeds") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "xml" || extension == "json") {
            documents.push((path.display().to_string(), std::fs::read_to_string(&path).expect("a document")));
        }
    }
    documents.sort();
    assert!(documents.len() > 10, "{}", documents.len());
    let documents: Vec<(&str, String)> = documents.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    assert_eq!(together(&documents, &[]), NOTHING);
}

#[test]
fn long_archives_are_walked_to_their_end() {
    let documents: Vec<(String, String)> = (0..4_000)
        .map(|at| {
            let (own, older, newer) = (at.to_string(), (at + 1).to_string(), (at + 3_999).to_string());
            let links = [("self", &*own), ("current", "0"), ("prev-archive", &older), ("next-archive", &newer)];
            (own.clone(), atom(&links, at > 0, &[]))
        })
        .collect();
    let documents: Vec<(&str, String)> = documents.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    // Each document but the first is named by one that it does not name in turn.
    assert_eq!(together(&documents, &["archive-unreached"]).len(), 3_998);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever way the links lead, the comparison ends, and says the same again.
    #[test]
    fn any_links_come_to_an_end(links in prop::collection::vec((any::<bool>(), 0..6_u8, 0..6_u8, 0..6_u8), 1..6)) {
        let documents: Vec<(String, String)> = links
            .iter()
            .enumerate()
            .map(|(at, (archive, before, after, current))| {
                let own = at.to_string();
                let (before, after, current) = (before.to_string(), after.to_string(), current.to_string());
                let links =
                    [("self", &*own), ("prev-archive", &before), ("next-archive", &after), ("current", &current)];
                (own.clone(), atom(&links, *archive, &[]))
            })
            .collect();
        let documents: Vec<(&str, String)> =
            documents.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
        prop_assert_eq!(together(&documents, &[]), together(&documents, &[]));
        // Every document names one before: if all of these are here, the way must come round.
        if links.iter().all(|(_, before, ..)| usize::from(*before) < links.len()) {
            prop_assert!(together(&documents, &[]).iter().any(|(_, code, _)| *code == "archive-circle"));
        }
    }
}
