//! Portos: the operations of its document. Each one parses the request, applies the rules to what the store loads, saves the
//! result and wraps it.

pub mod convert;
pub mod customer;
pub mod fixed;
pub mod ndata;
pub mod problem;
pub mod rules;
pub mod seed;
pub mod store;
pub mod text;

use dropshot_openapi::{AuthError, InternalError, Operation as _, RequestContext, RequestError};

use self::convert::CustomerAt;
use self::customer::{Customer, Profile, whole_micros};
use self::ndata::parse::{self, Field};
use self::rules::{FieldError, SaveError};
use self::store::Session;
use crate::api::{Api, Settings};
use crate::auth::User;
use crate::auth::credentials::CredentialKind;
use crate::auth::demo::DemoAccount;
use crate::auth::tokens::{Secret, TokenHash};
use crate::context::{Context, Transactions as _};
use crate::db::{Connection, Schema, query};
use crate::generated::portos as api;

/// The API's name, which is also its mount.
const NAME: &str = "portos";

/// The API.
pub const API: Api = Api {
    name: NAME,
    document: include_str!("../../../../openapi/portos.yaml"),
    endpoints: api::endpoints::<Service>,
    sign_in: "POST /api/auth, UserName and Password",
    credentials: CredentialKind::UserPassword,
    permissions: rules::RIGHTS,
    demo_accounts: &[
        DemoAccount::named("demo", "demo", "all rights", rules::RIGHTS),
        DemoAccount::named("demo-reader", "demo", "no rights", &[]),
    ],
    settings: Settings::none(),
    schema: Schema { component: NAME, migrations: &[include_str!("schema.sql")] },
    seed: seed::seed,
};

/// The implementation of Portos.
#[derive(Debug)]
pub enum Service {}

/// A signed-in user.
#[derive(Clone, Debug)]
pub struct Caller {
    user: User,
    session: TokenHash,
}

impl Caller {
    fn holds(&self, right: &str) -> bool {
        self.user.permissions.holds(right)
    }
}

impl api::Portos for Service {
    type Context = Context;
    type Token = Caller;

    async fn token(cx: &RequestContext<Context>, token: &str) -> Result<Caller, AuthError> {
        let session = TokenHash::of(token);
        let now = cx.context().clock.now();
        let account = cx.read(move |connection| store::session_account(connection, &session, now)).await?;
        // Looked up with every request: revoking the account ends its sessions.
        let user = cx.context().credentials.user(NAME, &account.ok_or(AuthError::NotValid)?).await;
        let user = user.map_err(InternalError::from)?;
        Ok(Caller { user: user.ok_or(AuthError::NotValid)?, session })
    }

    fn problem_details(cx: &RequestContext<Context>, error: RequestError) -> api::ProblemDetails {
        problem::of(cx, error.into())
    }

    fn token_holds(caller: &Caller, permission: api::Permission) -> bool {
        caller.holds(&format!("{permission:?}"))
    }

    async fn session_create(
        cx: &RequestContext<Context>,
        request: api::SessionCreateRequest,
    ) -> Result<api::SessionCreateResponse, api::SessionCreateError> {
        let api::NewSession { user_name, password, device_name } = request.body;
        let Context { clock, credentials, login_throttle, .. } = cx.context();
        let guessed_at = format!("{NAME}/{user_name}");
        let password = password.as_ref().map_or("", |password| password.expose());
        let user = credentials.authenticate_user(NAME, &user_name, password).await;
        let Some(user) = user.map_err(InternalError::from)? else {
            login_throttle.failed(&guessed_at).await;
            return Err(api::SessionCreateError::Unauthorized(problem::of(cx, problem::wrong_password())));
        };
        login_throttle.succeeded(&guessed_at);

        let token = Secret::generate();
        let now = whole_micros(clock.now());
        let expires_at = now + rules::SESSION_LIFETIME;
        let session = Session {
            token_hash: token.hash(),
            account: user.id.clone(),
            device_name: device_name.clone(),
            created_at: now,
            expires_at,
        };
        cx.write(move |connection| store::begin_session(connection, &session)).await?;
        let rights = rules::RIGHTS.iter().copied().filter(|right| user.permissions.holds(right));
        Ok(api::SessionCreateResponse::Ok(api::Session {
            token_id: token.expose().to_owned().into(),
            user_name: Some(user_name),
            device_name: Some(device_name),
            rights: Some(rights.map(str::to_owned).collect()),
            expiration_time: Some(Some(expires_at)),
        }))
    }

    async fn session_delete(
        cx: &RequestContext<Context>,
        caller: Caller,
    ) -> Result<api::SessionDeleteResponse, api::SessionDeleteError> {
        cx.write(move |connection| store::end_session(connection, &caller.session)).await?;
        Ok(api::SessionDeleteResponse::NoContent)
    }

    async fn customer_list(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerListRequest,
    ) -> Result<api::CustomerListResponse, api::CustomerListError> {
        let count_only = request.count;
        let query = query(request, cx.request.uri().query().unwrap_or_default()).map_err(|errors| {
            api::CustomerListError::BadRequest(problem::of(cx, problem::invalid_fields(&errors)))
        })?;
        let now = cx.context().clock.now();
        let (skip, take) = (query.skip, query.take);
        let page = cx
            .read(move |connection| store::list(connection, &caller.user.tenant.id, &query, count_only, now))
            .await?;
        let count = page.total.saturating_sub(skip).clamp(0, take);
        let items = page.customers.into_iter().map(|customer| CustomerAt(customer, now).into());
        Ok(api::CustomerListResponse::Ok(api::CustomerQueryResult {
            items: (!count_only).then(|| items.collect()),
            count: i32::try_from(count).map_err(InternalError::internal)?,
            total_count: page.total,
        }))
    }

    async fn customer_create(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerCreateRequest,
    ) -> Result<api::CustomerCreateResponse, api::CustomerCreateError> {
        let id = request.body.id.clone();
        let profile = Profile::from(request.body);
        let errors = rules::check(&profile);
        if !errors.is_empty() {
            return Err(api::CustomerCreateError::BadRequest(problem::of(
                cx,
                problem::invalid_fields(&errors),
            )));
        }
        let now = cx.context().clock.now();
        let customer = rules::new_customer(id, profile, now);
        let created = customer.clone();
        let saved =
            cx.write(move |connection| save(connection, &caller.user.tenant.id, None, &customer)).await?;
        match saved {
            Ok(()) => Ok(api::CustomerCreateResponse::Created(CustomerAt(created, now).into())),
            Err(error) => Err(api::CustomerCreateError::Conflict(problem::of(
                cx,
                problem::not_saved(&created.id, &error),
            ))),
        }
    }

    async fn customer_view(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerViewRequest,
    ) -> Result<api::CustomerViewResponse, api::CustomerViewError> {
        let stored =
            cx.read(move |connection| store::find(connection, &caller.user.tenant.id, &request.id)).await?;
        let Some(stored) = stored else {
            return Err(api::CustomerViewError::NotFound(problem::of(cx, problem::customer_not_found())));
        };
        let now = cx.context().clock.now();
        Ok(api::CustomerViewResponse::Ok(CustomerAt(stored.customer, now).into()))
    }

    async fn customer_put(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerPutRequest,
    ) -> Result<api::CustomerPutResponse, api::CustomerPutError> {
        let api::CustomerPutRequest { id, body } = request;
        let version = body.v;
        let has_other_id = body.id.as_ref().is_some_and(|given| *given != id);
        let profile = Profile::from(body);
        let errors = rules::check(&profile);
        if !errors.is_empty() {
            return Err(api::CustomerPutError::BadRequest(problem::of(cx, problem::invalid_fields(&errors))));
        }
        if has_other_id {
            return Err(api::CustomerPutError::Conflict(problem::of(cx, problem::id_mismatch())));
        }
        let now = cx.context().clock.now();
        let put_id = id.clone();
        let put = move |connection: &_| {
            let tenant = &caller.user.tenant.id;
            let holds = |right: &str| caller.holds(right);
            let (seq, decision) = match store::find(connection, tenant, &put_id)? {
                None => (None, rules::create(put_id.clone(), profile.clone(), holds, now)),
                Some(stored) => {
                    let replaced = rules::replace(stored.customer, profile.clone(), version, holds, now);
                    (Some(stored.seq), replaced)
                }
            };
            let customer = match decision {
                Ok(customer) => customer,
                Err(error) => return Ok(Err(error)),
            };
            let saved = save(connection, tenant, seq, &customer)?;
            Ok(saved.map(|()| (customer, seq.is_none())))
        };
        match cx.write(put).await? {
            Ok((customer, true)) => Ok(api::CustomerPutResponse::Created(CustomerAt(customer, now).into())),
            Ok((customer, false)) => Ok(api::CustomerPutResponse::Ok(CustomerAt(customer, now).into())),
            Err(error) => {
                let details = problem::of(cx, problem::not_saved(&id, &error));
                Err(match error {
                    SaveError::MissingRight(_) => api::CustomerPutError::Forbidden(details),
                    SaveError::VersionMismatch { .. } | SaveError::NotUnique(_) => {
                        api::CustomerPutError::Conflict(details)
                    }
                })
            }
        }
    }

    async fn customer_delete(
        cx: &RequestContext<Context>,
        caller: Caller,
        request: api::CustomerDeleteRequest,
    ) -> Result<api::CustomerDeleteResponse, api::CustomerDeleteError> {
        let delete = move |connection: &_| {
            let tenant = &caller.user.tenant.id;
            let Some(stored) = store::find(connection, tenant, &request.id)? else { return Ok(None) };
            store::delete(connection, tenant, stored.seq)?;
            Ok(Some(stored.customer))
        };
        let Some(customer) = cx.write(delete).await? else {
            return Err(api::CustomerDeleteError::NotFound(problem::of(cx, problem::customer_not_found())));
        };
        let now = cx.context().clock.now();
        Ok(api::CustomerDeleteResponse::Ok(CustomerAt(customer, now).into()))
    }
}

/// Saves a customer, as a new one or at its position, if its unique values are free.
fn save(
    connection: &Connection,
    tenant: &str,
    seq: Option<i64>,
    customer: &Customer,
) -> query::Result<Result<(), SaveError>> {
    let in_use = store::values_in_use(connection, tenant, seq, customer)?;
    if let Err(error) = rules::check_unique(&customer.profile, &in_use) {
        return Ok(Err(error));
    }
    match seq {
        None => store::insert(connection, tenant, customer)?,
        Some(seq) => store::update(connection, tenant, seq, customer)?,
    }
    Ok(Ok(()))
}

/// Parses the parameters of a list. `raw` is the request's query, in which unknown parameters are looked for.
pub fn query(request: api::CustomerListRequest, raw: &str) -> Result<ndata::Query, Vec<FieldError>> {
    let parameters = &api::operations::CustomerList::table().parameters;
    let known: Vec<_> = parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    let mut errors = parse::unknown_parameters(raw, &known);
    let mut filters = Vec::new();
    for (field, texts) in [
        (Field::CardSerialNumber, request.card_serial_number),
        (Field::ExternalId, request.external_id),
        (Field::CreditRate, request.credit_rate),
        (Field::DiscountRate, request.discount_rate),
        (Field::IsActive, request.is_active),
        (Field::ExpirationTime, request.expiration_time),
    ] {
        parse::filters(field, &texts.unwrap_or_default(), &mut filters, &mut errors);
    }
    let sort = parse::sort(&request.sort.unwrap_or_default(), &mut errors);
    if !errors.is_empty() {
        return Err(errors);
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
