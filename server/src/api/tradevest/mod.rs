//! Tradevest: assigns entities the role of customer.

pub mod cursor;
pub mod rules;
pub mod seed;
pub mod store;

use chrono::TimeDelta;

use crate::api::token_error::token_errors;
use crate::api::{Api, Settings, same_variants, truncated};
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::oauth::{self, ErrorCode, Grant, Policy, TokenRefusal};
use crate::context::{Context, Transactions as _};
use crate::db::Schema;
use crate::generated::tradevest as api;
use dropshot_openapi::{
    AuthError, InternalError, ParameterLocation, RequestContext, RequestError, Rule, Violation, visible,
};

use rules::{CustomerStatus, EntityType, Filter, SCOPE};

const NAME: &str = "tradevest";

/// The API.
pub const API: Api = Api {
    name: NAME,
    document: include_str!("../../../../openapi/tradevest.yaml"),
    endpoints: api::endpoints::<Service>,
    sign_in: "POST /connect/token with client_id / client_secret",
    credentials: CredentialKind::ClientCredentials,
    permissions: &[SCOPE],
    demo_accounts: &[
        DemoAccount::named("demo", "demo", "Demo Partner", &[SCOPE]),
        DemoAccount::named("demo-other", "demo-other", "Other Partner", &[SCOPE]),
    ],
    settings: Settings::none(),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seed: seed::seed,
};

/// The vendor's access tokens are valid for one hour; there are no refresh tokens.
const POLICY: Policy = Policy {
    api: NAME,
    access_lifetime: TimeDelta::seconds(3600),
    refresh_lifetime: None,
    find_client: |connection, id, secret| oauth::find_credential(connection, NAME, id, secret),
};

/// Name of the key that authenticates cursors.
const CURSOR_KEY: &str = "tradevest cursors";

// Limits of the document's error schema.
const MESSAGE_LENGTH_MAX: usize = 4000;
const EXPLANATION_LENGTH_MAX: usize = 1000;
const FIELD_LENGTH_MAX: usize = 255;
const DETAILS_MAX: usize = 100;

/// Implements the operations.
#[derive(Debug)]
pub enum Service {}

impl api::Tradevest for Service {
    type Context = Context;
    type AccessToken = Grant;

    async fn access_token(cx: &RequestContext<Context>, token: &str) -> Result<Grant, AuthError> {
        let grant = cx.context().oauth.authenticate(NAME, token).await.map_err(InternalError::from)?;
        grant.ok_or(AuthError::NotValid)
    }

    fn access_token_holds(caller: &Grant, permission: api::Permission) -> bool {
        match permission {
            api::Permission::TradevestApi => caller.permissions.holds(SCOPE),
        }
    }

    fn token_error(_: &RequestContext<Context>, error: RequestError) -> api::TokenError {
        error.into()
    }

    fn error_message(cx: &RequestContext<Context>, error: RequestError) -> api::ErrorMessage {
        api::ErrorMessage { request_id: cx.request_id.clone(), ..error.into() }
    }

    async fn token_create(
        cx: &RequestContext<Context>,
        request: api::TokenCreateRequest,
    ) -> Result<api::TokenCreateResponse, api::TokenCreateError> {
        let api::TokenRequest { client_id, client_secret, grant_type, scope } = request.body;
        let oauth = &cx.context().oauth;
        let secret = client_secret.as_ref().map(dropshot_openapi::Secret::expose);
        let client = oauth.client(&POLICY, cx.request.headers(), client_id.as_deref(), secret).await?;
        let requests_scope = scope.is_some_and(|scope| !scope.is_empty());
        if requests_scope && !client.grant.permissions.holds(SCOPE) {
            let description = "this account may not have the scope tradevest.api: ask for one that may";
            return Err(TokenRefusal::new(ErrorCode::InvalidScope, description).into());
        }
        let issued = match grant_type {
            api::GrantType::ClientCredentials => oauth.issue(&POLICY, &client).await?,
        };
        Ok(api::TokenCreateResponse::Ok {
            body: api::IssuedToken {
                access_token: issued.access_token.expose().to_owned().into(),
                token_type: api::TokenType::Bearer,
                expires_in: issued.expires_in_seconds,
            },
            cache_control: "no-store".to_owned(),
        })
    }

    async fn customer_list(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::CustomerListRequest,
    ) -> Result<api::CustomerListResponse, api::CustomerListError> {
        let api::CustomerListRequest { cursor, limit, entity_id, customer_status, customer_type, labels } =
            request;
        let filter = Filter {
            entity_id,
            status: customer_status.map(Into::into),
            entity_type: customer_type.map(Into::into),
            labels: labels.unwrap_or_default().into_iter().collect(),
        };
        let tenant = caller.tenant.id;
        let key = cx.context().database.server_key(CURSOR_KEY).await.map_err(InternalError::from)?;
        let after = match cursor.as_deref() {
            None | Some("") => Some(0),
            Some(cursor) => cursor::open(&key, &tenant, &filter, cursor),
        };
        let Some(after) = after else {
            let error = RequestError::Invalid(vec![invalid_cursor()]);
            return Err(api::CustomerListError::BadRequest(Self::error_message(cx, error)));
        };
        let (list_tenant, list_filter) = (tenant.clone(), filter.clone());
        let page = cx.read(move |c| store::list(c, &list_tenant, &list_filter, after, limit.into())).await?;
        let next = page.next.map(|position| cursor::seal(&key, &tenant, &filter, position));
        Ok(api::CustomerListResponse::Ok(api::CustomerPage {
            data: page.customers.into_iter().map(Into::into).collect(),
            pagination: api::Pagination { cursor: next.unwrap_or_default(), limit },
        }))
    }

    async fn customer_create(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::CustomerCreateRequest,
    ) -> Result<api::CustomerCreateResponse, api::CustomerCreateError> {
        let api::NewCustomer { entity_id, entity_type, labels, ref_accounts } = request.body;
        let customer = rules::Customer::new(
            entity_id,
            entity_type.into(),
            labels.unwrap_or_default(),
            ref_accounts.unwrap_or_default().into_iter().map(Into::into).collect(),
            cx.context().clock.now(),
        );
        let customer_id = customer.customer_id;
        let inserted = cx.write(move |c| {
            if store::is_customer(c, &caller.tenant.id, entity_id)? {
                return Ok(false);
            }
            store::insert(c, &caller.tenant.id, &customer)?;
            Ok(true)
        });
        if inserted.await? {
            return Ok(api::CustomerCreateResponse::Ok(api::CreatedCustomer { customer_id }));
        }
        let message = "this entity already is a customer: look it up by its entityId";
        let error = error("CONFLICT", Some("CUSTOMER_EXISTS"), message);
        let request_id = cx.request_id.clone();
        Err(api::CustomerCreateError::Conflict(api::ErrorMessage { request_id, ..error }))
    }

    async fn customer_view(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::CustomerViewRequest,
    ) -> Result<api::CustomerViewResponse, api::CustomerViewError> {
        match cx.read(move |c| store::find(c, &caller.tenant.id, request.customer_id)).await? {
            Some(customer) => Ok(api::CustomerViewResponse::Ok(customer.into())),
            None => Err(api::CustomerViewError::NotFound(Self::error_message(cx, RequestError::NotFound))),
        }
    }

    async fn customer_update(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::CustomerUpdateRequest,
    ) -> Result<api::CustomerUpdateResponse, api::CustomerUpdateError> {
        // Requestors are not stored, so the id cannot be looked up.
        let api::CustomerUpdateRequest { customer_id, requestor_id: _, body } = request;
        let (tenant, now) = (caller.tenant.id, cx.context().clock.now());
        let updated = cx.write(move |c| {
            let Some(customer) = store::find(c, &tenant, customer_id)? else { return Ok(false) };
            if let Some(labels) = &body.labels {
                let before = customer.labels.clone();
                let customer = customer.labelled(labels.clone(), now);
                store::update_labels(c, &tenant, &customer, &before)?;
            }
            Ok(true)
        });
        if updated.await? {
            Ok(api::CustomerUpdateResponse::Accepted)
        } else {
            Err(api::CustomerUpdateError::NotFound(Self::error_message(cx, RequestError::NotFound)))
        }
    }
}

token_errors!(api);

impl From<RequestError> for api::ErrorMessage {
    /// Converts an error; the request's id is added by the caller.
    fn from(refusal: RequestError) -> Self {
        match refusal {
            RequestError::Unauthenticated { .. } => error(
                "UNAUTHORIZED",
                Some("UNAUTHENTICATED"),
                "no valid access token: sign in at /connect/token, and send Authorization: Bearer",
            ),
            RequestError::Forbidden { .. } => error(
                "FORBIDDEN",
                Some("SCOPE_MISSING"),
                "the access token lacks the scope tradevest.api: ask for an account that may have it",
            ),
            RequestError::Invalid(violations) => invalid(&violations),
            RequestError::NotFound => error(
                "NOT_FOUND",
                Some("CUSTOMER_NOT_FOUND"),
                "there is no such customer: look it up in the list",
            ),
            RequestError::TooLarge { .. }
            | RequestError::UnsupportedMediaType { .. }
            | RequestError::Incomplete => {
                error("BAD_REQUEST", Some("VALIDATION_FAILED"), &refusal.to_string())
            }
            RequestError::TooManyRequests { .. } => error("TOO_MANY_REQUESTS", None, &refusal.to_string()),
            RequestError::Internal(internal) => {
                let response_type = if internal.retry_after_seconds.is_some() {
                    "SERVICE_UNAVAILABLE"
                } else {
                    "INTERNAL_SERVER_ERROR"
                };
                error(response_type, None, &internal.to_string())
            }
        }
    }
}

fn error(response_type: &str, error_code: Option<&str>, message: &str) -> api::ErrorMessage {
    api::ErrorMessage {
        message: truncated(message, MESSAGE_LENGTH_MAX),
        response_type: response_type.to_owned(),
        request_id: String::new(),
        validation_string: None,
        error_code: error_code.map(ToOwned::to_owned),
        error_details: None,
    }
}

/// Lists the violations of each field, and summarizes them in the message.
fn invalid(violations: &[Violation]) -> api::ErrorMessage {
    let mut message = violations.first().map(ToString::to_string).unwrap_or_default();
    message = truncated(&message, EXPLANATION_LENGTH_MAX);
    match violations.len().saturating_sub(1) {
        0 => {}
        1 => message.push_str(" (and 1 more error)"),
        more => message.push_str(&format!(" (and {more} more errors)")),
    }
    let all = violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let mut details: Vec<(String, Vec<api::ErrorDetailsExplanation>)> = Vec::new();
    for violation in violations {
        let field = truncated(&visible(&violation.field()), FIELD_LENGTH_MAX);
        let explanation = api::ErrorDetailsExplanation {
            code: code(violation.rule).to_owned(),
            parameter: None,
            message: truncated(&violation.message, EXPLANATION_LENGTH_MAX),
        };
        match details.iter_mut().find(|(other, _)| *other == field) {
            Some((_, explanations)) => explanations.push(explanation),
            None => details.push((field, vec![explanation])),
        }
    }
    let details = details.into_iter().take(DETAILS_MAX).map(|(field, explanations)| api::ErrorDetails {
        field,
        errors: Some(explanations.into_iter().take(DETAILS_MAX).collect()),
    });
    api::ErrorMessage {
        validation_string: Some(truncated(&all, MESSAGE_LENGTH_MAX)),
        error_details: Some(details.collect()),
        ..error("BAD_REQUEST", Some("VALIDATION_FAILED"), &message)
    }
}

fn code(rule: Rule) -> &'static str {
    match rule {
        Rule::Required => "REQUIRED",
        Rule::Unknown => "UNKNOWN",
        Rule::Type => "TYPE",
        Rule::Bounds => "BOUNDS",
        Rule::Form => "FORM",
    }
}

fn invalid_cursor() -> Violation {
    Violation {
        place: ParameterLocation::Query,
        pointer: "/cursor".to_owned(),
        rule: Rule::Form,
        message: "does not belong to these filters: begin again without it".to_owned(),
    }
}

impl From<rules::Customer> for api::Customer {
    fn from(customer: rules::Customer) -> Self {
        Self {
            customer_id: customer.customer_id,
            customer_status: customer.status.into(),
            entity_id: customer.entity_id,
            entity_type: customer.entity_type.into(),
            labels: customer.labels,
            ref_accounts: customer.ref_accounts.into_iter().map(Into::into).collect(),
            signed_documents_related_to_customer: Vec::new(),
            created_on: customer.created_on,
            modified_on: customer.modified_on,
            cancellation_date: None,
        }
    }
}

impl From<api::RefAccount> for rules::RefAccount {
    fn from(account: api::RefAccount) -> Self {
        Self {
            iban: account.iban,
            owner_name: account.owner_name,
            bank_name: account.bank_name,
            bic: account.bic,
            is_primary: account.type_.map(|kind| matches!(kind, api::RefAccountType::Primary)),
        }
    }
}

impl From<rules::RefAccount> for api::RefAccount {
    fn from(account: rules::RefAccount) -> Self {
        let kind =
            |is_primary| if is_primary { api::RefAccountType::Primary } else { api::RefAccountType::Other };
        Self {
            iban: account.iban,
            owner_name: account.owner_name,
            bank_name: account.bank_name,
            bic: account.bic,
            type_: account.is_primary.map(kind),
        }
    }
}

same_variants! {
    api::EntityType => EntityType { NaturalPerson, LegalEntity, JointPerson }
    api::CustomerType => EntityType { NaturalPerson, LegalEntity, JointPerson }
    EntityType => api::EntityType { NaturalPerson, LegalEntity, JointPerson }
    api::CustomerStatus => CustomerStatus {
        Created, Pending, Active, Rejected, Estate, Suspended, SuspendedCompliance
    }
    CustomerStatus => api::CustomerStatus {
        Created, Pending, Active, Rejected, Estate, Suspended, SuspendedCompliance
    }
}
