//! `tidings probe`: servers played here, each with what is said of it and nothing else.
#![cfg(feature = "publish")]

mod support;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use serde_json::Value;
use support::Site;

const FEED: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Acme News","items":[]}"#;
const GOOD: &str = "Content-Type: application/feed+json; charset=utf-8\r\nETag: \"a\"\r\nLast-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n\
                    Cache-Control: max-age=900\r\n";

/// A server that answers each request with what `play` makes of its head.
fn serve(play: impl Fn(&str) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| answer(stream, &play)));
    format!("http://{address}")
}

fn answer(mut stream: TcpStream, play: &impl Fn(&str) -> String) {
    let mut head = String::new();
    let mut lines = BufReader::new(stream.try_clone().expect("a stream"));
    while lines.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let _ = stream.write_all(play(&head.to_lowercase()).as_bytes());
}

fn with(status: &str, fields: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// A server without fault but for its fields.
fn plain(fields: &str, head: &str) -> String {
    if head.contains("if-none-match") || head.contains("if-modified-since") {
        return format!("HTTP/1.1 304 Not Modified\r\n{fields}Connection: close\r\n\r\n");
    }
    let whole = with("200 OK", fields, FEED);
    if head.starts_with("head ") { whole.trim_end_matches(FEED).to_owned() } else { whole }
}

/// The codes of the answers that are told, and all that was printed.
fn told(address: &str, more: &[&str]) -> (BTreeSet<String>, String) {
    let ran = Site::bare().run(&[&["probe", address, "--format", "json"], more].concat());
    let line: Value = serde_json::from_str(ran.out.lines().next().unwrap_or_default())
        .unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
    let codes =
        line["findings"].as_array().expect("findings").iter().map(|found| found["code"].as_str().expect("a code"));
    (codes.filter(|code| code.starts_with("probe-")).map(str::to_owned).collect(), ran.out + &ran.err)
}

#[test]
fn each_fault_is_told_and_no_other() {
    let cases: Vec<(&[&str], String)> = vec![
        (&[], serve(|head| plain(GOOD, head))),
        (&["probe-validators"], serve(|head| plain("Cache-Control: max-age=9\r\n", head))),
        (&["probe-caching"], serve(|head| plain(&GOOD.replace("max-age=900", "no-store"), head))),
        (&["probe-caching"], serve(|head| plain(&GOOD.replace("Cache-Control: max-age=900\r\n", ""), head))),
        (&["probe-caching"], serve(|head| plain(&format!("{GOOD}Expires: 0\r\n"), head))),
        (&["probe-caching"], serve(|head| plain(&format!("{GOOD}Set-Cookie: a=b\r\n"), head))),
        (&["probe-not-modified"], serve(|head| plain(GOOD, &head.replace("if-", "no-")))),
        (
            &["probe-head"],
            serve(|head| if head.starts_with("head ") { with("405 No", "", "") } else { plain(GOOD, head) }),
        ),
        (&["probe-status"], serve(|_| with("404 Not Found", "", "no"))),
        (
            &["probe-compression", "probe-vary"],
            serve(|head| {
                let coded = if head.contains("accept-encoding: gzip") { "Content-Encoding: gzip\r\n" } else { "" };
                plain(&format!("{GOOD}{coded}"), head)
            }),
        ),
        (&["probe-redirect"], serve(|_| with("302 Found", "Location: /again\r\n", ""))),
        (
            &["probe-redirect"],
            serve(|head| {
                if head.contains(" /new ") { plain(GOOD, head) } else { with("301 Moved", "Location: /new\r\n", "") }
            }),
        ),
    ];
    for (number, (expected, address)) in cases.iter().enumerate() {
        let (codes, all) = told(address, &["--allow-private"]);
        assert_eq!(codes, expected.iter().map(|&code| code.to_owned()).collect(), "case {number}: {all}");
    }
}

#[test]
fn no_private_host_is_asked() {
    for address in ["http://127.0.0.1:9/", "http://[::1]:9/", "http://169.254.169.254/", "http://localhost:9/"] {
        assert_eq!(told(address, &[]).0, BTreeSet::from(["probe-private".to_owned()]), "{address}");
    }
}

#[test]
fn secrets_of_a_redirect_are_not_told_or_sent() {
    let other = serve(|head| with(if head.contains("authorization") { "500 Sent" } else { "404 No" }, "", ""));
    let first = serve(move |_| with("302 Found", &format!("Location: {other}/?token=marked\r\n"), ""));
    let (_, all) = told(&first.replace("http://", "http://ann:hidden@"), &["--allow-private"]);
    assert!(all.contains("404") && !all.contains("marked") && all.matches("hidden").count() == 1, "{all}");
}

#[test]
fn an_address_is_validated() {
    let address = serve(|head| plain(GOOD, head));
    let site = Site::bare();
    let ran = site.run(&["validate", &address, "--allow-private"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("JSON Feed"), "{}", ran.out);
    assert_eq!(site.run(&["validate", &address]).code, 1);
}
