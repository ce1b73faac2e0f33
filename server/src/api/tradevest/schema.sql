-- last_seq is the last sequence number that was assigned, in the order of creation.
create table tradevest_partners (
    tenant   text   not null primary key,
    last_seq bigint not null
);

-- labels and ref_accounts are JSON arrays: they are always read and written together with their customer.
-- Times are milliseconds since 1970-01-01T00:00:00Z.
create table tradevest_customers (
    customer_id  text   not null unique,
    tenant       text   not null,
    seq          bigint not null,
    entity_id    text   not null,
    entity_type  text   not null,
    status       text   not null,
    labels       text   not null,
    ref_accounts text   not null,
    created_on   bigint not null,
    modified_on  bigint not null,
    primary key (tenant, seq)
--sqlite ) without rowid;
--postgres );

-- Every documented list reads one index that ends in seq.
create unique index tradevest_customers_by_entity on tradevest_customers (tenant, entity_id);
create index tradevest_customers_by_status on tradevest_customers (tenant, status, seq);
create index tradevest_customers_by_type on tradevest_customers (tenant, entity_type, seq);

-- The labels again, one row each, for the filter by label.
create table tradevest_labels (
    tenant text   not null,
    label  text   not null,
    seq    bigint not null,
    primary key (tenant, label, seq)
--sqlite ) without rowid;
--postgres );
