-- One row a company, changed in the transaction that changes its customers: a total is read, not counted,
-- and last_seq hands out places in the order of creation without a sequence that only one database has.
create table portos_companies (
    tenant         text   not null primary key,
    customer_count bigint not null,
    last_seq       bigint not null
);

-- Times are microseconds since 1970-01-01T00:00:00Z, dates YYYY-MM-DD, which sort as they are; amounts and rates are
-- whole numbers of ten-thousandths.
-- The columns *_sort are texts without case and accents, and search_text holds, folded, all that Search looks through:
-- all databases then sort and find alike, whatever their collations.
-- company, address, delivery_address and meta are JSON that nothing asks about.
create table portos_customers (
    tenant                text    not null,
    id                    text    not null,
    seq                   bigint  not null,
    version               bigint  not null,
    external_id           text,
    is_active             boolean not null,
    activation_time       bigint,
    expiration_time       bigint,
    first_name            text,
    first_name_sort       text,
    last_name             text,
    last_name_sort        text,
    full_name             text,
    full_name_sort        text,
    gender                text,
    birth_date            text,
    email                 text,
    email_sort            text,
    phone                 text,
    is_company            boolean not null,
    company               text,
    address               text,
    delivery_address      text,
    credit_amount         bigint  not null,
    credit_currency_label text,
    credit_rate           bigint  not null,
    discount_rate         bigint  not null,
    note                  text,
    meta                  text    not null,
    search_text           text    not null,
    primary key (tenant, id),
    unique (tenant, seq),
    unique (tenant, external_id)
);

-- One index a sort order, each ending in seq, so that equal keys keep one order from page to page, and a page far
-- behind is found in the index alone.
create index portos_customers_by_is_active on portos_customers (tenant, is_active, seq);
--sqlite create index portos_customers_by_activation_time on portos_customers (tenant, activation_time, seq);
--postgres create index portos_customers_by_activation_time on portos_customers (tenant, activation_time nulls first, seq);
--sqlite create index portos_customers_by_expiration_time on portos_customers (tenant, expiration_time, seq);
--postgres create index portos_customers_by_expiration_time on portos_customers (tenant, expiration_time nulls first, seq);
--sqlite create index portos_customers_by_first_name on portos_customers (tenant, first_name_sort, seq);
--postgres create index portos_customers_by_first_name on portos_customers (tenant, first_name_sort nulls first, seq);
--sqlite create index portos_customers_by_last_name on portos_customers (tenant, last_name_sort, seq);
--postgres create index portos_customers_by_last_name on portos_customers (tenant, last_name_sort nulls first, seq);
--sqlite create index portos_customers_by_full_name on portos_customers (tenant, full_name_sort, seq);
--postgres create index portos_customers_by_full_name on portos_customers (tenant, full_name_sort nulls first, seq);
--sqlite create index portos_customers_by_birth_date on portos_customers (tenant, birth_date, seq);
--postgres create index portos_customers_by_birth_date on portos_customers (tenant, birth_date nulls first, seq);
--sqlite create index portos_customers_by_email on portos_customers (tenant, email_sort, seq);
--postgres create index portos_customers_by_email on portos_customers (tenant, email_sort nulls first, seq);
create index portos_customers_by_is_company on portos_customers (tenant, is_company, seq);
create index portos_customers_by_credit_rate on portos_customers (tenant, credit_rate, seq);
create index portos_customers_by_discount_rate on portos_customers (tenant, discount_rate, seq);
--sqlite create index portos_customers_by_external_id on portos_customers (tenant, external_id, seq);
--postgres create index portos_customers_by_external_id on portos_customers (tenant, external_id nulls first, seq);

create table portos_cards (
    tenant          text    not null,
    serial_number   text    not null,
    customer_seq    bigint  not null,
    place           bigint  not null,
    external_id     text,
    is_active       boolean not null,
    is_virtual      boolean not null,
    processor       text,
    status_time     bigint,
    status_reason   text,
    activation_time bigint,
    expiration_time bigint,
    note            text,
    meta            text,
    primary key (tenant, serial_number),
    foreign key (tenant, customer_seq) references portos_customers (tenant, seq) on delete cascade
);

create unique index portos_cards_by_customer on portos_cards (tenant, customer_seq, place);

create table portos_credit_transactions (
    tenant       text   not null,
    customer_seq bigint not null,
    place        bigint not null,
    amount       bigint not null,
    balance      bigint not null,
    time         bigint not null,
    primary key (tenant, customer_seq, place),
    foreign key (tenant, customer_seq) references portos_customers (tenant, seq) on delete cascade
);

-- Who is signed in, and where. token_hash is the SHA-256, in hex, of the token that signing in showed once. What the user
-- may is not here: the account says so at every call, so that one that is revoked opens nothing any more.
create table portos_sessions (
    token_hash  text   not null primary key,
    account     text   not null,
    device_name text   not null,
    created_at  bigint not null,
    expires_at  bigint not null
);

create index portos_sessions_by_expires_at on portos_sessions (expires_at);

-- PostgreSQL searches texts by trigrams. SQLite has a full-text index, in which a row is number * 2^38 + seq of its customer,
-- and keeps the texts of 64 customers together, separated by U+10FFFF.
--postgres create extension if not exists pg_trgm;
--postgres create index portos_customers_by_search_text on portos_customers using gin (search_text gin_trgm_ops);
--sqlite create virtual table portos_search using fts5 (
--sqlite     search_text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
--sqlite );
--sqlite create table portos_search_tenants (
--sqlite     tenant text    not null primary key,
--sqlite     number integer not null unique
--sqlite ) without rowid;
--sqlite create table portos_search_chunks (
--sqlite     chunk integer primary key,
--sqlite     texts text not null
--sqlite );

-- The number of a company's customers by the values that lists are filtered by, and again by the day of their expiration,
-- in days since 1970-01-01.
create table portos_counts (
    tenant        text    not null,
    is_active     boolean not null,
    credit_rate   bigint  not null,
    discount_rate bigint  not null,
    count         bigint  not null,
    primary key (tenant, is_active, credit_rate, discount_rate)
);

create table portos_expiration_counts (
    tenant         text    not null,
    expiration_day bigint  not null,
    is_active      boolean not null,
    credit_rate    bigint  not null,
    discount_rate  bigint  not null,
    count          bigint  not null,
    primary key (tenant, expiration_day, is_active, credit_rate, discount_rate)
);
