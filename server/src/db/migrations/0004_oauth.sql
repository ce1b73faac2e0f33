-- What a credential's holder may do, with a blank between two; empty for an API that knows no permissions.
alter table credentials add column permissions text not null default '';

-- Tokens that clients have signed in for. The tokens are nowhere: token_hash is the SHA-256 in hex.
-- A family is all that came of one sign-in. Times are milliseconds since 1970-01-01T00:00:00Z.
create table oauth_access_tokens (
    token_hash  text   not null primary key,
    api         text   not null,
    client      text   not null,
    tenant      text   not null,
    tenant_name text   not null,
    permissions text   not null,
    family      text   not null,
    expires_at  bigint not null
);

create index oauth_access_tokens_by_client on oauth_access_tokens (api, client);
create index oauth_access_tokens_by_family on oauth_access_tokens (family);
create index oauth_access_tokens_by_expiry on oauth_access_tokens (expires_at);

-- A refresh token that was used stays until it expires: to see that it comes a second time.
create table oauth_refresh_tokens (
    token_hash text   not null primary key,
    api        text   not null,
    client     text   not null,
    family     text   not null,
    expires_at bigint not null,
    used_at    bigint
);

create index oauth_refresh_tokens_by_client on oauth_refresh_tokens (api, client);
create index oauth_refresh_tokens_by_family on oauth_refresh_tokens (family);
create index oauth_refresh_tokens_by_expiry on oauth_refresh_tokens (expires_at);
