//! A resource and a request become an answer: conditions, codings, ranges, and the fields that go with them.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Response, StatusCode};

use super::body::{Body, FilePart};
use super::coding::{Coding, accepted, encoded};
use super::conditions::{Modified, Verdict, Wanted, http_date, judge, known_tag, range};

/// Something that can be asked for.
#[derive(Clone)]
pub struct Resource {
    /// `Content-Type`.
    pub media_type: HeaderValue,
    /// `Cache-Control`.
    pub cache: HeaderValue,
    /// `Content-Security-Policy`, where one is needed.
    pub policy: Option<HeaderValue>,
    /// `Link`, where the document names hubs (WebSub, 4).
    pub links: Option<HeaderValue>,
    /// Who may read it from another origin: all, for what is published.
    pub shared: Shared,
    /// The hash of its bytes.
    pub hash: blake3::Hash,
    /// When it was last modified.
    pub modified: Option<Modified>,
    /// Its bytes.
    pub content: Content,
}

/// Who may read a resource from another origin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// Any page, for it is public.
    WithAll,
    /// None.
    WithNone,
}

/// Where the bytes of a resource are.
#[derive(Clone)]
pub enum Content {
    /// In memory, in all codings that make them smaller.
    Memory {
        /// As they are.
        identity: Bytes,
        /// In gzip.
        gzip: Option<Bytes>,
        /// In Brotli.
        brotli: Option<Bytes>,
    },
    /// In a file, of so many bytes; never coded.
    File(PathBuf, u64),
}

impl Content {
    /// Bytes in memory, coded where `media_type` is one of text.
    pub fn coded(bytes: Vec<u8>, media_type: &str) -> Self {
        let is_text = is_compressible(media_type);
        let gzip = is_text.then(|| encoded(&bytes, Coding::Gzip)).flatten();
        let brotli = is_text.then(|| encoded(&bytes, Coding::Brotli)).flatten();
        Self::Memory { identity: bytes.into(), gzip, brotli }
    }

    fn in_coding(&self, coding: Coding) -> Option<&Bytes> {
        match (self, coding) {
            (Self::Memory { identity, .. }, Coding::Identity) => Some(identity),
            (Self::Memory { gzip, .. }, Coding::Gzip) => gzip.as_ref(),
            (Self::Memory { brotli, .. }, Coding::Brotli) => brotli.as_ref(),
            (Self::File(..), _) => None,
        }
    }

    fn varies(&self) -> bool {
        matches!(self, Self::Memory { gzip, brotli, .. } if gzip.is_some() || brotli.is_some())
    }

    fn length(&self) -> u64 {
        match self {
            Self::Memory { identity, .. } => identity.len() as u64,
            Self::File(_, length) => *length,
        }
    }
}

/// Whether bytes of this type become smaller.
pub fn is_compressible(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/")
        || kind.ends_with("+xml")
        || kind.ends_with("+json")
        || matches!(kind, "application/xml" | "application/json" | "application/javascript" | "image/x-icon")
}

impl Resource {
    /// The strong tag of its bytes in a coding: each has its own, for the bytes that are sent are others (RFC 9110, 8.8.3.3).
    fn tag(&self, coding: Coding) -> String {
        let hash = self.hash.to_hex();
        let hash = &hash[..32];
        match coding.name() {
            None => format!("\"{hash}\""),
            Some(name) => format!("\"{hash}-{name}\""),
        }
    }

    /// Answers a request for it.
    ///
    /// # Errors
    /// What the system says of its file.
    pub fn answer(&self, request: &Parts) -> io::Result<Response<Body>> {
        let headers = &request.headers;
        let wants_part = headers.contains_key(header::RANGE);
        // A range is one of the bytes as they are: a coded one is of no use without its beginning.
        let codings = if wants_part { vec![Coding::Identity] } else { accepted(headers) };
        let offered = |coding: &Coding| *coding == Coding::Identity || self.content.in_coding(*coding).is_some();
        let codings: Vec<Coding> = codings.into_iter().filter(offered).collect();
        let tags: Vec<String> = codings.iter().map(|coding| self.tag(*coding)).collect();
        let own = tags.iter().map(String::as_str);
        match judge(headers, own.clone(), self.modified) {
            Verdict::Known => {
                // The client may have any coding that it takes; it is told of the one that it has.
                let tag = known_tag(headers, own).unwrap_or(&tags[0]);
                return Ok(self.head(StatusCode::NOT_MODIFIED, tag, Body::Empty));
            }
            Verdict::Failed => return Ok(plain(StatusCode::PRECONDITION_FAILED, "it is another by now")),
            Verdict::Send => {}
        }
        let (coding, tag) = (codings[0], &tags[0]);
        if let Some(bytes) = self.content.in_coding(coding).filter(|_| !wants_part) {
            let mut response = self.head(StatusCode::OK, tag, Body::Bytes(bytes.clone()));
            if let Some(name) = coding.name() {
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            }
            return Ok(self.whole(response, bytes.len() as u64));
        }
        let length = self.content.length();
        match range(headers, length, tag, self.modified) {
            Wanted::Whole => Ok(self.whole(self.head(StatusCode::OK, tag, self.part(0, length)?), length)),
            Wanted::Beyond => {
                let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE, "it is not that long");
                set(response.headers_mut(), header::CONTENT_RANGE, &format!("bytes */{length}"));
                Ok(response)
            }
            Wanted::Part(start, wanted) => {
                let response = self.head(StatusCode::PARTIAL_CONTENT, tag, self.part(start, wanted)?);
                let mut response = self.whole(response, wanted);
                let range = format!("bytes {start}-{}/{length}", start + wanted - 1);
                set(response.headers_mut(), header::CONTENT_RANGE, &range);
                Ok(response)
            }
        }
    }

    fn part(&self, start: u64, length: u64) -> io::Result<Body> {
        Ok(match &self.content {
            Content::Memory { identity, .. } => {
                // Both are within the length, which is that of bytes in memory.
                let (start, length) = (start as usize, length as usize);
                Body::Bytes(identity.slice(start..start + length))
            }
            Content::File(path, _) => Body::File(FilePart::new(File::open(path)?, start, length)?),
        })
    }

    /// What every answer says, a 304 too (RFC 9110, 15.4.5); hyper adds `Date`.
    fn head(&self, status: StatusCode, tag: &str, body: Body) -> Response<Body> {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        set(headers, header::ETAG, tag);
        headers.insert(header::CACHE_CONTROL, self.cache.clone());
        if self.content.varies() {
            headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        if self.shared == Shared::WithAll {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            let exposed = HeaderValue::from_static("ETag, Last-Modified, Link, Content-Range, Content-Length");
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        response
    }

    /// What an answer says that carries bytes.
    fn whole(&self, mut response: Response<Body>, length: u64) -> Response<Body> {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.media_type.clone());
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        if let Some(modified) = self.modified {
            set(headers, header::LAST_MODIFIED, &http_date(modified.shown));
        }
        if let Some(policy) = &self.policy {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        }
        if let Some(links) = &self.links {
            headers.insert(header::LINK, links.clone());
        }
        response
    }
}

/// Sets a field whose value is made here, of ASCII.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// A line of text: what is wrong.
pub fn plain(status: StatusCode, text: &str) -> Response<Body> {
    let mut response = Response::new(Body::Bytes(Bytes::from(format!("{text}\n"))));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(text.len() + 1));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
