-- A customer knows its own labels, so that its rows here are found without an index. How rows lie in the file is the
-- database's own affair; SQLite is told.
alter table tradevest_labels drop column customer_id;
