//! The page for people, and the stylesheet by which browsers show documents in XML.

mod support;

use sha2::{Digest, Sha256};
use support::Site;

const FEEDS: &str = "[[feed]]\nname = \"all\"\n[[feed]]\nname = \"tag-{tag}\"\neach = \"tag\"\ntitle = \"On {tag}\"\nformats = [\"atom\"]\n\
    [[feed]]\nname = \"in-{language}\"\neach = \"language\"\n";

fn site(more: &str) -> Site {
    let site = Site::new(more);
    for (name, language, tag, day) in
        [("one", "en", "pumps", 2), ("two", "de", "valves", 3), ("three", "ar", "pumps", 4)]
    {
        let text = format!(
            "---\ntitle: About {name}\ndate: 2026-01-0{day}\nlang: {language}\ntags: [{tag}]\n---\nThe text of {name} says much.\n"
        );
        site.write(&format!("content/{name}.md"), text);
    }
    site
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at > three.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).expect("both marks").0
}

#[test]
fn the_page_runs_its_own_script_and_style_and_no_other() {
    let site = site(FEEDS);
    site.build();
    let page = site.read("feeds/index.html");
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\">");
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
        let text = between(&page, &format!("<{element}>"), &format!("</{element}>"));
        let wanted = format!("{directive} 'sha256-{}'", base64(&Sha256::digest(text)));
        assert!(policy.contains(&wanted), "`POLICY` in format/page.rs must say: {wanted}");
        assert_eq!(page.matches(&format!("<{element}")).count(), 1, "one {element}");
    }
    assert!(
        policy.starts_with("default-src 'none'") && !page.contains("style=") && !page.contains("onclick"),
        "{policy}"
    );
}

#[test]
fn families_are_folded_and_every_feed_says_its_language() {
    let site = site(FEEDS);
    site.build();
    let page = site.read("feeds/index.html");
    assert_eq!(page.matches("<section>").count(), 1, "one card for the feed that is of no family");
    let families: Vec<&str> = page.split("<details class=\"family\"").skip(1).collect();
    assert_eq!(families.len(), 2);
    assert!(families[0].starts_with(">\n<summary><h2>One feed for each tag</h2> (2)</summary>"), "{}", families[0]);
    assert!(
        families[0].contains("<h3>On pumps</h3><span class=\"tongue\" lang=\"en\">English</span>"),
        "{}",
        families[0]
    );
    // One of these is the visitor's.
    assert!(
        families[1].starts_with(" open=\"\">\n<summary><h2>One feed for each language</h2> (3)"),
        "{}",
        families[1]
    );
    assert!(families[1].contains("<span class=\"tongue\" lang=\"ar\" dir=\"rtl\">العربية</span>"), "{}", families[1]);
    for language in ["ar", "de", "en"] {
        let alternate =
            format!("hreflang=\"{language}\" href=\"https://acme.example/news/feeds/in-{language}.atom.xml\"");
        assert!(page.contains(&alternate), "{alternate}");
    }
    assert!(!page.contains("hreflang=\"en\" href=\"https://acme.example/news/feeds/all"), "that of the page itself");
}

#[test]
fn a_feed_can_be_copied_and_opened_in_readers() {
    let site = site("[[feed]]\nname = \"a b\"\npath = \"a b.{ext}\"\n");
    site.build();
    let page = site.read("feeds/index.html");
    let address = "https://acme.example/news/feeds/a%20b.rss.xml";
    let button =
        format!("<button type=\"button\" hidden=\"\" data-copy=\"{address}\" aria-label=\"Copy: Acme News (RSS)\">");
    assert!(page.contains(&button), "{page}");
    let encoded = "https%3A%2F%2Facme.example%2Fnews%2Ffeeds%2Fa%2520b.rss.xml";
    for reader in [
        "https://feedly.com/i/subscription/feed/",
        "https://www.inoreader.com/?add_feed=",
        "https://www.newsblur.com/?url=",
        "https://theoldreader.com/feeds/subscribe?url=",
        "https://feedbin.com/?subscribe=",
    ] {
        assert!(page.contains(&format!("href=\"{reader}{encoded}\"")), "{reader}");
    }
}

#[test]
fn the_stylesheet_is_named_in_every_document_in_xml_and_only_if_asked_for() {
    let plain = site(FEEDS);
    plain.build();
    let before = plain.files("feeds");
    assert!(before.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("xml-stylesheet")));

    let styled = site(&format!("[output]\nstyle = true\n{FEEDS}"));
    styled.build();
    let link = "\n<?xml-stylesheet type=\"text/css\" href=\"/news/feeds/style.css\"?>";
    for (path, bytes) in styled.files("feeds") {
        let text = String::from_utf8(bytes).expect("UTF-8");
        if !path.ends_with(".xml") && !path.ends_with(".opml") {
            assert!(!text.contains("xml-stylesheet"), "{path}");
            continue;
        }
        let root = ["<rss", "<feed", "<opml"].iter().filter_map(|root| text.find(root)).min().expect("a root");
        assert!(root < 256 && text[..root].ends_with(&format!("?>{link}\n")), "{path}: {}", &text[..root]);
        let without = text.replacen(link, "", 1);
        assert_eq!(without.as_bytes(), before[&path], "{path}: nothing else changes");
    }
    let css = styled.read("feeds/style.css");
    assert!(
        css.starts_with("@charset \"utf-8\";") && css.contains("https://acme.example/news/feeds/index.html"),
        "{css}"
    );
    let paths: Vec<String> =
        styled.files("feeds").into_keys().filter(|path| path.ends_with(".xml") || path.ends_with(".opml")).collect();
    let arguments: Vec<&str> =
        ["validate", "--deny", "warnings"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let ran = styled.run(&arguments);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn a_stylesheet_changes_no_id_and_no_date_and_can_be_taken_back() {
    let site = site(FEEDS);
    site.build();
    let before = site.files("feeds");
    let configuration = site.read("tidings.toml");
    site.write(
        "tidings.toml",
        configuration
            .replace("[[feed]]\nname = \"all\"", "[output]\nstyle = \"css/feed.css\"\n[[feed]]\nname = \"all\""),
    );
    site.build();
    assert!(site.read("feeds/css/feed.css").contains("Made by Tidings"));
    assert_eq!(site.files("feeds")["feeds/all.json"], before["feeds/all.json"]);
    site.write("tidings.toml", configuration);
    site.build();
    assert_eq!(site.files("feeds"), before, "and the stylesheet is gone");
}

#[test]
fn a_stylesheet_of_another_name_or_of_another_program() {
    let site = site("[output]\nstyle = \"feed.txt\"\n");
    let ran = site.run(&["build"]);
    assert!(ran.code != 0 && ran.err.contains("`feed.txt` is no name of a stylesheet"), "{}", ran.err);

    let site = self::site("[output]\nstyle = true\n");
    site.write("feeds/style.css", "body { color: red }");
    let ran = site.build();
    assert!(ran.err.contains("`feeds/style.css` was not made by Tidings, and stays"), "{}", ran.err);
    assert_eq!(site.read("feeds/style.css"), "body { color: red }");
}
