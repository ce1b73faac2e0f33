//! Carbonext, as its document describes it: each operation unpacks the request, calls the rules and the store, and wraps
//! what comes back.
//!
//! Rules stand in [`rules`], queries in [`store`]; neither knows of HTTP. Signing in is [`oauth`](crate::auth::oauth)'s.

pub mod rules;
pub mod seed;
pub mod store;

use chrono::TimeDelta;
use http::StatusCode;

use crate::api::token_error::token_errors;
use crate::api::{Api, Settings};
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::oauth::{Grant, Policy};
use crate::auth::tokens::Secret;
use crate::context::Context;
use crate::db::Schema;
use crate::generated::carbonext as api;
use dropshot_openapi::{
    AuthError, InternalError, ParameterLocation, RequestContext, RequestError, Violation,
};

use rules::{NAME, NotGranted, Permission};

/// The API.
pub const API: Api = Api {
    name: NAME,
    document: include_str!("../../../../openapi/carbonext.yaml"),
    endpoints: api::endpoints::<Service>,
    sign_in: "POST /connect/token with client_id / client_secret",
    credentials: CredentialKind::ClientCredentials,
    permissions: rules::PERMISSIONS,
    demo_accounts: DEMO_ACCOUNTS,
    settings: Settings::none(),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seeding: &seed::SEEDER,
};

const DEMO_ACCOUNTS: &[DemoAccount] = &[
    DemoAccount {
        name: Some("demo"),
        secret: "demo-secret",
        tenant: "demo",
        tenant_name: "Demo Company",
        permissions: rules::PERMISSIONS,
    },
    DemoAccount {
        name: Some("demo-reader"),
        secret: "demo-secret",
        tenant: "demo",
        tenant_name: "Demo Company",
        permissions: rules::READ_PERMISSIONS,
    },
    DemoAccount {
        name: Some("demo-other"),
        secret: "demo-secret",
        tenant: "demo-other",
        tenant_name: "Other Company",
        permissions: rules::PERMISSIONS,
    },
];

/// How applications sign in. The vendor's tokens live for 3596 seconds.
const POLICY: Policy = Policy {
    api: NAME,
    access_lifetime: TimeDelta::seconds(3596),
    refresh_lifetime: Some(TimeDelta::days(30)),
    find_client: store::find_client,
};

/// What the document lets a problem say, in characters, and how many items it may list.
const DETAIL_LENGTH_MAX: usize = 4000;
const ITEM_LENGTH_MAX: usize = 1000;
const PARAMETER_LENGTH_MAX: usize = 100;
const ITEMS_MAX: usize = 100;

/// Carbonext as this server implements it.
#[derive(Debug)]
pub enum Service {}

impl api::Carbonext for Service {
    type Context = Context;
    type AccessToken = Grant;

    async fn access_token(cx: &RequestContext<Context>, token: &str) -> Result<Grant, AuthError> {
        let grant = cx.context().oauth.authenticate(NAME, token).await.map_err(InternalError::from)?;
        grant.ok_or(AuthError::NotValid)
    }

    fn token_error(_cx: &RequestContext<Context>, error: RequestError) -> api::TokenError {
        error.into()
    }

    fn problem(_cx: &RequestContext<Context>, error: RequestError) -> api::Problem {
        error.into()
    }

    fn access_token_holds(caller: &Grant, permission: api::Permission) -> bool {
        let permission = match permission {
            api::Permission::CustomerApplicationRead => Permission::CustomerApplicationRead,
            api::Permission::CustomerApplicationWrite => Permission::CustomerApplicationWrite,
        };
        caller.permissions.holds(permission.key())
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
                // The document lets no request be without it.
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
        let api::ApplicationListRequest { page, page_size } = request;
        let listed = cx
            .context()
            .database
            .read(move |connection| store::list(connection, &caller.tenant.id, page.into(), page_size.into()))
            .await
            .map_err(InternalError::from)?;
        Ok(api::ApplicationListResponse::Ok(api::ApplicationPage {
            items: listed.applications.into_iter().map(shown).collect(),
            page_index: page,
            total_pages: listed.window.total_pages,
            total_count: listed.total,
            has_previous_page: listed.window.has_previous,
            has_next_page: listed.window.has_next,
        }))
    }

    async fn application_create(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::ApplicationCreateRequest,
    ) -> Result<api::ApplicationCreateResponse, api::ApplicationCreateError> {
        let api::NewApplication { client_id, application_display_name, client_name, permissions } =
            request.body;
        let display_name = application_display_name.or(client_name);
        let requested = permissions.iter().filter_map(requested);
        let application =
            rules::new_application(client_id.clone(), display_name, requested, &caller.permissions)
                .map_err(not_granted)?;
        let (key, now) = (Secret::generate_uuid(), cx.context().clock.now());
        let hash = key.hash();
        let inserted = cx
            .context()
            .database
            .write(move |connection| store::insert(connection, &caller.tenant.id, &application, &hash, now))
            .await
            .map_err(InternalError::from)?;
        if !inserted {
            let detail = format!("the clientId {client_id} is taken: choose another");
            return Err(api::ApplicationCreateError::Conflict(problem(StatusCode::CONFLICT, &detail)));
        }
        Ok(api::ApplicationCreateResponse::Created(api::CreatedApplication {
            customer_application_key: key.expose().to_owned().into(),
        }))
    }

    async fn application_delete(
        cx: &RequestContext<Context>,
        caller: Grant,
        request: api::ApplicationDeleteRequest,
    ) -> Result<api::ApplicationDeleteResponse, api::ApplicationDeleteError> {
        let deleted = cx
            .context()
            .database
            .write(move |connection| store::delete(connection, &caller.tenant.id, &request.client_id))
            .await
            .map_err(InternalError::from)?;
        if !deleted {
            return Err(api::ApplicationDeleteError::NotFound(RequestError::NotFound.into()));
        }
        Ok(api::ApplicationDeleteResponse::NoContent)
    }
}

token_errors!(api);

impl From<RequestError> for api::Problem {
    /// A problem detail (RFC 9457), and for what breaks the document, every place at fault.
    fn from(refusal: RequestError) -> Self {
        match refusal {
            RequestError::Unauthenticated { .. } => problem(
                StatusCode::UNAUTHORIZED,
                "no valid access token: sign in at /connect/token, and send Authorization: Bearer",
            ),
            RequestError::Forbidden { .. } => problem(StatusCode::FORBIDDEN, &refusal.to_string()),
            RequestError::Invalid(violations) => invalid(&violations),
            RequestError::NotFound => {
                problem(StatusCode::NOT_FOUND, "there is no such application: look it up in the list")
            }
            RequestError::TooLarge { .. }
            | RequestError::UnsupportedMediaType { .. }
            | RequestError::Incomplete => problem(StatusCode::BAD_REQUEST, &refusal.to_string()),
            RequestError::TooManyRequests { .. } => {
                problem(StatusCode::TOO_MANY_REQUESTS, &refusal.to_string())
            }
            RequestError::Internal(fault) => problem(fault.status, &fault.to_string()),
        }
    }
}

fn problem(status: StatusCode, detail: &str) -> api::Problem {
    api::Problem {
        type_: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: i32::from(status.as_u16()),
        detail: start(detail, DETAIL_LENGTH_MAX),
        errors: None,
    }
}

fn invalid(violations: &[Violation]) -> api::Problem {
    let detail = violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let items = violations.iter().take(ITEMS_MAX).map(|violation| {
        let in_body = violation.place == ParameterLocation::Body;
        let pointer = in_body.then(|| start(&format!("#{}", violation.pointer), ITEM_LENGTH_MAX));
        let parameter = (!in_body).then(|| start(&violation.field(), PARAMETER_LENGTH_MAX));
        api::ProblemItem { detail: start(&violation.message, ITEM_LENGTH_MAX), pointer, parameter }
    });
    api::Problem { errors: Some(items.collect()), ..problem(StatusCode::BAD_REQUEST, &detail) }
}

/// As much of a text as the document allows: it may repeat what a caller has sent.
fn start(text: &str, length_max: usize) -> String {
    text.chars().take(length_max).collect()
}

/// The status that goes with it: a name that nobody can have is as good as taken, what is not held is the caller's lack.
fn not_granted(reason: NotGranted) -> api::ApplicationCreateError {
    match reason {
        NotGranted::NotHeld(permission) => {
            let detail = format!(
                "you do not hold {}, so you cannot give it: leave it out, or ask somebody who does",
                permission.key()
            );
            api::ApplicationCreateError::Forbidden(problem(StatusCode::FORBIDDEN, &detail))
        }
        NotGranted::Reserved => {
            let detail = "no clientId can be applications, which is the path of the list: choose another";
            api::ApplicationCreateError::Conflict(problem(StatusCode::CONFLICT, detail))
        }
    }
}

/// The permission that is asked for. The document sees to it that there is a key or a name, and that both mean the same.
fn requested(permission: &api::RequestedPermission) -> Option<Permission> {
    permission.id.map(from_key).or_else(|| permission.name.map(from_name))
}

fn shown(application: rules::Application) -> api::Application {
    let permissions = application.permissions.into_iter().map(|permission| {
        let (key, name) = key_and_name(permission);
        api::GrantedPermission { name: Some(name), key }
    });
    api::Application { client_id: application.client_id, permissions: permissions.collect() }
}

fn from_key(key: api::PermissionKey) -> Permission {
    match key {
        api::PermissionKey::CustomerApplicationRead => Permission::CustomerApplicationRead,
        api::PermissionKey::CustomerApplicationWrite => Permission::CustomerApplicationWrite,
        api::PermissionKey::FinancialRead => Permission::FinancialRead,
        api::PermissionKey::FinancialWrite => Permission::FinancialWrite,
        api::PermissionKey::OrdersRead => Permission::OrdersRead,
        api::PermissionKey::OrdersWrite => Permission::OrdersWrite,
        api::PermissionKey::UsersRead => Permission::UsersRead,
        api::PermissionKey::UsersWrite => Permission::UsersWrite,
    }
}

fn from_name(name: api::PermissionName) -> Permission {
    match name {
        api::PermissionName::CustomerApplicationRead => Permission::CustomerApplicationRead,
        api::PermissionName::CustomerApplicationWrite => Permission::CustomerApplicationWrite,
        api::PermissionName::FinancialRead => Permission::FinancialRead,
        api::PermissionName::FinancialWrite => Permission::FinancialWrite,
        api::PermissionName::OrdersRead => Permission::OrdersRead,
        api::PermissionName::OrdersWrite => Permission::OrdersWrite,
        api::PermissionName::UsersRead => Permission::UsersRead,
        api::PermissionName::UsersWrite => Permission::UsersWrite,
    }
}

fn key_and_name(permission: Permission) -> (api::PermissionKey, api::PermissionName) {
    use api::{PermissionKey as Key, PermissionName as Name};
    match permission {
        Permission::CustomerApplicationRead => (Key::CustomerApplicationRead, Name::CustomerApplicationRead),
        Permission::CustomerApplicationWrite => {
            (Key::CustomerApplicationWrite, Name::CustomerApplicationWrite)
        }
        Permission::FinancialRead => (Key::FinancialRead, Name::FinancialRead),
        Permission::FinancialWrite => (Key::FinancialWrite, Name::FinancialWrite),
        Permission::OrdersRead => (Key::OrdersRead, Name::OrdersRead),
        Permission::OrdersWrite => (Key::OrdersWrite, Name::OrdersWrite),
        Permission::UsersRead => (Key::UsersRead, Name::UsersRead),
        Permission::UsersWrite => (Key::UsersWrite, Name::UsersWrite),
    }
}
