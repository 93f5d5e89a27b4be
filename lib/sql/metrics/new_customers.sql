-- The customers behind `acquisition`: one row per customer with the first trade in one of its
-- months and $channel, the most valuable first.
with

came as (

    select
        first_trades.customer_key,
        first_trades.month
    from first_trades
    where first_trades.month in (select month from reported_months)

),

stood as (

    select
        tiered.customer_key,
        tiered.tier,
        tiered.badge,
        tiered.value,
        tiered.revenue,
        tiered.last_trade_day
    from tiered
    where tiered.month in (select month from standing_month)

),

listed as (

    select
        came.customer_key,
        came.month,
        coalesce(stood.tier, 'none') as tier,
        stood.badge,
        stood.value,
        stood.revenue,
        stood.last_trade_day,
        customers.customer_id,
        count(*) over () as total
    from came
    inner join customers
        on customers.customer_key = came.customer_key
    left join stood
        on stood.customer_key = came.customer_key
    where $channel is null
        or coalesce(customers.acquired_through, '') = $channel
    order by stood.value desc nulls last, customers.customer_id
    limit $limit

)

select
    listed.month,
    listed.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    listed.badge,
    listed.value,
    listed.revenue,
    listed.last_trade_day,
    customers.acquired_through,
    customers.acquired_on,
    customers.acquisition_cost,
    listed.total
from listed
inner join customers
    on customers.customer_key = listed.customer_key
order by listed.value desc nulls last, listed.customer_id
