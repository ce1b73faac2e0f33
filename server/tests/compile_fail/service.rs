//! A minimal implementation of Reportei. `compile_fail.rs` compiles it with one change at a time.

use customers_server::generated::reportei::*;
use dropshot_openapi::{AuthError, RequestContext, RequestError};
use http::HeaderMap;

/// It is only compiled, never run.
pub enum Service {}

impl Reportei for Service {
    type Context = ();
    type AccessToken = ();
    type CustomerToken = ();

    async fn access_token(_: &RequestContext<()>, _: &str) -> Result<(), AuthError> {
        Err(AuthError::NotValid)
    }

    async fn customer_token(_: &RequestContext<()>, _: &str, (): &()) -> Result<(), AuthError> {
        Err(AuthError::NotValid)
    }

    fn error(_: &RequestContext<()>, _: RequestError) -> Error {
        error()
    }

    fn access_token_admitted(_: &RequestContext<()>, (): &()) -> Result<HeaderMap, RequestError> {
        Ok(HeaderMap::new())
    }

    async fn customer_list(
        _: &RequestContext<()>,
        (): (),
        _: CustomerListRequest,
    ) -> Result<CustomerListResponse, CustomerListError> {
        Err(CustomerListError::BadRequest(error()))
    }

    async fn customer_create(
        _: &RequestContext<()>,
        (): (),
        _: CustomerCreateRequest,
    ) -> Result<CustomerCreateResponse, CustomerCreateError> {
        Ok(CustomerCreateResponse::Created(customer()))
    }

    async fn customer_settings(
        _: &RequestContext<()>,
        (): (),
        (): (),
    ) -> Result<CustomerSettingsResponse, CustomerSettingsError> {
        Err(CustomerSettingsError::Unauthorized(error()))
    }

    async fn customer_view(
        _: &RequestContext<()>,
        (): (),
        _: CustomerViewRequest,
    ) -> Result<CustomerViewResponse, CustomerViewError> {
        Err(CustomerViewError::NotFound(error()))
    }

    async fn customer_update(
        _: &RequestContext<()>,
        (): (),
        _: CustomerUpdateRequest,
    ) -> Result<CustomerUpdateResponse, CustomerUpdateError> {
        Err(CustomerUpdateError::NotFound(error()))
    }

    async fn customer_delete(
        _: &RequestContext<()>,
        (): (),
        _: CustomerDeleteRequest,
    ) -> Result<CustomerDeleteResponse, CustomerDeleteError> {
        Err(CustomerDeleteError::NotFound(error()))
    }

    async fn customer_payment_status_update(
        _: &RequestContext<()>,
        (): (),
        _: CustomerPaymentStatusUpdateRequest,
    ) -> Result<CustomerPaymentStatusUpdateResponse, CustomerPaymentStatusUpdateError> {
        let done = Confirmation { success: true, message: String::new() };
        Ok(CustomerPaymentStatusUpdateResponse::Ok(done))
    }
}

fn error() -> Error {
    Error { message: String::new(), errors: None }
}

fn customer() -> CreatedCustomerEnvelope {
    unreachable!("it is only compiled")
}
