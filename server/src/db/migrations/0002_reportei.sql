-- One row a merchant, changed in the transaction that changes its customers: a total is read, not counted,
-- and last_seq hands out places in the order of creation without a sequence that only one database has.
create table reportei_merchants (
    tenant         text   not null primary key,
    customer_count bigint not null,
    last_seq       bigint not null
);

-- name_sort is the name without case and accents: all databases then sort it alike, whatever their
-- collations.
-- api_token_hash is the SHA-256, in hex, of the token that the customer's creation showed once.
create table reportei_customers (
    uuid           text    not null primary key,
    tenant         text    not null,
    seq            bigint  not null,
    name           text    not null,
    name_sort      text    not null,
    created_at     bigint  not null,
    updated_at     bigint  not null,
    trial_ends_at  bigint  not null,
    is_paying      boolean not null,
    api_token_hash text    not null unique
);

-- One index a sort order, each ending in seq, so that equal keys keep one order from page to page.
create unique index reportei_customers_by_seq on reportei_customers (tenant, seq);
create index reportei_customers_by_name on reportei_customers (tenant, name_sort, seq);
create index reportei_customers_by_created_at on reportei_customers (tenant, created_at, seq);
create index reportei_customers_by_updated_at on reportei_customers (tenant, updated_at, seq);

create table reportei_integrations (
    uuid        text   not null primary key,
    tenant      text   not null,
    customer    text   not null references reportei_customers (uuid) on delete cascade,
    seq         bigint not null,
    integration text   not null,
    name        text   not null,
    slug        text   not null,
    status      text   not null
);

create unique index reportei_integrations_by_customer on reportei_integrations (customer, seq);
