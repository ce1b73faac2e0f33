//! Reportei, as its document describes it: each operation unpacks the request, calls the rules and the store, and wraps
//! what comes back.
//!
//! Rules stand in [`rules`], queries in [`store`]; neither knows of HTTP.

pub mod rate_limit;
pub mod rules;
pub mod seed;
pub mod store;

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderValue};

use serde::Deserialize;

use crate::api::{Api, Settings, State};
use crate::auth::Tenant;
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::tokens::{Secret, TokenHash};
use crate::clock::Clock;
use crate::context::Context;
use crate::db::Schema;
use crate::generated::reportei as api;
use dropshot_openapi::{AuthError, InternalError, RequestContext, RequestError, Violation};

use rate_limit::{RateLimit, RateLimiter};

/// The API's name: of its document, its module and its mount.
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
        DemoAccount {
            name: None,
            secret: "demo-token",
            tenant: "demo",
            tenant_name: "Reportei",
            permissions: &[],
        },
        DemoAccount {
            name: None,
            secret: "demo-other-token",
            tenant: "demo-other",
            tenant_name: "Other Merchant",
            permissions: &[],
        },
    ],
    settings: Settings::of::<RateLimiter>(),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seeding: &seed::SEEDER,
};

/// Settings in `[api.reportei]`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReporteiSettings {
    /// Limits of each merchant; unlimited by default.
    pub rate_limit: RateLimit,
}

impl State for RateLimiter {
    type Settings = ReporteiSettings;

    fn new(settings: ReporteiSettings, clock: &Clock) -> Self {
        Self::new(settings.rate_limit, clock.clone())
    }
}

/// Reportei as this server implements it.
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
        let customer = cx
            .context()
            .database
            .read(move |connection| store::find_by_api_token(connection, &tenant, &token))
            .await
            .map_err(InternalError::from)?;
        customer.ok_or(AuthError::NotValid)
    }

    fn error(_cx: &RequestContext<Context>, error: RequestError) -> api::Error {
        error.into()
    }

    fn access_token_admitted(
        cx: &RequestContext<Context>,
        merchant: &Tenant,
    ) -> Result<HeaderMap, RequestError> {
        let limits = |limit: u32, remaining: u32| {
            HeaderMap::from_iter([
                (http::HeaderName::from_static("x-ratelimit-limit"), HeaderValue::from(limit)),
                (http::HeaderName::from_static("x-ratelimit-remaining"), HeaderValue::from(remaining)),
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

    async fn customer_list(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerListRequest,
    ) -> Result<api::CustomerListResponse, api::CustomerListError> {
        let api::CustomerListRequest { page, per_page, sort_by, descending } = request;
        let order = rules::SortOrder { key: sort_by.map(sort_key), descending };
        let tenant = merchant.id.clone();
        let listed = cx
            .context()
            .database
            .read(move |connection| store::list(connection, &tenant, page.into(), per_page.into(), order))
            .await
            .map_err(InternalError::from)?;
        let meta = api::PageMeta {
            current_page: page,
            from: listed.window.from,
            last_page: listed.window.last_page,
            path: format!("{}/customers", Context::base_url(cx, NAME)),
            per_page,
            to: listed.window.to,
            total: listed.total,
            sort_by: sort_by.map(shown_sort_key),
            descending,
        };
        let data = listed.customers.into_iter().map(|customer| shown(customer, &merchant)).collect();
        Ok(api::CustomerListResponse::Ok(api::CustomerPage { data, meta }))
    }

    async fn customer_create(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerCreateRequest,
    ) -> Result<api::CustomerCreateResponse, api::CustomerCreateError> {
        let (customer, api_token) = rules::new_customer(request.body.name, cx.context().clock.now());
        let created = shown_created(customer.clone(), &merchant, &api_token);
        let hash = api_token.hash();
        cx.context()
            .database
            .write(move |connection| store::insert(connection, &merchant.id, &customer, &hash))
            .await
            .map_err(InternalError::from)?;
        Ok(api::CustomerCreateResponse::Created(api::CreatedCustomerEnvelope { customer: created }))
    }

    async fn customer_settings(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        customer: rules::Customer,
    ) -> Result<api::CustomerSettingsResponse, api::CustomerSettingsError> {
        let tenant = merchant.id.clone();
        let integrations = cx
            .context()
            .database
            .read(move |connection| store::integrations(connection, &tenant, customer.uuid))
            .await
            .map_err(InternalError::from)?;
        let customer = shown_with_settings(customer, &merchant, integrations);
        Ok(api::CustomerSettingsResponse::Ok(api::CustomerSettingsEnvelope { customer }))
    }

    async fn customer_view(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerViewRequest,
    ) -> Result<api::CustomerViewResponse, api::CustomerViewError> {
        let tenant = merchant.id.clone();
        let customer = cx
            .context()
            .database
            .read(move |connection| store::find(connection, &tenant, request.uuid))
            .await
            .map_err(InternalError::from)?;
        let Some(customer) = customer else {
            return Err(api::CustomerViewError::NotFound(no_such_customer()));
        };
        Ok(api::CustomerViewResponse::Ok(envelope(customer, &merchant)))
    }

    async fn customer_update(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerUpdateRequest,
    ) -> Result<api::CustomerUpdateResponse, api::CustomerUpdateError> {
        let api::CustomerUpdateRequest { uuid, body } = request;
        let now = cx.context().clock.now();
        let tenant = merchant.id.clone();
        let customer = cx
            .context()
            .database
            .write(move |connection| store::rename(connection, &tenant, uuid, &body.name, now))
            .await
            .map_err(InternalError::from)?;
        let Some(customer) = customer else {
            return Err(api::CustomerUpdateError::NotFound(no_such_customer()));
        };
        Ok(api::CustomerUpdateResponse::Ok(envelope(customer, &merchant)))
    }

    async fn customer_delete(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerDeleteRequest,
    ) -> Result<api::CustomerDeleteResponse, api::CustomerDeleteError> {
        let deleted = cx
            .context()
            .database
            .write(move |connection| store::delete(connection, &merchant.id, request.uuid))
            .await
            .map_err(InternalError::from)?;
        if !deleted {
            return Err(api::CustomerDeleteError::NotFound(no_such_customer()));
        }
        Ok(api::CustomerDeleteResponse::Ok(confirmation(rules::CUSTOMER_REMOVED)))
    }

    async fn customer_payment_status_update(
        cx: &RequestContext<Context>,
        merchant: Tenant,
        request: api::CustomerPaymentStatusUpdateRequest,
    ) -> Result<api::CustomerPaymentStatusUpdateResponse, api::CustomerPaymentStatusUpdateError> {
        let api::CustomerPaymentStatusUpdateRequest { uuid, body: api::PaymentStatus { is_paying } } =
            request;
        let now = cx.context().clock.now();
        let customer = cx
            .context()
            .database
            .write(move |connection| store::set_paying(connection, &merchant.id, uuid, is_paying, now))
            .await
            .map_err(InternalError::from)?;
        if customer.is_none() {
            return Err(api::CustomerPaymentStatusUpdateError::NotFound(no_such_customer()));
        }
        Ok(api::CustomerPaymentStatusUpdateResponse::Ok(confirmation(rules::payment_status_message(
            is_paying,
        ))))
    }
}

impl From<RequestError> for api::Error {
    /// Reportei's error shape: a message, and for what breaks the document, every field at fault.
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

fn envelope(customer: rules::Customer, merchant: &Tenant) -> api::CustomerEnvelope {
    api::CustomerEnvelope { customer: shown(customer, merchant) }
}

fn shown(customer: rules::Customer, merchant: &Tenant) -> api::Customer {
    api::Customer {
        uuid: customer.uuid,
        name: customer.name,
        created_at: customer.created_at.into(),
        updated_at: customer.updated_at.into(),
        trial_ends_at: customer.trial_ends_at.into(),
        is_paying: customer.is_paying,
        merchant: merchant.name.clone(),
    }
}

fn shown_created(customer: rules::Customer, merchant: &Tenant, api_token: &Secret) -> api::CreatedCustomer {
    api::CreatedCustomer {
        name: customer.name,
        uuid: customer.uuid,
        updated_at: customer.updated_at.into(),
        created_at: customer.created_at.into(),
        trial_ends_at: customer.trial_ends_at.into(),
        is_paying: customer.is_paying,
        merchant: merchant.name.clone(),
        api_token: api_token.expose().to_owned().into(),
    }
}

fn shown_with_settings(
    customer: rules::Customer,
    merchant: &Tenant,
    integrations: Vec<rules::Integration>,
) -> api::CustomerSettings {
    let integrations = integrations.into_iter().map(|integration| api::Integration {
        uuid: integration.uuid,
        integration: integration.integration,
        name: integration.name,
        slug: integration.slug,
        status: integration.status,
    });
    api::CustomerSettings {
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

fn sort_key(sort_by: api::SortBy) -> rules::SortKey {
    match sort_by {
        api::SortBy::Name => rules::SortKey::Name,
        api::SortBy::CreatedAt => rules::SortKey::CreatedAt,
        api::SortBy::UpdatedAt => rules::SortKey::UpdatedAt,
    }
}

fn shown_sort_key(sort_by: api::SortBy) -> api::PageMetaSortBy {
    match sort_by {
        api::SortBy::Name => api::PageMetaSortBy::Name,
        api::SortBy::CreatedAt => api::PageMetaSortBy::CreatedAt,
        api::SortBy::UpdatedAt => api::PageMetaSortBy::UpdatedAt,
    }
}
