-- campaign_credits by last touch, to which the build has led each order.
select
    coalesce(campaign_id, last_campaign_id) as campaign_id,
    1 as sharers,
    customer_key,
    ordered_on,
    orders,
    revenue,
    revenue_costed,
    cost,
    case
        when array_length($tier) = 0 then null
        when percentile is null or ranked < $tiers_from then 'none'
        when percentile < $tier_a then 'A'
        when percentile < $tier_b then 'B'
        when percentile < $tier_c then 'C'
        else 'D'
    end as tier
from campaign_orders
where not coalesce(counted_on > $as_of, false)
    and (campaign_id is not null or last_days <= $window_days)
