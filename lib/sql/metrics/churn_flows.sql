-- Who came and who went: one row per reported month.
--
-- active            at its start
-- churned           active at its start, not at the next month's
-- won_back          the other way round, having come before this month
-- arrived           came for the first time in this month
-- arrived_and_left  of those, not active at the next month's start
-- active + won_back + arrived - churned - arrived_and_left is the next month's active.
with

starts as (

    select month
    from reported_months
    union
    select next_month as month
    from reported_months

),

counted_by_month as (

    select
        active_counts.month,
        cast(sum(active_counts.active) as bigint) as active,
        cast(sum(active_counts.lasting) as bigint) as stayed
    from active_counts
    where active_counts.silence <= $silent_days
        and active_counts.month in (select month from starts)
    group by active_counts.month

),

arrivals as (

    select
        first_comings.month,
        count(*) as arrived,
        count(case when first_comings.stays then 1 end) as stayed
    from first_comings
    where first_comings.month in (select month from reported_months)
    group by first_comings.month

)

select
    reported_months.month,
    coalesce(at_start.active, 0) as active,
    coalesce(at_start.active - at_start.stayed, 0) as churned,
    coalesce(at_end.active, 0) - coalesce(at_start.stayed, 0) - coalesce(arrivals.stayed, 0)
        as won_back,
    coalesce(arrivals.arrived, 0) as arrived,
    coalesce(arrivals.arrived - arrivals.stayed, 0) as arrived_and_left
from reported_months
left join counted_by_month as at_start
    on at_start.month = reported_months.month
left join counted_by_month as at_end
    on at_end.month = reported_months.next_month
left join arrivals
    on arrivals.month = reported_months.month
order by reported_months.month
