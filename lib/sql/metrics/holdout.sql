-- First and repeat trade days of the customers who came by the as-of day: one row a day with any,
-- up to $until.
--
-- day      counted from the first trade day in the data, 0
-- arrived  customers whose first trade day it is
-- repeats  trade days of others on it
with

days as (

    select
        sales_lines.customer_key,
        sales_lines.ordered_on
    from sales_lines
    where sales_lines.is_trade
        and sales_lines.customer_key is not null
        and sales_lines.ordered_on <= cast($until as date)
    group by sales_lines.customer_key, sales_lines.ordered_on

),

followed as (

    select
        date_diff('day', company.first_trade_day, days.ordered_on) as day,
        case when days.ordered_on = trade_histories.first_on then 1 else 0 end as is_first
    from days
    inner join trade_histories
        on trade_histories.customer_key = days.customer_key
    cross join company

)

select
    day,
    cast(sum(is_first) as bigint) as arrived,
    cast(sum(1 - is_first) as bigint) as repeats
from followed
group by day
order by day
