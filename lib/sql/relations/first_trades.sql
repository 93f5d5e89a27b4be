-- The month in which each customer meant first traded: one row per customer who ever did, up to
-- the as-of day.
select
    customer_key,
    cast(date_trunc('month', min(first_trade_day)) as date) as month
from customer_months_in_scope
where first_trade_day is not null
group by customer_key
