-- kept_trade of two spans of 12 months: what standing looks back on from the ends of both. Refunds
-- of those who did not trade in the later one are in no sum; they kept nothing with or without.
with

both_spans as (

    select
        earlier.customer_key,
        earlier.orders as orders_before,
        coalesce(later.orders, 0) as orders_since,
        earlier.revenue as revenue_before,
        coalesce(later.revenue, 0) as revenue_since
    from standing as earlier
    left join standing as later
        on later.customer_key = earlier.customer_key
        and later.month = cast($later_until as date)
    where earlier.month = cast($earlier_until as date)
        and earlier.orders > 0

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
