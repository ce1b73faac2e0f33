-- SQLite's own, as the index is that it goes with. See server/src/api/portos/search.rs.
--
-- A company has a number, so that a customer's row in the index is named by one number that says both whose it is and where
-- it stands: number * 2^38 + seq. The texts of 64 customers who stand together are one: a company's texts are then looked
-- through piece by piece, with little to do for each customer. They are in order, with U+10FFFF between two, and the text
-- of nobody is empty.
create table portos_search_tenants (
    tenant text    not null primary key,
    number integer not null unique
) without rowid;

create table portos_search_chunks (
    chunk integer primary key,
    texts text not null
);

insert into portos_search_tenants (tenant, number)
select tenant, row_number() over (order by tenant) from portos_companies;

insert into portos_search (portos_search) values ('delete-all');

insert into portos_search (rowid, search_text)
select t.number << 38 | c.seq, c.search_text
from portos_customers c join portos_search_tenants t on t.tenant = c.tenant
order by t.number, c.seq;

insert into portos_search_chunks (chunk, texts)
with recursive places (place) as (select 0 union all select place + 1 from places where place < 63)
select t.number << 32 | chunks.chunk,
    group_concat(coalesce(replace(c.search_text, char(1114111), char(65533)), ''), char(1114111) order by places.place)
from (select distinct tenant, seq >> 6 as chunk from portos_customers) chunks
join portos_search_tenants t on t.tenant = chunks.tenant
cross join places
left join portos_customers c on c.tenant = chunks.tenant and c.seq = (chunks.chunk << 6 | places.place)
group by t.number, chunks.chunk;

drop table portos_search_rows;
drop index portos_customers_by_search_text;
