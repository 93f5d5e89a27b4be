-- What a customer's trade days amount to up to the as-of day: one row per customer who traded.
--
-- repeats            distinct trade days after the first
-- first_on, last_on  the first and the last trade day
-- spend              revenue of the trade lines of all those days
-- Needs $as_of.
select
    customer_key,
    cast(sum(trade_days) - 1 as integer) as repeats,
    min(first_on) as first_on,
    max(last_on) as last_on,
    sum(spend) as spend
from trade_months
group by customer_key
