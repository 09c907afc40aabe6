//! A client that asks as pollers do and hides nothing: no redirect is followed, nothing decoded, nothing kept.
//!
//! A host is resolved once a request, by a thread that is left behind where it takes too long, and only what has been
//! looked at is connected to. Everything has a bound: a request and a run in time, an answer in bytes, a run in requests.

pub(crate) mod target;

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use ureq::http::{Method, Uri};
use ureq::typestate::WithoutBody;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, RequestBuilder};
use url::Url;

use self::target::{is_metadata, is_public};

/// The most bytes of a document, as sent and as decoded; readers refuse less (Miniflux: 15 MiB).
pub const LARGEST: u64 = 16 << 20;
/// The most redirects that are followed; browsers follow twenty (Fetch standard, 4.4), pollers five to ten.
pub const MOST_HOPS: usize = 10;
/// The most requests of a client, where nothing else is said.
const MOST_REQUESTS: usize = 40;
/// How long a request may take: what Miniflux gives one (`HTTP_CLIENT_TIMEOUT`).
const LONGEST: Duration = Duration::from_secs(20);
/// Addresses of a host that are looked at; `ureq` takes no more.
const MOST_ADDRESSES: usize = 16;

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
    /// Whether there are more of them than were asked for.
    pub cut: bool,
}

impl Fetched {
    /// A field; several of a name are joined, as RFC 9110, 5.3 has it.
    pub fn field(&self, name: &str) -> Option<String> {
        let values: Vec<&str> =
            self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.trim()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The coding of the bytes, where they have one.
    pub fn coding(&self) -> Option<String> {
        let coding = self.field("content-encoding")?.to_ascii_lowercase();
        (!matches!(coding.as_str(), "" | "identity")).then_some(coding)
    }

    /// The bytes without their coding.
    ///
    /// # Errors
    /// They are not of that coding, the coding is not known, or they become too many ([`io::ErrorKind::FileTooLarge`]).
    pub fn decoded(&self) -> io::Result<Vec<u8>> {
        let broken = |error: io::Error| match error.kind() {
            io::ErrorKind::FileTooLarge => error,
            _ => io::Error::other("its bytes are broken, or end early"),
        };
        match self.coding().as_deref() {
            None => Ok(self.body.clone()),
            Some("gzip" | "x-gzip") => bounded(flate2::read::MultiGzDecoder::new(self.body.as_slice())).map_err(broken),
            Some("br") => bounded(brotli::Decompressor::new(self.body.as_slice(), 4096)).map_err(broken),
            Some(coding) => Err(io::Error::other(format!("`{coding}` has not been asked for"))),
        }
    }
}

fn bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "they become more than 16 MiB"));
    }
    Ok(bytes)
}

/// An address of the host is not of the public internet.
#[derive(Debug)]
struct PrivateHost;

impl fmt::Display for PrivateHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("its host has an address that is not of the public internet")
    }
}

impl std::error::Error for PrivateHost {}

/// Resolves, and gives public addresses alone unless others are allowed.
#[derive(Debug)]
struct HostLookup {
    reach: Reach,
    /// The one host that may be where machines are told their credentials; none: any.
    typed: Option<String>,
    /// Whether the host that was looked up last is public.
    public: Arc<AtomicBool>,
}

impl Resolver for HostLookup {
    fn resolve(
        &self,
        uri: &Uri,
        _: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().ok_or(ureq::Error::HostNotFound)?.trim_matches(['[', ']']);
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        let addresses = match host.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => looked_up(host.to_owned(), port, timeout)?,
        };
        // One address that is not public is enough: a name that has both is a trick, or a mistake.
        let public = addresses.iter().all(|address| is_public(address.ip()));
        // Who may ask a staging server has not said that it may send us on to those.
        // A name may lead somewhere else the next time: only an address that was typed is what was meant.
        let is_typed = |typed: &str| typed.trim_matches(['[', ']']) == host && host.parse::<IpAddr>().is_ok();
        let sent_on = self.typed.as_deref().is_some_and(|typed| !is_typed(typed))
            && addresses.iter().any(|address| is_metadata(address.ip()));
        if sent_on || (self.reach == Reach::Public && !public) {
            return Err(ureq::Error::Other(Box::new(PrivateHost)));
        }
        self.public.store(public, Ordering::Relaxed);
        let mut found = self.empty();
        for address in addresses.into_iter().take(MOST_ADDRESSES) {
            found.push(address);
        }
        if found.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(found) }
    }
}

/// The system's look-up has no limit of its own, so that a thread waits for it, and is left to it when time is up.
fn looked_up(host: String, port: u16, timeout: NextTimeout) -> Result<Vec<SocketAddr>, ureq::Error> {
    let (send, receive) = mpsc::sync_channel(1);
    let look = move || {
        let found = (host.as_str(), port).to_socket_addrs().map(|found| found.take(64).collect::<Vec<_>>());
        // Nobody may be waiting any more.
        let _ = send.send(found.ok());
    };
    std::thread::Builder::new().spawn(look)?;
    match receive.recv_timeout((*timeout.after).min(LONGEST)) {
        Ok(found) => found.ok_or(ureq::Error::HostNotFound),
        Err(_) => Err(ureq::Error::Timeout(timeout.reason)),
    }
}

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
    public: Arc<AtomicBool>,
    asked: Cell<usize>,
    most: usize,
    longest: Duration,
    ends: Option<Instant>,
}

impl Client {
    pub fn new(reach: Reach) -> Self {
        Self::of(reach, None)
    }

    /// A client that asks so many times at most, and not after a moment. It may be sent to any host within its reach, but
    /// to where machines are told their credentials only if that is `typed`.
    pub fn until(reach: Reach, typed: &str, ends: Instant, most: usize) -> Self {
        Self { ends: Some(ends), most, ..Self::of(reach, Some(typed.to_owned())) }
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
        let public = Arc::new(AtomicBool::new(false));
        let lookup = HostLookup { reach: Reach::Any, typed: None, public: Arc::clone(&public) };
        let agent = Agent::with_parts(builder.build(), DefaultConnector::default(), lookup);
        Self { agent, public, asked: Cell::new(0), most: usize::MAX, longest, ends: None }
    }

    /// Sends a form or the like, and gives the status of the answer: what else comes, and how slowly, is not waited for.
    pub fn tell(&self, url: &Url, fields: &[(&str, &str)], body: &[u8]) -> Result<u16, Unanswered> {
        let response = self.response(&Method::POST, url, fields, Some(body))?;
        response.map(|response| response.status().as_u16()).map_err(|error| unanswered(&error))
    }

    /// Sends a request of any method, with a body where it has one.
    pub fn send(
        &self,
        method: &Method,
        url: &Url,
        fields: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Fetched, Unanswered> {
        whole(answer(self.response(method, url, fields, body)?, LARGEST)?)
    }

    fn response(
        &self,
        method: &Method,
        url: &Url,
        fields: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Result<ureq::http::Response<ureq::Body>, ureq::Error>, Unanswered> {
        self.count()?;
        let mut request = ureq::http::Request::builder().method(method).uri(url.as_str());
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let malformed = |_| Unanswered::Failed("the request cannot be written".to_owned());
        Ok(match body {
            None => self.agent.run(request.body(()).map_err(malformed)?),
            Some(body) => {
                let request = request.body(body).map_err(malformed)?;
                let longest = self.longest + Duration::from_secs(body.len() as u64 / SLOWEST);
                self.agent.run(self.agent.configure_request(request).timeout_global(Some(longest)).build())
            }
        })
    }

    fn of(reach: Reach, typed: Option<String>) -> Self {
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
        let public = Arc::new(AtomicBool::new(false));
        let lookup = HostLookup { reach, typed, public: Arc::clone(&public) };
        let agent = Agent::with_parts(config, DefaultConnector::default(), lookup);
        Self { agent, public, asked: Cell::new(0), most: MOST_REQUESTS, longest: LONGEST, ends: None }
    }

    /// Whether it will ask no more.
    pub fn is_spent(&self) -> bool {
        self.asked.get() >= self.most || self.ends.is_some_and(|ends| ends <= Instant::now())
    }

    /// Whether the host that was asked last is of the public internet.
    pub fn is_public(&self) -> bool {
        self.public.load(Ordering::Relaxed)
    }

    /// Asks for an address with these fields. More than [`LARGEST`] is no answer.
    pub fn get(&self, url: &Url, fields: &[(&str, &str)]) -> Result<Fetched, Unanswered> {
        whole(self.begin(url, fields, LARGEST)?)
    }

    /// Asks for an address with these fields, and takes so many bytes of what comes at most.
    pub fn begin(&self, url: &Url, fields: &[(&str, &str)], most: u64) -> Result<Fetched, Unanswered> {
        self.ask(self.agent.get(url.as_str()), fields, most)
    }

    /// Asks for the head of an answer.
    pub fn head(&self, url: &Url) -> Result<Fetched, Unanswered> {
        self.ask(self.agent.head(url.as_str()), &[], 0)
    }

    fn ask(
        &self,
        request: RequestBuilder<WithoutBody>,
        fields: &[(&str, &str)],
        most: u64,
    ) -> Result<Fetched, Unanswered> {
        let longest = self.count()?;
        let mut request = request.config().timeout_global(Some(longest)).build();
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        answer(request.call(), most)
    }

    /// Counts a request, and gives the time that it may take.
    fn count(&self) -> Result<Duration, Unanswered> {
        if self.asked.get() >= self.most {
            return Err(Unanswered::Failed("too many requests".to_owned()));
        }
        self.asked.set(self.asked.get() + 1);
        let left =
            self.ends.map_or(self.longest, |ends| ends.saturating_duration_since(Instant::now()).min(self.longest));
        if left.is_zero() { Err(Unanswered::Failed("time is up".to_owned())) } else { Ok(left) }
    }
}

fn whole(answer: Fetched) -> Result<Fetched, Unanswered> {
    if answer.cut {
        return Err(Unanswered::Failed("more than 16 MiB come".to_owned()));
    }
    Ok(answer)
}

/// Takes so many bytes of what comes at most.
fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>, most: u64) -> Result<Fetched, Unanswered> {
    let mut response = response.map_err(|error| unanswered(&error))?;
    let fields = response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let mut answer = Fetched { status: response.status().as_u16(), fields, body: Vec::new(), cut: false };
    let read = response.body_mut().as_reader().take(most.saturating_add(1)).read_to_end(&mut answer.body);
    if let Err(error) = read {
        return Err(broken_off(&error, &answer));
    }
    answer.cut = answer.body.len() as u64 > most;
    answer.body.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(answer)
}

/// Words of our own: an error's may hold the address with its secrets.
fn unanswered(error: &ureq::Error) -> Unanswered {
    let words = match error {
        ureq::Error::Other(error) if error.is::<PrivateHost>() => return Unanswered::Private,
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::UnexpectedEof => "the connection ends without an answer".to_owned(),
            // What TLS complains of comes so.
            io::ErrorKind::InvalidData => {
                "no safe connection: its certificate does not hold, or it speaks no TLS".into()
            }
            kind => format!("the connection failed: {kind}"),
        },
        ureq::Error::HostNotFound => "its host is not found".to_owned(),
        ureq::Error::Timeout(_) => "no answer in time".to_owned(),
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => "no safe connection".to_owned(),
        ureq::Error::LargeResponseHeader(..) => "the head of its answer has no end".to_owned(),
        _ => "what comes is no answer of HTTP/1.1, or its head is too long".to_owned(),
    };
    Unanswered::Failed(words)
}

/// What is told of an answer that does not come to its end.
fn broken_off(error: &io::Error, answer: &Fetched) -> Unanswered {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
    let sent = answer.body.len();
    let words = match inner {
        Some(ureq::Error::Timeout(_)) => format!("it does not end in time, after {sent} bytes"),
        Some(ureq::Error::Protocol(_)) => format!("after {sent} bytes, it breaks the rules of HTTP/1.1"),
        _ => match answer.field("content-length") {
            Some(length) if length.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("the connection ends after {sent} bytes of {length}")
            }
            _ => format!("the connection ends after {sent} bytes, before the answer does"),
        },
    };
    Unanswered::Failed(words)
}
