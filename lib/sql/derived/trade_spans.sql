-- From when to when each customer traded, and what it amounts to: one row per customer who ever did.
-- Whoever did not trade from $since on (NULL: all of them are read) is as before.
--
-- first_on, last_on  the first and the last trade day
-- longest            the longest of the gaps between, in days; 0 without any
-- trade_days         how many they are, and
-- spend              revenue of the trade lines of all of them but the first
with

told as (

    select
        customer_key,
        traded_on,
        coalesce(days, 0) as days,
        1 as trade_days,
        0 as spend
    from trade_gaps
    where coalesce(traded_on >= cast($since as date), true)
    union all
    select
        customer_key,
        null as traded_on,
        0 as days,
        0 as trade_days,
        spend
    from customer_month
    where trade_days > 0
        and coalesce(month >= cast($since as date), true)
    union all
    select
        customer_key,
        null as traded_on,
        0 as days,
        0 as trade_days,
        -spend as spend
    from first_days
    where coalesce(first_on >= cast($since as date), true)

),

since as (

    select
        customer_key,
        min(traded_on) as first_on,
        max(traded_on) as last_on,
        max(days) as longest,
        sum(trade_days) as trade_days,
        sum(spend) as spend
    from told
    group by customer_key

)

-- Most did not trade since: joined, they are not added up again.
select
    coalesce(spans_before.customer_key, since.customer_key) as customer_key,
    coalesce(spans_before.first_on, since.first_on) as first_on,
    coalesce(since.last_on, spans_before.last_on) as last_on,
    cast(
        greatest(coalesce(spans_before.longest, 0), coalesce(since.longest, 0)) as integer
    ) as longest,
    cast(
        coalesce(spans_before.trade_days, 0) + coalesce(since.trade_days, 0) as integer
    ) as trade_days,
    cast(coalesce(spans_before.spend, 0) + coalesce(since.spend, 0) as decimal(18, 4)) as spend
from spans_before
full join since
    on since.customer_key = spans_before.customer_key
order by coalesce(spans_before.customer_key, since.customer_key)
