-- How unlike each other the orders of one customer are: one row. Taken from the months with a single
-- order, whose revenue is that order's.
--
-- spread  the mean over customers of the variance of their order values over the squared mean
with

single_orders as (

    select
        customer_key,
        count(*) as orders,
        avg(cast(revenue as double)) as mean_value,
        var_samp(cast(revenue as double)) as variance
    from customer_month
    where orders = 1
        and revenue > 0
        and month >= cast($earlier_from as date)
        and month < cast($later_until as date)
    group by customer_key

)

select avg(variance / nullif(mean_value * mean_value, 0)) as spread
from single_orders
where orders > 1
