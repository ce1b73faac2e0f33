//! OAuth 2.0 (RFC 6749): client credentials and rotating refresh tokens.
//!
//! An API's [`Policy`] names its clients and the lifetimes of its tokens. Tokens are stored as hashes and looked up with
//! every request, so that expiry, revocation and the reuse of a refresh token take effect immediately. Tokens of demo
//! accounts are kept in a database in memory.
//!
//! Out of scope: scopes, and each API's error type.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use http::header::{AUTHORIZATION, HeaderMap};
use percent_encoding::percent_decode_str;
use uuid::Uuid;

use super::credentials::{self, CredentialKind};
use super::demo::DemoAccounts;
use super::identity::{Permissions, Tenant};
use super::throttle::LoginThrottle;
use super::tokens::{Secret, TokenHash};
use crate::clock::Clock;
use crate::db::query::{self, OptionalExtension as _, QueryError, params};
use crate::db::{Connection, Database, DatabaseError, OpenError};
use dropshot_openapi::{InternalError, RequestError, Rule};

/// Maximum length of an error description.
const DESCRIPTION_LENGTH_MAX: usize = 1_000;

/// Number of expired tokens of each kind that a sign-in deletes: more than it adds, so that they do not accumulate.
const EXPIRED_BATCH: u32 = 16;

/// Sign-in policy of an API.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// The API's name.
    pub api: &'static str,
    /// Lifetime of an access token.
    pub access_lifetime: TimeDelta,
    /// Lifetime of a refresh token; `None` if the API issues none.
    pub refresh_lifetime: Option<TimeDelta>,
    /// Finds a stored client.
    pub find_client: FindClient,
}

/// Finds the client with this id and secret hash.
pub type FindClient = fn(&Connection, id: &str, secret: &TokenHash) -> query::Result<Option<Grant>>;

/// Access that a token gives its holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The client to which it was issued.
    pub client: String,
    /// The tenant whose data it gives access to.
    pub tenant: Tenant,
    /// Its permissions.
    pub permissions: Permissions,
}

/// An authenticated client.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its access.
    pub grant: Grant,
    secret: TokenHash,
    is_demo: bool,
}

/// New tokens, which cannot be shown again.
#[derive(Clone, Debug)]
pub struct IssuedTokens {
    /// The token to send with requests.
    pub access_token: Secret,
    /// Its lifetime.
    pub expires_in_seconds: i32,
    /// The token to exchange for the next access token.
    pub refresh_token: Option<Secret>,
}

/// Error code of RFC 6749, section 5.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// A parameter is missing, repeated or malformed.
    InvalidRequest,
    /// Unknown client or wrong secret.
    InvalidClient,
    /// Invalid refresh token.
    InvalidGrant,
    /// Unknown grant type.
    UnsupportedGrantType,
    /// Unknown scope, or not allowed for this client.
    InvalidScope,
    /// The server failed.
    ServerError,
    /// The server is overloaded.
    TemporarilyUnavailable,
}

/// Why no token is issued.
#[derive(Debug)]
pub enum TokenRefusal {
    /// The request is invalid.
    Refused(ErrorCode, String),
    /// The server failed.
    Internal(InternalError),
}

impl TokenRefusal {
    /// The request is invalid.
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

impl From<DatabaseError> for TokenRefusal {
    fn from(error: DatabaseError) -> Self {
        Self::Internal(error.into())
    }
}

/// Issues and verifies access tokens.
#[derive(Clone)]
pub struct OAuth {
    database: Database,
    demo: Option<Demo>,
    clock: Clock,
    throttle: LoginThrottle,
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
        throttle: LoginThrottle,
    ) -> Result<Self, OpenError> {
        let open =
            |accounts| Database::open_memory(&[credentials::SCHEMA]).map(|tokens| Demo { accounts, tokens });
        let demo = demo.map(open).transpose()?;
        Ok(Self { database, demo, clock, throttle })
    }

    /// Authenticates the client of a token request, by its form or by HTTP Basic. Repeated failures are delayed.
    pub async fn client(
        &self,
        policy: &Policy,
        headers: &HeaderMap,
        client_id: Option<&str>,
        client_secret: Option<&str>,
    ) -> Result<Client, TokenRefusal> {
        let Presented { id, secret } = presented(headers, client_id, client_secret)?;
        if id.contains('\0') {
            // Databases reject it.
            return Err(TokenRefusal::invalid_client());
        }
        let secret = TokenHash::of(&secret);
        // Hashed, so that the key of the count is short.
        let account = format!("{}/{}", policy.api, TokenHash::of(&id).as_str());
        let Some(client) = self.find_client(policy, &id, secret).await? else {
            self.throttle.failed(&account).await;
            return Err(TokenRefusal::invalid_client());
        };
        self.throttle.succeeded(&account);
        Ok(client)
    }

    async fn find_client(
        &self,
        policy: &Policy,
        id: &str,
        secret: TokenHash,
    ) -> Result<Option<Client>, DatabaseError> {
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

    /// Issues an access token and, if the API has them, a refresh token.
    pub async fn issue(&self, policy: &Policy, client: &Client) -> Result<IssuedTokens, TokenRefusal> {
        let (policy, now) = (*policy, self.clock.now());
        let issued = self
            .write(policy, client, move |connection, grant| {
                issue(connection, &policy, grant, &Uuid::new_v4().to_string(), now)
            })
            .await?;
        issued.ok_or_else(TokenRefusal::invalid_client)
    }

    /// Exchanges a refresh token for an access token and the next refresh token.
    ///
    /// A token that is used twice has been copied: all tokens of its family are then revoked.
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

    /// Runs `work` where the client's tokens are stored, or returns `None` if the client does not exist any more. This is
    /// checked in the same transaction, so that no token outlives its client.
    async fn write<T: Send + 'static>(
        &self,
        policy: Policy,
        client: &Client,
        mut work: impl FnMut(&Connection, &Grant) -> query::Result<T> + Send + 'static,
    ) -> Result<Option<T>, DatabaseError> {
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

    /// Returns the grant of an access token at `api`, or `None` if the token is unknown, expired or revoked.
    pub async fn authenticate(
        &self,
        api: &'static str,
        access_token: &str,
    ) -> Result<Option<Grant>, DatabaseError> {
        let (hash, now) = (TokenHash::of(access_token), self.clock.now());
        let find = move |connection: &Connection| find_access_token(connection, api, &hash, now);
        if let Some(demo) = &self.demo
            && let Some(grant) = demo.tokens.read(find).await?
        {
            return Ok(Some(grant));
        }
        self.database.read(find).await
    }
}

/// Returns the grant of a client whose credential an operator has issued.
pub fn find_credential(
    connection: &Connection,
    api: &str,
    id: &str,
    secret: &TokenHash,
) -> query::Result<Option<Grant>> {
    let kind = CredentialKind::ClientCredentials;
    let credential = credentials::find(connection, api, kind, Some(id), Some(secret))?;
    Ok(credential.map(|credential| Grant {
        client: credential.id,
        tenant: credential.tenant,
        permissions: credential.permissions,
    }))
}

/// Deletes all tokens of a client.
pub fn delete_tokens(connection: &Connection, api: &str, client: &str) -> query::Result<()> {
    for table in ["oauth_access_tokens", "oauth_refresh_tokens"] {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE api = ?1 AND client = ?2"))?
            .execute(params![api, client])?;
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
    delete_expired(connection, now)?;
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

/// Marks a refresh token as used and returns its family, or `None` if the token is invalid, expired or used.
fn use_refresh_token(
    connection: &Connection,
    api: &str,
    client: &str,
    hash: &TokenHash,
    now: DateTime<Utc>,
) -> query::Result<Option<String>> {
    let now = now.timestamp_millis();
    // One statement, so that only one of two concurrent requests finds it unused.
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
        for table in ["oauth_access_tokens", "oauth_refresh_tokens"] {
            connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE family = ?1"))?
                .execute(params![family])?;
        }
    }
    Ok(None)
}

fn find_access_token(
    connection: &Connection,
    api: &str,
    hash: &TokenHash,
    now: DateTime<Utc>,
) -> query::Result<Option<Grant>> {
    connection
        .prepare_cached(
            "SELECT client, tenant, tenant_name, permissions FROM oauth_access_tokens
             WHERE token_hash = ?1 AND api = ?2 AND expires_at > ?3",
        )?
        .query_row(params![hash.as_str(), api, now.timestamp_millis()], |row| {
            Ok(Grant {
                client: row.get(0)?,
                tenant: Tenant { id: row.get(1)?, name: row.get(2)? },
                permissions: Permissions::parse(&row.get_str(3)?),
            })
        })
        .optional()
}

fn delete_expired(connection: &Connection, now: DateTime<Utc>) -> query::Result<()> {
    for table in ["oauth_access_tokens", "oauth_refresh_tokens"] {
        connection
            .prepare_cached(&format!(
                "DELETE FROM {table} WHERE token_hash IN
                     (SELECT token_hash FROM {table} WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)"
            ))?
            .execute(params![now.timestamp_millis(), EXPIRED_BATCH])?;
    }
    Ok(())
}

fn expiry(now: DateTime<Utc>, lifetime: TimeDelta) -> i64 {
    now.timestamp_millis().saturating_add(lifetime.num_milliseconds())
}

/// Id and secret of a token request.
struct Presented {
    id: String,
    secret: String,
}

/// Returns a client's id and secret. Empty values count as absent, and `Authorization` headers of schemes other than Basic
/// are ignored: a program may send its expired token with every request.
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

/// Decodes HTTP Basic credentials. Both parts are form-encoded (RFC 6749, section 2.3.1).
fn from_basic(encoded: &str) -> Option<Presented> {
    let decoded = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let part = |text: &str| {
        let spaced = text.replace('+', " ");
        Some(percent_decode_str(&spaced).decode_utf8().ok()?.into_owned())
    };
    Some(Presented { id: part(id)?, secret: part(secret)? })
}

/// Returns the error of the token operation for a rejected request.
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
        | RequestError::NotFound => ErrorCode::InvalidRequest,
        RequestError::TooManyRequests { .. } => ErrorCode::TemporarilyUnavailable,
        RequestError::Internal(fault) if fault.retry_after_seconds.is_some() => {
            ErrorCode::TemporarilyUnavailable
        }
        RequestError::Internal(_) => ErrorCode::ServerError,
    };
    if code == ErrorCode::InvalidScope {
        // The document's pattern would be unreadable.
        return (code, "scope must be one that there is, or be left out".to_owned());
    }
    (code, description(&refusal.to_string()))
}

/// Returns `true` if `grant_type` has one value, which is unknown.
fn is_other_grant_type(violation: &dropshot_openapi::Violation) -> bool {
    violation.pointer == "/grant_type"
        && violation.rule == Rule::Form
        && violation.message.starts_with("must be")
}

/// Replaces the characters that RFC 6749 does not allow in a description: all but printable ASCII without `"` and `\`.
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
