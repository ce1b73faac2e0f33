//! Tradevest, as its document describes it: each operation unpacks the request, calls the rules and the store, and wraps
//! what comes back.
//!
//! Rules stand in [`rules`], queries in [`store`], where a list goes on in [`cursor`]; none of them knows of HTTP. Signing
//! in is [`oauth`](crate::auth::oauth)'s.

pub mod cursor;
pub mod rules;
pub mod seed;
pub mod store;

use chrono::TimeDelta;

use crate::api::token_error::token_errors;
use crate::api::{Api, Settings};
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::oauth::{ErrorCode, Grant, Policy, TokenRefusal};
use crate::context::Context;
use crate::db::Schema;
use crate::generated::tradevest as api;
use dropshot_openapi::{
    AuthError, InternalError, ParameterLocation, RequestContext, RequestError, Rule, Violation, visible,
};

use rules::{CustomerStatus, EntityType, Filter, NAME, SCOPE};

/// The API.
pub const API: Api = Api {
    name: NAME,
    document: include_str!("../../../../openapi/tradevest.yaml"),
    endpoints: api::endpoints::<Service>,
    sign_in: "POST /connect/token with client_id / client_secret",
    credentials: CredentialKind::ClientCredentials,
    permissions: rules::PERMISSIONS,
    demo_accounts: &[
        DemoAccount {
            name: Some("demo"),
            secret: "demo-secret",
            tenant: "demo",
            tenant_name: "Demo Partner",
            permissions: rules::PERMISSIONS,
        },
        DemoAccount {
            name: Some("demo-other"),
            secret: "demo-secret",
            tenant: "demo-other",
            tenant_name: "Other Partner",
            permissions: rules::PERMISSIONS,
        },
    ],
    settings: Settings::none(),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seeding: &seed::SEEDER,
};

/// How partners sign in. The vendor's tokens live for an hour, and there are none to refresh them with.
const POLICY: Policy = Policy {
    api: NAME,
    access_lifetime: TimeDelta::seconds(3600),
    refresh_lifetime: None,
    find_client: store::find_client,
};

/// What the key that seals cursors is kept under.
const CURSOR_KEY: &str = "tradevest cursors";

/// What the document lets an error say, in characters, and how many fields it may list.
const MESSAGE_LENGTH_MAX: usize = 4000;
const EXPLANATION_LENGTH_MAX: usize = 1000;
const FIELD_LENGTH_MAX: usize = 255;
const DETAILS_MAX: usize = 100;

/// Tradevest as this server implements it.
#[derive(Debug)]
pub enum Service {}

impl api::Tradevest for Service {
    type Context = Context;
    type AccessToken = Grant;

    async fn access_token(cx: &RequestContext<Context>, token: &str) -> Result<Grant, AuthError> {
        let grant = cx.context().oauth.authenticate(NAME, token).await.map_err(InternalError::from)?;
        grant.ok_or(AuthError::NotValid)
    }

    fn token_error(_cx: &RequestContext<Context>, error: RequestError) -> api::TokenError {
        error.into()
    }

    fn error_message(cx: &RequestContext<Context>, error: RequestError) -> api::ErrorMessage {
        with_request_id(cx, error.into())
    }

    fn access_token_holds(caller: &Grant, permission: api::Permission) -> bool {
        match permission {
            api::Permission::TradevestApi => caller.permissions.holds(SCOPE),
        }
    }

    async fn token_create(
        cx: &RequestContext<Context>,
        request: api::TokenCreateRequest,
    ) -> Result<api::TokenCreateResponse, api::TokenCreateError> {
        let api::TokenRequest { client_id, client_secret, grant_type, scope } = request.body;
        let oauth = &cx.context().oauth;
        let secret = client_secret.as_ref().map(dropshot_openapi::Secret::expose);
        let client = oauth.client(&POLICY, cx.request.headers(), client_id.as_deref(), secret).await?;
        let asks_for_scope = scope.is_some_and(|scope| !scope.is_empty());
        if asks_for_scope && !client.grant.permissions.holds(SCOPE) {
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
        let filter = Filter::new(
            entity_id,
            customer_status.map(status),
            customer_type.map(customer_type_as_entity_type),
            labels.unwrap_or_default(),
        );
        let (database, tenant) = (&cx.context().database, caller.tenant.id);
        let key = database.server_key(CURSOR_KEY).await.map_err(InternalError::from)?;
        let behind = match cursor.as_deref() {
            None | Some("") => 0,
            Some(cursor) => cursor::open(&key, &tenant, &filter, cursor).ok_or_else(|| {
                let error = RequestError::Invalid(vec![foreign_cursor()]);
                api::CustomerListError::BadRequest(Self::error_message(cx, error))
            })?,
        };
        let (of, wanted) = (tenant.clone(), filter.clone());
        let listed = database
            .read(move |connection| store::list(connection, &of, &wanted, behind, limit.into()))
            .await
            .map_err(InternalError::from)?;
        let next = listed.next.map(|position| cursor::seal(&key, &tenant, &filter, position));
        Ok(api::CustomerListResponse::Ok(api::CustomerPage {
            data: listed.customers.into_iter().map(shown).collect(),
            pagination: api::Pagination { cursor: next.unwrap_or_default(), limit },
        }))
    }

    async fn customer_create(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::CustomerCreateRequest,
    ) -> Result<api::CustomerCreateResponse, api::CustomerCreateError> {
        let api::NewCustomer { entity_id, entity_type: kind, labels, ref_accounts } = request.body;
        let accounts = ref_accounts.unwrap_or_default().into_iter().map(account).collect();
        let now = cx.context().clock.now();
        let customer =
            rules::new_customer(entity_id, entity_type(kind), labels.unwrap_or_default(), accounts, now);
        let customer_id = customer.customer_id;
        let inserted = cx
            .context()
            .database
            .write(move |connection| store::insert(connection, &caller.tenant.id, &customer))
            .await
            .map_err(InternalError::from)?;
        if !inserted {
            let message = "this entity already is a customer: look it up by its entityId";
            let error = with_request_id(cx, error("CONFLICT", Some("CUSTOMER_EXISTS"), message));
            return Err(api::CustomerCreateError::Conflict(error));
        }
        Ok(api::CustomerCreateResponse::Ok(api::CreatedCustomer { customer_id }))
    }

    async fn customer_view(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::CustomerViewRequest,
    ) -> Result<api::CustomerViewResponse, api::CustomerViewError> {
        let customer = cx
            .context()
            .database
            .read(move |connection| store::find(connection, &caller.tenant.id, request.customer_id))
            .await
            .map_err(InternalError::from)?;
        let Some(customer) = customer else {
            return Err(api::CustomerViewError::NotFound(Self::error_message(cx, RequestError::NotFound)));
        };
        Ok(api::CustomerViewResponse::Ok(shown(customer)))
    }

    async fn customer_update(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::CustomerUpdateRequest,
    ) -> Result<api::CustomerUpdateResponse, api::CustomerUpdateError> {
        // Persons are not kept here, so there is nobody to look up for whom it is done.
        let api::CustomerUpdateRequest { customer_id, requestor_id: _, body } = request;
        let labels = body.labels.map(rules::distinct);
        let now = cx.context().clock.now();
        let updated = cx
            .context()
            .database
            .write(move |connection| {
                store::update(connection, &caller.tenant.id, customer_id, labels.as_deref(), now)
            })
            .await
            .map_err(InternalError::from)?;
        if !updated {
            return Err(api::CustomerUpdateError::NotFound(Self::error_message(cx, RequestError::NotFound)));
        }
        Ok(api::CustomerUpdateResponse::Accepted)
    }
}

token_errors!(api);

impl From<RequestError> for api::ErrorMessage {
    /// Tradevest's error shape: a message, the call's id, and for what breaks the document, every field at fault.
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
            RequestError::Internal(fault) => {
                let kind = if fault.retry_after_seconds.is_some() {
                    "SERVICE_UNAVAILABLE"
                } else {
                    "INTERNAL_SERVER_ERROR"
                };
                error(kind, None, &fault.to_string())
            }
        }
    }
}

fn error(response_type: &str, error_code: Option<&str>, message: &str) -> api::ErrorMessage {
    api::ErrorMessage {
        message: start(message, MESSAGE_LENGTH_MAX),
        response_type: response_type.to_owned(),
        request_id: String::new(),
        validation_string: None,
        error_code: error_code.map(ToOwned::to_owned),
        error_details: None,
    }
}

/// Completes an error with the request's id.
fn with_request_id(cx: &RequestContext<Context>, error: api::ErrorMessage) -> api::ErrorMessage {
    api::ErrorMessage { request_id: cx.request_id.clone(), ..error }
}

fn invalid(violations: &[Violation]) -> api::ErrorMessage {
    let mut message = violations.first().map(ToString::to_string).unwrap_or_default();
    message = start(&message, EXPLANATION_LENGTH_MAX);
    match violations.len().saturating_sub(1) {
        0 => {}
        1 => message.push_str(" (and 1 more error)"),
        more => message.push_str(&format!(" (and {more} more errors)")),
    }
    let all = violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let mut details: Vec<(String, Vec<api::ErrorDetailsExplanation>)> = Vec::new();
    for violation in violations {
        let field = start(&visible(&violation.field()), FIELD_LENGTH_MAX);
        let explanation = api::ErrorDetailsExplanation {
            code: code(violation.rule).to_owned(),
            parameter: None,
            message: start(&violation.message, EXPLANATION_LENGTH_MAX),
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
        validation_string: Some(start(&all, MESSAGE_LENGTH_MAX)),
        error_details: Some(details.collect()),
        ..error("BAD_REQUEST", Some("VALIDATION_FAILED"), &message)
    }
}

/// As much of a text as the document allows: it may repeat what a caller has sent.
fn start(text: &str, length_max: usize) -> String {
    text.chars().take(length_max).collect()
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

fn foreign_cursor() -> Violation {
    Violation {
        place: ParameterLocation::Query,
        pointer: "/cursor".to_owned(),
        rule: Rule::Form,
        message: "does not belong to these filters: begin again without it".to_owned(),
    }
}

fn shown(customer: rules::Customer) -> api::Customer {
    api::Customer {
        customer_id: customer.customer_id,
        customer_status: shown_status(customer.status),
        entity_id: customer.entity_id,
        entity_type: shown_entity_type(customer.entity_type),
        labels: customer.labels,
        ref_accounts: customer.ref_accounts.into_iter().map(shown_account).collect(),
        signed_documents_related_to_customer: Vec::new(),
        created_on: customer.created_on,
        modified_on: customer.modified_on,
        cancellation_date: None,
    }
}

fn account(account: api::RefAccount) -> rules::RefAccount {
    rules::RefAccount {
        iban: account.iban,
        owner_name: account.owner_name,
        bank_name: account.bank_name,
        bic: account.bic,
        is_primary: account.type_.map(|kind| match kind {
            api::RefAccountType::Primary => true,
            api::RefAccountType::Other => false,
        }),
    }
}

fn shown_account(account: rules::RefAccount) -> api::RefAccount {
    let kind =
        |is_primary| if is_primary { api::RefAccountType::Primary } else { api::RefAccountType::Other };
    api::RefAccount {
        iban: account.iban,
        owner_name: account.owner_name,
        bank_name: account.bank_name,
        bic: account.bic,
        type_: account.is_primary.map(kind),
    }
}

fn entity_type(kind: api::EntityType) -> EntityType {
    match kind {
        api::EntityType::NaturalPerson => EntityType::NaturalPerson,
        api::EntityType::LegalEntity => EntityType::LegalEntity,
        api::EntityType::JointPerson => EntityType::JointPerson,
    }
}

fn customer_type_as_entity_type(kind: api::CustomerType) -> EntityType {
    match kind {
        api::CustomerType::NaturalPerson => EntityType::NaturalPerson,
        api::CustomerType::LegalEntity => EntityType::LegalEntity,
        api::CustomerType::JointPerson => EntityType::JointPerson,
    }
}

fn shown_entity_type(kind: EntityType) -> api::EntityType {
    match kind {
        EntityType::NaturalPerson => api::EntityType::NaturalPerson,
        EntityType::LegalEntity => api::EntityType::LegalEntity,
        EntityType::JointPerson => api::EntityType::JointPerson,
    }
}

fn status(status: api::CustomerStatus) -> CustomerStatus {
    match status {
        api::CustomerStatus::Created => CustomerStatus::Created,
        api::CustomerStatus::Pending => CustomerStatus::Pending,
        api::CustomerStatus::Active => CustomerStatus::Active,
        api::CustomerStatus::Rejected => CustomerStatus::Rejected,
        api::CustomerStatus::Estate => CustomerStatus::Estate,
        api::CustomerStatus::Suspended => CustomerStatus::Suspended,
        api::CustomerStatus::SuspendedCompliance => CustomerStatus::SuspendedCompliance,
    }
}

fn shown_status(status: CustomerStatus) -> api::CustomerStatus {
    match status {
        CustomerStatus::Created => api::CustomerStatus::Created,
        CustomerStatus::Pending => api::CustomerStatus::Pending,
        CustomerStatus::Active => api::CustomerStatus::Active,
        CustomerStatus::Rejected => api::CustomerStatus::Rejected,
        CustomerStatus::Estate => api::CustomerStatus::Estate,
        CustomerStatus::Suspended => api::CustomerStatus::Suspended,
        CustomerStatus::SuspendedCompliance => api::CustomerStatus::SuspendedCompliance,
    }
}
