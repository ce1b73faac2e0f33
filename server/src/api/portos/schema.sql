-- One row per company. It changes in the transaction that changes the company's customers, so that a total is read instead
-- of counted.
create table portos_companies (
    tenant         text   not null primary key,
    customer_count bigint not null,
    last_seq       bigint not null
);

-- customer is the customer as JSON. The other columns are what lists filter, sort and search by. seq is the order of insertion
-- within a company. Times are microseconds since 1970-01-01T00:00:00Z, dates are YYYY-MM-DD, rates are ten-thousandths. The
-- columns *_sort are texts without case and accents, and search_text is the folded text that Search looks through.
create table portos_customers (
--sqlite     row_id      integer primary key,
    tenant          text    not null,
    id              text    not null,
    seq             bigint  not null,
    external_id     text,
    is_active       boolean not null,
    activation_time bigint,
    expiration_time bigint,
    first_name_sort text,
    last_name_sort  text,
    full_name_sort  text,
    birth_date      text,
    email_sort      text,
    is_company      boolean not null,
    credit_rate     bigint  not null,
    discount_rate   bigint  not null,
    search_text     text    not null,
    customer        text    not null,
    unique (tenant, external_id)
);

create unique index portos_customers_by_id on portos_customers (tenant, id);
create unique index portos_customers_by_seq on portos_customers (tenant, seq);

-- Counts the customers that match any filters without reading the table.
create index portos_customers_by_filters on portos_customers
    (tenant, is_active, discount_rate, credit_rate, expiration_time, external_id, seq);

-- One index per sort key. Each ends in seq, which orders equal values. Absent values come first, which is the default of
-- SQLite only. Keys with few different values have an index for the descending order, too, in which seq still ascends.
--sqlite create index portos_customers_by_external_id on portos_customers (tenant, external_id, seq);
--sqlite create index portos_customers_by_activation_time on portos_customers (tenant, activation_time, seq);
--sqlite create index portos_customers_by_expiration_time on portos_customers (tenant, expiration_time, seq);
--sqlite create index portos_customers_by_first_name_sort on portos_customers (tenant, first_name_sort, seq);
--sqlite create index portos_customers_by_last_name_sort on portos_customers (tenant, last_name_sort, seq);
--sqlite create index portos_customers_by_full_name_sort on portos_customers (tenant, full_name_sort, seq);
--sqlite create index portos_customers_by_birth_date on portos_customers (tenant, birth_date, seq);
--sqlite create index portos_customers_by_email_sort on portos_customers (tenant, email_sort, seq);
--sqlite create index portos_customers_by_activation_time_desc on portos_customers (tenant, activation_time desc, seq);
--sqlite create index portos_customers_by_expiration_time_desc on portos_customers (tenant, expiration_time desc, seq);
--postgres create index portos_customers_by_external_id on portos_customers (tenant, external_id nulls first, seq);
--postgres create index portos_customers_by_activation_time on portos_customers (tenant, activation_time nulls first, seq);
--postgres create index portos_customers_by_expiration_time on portos_customers (tenant, expiration_time nulls first, seq);
--postgres create index portos_customers_by_first_name_sort on portos_customers (tenant, first_name_sort nulls first, seq);
--postgres create index portos_customers_by_last_name_sort on portos_customers (tenant, last_name_sort nulls first, seq);
--postgres create index portos_customers_by_full_name_sort on portos_customers (tenant, full_name_sort nulls first, seq);
--postgres create index portos_customers_by_birth_date on portos_customers (tenant, birth_date nulls first, seq);
--postgres create index portos_customers_by_email_sort on portos_customers (tenant, email_sort nulls first, seq);
--postgres create index portos_customers_by_activation_time_desc
--postgres     on portos_customers (tenant, activation_time desc nulls last, seq);
--postgres create index portos_customers_by_expiration_time_desc
--postgres     on portos_customers (tenant, expiration_time desc nulls last, seq);
create index portos_customers_by_is_active on portos_customers (tenant, is_active, seq);
create index portos_customers_by_is_active_desc on portos_customers (tenant, is_active desc, seq);
create index portos_customers_by_is_company on portos_customers (tenant, is_company, seq);
create index portos_customers_by_is_company_desc on portos_customers (tenant, is_company desc, seq);
create index portos_customers_by_credit_rate on portos_customers (tenant, credit_rate, seq);
create index portos_customers_by_credit_rate_desc on portos_customers (tenant, credit_rate desc, seq);
create index portos_customers_by_discount_rate on portos_customers (tenant, discount_rate, seq);
create index portos_customers_by_discount_rate_desc on portos_customers (tenant, discount_rate desc, seq);

-- Finds texts of one and two characters: it is read completely, and smaller than the table.
--sqlite create index portos_customers_by_search_text on portos_customers (tenant, seq, search_text);

-- Finds texts of three characters and more. The extension comes with PostgreSQL and can be created by the owner of the
-- database; without it, Search reads all customers of the company.
--postgres do $$
--postgres begin
--postgres     create extension if not exists pg_trgm;
--postgres     create index portos_customers_by_search_text on portos_customers using gin (search_text gin_trgm_ops);
--postgres exception when others then
--postgres     raise warning 'pg_trgm is not available, searches will be slow: %', sqlerrm;
--postgres end $$;
--sqlite create virtual table portos_search
--sqlite     using fts5 (search_text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1');
--sqlite create trigger portos_search_insert after insert on portos_customers begin
--sqlite     insert into portos_search (rowid, search_text) values (new.row_id, new.search_text);
--sqlite end;
--sqlite create trigger portos_search_update after update of search_text on portos_customers
--sqlite when old.search_text <> new.search_text begin
--sqlite     update portos_search set search_text = new.search_text where rowid = new.row_id;
--sqlite end;
--sqlite create trigger portos_search_delete after delete on portos_customers begin
--sqlite     delete from portos_search where rowid = old.row_id;
--sqlite end;

-- Serial numbers are unique within a company.
create table portos_cards (
    tenant        text   not null,
    serial_number text   not null,
    customer_seq  bigint not null,
    primary key (tenant, serial_number),
    foreign key (tenant, customer_seq) references portos_customers (tenant, seq) on delete cascade
);

create index portos_cards_by_customer on portos_cards (tenant, customer_seq);

-- token_hash is the SHA-256 of the token, in hex. The rights of a session are those of its account, which is looked up with
-- every request: revoking the account ends its sessions.
create table portos_sessions (
    token_hash  text   not null primary key,
    account     text   not null,
    device_name text   not null,
    created_at  bigint not null,
    expires_at  bigint not null
);

create index portos_sessions_by_expires_at on portos_sessions (expires_at);
