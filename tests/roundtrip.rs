//! Whatever Unicode an article holds, the documents are strict XML 1.0 or JSON and read back to the
//! same values, with a parser (roxmltree, serde_json) and with a reader (feed-rs).

use proptest::collection::vec;
use proptest::prelude::*;
use tidings::feed::{
    Category, Channel, Contact, ContentMode, Email, Enclosure, Entry, EntryId, FeedCarried, FeedHead, Format, History,
    Image, Organization, Person, PlainText, SafeHtml, Timestamp, WebUrl,
};
use tidings::format::{self, Headline, Listing, page::Page};

/// Texts that have broken feeds before, between any others.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => any::<String>(),
        2 => vec(any::<char>(), 0..8).prop_map(String::from_iter),
        1 => Just("]]>".to_owned()),
        1 => Just("<![CDATA[".to_owned()),
        1 => Just("&#x3;&#0;&amp;lt;&nbsp;&quot;".to_owned()),
        1 => Just("\u{fffe}\u{ffff}\u{fdd0}\u{1fffe}\u{0}\u{b}\u{1b}\u{7f}\u{85}\u{9f}".to_owned()),
        1 => Just("\u{202e}\u{2066}\u{feff}\u{200b}\u{2028}".to_owned()),
        1 => Just("<script>'\"</script><!-- --><?x?>".to_owned()),
        1 => Just("\\ud800\\udfff \\u0000".to_owned()),
        1 => Just("\r\n\t\r".to_owned()),
        1 => Just("+00:00</updated><entry><item>".to_owned()),
        1 => Just("深圳 \u{1f916}\u{1f3fd} e\u{301}".to_owned()),
    ];
    vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

fn plain() -> impl Strategy<Value = PlainText> {
    nasty().prop_map(|text| PlainText::new(&text).unwrap_or_else(|| PlainText::new("blank").unwrap()))
}

fn address() -> impl Strategy<Value = WebUrl> {
    nasty().prop_map(|text| {
        let base = url::Url::parse("https://acme.example/a/").unwrap();
        let mut url = base;
        url.set_query(Some(&text));
        url.set_fragment(Some(&text));
        WebUrl::from_url(&url).unwrap()
    })
}

fn moment() -> impl Strategy<Value = Timestamp> {
    // 0001-01-01 to 9999-12-31.
    (-62_135_596_800_i64..=253_402_300_799).prop_map(|seconds| Timestamp::from_unix(seconds).unwrap())
}

fn person() -> impl Strategy<Value = Person> {
    (plain(), any::<bool>(), proptest::option::of(address())).prop_map(|(name, mail, uri)| Person {
        name,
        email: mail.then(|| Email::parse("o'lin+x?y&z@acme.example").unwrap()),
        avatar: uri.clone(),
        uri,
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let texts = (plain(), proptest::option::of(plain()), proptest::option::of(nasty()), proptest::option::of(nasty()));
    let links = (address(), proptest::option::of(address()), address());
    let rest = (moment(), moment(), vec(person(), 1..3), vec(plain(), 0..3), 0_usize..3);
    (texts, links, rest).prop_map(|((title, summary, content, language), (url, external_url, file), rest)| {
        let (published, updated, authors, tags, enclosures) = rest;
        Entry {
            episode: None,
            carried: None,
            id: EntryId::new("tag:acme.example,2026:x?y&z='").unwrap(),
            title,
            url,
            external_url,
            published: published.min(updated),
            updated: published.max(updated),
            authors,
            summary,
            content: content.as_deref().map(SafeHtml::from_text),
            language: language.clone(),
            categories: tags.into_iter().map(|term| Category { term }).collect(),
            image: Some(Image { url: file.clone(), alt: PlainText::new("<\"&'>"), media_type: language.clone() }),
            enclosures: (0..enclosures)
                .map(|at| Enclosure {
                    url: file.clone(),
                    length: at as u64,
                    media_type: language.clone().unwrap_or_default(),
                    duration: None,
                })
                .collect(),
        }
    })
}

fn feed() -> impl Strategy<Value = FeedHead> {
    (plain(), plain(), address(), nasty(), person(), moment(), vec((nasty(), plain()), 0..4)).prop_map(
        |(title, description, url, language, author, updated, contacts)| FeedHead {
            show: None,
            carried: FeedCarried::default(),
            id: EntryId::new("tag:acme.example,2026:'feed'").unwrap(),
            title,
            description: description.clone(),
            home: url.clone(),
            self_url: url.clone(),
            hubs: vec![url.clone()],
            language,
            updated: Some(updated),
            published: Some(updated),
            organization: Some(Organization {
                name: author.name.clone(),
                url: Some(url.clone()),
                email: author.email.clone(),
                logo: Some(WebUrl::parse("https://acme.example/logo.png?a='&b").unwrap()),
                icon: Some(url.clone()),
                rights: Some(description),
                contacts: contacts
                    .into_iter()
                    .map(|(channel, value)| Contact { channel: Channel::Other(channel), value })
                    .collect(),
                notes: vec![],
            }),
            authors: vec![author],
            rights: None,
            vcard: Some(url.clone()),
            history: History { archive: true, current: Some(url.clone()), prev_archive: Some(url), next_archive: None },
        },
    )
}

fn document(format: Format, feed: &FeedHead, entry: &Entry) -> String {
    let fragment = format::entry(format, entry, ContentMode::Full);
    String::from_utf8(format::document(format, feed, [fragment.as_str(), &fragment])).unwrap()
}

/// The text of the child of that name, Media RSS apart, whose names are those of Atom.
fn child<'a>(node: roxmltree::Node<'a, '_>, name: &str) -> Option<String> {
    let found = node.children().find(|child| {
        child.tag_name().name() == name && child.tag_name().namespace() != Some("http://search.yahoo.com/mrss/")
    })?;
    Some(found.children().filter_map(|text| text.text()).collect())
}

fn html_of(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// HTML with what readers take for something else in its other form.
fn even(html: &str) -> String {
    html.replace("&#36;", "$").replace("]]>", "]]&gt;")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rss_reads_back(feed in feed(), entry in entry()) {
        let xml = document(Format::Rss, &feed, &entry);
        let tree = roxmltree::Document::parse(&xml).map_err(|error| TestCaseError::fail(format!("{error}\n{xml}")))?;
        let channel = tree.root_element().first_element_child().unwrap();
        prop_assert_eq!(child(channel, "title"), Some(feed.title.to_string()));
        prop_assert_eq!(child(channel, "description"), Some(feed.description.to_string()));
        let items: Vec<_> = channel.children().filter(|node| node.has_tag_name("item")).collect();
        prop_assert_eq!(items.len(), 2);
        let item = items[0];
        prop_assert_eq!(child(item, "title"), Some(entry.title.to_string()));
        prop_assert_eq!(child(item, "link"), Some(entry.link().to_string()));
        prop_assert_eq!(child(item, "guid"), Some(entry.id.to_string()));
        let content = entry.content.as_ref().map(|html| even(html.as_str())).filter(|html| !html.trim().is_empty());
        match &entry.summary {
            Some(summary) => {
                prop_assert_eq!(child(item, "description"), Some(even(&html_of(summary.as_str()))));
                prop_assert_eq!(child(item, "encoded").map(|html| even(&html)), content);
            }
            None => prop_assert_eq!(child(item, "description").map(|html| even(&html)), content),
        }
        let tags: Vec<_> = item.children().filter(|node| node.has_tag_name("category")).filter_map(|node| node.text()).collect();
        prop_assert_eq!(tags, entry.categories.iter().map(|tag| tag.term.as_str()).collect::<Vec<_>>());
        let creators: Vec<_> = item.children().filter(|node| node.tag_name().name() == "creator").filter_map(|node| node.text()).collect();
        let names: Vec<_> = entry.authors.iter().map(|author| author.name.as_str()).collect();
        let between = if names.iter().any(|name| name.contains(',')) { "; " } else { ", " };
        let together = names.join(between);
        prop_assert_eq!(creators, if names.is_empty() { vec![] } else { vec![together.as_str()] });
        prop_assert_eq!(rss::Channel::read_from(xml.as_bytes()).unwrap().items().len(), 2);
    }

    #[test]
    fn atom_reads_back(feed in feed(), entry in entry()) {
        let xml = document(Format::Atom, &feed, &entry);
        let tree = roxmltree::Document::parse(&xml).map_err(|error| TestCaseError::fail(format!("{error}\n{xml}")))?;
        let root = tree.root_element();
        prop_assert_eq!(child(root, "title"), Some(feed.title.to_string()));
        let entries: Vec<_> = root.children().filter(|node| node.tag_name().name() == "entry").collect();
        prop_assert_eq!(entries.len(), 2);
        prop_assert_eq!(child(entries[0], "title"), Some(entry.title.to_string()));
        prop_assert_eq!(child(entries[0], "id"), Some(entry.id.to_string()));
        prop_assert_eq!(child(entries[0], "updated"), Some(entry.updated.rfc3339()));
        prop_assert_eq!(child(entries[0], "published"), Some(entry.published.rfc3339()));
        prop_assert_eq!(child(entries[0], "summary"), entry.summary.as_ref().map(PlainText::to_string));
        let content = entry.content.as_ref().map(|html| even(html.as_str())).filter(|html| !html.trim().is_empty());
        prop_assert_eq!(child(entries[0], "content").map(|html| even(&html)), content);
        let link = entries[0].children().find(|node| node.tag_name().name() == "link").unwrap();
        prop_assert_eq!(link.attribute("href"), Some(entry.link().as_str()));
        prop_assert_eq!(atom_syndication::Feed::read_from(xml.as_bytes()).unwrap().entries().len(), 2);
    }

    #[test]
    fn json_reads_back(feed in feed(), entry in entry()) {
        let text = document(Format::Json, &feed, &entry);
        let json: serde_json::Value = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(json["title"].as_str(), Some(feed.title.as_str()));
        let item = &json["items"][1];
        prop_assert_eq!(item["id"].as_str(), Some(entry.id.as_str()));
        prop_assert_eq!(item["title"].as_str(), Some(entry.title.as_str()));
        prop_assert_eq!(item["summary"].as_str(), entry.summary.as_ref().map(|text| text.as_str()));
        let content = entry.content.as_ref().map(|html| html.as_str()).filter(|html| !html.trim().is_empty());
        prop_assert_eq!(item["content_html"].as_str(), content);
        prop_assert_eq!(item.get("content_html").is_some(), item.get("content_text").is_none());
    }

    /// A reader that was not written by us sees one entry in all three.
    #[test]
    fn a_reader_sees_the_same_in_every_format(feed in feed(), entry in entry()) {
        // Dates that chrono's RFC 2822 parser does not take are no matter of ours.
        let entry = Entry { published: entry.published.max(Timestamp::from_unix(0).unwrap()), ..entry };
        let entry = Entry { updated: entry.published.max(entry.updated), ..entry };
        let mut seen = Vec::new();
        for format in [Format::Rss, Format::Atom, Format::Json] {
            let text = document(format, &feed, &entry);
            let read = feed_rs::parser::parse(text.as_bytes()).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            let first = read.entries[0].clone();
            let title = first.title.map(|title| title.content);
            seen.push((first.id, title, first.published.map(|moment| moment.timestamp())));
        }
        prop_assert_eq!(&seen[0], &seen[1]);
        prop_assert_eq!(&seen[1], &seen[2]);
        prop_assert_eq!(seen[0].2, Some(entry.published.unix()));
    }

    #[test]
    fn the_lists_are_well_formed(feed in feed(), entry in entry()) {
        let listing = Listing {
            title: feed.title.clone(),
            description: feed.description.clone(),
            home: feed.home.clone(),
            language: feed.language.clone(),
            updated: feed.updated,
            content: ContentMode::Full,
            documents: vec![(Format::Atom, feed.self_url.clone())],
            newest: vec![Headline::from(&entry)],
            family: None,
        };
        let opml = format::opml::document(&feed.title, feed.organization.as_ref(), std::slice::from_ref(&listing));
        let tree = roxmltree::Document::parse(&opml).map_err(|error| TestCaseError::fail(format!("{error}\n{opml}")))?;
        let outline = tree.descendants().find(|node| node.has_tag_name("outline")).unwrap();
        prop_assert_eq!(outline.attribute("text"), Some(feed.title.as_str()));
        prop_assert_eq!(outline.attribute("xmlUrl"), Some(feed.self_url.as_str()));

        let page = format::page::document(&Page {
            title: &feed.title,
            description: Some(&feed.description),
            home: &feed.home,
            language: &feed.language,
            zone: chrono_tz::UTC,
            organization: feed.organization.as_ref(),
            vcard: feed.vcard.as_ref(),
            opml: None,
            feeds: std::slice::from_ref(&listing),
        });
        // As XML it would be well-formed but for its void elements and its style.
        let (head, rest) = page.split_once("<style>").unwrap();
        let body = rest.split_once("</style>").unwrap().1;
        let xml = format!("{head}{body}").replace("<!DOCTYPE html>\n", "");
        let xml: String = xml
            .lines()
            .map(|line| if line.starts_with("<meta") || line.starts_with("<link") { line.replacen('>', "/>", 1) } else { line.to_owned() })
            .collect();
        let tree = roxmltree::Document::parse(&xml).map_err(|error| TestCaseError::fail(format!("{error}\n{xml}")))?;
        // Ours, and none that a title has brought.
        let scripts: Vec<_> = tree.descendants().filter(|node| node.has_tag_name("script")).collect();
        prop_assert!(scripts.len() == 1 && scripts[0].attributes().len() == 0, "{}", xml);
    }

    #[test]
    fn a_card_has_short_lines_and_one_value_each(feed in feed()) {
        let card = format::vcard::document(feed.organization.as_ref().unwrap());
        let lines: Vec<_> = card.strip_suffix("\r\n").unwrap().split("\r\n").collect();
        prop_assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{}", card);
        let unfolded = card.replace("\r\n ", "");
        prop_assert_eq!(unfolded.matches("\r\n").count(), unfolded.lines().count());
        prop_assert!(unfolded.starts_with("BEGIN:VCARD\r\nVERSION:4.0\r\n") && unfolded.ends_with("\r\nEND:VCARD\r\n"));
        let properties = ["BEGIN", "VERSION", "KIND", "FN", "ORG", "URL", "LOGO", "EMAIL", "SOCIALPROFILE", "IMPP", "NOTE", "END"];
        for line in unfolded.lines() {
            prop_assert!(properties.iter().any(|name| line.starts_with(name)), "{}", line);
        }
    }
}

/// One long line costs time in proportion to its length: minutes, were it quadratic.
#[test]
fn a_line_of_a_megabyte_is_written_and_read() {
    let long = "<&\"']]>深".repeat(100_000);
    let base = "https://acme.example/a/";
    let entry = Entry {
        id: EntryId::new(base).unwrap(),
        title: PlainText::new(&long).unwrap(),
        url: WebUrl::parse(base).unwrap(),
        external_url: None,
        published: Timestamp::from_unix(0).unwrap(),
        updated: Timestamp::from_unix(0).unwrap(),
        authors: vec![Person { name: PlainText::new("Lin").unwrap(), email: None, uri: None, avatar: None }],
        summary: PlainText::new(&long),
        content: Some(SafeHtml::from_text(&long)),
        language: None,
        categories: vec![],
        image: None,
        enclosures: vec![],
        episode: None,
        carried: None,
    };
    for format in [Format::Rss, Format::Atom] {
        let root = format!("<root xmlns:{}=\"x:\">", ["content", "dc", "atom", "media"].join("=\"x:\" xmlns:"));
        let xml = format!("{root}{}</root>", format::entry(format, &entry, ContentMode::Full));
        let tree = roxmltree::Document::parse(&xml).unwrap();
        assert_eq!(child(tree.root_element().first_element_child().unwrap(), "title").as_deref(), Some(long.as_str()));
    }
    let json: serde_json::Value =
        serde_json::from_str(&format::entry(Format::Json, &entry, ContentMode::Full)).unwrap();
    assert_eq!(json["title"], long);
}
