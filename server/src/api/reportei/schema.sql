-- One row per merchant, updated together with its customers: the total is read, not counted. last_seq is the last sequence
-- number that was assigned in the order of creation.
create table reportei_merchants (
    tenant         text   not null primary key,
    customer_count bigint not null,
    last_seq       bigint not null
);

-- name_sort is the name without case and accents, so that every database sorts it alike. api_token_hash is the SHA-256, in
-- hex, of the token that the response to the creation contained. Times are whole seconds since 1970-01-01T00:00:00Z.
create table reportei_customers (
    uuid           text    not null unique,
    tenant         text    not null,
    seq            bigint  not null,
    name           text    not null,
    name_sort      text    not null,
    created_at     bigint  not null,
    updated_at     bigint  not null,
    trial_ends_at  bigint  not null,
    is_paying      boolean not null,
    api_token_hash text    not null unique,
    primary key (tenant, seq)
--sqlite ) without rowid;
--postgres );

-- One index per sort order, each ending in seq as the tie-breaker.
create index reportei_customers_by_name on reportei_customers (tenant, name_sort, seq);
create index reportei_customers_by_created_at on reportei_customers (tenant, created_at, seq);
create index reportei_customers_by_updated_at on reportei_customers (tenant, updated_at, seq);

create table reportei_integrations (
    uuid        text   not null,
    tenant      text   not null,
    customer    text   not null references reportei_customers (uuid) on delete cascade,
    seq         bigint not null,
    integration text   not null,
    name        text   not null,
    slug        text   not null,
    status      text   not null,
    primary key (customer, seq)
--sqlite ) without rowid;
--postgres );
