-- CockroachDB's own: trigrams are built in, and what is absent comes first in every index already.
create index portos_customers_by_search_text on portos_customers using gin (search_text gin_trgm_ops);
