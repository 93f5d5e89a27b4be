-- Customers lost month by month: one row per reported month and tier that anybody was active in, one
-- without a tier where nobody was.
--
-- customers, value_lost  losses of any size, and the value of the 12 months before each
-- counted, active        of large and medium customers: losses, and how many were active at the
--                        month's start
with

-- Whoever has the same place is in one tier: it is told once of them all, not of each.
placed as (

    select
        month,
        percentile,
        ranked,
        is_counted,
        sum(active) as active,
        sum(lost) as lost,
        sum(value_lost) as value_lost
    from placed_losses
    group by month, percentile, ranked, is_counted

),

in_tiers as (

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

told as (

    select
        in_tiers.*,
        coalesce(is_counted, tier in ('A', 'B')) as is_of_note
    from in_tiers

),

by_tier as (

    select
        month,
        tier,
        cast(sum(lost) as bigint) as customers,
        sum(value_lost) as value_lost,
        cast(sum(case when is_of_note then lost else 0 end) as bigint) as counted,
        cast(sum(case when is_of_note then active else 0 end) as bigint) as active
    from told
    group by month, tier

)

select
    reported_months.month,
    by_tier.tier,
    coalesce(by_tier.customers, 0) as customers,
    by_tier.value_lost,
    coalesce(by_tier.counted, 0) as counted,
    coalesce(by_tier.active, 0) as active,
    reported_months.history_months
from reported_months
left join by_tier
    on by_tier.month = reported_months.month
order by reported_months.month, by_tier.tier
