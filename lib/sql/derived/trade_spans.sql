-- From when to when each customer traded, and what it amounts to: one row per customer who ever did.
-- Whoever did not trade from $since on (NULL: all of them are read) is as before.
--
-- first_on, last_on  the first and the last trade day
-- longest            the longest of the gaps between, in days; 0 without any
-- trade_days         how many they are, and
-- spend              revenue of the trade lines of all of them but the first
with

known as (

    select *
    from spans_before
    union all
    select
        customer_key,
        traded_on as first_on,
        traded_on as last_on,
        coalesce(days, 0) as longest,
        1 as trade_days,
        0 as spend
    from trade_gaps
    where coalesce(traded_on >= cast($since as date), true)
    union all
    select
        customer_key,
        null as first_on,
        null as last_on,
        0 as longest,
        0 as trade_days,
        spend
    from customer_month
    where trade_days > 0
        and coalesce(month >= cast($since as date), true)
    union all
    select
        customer_key,
        null as first_on,
        null as last_on,
        0 as longest,
        0 as trade_days,
        -spend as spend
    from first_days
    where coalesce(first_on >= cast($since as date), true)

)

select
    customer_key,
    min(first_on) as first_on,
    max(last_on) as last_on,
    max(longest) as longest,
    cast(sum(trade_days) as integer) as trade_days,
    cast(sum(spend) as decimal(18, 4)) as spend
from known
group by customer_key
order by customer_key
