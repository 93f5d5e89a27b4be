-- The customers behind what campaigns brought: one row per campaign and customer it reached or
-- whose orders are due to it, what they brought first.
--
-- A row without a customer holds the orders of nobody known that name the campaign. Orders, money
-- and basis are those of campaign_roi; what a channel claims names nobody and is in no row.
--
-- tier  of the month of the first touch, for those not reached that of their newest order;
--       all else about the customer as of the as-of day's month start
with

reached as (

    select
        campaign_id,
        customer_key,
        first_on,
        responded
    from campaign_audience
    where is_meant
        and reached

),

shared as (

    select
        campaign_id,
        customer_key,
        sharers,
        sum(orders) as orders,
        sum(revenue) as revenue,
        sum(revenue_costed) as revenue_costed,
        sum(cost) as cost,
        max(ordered_on) as newest_on
    from campaign_credits
    where ordered_on >= coalesce($since, ordered_on)
        and ordered_on <= coalesce($until, ordered_on)
        and ($everyone or customer_key in (select customer_key from scope where not $everyone))
        and (array_length($tier) = 0 or list_contains($tier, tier))
    group by campaign_id, customer_key, sharers
    having sum(orders) > 0

),

sold as (

    select
        campaign_id,
        customer_key,
        sum(orders / nullif(sharers, 0)) as orders,
        sum(revenue / nullif(sharers, 0)) as revenue,
        sum(revenue_costed / nullif(sharers, 0)) as revenue_costed,
        sum(cost / nullif(sharers, 0)) as cost,
        max(newest_on) as newest_on
    from shared
    group by campaign_id, customer_key

),

concerned as (

    select
        coalesce(reached.campaign_id, sold.campaign_id) as campaign_id,
        coalesce(reached.customer_key, sold.customer_key) as customer_key,
        reached.first_on,
        reached.campaign_id is not null as is_reached,
        coalesce(reached.responded, false) as responded,
        coalesce(sold.orders, 0) as orders,
        coalesce(sold.revenue, 0) as revenue,
        coalesce(sold.revenue_costed, 0) as revenue_costed,
        coalesce(sold.cost, 0) as cost,
        sold.newest_on
    from reached
    full join sold
        on sold.campaign_id = reached.campaign_id
        and sold.customer_key = reached.customer_key

),

meant as (

    select
        concerned.*,
        coalesce(campaigns.name, concerned.campaign_id) as campaign,
        campaigns.channel
    from concerned
    left join campaigns
        on campaigns.campaign_id = concerned.campaign_id
    where ($campaign_id is null or concerned.campaign_id = $campaign_id)
        and ($channel is null or campaigns.channel = $channel)

),

based as (

    select
        case
            when coalesce(sum(meant.revenue), 0) = 0 and min(company.value_basis) <> 'revenue'
                then 'marginal'
            when sum(meant.revenue) > 0
                and sum(meant.revenue_costed) * 100 >= sum(meant.revenue) * 95
                then 'marginal'
            else 'revenue'
        end as basis
    from company
    left join meant
        on true

),

-- Without any trade known, nothing could tell what was bought.
trading as (

    select count(*) > 0 as is_known
    from (
        select order_id
        from sales_lines
        where is_trade
            and not coalesce(ordered_on > $as_of, false)
        limit 1
    ) as one_line

),

worth as (

    select
        meant.*,
        case when trading.is_known then meant.orders end as attributed_orders,
        case when trading.is_known then meant.revenue end as attributed_revenue,
        case
            when not trading.is_known then null
            when based.basis = 'marginal' then meant.revenue_costed - meant.cost
            else meant.revenue
        end as attributed_profit,
        based.basis
    from meant
    cross join based
    cross join trading

),

listed as (

    select
        worth.*,
        customers.customer_id,
        count(*) over () as total
    from worth
    left join customers
        on customers.customer_key = worth.customer_key
    order by
        worth.attributed_profit desc nulls last,
        worth.responded desc,
        worth.is_reached desc,
        customers.customer_id nulls last,
        worth.campaign_id
    limit $limit

),

stood_once as (

    select
        tiered.month,
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        tiered.last_trade_day,
        tiered.revenue,
        tiered.value
    from tiered
    where tiered.customer_key in (select customer_key from listed)

)

select
    listed.campaign_id,
    listed.campaign,
    listed.channel,
    listed.customer_id,
    customers.name,
    coalesce(at_touch.tier, 'none') as tier,
    customers.region,
    customers.kind,
    standing_now.badge,
    listed.is_reached as reached,
    listed.responded,
    listed.first_on as touched_on,
    listed.attributed_orders,
    listed.attributed_revenue,
    listed.attributed_profit,
    listed.basis,
    standing_now.last_trade_day,
    date_diff('day', standing_now.last_trade_day, standing_now.month) as silent_for,
    standing_now.revenue,
    standing_now.value,
    listed.total
from listed
left join customers
    on customers.customer_key = listed.customer_key
left join stood_once as at_touch
    on at_touch.customer_key = listed.customer_key
    and at_touch.month
    = cast(date_trunc('month', coalesce(listed.first_on, listed.newest_on)) as date)
left join stood_once as standing_now
    on standing_now.customer_key = listed.customer_key
    and standing_now.month in (select month from standing_month)
order by
    listed.attributed_profit desc nulls last,
    listed.responded desc,
    listed.is_reached desc,
    listed.customer_id nulls last,
    listed.campaign_id
