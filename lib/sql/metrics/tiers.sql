-- The customers of one month start by value tier: one row a tier, those without one last.
--
-- customers  with trade in the 12 months before, or a running contract
-- active     of those, at the month start
-- value      on the company's basis; share_of_value is NULL where the total is not above 0
with

tiers as (

    select 'A' as tier
    union all
    select 'B' as tier
    union all
    select 'C' as tier
    union all
    select 'D' as tier
    union all
    select 'none' as tier

),

counted as (

    select
        active_counts.tier,
        cast(sum(active_counts.customers) as bigint) as customers,
        cast(sum(active_counts.active) as bigint) as active,
        sum(active_counts.revenue) as revenue,
        sum(active_counts.value) as value
    from active_counts
    where active_counts.month in (select month from standing_month)
    group by active_counts.tier

),

filled as (

    select
        tiers.tier,
        coalesce(counted.customers, 0) as customers,
        coalesce(counted.active, 0) as active,
        coalesce(counted.revenue, 0) as revenue,
        case when counted.customers > 0 then counted.value else 0 end as value
    from tiers
    left join counted
        on counted.tier = tiers.tier

),

total as (

    select sum(value) as value
    from filled

)

select
    filled.tier,
    filled.customers,
    filled.active,
    filled.revenue,
    filled.value,
    case when total.value > 0 then filled.value / nullif(total.value, 0) end as share_of_value,
    company.value_basis as basis
from filled
cross join total
cross join company
cross join standing_month
order by filled.tier
