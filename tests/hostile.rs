//! Hostile texts, end to end: whatever stands in titles, names, tags, summaries, addresses and the
//! configuration, every document is well-formed, shows the text as text and runs nothing; bombs end in
//! time with a message.

mod support;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use support::Site;

/// What breaks out of places that a text may come to stand in.
const ATTACKS: [&str; 18] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "]]>",
    "--><script>alert(1)</script><!--",
    "?><x/>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&nbsp;&unknown;&amp;amp;&",
    "<![CDATA[ x ]]>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "A\r\nBEGIN:VCARD\r\nEMAIL:evil@evil.example",
    "A\nEND:VCARD\n",
    "a;b,c\\d:e",
    "x\u{0}\u{8}\u{1b}[31m\u{85}\u{fffe}\u{ffff}y",
    "\u{202e}txt.exe\u{2066}",
];

fn toml(text: &str) -> String {
    // JSON's basic strings are TOML's, but for what only JSON lets stand.
    serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f")
}

/// Whether an HTML parser finds in a fragment what runs: a script, a handler, an address that is a program.
fn runs(html: &str) -> bool {
    let found = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&found);
    let mut parser = ammonia::Builder::default();
    // Nothing is cleaned away that could run, so that it is seen in what the parser gives back.
    parser
        .clean_content_tags(HashSet::new())
        .add_tags(["script", "svg", "iframe", "style", "object", "embed", "form"])
        .add_generic_attributes(["onerror", "onload", "onclick", "style", "srcdoc"])
        .add_url_schemes(["javascript", "data", "vbscript"])
        .attribute_filter(move |_, attribute, value| {
            let value_runs = ["javascript:", "data:text", "vbscript:"]
                .iter()
                .any(|scheme| value.trim_start().to_ascii_lowercase().starts_with(scheme));
            if attribute.starts_with("on") || attribute == "srcdoc" || value_runs {
                seen.store(true, Ordering::Relaxed);
            }
            Some(value.into())
        });
    let parsed = parser.clean(html).to_string();
    // What is text has its `<` escaped there.
    let element =
        ["<script", "<svg", "<iframe", "<style", "<object", "<embed", "<form"].iter().any(|tag| parsed.contains(tag));
    element || found.load(Ordering::Relaxed)
}

#[test]
fn the_tests_know_what_runs() {
    for html in
        ["<p><script>x</script>", "<img src=x ONERROR=alert(1)>", "<a href=' javascript:x'>x</a>", "<svg/onload=x>"]
    {
        assert!(runs(html), "{html}");
    }
    for html in ["<p>&lt;script&gt; onerror=alert(1)</p>", "<a href=\"https://a.example/javascript:x\">x</a>"] {
        assert!(!runs(html), "{html}");
    }
}

fn everything(attack: &str) -> Site {
    let text = toml(attack);
    // Braces are fields in a feed's title.
    let title = toml(&attack.replace(['{', '}'], ""));
    let site = Site::bare();
    site.write(
        "tidings.toml",
        format!(
            "[site]\ntitle = {text}\nurl = \"https://acme.example/news/\"\ndescription = {text}\n\
             [organization]\nname = {text}\nphone = {text}\naddress = {text}\nrights = {text}\n\
             [organization.contacts]\nwechat = {text}\n{text} = {text}\n\
             [[author]]\nkey = \"a\"\nname = {text}\n\
             [[feed]]\nname = \"news\"\ntitle = {title}\ndescription = {text}\n\
             [[feed]]\nname = \"t-{{tag}}\"\neach = \"tag\"\n"
        ),
    );
    site.write(
        "content/2026-03-01-a.md",
        format!(
            "+++\ntitle = {text}\nsummary = {text}\nauthors = [\"a\", {text}]\ntags = [{text}, \"plain\"]\n\
             image_alt = {text}\nimage = \"/a.png\"\nurl = {text}\nlang = {text}\n+++\n\nSome text. {attack}\n\n\
             [link](javascript:alert(1)) [data](data:text/html,x) ![alt](x.png \"t\")\n",
            attack = attack.replace('\u{0}', ""),
        ),
    );
    site
}

#[test]
fn no_document_runs_anything_or_breaks() {
    for attack in ATTACKS {
        let site = everything(attack);
        let ran = site.run(&["build"]);
        assert!(!ran.err.contains("panicked"), "{attack:?}: {}", ran.err);
        assert_eq!(ran.code, 0, "{attack:?}: {}{}", ran.out, ran.err);
        let files = site.files("feeds");
        assert!(files.len() >= 9, "{attack:?}: {:?}", files.keys());
        for (file, bytes) in &files {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let forbidden = text.chars().find(|&c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
            assert_eq!(forbidden, None, "{attack:?} in {file}");
            match file.rsplit('.').next().unwrap() {
                "xml" | "opml" => xml_is_safe(&text, file, attack),
                "json" => {
                    let feed: serde_json::Value = serde_json::from_str(&text).expect("JSON");
                    for item in feed["items"].as_array().unwrap() {
                        let html = item["content_html"].as_str().unwrap_or_default();
                        assert!(!runs(html), "{attack:?} in {file}: {html}");
                    }
                }
                "html" => page_is_safe(&text, attack),
                "vcf" => card_is_whole(&text, attack),
                other => panic!("what is `{other}`?"),
            }
        }
    }
}

fn xml_is_safe(text: &str, file: &str, attack: &str) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{attack:?} in {file}: {error}"));
    for node in document.descendants() {
        for attribute in node.attributes() {
            assert!(!attribute.value().to_lowercase().trim_start().starts_with("javascript:"), "{attack:?} in {file}");
        }
        let name = node.tag_name().name();
        let is_html = matches!(name, "encoded" | "content") || (name == "description" && file.contains("rss"));
        if is_html && node.ancestors().any(|above| ["item", "entry"].contains(&above.tag_name().name())) {
            assert!(!runs(node.text().unwrap_or_default()), "{attack:?} in {file} {name}: {:?}", node.text());
        }
    }
}

fn page_is_safe(html: &str, attack: &str) {
    // Its own script, which the policy in its head allows by a sum, is the only one.
    assert_eq!(html.to_lowercase().matches("<script").count(), 1, "{attack:?}");
    for piece in ["<img", "<svg", "javascript:", "-->", "<![CDATA["] {
        assert!(!html.to_lowercase().contains(&piece.to_lowercase()), "{attack:?} gives {piece} in the page");
    }
    assert_eq!(html.matches("<title>").count(), 1, "{attack:?}");
}

fn card_is_whole(card: &str, attack: &str) {
    let unfolded = card.replace("\r\n ", "");
    let known = ["BEGIN", "VERSION", "KIND", "FN", "ORG", "TEL", "ADR", "SOCIALPROFILE", "NOTE", "END", "IMPP", "URL"];
    for line in unfolded.split_terminator("\r\n") {
        let name = line.split([':', ';']).next().unwrap();
        assert!(known.contains(&name), "{attack:?} made the property {line:?}");
        assert!(!line.contains(['\r', '\n']), "{attack:?}: {line:?}");
    }
    let properties: Vec<&str> = unfolded.lines().map(|line| line.split([':', ';']).next().unwrap()).collect();
    for once in ["BEGIN", "END", "FN"] {
        assert_eq!(properties.iter().filter(|name| **name == once).count(), 1, "{attack:?}: {card}");
    }
}

#[test]
fn a_text_comes_back_as_it_was_typed() {
    for attack in ATTACKS {
        // The YAML reader refuses what no text may hold, with its place.
        let attack = attack.replace(['\u{fffe}', '\u{ffff}'], "");
        let site = Site::new("");
        site.write(
            "content/a.md",
            json!({"title": attack, "date": "2026-03-01"}).to_string() + "\n\nSome text of it.\n",
        );
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 0, "{attack:?}: {}", ran.err);
        let title = site.feed()["items"][0]["title"].as_str().unwrap().to_owned();
        let rss = site.read("feeds/rss.xml");
        let rss = roxmltree::Document::parse(&rss).unwrap();
        let item = rss.descendants().find(|node| node.has_tag_name("item")).unwrap();
        let in_rss = item.children().find(|node| node.has_tag_name("title")).unwrap().text().unwrap().to_owned();
        assert_eq!(in_rss, title, "{attack:?}");
        assert!(!title.contains(['\n', '\u{0}', '\u{1b}', '\u{fffe}']), "{title:?}");
    }
}

/// Readers take the title and the description of a channel for text or for HTML: either way nothing runs.
#[test]
fn the_feed_of_a_tag_runs_nothing_and_stays_beside_its_category() {
    for tag in ATTACKS.iter().chain(&[
        "<img src=x onerror=alert(13)>",
        "&lt;img src=x onerror=alert(13)&gt;",
        "&amp;lt;img src=x onerror=alert(13)&amp;gt;",
        "<x onclick=alert(1)>y",
        "<b>bold</b> <i",
    ]) {
        // The YAML reader refuses what no text may hold, with its place.
        let tag = tag.replace(['\u{fffe}', '\u{ffff}'], "");
        let site = Site::new(
            "[[feed]]\nname = \"t-{tag}\"\neach = \"tag\"\n[[feed]]\nname = \"a-{author}\"\neach = \"author\"\ntitle = \"By {author}\"\n",
        );
        let head = json!({"title": "T", "date": "2026-03-01", "tags": [tag], "author": [{"name": tag}]});
        site.write("content/a.md", head.to_string() + "\n\nSome text of it.\n");
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 0, "{tag:?}: {}", ran.err);
        let (mut tags, mut feeds) = (0, 0);
        for (file, bytes) in site.files("feeds") {
            let text = String::from_utf8(bytes).unwrap();
            if file.ends_with(".xml") || file.ends_with(".opml") {
                let document = roxmltree::Document::parse(&text).unwrap();
                for node in document.descendants().filter(|node| matches!(node.parent_element(), Some(parent) if ["channel", "feed"].contains(&parent.tag_name().name()))) {
                    if ["title", "description", "subtitle"].contains(&node.tag_name().name()) {
                        assert!(!runs(node.text().unwrap()), "{tag:?} in {file}: {:?}", node.text());
                    }
                }
                for outline in document.descendants().filter(|node| node.has_tag_name("outline")) {
                    assert!(
                        ["text", "title", "description"].iter().all(|name| !runs(outline.attribute(*name).unwrap()))
                    );
                }
            } else if file.ends_with(".json") && file.starts_with("feeds/t-") {
                let feed: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert!(!runs(feed["title"].as_str().unwrap()), "{tag:?} in {file}");
                feeds += 1;
                tags += usize::from(feed["items"][0]["tags"].as_array().is_some_and(|tags| !tags.is_empty()));
            }
        }
        assert_eq!(feeds, tags, "{tag:?}: a feed of a tag has entries with that tag");
        let files: Vec<String> =
            site.files("feeds").into_keys().filter(|file| file.contains("/t-") || file.contains("/a-")).collect();
        let mut arguments = vec!["validate", "--format", "json"];
        arguments.extend(files.iter().map(String::as_str));
        let found = site.run(&arguments).out;
        let of_head =
            |line: &str| line.contains("html-in-text") && (line.contains("`title`") || line.contains("`description`"));
        assert!(!found.lines().any(of_head), "{tag:?}: {found}");
    }
}

#[test]
fn what_turns_the_direction_of_text_ends_with_the_text() {
    let site = Site::new("");
    site.write("content/a.md", "+++\ntitle = \"\\u202ea\\u2066b\\u2069\\u2069\"\ndate = 2026-03-01\n+++\nSome text.\n");
    site.build();
    assert_eq!(site.feed()["items"][0]["title"], "\u{202e}a\u{2066}b\u{2069}\u{202c}");
}

#[test]
fn template_syntax_may_stand_after_white_space_of_any_width() {
    for space in ["\u{a0}", "\u{3000}", "\u{2009}", "\u{85}"] {
        let site = Site::new("");
        for (at, syntax) in ["{{ page.x }}", "{% x %}", "{{< x >}}", "{{% x %}}"].iter().enumerate() {
            site.write(&format!("content/2026-03-01-a{at}.md"), format!("{space}{syntax} Some text.{space}{syntax}\n"));
        }
        let ran = site.build();
        assert_eq!(site.feed()["items"].as_array().unwrap().len(), 4, "{space:?}: {}", ran.err);
    }
}

#[test]
fn an_address_stays_on_the_site() {
    for (key, value) in [
        ("slug", "../../../x"),
        ("slug", "%2e%2e/x"),
        ("slug", "..\\..\\x"),
        ("slug", "//evil.example/x"),
        ("url", "//evil.example/x"),
        ("url", "/../../x"),
        ("url", "javascript:alert(1)//"),
        ("slug", "a\u{0}b c%zz"),
    ] {
        let site = Site::new("");
        site.write(
            "content/p.md",
            format!("+++\ntitle = \"T\"\ndate = 2026-03-01\n{key} = {}\n+++\nSome text.\n", toml(value)),
        );
        site.build();
        let url = site.feed()["items"][0]["url"].as_str().unwrap().to_owned();
        assert!(
            url.starts_with("https://acme.example/news/") && url.is_ascii() && !url.contains(".."),
            "{value:?}: {url}"
        );
    }
}

#[test]
fn a_configuration_that_leads_astray_is_refused_with_its_place() {
    let site = |more: &str| format!("[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n{more}\n");
    let feed = |key: &str, value: &str| site(&format!("[[feed]]\nname = \"n\"\nformats = [\"rss\"]\n{key} = {value}"));
    let name = |value: &str| site(&format!("[[feed]]\nname = {}", toml(value)));
    let address = |value: &str| format!("[site]\ntitle = \"T\"\nurl = {}\n", toml(value));
    let mut cases = vec![
        feed("path", "\"../x.xml\""),
        feed("path", "\"a\\\\..\\\\b.xml\""),
        feed("path", "\"\""),
        feed("limit", "1.5"),
        feed("limit", "-1"),
        feed("archive", "0"),
        feed("tag", "3"),
        site(&format!("x = {}", "[".repeat(50_000))),
        site(&format!("{}a = 1", "a.".repeat(20_000))),
        site("timezone = \"../../etc/passwd\""),
        site("language = \"\\u0000\\\"><script>\""),
        site("[content]\ndir = \"feeds\""),
        site("[content]\ndir = \"a\\u0000b\""),
        site("[content]\nexclude = [\"{{{{\"]"),
    ];
    cases.extend(["../../evil", "/tmp/evil", "..", "a\nb", "nul", "a:b", &"x".repeat(300), "a/", ".hidden"].map(name));
    cases.extend(
        [".", "/", "..", "content", "content/..", "a\u{0}b", " "]
            .map(|dir| site(&format!("[output]\ndir = {}", toml(dir)))),
    );
    cases.extend(
        [
            "https://user:secret@acme.example/",
            "https://[fe80::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://0x7f.1/",
            "javascript:alert(1)",
            "https://acme.example:99999/",
            "//acme.example/",
        ]
        .map(address),
    );
    for text in cases {
        let site = Site::bare();
        site.write("tidings.toml", &text).write("content/2026-03-01-a.md", "Some text of an article.\n");
        let before = site.files(".");
        let ran = site.run(&["build"]);
        let shown = &text[..text.floor_char_boundary(160)];
        assert_eq!(ran.code, 2, "{shown}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("error[config-") && ran.err.contains("help: "), "{shown}: {}", ran.err);
        assert_eq!(site.files("."), before, "{shown}");
    }
}

#[test]
fn documents_that_would_share_a_place_are_refused() {
    for (first, second) in
        [("a.xml", "A.XML"), ("a.xml", "a.xml/b.xml"), ("feeds.opml/x", "b.xml"), ("index.html", "b.xml")]
    {
        let site = Site::new(&format!(
            "[[feed]]\nname = \"a\"\npath = \"{first}\"\nformats = [\"rss\"]\n[[feed]]\nname = \"b\"\npath = \"{second}\"\nformats = [\"rss\"]\n"
        ));
        site.write("content/2026-03-01-a.md", "Some text of an article.\n");
        for arguments in [&["build"][..], &["build", "--keep-going"]] {
            let ran = site.run(arguments);
            assert_eq!(ran.code, 1, "{first} {second}: {}", ran.err);
            assert!(ran.err.contains("output-collision"), "{}", ran.err);
            assert!(!site.path("feeds").exists() && !site.path("tidings.lock").exists());
        }
    }
}

#[test]
fn names_of_every_kind_become_files_that_fit() {
    let long = "潮".repeat(300);
    let tags = ["..", "/", "a/b", "CON", "😀", "\u{0}x", &long, "-rf", "c\u{202e}d"];
    let list = tags.map(toml).join(", ");
    let site = Site::new("[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\nlimit = 1\narchive = 1\n");
    for day in 1..=3 {
        site.write(
            &format!("content/n{day}.md"),
            format!("+++\ntitle = \"T\"\ndate = 2026-03-0{day}\ntags = [{list}]\n+++\nSome text of an article.\n"),
        );
    }
    site.build();
    let files = site.files("feeds");
    assert!(files.keys().all(|file| file.starts_with("feeds/") && file.matches('/').count() == 1));
    assert!(files.len() > tags.len() * 9, "{}", files.len());
}

#[test]
fn bombs_end_in_time_with_a_word() {
    let dated = |more: &str| format!("---\ntitle: T\ndate: 2026-03-01\n{more}\n---\n\nSome text of an article.\n");
    let body = |text: &str| format!("---\ntitle: T\ndate: 2026-03-01\n---\n\n{text}");
    let aliases: String =
        (1..12).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(","))).collect();
    let wide = format!("|{}\n|{}\n{}", "a|".repeat(600), "-|".repeat(600), "|x\n".repeat(600));
    let tags: Vec<String> = (0..8_000).map(|n| format!("t{n}")).collect();
    // Whether it is refused, and the code of the message where it is.
    let bombs = [
        ("aliases", dated(&format!("a0: &a0 [x]\n{aliases}tags: *a11")), Some("front-matter-invalid")),
        ("nested yaml", dated(&format!("x: {}", "[".repeat(100_000))), Some("front-matter-invalid")),
        (
            "nested json",
            format!("{}1{}\nText\n", "{\"a\":".repeat(50_000), "}".repeat(50_000)),
            Some("front-matter-invalid"),
        ),
        ("nested toml", format!("+++\nx = {}\n+++\nText\n", "[".repeat(100_000)), Some("front-matter-invalid")),
        ("wide table", body(&wide), Some("html-too-large")),
        ("tags", dated(&format!("tags: [{}]", tags.join(","))), None),
        ("paragraphs", body(&"word.\n\n".repeat(40_000)), None),
        ("quotes", body(&"> ".repeat(50_000)), Some("html-too-deep")),
        ("brackets", body(&"[a](<b".repeat(10_000)), None),
        ("divs", body(&"<div>".repeat(20_000)), Some("html-too-deep")),
        ("bold", body(&"<p><b id=n>".repeat(5_000)), None),
        ("templates", body(&"{{< x >}}{% if %}{{".repeat(5_000)), None),
    ];
    for (what, text, code) in bombs {
        let site = Site::new("");
        site.write("content/2026-03-01-bomb.md", text);
        let began = Instant::now();
        let ran = site.run(&["build"]);
        assert!(began.elapsed() < Duration::from_secs(20), "{what} took {:?}", began.elapsed());
        assert_eq!(ran.code, i32::from(code.is_some()), "{what}: {}", &ran.err[..ran.err.floor_char_boundary(400)]);
        assert!(
            code.is_none_or(|code| ran.err.contains(code)),
            "{what}: {}",
            &ran.err[..ran.err.floor_char_boundary(400)]
        );
        assert!(ran.err.len() < 20_000, "{what}: a report of {} bytes", ran.err.len());
    }
}

#[test]
fn a_sparse_giant_is_refused_by_its_size_and_its_name() {
    let site = Site::new("");
    site.write("content/2026-03-01-a.md", "Some text of an article.\n");
    std::fs::File::create(site.path("content/2026-03-01-giant.md")).unwrap().set_len(1 << 30).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("file-too-large") && ran.err.contains("2026-03-01-giant.md"), "{}", ran.err);
}
