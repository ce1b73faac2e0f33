-- Random keys that all servers on this database share, by what they are for. They are kept as they are, because a key
-- that only makes and checks marks of our own has to be read to be used; who can read it can read every row.
create table server_keys (
    name    text not null primary key,
    key_hex text not null
);

-- last_seq hands out a partner's places in the order of creation.
create table tradevest_partners (
    tenant   text   not null primary key,
    last_seq bigint not null
);

-- labels and ref_accounts are JSON arrays: they are always read and written as one with their customer.
-- Times are milliseconds since 1970-01-01T00:00:00Z.
create table tradevest_customers (
    customer_id  text   not null primary key,
    tenant       text   not null,
    seq          bigint not null,
    entity_id    text   not null,
    entity_type  text   not null,
    status       text   not null,
    labels       text   not null,
    ref_accounts text   not null,
    created_on   bigint not null,
    modified_on  bigint not null
);

-- Each list that can be asked for is walked in an index that ends in seq.
create unique index tradevest_customers_by_seq on tradevest_customers (tenant, seq);
create unique index tradevest_customers_by_entity on tradevest_customers (tenant, entity_id);
create index tradevest_customers_by_status on tradevest_customers (tenant, status, seq);
create index tradevest_customers_by_type on tradevest_customers (tenant, entity_type, seq);

-- The labels once more, one row each, to find customers by.
create table tradevest_labels (
    tenant      text   not null,
    label       text   not null,
    seq         bigint not null,
    customer_id text   not null references tradevest_customers (customer_id) on delete cascade,
    primary key (tenant, label, seq)
);

create index tradevest_labels_by_customer on tradevest_labels (customer_id);
