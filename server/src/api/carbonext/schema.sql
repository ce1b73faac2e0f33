-- One row per company, updated together with its applications: the total is read, not counted. last_seq is the last
-- sequence number that was assigned in the order of creation.
create table carbonext_companies (
    tenant            text   not null primary key,
    application_count bigint not null,
    last_seq          bigint not null
);

-- client_id is unique across companies, because it identifies the application at sign-in. key_hash is the SHA-256, in hex,
-- of the key that the response to the creation contained. permissions are names separated by spaces.
-- created_at is in whole seconds since 1970-01-01T00:00:00Z.
create table carbonext_applications (
    client_id    text   not null unique,
    tenant       text   not null,
    seq          bigint not null,
    display_name text,
    permissions  text   not null,
    key_hash     text   not null,
    created_at   bigint not null,
    primary key (tenant, seq)
--sqlite ) without rowid;
--postgres );
