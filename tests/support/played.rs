//! Servers that are played: one without fault, and what makes it faulty.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;

/// What was asked.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub method: String,
    pub path: String,
    fields: BTreeMap<String, String>,
}

impl Request {
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    pub fn without(&self, name: &str) -> Self {
        let mut request = self.clone();
        request.fields.remove(name);
        request
    }

    /// Whether it asks for one of a condition.
    pub fn is_conditional(&self) -> bool {
        self.has("if-none-match") || self.has("if-modified-since")
    }

    pub fn wants(&self, coding: &str) -> bool {
        self.field("accept-encoding").split(',').any(|known| known.trim() == coding)
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Whether `Content-Length` is that of the body.
    pub length: bool,
}

impl Reply {
    pub fn status(status: u16) -> Self {
        Self { status, fields: Vec::new(), body: Vec::new(), length: true }
    }

    pub fn to(status: u16, location: &str) -> Self {
        Self::status(status).with("Location", location)
    }

    /// A field, in place of what it was.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, Some(value));
        self
    }

    pub fn set(&mut self, name: &str, value: Option<&str>) {
        self.fields.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.fields.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    }

    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    fn bytes(&self, method: &str) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Played\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.fields {
            head += &format!("{name}: {value}\r\n");
        }
        if self.length && self.status != 304 {
            head += &format!("Content-Length: {}\r\n", self.body.len());
        }
        let mut bytes = (head + "\r\n").into_bytes();
        if method != "HEAD" && self.status != 304 {
            bytes.extend(&self.body);
        }
        bytes
    }
}

/// A server that gives bytes as they are; its address, without a slash at the end.
pub fn raw(play: impl Fn(&Request, TcpStream) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let play = Arc::new(play);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let play = Arc::clone(&play);
            std::thread::spawn(move || {
                let request = read(&stream);
                play(&request, stream);
            });
        }
    });
    format!("http://{address}")
}

/// A server that answers.
pub fn serve(play: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> String {
    raw(move |request, mut stream| {
        let _ = stream.write_all(&play(request).bytes(&request.method));
    })
}

fn read(stream: &TcpStream) -> Request {
    let mut request = Request::default();
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    let mut words = first.split(' ').map(str::to_owned);
    (request.method, request.path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    for line in lines.take_while(|line| !line.is_empty()) {
        if let Some((name, value)) = line.split_once(':') {
            request.fields.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    request
}

/// What a path has: its media type and its bytes.
pub type Resources = BTreeMap<String, (String, Vec<u8>)>;

pub fn resources(list: &[(&str, &str, &[u8])]) -> Resources {
    list.iter().map(|&(path, kind, bytes)| (path.to_owned(), (kind.to_owned(), bytes.to_vec()))).collect()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub const DATE: &str = "Fri, 02 Jan 2026 10:00:00 GMT";

/// The answer without fault.
pub fn good(request: &Request, resources: &Resources) -> Reply {
    let path = request.path.split('?').next().unwrap_or_default();
    let Some((kind, bytes)) = resources.get(path) else { return Reply::status(404) };
    let coded = request.wants("gzip");
    let tag = if coded { "\"a-gzip\"" } else { "\"a\"" };
    let mut reply = Reply::status(200)
        .with("ETag", tag)
        .with("Last-Modified", DATE)
        .with("Cache-Control", "public, max-age=1800")
        .with("Vary", "Accept-Encoding")
        .with("Access-Control-Allow-Origin", "*");
    let asked = request.field("if-none-match");
    let known = match request.has("if-none-match") {
        true => asked.trim_start_matches("W/") == tag,
        false => request.field("if-modified-since") == DATE,
    };
    if known {
        reply.status = 304;
        return reply;
    }
    reply.set("Content-Type", Some(kind));
    reply.body.clone_from(bytes);
    if coded {
        reply.set("Content-Encoding", Some("gzip"));
        reply.body = gzip(bytes);
    } else if request.has("range") {
        reply.status = 206;
        reply.set("Content-Range", Some(&format!("bytes 0-0/{}", bytes.len())));
        reply.body.truncate(1);
    }
    reply
}

/// A feed without fault, of one entry and what is put into its head.
pub fn atom(head: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n\
         <title>Gauges</title>\n<id>tag:acme.example,2026:feed</id>\n<updated>2026-01-02T10:00:00Z</updated>\n{head}\n\
         <entry><title>A gauge</title><id>tag:acme.example,2026:a</id><updated>2026-01-02T10:00:00Z</updated>\
         <link href=\"https://acme.example/a\"/><author><name>Lin</name></author>\
         <content type=\"text\">{}</content></entry>\n</feed>\n",
        "It measures what the river does. ".repeat(80)
    )
}

/// The same in RSS, with what is put into its head and into its item.
pub fn rss(head: &str, item: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel>\n<title>Gauges</title>\
         <description>Of gauges.</description><language>en</language>\n{head}\n\
         <item><title>A gauge</title><link>https://acme.example/a</link><guid>https://acme.example/a</guid>\
         <pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate><description>{}</description>{item}</item>\n</channel></rss>\n",
        "It measures what the river does. ".repeat(80)
    )
}

/// The head of a picture: so many pixels each way.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0]);
    bytes
}
