-- From when to when each customer traded: one row per customer who ever did. Whoever did not trade
-- from $since on (NULL: all of them are read) is as before.
--
-- first_on, last_on  the first and the last trade day
-- longest            the longest of the gaps between, in days; 0 without any
with

known as (

    select *
    from spans_before
    union all
    select
        customer_key,
        traded_on as first_on,
        traded_on as last_on,
        coalesce(days, 0) as longest
    from trade_gaps
    where coalesce(traded_on >= cast($since as date), true)

)

select
    customer_key,
    min(first_on) as first_on,
    max(last_on) as last_on,
    max(longest) as longest
from known
group by customer_key
order by customer_key
