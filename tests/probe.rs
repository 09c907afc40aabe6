//! `tidings probe`: servers played here, each with what is said of it and nothing else.
#![cfg(feature = "publish")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use support::Site;
use support::played::{DATE, Reply, Request, atom, good, gzip, resources, rss, serve};

const KIND: &str = "application/atom+xml; charset=utf-8";
const SELF: &str = "<link rel=\"self\" href=\"https://acme.example/feed.xml\"/><link href=\"https://acme.example/\"/>";

/// A finding as `code severity: message`.
fn told(address: &str, more: &[&str]) -> (Vec<String>, i32) {
    let ran = Site::bare().run(&[&["probe", address, "--format", "json", "--allow-private"], more].concat());
    let mut found = Vec::new();
    for line in ran.out.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
        for finding in line["findings"].as_array().expect("findings") {
            let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
            found.push(format!("{} {}: {}", text("code"), text("severity"), text("message")));
        }
    }
    assert!(!ran.out.is_empty(), "{}", ran.err);
    (found, ran.code)
}

/// A server of one feed whose good answers are changed.
fn faulty(change: impl Fn(&Request, &mut Reply) + Send + Sync + 'static) -> String {
    let feed = atom(SELF);
    let resources = resources(&[("/feed.xml", KIND, feed.as_bytes())]);
    serve(move |request| {
        let mut reply = good(request, &resources);
        change(request, &mut reply);
        reply
    }) + "/feed.xml"
}

#[test]
fn of_a_good_server_nothing_is_said() {
    assert_eq!(told(&faulty(|_, _| {}), &[]), (vec![], 0));
    // Weak tags, as caches make them, and no compression of a document that fits into a packet.
    let small = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Gauges\", \"language\": \"en\", \
                 \"feed_url\": \"https://acme.example/feed.json\", \"home_page_url\": \"https://acme.example/\", \"items\": []}";
    let resources = resources(&[("/feed.json", "application/feed+json", small.as_bytes())]);
    let address = serve(move |request| {
        let mut reply = good(&request.without("accept-encoding"), &resources);
        let tag = format!("W/{}", reply.field("ETag"));
        reply.set("ETag", Some(&tag));
        reply.set("Vary", None);
        reply
    });
    assert_eq!(told(&format!("{address}/feed.json"), &["--deny", "warnings"]), (vec![], 0));
}

/// Sets a field of every answer.
fn field(name: &'static str, value: Option<&'static str>) -> String {
    faulty(move |_, reply| reply.set(name, value))
}

fn always_200(request: &Request, reply: &mut Reply) {
    if reply.status == 304 {
        *reply = good(
            &request.without("if-none-match").without("if-modified-since"),
            &resources(&[("/feed.xml", KIND, atom(SELF).as_bytes())]),
        );
    }
}

#[test]
fn each_fault_of_keeping_is_told_and_no_other() {
    let cases: Vec<(String, &[&str])> = vec![
        (field("Cache-Control", None), &["probe-caching warning: no `Cache-Control` says for how long"]),
        (field("Cache-Control", Some("no-store")), &["probe-caching warning: `no-store` forbids"]),
        (field("Cache-Control", Some("no-cache")), &["probe-caching warning: `Cache-Control` gives no time"]),
        (field("Cache-Control", Some("max-age=0")), &["probe-caching warning: `Cache-Control` gives no time"]),
        (field("Cache-Control", Some("private, max-age=900")), &["probe-caching warning: `private` keeps"]),
        (field("Cache-Control", Some("max-age=2592000")), &["probe-caching warning: it may be kept for 30 days"]),
        (field("Expires", Some("0")), &["probe-caching warning: `Expires: 0` makes Miniflux forget"]),
        (field("Expires", Some("-1")), &["probe-caching warning: `Expires` is no date"]),
        (field("Set-Cookie", Some("visitor=17")), &["probe-cookie warning: it sets a cookie"]),
        (field("Access-Control-Allow-Origin", None), &["probe-cors info: no `Access-Control-Allow-Origin`"]),
        (field("Access-Control-Allow-Origin", Some("https://acme.example")), &["probe-cors info"]),
        (
            faulty(|_, reply| {
                if reply.status == 200 {
                    reply.set("Content-Type", None)
                }
            }),
            &["probe-type warning: no `Content-Type`"],
        ),
        (
            faulty(|_, reply| {
                if reply.status == 200 {
                    reply.set("Content-Type", Some("text/plain"))
                }
            }),
            &["served-type warning: the document is served as `text/plain`"],
        ),
        (
            faulty(|_, reply| {
                if reply.status == 200 {
                    reply.set("Content-Type", Some("application/atom+xml; charset=iso-8859-1"));
                }
            }),
            &["served-charset warning: the document is served as `iso-8859-1`"],
        ),
    ];
    each(cases);
}

fn each(cases: Vec<(String, &[&str])>) {
    let mut wrong = String::new();
    for (number, (address, expected)) in cases.into_iter().enumerate() {
        let (found, code) = told(&address, &[]);
        let fits = found.len() == expected.len()
            && found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected));
        let fails = found.iter().any(|found| found.contains(" error: "));
        if !fits || code != i32::from(fails) {
            wrong += &format!("case {number}: exit {code}, {found:#?}, not {expected:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_fault_of_validators_is_told_and_no_other() {
    let count = AtomicUsize::new(0);
    let counted = move || count.fetch_add(1, Ordering::SeqCst).to_string();
    let (one, two, three) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let cases: Vec<(String, &[&str])> = vec![
        (
            faulty(|request, reply| {
                always_200(request, reply);
                reply.set("ETag", None);
                reply.set("Last-Modified", None);
            }),
            &["probe-validators warning: neither `ETag` nor `Last-Modified`"],
        ),
        (field("ETag", None), &["probe-validators info: no `ETag`"]),
        (field("Last-Modified", None), &["probe-validators info: no `Last-Modified`"]),
        (
            faulty(|_, reply| {
                let bare = reply.field("ETag").trim_matches('"').to_owned();
                reply.set("ETag", Some(&bare));
            }),
            &["probe-validators warning: `ETag` is no entity tag"],
        ),
        (
            faulty(|request, reply| {
                reply.set("Last-Modified", Some("2026-01-02T10:00:00Z"));
                if request.has("if-modified-since") && !request.has("if-none-match") {
                    always_200(request, reply);
                }
            }),
            &["probe-validators warning: `Last-Modified` is no date"],
        ),
        (
            faulty(|_, reply| reply.set("Date", Some("Thu, 01 Jan 2026 10:00:00 GMT"))),
            &["probe-validators warning: `Last-Modified` is later than the answer"],
        ),
        (
            faulty(move |request, reply| {
                always_200(request, reply);
                reply.set("ETag", Some(&format!("\"{}\"", counted())));
                reply.set("Last-Modified", None);
            }),
            &[
                "probe-validators info",
                "probe-changing warning: asked twice, it has the same bytes under another `ETag`",
            ],
        ),
        (
            faulty(move |request, reply| {
                always_200(request, reply);
                reply.body = atom(&format!("{SELF}<!-- {} -->", one.fetch_add(1, Ordering::SeqCst))).into_bytes();
                reply.set("ETag", Some(&format!("\"{}\"", two.fetch_add(1, Ordering::SeqCst))));
                reply.set("Content-Encoding", None);
                if request.wants("gzip") {
                    reply.body = gzip(&reply.body);
                    reply.set("Content-Encoding", Some("gzip"));
                }
            }),
            &["probe-changing warning: asked three times, it has other bytes each time"],
        ),
        (
            faulty(move |request, reply| {
                if !request.is_conditional() && !request.wants("gzip") {
                    reply.body = atom(&format!("{SELF}<!-- {} -->", three.fetch_add(1, Ordering::SeqCst))).into_bytes();
                }
            }),
            &["probe-changing error: asked twice, it has other bytes under the same validators"],
        ),
        (
            faulty(|request, reply| {
                if request.wants("gzip") {
                    reply.set("ETag", Some("\"a\""))
                }
            }),
            &[
                "probe-changing warning: as gzip, it has other bytes under the same strong `ETag`",
                "probe-not-modified warning: `If-None-Match` with the tag that it has as gzip is answered 200",
            ],
        ),
    ];
    each(cases);
}

#[test]
fn each_fault_of_conditions_is_told_and_no_other() {
    let cases: Vec<(String, &[&str])> = vec![
        (
            faulty(|request, reply| {
                if request.has("if-none-match") {
                    always_200(request, reply)
                }
            }),
            &[
                "probe-not-modified warning: `If-None-Match` is answered 200, not 304",
                "probe-not-modified warning: `If-None-Match` with the tag that it has as gzip",
            ],
        ),
        (
            faulty(|request, reply| {
                if request.has("if-modified-since") && !request.has("if-none-match") {
                    always_200(request, reply);
                }
            }),
            &["probe-not-modified warning: `If-Modified-Since` is answered 200"],
        ),
        (
            faulty(|request, reply| {
                if request.has("if-modified-since") && request.has("if-none-match") {
                    always_200(request, reply);
                }
            }),
            &["probe-not-modified warning: `If-None-Match` with `If-Modified-Since` is answered 200"],
        ),
        (
            faulty(|request, reply| {
                if request.field("if-none-match").starts_with("W/") {
                    always_200(request, reply)
                }
            }),
            &["probe-not-modified warning: `If-None-Match` with `W/`, as caches write it is answered 200"],
        ),
        (
            faulty(|request, reply| {
                if request.has("if-none-match") && request.wants("gzip") {
                    always_200(request, reply);
                }
            }),
            &["probe-not-modified warning: `If-None-Match` with the tag that it has as gzip is answered 200"],
        ),
        (
            faulty(|request, reply| {
                if request.field("if-modified-since") == DATE {
                    reply.status = 304
                }
            }),
            &["probe-not-modified warning: with another `If-None-Match`, `If-Modified-Since` still gives 304"],
        ),
        (
            faulty(|request, reply| {
                if request.has("if-none-match") && !request.has("if-modified-since") {
                    reply.status = 304;
                }
            }),
            &["probe-not-modified error: whatever `If-None-Match` says"],
        ),
        (
            faulty(|request, reply| {
                if request.has("if-modified-since") && !request.has("if-none-match") {
                    reply.status = 304;
                }
            }),
            &["probe-not-modified error: whatever `If-Modified-Since` says"],
        ),
        (
            faulty(|_, reply| {
                if reply.status == 304 {
                    reply.set("ETag", None);
                    reply.set("Cache-Control", None);
                }
            }),
            &["probe-not-modified info: 304 lacks `ETag` and `Cache-Control`, which 200 has"],
        ),
    ];
    each(cases);
}

#[test]
fn each_fault_of_codings_and_head_is_told_and_no_other() {
    let cases: Vec<(String, &[&str])> = vec![
        (
            faulty(|request, reply| *reply = unsqueezed(request)),
            &["probe-compression warning: 3144 bytes are sent as they are"],
        ),
        (field("Vary", None), &["probe-vary warning: it is sent as gzip without"]),
        (field("Vary", Some("Origin, Cookie")), &["probe-vary warning: it is sent as gzip without"]),
        (field("Vary", Some("*")), &["probe-vary warning: `Vary: *` lets no cache"]),
        (
            faulty(|request, reply| {
                if request.wants("gzip") {
                    reply.set("Content-Encoding", Some("zstd"))
                }
            }),
            &["probe-compression error: asked for gzip, it sends `zstd`"],
        ),
        (
            faulty(|request, reply| {
                if request.wants("gzip") {
                    reply.body.truncate(40)
                }
            }),
            &["probe-compression error: what is sent as gzip cannot be decoded"],
        ),
        (
            faulty(|request, reply| {
                if request.wants("gzip") {
                    reply.body = gzip(b"<feed/>")
                }
            }),
            &["probe-compression error: as gzip, it is another document"],
        ),
        (
            faulty(|request, reply| {
                if request.wants("br") {
                    *reply = Reply::status(406)
                }
            }),
            &["probe-compression warning: asked for br, it answers 406"],
        ),
        (
            faulty(|request, reply| {
                if reply.status == 200 && !request.wants("gzip") && request.method == "GET" {
                    reply.body = gzip(&reply.body);
                    reply.set("Content-Encoding", Some("gzip"));
                }
            }),
            &[
                "probe-compression warning: it is sent as `gzip` to who does not ask for it",
                "probe-compression error: asked for br, it sends `gzip`",
            ],
        ),
        (
            faulty(|request, reply| {
                if request.method == "HEAD" {
                    *reply = Reply::status(405)
                }
            }),
            &["probe-head warning: HEAD is answered 405, GET 200"],
        ),
        (
            faulty(|request, reply| {
                if request.method == "HEAD" {
                    reply.set("ETag", None)
                }
            }),
            &["probe-head warning: HEAD has no `etag`, which GET has"],
        ),
        (
            faulty(|request, reply| {
                if request.method == "HEAD" {
                    reply.body.clear()
                }
            }),
            &["probe-head warning: HEAD says 0 bytes, GET sends 3144"],
        ),
        (
            faulty(|_, reply| {
                if reply.status == 200 {
                    reply.body.extend(b" ".repeat(600 << 10))
                }
            }),
            &["probe-size warning: it has 603 kB", "probe-compression error: what is sent as gzip cannot"],
        ),
        (
            faulty(|request, reply| {
                if request.wants("gzip") {
                    *reply = Reply::status(429).with("Retry-After", "60");
                }
            }),
            &["probe-unasked info: asked for gzip, it answers 429 and wants 60 s of rest"],
        ),
    ];
    each(cases);
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    std::io::copy(&mut &*bytes, &mut brotli::CompressorWriter::new(&mut out, 4096, 5, 20)).expect("memory");
    out
}

/// Sends brotli to who asks for it, under a tag of its own.
fn in_brotli(request: &Request, reply: &mut Reply) {
    if !request.wants("br") {
        return;
    }
    always_200(request, reply);
    *reply = if request.field("if-none-match") == "\"a-br\"" { Reply::status(304) } else { reply.clone() };
    reply.set("ETag", Some("\"a-br\""));
    reply.set("Cache-Control", Some("public, max-age=1800"));
    reply.set("Vary", Some("Accept-Encoding"));
    if reply.status == 200 {
        reply.set("Content-Encoding", Some("br"));
        reply.body = brotli(&reply.body);
    }
}

#[test]
fn each_fault_of_brotli_is_told_and_no_other() {
    let cases: Vec<(String, &[&str])> = vec![
        (faulty(in_brotli), &[]),
        (
            faulty(|request, reply| {
                in_brotli(request, reply);
                if request.wants("br") {
                    reply.set("Vary", None);
                }
            }),
            &["probe-vary warning: it is sent as br without"],
        ),
        (
            faulty(|request, reply| {
                in_brotli(request, reply);
                if request.wants("br") {
                    reply.body.truncate(20);
                }
            }),
            &["probe-compression error: what is sent as br cannot be decoded"],
        ),
        (
            faulty(|request, reply| {
                in_brotli(&request.without("if-none-match"), reply);
            }),
            &["probe-not-modified warning: `If-None-Match` with the tag that it has as br is answered 200"],
        ),
    ];
    each(cases);
}

/// What a server answers that does not compress.
fn unsqueezed(request: &Request) -> Reply {
    good(&request.without("accept-encoding"), &resources(&[("/feed.xml", KIND, atom(SELF).as_bytes())]))
}

#[test]
fn a_feed_of_ones_own_may_be_private() {
    let address = faulty(|request, reply| {
        reply.set("Cache-Control", Some("private, max-age=1800"));
        reply.set("Access-Control-Allow-Origin", None);
        if !request.has("authorization") {
            *reply = Reply::status(401);
        }
    });
    assert!(told(&address, &[]).0[0].starts_with("probe-status error: "));
    assert_eq!(told(&address.replace("http://", "http://ann:secret@"), &[]), (vec![], 0));
}

#[test]
fn each_fault_of_the_way_is_told_and_no_other() {
    let way = |status: u16, to: &'static str| {
        faulty(move |request, reply| {
            if request.path == "/moved" {
                *reply = Reply::to(status, to);
            }
        })
        .replace("/feed.xml", "/moved")
    };
    each(vec![
        (way(301, "/feed.xml"), &["probe-redirect info: it has moved for good (301)"]),
        (way(308, "feed.xml#top"), &["probe-redirect info: it has moved for good (308)"]),
        (way(302, "/feed.xml"), &["probe-redirect warning: each poll is sent on (302)"]),
        (way(307, "/moved"), &["probe-redirect error: redirects come to no end"]),
        (way(302, "ftp://acme.example/"), &["probe-redirect error: a redirect leads out of the web"]),
        (way(410, "/feed.xml"), &["probe-status error: `http"]),
        (way(503, "/"), &["probe-status error: `http"]),
    ]);
}

#[test]
fn hubs_are_compared_with_what_the_feed_says() {
    let hubs = |link: &'static str, head: &'static str| {
        let feed = atom(&format!("{SELF}{head}"));
        let resources = resources(&[("/feed.xml", KIND, feed.as_bytes())]);
        serve(move |request| {
            let mut reply = good(request, &resources);
            reply.set("Link", Some(link).filter(|link| !link.is_empty()));
            reply
        }) + "/feed.xml"
    };
    const HUB: &str = "<link rel=\"hub\" href=\"https://hub.example/\"/>";
    each(vec![
        (hubs("<https://hub.example/>; rel=\"hub\", <https://acme.example/feed.xml>; rel=\"self\"", HUB), &[]),
        (hubs("</style.css>; rel=preload", ""), &[]),
        (hubs("", HUB), &["probe-hub warning: the feed names the hub `https://hub.example/`, no `Link` field does"]),
        (
            hubs("<https://other.example/>; rel=\"hub\", <https://acme.example/feed.xml>; rel=\"self\"", HUB),
            &["probe-hub warning: `Link` names the hub `https://other.example/`, the feed `https://hub.example/`"],
        ),
        (
            hubs("<https://hub.example/>; rel=\"hub\"", HUB),
            &["probe-hub warning: `Link` names a hub without `rel=\"self\"`"],
        ),
        (
            hubs("<https://hub.example/>; rel=\"hub\", </feed.xml>; rel=\"self\"", HUB),
            &["probe-hub warning: `Link` says that its address is `http://127.0.0.1"],
        ),
        (
            hubs("<https://hub.example/>; rel=hub, <https://acme.example/feed.xml>; rel=self", HUB),
            &["probe-hub info: `rel` in `Link` stands without quotes"],
        ),
    ]);
}

#[test]
fn ttl_and_the_own_address_are_compared() {
    let feed = |head: &str| {
        let head = format!(
            "<link>https://acme.example/</link><atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{head}"
        );
        let feed = rss(&head, "");
        let resources = resources(&[("/feed.xml", "application/rss+xml", feed.as_bytes())]);
        serve(move |request| good(request, &resources)) + "/feed.xml"
    };
    each(vec![
        (feed("https://acme.example/feed.xml\"/><ttl>30</ttl>"), &[]),
        (
            feed("https://acme.example/feed.xml\"/><ttl>60</ttl>"),
            &["probe-ttl warning: `ttl` is 60 minutes, the answer says 1800 seconds"],
        ),
        (feed("https://acme.example/old.xml\"/>"), &["self-elsewhere warning: the self link is"]),
    ]);
}
