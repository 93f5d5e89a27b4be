-- First and repeat trade days of the customers who came by the as-of day: one row a day with any,
-- up to $until.
--
-- day      counted from the first trade day in the data, 0
-- arrived  customers whose first trade day it is
-- repeats  trade days of others on it
with

-- All trade days, less those of who came after the as-of day.
days_of_all as (

    select
        traded_on,
        case when days is null then customers else 0 end as arrived,
        case when days is null then 0 else customers end as repeats
    from trade_gap_counts
    where traded_on <= cast($until as date)
        and (traded_on <= cast($as_of as date) or days is not null)
    union all
    select
        trade_gaps.traded_on,
        0 as arrived,
        -1 as repeats
    from trade_gaps
    inner join trade_spans
        on trade_spans.customer_key = trade_gaps.customer_key
    where trade_gaps.traded_on > cast($as_of as date)
        and trade_gaps.traded_on <= cast($until as date)
        and trade_gaps.days is not null
        and trade_spans.first_on > cast($as_of as date)

),

counted as (

    select
        traded_on,
        sum(arrived) as arrived,
        sum(repeats) as repeats
    from days_of_all
    group by traded_on

)

select
    date_diff('day', company.first_trade_day, counted.traded_on) as day,
    cast(counted.arrived as bigint) as arrived,
    cast(counted.repeats as bigint) as repeats
from counted
cross join company
where counted.arrived + counted.repeats > 0
order by day
