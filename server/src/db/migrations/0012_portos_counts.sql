-- How many of a company's customers have the same values in what lists are filtered by: the total of a list is added up
-- over few rows rather than counted over many, whatever it is filtered by together. Those who expire are counted once more,
-- by the day, in days since 1970-01-01, on which they do.
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

insert into portos_counts (tenant, is_active, credit_rate, discount_rate, count)
select tenant, is_active, credit_rate, discount_rate, count(*)
from portos_customers group by tenant, is_active, credit_rate, discount_rate;

-- What is left of a whole day is taken away first: then all databases divide alike, before 1970 too.
insert into portos_expiration_counts (tenant, expiration_day, is_active, credit_rate, discount_rate, count)
select tenant,
    cast((expiration_time - (expiration_time % 86400000000 + 86400000000) % 86400000000) / 86400000000 as bigint),
is_active, credit_rate, discount_rate, count(*)
from portos_customers where expiration_time is not null
group by tenant,
    cast((expiration_time - (expiration_time % 86400000000 + 86400000000) % 86400000000) / 86400000000 as bigint),
is_active, credit_rate, discount_rate;

drop table portos_member_counts;
