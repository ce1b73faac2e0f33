//! Runtime of dropshot servers that are generated from OpenAPI documents: everything between dropshot and the
//! hand-written operations that is the same for every document.
//!
//! [`register()`] adds a document's operations to a [`dropshot::ApiDescription`], one endpoint per operation. A request
//! then passes [`Runtime`]'s limits, becomes a [`Call`], which reads its credentials, parameters and body and validates
//! them by the document's [`model`], and ends as a [`Reply`]. Errors on the way are [`RequestError`]s.
//!
//! Out of scope: any API's name, error shape or rule.

mod body;
mod call;
mod describe;
mod endpoint;
mod error;
mod formats;
mod handler;
pub mod model;
mod observe;
mod operation;
mod parameters;
mod register;
mod reply;
pub mod request;
mod runtime;
pub mod schema;
mod validate;

pub use call::Call;
pub use dropshot::RequestContext;
pub use error::{AuthError, InternalError, ParameterLocation, RequestError, Rule, Violation, visible};
pub use formats::{Decimal, Format, NotASqlDateTime, Secret, SqlDateTime, absent_or_null};
pub use model::{Body, MediaType, Model, Operation as OperationTable, Parameter};
pub use observe::{Observer, Unobserved};
pub use operation::{Operation, Serve};
pub use register::{Endpoint, check_target, describe, endpoint, register};
pub use reply::{IntoReply, Reply};
pub use runtime::{CallHook, Injection, Limits, Runtime};
pub use validate::validate;
