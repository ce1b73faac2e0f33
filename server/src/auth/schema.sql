-- Credentials that an operator issued. secret_hash is the SHA-256 of the secret in hex.
-- permissions are names separated by spaces. Times are whole seconds since 1970-01-01T00:00:00Z.
create table credentials (
    id          text    not null primary key,
    api         text    not null,
    kind        text    not null,
    tenant      text    not null,
    tenant_name text    not null,
    name        text    not null,
    secret_hash text    not null unique,
    created_at  bigint  not null,
    revoked_at  bigint,
    permissions text    not null default ''
);

create index credentials_by_api on credentials (api, created_at, id);

-- Issued access tokens. token_hash is the SHA-256 of the token in hex. A family contains all tokens that descend from one
-- sign-in. Times are milliseconds since 1970-01-01T00:00:00Z.
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

-- A used refresh token is kept until it expires, so that its reuse is detected.
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

-- Random keys shared by all servers on this database, by purpose. Stored in plain text: a key has to be read to be used,
-- and a reader of this table can read every other table too.
create table server_keys (
    name    text not null primary key,
    key_hex text not null
);
