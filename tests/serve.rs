//! `tidings serve`, the preview, and `tidings build --watch`: nothing published changes, and what is saved is seen.
#![cfg(feature = "serve")]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::Stdio;

use serde_json::Value;
use support::Site;
use support::http::{Answer, Served};

fn site() -> Site {
    let site = Site::new("[[author]]\nkey = \"lin\"\nname = \"Lin Yue\"\n");
    site.write("content/2026-01-05-one.md", "---\ntitle: One\nauthor: lin\ntags: [tides]\n---\nThe first gauge is in place.\n")
        .write(
            "content/2026-02-01-tide/index.md",
            "---\ntitle: \"Tide <b>& storm\"\naudio: tide.mp3\n---\nThe picture: ![a gauge](gauge.png)\n\n<script>alert(1)</script>\n",
        )
        .write("content/2026-02-01-tide/tide.mp3", vec![7_u8; 5000])
        .write("content/2026-02-01-tide/gauge.png", b"\x89PNG of a gauge")
        .write("content/2026-03-01-draft.md", "---\ntitle: Secret plan\ndraft: true\n---\nNot for everybody yet.\n")
        .write("content/2031-01-01-later.md", "# Later\n\nIn five years.\n");
    site
}

/// What the browser hears, a line at a time.
struct Told(BufReader<TcpStream>);

impl Told {
    fn by(served: &Served) -> Self {
        let mut stream = served.connect();
        let request = format!("GET /-/events HTTP/1.1\r\nHost: {}\r\n\r\n", served.address);
        stream.write_all(request.as_bytes()).unwrap();
        Self(BufReader::new(stream))
    }

    /// Waits for the end of a round after `round`; gives its number.
    fn round_after(&mut self, round: u64) -> u64 {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the events have ended");
            let Some(event) = line.strip_prefix("data: ") else { continue };
            let event: Value = serde_json::from_str(event).unwrap();
            let now = event["round"].as_u64().unwrap();
            if now > round && event["building"] == false {
                return now;
            }
        }
    }
}

fn json(served: &Served, path: &str) -> Value {
    let answer = served.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn all_files(site: &Site) -> Vec<(String, Vec<u8>)> {
    site.files(".").into_iter().collect()
}

/// The site and each entry as the page is told of them.
#[test]
fn a_preview_shows_what_a_reader_would_see_and_writes_nothing() {
    for built_before in [false, true] {
        let site = site();
        if built_before {
            site.build();
            site.write("content/2026-01-05-one.md", "---\ntitle: One\nauthor: lin\n---\nThe first gauge has moved.\n");
        }
        let before = all_files(&site);
        let served = Served::preview(&site, &[]);
        Told::by(&served).round_after(0);
        let whole = json(&served, "/-/site");
        assert_eq!(
            (&whole["title"], &whole["entries"], &whole["failed"]),
            (&"Acme News".into(), &2.into(), &false.into())
        );
        let feeds = whole["feeds"].as_array().unwrap();
        assert_eq!(feeds.len(), 3);
        assert_eq!(feeds[0]["change"], if built_before { "changed" } else { "new" });
        let changes = &whole["subscribers"];
        match built_before {
            true => assert_eq!(changes[0]["diff"]["updated"][0]["title"], "One"),
            false => assert_eq!(changes, &Value::Array(Vec::new())),
        }
        let why: Vec<&str> =
            whole["left_out"].as_array().unwrap().iter().map(|left| left["why"].as_str().unwrap()).collect();
        assert_eq!(why, ["draft", "waiting"]);

        // Each format is read from its own bytes, and says the same.
        for path in ["rss.xml", "atom.xml", "feed.json"] {
            let feed = json(&served, &format!("/-/feed?path={path}"));
            let entries = feed["entries"].as_array().unwrap();
            let tide = &entries[0];
            assert_eq!(tide["title"], "Tide <b>& storm", "{path}");
            assert_eq!(
                (&tide["article"], &entries[1]["authors"][0]),
                (&"2026-02-01-tide/index.md".into(), &"Lin Yue".into()),
                "{path}"
            );
            assert_eq!(
                (&tide["enclosures"][0]["length"], &tide["has_content"]),
                (&5000.into(), &true.into()),
                "{path}"
            );
            // Its files come from the site, in parts too.
            let recording = tide["enclosures_here"][0].as_str().unwrap();
            let part = served.ask("GET", recording, &[("Range", "bytes=10-19")]);
            assert_eq!((part.status, part.body.len(), part.field("content-type")), (206, 10, "audio/mpeg"), "{path}");
            // The content in its frame: no script in it, and none would run.
            let id = encoded(tide["id"].as_str().unwrap());
            let frame = served.get(&format!("/-/content?path={path}&id={id}"));
            let text = frame.text();
            assert!(text.contains("The picture:") && !text.contains("alert"), "{path}: {text}");
            let policy = frame.field("content-security-policy");
            assert!(policy.contains("default-src 'none'") && !policy.contains("script"), "{policy}");
            assert!(policy.contains("sandbox") && !policy.contains("allow-scripts"), "{policy}");
            let picture = text.split("src=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
            assert!(picture.starts_with("/-/media?"), "{path}: {picture}");
            assert_eq!(served.get(&picture).body, b"\x89PNG of a gauge", "{path}");
            // And where each field comes from.
            let explained = json(&served, &format!("/-/explain?id={id}"));
            let title = explained["fields"].as_array().unwrap().iter().find(|field| field["name"] == "title").unwrap();
            assert_eq!((&title["value"], &title["from"]["line"]), (&"Tide <b>& storm".into(), &2.into()), "{path}");
        }
        // The documents themselves, at both of their paths, and the page for people.
        for path in ["/rss.xml", "/news/feeds/rss.xml"] {
            let rss = served.get(path);
            assert_eq!((rss.status, rss.field("content-type")), (200, "application/rss+xml; charset=utf-8"), "{path}");
            assert!(rss.text().contains("first gauge"), "{path}");
            assert_eq!(rss.field("access-control-allow-origin"), "", "a trial is for nobody else");
        }
        assert!(served.get("/index.html").text().contains("Acme News"));
        for path in ["/", "/-/page.js", "/-/page.css", "/-/content.css"] {
            assert_eq!(served.get(path).status, 200, "{path}");
        }
        drop(served);
        assert_eq!(all_files(&site), before, "nothing is written");
    }
}

#[test]
fn what_is_saved_is_seen_and_what_fails_leaves_the_last_good_view() {
    let site = site();
    let served = Served::preview(&site, &[]);
    let mut told = Told::by(&served);
    let titles = || {
        let feed = json(&served, "/-/feed?path=feed.json");
        let titles =
            feed["entries"].as_array().unwrap().iter().map(|entry| entry["title"].as_str().unwrap().to_owned());
        titles.collect::<Vec<_>>()
    };
    let mut round = told.round_after(0);
    assert_eq!(titles(), ["Tide <b>& storm", "One"]);
    // Edited.
    site.write(
        "content/2026-01-05-one.md",
        "---\ntitle: One, mended\nauthor: lin\n---\nThe first gauge is in place.\n",
    );
    round = told.round_after(round);
    assert_eq!(titles(), ["Tide <b>& storm", "One, mended"]);
    // Added.
    site.write("content/2026-02-02-three.md", "# Three\n\nThe third gauge.\n");
    round = told.round_after(round);
    assert_eq!(titles(), ["Three", "Tide <b>& storm", "One, mended"]);
    // At fault: what is wrong has a place, and the last good view stays.
    site.write("content/2026-02-02-three.md", "---\ntitle: [Three\n---\nThe third gauge.\n");
    round = told.round_after(round);
    let whole = json(&served, "/-/site");
    assert_eq!((&whole["failed"], &whole["empty"]), (&true.into(), &false.into()));
    let errors: Vec<&Value> =
        whole["problems"].as_array().unwrap().iter().filter(|found| found["severity"] == "error").collect();
    assert_eq!(
        (&errors[0]["file"], errors[0]["source"].is_array()),
        (&"content/2026-02-02-three.md".into(), true),
        "{errors:?}"
    );
    assert_eq!(titles().len(), 3);
    // So does the configuration.
    site.write("content/2026-02-02-three.md", "# Three\n\nThe third gauge.\n");
    round = told.round_after(round);
    let configuration = site.read("tidings.toml");
    site.write("tidings.toml", format!("{configuration}\n[site\n"));
    round = told.round_after(round);
    assert_eq!(json(&served, "/-/site")["failed"], true);
    assert_eq!(titles().len(), 3);
    site.write("tidings.toml", configuration.replace("Acme News", "Acme Waters"));
    round = told.round_after(round);
    let whole = json(&served, "/-/site");
    assert_eq!((&whole["title"], &whole["failed"]), (&"Acme Waters".into(), &false.into()));
    // Gone.
    std::fs::remove_file(site.path("content/2026-02-02-three.md")).unwrap();
    told.round_after(round);
    assert_eq!(titles(), ["Tide <b>& storm", "One, mended"]);
}

/// A site that is at fault from the start is shown without the article at fault.
#[test]
fn a_preview_begins_with_what_is_well() {
    let site = site();
    site.write("content/2026-02-02-three.md", "---\ntitle: [Three\n---\nThe third gauge.\n");
    let served = Served::preview(&site, &[]);
    Told::by(&served).round_after(0);
    let whole = json(&served, "/-/site");
    assert_eq!((&whole["failed"], &whole["entries"]), (&true.into(), &2.into()));
    // And one without any configuration says what to do.
    let bare = Site::bare();
    let served = Served::preview(&bare, &[]);
    let mut told = Told::by(&served);
    let round = told.round_after(0);
    let whole = json(&served, "/-/site");
    assert_eq!((&whole["failed"], &whole["empty"]), (&true.into(), &true.into()));
    assert!(whole["problems"][0]["help"].as_str().unwrap().contains("tidings init"), "{whole}");
    assert_eq!(served.get("/rss.xml").status, 503);
    bare.write("tidings.toml", "[site]\ntitle = \"Acme\"\nurl = \"https://acme.example/\"\n")
        .write("content/2026-01-01-a.md", "# A\n\nText.\n");
    told.round_after(round);
    assert_eq!(served.get("/rss.xml").status, 200);
}

#[test]
fn drafts_are_shown_when_asked_for() {
    let site = site();
    let served = Served::preview(&site, &["--drafts", "--future"]);
    Told::by(&served).round_after(0);
    let whole = json(&served, "/-/site");
    assert_eq!((&whole["entries"], &whole["trial"]), (&4.into(), &serde_json::json!(["--drafts", "--future"])));
    let feed = json(&served, "/-/feed?path=rss.xml");
    let titles: Vec<&str> =
        feed["entries"].as_array().unwrap().iter().map(|entry| entry["title"].as_str().unwrap()).collect();
    assert_eq!(titles[..2], ["Later", "Secret plan"]);
    assert_eq!(feed["entries"][1]["article"], "2026-03-01-draft.md");
}

/// The preview reads what is not published: no other origin and no other name may ask for it.
#[test]
fn a_preview_is_for_this_machine_alone() {
    let site = site();
    site.write("content/2026-02-01-tide/notes.txt", "private").write("outside.png", "outside");
    let served = Served::preview(&site, &[]);
    Told::by(&served).round_after(0);
    let named = |host: &str| {
        let request = format!("GET /-/site HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        Answer::read(&served.raw(request.as_bytes())).status
    };
    let port = served.address.port();
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
        assert_eq!((named(host), named(&format!("{host}:{port}"))), (200, 200), "{host}");
    }
    for host in
        ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", "0.0.0.0", "localhost:x", ""]
    {
        assert_eq!(named(host), 421, "{host}");
    }
    let page = served.get("/");
    let policy = page.field("content-security-policy");
    assert!(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(served.ask("POST", "/-/site", &[]).status, 405);
    // Nothing but pictures and recordings of the site, and none outside of it.
    let feed = json(&served, "/-/feed?path=feed.json");
    let tide = &feed["entries"][0];
    let (id, link) = (encoded(tide["id"].as_str().unwrap()), tide["link"].as_str().unwrap());
    for url in [
        format!("{link}notes.txt"),
        format!("{link}../../tidings.toml"),
        format!("{link}..%2f..%2ftidings.toml"),
        "https://acme.example/news/../tidings.toml".to_owned(),
        "https://acme.example/news/tidings.toml".to_owned(),
        "https://other.example/gauge.png".to_owned(),
        "file:///etc/hostname".to_owned(),
        "/etc/passwd".to_owned(),
    ] {
        assert_eq!(served.get(&format!("/-/media?id={id}&url={}", encoded(&url))).status, 404, "{url}");
    }
    for path in [
        "/../tidings.toml",
        "/%2e%2e/tidings.toml",
        "/tidings.toml",
        "/content/2026-01-05-one.md",
        "/-/",
        "/-/nothing",
        "/-/feed",
        "/-/feed?path=../tidings.toml",
        "/-/explain?article=../tidings.toml",
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
}

#[cfg(unix)]
#[test]
fn a_preview_ends_when_told_though_a_browser_listens() {
    let site = site();
    let served = Served::preview(&site, &[]);
    let mut told = Told::by(&served);
    told.round_after(0);
    std::process::Command::new("kill").arg(served.id().to_string()).status().unwrap();
    assert_eq!(served.wait().0, Some(0));
}

#[test]
fn a_port_in_use_is_no_reason_to_fail_unless_it_was_asked_for() {
    let site = site();
    let served = Served::preview(&site, &[]);
    let port = served.address.port().to_string();
    let ran = site.run(&["serve", "--port", &port]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot listen") && ran.err.contains("--port 0"), "{}", ran.err);
    // The usual one may be in use here or not: there are two, and both are served.
    let (one, other) = (Served::start(site.command(&["serve"])), Served::start(site.command(&["serve"])));
    assert_ne!(one.address.port(), other.address.port());
    assert!(one.address.ip().is_loopback());
}

/// Waits for a line of a program's output.
fn line_with(out: &mut impl BufRead, text: &str) -> String {
    loop {
        let mut line = String::new();
        assert!(out.read_line(&mut line).unwrap() > 0, "it has ended without `{text}`");
        if line.contains(text) {
            return line;
        }
    }
}

#[test]
fn a_watching_build_writes_its_own_folder_and_nothing_else() {
    let site = site();
    site.build();
    let is_published = |(file, _): &(String, Vec<u8>)| file.starts_with("feeds/") || file == "tidings.lock";
    let published = |site: &Site| all_files(site).into_iter().filter(is_published).collect::<Vec<_>>();
    let before = published(&site);
    let mut child = site
        .command(&["build", "--watch", "--output", "preview"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    line_with(&mut out, "written or removed");
    assert!(site.read("preview/feed.json").contains("The first gauge is in place"));
    site.write("content/2026-01-05-one.md", "---\ntitle: One\n---\nThe first gauge has moved.\n");
    line_with(&mut out, "written or removed");
    assert!(site.read("preview/feed.json").contains("The first gauge has moved"));
    // One that fails is no end.
    site.write("content/2026-01-05-one.md", "---\ntitle: [One\n---\n");
    line_with(&mut out, "nothing was written");
    site.write("content/2026-01-05-one.md", "---\ntitle: One\n---\nThe first gauge is back.\n");
    line_with(&mut out, "written or removed");
    assert!(site.read("preview/feed.json").contains("The first gauge is back"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(published(&site), before);
}

#[test]
fn a_watching_build_is_a_trial_only() {
    let site = site();
    site.build();
    for arguments in
        [&["build", "--watch"][..], &["build", "--watch", "--output", "feeds"], &["build", "--watch", "--drafts"]]
    {
        let ran = site.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.out);
        assert!(ran.err.contains("--output"), "{arguments:?}: {}", ran.err);
    }
}
