-- The days between one trade day of a customer and the next, up to the as-of day: one row a number
-- of days.
--
-- ended  gaps of that length
-- open   customers who have not traded since, that long before the as-of day
--
-- Most gaps lie between the last day of one month with trade and the first of the next, or within a
-- month of two days: only the lines of busier months are read.
with

followed as (

    select
        trade_days,
        first_on,
        last_on,
        max(first_on) over (
            partition by customer_key
            order by month
            rows between 1 following and 1 following
        ) as next_on
    from trade_months_in_scope

),

spaced as (

    select
        date_diff('day', last_on, coalesce(next_on, cast($as_of as date))) as days_after,
        case when next_on is null then 1 else 0 end as is_open,
        case when trade_days = 2 then date_diff('day', first_on, last_on) end as days_within
    from followed

),

counted as (

    select
        days_after,
        is_open,
        days_within,
        count(*) as months
    from spaced
    group by days_after, is_open, days_within

),

busy as (

    select
        customer_key,
        month
    from trade_months_in_scope
    where trade_days > 2

),

busy_customers as (

    select customer_key
    from busy
    group by customer_key

),

busy_lines as (

    select
        sales_lines.customer_key,
        sales_lines.month,
        sales_lines.ordered_on
    from sales_lines
    inner join busy_customers
        on busy_customers.customer_key = sales_lines.customer_key
    where sales_lines.is_trade
        and sales_lines.ordered_on <= cast($as_of as date)

),

busy_days as (

    select
        busy.customer_key,
        busy.month,
        busy_lines.ordered_on
    from busy
    inner join busy_lines
        on busy_lines.customer_key = busy.customer_key
        and busy_lines.month = busy.month
    group by busy.customer_key, busy.month, busy_lines.ordered_on

),

busy_followed as (

    select
        ordered_on,
        max(ordered_on) over (
            partition by customer_key, month
            order by ordered_on
            rows between 1 following and 1 following
        ) as next_on
    from busy_days

),

gaps as (

    select
        days_after as days,
        months * (1 - is_open) as ended,
        months * is_open as still_open
    from counted
    union all
    select
        days_within as days,
        months as ended,
        0 as still_open
    from counted
    where days_within is not null
    union all
    select
        date_diff('day', ordered_on, next_on) as days,
        1 as ended,
        0 as still_open
    from busy_followed
    where next_on is not null

)

select
    days,
    cast(sum(ended) as bigint) as ended,
    cast(sum(still_open) as bigint) as open
from gaps
group by days
order by days
