-- Who came and who went: one row per reported month.
--
-- active            at its start
-- churned           active at its start, not at the next month's
-- won_back          the other way round, having come before this month
-- arrived           came for the first time in this month
-- arrived_and_left  of those, not active at the next month's start
-- active + won_back + arrived - churned - arrived_and_left is the next month's active.
with

standing_counts as (

    select
        month,
        count(case when is_active then 1 end) as active,
        count(case when is_active and is_active_by_end then 1 end) as stayed
    from activity
    group by month

),

arrivals as (

    select
        first_comings.month,
        count(*) as arrived,
        count(case when activity.is_active then 1 end) as stayed
    from first_comings
    inner join months
        on months.month = first_comings.month
    left join activity
        on activity.customer_key = first_comings.customer_key
        and activity.month = months.next_month
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
left join standing_counts as at_start
    on at_start.month = reported_months.month
left join standing_counts as at_end
    on at_end.month = reported_months.next_month
left join arrivals
    on arrivals.month = reported_months.month
order by reported_months.month
