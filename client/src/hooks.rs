//! The items that generated code imports from `progenitor_client`.
//!
//! The generated clients are progenitor's output. Their crate root declares `extern crate self as progenitor_client`, so that
//! they are built on this module: progenitor's interface, with a [`ClientHooks`] whose `exec` retries a request and
//! authenticates it, and with errors that say why a call failed. The hooks of progenitor's own crate can return reqwest's
//! errors only.

use crate::error::{Error, Failure};
use crate::response::{RawResponse, ResponseValue};
use crate::runtime::Runtime;
use reqwest::header::{HeaderValue, InvalidHeaderValue};
use reqwest::{Request, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Borrow;

/// A body that is not JSON. It is in memory like every other.
pub use bytes::Bytes as ByteStream;
pub use progenitor::{ClientInfo, OperationInfo};
pub(crate) use progenitor::{QueryParam, encode_path};

/// The steps of every generated call between building its request and reading its response.
#[allow(async_fn_in_trait, reason = "generated code calls it for concrete types, whose futures are `Send`")]
pub trait ClientHooks<Inner: Borrow<Runtime>>: ClientInfo<Inner> {
    /// Removes the header `api-version`, which progenitor adds for dropshot's versioned servers, in front of one that the
    /// document may have.
    #[allow(clippy::unused_async, reason = "generated code awaits it")]
    async fn pre(&self, request: &mut Request, _: &OperationInfo) -> Result<(), Failure> {
        const API_VERSION: &str = "api-version";
        let headers = request.headers_mut();
        let documented: Vec<HeaderValue> = headers.get_all(API_VERSION).iter().skip(1).cloned().collect();
        headers.remove(API_VERSION);
        for value in documented {
            headers.append(API_VERSION, value);
        }
        Ok(())
    }

    /// Authenticates and sends the request, retries it, and records the call.
    async fn exec(&self, request: Request, info: &OperationInfo) -> Result<RawResponse, Failure> {
        self.inner().borrow().send(request, info.operation_id).await
    }

    /// Does nothing: the outcome is recorded by [`exec`](Self::exec).
    #[allow(clippy::unused_async, reason = "generated code awaits it")]
    async fn post(&self, _: &Result<RawResponse, Failure>, _: &OperationInfo) -> Result<(), Failure> {
        Ok(())
    }
}

impl<T: DeserializeOwned> ResponseValue<T> {
    /// Parses the body as JSON.
    #[allow(clippy::unused_async, reason = "generated code awaits it")]
    pub(crate) async fn from_response<E>(response: RawResponse) -> Result<Self, Error<E>> {
        match serde_json::from_slice(response.body()) {
            Ok(value) => Ok(Self::new(value, response)),
            Err(source) => Err(Error::InvalidResponsePayload { response, source }),
        }
    }
}

impl ResponseValue<()> {
    /// Wraps a response without a body.
    pub(crate) fn empty(response: RawResponse) -> Self {
        Self::new((), response)
    }
}

impl ResponseValue<ByteStream> {
    /// Wraps a body that is not JSON.
    #[allow(dead_code, reason = "used by generated code where a document has such a body")]
    pub(crate) fn stream(response: RawResponse) -> Self {
        Self::new(response.body().clone(), response)
    }
}

/// Writes bodies of `application/x-www-form-urlencoded`.
pub(crate) trait RequestBuilderExt: Sized {
    /// Sets the body.
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Failure>;
}

impl RequestBuilderExt for RequestBuilder {
    fn form_urlencoded<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, Failure> {
        progenitor::RequestBuilderExt::<()>::form_urlencoded(self, body)
            .map_err(|_| Failure::InvalidRequest("the body cannot be written as a form".to_owned()))
    }
}

impl<E> From<reqwest::Error> for Error<E> {
    /// Converts the error of a request that cannot be built.
    fn from(error: reqwest::Error) -> Self {
        Self::InvalidRequest(format!("the request cannot be built: {error}"))
    }
}

impl<E> From<InvalidHeaderValue> for Error<E> {
    fn from(_: InvalidHeaderValue) -> Self {
        Self::InvalidRequest("a header parameter contains a character that headers cannot carry".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{ClientHooks, ClientInfo, OperationInfo, Runtime};
    use reqwest::{Method, Request};

    struct Client;

    impl ClientInfo<Runtime> for Client {
        fn api_version() -> &'static str {
            "1.0.0"
        }

        fn baseurl(&self) -> &str {
            unreachable!("not sent")
        }

        fn client(&self) -> &reqwest::Client {
            unreachable!("not sent")
        }

        fn inner(&self) -> &Runtime {
            unreachable!("not sent")
        }
    }

    impl ClientHooks<Runtime> for Client {}

    #[tokio::test]
    async fn only_the_documented_api_version_is_sent() {
        for (headers, expected) in
            [(&["1.0.0"][..], None), (&["1.0.0", "documented"][..], Some("documented"))]
        {
            let mut request = Request::new(Method::GET, "http://127.0.0.1:1".parse().unwrap());
            for value in headers {
                request.headers_mut().append("api-version", value.parse().unwrap());
            }
            Client.pre(&mut request, &OperationInfo { operation_id: "thing_list" }).await.unwrap();
            let sent: Vec<_> = request.headers().get_all("api-version").iter().collect();
            assert_eq!(sent, Vec::from_iter(expected));
        }
    }
}
