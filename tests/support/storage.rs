//! A storage that speaks S3, in memory, with conditions, a log of what it was asked, and faults on demand.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};

/// An object with what is kept beside it, by lower-case names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    pub bytes: Vec<u8>,
    pub fields: BTreeMap<String, String>,
    pub tag: String,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    /// Of an object, decoded and without the bucket; empty for the bucket.
    pub key: String,
    pub query: String,
    pub fields: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// What goes wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// This answer, with these further fields, and nothing is done.
    Answer(u16, &'static str, &'static str),
    /// The connection ends after so many bytes of the request.
    CutAfter(usize),
    /// It is done, and the connection ends before the answer.
    LostAnswer,
    /// It is done, and the answer ends in its middle.
    HalfAnswer,
    /// The answer comes byte by byte.
    ByteByByte,
}

/// Whether conditions are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conditions {
    Kept,
    /// They are, and tags are compared without their quotes, as Ceph does.
    KeptBare,
    /// As some servers do: 200, and written.
    Ignored,
    /// 501.
    Refused,
}

pub type Objects = BTreeMap<String, Object>;
type FaultOf = Box<dyn FnMut(&Asked, &mut Objects) -> Fault + Send>;
type Watch = Box<dyn FnMut(&Objects) + Send>;

pub struct State {
    pub objects: Objects,
    pub log: Vec<String>,
    pub requests: Vec<Asked>,
    pub conditions: Conditions,
    /// Keys on a page of a list.
    pub page: usize,
    /// Asked before each request; it may change what is there, as somebody else would.
    pub fault: FaultOf,
    /// Told of what is there after each request.
    pub watch: Watch,
    tags: u64,
}

/// The server; one bucket, `news`.
#[derive(Clone)]
pub struct S3Server {
    state: Arc<Mutex<State>>,
    pub port: u16,
}

impl S3Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State {
            objects: BTreeMap::new(),
            log: Vec::new(),
            requests: Vec::new(),
            conditions: Conditions::Kept,
            page: 1000,
            fault: Box::new(|_, _| Fault::None),
            watch: Box::new(|_| ()),
            tags: 0,
        }));
        let server = Self { state, port };
        let accepting = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = accepting.clone();
                std::thread::spawn(move || server.converse(stream));
            }
        });
        server
    }

    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What is there, and what was asked; poisoned by no failed assertion of a watch.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// The log since it was last taken.
    pub fn take_log(&self) -> Vec<String> {
        let mut state = self.state();
        state.requests.clear();
        std::mem::take(&mut state.log)
    }

    pub fn keys(&self) -> Vec<String> {
        self.state().objects.keys().cloned().collect()
    }

    fn converse(&self, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let mut reader = BufReader::new(&stream);
        while let Some((head, asked)) = read_head(&mut reader) {
            let mut asked = asked;
            let fault = {
                let mut state = self.state();
                let State { fault, objects, .. } = &mut *state;
                fault(&asked, objects)
            };
            let length: usize = asked.fields.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
            if let Fault::CutAfter(bytes) = fault {
                // The head has been read; of the body, as much as there is left.
                let mut rest = vec![0; bytes.saturating_sub(head).min(length)];
                let _ = reader.read_exact(&mut rest);
                if bytes < head + length {
                    let _ = stream.shutdown(Shutdown::Both);
                    return;
                }
                asked.body = rest;
            } else {
                asked.body = vec![0; length];
                if reader.read_exact(&mut asked.body).is_err() {
                    return;
                }
            }
            let answer = match fault {
                Fault::Answer(status, code, field) => {
                    self.state().log.push(format!("{} {} -> {status}", asked.method, asked.key));
                    error(status, code, field, &asked)
                }
                _ => self.answer(&asked),
            };
            let sent = match fault {
                Fault::LostAnswer => None,
                Fault::HalfAnswer => Some((&stream).write_all(&answer[..answer.len() / 2])).filter(|_| false),
                Fault::ByteByByte => Some(answer.iter().try_for_each(|byte| (&stream).write_all(&[*byte]))),
                _ => Some((&stream).write_all(&answer)),
            };
            if !matches!(sent, Some(Ok(()))) {
                let _ = stream.shutdown(Shutdown::Both);
                return;
            }
        }
    }

    fn answer(&self, asked: &Asked) -> Vec<u8> {
        let mut state = self.state();
        let (status, fields, body) = state.carry_out(asked);
        state.log.push(format!("{} {} -> {status}", asked.method, asked.key));
        state.requests.push(asked.clone());
        let State { watch, objects, .. } = &mut *state;
        watch(objects);
        let length = body.len();
        let mut answer = format!("HTTP/1.1 {status} X\r\nContent-Length: {length}\r\n").into_bytes();
        for (name, value) in fields {
            answer.extend(format!("{name}: {value}\r\n").bytes());
        }
        answer.extend(b"\r\n");
        if asked.method != "HEAD" {
            answer.extend(body);
        }
        answer
    }
}

impl State {
    fn carry_out(&mut self, asked: &Asked) -> (u16, Vec<(String, String)>, Vec<u8>) {
        let there = self.objects.get(&asked.key);
        match (asked.method.as_str(), asked.key.is_empty()) {
            ("GET", true) => self.list(&asked.query),
            ("GET" | "HEAD", false) => match there {
                None => (404, Vec::new(), code("NoSuchKey", asked)),
                Some(object) => {
                    let mut fields: Vec<(String, String)> = object.fields.clone().into_iter().collect();
                    fields.push(("ETag".to_owned(), object.tag.clone()));
                    (200, fields, object.bytes.clone())
                }
            },
            ("PUT", false) => {
                let absent = asked.fields.get("if-none-match");
                let tagged = asked.fields.get("if-match");
                match self.conditions {
                    Conditions::Refused if absent.or(tagged).is_some() => {
                        return (501, Vec::new(), code("NotImplemented", asked));
                    }
                    Conditions::Kept | Conditions::KeptBare => {
                        let is_bare = self.conditions == Conditions::KeptBare;
                        let tag_of =
                            |object: &Object| object.tag.trim_matches(if is_bare { '"' } else { '\0' }).to_owned();
                        let holds = absent.is_none_or(|_| there.is_none())
                            && tagged.is_none_or(|tag| there.is_some_and(|object| tag_of(object) == *tag));
                        if !holds {
                            return (412, Vec::new(), code("PreconditionFailed", asked));
                        }
                    }
                    _ => {}
                }
                let kept = |name: &str| {
                    matches!(name, "content-type" | "cache-control" | "content-disposition")
                        || name.starts_with("x-amz-meta-")
                };
                let fields = asked.fields.clone().into_iter().filter(|(name, _)| kept(name)).collect();
                self.tags += 1;
                // No hash of the bytes: nobody may take it for one.
                let tag = format!("\"tag-{}\"", self.tags);
                self.objects.insert(asked.key.clone(), Object { bytes: asked.body.clone(), fields, tag: tag.clone() });
                (200, vec![("ETag".to_owned(), tag)], Vec::new())
            }
            ("DELETE", false) => {
                self.objects.remove(&asked.key);
                (204, Vec::new(), Vec::new())
            }
            _ => (405, Vec::new(), code("MethodNotAllowed", asked)),
        }
    }

    fn list(&self, query: &str) -> (u16, Vec<(String, String)>, Vec<u8>) {
        let value = |name: &str| {
            let parts = query.split('&').filter_map(|part| part.split_once('='));
            parts.filter(|(known, _)| *known == name).map(|(_, value)| decoded(value)).next().unwrap_or_default()
        };
        let (prefix, from) = (value("prefix"), value("continuation-token"));
        let wanted = self.objects.iter().filter(|(key, _)| key.starts_with(&prefix) && **key > from);
        let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                        <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>news</Name>\
                        <EncodingType>url</EncodingType>"
            .to_owned();
        let mut last = None;
        for (key, object) in wanted.clone().take(self.page) {
            let tag = object.tag.replace('"', "&quot;");
            let encoded: String = url::form_urlencoded::byte_serialize(key.as_bytes()).collect();
            let encoded = encoded.replace('+', "%20");
            text.push_str(&format!(
                "<Contents><Key>{encoded}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>{tag}</ETag>\
                 <Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
                object.bytes.len()
            ));
            last = Some(key.clone());
        }
        if wanted.count() > self.page {
            text.push_str(&format!("<NextContinuationToken>{}</NextContinuationToken>", last.unwrap_or_default()));
        }
        text.push_str("</ListBucketResult>");
        (200, vec![("Content-Type".to_owned(), "application/xml".to_owned())], text.into_bytes())
    }
}

/// The answer of an error: like real ones, it repeats what was asked, with all that is secret in it.
fn code(code: &str, asked: &Asked) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{} {}?{}</Message></Error>",
        asked.method, asked.key, asked.query
    )
    .into_bytes()
}

fn error(status: u16, name: &str, field: &str, asked: &Asked) -> Vec<u8> {
    let body = if asked.method == "HEAD" { Vec::new() } else { code(name, asked) };
    let field = if field.is_empty() { String::new() } else { format!("{field}\r\n") };
    let mut answer = format!("HTTP/1.1 {status} X\r\n{field}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    answer.extend(body);
    answer
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The head of a request and its length in bytes; `None` where the connection has ended.
fn read_head(reader: &mut BufReader<&TcpStream>) -> Option<(usize, Asked)> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        let read = reader.read_line(&mut line).ok()?;
        if read == 0 {
            return None;
        }
        length += read;
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let mut words = lines.first()?.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let path = decoded(path);
    let key = path.trim_start_matches('/').strip_prefix("news").unwrap_or(&path).trim_start_matches('/').to_owned();
    let fields = lines[1..].iter().filter_map(|line| line.split_once(':'));
    let fields = fields.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    Some((length, Asked { method, key, query: query.to_owned(), fields, body: Vec::new() }))
}
