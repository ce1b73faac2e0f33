-- The last id that was assigned of each kind: ids are numbers, unique across accounts, and never reused.
create table dezwork_ids (
    kind    text   not null primary key,
    last_id bigint not null
);

insert into dezwork_ids (kind, last_id) values ('client', 0);
insert into dezwork_ids (kind, last_id) values ('address', 0);

-- sandbox_window is 0 for permanent rows. A row that was registered in the sandbox has the number of its 30-minute window
-- instead; it is visible during that window only and deleted later.

-- One row per account and window, updated together with its clients: the total is read, not counted.
create table dezwork_accounts (
    tenant         text   not null,
    sandbox_window bigint not null,
    client_count   bigint not null,
    primary key (tenant, sandbox_window)
);

-- document and phone contain no punctuation; birth_date is YYYY-MM-DD; gender is 1 or 2, as the API numbers them.
-- password_hash is a PHC string of Argon2id.
create table dezwork_clients (
--sqlite     id             integer primary key,
--postgres     id             bigint  not null primary key,
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

create unique index dezwork_clients_by_id on dezwork_clients (tenant, sandbox_window, id);
create unique index dezwork_clients_by_document on dezwork_clients (tenant, sandbox_window, document);

-- Expired sandbox rows are found without reading permanent ones.
create index dezwork_clients_by_window on dezwork_clients (sandbox_window, id) where sandbox_window > 0;
create index dezwork_accounts_by_window on dezwork_accounts (sandbox_window) where sandbox_window > 0;

-- Texts are in upper case, as responses contain them.
create table dezwork_addresses (
--sqlite     id               integer primary key,
--postgres     id               bigint  not null primary key,
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

create unique index dezwork_addresses_by_client on dezwork_addresses (client, position);
