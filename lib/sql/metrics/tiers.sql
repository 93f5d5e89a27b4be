-- The customers of one month start by value tier: one row a tier, those without one last.
--
-- customers  with trade in the 12 months before, or a running contract
-- active     of those, at the month start
-- value      on the company's basis; share_of_value is NULL where the total is not above 0
with

chosen as (

    select max(months.month) as month
    from months
    where months.month <= cast($as_of as date) + 1
        and coalesce(months.month <= cast($day as date), true)

),

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
        activity.tier,
        count(*) as customers,
        count(case when activity.is_active then 1 end) as active,
        sum(activity.revenue) as revenue,
        sum(activity.value) as value
    from activity
    inner join chosen
        on chosen.month = activity.month
    group by activity.tier

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
cross join chosen
where chosen.month is not null
order by filled.tier
