//! Portos, as its document describes it: each operation unpacks the request, calls the rules and the store, and wraps what
//! comes back.
//!
//! Rules stand in [`rules`], queries in [`store`], the language of lists in [`ndata`]; none of them knows of HTTP.

pub mod fixed;
pub mod ndata;
pub mod page;
pub mod problem;
pub mod rules;
pub mod search;
pub mod seed;
pub mod shape;
pub mod store;
pub mod text;
pub mod totals;

use crate::api::{Api, Settings};
use crate::auth::User;
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::tokens::{Secret, TokenHash};
use crate::context::Context;
use crate::db::Schema;
use crate::generated::portos as api;
use dropshot_openapi::{AuthError, InternalError, Operation as _, RequestContext};

use self::ndata::parse::{self, Member};
use self::rules::{Problem, Refused};
use self::store::{Put, Session};

/// The API's name: of its document, its module and its mount.
const NAME: &str = "portos";

/// The API.
pub const API: Api = Api {
    name: NAME,
    document: include_str!("../../../../openapi/portos.yaml"),
    routes: api::routes::<Service>,
    sign_in: "POST /api/auth, UserName and Password",
    credentials: CredentialKind::UserPassword,
    permissions: rules::RIGHTS,
    demo_accounts: &[
        DemoAccount {
            name: Some("demo"),
            secret: "demo-secret",
            tenant: "demo",
            tenant_name: "all rights",
            permissions: rules::RIGHTS,
        },
        DemoAccount {
            name: Some("demo-reader"),
            secret: "demo-secret",
            tenant: "demo",
            tenant_name: "no rights",
            permissions: &[],
        },
    ],
    settings: Settings::none(),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seeding: &seed::SEEDER,
};

/// Portos as this server implements it.
#[derive(Debug)]
pub enum Service {}

/// Who calls, by which session.
#[derive(Clone, Debug)]
pub struct Caller {
    user: User,
    session: TokenHash,
}

impl Caller {
    fn holds(&self, right: api::Permission) -> bool {
        self.user.permissions.holds(&right_name(right))
    }
}

/// As the document calls it.
fn right_name(right: api::Permission) -> String {
    // The variants are called as the rights are.
    format!("{right:?}")
}

impl api::Portos for Service {
    type Context = Context;
    type Token = Caller;

    async fn token(cx: &RequestContext<Context>, token: &str) -> Result<Caller, AuthError> {
        let session = TokenHash::of(token);
        let Context { clock, credentials, database, .. } = cx.context();
        let now = clock.now();
        let find = move |connection: &_| store::session_account(connection, &session, now);
        let found = database.read(find).await.map_err(InternalError::from)?;
        let (account, _) = found.ok_or(AuthError::NotValid)?;
        // Asked again and again: who is revoked is signed out.
        let user = credentials.user(NAME, &account).await.map_err(InternalError::from)?;
        let user = user.ok_or(AuthError::NotValid)?;
        Ok(Caller { user, session })
    }

    fn token_holds(caller: &Caller, permission: api::Permission) -> bool {
        caller.holds(permission)
    }

    async fn session_create(
        cx: &RequestContext<Context>,
        request: api::SessionCreateRequest,
    ) -> Result<api::SessionCreateResponse, api::SessionCreateError> {
        let api::NewSession { user_name, password, device_name } = request.body;
        let guessed_at = format!("{NAME}/{user_name}");
        let password = password.as_ref().map_or("", |password| password.expose());
        let user = cx
            .context()
            .credentials
            .authenticate_user(NAME, &user_name, password)
            .await
            .map_err(InternalError::from)?;
        let Some(user) = user else {
            cx.context().guesses.failed(&guessed_at).await;
            return Err(api::SessionCreateError::Unauthorized(problem::wrong_password()));
        };
        cx.context().guesses.succeeded(&guessed_at);

        let token = Secret::generate();
        let now = rules::whole_micros(cx.context().clock.now());
        let session = Session {
            token_hash: token.hash(),
            account: user.id.clone(),
            device_name: device_name.clone(),
            created_at: now,
            expires_at: now.checked_add_signed(rules::SESSION).unwrap_or(now),
        };
        let expires_at = session.expires_at;
        cx.context()
            .database
            .write(move |connection| store::begin_session(connection, &session))
            .await
            .map_err(InternalError::from)?;
        let rights = rules::ALL_RIGHTS.into_iter().map(right_name);
        Ok(api::SessionCreateResponse::Ok(api::Session {
            token_id: token.expose().to_owned().into(),
            user_name: Some(user_name),
            device_name: Some(device_name),
            rights: Some(rights.filter(|right| user.permissions.holds(right)).collect()),
            expiration_time: Some(Some(expires_at)),
        }))
    }

    async fn session_delete(
        cx: &RequestContext<Context>,
        caller: Caller,
    ) -> Result<api::SessionDeleteResponse, api::SessionDeleteError> {
        cx.context()
            .database
            .write(move |connection| store::end_session(connection, &caller.session))
            .await
            .map_err(InternalError::from)?;
        Ok(api::SessionDeleteResponse::NoContent)
    }

    async fn customer_list(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerListRequest,
    ) -> Result<api::CustomerListResponse, api::CustomerListError> {
        let count_only = request.count;
        let query = query(request, cx.request.uri().query().unwrap_or(""))
            .map_err(|problems| api::CustomerListError::BadRequest(problem::broken(&problems)))?;
        let now = cx.context().clock.now();
        let (skip, take) = (query.skip, query.take);
        let page = cx
            .context()
            .database
            .read(move |connection| store::list(connection, &caller.user.tenant.id, &query, count_only, now))
            .await
            .map_err(InternalError::from)?;
        let there_would_be = page.total.saturating_sub(skip).clamp(0, take);
        let items = page.customers.into_iter().map(|customer| shape::shown(customer, now));
        Ok(api::CustomerListResponse::Ok(api::CustomerQueryResult {
            items: (!count_only).then(|| items.collect()),
            count: i32::try_from(there_would_be).map_err(InternalError::internal)?,
            total_count: page.total,
        }))
    }

    async fn customer_create(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerCreateRequest,
    ) -> Result<api::CustomerCreateResponse, api::CustomerCreateError> {
        let id = request.body.id.clone();
        let profile = shape::profile(request.body);
        let problems = rules::check(&profile);
        if !problems.is_empty() {
            return Err(api::CustomerCreateError::BadRequest(problem::broken(&problems)));
        }
        let now = cx.context().clock.now();
        let customer = rules::new_customer(id, profile, now);
        let created = customer.clone();
        let tenant = caller.user.tenant.id;
        let outcome = cx
            .context()
            .database
            .write(move |connection| store::create(connection, &tenant, &customer))
            .await
            .map_err(InternalError::from)?;
        match outcome {
            Ok(()) => Ok(api::CustomerCreateResponse::Created(shape::shown(created, now))),
            Err(refused) => Err(api::CustomerCreateError::Conflict(problem::refused(&created.id, &refused))),
        }
    }

    async fn customer_view(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerViewRequest,
    ) -> Result<api::CustomerViewResponse, api::CustomerViewError> {
        let customer = cx
            .context()
            .database
            .read(move |connection| store::find(connection, &caller.user.tenant.id, &request.id))
            .await
            .map_err(InternalError::from)?;
        let Some(customer) = customer else {
            return Err(api::CustomerViewError::NotFound(problem::no_such_customer()));
        };
        Ok(api::CustomerViewResponse::Ok(shape::shown(customer, cx.context().clock.now())))
    }

    async fn customer_put(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerPutRequest,
    ) -> Result<api::CustomerPutResponse, api::CustomerPutError> {
        let api::CustomerPutRequest { id, body } = request;
        let version = body.v;
        let is_about_another = body.id.as_ref().is_some_and(|given| *given != id);
        let profile = shape::profile(body);
        let problems = rules::check(&profile);
        if !problems.is_empty() {
            return Err(api::CustomerPutError::BadRequest(problem::broken(&problems)));
        }
        if is_about_another {
            return Err(api::CustomerPutError::Conflict(problem::about_another()));
        }
        let now = cx.context().clock.now();
        let wanted = id.clone();
        let outcome = cx
            .context()
            .database
            .write(move |connection| {
                let tenant = &caller.user.tenant.id;
                store::put(
                    connection,
                    tenant,
                    &wanted,
                    profile.clone(),
                    version,
                    |right| caller.holds(right),
                    now,
                )
            })
            .await
            .map_err(InternalError::from)?;
        match outcome {
            Ok(Put::Updated(customer)) => Ok(api::CustomerPutResponse::Ok(shape::shown(customer, now))),
            Ok(Put::Created(customer)) => Ok(api::CustomerPutResponse::Created(shape::shown(customer, now))),
            Err(refused) => {
                let details = problem::refused(&id, &refused);
                Err(match refused {
                    Refused::Right(_) => api::CustomerPutError::Forbidden(details),
                    Refused::Version { .. } | Refused::Taken(_) => api::CustomerPutError::Conflict(details),
                })
            }
        }
    }

    async fn customer_delete(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerDeleteRequest,
    ) -> Result<api::CustomerDeleteResponse, api::CustomerDeleteError> {
        let tenant = caller.user.tenant.id;
        let deleted = cx
            .context()
            .database
            .write(move |connection| store::delete(connection, &tenant, &request.id))
            .await
            .map_err(InternalError::from)?;
        let Some(customer) = deleted else {
            return Err(api::CustomerDeleteError::NotFound(problem::no_such_customer()));
        };
        Ok(api::CustomerDeleteResponse::Ok(shape::shown(customer, cx.context().clock.now())))
    }
}

/// What a list is asked for, or everything that is wrong with it. `sent` is the query as it came.
pub fn query(request: api::CustomerListRequest, sent: &str) -> Result<ndata::Query, Vec<Problem>> {
    let known: Vec<_> =
        api::operations::CustomerList::TABLE.parameters.iter().map(|parameter| parameter.name).collect();
    let mut problems = parse::unknown_parameters(sent, &known);
    let mut filters = Vec::new();
    for (member, texts) in [
        (Member::CardSerialNumber, request.card_serial_number),
        (Member::ExternalId, request.external_id),
        (Member::CreditRate, request.credit_rate),
        (Member::DiscountRate, request.discount_rate),
        (Member::IsActive, request.is_active),
        (Member::ExpirationTime, request.expiration_time),
    ] {
        parse::filters(member, &texts.unwrap_or_default(), &mut filters, &mut problems);
    }
    let sort = parse::sort(&request.sort.unwrap_or_default(), &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(ndata::Query {
        filters,
        is_expired: request.is_expired,
        search: request.search.map(|text| text::fold(&text)).filter(|text| !text.is_empty()),
        sort,
        skip: request.skip.into(),
        take: request.take.into(),
    })
}
