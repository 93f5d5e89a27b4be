-- The days on which a customer became bound, ceased to be, or left: one row an event. The build
-- compares it with the one before to see which standing a change of contracts reaches.
select
    customer_key,
    'left' as event,
    cast(null as date) as starts_on,
    left_on as day
from customers
where left_on is not null
union all
select
    customer_key,
    'bound' as event,
    starts_on,
    starts_on as day
from contracts
union all
select
    customer_key,
    'free' as event,
    starts_on,
    ends_on as day
from contracts
where ends_on is not null
