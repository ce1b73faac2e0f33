//! Dezwork: the clients of a shop, in Portuguese.

mod convert;
pub mod formats;
pub mod messages;
pub mod rules;
pub mod seed;
pub mod store;

use serde::Deserialize;

use crate::api::{Api, Settings, State, Switch};
use crate::auth::Tenant;
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::passwords::{PasswordError, PasswordHash, Passwords};
use crate::clock::Clock;
use crate::context::{Context, Transactions as _};
use crate::db::Schema;
use crate::generated::dezwork as api;
use dropshot_openapi::{AuthError, InternalError, RequestContext, RequestError, Secret};

use rules::{Change, Client, Problem};
use store::Account;

const NAME: &str = "dezwork";

/// The API.
pub const API: Api = Api {
    name: NAME,
    document: include_str!("../../../../openapi/dezwork.yaml"),
    endpoints: api::endpoints::<Service>,
    sign_in: "Account-Token:",
    credentials: CredentialKind::BearerToken,
    permissions: &[],
    demo_accounts: &[
        DemoAccount::token("demo-token", "demo", "Dezwork"),
        DemoAccount::token("demo-other-token", "demo-other", "Outra Conta"),
    ],
    settings: Settings::of::<DezworkState>().with_switches(&[Switch {
        flag: "dezwork-sandbox",
        setting: "sandbox",
        help: "Run Dezwork as its sandbox: registrations are deleted every 30 minutes",
    }]),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seed: seed::seed,
};

/// Settings in `[api.dezwork]`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DezworkSettings {
    /// Delete registrations every 30 minutes.
    pub sandbox: bool,
}

struct DezworkState {
    sandbox: bool,
    passwords: Passwords,
}

impl State for DezworkState {
    type Settings = DezworkSettings;

    fn new(settings: DezworkSettings, _: &Clock) -> Self {
        Self { sandbox: settings.sandbox, passwords: Passwords::new() }
    }
}

/// `Retry-After` when too many passwords are being hashed.
const RETRY_AFTER_SECONDS: u32 = 1;

/// Implements the operations.
#[derive(Debug)]
pub enum Service {}

/// Reason why a client cannot be created or changed.
enum Rejected {
    NotFound,
    DocumentTaken,
    Invalid(Vec<Problem>),
}

impl api::Dezwork for Service {
    type Context = Context;
    type AccountToken = Tenant;

    async fn account_token(cx: &RequestContext<Context>, key: &str) -> Result<Tenant, AuthError> {
        let tenant = cx.context().credentials.authenticate(NAME, key).await.map_err(InternalError::from)?;
        tenant.ok_or(AuthError::NotValid)
    }

    fn erro(_: &RequestContext<Context>, error: RequestError) -> api::Erro {
        error.into()
    }

    async fn cliente_create(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        mut request: api::ClienteCreateRequest,
    ) -> Result<api::ClienteCreateResponse, api::ClienteCreateError> {
        let now = cx.context().clock.now();
        let password = request.body.password.take();
        let mut client =
            Change::new(request.body.into(), now.date_naive()).create().map_err(Rejected::Invalid)?;
        client.password = hash(cx.context(), password).await?;
        let account = account(cx.context(), tenant);
        let created = cx.write(move |c| {
            store::purge(c, rules::sandbox_window(now))?;
            if store::is_taken(c, &account, &client.document, None)? {
                return Ok(Err(Rejected::DocumentTaken));
            }
            store::insert(c, &account, client.clone()).map(Ok)
        });
        Ok(api::ClienteCreateResponse::Created(created.await??.into()))
    }

    async fn cliente_update(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        mut request: api::ClienteUpdateRequest,
    ) -> Result<api::ClienteUpdateResponse, api::ClienteUpdateError> {
        let id = request.body.id;
        // A client that sends back what a response showed does not change its password.
        let password = request.body.password.take().filter(|password| !is_mask(password));
        let password = hash(cx.context(), password).await?;
        let change = Change::new(request.body.into(), cx.context().clock.now().date_naive());
        let account = account(cx.context(), tenant);
        let updated = cx.write(move |c| {
            let Some(current) = store::find(c, &account, id)? else { return Ok(Err(Rejected::NotFound)) };
            let mut client = match change.apply(&current) {
                Ok(client) => client,
                Err(problems) => return Ok(Err(Rejected::Invalid(problems))),
            };
            if store::is_taken(c, &account, &client.document, Some(id))? {
                return Ok(Err(Rejected::DocumentTaken));
            }
            client.password = password.clone().or(client.password);
            store::replace(c, &account, client).map(Ok)
        });
        Ok(api::ClienteUpdateResponse::Ok(updated.await??.into()))
    }

    async fn cliente_list(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        request: api::ClienteListRequest,
    ) -> Result<api::ClienteListResponse, api::ClienteListError> {
        let account = account(cx.context(), tenant);
        let clients = cx.read(move |c| store::list(c, &account, request.numero.into())).await?;
        let clients = clients.into_iter().map(Into::into).collect();
        let data = api::ClientePaginaDados { clients };
        Ok(api::ClienteListResponse::Ok(api::ClientePagina { success: true, data }))
    }

    async fn cliente_view(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        request: api::ClienteViewRequest,
    ) -> Result<api::ClienteViewResponse, api::ClienteViewError> {
        let account = account(cx.context(), tenant);
        match cx.read(move |c| store::find(c, &account, request.id)).await? {
            Some(client) => Ok(api::ClienteViewResponse::Ok(client.into())),
            None => Err(api::ClienteViewError::NotFound(messages::no_such_client())),
        }
    }

    async fn cliente_delete(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        request: api::ClienteDeleteRequest,
    ) -> Result<api::ClienteDeleteResponse, api::ClienteDeleteError> {
        let account = account(cx.context(), tenant);
        match cx.write(move |c| store::delete(c, &account, request.id)).await? {
            Some(client) => Ok(api::ClienteDeleteResponse::Ok(client.into())),
            None => Err(api::ClienteDeleteError::NotFound(messages::no_such_client())),
        }
    }
}

fn is_mask(password: &Secret) -> bool {
    password.expose() == rules::PASSWORD_MASK
}

async fn hash(context: &Context, password: Option<Secret>) -> Result<Option<PasswordHash>, InternalError> {
    let Some(password) = password else { return Ok(None) };
    let hash = context.state::<DezworkState>().passwords.hash(password.expose()).await;
    hash.map(Some).map_err(|error| match error {
        PasswordError::Overloaded => InternalError::unavailable(RETRY_AFTER_SECONDS, error),
        PasswordError::Failed(_) => InternalError::internal(error),
    })
}

/// Returns the account of a tenant: in the sandbox, its current window.
fn account(context: &Context, tenant: Tenant) -> Account {
    let is_sandbox = context.state::<DezworkState>().sandbox;
    let window = if is_sandbox { rules::sandbox_window(context.clock.now()) } else { rules::KEPT };
    Account { tenant: tenant.id, window }
}

/// Returns `true` if the request alone is valid: then the problems are a conflict and not a bad request.
fn are_conflicts(problems: &[Problem]) -> bool {
    problems.iter().all(|problem| problem.is_conflict)
}

impl From<Rejected> for api::ClienteCreateError {
    fn from(rejected: Rejected) -> Self {
        match rejected {
            Rejected::NotFound => Self::Internal(InternalError::internal("a new client was not found")),
            Rejected::DocumentTaken => Self::Conflict(messages::document_taken()),
            Rejected::Invalid(problems) if are_conflicts(&problems) => {
                Self::Conflict(messages::problems(&problems))
            }
            Rejected::Invalid(problems) => Self::BadRequest(messages::problems(&problems)),
        }
    }
}

impl From<Rejected> for api::ClienteUpdateError {
    fn from(rejected: Rejected) -> Self {
        match rejected {
            Rejected::NotFound => Self::NotFound(messages::no_such_client()),
            Rejected::DocumentTaken => Self::Conflict(messages::document_taken()),
            Rejected::Invalid(problems) if are_conflicts(&problems) => {
                Self::Conflict(messages::problems(&problems))
            }
            Rejected::Invalid(problems) => Self::BadRequest(messages::problems(&problems)),
        }
    }
}

impl From<Client> for api::ClienteEnvelope {
    fn from(client: Client) -> Self {
        Self { success: true, data: api::ClienteDados { client: client.into() } }
    }
}
