//! What an answer carries: nothing, bytes, a part of a file, or events without an end.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read, Seek, SeekFrom};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Bytes, Frame, SizeHint};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Sleep, sleep};

/// The body of an answer.
pub enum Body {
    /// Nothing.
    Empty,
    /// Bytes that are in memory.
    Bytes(Bytes),
    /// A part of a file.
    File(FilePart),
    /// Events (`text/event-stream`).
    Events(Box<Events>),
}

/// A part of a file, read some at a time beside the threads that answer.
pub struct FilePart {
    file: Option<File>,
    left: u64,
    reading: Option<JoinHandle<io::Result<(File, Bytes)>>>,
}

/// Bytes that are read at once.
const PART: u64 = 128 << 10;

impl FilePart {
    /// `length` bytes of the file from `start` on.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(mut file: File, start: u64, length: u64) -> io::Result<Self> {
        file.seek(SeekFrom::Start(start))?;
        Ok(Self { file: Some(file), left: length, reading: None })
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            if let Some(reading) = &mut self.reading {
                let read = ready!(Pin::new(reading).poll(cx));
                self.reading = None;
                let (file, bytes) = match read.map_err(io::Error::other).flatten() {
                    Ok(read) => read,
                    Err(error) => return Poll::Ready(Some(Err(error))),
                };
                if bytes.is_empty() {
                    // What was announced is not there any more: the connection is closed, and nobody takes it for whole.
                    return Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())));
                }
                self.file = Some(file);
                self.left -= bytes.len() as u64;
                return Poll::Ready(Some(Ok(bytes)));
            }
            let Some(mut file) = self.file.take().filter(|_| self.left > 0) else { return Poll::Ready(None) };
            let wanted = self.left.min(PART);
            self.reading = Some(tokio::task::spawn_blocking(move || {
                let mut bytes = Vec::with_capacity(usize::try_from(wanted).unwrap_or(0));
                (&mut file).take(wanted).read_to_end(&mut bytes)?;
                Ok((file, Bytes::from(bytes)))
            }));
        }
    }
}

/// An event, and the channel for those after it; none once its sender is gone.
type NextEvent = Option<(String, watch::Receiver<String>)>;

/// Events: what a channel holds, whenever it is another; the end, when its sender is gone.
pub struct Events {
    next: Pin<Box<dyn Future<Output = NextEvent> + Send>>,
    heartbeat: Pin<Box<Sleep>>,
    begun: bool,
}

/// A line without meaning, so that a connection that is gone is found out, and none between takes it for idle.
const HEARTBEAT: Duration = Duration::from_secs(15);

impl Events {
    /// Those of a channel, beginning with what it holds.
    pub fn new(mut channel: watch::Receiver<String>) -> Self {
        channel.mark_changed();
        Self { next: Box::pin(next(channel)), heartbeat: Box::pin(sleep(HEARTBEAT)), begun: false }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if !self.begun {
            self.begun = true;
            return Poll::Ready(Some(Bytes::from_static(b"retry: 1000\n\n")));
        }
        if let Poll::Ready(next_one) = self.next.as_mut().poll(cx) {
            let Some((event, channel)) = next_one else { return Poll::Ready(None) };
            self.next = Box::pin(next(channel));
            return Poll::Ready(Some(Bytes::from(format!("data: {event}\n\n"))));
        }
        ready!(self.heartbeat.as_mut().poll(cx));
        self.heartbeat.as_mut().reset(tokio::time::Instant::now() + HEARTBEAT);
        // It is polled again for the new time.
        cx.waker().wake_by_ref();
        Poll::Ready(Some(Bytes::from_static(b":\n\n")))
    }
}

async fn next(mut channel: watch::Receiver<String>) -> NextEvent {
    channel.changed().await.ok()?;
    let event = channel.borrow_and_update().clone();
    Some((event, channel))
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let this = self.get_mut();
        match this {
            Self::Empty => Poll::Ready(None),
            Self::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                *this = Self::Empty;
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Self::File(part) => part.poll(cx).map_ok(Frame::data),
            Self::Events(events) => events.poll(cx).map(|event| event.map(|bytes| Ok(Frame::data(bytes)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::File(part) => part.left == 0,
            Self::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Empty => SizeHint::with_exact(0),
            Self::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::File(part) => SizeHint::with_exact(part.left),
            Self::Events(_) => SizeHint::default(),
        }
    }
}
