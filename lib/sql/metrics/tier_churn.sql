-- Churn by value tier: one row per reported month and tier A to D.
--
-- customers  active at the month's start, in the tier they held then
-- churned    of those, not active at the next month's start
with

tiers as (

    select 'A' as tier
    union all
    select 'B' as tier
    union all
    select 'C' as tier
    union all
    select 'D' as tier

),

counted as (

    select
        active_counts.month,
        active_counts.tier,
        cast(sum(active_counts.active) as bigint) as customers,
        cast(sum(active_counts.active - active_counts.lasting) as bigint) as churned
    from active_counts
    where active_counts.silence <= $silent_days
        and active_counts.month in (select month from reported_months)
    group by active_counts.month, active_counts.tier

)

select
    reported_months.month,
    tiers.tier,
    coalesce(counted.customers, 0) as customers,
    coalesce(counted.churned, 0) as churned,
    counted.churned / nullif(counted.customers, 0) as churn_rate,
    reported_months.history_months
from reported_months
cross join tiers
left join counted
    on counted.month = reported_months.month
    and counted.tier = tiers.tier
where (array_length($tier) = 0 or list_contains($tier, tiers.tier))
order by reported_months.month, tiers.tier
