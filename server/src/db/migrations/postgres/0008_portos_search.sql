-- PostgreSQL's own; SQLite has an index of FTS5 in its place. See server/src/api/portos/search.rs.
create extension if not exists pg_trgm;

create index portos_customers_by_search_text on portos_customers using gin (search_text gin_trgm_ops);

-- Here, what is absent comes last in an index unless it is said otherwise; lists have it first, as SQLite does.
drop index portos_customers_by_activation_time;
drop index portos_customers_by_expiration_time;
drop index portos_customers_by_first_name;
drop index portos_customers_by_last_name;
drop index portos_customers_by_full_name;
drop index portos_customers_by_birth_date;
drop index portos_customers_by_email;
drop index portos_customers_by_external_id;

create index portos_customers_by_activation_time on portos_customers (tenant, activation_time nulls first, seq);
create index portos_customers_by_expiration_time on portos_customers (tenant, expiration_time nulls first, seq);
create index portos_customers_by_first_name on portos_customers (tenant, first_name_sort nulls first, seq);
create index portos_customers_by_last_name on portos_customers (tenant, last_name_sort nulls first, seq);
create index portos_customers_by_full_name on portos_customers (tenant, full_name_sort nulls first, seq);
create index portos_customers_by_birth_date on portos_customers (tenant, birth_date nulls first, seq);
create index portos_customers_by_email on portos_customers (tenant, email_sort nulls first, seq);
create index portos_customers_by_external_id on portos_customers (tenant, external_id nulls first, seq);
