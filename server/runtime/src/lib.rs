//! What generated code stands on: everything between dropshot and a hand-written operation that is the same for every
//! document.
//!
//! A request comes in through [`route`], becomes a [`Call`], which reads credentials, parameters and body and holds
//! them against the [`schema`] tables ([`validate`]); what comes back is a [`Reply`]. What is wrong on the way is a
//! [`RequestError`].
//!
//! Deliberately not here: any API's name, error shape or rule.

mod call;
mod context;
mod current;
mod describe;
mod formats;
mod observe;
mod operation;
mod parameters;
mod refusal;
mod reply;
pub mod request;
pub mod route;
pub mod router;
pub mod schema;
mod validate;

pub use call::Call;
pub use context::{BodyLimits, Reception, RequestContext};
pub use current::Current;
pub use formats::{Decimal, Format, NotASqlDateTime, Secret, SqlDateTime, absent_or_null};
pub use operation::{Body, MediaType, Operation, OperationTable, Parameter, Response, ResponseHeader, Serve};
pub use refusal::{AuthError, InternalError, ParameterLocation, RequestError, Rule, Violation, visible};
pub use reply::{IntoReply, Reply};
pub use validate::validate;
