-- campaign_credits for a window of more days than the build looks back: from the order lines.
with

tiers as (

    select
        customer_key,
        month,
        tier
    from tiered
    where array_length($tier) > 0

)

select
    attributed_orders.campaign_id,
    attributed_orders.sharers,
    attributed_orders.customer_key,
    attributed_orders.ordered_on,
    1 as orders,
    attributed_orders.revenue,
    attributed_orders.revenue_costed,
    attributed_orders.cost,
    case when array_length($tier) > 0 then coalesce(tiers.tier, 'none') end as tier
from attributed_orders
left join tiers
    on tiers.customer_key = attributed_orders.customer_key
    and tiers.month = cast(date_trunc('month', attributed_orders.ordered_on) as date)
