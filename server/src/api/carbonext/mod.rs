//! Carbonext: the applications of a company, which sign in with keys.

pub mod rules;
pub mod seed;
pub mod store;

use chrono::TimeDelta;
use http::StatusCode;

use crate::api::token_error::token_errors;
use crate::api::{Api, Settings, same_variants, truncated};
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::oauth::{Grant, Policy};
use crate::auth::tokens::Secret;
use crate::context::{Context, Transactions as _};
use crate::db::Schema;
use crate::generated::carbonext as api;
use dropshot_openapi::{
    AuthError, InternalError, ParameterLocation, RequestContext, RequestError, Violation,
};

use rules::{PERMISSIONS, READ_PERMISSIONS, Rejected};

const NAME: &str = "carbonext";

/// The API.
pub const API: Api = Api {
    name: NAME,
    document: include_str!("../../../../openapi/carbonext.yaml"),
    endpoints: api::endpoints::<Service>,
    sign_in: "POST /connect/token with client_id / client_secret",
    credentials: CredentialKind::ClientCredentials,
    permissions: PERMISSIONS,
    demo_accounts: DEMO_ACCOUNTS,
    settings: Settings::none(),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seed: seed::seed,
};

const DEMO_ACCOUNTS: &[DemoAccount] = &[
    DemoAccount::named("demo", "demo", "Demo Company", PERMISSIONS),
    DemoAccount::named("demo-reader", "demo", "Demo Company", READ_PERMISSIONS),
    DemoAccount::named("demo-other", "demo-other", "Other Company", PERMISSIONS),
];

/// The vendor's access tokens are valid for 3596 s.
const POLICY: Policy = Policy {
    api: NAME,
    access_lifetime: TimeDelta::seconds(3596),
    refresh_lifetime: Some(TimeDelta::days(30)),
    find_client: store::find_client,
};

// Limits of the document's error schema.
const DETAIL_LENGTH_MAX: usize = 4000;
const ITEM_LENGTH_MAX: usize = 1000;
const PARAMETER_LENGTH_MAX: usize = 100;
const ITEMS_MAX: usize = 100;

/// Implements the operations.
#[derive(Debug)]
pub enum Service {}

impl api::Carbonext for Service {
    type Context = Context;
    type AccessToken = Grant;

    async fn access_token(cx: &RequestContext<Context>, token: &str) -> Result<Grant, AuthError> {
        let grant = cx.context().oauth.authenticate(NAME, token).await.map_err(InternalError::from)?;
        grant.ok_or(AuthError::NotValid)
    }

    fn access_token_holds(caller: &Grant, permission: api::Permission) -> bool {
        let permission = match permission {
            api::Permission::CustomerApplicationRead => "customerApplication_read",
            api::Permission::CustomerApplicationWrite => "customerApplication_write",
        };
        caller.permissions.holds(permission)
    }

    fn token_error(_: &RequestContext<Context>, error: RequestError) -> api::TokenError {
        error.into()
    }

    fn problem(_: &RequestContext<Context>, error: RequestError) -> api::Problem {
        error.into()
    }

    async fn token_create(
        cx: &RequestContext<Context>,
        request: api::TokenCreateRequest,
    ) -> Result<api::TokenCreateResponse, api::TokenCreateError> {
        let api::TokenRequest { client_id, client_secret, grant_type, scope: _, refresh_token } =
            request.body;
        let oauth = &cx.context().oauth;
        let secret = client_secret.as_ref().map(dropshot_openapi::Secret::expose);
        let client = oauth.client(&POLICY, cx.request.headers(), client_id.as_deref(), secret).await?;
        let issued = match grant_type {
            api::GrantType::ClientCredentials => oauth.issue(&POLICY, &client).await?,
            api::GrantType::RefreshToken => {
                // The document requires it for this grant type.
                let token = refresh_token.as_ref().map_or("", dropshot_openapi::Secret::expose);
                oauth.refresh(&POLICY, &client, token).await?
            }
        };
        let refresh_token = issued.refresh_token.as_ref().map_or("", Secret::expose).to_owned();
        Ok(api::TokenCreateResponse::Ok {
            body: api::IssuedToken {
                access_token: issued.access_token.expose().to_owned().into(),
                token_type: api::TokenType::Bearer,
                expires_in: issued.expires_in_seconds,
                refresh_token: refresh_token.into(),
            },
            cache_control: "no-store".to_owned(),
        })
    }

    async fn application_list(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::ApplicationListRequest,
    ) -> Result<api::ApplicationListResponse, api::ApplicationListError> {
        let api::ApplicationListRequest { page: number, page_size } = request;
        let (applications, page) =
            cx.read(move |c| store::list(c, &caller.tenant.id, number.into(), page_size.into())).await?;
        Ok(api::ApplicationListResponse::Ok(api::ApplicationPage {
            items: applications.into_iter().map(Into::into).collect(),
            page_index: number,
            total_pages: page.pages,
            total_count: page.total,
            has_previous_page: page.number > 1,
            has_next_page: page.number < page.pages,
        }))
    }

    async fn application_create(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::ApplicationCreateRequest,
    ) -> Result<api::ApplicationCreateResponse, api::ApplicationCreateError> {
        let api::NewApplication { client_id, application_display_name, client_name, permissions } =
            request.body;
        // The document requires a key or a name, and that both mean the same.
        let requested = permissions.iter().filter_map(|given| given.id.or(given.name.map(Into::into)));
        let application = rules::new_application(
            client_id.clone(),
            application_display_name.or(client_name),
            requested.map(key).collect(),
            &caller.permissions,
        )?;
        let (secret, now) = (Secret::generate_uuid(), cx.context().clock.now());
        let hash = secret.hash();
        // Also if demo accounts are disabled: they may be enabled later.
        let is_demo = DEMO_ACCOUNTS.iter().any(|account| account.name == Some(&client_id));
        let inserted = cx.write(move |c| {
            if is_demo || store::is_taken(c, &application.client_id)? {
                return Ok(false);
            }
            store::insert(c, &caller.tenant.id, &application, &hash, now)?;
            Ok(true)
        });
        if !inserted.await? {
            let detail = format!("the clientId {client_id} is taken: choose another");
            return Err(api::ApplicationCreateError::Conflict(problem(StatusCode::CONFLICT, &detail)));
        }
        Ok(api::ApplicationCreateResponse::Created(api::CreatedApplication {
            customer_application_key: secret.expose().to_owned().into(),
        }))
    }

    async fn application_delete(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::ApplicationDeleteRequest,
    ) -> Result<api::ApplicationDeleteResponse, api::ApplicationDeleteError> {
        if cx.write(move |c| store::delete(c, &caller.tenant.id, &request.client_id)).await? {
            Ok(api::ApplicationDeleteResponse::NoContent)
        } else {
            Err(api::ApplicationDeleteError::NotFound(RequestError::NotFound.into()))
        }
    }
}

token_errors!(api);

impl From<RequestError> for api::Problem {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Unauthenticated { .. } => problem(
                StatusCode::UNAUTHORIZED,
                "no valid access token: sign in at /connect/token, and send Authorization: Bearer",
            ),
            RequestError::Forbidden { .. } => problem(StatusCode::FORBIDDEN, &error.to_string()),
            RequestError::Invalid(violations) => invalid(&violations),
            RequestError::NotFound => {
                problem(StatusCode::NOT_FOUND, "there is no such application: look it up in the list")
            }
            RequestError::TooLarge { .. }
            | RequestError::UnsupportedMediaType { .. }
            | RequestError::Incomplete => problem(StatusCode::BAD_REQUEST, &error.to_string()),
            RequestError::TooManyRequests { .. } => {
                problem(StatusCode::TOO_MANY_REQUESTS, &error.to_string())
            }
            RequestError::Internal(error) => problem(error.status, &error.to_string()),
        }
    }
}

impl From<Rejected> for api::ApplicationCreateError {
    fn from(rejected: Rejected) -> Self {
        match rejected {
            Rejected::NotHeld(permission) => {
                let detail = format!(
                    "you do not hold {permission}, so you cannot give it: leave it out, or ask somebody who does"
                );
                Self::Forbidden(problem(StatusCode::FORBIDDEN, &detail))
            }
            Rejected::Reserved => {
                let detail = "no clientId can be applications, which is the path of the list: choose another";
                Self::Conflict(problem(StatusCode::CONFLICT, detail))
            }
        }
    }
}

fn problem(status: StatusCode, detail: &str) -> api::Problem {
    api::Problem {
        type_: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: i32::from(status.as_u16()),
        detail: truncated(detail, DETAIL_LENGTH_MAX),
        errors: None,
    }
}

fn invalid(violations: &[Violation]) -> api::Problem {
    let detail = violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let items = violations.iter().take(ITEMS_MAX).map(|violation| {
        let in_body = violation.place == ParameterLocation::Body;
        let pointer = in_body.then(|| truncated(&format!("#{}", violation.pointer), ITEM_LENGTH_MAX));
        let parameter = (!in_body).then(|| truncated(&violation.field(), PARAMETER_LENGTH_MAX));
        api::ProblemItem { detail: truncated(&violation.message, ITEM_LENGTH_MAX), pointer, parameter }
    });
    api::Problem { errors: Some(items.collect()), ..problem(StatusCode::BAD_REQUEST, &detail) }
}

impl From<rules::Application> for api::Application {
    fn from(application: rules::Application) -> Self {
        let names = application.permissions.iter();
        let keys = names.filter_map(|name| KEYS.into_iter().find(|permission| key(*permission) == name));
        let permissions = keys.map(|key| api::GrantedPermission { name: Some(key.into()), key }).collect();
        Self { client_id: application.client_id, permissions }
    }
}

const KEYS: [api::PermissionKey; 8] = [
    api::PermissionKey::CustomerApplicationRead,
    api::PermissionKey::CustomerApplicationWrite,
    api::PermissionKey::FinancialRead,
    api::PermissionKey::FinancialWrite,
    api::PermissionKey::OrdersRead,
    api::PermissionKey::OrdersWrite,
    api::PermissionKey::UsersRead,
    api::PermissionKey::UsersWrite,
];

fn key(key: api::PermissionKey) -> &'static str {
    match key {
        api::PermissionKey::CustomerApplicationRead => "customerApplication_read",
        api::PermissionKey::CustomerApplicationWrite => "customerApplication_write",
        api::PermissionKey::FinancialRead => "financial_read",
        api::PermissionKey::FinancialWrite => "financial_write",
        api::PermissionKey::OrdersRead => "orders_read",
        api::PermissionKey::OrdersWrite => "orders_write",
        api::PermissionKey::UsersRead => "users_read",
        api::PermissionKey::UsersWrite => "users_write",
    }
}

same_variants! {
    api::PermissionName => api::PermissionKey {
        CustomerApplicationRead, CustomerApplicationWrite, FinancialRead, FinancialWrite, OrdersRead, OrdersWrite,
        UsersRead, UsersWrite
    }
    api::PermissionKey => api::PermissionName {
        CustomerApplicationRead, CustomerApplicationWrite, FinancialRead, FinancialWrite, OrdersRead, OrdersWrite,
        UsersRead, UsersWrite
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_documents_and_the_permissions() {
        assert_eq!(KEYS.map(key).as_slice(), PERMISSIONS);
        for permission in KEYS {
            assert_eq!(serde_json::to_value(permission).unwrap(), key(permission));
        }
    }
}
