-- Who may call. The secret itself is nowhere: secret_hash is its SHA-256 in hex.
-- Times are whole seconds since 1970-01-01T00:00:00Z.
create table credentials (
    id          text    not null primary key,
    api         text    not null,
    kind        text    not null,
    tenant      text    not null,
    tenant_name text    not null,
    name        text    not null,
    secret_hash text    not null unique,
    created_at  bigint  not null,
    revoked_at  bigint
);

create index credentials_by_api on credentials (api, created_at, id);
