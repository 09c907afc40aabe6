//! How documents are to be served, as servers and hosts are told it, and the compressed copies beside them. What real
//! servers make of it, `tests/serving/run` shows.

mod support;

use std::collections::BTreeMap;
use std::io::Read as _;

use support::Site;

fn site(output: &str) -> Site {
    let site = Site::new(&format!(
        "[output]\n{output}\n[organization]\nname = \"Acme\"\n[[feed]]\nname = \"all\"\nlimit = 2\narchive = 2\n\
         [[feed]]\nname = \"tag-{{tag}}\"\neach = \"tag\"\npath = \"tags/{{tag}}.{{ext}}\"\nformats = [\"rss\"]\n"
    ));
    for day in 1..6 {
        let text = format!("---\ntitle: Day {day}\ndate: 2026-01-0{day}\ntags: [Größe]\n---\nThe text of day {day}.\n");
        site.write(&format!("content/{day}.md"), text);
    }
    site
}

/// The rules of a `_headers` file.
fn rules(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut rules: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut path = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix("  ").and_then(|header| header.split_once(": ")) {
            Some((name, value)) => {
                let other = rules.get_mut(&path).expect("a path").insert(name.to_owned(), value.to_owned());
                assert_eq!(other, None, "{path} {name} twice");
            }
            None => {
                path = line.to_owned();
                assert!(rules.insert(path.clone(), BTreeMap::new()).is_none(), "{path} twice");
            }
        }
    }
    rules
}

#[test]
fn every_document_has_its_type_and_its_time() {
    let site = site("headers = \"netlify\"");
    site.build();
    let rules = rules(&site.read("feeds/_headers"));
    let made: Vec<String> = site.files("feeds").into_keys().filter(|path| path != "feeds/_headers").collect();
    assert_eq!(rules.len(), made.len(), "{rules:#?} {made:?}");
    for (path, media, age) in [
        ("all.rss.xml", "application/rss+xml; charset=utf-8", 1_800),
        ("all.atom.xml", "application/atom+xml; charset=utf-8", 1_800),
        ("all.json", "application/feed+json", 1_800),
        ("all-archive-1.rss.xml", "application/rss+xml; charset=utf-8", 86_400),
        ("all-archive-1.json", "application/feed+json", 86_400),
        ("tags/gr%C3%B6%C3%9Fe.rss.xml", "application/rss+xml; charset=utf-8", 1_800),
        ("feeds.opml", "text/x-opml; charset=utf-8", 86_400),
        ("organization.vcf", "text/vcard; charset=utf-8", 86_400),
        ("index.html", "text/html; charset=utf-8", 1_800),
    ] {
        let path = format!("/news/feeds/{path}");
        let rule = rules.get(&path).unwrap_or_else(|| panic!("no rule of {path} in {:?}", rules.keys()));
        assert_eq!(rule["Content-Type"], media, "{path}");
        assert_eq!(rule["Cache-Control"], format!("public, max-age={age}"), "{path}");
        assert_eq!(rule.contains_key("Access-Control-Allow-Origin"), !path.ends_with("html"), "{path}");
    }
}

#[test]
fn documents_with_a_stylesheet_are_shown_and_run_nothing() {
    let site = site("headers = [\"netlify\"]\nstyle = true");
    site.build();
    let rules = rules(&site.read("feeds/_headers"));
    for path in ["all.rss.xml", "all.atom.xml", "feeds.opml"] {
        let rule = &rules[&format!("/news/feeds/{path}")];
        assert_eq!(rule["Content-Type"], "application/xml; charset=utf-8", "{path}");
        assert_eq!(rule["Content-Security-Policy"], "default-src 'none'; style-src 'self'; sandbox", "{path}");
    }
    assert_eq!(rules["/news/feeds/style.css"]["Content-Type"], "text/css; charset=utf-8");
}

#[test]
fn each_server_has_its_file_and_an_unknown_one_is_named() {
    let site = site("headers = [\"netlify\", \"cloudflare\", \"nginx\", \"caddy\", \"apache\"]");
    site.build();
    for file in ["_headers", "headers.nginx.conf", "headers.caddy", ".htaccess"] {
        assert!(site.read(&format!("feeds/{file}")).starts_with("# Made by Tidings: "), "{file}");
    }
    let before = site.files("feeds");
    site.build();
    assert_eq!(before, site.files("feeds"));
    let configuration = site.read("tidings.toml");
    site.write("tidings.toml", configuration.replace("headers = [", "# headers = ["));
    site.build();
    let left: Vec<String> = site.files("feeds").into_keys().filter(|path| path.contains("header")).collect();
    assert_eq!(left, [""; 0], "they go when they are no longer asked for");
    assert!(!site.path("feeds/.htaccess").exists());

    let unknown = self::site("headers = [\"lighttpd\"]");
    let ran = unknown.run(&["build"]);
    assert!(ran.code != 0 && ran.err.contains("`lighttpd` is no server that is known here"), "{}", ran.err);
    assert!(ran.err.contains("\"netlify\", \"cloudflare\", \"nginx\", \"caddy\", \"apache\""), "{}", ran.err);
}

#[test]
fn what_another_program_has_there_stays() {
    let site = site("headers = [\"netlify\", \"apache\"]");
    site.write("feeds/_headers", "/*\n  X-Frame-Options: DENY\n");
    let ran = site.build();
    assert!(ran.err.contains("`feeds/_headers` was not made by Tidings, and stays"), "{}", ran.err);
    assert_eq!(site.read("feeds/_headers"), "/*\n  X-Frame-Options: DENY\n");
    assert!(site.path("feeds/.htaccess").exists());
}

#[test]
fn cloudflare_is_given_as_many_rules_as_it_reads_subscriptions_first() {
    let site = Site::new(
        "[output]\nheaders = \"cloudflare\"\n[[feed]]\nname = \"all\"\nlimit = 1\narchive = 1\n\
         [[feed]]\nname = \"{tag}\"\neach = \"tag\"\nformats = [\"rss\"]\n",
    );
    for number in 0..60 {
        let text =
            format!("---\ntitle: A{number}\ndate: 2026-01-02\ntags: [tag{number}]\n---\nThe text of {number}.\n");
        site.write(&format!("content/a{number}.md"), text);
    }
    site.build();
    let text = site.read("feeds/_headers");
    let rules = rules(&text);
    assert_eq!(rules.len(), 100);
    assert!((0..60).all(|tag| rules.contains_key(&format!("/news/feeds/tag{tag}.rss.xml"))));
    assert!(text.contains(" more documents have no rule: 100 are read."), "{text}");
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut text).expect("gzip");
    text
}

#[test]
fn a_compressed_copy_holds_what_its_document_holds_and_nothing_of_the_build() {
    let site = site("headers = [\"nginx\"]\nprecompress = true");
    site.build();
    let files = site.files("feeds");
    let (copies, documents): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| path.ends_with(".gz"));
    assert_eq!(copies.len(), documents.len() - 1, "all but the header map");
    for (path, bytes) in copies {
        assert_eq!(unpacked(bytes), files[path.trim_end_matches(".gz")], "{path}");
        // RFC 1952, 2.3: a comment, no time, no name, no system.
        assert_eq!(bytes[3..8], [16, 0, 0, 0, 0], "{path}");
        assert_eq!(bytes[9], 255, "{path}");
    }
    assert!(site.read("feeds/headers.nginx.conf").contains("gzip_static on;"));

    let ran = site.build();
    assert!(ran.err.contains("unchanged") || files == site.files("feeds"), "{}", ran.err);
    let check = site.run(&["check"]);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
    site.write("content/2.md", "---\ntitle: Day 2\ndate: 2026-01-02\n---\nAnother text of day 2.\n");
    site.build();
    let after = site.files("feeds");
    assert_ne!(files["feeds/all-archive-1.rss.xml.gz"], after["feeds/all-archive-1.rss.xml.gz"]);
    assert_eq!(unpacked(&after["feeds/all-archive-1.rss.xml.gz"]), after["feeds/all-archive-1.rss.xml"]);

    let configuration = site.read("tidings.toml");
    site.write("tidings.toml", configuration.replace("precompress = true", ""));
    site.build();
    assert!(site.files("feeds").keys().all(|path| !path.ends_with(".gz")), "they go when they are no longer asked for");
}

#[test]
fn hubs_are_named_with_every_document_that_readers_poll() {
    let site = Site::new(
        "[output]\nheaders = [\"netlify\", \"nginx\", \"caddy\", \"apache\"]\nhub = [\"https://hub.example/a%20b\", \"https://two.example/\"]\n\
         [[feed]]\nname = \"all\"\nformats = [\"rss\"]\nlimit = 1\narchive = 1\n",
    );
    for day in 1..4 {
        site.write(&format!("content/2026-01-0{day}-a.md"), format!("# Title {day}\n\nThe text of {day}.\n"));
    }
    site.build();
    let links = |own: &str| {
        format!("<https://hub.example/a%20b>; rel=\"hub\", <https://two.example/>; rel=\"hub\", <{own}>; rel=\"self\"")
    };
    let own = links("https://acme.example/news/feeds/all.rss.xml");
    assert!(site.read("feeds/_headers").contains(&format!("  Link: {own}\n")));
    let quoted = own.replace('"', "\\\"");
    assert!(site.read("feeds/headers.nginx.conf").contains(&format!("add_header Link \"{quoted}\";")));
    assert!(site.read("feeds/headers.caddy").contains(&format!("Link \"{quoted}\"")));
    assert!(site.read("feeds/.htaccess").contains(&format!("Header set Link \"{}\"", quoted.replace('%', "%%"))));
    for file in ["_headers", "headers.nginx.conf", "headers.caddy", ".htaccess"] {
        assert_eq!(
            site.read(&format!("feeds/{file}")).matches("Link").count(),
            1,
            "{file}: archives have no subscribers"
        );
    }
    assert!(site.read("feeds/.htaccess").contains("RequestHeader edit If-None-Match"));
}
