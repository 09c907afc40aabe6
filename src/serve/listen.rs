//! Connections: how many, how long, how large a head; and what no request gets past, whatever is served.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use hyper::header::{self, HeaderValue};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Version};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::answer::plain;
use super::body::Body;
use super::timed::TimedStream;
use crate::diagnostic::visible;

/// What a client may take of the server.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Connections at once; one more is answered 503.
    pub connections: usize,
    /// Bytes of a request's head.
    pub head_bytes: usize,
    /// Fields in it.
    pub head_fields: usize,
    /// How long a head may take to come, and how long a connection may rest between two requests.
    pub head_time: Duration,
    /// How long one write may wait for the client to read.
    pub write_time: Duration,
    /// How long requests that are under way may take to end, once the server is told to.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            head_bytes: 16 << 10,
            head_fields: 64,
            head_time: Duration::from_secs(10),
            write_time: Duration::from_secs(30),
            grace: Duration::from_secs(5),
        }
    }
}

/// What answers requests: GET and HEAD alone come here.
pub trait Responder: Send + Sync + 'static {
    /// An answer that takes no time to speak of; `None` where [`Responder::respond`] is to be asked.
    fn quick(&self, request: &Parts) -> Option<Response<Body>>;

    /// An answer that may wait for the disk.
    fn respond(&self, request: &Parts) -> Response<Body>;
}

/// Takes a line for each request.
pub type RequestLog = Arc<dyn Fn(&str) + Send + Sync>;

/// A socket that listens.
pub struct Server {
    listener: StdListener,
    limits: Limits,
    log: Option<RequestLog>,
}

/// Threads that answer; others read files.
const THREADS: usize = 4;
const READERS: usize = 16;
/// Refusals at once; a connection beyond them is closed without a word.
const REFUSALS: usize = 64;

impl Server {
    /// Listens at an address; port 0 is a free one.
    ///
    /// # Errors
    /// What the system says.
    pub fn bind(address: SocketAddr, limits: Limits, log: Option<RequestLog>) -> io::Result<Self> {
        let listener = StdListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Ok(Self { listener, limits, log })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// What the system says.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers requests until the program is told to end (SIGTERM, SIGINT), and then until those under way are
    /// answered. `ending` is called between.
    ///
    /// # Errors
    /// What the system says of the socket or of signals.
    pub fn run(self, responder: Arc<impl Responder>, ending: impl FnOnce()) -> io::Result<()> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads)
            .max_blocking_threads(READERS)
            .enable_all()
            .build()?;
        let done = runtime.block_on(self.accept(responder, ending));
        // A file on a network that does not answer keeps no program alive.
        runtime.shutdown_timeout(Duration::from_millis(100));
        done
    }

    async fn accept(self, responder: Arc<impl Responder>, ending: impl FnOnce()) -> io::Result<()> {
        let listener = TcpListener::from_std(self.listener)?;
        let limits = self.limits;
        let slots = Arc::new(Semaphore::new(limits.connections));
        let refusals = Arc::new(Semaphore::new(REFUSALS));
        let (end, ended) = watch::channel(());
        let mut told = pin!(told_to_end()?);
        loop {
            let Either::One(accepted) = first(pin!(listener.accept()), told.as_mut()).await else { break };
            let Ok((stream, peer)) = accepted else {
                // Of too many open files, say: it passes, and until then nothing is gained by asking again at once.
                sleep(Duration::from_millis(50)).await;
                continue;
            };
            let Ok(slot) = Arc::clone(&slots).try_acquire_owned() else {
                if let Ok(refusal) = Arc::clone(&refusals).try_acquire_owned() {
                    tokio::spawn(async move {
                        refuse(stream).await;
                        drop(refusal);
                    });
                }
                continue;
            };
            let (responder, log, ended) = (Arc::clone(&responder), self.log.clone(), ended.clone());
            tokio::spawn(async move {
                connection(stream, peer, responder, limits, log, ended).await;
                drop(slot);
            });
        }
        drop(listener);
        drop(ended);
        let _ = end.send(());
        ending();
        // Every connection holds a receiver until it is closed.
        let _ = timeout(limits.grace, end.closed()).await;
        Ok(())
    }
}

/// Answers the requests of one connection.
async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    responder: Arc<impl Responder>,
    limits: Limits,
    log: Option<RequestLog>,
    mut ended: watch::Receiver<()>,
) {
    // Heads and bodies are written whole; to wait for more would only delay them.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(TimedStream::new(stream, limits.write_time));
    let service = service_fn(|request| {
        let (responder, log) = (Arc::clone(&responder), log.clone());
        async move { Ok::<_, Infallible>(logged(request, responder, peer, log).await) }
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(limits.head_bytes.max(8 << 10))
        .max_headers(limits.head_fields);
    let mut serving = pin!(builder.serve_connection(io, service));
    if let Either::Other(_) = first(serving.as_mut(), pin!(ended.changed())).await {
        serving.as_mut().graceful_shutdown();
        let _ = serving.await;
    }
}

/// What one of two futures came to.
enum Either<A, B> {
    One(A),
    Other(B),
}

/// Waits for the first of two futures.
async fn first<A: Future, B: Future>(mut one: Pin<&mut A>, mut other: Pin<&mut B>) -> Either<A::Output, B::Output> {
    poll_fn(|cx| match one.as_mut().poll(cx) {
        Poll::Ready(done) => Poll::Ready(Either::One(done)),
        Poll::Pending => other.as_mut().poll(cx).map(Either::Other),
    })
    .await
}

async fn logged(
    request: Request<hyper::body::Incoming>,
    responder: Arc<impl Responder>,
    peer: SocketAddr,
    log: Option<RequestLog>,
) -> Response<Body> {
    let began = Instant::now();
    let (request, body) = request.into_parts();
    let line = log.as_ref().map(|_| format!("{} {} {}", peer.ip(), request.method, request.uri));
    let agent = log.as_ref().and(request.headers.get(header::USER_AGENT).cloned());
    let has_body = !hyper::body::Body::is_end_stream(&body);
    drop(body);
    let mut response = answer(request, responder).await;
    if has_body {
        // What nobody reads must not be taken for the next request.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if let (Some(log), Some(line)) = (log, line) {
        let length = response.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let agent = agent.as_ref().map_or("", |agent| agent.to_str().unwrap_or("?"));
        let (status, took) = (response.status().as_u16(), began.elapsed().as_micros());
        log(&visible(&format!("{line} {status} {} {took}us {agent}", length.unwrap_or("-"))));
    }
    response
}

async fn answer(request: Parts, responder: Arc<impl Responder>) -> Response<Body> {
    // RFC 9112, 3.2: one `Host`, and 400 otherwise; HTTP/1.0 knows none.
    let hosts = request.headers.get_all(header::HOST).iter().count();
    if hosts > 1 || hosts == 0 && request.version == Version::HTTP_11 {
        return plain(StatusCode::BAD_REQUEST, "a request names one host");
    }
    match request.method {
        Method::GET | Method::HEAD => {}
        Method::OPTIONS => return preflight(),
        // RFC 9110, 15.5.6: with what is allowed.
        _ => {
            let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD are answered here");
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"));
            return response;
        }
    }
    let is_head = request.method == Method::HEAD;
    let mut response = match responder.quick(&request) {
        Some(response) => response,
        None => tokio::task::spawn_blocking(move || responder.respond(&request))
            .await
            .unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "this cannot be answered")),
    };
    if is_head {
        // RFC 9110, 9.3.2: the head that GET would have, `Content-Length` among it.
        *response.body_mut() = Body::Empty;
    }
    response
}

/// What a reader that runs in a browser asks for before it may send conditions (Fetch, CORS preflight).
fn preflight() -> Response<Body> {
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = StatusCode::NO_CONTENT;
    let allowed = HeaderValue::from_static("GET, HEAD, OPTIONS");
    let fields = "If-None-Match, If-Modified-Since, If-Range, Range, Accept, Cache-Control";
    let headers = response.headers_mut();
    headers.insert(header::ALLOW, allowed.clone());
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, allowed);
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(fields));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}

/// One connection too many (RFC 9110, 15.6.4): no page, and when to come again.
async fn refuse(mut stream: TcpStream) {
    const BUSY: &[u8] =
        b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Type: text/plain; charset=utf-8\r\n\
Content-Length: 29\r\nConnection: close\r\n\r\ntoo many connections at once\n";
    let told = async {
        stream.write_all(BUSY).await?;
        stream.shutdown().await
    };
    let _ = timeout(Duration::from_secs(1), told).await;
}

/// Ends when the program is told to.
#[cfg(unix)]
fn told_to_end() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        first(pin!(terminate.recv()), pin!(interrupt.recv())).await;
    })
}

/// Ends when the program is told to.
#[cfg(not(unix))]
fn told_to_end() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
