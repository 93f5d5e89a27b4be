-- The customers behind a row of profile: one row a customer, the most valuable first. $value is ''
-- for those who tell none.
with

stood as (

    select tiered.*
    from tiered
    where tiered.month in (select month from standing_month)

),

listed as (

    select
        stood.*,
        customers.customer_id,
        customers.name,
        customers.region,
        customers.kind,
        customer_labels.label,
        count(*) over () as total
    from stood
    inner join scope
        on scope.customer_key = stood.customer_key
    inner join customers
        on customers.customer_key = stood.customer_key
    left join customer_labels
        on customer_labels.customer_key = stood.customer_key
    where ($value is null or coalesce(customer_labels.label, '') = $value)
        and (array_length($tier) = 0 or list_contains($tier, stood.tier))
    order by stood.value desc nulls last, customers.customer_id
    limit $limit

)

select
    customer_id,
    name,
    tier,
    region,
    kind,
    badge,
    label,
    last_trade_day,
    revenue,
    value,
    total
from listed
order by value desc nulls last, customer_id
