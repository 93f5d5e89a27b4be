-- How one customer stood, month start by month start: one row a month in which they stand.
select
    tiered.month,
    tiered.tier,
    tiered.badge,
    tiered.orders,
    tiered.revenue,
    tiered.value,
    tiered.value_rank,
    tiered.ranked,
    tiered.last_trade_day,
    date_diff('day', tiered.last_trade_day, tiered.month) as silent_for,
    tiered.is_left
from tiered
where tiered.customer_key in (
    select customer_key
    from customers
    where customer_id = $customer_id
)
    and tiered.month <= cast($as_of as date) + 1
order by tiered.month
