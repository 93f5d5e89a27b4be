-- Attributed orders of the period and of the customers and tiers meant (the tier of the month of
-- the order): one row per order, customer and campaign credited.
--
-- Needs $since, $until, $everyone and $tier beside what attributed_orders needs.
with

tiers as (

    select
        customer_key,
        month,
        tier
    from tiered
    where array_length($tier) > 0

)

select attributed_orders.*
from attributed_orders
left join tiers
    on tiers.customer_key = attributed_orders.customer_key
    and tiers.month = cast(date_trunc('month', attributed_orders.ordered_on) as date)
where attributed_orders.ordered_on >= coalesce($since, attributed_orders.ordered_on)
    and attributed_orders.ordered_on <= coalesce($until, attributed_orders.ordered_on)
    and ($everyone or attributed_orders.customer_key in (select customer_key from scope))
    and (array_length($tier) = 0 or list_contains($tier, coalesce(tiers.tier, 'none')))
