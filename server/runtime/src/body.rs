//! Request bodies, read within limits, and response bodies that hold their call's permit until they have been sent.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use dropshot::Body;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;

use super::error::RequestError;
use super::observe::CallInProgress;
use super::runtime::Limits;

/// The maximum length of a discarded body. A client that is still sending does not see a response whose connection is
/// closed under it.
const DISCARDED_BYTES_MAX: usize = 4 << 20;

/// The time within which a discarded body must arrive.
const DISCARD_TIMEOUT: Duration = Duration::from_secs(5);

/// The maximum length of one piece of a response body, so that a slow reader of a long response delays its end.
const FRAME_BYTES_MAX: usize = 64 << 10;

/// Reads the request body of a call within the limits.
pub(super) async fn read(
    mut body: Body,
    limits: Limits,
    call: &mut CallInProgress,
) -> Result<Bytes, RequestError> {
    let max_bytes = limits.body_bytes_max;
    let read = async {
        match Limited::new(&mut body, max_bytes).collect().await {
            Ok(collected) => Ok(collected.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(RequestError::TooLarge { max_bytes }),
            Err(_) => {
                call.disconnected();
                Err(RequestError::Incomplete)
            }
        }
    };
    let bytes =
        tokio::time::timeout(limits.body_read_timeout, read).await.unwrap_or(Err(RequestError::Incomplete));
    if matches!(bytes, Err(RequestError::TooLarge { .. })) {
        discard(body).await;
    }
    bytes
}

/// Reads and discards a body that is not needed, within limits.
pub(super) async fn discard(mut body: Body) {
    let rest = async {
        let mut discarded = 0;
        while let Some(Ok(frame)) = body.frame().await {
            discarded += frame.data_ref().map_or(0, Bytes::len);
            if discarded > DISCARDED_BYTES_MAX {
                break;
            }
        }
    };
    // A body that does not arrive in time is closed with its connection.
    let _ = tokio::time::timeout(DISCARD_TIMEOUT, rest).await;
}

/// The body of a response.
pub(super) struct ResponseBody {
    unsent: Bytes,
    call: CallInProgress,
    /// Whether the response is to HEAD, which has no body to send.
    is_head: bool,
    _permit: Option<OwnedSemaphorePermit>,
}

impl ResponseBody {
    pub(super) fn new(
        bytes: Bytes,
        is_head: bool,
        call: CallInProgress,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Self {
        Self { unsent: bytes, call, is_head, _permit: permit }
    }
}

impl HttpBody for ResponseBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let length = self.unsent.len().min(FRAME_BYTES_MAX);
        let frame = (length > 0).then(|| Ok(Frame::data(self.unsent.split_to(length))));
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.unsent.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.unsent.len() as u64)
    }
}

impl Drop for ResponseBody {
    fn drop(&mut self) {
        if !self.unsent.is_empty() && !self.is_head {
            self.call.disconnected();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock, Mutex};

    use http::StatusCode;
    use tokio::sync::Semaphore;

    use super::*;
    use crate::model::{Model, Operation as OperationTable};
    use crate::observe::Observer;

    /// Returns an operation, which only the observer sees.
    fn operation() -> &'static OperationTable {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            let operation = r#"{"id": "thing_view", "method": "GET", "path": "/things", "tag": "things", "challenge": "", "responses": []}"#;
            Model::from_json(&format!(r#"{{"operations": [{operation}], "schemas": {{}}}}"#))
        });
        MODEL.operation("thing_view")
    }

    #[derive(Default)]
    struct Statuses(Mutex<Vec<u16>>);

    impl Observer for Statuses {
        fn registered(&self, _: &'static OperationTable) {}

        fn ended(&self, _: &'static OperationTable, status: StatusCode, _: Duration) {
            self.0.lock().unwrap().push(status.as_u16());
        }
    }

    fn response(statuses: &Arc<Statuses>, permits: &Arc<Semaphore>, length: usize) -> ResponseBody {
        let observer = Arc::clone(statuses) as Arc<dyn Observer>;
        let mut call = CallInProgress::start(&observer, operation());
        call.responded(StatusCode::OK);
        let permit = Arc::clone(permits).try_acquire_owned().unwrap();
        ResponseBody::new(vec![b'x'; length].into(), false, call, Some(permit))
    }

    #[tokio::test]
    async fn permit_is_held_until_the_last_frame_is_taken() {
        let (statuses, permits) = (Arc::<Statuses>::default(), Arc::new(Semaphore::new(1)));
        let mut body = response(&statuses, &permits, FRAME_BYTES_MAX + 1);

        let frame = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(
            (frame.len(), body.is_end_stream(), permits.available_permits()),
            (FRAME_BYTES_MAX, false, 0)
        );
        let frame = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!((frame.len(), body.is_end_stream()), (1, true));
        drop(body);

        assert_eq!((permits.available_permits(), &*statuses.0.lock().unwrap()), (1, &vec![200]));
    }

    #[test]
    fn dropped_body_counts_as_499_and_releases_its_permit() {
        let (statuses, permits) = (Arc::<Statuses>::default(), Arc::new(Semaphore::new(1)));

        drop(response(&statuses, &permits, 1));
        drop(response(&statuses, &permits, 0));

        assert_eq!((permits.available_permits(), &*statuses.0.lock().unwrap()), (1, &vec![499, 200]));
    }
}
