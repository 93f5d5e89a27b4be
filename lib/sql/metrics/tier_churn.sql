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

-- Whoever has the same place is in one tier: it is told once of them all, not of each.
placed as (

    select
        active_counts.month,
        active_counts.percentile,
        active_counts.ranked,
        sum(active_counts.active) as active,
        sum(active_counts.lasting) as lasting
    from active_counts
    where active_counts.silence <= $silent_days
        and active_counts.month in (select month from reported_months)
    group by active_counts.month, active_counts.percentile, active_counts.ranked

),

judged as (

    select
        placed.*,
        case
            when percentile is null or ranked < $tiers_from then 'none'
            when percentile < $tier_a then 'A'
            when percentile < $tier_b then 'B'
            when percentile < $tier_c then 'C'
            else 'D'
        end as tier
    from placed

),

counted as (

    select
        month,
        tier,
        cast(sum(active) as bigint) as customers,
        cast(sum(active - lasting) as bigint) as churned
    from judged
    group by month, tier

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
