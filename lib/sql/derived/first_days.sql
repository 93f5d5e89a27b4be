-- The first trade day of each customer who ever traded: one row a customer. Selects those who are
-- not among `first_days` yet, of whom none traded before $since (NULL: no such day).
--
-- spend  revenue of that day's trade lines
with

came as (

    select
        customer_month.customer_key,
        min(customer_month.first_trade_day) as first_on
    from customer_month
    left join first_days
        on first_days.customer_key = customer_month.customer_key
    where customer_month.trade_days > 0
        and coalesce(customer_month.month >= cast($since as date), true)
        and first_days.customer_key is null
    group by customer_month.customer_key

)

select
    came.customer_key,
    came.first_on,
    cast(sum(sales_lines.revenue) as decimal(18, 4)) as spend
from came
inner join sales_lines
    on sales_lines.customer_key = came.customer_key
    and sales_lines.ordered_on = came.first_on
where sales_lines.is_trade
    and coalesce(sales_lines.ordered_on >= cast($since as date), true)
group by came.customer_key, came.first_on
order by came.customer_key
