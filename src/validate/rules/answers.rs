//! How a feed is served, as `tidings probe` sees it. The examples are exchanges; `tests/probe.rs` plays each of them.

use super::table::Example::Exchange;
use super::table::{Rule, row};
use crate::diagnostic::Code;

/// A podcast's server, as Apple asks for it ("Podcast hosting: requirements").
const HOSTS: &str = "Apple Podcasts, requirements of hosts";

pub(super) const RULES: &[Rule] = &[
    row(
        (
            Code::ProbeUnreachable,
            "",
            "RFC 9110, 4.2",
            "look whether it opens elsewhere, and what the server's log says",
        ),
        Exchange("> GET /feed.xml\n< (the connection is closed)"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK"),
    ),
    row(
        (Code::ProbePrivate, "", "RFC 6890", "use `--allow-private` where it is your own server"),
        Exchange("> GET /moved.xml\n< HTTP/1.1 302 Found\n< Location: http://169.254.169.254/feed.xml"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK"),
    ),
    row(
        (Code::ProbeStatus, "", "RFC 9110, 15", "answer 200 with the feed, and 410 where it has ended for good"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 404 Not Found"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK"),
    ),
    row(
        (
            Code::ProbeRedirect,
            "",
            "RFC 9110, 15.4",
            "answer with the feed, or with 301 or 308 where it has moved for good; give subscribers the last address",
        ),
        Exchange("> GET /moved.xml\n< HTTP/1.1 302 Found\n< Location: /feed.xml"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK"),
    ),
    row(
        (Code::ProbeHttps, "", "RFC 9110, 4.2.2", "serve it by https, and redirect http there with 301"),
        Exchange("> GET http://feeds.example/feed.xml\n< HTTP/1.1 200 OK"),
        Exchange("> GET https://feeds.example/feed.xml\n< HTTP/1.1 200 OK"),
    ),
    row(
        (Code::ProbeType, "", "RFC 9110, 8.3", "send `Content-Type`, with `charset=utf-8` for XML"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< ETag: \"a\"\n< Cache-Control: max-age=1800"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< Content-Type: application/atom+xml; charset=utf-8"),
    ),
    row(
        // JSON Feed 1.1, "Suggestions for Publishers" has the sizes; FeedBurner took no more than 512 kB.
        (
            Code::ProbeSize,
            "",
            "JSON Feed 1.1, suggestions; RFC 5005, 4",
            "keep the newest entries in it, and older ones in archives",
        ),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< Content-Length: 700000"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< Content-Length: 40000"),
    ),
    row(
        (
            Code::ProbeCaching,
            "",
            "RFC 9111, 5.2.2",
            "send `Cache-Control: public, max-age=1800`, or as long as news may take",
        ),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< ETag: \"a\"\n< Cache-Control: no-store"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< ETag: \"a\"\n< Cache-Control: public, max-age=1800"),
    ),
    row(
        (
            Code::ProbeTtl,
            "",
            "RSS 2.0, ttl; RFC 9111, 5.2.2.1",
            "let `ttl` have the minutes of `max-age`, or leave it out",
        ),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< Cache-Control: max-age=1800\n\n<ttl>60</ttl>"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< Cache-Control: max-age=3600\n\n<ttl>60</ttl>"),
    ),
    row(
        (Code::ProbeCookie, "", "RFC 9111, 7.3", "send no `Set-Cookie` with it"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< Set-Cookie: visitor=17"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK"),
    ),
    row(
        (
            Code::ProbeCors,
            "",
            "Fetch Standard, CORS protocol",
            "send `Access-Control-Allow-Origin: *` with a public feed",
        ),
        Exchange("> GET /feed.xml\n> Origin: https://reader.example\n< HTTP/1.1 200 OK\n< ETag: \"a\""),
        Exchange(
            "> GET /feed.xml\n> Origin: https://reader.example\n< HTTP/1.1 200 OK\n< Access-Control-Allow-Origin: *",
        ),
    ),
    row(
        (
            Code::ProbeValidators,
            "",
            "RFC 9110, 8.8",
            "send both: a tag in quotes, and the date of the newest change in GMT",
        ),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< Cache-Control: max-age=1800"),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< ETag: \"a\"\n< Last-Modified: Fri, 02 Jan 2026 10:00:00 GMT"),
    ),
    row(
        (
            Code::ProbeChanging,
            "",
            "RFC 9110, 8.8.1",
            "make validators of the bytes that are sent, and nothing in the bytes of the clock",
        ),
        Exchange(
            "> GET /feed.xml\n< HTTP/1.1 200 OK\n< ETag: W/\"a\"\n\n> GET /feed.xml\n< HTTP/1.1 200 OK\n< ETag: W/\"b\"",
        ),
        Exchange(
            "> GET /feed.xml\n< HTTP/1.1 200 OK\n< ETag: W/\"a\"\n\n> GET /feed.xml\n< HTTP/1.1 200 OK\n< ETag: W/\"a\"",
        ),
    ),
    row(
        (
            Code::ProbeNotModified,
            "",
            "RFC 9110, 13.1",
            "answer 304 to who has it, by weak comparison, and 200 to who has another",
        ),
        Exchange("> GET /feed.xml\n> If-None-Match: \"a\"\n< HTTP/1.1 200 OK\n< ETag: \"a\""),
        Exchange(
            "> GET /feed.xml\n> If-None-Match: \"a\"\n< HTTP/1.1 304 Not Modified\n< ETag: \"a\"\n< Cache-Control: public, max-age=1800",
        ),
    ),
    row(
        (
            Code::ProbeCompression,
            "",
            "RFC 9110, 8.4 and 12.5.3",
            "compress the feed's media type too, for who asks, and send what `Content-Encoding` says",
        ),
        Exchange(
            "> GET /feed.xml\n> Accept-Encoding: gzip\n< HTTP/1.1 200 OK\n< Content-Encoding: zstd\n< Vary: Accept-Encoding",
        ),
        Exchange(
            "> GET /feed.xml\n> Accept-Encoding: gzip\n< HTTP/1.1 200 OK\n< Content-Encoding: gzip\n< Vary: Accept-Encoding",
        ),
    ),
    row(
        (Code::ProbeVary, "", "RFC 9110, 12.5.5", "send `Vary: Accept-Encoding` with every answer"),
        Exchange("> GET /feed.xml\n> Accept-Encoding: gzip\n< HTTP/1.1 200 OK\n< Content-Encoding: gzip"),
        Exchange(
            "> GET /feed.xml\n> Accept-Encoding: gzip\n< HTTP/1.1 200 OK\n< Content-Encoding: gzip\n< Vary: Accept-Encoding",
        ),
    ),
    row(
        (Code::ProbeHead, "", "RFC 9110, 9.3.2", "answer HEAD with the fields of GET"),
        Exchange("> HEAD /feed.xml\n< HTTP/1.1 405 Method Not Allowed"),
        Exchange("> HEAD /feed.xml\n< HTTP/1.1 200 OK"),
    ),
    row(
        (
            Code::ProbeHub,
            "",
            "WebSub, 4",
            "send `Link: <hub>; rel=\"hub\", <own address>; rel=\"self\"` with what the feed says",
        ),
        Exchange("> GET /feed.xml\n< HTTP/1.1 200 OK\n< Link: <https://hub.example/>; rel=\"hub\""),
        Exchange(
            "> GET /feed.xml\n< HTTP/1.1 200 OK\n< Link: <https://hub.example/>; rel=\"hub\", </feed.xml>; rel=\"self\"",
        ),
    ),
    row(
        (
            Code::ProbeDiscovery,
            "",
            "HTML Standard, 4.6.7.1; JSON Feed 1.1, discovery",
            "write `<link rel=\"alternate\" type=\"…\" href=\"…\">` into the head of the page",
        ),
        Exchange(
            "> GET /page.html\n< HTTP/1.1 200 OK\n< Content-Type: text/html\n\n<!doctype html><title>News</title>",
        ),
        Exchange(
            "> GET /page.html\n< HTTP/1.1 200 OK\n< Content-Type: text/html\n\n<!doctype html><link rel=\"alternate\" type=\"application/atom+xml\" href=\"/feed.xml\">",
        ),
    ),
    row(
        (
            Code::ProbeEnclosure,
            "",
            HOSTS,
            "serve the file, answer HEAD, and write its true length and type into the feed",
        ),
        Exchange(
            "> HEAD /tide.mp3\n< HTTP/1.1 404 Not Found\n\n<enclosure url=\"/tide.mp3\" length=\"9\" type=\"audio/mpeg\"/>",
        ),
        Exchange(
            "> HEAD /tide.mp3\n< HTTP/1.1 200 OK\n\n<enclosure url=\"/tide.mp3\" length=\"9\" type=\"audio/mpeg\"/>",
        ),
    ),
    row(
        (
            Code::ProbeRange,
            "",
            "RFC 9110, 14; Apple Podcasts, requirements of hosts",
            "answer `Range` with 206 and that part",
        ),
        Exchange(
            "> GET /tide.mp3\n> Range: bytes=0-0\n< HTTP/1.1 200 OK\n\n<enclosure url=\"/tide.mp3\" length=\"9\" type=\"audio/mpeg\"/>",
        ),
        Exchange(
            "> GET /tide.mp3\n> Range: bytes=0-0\n< HTTP/1.1 206 Partial Content\n< Content-Range: bytes 0-0/9\n\n<enclosure url=\"/tide.mp3\" length=\"9\" type=\"audio/mpeg\"/>",
        ),
    ),
    row(
        (
            Code::ProbeArtwork,
            "",
            "A Podcaster's Guide to RSS, itunes:image",
            "serve a square JPEG or PNG of 1400 to 3000 pixels",
        ),
        Exchange("> GET /art.png\n< HTTP/1.1 404 Not Found\n\n<itunes:image href=\"/art.png\"/>"),
        Exchange("> GET /art.png\n< HTTP/1.1 200 OK\n< Content-Type: image/png\n\n<itunes:image href=\"/art.png\"/>"),
    ),
    row(
        (
            Code::ProbeLinked,
            "",
            "RFC 5005, 3 and 4; JSON Feed 1.1, next_url",
            "publish every document that another one names, before that one",
        ),
        Exchange("> GET /older.xml\n< HTTP/1.1 404 Not Found\n\n<link rel=\"prev-archive\" href=\"/older.xml\"/>"),
        Exchange("> GET /older.xml\n< HTTP/1.1 200 OK\n\n<link rel=\"prev-archive\" href=\"/older.xml\"/>"),
    ),
    row(
        (
            Code::ProbeUnasked,
            "",
            "limits of `tidings probe`; RFC 6585, 4",
            "probe what is left by its own address, or later, or with a longer `--timeout`",
        ),
        Exchange("> GET /feed.xml\n> Accept-Encoding: gzip\n< HTTP/1.1 429 Too Many Requests\n< Retry-After: 60"),
        Exchange("> GET /feed.xml\n> Accept-Encoding: gzip\n< HTTP/1.1 200 OK"),
    ),
];
