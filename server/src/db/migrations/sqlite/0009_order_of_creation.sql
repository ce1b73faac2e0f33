-- SQLite's own, about how rows lie in the file; no query sees a difference.
--
-- Rows are kept in the order of creation, within their tenant, which is the order of the lists and the order in which they
-- come: a table that grows does so at its end, and a page of a list is read in one piece. Until now each table had a hidden
-- row number for this, and an index more. A parent is made anew before its children, which are set aside meanwhile: dropping
-- it would take them with it.
create table reportei_customers_new (
    uuid           text    not null,
    tenant         text    not null,
    seq            bigint  not null,
    name           text    not null,
    name_sort      text    not null,
    created_at     bigint  not null,
    updated_at     bigint  not null,
    trial_ends_at  bigint  not null,
    is_paying      boolean not null,
    api_token_hash text    not null,
    primary key (tenant, seq)
) without rowid;

insert into reportei_customers_new (uuid, tenant, seq, name, name_sort, created_at, updated_at, trial_ends_at, is_paying,
    api_token_hash)
select uuid, tenant, seq, name, name_sort, created_at, updated_at, trial_ends_at, is_paying, api_token_hash
from reportei_customers order by tenant, seq;

create table reportei_integrations_aside as select * from reportei_integrations;

drop table reportei_integrations;
drop table reportei_customers;
alter table reportei_customers_new rename to reportei_customers;

create unique index reportei_customers_by_uuid on reportei_customers (uuid);
create unique index reportei_customers_by_api_token_hash on reportei_customers (api_token_hash);
create index reportei_customers_by_name on reportei_customers (tenant, name_sort, seq);
create index reportei_customers_by_created_at on reportei_customers (tenant, created_at, seq);
create index reportei_customers_by_updated_at on reportei_customers (tenant, updated_at, seq);

-- Nobody asks for an integration by its uuid.
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
) without rowid;

insert into reportei_integrations (uuid, tenant, customer, seq, integration, name, slug, status)
select uuid, tenant, customer, seq, integration, name, slug, status from reportei_integrations_aside;

drop table reportei_integrations_aside;

create table tradevest_customers_new (
    customer_id  text   not null,
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
) without rowid;

insert into tradevest_customers_new (customer_id, tenant, seq, entity_id, entity_type, status, labels, ref_accounts,
    created_on, modified_on)
select customer_id, tenant, seq, entity_id, entity_type, status, labels, ref_accounts, created_on, modified_on
from tradevest_customers order by tenant, seq;

-- A customer knows its own labels, so that its rows here are found without an index.
create table tradevest_labels_new (
    tenant text   not null,
    label  text   not null,
    seq    bigint not null,
    primary key (tenant, label, seq)
) without rowid;

insert into tradevest_labels_new (tenant, label, seq)
select tenant, label, seq from tradevest_labels order by tenant, label, seq;

drop table tradevest_labels;
drop table tradevest_customers;
alter table tradevest_customers_new rename to tradevest_customers;
alter table tradevest_labels_new rename to tradevest_labels;

create unique index tradevest_customers_by_id on tradevest_customers (customer_id);
create unique index tradevest_customers_by_entity on tradevest_customers (tenant, entity_id);
create index tradevest_customers_by_status on tradevest_customers (tenant, status, seq);
create index tradevest_customers_by_type on tradevest_customers (tenant, entity_type, seq);

create table carbonext_applications_new (
    client_id    text   not null,
    tenant       text   not null,
    seq          bigint not null,
    display_name text,
    permissions  text   not null,
    key_hash     text   not null,
    created_at   bigint not null,
    primary key (tenant, seq)
) without rowid;

insert into carbonext_applications_new (client_id, tenant, seq, display_name, permissions, key_hash, created_at)
select client_id, tenant, seq, display_name, permissions, key_hash, created_at
from carbonext_applications order by tenant, seq;

drop table carbonext_applications;
alter table carbonext_applications_new rename to carbonext_applications;

create unique index carbonext_applications_by_client_id on carbonext_applications (client_id);

-- Here the ids themselves say the order, over all accounts.
create table dezwork_clients_new (
    id             integer primary key,
    tenant         text    not null,
    sandbox_window bigint  not null,
    person         text    not null,
    name           text    not null,
    trading_name   text,
    state_register text,
    document       text    not null,
    phone          text    not null,
    birth_date     text,
    mail           text    not null,
    password_hash  text,
    gender         bigint,
    active         boolean not null
);

insert into dezwork_clients_new (id, tenant, sandbox_window, person, name, trading_name, state_register, document, phone,
    birth_date, mail, password_hash, gender, active)
select id, tenant, sandbox_window, person, name, trading_name, state_register, document, phone, birth_date, mail,
    password_hash, gender, active
from dezwork_clients order by id;

create table dezwork_addresses_aside as select * from dezwork_addresses;

drop table dezwork_addresses;
drop table dezwork_clients;
alter table dezwork_clients_new rename to dezwork_clients;

create unique index dezwork_clients_by_id on dezwork_clients (tenant, sandbox_window, id);
create unique index dezwork_clients_by_document on dezwork_clients (tenant, sandbox_window, document);
create index dezwork_clients_by_window on dezwork_clients (sandbox_window, id) where sandbox_window > 0;

create table dezwork_addresses (
    id               integer primary key,
    tenant           text    not null,
    client           bigint  not null references dezwork_clients (id) on delete cascade,
    position         bigint  not null,
    street           text    not null,
    number           text    not null,
    complement       text,
    district         text    not null,
    city             text    not null,
    state            text    not null,
    postcode         text    not null,
    responsible_name text,
    reference        text,
    kind             bigint  not null,
    active           boolean not null
);

insert into dezwork_addresses (id, tenant, client, position, street, number, complement, district, city, state, postcode,
    responsible_name, reference, kind, active)
select id, tenant, client, position, street, number, complement, district, city, state, postcode, responsible_name,
    reference, kind, active
from dezwork_addresses_aside order by id;

drop table dezwork_addresses_aside;

create unique index dezwork_addresses_by_client on dezwork_addresses (client, position);
