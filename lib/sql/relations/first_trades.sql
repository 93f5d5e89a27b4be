-- The month in which each customer meant first traded: one row per customer who ever did.
--
-- As in comings, but for who has a contract, which may have begun before: only of those all months
-- are read.
select
    customer_key,
    month
from first_comings
where customer_key not in (select customer_key from contracts)
union all
select
    customer_key,
    cast(date_trunc('month', min(first_trade_day)) as date) as month
from customer_months_in_scope
where first_trade_day is not null
    and customer_key in (select customer_key from contracts)
group by customer_key
