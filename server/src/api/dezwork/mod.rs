//! Dezwork, as its document describes it: each operation unpacks the request, calls the rules and the store, and wraps
//! what comes back.
//!
//! Rules stand in [`rules`], queries in [`store`], spellings in [`formats`] and everything that is said in Portuguese in
//! [`messages`]; none of them knows of HTTP.

pub mod formats;
pub mod messages;
pub mod rules;
pub mod seed;
pub mod store;

use std::sync::Arc;

use serde::Deserialize;

use crate::api::{Api, Settings, State, Switch};
use crate::auth::Tenant;
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::passwords::{PasswordError, PasswordHash, Passwords};
use crate::clock::Clock;
use crate::context::Context;
use crate::db::Schema;
use crate::generated::dezwork as api;
use dropshot_openapi::{AuthError, InternalError, RequestContext, RequestError, Secret};

use messages::Problem;
use store::Account;

/// The API's name: of its document, its module and its mount.
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
        DemoAccount {
            name: None,
            secret: "demo-token",
            tenant: "demo",
            tenant_name: "Dezwork",
            permissions: &[],
        },
        DemoAccount {
            name: None,
            secret: "demo-other-token",
            tenant: "demo-other",
            tenant_name: "Outra Conta",
            permissions: &[],
        },
    ],
    settings: Settings::of::<DezworkState>().with_switches(&[Switch {
        flag: "dezwork-sandbox",
        setting: "sandbox",
        help: "Run Dezwork as its sandbox: registrations are deleted every 30 minutes",
    }]),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seeding: &seed::SEEDER,
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

/// How long a caller is told to wait when too many passwords are being hashed.
const RETRY_AFTER_SECONDS: u32 = 1;

/// Dezwork as this server implements it.
#[derive(Debug)]
pub enum Service {}

/// What became of a request to add a client, or to change one.
enum Outcome {
    Done(rules::Client),
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

    fn erro(_cx: &RequestContext<Context>, error: RequestError) -> api::Erro {
        error.into()
    }

    async fn cliente_create(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        request: api::ClienteCreateRequest,
    ) -> Result<api::ClienteCreateResponse, api::ClienteCreateError> {
        Ok(match create(cx.context(), tenant, request.body).await? {
            Outcome::Done(client) => api::ClienteCreateResponse::Created(envelope(client)),
            Outcome::DocumentTaken => {
                return Err(api::ClienteCreateError::Conflict(messages::document_taken()));
            }
            Outcome::Invalid(problems) => {
                let error = messages::problems(&problems);
                return Err(if messages::are_conflicts(&problems) {
                    api::ClienteCreateError::Conflict(error)
                } else {
                    api::ClienteCreateError::BadRequest(error)
                });
            }
            Outcome::NotFound => {
                return Err(InternalError::internal("a client that is to be added cannot be missing").into());
            }
        })
    }

    async fn cliente_update(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        request: api::ClienteUpdateRequest,
    ) -> Result<api::ClienteUpdateResponse, api::ClienteUpdateError> {
        Ok(match update(cx.context(), tenant, request.body).await? {
            Outcome::Done(client) => api::ClienteUpdateResponse::Ok(envelope(client)),
            Outcome::NotFound => {
                return Err(api::ClienteUpdateError::NotFound(messages::no_such_client()));
            }
            Outcome::DocumentTaken => {
                return Err(api::ClienteUpdateError::Conflict(messages::document_taken()));
            }
            Outcome::Invalid(problems) => {
                let error = messages::problems(&problems);
                return Err(if messages::are_conflicts(&problems) {
                    api::ClienteUpdateError::Conflict(error)
                } else {
                    api::ClienteUpdateError::BadRequest(error)
                });
            }
        })
    }

    async fn cliente_list(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        request: api::ClienteListRequest,
    ) -> Result<api::ClienteListResponse, api::ClienteListError> {
        let account = account(cx.context(), tenant);
        let clients = cx
            .context()
            .database
            .read(move |connection| store::list(connection, &account, request.numero.into()))
            .await
            .map_err(InternalError::from)?;
        let clients = clients.into_iter().map(listed).collect();
        Ok(api::ClienteListResponse::Ok(api::ClientePagina {
            success: true,
            data: api::ClientePaginaDados { clients },
        }))
    }

    async fn cliente_view(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        request: api::ClienteViewRequest,
    ) -> Result<api::ClienteViewResponse, api::ClienteViewError> {
        let account = account(cx.context(), tenant);
        let client = cx
            .context()
            .database
            .read(move |connection| store::find(connection, &account, request.id))
            .await
            .map_err(InternalError::from)?;
        let Some(client) = client else {
            return Err(api::ClienteViewError::NotFound(messages::no_such_client()));
        };
        Ok(api::ClienteViewResponse::Ok(envelope(client)))
    }

    async fn cliente_delete(
        cx: &RequestContext<Context>,
        tenant: Tenant,
        request: api::ClienteDeleteRequest,
    ) -> Result<api::ClienteDeleteResponse, api::ClienteDeleteError> {
        let account = account(cx.context(), tenant);
        let client = cx
            .context()
            .database
            .write(move |connection| store::delete(connection, &account, request.id))
            .await
            .map_err(InternalError::from)?;
        let Some(client) = client else {
            return Err(api::ClienteDeleteError::NotFound(messages::no_such_client()));
        };
        Ok(api::ClienteDeleteResponse::Ok(envelope(client)))
    }
}

/// Adds a client. A password is hashed only once it is known that nothing else is in the way.
async fn create(context: &Context, tenant: Tenant, body: api::NovoCliente) -> Result<Outcome, InternalError> {
    let now = context.clock.now();
    let (mut client, password) = match rules::new_client(body, now.date_naive()) {
        Ok(new) => new,
        Err(problems) => return Ok(Outcome::Invalid(problems)),
    };
    let account = account(context, tenant);
    let (looked_for, document) = (account.clone(), client.document.clone());
    let is_taken = move |connection: &_| store::is_taken(connection, &looked_for, &document, None);
    if context.database.read(is_taken).await? {
        return Ok(Outcome::DocumentTaken);
    }
    client.password = hash(context, password).await?;
    let outcome = context.database.write(move |connection| {
        store::purge(connection, rules::sandbox_window(now))?;
        // Somebody else may have been faster.
        if store::is_taken(connection, &account, &client.document, None)? {
            return Ok(Outcome::DocumentTaken);
        }
        store::insert(connection, &account, client.clone()).map(Outcome::Done)
    });
    Ok(outcome.await?)
}

/// Changes a client. A password is hashed only once it is known that nothing else is in the way.
async fn update(
    context: &Context,
    tenant: Tenant,
    body: api::AlteracaoCliente,
) -> Result<Outcome, InternalError> {
    let id = body.id;
    let mut change = rules::Change::read(body, context.clock.now().date_naive());
    let password = change.password.take();
    let account = account(context, tenant);
    let changed = move |connection: &_| {
        let Some(current) = store::find(connection, &account, id)? else { return Ok(Err(Outcome::NotFound)) };
        let client = match change.apply(&current) {
            Ok(client) => client,
            Err(problems) => return Ok(Err(Outcome::Invalid(problems))),
        };
        if store::is_taken(connection, &account, &client.document, Some(id))? {
            return Ok(Err(Outcome::DocumentTaken));
        }
        Ok(Ok((account.clone(), client)))
    };
    let changed = Arc::new(changed);
    let looked_for = Arc::clone(&changed);
    if let Err(outcome) = context.database.read(move |connection| looked_for(connection)).await? {
        return Ok(outcome);
    }
    let password = hash(context, password).await?;
    let outcome = context.database.write(move |connection| {
        // Somebody else may have changed it meanwhile.
        let (account, mut client) = match changed(connection)? {
            Ok(changed) => changed,
            Err(outcome) => return Ok(outcome),
        };
        client.password = password.clone().or(client.password);
        store::replace(connection, &account, client).map(Outcome::Done)
    });
    Ok(outcome.await?)
}

async fn hash(context: &Context, password: Option<Secret>) -> Result<Option<PasswordHash>, InternalError> {
    let Some(password) = password else { return Ok(None) };
    let hash = context.state::<DezworkState>().passwords.hash(password.expose()).await;
    hash.map(Some).map_err(|error| match error {
        PasswordError::Overloaded => InternalError::unavailable(RETRY_AFTER_SECONDS, error),
        PasswordError::Failed(_) => InternalError::internal(error),
    })
}

/// Whose clients a call is about: in the sandbox, only those of this half hour.
fn account(context: &Context, tenant: Tenant) -> Account {
    let window = if context.state::<DezworkState>().sandbox {
        rules::sandbox_window(context.clock.now())
    } else {
        rules::KEPT
    };
    Account { tenant: tenant.id, window }
}

fn envelope(client: rules::Client) -> api::ClienteEnvelope {
    api::ClienteEnvelope { success: true, data: api::ClienteDados { client: shown(client) } }
}

fn shown(client: rules::Client) -> api::Cliente {
    api::Cliente {
        id: client.id,
        type_: client.person.shown(),
        name: client.name,
        trading_name: client.trading_name,
        state_register: client.state_register,
        document: client.document.to_string(),
        phone: client.phone.to_string(),
        birth_date: client.birth_date.map(formats::shown_date),
        mail: client.mail,
        password: client.password.map(|_| rules::PASSWORD_SHOWN.to_owned().into()),
        gender: client.gender.map(formats::Gender::shown),
        active: formats::shown_active(client.active),
        addresses: client.addresses.into_iter().map(|address| shown_address(client.id, address)).collect(),
    }
}

/// The same, as a list spells it.
fn listed(client: rules::Client) -> api::ClienteListado {
    let client = shown(client);
    api::ClienteListado {
        id: client.id,
        type_: client.type_,
        name: client.name,
        trading_name: client.trading_name,
        state_register: client.state_register,
        document: client.document,
        phone: client.phone,
        birthdate: client.birth_date,
        mail: client.mail,
        password: client.password,
        gender: client.gender,
        active: client.active,
        addresses: client.addresses,
    }
}

fn shown_address(client: i64, address: rules::Address) -> api::Endereco {
    api::Endereco {
        id: address.id,
        id_client: Some(client),
        street: address.street,
        number: address.number,
        complement: address.complement,
        district: address.district,
        city: address.city,
        state: address.state,
        postcode: address.postcode,
        responsible_name: address.responsible_name,
        reference: address.reference,
        type_: api::TipoEndereco::Integer(address.kind),
    }
}
