-- To which campaigns orders are due up to the as-of day: rows to be added up. An order due to none
-- has no row.
--
-- sharers   how many campaigns share the order equally; 1 unless $attribution is linear
-- orders    1 for an order, -1 where a later line took it to another campaign
-- tier      the customer's in the month of the order, none for who has none; NULL unless $tier asks
--
-- An order belongs to the campaign it names; else to touches 0 to $window_days days before it,
-- control aside: to the campaign with the last or the first of them, or to each of them. On the
-- same day responded goes before clicked, opened and sent, then the lower campaign_id.
-- Needs $as_of (NULL: no end), $attribution (last, first, linear), $window_days and $tier with what
-- tiered needs. The build knows touches up to 90 days before an order: for longer windows
-- campaign_credits_wide is read instead.
with

-- Distance puts the better touch first: by days, the kind deciding within a day.
candidates as (

    select
        order_number,
        campaign_id,
        min(days * case when $attribution = 'first' then -4 else 4 end + weakness) as distance
    from order_touches
    where $attribution <> 'last'
        and days <= $window_days
        and weakness is not null
    group by order_number, campaign_id

),

ranked as (

    select
        order_number,
        campaign_id,
        row_number() over (partition by order_number order by distance, campaign_id) as preference,
        count(*) over (partition by order_number) as campaigns
    from candidates

),

placed as (

    select
        coalesce(campaign_id, last_campaign_id) as campaign_id,
        1 as sharers,
        customer_key,
        ordered_on,
        orders,
        revenue,
        revenue_costed,
        cost,
        percentile,
        ranked
    from campaign_orders
    where not coalesce(counted_on > $as_of, false)
        and (
            campaign_id is not null
            or ($attribution = 'last' and last_days <= $window_days)
        )
    union all
    select
        ranked.campaign_id,
        case when $attribution = 'linear' then ranked.campaigns else 1 end as sharers,
        campaign_orders.customer_key,
        campaign_orders.ordered_on,
        campaign_orders.orders,
        campaign_orders.revenue,
        campaign_orders.revenue_costed,
        campaign_orders.cost,
        campaign_orders.percentile,
        campaign_orders.ranked
    from campaign_orders
    inner join ranked
        on ranked.order_number = campaign_orders.order_number
    where not coalesce(campaign_orders.counted_on > $as_of, false)
        and campaign_orders.campaign_id is null
        and ($attribution = 'linear' or ranked.preference = 1)

)

select
    campaign_id,
    sharers,
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
from placed
