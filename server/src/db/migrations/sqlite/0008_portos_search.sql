-- SQLite's own; PostgreSQL has an index of pg_trgm on portos_customers.search_text in its place. See
-- server/src/api/portos/search.rs.
--
-- detail=none keeps which rows have three characters in a row, and not where: a row that is found is held against its text
-- anyway, and the index is half as large.
create table portos_search_rows (
    row_id integer primary key,
    tenant text   not null,
    seq    bigint not null,
    unique (tenant, seq)
);

create virtual table portos_search using fts5 (
    search_text,
    content = '',
    contentless_delete = 1,
    detail = none,
    tokenize = 'trigram case_sensitive 1'
);

-- A text of one or two characters is looked for in all texts of a company. Here they stand close together, which is ten
-- times as fast as reading whole customers. Not for PostgreSQL, whose indexes hold no long texts.
create index portos_customers_by_search_text on portos_customers (tenant, seq, search_text);
