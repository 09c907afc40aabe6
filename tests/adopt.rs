//! Feeds of other generators: read as subscribers know them, and their entries matched to articles.

mod support;

use proptest::prelude::*;
use tidings::adopt::{ARTICLE_OPENING, Candidate, MatchEvidence, Matches, adopt, match_entries, parse_by_hand, union};
use tidings::feed::{EntryId, Timestamp};
use tidings::ledger::{
    Content, Fingerprint, IdChange, IdSource, Ledger, Opening, Parts, ResolveOptions, Seen, Sketch, TitleKey, resolve,
};
use tidings::published::{IdFrom, PublishedFeed, read_feed};

/// As Hugo writes it: the permalink is the guid.
const HUGO: &str = r#"<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>Acme News</title>
    <link>https://acme.example/</link>
    <description>Recent content on Acme News</description>
    <atom:link href="https://acme.example/index.xml" rel="self" type="application/rss+xml" />
    <item>
      <title>Rotors &amp;amp; blades</title>
      <link>https://acme.example/posts/rotors/</link>
      <pubDate>Fri, 01 Mar 2024 09:00:00 +0800</pubDate>
      <guid>https://acme.example/posts/rotors/</guid>
      <description>&lt;p&gt;We make rotors.&lt;/p&gt;</description>
    </item>
    <item>
      <title>新品发布</title>
      <link>https://acme.example/posts/%E6%96%B0%E5%93%81/</link>
      <pubDate>Mon, 05 Feb 2024 00:00:00 +0000</pubDate>
      <guid>https://acme.example/posts/%E6%96%B0%E5%93%81/</guid>
      <description>...</description>
    </item>
  </channel>
</rss>"#;

/// As jekyll-feed writes it: the id is the address without its end, the title is HTML.
const JEKYLL: &str = r#"<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" ><generator uri="https://jekyllrb.com/" version="4.3.4">Jekyll</generator><link href="https://acme.example/feed.xml" rel="self" type="application/atom+xml" /><link href="https://acme.example/" rel="alternate" type="text/html" /><updated>2024-03-02T00:00:00+00:00</updated><id>https://acme.example/feed.xml</id><title type="html">Acme</title><entry><title type="html">It’s <![CDATA[<em>here</em>]]> &amp;amp; now</title><link href="https://acme.example/news/2024/03/01/here.html" rel="alternate" type="text/html" title="It’s here" /><published>2024-03-01T08:00:00+00:00</published><updated>2024-03-02T10:00:00+00:00</updated><id>https://acme.example/news/2024/03/01/here</id><content type="html" xml:base="https://acme.example/news/2024/03/01/here.html"><![CDATA[<p>Hello</p>]]></content><author><name>Lin</name></author><category term="news" /><source><id>not-this</id><title>nor this</title></source></entry></feed>"#;

/// As Pelican writes it: a `tag:` URI of the address and the date.
const PELICAN: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Acme</title><link>http://acme.example/</link><description></description><lastBuildDate>Fri, 01 Mar 2024 08:00:00 +0000</lastBuildDate><item><title>One</title><link>http://acme.example/one.html</link><description>&lt;p&gt;1&lt;/p&gt;</description><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Lin</dc:creator><pubDate>Fri, 01 Mar 2024 08:00:00 +0000</pubDate><guid isPermaLink="false">tag:acme.example,2024-03-01:/one.html</guid><category>misc</category></item></channel></rss>"#;

/// As WordPress writes it: the guid is an address that never was the page's.
const WORDPRESS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Acme</title><link>https://www.acme.example</link>
	<item>
		<title>One</title>
		<link>https://www.acme.example/2024/03/one/?utm_source=rss</link>
		<dc:creator><![CDATA[lin]]></dc:creator>
		<pubDate>Fri, 01 Mar 2024 08:00:00 +0000</pubDate>
		<guid isPermaLink="false">http://acme.example/?p=123&#038;x=1</guid>
		<description><![CDATA[Summary]]></description>
		<content:encoded><![CDATA[<p>Whole</p>]]></content:encoded>
	</item>
</channel></rss>"#;

/// JSON Feed, with an id that is a number and one that is missing.
const JSON: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Acme","home_page_url":"https://acme.example/",
"feed_url":"https://acme.example/feed.json","items":[
{"id":17,"url":"/one/","title":"1 < 2","date_published":"2024-03-01T08:00:00Z","content_html":"<p>1</p>"},
{"url":"https://acme.example/two/","title":"Two","date_modified":"2024-03-02T08:00:00Z","content_text":"2"}]}"#;

/// RSS 1.0: items beside the channel, dates of Dublin Core.
const RDF: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://acme.example/rss"><title>Acme</title><link>https://acme.example/</link></channel>
<item rdf:about="https://acme.example/one"><title>Caf#E9;</title><link>https://acme.example/one</link><dc:date>2024-03-01</dc:date></item>
</rdf:RDF>"#;

/// Ids that are no addresses, as some home-made feeds have.
const HOME_MADE: &str = r#"<rss version="2.0"><channel><title>Acme</title><link>https://acme.example/</link>
<item><title>One</title><link>https://acme.example/one</link><guid isPermaLink="false"> post 123 </guid></item>
<item><title>Two</title><link>https://acme.example/two</link></item>
<item><title>Three</title><description>No link, no id&nbsp;at all</description></item>
<item><guid>/four</guid><link>four</link></item>
<item/></channel></rss>"#;

fn read(text: &str) -> PublishedFeed {
    read_feed(text.as_bytes(), "old.xml").unwrap()
}

fn ids(feed: &PublishedFeed) -> Vec<&str> {
    feed.entries.iter().map(|entry| entry.id.as_str()).collect()
}

fn moment(text: &str) -> Timestamp {
    Timestamp::new(chrono::DateTime::parse_from_rfc3339(text).unwrap()).unwrap()
}

#[test]
fn ids_are_read_letter_by_letter_from_every_format() {
    assert_eq!(
        ids(&read(HUGO)),
        ["https://acme.example/posts/rotors/", "https://acme.example/posts/%E6%96%B0%E5%93%81/"]
    );
    assert_eq!(ids(&read(JEKYLL)), ["https://acme.example/news/2024/03/01/here"]);
    assert_eq!(ids(&read(PELICAN)), ["tag:acme.example,2024-03-01:/one.html"]);
    assert_eq!(ids(&read(WORDPRESS)), ["http://acme.example/?p=123&x=1"]);
    assert_eq!(ids(&read(JSON)), ["17", "https://acme.example/two/"]);
    assert_eq!(ids(&read(RDF)), ["https://acme.example/one"]);
    let home_made = read(HOME_MADE);
    assert_eq!(ids(&home_made), ["post 123", "https://acme.example/two", "Three", "/four"]);
    let from: Vec<IdFrom> = home_made.entries.iter().map(|entry| entry.id_from).collect();
    assert_eq!(from, [IdFrom::Id, IdFrom::Link, IdFrom::Title, IdFrom::Id]);
}

#[test]
fn what_subscribers_know_of_an_entry_is_read() {
    let feed = read(JEKYLL);
    let entry = &feed.entries[0];
    assert_eq!(feed.home.as_deref(), Some("https://acme.example/"));
    assert_eq!(entry.title.as_deref(), Some("It’s here & now"));
    assert_eq!(entry.link.as_deref(), Some("https://acme.example/news/2024/03/01/here.html"));
    assert_eq!(entry.published, Some(moment("2024-03-01T08:00:00Z")));
    assert_eq!(entry.updated, Some(moment("2024-03-02T10:00:00Z")));
    assert_eq!(entry.content.as_deref(), Some("<p>Hello</p>"));

    let hugo = read(HUGO);
    assert_eq!(hugo.entries[0].title.as_deref(), Some("Rotors & blades"));
    assert_eq!(hugo.entries[0].published, Some(moment("2024-03-01T01:00:00Z")));
    assert_eq!(hugo.entries[0].summary.as_deref(), Some("<p>We make rotors.</p>"));

    let wordpress = read(WORDPRESS);
    assert_eq!(wordpress.entries[0].summary.as_deref(), Some("Summary"));
    assert_eq!(wordpress.entries[0].content.as_deref(), Some("<p>Whole</p>"));

    let json = read(&JSON.replace("1 < 2", "1 <\n2"));
    assert_eq!(json.entries[0].link.as_deref(), Some("https://acme.example/one/"));
    assert_eq!(json.entries[0].title.as_deref(), Some("1 < 2"));

    let rdf = read_feed(
        &RDF.replace("#E9;", "\u{1}").replace('\u{1}', "\u{e9}").chars().map(|c| c as u8).collect::<Vec<_>>(),
        "",
    );
    let rdf = rdf.unwrap();
    assert_eq!(rdf.entries[0].title.as_deref(), Some("Café"), "in the encoding that it declares");
    assert_eq!(rdf.entries[0].published, Some(moment("2024-03-01T00:00:00Z")));
}

#[test]
fn an_atom_feed_with_elements_as_content_and_relative_addresses_is_read() {
    let feed = read(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://acme.example/news/"><title>T</title><id>x:y</id>
        <entry><id>urn:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> one</div></title>
        <link rel="edit" href="edit"/><link href="one"/><updated>2024-03-01T08:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>1 &amp; 2</p></div></content></entry></feed>"#,
    );
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_deref(), Some("A bold one"));
    assert_eq!(entry.link.as_deref(), Some("https://acme.example/news/one"));
    assert_eq!(entry.content.as_deref(), Some(r#"<div xmlns="http://www.w3.org/1999/xhtml"><p>1 &amp; 2</p></div>"#));
}

#[test]
fn what_is_no_feed_is_an_error_with_its_place() {
    for (text, code) in [
        ("", "feed-unknown"),
        ("<html><body/></html>", "feed-unknown"),
        ("{\"version\": 1}", "feed-unknown"),
        ("{\"items\": [", "feed-unreadable"),
        ("<rss>\n<channel>\n<item></channel></rss>", "feed-unreadable"),
        ("<rss><channel>", "feed-unreadable"),
    ] {
        let error = read_feed(text.as_bytes(), "old.xml").unwrap_err();
        assert_eq!((error.code.as_str(), error.file.as_deref()), (code, Some("old.xml")), "{text}");
        assert_eq!(error.place.is_some(), code == "feed-unreadable");
    }
    let error = read_feed(b"<rss>\n<channel>\n<item></channel></rss>", "old.xml").unwrap_err();
    assert_eq!(error.place.unwrap().line, 3);
}

struct Article {
    path: &'static str,
    url: &'static str,
    title: &'static str,
    published: &'static str,
    body: String,
}

fn article(path: &'static str, url: &'static str, title: &'static str, published: &'static str) -> Article {
    Article { path, url, title, published, body: String::new() }
}

impl Article {
    fn body(self, body: &str) -> Self {
        Self { body: body.to_owned(), ..self }
    }

    fn derived_id(&self) -> EntryId {
        let path: String = self.path.chars().filter(char::is_ascii).collect();
        EntryId::new(&format!("tag:acme.example,2024:{path}")).unwrap()
    }

    fn candidate(&self) -> Candidate {
        let name = self.path.rsplit('/').next().unwrap().trim_end_matches(".md");
        Candidate {
            path: self.path.into(),
            url: self.url.into(),
            aliases: Vec::new(),
            slug: name.into(),
            title: self.title.into(),
            published: moment(self.published),
            sketch: Sketch::of(&self.body),
            opening: Opening::of(&self.body, ARTICLE_OPENING),
            front_matter_id: None,
            derived_id: self.derived_id(),
        }
    }
}

fn matched(feed: &str, articles: &[Article]) -> Matches {
    let candidates: Vec<Candidate> = articles.iter().map(Article::candidate).collect();
    match_entries(&read(feed).entries, &candidates, &[], "matches.txt")
}

fn pairs(matches: &Matches) -> Vec<(&str, &str, MatchEvidence)> {
    matches.matched.iter().map(|it| (&*it.path, it.entry.id.as_str(), it.because)).collect()
}

/// An RSS item.
fn item(id: &str, link: &str, title: &str, date: &str, body: &str) -> String {
    format!(
        "<item><guid isPermaLink=\"false\">{id}</guid><link>{link}</link><title>{title}</title>\
         <dc:date>{date}</dc:date><content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )
}

fn rss(items: &[String]) -> String {
    format!(
        "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>{}</channel></rss>",
        items.concat()
    )
}

fn words(seed: u64) -> String {
    let word = |n: u64| format!("w{} ", (n * n * 31 + n * seed * 7919 + seed) % 10_007);
    (0..150).map(word).collect()
}

#[test]
fn entries_are_matched_by_link_in_whatever_form() {
    let date = "2024-03-01T08:00:00Z";
    for (link, because) in [
        ("https://acme.example/news/one/", MatchEvidence::Link),
        ("http://www.acme.example/news/one", MatchEvidence::LinkForm),
        ("https://acme.example/news/one/index.html#top", MatchEvidence::LinkForm),
        ("https://acme.example/news/%6Fne.html?utm_source=rss", MatchEvidence::LinkForm),
        ("https://acme.example/NEWS/One/", MatchEvidence::LinkForm),
        ("https://old.example/news/one.html", MatchEvidence::LinkPath),
        ("/news/one/", MatchEvidence::LinkPath),
    ] {
        let feed = rss(&[item("1", link, "Old title", "2020-01-01T00:00:00Z", "")]);
        let articles = [
            article("one.md", "https://acme.example/news/one/", "One", date),
            article("two.md", "https://acme.example/news/two/", "Two", date),
        ];
        assert_eq!(pairs(&matched(&feed, &articles)), [("one.md", "1", because)], "{link}");
    }
}

#[test]
fn entries_are_matched_by_what_stayed_when_the_link_changed() {
    let (date, other) = ("2024-03-01T08:00:00Z", "2024-06-01T08:00:00Z");
    let body = words(1);
    let edited = body.clone() + "and one more sentence at its end";
    let html = format!("<p>{body}</p>");
    let cases = [
        (article("x.md", "https://a.example/x", "The one", "2024-03-01T20:00:00Z"), MatchEvidence::TitleAndDate),
        (article("x.md", "https://a.example/x", "THE <b>One</b>!", date), MatchEvidence::TitleAndDate),
        (article("2024-03-01-one.md", "https://a.example/x", "Retitled", date), MatchEvidence::NameAndDate),
        (article("x.md", "https://a.example/x", "Retitled", date).body(&edited), MatchEvidence::TextAndDate),
        (article("x.md", "https://a.example/x", "The one", "2024-03-20T00:00:00Z"), MatchEvidence::Title),
        (article("x.md", "https://a.example/x", "The one", other).body(&edited), MatchEvidence::Title),
        (article("x.md", "https://a.example/x", "Retitled", other).body(&edited), MatchEvidence::Text),
    ];
    for (found, because) in cases {
        let feed = rss(&[item("1", "https://old.example/p/one.html", "The one", date, &html)]);
        let path = found.path;
        let articles = [
            found,
            article("y.md", "https://a.example/y", "Another", date).body(&words(2)),
            article("z.md", "https://a.example/z", "A third", other).body(&words(3)),
        ];
        assert_eq!(pairs(&matched(&feed, &articles)), [(path, "1", because)], "{because:?}");
    }
}

/// Hugo gives the first words of an article as its summary, and nothing else.
#[test]
fn an_article_renamed_and_retitled_is_known_by_its_first_words() {
    let date = "2024-03-01T08:00:00Z";
    let body = format!("# A heading\n\n{}", words(1));
    let first: Vec<&str> = body.split_whitespace().skip(3).take(40).collect();
    let feed = rss(&[item("1", "https://old.example/p/one.html", "One", date, "")]).replace(
        "<content:encoded><![CDATA[]]></content:encoded>",
        &format!("<description>{} ...</description>", first.join(" ")),
    );
    let articles = [
        article("x.md", "https://a.example/x", "Retitled", date).body(&body),
        article("y.md", "https://a.example/y", "Another", date).body(&words(2)),
    ];
    assert_eq!(pairs(&matched(&feed, &articles)), [("x.md", "1", MatchEvidence::TextAndDate)]);
}

#[test]
fn what_is_in_doubt_is_not_matched_and_the_nearest_are_named() {
    let date = "2024-03-01T08:00:00Z";
    let feed = rss(&[
        item("release", "https://old.example/?p=1", "Release", date, &words(1)),
        item("lost", "https://old.example/?p=2", "Lost", "2019-01-01T00:00:00Z", &words(2)),
    ]);
    let articles = [
        article("a.md", "https://a.example/a", "Release", date).body(&words(8)),
        article("b.md", "https://a.example/b", "Release", date).body(&words(9)),
    ];
    let matches = matched(&feed, &articles);
    assert!(matches.matched.is_empty());
    assert_eq!(matches.unmatched[0].entry.id, "release");
    let nearest: Vec<&str> = matches.unmatched[0].nearest.iter().map(|it| &*it.path).collect();
    assert_eq!(nearest, ["a.md", "b.md"]);
    assert!(matches.unmatched[1].nearest.is_empty());
    assert_eq!(
        matches.to_text(),
        "# 2 published entries: 0 matched, 2 without an article\n\
         # no article: release  \"Release\", 2024-03-01, https://old.example/?p=1: no article is it for sure\n\
         #   match a.md <- release    # the same title, the same day\n\
         #   match b.md <- release    # the same title, the same day\n\
         # no article: lost  \"Lost\", 2019-01-01, https://old.example/?p=2: \
         no article has its link, its title, its file name or its text\n"
    );
}

#[test]
fn a_line_of_the_report_makes_a_match_by_hand() {
    let date = "2024-03-01T08:00:00Z";
    let feed = read(&rss(&[item("post 1", "https://old.example/?p=1", "Release", date, "")]));
    let articles = [
        article("a.md", "https://a.example/a", "Release", date).candidate(),
        article("b.md", "https://a.example/b", "Release", date).candidate(),
    ];
    let report = match_entries(&feed.entries, &articles, &[], "").to_text();
    let edited = report.replace("#   match b.md", "match b.md");
    let by_hand = parse_by_hand(&edited, "matches.txt").unwrap();
    let matches = match_entries(&feed.entries, &articles, &by_hand, "matches.txt");
    assert_eq!(pairs(&matches), [("b.md", "post 1", MatchEvidence::ByHand)]);
    // The report of that, given back whole, is the same matches.
    let again = parse_by_hand(&matches.to_text(), "matches.txt").unwrap();
    assert_eq!(pairs(&match_entries(&feed.entries, &articles, &again, "")), pairs(&matches));
}

#[test]
fn matches_by_hand_that_cannot_be_are_errors_with_their_line() {
    let errors = parse_by_hand("# fine\n\nmatch a.md post-1\n", "matches.txt").unwrap_err();
    assert_eq!((errors[0].code.as_str(), errors[0].place.as_ref().unwrap().line), ("adopt-by-hand", 3));

    let by_hand = parse_by_hand("match a.md <- 1\nmatch b.md <- 1\nmatch c.md <- 1\nmatch a.md <- 9\n", "m").unwrap();
    let feed = read(&rss(&[item("1", "", "One", "", "")]));
    let articles = [
        article("a.md", "https://a.example/a", "A", "2024-03-01T08:00:00Z").candidate(),
        article("b.md", "https://a.example/b", "B", "2024-03-01T08:00:00Z").candidate(),
    ];
    let matches = match_entries(&feed.entries, &articles, &by_hand, "m");
    let lines: Vec<usize> = matches.diagnostics.iter().map(|it| it.place.as_ref().unwrap().line).collect();
    assert_eq!(lines, [2, 3, 4]);
    assert_eq!(pairs(&matches), [("a.md", "1", MatchEvidence::ByHand)]);
}

#[test]
fn an_entry_of_several_feeds_is_one() {
    let first = rss(&[item("1", "https://a.example/a", "A", "2024-03-01T08:00:00Z", "")]);
    let second = r#"{"items":[{"id":"1","date_modified":"2024-03-05T08:00:00Z"},{"id":"2","title":"B"}]}"#;
    let entries = union([read(&first), read(second)]);
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].link.as_deref(), Some("https://a.example/a"));
    assert_eq!(entries[0].updated, Some(moment("2024-03-05T08:00:00Z")));
}

#[test]
fn each_article_is_taken_once() {
    let date = "2024-03-01T08:00:00Z";
    let feed =
        rss(&[item("new", "https://a.example/a", "A", date, ""), item("old", "https://a.example/a", "A", date, "")]);
    let matches = matched(&feed, &[article("a.md", "https://a.example/a", "A", date)]);
    assert_eq!(pairs(&matches), [("a.md", "new", MatchEvidence::Link)]);
    assert_eq!(matches.unmatched[0].reason, "`a.md` is matched to another entry, `new`");
}

/// Adopted, then built: subscribers know every entry.
#[test]
fn after_an_adoption_a_build_goes_on_with_every_id_and_date() {
    let articles = [
        article("posts/rotors.md", "https://acme.example/posts/rotors/", "Rotors & blades", "2024-02-29T16:00:00Z"),
        article("posts/新品.md", "https://acme.example/posts/新品/", "新品发布", "2024-02-05T00:00:00Z"),
    ];
    let feed = read(HUGO);
    let candidates: Vec<Candidate> = articles.iter().map(Article::candidate).collect();
    let matches = match_entries(&feed.entries, &candidates, &[], "");
    let (ledger, diagnostics) = adopt(&Ledger::default(), &matches, &candidates, IdChange::Refuse);
    assert!(diagnostics.is_empty());
    let ledger = Ledger::parse(&ledger.to_text(), "tidings.lock").unwrap();

    let seen: Vec<Seen> = articles.iter().map(seen).collect();
    let options = ResolveOptions::new(moment("2026-03-01T00:00:00Z"), IdChange::Refuse);
    let built = resolve(&ledger, &seen, &[], options, &str::to_owned);
    assert!(built.diagnostics.is_empty());
    for (entry, old) in built.entries.iter().zip(&feed.entries) {
        assert_eq!((entry.id.as_str(), entry.id.iri()), (old.id.as_str(), old.id.as_str()));
        assert_eq!((Some(entry.published), Some(entry.updated)), (old.published, old.published));
        assert_eq!(entry.how, IdSource::Ledger);
    }
    // A second adoption of the same feed changes nothing.
    let (again, diagnostics) = adopt(&built.ledger, &matches, &candidates, IdChange::Refuse);
    assert!(diagnostics.is_empty());
    assert_eq!(again, built.ledger);
}

fn seen(article: &Article) -> Seen {
    let parts = Parts { title: article.title, body: &article.body, ..Parts::default() };
    Seen {
        path: article.path.into(),
        front_matter_id: None,
        id_place: None,
        title: TitleKey::of(article.title),
        published: moment(article.published),
        updated: None,
        content: Content { fingerprint: Fingerprint::of(&parts), sketch: Sketch::of(&article.body) },
        derived_id: article.derived_id(),
    }
}

#[test]
fn an_id_that_is_no_address_is_kept_for_rss_and_json_and_atom_gets_a_tag() {
    let articles = [
        article("one.md", "https://acme.example/one", "One", "2024-03-01T08:00:00Z"),
        article("two.md", "https://acme.example/two", "Two", "2024-03-02T08:00:00Z"),
        article("three.md", "https://acme.example/three", "Three", "2024-03-03T08:00:00Z"),
    ];
    let candidates: Vec<Candidate> = articles.iter().map(Article::candidate).collect();
    let matches = match_entries(&read(HOME_MADE).entries, &candidates, &[], "");
    let (ledger, diagnostics) = adopt(&Ledger::default(), &matches, &candidates, IdChange::Refuse);
    let id = |path: &str| ledger.record_of(path).map(|record| (record.id.as_str(), record.id.iri()));
    assert_eq!(id("one.md"), Some(("post 123", "tag:acme.example,2024:one.md")));
    assert_eq!(id("two.md"), Some(("https://acme.example/two", "https://acme.example/two")));
    assert_eq!(id("three.md"), None, "what readers made up cannot be kept");
    assert_eq!(diagnostics.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["adopt-id"]);
}

#[test]
fn what_tidings_has_published_itself_is_not_changed_by_an_adoption() {
    let article = article("posts/rotors.md", "https://acme.example/posts/rotors/", "Rotors", "2024-03-01T01:00:00Z");
    let options = ResolveOptions::new(moment("2026-03-01T00:00:00Z"), IdChange::Refuse);
    let ledger = resolve(&Ledger::default(), &[seen(&article)], &[], options, &str::to_owned).ledger;
    let candidates = [article.candidate()];
    let matches = match_entries(&read(HUGO).entries, &candidates, &[], "");
    let (after, diagnostics) = adopt(&ledger, &matches, &candidates, IdChange::Refuse);
    assert_eq!(diagnostics.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["adopt-published"]);
    assert_eq!(after, ledger);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_feed(&bytes, "old.xml");
    }

    /// A feed with a piece cut out, doubled or overwritten.
    #[test]
    fn a_damaged_feed_is_read_or_refused(which in 0..6usize, from in any::<prop::sample::Index>(), length in 0..40usize, put in "[<>&;\"a-z/ =\\[\\]!-]{0,12}") {
        let feed = [HUGO, JEKYLL, PELICAN, WORDPRESS, JSON, HOME_MADE][which];
        let mut bytes = feed.as_bytes().to_vec();
        let from = from.index(bytes.len());
        let to = (from + length).min(bytes.len());
        bytes.splice(from..to, put.bytes());
        if let Ok(feed) = read_feed(&bytes, "old.xml") {
            let candidates = [article("a.md", "https://a.example/a", "A", "2024-03-01T08:00:00Z").candidate()];
            let matches = match_entries(&feed.entries, &candidates, &[], "");
            prop_assert_eq!(matches.matched.len() + matches.unmatched.len(), feed.entries.len());
        }
    }

    #[test]
    fn any_file_of_matches_is_read_or_refused(text in "(match |#|[a-z.]{1,5}| <- |    # |\n){0,20}") {
        let _ = parse_by_hand(&text, "m");
    }
}

/// An old feed in which two articles have these links.
fn old_feed(links: [&str; 2]) -> String {
    let item = |(name, link): (&str, &str)| {
        format!("<item><title>A new {name}</title><link>{link}</link><guid isPermaLink=\"false\">{name}</guid></item>")
    };
    let items: String = ["pump", "gate"].into_iter().zip(links).map(item).collect();
    format!(
        "<rss version=\"2.0\"><channel><title>Acme</title><link>https://acme.example/</link>{items}</channel></rss>"
    )
}

#[test]
fn links_that_a_build_would_change_are_told() {
    let adopted = |links: [&str; 2]| {
        let site = support::Site::new("");
        site.write("content/a/2026-01-05-pump.md", "# A new pump\n\nIt is quiet.\n");
        site.write("content/a/2026-02-06-gate.md", "# A new gate\n\nIt is open.\n");
        site.write("old.xml", old_feed(links));
        let ran = site.run(&["adopt", "--dry-run", "old.xml"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.err
    };
    let base = "https://acme.example/news";
    let links = |pump: &str, gate: &str| adopted([&format!("{base}/{pump}"), &format!("{base}/{gate}")]);
    for same in [
        links("a/pump/", "a/gate/"),
        links("a/pump", "a/gate/index.html"),
        adopted(["http://acme.example/news/a/pump/", "/news/a/gate/"]),
        adopted(["https://old.example/news/a/pump/", "https://old.example/news/a/gate/"]),
    ] {
        assert_eq!(same, "");
    }
    let said = links("2026/01/05/pump.html", "2026/02/06/gate.html");
    assert!(said.contains("warning[adopt-links]") && said.contains(", 2 of 2: "), "{said}");
    assert!(said.contains(&format!("`a/2026-01-05-pump.md` was `{base}/2026/01/05/pump.html`")), "{said}");
    assert!(
        said.contains("`permalink = \"/{year}/{month}/{day}/{slug}.html\"`") && said.contains("all of them"),
        "{said}"
    );
    let said = links("blog/pump/", "blog/gate/");
    assert!(said.contains("`permalink = \"/blog/{slug}/\"`"), "{said}");
    let said = links("2026/pump", "2026/gate");
    assert!(said.contains("`permalink = \"/{year}/{slug}\"`"), "{said}");
    // One of two is no pattern; what leads elsewhere is no page of the site.
    assert!(links("2026/pump/", "gate.html").contains("say with `permalink`"));
    assert!(links("a/pump/", "x/gate/").contains(", 1 of 2: "));
    assert_eq!(adopted(["https://acme.example/news/a/pump/", "https://elsewhere.example/x/"]), "");
}
