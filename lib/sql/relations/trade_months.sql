-- The months in which customers traded, up to the as-of day: one row per customer and month.
--
-- trade_days, first_on, last_on  days with trade, the first and the last of them
-- spend                          revenue of the trade lines
-- Needs $as_of. A month that ends after the as-of day is read from its lines.
select
    customer_key,
    month,
    trade_days,
    first_trade_day as first_on,
    last_trade_day as last_on,
    spend
from customer_month
where month < date_trunc('month', cast($as_of as date) + 1)
    and trade_days > 0
union all
select
    customer_key,
    month,
    count(distinct ordered_on) as trade_days,
    min(ordered_on) as first_on,
    max(ordered_on) as last_on,
    sum(revenue) as spend
from sales_lines
where is_trade
    and customer_key is not null
    and ordered_on >= date_trunc('month', cast($as_of as date) + 1)
    and ordered_on <= cast($as_of as date)
group by customer_key, month
