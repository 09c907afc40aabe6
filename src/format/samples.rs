//! Documents that hold what has broken feeds before, written for `tests/readers/run`, which hands them
//! to real feed readers. Only tests within the crate can make HTML with markup without the sanitiser.

use std::path::PathBuf;

use super::{DocumentType, document, entry};
use crate::feed::{
    Category, ContentMode, Email, Enclosure, Entry, EntryId, FeedCarried, FeedHead, Format, History, Image,
    Organization, Person, PlainText, SafeHtml, Timestamp, WebUrl,
};

fn text(text: &str) -> PlainText {
    PlainText::new(text).unwrap()
}

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

fn person(name: &str, email: Option<&str>) -> Person {
    Person { name: text(name), email: email.and_then(Email::parse), uri: None, avatar: None }
}

/// An entry that is like no other: its number makes its dates, its id and its address.
pub(super) fn plain(number: u32, title: &str) -> Entry {
    let published = Timestamp::from_unix(1_767_225_600 + i64::from(number) * 3_661).unwrap();
    Entry {
        id: EntryId::new(&format!("tag:acme.example,2026-01-01:2026/{number}.md")).unwrap(),
        title: text(title),
        url: url(&format!("https://acme.example/news/2026/{number}/")),
        external_url: None,
        published,
        updated: published,
        authors: vec![person("Lin Wei", None)],
        summary: Some(text(&format!("Summary of number {number}."))),
        content: Some(SafeHtml::from_text(&format!("Summary of number {number}. And the rest of it."))),
        language: None,
        categories: vec![],
        image: None,
        enclosures: vec![],
        episode: None,
        carried: None,
    }
}

const MARKUP: &str = r##"<h2>Heading &amp; more</h2>
<p>Is 1 &lt; 2 &amp;&amp; 3 &gt; 2? A literal &amp;amp; and &amp;lt;b&amp;gt;, a no-break&#160;space, "quotes" and it's fine.</p>
<pre><code class="language-rust">let v: Vec&lt;T&gt; = a[b[0]]&gt;c; // ]]> ends
    indented
</code></pre>
<p><a href="https://acme.example/?a=1&amp;b=2#c">A link</a>, <em>stress</em>, <strong>强调。</strong>后面, <code>&lt;br&gt;</code>.</p>
<p><img src="https://acme.example/%E6%9C%BA.png?x=1&amp;y=2" alt="An &quot;arm&quot;" width="640" height="480"></p>
<table><thead><tr><th>Key</th><th>Value</th></tr></thead><tbody><tr><td>a</td><td>&lt;b&gt;</td></tr></tbody></table>
<ul><li>one</li><li>two<br>lines</li></ul>
<blockquote><p>深圳市，机器人 🤖 — «voilà»</p></blockquote>"##;

fn entries() -> Vec<Entry> {
    let enclosure = |name: &str, length| Enclosure {
        url: url(&format!("https://acme.example/media/{name}?a=1&b=2")),
        length,
        media_type: "audio/mpeg".to_owned(),
        duration: Some(61),
    };
    let two = plain(2, "Vec<T> and <b>bold</b> are text");
    let four = plain(4, "四:机器人公司 🤖 发布会 — 第“1”天");
    let eight = plain(8, "Has a language, an image and two files");
    vec![
        plain(0, "A plain one"),
        Entry {
            content: Some(SafeHtml::from_sanitised(MARKUP.to_owned())),
            updated: Timestamp::from_unix(1_770_000_001).unwrap(),
            ..plain(1, "2 < 3 & AT&T's \"R&D\" > all")
        },
        Entry { summary: Some(text("Use Vec<T> & <b>, as in a < b; &amp; stays ]]> so.")), ..two },
        Entry {
            authors: vec![person("Lin Wei", Some("lin@acme.example")), person("Ada & Søren O'Brien", None)],
            categories: vec![Category { term: text("R&D") }, Category { term: text("机器人") }],
            ..plain(3, "Two authors, one with an address")
        },
        Entry {
            summary: Some(text("深圳市某公司今天宣布，新产品“小助手”上市。售价 < 100 元。")), ..four
        },
        Entry { authors: vec![person("林伟", Some("lin@acme.example"))], ..plain(5, "One author with an address") },
        Entry {
            id: EntryId::new("https://acme.example/news/2026/6/?a=1&b=2").unwrap(),
            url: url("https://acme.example/news/2026/6/?a=1&b=2"),
            external_url: Some(url("https://elsewhere.example/x?y=1&z=2")),
            ..plain(6, "The id is the page, and it links elsewhere")
        },
        Entry { summary: None, ..plain(7, "Content without a summary") },
        Entry {
            language: Some("zh-Hans".to_owned()),
            image: Some(Image {
                url: url("https://acme.example/arm.png?s=1&t=2"),
                alt: Some(text("An \"arm\" & <hand>")),
                media_type: Some("image/png".to_owned()),
            }),
            enclosures: vec![enclosure("one.mp3", 1234), enclosure("two.mp3", 0)],
            ..eight
        },
        Entry {
            url: url("https://acme.example/新闻/第一|篇/"),
            ..plain(9, "مرحبا \u{200f}(RTL)\u{200e} and \u{2066}bidi\u{2069} marks")
        },
        Entry { content: None, ..plain(10, "A summary only") },
        Entry {
            id: EntryId::new("urn:uuid:8e1f9f3a-5a4d-4d2e-9f6f-0d3c6c1b2a11").unwrap(),
            ..plain(11, "Published at the second of another")
        },
        Entry { published: plain(11, "x").published, updated: plain(11, "x").updated, ..plain(12, "The other") },
        plain(13, "Of AT&T, &amp; and &lt;, which stay"),
    ]
}

pub(super) fn feed(file: &str, history: History) -> FeedHead {
    let organization = Organization {
        name: text("Acme Robotics & Sons"),
        url: Some(url("https://acme.example/")),
        email: Email::parse("press@acme.example"),
        logo: Some(url("https://acme.example/logo.png")),
        icon: Some(url("https://acme.example/icon.png")),
        rights: Some(text("© 2026 Acme Robotics & Sons")),
        contacts: vec![],
        notes: vec![],
    };
    FeedHead {
        id: EntryId::new("tag:acme.example,2026:news").unwrap(),
        title: text("Acme <News> & more"),
        description: text("What we build, & how it goes."),
        home: url("https://acme.example/news/"),
        self_url: url(&format!("https://acme.example/feeds/{file}")),
        hubs: vec![url("https://hub.example/")],
        language: "en".to_owned(),
        updated: Timestamp::from_unix(1_770_000_001),
        published: Timestamp::from_unix(1_767_273_193),
        authors: vec![Person { uri: organization.url.clone(), ..person("Acme Robotics & Sons", None) }],
        organization: Some(organization),
        rights: None,
        vcard: Some(url("https://acme.example/feeds/acme.vcf")),
        show: None,
        history,
        carried: FeedCarried::default(),
    }
}

/// Writes into the folder that `TIDINGS_READER_SAMPLES` names; without it, only that they are made.
#[test]
fn documents_for_readers_are_written() {
    let folder = std::env::var_os("TIDINGS_READER_SAMPLES").map(PathBuf::from);
    let archive = |file: &str| History {
        archive: true,
        current: Some(url(&format!("https://acme.example/feeds/{file}"))),
        prev_archive: Some(url("https://acme.example/feeds/older")),
        next_archive: None,
    };
    for (name, mode, is_archive) in [
        ("full", ContentMode::Full, false),
        ("summary", ContentMode::Summary, false),
        ("archive", ContentMode::Full, true),
    ] {
        for format in [Format::Rss, Format::Atom, Format::Json] {
            let kind = DocumentType::from(format);
            let file = match format {
                Format::Rss => format!("{name}.rss.xml"),
                Format::Atom => format!("{name}.atom.xml"),
                Format::Json => format!("{name}.{}", kind.extension()),
            };
            let feed = feed(&file, if is_archive { archive(&file) } else { History::default() });
            let mut all = entries();
            all.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.url.cmp(&b.url)));
            let fragments: Vec<String> = all.iter().map(|one| entry(format, one, mode)).collect();
            let bytes = document(format, &feed, fragments.iter().map(String::as_str));
            assert!(bytes.ends_with(b"\n"));
            if let Some(folder) = &folder {
                std::fs::write(folder.join(file), bytes).unwrap();
            }
        }
    }
}
