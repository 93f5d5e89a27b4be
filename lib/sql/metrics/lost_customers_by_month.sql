-- Customers lost month by month: one row per reported month and tier that anybody was active in, one
-- without a tier where nobody was.
--
-- customers, value_lost  losses of any size, and the value of the 12 months before each
-- counted, active        of large and medium customers: losses, and how many were active at the
--                        month's start
-- Few customers have a size of their own, so all are counted by tier where they stood alike, and
-- those few are then moved to where they belong.
with

tiers_by_month as (

    select
        active_counts.month,
        active_counts.tier,
        active_counts.tier in ('A', 'B') as is_counted,
        active_counts.active,
        active_counts.active - active_counts.lasting as lost,
        case when active_counts.lasting = 0 then active_counts.value end as value_lost
    from active_counts
    where active_counts.silence <= $silent_days
        and active_counts.month in (select month from reported_months)

),

sized as (

    select
        customer_key,
        size in ('large', 'medium') as is_counted
    from customers
    where size is not null

),

moved as (

    select
        tiered.month,
        tiered.tier,
        case when sized.is_counted then 1 else 0 end
        - case when tiered.tier in ('A', 'B') then 1 else 0 end as moves,
        not coalesce(tiered.silence_by_end <= $silent_days, false) as is_lost
    from tiered
    inner join sized
        on sized.customer_key = tiered.customer_key
    where tiered.silence <= $silent_days
        and tiered.month in (select month from reported_months)

),

parts as (

    select
        month,
        tier,
        lost as customers,
        value_lost,
        case when is_counted then lost else 0 end as counted,
        case when is_counted then active else 0 end as active
    from tiers_by_month
    union all
    select
        month,
        tier,
        0 as customers,
        null as value_lost,
        case when is_lost then moves else 0 end as counted,
        moves as active
    from moved
    where moves <> 0

),

by_tier as (

    select
        month,
        tier,
        cast(sum(customers) as bigint) as customers,
        sum(value_lost) as value_lost,
        cast(sum(counted) as bigint) as counted,
        cast(sum(active) as bigint) as active
    from parts
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
