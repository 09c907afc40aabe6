//! Podcasts: what Apple asks for, what the podcast namespace knows, and which files are played.

use tidings::validate::{Options, Report, validate};

const SHOW: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel>
  <title>Tide tables</title>
  <link>https://tides.example/</link>
  <description>High water, read aloud.</description>
  <language>en</language>
  <atom:link rel="self" type="application/rss+xml" href="https://tides.example/show.xml"/>
  <itunes:author>The pilots</itunes:author>
  <itunes:owner><itunes:name>The pilots</itunes:name><itunes:email>pilots@tides.example</itunes:email></itunes:owner>
  <itunes:image href="https://tides.example/cover.jpg"/>
  <itunes:category text="Science"/>
  <itunes:explicit>false</itunes:explicit>
  <!-- channel -->
  <item>
    <title>Spring tide</title>
    <link>https://tides.example/1</link>
    <description>The highest of the month.</description>
    <guid isPermaLink="false">tag:tides.example,2026:1</guid>
    <pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>
    <enclosure url="https://tides.example/1.mp3" length="4096" type="audio/mpeg"/>
    <itunes:duration>61</itunes:duration>
    <!-- item -->
  </item>
</channel>
</rss>
"#;

fn check(feed: &str) -> Report {
    let options = Options { url: Some("https://tides.example/show.xml".to_owned()), ..Options::default() };
    validate(feed.as_bytes(), &options)
}

fn codes(feed: &str) -> Vec<&'static str> {
    check(feed).findings.iter().map(|finding| finding.code.as_str()).collect()
}

fn in_channel(markup: &str) -> Vec<&'static str> {
    codes(&SHOW.replace("<!-- channel -->", markup))
}

fn in_item(markup: &str) -> Vec<&'static str> {
    codes(&SHOW.replace("<!-- item -->", markup))
}

#[test]
fn a_show_that_has_all_is_silent() {
    assert_eq!(codes(SHOW), [""; 0]);
}

#[test]
fn what_apple_requires_is_told_where_it_is_missing() {
    for (part, code) in [
        ("  <language>en</language>\n", "itunes-missing"),
        ("  <itunes:category text=\"Science\"/>\n", "itunes-missing"),
        ("  <itunes:explicit>false</itunes:explicit>\n", "itunes-missing"),
        ("  <itunes:image href=\"https://tides.example/cover.jpg\"/>\n", "itunes-artwork"),
        (
            "    <enclosure url=\"https://tides.example/1.mp3\" length=\"4096\" type=\"audio/mpeg\"/>\n",
            "itunes-episode",
        ),
        ("    <title>Spring tide</title>\n", "itunes-episode"),
    ] {
        let without = SHOW.replacen(part, "", 1);
        assert_ne!(without, SHOW, "{part}");
        assert!(codes(&without).contains(&code), "{part}: {:?}", codes(&without));
    }
    // A feed that is no podcast needs none of it.
    let blog = SHOW.lines().filter(|line| !line.contains("<itunes:") && !line.contains("<enclosure"));
    assert_eq!(codes(&blog.collect::<Vec<_>>().join("\n")), [""; 0]);
}

#[test]
fn episodes_of_a_serial_have_numbers_and_trailers_have_none() {
    assert_eq!(in_channel("<itunes:type>episodic</itunes:type>"), [""; 0]);
    assert_eq!(in_channel("<itunes:type>serial</itunes:type>"), ["itunes-episode"]);
    let serial = SHOW.replace("<!-- channel -->", "<itunes:type>serial</itunes:type>");
    for with in ["<itunes:episode>1</itunes:episode>", "<itunes:episodeType>trailer</itunes:episodeType>"] {
        assert_eq!(codes(&serial.replace("<!-- item -->", with)), [""; 0], "{with}");
    }
}

#[test]
fn values_are_those_that_apple_lists() {
    for (markup, code) in [
        ("<itunes:complete>true</itunes:complete>", "itunes-effect"),
        ("<itunes:block>clean</itunes:block>", "itunes-effect"),
        ("<itunes:block>true</itunes:block>", "itunes-yes-no"),
        ("<itunes:block>no</itunes:block>", "itunes-idle"),
    ] {
        assert_eq!(in_channel(markup), [code], "{markup}");
    }
    assert_eq!(in_channel("<itunes:block>Yes</itunes:block><itunes:complete>yes</itunes:complete>"), [""; 0]);
    for (image, found) in [
        ("cover.png?v=1.5", &[][..]),
        ("cover.JPEG", &[]),
        ("cover", &[]),
        ("cover.webp", &["itunes-artwork"]),
        ("cover.gif#a.png", &["itunes-artwork"]),
    ] {
        assert_eq!(codes(&SHOW.replace("cover.jpg", image)), found, "{image}");
    }
    let text = SHOW.replace("cover.jpg\"/>", "cover.jpg\">cover.jpg</itunes:image>");
    assert_eq!(codes(&text), ["text-unexpected"]);
    let owner = SHOW.replace("pilots@tides.example<", "pilots@tides.example (The pilots)<");
    assert_eq!(codes(&owner), [""; 0]);
}

#[test]
fn files_are_known_by_media_type_and_path() {
    let ask = |file: &str, kind: &str| codes(&SHOW.replace("1.mp3", file).replace("audio/mpeg", kind));
    for (file, kind) in [
        ("1.mp3?v=1", "audio/mpeg"),
        ("1.MP3", "audio/mpeg"),
        ("1.m4a#t=1.5", "audio/x-m4a"),
        ("get?id=1.x", "audio/mpeg"),
    ] {
        assert_eq!(ask(file, kind), [""; 0], "{file} {kind}");
    }
    for (file, kind) in [("1.opus", "audio/ogg"), ("1.html?file=1.mp3", "text/html"), ("1.ogg", "audio/mpeg")] {
        assert_eq!(ask(file, kind), ["itunes-format"], "{file} {kind}");
    }
}

const LIVE: &str = "<podcast:liveItem status=\"live\" start=\"2026-01-05T10:00:00-0600\" end=\"2026-01-05T11:00:00Z\">\
    <title>On air</title><guid isPermaLink=\"false\">tag:tides.example,2026:live</guid>\
    <enclosure url=\"https://tides.example/live.mp3\" length=\"312\" type=\"audio/mpeg\"/>\
    <podcast:alternateEnclosure type=\"audio/mpeg\"><podcast:source uri=\"https://tides.example/live\"/></podcast:alternateEnclosure>\
    <podcast:contentLink href=\"https://tides.example/live\">Listen here</podcast:contentLink></podcast:liveItem>";

#[test]
fn a_live_item_is_checked_as_an_item() {
    assert_eq!(in_channel(LIVE), [""; 0]);
    for (before, after, code) in [
        (" length=\"312\"", "", "attribute-missing"),
        ("tag:tides.example,2026:live", "", "blank"),
        ("<title>On air</title>", "", "item-empty"),
        ("status=\"live\"", "status=\"soon\"", "podcast-word"),
        ("status=\"live\"", "", "podcast-attribute-missing"),
        ("start=\"2026-01-05T10:00:00-0600\"", "start=\"ten o'clock\"", "podcast-moment"),
        (
            "<podcast:contentLink href=\"https://tides.example/live\">Listen here</podcast:contentLink>",
            "",
            "podcast-child-missing",
        ),
        ("<podcast:source uri=\"https://tides.example/live\"/>", "<podcast:source uri=\"/live\"/>", "podcast-url"),
        ("<title>", "<subtitle/><title>", "element-unknown"),
    ] {
        let broken = LIVE.replacen(before, after, 1);
        assert_ne!(broken, LIVE, "{before}");
        assert_eq!(in_channel(&broken), [code], "{before}");
    }
    // FeedSync keeps the versions of an item that contradict each other, with the same guid.
    let sync = "<sx:sync xmlns:sx=\"http://feedsync.org/2007/feedsync\" id=\"a\" updates=\"1\"><sx:conflicts><item><title>Other</title>\
        <guid isPermaLink=\"false\">tag:tides.example,2026:1</guid><pubDate>soon</pubDate></item></sx:conflicts></sx:sync>";
    assert_eq!(in_item(sync), ["date-rfc822"]);
}

#[test]
fn every_element_of_the_namespace_has_its_rules() {
    let guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810";
    let remote = format!("<podcast:remoteItem feedGuid=\"{guid}\"/>");
    let good = [
        format!("<podcast:podroll>{remote}</podcast:podroll>"),
        format!("<podcast:publisher>{remote}</podcast:publisher>"),
        remote.clone(),
        "<podcast:block>yes</podcast:block><podcast:block id=\"acast\">no</podcast:block>".to_owned(),
        "<podcast:txt purpose=\"verify\">abc</podcast:txt>".to_owned(),
        "<podcast:podping usesPodping=\"true\"/>".to_owned(),
        "<podcast:chat server=\"irc.tides.example\" protocol=\"irc\"/>".to_owned(),
        "<podcast:socialInteract protocol=\"disabled\"/>".to_owned(),
        "<podcast:socialInteract protocol=\"activitypub\" uri=\"https://tides.example/@a/1\"/>".to_owned(),
        "<podcast:updateFrequency rrule=\"FREQ=WEEKLY;COUNT=9\" dtstart=\"2026-01-05\">Weekly</podcast:updateFrequency>".to_owned(),
        "<podcast:license>cc-by-4.0</podcast:license>".to_owned(),
        "<podcast:person role=\"Cover Art Designer\" group=\"visuals\">Lin</podcast:person>".to_owned(),
        "<podcast:funding url=\"https://tides.example/give\">Give</podcast:funding>".to_owned(),
        format!(
            "<podcast:value type=\"lightning\" method=\"keysend\"><podcast:valueRecipient type=\"node\" address=\"a\" split=\"1\"/>\
             <podcast:valueTimeSplit startTime=\"1\" duration=\"2\">{remote}</podcast:valueTimeSplit></podcast:value>"
        ),
    ];
    for markup in good {
        assert_eq!(in_channel(&markup), [""; 0], "{markup}");
    }
    for (markup, code) in [
        ("<podcast:podroll/>", "podcast-child-missing"),
        ("<podcast:remoteItem feedUrl=\"https://a.example/f\"/>", "podcast-attribute-missing"),
        ("<podcast:remoteItem feedGuid=\"a\"/>", "podcast-guid"),
        ("<podcast:block>maybe</podcast:block>", "podcast-block"),
        ("<podcast:podping usesPodping=\"1\"/>", "podcast-word"),
        ("<podcast:chat server=\"irc.tides.example\"/>", "podcast-attribute-missing"),
        ("<podcast:socialInteract protocol=\"activitypub\"/>", "podcast-attribute-missing"),
        (
            "<podcast:updateFrequency rrule=\"FREQ=WEEKLY;COUNT=9\">W</podcast:updateFrequency>",
            "podcast-attribute-missing",
        ),
        ("<podcast:license>ours</podcast:license>", "podcast-license"),
        ("<podcast:person role=\"king\">Lin</podcast:person>", "podcast-role"),
        ("<podcast:contentLink href=\"https://tides.example/\">a</podcast:contentLink>", "podcast-misplaced"),
        ("<podcast:valueTimeSplit startTime=\"1\" duration=\"2\"/>", "podcast-misplaced"),
        ("<podcast:fundng url=\"https://tides.example/give\">Give</podcast:fundng>", "podcast-misspelt"),
    ] {
        assert!(in_channel(markup).contains(&code), "{markup}: {:?}", in_channel(markup));
    }
    assert_eq!(in_channel("<podcast:somethingNew a=\"b\"><podcast:inner/></podcast:somethingNew>"), [""; 0]);
}
