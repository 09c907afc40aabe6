//! A trial in memory with a reading view, on this machine alone.
//!
//! Nothing is written: the documents are those that `tidings build` would write, compared with those that are published.
//! They are made again whenever a file of the site changes, and the browser is told. Where a build fails, what was made
//! last stays, with what is wrong above it.

mod entries;
mod media;
mod rounds;
mod view;

use std::path::Path;
use std::sync::Arc;

use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Response, StatusCode};
use serde::Serialize;

use super::answer::plain;
use super::body::{Body, Events};
use super::listen::Responder;
use super::path::parts;
use crate::site::explain::explain;

pub use rounds::Loaded;

use entries::{content_page, read_document};
use media::media_file;
use rounds::{Good, Rounds};
use view::{Explained, FeedView, SiteView};

/// The reading view of a site, and its documents.
pub struct Preview {
    rounds: Arc<Rounds>,
}

const PAGE: &str = include_str!("preview/assets/page.html");
const STYLE: &str = include_str!("preview/assets/page.css");
const SCRIPT: &str = include_str!("preview/assets/page.js");
const CONTENT_STYLE: &str = include_str!("preview/assets/content.css");

/// What the page may do: its own script and style, its own answers, the frame of an entry, pictures from anywhere.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; \
img-src 'self' https: http: data:; media-src 'self' https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl Preview {
    /// Begins to make the site at `root`, and makes it again whenever a file changes. `load` reads its configuration and says
    /// what the run is to be; what is wrong with it is shown.
    pub fn start(root: &Path, load: rounds::Load) -> Self {
        Self { rounds: Rounds::start(root, load) }
    }

    /// Ends what waits for changes.
    pub fn end(&self) {
        self.rounds.end();
    }

    fn route(&self, request: &Parts) -> Response<Body> {
        let path = request.uri.path();
        match path {
            "/" => text(request, "text/html; charset=utf-8", PAGE, Some(PAGE_POLICY)),
            "/-/page.css" => text(request, "text/css; charset=utf-8", STYLE, None),
            "/-/page.js" => text(request, "text/javascript; charset=utf-8", SCRIPT, None),
            "/-/content.css" => text(request, "text/css; charset=utf-8", CONTENT_STYLE, None),
            "/-/events" => events(&self.rounds),
            "/-/site" => {
                let round = self.rounds.latest();
                json(&SiteView::of(&round))
            }
            "/-/feed" => self.good(|good| self.feed(request, good)),
            "/-/content" => self.good(|good| self.content(request, good)),
            "/-/explain" => self.good(|good| self.explain(request, good)),
            "/-/media" => self.good(|good| self.media(request, good)),
            _ => self.good(|good| self.document(request, good)),
        }
    }

    fn good(&self, answer: impl FnOnce(&Good) -> Option<Response<Body>>) -> Response<Body> {
        let missing = || plain(StatusCode::NOT_FOUND, "there is nothing here");
        match &self.rounds.latest().good {
            Some(good) => answer(good).unwrap_or_else(missing),
            None => plain(StatusCode::SERVICE_UNAVAILABLE, "nothing has been made yet"),
        }
    }

    /// A document, at its path below the output folder, or with the path of that folder's address before it.
    fn document(&self, request: &Parts, good: &Good) -> Option<Response<Body>> {
        let asked = parts(request.uri.path())?;
        let below = parts(&percent_path(good)).unwrap_or_default();
        let inside = || asked.strip_prefix(&*below).filter(|_| !below.is_empty()).map(|rest| rest.join("/"));
        let found = |path: String| {
            let path = if path.is_empty() { good.config.output.page.clone()? } else { path };
            good.documents.get(&path)
        };
        let resource = found(asked.join("/")).or_else(|| found(inside()?))?;
        resource.answer(request).ok()
    }

    fn feed(&self, request: &Parts, good: &Good) -> Option<Response<Body>> {
        let query = Query::of(request);
        let (path, resource) = good.documents.get_key_value(&query.value("path")?)?;
        let feed = good.feeds.iter().find(|feed| feed.path == *path)?;
        let read = read_document(feed.format, good.bytes(resource)?)?;
        Some(json(&FeedView::of(path, feed, &read, good)))
    }

    fn content(&self, request: &Parts, good: &Good) -> Option<Response<Body>> {
        let query = Query::of(request);
        let path = query.value("path")?;
        let feed = good.feeds.iter().find(|feed| feed.path == path)?;
        let read = read_document(feed.format, good.bytes(good.documents.get(&path)?)?)?;
        let id = query.value("id")?;
        let entry = read.entries.iter().find(|entry| entry.id == id)?;
        let page = content_page(entry, &feed.language, |url| media::local(url, entry, good));
        // The origin by name: a sandboxed page has none of its own.
        let origin = request.headers.get(header::HOST)?.to_str().ok()?;
        let policy = format!(
            "default-src 'none'; style-src http://{origin}; img-src http://{origin} https: http: data:; \
media-src http://{origin} https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        );
        Some(text(request, "text/html; charset=utf-8", &page, Some(&policy)))
    }

    fn explain(&self, request: &Parts, good: &Good) -> Option<Response<Body>> {
        let query = Query::of(request);
        let path = match query.value("id") {
            Some(id) => good.sources.get(&id)?.to_string(),
            None => query.value("article")?,
        };
        let explanation = match explain(&good.config, &good.options, &path) {
            Ok(found) => found?,
            Err(error) => return Some(plain(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string())),
        };
        Some(json(&Explained::of(&explanation)))
    }

    fn media(&self, request: &Parts, good: &Good) -> Option<Response<Body>> {
        let query = Query::of(request);
        let resource = media_file(&query.value("url")?, &query.value("id")?, good)?;
        resource.answer(request).ok()
    }
}

impl Responder for Preview {
    fn quick(&self, request: &Parts) -> Option<Response<Body>> {
        // A page elsewhere that gives our address another name must not read drafts (DNS rebinding).
        let is_local = request.headers.get(header::HOST).is_none_or(is_local);
        (!is_local)
            .then(|| plain(StatusCode::MISDIRECTED_REQUEST, "the preview answers on this machine's own names alone"))
    }

    fn respond(&self, request: &Parts) -> Response<Body> {
        let mut response = self.route(request);
        let headers = response.headers_mut();
        // A trial is for nobody else.
        headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        response
    }
}

fn is_local(host: &HeaderValue) -> bool {
    let Ok(host) = host.to_str() else { return false };
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, port)) => (name, port),
        None => host.find(':').map_or((host, ""), |at| host.split_at(at)),
    };
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    is_port && (name.eq_ignore_ascii_case("localhost") || matches!(name, "127.0.0.1" | "::1"))
}

/// The path of the output folder's address.
fn percent_path(good: &Good) -> String {
    url::Url::parse(good.config.output.url.as_str()).map_or_else(|_| "/".to_owned(), |url| url.path().to_owned())
}

/// What stands behind the `?`.
struct Query(Vec<(String, String)>);

impl Query {
    fn of(request: &Parts) -> Self {
        let query = request.uri.query().unwrap_or_default();
        Self(url::form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    fn value(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }
}

fn events(rounds: &Rounds) -> Response<Body> {
    let Some(channel) = rounds.told() else { return plain(StatusCode::SERVICE_UNAVAILABLE, "the preview is ending") };
    let mut response = Response::new(Body::Events(Box::new(Events::new(channel))));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn json(value: &impl Serialize) -> Response<Body> {
    // Strings, numbers and lists of them always have a JSON form.
    let body = serde_json::to_vec(value).unwrap_or_default();
    with_type("application/json; charset=utf-8", body.into())
}

fn text(request: &Parts, media_type: &'static str, body: &str, policy: Option<&str>) -> Response<Body> {
    let tag = format!("\"{}\"", &blake3::hash(body.as_bytes()).to_hex()[..32]);
    let known = request.headers.get(header::IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == tag.as_bytes());
    let mut response =
        with_type(media_type, if known { Bytes::new() } else { Bytes::copy_from_slice(body.as_bytes()) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::ETAG, &tag);
    policy.into_iter().for_each(|policy| set(header::CONTENT_SECURITY_POLICY, policy));
    response
}

fn with_type(media_type: &'static str, body: Bytes) -> Response<Body> {
    let length = body.len();
    let mut response = Response::new(Body::Bytes(body));
    let headers: &mut HeaderMap = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
