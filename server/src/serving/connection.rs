//! One connection, and the time that it is given.
//!
//! hyper's own timeout for heads begins when it waits for one, so that it cannot tell a caller who has nothing to ask from
//! one who drips a head, and costs a timer for each request; its HTTP/2 has none. Here the connection only notes what
//! happens on it, which is a few writes to memory, and the listener, which looks at all of them a few times a second, cuts
//! off those on which nothing goes forward.

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::AbortHandle;

use super::answer::{Admission, Caller, answer};
use crate::config::LimitsConfig;

/// What the first bytes of HTTP/2 are; no method of HTTP/1 that anybody has begins with it.
const HTTP2: &[u8] = b"PRI";

/// How long a connection that is asked to close may take to.
const CLOSING_MAX: Duration = Duration::from_secs(1);

/// What a head may be long, and so what a connection holds of one that has not ended yet.
const HEAD_BYTES_MAX: usize = 64 << 10;

/// What one connection of HTTP/2 may ask at a time.
const STREAMS_MAX: u32 = 64;

/// What one connection of HTTP/2 may send before it is read: in a stream, and in all of them.
const STREAM_WINDOW_BYTES: u32 = 64 << 10;
const CONNECTION_WINDOW_BYTES: u32 = 256 << 10;

/// How HTTP is spoken on a connection, in whichever version the caller begins with.
pub(super) fn http(admission: Admission) -> Builder<TokioExecutor> {
    let mut http = Builder::new(TokioExecutor::new());
    http.http1()
        .max_buf_size(HEAD_BYTES_MAX)
        .keep_alive(admission == Admission::Open)
        // Head and body of an answer go out as one piece: for most of them, that copy is less than a list of pieces costs.
        .writev(false);
    http.http2()
        .max_concurrent_streams(STREAMS_MAX)
        .initial_stream_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES);
    http
}

/// Serves a connection until it ends.
pub(super) async fn serve(
    http: &Builder<TokioExecutor>,
    stream: TcpStream,
    caller: Arc<Caller>,
    pulse: Arc<Pulse>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let noting = Arc::clone(&pulse);
    let io = TokioIo::new(Noted { stream, pulse: Arc::clone(&pulse) });
    let service = service_fn(move |request| answer(Arc::clone(&caller), Arc::clone(&noting), request));
    let mut connection = pin!(http.serve_connection(io, service));
    let mut was_asked = false;
    let served = poll_fn(|cx| {
        pulse.waker.get_or_init(|| cx.waker().clone());
        if !was_asked && pulse.is_asked_to_close.load(Ordering::SeqCst) {
            was_asked = true;
            connection.as_mut().graceful_shutdown();
        }
        connection.as_mut().poll(cx)
    });
    let served = served.await;
    // What its caller has hung up on keeps its place until it is done.
    pulse.is_over.store(true, Ordering::SeqCst);
    poll_fn(|_| if pulse.answering.load(Ordering::SeqCst) == 0 { Poll::Ready(()) } else { Poll::Pending })
        .await;
    served
}

/// What happens on a connection, noted by whoever does it, read by the listener.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    /// Requests that are being answered.
    answering: AtomicUsize,
    /// Grows with every request answered, and with all that is written.
    beats: AtomicU64,
    /// Whether something has come since the last answer.
    is_arriving: AtomicBool,
    is_http2: AtomicBool,
    is_asked_to_close: AtomicBool,
    /// Whether the caller has hung up.
    is_over: AtomicBool,
    /// Wakes the task that serves the connection, which is the same for as long as it lives.
    waker: OnceLock<Waker>,
}

/// A request under way, as the connection's pulse has it.
pub(super) struct Beat(Arc<Pulse>);

impl Pulse {
    /// A request has come whole but for its body.
    pub(super) fn begin(self: Arc<Self>) -> Beat {
        self.is_arriving.store(false, Ordering::Relaxed);
        self.answering.fetch_add(1, Ordering::Relaxed);
        Beat(self)
    }

    /// Lets the requests under way end, and the connection then.
    pub(super) fn ask_to_close(&self) {
        self.is_asked_to_close.store(true, Ordering::SeqCst);
        self.wake();
    }

    fn wake(&self) {
        if let Some(waker) = self.waker.get() {
            waker.wake_by_ref();
        }
    }

    fn has_come(&self, bytes: &[u8]) {
        if self.answering.load(Ordering::Relaxed) > 0 || self.is_arriving.load(Ordering::Relaxed) {
            return;
        }
        self.is_arriving.store(true, Ordering::Relaxed);
        if self.beats.load(Ordering::Relaxed) == 0 && bytes.starts_with(HTTP2) {
            self.is_http2.store(true, Ordering::Relaxed);
        }
    }

    fn look(&self) -> Seen {
        let beats = self.beats.load(Ordering::Relaxed);
        Seen {
            is_answering: self.answering.load(Ordering::Relaxed) > 0,
            beats,
            // Between two requests, HTTP/2 has other things to say too.
            is_head_due: beats == 0
                || (self.is_arriving.load(Ordering::Relaxed) && !self.is_http2.load(Ordering::Relaxed)),
        }
    }
}

impl Beat {
    /// After this request, no other is answered on its connection.
    pub(super) fn ask_to_close(&self) {
        self.0.ask_to_close();
    }
}

impl Drop for Beat {
    fn drop(&mut self) {
        self.0.beats.fetch_add(1, Ordering::Relaxed);
        self.0.answering.fetch_sub(1, Ordering::SeqCst);
        if self.0.is_over.load(Ordering::SeqCst) {
            self.0.wake();
        }
    }
}

/// What the listener sees of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    is_answering: bool,
    beats: u64,
    /// Whether it is a head that is waited for, or the rest of one.
    is_head_due: bool,
}

/// How long nothing may go forward on a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    head: Duration,
    idle: Duration,
}

impl Patience {
    pub(super) fn new(limits: &LimitsConfig) -> Self {
        let seconds = |seconds: std::num::NonZeroU32| Duration::from_secs(seconds.get().into());
        Self { head: seconds(limits.header_read_seconds_max), idle: seconds(limits.idle_seconds_max) }
    }

    /// How often to look, to be late by no more than a quarter.
    pub(super) fn period(&self) -> Duration {
        (self.head.min(self.idle) / 8).min(CLOSING_MAX / 2)
    }
}

/// A connection, as the listener watches over it.
#[derive(Debug)]
pub(super) struct Watched {
    pulse: Arc<Pulse>,
    task: AbortHandle,
    seen: Seen,
    since: Instant,
    closing_since: Option<Instant>,
}

impl Watched {
    pub(super) fn new(pulse: Arc<Pulse>, task: AbortHandle, now: Instant) -> Self {
        let seen = pulse.look();
        Self { pulse, task, seen, since: now, closing_since: None }
    }

    /// Ends the connection if nothing has gone forward on it for too long.
    pub(super) fn look(&mut self, patience: Patience, now: Instant) {
        let seen = self.pulse.look();
        if seen.is_answering || seen != self.seen {
            self.seen = seen;
            self.since = now;
        }
        let passed = |since: Instant, limit| now.saturating_duration_since(since) >= limit;
        match &mut self.closing_since {
            // What has come in the last moment is still answered.
            Some(since) if seen.is_answering => *since = now,
            Some(since) if passed(*since, CLOSING_MAX) => self.task.abort(),
            None if seen.is_head_due && passed(self.since, patience.head) => self.task.abort(),
            None if !seen.is_head_due && passed(self.since, patience.idle) => {
                self.closing_since = Some(now);
                self.pulse.ask_to_close();
            }
            _ => {}
        }
    }

    /// Lets what is under way end, and the connection then.
    pub(super) fn ask_to_close(&self) {
        self.pulse.ask_to_close();
    }
}

/// A stream whose pulse is noted.
struct Noted {
    stream: TcpStream,
    pulse: Arc<Pulse>,
}

impl Noted {
    fn written(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if matches!(written, Poll::Ready(Ok(1..))) {
            self.pulse.beats.fetch_add(1, Ordering::Relaxed);
        }
        written
    }
}

impl AsyncRead for Noted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        let new = &buffer.filled()[before..];
        if !new.is_empty() {
            self.pulse.has_come(new);
        }
        read
    }
}

impl AsyncWrite for Noted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.written(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.written(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
