-- One customer and those like them at the month start that standing_month names: of the same tier
-- and the same kind. One row a customer. Needs $customer_id, and what standing_month and tiered need.
with

standing_then as (

    select
        tiered.customer_key,
        tiered.month,
        tiered.tier,
        tiered.badge,
        tiered.orders,
        tiered.revenue,
        tiered.value,
        tiered.last_trade_day,
        date_diff('day', tiered.last_trade_day, tiered.month) as silent_for,
        customers.customer_id,
        coalesce(customers.kind, '') as kind
    from tiered
    inner join customers
        on customers.customer_key = tiered.customer_key
    where tiered.month in (select month from standing_month)

),

one as (

    select
        tier,
        kind
    from standing_then
    where customer_id = $customer_id

)

select
    standing_then.*,
    standing_then.customer_id = $customer_id as is_theirs
from standing_then
inner join one
    on one.tier = standing_then.tier
    and one.kind = standing_then.kind
