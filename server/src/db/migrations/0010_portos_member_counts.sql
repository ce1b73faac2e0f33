-- How many of a company's customers have a value: what a list is filtered by one member of has its total here, to be added
-- up over few rows rather than counted over many. is_active is 0 or 1 here; rates are ten-thousandths, as elsewhere.
create table portos_member_counts (
    tenant text   not null,
    member text   not null,
    value  bigint not null,
    count  bigint not null,
    primary key (tenant, member, value)
);

insert into portos_member_counts (tenant, member, value, count)
select tenant, 'is_active', case when is_active then 1 else 0 end, count(*)
from portos_customers group by tenant, case when is_active then 1 else 0 end;

insert into portos_member_counts (tenant, member, value, count)
select tenant, 'credit_rate', credit_rate, count(*) from portos_customers group by tenant, credit_rate;

insert into portos_member_counts (tenant, member, value, count)
select tenant, 'discount_rate', discount_rate, count(*) from portos_customers group by tenant, discount_rate;
