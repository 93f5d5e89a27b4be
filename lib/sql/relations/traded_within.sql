-- The last trade day within the month $month: one row per customer who traded in it.
select
    customer_key,
    last_trade_day
from customer_month
where month = cast($month as date)
    and last_trade_day is not null
