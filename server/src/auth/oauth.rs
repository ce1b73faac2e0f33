//! Signing in by OAuth 2.0 (RFC 6749): client credentials, and refresh tokens that rotate.
//!
//! An API says with a [`Policy`] who its clients are and how long its tokens live; what is the same for all is here: the
//! form of a request, tokens, and their end.
//!
//! Tokens are kept as hashes and looked up when they come, so that what ends a token ends it at once: its time, a refresh
//! token that comes twice, or the client's own end. Tokens of demo accounts are kept as those are, in memory: in a
//! database of the same form, so that there is one way for both.
//!
//! Deliberately not here: which scopes there are, and each API's own error type.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use http::header::{AUTHORIZATION, HeaderMap};
use percent_encoding::percent_decode_str;
use uuid::Uuid;

use crate::auth::Tenant;
use crate::auth::credentials;
use crate::auth::demo::DemoAccounts;
use crate::auth::guesses::Guesses;
use crate::auth::permissions::Permissions;
use crate::auth::recent::{AsOf, Recent};
use crate::auth::tokens::{Secret, TokenHash};
use crate::clock::Clock;
use crate::db::query::{self, OptionalExtension as _, QueryError, params};
use crate::db::{Connection, Database, OpenError, StorageError};
use dropshot_openapi::{InternalError, RequestError, Rule};

/// What an error description may be long.
const DESCRIPTION_LENGTH_MAX: usize = 1_000;

/// Each sign-in also removes so many tokens of each kind whose time is over, more than it adds: so they never pile up, and no
/// sign-in waits for a great cleaning.
const FORGOTTEN_AT_ONCE: u32 = 16;

/// How one API signs its clients in.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Its name.
    pub api: &'static str,
    /// How long an access token lives.
    pub access_lifetime: TimeDelta,
    /// How long a refresh token lives; `None` where there are none.
    pub refresh_lifetime: Option<TimeDelta>,
    /// Finds the client with this id and this secret's hash among those that are stored.
    pub find_client: FindClient,
}

/// Finds the client with this id and this secret's hash.
pub type FindClient = fn(&Connection, id: &str, secret: &TokenHash) -> query::Result<Option<Grant>>;

/// What a token lets its holder do, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The client that it was given to.
    pub client: String,
    /// Whose data it may touch.
    pub tenant: Tenant,
    /// What it may do.
    pub permissions: Permissions,
}

/// A client that has said who it is, and proved it.
#[derive(Clone, Debug)]
pub struct Client {
    /// What it may do.
    pub grant: Grant,
    secret: TokenHash,
    is_demo: bool,
}

/// New tokens, which nobody can show again.
#[derive(Clone, Debug)]
pub struct IssuedTokens {
    /// What every other call carries.
    pub access_token: Secret,
    /// How long it lives.
    pub expires_in_seconds: i32,
    /// What the next access token can be had for.
    pub refresh_token: Option<Secret>,
}

/// Why there is no token, as RFC 6749 has it in section 5.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// Something is missing, or given twice, or unreadable.
    InvalidRequest,
    /// No such client, or not its secret.
    InvalidClient,
    /// The refresh token is not valid.
    InvalidGrant,
    /// There is no such way to sign in.
    UnsupportedGrantType,
    /// No such scope, or not for this client.
    InvalidScope,
    /// The server failed.
    ServerError,
    /// The server cannot take more work now.
    TemporarilyUnavailable,
}

/// Why there is no token.
#[derive(Debug)]
pub enum TokenRefusal {
    /// The request is at fault.
    Refused(ErrorCode, String),
    /// The server is.
    Internal(InternalError),
}

impl TokenRefusal {
    /// The request is at fault.
    pub fn new(code: ErrorCode, description: &str) -> Self {
        Self::Refused(code, description.to_owned())
    }

    fn invalid_client() -> Self {
        Self::new(ErrorCode::InvalidClient, "client_id and client_secret do not go together: check both")
    }

    fn invalid_grant() -> Self {
        Self::new(
            ErrorCode::InvalidGrant,
            "refresh_token is not valid, or no longer: sign in with client_credentials",
        )
    }
}

impl From<StorageError> for TokenRefusal {
    fn from(error: StorageError) -> Self {
        Self::Internal(error.into())
    }
}

/// Signs clients in, and knows their tokens again.
#[derive(Clone)]
pub struct OAuth {
    database: Database,
    demo: Option<Demo>,
    clock: Clock,
    guesses: Guesses,
    recent: Recent<Access>,
}

/// What an access token lets its holder do, and until when.
#[derive(Clone, Debug)]
struct Access {
    grant: Grant,
    expires_at: DateTime<Utc>,
}

#[derive(Clone)]
struct Demo {
    accounts: DemoAccounts,
    /// In memory.
    tokens: Database,
}

impl fmt::Debug for OAuth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OAuth").field("demo", &self.demo.is_some()).finish_non_exhaustive()
    }
}

impl OAuth {
    /// Creates a lookup of the clients in `database` and of the demo accounts, if they are enabled.
    pub fn new(
        database: Database,
        demo: Option<DemoAccounts>,
        clock: Clock,
        guesses: Guesses,
    ) -> Result<Self, OpenError> {
        let open = |accounts| Database::open_memory(&[super::SCHEMA]).map(|tokens| Demo { accounts, tokens });
        let demo = demo.map(open).transpose()?;
        Ok(Self { database, demo, clock, guesses, recent: Recent::default() })
    }

    /// Finds out which client asks for a token. Its id and secret stand in the form or, as HTTP Basic, in a header.
    ///
    /// Who guesses waits longer and longer for the answer.
    pub async fn client(
        &self,
        policy: &Policy,
        headers: &HeaderMap,
        client_id: Option<&str>,
        client_secret: Option<&str>,
    ) -> Result<Client, TokenRefusal> {
        let Presented { id, secret } = presented(headers, client_id, client_secret)?;
        let secret = TokenHash::of(&secret);
        // Whatever was sent for a name, what is counted by is short.
        let account = format!("{}/{}", policy.api, TokenHash::of(&id).as_str());
        let Some(client) = self.find_client(policy, &id, secret).await? else {
            self.guesses.failed(&account).await;
            return Err(TokenRefusal::invalid_client());
        };
        self.guesses.succeeded(&account);
        Ok(client)
    }

    async fn find_client(
        &self,
        policy: &Policy,
        id: &str,
        secret: TokenHash,
    ) -> Result<Option<Client>, StorageError> {
        let demo = self.demo.as_ref().and_then(|demo| demo.accounts.find(policy.api, Some(id), &secret));
        if let Some((tenant, permissions)) = demo {
            let grant =
                Grant { client: id.to_owned(), tenant: tenant.clone(), permissions: permissions.clone() };
            return Ok(Some(Client { grant, secret, is_demo: true }));
        }
        let (find_client, wanted, hash) = (policy.find_client, id.to_owned(), secret);
        let find = move |connection: &Connection| find_client(connection, &wanted, &hash);
        let grant = self.database.read(find).await?;
        Ok(grant.map(|grant| Client { grant, secret, is_demo: false }))
    }

    /// Gives a client an access token, and where the API has such, a refresh token.
    pub async fn issue(&self, policy: &Policy, client: &Client) -> Result<IssuedTokens, TokenRefusal> {
        let (policy, now) = (*policy, self.clock.now());
        let issued = self
            .write(policy, client, move |connection, grant| {
                issue(connection, &policy, grant, &Uuid::new_v4().to_string(), now)
            })
            .await?;
        issued.ok_or_else(TokenRefusal::invalid_client)
    }

    /// Trades a refresh token for the next one, and for an access token.
    ///
    /// One that comes twice has been copied, and nobody can tell which of the two is the thief: so all that came of the same
    /// sign-in ends.
    pub async fn refresh(
        &self,
        policy: &Policy,
        client: &Client,
        refresh_token: &str,
    ) -> Result<IssuedTokens, TokenRefusal> {
        let (policy, now, hash) = (*policy, self.clock.now(), TokenHash::of(refresh_token));
        let issued = self
            .write(policy, client, move |connection, grant| {
                match use_refresh_token(connection, policy.api, &grant.client, &hash, now)? {
                    Some(family) => issue(connection, &policy, grant, &family, now).map(Some),
                    None => Ok(None),
                }
            })
            .await?;
        issued.ok_or_else(TokenRefusal::invalid_client)?.ok_or_else(TokenRefusal::invalid_grant)
    }

    /// Does what a client has asked for where its tokens are kept; `None` where it is no client any more.
    ///
    /// Whether it still is one is asked in the same transaction, so that nothing it gets can outlive it.
    async fn write<T: Send + 'static>(
        &self,
        policy: Policy,
        client: &Client,
        mut work: impl FnMut(&Connection, &Grant) -> query::Result<T> + Send + 'static,
    ) -> Result<Option<T>, StorageError> {
        let client = client.clone();
        match &self.demo {
            Some(demo) if client.is_demo => {
                demo.tokens.write(move |connection| work(connection, &client.grant).map(Some)).await
            }
            _ => {
                let write = move |connection: &Connection| {
                    let grant = (policy.find_client)(connection, &client.grant.client, &client.secret)?;
                    grant.map(|grant| work(connection, &grant)).transpose()
                };
                self.database.write(write).await
            }
        }
    }

    /// What this access token lets its holder do at `api`; `None` where it is nobody's, or no longer.
    ///
    /// Its end by this server counts from the next call on, and that by another process a moment later: see
    /// [`recent`](crate::auth::recent).
    pub async fn authenticate(
        &self,
        api: &'static str,
        access_token: &str,
    ) -> Result<Option<Grant>, StorageError> {
        let (hash, now) = (TokenHash::of(access_token), self.clock.now());
        let demo_commits = self.demo.as_ref().map_or(0, |demo| demo.tokens.commits());
        let as_of = AsOf::now(self.database.commits() + demo_commits);
        if let Some(Access { grant, expires_at }) = self.recent.get(api, &hash, as_of)
            && expires_at > now
        {
            return Ok(Some(grant));
        }
        let find = move |connection: &Connection| find_access_token(connection, api, &hash, now);
        let mut found = None;
        if let Some(demo) = &self.demo {
            found = demo.tokens.read(find).await?;
        }
        if found.is_none() {
            found = self.database.read(find).await?;
        }
        let Some(access) = found else { return Ok(None) };
        self.recent.put(api, hash, access.clone(), as_of);
        Ok(Some(access.grant))
    }
}

/// The credential that an operator has issued to this client.
pub fn find_credential(
    connection: &Connection,
    api: &str,
    id: &str,
    secret: &TokenHash,
) -> query::Result<Option<Grant>> {
    let credential = credentials::find_client(connection, api, id, secret)?;
    Ok(credential.map(|credential| Grant {
        client: credential.id,
        tenant: credential.tenant,
        permissions: credential.permissions,
    }))
}

/// Ends every token of a client.
pub fn forget_client(connection: &Connection, api: &str, client: &str) -> query::Result<()> {
    for sql in [
        "DELETE FROM oauth_access_tokens WHERE api = ?1 AND client = ?2",
        "DELETE FROM oauth_refresh_tokens WHERE api = ?1 AND client = ?2",
    ] {
        connection.prepare_cached(sql)?.execute(params![api, client])?;
    }
    Ok(())
}

fn issue(
    connection: &Connection,
    policy: &Policy,
    grant: &Grant,
    family: &str,
    now: DateTime<Utc>,
) -> query::Result<IssuedTokens> {
    forget_expired(connection, now)?;
    let access_token = Secret::generate();
    connection
        .prepare_cached(
            "INSERT INTO oauth_access_tokens
                 (token_hash, api, client, tenant, tenant_name, permissions, family, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            access_token.hash().as_str(),
            policy.api,
            grant.client,
            grant.tenant.id,
            grant.tenant.name,
            grant.permissions.to_string(),
            family,
            expiry(now, policy.access_lifetime),
        ])?;
    let refresh_token = policy.refresh_lifetime.map(|lifetime| {
        let token = Secret::generate();
        connection
            .prepare_cached(
                "INSERT INTO oauth_refresh_tokens (token_hash, api, client, family, expires_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                token.hash().as_str(),
                policy.api,
                grant.client,
                family,
                expiry(now, lifetime)
            ])?;
        Ok::<_, QueryError>(token)
    });
    Ok(IssuedTokens {
        access_token,
        expires_in_seconds: i32::try_from(policy.access_lifetime.num_seconds()).unwrap_or(i32::MAX),
        refresh_token: refresh_token.transpose()?,
    })
}

/// Uses a refresh token, once; the family that it belongs to, `None` where it is not good, or not any more.
fn use_refresh_token(
    connection: &Connection,
    api: &str,
    client: &str,
    hash: &TokenHash,
    now: DateTime<Utc>,
) -> query::Result<Option<String>> {
    let now = now.timestamp_millis();
    // One statement, so that of two that come at the same time only one finds it unused.
    let family = connection
        .prepare_cached(
            "UPDATE oauth_refresh_tokens SET used_at = ?4
             WHERE token_hash = ?1 AND api = ?2 AND client = ?3 AND used_at IS NULL AND expires_at > ?4
             RETURNING family",
        )?
        .query_row(params![hash.as_str(), api, client, now], |row| row.get(0))
        .optional()?;
    if family.is_some() {
        return Ok(family);
    }
    let copied: Option<String> = connection
        .prepare_cached(
            "SELECT family FROM oauth_refresh_tokens
             WHERE token_hash = ?1 AND api = ?2 AND client = ?3 AND used_at IS NOT NULL",
        )?
        .query_row(params![hash.as_str(), api, client], |row| row.get(0))
        .optional()?;
    if let Some(family) = copied {
        for sql in [
            "DELETE FROM oauth_access_tokens WHERE family = ?1",
            "DELETE FROM oauth_refresh_tokens WHERE family = ?1",
        ] {
            connection.prepare_cached(sql)?.execute(params![family])?;
        }
    }
    Ok(None)
}

fn find_access_token(
    connection: &Connection,
    api: &str,
    hash: &TokenHash,
    now: DateTime<Utc>,
) -> query::Result<Option<Access>> {
    connection
        .prepare_cached(
            "SELECT client, tenant, tenant_name, permissions, expires_at FROM oauth_access_tokens
             WHERE token_hash = ?1 AND api = ?2 AND expires_at > ?3",
        )?
        .query_row(params![hash.as_str(), api, now.timestamp_millis()], |row| {
            let grant = Grant {
                client: row.get(0)?,
                tenant: Tenant { id: row.get(1)?, name: row.get(2)? },
                permissions: Permissions::parse(&row.get_str(3)?),
            };
            let expires_at = DateTime::from_timestamp_millis(row.get(4)?);
            let expires_at = expires_at.ok_or_else(|| QueryError::unreadable(4, "no time that exists"))?;
            Ok(Access { grant, expires_at })
        })
        .optional()
}

fn forget_expired(connection: &Connection, now: DateTime<Utc>) -> query::Result<()> {
    for table in ["oauth_access_tokens", "oauth_refresh_tokens"] {
        connection
            .prepare_cached(&format!(
                "DELETE FROM {table} WHERE token_hash IN
                     (SELECT token_hash FROM {table} WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)"
            ))?
            .execute(params![now.timestamp_millis(), FORGOTTEN_AT_ONCE])?;
    }
    Ok(())
}

fn expiry(now: DateTime<Utc>, lifetime: TimeDelta) -> i64 {
    now.timestamp_millis().saturating_add(lifetime.num_milliseconds())
}

/// Who a caller says that it is.
struct Presented {
    id: String,
    secret: String,
}

/// Reads a client's id and secret. What is given without a value counts as left out.
///
/// An `Authorization` of another scheme than Basic is none of this operation's business: a program may send its old token
/// with every call.
fn presented(
    headers: &HeaderMap,
    client_id: Option<&str>,
    client_secret: Option<&str>,
) -> Result<Presented, TokenRefusal> {
    let invalid = |description: &str| TokenRefusal::new(ErrorCode::InvalidRequest, description);
    let missing = || {
        TokenRefusal::new(
            ErrorCode::InvalidClient,
            "client_id and client_secret are required: give both, in the form or as HTTP Basic credentials",
        )
    };
    let client_id = client_id.filter(|id| !id.is_empty());
    let client_secret = client_secret.filter(|secret| !secret.is_empty());

    let mut basic = headers.get_all(AUTHORIZATION).iter().filter_map(|value| {
        let (scheme, rest) = value.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("basic").then_some(rest.trim())
    });
    let Some(encoded) = basic.next() else {
        return match (client_id, client_secret) {
            (Some(id), Some(secret)) => Ok(Presented { id: id.to_owned(), secret: secret.to_owned() }),
            _ => Err(missing()),
        };
    };
    if basic.next().is_some() {
        return Err(invalid("Authorization is given more than once: give it once"));
    }
    let Some(Presented { id, secret }) = from_basic(encoded) else {
        return Err(TokenRefusal::new(
            ErrorCode::InvalidClient,
            "Authorization is not HTTP Basic: send the Base64 of client_id:client_secret, or both in the form",
        ));
    };
    if client_secret.is_some() {
        return Err(invalid(
            "client_secret is given in the form and as HTTP Basic credentials: give it once",
        ));
    }
    if client_id.is_some_and(|other| other != id) {
        return Err(invalid("client_id is another one in the form than in the HTTP Basic credentials"));
    }
    if id.is_empty() || secret.is_empty() {
        return Err(missing());
    }
    Ok(Presented { id, secret })
}

/// RFC 6749, section 2.3.1: both parts are encoded as in a form before they are joined.
fn from_basic(encoded: &str) -> Option<Presented> {
    let decoded = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let part = |text: &str| {
        let spaced = text.replace('+', " ");
        Some(percent_decode_str(&spaced).decode_utf8().ok()?.into_owned())
    };
    Some(Presented { id: part(id)?, secret: part(secret)? })
}

/// What the token operation says of a refusal.
pub fn explain(refusal: &RequestError) -> (ErrorCode, String) {
    let code = match refusal {
        RequestError::Unauthenticated { .. } => ErrorCode::InvalidClient,
        RequestError::Invalid(violations) if violations.iter().all(is_other_grant_type) => {
            ErrorCode::UnsupportedGrantType
        }
        RequestError::Invalid(violations)
            if violations.iter().all(|violation| violation.pointer == "/scope") =>
        {
            ErrorCode::InvalidScope
        }
        RequestError::Forbidden { .. }
        | RequestError::Invalid(_)
        | RequestError::TooLarge { .. }
        | RequestError::UnsupportedMediaType { .. }
        | RequestError::Incomplete
        | RequestError::NotFound
        | RequestError::MethodNotAllowed { .. } => ErrorCode::InvalidRequest,
        RequestError::TooManyRequests { .. } => ErrorCode::TemporarilyUnavailable,
        RequestError::Internal(fault) if fault.retry_after_seconds.is_some() => {
            ErrorCode::TemporarilyUnavailable
        }
        RequestError::Internal(_) => ErrorCode::ServerError,
    };
    if code == ErrorCode::InvalidScope {
        // Which there are is said by the document, as a pattern that is nothing for people.
        return (code, "scope must be one that there is, or be left out".to_owned());
    }
    (code, description(&refusal.to_string()))
}

/// Whether a value was given for `grant_type`, once, and is no way to sign in.
fn is_other_grant_type(violation: &dropshot_openapi::Violation) -> bool {
    violation.pointer == "/grant_type"
        && violation.rule == Rule::Form
        && violation.message.starts_with("must be")
}

/// A text with the characters that RFC 6749 allows in a description: printable ASCII without `"` and `\`.
pub fn description(text: &str) -> String {
    let allowed = |letter: char| match letter {
        '"' | '`' => '\'',
        '\\' => '/',
        ' '..='~' => letter,
        letter if letter.is_whitespace() => ' ',
        _ => '?',
    };
    text.chars().take(DESCRIPTION_LENGTH_MAX).map(allowed).collect()
}
