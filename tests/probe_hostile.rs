//! `tidings probe` and servers that mean no good, and what must not be shown to anybody.
#![cfg(feature = "publish")]

mod support;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;
use support::played::{Reply, Request, atom, good, gzip, raw, resources, serve};
use support::{Ran, Site};

fn run(arguments: &[&str]) -> Ran {
    Site::bare().run(arguments)
}

/// Severity, code and message of each finding, and how it ended.
fn probed(address: &str, more: &[&str]) -> (Vec<String>, i32) {
    let ran = run(&[&["probe", address, "--format", "json"], more].concat());
    let mut found = Vec::new();
    for line in ran.out.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
        for finding in line["findings"].as_array().expect("findings") {
            found.push(format!("{}: {}", finding["code"].as_str().unwrap(), finding["message"].as_str().unwrap()));
        }
    }
    (found, ran.code)
}

/// Writes until the other end has enough; between two pieces, as long as `pause` says, nothing is heard of it.
fn drip(mut stream: TcpStream, piece: &[u8], pause: Option<Duration>) {
    stream.set_read_timeout(pause).expect("a timeout");
    while stream.write_all(piece).is_ok() {
        if pause.is_some() && matches!(stream.read(&mut [0]), Ok(0)) {
            return;
        }
    }
}

const SLOW: Option<Duration> = Some(Duration::from_millis(50));

#[test]
fn what_has_no_end_is_given_up() {
    let cases: Vec<(String, &str)> = vec![
        // Nothing at all; a byte of the head now and then; a byte of the body now and then.
        (raw(|_, stream| drip(stream, b"", SLOW)), "gives nothing: no answer in time"),
        (raw(|_, stream| drip(stream, b"H", SLOW)), "gives nothing: "),
        (
            raw(|_, mut stream| {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n");
                drip(stream, b"<", SLOW);
            }),
            "gives nothing: it does not end in time, after ",
        ),
        (
            raw(|_, mut stream| {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
                drip(stream, b"X-Field: and another one of them, and more\r\n", None);
            }),
            "gives nothing: what comes is no answer of HTTP/1.1, or its head is too long",
        ),
        (
            raw(|_, mut stream| {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX-Field: ");
                drip(stream, &[b'a'; 4096], None);
            }),
            "gives nothing: the head of its answer has no end",
        ),
        (raw(|_, stream| drop(stream)), "gives nothing: the connection ends without an answer"),
        (
            raw(|_, mut stream| {
                let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n");
            }),
            "gives nothing: what comes is no answer of HTTP/1.1",
        ),
        (
            raw(|_, mut stream| {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 700\r\n\r\n<rss");
            }),
            "gives nothing: the connection ends after 4 bytes of 700",
        ),
    ];
    for (address, expected) in cases {
        // What is slow is given up soon, for the test's sake; the others end by themselves.
        let time = if expected.contains("in time") || expected.ends_with(": ") { "1" } else { "60" };
        let (found, code) = probed(&address, &["--allow-private", "--timeout", time]);
        assert_eq!((found.len(), code), (1, 2), "{found:?}");
        assert!(found[0].starts_with("probe-unreachable: ") && found[0].contains(expected), "{found:?}: {expected}");
    }
}

#[test]
fn what_is_too_large_is_not_read_to_its_end() {
    let endless = raw(|_, mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n");
        drip(stream, &[b' '; 65_536], None);
    });
    let (found, code) = probed(&endless, &["--allow-private"]);
    assert_eq!((found, code), (vec!["probe-size: it has more than 16 MiB".to_owned()], 1));
    // 200 MiB of nothing, and the same within itself.
    let bomb = gzip(&vec![b' '; 200 << 20]);
    let feed = resources(&[("/feed.xml", "application/atom+xml; charset=utf-8", atom("").as_bytes())]);
    let sent = bomb.clone();
    let address = serve(move |request| {
        let mut reply = good(request, &feed);
        if request.wants("gzip") && reply.status == 200 {
            reply.body.clone_from(&sent);
        }
        reply
    });
    let (found, code) = probed(&format!("{address}/feed.xml"), &["--allow-private", "--allow", "self-missing"]);
    assert!(found.contains(&"probe-size: as gzip, it becomes more than 16 MiB".to_owned()), "{found:?}");
    assert_eq!(code, 1);
    let address = serve(move |_| {
        let mut reply = Reply::status(200).with("Content-Encoding", "gzip");
        reply.body.clone_from(&bomb);
        reply
    });
    let (found, code) = probed(&address, &["--allow-private"]);
    assert!(found[0].starts_with("probe-size: decoded, it becomes more than 16 MiB") && code == 1, "{found:?}");
}

#[test]
fn no_private_host_is_asked() {
    let addresses = [
        "http://127.0.0.1:9/",
        "http://[::1]:9/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:9/",
        "http://0.0.0.0:9/",
        "http://2130706433:9/",
        "http://0x7f.1:9/",
        "http://[::ffff:127.0.0.1]:9/",
    ];
    for address in addresses {
        for command in ["probe", "validate"] {
            let ran = run(&[command, address, "--format", "json"]);
            assert!(ran.out.contains("probe-private") && ran.code == 2, "{address}: {}{}", ran.out, ran.err);
        }
    }
    // Who may ask a staging server is not sent on by it to where machines are told their credentials.
    for to in ["http://169.254.169.254/latest/", "http://[fe80::1]/", "http://[::ffff:169.254.169.254]/"] {
        let address = serve(move |_| Reply::to(302, to));
        let (found, code) = probed(&address, &["--allow-private", "--allow", "probe-redirect"]);
        assert!(found.len() == 1 && found[0].starts_with("probe-private") && code == 2, "{to}: {found:?}");
    }
    // Somebody is there, and is not spoken to; `--follow` changes nothing in that.
    let address = serve(|_| Reply::status(200));
    assert_eq!(probed(&address, &["--follow"]).0.len(), 1);
}

#[test]
fn words_that_are_no_addresses_are_told_so() {
    for word in ["feed.xml", "ftp://acme.example/", "http:", "http://", "https://[/", "file:///etc/passwd", "-"] {
        let (found, code) = probed(word, &[]);
        assert_eq!((found, code), (vec!["probe-unreachable: it is no address of the web".to_owned()], 2), "{word}");
    }
    assert_eq!(run(&["probe"]).code, 2);
}

const FORMS: [&str; 4] = ["text", "json", "sarif", "github"];

/// Every way that a run may end, with marks in everything that lets one in: none of them is ever printed.
#[test]
fn secrets_are_shown_to_nobody() {
    let fields = |request: &Request, names: &[&str]| names.iter().any(|name| request.has(name));
    let feed = "<link rel=\"self\" href=\"https://acme.example/feed.xml?token=marked-query&amp;x=1\"/>\
                <link rel=\"hub\" href=\"https://hub.example/?key=own\"/><link href=\"javascript:marked-query\"/>";
    let all = resources(&[
        ("/feed.xml", "text/plain", atom(feed).as_bytes()),
        ("/not", "text/plain", b"marked-query <marked-password>"),
    ]);
    let echo = serve(move |request| {
        let mut reply = match request.path.split('?').next().unwrap_or_default() {
            "/to" => Reply::to(302, "/feed.xml?token=marked-target"),
            "/loop" => Reply::to(302, "/loop?token=marked-target"),
            "/away" => Reply::to(302, "ftp://ann:marked-password@acme.example/?token=marked-target"),
            "/private" => Reply::to(302, "http://ann:marked-password@169.254.169.254/?token=marked-target"),
            "/nowhere" => Reply::to(302, "http://ann:marked-password@host.invalid/?token=marked-target"),
            "/broken" => Reply::status(200).with("Content-Encoding", "gzip"),
            "/status" => Reply::status(500),
            _ => good(request, &all),
        };
        // The server is faulty in all that is looked at.
        if fields(request, &["if-none-match", "if-modified-since"]) {
            reply = Reply::status(418);
        }
        reply.set("Vary", None);
        reply
    });
    let quiet = raw(|_, stream| drop(stream));
    let paths = ["/feed.xml", "/not", "/to", "/loop", "/away", "/private", "/nowhere", "/broken", "/status", "/gone"];
    let with = |base: &str, path: &str| {
        let base = base.replace("http://", "http://marked-user:marked-password@");
        format!("{base}{path}?token=marked-query&feed=atom#marked-part")
    };
    let mut addresses: Vec<String> = paths.iter().map(|path| with(&echo, path)).collect();
    addresses.push(with(&quiet, "/"));
    addresses.push("http://marked-user:marked-password@127.0.0.1:1/?token=marked-query".to_owned());
    addresses.push("https://marked-user:marked-password@127.0.0.1:1/?token=marked-query".to_owned());
    addresses.push("http://marked-user:marked-password@[/?token=marked-query".to_owned());
    addresses.push("http://marked-user:marked-password@host.invalid/?token=marked-query".to_owned());
    let mut ends = BTreeSet::new();
    for address in &addresses {
        for form in FORMS {
            for arguments in [
                &["probe", address, "--format", form, "--allow-private", "--follow"][..],
                &["validate", address, "--format", form, "--allow-private"],
                &["validate", address, "--format", form],
                &["validate", address, "--format", form, "--allow-private", "--url", address],
            ] {
                let ran = run(arguments);
                let printed = ran.out + &ran.err;
                assert!(!printed.contains("marked"), "{arguments:?}: {printed}");
                assert!(printed.contains("http"), "{arguments:?}: {printed}");
                ends.insert(ran.code);
            }
        }
    }
    assert_eq!(ends, BTreeSet::from([0, 1, 2]));
    // A baseline keeps names too.
    let site = Site::bare();
    let ran = site.run(&["validate", &addresses[0], "--allow-private", "--baseline", "known", "--write-baseline"]);
    assert!(ran.code == 0 && !site.read("known").contains("marked"), "{}{}", ran.out, ran.err);
}

#[test]
fn what_lets_one_in_is_sent_to_its_own_host_alone() {
    let told = |request: &Request| if request.has("authorization") { Reply::status(418) } else { Reply::status(404) };
    let other = serve(told);
    let first = serve(move |request| match request.path.as_str() {
        "/own" => told(request),
        "/here" => Reply::to(302, "/own"),
        _ => Reply::to(302, &other),
    });
    let address = first.replace("http://", "http://ann:hidden@");
    for (path, status) in [("/own", "418"), ("/here", "418"), ("/", "404")] {
        let (found, _) = probed(&format!("{address}{path}"), &["--allow-private"]);
        assert!(found.iter().any(|found| found.ends_with(&format!("answers {status}"))), "{path}: {found:?}");
    }
}
