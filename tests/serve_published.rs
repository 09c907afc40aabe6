//! `tidings serve --published`: what pollers are owed. Rules are numbered as in `docs/serve.md`, one test row each.
#![cfg(feature = "serve")]

mod support;

use std::io::{Read, Write};

use support::Site;
use support::http::{Answer, Served};

const FEEDS: &str = r#"
[output]
url = "https://acme.example/news/feeds/"
hub = "https://hub.example/"

[[feed]]
name = "news"
limit = 3
archive = 2
formats = ["rss", "atom", "json"]
"#;

/// A site with three formats, archives, a picture and a recording in its output folder, built.
fn site() -> Site {
    let site = Site::new(FEEDS);
    for day in 1..=7 {
        let body = "The gauge at the south quay stands, and it measures what the river does. ".repeat(12);
        site.write(&format!("content/2026-01-0{day}-gauge-{day}.md"), format!("# Gauge {day}\n\n{body}\n"));
    }
    site.build();
    site.write("feeds/tide.mp3", (0..200_000_u32).map(|byte| byte as u8).collect::<Vec<u8>>());
    site.write("feeds/logo.png", b"\x89PNG");
    site
}

const FORMATS: [(&str, &str); 3] = [
    ("/news.rss.xml", "application/rss+xml; charset=utf-8"),
    ("/news.atom.xml", "application/atom+xml; charset=utf-8"),
    ("/news.json", "application/feed+json; charset=utf-8"),
];

/// Each rule of a server with what it comes to.
#[test]
fn the_rules_for_pollers_hold() {
    let site = site();
    let served = Served::published(&site, &[]);
    let get = |path: &str, fields: &[(&str, &str)]| served.ask("GET", path, fields);
    for (path, media_type) in FORMATS {
        let whole = served.get(path);
        let (tag, date) = (whole.field("etag"), whole.field("last-modified"));
        assert_eq!(whole.body, std::fs::read(site.path(&format!("feeds{path}"))).unwrap(), "{path}: as it stands");

        // 36: both validators; 304 for each, `If-None-Match` weakly and first.
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 20, "36 {path}: {tag}");
        assert!(date.ends_with(" GMT"), "36 {path}: {date}");
        let weak = format!("W/{tag}");
        let several = format!("\"other\", W/\"x,y\", {tag}");
        for given in [tag, &weak, &several, "*"] {
            assert_eq!(get(path, &[("If-None-Match", given)]).status, 304, "36 {path}: {given}");
        }
        assert_eq!(get(path, &[("If-None-Match", "\"other\"")]).status, 200, "36 {path}");
        assert_eq!(get(path, &[("If-Modified-Since", date)]).status, 304, "36 {path}");
        assert_eq!(get(path, &[("If-Modified-Since", "Thu, 01 Jan 2015 00:00:00 GMT")]).status, 200, "36 {path}");
        assert_eq!(get(path, &[("If-Modified-Since", "yesterday")]).status, 200, "36 {path}");
        let first = [("If-None-Match", "\"other\""), ("If-Modified-Since", date)];
        assert_eq!(get(path, &first).status, 200, "36 {path}: the tag decides");

        // 38: what a 304 repeats, and that it carries nothing.
        let known = get(path, &[("If-None-Match", tag)]);
        for name in ["etag", "cache-control", "vary"] {
            assert_eq!(known.field(name), whole.field(name), "38 {path}: {name}");
        }
        assert!(known.field("date").ends_with(" GMT"), "38 {path}");
        assert!(known.body.is_empty() && known.field("content-length").is_empty(), "38 {path}");

        // 39: gzip and Brotli, each under a strong tag of its own, revalidated under each.
        let mut tags = vec![tag.to_owned()];
        for (asked, coding) in [("gzip", "gzip"), ("br, gzip", "br"), ("gzip;q=1, br;q=0.2", "gzip")] {
            let coded = get(path, &[("Accept-Encoding", asked)]);
            assert_eq!((coded.status, coded.field("content-encoding")), (200, coding), "39 {path}: {asked}");
            assert_eq!(coded.field("vary"), "Accept-Encoding", "39 {path}");
            assert!(coded.body.len() < whole.body.len() / 2, "39 {path}: {asked}");
            assert_eq!(coded.field("content-length"), coded.body.len().to_string(), "39 {path}");
            assert!(coded.field("etag").starts_with('"') && coded.field("etag") != tag, "39 {path}");
            tags.push(coded.field("etag").to_owned());
            let again = get(path, &[("Accept-Encoding", asked), ("If-None-Match", coded.field("etag"))]);
            assert_eq!((again.status, again.field("etag")), (304, coded.field("etag")), "39 {path}");
            // A client may hold the plain one still.
            let plain = get(path, &[("Accept-Encoding", asked), ("If-None-Match", tag)]);
            assert_eq!((plain.status, plain.field("etag")), (304, tag), "39 {path}");
            // One that takes no coding does not have what it could use.
            assert_eq!(get(path, &[("If-None-Match", coded.field("etag"))]).status, 200, "39 {path}");
        }
        tags.dedup();
        assert!(tags.len() >= 3, "39 {path}: {tags:?}");
        assert_eq!(get(path, &[("Accept-Encoding", "gzip;q=0")]).field("content-encoding"), "", "39 {path}");
        assert_eq!(whole.field("vary"), "Accept-Encoding", "39 {path}: without a coding too");

        // 40, 42: how long it may be kept, and nothing that forbids it.
        assert_eq!(whole.field("cache-control"), "public, max-age=1800", "40 {path}");
        for name in ["expires", "set-cookie", "pragma"] {
            assert_eq!(whole.field(name), "", "42 {path}: {name}");
        }
        // 44: the specific type, with its charset.
        assert_eq!(whole.field("content-type"), media_type, "44 {path}");
        // 45: nothing in it runs.
        assert_eq!(whole.field("x-content-type-options"), "nosniff", "45 {path}");
        let policy = whole.field("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "45 {path}: {policy}");
        // 46: readers that run in a browser.
        assert_eq!(whole.field("access-control-allow-origin"), "*", "46 {path}");
        assert_eq!(known.field("access-control-allow-origin"), "*", "46 {path}");
        let before = served.ask(
            "OPTIONS",
            path,
            &[("Origin", "https://reader.example"), ("Access-Control-Request-Headers", "if-none-match")],
        );
        assert_eq!(before.status, 204, "46 {path}");
        assert!(before.field("access-control-allow-headers").contains("If-None-Match"), "46 {path}");
        // 47: no redirect; 49: no query string is needed, and none disturbs.
        assert_eq!(get(&format!("{path}?from=reader&x=%00"), &[]).body, whole.body, "49 {path}");
        // 51: HEAD is GET without a body, conditions and codings included.
        for fields in [&[][..], &[("Accept-Encoding", "gzip")], &[("If-None-Match", tag)], &[("Range", "bytes=0-9")]] {
            let (mut head, mut same) = (served.ask("HEAD", path, fields), get(path, fields));
            assert!(head.body.is_empty(), "51 {path}");
            let timeless = |answer: &mut Answer| answer.fields.retain(|(name, _)| name != "date");
            timeless(&mut head);
            timeless(&mut same);
            assert_eq!((head.status, head.fields), (same.status, same.fields), "51 {path}: {fields:?}");
        }
        // 54, 55: the hub in the head too, with quotes around what the relation is.
        let own = format!("<https://acme.example/news/feeds{path}>; rel=\"self\"");
        assert_eq!(whole.field("link"), format!("<https://hub.example/>; rel=\"hub\", {own}"), "54 {path}");
        // 52: no delta encoding: who asks for it gets all.
        assert_eq!(get(path, &[("A-IM", "feed")]).status, 200, "52 {path}");
    }
    // 41: archives never change.
    for path in ["/news-archive-1.rss.xml", "/news-archive-1.atom.xml", "/news-archive-1.json"] {
        assert_eq!(served.get(path).field("cache-control"), "public, max-age=86400", "41 {path}");
    }
    // 40: a page for people is asked for again soon; what else there is has its type.
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/tide.mp3", "audio/mpeg"),
        ("/logo.png", "image/png"),
    ] {
        let answer = served.get(path);
        assert_eq!((answer.status, answer.field("content-type")), (200, media_type), "44 {path}");
        assert!(answer.field("cache-control").starts_with("public, max-age="), "40 {path}");
    }
    assert_eq!(served.get("/").field("cache-control"), "public, max-age=300");
    // What pollers keep asking at: the path of the published address.
    assert_eq!(served.get("/news/feeds/news.json").body, served.get("/news.json").body, "47");
    // 48: what is not there is said so, and not with 200.
    assert_eq!(served.get("/gone.xml").status, 404, "50");
}

/// 37: a validator changes exactly when the bytes do, whatever the file's own time says.
#[test]
fn validators_follow_the_bytes() {
    let site = site();
    let served = Served::published(&site, &[]);
    let file = site.path("feeds/news.rss.xml");
    let stamp = |year: u64| std::time::UNIX_EPOCH + std::time::Duration::from_secs((year - 1970) * 31_556_952);
    let set_time = |time| std::fs::File::options().append(true).open(&file).unwrap().set_modified(time).unwrap();
    let both = |answer: &Answer| (answer.field("etag").to_owned(), answer.field("last-modified").to_owned());
    let first = served.get("/news.rss.xml");
    let validators = both(&first);
    // A checkout, a copy, another server: the same bytes under other times.
    for year in [1999, 2024, 2026] {
        set_time(stamp(year));
        assert_eq!(both(&served.get("/news.rss.xml")), validators, "{year}");
    }
    std::fs::write(&file, &first.body).unwrap();
    assert_eq!(both(&served.get("/news.rss.xml")), validators, "written anew");
    assert_eq!(both(&Served::published(&site, &[]).get("/news.rss.xml")), validators, "started anew");
    // Other bytes of the same length, under the same time, with the same dates in them.
    let text = first.text().replacen("Acme News", "Acme Newt", 1);
    std::fs::write(&file, &text).unwrap();
    set_time(stamp(2026));
    let second = served.get("/news.rss.xml");
    assert_eq!(second.text(), text);
    assert_ne!(second.field("etag"), first.field("etag"));
    assert_ne!(second.field("last-modified"), first.field("last-modified"));
    for condition in [("If-None-Match", &*validators.0), ("If-Modified-Since", &*validators.1)] {
        assert_eq!(served.ask("GET", "/news.rss.xml", &[condition]).status, 200, "{condition:?}");
    }
    // Back again.
    std::fs::write(&file, &first.body).unwrap();
    assert_eq!(both(&served.get("/news.rss.xml")), validators);
    // Never a date that is still to come.
    std::fs::write(site.path("feeds/card.vcf"), "BEGIN:VCARD").unwrap();
    std::fs::File::options().append(true).open(site.path("feeds/card.vcf")).unwrap().set_modified(stamp(2200)).unwrap();
    assert_eq!(served.get("/card.vcf").field("last-modified"), "");
}

#[test]
fn preconditions_that_fail_are_told() {
    let site = site();
    let served = Served::published(&site, &[]);
    let tag = served.get("/news.json").field("etag").to_owned();
    for (fields, status) in [
        (&[("If-Match", "\"other\"")][..], 412),
        (&[("If-Match", &*tag)], 200),
        (&[("If-Match", "*")], 200),
        // Strong comparison.
        (&[("If-Match", &*format!("W/{tag}"))], 412),
        (&[("If-Unmodified-Since", "Thu, 01 Jan 2015 00:00:00 GMT")], 412),
        (&[("If-Unmodified-Since", "Thu, 01 Jan 2037 00:00:00 GMT")], 200),
    ] {
        assert_eq!(served.ask("GET", "/news.json", fields).status, status, "{fields:?}");
    }
}

#[test]
fn recordings_are_sent_in_parts() {
    let site = site();
    let served = Served::published(&site, &[]);
    let whole = served.get("/tide.mp3");
    assert_eq!((whole.status, whole.body.len(), whole.field("accept-ranges")), (200, 200_000, "bytes"));
    assert_eq!(whole.field("vary"), "", "it has no other form");
    let tag = whole.field("etag").to_owned();
    for (range, status, from, to) in [
        ("bytes=0-99", 206, 0, 100),
        ("bytes=199990-", 206, 199_990, 200_000),
        ("bytes=-10", 206, 199_990, 200_000),
        ("bytes=100-900000", 206, 100, 200_000),
        ("bytes=0-1,5-6", 200, 0, 200_000),
        ("pages=1-2", 200, 0, 200_000),
        ("bytes=9-3", 200, 0, 200_000),
    ] {
        let part = served.ask("GET", "/tide.mp3", &[("Range", range)]);
        assert_eq!((part.status, &*part.body), (status, &whole.body[from..to]), "{range}");
        if status == 206 {
            assert_eq!(part.field("content-range"), format!("bytes {from}-{}/200000", to - 1));
        }
    }
    let beyond = served.ask("GET", "/tide.mp3", &[("Range", "bytes=200000-")]);
    assert_eq!((beyond.status, beyond.field("content-range")), (416, "bytes */200000"));
    for (condition, status) in
        [(&*tag, 206), ("\"other\"", 200), (&*format!("W/{tag}"), 200), (whole.field("last-modified"), 206)]
    {
        let part = served.ask("GET", "/tide.mp3", &[("Range", "bytes=0-9"), ("If-Range", condition)]);
        assert_eq!(part.status, status, "{condition}");
    }
    // A range is one of the bytes as they are.
    let part = served.ask("GET", "/news.json", &[("Range", "bytes=0-9"), ("Accept-Encoding", "gzip")]);
    assert_eq!((part.status, part.body.len(), part.field("content-encoding")), (206, 10, ""));
    // One that is too large for memory comes from the disk, whole and in parts.
    let large: Vec<u8> = (0..6_000_000_u32).map(|at| (at / 7) as u8).collect();
    site.write("feeds/large.mp3", &large);
    assert_eq!(served.get("/large.mp3").body, large);
    let part = served.ask("GET", "/large.mp3", &[("Range", "bytes=5000000-5000009")]);
    assert_eq!((part.status, &*part.body), (206, &large[5_000_000..5_000_010]));
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let site = site();
    site.write("secret.txt", "secret").write("feeds/.hidden", "secret").write("feeds/.git/config", "secret");
    site.write("feeds/sub/index.html", "<p>sub</p>").write("feeds/bare/file.txt", "text");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(site.path("secret.txt"), site.path("feeds/link.txt")).unwrap();
        symlink("../secret.txt", site.path("feeds/near.txt")).unwrap();
        symlink("..", site.path("feeds/up")).unwrap();
        symlink("loop", site.path("feeds/loop")).unwrap();
        symlink("news.json", site.path("feeds/latest.json")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(site.path("feeds/pipe")).status().unwrap().success());
    }
    let served = Served::published(&site, &[]);
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/a/../../secret.txt",
        "/..\\secret.txt",
        "/%5c..%5csecret.txt",
        "/.%2e/secret.txt",
        "//secret.txt",
        "/./../secret.txt",
        "/%252e%252e/secret.txt",
        "/..%c0%afsecret.txt",
        "/link.txt",
        "/near.txt",
        "/up/secret.txt",
        "/up/tidings.toml",
        "/loop",
        "/pipe",
        "/.hidden",
        "/.git/config",
        "/news.json/",
        "/news.json/..",
        "/news.json%00.xml",
        "/bare/",
        "/bare",
        "/secret.txt",
        "/tidings.lock",
        "/%2ftmp",
        "/sub/../../secret.txt",
        "/C:/secret.txt",
        "/CON",
        "/%",
        "/%zz",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("secret"), "{path}");
    }
    // In the form that proxies use, too.
    let answer = Answer::read(
        &served.raw(
            format!(
                "GET http://acme.example/../secret.txt HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
                served.address
            )
            .as_bytes(),
        ),
    );
    assert!(matches!(answer.status, 400 | 404), "{}", answer.status);
    let whole =
        format!("GET http://acme.example/news.json HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", served.address);
    assert_eq!(Answer::read(&served.raw(whole.as_bytes())).status, 200);
    // A folder with a page is one; its links are right behind any proxy.
    assert_eq!(served.get("/sub/").text(), "<p>sub</p>");
    let moved = served.get("/sub");
    assert_eq!((moved.status, moved.field("location")), (301, "./sub/"));
    #[cfg(unix)]
    assert_eq!(served.get("/latest.json").body, served.get("/news.json").body, "a link within");
}

#[test]
fn an_output_folder_among_the_site_shows_documents_alone() {
    let site = Site::new(
        "[output]\ndir = \".\"\nurl = \"https://acme.example/\"\npage = false\nopml = false\n\n[[feed]]\nname = \"news\"\nformats = [\"rss\"]\npath = \"news/rss.xml\"\n",
    );
    site.write("content/2026-01-05-one.md", "# One\n\nThe gauge is in place.\n").write("notes.html", "private");
    site.build();
    let served = Served::published(&site, &[]);
    assert_eq!(served.get("/news/rss.xml").status, 200);
    for path in ["/tidings.toml", "/tidings.lock", "/content/2026-01-05-one.md", "/notes.html", "/"] {
        assert_eq!(served.get(path).status, 404, "{path}");
    }
}

#[test]
fn other_requests_are_told_what_is_wrong() {
    let site = site();
    let served = Served::published(&site, &[]);
    let host = format!("Host: {}\r\nConnection: close\r\n", served.address);
    for (request, status) in [
        (format!("POST /news.json HTTP/1.1\r\n{host}Content-Length: 3\r\n\r\nabc"), 405),
        (format!("PUT /news.json HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n"), 405),
        (format!("DELETE /news.json HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("TRACE / HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("CONNECT acme.example:443 HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("OPTIONS * HTTP/1.1\r\n{host}\r\n"), 204),
        ("GET /news.json HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(), 400),
        (format!("GET /news.json HTTP/1.1\r\n{host}Host: other\r\n\r\n"), 400),
        (format!("GET /news.json HTTP/1.1\r\n{host}Broken\r\n\r\n"), 400),
        (format!("GET /news.json HTTP/9.9\r\n{host}\r\n"), 400),
        (format!("GET /a b HTTP/1.1\r\n{host}\r\n"), 400),
        ("nonsense\r\n\r\n".to_owned(), 400),
        ("\x16\x03\x01\x02\x00\x01\x00\r\n\r\n".to_owned(), 400),
        ("GET /news.json HTTP/1.0\r\n\r\n".to_owned(), 200),
        (format!("GET /news.json HTTP/1.1\r\n{host}Content-Length: 5\r\n\r\nhello"), 200),
        (
            format!(
                "GET /news.json HTTP/1.1\r\n{host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            200,
        ),
    ] {
        let all = served.raw(request.as_bytes());
        // What must not be answered may be closed without a word.
        if all.is_empty() && status == 400 {
            continue;
        }
        let answer = Answer::read(&all);
        assert_eq!(answer.status, status, "{request:?}");
        if status == 405 {
            assert_eq!(answer.field("allow"), "GET, HEAD, OPTIONS", "{request:?}");
        }
        // Nothing after it is taken for another request.
        assert_eq!(String::from_utf8_lossy(&all).matches("HTTP/1.").count(), 1, "{request:?}");
    }
    assert_eq!(served.get("/news.json").status, 200, "it goes on");
}

#[test]
fn heads_are_limited() {
    let site = site();
    let served = Served::published(&site, &["--limits", "head-bytes=8192"]);
    let long = "x".repeat(20_000);
    assert_eq!(served.ask("GET", "/news.json", &[("X-Long", &long)]).status, 431);
    assert!(matches!(served.get(&format!("/{long}")).status, 414 | 431));
    let many: Vec<(String, String)> = (0..80).map(|at| (format!("X-{at}"), "y".to_owned())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(served.ask("GET", "/news.json", &many).status, 431);
    assert_eq!(served.ask("GET", "/news.json", &many[..40]).status, 200);
}

/// The server itself ends what takes too long; the limits are small so that this takes none.
#[test]
fn slow_clients_do_not_keep_others_out() {
    let site = site();
    let served = Served::published(&site, &["--limits", "connections=3,head-ms=300,write-ms=300"]);
    // One says nothing, one begins and stops, one rests after an answer.
    let mut silent = served.connect();
    let mut slow = served.connect();
    slow.write_all(b"GET /news.json HTTP/1.1\r\nHost: a\r\nX-Slow: ").unwrap();
    let mut resting = served.connect();
    resting.write_all(b"HEAD /news.json HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    let mut some = [0; 12];
    resting.read_exact(&mut some).unwrap();
    assert_eq!(&some, b"HTTP/1.1 200");
    // 50: one more is told to come again, and not with a page.
    let busy = Answer::read(&served.raw(b""));
    assert_eq!(
        (busy.status, busy.field("retry-after"), busy.field("content-type")),
        (503, "30", "text/plain; charset=utf-8")
    );
    // Each of them is closed by the server.
    for stream in [&mut silent, &mut slow, &mut resting] {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    assert_eq!(served.get("/news.json").status, 200, "there is room again");
}

/// A byte now and then does not keep a head open: the time is that of the whole head.
#[test]
fn a_head_that_trickles_is_ended() {
    let site = site();
    let served = Served::published(&site, &["--limits", "head-ms=300"]);
    let mut slow = served.connect();
    slow.set_read_timeout(Some(std::time::Duration::from_millis(20))).unwrap();
    slow.write_all(b"GET /news.json HTTP/1.1\r\nHost: a\r\n").unwrap();
    let mut answered = Vec::new();
    // The read's own time is the pause between two bytes.
    for _ in 0..2000 {
        let mut some = [0; 256];
        match slow.read(&mut some) {
            Ok(0) => return,
            Ok(got) => answered.extend_from_slice(&some[..got]),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Err(_) => return,
        }
        if slow.write_all(b"X").is_err() {
            return;
        }
    }
    panic!("it is still open: {:?}", String::from_utf8_lossy(&answered));
}

/// A client that does not read what it asked for is let go.
#[test]
fn an_answer_that_nobody_reads_is_ended() {
    let site = site();
    site.write("feeds/large.mp3", vec![7; 40 << 20]);
    let served = Served::published(&site, &["--limits", "connections=1,write-ms=300"]);
    let mut deaf = served.connect();
    deaf.write_all(b"GET /large.mp3 HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    // There is one connection alone: the next one is answered when that is ended.
    for _ in 0..100_000 {
        if Answer::read(&served.raw(
            format!("GET /news.json HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", served.address).as_bytes(),
        ))
        .status
            == 200
        {
            return;
        }
        std::thread::yield_now();
    }
    panic!("it is still served");
}

#[test]
fn connections_are_kept_and_requests_in_a_row_answered() {
    let site = site();
    let served = Served::published(&site, &[]);
    let one = format!("HEAD /news.json HTTP/1.1\r\nHost: {}\r\n\r\n", served.address);
    let last = format!("HEAD /news.json HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", served.address);
    let all = served.raw((one.repeat(3) + &last).as_bytes());
    assert_eq!(String::from_utf8_lossy(&all).matches("HTTP/1.1 200 OK").count(), 4);
}

#[cfg(unix)]
#[test]
fn it_ends_when_told_and_answers_what_is_under_way() {
    let site = site();
    let large: Vec<u8> = (0..6_000_000_u32).map(|at| (at / 3) as u8).collect();
    site.write("feeds/large.mp3", &large);
    let served = Served::published(&site, &["--verbose"]);
    let mut under_way = served.connect();
    under_way.write_all(b"GET /large.mp3 HTTP/1.1\r\nHost: a\r\nUser-Agent: Reader\r\n\r\n").unwrap();
    let mut head = [0; 12];
    under_way.read_exact(&mut head).unwrap();
    let _idle = served.connect();
    let told = std::process::Command::new("kill").arg(served.id().to_string()).status().unwrap();
    assert!(told.success());
    let mut rest = Vec::new();
    under_way.read_to_end(&mut rest).unwrap();
    assert!(rest.ends_with(&large[5_999_000..]), "{}", rest.len());
    let (code, said) = served.wait();
    assert_eq!(code, Some(0), "{said}");
    // A line for each request, and only when asked for.
    assert!(said.contains("127.0.0.1 GET /large.mp3 200 6000000 "), "{said}");
    assert!(!said.contains('\x1b'), "{said}");
}

#[cfg(unix)]
#[test]
fn requests_are_not_told_of_unless_asked_for() {
    let site = site();
    let served = Served::published(&site, &[]);
    assert_eq!(served.get("/news.json").status, 200);
    std::process::Command::new("kill").args(["-INT", &served.id().to_string()]).status().unwrap();
    assert_eq!(served.wait(), (Some(0), String::new()));
}

#[test]
fn it_says_what_it_lacks() {
    let site = Site::new("");
    for (arguments, said) in [
        (&["serve", "--published", "--port", "0"][..], "there is no output folder"),
        (&["serve", "--published", "--listen", "nowhere"], "is no address"),
        (&["serve", "--published", "--port", "0", "--max-age", "0"], "--max-age"),
    ] {
        let ran = site.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}

/// 43: what a feed says itself of how long it may be kept is what the server says.
#[test]
fn a_feed_decides_how_long_it_is_kept() {
    let site = site();
    let rss = site.read("feeds/news.rss.xml").replacen("<item>", "<ttl>60</ttl>\n<item>", 1);
    site.write("feeds/news.rss.xml", rss);
    let served = Served::published(&site, &["--max-age", "900"]);
    assert_eq!(served.get("/news.rss.xml").field("cache-control"), "public, max-age=3600");
    assert_eq!(served.get("/news.json").field("cache-control"), "public, max-age=900");
}
