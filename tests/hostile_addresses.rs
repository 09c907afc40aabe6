//! Addresses that are none of the web, in every key that there is: the keys are those that the program itself
//! says it knows, so that a new one is tried as well. None comes out where a reader would open it, and none is
//! left out without a word.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use support::{Ran, Site};
use tidings::article::front_matter::{known_keys, known_members, known_metas};
use tidings::config::{Config, Overrides};
use tidings::feed::is_script_scheme;

const HOSTILE: [&str; 22] = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "java\r\nscript:alert(1)",
    " \u{1}javascript:alert(1)",
    "\u{a0}javascript:alert(1)",
    "javascript://acme.example/%0aalert(1)",
    "javascript:alert(1)//a/b.png",
    "vbscript:msgbox(1)",
    "data:text/html,hi",
    "data:image/svg+xml,hi",
    "file:///etc/motd",
    "blob:https://acme.example/1",
    "filesystem:https://acme.example/temporary/1",
    "view-source:https://acme.example/",
    "about:blank",
    "feed:https://acme.example/",
    "feed: JavaScript:alert(1)",
    "jar:https://acme.example/a!/x",
    "ftp://acme.example/x",
    "https://user:secret@acme.example/",
    "https://user@acme.example/",
];

/// Those that differ in how they are refused.
const SOME: [&str; 3] = ["javascript:alert(1)", "data:text/html,hi", "https://user:secret@acme.example/"];

/// What holds text for people, and no address: elements, attributes and members by their local names.
const TEXT: [&str; 33] = [
    "contributor",
    "isPartOf",
    "aria-label",
    "title",
    "description",
    "summary",
    "name",
    "category",
    "term",
    "label",
    "text",
    "creator",
    "publisher",
    "author",
    "managingEditor",
    "webMaster",
    "copyright",
    "rights",
    "subtitle",
    "keywords",
    "alt",
    "tags",
    "content_text",
    "content",
    "encoded",
    "content_html",
    "_description",
    "credit",
    "language",
    "lang",
    "guid",
    "ownerName",
    "p",
];

/// Why a slot may not hold this text as an address; `None` where it is none, or one that may stand there.
fn fault(value: &str) -> Option<String> {
    // As a browser reads it (URL standard, 4.4).
    let value: String = value.trim_start_matches(|c: char| c <= ' ').replace(['\t', '\n', '\r'], "");
    let (scheme, rest) = value.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let allowed = ["http", "https", "mailto", "tel", "tag", "urn"];
    if is_scheme && !allowed.contains(&scheme.to_ascii_lowercase().as_str()) {
        return Some(value);
    }
    let authority = rest.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    authority.is_some_and(|authority| authority.contains('@')).then_some(value)
}

#[test]
fn the_tests_know_what_is_hostile() {
    for address in HOSTILE.iter().filter(|address| !address.starts_with('\u{a0}')) {
        assert!(fault(address).is_some(), "{address:?}");
    }
    for address in
        ["https://acme.example/a@b", "tag:acme.example,2026:a", "a/b:c", "2026-03-01T08:00:00Z", "mailto:a@b"]
    {
        assert_eq!(fault(address), None);
    }
    for (file, text) in [
        ("a.xml", "<rss><link>javascript:x</link></rss>"),
        ("a.xml", "<rss><guid isPermaLink='false'>data:x</guid></rss>"),
        ("a.xml", "<feed><entry><link href=' JAVASCRIPT:x'/></entry></feed>"),
        ("a.xml", "<feed><entry><content>&lt;p title=\"t\">&lt;a href=\"file:x\"></content></entry></feed>"),
        ("a.json", "{\"items\":[{\"authors\":[{\"url\":\"https://u@a.example/\"}]}]}"),
        ("a.json", "{\"items\":[{\"content_html\":\"<img src=\\\"data:x\\\">\"}]}"),
        ("a.html", "<p><a lang=\"en\" href=\"vbscript:x\">x</a>"),
        ("a.vcf", "BEGIN:VCARD\r\nURL:javas\r\n cript:x\r\n"),
    ] {
        assert_eq!(faults(file, text).len(), 1, "{text}");
    }
}

/// Every address in a piece of HTML as it is written by us: attributes in double quotes.
fn addresses_in_html(html: &str) -> impl Iterator<Item = String> {
    let attributes =
        html.split('<').skip(1).filter_map(|tag| tag.split_once('>').map_or(Some(tag), |(tag, _)| Some(tag)));
    attributes.flat_map(|tag| {
        let pieces: Vec<&str> = tag.split("=\"").collect();
        pieces
            .windows(2)
            .filter_map(|pair| {
                let name = pair[0].rsplit([' ', '\n', '"']).next()?;
                let value = pair[1].split('"').next()?;
                (!TEXT.contains(&name)).then(|| value.replace("&amp;", "&"))
            })
            .collect::<Vec<_>>()
    })
}

/// What stands in a document where a reader may open it, and what is wrong with it.
fn faults(file: &str, text: &str) -> Vec<String> {
    let mut slots: Vec<(String, String)> = Vec::new();
    match file.rsplit('.').next().unwrap() {
        "xml" | "opml" => {
            let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{file}: {error}"));
            for node in document.descendants() {
                for attribute in node.attributes().filter(|attribute| !TEXT.contains(&attribute.name())) {
                    slots.push((attribute.name().to_owned(), attribute.value().to_owned()));
                }
                let name = node.tag_name().name();
                let value = node.text().filter(|_| node.is_element()).unwrap_or_default();
                match name {
                    "encoded" | "content" => slots.extend(addresses_in_html(value).map(|url| (name.to_owned(), url))),
                    // A guid that is no address is text; a reader may open it all the same.
                    "guid" => slots.push((name.to_owned(), value.to_owned())),
                    _ if TEXT.contains(&name) => {}
                    _ => slots.push((name.to_owned(), value.to_owned())),
                }
            }
        }
        "json" => in_json("", &serde_json::from_str(text).expect("JSON"), &mut slots),
        "html" => slots.extend(addresses_in_html(text).map(|url| ("page".to_owned(), url))),
        "vcf" => {
            for line in text.replace("\r\n ", "").split("\r\n").filter(|line| !line.contains("VALUE=text")) {
                let (name, value) = line.split_once(':').unwrap_or_default();
                if !["FN", "ORG", "NOTE", "ADR"].contains(&name) {
                    slots.push((name.to_owned(), value.to_owned()));
                }
            }
        }
        other => panic!("what is `{other}`?"),
    }
    let wrong = |(slot, value): (String, String)| fault(&value).map(|value| format!("{file}: {slot} holds {value}"));
    slots.into_iter().filter_map(wrong).collect()
}

fn in_json(name: &str, value: &Value, slots: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| in_json(name, value, slots)),
        Value::Array(values) => values.iter().for_each(|value| in_json(name, value, slots)),
        Value::String(html) if name == "content_html" => {
            slots.extend(addresses_in_html(html).map(|url| (name.to_owned(), url)));
        }
        Value::String(text) if !TEXT.contains(&name) => slots.push((name.to_owned(), text.clone())),
        _ => {}
    }
}

fn assert_harmless(site: &Site, what: &str) {
    let files = site.files("feeds");
    let wrong: Vec<String> =
        files.iter().flat_map(|(file, bytes)| faults(file, std::str::from_utf8(bytes).unwrap())).collect();
    assert!(wrong.is_empty(), "{what}: {:#?}", &wrong[..wrong.len().min(20)]);
}

/// One article for each way of writing a value that may be an address under a key.
fn articles(key: &str, address: &str, every_form: bool) -> Vec<(&'static str, String)> {
    let text = json!(address);
    let members: serde_json::Map<String, Value> = known_members().map(|name| (name.to_owned(), text.clone())).collect();
    let mut named = members.clone();
    named.insert("name".to_owned(), json!("Eve"));
    let body = "Some text of an article.\n";
    let json = |value: &Value| json!({ key: value }).to_string() + "\n\n" + body;
    let yaml = |value: &Value| format!("---\n{key}: {value}\n---\n{body}");
    let mut all = vec![("md", yaml(&text))];
    if !every_form {
        return all;
    }
    // TOML's strings are JSON's, and so are its lists; its tables are not.
    let table = |members: &serde_json::Map<String, Value>| {
        let pairs: Vec<String> = members.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        format!("{{ {} }}", pairs.join(", "))
    };
    let shapes = [json!([text]), json!(members), json!([named])];
    all.extend(shapes.iter().flat_map(|shape| [yaml(shape), json(shape)]).map(|text| ("md", text)));
    all.push(("md", json(&text)));
    for value in [text.to_string(), format!("[{text}]"), table(&members), format!("[{}]", table(&named))] {
        all.push(("md", format!("+++\n{key:?} = {value}\n+++\n{body}")));
        all.push(("md", format!("+++\n[extra]\n{key:?} = {value}\n+++\n{body}")));
    }
    all.push(("md", format!("title: T\nauthor: Eve\n{key}: {address}\n\n{body}")));
    let in_name = format!("---\n{key}: {}\n---\n{body}", json!(format!("Eve ({address})")));
    all.push(("md", in_name));
    all.push(("md", format!("---\n{key}: {}\n---\n{body}", json!(format!("[Eve]({address})")))));
    all
}

fn build_all(articles: impl Iterator<Item = (&'static str, String)>) -> (Site, Ran, usize) {
    let site = Site::new("[[feed]]\nname = \"all\"\nlimit = \"all\"\n[content]\nundated = \"warning\"\n");
    let mut count = 0;
    for (ending, text) in articles {
        count += 1;
        site.write(&format!("content/2026-03-01-a{count}.{ending}"), text);
    }
    let ran = site.run(&["build", "--keep-going", "--format", "json"]);
    assert!(ran.code < 2, "{}{}", &ran.out[..ran.out.len().min(2000)], ran.err);
    assert!(
        site.path("feeds/all.rss.xml").exists() || site.path("feeds/all.xml").exists(),
        "{:?}",
        site.files("feeds").keys()
    );
    (site, ran, count)
}

#[test]
fn no_key_of_front_matter_lets_a_hostile_address_out() {
    let keys: BTreeSet<&str> = known_keys().collect();
    assert!(keys.len() > 90, "{}", keys.len());
    // In every form each key has one of the few, and the next key the next.
    let of_key = |(at, key): (usize, &'static str)| {
        HOSTILE.iter().flat_map(move |address| articles(key, address, SOME[at % SOME.len()] == *address))
    };
    let all = keys.iter().copied().enumerate().flat_map(of_key);
    let (site, _, count) = build_all(all);
    // What is no error at all is in the feed.
    let published = site.read("feeds/all.rss.xml").matches("<item>").count();
    assert!(published > count / 2, "{published} of {count}");
    assert!(count > keys.len() * (HOSTILE.len() + 15), "{count}");
    assert_harmless(&site, "front matter");
}

#[test]
fn no_meta_of_a_page_lets_a_hostile_address_out() {
    let page = |name: &str, address: &str| {
        let address = address.replace('"', "&quot;");
        format!(
            "<!doctype html><html><head><title>T</title><meta name=\"{name}\" content=\"{address}\">\
             <link rel=\"canonical\" href=\"{address}\"></head><body><p>Some text of it.</p></body></html>"
        )
    };
    let all = known_metas().flat_map(|name| HOSTILE.iter().map(move |address| ("html", page(name, address))));
    let (site, ..) = build_all(all);
    assert_harmless(&site, "meta");
}

#[test]
fn what_is_left_out_is_told_with_its_key_and_place() {
    for (line, said) in [
        ("external_url: \"javascript:alert(1)\"", "`external_url`: `javascript:alert(1)` is no web address"),
        ("link: \"data:text/html,hi\"", "`link`: `data:text/html,hi` is no web address"),
        ("cover: \"file:///a.png\"", "`cover`: `file:///a.png` is no web address"),
        ("permalink: \"javascript:alert(1)//\"", "`permalink`: `javascript:alert(1)//` is no web address"),
        ("link: \"https://eve:secret@b.example/\"", "`link`: this address holds a user name or a password"),
        ("author: {name: Eve, url: \"vbscript:x\"}", "the url of the author `Eve`: `vbscript:x` is no web address"),
    ] {
        let site = Site::new("");
        site.write("content/2026-03-01-a.md", format!("---\ntitle: T\n{line}\n---\nSome text of an article.\n"));
        let ran = site.build();
        assert!(ran.err.contains("warning[url-refused]") && ran.err.contains(said), "{line}: {}", ran.err);
        assert!(ran.err.contains("content/2026-03-01-a.md:3:") && ran.err.contains("help: "), "{line}: {}", ran.err);
        assert_harmless(&site, line);
        assert_eq!(site.feed()["items"].as_array().unwrap().len(), 1, "the article itself is published");
        assert_eq!(site.run(&["build", "--deny", "warnings"]).code, 1, "{line}");
    }
}

#[test]
fn a_section_page_cannot_lend_its_author_a_hostile_address() {
    let site = Site::new("");
    site.write("content/news/_index.md", "---\nauthor: {name: Eve, url: \"javascript:alert(1)\"}\n---\n");
    site.write("content/news/2026-03-01-a.md", "Some text of an article.\n");
    let ran = site.build();
    assert!(ran.err.contains("url-refused") && ran.err.contains("page of the section `news`"), "{}", ran.err);
    assert_eq!(site.feed()["items"][0]["authors"], json!([{ "name": "Eve" }]));
}

#[test]
fn an_address_of_the_web_stays_as_it_was_typed() {
    let site = Site::new("");
    site.write(
        "content/2026-03-01-a.md",
        "---\nlink: //b.example/a\nauthor: {name: Eve, url: /team/}\nimage: ../a b.png\n---\nText of it. \
         [mail](mailto:a@b.example) [call](tel:+4912345) [own](https://eve@b.example/)\n",
    );
    let ran = site.build();
    assert!(!ran.err.contains("url-refused") && !ran.err.contains("link-dropped"), "{}", ran.err);
    let item = &site.feed()["items"][0];
    assert_eq!(item["external_url"], "https://b.example/a");
    assert_eq!(item["authors"][0]["url"], "https://acme.example/team/");
    assert_eq!(item["image"], "https://acme.example/news/a%20b.png");
    let html = item["content_html"].as_str().unwrap();
    for link in ["mailto:a@b.example", "tel:+4912345", "https://eve@b.example/"] {
        assert!(html.contains(&format!("href=\"{link}\"")), "{html}");
    }
}

#[test]
fn an_id_that_would_run_is_not_taken_and_a_published_one_stays() {
    let article = |id: &str| format!("---\ntitle: T\n{id}\n---\nSome text of an article.\n");
    for id in HOSTILE.iter().filter(|address| is_script_scheme(address)) {
        let site = Site::new("");
        site.write("content/2026-03-01-a.md", article(&format!("id: {}", json!(id))));
        let ran = site.build();
        assert!(ran.err.contains("warning[id-invalid]"), "{id}: {}", ran.err);
        assert_eq!(site.feed()["items"][0]["id"], "tag:acme.example,2026-03-01:2026-03-01-a", "{id}");
    }
    // Such an id was published by the version before: subscribers know it.
    let site = Site::new("");
    site.write("content/2026-03-01-a.md", article("id: urn:x-old:a"));
    site.build();
    let ledger = site.read("tidings.lock");
    site.write("tidings.lock", ledger.replace("urn:x-old:a", "javascript:old"));
    assert_eq!(site.run(&["ledger", "mend", "--write"]).code, 0);
    site.write("content/2026-03-01-a.md", article("id: \"javascript:old\""));
    std::fs::remove_dir_all(site.path("feeds")).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(site.feed()["items"][0]["id"], "javascript:old");
}

/// The keys that a table of the configuration may have, by its own word: what it says of one that it does not know.
fn keys_of(text: &str) -> Vec<String> {
    let refused = Config::parse(Path::new("."), text, &Overrides::default()).expect_err("the key is not known");
    let help = refused[0].help.clone().unwrap_or_default();
    let (_, keys) = help.split_once("the keys here are ").unwrap_or_else(|| panic!("{text}: {help}"));
    keys.split(", ").map(str::to_owned).collect()
}

#[test]
fn no_key_of_the_configuration_lets_a_hostile_address_out() {
    let needed = |table: &str| match table {
        "site" => vec![("title", "\"T\""), ("url", "\"https://acme.example/\"")],
        "organization" => vec![("name", "\"Acme\"")],
        "author" => vec![("key", "\"eve\""), ("name", "\"Eve\"")],
        "feed" => vec![("name", "\"news\"")],
        "convert" => vec![("from", "\"rst\""), ("command", "[\"cat\", \"{input}\"]")],
        _ => Vec::new(),
    };
    let site_table = "[site]\ntitle = \"T\"\nurl = \"https://acme.example/\"\n";
    let tables = keys_of(&format!("zzz = 1\n{site_table}"));
    assert!(["site", "organization", "author", "feed"].iter().all(|table| tables.iter().any(|known| known == table)));
    let mut tried = 0;
    // Its keys are prefixes of the user's own.
    for table in tables.iter().filter(|table| *table != "extensions") {
        let header = if ["author", "feed", "convert"].contains(&table.as_str()) {
            format!("[[{table}]]")
        } else {
            format!("[{table}]")
        };
        let first = if table == "site" { "" } else { site_table };
        for key in keys_of(&format!("{first}{header}\nzzz = 1\n")) {
            for address in HOSTILE {
                let value = json!(address);
                let value = if key == "contacts" {
                    format!("{{ website = {value}, acme = {value} }}")
                } else {
                    value.to_string()
                };
                let others = needed(table).into_iter().filter(|(name, _)| *name != key);
                let others: String = others.map(|(name, value)| format!("{name} = {value}\n")).collect();
                let text = format!("{first}{header}\n{others}{key} = {value}\n");
                let site = Site::bare();
                site.write("tidings.toml", &text);
                site.write("content/2026-03-01-a.md", "---\nauthor: eve\n---\nSome text of an article.\n");
                // Most are refused: what is left is built.
                let parsed = Config::parse(site.root(), &text, &Overrides::default());
                let is_address = ["url", "logo", "icon", "avatar", "hub"].contains(&key.as_str());
                assert!(!is_address || parsed.is_err(), "{table}.{key} takes {address:?}");
                tried += 1;
                if parsed.is_ok() {
                    let ran = site.run(&["build"]);
                    assert!(!ran.err.contains("panicked"), "{text}: {}", ran.err);
                    assert_harmless(&site, &text);
                }
            }
        }
    }
    assert!(tried > 40 * HOSTILE.len(), "{tried}");
}
