//! One request and its answer on a connection of their own, byte for byte.
//!
//! reqwest would tidy up on the way (`..` in a path, for one), and bad input has to arrive as bad as it was written.

use std::error::Error;
use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::Body;
use hyper::client::conn::http1;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

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
