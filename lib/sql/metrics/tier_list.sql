-- The customers behind the tiers of one month start: one row a customer, the most valuable first.
--
-- share_of_value  of all tiers together; NULL where their total is not above 0
with

standing_then as (

    select activity.*
    from activity
    where activity.month in (select month from standing_month)

),

-- Out of the value of all customers, whichever tiers are listed.
worth as (

    select sum(value) as value
    from standing_then

),

listed as (

    select
        standing_then.*,
        customers.customer_id,
        count(*) over () as total
    from standing_then
    inner join customers
        on customers.customer_key = standing_then.customer_key
    where (array_length($tier) = 0 or list_contains($tier, standing_then.tier))
        and (standing_then.is_active or not $only_active)
    order by standing_then.value desc nulls last, customers.customer_id
    limit $limit

)

select
    listed.customer_id,
    customers.name,
    listed.tier,
    customers.region,
    customers.kind,
    listed.badge,
    listed.is_active as active,
    listed.last_trade_day,
    date_diff('day', listed.last_trade_day, listed.month) as silent_for,
    listed.revenue,
    listed.value,
    case when worth.value > 0 then listed.value / nullif(worth.value, 0) end as share_of_value,
    listed.total
from listed
cross join worth
inner join customers
    on customers.customer_key = listed.customer_key
order by listed.value desc nulls last, listed.customer_id
