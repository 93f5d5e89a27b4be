-- What a customer's trade days amount to up to the as-of day: one row per customer who traded.
--
-- repeats            distinct trade days after the first
-- first_on, last_on  the first and the last trade day
-- spend              revenue of the trade lines of the repeats
-- Needs $as_of. What came after that day is taken off what all days amount to: nothing, or little.
with

came_after as (

    select
        customer_key,
        1 as trade_days,
        case when traded_on - days <= cast($as_of as date) then traded_on - days end as last_on,
        0 as spend
    from trade_gaps
    where traded_on > cast($as_of as date)
    union all
    select
        customer_key,
        0 as trade_days,
        null as last_on,
        spend
    from customer_month
    where month > cast($as_of as date)
        and trade_days > 0
    union all
    -- The rest of the month that the as-of day cuts.
    select
        sales_lines.customer_key,
        0 as trade_days,
        null as last_on,
        sales_lines.revenue as spend
    from sales_lines
    cross join company
    where sales_lines.is_trade
        and sales_lines.customer_key is not null
        and sales_lines.ordered_on > cast($as_of as date)
        and sales_lines.ordered_on < date_trunc('month', cast($as_of as date)) + interval 1 month
        and sales_lines.ordered_on <= company.as_of

),

after as (

    select
        customer_key,
        sum(trade_days) as trade_days,
        max(last_on) as last_on,
        sum(spend) as spend
    from came_after
    group by customer_key

)

select
    trade_spans.customer_key,
    cast(trade_spans.trade_days - 1 - coalesce(after.trade_days, 0) as integer) as repeats,
    trade_spans.first_on,
    coalesce(after.last_on, trade_spans.last_on) as last_on,
    trade_spans.spend - coalesce(after.spend, 0) as spend
from trade_spans
left join after
    on after.customer_key = trade_spans.customer_key
where trade_spans.first_on <= cast($as_of as date)
