-- One row a company, changed in the transaction that changes its applications: a total is read, not counted, and
-- last_seq hands out places in the order of creation.
create table carbonext_companies (
    tenant            text   not null primary key,
    application_count bigint not null,
    last_seq          bigint not null
);

-- client_id signs in, so it is unique among all companies. key_hash is the SHA-256, in hex, of the key that the
-- application's creation showed once. permissions are keys with a blank between two.
-- created_at is in whole seconds since 1970-01-01T00:00:00Z.
create table carbonext_applications (
    client_id    text   not null primary key,
    tenant       text   not null,
    seq          bigint not null,
    display_name text,
    permissions  text   not null,
    key_hash     text   not null,
    created_at   bigint not null
);

create unique index carbonext_applications_by_seq on carbonext_applications (tenant, seq);
