//! How fast the validator is: feeds of about 10 MB in each format, made here, several runs each.
//!
//! `cargo bench --bench validate_speed`

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use tidings::validate::{Options, validate};

const BYTES: usize = 10_000_000;
const RUNS: usize = 5;

/// The body of an entry: paragraphs, links, a list, code, a table, about 5 KB.
fn body(number: usize) -> String {
    let mut html = String::new();
    for part in 0..8 {
        let _ = write!(
            html,
            "<h2>Part {part}</h2>\n<p>Entry {number} says <em>this</em> &amp; that, with a \
             <a href=\"https://example.org/{number}/{part}?a=1&amp;b=2\">link</a> and 一些中文，还有标点。</p>\n\
             <ul><li>one</li><li>two <code>x &lt; y</code></li></ul>\n\
             <pre><code class=\"language-rust\">fn main() {{ println!(\"{part}\"); }}\n</code></pre>\n\
             <p><img src=\"https://example.org/{number}/{part}.png\" alt=\"A picture\" width=\"640\" height=\"480\"></p>\n\
             <table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>\n"
        );
    }
    html
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn fill(head: &str, tail: &str, entry: impl Fn(usize) -> String, separator: &str) -> String {
    let mut document = head.to_owned();
    let mut number = 0;
    while document.len() < BYTES {
        if number > 0 {
            document.push_str(separator);
        }
        document.push_str(&entry(number));
        number += 1;
    }
    document + tail
}

fn main() {
    let rss = |cdata: bool| {
        let entry = move |number: usize| {
            let body = body(number);
            let content = if cdata { format!("<![CDATA[{body}]]>") } else { escape(&body) };
            format!(
                "<item><title>Entry {number}</title><link>https://example.org/{number}</link><description>Text.</description>\
                 <content:encoded>{content}</content:encoded><guid isPermaLink=\"false\">tag:example.org,2026:{number}</guid>\
                 <pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate></item>\n"
            )
        };
        let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
                    xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\
                    <channel><title>Speed</title><link>https://example.org/</link><description>d</description>\
                    <language>en</language><atom:link rel=\"self\" href=\"https://example.org/feed.xml\"/>\n";
        fill(head, "</channel></rss>\n", entry, "")
    };
    let atom = fill(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Speed</title>\
         <id>tag:example.org,2026:feed</id><updated>2026-01-02T10:00:00Z</updated>\
         <link rel=\"self\" href=\"https://example.org/feed.xml\"/>\n",
        "</feed>\n",
        |number| {
            format!(
                "<entry><title>Entry {number}</title><id>tag:example.org,2026:{number}</id><author><name>A</name></author>\
                 <updated>2026-01-02T{:02}:{:02}:{:02}Z</updated><link href=\"https://example.org/{number}\"/>\
                 <content type=\"html\">{}</content></entry>\n",
                number / 3600,
                number / 60 % 60,
                number % 60,
                escape(&body(number))
            )
        },
        "",
    );
    let json = fill(
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Speed\", \"language\": \"en\", \
         \"feed_url\": \"https://example.org/feed.xml\", \"items\": [",
        "]}",
        |number| {
            let content = serde_json::Value::from(body(number));
            format!(
                "{{\"id\": \"tag:example.org,2026:{number}\", \"url\": \"https://example.org/{number}\", \"content_html\": {content}}}"
            )
        },
        ",\n",
    );
    let options = Options { url: Some("https://example.org/feed.xml".to_owned()), ..Options::default() };
    for (name, document) in
        [("RSS, CDATA", rss(true)), ("RSS, escaped", rss(false)), ("Atom", atom), ("JSON Feed", json)]
    {
        let mut best = Duration::MAX;
        let mut findings = 0;
        for _ in 0..RUNS {
            let begin = Instant::now();
            findings = validate(document.as_bytes(), &options).findings.len();
            best = best.min(begin.elapsed());
        }
        let speed = document.len() as f64 / 1e6 / best.as_secs_f64();
        println!(
            "{name:13} {:5.1} MB in {best:8.1?}, {speed:4.0} MB/s, {findings} findings",
            document.len() as f64 / 1e6
        );
    }
}
