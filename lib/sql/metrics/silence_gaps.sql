-- The days between one trade day of a customer and the next, up to the as-of day: one row a number
-- of days.
--
-- ended  gaps of that length
-- open   customers who have not traded since, that long before the as-of day
with

days as (

    select
        sales_lines.customer_key,
        sales_lines.ordered_on
    from sales_lines
    inner join scope
        on scope.customer_key = sales_lines.customer_key
    where sales_lines.is_trade
        and sales_lines.ordered_on <= cast($as_of as date)
    group by sales_lines.customer_key, sales_lines.ordered_on

),

followed as (

    select
        ordered_on,
        max(ordered_on) over (
            partition by customer_key
            order by ordered_on
            rows between 1 following and 1 following
        ) as next_on
    from days

),

gaps as (

    select
        date_diff('day', ordered_on, coalesce(next_on, cast($as_of as date))) as days,
        case when next_on is null then 1 else 0 end as is_open
    from followed

)

select
    days,
    cast(sum(1 - is_open) as bigint) as ended,
    cast(sum(is_open) as bigint) as open
from gaps
group by days
order by days
