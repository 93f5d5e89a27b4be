-- What customers kept of their trade: one row per customer with trade in the earlier months.
--
-- orders_before, orders_since    in the months from $earlier_from, and from $later_from on, as many
--                                as there are to $earlier_until and $later_until, both excluded
-- revenue_before, revenue_since  in the same months
-- is_loyal                       kept at least 80 % of both the orders and the revenue
-- orders_band, revenue_band      tenths kept, rounded down; 20 holds twice as much and more, and
--                                revenue below 0 counts as none kept
-- Needs those four days; where they are NULL nobody is in it.
with

both_spans as (

    select
        customer_key,
        sum(case when month < cast($earlier_until as date) then orders else 0 end)
            as orders_before,
        sum(case when month >= cast($later_from as date) then orders else 0 end) as orders_since,
        sum(case when month < cast($earlier_until as date) then revenue else 0 end)
            as revenue_before,
        sum(case when month >= cast($later_from as date) then revenue else 0 end)
            as revenue_since
    from customer_month
    where (month >= cast($earlier_from as date) and month < cast($earlier_until as date))
        or (month >= cast($later_from as date) and month < cast($later_until as date))
    group by customer_key

)

select
    customer_key,
    orders_before,
    orders_since,
    revenue_before,
    revenue_since,
    -- In whole numbers and decimals, so that exactly 80 % is kept.
    orders_since * 10 >= orders_before * 8
    and revenue_since * 10 >= revenue_before * 8 as is_loyal,
    least(floor(orders_since * 10 / nullif(orders_before, 0)), 20) as orders_band,
    case
        when revenue_before <= 0 or revenue_since <= 0 then 0
        else least(floor(revenue_since * 10 / nullif(revenue_before, 0)), 20)
    end as revenue_band
from both_spans
where orders_before > 0
