-- First and repeat trade days of the customers who came by the as-of day: one row a day with any,
-- up to $until.
--
-- day      counted from the first trade day in the data, 0
-- arrived  customers whose first trade day it is
-- repeats  trade days of others on it
with

followed as (

    select
        date_diff('day', company.first_trade_day, days_of_trade.ordered_on) as day,
        case when days_of_trade.ordered_on = first_days.first_on then 1 else 0 end as is_first
    from days_of_trade
    inner join first_days
        on first_days.customer_key = days_of_trade.customer_key
    cross join company
    where first_days.first_on <= cast($as_of as date)

)

select
    day,
    cast(sum(is_first) as bigint) as arrived,
    cast(sum(1 - is_first) as bigint) as repeats
from followed
group by day
order by day
