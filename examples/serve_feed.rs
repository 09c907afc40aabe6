//! A web handler that serves a feed of articles which are in memory: of a database, say.
//!
//! `cargo run --example serve_feed` serves http://127.0.0.1:8080/feed.xml; `-- --once` prints the answer to one request.
//! It needs none of the crate's features (`default-features = false`): no file is read.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use tidings::article::Article;
use tidings::config::Config;
use tidings::feed::Feed;

/// What a database would give: a name that stays, and the text.
const ARTICLES: [(&str, &str); 2] = [
    ("2026-01-05-launch.md", "# We are open\n\nThe pump is for sale. It moves **ten litres** of water in a second."),
    (
        "2026-02-09-second-pump.md",
        "---\ntitle: A second pump\ntags: [pumps]\nauthor: Ada Quill\n---\nIt is smaller, and quieter by half.",
    ),
];

/// The feed of all articles, as it is served at a path.
fn feed(path: &str) -> Result<Feed, Box<dyn std::error::Error>> {
    let site = Config::new("Acme News", "https://acme.example/")?;
    let mut feed = Feed::builder("Acme News", "https://acme.example/")?
        .description("What happens at Acme")
        .self_url(&format!("https://acme.example{path}"));
    for (name, text) in ARTICLES {
        feed = feed.entry(Article::parse(name, text, &site)?.compose(&site)?);
    }
    Ok(feed.build()?)
}

/// The answer to a request for a path: its type and its bytes.
fn answer(path: &str) -> Option<(&'static str, String)> {
    let feed = feed(path).inspect_err(|error| eprintln!("{error}")).ok()?;
    match path {
        "/feed.xml" => Some(("application/rss+xml; charset=utf-8", feed.to_rss())),
        "/atom.xml" => Some(("application/atom+xml; charset=utf-8", feed.to_atom())),
        "/feed.json" => Some(("application/feed+json; charset=utf-8", feed.to_json())),
        _ => None,
    }
}

fn main() -> std::io::Result<()> {
    if std::env::args().nth(1).as_deref() == Some("--once") {
        let (_, body) = answer("/feed.xml").ok_or(std::io::ErrorKind::NotFound)?;
        return std::io::stdout().write_all(body.as_bytes());
    }
    let listener = TcpListener::bind("127.0.0.1:8080")?;
    for stream in listener.incoming() {
        let mut stream = stream?;
        let mut request = String::new();
        BufReader::new(&stream).read_line(&mut request)?;
        let path = request.split(' ').nth(1).unwrap_or("/");
        match answer(path) {
            Some((media_type, body)) => {
                let length = body.len();
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n{body}"
                )?;
            }
            None => write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")?,
        }
    }
    Ok(())
}
