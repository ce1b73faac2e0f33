//! Reportei Connect: a merchant's customers.
//!
//! A response that the document does not list has no name, so returning one does not compile:
//!
//! ```no_run
//! use customers_server::generated::reportei::{CustomerViewError, Error};
//!
//! fn no_such_customer(error: Error) -> CustomerViewError {
//!     CustomerViewError::NotFound(error)
//! }
//! ```
//!
//! ```compile_fail,E0599
//! use customers_server::generated::reportei::{CustomerSettingsError, Error};
//!
//! fn no_such_customer(error: Error) -> CustomerSettingsError {
//!     CustomerSettingsError::NotFound(error)
//! }
//! ```

pub mod rate_limit;
pub mod rules;
pub mod seed;
pub mod store;

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::api::{Api, Settings, State, same_variants};
use crate::auth::Tenant;
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::tokens::{Secret, TokenHash};
use crate::clock::Clock;
use crate::context::{Context, Transactions as _};
use crate::db::Schema;
use crate::generated::reportei as api;
use dropshot_openapi::{AuthError, InternalError, RequestContext, RequestError, Violation};

use rate_limit::{RateLimit, RateLimiter};

const NAME: &str = "reportei";

/// The API.
pub const API: Api = Api {
    name: NAME,
    document: include_str!("../../../../openapi/reportei.yaml"),
    endpoints: api::endpoints::<Service>,
    sign_in: "Authorization: Bearer",
    credentials: CredentialKind::BearerToken,
    permissions: &[],
    demo_accounts: &[
        DemoAccount::token("demo-token", "demo", "Reportei"),
        DemoAccount::token("demo-other-token", "demo-other", "Other Merchant"),
    ],
    settings: Settings::of::<RateLimiter>(),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seed: seed::seed,
};

/// Settings in `[api.reportei]`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReporteiSettings {
    /// Limits per merchant; unlimited by default.
    pub rate_limit: RateLimit,
}

impl State for RateLimiter {
    type Settings = ReporteiSettings;

    fn new(settings: ReporteiSettings, clock: &Clock) -> Self {
        Self::new(settings.rate_limit, clock.clone())
    }
}

/// Implements the operations.
#[derive(Debug)]
pub enum Service {}

impl api::Reportei for Service {
    type Context = Context;
    type AccessToken = Tenant;
    type CustomerToken = rules::Customer;

    async fn access_token(cx: &RequestContext<Context>, token: &str) -> Result<Tenant, AuthError> {
        let tenant = cx.context().credentials.authenticate(NAME, token).await.map_err(InternalError::from)?;
        tenant.ok_or(AuthError::NotValid)
    }

    async fn customer_token(
        cx: &RequestContext<Context>,
        key: &str,
        merchant: &Tenant,
    ) -> Result<rules::Customer, AuthError> {
        let (tenant, token) = (merchant.id.clone(), TokenHash::of(key));
        let customer = cx.read(move |c| store::find_by_api_token(c, &tenant, &token)).await?;
        customer.ok_or(AuthError::NotValid)
    }

    fn access_token_admitted(
        cx: &RequestContext<Context>,
        merchant: &Tenant,
    ) -> Result<HeaderMap, RequestError> {
        let limits = |limit: u32, remaining: u32| {
            HeaderMap::from_iter([
                (HeaderName::from_static("x-ratelimit-limit"), HeaderValue::from(limit)),
                (HeaderName::from_static("x-ratelimit-remaining"), HeaderValue::from(remaining)),
            ])
        };
        match cx.context().state::<RateLimiter>().admit(&merchant.id) {
            Ok(None) => Ok(HeaderMap::new()),
            Ok(Some(admission)) => Ok(limits(admission.limit, admission.remaining)),
            Err(exceeded) => Err(RequestError::TooManyRequests {
                retry_after_seconds: exceeded.retry_after_seconds,
                headers: limits(exceeded.limit, 0),
            }),
        }
    }

    fn error(_: &RequestContext<Context>, error: RequestError) -> api::Error {
        error.into()
    }

    async fn customer_list(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerListRequest,
    ) -> Result<api::CustomerListResponse, api::CustomerListError> {
        let api::CustomerListRequest { page: number, per_page, sort_by, descending } = request;
        let order = rules::SortOrder { key: sort_by.map(Into::into), descending };
        let tenant = merchant.id.clone();
        let (customers, page) =
            cx.read(move |c| store::list(c, &tenant, number.into(), per_page.into(), order)).await?;
        let (from, to) = page.bounds().unzip();
        let meta = api::PageMeta {
            current_page: number,
            from,
            last_page: page.pages.max(1),
            path: format!("{}/customers", Context::base_url(cx, NAME)),
            per_page,
            to,
            total: page.total,
            sort_by: sort_by.map(Into::into),
            descending,
        };
        let data = customers.into_iter().map(|customer| (customer, &merchant).into()).collect();
        Ok(api::CustomerListResponse::Ok(api::CustomerPage { data, meta }))
    }

    async fn customer_create(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerCreateRequest,
    ) -> Result<api::CustomerCreateResponse, api::CustomerCreateError> {
        let (customer, token) = rules::Customer::new(request.body.name, cx.context().clock.now());
        let (tenant, hash, created) = (merchant.id.clone(), token.hash(), customer.clone());
        cx.write(move |c| store::insert(c, &tenant, &customer, &hash)).await?;
        let customer = (created, &merchant, token).into();
        Ok(api::CustomerCreateResponse::Created(api::CreatedCustomerEnvelope { customer }))
    }

    async fn customer_settings(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        customer: rules::Customer,
    ) -> Result<api::CustomerSettingsResponse, api::CustomerSettingsError> {
        let (tenant, uuid) = (merchant.id.clone(), customer.uuid);
        let integrations = cx.read(move |c| store::integrations(c, &tenant, uuid)).await?;
        let customer = (customer, &merchant, integrations).into();
        Ok(api::CustomerSettingsResponse::Ok(api::CustomerSettingsEnvelope { customer }))
    }

    async fn customer_view(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerViewRequest,
    ) -> Result<api::CustomerViewResponse, api::CustomerViewError> {
        let tenant = merchant.id.clone();
        match cx.read(move |c| store::find(c, &tenant, request.uuid)).await? {
            Some(customer) => Ok(api::CustomerViewResponse::Ok((customer, &merchant).into())),
            None => Err(api::CustomerViewError::NotFound(no_such_customer())),
        }
    }

    async fn customer_update(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerUpdateRequest,
    ) -> Result<api::CustomerUpdateResponse, api::CustomerUpdateError> {
        let api::CustomerUpdateRequest { uuid, body } = request;
        let (tenant, now) = (merchant.id.clone(), cx.context().clock.now());
        let updated = cx.write(move |c| {
            let Some(customer) = store::find(c, &tenant, uuid)? else { return Ok(None) };
            let customer = customer.renamed(&body.name, now);
            store::update(c, &tenant, &customer)?;
            Ok(Some(customer))
        });
        match updated.await? {
            Some(customer) => Ok(api::CustomerUpdateResponse::Ok((customer, &merchant).into())),
            None => Err(api::CustomerUpdateError::NotFound(no_such_customer())),
        }
    }

    async fn customer_delete(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerDeleteRequest,
    ) -> Result<api::CustomerDeleteResponse, api::CustomerDeleteError> {
        if cx.write(move |c| store::delete(c, &merchant.id, request.uuid)).await? {
            Ok(api::CustomerDeleteResponse::Ok(confirmation(rules::CUSTOMER_REMOVED)))
        } else {
            Err(api::CustomerDeleteError::NotFound(no_such_customer()))
        }
    }

    async fn customer_payment_status_update(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerPaymentStatusUpdateRequest,
    ) -> Result<api::CustomerPaymentStatusUpdateResponse, api::CustomerPaymentStatusUpdateError> {
        let api::CustomerPaymentStatusUpdateRequest { uuid, body } = request;
        let (is_paying, now) = (body.is_paying, cx.context().clock.now());
        let updated = cx.write(move |c| {
            let Some(customer) = store::find(c, &merchant.id, uuid)? else { return Ok(false) };
            store::update(c, &merchant.id, &customer.marked(is_paying, now))?;
            Ok(true)
        });
        if updated.await? {
            let message = rules::payment_status_message(is_paying);
            Ok(api::CustomerPaymentStatusUpdateResponse::Ok(confirmation(message)))
        } else {
            Err(api::CustomerPaymentStatusUpdateError::NotFound(no_such_customer()))
        }
    }
}

impl From<RequestError> for api::Error {
    fn from(refusal: RequestError) -> Self {
        match refusal {
            RequestError::Unauthenticated { scheme: "customerToken" } => error("Invalid Customer Token"),
            RequestError::Unauthenticated { .. } => error("Unauthenticated."),
            RequestError::NotFound => no_such_customer(),
            RequestError::TooManyRequests { .. } => error("Too Many Attempts."),
            RequestError::Invalid(violations) => invalid(&violations),
            RequestError::Forbidden { .. }
            | RequestError::TooLarge { .. }
            | RequestError::UnsupportedMediaType { .. }
            | RequestError::Incomplete
            | RequestError::Internal(_) => error(&refusal.to_string()),
        }
    }
}

fn error(message: &str) -> api::Error {
    api::Error { message: message.to_owned(), errors: None }
}

fn no_such_customer() -> api::Error {
    error("Customer not found")
}

/// Lists the violations of each field, and summarizes them in the message.
fn invalid(violations: &[Violation]) -> api::Error {
    let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for violation in violations {
        errors.entry(violation.field()).or_default().push(violation.message.clone());
    }
    let mut message = violations.first().map(ToString::to_string).unwrap_or_default();
    match violations.len().saturating_sub(1) {
        0 => {}
        1 => message.push_str(" (and 1 more error)"),
        more => message.push_str(&format!(" (and {more} more errors)")),
    }
    api::Error { errors: Some(errors), ..error(&message) }
}

fn confirmation(message: &str) -> api::Confirmation {
    api::Confirmation { success: true, message: message.to_owned() }
}

impl From<(rules::Customer, &Tenant)> for api::CustomerEnvelope {
    fn from(customer: (rules::Customer, &Tenant)) -> Self {
        Self { customer: customer.into() }
    }
}

impl From<(rules::Customer, &Tenant)> for api::Customer {
    fn from((customer, merchant): (rules::Customer, &Tenant)) -> Self {
        Self {
            uuid: customer.uuid,
            name: customer.name,
            created_at: customer.created_at.into(),
            updated_at: customer.updated_at.into(),
            trial_ends_at: customer.trial_ends_at.into(),
            is_paying: customer.is_paying,
            merchant: merchant.name.clone(),
        }
    }
}

impl From<(rules::Customer, &Tenant, Secret)> for api::CreatedCustomer {
    fn from((customer, merchant, token): (rules::Customer, &Tenant, Secret)) -> Self {
        Self {
            name: customer.name,
            uuid: customer.uuid,
            updated_at: customer.updated_at.into(),
            created_at: customer.created_at.into(),
            trial_ends_at: customer.trial_ends_at.into(),
            is_paying: customer.is_paying,
            merchant: merchant.name.clone(),
            api_token: token.expose().to_owned().into(),
        }
    }
}

impl From<(rules::Customer, &Tenant, Vec<rules::Integration>)> for api::CustomerSettings {
    fn from((customer, merchant, integrations): (rules::Customer, &Tenant, Vec<rules::Integration>)) -> Self {
        let integrations = integrations.into_iter().map(|integration| api::Integration {
            uuid: integration.uuid,
            integration: integration.integration,
            name: integration.name,
            slug: integration.slug,
            status: integration.status,
        });
        Self {
            uuid: customer.uuid,
            name: customer.name,
            created_at: customer.created_at.into(),
            updated_at: customer.updated_at.into(),
            trial_ends_at: customer.trial_ends_at.into(),
            is_paying: customer.is_paying,
            merchant: merchant.name.clone(),
            integrations: integrations.collect(),
        }
    }
}

same_variants! {
    api::SortBy => rules::SortKey { Name, CreatedAt, UpdatedAt }
    api::SortBy => api::PageMetaSortBy { Name, CreatedAt, UpdatedAt }
}
