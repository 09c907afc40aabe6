//! A client that asks as pollers do and hides nothing: no redirect is followed, nothing decoded, nothing kept.
//!
//! A host is resolved once a request, and only what has been looked at is connected to.

pub(crate) mod target;

use std::cell::Cell;
use std::io::{self, Read};
use std::net::ToSocketAddrs;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{Method, Uri};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

use self::target::is_public;

/// The most bytes of a document, as sent and as decoded; readers refuse less (Miniflux: 15 MiB).
pub const LARGEST: u64 = 16 << 20;
/// The most redirects that are followed; browsers follow twenty, pollers five to ten.
pub const MOST_HOPS: usize = 10;
/// The most requests of a run.
const MOST_REQUESTS: usize = 40;
/// How long a request may take.
const LONGEST: Duration = Duration::from_secs(20);

/// Whether addresses that are not of the public internet may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses alone.
    Public,
    /// Any: the staging server beside oneself.
    Any,
}

/// Bytes a second that a connection carries at least, or is given up.
const SLOWEST: u64 = 32 << 10;

/// Whether a proxy that the environment names (`HTTPS_PROXY`) carries requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proxied {
    /// As the environment says.
    AsTold,
    /// Never: services of this machine alone.
    Never,
}

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Fetched {
    pub status: u16,
    fields: Vec<(String, String)>,
    /// The bytes as sent.
    pub body: Vec<u8>,
}

impl Fetched {
    /// A field; several of a name are joined, as RFC 9110, 5.3 has it.
    pub fn field(&self, name: &str) -> Option<String> {
        let values: Vec<&str> =
            self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.trim()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The bytes without their coding.
    ///
    /// # Errors
    /// They are not of that coding, the coding is not known, or they become too many.
    pub fn decoded(&self) -> io::Result<Vec<u8>> {
        let coding = self.field("content-encoding").unwrap_or_default().to_ascii_lowercase();
        match coding.as_str() {
            "" | "identity" => Ok(self.body.clone()),
            "gzip" | "x-gzip" => bounded(flate2::read::MultiGzDecoder::new(self.body.as_slice())),
            "br" => bounded(brotli::Decompressor::new(self.body.as_slice(), 4096)),
            _ => Err(io::Error::other(format!("`{coding}` has not been asked for"))),
        }
    }
}

fn bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other("more than 16 MiB"));
    }
    Ok(bytes)
}

/// Resolves, and gives public addresses alone unless others are allowed.
#[derive(Debug)]
struct Looked(Reach);

impl Resolver for Looked {
    fn resolve(&self, uri: &Uri, _: &ureq::config::Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().ok_or(ureq::Error::HostNotFound)?.trim_matches(['[', ']']);
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        let mut found = self.empty();
        for address in (host, port).to_socket_addrs().map_err(|_| ureq::Error::HostNotFound)?.take(16) {
            // One address that is not public is enough: a name that has both is a trick, or a mistake.
            if self.0 == Reach::Public && !is_public(address.ip()) {
                return Err(ureq::Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, PRIVATE)));
            }
            found.push(address);
        }
        if found.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(found) }
    }
}

const PRIVATE: &str = "its host has an address that is not of the public internet";

/// Why there is no answer.
#[derive(Debug)]
pub enum Unanswered {
    /// Its host is not to be asked.
    Private,
    /// Anything else, in words without the address.
    Failed(String),
}

/// The client.
pub struct Client {
    agent: Agent,
    asked: Cell<usize>,
    most: usize,
    longest: Duration,
}

impl Client {
    pub fn new(reach: Reach) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would resolve for us, past what is looked at here.
            .proxy(None)
            .max_idle_connections(0)
            .timeout_global(Some(LONGEST))
            .user_agent(concat!("tidings/", env!("CARGO_PKG_VERSION")))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Looked(reach));
        Self { agent, asked: Cell::new(0), most: MOST_REQUESTS, longest: LONGEST }
    }

    /// One for our own addresses, as many as there are.
    pub fn for_many(reach: Reach) -> Self {
        Self { most: usize::MAX, ..Self::new(reach) }
    }

    /// A client for a service that the site's owner names, such as a storage: at any address, as often as it takes, over
    /// connections that are kept. A request may take `longest`, and longer with what it carries.
    pub fn of_service(longest: Duration, proxy: Proxied) -> Self {
        let mut builder = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(1)
            // Servers close what is idle: a request into a closed connection would be lost.
            .max_idle_age(Duration::from_secs(2))
            .timeout_connect(Some(longest.min(Duration::from_secs(10))))
            .timeout_global(Some(longest))
            .user_agent(concat!("tidings/", env!("CARGO_PKG_VERSION")));
        if proxy == Proxied::Never {
            builder = builder.proxy(None);
        }
        let agent = Agent::with_parts(builder.build(), DefaultConnector::default(), Looked(Reach::Any));
        Self { agent, asked: Cell::new(0), most: usize::MAX, longest }
    }

    /// Sends a request of any method, with a body where it has one.
    pub fn send(
        &self,
        method: &Method,
        url: &Url,
        fields: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Fetched, Unanswered> {
        self.count()?;
        let mut request = ureq::http::Request::builder().method(method).uri(url.as_str());
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let malformed = |_| Unanswered::Failed("the request cannot be written".to_owned());
        let response = match body {
            None => self.agent.run(request.body(()).map_err(malformed)?),
            Some(body) => {
                let request = request.body(body).map_err(malformed)?;
                let longest = self.longest + Duration::from_secs(body.len() as u64 / SLOWEST);
                self.agent.run(self.agent.configure_request(request).timeout_global(Some(longest)).build())
            }
        };
        answer(response)
    }

    /// Asks for an address with these fields.
    pub fn get(&self, url: &Url, fields: &[(&str, &str)]) -> Result<Fetched, Unanswered> {
        self.ask(self.agent.get(url.as_str()), fields)
    }

    /// Asks for the head of an answer.
    pub fn head(&self, url: &Url) -> Result<Fetched, Unanswered> {
        self.ask(self.agent.head(url.as_str()), &[])
    }

    fn ask(
        &self,
        mut request: ureq::RequestBuilder<ureq::typestate::WithoutBody>,
        fields: &[(&str, &str)],
    ) -> Result<Fetched, Unanswered> {
        self.count()?;
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        answer(request.call())
    }

    fn count(&self) -> Result<(), Unanswered> {
        self.asked.set(self.asked.get().saturating_add(1));
        match self.asked.get() > self.most {
            true => Err(Unanswered::Failed("too many requests".to_owned())),
            false => Ok(()),
        }
    }
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Fetched, Unanswered> {
    let mut response = response.map_err(|error| unanswered(&error))?;
    let fields = response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let status = response.status().as_u16();
    let body = bounded(response.body_mut().as_reader()).map_err(|error| Unanswered::Failed(error.to_string()))?;
    Ok(Fetched { status, fields, body })
}

/// Words of our own: an error's may hold the address with its secrets.
fn unanswered(error: &ureq::Error) -> Unanswered {
    match error {
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => Unanswered::Private,
        ureq::Error::Io(error) => Unanswered::Failed(format!("the connection failed: {}", error.kind())),
        ureq::Error::HostNotFound => Unanswered::Failed("its host is not found".to_owned()),
        ureq::Error::Timeout(_) => Unanswered::Failed("no answer in time".to_owned()),
        ureq::Error::Rustls(error) => Unanswered::Failed(format!("no safe connection: {error}")),
        _ => Unanswered::Failed("what came is no answer of HTTP".to_owned()),
    }
}
