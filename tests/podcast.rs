//! Podcasts: what `[podcast]` and front matter say reaches RSS; audio files are read, and are episodes by themselves.
//!
//! The audio is made here: tags, and frames of silence. `tests/podcast/run` does the same with real recordings and real
//! programs.

mod support;

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use support::Site;

const ITUNES: &str = "http://www.itunes.com/dtds/podcast-1.0.dtd";
const PODCAST: &str = "https://podcastindex.org/namespace/1.0";
const SHOW: &str = r#"
description = "Pumps, and who makes them."
[organization]
name = "Acme Audio"
email = "audio@acme.example"
[podcast]
image = "art.png"
category = ["Society & Culture > Documentary", "technology"]
"#;

/// A frame of an ID3 tag of version 2.4.
fn frame(name: &str, text: &str) -> Vec<u8> {
    let lead: &[u8] = if name == "COMM" { b"\x03eng\0" } else { b"\x03" };
    let length = u32::try_from(lead.len() + text.len()).expect("short");
    assert!(length < 128, "one byte of a length has seven bits");
    [name.as_bytes(), &length.to_be_bytes(), &[0, 0], lead, text.as_bytes()].concat()
}

/// An MP3 file of so many seconds of silence, at 32 kbit/s and 44.1 kHz.
fn mp3(tags: &[(&str, &str)], seconds: usize) -> Vec<u8> {
    let frames: Vec<u8> = tags.iter().flat_map(|(name, text)| frame(name, text)).collect();
    let length = frames.len();
    let size = [21, 14, 7, 0].map(|shift| u8::try_from(length >> shift & 0x7f).expect("seven bits"));
    let mut file = [b"ID3\x04\0\0".as_slice(), &size, &frames].concat();
    // 144 × 32 000 / 44 100 bytes, of which each lasts 1152 samples.
    let mut silence = vec![0; 104];
    silence[..4].copy_from_slice(&[0xff, 0xfb, 0x10, 0xc0]);
    for _ in 0..seconds * 44_100 / 1152 + 1 {
        file.extend_from_slice(&silence);
    }
    file
}

/// The head of a PNG file.
fn png(width: u32, height: u32) -> Vec<u8> {
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    [head.as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), b"\x08\x02\0\0\0\0\0\0\0"].concat()
}

fn article(lines: &str) -> String {
    format!("---\ntitle: One\ndate: 2026-03-01\n{lines}\n---\nWhat the episode is about.\n")
}

fn site(more: &str) -> Site {
    let site = Site::new(&format!("{SHOW}{more}"));
    site.write("content/art.png", png(1400, 1400));
    site
}

/// What the first element of a name says: its text, and its attributes.
fn said(around: Node<'_, '_>, namespace: &str, name: &str) -> Option<(String, BTreeMap<String, String>)> {
    let found = around.children().find(|node| node.has_tag_name((namespace, name)))?;
    let attributes = found.attributes().map(|one| (one.name().to_owned(), one.value().to_owned())).collect();
    Some((found.text().unwrap_or_default().trim().to_owned(), attributes))
}

fn itunes(around: Node<'_, '_>, name: &str) -> String {
    said(around, ITUNES, name).map(|(text, _)| text).unwrap_or_default()
}

fn podcast(around: Node<'_, '_>, name: &str) -> String {
    said(around, PODCAST, name).map(|(text, _)| text).unwrap_or_default()
}

fn channel<'a>(document: &'a Document<'a>) -> Node<'a, 'a> {
    document.root_element().first_element_child().expect("a channel")
}

fn items<'a>(document: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    channel(document).children().filter(|node| node.has_tag_name("item")).collect()
}

fn text_of(item: Node<'_, '_>, name: &str) -> String {
    item.children().find(|node| node.has_tag_name(name)).and_then(|node| node.text()).unwrap_or_default().to_owned()
}

fn enclosure(item: Node<'_, '_>) -> [String; 3] {
    let found = item.children().find(|node| node.has_tag_name("enclosure")).expect("an enclosure");
    ["url", "length", "type"].map(|name| found.attribute(name).unwrap_or_default().to_owned())
}

/// The validator says nothing of a document.
fn silent(site: &Site, path: &str) {
    let ran = site.run(&["validate", "--deny", "warnings", path]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn a_folder_of_audio_is_a_podcast() {
    let site = site("");
    let one = mp3(
        &[
            ("TIT2", "Pumps & valves"),
            ("TPE1", "Lin Wei"),
            ("TDRC", "2026-03-01T18:30:00"),
            ("TRCK", "3/10"),
            ("TPOS", "2"),
            ("COMM", "All of pumps, and what they are good for."),
        ],
        75,
    );
    site.write("content/one.mp3", &one);
    site.write("content/2026-02-01 The beginning.mp3", mp3(&[("TYER", "2026")], 3));
    site.write("content/nameless.mp3", mp3(&[], 3));
    site.write("content/one.vtt", "WEBVTT\n").write("content/one.chapters.json", "{}");
    let ran = site.build();
    let told = ran.err.contains("content/nameless.mp3") && ran.err.contains("in its tags");
    assert!(told, "without a date it is left out: {}", ran.err);
    let text = site.read("feeds/rss.xml");
    let document = Document::parse(&text).expect("XML");
    let items = items(&document);
    assert_eq!(items.len(), 2, "{text}");
    assert_eq!(text_of(items[0], "title"), "Pumps & valves");
    assert_eq!(text_of(items[0], "link"), "https://acme.example/news/one.mp3", "there is no other page");
    assert_eq!(text_of(items[0], "pubDate"), "Sun, 01 Mar 2026 18:30:00 +0000");
    let wanted = ["https://acme.example/news/one.mp3".to_owned(), one.len().to_string(), "audio/mpeg".to_owned()];
    assert_eq!(enclosure(items[0]), wanted);
    for (name, value) in [("duration", "75"), ("episode", "3"), ("season", "2")] {
        assert_eq!(itunes(items[0], name), value, "{name}");
    }
    assert!(text_of(items[0], "description").contains("All of pumps"));
    let transcript = said(items[0], PODCAST, "transcript").expect("a transcript").1;
    assert_eq!((&*transcript["url"], &*transcript["type"]), ("https://acme.example/news/one.vtt", "text/vtt"));
    let chapters = said(items[0], PODCAST, "chapters").expect("chapters").1;
    assert_eq!(chapters["url"], "https://acme.example/news/one.chapters.json");
    assert_eq!(text_of(items[1], "title"), "The beginning");
    assert_eq!(enclosure(items[1])[0], "https://acme.example/news/2026-02-01%20The%20beginning.mp3");
    silent(&site, "feeds/rss.xml");
    let feed = site.feed();
    assert_eq!(feed["items"][0]["attachments"][0]["duration_in_seconds"], 75);
    assert_eq!(feed["items"][0]["authors"][0]["name"], "Lin Wei");
    assert!(site.read("feeds/atom.xml").contains("rel=\"enclosure\""));
    assert_eq!(site.run(&["check"]).code, 0, "the same input gives the same bytes");
}

#[test]
fn audio_that_is_renamed_or_recorded_anew_is_known_again() {
    let site = site("");
    let tags = [("TIT2", "Pumps"), ("TDRC", "2026-03-01")];
    site.write("content/one.mp3", mp3(&tags, 20)).build();
    let before = site.feed()["items"][0].clone();
    std::fs::rename(site.path("content/one.mp3"), site.path("content/other.mp3")).expect("renamed");
    site.build();
    let renamed = site.feed()["items"][0].clone();
    assert_eq!((&renamed["id"], &renamed["date_modified"]), (&before["id"], &before["date_modified"]));
    assert_ne!(renamed["url"], before["url"]);
    site.write("content/other.mp3", mp3(&tags, 25)).build();
    let longer = site.feed()["items"][0].clone();
    assert_eq!(longer["id"], before["id"]);
    assert_ne!(longer["date_modified"], before["date_modified"], "another recording is an update");
    assert_eq!(longer["date_published"], before["date_published"]);
}

#[test]
fn audio_of_a_text_is_the_text_s_and_stays_back_with_it() {
    let site = site("");
    let audio = |title: &str| mp3(&[("TIT2", title), ("TDRC", "2026-02-01")], 12);
    site.write("content/one.md", article("")).write("content/one.mp3", audio("Of one")).write("content/one.opus", "x");
    site.write("content/two/index.md", article("season: 2")).write("content/two/recording.m4a", audio("Of two"));
    site.write("content/two/transcript.srt", "1\n").write("content/two/cover.jpg", "x");
    site.write("content/draft.md", article("draft: true")).write("content/draft.mp3", audio("Secret 1"));
    site.write("content/later.md", article("audio: 'audio/a%20secret.mp3'\npublishDate: 2030-01-01"));
    site.write("content/audio/a secret.mp3", audio("Secret 2"));
    site.write("content/drafts/next.md", "See (/audio/next-one.mp3)")
        .write("content/audio/next-one.mp3", audio("Secret 3"));
    site.write("content/notes.draft.md", article("")).write("content/notes.mp3", audio("Secret 4"));
    site.write("content/_hidden.mp3", audio("Secret 5")).write("content/drafts/x.mp3", audio("Secret 6"));
    site.write("content/free/alone.mp3", audio("Alone")).write("content/free/alone.m4a", audio("Alone"));
    site.build();
    let text = site.read("feeds/rss.xml");
    assert!(!text.contains("ecret"), "{text}");
    let document = Document::parse(&text).expect("XML");
    let items = items(&document);
    let by_link = |link: &str| *items.iter().find(|item| text_of(**item, "link").ends_with(link)).expect(link);
    assert_eq!(items.len(), 3, "{text}");
    let one = by_link("/one/");
    assert_eq!(enclosure(one)[0], "https://acme.example/news/one.mp3");
    assert_eq!(itunes(one, "duration"), "12");
    let media: Vec<_> = one.children().filter(|node| node.tag_name().name() == "content").collect();
    assert_eq!(media.len(), 2, "the other file of the same episode");
    let two = by_link("/two/");
    assert_eq!(enclosure(two)[0], "https://acme.example/news/two/recording.m4a");
    assert_eq!(said(two, PODCAST, "transcript").expect("one").1["type"], "application/x-subrip");
    let alone = by_link("free/alone.mp3");
    assert_eq!(text_of(alone, "title"), "Alone");
}

#[test]
fn without_a_podcast_audio_is_no_article_and_nothing_is_looked_for() {
    let site = Site::new("");
    site.write("content/one.md", article("")).write("content/one.mp3", mp3(&[], 3));
    site.write("content/two.mp3", mp3(&[("TIT2", "Two"), ("TDRC", "2026-03-01")], 3)).build();
    let feed = site.feed();
    assert_eq!(feed["items"].as_array().expect("items").len(), 1);
    assert!(feed["items"][0].get("attachments").is_none());
}

#[test]
fn keys_of_themes_say_what_an_episode_is() {
    let expected =
        [("duration", "3723"), ("episode", "7"), ("season", "2"), ("explicit", "true"), ("episodeType", "bonus")];
    for lines in [
        "audio: e.mp3\nduration: '1:02:03'\nepisode: 7\nseason: 2\nexplicit: true\nepisode_type: bonus",
        "enclosure: {url: e.mp3, duration: 1h 2m 3s}\nitunes_episode: 7\nitunes_season: 2\nitunes_explicit: 'yes'\nitunes_episode_type: Bonus",
        "podcast: {url: e.mp3, duration: 3723, episode: 7, season: 2, explicit: true, episodeType: bonus}",
        "itunes: {episode: 7, season: 2, explicit: explicit, type: bonus, duration: '62:03'}\naudio: {src: e.mp3}",
        "mp3: e.mp3\nruntime: PT1H2M3S\nepisode_number: '#007'\nseason: {number: 2, name: The second}\nexplicit: 'true'\nepisodeType: bonus",
        "podcast_file: e.mp3\nlength: '1:02:03'\nepisode: S02E07\nexplicit: on\nepisode_type: bonus",
        "audio: {mp3: e.mp3, opus: e.opus}\nduration: '1:02:03'\nepisode: 7\nseason: 2\nexplicit: 'yes'\nepisode_type: bonus",
        "episode: {filename: e.mp3, size: 9, duration: 3723, seasonNumber: 2, episodeNumber: 7, explicit: true, episodeType: bonus}",
        "podcast_file: e.mp3\npodcast_bytes: 9\npodcast_duration: '1:02:03'\nepisode: '7'\nseason: '2'\nexplicit: 'yes'\nepisode_type: bonus",
        "params:\n  audio: e.mp3\n  duration: 62 min 3 sec\n  episode: {number: 7, season: 2, type: bonus}\n  explicit: true",
    ] {
        let site = Site::new("");
        site.write("content/e/index.md", article(lines)).build();
        let text = site.read("feeds/rss.xml");
        let document = Document::parse(&text).expect("XML");
        let item = items(&document)[0];
        for (name, value) in expected {
            assert_eq!(itunes(item, name), value, "{name} of {lines}: {text}");
        }
        assert!(enclosure(item)[0].ends_with("/e/e.mp3"), "{lines}");
        // What is not right in a value of one article costs nothing else.
        assert!(!text.contains("<itunes:category"), "nothing is said of the channel");
    }
}

#[test]
fn an_episode_says_what_the_podcast_namespace_knows() {
    let site = site("[[author]]\nkey = \"lin\"\nname = \"Lin Wei\"\nurl = \"/lin/\"\navatar = \"/lin.png\"\n");
    let lines = "\
audio: https://cdn.acme.example/e.mp3
itunes_title: Only pumps
itunes_image: square.jpg
transcript: /words/one.vtt
chapters: one.json
hosts: lin
guests: [Ada Byron, {name: Grace Hopper, role: Historian, href: 'https://grace.example/', img: g.png}]
soundbites: [{start: '1:13', duration: 60.5, title: The best}]
license: {name: CC-BY-4.0, url: 'https://creativecommons.org/licenses/by/4.0/'}
location: {name: Austin, geo: 'geo:30.27,-97.74', osm: R113314, country: US, rel: creator}
social_interact: {uri: 'https://social.example/@acme/1', protocol: activitypub, accountId: '@acme'}
txt: {purpose: ai-content, text: 'false'}
season: {number: 3, name: The third}
episode: {number: 4.5, display: Day 5}";
    site.write("content/one.md", article(lines)).build();
    let text = site.read("feeds/rss.xml");
    let document = Document::parse(&text).expect("XML");
    let item = items(&document)[0];
    let of = |name: &str| said(item, PODCAST, name).unwrap_or_else(|| panic!("{name}: {text}"));
    assert_eq!(of("transcript").1["url"], "https://acme.example/words/one.vtt");
    assert_eq!(of("chapters").1["type"], "application/json+chapters");
    let people: Vec<_> = item
        .children()
        .filter(|node| node.has_tag_name((PODCAST, "person")))
        .map(|node| {
            (node.text().unwrap_or(""), node.attribute("role").unwrap_or(""), node.attribute("href").unwrap_or(""))
        })
        .collect();
    let wanted = [
        ("Lin Wei", "", "https://acme.example/lin/"),
        ("Ada Byron", "guest", ""),
        ("Grace Hopper", "Historian", "https://grace.example/"),
    ];
    assert_eq!(people, wanted);
    let bite = of("soundbite");
    assert_eq!((&*bite.0, &*bite.1["startTime"], &*bite.1["duration"]), ("The best", "73", "60.5"));
    assert_eq!(of("license").0, "CC-BY-4.0");
    assert_eq!((of("location").0.as_str(), &*of("location").1["osm"]), ("Austin", "R113314"));
    assert_eq!(of("socialInteract").1["accountId"], "@acme");
    assert_eq!((of("txt").0.as_str(), &*of("txt").1["purpose"]), ("false", "ai-content"));
    assert_eq!((of("season").0.as_str(), &*of("season").1["name"]), ("3", "The third"));
    assert_eq!((of("episode").0.as_str(), &*of("episode").1["display"]), ("4.5", "Day 5"));
    assert!(said(item, ITUNES, "episode").is_none(), "Apple knows whole numbers only");
    assert_eq!(itunes(item, "title"), "Only pumps");
    assert_eq!(said(item, ITUNES, "image").expect("artwork").1["href"], "https://acme.example/news/one/square.jpg");
    silent(&site, "feeds/rss.xml");
}

#[test]
fn the_channel_says_what_directories_ask_for() {
    let more = r#"
type = "serial"
explicit = true
complete = true
block = true
locked = true
medium = "audiobook"
new_feed_url = "https://acme.example/new.xml?a=1&b=2"
title = "Pumps!"
summary = "More on pumps."
license = { name = "CC-BY-4.0" }
update_frequency = { text = "Weekly", rrule = "FREQ=WEEKLY" }
funding = [{ url = "/give", text = "Give" }]
person = [{ name = "Lin Wei", role = "host", image = "/lin.png" }]
location = [{ name = "Austin", osm = "R113314" }]
txt = [{ purpose = "verify", text = "abc" }]
podroll = [{ guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810", title = "Podcasting 2.0" }]
picture = [{ url = "/wide.jpg", aspect_ratio = "16/9", width = 1600, purpose = "banner" }]
trailer = [{ title = "Soon", url = "/soon.mp3", date = "2026-01-01", season = 1 }]
social = [{ protocol = "activitypub", uri = "https://social.example/@acme/1" }]
"#;
    let site = site(more);
    site.write(
        "content/one.md",
        article("audio: https://acme.example/a.mp3\nepisode: 1\nfunding: {url: /give, text: For one}"),
    )
    .build();
    let text = site.read("feeds/rss.xml");
    let document = Document::parse(&text).expect("XML");
    let channel = channel(&document);
    for (name, value) in [
        ("author", "Acme Audio"),
        ("type", "serial"),
        ("explicit", "true"),
        ("complete", "Yes"),
        ("block", "Yes"),
        ("new-feed-url", "https://acme.example/new.xml?a=1&b=2"),
        ("title", "Pumps!"),
        ("summary", "More on pumps."),
    ] {
        assert_eq!(itunes(channel, name), value, "{name}");
    }
    for (name, value) in [
        // Of `acme.example/news/feeds/rss.xml`, as another program makes it of the specification's rule.
        ("guid", "7b9acfad-ec09-53b5-9c33-c8395b32b1af"),
        ("locked", "yes"),
        ("medium", "audiobook"),
        ("license", "CC-BY-4.0"),
        ("updateFrequency", "Weekly"),
        ("funding", "Give"),
        ("person", "Lin Wei"),
        ("location", "Austin"),
        ("txt", "abc"),
        ("trailer", "Soon"),
    ] {
        assert_eq!(podcast(channel, name), value, "{name}");
    }
    assert_eq!(said(channel, ITUNES, "image").expect("artwork").1["href"], "https://acme.example/news/art.png");
    let categories: Vec<_> = channel
        .descendants()
        .filter(|node| node.has_tag_name((ITUNES, "category")))
        .map(|node| node.attribute("text").unwrap_or_default())
        .collect();
    assert_eq!(categories, ["Society & Culture", "Documentary", "Technology"]);
    let owner = channel.children().find(|node| node.has_tag_name((ITUNES, "owner"))).expect("an owner");
    assert_eq!((itunes(owner, "name").as_str(), itunes(owner, "email").as_str()), ("Acme Audio", "audio@acme.example"));
    assert!(text.contains("<podcast:remoteItem") && text.contains("<podcast:socialInteract"), "{text}");
    assert_eq!(podcast(items(&document)[0], "funding"), "For one");
    assert!(text.contains("aspect-ratio=\"16/9\"") && text.contains("rrule=\"FREQ=WEEKLY\""), "{text}");
}

#[test]
fn one_site_may_have_several_shows_and_feeds_that_are_none() {
    let feeds = r#"
[[feed]]
name = "blog"
section = "blog"
[[feed]]
name = "pumps"
section = "pumps"
podcast = true
[[feed]]
name = "valves"
section = "valves"
[feed.podcast]
category = "Science > Physics"
explicit = true
guid = "917393E3-1b1e-5cef-ace4-edaa54e1f810"
"#;
    let site = site(feeds);
    for section in ["blog", "pumps", "valves"] {
        site.write(&format!("content/{section}/one.md"), article("audio: https://acme.example/a.mp3"));
    }
    site.build();
    assert!(!site.read("feeds/blog.rss.xml").contains("<itunes:category"));
    let pumps = site.read("feeds/pumps.rss.xml");
    assert!(pumps.contains("text=\"Documentary\"") && pumps.contains("<itunes:explicit>false"), "{pumps}");
    let valves = site.read("feeds/valves.rss.xml");
    assert!(valves.contains("text=\"Physics\"") && valves.contains("<itunes:explicit>true"), "{valves}");
    assert!(valves.contains("917393e3-1b1e-5cef-ace4-edaa54e1f810") && valves.contains("art.png"), "{valves}");
    silent(&site, "feeds/pumps.rss.xml");
}

#[test]
fn what_is_wrong_with_a_show_is_told() {
    for (more, told) in [
        ("category = \"Podcasting\"", "is none of Apple's categories"),
        ("category = \"Society & Culture > Physics\"", "`Science > Physics`"),
        ("guid = \"x\"", "is no `podcast:guid`"),
        ("medium = \"radio\"", "is no medium"),
        ("image = \"javascript:alert(1)\"", "tidings.toml:"),
        ("explicit = \"yes\"", "tidings.toml:"),
        ("catgory = \"Arts\"", "write `category`"),
        ("trailer = [{ title = \"a\", url = \"/a.mp3\", date = \"soon\" }]", "`soon` is no date"),
        ("social = [{ protocol = \"activitypub\" }]", "has no address"),
    ] {
        let site = Site::new(&format!("[podcast]\n{more}\n"));
        site.write("content/one.md", article("audio: https://acme.example/a.mp3"));
        let ran = site.run(&["build"]);
        assert!(ran.code != 0 && ran.err.contains(told), "{more}: {}", ran.err);
    }
    let site = Site::new("[podcast]\nimage = \"art.png\"\n");
    site.write("content/one.md", article("audio: https://acme.example/a.mp3\nepisode: the first\nexplicit: perhaps"));
    for (art, told) in [
        (png(1399, 1399), "1399 × 1399"),
        (png(1500, 1400), "is not square"),
        (b"GIF89a\x78\x05\x78\x05\xf7\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(), "image/gif"),
        (b"nothing".to_vec(), "is no picture"),
    ] {
        site.write("content/art.png", art);
        let err = site.build().err;
        assert!(err.contains("show-artwork") && err.contains(told), "{told}: {err}");
        assert!(err.contains("no category") && err.contains("no owner") && err.contains("`the first`"), "{err}");
        assert!(err.contains("`perhaps` is not `true` or `false`"), "{err}");
    }
    site.write("content/art.png", png(3000, 3000));
    assert!(!site.build().err.contains("show-artwork"));
}

#[test]
fn hostile_audio_costs_nothing_but_what_it_says() {
    let site = site("");
    let whole =
        mp3(&[("TIT2", "Pumps"), ("TDRC", "2026-03-01"), ("COMM", "---\ndraft: true\n---\n<script>x</script>")], 2);
    let mut endless = whole.clone();
    endless[6..10].copy_from_slice(&[0x7f; 4]);
    let mut long = whole.clone();
    long[14..18].copy_from_slice(&[0x7f; 4]);
    for (at, bytes) in
        [whole.clone(), endless, long, whole[..60].to_vec(), Vec::new(), vec![0xff; 5_000]].iter().enumerate()
    {
        site.write(&format!("content/2026-01-0{}-e{at}.mp3", at + 1), bytes);
        site.write(
            &format!("content/2026-01-0{}-m{at}.m4a", at + 1),
            [b"\0\0\0\x20ftypM4A ", bytes.as_slice()].concat(),
        );
        site.write(&format!("content/2026-01-0{}-o{at}.opus", at + 1), [b"OggS\0\x02", bytes.as_slice()].concat());
    }
    site.build();
    let text = site.read("feeds/rss.xml");
    assert!(!text.contains("<script"), "{text}");
    assert_eq!(items(&Document::parse(&text).expect("XML")).len(), 18);
}

#[test]
fn a_file_is_found_where_the_site_has_it_and_one_that_is_not_is_told() {
    let site = Site::bare();
    site.write("tidings.toml", "[site]\ntitle = \"S\"\nurl = \"https://acme.example/show/\"\n");
    site.write("static/audio/one.mp3", vec![0; 1234]).write("public/two.mp3", vec![0; 2345]);
    for (name, audio) in [
        ("one", "/show/audio/one.mp3"),
        ("below", "/audio/one.mp3"),
        ("whole", "https://acme.example/show/audio/one.mp3"),
        ("two", "/two.mp3"),
        ("missing", "/show/audio/missing.mp3"),
        ("given", "{url: /show/audio/far.mp3, length: 77}"),
        ("elsewhere", "https://cdn.example/far.mp3"),
    ] {
        site.write(&format!("content/{name}.md"), format!("---\ndate: 2026-01-05\naudio: {audio}\n---\nWords here.\n"));
    }
    let ran = site.run(&["build", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let feed: serde_json::Value = serde_json::from_str(&site.read("feeds/feed.json")).expect("JSON");
    let length = |name: &str| {
        let items = feed["items"].as_array().expect("items");
        let of =
            |item: &&serde_json::Value| item["url"].as_str().is_some_and(|url| url.ends_with(&format!("/{name}/")));
        let item = items.iter().find(of).unwrap_or_else(|| panic!("no {name}"));
        item["attachments"][0]["size_in_bytes"].as_u64()
    };
    for (name, bytes) in [("one", 1234), ("below", 1234), ("whole", 1234), ("two", 2345), ("given", 77)] {
        assert_eq!(length(name), Some(bytes), "{name}");
    }
    let told: Vec<&str> =
        ran.out.lines().chain(ran.err.lines()).filter(|line| line.contains("enclosure-unmeasured")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("content/missing.md") && told[0].contains("/show/audio/missing.mp3"), "{told:?}");
}

#[test]
fn a_text_without_audio_in_a_show_is_told() {
    let site = site("");
    site.write("content/2026-03-01-one.md", "---\ntitle: One\n---\nAbout valves.\n");
    site.write("content/2026-03-01-one.mp3", mp3(&[], 3));
    site.write("content/2026-03-08-news.md", "---\ntitle: News\n---\nWe moved.\n");
    let ran = site.build();
    assert_eq!(ran.err.matches("episode-file").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("content/2026-03-08-news.md") && ran.err.contains("podcast = true"), "{}", ran.err);
    // In a feed that is no show it is right.
    let apart = Site::new(&SHOW.replace("[podcast]\n", "[[feed]]\nname = \"news\"\nsection = \"news\"\n[[feed]]\nname = \"show\"\nsection = \"show\"\n[feed.podcast]\n"));
    apart.write("content/art.png", png(1400, 1400));
    apart.write("content/show/2026-03-01-one.md", "---\ntitle: One\n---\nAbout valves.\n");
    apart.write("content/show/2026-03-01-one.mp3", mp3(&[], 3));
    apart.write("content/news/2026-03-08-news.md", "---\ntitle: News\n---\nWe moved.\n");
    let ran = apart.build();
    assert!(!ran.err.contains("episode-file"), "{}", ran.err);
}

#[test]
fn a_comment_that_ffmpeg_writes_is_the_text() {
    // `ffmpeg -metadata comment=…` writes a frame with a name of its own.
    for (name, is_read) in [("comment", true), ("COMMENT", true), ("Description", true), ("mood", false)] {
        let site = site("");
        let tags = [
            ("TIT2", "Springs"),
            ("TDRC", "2026-03-01"),
            ("TXXX", &format!("{name}\0All of springs, and of what they hold.")),
        ];
        site.write("content/springs.mp3", mp3(&tags, 3));
        site.build();
        let feed = site.read("feeds/feed.json");
        assert_eq!(feed.contains("All of springs"), is_read, "{name} {feed}");
        assert!(!feed.contains("uncounted"), "{feed}");
    }
}

#[test]
fn a_comment_that_was_not_read_before_is_no_update() {
    let written = |name: &str| {
        let site = site("");
        let comment = format!("{name}\0All of springs, and of what they hold.");
        site.write("content/springs.mp3", mp3(&[("TIT2", "Springs"), ("TDRC", "2026-03-01"), ("TXXX", &comment)], 3));
        site.build();
        let ledger = site.read("tidings.lock");
        let entry =
            ledger.lines().find(|line| line.contains("springs.mp3") && !line.starts_with('#')).expect("the entry");
        entry.split_whitespace().nth(2).expect("what it said").to_owned()
    };
    // Of one length; the second is what no version reads.
    assert_eq!(written("comment"), written("concern"));
}

#[test]
fn an_explanation_tells_all_of_an_episode() {
    let site = site("");
    site.write("content/2026-03-01 Valves.md", "---\nepisode: 3\nseason: 2\n---\nAll of valves.\n");
    site.write("content/2026-03-01 Valves.mp3", mp3(&[], 75));
    site.write("content/2026-03-01 Valves.vtt", "WEBVTT\n").write("content/2026-03-01 Valves.chapters.json", "{}");
    site.write("content/2026-03-01 Valves.jpg", "x");
    site.write("content/springs.mp3", mp3(&[("TIT2", "Springs"), ("TDRC", "2026-03-02"), ("TRCK", "4")], 75));
    site.write("content/springs.vtt", "WEBVTT\n");
    let told = site.run(&["explain", "content/2026-03-01 Valves.md"]).out;
    for (name, value, from) in [
        ("enclosures", "Valves.mp3 (audio/mpeg, ", "the file beside it"),
        ("duration", "75 seconds", "the file's header"),
        ("episode", "3", "front matter, content/2026-03-01 Valves.md:2:10"),
        ("season", "2", "front matter, content/2026-03-01 Valves.md:3:9"),
        ("transcripts", "Valves.vtt (text/vtt)", "the file beside it"),
        ("chapters", "Valves.chapters.json", "the file beside it"),
        ("artwork", "Valves.jpg", "the file beside it"),
    ] {
        let value = value.replace("Valves.", "2026-03-01%20Valves.");
        let lines: Vec<&str> = told.lines().collect();
        let at = lines.iter().position(|line| line.starts_with(&format!("{name}: ")));
        let at = at.unwrap_or_else(|| panic!("no {name} in {told}"));
        let around = lines[at..].iter().take(3).copied().collect::<Vec<_>>().join("\n");
        assert!(around.contains(&value) && around.contains(&format!("from {from}")), "{name}: {around}");
    }
    let told = site.run(&["explain", "content/springs.mp3"]).out;
    assert!(told.contains("from the file's tags, content/springs.mp3\n"), "{told}");
    assert!(told.contains("from the file itself, content/springs.mp3\n"), "{told}");
    assert!(!told.contains("front matter, content") && !told.contains("springs.mp3:"), "{told}");
}

#[test]
fn of_a_list_of_categories_the_wrong_one_is_marked() {
    let site = Site::new(&SHOW.replace("\"technology\"", "\"Pumping\""));
    let ran = site.run(&["build", "--format", "json"]);
    let said = format!("{}{}", ran.out, ran.err);
    let line = said.lines().find(|line| line.contains("config-invalid")).expect("a complaint");
    let told: serde_json::Value = serde_json::from_str(line).expect("JSON");
    assert_eq!(told["column"], "category = [\"Society & Culture > Documentary\", ".len() + 1, "{line}");
}
