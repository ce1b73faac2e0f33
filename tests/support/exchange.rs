//! One request and its answer on a connection of their own, byte for byte.
//!
//! reqwest would tidy up on the way (`..` in a path, for one), and bad input has to arrive as bad as it was written.

use std::convert::Infallible;
use std::error::Error;
use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, server};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Whatever went wrong between two ends of a connection.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// Sends `request` to `address` and reads the whole answer.
pub(crate) async fn exchange<B>(address: SocketAddr, request: Request<B>) -> Result<Response<Bytes>, BoxError>
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // What breaks on the connection shows at the sender.
    let connection = tokio::spawn(connection);
    let response = sender.send_request(request).await?;
    let (head, body) = response.into_parts();
    let body = body.collect().await?.to_bytes();
    connection.abort();
    Ok(Response::from_parts(head, body))
}

/// Answers every request that comes to `listener` with what `hand_on` makes of it.
pub(crate) async fn serve<F, A>(listener: TcpListener, hand_on: F)
where
    F: Fn(Request<Incoming>) -> A + Clone + Send + 'static,
    A: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    // Dropped with this task, and every connection with it.
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        let hand_on = hand_on.clone();
        let service = service_fn(move |request| {
            let answer = hand_on(request);
            async move { Ok::<_, Infallible>(answer.await) }
        });
        connections
            .spawn(server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        while connections.try_join_next().is_some() {}
    }
}
